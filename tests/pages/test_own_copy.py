"""What one person reads of their own answers."""

from __future__ import annotations

from typing import Any

from helpers import make

from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.sheet import Rating
from coprod_check.pages.alone import own_copy
from coprod_check.pages.blocks import Bullets, Para, Section

SMALL = make.rubric(
    make.practice("a"),
    make.practice("b", "e"),
    circumstances=[{"id": "rural", "statement": "We are far apart."}, {"id": "new", "statement": "We are new."}],
    experience=[
        {
            "id": "heard",
            "question": "Were you heard?",
            "options": [{"id": "y", "text": "Yes"}, {"id": "n", "text": "No"}],
        },
    ],
)


def sections(levels: dict[str, Any] | None = None, voice: str = "staff", **more: Any) -> dict[str, Section]:
    page = own_copy.own_copy_page(SMALL, make.sheet(voice, levels, **more))
    assert page.brief == page.whole
    return {section.title: section for section in page.sections}


def items(section: Section) -> tuple[str, ...]:
    (bullets,) = section.blocks
    assert isinstance(bullets, Bullets)
    return bullets.items


def paragraphs(section: Section) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, Para)]


def test_each_kind_of_answer_has_its_words() -> None:
    told = sections({"a": {"level": 2, "evidence": "Minutes\nof May", "looking_back": 1}, "b": "dont-know"})
    assert items(told["D"]) == (
        "Title of a: 2 Together. Much. Looking back, you were at 1 Started last time. You wrote: Minutes of May",
    )
    assert items(told["E"]) == ("Title of b: you do not know.",)
    blank = sections({"b": {"level": "not-applicable", "reason": "No papers."}})
    assert items(blank["D"]) == ("Title of a: not answered.",)
    assert items(blank["E"]) == ("Title of b: does not apply to you: No papers.",)
    without = sections({"b": {"level": "not-applicable", "reason": ""}})
    assert items(without["E"]) == ("Title of b: does not apply to you.",)


def test_what_has_no_level_yet_is_not_answered_and_keeps_its_evidence() -> None:
    noted = make.sheet("staff").model_copy(update={"ratings": {PracticeId("a"): Rating(evidence="A note.")}})
    told = {section.title: section for section in own_copy.own_copy_page(SMALL, noted).sections}
    assert items(told["D"]) == ("Title of a: not answered. You wrote: A note.",)


def test_only_an_unfinished_sheet_says_that_it_does_not_count() -> None:
    assert own_copy.NOT_FINISHED not in paragraphs(sections({"a": 1})[""])
    assert own_copy.NOT_FINISHED in paragraphs(sections({"a": 1}, finished=False)[""])


def test_what_is_true_and_how_it_was_stand_there_where_something_was_said() -> None:
    assert own_copy.TRUE_FOR_YOU not in sections({"a": 1})
    told = sections({"a": 1}, "lived-experience", circumstances=["new"], experience={"heard": "y"})
    assert items(told[own_copy.TRUE_FOR_YOU]) == ("We are new.",)
    assert items(told[own_copy.HOW_IT_WAS]) == ("Were you heard? Yes",)


def test_the_consent_and_the_made_up_name_are_the_persons_own_to_read() -> None:
    assert items(sections({"a": 1}, share=True, respondent="S3")[own_copy.ABOUT_THE_SHEET]) == (
        "May others see your group's answers, however few you are: yes",
        "Your made-up name: S3",
    )
    assert items(sections({"a": 1})[own_copy.ABOUT_THE_SHEET])[1] == "Your made-up name: none"

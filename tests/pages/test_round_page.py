"""The page of one round: one list of sections, of which the first are the brief."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.documents.plan import Action
from coprod_check.pages.blocks import Bullets, Fold, Heading
from coprod_check.pages.next_steps import PagePlan
from coprod_check.pages.round_page import NO_QUOTES, round_page
from coprod_check.pages.round_text import NOBODY_SHOWN, NOT_VALIDATED
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.pages.blocks import Page
    from coprod_check.rules.result import Result

DAY = dt.date(2026, 11, 22)
FULL = rubric(
    practice("a", value="v"),
    practice("b", "e", value="v"),
    stages=[{"id": "start", "name": "Start", "needs": {}}, {"id": "some", "name": "Some", "needs": {"d": 3}}],
    cautions=[{"id": "c", "dimension": "e", "ahead_of": "d", "message": "Mind the order."}],
    circumstances=[
        {"id": "x", "statement": "It is so.", "prompts": ["Think of it."]}, {"id": "t", "statement": "Bare."},
    ],
    experience=[
        {"id": "one", "question": "How was it?", "options": [{"id": "p", "text": "Well"}, {"id": "q", "text": "So"}]}
    ],
)  # fmt: skip


def result(*sheets: Any, asked: Rubric = FULL) -> Result:
    return score_round(settled(asked, *sheets))


def alone(side: str, levels: dict[str, Any], **more: Any) -> Any:
    return sheet(side, levels, share=True, **more)


def with_everything() -> Result:
    members = alone(MEMBERS, {"a": 1, "b": 3}, experience={"one": "p"}, circumstances=["x", "t"])
    return result(alone("staff", {"a": 2, "b": 3}), members)


def planned(found: Result, **more: Any) -> PagePlan:
    return PagePlan(draft_plan(found, on=DAY), suggested=True, **more)


def titles(page: Page) -> list[str]:
    return [section.title for section in page.sections]


def section(page: Page, title: str) -> list[str]:
    (found,) = (each for each in page.sections if each.title == title)
    return texts(found.blocks)


def test_the_sections_come_in_the_order_in_which_they_matter() -> None:
    found = with_everything()
    page = round_page(found, planned(found))
    assert titles(page) == [
        "",
        "Where you see it most differently",
        "What to do next",
        "All 2 practices",
        "What is strong",
        "A caution",
        "Things to check (1)",
        "Why these actions, and how you will know",
        "What you said of your project",
        "How it was for people with lived experience",
        "How the levels come about",
        "Who was heard, and how the numbers were made",
        "What these numbers are not",
    ]
    assert [each.title for each in page.sections if each.folded] == titles(page)[6:12]
    assert section(page, "A caution") == ["Mind the order."]
    assert section(page, "What you said of your project") == ["It is so.", "Think of it."]
    assert texts(page)[-1] == NOT_VALIDATED


def test_the_brief_is_the_first_sections_and_the_whole_has_all() -> None:
    found = with_everything()
    page = round_page(found, planned(found))
    assert [block.text for block in page.brief if isinstance(block, Heading)][1:] == titles(page)[1:3]
    assert page.whole[: len(page.brief)] == page.brief
    headed = [each.text for each in page.whole if isinstance(each, Heading) and each.depth == 2]
    folded = [each.title for each in page.whole if isinstance(each, Fold) and each.depth == 2]
    assert sorted([*headed, *folded]) == sorted(filter(None, titles(page)))


def test_what_is_not_there_has_no_section() -> None:
    page = round_page(result(sheet(levels={"a": 1, "b": 1}), asked=rubric(practice("a"), practice("b"))))
    assert titles(page) == [
        "",
        "Where you see it most differently",
        "All 2 practices",
        "What is strong",
        "How the levels come about",
        "Who was heard, and how the numbers were made",
        "What these numbers are not",
    ]
    assert page.first == 2


def test_one_persons_own_view_compares_no_sides() -> None:
    page = round_page(result(alone("staff", {"a": 1, "b": 1})), only_yours=True)
    assert "Where you see it most differently" not in titles(page)
    assert texts(page)[2].startswith("This is your view only.")


def test_where_nobody_may_be_shown_the_page_is_short_and_says_what_to_do() -> None:
    page = round_page(result(sheet("staff", {"a": 1}, respondent="S1")))
    assert texts(page) == [
        "Team · r · too few staff answered alone to be shown",
        "Nobody's answers may be shown",
        NOBODY_SHOWN,
        "Staff: fewer than five answered on their own, too few to show.",
        "People with lived experience: nobody answered.",
    ]


def test_every_sentence_stands_once() -> None:
    found = with_everything()
    said = Counter(text for text in texts(round_page(found, planned(found))) if text.endswith(".") and " " in text)
    assert [text for text, times in said.items() if times > 1] == []


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (
            [sheet(levels={"a": 0, "b": 0})],
            "Nothing stands out above “Not yet” so far. Saying so openly is where it starts.",
        ),
        (
            [sheet(levels={"a": 0, "b": {"level": 3, "evidence": "Seen."}})],
            "Title of b: 3 Always (there is evidence)",
        ),
        ([sheet(levels={"a": 3, "b": 3})], "Title of a: 3 Always"),
        ([alone("staff", {"a": 3, "b": 3})], "Title of a: 3 Always (one side said so)"),
    ],
)  # fmt: skip
def test_what_is_strong(sheets: list[Any], said: str) -> None:
    assert section(round_page(result(*sheets)), "What is strong")[0] == said


def test_evidence_and_notes_are_on_no_page() -> None:
    told = sheet(levels={"a": {"level": 3, "evidence": "Told by Ms Secret"}})
    action = Action(action="Do.", status="done", evidence="Ms Secret saw it.", notes="Told by Ms Secret")
    plan = draft_plan(result(told), on=DAY).model_copy(update={"actions": (action,)})
    page = round_page(result(told), PagePlan(plan, suggested=False))
    assert "Ms Secret" not in " ".join(texts(page))
    assert NO_QUOTES in texts(page)


def test_lists_that_begin_with_a_name_say_so_to_those_that_draw_them() -> None:
    named = [b for b in round_page(with_everything()).whole if isinstance(b, Bullets) and b.named]
    assert named
    assert all(": " in item for block in named for item in block.items)


@pytest.mark.parametrize("groups", [1, 7, 19, 90])
@pytest.mark.parametrize("stages", [True, False])
def test_any_number_of_dimensions_can_be_told(groups: int, stages: bool) -> None:
    needs = {"stages": [{"id": "s", "name": "S"}, {"id": "t", "name": "T", "needs": {"d0": 3}}]} if stages else {}
    asked = rubric(*(practice(f"p{n}", f"d{n}") for n in range(groups)), **needs)
    page = round_page(result(sheet(levels={f"p{n}": n % 4 for n in range(groups)}), asked=asked))
    said = texts(page)
    assert all(any(f"Title of p{n} |" in text for text in said) for n in range(groups))
    assert (said[1] == "Stage 1 of 2: S") is stages

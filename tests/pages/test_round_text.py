"""What is behind the levels, in words; whole pages are compared in the example story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.pages.round_page import round_page
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

DK, NA = "dont-know", "not-applicable"


def told(asked: Rubric, *sheets: Sheet) -> list[str]:
    return texts(round_page(score_round(settled(asked, *sheets))))


def line(lines: list[str], start: str) -> str:
    return next(each for each in lines if each.startswith(start))


@pytest.mark.parametrize(
    ("levels", "rules", "people", "sums"),
    [
        ([1, 2, 3], {}, None, "Score 2.0 = (1 + 2 + 3) / 3. Level 2: the middle one of 1 2 3 is 2."),
        (
            [0, 3, 3], {}, None,
            ("Score 2.0 = (0 + 3 + 3) / 3. Level 1: the middle one of 0 3 3 is 3, "
            "but the lowest is 0, and a level is at most one above it."),
        ),
        (
            [3, 3, None], {}, None,
            ("Score 3.0 = (3 + 3) / 2. Level 2: the middle one of 3 3 is 3, "
            "but one level is taken off because not all core practices are known."),
        ),
        (
            [3, 3, 3], {"one_sided_top": 1}, {"staff": 2},
            ("Score 3.0 = (3 + 3 + 3) / 3. Level 1: the middle one of 3 3 3 is 3, "
            "but mostly one side was heard, so it stops at 1."),
        ),
    ],
)  # fmt: skip
def test_the_sum_behind_every_level(levels: list[Any], rules: dict[str, Any], people: Any, sums: str) -> None:
    said = {key: level for key, level in zip("abc", levels, strict=True) if level is not None}
    more = {} if people is None else {"people": people}
    assert line(told(rubric(rules=rules), sheet(levels=said, **more)), "Score") == sums


def test_weights_stand_in_the_sum() -> None:
    asked = rubric(practice("a", weight=2), practice("b", weight=0.5))
    assert line(told(asked, sheet(levels={"a": 1, "b": 3})), "Score").startswith(
        "Score 1.4 = (2 × 1 + 0.5 × 3) / (2 + 0.5)"
    )


def test_what_holds_a_level_back_is_named_and_what_is_missing_is_counted() -> None:
    asked = rubric(*(practice(name) for name in "abcxe"))
    lines = told(asked, sheet(levels={"a": 0, "b": 3, "c": 3, "x": DK, "e": NA}))
    assert "Most of D is at 3. It counts as 1 until “Title of a” moves." in lines
    assert line(lines, "Rated") == (
        "Rated 3 of 4 that apply: 1 don't know, 1 does not apply. "
        "If all that is not rated were lowest the score would be 1.5, if highest 2.3."
    )


def test_without_enough_answers_it_says_how_many_are_needed() -> None:
    lines = told(rubric(), sheet(levels={"a": 1}))
    assert "D: not enough answers for a level" in lines
    assert "1 of 3 rated; a level needs 50% or more of them, and of the core ones." in lines


def test_a_dimension_that_nobody_answered_takes_one_line() -> None:
    lines = told(rubric(practice("a", "x"), practice("b", "y")), sheet(levels={"a": 1}))
    assert "Y: not enough answers for a level" in lines
    assert not any(each.startswith("Rated 0") for each in lines)


def test_a_dimension_that_does_not_apply() -> None:
    lines = told(rubric(practice("a", "x"), practice("b", "y")), sheet(levels={"a": NA, "b": 1}))
    assert "X: none of it applies to you" in lines
    assert line(lines, "Rated 0") == "Rated 0 of 0 that apply: 1 does not apply."


def test_who_was_heard_and_who_was_hidden() -> None:
    five = [sheet("staff", {"a": 1}) for _ in range(5)]
    lines = told(rubric(), *five, sheet(MEMBERS, {"a": 1}))
    assert "Staff: 5 sheets of their own." in lines
    assert "People with lived experience: fewer than five answered on their own, too few to show." in lines
    lines = told(rubric(), sheet(MEMBERS, {"a": 1}, share=True))
    assert "Staff: nobody answered." in lines
    assert line(lines, "People with lived experience:").endswith("Everyone agreed that they may be shown.")


def test_of_two_people_it_is_said_that_the_lower_level_counts() -> None:
    for people in (1, 2, 3):
        own = (sheet("staff", {"a": 1}, share=True) for _ in range(people))
        words = line(told(rubric(), *own), "Staff:")
        assert words.endswith("Of two people the lower level counts.") is (people == 2)


def test_cautions_checks_prompts_and_experience_are_told() -> None:
    asked = rubric(
        practice("p", "x"), practice("q", "y"),
        cautions=[{"id": "c", "dimension": "x", "ahead_of": "y", "message": "Wait."}],
        circumstances=[{"id": "s", "statement": "It is so.", "prompts": ["Think."]}, {"id": "t", "statement": "Bare."}],
        experience=[
            {"id": "e", "question": "Equal?", "options": [{"id": "y", "text": "Yes"}, {"id": "n", "text": "No"}]}
        ],
    )  # fmt: skip
    together = sheet(levels={"p": 3, "q": 1}, circumstances=["s", "t"])
    members = sheet(MEMBERS, {"p": DK}, share=True, experience={"e": "y"})
    staff = sheet("staff", {"p": 1}, share=True)
    lines = told(asked, together, members, staff)
    for expected in ("Wait.", "It is so.", "Think.", "Equal?", "Yes: 1 of 1"):
        assert expected in lines
    assert [each.split("” ")[1].split(",")[0] for each in lines if each.startswith("“Title of p”")] == [
        "is at the top level",
        "was agreed at a level above what one side said on its own. Ask what that side sees.",
        "could not be answered by a third or more of one side. Who knows",
        "is under way for staff",
    ]
    assert "Bare." not in lines


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("a", "“Title of a” is at the top level, and nobody has said what shows it."),
        ("ab", "These are at the top level, and nobody has said what shows them: “Title of a” and “Title of b”."),
    ],
)
def test_what_is_the_same_of_many_practices_is_said_once(names: str, said: str) -> None:
    lines = told(rubric(*map(practice, names)), sheet(levels=dict.fromkeys(names, 3)))
    assert [each for each in lines if "top level" in each] == [said]


def test_each_stage_says_what_it_needs() -> None:
    stages = [{"id": "f", "name": "First"}, {"id": "s", "name": "Second", "needs": {"x": 1, "q": 2}}]
    asked = rubric(practice("p", "x"), practice("q", "y"), stages=stages)
    assert "Second: X at 1 Started, “Title of q” at 2 Together" in told(asked, sheet(levels={"p": 1}))


def test_each_value_says_why_its_level_is_where_it_is() -> None:
    asked = rubric(practice("a", value="v"), practice("b", value="v"), practice("c", value="w"))
    lines = told(asked, sheet(levels={"a": 1, "b": 3}))
    assert "V | 1 Started | 2.0 | the middle one of 1 3 is 1" in lines
    assert "W | not enough answers | - | 0 of 1 rated" in lines


# Few of one side.


@pytest.mark.parametrize(
    ("staff", "members", "said"),
    [
        (6, 1, "One of seven in the room has lived experience."),
        (5, 2, "Two of seven in the room have lived experience."),
        (1, 6, "One of seven in the room is staff."),
        (2, 5, "Two of seven in the room are staff."),
    ],
)
def test_few_on_one_side_is_said_in_words_with_what_to_do(staff: int, members: int, said: str) -> None:
    lines = told(rubric(practice("a")), sheet(levels={"a": 1}, people={"staff": staff, MEMBERS: members}))
    assert f"{said} Ask the others too, alone, before you rely on this." in lines


def test_what_staff_know_and_members_do_not_is_said_once_for_many() -> None:
    asked = rubric(*map(practice, "abcx"))
    lines = told(
        asked,
        sheet("staff", dict.fromkeys("abcx", 2), share=True),
        sheet(MEMBERS, dict.fromkeys("abcx", DK), share=True),
    )
    titles = "“Title of a”, “Title of b”, “Title of c” and “Title of x”."
    assert [line for line in lines if "x”." in line] == [
        f"A third or more of one side could not answer these. Who knows, and who needs to know? It is about {titles}",
        (
            "These are under way for staff, and people with lived experience do not know. Have they been told? "
            f"It is about {titles}"
        ),
    ]

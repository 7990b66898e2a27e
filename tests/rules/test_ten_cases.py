"""Ten cases whose result must be right, with the questions that everyone gets: whole sheets in, a stage out.

They are the cases in which the first edition called a project more than it was, or told it nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, settled, sheet

from coprod_check.documents.shapes import DimensionId
from coprod_check.rules.scoring import score_round
from coprod_check.storage import library

if TYPE_CHECKING:
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.result import Result

RUBRIC = library.find_rubric("coproduction-values")
EVERY: list[str] = [practice.id for practice in RUBRIC.practices]
SOME_EVIDENCE = {"evidence": "Our notes of May."}


def filled(voice: str, levels: dict[str, Any], **more: Any) -> Sheet:
    return sheet(voice, levels, rubric=RUBRIC.id, rubric_version=RUBRIC.version, **more)


def all_at(level: int, **but: Any) -> dict[str, Any]:
    """Every practice at one level with evidence, but for those named (with _ for -), which stand as they are given."""
    return {practice: {"level": level, **SOME_EVIDENCE} for practice in EVERY} | {
        practice.replace("_", "-"): answer for practice, answer in but.items()
    }


def told(*sheets: Sheet) -> Result:
    return score_round(settled(RUBRIC, *sheets))


def agreed(levels: dict[str, Any], staff: int = 4, members: int = 4) -> Result:
    return told(filled("together", levels, people={"staff": staff, MEMBERS: members}))


def checks(result: Result) -> set[tuple[str | None, str]]:
    return {(each.practice, each.why) for each in result.to_check}


def six_staff_and_two_members(*, members_agree: bool) -> list[Sheet]:
    """Staff mostly say 1, two of six a 2 or a 0 now and then; members say 0 or 1, and do not know of a few."""
    staff = [all_at(1) | dict.fromkeys(EVERY[n::7], 2 if n % 2 else 0) for n in range(6)]
    one: dict[str, Any] = {practice: n % 2 for n, practice in enumerate(EVERY)} | dict.fromkeys(
        EVERY[3::9], "dont-know"
    )
    other: dict[str, Any] = {practice: (n // 2) % 2 for n, practice in enumerate(EVERY)} | dict.fromkeys(
        EVERY[5::9], "dont-know"
    )
    return [
        *(filled("staff", levels, share=True) for levels in staff),
        *(filled(MEMBERS, levels, share=members_agree) for levels in (one, other)),
    ]


def test_1_staff_say_started_and_members_mostly_do_not() -> None:
    result = told(*six_staff_and_two_members(members_agree=True))
    assert (result.stage, result.view) == ("setting-up", "both-voices")


def test_2_the_same_where_members_do_not_agree_to_be_shown() -> None:
    result = told(*six_staff_and_two_members(members_agree=False))
    assert (result.stage, result.stage_why, result.view) == (None, "one-sided", "staff-only")
    assert not result.voices[MEMBERS].shown


def test_3_the_levels_of_staff_agreed_in_a_room_of_six_and_two() -> None:
    result = agreed(all_at(1), staff=6, members=2)
    assert (result.stage, result.next_stage) == ("engaging", "co-producing")
    assert result.unmet == {"shared-decisions": 2}
    assert (None, "few-on-one-side") in checks(result)


def test_4_everything_together_but_staff_decide() -> None:
    result = agreed(all_at(2, shared_decisions=1))
    assert (result.stage, result.unmet) == ("engaging", {"shared-decisions": 2})


def test_5_everything_together_but_no_first_result() -> None:
    result = agreed(all_at(2, first_results=1))
    assert (result.stage, result.unmet) == ("co-producing", {"first-results": 2})


def test_6_one_high_answer_carries_a_stage_and_is_to_be_looked_at() -> None:
    result = agreed(all_at(1, shared_decisions=2))
    assert result.stage == "co-producing"
    assert {why for practice, why in checks(result) if practice == "shared-decisions"} == {
        "stage-without-evidence",
        "stage-rests-on-one",
    }


@pytest.mark.parametrize(
    ("practice", "dimension"),
    [("payment", "recruitment"), ("leaders", "power-sharing")],
    ids=["7 payment", "8 leaders"],
)
def test_7_and_8_all_at_the_top_but_for_one_which_is_named(practice: str, dimension: str) -> None:
    result = agreed(all_at(3, **{practice: 0}))
    assert (result.stage, result.next_stage) == ("measuring", None)
    found = result.dimensions[DimensionId(dimension)]
    assert (found.level, found.majority, found.held_back_by) == (1, 3, (practice,))
    assert [name for name, each in result.dimensions.items() if each.held_back_by] == [dimension]


def test_9_twelve_staff_and_one_member_in_the_room() -> None:
    result = agreed(all_at(3), staff=12, members=1)
    assert (result.stage, result.view) == ("measuring", "together")
    (few,) = [each for each in result.to_check if each.why == "few-on-one-side"]
    assert few.side == MEMBERS


def test_10_five_staff_and_no_member() -> None:
    result = told(*(filled("staff", all_at(3), share=True) for _ in range(5)))
    assert (result.stage, result.stage_why, result.view) == (None, "one-sided", "staff-only")
    assert {each.level for each in result.dimensions.values()} == {RUBRIC.one_sided_top}


@pytest.mark.parametrize("level", [0, 1])
@pytest.mark.parametrize("others", [1, 2, 3])
def test_where_staff_decide_nobody_is_called_co_producing(others: int, level: int) -> None:
    assert agreed(all_at(others, shared_decisions=level)).stage == "engaging"


@pytest.mark.parametrize("answer", ["dont-know", 0, 1])
def test_where_no_result_was_looked_at_nobody_is_called_measuring(answer: Any) -> None:
    assert agreed(all_at(3, first_results=answer)).stage == "co-producing"

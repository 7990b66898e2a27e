"""The page of several rounds of one team."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from helpers.make import practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.pages.blocks import Heading
from coprod_check.pages.figures import level_lines
from coprod_check.pages.round_text import NOBODY_SHOWN
from coprod_check.pages.rounds_page import NOT_THE_SAME, history_page
from coprod_check.pages.table import Table
from coprod_check.pages.words import FALL
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.rules.result import Result

ASKED = rubric(practice("a"), practice("b", "e"))


def rounds(*levels: dict[str, Any] | None) -> list[Result]:
    """A round a month; ``None`` for one in which nobody may be shown."""
    made = []
    for month, said in enumerate(levels, 1):
        voice = "together" if said is not None else "staff"
        day = dt.date(2026, month, 1)
        made.append(score_round(settled(ASKED, sheet(voice, said or {"a": 3}, round=f"r{month}", date=day))))
    return made


def headings(found: list[Result], depth: int) -> list[str]:
    return [b.text for b in history_page(found) if isinstance(b, Heading) and b.depth == depth]


def test_the_last_round_stands_first_and_how_it_went_after_it() -> None:
    found = rounds({"a": 0, "b": 1}, {"a": 1, "b": 1})
    assert headings(found, 1) == ["How it went: Team, 2 rounds"]
    assert headings(found, 2)[:3] == ["At a glance", "From round to round", "Practice by practice"]


def test_a_line_for_each_dimension_says_every_change() -> None:
    figure = level_lines(rounds({"a": 0, "b": 1}, {"a": 2, "b": 1}, {"a": 1}))
    assert (
        figure.says
        == "D: from 0 Not yet, then 2 Together, then 1 Started. E: stayed at 1 Started, no level in 1 of 3 rounds."
    )
    assert figure.table.rows == (
        ("r1", "0 Not yet", "1 Started"),
        ("r2", "2 Together", "1 Started"),
        ("r3", "1 Started", "not known"),
    )


def test_a_dimension_without_any_level_says_so() -> None:
    assert level_lines(rounds({"a": 0}, {"a": 0})).says.endswith("E: no level in any round.")


def test_what_moved_since_the_round_before_is_named_and_a_fall_is_no_failure() -> None:
    said = texts(history_page(rounds({"a": 1, "b": 2}, {"a": 2, "b": 1})))
    assert "Title of a: from 1 Started to 2 Together, “Much.”" in said
    assert "Title of b: from 2 Together to 1 Started, “A bit.”" in said
    assert FALL in said
    assert "0 of the 2 practices rated in both rounds are where they were." in said


def test_a_round_in_which_nobody_may_be_shown_has_no_level_and_is_not_compared() -> None:
    found = rounds({"a": 1, "b": 1}, None, {"a": 2, "b": 1})
    page = history_page(found)
    (table,) = [b for b in page if isinstance(b, Table) and b.caption == "The rounds, and who was heard"]
    assert table.rows[1] == ("r2", "1 February 2026", "nobody may be shown", "not counted", "not known")
    assert "Practices that moved, r1 to r3" in headings(found, 3)


def test_a_last_round_in_which_nobody_may_be_shown_says_what_to_do_and_shows_the_others() -> None:
    found = rounds({"a": 1, "b": 1}, {"a": 2, "b": 1}, None)
    assert NOBODY_SHOWN in texts(history_page(found))
    assert headings(found, 2) == ["Who was heard", "What to do now", "From round to round"]


def test_other_people_heard_is_said() -> None:
    one = rounds({"a": 1, "b": 1})
    other = [score_round(settled(ASKED, sheet(levels={"a": 1}, round="r9", people={"staff": 2})))]
    assert NOT_THE_SAME in texts(history_page([*one, *other]))
    assert NOT_THE_SAME not in texts(history_page(rounds({"a": 1}, {"a": 2})))

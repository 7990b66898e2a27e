"""A report page of several rounds of one team: how it went, and then the last round in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import one_line
from coprod_check.pages.blocks import Bullets, Heading, Para
from coprod_check.pages.figures import level_lines
from coprod_check.pages.round_page import GLANCE, glance, nobody_shown, the_rest
from coprod_check.pages.round_text import count_people
from coprod_check.pages.table import Table
from coprod_check.pages.words import FALL, day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import Practice
    from coprod_check.pages.blocks import Block, Report
    from coprod_check.pages.round_page import PagePlan
    from coprod_check.rules.result import Result, View

_VIEWS: dict[View, str] = {
    "together": "filled in together",
    "both-voices": "both sides, each on its own",
    "staff-only": "staff only",
    "lived-experience-only": "people with lived experience only",
    "unknown": "it does not say who was there",
    "none": "nobody may be shown",
}
NOT_THE_SAME = "Who was heard is not the same in every round. So a level may differ because other people answered."


def history_page(rounds: Sequence[Result], planned: PagePlan | None = None) -> Report:
    """Lay out the page of one team's rounds, oldest first; the plan is that of the last one."""
    return tuple(_blocks(rounds, planned))


def _blocks(rounds: Sequence[Result], planned: PagePlan | None) -> Iterator[Block]:
    last = rounds[-1]
    yield Heading(f"How it went: {one_line(last.team)}, {len(rounds)} rounds", 1)
    first = rounds[0]
    yield Para(
        f"From the answers of {day(first.date)} to {day(last.date)}. The questions: {one_line(last.rubric.title)} "
        f"What stands first is the last round, {one_line(last.round)}."
    )
    if last.anyone_shown:
        yield Heading(GLANCE)
        yield from glance(last, planned)
    else:
        yield from nobody_shown(last)
    yield from _over_time(rounds)
    if last.anyone_shown:
        yield from the_rest(last, planned)


def _over_time(rounds: Sequence[Result]) -> Iterator[Block]:
    yield Heading("From round to round")
    yield level_lines(rounds)
    shown = [each for each in rounds if each.anyone_shown]
    if len({each.view for each in shown}) > 1:
        yield Para(NOT_THE_SAME)
    yield _rounds_table(rounds)
    if len(shown) > 1:
        yield from _moved(shown[-2], shown[-1])


def _rounds_table(rounds: Sequence[Result]) -> Table:
    rows = tuple(
        (one_line(each.round), day(each.date), _VIEWS[each.view], _people(each), _stage(each)) for each in rounds
    )
    header = ("Round", "Answers up to", "Who was heard", "How many", "Stage")
    return Table("The rounds, and who was heard", header, rows, frozenset({0}))


def _people(result: Result) -> str:
    staff, members = result.people["staff"], result.people["lived-experience"]
    return count_people(staff, members) if staff or members else "not counted"


def _stage(result: Result) -> str:
    return next((each.name for each in result.rubric.stages if each.id == result.stage), "not known")


def _moved(then: Result, now: Result) -> Iterator[Block]:
    """Which practices moved between the last two rounds that may be shown."""
    pairs = [
        (practice, was, level)
        for practice in now.rubric.practices
        if (was := then.practices[practice.id].level) is not None
        and (level := now.practices[practice.id].level) is not None
    ]
    up = tuple(_line(now, *each) for each in pairs if each[2] > each[1])
    down = tuple(_line(now, *each) for each in pairs if each[2] < each[1])
    yield Heading(f"Practices that moved, {one_line(then.round)} to {one_line(now.round)}", 3)
    same = f"{len(pairs) - len(up) - len(down)} of the {len(pairs)} practices rated in both rounds are where they were."
    yield Para(same)
    if up:
        yield Heading("Higher than last time", 4)
        yield Bullets(up, named=True)
    if down:
        yield Heading("Lower than last time", 4)
        yield Bullets(down, named=True)
        yield Para(FALL)


def _line(now: Result, practice: Practice, was: int, level: int) -> str:
    rubric = now.rubric
    went = f"from {rubric.level_words(was)} to {rubric.level_words(level)}"
    return f"{practice.title}: {went}, “{practice.levels[level]}”"

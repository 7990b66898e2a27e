"""Several rounds of one team, told once: how it went, what comes next, and then the latest round."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from coprod_check.documents.text import count, day, one_line
from coprod_check.pages.blocks import Bullets, Heading, Page, Para, Section
from coprod_check.pages.cohort_lead import HEARD
from coprod_check.pages.drawings import Trend, TrendRow
from coprod_check.pages.round_lead import NOBODY, finding
from coprod_check.pages.round_page import NEXT, round_page
from coprod_check.pages.table import Table
from coprod_check.pages.words import FALL, count_people, listed, months, round_words
from coprod_check.rules.team_changes import same_sides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.pages.blocks import Block
    from coprod_check.pages.next_steps import PagePlan
    from coprod_check.rules.result import Result

    _Moved = tuple[Practice, int, int]
    """A practice that has a level in both of two rounds, and its levels."""

NOT_THE_SAME = "Who was heard is not the same in every round. So a level may differ because other people answered."
CHANGES_NAMED = 3
"""Dimensions that the heading names with their levels; of more it says how many are higher and lower."""


def history_page(rounds: Sequence[Result], planned: PagePlan | None = None) -> Page:
    """Lay out one team's rounds, oldest first; the plan is that of the last one.

    Rounds in which nobody may be shown are named, and left out of every comparison.
    """
    shown = [each for each in rounds if each.anyone_shown]
    latest = round_page(rounds[-1], planned)
    first = (Section("", tuple(_how_it_went(rounds, shown))),)
    following = tuple(section for section in latest.sections if section.title == NEXT)
    rest = [_of_the_latest(section, rounds[-1]) for section in latest.sections if section.title != NEXT]
    behind = next((place for place, section in enumerate(rest) if section.folded), len(rest))
    told = (*first, *following, *rest[:behind], *_in_between(rounds, shown), *rest[behind:])
    sections = tuple(section for section in told if section.blocks)
    return Page(_heading(rounds, shown), sections, first=len(first) + len(following))


def _of_the_latest(section: Section, last: Result) -> Section:
    """Give the first section of the latest round a title of its own, since it is not the first here."""
    if section.title:
        return section
    blocks = (Para(f"{finding(last)}.", strong=(finding(last),)), *section.blocks)
    return replace(section, title=f"The latest round, {round_words(last.round)}", blocks=blocks)


# The heading: what changed since the first round.


def _heading(rounds: Sequence[Result], shown: Sequence[Result]) -> Heading:
    team = one_line(rounds[-1].team)
    when = months(rounds[0].date, rounds[-1].date)
    found = _since_the_first(shown)
    return Heading(found, 1, over=" · ".join((team, f"{len(rounds)} rounds", when)), document=f"{team}: {found}")


def _since_the_first(shown: Sequence[Result]) -> str:
    if not shown:
        return NOBODY
    then, now = shown[0], shown[-1]
    if len(shown) == 1:
        return finding(now)
    since = f"Since {round_words(then.round)}"
    levels = {
        group.name: (then.dimensions[group.id].level, now.dimensions[group.id].level) for group in now.rubric.dimensions
    }
    known = {name: (was, level) for name, (was, level) in levels.items() if was is not None and level is not None}
    went = {name: (was, level) for name, (was, level) in known.items() if was != level}
    if not known:
        return f"{since}: no level is known then and now"
    if not went:
        return f"{since}: every level is where it was"
    if len(went) <= CHANGES_NAMED:
        return f"{since}: {listed(f'{name} from {was} to {level}' for name, (was, level) in went.items())}"
    return f"{since}: {_counted(list(went.values()), len(known))}"


def _counted(went: Sequence[tuple[int, int]], every: int) -> str:
    """Say of many dimensions how many moved each way."""
    higher = sum(level > was for was, level in went)
    ways = ((higher, "higher"), (len(went) - higher, "lower"))
    whole = next((way for moved, way in ways if moved == every), "")
    if whole:
        return f"all {count(every, 'dimension')} {whole}"
    return f"of {count(every, 'dimension')} {', '.join(f'{moved} {way}' for moved, way in ways if moved)}"


def _known_in_both(then: Result, now: Result) -> dict[str, tuple[int, int]]:
    """The dimensions with a level in both of two rounds, by name."""
    return {
        group.name: (was, level)
        for group in now.rubric.dimensions
        if (was := then.dimensions[group.id].level) is not None
        and (level := now.dimensions[group.id].level) is not None
    }


# What stands below it.


def _how_it_went(rounds: Sequence[Result], shown: Sequence[Result]) -> Iterator[Block]:
    if len(shown) > 1:
        yield Para(" ".join((_since_last_time(*shown[-2:]), *_stage_moved(shown[0], shown[-1]))), "lead")
        if _anything_lower(*shown[-2:]) or _anything_lower(shown[0], shown[-1]):
            yield Para(FALL)
        yield Para(_who_was_heard(shown), "soft")
    if hidden := [round_words(each.round) for each in rounds if not each.anyone_shown]:
        yield Para(f"Left out, since nobody's answers may be shown: {listed(hidden)}.", "soft")
    if shown:
        yield _levels_over_time(shown)


def _anything_lower(then: Result, now: Result) -> bool:
    levels = (*_known_in_both(then, now).values(), *((was, level) for _, was, level in _pairs(then, now)))
    return any(level < was for was, level in levels)


def _since_last_time(then: Result, now: Result) -> str:
    pairs = _pairs(then, now)
    since = f"Since last time, {round_words(then.round)},"
    higher, lower = (sum(way(was, level) for _, was, level in pairs) for way in (int.__lt__, int.__gt__))
    if not pairs:
        return f"{since} nothing can be compared: no practice was rated both times."
    if not higher and not lower:
        return f"{since} no practice moved, of {len(pairs)} that were rated both times."
    rose = f"{count(higher, 'practice')} {'is' if higher == 1 else 'are'}" if higher else "no practice is"
    text = f"{since} {rose} higher, {lower} lower"
    return f"{text} and {len(pairs) - higher - lower} the same."


def _stage_moved(then: Result, now: Result) -> Iterator[str]:
    names = {stage.id: stage.name for stage in now.rubric.stages}
    if now.stage is None or now.stage == then.stage:
        return
    was = "was not known" if then.stage is None else f"was {names[then.stage]}"
    yield f"The stage is {names[now.stage]}; in {round_words(then.round)} it {was}."


def _who_was_heard(shown: Sequence[Result]) -> str:
    """Who was in the room in the first round and in the latest, and that levels may differ for that reason."""
    then, now = shown[0], shown[-1]
    if then.view == now.view:
        text = f"Who was heard: {HEARD[now.view]}{_people_then_and_now(then, now)}."
    else:
        text = f"Who was heard: in {round_words(then.round)} {_heard(then)}; in {round_words(now.round)} {_heard(now)}."
    same = all(same_sides(then.view, each.view) for each in shown)
    return text if same else f"{text} {NOT_THE_SAME}"


def _people_then_and_now(then: Result, now: Result) -> str:
    if _people(then) == _people(now):
        return f", {_people(now)} each time" if _people(now) else ""
    return "".join(f"; in {round_words(each.round)} {_people(each) or 'not counted'}" for each in (then, now))


def _heard(result: Result) -> str:
    people = _people(result)
    return f"{HEARD[result.view]} ({people})" if people else HEARD[result.view]


def _people(result: Result) -> str:
    staff, members = result.people["staff"], result.people["lived-experience"]
    return count_people(staff, members) if staff or members else ""


def _levels_over_time(shown: Sequence[Result]) -> Trend:
    """The level of each dimension from round to round."""
    rubric = shown[-1].rubric
    rows = []
    for group in rubric.dimensions:
        levels = tuple(each.dimensions[group.id].level for each in shown)
        rows.append(TrendRow(group.name, levels, _went(rubric, levels)))
    labels = tuple(round_words(each.round) for each in shown)
    names = tuple(level.name for level in rubric.levels)
    return Trend("The level of each dimension, round by round", labels, tuple(rows), names)


def _went(rubric: Rubric, levels: Sequence[int | None]) -> str:
    """Say how a level went, naming every change once."""
    known = [level for level in levels if level is not None]
    if not known:
        return "no level in any round"
    went = [known[0], *(now for was, now in pairwise(known) if now != was)]
    gaps = levels.count(None)
    missing = f", no level in {gaps} of {len(levels)} rounds" if gaps else ""
    if len(went) == 1:
        where = "at" if len(known) == 1 else "stayed at"
        return f"{where} {rubric.level_words(went[0])}{missing}"
    if len(went) == 2:
        return f"from {rubric.level_words(went[0])} to {rubric.level_words(went[1])}{missing}"
    first, *between, last = went  # by number, so that a long way fits on a line
    return f"from {first} to {', '.join(map(str, between))}, then {rubric.level_words(last)}{missing}"


# What moved since last time, and the rounds.


def _in_between(rounds: Sequence[Result], shown: Sequence[Result]) -> Iterator[Section]:
    if len(shown) > 1:
        then, now = shown[-2:]
        title = f"Practices that moved, {round_words(then.round)} to {round_words(now.round)}"
        yield Section(title, tuple(_moved(then, now)))
    yield Section("The rounds", (_rounds_table(rounds),))


def _pairs(then: Result, now: Result) -> list[_Moved]:
    return [
        (practice, was, level)
        for practice in now.rubric.practices
        if (was := then.practices[practice.id].level) is not None
        and (level := now.practices[practice.id].level) is not None
    ]


def _moved(then: Result, now: Result) -> Iterator[Block]:
    """Which practices moved between the last two rounds that may be shown."""
    pairs = _pairs(then, now)
    ways = (
        ("Higher than last time", [each for each in pairs if each[2] > each[1]]),
        ("Lower than last time", [each for each in pairs if each[2] < each[1]]),
    )
    for title, moved in ways:
        if moved:
            yield Heading(title, 3)
            yield Bullets(tuple(_line(now.rubric, *each) for each in moved), named=True)


def _line(rubric: Rubric, practice: Practice, was: int, level: int) -> str:
    return f"{practice.title}: from {rubric.level_words(was)} to {rubric.level_words(level)}"


def _rounds_table(rounds: Sequence[Result]) -> Table:
    stages = {stage.id: stage.name for stage in rounds[-1].rubric.stages}
    header = ("Round", "Answers up to", "Who was heard", "How many", *(["Stage"] if stages else []))
    rows = tuple(
        (
            round_words(each.round),
            day(each.date),
            HEARD[each.view],
            _people(each) or "not counted",
            *([stages.get(each.stage or "", "not known")] if stages else []),
        )
        for each in rounds
    )
    return Table("The rounds, and who was heard", header, rows, frozenset({0}))

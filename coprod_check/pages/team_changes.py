"""A programme between two rounds, told once: how many teams are higher, the same or lower; never which of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count, one_line
from coprod_check.pages.blocks import Bullets, Fold, Heading, Page, Para, Section
from coprod_check.pages.cohort_lead import HEARD
from coprod_check.pages.drawings import StackRow, Stacks
from coprod_check.pages.round_lead import WHO
from coprod_check.pages.round_text import NOT_VALIDATED
from coprod_check.pages.small_numbers import small_number
from coprod_check.pages.table import Table
from coprod_check.pages.words import FALL, listed, round_words
from coprod_check.rules.result import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coprod_check.documents.shapes import Side
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.team_changes import TeamChanges, TeamsMoved

WAYS = ("Lower", "Same", "Higher")
WHICH_WAY = "How many teams went which way"
NO_PAIRS = "No team was heard in two rounds yet"
NOT_COMPARED_AT_ALL = "No level is known in both rounds of any team"
NAMED_TOGETHER = 2
"""Dimensions of which a sentence names all where they moved in equally many teams."""


def changes_page(changes: TeamChanges) -> Page:
    """Lay out what changed between two rounds, as a page of its own."""
    sections = tuple(section for section in _sections(changes) if section.blocks)
    return Page(_heading(changes), sections, first=sum(each.title in {"", WHICH_WAY} for each in sections))


def _heading(changes: TeamChanges) -> Heading:
    teams = f"{count(len(changes.both), 'team')} heard in two rounds"
    found = _moved_most(changes) if changes.both else NO_PAIRS
    over = " · ".join(filter(None, (teams, _labels(changes)))) if changes.both else ""
    return Heading(found, 1, over=over, document=f"{teams}: {found}" if changes.both else found)


def _sections(changes: TeamChanges) -> Iterator[Section]:
    yield Section("", tuple(_remarks(changes)))
    if changes.both:
        yield Section(WHICH_WAY, (_dimensions_moved(changes),))
        yield Section("Every practice", tuple(_practices_moved(changes)))
        yield Section("Who was in the room", (_rooms(changes),))
    yield Section("Teams that were not heard in two rounds", tuple(_left_out(changes)))
    yield Section("What these numbers are not", (Para(NOT_VALIDATED),))


def changes_section(changes: TeamChanges, *, warned: bool) -> Section:
    """Tell what changed between two rounds as a part of the page of many teams; some team was heard in two.

    ``warned`` says whether the page has said already that the teams are few.
    """
    between = _labels(changes) or "Between two rounds"
    left_out = tuple(_left_out(changes))
    blocks: tuple[Block, ...] = (
        Para(f"{_moved_most(changes)}."),
        *_remarks(changes, warned=warned),
        _dimensions_moved(changes),
        Fold("Every practice, between the two rounds", tuple(_practices_moved(changes)), depth=3),
        _rooms(changes),
        *([Fold("Teams that were not heard in two rounds", left_out, depth=3)] if left_out else []),
    )
    return Section(f"{between}: {count(len(changes.both), 'team')} heard in both", blocks)


def _labels(changes: TeamChanges) -> str:
    """Name the two rounds where they are the same for all teams; empty where they are not."""
    labels = {(each.then, each.now) for each in changes.both}
    if len(labels) != 1:
        return ""
    ((then, now),) = labels
    return f"{round_words(then)} to {round_words(now)}"


# What was found.


def _moved_most(changes: TeamChanges) -> str:
    """Name what is higher in most teams, and what is lower in most, each as plainly as the other."""
    moved = {group.name: changes.dimensions[group.id] for group in changes.rubric.dimensions}
    compared = {name: each for name, each in moved.items() if each.compared}
    if not compared:
        return NOT_COMPARED_AT_ALL
    higher = _most(compared, lambda each: each.higher)
    lower = _most(compared, lambda each: each.lower)
    if not higher and not lower:
        return "Every team is where it was" if len(changes.both) > 1 else "The one team is where it was"
    if not higher:
        return f"No team is higher in any dimension; most often lower: {lower}"
    if not lower:
        return f"Most often higher: {higher}; no team is lower in any dimension"
    return f"Most often higher: {higher}; most often lower: {lower}"


def _most(moved: dict[str, TeamsMoved], way: Callable[[TeamsMoved], int]) -> str:
    """Name the dimensions that went one way in most teams, and in how many; empty where none did."""
    most = max(map(way, moved.values()))
    if not most:
        return ""
    names = [name for name, each in moved.items() if way(each) == most]
    if len(names) == 1:
        return f"{names[0]}, in {most} of {count(moved[names[0]].compared, 'team')}"
    if len(names) > NAMED_TOGETHER:
        names = [names[0], f"{len(names) - 1} others"]
    return f"{listed(names)}, in {count(most, 'team')} each"


def _remarks(changes: TeamChanges, *, warned: bool = False) -> Iterator[Block]:
    """What is to be known before anything is read from the figures."""
    teams = len(changes.both)
    if changes.heard_otherwise:
        yield Para(
            f"In {changes.heard_otherwise} of {count(teams, 'team')} not the same sides were heard in both rounds. "
            "There a level may differ because other people answered.",
            "warning",
        )
    if any(each.lower for each in (*changes.dimensions.values(), *changes.practices.values())):
        yield Para(FALL, "soft")
    warning = small_number(teams, "team was heard in two rounds", "teams were heard in two rounds")
    if teams and warning and not warned:
        yield Para(warning, "soft")


def _dimensions_moved(changes: TeamChanges) -> Stacks:
    rows = tuple(_row(group.name, changes.dimensions[group.id]) for group in changes.rubric.dimensions)
    return Stacks("The level of each dimension, now and then", WAYS, rows, "moves", _notes_are(rows))


def _practices_moved(changes: TeamChanges) -> Iterator[Block]:
    rubric = changes.rubric
    told = [practice for practice in rubric.practices if changes.practices[practice.id].compared]
    first = True
    for group in rubric.dimensions:
        rows = tuple(_row(p.title, changes.practices[p.id]) for p in told if p.dimension == group.id)
        if rows:
            yield Stacks(group.name, WAYS, rows, "moves", _notes_are(rows), keyed=first)
            first = False
    if others := [practice.title for practice in rubric.practices if practice not in told]:
        yield Para(f"Not known in both rounds of any team: {listed(others)}.", "soft")


def _row(name: str, moved: TeamsMoved) -> StackRow:
    note = f"{moved.not_compared} not known" if moved.not_compared else ""
    return StackRow(name, (moved.lower, moved.same, moved.higher), note)


def _notes_are(rows: tuple[StackRow, ...]) -> str:
    return "Not compared" if any(row.note for row in rows) else ""


# Who was in the room, and who was not.


def _rooms(changes: TeamChanges) -> Table:
    then, now = changes.then, changes.now
    rows = [
        (f"Teams: {HEARD[view]}", str(then.views.get(view, 0)), str(now.views.get(view, 0)))
        for view in VIEWS
        if view in then.views or view in now.views
    ]
    sides: tuple[Side, ...] = ("staff", "lived-experience")
    rows += [(f"{WHO[side]} who answered", str(then.people[side]), str(now.people[side])) for side in sides]
    if then.uncounted or now.uncounted:
        rows.append(("Teams that did not count people", str(then.uncounted), str(now.uncounted)))
    return Table("Teams and people, then and now", ("", "Then", "Now"), tuple(rows))


def _left_out(changes: TeamChanges) -> Iterator[Block]:
    """Name the teams that cannot be compared: by the only round that counts, and those without one."""
    by_label: dict[str, list[str]] = {}
    for each in changes.once:
        by_label.setdefault(round_words(each.round), []).append(one_line(each.team))
    lines = [f"Only in {label}: {', '.join(teams)}" for label, teams in sorted(by_label.items())]
    if changes.without:
        lines.append(f"In no round with enough answers: {', '.join(map(one_line, changes.without))}")
    if lines:
        yield Bullets(tuple(lines), named=True)

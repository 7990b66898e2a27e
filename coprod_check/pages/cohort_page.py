"""A report page of many teams: how many of how many, what is hard, and the teams by name; never a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import one_line
from coprod_check.pages.blocks import Bullets, Heading, Para
from coprod_check.pages.cohort_text import (
    HARDEST,
    HOW_SURE,
    NOWHERE_SHOWN,
    gap_lines,
    hard_line,
    level_or_why,
    who_counts,
)
from coprod_check.pages.figures import teams_at_each_level, teams_at_each_stage
from coprod_check.pages.round_page import GLANCE
from coprod_check.pages.round_text import HOW_NUMBERS, NOT_VALIDATED
from coprod_check.pages.small_numbers import experience_blocks, x_of_n
from coprod_check.pages.table import Table
from coprod_check.rules.cohort_highlights import hardest, highest_practices, upper_half
from coprod_check.rules.highlights import AT_FIRST_SIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.pages.blocks import Block, Report
    from coprod_check.rules.cohort import Cohort, TeamRound


def cohort_page(cohort: Cohort) -> Report:
    """Lay out the page of two or more teams."""
    return tuple(_blocks(cohort))


def _blocks(cohort: Cohort) -> Iterator[Block]:
    yield Heading(f"How far along: {cohort.teams} teams", 1)
    yield Para(f"The questions: {one_line(cohort.rubric.title)}")
    yield Heading(GLANCE)
    yield Heading("Who counts", 3)
    yield from who_counts(cohort)
    if cohort.counted:
        yield from _first(cohort)
        yield from _figures(cohort)
    yield from experience_blocks(cohort.rubric, cohort.experience)
    yield from _by_name(cohort)
    yield Heading("How the numbers were made")
    if cohort.counted:
        yield Para(HOW_NUMBERS)
        yield Para(HOW_SURE)
    yield Para("A group so small that people could tell who said what is in no figure here.")
    yield Heading("What these numbers are not")
    yield Para(NOT_VALIDATED)


def _first(cohort: Cohort) -> Iterator[Block]:
    gaps = gap_lines(cohort)
    yield Heading("Where the two voices differ in most teams", 3)
    if gaps is None:
        yield Para("In no team may both sides be shown on the same practice, so they cannot be compared.")
    else:
        yield Bullets(gaps[:AT_FIRST_SIGHT], named=True) if gaps else Para(NOWHERE_SHOWN)
    yield Heading("Where teams are furthest along", 3)
    strong = highest_practices(cohort)[:AT_FIRST_SIGHT]
    if strong:
        yield Bullets(tuple(_strong_line(cohort, *each) for each in strong), named=True)
    else:
        yield Para(f"No team is at level “{cohort.rubric.level_words(upper_half(cohort.rubric))}” or above yet.")
    lowest = hardest(cohort)[:AT_FIRST_SIGHT]
    yield Heading("What to talk about", 3)
    if not lowest:
        yield Para(f"No team is at level {cohort.rubric.level_words(0)} in any practice.")
        return
    yield Bullets(tuple(hard_line(cohort.rubric, *each) for each in lowest), named=True)
    if steps := [line for practice, _ in lowest if (line := _first_step(practice))]:
        yield Heading("What could help them on", 3)
        yield Bullets(tuple(steps), named=True)


def _strong_line(cohort: Cohort, practice: Practice, high: int, rated: int) -> str:
    level = cohort.rubric.level_words(upper_half(cohort.rubric))
    return f"{practice.title}: {x_of_n(high, rated, 'teams')} at “{level}” or above"


def _first_step(practice: Practice) -> str:
    step = practice.step_to(1)
    return f"{practice.title}: {step.action}" if step else ""


def _figures(cohort: Cohort) -> Iterator[Block]:
    if stages := teams_at_each_stage(cohort):
        yield Heading("How many teams have reached each stage")
        yield stages
    yield Heading("How many teams are at each level")
    for group in cohort.rubric.dimensions:
        yield Heading(group.name, 3)
        yield teams_at_each_level(cohort, group)
    yield Heading("Practice by practice")
    yield _practices(cohort)
    if lowest := hardest(cohort):
        yield Heading("What most teams find hardest", 3)
        yield Bullets(tuple(hard_line(cohort.rubric, *each) for each in lowest[:HARDEST]), named=True)
    if gaps := gap_lines(cohort):
        yield Heading("Where staff and people with lived experience differ", 3)
        yield Bullets(gaps, named=True)


def _practices(cohort: Cohort) -> Table:
    rubric = cohort.rubric
    rows = []
    for practice in rubric.practices:
        found = cohort.practices[practice.id]
        differ = sum(teams for gap, teams in found.gaps.items() if gap)
        sides = f"{differ} of {found.compared}" if found.compared else "-"
        rows.append((practice.title, *(str(teams) for teams in found.levels.values()), sides))
    header = ("Practice", *(rubric.level_words(level.number) for level in rubric.levels), "The sides differ in")
    return Table("How many teams are at each level of each practice", header, tuple(rows))


def _by_name(cohort: Cohort) -> Iterator[Block]:
    rubric = cohort.rubric
    every = sorted((*cohort.counted, *cohort.without), key=lambda each: each.team.casefold())
    yield Heading("The teams, by name")
    levels = ", ".join(rubric.level_words(level.number) for level in rubric.levels)
    yield Para(f"By name, not by level: teams are not ranked. The levels are {levels}.")
    header = ("Team", "Round", *(["Stage"] if rubric.stages else []), *(group.name for group in rubric.dimensions))
    rows = tuple(_team(rubric, each) for each in every)
    yield Table("The level of each team in each dimension", header, rows, frozenset({0, 1}))


def _team(rubric: Rubric, found: TeamRound) -> tuple[str, ...]:
    name = one_line(found.team), one_line(found.round)
    stages = bool(rubric.stages)
    if not found.anyone_shown:
        return (*name, *("may not be shown" for _ in range(stages + len(rubric.dimensions))))
    stage = next((each.name for each in rubric.stages if each.id == found.stage), "not known")
    return (*name, *([stage] if stages else []), *map(level_or_why, found.reached))

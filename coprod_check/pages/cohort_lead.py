"""The first screen of many teams: how far they are, what is hardest, and who was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count
from coprod_check.pages.blocks import Heading, Para
from coprod_check.pages.drawings import Shares
from coprod_check.pages.round_text import NOBODY_SHOWN
from coprod_check.pages.small_numbers import share_row, small_number
from coprod_check.pages.words import listed, months, round_words, stage_unknown
from coprod_check.rules.cohort_highlights import furthest_apart, hardest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Rubric, Stage
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.cohort import Cohort, CohortDimension
    from coprod_check.rules.result import View

NOTHING_TO_COUNT = "No team has enough answers yet"
NOBODY_IN_ANY = "Nobody's answers may be shown in any team"
SIDES_ALIKE = "Staff and people with lived experience chose the same level wherever both may be shown."
NOT_COMPARED = "The two sides cannot be compared in any team: that takes answers of each on its own."
WHAT_COUNTS = "Each team counts once, by its latest round with a level in half of the dimensions or more."
STAGES_NAMED = 3
"""Stages that the heading names; of more only the first, and the furthest that a team has reached."""
DIMENSIONS_NAMED = 4
"""Dimensions that the heading names; of more only how many there are."""
LEVELS_NAMED = 2
"""Levels that the heading names where there are more dimensions than that."""
HEARD: dict[View, str] = {
    "together": "both sides, in one meeting",
    "both-voices": "both sides, each on its own",
    "staff-only": "staff only",
    "lived-experience-only": "people with lived experience only",
    "unknown": "it does not say who was there",
    "none": "nobody may be shown",
}
"""Who was heard in a round, in a few words."""
_ONE_SIDED: dict[View, str] = {
    "staff-only": "there is the view of staff alone",
    "lived-experience-only": "there is the view of people with lived experience alone",
    "unknown": "the sheet does not say who was there",
}


# The heading: how many teams, and how far they are.


def cohort_heading(cohort: Cohort) -> Heading:
    """Say how many teams there are, and what was found."""
    found = _finding(cohort)
    over = " · ".join(filter(None, (_how_many(cohort), _when(cohort))))
    return Heading(found, 1, over=over, document=f"{_how_many(cohort)}: {found}")


def _how_many(cohort: Cohort) -> str:
    counted = len(cohort.counted)
    return count(cohort.teams, "team") if counted == cohort.teams else f"{counted} of {cohort.teams} teams counted"


def _when(cohort: Cohort) -> str:
    """The round where all teams have one label, else the months of their answers; empty where no team counts."""
    labels = {each.round for each in cohort.counted}
    if len(labels) == 1:
        return round_words(labels.pop())
    dates = [each.date for each in cohort.counted]
    return months(min(dates), max(dates)) if dates else ""


def _finding(cohort: Cohort) -> str:
    if not cohort.counted:
        return NOTHING_TO_COUNT if any(each.anyone_shown for each in cohort.without) else NOBODY_IN_ANY
    asked = [stage for stage in cohort.rubric.stages if stage.needs]
    if asked and cohort.stages[asked[0].id].n:
        return _stages_reached(cohort, asked)
    return _levels_most_common(cohort.rubric, cohort)


def _stages_reached(cohort: Cohort, asked: list[Stage]) -> str:
    """How many teams have reached the stages; the first that nobody has reached says it of all after it."""
    n = cohort.stages[asked[0].id].n
    teams = {stage.name: cohort.stages[stage.id].reached for stage in asked}
    reached = [(name, x) for name, x in teams.items() if x]
    missed = next((name for name, x in teams.items() if not x), None)
    of_all = "" if n == len(cohort.counted) else " whose stage is known"
    if not reached:
        return f"None of {count(n, 'team')}{of_all} has reached {missed} yet"
    if len(reached) > STAGES_NAMED:
        reached = [reached[0], reached[-1]]
    (first, x), *further = reached
    text = f"{x} of {count(n, 'team')}{of_all} {'has' if x == 1 else 'have'} reached {first}"
    parts = [text, *(f"{x} {name}" for name, x in further)]
    return "; ".join([*parts, *([f"none {missed} yet"] if missed else [])])


def _levels_most_common(rubric: Rubric, cohort: Cohort) -> str:
    """The level that most teams are at in each dimension; where there are many, those that it is most often."""
    common = {group.name: _most_common(rubric, cohort.dimensions[group.id]) for group in rubric.dimensions}
    at: dict[str, list[str]] = {}
    for name, levels in common.items():
        if levels:
            at.setdefault(levels, []).append(name)
    if len(common) <= DIMENSIONS_NAMED:
        return f"Most common: {'; '.join(f'{levels} in {listed(names)}' for levels, names in at.items())}"
    often = sorted(at, key=lambda levels: -len(at[levels]))[:LEVELS_NAMED]
    first, *second = (f"{levels} in {len(at[levels])}" for levels in often)
    return f"Most common: {'; '.join([f'{first} of {len(common)} dimensions', *second])}"


def _most_common(rubric: Rubric, found: CohortDimension) -> str:
    most = max(found.levels.values())
    return " or ".join(rubric.level_words(level) for level, teams in found.levels.items() if teams == most > 0)


# What stands below it.


def cohort_lead(cohort: Cohort) -> Iterator[Block]:
    """Say what is hardest, where the sides differ, and who was heard; then how many teams reached each stage."""
    if not cohort.counted:
        hidden = any(not each.anyone_shown for each in cohort.without)
        yield Para(NOBODY_SHOWN if hidden else WHAT_COUNTS, "lead")
        return
    told = [*_hardest(cohort), *_differ_most(cohort)]
    yield Para(" ".join(text for text, _ in told), "lead", tuple(name for _, names in told for name in names))
    if one_sided := _one_sided(cohort):
        yield Para(" ".join(one_sided), "warning")
    if warning := small_number(len(cohort.counted), "team counts", "teams count"):
        yield Para(warning, "soft")
    yield from _stages(cohort)


def _hardest(cohort: Cohort) -> Iterator[tuple[str, tuple[str, ...]]]:
    lowest = cohort.rubric.levels[0].name
    found = hardest(cohort)
    if not found:
        yield f"No team is at {lowest} in any practice.", ()
        return
    practice, teams = found[0]
    yield f"Hardest: {practice.title}, {teams.levels[0]} of {teams.rated} at {lowest}.", (practice.title,)


def _differ_most(cohort: Cohort) -> Iterator[tuple[str, tuple[str, ...]]]:
    apart = furthest_apart(cohort)
    if not apart:
        yield (NOT_COMPARED if apart is None else SIDES_ALIKE), ()
        return
    practice, found = apart[0]
    where = f"in {found.differ} of the {found.compared} teams where they can be compared"
    if found.compared == found.differ:
        each = "the one team" if found.compared == 1 else f"all {found.compared} teams"
        where = f"in {each} where they can be compared"
    text = f"Staff and people with lived experience differ most on {practice.title}, {where}."
    yield text, (practice.title,)


def _one_sided(cohort: Cohort) -> tuple[str, ...]:
    """Say in how many teams one side alone was heard, and what that means for their levels."""
    top = cohort.rubric.one_sided_top
    stage = ", and no stage is known" if cohort.rubric.stages else ""
    return tuple(
        f"In {len(teams)} of {len(cohort.counted)} {why}: levels stop at {top} there{stage}."
        for view, why in _ONE_SIDED.items()
        if (teams := cohort.heard.get(view))
    )


def _stages(cohort: Cohort) -> Iterator[Block]:
    """How many reached each stage that needs something; the others everyone has reached."""
    asked = [stage for stage in cohort.rubric.stages if stage.needs]
    if not asked:
        return
    n = cohort.stages[asked[0].id].n
    if n:
        rows = tuple(share_row(_or_further(stage, asked[-1]), cohort.stages[stage.id].reached, n) for stage in asked)
        yield Shares("How many teams have reached each stage", rows)
    others = sum(each.stage is None and each.view not in _ONE_SIDED for each in cohort.counted)
    if others:
        yield Para(f"{stage_unknown(others)}.", "soft")


def _or_further(stage: Stage, last: Stage) -> str:
    return stage.name if stage.id == last.id else f"{stage.name} or further"

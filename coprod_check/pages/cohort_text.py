"""Many teams in words: how many of how many, how sure that is, and what is hard. Teams by name, never by rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count
from coprod_check.pages.blocks import Bullets, Heading, Para, Report
from coprod_check.pages.round_text import NOBODY_SHOWN, NOT_VALIDATED
from coprod_check.pages.small_numbers import experience_blocks, small_number, x_of_n
from coprod_check.pages.words import number, stage_unknown
from coprod_check.rules.cohort_highlights import furthest_apart, hardest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.cohort import Cohort, CohortDimension, CohortPractice, TeamRound
    from coprod_check.rules.result import Reached

HARDEST = 5
"""Practices that the list of the hardest names at most."""
GAPS = 5
"""Practices that the list of common gaps names at most."""


NOWHERE_SHOWN = "Nowhere: both sides chose the same level wherever both may be shown."
HOW_SURE = (
    "A range such as “likely 49 to 94 in 100” says how far off a count can be by chance: if teams were picked "
    "at random from very many like them, such a range would hold the share among all of those 95 times in "
    "100 (Wilson's interval). Teams that choose to answer are not a random pick."
)


def cohort_report(cohort: Cohort) -> Report:
    """Tell one cohort of two or more teams."""
    return tuple(_blocks(cohort))


def _blocks(cohort: Cohort) -> Iterator[Block]:
    yield Heading(f"How far along: {cohort.teams} teams", 1)
    yield Para(f"The questions: {cohort.rubric.title}")
    yield Heading("Who counts")
    yield from who_counts(cohort)
    if cohort.counted:
        yield from _stages(cohort)
        yield Heading("How many teams are at each level")
        for group in cohort.rubric.dimensions:
            yield from _dimension(cohort.rubric, group.name, cohort.dimensions[group.id])
        yield from _hardest(cohort)
        yield from _gaps(cohort)
    yield from experience_blocks(cohort.rubric, cohort.experience)
    yield from _by_name(cohort)
    yield Heading("What these numbers are")
    if cohort.counted:
        yield Para(HOW_SURE)
    yield Para(NOT_VALIDATED)


# The parts of the page.


def who_counts(cohort: Cohort) -> Iterator[Block]:
    """Say which teams count, and name those that do not."""
    counted = len(cohort.counted)
    lines = [
        f"{counted} of {cohort.teams} teams, each by its latest round with a level in half of the dimensions or more."
    ]
    few = [each.team for each in cohort.without if each.anyone_shown]
    if few:
        lines.append(f"Not enough answers for that: {', '.join(few)}.")
    hidden = [each.team for each in cohort.without if not each.anyone_shown]
    if hidden:
        lines.append(f"Nobody's answers may be shown: {', '.join(hidden)}. {NOBODY_SHOWN}")
    yield Bullets(tuple(lines))
    if warning := small_number(counted, "team counts", "teams count"):
        yield Para(warning)


def _stages(cohort: Cohort) -> Iterator[Block]:
    """How many reached each stage that needs something; the others everyone has reached."""
    asked = [stage for stage in cohort.rubric.stages if stage.needs]
    if not asked:
        return
    known = cohort.stages[asked[0].id].n
    yield Heading("How many teams have reached each stage")
    yield Bullets(
        tuple(f"{stage.name} or further: {x_of_n(cohort.stages[stage.id].reached, known, 'teams')}" for stage in asked)
    )
    if unknown := len(cohort.counted) - known:
        yield Para(f"{stage_unknown(unknown)}.")


def _dimension(rubric: Rubric, name: str, found: CohortDimension) -> Iterator[Block]:
    n = sum(found.levels.values())
    yield Heading(name, 3)
    lines = [f"{rubric.level_words(level)}: {x_of_n(teams, n, 'teams')}" for level, teams in found.levels.items()]
    if found.not_scored:
        lines.append(f"No level here: {count(found.not_scored, 'team')}")
    if found.median_score is not None:
        lines.append(f"Middle score: {number(found.median_score)}")
    yield Bullets(tuple(lines))


def _hardest(cohort: Cohort) -> Iterator[Block]:
    if lowest := hardest(cohort):
        yield Heading("What most teams find hardest")
        yield Bullets(tuple(hard_line(cohort.rubric, practice, found) for practice, found in lowest[:HARDEST]))


def hard_line(rubric: Rubric, practice: Practice, found: CohortPractice) -> str:
    """Say how many teams are at the lowest level of a practice."""
    return (
        f"{practice.title}: {x_of_n(found.levels[0], found.rated, 'teams')} at {rubric.level_words(0)}, "
        f"“{practice.levels[0]}”"
    )


def _gaps(cohort: Cohort) -> Iterator[Block]:
    lines = gap_lines(cohort)
    if lines is None:
        return
    yield Heading("Where staff and people with lived experience differ")
    yield Bullets(lines) if lines else Para(NOWHERE_SHOWN)


def gap_lines(cohort: Cohort) -> tuple[str, ...] | None:
    """The practices in which the two sides differ in most teams, in words.

    ``None`` where no two sides can be compared; nothing in it where they never differ.
    """
    apart = furthest_apart(cohort)
    return None if apart is None else tuple(_gap_line(*each) for each in apart[:GAPS])


def _gap_line(practice: Practice, found: CohortPractice, differ: int) -> str:
    sides = (("staff say more", found.higher(1)), ("people with lived experience say more", found.higher(-1)))
    said = [
        f"{who} in {by_one + by_more}" + (f" ({by_more} by two levels or more)" if by_more else "")
        for who, (by_one, by_more) in sides
        if by_one or by_more
    ]
    return f"{practice.title}: {x_of_n(differ, found.compared, 'teams')} differ; {', '.join(said)}."


def _by_name(cohort: Cohort) -> Iterator[Block]:
    yield Heading("The teams, by name")
    every = sorted((*cohort.counted, *cohort.without), key=lambda each: each.team.casefold())
    yield Bullets(tuple(team_line(cohort.rubric, each) for each in every))


def team_line(rubric: Rubric, found: TeamRound) -> str:
    """Say in one line where a team is."""
    name = f"{found.team}, {found.round}"
    if not found.anyone_shown:
        return f"{name}: nobody's answers may be shown"
    stage = next((f"{each.name}. " for each in rubric.stages if each.id == found.stage), "")
    dimensions = zip(rubric.dimensions, found.reached, strict=True)
    return f"{name}: {stage}{', '.join(f'{group.name} {level_or_why(reached)}' for group, reached in dimensions)}"


def level_or_why(reached: Reached) -> str:
    """A team's level in a dimension as a number, or why there is none."""
    if reached.level is None:
        return "does not apply" if reached.status == "not-applicable" else "not enough answers"
    return str(reached.level)

"""Many teams, told once: counts of teams, what is hard, what changed, and the teams by name; never a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import one_line
from coprod_check.pages.blocks import Bullets, Fold, Page, Para, Section
from coprod_check.pages.cohort_lead import HEARD, WHAT_COUNTS, cohort_heading, cohort_lead
from coprod_check.pages.cohort_teams import teams_by_name
from coprod_check.pages.drawings import StackRow, Stacks
from coprod_check.pages.round_text import HOW_NUMBERS, NOBODY_SHOWN, NOT_VALIDATED
from coprod_check.pages.small_numbers import experience_sections
from coprod_check.pages.table import Table
from coprod_check.pages.team_changes import changes_section
from coprod_check.pages.words import listed, number
from coprod_check.rules.agreement import FEW_TO_CONCLUDE_FROM
from coprod_check.rules.cohort_highlights import furthest_apart, hardest, highest_practices, upper_half

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.cohort import Cohort, CohortPractice
    from coprod_check.rules.team_changes import TeamChanges

AT_EACH_LEVEL = "How many teams are at each level"
IN_A_LIST = 3
"""Practices that a list of the hardest, of those that differ or of the furthest along names at most."""
WITHOUT = "{} without a level"
HOW_SURE = (
    "A range such as “likely 49 to 94 in 100” says how far off a count can be by chance: if teams were picked "
    "at random from very many like them, such a range would hold the share among all of those 95 times in "
    "100 (Wilson's interval). Teams that choose to answer are not a random pick. "
    "A range is told from ten teams or people on."
)
TOO_SMALL_A_GROUP = "A group so small that people could tell who said what is in no figure here."


def cohort_page(cohort: Cohort, changes: TeamChanges | None = None) -> Page:
    """Lay out two or more teams; ``changes`` where some of them were heard in more than one round."""
    sections = tuple(section for section in _sections(cohort, changes) if section.blocks)
    return Page(cohort_heading(cohort), sections, first=sum(each.title in {"", AT_EACH_LEVEL} for each in sections))


def _sections(cohort: Cohort, changes: TeamChanges | None) -> Iterator[Section]:
    """Every section, in reading order; one without blocks is left out."""
    yield Section("", tuple(cohort_lead(cohort)))
    if cohort.counted:
        yield Section(AT_EACH_LEVEL, (_dimensions(cohort),))
        yield Section("What teams find hardest", tuple(_hardest(cohort)))
        yield Section("Where staff and people with lived experience differ most often", tuple(_differ(cohort)))
        yield Section("Where teams are furthest along", tuple(_furthest(cohort)))
    if changes and changes.both:
        yield changes_section(changes, warned=len(cohort.counted) < FEW_TO_CONCLUDE_FROM)
    if cohort.counted:
        yield Section("Every practice", tuple(_practices(cohort)))
    yield Section("Who was heard", tuple(_who_was_heard(cohort)))
    yield Section("The teams, by name", tuple(teams_by_name(cohort)))
    yield from experience_sections(cohort.rubric, cohort.experience)
    yield Section("How the numbers were made", tuple(_how_made(cohort)), folded=True)
    yield Section("What these numbers are not", (Para(NOT_VALIDATED),))


# Teams at each level.


def _kinds(rubric: Rubric) -> tuple[str, ...]:
    return tuple(rubric.level_words(level.number) for level in rubric.levels)


def _dimensions(cohort: Cohort) -> Stacks:
    rows = []
    for group in cohort.rubric.dimensions:
        found = cohort.dimensions[group.id]
        note = WITHOUT.format(found.not_scored) if found.not_scored else ""
        rows.append(StackRow(group.name, tuple(found.levels.values()), note))
    noted = "Not known" if any(row.note for row in rows) else ""
    return Stacks(
        "The level of each dimension", _kinds(cohort.rubric), tuple(rows), notes_are=noted, of=len(cohort.counted)
    )


def _practices(cohort: Cohort) -> Iterator[Block]:
    """The practices of each dimension; what the levels are called stands above the first."""
    rubric = cohort.rubric
    told = [practice for practice in rubric.practices if cohort.practices[practice.id].rated]
    first = True
    for group in rubric.dimensions:
        rows = tuple(_practice(p, cohort.practices[p.id]) for p in told if p.dimension == group.id)
        if rows:
            noted = "The two sides" if any(row.note for row in rows) else ""
            of = len(cohort.counted)
            yield Stacks(group.name, _kinds(rubric), rows, notes_are=noted, keyed=first, of=of)
            first = False
    if others := [practice.title for practice in rubric.practices if practice not in told]:
        yield Para(f"Rated by no team: {listed(others)}.", "soft")


def _practice(practice: Practice, found: CohortPractice) -> StackRow:
    note = f"{found.differ} of {found.compared} differ" if found.compared else ""
    return StackRow(practice.title, tuple(found.levels.values()), note)


# What stands out.


def _hardest(cohort: Cohort) -> Iterator[Block]:
    lowest = cohort.rubric.level_words(0)
    if lines := tuple(_hard_line(*each, lowest) for each in hardest(cohort)[:IN_A_LIST]):
        yield Bullets(lines, named=True)


def _hard_line(practice: Practice, found: CohortPractice, lowest: str) -> str:
    step = practice.step_to(1)
    could = f" What could help: {step.action}" if step else ""
    return f"{practice.title}: {found.levels[0]} of {found.rated} at {lowest}, “{practice.levels[0]}”{could}"


def _differ(cohort: Cohort) -> Iterator[Block]:
    if apart := furthest_apart(cohort):
        yield Bullets(tuple(_gap_line(*each) for each in apart[:IN_A_LIST]), named=True)


def _gap_line(practice: Practice, found: CohortPractice) -> str:
    sides = (("staff", found.higher(1)), ("people with lived experience", found.higher(-1)))
    said = [(who, by_one + by_more, by_more) for who, (by_one, by_more) in sides if by_one or by_more]
    (first, teams, wide), *others = said
    lines = [f"{first} say more in {teams} of {found.compared}{_by_two(teams, wide)}"]
    lines += [f"{who} in {teams}{_by_two(teams, wide)}" for who, teams, wide in others]
    return f"{practice.title}: {' and '.join(lines)}."


def _by_two(teams: int, wide: int) -> str:
    if not wide:
        return ""
    return " (by two levels or more)" if wide == teams else f" ({wide} by two levels or more)"


def _furthest(cohort: Cohort) -> Iterator[Block]:
    upper = f"“{cohort.rubric.level_words(upper_half(cohort.rubric))}” or above"
    strong = highest_practices(cohort)[:IN_A_LIST]
    if not strong:
        yield Para(f"No team is at {upper} in any practice yet.")
        return
    yield Para(f"How many teams are at {upper}:")
    yield Bullets(tuple(f"{practice.title}: {high} of {rated}" for practice, high, rated in strong), named=True)


# Who was heard.


def _who_was_heard(cohort: Cohort) -> Iterator[Block]:
    heard = cohort.heard
    lines = [f"{_begun(HEARD[view])}: {len(teams)} of {len(cohort.counted)} teams" for view, teams in heard.items()]
    if few := [each.team for each in cohort.without if each.anyone_shown]:
        lines.append(f"Not counted, for want of answers: {_named(few)}.")
    if hidden := [each.team for each in cohort.without if not each.anyone_shown]:
        what_to_do = f" {NOBODY_SHOWN}" if cohort.counted else ""
        lines.append(f"Not counted, since nobody's answers may be shown: {_named(hidden)}.{what_to_do}")
    yield Bullets(tuple(lines), named=True)
    if len(heard) > 1:
        yield Fold("Levels by who was heard", tuple(_by_view(cohort)), depth=3)


def _begun(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _named(teams: Iterable[str]) -> str:
    return ", ".join(map(one_line, teams))


def _by_view(cohort: Cohort) -> Iterator[Block]:
    """For each dimension the levels of those heard in one way, a row each."""
    rubric = cohort.rubric
    for place, group in enumerate(rubric.dimensions):
        rows = tuple(
            _of_view(rubric, _begun(HEARD[view]), [each.reached[place].level for each in teams])
            for view, teams in cohort.heard.items()
        )
        noted = "Not known" if any(row.note for row in rows) else ""
        yield Stacks(group.name, _kinds(rubric), rows, notes_are=noted, keyed=place == 0)


def _of_view(rubric: Rubric, name: str, levels: list[int | None]) -> StackRow:
    without = levels.count(None)
    counts = tuple(levels.count(level.number) for level in rubric.levels)
    return StackRow(name, counts, WITHOUT.format(without) if without else "")


# How the numbers were made.


def _how_made(cohort: Cohort) -> Iterator[Block]:
    yield Para(f"The questions: {one_line(cohort.rubric.title)}")
    if cohort.counted:
        yield Para(WHAT_COUNTS)
        yield Para(HOW_NUMBERS)
        yield Para(HOW_SURE)
        yield _middle_scores(cohort)
    yield Para(TOO_SMALL_A_GROUP)


def _middle_scores(cohort: Cohort) -> Table:
    rows = tuple(
        (group.name, "-" if (middle := cohort.dimensions[group.id].median_score) is None else number(middle))
        for group in cohort.rubric.dimensions
    )
    return Table("The middle score of all teams", ("Dimension", "Middle score"), rows)

"""What stands out over many teams: what is hardest, what is furthest along, and where the two sides differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.rules.cohort import Cohort, CohortPractice


def hardest(cohort: Cohort) -> list[tuple[Practice, CohortPractice]]:
    """The practices with most teams at the lowest level; equals by the next level, then in the rubric's order."""
    lowest = [
        (practice, cohort.practices[practice.id])
        for practice in cohort.rubric.practices
        if cohort.practices[practice.id].levels[0]
    ]
    lowest.sort(key=lambda each: [-teams for teams in each[1].levels.values()][:-1])
    return lowest


def furthest_apart(cohort: Cohort) -> list[tuple[Practice, CohortPractice]] | None:
    """The practices in which the two sides differ in some team: most teams first.

    Of equals those two or more apart first. ``None`` where no two sides can be compared.
    """
    both = [
        (practice, found) for practice in cohort.rubric.practices if (found := cohort.practices[practice.id]).compared
    ]
    if not both:
        return None
    return sorted(
        (each for each in both if each[1].differ),
        key=lambda each: (-each[1].differ, -each[1].higher(1)[1] - each[1].higher(-1)[1]),
    )


def highest_practices(cohort: Cohort) -> list[tuple[Practice, int, int]]:
    """Practices with how many teams are in the upper half of the levels, of how many that are rated.

    Most such teams first; equals by teams at the top, then in the rubric's order.
    """
    upper = upper_half(cohort.rubric)
    counted = []
    for practice in cohort.rubric.practices:
        found = cohort.practices[practice.id]
        high = sum(teams for level, teams in found.levels.items() if level >= upper)
        if high:
            counted.append(((-high, -found.levels[cohort.rubric.top]), (practice, high, found.rated)))
    return [each for _, each in sorted(counted, key=lambda each: each[0])]


def upper_half(rubric: Rubric) -> int:
    """The lowest level of the upper half: 2 of 0 to 3."""
    return (rubric.top + 1) // 2

"""The figures of a report page: each with its numbers, and the highest, lowest and widest in a sentence."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import count
from coprod_check.pages.blocks import Figure
from coprod_check.pages.drawings import BarRow, Bars, HeatMap, PracticeCell, StageOnPath, StagePath, Trend, TrendRow
from coprod_check.pages.round_text import group_level
from coprod_check.pages.small_numbers import likely, x_of_n
from coprod_check.pages.words import STATUS_WORDS, listed, number, stage_unknown
from coprod_check.rules.highlights import side_scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coprod_check.documents.rubric import Dimension, Practice, Rubric
    from coprod_check.documents.shapes import PracticeId, Side
    from coprod_check.rules.cohort import Cohort, CohortDimension
    from coprod_check.rules.result import PracticeResult, Result

SIDE_NAMES: dict[Side, str] = {"staff": "Staff", "lived-experience": "Lived experience"}
"""Short names of the sides, for tables and pictures."""
LOWER_COUNTS = (
    "Where both sides gave a level the lower one counts, unless they agreed one together. "
    "So the team's score can be lower than both."
)

BESIDE = "These practices count in the score, and hold no level back."


def extremes(shown: Mapping[str, str], values: Mapping[str, float]) -> str:
    """Say which is highest and which lowest, as they are shown; all of those that look the same.

    >>> extremes({"a": "1.0", "b": "2.0", "c": "1.0"}, {"a": 1, "b": 2, "c": 1})
    'Highest: b (2.0). Lowest: a and c (1.0).'
    >>> extremes({"a": "1.0", "b": "1.0"}, {"a": 1, "b": 1})
    'All are the same: 1.0.'
    """
    if not values:
        return ""
    high, low = (shown[pick(values, key=lambda name: values[name])] for pick in (max, min))
    if high == low:
        return f"All are the same: {high}." if len(values) > 1 else f"{next(iter(values))}: {high}."
    top, bottom = ([name for name in values if shown[name] == end] for end in (high, low))
    return f"Highest: {listed(top)} ({high}). Lowest: {listed(bottom)} ({low})."


# A round.


def dimension_bars(result: Result) -> Figure:
    """The score of each dimension, and beside it what each side's own levels come to."""
    rubric = result.rubric
    sides = {group.id: side_scores(result, group.id) for group in rubric.dimensions}
    voiced = any(sides.values())
    rows = []
    for group in rubric.dimensions:
        found, apart = result.dimensions[group.id], sides[group.id]
        voices = tuple(apart[side] if apart else None for side in SIDES) if voiced else ()
        rows.append(BarRow(group.name, (found.score, *voices), group_level(rubric, found)))
    series = ("Score", *(SIDE_NAMES[side] for side in SIDES)) if voiced else ("Score",)
    drawn = Bars("Dimension", series, tuple(rows), rubric.points[0], rubric.points[-1], rubric.points, "Level")
    return Figure("The score of each dimension", _bars_say(drawn), drawn)


def _bars_say(drawn: Bars) -> str:
    scores = {row.name: row.values[0] for row in drawn.rows}
    values = {name: value for name, value in scores.items() if value is not None}
    if not values:
        return "No dimension has enough answers for a score."
    text = extremes({name: drawn.shown(value) for name, value in values.items()}, values)
    apart = [(row, row.values[1], row.values[2]) for row in drawn.rows if len(row.values) > 1]
    known = [(row, staff, members) for row, staff, members in apart if staff is not None and members is not None]
    if not known:
        return text
    row, staff, members = max(known, key=lambda each: abs(each[1] - each[2]))
    if staff == members:
        return f"{text} The two voices come to the same in each. {LOWER_COUNTS}"
    return (
        f"{text} The two voices are furthest apart on {row.name}: staff {drawn.shown(staff)}, "
        f"people with lived experience {drawn.shown(members)}. {LOWER_COUNTS}"
    )


def practice_maps(result: Result) -> tuple[Figure, ...]:
    """The grid of values and dimensions, and a list of what is beside it; one list where there is no such grid.

    The grid holds the core practices, one in each place.
    """
    rubric = result.rubric
    cells = {practice.id: _cell(rubric, result.practices[practice.id]) for practice in rubric.practices}
    core = [practice for practice in rubric.practices if practice.core]
    places = {(practice.value, practice.dimension): cells[practice.id] for practice in core}
    if not places or len(places) < len(core) or any(value is None for value, _ in places):
        return (Figure("The level of each practice", _map_says(result), _listed(rubric, rubric.practices, cells)),)
    empty = PracticeCell("nothing is asked")
    rows = tuple(
        (value.name, tuple(places.get((value.id, group.id), empty) for group in rubric.dimensions))
        for value in rubric.values
    )
    grid = HeatMap("Value", tuple(group.name for group in rubric.dimensions), rows, rubric.top)
    name = "The level of each practice, by value and dimension"
    if len(core) == len(cells):
        return (Figure(name, _map_says(result), grid),)
    beside = _listed(rubric, [practice for practice in rubric.practices if not practice.core], cells)
    return Figure(name, _map_says(result), grid), Figure("Beside the grid", BESIDE, beside)


def _listed(rubric: Rubric, practices: Iterable[Practice], cells: Mapping[PracticeId, PracticeCell]) -> HeatMap:
    rows = tuple((practice.title, (cells[practice.id],)) for practice in practices)
    return HeatMap("Practice", ("Level",), rows, rubric.top)


def _cell(rubric: Rubric, found: PracticeResult) -> PracticeCell:
    words = STATUS_WORDS[found.status] if found.level is None else rubric.levels[found.level].name
    staff, members = (found.sides[side] for side in SIDES)
    return PracticeCell(words, found.level, staff, members, found.one_voice)


def _map_says(result: Result) -> str:
    rubric = result.rubric
    at = Counter(found.level for found in result.practices.values())
    levels = [f"{at[each.number]} at {rubric.level_words(each.number)}" for each in rubric.levels if at[each.number]]
    unrated = [f"{at[None]} without a level"] if at[None] else []
    text = f"Of {count(len(result.practices), 'practice')}, {', '.join([*levels, *unrated])}."
    both = result.compared
    if not both:
        return text
    differ = sum(bool(found.gap) for _, found in both)
    return f"{text} The two voices differ on {differ} of the {len(both)} on which both gave a level."


def stage_path(result: Result) -> Figure | None:
    """The stages as a path; ``None`` where there are none, or where it is not known."""
    rubric = result.rubric
    names = [stage.id for stage in rubric.stages]
    if result.stage is None:
        return None
    here = names.index(result.stage)
    steps = tuple(
        StageOnPath(stage.name, _needs(rubric, stage.needs), reached=place <= here, here=place == here)
        for place, stage in enumerate(rubric.stages)
    )
    says = f"You are at “{steps[here].name}”, stage {here + 1} of {len(steps)}."
    return Figure("The stages, and where you are", says, StagePath(steps))


def _needs(rubric: Rubric, needs: Mapping[str, int]) -> str:
    words = (f"{rubric.need_name(each)} at {rubric.level_words(level)}" for each, level in needs.items())
    return ", ".join(words) or "nothing"


# Rounds of one team.


def level_lines(rounds: Sequence[Result]) -> Figure:
    """The level of each dimension from round to round."""
    rubric = rounds[-1].rubric
    labels = tuple(each.round for each in rounds)
    names = tuple(level.name for level in rubric.levels)
    rows = []
    for group in rubric.dimensions:
        levels = tuple(each.dimensions[group.id].level for each in rounds)
        rows.append(TrendRow(group.name, levels, f"{group.name}: {_moved(rubric, levels)}."))
    says = " ".join(row.says for row in rows)
    return Figure("The level of each dimension, round by round", says, Trend(labels, tuple(rows), names))


def _moved(rubric: Rubric, levels: Sequence[int | None]) -> str:
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
    return f"from {', then '.join(rubric.level_words(level) for level in went)}{missing}"


# Many teams.


def teams_at_each_level(cohort: Cohort, group: Dimension) -> Figure:
    """How many teams are at each level of a dimension."""
    found = cohort.dimensions[group.id]
    n = sum(found.levels.values())
    rows = tuple(
        BarRow(cohort.rubric.level_words(level), (teams,), likely(teams, n) if n else "")
        for level, teams in found.levels.items()
    )
    return Figure(
        f"{group.name}: teams at each level", _levels_say(cohort.rubric, found, n), _counted(rows, "Level", n)
    )


def _counted(rows: tuple[BarRow, ...], rows_are: str, n: int) -> Bars:
    return Bars(rows_are, (f"Teams, of {n}",), rows, 0, max(n, 1), (), "Likely in 100", notes_last=True, digits=0)


def _levels_say(rubric: Rubric, found: CohortDimension, n: int) -> str:
    without = f" {count(found.not_scored, 'team')} without a level here." if found.not_scored else ""
    if not n:
        return f"No team has a level here.{without}"
    most = max(found.levels.values())
    common = [rubric.level_words(level) for level, teams in found.levels.items() if teams == most]
    highest = max(level for level, teams in found.levels.items() if teams)
    text = f"Most common: {listed(common)} ({most} of {n}{' each' if len(common) > 1 else ''})."
    reached = f" Highest reached: {rubric.level_words(highest)} ({found.levels[highest]} of {n})."
    middle = "" if found.median_score is None else f" Middle score: {number(found.median_score)}."
    return f"{text}{reached}{middle}{without}"


def teams_at_each_stage(cohort: Cohort) -> Figure | None:
    """How many teams have reached each stage that needs something; ``None`` where there is no such stage."""
    asked = [stage for stage in cohort.rubric.stages if stage.needs]
    if not asked:
        return None
    n = cohort.stages[asked[0].id].n
    reached = {stage.name: cohort.stages[stage.id].reached for stage in asked}
    rows = tuple(BarRow(f"{name} or further", (x,), likely(x, n) if n else "") for name, x in reached.items())
    says = "; ".join(f"{name} or further: {x_of_n(x, n, 'teams')}" for name, x in reached.items())
    unknown = len(cohort.counted) - n
    if unknown:
        says += f". {stage_unknown(unknown)}"
    return Figure("How many teams have reached each stage", f"{says}.", _counted(rows, "Stage", n))

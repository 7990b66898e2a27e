"""Results as a table for spreadsheets: one row for each team and round (docs/facilitators.md lists the columns)."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from typing import TYPE_CHECKING

from coprod_check.core.numbers import half_up
from coprod_check.core.shapes import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.core.result import ExperienceCounts, Result, VoiceHeard, VoiceOnPractice
    from coprod_check.core.rubric import ExperienceQuestion, Rubric

    Cell = str | int | float | None

DIGITS = 6
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may not begin with: spreadsheets would take it for a formula (OWASP, CSV Injection)."""


def results_csv(results: Sequence[Result]) -> str:
    """Write the whole table: RFC 4180, a header, and what is null or not said as an empty cell.

    The columns depend on the rubrics alone, never on what was answered. With several
    rubrics the later ones' columns follow; a cell of another rubric is empty.
    """
    of_rubric = {result.rubric.id: list(columns(result.rubric)) for result in _one_of_each(results)}
    every = list(dict.fromkeys(column for of_one in of_rubric.values() for column in of_one))
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(every or _ALWAYS)
    for result in results:
        cells = _cells(result)
        if len(of_rubric) > 1:
            named = dict(zip(of_rubric[result.rubric.id], cells, strict=True))
            cells = map(named.get, every)
        table.writerow(cells)
    return out.getvalue()


def _one_of_each(results: Iterable[Result]) -> Iterable[Result]:
    """One result of each rubric."""
    return {result.rubric.id: result for result in results}.values()


_ALWAYS = (
    "team", "round", "date", "rubric", "rubric_version", "view", "one_sided",
    "voice.together", "voice.staff", "voice.lived-experience", "people.staff", "people.lived-experience",
    "stage", "next_stage", "agreement",
)  # fmt: skip
_OF_A_GROUP = ("status", "level", "score", "rated", "applicable")
_OF_A_PRACTICE = ("status", "level", "one_voice", "gap", "staff", "lived-experience")


def columns(rubric: Rubric) -> Iterator[str]:
    """Name the columns of a rubric, in order."""
    yield from _ALWAYS
    for kind, groups in (("dimension", rubric.dimensions), ("value", rubric.values)):
        yield from (f"{kind}.{group.id}.{field}" for group in groups for field in _OF_A_GROUP)
    yield from (f"practice.{practice.id}.{field}" for practice in rubric.practices for field in _OF_A_PRACTICE)
    for question in rubric.experience:
        yield f"experience.{question.id}.n"
        yield from (f"experience.{question.id}.{option.id}" for option in question.options)


def _cells(result: Result) -> Iterator[Cell]:
    """Give the cells of a row, in the order of the rubric's columns."""
    yield from (inert(result.team), inert(result.round), result.date.isoformat())
    yield from (result.rubric.id, result.rubric.version, result.view, _yes(result.one_sided))
    yield from (_heard(result.voices[voice]) for voice in ("together", *SIDES))
    yield from (result.people[side] for side in SIDES)
    yield from (result.stage, result.next_stage, _rounded(result.agreement))
    for group in (*result.dimensions.values(), *result.values.values()):
        yield from (group.status, group.level, _rounded(group.score), group.rated, group.applicable)
    for found in result.practices.values():
        yield from (found.status, found.level, _yes(found.one_voice), found.gap)
        yield from (_said(found.voices[side]) for side in SIDES)
    for question in result.rubric.experience:
        yield from _counts(question, result.experience.get(question.id))


def inert(text: str) -> str:
    """Put an apostrophe before typed text that a spreadsheet would take for a formula.

    >>> inert("=1+1"), inert("Team A")
    ("'=1+1", 'Team A')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def _yes(value: bool) -> str:  # noqa: FBT001 - a cell of its own
    return "true" if value else "false"


@lru_cache(maxsize=4096)
def _rounded(number: float | None) -> float | None:
    """Round as in JSON. Many teams share few scores, and rounding by the decimal is slow."""
    return None if number is None else half_up(number, DIGITS)


def _heard(heard: VoiceHeard) -> str:
    """Say why a voice is shown, or that it is hidden: of a hidden one no number, and of none nothing."""
    if heard.hidden:
        return "hidden"
    return heard.by or ("shown" if heard.shown else "")


def _said(voice: VoiceOnPractice | None) -> Cell:
    """A shown voice's level, or the word for why it has none."""
    if voice is None:
        return None
    return voice.status if voice.level is None else voice.level


def _counts(question: ExperienceQuestion, found: ExperienceCounts | None) -> Iterator[Cell]:
    yield None if found is None else found.n
    yield from (None if found is None else found.counts.get(option.id, 0) for option in question.options)

"""Results as a table for spreadsheets: one row for each team and round (docs/facilitators.md lists the columns)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from coprod_check.documents.cells import FORMULA
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import printable
from coprod_check.rules.numbers import as_written

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from coprod_check.documents.rubric import ExperienceQuestion, Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.rules.result import (
        ExperienceCounts,
        GroupResult,
        Heard,
        Result,
        TeamOnPractice,
        VoiceHeard,
        VoiceOnPractice,
    )

    CsvCell = str | int | float | None


class ResultsTable:
    """A table of results to some rubrics, line by line: RFC 4180, and what is null or not said is an empty cell.

    The columns depend on the rubrics alone, never on what was answered. With several
    rubrics the later ones' columns follow; a cell of another rubric is empty.
    """

    def __init__(self, rubrics: Iterable[Rubric]) -> None:
        """Take the rubrics in the order of their results."""
        self._of_rubric = {rubric.id: list(columns(rubric)) for rubric in rubrics}
        self._every = list(dict.fromkeys(column for of_one in self._of_rubric.values() for column in of_one))

    @property
    def header(self) -> str:
        """The first line."""
        return f"{written(self._every or _ALWAYS)}\r\n"

    def line(self, result: Result) -> str:
        """Write the line of one result."""
        cells: Iterable[CsvCell] = _cells(result)
        if len(self._of_rubric) > 1:
            named = dict(zip(self._of_rubric[result.rubric.id], cells, strict=True))
            cells = map(named.get, self._every)
        return f"{written(cells)}\r\n"


def written(cells: Iterable[CsvCell]) -> str:
    """Write cells side by side, quoted where they must be, with nothing that a terminal would obey."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return printable(out.getvalue())


_ALWAYS = (
    "team", "round", "date", "rubric", "rubric_version", "view", "one_sided",
    "voice.together", "voice.staff", "voice.lived-experience", "people.staff", "people.lived-experience",
    "stage", "next_stage", "stage_why", "agreement",
)  # fmt: skip
_OF_A_GROUP = ("status", "level", "majority", "score", "rated", "applicable")
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


def _cells(result: Result) -> Iterator[CsvCell]:
    """Give the cells of a row, in the order of the rubric's columns."""
    yield from name_cells(result.team, result.round)
    yield from fact_cells(result)
    yield from agreement_cells(result.agreement)
    for group in (*result.dimensions.values(), *result.values.values()):
        yield from group_cells(group)
    for found in result.practices.values():
        yield from practice_cells(found, found.voices)
    for question in result.rubric.experience:
        yield from experience_cells(question, result.experience.get(question.id))


def name_cells(team: str, label: str) -> tuple[CsvCell, ...]:
    """Give the cells that name a round."""
    return inert(team), inert(label)


def fact_cells(result: Result) -> Iterator[CsvCell]:
    """Give the cells that say when, who was heard and how far they are."""
    yield from date_cells(result.date)
    yield from rubric_cells(result.rubric)
    yield result.view
    yield from flag_cells(result.one_sided)
    yield from voice_cells(result.voices)
    yield from people_cells(result.people)
    yield from stage_cells(result.stage, result.next_stage, result.stage_why)


def date_cells(date: dt.date) -> tuple[CsvCell, ...]:
    """Give the cell that says when."""
    return (date.isoformat(),)


def rubric_cells(rubric: Rubric) -> tuple[CsvCell, ...]:
    """Give the cells that say what was asked."""
    return rubric.id, rubric.version


def flag_cells(value: bool) -> tuple[CsvCell, ...]:  # noqa: FBT001 - a cell of its own
    """Give a cell that says yes or no."""
    return ("true" if value else "false",)


def voice_cells(voices: Mapping[str, VoiceHeard]) -> Iterator[CsvCell]:
    """Give the cells that say who was heard."""
    yield from (_heard(voices[voice]) for voice in ("together", *SIDES))


def people_cells(people: Mapping[Side, int]) -> Iterator[CsvCell]:
    """Give the cells that say how many were there."""
    yield from (people[side] for side in SIDES)


def stage_cells(stage: str | None, next_stage: str | None, why: str | None) -> tuple[CsvCell, ...]:
    """Give the cells that say how far they are, and why that is not known where it is not."""
    return stage, next_stage, why


def agreement_cells(agreement: float | None) -> tuple[CsvCell, ...]:
    """Give the cell that says how far people agree."""
    return (as_written(agreement),)


def group_cells(group: GroupResult) -> tuple[CsvCell, ...]:
    """Give the cells of a dimension or a value."""
    return group.status, group.level, group.majority, as_written(group.score), group.rated, group.applicable


def practice_cells(found: TeamOnPractice, voices: Mapping[Side, VoiceOnPractice | Heard | None]) -> Iterator[CsvCell]:
    """Give the cells of a practice, and of what each voice said of it."""
    yield from (found.status, found.level, *flag_cells(found.one_voice), found.gap)
    yield from (_said(voices[side]) for side in SIDES)


def inert(text: str) -> str:
    """Put an apostrophe before typed text that a spreadsheet would take for a formula.

    >>> inert("=1+1"), inert("Team A")
    ("'=1+1", 'Team A')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def _heard(heard: VoiceHeard) -> str:
    """Say why a voice is shown, or that it is hidden: of a hidden one no number, and of none nothing."""
    if heard.hidden:
        return "hidden"
    return heard.by or ("shown" if heard.shown else "")


def _said(voice: VoiceOnPractice | Heard | None) -> CsvCell:
    """A shown voice's level, or the word for why it has none."""
    if voice is None:
        return None
    return voice.status if voice.level is None else voice.level


def experience_cells(question: ExperienceQuestion, found: ExperienceCounts | None) -> Iterator[CsvCell]:
    """Give the cells of an experience question; empty where its answers may not be shown."""
    yield None if found is None else found.n
    yield from (None if found is None else found.counts.get(option.id, 0) for option in question.options)

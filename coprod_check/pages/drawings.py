"""What is drawn: the numbers of a picture, and the table that says the same.

A drawing holds numbers and names, and knows nothing of lines and colours. Its table
is made of those numbers, so that picture and table cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.pages.table import Table
from coprod_check.rules.numbers import half_up

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_NUMBER = "-"


@dataclass(frozen=True, slots=True)
class BarRow:
    """One thing, with a bar for each series."""

    name: str
    values: tuple[float | None, ...]
    """One for each series; ``None`` where there is no number."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale: a row for each thing, and in it a bar for each series."""

    rows_are: str
    series: tuple[str, ...]
    rows: tuple[BarRow, ...]
    low: float
    high: float
    ticks: tuple[float, ...] = ()
    """Where the scale is marked; no marks where the number beside each bar is enough."""
    notes_are: str = ""
    """What heads the column of notes; there is none where this is empty."""
    notes_last: bool = False
    """Whether the notes stand behind the numbers, as what qualifies them does."""
    digits: int = 1

    def shown(self, value: float | None) -> str:
        """Write a number as both the picture and the table have it."""
        return NO_NUMBER if value is None else f"{half_up(value, self.digits):.{self.digits}f}"

    def table(self, caption: str) -> Table:
        """Say the same as a table."""
        header = (self.rows_are, *self._with_notes(self.notes_are, self.series))
        rows = ((row.name, *self._with_notes(row.note, map(self.shown, row.values))) for row in self.rows)
        return Table(caption, header, tuple(rows))

    def _with_notes(self, note: str, numbers: Iterable[str]) -> tuple[str, ...]:
        noted = (note,) if self.notes_are else ()
        return (*numbers, *noted) if self.notes_last else (*noted, *numbers)


@dataclass(frozen=True, slots=True)
class PracticeCell:
    """One practice: its level, and that of each side where there is one."""

    words: str
    """The name of the level; where there is no level, why."""
    level: int | None = None
    staff: int | None = None
    members: int | None = None
    one_side: bool = False

    @property
    def text(self) -> str:
        """The cell in words, such as ``1 Started; staff 2, lived experience 1``."""
        level = self.words if self.level is None else f"{self.level} {self.words}"
        said = (("staff", self.staff), ("lived experience", self.members))
        sides = ", ".join(f"{who} {number}" for who, number in said if number is not None)
        return f"{level}{' (one side)' if self.one_side else ''}{f'; {sides}' if sides else ''}"


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A grid of levels."""

    rows_are: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[PracticeCell, ...]], ...]
    top: int
    """The highest level that there is."""

    @property
    def both_voices(self) -> bool:
        """Whether any cell holds what a side said."""
        return any(cell.staff is not None or cell.members is not None for _, cells in self.rows for cell in cells)

    def table(self, caption: str) -> Table:
        """Say the same as a table."""
        rows = tuple((name, *(cell.text for cell in cells)) for name, cells in self.rows)
        return Table(caption, (self.rows_are, *self.columns), rows)


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One thing over the rounds."""

    name: str
    levels: tuple[int | None, ...]
    """Its level in each round; ``None`` where there is none."""
    says: str
    """How it went, in a sentence."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Levels from round to round: one small line for each row."""

    rounds: tuple[str, ...]
    """The rounds' labels, oldest first; people typed them."""
    rows: tuple[TrendRow, ...]
    levels: tuple[str, ...]
    """The name of each level, from 0."""
    unknown: str = "not known"

    def shown(self, level: int | None) -> str:
        """Write a level in words."""
        return self.unknown if level is None else f"{level} {self.levels[level]}"

    def table(self, caption: str) -> Table:
        """Say the same as a table: a row for each round, since there may be many."""
        header = ("Round", *(row.name for row in self.rows))
        rows = tuple(
            (label, *(self.shown(row.levels[place]) for row in self.rows)) for place, label in enumerate(self.rounds)
        )
        return Table(caption, header, rows, frozenset({0}))


@dataclass(frozen=True, slots=True)
class StageOnPath:
    """One stage on the way."""

    name: str
    needs: str
    reached: bool = False
    here: bool = False

    @property
    def state(self) -> str:
        """Whether the team has come this far."""
        if self.here:
            return "you are here"
        return "reached" if self.reached else "not yet"


@dataclass(frozen=True, slots=True)
class StagePath:
    """Stages in order, and how far a team has come."""

    steps: tuple[StageOnPath, ...]

    def table(self, caption: str) -> Table:
        """Say the same as a table."""
        return Table(
            caption,
            ("Stage", "What it needs", "How far"),
            tuple((step.name, step.needs, step.state) for step in self.steps),
        )


Drawing = Bars | HeatMap | Trend | StagePath

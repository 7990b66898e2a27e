"""What is drawn: numbers and names of a picture, without lines and colours.

Every drawing can be told in words too: a renderer that draws nothing takes its table
or its lines, which are made of the same numbers, so that picture and words cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coprod_check.pages.table import Table

Whose = Literal["staff", "lived-experience", "agreed"]
"""Whose a level is: of one side, or agreed by both. Each has its own colour, shape and line on every page."""
SIDES_IN_SHORT: dict[Whose, str] = {"staff": "staff", "lived-experience": "lived experience", "agreed": "agreed"}
"""What the sides are called within a line."""


@dataclass(frozen=True, slots=True)
class StageOnPath:
    """One stage on the way."""

    name: str
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


@dataclass(frozen=True, slots=True)
class Tile:
    """One dimension at a glance."""

    name: str
    level: int | None
    words: str
    """The level by number and name; where there is none, why."""
    holds_back: str = ""
    """What holds the level back; empty where nothing does."""
    needs: str = ""
    """What the next stage needs here that is not there yet; it stands out."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """The level of each of some dimensions."""

    caption: str
    top: int
    """The highest level that there is; each tile has so many segments."""
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class SideOnCard:
    """What one side said of a practice."""

    whose: Whose
    who: str
    level: str
    """By number and name."""
    text: str
    """What people do at that level, in the rubric's words."""


@dataclass(frozen=True, slots=True)
class GapCard:
    """A practice that two sides see differently."""

    title: str
    said: tuple[SideOnCard, ...]
    ask: str
    """What to ask; empty where the rubric has no question."""


@dataclass(frozen=True, slots=True)
class GapCards:
    """Practices that two sides see differently, the widest gap first."""

    cards: tuple[GapCard, ...]
    among: int = 0
    """How many practices there are that the sides see differently, with those that have no card; 0 for no others."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; one that tells of something missing stands out."""

    text: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """Something to do, and who does it by when."""

    text: str
    who: tuple[Piece, ...] = ()
    below: tuple[str, ...] = ()
    """What else stands below it, such as what is to be found out, a line each."""

    @property
    def who_line(self) -> str:
        """Who does it, by when and how far it is, in one line."""
        return "".join(piece.text for piece in self.who)


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered things to do."""

    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, slots=True)
class MarkKey:
    """What the marks in the tables of practices stand for."""

    items: tuple[tuple[Whose, str], ...]


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One practice: where each side puts it, and where both agreed that it is."""

    name: str
    words: str
    """The same in words."""
    staff: int | None = None
    lived: int | None = None
    agreed: int | None = None
    note: str = ""
    """What is to be known of the practice itself, such as that it holds no level back."""

    @property
    def marks(self) -> tuple[tuple[Whose, int], ...]:
        """Each mark and its level, in the order in which marks on one level stand."""
        every: tuple[tuple[Whose, int | None], ...] = (
            ("staff", self.staff),
            ("lived-experience", self.lived),
            ("agreed", self.agreed),
        )
        return tuple((whose, level) for whose, level in every if level is not None)

    @property
    def span(self) -> tuple[int, int] | None:
        """The two levels that the line goes between; ``None`` where the sides are not apart."""
        if self.staff is None or self.lived is None or self.staff == self.lived:
            return None
        return min(self.staff, self.lived), max(self.staff, self.lived)


@dataclass(frozen=True, slots=True)
class Marks:
    """The practices of one dimension on the scale of levels, a row each."""

    caption: str
    levels: tuple[str, ...]
    """The name of each level, from 0."""
    rows: tuple[MarkRow, ...]
    named: bool = True
    """Whether the names of the levels stand above the scale; numbers alone where they stood there before."""

    def table(self) -> Table:
        """Say the same as a table."""
        rows = tuple((f"{row.name}{f' ({row.note})' if row.note else ''}", row.words) for row in self.rows)
        return Table(self.caption, ("Practice", "Level"), rows)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """How many of how many, and how far off that can be by chance."""

    name: str
    x: int
    n: int
    low: float | None = None
    high: float | None = None
    """The ends of the likely range, each from 0 to 1; ``None`` where none is to be told."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Counts out of one number, each on a track as long as that number."""

    caption: str
    rows: tuple[ShareRow, ...]

    def table(self) -> Table:
        """Say the same as a table."""
        ranged = any(row.low is not None for row in self.rows)
        rows = tuple((row.name, f"{row.x} of {row.n}", *([_range(row)] if ranged else [])) for row in self.rows)
        return Table(self.caption, ("", "How many", *(["Likely in 100"] if ranged else [])), rows)


def _range(row: ShareRow) -> str:
    return "-" if row.low is None or row.high is None else f"{100 * row.low:.0f} to {100 * row.high:.0f}"


@dataclass(frozen=True, slots=True)
class StackRow:
    """How many of each kind there are of one thing."""

    name: str
    counts: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stacks:
    """One bar a row, parted by kind: the teams at each level, or those that moved each way."""

    caption: str
    kinds: tuple[str, ...]
    rows: tuple[StackRow, ...]
    scale: Literal["levels", "moves"] = "levels"
    """Whether the kinds are levels from 0, or lower, same and higher."""
    notes_are: str = ""
    """What heads the notes; empty where there are none."""
    keyed: bool = True
    """Whether the kinds are named above the bars; not where they stood there before."""
    of: int = 0
    """What a bar as long as the track stands for; 0 where each row fills it."""

    def table(self) -> Table:
        """Say the same as a table."""
        noted = bool(self.notes_are)
        rows = tuple((row.name, *map(str, row.counts), *([row.note] if noted else [])) for row in self.rows)
        return Table(self.caption, ("", *self.kinds, *([self.notes_are] if noted else [])), rows)


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One thing over the rounds."""

    name: str
    levels: tuple[int | None, ...]
    """Its level in each round; ``None`` where there is none."""
    says: str
    """How it went, in a few words."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Levels from round to round: one small line for each row."""

    caption: str
    rounds: tuple[str, ...]
    """The rounds' labels, oldest first; people typed them."""
    rows: tuple[TrendRow, ...]
    levels: tuple[str, ...]
    """The name of each level, from 0."""
    unknown: str = "not known"

    def shown(self, level: int | None) -> str:
        """Write a level in words."""
        return self.unknown if level is None else f"{level} {self.levels[level]}"

    def table(self) -> Table:
        """Say the same as a table: a row for each round, since there may be many."""
        header = ("Round", *(row.name for row in self.rows))
        rows = tuple(
            (label, *(self.shown(row.levels[place]) for row in self.rows)) for place, label in enumerate(self.rounds)
        )
        levels = tuple((None, *(row.levels[place] for row in self.rows)) for place in range(len(self.rounds)))
        return Table(self.caption, header, rows, frozenset({0}), levels, len(self.levels) - 1)


Drawing = StagePath | Tiles | GapCards | Steps | MarkKey | Marks | Shares | Stacks | Trend

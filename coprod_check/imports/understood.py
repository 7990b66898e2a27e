"""What was understood of some files: sheets, what was left out and why, and what must be settled first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

    from coprod_check.documents.problems import Note, Problem
    from coprod_check.documents.sheet import Sheet

DatesRead = Literal["dmy", "mdy", ""]


@dataclass(frozen=True, slots=True)
class Stated:
    """What the command line says beside the files; what is empty was not said."""

    team: str = ""
    round: str = ""
    date: dt.date | None = None
    voice: str = ""
    dates: DatesRead = ""
    sheet: str = ""
    """The sheet of a workbook that is to be read."""


@dataclass(frozen=True, slots=True)
class Person:
    """One row that was understood."""

    file: str
    row: int
    """As the spreadsheet counts, from 1."""
    sheet: Sheet
    """Its ``sheet`` id is the same whenever the same row comes again."""


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """One row that is no sheet, and why."""

    file: str
    row: int
    why: str
    """Such as "not finished (no submitdate)"."""


WhyDropped = Literal["personal", "of the service", "not a question of ours", "by the map"]


@dataclass(frozen=True, slots=True)
class DroppedColumn:
    """One column that was not read."""

    file: str
    heading: str
    """As it stands, cut where it is long."""
    why: WhyDropped


@dataclass(frozen=True, slots=True)
class Unsettled:
    """One thing that nobody but the user can know: a heading, an answer, or how dates are written."""

    file: str
    kind: Literal["heading", "answer", "dates", "numbers", "sheet", "missing"]
    heading: str
    """The heading it is about; empty where it is about none."""
    said: str
    """The answer as it stands, cut where it is long; empty where it is about the heading itself."""
    rows: int
    """How many rows say it. Which ones is not told."""
    what: str
    """One sentence: what is not known."""
    candidates: tuple[str, ...]
    """The nearest readings, at most three."""
    map_lines: tuple[tuple[str, str], ...]
    """Lines for a map that settle it, each with its table, such as ``("columns", '"Q7" = "shared-decisions"')``."""
    otherwise: str = ""
    """What to do besides, such as an option to give."""


@dataclass(slots=True)
class FileRead:
    """One file, as far as it was understood."""

    file: str
    service: str = ""
    """The service by its name, such as "Microsoft Forms"; empty where it is not known."""
    grid: str = ""
    """The sheet of the workbook that was read."""
    rows: int = 0
    """Rows with something in them below the headings."""


@dataclass(slots=True)
class Understood:
    """All of it. Nothing is written while anything is unsettled or a problem."""

    files: list[FileRead] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    dropped: list[DroppedColumn] = field(default_factory=list)
    unsettled: list[Unsettled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    round: str = ""
    """The one round of this import; empty where rows name rounds of their own."""
    round_from: Literal["", "said", "latest date"] = ""
    """Where the round is from: what the user said, or the month of the latest date in the files."""

    @property
    def settled(self) -> bool:
        """Whether sheets may be written."""
        return not (self.unsettled or self.problems)

"""A map: how the columns and answers of a form that somebody made are to be read (docs/contract.md, import)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from coprod_check.documents.problems import LARGEST_NUMBER, said
from coprod_check.documents.shapes import Day, Frozen, Identifier, Items, Voice, shaped
from coprod_check.documents.sheet import Line  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coprod_check.documents.problems import Problem

MAP_FORMAT = "coprod-map/1"
DROP = "drop"
"""What a column is mapped to that is not to be read."""
UNANSWERED = "unanswered"
"""What an answer is mapped to that says nothing."""
EVERY_PRACTICE = "*"
"""The table of answers to all practices."""


LAST_ROW = 10_000_000
"""The number of a row is at most so large; no spreadsheet has more."""


def _row(value: object) -> object:
    if type(value) is int and 1 <= value <= LAST_ROW:
        return value
    raise PydanticCustomError(
        "row", "is {got}; write the number of a row, as the spreadsheet counts", {"got": said(value)}
    )


def _meaning(value: object) -> object:
    if isinstance(value, str | bool) or (type(value) is int and abs(value) <= LARGEST_NUMBER):
        return value
    raise PydanticCustomError("meaning", "is {got}; write a level number, or a word in quotes", {"got": said(value)})


RowNumber = Annotated[int, BeforeValidator(_row)]
Meaning = Annotated[int | bool | str, BeforeValidator(_meaning)]
"""What an answer means: a level number, true or false, or a word such as "dont-know" or "staff"."""


class FileRules(Frozen):
    """How the file is laid out."""

    sheet: str = ""
    heading_row: RowNumber | None = None
    leave_out_rows: Items[RowNumber] = ()
    dates: Literal["dmy", "mdy"] | None = None
    numbers: Literal["levels"] | None = None
    """Set where a bare number in a service's own column is the number of a level."""


class Constants(Frozen):
    """What every row says that does not say it itself."""

    team: Line = ""
    round: Line = ""
    date: Day | None = None
    voice: Voice | None = None


class AnswerMap(Frozen):
    """One map."""

    format: Literal["coprod-map/1"]
    rubric: Identifier
    file: FileRules = FileRules()
    constant: Constants = Constants()
    columns: dict[str, str] = Field(default_factory=dict)
    """Heading as it stands (the second of equals: ``Heading #2``) to a column of the contract's table, or "drop"."""
    answers: dict[str, dict[str, Meaning]] = Field(default_factory=dict)
    """Column, or ``*`` for all practices, to what its answers mean."""


def read_map(data: Mapping[str, object]) -> tuple[AnswerMap | None, list[Problem]]:
    """Read a parsed map; ``None`` and every problem when it does not hold."""
    return shaped(AnswerMap, data)

"""A report: headings, paragraphs, lists, tables and figures, without markup or layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.pages.table import Table

if TYPE_CHECKING:
    from coprod_check.pages.drawings import Drawing


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the title."""

    text: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]
    named: bool = False
    """Whether each item begins with what it is about, up to its first colon."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of some numbers, and the same numbers as a table for those who do not see it."""

    title: str
    says: str
    """What the picture shows, in a sentence or two: the highest, the lowest, the biggest difference."""
    drawing: Drawing

    @property
    def table(self) -> Table:
        """The table beside the picture, made of the numbers that are drawn."""
        return self.drawing.table(self.title)


Block = Heading | Para | Bullets | Table | Figure
Report = tuple[Block, ...]

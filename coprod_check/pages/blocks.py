"""What a page is made of: headings, paragraphs, lists, tables and drawings, in sections, without markup or layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coprod_check.pages.drawings import (
    GapCards,
    MarkKey,
    Marks,
    Shares,
    Stacks,
    StagePath,
    Steps,
    Tiles,
    Trend,
)
from coprod_check.pages.table import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the title."""

    text: str
    depth: int = 2
    over: str = ""
    """A line above a title that says whose page it is."""
    over_in_short: str = ""
    """The same where there is one line for it; empty where it cannot be said in fewer words."""
    document: str = ""
    """What a title is called where it stands alone, as in the tab of a browser; empty where it is the text itself."""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str
    role: Literal["", "lead", "soft", "warning"] = ""
    """What it is on the page: the sentence below the title, a remark, or something that must not be missed."""
    strong: tuple[str, ...] = ()
    """Names in it that stand out."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]
    named: bool = False
    """Whether each item begins with what it is about, up to its first colon."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A part that a page shows when it is asked to, and that everything else simply tells."""

    title: str
    blocks: tuple[Block, ...]
    depth: int = 2
    """The depth of its title as a heading."""
    on_paper: bool = False
    """Whether it is printed even where it is closed."""


Block = (
    Heading
    | Para
    | Bullets
    | Table
    | Fold
    | StagePath
    | Tiles
    | GapCards
    | Steps
    | MarkKey
    | Marks
    | Shares
    | Stacks
    | Trend
)
Report = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page."""

    title: str
    """Its heading; empty for what stands first, below the heading of the page."""
    blocks: tuple[Block, ...]
    folded: bool = False
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One thing told once, in the order in which people read: what matters first."""

    heading: Heading
    sections: tuple[Section, ...]
    first: int = 1
    """How many sections are enough for a screen."""

    @property
    def whole(self) -> Report:
        """Everything."""
        return (self.heading, *(block for section in self.sections for block in _told(section)))

    @property
    def brief(self) -> Report:
        """What matters first."""
        return (self.heading, *(block for section in self.sections[: self.first] for block in _told(section)))


def _told(section: Section) -> Report:
    if section.folded:
        return (Fold(section.title, section.blocks, on_paper=section.on_paper),)
    return (*((Heading(section.title),) if section.title else ()), *section.blocks)

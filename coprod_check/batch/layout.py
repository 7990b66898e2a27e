"""How an answer is written in one byte, and where each practice and question stands in a row.

A sheet that rates the first practice 2, with evidence, and says "dont-know" of the
second has the answers ``[2 + 128, 125]``.

Imports nothing: the processes that read files need it, and must start fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric

DONT_KNOW, NOT_APPLICABLE, BLANK = 125, 126, 127
"""What stands in place of a level. Levels are their own numbers, up to ``HIGHEST``."""
WORDS = {"dont-know": DONT_KNOW, "not-applicable": NOT_APPLICABLE}
"""The words that may stand in place of a level."""
EVIDENCE = 128
"""Added to an answer for which evidence was given."""
HIGHEST = 120
"""The highest level that fits."""
MASK_BITS = 64
"""The most circumstances, or options of one question, that fit."""

NOBODY = 0
"""The number of a respondent, or of a sheet id, that is not given."""

VOICES = ("together", "staff", "lived-experience")
"""The voices, by their number in a row."""


@dataclass(frozen=True, slots=True)
class SheetKeys:
    """What a sheet may say, as its shape in ``documents.sheet`` has it. Sent along: the shape takes long to import."""

    format: str
    words: tuple[str, ...]
    """The keys of a sheet that may hold any text."""
    rating_words: tuple[str, ...]
    """The same for what is said of one practice."""
    evidence_kinds: tuple[str, ...]
    people: tuple[str, ...]
    """The sides of which a sheet counts people: staff first."""
    most_people: int
    """How many of one side it may count."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a rubric stand in a row; small enough to be sent to other processes."""

    keys: SheetKeys

    rubric: str
    version: str
    top: int
    practices: dict[str, int]
    """The column of each practice, by its id."""
    may_not_apply: tuple[bool, ...]
    circumstances: dict[str, int]
    """The bit of each circumstance."""
    questions: dict[str, int]
    """The column of each experience question."""
    options: tuple[dict[str, int], ...]
    """For each question the bit of each option."""
    several: tuple[bool, ...]
    """For each question whether more than one option may be chosen."""

    @property
    def circumstance_bits(self) -> str:
        """The type of a column of circumstances."""
        return _bits(len(self.circumstances))

    @property
    def option_bits(self) -> str:
        """The type of a column of chosen options."""
        return _bits(max(map(len, self.options), default=0))


def _bits(count: int) -> str:
    """The smallest whole number, as numpy names it, with so many bits."""
    return next(f"uint{size}" for size in (8, 16, 32, 64) if count <= size)


def layout_of(rubric: Rubric) -> Layout | None:
    """Lay a rubric out in columns; ``None`` where it is too large for them."""
    fits = rubric.top <= HIGHEST and len(rubric.circumstances) <= MASK_BITS
    if not fits or any(len(question.options) > MASK_BITS for question in rubric.experience):
        return None
    return Layout(
        keys=_sheet_keys(),
        rubric=rubric.id,
        version=rubric.version,
        top=rubric.top,
        practices={practice.id: column for column, practice in enumerate(rubric.practices)},
        may_not_apply=tuple(practice.may_not_apply for practice in rubric.practices),
        circumstances={each.id: 1 << bit for bit, each in enumerate(rubric.circumstances)},
        questions={question.id: column for column, question in enumerate(rubric.experience)},
        options=tuple(
            {option.id: 1 << bit for bit, option in enumerate(question.options)} for question in rubric.experience
        ),
        several=tuple(question.several for question in rubric.experience),
    )


def _sheet_keys() -> SheetKeys:
    from coprod_check.documents.sheet import (  # noqa: PLC0415 - the model costs a start, and only who packs needs it
        MOST_PEOPLE,
        SHEET_FORMAT,
        EvidenceKind,
        People,
        Rating,
        Sheet,
        keys_of,
        text_keys_of,
    )

    return SheetKeys(
        format=SHEET_FORMAT,
        words=text_keys_of(Sheet),
        rating_words=text_keys_of(Rating),
        evidence_kinds=get_args(EvidenceKind),
        people=keys_of(People),
        most_people=MOST_PEOPLE,
    )

"""What the cells of a table mean, as spreadsheets save them and people type them: ``2.0``, ``Staff``, ``Not yet``.

The words are those that ``import`` knows (``imports.answers``), so that a table means the same to both.
Whatever has no one meaning stays as it is, to be refused with its own words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.imports.answers import PracticeAnswers, Trust, UnreadCell, number_of, share_of, voice_of
from coprod_check.imports.days import month_label

if TYPE_CHECKING:
    from collections.abc import Hashable

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

LONGEST_NUMBER = 9
"""Digits of the longest number that a cell may hold; no level, and no meeting, has more."""

_PLAIN = frozenset({DONT_KNOW, NOT_APPLICABLE})
_OURS = Trust(numbers=True)
"""Whoever fills in a table of ours writes levels as numbers; codes of other programs do not stand there."""
_MOST_KEPT = 10_000
"""Different answers of which the meaning is kept."""


class CellWords:
    """What cells mean in a table of answers to some questions; each different one is worked out once."""

    def __init__(self, rubric: Rubric) -> None:
        """Take the questions."""
        self._answers = {str(each.id): PracticeAnswers(each, rubric) for each in rubric.practices}
        self._known: dict[tuple[str, str], object] = {}
        self.rows: dict[Hashable, Sheet] = {}
        """Rows that were read, by what they say."""

    def level(self, practice: str, cell: object) -> object:
        """Take a number, the name of a level, a "don't know" or a "does not apply" for what it says."""
        said = whole(cell)
        answers = self._answers.get(practice)
        if answers is None or not isinstance(said, str) or said in _PLAIN:
            return said
        if (practice, said) not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[practice, said] = _meant(answers, said)
        return self._known[practice, said]


def _meant(answers: PracticeAnswers, cell: str) -> object:
    read = answers.read(cell, _OURS, coded=False)
    if isinstance(read, UnreadCell):
        # Named as what it is: a practice that always applies says so better than "no such word".
        return NOT_APPLICABLE if read.why == "always applies" else cell
    return cell if read is None else read


class _Same:
    """Stands for the questions themselves, whatever is in them: to compare all of it for each row would be slow."""

    __slots__ = ("rubric",)

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rubric is self.rubric

    def __hash__(self) -> int:
        return id(self.rubric)


@lru_cache(maxsize=8)
def _made(same: _Same) -> CellWords:
    return CellWords(same.rubric)


def words_for(rubric: Rubric) -> CellWords:
    """What cells mean in a table of answers to some questions."""
    return _made(_Same(rubric))


def whole(cell: object) -> object:
    """Take digits for a whole number, also with ``.0`` behind them; anything else stays.

    >>> whole("2"), whole("2.0"), whole(2.0), whole("2,0"), whole("2.5"), whole(True)
    (2, 2, 2, '2,0', '2.5', True)
    """
    if isinstance(cell, str):
        if cell.isascii() and cell.isdigit():
            return int(cell) if len(cell) <= LONGEST_NUMBER else cell
    elif not isinstance(cell, float):
        return cell
    number = number_of(cell)
    return cell if number is None else number


def truth(cell: object) -> object:
    """Take yes and no, true and false, in any case (spreadsheets write TRUE); anything else stays.

    One letter, which some form services write, is not enough: nobody is shown by a slip.

    >>> truth("TRUE"), truth("No"), truth("perhaps"), truth("1"), truth("Y")
    (True, False, 'perhaps', '1', 'Y')
    """
    if isinstance(cell, str) and len(cell.strip()) == 1:
        return cell
    said = share_of(cell, zero_one=False) if isinstance(cell, str) else None
    return said if isinstance(said, bool) else cell


def voice_named(cell: object) -> object:
    """Take whose answers these are, in any case and as forms say it; anything else stays.

    >>> voice_named("Staff"), voice_named("LIVED-EXPERIENCE"), voice_named("stuff")
    ('staff', 'lived-experience', 'stuff')
    """
    said = voice_of(cell) if isinstance(cell, str) else None
    return said if isinstance(said, str) and said else cell


def round_named(cell: object) -> object:
    """Take a month that a spreadsheet has made of 2026-11 for what was typed, as ``import`` does; anything else stays.

    >>> round_named("Nov-26"), round_named("2026-11"), round_named("Autumn 26")
    ('2026-11', '2026-11', 'Autumn 26')
    """
    return (month_label(cell) or cell) if isinstance(cell, str) else cell

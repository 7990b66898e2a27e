"""Lines of text that fit: wrapped between words, cut between words, and never wider than they may be.

Widths are counted in the cells of a terminal, of which a letter takes none, one or
two. A word that is wider than a line is broken, so that no text can widen a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len

from coprod_check.documents.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NARROWEST = 20
"""Cells that a line has at least, whatever a terminal says of itself."""
_STRONG, _TITLE, _END = "\x01", "\x03", "\x02"
"""Where stronger letters begin and end, until lines are inked. No typed text holds them, once it is washed."""
_INK = {_STRONG: "\x1b[1m", _TITLE: "\x1b[1;4m", _END: "\x1b[0m"}
_MARKS = re.compile(f"[{_STRONG}{_TITLE}{_END}]")
_BLANKS = re.compile(r"[^\S\u00a0\u202f\u2007]+")
"""What words are parted at: not the spaces that say they do not break."""
_PIECE = re.compile(r"[^/\\_.-]*[/\\_.-]+|[^/\\_.-]+")
"""Where a word that is too long breaks first, as paths do."""
_SENTENCE = re.compile(r"(?<=[.!?])\s|(?<=[.!?][”’\"')])\s")
_ENDED = re.compile(r"[.?!…][”’\"')\x02]*$")
_JOINER = "\u200d"

T = TypeVar("T")


def cells(text: str) -> int:
    """How many cells of a terminal a text takes.

    >>> cells("three"), cells("三")
    (5, 2)
    """
    if text.isascii():
        return len(text) if text.isprintable() else len(_MARKS.sub("", text))
    return cell_len(text)


def washed(value: T) -> T:
    r"""Put all texts of a page on one line each, without a character that commands a terminal.

    >>> washed(("a\x1b", 1))
    ('a?', 1)
    """
    return _washed(value)  # type: ignore[return-value]


def _washed(value: object) -> object:
    if isinstance(value, str):
        return value if value.isprintable() else " ".join(single_words(printable(value)))
    if isinstance(value, tuple):
        return tuple(map(_washed, value))
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(*(_washed(getattr(value, each.name)) for each in fields(value)))
    return value


def single_words(text: str) -> list[str]:
    """The words of a text."""
    return text.split() if text.isascii() else [word for word in _BLANKS.split(text) if word]


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Break a text into lines of some cells at most, with something before the first line and before the others.

    >>> wrapped("one two three", 9, "- ", "  ")
    ['- one two', '  three']
    >>> wrapped("see /home/someone/answers", 12)
    ['see /home/', 'someone/', 'answers']
    """
    words = single_words(text)
    whole = f"{first}{' '.join(words)}"
    if whole.isascii() and cells(whole) <= width:  # of other letters some take less room where they meet
        return [whole]
    room = width - max(cells(first), cells(rest))
    lines, line, long, empty = [], first, cells(first), True
    for word in words:
        for place, piece in enumerate(_pieces(word, room)):
            joined = f"{line}{piece}" if empty or place else f"{line} {piece}"
            longer = cells(joined) if place else long + cells(piece) + (not empty)
            if longer > width and not empty:
                lines.append(line)
                joined = f"{rest}{piece}"
                longer = cells(joined)
            line, long, empty = joined, longer, False
    return [*lines, line]


def _pieces(word: str, room: int) -> Iterator[str]:
    """A word, in pieces where it is wider than its room: after the marks that part a path, else anywhere."""
    if cells(word) <= room:
        yield word
        return
    wide = cells(word) != len(word)
    for piece in [word] if wide else _PIECE.findall(word):
        held = ""
        for letter in _letters(piece):
            if held and (wide or cells(held + letter) > room):
                yield held
                held = ""
            held += letter
        yield held


def _letters(text: str) -> Iterator[str]:
    """The letters of a text, each with what takes no room of its own."""
    held = ""
    for letter in text:
        if held and cells(letter) and not held.endswith(_JOINER):
            yield held
            held = ""
        held += letter
    if held:
        yield held


def cut_between_words(text: str, width: int, dots: str = "…") -> str:
    """Shorten a text to some cells, and show that it was; only a first word that is too long is cut itself.

    >>> cut_between_words("one two three", 10), cut_between_words("one two", 10), cut_between_words("seventeen", 5)
    ('one two …', 'one two', 'seve…')
    """
    words = single_words(text)
    text = " ".join(words)
    if cells(text) <= width:
        return text
    kept = ""
    for word in words:
        longer = f"{kept} {word}".lstrip()
        if cells(f"{longer} {dots}") > width:
            break
        kept = longer
    if kept:
        return _closed(f"{kept.rstrip(',;:')} {dots}")
    for letter in _letters(text):
        if cells(f"{kept}{letter}{dots}") > width:
            break
        kept += letter
    return _closed(f"{kept}{dots}")


def _closed(text: str) -> str:
    """End stronger letters that a cut left open."""
    marks = _MARKS.findall(text)
    return text + _END if marks and marks[-1] != _END else text


def first_sentence(text: str) -> str:
    """What a text says first.

    >>> first_sentence("Ask them. Then wait.")
    'Ask them.'
    """
    return _SENTENCE.split(text, maxsplit=1)[0]


def padded(text: str, width: int) -> str:
    """Fill a text up with spaces to some cells."""
    return text + " " * (width - cells(text))


def as_sentences(parts: Iterable[str]) -> str:
    """Join remarks as sentences.

    >>> as_sentences(["1 Started", "", "Needs “more.”"])
    '1 Started. Needs “more.”'
    """
    return " ".join(part if _ENDED.search(part) else f"{part}." for part in parts if part)


def tidy(lines: Iterable[str]) -> str:
    """Join lines: no blanks at their ends, one empty line between parts, one newline at the end."""
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text) + "\n"


@dataclass(frozen=True, slots=True)
class Pen:
    """What lines are written with: how wide they may be, and what the terminal can show."""

    width: int
    draws: bool = False
    """Whether to draw at all. Plain mode has words only."""
    unicode: bool = True
    """Whether the terminal can show more than the letters of ASCII."""
    bold: bool = False

    @property
    def dots(self) -> str:
        """What stands for words that were left out."""
        return "…" if self.draws and self.unicode else "..."

    def strong(self, text: str) -> str:
        """Make a text stand out, where that can be shown."""
        return f"{_STRONG}{text}{_END}" if self.bold and text.strip() else text

    def title(self, text: str) -> str:
        """Make a text stand out as the title."""
        return f"{_TITLE}{text}{_END}" if self.bold and text.strip() else text

    def ink(self, lines: Iterable[str]) -> Iterator[str]:
        """Put in what a terminal is told about stronger letters: each line begins and ends by itself."""
        open_mark = ""
        for line in lines:
            if not open_mark and _END not in line and _STRONG not in line and _TITLE not in line:
                yield line
                continue
            text = open_mark + line
            marks = _MARKS.findall(text)
            open_mark = "" if marks[-1] == _END else marks[-1]
            inked = _MARKS.sub(lambda found: _INK[found[0]], text)
            yield inked + (_INK[_END] if open_mark else "")

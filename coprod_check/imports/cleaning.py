"""Headings and answers as they are compared: services and spreadsheets spell the same text in many ways."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAKS = re.compile(r"</?(?:br|p|div|li)\b[^<>]{0,200}>", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_STRAIGHT = str.maketrans(
    {**dict.fromkeys("‘’‚‛′ʼ`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}
)
_AT_ENDS = " *:."
_LEADING = re.compile(r"^(?:q(?:uestion)?\s*)?\d{1,3}(?:\.\d{1,3}|\.?[a-z])*\s*[.):]\s*(?=\S)")
_TRAILING = re.compile(r"(?:[\s.#(]*|_)(\d{1,3})\)?$")
_MOST_MARKS = 6
"""Strokes and dashes from each end of a heading behind which a question is looked for."""
_WORDS = re.compile(r"[ \t\r\n]+")
"""What parts words; a no-break space is one of the bytes of spoiled letters."""
_MOST = 4_000
"""Characters of a text that are compared; no heading and no answer of ours is nearly so long."""


@lru_cache(maxsize=65_536)
def cleaned(text: str) -> str:
    r"""A text as it is compared: without tags, with straight quotes and dashes, white space joined, case folded.

    A mark that services put at the ends of required questions does not count, nor a full
    stop there. What is longer than any text of ours is cut.

    >>> cleaned(" <b>Who\u00a0decides?</b> * "), cleaned("Don\u2019t know"), cleaned("A &amp; B:")
    ('who decides?', "don't know", 'a & b')
    """
    text = text[:_MOST]
    if "<" in text:
        text = _TAGS.sub("", _BREAKS.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    if text.isascii():
        # Most of what people write; of all that follows only this would change it.
        return " ".join(text.replace("`", "'").split()).strip(_AT_ENDS).casefold()
    text = unicodedata.normalize("NFKC", text.translate(_STRAIGHT)).translate(_STRAIGHT)
    text = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return unicodedata.normalize("NFKC", " ".join(text.translate(_STRAIGHT).split()).strip(_AT_ENDS).casefold())


def without_counting(text: str) -> Iterator[str]:
    """Give a cleaned heading as it may have stood before a service counted it, the likeliest first.

    A number in front goes with its mark. A number behind may be a count, or its last digits.

    >>> list(without_counting("7. who decides?2"))
    ['7. who decides?2', 'who decides?2', '7. who decides?', 'who decides?']
    >>> list(without_counting("step 12"))
    ['step 12', 'step', 'step 1']
    """
    begun = [text]
    if (unnumbered := _LEADING.sub("", text)) != text:
        begun.append(unnumbered)
    yield from begun
    for each in begun:
        if counted := _TRAILING.search(each):
            yield each[: counted.start()].rstrip(_AT_ENDS)
            yield from (each[:-digits] for digits in range(1, len(counted.group(1))) if each[-1:].isdigit())


def endings(text: str) -> Iterator[tuple[str, str, str]]:
    """Give what stands before and behind each ``/`` or ``-`` of a heading, the longest end first.

    >>> list(endings("power_sharing-shared_decisions"))
    [('power_sharing', '-', 'shared_decisions')]
    """
    marks = list(re.finditer(r"[/-]", text))
    if len(marks) > 2 * _MOST_MARKS:
        # A group's name stands before the first of them, a question behind the last.
        marks = [*marks[:_MOST_MARKS], *marks[-_MOST_MARKS:]]
    for mark in marks:
        before, behind = text[: mark.start()].strip(), text[mark.end() :].strip()
        if before and behind:
            yield before, mark.group(), behind


def is_spoiled(text: str) -> bool:
    """Whether letters were lost or spoiled when somebody saved a file in the wrong alphabet.

    >>> is_spoiled("don\u00e2\u20ac\u2122t know"), is_spoiled("don\u2019t know"), is_spoiled("caf\u00e9")
    (True, False, False)
    """
    if text.isascii():
        return False
    return "\ufffd" in text or any(_was_utf8(word) for word in _WORDS.split(text) if not word.isascii())


def _was_utf8(word: str) -> bool:
    # The five bytes that cp1252 leaves out are read as themselves.
    raw = b"".join(_byte(letter) for letter in word)
    try:
        return not raw.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return bytes([ord(letter)]) if ord(letter) < 0x100 else b"\xff"


def said_shortly(text: str, most: int = 60) -> str:
    """A heading or an answer on one line for a message, cut where it is long."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text[: most * 4]).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"

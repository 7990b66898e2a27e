r"""What a TOML text holds that is refused before it is parsed.

Two kinds. A key of very many parts, such as ``a.a.a = 1``: a parser keeps every beginning of
it, and 78 kB take gigabytes. And what came with TOML 1.1: some Pythons read it and others do not,
and one file is to mean the same on every machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.documents.limits import MOST_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Refused(NamedTuple):
    """A place in a text, and what is wrong there."""

    line: int
    """From 1."""
    words: str


LONG_KEY = f"a key here has more than {MOST_PARTS} parts, the most that we read; check which file you meant"
NOT_CLOSED = "is not understood: a { is not closed on this line; put all of { … } on one line"
COMMA_BEFORE_END = "is not understood: there is a comma before }; take it out"
NO_SECONDS = "is not understood: this time has no seconds; write it as 10:30:00, or put it in quotes"
BACKSLASH = "is not understood: a backslash stands alone; write it twice (\\\\)"

# Each runs through the text once: what has been passed is never tried again (`++`, `*+`). Behind a group that is left
# out: Python 3.11 before 3.11.5 loses its place there.
_QUOTED = re.compile(
    r"""
      "{3} (?: [^"\\]++ | \\. | "{1,2}(?!") )* (?: "{3,5} | \\?\Z )
    | '{3} (?: [^']++ | '{1,2}(?!') )* (?: '{3,5} | \Z )
    | " (?: [^"\\\n]++ | \\[^\n] )* "?
    | ' [^'\n]*+ '?
    | \# [^\n]*+
    """,
    re.DOTALL | re.VERBOSE,
)
_LONG_KEY = re.compile(rf"""(?:\.[ \t]*+(?:[\w-]++|")[ \t]*+){{{MOST_PARTS}}}""")
_SIGN = re.compile(r"[\[\]{}\n]|,[ \t]*+}")
_TIME = re.compile(r"[=\[,][ \t]*+(?:\d{4}-\d\d-\d\d[Tt ])?\d\d:\d\d(?=[ \t]*+(?:[,\]}\r\nZz+-]|\Z))")
_LIKE_A_LONG_KEY = re.compile(rf"""(?:\.[ \t]*+(?:[\w-]++|"(?:[^"\\\n]++|\\.)*"|'[^'\n]*+')[ \t]*+){{{MOST_PARTS}}}""")
_LIKE_A_TIME = re.compile(r":\d\d(?<=[ T\t=\[,]\d\d:\d\d)(?![:\d])", re.IGNORECASE)
_PLAIN_BRACES = re.compile(r"[^{}#]*\{(?:[^{}#]*[^{}#,\s])?[ \t]*\}[ \t\r,\]]*")
_ESCAPE = re.compile(r"\\[^\n]")
_NEWER = frozenset({"\\e", "\\x"})


def quoted_and_remarks(text: str) -> Iterator[re.Match[str]]:
    """Every text in quotes of a TOML text, and every remark, in their order."""
    return _QUOTED.finditer(text)


def refused(text: str) -> Refused | None:
    r"""Find the first place that is refused; none in almost every file.

    >>> refused('x = { a = 1,\n  b = 2 }') == Refused(1, NOT_CLOSED)
    True
    >>> refused('x = "a.b.c.d.e.f.g.h.i" # { a = 1,')
    """
    if not _may_hold_some(text):
        return None
    outside = _QUOTED.sub(_emptied, text)
    found = [(each.start(), LONG_KEY) for each in _LONG_KEY.finditer(outside)][:1]
    found += [(each.end(), NO_SECONDS) for each in _TIME.finditer(outside)][:1]
    found += _in_braces(outside)
    if "\\e" in text or "\\x" in text:
        found += _newer_escape(text)
    if not found:
        return None
    place, words = min(found)
    return Refused(text.count("\n", 0, place) + 1, words)


def _may_hold_some(text: str) -> bool:
    """Whether a text has to be looked at closely: true of all that hold something, and of few others."""
    if "\\e" in text or "\\x" in text or _LIKE_A_TIME.search(text) or _LIKE_A_LONG_KEY.search(text):
        return True
    return any("{" in row and not _are_plain_braces(row) for row in text.split("\n"))


def _are_plain_braces(row: str) -> bool:
    """Whether a line is one that ends with its only ``}``, without a text that goes on over lines."""
    return _PLAIN_BRACES.fullmatch(row) is not None and '"""' not in row and "'''" not in row


def _emptied(quoted: re.Match[str]) -> str:
    """Spaces for a remark and for a text, which keeps the quote that it begins with; as long as before."""
    length = len(quoted.group())
    return " " * length if quoted.group().startswith("#") else '"' + " " * (length - 1)


def _in_braces(outside: str) -> list[tuple[int, str]]:
    """The first ``{`` whose line ends before its ``}``, or the first comma before a ``}``."""
    inside: list[str] = []
    for each in _SIGN.finditer(outside) if "{" in outside else ():
        sign = each.group()
        if sign in "[{":
            inside.append(sign)
        elif sign in "]}":
            del inside[-1:]
        elif inside and inside[-1] == "{":
            return [(each.start(), NOT_CLOSED if sign == "\n" else COMMA_BEFORE_END)]
        elif sign != "\n":
            del inside[-1:]
    return []


def _newer_escape(text: str) -> list[tuple[int, str]]:
    """The first escape that came with TOML 1.1, in a text in double quotes."""
    for quoted in quoted_and_remarks(text):
        if quoted.group().startswith('"'):
            for escape in _ESCAPE.finditer(text, *quoted.span()):
                if escape.group() in _NEWER:
                    return [(escape.start(), BACKSLASH)]
    return []

"""On which line of a TOML file a key stands.

``tomllib`` tells the line of a syntax error but not of a value, and a fault in a
file of 1,500 lines is found by its line. This reads just enough TOML to know where
tables, keys and entries of lists begin. It is only used on files that parsed, once a
fault was found.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

Path = tuple[str | int, ...]

_MARK = re.compile(
    r"""
      (?P<text> \"{3} (?:\\.|[^\\])*? \"{3,5} | '{3} .*? '{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*' )
    | (?P<comment> \#[^\n]* )
    | (?P<sign> [\[\]{}=,\n] )
    | (?P<bare> [^\s\[\]{}=,\#"']+ )
    """,
    re.DOTALL | re.VERBOSE,
)
_HEADER = re.compile(
    r"""^[ \t]*(\[\[?)((?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^"'\[\]\#\n])*)\]\]?[ \t]*(?:\#[^\n]*)?$""", re.MULTILINE
)
_KEY_PART = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|[^.\s"\']+')
_PATH_PART = re.compile(r'\[\d+\]|"(?:\\.|[^"\\])*"|[^.\[\]"]+')


def line_of(text: str, where: str) -> int:
    r"""Find the line, from 1, of a path such as ``practices[3].levels[0]``; 0 when there is none.

    A path that the file does not hold (a missing key) is found at the nearest table around it.

    >>> line_of('a = 1\n[[b]]\nc = 2\n[[b]]\nc = 3\n', "b[1].c")
    5
    >>> line_of('a = 1\n[[b]]\nc = 2\n', "b[0].missing")
    2
    """
    places = _places(text)
    parts = _PATH_PART.findall(where)
    path: Path = tuple(int(part[1:-1]) if part.startswith("[") else _plain(part) for part in parts)
    while path:
        if path in places:
            return places[path]
        path = path[:-1]
    return 0


@lru_cache(maxsize=1)
def _places(text: str) -> dict[Path, int]:
    """Scan a document once, however many faults were found in it."""
    return _Scan(text.replace("\r\n", "\n")).places


class _Scan:
    """One pass over a document, remembering where each path stands first."""

    def __init__(self, text: str) -> None:
        self.places: dict[Path, int] = {}
        self._arrays: dict[Path, int] = {}
        """The last index of each array of tables."""
        self._table: Path = ()
        self._open: list[tuple[str, Path, int]] = []
        """Open brackets: ``[`` or ``{``, the path of the value, and how many entries came before."""
        self._key = ""
        """What was read since the last sign, which is a key once ``=`` follows."""
        self._path: Path = ()
        """The path of the value that is being read."""
        self._line = 1
        position = 0
        while match := _MARK.search(text, position):
            self._line += text.count("\n", position, match.start())
            header = None if self._open or self._key else _HEADER.match(text, text.rfind("\n", 0, match.start()) + 1)
            if header and match.group() == "[" and header.start(1) == match.start():
                self._take_header(many=header.group(1) == "[[", names=key_parts(header.group(2)))
                position = header.end()
                continue
            self._take(match.lastgroup or "", match.group())
            position = match.end()
            self._line += match.group().count("\n")

    def _take(self, kind: str, mark: str) -> None:
        if kind == "comment":
            return
        if kind != "sign":
            self._key += mark
            if self._open and self._open[-1][0] == "[":
                self._enter()
        elif mark == "=":
            base = self._open[-1][1] if self._open else self._table
            self._path = (*base, *key_parts(self._key))
            self._place(self._path)
            # A value follows; what stands on its line is no header.
            self._key = "="
        else:
            self._take_sign(mark)

    def _take_sign(self, mark: str) -> None:
        if mark in "[{":
            if self._open and self._open[-1][0] == "[":
                self._enter()
            self._open.append((mark, self._path, 0))
        elif mark in "]}" and self._open:
            self._path = self._open.pop()[1]
        elif mark == "," and self._open:
            kind, path, count = self._open[-1]
            self._open[-1] = (kind, path, count + 1)
        if mark != "]" or self._open:
            self._key = ""

    def _enter(self) -> None:
        """Note that an entry of the open list begins here."""
        _, base, count = self._open[-1]
        self._path = (*base, count)
        self._place(self._path)

    def _take_header(self, *, many: bool, names: list[str]) -> None:
        path: Path = ()
        for depth, name in enumerate(names, 1):
            path = (*path, name)
            if many and depth == len(names):
                self._arrays[path] = self._arrays.get(path, -1) + 1
            if path in self._arrays:
                path = (*path, self._arrays[path])
        self._table = path
        self._place(path)

    def _place(self, path: Path) -> None:
        for depth in range(1, len(path) + 1):
            self.places.setdefault(path[:depth], self._line)


def key_parts(key: str) -> list[str]:
    """Take a dotted key apart; quotes around a part are no part of the name.

    >>> key_parts('practices."who decides".level')
    ['practices', 'who decides', 'level']
    """
    return [_plain(part) for part in _KEY_PART.findall(key)]


def _plain(part: str) -> str:
    """Take the quotes and the escapes off one part of a key."""
    return next(iter(tomllib.loads(f"{part} = 0"))) if part[0] in "\"'" else part

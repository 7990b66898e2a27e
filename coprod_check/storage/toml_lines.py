"""On which line of a TOML file a key stands.

``tomllib`` tells the line of a syntax error but not of a value, and a fault in a
file of 1,500 lines is found by its line. This reads just enough TOML to know where
tables and keys begin; it is only used on files that parsed, once a fault was found.
"""

from __future__ import annotations

import re

_STRING = r'"""(?:\\.|[^\\])*?"""+|\'\'\'.*?\'\'\'+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_TOKEN = re.compile(rf"(?P<string>{_STRING})|(?P<comment>#[^\n]*)|(?P<mark>[\[\]{{}}=,\n])|(?P<bare>[^\s\[\]{{}}=,#\"']+)", re.DOTALL)
_KEY_PART = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|[^.\s]+')

Path = tuple[str | int, ...]


def line_of(text: str, where: str) -> int:
    """Find the line, from 1, of a path such as ``practices[3].levels[0]``; 0 when there is none.

    A path that the file does not hold (a missing key) is found at the nearest table around it.

    >>> line_of('a = 1\\n[[b]]\\nc = 2\\n[[b]]\\nc = 3\\n', "b[1].c")
    5
    >>> line_of('a = 1\\n[[b]]\\nc = 2\\n', "b[0].missing")
    2
    """
    places = _places(text)
    path = _split(where)
    while path:
        if path in places:
            return places[path]
        path = path[:-1]
    return 0


def _split(where: str) -> Path:
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in re.findall(r"\[\d+\]|[^.\[\]]+", where))


def _key(text: str) -> list[str]:
    return [part[1:-1] if part[0] in "\"'" else part for part in _KEY_PART.findall(text)]


class _Reader:
    """Walks over the tokens, remembering the table, the open brackets and the line."""

    def __init__(self) -> None:
        self.places: dict[Path, int] = {}
        self.arrays: dict[tuple[str, ...], int] = {}
        self.table: Path = ()
        self.open: list[tuple[str, Path, int]] = []
        """Open brackets of a value: the kind, its path, and how many entries came before."""

    def header(self, text: str, line: int) -> None:
        """Take up a ``[table]`` or ``[[array of tables]]`` line."""
        many = text.startswith("[[")
        names = _key(text.strip("[] \t"))
        path: Path = ()
        for depth in range(1, len(names) + 1):
            path = (*path, names[depth - 1])
            so_far = tuple(names[:depth])
            if many and depth == len(names):
                self.arrays[so_far] = self.arrays.get(so_far, -1) + 1
                self.arrays = {k: v for k, v in self.arrays.items() if not (len(k) > depth and k[:depth] == so_far)}
            if so_far in self.arrays:
                path = (*path, self.arrays[so_far])
        self.table = path
        self.place(path, line)

    def place(self, path: Path, line: int) -> None:
        """Remember where a path stands first, and the paths that lead to it."""
        for depth in range(1, len(path) + 1):
            self.places.setdefault(path[:depth], line)


def _places(text: str) -> dict[Path, int]:
    reader = _Reader()
    lines = text.replace("\r\n", "\n")
    at_start = True
    key_text, path = "", ()
    position, line = 0, 1
    while match := _TOKEN.search(lines, position):
        line += lines.count("\n", position, match.start())
        token, kind = match.group(), match.lastgroup
        position = match.end()
        if at_start and not reader.open and token == "[":
            end = lines.find("\n", match.start())
            header = lines[match.start() : end if end >= 0 else len(lines)]
            header = re.match(r"\[\[?[^\]]*\]?\]", header).group() if re.match(r"\[\[?[^\]]*\]?\]", header) else header  # type: ignore[union-attr]
            reader.header(header, line)
            position = match.start() + len(header)
        elif kind == "comment":
            pass
        elif token == "\n":
            at_start, key_text = (True, "") if not reader.open else (at_start, key_text)
            line += 1
        elif token == "=":
            base = reader.open[-1][1] if reader.open else reader.table
            path = (*base, *_key(key_text))
            reader.place(path, line)
            key_text, at_start = "", False
        elif token in "[{" and not at_start:
            path = _entry(reader, path, line)
            reader.open.append((token, path, 0))
            key_text = ""
        elif token in "]}" and reader.open:
            path = reader.open.pop()[1]
            key_text = ""
        elif token == "," and reader.open:
            kind_open, base, count = reader.open[-1]
            reader.open[-1] = (kind_open, base, count + 1)
            key_text = ""
        else:
            at_start = False
            key_text += token
            if reader.open and reader.open[-1][0] == "[":
                _entry(reader, path, line)
        line += token.count("\n") if kind == "string" else 0
    return reader.places


def _entry(reader: _Reader, path: Path, line: int) -> Path:
    """The path of an entry of the open list, or the path itself for a value of a key."""
    if reader.open and reader.open[-1][0] == "[":
        _, base, count = reader.open[-1]
        path = (*base, count)
        reader.place(path, line)
    return path

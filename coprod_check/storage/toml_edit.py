"""Changing single values of a TOML file, with every other byte left as it is.

People write in our files: comments, spacing, quotes of their own kind. So a file is
not written anew from what it says. It is cut into its headings and its ``key = value``
lines, and only the lines that change are touched.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import tomli_w

from coprod_check.storage.toml_lines import key_parts

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from coprod_check.storage.toml_lines import Path

_NAME = r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_HEADING = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*\]\]?")
_KEY = re.compile(rf"[ \t]*({_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*=[ \t]*")
_PIECE = re.compile(
    r"""
      \"{3} (?:\\.|[^\\])*? \"{3,5} | '{3} .*? '{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*'
    | (?P<comment> \#[^\n]* )
    | (?P<open> [\[{] ) | (?P<close> [\]}] ) | (?P<end> \n )
    | [^\[\]{}\n\#"']+
    """,
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class TableHead:
    """A line ``[table]`` or ``[[table]]``."""

    path: Path
    start: int
    inside: int
    """Where the line ends but for a comment."""
    end: int
    """Where the next line begins."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value, which may stand on several lines."""

    path: Path
    table: Path
    """The heading that it stands under; empty at the top."""
    start: int
    value: int
    """Where the value begins."""
    inside: int
    """Where the value ends."""
    end: int
    """Where the next line begins."""


class TomlText:
    """A TOML file that parses, and the changes that are to be made in it."""

    def __init__(self, text: str) -> None:
        """Cut a text into its lines."""
        self.ending = "\r\n" if "\r\n" in text else "\n"
        self._text = text if text.endswith("\n") else text + self.ending
        self.headings: list[TableHead] = []
        self.entries: list[Entry] = []
        self._rows: list[TableHead | Entry] = []
        self._at: dict[Path, Entry] = {}
        self._changes: list[tuple[int, int, bool, str]] = []
        self._scan()
        self._starts = [each.start for each in self._rows]

    def __str__(self) -> str:
        """The text with its changes, which must not overlap; at one place keys come before tables."""
        text, done = "", 0
        for start, end, _, words in sorted(self._changes, key=lambda each: each[:3]):
            text += self._text[done:start] + words
            done = max(done, end)
        return text + self._text[done:]

    # Reading.

    def _scan(self) -> None:
        table: Path = ()
        counted: dict[Path, int] = {}
        at = 0
        while at < len(self._text):
            if heading := _HEADING.match(self._text, at):
                table = _indexed(key_parts(heading.group(2)), counted, many=heading.group(1) == "[[")
                end = self._next_line(heading.end())
                self.headings.append(TableHead(table, at, heading.end(), end))
                self._rows.append(self.headings[-1])
            elif key := _KEY.match(self._text, at):
                inside, end = self._value_end(key.end())
                path = (*table, *key_parts(key.group(1)))
                self.entries.append(Entry(path, table, at, key.end(), inside, end))
                self._rows.append(self.entries[-1])
                self._at[path] = self.entries[-1]
            else:
                end = self._next_line(at)
            at = end

    def _next_line(self, at: int) -> int:
        found = self._text.find("\n", at)
        return len(self._text) if found < 0 else found + 1

    def _value_end(self, at: int) -> tuple[int, int]:
        """Where a value ends, and where the line after it begins."""
        depth, inside = 0, at
        while piece := _PIECE.match(self._text, at):
            at = piece.end()
            kind = piece.lastgroup
            depth += (kind == "open") - (kind == "close")
            if kind == "end" and not depth:
                return inside, at
            if kind not in {"comment", "end"}:
                inside = piece.start() + len(piece.group().rstrip())
        return inside, len(self._text)

    def entry(self, path: Path) -> Entry | None:
        """The entry with exactly this path."""
        return self._at.get(path)

    def comments_in(self, entry: Entry) -> list[str]:
        """The remarks within a value, such as those between the items of a list."""
        pieces = _PIECE.finditer(self._text, entry.value, entry.inside)
        return [each.group().rstrip(" \t\r") for each in pieces if each.lastgroup == "comment"]

    def comments_by_item(self, entry: Entry) -> dict[int, list[str]]:
        """The remarks between the items of a list, by the item that they are beside or above; from 0."""
        found: dict[int, list[str]] = {}
        depth = item = 0
        on_line: int | None = None
        for piece in _PIECE.finditer(self._text, entry.value, entry.inside):
            kind, words = piece.lastgroup, piece.group()
            commas = words.count(",") if depth == 1 and kind is None and words[0] not in "\"'" else 0
            if kind == "comment" and depth == 1:
                found.setdefault(item if on_line is None else on_line, []).append(words.rstrip(" \t\r"))
            elif kind == "end":
                on_line = None
            elif depth and kind != "comment" and words.strip():
                ended = bool(commas) and words.rstrip().endswith(",")
                on_line = item + commas - ended
            item += commas
            depth += (kind == "open") - (kind == "close")
        return found

    def tables_in(self, entry: Entry) -> list[list[tuple[str, str]]]:
        """The tables in braces that are the items of a list, each with its keys and values as they are written."""
        reader = _TablesInBraces()
        for piece in _PIECE.finditer(self._text, entry.value, entry.inside):
            reader.take(piece.lastgroup, piece.group())
        return reader.tables

    def line_at(self, place: int) -> tuple[TableHead | Entry | None, TableHead | Entry | None]:
        """The heading or entry on whose lines a place is, ``None`` between them; and the first one below it."""
        below = bisect_right(self._starts, place)
        above = self._rows[below - 1] if below else None
        return (
            above if above and place < above.end else None,
            self._rows[below] if below < len(self._rows) else None,
        )

    def nearest(self, path: Path) -> TableHead | Entry | None:
        """What stands under a path; else the first line of the nearest table around it."""
        for depth in range(len(path), 0, -1):
            for each in self._rows:
                if each.path[:depth] == path[:depth]:
                    return each
        return None

    # Changing.

    def put(self, path: Path, value: object, *, behind: tuple[str, ...] = ()) -> None:
        """Set a value, in its place where it has one; else below the last of ``behind``, or at the end of its table.

        A list of names keeps the lines of those that stay. Remarks within a value that is set anew move above it.
        """
        if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            self.put_names(path, value, behind=behind)
        else:
            self.put_written(path, value_toml(value), behind=behind)

    def put_names(
        self,
        path: Path,
        names: Sequence[str],
        remarks: Mapping[str, str] | None = None,
        *,
        behind: tuple[str, ...] = (),
    ) -> None:
        """Set a list of names, one a line, some with a remark of ours; what people wrote beside those that stay stays.

        What they wrote beside one that goes, or in a list of another form, moves above the list.
        """
        remarks = remarks or {}
        there = self.entry(path)
        old = _NamesOnLines.of(self.between(there.value, there.inside)) if there else None
        ours = {f"# {each}" for each in remarks.values()}
        if there and old and old.can_become(names):
            gone = [each for each in old.remarks_of_gone(names) if each not in ours]
            self._change(there.start, there.start, "".join(f"{each}\n" for each in gone))
            self._change(there.value, there.inside, old.become(names, remarks))
        else:
            self.put_written(path, names_toml(names, remarks), behind=behind, ours=ours)

    def put_written(
        self, path: Path, written: str, *, behind: tuple[str, ...] = (), ours: Container[str] = frozenset()
    ) -> None:
        """Set a value that is written as TOML already; remarks within the old one that are ``ours`` go with it."""
        if there := self.entry(path):
            kept = (each for each in self.comments_in(there) if each not in ours)
            self._change(there.start, there.start, "".join(f"{each}\n" for each in kept))
            self._change(there.value, there.inside, written)
            return
        place, key = self._place_for(path, behind)
        self._change(place, place, f"{key} = {written}\n")

    def _place_for(self, path: Path, behind: tuple[str, ...]) -> tuple[int, str]:
        """Where a new key of a table goes, and how it is called there."""
        above = path[:-1]
        for sibling in reversed(behind):
            if there := self.entry((*above, sibling)):
                return there.end, key_toml((*there.path[len(there.table) : -1], path[-1]))
        inside = [each for each in self.entries if each.table == above]
        heading = next((each for each in reversed(self.headings) if each.path == above), None)
        if heading or not above:
            return inside[-1].end if inside else heading.end if heading else 0, key_toml(path[-1:])
        dotted = [each for each in self.entries if each.path[: len(above)] == above]
        return dotted[-1].end, key_toml(path[len(dotted[-1].table) :])

    def take_out(self, *paths: Path, inner: bool = True) -> None:
        """Take out keys, or tables and all that is in them; remarks stay.

        Those within a value stand where it was, unless ``inner`` is false: then they are for the caller to keep.
        """
        gone = set(paths)
        for each in self._rows:
            if any(each.path[:depth] in gone for depth in range(1, len(each.path) + 1)):
                remarks = self.comments_in(each) if inner and isinstance(each, Entry) else []
                self._change(each.start, each.start, "".join(f"{remark}\n" for remark in remarks))
                self._take_line(each.start, each.inside, each.end)

    def _take_line(self, start: int, inside: int, end: int) -> None:
        remark = self._text[inside:end]
        if remark.strip():
            end = inside + len(remark) - len(remark.lstrip())
        # With its last line goes the empty line above a table.
        elif self._text[start : start + 1] == "[" and self._text.endswith(2 * self.ending, 0, start):
            start -= len(self.ending)
        self._change(start, end, "")

    def has_table(self, path: Path) -> bool:
        """Whether a table stands here, under a heading or in keys with dots."""
        return any(each.path == path for each in self.headings) or any(
            each.path[: len(path)] == path and len(each.path) > len(path) for each in self.entries
        )

    def add_table(self, path: Path, data: Mapping[str, object]) -> None:
        """Add a table behind the last one of its kind, and behind all that stands under one heading with it.

        Where there is none of its kind it is added at the end of the file.
        """
        last = max((number for number, each in enumerate(self._rows) if each.path[:1] == path[:1]), default=None)
        place = len(self._text)
        if last is not None:
            under = takewhile(lambda each: isinstance(each, Entry), self._rows[last + 1 :])
            place = [self._rows[last], *under][-1].end
        lines = "".join(f"{key_toml((key,))} = {value_toml(value)}\n" for key, value in data.items())
        self.insert_tables(place, f"\n[{key_toml(path)}]\n{lines}")

    def insert_tables(self, place: int, words: str) -> None:
        """Put whole tables in before the line that begins at ``place``."""
        self._change(place, place, words, tables=True)

    def gap_behind(self, table: str) -> tuple[int, int]:
        """Where the last line of some tables ends, or of the top, and where the next heading begins."""
        last = max((place for place, each in enumerate(self.headings) if each.path[:1] == (table,)), default=None)
        following = 0 if last is None else last + 1
        stop = self.headings[following].start if following < len(self.headings) else len(self._text)
        lines = [each.end for each in self._rows if each.end <= stop]
        return max(lines, default=0), stop

    @property
    def length(self) -> int:
        """Where the text ends."""
        return len(self._text)

    def between(self, start: int, end: int) -> str:
        """The text of a part."""
        return self._text[start:end]

    def _change(self, start: int, end: int, words: str, *, tables: bool = False) -> None:
        self._changes.append((start, end, tables, words.replace("\n", self.ending)))


class _TablesInBraces:
    """Cuts tables in braces into keys and values, piece by piece."""

    def __init__(self) -> None:
        self.tables: list[list[tuple[str, str]]] = []
        self._depth = 0
        self._key: list[str] = []
        self._value: list[str] | None = None
        """``None`` while a key is read."""

    def take(self, kind: str | None, words: str) -> None:
        """Take one piece of the list."""
        if kind == "close":
            self._depth -= 1
        if kind == "close" and self._depth == 1:
            self._finish()
        elif kind == "open" and self._depth == 1:
            self.tables.append([])
        elif self._depth == 2 and kind is None and words[0] not in "\"'":
            self._take_signs(words)
        elif self._depth > 1:
            self._add(words)
        if kind == "open":
            self._depth += 1

    def _take_signs(self, words: str) -> None:
        for part in re.split("([=,])", words):
            if part == "=" and self._value is None:
                self._value = []
            elif part == ",":
                self._finish()
            else:
                self._add(part)

    def _add(self, words: str) -> None:
        (self._key if self._value is None else self._value).append(words)

    def _finish(self) -> None:
        if self._value is not None:
            value = "".join(self._value).replace("\r\n", "\n")
            self.tables[-1].append(("".join(self._key).strip(), value.strip()))
        self._key, self._value = [], None


def _indexed(names: list[str], counted: dict[Path, int], *, many: bool) -> Path:
    """The path of a heading, with the number of each entry of an array of tables."""
    path: Path = ()
    for depth, name in enumerate(names, 1):
        path = (*path, name)
        if many and depth == len(names):
            counted[path] = counted.get(path, -1) + 1
        if path in counted:
            path = (*path, counted[path])
    return path


def names_toml(names: Iterable[str], remarks: Mapping[str, str]) -> str:
    """A list of names as TOML, one a line, some with a remark behind them."""
    lines = "".join(f"    {_name_line(each, remarks)}\n" for each in names)
    return f"[\n{lines}]" if lines else "[]"


def _name_line(name: str, remarks: Mapping[str, str]) -> str:
    return f"{_on_one_line(name)},  # {remarks[name]}" if remarks.get(name) else f"{_on_one_line(name)},"


_QUOTED_NAME = re.compile(r"""\"(?:\\.|[^"\\\n])*\"|'[^'\n]*'""")


@dataclass(frozen=True, slots=True)
class _NameRow:
    """A line of a list: a name, a remark, both or nothing."""

    line: str
    name: str | None = None
    behind: int = 0
    """Where the name ends."""
    has_comma: bool = False
    remark: str = ""

    @classmethod
    def of(cls, line: str) -> _NameRow | None:
        """Read a line; ``None`` where it holds anything else."""
        inside = line.strip(" \t")
        if not inside or inside.startswith("#"):
            return cls(line)
        found = _QUOTED_NAME.match(inside)
        if not found or inside.startswith(('"""', "'''")):
            return None
        rest = inside[found.end() :].lstrip(" \t")
        remark = rest.removeprefix(",").lstrip(" \t")
        if remark and not remark.startswith("#"):
            return None
        name = str(tomllib.loads(f"x = {found.group()}")["x"])
        behind = len(line) - len(line.lstrip(" \t")) + found.end()
        return cls(line, name, behind, rest.startswith(","), remark)

    @property
    def indent(self) -> str:
        """The blanks before the name."""
        return self.line[: len(self.line) - len(self.line.lstrip(" \t"))]

    @property
    def with_comma(self) -> str:
        """The line, its name with a comma behind it."""
        return self.line if self.has_comma else f"{self.line[: self.behind]},{self.line[self.behind :]}"


@dataclass(frozen=True, slots=True)
class _NamesOnLines:
    """A list in which each name has a line of its own; other lines hold a remark or nothing."""

    first: str
    rows: tuple[_NameRow, ...]
    last: str

    @classmethod
    def of(cls, written: str) -> _NamesOnLines | None:
        """Read a list, or say that it is written otherwise."""
        first, *between = written.replace("\r\n", "\n").split("\n")
        head = first.removeprefix("[").strip(" \t")
        if not first.startswith("[") or not between or between[-1].strip(" \t") != "]" or (head and head[0] != "#"):
            return None
        rows = tuple(row for each in between[:-1] if (row := _NameRow.of(each)))
        return cls(first, rows, between[-1]) if len(rows) == len(between) - 1 else None

    @property
    def names(self) -> list[str]:
        """The names, in their order."""
        return [each.name for each in self.rows if each.name is not None]

    def can_become(self, names: Sequence[str]) -> bool:
        """Whether some names stay, each stands once, and those that stay keep their order."""
        there, wanted = {*self.names}, {*names}
        stay = [each for each in names if each in there]
        once = len(wanted) == len(names)
        return once and bool(stay) and stay == [each for each in self.names if each in wanted]

    def remarks_of_gone(self, names: Sequence[str]) -> list[str]:
        """The remarks beside names that go."""
        return [each.remark for each in self.rows if each.name is not None and each.name not in names and each.remark]

    def become(self, names: Sequence[str], remarks: Mapping[str, str]) -> str:
        """The list with other names and the lines of those that stay; a new one comes behind the one before it."""
        stay = {each.name: each for each in self.rows if each.name in names}
        indent = next(iter(stay.values())).indent
        coming: dict[str | None, list[str]] = {}
        above = None
        for name in names:
            if name in stay:
                above = name
            else:
                coming.setdefault(above, []).append(f"{indent}{_name_line(name, remarks)}")
        lines = [self.first, *coming.get(None, ())]
        for row in self.rows:
            if row.name is None:
                lines.append(row.line)
            elif row.name in stay:
                lines += [row.with_comma, *coming.get(row.name, ())]
        return "\n".join([*lines, self.last])


def value_toml(value: object) -> str:
    """A value as TOML, text of several lines on several lines."""
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict | list) for each in value)):
        return _on_one_line(value)
    # In a text on several lines \r\n would be read as \n.
    several = isinstance(value, str) and "\r" not in value
    return tomli_w.dumps({"x": value}, multiline_strings=several).removeprefix("x = ").rstrip("\n")


def key_toml(names: Path) -> str:
    """A key as TOML, its parts with dots between them."""
    return ".".join(tomli_w.dumps({str(each): 0}).rpartition(" = ")[0] for each in names)


def _on_one_line(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key_toml((key,))} = {_on_one_line(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_on_one_line, value)) + "]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def sync(text: TomlText, path: Path, stands: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    """Make a table say ``data``, where it says ``stands`` now; only what differs is touched."""
    if text.entry(path):
        text.put(path, dict(data))
        return
    tables = {key: value for key, value in data.items() if isinstance(value, dict)}
    values = {key: value for key, value in data.items() if key not in tables}
    text.take_out(*((*path, key) for key in stands if key not in data))
    if not text.has_table(path) and values:
        text.add_table(path, values)
    else:
        order = list(values)
        for key, value in values.items():
            if key not in stands or stands[key] != value:
                text.put((*path, key), value, behind=tuple(order[: order.index(key)]))
    for key, value in tables.items():
        if stands.get(key) != value:
            sync(text, (*path, key), stands.get(key, {}), value)

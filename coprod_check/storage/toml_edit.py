"""Changing single values of a TOML file, with every other byte left as it is.

People write in our files: comments, spacing, quotes of their own kind. So a file is
not written anew from what it says. It is cut into its headings and its ``key = value``
lines, and only the lines that change are touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import tomli_w

from coprod_check.storage.toml_lines import key_parts

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

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
        self._at: dict[Path, Entry] = {}
        self._changes: list[tuple[int, int, bool, str]] = []
        self._scan()

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
            elif key := _KEY.match(self._text, at):
                inside, end = self._value_end(key.end())
                path = (*table, *key_parts(key.group(1)))
                self.entries.append(Entry(path, table, at, key.end(), inside, end))
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

    def _lines(self) -> list[TableHead | Entry]:
        return [*self.headings, *self.entries]

    def entry(self, path: Path) -> Entry | None:
        """The entry with exactly this path."""
        return self._at.get(path)

    def comments_in(self, entry: Entry) -> list[str]:
        """The remarks within a value, such as those between the items of a list."""
        pieces = _PIECE.finditer(self._text, entry.value, entry.inside)
        return [each.group().rstrip() for each in pieces if each.lastgroup == "comment"]

    # Changing.

    def put(self, path: Path, value: object, *, behind: tuple[str, ...] = ()) -> None:
        """Set a value, in its place where it has one; else below the last of ``behind``, or at the end of its table.

        Remarks within a value that is set anew move above it.
        """
        self.put_written(path, _written(value), behind=behind)

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
                return there.end, _key((*there.path[len(there.table) : -1], path[-1]))
        inside = [each for each in self.entries if each.table == above]
        heading = next((each for each in reversed(self.headings) if each.path == above), None)
        if heading or not above:
            return inside[-1].end if inside else heading.end if heading else 0, _key(path[-1:])
        dotted = [each for each in self.entries if each.path[: len(above)] == above]
        return dotted[-1].end, _key(path[len(dotted[-1].table) :])

    def take_out(self, *paths: Path) -> None:
        """Take out keys, or tables and all that is in them; remarks stay."""
        gone = set(paths)
        for each in self._lines():
            if any(each.path[:depth] in gone for depth in range(1, len(each.path) + 1)):
                self._take_line(each.start, each.inside, each.end)

    def _take_line(self, start: int, inside: int, end: int) -> None:
        remark = self._text[inside:end]
        if remark.strip():
            end = inside + len(remark) - len(remark.lstrip())
        else:
            # With its last line goes the empty line above a table.
            above = self._text[:start]
            if self._text[start : start + 1] == "[" and above.endswith(2 * self.ending):
                start -= len(self.ending)
        self._change(start, end, "")

    def has_table(self, path: Path) -> bool:
        """Whether a table stands here, under a heading or in keys with dots."""
        return any(each.path == path for each in self.headings) or any(
            each.path[: len(path)] == path and len(each.path) > len(path) for each in self.entries
        )

    def add_table(self, path: Path, data: Mapping[str, object]) -> None:
        """Add a table behind the last one of its kind, else at the end of the file."""
        kin = [each for each in self._lines() if each.path[:1] == path[:1]]
        place = max((each.end for each in kin), default=len(self._text))
        lines = "".join(f"{_key((key,))} = {_written(value)}\n" for key, value in data.items())
        self.insert_tables(place, f"\n[{_key(path)}]\n{lines}")

    def insert_tables(self, place: int, words: str) -> None:
        """Put whole tables in before the line that begins at ``place``."""
        self._change(place, place, words, tables=True)

    def gap_behind(self, table: str) -> tuple[int, int]:
        """Where the last line of some tables ends, or of the top, and where the next heading begins."""
        last = max((place for place, each in enumerate(self.headings) if each.path[:1] == (table,)), default=None)
        following = 0 if last is None else last + 1
        stop = self.headings[following].start if following < len(self.headings) else len(self._text)
        lines = [each.end for each in self._lines() if each.end <= stop]
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


def _key(names: Path) -> str:
    return ".".join(tomli_w.dumps({str(each): 0}).rpartition(" = ")[0] for each in names)


def _written(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key((key,))} = {_on_one_line(each)}" for key, each in value.items()) + " }"
    return tomli_w.dumps({"x": value}, multiline_strings=isinstance(value, str)).removeprefix("x = ").rstrip("\n")


def _on_one_line(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_on_one_line, value)) + "]"
    if isinstance(value, str):
        return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")
    return _written(value)


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

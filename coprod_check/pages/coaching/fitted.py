"""Sentences on lines of a certain width: never wider, broken between words, and cut only where it shows."""

from __future__ import annotations

import unicodedata

MORE = " …"
"""What stands behind a text of which more was left out."""


def screen_columns(text: str) -> int:
    """How many columns of a screen a text takes: two for a wide letter, none for an accent of its own.

    >>> screen_columns("abc"), screen_columns("日本"), screen_columns("e\u0301")
    (3, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def fitted(text: str, width: int, deep: int | None = None, indent: str = "") -> list[str]:
    """Wrap a text to lines of ``width`` columns, ``deep`` of them at most; ``indent`` stands before all but the first.

    Broken between words; a word that is longer than a line is broken where the line ends.
    What is left out below the last line leaves its mark.

    >>> fitted("one two three", 7), fitted("one two three", 7, 1), fitted("one two", 6, None, " ")
    (['one two', 'three'], ['one …'], ['one', ' two'])
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        room = width - screen_columns(line) - 1
        if line and screen_columns(word) <= room:
            line += f" {word}"
            continue
        if line:
            lines.append(line)
        if deep is not None and len(lines) > deep:
            break
        *broken, line = _broken(word, width, indent if lines else "", indent, deep)
        lines += broken
    if line:
        lines.append(line)
    if deep is None or len(lines) <= deep:
        return lines
    return [*lines[: deep - 1], _marked(lines[deep - 1], width)]


def _broken(word: str, width: int, first: str, rest: str, deep: int | None) -> list[str]:
    """A word on as many lines as it needs, or on one more than there is room for."""
    lines, taken = [first], screen_columns(first)
    for letter in word:
        columns = _columns_of(letter)
        if taken + columns > width and lines[-1] not in {first, rest}:
            if deep is not None and len(lines) > deep:
                break
            lines.append(rest)
            taken = screen_columns(rest)
        lines[-1] += letter
        taken += columns
    return lines


def _marked(line: str, width: int) -> str:
    """A line, without as many words at its end as its mark needs the room of."""
    while screen_columns(line + MORE) > width:
        shorter = line.rstrip().rpartition(" ")[0]
        line = shorter if shorter.strip() else line[:-1]
    return line + MORE


def end_of_path(name: str, most: int) -> str:
    """The name of a file on ``most`` columns: of a long one whole folders are left out, from the front.

    >>> end_of_path("plans/2026/old.plan.toml", 15), end_of_path("plans/old.plan.toml", 10)
    ('…/old.plan.toml', '…plan.toml')
    """
    if screen_columns(name) <= most:
        return name
    folders = name.split("/")
    for left_out in range(1, len(folders)):
        short = "/".join(("…", *folders[left_out:]))
        if screen_columns(short) <= most:
            return short
    last = folders[-1]
    while screen_columns(last) >= most:
        last = last[1:]
    return f"…{last}"

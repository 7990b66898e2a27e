"""What must be settled before an import, told to people: each thing once, with the lines of a map that settle it."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.text import count, one_line
from coprod_check.pages.words import listed
from coprod_check.render.lines import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.imports.understood import Unsettled

MOST_TOLD = 20
"""Things that are told one by one; a map has all of them."""
IN_A_MAP = "Lines such as stand below settle this in a map, which you give with --map."
_FILLED_IN = {"--team": "NAME", "--date": "DATE", "--voice": "VOICE", "--dates": "ORDER", "--sheet": "NAME"}
"""What stands for the value of an option in a command that is proposed."""
_MORE = re.compile(r"(.*) \(and ([0-9]+ more columns?)\)")
_OPTION = re.compile(r"give (--[a-z]+)")


@dataclass(frozen=True, slots=True)
class ToTell:
    """One or more things that are told in one sentence: answers below one heading that nobody knows alike."""

    things: tuple[Unsettled, ...]

    @property
    def sentence(self) -> str:
        """What is not known, and in how many rows."""
        first = self.things[0]
        what = one_line(first.what)
        if first.kind in {"missing", "sheet"}:
            return _sentence(f"{what}{_in_rows(first.rows)}")
        column = _column(first.heading)
        if first.kind != "answer":
            return _sentence(f"{column}: {what}{_in_rows(first.rows)}")
        said = listed(f"“{one_line(each.said)}”{_in_rows(each.rows)}" for each in self.things)
        return _sentence(f"{column}, {'answer' if len(self.things) == 1 else 'answers'} {said}: {what}")

    @property
    def besides(self) -> str:
        """What to do instead of a map, or what to know of its lines; empty where there is nothing to say."""
        said = self.things[0].otherwise
        return _sentence(one_line(said)) if said else ""

    @property
    def map_lines(self) -> Iterator[tuple[str, str, bool]]:
        """Table and line, and whether the line is another way to say what one before it says."""
        keys: set[tuple[str, str]] = set()
        for each in self.things:
            for table, line in each.map_lines:
                settled = table, line.rpartition(" = ")[0]
                yield table, escaped(line), settled in keys
                keys.add(settled)


def escaped(line: str) -> str:
    r"""Write letters that nobody sees, or that a terminal would obey, as TOML writes them in quotes.

    >>> escaped('"a\x9bb\u200b c" = "drop"')
    '"a\\u009bb\\u200b c" = "drop"'
    """
    return "".join(
        each if each.isprintable() or unicodedata.category(each) == "Zs" else _code(ord(each)) for each in line
    )


def _code(number: int) -> str:
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _column(heading: str) -> str:
    """Name a column, or the first of several.

    >>> _column("Who decides"), _column("Q7 (and 2 more columns)")
    ('column “Who decides”', 'column “Q7” and 2 more columns')
    """
    more = _MORE.fullmatch(one_line(heading))
    return f"column “{more[1]}” and {more[2]}" if more else f"column “{one_line(heading)}”"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _in_rows(rows: int) -> str:
    return f" ({count(rows, 'row')})" if rows else ""


def told_together(unsettled: Iterable[Unsettled]) -> list[ToTell]:
    """Put answers together that stand below one heading and are unknown for one reason."""
    found: dict[tuple[object, ...], list[Unsettled]] = {}
    for place, each in enumerate(unsettled):
        alike = (each.file, each.heading, each.what, each.otherwise)
        found.setdefault(alike if each.kind == "answer" else (place,), []).append(each)
    # In an order of their own: that of the rows would tell who said what.
    return [ToTell(tuple(sorted(things, key=_in_order))) for things in found.values()]


def _in_order(thing: Unsettled) -> tuple[int, str]:
    """Numbers by their size, then words."""
    return (len(thing.said) if thing.said.isdigit() else sys.maxsize, thing.said)


def unsettled_lines(unsettled: Sequence[Unsettled], width: int) -> Iterator[str]:
    """Tell each thing, with the lines for a map as they are to stand there."""
    told = told_together(unsettled)
    several = len({each.file for each in unsettled}) > 1
    for place, each in enumerate(told[:MOST_TOLD], 1):
        number = f"{place}. "
        indent = " " * len(number)
        file = f"{each.things[0].file}: " if several else ""
        yield from wrapped(f"{file}{each.sentence}", width, number, indent)
        if each.besides:
            yield from wrapped(each.besides, width, indent, indent)
        yield from _as_in_a_map(each, indent)
        yield ""
    if len(told) > MOST_TOLD:
        yield from wrapped(f"And {len(told) - MOST_TOLD} more; a map that --write-map writes has all of them.", width)
        yield ""


def _as_in_a_map(each: ToTell, indent: str) -> Iterator[str]:
    """Lines for a map below the names of their tables. They are never broken: a map would not be understood."""
    named = ""
    for table, line, again in each.map_lines:
        if table != named:
            yield f"{indent}[{table}]"
        yield f"{indent}{'# or: ' if again else ''}{line}"
        named = table


def options_that_settle(unsettled: Iterable[Unsettled]) -> list[str]:
    """Options that settle everything, each with what stands for its value; none where a map is needed."""
    options: dict[str, str] = {}
    for each in unsettled:
        found = _OPTION.search(each.otherwise)
        if found is None or found[1] not in _FILLED_IN:
            return []
        options[found[1]] = _FILLED_IN[found[1]]
    return [word for pair in options.items() for word in pair]

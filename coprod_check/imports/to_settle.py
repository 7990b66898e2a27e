"""What nobody but the user can know, gathered: each heading and each answer once, with the line that settles it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.problems import Problem
from coprod_check.documents.text import count
from coprod_check.imports.answers import MOST_SOUGHT, NONE, as_said
from coprod_check.imports.cleaning import said_shortly
from coprod_check.imports.toml_lines import key, map_line
from coprod_check.imports.understood import Unsettled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.imports.answers import UnreadCell, Why
    from coprod_check.imports.columns import Column
    from coprod_check.imports.grid import ForeignCell

MOST_TOLD = 20
"""Answers below one heading that are told one by one."""

_WHAT: dict[Why, str] = {
    "unknown": "nobody knows this answer",
    "number": "a number stands here, and which answer it is nobody but you knows",
    "no level": "there is no level of this number",
    "disagree": "the number and the words are not of one level",
    "several": "this may be more than one answer",
    "always applies": "this practice always applies",
    "spoiled": "the letters were spoiled",
    "not seen": "N/A is written for a question that was not seen as well",
}
_LEVELS = "a number may count from 0 or from 1, so it is never taken for a level"
SAVE_AGAIN = (
    "the letters were spoiled when this file was saved (an apostrophe reads as â€™); download it again and open it "
    "as UTF-8, or take the XLSX"
)


@dataclass(frozen=True, slots=True)
class _Answer:
    table: str
    """Which table of a map settles it: ``*`` for all practices, a practice, ``voice`` …"""
    said: str
    why: Why
    candidates: tuple[str, ...]


class ToSettle:
    """Answers of one file that cannot be read."""

    def __init__(self, file: str) -> None:
        """Begin with none."""
        self.file = file
        self._rows: Counter[tuple[str, _Answer]] = Counter()
        self.total = 0
        """How many cells could not be read so far."""

    def take(self, column: Column, table: str, cell: ForeignCell, unread: UnreadCell, rows: int = 1) -> None:
        """Note one answer below one heading, and how many rows say it."""
        answer = _Answer(table, as_said(cell), unread.why, unread.candidates)
        self._rows[column.heading.name, answer] += rows
        self.total += rows

    @property
    def problems(self) -> Iterator[Problem]:
        """What no map can settle: letters that were spoiled."""
        spoiled = sorted({heading for heading, answer in self._rows if answer.why == "spoiled"})
        if spoiled:
            yield Problem(self.file, 0, _headings(spoiled), SAVE_AGAIN)

    def unsettled(self, practices: frozenset[str]) -> Iterator[Unsettled]:
        """Give each answer once; one that stands below several practices is settled for all of them."""
        yield from self._numbers(practices)
        by_answer: dict[tuple[str, Why, bool, str], list[tuple[str, _Answer]]] = defaultdict(list)
        for heading, answer in self._rows:
            if answer.why in {"spoiled", "number"} and (answer.why == "spoiled" or answer.table in practices):
                continue
            of_practice = answer.table in practices
            by_answer[answer.said, answer.why, of_practice, "" if of_practice else answer.table].append(
                (heading, answer)
            )
        every = list(by_answer.values())
        yield from map(self._one, every[:MOST_SOUGHT])
        if more := every[MOST_SOUGHT:]:
            headings = _headings(list(dict.fromkeys(heading for found in more for heading, _ in found)))
            rows = sum(self._rows[each] for found in more for each in found)
            what = f"there are {count(len(more), 'answer')} more that nobody knows; settle those above first"
            otherwise = "if these are not answers to a question of ours, drop the column in the map"
            yield Unsettled(self.file, "answer", headings, "", rows, what, (), (), otherwise)

    def _one(self, found: list[tuple[str, _Answer]]) -> Unsettled:
        _, answer = found[0]
        several = len({each.table for _, each in found}) > 1
        table = "*" if several else answer.table
        common = [each for each in answer.candidates if all(each in other.candidates for _, other in found)]
        candidates = tuple(common[:3]) or (NONE,)
        lines = tuple((f"answers.{key(table)}", map_line(answer.said, each)) for each in candidates)
        rows = sum(self._rows[each] for each in found)
        headings = _headings([each for each, _ in found])
        return Unsettled(
            self.file, "answer", headings, said_shortly(answer.said), rows, _WHAT[answer.why], candidates, lines
        )

    def _numbers(self, practices: frozenset[str]) -> Iterator[Unsettled]:
        """Give the numbers below practices as one thing to settle: which level each of them stands for."""
        found = [
            (place, rows)
            for place, rows in self._rows.items()
            if place[1].why == "number" and place[1].table in practices
        ]
        if not found:
            return
        said = sorted({answer.said for (_, answer), _ in found}, key=lambda each: (len(each), each))
        headings = _headings(list(dict.fromkeys(heading for (heading, _), _ in found)))
        lines = (
            ("file", 'numbers = "levels"'),
            *((f"answers.{key('*')}", map_line(each, NONE)) for each in said[:MOST_TOLD]),
        )
        rows = sum(rows for _, rows in found)
        told = ", ".join(said[:8]) + (", …" if len(said) > 8 else "")
        otherwise = 'write numbers = "levels" under [file] if 0 is the lowest level there, else what each number means'
        yield Unsettled(self.file, "numbers", headings, said_shortly(told), rows, _LEVELS, (), tuple(lines), otherwise)


def _headings(names: list[str]) -> str:
    """Name the first of some columns, and how many more there are."""
    first = said_shortly(names[0])
    different = len(dict.fromkeys(names))
    return first if different == 1 else f"{first} (and {count(different - 1, 'more column')})"

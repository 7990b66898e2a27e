"""The one door through which a text goes over a plan: all that people wrote is looked for in it first.

It trusts nothing that made the text. It looks at the old text and at the new one.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.documents.errors import BadInput
from coprod_check.documents.kept import Comment, Spot, comments_of, lost_values
from coprod_check.documents.limits import told_one_by_one
from coprod_check.documents.problems import Problem, problem, short
from coprod_check.documents.shapes import path_text
from coprod_check.storage.parsing import located
from coprod_check.storage.toml_edit import TomlText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

WOULD_LOSE = "nothing was changed, because this would be lost"


@dataclass(frozen=True, slots=True)
class Ready:
    """A text that may go over a plan: what people wrote in the one that is there was looked for in it, and found."""

    text: str
    was: str
    """The text that is there."""
    moved: int
    """How many comments now stand on lines of their own, above what they stood at before."""


def guarded(path: Path, was: str, text: str, titles: Iterable[str], may_change: Callable[[Spot], bool]) -> Ready:
    """Look for every comment and every value of a plan in the text that is to go over it.

    ``titles`` are what we write behind the practices of actions ourselves, and ``may_change``
    tells of a place whether the value there is not people's to keep. A comment that is not
    there is put on a line of its own, above what it stood at. Raises ``BadInput`` with what
    would be lost for all that, and its line.
    """
    ours = frozenset(f"# {each}" for each in titles)
    then, now = _of_people(was, ours), _of_people(text, ours)
    lost = _lost(then, now)
    if lost:
        text = _put_above(text, lost)
        now = _of_people(text, ours)
        lost = _lost(then, now)
    name = str(path)
    faults = [_of_comment(name, was, each.comment) for each in lost]
    spots = lost_values(tomllib.loads(was), tomllib.loads(text), may_change, grows="actions")
    faults += located([problem(path_text(each), WOULD_LOSE) for each in spots], was, name)
    if faults:
        raise BadInput(told_one_by_one(faults))
    moved = Counter(_at_something(then)) - Counter(_at_something(now))
    return Ready(text, was, moved.total())


def _at_something(remarks: Iterable[_Remark]) -> Iterator[str]:
    return (each.comment.words for each in remarks if not each.alone)


def _of_comment(name: str, was: str, comment: Comment) -> Problem:
    line = was.count("\n", 0, comment.start) + 1
    return Problem(name, line, "", f"{WOULD_LOSE}: {short(comment.words)}; move it to a line of its own")


class _Remark(NamedTuple):
    """A comment that is people's own, and where it stands."""

    comment: Comment
    at: Spot
    """The heading or the value in or behind which it stands; of one that stands alone, what is below."""
    alone: bool
    """Whether it stands on a line of its own, in no value."""


def _of_people(written: str, ours: frozenset[str]) -> list[_Remark]:
    """The comments of a plan, but for the titles that we put behind the practices of actions."""
    text = TomlText(written)
    found = []
    for each in comments_of(written):
        row, below = text.line_at(each.start)
        at = row.path if row else below.path if below else ()
        if not (each.words in ours and row and _names_practices(at)):
            found.append(_Remark(each, at, row is None))
    return found


def _names_practices(at: Spot) -> bool:
    return len(at) == 3 and at[0] == "actions" and at[2] in {"practice", "practices"}


def _lost(then: Sequence[_Remark], now: Sequence[_Remark]) -> list[_Remark]:
    """Those that are there no more; of several that are alike, the ones that are not in their places."""
    missing = Counter(each.comment.words for each in then) - Counter(each.comment.words for each in now)
    there = {(each.comment.words, each.at) for each in now}
    lost = []
    for each in sorted(then, key=lambda remark: (remark.comment.words, remark.at) in there) if missing else ():
        if missing[each.comment.words]:
            missing[each.comment.words] -= 1
            lost.append(each)
    return lost


def _put_above(written: str, lost: Iterable[_Remark]) -> str:
    """Put comments above what they stood at; where that is gone, above what is left around it; else at the end."""
    text = TomlText(written)
    places: dict[Spot, int] = {}
    for each in sorted(lost):
        if each.at not in places:
            row = text.nearest(each.at)
            places[each.at] = row.start if row else text.length
        text.insert_tables(places[each.at], f"{each.comment.words}\n")
    return str(text)

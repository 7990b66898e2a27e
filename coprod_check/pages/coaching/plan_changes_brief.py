"""What changed between two plans, on one screen: the five minutes before a call."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coprod_check.documents.text import one_line
from coprod_check.pages.coaching.fitted import end_of_path, fitted, screen_columns
from coprod_check.pages.words import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coprod_check.pages.coaching.plan_changes import Teller

LINES = 22
"""Lines that are free on the smallest usual screen; the brief never has more at 80 columns or wider."""
USUAL = 80
"""Columns of the smallest usual screen. On a narrower one the same words take more lines."""
ENOUGH_TALK = 3
"""Actions to talk about for which sentences are rather cut than left out."""
AIR = 2
"""Empty lines that are kept free where sentences are left out, so that the first two headings are seen."""
WHOLE = None
"""As many lines as a sentence needs."""


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """One line of a screen."""

    text: str
    strong: str = ""
    """The words at its start that stand out, as a heading does."""


@dataclass(frozen=True)
class ScreenPart:
    """A titled list of sentences on one screen, of which the last may be left out with a count."""

    title: str
    items: tuple[str, ...]
    weight: int
    """How many of its items are worth as much as one of a part of weight 1."""
    nothing: str = ""
    """What to say where there is no item; empty leaves the part out."""
    joint: str = ""
    """What stands between the items where they run on behind the title; empty for a line of its own for each."""
    ending: str = ""
    """What stands behind items that run on."""
    shown: int = 0

    @property
    def burden(self) -> float:
        """How much there is of the part for its weight; nothing where only one sentence is left."""
        return self.shown / self.weight if self.shown > 1 else 0

    def lines(self, width: int, deep: int | None) -> list[str]:
        """The lines of the part: each item on ``deep`` lines at most, and those that run on together on twice that."""
        if not self.items:
            return fitted(f"{self.title}: {self.nothing}", width, deep) if self.nothing else []
        if self.joint:
            return self._run_on(width, deep and 2 * deep)
        shown = self.items[: self.shown]
        listed = (line for item in shown for line in fitted(item, width, deep, "  "))
        return [*fitted(f"{self._headed(self.shown)}:", width, deep), *listed]

    def _run_on(self, width: int, most: int | None) -> list[str]:
        """As many items as ``most`` lines hold, one at least."""
        shown = self.shown if most is None else self.running_on(width, most)
        return fitted(self._sentence(shown), width, most, "  ")

    def running_on(self, width: int, most: int) -> int:
        """How many of the items that are shown ``most`` lines hold, one at least; each more takes no fewer lines."""
        if self._runs_on(self.shown, width, most):
            return self.shown
        fewer = bisect_left(range(2, self.shown), x=True, key=lambda shown: not self._runs_on(shown, width, most))
        return fewer + 1

    def _runs_on(self, shown: int, width: int, most: int) -> bool:
        return len(fitted(self._sentence(shown), width, most + 1, "  ")) <= most

    def least(self, width: int, enough: int) -> int:
        """How many lines the items take, counted up to a little more than ``enough``."""
        if self.joint:
            return len(fitted(self._sentence(self.shown), width, enough + 1, "  "))
        lines = 0
        for item in self.items[: enough + 1]:
            lines += len(fitted(item, width, enough + 1, "  "))
            if lines > enough:
                break
        return lines

    def _sentence(self, shown: int) -> str:
        return f"{self._headed(shown)}: {self.joint.join(self.items[:shown])}{self.ending}"

    def _headed(self, shown: int) -> str:
        """The title, and how many items are left out below it."""
        every = len(self.items)
        return self.title if shown == every else f"{self.title} ({shown} of {every}; --all shows them)"


_Group = tuple[str, list[str]]
"""Lines that belong together, and the words at the start of the first of them that stand out."""


def brief(teller: Teller, *, width: int = USUAL, most: int = LINES) -> tuple[ScreenLine, ...]:
    """Tell what matters on one screen of ``most`` lines; what does not fit is counted, never left out in silence.

    First with all words; then with levels by name alone; then with fewer sentences,
    fewest where they matter least; at last, where that leaves too little to talk about,
    with each sentence cut to one line. An empty line stands before a part where there is
    room for it, and some room is kept for that. Below 80 columns there are as many lines
    more as they are narrower.
    """
    times = -(-USUAL // width)
    most *= times
    around = _around(teller, width)
    for told in (teller, replace(teller, full=False)):
        parts = _parts(told)
        if sum(part.least(width, most) for part in parts) > most:
            continue
        groups = _screen(around, parts, width, WHOLE)
        if _length(groups) <= most:
            return _laid_out(groups, most)
    every = _parts(replace(teller, full=False), tight=True)
    for filled in (most - AIR, most):
        parts = _with_fewer(around, every, width, filled, 2 * times)
        groups = _screen(around, parts, width, 2 * times)
        if _length(groups) <= filled and parts[0].shown >= min(ENOUGH_TALK, len(parts[0].items)):
            return _laid_out(groups, most)
    return _laid_out(_screen(around, _with_fewer(around, every, width, most - AIR, times), width, times), most)


def _length(groups: Iterable[_Group]) -> int:
    return sum(len(lines) for _, lines in groups)


def _laid_out(groups: list[_Group], most: int) -> tuple[ScreenLine, ...]:
    """Put the parts below each other, with an empty line between them for as long as there is room."""
    free = most - _length(groups)
    laid: list[ScreenLine] = []
    for strong, (first, *rest) in groups:
        if laid and free > 0:
            laid.append(ScreenLine(""))
            free -= 1
        laid += [ScreenLine(first, strong if first.startswith(strong) else first), *map(ScreenLine, rest)]
    return tuple(laid)


def _with_fewer(around: _Around, parts: list[ScreenPart], width: int, most: int, deep: int) -> list[ScreenPart]:
    """Leave out sentences until it fits, each of the part that has most for its weight.

    What was left out is then tried again in the order of the page: a long sentence
    that went may have made room for a short one. It begins with as many as there could
    be room for: one for each line, or what lines that run on hold.
    """
    deepest = _deep(parts, width, deep)
    room = [
        part.running_on(width, 2 * each) if part.joint else min(part.shown, most)
        for part, each in zip(parts, deepest, strict=True)
    ]
    parts = [replace(part, shown=shown) for part, shown in zip(parts, room, strict=True)]
    lengths = [len(part.lines(width, each)) for part, each in zip(parts, deepest, strict=True)]
    free = most - _length(_screen(around, (), width, WHOLE))
    while sum(lengths) > free and any(part.shown > 1 for part in parts):
        longest = max(range(len(parts)), key=lambda place: parts[place].burden)
        parts = _with(parts, longest, -1)
        lengths[longest] = len(parts[longest].lines(width, deepest[longest]))
    for place in range(len(parts)):
        while parts[place].shown < room[place]:
            fuller = _with(parts, place, 1)
            longer = len(fuller[place].lines(width, deepest[place]))
            if sum(lengths) - lengths[place] + longer > free:
                break
            parts, lengths[place] = fuller, longer
    return parts


def _with(parts: list[ScreenPart], place: int, more: int) -> list[ScreenPart]:
    changed = replace(parts[place], shown=parts[place].shown + more)
    return [*parts[:place], changed, *parts[place + 1 :]]


def _parts(teller: Teller, *, tight: bool = False) -> list[ScreenPart]:
    """The parts of the page; the questions run on where it is tight."""
    talk, good = (tuple(f"- {each}" for each in said) for said in (teller.talk(), teller.good()))
    lower = (*teller.lower(), *teller.wider())
    stage = f" {teller.stage()}" if teller.stage() else ""
    asked = tuple(f"{place}. {each}" for place, each in enumerate(teller.questions(), 1))
    parts = [
        ScreenPart("To talk about", talk, 6, "nothing stands out."),
        ScreenPart("Good news", good, 3, "the plans show none yet. Ask what went well."),
        ScreenPart("Scores", teller.scores(), 9, joint="; ", ending=f".{stage}"),
        ScreenPart("Lower, or further apart", lower, 3, joint="; ", ending="."),
        ScreenPart("Ask", asked, 9, "no open action has a hard question.", joint=" " if tight else ""),
    ]
    return [replace(part, shown=len(part.items)) for part in parts]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands on the screen however many sentences there are."""

    head: _Group
    room: _Group
    unchanged: _Group


def _around(teller: Teller, width: int) -> _Around:
    times = -(-USUAL // width)
    team, between = one_line(teller.diff.new.team), teller.between()
    named = cut(team, max(max(width, USUAL) - screen_columns(between) - 2, 20))
    head = [
        *fitted(f"{named}: {between}", width, 2 * times),
        *_files(teller.files, width),
        *fitted(teller.counts(), width, 3 * times),
        *fitted(teller.other_questions(), width, 2 * times),
    ]
    who = [*fitted(teller.room(), width, 2 * times), *fitted(teller.ownership(), width, times)]
    return _Around(
        (named, head), ("In the room", who), ("Unchanged", fitted(teller.unchanged(name=False), width, times))
    )


def _screen(around: _Around, parts: Sequence[ScreenPart], width: int, deep: int | None) -> list[_Group]:
    """Everything that stands on the screen, in groups, without those of which there is nothing to say."""
    deepest = [WHOLE] * len(parts) if deep is WHOLE else _deep(parts, width, deep)
    told = [(part.title, part.lines(width, most)) for part, most in zip(parts, deepest, strict=True)]
    groups = [around.head, *told[:-1], around.room, *told[-1:], around.unchanged]
    return [(strong, lines) for strong, lines in groups if lines]


def _deep(parts: Sequence[ScreenPart], width: int, deep: int) -> list[int]:
    """How many lines an item of each part may take; the last, the questions to ask, are never cut to one."""
    return [*[deep] * (len(parts) - 1), 2 * -(-USUAL // width)]


def _files(files: tuple[str, str], width: int) -> list[str]:
    """The names of both files on one line, or where that is narrow on lines of their own; of long ones the ends."""
    first, second = map(one_line, files)
    if width >= USUAL or screen_columns(f"{first}, then {second}") <= width:
        room = (width - screen_columns(", then ")) // 2
        spare = max(0, room - screen_columns(first)), max(0, room - screen_columns(second))
        return [f"{end_of_path(first, room + spare[1])}, then {end_of_path(second, room + spare[0])}"]
    room = 2 * width - screen_columns("then ")
    return [*fitted(f"{end_of_path(first, room)},", width), *fitted(f"then {end_of_path(second, room)}", width)]

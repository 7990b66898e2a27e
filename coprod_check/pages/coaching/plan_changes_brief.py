"""What changed between two plans, on one screen: the five minutes before a call."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coprod_check.documents.text import one_line
from coprod_check.pages.words import cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.pages.coaching.plan_changes import Teller

LINES = 24
"""Lines of the smallest usual screen; the brief never has more at 80 columns or wider."""
ENOUGH_TALK = 3
"""Actions to talk about for which sentences are rather cut than left out."""
WHOLE = None
"""As many lines as a sentence needs."""


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
            return _wrapped(f"{self.title}: {self.nothing}", width, deep) if self.nothing else []
        if self.joint:
            return self._run_on(width, deep and 2 * deep)
        shown = self.items[: self.shown]
        listed = (line for item in shown for line in _wrapped(item, width, deep, indent="  "))
        return [*_wrapped(f"{self._headed(self.shown)}:", width, deep), *listed]

    def _run_on(self, width: int, most: int | None) -> list[str]:
        """As many items as ``most`` lines hold, one at least."""
        shown = self.shown
        while shown > 1 and most is not None and len(_wrapped(self._sentence(shown), width, WHOLE, indent="  ")) > most:
            shown -= 1
        return _wrapped(self._sentence(shown), width, most, indent="  ")

    def _sentence(self, shown: int) -> str:
        return f"{self._headed(shown)}: {self.joint.join(self.items[:shown])}{self.ending}"

    def _headed(self, shown: int) -> str:
        """The title, and how many items are left out below it."""
        every = len(self.items)
        return self.title if shown == every else f"{self.title} ({shown} of {every}; --all shows them)"


def _wrapped(text: str, width: int, deep: int | None, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, subsequent_indent=indent, break_on_hyphens=False, max_lines=deep, placeholder=" …"
    )


def brief(teller: Teller, *, width: int = 80, most: int = LINES) -> str:
    """Tell what matters on one screen of ``most`` lines; what does not fit is counted, never left out in silence.

    First with all words; then with levels by name alone; then with fewer sentences,
    fewest where they matter least; at last, where that leaves too little to talk about,
    with each sentence cut to one line. Below 80 columns it takes the lines that it needs.
    """
    for told in (teller, replace(teller, full=False)):
        lines = _screen(told, _parts(told), width, WHOLE)
        if len(lines) <= most:
            return _text(lines)
    short = replace(teller, full=False)
    parts = _with_fewer(short, width, most, 2)
    lines = _screen(short, parts, width, 2)
    if len(lines) > most or parts[0].shown < min(ENOUGH_TALK, len(parts[0].items)):
        lines = _screen(short, _with_fewer(short, width, most, 1), width, 1)
    return _text(lines)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _with_fewer(teller: Teller, width: int, most: int, deep: int) -> list[ScreenPart]:
    """Leave out sentences until it fits, each of the part that has most for its weight.

    What was left out is then tried again in the order of the page: a long sentence
    that went may have made room for a short one.
    """
    parts = _parts(teller, tight=True)
    while len(_screen(teller, parts, width, deep)) > most and any(part.shown > 1 for part in parts):
        longest = max(range(len(parts)), key=lambda place: parts[place].burden)
        parts = _with(parts, longest, -1)
    for place in range(len(parts)):
        while parts[place].shown < len(parts[place].items):
            fuller = _with(parts, place, 1)
            if len(_screen(teller, fuller, width, deep)) > most:
                break
            parts = fuller
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


def _screen(teller: Teller, parts: Iterable[ScreenPart], width: int, deep: int | None) -> list[str]:
    *before, questions = parts
    team, between = one_line(teller.diff.new.team), teller.between()
    first, second = (_file(each, (width - 7) // 2) for each in teller.files)
    return [
        *_wrapped(f"{cut(team, max(width - len(between) - 2, 20))}: {between}", width, 2),
        *_wrapped(f"{first}, then {second}", width, 2),
        *_wrapped(teller.counts(), width, 3),
        *_wrapped(teller.other_questions(), width, 2),
        *(line for part in before for line in part.lines(width, deep)),
        *_wrapped(teller.room(), width, 2),
        *_wrapped(teller.ownership(), width, 1),
        *questions.lines(width, deep and 2),
        *_wrapped(teller.unchanged(name=False), width, 1),
    ]


def _file(name: str, most: int) -> str:
    """The name of a file; of a long one the end, which tells more than its folders."""
    name = one_line(name)
    return name if len(name) <= most else f"…{name[1 - most :]}"

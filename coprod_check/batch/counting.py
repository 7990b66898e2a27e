"""What the sheets of very many rounds say, counted in arrays with a row for each round.

Rows of sheets come round after round. An example, of one practice; the answers of staff
and of people with lived experience are counted apart:

    row  round  voice    answer          of staff: 0 1 2 3, don't know, does not apply
    0    0      meeting  2
    1    0      staff    1               round 0: 0 2 0 0, 0, 0
    2    0      staff    1               round 1: 1 0 0 0, 1, 0
    3    1      staff    0
    4    1      staff    don't know

The six counts of a round and practice are the digits of one number, so that all of them
are added up in one go, and equal counts are equal numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from coprod_check.batch.cases import ROOM
from coprod_check.batch.layout import BLANK, DONT_KNOW, EVIDENCE, NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from coprod_check.batch.sheet_columns import SheetColumns

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.int64]


@dataclass(slots=True)
class Sorted:
    """Sheets of some rounds, round after round."""

    rows: SheetColumns
    of_round: Numbers
    """The round of each row."""
    rounds: int

    def of_voice(self, voice: int) -> Numbers:
        """The rows of one voice, by its number in a row."""
        return np.flatnonzero(self.rows.voice == voice)


class Meetings(NamedTuple):
    """The together sheet of every round; zeros and blanks where there is none."""

    there: Flags
    people: tuple[Numbers, Numbers]
    answers: NDArray[np.uint8]


def meetings(rows: Sorted) -> Meetings:
    """Lay the together sheets out by round."""
    here = rows.of_voice(0)
    which = rows.of_round[here]
    there = np.zeros(rows.rounds, np.bool_)
    staff, members = np.zeros(rows.rounds, np.int64), np.zeros(rows.rounds, np.int64)
    answers = np.full((rows.rounds, rows.rows.answers.shape[1]), BLANK, np.uint8)
    there[which] = True
    staff[which], members[which] = rows.rows.staff[here], rows.rows.members[here]
    answers[which] = rows.rows.answers[here]
    return Meetings(there, (staff, members), answers)


class Counts(NamedTuple):
    """How often each answer was given, of every round and practice."""

    keys: list[Numbers]
    """The counts as digits; several numbers where they do not fit into one."""
    base: int
    digits: int
    """How many counts: levels from 0 to the top, then don't know, then does not apply."""
    evidence: Flags

    def of(self, places: Numbers) -> Iterator[list[int]]:
        """Each count_each_answer at some places, of those of rounds by practices one after the other."""
        some, fit = [key.reshape(-1)[places] for key in self.keys], _together(self.base)
        for place in range(self.digits):
            yield (some[place // fit] // self.base ** (place % fit) % self.base).tolist()


def _together(base: int) -> int:
    """How many digits fit into a number."""
    fit = 1
    while base ** (fit + 1) < ROOM:
        fit += 1
    return fit


def count_each_answer(answers: NDArray[np.uint8], of_round: Numbers, rounds: int, top: int) -> Counts:
    """Count the answers of some sheets of one voice, round after round."""
    kinds = [*range(top + 1), DONT_KNOW, NOT_APPLICABLE]
    starts = np.flatnonzero(np.diff(of_round, prepend=-1))
    here, most = of_round[starts], int(np.diff(starts, append=len(of_round)).max(initial=0))
    base, shape = max(most + 1, 2), (rounds, answers.shape[1])
    keys, fit = [], _together(base)
    for first in range(0, len(kinds), fit):
        worth = np.zeros(256, np.int64)
        for digit, kind in enumerate(kinds[first : first + fit]):
            worth[[kind, kind + EVIDENCE]] = base**digit
        key = np.zeros(shape, np.int64)
        for practice in range(shape[1]) if len(starts) else ():
            key[here, practice] = np.add.reduceat(worth[answers[:, practice]], starts)
        keys.append(key)
    evidence = np.zeros(shape, np.bool_)
    if (given := answers >= EVIDENCE).any():
        evidence[here] = np.logical_or.reduceat(given, starts, axis=0)
    return Counts(keys, base, len(kinds), evidence)


def visible(rows: Sorted, shown: tuple[Flags, Flags]) -> Flags:
    """Which rows a result may say something of: a meeting's, and those of a voice that is shown."""
    seen = [np.ones(rows.rounds, np.bool_), *shown]
    return np.stack(seen)[rows.rows.voice, rows.of_round]


def latest(rows: Sorted, seen: Flags) -> NDArray[np.int32]:
    """The latest day of what may be shown; of all sheets where nobody may be."""
    of_seen, of_all = np.zeros(rows.rounds, np.int32), np.zeros(rows.rounds, np.int32)
    np.maximum.at(of_seen, rows.of_round[seen], rows.rows.date[seen])
    np.maximum.at(of_all, rows.of_round, rows.rows.date)
    return np.where(of_seen > 0, of_seen, of_all)


class Ticks(NamedTuple):
    """Who ticks a circumstance, of every round: the meeting, and how many sheets of each shown voice."""

    met: Flags
    staff: Numbers
    members: Numbers


def circumstances(rows: Sorted, seen: Flags, how_many: int) -> list[Ticks | None]:
    """Count the ticks of each circumstance on sheets that may be shown; ``None`` where there are none at all."""
    here = np.flatnonzero(seen & (rows.rows.circumstances > 0))
    of_round, voice, said = rows.of_round[here], rows.rows.voice[here], rows.rows.circumstances[here]

    def ticks(bit: int) -> Ticks | None:
        ticked = (said >> said.dtype.type(bit)) & said.dtype.type(1) > 0
        if not ticked.any():
            return None
        met, staff, members = (
            np.bincount(of_round[ticked & (voice == each)], minlength=rows.rounds) for each in range(3)
        )
        return Ticks(met > 0, staff, members)

    return [ticks(bit) for bit in range(how_many)]


def chose_any(rows: Sorted, shown: Flags, question: int, options: int) -> list[Numbers]:
    """How many people answered an experience question, and how many chose any of some options (a bit for each)."""
    here = np.flatnonzero((rows.rows.experience[:, question] > 0) & shown[rows.of_round])
    which, mask = rows.of_round[here], rows.rows.experience[here, question]
    chose = which[mask & mask.dtype.type(options) > 0]
    return [np.bincount(some, minlength=rows.rounds) for some in (which, chose)]


def chosen(rows: Sorted, shown: Flags, question: int, options: int) -> list[Numbers]:
    """How many people answered an experience question, then how many chose each option; 0 where nobody is shown."""
    here = np.flatnonzero((rows.rows.experience[:, question] > 0) & shown[rows.of_round])
    which, mask = rows.of_round[here], rows.rows.experience[here, question]
    chose = [(mask >> mask.dtype.type(bit)) & mask.dtype.type(1) > 0 for bit in range(options)]
    return [np.bincount(some, minlength=rows.rounds) for some in (which, *(which[each] for each in chose))]

"""Which rows make plain rounds, and which rounds need the rules of ``rules.rounds`` (contract, 3.1).

Rows are never moved: a round is a range of an order. An example, of five rows:

    order   3 0 1 4 2       rows in order of team and label
    starts  0 3 5           round 0 is rows 3, 0, 1; round 1 is rows 4, 2

A round in which nobody has two sheets, and no two have one id, is plain. Any other is read and scored one by one,
because which sheets count there is a rule, and rules stand in the core.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from coprod_check.batch.asked import RulesByCase
from coprod_check.batch.counting import Sorted, visible
from coprod_check.batch.layout import BLANK, EVIDENCE, NOBODY, VOICES
from coprod_check.batch.results_at import Head
from coprod_check.batch.scoring import score_rounds
from coprod_check.batch.sheet_columns import Grouped, group
from coprod_check.documents.problems import Note
from coprod_check.documents.text import identity
from coprod_check.rules.rounds import ANSWERS_NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from coprod_check.batch.scoring import ScoredRounds
    from coprod_check.batch.sheet_columns import Packed, RoundKey, SheetColumns
    from coprod_check.documents.rubric import Rubric

ROUNDS_AT_A_TIME = 8192
"""Rounds that are scored, or looked at, in one go: enough that arrays pay, few enough that memory stays flat."""
PORTIONS_AT_A_TIME = 2
"""Portions of rounds that are scored side by side, while the one before is written."""


@dataclass(slots=True)
class Chunk:
    """Some rounds in order, scored, with what is needed to name them."""

    scored: ScoredRounds
    keys: list[RoundKey]
    spelt: list[tuple[str, str]]
    """Each team's name, and the round's label, as on the sheets."""
    _rows: Sorted
    _sources: Callable[[SheetColumns], list[str]]

    def heads(self, *, sources: bool) -> list[Head]:
        """Name every round, and where ``sources`` are asked for the files that it may name."""
        named = self._named_sources() if sources else repeat(())
        return [Head(team, label, files) for (team, label), files in zip(self.spelt, named, strict=False)]

    def _named_sources(self) -> Iterator[tuple[str, ...]]:
        """The files of each round: the meeting's, then those of each shown voice by date."""
        rows, of_round = self._rows.rows, self._rows.of_round
        names = self._sources(rows)
        dates, voices = rows.date.tolist(), rows.voice.tolist()
        seen = visible(self._rows, self.scored.shown)
        found: list[list[tuple[int, int, str]]] = [[] for _ in self.keys]
        for index, row in zip(np.flatnonzero(seen).tolist(), of_round[seen].tolist(), strict=True):
            found[row].append((voices[index], dates[index], names[index]))
        return (tuple(dict.fromkeys(name for _, _, name in sorted(each))) for each in found)


@dataclass(slots=True)
class Rounds:
    """All rounds of the packed sheets: the plain ones, and those that need more care."""

    rules: RulesByCase
    packed: Packed
    grouped: Grouped
    plain: NDArray[np.int64]
    """The rounds that columns can score: every sheet of them answers something."""
    careful: NDArray[np.int64]
    """The rounds in which someone has two sheets, or two have one id, or a name is spelt in two ways, or some sheet is
    not finished, answers nothing or has a fault."""
    blank: NDArray[np.int64]
    """The sheets of rounds in which none answers anything, which are in none of these rounds (contract, 3.1, 3)."""

    def blank_notes(self) -> Iterator[Note]:
        """Name the sheets that answer nothing."""
        rows, names = self.packed.rows().take(self.blank), self.packed.names
        for team, file, line in zip(rows.team.tolist(), rows.file.tolist(), rows.line.tolist(), strict=True):
            source = names.files[file] + (f":{line}" if line else "")
            yield Note(source, ANSWERS_NOTHING, identity(names.teams[team]))

    @property
    def rubric(self) -> Rubric:
        """The questions that are answered."""
        return self.rules.rubric

    def rows_of(self, round_: int) -> NDArray[np.int64]:
        """The rows of one round."""
        return self.grouped.order[self.grouped.starts[round_] : self.grouped.starts[round_ + 1]]

    def chunks(self) -> Iterator[Chunk]:
        """Score the plain rounds, some thousand at a time, in order, all of a team in one go.

        The next ones are scored while the last are written: arithmetic on arrays does
        without the interpreter.
        """
        with ThreadPoolExecutor(PORTIONS_AT_A_TIME) as pool:
            coming: deque[Future[Chunk]] = deque()
            for which in self._portions():
                coming.append(pool.submit(self._chunk, which))
                if len(coming) > PORTIONS_AT_A_TIME:
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()

    def _portions(self) -> Iterator[NDArray[np.int64]]:
        teams, plain = self.grouped.keys, self.plain
        start = 0
        while start < len(plain):
            end = min(start + ROUNDS_AT_A_TIME, len(plain))
            while end < len(plain) and teams[plain[end]][0] == teams[plain[end - 1]][0]:
                end += 1
            yield plain[start:end]
            start = end

    def _chunk(self, which: NDArray[np.int64]) -> Chunk:
        order, starts = self.grouped.order, self.grouped.starts
        sizes = starts[which + 1] - starts[which]
        chosen = order[_ranges(starts[which], sizes)]
        of_round = np.repeat(np.arange(len(which)), sizes)
        rows = self.packed.rows().take(chosen)
        first = np.flatnonzero(np.diff(of_round, prepend=-1))
        names = self.packed.names
        spelt = [
            (names.teams[team], names.labels[label])
            for team, label in zip(rows.team[first].tolist(), rows.label[first].tolist(), strict=True)
        ]
        sorted_rows = Sorted(rows, of_round, len(which))
        return Chunk(
            score_rounds(self.rules, sorted_rows),
            [self.grouped.keys[each] for each in which.tolist()],
            spelt,
            sorted_rows,
            self.sources,
        )

    def sources(self, rows: SheetColumns) -> list[str]:
        """Name the file of each row; a row of a table has the table's."""
        return list(map(self.packed.names.files.__getitem__, rows.file.tolist()))


def answers_something(rows: SheetColumns) -> NDArray[np.bool_]:
    """Say which sheets answer any practice or experience question."""
    rated: NDArray[np.bool_] = ((rows.answers & ~np.uint8(EVIDENCE)) != BLANK).any(axis=1)
    return rated | (rows.experience > 0).any(axis=1)


def _ranges(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers ``start, start + 1, …`` of every range, one range after the other."""
    ends = sizes.cumsum()
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - sizes), sizes)


def find_rounds(rubric: Rubric, packed: Packed, careful: Callable[[RoundKey], bool]) -> Rounds:
    """Put sheets together by round; ``careful`` says of which rounds columns cannot hold all that is known."""
    grouped = group(packed)
    rounds, rows, starts = len(grouped.keys), packed.rows(), grouped.starts
    odd = np.fromiter((careful(key) or not key[1].isprintable() for key in grouped.keys), np.bool_, rounds)
    kept: list[NDArray[np.bool_]] = [np.zeros(0, np.bool_)]
    for first in range(0, rounds, ROUNDS_AT_A_TIME):
        last = min(first + ROUNDS_AT_A_TIME, rounds)
        order, begins = grouped.order[starts[first] : starts[last]], starts[first:last] - starts[first]
        some = rows.take(order)
        of_round = np.repeat(np.arange(last - first), np.diff(starts[first : last + 1]))
        odd[first + of_round[_twice(some, of_round)]] = True
        # Tables and single files number their people each in a way of its own.
        in_table = some.line > 0
        odd[first:last] |= np.logical_or.reduceat(in_table, begins) & ~np.logical_and.reduceat(in_table, begins)
        says = answers_something(some)
        said = np.logical_or.reduceat(says, begins)
        # A sheet that answers nothing is left out with a note.
        odd[first:last] |= said & ~np.logical_and.reduceat(says, begins)
        kept.append((said | odd[first:last])[of_round])
    grouped, odd, blank = _without_blank(grouped, odd, np.concatenate(kept))
    return Rounds(RulesByCase(rubric), packed, grouped, np.flatnonzero(~odd), np.flatnonzero(odd), blank)


def _without_blank(
    grouped: Grouped, odd: NDArray[np.bool_], kept: NDArray[np.bool_]
) -> tuple[Grouped, NDArray[np.bool_], NDArray[np.int64]]:
    """Leave out plain rounds in which no sheet answers anything; ``kept`` says in order which sheets stay.

    Gives the rounds that are left, which of them are odd, and the rows that were left out.
    """
    if kept.all():
        return grouped, odd, np.zeros(0, np.int64)
    sizes = np.add.reduceat(kept, grouped.starts[:-1], dtype=np.int64)
    there = sizes > 0
    keys = [key for key, some in zip(grouped.keys, there.tolist(), strict=True) if some]
    starts = np.concatenate([np.zeros(1, np.int64), sizes[there].cumsum()])
    return Grouped(keys, grouped.order[kept], starts), odd[there], grouped.order[~kept]


def _twice(rows: SheetColumns, of_round: NDArray[np.int64]) -> NDArray[np.int64]:
    """Find rows that follow another meeting, person, sheet id or spelling in their round."""
    same_round = of_round[1:] == of_round[:-1]
    other_spelling = (rows.team[1:] != rows.team[:-1]) | (rows.label[1:] != rows.label[:-1])
    met = np.flatnonzero(rows.voice == 0)
    found = [np.flatnonzero(same_round & other_spelling) + 1, met[1:][np.diff(of_round[met]) == 0]]
    # A person has one pseudonym within a voice. A sheet id is that of one sheet, whatever its voice.
    for numbers, where in ((rows.respondent, of_round * len(VOICES) + rows.voice), (rows.sheet, of_round)):
        named = np.flatnonzero(numbers != NOBODY)
        found.append(named[_repeated(numbers[named], where[named])])
    return np.concatenate(found)


def _repeated(person: NDArray[np.int64], where: NDArray[np.int64]) -> NDArray[np.int64]:
    """Find the numbers that are there once more in the same place."""
    # Nearly always nobody has: one sort of a mixture of both numbers shows it, and two are only compared after that.
    mixed = person ^ (where * np.int64(-7046029254386353131))
    inorder = np.sort(mixed)
    if not (inorder[1:] == inorder[:-1]).any():
        return np.zeros(0, np.int64)
    order = np.lexsort((person, where))
    person, where = person[order], where[order]
    return order[np.flatnonzero((person[1:] == person[:-1]) & (where[1:] == where[:-1])) + 1]

"""Everything that was gathered, scored: rounds that are plain in columns, all others as objects, in one order.

An example. Team "a" has a plain round, team "b" one in which somebody has two sheets,
team "c" a plain one: the results come as a, b, c, of which b was an object from the start,
and a and c are written without ever being one.
"""

from __future__ import annotations

from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from coprod_check.batch.cohort import add_rounds
from coprod_check.batch.csv_lines import CsvLines
from coprod_check.batch.json_texts import JsonLines, JsonTexts
from coprod_check.batch.results_at import heard_at, result_at, results_at
from coprod_check.batch.rounds import find_rounds
from coprod_check.documents.text import identity
from coprod_check.exchange import csv_results, json_results
from coprod_check.rules.cohort import Tally, one_round_each
from coprod_check.rules.notes import notes_on_rounds
from coprod_check.rules.rounds import UnreadSides, round_key
from coprod_check.rules.scored_sheets import ScoredSheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coprod_check.batch.gather import Gathered, Watch
    from coprod_check.batch.results_at import Head
    from coprod_check.batch.rounds import Chunk, Rounds
    from coprod_check.batch.scoring import ScoredRounds
    from coprod_check.batch.sheet_columns import RoundKey
    from coprod_check.documents.problems import Note, Problem
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.coaching.arrivals import RoundHeard
    from coprod_check.rules.cohort import Cohort
    from coprod_check.rules.notes import RoundFacts
    from coprod_check.rules.result import Result

    Key = tuple[str, str, str]
    """By which results are in order: rubric, team and label."""

T = TypeVar("T")


class ScoredColumns:
    """All results of what was gathered, by rubric, team and round. It can be gone through more than once."""

    def __init__(self, gathered: Gathered, watch: Watch) -> None:
        """Find the rounds, and score those that columns cannot hold; ``watch`` shows how far the others have come."""
        self._rounds = _find_rounds(gathered)
        self._watch = watch
        self._again = gathered.again
        found = gathered.found
        notes = [*found.notes, *self._rounds.blank_notes()]
        self._careful = ScoredSheets(found.sheets, found.unread, notes, found.problems)
        self._facts: list[RoundFacts] | None = None
        self._cohort: Cohort | None = None

    def __len__(self) -> int:
        """How many results there are."""
        return len(self._careful) + self.in_columns

    @property
    def in_columns(self) -> int:
        """How many results are in columns."""
        return len(self._rounds.plain)

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with the sheets."""
        return self._careful.problems

    def blank_sheets(self) -> Iterator[Sheet]:
        """The sheets of rounds in which none answers anything; they were not read as objects yet."""
        rows = self._rounds.packed.rows().take(self._rounds.blank)
        return (each.sheet for _, each in self._again(rows).sheets)

    @property
    def rubrics(self) -> list[Rubric]:
        """The rubrics that are answered, in the order of their results."""
        found = {rubric.id: rubric for rubric in self._careful.rubrics}
        if self.in_columns:
            found[self._rounds.rubric.id] = self._rounds.rubric
        return [found[each] for each in sorted(found)]

    @property
    def results(self) -> list[Result]:
        """Every result as an object."""
        return list(self.each_result())

    def each_result(self) -> Iterator[Result]:
        """Every result as an object, one at a time."""
        with self._watch("rounds", lambda: len(self)) as advance:
            for result in self._written(lambda result: result, results_at):
                advance(1)
                yield result

    def each_heard(self) -> Iterator[RoundHeard]:
        """Who was heard in each round, in no order."""
        yield from self._careful.results
        for chunk in self._chunks(count=False):
            for row, head in enumerate(chunk.heads(sources=False)):
                yield heard_at(chunk.scored, head, row)

    @property
    def of_sheets(self) -> set[Note]:
        """What is worth knowing of single sheets."""
        return self._careful.of_sheets

    def results_where(self, wanted: Callable[[str, str], bool]) -> list[Result]:
        """The results of which the team and the round are wanted, both as they are compared; no other becomes one."""
        careful = ((key, each) for each in self._careful.results if wanted(*(key := _key(each))[1:]))
        columns = (
            ((self._rounds.rubric.id, *key), result_at(chunk.scored, head, row))
            for chunk in self._chunks(count=False)
            for row, (key, head) in enumerate(zip(chunk.keys, chunk.heads(sources=True), strict=True))
            if wanted(*key)
        )
        return [result for _, result in merge(careful, columns, key=itemgetter(0))]

    # What is written of each.

    def json_texts(self) -> Iterator[str]:
        """Each result as it stands in a JSON document."""
        return self._written(json_results.result_text, JsonTexts(), count=True)

    def json_lines(self) -> Iterator[str]:
        """Each result as a line of JSON."""
        return self._written(json_results.result_line, JsonLines())

    def csv_lines(self) -> Iterator[str]:
        """The lines of a table, the header first."""
        table = csv_results.ResultsTable(self.rubrics)
        yield table.header
        if len(self.rubrics) == 1:
            yield from self._written(table.line, CsvLines(), sources=False)
        else:
            yield from map(table.line, self.results)

    def _written(
        self,
        one: Callable[[Result], T],
        many: Callable[[ScoredRounds, Sequence[Head]], Iterable[T]],
        *,
        sources: bool = True,
        count: bool = False,
    ) -> Iterator[T]:
        """Write every result: those that are objects with ``one``, those in columns with ``many``.

        ``sources`` says whether the writer names files, ``count`` whether to count teams on the way.
        """
        careful = ((_key(result), one(result)) for result in self._careful.results)
        columns = (
            item
            for chunk in self._chunks(count=count)
            for item in zip(self._keys(chunk.keys), many(chunk.scored, chunk.heads(sources=sources)), strict=True)
        )
        return (item for _, item in merge(careful, columns, key=itemgetter(0)))

    def _keys(self, keys: Iterable[RoundKey]) -> Iterator[Key]:
        return ((self._rounds.rubric.id, team, label) for team, label in keys)

    # What is learnt of them while they are gone through.

    @property
    def facts(self) -> list[RoundFacts]:
        """What notes across rounds need to know of each, by rubric, team and label."""
        if self._facts is None:
            self._go_through(count=False)
        return sorted([*self._careful.facts, *(self._facts or ())], key=itemgetter(0, 1, 4))

    @property
    def notes(self) -> list[Note]:
        """Everything worth knowing that stops nothing."""
        return sorted({*self._careful.of_sheets, *notes_on_rounds(self.facts)})

    def cohorts(self) -> dict[str, Cohort]:
        """Count the teams of each rubric."""
        if self._cohort is None:
            self._go_through(count=True)
        found = self._careful.cohorts()
        if self.in_columns and self._cohort:
            found[self._rounds.rubric.id] = self._cohort
        return {rubric: found[rubric] for rubric in sorted(found)}

    def _go_through(self, *, count: bool) -> None:
        with self._watch("rounds", lambda: len(self)) as advance:
            advance(len(self._careful))
            for chunk in self._chunks(count=count):
                advance(len(chunk.keys))

    def _chunks(self, *, count: bool) -> Iterator[Chunk]:
        """Give all rounds in columns; what is learnt of them is kept once all are gone through."""
        rubric = self._rounds.rubric.id
        facts: list[RoundFacts] = []
        counting = _Counting(self._rounds, [each for each in self._careful.results if each.rubric.id == rubric])
        for chunk in self._rounds.chunks():
            days = chunk.scored.date.each()
            facts += [
                (rubric, team, spelt, day, label)
                for (team, _), (spelt, label), day in zip(chunk.keys, chunk.spelt, days, strict=True)
            ]
            if count:
                counting.add(chunk)
            yield chunk
        self._facts = facts
        if count:
            self._cohort = counting.cohort()


class _Counting:
    """Counts the teams of one rubric, of which some rounds are in columns and some are objects."""

    def __init__(self, rounds: Rounds, careful: Sequence[Result]) -> None:
        self._tally = Tally(rounds.rubric)
        self._careful = careful
        self._elsewhere = {identity(result.team) for result in careful}
        """Teams of which some round is an object: all their rounds are compared as objects."""
        self._shared: list[Result] = []
        """The rounds in columns of those teams."""

    def add(self, chunk: Chunk) -> None:
        add_rounds(self._tally, chunk, self._elsewhere)
        if self._elsewhere:
            heads = chunk.heads(sources=False)
            self._shared += [
                result_at(chunk.scored, heads[row], row)
                for row, (team, _) in enumerate(chunk.keys)
                if team in self._elsewhere
            ]

    def cohort(self) -> Cohort:
        self._tally.add(*one_round_each([*self._shared, *self._careful]))
        return self._tally.cohort()


def _find_rounds(gathered: Gathered) -> Rounds:
    """Find the rounds that columns can score; all sheets of the others join those that are objects."""
    found, packed = gathered.found, gathered.packed
    keys = {round_key(each.sheet)[1:] for rubric, each in found.sheets if rubric is gathered.rubric}
    unread = UnreadSides(found.unread)

    def careful(key: RoundKey) -> bool:
        return key in keys or bool(unread.of(*key))

    rounds = find_rounds(gathered.rubric, packed, careful)
    if len(rounds.careful):
        which = np.concatenate([rounds.rows_of(each) for each in rounds.careful.tolist()])
        again = gathered.again(packed.rows().take(which))
        found.sheets += again.sheets
        found.problems += again.problems
        found.unread += again.unread
    return rounds


def _key(result: Result) -> Key:
    return result.rubric.id, identity(result.team), identity(result.round)

"""Everything under some paths, scored, in order; by objects or by columns, whichever suits how much it is."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from coprod_check.cli.collect import gather, unpack
from coprod_check.cli.progress import counted, unwatched
from coprod_check.rules.cohort import Tally, cohorts_of, one_round_each
from coprod_check.rules.notes import notes_on_rounds
from coprod_check.rules.rounds import group_into_rounds, round_key, team_key
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from coprod_check.batch.results_at import Head
    from coprod_check.batch.rounds import Chunk, Rounds
    from coprod_check.batch.scoring import Scored
    from coprod_check.batch.sheet_columns import RoundKey
    from coprod_check.cli.collect import Gathered, Watch
    from coprod_check.documents.problems import Note, Problem
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.cohort import Cohort
    from coprod_check.rules.notes import RoundFacts
    from coprod_check.rules.result import Result
    from coprod_check.rules.rounds import Unread
    from coprod_check.storage.library import Rubrics

    Key = tuple[str, str, str]
    """By which results are in order: rubric, team and label."""

T = TypeVar("T")

WITHOUT_THEM = "The result is without what is named here. Mend it and run this again before you share anything."
"""What to do where something could not be read."""


class ScoredPaths:
    """All results under some paths, by rubric, team and round.

    Rounds that columns cannot hold are scored as objects at once; the others when the
    results are gone through, which must be done before asking for notes and cohorts.
    """

    def __init__(self, paths: Sequence[Path], rubrics: Rubrics, watch: Watch = unwatched) -> None:
        """Read everything; ``watch`` shows how far that has come."""
        self._watch = watch
        gathered = gather(paths, rubrics, watch)
        self._plain = _plain_rounds(gathered, rubrics)
        found = gathered.found
        rounds = group_into_rounds(found.sheets, found.unread)
        self._careful = [score_round(each) for each in rounds]
        self._notes = {*found.notes, *(note for each in rounds for note in each.notes)}
        self._columns = _Columns(self._plain, self._careful) if self._plain else None
        self.problems: list[Problem] = sorted({*found.problems, *(p for each in rounds for p in each.problems)})
        """Everything that is wrong with the files."""

    @property
    def rubrics(self) -> list[Rubric]:
        """The rubrics that are answered, in the order of their results."""
        found = {result.rubric.id: result.rubric for result in self._careful}
        if self._plain and len(self._plain.plain):
            found[self._plain.rubric.id] = self._plain.rubric
        return [found[each] for each in sorted(found)]

    @property
    def in_columns(self) -> int:
        """How many results are in columns."""
        return len(self._plain.plain) if self._plain else 0

    def __len__(self) -> int:
        """How many results there are."""
        return len(self._careful) + (len(self._plain.plain) if self._plain else 0)

    def results(self) -> list[Result]:
        """Give every result as an object."""
        if not self._columns:
            return self._careful

        from coprod_check.batch.results_at import result_at

        def thaw(scored: Scored, heads: Sequence[Head]) -> Iterable[Result]:
            return (result_at(scored, head, row) for row, head in enumerate(heads))

        with self._watch("rounds", lambda: len(self)) as advance:
            return list(counted(self.written(lambda result: result, thaw), advance))

    def written(
        self,
        one: Callable[[Result], T],
        many: Callable[[Scored, Sequence[Head]], Iterable[T]] | None,
        *,
        sources: bool = True,
        cohorts: bool = False,
    ) -> Iterator[T]:
        """Write every result: those that are objects with ``one``, those in columns with ``many``.

        ``sources`` says whether the writer names files, ``cohorts`` whether cohorts will be asked for.
        """
        careful = ((_key(result), one(result)) for result in self._careful)
        columns = self._columns.written(many, sources=sources, cohorts=cohorts) if self._columns and many else ()
        return (item for _, item in merge(careful, columns, key=itemgetter(0)))

    @cached_property
    def notes(self) -> list[Note]:
        """Everything worth knowing that stops nothing."""
        rounds = [_facts(result) for result in self._careful]
        if self._columns:
            rounds = sorted([*rounds, *self._columns.facts], key=itemgetter(0, 1, 4))
        return sorted({*self._notes, *notes_on_rounds(rounds)})

    def cohorts(self) -> dict[str, Cohort]:
        """Count the teams of each rubric; the rounds themselves are not named one by one."""
        found = cohorts_of(self._careful)
        if self._columns and self._columns.facts:
            tally, rubric = deepcopy(self._columns.tally), self._columns.tally.rubric.id
            tally.add(*one_round_each([*self._columns.shared, *self._of(rubric)]))
            found[rubric] = tally.cohort()
        return {rubric: found[rubric] for rubric in sorted(found)}

    def _of(self, rubric: str) -> Iterator[Result]:
        return (result for result in self._careful if result.rubric.id == rubric)


class _Columns:
    """The rounds in columns, and what is learnt of them while they are gone through."""

    def __init__(self, rounds: Rounds, careful: Iterable[Result]) -> None:
        self._rounds = rounds
        self._elsewhere = {team_key(result.team) for result in careful if result.rubric.id == rounds.rubric.id}
        """Teams of which some round is an object: all their rounds are compared as objects."""
        self.tally = Tally(rounds.rubric)
        self.facts: list[RoundFacts] = []
        self.shared: list[Result] = []
        """The rounds in columns of those teams."""

    def written(
        self, many: Callable[[Scored, Sequence[Head]], Iterable[T]], *, sources: bool, cohorts: bool
    ) -> Iterator[tuple[Key, T]]:
        self.tally, self.facts, self.shared = Tally(self._rounds.rubric), [], []
        for chunk in self._rounds.chunks():
            self._name(chunk)
            if cohorts:
                self._count(chunk)
            heads = chunk.heads() if sources else chunk.without_sources()
            yield from zip(self._keys(chunk.keys), many(chunk.scored, heads), strict=True)

    def _keys(self, keys: Iterable[RoundKey]) -> Iterator[Key]:
        return ((self._rounds.rubric.id, team, label) for team, label in keys)

    def _name(self, chunk: Chunk) -> None:
        rubric = self._rounds.rubric.id
        self.facts += [
            (rubric, team, spelt, day, label)
            for (team, label), spelt, day in zip(chunk.keys, chunk.spelt, chunk.scored.date.each(), strict=True)
        ]

    def _count(self, chunk: Chunk) -> None:
        from coprod_check.batch.cohort import add_rounds
        from coprod_check.batch.results_at import result_at

        add_rounds(self.tally, chunk.scored, chunk.keys, self._elsewhere)
        if self._elsewhere:
            heads = chunk.without_sources()
            self.shared += [
                result_at(chunk.scored, heads[row], row)
                for row, (team, _) in enumerate(chunk.keys)
                if team in self._elsewhere
            ]


def _plain_rounds(gathered: Gathered, rubrics: Rubrics) -> Rounds | None:
    """Find the rounds that columns can score; all sheets of the others join those that are objects."""
    if gathered.packed is None or gathered.rubric is None or not len(gathered.packed):
        return None

    import numpy as np

    from coprod_check.batch.rounds import find_rounds

    keys = {round_key(filed.sheet)[1:] for rubric, filed in gathered.found.sheets if rubric is gathered.rubric}
    unread: dict[str, list[Unread]] = {}
    for each in gathered.found.unread:
        unread.setdefault(each.team, []).append(each)

    def careful(key: RoundKey) -> bool:
        return key in keys or any(each.is_of(*key) for each in unread.get(key[0], ()))

    rounds = find_rounds(gathered.rubric, gathered.packed, careful)
    if len(rounds.careful):
        which = np.concatenate([rounds.rows_of(each) for each in rounds.careful.tolist()])
        unpack(gathered, gathered.packed.rows().take(which), rubrics)
    return rounds


def _key(result: Result) -> Key:
    return result.rubric.id, team_key(result.team), result.round


def _facts(result: Result) -> RoundFacts:
    return result.rubric.id, team_key(result.team), result.team, result.date, result.round

"""Many rounds scored at a time: counted in arrays, and each rule of the core asked once a case.

What a round's sheets say is counted (``counting``), in arrays with a row for each round
and a column for each practice. Equal counts are one case, and the core is asked once for
each (``cases``, ``asked``). What it answers is part of the next case: from the counts the
two voices, from the voices the team, from the practices the groups, from the dimensions
the stage. An example, of one practice with levels 0 to 3:

    round  staff say  members say   staff, members   the team
    0      1 1 2      0 2           "1", "0"         level 0, gap 1
    1      2 1 1      don't know    "1", "?"         don't know
    2      1 2 1      2 0           "1", "0"         level 0, gap 1

has six voices but three different ones, and two different answers of the team. Only agreement
(contract, 3.8) is reckoned in arrays: nearly every round has a figure of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coprod_check.batch import counting
from coprod_check.batch.cases import numbered
from coprod_check.documents.shapes import SIDES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from coprod_check.batch.asked import Attendance, OnPractice, OnTheWay, RulesByCase
    from coprod_check.batch.cases import Found
    from coprod_check.batch.counting import Meetings, Sorted
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.rules.agreement import WhyUndefined
    from coprod_check.rules.result import Check, CheckWhy, ExperienceCounts, GroupResult, VoiceHeard, VoiceOnPractice

    Flags = NDArray[np.bool_]
    SmallInts = NDArray[np.int32]
    Real = NDArray[np.float64]

AGREEMENT_WHY: tuple[WhyUndefined | None, ...] = (None, "no-variation", "too-few")
"""Why agreement has no figure, by its number here."""


@dataclass(slots=True)
class ScoredRounds:
    """Rounds that are scored; what is found of practices has a row for each round, and a column for each practice."""

    rubric: Rubric
    date: Found[dt.date]
    attendance: Found[Attendance]
    shown: tuple[Flags, Flags]
    """Where each side's private voice may be shown."""
    people: Found[dict[Side, int]]
    voices: dict[Side, Found[VoiceOnPractice | None]]
    practices: Found[OnPractice]
    one_sided: Found[bool]
    dimensions: list[Found[GroupResult]]
    values: list[Found[GroupResult]]
    way: Found[OnTheWay]
    circumstances: Found[tuple[str, ...]]
    agreement: Real
    """Not a number where there is none."""
    agreement_why: NDArray[np.int8]
    few: Found[tuple[Check, ...]]
    """Whether one side was few in the meeting."""
    checks: dict[int, Found[tuple[CheckWhy, ...]]]
    """Things to check on the practices that a stage needs, by column; those of the others stand with the practice."""
    experience: list[Found[ExperienceCounts | None]]

    def __len__(self) -> int:
        """How many rounds."""
        return len(self.agreement)


class _Voice(NamedTuple):
    """One side's private voice in every round."""

    sheets: NDArray[np.int64]
    heard: Found[VoiceHeard]
    on: Found[VoiceOnPractice | None]

    @property
    def number(self) -> SmallInts:
        return self.heard.marked(0)

    @property
    def shown(self) -> Flags:
        return self.heard.marked(1) > 0

    @property
    def by_number(self) -> Flags:
        return self.heard.marked(2) > 0

    def levels(self, top: int) -> SmallInts:
        """How many gave each level, as far as agreement counts them: levels by rounds by practices."""
        return np.stack([self.on.marked(1 + level) for level in range(top + 1)])


def score_rounds(rules: RulesByCase, rows: Sorted) -> ScoredRounds:
    """Score rounds in which every row is a person of its own, and at most one is a meeting's."""
    rounds, rubric = rows.rounds, rules.rubric
    met = counting.meetings(rows)
    counted = rules.counted.of([met.there, *met.people], rounds).marked(0)
    staff, members = _voice(rules, rows, 1), _voice(rules, rows, 2)
    said = _said(rules, met, counted)
    practices = _practices(rules, staff, members, said)
    dimensions, values = (
        [group.score(practices.marked(0)) for group in kind] for kind in (rules.dimensions, rules.values)
    )
    one_sided = rules.one_sided.of([practices.marked(2).sum(axis=1), practices.marked(1).sum(axis=1)], rounds)
    reached: list[NDArray[Any]] = [group.marked(0) for group in dimensions]
    needed = [practices.marked(0)[:, column] for column in rules.needed]
    way = rules.way.of([one_sided.marked(0), *reached, *needed, *_said_by_members(rules, rows, members)], rounds)
    agreement, why = alpha_of_each(staff.levels(rubric.top) + members.levels(rubric.top))
    seen = counting.visible(rows, (staff.shown, members.shown))
    sheets = (np.where(voice.shown, voice.sheets, 0) for voice in (staff, members))
    return ScoredRounds(
        rubric=rubric,
        date=rules.dates.of([counting.latest(rows, seen)], rounds),
        attendance=rules.attendance.of([counted, staff.number, members.number], rounds),
        shown=(staff.shown, members.shown),
        people=rules.people.of([*met.people, *sheets], rounds),
        voices=dict(zip(SIDES, (staff.on, members.on), strict=True)),
        practices=practices,
        one_sided=one_sided,
        dimensions=dimensions,
        values=values,
        way=way,
        circumstances=rules.circumstances.of(_circumstances(rules, rows, seen, (staff, members)), rounds),
        agreement=agreement,
        agreement_why=why,
        few=rules.few.of(met.people, rounds),
        checks=_checks(rules, (staff, members), said, way, dimensions),
        experience=list(_experience(rules, rows, members)),
    )


def _voice(rules: RulesByCase, rows: Sorted, voice: int) -> _Voice:
    """Score one private voice, by its number in a row."""
    here = rows.of_voice(voice)
    which = rows.of_round[here]
    sheets = np.bincount(which, minlength=rows.rounds)
    consenting = np.bincount(which[rows.rows.share[here]], minlength=rows.rounds)
    heard = rules.may_be_shown.of([sheets, consenting], rows.rounds)
    shown_by = heard.marked(1) + heard.marked(2)
    seen = shown_by[which] > 0
    counts = counting.count_each_answer(rows.rows.answers[here[seen]], which[seen], rows.rounds, rules.rubric.top)
    by = np.repeat(shown_by, counts.evidence.shape[1])
    evidence = counts.evidence.reshape(-1)
    first, number = numbered([by, *(key.reshape(-1) for key in counts.keys), evidence], len(by))
    cases = zip(by[first].tolist(), *counts.of(first), evidence[first].tolist(), strict=True)
    return _Voice(sheets, heard, rules.voice.told(cases, number.reshape(counts.evidence.shape)))


def _said(rules: RulesByCase, met: Meetings, counted: SmallInts) -> SmallInts:
    """Number what the meeting says of every practice."""
    columns: list[NDArray[Any]] = [np.repeat(counted, met.answers.shape[1]), met.answers.reshape(-1)]
    return rules.says.of(columns, met.answers.size).marked(0).reshape(met.answers.shape)


def _practices(rules: RulesByCase, staff: _Voice, members: _Voice, said: SmallInts) -> Found[OnPractice]:
    """Score the team on every practice, from both voices and what the meeting said."""
    columns = [each.reshape(-1) for each in (staff.on.marked(0), members.on.marked(0), said)]
    return rules.practice.of(columns, said.size).shaped(said.shape)


def _checks(
    rules: RulesByCase,
    voices: tuple[_Voice, _Voice],
    said: SmallInts,
    way: Found[OnTheWay],
    dimensions: Sequence[Found[GroupResult]],
) -> dict[int, Found[tuple[CheckWhy, ...]]]:
    """Ask what to check on each practice that a stage needs, now that the stage is known."""
    place = {group.id: index for index, group in enumerate(rules.rubric.dimensions)}

    def check(column: int) -> Found[tuple[CheckWhy, ...]]:
        dimension = dimensions[place[rules.rubric.practices[column].dimension]]
        heard = (voice.on.marked(0)[:, column] for voice in voices)
        return rules.checks[column].of([*heard, said[:, column], way.marked(1), dimension.marked(0)], len(said))

    return {column: check(column) for column in rules.needed}


def _said_by_members(rules: RulesByCase, rows: Sorted, members: _Voice) -> Iterator[SmallInts]:
    """For each caution of the second kind, whether fewer than half of those who answered say so."""
    questions = {question.id: place for place, question in enumerate(rules.rubric.experience)}
    for caution in rules.said_by_members:
        question = questions[str(caution.experience)]
        options = rules.rubric.experience[question].options
        bits = sum(1 << bit for bit, option in enumerate(options) if option.id in caution.options)
        counts = counting.chose_any(rows, members.shown, question, bits)
        yield rules.fewer.of([members.by_number, *counts], rows.rounds).marked(0)


def _circumstances(
    rules: RulesByCase, rows: Sorted, seen: Flags, voices: tuple[_Voice, _Voice]
) -> list[NDArray[np.int32] | Flags]:
    """For each circumstance, in which rounds it counts."""
    none = np.zeros(rows.rounds, np.bool_)
    how_shown = [voice.by_number for voice in voices]
    return [
        none if ticks is None else rules.tick.of([*ticks, *how_shown], rows.rounds).marked(0)
        for ticks in counting.circumstances(rows, seen, len(rules.rubric.circumstances))
    ]


def _experience(rules: RulesByCase, rows: Sorted, members: _Voice) -> Iterator[Found[ExperienceCounts | None]]:
    for question, cases in enumerate(rules.experience):
        options = len(rules.rubric.experience[question].options)
        counts = counting.chosen(rows, members.shown, question, options)
        yield cases.of([members.by_number, *counts], rows.rounds)


def alpha_of_each(levels: SmallInts) -> tuple[Real, NDArray[np.int8]]:
    """Krippendorff's alpha for every round, from how many gave each level of each practice (contract, 3.8)."""
    raters = levels.sum(axis=0)
    counts = np.where(raters > 1, levels, 0)
    totals = counts.sum(axis=2)
    total = totals.sum(axis=0)
    why = np.select([total == 0, totals.max(axis=0) == total], [2, 1], 0).astype(np.int8)
    ranks = totals.cumsum(axis=0) - totals / 2
    observed, expected = np.zeros(len(total)), np.zeros(len(total))
    for one, other in combinations(range(len(levels)), 2):
        distance = 2 * (ranks[one] - ranks[other]) ** 2  # each pair of levels counts both ways round
        pairs = counts[one].astype(np.int64) * counts[other]
        observed += (pairs / np.maximum(raters - 1, 1)).sum(axis=1) * distance
        expected += totals[one] * totals[other] * distance
    expected /= np.maximum(total - 1, 1)
    defined = why == 0
    alpha = 1 - np.divide(observed, expected, out=np.zeros(len(total)), where=defined)
    return np.where(defined, alpha, np.nan), why

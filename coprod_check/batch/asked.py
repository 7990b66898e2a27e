"""What the core is asked of very many rounds: each of its rules once for each different case.

Nothing here says what a rule decides. A case is a few small whole numbers, so that it can
stand in columns; here they are turned into what the rule takes, and what it decides into
the number that is part of the next case. An example, for a practice with levels 0 to 3:

    case                          asked                                       number of the answer
    2, 1 2 0 3, 1, 0, 0           score_voice: shown by number, of 7 sheets   3: rated, level 1
    3, 0, 5                       score_practice: staff 3, members not shown  2: rated, level 1, one voice
    2 2 0 1                       score_group: its four practices             …

The levels 1 2 0 3 of the first line are how many gave each level, then come those who do
not know, those to whom it does not apply, and whether there was evidence.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.batch.cases import CaseNumbers, Cases, OfEach
from coprod_check.batch.layout import BLANK, DONT_KNOW, EVIDENCE, NOT_APPLICABLE
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.sheet import sides_counted
from coprod_check.rules import scoring
from coprod_check.rules.cohort import enough_scored
from coprod_check.rules.result import VoiceHeard
from coprod_check.rules.suppression import shown_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from coprod_check.batch.cases import Case, Found
    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.rules.result import (
        CheckWhy,
        ExperienceCounts,
        GroupResult,
        Heard,
        Reached,
        StageReached,
        Standing,
        TeamOnPractice,
        View,
        VoiceOnPractice,
    )
    from coprod_check.rules.scoring import Said, Sides


class Attendance(NamedTuple):
    """Who was heard in a round."""

    view: View
    voices: dict[str, VoiceHeard]


class OnPractice(NamedTuple):
    """The team on a practice, what each voice comes to in short, and what to check."""

    team: TeamOnPractice
    heard: dict[Side, Heard | None]
    checks: tuple[CheckWhy, ...]


class OnTheWay(NamedTuple):
    """How far a team has come."""

    stage: StageReached
    number: int
    """Of the stage, counted from 1; 0 where none is given."""
    cautions: tuple[str, ...]
    reached: tuple[Reached, ...]
    """In each dimension."""
    enough: bool
    """Whether the round may stand for its team among others."""


class Group(NamedTuple):
    """A dimension or a value: the columns of its practices, and the cases that the rule was asked for.

    Groups whose practices weigh the same share their cases: what the rule said of one is
    told of another in its own names.
    """

    members: list[int]
    cases: Cases[GroupResult]
    in_its_names: OfEach[GroupResult, GroupResult]

    def score(self, standing: NDArray[np.int32]) -> Found[GroupResult]:
        """Score it in every round, from how each practice stands."""
        found = self.cases.of([standing[:, column] for column in self.members], len(standing))
        return found.made(self.in_its_names)


class RulesByCase:
    """The rules of the core for one set of questions, each with the cases that it was asked for.

    The parts of a case are small whole numbers. What a rule decides is given a number of
    its own where a later rule depends on it.
    """

    def __init__(self, rubric: Rubric) -> None:
        """Begin with nothing asked."""
        self.rubric = rubric
        self._stages = [each.id for each in rubric.stages]
        self._needed_by = [scoring.needed_by(rubric, stage) for stage in (None, *self._stages)]
        self.sides: CaseNumbers[Sides | None] = CaseNumbers(None)
        self.shown: CaseNumbers[VoiceHeard] = CaseNumbers()
        self.heard: CaseNumbers[Heard | None] = CaseNumbers(None)
        self.said: CaseNumbers[Said | None] = CaseNumbers(None)
        self.standing: CaseNumbers[Standing] = CaseNumbers()
        self.reached: CaseNumbers[Reached] = CaseNumbers()
        self._alike: dict[tuple[tuple[bool, float], ...], tuple[Sequence[Practice], Cases[GroupResult]]] = {}
        """The cases of groups whose practices weigh the same, and the first of these groups."""

        self.counted = Cases(self._counted, lambda _, found: (self.sides.of(found),))
        self.may_be_shown = Cases(
            _may_be_shown, lambda _, found: (self.shown.of(found), found.shown, found.by == "number")
        )
        self.attendance = Cases(self._attendance)
        self.people = Cases(_people)
        self.voice = Cases(_voice, self._of_voice)
        self.says = Cases(self._says, lambda _, found: (self.said.of(found),))
        self.practice = Cases(
            self._practice,
            lambda _, found: (
                self.standing.of(found.team.standing),
                found.team.status == "rated",
                found.team.status == "rated" and found.team.one_voice,
                bool(found.checks),
            ),
        )
        self.one_sided = Cases(scoring.more_than_half, lambda _, found: (found,))
        self.dimensions = [
            self._group([p.dimension == each.id for p in rubric.practices]) for each in rubric.dimensions
        ]
        self.values = [self._group([p.value == each.id for p in rubric.practices]) for each in rubric.values]
        self.needed = [
            column for column, each in enumerate(rubric.practices) if any(each.id in at.needs for at in rubric.stages)
        ]
        """The columns of the practices that a stage needs."""
        self.said_by_members = [each for each in rubric.cautions if each.experience]
        self.fewer = Cases(_fewer_than_half, lambda _, found: (found,))
        self.way = Cases(self._way, lambda _, found: (found.enough, found.number))
        self.checks = {
            column: Cases(self._checks_on(column), lambda _, found: (bool(found),)) for column in self.needed
        }
        """Things to check on those practices, where the stage matters too."""
        self.few = Cases(scoring.few_on_one_side, lambda _, found: (bool(found),))
        self.tick = Cases(_ticked, lambda _, found: (found,))
        self.dates = Cases(dt.date.fromordinal, lambda case, _: case)
        self.circumstances = Cases(self._circumstances)
        self.experience = [Cases(self._experience(place)) for place in range(len(rubric.experience))]

    @staticmethod
    def _counted(there: bool, staff: int, members: int) -> Sides | None:  # noqa: FBT001 - from a column
        return sides_counted(staff, members) if there else None

    def _attendance(self, counted: int, staff: int, members: int) -> Attendance:
        voices = dict(zip(SIDES, (self.shown.values[staff], self.shown.values[members]), strict=True))
        sides = self.sides.values[counted]
        view = scoring.whose_view(sides, [side for side, voice in voices.items() if voice.shown])
        return Attendance(view, scoring.together_and(voices, met=sides is not None))

    def _of_voice(self, case: Case, found: VoiceOnPractice | None) -> tuple[int, ...]:
        """A voice in short; then how many gave each level, as far as agreement counts them."""
        levels = case[1:-3]
        if found is None or found.status == "too-few":
            levels = (0,) * len(levels)
        return self.heard.of(scoring.heard_in_short(found) if found else None), *levels

    def _says(self, counted: int, answer: int) -> Said | None:
        code, sides = answer % EVIDENCE, self.sides.values[counted]
        if sides is None or code == BLANK:
            return None
        words = {DONT_KNOW: "dont-know", NOT_APPLICABLE: "not-applicable"}
        return scoring.Said(words.get(code, code), answer >= EVIDENCE, sides)

    def _practice(self, staff: int, members: int, said: int) -> OnPractice:
        voices = dict(zip(SIDES, (self.heard.values[staff], self.heard.values[members]), strict=True))
        met = self.said.values[said]
        team = scoring.score_practice(voices, met)
        checks = scoring.things_to_check(self.rubric.top, team, voices, met, scoring.Need())
        return OnPractice(team, voices, checks)

    def _checks_on(self, column: int) -> Callable[..., tuple[CheckWhy, ...]]:
        practice = self.rubric.practices[column].id

        def check(staff: int, members: int, said: int, stage: int, dimension: int) -> tuple[CheckWhy, ...]:
            voices = dict(zip(SIDES, (self.heard.values[staff], self.heard.values[members]), strict=True))
            met = self.said.values[said]
            team = scoring.score_practice(voices, met)
            named = practice in self._needed_by[stage]
            need = scoring.Need(named, self.reached.values[dimension].majority if named else None)
            return scoring.things_to_check(self.rubric.top, team, voices, met, need)

        return check

    def _group(self, belongs: Iterable[bool]) -> Group:
        columns = [column for column, member in enumerate(belongs) if member]
        members = [self.rubric.practices[column] for column in columns]
        weighing = tuple((each.core, each.weight) for each in members)
        first, cases = self._alike.setdefault(weighing, (members, self._group_cases(members)))
        names = {one.id: other.id for one, other in zip(first, members, strict=True)}

        def in_its_names(found: GroupResult) -> GroupResult:
            return replace(
                found,
                held_back_by=tuple(names[each] for each in found.held_back_by),
                not_known=tuple(names[each] for each in found.not_known),
            )

        return Group(columns, cases, OfEach(in_its_names))

    def _group_cases(self, members: Sequence[Practice]) -> Cases[GroupResult]:
        def score(*standing: int) -> GroupResult:
            return scoring.score_group(self.rubric, members, [self.standing.values[each] for each in standing])

        return Cases(score, lambda _, found: (self.reached.of(found.reached),), alike=True)

    def _way(self, one_sided: bool, *numbers: int) -> OnTheWay:  # noqa: FBT001 - from a column
        """Ask for stage and cautions: of every dimension, of the practices needed, and of what members say."""
        rubric, split = self.rubric, len(self.rubric.dimensions)
        reached = tuple(self.reached.values[number] for number in numbers[:split])
        by_id = {group.id: found for group, found in zip(rubric.dimensions, reached, strict=True)}
        needed = numbers[split : split + len(self.needed)]
        practices = {
            rubric.practices[column].id: self.standing.values[number]
            for column, number in zip(self.needed, needed, strict=True)
        }
        stage = scoring.find_stage(rubric, by_id, practices, one_sided=bool(one_sided))
        fewer = numbers[split + len(self.needed) :]
        said = {caution.id: bool(is_so) for caution, is_so in zip(self.said_by_members, fewer, strict=True)}
        number = 0 if stage.stage is None else self._stages.index(stage.stage) + 1
        cautions = scoring.cautions(rubric, by_id, stage.stage, said)
        return OnTheWay(stage, number, cautions, reached, enough_scored(found.status for found in reached))

    def _circumstances(self, *said: bool) -> tuple[str, ...]:
        return tuple(each.id for each, is_so in zip(self.rubric.circumstances, said, strict=True) if is_so)

    def _experience(self, place: int) -> Callable[..., ExperienceCounts | None]:
        question = self.rubric.experience[place]

        def count(by_number: bool, answered: int, *chose: int) -> ExperienceCounts | None:  # noqa: FBT001 - a column
            return scoring.count_experience(question, answered, chose, by_number=bool(by_number))

        return count


def _may_be_shown(sheets: int, consenting: int) -> VoiceHeard:
    by = shown_by(sheets, consenting)
    return VoiceHeard(sheets, by is not None, by, hidden=sheets > 0 and by is None)


def _fewer_than_half(by_number: bool, answered: int, chose: int) -> bool:  # noqa: FBT001 - from a column
    return scoring.fewer_than_half_said_so(answered, chose, by_number=bool(by_number))


def _ticked(met: bool, *ticks_and_how_shown: int) -> bool:  # noqa: FBT001 - from a column
    ticks, by_number = ticks_and_how_shown[:2], ticks_and_how_shown[2:]
    voices = zip(ticks, by_number, strict=True)
    return bool(met) or any(scoring.circumstance_counts(each, by_number=bool(number)) for each, number in voices)


def _people(*counted_and_shown: int) -> dict[Side, int]:
    counted, shown = counted_and_shown[:2], counted_and_shown[2:]
    return {
        side: scoring.people_there(*both) for side, both in zip(SIDES, zip(counted, shown, strict=True), strict=True)
    }


def _voice(shown_by_number: int, *counts: int) -> VoiceOnPractice | None:
    """Ask of one voice; ``shown_by_number`` is 0 where it is not shown, 1 by consent, 2 by number."""
    *levels, dont_know, not_applicable, evidence = counts
    if not shown_by_number:
        return None
    given = scoring.AnswerCounts(tuple(levels), dont_know, not_applicable, bool(evidence))
    return scoring.score_voice(given, by_number=shown_by_number == 2)

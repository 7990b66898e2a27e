"""A plan: what a team will do next, as a file that people edit (contract, section 4)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from coprod_check.core.problems import Problem, problem
from coprod_check.core.shapes import (
    Day,
    DimensionId,
    Frozen,
    Identifier,
    Items,
    PracticeId,
    Text,
    Version,
    shaped,
)
from coprod_check.core.sheet import People

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLAN_FORMAT = "coprod-plan/1"
FOLLOW_UP_AFTER = dt.timedelta(weeks=8)
"""Eight weeks: every other month, which the source report's teams preferred to monthly."""
OTHER_VOICE = "other-voice"
Status = Literal["to-do", "doing", "done", "dropped"]
OPEN: frozenset[str] = frozenset({"to-do", "doing"})

Whole = Annotated[int, Field(strict=True, ge=0)]
Score = Annotated[float, Field(strict=False)]


class PlannedDimension(Frozen):
    """A dimension as it stood when the plan was made or last refreshed."""

    level: Whole | None = None
    score: Score | None = None
    rated: Whole = 0
    applicable: Whole = 0
    held_back_by: Items[str] = ()
    not_known: Items[str] = ()


class PlannedPractice(Frozen):
    """A practice as it stood: a level, or the word for why there is none."""

    level: Whole | None = None
    status: Literal["dont-know", "not-applicable", "unanswered"] | None = None
    staff: Whole | None = None
    lived_experience: Whole | None = Field(default=None, alias="lived-experience")
    evidence: bool = False


class Action(Frozen):
    """One thing to do, with an owner on each side and a date."""

    id: str = ""
    practice: PracticeId | None = None
    from_level: Whole | None = None
    to_level: Whole | None = None
    action: Text
    measure: str = ""
    because: str = ""
    hard_question: str = ""
    staff_owner: str = ""
    lived_experience_owner: str = ""
    due: Day | None = None
    status: Status = "to-do"
    done_on: Day | None = None
    evidence: str = ""
    notes: str = ""

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.status in OPEN


class Plan(Frozen):
    """One team's plan."""

    format: Literal["coprod-plan/1"]
    rubric: Identifier
    rubric_version: Version
    team: Text
    round: str
    made_on: Day
    follow_up_on: Day | None = None
    view: str = ""
    stage: str | None = None
    next_stage: str | None = None
    people: People = People()
    dimensions: dict[DimensionId, PlannedDimension] = Field(default_factory=dict)
    practices: dict[PracticeId, PlannedPractice] = Field(default_factory=dict)
    actions: Items[Action] = ()


def read_plan(data: Mapping[str, object]) -> tuple[Plan | None, list[Problem]]:
    """Read a parsed plan file; ``None`` and every problem when it does not hold."""
    plan, problems = shaped(Plan, data)
    problems += _duplicate_ids(data)
    return (None if problems else plan), problems


def _duplicate_ids(data: Mapping[str, object]) -> Iterator[Problem]:
    actions = data.get("actions")
    seen: dict[str, int] = {}
    for index, action in enumerate(actions if isinstance(actions, list) else ()):
        each = action.get("id") if isinstance(action, dict) else None
        if not isinstance(each, str) or not each:
            continue
        if each in seen:
            yield problem(
                f"actions[{index}].id", f"{each!r} is already the id of actions[{seen[each]}]", "give it another id"
            )
        seen.setdefault(each, index)

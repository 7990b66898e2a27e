"""A plan: what a team will do next, as a file that people edit (contract, section 4)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import Field

from coprod_check.documents.problems import Problem, nearest, problem, said, short
from coprod_check.documents.rubric import Number  # noqa: TC001 - pydantic reads it when the program runs
from coprod_check.documents.shapes import (
    Day,
    DimensionId,
    Frozen,
    Identifier,
    Items,
    PracticeId,
    Text,
    Version,
    Whole,
    shaped,
)
from coprod_check.documents.sheet import People

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PLAN_FORMAT = "coprod-plan/1"
FOLLOW_UP_AFTER = dt.timedelta(weeks=8)
"""Eight weeks: every other month, which the source report's teams preferred to monthly."""
OTHER_VOICE = "other-voice"
Status = Literal["to-do", "doing", "done", "dropped"]
OPEN: frozenset[str] = frozenset({"to-do", "doing"})


class PlannedDimension(Frozen):
    """A dimension as it stood when the plan was made or last refreshed."""

    level: Whole | None = None
    score: Number | None = None
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

    def days_over(self, today: dt.date) -> int:
        """By how many days it is overdue; 0 where it is not open, not due yet, or has no date."""
        return max((today - self.due).days, 0) if self.open and self.due else 0


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
    actions = data.get("actions")
    tables = actions if isinstance(actions, list) else []
    problems = [_of_action(each, tables) for each in problems]
    problems += _duplicate_ids(tables)
    return (None if problems else plan), problems


_OF_ACTION = re.compile(r"actions\[(\d+)\]\.(\w+)")


def _of_action(fault: Problem, actions: Sequence[object]) -> Problem:
    """Name the action that a fault is in, and for a status every word that is allowed.

    People know an action by its id or its words, not by its place in the file.
    """
    found = _OF_ACTION.fullmatch(fault.where)
    action = actions[int(found.group(1))] if found else None
    if not found or not isinstance(action, dict):
        return fault
    message = fault.message
    if found.group(2) == "status" and "status" in action:
        message = _wrong_status(action["status"])
    names = (action.get("id"), action.get("action"))
    name = next((each for each in names if isinstance(each, str) and each.strip()), "")
    return replace(fault, message=f"in {short(name)}: {message}" if name else message)


def _wrong_status(status: object) -> str:
    allowed = get_args(Status)
    listed = ", ".join(f'"{each}"' for each in allowed[:-1]) + f' or "{allowed[-1]}"'
    near = nearest(status, allowed) if isinstance(status, str) else ""
    return f"is {said(status)}; write {listed}" + (f"; {near}" if near else "")


def _duplicate_ids(actions: Sequence[object]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, action in enumerate(actions):
        each = action.get("id") if isinstance(action, dict) else None
        if not isinstance(each, str) or not each.strip():
            continue
        if each in seen:
            yield problem(
                f"actions[{index}].id",
                f"{short(each)} is already the id of actions[{seen[each]}]",
                "give it another id",
            )
        seen.setdefault(each, index)

"""A plan: what a team will do next, as a file that people edit (contract, section 4)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from coprod_check.documents.problems import LAST_DAY, Problem, problem, said, short
from coprod_check.documents.rubric import Points  # noqa: TC001 - pydantic reads it when the program runs
from coprod_check.documents.shapes import (
    Day,
    DimensionId,
    Frozen,
    Identifier,
    Items,
    PracticeId,
    Seen,
    Text,
    Version,
    Whole,
    shaped,
)
from coprod_check.documents.sheet import PeopleOfRound
from coprod_check.documents.text import as_compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PLAN_FORMAT = "coprod-plan/1"
FOLLOW_UP_AFTER = dt.timedelta(weeks=8)
"""Eight weeks: every other month, which the source report's teams preferred to monthly."""


def follow_up_of(day: dt.date) -> dt.date:
    """When a plan of some day is looked at again; never on a day that no plan may hold.

    >>> str(follow_up_of(dt.date(2026, 11, 22))), str(follow_up_of(dt.date(8999, 12, 31)))
    ('2027-01-17', '9000-01-01')
    """
    return min(day + FOLLOW_UP_AFTER, LAST_DAY)


OTHER_VOICE = "other-voice"
FIND_OUT = "find-out"
Status = Literal["to-do", "doing", "blocked", "done", "dropped"]
OPEN: frozenset[str] = frozenset({"to-do", "doing", "blocked"})
_AGAIN = re.compile(r"-again(-[0-9]+)?$")


def plain_id(ident: str) -> str:
    """An id as it is compared: what was picked again is the same action (contract, 4.2).

    >>> plain_id("shared-decisions-2-again-3"), plain_id(" find-out ")
    ('shared-decisions-2', 'find-out')
    """
    return _AGAIN.sub("", as_compared(ident))


def _no_date_yet(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


DayOrBlank = Annotated[Day | None, BeforeValidator(_no_date_yet)]
"""A date that may be left blank: the gap that people fill in."""


class PlannedDimension(Frozen):
    """A dimension as it stood when the plan was made or last refreshed."""

    level: Whole | None = None
    score: Points | None = None
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

    @property
    def unknown(self) -> bool:
        """Whether it is to be found out: someone could not say, or nobody answered."""
        return self.level is None and self.status != "not-applicable"


class Action(Frozen):
    """One thing to do, with an owner on each side and a date.

    Keys that we do not know are the team's own: they are kept, and change nothing.
    """

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)

    id: str = ""
    practice: PracticeId | None = None
    practices: Items[PracticeId] = ()
    """What a find-out is to find out; empty for any other action."""
    from_level: Whole | None = None
    to_level: Whole | None = None
    action: Text
    measure: str = ""
    because: str = ""
    hard_question: str = ""
    staff_owner: Seen = ""
    lived_experience_owner: Seen = ""
    due: DayOrBlank = None
    status: Status = "to-do"
    done_on: DayOrBlank = None
    evidence: Seen = ""
    notes: str = ""

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.status in OPEN

    def days_over(self, today: dt.date) -> int:
        """By how many days it is overdue; 0 where it is not open, not due yet, or has no date."""
        return max((today - self.due).days, 0) if self.open and self.due else 0

    @property
    def plain_id(self) -> str:
        """Its id without ``-again``."""
        return plain_id(self.id)

    @property
    def own_keys(self) -> tuple[str, ...]:
        """The keys in it that are the team's own."""
        return tuple(self.__pydantic_extra__ or ())


class Plan(Frozen):
    """One team's plan. What it does not say is ``None`` or empty: only format, rubric and team are asked for."""

    format: Literal["coprod-plan/1"]
    rubric: Identifier
    rubric_version: Version | None = None
    team: Text
    round: str | None = None
    made_on: Day | None = None
    follow_up_on: Day | None = None
    view: str | None = None
    stage: str | None = None
    next_stage: str | None = None
    offered: Items[str] = ()
    """Ids put on the plan in this round, without ``-again``; also of actions that people took out."""
    people: PeopleOfRound = PeopleOfRound()
    dimensions: dict[DimensionId, PlannedDimension] = Field(default_factory=dict)
    practices: dict[PracticeId, PlannedPractice] = Field(default_factory=dict)
    actions: Items[Action] = ()

    def reached(self, action: Action) -> bool:
        """Whether an open action looks done by what this plan holds."""
        return looks_reached(action, self.practices)


def looks_reached(action: Action, practices: Mapping[PracticeId, PlannedPractice]) -> bool:
    """Whether an open action looks done by how its practices stand. The tool never ends one (contract, 4.2).

    One that aims at a level is reached where its practice has that level or more; a
    find-out where nothing in it is unknown any more. To talk, and to hear the other
    side, are never reached by answers alone. Of a practice that is not among them nothing is known.
    """
    if not action.open:
        return False
    if action.plain_id == FIND_OUT:
        return not any(practices.get(each, PlannedPractice()).unknown for each in action.practices)
    if action.practice is None or action.to_level is None:
        return False
    if action.plain_id in {OTHER_VOICE, f"{action.practice}-talk"}:
        return False
    level = practices.get(action.practice, PlannedPractice()).level
    return level is not None and level >= action.to_level


_ALWAYS = frozenset(
    {
        "offered",
        "staff_owner",
        "lived_experience_owner",
        "status",
        "evidence",
        "notes",
        "held_back_by",
        "not_known",
    }
)
"""Keys written even where empty: the gaps for people to fill in, and lists that say "none"."""


def keys_as_written(shape: BaseModel) -> dict[str, Any]:
    """Lay a plan, or a part of one, out as it is written: in the order of the contract, without what is absent."""
    data = {}
    for name, field in type(shape).model_fields.items():
        value = _plain_value(getattr(shape, name))
        if value is not None and (name in _ALWAYS or value not in ("", {}, [])):
            data[field.alias or name] = value
    return data


def _plain_value(value: Any) -> Any:  # noqa: ANN401 - any value of a plan
    if isinstance(value, BaseModel):
        return keys_as_written(value)
    if isinstance(value, dict):
        return {key: _plain_value(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain_value(each) for each in value]
    return value


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


_SAID_OTHERWISE: dict[str, Status] = {
    **dict.fromkeys(
        (
            *("todo", "not started", "not begun", "not yet", "new", "open", "planned", "next", "agreed"),
            *("not done", "not done yet", "undone"),
        ),
        "to-do",
    ),
    **dict.fromkeys(
        (
            *("started", "begun", "in progress", "ongoing", "on going", "under way", "underway", "active", "wip"),
            *("half done", "partly done", "nearly done", "almost done", "mostly done"),
        ),
        "doing",
    ),
    **dict.fromkeys(("on hold", "hold", "paused", "waiting", "stuck", "delayed", "postponed"), "blocked"),
    **dict.fromkeys(("finished", "complete", "completed", "closed", "achieved", "reached", "ended"), "done"),
    **dict.fromkeys(("cancelled", "canceled", "abandoned", "stopped", "no longer needed", "rejected"), "dropped"),
}
"""What people write for a status, without hyphens and in small letters."""


def _wrong_status(status: object) -> str:
    """Say which word is meant, where that is plain; else which there are. Nothing is taken for another silently."""
    allowed = get_args(Status)
    listed = ", ".join(f'"{each}"' for each in allowed[:-1]) + f' or "{allowed[-1]}"'
    if not isinstance(status, str):
        return f"is {said(status)}; write {listed}"
    if status.strip() in allowed:
        return f'is "{status.strip()}" with a space that does not belong there; write "{status.strip()}"'
    plain = re.sub(r"[\s_-]+", " ", as_compared(status).casefold())
    meanings: dict[str, Status] = {**_SAID_OTHERWISE, **{each.replace("-", " "): each for each in allowed}}
    if meant := meanings.get(plain):
        return f'is {said(status)}; write "{meant}" (the words are {listed})'
    # What begins with known words, such as "waiting for money", before what is spelt like some.
    begun = [each for each in meanings if plain.startswith(f"{each} ")]
    near = max(begun, key=len, default="") or next(iter(get_close_matches(plain, meanings, n=1)), "")
    return f"is {said(status)}; write {listed}" + (f"; did you mean {meanings[near]!r}?" if near else "")


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

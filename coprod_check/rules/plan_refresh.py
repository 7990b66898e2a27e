"""Bringing a plan that people have edited up to date with new answers (contract, 4.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from coprod_check.documents.plan import FIND_OUT, OTHER_VOICE, Plan, follow_up_of, keys_as_written, plain_id
from coprod_check.documents.text import as_compared, identity
from coprod_check.rules.planning import draft_plan, other_voice_step

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from coprod_check.documents.plan import Action
    from coprod_check.rules.result import Result

MEASURED = ("rubric_version", "round", "view", "stage", "next_stage", "people", "dimensions", "practices")
"""The parts of a plan that come from answers alone."""
REACHED = "The answers say that this is reached. If you agree, end it: status done, and what shows it."
NOT_ASKED_FOR = "These answers no longer ask for this. Keep it or drop it, as you like."
_MADE_BY_THE_TOOL = re.compile(r"(.+)-(?:[0-9]+|talk)")


@dataclass(frozen=True, slots=True)
class Refresh:
    """What changes in a plan; everything else in it stays as people wrote it."""

    plan: Plan
    """The plan as it will be, with what is added."""
    parts: dict[str, Any]
    """The parts at the top that change, as they are written; ``None`` takes a part out."""
    actions: dict[int, dict[str, Any]]
    """The lines that change in the actions that are there, by place; ``None`` takes a line out."""
    added: tuple[Action, ...]

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.parts or self.actions or self.added)


def refresh_plan(old: Plan, result: Result, *, on: dt.date, limit: int) -> Refresh:
    """Bring a plan up to date with a result; the same answers over the same plan change nothing.

    Whether it is the plan of this team, and of these questions, is for the caller to ask.
    """
    fresh = draft_plan(result, on=on, actions=None)
    parts = _measured_otherwise(old, fresh)
    lines: dict[int, dict[str, Any]] = {}
    plan = old
    if parts:
        parts |= _dates(old, on)
        plan = _with(old, fresh, parts)
        lines = dict(_own_lines(plan, fresh, result))
        kept = (each.model_copy(update=lines.get(place, {})) for place, each in enumerate(plan.actions))
        plan = plan.model_copy(update={"actions": tuple(kept)})
    offering = _Offering(old, plan, fresh, result, differs=bool(parts))
    added = tuple(offering.added(limit))
    offered = offering.offered(added)
    if offered is not None:
        parts["offered"] = list(offered)
        plan = plan.model_copy(update={"offered": offered})
    plan = plan.model_copy(update={"actions": (*plan.actions, *added)})
    return Refresh(plan, parts, {place: _as_lines(changed) for place, changed in lines.items()}, added)


# Whether the answers differ, and what is measured now.


def _measured_otherwise(old: Plan, fresh: Plan) -> dict[str, Any]:
    """The measured parts that would be written otherwise than they stand; a part that is absent differs."""
    then, now = as_it_stands(old), keys_as_written(fresh)
    found = {key: now.get(key) for key in MEASURED if then.get(key) != now.get(key)}
    if same_round(old.round, fresh.round):
        found.pop("round", None)
    if identity(old.team) != identity(fresh.team):
        found["team"] = fresh.team
    return found


def as_it_stands(plan: Plan) -> dict[str, Any]:
    """What a plan that was read says, with nothing that it leaves out."""
    return _listed(plan.model_dump(by_alias=True, exclude_unset=True, exclude_none=True))  # type: ignore[no-any-return]


def _listed(value: Any) -> Any:  # noqa: ANN401 - any value of a plan
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, tuple | list) else value


def same_round(one: str | None, other: str | None) -> bool:
    """Whether two labels are one round (3.1); a plan that names none is of no round."""
    return one is not None and other is not None and identity(one) == identity(other)


def _dates(old: Plan, on: dt.date) -> dict[str, Any]:
    """The dates that move with a refresh. A follow-up date that the team chose stays until it has passed."""
    dates = {"made_on": on} if old.made_on != on else {}
    by_default = old.made_on and old.follow_up_on == follow_up_of(old.made_on)
    if old.follow_up_on and (by_default or old.follow_up_on < on):
        dates["follow_up_on"] = follow_up_of(on)
    return dates


def _with(old: Plan, fresh: Plan, parts: dict[str, Any]) -> Plan:
    read = {key: parts[key] if key == "follow_up_on" else getattr(fresh, key) for key in parts}
    return old.model_copy(update=read)


# The tool's own lines in the actions that are there.


def _own_lines(plan: Plan, fresh: Plan, result: Result) -> Iterator[tuple[int, dict[str, Any]]]:
    """What becomes of ``because``, and of what there is to find out, in each open action."""
    wanted = {each.id: each for each in fresh.actions}
    for place, action in enumerate(plan.actions):
        if not action.open:
            continue
        candidate = None if of_another_view(action, result) else wanted.get(action.plain_id)
        lines: dict[str, Any] = {}
        if action.plain_id == FIND_OUT:
            practices = candidate.practices if candidate else ()
            lines |= {"practices": practices} if practices != action.practices else {}
        because = _because(action.model_copy(update=lines), candidate, plan, result)
        if because and as_compared(because) != as_compared(action.because):
            lines["because"] = because
        if lines:
            yield place, lines


def _because(action: Action, candidate: Action | None, plan: Plan, result: Result) -> str:
    """Why an open action is on the plan by these answers; empty for one of the team's own."""
    if candidate:
        return candidate.because
    if plan.reached(action):
        return REACHED
    return NOT_ASKED_FOR if _made_by_the_tool(action, plan, result) else ""


def _made_by_the_tool(action: Action, plan: Plan, result: Result) -> bool:
    ident = action.plain_id
    if ident in {FIND_OUT, OTHER_VOICE}:
        return True
    found = _MADE_BY_THE_TOOL.fullmatch(ident)
    known = {*map(str, result.practices), *map(str, plan.practices), str(action.practice)}
    return bool(found and found.group(1) in known)


def of_another_view(action: Action, result: Result) -> bool:
    """Whether an open action asks for the side that these answers already hold: the rubric's text for another view."""
    if action.plain_id != OTHER_VOICE or not action.open:
        return False
    asked = result.rubric.other_voice
    this = other_voice_step(result)
    steps = (asked.staff_only, asked.lived_experience_only, asked.unknown)
    others = {as_compared(each.action) for each in steps if each}
    return as_compared(action.action) in others - ({as_compared(this.action)} if this else set())


def _as_lines(changed: dict[str, Any]) -> dict[str, Any]:
    return {key: _listed(value) for key, value in changed.items()}


# What is added.


class _Offering:
    """What of the candidates may be put on a plan now."""

    def __init__(self, old: Plan, plan: Plan, fresh: Plan, result: Result, *, differs: bool) -> None:
        self._plan = plan
        self._candidates = fresh.actions
        self._same_round = same_round(old.round, fresh.round)
        self._offered = [plain_id(each) for each in old.offered]
        self._written = "offered" in old.model_fields_set
        stale = {place for place, each in enumerate(plan.actions) if of_another_view(each, result)}
        self._standing = [each for place, each in enumerate(plan.actions) if place not in stale]
        """The actions that stand in the way of candidates with their ids."""
        # What was offered before was then to hear the other side; these answers ask for this one.
        self._turned = differs and bool(stale)

    def added(self, limit: int) -> Iterator[Action]:
        """Candidates in their order, until there are as many open actions as the limit that are not reached."""
        plan = self._plan
        room = limit - sum(each.open and not plan.reached(each) for each in plan.actions)
        for candidate in self._candidates:
            if room <= 0:
                return
            if self._may_come(candidate.id):
                room -= 1
                yield candidate.model_copy(update={"id": self._free_id(candidate.id)})

    def _may_come(self, ident: str) -> bool:
        there = [each for each in self._standing if each.plain_id == ident]
        if any(each.open for each in there):
            return False
        return not self._same_round or not (there or self._was_offered(ident))

    def _was_offered(self, ident: str) -> bool:
        return ident in self._offered and not (ident == OTHER_VOICE and self._turned)

    def _free_id(self, ident: str) -> str:
        """The id itself; where it is or was on the plan, the first of ``-again``, ``-again-2``, … that is free."""
        taken = {as_compared(each.id) for each in self._plan.actions}
        if not any(each.plain_id == ident for each in self._plan.actions):
            return ident
        names = chain([f"{ident}-again"], (f"{ident}-again-{number}" for number in count(2)))
        return next(each for each in names if each not in taken)

    def offered(self, added: tuple[Action, ...]) -> tuple[str, ...] | None:
        """What was put on the plan in this round; ``None`` where that stays as it is written.

        In a new round it starts with the candidates that stand in the plan.
        """
        new = [each.plain_id for each in added]
        if self._same_round:
            turned = OTHER_VOICE in self._offered and not self._was_offered(OTHER_VOICE) and OTHER_VOICE not in new
            kept = [each for each in self._plan.offered if not (turned and plain_id(each) == OTHER_VOICE)]
        else:
            there = {each.plain_id for each in self._standing}
            kept = [each.id for each in self._candidates if each.id in there]
        offered = (*kept, *(each for each in new if each not in {plain_id(one) for one in kept}))
        as_before = offered == self._plan.offered and (self._written or not offered)
        return None if as_before and self._same_round else offered

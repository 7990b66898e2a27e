"""A plan that people go through: what they say of its actions is saved as they say it, with everything else kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coprod_check.documents.errors import bad_file
from coprod_check.documents.text import as_compared
from coprod_check.rules.plan_refresh import Refresh
from coprod_check.storage import plan_files

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from coprod_check.documents.plan import Action, Plan

SAID = ("staff_owner", "lived_experience_owner", "due", "status", "done_on", "evidence", "notes")
"""The lines of an action that a check-in changes, in the order in which they stand."""


class CheckedPlan:
    """One plan file; what is there is kept beside it before the first change."""

    def __init__(self, path: Path, on: dt.date) -> None:
        """Read a plan. Raises ``BadInput`` with every fault."""
        self.path = path
        self._on = on
        self.plan = plan_files.read_plan_file(path)
        """The plan as it is now."""
        self._known = list(self.plan.actions)
        """Its actions as we know them: as they were read, with what we saved."""
        self.kept: Path | None = None
        """Where the plan as it was before is kept; ``None`` while nothing was changed."""

    def save(self, actions: Mapping[int, Action]) -> None:
        """Save actions, by their places, over those that are there; only the lines that differ are written.

        What others wrote into the file in the meantime is kept. Raises ``BadInput`` where
        it cannot be, or where an action is not in its place any more; the file is then as it was.
        """
        lines = {place: _lines(self._known[place], now) for place, now in actions.items()}
        lines = {place: changed for place, changed in lines.items() if changed}
        if not lines:
            return
        there = plan_files.read_plan_file(self.path)
        for place in lines:
            if [*map(_name, there.actions[place : place + 1])] != [_name(self._known[place])]:
                message = "was changed by somebody else, and its actions stand in other places now; begin again"
                raise bad_file(str(self.path), message)
        self._check_nobody_else_wrote(there, lines)
        said = {("actions", place, key) for place, changed in lines.items() for key in changed}
        refresh = Refresh(there, {}, lines, ())
        ready = plan_files.refreshed(self.path, there, refresh, may_change=said.__contains__)
        self.kept = self.kept or plan_files.keep_copy(self.path, self._on)
        plan_files.write_over(self.path, ready)
        self.plan = plan_files.read_plan_file(self.path)
        for place, now in actions.items():
            self._known[place] = now

    def _check_nobody_else_wrote(self, there: Plan, lines: Mapping[int, dict[str, Any]]) -> None:
        """Make sure that each line to be written holds what we know, or what is to be written."""
        for place, changed in lines.items():
            for key, said in changed.items():
                now = getattr(there.actions[place], key)
                if now not in (getattr(self._known[place], key), said or None, said):
                    message = "was changed by somebody else in the meantime, so it stays as it is; begin again"
                    raise bad_file(str(self.path), message, f"actions[{place}].{key}")


def _lines(before: Action, now: Action) -> dict[str, Any]:
    """What is written otherwise; a date that is taken away is blank, for people to fill in."""
    changed = {key: getattr(now, key) for key in SAID if getattr(now, key) != getattr(before, key)}
    return changed if changed.get("due", "") is not None else {**changed, "due": ""}


def _name(action: Action) -> tuple[str, str]:
    return action.plain_id, as_compared(action.action)

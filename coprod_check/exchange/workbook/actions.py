"""The sheet *Actions*: what a plan holds, a row for each action, those that are open first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coprod_check.documents.plan import FIND_OUT
from coprod_check.documents.text import one_line
from coprod_check.exchange.workbook.columns import Holds, SheetColumn, SheetTable, put_table
from coprod_check.exchange.workbook.looks import level_width
from coprod_check.pages.next_steps import NONE_OPEN
from coprod_check.pages.words import listed, round_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.exchange.workbook.columns import Held
    from coprod_check.exchange.workbook.looks import Looks
    from coprod_check.pages.names import Names

ACTIONS = "Actions"
HOW_FAR_IN_WORDS = {"to-do": "to do", "doing": "under way", "blocked": "blocked", "done": "done", "dropped": "dropped"}
LOOKS_DONE = "yes, if you agree"


@dataclass(frozen=True, slots=True)
class PlannedActions:
    """The actions of a plan, and what they are called and held against."""

    plan: Plan
    names: Names
    reached: Callable[[Action], bool]
    """Whether an open action looks done by the answers. Only people end one."""
    today: dt.date | None = None
    """The day on which to say what is overdue; ``None`` for a sheet that no day is to be read from."""


def _actions_table(planned: PlannedActions) -> SheetTable:
    """Every action, without notes and evidence: they may name people, and stay in the plan."""
    rubric = planned.names.rubric
    width = level_width(rubric) if rubric else 8
    columns = (
        SheetColumn("Place", Holds.WHOLE, 7),
        SheetColumn("What we will do", width=44),
        SheetColumn("About", width=24),
        SheetColumn("How far", width=11),
        SheetColumn("Owner on the staff", width=18),
        SheetColumn("Owner with lived experience", width=18),
        SheetColumn("By when", Holds.DAY, 12),
        *([SheetColumn("Days overdue", Holds.WHOLE, 10)] if planned.today else []),
        SheetColumn("How you will know", width=36),
        SheetColumn("Reached by the answers", width=12),
        SheetColumn("Done on", Holds.DAY, 12),
        SheetColumn("From level", Holds.NAMED_LEVEL, width),
        SheetColumn("To level", Holds.NAMED_LEVEL, width),
        SheetColumn("Why", width=40),
        SheetColumn("A hard question", width=40),
        SheetColumn("Team", width=22),
        SheetColumn("Round", width=14),
    )
    printed = [column.heading for column in columns].index("Done on") + 1
    rows = ((rubric, tuple(each)) for each in _action_rows(planned))
    whose = " · ".join(filter(None, (one_line(planned.plan.team), round_words(planned.plan.round or ""))))
    return SheetTable("actions", columns, rows, printed, above=whose)


def put_actions(sheet: Any, looks: Looks, planned: PlannedActions) -> None:  # noqa: ANN401 - xlsxwriter brings no types
    """Write the sheet; where nothing is open it says so below the table."""
    after = put_table(sheet, looks, _actions_table(planned))
    if not any(action.open for action in planned.plan.actions):
        sheet.write_string(after + 1, 0, NONE_OPEN, looks.one_line)


def _action_rows(planned: PlannedActions) -> Iterator[Iterator[Held]]:
    """The rows, those of open actions first; each place is the one in the plan."""
    numbered = enumerate(planned.plan.actions, 1)
    for place, action in sorted(numbered, key=lambda each: not each[1].open):
        yield _action_cells(planned, place, action)


def _action_cells(planned: PlannedActions, place: int, action: Action) -> Iterator[Held]:
    plan, names = planned.plan, planned.names
    yield from (place, one_line(action.action))
    yield from (_about(action, names), HOW_FAR_IN_WORDS[action.status])
    yield from (one_line(action.staff_owner), one_line(action.lived_experience_owner), action.due)
    if planned.today:
        yield action.days_over(planned.today) or None
    yield from (one_line(action.measure), LOOKS_DONE if planned.reached(action) else "", action.done_on)
    yield from (action.from_level, action.to_level)
    yield from (one_line(action.because), one_line(action.hard_question))
    yield from (one_line(plan.team), one_line(plan.round or ""))


def _about(action: Action, names: Names) -> str:
    """The practice that an action is about, or those that it is to find out about."""
    if action.plain_id == FIND_OUT and action.practices:
        return listed(map(names.practice, action.practices))
    return names.practice(action.practice).strip("“”") if action.practice else ""

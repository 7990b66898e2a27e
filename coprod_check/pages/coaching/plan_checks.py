"""What a careful coach would notice in a plan, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count, day, one_line
from coprod_check.pages.blocks import Bullets, Heading, Para, Report
from coprod_check.pages.names import lacks
from coprod_check.pages.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.pages.blocks import Block
    from coprod_check.pages.names import Names
    from coprod_check.rules.coaching.plan_checks import Remark

FINE = (
    "This plan is in good order: people with lived experience own every open action, alone or with staff, "
    "and no date has passed."
)
MOST_NAMED = 8
"""Keys of the team's own that are named; more are counted."""
FINE_EMPTY = "This plan is in good order, and nothing on it is open. Agree what to do next."


def checks_report(plan: Plan, remarks: tuple[Remark, ...], names: Names) -> Report:
    """Tell what was noticed, action by action, and then what is only worth knowing.

    One friendly sentence where there is nothing to look at.
    """
    return tuple(_blocks(plan, remarks, names))


def _blocks(plan: Plan, remarks: tuple[Remark, ...], names: Names) -> Iterator[Block]:
    to_mend = [each for each in remarks if not each.is_note]
    notes = [each for each in remarks if each.is_note]
    if to_mend:
        yield Heading(f"The plan of {one_line(plan.team)}: {count(len(to_mend), 'thing')} to look at", 1)
        if whole := tuple(remark_text(each) for each in to_mend if each.action is None):
            yield Bullets(whole)
        yield from _by_action(plan, to_mend, names)
    else:
        yield Para(FINE if any(action.open for action in plan.actions) else FINE_EMPTY)
    if notes:
        yield Heading("Also worth knowing" if to_mend else f"Worth knowing of the plan of {one_line(plan.team)}")
        yield from _by_action(plan, notes, names)


def _by_action(plan: Plan, remarks: list[Remark], names: Names) -> Iterator[Block]:
    for action in plan.actions:
        if texts := tuple(remark_text(each) for each in remarks if each.action is action):
            ident = f" ({one_line(action.id)})" if one_line(action.id) else ""
            yield Heading(f"{names.action(action)}{ident}, {action.status}", 3)
            yield Bullets(texts)


def remark_text(remark: Remark) -> str:
    """Say what a coach would say of it."""
    if remark.action:
        return _of_action(remark, remark.action)
    if remark.fault:
        return f"{remark.fault.where}: {remark.fault.message}."
    return f"{remark.number} actions are open. More than {remark.most} at a time is hard to keep up: which can wait?"


def _of_action(remark: Remark, action: Action) -> str:
    match remark.why:
        case "lacks-owner-or-date":
            said = f"It has {lacks(action)} yet."
        case "only-staff-own":
            said = f"Only staff own it ({one_line(action.staff_owner)}). Who with lived experience owns it with them?"
        case "overdue":
            due = f"on {day(action.due)}, " if action.due else ""
            said = f"It was due {due}{count(remark.number, 'day')} ago. Is it done, or what stopped it?"
        case "done-unproved":
            said = "It is done, and nobody has said what shows it."
        case "blocked":
            said = "It is blocked. What stops it, and who can help?"
        case "reached":
            said = "By the answers of this plan it is reached. If you agree, end it, and say what shows it."
        case "own-key":
            said = f"It has {_own_keys(remark.names)}. {_asked(remark)}".rstrip()
        case _:
            said = (
                f"Its practice is not one that we know: {one_line(remark.name)}. {_asked(remark) or 'Check the name.'}"
            )
    return said


def _own_keys(keys: Sequence[str]) -> str:
    """Name keys of the team's own; of very many the first."""
    named = [one_line(each) for each in keys[:MOST_NAMED]]
    if len(keys) == 1:
        return f"a key of your own, which stays as it is: {named[0]}"
    more = [f"{len(keys) - MOST_NAMED} more"] if len(keys) > MOST_NAMED else []
    return f"{len(keys)} keys of your own, which stay as they are: {listed([*named, *more])}"


def _asked(remark: Remark) -> str:
    """The nearest name as a question of its own."""
    return f"{remark.near[:1].upper()}{remark.near[1:]}"

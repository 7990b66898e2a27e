"""What to do next on a page: the open actions of a plan with who and when, and what is behind each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.plan import looks_reached
from coprod_check.documents.text import count, day, one_line
from coprod_check.pages.blocks import Bullets, Heading, Para
from coprod_check.pages.drawings import Piece, PlannedStep, Steps
from coprod_check.pages.names import Names
from coprod_check.pages.plan import HARD_QUESTION, HOW_YOU_WILL_KNOW, action_lines, to_find_out
from coprod_check.pages.table import Table
from coprod_check.pages.words import listed, round_words
from coprod_check.rules.plan_refresh import same_round
from coprod_check.rules.planning import practices_now

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.result import Result

NO_NEXT_STEP = "These answers ask for no next step. Agree what to keep an eye on."
NONE_OPEN = "There is no open action on the plan. Agree what comes next."
NONE_LEFT = "Nothing else is open on the plan. Agree what comes next."
SUGGESTED = (
    "A suggestion, drafted from the answers by fixed rules. Nobody has agreed it yet: change it together, "
    "and agree an owner on each side and a date."
)


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The plan on a page, and where it comes from."""

    plan: Plan
    suggested: bool
    """Whether it was drafted for this page, so that nobody has agreed it."""
    today: dt.date | None = None
    """The day on which to say what is overdue; ``None`` for a page that no day is to be read from."""


def next_steps(planned: PagePlan, result: Result) -> Iterator[Block]:
    """What was reached, then the other open actions, numbered, each with who does it by when."""
    reached, to_do = _open_actions(planned, result)
    if not planned.suggested:
        yield Para(_whose(planned, result), "soft")
        if reached:
            yield Para(reached_words(reached, Names(result.rubric)))
    if not to_do:
        yield Para(NO_NEXT_STEP if planned.suggested else NONE_LEFT if reached else NONE_OPEN)
        return
    yield action_steps(to_do, planned, Names(result.rubric))
    if planned.suggested:
        yield Para(SUGGESTED, "soft")


def _open_actions(planned: PagePlan, result: Result) -> tuple[list[Action], list[Action]]:
    """The open actions that look done by a result, and those that are still to be done."""
    still_open = [action for action in planned.plan.actions if action.open]
    reached = [action for action in still_open if not planned.suggested and reached_now(action, result)]
    return reached, [action for action in still_open if action not in reached]


def _whose(planned: PagePlan, result: Result) -> str:
    plan = planned.plan
    said = ["Your plan."]
    if plan.round is not None and not same_round(plan.round, result.round):
        said = [f"Your plan of {round_words(plan.round)}, not yet brought up to date with {round_words(result.round)}."]
    return " ".join((*said, *when_looked_at(plan, planned.today)))


def when_looked_at(plan: Plan, today: dt.date | None) -> Iterator[str]:
    """Say when the plan is to be looked at again, or was; nothing where it has no such day."""
    if plan.follow_up_on:
        past = today is not None and plan.follow_up_on < today
        yield f"{'It was to be looked at' if past else 'Look at it'} again on {day(plan.follow_up_on)}."


def reached_now(action: Action, result: Result) -> bool:
    """Whether an open action looks done by a result; to talk, and to hear the other side, never do by answers alone."""
    return looks_reached(action, practices_now(result))


def reached_words(actions: list[Action], names: Names) -> str:
    """Say which actions look done by the answers; only people end them."""
    called = listed(names.actions({str(place): each for place, each in enumerate(actions)}).values())
    return f"Reached by these answers: {called}. If you agree, mark {'it' if len(actions) == 1 else 'them'} as done."


# One action.


def action_steps(actions: Iterable[Action], planned: PagePlan, names: Names, *, measured: bool = False) -> Steps:
    """Some actions, numbered, each with who does it by when, unless they are a suggestion; and with what to find out.

    With ``measured`` each says how people will know that it worked, too.
    """
    return Steps(tuple(_step(action, planned, names, measured=measured) for action in actions))


def _step(action: Action, planned: PagePlan, names: Names, *, measured: bool) -> PlannedStep:
    below = [to_find_out(action, names)] if action.practices else []
    if measured and one_line(action.measure):
        below.append(f"{HOW_YOU_WILL_KNOW}: {one_line(action.measure)}")
    who = () if planned.suggested else tuple(_who(action, planned))
    return PlannedStep(_named(action, names), who, tuple(below))


def _named(action: Action, names: Names) -> str:
    """The words of an action, with its practice where they say no more than a level does, which tells not of what."""
    text = one_line(action.action)
    practice = names.rubric.by_id.get(action.practice) if names.rubric and action.practice else None
    return f"{practice.title}: {text}" if practice and text in practice.levels else text


def _who(action: Action, planned: PagePlan) -> Iterator[Piece]:
    """The owners, the date and how far it is; an owner who is missing stands out.

    A date is said as past where it had passed when the plan was last brought up to date, whatever day it is now.
    """
    staff, members = one_line(action.staff_owner), one_line(action.lived_experience_owner)
    if staff or members:
        yield Piece(staff) if staff else Piece("No staff owner yet", missing=True)
        yield Piece(" and ")
        yield Piece(members) if members else Piece("nobody with lived experience yet", missing=True)
    else:
        yield Piece("No owner yet", missing=True)
    made_on, today = planned.plan.made_on, planned.today
    past = action.due is not None and today is None and made_on is not None and action.due < made_on
    by = "was due by" if past else "by"
    yield Piece(f", {by} {day(action.due)}" if action.due else ", no date yet")
    if over := action.days_over(today) if today else 0:
        yield Piece(f", overdue by {count(over, 'day')}")
    if state := {"doing": "Under way", "blocked": "Blocked"}.get(action.status, ""):
        yield Piece(f". {state}")


# What is behind the actions.


def behind_the_steps(planned: PagePlan, result: Result, asked: frozenset[str] = frozenset()) -> Iterator[Block]:
    """Why each action that is to be done is there and how you will know; then what was done or dropped.

    No sentence stands twice; ``asked`` are the questions that stand on the page already.
    """
    plan, names = planned.plan, Names(result.rubric)
    _, to_do = _open_actions(planned, result)
    told_before = {f"{HARD_QUESTION}: {question}" for question in asked}
    for place, action in enumerate(to_do, 1):
        lines = [one_line(line) for line in action_lines(action)]
        fresh = tuple(line for line in lines if line not in told_before)
        told_before.update(lines)
        if fresh:
            yield Heading(f"{place}. {names.action(action)}", 3)
            yield Bullets(fresh, named=True)
    yield from closed_actions(plan, "Done or dropped")
    if planned.today and not planned.suggested:
        yield Para(f"Overdue is counted on {day(planned.today)}.")


def closed_actions(plan: Plan, caption: str) -> Iterator[Table]:
    """The actions that are done or dropped, and when; nothing where all are open."""
    closed = [action for action in plan.actions if not action.open]
    rows = tuple((one_line(each.action), each.status, day(each.done_on) if each.done_on else "-") for each in closed)
    if rows:
        yield Table(caption, ("What", "How far", "On"), rows, frozenset({0}))

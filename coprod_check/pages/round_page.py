"""A report page of one round: what matters first, then everything that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.text import count, one_line
from coprod_check.pages.blocks import Bullets, Heading, Para
from coprod_check.pages.figures import dimension_bars, practice_maps, stage_path
from coprod_check.pages.glance import actions_in_short, strengths_and_talk, widest_gap
from coprod_check.pages.names import Names
from coprod_check.pages.plan import action_lines
from coprod_check.pages.round_text import (
    HOW_NUMBERS,
    NOBODY_SHOWN,
    NOT_VALIDATED,
    cautions_and_checks,
    group_notes,
    group_sums,
    group_title,
    in_short,
    prompting,
    stage_not_known,
    unmet_lines,
    values_table,
    voices_compared,
    who_was_heard,
)
from coprod_check.pages.small_numbers import experience_blocks
from coprod_check.pages.table import Table
from coprod_check.pages.words import day
from coprod_check.rules.plan_refresh import same_round

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.pages.blocks import Block, Report
    from coprod_check.rules.result import Result

GLANCE = "At a glance"
"""The section that stands first."""
NO_QUOTES = (
    "Evidence and notes are not on this page: they may name people. They stand in your sheet and in your plan. "
    "What people wrote on sheets of their own is shown to nobody."
)


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The plan on a page, and where it comes from."""

    plan: Plan
    suggested: bool
    """Whether it was drafted for this page, so that nobody has agreed it."""
    today: dt.date | None = None
    """The day on which to say what is overdue; ``None`` for a page that no day is to be read from."""


def round_page(result: Result, planned: PagePlan | None = None) -> Report:
    """Lay out the page of one round; without a plan where nobody may be shown."""
    return tuple(_blocks(result, planned))


def _blocks(result: Result, planned: PagePlan | None) -> Iterator[Block]:
    yield Heading(f"How far along: {one_line(result.team)}, {one_line(result.round)}", 1)
    if not result.anyone_shown:
        yield from nobody_shown(result)
        return
    yield Para(f"From the answers up to {day(result.date)}. The questions: {one_line(result.rubric.title)}")
    yield Heading(GLANCE)
    yield from glance(result, planned)
    yield from the_rest(result, planned)


def nobody_shown(result: Result) -> Iterator[Block]:
    """A short page that says what to do."""
    yield Heading("Who was heard")
    yield from who_was_heard(result)
    yield Heading("What to do now")
    yield Para(NOBODY_SHOWN)


def glance(result: Result, planned: PagePlan | None) -> Iterator[Block]:
    """What to see first: who was heard, the widest gap, strengths, what to talk about, what to do."""
    yield Heading("Who was heard", 3)
    yield from who_was_heard(result)
    yield Para(in_short(result))
    yield from widest_gap(result)
    yield from strengths_and_talk(result)
    if planned:
        yield from actions_in_short(planned.plan, planned.today, suggested=planned.suggested)


def the_rest(result: Result, planned: PagePlan | None) -> Iterator[Block]:
    """Everything that the first screen rests on."""
    yield Heading("Practice by practice")
    yield from practice_maps(result)
    yield from voices_compared(result)
    yield from _dimensions(result)
    yield from _stage(result)
    yield from _remarks(result)
    yield from experience_blocks(result.rubric, result.experience)
    if planned:
        yield from plan_section(planned, result)
    yield Heading("How the numbers were made")
    yield Para(HOW_NUMBERS)
    yield Para(NO_QUOTES)
    yield Heading("What these numbers are not")
    yield Para(NOT_VALIDATED)


def _dimensions(result: Result) -> Iterator[Block]:
    rubric = result.rubric
    yield Heading("How the levels come about")
    yield dimension_bars(result)
    for group in rubric.dimensions:
        found = result.dimensions[group.id]
        members = [p for p in rubric.practices if p.dimension == group.id]
        yield Heading(group_title(rubric, group, found), 3)
        yield Bullets((*group_sums(rubric, found, members, result), *group_notes(rubric, found, members, result)))
    if rubric.values:
        yield Heading("The same by value", 3)
        yield from values_table(result)


def _stage(result: Result) -> Iterator[Block]:
    if not result.rubric.stages:
        return
    yield Heading("The stage you have reached")
    path = stage_path(result)
    if path is None:
        yield Para(stage_not_known(result))
        return
    yield path
    following = next((stage.name for stage in result.rubric.stages if stage.id == result.next_stage), None)
    if following is None:
        yield Para("It is the last stage there is.")
        return
    yield Para(f"The next stage is “{following}”. It still needs:")
    yield Bullets(unmet_lines(result))


def _remarks(result: Result) -> Iterator[Block]:
    yield from cautions_and_checks(result)
    if prompts := prompting(result):
        yield Heading("What you said of your project")
        for circumstance in prompts:
            yield Heading(circumstance.statement, 3)
            yield Bullets(circumstance.prompts)


# The plan.


def plan_section(planned: PagePlan, result: Result) -> Iterator[Block]:
    """The plan with owners and dates, and what is behind each action."""
    plan, today = planned.plan, planned.today
    yield Heading("The plan: a suggestion" if planned.suggested else "The plan")
    if planned.suggested:
        yield Para(
            "This was drafted from the answers by fixed rules. It is yours to change. "
            "The command “coprod-check plan” writes it to a file with room for owners, dates and notes."
        )
    else:
        yield Para(_whence(plan, result))
    open_actions = [action for action in plan.actions if action.open]
    closed = [action for action in plan.actions if not action.open]
    if open_actions:
        names = Names(result.rubric)
        if not planned.suggested:
            header = ("What", "Owner, staff", "Owner, lived experience", "By", "How far")
            rows = tuple(_row(plan, action, today) for action in open_actions)
            yield Table("Who does what, by when", header, rows, frozenset({0, 1, 2}))
        yield Heading("Why, and how you will know", 3)
        for place, action in enumerate(open_actions, 1):
            yield Heading(f"{place}. {one_line(action.action)}", 4)
            if lines := tuple(map(one_line, action_lines(action, names))):
                yield Bullets(lines)
    else:
        yield Para("There is no open action.")
    if closed:
        rows = tuple(
            (one_line(each.action), each.status, day(each.done_on) if each.done_on else "-") for each in closed
        )
        yield Table("Done or dropped", ("What", "How far", "On"), rows, frozenset({0}))
    if plan.follow_up_on and not planned.suggested:
        yield Para(f"Look at this again on {day(plan.follow_up_on)}.")
    if today and not planned.suggested:
        yield Para(f"Overdue is counted on {day(today)}.")


def _whence(plan: Plan, result: Result) -> str:
    made = f"The team's own plan, made on {day(plan.made_on)}" if plan.made_on else "The team's own plan"
    if plan.round is not None and not same_round(plan.round, result.round):
        return f"{made} for the round {one_line(plan.round)}, not for {one_line(result.round)}."
    return f"{made}."


def _row(plan: Plan, action: Action, today: dt.date | None) -> tuple[str, ...]:
    over = action.days_over(today) if today else 0
    how_far = [action.status, *([f"overdue by {count(over, 'day')}"] if over else [])]
    how_far += ["reached by the answers of the plan"] if plan.reached(action) else []
    return (
        one_line(action.action),
        one_line(action.staff_owner) or "none yet",
        one_line(action.lived_experience_owner) or "none yet",
        day(action.due) if action.due else "no date yet",
        ", ".join(how_far),
    )

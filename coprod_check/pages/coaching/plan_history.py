"""What became of each action and dimension over several plans, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count, one_line
from coprod_check.pages.blocks import Bullets, Heading, Para, Report
from coprod_check.pages.table import Table
from coprod_check.pages.words import short_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.plan import Plan
    from coprod_check.pages.blocks import Block
    from coprod_check.pages.names import Names
    from coprod_check.rules.coaching.plan_history import ActionHistory, History


def history_report(history: History, names: Names, *, today: dt.date, drawn: bool = False) -> Report:
    """Tell a history; ``drawn`` puts a bar of # before the words of each level."""
    return tuple(_blocks(history, names, today, drawn=drawn))


def _blocks(history: History, names: Names, today: dt.date, *, drawn: bool) -> Iterator[Block]:
    plans = history.plans
    yield Heading(f"How it went: {one_line(plans[-1].team)}", 1)
    yield Para(_span(plans))
    if not history.same_rubric:
        yield Para("The questions changed on the way. Levels of other questions are left out.")
    yield Heading("Where each action stood at each call")
    called = names.actions({each.id: each.last for each in history.actions})
    actions = tuple(_line(called[each.id], each, today) for each in history.actions)
    yield Bullets(actions) if actions else Para("There are no actions on these plans.")
    if history.dimensions:
        yield Heading("Levels")
        header = ("Dimension", *(f"{place}: {_made(plan)}" for place, plan in enumerate(plans, 1)))
        highest = max(level or 0 for each in history.dimensions for level in each.levels)
        longest = max(highest, names.rubric.top) if names.rubric else highest
        rows = tuple(
            (names.dimension(each.id), *(_bar(level, longest, names, drawn=drawn) for level in each.levels))
            for each in history.dimensions
        )
        yield Table("The level of each dimension at each call", header, rows)


def _span(plans: Sequence[Plan]) -> str:
    first, last = plans[0].made_on, plans[-1].made_on
    said = f"{len(plans)} plans, the first made on {_made(plans[0])}, the last on {_made(plans[-1])}"
    return f"{said}: {count(abs((last - first).days), 'day')} between." if first and last else f"{said}."


def _made(plan: Plan) -> str:
    return short_day(plan.made_on) if plan.made_on else "no date"


def _line(called: str, found: ActionHistory, today: dt.date) -> str:
    stood = [
        status or ("not there" if any(found.statuses[:place]) else "not yet there")
        for place, status in enumerate(found.statuses)
    ]
    said = f"{called}: {', then '.join(stood)}."
    if found.moves:
        times = {1: "once", 2: "twice"}.get(found.moves, f"{found.moves} times")
        direction = f"{count(abs(found.days), 'day')} {'later' if found.days > 0 else 'earlier'} in all"
        said += f" Its date moved {times}, {direction if found.days else 'and is where it was'}."
    if found.statuses[-1] and (over := found.last.days_over(today)):
        said += f" Overdue by {count(over, 'day')}."
    return said


LONGEST_BAR = 10
"""Above this, levels are no longer drawn: a rubric may have any number of them."""


def _bar(level: int | None, longest: int, names: Names, *, drawn: bool) -> str:
    """A level in words, and where it is drawn with a bar before them: ``##. 2 Working together``."""
    if level is None:
        return "not known"
    bar = f"{'#' * level}{'.' * (longest - level)} " if drawn and longest <= LONGEST_BAR else ""
    return f"{bar}{names.level(level)}"

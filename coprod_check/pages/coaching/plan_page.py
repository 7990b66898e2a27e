"""A plan on one page: for the wall, for an e-mail, and for whoever compares two versions of it line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count, day, one_line
from coprod_check.pages.blocks import Bullets, Heading, Page, Para, Section
from coprod_check.pages.drawings import StageOnPath, StagePath, Tile, Tiles
from coprod_check.pages.next_steps import (
    NONE_OPEN,
    PagePlan,
    action_steps,
    closed_actions,
    reached_words,
    when_looked_at,
)
from coprod_check.pages.plan import why_lines
from coprod_check.pages.words import listed, round_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from coprod_check.documents.plan import Plan, PlannedDimension
    from coprod_check.pages.blocks import Block
    from coprod_check.pages.names import Names

WHAT_WE_DO, DONE_OR_DROPPED, WHY, HOW_FAR = (
    "What we will do",
    "What is done or dropped",
    "Why, and what to ask",
    "How far we were then",
)
NO_NOTES = "Notes and evidence are not on this page: they may name people. They stand in the plan itself."
NOT_KNOWN = "not known"


def plan_page(plan: Plan, names: Names, today: dt.date | None = None) -> Page:
    """Lay out one plan: what is open and who does it, what is done, why, and the levels at which it was made.

    Without ``today`` nothing on it depends on the day, so that the same plan is always the same page.
    Why each action is there is folded, so that five actions are one sheet of paper.
    """
    still_open = [each for each in plan.actions if each.open]
    found = f"{count(len(still_open), 'thing')} to do" if still_open else "nothing is open"
    of_round = [round_words(plan.round)] if plan.round is not None and one_line(plan.round) else []
    whose = " · ".join((one_line(plan.team), *of_round))
    head = Heading(f"Our plan: {found}", 1, over=whose, document=f"{whose}: our plan")
    sections = (
        Section("", tuple(_lead(plan, names, today))),
        Section(WHAT_WE_DO, tuple(_to_do(plan, names, today))),
        Section(DONE_OR_DROPPED, tuple(closed_actions(plan, "Each action that is no longer open"))),
        Section(HOW_FAR, tuple(_how_far(plan, names))),
        Section(WHY, tuple(_why(plan, names)), folded=True),
        Section("", tuple(_small_print(today))),
    )
    return Page(head, tuple(each for each in sections if each.blocks), first=2)


def _lead(plan: Plan, names: Names, today: dt.date | None) -> Iterator[Block]:
    made = [f"Made, or last brought up to date, on {day(plan.made_on)}."] if plan.made_on else []
    if said := [*made, *when_looked_at(plan, today)]:
        yield Para(" ".join(said), "lead")
    stages = list(names.rubric.stages) if names.rubric else []
    ids = [stage.id for stage in stages]
    if plan.stage in ids:
        here = ids.index(plan.stage)
        path = (StageOnPath(stage.name, place <= here, place == here) for place, stage in enumerate(stages))
        yield StagePath(tuple(path))


def _to_do(plan: Plan, names: Names, today: dt.date | None) -> Iterator[Block]:
    if reached := [each for each in plan.actions if plan.reached(each)]:
        yield Bullets((reached_words(reached, names),))
    still_open = [each for each in plan.actions if each.open]
    if still_open:
        yield action_steps(still_open, PagePlan(plan, suggested=False, today=today), names, measured=True)
    else:
        yield Para(NONE_OPEN)


def _why(plan: Plan, names: Names) -> Iterator[Block]:
    for place, action in enumerate((each for each in plan.actions if each.open), 1):
        if lines := tuple(map(one_line, why_lines(action))):
            yield Heading(f"{place}. {names.action(action)}", 3)
            yield Bullets(lines, named=True)


def _how_far(plan: Plan, names: Names) -> Iterator[Block]:
    """The levels that the plan holds; by name, in the order of the questions, where they are at hand."""
    rubric = names.rubric
    in_order = [str(each.id) for each in rubric.dimensions] if rubric else []
    held = {str(key): found for key, found in plan.dimensions.items()}
    known = [key for key in in_order if key in held] + [key for key in held if key not in in_order]
    words = {key: NOT_KNOWN if held[key].level is None else names.level(held[key].level or 0) for key in known}
    if rubric and known:
        tiles = (_tile(key, held[key], words[key], names, rubric.top) for key in known)
        yield Tiles("The level of each dimension", rubric.top, tuple(tiles))
    elif known:
        yield Bullets(tuple(f"{names.dimension(key)}: {words[key]}" for key in known), named=True)


def _tile(key: str, found: PlannedDimension, words: str, names: Names, top: int) -> Tile:
    # People edit plans: a level that the questions do not have is told in words alone.
    level = None if found.level is None or found.level > top else found.level
    held_back = f"Held back by {listed(map(names.practice, found.held_back_by))}" if found.held_back_by else ""
    return Tile(names.dimension(key), level, words, held_back)


def _small_print(today: dt.date | None) -> Iterator[Block]:
    if today:
        yield Para(f"Overdue is counted on {day(today)}.", "soft")
    yield Para(NO_NOTES, "soft")

"""The end of ``assess``: the first screen of the result with its plan, where everything is, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coprod_check.cli import settings
from coprod_check.cli.choices import PageFormat
from coprod_check.cli.commands.plan import plan_is_in, write_plan
from coprod_check.cli.commands.plan_check_in import default_plan, go_through_reached
from coprod_check.cli.output import deliver, renderer, text_width
from coprod_check.cli.what_next import lines_with_command
from coprod_check.documents.errors import BadInput
from coprod_check.interview import wording
from coprod_check.pages.next_steps import PagePlan
from coprod_check.pages.round_lead import talked_about_line
from coprod_check.pages.round_page import round_page
from coprod_check.rules.planning import ACTIONS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.ask.front_end import FrontEnd
    from coprod_check.documents.plan import Plan
    from coprod_check.rules.result import Result
    from coprod_check.storage.checked_plan import CheckedPlan

SCREEN = 24
"""Lines of the smallest usual screen."""
AROUND = 3
"""Lines of it that are taken: one empty above the result, one below it, and the prompt of the shell."""
FEWEST = 10
"""Lines that the result has in any case."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An interview that is over, and what is to become of its answers."""

    sheet: Path
    """The file with the answers."""
    result: Result
    private: bool
    """Whether it is one person's own view."""
    plan: Path | None
    """Where the plan is to be, if that was said."""
    no_plan: Sequence[str] | None
    """Why there is to be no plan; ``None`` where there is to be one."""
    plain: bool
    before: Result | None = None
    """The round before, where it is known."""
    went: CheckedPlan | None = None
    """The plan of the round before, which the meeting began with."""
    next_theme: str = ""
    """What is left where one theme was asked, and how to go on with it."""
    rubric: str | None = None
    """The questions, where they were named on the command line."""
    sheets: Sequence[str] = ()
    """The words that name all sheets of the round, where there are others beside the file."""

    @property
    def plan_file(self) -> Path:
        """Where the plan is to be."""
        return self.plan or default_plan(self.result.team)


def end(ended: Ended, front_end: FrontEnd, today: dt.date) -> None:
    """Write the plan, show the result with it, and say what comes next.

    A plan that cannot be written takes nothing from the result: it is shown, and then
    ``BadInput`` is raised.
    """
    plan: Plan | None = None
    said: list[str] = []
    fault: BadInput | None = None
    if ended.no_plan is None:
        try:
            kept = _kept(ended, front_end, today)
            plan, said, *_ = write_plan(ended.result, ended.plan_file, on=today, actions=ACTIONS, kept=kept)
        except BadInput as error:
            fault = error
            ended = replace(ended, no_plan=[])  # what comes next is to make it, not to fill it in
    if said == [plan_is_in(ended.plan_file)]:
        said = []  # of a new plan, the next step says where it is
    width = text_width(option_plain=ended.plain)
    lines = [line for text in _last_lines(ended, said) for line in lines_with_command(text, width)]
    below = len(lines)
    planned = PagePlan(plan, suggested=False, today=today) if plan else None
    page = round_page(ended.result, planned, only_yours=ended.private, before=ended.before)
    drawn = renderer(PageFormat.TEXT, option_plain=ended.plain, most=max(SCREEN - AROUND - below, FEWEST))
    deliver(f"\n{drawn.render(page.brief)}\n", None)
    for line in lines:
        front_end.tell(line)
    if fault:
        raise fault


def _kept(ended: Ended, front_end: FrontEnd, today: dt.date) -> Path | None:
    """Ask whether what looks done is done; gives where the plan was kept before it was gone through, if it changed."""
    if ended.went is None:
        return None
    go_through_reached(ended.went, ended.result, front_end, today)
    return ended.went.kept


def _last_lines(ended: Ended, said: Sequence[str]) -> list[str]:
    """What became of the plan, where everything is, and the next step last."""
    typed, sheet, rubric = settings.how_typed(), str(ended.sheet), wording.with_rubric(ended.rubric)
    if ended.private:
        last = ended.next_theme or wording.no_plan_from_private(sheet)
        return [wording.own_copy(sheet, rubric, typed), wording.change_later(sheet, rubric, typed), last]
    plan = str(ended.plan_file) if ended.no_plan is None else ""
    sheets = ended.sheets or [sheet]
    talked = talked_about_line(ended.result)
    where = [*([talked] if talked else []), *said, wording.done(sheet), wording.to_print(sheets, plan, rubric, typed)]
    if ended.no_plan is None:
        where.append(wording.agree_owners(plan, rubric, typed))
    elif not ended.next_theme:
        where.append(wording.plan_later(sheets, str(ended.plan_file), rubric, typed))
    return [*where, *(ended.no_plan or ()), *([ended.next_theme] if ended.next_theme else [])]

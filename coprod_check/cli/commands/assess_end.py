"""The end of ``assess``: the first screen of the result with its plan, where everything is, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.ask.lines import wrap
from coprod_check.cli import settings
from coprod_check.cli.choices import PageFormat
from coprod_check.cli.commands.plan import plan_is_in, write_plan
from coprod_check.cli.output import deliver, renderer, text_width
from coprod_check.cli.what_next import PAGE, with_command
from coprod_check.documents.errors import BadInput
from coprod_check.interview import wording
from coprod_check.pages.next_steps import PagePlan
from coprod_check.pages.round_page import round_page
from coprod_check.rules.planning import ACTIONS
from coprod_check.storage import file_names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from coprod_check.ask.front_end import FrontEnd
    from coprod_check.documents.plan import Plan
    from coprod_check.rules.result import Result

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

    @property
    def plan_file(self) -> Path:
        """Where the plan is to be."""
        return self.plan or Path(f"{file_names.slug(self.result.team)}.plan.toml")


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
            plan, said, _ = write_plan(ended.result, ended.plan_file, on=today, actions=ACTIONS)
        except BadInput as error:
            fault = error
    if said == [plan_is_in(ended.plan_file)]:
        said = []  # of a new plan, the next step says where it is
    lines = _last_lines(ended, said, text_width(option_plain=ended.plain))
    planned = PagePlan(plan, suggested=False, today=today) if plan else None
    page = round_page(ended.result, planned, only_yours=ended.private)
    drawn = renderer(PageFormat.TEXT, option_plain=ended.plain, most=max(SCREEN - AROUND - len(lines), FEWEST))
    deliver(f"\n{drawn.render(page.brief)}\n", None)
    for line in lines:
        front_end.tell(line)
    if fault:
        raise fault


def _last_lines(ended: Ended, said: Sequence[str], width: int) -> list[str]:
    """What became of the plan, where everything is, and the next step last; each line fits, and each command works."""
    sheet, plan, program = str(ended.sheet), str(ended.plan_file), settings.program()

    def then(words: str, *command: str) -> list[str]:
        return with_command(wrap(words, width), [program, *map(wording.quoted, command)], width)

    thanks = wording.done(sheet)
    if ended.private:
        again = then(f"{thanks} {wording.SEE_IT_AGAIN}", "assess", "--answers", sheet)
        return [*again, *wrap(wording.no_plan_from_private(sheet), width)]
    with_plan = ["--plan", plan] if ended.no_plan is None else []
    where = [line for each in (*said, thanks) for line in wrap(each, width)]
    where += then(wording.TO_PRINT, "report", sheet, *with_plan, "--out", PAGE)
    if ended.no_plan is None:
        return [*where, *then(wording.agree_owners(plan), "plan", "--check", plan)]
    why = [line for each in ended.no_plan for line in wrap(each, width)]
    return [*where, *(why or then(wording.PLAN_LATER, "plan", sheet, "--out", plan))]

"""Where the plans of many teams stand, in words: one line for each before the calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.text import count, day, one_line
from coprod_check.pages.blocks import Bullets, Heading, Page, Para, Section
from coprod_check.pages.table import Table
from coprod_check.pages.words import listed, short_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.plan import Plan
    from coprod_check.pages.blocks import Block
    from coprod_check.pages.names import Names
    from coprod_check.rules.coaching.plan_changes import PlanDiff
    from coprod_check.rules.coaching.plan_overview import PlanStand

NOTHING_TO_LOOK_AT = "There is nothing to mend in any of them."
WHAT_LOOKS_DONE = "Looks done: the team's answers have the level that an open action aims at. Only the team can end it."
_COUNTED = ("Open", "Overdue", "No owner", "Looks done")


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One team's plan, how it stands, and what changed since it was last looked at."""

    plan: Plan
    stand: PlanStand
    names: Names
    diff: PlanDiff | None = None


def overview_page(lines: Sequence[OverviewLine], *, today: dt.date, compared: bool = False) -> Page:
    """Tell how each plan stands, the teams by name; ``compared`` adds what changed since then."""
    several = len({line.plan.rubric for line in lines}) > 1
    header = ("Team", *(["Questions"] if several else []), "Stage", *_COUNTED, "Next date")
    rows = tuple(
        (
            one_line(line.plan.team),
            *([line.plan.rubric] if several else []),
            line.names.stage(line.plan.stage),
            *_counts(line.stand),
            short_day(line.stand.next_date) if line.stand.next_date else "none",
        )
        for line in lines
    )
    table = Table("How each plan stands", header, rows, typed=frozenset({0}))
    notes = [Para(WHAT_LOOKS_DONE, "soft")] if any(line.stand.reached for line in lines) else []
    sections = [Section("", (Para(_lead(lines)), table, *notes))]
    if compared:
        sections.append(Section("Since last time", tuple(_since_last_time(lines))))
    return Page(Heading(f"{count(len(lines), 'plan')} on {day(today)}", 1), tuple(sections))


def _since_last_time(lines: Sequence[OverviewLine]) -> Iterator[Block]:
    """What became of each plan; of several without a plan of before it is said once."""
    alone = [line for line in lines if line.diff is None]
    told = lines if len(alone) == 1 else [line for line in lines if line.diff is not None]
    if told:
        yield Bullets(tuple(f"{one_line(line.plan.team)}: {_since(line)}." for line in told), named=True)
    if len(alone) > 1:
        yield Para(
            f"There is no plan of before to compare with of {listed(one_line(each.plan.team) for each in alone)}."
        )


def _lead(lines: Sequence[OverviewLine]) -> str:
    number = sum(line.stand.to_look_at > 0 for line in lines)
    if not number:
        return NOTHING_TO_LOOK_AT
    if number == len(lines) == 1:
        return "There is something to look at in it."
    return f"There is something to look at in {'each' if number == len(lines) else number} of them."


def _counts(stand: PlanStand) -> tuple[str, ...]:
    return tuple(map(str, (stand.open, stand.overdue, stand.no_owner, stand.reached)))


def _since(line: OverviewLine) -> str:
    """The stage where it is another one, and what happened to the actions; what did not happen is left out."""
    diff = line.diff
    if diff is None:
        return "there is no plan of before to compare it with"
    found = diff.actions
    counted = (
        (found.done, "done"),
        (found.started, "started"),
        (found.blocked, "blocked"),
        (found.new, "new"),
        ((*found.dropped, *found.gone), "dropped"),
        (found.slipped, "moved later"),
        (found.stuck, "stuck"),
    )
    said = [", ".join(f"{len(each)} {what}" for each, what in counted if each)]
    if diff.same_rubric and diff.old.stage != diff.new.stage:
        said.insert(0, f"the stage is {_quoted(line.names, diff.new)}, was {_quoted(line.names, diff.old)}")
    return "; ".join(filter(None, said)) or ("other changes" if diff.differs else "nothing has changed")


def _quoted(names: Names, plan: Plan) -> str:
    return "not known" if plan.stage is None else f"“{names.stage(plan.stage)}”"

"""What stands first on a report page: the gap, strengths, what to talk about, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import count, one_line
from coprod_check.pages.blocks import Bullets, Heading, Para
from coprod_check.pages.names import owners
from coprod_check.pages.round_text import NOWHERE, gap_line
from coprod_check.pages.words import day, listed
from coprod_check.rules.highlights import AT_FIRST_SIGHT, strengths, topics

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.documents.rubric import Practice
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.highlights import Topic
    from coprod_check.rules.result import Result

NAMED = 2
"""How many practices of a find-out are named where there is little room."""
_COUNTED = {1: "One", 2: "Two", 3: "Three"}
NO_NEXT_STEP = "These answers ask for no next step. Agree what to keep an eye on."
ONLY_TOGETHER = (
    "The sheet was filled in together, so it does not tell what each side would have said alone. "
    "Ask in the meeting: on which of these did we not agree at first?"
)
NO_PAIR = "On no practice did both sides give a level, so the two voices cannot be compared yet."
ONLY_ONE = "Only one side can be shown, so the two voices cannot be compared yet."


def widest_gap(result: Result) -> Iterator[Block]:
    """Say where the two voices differ most, in the levels' own words."""
    yield Heading("Where the two voices differ most", 3)
    apart = result.differing
    if apart:
        widest = [each for each in apart if abs(each[1].gap or 0) == abs(apart[0][1].gap or 0)]
        yield Bullets(tuple(gap_line(*each) for each in widest[:AT_FIRST_SIGHT]), named=True)
        more = len(apart) - len(widest[:AT_FIRST_SIGHT])
        if more:
            yield Para(f"They differ on {count(more, 'other practice')} too.")
    elif result.compared:
        yield Para(NOWHERE)
    else:
        yield Para(_why_not_compared(result))


def _why_not_compared(result: Result) -> str:
    shown = [side for side in SIDES if result.voices[side].shown]
    if len(shown) == len(SIDES):
        return NO_PAIR
    return ONLY_TOGETHER if result.view == "together" and not shown else ONLY_ONE


def topic_line(topic: Topic) -> str:
    """Say what to talk about, why, and what to ask."""
    ask = f" Ask: {topic.hard_question}" if topic.hard_question else ""
    return f"{_about(topic)}: {topic.why}{ask}"


def _about(topic: Topic) -> str:
    titles = [each.title for each in topic.practices]
    if len(titles) > NAMED + 1:
        titles = [*titles[:NAMED], f"{len(titles) - NAMED} others"]
    return listed(titles) if titles else "The other side"


def _strength_line(result: Result, practice: Practice) -> str:
    found = result.practices[practice.id]
    level = found.level or 0
    line = f"{practice.title}: level {result.rubric.level_words(level)}, “{practice.levels[level]}”"
    if found.one_voice:
        line += " (One side said so.)"
    return f"{line} There is evidence." if found.evidence else line


def strengths_and_talk(result: Result) -> Iterator[Block]:
    """Tell the strengths, and then what to talk about."""
    strong = strengths(result)
    yield Heading(f"{_COUNTED[len(strong)]} strength{'s'[: len(strong) != 1]}" if strong else "Strengths", 3)
    if strong:
        yield Bullets(tuple(_strength_line(result, practice) for practice in strong), named=True)
    else:
        lowest = result.rubric.level_words(0)
        yield Para(f"Nothing stands out above level “{lowest}” so far. Saying so openly is where it starts.")
    talk = topics(result)
    count = len(talk)
    yield Heading(f"{_COUNTED[count]} thing{'s'[: count != 1]} to talk about" if talk else "To talk about", 3)
    yield Bullets(tuple(map(topic_line, talk)), named=True) if talk else Para(NO_NEXT_STEP)


def actions_in_short(plan: Plan, today: dt.date | None, *, suggested: bool) -> Iterator[Block]:
    """Tell the open actions in a line each."""
    yield Heading("What to do next: a suggestion" if suggested else "What to do next", 3)
    open_actions = [action for action in plan.actions if action.open]
    if not open_actions:
        yield Para(NO_NEXT_STEP if suggested else "There is no open action on the plan. Agree what comes next.")
        return
    yield Bullets(tuple(_in_short(action, today, suggested=suggested) for action in open_actions))
    if suggested:
        yield Para("Nobody has agreed this yet. Change it together, and agree an owner on each side and a date.")


def _in_short(action: Action, today: dt.date | None, *, suggested: bool) -> str:
    text = one_line(action.action)
    if suggested:
        return text
    due = f"by {day(action.due)}" if action.due else "with no date"
    over = action.days_over(today) if today else 0
    late = f", overdue by {count(over, 'day')}" if over else ""
    doing = {"doing": ". It is under way", "blocked": ". It is blocked"}.get(action.status, "")
    who = owners(action)
    return f"{text} {who[:1].upper()}{who[1:]}, {due}{late}{doing}."

"""A plan's dates for a calendar (iCalendar, RFC 5545): an all-day event for each open action and for the follow-up."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections import Counter
from typing import TYPE_CHECKING

from icalendar import Calendar, Event
from icalendar.prop import vText

from coprod_check.documents.text import as_compared, identity, one_line
from coprod_check.pages.plan import HOW_YOU_WILL_KNOW, to_find_out
from coprod_check.pages.words import cut, round_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.pages.names import Names

LONGEST_TITLE = 255
"""Letters of a title: more than that some calendars cut off or refuse."""
_OF_OURS = uuid.UUID("8aa211bb-25e5-434c-af92-f1fd70dcb9c2")
"""What keeps our identifiers apart from everybody else's; never to be changed."""
_Key = tuple[str | int, ...]
_FIRST_DAY = dt.date(1970, 1, 1)
"""When a plan was made that does not say so."""
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


class _AsTyped(vText):
    r"""Text of which every character comes back.

    The library takes a backslash before a capital N, as in ``C:\New``, for a line break (icalendar 7.3).
    """

    def to_ical(self) -> bytes:
        """Escape what RFC 5545 (3.3.11) names."""
        return self.translate(_ESCAPED).encode()


def plan_calendar(plan: Plan, names: Names) -> bytes | None:
    """A plan as one calendar file; ``None`` for a plan without any date, as a calendar must hold something.

    The same plan gives the same bytes. Each event keeps its identifier for as long as the
    team, the questions and the action's id stay, so that a calendar that takes the file in
    again moves what is there and adds nothing twice. Whatever is done or dropped has no event.
    """
    events = list(_events(plan, names))
    if not events:
        return None
    calendar = Calendar()
    calendar.add("prodid", _AsTyped("-//coprod-check//plan//EN"))
    calendar.add("version", _AsTyped("2.0"))
    # Not in the standard, and what most calendars show.
    calendar.add("x-wr-calname", _AsTyped(f"Our plan: {one_line(plan.team)}"))
    for event in events:
        calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def _events(plan: Plan, names: Names) -> Iterator[Event]:
    still_open = [each for each in plan.actions if each.open]
    whose = _whose(plan)
    if plan.follow_up_on:
        title = f"Look at our plan again: {one_line(plan.team)}"
        lines = ["Answer the questions again, and agree what became of each action."]
        if still_open:
            lines += ["", "What we said we would do:", *(f"- {_title(each, names)}" for each in still_open)]
        yield _event(plan, ("follow-up",), plan.follow_up_on, title, [*lines, "", whose])
    for key, action in zip(_keys(still_open), still_open, strict=True):
        if action.due:
            lines = [*_behind(action, names), whose]
            yield _event(plan, key, action.due, _title(action, names), lines)


def _whose(plan: Plan) -> str:
    of_round = [round_words(plan.round)] if plan.round and one_line(plan.round) else []
    return ", ".join((one_line(plan.team), *of_round))


def _keys(actions: Iterable[Action]) -> Iterator[_Key]:
    """What tells the actions of a plan apart: the id; of one without an id its words, counted where they are alike."""
    seen: Counter[str] = Counter()
    for action in actions:
        if action.id.strip():
            yield "action", action.id
        else:
            words = as_compared(action.action)
            seen[words] += 1
            yield "words", words, seen[words]


def _title(action: Action, names: Names) -> str:
    """What is to be done, behind the title of its practice where the questions are at hand."""
    practice = names.rubric.by_id.get(action.practice) if names.rubric and action.practice else None
    words = one_line(action.action)
    return f"{one_line(practice.title)}: {words}" if practice else words


def _behind(action: Action, names: Names) -> Iterator[str]:
    """Who does it, how they will know that it worked, and what is to be found out."""
    yield f"Staff: {one_line(action.staff_owner) or 'nobody yet'}"
    yield f"People with lived experience: {one_line(action.lived_experience_owner) or 'nobody yet'}"
    if one_line(action.measure):
        yield f"{HOW_YOU_WILL_KNOW}: {_lines(action.measure)}"
    if action.practices:
        yield one_line(to_find_out(action, names))


def _lines(text: str) -> str:
    """What people typed, with its line ends and without a character that a calendar could take for one of its own."""
    return "\n".join(map(one_line, text.strip().splitlines()))


def _event(plan: Plan, key: _Key, on: dt.date, title: str, lines: Iterable[str]) -> Event:
    made_on = plan.made_on or _FIRST_DAY
    short = cut(title, LONGEST_TITLE)
    told = [title, "", *lines] if short != title else lines
    event = Event()
    event.add("uid", _AsTyped(_identifier(plan, key)))
    event.add("dtstamp", dt.datetime.combine(made_on, dt.time(), dt.UTC))
    # A plan that was brought up to date is a later edition of the same event.
    event.add("sequence", max((made_on - _FIRST_DAY).days, 0))
    event.add("dtstart", on)
    event.add("dtend", on + dt.timedelta(days=1))
    event.add("summary", _AsTyped(short))
    event.add("description", _AsTyped("\n".join(told)))
    event.add("transp", _AsTyped("TRANSPARENT"))  # nobody is busy all day because of it
    return event


def _identifier(plan: Plan, key: _Key) -> str:
    """What an event is known by: made of the team however it is spelt, the questions and the action alone."""
    return str(uuid.uuid5(_OF_OURS, json.dumps([identity(plan.team), plan.rubric, *key])))

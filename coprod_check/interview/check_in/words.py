"""What the check-in of a plan says: plain words, short sentences, no blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count, day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from coprod_check.documents.plan import Status

HOW_FAR = "How far is it?"
STATUS_ON_SCREEN: dict[Status, str] = {
    "done": "Done",
    "doing": "Doing it now",
    "to-do": "Not begun yet",
    "blocked": "Blocked",
    "dropped": "Dropped: we will not do it",
}
"""What a status is called here, in the order in which it is offered."""
HOW_FAR_HELP = (
    "Done: it has happened, and something shows it.",
    "Blocked: you want to do it, and something is in the way.",
    "Dropped: you have decided together not to do it. That is a good answer too, and it makes room for another step.",
    "Just Enter leaves it as it is. Then we ask only for what is missing: an owner on each side, and a date to come.",
)
WHAT_SHOWS_IT = "What shows it?"
SHOWS_PROMPT = "Type a few words, then Enter. Just Enter leaves it empty"
SHOWS_NO_NAMES = "Please do not name people who use the service."
NOTHING_SHOWS_IT = "Nothing shows it for now. You can add it later."
IN_THE_WAY = "What is in the way?"
IN_THE_WAY_PROMPT = "Type a few words, then Enter"
IN_THE_WAY_NEEDED = "Please say in a few words what is in the way, or type b to go back."
WHY_DROPPED = "Why do you drop it?"
WHY_DROPPED_PROMPT = "Type a few words, then Enter. Just Enter leaves it out"
WHO_STAFF = "Who does it, on the staff side?"
WHO_MEMBERS = "And who does it, on the side of people with lived experience?"
WHO_HELP = "A role is enough, such as “the nurse lead”. Each action needs somebody on both sides."
WHO_PROMPT = "Type who, then Enter. 0 is nobody yet"
BY_WHEN = "By when?"
BY_WHEN_PROMPT = "Type a date such as 2027-01-15, or a number of weeks such as 4, then Enter. 0 is no date yet"
NO_DATE_YET = "No date yet"
AS_IT_IS = "Left as it is."
REVIEW_PLAN = "Here is what you said of the plan. Is it right?"
FINISH_CHECK_IN = "Finish"
NONE_TO_GO_THROUGH = "There is no open action on the plan. Agree what comes next."
NO_QUESTION_YET = "No question was answered yet. To go on, give the same command again."
AS_THEY_ARE = "The others stay as they are."


def begins(open_actions: int) -> str:
    """Say what is coming."""
    return f"The plan: {count(open_actions, 'open action')}, one at a time. Each answer is saved at once."


def begins_with_plan(open_actions: int) -> str:
    """Say that the plan comes before the questions."""
    return f"First the plan: {count(open_actions, 'open action')}, one at a time. The questions come after it."


def looks_done(reached: int) -> str:
    """Say that new answers reach what some actions aim at, and that people decide."""
    look, they = ("looks", "it is") if reached == 1 else ("look", "they are")
    return f"By these answers {count(reached, 'open action')} {look} done. You say whether {they}."


def plan_elsewhere(path: str) -> str:
    """Say that a plan lies beside the last sheet; ``path`` is as a shell takes it."""
    return (
        f"There is a plan in {path}, beside last time's sheet. "
        f"To go on with it, stop here, and give the same command with --plan {path}"
    )


def cannot_begin(why: str) -> str:
    """Say that the plan beside an interview cannot be gone through, and that the interview goes on."""
    return f"We cannot go through the plan: {why}. We leave it as it is and go on with the questions."


def action_progress(place: int, of: int, name: str) -> str:
    """Say which action it is, and how many there are."""
    return f"Action {place} of {of}: {name}"


def is_reached(now: str) -> str:
    """Say that an action looks done; ``now`` is the level that the answers say, empty where it aims at none."""
    found = f"you are now at {now}" if now else "nothing in it is unknown any more"
    return f"Reached: {found}. Mark as done?"


def due_words(due: dt.date | None, today: dt.date) -> str:
    """Say by when, and of a day that has passed how long ago it was."""
    if due is None:
        return f"{NO_DATE_YET}."
    over = (today - due).days
    return f"It was due on {day(due)}, {count(over, 'day')} ago." if over > 0 else f"Due by {day(due)}."


def kept_day(due: dt.date, today: dt.date) -> str:
    """Name the day that stands there now."""
    return f"{day(due)}, which has passed" if due < today else day(due)


def who_does_it(staff: str, members: str) -> str:
    """Say who does it."""
    if not staff and not members:
        return "No owner yet."
    return f"With {staff or 'nobody on the staff side yet'} and {members or 'nobody with lived experience yet'}."


def measure_words(measure: str) -> str:
    """Say how it will be known."""
    return f"How you will know: {measure}"


def reason_words(because: str) -> str:
    """Say why an action is on the plan."""
    return f"Why it is on the plan: {because}"


def question_words(question: str) -> str:
    """Ask the hard question."""
    return f"A hard question: {question}"


def so_far(notes: str) -> str:
    """Say what was noted before."""
    return f"Noted so far: {notes}"


def noted_on(today: dt.date, status: str, why: str) -> str:
    """The line that goes into the notes of an action.

    >>> import datetime
    >>> noted_on(datetime.date(2026, 11, 20), "blocked", "The room is closed.")
    '2026-11-20, blocked: The room is closed.'
    """
    return f"{today.isoformat()}, {status}: {why}"


def marked(words: str) -> str:
    """Say a status back."""
    return f"You chose: {words}"


def not_a_name(text: str) -> str:
    """Ask for a name where a number was typed."""
    return f"Sorry, '{text[:20]}' is no name. Type a name or a role, 0 for nobody yet, or just Enter to leave it."


def not_a_day(text: str) -> str:
    """Say how a date is written."""
    return (
        f"Sorry, '{text[:20]}' is no date that we can read. Write it as 2027-01-15 or 15 January 2027, or 4 for weeks."
    )


def day_is_past(date: dt.date) -> str:
    """Ask for a day to come."""
    return f"{day(date)} has passed. Type a day to come, or 0 for no date yet."


def review_line(name: str, status: str) -> str:
    """One action on the page before the end."""
    return f"{name}: {status}"


def summed_up(counted: Sequence[tuple[Status, int]]) -> str:
    """Say how many actions stand how.

    >>> summed_up((("done", 3), ("to-do", 1)))
    '3 done, 1 not begun.'
    """
    short: dict[Status, str] = {"to-do": "not begun", "doing": "under way"}
    return ", ".join(f"{number} {short.get(status, status)}" for status, number in counted) + "."


def saved_in_plan(path: str, kept: str) -> str:
    """Say where what was said is, and the plan as it was; ``kept`` is empty where nothing changed."""
    if not kept:
        return f"Nothing in {path} has changed."
    return f"What you said is in {path}. The plan as it was before is in {kept}."


def room_for(more: int, command: str) -> str:
    """Say that there is room on the plan, and how the next steps come."""
    return f"There is room for {count(more, 'more step', 'more steps')}. To have them put on the plan: {command}"


def go_on_with_plan(command: str) -> str:
    """Say how to go on with the actions that were not gone through."""
    return f"To go on: {command}"


def look_at(command: str) -> str:
    """Say how to see what is still missing."""
    return f"What a careful coach would notice: {command}"

"""What the meeting after the private sheets says, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_check.documents.rubric import Practice
    from coprod_check.documents.shapes import Side
    from coprod_check.rules.result import VoiceStatus

WHO: dict[Side, str] = {"staff": "Staff", "lived-experience": "People with lived experience"}

AFTER_THE_SHEETS = (
    "This is the meeting after the private sheets. You see what each side said alone, and agree one answer together. "
    "It goes practice by practice: first where the two sides differ most, and what many do not know."
)
NOTHING_TO_SHOW = "So there is nothing to look back at. We ask every practice in turn."
SPLIT = "Among themselves they are two levels apart, or more."
MANY_DO_NOT_KNOW = "A third of them or more do not know."
TOO_FEW = "too few answered this to show."
NO_LEVEL: dict[VoiceStatus, str] = {
    "dont-know": "they do not know.",
    "not-applicable": "it does not apply.",
    "unanswered": "not answered.",
    "too-few": TOO_FEW,
}

WHY_MOVED = "That is not where your answers alone came to. What moved it?"
WHY_MOVED_PROMPT = "Type one line, without names, then Enter. Just Enter leaves it out"

WHY_NOTED = "Noted."

LIST_PROGRESS = "Where both sides agree"
LIST = "On these both sides chose the same level. Are they right for all of you?"
LIST_WHY = (
    "Taken as they are, they are what this meeting agrees. Open each one that anybody wants to talk about. "
    "Nobody has to say why."
)
LIST_HELP = (
    "What you take as it is gets no evidence from this meeting. Open a practice to say what shows it, or to choose "
    "another level. What you leave blank is not answered by the meeting; what each side said alone still counts."
)
LIST_PROMPT = "Type a number to open that one, or t to take all that are left as they are"
TAKE = "Take these as they are"
TAKEN = "taken as they are"
LEAVE_LIST = "Leave these blank"


def _people(side: Side) -> str:
    return WHO[side].lower()


def is_shown(side: Side, sheets: int) -> str:
    """Say that a voice may be shown, and how many people are behind it."""
    return f"{WHO[side]}: {count(sheets, 'sheet')} of their own, which may be shown."


def is_hidden(side: Side) -> str:
    """Say that a voice is hidden, never how many they were, and what to do."""
    return (
        f"{WHO[side]}: too few answered alone for anything of it to be shown, so we go on without it. "
        f"What they say today counts: ask {_people(side)} first. "
        "To see their answers another time, ask each of them, alone, to agree to be shown."
    )


def is_absent(side: Side) -> str:
    """Say that nobody of a side answered alone, and what to do."""
    return f"{WHO[side]}: nobody answered alone. Ask {_people(side)} first today."


def what_comes(apart: int, not_known: int, agreed: int) -> str:
    """Say how many practices differ, are not known, and are offered as one list."""
    said_ = [f"The two sides differ on {count(apart, 'practice')}."] if apart else []
    said_ += [f"Many do not know about {count(not_known, 'practice')}."] if not_known else []
    said_ += [f"Both sides agree on {count(agreed, 'practice')}: at the end, in one list."] if agreed else []
    return " ".join(said_) or "We ask every practice in turn."


def at_least(minutes: int) -> str:
    """Say how long it takes without the talk."""
    return (
        f"To read and to choose takes about {count(minutes, 'minute')}; plan as much again, or more, to talk. "
        "Nothing leaves this computer."
    )


def side_said(side: Side, what: str) -> str:
    """Say what a side said."""
    return f"{WHO[side]}: {what}"


def who(sides: Sequence[Side]) -> str:
    """Name the sides that said the same; empty where there is none."""
    return "both sides" if len(sides) > 1 else "".join(map(_people, sides))


def both_said(what: str) -> str:
    """Say what both sides said alike."""
    return f"Both sides: {what}"


def quoted_level(practice: Practice, level: int, name: str) -> str:
    """A level with its own words. Nobody is quoted as saying the lowest, only as not yet being at the next."""
    words = f"Level 1 would be: “{practice.levels[1]}”" if level == 0 else f"“{practice.levels[level]}”"
    return f"{name}. {words}"


def lower_first(side: Side) -> str:
    """Ask the side that chose the lower level to speak first."""
    return f"Ask {_people(side)} first: what do they see?"


def hard(question: str) -> str:
    """Ask the hard question."""
    return f"Then ask yourselves: {question}"


def alone_came_to(answer: str, *, lower: bool) -> str:
    """Say where the private sheets stood on a practice; ``lower`` where that is the lower of two levels."""
    return f"By themselves your sheets came to: {answer}{', the lower of the two' if lower else ''}."


def to_take(left: int) -> str:
    """Head the list."""
    return f"{LIST_PROGRESS}: {count(left, 'practice')}"


def taken(many: int) -> str:
    """Say that the list was taken."""
    return f"{count(many, 'practice')} taken as they are."


def list_comes(answered: int, of: int) -> str:
    """Say where a meeting goes on whose practices are all talked about."""
    return f"You answered {answered} of {of}. Going on with those on which both sides agree."

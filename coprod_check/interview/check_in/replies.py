"""What a reply does to a check-in. One that cannot be taken does nothing, and says why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coprod_check.documents.text import as_typed, one_line
from coprod_check.interview import wording
from coprod_check.interview.check_in import words
from coprod_check.interview.check_in.screens import BY_KEY, FINISH, view_check_in
from coprod_check.interview.check_in.state import Ask
from coprod_check.interview.check_in.typed_days import typed_day
from coprod_check.interview.screens import AGAIN, BACK, HELP, HELP_KEYS, STOP, key_meant

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.documents.plan import Action
    from coprod_check.interview.check_in.state import CheckIn
    from coprod_check.interview.screens import Screen

YES = frozenset({"y", "yes"})
DONE = next(key for key, status in BY_KEY.items() if status == "done")
NONE = "0"
"""What is typed for nobody, and for no date."""


def update_check_in(state: CheckIn, reply: str) -> CheckIn:
    """Take one reply; a reply that cannot be taken changes nothing but ``error``.

    An empty reply keeps what is there.
    """
    state = replace(state, error="", told=())
    screen = view_check_in(state)
    text = as_typed(reply)
    key = _key(screen, text)
    if key == STOP.key:
        return replace(state, stopped=True)
    if key == BACK.key:
        return _back(state)
    if screen.kind == "line":
        return _UPDATES[state.ask](state, one_line(text))
    return _choose(state, screen, text, key)


def _choose(state: CheckIn, screen: Screen, text: str, key: str) -> CheckIn:
    if not text and screen.current:
        return _left_as_it_is(state)
    if key in {AGAIN.key, *(HELP_KEYS if HELP in screen.commands else ())}:
        return state  # said by the front end; here there is nothing to change
    if key in YES and state.ask is Ask.HOW_FAR and state.before.reached:
        key = DONE  # it was asked whether to mark it as done
    if key not in screen.keys:
        return replace(state, error=wording.not_a_choice(text, screen.keys, screen.current))
    return _UPDATES[state.ask](state, key)


def _key(screen: Screen, text: str) -> str:
    """The key that was typed; the words that stand behind a choice, or the first of them, are taken for it."""
    said = " ".join(text.casefold().split())
    for choice in screen.choices if said else ():
        label = choice.label.casefold()
        if said in {label, label.split(":")[0], label.split()[0]}:
            return choice.key
    return key_meant(screen, text)


# Going on, and back.


def _onward(state: CheckIn) -> CheckIn:
    """Go on to what else is asked of this action, then to the next one, or back to the page that sent us."""
    here = state.path.index(state.ask) + 1 if state.ask in state.path else 0
    if here < len(state.path):
        return replace(state, ask=state.path[here])
    following = state.place + 1
    if state.returning or following == len(state.asked):
        return replace(state, ask=Ask.REVIEW, path=(), returning=False)
    return replace(state, ask=Ask.HOW_FAR, place=following, path=())


def _back(state: CheckIn) -> CheckIn:
    """Go back one question; what was said stays as it is."""
    if state.ask is Ask.REVIEW:
        return replace(state, ask=Ask.HOW_FAR, place=len(state.asked) - 1, path=())
    if state.ask in state.path:
        here = state.path.index(state.ask)
        return replace(state, ask=state.path[here - 1] if here else Ask.HOW_FAR)
    if state.returning:
        return replace(state, ask=Ask.REVIEW, path=(), returning=False)
    if not state.place:
        return replace(state, error=wording.FIRST_QUESTION)
    return replace(state, ask=Ask.HOW_FAR, place=state.place - 1, path=())


def _with(state: CheckIn, **changes: object) -> CheckIn:
    draft = list(state.draft)
    draft[state.place] = state.action.model_copy(update=changes)
    return replace(state, draft=tuple(draft))


# What each question takes.


def _left_as_it_is(state: CheckIn) -> CheckIn:
    """Ask only for what is missing of an action that stays as it is; for nothing where it looks done."""
    asks = state.action.open and not state.before.reached
    path = tuple(_missing(state.action, state)) if asks else ()
    return _onward(replace(state, path=path, told=(words.AS_IT_IS,)))


def _missing(action: Action, state: CheckIn) -> list[Ask]:
    return [
        *([] if one_line(action.staff_owner) else [Ask.STAFF]),
        *([] if one_line(action.lived_experience_owner) else [Ask.MEMBERS]),
        *([] if action.due and action.due >= state.today else [Ask.DUE]),
    ]


def _update_how_far(state: CheckIn, key: str) -> CheckIn:
    status, was = BY_KEY[key], state.before.action
    done_on = (was.done_on or state.today) if status == "done" else was.done_on
    # A reason that was given for another status goes with it.
    notes = state.action.notes if status == state.action.status else was.notes
    state = _with(state, status=status, done_on=done_on, notes=notes)
    match status:
        case "done":
            path: tuple[Ask, ...] = (Ask.EVIDENCE,)
        case "dropped":
            path = (Ask.WHY,)
        case "blocked":
            path = (Ask.WHY, Ask.STAFF, Ask.MEMBERS, Ask.DUE)
        case _:
            path = (Ask.STAFF, Ask.MEMBERS, Ask.DUE)
    return _onward(replace(state, path=path, told=(words.marked(words.STATUS_ON_SCREEN[status]),)))


def _update_evidence(state: CheckIn, text: str) -> CheckIn:
    there = bool(one_line(state.action.evidence))
    if not text:
        told = wording.kept(wording.EVIDENCE_SHORT) if there else words.NOTHING_SHOWS_IT
        return _onward(replace(state, told=(told,)))
    return _onward(replace(_with(state, evidence=text), told=(wording.EVIDENCE_SAVED,)))


def _update_why(state: CheckIn, text: str) -> CheckIn:
    status, was = state.action.status, state.before.action
    if not text:
        if status == "blocked" and not state.action.notes.strip():
            return replace(state, error=words.IN_THE_WAY_NEEDED)
        return _onward(state)
    line = words.noted_on(state.today, status, text)
    notes = f"{was.notes.rstrip()}\n{line}" if was.notes.strip() else line
    return _onward(_with(state, notes=notes))


def _update_staff(state: CheckIn, text: str) -> CheckIn:
    return _owned(state, "staff_owner", text)


def _update_members(state: CheckIn, text: str) -> CheckIn:
    return _owned(state, "lived_experience_owner", text)


def _owned(state: CheckIn, side: str, text: str) -> CheckIn:
    if text.isdecimal() and text != NONE:
        return replace(state, error=words.not_a_name(text))
    return _onward(_with(state, **{side: "" if text == NONE else text}) if text else state)


def _update_due(state: CheckIn, text: str) -> CheckIn:
    if not text:
        return _onward(state)
    if text == NONE:
        return _onward(replace(_with(state, due=None), told=(f"{words.NO_DATE_YET}.",)))
    due = typed_day(text, state.today)
    if due is None:
        return replace(state, error=words.not_a_day(text))
    if due < state.today:
        return replace(state, error=words.day_is_past(due))
    return _onward(replace(_with(state, due=due), told=(words.due_words(due, state.today),)))


def _update_review(state: CheckIn, key: str) -> CheckIn:
    if key == FINISH.key:
        return replace(state, ask=Ask.FINISHED)
    return replace(state, ask=Ask.HOW_FAR, place=int(key) - 1, path=(), returning=True)


_UPDATES: dict[Ask, Callable[[CheckIn, str], CheckIn]] = {
    Ask.HOW_FAR: _update_how_far,
    Ask.EVIDENCE: _update_evidence,
    Ask.WHY: _update_why,
    Ask.STAFF: _update_staff,
    Ask.MEMBERS: _update_members,
    Ask.DUE: _update_due,
    Ask.REVIEW: _update_review,
}

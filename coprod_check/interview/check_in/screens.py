"""What the check-in shows at each question."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from coprod_check.documents.plan import Status
from coprod_check.documents.text import one_line
from coprod_check.interview import wording
from coprod_check.interview.check_in import words
from coprod_check.interview.check_in.state import Ask
from coprod_check.interview.screens import AGAIN, BACK, HELP, STOP, Choice, Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coprod_check.documents.plan import Action
    from coprod_check.interview.check_in.state import CheckIn

FINISH = Choice("f", words.FINISH_CHECK_IN)
BY_KEY: dict[str, Status] = {str(key): status for key, status in enumerate(words.STATUS_ON_SCREEN, 1)}
"""Which status each number stands for."""
STATUSES = tuple(Choice(key, words.STATUS_ON_SCREEN[status]) for key, status in BY_KEY.items())
assert set(BY_KEY.values()) == set(get_args(Status))  # noqa: S101 - every status is offered


def view_check_in(state: CheckIn) -> Screen:
    """Describe the question that is open."""
    return _VIEWS[state.ask](state)


def _progress(state: CheckIn) -> str:
    return words.action_progress(state.place + 1, len(state.asked), state.before.name)


def _view_how_far(state: CheckIn) -> Screen:
    action = state.action
    return Screen(
        "choice",
        one_line(action.action),
        progress=_progress(state),
        body=tuple(_as_it_stands(action, state)),
        choices=STATUSES,
        commands=(BACK, HELP, AGAIN, STOP),
        current=words.STATUS_ON_SCREEN[action.status],
        help=tuple(_behind_it(state)),
    )


def _as_it_stands(action: Action, state: CheckIn) -> Iterator[str]:
    if action.measure:
        yield words.measure_words(one_line(action.measure))
    yield words.who_does_it(one_line(action.staff_owner), one_line(action.lived_experience_owner))
    yield words.due_words(action.due, state.today)
    if action.notes.strip():
        yield words.so_far(one_line(action.notes))
    yield words.is_reached(state.before.now) if state.before.reached else words.HOW_FAR


def _behind_it(state: CheckIn) -> Iterator[str]:
    action = state.action
    if action.because and not state.before.reached:
        yield words.reason_words(one_line(action.because))
    if action.hard_question:
        yield words.question_words(one_line(action.hard_question))
    yield from words.HOW_FAR_HELP


def _line(state: CheckIn, heading: str, prompt: str, *, current: str = "", body: tuple[str, ...] = ()) -> Screen:
    return Screen(
        "line",
        heading,
        progress=_progress(state),
        body=body,
        commands=(BACK, STOP),
        current=current,
        prompt=prompt,
    )


def _view_evidence(state: CheckIn) -> Screen:
    measure = one_line(state.action.measure)
    body = (*([words.measure_words(measure)] if measure else []), words.SHOWS_NO_NAMES)
    return _line(state, words.WHAT_SHOWS_IT, words.SHOWS_PROMPT, current=one_line(state.action.evidence), body=body)


def _view_why(state: CheckIn) -> Screen:
    blocked = state.action.status == "blocked"
    notes = one_line(state.action.notes)
    return _line(
        state,
        words.IN_THE_WAY if blocked else words.WHY_DROPPED,
        words.IN_THE_WAY_PROMPT if blocked else words.WHY_DROPPED_PROMPT,
        body=(words.so_far(notes),) if notes else (),
    )


def _view_staff(state: CheckIn) -> Screen:
    return _line(
        state,
        words.WHO_STAFF,
        words.WHO_PROMPT,
        current=one_line(state.action.staff_owner),
        body=(words.WHO_HELP,),
    )


def _view_members(state: CheckIn) -> Screen:
    return _line(state, words.WHO_MEMBERS, words.WHO_PROMPT, current=one_line(state.action.lived_experience_owner))


def _view_due(state: CheckIn) -> Screen:
    due = state.action.due
    return _line(state, words.BY_WHEN, words.BY_WHEN_PROMPT, current=words.kept_day(due, state.today) if due else "")


def _view_review(state: CheckIn) -> Screen:
    pairs = zip(state.asked, state.draft, strict=True)
    return Screen(
        "choice",
        words.REVIEW_PLAN,
        choices=tuple(_reviewed(str(key), each.name, now, state) for key, (each, now) in enumerate(pairs, 1)),
        commands=(FINISH, BACK, AGAIN, STOP),
        prompt=wording.REVIEW_PROMPT,
    )


def _reviewed(key: str, name: str, action: Action, state: CheckIn) -> Choice:
    more = ""
    if action.open:
        who = words.who_does_it(one_line(action.staff_owner), one_line(action.lived_experience_owner))
        more = f"{who} {words.due_words(action.due, state.today)}"
    elif action.status == "done":
        more = one_line(action.evidence) or words.NOTHING_SHOWS_IT
    return Choice(key, words.review_line(name, words.STATUS_ON_SCREEN[action.status]), more)


_VIEWS: dict[Ask, Callable[[CheckIn], Screen]] = {
    Ask.HOW_FAR: _view_how_far,
    Ask.EVIDENCE: _view_evidence,
    Ask.WHY: _view_why,
    Ask.STAFF: _view_staff,
    Ask.MEMBERS: _view_members,
    Ask.DUE: _view_due,
    Ask.REVIEW: _view_review,
}

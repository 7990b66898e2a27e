"""What a front end is, and the loop that every one of them goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from coprod_check.documents.text import as_typed
from coprod_check.interview.check_in.replies import update_check_in
from coprod_check.interview.check_in.screens import view_check_in
from coprod_check.interview.replies import update
from coprod_check.interview.screens import AGAIN, HELP_KEYS, key_meant, view

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.interview.check_in.state import CheckIn
    from coprod_check.interview.screens import Screen
    from coprod_check.interview.state import State


class EndOfInput(Exception):  # noqa: N818 - not an error: the person, or the file, has no more to say
    """There is nothing more to read."""


class FrontEnd(Protocol):
    """Shows screens and listens; knows nothing of scoring or files."""

    def tell(self, text: str) -> None:
        """Say one thing."""

    def show(self, screen: Screen) -> None:
        """Say a whole question."""

    def show_help(self, screen: Screen) -> None:
        """Say what there is to know about a question."""

    def reply_to(self, screen: Screen) -> str:
        """Ask for a reply. Raises ``EndOfInput`` when there is none."""


class _Talk(Protocol):
    """A conversation at one moment, as a value."""

    @property
    def told(self) -> tuple[str, ...]: ...
    @property
    def error(self) -> str: ...
    @property
    def finished(self) -> bool: ...
    @property
    def draft(self) -> Any: ...  # noqa: ANN401 - whatever it is that is saved


_T = TypeVar("_T", bound=_Talk)


class Conversation(NamedTuple, Generic[_T]):
    """What is asked next, and what a reply does."""

    view: Callable[[_T], Screen]
    update: Callable[[_T, str], _T]


INTERVIEW: Conversation[State] = Conversation(view, update)
CHECK_IN: Conversation[CheckIn] = Conversation(view_check_in, update_check_in)


def run(state: State, front_end: FrontEnd, save: Callable[[State], State]) -> State:
    """Ask everything of an interview, saving after every reply that changed something: see ``converse``."""
    return converse(INTERVIEW, state, front_end, save)


def ask(state: State, front_end: FrontEnd, save: Callable[[State], State]) -> State:
    """Ask the open question of an interview until the reply can be taken."""
    return _ask(INTERVIEW, state, front_end, save)


def converse(how: Conversation[_T], state: _T, front_end: FrontEnd, save: Callable[[_T], _T]) -> _T:
    """Ask until there is nothing more to ask, saving after every reply that changed something.

    ``save`` may return a state that differs (where it had to, say, move the file).
    Raises ``EndOfInput`` and ``KeyboardInterrupt`` as they come: all that was
    answered is saved by then.
    """
    for line in state.told:
        front_end.tell(line)
    while not state.finished:
        state = _ask(how, state, front_end, save)
    return state


def _ask(how: Conversation[_T], state: _T, front_end: FrontEnd, save: Callable[[_T], _T]) -> _T:
    """Ask the open question until the reply can be taken.

    After a reply that cannot be taken, only the error and the prompt are said: saying
    the question again would push the error off a small screen.
    """
    screen = how.view(state)
    front_end.show(screen)
    while True:
        reply = front_end.reply_to(screen)
        key = "" if screen.kind == "lines" else key_meant(screen, as_typed(reply))
        if key in HELP_KEYS and screen.help:
            front_end.show_help(screen)
            continue
        if key == AGAIN.key and AGAIN in screen.commands:
            front_end.show(screen)
            continue
        after = how.update(state, reply)
        if after.draft != state.draft:
            after = save(after)
        for line in after.told:
            front_end.tell(line)
        if not after.error:
            return after
        front_end.tell(after.error)
        state = after

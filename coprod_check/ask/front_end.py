"""What a front end is, and the loop that every one of them goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from coprod_check.documents.text import as_typed
from coprod_check.interview.replies import update
from coprod_check.interview.screens import AGAIN, HELP_KEYS, view

if TYPE_CHECKING:
    from collections.abc import Callable

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


def run(state: State, front_end: FrontEnd, save: Callable[[State], State]) -> State:
    """Ask until there is nothing more to ask, saving after every reply that changed something.

    ``save`` may return a state that differs (where it had to, say, move the file).
    Raises ``EndOfInput`` and ``KeyboardInterrupt`` as they come: all that was
    answered is saved by then.
    """
    for line in state.told:
        front_end.tell(line)
    while not state.finished:
        state = ask(state, front_end, save)
    return state


def ask(state: State, front_end: FrontEnd, save: Callable[[State], State]) -> State:
    """Ask the open question until the reply can be taken.

    After a reply that cannot be taken, only the error and the prompt are said: saying
    the question again would push the error off a small screen.
    """
    screen = view(state)
    front_end.show(screen)
    while True:
        reply = front_end.reply_to(screen)
        key = as_typed(reply).casefold()
        if key in HELP_KEYS and screen.help:
            front_end.show_help(screen)
            continue
        if key == AGAIN.key and AGAIN in screen.commands:
            front_end.show(screen)
            continue
        after = update(state, reply)
        if after.draft != state.draft:
            after = save(after)
        for line in after.told:
            front_end.tell(line)
        if not after.error:
            return after
        front_end.tell(after.error)
        state = after

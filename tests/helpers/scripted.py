"""A front end of the interview that has all its replies beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.ask.front_end import EndOfInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.interview.screens import Screen


class Scripted:
    """Replies from a list, and remembers what was shown."""

    def __init__(self, replies: Iterable[str]) -> None:
        """Take the replies, in order."""
        self._replies = iter(replies)
        self.screens: list[Screen] = []
        self.told: list[str] = []

    def tell(self, text: str) -> None:
        """Remember what was said."""
        self.told.append(text)

    def show(self, screen: Screen) -> None:
        """Remember what was asked."""
        self.screens.append(screen)

    def show_help(self, screen: Screen) -> None:
        """Remember the help."""
        self.told += screen.help

    def reply_to(self, screen: Screen) -> str:  # noqa: ARG002 - the replies are set beforehand
        """Give the next reply."""
        try:
            return next(self._replies)
        except StopIteration:
            raise EndOfInput from None

"""The check-in as values: the open actions, what was said of each, and which question is open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from coprod_check.documents.plan import Action


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action that is gone through, as it stood before."""

    place: int
    """Where it stands in the plan, from 0."""
    name: str
    action: Action
    reached: bool = False
    """Whether it looks done by the answers that are known."""
    now: str = ""
    """The level that these answers say, in words; empty where it aims at none."""


class Ask(Enum):
    """What a question of the check-in asks for."""

    HOW_FAR = "how-far"
    EVIDENCE = "evidence"
    WHY = "why"
    STAFF = "staff"
    MEMBERS = "members"
    DUE = "due"
    REVIEW = "review"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in at one moment."""

    asked: tuple[OpenAction, ...]
    draft: tuple[Action, ...]
    """The same actions as they stand by what was said."""
    today: dt.date
    ask: Ask = Ask.HOW_FAR
    place: int = 0
    """Which of the actions is open."""
    path: tuple[Ask, ...] = ()
    """What is asked of it behind how far it is, by what was said."""
    returning: bool = False
    """Whether the page before the end sent us here and waits."""
    told: tuple[str, ...] = ()
    error: str = ""
    stopped: bool = False

    @property
    def finished(self) -> bool:
        """Whether there is nothing more to ask."""
        return self.stopped or self.ask is Ask.FINISHED

    @property
    def before(self) -> OpenAction:
        """The open action as it stood before."""
        return self.asked[self.place]

    @property
    def action(self) -> Action:
        """The open action as it stands by what was said."""
        return self.draft[self.place]

    @property
    def changed(self) -> dict[int, Action]:
        """The actions of which something was said that was not so before, by their place in the plan."""
        pairs = zip(self.asked, self.draft, strict=True)
        return {each.place: now for each, now in pairs if now != each.action}


def begin_check_in(asked: Iterable[OpenAction], today: dt.date) -> CheckIn:
    """Begin with the first action; with none there is nothing to ask."""
    every = tuple(asked)
    first = Ask.HOW_FAR if every else Ask.FINISHED
    return CheckIn(every, tuple(each.action for each in every), today, first)

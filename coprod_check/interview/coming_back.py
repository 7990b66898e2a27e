"""Coming back to a sheet that is not finished: which may be meant, and how that is asked."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import TYPE_CHECKING

from coprod_check.documents.text import identity
from coprod_check.interview import wording
from coprod_check.interview.screens import AGAIN, STOP, Choice, Screen
from coprod_check.rules.near_names import near_names

if TYPE_CHECKING:
    from collections.abc import Sequence

GONE_ON_WITH = dt.timedelta(days=366)
"""How long after its latest answer one theme more is put into a sheet without asking."""
GO_ON, BEGIN_NEW = "y", "n"


def may_be_meant(typed: str, team: str) -> bool:
    r"""Whether a team's name may be another spelling of the one that was typed: enough for a question, not for more.

    >>> may_be_meant("cafe crew", "Caf\u00e9  Crew"), may_be_meant("Riversde", "Riverside"), may_be_meant("A", "B")
    (True, True, False)
    """
    if identity(typed) == identity(team) or _letters(typed) == _letters(team):
        return True
    return bool(near_names([typed, team]))


def _letters(name: str) -> str:
    """The letters and digits of a name without their accents; of a name without any, the name."""
    parts = unicodedata.normalize("NFKD", identity(name))
    return "".join(each for each in parts if each.isalnum()) or name


def is_recent(last_answer: dt.date, today: dt.date) -> bool:
    """Whether a sheet is young enough for another theme to be put into it without asking: a year."""
    return today - last_answer <= GONE_ON_WITH


def ask_which(found: Sequence[tuple[str, str]], *, private: bool = False) -> Screen:
    """Ask whether to go on with an unfinished sheet; of each which it is, and more of it. There is at least one.

    ``private`` where they are sheets of single people, of whom another may sit here now.
    """
    begin_new = Choice(BEGIN_NEW, wording.BEGIN_NEW)
    if len(found) == 1:
        choices = (Choice(GO_ON, wording.GO_ON), begin_new)
        which = wording.go_on_with_one(", ".join(filter(None, found[0])), private=private)
        return Screen("choice", which, choices=choices, commands=(AGAIN, STOP))
    listed = tuple(Choice(str(place), which, more) for place, (which, more) in enumerate(found, 1))
    heading = wording.go_on_with_one_of(len(found), private=private)
    return Screen("choice", heading, choices=(*listed, begin_new), commands=(AGAIN, STOP))


def which_of(key: str, found: int) -> int | None:
    """The place of the sheet that was chosen, from 0; ``None`` for a new one."""
    if key == BEGIN_NEW:
        return None
    return 0 if found == 1 else int(key) - 1

"""The beginning of ``assess`` where somebody comes back: the unfinished sheet that is gone on with, if any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.ask.front_end import EndOfInput
from coprod_check.cli import settings
from coprod_check.documents.text import as_typed, day, identity
from coprod_check.interview import wording
from coprod_check.interview.coming_back import ask_which, is_recent, may_be_meant, which_of
from coprod_check.interview.screens import AGAIN, STOP, key_meant
from coprod_check.pages.words import round_words
from coprod_check.storage.unfinished_sheets import find_unfinished

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.ask.front_end import FrontEnd
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Voice
    from coprod_check.interview.screens import Screen
    from coprod_check.storage.library import Rubrics
    from coprod_check.storage.unfinished_sheets import UnfinishedSheet


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says of the sheet that is to be filled in; blank where it does not say."""

    folder: Path
    rubric: Rubric
    voice: Voice | None
    team: str
    round: str
    not_round: str = ""
    """The round before, which this one is not."""
    this_team: bool = False
    """Whether it is that team's for sure, and not one of nearly the same name."""
    one_theme: bool = False
    """Whether one dimension alone is asked."""
    used: Sequence[str] = ()
    """The options with which to go on with a sheet that is named, and their values."""

    @property
    def practices(self) -> int:
        """How many practices the questions have."""
        return len(self.rubric.practices)


@dataclass(frozen=True, slots=True)
class ComingBack:
    """What became of the unfinished sheets that were found."""

    sheet: Path | None = None
    """The one that is gone on with."""
    declined: tuple[Path, ...] = ()
    """Those that the person was asked about, and does not go on with."""


def come_back(wanted: Wanted, rubrics: Rubrics, front_end: FrontEnd, today: dt.date) -> ComingBack:
    """Look for unfinished sheets, and ask which to go on with.

    One theme more goes into the team's newest sheet without asking, unless that is older than a year and its round
    was not named.
    Raises ``EndOfInput`` where the person stops.
    """
    found = find_unfinished(wanted.folder, wanted.rubric, rubrics)
    for fault in found.unreadable:
        front_end.tell(wording.not_offered(str(fault)))
    fitting = [each for each in found.sheets if _fits(each, wanted)]
    voice = wanted.voice or "together"
    offered = [each for each in fitting if each.sheet.voice == voice]
    if wanted.one_theme and voice == "together" and wanted.team:
        same = [each for each in offered if identity(each.sheet.team) == identity(wanted.team)]
        if same:
            return _with_one_more_theme(same[0], wanted, front_end, today)
    if offered:
        return _asked(offered, wanted, front_end)
    if wanted.voice is None:
        _tell_of_private(fitting, wanted, front_end)
    return ComingBack()


def _fits(each: UnfinishedSheet, wanted: Wanted) -> bool:
    label = identity(each.sheet.round_label)
    if (wanted.round and label != identity(wanted.round)) or label == identity(wanted.not_round):
        return False
    if not wanted.team or identity(wanted.team) == identity(each.sheet.team):
        return True
    return not wanted.this_team and may_be_meant(wanted.team, each.sheet.team)


def _with_one_more_theme(newest: UnfinishedSheet, wanted: Wanted, front_end: FrontEnd, today: dt.date) -> ComingBack:
    if wanted.round or is_recent(newest.sheet.date, today):
        front_end.tell(wording.goes_on_with(_named(newest, wanted.practices)))
        return ComingBack(newest.path)
    command = wording.assess_again(str(newest.path), wanted.used, settings.how_typed())
    _tell_command(wording.too_old_to_go_on_with(_named(newest, wanted.practices), command), front_end)
    return ComingBack()


def _asked(offered: Sequence[UnfinishedSheet], wanted: Wanted, front_end: FrontEnd) -> ComingBack:
    private = any(each.sheet.voice != "together" for each in offered)
    key = _reply(ask_which([_in_words(each, wanted.practices) for each in offered], private=private), front_end)
    place = which_of(key, len(offered))
    if place is not None:
        return ComingBack(offered[place].path)
    front_end.tell(wording.BEGINS_NEW_TOGETHER if offered[0].sheet.voice == "together" else wording.BEGINS_NEW_PRIVATE)
    return ComingBack(declined=tuple(each.path for each in offered))


def _reply(screen: Screen, front_end: FrontEnd) -> str:
    front_end.show(screen)
    while True:
        key = key_meant(screen, as_typed(front_end.reply_to(screen)))
        if key == STOP.key:
            raise EndOfInput
        if key == AGAIN.key:
            front_end.show(screen)
        elif key in {choice.key for choice in screen.choices}:
            return key
        else:
            front_end.tell(wording.not_a_choice(key, screen.keys, ""))


def _tell_of_private(fitting: Sequence[UnfinishedSheet], wanted: Wanted, front_end: FrontEnd) -> None:
    """Say to whoever began a sheet of their own, and did not say so now, how to go on; nobody else is to open it."""
    for each in fitting[:1]:
        named = _named(each, wanted.practices)
        command = settings.how_typed().line("assess", "--voice", each.sheet.voice, *wanted.used)
        _tell_command(wording.private_not_finished(named, command), front_end)


def _tell_command(text: str, front_end: FrontEnd) -> None:
    from coprod_check.cli.what_next import lines_with_command  # costs start-up time

    for line in lines_with_command(text, settings.width()):
        front_end.tell(line)


SHOWN_END = 4
"""Letters of the name of a private sheet's file that are told."""


def _named(each: UnfinishedSheet, practices: int) -> str:
    return ", ".join(filter(None, _in_words(each, practices)))


def _in_words(each: UnfinishedSheet, practices: int) -> tuple[str, str]:
    """Say which sheet it is, and more of it. Of a private one only the end of its file's name and the day.

    Others may use the computer, or hear it read out.
    """
    sheet, name = each.sheet, each.path.name
    if sheet.voice != "together":
        stem = name[: -len(".answers.toml")]
        return f"…{stem[-SHOWN_END:]}.answers.toml, {day(sheet.date)}", ""
    which = f"{' '.join(sheet.team.split())}, {round_words(sheet.round_label)}"
    return which, f"{len(sheet.answers)} of {practices} ({name})"

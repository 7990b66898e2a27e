"""``assess --with``: the private sheets of one team's round, and what the meeting after them begins from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli.collect import collect_sheets
from coprod_check.cli.named import not_there
from coprod_check.documents.errors import BadCommand, BadInput, bad_file
from coprod_check.documents.problems import short
from coprod_check.documents.text import identity, one_line
from coprod_check.interview.meeting import Meeting
from coprod_check.rules.rounds import SheetFile, group_into_rounds, round_key, round_of
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.rounds import Round
    from coprod_check.storage.library import Rubrics


@dataclass(frozen=True, slots=True)
class SheetsBefore:
    """The private sheets of one round of one team, and where they lie."""

    path: Path
    alone: Round
    """The round without any sheet filled in together."""
    filed: Sequence[SheetFile]
    only: bool
    """Whether no other team or round is under the path."""

    @property
    def rubric(self) -> Rubric:
        """The questions that were answered."""
        return self.alone.rubric

    @property
    def folder(self) -> Path:
        """Where the meeting's sheet goes: beside the private ones, where these are in a folder."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def meeting(self) -> Meeting:
        """What a meeting begins from."""
        return Meeting(score_round(self.alone))

    def with_meeting(self, file: Path, sheet: Sheet) -> Round | None:
        """The round with the meeting's sheet beside the private ones; ``None`` where nothing is answered."""
        alone = {side for side, voice in self.alone.voices.items() if voice.someone_left_out}
        return round_of(self.rubric, [*self.filed, SheetFile(file.as_posix(), sheet)], alone)

    def words(self, sheet: Path) -> list[str]:
        """What other commands are to be given, so that they read these sheets and the meeting's, and no others."""
        inside = self.path.is_dir() and sheet.resolve().is_relative_to(self.path.resolve())
        paths = [str(self.path)] if inside else [str(self.path), str(sheet)]
        return paths if self.only else [*paths, "--team", self.alone.team, "--round", self.alone.label]


def sheets_before(path: Path, rubrics: Rubrics, team: str | None, label: str | None) -> SheetsBefore:
    """Read the private sheets under a path, and choose the round: the one that is named, else the latest of the team.

    Raises ``BadInput`` where any sheet there has a problem, for a meeting would begin from half of what was said, and
    where there is no private sheet; ``BadCommand`` where it is not clear whose meeting it is.
    """
    found = collect_sheets([path], rubrics)
    private = [(rubric, filed) for rubric, filed in found.sheets if filed.sheet.voice != "together"]
    every = group_into_rounds(private, found.unread).rounds
    if problems := {*found.problems, *(fault for each in every for fault in each.problems)}:
        raise BadInput(problems)
    if not every:
        raise bad_file(str(path), "there is no private sheet here that is finished; a meeting can do without --with")
    chosen = _chosen(path, every, team, label)
    key = (chosen.rubric.id, identity(chosen.team), identity(chosen.label))
    filed = [each for _, each in private if round_key(each.sheet) == key]
    return SheetsBefore(path, chosen, filed, only=len({round_key(each.sheet) for _, each in found.sheets}) == 1)


def _chosen(path: Path, every: Sequence[Round], team: str | None, label: str | None) -> Round:
    names = sorted({one_line(each.team): identity(each.team) for each in every}.items())
    if team is not None:
        ours = [each for each in every if identity(each.team) == identity(team)]
        if not ours:
            raise not_there("--team", "team", team, (name for name, _ in names))
    elif len({key for _, key in names}) > 1:
        raise BadCommand(f"--with: {path} holds sheets of several teams; say whose meeting it is with --team")
    else:
        ours = list(every)
    if len(asked := {each.rubric.id for each in ours}) > 1:
        message = f"--with: the sheets in {path} answer different questions ({', '.join(sorted(asked))})"
        raise BadCommand(f"{message}; put those of one set into a folder of their own")
    if label is not None:
        named = [each for each in ours if identity(each.label) == identity(label)]
        if not named:
            raise not_there(
                "--round", "round", label, sorted({each.label for each in ours}), f" of {short(ours[0].team)}"
            )
        ours = named
    return max(ours, key=lambda each: (each.date, each.label))

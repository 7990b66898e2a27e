"""The file of one interview: where it goes before it is there, and how it is saved from then on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from coprod_check.documents.errors import BadInput, bad_file
from coprod_check.documents.kept import comments_of
from coprod_check.documents.text import identity
from coprod_check.storage import file_names, sheet_files
from coprod_check.storage.open_sheet import OpenSheet
from coprod_check.storage.parsing import read_text
from coprod_check.storage.writing import naming_schema

if TYPE_CHECKING:
    from types import TracebackType

    from coprod_check.documents.rubric import Rubric
    from coprod_check.interview.state import Draft
    from coprod_check.storage.library import Rubrics


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where the sheet of an interview goes: to the file that was named, else to one named after team and round."""

    named: Path | None
    rubrics: Rubrics
    folder: Path = Path()
    """Where a file that was not named goes."""
    declined: tuple[Path, ...] = ()
    """Files that are not to be gone on with."""

    def open(self, rubric: Rubric, draft: Draft) -> InterviewFile:
        """Hold the file for a draft that names its team.

        Raises ``BadInput`` where somebody else has it open, or where it is no sheet by its name.
        """
        ident = draft.sheet or file_names.sheet_id(draft.voice, rubric.id, draft.team, draft.round)
        path = self.named or self._own_name(draft, ident)
        if path.suffix.casefold() != ".toml":
            raise bad_file(str(path), "answers are saved as TOML; choose a name that ends in .answers.toml")
        return InterviewFile(path, draft.team, ident, follows_team=self.named is None)

    def _own_name(self, draft: Draft, ident: str) -> Path:
        """The name that a sheet gets of itself: the first that is free, or that is of this team and round."""
        first = self.folder / file_names.default_name(draft.team, draft.round, draft.voice, ident)

        def is_ours(path: Path) -> bool:
            if not path.exists() or path in self.declined:
                return not path.exists()
            _, there = sheet_files.read_one(path, self.rubrics)
            ours = identity(draft.team), identity(draft.round)
            return (identity(there.team), identity(there.round_label)) == ours

        return next(path for path in chain([first], file_names.names_beside(first)) if is_ours(path))


class Saved(NamedTuple):
    """What saving did beside saving."""

    renamed: bool
    """The file follows the team's name, which is another one now."""
    moved: bool
    """Somebody else had changed the file, so ours has a new name."""


class InterviewFile:
    """The file that one interview is saved in, held until it is closed."""

    def __init__(self, path: Path, team: str, ident: str, *, follows_team: bool) -> None:
        """Take the file; it need not be there yet. ``follows_team`` lets it be named after the team for good."""
        self._sheet = OpenSheet(path)
        self._sheet.remember()
        self.ident = ident
        """The id of the sheet, unless the file already holds one with its own."""
        self.saved = path.exists()
        """Whether there is anything in it."""
        self.team = team
        """The team that the sheet in it is of, as it is spelt there."""
        self._follows_team = follows_team
        self._comments = _comments_in(path) if self.saved else ""

    @property
    def path(self) -> Path:
        """Where the answers are."""
        return self._sheet.path

    def __enter__(self) -> Self:
        """Keep the file for this interview alone."""
        self._sheet.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file."""
        self._sheet.__exit__(kind, error, trace)

    def fitted(self, draft: Draft, rubric: Rubric) -> Draft:
        """Give the draft as it is to be saved here.

        The sheet of a meeting gets the id that goes with the team's name; a private one keeps its own.
        """
        if draft.team == self.team or draft.voice != "together":
            return draft
        return replace(draft, sheet=file_names.sheet_id(draft.voice, rubric.id, draft.team, draft.round))

    def save(self, draft: Draft, rubric: Rubric) -> Saved:
        """Save a draft. Raises ``OSError`` where that cannot be done; what was there is then as it was."""
        renamed = self._follows_team and draft.team != self.team
        if renamed:
            self._sheet.rename(file_names.default_name(draft.team, draft.round, draft.voice, draft.sheet))
        self.team = draft.team
        text = sheet_files.to_toml(draft.to_sheet(rubric)).removeprefix(sheet_files.HEADER)
        text = naming_schema(f"{sheet_files.HEADER}{self._comments}{text}", self.path, "answers")
        moved = self._sheet.save(text, private=draft.voice != "together", finished=draft.finished)
        self.saved = True
        return Saved(renamed, moved)

    def move_to(self, path: Path) -> None:
        """Save where somebody says from now on. Raises ``BadInput`` where somebody else has that file open."""
        self._sheet.move_to(path)
        self._follows_team = False


def _comments_in(path: Path) -> str:
    """The comments that people wrote into a sheet, one a line: it is written anew, and they go to its top."""
    try:
        text = read_text(path)
    except BadInput:
        return ""  # who reads the sheet says why
    ours = sheet_files.HEADER.splitlines()
    theirs = (each.words for each in comments_of(text) if each.words not in ours)
    return "".join(f"{words}\n" for words in theirs if not words.startswith("#:schema "))

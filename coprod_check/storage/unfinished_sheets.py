"""Sheets in a folder that somebody began and did not finish."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from coprod_check.documents.errors import BadInput
from coprod_check.storage import sheet_files
from coprod_check.storage.open_sheet import is_open
from coprod_check.storage.parsing import only_a_file

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.storage.library import Rubrics

_NOT_FINISHED = re.compile(rb"^[ \t]*finished[ \t]*=[ \t]*false\b", re.MULTILINE)
"""What an unfinished sheet has in it: of very many sheets only these are read."""


class UnfinishedSheet(NamedTuple):
    """A sheet that can be gone on with."""

    path: Path
    sheet: Sheet


class FoundUnfinished(NamedTuple):
    """The unfinished sheets of a folder, newest first; and those that cannot be read, with what is wrong with them."""

    sheets: list[UnfinishedSheet]
    unreadable: list[BadInput]


def find_unfinished(folder: Path, rubric: Rubric, rubrics: Rubrics) -> FoundUnfinished:
    """Look in a folder, and not in those inside it, for unfinished sheets of these questions.

    One that somebody has open now is left out: it is being filled in.
    """
    found = FoundUnfinished([], [])
    for path in _begun_in(folder, rubric.id):
        if is_open(path):
            continue
        try:
            _, sheet = sheet_files.read_one(path, rubrics)
        except BadInput as error:
            found.unreadable.append(error)
            continue
        if not sheet.finished:
            found.sheets.append(UnfinishedSheet(path, sheet))
    found.sheets.sort(key=lambda each: each.path.name)
    found.sheets.sort(key=lambda each: each.sheet.date, reverse=True)
    return found


def _begun_in(folder: Path, rubric: str) -> list[Path]:
    try:
        with os.scandir(folder) as listed:
            names = sorted(each.name for each in listed)
    except OSError:
        return []  # a folder that is closed to us: saving will say so
    ending = sheet_files.ENDINGS[0]
    files = (folder / name for name in names if name.casefold().endswith(ending) and not name.startswith("."))
    return [file for file in files if _says_so(file, rubric)]


def _says_so(file: Path, rubric: str) -> bool:
    """Whether a file looks like a sheet of these questions that is not finished."""
    try:
        only_a_file(file)
        held = file.read_bytes()
    except OSError:
        return False
    named = re.search(rb"^[ \t]*rubric[ \t]*=[ \t]*[\"']" + re.escape(rubric.encode()) + rb"[\"']", held, re.MULTILINE)
    return bool(named and _NOT_FINISHED.search(held))

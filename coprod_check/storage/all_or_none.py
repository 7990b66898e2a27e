"""Several files written so that all of them are there afterwards or none; what is new is for its owner alone."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

from coprod_check.documents.errors import bad_file
from coprod_check.storage.parsing import reason
from coprod_check.storage.writing import COPY_SUFFIX, clear_left_over, copy_of, open_aside, owner_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

NONE_WRITTEN = "nothing was written"


@dataclass(frozen=True, slots=True)
class FileToWrite:
    """A file, and what goes into it."""

    path: Path
    text: str
    instead: bool = False
    """Whether it takes the place of a file, which is then kept beside it."""
    private: bool = False
    """Whether what is there already is for its owner alone from now on, whoever could read it."""


def write_all(files: Sequence[FileToWrite]) -> None:
    """Write all of some files, and their folders, or none.

    Every text is written aside first; only when all of them are safe do they get their names,
    so that a kill leaves no half file. A file that is there is replaced only where that was
    meant. Raises ``BadInput`` where it cannot be done; everything is then as it was.
    """
    undo: list[Callable[[], object]] = []
    staged: list[Path] = []
    here = files[0].path if files else None
    try:
        for here in dict.fromkeys(each.path.parent for each in files):
            undo += [folder.rmdir for folder in _made(here)]
            clear_left_over(here)
        for each in files:
            here = each.path
            staged.append(_staged(each))
        for each, aside in zip(files, staged, strict=True):
            here = each.path
            undo.append(_placed(each, aside))
    except BaseException as error:
        _take_back(undo, staged)
        if isinstance(error, OSError):
            raise bad_file(str(here), f"could not be written: {_why(error)}; {NONE_WRITTEN}") from None
        if isinstance(error, ValueError):
            raise bad_file(str(here), f"could not be written: this is no name for a file; {NONE_WRITTEN}") from None
        raise


def _why(error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "another file has its name, or that of its folder"
    return reason(error)


def _made(folder: Path) -> Iterable[Path]:
    """Make a folder with its parents; give those that were not there, the outermost first."""
    missing: list[Path] = []
    here = folder
    while not here.exists() and here != here.parent:
        missing.insert(0, here)
        here = here.parent
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _staged(each: FileToWrite) -> Path:
    """Write a text aside, in the folder where it is to be."""
    target = each.path.resolve() if each.instead else each.path
    aside, file = open_aside(target, private=True)
    try:
        with file:
            file.write(each.text.encode())
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise
    return aside


def _placed(each: FileToWrite, aside: Path) -> Callable[[], object]:
    """Give a file its name; what undoes it is given back."""
    if not each.instead:
        if os.path.lexists(each.path):
            raise FileExistsError
        os.replace(aside, each.path)  # noqa: PTH105 - says more plainly that it replaces
        return each.path.unlink
    target = each.path.resolve()
    kept = free_copy_of(target)
    if each.private:
        owner_alone(target)
    _copied(target, kept)
    try:
        shutil.copymode(target, aside)
        aside.replace(target)
    except BaseException:
        kept.unlink()
        raise
    return lambda: kept.replace(target)


def _copied(path: Path, kept: Path) -> None:
    """Keep a file under another name too, without a moment in which it has none."""
    try:
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)  # memory sticks and some network drives have no links


def free_copy_of(path: Path) -> Path:
    """Where a file is kept as it was; no copy that was kept before is lost.

    >>> from pathlib import Path
    >>> free_copy_of(Path("not-there.answers.toml")).name
    'not-there.answers.toml.bak'
    """
    numbered = (path.with_name(f"{path.name}.{number}{COPY_SUFFIX}") for number in count(2))
    return next(each for each in chain([copy_of(path)], numbered) if not os.path.lexists(each))


def _take_back(undo: Iterable[Callable[[], object]], staged: Iterable[Path]) -> None:
    for aside in staged:
        with contextlib.suppress(OSError):
            aside.unlink()
    for each in reversed(list(undo)):
        with contextlib.suppress(OSError):
            each()

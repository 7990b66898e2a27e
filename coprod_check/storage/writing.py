"""Writing a file so that a crash at any moment leaves the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from coprod_check.documents.errors import bad_file
from coprod_check.storage.parsing import reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COPY_SUFFIX = ".bak"


def write_whole(path: Path, text: str | bytes | Iterable[str], *, keep_copy: bool = False) -> None:
    """Write a file, a text whole or piece by piece, by way of a temporary one: write, flush, fsync, rename.

    With ``keep_copy`` the file as it was stays beside it as ``NAME.bak``. Raises
    ``OSError``; the file is then as it was.
    """
    pieces = [text] if isinstance(text, str | bytes) else text
    target = path.resolve() if path.is_symlink() else path
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            for piece in pieces:
                file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(OSError):
            shutil.copymode(target, temporary)
        if keep_copy and target.exists():
            _copy_aside(target)
        os.replace(temporary, target)  # noqa: PTH105 - says more plainly that it replaces
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def copy_of(path: Path) -> Path:
    """Where the previous copy of a file is kept."""
    return path.with_name(path.name + COPY_SUFFIX)


def _copy_aside(path: Path) -> None:
    """Keep the file as it is under ``NAME.bak``, never leaving a moment without the file itself."""
    half = path.with_name(f".{path.name}.{os.getpid()}.bak")
    with contextlib.suppress(FileNotFoundError):
        half.unlink()
    try:
        os.link(path, half)
    except OSError:
        # Memory sticks and some network drives have no links.
        shutil.copy2(path, half)
    os.replace(half, copy_of(path))  # noqa: PTH105


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_into(path: Path, text: str | bytes | Iterable[str]) -> None:
    with path.open("wb") as file:
        for piece in [text] if isinstance(text, str | bytes) else text:
            file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))


def write_output(path: Path, text: str | bytes | Iterable[str]) -> None:
    """Write what the user asked for with ``--out``; ``BadInput`` where it cannot be."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            _write_into(path, text)  # a device or a pipe is written to, and stays what it is
        else:
            write_whole(path, text)
    except OSError as error:
        raise bad_file(str(path), f"could not be written: {reason(error)}") from None
    except ValueError:
        raise bad_file(str(path), "could not be written: this is no name for a file; choose another") from None

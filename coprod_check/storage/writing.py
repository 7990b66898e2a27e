"""Writing a file so that a crash at any moment leaves the old one or the new one, whole.

What is on its way to a file lies in a temporary one beside it. That is made under a name
that nobody can guess, never through a link, and never open to more people than the file
itself. One that a killed program has left is cleared by the next that writes in that folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from coprod_check.documents.errors import bad_file
from coprod_check.storage.parsing import reason

if TYPE_CHECKING:
    from collections.abc import Iterable

COPY_SUFFIX = ".bak"
OWNER_ALONE = 0o600
"""Who may read what one person answered: nobody else."""
LEFT_OVER = 600
"""Seconds after which a temporary file is nobody's any more, whoever may have made it."""

_UMASK_DECIDES = 0o666
_LONGEST = 200
"""Bytes of a file's name in that of its temporary one; a whole name may have 255."""
_OURS = re.compile(r"\..*\.(\d+)-([0-9a-f]{8})-[0-9a-f]{8}\.tmp", re.DOTALL)
_OURS_ONCE = re.compile(r"\..*\.answers\.(toml|json)\.\d+\.(tmp|bak)", re.DOTALL)
"""Names that temporary files of sheets had in the first edition."""


def write_whole(
    path: Path, text: str | bytes | Iterable[str], *, keep_copy: bool = False, private: bool = False
) -> None:
    """Write a file, a text whole or piece by piece, by way of a temporary one: write, flush, fsync, rename.

    With ``keep_copy`` the file as it was stays beside it as ``NAME.bak``. What is ``private`` is
    for its owner alone from now on, the copy too; else who may read a file stays as it was.
    Raises ``OSError``; the file is then as it was.
    """
    target = behind_links(path)
    temporary, file = open_aside(target, private=private)
    try:
        with file:
            for piece in [text] if isinstance(text, str | bytes) else text:
                file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if keep_copy and target.exists():
            _copy_aside(target, private=private)
        os.replace(temporary, target)  # noqa: PTH105 - says more plainly that it replaces
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def behind_links(path: Path) -> Path:
    """The file that links lead to, which need not be there; raises ``OSError`` where they lead round in a ring."""
    if not path.is_symlink():
        return path
    # Not path.resolve(), which is no OSError for a ring before Python 3.13.
    found = Path(os.path.realpath(path))
    if found.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return found


def naming_schema(text: str, path: Path, kind: str) -> str:
    """A text of ours for a new file, with its schema named in the first line where that lies beside it.

    Editors that know the line check and complete what people write there. No reader of ours needs it.
    """
    schema = f"{kind}.schema.json"
    beside = path.suffix.casefold() == ".toml" and path.with_name(schema).is_file()
    return f"#:schema ./{schema}\n{text}" if beside else text


def copy_of(path: Path) -> Path:
    """Where the previous copy of a file is kept."""
    return path.with_name(path.name + COPY_SUFFIX)


def owner_alone(path: Path) -> None:
    """Take a file from everybody but its owner, where the system lets us."""
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(OWNER_ALONE)


def _copy_aside(path: Path, *, private: bool) -> None:
    """Keep the file as it is under ``NAME.bak``, never leaving a moment without the file itself."""
    if private:
        owner_alone(path)  # the copy is the same file under another name
    half = _aside_name(path)
    try:
        try:
            os.link(path, half)
        except OSError:
            # Memory sticks and some network drives have no links.
            half, file = open_aside(path, private=private)
            with file:
                file.write(path.read_bytes())
        os.replace(half, copy_of(path))  # noqa: PTH105
    finally:
        # Where the copy is this very file already, since a run was killed here, the new name stays beside it.
        with contextlib.suppress(OSError):
            half.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# Temporary files.


def open_aside(target: Path, *, private: bool) -> tuple[Path, BinaryIO]:
    """Make a temporary file beside a file, and open it for writing.

    It is a new file of ours: what has that name already, a link too, is an ``OSError``. Only its owner may
    read it, unless the file is there and others may read that, or is new and private to nobody.
    """
    temporary = _aside_name(target)
    mode = None if private else _mode_of(target)
    # O_NOFOLLOW and O_BINARY: each is not there on some systems.
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, how, OWNER_ALONE if private or mode is not None else _UMASK_DECIDES)
    if mode is not None:
        with contextlib.suppress(OSError):
            temporary.chmod(mode)
    return temporary, os.fdopen(handle, "wb")


def _mode_of(path: Path) -> int | None:
    with contextlib.suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode) & 0o777
    return None


def _aside_name(target: Path) -> Path:
    """A name that nobody can guess, and that says whose it is: which program's, on which machine."""
    short = target.name.encode(errors="surrogateescape")[:_LONGEST].decode(errors="ignore")
    return target.with_name(f".{short}.{os.getpid()}-{_machine()}-{os.urandom(4).hex()}.tmp")


@cache
def _machine() -> str:
    """Tell this machine from another one without naming it. Windows is never asked."""
    name = os.uname().nodename if hasattr(os, "uname") else ""
    return f"{zlib.crc32(name.encode()):08x}"


def clear_left_over(folder: Path) -> None:
    """Take away what killed programs left of files they were writing in a folder; looked for once a run.

    Nothing is said of it: what was saved is in the file itself. What cannot be taken away stays.
    """
    _cleared(os.path.abspath(folder))  # noqa: PTH100 - resolve() would raise for a folder that is a loop


@cache
def _cleared(folder: str) -> None:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and _left_over(entry):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108 - of very many entries


def is_old(entry: os.DirEntry[str]) -> bool:
    """Whether a file has not been touched for so long that no program is in the middle of it."""
    return time.time() - entry.stat(follow_symlinks=False).st_mtime > LEFT_OVER


def _left_over(entry: os.DirEntry[str]) -> bool:
    if not entry.is_file(follow_symlinks=False):
        return False
    if ours := _OURS.fullmatch(entry.name):
        if ours[2] == _machine() and not _runs(int(ours[1])):
            return True
        # Of a link to an older file, which a copy is for a moment, only this time says when it was made.
        return time.time() - entry.stat(follow_symlinks=False).st_ctime > LEFT_OVER
    return _OURS_ONCE.fullmatch(entry.name) is not None and is_old(entry)


def _runs(process: int) -> bool:
    """Whether a program runs on this machine; yes where that cannot be asked without ending it."""
    if not hasattr(os, "uname"):
        return True  # Windows takes the question for an order
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


# What the user asked for.


def _write_into(path: Path, text: str | bytes | Iterable[str]) -> None:
    with path.open("wb") as file:
        for piece in [text] if isinstance(text, str | bytes) else text:
            file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))


def write_output(path: Path, text: str | bytes | Iterable[str], *, private: bool = False) -> None:
    """Write what the user asked for with ``--out``; ``BadInput`` where it cannot be.

    What is ``private``, as one person's own copy is, is for its owner alone.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            _write_into(path, text)  # a device or a pipe is written to, and stays what it is
        else:
            clear_left_over(path.parent)
            write_whole(path, text, private=private)
    except OSError as error:
        raise bad_file(str(path), f"could not be written: {reason(error)}") from None
    except ValueError:
        raise bad_file(str(path), "could not be written: this is no name for a file; choose another") from None

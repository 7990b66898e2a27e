"""The sheet that is being filled in: opened by one person at a time, saved after every answer."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Self

from coprod_check.documents.errors import BadInput, bad_file
from coprod_check.storage.file_names import names_beside
from coprod_check.storage.writing import OWNER_ALONE, clear_left_over, copy_of, is_old, write_whole

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_LOCK = ".lock"


def is_open(path: Path) -> bool:
    """Whether somebody has a sheet open now; one that a killed program had open is not."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - costs start-up time

    beside = _lock_of(path)
    if not beside.exists():
        return False
    try:
        with FileLock(beside, timeout=0, mode=OWNER_ALONE):
            return False
    except Timeout:
        return True
    except OSError:
        return False  # as when it is opened: saving notices what others change


def _lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}{_LOCK}")


def _clear_locks(folder: Path) -> None:
    """Take away the locks of programs that were killed; they say whose sheet was open once."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - costs start-up time

    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            ours = entry.name.startswith(".") and entry.name.endswith(
                (f".answers.toml{_LOCK}", f".answers.json{_LOCK}")
            )
            with contextlib.suppress(OSError, Timeout):
                if ours and entry.is_file(follow_symlinks=False) and is_old(entry):
                    with FileLock(entry.path, timeout=0, mode=OWNER_ALONE):
                        os.unlink(entry.path)  # noqa: PTH108 - a name, as the lock wants it


def _gone(lock: Path) -> None:
    """Take a lock's file away; Windows may not let us while the lock is held."""
    with contextlib.suppress(OSError):
        lock.unlink()


class OpenSheet:
    """One sheet file, held by this program until it is closed."""

    def __init__(self, path: Path) -> None:
        """Take the file; it need not be there yet."""
        self.path = path
        self._named = path
        """The name that was chosen; beside it is where ours goes when somebody changes that file."""
        self._known: bytes | None = None
        self._locked = contextlib.ExitStack()
        self._saved_in: list[Path] = []
        """Every file that we saved in: more than one where it had to move."""

    def __enter__(self) -> Self:
        """Hold the file, so that a second person is told at once."""
        self._hold(self.path)
        clear_left_over(self.path.parent)
        _clear_locks(self.path.parent)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file."""
        self._locked.close()

    def _hold(self, path: Path) -> None:
        """Hold the file of that name, and let go of the one before.

        Raises ``BadInput`` where somebody else has it open; the one before is then still held.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - costs start-up time

        beside = _lock_of(path)
        held = contextlib.ExitStack()
        try:
            held.enter_context(FileLock(beside, timeout=0, mode=OWNER_ALONE))
            held.callback(_gone, beside)
        except Timeout:
            message = (
                "somebody has this sheet open now; wait until they have finished, "
                "or fill in one of your own with --answers and another name"
            )
            raise bad_file(str(path), message) from None
        except OSError:
            # A folder in which nothing can be made, or a drive without locks. Saving will say
            # so if it matters, and it notices a file that somebody else has changed.
            pass
        self._locked.close()
        self._locked = held

    def remember(self) -> None:
        """Take the file as it is now for what we know of it."""
        with contextlib.suppress(OSError):
            self._known = self._on_disk()

    def save(self, text: str, *, private: bool = False, finished: bool = False) -> bool:
        """Save the sheet. True when it had to go to a new name, because somebody changed the old one.

        A private sheet is for its owner alone, and once it is finished no copy of before stays beside it: what
        somebody took back, consent or a line of evidence, is gone then. Raises ``OSError`` where it
        cannot be written; what was there is then as it was.
        """
        there = self._on_disk()
        # A file that is gone holds nothing of anybody's: ours is written where it was.
        moved = there is not None and there != self._known
        if moved:
            self._move_beside(self._named)
        closed = private and finished
        write_whole(self.path, text, keep_copy=not closed, private=private)
        self._known = text.encode("utf-8")
        self._saved_in = [*(each for each in self._saved_in if each != self.path), self.path]
        if closed:
            self._forget_copies()
        return moved

    def _forget_copies(self) -> None:
        for path in self._saved_in:
            with contextlib.suppress(OSError):
                copy_of(path.resolve()).unlink(missing_ok=True)

    def move_to(self, path: Path) -> None:
        """Save under another name from now on. Raises ``BadInput`` where somebody else has that one open."""
        self._move(path)
        self._named = path

    def rename(self, path: Path) -> None:
        """Give the file another name, or the nearest one that is free; what was saved goes with it."""
        before, known = self.path, self._known
        if path.exists():
            self._move_beside(path)
        else:
            self._move(path)
        self._named = path
        if known is not None and before.read_bytes() == known:
            before.replace(self.path)
            self._known = known
            with contextlib.suppress(OSError):
                copy_of(before).replace(copy_of(self.path))

    def _move(self, path: Path) -> None:
        self._hold(path)
        self.path = path
        self._known = None
        self.remember()

    def _move_beside(self, path: Path) -> None:
        """Move to NAME-2, NAME-3, …: the first that nobody has."""
        for free in names_beside(path):
            if not free.exists():
                with contextlib.suppress(BadInput):
                    self._move(free)
                    return

    def _on_disk(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None

"""The one place where errors become words and exit codes."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from coprod_check.cli.exit_codes import ExitCode
from coprod_check.documents.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import NoReturn, TextIO

    from coprod_check.documents.problems import Note, Problem

DEBUG = "COPROD_DEBUG"
_OURS = "coprod-check"
"""What the rooms below, which know no environment, call us in a command."""


def say(text: str) -> None:
    """Write to standard error: everything that is not a result. Where that is full or closed, nobody can be told."""
    try:
        sys.stderr.write(f"{printable(_as_started(text))}\n")
        sys.stderr.flush()
    except OSError:
        _to_nowhere(sys.stderr)


def _as_started(text: str) -> str:
    """Put what started us into commands that stand at the end of a message of the rooms below."""
    if not os.environ.get("COPROD_PROGRAM") or f": {_OURS} " not in text:
        return text
    from coprod_check.cli import settings

    return text.replace(f": {_OURS} ", f": {settings.how_typed().line()} ")


def say_notes(notes: Iterable[Note]) -> None:
    """Write what is worth knowing; of very many notes some, and how many more there are of which kind."""
    from coprod_check.documents.limits import told_notes

    for note in told_notes(notes):
        say(f"Note: {note}")


def say_problems(problems: Iterable[Problem]) -> None:
    """Write what is wrong; of very many problems of one file some, and how many more there are of which kind."""
    from coprod_check.documents.limits import told_by_file

    for problem in told_by_file(problems):
        say(str(problem))


def _reader_has_gone(error: OSError, system: str) -> bool:
    """Whether the other end of a pipe was closed, as by ``head``. Windows calls it an invalid argument of no file."""
    unnamed = error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or (system == "nt" and unnamed)


def _to_nowhere(stream: TextIO) -> None:
    """Send what a stream still holds, and all that comes, to nowhere; Python would complain of it at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def _leave(error: OSError) -> NoReturn:
    """End because something could not be read or written, or since nobody reads what we write any more."""
    if _reader_has_gone(error, os.name):
        # Whoever read our output has seen enough.
        _to_nowhere(sys.stdout)
        sys.exit(ExitCode.OK)
    if error.filename is None and error.errno in _FULL:
        _to_nowhere(sys.stdout)
        say(f"The output could not be written: {error.strerror}. Make room, or name another place with --out.")
    else:
        # Files are read and written with words of their own; here is what only a look at a name can raise.
        say(f"{error.filename or 'a file'}: {error.strerror or error}")
    sys.exit(ExitCode.BAD_FILE)


@contextmanager
def outermost() -> Iterator[None]:
    """See to it that all was written before the exit code says so, also what is written around the commands: help.

    typer ends with 1 where the reader of its help has gone, and puts streams of its own in place of ours: by those,
    which it makes nowhere else, it is known.
    """
    ours = sys.stdout
    try:
        try:
            yield
        except SystemExit:
            if sys.stdout is not ours:
                sys.stdout = ours
                _to_nowhere(ours)
                sys.exit(ExitCode.OK)
            raise
        finally:
            sys.stdout.flush()
    except OSError as error:
        # What typer could not say of a command is still wrong with it.
        code = getattr(error.__context__, "exit_code", None)
        if isinstance(code, int):
            _to_nowhere(sys.stderr)
            sys.exit(code)
        _leave(error)


@contextmanager
def boundary() -> Iterator[None]:
    """Turn what is raised into a message and an exit code; nothing a user can cause ends in a traceback."""
    from coprod_check.documents.errors import BadCommand, BadInput

    try:
        yield
        sys.stdout.flush()
    except BadCommand as error:
        say(f"coprod-check: {error}")
        sys.exit(ExitCode.BAD_COMMAND)
    except BadInput as error:
        say_problems(error.problems)
        sys.exit(ExitCode.BAD_FILE)
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(ExitCode.STOPPED)
    except OSError as error:
        _leave(error)
    except Exception as error:  # noqa: BLE001 - the last resort: our bug, said as such
        if os.environ.get(DEBUG):
            traceback.print_exc()
        say(f"coprod-check: this is a fault of ours, not of your files: {type(error).__name__}: {error}")
        say(f"Please report it. With {DEBUG}=1 set, the same command prints the details that we need.")
        sys.exit(ExitCode.OUR_BUG)

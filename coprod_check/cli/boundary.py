"""The one place where errors become words and exit codes."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coprod_check.cli.exit_codes import ExitCode
from coprod_check.documents.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

DEBUG = "COPROD_DEBUG"


def say(text: str) -> None:
    """Write to standard error: everything that is not a result."""
    sys.stderr.write(f"{printable(text)}\n")


def _reader_has_gone(error: OSError, system: str) -> bool:
    """Whether the other end of a pipe was closed, as by ``head``. Windows calls it an invalid argument of no file."""
    unnamed = error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or (system == "nt" and unnamed)


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
        for problem in error.problems:
            say(str(problem))
        sys.exit(ExitCode.BAD_FILE)
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(ExitCode.STOPPED)
    except OSError as error:
        if _reader_has_gone(error, os.name):
            # Whoever read our output has seen enough. Python would complain again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(ExitCode.OK)
        # Files are read and written with words of their own; here is what only a look at a name can raise.
        say(f"{error.filename or 'a file'}: {error.strerror or error}")
        sys.exit(ExitCode.BAD_FILE)
    except Exception as error:  # noqa: BLE001 - the last resort: our bug, said as such
        if os.environ.get(DEBUG):
            traceback.print_exc()
        say(f"coprod-check: this is a fault of ours, not of your files: {type(error).__name__}: {error}")
        say(f"Please report it. With {DEBUG}=1 set, the same command prints the details that we need.")
        sys.exit(ExitCode.OUR_BUG)

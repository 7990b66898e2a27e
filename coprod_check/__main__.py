"""The way in: answers ``--version`` before anything is imported, then hands over to the commands."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line."""
    _stand_ins()
    if sys.argv[1:2] == ["--%"]:
        del sys.argv[1]  # it was meant for PowerShell (documents/commands.py)
    if sys.argv[1:] == ["--version"]:
        from coprod_check import __version__  # noqa: PLC0415 - nothing else is loaded for a version

        _say_version(f"coprod-check {__version__}\n")
        return
    # No other package that happens to be installed looks at answers through the library that checks them.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from coprod_check.cli.app import run  # noqa: PLC0415

    run()


def _stand_ins() -> None:
    """Put what takes everything and gives nothing in place of a stream that was closed before we began (``>&-``)."""
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        # In this order each gets the number of the stream, so that no file of ours is ever taken for one.
        sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
        sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _say_version(line: str) -> None:
    try:
        sys.stdout.write(line)
        sys.stdout.flush()
    except OSError:
        from coprod_check.cli.boundary import boundary  # noqa: PLC0415

        with boundary():
            raise


if __name__ == "__main__":
    main()

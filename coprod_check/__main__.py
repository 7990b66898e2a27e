"""The way in: answers ``--version`` before anything is imported, then hands over to the commands."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        from coprod_check import __version__  # noqa: PLC0415 - nothing else is loaded for a version

        sys.stdout.write(f"coprod-check {__version__}\n")
        return
    from coprod_check.cli.app import run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()

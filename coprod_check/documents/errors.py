"""What the user can mend. Anything else that is raised is our bug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable


class CoprodError(Exception):
    """Something that the user can mend. Carries facts; never prints."""


class BadCommand(CoprodError):  # noqa: N818 - says what is bad
    """The command line does not fit together (exit code 2)."""


class BadInput(CoprodError):  # noqa: N818 - as above
    """One or more files could not be read, understood or written (exit code 3)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep every problem, sorted by file, line and place."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def bad_file(file: str, message: str, where: str = "") -> BadInput:
    """Make the error for one fault of one file."""
    return BadInput([Problem(file, 0, where, message)])

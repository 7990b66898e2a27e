"""The last lines below a result: how to see all of it, and what comes next. Each command works as it stands."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.ask.lines import wrap
from coprod_check.cli import settings
from coprod_check.cli.output import text_width
from coprod_check.documents.text import unturned
from coprod_check.render.lines import cells, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LINES = 20
"""Lines of a first screen, with the last lines; the rest of a screen is the person's own."""
USUAL = 80
LONGEST = 3
"""Lines that one command may take at 80 columns; of a longer one only what is to be changed in it is said."""
PAGE = "report.html"
"""What a page is called where the name of the team would be long."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was asked, for another to be asked the same."""

    paths: Sequence[Path]
    rubric: str | None = None
    team: str | None = None
    round: str | None = None

    def words(self) -> list[str]:
        """The words behind the name of the command."""
        named = (("--rubric", self.rubric), ("--team", self.team), ("--round", self.round))
        options = [word for option, value in named if value is not None for word in (option, value)]
        return [*map(str, self.paths), *options]


def below_a_result(
    asked: Asked, page: str | None, *, changes: bool = False, to_file: bool = False, plain: bool = False
) -> list[str]:
    """The last lines of ``score``, an empty one first; ``page`` is what a page is to be called, if one can be made."""
    width = text_width(to_file=to_file, option_plain=plain)
    more = [*(["--changes"] if changes else []), "--all"]
    lines = _command("More:", ["score", *asked.words(), *more], f"the same command with {' '.join(more)}", width)
    if page is not None:
        lines += _page_command(asked, page, width)
    return ["", *lines]


def _page_command(asked: Asked, page: str, width: int) -> list[str]:
    """How to make a page, under a short name where the team's would need another line."""
    named, short = (
        _command("A page:", ["report", *asked.words(), "--out", name], f"the same with report and --out {name}", width)
        for name in (page, PAGE)
    )
    return named if len(named) == 1 else short


def _command(name: str, command: Sequence[str], instead: str, width: int) -> list[str]:
    """A command on lines of its own; of one that is very long what to do with the one that was typed."""
    lines = broken_command([*name.split(), settings.program(), *map(shlex.quote, command)], width)
    return lines if len(lines) <= LONGEST * max(1, USUAL // width) else wrapped(f"{name} {instead}", width)


def lines_with_command(text: str, width: int) -> list[str]:
    """Lay out sentences that end in a command; its lines are those of a shell, so that what is copied still works."""
    before, program, words = text.rpartition(f"{settings.program()} ")
    whole = wrap(text, width)
    if not program or len(whole) == 1:
        return whole
    *sentences, last = wrap(before, width)
    try:
        command = [*program.split(), *map(shlex.quote, shlex.split(words))]
    except ValueError:
        return whole  # a sentence goes on behind the command
    alone = broken_command(command, width)
    behind = broken_command([*last.split(), *command], width)
    # What is said before is no part of what a shell is given.
    fits_behind = behind[0].startswith(f"{last} ") and behind[0] != f"{last} \\" and len(alone) > 1
    return [*sentences, *(behind if fits_behind else [last, *alone])]


def broken_command(words: Sequence[str], width: int) -> list[str]:
    r"""Put the words of a command on lines that a shell takes for one: all but the last end in a backslash.

    >>> broken_command(["score", "a-long-folder", "--all"], 12)
    ['score \\', 'a-long-fold\\', 'er --all']
    """
    lines: list[str] = []
    line = ""
    for place, word in enumerate(map(unturned, words), 1):  # what is copied is what is seen
        behind = "" if place == len(words) else " \\"
        if line and cells(f"{line} {word}{behind}") > width:
            lines.append(f"{line} \\")
            line = ""
        line = f"{line} {word}".lstrip()
        while cells(f"{line}{behind}") > width:
            fits = next(n for n in range(len(line) - 1, 0, -1) if cells(line[:n]) < width)
            lines.append(f"{line[:fits]}\\")
            line = line[fits:]
    return [*lines, line]

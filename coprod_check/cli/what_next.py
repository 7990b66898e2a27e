"""The last lines below a result: how to see all of it, and what comes next. Each command works as it stands."""

from __future__ import annotations

import shlex
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.ask.lines import wrap
from coprod_check.cli import settings
from coprod_check.cli.output import text_width
from coprod_check.documents.commands import CommandLine, Shell, quoted
from coprod_check.documents.text import printable, unturned
from coprod_check.render.lines import cells, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LINES = 20
"""Lines of a first screen, with the last lines; the rest of a screen is the person's own."""
USUAL = 80
LONGEST = 3
"""Lines that one command may take at 80 columns; of a longer one only what is to be changed in it is said."""
_LONG = 20
"""Letters for each cell of a line, from which on a word is longer than a line whatever letters it has."""
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
    most = LONGEST * max(1, USUAL // width)
    # Names may be very long: what has no room in so many lines is not laid out to find that out.
    if cells(" ".join(command)) <= most * width:
        lines = lines_of_command(name, command, width)
        if sum(-(-cells(line) // width) for line in lines) <= most:
            return lines
    return wrapped(f"{name} {instead}", width)


def lines_of_command(name: str, words: Sequence[str], width: int) -> list[str]:
    """A command of ours behind a name for it, laid out as it can be copied; ``name`` may be empty."""
    typed = settings.how_typed()
    shown = [unturned(each) for each in words]  # what is copied is what is seen
    if typed.shell is Shell.POSIX:
        return [CommandLine(printable(line)) for line in broken_command([*typed.program, *shown], width, name)]
    return _on_one_line(name, typed.line(*shown), width)


def _on_one_line(before: str, command: str, width: int) -> list[str]:
    """A command whole, whatever the width: on Windows nothing at the end of a line joins it to the next."""
    behind = printable(f"{before} {command}".lstrip())
    if not before or cells(behind) <= width:
        return [CommandLine(behind)]
    return [before, CommandLine(printable(command))]


def lines_with_command(text: str, width: int) -> list[str]:
    """Lay out sentences that end in a command; its lines are those of a shell, so that what is copied still works."""
    typed = settings.how_typed()
    before, program, words = text.rpartition(f"{typed.line()} ")
    whole = wrap(text, width)
    if not program:
        return whole
    if len(whole) == 1:
        return [CommandLine(printable(text))]
    *sentences, last = wrap(before, width)
    if typed.shell is Shell.WINDOWS:
        return [*sentences, *_on_one_line(last, f"{program}{words}", width)]
    try:
        command = [*typed.program, *map(unturned, shlex.split(words))]
    except ValueError:
        return whole  # a sentence goes on behind the command
    alone = broken_command(command, width)
    behind = broken_command(command, width, last)
    # What is said before is no part of what a shell is given.
    fits_behind = behind[0].startswith(f"{last} ") and behind[0] != f"{last} \\" and len(alone) > 1
    lines = behind if fits_behind else [last, *alone]
    return [*sentences, *(CommandLine(printable(line)) for line in lines)]


def broken_command(words: Sequence[str], width: int, name: str = "") -> list[str]:
    r"""Put the words of a command on lines that a POSIX shell takes for one: all but the last end in a backslash.

    Within quotes a backslash is one, so of a word that is longer than a line each part is quoted by itself.

    >>> broken_command(["score", "a-long-folder", "--all"], 12)
    ['score \\', 'a-long-fold\\', 'er --all']
    >>> print("\n".join(broken_command(["score", "a long folder"], 12, "More:")))
    More: \
    score \
    'a long fo'\
    lder
    """
    lines: list[str] = []
    line = name
    for place, word in enumerate(words, 1):
        behind = "" if place == len(words) else " \\"
        rest = word
        if line and cells(f"{line} {quoted(rest, Shell.POSIX)}{behind}") > width:
            lines.append(f"{line} \\")
            line = ""
        while not line and len(rest) > 1 and _is_wider(rest, behind, width):
            fits = _fitting(rest, width - 1)
            lines.append(f"{quoted(rest[:fits], Shell.POSIX)}\\")
            rest = rest[fits:]
        line = f"{line} {quoted(rest, Shell.POSIX)}".lstrip()
    return [*lines, line]


def _is_wider(word: str, behind: str, width: int) -> bool:
    """Whether a word takes more than one line; a very long one does, and is not measured for each line of it."""
    return len(word) > _LONG * width or cells(f"{quoted(word, Shell.POSIX)}{behind}") > width


def _fitting(word: str, width: int) -> int:
    """How many letters of a word fit, quoted, into a width; one of them at least, and never all."""
    more = range(2, min(len(word) - 1, max(width, 1)) + 1)
    return 1 + bisect_right(more, width, key=lambda n: cells(quoted(word[:n], Shell.POSIX)))

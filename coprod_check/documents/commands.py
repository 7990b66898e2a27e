r"""Commands as people type them: what we print can be pasted where it is read.

POSIX shells have one way of quoting. On Windows nobody knows whether a line is pasted into the command processor or
into PowerShell, so it is written as both of them, and the library that takes the words apart behind them, understand
it: in double quotes, on one line. PowerShell looks into double quotes for ``$``, backticks and curly quotes; a batch
file loses the quotes around ``&`` on the way. Where a word has such a sign, ``--%`` stands behind the program:
PowerShell hands on what follows as it stands, and the program passes over it where it arrives, from the other one.
Only a bar behind a single curly quote has no way into both.
(learn.microsoft.com: "about_Parsing", the stop-parsing token; "Parsing C command-line arguments".)
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Shell(Enum):
    """What reads the commands that people type."""

    POSIX = "posix"
    WINDOWS = "windows"
    """The command processor or PowerShell."""


class CommandLine(str):
    """A line that holds a command: it is not wrapped, so that what is copied from it works."""

    __slots__ = ()


AS_IT_STANDS = "--%"
"""Behind the program: what follows is read by PowerShell as the command processor reads it."""

_BARE = re.compile(r"(?!-)[\w.:\\/-]+|--?[a-z][a-z-]*")
_SIGNS = re.compile('["\u201c-\u201f`$&|<>^]|^$|\\\\$|%.*%', re.DOTALL)
"""What no pair of double quotes keeps as it is in PowerShell, and on from there into a batch file."""
_NAME_AHEAD = re.compile(r"%([\w=])")


def shell_of(system: str) -> Shell:
    """What reads commands on a system, by Python's name of it (``os.name``)."""
    return Shell.WINDOWS if system == "nt" else Shell.POSIX


def quoted(word: str, shell: Shell) -> str:
    r"""Write one word as a shell takes it.

    >>> print(quoted("our team's answers", Shell.POSIX), quoted("our team's answers", Shell.WINDOWS))
    'our team'"'"'s answers' "our team's answers"
    >>> print(quoted("C:\\A & B\\", Shell.WINDOWS), quoted('the "A" team', Shell.WINDOWS))
    "C:\A & B\\" "the ""A"" team"
    """
    if shell is Shell.POSIX:
        return shlex.quote(word)
    if _BARE.fullmatch(word):
        return word
    # Backslashes count twice before a quotation mark; of two such marks within others, one is meant.
    inner = re.sub(r'(\\+)(?="|\Z)', r"\1\1", word).replace('"', '""')
    if word.count("%") > 1:
        # Between two of them may stand the name of a variable, whose value would be put there.
        inner = _NAME_AHEAD.sub(r'%"\1"', inner)
    return f'"{inner}"'


def command_line(program: Sequence[str], words: Sequence[str], shell: Shell) -> str:
    r"""Write a whole command; ``program`` are the words that start us.

    PowerShell takes quotes at the beginning for a text that is to be shown, so no command begins with them.

    >>> print(command_line(["coprod-check"], ["score", "R&D"], Shell.WINDOWS))
    coprod-check --% score "R&D"
    >>> print(command_line(["C:\\our tools\\run.cmd"], ["score", "mine"], Shell.WINDOWS))
    cmd /c call "C:\our tools\run.cmd" score mine
    """
    if shell is Shell.POSIX:
        return shlex.join([*program, *words])
    start = [quoted(each, shell) for each in program]
    before = ["cmd", "/c", "call"] if start[0].startswith('"') else []
    stop = [AS_IT_STANDS] if any(not _BARE.fullmatch(each) and _SIGNS.search(each) for each in words) else []
    return " ".join([*before, *start, *stop, *(quoted(each, shell) for each in words)])


@dataclass(frozen=True, slots=True)
class HowTyped:
    """How the person types our commands."""

    program: tuple[str, ...] = ("coprod-check",)
    """The words that start us."""
    shell: Shell = Shell.POSIX

    def line(self, *words: str) -> str:
        """A command of ours on one line."""
        return command_line(self.program, words, self.shell)

    def word(self, word: str) -> str:
        """One word of a command."""
        return quoted(word, self.shell)

"""What a key press in menu mode costs, in milliseconds of processor of the program.

    python benchmarks/key_press.py [COMMAND…]

A whole interview is gone through on a terminal of 80 columns and 24 rows: levels
picked by their keys and by the arrows, help, going back, Enter with nothing chosen,
evidence typed in between. After each press we wait until the program does nothing
any more, so all that the press set off counts: saving with fsync, the next question,
the menu. It is done twice, on a terminal that tells where its cursor is, as most do,
and on one that is not asked. For Linux, where one process may read another's clock.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections import defaultdict
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Self

from measuring import ENVIRONMENT, Limits, cost, least

from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from types import TracebackType

LIMIT = 20.0
TOOL = [sys.executable, "-m", "coprod_check"]
ROWS, COLUMNS = 24, 80
UP, DOWN, ENTER = "\x1b[A", "\x1b[B", "\r"
MENU_END, LIST_END, TEXT = b"s  Save and stop", b"or f to finish:", b"leaves it empty:"
"""What a menu, the list at the end and a question for evidence end with."""
WHERE, HERE = b"\x1b[6n", b"\x1b[13;1R"
"""How a program asks where the cursor is, and what a terminal says."""
IDLE = 0.12
"""Seconds without any work after which a press is done with; after Enter we ourselves wait 0.05 for a paste."""
PATIENCE = 60.0

EVERY = "every key press"
MOVE = "a key that moves inside one list"
NEXT = "Enter that leads to another screen"
SAME = "Enter that leads to the same question again"
TYPED = "a key of a line that is typed"


class Interview:
    """The program on a terminal, and what each press cost it."""

    def __init__(self, folder: str, command: list[str], *, tells: bool) -> None:
        """Start it; ``tells`` is a terminal that tells where its cursor is."""
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            ours = {"TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "0" if tells else "1", "LC_ALL": "C.UTF-8"}
            os.execve(command[0], command, {**ENVIRONMENT, **ours})
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._clock = (~self.pid << 3) | 2
        """The processor clock of that process, threads and all, as Linux numbers it."""
        self.costs: dict[str, list[float]] = defaultdict(list)
        self.seen = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, if it has not ended."""
        os.close(self._terminal)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def _used(self) -> float:
        return time.clock_gettime(self._clock)

    def rest(self, *until: bytes) -> None:
        """Wait until one of some texts was shown since the last press, and then until nothing is done any more."""
        end = time.monotonic() + PATIENCE
        used, quiet_since = self._used(), time.monotonic()
        while not any(each in self.seen for each in until) or time.monotonic() - quiet_since < IDLE:
            if time.monotonic() > end:
                raise SystemExit(f"{until!r} was not shown:\n{self.seen.decode(errors='replace')}")
            if select.select([self._terminal], [], [], 0.02)[0]:
                more = os.read(self._terminal, 65536)
                self.seen += more
                if WHERE in more:
                    os.write(self._terminal, HERE)
            if (now := self._used()) != used:
                used, quiet_since = now, time.monotonic()

    def press(self, kind: str, key: str, *until: bytes) -> None:
        """Press one key, and take down what it cost."""
        self.seen = b""
        before = self._used()
        os.write(self._terminal, key.encode())
        self.rest(*(until or (b"",)))
        took = (self._used() - before) * 1000
        self.costs[kind].append(took)
        self.costs[EVERY].append(took)

    def line(self, text: str, *until: bytes) -> None:
        """Type a line, key by key."""
        for each in (*text, ENTER):
            self.press(TYPED, each, *(until if each == ENTER else ()))


def whole(interview: Interview, practices: int) -> None:
    """Go through all of it."""
    interview.rest(b"How many staff")
    interview.line("3", b"lived experience")
    interview.line("2", b"away:")
    interview.line("", MENU_END)
    picks = cycle([["1"], [DOWN, DOWN, UP, DOWN, DOWN], ["d"], [UP, UP, DOWN, "1"], ["3"], ["h", "0"], ["x"]])
    for place in range(1, practices + 1):
        if place % 6 == 2:  # help, and then the question again
            interview.press(MOVE, "?")
            interview.press(SAME, ENTER, MENU_END)
        if place % 6 == 4:  # nothing chosen
            interview.press(SAME, ENTER, MENU_END)
        if place % 6 == 5:  # back, and all that is there is kept
            interview.press(MOVE, "b")
            interview.press(NEXT, ENTER, MENU_END)
            while b"Practice %d of" % place not in interview.seen:
                enter(interview)
        for key in next(picks):
            interview.press(MOVE, key)
        enter(interview)


def enter(interview: Interview) -> None:
    """Take what is chosen; where evidence is asked for, type some."""
    interview.press(NEXT, ENTER, MENU_END, LIST_END, TEXT)
    if TEXT in interview.seen:
        interview.line("Seen.")
        interview.line(".", MENU_END, LIST_END)


def main() -> None:
    command = sys.argv[1:] or TOOL
    practices = len(find_rubric(DEFAULT).practices)
    limits = Limits()
    for tells in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            with Interview(folder, [*command, "assess", "--team", "Team"], tells=tells) as interview:
                whole(interview, practices)
            assert list(Path(folder).glob("*.answers.toml"))
        print(f"A terminal that {'tells where its cursor is' if tells else 'is not asked where its cursor is'}")
        for kind in (EVERY, MOVE, NEXT, SAME, TYPED):
            costs = interview.costs[kind]
            what = f"{kind}: mean of {len(costs)} (median {statistics.median(costs):.1f})"
            limits.tell(what, statistics.mean(costs), LIMIT, unit="ms")
            print(f"{'':8}most: {max(costs):.0f} ms")
    bare = least([cost("-c", "pass") for _ in range(10)]).processor
    print(f"python -c pass: {bare * 1000:.1f} ms of processor")
    limits.end()


if __name__ == "__main__":
    main()

"""A real terminal for tests: the program on a pty, what it sent, and what a person would see."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = float(os.environ.get("COPROD_TEST_PATIENCE", "60"))
"""Seconds after which something that should have been shown is missed; far more than a slow machine needs."""

PASTE = "\x1b[200~", "\x1b[201~"
"""What a terminal with bracketed paste sends around a paste."""

_ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>])")
_OURS = ("COPROD_", "PYTHON", "ACCESSIBLE", "NO_COLOR", "TERM", "COLUMNS", "LINES", "LC_", "LANG")


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    ours = {
        "PYTHONPATH": str(ROOT),
        "COPROD_TODAY": "2026-11-22",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
    }
    return {**kept, **ours, **more}


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "coprod_check", *args]


def piped(folder: Path, *args: str, said: str | bytes = "", **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program with its input from a pipe."""
    data = said.encode() if isinstance(said, str) else said
    return subprocess.run(
        command(*args),
        cwd=folder,
        input=data,
        env=environment(**env),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


def _as_a_terminal_starts_it() -> None:
    """Let a closed terminal end the program, even where the tests themselves are run under nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """The program on a terminal of a given size."""

    def __init__(
        self, folder: Path, *args: str, columns: int = 80, rows: int = 24, shell: str = "", **env: str
    ) -> None:
        """Start it; ``shell`` is a line of shell that starts it in another way."""
        program, *rest = ["/bin/sh", "-c", shell] if shell else command(*args)
        self.child = pexpect.spawn(
            program,
            rest,
            cwd=str(folder),
            env=environment(**env),
            dimensions=(rows, columns),
            timeout=PATIENCE,
            preexec_fn=_as_a_terminal_starts_it,
        )
        self.child.delaybeforesend = None
        self.child.ptyproc.delayafterclose = self.child.ptyproc.delayafterterminate = 0.02
        self.screen = pyte.HistoryScreen(columns, rows, history=100_000)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._read_up_to = 0
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the terminal away, as closing its window does; a program that stays is killed, and waited for."""
        if not self.child.closed:
            self.child.ptyproc.fileobj.close()
            self._wait(patience=5)

    def _wait(self, patience: float) -> None:
        """Wait until the process is gone. On a busy machine even a killed one takes a while."""
        end = time.monotonic() + patience
        while self.child.isalive() and time.monotonic() < end:
            time.sleep(0.01)
        if self.child.isalive():
            self.child.kill(signal.SIGKILL)
            self.child.wait()
        self.child.close()

    @property
    def said(self) -> str:
        """All that was sent, without escape sequences."""
        text = self.raw.decode("utf-8", "replace").replace("\r\n", "\n")
        return _ESCAPES.sub("", text)

    @property
    def rows(self) -> list[str]:
        """What is on the screen now."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def history(self) -> list[str]:
        """Every row that a person can scroll back to, and the screen."""
        gone = ["".join(row[x].data for x in range(self.screen.columns)).rstrip() for row in self.screen.history.top]
        return gone + self.rows

    @property
    def cursor_row(self) -> str:
        return self.rows[self.screen.cursor.y]

    def send(self, keys: str) -> None:
        self.child.send(keys)

    def until(self, met: Callable[[], bool], what: str) -> None:
        """Wait until something holds; fails with the screen."""
        end = time.monotonic() + PATIENCE
        while not met():
            if self._ended or time.monotonic() > end:
                screen = "\n".join(self.history[-60:])
                raise AssertionError(f"{what!r} was not shown in:\n{screen}")
            self._listen()

    def expect(self, *words: str) -> None:
        """Wait for words, each after the ones before; nothing is found twice."""
        for each in words:
            self.until(lambda each=each: each in self.said[self._read_up_to :], each)  # type: ignore[misc]
            self._read_up_to = self.said.index(each, self._read_up_to) + len(each)

    def reply(self, keys: str, *words: str) -> None:
        """Type a line, and wait for words."""
        self.send(f"{keys}\r")
        self.expect(*words)

    def ends(self) -> int:
        """Wait until the program has ended; its exit code, or minus the signal."""
        end = time.monotonic() + PATIENCE
        while not self._ended:
            assert time.monotonic() < end, "still running:\n" + "\n".join(self.history[-40:])
            self._listen()
        self._wait(patience=PATIENCE)
        signalled: int | None = self.child.signalstatus
        code: int = self.child.exitstatus if signalled is None else -signalled
        return code

    def _listen(self) -> None:
        try:
            some = self.child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            self._ended = True
            return
        self.raw += some
        self._stream.feed(some)


# The interview on it. Every team here is called "Team".

SHEET = "team-2026-11.answers.toml"
PROMPT = "choice, then Enter:"
"""The end of a question in plain mode."""
MENU_END = "s  Save and stop"
"""The last row of a menu."""


def plain(folder: Path, *args: str, **how: Any) -> Terminal:
    return Terminal(folder, "assess", "--plain", "--team", "Team", *args, **how)


def menu(folder: Path, *args: str, **how: Any) -> Terminal:
    return Terminal(folder, "assess", "--team", "Team", *args, **how)


def to_first_practice(terminal: Terminal, shown: str = PROMPT) -> None:
    terminal.expect("How many staff", "Enter:")
    terminal.reply("3", "lived experience", "Enter:")
    terminal.reply("2", "true for you?", "away:")
    terminal.reply("", "Practice 1 of", shown)


def saved(folder: Path, name: str = SHEET) -> dict[str, Any]:
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


def ratings(folder: Path, name: str = SHEET) -> dict[str, Any]:
    said: dict[str, Any] = saved(folder, name).get("ratings", {})
    return said

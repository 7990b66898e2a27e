"""What long work says of itself: on a terminal, in plain mode, and through a pipe."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from helpers.terminal import PATIENCE, Terminal, environment

from coprod_check.cli.progress import far, progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOME = 20_000

WORK = """
import sys, time
from coprod_check.cli import boundary, progress, streams
streams.prepare()
with boundary.boundary():
    if "fast" not in sys.argv:
        progress.A_MOMENT = progress._BETWEEN = 0
    print("before", flush=True)
    with progress.progress("files", 20_000, plain="plain" in sys.argv) as advance:
        for step in range(20):
            advance(1_000)
            if "slow" in sys.argv:
                time.sleep(0.02)
            if "stuck" in sys.argv and step == 2:
                time.sleep(600)
    if "modules" in sys.argv:
        print("rich" in sys.modules)
    print("the result")
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    path = tmp_path / "work.py"
    path.write_text(WORK)
    return path


def on_a_terminal(work: Path, *how: str, columns: int = 80, setting: str = "", behind: str = "") -> Terminal:
    line = f"{setting} exec '{sys.executable}' '{work}' {' '.join(how)} {behind}"
    return Terminal(work.parent, shell=line, columns=columns)


def piped(work: Path, *how: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, work, *how],
        env=environment(**env),
        capture_output=True,
        timeout=PATIENCE,
        encoding="utf-8",
        check=False,
    )


# A terminal.


def test_a_terminal_shows_a_bar_a_count_and_the_time_left(work: Path) -> None:
    with on_a_terminal(work, "stuck") as terminal:
        terminal.until(lambda: "3,000" in terminal.rows[1], "the third step")
        assert re.fullmatch(r"Reading files ━+╸? +3,000 of 20,000, 15 %, about \d+ seconds? left", terminal.rows[1])


def test_the_bar_is_gone_before_the_result_is_written(work: Path) -> None:
    with on_a_terminal(work, "slow") as terminal:
        terminal.expect("left", "the result")
        assert terminal.ends() == 0
        assert terminal.history == ["before", "the result", *[""] * 22]


@pytest.mark.parametrize("columns", [80, 40, 12])
def test_the_bar_is_one_row_in_every_window(work: Path, columns: int) -> None:
    with on_a_terminal(work, "stuck", columns=columns) as terminal:
        terminal.expect("Readin", "Readin", "Readin", "Readin")
        assert [row[:6] for row in terminal.rows[:3]] == ["before", "Readin", ""]


def test_ctrl_c_clears_the_bar_and_leaves_the_cursor(work: Path) -> None:
    with on_a_terminal(work, "stuck") as terminal:
        terminal.expect("left")
        terminal.send("\x03")
        assert terminal.ends() == 130
        assert not terminal.screen.cursor.hidden
        assert b"\x1b[?25l" not in terminal.raw
        said = [row for row in terminal.rows if row]
        assert said[0] == "before"
        assert said[-1] == "Stopped."
        assert "Reading" not in "".join(said)


def test_work_that_is_killed_leaves_the_cursor_too(work: Path) -> None:
    with on_a_terminal(work, "stuck") as terminal:
        terminal.expect("left")
        terminal.child.kill(15)
        assert terminal.ends() == -15
        assert not terminal.screen.cursor.hidden


def test_the_bar_has_no_colour(work: Path) -> None:
    with on_a_terminal(work, "slow") as terminal:
        terminal.expect("left")
        terminal.ends()
        assert terminal.raw.count(b"\x1b[") == terminal.raw.count(b"\x1b[2K") + terminal.raw.count(b"\x1b[1A")


def test_a_bar_of_few_letters_is_drawn_with_them(work: Path) -> None:
    with on_a_terminal(work, "slow", setting="PYTHONIOENCODING=ascii") as terminal:
        terminal.expect("Reading files --", "left")
        terminal.ends()
        assert terminal.raw.isascii()


def test_the_result_may_go_elsewhere_while_the_bar_is_shown(work: Path) -> None:
    with on_a_terminal(work, "slow", behind="> result.txt") as terminal:
        terminal.expect("left")
        terminal.ends()
        assert "".join(terminal.rows) == ""
    assert (work.parent / "result.txt").read_text() == "before\nthe result\n"


def test_short_work_shows_nothing_on_a_terminal(work: Path) -> None:
    with on_a_terminal(work, "fast", "modules") as terminal:
        assert terminal.ends() == 0
        assert terminal.raw == b"before\r\nFalse\r\nthe result\r\n"


@pytest.mark.parametrize("asked", ["TERM=dumb", "COPROD_PLAIN=1", "ACCESSIBLE=1"])
def test_a_terminal_in_plain_mode_gets_two_lines_and_no_escape_byte(work: Path, asked: str) -> None:
    with on_a_terminal(work, "modules", setting=asked) as terminal:
        assert terminal.ends() == 0
        assert terminal.raw.decode().split("\r\n") == [
            "before", "Reading 20,000 files …", "Read 20,000 files.", "False", "the result", ""
        ]  # fmt: skip


# A pipe.


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_a_pipe_gets_nothing(work: Path, term: str) -> None:
    ran = piped(work, "slow", "modules", TERM=term)
    assert ran.stdout == "before\nFalse\nthe result\n"
    assert ran.stderr == ""


def test_plain_mode_says_two_lines_to_a_pipe_too(work: Path) -> None:
    ran = piped(work, "plain")
    assert ran.stderr == "Reading 20,000 files …\nRead 20,000 files.\n"
    assert ran.stdout == "before\nthe result\n"


# When anything is said.


class Clock:
    """A clock that goes on by so much whenever it is read."""

    def __init__(self, tick: float) -> None:
        self.now = 0.0
        self.tick = tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def said(
    capsys: pytest.CaptureFixture[str], tick: float, total: int | None, counts: list[int], **words: str
) -> list[str]:
    """What plain mode says, with a clock of our own."""
    with (
        patch("coprod_check.cli.progress.monotonic", Clock(tick)),
        progress("files", total, plain=True, **words) as advance,
    ):
        for count in counts:
            advance(count)
    return capsys.readouterr().err.splitlines()


def test_work_within_a_moment_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, 0.01, SOME, [200] * 90) == []


def test_work_beyond_a_moment_says_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, 0.01, SOME, [200] * 100) == ["Reading 20,000 files …", "Read 20,000 files."]


@pytest.mark.parametrize(("total", "lines"), [(499, 0), (500, 2)])
def test_a_few_things_say_nothing_however_long_they_take(
    capsys: pytest.CaptureFixture[str], total: int, lines: int
) -> None:
    assert len(said(capsys, 5, total, [1] * total)) == lines


@pytest.mark.parametrize(("counts", "lines"), [([1] * 499, []), ([1] * 500, ["Reading files …", "Read 500 files."])])
def test_things_that_nobody_counted_before_are_many_when_they_are(
    capsys: pytest.CaptureFixture[str], counts: list[int], lines: list[str]
) -> None:
    assert said(capsys, 5, None, counts) == lines


def test_what_was_counted_is_said_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, 5, SOME, [19_000, 998])[-1] == "Read 19,998 files."


def test_other_work_has_other_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, 5, SOME, [SOME], doing="Writing", done="Wrote") == [
        "Writing 20,000 files …",
        "Wrote 20,000 files.",
    ]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_an_error_ended_is_not_said_to_be_done(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    monkeypatch.setattr(sys, "stderr", stderr := io.StringIO())
    monkeypatch.setattr("coprod_check.cli.progress.monotonic", Clock(5))

    def stop(advance: Callable[[int], None]) -> None:
        advance(1_000)
        raise error

    with pytest.raises(error), progress("files", SOME, plain=True) as advance:
        stop(advance)
    assert stderr.getvalue() == "Reading 20,000 files …\n"


def test_the_bar_is_drawn_a_few_times_a_second_however_often_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stderr := Screen())
    monkeypatch.setattr("coprod_check.cli.progress.monotonic", Clock(0.001))
    monkeypatch.setattr(os, "environ", environment())
    with progress("files", SOME, plain=False) as advance:
        for _ in range(SOME):
            advance()
    # Twenty seconds by this clock, and the first of them shows nothing.
    assert 85 <= stderr.getvalue().count(" left") <= 100


# How far.


@pytest.mark.parametrize(
    ("count", "seconds", "words"),
    [
        (0, 1, "0 of 1,000, 0 %"),
        (999, 1, "999 of 1,000, 99 %, about 1 second left"),
        (500, 89, "500 of 1,000, 50 %, about 89 seconds left"),
        (500, 90, "500 of 1,000, 50 %, about 2 minutes left"),
        (500, 3600, "500 of 1,000, 50 %, about 60 minutes left"),
        (1000, 9, "1,000 of 1,000, 100 %"),
        (1001, 9, "1,000 of 1,000, 100 %"),
    ],
)
def test_how_far_work_has_come(count: int, seconds: float, words: str) -> None:
    assert far(count, 1000, seconds) == words

"""What is asked of a terminal on Windows, with that system pretended: its modules are there, and ours are not."""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable

import pytest

from coprod_check.ask import lines_in
from coprod_check.ask.lines_in import BEHIND, QUIET, TerminalLines, waiting_keys
from coprod_check.cli import settings


class Console:
    """A console of Windows: keys that come at times of their own, and a clock that only waiting moves."""

    def __init__(self, keys: list[tuple[float, str]] | str) -> None:
        self.keys = [(0.0, key) for key in keys] if isinstance(keys, str) else keys
        self.now = 0.0

    def kbhit(self) -> bool:
        return bool(self.keys) and self.keys[0][0] <= self.now

    def getwch(self) -> str:
        at, key = self.keys.pop(0)
        self.now = max(self.now, at)
        return key

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def input(self, _prompt: str = "") -> str:
        """One line, as the console gives it: what stands behind its Enter stays for the next."""
        line = ""
        while self.keys:
            key = self.getwch()
            if key == "\r":
                return line
            line += key
        raise EOFError


Put = Callable[[list[tuple[float, str]] | str], Console]


@pytest.fixture
def on_console(monkeypatch: pytest.MonkeyPatch) -> Put:
    """Put a console in the place of the terminal."""

    def put(keys: list[tuple[float, str]] | str) -> Console:
        console = Console(keys)
        for name in ("termios", "readline"):
            monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.setitem(sys.modules, "msvcrt", console)
        monkeypatch.setattr(lines_in, "time", console)
        monkeypatch.setattr(builtins, "input", console.input)
        return console

    return put


def test_keys_that_nobody_was_asked_for_are_taken_away(on_console: Put) -> None:
    console = on_console("y\r3")
    assert waiting_keys() == "y\r3"
    assert console.keys == []
    assert waiting_keys() == ""
    assert console.now == pytest.approx(QUIET, abs=0.01)  # and never is anything waited for that does not come


def test_a_paste_is_taken_to_its_end_however_slowly_it_comes_and_no_further(on_console: Put) -> None:
    pasted = [(0.04 + number * 0.1, key) for number, key in enumerate("one\rtwo\r")]
    console = on_console([*pasted, (5.0, "x")])
    assert waiting_keys(within=BEHIND) == "one\rtwo\r"
    assert [key for _, key in console.keys] == ["x"]


def test_what_comes_after_a_pause_was_typed(on_console: Put) -> None:
    console = on_console([(BEHIND + 0.02, "x")])
    assert waiting_keys(within=BEHIND) == ""
    assert len(console.keys) == 1


def test_keys_without_a_letter_are_left_out_and_letters_of_every_kind_are_kept(on_console: Put) -> None:
    on_console("a\0Hà la ü\ud83d\ude00")
    assert waiting_keys() == "aà la ü\U0001f600"


def test_ctrl_c_among_the_keys_stops(on_console: Put) -> None:
    on_console("ab\x03cd")
    with pytest.raises(KeyboardInterrupt):
        waiting_keys()


def test_without_any_console_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("termios", "msvcrt"):
        monkeypatch.setitem(sys.modules, name, None)
    assert waiting_keys(within=BEHIND) == ""


def test_several_lines_pasted_as_the_reply_to_a_choice_are_one_reply(on_console: Put) -> None:
    console = on_console("3\r1\rd\r")
    assert TerminalLines(plain=True).line("? ", fresh=False) == "3"
    console = on_console([(0.3, "3"), (0.3, "\r"), (0.3, "1"), (0.31, "\r")])
    assert TerminalLines(plain=True).line("? ", fresh=True) == "3\n1\r"
    assert console.keys == []


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_lines_pasted_into_a_longer_text_are_its_lines_and_an_empty_one_is_no_end(
    end: str, on_console: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    pasted = f"Second.{end}{end}s{end}Third, ü.{end}"
    console = on_console([*[(1.0, key) for key in "First.\r"], *[(1.01, key) for key in pasted]])
    reader = TerminalLines(plain=True)
    lines = [reader.line("", fresh=False)]
    while reader.more():
        lines.append(reader.line("", fresh=False))
    assert lines == ["First.", "Second.", "", "s", "Third, ü."]
    assert console.keys == []
    assert capsys.readouterr().out == "Second.\n\ns\nThird, ü.\n"  # they were taken unseen


def test_what_is_left_of_a_paste_answers_no_other_question(on_console: Put) -> None:
    console = on_console("First.\rSecond.\rThird.\r")
    reader = TerminalLines(plain=True)
    assert reader.line("", fresh=False) == "First."
    assert reader.more()
    reader.forget()
    assert not reader.more()
    console.keys = [(console.now + 1, key) for key in "2\r"]
    assert reader.line("? ", fresh=True) == "2"


@pytest.mark.parametrize(
    ("system", "term", "plain"), [("nt", None, False), ("posix", None, True), ("nt", "dumb", True)]
)
def test_a_console_of_windows_is_no_dumb_terminal_for_saying_nothing_of_itself(
    system: str, term: str | None, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "ACCESSIBLE", "COPROD_PLAIN"):
        monkeypatch.delenv(name, raising=False)
    if term:
        monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(os, "name", system)
    said = settings.plain(option=False)
    monkeypatch.undo()
    assert said is plain

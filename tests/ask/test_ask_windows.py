"""What is asked of a terminal on Windows, with that system pretended: its modules are there, and ours are not."""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace

import pytest

from coprod_check.ask.lines_in import waiting_keys
from coprod_check.cli import settings


def test_keys_that_nobody_was_asked_for_are_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = list("y\r3")
    console = SimpleNamespace(kbhit=lambda: bool(keys), getwch=lambda: keys.pop(0))
    monkeypatch.setitem(sys.modules, "termios", None)
    monkeypatch.setitem(sys.modules, "msvcrt", console)
    assert waiting_keys() == ""
    assert keys == []


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

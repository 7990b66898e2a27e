"""What a console can do, with the console and the system pretended."""

from __future__ import annotations

import ctypes
import io
import os
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from helpers.sample_page import sample_page

from coprod_check.cli import output, settings, streams
from coprod_check.cli.choices import PageFormat
from coprod_check.cli.streams import can_draw, takes_bold

ESCAPES = 0x0004
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING (learn.microsoft.com: SetConsoleMode)."""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


class Console:
    """The part of Windows that is asked of a console; an old one knows nothing of escapes."""

    def __init__(self, *, is_one: bool = True, is_new: bool = True) -> None:
        self.mode = 0x0003
        self._is_one, self._is_new = is_one, is_new

    def GetConsoleMode(self, console: ctypes.c_void_p, mode: Any) -> int:  # noqa: N802 - as it is called there
        assert console.value == 7
        mode._obj.value = self.mode  # noqa: SLF001
        return int(self._is_one)

    def SetConsoleMode(self, console: ctypes.c_void_p, mode: int) -> int:  # noqa: N802
        assert console.value == 7
        if self._is_new:
            self.mode = mode
        return int(self._is_new)


def on_windows(console: Console | None, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> bool:
    """What is said of a stream on a Windows with this console; ``None`` where nothing can be asked of it."""
    with monkeypatch.context() as pretended:
        found = SimpleNamespace(get_osfhandle=lambda number: 6 + number)
        pretended.setitem(sys.modules, "msvcrt", found if console else None)
        pretended.setattr(ctypes, "windll", SimpleNamespace(kernel32=console), raising=False)
        pretended.setattr(os, "name", "nt")
        return takes_bold(stream)


def test_a_console_of_windows_is_asked_to_obey_before_it_is_told_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    assert on_windows(console, Terminal(), monkeypatch)
    assert console.mode == 0x0003 | ESCAPES


@pytest.mark.parametrize("console", [Console(is_new=False), Console(is_one=False), None])
def test_where_it_would_print_what_it_is_told_nothing_is_bold(
    console: Console | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not on_windows(console, Terminal(), monkeypatch)
    assert console is None or console.mode == 0x0003


def test_no_file_and_no_pipe_takes_bold_letters_and_every_other_terminal_does(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console()
    assert not on_windows(console, io.StringIO(), monkeypatch)
    assert console.mode == 0x0003
    assert not takes_bold(io.StringIO())
    assert takes_bold(Terminal())


@pytest.mark.parametrize(
    ("bold", "to_file", "is_bold"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_a_result_is_bold_where_the_terminal_takes_it(
    bold: bool, to_file: bool, is_bold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "takes_bold", lambda _: bold)
    monkeypatch.setattr(settings, "plain_output", lambda *, option: option)
    drawn = output.renderer(PageFormat.TEXT, to_file=to_file).render(sample_page().whole)
    assert ("\x1b[1" in drawn) is is_bold


# Code pages.


@pytest.mark.parametrize(
    ("page", "draws", "said"),
    [
        ("utf-8", True, "“Zoë’s group” – 3 × … ● π"),
        ("cp1252", False, "“Zoë’s group” – 3 × … ? ?"),
        ("cp850", False, '"Zoë\'s group" - 3 × ... ? ?'),
        ("cp437", False, '"Zoë\'s group" - 3 x ... ? π'),
    ],
)
def test_a_code_page_without_our_signs_gets_simpler_ones_and_no_traceback(
    page: str, draws: bool, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A console of Windows shows every letter, but with PYTHONLEGACYWINDOWSSTDIO those of its code page alone."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=page)
    stream.isatty = lambda: True  # type: ignore[method-assign]
    with monkeypatch.context() as pretended:
        pretended.setattr(sys, "stdout", stream)
        streams.prepare()
        stream.write("“Zoë’s group” – 3 × … ● π")
        stream.flush()
    assert can_draw(stream) is draws
    assert written.getvalue().decode(page) == said

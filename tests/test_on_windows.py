"""What is for one system alone, with Windows pretended: each such place in the package is listed here, and tried."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from helpers import make
from helpers.process import ROOT, environment

from coprod_check.batch.reading import files, packer
from coprod_check.cli.each import team_stems
from coprod_check.documents.commands import Shell
from coprod_check.documents.errors import BadInput
from coprod_check.storage import imported_sheets, writing
from coprod_check.storage.file_names import slug
from coprod_check.storage.foreign.import_hint import how_to_import

if TYPE_CHECKING:
    from pathlib import Path

ELSEWHERE = {
    "ask/lines_in.py": "tests/ask/test_ask_windows.py",
    "batch/reading/files.py": "here",
    "batch/reading/packer.py": "here",
    "cli/boundary.py": "tests/cli/test_boundary.py",
    "cli/settings.py": "tests/ask/test_ask_windows.py, tests/cli/test_what_next.py",
    "cli/streams.py": "tests/cli/test_streams.py",
    "cli/talk.py": "here",
    "documents/commands.py": "tests/documents/test_commands.py",
    "storage/foreign/import_hint.py": "here",
    "storage/imported_sheets.py": "here",
    "storage/writing.py": "here, tests/storage/test_writing.py",
}
"""Where there is something for one system alone, and where that is tried."""

FOR_ONE = re.compile(
    r"sys\.platform|\bos\.name\b|hasattr\((os|signal|sys)\b|getattr\((os|signal)\b|sched_getaffinity"
    r"|import (termios|tty|msvcrt|fcntl|pwd|resource|winreg)\b"
)


def test_every_place_for_one_system_alone_is_known_and_its_test_is_there() -> None:
    package = ROOT / "coprod_check"
    found = {
        path.relative_to(package).as_posix(): path
        for path in package.rglob("*.py")
        if FOR_ONE.search(path.read_text("utf-8"))
    }
    assert sorted(found) == sorted(ELSEWHERE)
    named = {each for where in ELSEWHERE.values() for each in where.split(", ") if each != "here"}
    assert all((ROOT / each).is_file() for each in named)


# Files.


def test_a_file_is_written_where_links_cannot_be_refused_and_folders_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    really = os.open

    def as_on_windows(path: str | Path, how: int, *more: int) -> int:
        if os.path.isdir(path):  # noqa: PTH112 - as the system has it
            raise PermissionError(13, "Permission denied")
        opened.append(how)
        return really(path, how & ~0x8000, *more)

    monkeypatch.setattr(os, "open", as_on_windows)
    monkeypatch.delattr(os, "O_NOFOLLOW")
    monkeypatch.setattr(os, "O_BINARY", 0x8000, raising=False)
    writing.write_whole(tmp_path / "a.toml", "one\ntwo\n")
    monkeypatch.undo()
    assert (tmp_path / "a.toml").read_bytes() == b"one\ntwo\n"
    assert [how & 0x8000 for how in opened] == [0x8000]


@pytest.mark.parametrize("team", ["Con", "PRN", "aux", "Nul", "COM1", "lpt9", "com\u00b2", "LPT\u00b3"])
def test_no_file_has_the_name_of_a_device(team: str) -> None:
    assert slug(team) == f"{team.casefold()}-team"
    assert slug(f"{team} group") == f"{team.casefold()}-group"


@pytest.mark.parametrize(
    "team", ["con.", "Con ", "nul. ", "aux..", "COM\u00b9 .", "conin$", "CONOUT$", "clock$", "nul.txt"]
)
def test_no_sign_behind_a_name_makes_it_that_of_a_device_again(team: str) -> None:
    (stem,) = team_stems([team]).values()
    assert re.fullmatch(r"(con|nul|aux|com\u00b9)-team|conin|conout|clock|nul-txt", stem)


def test_a_sheet_is_read_as_it_is_where_files_are_texts_or_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without O_BINARY, which there is on Windows alone, the first Ctrl-Z would be the end of a file."""
    opened: list[int] = []
    really = os.open

    def as_on_windows(path: str, how: int) -> int:
        opened.append(how & 0x8000)
        return really(path, how & ~0x8000)

    (tmp_path / "a.toml").write_bytes(b"a\r\n\x1ab\r\n")
    monkeypatch.setattr(os, "open", as_on_windows)
    monkeypatch.setattr(os, "O_BINARY", 0x8000, raising=False)
    assert packer._bytes(str(tmp_path / "a.toml")) == b"a\r\n\x1ab\r\n"  # noqa: SLF001
    assert opened == [0x8000]


# Processes.


def test_only_linux_starts_processes_as_copies_of_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    for name in ("numpy", "polars"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    ways = {}
    for system in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", system)
        ways[system] = files._context().get_start_method()  # noqa: SLF001 - what a system alone decides
    assert ways == {"linux": "fork", "darwin": "spawn", "win32": "spawn"}


def test_where_nobody_says_which_processors_are_ours_all_of_them_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 6)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert files._processors() == 6  # noqa: SLF001
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert files._processors() == 1  # noqa: SLF001


def test_a_conversation_ends_gently_where_there_is_no_sighup() -> None:
    code = (
        "import signal; del signal.SIGHUP; from coprod_check.cli import talk; print([each.name for each in talk._ENDS])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert "SIGTERM" in done.stdout
    assert "SIGHUP" not in done.stdout


# Commands in messages.


def test_a_path_in_a_hint_is_as_the_shells_of_the_system_take_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "our form.csv"
    assert how_to_import(path) == f"coprod-check import '{path}'"
    monkeypatch.setattr(os, "name", "nt")
    said = how_to_import(path)
    monkeypatch.undo()
    assert said == f'coprod-check import "{path}"'


def test_so_is_a_round_in_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = make.sheet("staff", {"a": 2}, round="our autumn")
    new = make.sheet("staff", {"a": 2}, round="2026-11")
    monkeypatch.setattr(imported_sheets, "shell_of", lambda _: Shell.WINDOWS)
    with pytest.raises(BadInput) as wrong:
        imported_sheets.check_rounds(tmp_path, [new], [there])
    assert 'give --round "our autumn", else' in str(wrong.value.problems[0])

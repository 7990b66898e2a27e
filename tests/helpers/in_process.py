"""The program run inside this process, on streams of its own: the same words and exit codes, ten times sooner.

For tests of what a command does. Where a pipe, a signal or a terminal is the point, ``process.run`` and
``terminal`` start a real one. ``test_helpers.py`` holds the two ways against each other, command by command.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING
from unittest import mock

import typer.main

from coprod_check.__main__ import main
from coprod_check.storage import library
from helpers.process import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric

_commands = cache(typer.main.get_command)
"""The options of every command, worked out once: they hold nothing of a run, and take longer than most runs."""

_load = library.load


@cache
def _known(path: Path, held: bytes) -> Rubric:
    """Read a good rubric once for as long as its file holds the same bytes; nobody can change what was read."""
    del held
    return _load(path)


def _load_once(path: Path) -> Rubric:
    try:
        held = path.read_bytes()
    except OSError:
        return _load(path)  # which says what is wrong
    return _known(path, held)


def run(
    *arguments: str | Path, typed: str | bytes = b"", cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run ``coprod-check`` as with a pipe for input, and give what it said. A fault that gets out of it is raised."""
    letters = more.get("PYTHONIOENCODING", "utf-8")
    words = ["coprod-check", *map(str, arguments)]
    given = io.BytesIO(typed.encode() if isinstance(typed, str) else typed)
    out, err = io.BytesIO(), io.BytesIO()
    with (
        mock.patch.dict(os.environ, {**environment(**more), "TYPER_USE_RICH": "0"}, clear=True),
        contextlib.chdir(cwd or "."),
        mock.patch.object(sys, "argv", words),
        mock.patch.object(typer.main, "get_command", _commands),
        mock.patch.object(library, "load", _load_once),
        mock.patch.object(os, "fsync"),  # nobody cuts the power here; test_writing.py sees that it is asked for
        _streams(given, out, err, letters),
    ):
        code = _exit_code()
    return subprocess.CompletedProcess(words, code, out.getvalue().decode(), err.getvalue().decode(letters))


@contextlib.contextmanager
def _streams(given: io.BytesIO, out: io.BytesIO, err: io.BytesIO, letters: str) -> Iterator[None]:
    """Standard streams as Python opens them on pipes; what was written is in the bytes afterwards."""
    stdin = io.TextIOWrapper(given, encoding=letters)
    stdout = io.TextIOWrapper(out, encoding=letters)
    stderr = io.TextIOWrapper(err, encoding=letters, errors="backslashreplace", line_buffering=True)
    with (
        mock.patch.multiple(sys, stdin=stdin, stdout=stdout, stderr=stderr),
        # The size of the terminal is asked of these.
        mock.patch.multiple(sys, __stdin__=stdin, __stdout__=stdout, __stderr__=stderr),
    ):
        yield
    for stream in (stdout, stderr):
        stream.detach()


def _exit_code() -> int:
    """Run the program to its end, as the interpreter would, and give its exit code."""
    try:
        main()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            sys.stderr.write(f"{ended.code}\n")
            return 1
        return ended.code or 0
    return 0

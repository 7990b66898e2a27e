"""Running a command inside this process: ten times faster than ``tool.run``, where only words and exit codes matter."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tool import TODAY
from typer.testing import CliRunner

from coprod_check.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``coprod-check`` without a terminal, and give what it said."""
    unset = dict.fromkeys(("COPROD_PLAIN", "ACCESSIBLE", "COPROD_DEBUG", "NO_COLOR", "FORCE_COLOR"))
    environment = {**unset, "COPROD_TODAY": TODAY, "TERM": "xterm-256color", "COLUMNS": "80", **more}
    words = list(map(str, arguments))
    done = CliRunner().invoke(app, words, env=environment, prog_name="coprod-check")
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

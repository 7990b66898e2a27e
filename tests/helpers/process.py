"""Running the program as a user would: a process of its own, and nothing but its streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = "2026-11-22"


def environment(**more: str) -> dict[str, str]:
    """The environment of a run, without what the machine may have set for us."""
    mine = ("COPROD_", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "PYTHONDONTWRITEBYTECODE", "TERM")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(mine)}
    return {**kept, "PYTHONPATH": str(ROOT), "COPROD_TODAY": TODAY, "TERM": "xterm-256color", **more}


def run(
    *arguments: str | Path, typed: str | bytes = b"", cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run ``coprod-check`` with a pipe for input, and give what it said."""
    data = typed.encode() if isinstance(typed, str) else typed
    done = subprocess.run(
        [sys.executable, "-m", "coprod_check", *map(str, arguments)],
        input=data,
        capture_output=True,
        cwd=cwd,
        env=environment(**more),
        timeout=60,
        check=False,
    )
    letters = more.get("PYTHONIOENCODING", "utf-8")
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode(letters))

"""What is redirected into a file or a pipe is UTF-8, whatever letters the console knows."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.process import ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

STORY = ROOT / "examples" / "riverside" / "riverside-diabetes-group-2026-11.answers.toml"
TEAM = "Łódź “Ŵ” 小組"

COMMANDS = {
    "score": ["score", "a.answers.toml"],
    "score whole": ["score", "a.answers.toml", "--all"],
    "score plain": ["score", "a.answers.toml", "--plain"],
    "score json": ["score", "a.answers.toml", "--format", "json"],
    "score jsonl": ["score", "a.answers.toml", "--format", "jsonl"],
    "score csv": ["score", "a.answers.toml", "--format", "csv"],
    "score markdown": ["score", "a.answers.toml", "--format", "markdown"],
    "collect": ["collect", "a.answers.toml"],
    "collect json": ["collect", "a.answers.toml", "--format", "json"],
    "plan": ["plan", "a.answers.toml"],
    "plan shown": ["plan", "--show", "a.plan.toml"],
    "plan shown as markdown": ["plan", "--show", "a.plan.toml", "--format", "markdown"],
    "plan shown as a page": ["plan", "--show", "a.plan.toml", "--format", "html"],
    "report": ["report", "a.answers.toml"],
    "report markdown": ["report", "a.answers.toml", "--format", "markdown"],
    "diff": ["diff", "a.plan.toml", "b.plan.toml"],
    "diff json": ["diff", "a.plan.toml", "b.plan.toml", "--format", "json"],
    "form": ["form", "--voice", "staff", "--team", TEAM],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("redirected")
    text = STORY.read_text("utf-8").replace('"Riverside diabetes group"', f'"{TEAM}"')
    assert TEAM in text
    (path / "a.answers.toml").write_text(text, "utf-8")
    for name in ("a", "b"):
        assert run("plan", "a.answers.toml", "--out", f"{name}.plan.toml", cwd=path).returncode == 0
    return path


@pytest.mark.parametrize("letters", ["cp1252", "ascii"])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_letter_hangs_on_the_console(folder: Path, name: str, letters: str) -> None:
    told = run(*COMMANDS[name], cwd=folder)
    assert TEAM in told.stdout or TEAM.replace("“", r"\u201c") in told.stdout or "\\u0141" in told.stdout
    assert run(*COMMANDS[name], cwd=folder, PYTHONIOENCODING=letters).stdout == told.stdout


@pytest.mark.parametrize("name", ["score", "score json", "plan", "report"])
def test_nor_on_the_locale(folder: Path, name: str) -> None:
    command = [sys.executable, "-m", "coprod_check", *COMMANDS[name]]
    spoken = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    spoken.pop("PYTHONIOENCODING", None)
    raw = subprocess.run(command, cwd=folder, capture_output=True, env=spoken, check=True).stdout
    assert raw.decode("utf-8").replace("\r\n", "\n") == run(*COMMANDS[name], cwd=folder).stdout.replace("\r\n", "\n")


def test_a_plan_that_is_redirected_is_read_again(folder: Path, tmp_path: Path) -> None:
    said = run("plan", "a.answers.toml", cwd=folder, PYTHONIOENCODING="cp1252").stdout
    (tmp_path / "p.plan.toml").write_text(said, "utf-8")
    assert run("plan", "--show", tmp_path / "p.plan.toml").returncode == 0

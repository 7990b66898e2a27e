"""What the helpers promise: a run inside this process is, to the letter, what a process of its own would be."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from helpers import in_process, process

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = process.ROOT / "examples"
CALLS = EXAMPLES / "calls"
SHEET = EXAMPLES / "riverside" / "riverside-diabetes-group-2026-11.answers.toml"
TYPED = "4\n3\n\n1\n2\nNotes — “seen”.\n.\ns\n"

RUNS: dict[str, tuple[list[str], dict[str, str]]] = {
    "version": (["--version"], {}),
    "no command": ([], {}),
    "a wrong option": (["score", "x", "--format", "xml"], {}),
    "assess": (["assess", "--plain", "--team", "Team"], {"typed": TYPED}),
    "assess without a terminal": (["assess"], {"typed": TYPED}),
    "score": (["score", "."], {}),
    "score on a simple console": (["score", ".", "--plain"], {"PYTHONIOENCODING": "ascii", "COLUMNS": "50"}),
    "score as a table": (["score", ".", "--format", "csv"], {"PYTHONIOENCODING": "ascii"}),
    "score with a fault": (["score", ".", "bad.answers.toml", "--format", "json"], {}),
    "plan": (["plan", ".", "--out", "p.plan.toml"], {}),
    "plan check": (["plan", "--check", str(CALLS / "3-november.plan.toml")], {}),
    "report": (["report", str(CALLS)], {}),
    "diff": (["diff", *(str(CALLS / f"{each}.plan.toml") for each in ("2-october", "3-november")), "--exit-code"], {}),
    "form": (["form", "--voice", "staff", "--out", "f.html"], {}),
    "rubric list": (["rubric", "list"], {}),
    "rubric show": (["rubric", "show", "--plain"], {}),
    "rubric check": (["rubric", "check", "bad.rubric.toml"], {}),
}


@pytest.mark.parametrize("name", RUNS)
def test_a_run_inside_says_and_writes_what_a_process_does(tmp_path: Path, name: str) -> None:
    arguments, more = RUNS[name]
    seen = []
    for way in (process.run, in_process.run):
        folder = tmp_path / "folder"
        folder.mkdir()
        shutil.copy(SHEET, folder)
        (folder / "bad.rubric.toml").write_text('format = "coprod-rubric/1"\nid = "two words"\n', "utf-8")
        done = way(*arguments, cwd=folder, **more)
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
        seen.append((done.returncode, done.stdout, done.stderr, files))
        shutil.rmtree(folder)
    assert seen[0] == seen[1]

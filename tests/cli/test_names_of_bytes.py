"""Folders and files whose names are no UTF-8, as old archives leave them: read by their true names, shown in digits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.process import ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

STORY = ROOT / "examples" / "riverside" / "riverside-diabetes-group-2026-11.answers.toml"
NAME = os.fsdecode(b"caf\xe9\xff")
SHOWN = r"caf\xe9\xff"
COMMANDS = {
    "score": ["score", NAME],
    "score as Markdown": ["score", NAME, "--format", "markdown"],
    "score as JSON": ["score", NAME, "--format", "json"],
    "score as JSON Lines": ["score", NAME, "--format", "jsonl"],
    "score as CSV": ["score", NAME, "--format", "csv"],
    "score as a workbook": ["score", NAME, "--format", "xlsx", "--out", "out.xlsx"],
    "score as Parquet": ["score", NAME, "--format", "parquet", "--out", "out.parquet"],
    "collect": ["collect", NAME],
    "collect as JSON": ["collect", NAME, "--format", "json"],
    "collect as Markdown": ["collect", NAME, "--format", "markdown"],
    "report": ["report", NAME],
    "report as Markdown": ["report", NAME, "--format", "markdown"],
    "report in Word": ["report", NAME, "--format", "docx", "--out", "out.docx"],
    "a page in the folder": ["report", NAME, "--out", f"{NAME}/page.html"],
    "plan": ["plan", NAME],
    "a plan in the folder": ["plan", NAME, "--out", f"{NAME}/new.plan.toml"],
    "a plan again": ["plan", NAME, "--out", f"{NAME}/a.plan.toml"],
    "plan check": ["plan", "--check", f"{NAME}/a.plan.toml"],
    "plan show": ["plan", "--show", f"{NAME}/a.plan.toml"],
    "diff": ["diff", "b.plan.toml", f"{NAME}/a.plan.toml"],
    "diff as JSON": ["diff", "b.plan.toml", f"{NAME}/a.plan.toml", "--format", "json"],
    "diff of teams": ["diff", "--all-teams", NAME],
    "diff of teams as JSON": ["diff", "--all-teams", NAME, "--format", "json"],
    "questions": ["rubric", "check", f"{NAME}/r.toml"],
    "import": ["import", f"{NAME}/t.csv"],
    "import as JSON": ["import", f"{NAME}/t.csv", "--format", "json"],
    "import into the folder": ["import", f"{NAME}/t.csv", "--out", f"{NAME}/sheets"],
    "a table": ["score", f"{NAME}/t.csv", "--format", "json"],
    "nothing there": ["score", f"{NAME}/no"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / NAME
    try:
        inside.mkdir()
    except OSError:
        pytest.skip("this file system takes names in UTF-8 alone")
    text = STORY.read_text("utf-8")
    (inside / f"{NAME}.answers.toml").write_text(text, "utf-8")
    (inside / f"wrong-{NAME}.answers.toml").write_text("a = = 1", "utf-8")
    (inside / f"{NAME}.answers (1).toml").write_text(text, "utf-8")
    (inside / "r.toml").write_bytes((ROOT / "rubrics" / "coproduction-values.toml").read_bytes())
    (inside / "t.csv").write_text("team,date,voice,shared-decisions\nT,2026-11-22,staff,2\n", "utf-8")
    made = asked("plan", str(STORY), "--out", "b.plan.toml", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    (inside / "a.plan.toml").write_bytes((tmp_path / "b.plan.toml").read_bytes())
    return tmp_path


def asked(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "coprod_check", *words]
    return subprocess.run(command, capture_output=True, cwd=cwd, env=environment(**more), timeout=60, check=False)


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are letters")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_name_that_is_no_text_is_read_and_shown_in_digits(folder: Path, name: str) -> None:
    done = asked(*COMMANDS[name], cwd=folder)
    told, said = done.stdout.decode(), done.stderr.decode()  # all of it is UTF-8
    assert done.returncode in ({3} if name == "nothing there" else {0, 1, 3}), said
    assert "fault of ours" not in said
    if name.endswith("JSON"):
        json.loads(told)
    if name in {"score as JSON", "collect as JSON"}:
        assert rf"{SHOWN}/{SHOWN}.answers.toml".replace("\\", "\\\\") in told or name == "collect as JSON"
        assert f"{SHOWN}/wrong-{SHOWN}.answers.toml" in {each["file"] for each in json.loads(told)["problems"]}
    if name in {"score", "report", "nothing there"}:
        assert SHOWN in said


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are letters")
@pytest.mark.parametrize(
    "more", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_so_it_is_whatever_the_machine_speaks(folder: Path, more: dict[str, str]) -> None:
    for words in (["score", NAME], ["score", NAME, "--format", "json"], ["collect", NAME], ["report", NAME]):
        done = asked(*words, cwd=folder, **more)
        assert done.returncode == 3, done.stderr  # a sheet there is not understood
        assert b"fault of ours" not in done.stderr

"""The next round, begun from the last sheet."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from helpers.in_process import run
from helpers.process import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LAST = ROOT / "examples" / "riverside" / "riverside-diabetes-group-2026-11.answers.toml"
NEXT = "riverside-diabetes-group-2027-01.answers.toml"


def begin(folder: Path, *typed: str, more: tuple[str, ...] = ()) -> tuple[int, str]:
    done = run(
        "assess", "--plain", "--from", LAST, *more, typed="\n".join(typed), cwd=folder, COPROD_TODAY="2027-01-20"
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_the_next_round_is_of_the_same_team_and_begins_empty(tmp_path: Path) -> None:
    code, said = begin(tmp_path, "4", "3", "", "1", "s")
    assert code == 4
    assert "Last time (2026-11): 1 Started." in said
    assert "Last time (2026-11): 0 Not yet." in said
    sheet = tomllib.loads((tmp_path / NEXT).read_text("utf-8"))
    assert (sheet["team"], sheet["round"]) == ("Riverside diabetes group", "2027-01")
    assert list(sheet["ratings"]) == ["shared-understanding"]
    assert f"assess --answers {NEXT} --from {LAST} --plain" in " ".join(said.split())


def test_looking_back_is_kept_in_the_sheet(tmp_path: Path) -> None:
    code, said = begin(tmp_path, "4", "3", "", "2", "0", "Notes.", ".", "s")
    assert code == 4
    assert "Looking back, where were you then?" in said
    rating = tomllib.loads((tmp_path / NEXT).read_text("utf-8"))["ratings"]["shared-understanding"]
    assert rating == {"level": 2, "evidence": "Notes.", "looking_back": 0}
    assert run("score", NEXT, cwd=tmp_path).returncode == 0


def test_going_on_shows_last_time_again(tmp_path: Path) -> None:
    begin(tmp_path, "4", "3", "", "1", "s")
    code, said = begin(tmp_path, "0", more=("--answers", NEXT))
    assert code == 4
    assert "You answered 1 of 26. Going on at practice 2." in said
    assert "Last time (2026-11): 0 Not yet." in said


def test_the_same_round_or_another_team_is_refused(tmp_path: Path) -> None:
    code, said = begin(tmp_path, more=("--round", "2026-11"))
    assert code == 2
    assert "name the new round with --round" in said
    code, said = begin(tmp_path, more=("--team", "Hillside"))
    assert code == 2
    assert "'Riverside diabetes group'" in said
    assert list(tmp_path.iterdir()) == []


def test_a_last_sheet_that_is_none_is_said(tmp_path: Path) -> None:
    done = run("assess", "--plain", "--from", "gone.answers.toml", cwd=tmp_path)
    assert done.returncode == 3
    assert "there is no such file" in done.stderr


def test_a_last_sheet_of_other_questions_is_refused_by_name(tmp_path: Path) -> None:
    begin(tmp_path, "4", "3", "", "1", "s")
    other = tmp_path / "other.answers.toml"
    garden = ROOT / "tests" / "data" / "good" / "garden.rubric.toml"
    other.write_text(
        'format = "coprod-answers/1"\nrubric = "garden"\nrubric_version = "2.1.0"\nteam = "Riverside diabetes group"\n'
        'date = 2026-09-01\nvoice = "together"\n'
    )
    done = run("assess", "--plain", "--answers", NEXT, "--from", other, "--rubric", garden, cwd=tmp_path)
    assert done.returncode == 3
    assert "'garden'" in done.stderr
    assert "'coproduction-values'" in done.stderr

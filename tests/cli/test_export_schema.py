"""``coprod-check export --to json-schema``: schemas that other people's checkers read, and files that name them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers.in_process import run
from helpers.make import DATA, toml
from helpers.process import ROOT

from coprod_check.exchange.json_schemas import SCHEMAS, file_name, shipped

RIVERSIDE = ROOT / "examples" / "riverside"
SHEET = RIVERSIDE / "riverside-diabetes-group-2026-11.answers.toml"
TYPED = "3\n2\n1 4\n2\nA note.\n.\n"
"""Who is there, what is true of the project, and one answer."""
NAMED = {name: f"#:schema ./{file_name(name)}\n" for name in SCHEMAS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the schemas in it."""
    done = run("export", "--to", "json-schema", "--out", tmp_path / "new" / "folder")
    assert (done.returncode, done.stdout) == (0, "")
    return tmp_path / "new" / "folder"


def test_the_four_schemas_are_written_and_the_line_that_names_one_is_told(tmp_path: Path) -> None:
    for _ in range(2):
        done = run("export", "--to", "json-schema", "--out", tmp_path)
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.startswith(f"4 files are in {tmp_path}.\n")
        assert "\n#:schema ./plan.schema.json\n" in done.stderr
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {
        file_name(name): shipped(name) for name in SCHEMAS
    }


def test_without_a_folder_it_is_a_wrong_command(tmp_path: Path) -> None:
    done = run("export", "--to", "json-schema")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--to json-schema writes 4 files; name a folder for them with --out" in done.stderr
    (tmp_path / "file").write_text("x", "utf-8")
    done = run("export", "--to", "json-schema", "--out", tmp_path / "file")
    assert done.returncode == 2
    assert f"--out: {tmp_path / 'file'} is a file; name a folder" in done.stderr
    assert (tmp_path / "file").read_text("utf-8") == "x"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    done = run("export", "--to", "json-schema", "--out", tmp_path / "file" / "below")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(str(tmp_path / "file"))


# Two editors' checkers.


def _checker(name: str) -> str:
    """A program that lies beside the Python of the tests."""
    found = shutil.which(name, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert found, f"{name} is not there; it is one of the packages for development"
    return found


def tombi(path: Path) -> subprocess.CompletedProcess[str]:
    """By the first line of the file."""
    words = [_checker("tombi"), "lint", "--offline", "--error-on-warnings", str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, cwd=path.parent)


def taplo(path: Path) -> subprocess.CompletedProcess[str]:
    """By the first line of the file."""
    words = [_checker("taplo"), "lint", "--no-auto-config", "--colors", "never", str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, cwd=path.parent)


GOOD_FILES = {
    "answers": DATA / "good" / "garden-together.answers.toml",
    "plan": ROOT / "examples" / "calls" / "3-november.plan.toml",
    "rubric": ROOT / "rubrics" / "coproduction-values.toml",
}
BAD_FILES = {
    "answers": (DATA / "bad" / "unknown-keys.answers.toml", '"levl" is not allowed', "'levl' was unexpected"),
    "plan": (DATA / "bad" / "status-words.plan.toml", 'but found "on hold"', '"on hold" is not '),
    "rubric": (DATA / "bad" / "weights.rubric.toml", "the value must be > 0, but found 0", "0 is less than or equal"),
}
MAP = 'format = "coprod-map/1"\nrubric = "garden"\n[file]\ndates = "{}"\n'


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("checker", [tombi, taplo])
def test_a_good_file_passes_the_checkers_of_two_editors(name: str, checker: Any, folder: Path) -> None:
    path = folder / f"x.{name}.toml"
    text = MAP.format("dmy") if name == "map" else GOOD_FILES[name].read_text("utf-8")
    path.write_text(NAMED[name] + text, "utf-8")
    done = checker(path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_fault_is_told_by_the_checkers_of_two_editors(name: str, folder: Path) -> None:
    path = folder / f"x.{name}.toml"
    source, of_tombi, of_taplo = BAD_FILES.get(name, (None, 'but found "ymd"', '"ymd" is not '))
    text = source.read_text("utf-8") if source else MAP.format("ymd")
    path.write_text(NAMED[name] + text, "utf-8")
    for done, told in ((tombi(path), of_tombi), (taplo(path), of_taplo)):
        assert done.returncode == 1
        assert told in done.stdout + done.stderr


# Files that name their schema.


def test_a_new_plan_names_its_schema_where_that_lies_beside_and_keeps_it(folder: Path) -> None:
    plain, named = folder.parent / "t.plan.toml", folder / "t.plan.toml"
    for path in (plain, named):
        assert run("plan", SHEET, "--out", path).returncode == 0
    assert named.read_text("utf-8") == NAMED["plan"] + plain.read_text("utf-8")
    assert run("plan", "--check", named).returncode == run("plan", "--check", plain).returncode
    later = SHEET.read_text("utf-8").replace("level = 2", "level = 3")
    (folder / "later.answers.toml").write_text(later, "utf-8")
    assert run("plan", folder / "later.answers.toml", "--out", named).returncode == 0
    assert named.read_text("utf-8").startswith(NAMED["plan"])
    assert taplo(named).returncode == tombi(named).returncode == 0


def test_a_sheet_of_an_interview_names_its_schema_where_that_lies_beside(folder: Path) -> None:
    plain, named = folder.parent / "t.answers.toml", folder / "t.answers.toml"
    for path in (plain, named):
        run("assess", "--plain", "--no-plan", "--team", "Team", "--answers", path, typed=TYPED)
        assert path.exists()
    text = named.read_text("utf-8")
    assert text.startswith(NAMED["answers"])
    assert not plain.read_text("utf-8").startswith("#:schema")
    assert toml(named)["ratings"] == toml(plain)["ratings"] != {}
    before = named.read_text("utf-8")
    run("assess", "--plain", "--no-plan", "--answers", named, typed="y\n1\n")  # taken up again
    assert named.read_text("utf-8") != before
    assert named.read_text("utf-8").startswith(NAMED["answers"] + "# Answers for coprod-check.")
    assert named.read_text("utf-8").count("#:schema") == 1
    assert taplo(named).returncode == tombi(named).returncode == 0
    assert run("score", named).stderr == run("score", plain).stderr.replace(str(plain), str(named))

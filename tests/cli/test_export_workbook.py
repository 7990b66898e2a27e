"""``export --to workbook``: where it may be written, and that what is typed into it comes back as sheets."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import openpyxl
import pytest
from helpers.in_process import run
from helpers.make import DATA
from helpers.process import environment

from coprod_check.cli.commands.services import export_workbook
from coprod_check.documents import fixed_texts

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

TEAM, DAY = "What is your team or project called?", dt.date(2026, 11, 18)


def export(*more: str | Path, cwd: Path) -> CompletedProcess[str]:
    return run("export", "--to", "workbook", *more, cwd=cwd)


def fill(path: Path, *people: dict[str, object]) -> None:
    """Type in rows, by the headings above them."""
    book = openpyxl.load_workbook(path)
    sheet = book["Answers"]
    row = int(sheet.freeze_panes[1:]) - 1
    places = {cell.value: cell.column for cell in sheet[row]}
    for place, person in enumerate(people, row + 1):
        for heading, value in person.items():
            cell = sheet.cell(place, places[heading])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # as a cell for text takes what is typed, a formula's mark too
    book.save(path)


def test_it_says_where_it_is_and_how_it_is_read(tmp_path: Path) -> None:
    done = export("--out", "answers.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "The workbook is in answers.xlsx. Once it is filled in: coprod-check import answers.xlsx --out FOLDER\n"
    )
    assert openpyxl.load_workbook(tmp_path / "answers.xlsx").sheetnames == ["Start here", "Answers", "Lists"]


def test_in_a_pipe_it_is_the_same_workbook(tmp_path: Path) -> None:

    command = [sys.executable, "-m", "coprod_check", "export", "--to", "workbook"]
    piped = subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment(), check=True, timeout=60)
    export("--out", "answers.xlsx", cwd=tmp_path)
    assert piped.stdout == (tmp_path / "answers.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("answers.csv", "a workbook needs a name that ends in .xlsx; write --out answers.xlsx"),
        ("folder/answers.ods", "write --out folder/answers.xlsx"),
        ("there.xlsx", "there.xlsx is there already; so that no answer in it is lost, name another file"),
    ],
)
def test_a_place_where_it_cannot_be_is_refused(tmp_path: Path, out: str, words: str) -> None:
    (tmp_path / "there.xlsx").write_bytes(b"answers of many people")
    done = export("--out", out, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["there.xlsx"]
    assert (tmp_path / "there.xlsx").read_bytes() == b"answers of many people"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = export("--out", "no/answers.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "no/answers.xlsx: could not be written" in done.stderr


def test_without_the_package_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "coprod_check.exchange.asking.collection_workbook", raising=False)
    done = export("--out", "answers.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "writing a workbook needs coprod-check[excel]; install it" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_fault_of_ours_is_not_called_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "coprod_check.exchange.asking.question_headings", None)
    monkeypatch.delitem(sys.modules, "coprod_check.exchange.asking.collection_workbook", raising=False)
    with pytest.raises(ModuleNotFoundError):
        export_workbook.workbook_maker()


def test_other_questions_make_another_workbook(tmp_path: Path) -> None:
    rubric = DATA / "good" / "six-levels.rubric.toml"
    done = export("--rubric", rubric, "--out", "other.xlsx", cwd=tmp_path)
    assert f"import other.xlsx --rubric {rubric} --out FOLDER" in done.stderr
    asked = tomllib.loads(rubric.read_text("utf-8"))
    said = [cell.value for row in openpyxl.load_workbook(tmp_path / "other.xlsx")["Start here"] for cell in row]
    assert f'coprod-check import answers.xlsx --rubric "{rubric.name}" --out answers' in said
    assert not [each for each in said if str(rubric.parent) in str(each)]
    assert f"{asked['title']} (questions: {asked['id']}, version {asked['version']})" in said


def test_what_two_people_answered_comes_back(tmp_path: Path) -> None:
    export("--team", " Harbour ", "--round", "2026-11", "--out", "answers.xlsx", cwd=tmp_path)
    fill(
        tmp_path / "answers.xlsx",
        {
            fixed_texts.VOICE.now: "Staff",
            "Date": DAY,
            "Who decides": 2,
            "Clear agendas": "1 - People are told before the meeting what is going to be asked of them.",
            "Leaders who help": "Does not apply to us",
            "Who decides - What would show this to someone from outside?": "=SUM is how it began",
        },
        {
            fixed_texts.VOICE.now: "Someone with lived experience",
            fixed_texts.SHARE.now: "Yes, show them",
            fixed_texts.PSEUDONYM.now: "P1",
            "Date": DAY,
            "Who decides": "Don't know",
            "Have you had enough support from staff?": "Yes, enough",
        },
    )
    done = run("import", "answers.xlsx", "--out", "sheets", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    sheets = [tomllib.loads(path.read_text("utf-8")) for path in sorted((tmp_path / "sheets").iterdir())]
    for each in sheets:
        assert each.pop("sheet")
    alike = {
        "format": "coprod-answers/1",
        "rubric": "coproduction-values",
        "rubric_version": "2.0.0",
        "team": "Harbour",
        "round": "2026-11",
        "date": DAY,
    }
    assert sorted(sheets, key=lambda each: str(each["voice"])) == [
        {
            **alike,
            "voice": "lived-experience",
            "respondent": "P1",
            "share": True,
            "ratings": {"shared-decisions": {"level": "dont-know"}},
            "experience": {"enough-support": "enough"},
        },
        {
            **alike,
            "voice": "staff",
            "share": False,
            "ratings": {
                "leaders": {"level": "not-applicable", "reason": "No reason was asked for."},
                "shared-decisions": {"level": 2, "evidence": "=SUM is how it began"},
                "clear-agendas": {"level": 1},
            },
        },
    ]

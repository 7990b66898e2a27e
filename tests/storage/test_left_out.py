"""A file in a folder that could be ours and is not read is told; no other is."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.make import DATA
from helpers.process import ROOT

from coprod_check.storage.library import Rubrics
from coprod_check.storage.sheet_files import ENDINGS, collect_files
from coprod_check.storage.team_plans import plans_of_teams

if TYPE_CHECKING:
    from pathlib import Path

GARDEN = str(DATA / "good" / "garden.rubric.toml")
SHEET = (DATA / "good" / "garden-least.answers.toml").read_bytes()
AS_JSON = (DATA / "good" / "garden-least.answers.json").read_bytes()
TABLE = b"team,date,voice\nA,2026-11-22,together\n"
CALLED = " or ".join(ENDINGS)

NEARLY = f"was not read; if it is a sheet, give it a name that ends in {CALLED}"
RENAMED = f"is a sheet, and was not read; give it a name that ends in {CALLED}"
IS_TABLE = "is a table, and tables in folders are not read; name it after the folder"
WORKBOOK = "is a workbook, and was not read; if it holds answers, save it as “CSV UTF-8” and name that file"
PACKED = "has sheets packed in it, and was not read; unpack it into the folder"


def pack(path: Path, **parts: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, held in parts.items():
            archive.writestr(name, held)


TOLD = {
    "x.answers (1).toml": (b"", NEARLY),
    "x.answers - Copy.toml": (SHEET, NEARLY),
    "x.answers copy.json": (b"", NEARLY),
    "x.answers.toml.txt": (SHEET, NEARLY),
    "mine.toml": (SHEET, RENAMED),
    "Mine.TXT": (b"\xef\xbb\xbf" + SHEET, RENAMED),
    "sent.json": (AS_JSON, RENAMED),
    "wide.toml": (SHEET.decode().encode("utf-16"), RENAMED),
    "rows.csv": (TABLE, IS_TABLE),
    "rows.JSONL": (b'{"team": "A", "date": "2026-11-22", "voice": "together"}\n', IS_TABLE),
    "old.xls": (b"\xd0\xcf", WORKBOOK),
    "book.numbers": (b"", WORKBOOK),
    "broken.xlsx": (b"no archive", WORKBOOK),
}

SILENT = {
    "x.answers.toml.bak": SHEET,
    "mine.toml~": SHEET,
    ".x.answers.toml.12.tmp": SHEET,
    "._x.answers.toml": b"",
    "~$book.xlsx": b"",
    "garden.plan.toml": b'format = "coprod-plan/1"\nteam = "A"\n',
    "garden.rubric.toml": (DATA / "good" / "garden.rubric.toml").read_bytes(),
    "result.json": b'{"format": "coprod-results/1", "results": []}',
    "remark.txt": b"A line such as format = 'coprod-answers/1' begins a sheet.",
    "empty.txt": b"",
    "results.csv": b"team,round,date,rubric\n",
    "blank.csv": b"\n",
    "rows.parquet": b"PAR1",
    "photo.zip": b"no archive",
    "page.html": b"team date voice",
}


@pytest.mark.parametrize("name", TOLD)
def test_a_file_that_could_be_ours_is_told_once(name: str, tmp_path: Path) -> None:
    held, why = TOLD[name]
    (tmp_path / name).write_bytes(held)
    (tmp_path / "a.answers.toml").write_bytes(SHEET)
    found = collect_files([tmp_path, tmp_path], Rubrics(GARDEN))
    assert [str(each) for each in found.notes] == [f"{(tmp_path / name).as_posix()}: {why}"]
    assert len(found.sheets) == 1


@pytest.mark.parametrize("name", SILENT)
def test_no_other_file_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SILENT[name])
    (tmp_path / "a.answers.toml").write_bytes(SHEET)
    assert collect_files([tmp_path], Rubrics(GARDEN)).notes == []


@pytest.mark.parametrize(
    ("words", "why"), [("Team DATE voice rubric", WORKBOOK), ("name date amount", ""), ("", "")], ids=str
)
def test_a_workbook_is_told_where_its_headings_are_those_of_sheets(words: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.answers.toml").write_bytes(SHEET)
    strings = "".join(f"<si><t>{word}</t></si>" for word in words.split())
    pack(
        tmp_path / "book.xlsx", **{"xl/sharedStrings.xml": f"<sst>{strings}</sst>", "xl/styles.xml": "team date voice"}
    )
    assert [each.message for each in collect_files([tmp_path], Rubrics(GARDEN)).notes] == [why] * bool(why)


@pytest.mark.parametrize(
    ("inside", "why"), [("all/x.answers.toml", PACKED), ("x.plan.toml", ""), ("all/._x.answers.toml", "")], ids=str
)
def test_an_archive_is_told_where_sheets_are_packed_in_it(inside: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.answers.toml").write_bytes(SHEET)
    pack(tmp_path / "sent.zip", **{inside: ""})
    assert [each.message for each in collect_files([tmp_path], Rubrics(GARDEN)).notes] == [why] * bool(why)


def test_a_file_that_cannot_be_looked_into_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "a.answers.toml").write_bytes(SHEET)
    for name in ("gone.csv", "gone.toml", "gone.zip"):
        (tmp_path / name).symlink_to(tmp_path / "nowhere")
    assert collect_files([tmp_path], Rubrics(GARDEN)).notes == []


def told(stderr: str, *names: str) -> list[int]:
    return [sum(f"/{name}: is a" in line for line in stderr.splitlines()) for name in names]


@pytest.mark.parametrize("command", [["score"], ["report", "--format", "markdown"], ["plan"]], ids=lambda each: each[0])
def test_every_command_on_a_folder_tells_what_it_did_not_read_and_nothing_that_it_did(
    command: list[str], tmp_path: Path
) -> None:
    story = ROOT / "examples" / "riverside" / "riverside-diabetes-group-2026-11.answers.toml"
    shutil.copy(story, tmp_path)
    shutil.copy(story, tmp_path / "mine.toml")
    (tmp_path / "rows.csv").write_bytes(TABLE.replace(b"A", b"Riverside diabetes group"))
    names = ("mine.toml", "rows.csv")
    assert told(run(*command, tmp_path).stderr, *names) == [1, 1]
    assert told(run(*command, tmp_path, tmp_path / "mine.toml").stderr, *names) == [0, 1]
    assert told(run(*command, tmp_path, tmp_path / "rows.csv").stderr, *names) == [1, 0]


# Plans.

PLAN = b'format = "coprod-plan/1"\nrubric = "r"\nteam = "A"\n'
PLANS_TOLD = {
    "a.plan (1).toml": b"",
    "a.plan.toml.txt": PLAN,
    "mine.toml": b"# ours\n" + PLAN,
}
PLANS_SILENT = {
    "a.2026-11-20.plan.toml": PLAN,
    "a.plan.toml.bak": PLAN,
    ".a.plan (1).toml": PLAN,
    "._b.plan.toml": b"of a Mac",
    "x.answers.toml": SHEET,
    "notes.txt": b"A plan.",
}


@pytest.mark.parametrize("name", [*PLANS_TOLD, *PLANS_SILENT])
def test_a_file_that_could_be_a_plan_is_told_where_plans_are_looked_for(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes({**PLANS_TOLD, **PLANS_SILENT}[name])
    (tmp_path / "a.plan.toml").write_bytes(PLAN)
    why = "was not read; if it is a plan, give it a name that ends in .plan.toml"
    found = plans_of_teams([tmp_path, tmp_path], copies=False)
    assert [str(each) for each in found.notes] == [f"{file.as_posix()}: {why}"] * (name in PLANS_TOLD)
    assert (len(found.teams), found.teams[0].older, found.problems) == (1, (), [])


def test_a_plan_that_is_named_itself_is_no_note(tmp_path: Path) -> None:
    (tmp_path / "a.plan.toml").write_bytes(PLAN)
    (tmp_path / "mine.toml").write_bytes(PLAN.replace(b"A", b"B"))
    found = plans_of_teams([tmp_path, tmp_path / "mine.toml"], copies=False)
    assert (len(found.teams), found.notes, found.problems) == (2, [], [])

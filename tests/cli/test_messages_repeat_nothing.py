"""What stands in one person's sheet is repeated by no message, whatever is wrong with it (contract, 3.2)."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import tomli_w
from helpers.in_process import run

from coprod_check.documents.shapes import ID_PATTERN
from coprod_check.rules.rounds import unread_sheet
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RUBRIC = find_rubric(DEFAULT)
PRACTICE = RUBRIC.practices[0].id
QUESTION = RUBRIC.experience[0]
SECRET = "Xq7wSecret"
SHAPES: tuple[Any, ...] = (
    SECRET,
    f"{SECRET}; {SECRET}",  # what looks like the end of a message
    f"is '{SECRET}'); {SECRET}",
    f"2026-11-{SECRET}",
    f"{SECRET}.1.2",
    f"Staff {SECRET}",
    [SECRET],
    [[SECRET]],
    {"level": SECRET},
)
"""What a person may write where something else belongs."""
NAMES = {"team", "round", "project"}
"""What may be any text, and is told: these say whose sheet it is."""
SHEET: dict[str, Any] = {
    "format": "coprod-answers/1", "rubric": DEFAULT, "rubric_version": RUBRIC.version, "team": "Alpha",
    "round": "2026-11", "date": "2026-11-20", "voice": "staff", "respondent": "S1", "sheet": "k7f3-92qd",
    "share": False, "finished": True, "language": "en", "circumstances": [RUBRIC.circumstances[0].id],
    "ratings": {PRACTICE: {"level": 2, "evidence": "e", "evidence_kind": "seen", "reason": "r", "looking_back": 1}},
}  # fmt: skip


def spoilt() -> Iterator[dict[str, Any]]:
    """One sheet for each place and shape: all else in it is as it should be."""
    for voice in ("staff", "lived-experience"):
        sheet = {**SHEET, "voice": voice}
        if voice != "staff":
            sheet["experience"] = {QUESTION.id: QUESTION.options[0].id}
        rating = SHEET["ratings"][PRACTICE]
        for shape in SHAPES:
            for key in (*sheet, "people", "project"):
                # An id of questions is told, so that their file is found.
                told = key in NAMES or (key == "rubric" and ID_PATTERN.fullmatch(str(shape)))
                if not (told and isinstance(shape, str)):
                    yield {**sheet, key: shape}
            for key in (*rating, "talked_about", "why_moved"):
                yield {**sheet, "ratings": {PRACTICE: {**rating, key: shape}}}
            yield {**sheet, "ratings": {PRACTICE: shape}}
            yield {**sheet, "circumstances": [*SHEET["circumstances"], shape]}
            yield {**sheet, "experience": {QUESTION.id: shape}}
            yield {**sheet, "people": {"staff": shape}}


HEAD = tomli_w.dumps({key: SHEET[key] for key in ("format", "rubric", "rubric_version", "team", "round", "voice")})
SLIPS = (
    f"date = {SECRET}", f'date = "{SECRET}', f"date = “{SECRET}”", f'date = "a "{SECRET}" b"',
    f"date = 2026-13-{SECRET}", f"{SECRET}", f"date = [{SECRET}", f'date = "x" "{SECRET}"',
    f'respondent = "{SECRET}"\nrespondent = "{SECRET}"',
    f'respondent = "\\{SECRET}"', f'respondent = "\x01{SECRET}"', f"respondent = 'it's {SECRET}'",
    f'respondent = {{ a = "{SECRET}",\n b = 1 }}', f'[ratings.x]\nevidence = """{SECRET}',
    f"[ratings.x]\nlevel = 1 {SECRET}",
)  # fmt: skip
"""Slips of the keyboard in a sheet as text."""
JSON_SLIPS = (
    f'"respondent": {SECRET}}}', f'"respondent": "{SECRET}}}', f'"respondent": “{SECRET}”}}',
    f'"respondent": "a "{SECRET}" b"}}', f'"respondent": "{SECRET}", "respondent": "{SECRET}"}}',
    f'"respondent": "\\{SECRET}"}}', f"\"respondent\": '{SECRET}'}}",
)  # fmt: skip


def as_json(folder: Path) -> None:
    for number, sheet in enumerate(spoilt()):
        (folder / f"{number}.answers.json").write_text(json.dumps(sheet), "utf-8")
    for number, slip in enumerate(JSON_SLIPS):
        text = f'{{"team": "Alpha", "voice": "staff", {slip}'
        (folder / f"slip-{number}.answers.json").write_text(text, "utf-8")


def as_toml(folder: Path) -> None:
    for number, sheet in enumerate(spoilt()):
        (folder / f"{number}.answers.toml").write_text(tomli_w.dumps(sheet), "utf-8")
    for number, slip in enumerate(SLIPS):
        (folder / f"slip-{number}.answers.toml").write_text(f"{HEAD}{slip}\n", "utf-8")


COLUMNS = (
    "date", "voice", "sheet", "respondent", "share", "finished", "people.staff", "people.lived-experience", "rubric",
    "rubric_version", "circumstances", PRACTICE, f"{PRACTICE}.evidence", f"experience.{QUESTION.id}",
)  # fmt: skip


def rows() -> Iterator[dict[str, str]]:
    good = {"team": "Alpha", "round": "2026-11", **dict.fromkeys(COLUMNS, ""), "date": "2026-11-20", PRACTICE: "2"}
    for voice in ("staff", "lived-experience"):
        for column in COLUMNS:
            for shape in (each for each in SHAPES if isinstance(each, str)):
                yield {**good, "voice": voice, column: shape}
    yield {**good, "voice": "staff", "date": SECRET, f"{PRACTICE}.evidence": "2026-11-20"}  # columns that are swapped


def as_csv(folder: Path) -> None:
    for place, column in enumerate(COLUMNS):  # of one table 20 problems are told: here is one table for each column
        every = [row for row in rows() if SECRET in row[column]]
        with (folder / f"{place}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(every[0]))
            writer.writeheader()
            writer.writerows(every)
            file.write(",".join(["Alpha", "2026-11", *[SECRET] * len(COLUMNS), SECRET]) + "\r\n")


def as_lines(folder: Path) -> None:
    whole = [*rows(), *({**row, "sheet": [SECRET]} for row in list(rows())[:1])]
    lines = [*map(json.dumps, whole), f'{{"team": "Alpha", "voice": "staff", "respondent": {SECRET}}}']
    (folder / "a.jsonl").write_text("\n".join(lines), "utf-8")


def as_parquet(folder: Path) -> None:
    pl.DataFrame(list(rows())).write_parquet(folder / "a.parquet")


COMMANDS = (
    ["score", "--format", "json"],
    ["score", "--all"],
    ["score", "--each", "out", "--format", "json"],
    ["collect"],
    ["collect", "--format", "json"],
    ["plan", "--team", "Alpha"],
    ["export", "--to", "fhir", "--base", "https://example.org/f", "--out", "out"],
)


@pytest.mark.parametrize("write", [as_json, as_toml, as_csv, as_lines, as_parquet])
def test_no_message_repeats_what_stands_in_the_sheet_of_one_person(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder)
    files = sorted(each.name for each in folder.iterdir())
    paths = [f"in/{each}" for each in files] if write in (as_csv, as_lines, as_parquet) else ["in"]
    for name, *options in COMMANDS:
        done = run(name, *paths, *options, cwd=tmp_path)
        assert done.returncode == 3, done.stderr
        assert (done.stdout + done.stderr).count("\n") > 5
        told = [done.stdout, done.stderr, *(each.read_text("utf-8") for each in tmp_path.glob("out/*"))]
        for line in "\n".join(told).splitlines():
            assert SECRET not in line, (name, line)


def test_the_check_can_fail_for_what_a_meeting_wrote_is_repeated(tmp_path: Path) -> None:
    (tmp_path / "a.answers.json").write_text(
        json.dumps({key: said for key, said in SHEET.items() if key not in {"respondent", "share"}})
        .replace('"staff"', '"together"')
        .replace("2026-11-20", SECRET),
        "utf-8",
    )
    assert f"date: is text ('{SECRET}'), not a date" in run("score", tmp_path).stderr


def test_a_meeting_is_told_what_stands_there_and_one_person_where_and_what_belongs_there(tmp_path: Path) -> None:
    table = "team,date,voice,a.evidence\nT,soon,{},\n".replace("a.evidence", f"{PRACTICE}.evidence")
    said = []
    for voice in ("together", "staff"):
        (tmp_path / "a.csv").write_text(table.format(voice), "utf-8")
        said.append(run("score", "a.csv", cwd=tmp_path).stderr.splitlines()[0])
    assert said == [
        "a.csv, line 2: date: is text ('soon'), not a date; write it as 2026-11-22",
        "a.csv, line 2: date: is not a date; write it as 2026-11-22",
    ]


@pytest.mark.parametrize("day", ["soon", "22/11/2026", "2026-11-22 or so", 20261122, "2026-1", ["2026-11-22"]])
def test_what_is_no_date_names_no_round_so_the_sheet_is_of_every_round_of_its_team(day: object) -> None:
    """3.2: a private sheet that cannot be read is "of every round of the team where it shows neither"."""
    found = unread_sheet({"team": "T", "voice": "staff", "date": day})
    assert found
    assert found.label is None


def test_a_round_is_never_called_after_what_stands_where_its_date_belongs(tmp_path: Path) -> None:
    sheet = {key: said for key, said in SHEET.items() if key != "round"}
    (tmp_path / "a.answers.json").write_text(json.dumps(sheet | {"date": "secret"}), "utf-8")
    (tmp_path / "b.answers.json").write_text(json.dumps(sheet | {"team": "Beta"}), "utf-8")
    done = run("collect", tmp_path, "--format", "json")
    assert "secret" not in done.stdout
    assert [each["round"] for each in json.loads(done.stdout)["teams"]] == [None, "2026-11"]


@pytest.mark.parametrize("spoil", [{"format": "coprod-answer/1"}, {"rubric": "gardens"}])
def test_a_sheet_in_another_format_or_to_unknown_questions_counts_as_one_that_did_not_agree(
    tmp_path: Path, spoil: dict[str, str]
) -> None:
    for number in range(3):
        agreed = SHEET | {"respondent": f"S{number}", "sheet": f"s{number}", "share": True}
        (tmp_path / f"{number}.answers.json").write_text(json.dumps(agreed), "utf-8")
    shown = json.loads(run("score", tmp_path, "--format", "json").stdout)["results"][0]["voices"]["staff"]
    assert shown == {"sheets": 3, "shown": True, "by": "consent"}
    (tmp_path / "x.answers.json").write_text(json.dumps(SHEET | {"respondent": "S9"} | spoil), "utf-8")
    done = run("score", tmp_path, "--format", "json")
    assert done.returncode == 3
    assert not json.loads(done.stdout)["results"][0]["voices"]["staff"]["shown"]

"""``coprod-check import`` as a facilitator meets it: from the files of thirteen services to sheets, and back again."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import signal
import stat
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.make import DATA
from helpers.maps import uncommented
from helpers.process import environment

from coprod_check.cli.scored import score_paths
from coprod_check.cli.thresholds import MEASURED, Thresholds
from coprod_check.storage.foreign.grids import read_grids
from coprod_check.storage.library import Rubrics
from coprod_check.storage.sheet_files import collect_files, to_data
from coprod_check.storage.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

EXPORTS = DATA / "exchange"
TEAM = "Harbour Sight Group"
RUBRICS = Rubrics(None)


@dataclass(frozen=True)
class Export:
    """A file of a service, what must be said beside it, and what it cannot carry of the answers."""

    service: str
    options: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    people: int = 8
    left_out: tuple[int, ...] = ()


OF_TEAM = ("--team", TEAM)
FILES = {
    "ms-forms.xlsx": Export("Microsoft Forms", OF_TEAM),
    "ms-forms-likert.csv": Export("Microsoft Forms", OF_TEAM, ("evidence", "experience")),
    "google-forms.csv": Export("Google Forms", OF_TEAM),
    "google-sheet.csv": Export("Google Forms", OF_TEAM, ("evidence",)),
    "limesurvey-codes.csv": Export("LimeSurvey", left_out=(10,)),
    "limesurvey-full.csv": Export("LimeSurvey", ("--date", "2026-11-20"), ("date",), left_out=(10,)),
    "redcap-raw.csv": Export("REDCap", ("--map", str(EXPORTS / "redcap-raw.map.toml")), left_out=(10,)),
    "redcap-labels.csv": Export("REDCap", OF_TEAM, left_out=(10,)),
    "kobo-names.csv": Export("KoboToolbox"),
    "kobo-labels.xlsx": Export("KoboToolbox"),
    "odk-central.csv": Export("ODK Central", people=7, left_out=(9,)),
    "qualtrics.csv": Export("Qualtrics", OF_TEAM, left_out=(4,)),
    "surveymonkey.csv": Export("SurveyMonkey", OF_TEAM),
}
"""What ``README.md`` beside the files says of them."""


def imported(name: str, *more: str | Path) -> CompletedProcess[str]:
    return run("import", EXPORTS / name, *FILES[name].options, *more)


def flat(text: str) -> str:
    return " ".join(text.split())


def held(folder: Path) -> list[dict[str, Any]]:
    """What the sheets in a folder say, in an order of their own."""
    found = collect_files([folder], RUBRICS)
    assert not found.problems
    return in_order(to_data(filed.sheet) for _, filed in found.sheets)


def in_order(sheets: Any) -> list[dict[str, Any]]:
    return sorted(sheets, key=lambda each: json.dumps(each, default=str, sort_keys=True))


def compared(data: dict[str, Any], without: tuple[str, ...]) -> dict[str, Any]:
    """What somebody answered, but for what a file cannot carry."""
    ratings = {
        practice: {key: rating[key] for key in ("level", "evidence") if key in rating and key not in without}
        for practice, rating in data["ratings"].items()
    }
    rest = {key: data.get(key) for key in ("team", "voice", "date", "share", "respondent") if key not in without}
    experience = {} if "experience" in without else data.get("experience", {})
    return {**{key: str(value) for key, value in rest.items()}, "ratings": ratings, "experience": experience}


@cache
def answers() -> list[dict[str, Any]]:
    """The eight people in all of the files."""
    said: list[dict[str, Any]] = json.loads((EXPORTS / "answers.json").read_text("utf-8"))["sheets"]
    return said


@pytest.mark.parametrize("name", FILES)
def test_every_person_in_every_export_becomes_the_sheet_they_filled_in(name: str, tmp_path: Path) -> None:
    file = FILES[name]
    out = tmp_path / "made" / "with parents"
    done = imported(name, "--out", out)
    assert done.returncode == 0
    assert f"an export of {file.service}" in flat(done.stdout)
    assert f"{file.people} sheets written to {out}." in flat(done.stdout)
    expected = in_order(compared(each, file.without) for each in answers()[: file.people])
    assert in_order(compared(each, file.without) for each in held(out)) == expected
    assert {each["round"] for each in held(out)} == {"2026-11"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    for row in file.left_out:
        assert re.search(rf"\brow {row}\b", done.stdout)


@pytest.mark.parametrize("name", FILES)
def test_a_table_scores_as_the_sheets_do_and_the_command_below_works(name: str, tmp_path: Path) -> None:
    table, out = tmp_path / "answers.csv", tmp_path / "answers"
    imported(name, "--out", out)
    done = imported(name, "--table", table)
    assert done.returncode == 0
    *_, command = done.stdout.replace("\\\n", "").splitlines()
    assert command == f"coprod-check score {table}"
    scored = [run("score", each, "--format", "json") for each in (table, out)]
    assert [each.returncode for each in scored] == [0, 0]
    said = [json.loads(each.stdout)["results"] for each in scored]
    assert [[{**each, "sources": []} for each in results] for results in said] == [
        [{**each, "sources": []} for each in said[0]]
    ] * 2
    found = read_table(table, RUBRICS.for_sheet)
    without = ("reason",)
    assert in_order(compared(to_data(filed.sheet), without) for _, filed in found.sheets) == in_order(
        compared(each, without) for each in held(out)
    )


@pytest.mark.parametrize("name", ["ms-forms.xlsx", "odk-central.csv", "google-sheet.csv"])
@pytest.mark.parametrize("place", ["--out", "--table"])
def test_the_same_again_writes_nothing(name: str, place: str, tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    imported(name, place, out)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()}
    for more in ((), ("--update",)):
        done = imported(name, place, out, *more)
        assert done.returncode == 0
        assert f"{FILES[name].people} sheets are there already, unchanged." in flat(done.stdout)
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.rglob("*") if path.is_file()
    }


BETWEEN = {"kobo-names.csv": ";"}


def lines_of(name: str) -> list[list[str]]:
    alphabet = "cp1252" if name == "ms-forms-likert.csv" else "utf-8-sig"
    text = (EXPORTS / name).read_text(alphabet)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=BETWEEN.get(name, ",")))


def put(path: Path, rows: list[list[str]]) -> Path:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), "utf-8")
    return path


@pytest.fixture
def form(tmp_path: Path) -> tuple[Path, list[list[str]]]:
    """The export of a form that is still open: six people have answered."""
    rows = lines_of("surveymonkey.csv")
    return put(tmp_path / "form.csv", rows[:8]), rows


def test_a_later_export_adds_who_answered_since(form: tuple[Path, list[list[str]]], tmp_path: Path) -> None:
    file, rows = form
    out = tmp_path / "answers"
    command = ("import", file, *OF_TEAM, "--out", out)
    assert "6 sheets written" in run(*command).stdout
    put(file, rows)
    assert "2 sheets written" in (said := flat(run(*command).stdout))
    assert "6 sheets are there already, unchanged." in said
    assert len(held(out)) == 8


def test_a_changed_answer_is_listed_and_written_with_update_alone(
    form: tuple[Path, list[list[str]]], tmp_path: Path
) -> None:
    file, rows = form
    out = tmp_path / "answers"
    command = ("import", file, *OF_TEAM, "--out", out)
    run(*command)
    place = next(place for place, cell in enumerate(rows[2]) if cell and cell == rows[4][place] and place > 11)
    other = next(row[place] for row in rows[3:] if row[place] not in {"", rows[2][place]})
    rows[2][place] = other
    put(file, rows[:9])
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    done = run(*command)
    assert done.returncode == 0
    assert "1 sheet written" in done.stdout
    assert "5 sheets are there already, unchanged." in flat(done.stdout)
    assert "1 sheet says something else than the export: " in flat(done.stderr)
    (changed,) = re.findall(r"[\w-]+\.answers\.toml", done.stderr.replace("\n", ""))
    assert dict(before.items()).items() <= {path.name: path.read_bytes() for path in out.iterdir()}.items()
    assert other not in done.stdout + done.stderr
    again = shlex.split(done.stderr.replace("\\\n", "").splitlines()[-1])
    assert again[-1] == "--update"
    done = run(*again[1:])
    assert "1 sheet written anew: " in flat(done.stdout)
    assert (out / f"{changed}.bak").read_bytes() == before[changed]
    assert len(held(out)) == 7


def test_a_form_that_is_open_for_another_month_keeps_its_round_where_it_is_named(
    form: tuple[Path, list[list[str]]], tmp_path: Path
) -> None:
    file, rows = form
    out = tmp_path / "answers"
    command = ("import", file, *OF_TEAM, "--round", "autumn", "--out", out)
    assert "Round: autumn." in run(*command).stdout
    rows[9][3] = "12/02/2026 10:00:00 AM"
    put(file, rows)
    done = run(*command)
    assert "2 sheets written" in done.stdout
    assert "Answered from 18 November 2026 to 2 December 2026." in flat(done.stdout)
    assert {each["round"] for each in held(out)} == {"autumn"}


@pytest.mark.parametrize("place", ["--out", "--table"])
def test_an_answer_of_the_next_month_does_not_put_everybody_into_another_round(
    form: tuple[Path, list[list[str]]], place: str, tmp_path: Path
) -> None:
    """The round would be named after the later month, and everybody would be there twice."""
    file, rows = form
    out = tmp_path / "answers.csv"
    command = ("import", file, *OF_TEAM, place, out)
    run(*command)
    rows[9][3] = "12/02/2026 10:00:00 AM"
    put(file, rows)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = run(*command)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{out}: the same answers are here already, in the round '2026-11'" in done.stderr
    assert "give --round 2026-11, else --round with another name; nothing was written" in done.stderr
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = run(*command, "--round", "2026-11")
    assert done.returncode == 0
    assert "6 sheets are there already, unchanged." in flat(done.stdout)
    assert run(*command, "--round", "winter").returncode == 0


SHARE = "If your group is small, may others see what your group said?"


@pytest.mark.parametrize("place", ["--out", "--table"])
def test_who_does_not_agree_any_more_stops_everything_until_it_is_taken_over(
    form: tuple[Path, list[list[str]]], place: str, tmp_path: Path
) -> None:
    """Else the old answer, by which a whole side may be shown, would be scored once more."""
    file, rows = form
    out = tmp_path / "answers.csv"
    command = ("import", file, *OF_TEAM, place, out)
    run(*command)
    column = rows[0].index(SHARE)
    row = next(each for each in rows[2:8] if each[column] == "Yes, show them")
    row[column] = "No, do not show them"
    put(file, rows)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = run(*command)
    assert (done.returncode, done.stdout) == (3, "")
    assert "does not agree any more" in done.stderr
    assert "--update" in done.stderr
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert run(*command, "--update").returncode == 0
    assert run(*command).returncode == 0


@pytest.mark.parametrize("other", [("--voice", "lived-experience"), ("--team", "Harbor Sight Group")])
def test_the_same_file_as_the_other_side_or_another_team_is_refused(other: tuple[str, str], tmp_path: Path) -> None:
    rows = lines_of("ms-forms-likert.csv")
    voice = next(place for place, cell in enumerate(rows[0]) if cell.startswith("Are you answering"))
    file = put(tmp_path / "one-side.csv", [[cell for at, cell in enumerate(row) if at != voice] for row in rows])
    command = ("import", file, "--dates", "dmy", "--out", tmp_path / "answers")
    assert run(*command, *OF_TEAM, "--voice", "staff").returncode == 0
    given = dict([("--team", TEAM), ("--voice", "staff"), other])
    done = run(*command, *(word for pair in given.items() for word in pair))
    assert done.returncode == 3
    assert "the same answers are here already, as those of another voice or team" in done.stderr
    assert len(held(tmp_path / "answers")) == 8


def test_two_forms_of_one_side_that_count_alike_are_other_people(tmp_path: Path) -> None:
    rows = lines_of("ms-forms-likert.csv")
    night = [rows[0], *([str(number), *row[1:]] for number, row in enumerate(rows[3:5], 1))]
    first, second = put(tmp_path / "day.csv", rows[:3]), put(tmp_path / "night.csv", night)
    out = tmp_path / "answers"
    for file in (first, second):
        done = run("import", file, *OF_TEAM, "--dates", "dmy", "--out", out)
        assert done.returncode == 0, done.stderr
    assert len({each["sheet"] for each in held(out)}) == 4


def test_a_map_that_is_proposed_has_a_name_that_is_free(tmp_path: Path) -> None:
    file = EXPORTS / "redcap-raw.csv"
    for name in ("form.map.toml", "form-2.map.toml"):
        said = run("import", file, cwd=tmp_path).stdout.replace("\\\n", "")
        assert said.rstrip().endswith(f"--write-map {name}")
        assert run("import", file, "--write-map", name, cwd=tmp_path).returncode == 3


def test_another_month_of_other_people_is_another_round(form: tuple[Path, list[list[str]]], tmp_path: Path) -> None:
    file, rows = form
    command = ("import", file, *OF_TEAM, "--out", tmp_path / "answers")
    run(*command)
    rows[9][3] = "12/22/2026 10:00:00 AM"
    put(file, [*rows[:2], rows[9]])
    assert "1 sheet written" in run(*command).stdout
    assert {each["round"] for each in held(tmp_path / "answers")} == {"2026-11", "2026-12"}


def test_without_a_place_it_is_a_check_and_the_command_to_write_is_quoted(tmp_path: Path) -> None:
    file = put(tmp_path / "our form.csv", lines_of("surveymonkey.csv"))
    done = run("import", file, "--team", "A & B", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("8 sheets of A & B\n")
    assert [each.name for each in tmp_path.iterdir()] == ["our form.csv"]
    command = done.stdout.replace("\\\n", "").splitlines()[-1]
    assert command == f"coprod-check import '{file}' --team 'A & B' --out answers"
    assert run(*shlex.split(command)[1:], cwd=tmp_path).returncode == 0
    assert len(held(tmp_path / "answers")) == 8


def test_standard_input_is_read_once(tmp_path: Path) -> None:
    typed = (EXPORTS / "kobo-names.csv").read_bytes()
    code = [sys.executable, "-m", "coprod_check", "import", "-", "--out", str(tmp_path / "a")]
    done = subprocess.run(code, input=typed, capture_output=True, env=environment(), check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert len(held(tmp_path / "a")) == 8
    assert run("import", "-", "-").returncode == 2


def test_several_files_are_one_import_and_one_named_twice_is_read_once(tmp_path: Path) -> None:
    name = EXPORTS / "limesurvey-codes.csv"
    done = run("import", name, name, EXPORTS / "kobo-names.csv", "--out", tmp_path / "a")
    assert done.returncode == 0
    assert "16 sheets written" in done.stdout


# What must be settled.


def test_numbers_of_a_project_are_asked_about_and_the_map_settles_them(tmp_path: Path) -> None:
    file, the_map, out = EXPORTS / "redcap-raw.csv", tmp_path / "new.map.toml", tmp_path / "a"
    done = run("import", file, "--out", out, "--write-map", the_map)
    assert done.returncode == 3
    assert not out.exists()
    assert stat.S_IMODE(the_map.stat().st_mode) == 0o600
    assert "[constant]" in done.stdout
    assert '"1" = "unanswered"' in done.stdout
    assert "Column “voice”, answers “1” (5 rows) and “2” (3 rows)" in flat(done.stdout)
    command = done.stdout.replace("\\\n", "").splitlines()[-1]
    assert command == f"coprod-check import {file} --map {the_map} --out {out}"
    filled_in = uncommented(the_map.read_text("utf-8"), FILLED_IN)
    the_map.write_text(filled_in, "utf-8")
    done = run(*shlex.split(command)[1:])
    assert done.returncode == 0, done.stdout + done.stderr
    assert in_order(compared(each, ()) for each in held(out)) == in_order(compared(each, ()) for each in answers())


FILLED_IN = {
    "constant": {'team = "…"': f'team = "{TEAM}"'},
    "file": {'numbers = "levels"': ""},
    'answers."*"': {f'"{said}" = "unanswered"': f'"{said}" = {means}' for said, means in zip(
        "123456", (0, 1, 2, 3, '"dont-know"', '"not-applicable"'), strict=True)},
    "answers.voice": {'"1" = "unanswered"': '"1" = "staff"', '"2" = "unanswered"': '"2" = "lived-experience"'},
    'answers."experience.views-taken-into-account"': {
        '"2" = "unanswered"': '"2" = "to-some-extent"', '"3" = "unanswered"': '"3" = "very-little"'},
    'answers."experience.part-in-decisions"': {
        '"1" = "unanswered"': '"1" = "yes"', '"3" = "unanswered"': '"3" = "not-sure"'},
    'answers."experience.extra-activities"': {'"2" = "unanswered"': '"2" = "no"'},
    'answers."experience.felt-equal"': {
        '"1" = "unanswered"': '"1" = "definitely"', '"3" = "unanswered"': '"3" = "no"'},
    'answers."experience.enough-support"': {
        '"1" = "unanswered"': '"1" = "enough"', '"2" = "unanswered"': '"2" = "some-not-enough"',
        '"4" = "unanswered"': '"4" = "not-needed"'},
    'answers."experience.would-change-anything"': {
        '"1" = "unanswered"': '"1" = "yes"', '"2" = "unanswered"': '"2" = "no"'},
}  # fmt: skip
"""What somebody who knows the project writes into the map that was begun."""


def test_what_an_option_settles_is_proposed_as_a_command(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes((EXPORTS / "ms-forms.xlsx").read_bytes())
    done = run("import", "f.xlsx", "--out", "a", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stdout.startswith("1 thing to settle first\n")
    assert 'Which team these are of is not said (8 rows). Give --team. [constant] team = "…"' in flat(done.stdout)
    assert "Nothing was written: that waits until everything is settled." in done.stdout
    assert done.stdout.endswith("\ncoprod-check import f.xlsx --out a --team NAME\n")
    assert [each.name for each in tmp_path.iterdir()] == ["f.xlsx"]


def test_while_one_row_is_not_settled_nobodys_sheet_is_written(tmp_path: Path) -> None:
    garden = DATA / "exchange_more" / "garden.rubric.toml"
    command = ("import", DATA / "exchange_more" / "two-teams.csv", "--rubric", garden)
    for place in (("--out", tmp_path / "a"), ("--table", tmp_path / "a.csv")):
        done = run(*command, *place)
        assert done.returncode == 3
        assert "Which team these are of is not said (1 row)." in done.stdout
        assert list(tmp_path.iterdir()) == []
    done = run(*command, "--team", "Third", "--out", tmp_path / "a")
    assert done.returncode == 0
    assert "3 sheets of 3 teams" in done.stdout
    assert "• Mill Lane: 1 by staff." in done.stdout
    assert len(list((tmp_path / "a").iterdir())) == 3


def test_a_map_is_never_written_over_anything_or_for_nothing(tmp_path: Path) -> None:
    there = tmp_path / "mine.toml"
    there.write_text("mine", "utf-8")
    done = run("import", EXPORTS / "ms-forms.xlsx", "--write-map", there)
    assert (done.returncode, there.read_text("utf-8")) == (2, "mine")
    done = imported("kobo-names.csv", "--write-map", tmp_path / "new.toml")
    assert done.returncode == 0
    assert done.stderr.endswith("There is nothing to settle, so no map was written.\n")
    assert [each.name for each in tmp_path.iterdir()] == ["mine.toml"]


def test_a_new_map_keeps_what_the_old_one_said(tmp_path: Path) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(
        'format = "coprod-map/1"\nrubric = "coproduction-values"\nconstant.team = "Ours"\n'
        '[answers]\nvoice = {1 = "staff"}\n"experience.felt-equal" = {3 = "no"}\n',
        "utf-8",
    )
    done = run("import", EXPORTS / "redcap-raw.csv", "--map", old, "--write-map", new)
    assert done.returncode == 3
    text = new.read_text("utf-8")
    assert '\n[constant]\nteam = "Ours"\n' in text
    assert '\n[answers.voice]\n1 = "staff"\n' in text
    assert '#"2" = "unanswered"' in text.partition("[answers.voice]")[2]
    assert run("import", EXPORTS / "redcap-raw.csv", "--map", new).returncode == 3
    new.write_text(uncommented(text, {**FILLED_IN, "constant": {}}), "utf-8")
    assert run("import", EXPORTS / "redcap-raw.csv", "--map", new, "--out", tmp_path / "a").returncode == 0
    assert {each["team"] for each in held(tmp_path / "a")} == {"Ours"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('format = "coprod-map/1"\nrubric = "x"\n', "line 2: rubric: there is no built-in set of questions 'x'"),
        ('format = "coprod-plan/1"\n', "format: is a plan, and here we need a map of columns and answers"),
        ('format = "coprod-map/1"\nrubric = "coproduction-values"\n[column]\n', "line 3: column: unknown key; did you"),
        (
            'format = "coprod-map/1"\nrubric = "coproduction-values"\n\n[columns]\nvoice = "voise"\n',
            "line 5: columns.voice: unknown column 'voise'; did you mean 'voice'?",
        ),
        ('format = "coprod-map/1"\nrubric = "coproduction-values"\n[file]\nsheet = 3\n', "line 4: file.sheet"),
        ("[", "line 1: is not understood"),
    ],
)
def test_faults_of_a_map_are_told_with_their_place(text: str, why: str, tmp_path: Path) -> None:
    the_map = tmp_path / "a.map.toml"
    the_map.write_text(text, "utf-8")
    done = run("import", EXPORTS / "kobo-names.csv", tmp_path / "not-there.csv", "--map", the_map)
    assert done.returncode == 3
    if "voise" not in text:  # what the files hold is looked at once all of them are there
        assert f"{the_map}, {why}" in done.stderr or f"{the_map}: {why}" in done.stderr
    assert f"{tmp_path}/not-there.csv: there is no such file" in done.stderr
    done = run("import", EXPORTS / "kobo-names.csv", "--map", the_map)
    assert done.returncode == 3
    assert why in done.stderr


def test_a_map_for_other_questions_is_refused(tmp_path: Path) -> None:
    the_map = tmp_path / "a.toml"
    the_map.write_text('format = "coprod-map/1"\nrubric = "coproduction-values"\n', "utf-8")
    garden = DATA / "good" / "garden.rubric.toml"
    done = run("import", EXPORTS / "kobo-names.csv", "--map", the_map, "--rubric", garden)
    assert done.returncode == 3
    assert "this map is for the questions 'coproduction-values', and here we use 'garden'" in done.stderr


# Wrong commands, and places.


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--out", "a", "--table", "b.csv"], "leave one of them out"),
        (["--update"], "say where with --out or --table"),
        (["--out", "file"], "--out: file is a file; name a folder"),
        (["--table", "answers.xlsx"], "name a file that ends in .csv"),
        (["--table", "x.csv"], "is a file to be read"),
        (["--write-map", "map.txt"], "name a file that ends in .toml"),
        (["--team", " \u200b"], "--team is blank"),
        (["--round", ""], "--round is blank"),
        (["--date", "22.11.2026"], "--date is '22.11.2026', which is not a date"),
    ],
)
def test_a_command_that_does_not_fit_together_is_refused(options: list[str], why: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    put(tmp_path / "x.csv", lines_of("surveymonkey.csv"))
    done = run("import", "x.csv", *options, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "x.csv"]


def test_a_table_that_is_there_and_is_wrong_is_not_touched(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("team,day\nA,1\n", "utf-8")
    done = imported("kobo-names.csv", "--table", table)
    assert (done.returncode, done.stdout) == (3, "")
    assert "mine.csv, line 1: day: no column has this name" in done.stderr
    assert table.read_text("utf-8") == "team,day\nA,1\n"


def test_a_folder_in_which_nothing_can_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = imported("kobo-names.csv", "--out", tmp_path / "file" / "inside")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.endswith("nothing was written\n")


KILLED = """
import os, signal, sys
from coprod_check.__main__ import main
real, left = os.replace, iter(range(3, -1, -1))
def kill(*a, **k):
    if next(left) == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*a, **k)
os.replace = kill
sys.argv = ["coprod-check", *sys.argv[1:]]
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such kill")
def test_a_kill_leaves_whole_sheets_and_the_next_run_the_rest(tmp_path: Path) -> None:
    code = [sys.executable, "-c", KILLED, "import", str(EXPORTS / "kobo-names.csv"), "--out", str(tmp_path / "a")]
    done = subprocess.run(code, capture_output=True, env=environment(), check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert len(held(tmp_path / "a")) == 3
    said = flat(imported("kobo-names.csv", "--out", tmp_path / "a").stdout)
    assert "5 sheets written" in said
    assert "3 sheets are there already, unchanged." in said
    assert len(held(tmp_path / "a")) == 8


# What it says.


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("name", ["qualtrics.csv", "redcap-raw.csv"])
def test_what_the_screen_says(name: str, width: int, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes((EXPORTS / name).read_bytes())
    options = OF_TEAM if name == "qualtrics.csv" else ()
    done = run("import", name, *options, cwd=tmp_path, COLUMNS=str(width))
    assert_same(DATA / "texts" / f"import-{name.partition('.')[0]}-{width}.txt", done.stdout + done.stderr)
    own = (line for line in done.stdout.splitlines() if not re.match(r'\s+[\["#]|\s+\w+ = ', line))
    assert max(map(len, own)) <= width


def test_what_was_understood_as_json(tmp_path: Path) -> None:
    done = imported("limesurvey-codes.csv", "--out", tmp_path / "a", "--format", "json")
    said = json.loads(done.stdout)
    file = str(EXPORTS / "limesurvey-codes.csv")
    assert said["format"] == "coprod-import/1"
    assert said["files"] == [{"file": file, "service": "LimeSurvey", "sheet": None, "rows": 9}]
    assert (said["settled"], said["sheets"], said["round"], said["round_from"]) == (True, 8, "2026-11", "latest-date")
    assert said["dates"] == {"first": "2026-11-18", "last": "2026-11-21"}
    assert said["teams"] == [
        {"team": TEAM, "round": "2026-11", "sheets": {"staff": 5, "lived-experience": 3, "together": 0}}
    ]
    assert said["left_out"] == [{"file": file, "row": 10, "why": "not finished (no submitdate)"}]
    assert {"file": file, "heading": "ipaddr", "why": "personal"} in said["dropped"]
    assert said["written"]["place"] == (tmp_path / "a").as_posix()
    assert sorted(said["written"]["new"]) == sorted(each.name for each in (tmp_path / "a").iterdir())
    assert said["written"]["changed"] == said["written"]["updated"] == said["unsettled"] == said["problems"] == []
    done = run("import", EXPORTS / "redcap-raw.csv", "--format", "json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["settled"], said["written"], said["map"]) == (3, False, None, None)
    voice = next(each for each in said["unsettled"] if each["heading"] == "voice")
    assert (voice["kind"], voice["answer"], voice["rows"]) == ("answer", "1", 5)
    assert voice["map"] == [{"table": "answers.voice", "line": '"1" = "unanswered"'}]


PERSONAL = re.compile(
    r"e-?mail|ip.?address|ipaddr|first ?name|last ?name|^name$|latitude|longitude|recipient|device|submitted_by|"
    r"identifier|user|collector|respondent id|response ?id|uuid|instanceid|custom data",
    re.IGNORECASE,
)
EVERYDAY = {"", "anonymous"}
"""What stands in such columns and says nothing of anybody."""


def private_words(name: str) -> set[str]:
    """Everything in a file that says who or where somebody is, and every time of day."""
    found: set[str] = set()
    for grid in read_grids(EXPORTS / name).grids:
        headings, *rows = grid.rows
        for row in rows:
            for place, cell in enumerate(row):
                heading = str(headings[place]) if place < len(headings) else ""
                if PERSONAL.search(heading) and cell is not None:
                    found.add(str(cell).strip())
                found.update(re.findall(r"(?<![\d:+])\d{1,2}:\d{2}", str(cell)) if "202" in str(cell) else ())
        found -= {str(cell).strip() for row in rows[:2] for cell in row if len(str(cell)) > 11 and " " in str(cell)}
    # Names of columns stand in such cells of services that have more than one row of headings.
    return {each for each in found - EVERYDAY if len(each) > 2 and not PERSONAL.search(each) and "Import" not in each}


@pytest.mark.parametrize("name", FILES)
def test_nothing_says_who_somebody_is_or_where_or_at_what_time(name: str, tmp_path: Path) -> None:
    words = private_words(name)
    assert words or name == "limesurvey-full.csv"
    bare = run("import", EXPORTS / name, "--write-map", tmp_path / "map.toml")
    said = [bare.stdout, bare.stderr]
    for more in (("--out", tmp_path / "a"), ("--table", tmp_path / "a.csv"), ("--format", "json")):
        done = imported(name, *more)
        said += [done.stdout, done.stderr]
    said += [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    assert {
        word for word in words for each in said if re.search(rf"(?<![\w.]){re.escape(word)}(?![\w.])", each)
    } == set()


HEADING_ROWS = {"qualtrics.csv": 3, "surveymonkey.csv": 2}
NAMED = re.compile(
    r"e-?mail|ip.?address|ipaddr|first ?name|last ?name|^name$|submitted_by|survey.identifier", re.IGNORECASE
)


@pytest.mark.parametrize(
    "name", [each for each in FILES if each.endswith(".csv") and each not in {"google-forms.csv", "odk-central.csv"}]
)
def test_names_and_addresses_that_somebody_left_go_nowhere(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    encoding = "cp1252" if "likert" in name else "utf-8-sig"
    text = (EXPORTS / name).read_bytes().decode(encoding)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;", key=text.partition("\n")[0].count)))
    places = [place for place, heading in enumerate(rows[0]) if NAMED.search(heading)]
    assert places
    for row in rows[HEADING_ROWS.get(name, 1) :]:
        for place in places if row else ():
            row[place] = f"quixote.{place}@example.org"
    put(file, rows)
    options: tuple[str | Path, ...] = ("import", file, *FILES[name].options)
    said = []
    for more in (("--out", tmp_path / "a"), ("--table", tmp_path / "a.csv"), ("--format", "json"), ()):
        done = run(*options, *more)
        assert done.returncode == 0, done.stdout
        said += [done.stdout, done.stderr]
    run("import", file, "--write-map", tmp_path / "map.toml")
    said += [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file() and path != file]
    assert [each for each in said if "quixote" in each] == []


@pytest.mark.parametrize("name", FILES)
def test_no_evidence_and_nobodys_name_is_printed(name: str, tmp_path: Path) -> None:
    printed = []
    for more in ((), ("--out", tmp_path / "a"), ("--format", "json")):
        done = imported(name, *more)
        printed += [done.stdout, done.stderr]
    evidence = {rating["evidence"] for each in answers() for rating in each["ratings"].values() if "evidence" in rating}
    assert evidence
    text = "".join(printed)
    assert [each for each in evidence if each in text or json.dumps(each, ensure_ascii=False)[1:-1] in text] == []
    assert re.findall(r"\b[SP][2-8]\b", text) == []


# The hint.


@pytest.mark.parametrize("name", FILES)
def test_another_command_says_in_one_line_what_to_give(name: str) -> None:
    done = run("score", EXPORTS / name)
    use = f"This looks like an export of {FILES[name].service}. Use: coprod-check import {EXPORTS / name}"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", f"{EXPORTS / name}: {use}\n")


@pytest.mark.parametrize("command", ["report", "plan", "collect"])
def test_so_do_the_other_commands(command: str, tmp_path: Path) -> None:
    file = EXPORTS / "ms-forms.xlsx"
    done = run(command, file, "--out", tmp_path / ("x.plan.toml" if command == "plan" else "x.html"))
    assert done.returncode == 3
    assert f"This looks like an export of Microsoft Forms. Use: coprod-check import {file}" in done.stderr


def test_a_large_export_is_told_in_the_same_words(tmp_path: Path) -> None:
    """One that would be read in columns is looked at as carefully."""
    for name in ("kobo-names.csv", "ms-forms-likert.csv", "qualtrics.csv"):
        large = put(tmp_path / name, lines_of(name) * 3) if "likert" not in name else EXPORTS / name
        said = [score_paths([large], RUBRICS, thresholds=few).problems for few in (MEASURED, Thresholds(1, 1, 1, 1))]
        assert said[0] == said[1]
        assert [f"an export of {FILES[name].service}. Use: " in str(each) for each in said[0]] == [True]


def test_a_masked_name_is_one_name_however_a_table_is_read(tmp_path: Path) -> None:
    rows = [["team", "date", "voice", "respondent", "shared-decisions"]]
    rows += [["=A", "2026-11-01", "staff", f"'-{number}", "2"] for number in range(5)]
    rows += [["=A", "2026-11-02", "staff", "-1", "2"], ["'A", "2026-11-01", "staff", "'1", "2"]]
    rows += [["'=B", "2026-11-01", "staff", "x", "2"], ["=B", "2026-11-01", "staff", "y", "2"]]
    table = put(tmp_path / "a.csv", rows)
    said = [score_paths([table], RUBRICS, thresholds=few) for few in (MEASURED, Thresholds(1, 1, 1, 1))]
    assert [len(each) for each in said] == [3, 3]
    assert list(said[0].json_texts()) == list(said[1].json_texts())
    assert list(said[0].csv_lines()) == list(said[1].csv_lines())
    assert [[each.message for each in one.notes if each.file] for one in said] == [
        ["not counted: there is a newer one (a sheet of the same person)"]
    ] * 2
    assert [(each.team, each.voices["staff"].sheets) for each in said[0].results] == [
        ("'A", 1),
        ("=A", 5),
        ("=B", 2),
    ]


def test_a_file_in_a_folder_is_a_note_and_our_own_tables_are_none(tmp_path: Path) -> None:
    imported("kobo-names.csv", "--out", tmp_path)
    (tmp_path / "form one.xlsx").write_bytes((EXPORTS / "ms-forms.xlsx").read_bytes())
    (tmp_path / "results.csv").write_text(run("score", tmp_path, "--format", "csv").stdout, "utf-8")
    done = run("score", tmp_path)
    assert done.returncode == 0
    use = f"Use: coprod-check import '{tmp_path}/form one.xlsx'"
    assert f"{tmp_path}/form one.xlsx: This looks like an export of Microsoft Forms. {use}" in done.stderr
    assert "results.csv" not in done.stderr


def test_a_table_with_a_slip_in_a_heading_is_told_as_before(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("team,date,voice,shared-decision\nA,2026-11-01,staff,2\n", "utf-8")
    done = run("score", table)
    assert done.returncode == 3
    assert "shared-decision: no column has this name; did you mean 'shared-decisions'?" in done.stderr
    assert "import" not in done.stderr


def test_a_workbook_that_is_no_export_names_the_command_all_the_same(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(b"PK\x03\x04 no workbook")
    done = run("score", book)
    assert (done.returncode, done.stderr) == (
        3,
        f"{book}: This is a workbook. If it holds answers, use: coprod-check import {book}\n",
    )

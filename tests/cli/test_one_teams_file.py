"""What is written for one team names no file, row or name of another: ``--each``, and ``--team`` for programs."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_memory import as_columns
from helpers.in_process import run
from helpers.make import rubric
from helpers.make import sheet as made
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.cli.scored import for_team
from coprod_check.documents.limits import TOLD
from coprod_check.documents.problems import Note, Problem, about_team, as_one, of_one_team
from coprod_check.documents.text import identity
from coprod_check.rules.rounds import SheetFile
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from pathlib import Path

PRACTICES = [each.id for each in find_rubric(DEFAULT).practices[:3]]
TEAMS = ("Alder", "Birch", "Birck", "Cedar")
"""Two of them are nearly the same, which is a note that names both."""


def sheet(team: str, **more: Any) -> dict[str, Any]:
    return {
        "format": "coprod-answers/1", "rubric": DEFAULT, "rubric_version": "2.0.0", "team": team, "round": "2026-11",
        "date": "2026-11-20", "voice": "staff", "share": True, "ratings": {PRACTICES[0]: {"level": 2}},
    } | more  # fmt: skip


def troubled(team: str) -> dict[str, dict[str, Any]]:
    """The sheets of one team, with a note or a problem of every kind that sheets can have."""
    met = {key: said for key, said in sheet(team, voice="together").items() if key != "share"}
    return {
        "meeting": met | {"date": "2026-11-21", "people": {"staff": 2, "lived-experience": 2}},
        "older-meeting": met | {"date": "2026-11-20", "people": {"staff": 2, "lived-experience": 2}},
        "soon-again": met | {"date": "2026-12-01", "round": "2026-12", "people": {"staff": 2, "lived-experience": 2}},
        "older": sheet(team, respondent="S1", date="2026-11-01"),
        "newer": sheet(team, respondent="S1"),
        "copy": sheet(team, respondent="S1"),
        "says-so": sheet(team, respondent="S2"),
        "says-no": sheet(team, respondent="S2", share=False),
        "one-id": sheet(team, sheet="k7f3", respondent="S3"),
        "same-id": sheet(team, sheet="k7f3", respondent="S4"),
        "begun": sheet(team, finished=False),
        "blank": sheet(team, ratings={}),
        "no-date": sheet(team, date="soon"),
        "no-questions": sheet(team, rubric="gardens"),
        "no-format": sheet(team, format="coprod-answer/1"),
        "later-version": sheet(team, rubric_version="7.0.0"),
    }


OF_NOTES = {"older-meeting", "older", "newer", "begun", "blank"}
"""Of two that say the same the first by name counts, and the other is the copy."""
OF_PROBLEMS = {
    "says-so", "says-no", "one-id", "same-id", "no-date", "no-questions", "no-format", "later-version",
}  # fmt: skip


@pytest.fixture
def programme(tmp_path: Path) -> list[str]:
    """A folder of sheets, files that say no team, and a table in which every team has the same faults."""
    folder = tmp_path / "in"
    folder.mkdir()
    for team in TEAMS:
        for name, held in troubled(team).items():
            (folder / f"{team}-{name}.answers.json").write_text(json.dumps(held), "utf-8")
    (folder / "nobodys.answers.json").write_text("{", "utf-8")
    (folder / "x.answers (1).toml").write_text("", "utf-8")
    header = ["team", "date", "voice", "share", PRACTICES[0]]
    rows = [[team, *cells] for cells in FAULTY for team in TEAMS]
    with (tmp_path / "all.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return ["in", "all.csv"]


FAULTY = (("soon", "staff", "yes", "2"), ("2026-11-20", "staf", "yes", "2"), ("2026-11-20", "staff", "yes", "9"),
          ("2026-11-20", "staff", "yes", "2", "beyond"))  # fmt: skip
"""Rows with a fault each, the last with a cell too many; of the first three each is told once of all teams."""


def text_of(path: Path) -> str:
    held = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(held)):
        return held.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(held)) as packed:
        return "".join(packed.read(part).decode("utf-8", "replace") for part in packed.namelist())


@pytest.mark.parametrize(
    "words",
    [
        *(("score", "--format", each) for each in ("text", "markdown", "json", "jsonl", "csv", "xlsx")),
        ("score", "--all"),
        *(("report", "--format", each) for each in ("html", "markdown", "docx", "xlsx")),
    ],
    ids=" ".join,
)
def test_a_teams_own_file_names_no_other_team_and_none_of_its_files(
    programme: list[str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = run(words[0], *programme, *words[1:], "--each", "out", cwd=tmp_path)
    assert done.returncode == 3
    assert all(team in done.stderr for team in TEAMS)  # whoever collects is told all
    files = list((tmp_path / "out").iterdir())
    assert len(files) == len(TEAMS)
    for path in files:
        own = path.stem.capitalize()
        text = text_of(path).casefold()
        assert own.casefold() in text
        assert [team for team in TEAMS if team != own and team.casefold() in text] == []
        assert "nobodys" not in text
        assert "x.answers" not in text


def test_no_file_of_each_carries_a_note_or_a_problem_for_they_may_name_files_of_a_hidden_voice(
    programme: list[str], tmp_path: Path
) -> None:
    run("score", *programme, "--format", "json", "--each", "out", cwd=tmp_path)
    for team in TEAMS:
        document = json.loads((tmp_path / "out" / f"{team.lower()}.json").read_text("utf-8"))
        assert (document["notes"], document["problems"]) == ([], [])
        assert {each["team"] for each in document["results"]} == {team}


def test_with_a_team_named_the_document_has_every_note_and_problem_of_its_own_sheets_and_the_screen_says_all(
    programme: list[str], tmp_path: Path
) -> None:
    for team in TEAMS:
        done = run("score", *programme, "--format", "json", "--team", team.upper(), cwd=tmp_path)
        document = json.loads(done.stdout)
        files = {each["file"] for each in document["problems"]}
        assert files == {f"in/{team}-{name}.answers.json" for name in OF_PROBLEMS} | {"all.csv"}
        noted = {each["file"] for each in document["notes"]}
        assert noted == {f"in/{team}-{name}.answers.json" for name in OF_NOTES} | {""}
        (across,) = (each["message"] for each in document["notes"] if not each["file"])
        assert across.startswith(f"'{team}' has two rounds 10 days apart")
        told = [(each["where"], each["message"]) for each in document["problems"] if each["file"] == "all.csv"]
        assert [where for where, _ in told] == ["date", "voice", PRACTICES[0], f"line {18 - 4 + TEAMS.index(team)}"]
        assert not any(word in message for _, message in told for word in ("rows", "lines", "row "))
        assert all(f"{other}-no-date" in done.stderr for other in TEAMS)
    everyone = json.loads(run("score", *programme, "--format", "json", cwd=tmp_path).stdout)
    assert {each["file"] for each in everyone["problems"]} > {
        "in/nobodys.answers.json",
        "in/Alder-no-date.answers.json",
    }
    assert any("'Birch', 'Birck'" in each["message"] for each in everyone["notes"])


def test_the_same_note_is_a_teams_own_when_sheets_are_scored_in_columns() -> None:
    filed = [
        SheetFile(f"{team}-{label}", made(levels={"a": 1}, team=team, round=label))
        for team in ("Birch", "Birck")
        for label in ("r1", "r2")
    ]
    scored = as_columns(rubric(), filed)
    assert len(scored.notes) == 3
    (own,) = for_team(scored, "birck").notes
    assert str(own).startswith("'Birck' has two rounds on the same day")


def test_commands_below_a_teams_text_do_not_name_files_of_others(tmp_path: Path) -> None:
    for team in ("Alder", "Birch"):
        (tmp_path / f"{team}.answers.json").write_text(json.dumps(sheet(team)), "utf-8")
    both = ["Alder.answers.json", "Birch.answers.json"]
    run("score", *both, "--each", "out", cwd=tmp_path)
    assert "Birch" not in (tmp_path / "out" / "alder.txt").read_text("utf-8")
    run("score", *both, "--team", "Alder", "--out", "one.txt", cwd=tmp_path)
    assert "Birch" not in (tmp_path / "one.txt").read_text("utf-8")
    assert "Birch.answers.json" in run("score", *both, "--team", "Alder", cwd=tmp_path).stdout


def test_one_teams_plans_as_a_document_have_no_problem_of_another_teams(tmp_path: Path) -> None:
    head = 'format = "coprod-plan/1"\nrubric = "x"\nrubric_version = "1.0.0"\nmade_on = 2026-11-22\n'
    for team in ("Alder", "Birch"):
        (tmp_path / f"{team}.plan.toml").write_text(f'{head}team = "{team}"\n', "utf-8")
        action = '[[actions]]\nid = "a"\naction = "A"\nstatus = "soon"\n'
        (tmp_path / f"{team}-bad.plan.toml").write_text(f'{head}team = "{team}"\n{action}', "utf-8")
    done = run("diff", "--all-teams", ".", "--team", "birch", "--format", "json", cwd=tmp_path)
    assert done.returncode == 3
    assert [each["file"] for each in json.loads(done.stdout)["problems"]] == ["Birch-bad.plan.toml"]
    assert "Alder-bad.plan.toml" in done.stderr


# Whose it is.


def test_a_fault_that_was_told_of_several_teams_is_each_teams_own_again() -> None:
    faults = [
        Problem("t.csv", line, "date", "is not a date", team=team) for line, team in ((2, "a"), (3, "b"), (4, "a"))
    ]
    told = as_one(faults, faults[0], "rows 2–4: is not a date")
    assert (told.team, str(told)) == ("", "t.csv, line 2: date: rows 2–4: is not a date")
    again = as_one([told, faults[1]], faults[1], "and 4 more")
    assert [each.line for each in of_one_team("a", [again])] == [2, 4]
    assert as_one(faults[::2], faults[0], "rows 2 and 4").team == "a"
    assert of_one_team("", []) == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 60)), max_size=3 * TOLD))
def test_nothing_of_one_team_is_another_teams_and_nothing_is_lost(found: list[tuple[str, int]]) -> None:
    faults = [fault for team, line in found for fault in about_team(team, [Problem("t.csv", line, "x", "is wrong")])]
    parts = [faults[start : start + 7] for start in range(0, len(faults), 7)]
    told = [as_one(each, each[0], "several") for each in parts]
    for team in "abc":
        own = of_one_team(team, told)
        assert {each.team for each in own} <= {team}
        # What was told of the team alone stays one; of several teams' the team's own stand alone.
        whole = [part for part in parts if {each.team for each in part} == {team}]
        mixed = [each for part in parts if part not in whole for each in part if each.team == team]
        assert len(own) == len(whole) + len(mixed)


def test_a_note_without_a_team_is_nobodys_own() -> None:
    notes = [Note("a.toml", "was not read"), *about_team(identity("T"), [Note("b.toml", "answers nothing")])]
    assert of_one_team("t", notes) == notes[1:]

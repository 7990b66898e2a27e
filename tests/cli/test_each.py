"""One team, one round, or a file for each team: on ``score``, ``report`` and ``plan``."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.in_memory import as_columns, as_objects
from helpers.in_process import run
from helpers.make import rubric, sheet
from helpers.process import ROOT

from coprod_check.cli.commands import plan, report
from coprod_check.cli.each import team_stems
from coprod_check.cli.named import wanted_of
from coprod_check.cli.scored import ScoredOneByOne
from coprod_check.documents.errors import BadCommand
from coprod_check.rules.rounds import SheetFile
from coprod_check.storage.sheet_files import Collected

if TYPE_CHECKING:
    from pathlib import Path

SHEET = ROOT / "examples" / "riverside" / "riverside-diabetes-group-2026-11.answers.toml"
CALLS = ROOT / "examples" / "calls"
FEW = """\
format = "coprod-answers/1"
rubric = "coproduction-values"
rubric_version = "2.0.0"
team = "Hill View"
date = 2026-11-20
voice = "staff"
share = false
[ratings.shared-decisions]
level = 1
"""


def add(folder: Path, name: str, team: str, round_: str = "2026-11") -> Path:
    """Put a sheet of a team into a folder."""
    folder.mkdir(exist_ok=True)
    text = SHEET.read_text("utf-8").replace('team = "Riverside diabetes group"', f'team = "{team}"')
    path = folder / f"{name}.answers.toml"
    kept = [line for line in text.splitlines() if not line.startswith("sheet = ")]
    path.write_text("\n".join(kept).replace('round = "2026-11"', f'round = "{round_}"') + "\n", "utf-8")
    return path


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Three teams: one of two rounds, and two that have one safe name."""
    folder = tmp_path / "in"
    add(folder, "1", "Meadow Lane", "2026-05")
    add(folder, "2", "Meadow Lane")
    add(folder, "3", "A/B")
    add(folder, "4", "a b")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


# One team, one round.


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--team", " meadow  LANE"], [("Meadow Lane", "2026-05"), ("Meadow Lane", "2026-11")]),
        (["--round", "2026-05"], [("Meadow Lane", "2026-05")]),
        (["--team", "Meadow Lane", "--round", "2026-11"], [("Meadow Lane", "2026-11")]),
        (["--team", "A/B"], [("A/B", "2026-11")]),
    ],
)
def test_a_team_and_a_round_are_chosen_by_name(sheets: Path, words: list[str], found: list[tuple[str, str]]) -> None:
    done = run("score", sheets, *words, "--format", "json")
    document = json.loads(done.stdout)
    assert done.returncode == 0
    assert [(each["team"], each["round"]) for each in document["results"]] == found
    assert document["cohorts"]["coproduction-values"]["teams"] == 1
    lines = run("score", sheets, *words, "--format", "jsonl").stdout.splitlines()
    assert [(each["team"], each["round"]) for each in map(json.loads, lines)] == found
    assert run("score", sheets, *words, "--format", "csv").stdout.count("\n") == len(found) + 1
    assert run("report", sheets, *words, "--format", "markdown").stdout.startswith(found[0][0])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--team", "Meadow Lan"], "--team: there is no team 'Meadow Lan'; did you mean 'Meadow Lane'?"),
        (["--team", "zzz"], "--team: there is no team 'zzz'; choose one of "),
        (["--round", "2026-12"], "--round: there is no round '2026-12'; did you mean '2026-1"),
        (["--round", "x"], "--round: there is no round 'x'; choose one of 2026-05, 2026-11"),
        (
            ["--team", "a b", "--round", "x"],
            "--round: there is no round 'x' of 'a b'; choose one of 2026-11",
        ),
    ],
)
def test_a_name_that_nothing_has_is_a_wrong_command_with_the_nearest(
    sheets: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    each = ["--each", str(tmp_path / "out")]
    for command in (["score"], ["report"], ["score", *each], ["report", *each], ["plan", *each]):
        done = run(*command, sheets, *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_of_very_many_names_some_are_listed_and_the_others_counted() -> None:
    asked = rubric()
    scored = as_objects(asked, [SheetFile(f"{n}", sheet(levels={"a": 1}, team=f"Team {n}")) for n in range(25)])
    with pytest.raises(BadCommand, match=r"choose one of Team 0, .* and 5 more$"):
        wanted_of(scored, "zzz", None)


def test_sheets_without_answers_have_no_names_to_choose_from(tmp_path: Path) -> None:
    empty = tmp_path / "e.answers.toml"
    empty.write_text(SHEET.read_text("utf-8").split("[people]")[0], "utf-8")
    assert run("score", empty, "--team", "x").returncode == 0


@pytest.mark.parametrize(("team", "label"), [("Team 3", None), (None, "r1"), ("team 4", "R2"), (None, None)])
def test_both_ways_of_scoring_choose_the_same(team: str | None, label: str | None) -> None:
    asked = rubric()
    filed = [
        SheetFile(f"{team}-{label}", sheet(levels={"a": level}, team=f"Team {team}", round=label))
        for level, (team, label) in enumerate((team, label) for label in ("r1", "r2") for team in (3, 4))
    ]
    one, other = (wanted_of(form(asked, filed), team, label) for form in (as_objects, as_columns))
    assert one.results == other.results
    assert 0 < len(one) == len(other)
    assert one.facts == other.facts
    assert one.cohorts() == other.cohorts()
    assert list(one.json_texts()) == list(other.json_texts())
    assert list(one.csv_lines()) == list(other.csv_lines())
    assert one.notes == other.notes


# A file for each team.


def test_two_teams_of_one_safe_name_get_two_files_which_are_the_same_in_every_run(sheets: Path, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    done = run("score", sheets, "--each", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith(f"3 files are in {out}.\n")
    other, *others = names(out)
    assert other.startswith("a-b-")
    assert others == ["a-b.txt", "meadow-lane.txt"]
    assert run("score", sheets, "--each", out).returncode == 0
    assert names(out) == [other, *others]
    assert (out / "a-b.txt").read_text("utf-8").startswith("a b ")
    assert (out / other).read_text("utf-8").startswith("A/B ")
    assert "--team A/B" in (out / other).read_text("utf-8")
    alone = tmp_path / "alone"
    assert run("score", sheets, "--team", "A/B", "--each", alone).returncode == 0
    assert names(alone) == [other]


@pytest.mark.parametrize(
    ("teams", "stems"),
    [
        (["A/B"], ["a-b"]),
        (["A B", "a  b"], ["a-b"]),
        (["Œuvre", "日本"], ["œuvre", "日本"]),
        (["CON: x", "con x"], ["con-x-*", "con-x"]),
        (["!!!", "???"], ["team-*", "team-*"]),
        (["x" * 70, "x" * 71], [f"{'x' * 60}-*", f"{'x' * 60}-*"]),
    ],
)
def test_what_the_files_of_teams_are_called(teams: list[str], stems: list[str]) -> None:
    found = list(team_stems(teams).values())
    assert len(set(found)) == len(found) == len(stems)
    for name, stem in zip(found, stems, strict=True):
        assert name == stem or (stem.endswith("*") and name.startswith(stem[:-1]) and len(name) == len(stem) + 5)
    assert team_stems(reversed(teams)) == team_stems(teams)


@pytest.mark.parametrize("style", ["text", "markdown", "json", "jsonl", "csv"])
def test_each_file_of_score_holds_what_score_says_of_that_team(sheets: Path, tmp_path: Path, style: str) -> None:
    ending = {"text": "txt", "markdown": "md"}.get(style, style)
    run("score", sheets, "--each", tmp_path / "out", "--format", style)
    alone = run("score", sheets, "--team", "Meadow Lane", "--format", style).stdout
    told = (tmp_path / "out" / f"meadow-lane.{ending}").read_bytes().decode("utf-8")
    if style == "json":
        assert json.loads(told) == {**json.loads(alone), "notes": [], "problems": []}
    else:
        assert told == alone


@pytest.mark.parametrize(("style", "ending"), [("html", "html"), ("markdown", "md"), ("docx", "docx")])
def test_each_page_is_the_one_that_report_makes_of_that_team(
    sheets: Path, tmp_path: Path, style: str, ending: str
) -> None:
    done = run("report", sheets, "--each", tmp_path / "out", "--format", style)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, f"3 pages are in {tmp_path / 'out'}.")
    one = tmp_path / f"one.{ending}"
    run("report", sheets, "--team", "Meadow Lane", "--out", one)
    assert (tmp_path / "out" / f"meadow-lane.{ending}").read_bytes() == one.read_bytes()


def test_each_plan_is_made_and_then_brought_up_to_date_and_never_written_over(sheets: Path, tmp_path: Path) -> None:
    out = tmp_path / "plans"
    first = run("plan", sheets, "--each", out, "--today", "2026-12-01")
    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr.endswith(f"3 plans are in {out}.\n")
    made = {name: (out / name).read_bytes() for name in names(out)}
    same = run("plan", sheets, "--each", out, "--today", "2027-01-01")
    assert (same.returncode, same.stderr) == (0, f"3 plans are in {out}, 3 of them as before.\n")
    assert {name: (out / name).read_bytes() for name in names(out)} == made
    edited = out / "meadow-lane.plan.toml"
    text = edited.read_text("utf-8").replace('status = "to-do"', 'status = "done"  # by Ann', 1)
    edited.write_text(text, "utf-8")
    again = run("plan", sheets, "--each", out, "--today", "2027-01-02")
    assert "Meadow Lane: The plan in " in again.stderr
    assert "1 new action was added." in again.stderr
    assert 'status = "done"  # by Ann' in edited.read_text("utf-8")
    assert (out / "meadow-lane.2027-01-02.plan.toml").read_text("utf-8") == text
    assert {name: (out / name).read_bytes() for name in made if "meadow" not in name} == {
        name: text for name, text in made.items() if "meadow" not in name
    }


def test_a_plan_of_another_team_under_the_name_is_left_alone(sheets: Path, tmp_path: Path) -> None:
    out = tmp_path / "plans"
    out.mkdir()
    run("plan", sheets, "--team", "Meadow Lane", "--out", out / "a-b.plan.toml")
    others = (out / "a-b.plan.toml").read_bytes()
    for _ in range(2):
        done = run("plan", sheets, "--team", "a b", "--each", out)
        assert done.returncode == 0
        assert (out / "a-b.plan.toml").read_bytes() == others
        assert len(names(out)) == 2
    (own,) = (name for name in names(out) if name != "a-b.plan.toml")
    shutil.copy(out / "a-b.plan.toml", out / own)
    refused = run("plan", sheets, "--team", "a b", "--each", out)
    assert refused.returncode == 3
    assert (
        "a b: there is no file for its plan: those that it may have are of others, or cannot be read" in refused.stderr
    )
    assert (out / own).read_bytes() == others


def test_a_plan_that_cannot_be_read_is_named_and_the_other_teams_go_on(sheets: Path, tmp_path: Path) -> None:
    out = tmp_path / "plans"
    out.mkdir()
    (out / "meadow-lane.plan.toml").write_text("format = ", "utf-8")
    done = run("plan", sheets, "--each", out)
    assert done.returncode == 3
    assert "meadow-lane.plan.toml" in done.stderr
    assert done.stderr.endswith(f"2 plans are in {out}.\n")
    assert (out / "meadow-lane.plan.toml").read_text("utf-8") == "format = "


def test_the_round_that_is_named_is_planned_from(sheets: Path, tmp_path: Path) -> None:
    done = run("plan", sheets, "--round", "2026-05", "--each", tmp_path / "plans")
    assert (done.returncode, names(tmp_path / "plans")) == (0, ["meadow-lane.plan.toml"])
    assert 'round = "2026-05"' in (tmp_path / "plans" / "meadow-lane.plan.toml").read_text("utf-8")


def test_a_team_of_which_nothing_may_be_shown_is_named(sheets: Path, tmp_path: Path) -> None:
    (sheets / "few.answers.toml").write_text(FEW, "utf-8")
    for command, code in ((["score"], 0), (["report"], 0), (["plan"], 3)):
        out = tmp_path / command[0]
        done = run(*command, sheets, "--each", out)
        assert done.returncode == code
        assert "Hill View: " in done.stderr
        assert len(names(out)) == (3 if command == ["plan"] else 4)
        assert "o few people answered" in done.stderr


def test_no_plan_is_made_from_half_of_a_teams_answers_and_the_others_go_on(sheets: Path, tmp_path: Path) -> None:
    bad = add(sheets, "5", "Meadow Lane")
    bad.write_text(bad.read_text("utf-8").replace("level = 1\n", "level = 9\n", 1), "utf-8")
    done = run("plan", sheets, "--each", tmp_path / "plans")
    assert done.returncode == 3
    assert "Meadow Lane: there is no plan from half of the answers" in done.stderr
    assert "5.answers.toml, line " in done.stderr
    assert all(name.startswith("a-b") for name in names(tmp_path / "plans"))
    bad.write_text("format = ", "utf-8")  # of nobody knows which team
    assert run("plan", sheets, "--each", tmp_path / "plans").returncode == 3
    assert "meadow-lane.plan.toml" in names(tmp_path / "plans")


def test_a_bad_file_is_named_once_and_the_good_teams_are_written(sheets: Path, tmp_path: Path) -> None:
    (sheets / "bad.answers.toml").write_text("format = ", "utf-8")
    for command in ("score", "report"):
        done = run(command, sheets, "--each", tmp_path / command)
        assert done.returncode == 3
        assert done.stderr.count("bad.answers.toml") == 1
        assert len(names(tmp_path / command)) == 3


def test_where_there_are_no_answers_nothing_is_written(tmp_path: Path) -> None:
    empty = tmp_path / "e.answers.toml"
    empty.write_text(SHEET.read_text("utf-8").split("[people]")[0], "utf-8")
    for command, code in (("score", 0), ("report", 3), ("plan", 3)):
        done = run(command, empty, "--each", tmp_path / "out")
        assert done.returncode == code
        assert "answer" in done.stderr
    assert names(tmp_path) == ["e.answers.toml"]


def test_a_team_that_answered_two_sets_of_questions_is_named_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is one built-in set of questions so far, so these come from no file."""
    asked = (rubric(), rubric(id="other"))
    found = [(one, SheetFile("s", sheet(levels={"a": 1}, rubric=one.id))) for one in asked]
    found.append((asked[0], SheetFile("t", sheet(levels={"a": 1}, team="Else"))))
    monkeypatch.setattr(report, "score_paths", lambda *_: ScoredOneByOne(Collected(found)))
    done = run("report", "any", "--each", tmp_path / "out")
    assert done.returncode == 3
    assert "Team: these sheets answer different questions (other, small); make a report of each" in done.stderr
    assert names(tmp_path / "out") == ["else.html"]


def test_no_plan_is_made_of_two_sets_of_questions_and_the_other_teams_get_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = (rubric(), rubric(id="other"))
    found = [(one, SheetFile(one.id, sheet(levels={"a": 1}, rubric=one.id))) for one in asked]
    found.append((asked[0], SheetFile("t", sheet(levels={"a": 1}, team="Else"))))
    monkeypatch.setattr(plan, "collect_sheets", lambda *_: Collected(found))
    done = run("plan", "any", "--each", tmp_path / "out")
    assert done.returncode == 3
    assert "Team: these sheets answer different questions (other, small); name the sheets of one" in done.stderr
    assert names(tmp_path / "out") == ["else.plan.toml"]


def test_a_page_that_cannot_be_written_is_named_and_the_others_are(sheets: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "a-b.html").mkdir(parents=True)
    done = run("report", sheets, "--each", tmp_path / "out")
    assert done.returncode == 3
    assert "a-b.html: could not be written" in done.stderr
    assert f"2 pages are in {tmp_path / 'out'}." in done.stderr


def test_of_a_team_with_two_plans_the_one_that_was_chosen_is_said(sheets: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("plan", sheets, "--team", "Meadow Lane", "--out", sheets / f"{name}.plan.toml")
    done = run("report", sheets, "--each", tmp_path / "out")
    assert done.stderr.count("the plan on the page is") == 1
    assert "one of 2 of this team" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["score", SHEET, "--each", "x", "--out", "y"], "leave one of them out"),
        (["report", SHEET, "--each", "x", "--out", "y.html"], "leave one of them out"),
        (["plan", SHEET, "--each", "x", "--out", "y"], "leave one of them out"),
        (["plan", SHEET, "--each", "x", "--same-team"], "leave one of them out"),
        (["plan", CALLS, "--check", "--each", "x"], "leave one of them out"),
        (["score", SHEET, "--each", "x", "--changes"], "leave one of them out"),
        (["score", SHEET, "--each", str(SHEET)], "is a file; name a folder"),
        (["report", SHEET, CALLS, "--each", "x", "--plan", CALLS / "2-october.plan.toml"], "--plan is the plan of one"),
    ],
)
def test_what_does_not_go_together_is_a_wrong_command(tmp_path: Path, words: list[str], said: str) -> None:
    done = run(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert names(tmp_path) == []


def test_the_plan_beside_the_sheets_is_on_the_page_of_its_team(sheets: Path, tmp_path: Path) -> None:
    run("plan", sheets, "--each", sheets)
    for file in sheets.glob("*.plan.toml"):
        file.write_text(file.read_text("utf-8").replace('staff_owner = ""', 'staff_owner = "Ann"', 1), "utf-8")
    done = run("report", sheets, "--each", tmp_path / "out")
    assert "the plan on the page" not in done.stderr
    assert all("Ann" in each.read_text("utf-8") for each in (tmp_path / "out").iterdir())


def test_a_table_that_is_read_is_not_written_over(tmp_path: Path) -> None:
    table = tmp_path / "meadow.csv"
    table.write_text("team,round,date,voice,shared-decisions\nMeadow,r,2026-11-20,together,2\n", "utf-8")
    before = table.read_bytes()
    done = run("score", table, "--format", "csv", "--each", tmp_path)
    assert (done.returncode, table.read_bytes()) == (2, before)
    assert "is a file to be read, and would be written over" in done.stderr


def test_open_unfolds_everything_and_changes_nothing_else(sheets: Path) -> None:
    closed = run("report", sheets, "--team", "a b").stdout
    opened = run("report", sheets, "--team", "a b", "--open").stdout
    assert "<details" in closed
    assert closed != opened
    folds = [tag.split(">")[0] for tag in opened.split("<details")[1:]]
    assert folds
    assert all("open" in tag.split() for tag in folds)

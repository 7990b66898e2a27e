"""Ten made-up teams whose sheets reproduce the figures of the source report, and what score prints for many teams."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "examples" / "cohort"
PAGE = ROOT / "docs" / "report-figures.md"
TOGETHER = FOLDER / "team-a.answers.toml"


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    said = {}
    for style, options in (("text", ["--all"]), ("json", ["--format", "json"]), ("csv", ["--format", "csv"])):
        done = run("score", ".", *options, cwd=FOLDER)
        assert done.returncode == 0, done.stderr
        said[style] = done.stdout
        said["notes"] = done.stderr
    said["plain"] = run("score", ".", "--all", "--plain", cwd=FOLDER).stdout
    return said


@pytest.fixture(scope="module")
def cohort(printed: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed["json"])["cohorts"]["coproduction-values"]
    return found


@pytest.mark.parametrize(("style", "name"), [("text", "score.txt"), ("json", "score.json"), ("csv", "score.csv")])
def test_the_example_is_what_the_program_prints(printed: dict[str, str], style: str, name: str) -> None:
    assert_same(FOLDER / name, printed[style])


# The report's own figures.


def test_ten_teams_and_all_of_them_count(cohort: dict[str, Any]) -> None:
    assert (cohort["teams"], cohort["not_scored"]) == (10, 0)


@pytest.mark.parametrize(
    ("stage", "reached", "low", "high"),
    [("engaging", 8, 0.490, 0.943), ("co-producing", 3, 0.108, 0.603), ("measuring", 0, 0.0, 0.278)],
)
def test_how_many_teams_got_how_far(cohort: dict[str, Any], stage: str, reached: int, low: float, high: float) -> None:
    found = cohort["stages"][stage]
    assert (found["reached"], found["n"]) == (reached, 10)
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=0.0005)


@pytest.mark.parametrize(
    ("question", "option", "count"),
    [
        ("member-or-in-meetings", "in-meetings", 6),
        ("views-taken-into-account", "a-great-deal", 5),
        ("views-taken-into-account", "to-some-extent", 1),
        ("part-in-decisions", "yes", 4),
        ("extra-activities", "yes", 1),
        ("felt-equal", "definitely", 6),
        ("would-change-anything", "yes", 3),
        ("enough-support", "some-not-enough", 2),
    ],
)
def test_what_six_people_with_lived_experience_said(
    cohort: dict[str, Any], question: str, option: str, count: int
) -> None:
    found = cohort["experience"][question]
    assert (found["n"], found["counts"][option]) == (6, count)


def test_nobody_was_neither_a_member_nor_in_meetings(cohort: dict[str, Any]) -> None:
    assert "neither" not in cohort["experience"]["member-or-in-meetings"]["counts"]


def test_the_replies_come_from_some_teams_only_and_everyone_agreed(printed: dict[str, str]) -> None:
    voices = [each["voices"]["lived-experience"] for each in json.loads(printed["json"])["results"]]
    answered = [voice["sheets"] for voice in voices if voice["shown"]]
    assert (len(answered), sum(answered)) == (5, 6)
    assert all(voice["by"] == "consent" for voice in voices if voice["shown"])


def test_one_hidden_voice_is_in_the_example_and_nothing_of_it_is_told(printed: dict[str, str]) -> None:
    (team,) = [each for each in json.loads(printed["json"])["results"] if each["team"] == "Team E"]
    assert team["voices"]["staff"] == {"shown": False, "reason": "too few to show"}
    assert not any(each["staff"] for each in team["practices"].values())
    assert team["sources"] == ["team-e.answers.toml"]


def test_six_answers_are_given_as_six_of_six_with_a_warning_and_no_interval(printed: dict[str, str]) -> None:
    said = " ".join(printed["text"].split())
    assert "Yes, definitely: 6 of 6 " in said
    assert "6 of 6 (likely" not in said
    assert "Only 6 people answered. That is too few for conclusions" in said
    assert "Only 10 teams count. That is too few for conclusions" in said


def test_the_page_beside_the_report_has_the_lines_of_the_program(printed: dict[str, str]) -> None:
    said = " ".join(printed["plain"].split())
    lines = re.findall(r"\| `([^`]+)` \|", PAGE.read_text("utf-8"))
    assert len(lines) == 11
    assert [line for line in lines if line not in said] == []
    counts = re.findall(r"(\d+) of (\d+)", " ".join(lines))
    assert [(int(x), int(n)) for x, n in counts] == [
        (8, 10), (3, 10), (0, 10), (6, 6), (5, 6), (1, 6), (4, 6), (1, 6), (6, 6), (3, 6), (2, 6),
    ]  # fmt: skip
    assert ["likely" in line for line in lines] == [int(n) >= 10 for _, n in counts]


def test_no_team_of_the_example_has_a_name_of_the_report() -> None:
    teams = {re.search(r'team = "(.*)"', path.read_text("utf-8")).group(1) for path in FOLDER.glob("*.answers.toml")}  # type: ignore[union-attr]
    assert teams == {f"Team {letter}" for letter in "ABCDEFGHIJ"}


def test_the_table_has_one_row_for_each_team_and_nothing_of_the_hidden(printed: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(printed["csv"], newline="")))
    assert [row["team"] for row in rows] == [f"Team {letter}" for letter in "ABCDEFGHIJ"]
    assert rows[4]["voice.staff"] == "hidden"
    assert printed["csv"].count("\r\n") == printed["csv"].count("\n") == 11


# What is printed for whom.


def team(folder: Path, name: str, **changes: str) -> Path:
    text = TOGETHER.read_text("utf-8").replace('team = "Team A"', f'team = "{name}"')
    for key, value in changes.items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
    path = folder / f"{len(list(folder.iterdir()))}.answers.toml"
    path.write_text(text, "utf-8")
    return path


def lines(*arguments: str | Path) -> list[str]:
    done = run("score", *arguments, "--plain", COLUMNS="200")
    return done.stdout.splitlines()


def test_one_team_gets_its_whole_result(tmp_path: Path) -> None:
    team(tmp_path, "Riverside")
    said = lines(tmp_path, "--all")
    assert said[0].startswith("Riverside · November 2026")
    assert "How the levels come about" in said


def test_several_rounds_of_one_team_are_one_page_with_the_last_in_full(tmp_path: Path) -> None:
    team(tmp_path, "Riverside")
    team(tmp_path, "riverside", round='"2027-03"', date="2027-03-01")
    said = lines(tmp_path, "--all")
    assert said[0] == "riverside · 2 rounds · November 2026 to March 2027"
    assert said.count("How the levels come about") == 1
    assert "The latest round, March 2027" in said


def test_several_teams_get_one_page_with_each_of_them_by_name(tmp_path: Path) -> None:
    team(tmp_path, "Riverside")
    team(tmp_path, "Hilltop")
    said = lines(tmp_path, "--all")
    assert said[0] == "2 teams · November 2026"
    assert "How the levels come about" not in said
    place = said.index("- Hilltop:")
    assert said[place : place + 3] == ["- Hilltop:", "  Who was heard: together", "  Stage: Engaging"]
    assert "- Riverside:" in said[place:]
    markdown = run("score", tmp_path, "--format", "markdown")
    assert "# 2 of 2 teams have reached Engaging; none Co-producing yet\n" in markdown.stdout


def test_each_team_of_a_different_set_of_questions_is_told_in_full(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    rubric = (ROOT / "rubrics" / "coproduction-values.toml").read_text("utf-8")
    (other / "ours.toml").write_text(rubric.replace('id = "coproduction-values"', 'id = "ours"', 1), "utf-8")
    team(tmp_path, "Riverside")
    sheet = team(other, "Hilltop", rubric='"ours"')
    assert lines(sheet, "--rubric", other / "ours.toml")[0].startswith("Hilltop · November 2026")


def test_no_result_is_a_sentence_and_an_empty_cohort(tmp_path: Path) -> None:
    empty = team(tmp_path, "Riverside")
    empty.write_text(empty.read_text("utf-8").split("[people]")[0], "utf-8")
    done = run("score", empty)
    assert (done.returncode, done.stdout.count("There is no answer in these sheets that counts yet")) == (0, 1)
    assert json.loads(run("score", empty, "--format", "json").stdout)["cohorts"] == {}


def test_notes_across_rounds_and_teams_are_said_and_stop_nothing(tmp_path: Path) -> None:
    team(tmp_path, "Riverside")
    team(tmp_path, "Riverside", round='"2026-12"', date="2026-12-01")
    team(tmp_path, "Riverisde")
    done = run("score", tmp_path, "--format", "json")
    notes = [note["message"] for note in json.loads(done.stdout)["notes"]]
    assert done.returncode == 0
    assert done.stderr == "".join(f"Note: {note}\n" for note in notes)
    assert notes[0] == (
        "'Riverside' has two rounds 11 days apart, '2026-11' and '2026-12'; "
        "if they are one round, give their sheets the same round"
    )
    assert notes[1].startswith("team names that are nearly the same: 'Riverisde', 'Riverside';")
    assert run("score", tmp_path, "--format", "jsonl").stdout.count("\n") == 3


def test_names_that_differ_by_a_word_of_one_letter_are_no_note(printed: dict[str, str]) -> None:
    assert "Note: " not in printed["notes"]


def test_a_table_is_utf_8_whatever_the_console_knows(tmp_path: Path) -> None:
    path = team(tmp_path, "Blå, “Å”")
    command = [sys.executable, "-m", "coprod_check", "score", str(path), "--format", "csv"]
    done = subprocess.run(command, capture_output=True, env=environment(PYTHONIOENCODING="ascii"), check=True)
    assert done.stdout.decode("utf-8").split("\r\n")[1].startswith('"Blå, “Å”",2026-11,')
    out = tmp_path / "out.csv"
    assert run("score", path, "--format", "csv", "--out", out).returncode == 0
    assert out.read_bytes() == done.stdout


def test_a_round_that_may_not_be_shown_says_what_to_do_in_two_sentences(tmp_path: Path) -> None:
    path = tmp_path / "s.answers.toml"
    shutil.copy(FOLDER / "team-e-staff-1.answers.toml", path)
    said = " ".join(run("score", path, "--plain").stdout.split())
    assert (
        "So few people answered that nobody's answers may be shown. "
        "Meet and fill in one sheet together, or ask everyone to agree that their group's answers may be shown."
    ) in said

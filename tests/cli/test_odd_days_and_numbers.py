"""Days that no calendar of ours reaches, and numbers that nobody can write out, are refused at reading."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.make import DATA, DAY

from coprod_check.cli.choices import ScoreFormat
from coprod_check.cli.commands import score
from coprod_check.cli.thresholds import Thresholds
from coprod_check.documents.plan import FOLLOW_UP_AFTER, follow_up_of
from coprod_check.documents.problems import FIRST_DAY, LARGEST_NUMBER, LAST_DAY
from coprod_check.interview.check_in.typed_days import typed_day
from coprod_check.storage.plan_files import read_plan_file

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

GOOD = DATA / "good"
R = ("--rubric", str(GOOD / "garden.rubric.toml"))
REFUSED = "which is too long ago or too far off; write a day from 1900-01-01 to 9000-01-01"
OBJECTS, COLUMNS = Thresholds(1 << 60, 1 << 60, 1 << 60, 1 << 60), Thresholds(1, 0, 0, 0)
HUGE = "0x" + "f" * 5_000
REFUSED_ALONE = f"is too long ago or too far off; {REFUSED.partition('; ')[2]}"
"""Of one person's own answers nothing is repeated."""
FAR = ["9999-12-31", "9000-01-02", "1899-12-31", "0001-01-01"]
SHEET = (GOOD / "garden-together.answers.toml").read_text("utf-8")
(SAID_DAY,) = [line for line in SHEET.splitlines() if line.startswith("date = ")]
ROW = {"team": "T", "voice": "staff", "the-gate": 1}


def plan_text(tmp_path: Path) -> str:
    (tmp_path / "a.answers.toml").write_text(SHEET, "utf-8")
    made = run("plan", "a.answers.toml", *R, "--out", "made.plan.toml", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    return (tmp_path / "made.plan.toml").read_text("utf-8")


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("quoted", [False, True])
def test_a_sheet_of_a_day_out_of_reach_is_refused_at_its_line(tmp_path: Path, day: str, quoted: bool) -> None:
    said = f'date = "{day}"' if quoted else f"date = {day}"
    (tmp_path / "a.answers.toml").write_text(SHEET.replace(SAID_DAY, said), "utf-8")
    line = SHEET.splitlines().index(SAID_DAY) + 1
    for words in (["score"], ["score", "--format", "markdown"], ["score", "--format", "json"], ["report"], ["plan"]):
        done = run(words[0], "a.answers.toml", *words[1:], *R, cwd=tmp_path)
        assert done.returncode == 3
        assert f"a.answers.toml, line {line}: date: is a date ({day}), {REFUSED}" in done.stderr


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY])
def test_the_first_and_the_last_day_are_scored_and_planned(tmp_path: Path, day: dt.date) -> None:
    (tmp_path / "a.answers.toml").write_text(SHEET.replace(SAID_DAY, f"date = {day}"), "utf-8")
    assert run("report", "a.answers.toml", *R, cwd=tmp_path).returncode == 0
    for _ in ("made", "again"):
        done = run("plan", "a.answers.toml", *R, "--out", "a.plan.toml", "--today", str(day), cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    for words in (["--check"], ["--show"], ["--show", "--format", "ics"], ["--show", "--format", "html"]):
        done = run("plan", words[0], "a.plan.toml", *words[1:], *R, cwd=tmp_path)
        assert done.returncode in {0, 1}, done.stderr
    assert read_plan_file(tmp_path / "a.plan.toml").follow_up_on == follow_up_of(day)


def test_a_plan_is_looked_at_again_in_eight_weeks_but_never_after_the_last_day() -> None:
    assert follow_up_of(DAY) == DAY + FOLLOW_UP_AFTER
    assert follow_up_of(LAST_DAY - FOLLOW_UP_AFTER) == LAST_DAY
    assert follow_up_of(LAST_DAY) == LAST_DAY


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("key", ["made_on", "follow_up_on", "due"])
def test_a_plan_with_a_day_out_of_reach_is_refused_at_its_line(tmp_path: Path, key: str, day: str) -> None:
    lines = plan_text(tmp_path).splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith(f"{key} = "))
    lines[place] = f"{key} = {day}"
    (tmp_path / "b.plan.toml").write_text("\n".join(lines), "utf-8")
    for words in (
        ["plan", "--check", "b.plan.toml"],
        ["plan", "--show", "b.plan.toml"],
        ["plan", "a.answers.toml", "--out", "b.plan.toml"],
        ["diff", "made.plan.toml", "b.plan.toml"],
    ):
        done = run(*words, *R, cwd=tmp_path)
        assert done.returncode == 3
        assert f"b.plan.toml, line {place + 1}: " in done.stderr
        assert f"is a date ({day}), {REFUSED}" in done.stderr


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
@pytest.mark.parametrize("reader", [OBJECTS, COLUMNS])
def test_a_row_of_a_day_out_of_reach_is_named_by_both_readers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str, day: str, reader: Thresholds
) -> None:
    rows = [{**ROW, "date": each} for each in ("2026-11-22", day)]
    if ending == ".csv":
        lines = [",".join(rows[0]), *(",".join(map(str, each.values())) for each in rows)]
    else:
        lines = [json.dumps(each) for each in rows]
    table = tmp_path / f"t{ending}"
    table.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(SystemExit) as left:
        score.run(score.Options([table], R[1], ScoreFormat.JSON, None, plain=False), reader)
    assert left.value.code == 3
    told = capsys.readouterr()
    (problem,) = json.loads(told.out)["problems"]
    assert (problem["where"], problem["message"]) == ("date", REFUSED_ALONE)
    assert f"t{ending}, line {len(lines)}: " in told.err


TOLD = (f"write a whole number, {LARGEST_NUMBER} at most", "0 or more")
KEYS = ["level", "staff", "lived-experience", "rated", "applicable", "from_level", "to_level"]


@pytest.mark.parametrize("number", [HUGE, "0b1" + "0" * 20_000, "9" * 4_000, "1000001", "-1"])
@pytest.mark.parametrize("key", KEYS)
def test_a_number_that_no_plan_may_hold_is_refused_in_plain_words(tmp_path: Path, key: str, number: str) -> None:
    lines = plan_text(tmp_path).splitlines()
    place = next((place for place, line in enumerate(lines) if line.startswith(f"{key} = ")), None)
    if place is None:
        head = next(place for place, line in enumerate(lines) if line.startswith("[practices."))
        lines.insert(head + 1, "")
        place = head + 1
    lines[place] = f"{key} = {number}"
    (tmp_path / "b.plan.toml").write_text("\n".join(lines), "utf-8")
    for words in (["plan", "--show", "b.plan.toml"], ["diff", "made.plan.toml", "b.plan.toml", "--format", "json"]):
        done = run(*words, *R, cwd=tmp_path)
        assert done.returncode == 3
        assert f"b.plan.toml, line {place + 1}: " in done.stderr
        assert any(each in done.stderr for each in TOLD)


@pytest.mark.parametrize("score", ["1e308", "-1e308", "inf", "nan", "1000000.5", HUGE])
def test_a_score_that_no_plan_may_hold_is_refused(tmp_path: Path, score: str) -> None:
    text = plan_text(tmp_path)
    line = next(line for line in text.splitlines() if line.startswith("score = "))
    (tmp_path / "b.plan.toml").write_text(text.replace(line, f"score = {score}", 1), "utf-8")
    done = run("diff", "made.plan.toml", "b.plan.toml", "--format", "json", *R, cwd=tmp_path)
    assert done.returncode == 3
    assert "score: " in done.stderr


@pytest.mark.parametrize("own", ["0x" + "f" * 400, HUGE])
def test_a_huge_number_of_the_teams_own_is_kept_as_typed(tmp_path: Path, own: str) -> None:
    text = plan_text(tmp_path)
    (tmp_path / "b.plan.toml").write_text(text.replace("status = ", f"cost = {own}\nstatus = ", 1), "utf-8")
    again = SHEET.replace("level = 1", "level = 2").replace(SAID_DAY, "date = 2027-03-01")
    (tmp_path / "b.answers.toml").write_text(again, "utf-8")
    for words in (
        ["plan", "b.answers.toml", "--out", "b.plan.toml", "--today", "2027-03-01"],
        ["plan", "--show", "b.plan.toml"],
        ["diff", "made.plan.toml", "b.plan.toml", "--all"],
        ["diff", "made.plan.toml", "b.plan.toml", "--format", "json"],
        ["diff", "b.plan.toml", "made.plan.toml", "--format", "markdown"],
        ["plan", "b.answers.toml", "--out", "b.plan.toml", "--today", "2027-03-02"],
        ["report", "b.answers.toml", "--plan", "b.plan.toml"],
    ):
        done = run(*words, *R, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert f"cost = {own}\n" in (tmp_path / "b.plan.toml").read_text("utf-8")
    for words in (["--show", "--format", "html"], ["--show", "--format", "ics"], ["--check"]):
        done = run("plan", words[0], "b.plan.toml", *words[1:], *R, cwd=tmp_path)
        assert done.returncode in {0, 1}, done.stderr


@pytest.mark.parametrize("text", ["9500-01-01", "31 December 1899"])
def test_no_day_out_of_reach_is_typed_into_a_plan(text: str) -> None:
    assert typed_day(text, DAY) is None

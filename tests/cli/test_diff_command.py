"""``coprod-check diff`` as a user meets it: files in, words and exit codes out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_process import run
from helpers.process import ROOT
from helpers.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

CALLS = ROOT / "examples" / "calls"
FIRST, SECOND, THIRD = (CALLS / f"{name}.plan.toml" for name in ("1-september", "2-october", "3-november"))


def plan(folder: Path, name: str = "p.plan.toml", *, old: str = "", new: str = "", of: Path = SECOND) -> Path:
    """A copy of a plan with one thing changed."""
    text = of.read_text("utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


# What is said, and where.


@pytest.mark.parametrize("style", ["text", "json", "markdown"])
def test_the_same_command_says_the_same_twice(style: str) -> None:
    one, other = (run("diff", FIRST, SECOND, "--format", style, "--today", "2026-11-24") for _ in range(2))
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == other.stdout != ""


def test_out_writes_what_the_screen_would_show(tmp_path: Path) -> None:
    out = tmp_path / "brief.txt"
    done = run("diff", FIRST, SECOND, "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert out.read_text("utf-8") == run("diff", FIRST, SECOND).stdout


@pytest.mark.parametrize("columns", ["30", "80", "200"])
def test_the_brief_keeps_to_the_screen(columns: str) -> None:
    lines = run("diff", SECOND, THIRD, COLUMNS=columns).stdout.splitlines()
    assert max(map(len, lines)) <= min(int(columns), 100)
    assert len(lines) <= 24 or columns == "30"


def test_all_shows_what_the_screen_had_no_room_for() -> None:
    brief, whole = (run("diff", SECOND, THIRD, *more).stdout for more in ([], ["--all"]))
    assert "Unchanged: 1." in brief
    assert "Unchanged: 1. “Room for hard experiences” (hard-experiences-1)." in " ".join(whole.split())
    assert "Also changed" not in brief
    assert "Also changed" in whole


def test_evidence_only_on_request() -> None:
    quiet = run("diff", FIRST, SECOND, "--all").stdout
    loud = run("diff", FIRST, SECOND, "--all", "--evidence").stdout
    assert "It was used twice" not in quiet
    assert "It was used twice" in " ".join(loud.split())


def test_plain_mode_draws_nothing_and_reads_levels_as_words() -> None:
    drawn, plain = (run("diff", FIRST, SECOND, THIRD, *more).stdout for more in ([], ["--plain"]))
    assert "##. 2 Together, or for" in drawn
    assert "#" not in plain
    assert "─" not in plain
    assert "3: 23 Nov 2026: 2 Together, or for everyone" in plain


# Exit codes.


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("", "# a remark of ours\n", 0),
        ('team = "Harbour memory group"', 'team  =  "Harbour  memory group"', 0),
        ('status = "doing"', 'status = "done"', 1),
        ("due = 2026-11-09", "due = 2026-11-10", 1),
        ('notes = ""', 'notes = "Ask Jo."', 0),
        ('notes = ""', 'notes = ""\ncost = "50 pounds"', 0),
    ],
)
def test_exit_code_says_whether_anything_differs(tmp_path: Path, old: str, new: str, code: int) -> None:
    other = plan(tmp_path, old=old, new=new)
    done = run("diff", SECOND, other, "--exit-code")
    assert (done.returncode, done.stderr) == (code, "")


def test_without_the_option_a_difference_is_no_failure() -> None:
    assert run("diff", SECOND, THIRD).returncode == 0


def test_exit_code_holds_for_a_history_and_for_answers(tmp_path: Path) -> None:
    same = [plan(tmp_path, f"{n}.plan.toml") for n in range(3)]
    assert run("diff", *same, "--exit-code").returncode == 0
    assert run("diff", *same[:2], THIRD, "--exit-code").returncode == 1
    sheet = CALLS / "1-september.answers.toml"
    (tmp_path / "s.answers.toml").write_bytes(sheet.read_bytes())
    assert run("diff", sheet, tmp_path / "s.answers.toml", "--exit-code").returncode == 0
    assert run("diff", sheet, CALLS / "3-november.answers.toml", "--exit-code").returncode == 1


def test_the_same_file_twice_is_refused_in_a_sentence(tmp_path: Path) -> None:
    link = tmp_path / "link.plan.toml"
    link.symlink_to(SECOND)
    for twice in (SECOND, link):
        done = run("diff", SECOND, twice)
        assert (done.returncode, done.stdout) == (2, "")
        assert "is named twice; name the file of last time and the file of this time" in done.stderr


def test_one_file_is_not_enough() -> None:
    assert run("diff", FIRST).returncode == 2


BROKEN = {
    "": "is empty; check which file you meant",
    "format = ": "is not understood",
    'format = "coprod-rubric/1"': "is a file of questions (a rubric), and here we need a plan",
    'format = "coprod-plan/2"': "is in the format 'coprod-plan/2', and we read 'coprod-plan/1'",
    'team = "x"': "format: is missing",
    'format = "coprod-results/1"': "results: is missing",
    'format = "coprod-answers/1"\nrubric = "elsewhere"': "team: is missing",
    "\x00": "is not plain text",
}


def test_a_broken_file_is_named_and_nothing_is_printed(tmp_path: Path) -> None:
    files = []
    for number, text in enumerate(BROKEN):
        files.append(tmp_path / f"bad{number}.toml")
        files[-1].write_text(text, "utf-8")
    done = run("diff", SECOND, *files)
    assert (done.returncode, done.stdout) == (3, "")
    for file, said in zip(files, BROKEN.values(), strict=True):
        assert any(line.startswith(file.as_posix()) and said in line for line in done.stderr.splitlines())


def test_every_broken_file_is_named_at_once(tmp_path: Path) -> None:
    bad = plan(tmp_path, old='status = "doing"', new='status = "dooing"')
    done = run("diff", tmp_path / "none.plan.toml", bad)
    assert done.returncode == 3
    assert "there is no such file" in done.stderr
    assert "in 'shared-decisions-2': is text ('dooing'); write" in done.stderr
    assert "did you mean 'doing'?" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "minibus"', 'id = "shared-decisions-2"', "'shared-decisions-2' is already the id of actions[0]"),
        ('id = "minibus"', 'id = "shared-decisions-2 "', "cannot be told from actions[0]"),
    ],
)
def test_an_id_that_stands_twice_is_a_problem(tmp_path: Path, old: str, new: str, said: str) -> None:
    done = run("diff", FIRST, plan(tmp_path, old=old, new=new))
    assert done.returncode == 3
    assert said in done.stderr
    assert ", line " in done.stderr


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    done = run("diff", FIRST, SECOND, "--out", tmp_path / "none" / "out.txt")
    assert done.returncode == 3
    assert "could not be written" in done.stderr


# Warnings stop nothing.


def test_two_teams_mixed_up_is_a_warning(tmp_path: Path) -> None:
    other = plan(tmp_path, old="Harbour memory group", new="Hill group")
    done = run("diff", FIRST, other)
    assert done.returncode == 0
    assert "Note: these files are of different teams: 'Harbour memory group', 'Hill group'." in done.stderr
    assert done.stdout.startswith("Hill group: 14 September 2026 to 19 October 2026")


def test_files_in_the_wrong_order_are_a_warning() -> None:
    done = run("diff", SECOND, FIRST)
    assert done.returncode == 0
    assert f"Note: {FIRST.as_posix()} is older than {SECOND.as_posix()}." in done.stderr
    assert done.stdout.startswith("Harbour memory group: 19 October 2026 to 14 September 2026, 35 days between")


def test_more_than_two_plans_are_told_in_time_in_whatever_order_they_are_named() -> None:
    for style in ("text", "json"):
        told = [run("diff", *files, "--format", style) for files in ((FIRST, SECOND, THIRD), (THIRD, FIRST, SECOND))]
        assert told[0].stdout == told[1].stdout
        assert [each.stderr for each in told] == ["", ""]


def test_many_plans_are_compared_by_team_and_then_in_time(tmp_path: Path) -> None:
    other = plan(tmp_path, old='team = "Harbour memory group"', new='team = "Abbey group"', of=FIRST)
    later = plan(tmp_path, "q.plan.toml", old='team = "Harbour memory group"', new='team = "abbey  GROUP"', of=THIRD)
    done = run("diff", THIRD, later, FIRST, other, SECOND, "--format", "json")
    assert "of different teams" in done.stderr
    found = json.loads(done.stdout)
    assert found["format"] == "coprod-diffs/1"
    assert [(each["old"]["team"], each["old"]["made_on"], each["new"]["made_on"]) for each in found["diffs"]] == [
        ("Abbey group", "2026-09-14", "2026-11-23"),
        ("Harbour memory group", "2026-09-14", "2026-10-19"),
        ("Harbour memory group", "2026-10-19", "2026-11-23"),
    ]
    assert found["diffs"][1] == json.loads(run("diff", FIRST, SECOND, "--format", "json").stdout)
    text = run("diff", THIRD, later, FIRST, other, SECOND).stdout
    assert text.index("How it went: abbey GROUP") < text.index("How it went: Harbour memory group")


def test_one_plan_is_compared_with_its_newest_copy(tmp_path: Path) -> None:
    new = plan(tmp_path, "p.plan.toml", of=THIRD)
    alone = run("diff", new)
    assert (alone.returncode, alone.stdout) == (2, "")
    assert "there is no copy beside it of how it was; name the plan of last time" in alone.stderr
    plan(tmp_path, "p.2026-10-19.plan.toml", of=FIRST)
    plan(tmp_path, "p.2026-11-23.plan.toml", of=FIRST)
    copy = plan(tmp_path, "p.2026-11-23-2.plan.toml", of=SECOND)
    assert run("diff", new, "--format", "json").stdout == run("diff", copy, new, "--format", "json").stdout


# On a terminal.

BOLD = re.compile(r"\x1b\[1m(.*?)\x1b\[0m")


def test_headings_stand_out_on_a_terminal_and_the_words_are_those_of_a_pipe(tmp_path: Path) -> None:
    with Terminal(tmp_path, "diff", str(SECOND), str(THIRD), "--today", "2026-11-24") as terminal:
        assert terminal.ends() == 0
        raw = terminal.raw.decode("utf-8")
    found = ["Harbour memory group", "To talk about", "Good news", "Scores", "Lower, or further apart", "In the room"]
    assert BOLD.findall(raw) == [*found, "Ask", "Unchanged"]
    piped = run("diff", SECOND, THIRD, "--today", "2026-11-24").stdout
    assert BOLD.sub(r"\1", raw).replace("\r\n", "\n") == piped
    assert len(piped.splitlines()) <= 22


@pytest.mark.parametrize(("words", "more"), [(["--plain"], {}), ([], {"TERM": "dumb"}), ([], {"COPROD_PLAIN": "1"})])
def test_in_plain_mode_nothing_but_words_is_sent(tmp_path: Path, words: list[str], more: dict[str, Any]) -> None:
    with Terminal(tmp_path, "diff", str(SECOND), str(THIRD), *words, **more) as terminal:
        assert terminal.ends() == 0
        assert b"\x1b" not in terminal.raw
        assert b"To talk about" in terminal.raw


@pytest.mark.parametrize("width", [20, 40, 60])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    for more in ([], ["--all"], ["--plain"]):
        said = run("diff", SECOND, THIRD, *more, COLUMNS=str(width)).stdout
        assert max(map(len, said.splitlines())) <= width


# The words of the rubric.


def test_other_peoples_questions_give_numbers_unless_their_file_is_named(tmp_path: Path) -> None:
    one, other = (
        plan(tmp_path, f"{path.stem}.toml", old='rubric = "coproduction-values"', new='rubric = "ours"', of=path)
        for path in (SECOND, THIRD)
    )
    asked = tmp_path / "ours.rubric.toml"
    text = (ROOT / "rubrics" / "coproduction-values.toml").read_text("utf-8")
    asked.write_text(text.replace('id = "coproduction-values"', 'id = "ours"', 1), "utf-8")
    assert "“limits”: from level 1 to level 2" in run("diff", one, other, "--all").stdout
    named = run("diff", one, other, "--all", "--rubric", asked).stdout
    assert "“What is fixed and what is open”: from 1 Started" in named
    done = run("diff", one, other, "--all", "--rubric", "coproduction-values")
    assert "“limits”: from level 1 to level 2" in done.stdout
    assert "and these are of ours 2.0.0; so levels are numbers here." in done.stderr


def test_plans_of_different_questions_are_compared_where_they_can_be(tmp_path: Path) -> None:
    other = plan(tmp_path, old='rubric = "coproduction-values"', new='rubric = "ours"', of=THIRD)
    done = run("diff", SECOND, other, "--format", "json")
    found = json.loads(done.stdout)
    assert (found["same_rubric"], found["dimensions"], found["practices"]["up"]) == (False, {}, [])
    assert len(found["not_compared"]) == 26
    assert found["actions"]["dropped"] == ["minibus"]
    assert "Different questions (coproduction-values, then ours)" in run("diff", SECOND, other).stdout


# Sheets and results.


def result(folder: Path, sheet: str) -> Path:
    out = folder / f"{sheet}.json"
    assert run("score", CALLS / f"{sheet}.answers.toml", "--format", "json", "--out", out).returncode == 0
    return out


def test_sheets_and_results_show_what_was_answered_differently(tmp_path: Path) -> None:
    sheets = [CALLS / f"{name}.answers.toml" for name in ("1-september", "3-november")]
    results = [result(tmp_path, name) for name in ("1-september", "3-november")]
    for files in (sheets, results):
        done = run("diff", *files)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Answers: 7 changed, 13 unchanged." in done.stdout
        assert "lower by 1." in " ".join(done.stdout.split())
        found = json.loads(run("diff", *files, "--format", "json").stdout)
        assert [len(found[key]) for key in ("changed", "given", "withdrawn", "not_compared", "unchanged")] == [
            7, 0, 0, 0, 13,
        ]  # fmt: skip
        assert run("diff", *files, "--format", "markdown").stdout.startswith("# Answers compared: Harbour memory group")


@pytest.mark.parametrize("other", ["sheet", "result"])
def test_only_two_of_a_kind_are_compared(tmp_path: Path, other: str) -> None:
    file = CALLS / "1-september.answers.toml" if other == "sheet" else result(tmp_path, "1-september")
    done = run("diff", file, SECOND)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"only two of a kind can be compared: {file.as_posix()} is a {other}, " in done.stderr


def test_sheets_are_compared_two_at_a_time() -> None:
    done = run("diff", *sorted(CALLS.glob("*.answers.toml")))
    assert done.returncode == 2
    assert "sheets and results are compared two at a time" in done.stderr


def test_a_private_sheet_comes_with_a_word_of_care(tmp_path: Path) -> None:
    head = 'format = "coprod-answers/1"\nrubric = "coproduction-values"\nrubric_version = "2.0.0"\nteam = "T"\n'
    for name, day, level in (("one", "2026-01-01", 1), ("two", "2026-02-01", 2)):
        rating = f'[ratings.equal-airtime]\nlevel = {level}\nevidence = "Mary said so."\n'
        text = f'{head}date = {day}\nvoice = "staff"\nrespondent = "{name}"\n{rating}'
        (tmp_path / f"{name}.answers.toml").write_text(text, "utf-8")
    done = run("diff", tmp_path / "one.answers.toml", tmp_path / "two.answers.toml", "--evidence")
    assert done.returncode == 0
    assert "Note: these are one person's own answers." in done.stderr
    assert "Note: these are the answers of different people or groups" in done.stderr
    assert "Mary" not in done.stdout + done.stderr

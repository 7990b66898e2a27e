"""The meeting after the private sheets, as a person goes through it: in a pipe, on a terminal, over several days."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_process import run
from helpers.process import ROOT
from helpers.terminal import PROMPT, Terminal

from coprod_check.interview import meeting_wording as words

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

GARDEN = ROOT / "tests" / "data" / "good" / "garden.rubric.toml"
PRACTICES = ("the-gate", "what-to-sow", "when-to-water", "tea")
MEMBERS = "lived-experience"
MEETING = "plot-2026-11.answers.toml"


def write(folder: Path, name: str, voice: str, *levels: Any, share: bool = True, **more: Any) -> Path:
    """Write a private sheet of four practices; ``None`` leaves one out."""
    head = {"team": "Plot", "round": "2026-11", "finished": True, **more}
    lines = ['format = "coprod-answers/1"', 'rubric = "garden"', 'rubric_version = "2.1.0"', "date = 2026-11-10"]
    lines += [f'voice = "{voice}"']
    lines += [f"share = {str(share).lower()}"] if voice != "together" else []
    lines += [f"{key} = {str(each).lower() if isinstance(each, bool) else repr(each)}" for key, each in head.items()]
    for practice, level in zip(PRACTICES, levels, strict=False):
        if level is not None:
            lines += [f"[ratings.{practice}]", f"level = {level!r}"]
    shutil.copy(GARDEN, folder.parent)
    path = folder / f"{name}.answers.toml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Both sides: two levels apart on the second practice, not known to members on the third, agreed on the others."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    write(folder, "s1", "staff", 1, 2, 1, 1)
    write(folder, "s2", "staff", 1, 2, 1, 1)
    write(folder, "m1", MEMBERS, 1, 0, "dont-know", 1)
    return folder


def meet(folder: Path, *typed: str, options: tuple[str, ...] = (), day: str = "2026-11-22") -> Any:
    ran = run(
        "assess", "--plain", "--rubric", GARDEN.name, "--with", folder.name, "--today", day, *options,
        typed="".join(f"{line}\n" for line in typed), cwd=folder.parent, COLUMNS="100",
    )  # fmt: skip
    assert "Traceback" not in ran.stderr
    return ran


def flat(text: str) -> str:
    return " ".join(text.split())


def saved(folder: Path, name: str = MEETING) -> dict[str, Any]:
    return tomllib.loads((folder / name).read_text("utf-8"))


HERE = "3", "2", ""
"""Three staff, two others, no circumstances."""
TALK = "1", "We opened it together.", "", "1", "", "t", "f"
"""The widest gap moves to 1 with a reason, the unknown one to 1 without, and the list is taken as it is."""


# From the beginning to the end.


def test_the_meeting_begins_with_the_widest_gap_and_takes_the_rest_as_one_list(sheets: Path) -> None:
    done = meet(sheets, *HERE, *TALK)
    said = flat(done.stderr)
    assert done.returncode == 0
    order = [
        said.index(each) for each in ("Practice 1 of 4: What", "Practice 2 of 4: When", "Where both sides agree: 2")
    ]
    assert order == sorted(order)
    sheet = saved(sheets)
    assert (sheet["team"], sheet["round"], sheet["voice"]) == ("Plot", "2026-11", "together")
    assert "finished" not in sheet
    assert sheet["ratings"] == {
        "the-gate": {"level": 1},
        "what-to-sow": {"level": 1, "talked_about": "moved", "why_moved": "We opened it together."},
        "when-to-water": {"level": 1, "talked_about": "moved"},
        "tea": {"level": 1},
    }


def test_each_practice_shows_what_each_side_said_in_the_words_of_the_levels_and_asks(sheets: Path) -> None:
    asked = tomllib.loads(GARDEN.read_text("utf-8"))["practices"][2]
    said = flat(meet(sheets, *HERE).stderr)
    assert f"“{asked['levels'][2]}”" in said
    assert f"Level 1 would be: “{asked['levels'][1]}”" in said
    assert "Ask people with lived experience first" in said


def test_the_end_is_scored_from_all_sheets_and_says_what_was_talked_about(sheets: Path) -> None:
    done = meet(sheets, *HERE, *TALK)
    assert "In the meeting 2 practices were talked about; 2 answers moved." in flat(done.stderr)
    scored = run("score", sheets, "--rubric", GARDEN, "--all", cwd=sheets.parent)
    assert "In the meeting 2 practices were talked about; 2 answers moved." in flat(scored.stdout)
    assert "Ask what that side sees" in flat(scored.stdout)


def commands(said: str) -> list[list[str]]:
    lines = re.findall(
        r"coprod-check ((?:report|plan|assess) .*?)(?=(?: All of it,| Next, w|$))", flat(said.replace("\\\n", ""))
    )
    return [shlex.split(line) for line in lines]


@pytest.mark.parametrize("others", [False, True])
def test_the_commands_at_the_end_work_and_read_the_private_sheets_too(sheets: Path, others: bool) -> None:
    if others:
        write(sheets, "other", "staff", 0, 0, 0, 0, team="Other plot")
    done = meet(sheets, *HERE, *TALK, options=("--team", "Plot"))
    named = {each[0]: each for each in commands(done.stderr)}
    assert set(named) >= {"report", "plan"}
    assert ("--team" in named["report"]) is others
    for each in named.values():
        ran = run(*each, cwd=sheets.parent)
        assert ran.returncode in {0, 1}, ran.stderr
    page = (sheets.parent / "report.html").read_text("utf-8")
    assert "talked about" in page
    assert "Other plot" not in page


def test_the_sheet_may_have_a_file_of_its_own_elsewhere(sheets: Path) -> None:
    done = meet(sheets, *HERE, *TALK, options=("--answers", "met.answers.toml"))
    assert saved(sheets.parent, "met.answers.toml")["ratings"]["tea"] == {"level": 1}
    assert "report sheets met.answers.toml" in flat(done.stderr)
    assert not (sheets / MEETING).exists()


def test_the_private_sheets_may_be_rows_of_a_table(sheets: Path) -> None:
    table = sheets.parent / "all.csv"
    rows = ("Plot,2026-11,2026-11-10,staff,true,1,2,1,1", f"Plot,2026-11,2026-11-10,{MEMBERS},true,1,0,dont-know,1")
    table.write_text("\n".join((f"team,round,date,voice,share,{','.join(PRACTICES)}", *rows)), "utf-8")
    done = meet(table, *HERE, *TALK)
    assert done.returncode == 0
    assert set(saved(sheets.parent)["ratings"]) == set(PRACTICES)
    assert f"report all.csv {MEETING}" in flat(done.stderr)


def test_one_of_the_list_can_be_opened(sheets: Path) -> None:
    done = meet(sheets, *HERE, *TALK[:-2], "2", "2", "Cups for all.", "", "t", "f")
    assert done.returncode == 0
    assert saved(sheets)["ratings"]["tea"] == {"level": 2, "talked_about": "moved", "why_moved": "Cups for all."}
    assert saved(sheets)["ratings"]["the-gate"] == {"level": 1}


# A voice that may not be shown.


def hide(folder: Path, *levels: Any) -> None:
    for place, share in enumerate((True, False, True)):
        write(folder, f"m{place + 1}", MEMBERS, *levels, share=share)


def test_of_a_hidden_voice_it_is_said_what_to_do_and_the_meeting_goes_on_without(sheets: Path) -> None:
    hide(sheets, 0, 0, 2, 2)
    done = meet(sheets, *HERE, "1", "1", "1", "Asked.", "1", "f")
    assert done.returncode == 0
    assert flat(words.is_hidden("lived-experience")) in flat(done.stderr)
    assert "Where both sides agree" not in done.stderr
    assert "talked about" not in done.stdout + done.stderr
    assert saved(sheets)["ratings"]["what-to-sow"]["talked_about"] == "moved"


def test_nothing_that_a_meeting_shows_or_saves_depends_on_a_hidden_voice(sheets: Path) -> None:
    typed = (*HERE, "1", "2", "We saw it.", "", "2", "", "1", "f")
    seen = []
    for levels in ((0, 0, 2, 2), (2, "dont-know", 0, 1)):
        hide(sheets, *levels)
        done = meet(sheets, *typed)
        seen.append((done.stdout, done.stderr, (sheets / MEETING).read_text("utf-8")))
        (sheets / MEETING).unlink()
        (sheets / "plot.plan.toml").unlink()  # beside the sheets, where score and report look
    assert seen[0] == seen[1]


def test_where_nobody_may_be_shown_it_is_an_ordinary_meeting(tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    write(folder, "s1", "staff", 1, 2, 1, 1, share=False)
    done = meet(folder, *HERE, "1", "1", "1", "1", "f")
    assert words.NOTHING_TO_SHOW in flat(done.stderr)
    assert all(set(each) == {"level"} for each in saved(folder)["ratings"].values())


# Stopped, and gone on with another day.


def test_a_meeting_that_was_stopped_goes_on_by_the_command_that_it_said(sheets: Path) -> None:
    stopped = meet(sheets, *HERE, *TALK[:3], "s")
    assert stopped.returncode == 4
    assert saved(sheets)["finished"] is False
    again = commands(stopped.stderr)[-1]
    assert "--with" in again
    went_on = run(*again, typed="".join(f"{each}\n" for each in TALK[3:]), cwd=sheets.parent, COPROD_TODAY="2026-12-03")
    assert went_on.returncode == 0
    assert "Practice 2 of 4: When" in flat(went_on.stderr)
    sheet = saved(sheets)
    assert (sheet["round"], sheet["ratings"]["what-to-sow"]["talked_about"]) == ("2026-11", "moved")
    assert set(sheet["ratings"]) == set(PRACTICES)


def test_given_again_the_same_command_goes_on_with_the_same_sheet(sheets: Path) -> None:
    meet(sheets, *HERE, *TALK[:3], "s")
    done = meet(sheets, "y", *TALK[3:], day="2026-12-03")
    assert done.returncode == 0
    assert set(saved(sheets)["ratings"]) == set(PRACTICES)
    assert len(list(sheets.glob("*.answers.toml"))) == 4


def test_a_list_that_nobody_took_puts_no_level_into_the_sheet(sheets: Path) -> None:
    meet(sheets, *HERE, *TALK[:5], "s")
    assert set(saved(sheets)["ratings"]) == {"what-to-sow", "when-to-water"}


# Whose meeting it is, and what stands in its way.


def refused(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = meet(folder, options=options)
    assert not (folder / MEETING).exists()
    return done


def test_of_several_teams_one_is_to_be_named(sheets: Path) -> None:
    write(sheets, "other", "staff", 0, 0, 0, 0, team="Other plot")
    assert "--with" in refused(sheets).stderr
    assert refused(sheets).returncode == 2
    near = refused(sheets, "--team", "Other plott")
    assert near.returncode == 2
    assert "did you mean 'Other plot'?" in near.stderr
    done = meet(sheets, *HERE, options=("--team", "other  PLOT"))
    assert "Where both sides agree" not in done.stderr
    assert saved(sheets, "other-plot-2026-11.answers.toml")["team"] == "Other plot"


def test_the_latest_round_is_taken_unless_another_is_named(sheets: Path) -> None:
    for name in ("s1", "s2", "m1"):
        text = (sheets / f"{name}.answers.toml").read_text("utf-8").replace("2026-11", "2026-05")
        (sheets / f"{name}-may.answers.toml").write_text(text, "utf-8")
    meet(sheets, *HERE)
    assert saved(sheets)["round"] == "2026-11"
    meet(sheets, *HERE, options=("--round", "2026-05"))
    assert saved(sheets, "plot-2026-05.answers.toml")["round"] == "2026-05"
    assert meet(sheets, options=("--round", "2026-06")).returncode == 2


@pytest.mark.parametrize("voice", ["staff", MEMBERS])
def test_only_a_meeting_looks_at_the_sheets_of_others(sheets: Path, voice: str) -> None:
    done = refused(sheets, "--voice", voice)
    assert done.returncode == 2
    assert "--voice together" in done.stderr
    own = sheets / "s1.answers.toml"
    before = own.read_bytes()
    done = meet(sheets, options=("--answers", str(own)))
    assert (done.returncode, own.read_bytes()) == (2, before)


def test_from_half_of_the_sheets_no_meeting_begins(sheets: Path) -> None:
    (sheets / "m2.answers.toml").write_text("level == 1\n", "utf-8")
    done = refused(sheets)
    assert done.returncode == 3
    assert "m2.answers.toml" in done.stderr


@pytest.mark.parametrize("unfinished", [False, True])
def test_without_a_private_sheet_there_is_nothing_to_begin_from(tmp_path: Path, unfinished: bool) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    if unfinished:
        write(folder, "s1", "staff", 1, 1, 1, 1, finished=False)
    else:
        write(folder, "met", "together", 1, 1, 1, 1)
    done = refused(folder)
    assert done.returncode == 3
    assert "no private sheet" in done.stderr


def test_sheets_of_two_sets_of_questions_are_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    write(folder, "s1", "staff", 1)
    text = (folder / "s1.answers.toml").read_text("utf-8")
    done = run("assess", "--plain", "--with", folder, cwd=tmp_path)
    assert done.returncode == 3
    assert "garden" in done.stderr
    (folder / "s1.answers.toml").write_text(text.split("[ratings")[0].replace("garden", "coproduction-values"), "utf-8")
    assert run("assess", "--plain", "--with", folder, cwd=tmp_path).returncode == 3


# On a terminal.


def test_the_meeting_is_held_with_menus_too(sheets: Path) -> None:
    with Terminal(sheets.parent, "assess", "--rubric", GARDEN.name, "--with", sheets.name, rows=40) as terminal:
        terminal.expect("How many staff", "Enter:")
        terminal.reply("3", "lived experience", "Enter:")
        terminal.reply("2", "true for you?", "away:")
        terminal.reply("", "Practice 1 of 4", "Ask people with lived experience first", "s  Save and stop")
        terminal.reply("1", "What moved it?", "out:")
        terminal.reply("We looked.", "Practice 2 of 4", "they do not know", "s  Save and stop")
        terminal.reply("1", "What moved it?", "out:")
        terminal.reply("", "Where both sides agree: 2", "s  Save and stop")
        terminal.reply("t", "2 practices taken as they are", "s  Save and stop")
        terminal.reply("f", "talked about")
        assert terminal.ends() == 0
    assert set(saved(sheets)["ratings"]) == set(PRACTICES)


def test_in_plain_mode_on_a_terminal_the_list_is_read_line_by_line(sheets: Path) -> None:
    with Terminal(
        sheets.parent, "assess", "--plain", "--rubric", GARDEN.name, "--with", sheets.name, columns=40
    ) as terminal:
        terminal.expect("How many staff", "Enter:")
        terminal.reply("3", "Enter:")
        terminal.reply("2", "away:")
        terminal.reply("", "Practice 1 of 4", PROMPT)
        terminal.reply("0", "Practice 2 of 4", PROMPT)
        terminal.reply("d", "Where both sides agree", "are:")
        terminal.reply("s", "--with")
        assert terminal.ends() == 4
    assert saved(sheets)["ratings"]["what-to-sow"] == {"level": 0, "talked_about": "kept"}

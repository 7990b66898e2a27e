"""A team meets again after eight weeks: the plan first, then the questions, then what changed and what comes next."""

from __future__ import annotations

import datetime as dt
import shlex
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.make import DATA, toml
from helpers.process import ROOT
from helpers.scripted import Scripted
from helpers.terminal import MENU_END, Terminal

from coprod_check.cli.commands.plan_check_in import begin_with_the_plan
from coprod_check.storage.checked_plan import CheckedPlan
from coprod_check.storage.library import find_rubric

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.interview.screens import Screen

GARDEN = DATA / "good" / "garden.rubric.toml"
SHEET, PLAN = "plot-2026-09.answers.toml", "plot.plan.toml"
KEPT = "plot.2026-11-20.plan.toml"
ASSESS = ("assess", "--rubric", str(GARDEN))
AGAIN = (*ASSESS, "--from", SHEET)

WHO = ["3", "2", ""]
NOT_BEGUN = [*WHO, "0", "0", "0", "0", "f"]
"""September: everything is at the lowest level."""

CHECK_IN = [
    "1", "It was open all May.",
    "2", "Ruth", "Colin", "4",
    "4", "No seeds.", "", "Jo", "15 January 2027",
    "", "", "", "",
    "f",
]  # fmt: skip
"""November, the plan: done, doing, blocked, and left as it is."""
RISEN = [*WHO, "1", "x", "1", "x", "1", "x", "0", "f"]
"""November, the questions: three of four are a level higher."""
STILL_DOING = ["", "5", "Not ours to say.", "f"]
"""November, what looks done by the answers: one is left as it is, one dropped."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A team after its first meeting in September, with a remark of its own in the plan."""
    done = meet(tmp_path, *ASSESS, "--team", "Plot", replies=NOT_BEGUN, today="2026-09-10")
    assert done[0] == 0, done[2]
    plan = tmp_path / PLAN
    plan.write_text(plan.read_text("utf-8").replace("[[actions]]", "# Ours.\n[[actions]]", 1), "utf-8")
    return tmp_path


def meet(folder: Path, *words: str, replies: list[str], today: str = "2026-11-20") -> tuple[int, str, str]:
    """Give a command in plain mode, with what is typed; its exit code and both streams, on one line each."""
    typed = "".join(f"{each}\n" for each in replies)
    done = run(*words, "--plain", typed=typed, cwd=folder, COPROD_TODAY=today)
    return done.returncode, " ".join(done.stdout.split()), " ".join(done.stderr.split())


def statuses(folder: Path) -> dict[str, str]:
    return {each["id"]: each["status"] for each in toml(folder / PLAN)["actions"]}


def test_the_second_meeting_begins_with_the_plan_and_ends_with_the_next_steps(folder: Path) -> None:
    code, result, said = meet(folder, *AGAIN, replies=[*CHECK_IN, *RISEN, *STILL_DOING])
    assert code == 0, said
    assert said.index("First the plan: 4 open actions") < said.index("Action 1 of 4: “The gate”")
    assert said.index("Action 4 of 4") < said.index("How many staff are taking part?")
    assert "It was due on 5 November 2026, 15 days ago." in said
    assert "1 done, 1 under way, 1 not begun, 1 blocked." in said
    assert "By these answers 2 open actions look done. You say whether they are." in said
    assert "Reached: you are now at 1 Sown. Mark as done?" in said
    assert statuses(folder) == {
        "the-gate-1": "done",
        "tea-1": "doing",
        "what-to-sow-1": "dropped",
        "when-to-water-1": "to-do",
        "what-to-sow-2": "to-do",
        "the-gate-2": "to-do",
        "tea-2": "to-do",
    }
    assert "Since September 2026: 3 practices higher, 1 the same, 0 lower." in result
    assert "In the room: 3 staff and 2 people with lived experience, as then." in result
    assert "Reached by these answers: “Tea”." in result


def test_reasons_are_worked_out_anew_and_what_people_wrote_stays(folder: Path) -> None:
    before = (folder / PLAN).read_bytes()
    meet(folder, *AGAIN, replies=[*CHECK_IN, *RISEN, *STILL_DOING])
    gate, tea, sow, water, *_ = toml(folder / PLAN)["actions"]
    assert (gate["evidence"], str(gate["done_on"])) == ("It was open all May.", "2026-11-20")
    assert tea["because"].startswith("The answers say that this is reached.")
    assert (tea["staff_owner"], tea["lived_experience_owner"], str(tea["due"])) == ("Ruth", "Colin", "2026-12-18")
    assert sow["notes"] == "2026-11-20, blocked: No seeds.\n2026-11-20, dropped: Not ours to say."
    assert water["because"] == "The stage “Growing” needs “Deciding” at level 2 In flower."
    assert "# Ours.\n[[actions]]" in (folder / PLAN).read_text("utf-8")
    assert sorted(path.name for path in folder.glob("*.plan.toml")) == [KEPT, PLAN]
    assert (folder / KEPT).read_bytes() == before


def test_the_coach_sees_all_of_the_meeting_in_one_comparison(folder: Path) -> None:
    meet(folder, *AGAIN, replies=[*CHECK_IN, *RISEN, *STILL_DOING])
    done = run("diff", PLAN, "--rubric", GARDEN, "--all", cwd=folder, COPROD_TODAY="2026-11-21")
    assert "1 done" in done.stdout
    assert "3 new" in done.stdout
    assert "1 dropped" in done.stdout


def test_the_next_five_come_at_once_after_every_practice_rose(tmp_path: Path) -> None:
    every = 26
    asked = ("assess", "--team", "Quay")
    meet(tmp_path, *asked, replies=[*WHO, *["1"] * every, "f"], today="2026-09-10")
    risen = [reply for _ in range(every) for reply in ("2", "x", ".")]
    again = ("assess", "--from", "quay-2026-09.answers.toml")
    leave = [*["", "", "", ""] * 5, "f"]
    code, result, said = meet(tmp_path, *again, replies=[*leave, *WHO, *risen, "f", *["1", "Notes."] * 5, "f"])
    assert code == 0, said
    assert "26 practices higher, 0 the same, 0 lower" in result
    assert "of 5) 1. " in result
    assert "5 November 2026" not in result
    actions = toml(tmp_path / "quay.plan.toml")["actions"]
    assert [each["status"] for each in actions] == ["done"] * 5 + ["to-do"] * 5
    assert all(each["to_level"] == 3 for each in actions[5:])


def test_a_reached_action_is_never_ended_by_the_tool(folder: Path) -> None:
    leave = [*["", "", "", ""] * 4, "f"]
    code, result, said = meet(folder, *AGAIN, replies=[*leave, *RISEN, "", "", "", "f"])
    assert code == 0, said
    assert set(statuses(folder).values()) == {"to-do"}
    assert "Reached by these answers: “The gate”, “Tea” and “What to sow”." in result
    assert "1. When to water: Both." in result


def test_where_nothing_rose_nothing_looks_done_and_no_action_is_added(folder: Path) -> None:
    leave = [*["", "", "", ""] * 4, "f"]
    code, result, said = meet(folder, *AGAIN, replies=[*leave, *NOT_BEGUN])
    assert code == 0, said
    assert "done. You say" not in said
    assert "Since September 2026: 0 practices higher, 4 the same, 0 lower." in result
    assert "It was due on 5 November 2026, 15 days ago." in said
    assert len(statuses(folder)) == 4


def test_the_end_of_input_before_the_last_questions_leaves_them_as_they_are(folder: Path) -> None:
    code, result, said = meet(folder, *AGAIN, replies=[*CHECK_IN, *RISEN])
    assert code == 0, said
    assert "The others stay as they are." in said
    assert statuses(folder)["tea-1"] == "doing"
    assert "Since September 2026" in result


# Stopping, and coming back.


def test_stopping_in_the_plan_keeps_what_was_said_of_it_and_the_same_command_goes_on(folder: Path) -> None:
    code, _, said = meet(folder, *AGAIN, replies=[*CHECK_IN[:4], "s"])
    assert code == 4
    assert f"What you said is in {PLAN}. The plan as it was before is in {KEPT}." in said
    assert said.endswith("No question was answered yet. To go on, give the same command again.")
    assert (statuses(folder)["the-gate-1"], statuses(folder)["tea-1"]) == ("done", "doing")
    assert not list(folder.glob("plot-2026-11*"))
    code, _, said = meet(folder, *AGAIN, replies=["s"], today="2026-11-21")
    assert code == 4
    assert "First the plan: 3 open actions" in said
    assert "Nothing was answered yet, so nothing was saved." in said


def test_the_plan_is_not_gone_through_again_when_the_questions_are_gone_on_with(folder: Path) -> None:
    code, _, said = meet(folder, *AGAIN, replies=[*CHECK_IN, *WHO, "0", "s"])
    assert code == 4
    words = shlex.split(said.split("To go on: coprod-check ")[1])
    assert "--from" in words
    code, _, said = meet(folder, *words, replies=["1", "x", "1", "x", "0", "f", *STILL_DOING], today="2026-11-27")
    assert code == 0, said
    assert "First the plan" not in said
    assert "By these answers 2 open actions look done." in said


@pytest.mark.parametrize(
    ("more", "change"),
    [
        (("--no-plan",), None),
        (("--plan", "other.plan.toml"), None),
        ((), ('round = "2026-09"', 'round = "2026-11"')),
        ((), ('team = "Plot"', 'team = "Others"')),
        ((), ('rubric = "garden"', 'rubric = "other"')),
    ],
)
def test_a_plan_that_is_not_of_a_round_before_is_not_gone_through(
    folder: Path, more: tuple[str, ...], change: tuple[str, str] | None
) -> None:
    if change:
        (folder / PLAN).write_text((folder / PLAN).read_text("utf-8").replace(*change), "utf-8")
    before = (folder / PLAN).read_bytes()
    _, _, said = meet(folder, *AGAIN, *more, replies=["s"])
    assert "First the plan" not in said
    assert "How many staff" in said
    assert (folder / PLAN).read_bytes() == before


def test_a_plan_that_lies_beside_the_last_sheet_alone_is_named(folder: Path) -> None:
    here = folder / "here"
    here.mkdir()
    _, _, said = meet(here, *ASSESS, "--from", f"../{SHEET}", replies=["s"])
    assert f"There is a plan in ../{PLAN}, beside last time's sheet." in said
    _, _, said = meet(here, *ASSESS, "--from", f"../{SHEET}", "--plan", f"../{PLAN}", replies=["s"])
    assert "First the plan: 4 open actions" in said


def test_a_plan_that_cannot_be_read_is_told_of_and_the_questions_go_on(folder: Path) -> None:
    (folder / PLAN).write_text("format = coprod", "utf-8")
    code, _, said = meet(folder, *AGAIN, replies=["s"])
    assert code == 4
    assert f"We cannot go through the plan: {PLAN}" in said
    assert "How many staff" in said


class Meddling(Scripted):
    """Somebody else takes the first action out of the plan before each reply."""

    def __init__(self, path: Path, replies: list[str]) -> None:
        super().__init__(replies)
        self._path = path

    def reply_to(self, screen: Screen) -> str:
        text = self._path.read_text("utf-8")
        self._path.write_text(text.replace("the-gate-1", "gone-1"), "utf-8")
        return super().reply_to(screen)


def test_a_plan_that_somebody_else_changes_meanwhile_is_left_to_them_and_the_questions_go_on(folder: Path) -> None:
    day = dt.date(2026, 11, 20)
    front_end = Meddling(folder / PLAN, ["1", "It was open."])
    begin_with_the_plan(CheckedPlan(folder / PLAN, day), find_rubric(str(GARDEN)), front_end, day)
    assert "was changed by somebody else" in front_end.told[-1]
    assert front_end.told[-1].endswith("We leave it as it is and go on with the questions.")
    assert statuses(folder)["gone-1"] == "to-do"


def test_a_plan_in_which_nothing_is_open_says_so(folder: Path) -> None:
    plan = folder / PLAN
    plan.write_text(plan.read_text("utf-8").replace('"to-do"', '"done"', 9).replace("[[", "[[", 1), "utf-8")
    plan.write_text(plan.read_text("utf-8").replace('# - status is "done"', '# - status is "to-do"'), "utf-8")
    _, _, said = meet(folder, *AGAIN, replies=["s"])
    assert "There is no open action on the plan." in said


def test_the_first_meeting_and_one_without_from_begin_with_the_questions(folder: Path) -> None:
    _, _, said = meet(folder, *ASSESS, "--team", "Plot", replies=["s"])
    assert "First the plan" not in said


# With menus.


def test_the_second_meeting_with_menus(folder: Path) -> None:
    with Terminal(folder, *AGAIN, COPROD_TODAY="2026-11-20") as terminal:
        terminal.expect("First the plan: 4 open actions", "Action 1 of 4: “The gate”", MENU_END)
        assert "Action 1 of 4: “The gate”" in terminal.rows, "the question and its menu fit on one screen"
        terminal.reply("1", "You chose: Done", "What shows it?", "empty:")
        terminal.reply("It was open.", "Action 2 of 4: “Tea”", MENU_END)
        terminal.reply("2", "Who does it, on the staff side?", "yet:")
        terminal.reply("Ruth", "lived experience?", "yet:")
        terminal.reply("Colin", "By when?", "yet:")
        terminal.reply("4", "Due by 18 December 2026.", "Action 3 of 4", MENU_END)
        terminal.reply("5", "Why do you drop it?", "out:")
        terminal.reply("", "Action 4 of 4", MENU_END)
        terminal.reply("", "Left as it is.", "Who does it, on the staff side?", "yet:")
        terminal.reply("", "lived experience?", "yet:")
        terminal.reply("", "which has passed", "yet:")
        terminal.reply("", "Here is what you said of the plan.", MENU_END)
        terminal.reply("f", "1 done, 1 under way, 1 not begun, 1 dropped.", "How many staff", "Enter:")
        terminal.reply("3", "lived experience", "Enter:")
        terminal.reply("2", "true for you?", "away:")
        terminal.reply("", "Practice 1 of 4", MENU_END)
        for place in range(2, 5):
            terminal.reply("1", "where were you then?", MENU_END)
            terminal.reply("x", f"Practice {place} of 4", MENU_END)
        terminal.reply("0", "Here is what you said.", MENU_END)
        terminal.reply("f", "By these answers 1 open action looks done.", "Reached: you are now at 1 Sown.", MENU_END)
        terminal.reply("1", "What shows it?", "empty:")
        terminal.reply("Cups.", "Here is what you said of the plan.", MENU_END)
        terminal.reply("f", "Since September 2026: 3 practices higher, 1 the same, 0 lower.")
        assert terminal.ends() == 0
    assert list(statuses(folder).values())[:4] == ["done", "done", "dropped", "to-do"]


def test_ctrl_c_in_the_middle_of_the_plan_keeps_what_was_said(folder: Path) -> None:
    with Terminal(folder, "plan", "--check-in", PLAN, "--rubric", str(GARDEN), COPROD_TODAY="2026-11-20") as terminal:
        terminal.expect("Action 1 of 4: “The gate”", MENU_END)
        terminal.reply("1", "What shows it?", "empty:")
        terminal.reply("It was open.", "Action 2 of 4", MENU_END)
        terminal.send("2\x03")
        terminal.expect(f"The plan as it was before is in {KEPT}", "To go on: coprod-check plan --check-in")
        assert terminal.ends() == 130
    first, second, *_ = toml(folder / PLAN)["actions"]
    assert (first["status"], first["evidence"], second["status"]) == ("done", "It was open.", "to-do")


def test_the_riverside_plan_of_the_examples_can_be_gone_through(tmp_path: Path) -> None:
    (plan,) = (ROOT / "examples" / "riverside").glob("*.plan.toml")
    (tmp_path / PLAN).write_bytes(plan.read_bytes())
    code, _, said = meet(tmp_path, "plan", "--check-in", PLAN, replies=["s"])
    assert code == 4
    assert f"Nothing in {PLAN} has changed." in said
    assert (tmp_path / PLAN).read_bytes() == plan.read_bytes()

"""``plan --check-in``: a plan gone through line by line, alone or with the answers of a new round."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.make import DATA, toml

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

GARDEN = DATA / "good" / "garden.rubric.toml"
PLAN = "plot.plan.toml"
LEVELS = {"the-gate": 0, "tea": 0, "what-to-sow": 0, "when-to-water": 0}


def sheet(folder: Path, label: str, levels: dict[str, int], team: str = "Plot") -> Path:
    """A sheet of a meeting, on the 10th of the month that is its label."""
    path = folder / f"{team.lower()}-{label}.answers.toml"
    ratings = "".join(f"[ratings.{name}]\nlevel = {level}\n" for name, level in levels.items())
    path.write_text(
        f'format = "coprod-answers/1"\nrubric = "garden"\nrubric_version = "2.1.0"\nteam = "{team}"\n'
        f'round = "{label}"\ndate = {label}-10\nvoice = "together"\n'
        f"[people]\nstaff = 3\nlived-experience = 2\n{ratings}"
    )
    return path


def program(folder: Path, *words: str | Path, typed: list[str] | None = None, today: str = "2026-11-20") -> str:
    """What a command that ends well says, on one line."""
    done = in_words(folder, *words, typed=typed, today=today)
    assert done.returncode == 0, done.stderr
    return " ".join(done.stderr.split())


def in_words(
    folder: Path, *words: str | Path, typed: list[str] | None = None, today: str = "2026-11-20"
) -> CompletedProcess[str]:
    replies = "".join(f"{each}\n" for each in typed or [])
    return run(*words, "--rubric", GARDEN, typed=replies, cwd=folder, COPROD_TODAY=today)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A team with a plan of two actions, made in September."""
    first = sheet(tmp_path, "2026-09", LEVELS)
    program(tmp_path, "plan", first, "--out", PLAN, "--actions", "2", today="2026-09-10")
    return tmp_path


CHECK_IN = ("plan", "--check-in", PLAN, "--plain")
ONE_DONE = ["1", "It was open.", "2", "Ruth", "Colin", "4", "f"]


def test_it_goes_through_the_open_actions_and_saves_what_is_said(folder: Path) -> None:
    before = (folder / PLAN).read_text("utf-8")
    said = program(folder, *CHECK_IN, typed=ONE_DONE)
    assert "The plan: 2 open actions, one at a time." in said
    assert "1 done, 1 under way." in said
    assert f"What you said is in {PLAN}. The plan as it was before is in plot.2026-11-20.plan.toml." in said
    assert (folder / "plot.2026-11-20.plan.toml").read_text("utf-8") == before
    head, gate, tea = before.split("[[actions]]")
    gate = gate.replace(
        'status = "to-do"\nevidence = ""', 'status = "done"\ndone_on = 2026-11-20\nevidence = "It was open."'
    )
    for key, value in (("staff_owner", "Ruth"), ("lived_experience_owner", "Colin")):
        tea = tea.replace(f'{key} = ""', f'{key} = "{value}"')
    tea = tea.replace("due = 2026-11-05", "due = 2026-12-18").replace('status = "to-do"', 'status = "doing"')
    assert (folder / PLAN).read_text("utf-8") == f"{head}[[actions]]{gate}[[actions]]{tea}"


def test_it_names_the_command_that_brings_the_next_step_and_the_command_works(folder: Path) -> None:
    said = program(folder, *CHECK_IN, "--actions", "2", typed=ONE_DONE)
    assert "There is room for 1 more step." in said
    named = shlex.split(said.split("To have them put on the plan: coprod-check ")[1].split(" What a careful")[0])
    done = run(*named, cwd=folder, COPROD_TODAY="2026-11-20")
    assert "1 new action was added." in done.stderr
    assert [each["id"] for each in toml(folder / PLAN)["actions"]] == ["the-gate-1", "tea-1", "what-to-sow-1"]


def test_where_every_action_is_left_as_it_is_there_is_no_room(folder: Path) -> None:
    before = (folder / PLAN).read_bytes()
    said = program(folder, *CHECK_IN, "--actions", "2", typed=["", "", "", "", "", "", "", "", "f"])
    assert "2 not begun." in said
    assert "There is room" not in said
    assert f"Nothing in {PLAN} has changed." in said
    assert (folder / PLAN).read_bytes() == before


@pytest.mark.parametrize("change", ["no sheets", "another team", "a bad sheet", "another rubric", "nobody shown"])
def test_where_no_answers_ask_for_more_no_command_is_named(folder: Path, change: str) -> None:
    (first,) = folder.glob("*.answers.toml")
    written = first.read_text("utf-8")
    first.unlink()
    if change == "another team":
        sheet(folder, "2026-09", LEVELS, team="Others")
    elif change == "a bad sheet":
        first.write_text(written.replace("level = 0", "level = 9", 1))
    elif change == "another rubric":
        plan = folder / PLAN
        first.write_text(written)
        plan.write_text(plan.read_text("utf-8").replace('rubric = "garden"', 'rubric = "other"'))
    elif change == "nobody shown":
        alone = written.split("[people]")[0].replace('"together"', '"staff"')
        first.write_text(f"{alone}[ratings.tea]\nlevel = 0\n")
    said = program(folder, *CHECK_IN, typed=ONE_DONE)
    assert "1 done, 1 under way." in said
    assert "There is room" not in said


def test_with_new_answers_it_says_what_looks_done_and_then_brings_the_plan_up_to_date(folder: Path) -> None:
    new = sheet(folder, "2026-11", {**LEVELS, "the-gate": 1})
    how = ("plan", new, "--out", PLAN, "--actions", "2")
    said = program(folder, *how, "--check-in", "--plain", typed=["1", "It was open.", "", "", "", "", "f"])
    assert said.index("Action 1 of 2: “The gate”") < said.index("Reached: you are now at 1 Sown. Mark as done?")
    assert said.count("Reached: you are now") == 1
    assert "1 new action was added." in said
    assert said.count("plot.2026-11-20.plan.toml") == 1
    gate, tea, *_ = toml(folder / PLAN)["actions"]
    assert (gate["status"], tea["status"], toml(folder / PLAN)["round"]) == ("done", "to-do", "2026-11")
    assert len(list(folder.glob("*.plan.toml"))) == 2


def test_a_plan_made_from_new_answers_asks_nothing_and_says_how_to_go_through_it(folder: Path) -> None:
    new = sheet(folder, "2026-11", {**LEVELS, "the-gate": 1})
    said = program(folder, "plan", new, "--out", PLAN)
    assert f"one at a time: coprod-check plan --check-in {PLAN} --rubric {shlex.quote(str(GARDEN))}" in said
    assert toml(folder / PLAN)["actions"][0]["status"] == "to-do"
    other = sheet(folder, "2026-11", LEVELS, team="Others")
    assert "--check-in" not in program(folder, "plan", other, "--out", "others.plan.toml")


# Stopping.


def test_the_end_of_input_and_stopping_keep_what_was_said_and_say_how_to_go_on(folder: Path) -> None:
    again = f"plan --check-in {PLAN} --actions 3 --plain --rubric {shlex.quote(str(GARDEN))}"
    ended = [in_words(folder, *CHECK_IN, "--actions", "3", typed=typed) for typed in (["1", "It was open."], ["s"])]
    assert [each.returncode for each in ended] == [4, 4]
    assert all(each.stderr.endswith(f"To go on: coprod-check {again}\n") for each in ended)
    assert f"What you said is in {PLAN}." in ended[0].stderr
    assert f"Nothing in {PLAN} has changed." in ended[1].stderr
    assert toml(folder / PLAN)["actions"][0]["evidence"] == "It was open."


def test_how_to_go_on_with_new_answers_carries_every_option(folder: Path) -> None:
    new = sheet(folder, "2026-11", LEVELS, team="New plot")
    how = ("plan", "--check-in", new.name, "--out", PLAN, "--team", "New plot", "--round", "2026-11", "--same-team")
    done = in_words(folder, *how, "--plain", typed=["s"])
    assert done.returncode == 4
    words = shlex.split(done.stderr.split("To go on: coprod-check ")[1])
    assert words == [*how, "--plain", "--rubric", str(GARDEN)]
    assert run(*words, typed="s\n", cwd=folder).returncode == 4


def test_with_nothing_open_it_says_so_and_changes_nothing(folder: Path) -> None:
    plan = folder / PLAN
    plan.write_text(plan.read_text("utf-8").replace('status = "to-do"', 'status = "done"'))
    before = plan.read_bytes()
    said = program(folder, *CHECK_IN, typed=["f"])
    assert "There is no open action on the plan. Agree what comes next." in said
    assert plan.read_bytes() == before


def test_actions_of_one_name_are_told_apart(folder: Path) -> None:
    plan = folder / PLAN
    more = '[[actions]]\npractice = "tea"\naction = "Buy cups."\n'
    plan.write_text(plan.read_text("utf-8") + more.replace("action =", 'id = "tea-more"\naction =') + more + more)
    said = program(folder, *CHECK_IN, typed=["1", ""] * 5 + ["f"])
    for place, ident in enumerate(("tea-1", "tea-more", "Buy cups.", "Buy cups., 5"), 2):
        assert f"Action {place} of 5: “Tea” ({ident})" in said


# What is refused.


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("plan", "--check-in", PLAN), 2, "there is no terminal to ask them on"),
        (("plan", "--check-in", ".", "--plain"), 2, "--check-in goes through one plan"),
        (("plan", "--check-in", PLAN, PLAN, "--plain"), 2, "--check-in goes through one plan"),
        (("plan", "--check-in", ".", "--out", "gone.plan.toml", "--plain"), 2, "gone.plan.toml is not"),
        (("plan", "--check-in", "--check", PLAN, "--plain"), 2, "leave --check out"),
        (("plan", "--check-in", "--each", ".", PLAN, "--plain"), 2, "leave --each out"),
        (("plan", "--check-in", "plot.2026-11-20.plan.toml", "--plain"), 2, "name the plan itself"),
        (("plan", "--check-in", "gone.plan.toml", "--plain"), 3, "there is no such file"),
    ],
)
def test_what_cannot_be_gone_through_is_refused(folder: Path, words: tuple[str, ...], code: int, why: str) -> None:
    before = (folder / PLAN).read_bytes()
    done = in_words(folder, *words)
    assert done.returncode == code
    assert why in " ".join(done.stderr.split())
    assert (folder / PLAN).read_bytes() == before


def test_the_plan_of_another_team_is_refused_before_anything_is_asked(folder: Path) -> None:
    new = sheet(folder, "2026-11", LEVELS, team="Others")
    done = in_words(folder, "plan", new, "--out", PLAN, "--check-in", "--plain", typed=ONE_DONE)
    assert done.returncode == 3
    assert "is the plan of 'Plot', not of 'Others'" in done.stderr
    assert "Action 1" not in done.stderr


def test_answers_in_which_nobody_is_shown_bring_no_check_in(folder: Path) -> None:
    new = sheet(folder, "2026-11", LEVELS)
    alone = new.read_text("utf-8").split("[people]")[0].replace('"together"', '"staff"')
    new.write_text(f"{alone}[ratings.tea]\nlevel = 0\n")
    done = in_words(folder, "plan", new, "--out", PLAN, "--check-in", "--plain", typed=ONE_DONE)
    assert done.returncode == 3
    assert "Action 1" not in done.stderr

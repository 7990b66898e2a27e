"""``coprod-check plan --check`` as a coach meets it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from helpers.in_process import run
from helpers.process import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LAST = ROOT / "examples" / "calls" / "3-november.plan.toml"
GOOD = """\
format = "coprod-plan/1"
rubric = "coproduction-values"
rubric_version = "2.0.0"
team = "Harbour memory group"
round = "2026-11"
made_on = 2026-11-22

[[actions]]
id = "x"
practice = "equal-airtime"
action = "Take turns."
staff_owner = "Ann"
lived_experience_owner = "Jo"
due = 2027-01-17
"""


def saved(folder: Path, text: str, name: str = "p.plan.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_plan_in_good_order_is_told_so_and_ends_with_0(tmp_path: Path) -> None:
    done = run("plan", "--check", saved(tmp_path, GOOD))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "This plan is in good order: people with lived experience own every open action,\n"
        "alone or with staff, and no date has passed.\n"
    )


NOTICED = [
    ('staff_owner = "Ann"\nlived_experience_owner = "Jo"\n', "", "It has no owner yet."),
    ('lived_experience_owner = "Jo"\n', "", "Only staff own it (Ann)."),
    ("due = 2027-01-17\n", "", "It has no date yet."),
    ("due = 2027-01-17\n", "due = 2026-11-21\n", "It was due on 21 November 2026, 1 day ago."),
    ("due = 2027-01-17\n", 'status = "done"\n', "It is done, and nobody has said what shows it."),
    ('"equal-airtime"', '"equal-airtim"', "Did you mean 'equal-airtime'?"),
]


def test_what_a_coach_would_notice_ends_with_1(tmp_path: Path) -> None:
    files = [saved(tmp_path, GOOD.replace(old, new), f"{n}.toml") for n, (old, new, _) in enumerate(NOTICED)]
    done = run("plan", "--check", *files)
    assert (done.returncode, done.stderr) == (1, "")
    pages = " ".join(done.stdout.split()).split("The plan of ")[1:]
    for page, (_, _, said) in zip(pages, NOTICED, strict=True):
        assert page.startswith("Harbour memory group: 1 thing to look at")
        assert said in page


def test_more_open_actions_than_the_limit(tmp_path: Path) -> None:
    action = GOOD[GOOD.index("[[actions]]") :]
    six = GOOD + "".join(action.replace('"x"', f'"x{n}"') for n in range(5))
    path = saved(tmp_path, six)
    assert "6 actions are open." in run("plan", "--check", path).stdout
    assert run("plan", "--check", path, "--actions", "6").returncode == 0


def test_the_date_may_be_fixed(tmp_path: Path) -> None:
    path = saved(tmp_path, GOOD)
    assert run("plan", "--check", path, "--today", "2027-01-17").returncode == 0
    assert run("plan", "--check", path, "--today", "2027-01-18").returncode == 1


def test_every_plan_named_is_looked_at(tmp_path: Path) -> None:
    done = run("plan", "--check", saved(tmp_path, GOOD), LAST, "--today", "2026-11-24")
    assert done.returncode == 1
    assert done.stdout.startswith("This plan is in good order")
    assert "Only staff own it (Sam)." in done.stdout


def test_a_broken_file_ends_with_3_and_names_the_action_and_the_words(tmp_path: Path) -> None:
    bad = saved(tmp_path, GOOD + 'status = "finished"\n')
    done = run("plan", "--check", bad, tmp_path / "none.plan.toml", LAST)
    assert (done.returncode, done.stdout) == (3, "")
    allowed = 'write "done" (the words are "to-do", "doing", "blocked", "done" or "dropped")'
    assert f"{bad}, line 15: actions[0].status: in 'x': is text ('finished'); {allowed}" in done.stderr
    assert "there is no such file" in done.stderr


def test_notes_alone_end_with_0(tmp_path: Path) -> None:
    noted = GOOD + 'cost = "50 pounds"\nto_level = 1\n\n[practices.equal-airtime]\nlevel = 1\n'
    done = run("plan", "--check", saved(tmp_path, noted))
    assert (done.returncode, done.stderr) == (0, "")
    said = " ".join(done.stdout.split())
    assert said.startswith("This plan is in good order")
    assert "Worth knowing of the plan of Harbour memory group" in said
    assert "By the answers of this plan it is reached." in said
    assert "It has a key of your own, which stays as it is: cost." in said


def test_a_folder_is_all_its_plans_without_their_copies(tmp_path: Path) -> None:
    saved(tmp_path, GOOD)
    saved(tmp_path, "broken", "p.2026-11-22.plan.toml")
    saved(tmp_path, "broken", "p.2026-11-22-2.plan.toml")
    done = run("plan", "--check", tmp_path)
    assert (done.returncode, done.stdout.count("in good order")) == (0, 1)
    (tmp_path / "empty").mkdir()
    nothing = run("plan", "--check", tmp_path / "empty")
    assert nothing.returncode == 3
    assert "there is no plan in this folder" in nothing.stderr


def a_folder_of_teams(folder: Path) -> Path:
    """Three plans, of which one is overdue; a copy; and one that cannot be read where ``broken`` stands."""
    saved(folder, GOOD, "harbour.plan.toml")
    saved(
        folder, GOOD.replace("Harbour memory group", "Ash Grove").replace("2027-01-17", "2026-11-01"), "ash.plan.toml"
    )
    saved(folder, GOOD.replace("Harbour memory group", "Canal").replace('staff_owner = "Ann"\n', ""), "canal.plan.toml")
    saved(folder, GOOD.replace("Harbour memory group", "Nobody"), "harbour.2026-11-22.plan.toml")
    return folder


def test_a_folder_of_several_teams_is_a_line_of_each(tmp_path: Path) -> None:
    done = run("plan", "--check", a_folder_of_teams(tmp_path), "--today", "2026-11-24")
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "3 plans on 24 November 2026"
    assert lines[2] == "There is something to look at in 1 of them."
    rows = [" ".join(line.split()) for line in lines if line.startswith(("Ash", "Canal", "Harbour", "Nobody"))]
    assert rows == [
        "Ash Grove not known 1 1 0 0 none",
        "Canal not known 1 0 0 0 17 Jan 2027",
        "Harbour memory group not known 1 0 0 0 17 Jan 2027",
    ]
    command = done.stdout.replace("\\\n", "").splitlines()[-1].partition("coprod-check ")[2]
    assert command == f"plan --check {tmp_path} --team 'Ash Grove' --today 2026-11-24"
    assert run("plan", "--check", tmp_path, tmp_path / "ash.plan.toml").stdout.startswith("3 plans on ")
    one = run(*shlex.split(command))
    assert one.returncode == 1
    assert "It was due on 1 November 2026, 23 days ago." in " ".join(one.stdout.split())


def test_plans_without_a_fault_end_with_0(tmp_path: Path) -> None:
    (a_folder_of_teams(tmp_path) / "ash.plan.toml").unlink()
    done = run("plan", "--check", tmp_path, "--today", "2026-11-24")
    assert (done.returncode, done.stderr) == (0, "")
    assert "There is nothing to mend in any of them." in done.stdout


def test_a_team_is_found_by_name_and_the_nearest_is_offered(tmp_path: Path) -> None:
    a_folder_of_teams(tmp_path)
    assert run("plan", "--check", tmp_path, "--team", " canal", "--today", "2026-11-24").returncode == 0
    done = run("plan", "--check", tmp_path, "--team", "Canel")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'Canal'?" in done.stderr


def test_a_plan_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    saved(a_folder_of_teams(tmp_path), "broken", "z.plan.toml")
    saved(tmp_path, "of a Mac", "._ash.plan.toml")
    done = run("plan", "--check", tmp_path)
    assert done.returncode == 3
    assert done.stdout.startswith("3 plans on ")
    assert [line.partition(",")[0] for line in done.stderr.splitlines()] == [str(tmp_path / "z.plan.toml")]


def test_of_several_plans_of_a_team_the_one_made_last_is_taken(tmp_path: Path) -> None:
    a_folder_of_teams(tmp_path)
    saved(tmp_path, GOOD.replace("2026-11-22", "2026-10-20").replace("Harbour", "HARBOUR"), "old.plan.toml")
    done = run("plan", "--check", tmp_path, "--today", "2026-11-24")
    assert done.stdout.startswith("3 plans on ")
    taken = f"{tmp_path / 'harbour.plan.toml'}, made last, is taken, not {tmp_path / 'old.plan.toml'}"
    assert done.stderr == f"Note: Harbour memory group has several plans: {taken}\n"


def test_many_teams_with_several_plans_are_counted(tmp_path: Path) -> None:
    for team in "ABCD":
        for month in ("10", "11"):
            text = GOOD.replace("Harbour memory group", team).replace("2026-11-22", f"2026-{month}-22")
            saved(tmp_path, text, f"{team}-{month}.plan.toml")
    done = run("plan", "--check", tmp_path, "--today", "2026-11-24")
    assert done.stdout.startswith("4 plans on ")
    assert done.stderr == "Note: 4 teams have several plans here; of each the one made last is taken\n"


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    done = run("plan", "--check", saved(tmp_path, GOOD), "--out", tmp_path / "x")
    assert done.returncode == 2
    assert "--check makes no plan" in done.stderr
    assert not (tmp_path / "x").exists()


def test_other_peoples_questions_are_checked_against_the_plan_itself(tmp_path: Path) -> None:
    ours = GOOD.replace('"coproduction-values"', '"ours"')
    assert run("plan", "--check", saved(tmp_path, ours)).returncode == 0
    with_practices = ours + "\n[practices.other]\nlevel = 1\n"
    assert "not one that we know: equal-airtime." in run("plan", "--check", saved(tmp_path, with_practices)).stdout

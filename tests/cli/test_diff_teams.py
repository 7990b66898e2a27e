"""``coprod-check diff --all-teams`` as a coach meets it who has nine calls tomorrow."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.process import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CALLS = ROOT / "examples" / "calls"
SEPTEMBER, OCTOBER, NOVEMBER = (CALLS / f"{name}.plan.toml" for name in ("1-september", "2-october", "3-november"))
TODAY = ("--today", "2026-11-24")


def put(folder: Path, plan: Path, name: str, team: str) -> Path:
    path = folder / f"{name}.plan.toml"
    path.write_text(plan.read_text("utf-8").replace("Harbour memory group", team), "utf-8")
    return path


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Nine teams: of seven there is a copy of how the plan was, of one there are two plans, of one there is one."""
    for place, team in enumerate("ABCDEFG"):
        put(tmp_path, NOVEMBER, f"team-{team}", f"Team {team}")
        put(tmp_path, OCTOBER, f"team-{team}.2026-11-20", f"Team {team}")
        put(tmp_path, SEPTEMBER, f"team-{team}.2026-10-{place + 10}", f"Team {team}")
    put(tmp_path, SEPTEMBER, "h-september", "Team H")
    put(tmp_path, NOVEMBER, "h-november", "Team H")
    put(tmp_path, NOVEMBER, "only", "Team I")
    return tmp_path


def test_nine_teams_are_a_line_of_each_and_what_became_of_each(plans: Path) -> None:
    done = run("diff", "--all-teams", plans, *TODAY)
    assert done.returncode == 0
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines[0] == "9 plans on 24 November 2026"
    rows = [line for line in lines if line.startswith("Team ") and not line.startswith("Team Stage")]
    assert [row[:6] for row in rows] == [f"Team {each}" for each in "ABCDEFGHI"]
    assert len({row[6:] for row in rows}) == 1
    since = " ".join(lines).partition("Since last time")[2].split("• ")[1:]
    assert len(since) == 9
    assert len({each[6:] for each in since[:7]}) == 1
    assert since[7][6:] != since[0][6:]
    assert since[8].startswith("Team I: there is no plan of before to compare it with.")
    assert done.stderr.count("Note: ") == 1
    assert (
        f"{plans / 'h-november.plan.toml'}, made last, is taken, not {plans / 'h-september.plan.toml'}" in done.stderr
    )


def test_the_last_line_is_the_command_for_a_brief_which_is_that_of_two_plans(plans: Path) -> None:
    done = run("diff", "--all-teams", plans, *TODAY)
    command = done.stdout.replace("\\\n", "").splitlines()[-1].partition("coprod-check ")[2]
    assert command == f"diff --all-teams {plans} --team 'Team A' --today 2026-11-24"
    two = run("diff", plans / "team-A.2026-11-20.plan.toml", plans / "team-A.plan.toml", *TODAY)
    assert run(*shlex.split(command)).stdout == two.stdout
    assert run("diff", plans / "team-A.plan.toml", *TODAY).stdout == two.stdout


def test_the_command_carries_every_option_that_was_used(plans: Path) -> None:
    rubric = ("--rubric", str(ROOT / "rubrics" / "coproduction-values.toml"))
    for command, options in (
        (["diff", "--all-teams"], [*rubric, "--evidence", *TODAY, "--plain"]),
        (["plan", "--check"], [*rubric, "--actions", "7", *TODAY]),
    ):
        done = run(*command, plans, *options)
        words = shlex.split(done.stdout.replace("\\\n", "").splitlines()[-1].partition("coprod-check ")[2])
        assert words == [*command, str(plans), "--team", "Team A", *options]
        assert run(*words).returncode in {0, 1}


def test_all_puts_every_brief_below_the_lines(plans: Path) -> None:
    out = plans / "briefs.md"
    done = run("diff", "--all-teams", plans, "--all", "--format", "markdown", "--out", out, *TODAY)
    assert (done.returncode, done.stdout) == (0, "")
    text = out.read_text("utf-8")
    assert text.startswith("# 9 plans on 24 November 2026\n")
    assert [f"# What changed: Team {each}" in text for each in "ABCDEFGH"] == [True] * 8
    assert "The plan of Team I: " in text
    assert "there is no plan of before to compare with, so this is how" in done.stderr
    assert "diff --all-teams" not in text
    assert "diff --all-teams" not in run("diff", "--all-teams", plans, "--format", "markdown", *TODAY).stdout


def test_json_holds_the_comparison_of_each_team(plans: Path) -> None:
    found = json.loads(run("diff", "--all-teams", plans, "--format", "json", *TODAY).stdout)
    assert (found["on"], found["problems"]) == ("2026-11-24", [])
    assert [each["team"] for each in found["teams"]] == [f"Team {each}" for each in "ABCDEFGHI"]
    first, *_, last = found["teams"]
    pair = (plans / "team-A.2026-11-20.plan.toml", plans / "team-A.plan.toml")
    assert (first["before"], first["file"]) == tuple(map(str, pair))
    assert first["diff"] == json.loads(run("diff", *pair, "--format", "json", *TODAY).stdout)
    assert (last["before"], last["diff"]) == (None, None)
    only = run("diff", "--all-teams", plans, "--team", "team i", "--format", "json", *TODAY)
    assert [each["team"] for each in json.loads(only.stdout)["teams"]] == ["Team I"]


def test_exit_codes(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert run("diff", "--all-teams", plans, "--exit-code", *TODAY).returncode == 1
    assert run("diff", "--all-teams", plans, "--team", "Team I", "--exit-code", *TODAY).returncode == 0
    nearest = run("diff", "--all-teams", plans, "--team", "Taem A")
    assert (nearest.returncode, "did you mean 'Team A'?" in nearest.stderr) == (2, True)
    assert run("diff", "--all-teams", NOVEMBER).returncode == 2
    assert run("diff", NOVEMBER, OCTOBER, "--team", "x").returncode == 2
    empty = run("diff", "--all-teams", tmp_path_factory.mktemp("empty"))
    assert (empty.returncode, empty.stdout) == (3, "")
    assert "there is no plan in this folder" in empty.stderr


def test_what_cannot_be_read_or_compared_is_named_and_stops_no_other(plans: Path) -> None:
    (plans / "bad.plan.toml").write_text("x", "utf-8")
    (plans / "team-A.2026-11-20.plan.toml").write_text("y", "utf-8")
    twice = '\n[[actions]]\naction = "Same words."\n' * 2
    with (plans / "team-B.plan.toml").open("a", encoding="utf-8") as file:
        file.write(twice)
    done = run("diff", "--all-teams", plans, *TODAY)
    assert done.returncode == 3
    assert done.stdout.startswith("9 plans on ")
    for name in ("bad", "team-A.2026-11-20", "team-B"):
        assert f"{plans / name}.plan.toml" in done.stderr
    every = "Team A, Team B and Team I"
    assert f"There is no plan of before to compare with of {every}." in " ".join(done.stdout.split())


def test_plain_mode_reads_the_lines_out(plans: Path) -> None:
    done = run("diff", "--all-teams", plans, "--plain", *TODAY)
    assert "- Team A:\n  Stage: Engaging\n  Open: 8\n  Overdue: 2\n" in done.stdout
    assert all(map(str.isascii, done.stdout.replace("“", "").replace("”", "").splitlines()))

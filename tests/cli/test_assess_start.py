"""How an interview begins, goes on, and ends, for each voice and on whatever it is started."""

from __future__ import annotations

import subprocess
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_process import run
from helpers.terminal import (
    MENU_END,
    PROMPT,
    SHEET,
    Terminal,
    command,
    environment,
    menu,
    piped,
    plain,
    ratings,
    saved,
    to_first_practice,
)

from coprod_check.interview import wording
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = find_rubric(DEFAULT)
IDS = [practice.id for practice in RUBRIC.practices]
ASSESS = ("assess", "--plain", "--team", "Team")
ALL = ["1" for _ in IDS]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPROD_TODAY", "2026-11-22")
    return tmp_path


def said(*args: str, lines: list[str]) -> Any:
    return run(*args, typed="".join(f"{line}\n" for line in lines))


def flat(text: str) -> str:
    return " ".join(text.split())


# Without a terminal.


@pytest.mark.parametrize("closed", ["</dev/null", "<&-", "< some.txt"])
def test_without_a_terminal_or_plain_one_sentence_is_said_and_nothing_written(tmp_path: Path, closed: str) -> None:
    (tmp_path / "some.txt").write_text("3\n")
    line = f"{' '.join(command('assess', '--team', 'Team'))} {closed}"
    ran = subprocess.run(line, shell=True, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.count("\n") == 1
    assert "there is no terminal" in ran.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["some.txt"]


@pytest.mark.parametrize("closed", ["</dev/null", "<&-"])
def test_plain_mode_without_any_input_stops_at_once_and_says_so(tmp_path: Path, closed: str) -> None:
    line = f"{' '.join(command(*ASSESS))} {closed}"
    ran = subprocess.run(line, shell=True, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert ran.returncode == 4
    assert ran.stderr.rstrip().endswith(wording.NOTHING_SAVED)
    assert not list(tmp_path.iterdir())


def test_a_pipe_without_plain_is_no_terminal(tmp_path: Path) -> None:
    ran = piped(tmp_path, "assess", "--team", "Team", said="3\n2\n")
    assert ran.returncode == 2
    assert not list(tmp_path.iterdir())


# The same answers, typed and chosen, from beginning to end.


def test_a_menu_on_a_terminal_and_lines_from_a_pipe_give_the_same_files(tmp_path: Path) -> None:
    folders = [tmp_path / "menu", tmp_path / "plain", tmp_path / "pipe"]
    for folder in folders:
        folder.mkdir()
    for how, folder, end in ((menu, folders[0], MENU_END), (plain, folders[1], PROMPT)):
        with how(folder) as terminal:
            to_first_practice(terminal, end)
            terminal.reply("2", "leaves it empty:")
            terminal.reply("Cofnodion â ŵ")
            terminal.reply(".", "Practice 2 of", end)
            for place in range(3, len(IDS) + 1):
                terminal.reply("1", f"Practice {place} of", end)
            terminal.reply("d", "or f to finish:")
            terminal.reply("f", "Thank you.")
            assert terminal.ends() == 0
    lines = "3\n2\n\n2\nCofnodion â ŵ\n.\n" + "1\n" * (len(IDS) - 2) + "d\nf\n"
    assert piped(folders[2], *ASSESS, said=lines).returncode == 0
    for name in (SHEET, "team.plan.toml"):
        one, *others = [(folder / name).read_bytes() for folder in folders]
        assert others == [one, one]


# Names and going on.


def test_the_same_command_goes_on_with_the_sheet_that_is_there(here: Path) -> None:
    said(*ASSESS, lines=["3", "2", "", *ALL[:12]])
    ran = said(*ASSESS, lines=["y", "0", "s"])
    named = f"Team, November 2026, 12 of {len(IDS)} ({SHEET})"
    assert f"There is an unfinished sheet: {named}. Go on with it?" in flat(ran.stderr)
    assert f"You answered 12 of {len(IDS)}. Going on at practice 13." in ran.stderr
    assert ran.returncode == 4
    assert len(ratings(here)) == 13


def test_a_sheet_can_be_gone_on_with_by_its_name_and_knows_its_team(here: Path) -> None:
    said(*ASSESS, "--answers", "ours.answers.toml", lines=["3", "2", "", "1"])
    ran = said("assess", "--plain", "--answers", "ours.answers.toml", lines=["0"])
    assert "What is your team" not in ran.stderr
    assert "Going on at practice 2." in ran.stderr
    assert len(ratings(here, "ours.answers.toml")) == 2


def test_the_team_is_asked_for_where_it_is_not_given(here: Path) -> None:
    said("assess", "--plain", lines=["  Riverside:  Diabetes / Group ", "3"])
    assert saved(here, "riverside-diabetes-group-2026-11.answers.toml")["team"] == "Riverside: Diabetes / Group"


def test_a_name_that_was_put_right_takes_the_file_with_it(here: Path) -> None:
    ran = said("assess", "--plain", lines=["Riversde", "3", "b", "b", "Riverside", "", "2", "", "1"])
    assert "We save each answer in riverside-2026-11.answers.toml." in flat(ran.stderr)
    assert not list(here.glob("riversde*"))
    named = (here / "riverside-2026-11.answers.toml").read_bytes()
    again = here / "again"
    again.mkdir()
    run("assess", "--plain", typed="Riverside\n3\n2\n\n1\n", cwd=again)
    assert (again / "riverside-2026-11.answers.toml").read_bytes() == named


def test_a_name_that_was_put_right_never_takes_another_teams_file(here: Path) -> None:
    said("assess", "--plain", "--team", "Riverside", lines=["9"])
    theirs = (here / "riverside-2026-11.answers.toml").read_bytes()
    said("assess", "--plain", lines=["n", "Riversde", "3", "b", "b", "Riverside", ""])
    assert (here / "riverside-2026-11.answers.toml").read_bytes() == theirs
    assert saved(here, "riverside-2026-11-2.answers.toml")["people"]["staff"] == 3


def test_a_name_that_was_put_right_keeps_the_id_of_a_private_sheet(here: Path) -> None:
    said("assess", "--plain", "--voice", "staff", lines=["Riversde", "n", "S3", "b", "b", "b", "Riverside"])
    (path,) = here.glob("*.answers.toml")
    assert path.name == f"riverside-2026-11-staff-{saved(here, path.name)['sheet'][:4]}.answers.toml"
    assert saved(here, path.name)["respondent"] == "S3"


@pytest.mark.parametrize(
    ("options", "named"),
    [(("--team", "Others"), "--team"), (("--round", "2025-01"), "--round"), (("--voice", "staff"), "--voice")],
)
def test_options_that_contradict_the_sheet_are_refused(here: Path, options: tuple[str, str], named: str) -> None:
    said(*ASSESS, lines=["3", "2", "", "1"])
    before = (here / SHEET).read_bytes()
    ran = said("assess", "--plain", "--answers", SHEET, *options, lines=["0"])
    assert ran.returncode == 2
    assert named in ran.stderr
    assert (here / SHEET).read_bytes() == before


def test_options_that_say_the_same_in_other_letters_are_no_contradiction(here: Path) -> None:
    said(*ASSESS, lines=["3", "2", "", "1"])
    ran = said("assess", "--plain", "--answers", SHEET, "--team", " TEAM", "--round", " 2026-11 ", lines=["0"])
    assert ran.returncode == 4
    assert len(ratings(here)) == 2


@pytest.mark.parametrize("name", ["ours.answers.json", "ours.txt"])
def test_answers_are_saved_as_toml_alone(here: Path, name: str) -> None:
    for _ in range(2):
        ran = said(*ASSESS, "--answers", name, lines=["3"])
        assert ran.returncode == 3
        assert ".answers.toml" in ran.stderr
        (here / name).write_text("{}")


# Parts, voices, people.


def test_one_dimension_at_a_time_fills_one_sheet_and_ends_in_a_plan(here: Path) -> None:
    for place, dimension in enumerate(RUBRIC.dimensions):
        who = ["3", "2", ""] if not place else ["", "", ""]
        asked = sum(practice.dimension == dimension.id for practice in RUBRIC.practices)
        ran = said(*ASSESS, "--only", dimension.id, lines=[*who, *ALL[:asked], "f"])
        assert ran.returncode == 0
        assert (here / "team.plan.toml").exists() == (dimension is RUBRIC.dimensions[-1])
        assert (wording.NO_PLAN_FROM_PART in flat(ran.stderr)) == (dimension is not RUBRIC.dimensions[-1])
        assert saved(here).get("finished", True) == (dimension is RUBRIC.dimensions[-1])
    assert list(ratings(here)) == IDS


def test_an_unknown_dimension_offers_the_nearest(here: Path) -> None:
    ran = said(*ASSESS, "--only", "engagment", lines=[])
    assert ran.returncode == 2
    assert "did you mean 'engagement'?" in ran.stderr
    assert not list(here.iterdir())


@pytest.mark.parametrize("voice", ["staff", "lived-experience"])
def test_a_private_sheet_asks_for_consent_and_gives_its_own_view_and_no_plan(here: Path, voice: str) -> None:
    how_it_was = ["1 2", "1", "1", "1", "1", "1", "1"] if voice == "lived-experience" else []
    ran = said(*ASSESS, "--voice", voice, lines=["n", "S3", "", *ALL, *how_it_was, "f"])
    assert ran.returncode == 0, ran.stderr
    (path,) = here.glob("*.answers.toml")
    sheet = saved(here, path.name)
    assert path.name == f"team-2026-11-{voice}-{sheet['sheet'][:4]}.answers.toml"
    assert (sheet["voice"], sheet["share"], sheet["respondent"]) == (voice, False, "S3")
    assert len(sheet.get("experience", {})) == len(how_it_was)
    assert "people" not in sheet
    assert "your view only" in ran.stdout.casefold()
    assert not list(here.glob("*.plan.toml"))
    assert "There is no plan from one person's answers" in flat(ran.stderr)


def test_two_private_sheets_of_one_team_never_meet(here: Path) -> None:
    for asked in ([], ["n"], ["n"]):
        said(*ASSESS, "--voice", "staff", lines=[*asked, "n", "", "", "1"])
    assert len(list(here.glob("*.answers.toml"))) == 3


@pytest.mark.parametrize(
    ("people", "warned"),
    [
        (("4", "0"), "Nobody with lived experience is here. Staff views alone can show where to start"),
        (("1", "0"), "Nobody with lived experience is here. One person's view alone"),
        (("0", "3"), "No staff are here. One side's views alone"),
        (("0", "0"), "You counted nobody."),
    ],
)
def test_a_one_sided_meeting_is_warned_and_its_levels_stop_where_the_warning_says(
    here: Path, people: tuple[str, str], warned: str
) -> None:
    ran = said(*ASSESS, lines=[*people, "", *(line for _ in IDS for line in ("3", ".")), "f"])
    assert ran.returncode == 0
    text = flat(ran.stderr)
    stop = f"evels will stop at {RUBRIC.level_words(RUBRIC.one_sided_top)}"
    assert text.index(warned) < text.index(f"Practice 1 of {len(IDS)}")
    assert text.index(stop) < text.index(f"Practice 1 of {len(IDS)}")
    from tomllib import loads

    plan = loads((here / "team.plan.toml").read_text())
    assert {group["level"] for group in plan["dimensions"].values()} == {RUBRIC.one_sided_top}


def test_a_meeting_of_both_sides_may_reach_the_top(here: Path) -> None:
    ran = said(*ASSESS, lines=["3", "2", "", *(line for _ in IDS for line in ("3", ".")), "f"])
    assert "Both sides are here." in ran.stderr
    from tomllib import loads

    plan = loads((here / "team.plan.toml").read_text())
    assert {group["level"] for group in plan["dimensions"].values()} == {RUBRIC.top}


def test_finishing_without_an_answer_gives_no_result(here: Path) -> None:
    ran = said(*ASSESS, lines=["3", "2", "", *("x" for _ in IDS), "f"])
    assert ran.returncode == 0
    assert wording.NO_ANSWERS in ran.stderr
    assert not list(here.glob("*.plan.toml"))


def test_no_plan_is_written_where_none_is_wanted_and_elsewhere_where_asked(here: Path) -> None:
    said(*ASSESS, "--no-plan", lines=["3", "2", "", *ALL, "f"])
    assert not list(here.glob("*.plan.toml"))
    said(*ASSESS, "--plan", "next.toml", lines=["f"])
    assert (here / "next.toml").exists()


def test_a_whole_run_on_a_terminal_asks_for_the_name_first(tmp_path: Path) -> None:
    with Terminal(tmp_path, "assess") as terminal:
        terminal.expect("What is your team or project called?", "Enter:")
        terminal.reply("", "Please type a name", "Enter:")
        terminal.reply("Team", "We save each answer in team-2026-11.answers.toml.")
        to_first_practice(terminal, MENU_END)
        terminal.reply("?", "Why it matters", MENU_END)
        terminal.reply("1", "You chose: 1 Started")


def test_another_team_of_nearly_the_same_name_gets_a_file_of_its_own(tmp_path: Path) -> None:
    for asked, team in (("", "A/B"), ("n\n", "A B"), ("2\n", "")):
        typed = f"{asked}{team}\n1\n1\n\n1\ns\n" if team else f"{asked}1\ns\n"
        done = run("assess", "--plain", typed=typed, cwd=tmp_path)
        assert done.returncode == 4, done.stderr
    names = sorted(path.name for path in tmp_path.glob("*.toml"))
    assert names == ["a-b-2026-11-2.answers.toml", "a-b-2026-11.answers.toml"]
    sheets = [tomllib.loads((tmp_path / name).read_text("utf-8")) for name in names]
    assert [each["team"] for each in sheets] == ["A B", "A/B"]


def test_a_very_long_name_of_many_bytes_still_makes_a_file(tmp_path: Path) -> None:
    done = run("assess", "--plain", "--team", "\U00010330" * 80, typed="1\n1\n\n1\ns\n", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    assert len(list(tmp_path.glob("*.toml"))) == 1


def test_a_private_sheet_is_not_taken_up_as_a_meetings(tmp_path: Path) -> None:
    run("assess", "--plain", "--voice", "staff", "--team", "T", typed="y\n\n\n1\ns\n", cwd=tmp_path)
    (private,) = tmp_path.glob("*.toml")
    done = run("assess", "--plain", "--answers", private, "--voice", "together", cwd=tmp_path)
    assert done.returncode == 2
    assert "--voice does not fit" in done.stderr


def test_a_meeting_does_not_begin_from_one_persons_sheet(tmp_path: Path) -> None:
    run("assess", "--plain", "--voice", "staff", "--team", "T", typed="y\n\n\n1\ns\n", cwd=tmp_path)
    (private,) = tmp_path.glob("*.toml")
    done = run("assess", "--plain", "--from", private, "--voice", "together", "--round", "next", cwd=tmp_path)
    assert done.returncode == 2
    assert "the same voice" in done.stderr

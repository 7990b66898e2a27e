"""``coprod-check collect`` as a facilitator meets it who waits for the sheets of many teams."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_process import run
from helpers.process import ROOT

from coprod_check.cli.choices import CollectFormat
from coprod_check.cli.commands import collect
from coprod_check.cli.thresholds import Thresholds
from coprod_check.storage.library import Rubrics
from coprod_check.storage.sheet_files import to_toml
from coprod_check.storage.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

PROGRAMME = ROOT / "examples" / "programme" / "programme.csv"
RUBRIC = Rubrics(None).for_sheet(None)
assert RUBRIC
HEAD = f'format = "coprod-answers/1"\nrubric = "{RUBRIC.id}"\nrubric_version = "{RUBRIC.version}"\n'
ANSWER = "[ratings.shared-decisions]\nlevel = 1\n"


def put(folder: Path, name: str, team: str, voice: str, said: str = "", *, label: str = "2026-11") -> Path:
    """Save a sheet with one answer; ``said`` are further lines of its head."""
    path = folder / f"{name}.answers.toml"
    path.write_text(
        f'{HEAD}team = "{team}"\nvoice = "{voice}"\ndate = {label}-22\nround = "{label}"\n{said}{ANSWER}', "utf-8"
    )
    return path


def own(number: int, *, agreed: bool) -> str:
    """What a private sheet says of itself."""
    return f'sheet = "s{number}"\nshare = {str(agreed).lower()}\n'


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """Twelve made-up teams in two rounds, each sheet in a file of its own."""
    folder = tmp_path / "answers"
    folder.mkdir()
    for place, (_, filed) in enumerate(read_table(PROGRAMME, Rubrics(None).for_sheet).sheets):
        (folder / f"{place:02}.answers.toml").write_text(to_toml(filed.sheet), "utf-8")
    return folder


def flat(done: CompletedProcess[str]) -> str:
    return " ".join(done.stdout.split())


def test_twelve_teams_against_a_list(programme: Path, tmp_path: Path) -> None:
    expected = tmp_path / "teams.csv"
    expected.write_text("contact,team\nx,ASH GROVE  memory clinic\ny,Kingsmead hearing\nz,Larkhil asthma\n", "utf-8")
    done = run("collect", programme, "--expect", expected)
    assert done.returncode == 1
    assert "Note: team names" not in done.stderr
    said = flat(done)
    assert said.startswith("What has come in of November 2026: 1 of 3 teams expected")
    assert "9 have answers of both sides, 2 of one side only." in said
    assert "• Kingsmead hearing: its last sheets are of May 2026. • Larkhil asthma Not on your list" in said
    assert "• Larkhill asthma: is it Larkhil asthma?" in said
    assert "• Dovecote young carers: staff alone." in said
    assert "Names that may be one team" not in said  # it is asked once
    assert run("collect", programme, "--expect", expected, "--round", "2026-05").stdout.startswith(
        "What has come in of May 2026: 2 of 3 teams expected"
    )


def test_a_complete_round_ends_with_0_and_with_the_command_to_score_it(programme: Path) -> None:
    done = run("collect", programme, "--round", "2026-11")
    assert (done.returncode, done.stderr) == (0, "")
    *_, command = done.stdout.replace("\\\n", "").splitlines()
    assert command == f"coprod-check score {programme} --round 2026-11"
    assert run(*command.split()[1:]).returncode == 0


def both_ways(*paths: Path, capsys: pytest.CaptureFixture[str]) -> list[Any]:
    """What is collected sheet by sheet and in columns."""
    found = []
    for files in (10**6, 1):
        options = collect.Options(list(paths), None, None, CollectFormat.JSON, None, None, plain=False)
        capsys.readouterr()
        try:
            collect.run(options, Thresholds(files, 10**9, 10**9, 10**9))
        except SystemExit as ended:
            found.append(ended.code)
        found.append(json.loads(capsys.readouterr().out))
    return found


def trouble(folder: Path) -> None:
    """Sheets of every kind that a facilitator has to do with."""
    put(folder, "waiting", "Quiet team", "staff", "finished = false\n")
    put(folder, "meeting", "Meeting team", "together", "finished = false\npeople = {staff = 2, lived-experience = 2}\n")
    put(folder, "bad", "Bad team", "staff", "finnished = false\n")
    put(folder, "one", "Twice", "staff", 'sheet = "same"\n')
    put(folder, "two", "Twice", "lived-experience", 'sheet = "same"\n')
    (folder / "broken.answers.toml").write_text("team = \n", "utf-8")
    (folder / "bare.answers.toml").write_text(HEAD, "utf-8")
    shutil.copy(folder / "one.answers.toml", folder / "renamed.toml")
    blank = put(folder, "blank", "Blank team", "staff")
    blank.write_text(blank.read_text("utf-8").replace(ANSWER, ""), "utf-8")
    for number in range(6):
        put(
            folder, f"many-{number}", "Large team", "staff", f'sheet = "l{number}"\nshare = {str(number > 0).lower()}\n'
        )


def test_sheet_by_sheet_and_in_columns_are_the_same(programme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = both_ways(programme, capsys=capsys)
    assert first == second
    trouble(programme)
    code, first, same_code, second = both_ways(programme, capsys=capsys)
    assert (code, first) == (same_code, second)


def test_what_is_not_finished_or_to_be_mended_is_told_and_ends_with_3(tmp_path: Path) -> None:
    trouble(tmp_path)
    done = run("collect", tmp_path, "--plain")
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1] == collect.MEND
    said = flat(done)
    assert "- Meeting team: the meeting's sheet." in said
    assert "- Quiet team: somebody's own sheet, of staff." in said
    mend = said.partition("To be mended")[2].partition("Every team")[0]
    assert "Bad team: " in mend
    assert "Twice: " in mend
    assert "2 files that cannot be read: they do not say whose they are." in mend
    assert "- Large team: Together: none Staff: 6 Lived experience: none" in said
    for name in ("waiting", "bad", "broken", "one", "two"):
        assert f"{name}.answers.toml" in done.stderr
    assert ".toml" not in said.partition("When everyone")[0]


@pytest.mark.parametrize("style", ["text", "markdown", "json"])
@pytest.mark.parametrize("shares", ["000", "001", "011", "111"])
def test_what_is_collected_never_tells_who_agreed_to_be_shown(style: str, shares: str, tmp_path: Path) -> None:
    def collected(agreed: str) -> str:
        for number, each in enumerate(agreed):
            put(
                tmp_path,
                f"{number}",
                "A team",
                "staff",
                f'sheet = "s{number}"\nshare = {["false", "true"][int(each)]}\n',
            )
        done = run("collect", tmp_path, "--format", style)
        return done.stdout + done.stderr

    assert collected(shares) == collected("101")


def test_a_number_below_five_stands_nowhere(tmp_path: Path) -> None:
    told = []
    for number in range(4):
        put(tmp_path, f"{number}", "A team", "staff", own(number, agreed=True))
        told.append(run("collect", tmp_path, "--format", "json").stdout)
    assert len(set(told)) == 1
    put(tmp_path, "4", "A team", "staff", 'sheet = "s4"\n')
    assert json.loads(run("collect", tmp_path, "--format", "json").stdout)["teams"][0]["sides"]["staff"]["sheets"] == 5


def test_a_folder_into_which_nothing_has_come_yet(tmp_path: Path) -> None:
    done = run("collect", tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("What has come in: 0 teams")
    assert "Note: " in done.stderr
    (tmp_path / "teams.toml").write_text('teams = ["A"]\n', "utf-8")
    done = run("collect", tmp_path, "--expect", tmp_path / "teams.toml")
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "What has come in: 0 of 1 team expected")


def test_a_table_is_collected_like_files() -> None:
    done = run("collect", ROOT / "examples" / "table" / "ten-teams.csv")
    assert done.returncode == 0
    assert done.stdout.startswith("What has come in of November 2026: 10 teams")


def test_a_row_that_cannot_be_read_is_of_the_team_that_it_names(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(
        "team,date,round,voice,shared-decisions\nA,2026-11-22,x,together,1\nA,2026-11-22,x,staff,9\n", "utf-8"
    )
    done = run("collect", table, "--format", "json")
    assert done.returncode == 3
    (team,) = json.loads(done.stdout)["teams"]
    assert team["to_mend"]
    assert team["sides"]["staff"]["sheets"] is None


def test_a_round_that_nothing_has_is_a_wrong_command_line(tmp_path: Path) -> None:
    put(tmp_path, "x", "A", "together", "people = {staff = 1}\n")
    done = run("collect", tmp_path, "--round", "2026-12")
    assert done.returncode == 2
    assert "did you mean '2026-11'?" in done.stderr


def test_rounds_that_are_close_are_a_note_and_a_file_is_written_whole(tmp_path: Path) -> None:
    put(tmp_path, "x", "A", "together", "people = {staff = 1}\n")
    shutil.copy(put(tmp_path, "y", "A", "together", "people = {staff = 1}\n", label="2026-10"), tmp_path / "mine.toml")
    page = tmp_path / "page.md"
    done = run("collect", tmp_path, "--format", "markdown", "--out", page)
    assert (done.returncode, done.stdout) == (0, "")
    assert "has two rounds 31 days apart" in done.stderr
    assert "mine.toml: is a sheet, and was not read" in done.stderr
    assert page.read_text("utf-8").startswith("# What has come in of November 2026: 1 team\n")
    assert run("collect", tmp_path, "--out", tmp_path / "x.answers.toml").returncode == 2


@pytest.mark.parametrize("large", [10**9, 1])
def test_of_a_table_of_copies_some_are_named_and_the_others_counted(
    large: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Row by row or in columns, on a screen or for a program: seventeen thousand notes were a megabyte."""
    path = tmp_path / "t.csv"
    rows = "".join(f"T,2026-11-22,staff,S{n % 3},{n % 3 % 2}\n" for n in range(300))
    path.write_text(f"team,date,voice,respondent,shared-decisions\n{rows}", "utf-8")
    options = collect.Options([path], None, None, CollectFormat.JSON, None, None, plain=False)
    collect.run(options, Thresholds(10**6, large, large, large))
    notes = json.loads(capsys.readouterr().out)["notes"]
    assert len(notes) == 21
    message = "and 277 more notes: 277 × counted once: it says the same as …"
    assert notes[-1] == {"file": path.as_posix(), "message": message}

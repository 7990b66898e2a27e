"""Whatever happens to the program, the file or the terminal: no answer that was taken is lost."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import shlex
import signal
import subprocess
import threading
import time
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from helpers import make
from helpers.in_process import run
from helpers.terminal import (
    MENU_END,
    PROMPT,
    SHEET,
    Terminal,
    command,
    environment,
    menu,
    plain,
    ratings,
    saved,
    to_first_practice,
)

from coprod_check.ask import front_end
from coprod_check.ask.lines_in import StreamLines
from coprod_check.ask.plain import Plain
from coprod_check.documents.sheet import read_sheet
from coprod_check.interview import wording
from coprod_check.interview.state import Draft, State, begin
from coprod_check.storage import writing
from coprod_check.storage.library import DEFAULT, find_rubric, locate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUBRIC = find_rubric(DEFAULT)
IDS = [practice.id for practice in RUBRIC.practices]
TRUE = [RUBRIC.circumstances[0].id, RUBRIC.circumstances[3].id]
WHOLE = ["3", "2", "1 4", *(line for _ in IDS for line in ("2", "A note.", "and more", ".")), "f"]
ASSESS = ("assess", "--plain", "--team", "Team")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPROD_TODAY", "2026-11-22")
    return tmp_path


def said(*args: str, lines: list[str]) -> Any:
    """Run the program inside the test, with lines from a pipe."""
    return run(*args, typed="".join(f"{line}\n" for line in lines))


def valid(path: Path) -> dict[str, Any]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    sheet, problems = read_sheet(data, RUBRIC)
    assert sheet is not None, problems
    return data


# Leaving.


def test_the_end_of_input_at_every_question_of_a_whole_run_loses_nothing(here: Path) -> None:
    for taken in range(len(WHOLE)):
        for file in here.iterdir():
            file.unlink()
        ran = said(*ASSESS, "--no-plan", lines=WHOLE[:taken])
        assert ran.returncode == 4, (taken, ran.stderr)
        if not taken:
            assert "nothing was saved" in ran.stderr
            assert not (here / SHEET).exists()
            continue
        data = valid(here / SHEET)
        assert data["people"]["staff"] == 3
        assert data["people"]["lived-experience"] == (2 if taken > 1 else 0)
        assert data.get("circumstances", []) == (TRUE if taken > 2 else [])
        full, rest = divmod(max(taken - 3, 0), 4)
        notes = ["", "", "A note.", "A note.\nand more"]
        wanted = {each: {"level": 2, "evidence": "A note.\nand more"} for each in IDS[:full]}
        if rest:
            wanted[IDS[full]] = {"level": 2, "evidence": notes[rest]} if notes[rest] else {"level": 2}
        assert data.get("ratings", {}) == wanted


def test_an_interview_that_stops_at_every_question_and_goes_on_ends_in_the_same_sheet(here: Path) -> None:
    said(*ASSESS, "--no-plan", lines=["3", "2", "1 4", *("1" for _ in IDS), "f"])
    at_once = (here / SHEET).read_bytes()
    (here / SHEET).unlink()
    said(*ASSESS, "--no-plan", lines=["3", "2", "1 4", "1"])
    for done in range(1, len(IDS)):
        ran = said(*ASSESS, "--no-plan", lines=["y", "1"])
        assert ran.returncode == 4
        assert f"You answered {done} of {len(IDS)}. Going on at practice {done + 1}." in ran.stderr
    ran = said(*ASSESS, "--no-plan", lines=["y", "f"])
    assert ran.returncode == 0
    assert (here / SHEET).read_bytes() == at_once


def test_save_and_stop_says_how_to_go_on(here: Path) -> None:
    ran = said(*ASSESS, "--only", "engagement", lines=["3", "2", "", "1", "s"])
    assert ran.returncode == 4
    wanted = f"To go on: coprod-check assess --answers {SHEET} --only engagement --plain"
    assert wanted in " ".join(ran.stderr.split())
    assert valid(here / SHEET)["ratings"] == {IDS[0]: {"level": 1}}


@pytest.mark.parametrize("how", [plain, menu])
@pytest.mark.parametrize(("keys", "code"), [("\x03", 130), ("\x04", 4)])
def test_leaving_on_a_terminal_keeps_every_answer_and_lets_go_of_the_file(
    tmp_path: Path, how: Any, keys: str, code: int
) -> None:
    end = PROMPT if how is plain else MENU_END
    with how(tmp_path) as terminal:
        to_first_practice(terminal, end)
        terminal.reply("1", "Practice 2", end)
        terminal.reply("2", "leaves it empty:")
        terminal.send(keys)
        assert terminal.ends() == code
        assert "Traceback" not in terminal.said
    assert ratings(tmp_path) == {IDS[0]: {"level": 1}, IDS[1]: {"level": 2}}
    assert not list(tmp_path.glob(".*"))


def test_ctrl_c_at_the_very_first_question_saves_nothing_and_says_so(tmp_path: Path) -> None:
    with Terminal(tmp_path, "assess", "--plain") as terminal:
        terminal.expect("What is your team", "Enter:")
        terminal.send("\x03")
        assert terminal.ends() == 130
        assert "nothing was saved" in terminal.said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("how", [plain, menu])
def test_a_terminal_that_is_closed_keeps_every_answer_and_lets_go_of_the_file(tmp_path: Path, how: Any) -> None:
    end = PROMPT if how is plain else MENU_END
    with how(tmp_path) as terminal:
        to_first_practice(terminal, end)
        terminal.reply("1", "Practice 2", end)
        terminal.child.close()  # as the window is closed: the program gets SIGHUP
        assert terminal.child.signalstatus == signal.SIGHUP
    assert ratings(tmp_path) == {IDS[0]: {"level": 1}}
    ran = run(*ASSESS, typed="y\n0\n", cwd=tmp_path)
    assert ran.returncode == 4, ran.stderr
    assert ratings(tmp_path) == {IDS[0]: {"level": 1}, IDS[1]: {"level": 0}}


def test_a_program_that_is_killed_at_any_moment_leaves_a_whole_sheet_with_every_answer_it_took(tmp_path: Path) -> None:
    chance = random.Random(22)
    for turn in range(20):
        folder = tmp_path / str(turn)
        folder.mkdir()
        heard: list[str] = []
        with subprocess.Popen(
            command(*ASSESS),
            cwd=folder,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            bufsize=1,
        ) as running:
            assert running.stdin
            assert running.stderr
            answers = chance.randrange(1, 18)
            running.stdin.write("3\n2\n\n" + "1\n" * answers)
            running.stdin.flush()
            until = chance.randrange(answers)
            for line in running.stderr:
                heard.append(line)
                if sum("You chose" in each for each in heard) > until:
                    break
            timer = threading.Timer(chance.random() * 0.01, running.kill)
            timer.start()
            heard += running.stderr
            timer.join()
            assert running.wait() == -signal.SIGKILL
        acknowledged = sum("You chose: 1 Started" in line for line in heard)
        data = valid(folder / SHEET)
        assert acknowledged > until
        assert len(data["ratings"]) >= acknowledged
        assert data["finished"] is False
        valid(folder / f"{SHEET}.bak")
        assert "You answered" in run(*ASSESS, typed="y\n", cwd=folder).stderr


# What somebody typed into the file.


def test_comments_in_a_sheet_are_kept_at_its_top_and_once(here: Path) -> None:
    said(*ASSESS, lines=["3", "2", "", "2", "A # of us.", ".", "1"])
    path = here / SHEET
    lines = path.read_text("utf-8").splitlines()
    lines[lines.index("level = 2")] = "level = 2  # Ann: ask again in May"
    path.write_text("\n".join(["# first", *lines, "# last"]), "utf-8")
    for answer in ("0", "1"):
        said(*ASSESS, lines=["y", answer])
        text = path.read_text("utf-8")
        assert "\n# first\n# Ann: ask again in May\n# last\n\nformat = " in text
        assert sum(line.startswith("#") for line in text.splitlines()) == 5
        assert valid(path)["ratings"][IDS[0]] == {"level": 2, "evidence": "A # of us."}
    assert [each["level"] for each in valid(path)["ratings"].values()] == [2, 1, 0, 1]


# Places that cannot be written.


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few kilobytes where we may mount one; else a limit on the size of files does the same."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(place)], capture_output=True, check=False
    )
    yield place
    if not mounted.returncode:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_loses_nothing_and_another_place_can_be_chosen(small_disk: Path, tmp_path: Path) -> None:
    mounted = os.path.ismount(small_disk)
    line = f"{'' if mounted else 'ulimit -f 16;'} exec {shlex.join(command(*ASSESS))}"
    other = tmp_path / "other"
    other.mkdir()
    with Terminal(small_disk, shell=line) as terminal:
        to_first_practice(terminal)
        terminal.reply("1", "Practice 2", PROMPT)
        terminal.reply("2", "leaves it empty:")
        terminal.send("".join("A long note. " * 100 + "\r" for _ in range(30)))
        terminal.reply(
            ".", "We could not save your answers", "What was saved before is as it was.", "tries the same", "again:"
        )
        assert valid(small_disk / SHEET)["ratings"] == {IDS[0]: {"level": 1}, IDS[1]: {"level": 2}}
        terminal.reply("", "We could not save your answers", "again:")
        terminal.reply(str(small_disk / SHEET), "There is already a file", "tries the same", "again:")
        if mounted:
            terminal.reply("../other", "Practice 3", PROMPT)
            terminal.reply("0", "Practice 4", PROMPT)
            terminal.reply("s", "Your answers are saved in ../other")
            assert terminal.ends() == 4
            now = valid(other / SHEET)["ratings"]
            assert len(now[IDS[1]]["evidence"]) == 30 * 1301 - 2
            assert now[IDS[2]] == {"level": 0}
    assert valid(small_disk / SHEET)["ratings"] == {IDS[0]: {"level": 1}, IDS[1]: {"level": 2}}
    assert not list(small_disk.glob(".*.tmp"))


def test_a_pipe_whose_answers_cannot_be_saved_prints_them(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace
    calls = []

    def full(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) > 8:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    ran = said(*ASSESS, lines=["3", "2", "", "1", "0", "1", "0", "1", "0"])
    assert ran.returncode == 3
    assert "No space left on device" in ran.stderr
    assert wording.ELSEWHERE not in ran.stderr  # the next line answers a question; it is no name for a file
    printed = tomllib.loads(ran.stdout)
    kept = valid(here / SHEET)
    assert kept["ratings"].items() <= printed["ratings"].items()
    assert len(printed["ratings"]) == len(kept["ratings"]) + 1
    assert sorted(file.name for file in here.iterdir() if not file.name.endswith(".bak")) == [SHEET]


def test_a_folder_in_which_nothing_may_be_made_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing, "write_whole", refuse)
    monkeypatch.setattr("coprod_check.storage.open_sheet.write_whole", refuse)
    monkeypatch.setattr("filelock.FileLock._acquire", refuse)
    ran = said(*ASSESS, lines=["3", "2"])
    assert ran.returncode == 3
    assert "we are not allowed" in ran.stderr
    assert SHEET in ran.stderr
    assert tomllib.loads(ran.stdout)["people"] == {"staff": 3, "lived-experience": 0}
    assert not (here / SHEET).exists()


# Other people.


def test_a_second_person_is_told_in_one_sentence_and_the_first_is_not_disturbed(tmp_path: Path) -> None:
    with plain(tmp_path) as terminal:
        to_first_practice(terminal)
        before = (tmp_path / SHEET).read_bytes()
        ran = run(*ASSESS, typed="9\n9\n9\n", cwd=tmp_path)
        assert ran.returncode == 3
        assert ran.stderr.startswith(f"{SHEET}: somebody has this sheet open now")
        assert ran.stderr.count("\n") == 1
        assert (tmp_path / SHEET).read_bytes() == before
        terminal.reply("1", "Practice 2", PROMPT)
        terminal.reply("s", "To go on")
        assert terminal.ends() == 4
    assert ratings(tmp_path) == {IDS[0]: {"level": 1}}
    assert saved(tmp_path)["people"] == {"staff": 3, "lived-experience": 2}


def test_a_file_that_somebody_else_changed_stays_theirs_and_ours_goes_beside_it(tmp_path: Path) -> None:
    with plain(tmp_path) as terminal:
        to_first_practice(terminal)
        terminal.reply("1", "Practice 2", PROMPT)
        theirs = (tmp_path / SHEET).read_bytes() + b"# a note of theirs\n"
        (tmp_path / SHEET).write_bytes(theirs)
        terminal.reply("0", "Somebody else has changed the file", "team-2026-11-2.answers.toml", "Practice 3", PROMPT)
        terminal.reply("3", "leaves it empty:")
        terminal.reply(".", "Practice 4", PROMPT)
        terminal.reply("s", "To go on: coprod-check assess")
        terminal.ends()
        assert "--answers team-2026-11-2.answers.toml" in " ".join(terminal.said.split())
    assert (tmp_path / SHEET).read_bytes() == theirs
    ours = ratings(tmp_path, "team-2026-11-2.answers.toml")
    assert [ours[each]["level"] for each in IDS[:3]] == [1, 0, 3]


def test_a_file_that_is_gone_is_written_again_where_it_was(tmp_path: Path) -> None:
    with plain(tmp_path) as terminal:
        to_first_practice(terminal)
        terminal.reply("1", "Practice 2", PROMPT)
        (tmp_path / SHEET).unlink()
        terminal.reply("0", "Practice 3", PROMPT)
        assert "Somebody else" not in terminal.said
    assert len(ratings(tmp_path)) == 2


# Sheets that do not fit.


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('rubric = "coproduction-values"', 'rubric = "another"', "another"),
        (f'rubric_version = "{RUBRIC.version}"', 'rubric_version = "1.0.0"', "1.0.0"),
        ("level = 1", "level = 7", "7"),
        ("[people]", "[people", "not understood"),
    ],
)
def test_a_sheet_that_does_not_fit_is_refused_and_left_as_it_is(here: Path, old: str, new: str, named: str) -> None:
    said(*ASSESS, lines=["3", "2", "", "1"])
    path = here / SHEET
    path.write_text(path.read_text().replace(old, new))
    before = path.read_bytes()
    for args in (ASSESS, ("assess", "--plain", "--answers", SHEET)):
        ran = said(*args, lines=["0", "0"])
        assert ran.returncode == 3
        assert named in ran.stderr
        assert SHEET in ran.stderr
        assert path.read_bytes() == before
        assert f"version {RUBRIC.version}" in ran.stderr or "1.0.0" not in new


def test_a_sheet_of_another_rubric_that_was_chosen_names_both(here: Path) -> None:
    said(*ASSESS, lines=["3", "2", "", "1"])
    text = locate(DEFAULT).read_text(encoding="utf-8")
    (here / "mine.toml").write_text(text.replace('id = "coproduction-values"', 'id = "mine"', 1), encoding="utf-8")
    ran = said("assess", "--plain", "--answers", SHEET, "--rubric", "mine.toml", lines=["0"])
    assert ran.returncode == 3
    assert "'coproduction-values'" in ran.stderr
    assert "'mine'" in ran.stderr


def test_the_save_is_asked_for_before_the_answer_is_said_back() -> None:
    events: list[str] = []
    reader = StreamLines(io.StringIO("3\n2\n\n1\n"), lambda _: None)
    screen = Plain(reader, lambda text: events.append(text.strip()), lambda: 80)
    state = begin(RUBRIC, Draft(date=make.DAY, voice="together", team="Team"))

    def save(after: State) -> State:
        events.append("SAVED")
        return after

    with pytest.raises(front_end.EndOfInput):
        front_end.run(state, screen, save)
    assert events[events.index("You chose: 1 Started") - 1] == "SAVED"


@pytest.mark.parametrize("how", [plain, menu])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["asked to end", "terminal gone"])
def test_lines_that_were_typed_are_kept_when_the_program_is_made_to_end(
    tmp_path: Path, how: Any, number: signal.Signals
) -> None:
    with how(tmp_path) as terminal:
        to_first_practice(terminal, PROMPT if how is plain else MENU_END)
        terminal.reply("2", "leaves it empty:")
        terminal.send("Minutes of 3 March\r")
        terminal.expect("Minutes of 3 March")
        time.sleep(0.3)
        os.kill(terminal.child.pid, number)
        assert terminal.ends() == -number
    assert ratings(tmp_path)[IDS[0]] == {"level": 2, "evidence": "Minutes of 3 March"}


def test_a_clock_that_went_back_does_not_take_the_date_of_a_sheet_back(tmp_path: Path) -> None:
    said = "4\n3\n\n1\ns\n"
    assert run(*ASSESS, typed=said, cwd=tmp_path, COPROD_TODAY="2026-11-22").returncode == 4
    assert run(*ASSESS, typed="y\n2\n\ns\n", cwd=tmp_path, COPROD_TODAY="2026-10-01").returncode == 4
    assert saved(tmp_path)["date"] == dt.date(2026, 11, 22)

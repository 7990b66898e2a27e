"""What one person answered is readable by nobody else on the machine, and leaves nothing behind that still says it."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from helpers import make
from helpers.in_process import run
from helpers.process import ROOT
from helpers.terminal import command, environment

from coprod_check.documents.errors import BadInput
from coprod_check.storage.library import DEFAULT, find_rubric
from coprod_check.storage.open_sheet import OpenSheet, is_open
from coprod_check.storage.writing import LEFT_OVER, copy_of, open_aside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUBRIC = find_rubric(DEFAULT)
ALL = ["1"] * len(RUBRIC.practices)
ALONE = ("--team", "Team", "--voice", "staff")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """As most machines are set up: what a program makes may be read by everybody."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {each.suffix: oct(each.stat().st_mode & 0o777) for each in sorted(folder.iterdir())}


def assess(folder: Path, *options: str | Path, typed: list[str]) -> subprocess.CompletedProcess[str]:
    return run("assess", "--plain", *options, typed="".join(f"{line}\n" for line in typed), cwd=folder)


def only_sheet(folder: Path) -> Path:
    (path,) = folder.glob("*.answers.toml")
    return path


@pytest.mark.parametrize("voice", ["staff", "lived-experience"])
def test_a_private_sheet_and_its_copy_are_for_their_owner_alone_from_the_first_answer(
    tmp_path: Path, voice: str
) -> None:
    assert assess(tmp_path, *ALONE[:2], "--voice", voice, typed=["n", "", "", *ALL[:4]]).returncode == 4
    assert modes(tmp_path) == {".toml": "0o600", ".bak": "0o600"}


def test_a_private_sheet_that_others_could_read_is_closed_to_them_at_the_next_answer(tmp_path: Path) -> None:
    assess(tmp_path, *ALONE, typed=["n", "", "", *ALL[:4]])
    for each in tmp_path.iterdir():
        each.chmod(0o664)
    assert assess(tmp_path, "--answers", only_sheet(tmp_path), typed=ALL[4:6]).returncode == 4
    assert modes(tmp_path) == {".toml": "0o600", ".bak": "0o600"}


def test_what_a_meeting_agreed_and_what_is_made_of_it_stays_as_the_machine_is_set_up(tmp_path: Path) -> None:
    done = assess(tmp_path, "--team", "Team", typed=["3", "2", "", *ALL, "f"])
    assert done.returncode == 0, done.stderr
    run("score", ".", "--format", "csv", "--out", "r.csv", cwd=tmp_path)
    run("report", ".", "--out", "r.html", cwd=tmp_path)
    assert modes(tmp_path) == dict.fromkeys([".bak", ".csv", ".html", ".toml"], "0o644")
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o644}


def test_consent_that_was_taken_back_is_in_no_file_any_more(tmp_path: Path) -> None:
    assert assess(tmp_path, *ALONE, typed=["y", "S1", "", *ALL, "f"]).returncode == 0
    (path,) = tmp_path.iterdir()  # and no copy of a sheet that is finished
    assert "share = true" in path.read_text("utf-8")
    # As an earlier edition left it: a copy with the consent in it, which anybody could read.
    copy_of(path).write_bytes(path.read_bytes())
    again = assess(tmp_path, "--answers", path, typed=["w", "n", "S1", "f"])
    assert again.returncode == 0, again.stderr
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert "share = true" not in path.read_text("utf-8")


def test_evidence_that_was_taken_out_is_in_no_file_once_the_sheet_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "a.answers.toml"
    with OpenSheet(path) as sheet:
        sheet.save("evidence = 'Ms Secret'", private=True)
        path.write_text("theirs")  # somebody else's program has changed it: ours goes beside
        sheet.save("evidence = 'Ms Secret 2'", private=True)
        sheet.save("evidence = 'Ms Secret 3'", private=True)
        assert copy_of(sheet.path).exists()
        sheet.save("nothing", private=True, finished=True)
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {
        "a.answers.toml": "theirs",
        "a-2.answers.toml": "nothing",
    }


def test_the_copy_of_a_meetings_sheet_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.answers.toml"
    with OpenSheet(path) as sheet:
        sheet.save("one", finished=True)
        sheet.save("two", finished=True)
    assert copy_of(path).read_text() == "one"


def test_a_lock_is_for_its_owner_alone_and_never_goes_through_a_link(tmp_path: Path) -> None:
    path = tmp_path / "a.answers.toml"
    with OpenSheet(path):
        assert modes(tmp_path) == {".lock": "0o600"}
        assert is_open(path)
    other = tmp_path / "other"
    other.write_text("somebody's")
    (tmp_path / ".a.answers.toml.lock").symlink_to(other)
    with OpenSheet(path) as sheet:
        sheet.save("ours", private=True)
    assert other.read_text() == "somebody's"
    assert path.read_text() == "ours"


def test_locks_of_programs_that_were_killed_are_cleared_when_they_are_old_and_nobody_holds_them(tmp_path: Path) -> None:
    old, new, held = (tmp_path / f".{name}.answers.toml.lock" for name in ("old", "new", "held"))
    mine = tmp_path / ".notes.lock"
    with OpenSheet(tmp_path / "held.answers.toml"):
        for each in (old, new, mine):
            each.touch()
        for each in (old, held, mine):
            os.utime(each, (0, 0))
        with OpenSheet(tmp_path / "a.answers.toml"):
            assert not old.exists()
            assert new.exists()
            assert mine.exists()
        with (
            pytest.raises(BadInput, match="somebody has this sheet open now"),
            OpenSheet(tmp_path / "held.answers.toml"),
        ):
            pass


def test_interviews_that_are_killed_leave_one_whole_sheet_and_nothing_beside_it_after_the_next(tmp_path: Path) -> None:
    chance = random.Random(15)
    for turn in range(5):
        going_on = ["y"] if turn else ["n", "", ""]
        with subprocess.Popen(
            command("assess", "--plain", *ALONE),
            cwd=tmp_path,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as running:
            assert running.stdin
            assert running.stderr
            running.stdin.write("".join(f"{line}\n" for line in [*going_on, *ALL]))
            running.stdin.flush()
            for line in running.stderr:
                if "You chose: 1" in line:
                    break
            timer = threading.Timer(chance.random() * 0.05, running.kill)
            timer.start()
            running.stderr.read()
            timer.join()
            assert running.wait() in {-signal.SIGKILL, 4}
        assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}
    path = only_sheet(tmp_path)
    left = ALL[len(make.toml(path)["ratings"]) :]
    assert assess(tmp_path, "--answers", path, typed=[*left, "f"]).returncode == 0
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


# What is said of it.


def test_the_page_on_privacy_names_every_file_that_the_program_leaves(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    private = ["n", "", "", *ALL]
    assess(tmp_path, *ALONE, typed=private[:6])
    assess(tmp_path, "--team", "Other", typed=["3", "2", "", *ALL, "f"])
    run("plan", ".", "--team", "Other", "--out", "other.plan.toml", "--actions", "2", cwd=tmp_path)
    made: Any = {each.name for each in tmp_path.rglob("*")}
    endings = {".answers.toml", ".answers.toml.bak", ".plan.toml"}
    assert all(any(name.endswith(ending) for ending in endings) for name in made), made
    with OpenSheet(tmp_path / "open.answers.toml"):
        assert (tmp_path / ".open.answers.toml.lock").exists()
    aside, file = open_aside(tmp_path / "NAME", private=True)
    file.close()
    assert re.fullmatch(r"\.NAME\..+\.tmp", aside.name)
    for each in ("NAME.answers.toml", "NAME.answers.toml.bak", ".NAME.lock", ".NAME.….tmp", "NAME.DATE.plan.toml"):
        assert f"`{each}`" in text, each
    assert "after ten minutes" in text
    assert LEFT_OVER == 10 * 60


@pytest.mark.parametrize(
    "words", [("score", "--mine", "one"), ("diff", "one", "two"), ("diff", "one", "two", "--format", "json")]
)
def test_a_file_that_tells_what_one_person_answered_is_for_its_owner_alone(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    head = 'format = "coprod-answers/1"\nrubric = "coproduction-values"\nrubric_version = "2.0.0"\nteam = "T"\n'
    for name, level in (("one", 1), ("two", 2)):
        rating = f'[ratings.equal-airtime]\nlevel = {level}\nevidence = "Mine."\n'
        (tmp_path / f"{name}.answers.toml").write_text(f'{head}date = 2026-11-20\nvoice = "staff"\n{rating}', "utf-8")
    out = tmp_path / "mine.txt"
    named = [f"{word}.answers.toml" if word in {"one", "two"} else word for word in words]
    out.write_text("older", "utf-8")
    out.chmod(0o644)
    assert run(*named, "--out", out, cwd=tmp_path).returncode == 0
    assert out.stat().st_mode & 0o777 == 0o600
    # What a meeting agreed may be read by whoever the computer lets.
    for name in ("one", "two"):
        path = tmp_path / f"{name}.answers.toml"
        path.write_text(path.read_text("utf-8").replace('"staff"', '"together"'), "utf-8")
    out.unlink()
    if words[0] == "diff":
        assert run(*named, "--out", out, cwd=tmp_path).returncode == 0
        assert out.stat().st_mode & 0o077

"""Where output may go: never over what people wrote, and into a device without putting a file in its place."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.process import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SHEET = ROOT / "examples" / "riverside" / "riverside-diabetes-group-2026-11.answers.toml"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    mine = tmp_path / "mine.toml"
    shutil.copy(SHEET, mine)
    return mine


COMMANDS = [["score"], ["score", "--format", "csv"], ["report", "--format", "markdown"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_result_is_written_over_a_file_that_it_is_made_from(command: list[str], sheet: Path) -> None:
    before = sheet.read_bytes()
    done = run(*command, sheet, "--out", sheet)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is a file to be read, and would be written over; name another place" in done.stderr
    assert sheet.read_bytes() == before


@pytest.mark.parametrize("name", ["other.answers.toml", "Other.Answers.JSON", "team.plan.toml"])
@pytest.mark.parametrize("command", [*COMMANDS, ["form", "--voice", "staff"], ["rubric", "show"]], ids=" ".join)
def test_no_output_is_written_over_a_sheet_or_a_plan(command: list[str], name: str, sheet: Path) -> None:
    there = sheet.with_name(name)
    there.write_text("what somebody wrote", "utf-8")
    inputs = [sheet] if command[0] in {"score", "report"} else []
    done = run(*command, *inputs, "--out", there)
    assert done.returncode == 2
    assert "by its name; so that nothing in it is lost, name another file" in done.stderr
    assert there.read_text("utf-8") == "what somebody wrote"


@pytest.mark.parametrize("command", [*COMMANDS, ["form", "--voice", "staff"]], ids=" ".join)
@pytest.mark.parametrize("form", ["answers/1", "plan/2"])
def test_no_output_is_written_over_a_sheet_or_a_plan_of_another_name(
    command: list[str], form: str, sheet: Path
) -> None:
    there, link = sheet.with_name("ours.txt"), sheet.with_name("page.html")
    there.write_text(f'# ours\nformat = "coprod-{form}"\n', "utf-8")
    link.symlink_to(there)
    other = sheet.rename(sheet.with_name("other.toml"))
    inputs = [other] if command[0] in {"score", "report"} else []
    for place in (there, link):
        done = run(*command, *inputs, "--out", place)
        assert done.returncode == 2
        assert "by what stands in it; so that nothing in it is lost, name another file" in done.stderr
    assert there.read_text("utf-8").startswith("# ours")


def test_no_output_follows_a_link_to_a_plan(sheet: Path) -> None:
    there, link = sheet.with_name("team.plan.toml"), sheet.with_name("result.txt")
    there.write_text("what somebody wrote", "utf-8")
    link.symlink_to(there)
    done = run("score", sheet, "--out", link)
    assert (done.returncode, there.read_text("utf-8")) == (2, "what somebody wrote")


@pytest.mark.parametrize("style", ["text", "markdown", "csv", "json", "jsonl"])
def test_a_result_and_a_form_go_over_those_of_before(style: str, sheet: Path) -> None:
    for _ in range(2):
        assert run("score", sheet, "--format", style, "--out", sheet.with_name("r")).returncode == 0
        assert run("form", "--voice", "staff", "--out", sheet.with_name("f.html")).returncode == 0


def test_a_sheet_may_have_any_name_that_is_free(sheet: Path) -> None:
    assert run("score", sheet, "--out", sheet.with_name("new.answers.toml")).returncode == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_pipe_stays_a_pipe(command: list[str], sheet: Path) -> None:
    pipe = sheet.with_name("pipe")
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    done = run(*command, sheet, "--out", pipe)
    reader.join(timeout=30)
    assert done.returncode == 0, done.stderr
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    # A file keeps the line ends of a table; what goes through standard output here is decoded as text.
    assert read[0].decode().replace("\r\n", "\n") == run(*command, sheet).stdout.replace("\r\n", "\n")


def test_the_nothing_device_stays_what_it_is(sheet: Path) -> None:
    assert run("score", sheet, "--out", os.devnull).returncode == 0
    assert not stat.S_ISREG(os.stat(os.devnull).st_mode)  # noqa: PTH116 - a device has no Path of its own everywhere


def test_a_batch_with_faults_says_that_the_result_is_without_them(sheet: Path) -> None:
    sheet.with_name("bad.answers.toml").write_text("x", "utf-8")
    shutil.copy(sheet, sheet.with_name("good.answers.toml"))
    for command in (["score"], ["report", "--format", "markdown"]):
        done = run(*command, sheet.parent)
        assert done.returncode == 3
        last = done.stderr.splitlines()[-1]
        assert last == (
            "The result is without what is named here. Mend it and run this again before you share anything."
        )
        assert done.stdout

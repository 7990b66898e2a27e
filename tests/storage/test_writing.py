"""A file that is written whole or not at all."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from helpers.process import environment

from coprod_check.documents.errors import BadInput
from coprod_check.storage import writing
from coprod_check.storage.all_or_none import FileToWrite, write_all
from coprod_check.storage.writing import (
    LEFT_OVER,
    clear_left_over,
    copy_of,
    open_aside,
    write_output,
    write_whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_file_is_written_and_its_previous_state_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    for text in ("one", "twö", "three"):
        write_whole(path, text, keep_copy=True)
    assert path.read_bytes() == b"three"
    assert copy_of(path).read_text(encoding="utf-8") == "twö"
    assert names(tmp_path) == ["a.toml", "a.toml.bak"]


def test_without_being_asked_no_copy_is_kept(tmp_path: Path) -> None:
    for text in ("one", "two"):
        write_whole(tmp_path / "a.toml", text)
    assert names(tmp_path) == ["a.toml"]


def test_line_ends_are_written_as_they_are(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.toml", "one\ntwo\r\n")
    assert (tmp_path / "a.toml").read_bytes() == b"one\ntwo\r\n"


@pytest.mark.parametrize("step", ["fsync", "replace", "link"])
@pytest.mark.parametrize("kind", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_fault_at_any_step_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, kind: BaseException
) -> None:
    path = tmp_path / "a.toml"
    write_whole(path, "old", keep_copy=True)

    def fault(*_: Any, **__: Any) -> None:
        raise kind

    monkeypatch.setattr(os, step, fault)
    if step == "link" and isinstance(kind, OSError):
        write_whole(path, "new", keep_copy=True)  # a memory stick without links: it is copied
        assert path.read_text() == "new"
        assert copy_of(path).read_text() == "old"
        return
    with pytest.raises(type(kind)):
        write_whole(path, "new", keep_copy=True)
    assert path.read_text() == "old"
    assert [name for name in names(tmp_path) if name.endswith(".tmp")] == []


def test_the_file_is_on_disk_before_it_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        steps.append("fsync")
        fsync(handle)

    def replaced(source: Path, target: Path) -> None:
        steps.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    write_whole(tmp_path / "a.toml", "new")
    assert steps == ["fsync", "replace", "fsync"]


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real.toml").write_text("old")
    (tmp_path / "a.toml").symlink_to(tmp_path / "far" / "real.toml")
    write_whole(tmp_path / "a.toml", "new")
    assert (tmp_path / "a.toml").is_symlink()
    assert (tmp_path / "far" / "real.toml").read_text() == "new"


def test_who_may_read_the_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old")
    path.chmod(0o600)
    write_whole(path, "new", keep_copy=True)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_half_made_copy_of_an_earlier_crash_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("old")
    half = tmp_path / f".a.toml.{os.getpid()}-00000000-00000000.tmp"
    half.write_text("half")
    write_whole(path, "new", keep_copy=True)
    assert copy_of(path).read_text() == "old"
    assert half.read_text() == "half"


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="could not be written"):
        write_output(tmp_path / "none" / "a.toml", "new")


def test_a_folder_that_cannot_be_synced_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: Any, *how: Any) -> int:
        if Path(path).is_dir():
            raise OSError(errno.EACCES, "no")
        return real(path, *how)

    monkeypatch.setattr(os, "open", refuse)
    write_output(tmp_path / "a.toml", "new")
    assert (tmp_path / "a.toml").read_text() == "new"


# Who may read what.


@pytest.fixture
def open_to_all() -> Any:
    """As most machines are set up: what a program makes may be read by everybody."""
    before = os.umask(0o022)
    yield
    os.umask(before)


on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@on_unix
@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize("before", [None, 0o644, 0o664, 0o600])
@pytest.mark.parametrize("links", [True, False])
def test_what_is_private_is_for_its_owner_alone_with_its_copy_whatever_it_was_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int | None, *, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links")))
    path = tmp_path / "a.answers.toml"
    if before is not None:
        path.write_text("none")
        path.chmod(before)
    write_whole(path, "one", keep_copy=True, private=True)
    assert before is None or mode(copy_of(path)) == 0o600
    write_whole(path, "two", keep_copy=True, private=True)
    assert copy_of(path).read_text() == "one"
    assert {each.name: mode(each) for each in tmp_path.iterdir()} == {path.name: 0o600, copy_of(path).name: 0o600}


@on_unix
@pytest.mark.usefixtures("open_to_all")
def test_what_is_private_to_nobody_is_made_as_the_machine_is_set_up_and_stays_as_somebody_made_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.plan.toml"
    write_whole(path, "one")
    assert mode(path) == 0o644
    path.chmod(0o664)
    write_whole(path, "two")
    assert mode(path) == 0o664


@on_unix
@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize(
    ("private", "there", "may"), [(True, 0o644, 0o600), (False, 0o600, 0o600), (False, None, 0o644)]
)
def test_a_temporary_file_is_never_open_to_more_people_than_its_file(
    tmp_path: Path, *, private: bool, there: int | None, may: int
) -> None:
    path = tmp_path / "a"
    if there is not None:
        path.touch()
        path.chmod(there)
    seen: list[int] = []

    def pieces() -> Any:
        seen.extend(mode(each) for each in tmp_path.glob(".*.tmp"))
        yield "text"

    write_whole(path, pieces(), private=private)
    assert seen == [may]


@pytest.mark.parametrize("what", ["file", "link"])
def test_a_name_that_somebody_took_first_is_not_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(os, "urandom", bytes)
    path, other = tmp_path / "a.toml", tmp_path / "other"
    aside, file = open_aside(path, private=True)
    file.close()
    if what == "link":
        other.write_text("somebody's")
        aside.unlink()
        aside.symlink_to(other)
    for write in (lambda: write_whole(path, "new"), lambda: open_aside(path, private=True)):
        with pytest.raises(FileExistsError):
            write()
    with pytest.raises(BadInput, match="nothing was written"):
        write_all([FileToWrite(path, "new")])
    assert not path.exists()
    assert aside.is_symlink() == (what == "link")
    assert what == "file" or other.read_text() == "somebody's"


def test_a_temporary_name_is_another_one_each_time_and_fits_any_name(tmp_path: Path) -> None:
    path = tmp_path / ("ä" * 110 + ".answers.toml")
    made = [open_aside(path, private=True) for _ in range(50)]
    for _, file in made:
        file.close()
    assert len({aside for aside, _ in made}) == 50
    assert all(len(aside.name.encode()) <= 255 for aside, _ in made)
    write_whole(path, "one", keep_copy=True)
    write_whole(path, "two", keep_copy=True)
    assert (path.read_text(), copy_of(path).read_text()) == ("two", "one")


# What killed programs leave.


def nobody() -> int:
    """The number of a program that has ended."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def ours(process: int, machine: str | None = None, name: str = "a.answers.toml") -> str:
    return f".{name}.{process}-{machine or writing._machine()}-0123abcd.tmp"  # noqa: SLF001 - which one it is


@on_unix
@pytest.mark.parametrize(
    ("name", "hours", "goes"),
    [
        (lambda: ours(nobody()), 0, True),
        (lambda: ours(os.getpid()), 0, False),
        (lambda: ours(os.getpid()), 1, True),  # the machine slept, or the number is another program's by now
        (lambda: ours(1), 0, False),  # a program of somebody else
        (lambda: ours(10**30), 0, False),
        (lambda: ours(nobody(), "00000000"), 0, False),  # of another machine, on a drive that both use
        (lambda: ours(nobody(), "00000000"), 1, True),
        (lambda: ours(nobody(), name="b.plan.toml"), 0, True),
        (lambda: ".a.answers.toml.4711.tmp", 1, True),  # as the first edition called them
        (lambda: ".a.answers.toml.4711.bak", 1, True),
        (lambda: ".a.answers.toml.4711.tmp", 0, False),
        (lambda: "a.answers.toml", 1, False),
        (lambda: "a.answers.toml.bak", 1, False),
        (lambda: ".a.tmp", 1, False),
        (lambda: ".report.4711.tmp", 1, False),
        (lambda: ours(1)[1:], 1, False),
    ],
)
def test_only_what_a_killed_program_of_ours_left_is_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: Callable[[], str], hours: int, *, goes: bool
) -> None:
    path = tmp_path / name()
    path.write_text("half")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + hours * 3600)
    clear_left_over(tmp_path)
    assert path.exists() is not goes
    assert LEFT_OVER < 3600


@pytest.mark.parametrize(("hours", "goes"), [(0, False), (1, True)])
def test_on_windows_nobody_is_asked_whether_a_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int, *, goes: bool
) -> None:
    """There the question would end the program."""
    monkeypatch.delattr(os, "uname", raising=False)
    monkeypatch.setattr(os, "kill", lambda *_: pytest.fail("asked"))
    writing._machine.cache_clear()  # noqa: SLF001 - another machine for a moment
    path, now = tmp_path / ours(os.getpid()), time.time()
    path.write_text("half")
    monkeypatch.setattr(time, "time", lambda: now + hours * 3600)
    clear_left_over(tmp_path)
    writing._machine.cache_clear()  # noqa: SLF001
    assert path.exists() is not goes


def test_a_copy_that_is_the_file_itself_since_a_run_was_killed_there_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """To give a file a name that it has already changes nothing, and the name that it had stays."""
    path = tmp_path / "a.answers.toml"
    path.write_text("one")
    os.link(path, copy_of(path))  # the copy was made, and then the program was killed
    write_whole(path, "two", keep_copy=True, private=True)
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {path.name: "two", copy_of(path).name: "one"}


def test_folders_and_links_of_such_a_name_stay(tmp_path: Path) -> None:
    folder, link = tmp_path / ours(nobody()), tmp_path / ours(nobody(), name="b")
    folder.mkdir()
    link.symlink_to(tmp_path)
    clear_left_over(tmp_path)
    assert folder.is_dir()
    assert link.is_symlink()


def test_a_folder_that_is_not_there_or_closed_stops_nothing(tmp_path: Path) -> None:
    clear_left_over(tmp_path / "none")
    (tmp_path / "file").touch()
    clear_left_over(tmp_path / "file")


@on_unix
@pytest.mark.parametrize("write", [write_output, lambda path, text: write_all([FileToWrite(path, text)])])
def test_whoever_writes_in_a_folder_clears_it(tmp_path: Path, write: Callable[[Path, str], None]) -> None:
    (tmp_path / ours(nobody())).write_text("half")
    write(tmp_path / "new", "text")
    assert names(tmp_path) == ["new"]


WRITING = """
import sys
from pathlib import Path
from coprod_check.storage.all_or_none import FileToWrite, write_all
from coprod_check.storage.writing import write_whole
here = Path(sys.argv[1])
print("begun", flush=True)
for turn in range(10**6):
    write_whole(here / "a.answers.toml", f"{turn} " * 20_000 + "end", keep_copy=True, private=True)
    (here / "b").unlink(missing_ok=True)
    write_all([FileToWrite(here / "b", f"{turn} " * 20_000 + "end")])
"""


@on_unix
def test_programs_that_are_killed_while_they_write_leave_whole_files_and_the_next_one_clears_the_rest(
    tmp_path: Path,
) -> None:
    chance, left = random.Random(15), 0
    for _ in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", WRITING, str(tmp_path)], env=environment(), stdout=subprocess.PIPE
        ) as running:
            assert running.stdout
            running.stdout.readline()
            timer = threading.Timer(chance.random() * 0.1, running.kill)
            timer.start()
            timer.join()
            assert running.wait() == -signal.SIGKILL
        left += len([name for name in names(tmp_path) if name.endswith(".tmp")])
        for name in ("a.answers.toml", "a.answers.toml.bak", "b"):
            path = tmp_path / name
            if path.exists():
                words = path.read_text().split()
                assert words == [words[0]] * 20_000 + ["end"]
        assert {mode(each) for each in tmp_path.iterdir()} <= {0o600}
    assert left, "no kill met a program in the middle: nothing was tried"
    write_whole(tmp_path / "a.answers.toml", "last")
    write_output(tmp_path / "c", "text")
    assert [name for name in names(tmp_path) if name.startswith(".")] == []


@on_unix
@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize(("private", "after"), [(True, 0o600), (False, 0o644)])
def test_of_several_files_what_is_private_is_closed_with_its_copy(tmp_path: Path, *, private: bool, after: int) -> None:
    path = tmp_path / "a"
    path.write_text("mine")
    write_all([FileToWrite(path, "new", instead=True, private=private)])
    assert {each.name: mode(each) for each in tmp_path.iterdir()} == {"a": after, "a.bak": after}

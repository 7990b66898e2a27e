"""Several files that are written all together or not at all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers.process import environment

from coprod_check.documents.errors import BadInput
from coprod_check.storage.all_or_none import FileToWrite, free_copy_of, write_all


def held(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text("utf-8") for file in folder.rglob("*") if file.is_file()}


def test_all_are_written_for_their_owner_alone_and_the_folders_are_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    write_all([FileToWrite(folder / "one", "ä"), FileToWrite(folder / "two", "")])
    assert held(tmp_path) == {"a/b/one": "ä", "a/b/two": ""}
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_nothing_to_write_makes_nothing(tmp_path: Path) -> None:
    write_all([])
    assert held(tmp_path) == {}


def test_a_file_that_is_there_is_replaced_only_where_that_is_meant_and_kept(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine", "utf-8")
    there.chmod(0o640)
    with pytest.raises(BadInput, match="there: could not be written: another file has its name") as told:
        write_all([FileToWrite(tmp_path / "new", "x"), FileToWrite(there, "theirs")])
    assert str(told.value).endswith("; nothing was written")
    assert held(tmp_path) == {"there": "mine"}
    write_all([FileToWrite(there, "second", instead=True)])
    write_all([FileToWrite(there, "third", instead=True)])
    assert held(tmp_path) == {"there": "third", "there.bak": "mine", "there.2.bak": "second"}
    assert there.stat().st_mode & 0o777 == 0o640


def test_no_copy_that_was_kept_before_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert free_copy_of(path).name == "a.bak"
    (tmp_path / "a.bak").touch()
    assert free_copy_of(path).name == "a.2.bak"
    (tmp_path / "a.2.bak").touch()
    assert free_copy_of(path).name == "a.3.bak"


@pytest.mark.parametrize("kind", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_fault_anywhere_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, place: int, kind: BaseException
) -> None:
    (tmp_path / "old").write_text("as it was", "utf-8")
    real, calls = getattr(os, step), iter(range(1, 100))

    def fault(*arguments: Any, **more: Any) -> Any:
        if next(calls) == place:
            raise kind
        return real(*arguments, **more)

    target = Path if step == "replace" and place > 2 else os
    monkeypatch.setattr(target, step, fault if target is os else lambda *_: (_ for _ in ()).throw(kind))
    files = [
        FileToWrite(tmp_path / "made" / "one", "1"),
        FileToWrite(tmp_path / "made" / "two", "2"),
        FileToWrite(tmp_path / "old", "3", instead=True),
    ]
    with pytest.raises((BadInput, KeyboardInterrupt)) as told:
        write_all(files)
    if isinstance(told.value, BadInput):
        assert str(told.value).endswith("could not be written: No space left on device; nothing was written")
    assert held(tmp_path) == {"old": "as it was"}
    assert [each.name for each in tmp_path.iterdir()] == ["old"]


def test_a_name_that_no_system_takes_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="this is no name for a file; nothing was written"):
        write_all([FileToWrite(tmp_path / "a\0b", "")])
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="another file has its name, or that of its folder"):
        write_all([FileToWrite(tmp_path / "file" / "inside", "")])


KILLED = """
import os, signal
from pathlib import Path
from coprod_check.storage.all_or_none import FileToWrite, write_all
real, left = os.{step}, iter(range({before}, -1, -1))
def kill(*a, **k):
    if next(left) == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*a, **k)
os.{step} = kill
write_all([FileToWrite(Path("f") / str(n), "x" * 9999) for n in range(3)])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such kill")
@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("before", [0, 2])
def test_a_kill_leaves_no_half_file(tmp_path: Path, step: str, before: int) -> None:
    code = KILLED.format(step=step, before=before)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    named = {name: text for name, text in held(tmp_path).items() if not name.endswith(".tmp")}
    assert set(named.values()) <= {"x" * 9999}
    assert len(named) == (before if step == "replace" else 0)

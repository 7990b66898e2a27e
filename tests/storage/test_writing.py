"""A file that is written whole or not at all."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from coprod_check.documents.errors import BadInput
from coprod_check.storage.writing import copy_of, write_output, write_whole

if TYPE_CHECKING:
    from pathlib import Path


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
    (tmp_path / f".a.toml.{os.getpid()}.bak").write_text("half")
    write_whole(path, "new", keep_copy=True)
    assert copy_of(path).read_text() == "old"


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="could not be written"):
        write_output(tmp_path / "none" / "a.toml", "new")


def test_a_folder_that_cannot_be_synced_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> int:
        raise OSError(errno.EACCES, "no")

    monkeypatch.setattr(os, "open", refuse)
    write_output(tmp_path / "a.toml", "new")
    assert (tmp_path / "a.toml").read_text() == "new"

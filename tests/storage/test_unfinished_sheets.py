"""Sheets that somebody began in a folder and did not finish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from filelock import FileLock
from helpers import make
from helpers.process import ROOT

from coprod_check.storage.library import Rubrics, load
from coprod_check.storage.open_sheet import OpenSheet, is_open
from coprod_check.storage.sheet_files import to_toml
from coprod_check.storage.unfinished_sheets import find_unfinished

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from coprod_check.storage.unfinished_sheets import FoundUnfinished

GARDEN = ROOT / "tests" / "data" / "good" / "garden.rubric.toml"
RUBRIC = load(GARDEN)


def begun(folder: Path, name: str, **more: Any) -> Path:
    """Write a sheet of the garden's questions that is not finished."""
    said = {"rubric": "garden", "rubric_version": RUBRIC.version, "finished": False, **more}
    path = folder / f"{name}.answers.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(to_toml(make.sheet(levels={"tea": 1}, **said)), "utf-8")
    return path


def found_in(folder: Path) -> FoundUnfinished:
    return find_unfinished(folder, RUBRIC, Rubrics(str(GARDEN)))


def names(folder: Path) -> list[str]:
    return [each.path.name.split(".")[0] for each in found_in(folder).sheets]


def test_the_newest_is_first_and_of_one_day_the_first_by_name(tmp_path: Path) -> None:
    for name, day in (("b", "2026-10-05"), ("a", "2026-10-05"), ("new", "2026-11-02"), ("old", "2025-01-01")):
        begun(tmp_path, name, date=day)
    assert names(tmp_path) == ["new", "a", "b", "old"]


def test_what_is_finished_of_other_questions_or_in_another_folder_is_none(tmp_path: Path) -> None:
    begun(tmp_path, "done", finished=True)
    begun(tmp_path, "other", rubric="small")
    begun(tmp_path / "inside", "deep")
    begun(tmp_path, "written").rename(tmp_path / "written.toml")
    begun(tmp_path, "json").rename(tmp_path / "json.answers.json")
    begun(tmp_path, ".hidden")
    begun(tmp_path, "ours")
    assert names(tmp_path) == ["ours"]


def test_words_in_the_evidence_make_no_sheet_unfinished(tmp_path: Path) -> None:
    path = begun(tmp_path, "done", finished=True)
    path.write_text(path.read_text("utf-8") + 'evidence = """\nfinished = false\n"""\n', "utf-8")
    assert found_in(tmp_path) == ([], [])


def test_one_that_cannot_be_read_is_told_and_hides_no_other(tmp_path: Path) -> None:
    bad, good = begun(tmp_path, "bad"), begun(tmp_path, "good")
    bad.write_text(bad.read_text("utf-8").replace("level = 1", "level = 9"), "utf-8")
    found = found_in(tmp_path)
    assert [each.path for each in found.sheets] == [good]
    (fault,) = found.unreadable
    assert bad.name in str(fault)


def test_a_folder_or_a_file_that_is_closed_to_us_holds_none(tmp_path: Path) -> None:
    assert found_in(tmp_path / "gone") == ([], [])
    (tmp_path / "x.answers.toml").mkdir()
    assert found_in(tmp_path) == ([], [])


def test_one_that_is_being_filled_in_is_left_out(tmp_path: Path) -> None:
    path = begun(tmp_path, "ours")
    with OpenSheet(path):
        assert is_open(path)
        assert names(tmp_path) == []
    assert not is_open(path)
    assert names(tmp_path) == ["ours"]


def test_a_lock_that_nobody_holds_or_that_cannot_be_asked_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = begun(tmp_path, "ours")
    (tmp_path / f".{path.name}.lock").touch()
    assert not is_open(path)
    (tmp_path / f".{path.name}.lock").touch()

    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileLock, "_acquire", refuse)
    assert not is_open(path)

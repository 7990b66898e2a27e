"""The sheet that is being filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.storage.file_names import default_name, sheet_id, slug
from coprod_check.storage.open_sheet import OpenSheet
from coprod_check.storage.writing import copy_of

if TYPE_CHECKING:
    from pathlib import Path


def opened(path: Path) -> OpenSheet:
    sheet = OpenSheet(path)
    sheet.remember()
    return sheet


@given(st.text(max_size=100))
def test_a_slug_is_a_safe_file_name(text: str) -> None:
    name = slug(text)
    assert name
    assert len(name) <= 60
    assert not set(name) & set('/\\:*?"<>| .\n\0')
    assert not name.startswith("-")


def test_the_sheet_of_a_meeting_has_the_same_id_whenever_the_team_and_round_are_the_same() -> None:
    assert sheet_id("together", "r", "Team A", "2026-11") == sheet_id("together", "r", " team  a", "2026-11")
    assert sheet_id("together", "r", "Team A", "2026-11") != sheet_id("together", "r", "Team A", "2026-12")
    assert sheet_id("together", "r", "Team A", "2026-11") != sheet_id("together", "s", "Team A", "2026-11")


def test_private_sheets_have_ids_of_their_own_and_names_that_carry_them() -> None:
    assert len({sheet_id("staff", "r", "Team", "2026-11") for _ in range(100)}) == 100
    assert str(default_name("Team", "2026-11", "staff", "k7f3-92qd")) == "team-2026-11-staff-k7f3.answers.toml"
    assert str(default_name("Team", "2026-11", "together", "k7f3-92qd")) == "team-2026-11.answers.toml"


def test_a_sheet_is_held_by_one_and_the_lock_is_gone_with_it(tmp_path: Path) -> None:
    path = tmp_path / "team-2026-11.answers.toml"
    with opened(path):
        with pytest.raises(BadInput, match="somebody has this sheet open now"), opened(path):
            pass
        assert not path.exists()
    with opened(path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_changed_file_is_left_and_ours_goes_beside_it_each_time(tmp_path: Path) -> None:
    path = tmp_path / "team-2026-11.answers.toml"
    with opened(path) as sheet:
        assert not sheet.save("ours 1")
        path.write_text("theirs")
        assert sheet.save("ours 2")
        assert sheet.path.name == "team-2026-11-2.answers.toml"
        assert not sheet.save("ours 3")
        sheet.path.write_text("theirs too")
        assert sheet.save("ours 4")
        assert sheet.path.name == "team-2026-11-3.answers.toml"
    assert path.read_text() == "theirs"
    assert (tmp_path / "team-2026-11-2.answers.toml").read_text() == "theirs too"
    assert (tmp_path / "team-2026-11-3.answers.toml").read_text() == "ours 4"


def test_a_place_beside_that_somebody_holds_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "team-2026-11.answers.toml"
    with opened(path) as sheet, opened(tmp_path / "team-2026-11-2.answers.toml"):
        path.write_text("theirs")
        assert sheet.save("ours")
        assert sheet.path.name == "team-2026-11-3.answers.toml"


def test_a_file_that_appears_before_the_first_save_is_left(tmp_path: Path) -> None:
    path = tmp_path / "team.answers.toml"
    with opened(path) as sheet:
        path.write_text("theirs")
        assert sheet.save("ours")
    assert path.read_text() == "theirs"


def test_a_file_that_is_gone_is_written_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "team.answers.toml"
    with opened(path) as sheet:
        sheet.save("one")
        path.unlink()
        assert not sheet.save("two")
    assert path.read_text() == "two"


def test_moving_to_a_place_that_somebody_holds_changes_nothing(tmp_path: Path) -> None:
    path, other = tmp_path / "a.answers.toml", tmp_path / "b.answers.toml"
    with opened(path) as sheet:
        with opened(other):
            with pytest.raises(BadInput, match=r"b\.answers\.toml"):
                sheet.move_to(other)
            assert sheet.path == path
            with pytest.raises(BadInput), opened(path):
                pass
        sheet.move_to(other)
        assert not sheet.save("ours")
        with opened(path):
            pass
    assert other.read_text() == "ours"


def test_renaming_takes_what_was_saved_along(tmp_path: Path) -> None:
    before, after = tmp_path / "a.answers.toml", tmp_path / "b.answers.toml"
    with opened(before) as sheet:
        sheet.save("one")
        sheet.save("two")
        sheet.rename(after)
        assert after.read_text() == "two"
        assert copy_of(after).read_text() == "one"
        assert not sheet.save("three")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["b.answers.toml", "b.answers.toml.bak"]


def test_renaming_leaves_a_file_that_somebody_else_changed_meanwhile(tmp_path: Path) -> None:
    before, after = tmp_path / "a.answers.toml", tmp_path / "b.answers.toml"
    with opened(before) as sheet:
        sheet.save("one")
        before.write_text("theirs")
        sheet.rename(after)
        sheet.save("two")
    assert before.read_text() == "theirs"
    assert after.read_text() == "two"


def test_a_folder_that_takes_no_locks_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: object) -> None:
        raise PermissionError

    monkeypatch.setattr("filelock.FileLock._acquire", refuse)
    with opened(tmp_path / "a.answers.toml") as sheet:
        sheet.save("one")
    assert sheet.path.read_text() == "one"


def test_a_file_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.answers.toml"
    path.mkdir()
    with opened(path) as sheet, pytest.raises(OSError, match="directory"):
        sheet.save("ours")
    assert path.is_dir()

"""Imported sheets in a folder: the same again writes nothing, and nothing that people wrote is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DATA, rubric, sheet

from coprod_check.documents.errors import BadInput
from coprod_check.storage import imported_sheets
from coprod_check.storage.imported_sheets import Imported, each_once, says_the_same, write_sheets
from coprod_check.storage.library import Rubrics
from coprod_check.storage.open_sheet import OpenSheet
from coprod_check.storage.sheet_files import collect_files, read, to_data, to_toml

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

SMALL = rubric()


class Known(Rubrics):
    """The small questions of these tests."""

    def for_sheet(self, rubric_id: object) -> Rubric | None:
        del rubric_id
        return SMALL


RUBRICS = Known()


def person(ident: str, level: int = 1, voice: str = "staff", **more: Any) -> Sheet:
    return sheet(voice, {"a": level}, sheet=ident, **more)


THREE = [person("aaaa-2222"), person("bbbb-2222", voice="lived-experience", share=True), person("aaaa-3333")]


def write(folder: Path, *sheets: Sheet, update: bool = False) -> Imported:
    return write_sheets(folder, sheets, RUBRICS, update=update)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


@pytest.fixture(autouse=True)
def _named_by_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that can be written down here; else they are drawn."""
    monkeypatch.setattr(imported_sheets, "named_by", lambda each: each.sheet)


def test_the_name_of_a_file_does_not_tell_the_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The id is made of a time and a number: who sees the names could try which time leads to it."""
    monkeypatch.undo()
    (one,), (other,) = write(tmp_path / "a", THREE[0]).new, write(tmp_path / "b", THREE[0]).new
    assert one != other
    assert re.fullmatch(r"team-r-staff-[2-9a-z]{4}\.answers\.toml", one)
    assert write(tmp_path / "a", THREE[0]) == Imported((), 1)


def test_each_person_gets_a_file_and_equal_names_never_meet(tmp_path: Path) -> None:
    done = write(tmp_path / "out", *THREE)
    assert done.new == (
        "team-r-staff-aaaa.answers.toml",
        "team-r-lived-experience-bbbb.answers.toml",
        "team-r-staff-aaaa-2.answers.toml",
    )
    found = collect_files([tmp_path / "out"], RUBRICS)
    assert not found.problems
    assert sorted((filed.sheet for _, filed in found.sheets), key=lambda each: each.sheet) == sorted(
        THREE, key=lambda each: each.sheet
    )
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "out").iterdir()} == {0o600}


def test_a_sheet_of_somebody_else_keeps_its_name(tmp_path: Path) -> None:
    theirs = tmp_path / "team-r-staff-aaaa.answers.toml"
    theirs.write_text(to_toml(person("zzzz-9999")), "utf-8")
    before = theirs.read_bytes()
    assert write(tmp_path, THREE[0]).new == ("team-r-staff-aaaa-2.answers.toml",)
    assert theirs.read_bytes() == before


def test_the_same_again_writes_nothing_and_a_later_export_adds_what_is_new(tmp_path: Path) -> None:
    write(tmp_path, *THREE)
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.iterdir()}
    assert write(tmp_path, *THREE) == Imported(unchanged=3)
    later = write(tmp_path, *THREE, person("cccc-2222"))
    assert later == Imported(("team-r-staff-cccc.answers.toml",), 3)
    assert before.items() <= {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.iterdir()}.items()


def test_a_sheet_is_known_by_its_id_under_another_name_in_another_folder_as_toml_or_json(tmp_path: Path) -> None:
    inside = tmp_path / "2026" / "Harbour"
    inside.mkdir(parents=True)
    spaced = to_toml(THREE[0]).replace('sheet = "aaaa-2222"', "  'sheet'='AAAA-2222'  # mine")
    (inside / "Jo.answers.toml").write_text(spaced, "utf-16")
    (tmp_path / "other.ANSWERS.json").write_text(json.dumps(to_data(THREE[1]), default=str), "utf-8")
    assert write(tmp_path, *THREE[:2]) == Imported(unchanged=2)


def test_an_id_in_somebodys_words_is_no_sheet(tmp_path: Path) -> None:
    said = {"level": 1, "evidence": "It says\nsheet = 'bbbb-2222'\nthere"}
    (tmp_path / "x.answers.toml").write_text(to_toml(sheet("staff", {"a": said}, sheet="yyyy-2222")), "utf-8")
    assert write(tmp_path, THREE[1]).new == ("team-r-lived-experience-bbbb.answers.toml",)


def test_what_changed_is_left_until_it_is_asked_for_and_then_kept(tmp_path: Path) -> None:
    write(tmp_path, *THREE)
    file = tmp_path / "team-r-staff-aaaa.answers.toml"
    by_hand = file.read_text("utf-8").replace("level = 1", "level = 2") + "# by hand\n"
    file.write_text(by_hand, "utf-8")
    new = person("dddd-2222")
    left = write(tmp_path, *THREE, new)
    assert left == Imported(("team-r-staff-dddd.answers.toml",), 2, (file.as_posix(),))
    assert file.read_text("utf-8") == by_hand
    done = write(tmp_path, *THREE, new, update=True)
    assert done == Imported(unchanged=3, updated=(file.as_posix(),))
    assert read(file, RUBRICS)[1] == THREE[0]
    assert (tmp_path / f"{file.name}.bak").read_text("utf-8") == by_hand
    assert write(tmp_path, *THREE, new, update=True) == Imported(unchanged=4)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(("voice", "after"), [("staff", 0o600), ("together", 0o644)])
def test_a_private_sheet_that_others_can_read_is_closed_to_them_with_its_copy(
    tmp_path: Path, voice: str, after: int
) -> None:
    write(tmp_path, person("aaaa-2222", voice=voice))
    (file,) = tmp_path.iterdir()
    file.chmod(0o644)
    write(tmp_path, person("aaaa-2222", 2, voice=voice), update=True)
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {after}
    assert names(tmp_path) == [file.name, f"{file.name}.bak"]


def test_words_around_the_answers_are_no_change(tmp_path: Path) -> None:
    write(tmp_path, THREE[0])
    file = next(tmp_path.iterdir())
    file.write_text("# Mine now\n" + file.read_text("utf-8").replace(" = ", "="), "utf-8")
    assert write(tmp_path, THREE[0]) == Imported(unchanged=1)
    assert says_the_same(THREE[0], THREE[0].model_copy(update={"rubric_version": "1.0.9"}))
    assert not says_the_same(THREE[0], THREE[0].model_copy(update={"rubric_version": "1.1.0"}))


def test_a_sheet_that_somebody_broke_counts_as_changed(tmp_path: Path) -> None:
    write(tmp_path, THREE[0])
    (file,) = tmp_path.iterdir()
    file.write_text(file.read_text("utf-8") + "broken", "utf-8")
    assert write(tmp_path, THREE[0]).changed == (file.as_posix(),)
    assert write(tmp_path, THREE[0], update=True).updated == (file.as_posix(),)
    assert names(tmp_path) == [file.name, f"{file.name}.bak"]


def test_each_copy_of_a_sheet_is_looked_at(tmp_path: Path) -> None:
    write(tmp_path, THREE[0])
    (file,) = tmp_path.iterdir()
    copy = tmp_path / "copy.answers.toml"
    shutil.copy(file, copy)
    assert write(tmp_path, THREE[0]) == Imported(unchanged=1)
    copy.write_text(copy.read_text("utf-8").replace("level = 1", "level = 0"), "utf-8")
    assert write(tmp_path, THREE[0]) == Imported(changed=(copy.as_posix(),))


def test_a_json_sheet_is_written_anew_as_json(tmp_path: Path) -> None:
    file = tmp_path / "jo.answers.json"
    file.write_text(json.dumps(to_data(person("aaaa-2222", 3)), default=str), "utf-8")
    assert write(tmp_path, THREE[0], update=True).updated == (file.as_posix(),)
    assert read(file, RUBRICS)[1] == THREE[0]


def test_a_sheet_that_somebody_has_open_is_not_written(tmp_path: Path) -> None:
    write(tmp_path, *THREE)
    file = tmp_path / "team-r-staff-aaaa.answers.toml"
    changed = [person("aaaa-2222", 3), person("eeee-2222")]
    with OpenSheet(file), pytest.raises(BadInput, match="somebody has this sheet open now"):
        write(tmp_path, *changed, update=True)
    assert not (tmp_path / "team-r-staff-eeee.answers.toml").exists()
    assert read(file, RUBRICS)[1] == THREE[0]


def test_one_id_for_two_different_answers_is_refused_and_for_the_same_twice_is_one() -> None:
    assert len(each_once([THREE[0], THREE[0]])) == 1
    with pytest.raises(BadInput, match="two rows of this import are one person's answer by its id"):
        each_once([THREE[0], person("AAAA-2222", 3)])


def test_what_cannot_be_a_folder_or_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(BadInput, match="is a file, not a folder"):
        write(file, THREE[0])
    write(tmp_path / "out", THREE[0])

    def closed(*_: Any) -> None:
        raise PermissionError(13, "closed", str(tmp_path / "out"))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", closed)
        with pytest.raises(BadInput, match="not allowed to open it"):
            write(tmp_path / "out", THREE[1])
    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(BadInput, match="not allowed to open it"):
        write(tmp_path / "out", THREE[1])


def test_the_examples_of_sheets_are_the_same_as_themselves() -> None:
    garden = Rubrics(str(DATA / "good" / "garden.rubric.toml"))
    for path in sorted((DATA / "good").glob("*.answers.*")):
        if path.suffix in {".toml", ".json"}:
            _, found = read(path, garden)
            assert says_the_same(found, found)

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.make import DATA

from coprod_check.documents.errors import BadInput
from coprod_check.storage import library
from coprod_check.storage.library import Rubrics, find_rubric, inspect, load, locate

if TYPE_CHECKING:
    from pathlib import Path

GARDEN = DATA / "good" / "garden.rubric.toml"
BROKEN = DATA / "bad" / "many-faults.rubric.toml"


def told(error: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [str(each) for each in error.value.problems]


def test_a_builtin_rubric_is_found_by_its_id() -> None:
    assert find_rubric(library.DEFAULT).id == library.DEFAULT


def test_every_builtin_file_is_named_after_the_id_in_it() -> None:
    files = list(library.builtin_files())
    assert files
    for path in files:
        assert load(path).id == path.stem


def test_built_in_questions_are_the_same_with_and_without_the_compiled_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = [load(path) for path in library.builtin_files()]
    monkeypatch.setattr(library, "read_as", lambda *_: pytest.fail("they were read carefully"))
    assert [load(path) for path in library.builtin_files()] == fast
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "toml_rs", None)  # not installed
    assert [load(path) for path in library.builtin_files()] == fast


def test_a_fault_in_a_file_of_built_in_questions_is_told_as_in_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(BROKEN, tmp_path / "ours.toml")
    (tmp_path / "none.toml").write_text('format = "coprod-plan/1"\n')
    (tmp_path / "slip.toml").write_text('format = "coprod-rubric/2\n')
    shown = {}
    for place in ("as ours", "as any other"):
        if place == "as ours":
            monkeypatch.setattr(library, "folder", lambda: tmp_path)
        for path in sorted(tmp_path.iterdir()):
            with pytest.raises(BadInput) as error:
                load(path)
            shown[place, path.name] = told(error)
        monkeypatch.undo()
    assert all(
        shown["as ours", name] == shown["as any other", name] for name in ("ours.toml", "none.toml", "slip.toml")
    )
    assert all(shown.values())


def test_questions_of_somebody_else_are_never_given_to_the_compiled_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(GARDEN, tmp_path)

    def loads(*_: object, **__: object) -> None:
        pytest.fail("it was given to the compiled parser")

    monkeypatch.setattr("toml_rs.loads", loads)
    assert load(tmp_path / GARDEN.name) == load(GARDEN)
    (tmp_path / "deep.toml").write_text(f"a = {'[' * 200_000}")
    with pytest.raises(BadInput):
        load(tmp_path / "deep.toml")


def test_a_rubric_is_found_by_its_path(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_rubric(str(GARDEN)).id == "garden"
    monkeypatch.chdir(GARDEN.parent)
    assert find_rubric("garden.rubric.toml").id == "garden"


def test_a_file_without_an_ending_is_found_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(GARDEN, tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert find_rubric("mine").id == "garden"


def test_an_id_comes_before_a_file_of_the_same_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(GARDEN, tmp_path / library.DEFAULT)
    monkeypatch.chdir(tmp_path)
    assert find_rubric(library.DEFAULT).id == library.DEFAULT
    assert find_rubric(str(tmp_path / library.DEFAULT)).id == "garden"


def test_a_misspelt_id_is_told_with_the_nearest() -> None:
    with pytest.raises(BadInput) as error:
        locate("coproduction-value")
    assert told(error) == [
        (
            "coproduction-value: there is no built-in set of questions of this name, and no such file; "
            "did you mean 'coproduction-values'?"
        )
    ]


def test_an_id_near_nothing_is_told_with_what_there_is() -> None:
    with pytest.raises(BadInput) as error:
        locate("zzz")
    assert told(error)[0].endswith("no such file; built in: coproduction-values")


def test_a_name_too_long_for_any_file_is_no_crash() -> None:
    with pytest.raises(BadInput):
        locate("x" * 5000)


@pytest.mark.parametrize("name", ["none.toml", "no/such/file", "."])
def test_a_path_that_cannot_be_read_is_told_as_a_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput) as error:
        find_rubric(name)
    assert told(error)[0].startswith(f"{name}: ")


def test_the_folder_inside_an_installed_package_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "coprod_check"
    (tmp_path / "rubrics").mkdir()
    package.mkdir()
    monkeypatch.setattr(library, "_PACKAGE", package)
    assert library.folder() == tmp_path / "rubrics"
    (package / "rubrics").mkdir()
    assert library.folder() == package / "rubrics"


def test_inspecting_gives_the_rubric_or_its_problems_in_the_order_of_the_lines() -> None:
    rubric, problems, _ = inspect(str(GARDEN))
    assert rubric is not None
    assert problems == []
    rubric, problems, _ = inspect(str(BROKEN))
    assert rubric is None
    assert [each.line for each in problems] == sorted(each.line for each in problems)
    assert {each.file for each in problems} == {str(BROKEN)}


def test_inspecting_what_is_no_rubric_at_all_raises(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('format = "coprod-plan/1"\n', encoding="utf-8")
    with pytest.raises(BadInput):
        inspect(str(path))


def test_a_sheet_gets_the_rubric_that_it_names() -> None:
    rubrics = Rubrics()
    found = rubrics.for_sheet(library.DEFAULT)
    assert found is not None
    assert found.id == library.DEFAULT
    assert rubrics.for_sheet(library.DEFAULT) is found
    assert rubrics.for_sheet("garden") is None
    assert rubrics.for_sheet("garden") is None


def test_a_sheet_that_names_a_file_does_not_make_us_read_it() -> None:
    assert Rubrics().for_sheet(str(GARDEN)) is None


@pytest.mark.parametrize("named", [None, 5, ["x"]])
def test_a_sheet_that_names_nothing_is_checked_against_the_default(named: object) -> None:
    found = Rubrics().for_sheet(named)
    assert found is not None
    assert found.id == library.DEFAULT


def test_the_chosen_rubric_comes_first_whatever_the_sheet_names() -> None:
    rubrics = Rubrics(str(GARDEN))
    for named in (library.DEFAULT, "garden", None):
        found = rubrics.for_sheet(named)
        assert found is not None
        assert found.id == "garden"


def test_a_builtin_rubric_that_is_broken_is_told_with_its_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(BROKEN, tmp_path / "broken.toml")
    monkeypatch.setattr(library, "folder", lambda: tmp_path)
    with pytest.raises(BadInput) as error:
        Rubrics().for_sheet("broken")
    assert len(told(error)) > 10

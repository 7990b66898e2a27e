"""What is installed: the wheel holds the rubrics, and both kinds of install find them."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from typing import TYPE_CHECKING

import pytest
from helpers.process import ROOT, environment, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, env=environment(), check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_every_rubric_the_parts_of_the_form_and_both_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for path in (ROOT / "rubrics").glob("*.toml"):
        assert f"coprod_check/rubrics/{path.name}" in names
    for path in (ROOT / "coprod_check" / "form" / "assets").iterdir():
        assert f"coprod_check/form/assets/{path.name}" in names
    assert sum(name.endswith("LICENSE") for name in names) >= 2
    assert not [name for name in names if name.startswith("tests")]


def test_the_wheel_carries_what_the_report_page_is_made_of(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"coprod_check/render/assets/{name}" for name in ("page.css", "page.html.j2")} <= set(names)


def test_the_wheel_carries_the_schemas_of_our_files(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {f"coprod_check/schemas/{path.name}" for path in (ROOT / "coprod_check/schemas").iterdir()} <= set(names)


def test_an_installed_copy_finds_its_rubrics_far_from_the_clone(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    site = next((tmp_path / "env").glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    # The libraries it needs come from the environment of the tests; the program itself does not.
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    done = subprocess.run(
        [tmp_path / "env" / "bin" / "python", "-m", "coprod_check", "rubric", "list"],
        env=environment(PYTHONPATH=f"{site}:{libraries}"), cwd=tmp_path, capture_output=True, text=True, check=True,
        timeout=60,
    )  # fmt: skip
    assert done.stdout.startswith("coproduction-values  2.0.0  en  26 practices")


def test_shell_completion_is_there() -> None:
    # As the line that --install-completion puts into the shell's own start-up file asks for it.
    done = run(_COPROD_CHECK_COMPLETE="source_bash")
    assert done.returncode == 0
    assert "complete -o default -F _coprod_check_completion coprod-check" in done.stdout
    completed = run(_COPROD_CHECK_COMPLETE="complete_bash", COMP_WORDS="coprod-check as", COMP_CWORD="1")
    assert completed.stdout.split() == ["assess"]

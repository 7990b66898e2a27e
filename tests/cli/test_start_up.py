"""What a start loads. Times are measured in benchmarks/start_up.py; what is loaded decides them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.process import ROOT, environment, run

from coprod_check import __version__

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"rich", "pydantic", "questionary", "prompt_toolkit", "jinja2"}
SHOW_MODULES = """
import sys
from coprod_check.__main__ import main
sys.argv = ["coprod-check", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
names = {name.split(".")[0] for name in sys.modules} | {name for name in sys.modules if name.startswith("coprod_check")}
print("LOADED", *names, file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_MODULES, *arguments],
        capture_output=True, text=True, env=environment(), cwd=ROOT, check=True, timeout=60,
    )  # fmt: skip
    return set(done.stderr.rsplit("LOADED", 1)[1].split())


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["-h"], ["assess", "--help"], ["rubric", "--help"], ["report", "--help"], []],
    ids=" ".join,
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    assert not HEAVY & loaded(*arguments)


def test_version_loads_not_even_the_command_line() -> None:
    assert "typer" not in loaded("--version")
    assert run("--version").stdout == f"coprod-check {__version__}\n"


def test_scoring_loads_no_menu() -> None:
    sheet = next((ROOT / "examples" / "riverside").glob("*.answers.toml"))
    assert not {"questionary", "prompt_toolkit", "jinja2"} & loaded("score", str(sheet))


@pytest.mark.parametrize("style", ["text", "json", "csv"])
def test_few_sheets_are_scored_without_what_is_for_very_many(style: str) -> None:
    sheets = sorted((ROOT / "examples" / "cohort").glob("*.answers.toml"))
    names = loaded("score", *map(str, sheets), "--format", style)
    assert "coprod_check.rules.scoring" in names
    assert not [name for name in names if name.startswith(("coprod_check.batch", "numpy", "polars"))]


def test_plain_mode_loads_no_menu(tmp_path: Path) -> None:
    assert not {"questionary", "prompt_toolkit", "rich"} & loaded(
        "assess", "--plain", "--answers", str(tmp_path / "a.answers.toml")
    )

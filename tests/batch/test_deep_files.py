"""Files that go deeper than a parser can: one of them among very many must not end the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.both_ways import ASKED
from helpers.process import run

from coprod_check.batch.layout import layout_of
from coprod_check.batch.reading.packer import MOST_BRACKETS, pack_files

if TYPE_CHECKING:
    from pathlib import Path

SHEET = (
    'format = "coprod-answers/1"\nrubric = "small"\nrubric_version = "1.0.0"\n'
    'team = "T"\ndate = 2026-11-22\nvoice = "together"\nratings = { a = { level = 2 } }\n'
)


@pytest.mark.parametrize("more", ["x = " + "[" * 90_000, "x = " + "{a=" * 30_000, ".".join("a" * 45_000) + " = 1"])
def test_what_is_too_deep_is_left_for_careful_reading(more: str, tmp_path: Path) -> None:
    """The compiled parser overflows its stack on the first two, which nothing in the process survives."""
    good, bad = tmp_path / "a.answers.toml", tmp_path / "b.answers.toml"
    good.write_text(SHEET)
    bad.write_text(SHEET + more)
    layout = layout_of(ASKED)
    assert layout
    found = pack_files(layout, [str(good), str(bad), str(good)])
    assert (list(found.which), found.left) == ([0, 2], [1])


@pytest.mark.parametrize(("lists", "left"), [(MOST_BRACKETS - 3, False), (MOST_BRACKETS - 1, True)])
def test_as_many_brackets_as_may_be_are_read_at_once(lists: int, left: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.answers.toml"
    path.write_text(f"{SHEET}# {'[' * lists}\n")
    layout = layout_of(ASKED)
    assert layout
    assert bool(pack_files(layout, [str(path)]).left) == left


def test_one_file_of_brackets_among_three_hundred_is_told(tmp_path: Path) -> None:
    sheet = SHEET.replace("small", "coproduction-values").replace("1.0.0", "2.0.0").replace("{ a =", "{ payment =")
    for place in range(300):
        (tmp_path / f"{place}.answers.toml").write_text(sheet.replace('"T"', f'"T{place}"'))
    (tmp_path / "deep.answers.toml").write_text(sheet + "x = " + "[" * 90_000)
    done = run("score", tmp_path, "--format", "csv")
    assert done.returncode == 3
    assert "deep.answers.toml: has lists within lists, too deep for one of our files" in done.stderr
    assert "T299" in done.stdout

"""The eight-point table of the page on what has been shown: every practice, sums that are right, and the aim."""

from __future__ import annotations

import re

from helpers.make import DATA

from coprod_check.storage import library

RUBRIC = library.find_rubric("coproduction-values")
PAGE = (DATA.parent.parent / "docs" / "validity.md").read_text(encoding="utf-8")
ROWS = {
    name: [int(each) for each in cells.split("|") if each.strip()]
    for name, cells in re.findall(r"^\| `([a-z-]+)` \|((?: \d+ \|){9})$", PAGE, re.MULTILINE)
}
SUMS = [
    [int(each) for each in re.findall(r"\d+", cells)]
    for cells in re.findall(r"^\| \*\*(?:the twenty|all), of \d+\*\* \|(.*)$", PAGE, re.MULTILINE)
]


def columns(core_alone: bool) -> list[int]:
    counted = [ROWS[each.id] for each in RUBRIC.practices if each.core or not core_alone]
    return [sum(column) for column in zip(*counted, strict=True)]


def test_every_practice_has_eight_points_and_their_sum() -> None:
    assert list(ROWS) == [each.id for each in RUBRIC.practices]
    for *points, total in ROWS.values():
        assert set(points) <= {0, 1, 2}
        assert len(points) == 8
        assert sum(points) == total


def test_the_sums_are_right() -> None:
    assert [columns(core_alone=True), columns(core_alone=False)] == SUMS


def test_the_aim_is_met() -> None:
    core, every = (each[-1] for each in SUMS)
    assert core > 0.85 * 320
    assert every > 0.85 * 416
    assert min(row[-1] for row in ROWS.values()) >= 12


def test_every_practice_with_a_point_under_2_is_told_of_and_no_other() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \|", PAGE.split("Every point under 2,")[1].split("\n## ")[0], re.MULTILINE)
    assert told == [name for name, row in ROWS.items() if row[-1] < 16]


def test_it_says_who_read_it_and_who_has_not_helped() -> None:
    assert "The reader was a language model" in PAGE
    assert "People with lived experience have not yet helped to write these words." in PAGE

"""Sentences on lines of a certain width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coprod_check.pages.coaching.fitted import end_of_path, fitted, screen_columns

WORDS = st.text(st.characters(categories=["L", "N", "P"]), max_size=30)


@pytest.mark.parametrize(
    ("text", "width", "deep", "lines"),
    [
        ("", 20, None, []),
        ("one two three", 20, None, ["one two three"]),
        ("abcdefghij", 4, None, ["abcd", "  ef", "  gh", "  ij"]),
        ("a bcdefgh", 4, None, ["a", "  bc", "  de", "  fg", "  h"]),
        ("one two three four", 9, 2, ["one two", "  three …"]),
        ("one two three four", 11, 1, ["one two …"]),
        ("abcdefghijklmnopqrst", 6, 2, ["abcdef", "  gh …"]),
        ("日本語 日本語", 6, None, ["日本語", "  日本", "  語"]),
    ],
)
def test_a_text_on_lines(text: str, width: int, deep: int | None, lines: list[str]) -> None:
    assert fitted(text, width, deep, "  ") == lines


@given(st.lists(WORDS), st.integers(8, 60), st.sampled_from([None, 1, 3]))
def test_no_line_is_wider_than_it_may_be_and_nothing_is_lost(words: list[str], width: int, deep: int | None) -> None:
    text = " ".join(words)
    lines = fitted(text, width, deep, "  ")
    assert all(screen_columns(line) <= width for line in lines)
    if deep is None:
        assert "".join(lines).replace(" ", "") == "".join(text.split())
    else:
        assert len(lines) <= deep


@given(st.text(st.sampled_from("aé日本🙂e\u0301 -.")))
def test_columns_are_what_a_terminal_takes(text: str) -> None:
    assert screen_columns(text) == cell_len(text)


@pytest.mark.parametrize(
    ("name", "most", "short"),
    [
        ("a/b.toml", 8, "a/b.toml"),
        ("abc/def/b.toml", 12, "…/def/b.toml"),
        ("abc/def/b.toml", 11, "…/b.toml"),
        ("abc/def/b.toml", 5, "…toml"),
        ("b.toml", 4, "…oml"),
    ],
)
def test_the_end_of_a_path(name: str, most: int, short: str) -> None:
    assert end_of_path(name, most) == short

"""What a cell, a heading and the name of a sheet may hold, whatever people typed."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from coprod_check.exchange.workbook.cell_texts import (
    LONGEST_CELL,
    LONGEST_HEADING,
    LONGEST_SHEET_NAME,
    cell_text,
    cut_to,
    free_sheet_name,
    unlike_headings,
)
from coprod_check.exchange.workbook.columns import lines_needed

ANY = st.text(st.characters(exclude_categories=()))
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def utf_16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(ANY)
def test_a_cell_holds_only_what_xml_can_hold(text: str) -> None:
    assert not NOT_XML.search(cell_text(text))


@given(ANY)
def test_a_cell_is_washed_once_and_then_stays_as_it_is(text: str) -> None:
    assert cell_text(cell_text(text)) == cell_text(text)


@given(st.text(st.sampled_from("a😀 "), max_size=40), st.integers(1, 20))
def test_what_is_cut_is_as_long_as_allowed_and_begins_as_it_did(text: str, most: int) -> None:
    kept = cut_to(text, most)
    assert utf_16(kept) <= most
    assert kept == text or (kept.endswith("…") and text.startswith(kept[:-1]))
    assert (kept == text) == (utf_16(text) <= most)


def test_a_cell_ends_where_excel_ends_it_and_not_within_a_letter() -> None:
    assert cell_text("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    assert cell_text("x" * (LONGEST_CELL + 1)) == "x" * (LONGEST_CELL - 1) + "…"
    smiles = cell_text("😀" * LONGEST_CELL)
    assert utf_16(smiles) == LONGEST_CELL
    assert smiles == "😀" * 16_383 + "…"


def test_typed_line_ends_stay_and_what_acts_does_not() -> None:
    assert cell_text("One\r\n\n Two\tthree\x1b[31m") == "One\nTwo three [31m"
    assert cell_text("=HYPERLINK(1)") == "=HYPERLINK(1)"


@given(st.lists(ANY, max_size=8))
def test_headings_are_all_different_and_none_is_empty_or_too_long(wanted: list[str]) -> None:
    headings = unlike_headings(wanted)
    assert len({each.casefold() for each in headings}) == len(wanted) == len(headings)
    assert all(0 < utf_16(each) <= LONGEST_HEADING for each in headings)


@given(ANY, st.lists(ANY, max_size=4))
def test_a_sheet_has_a_name_that_excel_takes(wanted: str, others: list[str]) -> None:
    taken: list[str] = []
    for each in (*others, wanted):
        name = free_sheet_name(each, taken)
        assert 0 < utf_16(name) <= LONGEST_SHEET_NAME
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() not in {"history", *(other.casefold() for other in taken)}
        taken.append(name)


def test_a_sheet_is_not_called_what_excel_keeps_for_itself() -> None:
    assert free_sheet_name("History", []) == "History (2)"


@given(st.text(st.sampled_from("ab \n"), max_size=60), st.integers(4, 20))
def test_no_line_of_a_row_is_longer_than_its_column(text: str, room: int) -> None:
    longest = max(map(len, text.split("\n")))
    assert lines_needed(text, room) >= max(1, longest // room if " " not in text else 1)
    assert lines_needed(text, room) >= text.count("\n") + 1

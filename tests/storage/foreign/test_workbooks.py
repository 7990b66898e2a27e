from __future__ import annotations

import datetime as dt
import io
import sys
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
import xlsxwriter
from helpers.hand_made_workbooks import ods, ods_blank, ods_row, ods_text, xlsx
from helpers.make import DATA
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.storage.foreign.foreign_limits import Spent
from coprod_check.storage.foreign.grids import read_grids
from coprod_check.storage.foreign.workbooks import read_workbook

if TYPE_CHECKING:
    from coprod_check.imports.grid import ForeignCell, ForeignGrid, SourceFile

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


MORNING = dt.datetime(2026, 11, 18, 9, 7, 12)  # noqa: DTZ001 - a spreadsheet has no zones


def read(data: bytes) -> SourceFile:
    return read_workbook(data, Spent("a.xlsx", len(data)))


def only(data: bytes) -> ForeignGrid:
    (grid,) = read(data).grids
    return grid


def refused(data: bytes) -> str:
    with pytest.raises(BadInput) as error:
        read(data)
    return str(error.value)


def made(*rows: list[Any], options: dict[str, Any] | None = None) -> tuple[io.BytesIO, Any, Any]:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False} | (options or {}))
    sheet = book.add_worksheet("Answers")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    return buffer, book, sheet


@pytest.mark.parametrize("name", ["ms-forms.xlsx", "kobo-labels.xlsx"])
def test_what_was_collected_is_read_as_another_library_reads_it(name: str) -> None:
    path = DATA / "exchange" / name
    (grid,) = read_grids(path).grids
    (sheet,) = openpyxl.load_workbook(path).worksheets
    theirs = [list(row) for row in sheet.iter_rows(values_only=True)]
    ours = [[*row, *[None] * (len(theirs[0]) - len(row))] for row in grid.rows]
    assert ours == [[cell or None for cell in row] for row in theirs]
    assert grid.name == sheet.title


def test_cells_keep_their_types() -> None:
    buffer, book, sheet = made(["text", 2, 2.5, True])
    day, hour = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
    long = book.add_format({"num_format": "[h]:mm"})
    sheet.write_datetime(0, 4, dt.date(2026, 11, 18), day)
    sheet.write_datetime(0, 5, MORNING, day)
    sheet.write_number(0, 6, 0.5, hour)
    sheet.write_number(0, 7, 1.25, long)
    sheet.write_rich_string(0, 8, "a", book.add_format({"bold": True}), "b", " c")
    book.close()
    cells = only(buffer.getvalue()).rows[0]
    assert cells == (
        "text", 2, 2.5, True, dt.date(2026, 11, 18), MORNING, dt.time(12),
        dt.timedelta(hours=30), "ab c",
    )  # fmt: skip
    assert [type(cell) for cell in cells[1:4]] == [int, float, bool]


def test_days_counted_from_1904_are_the_same_days() -> None:
    buffer, book, sheet = made(options={"date_1904": True})
    sheet.write_datetime(0, 0, dt.date(2026, 11, 18), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    assert only(buffer.getvalue()).rows == ((dt.date(2026, 11, 18),),)


def test_rows_and_columns_are_where_they_stand() -> None:
    buffer, book, sheet = made()
    sheet.write(2, 3, "here")
    sheet.write(5, 1, "there")
    book.close()
    assert only(buffer.getvalue()).rows == ((), (), (None, None, None, "here"), (), (), (None, "there"))


def test_a_sheet_without_cells_is_read_as_one_without_rows() -> None:
    assert only(xlsx()).rows == ()
    assert only(ods("")).rows == ()


def test_every_sheet_is_read_and_a_hidden_one_is_said() -> None:
    buffer, book, _ = made(["a"])
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Answers!$A$1:$A$1"})
    book.add_chartsheet("Chart").set_chart(chart)
    hidden = book.add_worksheet("Old")
    hidden.write(0, 0, "b")
    hidden.hide()
    book.close()
    grids = read(buffer.getvalue()).grids
    assert [(grid.name, grid.rows, grid.remarks) for grid in grids] == [
        ("Answers", (("a",),), ()),
        ("Old", (("b",),), ("this sheet is hidden; it was read too",)),
    ]


def test_hidden_rows_and_columns_are_read_and_counted() -> None:
    buffer, book, sheet = made(["a", "b", "c"], ["d"], ["e"], [])
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    sheet.set_column(20, 16_383, None, None, {"hidden": True})
    book.close()
    grid = only(buffer.getvalue())
    assert grid.rows == (("a", "b", "c"), ("d",), ("e",))
    assert grid.remarks == ("1 hidden row was read too", "1 hidden column was read too")


def test_hidden_rows_and_columns_of_an_ods_are_read_and_counted() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="9"/>'
    hidden = ods_row(ods_text("b"), ods_text("c"), repeated=2, more='table:visibility="filter"')
    grid = only(ods(columns + ods_row(ods_text("a")) + hidden))
    assert grid.rows == (("a",), ("b", "c"), ("b", "c"))
    assert grid.remarks == ("2 hidden rows were read too", "1 hidden column was read too")


def test_merged_cells_are_said() -> None:
    buffer, book, sheet = made()
    sheet.merge_range("A1:D1", "Title")
    book.close()
    said = "cells are merged at 1 place (A1:D1); only the first cell of each says anything"
    assert (only(buffer.getvalue()).rows, only(buffer.getvalue()).remarks) == ((("Title",),), (said,))
    title = ods_text("Title", 'table:number-columns-spanned="4" table:number-rows-spanned="1"')
    covered = '<table:covered-table-cell table:number-columns-repeated="3"/>'
    assert only(ods(ods_row(title, covered))).remarks == (said,)


def test_a_formula_is_what_is_stored_beside_it() -> None:
    grid = only(xlsx('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'))
    assert (grid.rows, grid.without_value) == (((2,),), frozenset())


@pytest.mark.parametrize("cell", ["<f>1+1</f>", "<f>1+1</f><v></v>", "<f>1+1</f><v/>"])
def test_a_formula_without_a_stored_value_is_named(cell: str) -> None:
    grid = only(xlsx(ONE, f'<row r="2"><c r="C2">{cell}</c></row>'))
    assert (grid.rows[1:], grid.without_value) == ((), frozenset({(2, 3)}))


def test_a_nought_that_a_program_wrote_beside_every_formula_is_no_value() -> None:
    buffer, book, sheet = made([1])
    sheet.write_formula(1, 0, "=A1*2")
    sheet.write_formula(2, 0, "=A1*2", None, 2)
    book.close()
    assert only(buffer.getvalue()).without_value == {(2, 1)}


def test_a_formula_of_an_ods_without_a_value_is_named() -> None:
    formula = '<table:table-cell table:formula="of:=1+1" table:number-columns-repeated="2"/>'
    assert only(ods(ods_row(ods_text("a"), formula))).without_value == {(1, 2), (1, 3)}


def test_an_empty_text_that_a_formula_comes_to_is_a_blank() -> None:
    formula = '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>'
    grid = only(ods(ods_row(ods_text("a"), formula)))
    assert (grid.rows, grid.without_value) == ((("a",),), frozenset())


def test_the_header_of_a_page_is_said_by_no_cell() -> None:
    header = "<headerFooter><oddHeader>My group</oddHeader></headerFooter>"
    assert only(xlsx('<row><c t="s"><v>0</v></c></row>', shared=("one",), beside=header)).rows == (("one",),)


def test_rich_text_in_a_cell_is_read_whole() -> None:
    rich = "<is><r><rPr><b/><sz val='9'/></rPr><t xml:space='preserve'>one </t></r><r><t>two</t></r></is>"
    assert only(xlsx(f'<row><c t="inlineStr">{rich}</c><c t="inlineStr"><is><t/></is></c></row>')).rows == (
        ("one two",),
    )


def test_an_error_is_not_read_as_a_blank() -> None:
    row = '<row r="2"><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D2" t="e"><v>#N/A</v></c></row>'
    assert only(xlsx(ONE, row)).rows == ((1,), (None, "#DIV/0!", None, "#N/A"))
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    assert only(ods(ods_row(ods_blank(2), error))).rows == ((None, None, "#DIV/0!"),)


def test_numbers_that_are_none_are_text() -> None:
    assert only(xlsx('<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c></row>')).rows == (("nan", "inf"),)


def test_escapes_are_undone_and_line_breaks_are_of_one_kind() -> None:
    texts = ("one_x000D_\ntwo", "_x005F_x000D_", "a\r\nb")
    cells = "".join(f'<c t="s"><v>{n}</v></c>' for n in range(3))
    assert only(xlsx(f"<row>{cells}</row>", shared=texts)).rows == (("one\ntwo", "_x000D_", "a\nb"),)


def test_cells_that_do_not_say_where_they_are_follow_each_other() -> None:
    rows = '<row><c><v>5</v></c><c r="E1"><v>6</v></c><c><v>7</v></c></row><row><c><v>8</v></c></row>'
    assert only(xlsx(rows)).rows == ((5, None, None, None, 6, 7), (8,))


def test_a_prefix_changes_nothing() -> None:
    rows = ONE.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:row", f'<x:row xmlns:x="{"urn:x"}"', 1)
    assert only(xlsx(rows)).rows == ((1,),)


def test_what_an_ods_repeats_is_there_as_often() -> None:
    table = ods_row(ods_blank(2), ods_text("a", 'table:number-columns-repeated="2"'), repeated=2)
    rows = only(ods(ods_row(ods_blank(16_384), repeated=3) + table)).rows
    assert rows == ((), (), (), (None, None, "a", "a"), (None, None, "a", "a"))


def test_the_text_of_an_ods_is_what_people_see() -> None:
    several = '<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d</text:p><text:p>e <text:span>f</text:span>'
    note = "<office:annotation><text:p>a note</text:p></office:annotation>"
    plain = f"<table:table-cell>{note}<text:p>plain</text:p></table:table-cell>"
    assert only(ods(ods_row(plain, ods_text(f"a{several}"), ods_text("z")))).rows == (
        ("plain", "a  b\tc\nd\ne f", "z"),
    )


def test_a_workbook_has_typed_cells_and_text_has_none() -> None:
    assert read(xlsx(ONE)).workbook
    assert not read_grids(DATA / "exchange" / "google-forms.csv").workbook


def test_without_the_library_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert refused(xlsx(ONE)).endswith("needs coprod-check[excel]; install it, or save the file as “CSV UTF-8”")


def test_a_panic_of_the_library_is_an_error_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    class Panic(BaseException):
        pass

    def panic(_: object) -> None:
        raise Panic

    monkeypatch.setattr(python_calamine, "load_workbook", panic)
    assert "is damaged" in refused(xlsx(ONE))


def test_the_library_may_not_find_cells_where_none_were_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from coprod_check.storage.foreign import workbooks
    from coprod_check.storage.foreign.sheet_facts import SheetFacts

    monkeypatch.setattr(workbooks, "workbook_facts", lambda *_: [SheetFacts("S1", (2, 9), (1, 9), 3)])
    assert "is damaged" in refused(xlsx(ONE))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=20)
CELLS: st.SearchStrategy[Any] = st.one_of(
    st.none(), TEXTS, st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9).filter(lambda x: x != 0)
)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6), st.integers(0, 3), st.integers(0, 3))
def test_what_a_writer_wrote_is_read_back(rows: list[list[Any]], down: int, right: int) -> None:
    buffer, book, sheet = made()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            match cell:
                case bool():
                    sheet.write_boolean(down + number, right + column, cell)
                case int() | float():
                    sheet.write_number(down + number, right + column, cell)
                case str():
                    sheet.write_string(down + number, right + column, cell)
    book.close()
    found = only(buffer.getvalue()).rows
    for number, row in enumerate(rows):
        theirs = found[down + number] if down + number < len(found) else ()
        for column, cell in enumerate(row):
            there: ForeignCell = theirs[right + column] if right + column < len(theirs) else None
            expected = pytest.approx(cell, rel=1e-14) if isinstance(cell, float) else (cell if cell != "" else None)
            assert there == expected
            assert isinstance(there, bool) == isinstance(cell, bool)
    assert sum(cell is not None for row in found for cell in row) == sum(
        cell not in {None, ""} or cell is False for row in rows for cell in row
    )


def ods_cell(cell: object) -> str:
    match cell:
        case bool():
            return f'<table:table-cell office:value-type="boolean" office:boolean-value="{str(cell).lower()}"/>'
        case int():
            return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        case str():
            return ods_text(escape(cell))
        case _:
            return ods_blank()


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "M")), min_size=1, max_size=9)
ODS_CELLS: st.SearchStrategy[Any] = st.one_of(st.none(), WORDS, st.booleans(), st.integers(-(10**9), 10**9))


@settings(deadline=None)
@given(st.lists(st.tuples(st.lists(ODS_CELLS, max_size=5), st.integers(1, 3)), max_size=5))
def test_what_an_ods_holds_is_read_as_often_as_it_is_repeated(rows: list[tuple[list[Any], int]]) -> None:
    found = only(ods("".join(ods_row(*map(ods_cell, row), repeated=times) for row, times in rows))).rows
    expected = []
    for row, times in rows:
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        expected += [tuple(cells)] * times
    while expected and not expected[-1]:
        expected.pop()
    assert found == tuple(expected)

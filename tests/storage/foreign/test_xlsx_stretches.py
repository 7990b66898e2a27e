"""Rows and shared texts that are known at a glance: the same facts, limits and refusals as element by element."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest
from helpers.hand_made_workbooks import SPREADSHEET, xlsx, xlsx_parts, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.imports.cells import column_letters
from coprod_check.storage.foreign.foreign_limits import LONGEST_STRETCH, Spent
from coprod_check.storage.foreign.workbook_guard import workbook_facts
from coprod_check.storage.foreign.workbooks import read_workbook
from coprod_check.storage.foreign.xlsx_stretches import known_rows, known_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
UNKNOWN = b"<!-- looked at element by element -->"
"""What no spreadsheet writes before the first element, so that nothing behind it is taken at a glance."""


def looked_at(parts: Mapping[str, str | bytes]) -> tuple[Any, ...]:
    """All that is found out of a workbook, or the message with which it is refused."""
    data = zipped(dict(parts))
    spent = Spent("a.xlsx", 10**6)
    try:
        facts = workbook_facts(data, spent)
    except BadInput as error:
        return (str(error),)
    counted = asdict(spent)
    del counted["unpacked"]
    return [asdict(each) for each in facts], counted


def closely(parts: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """The same parts, so that each element of theirs is looked at."""
    encoded = {name: part if isinstance(part, bytes) else part.encode() for name, part in parts.items()}
    return {name: UNKNOWN + part if name in {SHEET, TEXTS} else part for name, part in encoded.items()}


texts = st.text(st.sampled_from("aé€𝄞 <&>\"'\n"), max_size=8).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
numbers = st.sampled_from(["1", "0", "2.5", "-1", "1e3", "", "46328.37", "TRUE"])
values = st.one_of(
    numbers.map(lambda said: ("", f"<v>{said}</v>")),
    st.integers(0, 1).map(lambda place: (' t="s"', f"<v>{place}</v>")),
    st.integers(-1, 7).map(lambda place: (' t="s"', f"<v>{place}</v>")),
    texts.map(lambda said: (' t="inlineStr"', f"<is><t>{said}</t></is>")),
    texts.map(lambda said: (' t="str"', f"<f>A1</f><v>{said}</v>")),
    texts.map(lambda said: (' t="inlineStr"', f'<is><t xml:space="preserve">{said}</t></is>')),
    st.sampled_from([(' t="b"', "<v>1</v>"), (' t="e"', "<v>#N/A</v>"), ("", ""), ("", "<f>1+1</f>"), ("", "<v/>")]),
)
cells = st.tuples(st.integers(1, 40), st.booleans(), values)
rows = st.tuples(st.integers(1, 60), st.sampled_from(["", ' spans="1:9"', ' hidden="1"']), st.lists(cells, max_size=5))


def row_text(number: int, more: str, cells_: list[tuple[int, bool, tuple[str, str]]]) -> str:
    found = []
    for column, styled, (kind, said) in cells_:
        tag = f'<c r="{column_letters(column - 1)}{number}"' + (' s="1"' if styled else "") + kind
        found.append(f"{tag}>{said}</c>" if said else f"{tag}/>")
    return f'<row r="{number}"{more}>{"".join(found)}</row>'


@settings(max_examples=80, deadline=None)
@given(st.lists(rows, max_size=6), st.lists(texts, min_size=1, max_size=6), st.sampled_from(["", "<row/>", "<c/>"]))
def test_at_a_glance_the_same_is_found_as_element_by_element(
    drawn: list[tuple[int, str, list[Any]]], shared: list[str], behind: str
) -> None:
    data = "".join(row_text(*each) for each in drawn) + behind
    parts = xlsx_parts(f"<sheetData>{data}</sheetData>", shared=tuple(shared))
    assert looked_at(parts) == looked_at(closely(parts))


def table(number: int) -> list[str]:
    return [
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="C{n}" s="1" t="s"><v>{n % 3}</v></c><c r="D{n}" s="2"/></row>'
        for n in range(1, number + 1)
    ]


def test_a_long_table_is_known_at_a_glance_but_for_what_is_odd_in_it() -> None:
    every = table(9_000)
    odd = {
        1_000: '<row r="1001" hidden="1"><c r="A1001"><v>1</v></c></row>',
        4_000: '<row r="4001"><c r="B4001"><f>1+1</f></c><c r="E4001" t="e"><v>#N/A</v></c></row>',
        4_001: '<row r="4002"><c><v>1</v></c><c><is><r><t>rich</t></r></is></c></row>',
        8_999: '<row r="9000"><c r="Z9000" t="inlineStr"><is><t>Caf\u00e9 &amp; bar</t></is></c></row>',
    }
    for place, row in odd.items():
        every[place] = row
    parts = xlsx_parts(f"<sheetData>{''.join(every)}</sheetData>", shared=("a", "bb", "\u00e9\r\n&lt;"))
    facts, spent = looked_at(parts)
    assert (facts[0]["rows"], facts[0]["columns"], facts[0]["hidden_rows"]) == ((1, 9_000), (1, 26), 1)
    assert (facts[0]["filled"], facts[0]["without_value"]) == (2 * 8_996 + 1 + 1 + 2 + 1, {(4_001, 2)})
    assert facts[0]["instead"] == {(4_001, 5): "#N/A"}
    assert looked_at(closely(parts)) == (facts, spent)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD{n}"><v>1</v></c>',
        '<c r="G1048576" t="inlineStr"><is><t>x</t></is></c>',
        '<c r="XFD{n}" t="n"><v></v></c>',
    ],
)
def test_a_far_cell_between_others_is_seen(cell: str) -> None:
    every = table(9_000)
    every[4_000] = every[4_000].replace("</row>", cell.replace("{n}", "4001") + "</row>")
    assert (
        "spans more than 5 million cells"
        in looked_at(xlsx_parts(f"<sheetData>{''.join(every)}</sheetData>", shared=("a",) * 3))[0]
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('<row r="1"><c r="A1" r="XFD1048576"><v>1</v></c></row>', "is damaged"),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>\x01</t></is></c></row>', "is damaged"),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>&foreign;</t></is></c></row>', "is damaged"),
        ('<row r="1"><c r="A1048577"><v>1</v></c></row>', "is damaged"),
        ('<row r="1048577"></row>', "is damaged"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "is damaged"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "is damaged"),
        ('<row r="1"><c r="A1" t="s"><v></v></c></row>', "is damaged"),
        ('<row r="1"><c r="A1" t="s"><v>' + "9" * 5_000 + "</v></c></row>", "is damaged"),
        ('<row r="1"></row></row><row r="2">', "is damaged"),
        ('<row r="1">' * 30_000 + "</row>" * 30_000, "nested too deep"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_plain_rows_is_refused(row: str, message: str) -> None:
    (said,) = looked_at(xlsx_parts(f"<sheetData>{ONE}{row}</sheetData>", shared=("one",)))
    assert message in said


def test_texts_in_a_comment_are_none() -> None:
    parts = xlsx_parts('<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row></sheetData>')
    texts_ = "<si><t>a</t></si>"
    sound = f'<sst xmlns="{SPREADSHEET}">{texts_ * 2}</sst>'
    assert len(looked_at(parts | {TEXTS: sound})) == 2
    for before, behind in (("<!-- ", " -->"), ("<?x ", "?>")):
        hidden = f'<sst xmlns="{SPREADSHEET}">{before}{texts_ * 9_000}{behind}{texts_}</sst>'
        assert "is damaged" in looked_at(parts | {TEXTS: hidden})[0]


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252"])
def test_another_alphabet_is_looked_at_element_by_element(encoding: str) -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>Caf\u00e9</t></is></c></row>'
    sheet = f'<?xml version="1.0" encoding="{encoding}"?><worksheet><sheetData>{row}</sheetData></worksheet>'
    _, spent = looked_at(xlsx_parts("") | {SHEET: sheet.encode(encoding)})
    assert spent["letters"] == len("Caf\u00e9".encode())


def test_a_row_longer_than_a_stretch_is_read_all_the_same() -> None:
    long = "x" * (LONGEST_STRETCH + 200_000)
    data = xlsx(f'<row r="1"><c r="B1" t="inlineStr"><is><t>{long}</t></is></c></row>', ONE.replace("1", "2"))
    (grid,) = read_workbook(data, Spent("a.xlsx", len(data))).grids
    assert [[len(str(cell or "")) for cell in row] for row in grid.rows] == [[0, len(long)], [1]]


def test_what_is_not_plain_is_left() -> None:
    assert known_rows(b'<row r="1"><c r="A1"><v>1</v></c></row>junk', ()) is None
    assert known_rows(b'<row r="1"></row><row r="2"></row>', ()) is not None
    assert known_texts(b"<si><t>a</t></si><si><r><t>b</t></r></si>") is None
    assert known_texts(b'<si><t xml:space="preserve"> &lt;a&gt;\r\n</t></si>') == [5]

"""Files that are made to harm, and files that are merely damaged: one sentence each, soon, and without much memory."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from helpers.hand_made_workbooks import ods, ods_blank, ods_parts, ods_row, ods_text, xlsx, xlsx_parts, zipped
from helpers.process import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.imports.cells import column_letters
from coprod_check.storage.foreign.foreign_limits import MOST_ENTRIES, Spent
from coprod_check.storage.foreign.sheet_facts import column_number
from coprod_check.storage.foreign.workbook_guard import workbook_facts
from coprod_check.storage.foreign.workbooks import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def refused(data: bytes) -> str:
    with pytest.raises(BadInput) as error:
        workbook_facts(data, Spent("a.xlsx", len(data)))
    return str(error.value)


@pytest.mark.parametrize("cell", ["<v>1</v>", "<v></v>", "<v/>", "<is><t></t></is>"])
def test_cells_in_two_far_corners_are_refused(cell: str) -> None:
    data = xlsx(ONE, f'<row r="1048576"><c r="XFD1048576">{cell}</c></row>')
    assert len(data) < 1400
    assert "spans more than 5 million cells" in refused(data)


def test_a_far_cell_that_is_only_coloured_does_no_harm() -> None:
    data = xlsx(ONE, '<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert [grid.rows for grid in read_workbook(data, Spent("a.xlsx", 9)).grids] == [((1,),)]


def test_many_sheets_are_counted_together() -> None:
    wide = f'<sheetData>{ONE}<row r="2000"><c r="ALL2000"><v>1</v></c></row></sheetData>'
    assert "spans more than 5 million cells" in refused(zipped(xlsx_parts(wide, wide, wide)))


def test_a_far_cell_of_an_ods_is_refused_and_blank_rows_to_the_end_are_not() -> None:
    blanks = ods_row(ods_blank(16_384), repeated=1_048_575)
    assert workbook_facts(ods(ods_row(ods_text("a"), ods_blank(16_383)) + blanks), Spent("a", 9))[0].places == 1
    assert "5 million cells" in refused(
        ods(ods_row(ods_text("a")) + blanks + ods_row(ods_blank(16_000), ods_text("b")))
    )


@pytest.mark.parametrize(
    "table",
    [
        ods_row(ods_text("a", 'table:number-columns-repeated="16384"'), repeated=1_048_576),
        ods_row('<table:table-cell table:formula="x" table:number-columns-repeated="1000000000"/>'),
        ods_row('<table:table-cell table:formula="x" table:number-columns-repeated="600000"/>'),
        ods_row(ods_text('<text:s text:c="2000000000"/>')),
    ],
    ids=["text", "formulas", "many formulas", "spaces"],
)
def test_what_an_ods_repeats_without_end_is_refused(table: str) -> None:
    assert "the most that we" in refused(ods(table))


def test_one_long_text_shown_everywhere_is_refused() -> None:
    rows = [f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 10_001)]
    assert "200 MB of memory" in refused(xlsx(*rows, shared=("x" * 30_000,)))


def bomb() -> bytes:
    """A workbook with 300 MB of shared texts in a few hundred kB."""
    buffer = io.BytesIO(xlsx(ONE))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as file, file.open("xl/sharedStrings.xml", "w") as texts:
        texts.write(b"<sst>")
        for _ in range(300):
            texts.write(b"<si><t>" + b"x" * (1 << 20) + b"</t></si>")
        texts.write(b"</sst>")
    return buffer.getvalue()


def lying(whole: bytes, name: str) -> bytes:
    """The same ZIP file with a list that says that one part has ten bytes, and gives the check sum of these."""
    data = bytearray(whole)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        part = file.getinfo(name)
        with file.open(name) as content:
            start = content.read(10)
    real = struct.pack("<I", part.CRC) + struct.pack("<I", part.compress_size) + struct.pack("<I", part.file_size)
    said = struct.pack("<I", zlib.crc32(start)) + struct.pack("<I", part.compress_size) + struct.pack("<I", 10)
    return bytes(data.replace(real, said))


def test_more_text_than_we_unpack_is_refused_whatever_the_list_says() -> None:
    data = bomb()
    assert len(data) < 1 << 20
    for each in (data, lying(data, "xl/sharedStrings.xml")):
        assert "holds more than 256 MB once it is unpacked" in refused(each)
    assert "is damaged" in refused(lying(xlsx(ONE), SHEET))


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>', "entities"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>', "entities"),
        ("<worksheet><sheetData><![CDATA[x]]></sheetData></worksheet>", "CDATA"),
        ("<a>" * 100_000, "nested too deep"),
        ("<worksheet><sheetData>", "is damaged"),
        ("no XML at all", "is damaged"),
        ("", "is damaged"),
        ('<?xml version="1.0" encoding="x-unknown"?><worksheet/>', "is damaged"),
        ("<worksheet><c " + 'x="' + "y" * (5 << 20) + '"/></worksheet>', "endless tags"),
    ],
)
def test_xml_that_no_spreadsheet_writes_is_refused(sheet: str, words: str) -> None:
    assert words in refused(zipped(xlsx_parts("") | {SHEET: sheet}))


def test_entities_are_refused_in_an_ods_too() -> None:
    assert "entities" in refused(zipped(ods_parts() | {"content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><a>&a;</a>'}))


@pytest.mark.parametrize(
    "cell",
    [
        'r="A0"><v>1</v>', 'r="$A$1"><v>1</v>', 'r="ZZZZ1"><v>1</v>', 'r="XFE1"><v>1</v>', 'r="A1048577"><v>1</v>',
        't="s"><v>1</v>', 't="s"><v>-1</v>', 't="s"><v>x</v>', 't="s"><v>٠</v>',
    ],
)  # fmt: skip
def test_places_and_texts_that_there_are_not_are_damage(cell: str) -> None:
    assert "is damaged" in refused(xlsx(f"<row><c {cell}</c></row>", shared=("one",)))


@pytest.mark.parametrize("row", ['r="0"', 'r="x"', 'r="99999999999"'])
def test_rows_that_there_are_not_are_damage(row: str) -> None:
    assert "is damaged" in refused(xlsx(f"<row {row}><c><v>1</v></c></row>"))


def test_a_sheet_that_is_not_there_or_no_xml_is_damage() -> None:
    parts = xlsx_parts("<sheetData/>")
    assert "is damaged" in refused(zipped({key: part for key, part in parts.items() if key != SHEET}))
    relations = str(parts["xl/_rels/workbook.xml.rels"]).replace("sheet1.xml", "sheet1.png")
    far = ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    hidden = parts | {
        "xl/_rels/workbook.xml.rels": relations,
        "xl/worksheets/sheet1.png": f"<worksheet><sheetData>{far}</sheetData></worksheet>",
    }
    assert "5 million cells" in refused(zipped(hidden))
    assert "is damaged" in refused(zipped({key: part for key, part in parts.items() if "rels" not in key}))


def test_two_sheets_of_one_name_are_refused() -> None:
    data = ods(ods_row(ods_text("a")), ods_row(ods_text("b")))
    content = str(ods_parts(ods_row(ods_text("a")), ods_row(ods_text("b")))["content.xml"]).replace('"T2"', '"T1"')
    with pytest.raises(BadInput, match="is damaged"):
        read_workbook(zipped(ods_parts() | {"content.xml": content}), Spent("a.ods", len(data)))


def test_parts_that_hold_no_sheet_are_not_taken_for_one() -> None:
    chart = (
        "<c:chart xmlns:c='urn:c'><c:f>A1</c:f><c:v>7</c:v><c:row>x</c:row><c:c r='XFD1048576'><c:v/></c:c></c:chart>"
    )
    beside: dict[str, str | bytes] = {
        "xl/charts/chart1.xml": chart,
        "xl/drawings/old.vml": "<br>",
        "xl/embeddings/a.xlsx": b"PK",
        "x.xml": "<",
    }
    (facts,) = workbook_facts(zipped(xlsx_parts(f"<sheetData>{ONE}</sheetData>") | beside), Spent("a", 9))
    assert (facts.filled, facts.places, facts.without_value) == (1, 1, set())


def test_a_second_workbook_behind_the_first_is_refused() -> None:
    parts = xlsx_parts(f"<sheetData>{ONE}</sheetData>")
    start = str(parts["_rels/.rels"]).replace("xl/workbook.xml", "workbook.xml")
    assert "is damaged" in refused(zipped(parts | {"_rels/.rels": start, "workbook.xml": parts["xl/workbook.xml"]}))


def test_two_parts_of_one_name_are_refused() -> None:
    assert "two parts of one name" in refused(zipped(xlsx_parts("") | {SHEET.upper(): "<worksheet/>"}))


def test_very_many_parts_are_refused() -> None:
    assert "10000 files" in refused(zipped({f"{n}.xml": "" for n in range(MOST_ENTRIES + 1)}))


def test_a_part_packed_in_another_way_is_refused() -> None:
    assert "a way that spreadsheets do not use" in refused(zipped(xlsx_parts(""), zipfile.ZIP_BZIP2))


@pytest.mark.parametrize("way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_spoilt_byte_anywhere_in_a_part_is_damage(way: int) -> None:
    data = zipped(xlsx_parts(f"<sheetData>{ONE}</sheetData>"), way)
    start = data.index(SHEET.encode()) + len(SHEET)
    end = data.index(b"PK", start)
    for place in range(start, end, 7):
        spoilt = bytearray(data)
        spoilt[place] ^= 0x55
        assert "is damaged" in refused(bytes(spoilt))


def test_a_part_that_is_not_where_the_list_says_is_damage() -> None:
    data = xlsx(ONE)
    entry = data.rindex(b"PK\x01\x02")
    for offset in (7, len(data) - 4, 2**31):
        moved = data[: entry + 42] + struct.pack("<I", offset) + data[entry + 46 :]
        assert "is damaged" in refused(moved)
    long = data[: entry + 20] + struct.pack("<I", 2**20) + data[entry + 24 :]
    assert "is damaged" in refused(long)


def test_a_list_of_parts_that_is_far_too_long_is_refused() -> None:
    parts = xlsx_parts(f"<sheetData>{ONE}</sheetData>")
    assert "is damaged" in refused(zipped(parts | {"xl/_rels/workbook.xml.rels": f"<a>{' ' * (5 << 20)}</a>"}))


def test_a_table_within_a_cell_and_a_cell_without_a_table_are_refused() -> None:
    nested = f"<table:table-cell><table:table>{ods_row(ods_text('a'))}</table:table></table:table-cell>"
    assert "is damaged" in refused(ods(ods_row(nested)))
    content = "<office:document-content xmlns:office='o' xmlns:table='t'><table:table-cell/></office:document-content>"
    assert "is damaged" in refused(zipped(ods_parts() | {"content.xml": content}))


def test_too_many_errors_are_refused() -> None:
    error = '<table:table-cell table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell>'
    assert "500,000 cells with an error" in refused(ods(ods_row(error, repeated=501)))


def test_parts_that_are_not_packed_are_read() -> None:
    data = zipped(xlsx_parts(f"<sheetData>{ONE}</sheetData>"), zipfile.ZIP_STORED)
    assert workbook_facts(data, Spent("a", 9))[0].filled == 1


def test_protected_files_are_said_to_be_protected() -> None:
    data = bytearray(xlsx(ONE))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert "protected with a password" in refused(bytes(data))
    manifest: dict[str, str | bytes] = {
        "META-INF/manifest.xml": "<manifest:encryption-data/>",
        "content.xml": b"\x8f\x00\x12",
    }
    assert "protected with a password" in refused(zipped(ods_parts() | manifest))


SOUND = (xlsx(ONE, shared=("a",)), ods(ods_row(ods_text("a"))))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SOUND), st.floats(0.01, 0.99))
def test_a_file_that_is_cut_off_is_refused(whole: bytes, share: float) -> None:
    assert "; " in refused(whole[: int(len(whole) * share)])


SPOIL = """
import random, sys
from coprod_check.documents.errors import BadInput
from coprod_check.storage.foreign.foreign_limits import Spent
from coprod_check.storage.foreign.workbooks import read_workbook
sys.path.insert(0, "tests")
from helpers.hand_made_workbooks import ods, ods_row, ods_text, xlsx_parts, ods_parts, zipped
row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="b"><v>1</v></c></row>'
read = refused = 0
for seed in range(400):
    draw = random.Random(seed)
    sheets = [xlsx_parts(f"<sheetData>{row}</sheetData>", shared=("a",)), ods_parts(ods_row(ods_text("a")))]
    parts = dict(draw.choice(sheets))
    name = draw.choice(sorted(parts))
    text = bytearray(str(parts[name]).encode())
    for _ in range(draw.randint(1, 3)):
        place = draw.randrange(len(text))
        text[place : place + draw.randint(0, 3)] = draw.choice([b"<", b">", b"9", b"x", b"", b'"', b"-", b"999999"])
    parts[name] = bytes(text)
    data = zipped(parts)
    try:
        read_workbook(data, Spent("a.xlsx", len(data)))
        read += 1
    except BadInput:
        refused += 1
print(read, refused)
"""


def test_four_hundred_spoilt_workbooks_are_read_or_refused_and_none_ends_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", SPOIL], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    read, refusals = map(int, done.stdout.split())
    assert read > 20
    assert refusals > 100


MEASURED = """
import sys
from pathlib import Path
from coprod_check.documents.errors import BadInput
from coprod_check.storage.foreign.grids import read_grids
try:
    read_grids(Path(sys.argv[1]))
except BadInput as error:
    print(error)
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_bomb_is_refused_with_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(lying(bomb(), "xl/sharedStrings.xml"))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, path], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert "holds more than 256 MB" in done.stdout
    assert int(done.stderr) < 150


@settings(deadline=None)
@given(st.integers(1, 16_384))
def test_a_column_has_letters_and_the_letters_its_number(column: int) -> None:
    assert column_number(column_letters(column - 1)) == column
    assert column_letters(column - 1) == "".join(filter(str.isalpha, _theirs(column)))


def _theirs(column: int) -> str:
    import openpyxl.utils

    return str(openpyxl.utils.get_column_letter(column))


def test_the_corners_are_those_of_all_cells() -> None:
    draw = random.Random(5)
    places = [(draw.randint(1, 900), draw.randint(1, 900)) for _ in range(50)]
    rows = "".join(
        f'<row r="{row}"><c r="{column_letters(column - 1)}{row}"><v>1</v></c></row>' for row, column in places
    )
    facts = workbook_facts(xlsx(rows), Spent("a", 9))[0]
    assert facts.rows == (min(row for row, _ in places), max(row for row, _ in places))
    assert facts.columns == (min(column for _, column in places), max(column for _, column in places))
    assert facts.filled == 50

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.hand_made_workbooks import ODS_TYPE, ods, ods_row, ods_text, xlsx, zipped

from coprod_check.documents.errors import BadInput
from coprod_check.storage.foreign import grids
from coprod_check.storage.foreign.file_kinds import workbook_kind
from coprod_check.storage.foreign.grids import read_grids

if TYPE_CHECKING:
    from pathlib import Path

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refused(path: Path, data: bytes = b"") -> str:
    if data:
        path.write_bytes(data)
    with pytest.raises(BadInput) as error:
        read_grids(path)
    (problem,) = error.value.problems
    assert problem.file == str(path)
    return str(error.value).removeprefix(f"{path}: ")


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a"])
def test_what_a_file_is_decides_and_not_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for data, first in ((xlsx(ONE), 1), (ods(ods_row(ods_text("a"))), "a"), (b"b,c\n", "b")):
        path.write_bytes(data)
        source = read_grids(path)
        assert source.grids[0].rows[0][0] == first
        assert source.name == str(path)


BEGINNINGS = [
    (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "protected with a password, or in the old .xls format"),
    (b"%PDF-1.7\n", "PDF"),
    (b"{\\rtf1 a}", "RTF"),
    (b"\x1f\x8b\x08\x00", "gzip"),
    (b"\x89PNG\r\n", "picture"),
    (b"$FL2@(#) SPSS", "SPSS"),
    (b"PAR1\0\0", "Parquet"),
    (b"PK\x05\x06" + b"\0" * 18, "nothing in it"),
    (b'\xef\xbb\xbf<html><body><table><tr><td>"a"', "is a web page"),
    (b"<!DOCTYPE html><p>", "is a web page"),
    (b'<meta charset="utf-8"><table>', "is a web page"),
    (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "spreadsheet of 2003"),
    (b'<?xml version="1.0"?><x xmlns="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>', "LibreOffice"),
    (b'<?xml version="1.0"?><x/>', "is XML"),
    (b'[{"a": 1}]', "is JSON"),
    (b'{"results": []}', "is JSON"),
    (b'format = "coprod-answers/1"\nteam = "T"\n', "give it to coprod-check score"),
    (b'# ours\nformat = "coprod-map/1"\n', "--map"),
    (b'{"format": "coprod-plan/1"}', "is a plan"),
    (b'format = "coprod-diff/1"\n', "a file of ours"),
]


@pytest.mark.parametrize(("data", "words"), BEGINNINGS, ids=[words for _, words in BEGINNINGS])
def test_what_is_no_table_is_named_with_what_to_do(tmp_path: Path, data: bytes, words: str) -> None:
    said = refused(tmp_path / "answers.csv", data)
    assert words in said
    assert "; " in said


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/document.xml": ""}, "document of Word"),
        ({"ppt/presentation.xml": ""}, "presentation"),
        ({"xl/workbook.bin": ""}, "binary format (.xlsb)"),
        ({"xl/workbook.bin": "", "xl/workbook.xml": ""}, "binary format (.xlsb)"),
        ({"Index/Document.iwa": ""}, "Numbers"),
        ({"answers.numbers/Index.zip": ""}, "Numbers"),
        ({"2026/answers.csv": ""}, "unpack it, and name the files that are in it"),
        ({"a.answers.toml": ""}, "unpack it first"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "no spreadsheet"),
        ({"photo.jpg": ""}, "no workbook"),
        ({"mimetype": ODS_TYPE}, "no spreadsheet"),
    ],
)
def test_what_is_packed_and_no_workbook_is_named(tmp_path: Path, parts: dict[str, str | bytes], words: str) -> None:
    assert words in refused(tmp_path / "a.xlsx", zipped(parts))


def test_a_file_that_is_two_kinds_of_workbook_is_neither() -> None:
    assert workbook_kind({"xl/workbook.xml", "content.xml", "mimetype"}, ODS_TYPE.encode())[0] == ""


def test_brackets_at_the_beginning_of_a_table_are_no_json(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"[id],{voice}\n1,Staff\n")
    assert read_grids(path).grids[0].rows == (("[id]", "{voice}"), ("1", "Staff"))


def test_a_word_processors_control_letter_does_not_make_a_table_rubbish(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"voice,why\n" + b"Staff,one\x0btwo \x02three and some more words\n" * 9)
    assert read_grids(path).grids[0].rows[1] == ("Staff", "one\x0btwo \x02three and some more words")


def test_a_file_that_is_not_there_or_a_folder_is_said_to_be(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.csv") == "there is no such file; check the name and the folder"
    assert refused(tmp_path) == "is a folder, not a file; name a file in it"


def test_a_file_that_is_far_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "MOST_UNPACKED", 1 << 20)
    assert "is larger than 1 MB" in refused(tmp_path / "a.csv", b"a,b\n" * (1 << 19))

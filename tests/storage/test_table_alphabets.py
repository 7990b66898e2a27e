"""A CSV file in the alphabet of Western Windows, as Excel's plain “CSV” has it, or in UTF-16, is read in either way."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest
from helpers import both_ways
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.documents.problems import Note
from coprod_check.rules.rounds import round_key
from coprod_check.storage import imported_table
from coprod_check.storage.foreign.grids import read_grids
from coprod_check.storage.tables import read_table
from coprod_check.storage.tabular import alphabet
from coprod_check.storage.tabular.alphabet import UTF_8, UTF_16, WESTERN, WESTERN_ALPHABET, alphabet_of

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.storage.tables import TableContents

TEXT = "team,date,voice,a,a.evidence\nCafé d’Or,2026-11-22,staff,2,“Minutes” – twice\nÅ,2026-11-22,staff,1,\n"


def saved(folder: Path, content: bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def read(path: Path) -> TableContents:
    """The table, which is the same in columns."""
    assert both_ways.assert_alike(path) > 0
    return read_table(path, both_ways.rubric_of)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_excel_saves_as_plain_csv_is_read_with_one_note(tmp_path: Path, separator: str) -> None:
    path = saved(tmp_path, TEXT.replace(",", separator).replace("\n", "\r\n").encode("cp1252"))
    found = read(path)
    assert found.problems == []
    assert found.notes == [Note(path.as_posix(), WESTERN_ALPHABET)]
    assert [filed.sheet.team for _, filed in found.sheets] == ["Café d’Or", "Å"]
    assert found.sheets[0][1].sheet.ratings["a"].evidence == "“Minutes” – twice"  # type: ignore[index]


def test_import_says_the_same_of_it(tmp_path: Path) -> None:
    assert read_grids(saved(tmp_path, TEXT.encode("cp1252"))).remarks == (WESTERN_ALPHABET,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_says_itself_what_it_is_is_no_note(tmp_path: Path, encoding: str, separator: str) -> None:
    found = read(saved(tmp_path, TEXT.replace(",", separator).encode(encoding)))
    assert (found.notes, found.problems) == ([], [])
    assert [filed.sheet.team for _, filed in found.sheets] == ["Café d’Or", "Å"]


def test_a_team_is_the_same_team_in_either_alphabet(tmp_path: Path) -> None:
    one, other = (
        read(saved(tmp_path, TEXT.encode(each), f"{each}.csv")).sheets[0][1].sheet for each in ("utf-8", "cp1252")
    )
    assert round_key(one) == round_key(other)


def test_a_letter_of_another_alphabet_far_down_is_seen(tmp_path: Path) -> None:
    """The kind of a file was told from its first 64 kB."""
    text = "team,date,voice\n" + "T,2026-11-22,staff\n" * 5_000 + "Café,2026-11-22,staff\n"
    found = read(saved(tmp_path, text.encode("cp1252")))
    assert found.sheets[-1][1].sheet.team == "Café"


@pytest.mark.parametrize("where", [b"\x81", b"\xff\x90"])
def test_a_letter_of_no_alphabet_is_named_by_its_line(tmp_path: Path, where: bytes) -> None:
    path = saved(tmp_path, TEXT.encode("cp1252") + where)
    words = (
        "line 4 has a letter that is in no alphabet we know, or in another than the rest; save it again as “CSV UTF-8”"
    )
    assert [each.message for each in read_table(path, both_ways.rubric_of).problems] == [words]


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_one_spoilt_letter_makes_no_file_another(tmp_path: Path, mark: bytes) -> None:
    """All other accents would be two letters each."""
    path = saved(tmp_path, mark + TEXT.encode().replace(b"\nT", b"\n\xe9T") + b"\xe9,2026-11-22,staff,1,\n")
    (fault,) = read_table(path, both_ways.rubric_of).problems
    assert "line 4 has a letter" in fault.message
    with pytest.raises(BadInput, match="in another than the rest"):
        read_grids(path)


def test_text_that_ends_within_a_letter_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, TEXT.encode() + "é,".encode()[:1])
    assert "line 4 has a letter" in read_table(path, both_ways.rubric_of).problems[0].message


def test_a_zero_byte_anywhere_is_no_text(tmp_path: Path) -> None:
    for content in (TEXT.encode() + b"\0", TEXT.encode("utf-16-le")):
        with pytest.raises(ValueError, match="is not text that we can read"):
            alphabet_of(saved(tmp_path, content))


@given(
    text=st.text(max_size=60),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    piece=st.integers(1, 9),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_text_is_told_however_it_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, encoding: str, piece: int
) -> None:
    monkeypatch.setattr(alphabet, "_PIECE", piece)
    text = "T" + text.replace("\0", "")
    path = saved(tmp_path, text.encode(encoding, "ignore"))
    written = path.read_bytes()
    told = alphabet_of(path)
    assert written.decode(told) == text.encode(encoding, "ignore").decode(encoding) or encoding == "cp1252"
    if encoding in {"utf-8", "utf-8-sig"}:
        assert told == UTF_8
    elif encoding == "utf-16":
        assert told == UTF_16
    else:
        assert told in {UTF_8, WESTERN}


def test_rows_are_added_to_such_a_table_in_utf_8(tmp_path: Path) -> None:
    path = saved(tmp_path, TEXT.encode("cp1252"))
    (_, filed), *_ = read_table(path, both_ways.rubric_of).sheets
    new = filed.sheet.model_copy(update={"team": "Łódź", "sheet": "k9"})
    imported_table.write_table(path, [new], both_ways.ASKED, update=False)
    assert [each.sheet.team for _, each in read(path).sheets] == ["Café d’Or", "Å", "Łódź"]

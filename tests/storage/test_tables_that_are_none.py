"""Tables that are hardly tables are refused whole: too many columns, too many faults, Parquet that is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from helpers import both_ways
from helpers.both_ways import new_packed, rubric_of

from coprod_check.batch.reading.tables import pack_table
from coprod_check.documents.limits import MOST_HEADINGS, MOST_OF_SMALL
from coprod_check.rules.rounds import Unread
from coprod_check.storage import tables
from coprod_check.storage.tables import check_header, read_table
from coprod_check.storage.tabular.parquet_form import check_size_of_parquet, read_parquet_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coprod_check.storage.tables import TableContents

    Read = Callable[[Path], TableContents]

HEAD = "team,date,voice,a"


def in_columns(path: Path) -> TableContents:
    return pack_table(path, new_packed(), both_ways.ASKED, rubric_of, lambda _: None)


def test_columns_are_counted_before_they_are_looked_at() -> None:
    header = ["team", "date", "voice", *(f"c{n}" for n in range(MOST_HEADINGS - 3))]
    assert len(list(check_header(header, [both_ways.ASKED]))) == MOST_HEADINGS - 3
    found = list(check_header([*header, "more"], [both_ways.ASKED]))
    assert list(map(str, found)) == ["has more than 2000 columns, the most that we read; check which file you meant"]


def test_the_nearest_name_is_looked_for_ten_times() -> None:
    found = list(
        check_header(["team", "date", "voice", *(f"experience.onee{n}" for n in range(12))], [both_ways.ASKED])
    )
    assert [("did you mean 'experience.one'" in each.message) for each in found] == [True] * 10 + [False] * 2


def test_a_heading_of_very_many_letters_is_told_in_short() -> None:
    (found,) = check_header(["team", "date", "voice", "x" * 100_000], [both_ways.ASKED])
    assert len(str(found)) < 2_200


@pytest.mark.parametrize("read", [lambda path: read_table(path, rubric_of), in_columns])
def test_a_table_of_faults_is_refused_whole_and_hides_who_is_in_it(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    good = "\nT,2026-11-22,staff,2"
    path.write_text(HEAD + good + "\nT,2026-11-22,staff,9" * (MOST_OF_SMALL + 1) + good)
    found = read(path)
    assert not found.sheets
    words = "has more than 5000 faults, and none of its rows counts: 5001 × is not an answer that fits"
    assert [str(each) for each in found.problems] == [f"{path.as_posix()}: {words}"]
    assert Unread("t", "2026-11", "staff") in found.unread


def test_as_many_faults_as_may_be_leave_the_good_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "most_faults", lambda _: 3)
    path = tmp_path / "x.csv"
    path.write_text(f"{HEAD}\nT,2026-11-22,staff,2" + "\nT,2026-11-22,staff,9" * 3)
    assert len(read_table(path, rubric_of).sheets) == 1
    path.write_text(path.read_text() + "\nT,2026-11-22,staff,9")
    assert not read_table(path, rubric_of).sheets


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
@pytest.mark.parametrize("read", [lambda path: read_table(path, rubric_of), in_columns])
def test_rows_that_are_no_rows_are_not_kept(
    ending: str, read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "most_faults", lambda _: 3)
    path = tmp_path / f"x{ending}"
    good = HEAD if ending == ".csv" else '{"team": "T", "date": "2026-11-22", "voice": "staff"}'
    path.write_text(good + ("\n1,2,3,4,5" if ending == ".csv" else "\n[1]") * 4)
    found = read(path)
    assert ["that cannot be taken apart" in str(each) for each in found.problems] == [True]


# Parquet.


def test_a_small_parquet_file_has_few_rows(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(b"x" * 400)
    check_size_of_parquet(path, 10_100)
    with pytest.raises(ValueError, match="has 10101 rows, more than answers could fill in a file of its size"):
        check_size_of_parquet(path, 10_101)


def test_a_broken_parquet_file_is_told_in_plain_words(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The library gives up in a way that no usual `except` sees, and writes a page of its own."""
    path = tmp_path / "x.parquet"
    pl.DataFrame({"team": ["T"] * 5, "a": ["2", None, "1", "2", "2"]}).write_parquet(path, compression="uncompressed")
    good = path.read_bytes()
    told = set()
    for place in range(len(good)):
        for letter in (0, 255):
            path.write_bytes(good[:place] + bytes([letter]) + good[place + 1 :])
            try:
                read_parquet_rows(path)
            except ValueError as error:
                told.add(str(error).partition("(")[0])
    assert "is not understood as Parquet: it is broken; save or copy it again" in told
    assert all(each.startswith(("is not understood as Parquet", "has ", "holds ")) for each in told)
    assert capfd.readouterr().err == ""

from __future__ import annotations

import csv
import json
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, sheet

from coprod_check.documents.limits import LONGEST_TEXT, TOLD
from coprod_check.rules.rounds import Unread
from coprod_check.storage import tables
from coprod_check.storage.tables import TableContents, read_table
from coprod_check.storage.tabular.by_name import is_table
from coprod_check.storage.tabular.csv_form import csv_dialect

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.storage.tabular.csv_form import CsvForm

ASKED = rubric(
    practice("a"),
    practice("b", may_not_apply=False),
    circumstances=[{"id": name, "statement": name} for name in ("small", "new")],
    experience=[
        {"id": "equal", "question": "Equal?", "options": [{"id": name, "text": name} for name in ("yes", "no")]},
        {
            "id": "which", "question": "Which?", "several": True,
            "options": [{"id": name, "text": name} for name in ("x", "y", "z")],
        },
    ],
)  # fmt: skip

HEADER = ["team", "round", "date", "voice", "respondent", "share", "people.staff", "people.lived-experience", "a", "b"]
HEADER += ["a.evidence", "experience.equal", "experience.which", "finished", "circumstances"]
ROWS: list[list[Any]] = [
    [
        "Team",
        "r",
        "2026-11-22",
        "together",
        "",
        "",
        "2",
        "3",
        "2",
        "dont-know",
        "Minutes, “of”",
        "",
        "",
        "",
        "small new",
    ],
    ["Team", "r", "2026-11-22", "staff", "S1", "TRUE", "", "", "not-applicable", "0", "", "", "", "TRUE", ""],
    ["Team", "r", "2026-11-22", MEMBERS, "", "false", "", "", "", "3", "lone words", "yes", "x z", "false", "small"],
]


def rubric_of(name: object) -> Rubric | None:
    return ASKED if name in {None, "small"} else None


def read(path: Path) -> TableContents:
    return read_table(path, rubric_of)


def wrote(path: Path, rows: list[list[Any]] = ROWS, header: list[str] = HEADER, **how: Any) -> Path:
    with path.open("w", newline="", encoding=how.pop("encoding", "utf-8")) as file:
        csv.writer(file, **how).writerows([header, *rows])
    return path


def faults(path: Path) -> list[str]:
    return [
        str(each).removeprefix(f"{path.as_posix()}, ").removeprefix(f"{path.as_posix()}: ")
        for each in read(path).problems
    ]


EXPECTED = [
    sheet(
        levels={"a": {"level": 2, "evidence": "Minutes, “of”"}, "b": "dont-know"},
        people={"staff": 2, MEMBERS: 3},
        circumstances=["small", "new"],
    ),
    sheet("staff", {"a": {"level": "not-applicable", "reason": ""}, "b": 0}, respondent="S1", share=True),
    sheet(
        MEMBERS,
        {"b": 3},
        share=False,
        experience={"equal": "yes", "which": ["x", "z"]},
        finished=False,
        circumstances=["small"],
    ),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_as_spreadsheets_write_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    table = read(wrote(tmp_path / "t.csv", delimiter=delimiter, encoding=encoding))
    assert table.problems == []
    assert [filed.sheet for _, filed in table.sheets] == EXPECTED
    assert [filed.source for _, filed in table.sheets] == [f"{tmp_path.as_posix()}/t.csv:{n}" for n in (2, 3, 4)]


def test_json_lines_and_parquet_hold_the_same(tmp_path: Path) -> None:
    rows = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    jsonl, parquet = tmp_path / "t.jsonl", tmp_path / "t.parquet"
    jsonl.write_text("\n".join(json.dumps({k: v for k, v in row.items() if v != ""}) for row in rows) + "\n\n")
    pl.DataFrame(rows).write_parquet(parquet)
    for path in (jsonl, parquet):
        table = read(path)
        assert table.problems == []
        assert [filed.sheet for _, filed in table.sheets] == EXPECTED


def test_numbers_and_truth_of_typed_tables_are_taken_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    typed = {"team": ["Team"], "date": [DAY], "voice": ["staff"], "share": [True], "a": [2], "b": [None]}
    pl.DataFrame(typed).write_parquet(path)
    table = read(path)
    assert table.problems == []
    (found,) = (filed.sheet for _, filed in table.sheets)
    assert (found.share, found.ratings["a"].level, found.round_label) == (True, 2, "2026-11")  # type: ignore[index]


def test_a_bad_row_is_named_by_line_and_column_and_the_others_are_read(tmp_path: Path) -> None:
    rows = [
        ["Team", "r", "2026-11-22", "together", "", "", "x", "", "9", "not-applicable", "", "", "", "", ""],
        ["", "r", "22/11/2026", "other", "", "maybe", "", "", "2,0", "1", "", "", "", "nope", "smal"],
        *ROWS,
    ]
    table = read(wrote(tmp_path / "t.csv", rows))
    assert len(table.sheets) == 3
    named = {(each.line, each.where) for each in table.problems}
    assert {
        (2, "people.staff"),
        (2, "a"),
        (2, "b"),
        (3, "team"),
        (3, "date"),
        (3, "voice"),
        (3, "share"),
        (3, "a"),
        (3, "finished"),
        (3, "circumstances"),
    } <= named


def test_a_wrong_heading_refuses_the_table_and_offers_the_nearest(tmp_path: Path) -> None:
    header = ["team", "dates", "voice", "a", "a", "b.evidnce", ""]
    path = wrote(tmp_path / "t.csv", [["T", "2026-11-22", "staff", "1", "1", "", "x"]], header)
    assert read(path).sheets == []
    assert faults(path) == [
        "line 1: column G has cells and no heading; give it one, or delete it",
        "line 1: a: this column is there twice; keep one",
        "line 1: b.evidnce: no column has this name; did you mean 'b.evidence'?",
        "line 1: date: this column is missing; every sheet needs it",
        "line 1: dates: no column has this name; did you mean 'date'?",
    ]


def test_rows_that_are_too_long_are_named_and_blank_ones_passed_over(tmp_path: Path) -> None:
    path = wrote(tmp_path / "t.csv", [ROWS[0], [*ROWS[1], "more"], [], ["", *[""] * 14], ROWS[2]])
    assert len(read(path).sheets) == 2
    assert faults(path) == ["line 3: has 16 cells, and there are 15 headings; mend this line"]


def test_a_cell_over_several_lines_keeps_the_line_numbers_right(tmp_path: Path) -> None:
    long = [*ROWS[0]]
    long[10] = "one\ntwo\nthree"
    table = read(wrote(tmp_path / "t.csv", [long, [*ROWS[1][:8], "9", *ROWS[1][9:]]]))
    assert table.sheets[0][1].sheet.ratings["a"].evidence == "one\ntwo\nthree"  # type: ignore[index]
    assert [each.line for each in table.problems] == [5]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.csv", None, "there is no such file"),
        ("t.csv", b"team,date\n\0", "is not text that we can read"),
        ("t.csv", b"team,date\nT\x81", "line 2 has a letter that is in no alphabet we know"),
        ("t.csv", b"", "this column is missing"),
        ("t.csv", b'team,date,voice\n"open', "is not understood"),
        ("t.jsonl", b'{"team": "T"}\n{oops\n[1]\n', "line 2: is not understood"),
        ("t.parquet", b"PAR1 not really", "is not understood as Parquet"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert any(said in fault for fault in faults(path))


def test_a_line_of_json_that_is_no_object_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('[1]\n{"team": "Team", "date": "2026-11-22", "voice": "staff", "a": 1}\n')
    assert len(read(path).sheets) == 1
    assert faults(path) == ['line 1: does not begin as it should; write it as { "format": …, … }']


def test_a_row_may_name_its_rubric_and_an_unknown_one_is_said(tmp_path: Path) -> None:
    rows = [["T", "2026-11-22", "staff", "1", name, "1.0.0"] for name in ("small", "ours", "")]
    path = wrote(tmp_path / "t.csv", rows, ["team", "date", "voice", "a", "rubric", "rubric_version"])
    assert len(read(path).sheets) == 2
    assert faults(path) == ["line 3: rubric: no built-in set of questions has this name; name its file with --rubric"]


def test_parquet_without_its_extra_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    (tmp_path / "t.parquet").write_bytes(b"")
    assert faults(tmp_path / "t.parquet") == [
        "reading Parquet needs coprod-check[parquet]; install it, or save the table as CSV"
    ]


def test_ten_thousand_faults_are_told_once(tmp_path: Path) -> None:
    row = ["T", "2026-11-22", "staff", "9"]
    (found,) = faults(wrote(tmp_path / "t.csv", [row] * 150, ["team", "date", "voice", "a"]))
    assert found.startswith("line 2: a: rows 2–151: is not an answer that fits; write a level from 0 to 3")


def test_so_many_kinds_of_faults_are_told_and_no_more(tmp_path: Path) -> None:
    wide = rubric(*(practice(f"p{number:02}") for number in range(24)))
    path = wrote(
        tmp_path / "t.csv", [["", "22/11/2026", "stuff", *"9" * 24]] * 3, ["team", "date", "voice", *wide.by_id]
    )
    found = read_table(path, lambda _: wide).problems
    assert len(found) == TOLD + 1
    assert "more problems from here on" in found[-1].message


def cells(tmp_path: Path, **said: str) -> TableContents:
    row = {"team": "T", "date": "2026-11-22", "voice": "staff", "a": "1", **said}
    return read(wrote(tmp_path / "t.csv", [list(row.values())], list(row)))


DEFAULTS: list[dict[str, str]] = [
    {"voice": "together", "share": "FALSE", "respondent": " "},
    {"voice": "staff", "people.staff": "0", "people.lived-experience": "0"},
    {"voice": "staff", "experience.which": ";"},
    {"voice": "together", "finished": "true", "circumstances": " "},
]


@pytest.mark.parametrize("said", DEFAULTS)
def test_a_cell_that_says_no_more_than_a_blank_would_is_one(tmp_path: Path, said: dict[str, str]) -> None:
    table = cells(tmp_path, **said)
    assert table.problems == []
    (found,) = (filed.sheet for _, filed in table.sheets)
    nobody: dict[str, Any] = {"people": {}} if said["voice"] == "together" else {}
    assert found == sheet(said["voice"], {"a": 1}, team="T", round="", **nobody)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"voice": "together", "share": "true"}, "share"),
        ({"voice": "together", "respondent": "S1"}, "respondent"),
        ({"voice": "staff", "people.staff": "1"}, "people"),
        ({"voice": "staff", "experience.equal": "yes"}, "experience"),
        ({"voice": "together", "people.staff": "10001"}, "people.staff"),
        ({"finished": "perhaps"}, "finished"),
        ({"circumstances": "small big"}, "circumstances"),
        ({"team": "\u200b"}, "team"),
        ({"team": "two\nlines"}, "team"),
        ({"round": "\u200b"}, "round"),
        ({"sheet": "k\x1b1"}, "sheet"),
        ({"a.evidence": "x" * (LONGEST_TEXT + 1)}, "a.evidence"),
    ],
)
def test_a_cell_that_is_for_another_voice_or_holds_what_none_may_is_named(
    tmp_path: Path, said: dict[str, str], where: str
) -> None:
    assert [each.where for each in cells(tmp_path, **said).problems] == [where]


@pytest.mark.parametrize("between", [" ", "  ", ";", "; ", "\u3000"])
def test_ids_have_spaces_between_and_a_semicolon_is_read_too(tmp_path: Path, between: str) -> None:
    said = {"voice": MEMBERS, "circumstances": f"new{between}small", "experience.which": f"z{between}x"}
    (found,) = (filed.sheet for _, filed in cells(tmp_path, **said).sheets)
    assert (found.circumstances, found.chosen("which")) == (("new", "small"), ("z", "x"))


def test_a_row_that_cannot_be_read_and_shows_its_voice_is_someone_who_did_not_agree(tmp_path: Path) -> None:
    (whose,) = cells(tmp_path, team=" T ", voice=" staff ", a="9").unread
    assert whose == Unread("t", "2026-11", "staff")
    assert cells(tmp_path, voice="together", a="9").unread == []
    path = tmp_path / "ragged.csv"
    path.write_text("team,date,voice,share,a\nT,2026-11-22,Staff,false,1,x\nT,2026-11-22,together,,,x\n", "utf-8")
    assert read(path).unread == [whose]


def test_which_files_are_tables() -> None:
    assert [is_table(Path(name)) for name in ("a.CSV", "b.jsonl", "c.parquet", "d.answers.json")] == [
        True, True, True, False,
    ]  # fmt: skip


# Files that are not as they should be.


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.parquet"])
def test_a_gigabyte_of_nothing_is_refused_without_reading_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(1 << 30)
    tracemalloc.start()
    try:
        (fault,) = faults(path)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "is not " in fault
    assert most < 64 << 20


def test_a_table_that_goes_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = wrote(tmp_path / "t.csv")
    real = csv_dialect

    def look(which: Path) -> CsvForm:
        form = real(which)
        path.unlink()
        return form

    monkeypatch.setattr(tables, "csv_dialect", look)
    assert faults(path) == ["there is no such file; check the name and the folder"]


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl"])
def test_a_folder_that_is_named_like_a_table_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert faults(tmp_path / name) == ["is a folder, not a file; name a file in it"]


def test_json_lines_may_begin_with_a_mark_of_their_encoding(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"team": "Team", "date": "2026-11-22", "voice": "staff", "a": 1}\n', encoding="utf-8-sig")
    assert faults(path) == []
    assert len(read(path).sheets) == 1


def test_rows_with_too_many_cells_are_told_together(tmp_path: Path) -> None:
    rows = [[*ROWS[0], "one more"], [*ROWS[1], "two", "more"], ROWS[2]]
    path = wrote(tmp_path / "t.csv", rows, delimiter=";", encoding="utf-16")
    assert len(read(path).sheets) == 1
    assert faults(path) == [
        "line 2: rows 2–3, the first of them: has 16 cells, and there are 15 headings; mend this line"
    ]


# Rows that say the same are read once.


def test_rows_that_say_the_same_keep_their_own_names(tmp_path: Path) -> None:
    names = [("T", "S1", "k1"), (" U ", "", "k2"), ("V", "S3", ""), ("'=V", "S3", "k3"), ("T\u00e9", "\u200bS4", "k4")]
    path = tmp_path / "t.csv"
    text = "".join(f"{team},2026-11-22,staff,{respondent},{ident},2\n" for team, respondent, ident in names)
    path.write_text(f"team,date,voice,respondent,sheet,a\n{text}", encoding="utf-8")
    found = [filed.sheet for _, filed in read(path).sheets]
    assert [(each.team, each.respondent, each.sheet) for each in found] == [
        ("T", "S1", "k1"), ("U", "", "k2"), ("V", "S3", ""), ("=V", "S3", "k3"), ("T\u00e9", "\u200bS4", "k4"),
    ]  # fmt: skip
    assert {each.ratings["a"].level for each in found} == {2}  # type: ignore[index]


@pytest.mark.parametrize("name", ["", "\u200b", "\u3164", "T\tU", "T\u2028U"])
def test_a_name_with_a_fault_has_it_in_every_row(tmp_path: Path, name: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"team,date,voice,a\nT,2026-11-22,staff,2\n{name},2026-11-22,staff,2\n", encoding="utf-8")
    assert len(read(path).sheets) == 1
    assert len(faults(path)) == 1


def test_a_number_is_no_truth_where_rows_say_nearly_the_same(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    rows = ({"team": "T", "date": "2026-11-22", "voice": "staff", "share": each} for each in (True, 1, 1.0, "true"))
    path.write_text("\n".join(map(json.dumps, rows)))
    assert [filed.source.rpartition(":")[2] for _, filed in read(path).sheets] == ["1", "4"]


def test_only_so_many_rows_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MOST_KEPT", 2)
    path = tmp_path / "t.csv"
    path.write_text("team,date,voice,a\n" + "".join(f"T,2026-11-2{n},staff,2\n" for n in range(8)))
    assert [filed.sheet.date.day for _, filed in read(path).sheets] == [*range(20, 28)]

"""A table that a spreadsheet has saved says what it said before; a slip in it is still a slip."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from helpers.make import MEMBERS, practice, rubric, sheet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coprod_check.documents.limits import MOST_OF_SMALL
from coprod_check.documents.problems import Note, Problem
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.imports.answers import DONT_KNOWS, NOT_APPLICABLES, PracticeAnswers, Trust, UnreadCell
from coprod_check.rules.rounds import Unread
from coprod_check.storage import imported_table
from coprod_check.storage.expected_teams import read_expected
from coprod_check.storage.tables import ENDS_EARLY, TableContents, read_table
from coprod_check.storage.tabular.cell_words import words_for
from coprod_check.storage.tabular.folding import folded, rows_named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.documents.sheet import Sheet

LEVELS = [{"number": n, "name": name} for n, name in enumerate(("Not yet", "Sometimes", "Often", "Often"))]
ASKED = rubric(practice("a"), practice("b", may_not_apply=False), levels=LEVELS)
PLAIN = rubric(practice("a"), practice("b", may_not_apply=False))
HEADINGS = "team,date,voice,share,people.staff,a,b"
MET = sheet(levels={"a": 2}, team="T", round="", people={"staff": 4})


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "t.csv"
    path.write_bytes(text.encode(encoding))
    return path


def read(path: Path) -> TableContents:
    return read_table(path, lambda _: ASKED)


def sheets(found: TableContents) -> list[Sheet]:
    assert found.problems == []
    return [filed.sheet for _, filed in found.sheets]


def told(found: TableContents) -> list[str]:
    return [f"{each.line}: {each.where}: {each.message}" for each in found.problems]


@pytest.mark.parametrize("said", ["sep=;", '"sep=;"', "SEP=;", "sep=; ", " sep=;", "sep=;;;;;;;", '"sep=;";;'])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_line_that_names_the_separator_is_obeyed_and_is_no_row(
    tmp_path: Path, said: str, end: str, encoding: str
) -> None:
    text = end.join([said, HEADINGS.replace(",", ";"), "T;2026-11-22;together;;4;2;", ""])
    found = read(saved(tmp_path, text, encoding))
    assert sheets(found) == [MET]
    assert [filed.source.rpartition(":")[2] for _, filed in found.sheets] == ["3"]


def test_a_separator_that_is_named_may_be_any(tmp_path: Path) -> None:
    text = f"sep=|\n{HEADINGS.replace(',', '|')}\n" + "T, U and V|2026-11-22|together||4|2|\n"
    (found,) = sheets(read(saved(tmp_path, text)))
    assert found.team == "T, U and V"


def test_a_fault_below_that_line_is_named_by_the_line_of_the_file(tmp_path: Path) -> None:
    text = "sep=;\nteam;dat;voice\nT;2026-11-22;staff\n"
    assert told(read(saved(tmp_path, text)))[0].startswith("2: ")


def test_columns_without_a_heading_and_without_a_cell_are_none(tmp_path: Path) -> None:
    text = "team,,date,voice, ,people.staff,a,,\nT,,2026-11-22,together,,4,2,,\n,,,,,,,,\n"
    assert sheets(read(saved(tmp_path, text))) == [MET]


@pytest.mark.parametrize(("row", "column"), [("T,x,2026-11-22,staff,2,", "B"), ("T,,2026-11-22,staff,2,x", "F")])
def test_columns_without_a_heading_that_say_something_are_named(tmp_path: Path, row: str, column: str) -> None:
    text = f"team,,date,voice,a,\n{row}\n"
    found = read(saved(tmp_path, text))
    assert found.sheets == []
    assert told(found) == [f"1: : column {column} has cells and no heading; give it one, or delete it"]


def test_blanks_beyond_the_last_heading_are_passed_over_and_anything_else_is_not(tmp_path: Path) -> None:
    text = f"{HEADINGS}\nT,2026-11-22,together,,4,2,,, ,\nT,2026-11-22,together,,4,2,,,x\n"
    found = read(saved(tmp_path, text))
    assert told(found) == ["3: : has 9 cells, and there are 7 headings; mend this line"]
    assert len(found.sheets) == 1


def test_rows_without_their_last_blanks_are_read_with_one_note_that_names_none(tmp_path: Path) -> None:
    path = saved(tmp_path, f"{HEADINGS}\nT,2026-11-22,together,,4,2\nT,2026-11-22,staff\nU,2026-11-22,staff,,,,1\n")
    found = read(path)
    assert [(each.team, len(each.answers)) for each in sheets(found)] == [("T", 1), ("T", 0), ("U", 1)]
    assert found.notes == [Note(path.as_posix(), ENDS_EARLY)]


def test_rows_as_long_as_the_columns_that_say_something_are_no_note(tmp_path: Path) -> None:
    found = read(saved(tmp_path, f"{HEADINGS},,\nT,2026-11-22,together,,4,2,\n"))
    assert (sheets(found), found.notes) == ([MET], [])


def test_blank_lines_are_none_wherever_they_stand(tmp_path: Path) -> None:
    text = f"\n,,,\n{HEADINGS}\n\n , ,\nT,2026-11-22,together,,4,2,\n\n"
    found = read(saved(tmp_path, text))
    assert sheets(found) == [MET]
    assert [filed.source.rpartition(":")[2] for _, filed in found.sheets] == ["6"]


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("2.0", 2),
        ("2.00", 2),
        (" 3 ", 3),
        ("Not yet", 0),
        ("NOT YET", 0),
        ("not  yet", 0),
        ("1 - Sometimes", 1),
        ("Much.", 2),
        ("Don't know", "dont-know"),
        ("don\u2019t know", "dont-know"),
        ("DONT-KNOW", "dont-know"),
        ("Does not apply", "not-applicable"),
    ],
)
def test_an_answer_that_has_one_meaning_is_read(tmp_path: Path, cell: str, level: int | str) -> None:
    (found,) = sheets(read(saved(tmp_path, f"team,date,voice,a\nT,2026-11-22,staff,{cell}\n")))
    assert found.ratings["a"].level == level  # type: ignore[index]


@pytest.mark.parametrize(
    "cell", ["2.5", '"2,0"', "2.", "Often", "Nearly", "4.0", "L2", "n/a", "3 - Sometimes", "TRUE", "x"]
)
def test_an_answer_that_has_not_is_a_problem_and_is_not_repeated(tmp_path: Path, cell: str) -> None:
    found = read(saved(tmp_path, f"team,date,voice,a\nT,2026-11-22,staff,{cell}\n"))
    (said,) = told(found)
    assert said.startswith("2: a: is not an answer that fits; write a level from 0 to 3")
    assert found.unread == [Unread("t", "2026-11", "staff")]


def test_what_always_applies_is_said_where_somebody_wrote_that_it_does_not(tmp_path: Path) -> None:
    found = read(saved(tmp_path, "team,date,voice,b\nT,2026-11-22,together,Does not apply\n"))
    assert told(found) == ["2: b: this practice always applies; write a level, or dont-know"]


@pytest.mark.parametrize(
    ("voice", "share", "expected"),
    [
        ("Staff", "Yes", ("staff", True)),
        ("STAFF", "yes", ("staff", True)),
        ("LIVED-EXPERIENCE", "No", (MEMBERS, False)),
        ("Lived-Experience", "FALSE", (MEMBERS, False)),
        ("staff", "TRUE", ("staff", True)),
        ("Together", "No", ("together", False)),
    ],
)
def test_capitals_do_not_count(tmp_path: Path, voice: str, share: str, expected: tuple[str, bool]) -> None:
    (found,) = sheets(read(saved(tmp_path, f"team,date,voice,share,a,finished\nT,2026-11-22,{voice},{share},1,Yes\n")))
    assert (found.voice, found.share) == expected
    assert found.finished


@pytest.mark.parametrize("share", ["perhaps", "1", "WAHR", "Yes and no"])
def test_consent_is_never_guessed(tmp_path: Path, share: str) -> None:
    found = read(saved(tmp_path, f"team,date,voice,share,a\nT,2026-11-22,Staff,{share},1\n"))
    assert told(found) == ["2: share: is not true or false; write true or false"]
    assert found.unread == [Unread("t", "2026-11", "staff")]


def test_a_slip_in_a_heading_is_still_a_problem(tmp_path: Path) -> None:
    found = read(saved(tmp_path, "Team,date,voice,A\nT,2026-11-22,staff,1\n"))
    assert found.sheets == []
    assert "1: Team: no column has this name; did you mean 'team'?" in told(found)


@pytest.mark.parametrize("count", ["4.0", "4"])
def test_people_are_counted_as_spreadsheets_write_numbers(tmp_path: Path, count: str) -> None:
    assert sheets(read(saved(tmp_path, f"{HEADINGS}\nT,2026-11-22,together,,{count},2,\n"))) == [MET]


# What words mean is the same to `import`.


@given(
    cell=st.one_of(
        st.sampled_from([*DONT_KNOWS, *NOT_APPLICABLES, "Not yet", "Sometimes", "Often", "A bit.", "2 - Often", "n/a"]),
        st.integers(-1, 5).map(str),
        st.text(max_size=12),
    )
)
def test_a_word_means_in_a_table_what_it_means_to_import_or_nothing(cell: str) -> None:
    said = cell.strip()
    imported = PracticeAnswers(ASKED.practices[0], ASKED).read(said, Trust(numbers=True), coded=False)
    found = words_for(ASKED).level("a", said)
    valid = type(found) is int and 0 <= found <= ASKED.top
    if valid or found in {DONT_KNOW, NOT_APPLICABLE}:
        assert imported == found
    else:
        assert imported is None or isinstance(imported, UnreadCell)


# Faults, folded.


def rows_of_dates(*dates: str) -> str:
    return "team,date,voice,a\n" + "".join(f"T{n},{date},staff,1\n" for n, date in enumerate(dates))


TO_IMPORT = "use coprod-check import"
EITHER = f"{TO_IMPORT} --dates dmy if the day comes first, --dates mdy if the month does"
UNLIKE = "make them alike: in some the day comes first, in others the month"


@pytest.mark.parametrize(
    ("dates", "which", "way"),
    [
        ([f"{day}/11/2026" for day in range(10, 27)], "rows 2–18 are like 10/11/2026", f"{TO_IMPORT} --dates dmy"),
        (["11/22/2026", "2026-11-22", "11/23/26"], "rows 2 and 4 are like 11/22/2026", f"{TO_IMPORT} --dates mdy"),
        (["03/04/2026"], "is written as 03/04/2026", EITHER),
        (["22/11/2026", "11/22/2026"], "rows 2–3 are like 22/11/2026", UNLIKE),
        (["22 Nov 2026"], "is written as 22 Nov 2026", TO_IMPORT),
    ],
)
def test_dates_as_a_spreadsheet_writes_them_are_told_once(
    tmp_path: Path, dates: list[str], which: str, way: str
) -> None:
    found = read(saved(tmp_path, rows_of_dates(*dates)))
    assert told(found) == [f"2: date: {which}; in Excel choose Format cells, yyyy-mm-dd, or {way}"]
    assert len(found.unread) == len([each for each in dates if "-" not in each])


def test_days_as_spreadsheets_count_them_are_told_once_beside_those_that_they_show(tmp_path: Path) -> None:
    found = read(saved(tmp_path, rows_of_dates("46348", "22/11/2026", "46349", "2026")))
    assert [each.partition("; ")[0] for each in told(found)] == [
        "2: date: rows 2 and 4 are like 46348, which is how spreadsheets count days",
        "3: date: is written as 22/11/2026",
        "5: date: is not a date",
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("voice=", "voice: rows 2–3: is missing; write staff, lived-experience or together"),
        ("date=", "date: rows 2–3: is missing; write the day as 2026-11-22"),
        ("team=", "team: rows 2–3: is missing; write it here"),
        ("share=perhaps", "share: rows 2–3: is not true or false; write true or false"),
        ("a=9", "a: rows 2–3: is not an answer that fits; write a level from 0 to 3, or dont-know, or not-applicable"),
        ("b=9", "b: rows 2–3: is not an answer that fits; write a level from 0 to 3, or dont-know"),
        (
            "voice=together a=x",
            "a: rows 2–3: is text ('x'); write a level number such as 0 or 1, or dont-know, or not-applicable",
        ),
        ("voice=together a=dont-knw", "a: rows 2–3: is text ('dont-knw'); write dont-know"),
        ("voice=together people.staff=x", "people.staff: rows 2–3: is text ('x'); write how many people, 0 or more"),
        ("voice=together share=yes", "share: rows 2–3: is for one person's own sheet"),
        ("people.staff=4", "people: rows 2–3: only a sheet filled in together counts people; take it out"),
    ],
)
def test_each_kind_of_fault_says_what_to_write_into_the_cells(tmp_path: Path, cells: str, said: str) -> None:
    row = {"team": "T", "date": "2026-11-22", "voice": "staff"}
    row |= dict(each.split("=") for each in cells.split())
    line = ",".join(row.get(each, "") for each in HEADINGS.split(","))
    (fault,) = told(read(saved(tmp_path, f"{HEADINGS}\n{line}\n{line}\n")))
    assert fault.startswith(f"2: {said}")


def test_a_date_that_is_none_is_told_as_ever(tmp_path: Path) -> None:
    found = read(saved(tmp_path, rows_of_dates("last week")))
    assert told(found) == ["2: date: is not a date; write it as 2026-11-22"]


def test_faults_of_two_kinds_in_one_column_are_two(tmp_path: Path) -> None:
    found = read(saved(tmp_path, rows_of_dates("last week", "22/11/2026", "2026-02-30", "23/11/2026")))
    assert [each.partition("; ")[0] for each in told(found)] == [
        "2: date: rows 2 and 4: is not a date",
        "3: date: rows 3 and 5 are like 22/11/2026",
    ]


def test_where_a_cell_takes_two_lines_lines_are_named_and_not_rows(tmp_path: Path) -> None:
    text = 'team,date,voice,a,a.evidence\nT,2026-11-22,staff,9,"one\ntwo"\nT,2026-11-22,staff,9,\n'
    assert told(read(saved(tmp_path, text)))[0].startswith("2: a: lines 2 and 4: is not an answer that fits")


def test_a_table_with_far_too_many_dates_of_a_spreadsheet_says_what_to_do(tmp_path: Path) -> None:
    found = read(saved(tmp_path, rows_of_dates(*["22/11/2026"] * (MOST_OF_SMALL + 1))))
    (said,) = told(found)
    assert "none of its rows counts" in said
    assert "--dates dmy" in said


@given(lines=st.sets(st.integers(1, 60), min_size=1))
def test_ranges_name_each_row_and_no_other(lines: set[int]) -> None:
    named = rows_named(lines)
    words, _, more = named.partition(" ")[2].replace(" and ", ", ").partition(" more")
    parts = words.split(", ")
    rest = int(parts.pop()) if named.endswith("more") else 0
    found = [line for part in parts for line in range(int(part.split("–")[0]), int(part.split("–")[-1]) + 1)]
    assert more == ""
    assert len(found) + rest == len(lines)
    assert found == sorted(lines)[: len(found)]


@given(
    st.lists(
        st.tuples(
            st.integers(2, 30), st.sampled_from(["a", "b"]), st.sampled_from(["is text ('x')", "is missing; add"])
        ),
        min_size=1,
    )
)
def test_each_fault_is_in_one_fold_of_its_column_and_kind(faults: Sequence[tuple[int, str, str]]) -> None:
    every = [Problem("t.csv", line, where, message) for line, where, message in faults]
    found = list(folded(every, {}, "row"))
    assert {(each.where, each.message[-5:]) for each in found} == {(each.where, each.message[-5:]) for each in every}
    assert len(found) == len({(where, message) for _, where, message in faults})
    assert {each.line for each in found} <= {each.line for each in every}


# Other readers of such tables.


def test_rows_are_added_to_a_table_that_a_spreadsheet_has_saved(tmp_path: Path) -> None:
    text = "sep=;\nteam;date;voice;sheet;;a;b;;\nT;2026-11-22;Staff;k1;;Not yet\n;;;;;;;;\n"
    path = saved(tmp_path, text)
    new = sheet("staff", {"a": 1, "b": 2}, team="U", sheet="k2", round="r", share=True)
    imported_table.write_table(path, [new], PLAIN, update=False)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(each["team"], each["a"], each["b"], each["round"]) for each in rows] == [
        ("T", "Not yet", "", ""),
        ("U", "1", "2", "r"),
    ]
    assert all(cell is not None for row in rows for cell in row.values())
    again = read_table(path, lambda _: PLAIN)
    assert [each.ratings["a"].level for each in sheets(again)] == [0, 1]  # type: ignore[index]


def test_a_list_of_teams_may_name_its_separator_too(tmp_path: Path) -> None:
    assert read_expected(saved(tmp_path, "sep=;\n;\nteam;ward\nA;1\nB, and C;2\n")) == ["A", "B, and C"]


# Whatever a spreadsheet does to a table, it says the same.


@st.composite
def tables_and_copies(draw: st.DrawFn) -> tuple[str, str]:
    """A table, and the same as a spreadsheet may have saved it."""
    headings = ["team", "date", "voice", "share", "a", "b"]
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["T", "U; V", "W, X"]),
                st.just("2026-11-22"),
                st.sampled_from(["staff", MEMBERS]),
                st.sampled_from(["true", "false", ""]),
                st.sampled_from(["0", "1", "dont-know", "not-applicable", ""]),
                st.sampled_from(["0", "1", "dont-know", ""]),
            ),
            min_size=1,
            max_size=5,
        )
    )
    others = {
        "staff": ["Staff", "STAFF"], MEMBERS: ["Lived-experience", "LIVED-EXPERIENCE"], "true": ["TRUE", "Yes"],
        "false": ["No", "FALSE"], "0": ["0.0", "Not yet"], "1": ["1.0", "Sometimes"], "dont-know": ["Don't know"],
        "not-applicable": ["Does not apply"],
    }  # fmt: skip
    copied = [[draw(st.sampled_from([cell, *others.get(cell, [])])) for cell in row] for row in rows]
    between = draw(st.sampled_from(",;|\t"))
    ghost = draw(st.integers(0, 2))
    lines = [f"sep={between}"] if between == "|" or draw(st.booleans()) else []
    for row in (headings, *copied):
        cells = [f'"{cell}"' if between in cell else cell for cell in (*row, *[""] * ghost)]
        line = between.join(cells)
        lines.append(line.rstrip(between) if row is not headings and draw(st.booleans()) else line)
        lines += [""] * draw(st.integers(0, 1)) if lines else []
    plain = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (headings, *rows))
    return plain, "\r\n".join(lines) + "\r\n"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(both=tables_and_copies())
def test_a_table_says_the_same_once_a_spreadsheet_has_saved_it(tmp_path: Path, both: tuple[str, str]) -> None:
    one, other = (sheets(read(saved(tmp_path, text))) for text in both)
    assert one == other

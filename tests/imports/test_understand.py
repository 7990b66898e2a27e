"""The whole way from cells to sheets."""

from __future__ import annotations

import datetime as dt
import sys
import time
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from helpers.grids import (
    NAME_Q,
    PROMPT,
    SHARE_Q,
    VOICE_Q,
    cells,
    levels,
    map_with,
    questions_of_three,
    read,
    source,
    understood,
    wrong,
)
from helpers.look_alikes import built_in
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.imports.answers import PracticeAnswers
from coprod_check.imports.grid import ForeignGrid, SourceFile
from coprod_check.imports.understand import service_of, understand
from coprod_check.imports.understood import Stated

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.answers import AnswerRead, Trust, UnreadCell
    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.understood import Understood

MICROSOFT = "ID | Start time | Completion time | Email | Name | Who decides | Pay and costs"
TWO = (
    MICROSOFT,
    "1 | 2026-11-17 | 2026-11-18 | a@b.org | Kim | Together | Started",
    "2 | 2026-11-17 | 2026-11-18 | c@d.org | Ali | Always | ",
)


SLOWER = 1 if sys.gettrace() is None else 4
"""How much longer everything takes where every line is counted."""


def ids(found: Understood) -> list[str]:
    return [each.sheet.sheet for each in found.people]


def book(*pages: tuple[str, tuple[str, ...]]) -> SourceFile:
    return SourceFile(
        "answers.xlsx", tuple(ForeignGrid(tuple(map(cells, rows)), name) for name, rows in pages), workbook=True
    )


# What is told.


def test_it_says_what_was_understood() -> None:
    found = read(*TWO, "3 | 2026-11-17 | 2026-11-19 |  |  |  | ", date=None)
    (file,) = found.files
    assert (file.file, file.service, file.grid, file.rows) == ("form.csv", "Microsoft Forms", "", 3)
    assert [(each.file, each.row) for each in found.people] == [("form.csv", 2), ("form.csv", 3)]
    assert [(each.row, each.why) for each in found.left_out] == [(4, "nothing is answered")]
    assert {(each.heading, each.why) for each in found.dropped} == {("Email", "personal"), ("Name", "personal")}
    assert (found.round, found.round_from) == ("2026-11", "latest date")
    assert found.settled


def test_a_sheet_holds_what_its_row_says_and_nothing_else() -> None:
    found = read(
        f"ID | Completion time | {VOICE_Q} | {SHARE_Q} | {NAME_Q} | Who decides | {PROMPT} | Pay and costs",
        "7 | 2026-11-18 08:53 | Staff | Yes, show them | S3 | 2. Together. It goes to a vote. | Minutes of May | ",
        voice="",
    )
    (person,) = found.people
    assert person.sheet.model_dump(by_alias=True, exclude_defaults=True) == {
        "format": "coprod-answers/1", "rubric": "small", "rubric_version": "1.0.0", "team": "Mill Lane",
        "date": dt.date(2026, 11, 18),
        "voice": "staff", "sheet": person.sheet.sheet, "round": "2026-11", "respondent": "S3", "share": True,
        "ratings": {"who-decides": {"level": 2, "evidence": "Minutes of May"}},
    }  # fmt: skip


def test_remarks_on_the_file_are_passed_on() -> None:
    file = SourceFile(
        "a.csv",
        (ForeignGrid(tuple(map(cells, TWO)), remarks=("2 hidden rows were read too",)),),
        remarks=("read as cp1252",),
    )
    found = understood(file, team="T", voice="staff")
    assert [str(each) for each in found.notes] == ["a.csv: read as cp1252", "a.csv: 2 hidden rows were read too"]


# Which sheet.


def test_the_first_sheet_with_headings_that_we_know_is_read() -> None:
    file = book(("Notes", ("Our survey of May", "by us")), ("Empty", ()), ("Form1", TWO))
    found = understood(file, team="T", voice="staff")
    assert len(found.people) == 2
    assert found.files[0].grid == "Form1"


def test_where_several_sheets_have_them_it_is_asked_which() -> None:
    file = book(("May", TWO), ("June", TWO), ("Notes", ("x",)))
    (what,) = understood(file, team="T", voice="staff").unsettled
    assert (what.kind, what.candidates, what.otherwise) == ("sheet", ("May", "June"), "give --sheet")
    assert what.map_lines == (("file", 'sheet = "May"'), ("file", 'sheet = "June"'))


@pytest.mark.parametrize("name", ["June", "june", " June "])
def test_the_sheet_that_was_named_is_read(name: str) -> None:
    file = book(("May", TWO), ("June", TWO[:2]))
    found = understood(file, team="T", voice="staff", sheet=name)
    assert (found.files[0].grid, len(found.people)) == ("June", 1)


def test_a_sheet_that_is_not_there_is_a_problem_with_the_names_that_are() -> None:
    assert wrong(understood(book(("May", TWO), ("June", TWO)), team="T", voice="staff", sheet="July")) == [
        "answers.xlsx: there is no sheet 'July'; there are May, June"
    ]


def test_the_name_of_a_sheet_means_nothing_in_csv() -> None:
    assert read(*TWO, sheet="May").settled


@pytest.mark.parametrize("rows", [(), ("",), ("Colour | Shape", "red | round")])
def test_a_file_without_headings_that_we_know_is_one_problem(rows: tuple[str, ...]) -> None:
    (problem,) = wrong(read(*rows))
    assert problem.startswith("form.csv: ")
    assert ("is empty" in problem) == (not rows)


def test_headings_without_rows_are_a_problem() -> None:
    assert wrong(read(MICROSOFT)) == ["form.csv: has headings and no rows; check which file you meant"]


def test_a_workbook_of_ours_without_rows_is_not_filled_in_yet() -> None:
    sheet = ForeignGrid((("coprod-collect/1",), ("voice", "date", "Who decides")), "Answers")
    found = understood(SourceFile("w.xlsx", (sheet,), workbook=True), team="T")
    assert wrong(found) == ["w.xlsx: nothing is filled in yet; each person is a row below the headings"]


def test_a_file_of_very_many_columns_is_refused() -> None:
    headings = ["Timestamp", "Who decides", *(f"Colour {n}" for n in range(5_000))]
    (problem,) = wrong(read(headings, ["2026-11-18", "Together"]))
    assert "5002 columns" in problem


def test_our_own_workbook_is_known_by_its_first_cell() -> None:
    file = SourceFile(
        "collect.xlsx",
        (
            ForeignGrid((("coprod-collect/1",), ("How to",)), "Start here"),
            ForeignGrid((("voice", "Who decides", "Pay and costs"), ("Staff", 2, "Some time is paid.")), "Answers"),
            ForeignGrid((("Who decides", "Pay and costs"), ("Staff choose.", "Nobody is paid.")), "Lists"),
        ),
        workbook=True,
    )
    found = understood(file, team="T", date=dt.date(2026, 11, 22))
    assert levels(found) == [{"who-decides": 2, "pay": 2}]
    assert (found.files[0].service, found.files[0].grid) == ("our own workbook", "Answers")


# Several files.


def test_faults_of_all_files_are_told_at_once() -> None:
    bad = source("Timestamp | Who decides", "2026-11-18 | Often", name="b.csv")
    found = understood(source("x", name="a.csv"), bad, source(name="c.csv"), team="T", voice="staff")
    assert [each.file for each in found.problems] == ["a.csv", "c.csv"]
    assert [each.file for each in found.unsettled] == ["b.csv"]


def test_the_same_answers_in_two_files_count_once() -> None:
    one, two = (source(*TWO, name=name) for name in ("a.csv", "b.csv"))
    found = understood(one, two, team="T", voice="staff")
    assert len(found.people) == 2
    assert [str(each) for each in found.notes] == [
        "b.csv: row 2 is a copy of row 2 of a.csv; it counts once",
        "b.csv: row 3 is a copy of row 3 of a.csv; it counts once",
    ]  # fmt: skip


def test_two_files_that_say_different_things_of_one_response_are_a_problem() -> None:
    one, two = source(*TWO, name="a.csv"), source(TWO[0], TWO[1].replace("Together", "Always"), name="b.csv")
    (problem,) = wrong(understood(one, two, team="T", voice="staff"))
    assert problem.startswith("b.csv, line 2: this row and row 2 of a.csv have the same number")


def test_one_number_twice_in_a_file_is_a_problem_unless_the_rows_are_equal() -> None:
    (problem,) = wrong(read(*TWO, TWO[1].replace("Together", "Always")))
    assert problem.startswith("form.csv, line 4: this row and row 2 have the same number")
    found = read(*TWO, TWO[1])
    assert found.settled
    assert [str(each) for each in found.notes] == ["form.csv: row 4 is a copy of row 2; it counts once"]


# The same again.


def test_the_same_export_again_gives_the_same_sheets() -> None:
    assert [each.sheet for each in read(*TWO).people] == [each.sheet for each in read(*TWO).people]


def test_a_later_export_keeps_the_ids_of_the_rows_that_were_there() -> None:
    later = read(*TWO, "3 | 2026-11-17 | 2026-11-18 |  |  | Started | ")
    assert ids(later)[:2] == ids(read(*TWO))
    assert len(set(ids(later))) == 3


def test_the_order_of_numbered_rows_is_no_matter() -> None:
    assert sorted(ids(read(TWO[0], TWO[2], TWO[1]))) == sorted(ids(read(*TWO)))


def test_a_changed_answer_keeps_its_id() -> None:
    changed = read(TWO[0], TWO[1].replace("Together", "Always"), TWO[2])
    assert ids(changed) == ids(read(*TWO))
    assert changed.people[0].sheet != read(*TWO).people[0].sheet


@pytest.mark.parametrize("said", [{"team": "Other"}, {"round": "R2"}])
def test_another_team_or_round_is_another_sheet(said: dict[str, Any]) -> None:
    assert not set(ids(read(*TWO, **said))) & set(ids(read(*TWO)))


def test_another_service_that_counts_from_one_is_another_sheet() -> None:
    monkey = "Respondent ID | Collector ID | Start Date | End Date | x | Who decides | Pay and costs"
    assert not set(ids(read(monkey, *TWO[1:]))) & set(ids(read(*TWO)))


GOOGLE = (
    "Timestamp | Who decides",
    "2026-11-18 09:07:12 | Together",
    "2026-11-18 09:07:12 | Started",
    "2026-11-18 09:07:13 | Always",
)


def test_without_numbers_the_time_stamp_and_the_order_among_equals_tell_rows_apart() -> None:
    found = read(*GOOGLE)
    assert len(set(ids(found))) == 3
    assert ids(read(*GOOGLE, "2026-11-19 10:00:00 | Together"))[:3] == ids(found)
    assert ids(read(GOOGLE[0], GOOGLE[3], GOOGLE[1], GOOGLE[2])) == [ids(found)[2], *ids(found)[:2]]


def test_rows_that_were_left_out_before_change_no_id_of_numbered_rows() -> None:
    late = "ResponseId | RecordedDate | Finished | Who decides"
    before = read(late, "R_1 | 2026-11-18 | False | Together", "R_2 | 2026-11-18 | True | Started")
    after = read(late, "R_1 | 2026-11-18 | True | Together", "R_2 | 2026-11-18 | True | Started")
    assert ids(after)[1:] == ids(before)


def test_one_record_in_two_events_is_two_sheets() -> None:
    rows = (
        "record_id | redcap_event_name | who_decides | x_timestamp",
        "1 | first | L2 | 2026-11-18",
        "1 | second | L1 | 2026-11-18",
    )
    found = read(*rows)
    assert found.settled
    assert len(set(ids(found))) == 2


def test_a_table_of_ours_keeps_the_ids_that_stand_in_it() -> None:
    found = read("sheet | team | date | voice | who-decides", "k7f3-92qd | T | 2026-11-18 | staff | 2")
    assert ids(found) == ["k7f3-92qd"]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(1, 6)), st.integers(1, 5))
def test_whatever_is_added_below_the_rows_before_keep_their_ids(order: list[int], cut: int) -> None:
    rows = [f"{number} | 2026-11-17 | 2026-11-18 |  |  | Together | " for number in order]
    assert ids(read(MICROSOFT, *rows))[:cut] == ids(read(MICROSOFT, *rows[:cut]))


# Privacy.


SECRET = tuple(
    " | ".join(each)
    for each in (
        ("ID", "Start time", "Completion time", "Email", "Name", "IP Address", "LocationLatitude", "deviceid",
         "Recipient Email", "Who decides", PROMPT, "Where do you live?"),
        ("1", "2026-11-18 08:31:07", "2026-11-18 08:53:12", "kim@secret.org", "Kim Secret", "192.0.2.77", "51.5072",
         "dev-secret", "r@secret.org", "Together", "We met at the secret hall", "Secret Street 9"),
        ("2", "2026-11-18 08:31:07", "2026-11-18 08:53:12", "ali@secret.org", "Ali Secret", "192.0.2.78", "51.5072",
         "dev-secret", "r@secret.org", "Often", "", "Secret Street 9"),
    )
)  # fmt: skip


def test_no_name_address_place_or_time_is_in_anything_that_is_understood_or_told() -> None:
    found = read(*SECRET)
    everything = repr(found)
    for secret in ("kim@", "Kim", "Ali", "192.0.2", "51.5", "dev-", "08:53", "08:31", "Street", "@secret"):
        assert secret not in everything
    assert found.people[0].sheet.ratings["who-decides"].evidence == "We met at the secret hall"  # type: ignore[index]
    told = repr((found.files, found.left_out, found.dropped, found.unsettled, found.problems, found.notes))
    assert "secret" not in told.casefold()
    assert {each.heading for each in found.dropped if each.why == "personal"} == {
        "Email", "Name", "IP Address", "LocationLatitude", "deviceid", "Recipient Email",
    }  # fmt: skip


# Whose file it is.


@pytest.mark.parametrize(
    ("rows", "service"),
    [
        (TWO, "Microsoft Forms"),
        (GOOGLE, "Google Forms"),
        (("id | submitdate | whodecides | pay",), "LimeSurvey"),
        (("Colour | How are choices made here? | Are people paid for their time?", "red | x | y"), "another service"),
        (("team | date | voice | who-decides | pay", "T | 2026-11-18 | staff | 1 | 2"), ""),
        (("team | date | who-decides | pay",), ""),
        (("Timestamp | Colour", "2026 | red"), ""),
        (("x",), ""),
        ((), ""),
        (("coprod-collect/1",), "our own workbook"),
    ],
)
def test_a_file_of_a_service_is_named(rows: tuple[str, ...], service: str) -> None:
    """So that ``score`` can say in one line what to do with it."""
    assert service_of(source(*rows), questions_of_three()) == service


# What may be wrong with a file.


def test_a_map_for_a_rubric_of_another_version_still_works() -> None:
    """A map names the rubric and no version; what it says is held against the questions of today."""
    assert read(*TWO, answer_map=map_with(columns={"Who decides": "pay", "Pay and costs": "who-decides"})).settled


def test_the_questions_of_another_version_are_asked_about_not_guessed() -> None:
    found = read("Timestamp | Who decides | Who decided what is on the agenda?", "2026-11-18 | Together | Started")
    assert not found.settled
    assert levels(found) == [{"who-decides": 2}]


def test_headings_of_ten_thousand_letters_are_looked_at_at_once() -> None:
    begun = time.process_time()
    long = [
        "word " * 2_000,
        "a/" * 5_000,
        "- " * 5_000,
        "<b>" * 3_000,
        "[x] " * 2_500,
        "(choice=" * 1_200,
        "x" * 10_000,
        "9." * 5_000,
    ]
    found = read(["Timestamp", "Who decides", *long], ["2026-11-18", "Together", *["x"] * len(long)])
    assert levels(found) == [{"who-decides": 2}]
    assert time.process_time() - begun < 10 * SLOWER


def test_cells_of_any_length_are_looked_at_at_once() -> None:
    begun = time.process_time()
    rows = ["Timestamp", "Who decides", "Did you feel equal?", "What helped you to take part?", VOICE_Q]
    for piece in ("Together ", "Tea, ", "1 - ", "Level ", "- ", "(2) ", "x"):
        read(rows, ["2026-11-18", *[piece * 20_000] * 4])
    assert time.process_time() - begun < 10 * SLOWER


def of_size(rubric: Rubric, rows: int, *, distinct: bool = False) -> list[tuple[ForeignCell, ...]]:
    """An export of many rows: a column and its evidence for each practice."""
    rng = Random(11)
    practices = rubric.practices
    head = ["ID", "Start time", "Completion time", "Email", "Name", VOICE_Q]
    head += [text for each in practices for text in (each.question.for_voice("staff"), PROMPT)]
    texts = [[*each.levels, "Don't know", ""] for each in practices]
    made: list[tuple[ForeignCell, ...]] = [tuple(head)]
    for number in range(rows):
        at = dt.datetime(2026, 11, 18, 8, number % 60, tzinfo=dt.UTC)
        row: list[ForeignCell] = [number, at, at, "anonymous", None, "Staff"]
        for each in texts:
            row += [rng.choice(each), f"evidence {number}" if distinct else None]
        made.append(tuple(row))
    return made


def many(rows: int, *, distinct: bool = False) -> Understood:
    file = SourceFile("a.xlsx", (ForeignGrid(tuple(of_size(built_in(), rows, distinct=distinct))),), workbook=True)
    return understand([file], built_in(), None, Stated(team="T"))


def seconds(rows: int, *, distinct: bool) -> float:
    begun = time.process_time()
    assert len(many(rows, distinct=distinct).people) == rows
    return time.process_time() - begun


@pytest.mark.parametrize("distinct", [False, True])
def test_very_many_rows_are_understood_in_time(distinct: bool) -> None:
    """50,000 rows may take 15 s: with 2,000 nothing may grow with the square, and five times their share is allowed."""
    few, more = seconds(500, distinct=distinct), seconds(2_000, distinct=distinct)
    assert more < 8 * few
    assert more < 15 * 2_000 / 50_000 * 5 * SLOWER


def test_each_distinct_answer_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plain way took 38 s for 20,000 rows."""
    worked_out: list[object] = []
    plain = PracticeAnswers.read

    def counted(self: PracticeAnswers, cell: ForeignCell, trust: Trust, *, coded: bool) -> AnswerRead | UnreadCell:
        worked_out.append((self.practice.id, cell))
        return plain(self, cell, trust, coded=coded)

    monkeypatch.setattr(PracticeAnswers, "read", counted)
    assert len(many(300).people) == 300
    assert len(worked_out) == len(set(worked_out))


def test_the_nearest_answers_are_sought_for_those_that_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes a while, and a column of free text has as many answers as rows."""
    sought: list[str] = []

    def counted(word: str, *_: object, **__: object) -> list[str]:
        sought.append(word)
        return []

    monkeypatch.setattr("coprod_check.imports.answers.get_close_matches", counted)
    found = read("Timestamp | Who decides", *(f"2026-11-18 | my own words {each}" for each in range(2_000)))
    assert len(found.unsettled) == 101
    assert found.unsettled[-1].what.startswith("there are 1900 answers more")
    assert len(sought) <= 1_000


def test_equal_ratings_are_kept_once() -> None:
    """Else 50,000 people take a gigabyte."""
    found = many(200)
    kept = {id(rating) for person in found.people for rating in person.sheet.ratings.values()}
    assert len(kept) <= len(built_in().levels) + 2


@pytest.mark.parametrize("row", [3, 30])
def test_a_heading_row_that_the_map_names_and_that_is_not_there_is_a_problem(row: int) -> None:
    (problem,) = wrong(
        read("Who decides | Pay and costs", "Together | Started", answer_map=map_with(file={"heading_row": row}))
    )
    assert f"row {row}" in problem
    assert "fewer rows" in problem


def test_headings_that_nobody_knows_are_read_where_somebody_says_that_they_are_headings() -> None:
    found = read("x", "Colour | Shape", "red | Together", answer_map=map_with(file={"heading_row": 2}))
    assert [(each.kind, each.heading) for each in found.unsettled] == [("heading", "Shape")]


def test_of_very_many_rows_with_a_fault_not_all_are_told() -> None:
    """Enough to see what is wrong; nothing is written either way."""
    rows = ["T | 2026-11-18 | together | two | 1"] * 200
    found = read("team | date | voice | people.staff | who-decides", *rows)
    assert [(each.line, each.where) for each in found.problems] == [(row, "people.staff") for row in range(2, 22)]
    assert found.people == []


def test_limesurvey_is_known_where_codes_and_texts_stand_in_one_heading() -> None:
    found = read(
        "id. Response ID | submitdate. Date submitted | whodecides. How are choices made here?",
        "1 | 2026-11-18 | L2",
        "2 |  | L1",
    )
    assert found.files[0].service == "LimeSurvey"
    assert [each.row for each in found.left_out] == [3]
    assert levels(found) == [{"who-decides": 2}]


def test_two_forms_that_both_count_from_one_are_told_apart_by_when_a_response_was_begun() -> None:
    other = [row.replace("2026-11-17", "2026-10-03") for row in TWO]
    found = understood(source(*TWO, name="a.csv"), source(*other, name="b.csv"), team="T", voice="staff", round="R")
    assert found.settled
    assert len(set(ids(found))) == 4


def test_a_time_is_the_same_however_a_spreadsheet_has_written_it() -> None:
    head = ("ID", "Start time", "Completion time", "Who decides")
    at = dt.datetime(2026, 11, 18, 8, 31, 7, tzinfo=dt.UTC)
    written: tuple[ForeignCell, ...] = (at, "2026-11-18 08:31:07", "18/11/2026 08:31", "18/11/2026 8:31:07")
    assert len({ids(read(head, (1, each, "2026-11-18", "Together")))[0] for each in written}) == 1


def test_a_response_that_was_edited_later_keeps_its_id() -> None:
    head = "ID | Start time | Completion time | Who decides"
    first = read(head, "1 | 2026-11-18 08:31 | 2026-11-18 08:50 | Together", round="R")
    assert ids(read(head, "1 | 2026-11-18 08:31 | 2026-11-20 10:02 | Always", round="R")) == ids(first)


def test_a_long_number_of_a_response_is_enough_by_itself() -> None:
    head = "ResponseId | StartDate | RecordedDate | Who decides"
    first = read(head, "R_3fKx81aQz0PlmN2 | 2026-11-18 08:31 | 2026-11-18 08:50 | Together")
    assert ids(read(head, "R_3fKx81aQz0PlmN2 | 2026-11-19 | 2026-11-18 08:50 | Together")) == ids(first)


def test_a_workbook_of_our_results_is_no_file_of_answers() -> None:
    pages = ("Start here", "Teams", "Practices", "Where voices differ", "All teams", "Actions")
    (problem,) = wrong(understood(book(*((page, TWO) for page in pages)), team="T", voice="staff"))
    assert "a workbook of results, which this program wrote" in problem

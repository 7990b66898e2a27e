"""What a row says besides its answers: whose it is, of which team and round, on which day, and whether it counts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from helpers.grids import NAME_Q, SHARE_Q, TEAM_Q, VOICE_Q, Row, asked_about, map_with, read, source, understood, wrong
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.understood import Understood

DAY = dt.date(2026, 11, 22)
LIME = "id | submitdate | lastpage | startlanguage | startdate | datestamp"


def voices(found: Understood) -> list[str]:
    return [each.sheet.voice for each in found.people]


def days(found: Understood) -> list[dt.date]:
    return [each.sheet.date for each in found.people]


def why_left_out(found: Understood) -> list[tuple[int, str]]:
    return [(each.row, each.why) for each in found.left_out]


# The voice.


def test_the_voice_comes_from_its_column_and_where_that_is_blank_from_the_option() -> None:
    rows = (f"Who decides | {VOICE_Q}", "Together | Someone with lived experience", "Together | ", "Started | Staff")
    assert voices(read(*rows, voice="staff")) == ["lived-experience", "staff", "staff"]


@pytest.mark.parametrize("heading", ["Are you staff?", "Role", "Name", "Your role in the group"])
def test_the_voice_is_never_told_by_who_seems_to_write(heading: str) -> None:
    found = understood(source(f"Timestamp | Who decides | {heading}", "2026-11-18 | Together | Staff"), team="T")
    assert [each.heading for each in found.unsettled if each.kind == "missing"] == ["voice"]
    assert found.people == []


def test_two_columns_for_the_voice_must_agree() -> None:
    headings = f"Who decides | {VOICE_Q} | voice"
    assert voices(read(headings, "Together | Staff | staff")) == ["staff"]
    assert voices(read(headings, "Together |  | lived-experience")) == ["lived-experience"]
    (problem,) = wrong(read(headings, "Together | Staff | lived-experience"))
    assert problem.startswith("form.csv, line 2: ")
    assert "two columns of one question say different things" in problem


def test_a_voice_that_nobody_knows_is_settled_by_a_map_or_no_sheet_is_made() -> None:
    rows = (f"Who decides | {VOICE_Q}", "Together | Carer", "Together | Staff")
    found = read(*rows)
    assert [each.said for each in found.unsettled] == ["Carer"]
    assert voices(found) == ["staff"]
    assert voices(read(*rows, answer_map=map_with(answers={"voice": {"Carer": "lived-experience"}}))) == [
        "lived-experience", "staff",
    ]  # fmt: skip
    assert voices(read(*rows, answer_map=map_with(answers={"voice": {"Carer": "unanswered"}}))) == ["staff", "staff"]


# Team and round.


def test_the_team_comes_from_its_column_else_from_the_option() -> None:
    found = read(f"Who decides | {TEAM_Q}", "Together |  Harbour   Sight ", "Together | ", team="Mill Lane")
    assert [each.sheet.team for each in found.people] == ["Harbour Sight", "Mill Lane"]


def test_a_team_whose_letters_were_spoiled_is_a_problem() -> None:
    (problem,) = wrong(read(f"Who decides | {TEAM_Q}", "Together | Caf\u00c3\u00a9", "Together | Caf\u00c3\u00a9"))
    assert problem.startswith("form.csv: What is your team or project called?: the letters were spoiled")


def test_a_number_for_a_name_is_a_name() -> None:
    found = read((TEAM_Q, "Who decides"), (7.0, "Together"), (True, "Together"))
    assert [each.sheet.team for each in found.people] == ["7", "TRUE"]


@pytest.mark.parametrize(("question", "column"), [(TEAM_Q, "team"), (NAME_Q, "respondent"), ("Q7", "round")])
def test_two_columns_for_a_name_must_agree(question: str, column: str) -> None:
    headings = f"Timestamp | Who decides | {question} | {column}"
    answer_map = map_with(columns={question: column})
    assert wrong(read(headings, "2026-11-18 | Together | A | A", answer_map=answer_map)) == []
    assert wrong(read(headings, "2026-11-18 | Together |  | A", answer_map=answer_map)) == []
    (problem,) = wrong(read(headings, "2026-11-18 | Together | A | B", answer_map=answer_map))
    assert problem.startswith("form.csv, line 2: ")


def test_a_voice_whose_letters_were_spoiled_is_named_as_that() -> None:
    (problem,) = wrong(read(f"Who decides | {VOICE_Q}", "Together | Someone with lived exp\u00c3\u00a9rience"))
    assert "the letters were spoiled" in problem


ROUNDS = (
    "round | Timestamp | Who decides",
    "Autumn | 2026-11-30 | Together",
    " | 2026-12-01 | Started",
    " | 2026-10-31 | Started",
)


def test_one_import_is_one_round_that_of_the_latest_day() -> None:
    """A form that was open over the end of a month does not become two."""
    found = read(*ROUNDS)
    assert [each.sheet.round for each in found.people] == ["Autumn", "2026-12", "2026-12"]
    assert (found.round, found.round_from) == ("2026-12", "latest date")


def test_the_round_that_was_said_is_that_of_rows_that_say_none() -> None:
    found = read(*ROUNDS, round="R7")
    assert [each.sheet.round for each in found.people] == ["Autumn", "R7", "R7"]
    assert (found.round, found.round_from) == ("R7", "said")


def test_where_every_row_says_its_round_there_is_none_of_the_import() -> None:
    found = read(*ROUNDS[:2])
    assert (found.round, found.round_from) == ("", "")


def test_the_round_is_one_over_all_files() -> None:
    one = source("Timestamp | Who decides", "2026-10-18 | Together", name="a.csv")
    two = source("Timestamp | Who decides", "2026-11-18 | Together", name="b.csv")
    found = understood(one, two, team="T", voice="staff")
    assert [each.sheet.round for each in found.people] == ["2026-11", "2026-11"]


def test_rows_that_are_left_out_do_not_make_the_round() -> None:
    found = read("Timestamp | Finished | Who decides", "2026-11-18 | True | Together", "2026-12-18 | False | Together")
    assert found.round == "2026-11"


def test_a_round_that_a_spreadsheet_made_a_date_of_is_its_month() -> None:
    found = read(
        ("round", "Who decides"), (dt.datetime(2026, 11, 1, tzinfo=dt.UTC), "Together"), ("Nov-26", "Together")
    )
    assert [each.sheet.round for each in found.people] == ["2026-11", "2026-11"]


# The day.


@pytest.mark.parametrize(
    ("headings", "cells", "day"),
    [
        ("Start time | Completion time", "2026-11-01 | 2026-11-18", dt.date(2026, 11, 18)),
        (
            "Completion time | _submission_time | Timestamp",
            "2026-11-01 | 2026-11-02 | 2026-11-03",
            dt.date(2026, 11, 1),
        ),
        ("Completion time | _submission_time | Timestamp", " | 2026-11-02 | 2026-11-03", dt.date(2026, 11, 2)),
        ("Completion time | _submission_time | Timestamp", " |  | 2026-11-03", dt.date(2026, 11, 3)),
        ("Timestamp | _submission_time | end", "2026-11-03 | 2026-11-02 | 2026-11-01", dt.date(2026, 11, 1)),
        ("Date | Completion time", "2020-01-01 | 2026-11-18", dt.date(2026, 11, 18)),  # of somebody's own question
        ("Date | Completion time", "2026-11-05 | ", dt.date(2026, 11, 5)),
        ("submitdate | datestamp", "1980-01-01 00:00:00 | 2026-11-03", dt.date(2026, 11, 3)),
    ],
)
def test_the_day_is_that_of_completion_else_of_submission_else_of_the_time_stamp(
    headings: str, cells: str, day: dt.date
) -> None:
    assert days(read(f"{headings} | Who decides", f"{cells} | Together", date=None)) == [day]


@pytest.mark.parametrize("cell", ["1980-01-01 00:00:00", "1999-12-31", ""])
def test_no_day_at_all_is_that_of_the_option_else_it_is_missing(cell: str) -> None:
    rows = (f"{LIME} | Who decides", f"1 | 1980-01-01 | 5 | en | {cell} | {cell} | Together")
    assert days(read(*rows, date=DAY)) == [DAY]
    assert asked_about(read(*rows, date=None)) == [("missing", "date", "")]


def test_the_time_when_somebody_began_is_no_day_of_the_answers() -> None:
    assert asked_about(read("Start time | Who decides", "2026-11-18 | Together", date=None)) == [
        ("missing", "date", "")
    ]


def test_one_date_of_a_column_tells_what_comes_first_in_all_of_it() -> None:
    found = read("Timestamp | Who decides", "03/04/2026 | Together", "18/04/2026 | Together", date=None)
    assert days(found) == [dt.date(2026, 4, 3), dt.date(2026, 4, 18)]


def test_an_option_says_it_where_no_date_does() -> None:
    rows = ("Timestamp | Who decides", "03/04/2026 | Together")
    assert days(read(*rows, date=None, dates="mdy")) == [dt.date(2026, 3, 4)]
    assert days(read(*rows, date=None, dates="dmy")) == [dt.date(2026, 4, 3)]


def test_a_day_that_was_said_does_not_stand_in_for_one_that_is_not_clear() -> None:
    """``--date`` is for rows that say nothing; these dates say something, and nobody knows what."""
    found = read("Timestamp | Who decides", "03/04/2026 | Together", date=DAY)
    assert asked_about(found) == [("dates", "Timestamp", "")]
    assert not found.settled


def test_dates_in_both_orders_are_a_problem() -> None:
    found = read(
        "Timestamp | Who decides", "13/12/2026 | Together", "12/13/2026 | Together", "03/04/2026 | Together", date=None
    )
    (problem,) = wrong(found)
    assert problem.startswith("form.csv: Timestamp: in some of these dates the day comes first")
    assert "--dates" in problem


def test_a_date_that_cannot_be_read_is_a_problem() -> None:
    found = read("Timestamp | Who decides", "last week | Together", "2026-13-40 | Together", date=DAY)
    (problem,) = wrong(found)
    assert problem.startswith("form.csv: Timestamp: 2 rows")


def test_an_order_that_was_said_and_cannot_be_is_a_problem() -> None:
    assert wrong(read("Timestamp | Who decides", "18/11/2026 | Together", dates="mdy", date=None))


def test_a_workbooks_dates_need_no_order() -> None:
    found = read(("Timestamp", "Who decides"), (dt.datetime(2026, 4, 3, 23, 59, tzinfo=dt.UTC), "Together"), date=None)
    assert days(found) == [dt.date(2026, 4, 3)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), min_size=1, max_size=5),
    st.booleans(),
    st.sampled_from("/.-"),
)
def test_a_day_is_never_read_as_another(when: list[dt.date], american: bool, mark: str) -> None:
    pattern = f"%m{mark}%d{mark}%Y" if american else f"%d{mark}%m{mark}%Y"
    found = read("Timestamp | Who decides", *(f"{each:{pattern}} | Together" for each in when), date=None)
    assert not found.settled or days(found) == when


# Consent and pseudonyms.


@pytest.mark.parametrize(
    ("headings", "cells", "share"),
    [
        (SHARE_Q, "Yes, show them", True),
        (SHARE_Q, "No, do not show them", False),
        (SHARE_Q, "", False),
        ("Do you agree?", "Yes, show them", False),
        ("Consent", "Yes", False),
        ("I agree to be shown", "Yes", False),
        ("Colour", "red", False),
    ],
)
def test_consent_comes_from_our_own_question_and_is_no_without_it(headings: str, cells: str, share: bool) -> None:
    found = read(f"Timestamp | Who decides | {headings}", f"2026-11-18 | Together | {cells}")
    assert [each.sheet.share for each in found.people] == [share]


@pytest.mark.parametrize(
    ("headings", "cells", "share"),
    [
        ("share", "yes", [True]),
        (f"{SHARE_Q} | share", "Yes, show them | no", [False]),  # somebody said both
        (f"{SHARE_Q} | share", "No, do not show them | yes", [False]),
        (f"{SHARE_Q} | share", " | yes", [True]),
    ],
)
def test_below_ids_of_ours_its_id_is_our_question(headings: str, cells: str, share: list[bool]) -> None:
    found = read(f"x_timestamp | who_decides | {headings}", f"2026-11-18 | L2 | {cells}")
    assert found.settled
    assert [each.sheet.share for each in found.people] == share


def test_a_column_of_noughts_and_ones_is_redcaps_own_yes_or_no() -> None:
    found = read("record_id | who_decides | share", "1 | L2 | 1", "2 | L2 | 0", "3 | L2 | ")
    assert found.settled
    assert [each.sheet.share for each in found.people] == [True, False, False]


def test_a_project_that_numbers_yes_and_no_from_one_is_asked() -> None:
    """1 is "yes" of a yes-or-no question, which has 0 for "no"; where a 2 stands, 1 may be anything."""
    found = read("x_timestamp | who_decides | share", "2026-11-18 | L2 | 1", "2026-11-18 | L2 | 2")
    assert [each.said for each in found.unsettled] == ["1", "2"]
    assert [each.sheet.share for each in found.people] == [False, False]


@pytest.mark.parametrize("heading", ["Share", "Sheet", "Circumstances"])
def test_a_plain_word_over_a_column_of_somebodys_form_is_not_ours_by_that(heading: str) -> None:
    found = read(f"Timestamp | Who decides | {heading}", "2026-11-18 | Together | yes")
    assert [each.heading for each in found.unsettled] == [heading]
    assert not found.people[0].sheet.share


def test_another_question_is_consent_where_a_map_says_so() -> None:
    rows = ("Plain words | Who decides | Consent", " | Together | Yes", " | Together | 1", " | Together | ")
    answer_map = map_with(columns={"Consent": "share"}, answers={"share": {"1": True}})
    assert [each.sheet.share for each in read(*rows, answer_map=answer_map).people] == [True, True, False]
    found = read(*rows, answer_map=map_with(columns={"Consent": "share"}))
    assert asked_about(found) == [("answer", "Consent", "1")]


@pytest.mark.parametrize(
    ("heading", "respondent"),
    [
        (NAME_Q, "S3"),
        ("respondent", "S3"),
        ("made_up_name", "S3"),
        ("Name", ""),
        ("Your name", ""),
        ("Nickname", ""),
        ("Code", ""),
    ],
)
def test_a_pseudonym_comes_from_our_own_question_alone(heading: str, respondent: str) -> None:
    """A column called Name is a name even when it looks like a pseudonym."""
    found = read(f"Timestamp | Who decides | {heading}", "2026-11-18 | Together | S3")
    assert [each.sheet.respondent for each in found.people] == [respondent]


# What does not count.


@pytest.mark.parametrize(
    ("headings", "cells", "why"),
    [
        (LIME, "1 |  | 5 | en | 2026-11-18 | 2026-11-18", "not finished (no submitdate)"),
        ("ResponseId | RecordedDate | Finished", "R_1 | 2026-11-18 | False", "not finished (Finished)"),
        ("ResponseId | RecordedDate | Finished", "R_1 | 2026-11-18 | 0", "not finished (Finished)"),
        ("ResponseId | RecordedDate | Status", "R_1 | 2026-11-18 | Survey Preview", "a preview"),
        ("ResponseId | RecordedDate | Status", "R_1 | 2026-11-18 | Survey Test", "a test"),
        ("ResponseId | RecordedDate | Status", "R_1 | 2026-11-18 | 1", "a preview"),
        ("record_id | x_timestamp", "1 | [not completed]", "not finished (x_timestamp)"),
        ("SubmissionDate | KEY | ReviewState", "2026-11-18 | uuid:1 | rejected", "rejected (ReviewState)"),
        (
            "_uuid | _submission_time | _validation_status",
            "u1 | 2026-11-18 | Not approved",
            "rejected (_validation_status)",
        ),
    ],
)
def test_what_does_not_count_is_left_out_and_listed_by_row(headings: str, cells: str, why: str) -> None:
    found = read(f"{headings} | Who decides", "", f"{cells} | Together")
    assert why_left_out(found) == [(3, why)]
    assert found.people == []


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (LIME, "1 | 1980-01-01 00:00:00 | 5 | en |  | "),
        ("ResponseId | RecordedDate | Finished | Status", "R_1 | 2026-11-18 | True | IP Address"),
        ("ResponseId | RecordedDate | Finished | Status", "R_1 | 2026-11-18 | 1 | 0"),
        (("ResponseId", "RecordedDate", "Finished"), ("R_1", "2026-11-18", True)),
        ("record_id | x_timestamp | x_complete", "1 | 2026-11-18 09:00 | 2"),
        ("record_id | x_complete", "1 | 0"),
        ("SubmissionDate | KEY | ReviewState", "2026-11-18 | uuid:1 | "),
    ],
)
def test_what_counts_is_not_left_out(headings: Row, cells: Row) -> None:
    above: list[ForeignCell] = [*(headings.split(" | ") if isinstance(headings, str) else headings), "Who decides"]
    below: list[ForeignCell] = [*(cells.split(" | ") if isinstance(cells, str) else cells), "Together"]
    found = read(above, below)
    assert why_left_out(found) == []
    assert len(found.people) == 1


def test_a_redcap_form_that_is_not_complete_is_left_out_where_nothing_is_answered() -> None:
    found = read("record_id | x_complete | Who decides", "1 | 0 | ", "2 | 0 | Together", "3 | 2 | ")
    assert why_left_out(found) == [(2, "not finished, and nothing is answered"), (4, "nothing is answered")]
    assert [each.row for each in found.people] == [3]

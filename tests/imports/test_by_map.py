"""What a map says, asked cell by cell; and what of it nothing was found for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from helpers.grids import asked_about, levels, map_with, read, source, understood, wrong
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.answer_map import read_map
from coprod_check.imports.by_map import ByMap
from coprod_check.imports.understood import Stated

if TYPE_CHECKING:
    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.understood import Understood

ROWS = ("Timestamp | Who decides | Pay and costs", "2026-11-18 | Never | 2", "2026-11-19 | No idea | -")
DAY = dt.date(2026, 11, 22)


def notes(found: Understood) -> list[str]:
    return [str(each) for each in found.notes]


def test_without_a_map_nothing_is_said() -> None:
    by_map = ByMap(None)
    assert by_map.answer("Never", "*") is None
    assert by_map.filled_from(Stated(team="A")) == Stated(team="A")
    assert list(by_map.remarks([])) == []
    assert not by_map.is_of_another_form([])
    assert (by_map.numbers_are_levels, by_map.heading_row, by_map.left_out_rows) == (False, None, frozenset())


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        ("Never", 0),
        ("never ", 0),
        ("<b>Never</b>", 0),
        ("No idea", "dont-know"),
        ("-", "unanswered"),
        ("1", 0),
        (1, 0),
        (1.0, 0),
        ("1.0", None),
        (True, None),
        ("Nevermore", None),
        ("", None),
        (None, None),
    ],
)
def test_an_answer_is_found_as_it_stands_or_as_it_is_compared(cell: ForeignCell, means: object) -> None:
    by_map = ByMap(map_with(answers={"*": {"Never": 0, "No idea": "dont-know", "-": "unanswered", "1": 0}}))
    assert by_map.answer(cell, "who-decides", "*") == means


def test_the_text_as_it_stands_comes_first() -> None:
    by_map = ByMap(map_with(answers={"*": {"yes": 1, "Yes": 3}}))
    assert (by_map.answer("yes", "*"), by_map.answer("Yes", "*"), by_map.answer("YES", "*")) == (1, 3, 1)


def test_the_table_of_one_practice_comes_before_that_of_all() -> None:
    by_map = ByMap(map_with(answers={"*": {"Often": 2}, "pay": {"Often": 3}}))
    assert by_map.answer("Often", "pay", "*") == 3
    assert by_map.answer("Often", "who-decides", "*") == 2


# Each key of a map, through the whole way.


def test_answers_of_all_practices_are_read_as_the_map_says() -> None:
    found = read(
        *ROWS, answer_map=map_with(answers={"*": {"Never": 0, "No idea": "dont-know", "-": "unanswered", "2": 1}})
    )
    assert found.settled
    assert levels(found) == [{"who-decides": 0, "pay": 1}, {"who-decides": "dont-know"}]


def test_a_map_may_say_that_a_text_of_ours_means_another_level() -> None:
    found = read(
        "Timestamp | Who decides", "2026-11-18 | Together", answer_map=map_with(answers={"*": {"Together": 3}})
    )
    assert levels(found) == [{"who-decides": 3}]


def test_what_never_applies_does_not_become_so_by_a_map() -> None:
    rows = ("Timestamp | Pay and costs", "2026-11-18 | n/a")
    found = read(*rows, answer_map=map_with(answers={"*": {"n/a": "not-applicable"}}))
    assert asked_about(found) == [("answer", "Pay and costs", "n/a")]
    assert levels(found) == [{}]


def test_numbers_are_levels_where_the_map_says_so() -> None:
    rows = ("Timestamp | Who decides | Pay and costs", "2026-11-18 | 2 | 0", "2026-11-19 | 4 | 3.0")
    assert [each.kind for each in read(*rows).unsettled] == ["numbers"]
    found = read(*rows, answer_map=map_with(file={"numbers": "levels"}))
    assert levels(found) == [{"who-decides": 2, "pay": 0}, {"pay": 3}]
    assert not found.settled  # there is no level 4
    found = read(*rows, answer_map=map_with(file={"numbers": "levels"}, answers={"*": {"4": "dont-know"}}))
    assert levels(found) == [{"who-decides": 2, "pay": 0}, {"who-decides": "dont-know", "pay": 3}]
    assert found.settled


def test_rows_that_the_map_leaves_out_are_listed() -> None:
    found = read(*ROWS, "2026-11-20 | Together | Started", answer_map=map_with(file={"leave_out_rows": [2, 3]}))
    assert [(each.row, each.why) for each in found.left_out] == [(2, "by the map"), (3, "by the map")]
    assert [each.row for each in found.people] == [4]
    assert found.settled


@pytest.mark.parametrize("row", [1, 6, 400])
def test_a_row_to_be_left_out_that_has_no_answers_is_named(row: int) -> None:
    found = read(*ROWS, "", "2026-11-20 | Together | Started", answer_map=map_with(file={"leave_out_rows": [row]}))
    assert [each for each in notes(found) if f"row {row}," in each]


def test_the_row_of_the_headings_may_be_named() -> None:
    rows = ("Colour | Shape", "Q1 | Q2", "Together | Started")
    columns = {"Q1": "who-decides", "Q2": "pay"}
    assert wrong(read(*rows))
    found = read(*rows, answer_map=map_with(file={"heading_row": 2}, columns=columns))
    assert found.settled
    assert levels(found) == [{"who-decides": 2, "pay": 1}]


def test_the_sheet_of_a_workbook_may_be_named() -> None:
    one, two = (source(*ROWS[:1], f"2026-11-1{n} | Together | Started", name="a.xlsx") for n in (1, 2))
    book = type(one)(
        "a.xlsx",
        (type(one.grids[0])(one.grids[0].rows, "First"), type(one.grids[0])(two.grids[0].rows, "Second")),
        workbook=True,
    )
    assert [each.kind for each in understood(book, team="T", voice="staff").unsettled] == ["sheet"]
    found = understood(book, answer_map=map_with(file={"sheet": "Second"}), team="T", voice="staff")
    assert [each.sheet.date for each in found.people] == [dt.date(2026, 11, 12)]


@pytest.mark.parametrize(("order", "day"), [("dmy", dt.date(2026, 4, 3)), ("mdy", dt.date(2026, 3, 4))])
def test_the_order_of_day_and_month_may_be_said(order: str, day: dt.date) -> None:
    rows = ("Timestamp | Who decides", "03/04/2026 | Together")
    assert [each.kind for each in read(*rows).unsettled] == ["dates"]
    assert [each.sheet.date for each in read(*rows, answer_map=map_with(file={"dates": order})).people] == [day]


CONSTANT = {"team": "By map", "round": "R1", "date": DAY, "voice": "lived-experience"}


def test_a_constant_fills_rows_that_say_nothing_themselves() -> None:
    rows = (
        "team | voice | Who decides | Pay and costs",
        " |  | Together | Started",
        "Own | Staff | Together | Started",
    )
    found = understood(source(*rows), answer_map=map_with(constant=CONSTANT))
    assert [(each.sheet.team, each.sheet.voice, each.sheet.round, each.sheet.date) for each in found.people] == [
        ("By map", "lived-experience", "R1", DAY),
        ("Own", "staff", "R1", DAY),
    ]
    assert found.settled


def test_what_the_command_line_says_comes_before_a_constant() -> None:
    said = Stated(team="Said", round="R2", date=dt.date(2026, 1, 1), voice="staff", dates="mdy", sheet="S")
    assert ByMap(map_with(constant=CONSTANT, file={"dates": "dmy", "sheet": "Other"})).filled_from(said) == said
    filled = ByMap(map_with(constant=CONSTANT, file={"dates": "dmy", "sheet": "Other"})).filled_from(Stated())
    assert filled == Stated("By map", "R1", DAY, "lived-experience", "dmy", "Other")


def test_voices_teams_and_consent_may_be_said_in_other_words() -> None:
    rows = (
        "What brings you here? | Group | OK? | Handle | When | Who decides",
        "It is my job | HS | fine | n1 | R | Together",
        "I was a patient | HS | no way | - | R | Started",
    )
    columns = {
        "What brings you here?": "voice", "Group": "team", "OK?": "share", "Handle": "respondent", "When": "round",
    }  # fmt: skip
    answers = {
        "voice": {"It is my job": "staff", "I was a patient": "lived-experience"},
        "team": {"HS": "Harbour Sight"},
        "share": {"fine": True, "no way": "false"},
        "respondent": {"-": "unanswered"},
        "round": {"R": "2026-11"},
    }
    found = understood(source(*rows), answer_map=map_with(columns=columns, answers=answers), date=DAY)
    assert found.settled, asked_about(found)
    assert [(p.sheet.voice, p.sheet.team, p.sheet.share, p.sheet.respondent, p.sheet.round) for p in found.people] == [
        ("staff", "Harbour Sight", True, "n1", "2026-11"),
        ("lived-experience", "Harbour Sight", False, "", "2026-11"),
    ]


def test_experience_answers_may_be_said_in_other_words() -> None:
    rows = (
        "Who decides | Did you feel equal? | What helped you to take part?",
        "Together | 1 | all of it",
        "Together | - | 2",
    )
    answers = {
        "experience.felt-equal": {"1": "partly", "-": "unanswered"},
        "experience.what-helped": {"all of it": "cake lift", "2": "notes"},
    }
    found = read(*rows, answer_map=map_with(answers=answers), voice="lived-experience")
    assert found.settled
    assert [dict(each.sheet.experience) for each in found.people] == [
        {"felt-equal": "partly", "what-helped": ("cake", "lift")},
        {"what-helped": ("notes",)},
    ]


# What is named.


def test_a_heading_that_is_not_there_and_an_answer_that_never_occurs_are_named() -> None:
    answer_map = map_with(
        columns={"Who decides": "who-decides", "Gone": "pay"},
        answers={"*": {"Never": 0, "Ever": 1}, "pay": {"2": 1}, "voice": {"Me": "staff"}},
    )
    found = read(*ROWS[:2], answer_map=answer_map)
    assert [each.partition(": ")[2] for each in notes(found)] == ["Gone", "Ever", "Me"]
    assert "heading" in notes(found)[0]
    assert all("never occurs" in each for each in notes(found)[1:])
    assert levels(found) == [{"who-decides": 0, "pay": 1}]


def test_a_heading_that_is_in_one_of_several_files_is_there() -> None:
    one = source("Timestamp | Who decides | Q7", "2026-11-18 | Together | Started", name="a.csv")
    other = source("Timestamp | Who decides | Pay and costs", "2026-11-19 | Together | Started", name="b.csv")
    found = understood(one, other, answer_map=map_with(columns={"Q7": "pay"}), team="T", voice="staff")
    assert notes(found) == []
    assert levels(found) == [{"who-decides": 2, "pay": 1}] * 2


def test_a_map_for_another_form_is_one_problem() -> None:
    found = read(*ROWS, answer_map=map_with(columns={"Colour": "pay", "Shape": "who-decides"}))
    assert wrong(found) == [
        "columns: none of the headings of this map is in the file; check whether it is the map for this form"
    ]
    assert (found.people, found.unsettled) == ([], [])


def test_a_map_works_for_the_next_export_of_the_same_form() -> None:
    answer_map = map_with(answers={"*": {"Never": 0, "No idea": "dont-know", "-": "unanswered", "2": 1}})
    later = read(*ROWS, "2026-11-20 | Never | 2", answer_map=answer_map)
    first = read(*ROWS, answer_map=answer_map)
    assert later.settled
    assert [each.sheet for each in later.people[:2]] == [each.sheet for each in first.people]
    assert len(later.people) == 3


WORDS = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=8).filter(
    lambda each: bool(each.strip())
)


@given(st.dictionaries(WORDS, st.integers(0, 3), min_size=1, max_size=4))
def test_each_answer_that_a_map_names_is_read_as_it_says(said: dict[str, int]) -> None:
    made, problems = read_map({"format": "coprod-map/1", "rubric": "small", "answers": {"*": said}})
    assert problems == []
    by_map = ByMap(made)
    assert all(by_map.answer(text, "*") == level for text, level in said.items() if text == text.strip())

"""The rows of one file: what each says of the practices and of the experience questions, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from helpers.grids import PROMPT, VOICE_Q, WHY_NOT, asked_about, grid, levels, map_with, read, source, understood, wrong
from helpers.make import practice, rubric
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.imports.grid import SourceFile
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated

if TYPE_CHECKING:
    from typing import Any

    from coprod_check.imports.understood import Understood

STAFF_Q, LIVED_Q = "How are choices made here?", "Do you have a say in choices?"
DAY = dt.date(2026, 11, 22)


def evidence(found: Understood) -> list[dict[str, str]]:
    return [
        {str(key): each.evidence for key, each in person.sheet.ratings.items() if each.evidence}
        for person in found.people
    ]


def experience(found: Understood) -> list[dict[str, Any]]:
    return [dict(person.sheet.experience) for person in found.people]


# Rows and columns.


def test_blank_lines_are_no_rows_and_the_others_keep_their_numbers() -> None:
    found = read(
        "", "Timestamp | Who decides", "", "2026-11-18 | Together", " | ", "\u00a0 | ", "2026-11-19 | Started", ""
    )
    assert [each.row for each in found.people] == [4, 7]
    assert [each.rows for each in found.files] == [2]
    assert found.left_out == []


def test_a_short_row_is_filled() -> None:
    found = read("Timestamp | Who decides | Pay and costs | Plain words", "2026-11-18 | Together", "2026-11-19")
    assert levels(found) == [{"who-decides": 2}]
    assert [(each.row, each.why) for each in found.left_out] == [(3, "nothing is answered")]


def test_a_long_row_is_a_problem() -> None:
    """Somebody's comma may have moved the cells: what stands in the row may be another's answer."""
    found = read("Timestamp | Who decides", "2026-11-18 | Together | Started", "2026-11-19 | Together |  | ")
    (problem,) = wrong(found)
    assert problem.startswith("form.csv, line 2: this row has more cells than there are headings")


def test_a_long_row_of_which_nothing_else_is_answered_is_a_problem() -> None:
    assert wrong(read("Timestamp | Who decides", "2026-11-18 |  | Together"))


def test_a_column_without_heading_and_cells_is_ignored() -> None:
    found = read("Timestamp |  | Who decides | ", "2026-11-18 |  | Together | ")
    assert found.settled
    assert found.dropped == []


def test_a_column_without_heading_and_with_cells_is_a_problem() -> None:
    (problem,) = wrong(read("Timestamp |  | Who decides", "2026-11-18 |  | Together", "2026-11-19 | x | Together"))
    assert problem.startswith("form.csv: cell B3 stands below no heading")


def test_a_cell_beside_the_table_of_a_workbook_is_a_problem() -> None:
    """There rows end as they like, and a note beside the table moves nothing; it may be an answer all the same."""
    rows = ("Timestamp | Who decides", "2026-11-18 | Together |  |  | x")
    found = understood(SourceFile("form.xlsx", (grid(*rows, name="Sheet1"),), workbook=True), team="T", voice="staff")
    assert [each for each in wrong(found) if each.startswith("form.xlsx: cell E2")]


TOTALS = (
    "ID | Start time | Completion time | Who decides",
    "1 | 2026-11-18 | 2026-11-18 | Together",
    " |  |  | Started",
)


def test_a_row_that_no_service_has_numbered_or_dated_is_asked_about() -> None:
    """Such as a row of totals that somebody has put below the answers."""
    found = read(*TOTALS, date=None)
    (what,) = found.unsettled
    assert (what.kind, what.map_lines) == ("missing", (("file", "leave_out_rows = [3]"),))
    assert [each.row for each in found.people] == [2]
    settled = read(*TOTALS, answer_map=map_with(file={"leave_out_rows": [3]}), date=None)
    assert settled.settled
    assert [(each.row, each.why) for each in settled.left_out] == [(3, "by the map")]


def test_of_many_such_rows_the_first_are_named_and_the_line_has_all() -> None:
    out = map_with(file={"leave_out_rows": [12]})
    (what,) = read(*TOTALS, *[TOTALS[2]] * 9, answer_map=out, date=None).unsettled
    assert "3, 4, 5, 6, 7, 8, 9, 10 and more" in what.what
    assert what.map_lines == (("file", f"leave_out_rows = {list(range(3, 13))}"),)


def test_a_row_without_any_answer_is_left_out() -> None:
    found = read(f"Timestamp | Who decides | {PROMPT}", "2026-11-18 |  | because", "2026-11-19 | [not completed] | ")
    assert [each.why for each in found.left_out] == ["nothing is answered", "nothing is answered"]


def test_a_row_whose_answers_cannot_be_read_is_not_called_empty() -> None:
    found = read("Timestamp | Who decides", "2026-11-18 | Often")
    assert found.left_out == []
    assert asked_about(found) == [("answer", "Who decides", "Often")]


# Practices.


def test_each_answer_is_its_practices() -> None:
    found = read(
        "Who decides | Plain words | Pay and costs",
        "Together | Some are plain. | Don't know",
        "Not yet | Does not apply | ",
    )
    assert levels(found) == [
        {"who-decides": 2, "plain-words": 1, "pay": "dont-know"},
        {"who-decides": 0, "plain-words": "not-applicable"},
    ]


def test_does_not_apply_from_a_form_gets_a_reason() -> None:
    found = read(f"Who decides | {WHY_NOT} | Plain words", "Does not apply | We have no group. | Does not apply")
    reasons = {str(key): each.reason for key, each in found.people[0].sheet.ratings.items()}
    assert reasons == {"who-decides": "We have no group.", "plain-words": "No reason was asked for."}


def test_a_form_that_branches_has_two_columns_for_one_practice() -> None:
    headings = f"{VOICE_Q} | {STAFF_Q} | {LIVED_Q}"
    found = read(headings, "Staff | Together | ", "Someone with lived experience |  | Started")
    assert levels(found) == [{"who-decides": 2}, {"who-decides": 1}]
    assert found.settled


def test_a_row_with_two_answers_that_agree_is_no_problem() -> None:
    assert levels(read(f"{STAFF_Q} | {LIVED_Q}", "Together | It goes to a vote.")) == [{"who-decides": 2}]


def test_a_row_with_two_answers_that_differ_is_a_problem() -> None:
    (problem,) = wrong(read(f"{STAFF_Q} | {LIVED_Q}", "Together | Together", "Together | Started"))
    assert problem == (
        "form.csv, line 3: How are choices made here? and Do you have a say in choices?: "
        "two columns of one question say different things here; empty one of them"
    )


def test_equal_headings_are_columns_of_one_practice() -> None:
    """Both sides may be asked in the same words; a column for each, of which one is blank."""
    assert levels(read("Who decides | Who decides", "Together | ", " | Started")) == [
        {"who-decides": 2},
        {"who-decides": 1},
    ]
    assert wrong(read("Who decides | Who decides2", "Together | Started"))


THIS, LAST = "This year/Who decides", "Last year/Who decides"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, None),
        ({LAST: "drop"}, [{"who-decides": 2}]),
        ({THIS: "drop"}, [{"who-decides": 1}]),
        ({THIS: "who-decides", LAST: "drop"}, [{"who-decides": 2}]),
        ({THIS: "who-decides", LAST: "who-decides"}, [{"who-decides": 2}, {"who-decides": 1}]),
    ],
)
def test_columns_below_two_groups_that_one_side_answered_are_asked_about(
    columns: dict[str, str], said: list[dict[str, int]] | None
) -> None:
    """ "This year" and "last year" are two questions, even if nobody answered both; a map settles it."""
    rows = (f"Timestamp | {THIS} | {LAST}", "2026-11-18 | Together | ", "2026-11-19 |  | Started")
    found = read(*rows, answer_map=map_with(columns=columns))
    assert found.settled == (said is not None)
    assert {each.heading for each in found.unsettled} <= {THIS, LAST}
    assert said is None or levels(found) == said


@pytest.mark.parametrize("goal", ["Goal - Who decides", "Target/Who decides"])
def test_a_title_and_the_same_with_other_words_before_it_are_asked_about(goal: str) -> None:
    """A goal must not be read as today's level, even where one side alone was asked for it."""
    found = read(f"{VOICE_Q} | Who decides | {goal}", "Staff | Started | ", "Someone with lived experience |  | Always")
    assert [(each.kind, each.heading) for each in found.unsettled] == [("heading", goal)]


def test_columns_below_a_group_for_each_side_are_one_practice() -> None:
    headings = f"{VOICE_Q} | Staff/Who decides | Members/Who decides"
    found = read(headings, "Staff | Together | ", "Someone with lived experience |  | Started")
    assert found.settled
    assert levels(found) == [{"who-decides": 2}, {"who-decides": 1}]


def test_numbers_are_levels_in_our_own_table_alone() -> None:
    table = (
        "team | date | voice | who-decides | pay",
        "T | 2026-11-18 | staff | 2 | 0",
        "T | 2026-11-18 | staff | 3.0 | 1",
    )
    assert levels(read(*table)) == [{"who-decides": 2, "pay": 0}, {"who-decides": 3, "pay": 1}]
    for headings in (
        "team | date | voice | who_decides | pay",
        "record_id | team | date | voice | who-decides | pay",
        "team | date | voice | who-decides | pay | Timestamp",
        "team | date | voice | who-decides | pay | Colour",
        "team | date | voice | Who decides | Pay and costs",
    ):
        first = (f"{number} | " if headings.startswith("record") else "" for number in (1, 2))
        rows = [headings, *(f"{before}{each}" for before, each in zip(first, table[1:], strict=True))]
        found = read(*rows)
        assert [each.kind for each in found.unsettled] == ["numbers"], headings
        assert levels(found) == [{}, {}]


@pytest.mark.parametrize("cell", [2, 2.0])
def test_numbers_are_levels_in_our_own_workbook(cell: float) -> None:
    rows = (("coprod-collect/1",), ("voice", "Who decides", "Pay and costs"), ("Staff", cell, "Started"))
    found = understood(source(*rows, name="a.xlsx"), team="T", date=DAY)
    assert levels(found) == [{"who-decides": 2, "pay": 1}]
    assert found.files[0].service == "our own workbook"


def test_our_codes_are_known_below_ids() -> None:
    found = read("record_id | who_decides | pay | plain_words", "1 | L2 | DK | NA", "2 | L0 |  | L3")
    assert levels(found) == [
        {"who-decides": 2, "pay": "dont-know", "plain-words": "not-applicable"},
        {"who-decides": 0, "plain-words": 3},
    ]
    assert found.settled


def test_redcaps_own_na_is_not_our_code() -> None:
    """Where no code of ours stands in the file, NA is a missing value of the project, or of R."""
    found = read("record_id | who_decides | pay", "1 | NA | Together", "2 | Together | Started")
    assert asked_about(found) == [("answer", "who_decides", "NA")]


def test_blanks_that_r_saved_as_na_are_a_problem() -> None:
    headings = "record_id | x_timestamp | voice | share | respondent | who_decides | pay | pay_evidence"
    found = read(
        headings, "1 | 2026-11-18 | staff | NA | NA | L2 | NA | NA", "2 | 2026-11-18 | NA | yes | NA | NA | L1 | NA"
    )
    assert [each for each in wrong(found) if "R saves" in each]


# Evidence.


def test_evidence_goes_to_its_practice() -> None:
    found = read(
        f"Who decides | {PROMPT} | Pay and costs | {PROMPT}2 | Plain words [Comment]",
        "Together | Minutes of May |  | We pay fares. | ",
        "Started |  | Started |  | On the wall",
    )
    assert evidence(found) == [
        {"who-decides": "Minutes of May", "pay": "We pay fares."},
        {"plain-words": "On the wall"},
    ]


def test_evidence_of_two_columns_of_one_practice_is_kept_once_and_in_order() -> None:
    headings = f"{STAFF_Q} | {PROMPT} | {LIVED_Q} | {PROMPT}2"
    found = read(headings, "Together | One |  | Two", "Together | Same |  | Same")
    assert evidence(found) == [{"who-decides": "One\nTwo"}, {"who-decides": "Same"}]


def test_line_breaks_and_formulas_in_evidence_stay_words() -> None:
    found = read(
        ("Who decides", PROMPT),
        ("Together", "First\r\nSecond"),
        ("Together", "'=SUM(1)"),
        ("Together", "=1+1"),
        ("Together", 12.0),
    )
    assert [each["who-decides"] for each in evidence(found)] == ["First\nSecond", "=SUM(1)", "=1+1", "12"]


def test_limesurvey_writes_na_for_evidence_that_was_not_asked() -> None:
    found = read("submitdate | whodecides | whodecides[comment]", "2026-11-18 | L2 | N/A")
    assert evidence(found) == [{}]


def test_evidence_whose_letters_were_spoiled_is_a_problem_that_does_not_show_it() -> None:
    (problem,) = wrong(read(f"Who decides | {PROMPT}", "Together | secret caf\u00c3\u00a9"))
    assert "the letters were spoiled" in problem
    assert "secret" not in problem


# Experience.


EXPERIENCE = "Did you feel equal? | What helped you to take part?"


def test_experience_is_of_people_with_lived_experience_alone() -> None:
    rows = (
        f"Who decides | {VOICE_Q} | {EXPERIENCE}",
        "Together | Someone with lived experience | Partly | Tea, and cake;Notes;",
        "Together | Staff | Partly | ",
    )
    found = read(*rows)
    assert experience(found) == [{"felt-equal": "partly", "what-helped": ("cake", "notes")}, {}]
    assert [str(each) for each in found.notes] == [
        "form.csv: answers to questions for people with lived experience alone were not read in 1 row of another voice"
    ]


def test_a_row_with_experience_alone_is_a_sheet() -> None:
    assert experience(
        read(f"Timestamp | Who decides | {EXPERIENCE}", "2026-11-18 |  | Partly | ", voice="lived-experience")
    ) == [{"felt-equal": "partly"}]


BOXES = "what_helped___1 | what_helped___2 | what_helped___4"


@pytest.mark.parametrize(
    ("cells", "chosen"),
    [
        ("1 | 0 | 1", ("cake", "notes")),
        ("0 | 0 | 0", None),
        (" |  | ", None),
        ("Checked | Unchecked | ", ("cake",)),
        ("0 | Y | 0", ("black-tea",)),
    ],
)
def test_ticked_boxes_are_the_options(cells: str, chosen: tuple[str, ...] | None) -> None:
    found = read(f"record_id | who_decides | {BOXES}", f"1 | L2 | {cells}", voice="lived-experience")
    assert experience(found) == [{} if chosen is None else {"what-helped": chosen}]
    assert found.settled


def test_a_box_that_says_something_else_is_asked_about() -> None:
    found = read(f"record_id | who_decides | {BOXES}", "1 | L2 | 7 | 0 | 0", voice="lived-experience")
    assert [(each.kind, each.said) for each in found.unsettled] == [("answer", "7")]


def test_one_cell_and_boxes_must_agree() -> None:
    """KoboToolbox writes both."""
    headings = "_uuid | who_decides | what_helped | what_helped/cake | what_helped/lift"
    agreeing = read(
        headings,
        "u1 | L2 | cake lift | 1 | 1",
        "u2 | L2 |  | 0 | 0",
        "u3 | L2 | cake | 1 | 0",
        voice="lived-experience",
    )
    assert experience(agreeing) == [{"what-helped": ("cake", "lift")}, {}, {"what-helped": ("cake",)}]
    (problem,) = wrong(read(headings, "u1 | L2 | cake | 1 | 1", voice="lived-experience"))
    assert "two columns of one question say different things" in problem


def test_two_answers_to_a_question_that_takes_one_are_a_problem() -> None:
    headings = "record_id | who_decides | felt_equal___1 | felt_equal___2"
    (problem,) = wrong(read(headings, "1 | L2 | 1 | 1", voice="lived-experience"))
    assert (
        problem == "form.csv, line 2: felt_equal___1: more than one answer is chosen here, and the question takes one"
    )


def test_an_option_of_limesurvey_that_was_not_shown_is_none() -> None:
    headings = "submitdate | whodecides | feltequal | whathelped[SQ001] | whathelped[SQ002]"
    found = read(headings, "2026-11-18 | L2 | N/A | N/A | N/A", "2026-11-18 | L2 | A2 | Y | ", voice="lived-experience")
    assert found.settled, asked_about(found)
    assert experience(found) == [{}, {"felt-equal": "partly", "what-helped": ("cake",)}]


def test_of_any_other_service_not_available_is_asked_about() -> None:
    found = read(
        "Timestamp | Who decides | Did you feel equal?", "2026-11-18 | Together | N/A", voice="lived-experience"
    )
    assert asked_about(found) == [("answer", "Did you feel equal?", "N/A")]


# Our own table.


def test_our_own_table_says_everything_that_a_sheet_has() -> None:
    headings = (
        "sheet | team | project | round | date | voice | respondent | share | finished | rubric | rubric_version | "
        "people.staff | people.lived-experience | who-decides | who-decides.evidence | pay | "
        "experience.felt-equal | experience.what-helped"
    )
    rows = (
        (
            "k7f3-92qd | T | P | R | 2026-11-18 | lived-experience | S3 | true | false | small | 1.0.0 |  |  | "
            "2 | Minutes | dont-know | partly | cake notes"
        ),
        (
            "k7f3-92qe | T | P | R | 2026-11-18 | together |  |  |  | small | 1.0.0 | 2 | 3.0 | "
            "not-applicable |  | 1 |  | "
        ),
    )
    found = understood(source(headings, *rows))
    assert found.settled, (asked_about(found), wrong(found))
    one, other = (each.sheet for each in found.people)
    assert (one.sheet, one.project, one.round, one.respondent, one.share, one.finished) == (
        "k7f3-92qd",
        "P",
        "R",
        "S3",
        True,
        False,
    )
    assert one.ratings["who-decides"].evidence == "Minutes"  # type: ignore[index]
    assert dict(one.experience) == {"felt-equal": "partly", "what-helped": ("cake", "notes")}
    assert (other.people.staff, other.people.lived_experience, other.share, other.finished) == (2, 3, False, True)
    assert found.files[0].service == "our own table"


CIRCUMSTANCES = rubric(
    practice("a"), practice("b"),
    circumstances=[{"id": "remote", "statement": "We meet online."}, {"id": "young", "statement": "Some are young."}],
)  # fmt: skip


@pytest.mark.parametrize("cell", ["remote young", "remote;young", "remote; young"])
def test_circumstances_are_ids_with_spaces_or_semicolons_between(cell: str) -> None:
    headings = "team | date | voice | people.staff | people.lived-experience | circumstances | a"
    file = source(headings, f"T | 2026-11-18 | together | 2 | 2 | {cell} | 1")
    found = understand([file], CIRCUMSTANCES, None, Stated())
    assert found.people[0].sheet.circumstances == ("remote", "young")


@pytest.mark.parametrize(
    ("column", "cell", "what"),
    [
        ("people.staff", "two", "people.staff"),
        ("finished", "maybe", "finished"),
        ("rubric", "garden", "rubric"),
        ("rubric_version", "9.0.0", "version"),
        ("experience.felt-equal", "party", "party"),
    ],
)
def test_what_a_sheet_may_not_say_is_a_problem_of_its_row(column: str, cell: str, what: str) -> None:
    """A table made for another rubric, or for another version of it, too."""
    found = understood(
        source(f"team | date | voice | who-decides | {column}", f"T | 2026-11-18 | lived-experience | 1 | {cell}")
    )
    assert not found.settled
    told = [*wrong(found), *(each.said for each in found.unsettled)]
    assert any(what in each for each in told)


# Formulas.


def test_a_formula_without_its_value_is_a_problem_and_never_nothing() -> None:
    file = source("Timestamp | Who decides | Colour", "2026-11-18 |  | red", without_value=frozenset({(2, 2), (2, 3)}))
    found = understood(file, team="T", voice="staff")
    assert [each for each in wrong(found) if each.startswith("form.csv, line 2: Who decides: a formula")]
    assert not [each for each in wrong(found) if "Colour" in each]


def test_a_formula_with_its_value_is_its_value() -> None:
    file = source("Timestamp | Who decides", "2026-11-18 | Together", without_value=frozenset({(9, 9)}))
    assert levels(understood(file, team="T", voice="staff")) == [{"who-decides": 2}]


# Everything together.


def test_two_tables_in_one_sheet_are_not_read_as_one() -> None:
    """What stands below the second headings is asked about: those headings are answers that nobody knows."""
    found = read(
        "Timestamp | Who decides | Pay and costs", "2026-11-18 | Together | Started", "",
        "Timestamp | Pay and costs | Who decides", "2026-11-19 | Not yet | Always",
    )  # fmt: skip
    assert not found.settled


def test_forty_columns_of_one_heading_are_one_practice_or_a_problem() -> None:
    headings = " | ".join(["Timestamp", *["Who decides"] * 40])
    assert levels(read(headings, " | ".join(["2026-11-18", *["Together"] * 40]))) == [{"who-decides": 2}]
    found = read(headings, " | ".join(["2026-11-18", *["Together"] * 39, "Started"]))
    assert len(wrong(found)) == 1
    assert len(wrong(found)[0]) < 400


LEVEL_TEXTS = st.sampled_from(
    ["Together", "It goes to a vote.", "Don't know", "", "2", "Often", "N/A", "Level 1: Started", "L2", "DK"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LEVEL_TEXTS, LEVEL_TEXTS, LEVEL_TEXTS), max_size=6), st.permutations([0, 1, 2]))
def test_the_order_of_columns_changes_nothing(rows: list[tuple[str, str, str]], order: list[int]) -> None:
    headings = ("Who decides", "Pay and costs", "Plain words")
    one = read(("Timestamp", *headings), *(("2026-11-18", *row) for row in rows))
    other = read(
        ("Timestamp", *(headings[n] for n in order)), *(("2026-11-18", *(row[n] for n in order)) for row in rows)
    )
    assert levels(other) == levels(one)
    assert len(other.unsettled) == len(one.unsettled)


def test_a_map_of_a_practice_makes_two_columns_one() -> None:
    found = read(
        "Who decides | Q7 | Q8",
        " | Together | ",
        " |  | Started",
        answer_map=map_with(columns={"Q7": "pay", "Q8": "pay"}),
    )
    assert levels(found) == [{"pay": 2}, {"pay": 1}]

"""Where the headings of a file stand, and what each column is called."""

from __future__ import annotations

import datetime as dt

import pytest
from helpers.grids import PROMPT, VOICE_Q, Row, grid, questions_of_three
from helpers.make import practice, rubric
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.imports.layout import GridLayout, find_layout
from coprod_check.imports.meanings import Questions

HEADINGS = "Timestamp | Who decides | Pay and costs"
ANSWERS = "2026-11-18 | Together | Started"


def laid_out(*rows: Row, heading_row: int | None = None) -> GridLayout | None:
    return find_layout(grid(*rows), Questions(questions_of_three()), heading_row)


def found_at(*rows: Row, heading_row: int | None = None) -> GridLayout:
    found = laid_out(*rows, heading_row=heading_row)
    assert found is not None
    return found


def means(layout: GridLayout) -> list[str]:
    return [" ".join(filter(None, (each.part, each.key, each.option))) for h in layout.headings for each in h.found]


@pytest.mark.parametrize(
    "above",
    [(), ("",), ("Answers of our group",), ("", "Answers |  | ", ""), ("a", "b", "c", "", "e", "f", "g", "h", "i")],
)
def test_headings_are_found_below_titles_and_blank_rows(above: tuple[str, ...]) -> None:
    """A merged title is a row with one cell; whatever stands above the headings is skipped."""
    found = found_at(*above, HEADINGS, ANSWERS)
    assert [each.said for each in found.headings] == ["Timestamp", "Who decides", "Pay and costs"]
    assert found.first == len(above) + 1


def test_headings_are_looked_for_in_ten_rows() -> None:
    assert laid_out(*["x"] * 10, HEADINGS, ANSWERS) is None
    assert laid_out(*["x"] * 9, HEADINGS, ANSWERS) is not None


@pytest.mark.parametrize(
    "rows", [(), ("",), ("Colour | Shape", "red | round"), ("2 | 1 | 3", "0 | 0 | 1"), ("Name | Email",)]
)
def test_without_headings_there_are_none(rows: tuple[str, ...]) -> None:
    assert laid_out(*rows) is None


def test_the_first_row_of_which_half_is_known_is_taken() -> None:
    """A title with one of our words in it is not yet a row of headings."""
    assert found_at("Who decides | in | our | group", HEADINGS, ANSWERS).first == 2
    assert found_at("a | b | Who decides | Pay and costs", "x | y | Together | Started", HEADINGS).first == 1


def test_a_row_of_which_less_than_half_is_known_does_where_it_asks_two_practices() -> None:
    """A form may ask much else."""
    found = found_at(
        "Colour | Shape | Size | Weight | Mood | Who decides | Pay and costs",
        "red | a | b | c | d | Together | Started",
    )
    assert found.first == 1
    assert means(found) == ["practice who-decides", "practice pay"]


def test_one_practice_among_much_else_is_no_row_of_headings() -> None:
    assert laid_out("Colour | Shape | Size | Weight | Who decides", "red | a | b | c | Together") is None


@pytest.mark.parametrize("row", [1, 2, 3])
def test_the_row_that_somebody_named_is_taken(row: int) -> None:
    rows = ["What brings you here? | How do we choose?"] * 2
    found = found_at("", *rows, heading_row=row) if row > 1 else found_at(*rows, heading_row=row)
    assert [each.said for each in found.headings] == ["What brings you here?", "How do we choose?"]


@pytest.mark.parametrize("row", [4, 1_000, 10_000_000])
def test_a_row_that_is_not_there_has_no_headings(row: int) -> None:
    assert laid_out(HEADINGS, ANSWERS, heading_row=row) is None


def test_a_row_far_down_may_be_named() -> None:
    assert found_at(*["x"] * 40, HEADINGS, ANSWERS, heading_row=41).first == 41


def test_a_blank_row_between_headings_and_answers_is_no_heading() -> None:
    assert found_at(HEADINGS, "", ANSWERS).first == 1


def test_the_second_of_equal_headings_is_named_as_a_map_names_it() -> None:
    found = found_at(f"Who decides | {PROMPT} | Pay and costs | {PROMPT} | {PROMPT}")
    assert [each.name for each in found.headings] == [
        "Who decides", PROMPT, "Pay and costs", f"{PROMPT} #2", f"{PROMPT} #3",
    ]  # fmt: skip
    assert [each.place for each in found.headings] == [0, 1, 2, 3, 4]


def test_a_heading_that_is_no_text_is_read_as_one() -> None:
    found = found_at(("Who decides", "Pay and costs", 7, dt.date(2026, 11, 18), None))
    assert [each.said for each in found.headings] == ["Who decides", "Pay and costs", "7", "2026-11-18", ""]


QUALTRICS = (
    "StartDate | EndDate | Status | Finished | ResponseId | Q1 | Q2 | Q2_E | Q3",
    f"Start Date | End Date | Status | Finished | Response ID | {VOICE_Q} | Who decides | {PROMPT} | Pay and costs",
    " | ".join(f'{{"ImportId":"{each}"}}' for each in ("startDate", "endDate", "status", "finished", *"12345")),
)


def test_the_three_heading_rows_of_qualtrics_are_one() -> None:
    found = found_at(
        *QUALTRICS, "2026-11-18 | 2026-11-18 | IP Address | True | R_1 | Staff | Together | Minutes | Started"
    )
    assert found.first == 3
    assert means(found) == [
        "service started", "service completed", "service status", "service finished",
        "service response-id", "fact voice",
        "practice who-decides", "prompt", "practice pay",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "quote", ['{"ImportId":"QID1"}', "{'ImportId': 'QID1'}", ' {"ImportId":"QID1","timeZone":"Z"}']
)
def test_import_ids_are_known_in_the_ways_they_are_written(quote: str) -> None:
    assert found_at(*QUALTRICS[:2], " | ".join([quote] * 9), ANSWERS).first == 3


def test_a_column_is_known_by_any_of_its_rows_of_headings() -> None:
    found = found_at(*QUALTRICS)
    wanted = next(each for each in found.headings if each.place == 6)
    assert {wanted.said, *wanted.also} >= {"Q2", "Who decides"}


def test_where_the_rows_of_headings_do_not_agree_both_are_kept() -> None:
    rows = [QUALTRICS[0].replace("Q2 |", "pay |"), *QUALTRICS[1:]]
    wanted = next(each for each in found_at(*rows).headings if each.place == 6)
    assert sorted(each.key for each in wanted.found) == ["pay", "who-decides"]


HELPED = "What helped you to take part?"
MONKEY = (
    f"Respondent ID | Collector ID | Start Date | End Date | {VOICE_Q} | Who decides |  | {HELPED} |  | ",
    f" |  |  |  | Response | Response | {PROMPT} | Tea, and cake | Tea | Other (please specify)",
)


def test_the_second_heading_row_of_surveymonkey_belongs_to_the_first() -> None:
    found = found_at(*MONKEY, "1 | 2 | 11/18/2026 | 11/18/2026 | Staff | Together |  |  |  | ")
    assert found.first == 2
    assert means(found) == [
        "service response-id", "service nothing", "service started", "service completed", "fact voice",
        "practice who-decides", "evidence who-decides", "option what-helped cake", "option what-helped black-tea",
    ]  # fmt: skip
    assert found.headings[8].said == "What helped you to take part? [Tea]"


def test_its_columns_are_known_with_open_ended_responses_too() -> None:
    rows = [MONKEY[0], MONKEY[1].replace(PROMPT, "Open-Ended Response")]
    found = found_at(*rows)
    assert found.first == 2
    assert not found.headings[6].found


def test_answers_that_are_like_headings_are_not_taken_for_them() -> None:
    """Somebody may write "Response" in a form of another service."""
    assert found_at(HEADINGS, "2026-11-18 | Response | Response").first == 1


IN_STEPS = rubric(
    practice("a"),
    practice("b"),
    practice("c"),
    levels=[{"number": n, "name": name} for n, name in enumerate(("Start", "Progress", "Finished", "Status"))],
)


def test_an_answer_in_the_words_of_a_services_column_is_no_heading() -> None:
    """The first person of a file must not be lost for having said "Progress" three times."""
    rows = ("Timestamp | Title of a | Title of b | Title of c", "2026-11-18 | Progress | Finished | Start")
    found = find_layout(grid(*rows), Questions(IN_STEPS))
    assert found is not None
    assert found.first == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["", "x | y", "Answers", HEADINGS, ANSWERS, " |  | ", "Who decides | x | y"]), max_size=14)
)
def test_answers_never_begin_above_the_headings(rows: list[str]) -> None:
    found = laid_out(*rows)
    assert (found is not None) == (HEADINGS in rows[:10])
    if found is not None:
        assert rows[found.first - 1] == HEADINGS

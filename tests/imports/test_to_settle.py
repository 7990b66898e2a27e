"""What nobody but the user can know: each heading and each answer once, with the line that settles it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from helpers.grids import VOICE_Q, asked_about, levels, map_with, read, understood, wrong
from helpers.grids import source as file_of
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.answer_map import read_map
from coprod_check.imports.toml_lines import key, map_line, toml_text

if TYPE_CHECKING:
    from coprod_check.documents.answer_map import AnswerMap
    from coprod_check.imports.understood import Understood, Unsettled

HEADINGS = "Timestamp | Who decides | Pay and costs | Plain words"


def rows(*answers: str) -> list[str]:
    return [HEADINGS, *(f"2026-11-{day:02} | {each}" for day, each in enumerate(answers, 1))]


def one(found: Understood) -> Unsettled:
    (what,) = found.unsettled
    return what


def map_of(found: Understood, chosen: int = 0) -> AnswerMap:
    """The map that is made of one line of each thing to settle; the last "drops", or says "unanswered"."""
    tables: dict[str, list[str]] = {}
    for each in found.unsettled:
        table, line = each.map_lines[chosen]
        tables.setdefault(table, []).append(line)
    text = 'format = "coprod-map/1"\nrubric = "small"\n'
    text += "".join(
        f"[{table}]\n" + "".join(f"{line}\n" for line in dict.fromkeys(lines)) for table, lines in tables.items()
    )
    made, problems = read_map(tomllib.loads(text))
    assert made is not None, (problems, text)
    return made


def test_an_answer_is_told_once_for_a_heading_with_how_many_rows_say_it() -> None:
    found = one(read(*rows("Often | Started | All are plain.", "Often | Started | ", " Often | Started |  ")))
    assert (found.kind, found.heading, found.said, found.rows) == ("answer", "Who decides", "Often", 3)
    assert found.what == "nobody knows this answer"


def test_which_rows_say_it_is_not_told() -> None:
    found = read(*rows("Started | Started | Started", "Often | Started | "))
    assert "3" not in str(found.unsettled).replace("2026", "")
    assert found.problems == []


def test_one_that_stands_below_several_practices_is_told_once_for_all() -> None:
    found = one(read(*rows("Often | Often | Started", "Often |  | Started")))
    assert (found.heading, found.said, found.rows) == ("Who decides (and 1 more column)", "Often", 3)
    assert {table for table, _ in found.map_lines} == {'answers."*"'}


def test_one_below_one_practice_is_settled_for_that_one() -> None:
    assert {table for table, _ in one(read(*rows("Often |  | "))).map_lines} == {"answers.who-decides"}


def test_at_most_three_candidates_each_with_its_line() -> None:
    found = one(read(*rows("Togehter |  | ")))
    assert found.candidates[0] == "2"
    assert len(found.candidates) <= 3
    assert found.map_lines == tuple(("answers.who-decides", f'"Togehter" = {each}') for each in found.candidates)


def test_without_any_near_answer_the_line_is_there_to_be_filled_in() -> None:
    found = one(read(*rows("zzzz |  | ")))
    assert found.map_lines == (("answers.who-decides", '"zzzz" = "unanswered"'),)


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("Often", "nobody knows this answer"),
        ("1 - Together", "the number and the words are not of one level"),
        ("N/A", "N/A is written for a question that was not seen as well"),
    ],
)
def test_each_is_told_with_why(cell: str, what: str) -> None:
    assert one(read(*rows(f"{cell} |  | "))).what == what


def test_does_not_apply_where_a_practice_always_applies_is_told() -> None:
    assert one(read(*rows(" | Does not apply | "))).what == "this practice always applies"


def test_numbers_of_all_practices_are_one_thing_to_settle() -> None:
    found = one(read(*rows("1 | 2 | 2.0", "10 | 1 | -99")))
    assert (found.kind, found.heading, found.rows) == ("numbers", "Who decides (and 2 more columns)", 6)
    assert found.said == "1, 2, 10, -99, 2.0"
    assert found.map_lines[0] == ("file", 'numbers = "levels"')
    assert ('answers."*"', '"10" = "unanswered"') in found.map_lines
    assert "numbers" in found.otherwise


def test_numbers_below_other_questions_are_told_with_their_question() -> None:
    found = read(f"Timestamp | {VOICE_Q} | Who decides | Did you feel equal?", "2026-11-18 | 1 | Together | 2")
    told = {each.said: (each.kind, each.heading[:20], each.map_lines[0][0]) for each in found.unsettled}
    assert told == {
        "1": ("answer", VOICE_Q[:20], "answers.voice"),
        "2": ("answer", "Did you feel equal?", 'answers."experience.felt-equal"'),
    }


def test_very_many_different_answers_are_not_all_told_and_the_others_are_counted() -> None:
    *told, rest = read(*[HEADINGS, *(f"2026-11-18 | my answer {each} |  | " for each in range(1_000))]).unsettled
    assert [each.said for each in told] == [f"my answer {each}" for each in range(100)]
    assert rest.what == "there are 900 answers more that nobody knows; settle those above first"
    assert (rest.kind, rest.heading, rest.said, rest.rows, rest.map_lines) == ("answer", "Who decides", "", 900, ())


def test_spoiled_letters_are_a_problem_and_said_once_with_how_to_save_again() -> None:
    found = read(*rows("don\u00e2\u20ac\u2122t know | caf\u00c3\u00a9 | Started", "don\u00e2\u20ac\u2122t know |  | "))
    assert found.unsettled == []
    (problem,) = wrong(found)
    assert problem.startswith("form.csv: Pay and costs (and 1 more column): the letters were spoiled")
    assert "UTF-8" in problem
    assert levels(found) == [{"plain-words": 1}, {}]


@pytest.mark.parametrize(
    "said", ["Often", 'He said "often"', "a\\b", "Two\nlines", "-", "#N/A", "caf\u00e9", "[x]", "=1", "3 = 2"]
)
def test_the_line_settles_it_whatever_the_answer_is(said: str) -> None:
    cells = [HEADINGS.split(" | "), ["2026-11-18", said, "Started", "Started"]]
    found = read(*cells)
    assert not found.settled
    again = read(*cells, answer_map=map_of(found))
    assert again.settled, asked_about(again)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_answer_and_any_heading_is_settled_by_the_lines_that_are_told(text: str) -> None:
    """Unless its letters are spoiled, which is told as that."""
    cells = [[*HEADINGS.split(" | "), text], ["2026-11-18", text, "Started", text, "Together"]]
    found = read(*cells)
    again = read(*cells, answer_map=map_of(found, chosen=-1)) if found.unsettled else found
    assert again.settled or again.problems, asked_about(again)


def test_what_is_missing_is_told_with_the_option_and_the_line() -> None:
    found = understood(file_of("Who decides | Pay and costs", "Together | Started", "Started | "))
    told = {each.heading: (each.kind, each.rows, each.otherwise) for each in found.unsettled}
    assert told == {
        "voice": ("missing", 2, "give --voice"),
        "team": ("missing", 2, "give --team"),
        "date": ("missing", 2, "give --date"),
    }
    assert {table for each in found.unsettled for table, _ in each.map_lines} == {"constant"}
    assert found.people == []


def test_two_orders_of_dates_are_told_with_the_option_and_the_lines() -> None:
    found = one(read("Timestamp | Who decides", "03/04/2026 | Together", "05/04/2026 | Started", date=None))
    assert (found.kind, found.heading, found.rows, found.candidates) == ("dates", "Timestamp", 2, ("dmy", "mdy"))
    assert found.map_lines == (("file", 'dates = "dmy"'), ("file", 'dates = "mdy"'))


@pytest.mark.parametrize("text", ["a", 'a"b', "a\\b", "a\nb", "\t", "\x00\x7f", "\u2019", "a.b", "", " ", "\x1b[31m"])
def test_a_text_is_a_toml_string_on_one_line(text: str) -> None:
    assert "\n" not in toml_text(text)
    assert tomllib.loads(f"x = {toml_text(text)}") == {"x": text}
    assert tomllib.loads(f"{key(text)} = 1") == {text: 1}


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.integers(0, 9) | st.sampled_from(["dont-know", "true", "drop", "3"]),
)
def test_a_line_of_a_map_says_what_it_is_made_of(said: str, means: int | str) -> None:
    ((found, meaning),) = tomllib.loads(map_line(said, means)).items()
    assert found == said
    assert str(meaning).casefold() == str(means)


def test_a_map_that_settles_everything_is_asked_nothing_more() -> None:
    first = read(f"Timestamp | {VOICE_Q} | Who decides | Pay and costs | Q9", "2026-11-18 | Me | Often | 2 | Together")
    assert len(first.unsettled) == 4
    answer_map = map_with(
        columns={"Q9": "plain-words"},
        answers={"voice": {"Me": "staff"}, "who-decides": {"Often": 3}},
        file={"numbers": "levels"},
    )
    cells = (f"Timestamp | {VOICE_Q} | Who decides | Pay and costs | Q9", "2026-11-18 | Me | Often | 2 | Together")
    again = read(*cells, answer_map=answer_map)
    assert levels(again) == [{"who-decides": 3, "pay": 2, "plain-words": 2}]
    assert again.settled

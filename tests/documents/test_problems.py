from __future__ import annotations

import datetime as dt

import pytest

from coprod_check.documents.errors import BadInput, bad_file
from coprod_check.documents.problems import Note, Problem, nearest, problem, said, short, unknown_name


def test_a_problem_is_one_line_with_its_file_line_place_and_what_to_do() -> None:
    fault = problem("ratings.a.level", "is missing", "add it")
    assert str(fault) == "ratings.a.level: is missing; add it"
    assert str(fault.in_file("a.toml")) == "a.toml: ratings.a.level: is missing; add it"
    assert str(fault.in_file("a.toml", 4)) == "a.toml, line 4: ratings.a.level: is missing; add it"


def test_a_problem_keeps_the_line_that_it_knew() -> None:
    assert Problem("", 7, "a", "b").in_file("x").line == 7
    assert Problem("", 7, "a", "b").in_file("x", 9).line == 9


def test_a_line_without_a_file_is_not_told() -> None:
    assert str(Problem("", 3, "a", "is odd")) == "a: is odd"


def test_a_note_names_its_file_where_it_has_one() -> None:
    assert str(Note("a.toml", "is older")) == "a.toml: is older"
    assert str(Note("", "two rounds are near")) == "two rounds are near"


@pytest.mark.parametrize(
    ("got", "offer"),
    [
        ("engagment", "did you mean 'engagement'?"),
        ("ENGAGEMENT", "did you mean 'engagement'?"),
        ("power sharing", "did you mean 'Power-Sharing'?"),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_offered_whatever_its_case(got: str, offer: str) -> None:
    assert nearest(got, ["engagement", "Power-Sharing"]) == offer


def test_an_unknown_name_far_from_all_comes_with_the_first_eight() -> None:
    known = [f"name-{letter}" for letter in "abcdefghi"]
    assert str(unknown_name("x", "zzz", known[:2], "thing")) == "x: unknown thing 'zzz'; choose from: name-a, name-b"
    assert str(unknown_name("x", "zzz", known[:8])).endswith("name-h")
    assert str(unknown_name("x", "zzz", known)).endswith("name-h, …")


def test_an_unknown_name_where_there_are_none_says_so() -> None:
    assert str(unknown_name("x", "zzz", [], "value")) == "x: unknown value 'zzz'; there is none to choose from"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "true or false (true)"),
        (False, "true or false (false)"),
        (3, "a whole number (3)"),
        (-3, "a whole number (-3)"),
        (10**15, "a very large whole number"),
        pytest.param(-(10**5000), "a very large whole number", id="huge"),
        (2.0, "a number with a decimal point (2.0)"),
        (float("nan"), "a number with a decimal point (nan)"),
        ("2", "text ('2')"),
        ("x" * 41, "text ('" + "x" * 40 + "…')"),
        ([1], "a list"),
        ({"a": 1}, "a table"),
        (None, "null"),
        (dt.date(2026, 11, 22), "a date (2026-11-22)"),
        (dt.time(10, 30), "a time (10:30:00)"),
    ],
)
def test_a_wrong_value_is_described_by_its_kind(value: object, words: str) -> None:
    assert said(value) == words


def test_what_somebody_wrote_cannot_command_the_terminal() -> None:
    assert "\x1b" not in short("\x1b[2J")
    assert "\n" not in short("a\nb")


def test_problems_of_one_error_are_sorted_and_told_once() -> None:
    first, second, third = Problem("a", 1, "z", "m"), Problem("a", 2, "a", "m"), Problem("b", 0, "", "m")
    error = BadInput([third, second, first, second])
    assert error.problems == (first, second, third)
    assert str(error) == "a, line 1: z: m\na, line 2: a: m\nb: m"


def test_one_fault_of_one_file_is_an_error_of_its_own() -> None:
    assert str(bad_file("a.toml", "is empty", "x")) == "a.toml: x: is empty"

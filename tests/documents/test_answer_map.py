"""A map: how the columns and answers of a form that somebody made are to be read."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Any

import pytest
from helpers.make import DATA

from coprod_check.documents.answer_map import AnswerMap, read_map

EXAMPLE = """
format = "coprod-map/1"
rubric = "coproduction-values"
[file]
sheet = "Sheet2"
heading_row = 3
leave_out_rows = [7, 40]
dates = "dmy"
numbers = "levels"
[constant]
team = "Harbour Sight Group"
round = "Autumn"
date = 2026-11-22
voice = "staff"
[columns]
"What brings you here?" = "voice"
[answers.voice]
"It is my job" = "staff"
[answers."*"]
"Never" = 0
"No idea" = "dont-know"
"-" = "unanswered"
[answers."experience.felt-equal"]
1 = "definitely"
[answers.share]
"fine" = true
"""


def read(**tables: Any) -> tuple[AnswerMap | None, list[str]]:
    found, problems = read_map({"format": "coprod-map/1", "rubric": "small", **tables})
    return found, [str(each) for each in problems]


def faults(**tables: Any) -> list[str]:
    return read(**tables)[1]


def test_every_key_of_a_map_is_read() -> None:
    found, problems = read_map(tomllib.loads(EXAMPLE))
    assert problems == []
    assert found is not None
    assert found.model_dump() == {
        "format": "coprod-map/1",
        "rubric": "coproduction-values",
        "file": {"sheet": "Sheet2", "heading_row": 3, "leave_out_rows": (7, 40), "dates": "dmy", "numbers": "levels"},
        "constant": {"team": "Harbour Sight Group", "round": "Autumn", "date": dt.date(2026, 11, 22), "voice": "staff"},
        "columns": {"What brings you here?": "voice"},
        "answers": {
            "voice": {"It is my job": "staff"},
            "*": {"Never": 0, "No idea": "dont-know", "-": "unanswered"},
            "experience.felt-equal": {"1": "definitely"},
            "share": {"fine": True},
        },
    }


def test_all_but_the_first_two_may_be_left_out() -> None:
    found, problems = read()
    assert problems == []
    assert found is not None
    assert found.model_dump(exclude_defaults=True) == {"format": "coprod-map/1", "rubric": "small"}


@pytest.mark.parametrize("key", ["format", "rubric"])
def test_what_every_map_needs_is_missed(key: str) -> None:
    document = {"format": "coprod-map/1", "rubric": "small"}
    del document[key]
    (problem,) = read_map(document)[1]
    assert str(problem).startswith(f"{key}: is missing; add ")


@pytest.mark.parametrize(
    ("tables", "start"),
    [
        ({"format": "coprod-map/2"}, "format: "),
        ({"rubric": "a b"}, "rubric: 'a b' is not an id"),
        ({"column": {}}, "column: unknown key; did you mean 'columns'?"),
        ({"file": {"sheets": "A"}}, "file.sheets: unknown key; did you mean 'sheet'?"),
        ({"file": {"dates": "ymd"}}, "file.dates: "),
        ({"file": {"numbers": "codes"}}, "file.numbers: "),
        ({"file": {"heading_row": 0}}, "file.heading_row: is a whole number (0); write the number of a row"),
        ({"file": {"heading_row": True}}, "file.heading_row: is true or false (true); write the number of a row"),
        ({"file": {"heading_row": "3"}}, "file.heading_row: "),
        ({"file": {"leave_out_rows": 7}}, "file.leave_out_rows: "),
        (
            {"file": {"leave_out_rows": [7, -1]}},
            "file.leave_out_rows[1]: is a whole number (-1); write the number of a row",
        ),
        ({"file": {"leave_out_rows": [10**8]}}, "file.leave_out_rows[0]: "),
        ({"file": {"sheet": 2}}, "file.sheet: "),
        ({"constant": {"voice": "stuff"}}, "constant.voice: "),
        ({"constant": {"date": "soon"}}, "constant.date: "),
        ({"constant": {"share": True}}, "constant.share: unknown key"),
        ({"columns": {"Q7": 3}}, "columns.Q7: "),
        ({"columns": ["Q7"]}, "columns: "),
        (
            {"answers": {"*": {"Never": 1.0}}},
            'answers."*".Never: is a number with a decimal point (1.0); write a level number',
        ),
        ({"answers": {"*": {"Never": ["a"]}}}, 'answers."*".Never: is a list'),
        ({"answers": {"*": "none"}}, 'answers."*": '),
        ({"answers": {"Never": 0}}, "answers.Never: "),
    ],
)
def test_what_a_map_may_not_say_is_told_with_its_place(tables: dict[str, Any], start: str) -> None:
    (problem,) = faults(**tables)
    assert problem.startswith(start)


def test_every_fault_is_told_at_once() -> None:
    assert len(faults(rubric="a b", file={"heading_row": 0, "dates": "x"}, constant={"voice": "y"}, nonsense=1)) == 5


def test_true_is_not_level_one() -> None:
    found, _ = read(answers={"*": {"a": True, "b": 1}})
    assert found is not None
    assert (found.answers["*"]["a"], type(found.answers["*"]["b"])) == (True, int)


def test_the_example_of_a_real_project_is_a_map() -> None:
    found, problems = read_map(tomllib.loads((DATA / "exchange" / "redcap-raw.map.toml").read_text("utf-8")))
    assert problems == []
    assert found is not None
    assert found.answers["*"] == {"1": 0, "2": 1, "3": 2, "4": 3, "5": "dont-know", "6": "not-applicable"}

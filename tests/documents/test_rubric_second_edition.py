"""What the second edition of the contract, section 1, asks of a rubric."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest
from helpers.make import DATA

from coprod_check.documents.rubric_checks import read_rubric

GARDEN: dict[str, Any] = tomllib.loads((DATA / "good" / "garden.rubric.toml").read_text(encoding="utf-8"))
ASKED = {
    "id": "heard", "question": "Were you heard?",
    "options": [{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}],
}  # fmt: skip
SAID = {"id": "c", "message": "Ask.", "experience": "heard", "options": ["yes"], "stage": "growing"}
AHEAD = {"id": "c", "message": "Ask.", "dimension": "deciding", "ahead_of": "welcome"}


def changed(**more: Any) -> dict[str, Any]:
    return {**copy.deepcopy(GARDEN), **more}


def told(document: dict[str, Any]) -> list[str]:
    rubric, problems = read_rubric(document)
    assert (rubric is None) == bool(problems)
    return [str(each) for each in problems]


def without(table: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in keys}


@pytest.mark.parametrize(
    ("caution", "problems"),
    [
        (AHEAD, []),
        (SAID, []),
        (SAID | AHEAD,
         ["cautions[0]: is of both kinds; keep dimension and ahead_of, or experience, options, stage"]),
        ({"id": "c", "message": "Ask."},
         ["cautions[0]: is of neither kind; add dimension and ahead_of, or experience, options, stage"]),
        (without(AHEAD, "ahead_of"), ["cautions[0].ahead_of: is missing; add it"]),
        (without(SAID, "stage", "options"),
         ["cautions[0].options: is missing; add it", "cautions[0].stage: is missing; add it"]),
        (SAID | {"options": []}, ["cautions[0].options: is empty; 1 or more are needed"]),
        (SAID | {"options": ["yess"]}, ["cautions[0].options[0]: unknown option 'yess'; did you mean 'yes'?"]),
        (SAID | {"stage": "growin"}, ["cautions[0].stage: unknown stage 'growin'; did you mean 'growing'?"]),
        (SAID | {"experience": "herd"}, ["cautions[0].experience: unknown question 'herd'; did you mean 'heard'?"]),
        (without(AHEAD, "message"), ["cautions[0].message: is missing; add it"]),
    ],
)  # fmt: skip
def test_a_caution_is_of_one_kind_and_whole(caution: dict[str, Any], problems: list[str]) -> None:
    assert told(changed(experience=[ASKED], cautions=[caution])) == problems


@pytest.mark.parametrize(
    ("needs", "problems"),
    [
        ({"welcome": 1, "the-gate": 2}, []),
        ({"tea": 1}, []),
        ({"the-gat": 1},
         ["stages[1].needs.the-gat: unknown dimension or practice 'the-gat'; did you mean 'the-gate'?"]),
        ({"the-gate": 0}, ["stages[1].needs.the-gate: is 0; write a level from 1 to 2"]),
        ({"welcome": 3}, ["stages[1].needs.welcome: is 3; write a level from 1 to 2"]),
    ],
)  # fmt: skip
def test_a_stage_may_need_dimensions_and_practices(needs: dict[str, int], problems: list[str]) -> None:
    stages = [
        {"id": "start", "name": "Start"},
        {"id": "growing", "name": "Growing", "meaning": "It grows.", "needs": needs},
    ]
    assert told(changed(stages=stages, cautions=[])) == problems


def test_dimensions_and_practices_share_one_set_of_ids() -> None:
    document = changed()
    document["practices"][1]["id"] = "welcome"
    assert "practices[1].id: 'welcome' is already the id of dimensions[0]; give it another id" in told(document)


@pytest.mark.parametrize(
    "ident", ["team", "date", "voice", "sheet", "respondent", "share", "finished", "circumstances"]
)
def test_a_practice_is_not_called_as_a_column_of_a_table_is(ident: str) -> None:
    document = changed(circumstances=[])
    document["practices"][1]["id"] = ident
    assert told(document) == [
        f"practices[1].id: '{ident}' is the name of a column in tables of sheets; give it another id"
    ]


def test_a_practice_does_not_end_as_actions_that_come_back_do() -> None:
    document = changed(circumstances=[])
    document["practices"][1]["id"] = "tea-again"
    assert told(document) == [
        "practices[1].id: 'tea-again' ends in -again, as actions that come back do; give it another id"
    ]


@pytest.mark.parametrize(("name", "key"), [("dimensions", "dimension"), ("values", "value")])
def test_a_dimension_or_value_has_a_practice(name: str, key: str) -> None:
    document = changed()
    document[name].append({"id": "empty", "name": "Empty"})
    assert told(document) == [f"{name}[2]: 'empty' has no practice; add one, or take it out"]
    document["practices"][0][key] = "emty"
    assert told(document) == [f"practices[0].{key}: unknown {key} 'emty'; did you mean 'empty'?"]


@pytest.mark.parametrize(
    ("question", "problems"),
    [
        ({"together": "Is it open?"},
         ["practices[0].question: has no wording; write it for staff or for lived-experience"]),
        ({"staff": "Is it open?", "together": "Is it open to us?"}, []),
    ],
)  # fmt: skip
def test_a_question_is_worded_for_one_side_at_least(question: dict[str, str], problems: list[str]) -> None:
    document = changed()
    document["practices"][0]["question"] = question
    assert told(document) == problems


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ({"staff": "S", "lived-experience": "L", "together": "T"}, ("S", "L", "T")),
        ({"staff": "S", "lived-experience": "L"}, ("S", "L", "S")),
        ({"staff": "S"}, ("S", "S", "S")),
        ({"lived-experience": "L"}, ("L", "L", "L")),
        ({"lived-experience": "L", "together": "T"}, ("L", "L", "T")),
    ],
)
def test_each_wording_falls_back(question: dict[str, str], asked: tuple[str, str, str]) -> None:
    document = changed()
    document["practices"][0]["question"] = question
    rubric, _ = read_rubric(document)
    assert rubric
    wording = rubric.practices[0].question
    assert tuple(map(wording.for_voice, ("staff", "lived-experience", "together"))) == asked


@pytest.mark.parametrize(
    ("address", "good"),
    [("https://example.org/a", True), ("http://example.org", True), ("ftp://example.org", False),
     ("example.org", False), ("javascript:alert(1)", False), ("https://a b", False)],
)  # fmt: skip
def test_an_address_is_one_of_a_page(address: str, *, good: bool) -> None:
    document = changed()
    document["sources"][0]["url"] = address
    document["practices"][0]["resources"] = ["A book.", {"text": "A page.", "url": address}]
    found = told(document)
    assert len(found) == (0 if good else 2)
    assert all("is not an address of a page; begin it with https:// or http://" in each for each in found)


def test_a_resource_is_told_with_its_address() -> None:
    document = changed()
    document["practices"][0]["resources"] = ["A book.", {"text": "A page.", "url": "https://example.org"}]
    rubric, _ = read_rubric(document)
    assert rubric
    assert list(map(str, rubric.practices[0].resources)) == ["A book.", "A page. (https://example.org)"]


@pytest.mark.parametrize("number", [1_000_000.5, 10**7, float("inf"), 1e308])
def test_weights_and_points_have_a_largest_size(number: float) -> None:
    document = changed()
    document["practices"][0]["weight"] = number
    document["levels"][2]["points"] = number
    assert len(told(document)) == 2


def test_what_a_stage_needs_is_named_by_dimension_or_practice() -> None:
    rubric, _ = read_rubric(GARDEN)
    assert rubric
    assert (rubric.need_name("welcome"), rubric.need_name("the-gate")) == ("Welcome", "“The gate”")

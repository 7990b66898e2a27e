"""Files of other shapes, made by hand: each is read as what it says, or asked about, as ``truth.toml`` tells."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from helpers.answering import Answers, missing_answers, wrong_answers
from helpers.exports import asks
from helpers.make import DATA

from coprod_check.documents.answer_map import read_map
from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated
from coprod_check.storage.foreign.grids import read_grids

if TYPE_CHECKING:
    from coprod_check.documents.answer_map import AnswerMap
    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.understood import Understood

FOLDER = DATA / "exchange_more"
CASES: list[dict[str, Any]] = tomllib.loads((FOLDER / "truth.toml").read_text("utf-8"))["files"]
TEAM = "Mill Lane"
WHOLE = frozenset({"evidence", "experience"})


def called(case: dict[str, Any]) -> str:
    return "-".join(str(case[key]) for key in ("name", "map", "dates", "sheet", "voice") if key in case)


EVERY = pytest.mark.parametrize("case", CASES, ids=called)


@cache
def garden() -> Rubric:
    found, problems = read_rubric(tomllib.loads((FOLDER / "garden.rubric.toml").read_text("utf-8")))
    assert found is not None, problems
    return found


def map_beside(case: dict[str, Any]) -> AnswerMap | None:
    if "map" not in case:
        return None
    found, problems = read_map(tomllib.loads((FOLDER / case["map"]).read_text("utf-8")))
    assert found is not None, problems
    return found


def read(case: dict[str, Any]) -> Understood:
    said = {key: case[key] for key in ("team", "voice", "dates", "sheet") if key in case}
    return understand([read_grids(FOLDER / case["name"])], garden(), map_beside(case), Stated(**said))


def people(case: dict[str, Any]) -> dict[int, Answers]:
    return {
        each["row"]: Answers(
            each["voice"],
            dt.datetime.combine(each["date"], dt.time()),
            each.get("team", TEAM),
            each.get("share", False),
            each.get("respondent", ""),
            each.get("levels", {}),
            each.get("evidence", {}),
            {key: tuple(options) for key, options in each.get("experience", {}).items()},
        )
        for each in case.get("people", ())
    }


@EVERY
def test_nobody_is_given_what_they_did_not_say(case: dict[str, Any]) -> None:
    truth = people(case)
    unclear = {(each["row"], key) for each in case.get("people", ()) for key in each.get("unclear", ())}
    found = read(case)
    assert [person.row for person in found.people if truth and person.row not in truth] == []
    wrong = [
        f"row {person.row}: {each}"
        for person in found.people
        if person.row in truth
        for each in wrong_answers(person.sheet, truth[person.row])
        if (person.row, each.partition(":")[0]) not in unclear
    ]
    assert wrong == []


@EVERY
def test_what_is_settled_is_whole_and_the_rest_is_asked(case: dict[str, Any]) -> None:
    truth = people(case)
    found = read(case)
    if case["expect"] != "either":
        assert found.settled == (case["expect"] == "settled"), asks(found)
    if "asks" in case and not found.problems:
        assert {each.kind for each in found.unsettled} & set(case["asks"])
    if found.settled:
        assert sorted(person.row for person in found.people) == sorted(truth)
        lost = [each for person in found.people for each in missing_answers(person.sheet, truth[person.row], WHOLE)]
        assert lost == []
        assert sorted(each.row for each in found.left_out) == case.get("left_out", [])
        assert len({person.sheet.sheet for person in found.people}) == len(found.people)


def test_the_truth_tells_of_every_file() -> None:
    there = {path.name for path in FOLDER.iterdir() if path.suffix in {".csv", ".xlsx"}}
    assert there == {case["name"] for case in CASES}
    listed = (FOLDER / "README.md").read_text("utf-8")
    assert [name for name in sorted(there) if f"`{name}`" not in listed] == []


def test_one_import_is_one_round() -> None:
    """A form that was open over the end of a month does not become two; the round is that of the latest day."""
    case = next(each for each in CASES if each["name"] == "two-teams.csv")
    assert {person.sheet.round for person in read(case).people} == {case["round"]}


def test_a_column_called_name_is_a_name_even_if_it_looks_like_a_pseudonym() -> None:
    case = next(each for each in CASES if each["name"] == "name-is-a-name.csv")
    found = read(case)
    assert [person.sheet.respondent for person in found.people] == [""]
    personal = {each.heading for each in found.dropped if each.why == "personal"}
    assert {"Name", "Email"} <= personal


def test_text_spoilt_by_a_wrong_alphabet_is_named_as_that() -> None:
    case = next(each for each in CASES if each["name"] == "mojibake.csv")
    told = " ".join(asks(read(case)))
    assert "spoiled" in told
    assert "UTF-8" in told

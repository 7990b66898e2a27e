"""Schemas of our own files and the code that reads them say the same of every file, but for what no schema can see."""

from __future__ import annotations

import copy
import datetime as dt
import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from helpers.golden import assert_same
from helpers.make import DATA, toml
from helpers.process import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from coprod_check.documents.answer_map import read_map
from coprod_check.documents.errors import BadInput
from coprod_check.documents.plan import read_plan
from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.documents.shapes import path_text, shaped
from coprod_check.documents.sheet import Sheet, check_sheet
from coprod_check.exchange.json_schemas import SCHEMAS, file_name, schema_of, schema_text, shipped
from coprod_check.storage.library import Rubrics, load
from coprod_check.storage.parsing import parse, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from coprod_check.documents.problems import Problem

Place = tuple[str | int, ...]
GOOD, BAD = DATA / "good", DATA / "bad"
GARDEN = load(GOOD / "garden.rubric.toml")
FOLDER = ROOT / "coprod_check" / "schemas"

UNSEEN: Mapping[str, str] = {
    "names of practices, dimensions and other parts that are not there": "unknown (practice|circumstance|question|"
    "dimension|value|stage|option|source|dimension or practice|name)",
    "levels above the highest": "write a level from [01] to ",
    "an id that stands twice": "is already the id of",
    "levels out of order": r"is (-?\d+|a very large whole number), expected \d+",
    "points that fall": "less than the .* of the level below",
    "descriptions for other levels than there are": "has .* descriptions? for .* levels",
    "two steps to one level": "there is already a step to",
    "parts that nothing uses": "has no practice",
    "practices that always apply": "this practice always applies",
    "what does not fit the practice, on a private sheet": "is not an answer that fits",
    "answers that a question does not have": "is not one of the answers",
    "more than one answer": "has more than one answer",
    "answers to other questions": "these answers are to (the questions|version)",
}
"""What only the program can tell of a file: it depends on the questions, or on another part of the file."""


def spots(value: Any, path: Place = ()) -> Iterator[tuple[Place, object]]:
    """Every key and entry of a file with what stands there."""
    keys: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in keys:
        yield (*path, key), each
        yield from spots(each, (*path, key))


def not_told_apart(value: object) -> bool:
    """Whether JSON has another value that looks the same: text for a day, 2 for 2.0; or no word for it at all."""
    return isinstance(value, dt.date | dt.time) or (
        isinstance(value, float) and (value.is_integer() or not math.isfinite(value))
    )


def _pattern(validator: Any, pattern: str, instance: object, schema: object) -> Iterator[ValidationError]:
    """As in JavaScript, where the dollar sign is the end of the text alone, and not that of its last line too."""
    del validator, schema
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Validator = extend(Draft202012Validator, {"pattern": _pattern})


@cache
def validator(name: str) -> Any:
    return _Validator(schema_of(name), format_checker=FormatChecker())


def as_json(value: Any) -> Any:
    """A parsed TOML file as editors' checkers see it: days and times are text."""
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _sheet_faults(data: Mapping[str, Any], *, known: bool = False) -> list[Problem]:
    rubric = (Rubrics().for_sheet(data.get("rubric")) if known else None) or GARDEN
    # Not read_sheet, which says less of a private sheet than it knows.
    return [*shaped(Sheet, data)[1], *check_sheet(data, rubric)]


FAULTS: Mapping[str, Callable[[Mapping[str, Any]], list[Problem]]] = {
    "answers": lambda data: _sheet_faults(data, known=True),
    "plan": lambda data: read_plan(data)[1],
    "rubric": lambda data: read_rubric(data)[1],
    "map": lambda data: read_map(data)[1],
}


def places(error: ValidationError) -> Iterator[str]:
    """Where a schema says that something is wrong, in the words of our messages."""
    here = tuple(error.absolute_path)
    instance = error.instance if isinstance(error.instance, dict) else {}
    match error.validator:
        case "required":
            yield from (path_text((*here, key)) for key in error.validator_value if key not in instance)
        case "additionalProperties":
            known = error.schema.get("properties", {})
            yield from (path_text((*here, key)) for key in instance if key not in known)
        case None:
            yield ANYWHERE  # what may not be there at all: the library does not say where it is
        case _:
            yield path_text(here)


ANYWHERE = "?"


def compared(name: str, data: Mapping[str, Any]) -> tuple[list[Problem], list[str]]:
    """What the code and the schema find in a parsed file. Fails where one should have seen what the other saw."""
    problems = FAULTS[name](data)
    alike = [path_text(spot) for spot, value in spots(data) if not_told_apart(value)]
    seen = [
        each
        for each in problems
        if not any(re.search(kind, each.message) for kind in UNSEEN.values())
        and not any(_meet(place, each.where) for place in alike)
    ]
    found = [place for error in validator(name).iter_errors(as_json(data)) for place in places(error)]
    assert problems or not found, f"the schema alone refuses {found}"
    for each in seen:
        assert any(_meet(place, each.where) for place in found), f"the schema does not see {each}"
    return problems, found


def _meet(one: str, other: str) -> bool:
    """Whether two places are the same, or one is in the other."""
    short, long = sorted((one, other), key=len)
    return one in {ANYWHERE, other} or re.match(rf"{re.escape(short)}[.\[]", long) is not None


def kind_of(path: Path) -> str:
    word = path.name.rpartition(".")[0].rpartition(".")[2]
    return word if word in SCHEMAS else "rubric"


def parsed(path: Path) -> dict[str, Any] | None:
    """A file as parsed; nothing where it is no TOML or JSON of ours, which no schema ever gets to see."""
    try:
        return parse(read_text(path), str(path))
    except BadInput:
        return None


def ours(*folders: Path) -> list[Path]:
    wanted = ("*.answers.toml", "*.answers.json", "*.plan.toml", "*.rubric.toml", "*.map.toml")
    return sorted(path for folder in folders for each in wanted for path in folder.rglob(each))


RIGHT = [*ours(GOOD, ROOT / "examples"), *sorted((ROOT / "rubrics").glob("*.toml"))]
WRONG = ours(BAD)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_of_the_standard_and_is_shipped_as_the_shapes_make_it(name: str) -> None:
    Draft202012Validator.check_schema(schema_of(name))
    assert_same(FOLDER / file_name(name), schema_text(name))
    assert shipped(name) == schema_text(name)


def test_there_is_no_other_schema() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(map(file_name, SCHEMAS))


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.name)
def test_a_good_file_fits_its_schema(path: Path) -> None:
    data = parsed(path)
    assert data is not None
    found = compared(kind_of(path), data)[1]
    assert not found


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.name)
def test_a_fault_in_a_bad_file_is_seen_by_its_schema_unless_no_schema_can(path: Path) -> None:
    data = parsed(path)
    if data is None:
        return
    if kind_of(path) == "answers":
        data = {**data, "rubric": data.get("rubric", "garden")}
    problems, _ = compared(kind_of(path), data)
    assert problems


def test_most_bad_files_are_refused_by_their_schema_alone() -> None:
    refused = {path.name for path in WRONG if (data := parsed(path)) and compared(kind_of(path), data)[1]}
    assert len(refused) > 40
    assert {"evidence.answers.toml", "ids.rubric.toml", "many-faults.plan.toml"} <= refused


def test_what_no_schema_can_see_is_in_the_bad_files_to_the_last_kind() -> None:
    told = "\n".join(each.message for path in WRONG if (data := parsed(path)) for each in FAULTS[kind_of(path)](data))
    assert [kind for kind, words in UNSEEN.items() if not re.search(words, told)] == []


# Any file.

MAP = {
    "format": "coprod-map/1",
    "rubric": "garden",
    "file": {"sheet": "A", "heading_row": 2, "leave_out_rows": [7, 40], "dates": "dmy", "numbers": "levels"},
    "constant": {"team": "T", "round": "r", "date": dt.date(2026, 11, 22), "voice": "staff"},
    "columns": {"What brings you here?": "voice"},
    "answers": {"*": {"Never": 0, "No idea": "dont-know", "Yes": True}},
}
BASES: Mapping[str, list[dict[str, Any]]] = {
    "answers": [toml(path) for path in sorted(GOOD.glob("*.answers.toml"))],
    "plan": [toml(ROOT / "examples" / "calls" / "3-november.plan.toml")],
    "rubric": [toml(GOOD / "garden.rubric.toml")],
    "map": [MAP],
}
ODD: list[Any] = [
    None, True, False, -1, 0, 1, 2, 99, 10**6, 10**6 + 1, 10**16, 2.0, 1.5, 1e16, float("nan"), float("inf"),
    "", " ", "x", "a b", "x\n", "a\nb", "2026-11-22", "2026-02-30", "2026-11-22\n", "dont-know", "not-applicable",
    "together", "staff", "lived-experience", "moved", "document", "https://a.b", "1.0.0", "team", "x-again",
    "1899-12-31", "1900-01-01", "9000-01-01", "9000-01-02", dt.date(1, 1, 1), dt.date(9999, 12, 31),
    dt.date(2026, 11, 22), dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC), dt.time(9, 30),
    [], ["x"], ["x", "y"], [1], [{}], {}, {"x": 1}, {"level": 1}, {"staff": "x"}, {"id": "x"},
]  # fmt: skip


def _spoilt(data: dict[str, Any], draw: st.DrawFn) -> None:
    """Change one thing in a file: take it out, put something else there, or add a key beside it."""
    *way, last = draw(st.sampled_from([spot for spot, _ in spots(data)]))
    table: Any = data
    for key in way:
        table = table[key]
    what = draw(st.sampled_from(["take out", "replace", "add"]))
    if what == "take out":
        del table[last]
    elif what == "add" and isinstance(table, dict):
        keys = [
            "x",
            "people",
            "share",
            "experience",
            "talked_about",
            "why_moved",
            "reason",
            "stage",
            "respondent",
            "evidence_kind",
        ]
        table[draw(st.sampled_from(keys))] = copy.deepcopy(draw(st.sampled_from(ODD)))
    else:
        table[last] = copy.deepcopy(draw(st.sampled_from(ODD)))


def put(data: dict[str, Any], path: Place, value: object) -> dict[str, Any]:
    """A copy of a file with one thing put somewhere else."""
    changed = copy.deepcopy(data)
    table: Any = changed
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = value
    return changed


MEETING, ALONE = toml(GOOD / "garden-together.answers.toml"), toml(GOOD / "garden-member.answers.toml")
SAID = {"id": "c", "message": "Look.", "experience": "came-for", "options": ["people"], "stage": "growing"}
ONE_FAULT: list[tuple[str, dict[str, Any], Place, object]] = [
    ("answers", MEETING, ("date",), "in May"),
    ("answers", MEETING, ("date",), "2026-11-22T09:30"),
    ("answers", MEETING, ("date",), "1899-12-31"),
    ("answers", MEETING, ("date",), "9000-01-02"),
    ("answers", MEETING, ("ratings", "the-gate", "looking_back"), 1_000_001),
    ("answers", MEETING, ("team",), "a\nb"),
    ("answers", MEETING, ("team",), " "),
    ("answers", MEETING, ("round",), " "),
    ("answers", ALONE, ("respondent",), "a\x07"),
    ("answers", MEETING, ("respondent",), "Robin"),
    ("answers", MEETING, ("share",), True),
    ("answers", MEETING, ("experience",), {}),
    ("answers", ALONE, ("people",), {"staff": 1}),
    ("answers", MEETING, ("people", "staff"), 10_001),
    ("answers", MEETING, ("ratings", "the-gate", "looking_back"), -1),
    ("answers", MEETING, ("ratings", "the-gate", "level"), "does not apply"),
    ("answers", MEETING, ("ratings", "the-gate", "why_moved"), "We heard more."),
    ("answers", ALONE, ("ratings", "the-gate", "talked_about"), "kept"),
    ("answers", MEETING, ("ratings", "tea", "reason"), ""),
    ("plan", BASES["plan"][0], ("actions", 0, "due"), "soon"),
    ("plan", BASES["plan"][0], ("actions", 0, "due"), "9999-12-31"),
    ("plan", BASES["plan"][0], ("actions", 0, "to_level"), 1_000_001),
    ("plan", BASES["plan"][0], ("actions", 0, "from_level"), -1),
    ("plan", BASES["plan"][0], ("actions", 0, "action"), ""),
    ("plan", BASES["plan"][0], ("actions", 0, "status"), "finished"),
    ("rubric", BASES["rubric"][0], ("version",), "1.0"),
    ("rubric", BASES["rubric"][0], ("levels", 0, "number"), -1),
    ("rubric", BASES["rubric"][0], ("levels", 2, "points"), 1_000_001),
    ("rubric", BASES["rubric"][0], ("rules", "one_sided_top"), -1),
    ("rubric", BASES["rubric"][0], ("rules", "enough_answers"), 1.5),
    ("rubric", BASES["rubric"][0], ("sources", 0, "url"), "www.example.org"),
    ("rubric", BASES["rubric"][0], ("sources", 0, "year"), 1_000_001),
    ("rubric", BASES["rubric"][0], ("stages", 0, "needs"), {"welcome": 1}),
    ("rubric", BASES["rubric"][0], ("stages", 1, "needs", "welcome"), 0),
    ("rubric", BASES["rubric"][0], ("cautions", 0, "ahead_of"), 1),
    ("rubric", BASES["rubric"][0], ("cautions", 0, "stage"), "growing"),
    ("rubric", BASES["rubric"][0], ("cautions", 0), {**SAID, "options": []}),
    ("rubric", BASES["rubric"][0], ("cautions", 0), {"id": "c", "message": "Look."}),
    ("rubric", BASES["rubric"][0], ("practices", 0, "id"), "voice"),
    ("rubric", BASES["rubric"][0], ("practices", 0, "id"), "tea-again"),
    ("rubric", BASES["rubric"][0], ("practices", 0, "weight"), 0),
    ("rubric", BASES["rubric"][0], ("practices", 0, "levels"), ["Shut."]),
    ("rubric", BASES["rubric"][0], ("practices", 0, "question"), {"together": "Is it open?"}),
    ("rubric", BASES["rubric"][0], ("practices", 0, "steps"), [{"to": 0, "action": "Shut it."}]),
    ("rubric", BASES["rubric"][0], ("experience", 0, "options"), [{"id": "a", "text": "A"}]),
    ("map", MAP, ("file", "heading_row"), 0),
    ("map", MAP, ("file", "dates"), "ymd"),
    ("map", MAP, ("constant", "date"), "22/11/2026"),
    ("map", MAP, ("answers", "*", "Never"), 0.5),
    ("map", MAP, ("answers", "*", "Never"), 1_000_001),
]


@pytest.mark.parametrize(("name", "good", "path", "value"), ONE_FAULT)
def test_a_single_fault_is_seen_where_it_is(name: str, good: dict[str, Any], path: Place, value: object) -> None:
    assert compared(name, good) == ([], [])
    spoilt = put(good, path, value)
    problems, found = compared(name, spoilt)
    where = path_text(path)
    assert any(_meet(each.where, where) for each in problems)
    assert any(_meet(place, where) for place in found)
    # Many checkers take the word of "format" for a remark.
    assert not _Validator(schema_of(name)).is_valid(as_json(spoilt))


@pytest.mark.parametrize(
    ("name", "good", "path", "value"),
    [
        ("plan", BASES["plan"][0], ("actions", 0, "due"), ""),
        ("plan", BASES["plan"][0], ("actions", 0, "due"), "2027-01-17"),
        ("plan", BASES["plan"][0], ("actions", 0, "cost"), {"pounds": 40}),
        ("rubric", BASES["rubric"][0], ("practices", 0, "resources"), ["A book.", {"text": "B", "url": "https://b.org"}]),
        ("rubric", BASES["rubric"][0], ("cautions", 0), SAID),
        ("answers", MEETING, ("ratings", "the-gate"), {}),
        ("answers", MEETING, ("ratings", "the-gate"), {"level": 1, "talked_about": "moved", "why_moved": "We heard."}),
        ("answers", ALONE, ("experience", "came-for"), "people"),
    ],
)  # fmt: skip
def test_what_may_be_written_in_more_than_one_way_may(
    name: str, good: dict[str, Any], path: Place, value: object
) -> None:
    assert compared(name, put(good, path, value)) == ([], [])


@st.composite
def spoilt_files(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    name = draw(st.sampled_from(list(SCHEMAS)))
    data = copy.deepcopy(draw(st.sampled_from(BASES[name])))
    for _ in range(draw(st.integers(1, 3))):
        _spoilt(data, draw)
    return name, data


@settings(max_examples=300, deadline=None)
@given(spoilt_files())
def test_whatever_stands_in_a_file_schema_and_code_agree(file: tuple[str, dict[str, Any]]) -> None:
    compared(*file)

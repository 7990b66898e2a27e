"""What our own files may hold, as JSON Schema (2020-12), so that an editor can check and complete them.

Made from the shapes in ``documents/`` and from those rules that a schema can say. Shipped as
files, which a test makes anew; what only reading can tell is in docs/contract.md.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import BaseModel, BeforeValidator
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from coprod_check.documents import answer_map, plan, rubric, sheet
from coprod_check.documents.problems import LARGEST_NUMBER, LAST_DAY
from coprod_check.documents.rubric_checks import AGAIN, COLUMNS
from coprod_check.documents.shapes import (
    ID_PATTERN,
    SIDES,
    VERSION_PATTERN,
    Day,
    Identifier,
    Text,
    Version,
    Whole,
    WholeOfEitherSign,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import core_schema

SCHEMAS: Final[Mapping[str, type[BaseModel]]] = {
    "answers": sheet.Sheet,
    "plan": plan.Plan,
    "rubric": rubric.Rubric,
    "map": answer_map.AnswerMap,
}
"""Our formats that people write by hand, each with its shape."""
NOT_BLANK = r"\S"
_NO_HELP: Final[tuple[object, ...]] = (None, "", [])
"""Defaults that say no more than that a key may be left out; an editor would fill them in."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

# What the checks of single values say. A schema is given each check by the type that has it.


def _check_of(kind: object) -> object:
    """The last check that a type adds to those of what it stands on."""
    return next(each.func for each in reversed(get_args(kind)) if isinstance(each, BeforeValidator))


def _whole(lowest: int, highest: int | None = None) -> JsonSchemaValue:
    return {"type": "integer", "minimum": lowest} | ({} if highest is None else {"maximum": highest})


_DAYS: Final = f"^(?:(?:19|[2-8][0-9])[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}|{LAST_DAY})$"
"""From the first to the last day; which days a month has is said by the format."""

_OF_CHECKS: Final[Mapping[object, JsonSchemaValue]] = {
    _check_of(Identifier): {"pattern": f"^{ID_PATTERN.pattern}$"},
    _check_of(Version): {"pattern": f"^{VERSION_PATTERN.pattern}$"},
    _check_of(Text): {"pattern": NOT_BLANK},
    _check_of(Day): {"type": "string", "format": "date", "pattern": _DAYS},
    _check_of(Whole): _whole(0, LARGEST_NUMBER),
    _check_of(WholeOfEitherSign): _whole(-LARGEST_NUMBER, LARGEST_NUMBER),
    _check_of(sheet.Line): {"not": {"pattern": r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"}},
    _check_of(sheet.Count): _whole(0, sheet.MOST_PEOPLE),
    _check_of(rubric.Address): {"pattern": r'^https?://[^\s<>"]+$'},
    _check_of(rubric.Points): {"minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER},
    _check_of(rubric.Weight): {"exclusiveMinimum": 0, "maximum": LARGEST_NUMBER},
    _check_of(rubric.Share): {"minimum": 0, "maximum": 1},
    _check_of(answer_map.RowNumber): _whole(1, answer_map.LAST_ROW),
    _check_of(answer_map.Meaning): {"minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER},
    # Of these the type says all that a schema can say.
    _check_of(sheet.Chosen): {},
}
"""What is said besides, of a value that has this check. A check that is in no list here stops the making."""

_ANSWER: Final[JsonSchemaValue] = {"anyOf": [_whole(0), {"enum": [sheet.DONT_KNOW, sheet.NOT_APPLICABLE]}]}
_INSTEAD: Final[Mapping[object, JsonSchemaValue]] = {_check_of(sheet.Answer): _ANSWER}
"""What is said instead: the check lets less pass than the type behind it."""

_OR: Final[Mapping[object, JsonSchemaValue]] = {
    _check_of(plan.DayOrBlank): {"type": "string", "pattern": r"^\s*$"},
    _check_of(rubric.ResourceEntry): {"type": "string", "pattern": NOT_BLANK},
}
"""What may stand there too: the check turns it into what is meant."""


# What the checks of whole tables say.


def _without(*keys: str) -> JsonSchemaValue:
    return {"properties": dict.fromkeys(keys, False)}


def _where(key: str, *values: str) -> JsonSchemaValue:
    return {"properties": {key: {"enum": list(values)}}, "required": [key]}


def _at_least(lowest: int) -> JsonSchemaValue:
    return {"minimum": lowest}


_MEETING, (_STAFF, _MEMBERS) = "together", SIDES
_COMPARES, _HOLDS = ("dimension", "ahead_of"), ("experience", "options", "stage")
_OF_TABLES: Final[Mapping[type[BaseModel], list[JsonSchemaValue]]] = {
    sheet.Sheet: [
        {"properties": {"round": {"pattern": NOT_BLANK}}},
        {
            "if": _where("voice", _STAFF, _MEMBERS),
            "then": {
                "properties": {"people": False, "ratings": {"additionalProperties": _without(*sheet.OF_A_MEETING)}}
            },
        },
        {"if": _where("voice", _MEETING), "then": _without("share", "respondent")},
        {"if": _where("voice", _MEETING, _STAFF), "then": _without("experience")},
    ],
    sheet.Rating: [
        {
            "if": _where("level", sheet.NOT_APPLICABLE),
            "then": {"properties": {"reason": {"pattern": NOT_BLANK}}, "required": ["reason"]},
        },
        {"if": _where("talked_about", "moved"), "else": _without("why_moved")},
    ],
    rubric.Rubric: [
        # Everyone is at the first stage at least.
        {"properties": {"stages": {"prefixItems": [{"properties": {"needs": {"maxProperties": 0}}}]}}}
    ],
    rubric.Rules: [{"properties": {"one_sided_top": _at_least(0)}}],
    rubric.Level: [{"properties": {"number": _at_least(0)}}],
    rubric.Stage: [{"properties": {"needs": {"additionalProperties": _at_least(1)}}}],
    rubric.Step: [{"properties": {"to": _at_least(1)}}],
    rubric.Question: [{"anyOf": [{"required": [_STAFF]}, {"required": [_MEMBERS]}]}],
    rubric.Practice: [
        {"properties": {"id": {"not": {"anyOf": [{"enum": sorted(COLUMNS)}, {"pattern": f"{AGAIN}$"}]}}}},
        {"properties": {"levels": {"minItems": 2}}},
    ],
    rubric.Caution: [
        {
            "oneOf": [
                {"required": list(_COMPARES), **_without(*_HOLDS)},
                {"required": list(_HOLDS), **_without(*_COMPARES)},
            ]
        },
        {"properties": {"options": {"minItems": 1}}},
    ],
}
"""What else holds of a table, which no single key can say."""


class _Generator(GenerateJsonSchema):
    """Writes our shapes as schemas, with what our own checks say."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Add what a check says; pydantic cannot know it."""
        check = schema["function"]["function"]
        if check in _INSTEAD:
            return dict(_INSTEAD[check])
        inner = super().function_before_schema(schema)
        if check in _OR:
            return {"anyOf": [dict(_OR[check]), inner]}
        return {**inner, **_OF_CHECKS[check]}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Add what is said of a shape's keys, and what holds of a whole table."""
        shape: type[BaseModel] = schema["cls"]
        told = super().model_schema(schema)
        told.pop("title", None)
        said = _docstrings(shape)
        names = {field.alias or name: name for name, field in shape.model_fields.items()}
        for key, value in told.get("properties", {}).items():
            if value.get("default", "") in _NO_HELP or isinstance(value["default"], dict):
                value.pop("default", None)
            if words := said.get(names[key]):
                value["description"] = words
        if rules := _OF_TABLES.get(shape):
            told["allOf"] = rules
        return told

    def field_title_should_be_set(self, schema: object) -> bool:
        """A key's name says as much as a title made of it."""
        del schema
        return False


@cache
def _docstrings(shape: type[BaseModel]) -> dict[str, str]:
    """What a shape says of its keys, right below each of them."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(shape))).body
    body: list[ast.stmt] = getattr(made, "body", [])
    return {
        key.target.id: " ".join(str(words.value.value).split())
        for key, words in pairwise(body)
        if isinstance(key, ast.AnnAssign)
        and isinstance(key.target, ast.Name)
        and isinstance(words, ast.Expr)
        and isinstance(words.value, ast.Constant)
    }


def schema_of(name: str) -> dict[str, Any]:
    """Make the schema of one of our formats, by its short name."""
    made = SCHEMAS[name].model_json_schema(schema_generator=_Generator)
    return {"$schema": _DIALECT, "title": f"coprod-check: {name}", **made}


def schema_text(name: str) -> str:
    """Lay a schema out as it is shipped; the same shapes give the same bytes."""
    return json.dumps(schema_of(name), indent=2, ensure_ascii=True) + "\n"


def file_name(name: str) -> str:
    """What the file of a schema is called.

    >>> file_name("plan")
    'plan.schema.json'
    """
    return f"{name}.schema.json"


def shipped(name: str) -> str:
    """The schema as it is shipped with the program."""
    return (resources.files("coprod_check") / "schemas" / file_name(name)).read_text("utf-8")

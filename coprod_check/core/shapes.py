"""What every file's shape shares: frozen, strict, and faults in plain words."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, NewType, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from coprod_check.core.problems import Problem, nearest, problem, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

PracticeId = NewType("PracticeId", str)
DimensionId = NewType("DimensionId", str)
Side = Literal["staff", "lived-experience"]
Voice = Literal["staff", "lived-experience", "together"]
SIDES: tuple[Side, Side] = ("staff", "lived-experience")

ID_PATTERN = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
VERSION_PATTERN = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


class Frozen(BaseModel):
    """A shape that is never changed, knows all its keys, and coerces nothing.

    ``true`` is not level 1, ``2.0`` is not level 2, and a misspelt key must not
    silently become a default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def identifier(value: object) -> object:
    """Let an id pass: letters, digits and single hyphens, so that no key of a file needs quotes."""
    if isinstance(value, str) and not ID_PATTERN.fullmatch(value):
        raise PydanticCustomError(
            "identifier", "{got} is not an id; use letters, digits and hyphens", {"got": repr(value)}
        )
    return value


def _version(value: object) -> object:
    if isinstance(value, str) and not VERSION_PATTERN.fullmatch(value):
        raise PydanticCustomError(
            "version", "{got} is not a version; write three numbers such as 1.0.0", {"got": repr(value)}
        )
    return value


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("blank", "is blank; write some words")
    return value


def _date(value: object) -> object:
    if isinstance(value, dt.datetime):
        raise PydanticCustomError("date", "has a time of day; write the date alone, such as 2026-11-22")
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("date", "{got} is not a date; write it as 2026-11-22", {"got": said(value)})


T = TypeVar("T")
Items = Annotated[tuple[T, ...], Field(strict=False)]
"""A list in the file; a tuple in the program, so that nobody can change it."""

Identifier = Annotated[str, BeforeValidator(identifier)]
Version = Annotated[str, BeforeValidator(_version)]
Text = Annotated[str, BeforeValidator(_text)]
Day = Annotated[dt.date, BeforeValidator(_date)]
"""A date; JSON has none, so ISO text is read as one."""


def compatible(one: str, other: str) -> bool:
    """Say whether two versions differ in the patch number alone.

    >>> compatible("1.2.0", "1.2.9"), compatible("1.2.0", "1.3.0")
    (True, False)
    """
    return one.rsplit(".", 1)[0] == other.rsplit(".", 1)[0]


def path_text(location: tuple[str | int, ...]) -> str:
    """Write a path inside a file; lists count from 0.

    >>> path_text(("practices", 3, "levels", 0))
    'practices[3].levels[0]'
    """
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


_WANTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "a table",
    "model_type": "a table",
    "mapping_type": "a table",
    "tuple_type": "a list",
    "list_type": "a list",
    "date_type": "a date such as 2026-11-22",
}


def _keys_at(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """List the keys that a table at this path may have."""
    here: Any = model
    for part in location:
        if here is None or isinstance(part, int):
            continue
        field = next((f for name, f in here.model_fields.items() if part in (name, f.alias)), None)
        if field is not None:
            here = _inner(field.annotation)
        # Otherwise the part is a name inside a table of tables, such as a practice id under `ratings`.
    return [field.alias or name for name, field in here.model_fields.items()] if here else []


def _inner(annotation: Any) -> Any:  # noqa: ANN401 - annotations are of any type
    """Find the model inside ``tuple[Model, ...]``, ``dict[str, Model]`` and ``Model | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_inner(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in found if model is not None), None)


def _in_words(error: ErrorDetails, model: type[BaseModel]) -> Problem:
    location = error["loc"]
    kind = error["type"]
    got = said(error["input"])
    if kind == "missing":
        return problem(path_text(location), "is missing", "add it")
    if kind == "extra_forbidden":
        fix = nearest(str(location[-1]), _keys_at(model, location[:-1])) or "take it out"
        return problem(path_text(location), "unknown key", fix)
    if kind in _WANTED:
        return problem(path_text(location), f"is {got}", f"write {_WANTED[kind]}")
    if kind == "literal_error":
        words = error["ctx"]["expected"].replace(" or ", ", ").split(", ")
        choices = [word.strip("'") for word in words]
        fix = nearest(str(error["input"]), choices) or "write one of " + ", ".join(choices)
        return problem(path_text(location), f"is {got}", fix)
    if kind == "too_short":
        need = error["ctx"]["min_length"]
        return problem(
            path_text(location), f"has {error['ctx']['actual_length']} entries", f"{need} or more are needed"
        )
    return problem(path_text(location), error["msg"])


def faults(error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Put every fault that pydantic found into plain words."""
    return [_in_words(each, model) for each in error.errors(include_url=False)]


ModelT = TypeVar("ModelT", bound=BaseModel)


def shaped(model: type[ModelT], data: Mapping[str, object]) -> tuple[ModelT | None, list[Problem]]:
    """Read data into a shape, or list every way in which it does not fit."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, faults(error, model)

"""What every file's shape shares: frozen, strict, and faults in plain words."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal, NewType, TypeVar, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from coprod_check.documents.problems import (
    FIRST_DAY,
    LARGEST_NUMBER,
    LAST_DAY,
    Problem,
    nearest,
    problem,
    said,
    short,
)
from coprod_check.documents.text import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

PracticeId = NewType("PracticeId", str)
DimensionId = NewType("DimensionId", str)
Side = Literal["staff", "lived-experience"]
Voice = Literal["staff", "lived-experience", "together"]
SIDES: tuple[Side, Side] = ("staff", "lived-experience")

ID_PATTERN = re.compile(r"[A-Za-z0-9-]+")
VERSION_PATTERN = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")

_DATE_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BARE = re.compile(r"[\w-]+")


class Frozen(BaseModel):
    """A shape that is never changed, knows all its keys, and coerces nothing.

    ``true`` is not level 1, ``2.0`` is not level 2, and a misspelt key must not
    silently become a default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


def identifier(value: object) -> object:
    """Let an id pass: letters, digits and hyphens, so that no key of a file needs quotes."""
    if isinstance(value, str) and not ID_PATTERN.fullmatch(value):
        raise PydanticCustomError(
            "identifier",
            "{got} is not an id; use letters, digits and hyphens",
            {"got": short(value)},
        )
    return value


def _version(value: object) -> object:
    if isinstance(value, str) and not VERSION_PATTERN.fullmatch(value):
        raise PydanticCustomError(
            "version", "{got} is not a version; write three numbers such as 1.0.0", {"got": short(value)}
        )
    return value


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("blank", "is blank; write some words")
    return value


def _line_ends(value: str) -> str:
    """Take a line end for a line end, however a machine writes it: a copy of a sheet must stay the same sheet."""
    return re.sub(r"\r+\n", "\n", value) if "\r" in value else value


def _seen(value: str) -> str:
    """Take words of which nothing can be seen for none."""
    return "" if is_blank(value) else value


def _date(value: object) -> object:
    if isinstance(value, dt.datetime):
        raise PydanticCustomError("date", "has a time of day; write the date alone, such as 2026-11-22")
    if isinstance(value, dt.date):
        return _within_reach(value)
    if isinstance(value, str) and _DATE_PATTERN.fullmatch(value):
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            pass
        else:
            return _within_reach(day)
    raise PydanticCustomError("date", "is {got}, not a date; write it as 2026-11-22", {"got": said(value)})


def _within_reach(day: dt.date) -> dt.date:
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    raise PydanticCustomError(
        "day",
        "is {got}, which is too long ago or too far off; write a day from 1900-01-01 to 9000-01-01",
        {"got": said(day)},
    )


def _whole(value: object) -> object:
    if type(value) is int and 0 <= value <= LARGEST_NUMBER:
        return value
    words = "0 or more" if type(value) is not int or value < 0 else f"{LARGEST_NUMBER} at most"
    raise PydanticCustomError("whole", "is {got}; write a whole number, {words}", {"got": said(value), "words": words})


def _whole_of_either_sign(value: object) -> object:
    if type(value) is int and abs(value) > LARGEST_NUMBER:
        raise PydanticCustomError(
            "small", "is {got}; write {most} at most", {"got": said(value), "most": LARGEST_NUMBER}
        )
    return value


T = TypeVar("T")
Items = Annotated[tuple[T, ...], Field(strict=False)]
"""A list in the file; a tuple in the program, so that nobody can change it."""

Identifier = Annotated[str, BeforeValidator(identifier)]
Whole = Annotated[int, BeforeValidator(_whole)]
WholeOfEitherSign = Annotated[int, BeforeValidator(_whole_of_either_sign)]
"""A whole number that may be below 0, such as a year."""
Version = Annotated[str, BeforeValidator(_version)]
Seen = Annotated[str, AfterValidator(_seen)]
"""What people typed, as they typed it; where nothing of it can be seen, nothing."""
_Typed = Annotated[str, AfterValidator(_line_ends)]
Words = Annotated[_Typed, AfterValidator(_seen)]
"""What people typed; may be blank."""
Text = Annotated[_Typed, BeforeValidator(_text)]
"""Words that may not be blank."""
Day = Annotated[dt.date, BeforeValidator(_date)]
"""A date; JSON has none, so ISO text is read as one."""


def compatible(one: str, other: str) -> bool:
    """Say whether two versions differ in the patch number alone.

    >>> compatible("1.2.0", "1.2.9"), compatible("1.2.0", "1.3.0")
    (True, False)
    """
    return one.rsplit(".", 1)[0] == other.rsplit(".", 1)[0]


def path_text(location: tuple[str | int, ...]) -> str:
    """Write a path inside a file; lists count from 0, and a name that needs quotes in a file has them here.

    >>> path_text(("practices", 3, "levels", 0))
    'practices[3].levels[0]'
    >>> path_text(("ratings", "shared decisions", "level"))
    'ratings."shared decisions".level'
    """
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{_name(part)}" if text else _name(part)
    return text


def _name(part: str) -> str:
    if _BARE.fullmatch(part):
        return part
    return '"' + "".join(_escaped(character) for character in part) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if character.isprintable() else f"\\U{ord(character):08x}"


_WANTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list in square brackets",
}

_EXAMPLES = {
    "date": "the day, such as date = 2026-11-22",
    "version": 'it, such as version = "1.0.0"',
    "rubric_version": 'it, such as rubric_version = "1.0.0"',
    "language": 'it, such as language = "en"',
}
"""What to write for a key that is missing, where an example says more than "add it"."""


def _to_add(location: tuple[str | int, ...], model: type[BaseModel]) -> str:
    """Say what to write for a key that is missing."""
    name = str(location[-1])
    annotation = _fields_at(model, location[:-1])[name].annotation
    if get_origin(annotation) is Literal:
        return "add " + " or ".join(f'{name} = "{each}"' for each in get_args(annotation))
    if len(location) == 1 and _inner(annotation):
        return f"add [[{name}]]"
    return f"add {_EXAMPLES[name]}" if name in _EXAMPLES else "add it"


def _table_for(kind: str, location: tuple[str | int, ...], model: type[BaseModel]) -> str:
    """Say how to write a table where something else stands."""
    if kind == "dict_type":
        return f"write a table: [{path_text(location)}], and below it one line for each key"
    key, field = next(iter(_fields_at(model, location).items()))
    sample = '"…"' if "str" in str(field.annotation) else "1"
    return f"write a table, such as {{ {key} = {sample} }}"


def _lists_tables(model: type[BaseModel], location: tuple[str | int, ...]) -> bool:
    """Whether what belongs here, at the top of a file, is a list of tables."""
    field = next((each for name, each in model.model_fields.items() if location == (name,)), None)
    return field is not None and _inner(field.annotation) is not None


def _fields_at(model: type[BaseModel], location: tuple[str | int, ...]) -> dict[str, FieldInfo]:
    """Find the keys that a table at this path may have."""
    here: Any = model
    named = False
    for part in location:
        # In a table of tables a part is a name of its own, such as a practice's id under `ratings`,
        # even where it reads like a key.
        field = None if named else next((f for n, f in here.model_fields.items() if part in (n, f.alias)), None)
        named = field is not None and get_origin(field.annotation) is dict
        here = _inner(field.annotation) if field else here
    return {field.alias or name: field for name, field in here.model_fields.items()}


def _inner(annotation: Any) -> Any:  # noqa: ANN401 - annotations are of any type
    """Find the model inside ``tuple[Model, ...]``, ``dict[str, Model]`` and ``Model | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_inner(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in found if model is not None), None)


_UNFIT = "does not have the form that it must have"
_UNSAID = {
    "identifier": "is not an id",
    "version": "is not a version",
    "date": "is not a date",
    "day": "is too long ago or too far off",
}
"""What is said by our own checks where what somebody wrote may not be repeated."""


def _in_words(error: ErrorDetails, model: type[BaseModel], *, repeat: bool = True) -> Problem:
    location = error["loc"]
    got = f"is {said(error['input'])}" if repeat else _UNFIT
    match error["type"]:
        case "missing":
            words, fix = "is missing", _to_add(location, model)
        case "extra_forbidden":
            words, fix = "unknown key", nearest(str(location[-1]), _fields_at(model, location[:-1])) or "take it out"
        case "literal_error":
            words, fix = got if repeat else "is none of the words that belong here", _choice(error)
        case "too_short":
            words = "has only one entry" if error["input"] else "is empty"
            fix = f"{error['ctx']['min_length']} or more are needed"
        case "tuple_type" if isinstance(error["input"], dict) and _lists_tables(model, location):
            name = path_text(location)
            words = "is one table, and not a list of them"
            fix = f"begin each with [[{name}]], two brackets on each side"
        case "model_type" | "dict_type":
            words, fix = got, _table_for(error["type"], location, model)
        case wanted if wanted in _WANTED:
            words, fix = got, f"write {_WANTED[wanted]}"
        case _:
            # Our own checks bring their own words.
            words, fix = error["msg"], ""
            if not repeat and "got" in error.get("ctx", {}):
                # What was written may look like a part of the message: it is out before that is taken apart.
                words = _UNSAID.get(error["type"], _UNFIT)
                fix = error["msg"].replace(str(error["ctx"]["got"]), "", 1).partition("; ")[2]
    return problem(path_text(location), words, fix)


def _choice(error: ErrorDetails) -> str:
    """Offer the nearest of some words, or all of them."""
    choices = [word.strip("'") for word in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    near = nearest(error["input"], choices) if isinstance(error["input"], str) else ""
    return near or "write " + " or ".join(f'"{each}"' for each in choices)


def faults(error: ValidationError, model: type[BaseModel], *, repeat: bool = True) -> list[Problem]:
    """Put every fault that pydantic found into plain words, which ``repeat`` what stands there or do not."""
    return [_in_words(each, model, repeat=repeat) for each in error.errors(include_url=False) if not _false_alarm(each)]


def _false_alarm(error: ErrorDetails) -> bool:
    """A list that is long enough counts as too short for pydantic once an entry in it has a fault."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


ModelT = TypeVar("ModelT", bound=BaseModel)


def shaped(
    model: type[ModelT], data: Mapping[str, object], *, repeat: bool = True
) -> tuple[ModelT | None, list[Problem]]:
    """Read data into a shape, or list every way in which it does not fit.

    Where ``repeat`` is false the place and what belongs there are said, and nothing that stands there.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, faults(error, model, repeat=repeat)

"""Reading TOML and JSON documents, with every fault named by file and line."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from coprod_check.core.errors import BadInput, bad_file
from coprod_check.core.problems import Problem
from coprod_check.storage.toml_lines import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LARGEST = 16 * 1024 * 1024
"""Bytes above which a file is no sheet, plan or rubric; a large sheet has some 20 kB."""

_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_CURLY = re.compile("[“”‘’„]")

T = TypeVar("T")


def read_text(path: Path, name: str = "") -> str:
    """Read a text file as people's programs write them: UTF-8 with or without a mark, or UTF-16 with one.

    Raises ``BadInput`` with what is wrong and what to do.
    """
    name = name or str(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise bad_file(name, reason(error)) from None
    if len(data) > LARGEST:
        raise bad_file(name, f"is larger than {LARGEST // 2**20} MB, too large to be one of our files")
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise bad_file(name, "is not text that we can read; save it as UTF-8") from None


def reason(error: OSError) -> str:
    """Say why a file could not be read or written."""
    match error:
        case FileNotFoundError():
            return "there is no such file; check the name and the folder"
        case IsADirectoryError():
            return "is a folder, not a file"
        case PermissionError():
            return "we are not allowed to open it; ask whoever owns the file or folder"
        case _:
            return f"{error.strerror or error}"


def parse(text: str, name: str) -> dict[str, Any]:
    """Parse TOML, or JSON where the name ends in ``.json``.

    Raises ``BadInput`` naming the line.
    """
    return _parse_json(text, name) if name.casefold().endswith(".json") else _parse_toml(text, name)


def _parse_toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _TOML_PLACE.search(message)
        line = int(place.group(1)) if place and place.group(1) else text.count("\n") + 1 if place else 0
        message = _TOML_PLACE.sub("", message)
        lines = text.splitlines()
        hint = "write it as TOML; the line before may lack a quote or a bracket"
        if 0 < line <= len(lines) and _CURLY.search(lines[line - 1]):
            hint = 'use straight quotes (") around text; a word processor has put curly ones'
        raise BadInput([Problem(name, line, "", f"is not understood ({message}); {hint}")]) from None
    except RecursionError:
        raise bad_file(name, "has lists within lists, too deep to be one of our files") from None


def _parse_json(text: str, name: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"is not understood ({error.msg}); write it as JSON"
        raise BadInput([Problem(name, error.lineno, "", message)]) from None
    except RecursionError:
        raise bad_file(name, "has lists within lists, too deep to be one of our files") from None
    if not isinstance(data, dict):
        raise bad_file(name, "holds no table at the top; write it as { … }")
    return data


def read_as(
    path: Path,
    reader: Callable[[Mapping[str, Any]], tuple[T | None, list[Problem]]],
    expected: str,
    name: str = "",
) -> T:
    """Read one document in a known format; every fault with its line.

    ``expected`` is the format word that the file must carry. A file of another
    format is refused at once: naming its fifty unknown keys would help nobody.
    """
    name = name or str(path)
    text = read_text(path, name)
    data = parse(text, name)
    check_format(data, expected, name)
    found, problems = reader(data)
    if found is None:
        raise BadInput(located(problems, text, name))
    return found


def check_format(data: Mapping[str, Any], expected: str, name: str) -> None:
    """Refuse a file that says it is something else."""
    said = data.get("format")
    if isinstance(said, str) and said != expected:
        kinds = {
            "coprod-rubric": "a file of questions (a rubric)",
            "coprod-answers": "a sheet of answers",
            "coprod-plan": "a plan",
            "coprod-results": "a result",
            "coprod-diff": "a comparison of plans",
        }
        what = kinds.get(said.split("/")[0], f"in the format {said!r}")
        wanted = kinds[expected.split("/", maxsplit=1)[0]]
        if said.split("/")[0] == expected.split("/", maxsplit=1)[0]:
            message = f"is in the format {said!r}, and this program reads {expected!r}; get the newer program"
        else:
            message = f"is {what}, and here we need {wanted}; check which file you meant"
        raise bad_file(name, message, "format")


def located(problems: list[Problem], text: str, name: str) -> list[Problem]:
    """Give problems their file, and their line where the file is TOML."""
    toml = not name.casefold().endswith(".json")
    return [each.in_file(name, line_of(text, each.where) if toml and each.where else 0) for each in problems]

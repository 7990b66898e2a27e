"""Reading TOML and JSON documents, with every fault named by file and line."""

from __future__ import annotations

import codecs
import contextlib
import errno
import json
import os
import re
import stat
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from coprod_check.documents.errors import BadInput, bad_file
from coprod_check.documents.limits import over_limits, told_one_by_one
from coprod_check.documents.problems import Problem, about_team, short
from coprod_check.documents.text import identity
from coprod_check.documents.toml_text import refused
from coprod_check.storage.slips import json_slip, toml_slip
from coprod_check.storage.toml_lines import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LARGEST = 16 * 1024 * 1024
"""Bytes above which a file is no sheet, plan or rubric; a large sheet has some 20 kB."""

_NOT_TEXT = "is not plain text that we can read; save it as plain text (UTF-8), not as a word processor's own file"

_SHALLOW = 400
"""Brackets of a document that is surely not nested too deep; a sheet has some thirty."""
_NO_FILE = "is no file that we can read (a pipe or a device); save what comes out of it in a file first"
_TOO_DEEP = "has lists within lists, too deep for one of our files; check which file you meant"
_TOO_LARGE = f"is larger than {LARGEST // 2**20} MB, too large for one of our files; check which file you meant"
_TOO_LONG = "is not understood: a number in it is far too long; check which file you meant"

_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
T = TypeVar("T")


class NoFileToReadError(OSError):
    """There is something of this name, and it is no file that has an end."""


def only_a_file(path: str | Path) -> None:
    """Look whether what is about to be read is a file; raises ``OSError`` for a pipe or a device, and for nothing.

    It is looked at and not opened: who opens a pipe waits until somebody writes into it, which may be never.
    What is to be said of a folder is left to whoever opens it.
    """
    mode = os.stat(path).st_mode  # noqa: PTH116 - there may be very many
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise NoFileToReadError(errno.EINVAL, _NO_FILE, str(path))


def read_text(path: Path, name: str = "") -> str:
    """Read a text file as people's programs write them: UTF-8 with or without a mark, or UTF-16 with one.

    Raises ``BadInput`` with what is wrong and what to do.
    """
    name = name or str(path)
    try:
        only_a_file(path)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise bad_file(name, reason(error)) from None
    if len(data) > LARGEST:
        raise bad_file(name, _TOO_LARGE)
    mark, encoding = _encoding_of(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        raise bad_file(name, _NOT_TEXT) from None
    if "\0" in text:
        raise bad_file(name, _NOT_TEXT)
    if not text.strip():
        raise bad_file(name, "is empty; check which file you meant")
    return text


_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def _encoding_of(data: bytes) -> tuple[bytes, str]:
    """The mark with which a file begins, if it does, and how its letters are stored."""
    return next((each for each in _MARKS.items() if data.startswith(each[0])), (b"", "utf-8"))


def text_anyhow(data: bytes) -> str:
    """What a file holds, with a sign for each byte that is no letter of its code."""
    mark, encoding = _encoding_of(data)
    return data[len(mark) :].decode(encoding, errors="replace")


_WHOSE = re.compile(
    r"""(?:^|[{,])[ \t]*["']?(team|voice|round|date)["']?[ \t]*[=:][ \t]*"""
    r"""(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|["']?([^\n#]*))""",
    re.MULTILINE,
)


def said_in(text: str) -> dict[str, str]:
    r"""Whose a sheet is that cannot be taken apart, as far as its lines show it; of each key the first.

    >>> said_in("team = \"St Mary's, Leeds\"\nvoice = 'staff' # we\nx = \"open")
    {'team': "St Mary's, Leeds", 'voice': 'staff'}
    """
    said: dict[str, str] = {}
    for key, double, single, bare in _WHOSE.findall(text.replace("\r", "\n")):
        value = double or single or bare.strip()
        if double and "\\" in double:
            with contextlib.suppress(ValueError):
                value = str(json.loads(f'"{double}"'))
        said.setdefault(key, value)
    return said


def stored_like(path: Path, text: str) -> bytes:
    """A text in bytes as the file that is there stores its own: with its byte-order mark, or in UTF-16.

    Plain UTF-8 where there is no file. Raises ``BadInput`` where the file cannot be read.
    """
    try:
        only_a_file(path)
        with path.open("rb") as file:
            mark, encoding = _encoding_of(file.read(4))
    except FileNotFoundError:
        mark, encoding = b"", "utf-8"
    except OSError as error:
        raise bad_file(str(path), reason(error)) from None
    return mark + text.encode(encoding)


def reason(error: OSError) -> str:
    """Say why a file could not be read or written."""
    match error:
        case FileNotFoundError():
            return "there is no such file; check the name and the folder"
        case IsADirectoryError():
            return "is a folder, not a file; name a file in it"
        case OSError(errno=errno.ELOOP):
            return "it is a link that leads round in a ring; name the file itself"
        case PermissionError():
            return "we are not allowed to open it; ask whoever owns the file or folder"
        case _:
            return f"{error.strerror or error}"


def parse(text: str, name: str) -> dict[str, Any]:
    """Parse TOML, or JSON where the name ends in ``.json``.

    Raises ``BadInput`` naming the line, or what is too large or too deep for one of our files.
    """
    data = parse_json(text, name) if name.casefold().endswith(".json") else _parse_toml(text, name)
    if faults := over_limits(data):
        raise BadInput(located(faults, text, name))
    return data


def _parse_toml(text: str, name: str) -> dict[str, Any]:
    if found := refused(text):
        raise BadInput([Problem(name, found.line, "", found.words)])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput([_toml_fault(str(error), text, name)]) from None
    except ValueError:
        raise bad_file(name, _TOO_LONG) from None
    except RecursionError:
        raise bad_file(name, _TOO_DEEP) from None


def _toml_fault(message: str, text: str, name: str) -> Problem:
    """Put the parser's message into plain words, at its line."""
    place = _TOML_PLACE.search(message)
    line, column = text.rstrip("\n").count("\n") + 1, 1
    if place and place.group(1):
        line, column = int(place.group(1)), int(place.group(2))
    slip = toml_slip(_TOML_PLACE.sub("", message), text, line, column)
    return Problem(name, slip.line, "", f"is not understood: {slip.words}")


def parse_json(text: str, name: str) -> dict[str, Any]:
    """Parse one JSON object; raises ``BadInput``. A key that stands twice is refused, not guessed at."""
    try:
        data = json.loads(text, object_pairs_hook=_each_key_once)
        if "\\u" in text or text.count("[") + text.count("{") > _SHALLOW:
            # Half of a surrogate pair can be written in JSON, and in no file of ours.
            # And what is nested nearly too deep to be read is too deep to be looked through.
            json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        slip = json_slip(error.msg, text, error.lineno, error.pos)
        raise BadInput([Problem(name, slip.line, "", f"is not understood: {slip.words}")]) from None
    except UnicodeEncodeError:
        raise bad_file(name, "holds half of a character (\\ud800 to \\udfff); write that text again") from None
    except _SaidTwiceError as error:
        raise bad_file(name, f"says {error} twice in one place; keep one of them") from None
    except ValueError:
        raise bad_file(name, _TOO_LONG) from None
    except RecursionError:
        raise bad_file(name, _TOO_DEEP) from None
    if not isinstance(data, dict):
        raise bad_file(name, 'does not begin as it should; write it as { "format": …, … }')
    return data


class _SaidTwiceError(ValueError):
    """A key stands twice in one JSON object, and we will not guess which one is meant."""


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        times = Counter(key for key, _ in pairs)
        raise _SaidTwiceError(short(next(key for key in times if times[key] > 1)))
    return table


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
        team = data.get("team")
        raise BadInput(about_team(identity(team) if isinstance(team, str) else "", located(problems, text, name)))
    return found


_OUR_FORMAT = re.compile(r"coprod-[a-z]+/[0-9]{1,4}")
"""What a file may say it is so that a message repeats it; anything else may be anybody's words."""


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
            "coprod-map": "a map of columns and answers",
        }
        what = kinds.get(said.split("/")[0], "in no format of ours")
        wanted = kinds[expected.split("/", maxsplit=1)[0]]
        if said.split("/")[0] == expected.split("/", maxsplit=1)[0]:
            named = f"the format {said!r}" if _OUR_FORMAT.fullmatch(said) else "another format"
            message = f"is in {named}, and we read {expected!r}; check it, or get a newer coprod-check"
        else:
            message = f"is {what}, and here we need {wanted}; check which file you meant"
        raise bad_file(name, message, "format")


def located(problems: list[Problem], text: str, name: str) -> list[Problem]:
    """Give problems their file, and their line where the file is TOML; of very many the first, and how many more."""
    toml = not name.casefold().endswith(".json")
    return told_one_by_one(
        each.in_file(name, line_of(text, each.where) if toml and each.where else 0) for each in problems
    )

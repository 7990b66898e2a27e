"""Files in a folder that may hold answers and are not read: why, and what to do about it."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.storage.library import DEFAULT, find_rubric
from coprod_check.storage.parsing import only_a_file
from coprod_check.storage.tabular import by_name
from coprod_check.storage.writing import COPY_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Rubric

OF_SYSTEMS = ("._", "~$")
"""How the names of files begin that macOS and office programs leave beside others."""

_NEARLY = re.compile(r"\.answers\b.*\.(toml|json)(\.txt)?$", re.IGNORECASE)
"""Names that browsers and editors make of a sheet's: ``x.answers (1).toml``, ``x.answers.toml.txt``."""
_TEXTS = (".toml", ".json", ".txt", ".text")
"""How the name of a sheet may end after somebody has renamed it."""
_SAYS_SO = re.compile(rb"""^\s*[{]?\s*["']?format["']?\s*[=:]\s*["']coprod-answers/""", re.MULTILINE)
_IS_PLAN = re.compile(_SAYS_SO.pattern.replace(b"answers", b"plan"), re.MULTILINE)
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
"""Names of files that are read as workbooks."""
_CLOSEDWORKBOOKS = (".xls", ".numbers")
"""Workbooks into which we cannot look."""
_WORDS_IN = re.compile(r"(sharedStrings|sheet1|content)\.xml$", re.IGNORECASE)
"""The parts of a workbook in which headings stand."""
_HEADINGS = {b"team", b"date", b"voice"}
_ARCHIVE_ERRORS = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)
_MARKS = b"\xef\xbb\xbf\xfe\xff"
"""Bytes of which byte-order marks are made."""
_MOST = 1 << 20
"""Bytes of an export, or of a part of a workbook, that are looked through."""


def why_left_out(name: str, path: str, endings: tuple[str, ...]) -> str:
    """Say why a file in a folder is not read where somebody may think that it is; empty for any other file.

    ``endings`` are those of sheets. A name that is nearly one is told whatever is in the
    file. Any other file is told only where it holds answers as far as can be seen; a
    workbook into which we cannot look, always. The copies that we keep ourselves are not.
    """
    folded = name.casefold()
    called = " or ".join(endings)
    if name.startswith(".") or folded.endswith((COPY_SUFFIX, "~")):
        why = ""
    elif _NEARLY.search(name):
        why = f"was not read; if it is a sheet, give it a name that ends in {called}"
    elif folded.endswith(by_name.ENDINGS) and _has_sheets(path):
        why = "is a table, and tables in folders are not read; name it after the folder"
    elif folded.endswith((*by_name.EXPORTED, *WORKBOOKS)) and (hint := _export(path)):
        why = hint
    elif folded.endswith(_TEXTS) and _says_so(path):
        why = f"is a sheet, and was not read; give it a name that ends in {called}"
    elif folded.endswith(_CLOSEDWORKBOOKS) or (folded.endswith(WORKBOOKS) and _lists_sheets(path)):
        why = "is a workbook, and was not read; if it holds answers, save it as “CSV UTF-8” and name that file"
    elif folded.endswith(".zip") and _packs_sheets(path, endings):
        why = "has sheets packed in it, and was not read; unpack it into the folder"
    else:
        why = ""
    return why


def _export(path: str) -> str:
    """What to say of an export of another service with answers to the questions that are built in."""
    from coprod_check.storage.foreign.import_hint import import_hint  # noqa: PLC0415 - few folders need it

    return import_hint(Path(path), _built_in(), _MOST)


@lru_cache(maxsize=1)
def _built_in() -> Rubric:
    return find_rubric(DEFAULT)


_NEARLY_PLAN = re.compile(r"\.plan\b.*\.toml(\.txt)?$", re.IGNORECASE)
"""Names that browsers and editors make of a plan's: ``x.plan (1).toml``, ``x.plan.toml.txt``."""


def why_no_plan(name: str, path: str, ending: str) -> str:
    """Say why a file in a folder is not read where somebody may think that it is a plan; empty for any other file.

    Of an ``x.plan (1).toml`` beside an ``x.plan.toml`` nobody knows which is the newer.
    """
    folded = name.casefold()
    if name.startswith(".") or folded.endswith((ending, COPY_SUFFIX, "~")):
        return ""
    if _NEARLY_PLAN.search(name) or (folded.endswith(_TEXTS) and _IS_PLAN.search(_beginning(path))):
        return f"was not read; if it is a plan, give it a name that ends in {ending}"
    return ""


def _beginning(path: str) -> bytes:
    """The first bytes of a file without a mark; those of UTF-16 as if each letter were one byte."""
    try:
        only_a_file(path)
        with open(path, "rb") as file:  # noqa: PTH123 - there may be very many
            return file.read(by_name.BEGINNING).replace(b"\0", b"").lstrip(_MARKS)
    except OSError:
        return b""


def _has_sheets(path: str) -> bool:
    """Whether a table looks like one of sheets, by its headings; those of results and of others do not."""
    if path.casefold().endswith(".parquet"):
        return False  # its headings are at its end
    beginning = _beginning(path)
    headings = set(re.findall(rb"[\w.-]+", beginning.splitlines()[0].lower() if beginning.strip() else b""))
    return headings >= _HEADINGS


def is_of_people(path: str) -> bool:
    """Whether a file says that it is a sheet or a plan, under whatever name."""
    beginning = _beginning(path)
    return bool(_SAYS_SO.search(beginning) or _IS_PLAN.search(beginning))


def _says_so(path: str) -> bool:
    return bool(_SAYS_SO.search(_beginning(path)))


def _lists_sheets(path: str) -> bool:
    """Whether the headings of a table of sheets stand in a workbook, or nobody can tell: it is closed, or broken."""
    try:
        found = {word for part in _parts(path) for word in re.findall(rb"[\w.-]+", part.lower())}
    except _ARCHIVE_ERRORS:
        return True
    return found >= _HEADINGS


def _parts(path: str) -> Iterator[bytes]:
    only_a_file(path)
    with zipfile.ZipFile(path) as packed:
        for each in packed.namelist():
            if _WORDS_IN.search(each):
                with packed.open(each) as part:
                    yield part.read(_MOST)


def _packs_sheets(path: str, endings: tuple[str, ...]) -> bool:
    try:
        only_a_file(path)
        with zipfile.ZipFile(path) as packed:
            inside = (os.path.basename(each) for each in packed.namelist())  # noqa: PTH119 - names inside an archive
            return any(each.casefold().endswith(endings) and not each.startswith(OF_SYSTEMS) for each in inside)
    except _ARCHIVE_ERRORS:
        return False

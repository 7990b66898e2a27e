"""Where rubrics are found: by id among the built-in ones, or by path."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.documents.errors import bad_file
from coprod_check.documents.problems import nearest
from coprod_check.documents.rubric import RUBRIC_FORMAT
from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.storage.parsing import check_format, located, parse, read_as, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.problems import Problem
    from coprod_check.documents.rubric import Rubric

DEFAULT = "coproduction-values"

_PACKAGE = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """The folder of built-in rubrics: inside an installed package, beside it in a clone."""
    inside = _PACKAGE / "rubrics"
    return inside if inside.is_dir() else _PACKAGE.parent / "rubrics"


def builtin_files() -> Iterator[Path]:
    """List the files of built-in rubrics, by name."""
    yield from sorted(folder().glob("*.toml"))


def load(path: Path) -> Rubric:
    """Read a rubric file; every fault in one ``BadInput``."""
    return _ours(path) or read_as(path, read_rubric, RUBRIC_FORMAT)


def _ours(path: Path) -> Rubric | None:
    """Built-in questions by the compiled parser, where it is installed: they take a tenth of a small command.

    Anything odd is left to the careful reading, and so is every other file: what
    somebody else wrote may be nested so deeply that this parser ends the program.
    """
    if path.parent != folder():
        return None
    try:
        import toml_rs  # noqa: PLC0415 - an extra

        data = toml_rs.loads(path.read_text("utf-8"), toml_version="1.0.0")
    except (ImportError, OSError, ValueError):
        return None
    rubric, problems = read_rubric(data) if data.get("format") == RUBRIC_FORMAT else (None, [])
    return None if problems else rubric


def find_rubric(wanted: str) -> Rubric:
    """Find a rubric by the id of a built-in one or by path."""
    return load(locate(wanted))


def inspect(wanted: str) -> tuple[Rubric | None, list[Problem], list[Problem]]:
    """Read a rubric, list its problems, and what its author should look at again.

    Raises ``BadInput`` only where the file cannot be read at all.
    """
    path = locate(wanted)
    text = read_text(path)
    data = parse(text, str(path))
    check_format(data, RUBRIC_FORMAT, str(path))
    rubric, problems = read_rubric(data)
    from coprod_check.documents.authoring import authoring_remarks  # noqa: PLC0415 - only for who writes questions

    remarks = list(authoring_remarks(rubric)) if rubric else []
    return rubric, sorted(located(problems, text, str(path))), sorted(located(remarks, text, str(path)))


def locate(wanted: str) -> Path:
    """Find the file of a rubric by the id of a built-in one or by path."""
    known = {path.stem: path for path in builtin_files()}
    if wanted in known:
        return known[wanted]
    path = Path(wanted)
    # Not path.exists(), which raises where a name is too long or a folder is closed to us.
    if os.path.exists(path) or path.suffix or path.parent != Path():  # noqa: PTH110
        return path
    offer = nearest(wanted, known) or f"built in: {', '.join(known)}"
    raise bad_file(wanted, f"there is no built-in set of questions of this name, and no such file; {offer}")


class Rubrics:
    """Rubrics by id, each read once; the one chosen with ``--rubric`` comes first."""

    def __init__(self, chosen: str | None = None) -> None:
        """Take the user's choice; ``None`` leaves it to what each sheet names."""
        self._chosen = find_rubric(chosen) if chosen else None
        self._found: dict[str, Rubric | None] = {}

    @cached_property
    def _built_in(self) -> frozenset[str]:
        # Looked for once: each row of a table may name another one.
        return frozenset(path.stem for path in builtin_files())

    def for_sheet(self, rubric_id: object) -> Rubric | None:
        """Find the rubric that a sheet names; the chosen one if there is one; ``None`` if unknown."""
        if self._chosen:
            return self._chosen
        wanted = rubric_id if isinstance(rubric_id, str) else DEFAULT
        if wanted not in self._found:
            self._found[wanted] = find_rubric(wanted) if wanted in self._built_in else None
        return self._found[wanted]

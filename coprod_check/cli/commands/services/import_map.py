"""Maps for ``coprod-check import``: read, and begun with the lines that settle what is not settled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tomli_w

from coprod_check.cli.commands.services.import_settle import told_together
from coprod_check.documents.answer_map import EVERY_PRACTICE, MAP_FORMAT, UNANSWERED, read_map
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.documents.text import one_line
from coprod_check.render.lines import wrapped
from coprod_check.storage.all_or_none import FileToWrite, write_all
from coprod_check.storage.parsing import read_as
from coprod_check.storage.tables import EXPERIENCE
from coprod_check.storage.toml_lines import key_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from coprod_check.documents.answer_map import AnswerMap
    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.understood import Unsettled

HOW_TO = """\
# How the columns and answers of a form are to be read. coprod-check import --map reads this file.
# What is not settled yet stands in lines that begin with #. Where such a line is right, take the # away.
# Where it is not, write what is right. Of two lines for the same thing keep one.
"""

TableName = tuple[str, ...]
"""The name of a table in parts, such as ``("answers", "*")``."""
_WIDTH = 100
_ORDER = ("file", "constant", "columns", "answers")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def read_map_file(path: Path) -> AnswerMap:
    """Read a map; raises ``BadInput`` with every fault, its line, and what to do."""
    return read_as(path, read_map, MAP_FORMAT, path.as_posix())


def write_map_file(path: Path, rubric: Rubric, before: AnswerMap | None, unsettled: Sequence[Unsettled]) -> None:
    """Write a map where no file is: what the map before said, and what is still to be settled, ready to fill in."""
    write_all([FileToWrite(path, map_text(rubric, before, unsettled))])


def map_text(rubric: Rubric, before: AnswerMap | None, unsettled: Iterable[Unsettled]) -> str:
    """Write a map. The lines that would settle something are comments, below what they are about."""
    said = _said(before)
    to_settle = _to_settle(unsettled)
    lines = [HOW_TO, f"format = {_value(MAP_FORMAT)}", f"rubric = {_value(rubric.id)}"]
    for table in sorted({**said, **to_settle}, key=_place):
        if table:
            lines += ["", f"[{'.'.join(map(_key, table))}]"]
        lines += [tomli_w.dumps({key: value}).strip() for key, value in said.get(table, {}).items()]
        if table in to_settle:
            lines += [*_comment(may_be(table, rubric)), *to_settle[table]]
    return "\n".join(lines) + "\n"


def may_be(table: TableName, rubric: Rubric) -> str:
    """Say what may stand behind the equals signs of a table; empty where it is said elsewhere."""
    match table:
        case ("columns",):
            return (
                'A column is "team", "round", "date", "voice", "share", "respondent", the id of a question, or "drop".'
            )
        case ("answers", "voice"):
            words = [*map(_value, (*SIDES, "together"))]
        case ("answers", "share"):
            words = ["true", "false"]
        case ("answers", column) if column.startswith(EXPERIENCE):
            asked = (each for each in rubric.experience if f"{EXPERIENCE}{each.id}" == column)
            words = [_value(option.id) for each in asked for option in each.options]
        case ("answers", column) if column == EVERY_PRACTICE or column in rubric.by_id:
            levels = (f"{level.number} ({one_line(level.name)})" for level in rubric.levels)
            words = [*levels, _value(DONT_KNOW), _value(NOT_APPLICABLE)]
        case _:
            return ""
    return f"Each is one of: {', '.join([*words, _value(UNANSWERED)])}."


def _comment(text: str) -> list[str]:
    return wrapped(text, _WIDTH, "# ", "# ") if text else []


def _place(table: TableName) -> tuple[int, TableName]:
    first = table[0] if table else ""
    return (_ORDER.index(first) if first in _ORDER else -1, table if first == "answers" else ())


def _said(before: AnswerMap | None) -> dict[TableName, Mapping[str, Any]]:
    """What a map says, table by table, without what is as by default."""
    if before is None:
        return {}
    data = before.model_dump(exclude_defaults=True)
    tables: dict[TableName, Mapping[str, Any]] = {(name,): data[name] for name in _ORDER[:3] if data.get(name)}
    return tables | {("answers", column): meanings for column, meanings in data.get("answers", {}).items()}


def _to_settle(unsettled: Iterable[Unsettled]) -> dict[TableName, list[str]]:
    """The lines to fill in, table by table; what no line settles stands first, in the table without a name."""
    found: dict[TableName, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for each in told_together(unsettled):
        lines = [(table, line) for table, line, _ in each.map_lines]
        new = [line for line in lines if line not in seen]
        seen.update(new)
        if lines and not new:
            continue  # another file of the same form
        about = ["", *_comment(each.sentence), *_comment(each.besides)]
        # An id such as experience.felt-equal is one part of a name, and stands in quotes.
        for table in dict.fromkeys(tuple(key_parts(name)) for name, _ in new) or [()]:
            of_table = [f"#{line}" for name, line in new if tuple(key_parts(name)) == table]
            found.setdefault(table, []).extend([*about, *of_table])
    return found


def _key(part: str) -> str:
    return part if _BARE.fullmatch(part) else _value(part)


def _value(text: str) -> str:
    return tomli_w.dumps({"x": text}).partition(" = ")[2].strip()

"""The list of teams from which sheets are expected: a table with a column ``team``, or TOML."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from coprod_check.documents.errors import BadInput, bad_file
from coprod_check.documents.problems import problem, said, short
from coprod_check.documents.text import identity, one_line
from coprod_check.storage.parsing import located, parse, read_text
from coprod_check.storage.tables import column_of
from coprod_check.storage.tabular.csv_form import likeliest_separator, said_separator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TEAMS, TEAM = "teams", "team"
_TABLES = (".csv", ".tsv")


def read_expected(path: Path) -> list[str]:
    """The teams that are expected, each once, as they are spelt first.

    A table (CSV with commas, semicolons or tabs) has a column ``team``; TOML has ``teams``, a
    list of names or of tables with a ``team``. Further columns, and further keys of such a
    table, are yours. Raises ``BadInput`` where there is no team in it.
    """
    name = path.as_posix()
    text = read_text(path, name)
    if path.suffix.casefold() in _TABLES:
        names = list(_of_table(text, name))
    elif path.suffix.casefold() == ".toml":
        names = _of_toml(parse(text, name), text, name)
    else:
        raise bad_file(name, "is no list of teams by its name; a list ends in .csv, .tsv or .toml")
    teams: dict[str, str] = {}
    for each in filter(identity, names):
        teams.setdefault(identity(each), one_line(each))
    if not teams:
        raise bad_file(name, "names no team; write one on each line below the heading team")
    return list(teams.values())


def _of_table(text: str, name: str) -> Iterator[str]:
    said = said_separator(text)
    lines = text.splitlines()[1 if said else 0 :]
    rows = csv.reader(lines, delimiter=said or likeliest_separator(text))
    try:
        headings = [column_of(each).casefold() for each in next((row for row in rows if any(map(str.strip, row))), [])]
        if TEAM not in headings:
            raise bad_file(name, "has no column with the heading team; write team above the names")
        place = headings.index(TEAM)
        yield from (row[place] for row in rows if len(row) > place)
    except csv.Error:
        raise bad_file(name, "is not a table that we can read; save it as “CSV UTF-8”") from None


def _of_toml(data: dict[str, Any], text: str, name: str) -> list[str]:
    faults = [
        problem(key, f"unknown key {short(key)}", f"write the names as {TEAMS} = [ … ]") for key in data if key != TEAMS
    ]
    listed: Sequence[Any] = data.get(TEAMS, [])
    if not isinstance(listed, list):
        faults.append(problem(TEAMS, f"is {said(listed)}", f'write a list of names, such as {TEAMS} = ["A", "B"]'))
        listed = []
    names = [each.get(TEAM) if isinstance(each, dict) else each for each in listed]
    for place, each in enumerate(names):
        if not isinstance(each, str):
            what = f"has no {TEAM}" if each is None else f"is {said(each)}"
            faults.append(problem(f"{TEAMS}[{place}]", what, "write the name of a team in quotes"))
    if faults:
        raise BadInput(located(faults, text, name))
    return [each for each in names if isinstance(each, str)]

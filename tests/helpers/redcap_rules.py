"""What REDCap asks of a data dictionary, as far as it is written down; there is no checker outside REDCap.

The headings are those of public dictionaries (and of ``Sage-Bionetworks/redcapdd``). Names of
fields and the types that there are: linkml.io/linkml-redcap, which models the dictionary column
by column, and ``validate_field_names`` of REDCapR. What REDCap does to names that it does not
like (two underscores, one at the end), the length of names and of the names of columns for
choices are from memory.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS = [
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
]  # fmt: skip
NAME = re.compile(r"[a-z](_?[a-z0-9])*")
CONDITION = re.compile(r"\[(\w+)\] = '(\w+)'")
EMPTY = HEADINGS[7:11] + HEADINGS[13:17]
"""Columns that we have no use for."""

Row = dict[str, str]


def redcap_faults(text: str) -> list[str]:
    """Everything that REDCap would not take, or take for something else."""
    head, *body = csv.reader(io.StringIO(text, newline=""))
    if head != HEADINGS:
        return ["headings"]
    faults = [f"row {number}: {len(row)} cells" for number, row in enumerate(body, 2) if len(row) != len(head)]
    rows = [dict(zip(head, row, strict=False)) for row in body]
    return [*faults, *_names(rows), *_kinds(rows), *_logic(rows)]


def _names(rows: list[Row]) -> Iterator[str]:
    if [rows[0][HEADINGS[0]], rows[0]["Field Type"]] != ["record_id", "text"]:
        yield "first field"
    names = [row[HEADINGS[0]] for row in rows]
    yield from (f"name {name}" for name in names if not NAME.fullmatch(name) or len(name) > 100)
    yield from (f"two fields {name}" for name, number in Counter(names).items() if number > 1)
    forms = {row["Form Name"] for row in rows}
    yield from (f"form {form}" for form in forms if len(forms) > 1 or not NAME.fullmatch(form))
    yield from (
        f"name {name}" for name in names if name.startswith("redcap_") or name in {f"{f}_complete" for f in forms}
    )


def _kinds(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        name, kind = row[HEADINGS[0]], row["Field Type"]
        if kind not in {"text", "notes", "radio", "checkbox", "descriptive"}:
            yield f"{name}: type {kind}"
        if (kind in {"radio", "checkbox"}) != bool(row[HEADINGS[5]]):
            yield f"{name}: choices"
        yield from (f"{name}: {fault}" for fault in _choices(row[HEADINGS[5]]))
        yield from (f"{name}: {column}" for column in EMPTY if row[column])
        if row["Required Field?"] not in {"", "y"}:
            yield f"{name}: required"
        if not row["Field Label"]:
            yield f"{name}: label"
        shown = (row["Field Label"], row["Field Note"], row["Section Header"], row[HEADINGS[5]])
        if any("[" in cell or re.search(r"<[A-Za-z/!?]", cell) for cell in shown):
            yield f"{name}: piping or markup"


def choices_of(cell: str) -> dict[str, str]:
    """Code and words of each choice: parted by ``|``, and in each the first comma parts the code."""
    parted = (each.strip().partition(", ") for each in cell.split("|") if each)
    return {code: words for code, _, words in parted}


def _choices(cell: str) -> Iterator[str]:
    parts = [each for each in cell.split("|") if each]
    if len(choices_of(cell)) != len(parts):
        yield "two choices of one code"
    for code, words in choices_of(cell).items():
        if not re.fullmatch(r"[A-Za-z0-9_]+", code) or not words:
            yield f"choice {code}"
        if code.isdigit():
            yield f"number {code}"


def _logic(rows: list[Row]) -> Iterator[str]:
    """A condition names a field above, and one of its codes."""
    known: dict[str, dict[str, str]] = {}
    for row in rows:
        logic = row[HEADINGS[11]]
        for each in logic.split(" or ") if logic else []:
            match = CONDITION.fullmatch(each)
            if match is None or match.group(2) not in known.get(match.group(1), {}):
                yield f"logic of {row[HEADINGS[0]]}"
        known[row[HEADINGS[0]]] = choices_of(row[HEADINGS[5]])

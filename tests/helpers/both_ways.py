"""A large table, read carefully and in columns, compared: the same sheets, the same faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coprod_check.batch.layout import layout_of
from coprod_check.batch.reading.files import rows_of
from coprod_check.batch.reading.packer import Batch, Packer
from coprod_check.batch.reading.tables import pack_table, read_lines
from coprod_check.batch.sheet_columns import Packed
from coprod_check.documents.sheet import Sheet
from coprod_check.storage.sheet_files import to_data
from coprod_check.storage.tables import read_table
from helpers.make import practice, rubric

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.batch.sheet_columns import SheetColumns
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.rounds import SheetFile
    from coprod_check.storage.tables import TableContents

ASKED = rubric(
    practice("a"),
    practice("b", may_not_apply=False),
    circumstances=[{"id": each, "statement": each} for each in ("x", "y-z")],
    experience=[
        {"id": "one", "question": "One?", "options": [{"id": each, "text": each} for each in "pq"]},
        {"id": "many", "question": "Many?", "several": True, "options": [{"id": each, "text": each} for each in "pqr"]},
    ],
)


def rubric_of(asked: object) -> Rubric | None:
    """As the library finds them: what is no text names none, and stands for the usual one."""
    return ASKED if not isinstance(asked, str) or asked == "small" else None


def new_packed() -> Packed:
    layout = layout_of(ASKED)
    assert layout is not None
    return Packed(layout)


def read_both_ways(path: Path) -> tuple[TableContents, TableContents, Packed]:
    """The table as the careful reader reads it; what columns leave of it; and what is in them."""
    packed = new_packed()
    return read_table(path, rubric_of), pack_table(path, packed, ASKED, rubric_of, lambda _: None), packed


def assert_alike(path: Path) -> int:
    """Compare the two ways; gives how many rows were in columns."""
    careful, left, packed = read_both_ways(path)
    assert left.problems == careful.problems
    assert set(left.unread) == set(careful.unread)
    assert left.notes == careful.notes
    lines = packed.rows().line.tolist()
    again = list(read_lines(path, ASKED, lines)) if lines else []
    assert len(again) == len(lines)
    everything = sorted([*again, *(filed for _, filed in left.sheets)], key=lambda each: each.source)
    assert everything == sorted((filed for _, filed in careful.sheets), key=lambda each: each.source)
    assert_same_columns(packed, {int(each.source.rpartition(":")[2]): each for each in again})
    return len(lines)


def assert_same_columns(packed: Packed, by_line: dict[int, SheetFile]) -> None:
    """Every row in columns is the row that its sheet would be, had it come in a file of its own."""
    other, batch = new_packed(), Batch()
    packer = Packer(other.layout, batch)
    rows = packed.rows()
    sheets = [by_line[line].sheet for line in rows.line.tolist()]
    for each in sheets:
        assert packer.add(to_data(with_reasons(each)))
    other.add(rows_of(batch, [""] * len(sheets), other))
    assert [facts(packed, rows, index) for index in range(len(rows))] == [
        facts(other, other.rows(), index) for index in range(len(rows))
    ]


def with_reasons(sheet: Sheet) -> Sheet:
    """Tables are not asked why a practice does not apply, and files are."""
    ratings = {p: {**r.model_dump(exclude_none=True), "reason": "x"} for p, r in sheet.ratings.items()}
    data = sheet.model_dump(by_alias=True)
    return Sheet.model_validate({**data, "ratings": ratings})


def facts(packed: Packed, rows: SheetColumns, index: int) -> list[Any]:
    names = packed.names
    share = bool(rows.share[index] and rows.voice[index])  # a meeting's sheet is asked for no consent
    # Which number a person or a sheet id has does not matter; who else has it does.
    whose = [
        numbers.tolist().index(numbers[index]) if numbers[index] else "nobody"
        for numbers in (rows.respondent, rows.sheet)
    ]
    return [
        names.teams[rows.team[index]],
        names.labels[rows.label[index]],
        rows.answers[index].tolist(),
        *whose,
        share,
        *(column[index].item() for column in (rows.date, rows.voice, rows.staff, rows.members, rows.circumstances)),
        rows.experience[index].tolist(),
    ]

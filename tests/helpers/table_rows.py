"""Sheets written as a table of sheets: what a row can hold of them (contract, section 2)."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coprod_check.documents.sheet import Sheet


def row_of(sheet: Sheet) -> dict[str, Any]:
    """Lay a sheet out as a row; what is blank has no cell."""
    people = {"staff": sheet.people.staff, "lived-experience": sheet.people.lived_experience}
    private = sheet.voice != "together"
    cells: dict[str, Any] = {
        **{key: getattr(sheet, key) for key in ("rubric", "rubric_version", "team", "round", "voice", "sheet")},
        "date": sheet.date.isoformat(),
        "respondent": sheet.respondent,
        "share": sheet.share if private else "",
        "finished": "" if sheet.finished else False,
        "circumstances": " ".join(sheet.circumstances),
        **({} if private else {f"people.{side}": count for side, count in people.items()}),
        **{f"experience.{question}": " ".join(sheet.chosen(question)) for question in sheet.experience},
    }
    for practice, rating in sheet.answers.items():
        cells |= {practice: rating.level, f"{practice}.evidence": rating.evidence}
    return {column: cell for column, cell in cells.items() if cell != ""}


def write_table(path: Path, sheets: Iterable[Sheet]) -> Path:
    """Write sheets as CSV or as JSON Lines, by the name's ending."""
    rows = [row_of(each) for each in sheets]
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        return path
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, columns, restval="")
        table.writeheader()
        table.writerows(
            {key: str(cell).lower() if cell is True or cell is False else cell for key, cell in row.items()}
            for row in rows
        )
    return path

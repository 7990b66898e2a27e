"""Workbooks read back: as openpyxl and calamine see them, and the parts of the file as they stand."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
from python_calamine import CalamineWorkbook

from coprod_check.exchange.workbook.book import BookOfResults, results_workbook
from coprod_check.rules.rounds import SheetFile
from coprod_check.rules.scored_sheets import ScoredSheets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.exchange.workbook.actions import PlannedActions


def scored(*answered: tuple[Rubric, Sequence[Sheet]]) -> ScoredSheets:
    """Score sheets of one or of several sets of questions."""
    filed = [(asked, sheet) for asked, sheets in answered for sheet in sheets]
    return ScoredSheets((asked, SheetFile(f"{i:02}.answers.toml", sheet)) for i, (asked, sheet) in enumerate(filed))


def book_of(*answered: tuple[Rubric, Sequence[Sheet]], planned: PlannedActions | None = None) -> bytes:
    """The workbook of some sheets."""
    found = scored(*answered)
    return results_workbook(BookOfResults(found.results, found.cohorts(), planned))


def opened(raw: bytes | Path) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(raw) if isinstance(raw, bytes) else raw)


def rows_of(raw: bytes, sheet: str) -> list[list[Any]]:
    """The cells of a sheet as openpyxl reads them, an empty one as ``None``."""
    return [[cell.value for cell in row] for row in opened(raw)[sheet].iter_rows()]


def as_calamine(raw: bytes, sheet: str) -> list[list[Any]]:
    """The cells of a sheet as calamine reads them, an empty one as no text."""
    return CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_name(sheet).to_python()


def records(raw: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet below its first, each by the headings."""
    heading, *rows = rows_of(raw, sheet)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def parts(raw: bytes) -> dict[str, str]:
    """Every part of the file, as text."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}

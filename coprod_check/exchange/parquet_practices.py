"""The practices of every result as Parquet: the table *practices* of the workbook, for programs that read columns."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from coprod_check.exchange.workbook.columns import Holds
from coprod_check.exchange.workbook.practices import COLUMNS, practice_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.rules.result import Result


def parquet_name(heading: str) -> str:
    """What a column of the workbook is called here.

    >>> parquet_name("Lived experience level")
    'lived_experience_level'
    """
    return heading.casefold().replace(" ", "_")


def practices_parquet(results: Iterable[Result]) -> bytes:
    """The whole file: the same columns in the same order whatever was answered, and nothing for what is empty."""
    import polars  # noqa: ICN001, PLC0415 - heavy, and an extra

    kinds: dict[Holds, Any] = {
        Holds.TEXT: polars.String,
        Holds.LEVEL_WORDS: polars.String,
        Holds.LEVEL: polars.Int32,
        Holds.WHOLE: polars.Int32,
        Holds.SCORE: polars.Float64,
        Holds.DAY: polars.Date,
        Holds.FLAG: polars.Boolean,
    }
    columns: list[list[object]] = [[] for _ in COLUMNS]
    for _, row in practice_rows(results):
        for column, cell in zip(columns, row, strict=True):
            column.append(None if cell == "" else cell)
    frame = polars.DataFrame(
        {
            parquet_name(column.heading): polars.Series(cells, dtype=kinds[column.holds])
            for column, cells in zip(COLUMNS, columns, strict=True)
        }
    )
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()

"""Parquet files: read, or refused where they are broken, or small and would become very large."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEW_ROWS, LEAST_OF_A_ROW = 10_000, 4
"""Rows that any file may have, and bytes that each more takes at least: answers take some twenty."""
MOST_LETTERS = 1 << 24
"""Letters in all cells of a small file, which may say one text very often."""
_ERRORS_OUT = 2


def read_parquet_rows(path: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Read the headings and rows of a file; raises ``ValueError`` with what is wrong. Needs the extra ``parquet``."""
    try:
        import polars  # noqa: ICN001, PLC0415 - heavy, and an extra
    except ImportError:
        message = "reading Parquet needs coprod-check[parquet]; install it, or save the table as CSV"
        raise ValueError(message) from None
    try:
        with without_panic():
            check_size_of_parquet(path, polars.scan_parquet(path).select(polars.len()).collect().item())
            frame = polars.read_parquet(path)
            letters = sum(frame.select(polars.col(polars.String).str.len_bytes().sum()).row(0))
            if letters <= max(MOST_LETTERS, 100 * path.stat().st_size):
                return frame.columns, list(frame.iter_rows())
    except polars.exceptions.PolarsError as error:
        message = f"is not understood as Parquet ({''.join(str(error).splitlines()[:1])})"
        raise ValueError(message) from None
    message = f"holds more than {MOST_LETTERS // 2**20} million letters; check which file you meant"
    raise ValueError(message)


def check_size_of_parquet(path: Path, rows: int) -> None:
    """Refuse a file that is very small and would be very large; raises ``ValueError``."""
    if rows > FEW_ROWS + path.stat().st_size // LEAST_OF_A_ROW:
        message = f"has {rows} rows, more than answers could fill in a file of its size; check which file you meant"
        raise ValueError(message)


@contextmanager
def without_panic() -> Iterator[None]:
    """Turn what the library does on a broken file into a ``ValueError``, and keep what it says off the screen.

    It writes a page to the standard error stream of the process, which is why that leads nowhere meanwhile.
    """
    import polars  # noqa: ICN001, PLC0415 - heavy, and an extra

    with _no_errors_out():
        try:
            yield
        except polars.exceptions.PanicException:
            message = "is not understood as Parquet: it is broken; save or copy it again"
            raise ValueError(message) from None


@contextmanager
def _no_errors_out() -> Iterator[None]:
    try:
        kept = os.dup(_ERRORS_OUT)
    except OSError:  # there is no such stream
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _ERRORS_OUT)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, _ERRORS_OUT)
        os.close(kept)

"""From how much on columns are used. Measured by ``benchmarks/batch.py``, which prints where both ways cost the same.

A CSV table of 1,000 sheets has about 120 KB, the same as JSON Lines, which say each key
again, some 600 KB, and as Parquet 22 KB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How much there must be under the paths for columns to cost less than objects do."""

    files: int
    """Sheets in files of their own."""
    csv: int
    """Bytes of a CSV or TSV table."""
    json_lines: int
    """Bytes of a table of JSON Lines."""
    parquet: int
    """Bytes of a Parquet table, which packs its cells."""

    def for_table(self, path: Path) -> int:
        """Bytes from which on a table is read in columns."""
        match path.suffix.casefold():
            case ".parquet":
                return self.parquet
            case ".jsonl" | ".ndjson":
                return self.json_lines
            case _:
                return self.csv


MEASURED = Thresholds(files=250, csv=220 << 10, json_lines=1200 << 10, parquet=23 << 10)
"""Where both ways cost the same: at 1,900 rows of CSV, 2,000 of JSON Lines, 1,100 of Parquet (which polars reads)."""

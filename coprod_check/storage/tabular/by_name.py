"""Which files are tables, by their names: known before anything that reads one is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
"""Names of files that are read as tables."""

EXPORTED = (".csv", ".tsv")
"""Those of them that other services write too."""

BEGINNING = 65536
"""Bytes from which the kind of a CSV file is told."""


def is_table(path: Path) -> bool:
    """Say whether a file is read as a table, by its name."""
    return path.suffix.casefold() in ENDINGS

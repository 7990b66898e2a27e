"""What the command line of ``coprod-check export`` said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.cli.choices import ExportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What the command line said."""

    kind: ExportKind
    paths: list[Path]
    """Sheets that are written too."""
    rubric: str | None
    team: str | None
    round: str | None
    other: list[Path]
    """The same questions in other languages."""
    base: str | None
    """Where an organisation's questionnaires live, as an address."""
    out: Path | None

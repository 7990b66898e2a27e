"""A report as a list of its texts, so that a test may look for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.pages.blocks import Bullets, Figure, Heading, Para
from coprod_check.pages.table import Table

if TYPE_CHECKING:
    from coprod_check.pages.blocks import Report


def texts(report: Report) -> list[str]:
    found: list[str] = []
    for block in report:
        match block:
            case Heading(text) | Para(text):
                found.append(text)
            case Bullets(items):
                found += items
            case Table(caption, header, rows):
                found += [caption, " | ".join(header), *(" | ".join(row) for row in rows)]
            case Figure():
                found += [block.says, *texts((block.table,))]
    return found

"""A workbook is looked through before the library may read it, because the library ends the program on some files.

A lawful file of 1.4 kB with two cells, one in each corner of a sheet, asks it for 512 GiB at once (its issue 693).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.storage.foreign.file_kinds import workbook_kind
from coprod_check.storage.foreign.ods_guard import ods_facts
from coprod_check.storage.foreign.packed import PackedFile
from coprod_check.storage.foreign.xlsx_guard import xlsx_facts

if TYPE_CHECKING:
    from coprod_check.storage.foreign.foreign_limits import Spent
    from coprod_check.storage.foreign.sheet_facts import SheetFacts

_MIMETYPE = "mimetype"


def workbook_facts(data: bytes, spent: Spent) -> list[SheetFacts]:
    """Look through a workbook, whichever it is; gives its sheets in their order.

    Raises ``BadInput`` where it is no workbook, damaged, protected, or beyond a limit.
    """
    packed = PackedFile(data, spent)
    mimetype = packed.whole(_MIMETYPE) if _MIMETYPE in packed.names else b""
    kind, refused = workbook_kind(set(packed.names), mimetype)
    if not kind:
        raise spent.refusal(refused)
    spent.unpacked = 0
    return xlsx_facts(packed, spent) if kind == "xlsx" else ods_facts(packed, spent)

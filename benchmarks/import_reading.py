"""What reading files of other programs costs: the guard beside the library, large tables, and files made to harm.

    python benchmarks/import_reading.py

Needs the extra `excel`. Makes its files in a temporary folder (some 50 MB) and removes them.
Each figure is a process of its own, the best of three. Leaves with 1 where a limit is not met.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clone import ROOT
from measuring import Limits, cost, least

sys.path.insert(0, str(ROOT / "tests"))

from helpers.hand_made_workbooks import xlsx, xlsx_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Cost

ROWS, COLUMNS = 50_001, 45
LEVELS = [f"Some people have been told what this is, and number {n} of them has time for it." for n in range(80)]
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'

READ = """
import sys
from pathlib import Path
from coprod_check.documents.errors import BadInput
from coprod_check.storage.foreign.grids import read_grids
try:
    read_grids(Path(sys.argv[1]))
except BadInput:
    pass
"""
LIBRARY = """
import sys, python_calamine
for row in python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0).iter_rows():
    pass
"""


def rows() -> Iterator[list[Any]]:
    draw = random.Random(1)
    for row in range(ROWS):
        numbers = [row, 46_000 + draw.random()]
        words = [f"Evidence {row}, {column}" + "x" * draw.randrange(30) for column in range(20)]
        yield numbers + [draw.choice(LEVELS) for _ in range(COLUMNS - 22)] + words


def write_workbook(path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - an extra

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows()):
            sheet.write_row(number, 0, row)


def write_table(path: Path) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows())


def write_bomb(path: Path, megabytes: int) -> None:
    path.write_bytes(xlsx(ONE))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file, file.open("xl/sharedStrings.xml", "w") as texts:
        texts.write(b"<sst>")
        for _ in range(megabytes):
            texts.write(b"<si><t>" + b"x" * (1 << 20) + b"</t></si>")
        texts.write(b"</sst>")


def write_elements(path: Path) -> None:
    parts = xlsx_parts("<sheetData>" + "<x/>" * 20_000_000 + "</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)


def best(program: str, path: Path) -> Cost:
    return least([cost("-c", program, path) for _ in range(3)])


def main() -> None:
    limits = Limits()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_workbook(folder / "large.xlsx")
        write_table(folder / "large.csv")
        alone, whole = best(LIBRARY, folder / "large.xlsx"), best(READ, folder / "large.xlsx")
        limits.tell(f"{ROWS:,} x {COLUMNS} cells, XLSX", whole.processor, 15, unit="s")
        limits.tell("the same as a ratio to the library alone", whole.processor / alone.processor, 7)
        limits.tell("its memory as a ratio to the library alone", whole.memory / alone.memory, 2)
        table = best(READ, folder / "large.csv")
        limits.tell(f"{ROWS:,} x {COLUMNS} cells, CSV", table.processor, 15, unit="s")
        (folder / "far.xlsx").write_bytes(xlsx(ONE, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
        (folder / "wide.xlsx").write_bytes(xlsx(ONE, '<row r="5000"><c r="ALL5000"><v>1</v></c></row>'))
        (folder / "dense.xlsx").write_bytes(xlsx(*["<row>" + "<c><v>1</v></c>" * 1000 + "</row>"] * 2_500))
        write_bomb(folder / "bomb.xlsx", 1500)
        write_bomb(folder / "below.xlsx", 190)
        write_elements(folder / "elements.xlsx")
        for each in ("far", "wide", "dense", "bomb", "below", "elements"):
            taken = best(READ, folder / f"{each}.xlsx")
            limits.tell(f"{each}.xlsx, seconds of processor", taken.processor, 10, unit="s")
            limits.tell(f"{each}.xlsx, memory", taken.memory * 1024, 300, unit="MB")
    limits.end()


if __name__ == "__main__":
    main()

"""Pictures of a workbook as LibreOffice shows it: as it is printed, and on a wide and on a narrow sheet at full size.

    python benchmarks/look_at_workbook.py FOLDER WORKBOOK...

For each workbook FOLDER gets ``NAME-printed-1.png``, ``NAME-wide-1.png``, ``NAME-narrow-1.png`` and so on, to be
looked at. Leaves with 1 where LibreOffice or pdftoppm (poppler-utils) is not installed, or cannot open a workbook:
here that is a fault, and in the tests neither is asked for.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

MOST_PAGES = 12
"""Pages of which a picture is taken."""


class Dress(NamedTuple):
    """A sheet of paper on which a workbook is laid."""

    paper: int
    """As the file format numbers them: 8 is A3, 11 is A5."""
    orientation: str


DRESSES = {"printed": None, "wide": Dress(8, "landscape"), "narrow": Dress(11, "portrait")}


def main() -> None:
    if len(sys.argv) < 3:
        raise SystemExit("name a folder for the pictures, and the workbooks")
    office, pictures = needed("soffice", "libreoffice"), needed("pdftoppm")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for workbook in map(Path, sys.argv[2:]):
            for dress, paper in DRESSES.items():
                laid = Path(name) / f"{workbook.stem}-{dress}.xlsx"
                lay(workbook, laid, paper)
                pages = taken(office, pictures, laid, folder, Path(name))
                print(f"{workbook.name:30} {dress:8} {pages} pages", flush=True)


def needed(*names: str) -> str:
    """Where a program is; without it there is nothing to look at."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise SystemExit(f"{names[0]} is not installed, and without it nothing can be looked at")
    return found


def lay(workbook: Path, laid: Path, dress: Dress | None) -> None:
    """Copy a workbook; on a paper of its own it is not made smaller, and every column is on it."""
    if dress is None:
        shutil.copy(workbook, laid)
        return
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(laid, "w") as new:
        for part in old.namelist():
            held = old.read(part)
            if re.fullmatch(r"xl/worksheets/sheet[0-9]+\.xml", part):
                text = re.sub(r'<pageSetUpPr fitToPage="1"/>', "", held.decode())
                setup = f'<pageSetup paperSize="{dress.paper}" orientation="{dress.orientation}"/>'
                held = re.sub(r"<pageSetup [^>]*/>", setup, text).encode()
            if part == "xl/workbook.xml":
                held = re.sub(r'<definedName name="_xlnm.Print_Area"[^<]*</definedName>', "", held.decode()).encode()
            new.writestr(part, held)


def taken(office: str, pictures: str, laid: Path, folder: Path, beside: Path) -> int:
    """Let LibreOffice print a workbook, take a picture of each page, and give how many pages there are."""
    own = f"-env:UserInstallation=file://{beside / 'office'}"
    done = subprocess.run(
        [office, own, "--headless", "--convert-to", "pdf", "--outdir", beside, laid],
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    pdf = laid.with_suffix(".pdf")
    if done.returncode or not pdf.exists():
        raise SystemExit(f"LibreOffice cannot open {laid.name}: {done.stderr.decode()}")
    for old in folder.glob(f"{laid.stem}-*.png"):
        old.unlink()
    subprocess.run([pictures, "-png", "-r", "70", "-l", str(MOST_PAGES), pdf, folder / laid.stem], check=True)
    return len(list(folder.glob(f"{laid.stem}-*.png")))


if __name__ == "__main__":
    main()

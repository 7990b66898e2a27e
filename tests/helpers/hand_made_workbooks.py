"""Workbooks put together by hand, for what no library would write."""

from __future__ import annotations

import io
import zipfile

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(parts: dict[str, str | bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", way) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def xlsx_parts(*sheets: str, shared: tuple[str, ...] = (), book: str = "") -> dict[str, str | bytes]:
    """The parts of an XLSX workbook; each sheet as the XML within its ``worksheet``."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{book}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
    }
    for n, sheet in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{SPREADSHEET}">{sheet}</worksheet>'
    if shared:
        texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{SPREADSHEET}">{texts}</sst>'
    return parts


def xlsx(*rows: str, shared: tuple[str, ...] = (), book: str = "", beside: str = "") -> bytes:
    """A workbook of one sheet; ``beside`` follows the rows."""
    return zipped(xlsx_parts(f"<sheetData>{''.join(rows)}</sheetData>{beside}", shared=shared, book=book))


def ods_parts(*tables: str) -> dict[str, str | bytes]:
    """The parts of an ODS workbook; each table as the XML within it."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    inside = "".join(f'<table:table table:name="T{n}">{each}</table:table>' for n, each in enumerate(tables, 1))
    body = f"<office:body><office:spreadsheet>{inside}</office:spreadsheet></office:body>"
    return {
        "mimetype": ODS_TYPE,
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": f"<office:document-content {names} {calc}>{body}</office:document-content>",
    }


def ods(*tables: str) -> bytes:
    """An ODS workbook."""
    return zipped(ods_parts(*tables))


def ods_row(*cells: str, repeated: int = 1, more: str = "") -> str:
    """A row of an ODS table, perhaps repeated."""
    return f'<table:table-row table:number-rows-repeated="{repeated}" {more}>{"".join(cells)}</table:table-row>'


def ods_text(text: str, more: str = "") -> str:
    """A cell with text."""
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def ods_blank(repeated: int = 1) -> str:
    """Blank cells."""
    return f'<table:table-cell table:number-columns-repeated="{repeated}"/>'

"""What a file is, told by what is in it and never by its name; and what to do about one that is no table."""

from __future__ import annotations

import json
import re
from typing import Literal

_SAVE = "open it in a spreadsheet and save it as .xlsx or “CSV UTF-8”"
_EXPORT = "export the answers as .xlsx or .csv"

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (
        bytes.fromhex("D0CF11E0"),
        "is protected with a password, or in the old .xls format; open it, take the password off or save it as .xlsx",
    ),
    (b"%PDF", f"is a PDF document; {_EXPORT}"),
    (b"{\\rtf", f"is a document of a word processor (RTF); {_EXPORT}"),
    (b"\x1f\x8b", "is packed (gzip); unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is packed (7z); unpack it first"),
    (b"Rar!", "is packed (RAR); unpack it first"),
    (b"\x89PNG", f"is a picture; {_EXPORT}"),
    (b"\xff\xd8\xff", f"is a picture; {_EXPORT}"),
    (b"GIF8", f"is a picture; {_EXPORT}"),
    (b"$FL2", f"is a file of SPSS; {_EXPORT}"),
    (b"$FL3", f"is a file of SPSS; {_EXPORT}"),
    (b"PAR1", "is a Parquet table; if it is in our own format, give it to coprod-check score"),
    (b"SQLite format 3", f"is a database; {_EXPORT}"),
    (b"PK\x05\x06", "is a ZIP file with nothing in it; check which file you meant"),
    (b"PK\x07\x08", "is a ZIP file in several pieces; put it together first"),
)
"""How files begin, and what is said of each. From the formats' own descriptions."""

_MARKUP: tuple[tuple[str, str], ...] = (
    (r"<\?xml.{0,2000}urn:schemas-microsoft-com:office:spreadsheet", f"is a spreadsheet of 2003, in XML; {_SAVE}"),
    (r"<\?xml.{0,2000}urn:oasis:names:tc:opendocument", f"is a flat document of LibreOffice; {_SAVE}"),
    (r"<(!doctype html|html|head|body|meta|table|style|div)\b", f"is a web page, whatever its name ends in; {_SAVE}"),
    (r"<(\?xml|!doctype)", f"is XML, and no table; {_EXPORT}"),
)

_OWN = re.compile(r"""^\s*(?:\{\s*)?["']?format["']?\s*[=:]\s*["']coprod-(\w+)/""", re.MULTILINE)
_OWN_KINDS = {
    "answers": "is a sheet of answers in our own format; give it to coprod-check score",
    "map": "is a map, not answers; name it with --map",
    "plan": "is a plan; give it to coprod-check plan --show",
    "rubric": "is a set of questions; name it with --rubric",
}

_ZIPPED: tuple[tuple[str, str], ...] = (
    (r"xl/workbook\.bin", f"is a workbook in Excel's binary format (.xlsb); {_SAVE}"),
    (r"word/document\.xml", f"is a document of Word; {_EXPORT}"),
    (r"ppt/presentation\.xml", f"is a presentation; {_EXPORT}"),
    (
        r"(.*/)?index\.zip|index/.*\.iwa",
        "is a file of Apple Numbers, Pages or Keynote; export it there as Excel (.xlsx) or CSV",
    ),
    (r".*\.(csv|tsv|xlsx|xlsm|ods)", "is a ZIP file with tables in it; unpack it, and name the files that are in it"),
    (r".*\.(toml|json)", "is a ZIP file; unpack it first"),
)

_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
_BEGINNING = 4096
"""Characters by which markup is told."""
_LARGEST_JSON = 16 * 2**20


def refused_by_beginning(data: bytes) -> str:
    """Say what a file is and what to do, where its first bytes tell that it is no table; else empty.

    >>> refused_by_beginning(b"%PDF-1.7")
    'is a PDF document; export the answers as .xlsx or .csv'
    """
    return next((message for mark, message in _BEGINNINGS if data.startswith(mark)), "")


def is_packed(data: bytes) -> bool:
    """Whether a file is a ZIP file, as workbooks are."""
    return data.startswith(b"PK\x03\x04")


def refused_as_text(beginning: str, whole: bytes) -> str:
    """Say what a text is and what to do, where it is no table; else empty.

    >>> refused_as_text("<html><table>", b"").split(";")[0]
    'is a web page, whatever its name ends in'
    >>> refused_as_text("voice,team", b"")
    ''
    """
    text = beginning[:_BEGINNING].lstrip("\ufeff \t\r\n")
    if own := _OWN.search(text):
        return _OWN_KINDS.get(
            own.group(1), "is a file of ours, and no answers of another service; check which you meant"
        )
    for pattern, message in _MARKUP:
        if re.match(pattern, text, re.IGNORECASE | re.DOTALL):
            return message
    if text[:1] in {"{", "["} and _is_json(whole):
        return f"is JSON, and no table; {_EXPORT}"
    controls = len(_CONTROLS.findall(text))
    return f"is not text that we can read; {_SAVE}" if controls * 20 > len(text) else ""


def _is_json(whole: bytes) -> bool:
    if len(whole) > _LARGEST_JSON:
        return False
    try:
        return isinstance(json.loads(whole), dict | list)
    except (ValueError, RecursionError):
        return False


def workbook_kind(names: set[str], mimetype: bytes) -> tuple[Literal["xlsx", "ods", ""], str]:
    """Say whether a ZIP file is a workbook that we read, by the names in it; else what it is and what to do.

    >>> workbook_kind({"xl/workbook.xml"}, b"")
    ('xlsx', '')
    >>> workbook_kind({"word/document.xml"}, b"")[1].split(";")[0]
    'is a document of Word'
    """
    lower = {name.casefold() for name in names}
    ods = mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet") and "content.xml" in lower
    if "xl/workbook.xml" in lower and "xl/workbook.bin" not in lower and "content.xml" not in lower:
        return "xlsx", ""
    if ods and not any(name.startswith("xl/") for name in lower):
        return "ods", ""
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return "", f"is a document of LibreOffice, and no spreadsheet; {_EXPORT}"
    for pattern, message in _ZIPPED:
        if any(re.fullmatch(pattern, name) for name in lower):
            return "", message
    return "", f"is a ZIP file, and no workbook; {_EXPORT}"

"""The parts of a workbook, which is a ZIP file, unpacked piece by piece and counted as they really are."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from coprod_check.storage.foreign.foreign_limits import LARGEST_LIST, MOST_ENTRIES, MOST_UNPACKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.storage.foreign.foreign_limits import Spent

DAMAGED = "is damaged, or was not saved to its end; open it in a spreadsheet and save it again, or fetch it again"
_PROTECTED = "is protected with a password; open it, take the password off and save it again"
_PIECE = 64 * 1024
"""Bytes that are unpacked at a time."""
_LOCAL = struct.Struct("<4s5H3I2H")
"""The head of each part (APPNOTE.TXT, section 4.3.7)."""
_ENCRYPTED = 0x1


class PackedFile:
    """A ZIP file in memory. What its list of parts says of their sizes is checked, never believed."""

    def __init__(self, data: bytes, spent: Spent) -> None:
        """Read the list of parts. Raises ``BadInput`` where it is damaged, protected or far too long."""
        self._data = data
        self._spent = spent
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                listed = file.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, RecursionError):
            raise spent.refusal(DAMAGED) from None
        if len(listed) > MOST_ENTRIES:
            raise spent.refusal(
                f"has more than {MOST_ENTRIES} files packed in it, the most that we read; {_NO_WORKBOOK}"
            )
        self._parts = {part.filename: part for part in listed}
        if len({name.casefold() for name in self._parts}) < len(listed):
            raise spent.refusal(f"has two parts of one name; {_NO_WORKBOOK}")
        if any(part.flag_bits & _ENCRYPTED for part in listed):
            raise spent.refusal(_PROTECTED)
        if sum(part.file_size for part in listed) > MOST_UNPACKED:
            spent.unpacked = MOST_UNPACKED + 1
            spent.check()

    @property
    def names(self) -> list[str]:
        """What the parts are called."""
        return list(self._parts)

    def pieces(self, name: str) -> Iterator[bytes]:
        """Unpack one part piece by piece, and count each; raises ``BadInput`` at the piece that is too much."""
        part = self._parts[name]
        length, check = 0, 0
        try:
            for piece in _unpacked(self._packed_bytes(part), part.compress_type):
                length += len(piece)
                check = zlib.crc32(piece, check)
                self._spent.unpacked += len(piece)
                self._spent.check()
                yield piece
        except zlib.error:
            raise self._spent.refusal(DAMAGED) from None
        if length != part.file_size or check != part.CRC:
            raise self._spent.refusal(DAMAGED)

    def whole(self, name: str) -> bytes:
        """Unpack one part whole that must be small, such as a list of other parts."""
        found = b""
        for piece in self.pieces(name):
            found += piece
            if len(found) > LARGEST_LIST:
                raise self._spent.refusal(DAMAGED)
        return found

    def _packed_bytes(self, part: zipfile.ZipInfo) -> memoryview:
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self._spent.refusal(f"is packed in a way that spreadsheets do not use; {_NO_WORKBOOK}")
        try:
            mark, *_, name_length, extra_length = _LOCAL.unpack_from(self._data, part.header_offset)
        except struct.error:
            raise self._spent.refusal(DAMAGED) from None
        start = part.header_offset + _LOCAL.size + name_length + extra_length
        packed = memoryview(self._data)[start : start + part.compress_size]
        if mark != b"PK\x03\x04" or len(packed) < part.compress_size:
            raise self._spent.refusal(DAMAGED)
        return packed


_NO_WORKBOOK = "open it in a spreadsheet and save it again as .xlsx"


def _unpacked(packed: memoryview, way: int) -> Iterator[bytes]:
    """Give the bytes in pieces of one size at most, however much is packed into few of them."""
    if way == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _PIECE):
            yield bytes(packed[start : start + _PIECE])
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), _PIECE):
        piece = inflate.decompress(packed[start : start + _PIECE], _PIECE)
        while piece:
            yield piece
            piece = inflate.decompress(inflate.unconsumed_tail, _PIECE)
        if inflate.eof:
            return
    if piece := inflate.flush():
        yield piece
    if not inflate.eof:
        raise zlib.error

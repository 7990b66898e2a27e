"""Standard streams that no character can break."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import TYPE_CHECKING

from coprod_check.documents.text import whole_letters

if TYPE_CHECKING:
    from typing import TextIO

_IN_ASCII = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-",
    "×": "x", "→": "->", "•": "-", "·": "-", "«": '"', "»": '"', "\u00a0": " ",
}  # fmt: skip


def _in_other_letters(error: UnicodeError) -> tuple[str, int]:
    """Write what the encoding lacks in letters that it has, else as a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    # A byte in a file's name may be no letter: it is written in digits.
    return "".join(map(_in_ascii, lacking)), error.end


def _in_ascii(letter: str) -> str:
    return whole_letters(letter) if "\ud800" <= letter <= "\udfff" else _IN_ASCII.get(letter, "?")


def prepare() -> None:
    """Let output on a console fall back on simpler letters; write and read files and pipes as UTF-8.

    A console that only knows cp1252 or ASCII must not end the program with a traceback. What
    is redirected is for other programs, and for us: no letter of it may hang on the console.
    """
    codecs.register_error("coprod", _in_other_letters)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="coprod")
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="coprod")
    if isinstance(sys.stdin, io.TextIOWrapper):
        if sys.stdin.isatty():
            sys.stdin.reconfigure(errors="replace")
        else:
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")


def can_draw(stream: io.TextIOBase | object) -> bool:
    """Say whether a stream's encoding has the characters that tables are drawn with."""
    try:
        "─━•→·▓░█●◆■".encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


_ESCAPES = 0x0004
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING, as Windows calls it."""


def takes_bold(stream: TextIO) -> bool:
    """Say whether a stream is a terminal that makes letters bold when it is told to.

    A console of Windows prints what it is told as letters, unless it is asked first; an old one does so all the same.
    """
    if not stream.isatty() or os.name != "nt":
        return stream.isatty()
    try:
        import ctypes
        import msvcrt

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        console = ctypes.c_void_p(msvcrt.get_osfhandle(stream.fileno()))  # type: ignore[attr-defined,unused-ignore]
        mode = ctypes.c_ulong()
        known = kernel.GetConsoleMode(console, ctypes.byref(mode))
        return bool(known and kernel.SetConsoleMode(console, mode.value | _ESCAPES))
    except (ImportError, AttributeError, OSError, ValueError):
        return False

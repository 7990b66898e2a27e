"""Standard streams that no character can break."""

from __future__ import annotations

import codecs
import io
import sys

_IN_ASCII = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-",
    "×": "x", "→": "->", "•": "-", "·": "-", "«": '"', "»": '"', "\u00a0": " ",
}  # fmt: skip


def _in_other_letters(error: UnicodeError) -> tuple[str, int]:
    """Write what the encoding lacks in letters that it has, else as a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_IN_ASCII.get(character, "?") for character in lacking), error.end


def prepare() -> None:
    """Let output fall back on simpler letters, and read piped input as UTF-8.

    A console that only knows cp1252 or ASCII must not end the program with a
    traceback; what goes into files is UTF-8 whatever the console can show.
    """
    codecs.register_error("coprod", _in_other_letters)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="coprod")
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

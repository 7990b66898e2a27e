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
    """Let output on a console fall back on simpler letters; write and read files and pipes as UTF-8.

    A console that only knows cp1252 or ASCII must not end the program with a traceback. What
    is redirected is for other programs, and for us: no letter of it may hang on the console.
    """
    codecs.register_error("coprod", _in_other_letters)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="coprod")
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
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

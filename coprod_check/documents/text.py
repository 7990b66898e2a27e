"""What people typed, washed for what is done with it; and counts in words."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

_UNSEEN = {code: "?" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(code) not in "\n\t"}


def as_typed(text: str) -> str:
    r"""Tidy what was typed at a prompt: composed letters, plain newlines, no control characters, no blank ends.

    >>> as_typed("\ufeff 2 \r\n")
    '2'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip().strip("\ufeff").strip()


def one_line(text: str) -> str:
    """Put what people typed on one line, without a character that a terminal could obey."""
    return as_compared("".join(each if each.isprintable() else " " for each in text))


def printable(text: str) -> str:
    r"""Put a question mark for every control character but newline and tab.

    A team's name, or a file's, must not be able to send a terminal commands.

    >>> printable("Team \x1b[31mRed\x07")
    'Team ?[31mRed?'
    """
    return text.translate(_UNSEEN)


def as_compared(text: str) -> str:
    r"""A text as it is compared: wrapping and spacing do not count, nor how an accent is stored.

    >>> as_compared("  Ask\n   Jo ")
    'Ask Jo'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def identity(text: str) -> str:
    r"""What tells one team, round or person from another, however it is spelt (contract, 3.1).

    In Unicode NFC, without invisible (format) characters, case folded, white space joined and
    trimmed. When in doubt two spellings are one: taking one person for two could show an answer.

    >>> identity(" S\u200b4 ") == identity("s4"), identity("CAF\u00c9") == identity("Cafe\u0301")
    (True, True)
    >>> identity("\u200b "), identity("\u1ff6") == "\u1ff6"
    ('', True)
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    seen = "".join(each for each in unicodedata.normalize("NFC", text) if unicodedata.category(each) != "Cf")
    # Folded once: what composing puts together again would be taken apart by a second time.
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold()).split())


def count(number: int, one: str, more: str = "") -> str:
    """Count things, with the plural where there is not one of them: ``one`` and an s, unless ``more`` says otherwise.

    >>> count(1, "team"), count(0, "team"), count(2, "person", "people")
    ('1 team', '0 teams', '2 people')
    """
    return f"{number} {one if number == 1 else more or one + 's'}"


def day(date: dt.date) -> str:
    """Write a date for people.

    >>> import datetime
    >>> day(datetime.date(2027, 1, 7))
    '7 January 2027'
    """
    return f"{date.day} {date:%B %Y}"

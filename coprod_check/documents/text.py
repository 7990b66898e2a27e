"""What people typed, washed for what is done with it; and counts in words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

TURNS = "\u202a-\u202e\u2066-\u2069"
"""Marks that turn the direction of the words after them, as a range of letters: with them a text can show another."""
_TURNED = re.compile(f"[{TURNS}]")
_UNSEEN = {code: "?" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(code) not in "\n\t"}
_UNSEEN |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "?")
_OBEYED = re.compile(rf"\x1b(?!\[[0-9;]*m)|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f{TURNS}]")


def as_typed(text: str) -> str:
    r"""Tidy what was typed at a prompt: composed letters, plain newlines, no control characters, no blank ends.

    >>> as_typed("\ufeff 2 \r\n")
    '2'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", " ").replace("\u2029", " ")  # they end a line or a paragraph, and a name is one line
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip().strip("\ufeff").strip()


def one_line(text: str) -> str:
    """Put what people typed on one line, without a character that a terminal could obey."""
    return as_compared("".join(each if each.isprintable() else " " for each in text))


def printable(text: str) -> str:
    r"""Put a question mark for every control character but newline and tab, and for what turns the words around it.

    A team's name, or a file's, must not be able to send a terminal commands, nor to look like another.

    >>> printable("Team \x1b[31mRed\x07")
    'Team ?[31mRed?'
    """
    return text.translate(_UNSEEN)


def unturned(text: str) -> str:
    r"""Take out what turns the words around it; letters of right-to-left scripts stay, and names stay the same names.

    >>> unturned("Blue \u202edeR\u202c team")
    'Blue deR team'
    """
    return text if text.isascii() else _TURNED.sub("", text)


def harmless(text: str) -> str:
    r"""What is for programs, as a terminal may show it: line ends and bold letters stay as they are.

    >>> harmless("\x1b[1mTeam\x1b[0m,\u202e2J\x1b[2J\r\n")
    '\x1b[1mTeam\x1b[0m,?2J?[2J\r\n'
    """
    return text if text.isascii() and text.isprintable() else _OBEYED.sub("?", text)


_SURELY_SEEN = re.compile("[!-~]")
_WITHOUT_INK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters that show nothing, although they count as letters or signs."""


def is_blank(text: str) -> bool:
    r"""Whether nothing of a text can be seen: spaces, control and format characters, accents without a letter.

    >>> is_blank(""), is_blank(" \u200b\u3164\n"), is_blank("\u200bé")
    (True, True, False)
    """
    return not (_SURELY_SEEN.search(text) or any(map(_is_seen, text)))


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"} and letter not in _WITHOUT_INK


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

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
_HALF = re.compile("[\ud800-\udfff]")
"""Halves of letters, of which some stand for the bytes of a file's name that is not in UTF-8."""
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

    A byte in the name of a file that is no letter is written in digits.

    >>> printable("Team \x1b[31mRed\x07"), printable("caf\udce9")
    ('Team ?[31mRed?', 'caf\\xe9')
    """
    return whole_letters(text.translate(_UNSEEN))


_SPACED = dict.fromkeys(_UNSEEN, " ")


def unobeyed(text: str) -> str:
    r"""Put a space for what ``printable`` marks: questions asked with another service are known again by their words.

    >>> unobeyed("Team \x1b[31mRed\u202e.")
    'Team  [31mRed .'
    """
    return text if text.isascii() and text.isprintable() else text.translate(_SPACED)


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
    return text if text.isascii() and text.isprintable() else whole_letters(_OBEYED.sub("?", text))


def whole_letters(text: str) -> str:
    r"""Write what no file can hold otherwise: halves of letters, and bytes that are none in the name of a file.

    >>> whole_letters("caf\udce9 \ud83d\x1b") == "caf\\xe9 ?\x1b"
    True
    """
    return text if text.isascii() else _HALF.sub(_in_digits, text)


def _in_digits(half: re.Match[str]) -> str:
    return f"\\x{ord(half[0]) - 0xDC00:02x}" if "\udc80" <= half[0] <= "\udcff" else "?"


_OBEYED_IN_JSON = re.compile(f"[\x7f-\x9f\u2028\u2029{TURNS}]")


def visible_json(text: str) -> str:
    r"""JSON with escapes for what JSON itself lets pass and a screen obeys: the same values, in other letters.

    A byte in the name of a file that is no letter is written in digits: JSON has no place for it.

    >>> visible_json('{"file": "\x9b2J"}'), visible_json('{"file": "\u202ea"}'), visible_json('"caf\udce9"')
    ('{"file": "\\u009b2J"}', '{"file": "\\u202ea"}', '"caf\\\\xe9"')
    """
    if text.isascii() and "\x7f" not in text:
        return text
    return _escaped(_HALF.sub(lambda half: _in_digits(half).replace("\\", "\\\\"), text))


def visible_toml(text: str) -> str:
    r"""TOML that was written with every text in double quotes, with escapes for what a screen obeys: the same values.

    >>> visible_toml('a = "\x9b2J\u202e"')
    'a = "\\u009b2J\\u202e"'
    """
    return text if text.isascii() else _escaped(text)


def _escaped(text: str) -> str:
    return _OBEYED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


_SURELY_SEEN = re.compile("[!-~]")
_NEVER_SEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""What nobody sees besides format characters: joiners, fillers, and marks that choose a shape (Unicode,
Default_Ignorable_Code_Point; and the braille pattern without a dot)."""


def is_blank(text: str) -> bool:
    r"""Whether nothing of a text can be seen: spaces, control and format characters, accents without a letter.

    >>> is_blank(""), is_blank(" \u200b\u3164\n"), is_blank("\u200bé")
    (True, True, False)
    """
    return not (_SURELY_SEEN.search(text) or any(map(_is_seen, text)))


def _is_seen(letter: str) -> bool:
    if _NEVER_SEEN.match(letter):
        return False
    return unicodedata.category(letter) not in {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}


def as_compared(text: str) -> str:
    r"""A text as it is compared: wrapping and spacing do not count, nor how an accent is stored.

    >>> as_compared("  Ask\n   Jo ")
    'Ask Jo'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def identity(text: str) -> str:
    r"""What tells one team, round or person from another, however it is spelt (contract, 3.1).

    In Unicode NFC, without invisible characters, case folded, white space joined and trimmed. When in
    doubt two spellings are one: taking one person for two could show an answer.

    >>> identity(" S\u200b4 ") == identity("s4"), identity("CAF\u00c9") == identity("Cafe\u0301")
    (True, True)
    >>> identity("S4\ufe0f") == identity("s4")
    True
    >>> identity("\u200b "), identity("\u1ff6") == "\u1ff6"
    ('', True)
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = _NEVER_SEEN.sub("", unicodedata.normalize("NFC", text))
    seen = "".join(each for each in plain if unicodedata.category(each) != "Cf")
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

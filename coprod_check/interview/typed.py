"""What people type where a word, a letter or a number stands on the screen, as the screen has it."""

from __future__ import annotations

import re
import unicodedata

_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NOBODY = ("nobody", "none", "no one")
_WHAT_IS_COUNTED = re.compile(r"(?: people| person| staff| members?| of us)?$")
_CALLED = re.compile(r"^(?:level|number) (?=\w+$)")
"""What people say before a number that they choose."""
_LEFT_OUT = {ord(each): None for each in "'\u2019\u2018`"}
"""What people leave out of words when they type."""
_BEFORE, _BEHIND = " ([\"'`\u2018\u201c*", " .:;,!)]\"'`\u2019\u201d*"
"""What people type around a number."""
_WORD = re.compile(r"(?:(?<!\w)[-\u2212.](?=\d))?\w+")
"""A word; a number below nothing, or a part of one, is not the number behind its sign."""
_BETWEEN = re.compile(r"[\s,;&+]+|\band\b")
_MOST_DIGITS = 4


def bare_words(text: str) -> str:
    """The words of a text, whatever stands around and between them, in small letters and usual digits.

    >>> bare_words("(2)"), bare_words("Don\u2019t  KNOW!"), bare_words("b, go back"), bare_words("-\uff12.")
    ('2', 'dont know', 'b go back', '-2')
    """
    words = unicodedata.normalize("NFKC", text).casefold().translate(_LEFT_OUT)
    return " ".join(_WORD.findall(words))


def number_typed(text: str) -> int | None:
    """A number from 0 to 9999, in digits or up to twenty in words; ``None`` for what is none, or more than one.

    >>> [number_typed(each) for each in ("4.", "Four", "(04)", "\uff14", "4 people", "nobody", "-4", "4.5", "4 or 5")]
    [4, 4, 4, 4, 4, 0, None, None, None]
    """
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).lstrip(_BEFORE).rstrip(_BEHIND)
    said = _WHAT_IS_COUNTED.sub("", said)
    if said in _NUMBERS:
        return _NUMBERS.index(said)
    if said in _NOBODY:
        return 0
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS else None


def numbers_typed(text: str, most: int) -> list[int] | None:
    """Numbers from a list, with blanks, commas or "and" between them; ``None`` when one is not in the list.

    >>> numbers_typed("1, two and (3).", 3), numbers_typed("0", 3), numbers_typed("1 4", 3)
    ([1, 2, 3], [], None)
    """
    found = [number_typed(part) for part in _BETWEEN.split(text.casefold()) if part.strip(_BEFORE + _BEHIND)]
    known = [each for each in found if each is not None and each <= most]
    return None if len(known) < len(found) else [each for each in known if each]


def chosen_number(text: str) -> str:
    """The number that stands for a choice, as it stands on the screen; empty for what is none.

    >>> chosen_number("Two"), chosen_number("level 2"), chosen_number("02"), chosen_number("0")
    ('2', '2', '', '0')
    """
    said = _CALLED.sub("", bare_words(text))
    if said in _NUMBERS:
        return str(_NUMBERS.index(said))
    return said if said == "0" or (said.isdecimal() and said[0] != "0") else ""

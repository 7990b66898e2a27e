"""The language of a page, and in which direction its words are written."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages that are written from right to left, unless their tag names another script."""
RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa"})
FROM_THE_RIGHT = frozenset({"R", "AL"})
"""What Unicode calls the letters of those scripts."""
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def language_tag(language: str) -> str:
    """Give the language that a rubric says it is in; English where that is no language.

    >>> language_tag("ur-PK"), language_tag('"><script>')
    ('ur-PK', 'en')
    """
    return language if _TAG.fullmatch(language) else "en"


def direction(language: str) -> Literal["rtl", "ltr"]:
    """Say in which direction a language is written.

    >>> direction("en"), direction("ur-PK"), direction("pa-Arab"), direction("ur-Latn")
    ('ltr', 'rtl', 'rtl', 'ltr')
    """
    parts = language.casefold().replace("_", "-").split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in RIGHT_TO_LEFT else "ltr"


def turned(text: str) -> bool:
    """Whether a text holds letters that are written from the right."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in FROM_THE_RIGHT for letter in text)


def begins_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction is written from the right.

    >>> begins_from_the_right("1. اردو and more"), begins_from_the_right("More اردو"), begins_from_the_right("12")
    (True, False, False)
    """
    if text.isascii():
        return False
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((each in FROM_THE_RIGHT for each in strong if each in {"L", *FROM_THE_RIGHT}), False)

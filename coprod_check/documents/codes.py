"""How questions and answers are named in other services: a code for each, which comes back in their exports.

A number is never a code: services number their choices from 1, and level 0 would come back
as 1. So levels are ``L0``, ``L1``, …, and what is no level is ``DK`` and ``NA``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.documents.sheet import Word

OF_WORDS: dict[str, Word] = {"DK": DONT_KNOW, "NA": NOT_APPLICABLE}
"""Codes of answers that are no level."""
LONGEST_SQUASHED = 20
"""Letters and digits of a question code in LimeSurvey."""

TEAM, ROUND, VOICE, SHARE, MADE_UP_NAME = "team", "round", "voice", "share", "made_up_name"
"""What the questions before the practices are called in other services; squashed where they must be."""
EVIDENCE, REASON = "_evidence", "_reason"
"""What is put behind a practice's code for the questions that belong to it."""
EXPERIENCE = "experience"
"""The group that the experience questions stand in."""


def answer_code(answer: int | Word) -> str:
    """The code of an answer to a practice.

    >>> answer_code(0), answer_code("dont-know")
    ('L0', 'DK')
    """
    return next((code for code, word in OF_WORDS.items() if word == answer), f"L{answer}")


def underscored(ident: str) -> str:
    """An id as a name with underscores, which begins with a letter (XLSForm, REDCap).

    >>> underscored("shared-decisions"), underscored("1st-step")
    ('shared_decisions', 'q_1st_step')
    """
    name = ident.replace("-", "_")
    return name if name[:1].isalpha() else f"q_{name}"


def squashed(idents: Iterable[str], longest: int = LONGEST_SQUASHED) -> dict[str, str]:
    """Ids as codes of lower-case letters and digits that begin with a letter; no two are alike.

    >>> squashed(["shared-decisions", "payment-and-safe-routes"])
    {'shared-decisions': 'shareddecisions', 'payment-and-safe-routes': 'paymentandsaferoutes'}
    >>> squashed(["a-long-name-of-a-practice-1", "a-long-name-of-a-practice-2"])
    {'a-long-name-of-a-practice-1': 'alongnameofapractice', 'a-long-name-of-a-practice-2': 'alongnameofapracti2x'}
    """
    codes: dict[str, str] = {}
    for ident in idents:
        plain = re.sub("[^a-z0-9]", "", ident.lower())
        code = (plain if plain[:1].isalpha() else f"q{plain}")[:longest]
        number = 2
        while code in codes.values():
            # An x at the end: a number there would be taken for that of equal questions.
            ending = f"{number}x"
            code = (
                plain[: longest - len(ending)] + ending
                if plain[:1].isalpha()
                else f"q{plain}"[: longest - len(ending)] + ending
            )
            number += 1
        codes[ident] = code
    return codes

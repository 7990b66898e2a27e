"""Typed text in the cells of a CSV file, which a spreadsheet must not take for a formula."""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may not begin with: spreadsheets would take it for a formula (OWASP, CSV Injection)."""

_LIKE_ONE = re.compile(f"'*[{re.escape(''.join(FORMULA))}]")
_MASKED = re.compile(f"'{_LIKE_ONE.pattern}")


def masked(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; ``unmasked`` takes it off again.

    Text that looks as if it were masked gets one too, so that every text comes back as it was.

    >>> masked("=1+1"), masked("'=1+1"), masked("Minutes"), masked("'Minutes'")
    ("'=1+1", "''=1+1", 'Minutes', "'Minutes'")
    """
    return f"'{text}" if _LIKE_ONE.match(text) else text


def unmasked(text: str) -> str:
    """Take off the apostrophe that keeps text from being taken for a formula.

    >>> unmasked("'=1+1"), unmasked("''=1+1"), unmasked("'tis"), unmasked("=1+1")
    ('=1+1', "'=1+1", "'tis", '=1+1')
    """
    return text[1:] if _MASKED.match(text) else text

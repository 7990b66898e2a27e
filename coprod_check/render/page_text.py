"""What people typed, made safe to stand on a page beside other words."""

from __future__ import annotations

import re

from coprod_check.documents.text import printable, unturned

_HALVES = re.compile("[\ud800-\udfff\ufffe\uffff\U0001fffe\U0001ffff]")
"""Halves of letters, and codes that are none: neither can be written to a file that others read."""


def for_page(text: str) -> str:
    """Put a question mark for control characters, and take out what turns the words around it.

    The letters of right-to-left scripts stay, and the marks that set one letter. The
    page gives each text its own direction instead.
    """
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", printable(unturned(text)))

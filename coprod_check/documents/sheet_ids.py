"""Ids of sheets, such as ``k7f3-92qd``: by them a copy of a sheet is known as a copy."""

from __future__ import annotations

import hashlib

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No letter or digit that is easily taken for another when read aloud or copied by hand."""


def written_id(eight: str) -> str:
    """Eight letters as an id.

    >>> written_id("k7f392qd")
    'k7f3-92qd'
    """
    return f"{eight[:4]}-{eight[4:]}"


def id_made_of(*about: str) -> str:
    """The id that goes with some facts: the same facts always give the same one.

    >>> id_made_of("a", "b") == id_made_of("a", "b"), id_made_of("a", "b") == id_made_of("ab", "")
    (True, False)
    """
    digest = hashlib.sha256("\0".join(about).encode()).digest()
    return written_id("".join(LETTERS[byte % len(LETTERS)] for byte in digest[:8]))

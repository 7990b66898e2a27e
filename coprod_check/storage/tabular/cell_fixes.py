"""What to write into a cell, where a sheet in a file of its own needs quotes, keys and brackets."""

from __future__ import annotations

from functools import lru_cache

_IN_CELLS = {
    'add voice = "staff" or voice = "lived-experience" or voice = "together"': (
        "write staff, lived-experience or together"
    ),
    'write "staff" or "lived-experience" or "together"': "write staff, lived-experience or together",
    "add the day, such as date = 2026-11-22": "write the day as 2026-11-22",
    "is missing; add it": "is missing; write it here",
    "write share = true or share = false": "write true or false",
    ' without quotes, or "dont-know"': ", or dont-know",
    ' without quotes, "dont-know", or "not-applicable" with a reason': ", or dont-know, or not-applicable",
    'such as 0 or 1, or "dont-know", or "not-applicable"': "such as 0 or 1, or dont-know, or not-applicable",
    'write a level, or "dont-know"': "write a level, or dont-know",
    "did you mean 'dont-know'?": "write dont-know",
    "did you mean 'not-applicable'?": "write not-applicable",
    "write text in quotes": "write words",
}
"""By how a message about a sheet ends."""


@lru_cache(maxsize=1024)
def in_cells(message: str) -> str:
    """Say of a table what is said of a sheet in a file of its own.

    >>> in_cells("is not true or false; write share = true or share = false")
    'is not true or false; write true or false'
    """
    ending = next((each for each in _IN_CELLS if message.endswith(each)), "")
    return message.removesuffix(ending) + _IN_CELLS[ending] if ending else message

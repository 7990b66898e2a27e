"""Small-number suppression: whose answers may be shown, and which counts are too few to show (contract, 3.2)."""

from __future__ import annotations

from typing import Literal

ShownBy = Literal["consent", "number"]
"""Why a private voice may be shown."""

MINIMUM_CELL_SIZE = 5
"""Sheets below which a voice, or a practice within it, is too few to show.

A constant, not a setting: small enough that real groups can reach it, and large
enough that no answer can be pinned on a person. See docs for the published rules
it was chosen from.
"""


def shown_by(sheets: int, consenting: int, *, someone_left_out: bool = False) -> ShownBy | None:
    """Why a private voice may be shown; ``None`` where it is hidden, or has no sheet.

    ``consenting`` of its ``sheets`` agree to be shown; ``someone_left_out`` is true where
    there is a person whose sheets do not count.

    >>> shown_by(2, 2), shown_by(4, 3), shown_by(5, 0), shown_by(0, 0)
    ('consent', None, 'number', None)
    """
    # 3.2: "A voice without sheets is not shown."
    if not sheets:
        return None
    # 3.2: "**shown by consent** when every one of its sheets says `share = true` (a person left out as a problem, and a
    # private sheet of this round that cannot be read but shows its voice, counts here as one who did not;"
    if consenting == sheets and not someone_left_out:
        return "consent"
    # 3.2: "otherwise **shown by number** when it has at least five sheets; otherwise it is hidden."
    return "number" if sheets >= MINIMUM_CELL_SIZE else None


def too_few(count: int, *, by_number: bool) -> bool:
    """Whether a count within a shown voice is below the minimum cell size; never in a voice shown by consent.

    >>> too_few(4, by_number=True), too_few(5, by_number=True), too_few(1, by_number=False)
    (True, False, False)
    """
    return by_number and count < MINIMUM_CELL_SIZE

"""Characters that may be printed, whoever typed them."""

from __future__ import annotations

_UNSEEN = {code: "?" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(code) not in "\n\t"}


def printable(text: str) -> str:
    r"""Put a question mark for every control character but newline and tab.

    A team's name, or a file's, must not be able to send a terminal commands.

    >>> printable("Team \x1b[31mRed\x07")
    'Team ?[31mRed?'
    """
    return text.translate(_UNSEEN)

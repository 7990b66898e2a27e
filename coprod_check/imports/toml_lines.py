"""Lines of a map, as TOML."""

from __future__ import annotations

import re

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def toml_text(text: str) -> str:
    r"""A text as a TOML string on one line.

    >>> toml_text('He said "no"\n')
    '"He said \\"no\\"\\n"'
    """
    return '"' + "".join(_ESCAPES.get(each) or _plain(each) for each in text) + '"'


def _plain(letter: str) -> str:
    code = ord(letter)
    return letter if code >= 0x20 and code != 0x7F else f"\\u{code:04x}"


def key(text: str) -> str:
    """A text as a TOML key, in quotes where it must be.

    >>> key("voice"), key("experience.felt-equal"), key("*")
    ('voice', '"experience.felt-equal"', '"*"')
    """
    return text if _BARE.fullmatch(text) else toml_text(text)


def map_line(said: str, means: str | int) -> str:
    """One line of a map. What is said is always in quotes, so that numbers are no exception.

    >>> map_line("Never", 0), map_line("Q7", "shared-decisions")
    ('"Never" = 0', '"Q7" = "shared-decisions"')
    """
    value = str(means) if isinstance(means, int) or means in {"true", "false"} or means.isdigit() else toml_text(means)
    return f"{toml_text(said)} = {value}"

"""Names within a text: those that stand out, and those that are in another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds each of some names, the longest first and never inside a word; ``None`` where there is no name."""
    known = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)") if known else None


def parted(text: str, names: re.Pattern[str] | None) -> Iterator[tuple[str, bool]]:
    """Part a text into pieces, and say of each whether it is one of the names; together they are the text.

    >>> list(parted("Most on Who decides.", any_of(["Who decides"])))
    [('Most on ', False), ('Who decides', True), ('.', False)]
    """
    end = 0
    for found in names.finditer(text) if names else ():
        if found.start() > end:
            yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(text) or not text:
        yield text[end:], False

"""Maps that were begun by the program, filled in as a person does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING_ELSE: Mapping[str, Mapping[str, str]] = {}


def uncommented(text: str, instead: Mapping[str, Mapping[str, str]] = NOTHING_ELSE) -> str:
    """A map with its lines to fill in taken for what they are, or written anew by whoever knows better.

    Of two lines for the same thing the first is kept.
    """
    table, lines = "", []
    settled: set[tuple[str, str]] = set()
    for line in text.split("\n"):
        if line.startswith("["):
            table = line.strip("[]")
        filled = line
        if re.match(r'#[\w"]', line):
            key = table, line.rpartition(" = ")[0]
            filled = line if key in settled else line[1:]
            settled.add(key)
        lines.append(instead.get(table, {}).get(filled, filled))
    return "\n".join(lines)

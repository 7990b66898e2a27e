"""The commands that the program names in what it says, as a shell takes them."""

from __future__ import annotations

import re
import shlex

_WORD = r"(?:'[^']*'|\"[^\"]*\"|[^\s'\"])+"
_COMMANDS = "assess|collect|diff|form|plan|report|rubric|score"
_COMMAND = re.compile(rf"coprod-check((?: +(?:{_COMMANDS})\b)(?: +{_WORD})*)")
_ENDS = (".", ",", ";", ":", ")")


def commands_in(text: str) -> list[list[str]]:
    """Every command that is named in a text whose paragraphs are lines; a sentence that goes on is no part of it."""
    joined = text.replace("\\\n", "").replace("coprod-check\n", "coprod-check ")
    return [_up_to_the_end(found[1]) for found in _COMMAND.finditer(joined)]


def _up_to_the_end(said: str) -> list[str]:
    words: list[str] = []
    for word in shlex.split(said):
        words.append(word.rstrip("".join(_ENDS)) if word.endswith(_ENDS) and word not in {".", ".."} else word)
        if word.endswith(_ENDS) and word not in {".", ".."}:
            break
    return words

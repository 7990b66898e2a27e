"""A screen as lines of text, for every front end that prints."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from coprod_check.documents.commands import CommandLine
from coprod_check.documents.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.interview.screens import Choice, Screen

NARROWEST = 16


def wrap(text: str, width: int, indent: str = "", hang: str = "") -> list[str]:
    """Wrap one paragraph between words; only a word longer than the line is broken.

    Not at hyphens: a file name in the middle of a sentence must stay copyable. What holds a command stays as it is.
    """
    if isinstance(text, CommandLine):
        return [printable(text)]
    width = max(width, NARROWEST)
    # A sheet that somebody edited by hand may hold an escape byte; the terminal must not get it.
    text = "".join(character if character.isprintable() else " " for character in text)
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent + hang, break_on_hyphens=False
    ) or [""]


def paragraphs(texts: Iterable[str], width: int) -> Iterator[str]:
    """Wrap paragraphs; those that start with ``- `` hang as list entries."""
    for text in texts:
        yield from wrap(text, width, hang="  " if text.startswith("- ") else "")


def screen_lines(screen: Screen, width: int) -> list[str]:
    """Write a whole screen, top to bottom in the order in which it should be heard."""
    lines = [""]
    if screen.progress:
        lines += wrap(screen.progress, width)
    lines += wrap(screen.heading, width)
    lines += paragraphs(screen.body, width)
    for choice in screen.choices:
        lines += _choice_lines(choice, width)
    if screen.current:
        lines += wrap(f"Your answer now: {screen.current}. Just Enter keeps it.", width)
    return lines


def _choice_lines(choice: Choice, width: int) -> list[str]:
    words = f"{choice.key}  {choice.label}"
    return wrap(f"{words}. {choice.text}" if choice.text else words, width, hang="   ")


def command_lines(commands: Iterable[Choice], width: int) -> list[str]:
    """Write the letters that may be typed and what they do, in one sentence."""
    listed = "; ".join(f"{command.key}, {command.label[0].lower()}{command.label[1:]}" for command in commands)
    return wrap(f"Or type: {listed}.", width) if listed else []


def short_command_lines(commands: Sequence[Choice], width: int) -> list[str]:
    """Write the letters alone, for those who have heard before what they do; which is for help is said each time."""
    from coprod_check.interview.screens import HELP  # noqa: PLC0415 - a result is laid out without the interview

    letters = ", ".join(command.key for command in commands if command != HELP)
    return wrap(f"Or type {letters}{f'; {HELP.key} for help' if HELP in commands else ''}.", width)

"""A report in the form the user asked for, written where the user asked."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, assert_never

from coprod_check.cli import settings
from coprod_check.cli.choices import PageFormat
from coprod_check.cli.streams import can_draw, takes_bold
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from coprod_check.render.base import Renderer


def renderer(
    style: PageFormat, *, to_file: bool = False, option_plain: bool = False, most: int | None = None
) -> Renderer:
    """Choose the renderer: bold only on a terminal; in plain mode no drawn tables either.

    ``most`` is how many lines text may have, where the short form is wanted; Markdown is always whole.
    """
    match style:
        case PageFormat.TEXT:
            width = text_width(to_file=to_file, option_plain=option_plain)
            if settings.plain_output(option=option_plain):
                from coprod_check.render.text import TextRenderer

                return TextRenderer(width, most=most)
            from coprod_check.render.terminal import TerminalRenderer

            bold = not to_file and takes_bold(sys.stdout)
            return TerminalRenderer(width, bold=bold, unicode=to_file or can_draw(sys.stdout), most=most)
        case PageFormat.MARKDOWN:
            from coprod_check.render.markdown import MarkdownRenderer

            return MarkdownRenderer()
        case _:
            assert_never(style)


NARROWEST, WIDEST, WIDEST_PLAIN = 20, 100, 80
"""Columns that text has at least, and at most: longer lines are hard to read."""


def text_width(*, to_file: bool = False, option_plain: bool = False) -> int:
    """Columns of text: those of the terminal; in a file or a pipe 80, or what ``COLUMNS`` says."""
    width = settings.file_width() if to_file else settings.width()
    return max(NARROWEST, min(width, WIDEST_PLAIN if settings.plain_output(option=option_plain) else WIDEST))


def utf8_to_screen() -> None:
    """Write standard output in UTF-8: a page in HTML says that it is, whatever the console would make of it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="coprod", newline="")


WRITTEN_BY_PEOPLE = (".answers.toml", ".answers.json", ".plan.toml")
"""How the names of files end in which people wrote something."""


def keep_what_people_wrote(out: Path | None, inputs: Sequence[Path] = ()) -> None:
    """Refuse a place for output at which answers or a plan would be lost."""
    if out is None or not out.is_file():
        return
    if any(each.is_file() and each.samefile(out) for each in inputs):
        message = f"{out} is a file to be read, and would be written over; name another place"
        raise BadCommand(message)
    from coprod_check.storage.left_out import is_of_people

    # By the name of what a link leads to, too; and by what it says, for a name tells nothing where somebody chose it.
    named = any(each.casefold().endswith(WRITTEN_BY_PEOPLE) for each in (out.name, os.path.realpath(out)))
    if named or is_of_people(str(out)):
        how = "by its name" if named else "by what stands in it"
        message = f"{out} is a sheet or a plan {how}; so that nothing in it is lost, name another file"
        raise BadCommand(message)


def deliver(text: str | bytes | Iterable[str], out: Path | None, *, private: bool = False) -> None:
    """Write a result, whole or piece by piece, to a file (for its owner alone if ``private``) or to standard output."""
    if out is None:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
        else:
            pieces = [text] if isinstance(text, str) else text
            sys.stdout.writelines(map(harmless, pieces) if sys.stdout.isatty() else pieces)
        return
    from coprod_check.storage.writing import write_output

    write_output(out, text, private=private)

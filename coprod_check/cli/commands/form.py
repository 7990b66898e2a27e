"""``coprod-check form``: a page to fill in on a phone, a ward computer or paper."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.output import deliver, keep_what_people_wrote
from coprod_check.documents import sheet_ids
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.text import as_compared, as_typed, unturned
from coprod_check.form.page import Form, SheetRules, Style, render_form
from coprod_check.form.table import empty_table
from coprod_check.storage import file_names, library, sheet_files

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.shapes import Voice


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    rubric: str | None
    voice: Voice
    team: str | None
    round: str | None
    style: Style
    out: Path | None
    contact: str | None = None
    return_by: str | None = None
    help_line: str | None = None
    table: Path | None = None


def run(options: Options) -> None:
    """Make the form and write it, and the empty table where one is wanted.

    With ``--table`` alone no page is written. Raises ``BadCommand`` for a day that is none,
    and for a table that is there already or is no CSV file by its name.
    """
    out, table = options.out, options.table
    keep_what_people_wrote(out)
    if table:
        _check_place(table, out)
    rubric = library.find_rubric(options.rubric or library.DEFAULT)
    form = Form(
        voice=options.voice,
        team=_tidy(options.team),
        round=_tidy(options.round),
        style=options.style,
        contact=_tidy(options.contact),
        return_by=settings.date_said("--return-by", options.return_by) if options.return_by else None,
        help_line=_tidy(options.help_line),
    )
    rules = SheetRules(header=sheet_files.HEADER, letters=sheet_ids.LETTERS, longest=file_names.LONGEST_SLUG)
    if table:
        deliver(empty_table(rubric, form), table)
        say(f"The empty table is in {table}. Once it is filled in, score reads it.")
        if out is None:
            return
    deliver(render_form(rubric, form, rules), out)
    if out is not None:
        say(f"The form is in {out}.")


def _tidy(said: str | None) -> str:
    return as_compared(unturned(as_typed(said or "")))


def _check_place(table: Path, out: Path | None) -> None:
    """Refuse a place for the table at which rows would be lost, or from which score would not read them."""
    if table.suffix.casefold() != ".csv":
        message = f"the table is CSV; name a file that ends in .csv, such as {table.stem or 'answers'}.csv"
        raise BadCommand(message)
    if table.exists():
        message = f"{table} is there already; so that nothing in it is lost, name another file"
        raise BadCommand(message)
    if out is not None and os.path.realpath(out) == os.path.realpath(table):
        message = "the form and the table cannot be one file; name two"
        raise BadCommand(message)

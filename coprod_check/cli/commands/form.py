"""``coprod-check form``: a page to fill in on a phone, a ward computer or paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli.boundary import say
from coprod_check.cli.output import deliver, keep_what_people_wrote
from coprod_check.documents.text import as_compared, as_typed
from coprod_check.form.page import Form, SheetRules, Style, render_form
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


def run(options: Options) -> None:
    """Make the form and write it."""
    out = options.out
    keep_what_people_wrote(out)
    team, label = (as_compared(as_typed(each or "")) for each in (options.team, options.round))
    form = Form(voice=options.voice, team=team, round=label, style=options.style)
    rules = SheetRules(header=sheet_files.HEADER, letters=file_names.LETTERS, longest=file_names.LONGEST_SLUG)
    deliver(render_form(library.find_rubric(options.rubric or library.DEFAULT), form, rules), out)
    if out is not None:
        say(f"The form is in {out}.")

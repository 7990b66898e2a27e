"""``coprod-check form``: a page to fill in on a phone, a ward computer or paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.cli.boundary import say
from coprod_check.cli.output import deliver, keep_what_people_wrote
from coprod_check.core.text import as_typed
from coprod_check.render.form import Form, SheetRules, Style, render_form
from coprod_check.storage import file_names, library, sheet_files

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.core.shapes import Voice


def run(
    *, rubric: str | None, voice: Voice, team: str | None, round_: str | None, style: Style, out: Path | None
) -> None:
    """Make the form and write it."""
    keep_what_people_wrote(out)
    form = Form(voice=voice, team=_one_line(team), round=_one_line(round_), style=style)
    rules = SheetRules(header=sheet_files.HEADER, letters=file_names.LETTERS, longest=file_names.LONGEST_SLUG)
    deliver(render_form(library.find(rubric or library.DEFAULT), form, rules), out)
    if out is not None:
        say(f"The form is in {out}.")


def _one_line(text: str | None) -> str:
    """Tidy a name as the interview does."""
    return " ".join(as_typed(text or "").split())

"""``coprod-check export --to questions``: plain text to paste into a form, one file for each side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.cli.boundary import say
from coprod_check.cli.output import deliver, utf8_to_screen
from coprod_check.documents.errors import BadCommand, bad_file
from coprod_check.documents.text import as_compared, as_typed, unturned
from coprod_check.exchange.asking.question_texts import FILES, question_text
from coprod_check.storage import library
from coprod_check.storage.parsing import reason

if TYPE_CHECKING:
    from coprod_check.cli.commands.services.export_options import ExportOptions


def run(options: ExportOptions) -> None:
    """Write both files into a folder, or both texts to standard output, one below the other."""
    out = options.out
    if out is not None:
        _check_folder(out)
    rubric = library.find_rubric(options.rubric or library.DEFAULT)
    team, round_ = (as_compared(unturned(as_typed(said or ""))) for said in (options.team, options.round))
    named = Path(options.rubric or "").name
    texts = {name: question_text(rubric, side, team, round_, named) for side, name in FILES.items()}
    if out is None:
        utf8_to_screen()
        deliver("\n".join(texts.values()), None)
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise bad_file(str(out), f"could not be made: {reason(error)}") from None
    for name, text in texts.items():
        deliver(text, out / name)
    say(f"The questions are in {out}: {' and '.join(texts)}.")


def _check_folder(out: Path) -> None:
    """Refuse a place that is a file: there is one text for each side."""
    if out.is_file() or out.suffix.casefold() in {".txt", ".md", ".docx"}:
        message = f"--to questions writes one file for each side, and {out} is the name of one file; name a folder"
        raise BadCommand(message)

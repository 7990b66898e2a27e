"""``coprod-check export --to xlsform``, ``limesurvey`` and ``redcap``: a survey for a program that asks it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coprod_check.cli.boundary import say
from coprod_check.cli.choices import ExportKind
from coprod_check.cli.output import deliver, utf8_to_screen
from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.text import as_compared, as_typed, unturned
from coprod_check.storage import library

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.cli.commands.services.export_options import ExportOptions
    from coprod_check.documents.rubric import Rubric

_ENDINGS = {ExportKind.XLSFORM: ".xlsx", ExportKind.LIMESURVEY: ".txt", ExportKind.REDCAP: ".csv"}
"""How the names of files must end, so that the other program takes them."""
_NEXT = {
    ExportKind.XLSFORM: "In KoboToolbox or ODK, upload it as a new form.",
    ExportKind.LIMESURVEY: "In LimeSurvey, choose to import a survey, and then this file.",
    ExportKind.REDCAP: "In REDCap, upload it as the data dictionary of a new project, and switch surveys on.",
}


def run(options: ExportOptions) -> None:
    """Write the survey.

    Raises ``BadCommand`` for a place that the other program would not read it from, and
    ``BadInput`` for questions that it cannot hold, or that another language does not translate.
    """
    kind, out = options.kind, options.out
    _check_place(kind, out)
    wanted = options.rubric or library.DEFAULT
    rubric = library.find_rubric(wanted)
    team, label = (as_compared(unturned(as_typed(said or ""))) for said in (options.team, options.round))
    try:
        made = _made(kind, rubric, _others(rubric, options.other), team, label)
    except BadInput as error:
        place = str(library.locate(wanted))
        raise BadInput(each if each.file else each.in_file(place) for each in error.problems) from None
    if isinstance(made, str) and out is None:
        utf8_to_screen()
    deliver(made.encode() if isinstance(made, str) and out else made, out)
    if out is not None:
        say(f"The survey is in {out}. {_NEXT[kind]} Read the answers with: coprod-check import FILE --out FOLDER")


def _made(kind: ExportKind, rubric: Rubric, others: list[Rubric], team: str, label: str) -> str | bytes:
    if kind is ExportKind.XLSFORM:
        from coprod_check.exchange.asking.xlsform import xlsform

        try:
            return xlsform(rubric, others, team=team, round_label=label)
        except ModuleNotFoundError as error:
            if error.name != "xlsxwriter":
                raise
            message = "writing a workbook needs coprod-check[excel]; install it"
            raise BadCommand(message) from None
    if kind is ExportKind.LIMESURVEY:
        from coprod_check.exchange.asking.limesurvey import limesurvey

        return limesurvey(rubric, team=team, round_label=label)
    from coprod_check.exchange.asking.redcap import redcap

    return redcap(rubric, team=team, round_label=label)


def _others(rubric: Rubric, files: list[Path]) -> list[Rubric]:
    """The same questions in other languages. Raises ``BadInput`` with all that one of them lacks."""
    if not files:
        return []
    from coprod_check.exchange.asking.translations import other_language_faults

    others = {str(file): library.load(file) for file in files}
    if faults := other_language_faults(rubric, others):
        raise BadInput(faults)
    return list(others.values())


def _check_place(kind: ExportKind, out: Path | None) -> None:
    ending = _ENDINGS[kind]
    if out is not None and out.suffix.casefold() != ending:
        message = f"--to {kind} writes a file that ends in {ending}; name one, such as --out questions{ending}"
        raise BadCommand(message)
    if out is None and kind is ExportKind.XLSFORM and sys.stdout.isatty():
        message = "a workbook is not for this screen; name a file with --out, such as --out questions.xlsx"
        raise BadCommand(message)

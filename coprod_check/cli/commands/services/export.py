"""``coprod-check export``: the questions for another program, and the schemas of our own files."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from coprod_check.cli.choices import ExportKind
from coprod_check.cli.output import keep_what_people_wrote
from coprod_check.documents.errors import BadCommand

if TYPE_CHECKING:
    from coprod_check.cli.commands.services.export_options import ExportOptions


def run(options: ExportOptions) -> None:
    """Write what was asked for. Raises ``BadCommand`` for an option that the kind has no use for."""
    _check(options)
    keep_what_people_wrote(options.out, options.paths)
    match options.kind:
        case ExportKind.WORKBOOK:
            from coprod_check.cli.commands.services import export_workbook

            export_workbook.run(options)
        case ExportKind.QUESTIONS:
            from coprod_check.cli.commands.services import export_questions

            export_questions.run(options)
        case ExportKind.XLSFORM | ExportKind.LIMESURVEY | ExportKind.REDCAP:
            from coprod_check.cli.commands.services import export_survey

            export_survey.run(options)
        case ExportKind.FHIR:
            from coprod_check.cli.commands.services import export_fhir

            export_fhir.run(options)
        case ExportKind.JSON_SCHEMA:
            from coprod_check.cli.commands.services import export_schema

            export_schema.run(options)
        case _:
            assert_never(options.kind)


def _check(options: ExportOptions) -> None:
    kind = options.kind
    unused = {
        "sheets": bool(options.paths) and kind is not ExportKind.FHIR,
        "--base": options.base is not None and kind is not ExportKind.FHIR,
        "--with-language": bool(options.other) and kind is not ExportKind.XLSFORM,
        "--rubric": options.rubric is not None and kind is ExportKind.JSON_SCHEMA,
        "--team": options.team is not None and kind in {ExportKind.FHIR, ExportKind.JSON_SCHEMA},
        "--round": options.round is not None and kind in {ExportKind.FHIR, ExportKind.JSON_SCHEMA},
    }
    if wrong := [name for name, given in unused.items() if given]:
        message = f"--to {kind} has no use for {' and '.join(wrong)}; leave it out"
        raise BadCommand(message)

"""``coprod-check export --to fhir``: the questions, and the sheets that may be shown, as FHIR R4."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from coprod_check.cli.boundary import say, say_notes, say_problems
from coprod_check.cli.collect import collect_sheets
from coprod_check.cli.each import file_of, team_stems
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.scored import WITHOUT_THEM
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import count, identity, visible_json
from coprod_check.exchange.fhir.checks import UnsoundExport, questionnaire_faults, response_faults
from coprod_check.exchange.fhir.code_systems import code_systems
from coprod_check.exchange.fhir.naming import Published, canonical_base, resource_id
from coprod_check.exchange.fhir.questionnaire import questionnaire
from coprod_check.exchange.fhir.responses import shared_sheets
from coprod_check.rules.rounds import group_into_rounds
from coprod_check.storage.library import DEFAULT, Rubrics, find_rubric
from coprod_check.storage.sheet_files import Collected
from coprod_check.storage.writing import write_output

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from coprod_check.cli.commands.services.export_options import ExportOptions
    from coprod_check.documents.problems import Problem
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Voice
    from coprod_check.rules.rounds import FoundRounds, Round

VOICES: tuple[Voice, ...] = (*SIDES, "together")
ANSWERS = "QuestionnaireResponse-"
"""How the names of files with answers begin."""

NO_BASE = (
    "--to fhir needs --base: each questionnaire is known by an address, which must be one of your organisation's; "
    "such as --base https://example.org/fhir"
)
BAD_BASE = (
    "is not an address that others can be put behind; begin it with https:// or http://, without spaces, ?, # or |, "
    "such as https://example.org/fhir"
)

FhirResource = dict[str, Any]


def run(options: ExportOptions) -> None:
    """Write the questionnaires, the meaning of their codes, and the answers that may be shown, a file each."""
    base, folder = _checked(options)
    found = collect_sheets(options.paths, Rubrics(options.rubric)) if options.paths else Collected()
    rounds = group_into_rounds(found.sheets, found.unread)
    asked = {rubric.id: rubric for rubric, _ in found.sheets} or _without_sheets(options.rubric)
    published = {ident: Published(rubric, base) for ident, rubric in sorted(asked.items())}
    questions = {name: each for one in published.values() for name, each in _questions(one).items()}
    answers, left_out = answer_files(rounds.rounds, published)
    _check(questions.values(), answers.values())
    for name, resource in (questions | answers).items():
        text = visible_json(json.dumps(resource, ensure_ascii=False, indent=2))
        write_output(file_of(folder, name), f"{text}\n")
    _tell(found, rounds)
    if options.paths:
        _tell_answers(len(answers), left_out)
    _tell_older(folder, answers)
    say(f"{count(len(questions) + len(answers), 'file is', 'files are')} in {folder}.")
    _end([*found.problems, *(fault for each in rounds.rounds for fault in each.problems)])


def _checked(options: ExportOptions) -> tuple[str, Path]:
    """The address and the folder; ``BadCommand`` says everything that is wrong with the two."""
    base = None if options.base is None else canonical_base(options.base)
    faults = []
    if options.base is None:
        faults.append(NO_BASE)
    elif base is None:
        faults.append(f"--base: {options.base} {BAD_BASE}")
    if options.out is None:
        faults.append("--to fhir writes several files; name a folder for them with --out")
    elif options.out.exists() and not options.out.is_dir():
        faults.append(f"--out: {options.out} is a file; name a folder")
    if base is None or options.out is None or faults:
        raise BadCommand("\n".join(faults))
    return base, options.out


def _without_sheets(wanted: str | None) -> dict[str, Rubric]:
    rubric = find_rubric(wanted or DEFAULT)
    return {rubric.id: rubric}


def _questions(published: Published) -> dict[str, FhirResource]:
    """The files of one set of questions, by name."""
    resources = [*(questionnaire(published, voice) for voice in VOICES), *code_systems(published)]
    return {f"{each['resourceType']}-{each['id']}.json": each for each in resources}


def answer_files(rounds: Sequence[Round], published: dict[str, Published]) -> tuple[dict[str, FhirResource], int]:
    """The files of all answers that may be shown, by name; and how many sheets may not, one at a time."""
    teams, labels = team_stems(each.team for each in rounds), team_stems(each.label for each in rounds)
    files: dict[str, FhirResource] = {}
    left_out = 0
    for each in rounds:
        shared = shared_sheets(each, published[each.rubric.id])
        of_rubric = [resource_id(each.rubric.id)] if len(published) > 1 else []
        # Neither an id nor a safe name holds a full stop, so no two of these are alike.
        stem = ".".join([*of_rubric, teams[identity(each.team)], labels[identity(each.label)]])
        if shared.together:
            files[f"{ANSWERS}{stem}.together.json"] = shared.together
        for side, sheets in shared.private.items():
            files |= {f"{ANSWERS}{stem}.{side}-{number}.json": sheet for number, sheet in enumerate(sheets, 1)}
        left_out += shared.left_out
    return files, left_out


def _check(questions: Iterable[FhirResource], answers: Iterable[FhirResource]) -> None:
    """Hold everything against the rules of FHIR that validators do not know, before a file is written."""
    asked = {f"{each['url']}|{each['version']}": each for each in questions if each["resourceType"] == "Questionnaire"}
    faults = [fault for each in asked.values() for fault in questionnaire_faults(each)]
    faults += [fault for each in answers for fault in response_faults(each, asked[each["questionnaire"]])]
    if faults:
        raise UnsoundExport("; ".join(faults))


def _tell(found: Collected, rounds: FoundRounds) -> None:
    say_notes({*found.notes, *rounds.notes, *(note for each in rounds.rounds for note in each.notes)})


def _tell_answers(written: int, left_out: int) -> None:
    say(f"{count(written, 'sheet is', 'sheets are')} written as answers." if written else NONE)
    if left_out:
        say(f"Sheets of one person are left out: {WHY_LEFT_OUT}")  # how many would say how many are hidden


NONE = "No sheet is written: there is none that may be shown by itself."
WHY_LEFT_OUT = (
    "the answers of one person are written only where everyone of that side agreed to be shown. "
    "What may be said of them together is in the result: coprod-check score."
)


def _tell_older(folder: Path, answers: dict[str, FhirResource]) -> None:
    """Name answers that an earlier run left behind: somebody may have changed their mind since."""
    older = sorted(path.name for path in folder.glob(f"{ANSWERS}*.json") if path.name not in answers)
    if older:
        say(f"Note: {folder} holds answers from before that are not among these: {', '.join(older)}")
        say("Take them away before you share the folder: they may be of people who may not be shown now.")


def _end(problems: Iterable[Problem]) -> None:
    faults = sorted(set(problems))
    say_problems(faults)
    if faults:
        say(WITHOUT_THEM)
        sys.stdout.flush()
        sys.exit(ExitCode.BAD_FILE)

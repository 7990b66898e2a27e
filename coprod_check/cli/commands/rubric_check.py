"""``coprod-check rubric check``: every problem of a set of questions, and how hard it is to read."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.syllables import syllable_counter
from coprod_check.documents.errors import BadInput
from coprod_check.documents.plain_english import lint, readability_lines
from coprod_check.documents.text import count
from coprod_check.storage import library


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    names: list[str]


def run(options: Options) -> None:
    """Print the problems of each rubric, and remarks on its wording.

    Exit 1 where one has problems, 3 where one cannot be read at all. Wording is only
    remarked on: a formula cannot say whether a text is plain.
    """
    worst = ExitCode.OK
    for name in options.names:
        try:
            rubric, problems, remarks = library.inspect(name)
        except BadInput as error:
            worst, rubric, problems, remarks = ExitCode.BAD_FILE, None, list(error.problems), []
        for problem in problems:
            sys.stdout.write(f"{problem}\n")
        if problems and worst is ExitCode.OK:
            worst = ExitCode.DIFFERENT
        if rubric is not None:
            for remark in remarks:
                sys.stdout.write(f"{remark}\n")
            for said in (*lint(rubric), *readability_lines(rubric, syllable_counter())):
                sys.stdout.write(f"{name}: {said}\n")
            practices = count(len(rubric.practices), "practice")
            sys.stdout.write(f"{name}: no problems ({practices}, version {rubric.version})\n")
    sys.stdout.flush()
    if worst is not ExitCode.OK:
        sys.exit(worst)

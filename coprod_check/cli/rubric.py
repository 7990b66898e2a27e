"""``coprod-check rubric``: what sets of questions there are, one in full, and what is wrong with one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer
from coprod_check.cli.syllables import syllable_counter
from coprod_check.core.errors import BadInput
from coprod_check.core.plain_english import lint, readability_lines
from coprod_check.core.rubric_report import rubric_report
from coprod_check.core.text import count
from coprod_check.storage import library

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.cli.choices import PageFormat
    from coprod_check.core.rubric import Rubric


def list_all() -> None:
    """List the built-in rubrics."""
    for path in library.builtin_files():
        rubric = library.load(path)
        sys.stdout.write(f"{rubric.id}  {rubric.version}  {rubric.language}  {_practices(rubric)}  {rubric.title}\n")


def _practices(rubric: Rubric) -> str:
    return count(len(rubric.practices), "practice")


def show(name: str, *, style: PageFormat, out: Path | None, plain: bool) -> None:
    """Print one rubric in full."""
    keep_what_people_wrote(out)
    drawn = renderer(style, to_file=out is not None, option_plain=plain)
    deliver(drawn.render(rubric_report(library.find(name))), out)


def check(names: list[str]) -> None:
    """Print the problems of each rubric, and remarks on its wording.

    Exit 1 where one has problems, 3 where one cannot be read at all. Wording is only
    remarked on: a formula cannot say whether a text is plain.
    """
    worst = ExitCode.OK
    for name in names:
        try:
            rubric, problems = library.inspect(name)
        except BadInput as error:
            worst, rubric, problems = ExitCode.BAD_FILE, None, list(error.problems)
        for problem in problems:
            sys.stdout.write(f"{problem}\n")
        if problems and worst is ExitCode.OK:
            worst = ExitCode.DIFFERENT
        if rubric is not None:
            for remark in (*lint(rubric), *readability_lines(rubric, syllable_counter())):
                sys.stdout.write(f"{name}: {remark}\n")
            sys.stdout.write(f"{name}: no problems ({_practices(rubric)}, version {rubric.version})\n")
    sys.stdout.flush()
    if worst is not ExitCode.OK:
        sys.exit(worst)

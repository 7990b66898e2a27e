"""``coprod-check rubric show``: one set of questions in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer
from coprod_check.pages.rubric import rubric_report
from coprod_check.storage import library

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.cli.choices import PageFormat


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    name: str
    style: PageFormat
    out: Path | None
    plain: bool


def run(options: Options) -> None:
    """Print one rubric in full."""
    keep_what_people_wrote(options.out)
    drawn = renderer(options.style, to_file=options.out is not None, option_plain=options.plain)
    deliver(drawn.render(rubric_report(library.find_rubric(options.name))), options.out)

"""``coprod-check rubric show``: one set of questions in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli.choices import PageFormat, RubricFormat
from coprod_check.cli.named import check_dimension
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer
from coprod_check.documents.errors import BadCommand
from coprod_check.exchange.csv_levels import level_texts_csv
from coprod_check.pages.rubric import rubric_report
from coprod_check.storage import library

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    name: str
    style: RubricFormat
    out: Path | None
    plain: bool
    shuffle: int | None = None
    """The number that fixes the order of the level texts; ``None`` where they are not to be sorted back."""
    only: str | None = None
    """The dimension to print alone."""
    short: bool = False
    """Whether to print titles, questions and levels alone."""


def run(options: Options) -> None:
    """Print one rubric, in full or what was asked for of it."""
    keep_what_people_wrote(options.out)
    rubric = library.find_rubric(options.name)
    check_dimension(rubric, options.only)
    if options.style is RubricFormat.CSV:
        if options.short:
            message = "--format csv holds nothing but the texts of the levels; leave --short out"
            raise BadCommand(message)
        deliver(level_texts_csv(rubric, options.shuffle, options.only), options.out)
        return
    if options.shuffle is not None:
        message = "--shuffle is for sorting level texts back; give it together with --format csv"
        raise BadCommand(message)
    style = PageFormat(options.style.value)
    drawn = renderer(style, to_file=options.out is not None, option_plain=options.plain)
    deliver(drawn.render(rubric_report(rubric, options.only, short=options.short)), options.out)

"""``coprod-check score --mine``: one person's own answers in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli.choices import PageFormat, ScoreFormat
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer
from coprod_check.documents.errors import BadCommand
from coprod_check.pages.alone.own_copy import own_copy_page
from coprod_check.storage import sheet_files
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from pathlib import Path

_STYLES = {ScoreFormat.TEXT: PageFormat.TEXT, ScoreFormat.MARKDOWN: PageFormat.MARKDOWN}


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    rubric: str | None
    style: ScoreFormat
    out: Path | None
    plain: bool
    others: tuple[str, ...] = ()
    """What was asked for besides, and does not go with it."""


def run(options: Options) -> None:
    """Write one private sheet in words. Raises ``BadCommand`` where it is not one person's, or not one sheet."""
    if options.others:
        message = f"--mine is one person's own copy and nothing else; leave {' and '.join(options.others)} out"
        raise BadCommand(message)
    if len(options.paths) > 1 or options.paths[0].is_dir():
        message = "--mine is of one sheet; name your own file"
        raise BadCommand(message)
    style = _STYLES.get(options.style)
    if style is None:
        message = "--mine is written as text or markdown; choose one of them with --format"
        raise BadCommand(message)
    keep_what_people_wrote(options.out, options.paths)
    (path,) = options.paths
    rubric, sheet = sheet_files.read(path, Rubrics(options.rubric))
    if sheet.voice == "together":
        message = f"--mine is for one person's own sheet, and {path} was filled in together; leave --mine out"
        raise BadCommand(message)
    drawn = renderer(style, to_file=options.out is not None, option_plain=options.plain)
    deliver(drawn.render(own_copy_page(rubric, sheet).whole), options.out, private=True)

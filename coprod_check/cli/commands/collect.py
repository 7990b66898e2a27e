"""``coprod-check collect``: what has come in of each team, while a round is open."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli import settings
from coprod_check.cli.boundary import say, say_notes, say_problems
from coprod_check.cli.choices import CollectFormat, PageFormat
from coprod_check.cli.collect import find_sheets
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.named import not_there
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer, text_width
from coprod_check.cli.progress import watching
from coprod_check.cli.scored import score_sources
from coprod_check.cli.thresholds import MEASURED
from coprod_check.cli.what_next import Asked, lines_of_command
from coprod_check.documents.problems import Note
from coprod_check.documents.text import identity, one_line
from coprod_check.pages.coaching.arrivals import arrivals_page
from coprod_check.render.lines import wrapped
from coprod_check.rules.coaching.arrivals import Faulty, against, arrivals, names_alike, open_round
from coprod_check.rules.notes import close_rounds
from coprod_check.storage.expected_teams import read_expected
from coprod_check.storage.library import Rubrics
from coprod_check.storage.sheet_files import NO_SHEETS, faulty_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from coprod_check.cli.scored import Scored
    from coprod_check.cli.thresholds import Thresholds
    from coprod_check.documents.problems import Problem
    from coprod_check.rules.coaching.arrivals import Arrival, Expectation, OpenRound
    from coprod_check.storage.sheet_files import Collected

MEND = "What is named here counts nowhere until it is mended. All else is counted."
CLOSED = "When everyone has answered, close the round, and score it once:"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said."""

    paths: list[Path]
    expect: Path | None
    rubric: str | None
    style: CollectFormat
    round: str | None
    out: Path | None
    plain: bool


@dataclass(frozen=True, slots=True)
class CameIn:
    """Everything there is to tell."""

    found: OpenRound
    expectation: Expectation | None
    alike: Sequence[Sequence[str]]
    notes: Sequence[Note]
    problems: Sequence[Problem]
    unknown: int
    """How many files with a fault do not say whose they are."""


def run(options: Options, thresholds: Thresholds = MEASURED) -> None:
    """Say what has come in under some paths.

    Ends with 3 where something is to be mended, else with 1 where an expected team is missing.
    """
    lists = [] if options.expect is None else [options.expect]
    keep_what_people_wrote(options.out, [*options.paths, *lists])
    expected = [name for each in lists for name in read_expected(each)]
    watch = watching(plain=settings.asked_for_plain(option=options.plain))
    sources = find_sheets(options.paths, thresholds)
    scored = score_sources(sources, Rubrics(options.rubric), watch)
    problems = [each for each in scored.problems if each.message != NO_SHEETS]
    faulty, unknown = _faulty(problems, sources.found, {key: one_line(team) for _, key, team, _, _ in scored.facts})
    sheets = (*scored.blank_sheets(), *(each.sheet for _, each in sources.found.sheets))
    came = arrivals(scored.each_heard(), sheets, faulty)
    _check_label(came, options.round)
    found = open_round(came, options.round)
    told = CameIn(
        found,
        against(expected, found) if lists else None,
        names_alike(came, expected),
        _notes(scored),
        problems,
        unknown,
    )
    _tell(told, options)
    sys.stdout.flush()
    if problems:
        sys.exit(ExitCode.BAD_FILE)
    if told.expectation and told.expectation.missing:
        sys.exit(ExitCode.DIFFERENT)


def _faulty(problems: Sequence[Problem], found: Collected, spelt: Mapping[str, str]) -> tuple[list[Faulty], int]:
    """Whose the sheets are that cannot be read or counted; and how many files do not say it.

    ``spelt`` are the names of teams as sheets that can be read spell them, by key.
    """
    sheets = {each.source: each.sheet for _, each in found.sheets}
    whose: list[Faulty] = []
    unknown = 0
    for file in sorted({each.file for each in problems}):
        sheet = sheets.get(file)
        faulty = Faulty(sheet.team, sheet.round_label) if sheet else faulty_of(file)
        whose += [faulty] if faulty else []
        unknown += faulty is None
    # Rows of tables have no file of their own.
    return [*whose, *(Faulty(spelt.get(each.team, each.team), each.label) for each in found.unread)], unknown


def _check_label(came: Sequence[Arrival], label: str | None) -> None:
    known = {each.key[1]: each.label for each in came if each.label}
    if label is not None and known and identity(label) not in known:
        raise not_there("--round", "round", label, sorted(known.values()))


def _notes(scored: Scored) -> list[Note]:
    """What is worth knowing, without names that are alike: the page says them."""
    empty = [Note(each.file, each.message) for each in scored.problems if each.message == NO_SHEETS]
    # Names are compared by themselves; to compare them for these notes too would take as long again.
    return sorted({*empty, *scored.of_sheets, *close_rounds(scored.facts)})


def _tell(told: CameIn, options: Options) -> None:
    """Write it, and what names files to standard error: the page may be shown to others."""
    if options.style is CollectFormat.JSON:
        from coprod_check.exchange.json_arrivals import arrivals_json

        deliver(arrivals_json(told.found, told.expectation, told.alike, told.notes, told.problems), options.out)
        return
    say_notes(told.notes)
    say_problems(told.problems)
    if told.problems:
        say(MEND)
    to_file = options.out is not None
    drawn = renderer(PageFormat(options.style.value), to_file=to_file, option_plain=options.plain)
    text = drawn.render(arrivals_page(told.found, told.expectation, told.alike, told.unknown).whole)
    if options.style is CollectFormat.TEXT and told.found.arrivals:
        width = text_width(to_file=to_file, option_plain=options.plain)
        words = [*Asked(options.paths, options.rubric, None, told.found.label).words(), *["--plain"] * options.plain]
        command = lines_of_command("", ["score", *words], width)
        text += "".join(f"{line}\n" for line in ("", *wrapped(CLOSED, width), *command))
    deliver(text, options.out)

"""``coprod-check import``: answers collected with another service become sheets or a table."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from itertools import chain
from itertools import count as count_up
from typing import TYPE_CHECKING, Any, assert_never

from coprod_check.cli import settings
from coprod_check.cli.boundary import say, say_notes, say_problems
from coprod_check.cli.choices import ImportFormat, PageFormat
from coprod_check.cli.commands.services.import_map import read_map_file, write_map_file
from coprod_check.cli.commands.services.import_settle import IN_A_MAP, options_that_settle, unsettled_lines
from coprod_check.cli.commands.services.import_told import Outcome, changed_words, import_page, written_words
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.garbage import without_collecting
from coprod_check.cli.output import deliver, keep_what_people_wrote, renderer, text_width
from coprod_check.cli.what_next import lines_of_command
from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.limits import TOLD
from coprod_check.documents.problems import Note, Problem, problem, short
from coprod_check.documents.text import as_compared, as_typed, identity
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated
from coprod_check.render.lines import wrapped
from coprod_check.storage.foreign.grids import read_grids
from coprod_check.storage.imported_sheets import Imported, write_sheets
from coprod_check.storage.imported_table import write_table
from coprod_check.storage.library import DEFAULT, Rubrics
from coprod_check.storage.parsing import located, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coprod_check.documents.answer_map import AnswerMap
    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.grid import SourceFile
    from coprod_check.imports.understood import DatesRead, Understood

FOLDER, MAP = "answers", "form.map.toml"
"""What a folder and a map are called in a command that is proposed."""
NOTHING_TO_SETTLE = "There is nothing to settle, so no map was written."
NOT_YET = "Nothing was written yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line said."""

    files: list[Path]
    rubric: str | None
    map: Path | None
    write_map: Path | None
    team: str | None
    round: str | None
    date: str | None
    voice: str | None
    dates: str | None
    sheet: str | None
    out: Path | None
    table: Path | None
    update: bool
    style: ImportFormat


def run(options: Options) -> None:
    """Read, understand, and write all of it or nothing.

    Ends with 3 where something is to be settled or wrong; nothing but a map is then written.
    """
    _check(options)
    asked = _asked(options)
    with without_collecting():
        sources, answer_map, rubric, rubrics = _read(options)
        understood = _to_be_told(understand(sources, rubric, answer_map, asked), options)
    outcome = Outcome(understood, options.out or options.table)
    if understood.settled:
        outcome = Outcome(understood, outcome.place, _written(options, outcome, rubric, rubrics))
    if options.write_map and understood.unsettled:
        write_map_file(options.write_map, rubric, answer_map, understood.unsettled)
        outcome = Outcome(understood, outcome.place, outcome.imported, options.write_map)
    _tell(outcome, options, rubric)
    sys.stdout.flush()
    if not understood.settled:
        sys.exit(ExitCode.BAD_FILE)


def _check(options: Options) -> None:
    """Refuse what does not fit together, and places at which something would be lost."""
    if options.out and options.table:
        raise BadCommand("--out writes a sheet for each person, and --table one table of all; leave one of them out")
    if options.update and not (options.out or options.table):
        raise BadCommand("--update writes anew what is there; say where with --out or --table")
    if options.out and os.path.lexists(options.out) and not os.path.isdir(options.out):  # noqa: PTH112
        raise BadCommand(f"--out: {options.out} is a file; name a folder")
    if options.table and options.table.suffix.casefold() != ".csv":
        raise BadCommand(f"--table: the table is CSV; name a file that ends in .csv, such as {FOLDER}.csv")
    inputs = [*options.files, *([options.map] if options.map else [])]
    keep_what_people_wrote(options.table, inputs)
    if options.write_map:
        if os.path.lexists(options.write_map):
            raise BadCommand(f"--write-map: {options.write_map} is there already; name another file")
        if options.write_map.suffix.casefold() != ".toml":
            raise BadCommand(f"--write-map: a map is TOML; name a file that ends in .toml, such as {MAP}")
    if sum(str(each) == "-" for each in options.files) > 1:
        raise BadCommand("- is standard input, which can be read once; name it once")


def _asked(options: Options) -> Stated:
    orders: dict[str | None, DatesRead] = {"dmy": "dmy", "mdy": "mdy"}
    return Stated(
        team=_named("--team", options.team),
        round=_named("--round", options.round),
        date=settings.date_said("--date", options.date) if options.date is not None else None,
        voice=options.voice or "",
        dates=orders.get(options.dates, ""),
        sheet=options.sheet or "",
    )


def _named(option: str, said: str | None) -> str:
    name = as_compared(as_typed(said or ""))
    if said is not None and not identity(name):
        raise BadCommand(f"{option} is blank; write a name, or leave it out")
    return name


def _read(options: Options) -> tuple[list[SourceFile], AnswerMap | None, Rubric, Rubrics]:
    """Read all files; what is wrong with any of them is told at once."""
    problems: list[Problem] = []
    sources: list[SourceFile] = []
    answer_map: AnswerMap | None = None
    for path in {os.path.realpath(each) if str(each) != "-" else "-": each for each in options.files}.values():
        try:
            sources.append(read_grids(path))
        except BadInput as error:
            problems += error.problems
    try:
        answer_map = read_map_file(options.map) if options.map else None
        rubrics, rubric = _rubric(options, answer_map)
    except BadInput as error:
        raise BadInput([*problems, *error.problems]) from None
    if problems:
        raise BadInput(problems)
    return sources, answer_map, rubric, rubrics


def _rubric(options: Options, answer_map: AnswerMap | None) -> tuple[Rubrics, Rubric]:
    """The questions that were asked: those of ``--rubric``, else those that the map names."""
    rubrics = Rubrics(options.rubric)
    wanted = answer_map.rubric if answer_map and options.rubric is None else DEFAULT
    rubric = rubrics.for_sheet(wanted)
    if rubric is None or (answer_map and answer_map.rubric != rubric.id):
        raise BadInput(_of_the_map(options, [_other_questions(answer_map, rubric)]))
    return rubrics, rubric


def _other_questions(answer_map: AnswerMap | None, rubric: Rubric | None) -> Problem:
    wanted = short(answer_map.rubric) if answer_map else ""
    if rubric is None:
        return problem("rubric", f"there is no built-in set of questions {wanted}", "name its file with --rubric")
    message = f"this map is for the questions {wanted}, and here we use {rubric.id!r}"
    return problem("rubric", message, "name the questions that were asked with --rubric")


def _of_the_map(options: Options, faults: list[Problem]) -> list[Problem]:
    """Name the map, and the line, of what is wrong with it."""
    return located(faults, read_text(options.map), options.map.as_posix()) if options.map else faults


def _to_be_told(understood: Understood, options: Options) -> Understood:
    """Name the map of what is said of it, since the rules know no files; and of very many problems keep the first."""
    of_map = [each for each in understood.problems if not each.file]
    others = [each for each in understood.problems if each.file]
    problems = [*others, *_of_the_map(options, of_map)]
    told = [each for file in sorted({each.file for each in problems}) for each in _first(problems, file)]
    name = "" if options.map is None else options.map.as_posix()
    notes = [each if each.file else Note(name, each.message) for each in understood.notes]
    return replace(understood, problems=told, notes=notes)


def _first(problems: Iterable[Problem], file: str) -> list[Problem]:
    """The first problems of a file, and how many more there are."""
    every = sorted({each for each in problems if each.file == file})
    if len(every) <= TOLD + 1:
        return every
    message = f"and {len(every) - TOLD} more problems from here on; mend those above first"
    return [*every[:TOLD], Problem(file, every[TOLD].line, "", message)]


def _written(options: Options, outcome: Outcome, rubric: Rubric, rubrics: Rubrics) -> Imported | None:
    update, said = options.update, outcome.understood.round_from != "latest date"
    if options.out:
        return write_sheets(options.out, outcome.sheets, rubrics, update=update, round_said=said)
    if options.table:
        return write_table(options.table, outcome.sheets, rubric, update=update, round_said=said)
    return None


def _tell(outcome: Outcome, options: Options, rubric: Rubric) -> None:
    match options.style:
        case ImportFormat.JSON:
            from coprod_check.exchange.json_import import import_json

            place = None if outcome.map is None else outcome.map.as_posix()
            deliver(import_json(outcome.understood, rubric, _written_data(outcome), place), None)
        case ImportFormat.TEXT:
            _tell_people(outcome, options)
        case _:
            assert_never(options.style)


def _written_data(outcome: Outcome) -> dict[str, Any] | None:
    done, place = outcome.imported, outcome.place
    if done is None or place is None:
        return None
    return {
        "place": place.as_posix(),
        "new": list(done.new),
        "unchanged": done.unchanged,
        "changed": list(done.changed),
        "updated": list(done.updated),
    }


def _tell_people(outcome: Outcome, options: Options) -> None:
    understood = outcome.understood
    say_notes(understood.notes)
    say_problems(understood.problems)
    width = text_width()
    if not (understood.files or understood.unsettled):
        return  # not one file was understood, and that has been said
    text = renderer(PageFormat.TEXT).render(import_page(outcome).whole)
    parts: list[list[str]] = []
    if understood.unsettled:
        parts += [wrapped(IN_A_MAP, width), list(unsettled_lines(understood.unsettled, width))[:-1]]
    parts += [
        [line for words in written_words(outcome) for line in wrapped(words, width)],
        _next(outcome, options, width),
    ]
    lines = [line for part in parts if part for line in ("", *part)]
    deliver(text + "".join(f"{line}\n" for line in lines), None)
    if outcome.imported and outcome.imported.changed:
        again = lines_of_command("", _words(options, "--update"), width)
        say("\n".join(["", *wrapped(f"Note: {changed_words(outcome.imported)}", width), *again]))
    if options.write_map and outcome.map is None:
        say(NOTHING_TO_SETTLE)


def _next(outcome: Outcome, options: Options, width: int) -> list[str]:
    """The command to give now, on lines that a shell takes for one."""
    understood = outcome.understood
    settling = options_that_settle(understood.unsettled)
    if outcome.map:
        said, words = f"The map is in {outcome.map}. Fill it in, then:", _words(options, map_=outcome.map)
    elif settling:
        said, words = "Or say it in the command:", _words(options, *settling)
    elif understood.unsettled:
        said, words = "To begin a map with all of these lines:", _words(options, "--write-map", _free_map())
    elif not understood.settled:
        return []
    elif outcome.place and outcome.sheets:
        rubric = ["--rubric", options.rubric] if options.rubric else []
        said, words = "Next:", ["score", str(outcome.place), *rubric]
    elif outcome.sheets:
        said, words = f"{NOT_YET} To write a sheet for each person:", _words(options, "--out", FOLDER)
    else:
        return []
    return [*wrapped(said, width), *lines_of_command("", words, width)]


def _free_map() -> str:
    """A name for a map that no file has."""
    stem = MAP.removesuffix(".map.toml")
    names = chain([MAP], (f"{stem}-{number}.map.toml" for number in count_up(2)))
    return next(each for each in names if not os.path.lexists(each))


def _words(options: Options, *more: str, map_: Path | None = None) -> list[str]:
    """This command once more, with something else in addition."""
    the_map = map_ or options.map
    given = (
        ("--rubric", options.rubric),
        ("--map", the_map),
        ("--team", options.team),
        ("--round", options.round),
        ("--date", options.date),
        ("--voice", options.voice),
        ("--dates", options.dates),
        ("--sheet", options.sheet),
        ("--out", options.out),
        ("--table", options.table),
    )
    words = [word for name, value in given if value for word in (name, str(value))]
    return ["import", *map(str, options.files), *words, *more]

"""Sheets as files: finding them, reading them, writing them."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_check.documents.errors import BadInput, bad_file
from coprod_check.documents.problems import Note, Problem, about_team, nearest, problem
from coprod_check.documents.sheet import FIRST_IN_FILES, SHEET_FORMAT, read_sheet, rubric_told
from coprod_check.documents.text import identity, one_line
from coprod_check.rules.rounds import SheetFile, Unread, month_of, unread_sheet
from coprod_check.storage.left_out import OF_SYSTEMS, WORKBOOKS, why_left_out
from coprod_check.storage.library import builtin_files
from coprod_check.storage.parsing import (
    LARGEST,
    check_format,
    located,
    only_a_file,
    parse,
    read_text,
    reason,
    said_in,
    text_anyhow,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.coaching.arrivals import Faulty
    from coprod_check.storage.library import Rubrics

ENDINGS = (".answers.toml", ".answers.json")
"""How the names of sheets end that are found in folders."""

NO_SHEETS = f"there are no sheets in this folder; their names end in {' or '.join(ENDINGS)}"
"""What is wrong with a folder without sheets."""

SUFFIXES = (".toml", ".json")
"""How the name of a sheet ends that is named itself."""

HEADER = """\
# Answers for coprod-check. You may edit this file with any text editor.
# level = 0, 1, 2, …, or "dont-know", or "not-applicable" with a reason. Leave a practice out to leave it blank.
"""


@dataclass(slots=True)
class Collected:
    """What was found under some paths: sheets by rubric, and what could not be read."""

    sheets: list[tuple[Rubric, SheetFile]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    """Whose private sheets could not be read, as far as they say."""

    def take(self, file: str, rubrics: Rubrics) -> None:
        """Read one file into this; a bad one is named."""
        try:
            rubric, sheet = read(Path(file), rubrics)
            self.sheets.append((rubric, SheetFile(file, sheet)))
        except BadInput as error:
            self.problems += error.problems
            if whose := error.unread if isinstance(error, BadSheet) else unread_file(Path(file)):
                self.unread.append(whose)

    def forget_notes_on(self, read: Collection[str]) -> None:
        """Keep no note of a file that is read all the same, since it was named; ``read`` are real paths."""
        self.notes = [each for each in dict.fromkeys(self.notes) if os.path.realpath(each.file) not in read]


class BadSheet(BadInput):
    """A sheet that was found and does not hold; says whose it is, as far as it does."""

    def __init__(self, problems: Iterable[Problem], data: Mapping[str, Any]) -> None:
        """Keep the problems, and whose sheet it is."""
        team = data.get("team")
        super().__init__(about_team(identity(team) if isinstance(team, str) else "", problems))
        self.unread = unread_sheet(data)


def collect_files(paths: Iterable[Path], rubrics: Rubrics) -> Collected:
    """Read every sheet under some files and folders, each file once.

    A bad file stops nothing: its faults are among the problems.
    """
    found = Collected()
    for file in find_sheet_files(paths, found):
        found.take(file, rubrics)
    return found


def find_sheet_files(paths: Iterable[Path], found: Collected) -> list[str]:
    """List every sheet under some files and folders, each file once, by the name with which it was found.

    What cannot be looked into, and a folder without sheets, is among the problems.
    """
    files: dict[str, str] = {}
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - path.is_dir() raises where a folder is closed to us
            empty = True
            for real, name in _sheets_under(path, found):
                files.setdefault(real, name)
                empty = False
            if empty:
                found.problems.append(Problem(str(path), 0, "", NO_SHEETS))
        else:
            # Not path.resolve(), which raises where links go round.
            files.setdefault(os.path.realpath(path), path.as_posix())
    found.forget_notes_on(files)
    return list(files.values())


def _sheets_under(folder: Path, found: Collected) -> Iterator[tuple[str, str]]:
    """Walk a folder in order of names, giving each sheet's real path and its name.

    Links to folders are not followed, so none can go round. There may be very many
    files: a ``Path`` for each, or a question to the system, would be slow.
    """
    waiting = [(str(folder), os.path.realpath(folder))]
    while waiting:
        here, real_here = waiting.pop()
        try:
            with os.scandir(here) as listed:
                entries = sorted(listed, key=lambda each: each.name)
        except OSError as error:
            fault = Problem(str(error.filename), 0, "", reason(error))
            if fault not in found.problems:
                found.problems.append(fault)
            continue
        shown = Path(here).as_posix()
        start = "" if shown == "." else shown.rstrip("/") + "/"
        inside = []
        for entry in entries:
            name = entry.name
            if _is_folder(entry):
                if not entry.is_symlink():
                    inside.append((os.path.join(here, name), _real_folder(entry, real_here)))  # noqa: PTH118
            elif name.startswith(OF_SYSTEMS):
                continue
            elif name.endswith(ENDINGS) or name.casefold().endswith(ENDINGS):
                real = f"{real_here.rstrip(os.sep)}{os.sep}{name}"
                yield os.path.realpath(real) if entry.is_symlink() else real, f"{start}{name}"
            elif why := why_left_out(name, entry.path, ENDINGS):
                found.notes.append(Note(f"{start}{name}", why))
        waiting += reversed(inside)


def files_under(folder: Path) -> Iterator[Path]:
    """Every file in a folder at any depth, in no order. Not ``rglob``, which ends at the thousandth folder in another.

    Links to folders are not followed, and what is closed to us is passed over.
    """
    waiting = [str(folder)]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as listed:
            for entry in listed:
                if not _is_folder(entry):
                    if os.path.isfile(entry.path):  # noqa: PTH113 - entry.is_file() raises where links go round
                        yield Path(entry.path)
                elif not entry.is_symlink():
                    waiting.append(entry.path)


def _real_folder(entry: os.DirEntry[str], real_here: str) -> str:
    """Where a folder really is that is no link, told without asking for each folder above it once more.

    A junction of Windows is no link to Python, and leads elsewhere all the same.
    """
    with suppress(OSError):
        if not getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0):
            return f"{real_here.rstrip(os.sep)}{os.sep}{entry.name}"
    return os.path.realpath(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # whatever it is, reading it will say so


def read(path: Path, rubrics: Rubrics) -> tuple[Rubric, Sheet]:
    """Read one sheet with the rubric that it answers; every fault in one ``BadInput``."""
    name = path.as_posix()
    if path.suffix.casefold() in WORKBOOKS and path.is_file():
        from coprod_check.storage.foreign.import_hint import workbook_hint  # noqa: PLC0415 - few files need it

        raise bad_file(name, workbook_hint(path, rubrics.for_sheet(None)))
    text = read_text(path, name)
    if path.suffix.casefold() not in SUFFIXES:
        raise bad_file(
            name, "is no sheet by its name; sheets end in .toml or .json, and tables in .csv, .jsonl or .parquet"
        )
    data = parse(text, name)
    try:
        check_format(data, SHEET_FORMAT, name)
    except BadInput as error:
        raise BadSheet(error.problems, data) from None
    rubric = rubrics.for_sheet(data.get("rubric"))
    sheet, problems = read_sheet(data, rubric) if rubric else (None, [_no_such_rubric(data)])
    if rubric is None or sheet is None:
        raise BadSheet(located(problems, text, name), data)
    return rubric, sheet


def unread_file(path: Path) -> Unread | None:
    """Say whose private sheet a file is that cannot be taken apart, by what its lines show (contract, 3.2).

    A quote that is not closed, or letters of an old code page, hide neither its team nor its voice.
    """
    return unread_sheet(_said_anyhow(path))


def _said_anyhow(path: Path) -> dict[str, str]:
    """Whose a sheet is that cannot be taken apart, as far as its lines show it."""
    try:
        only_a_file(path)
        with path.open("rb") as file:
            return said_in(text_anyhow(file.read(LARGEST)))
    except OSError:
        return {}


def _no_such_rubric(data: Mapping[str, object]) -> Problem:
    known = (built_in.stem for built_in in builtin_files())
    fix = nearest(str(data.get("rubric")), known) or "name its file with --rubric"
    return problem("rubric", f"no built-in set of questions is called {rubric_told(data)}", fix)


def faulty_of(file: str) -> Faulty | None:
    """Say whose sheet a file is that cannot be counted, as far as it does; ``None`` where it names no team."""
    data: Mapping[str, object]
    try:
        data = parse(read_text(Path(file)), file)
    except BadInput:
        data = _said_anyhow(Path(file))
    team, label, day = data.get("team"), data.get("round"), data.get("date")
    if not isinstance(team, str) or not identity(team):
        return None
    if not isinstance(label, str) or not identity(label):
        label = month_of(day)
    from coprod_check.rules.coaching.arrivals import Faulty  # noqa: PLC0415 - only for who waits for sheets

    return Faulty(one_line(team), label)


def read_one(path: Path, rubrics: Rubrics) -> tuple[Rubric, Sheet]:
    """Read a sheet that is to be filled in further; it must be one we can write again."""
    if path.suffix.casefold() != ".toml":
        raise bad_file(path.as_posix(), "an interview is saved as TOML; choose a name that ends in .answers.toml")
    return read(path, rubrics)


def to_toml(sheet: Sheet) -> str:
    """Write a sheet as TOML: what is blank or as by default is left out; same sheet, same bytes."""
    import tomli_w  # noqa: PLC0415 - most commands write no sheet

    return HEADER + "\n" + tomli_w.dumps(to_data(sheet), multiline_strings=True)


def to_data(sheet: Sheet) -> dict[str, Any]:
    """Lay a sheet out in the order of the contract."""
    said = sheet.model_dump(by_alias=True)
    said["circumstances"] = list(sheet.circumstances)
    said["ratings"] = {practice: _without_blanks(rating) for practice, rating in said["ratings"].items()}
    said["experience"] = {
        question: list(chosen) if isinstance(chosen, tuple) else chosen for question, chosen in sheet.experience.items()
    }
    # A meeting says who was there, one person whether others may be shown what they said: each in any case.
    del said["share" if sheet.voice == "together" else "people"]
    if sheet.finished:
        del said["finished"]  # a sheet that does not say is finished
    order = dict.fromkeys((*FIRST_IN_FILES, *said))
    return {key: said[key] for key in order if key in said and said[key] not in ("", [], {})}


def _without_blanks(rating: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in rating.items() if value not in ("", None)}

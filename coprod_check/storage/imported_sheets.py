"""Imported sheets in a folder: which of them are new there, which are there already, and which changed since."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.documents.commands import quoted, shell_of
from coprod_check.documents.errors import BadInput, bad_file
from coprod_check.documents.shapes import compatible
from coprod_check.documents.text import identity
from coprod_check.storage.all_or_none import NONE_WRITTEN, FileToWrite, write_all
from coprod_check.storage.file_names import default_name, names_beside, sheet_id
from coprod_check.storage.open_sheet import is_open
from coprod_check.storage.parsing import only_a_file, reason
from coprod_check.storage.sheet_files import NO_SHEETS, Collected, find_sheet_files, read, to_data, to_toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from coprod_check.documents.sheet import Sheet
    from coprod_check.storage.library import Rubrics

_ID = re.compile(rb"""(?:^|[{,])\s*["']?sheet["']?\s*[=:]\s*["']([^"'\r\n]*)["']""", re.MULTILINE)
"""Where a file says its id: of very many sheets only those that may be meant are read whole."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the sheets of one import, where they were to be written."""

    new: tuple[str, ...] = ()
    """Names of files, or places in a table."""
    unchanged: int = 0
    changed: tuple[str, ...] = ()
    """What says something else now, and was left as it is."""
    updated: tuple[str, ...] = ()
    """What was written anew, because that was asked for."""


def write_sheets(
    folder: Path, sheets: Iterable[Sheet], rubrics: Rubrics, *, update: bool, round_said: bool = True
) -> Imported:
    """Write each sheet into a file of its own that is not there yet, all of them or none.

    A sheet is known by its id, whatever its file is called and in whichever folder inside. One that
    says something else there stays as it is; with ``update`` it is written anew, and the
    older file is kept beside it. ``round_said`` is false where the round was taken from the dates:
    then what is there already in another round is not written a second time. Raises ``BadInput``,
    and then nothing was written.
    """
    wanted = each_once(sheets)
    there = _there_by_id(folder, wanted, rubrics)
    unknown = [sheet for key, sheet in wanted.items() if key not in there]
    on_their_days = list(_there_on_their_days(folder, unknown, rubrics))
    if not round_said:
        check_rounds(folder, unknown, on_their_days)
    check_whose(folder, unknown, on_their_days)
    names = _FreeNames(folder)
    new, changed = [], []
    unchanged = 0
    for key, sheet in wanted.items():
        files = there.get(key, [])
        others = [path for path, held in files if held is None or not says_the_same(held, sheet)]
        if not files:
            new.append(FileToWrite(names.of(sheet), to_toml(sheet)))
        unchanged += bool(files) and not others
        if not update:
            check_consent(folder, sheet, [held for _, held in files if held])
        changed += [_anew(path, sheet) for path in others]
    if update:
        _check_closed(each.path for each in changed)
    write_all([*new, *(changed if update else ())])
    told = tuple(each.path.as_posix() for each in changed)
    return Imported(tuple(each.path.name for each in new), unchanged, () if update else told, told if update else ())


def each_once(sheets: Iterable[Sheet]) -> dict[str, Sheet]:
    """Sheets by what their ids are compared by; a row that came twice in the same words counts once.

    Raises ``BadInput`` where two rows have one id and say different things.
    """
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        if (before := found.setdefault(identity(sheet.sheet), sheet)) != sheet:
            message = (
                f"two rows of this import are one person's answer by its id ({before.sheet}), and differ; "
                f"import the latest export alone; {NONE_WRITTEN}"
            )
            raise bad_file("", message)
    return found


def says_the_same(one: Sheet, other: Sheet) -> bool:
    """Whether two sheets of one id hold the same, however the id is spelt and whichever wording they name."""
    if not compatible(one.rubric_version, other.rubric_version):
        return False
    aside = {"sheet": "", "rubric_version": ""}
    return {**to_data(one), **aside} == {**to_data(other), **aside}


def check_rounds(place: Path, new: Iterable[Sheet], there: Iterable[Sheet]) -> None:
    """Refuse to write the same answers once more in another round: a later answer moved the month of the latest date.

    Raises ``BadInput`` with the round in which they are there.
    """
    answered: dict[str, set[str]] = {}
    for each in new:
        if each.ratings:
            answered.setdefault(_told(_in_any_round(each)), set()).add(identity(each.round_label))
    elsewhere = (
        each.round_label
        for each in (there if answered else ())
        if answered.get(_told(_in_any_round(each)), set()) - {identity(each.round_label)}
    )
    label = next(elsewhere, "")
    if label:
        that = quoted(label, shell_of(os.name))
        message = (
            f"the same answers are here already, in the round {label!r}, and by the latest date these are of another; "
            f"if they are of that round, give --round {that}, else --round with another name; "
            f"{NONE_WRITTEN}"
        )
        raise bad_file(place.as_posix(), message)


def check_whose(place: Path, new: Sequence[Sheet], there: Iterable[Sheet]) -> None:
    """Refuse to write the same answers once more: as those of the other side, of another team, or under other numbers.

    Two people may well answer alike, so this asks for all of an import, and for two at least.
    Raises ``BadInput``.
    """
    if len(new) < 2:
        return
    held = {_told(_whosever(each)) for each in there}
    if all(each.ratings and _told(_whosever(each)) in held for each in new):
        message = (
            "the same answers are here already, as those of another voice or team, or under other numbers; check "
            "--voice and --team, or import them "
            f"into another folder; {NONE_WRITTEN}"
        )
        raise bad_file(place.as_posix(), message)


def _told(said: Mapping[str, object]) -> str:
    """What a sheet says as one text: there may be very many to compare with."""
    return json.dumps(said, sort_keys=True, default=str)


def _whosever(each: Sheet) -> dict[str, object]:
    kept = {**_in_any_round(each), "round": each.round_label, "voice": "", "team": ""}
    return {key: said for key, said in kept.items() if key != "experience"}


def check_consent(place: Path, new: Sheet, there: Iterable[Sheet]) -> None:
    """Stop where somebody does not agree any more to be shown: what is there must not be scored as it stands.

    Who it is is not said (contract, 3.2). Raises ``BadInput``.
    """
    if not new.share and any(each.share for each in there):
        message = (
            "somebody who had agreed to be shown does not agree any more; do not use what is here, and run this "
            f"again with --update to take it over; {NONE_WRITTEN}"
        )
        raise bad_file(place.as_posix(), message)


def _in_any_round(sheet: Sheet) -> dict[str, object]:
    return {**to_data(sheet), "sheet": "", "round": "", "rubric_version": ""}


def _there_on_their_days(folder: Path, new: Sequence[Sheet], rubrics: Rubrics) -> Iterator[Sheet]:
    """The sheets under a folder that are of the same days as new ones."""
    days = {each.date.isoformat().encode() for each in new}
    for path in map(Path, find_sheet_files([folder], Collected()) if new and folder.exists() else ()):
        only_a_file(path)
        held = path.read_bytes().replace(b"\0", b"")
        if any(day in held for day in days) and (sheet := _held(path, rubrics)) is not None:
            yield sheet


def _there_by_id(folder: Path, wanted: Collection[str], rubrics: Rubrics) -> dict[str, list[tuple[Path, Sheet | None]]]:
    """The files under a folder that hold one of the sheets; ``None`` for what somebody has broken since."""
    if not os.path.isdir(folder):  # noqa: PTH112 - path.is_dir() raises where a folder is closed to us
        if os.path.lexists(folder):
            raise bad_file(str(folder), f"is a file, not a folder; name another place; {NONE_WRITTEN}")
        return {}
    looked = Collected()
    there: dict[str, list[tuple[Path, Sheet | None]]] = {}
    for path in map(Path, find_sheet_files([folder], looked)):
        for ident in _ids_in(path).intersection(wanted):
            held = _held(path, rubrics)
            if held is None or identity(held.sheet) == ident:
                there.setdefault(ident, []).append((path, held))
    if closed := [each for each in looked.problems if each.message != NO_SHEETS]:
        raise BadInput(closed)
    return there


def _ids_in(path: Path) -> set[str]:
    try:
        only_a_file(path)
        held = path.read_bytes().replace(b"\0", b"")
    except OSError as error:
        raise bad_file(path.as_posix(), f"{reason(error)}; {NONE_WRITTEN}") from None
    return {identity(each.decode(errors="replace")) for each in _ID.findall(held)}


def _held(path: Path, rubrics: Rubrics) -> Sheet | None:
    try:
        return read(path, rubrics)[1]
    except BadInput:
        return None


def _anew(path: Path, sheet: Sheet) -> FileToWrite:
    return FileToWrite(path, _as_file(path, sheet), instead=True, private=sheet.voice != "together")


def _as_file(path: Path, sheet: Sheet) -> str:
    """A sheet as the file that is there holds its own."""
    if path.suffix.casefold() == ".json":
        return json.dumps(to_data(sheet), ensure_ascii=False, indent=2, default=str) + "\n"
    return to_toml(sheet)


def named_by(sheet: Sheet) -> str:
    """By which letters the file of a sheet is told from others.

    Not by the id of one person's sheet: that is made of the time and the number in an export,
    so that somebody could try which time leads to it, and the names of files are seen by many.
    """
    return sheet.sheet if sheet.voice == "together" else sheet_id(sheet.voice)


class _FreeNames:
    """Names for new sheets that no file has, and none that is about to be written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[str] = set()
        self._names: dict[Path, Iterator[Path]] = {}

    def of(self, sheet: Sheet) -> Path:
        """The next name for a sheet; for many of one name the numbers behind it go on where they were."""
        first = self._folder / default_name(sheet.team, sheet.round_label, sheet.voice, named_by(sheet))
        names = self._names.setdefault(first, chain([first], names_beside(first)))
        path = next(each for each in names if each.name.casefold() not in self._taken and not os.path.lexists(each))
        self._taken.add(path.name.casefold())
        return path


def _check_closed(files: Iterable[Path]) -> None:
    for file in files:
        if is_open(file):
            raise bad_file(
                str(file), f"somebody has this sheet open now; wait until they have finished; {NONE_WRITTEN}"
            )

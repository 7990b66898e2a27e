"""What ``coprod-check import`` says: what was understood, what was left out, and what must be settled first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli.commands.services.import_settle import told_together
from coprod_check.documents.text import count, day, identity, one_line
from coprod_check.imports.understand import OUR_TABLE, OUR_WORKBOOK
from coprod_check.pages.blocks import Bullets, Heading, Page, Para, Section
from coprod_check.pages.words import listed, round_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from coprod_check.documents.sheet import Sheet
    from coprod_check.imports.understood import FileRead, Understood, WhyDropped
    from coprod_check.storage.imported_sheets import Imported

MOST_NAMED = 20
"""Rows or files that are named for one reason; the others are counted."""
WAITS = "Nothing was written: that waits until everything is settled."
OTHER_ROUND = "If the round has another name, give it with --round."
CHANGED = "They stay as they are. To write them anew, and keep the older files beside them:"
KEPT = "What stood there is kept beside it, under a name that ends in .bak."

_WHY: dict[WhyDropped, str] = {
    "personal": "Who somebody is, or where",
    "of the service": "Of the service itself",
    "not a question of ours": "No question of ours",
    "by the map": "Dropped by the map",
}
"""Why a column is not read, in words; what is personal first."""
_VOICES = {"staff": "by staff", "lived-experience": "by people with lived experience", "together": "filled in together"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one import came to."""

    understood: Understood
    place: Path | None = None
    """The folder or the table that sheets are written to."""
    imported: Imported | None = None
    """What became of them there; ``None`` where nothing was to be written, or could be."""
    map: Path | None = None
    """The map that was written."""

    @property
    def sheets(self) -> list[Sheet]:
        """Every sheet that was understood."""
        return [each.sheet for each in self.understood.people]


def import_page(outcome: Outcome) -> Page:
    """Tell what was understood; which row holds what is not told."""
    return Page(Heading(_title(outcome), 1), tuple(_sections(outcome)))


def _title(outcome: Outcome) -> str:
    understood = outcome.understood
    if not understood.settled:
        things = len(told_together(understood.unsettled))
        return f"{count(things, 'thing')} to settle first" if things else "Something is to be mended first"
    teams = {identity(each.team): one_line(each.team) for each in outcome.sheets}
    if not teams:
        return "No answers in it yet"
    of = next(iter(teams.values())) if len(teams) == 1 else count(len(teams), "team")
    return f"{count(len(outcome.sheets), 'sheet')} of {of}"


def _sections(outcome: Outcome) -> Iterator[Section]:
    understood = outcome.understood
    files = tuple(map(_file, understood.files))
    named = Bullets(files, named=True) if len(files) > 1 else Para("".join(files))
    yield Section("", (*((named,) if files else ()), *(_facts(outcome) if understood.settled else ())))
    if understood.settled and (teams := _teams(outcome.sheets)):
        yield Section("Teams", (Bullets(teams, named=True),))
    if left_out := _left_out(understood):
        yield Section("Rows left out", (Bullets(left_out),))
    if dropped := _dropped(understood):
        yield Section("Columns not read", (Bullets(dropped, named=True),))


def _file(read: FileRead) -> str:
    if read.service in {OUR_TABLE, OUR_WORKBOOK}:
        of = read.service
    else:
        of = f"an export of {read.service}" if read.service else "not an export of a service that we know"
    where = f", sheet “{one_line(read.grid)}”" if read.grid else ""
    return f"{read.file}: {of}{where}; {count(read.rows, 'row')}."


def _facts(outcome: Outcome) -> Iterator[Para]:
    sheets, understood = outcome.sheets, outcome.understood
    if sheets:
        yield Para(f"{_by_voice(sheets)}. {_days(sheets)}")
    if understood.round:
        month = understood.round_from == "latest date"
        yield Para(
            f"Round: {round_words(understood.round)}"
            + (f", the month of the latest date. {OTHER_ROUND}" if month else ".")
        )


def _by_voice(sheets: Iterable[Sheet]) -> str:
    """How many sheets there are of each voice.

    >>> _by_voice([])
    'none'
    """
    voices: Counter[str] = Counter(each.voice for each in sheets)
    return listed(f"{voices[voice]} {words}" for voice, words in _VOICES.items() if voices[voice]) if voices else "none"


def _days(sheets: Iterable[Sheet]) -> str:
    days = sorted(each.date for each in sheets)
    first, last = days[0], days[-1]
    return f"Answered on {day(first)}." if first == last else f"Answered from {day(first)} to {day(last)}."


def _teams(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Each team with its sheets, where there is more than one; a name spelt in two ways stands out here."""
    teams: dict[str, list[Sheet]] = {}
    for each in sheets:
        teams.setdefault(identity(each.team), []).append(each)
    lines = (f"{one_line(found[0].team)}: {_by_voice(found)}." for _, found in sorted(teams.items()))
    return tuple(lines) if len(teams) > 1 else ()


def _left_out(understood: Understood) -> tuple[str, ...]:
    found: dict[tuple[str, str], list[int]] = {}
    for each in sorted(understood.left_out):
        found.setdefault((each.file if len(understood.files) > 1 else "", each.why), []).append(each.row)
    return tuple(
        f"{one_line(why[:1].upper() + why[1:])}: {f'{file}, ' if file else ''}{_rows(rows)}."
        for (file, why), rows in found.items()
    )


def _rows(rows: Sequence[int]) -> str:
    """Name rows, of very many the first.

    >>> _rows([10]), _rows([3, 10, 14])
    ('row 10', 'rows 3, 10 and 14')
    """
    named = [str(each) for each in rows[:MOST_NAMED]] + [f"{len(rows) - MOST_NAMED} more"] * (len(rows) > MOST_NAMED)
    return f"{'row' if len(rows) == 1 else 'rows'} {listed(named)}"


def _dropped(understood: Understood) -> tuple[str, ...]:
    found: dict[WhyDropped, dict[str, None]] = {}
    for each in understood.dropped:
        found.setdefault(each.why, {})[f"“{one_line(each.heading)}”"] = None
    return tuple(f"{words}: {', '.join(found[why])}." for why, words in _WHY.items() if why in found)


def written_words(outcome: Outcome) -> Iterator[str]:
    """Say what was written, a sentence or two each; and what was not, and why."""
    imported, place = outcome.imported, outcome.place
    if place is None:
        return
    if imported is None:
        yield WAITS
        return
    of = "sheet" if imported.new == () or not imported.new[0].startswith("row ") else "row"
    if imported.new:
        yield f"{count(len(imported.new), of)} written to {place}."
    if imported.unchanged:
        them = "is there already, unchanged" if imported.unchanged == 1 else "are there already, unchanged"
        yield f"{count(imported.unchanged, 'sheet')} {them}."
    if imported.updated:
        yield f"{count(len(imported.updated), 'sheet')} written anew: {_first_names(imported.updated)}. {KEPT}"
    if not (imported.new or imported.unchanged or imported.updated or imported.changed):
        yield "There was nothing to write."


def changed_words(imported: Imported) -> str:
    """Say which sheets say something else by now; not what."""
    them = "sheet says" if len(imported.changed) == 1 else "sheets say"
    return f"{len(imported.changed)} {them} something else than the export: {_first_names(imported.changed)}. {CHANGED}"


def _first_names(names: Sequence[str]) -> str:
    """Name some files, of very many the first.

    >>> _first_names(("a", "b")), _first_names(("a",) * 22)[-12:]
    ('a and b', 'a and 2 more')
    """
    more = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])

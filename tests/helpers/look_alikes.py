"""The look-alike exports in ``tests/data/exchange``: where in each what stands, and what its rows must be read as."""

from __future__ import annotations

import csv
import datetime as dt
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_check.documents.answer_map import read_map
from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.imports.grid import ForeignGrid, SourceFile
from coprod_check.imports.understood import Stated
from helpers.answering import Answers
from helpers.make import DATA

if TYPE_CHECKING:
    from coprod_check.documents.answer_map import AnswerMap
    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.grid import ForeignCell

FOLDER = DATA / "exchange"
BUILT_IN = Path(__file__).parent.parent.parent / "rubrics" / "coproduction-values.toml"
TEAM = "Harbour Sight Group"


@dataclass(frozen=True)
class LookAlike:
    """One file: where its rows, its practices and its voice stand."""

    name: str
    first_row: int
    """The row of the first person, as the spreadsheet counts."""
    voice: int
    """The column of the voice, from 0."""
    practices: int
    """The column of the first practice, from 0."""
    stride: int
    """How many columns a practice takes."""
    left_out: tuple[int, ...] = ()
    carries: frozenset[str] = frozenset({"evidence", "experience", "share", "respondent"})
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    team: bool = False
    """Whether the file names the team."""
    dated: bool = True
    mapped: bool = False
    both: bool = False
    """Whether each voice has columns of its own, one block behind the other."""

    @property
    def asked(self) -> Stated:
        """What has to be said beside the file."""
        return Stated(team="" if self.team or self.mapped else TEAM, date=None if self.dated else dt.date(2026, 11, 21))


ALONE = frozenset({"share", "respondent"})
FILES = (
    LookAlike("google-forms.csv", 2, 1, 4, 2),
    LookAlike("google-sheet.csv", 2, 2, 5, 1, carries=ALONE | {"experience"}),
    LookAlike("kobo-labels.xlsx", 2, 3, 6, 2, team=True),
    LookAlike("kobo-names.csv", 2, 3, 6, 2, delimiter=";", team=True),
    LookAlike("limesurvey-codes.csv", 2, 9, 12, 2, left_out=(10,), delimiter=";", team=True),
    LookAlike("limesurvey-full.csv", 2, 9, 12, 2, left_out=(10,), team=True, dated=False),
    LookAlike("ms-forms-likert.csv", 2, 5, 8, 1, carries=ALONE, encoding="cp1252"),
    LookAlike("ms-forms.xlsx", 2, 6, 9, 2, both=True),
    LookAlike("odk-central.csv", 2, 4, 7, 2, left_out=(9,), team=True),
    LookAlike("qualtrics.csv", 5, 17, 20, 2, left_out=(4,)),
    LookAlike("redcap-labels.csv", 2, 3, 6, 2, left_out=(10,)),
    LookAlike("redcap-raw.csv", 2, 3, 6, 2, left_out=(10,), mapped=True),
    LookAlike("surveymonkey.csv", 3, 9, 12, 2),
)


@cache
def built_in() -> Rubric:
    """The rubric that the files were made from."""
    found, problems = read_rubric(tomllib.loads(BUILT_IN.read_text("utf-8")))
    assert found is not None, problems
    return found


@cache
def cells_of(file: LookAlike) -> tuple[tuple[ForeignCell, ...], ...]:
    """The cells, read by other readers than those of the program."""
    path = FOLDER / file.name
    if path.suffix == ".xlsx":
        import openpyxl

        page: Any = openpyxl.load_workbook(path).active
        return tuple(tuple(row) for row in page.iter_rows(values_only=True))
    with path.open(encoding=file.encoding, newline="") as lines:
        return tuple(tuple(row) for row in csv.reader(lines, delimiter=file.delimiter))


def source_of(file: LookAlike, cells: tuple[tuple[ForeignCell, ...], ...] | None = None) -> SourceFile:
    """A file as the rules get it, perhaps with other cells."""
    return SourceFile(file.name, (ForeignGrid(cells or cells_of(file)),), workbook=file.name.endswith(".xlsx"))


@cache
def map_of(file: LookAlike) -> AnswerMap | None:
    """The map that stands beside the file, where there is one."""
    if not file.mapped:
        return None
    found, problems = read_map(tomllib.loads((FOLDER / "redcap-raw.map.toml").read_text("utf-8")))
    assert found is not None, problems
    return found


@cache
def people() -> tuple[Answers, ...]:
    """The eight people who are in every file."""
    told = json.loads((FOLDER / "answers.json").read_text("utf-8"))["sheets"]
    return tuple(
        Answers(
            each["voice"],
            dt.datetime.combine(dt.date.fromisoformat(each["date"]), dt.time()),
            each["team"],
            each["share"],
            each.get("respondent", ""),
            {key: said["level"] for key, said in each["ratings"].items()},
            {key: said["evidence"] for key, said in each["ratings"].items() if "evidence" in said},
            {key: (said,) if isinstance(said, str) else tuple(said) for key, said in each["experience"].items()},
        )
        for each in told
    )


def rows_of(file: LookAlike) -> dict[int, Answers]:
    """Who stands in which row, as the spreadsheet counts; those who are left out are not there."""
    day = dt.datetime(2026, 11, 21)  # noqa: DTZ001 - the day that is said beside the file
    found = {}
    for number, who in enumerate(people()):
        row = file.first_row + number
        if row not in file.left_out:
            found[row] = who if file.dated else Answers(**{**vars(who), "at": day})
    return found


def column_of(file: LookAlike, practice: int, voice: str) -> int:
    """The column, from 0, in which a practice stands for somebody of a voice."""
    block = len(built_in().practices) * file.stride if file.both and voice != "staff" else 0
    return file.practices + block + practice * file.stride

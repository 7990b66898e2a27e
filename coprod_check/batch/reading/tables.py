"""Large tables of sheets as columns. What a cell means is asked of ``tables``, once for each different cell.

A row such as ``team="Team A", date="2026-11-22", voice="staff", a="2", a.evidence="Minutes"``
becomes ``team=0`` (the first name of a team), ``date=739942``, ``voice=1`` and
``answers=[2 + 128]`` (see ``batch.sheet_columns.Rows``). A row in which any cell does not mean
anything plain is read carefully.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from coprod_check.batch.layout import BLANK, EVIDENCE, MASK_BITS, NOBODY, NOT_APPLICABLE, VOICES, WORDS
from coprod_check.batch.reading.blocks import NotPlainError
from coprod_check.batch.reading.cell_meanings import Meanings
from coprod_check.batch.reading.table_blocks import ahead, open_big
from coprod_check.batch.sheet_columns import SheetColumns
from coprod_check.documents.cells import unmasked
from coprod_check.documents.limits import LONGEST_TEXT, MOST_HEADINGS
from coprod_check.documents.problems import FIRST_DAY, LAST_DAY
from coprod_check.documents.text import identity, is_blank
from coprod_check.rules.rounds import SheetFile
from coprod_check.storage import tables
from coprod_check.storage.tables import EXPERIENCE, READING_ERRORS, HardlyATableError, TableContents
from coprod_check.storage.tabular.cell_words import round_named

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from coprod_check.batch.reading.blocks import BigTable, TableBlock
    from coprod_check.batch.reading.cell_meanings import IntColumn
    from coprod_check.batch.sheet_columns import Packed
    from coprod_check.documents.problems import Problem
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.storage.tables import Ragged

ODD = -1
"""In place of what a cell means: its row needs careful reading."""
ODD_ANSWER = 255
"""The same as a byte; no answer is this one, because evidence of a blank has no place."""
SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What Python counts as blanks at the ends of text."""
ERRORS = (*READING_ERRORS, pl.exceptions.PolarsError)
_NOT_SEEN = r"[\p{C}\p{Z}&&[^ ]]"
"""What is not printable, as Python has it: washed, or a fault."""
_SURELY_SEEN = "[!-~]"
"""Letters that can be seen, as in nearly every cell that holds more than blanks."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

MOST_ASKED = 100
"""Different cells of a column that were found to need careful reading, after which all others of it are read so."""
NO_ANSWER = 254
"""In place of a word's number: the cell is empty."""


def pack_table(
    path: Path,
    packed: Packed,
    rubric: Rubric,
    rubric_of: Callable[[object], Rubric | None],
    advance: Callable[[int], None],
) -> TableContents:
    """Pack every plain row of a table of answers to one rubric.

    What is left comes back as ``read_table`` gives it: rows that need care as sheets, and
    faults. ``advance`` is told how many rows were read. Raises ``NotPlainError``, and
    then nothing is packed.
    """
    name = path.as_posix()
    big = _opened(path)
    if big.headed and (faults := _heading_faults(big, rubric)):
        return _refused(big, faults, rubric, advance)
    packer = _TablePacker(big, packed, rubric, rubric_of)
    left = TableContents(most=tables.most_faults_of(path))
    parts: list[SheetColumns] = []
    ragged: list[Ragged] = []
    try:
        for block in ahead(big.blocks(packer.kind)):
            parts.append(packer.pack(block, left))
            ragged += block.ragged
            tables.check_ragged(ragged, left.most)
            advance(len(block.lines))
        if faults := _heading_faults(big, rubric):
            left, parts = TableContents(problems=faults), []
            _note_everyone(big, left)
        for each in ragged:
            left.take_ragged(name, each)
    except HardlyATableError as error:
        _note_everyone(big, left)
        return left.refused(tables.broken(name, error))
    except ERRORS as error:
        return TableContents(problems=[tables.broken(name, error)])
    if not (any(map(len, parts)) or left.sheets or left.problems or left.faults):
        left.problems.append(tables.no_rows(name))
    for part in parts:
        packed.add(part)
    left.rounds |= packer.rounds
    return _ended(big, left)


def _heading_faults(big: BigTable, rubric: Rubric) -> list[Problem]:
    faults = tables.check_header(big.header, [rubric], big.heading_line)
    return [fault.in_file(big.path.as_posix()) for fault in faults]


def _refused(big: BigTable, faults: list[Problem], rubric: Rubric, advance: Callable[[int], None]) -> TableContents:
    """Say what is wrong with a table whose headings are; its rows are only counted."""
    if "rubric" in big.header:
        raise NotPlainError  # which headings are known depends on what the rows answer
    if hint := tables.export_hint(big.path, rubric):
        return TableContents(problems=[hint])
    name = big.path.as_posix()
    contents = TableContents(problems=faults, most=tables.most_faults_of(big.path))
    ragged: list[Ragged] = []
    try:
        for block in ahead(big.blocks(_text)):
            ragged += block.ragged
            tables.check_ragged(ragged, contents.most)
            _note_whose(block, contents)
            advance(len(block.lines))
        for each in ragged:
            contents.take_ragged(name, each)
    except ERRORS as error:
        return contents.refused(tables.broken(name, error))
    return _ended(big, contents)


_WHOSE = ("team", "voice", "round", "date")


def _note_everyone(big: BigTable, contents: TableContents) -> None:
    """Keep who has a row in a table of which none counts: nobody knows who of them agreed to be shown."""
    for block in ahead(big.blocks(_text)):
        _note_whose(block, contents)


def _note_whose(block: TableBlock, contents: TableContents) -> None:
    named = block.frame.select(column for column in _WHOSE if column in block.frame.columns)
    for row in named.cast(pl.String).unique(maintain_order=True).iter_rows(named=True):
        contents.note_whose(row)


def _ended(big: BigTable, contents: TableContents) -> TableContents:
    """Say what is known of a table once all of it was read."""
    contents.note_form(big.path.as_posix(), ends_early=big.ends_early, western=big.western)
    return contents.shortened("row" if big.lines_are_rows else "line")


def _text(_: str) -> pl.DataType:
    return pl.String()


def read_lines(path: Path, rubric: Rubric, lines: Collection[int]) -> Iterator[SheetFile]:
    """Read some rows of a table again, as sheets; all of them were packed before."""
    wanted, name = np.array(sorted(lines)), path.as_posix()
    for block in ahead(_opened(path).blocks(_text)):
        for line, row in block.again(np.flatnonzero(np.isin(block.lines, wanted))):
            sheet, _ = tables.read_row(row, rubric)
            if sheet:
                yield SheetFile(f"{name}:{line}", sheet, name)


def _opened(path: Path) -> BigTable:
    try:
        big = open_big(path)
    except ERRORS:
        big = None
    many = big is not None and len(big.header) > MOST_HEADINGS
    if big is None or many or len(set(big.header)) < len(big.header) or not all(big.header):
        raise NotPlainError
    return big


class _TablePacker:
    """Turns blocks of text into columns of numbers."""

    def __init__(
        self, big: BigTable, packed: Packed, rubric: Rubric, rubric_of: Callable[[object], Rubric | None]
    ) -> None:
        self._rubric, self._rubric_of = rubric, rubric_of
        self._names, self._layout = packed.names, packed.layout
        self._name = big.path.as_posix()
        self._file = packed.names.file(self._name)
        self._answer_words = [*map(str, range(self._layout.top + 1)), *WORDS, ""]
        self._answer = pl.Enum(self._answer_words)
        self._meanings: dict[str, Meanings] = {}
        self._odd: Counter[str] = Counter()
        """How many different cells of a column must be read carefully."""
        self.rounds: set[str] = set()
        """What stands in the column of rounds, each once."""

    def kind(self, column: str) -> pl.DataType:
        """Choose how a column is read: few different cells as numbers for them, others as text."""
        if column in self._layout.practices:
            return self._answer
        if _differs_by_row(column):
            return pl.String()
        return pl.Categorical(pl.Categories(f"coprod-check {column}"))

    def pack(self, block: TableBlock, left: TableContents) -> SheetColumns:
        """Pack the plain rows of a block; every other one is read carefully into ``left``."""
        frame, size = block.frame, len(block.lines)
        facts = {
            column: self._meant(frame, column)
            for column in ("team", "date", "voice", "round", "share", tables.CIRCUMSTANCES)
        }
        staff, members = (self._meant(frame, column) for column in tables.PEOPLE)
        odd = sum(self._meant(frame, column) for column in ("rubric", "rubric_version", "finished")) < 0
        odd |= _too_long(frame)
        if block.odd is not None:
            odd |= block.odd
        for column in (*facts.values(), staff, members):
            odd |= column == ODD
        answers = self._answers(frame)
        odd |= (answers == ODD_ANSWER).any(axis=1)
        experience = np.zeros((size, len(self._layout.questions)), self._layout.option_bits)
        for question, place in self._layout.questions.items():
            if f"{EXPERIENCE}{question}" in frame.columns:
                chosen = self._meant(frame, f"{EXPERIENCE}{question}")
                odd |= chosen == ODD
                experience[:, place] = chosen
        respondent, sheet = (self._numbered(frame, column, odd) for column in ("respondent", "sheet"))
        voice = facts["voice"]
        odd |= (voice == 0) & ((facts["share"] > 0) | (respondent != NOBODY))
        odd |= (voice > 0) & ((staff > 0) | (members > 0))
        odd |= (voice < 2) & (experience > 0).any(axis=1)
        label = np.where(facts["round"] == 0, self._meant(frame, "date", "month"), facts["round"] - 1)
        rows = SheetColumns(
            answers=answers,
            team=facts["team"].astype(np.uint32),
            label=label.astype(np.uint32),
            date=facts["date"].astype(np.int32),
            voice=voice.astype(np.uint8),
            share=facts["share"] > 0,
            staff=staff.astype(np.uint32),
            members=members.astype(np.uint32),
            respondent=respondent,
            sheet=sheet,
            circumstances=facts[tables.CIRCUMSTANCES].astype(self._layout.circumstance_bits),
            experience=experience,
            file=np.full(size, self._file, np.uint32),
            line=block.lines.astype(np.uint32),
        )
        if not odd.any():
            return rows
        for line, row in block.again(np.flatnonzero(odd)):
            left.take(self._name, line, row, self._rubric_of)
        return rows.take(np.flatnonzero(~odd))

    def _answers(self, frame: pl.DataFrame) -> NDArray[np.uint8]:
        """Give what every practice's cells mean, as bytes; ``ODD_ANSWER`` where they must be read carefully."""
        answers = np.full((len(frame), len(self._layout.practices)), BLANK, np.uint8)
        asked = [column for column in frame.columns if column in self._layout.practices]
        plain = [practice for practice in asked if isinstance(frame.schema[practice], pl.Enum)]
        if plain:
            numbers = frame.select(pl.col(plain).to_physical().fill_null(NO_ANSWER)).to_numpy()
            table = np.full(256, BLANK, np.uint8)
            table[: len(self._answer_words)] = [*range(self._layout.top + 1), *WORDS.values(), BLANK]
            answers[:, [self._layout.practices[practice] for practice in plain]] = np.take(table, numbers)
        for practice in asked:
            place = self._layout.practices[practice]
            if practice not in plain:
                answers[:, place] = self._meant(frame, practice)
            elif not self._layout.may_not_apply[place]:
                said = answers[:, place]
                said[said == NOT_APPLICABLE] = ODD_ANSWER
            if f"{practice}{tables.EVIDENCE}" in frame.columns:
                given = _filled(frame, f"{practice}{tables.EVIDENCE}")
                answers[given & (answers[:, place] != BLANK), place] |= EVIDENCE
        return answers

    def _meant(self, frame: pl.DataFrame, column: str, meaning: str = "") -> IntColumn:
        """Give what each cell of a column means, as a number; ``ODD`` where it must be read carefully."""
        meaning = meaning or column
        if column not in frame.columns:
            return np.full(len(frame), self._meaning(meaning, ""))
        cells = frame[column]
        if cells.dtype == pl.String:
            cells = cells.cast(pl.Categorical(pl.Categories(f"coprod-check {column}")))
        if meaning not in self._meanings:
            self._meanings[meaning] = Meanings(lambda cell: self._meaning(meaning, cell))
        return self._meanings[meaning].of(cells)

    def _meaning(self, column: str, cell: str) -> int:
        if column == "rubric" and cell and self._rubric_of(cell) is not self._rubric:
            raise NotPlainError
        if column == "round":
            self.rounds.add(cell)
        cell = cell.strip()
        if column == "team":
            return self._names.team(cell) if _is_plain_name(cell) else ODD
        if not cell:
            return BLANK if column in self._layout.practices else ODD if column in {"date", "month", "voice"} else 0
        if column == "round":
            return self._names.label(str(round_named(cell))) + 1 if _is_plain_name(cell) else ODD
        if column in {"date", "month"} and (day := _plain_day(cell)):  # there may be as many as rows
            return day.toordinal() if column == "date" else self._names.label(f"{day:%Y-%m}")
        if self._odd[column] == MOST_ASKED:
            return ODD  # asking about each of very many takes longer than reading their rows
        sheet = self._sample(column, cell)
        self._odd[column] += sheet is None
        return ODD if sheet is None else self._number(sheet, column)

    def _sample(self, column: str, cell: str) -> Sheet | None:
        """Read the cell in a row that has no other fault."""
        voice = "lived-experience" if column == "share" or column.startswith(EXPERIENCE) else "together"
        row = {"team": "t", "date": "2026-01-01", "voice": voice}
        sheet, _ = tables.read_row({**row, "date" if column == "month" else column: cell}, self._rubric)
        return sheet

    def _number(self, sheet: Sheet, column: str) -> int:
        """Say what a sample holds, as a row of columns holds it."""
        if column in self._layout.practices:
            (rating,) = sheet.ratings.values()
            return rating.level if isinstance(rating.level, int) else WORDS[str(rating.level)]
        if column.startswith(EXPERIENCE):
            question = column.removeprefix(EXPERIENCE)
            options = self._layout.options[self._layout.questions[question]]
            # No option among the cell's separators: the careful reader knows what that is.
            return _mask(options[option] for option in sheet.chosen(question)) or ODD
        meanings: dict[str, Callable[[], int]] = {
            "date": sheet.date.toordinal,
            "month": lambda: self._names.label(sheet.round_label),
            "voice": lambda: VOICES.index(sheet.voice),
            "share": lambda: int(sheet.share),
            "finished": lambda: 0 if sheet.finished else ODD,
            tables.CIRCUMSTANCES: lambda: _mask(self._layout.circumstances[each] for each in set(sheet.circumstances)),
            "people.staff": lambda: sheet.people.staff,
            "people.lived-experience": lambda: sheet.people.lived_experience,
        }
        return meanings[column]() if column in meanings else 0

    @staticmethod
    def _numbered(frame: pl.DataFrame, column: str, odd: NDArray[np.bool_]) -> IntColumn:
        """Number who or which sheet a column names, however it is spelt; marks rows that must be read carefully."""
        if column not in frame.columns:
            return np.full(len(frame), NOBODY, np.int64)
        cells = frame[column].cast(pl.String).fill_null("").str.strip_chars(SPACES)
        odd |= cells.str.contains(_NOT_SEEN).to_numpy() | cells.str.starts_with("'").to_numpy()
        texts = _identities(cells).to_frame("text")
        numbers = texts.select(pl.when(pl.col("text") != "").then(pl.col("text").hash()).otherwise(NOBODY))
        return numbers.to_series().to_numpy().view(np.int64)


def _is_plain_name(cell: str) -> bool:
    """Whether a name means what it says, with no fault in it."""
    return not is_blank(cell) and cell.isprintable() and len(cell) <= LONGEST_TEXT and unmasked(cell) == cell


def _plain_day(cell: str) -> dt.date | None:
    """The day of a cell that is one, as sheets have it; ``None`` where what stands there must be read carefully."""
    if not _DAY.fullmatch(cell):
        return None
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _identities(cells: pl.Series) -> pl.Series:
    """What tells one name from another (``documents.text.identity``), of cells on one line with no blanks around."""
    plain = cells.str.to_lowercase()
    if plain.str.contains("  ", literal=True).any():
        plain = plain.str.replace_all(" +", " ")
    others = (cells.str.len_bytes() != cells.str.len_chars()).arg_true()
    return plain.scatter(others, [identity(each) for each in cells.gather(others)]) if len(others) else plain


def _mask(bits: Iterable[int]) -> int:
    """Put bits together; ``ODD`` where that is more than a whole number with a sign can hold."""
    mask = sum(bits)
    return mask if mask < 1 << (MASK_BITS - 1) else ODD


def _differs_by_row(column: str) -> bool:
    """Whether nearly every cell of a column is another."""
    return column in {"sheet", "respondent"} or column.endswith(tables.EVIDENCE)


def _too_long(frame: pl.DataFrame) -> NDArray[np.bool_]:
    """Say which rows hold a text that may be beyond what a sheet may hold."""
    texts = [pl.col(column).cast(pl.String).str.len_bytes() for column in frame.columns if _differs_by_row(column)]
    if not texts:
        return np.zeros(len(frame), np.bool_)
    longest = frame.select(pl.max_horizontal(texts).fill_null(0)).to_series().to_numpy()
    return np.asarray(longest > LONGEST_TEXT)


def _filled(frame: pl.DataFrame, column: str) -> NDArray[np.bool_]:
    """Say which cells hold more than blanks (``documents.text.is_blank``)."""
    cells = frame[column].cast(pl.String).fill_null("")
    filled = cells.str.contains(_SURELY_SEEN).to_numpy().copy()
    doubtful = np.flatnonzero(~filled & (cells.str.strip_chars(SPACES).str.len_bytes() > 0).to_numpy())
    filled[doubtful] = [not is_blank(cell) for cell in cells.gather(doubtful)]
    return filled

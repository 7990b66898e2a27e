"""A workbook to type answers in: one row for each person, answers chosen from lists.

``import`` knows it by the mark in the first cell of two of its sheets, and finds the headings
below the rows that hold the questions, since those begin with whom they ask.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from coprod_check.documents import fixed_texts
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import as_compared, unobeyed
from coprod_check.exchange.asking import collection_words as words
from coprod_check.exchange.asking.question_headings import (
    box_choices,
    evidence_heading,
    experience_heading,
    level_options,
    option_heading,
    option_texts,
    title_heading,
    words_besides,
)
from coprod_check.imports.answers import PracticeAnswers, Trust
from coprod_check.imports.layout import OURS
from coprod_check.imports.meanings import Questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from coprod_check.documents.rubric import ExperienceQuestion, Practice, Rubric

ROWS = 200
"""Rows that are ready for people."""
LONGEST_CHOICE = 255
"""Lettering of one choice in a drop-down; spreadsheets cut longer ones."""

_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - stands in every workbook, so that equal input gives equal bytes
_SIZE = 11
"""Lettering of all that is typed in, in points."""
_HIGHEST = 120
"""Points of a row above the answers at most: below it there must be room on the screen for people."""
_HIGHEST_ANSWER = 66
"""The same of a row of answers: four lines."""
_WIDE = 44
"""Letters on a line of a column for long texts, about."""
_LIST_WIDE = 36
"""The same of the lists."""
_START_WIDTH = 100
"""Letters on a line of the first sheet, about."""

InputKind = Literal["text", "date", "choice", "long"]


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the sheet to type in."""

    heading: str
    band: str
    """What the columns from here on are about; the same in neighbours."""
    kind: InputKind = "text"
    choices: tuple[str | int, ...] = ()
    asked: tuple[str, ...] = ()
    """The question in each side's words, each with whom it asks."""
    filled: str = ""
    """What every row begins with."""
    width: int = 30
    needed: bool = False
    """Whether a row that has answers needs it."""
    stop: str = ""
    """What is said of an answer that is not among the choices."""


def collection_workbook(rubric: Rubric, team: str = "", round_: str = "", named: str = "") -> bytes:
    """Make the workbook; the same questions give the same bytes.

    A team and a round stand in every row already where they are given. ``named`` is how the
    questions are named on a command line, where they are not the usual ones.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": unobeyed(rubric.title), "created": _MADE})
        looks = _looks(book)
        columns = [_unobeyed_column(each) for each in _columns(Questions(rubric), team, round_)]
        start, answers, lists = (
            book.add_worksheet(name) for name in (words.START_SHEET, words.ANSWERS_SHEET, words.LISTS_SHEET)
        )
        heading_row = _heading_row(columns)
        _write_start(start, list(words.start_page(rubric, named, rows=ROWS, heading_row=heading_row + 1)), looks)
        places = _write_lists(lists, columns, looks)
        _write_answers(answers, columns, places, looks)
    return out.getvalue()


def _unobeyed_column(column: _Column) -> _Column:
    return replace(
        column,
        heading=unobeyed(column.heading),
        band=unobeyed(column.band),
        choices=tuple(unobeyed(each) if isinstance(each, str) else each for each in column.choices),
        asked=tuple(map(unobeyed, column.asked)),
        filled=unobeyed(column.filled),
    )


# What there is to type in.


def _columns(questions: Questions, team: str, round_: str) -> Iterator[_Column]:
    """Everything about one person, in the order in which paper has it; evidence last, since few write much of it."""
    rubric = questions.rubric
    yield from _facts(team, round_)
    for practice in rubric.practices:
        yield _Column(
            title_heading(questions, practice),
            rubric.dimension_name(practice.dimension),
            "choice",
            (*_levels(rubric, practice), *words_besides(practice), *range(rubric.top + 1)),
            _asked(practice),
            width=_WIDE,
            stop=words.stop_practice(rubric.top),
        )
    for question in rubric.experience:
        yield from _experience(questions, question)
    for practice in rubric.practices:
        yield _Column(evidence_heading(questions, practice), words.BAND_EVIDENCE, "long", width=_WIDE)


def _facts(team: str, round_: str) -> Iterator[_Column]:
    """Who answered, when and for whom."""
    yield _Column(fixed_texts.PSEUDONYM.now, words.BAND_FACTS, width=18)
    sides = (fixed_texts.STAFF.now, fixed_texts.LIVED_EXPERIENCE.now)
    yield _Column(
        fixed_texts.VOICE.now, words.BAND_FACTS, "choice", sides, width=28, needed=True, stop=words.STOP_CHOICE
    )
    shares = (fixed_texts.SHARE_YES.now, fixed_texts.SHARE_NO.now)
    yield _Column(fixed_texts.SHARE.now, words.BAND_FACTS, "choice", shares, width=28, stop=words.STOP_CHOICE)
    yield _Column("Date", words.BAND_FACTS, "date", width=13, needed=True, stop=words.STOP_DATE)
    yield _Column(fixed_texts.TEAM.now, words.BAND_FACTS, filled=team, width=26, needed=True)
    yield _Column("Round", words.BAND_FACTS, filled=round_, width=11)


def _asked(practice: Practice) -> tuple[str, ...]:
    """The question in the words of each side; once where both are asked in the same."""
    staff, lived = (as_compared(practice.question.for_voice(side)) for side in SIDES)
    return (f"Both are asked: {staff}",) if staff == lived else (f"Staff: {staff}", f"Lived experience: {lived}")


def _levels(rubric: Rubric, practice: Practice) -> Iterator[str]:
    """The levels as they are chosen from: number and text, or number and name where a list cuts the text.

    A level of which neither will do is chosen by its number alone, which stands in every list.
    """
    reading = PracticeAnswers(practice, rubric)
    texts = level_options(rubric, practice, numbered=True)
    for level, text in zip(rubric.levels, texts, strict=True):
        for words_of_it in (text, f"{level.number} - {as_compared(level.name)}"):
            if len(words_of_it) <= LONGEST_CHOICE and reading.read(words_of_it, Trust(), coded=False) == level.number:
                yield words_of_it
                break


def _experience(questions: Questions, question: ExperienceQuestion) -> Iterator[_Column]:
    """One column, or one for each option where several may be chosen."""
    if not question.several:
        headed = {experience_heading(questions, question): option_texts(question)}
    else:
        headed = {
            option_heading(questions, question, option): box_choices(question, option) for option in question.options
        }
    for heading, texts in headed.items():
        yield _Column(heading, words.BAND_EXPERIENCE, "choice", texts, width=26, stop=words.STOP_CHOICE)


# How it looks.

_Looks = dict[str, "Format"]


def _looks(book: Workbook) -> _Looks:
    plain: dict[str, Any] = {"font_name": "Arial", "font_size": _SIZE, "valign": "top", "text_wrap": True}
    line = {"border": 1, "border_color": "#B8C4CC"}
    dark = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E5F", "valign": "vcenter"}
    styles: dict[str, dict[str, Any]] = {
        "plain": {},
        "mark": {"font_size": 8, "font_color": "#6B6B6B", "text_wrap": False},
        "soft": {"font_color": "#4A4A4A"},
        "title": {"font_size": 18, "bold": True, "font_color": "#1F4E5F"},
        "part": {"font_size": 12, "bold": True, "font_color": "#1F4E5F"},
        "number": {"bold": True, "align": "right"},
        "command": {"font_name": "Courier New", "bg_color": "#EEF3F5"},
        "band": {"bold": True, "font_color": "#1F4E5F", "text_wrap": False},
        "asked": {"valign": "bottom", "italic": True, "bg_color": "#EEF3F5", **line},
        "heading": {**dark, **line},
        "choice": {"align": "left", **line},
        "text": {"num_format": "@", **line},
        "long": {"num_format": "@", **line},
        "date": {"num_format": "yyyy-mm-dd", "align": "left", **line},
        "list": {"align": "left", **line, "bg_color": "#F7F9FA"},
    }
    marks = {"missing": {"bg_color": "#FFE699"}, "not asked": {"bg_color": "#D9D9D9"}}
    return {name: book.add_format(plain | style) for name, style in styles.items()} | {
        name: book.add_format(mark) for name, mark in marks.items()
    }


# The sheets.


def _write_start(sheet: Worksheet, lines: Sequence[words.StartLine], looks: _Looks) -> None:
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, _START_WIDTH - 4)
    sheet.write_string(0, 0, OURS, looks["mark"])
    sheet.write_string(1, 1, words.MARK_WHY, looks["mark"])
    for row, line in enumerate(lines, 3):
        look = looks[line.style]
        sheet.set_row(row, _height(line.text, _START_WIDTH, look.font_size))
        if line.number:
            sheet.write_number(row, 0, line.number, looks["number"])
        if line.text:
            sheet.write_string(row, 1, unobeyed(line.text), look)
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    _for_paper(sheet)
    sheet.fit_to_pages(1, 0)
    sheet.activate()


def _height(text: str, width: float, size: float = _SIZE) -> float:
    """How high a row must be for a text to wrap in a column, in points: not every program finds it out by itself."""
    lines = sum(-(-max(1, len(each)) // max(1, int(width * _SIZE / size))) for each in text.split("\n"))
    return round((size * 1.3) * lines + 4, 1)


def _heading_row(columns: Sequence[_Column]) -> int:
    """The row of the headings, from 0: below the mark and the questions."""
    return 1 + max(len(column.asked) for column in columns)


def _write_answers(sheet: Worksheet, columns: Sequence[_Column], places: Sequence[str], looks: _Looks) -> None:
    headings = _heading_row(columns)
    first, last = headings + 1, headings + ROWS
    sheet.write_string(0, 0, OURS, looks["mark"])
    _write_bands(sheet, columns, looks)
    high = max(_height(str(choice), column.width) for column in columns for choice in column.choices)
    for row in range(first, last + 1):
        sheet.set_row(row, min(_HIGHEST_ANSWER, high))
    for row in range(1, headings):
        heights = (_height(column.asked[row - 1], column.width) for column in columns if row <= len(column.asked))
        sheet.set_row(row, min(_HIGHEST, max(heights)))
    sheet.set_row(headings, min(_HIGHEST, max(_height(column.heading, column.width * 0.9) for column in columns)))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        for row in range(1, headings):
            asked = column.asked[row - 1] if row <= len(column.asked) else ""
            _write_text(sheet, row, place, asked, looks["asked" if asked else "plain"])
        sheet.write_string(headings, place, column.heading, looks["heading"])
        for row in range(first, last + 1):
            _write_text(sheet, row, place, column.filled, looks[column.kind])
        if rule := _rule(column, places[place]):
            sheet.data_validation(first, place, last, place, rule)
    _write_missing(sheet, columns, looks, first, last)
    sheet.freeze_panes(first, 2)
    sheet.repeat_rows(0, headings)
    sheet.repeat_columns(0, 1)
    sheet.set_landscape()
    _for_paper(sheet)
    sheet.set_print_scale(50)


def _write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text as text, whatever it begins with; a blank cell where there is none."""
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _write_bands(sheet: Worksheet, columns: Sequence[_Column], looks: _Looks) -> None:
    """Write above the first of neighbouring columns what they are about; the first cell of all is the mark's."""
    before = ""
    for place, column in enumerate(columns):
        if column.band != before:
            sheet.write_string(0, max(place, 1), column.band, looks["band"])
        before = column.band


def _rule(column: _Column, choices: str) -> dict[str, Any]:
    """What may be typed into a column; anything else is stopped with a sentence that says what may."""
    stop = {"error_title": words.NOT_AN_ANSWER, "error_message": column.stop}
    if column.kind == "date":
        spans = {"criteria": "between", "minimum": dt.date(2000, 1, 2), "maximum": dt.date(2199, 12, 31)}
        return {"validate": "date", **spans, "error_title": words.NOT_A_DAY, "error_message": column.stop}
    return {"validate": "list", "source": f"={choices}", **stop} if choices else {}


def _write_missing(sheet: Worksheet, columns: Sequence[_Column], looks: _Looks, first: int, last: int) -> None:
    """Colour what is still missing in a row that has answers, and what is not asked of staff."""
    bands = [column.band for column in columns]
    answers = [place for place, band in enumerate(bands) if band not in {words.BAND_FACTS, words.BAND_EVIDENCE}]
    row = f"{_cell(answers[0], first)}:{_cell(answers[-1], first)}"
    for place, column in enumerate(columns):
        if column.needed:
            missing = f'=AND({_cell(place, first)}="",COUNTA({row})>0)'
            sheet.conditional_format(first, place, last, place, _when(missing, looks["missing"]))
    voice = next(place for place, column in enumerate(columns) if column.heading == fixed_texts.VOICE.now)
    asked = [place for place, band in enumerate(bands) if band == words.BAND_EXPERIENCE]
    if asked:
        staff = f'={_cell(voice, first)}="{fixed_texts.STAFF.now}"'
        sheet.conditional_format(first, asked[0], last, asked[-1], _when(staff, looks["not asked"]))


def _cell(column: int, row: int) -> str:
    """Name a cell of a column that stays, in a row that moves."""
    return f"{xl_col_to_name(column, col_abs=True)}{row + 1}"


def _when(formula: str, look: Format) -> dict[str, Any]:
    return {"type": "formula", "criteria": formula, "format": look}


def _write_lists(sheet: Worksheet, columns: Sequence[_Column], looks: _Looks) -> list[str]:
    """Write what may be chosen, a row for each column that has choices; give where each column's choices stand."""
    sheet.write_string(0, 0, words.LISTS_WHY, looks["mark"])
    sheet.write_string(1, 0, words.LISTS_HEADING, looks["heading"])
    sheet.write_string(1, 1, words.LISTS_CHOICES, looks["part"])
    places: list[str] = []
    widest: dict[int, int] = {0: _LIST_WIDE}
    row = 2
    for column in columns:
        if not column.choices:
            places.append("")
            continue
        for place, choice in enumerate((column.heading, *column.choices)):
            if isinstance(choice, int):
                sheet.write_number(row, place, choice, looks["list"])
            else:
                sheet.write_string(row, place, choice, looks["list"])
            widest[place] = min(_LIST_WIDE, max(widest.get(place, 4), len(str(choice)) + 2))
        sheet.set_row(row, max(_height(str(each), _LIST_WIDE) for each in (column.heading, *column.choices)))
        places.append(f"'{words.LISTS_SHEET}'!{xl_range_abs(row, 1, row, len(column.choices))}")
        row += 1
    for place, width in widest.items():
        sheet.set_column(place, place, width)
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    _for_paper(sheet)
    sheet.fit_to_pages(1, 0)
    return places


def _for_paper(sheet: Worksheet) -> None:
    """A4, with the number of the page and the name of the sheet below."""
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&A&R&P / &N")

"""The workbook to type answers in: what stands in it, and that everything typed into it comes back."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from helpers.make import MEMBERS, practice, rubric
from helpers.pasted_forms import IN_WORDS, as_imported
from helpers.survey_people import BUILT_IN, FROM_THE_RIGHT, MANY, ODD, PLAIN, assert_comes_back, sheets_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter, range_boundaries

from coprod_check.documents import fixed_texts
from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.exchange.asking.collection_workbook import LONGEST_CHOICE, ROWS, collection_workbook
from coprod_check.imports.grid import ForeignGrid, SourceFile
from coprod_check.imports.layout import OURS, find_layout
from coprod_check.imports.meanings import Questions
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.imports.understood import Understood

BOTH = {"staff": "Do we?", MEMBERS: "Do they?"}
TWO_LEVELS = [{"number": 0, "name": "No"}, {"number": 1, "name": "Yes"}]
ALIKE = rubric(
    practice("a", title="Step 1", levels=["Same.", "Same."]),
    practice("b", title="Step 12", levels=["No", "Yes"]),
    practice("c", title="Name", question={"staff": "How far?"}, levels=["Yes", "1"]),
    practice("step", title="Step", levels=["=1+1", "x" * 300]),
    levels=TWO_LEVELS,
    experience=[
        {"id": "q", "question": "Step 1", "options": [{"id": "x", "text": "Same"}, {"id": "y", "text": "same "}]},
        {
            "id": "r",
            "question": "Which [ones]?",
            "several": True,
            "options": [{"id": "x", "text": "This [one]"}, {"id": "no", "text": "No"}],
        },
    ],
)
"""Titles, questions and answers that are each other's, a list's end, and a service's."""
FOUND_SOON = (Phase.explicit, Phase.reuse, Phase.generate)
"""What is found is told as it is: to make it smaller takes minutes, since every try reads a workbook."""
EVERY = [BUILT_IN, ODD, MANY, PLAIN, FROM_THE_RIGHT, ALIKE]
NAMES = ["built-in", "odd", "ninety", "one", "right-to-left", "alike"]


@cache
def made(asked_at: int, team: str = "", round_: str = "") -> bytes:
    return collection_workbook(EVERY[asked_at], team, round_)


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def grid_of(sheet: Worksheet) -> ForeignGrid:
    """The cells as ``import`` gets them: numbers and dates typed, blank cells empty."""
    return ForeignGrid(tuple(tuple(row) for row in sheet.iter_rows(values_only=True)), sheet.title)


def headings(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of the headings, which is the one above the frozen line, and the place of each; from 1."""
    row = int("".join(filter(str.isdigit, sheet.freeze_panes))) - 1
    return row, {str(cell.value): cell.column for cell in sheet[row]}


def lists(book: Workbook) -> dict[int, list[Any]]:
    """What the drop-down of each column of the sheet to type in offers; columns from 1."""
    found: dict[int, list[Any]] = {}
    for rule in book["Answers"].data_validations.dataValidation:
        if rule.type == "list":
            name, place = rule.formula1.rsplit("!", 1)
            (column, first, last_column, last) = range_boundaries(str(rule.sqref))
            assert column == last_column
            assert last - first + 1 == ROWS
            from_column, row, to_column, _ = range_boundaries(place.replace("$", ""))
            (cells,) = book[name.strip("'")].iter_rows(row, row, from_column, to_column, values_only=True)
            found[column] = list(cells)
    return found


# ---------------------------------------------------------------- what stands in it


def test_it_begins_with_what_to_do_and_nothing_is_hidden() -> None:
    book = opened(made(0))
    assert book.sheetnames == ["Start here", "Answers", "Lists"]
    assert book.active.title == "Start here"
    for sheet in book:
        assert sheet.sheet_state == "visible"
        assert not [key for key, each in sheet.column_dimensions.items() if each.hidden]
        assert not [key for key, each in sheet.row_dimensions.items() if each.hidden]
    said = " ".join(str(cell.value) for row in book["Start here"] for cell in row if cell.value)
    for word in ("from row 4 on", "200 rows", "private", "delete it", "coprod-check import answers.xlsx --out answers"):
        assert word in said


def test_it_is_known_as_ours_even_where_only_the_sheet_with_the_answers_is_left() -> None:
    book = empty(0)
    assert {grid.name: grid.rows[0][0] for grid in book.grids[:2]} == dict.fromkeys(("Start here", "Answers"), OURS)
    typed: dict[str, Any] = {
        fixed_texts.VOICE.now: "Staff",
        "Date": dt.date(2026, 11, 18),
        "Who decides": "2",
        "Clear agendas": 1.0,
    }
    row = book.heading_row + 1
    answers = [list(each) for each in book.grids[1].rows]
    for heading, value in typed.items():
        answers[row - 1][book.places[heading] - 1] = value
    source = SourceFile("answers.csv", (ForeignGrid(tuple(map(tuple, answers))),))
    (person,) = understand([source], BUILT_IN, None, Stated(team="Harbour")).people
    assert {key: each.level for key, each in person.sheet.ratings.items()} == {
        "shared-decisions": 2,
        "clear-agendas": 1,
    }


def test_there_is_no_macro_no_link_and_no_formula_that_is_worked_out() -> None:
    with zipfile.ZipFile(io.BytesIO(made(0))) as parts:
        assert not [name for name in parts.namelist() if "vba" in name or "external" in name.lower()]
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


@pytest.mark.parametrize("asked_at", range(len(EVERY)), ids=NAMES)
def test_the_same_questions_give_the_same_bytes(asked_at: int) -> None:
    assert collection_workbook(EVERY[asked_at], "Harbour", "2026-11") == made(asked_at, "Harbour", "2026-11")


def test_a_practice_is_answered_from_its_own_list() -> None:
    book = opened(made(0))
    _, places = headings(book["Answers"])
    assert lists(book)[places["Who decides"]] == [
        "0 - Staff choose what to change, or it has not been chosen yet.",
        "1 - Members are asked what to change before it is decided, and told what was decided and why.",
        "2 - Staff and members chose together what we are working to change, and both sides said yes to it.",
        f"3 - {BUILT_IN.by_id[PracticeId('shared-decisions')].levels[3]}",
        "Don't know",
        *range(4),
    ]


def test_does_not_apply_is_offered_only_where_it_may_be() -> None:
    book = opened(made(0))
    _, places = headings(book["Answers"])
    offered = lists(book)
    for each in BUILT_IN.practices:
        assert ("Does not apply to us" in offered[places[each.title]]) is each.may_not_apply


def test_who_it_is_and_whether_they_may_be_shown_are_chosen_in_the_fixed_words() -> None:
    book = opened(made(0))
    _, places = headings(book["Answers"])
    offered = lists(book)
    assert offered[places[fixed_texts.VOICE.now]] == ["Staff", "Someone with lived experience"]
    assert offered[places[fixed_texts.SHARE.now]] == ["Yes, show them", "No, do not show them"]


def test_no_list_is_typed_into_a_rule_and_no_choice_is_longer_than_a_list_shows() -> None:
    book = opened(made(5))
    rules = [rule for rule in book["Answers"].data_validations.dataValidation if rule.type == "list"]
    assert all(rule.formula1.startswith("'Lists'!$") for rule in rules)
    assert all(len(str(each)) <= LONGEST_CHOICE for choices in lists(book).values() for each in choices)


def test_a_level_whose_text_is_too_long_for_a_list_is_chosen_by_its_name() -> None:
    book = opened(made(5))
    _, places = headings(book["Answers"])
    assert lists(book)[places["Step"]] == ["0 - =1+1", "1 - Yes", IN_WORDS[DONT_KNOW], IN_WORDS[NOT_APPLICABLE], 0, 1]


def test_whether_an_option_is_chosen_is_yes_or_no_but_where_the_option_is_a_no() -> None:
    book = empty(5)
    assert [book.offered[book.places[name]] for name in ("r [x]", "r [no]")] == [["Yes", "No"], ["Yes"]]


def test_both_wordings_stand_above_the_headings_and_one_where_both_are_asked_the_same() -> None:
    book = opened(collection_workbook(rubric(practice("a", question=BOTH), practice("b"))))
    sheet = book["Answers"]
    row, places = headings(sheet)
    assert row == 4
    assert [sheet.cell(each, places["Title of a"]).value for each in (2, 3)] == [
        "Staff: Do we?",
        "Lived experience: Do they?",
    ]
    assert [sheet.cell(each, places["Title of b"]).value for each in (2, 3)] == ["Both are asked: How far?", None]


def test_a_date_is_a_date_and_what_people_write_is_text() -> None:
    sheet = opened(made(0))["Answers"]
    row, places = headings(sheet)
    looks = {name: sheet.cell(row + 1, column).number_format for name, column in places.items()}
    assert looks["Date"] == "yyyy-mm-dd"
    text = (fixed_texts.PSEUDONYM.now, fixed_texts.TEAM.now, "Round", f"Who decides - {fixed_texts.EVIDENCE.now}")
    assert {looks[name] for name in text} == {"@"}
    assert looks["Who decides"] == "General"
    (rule,) = (each for each in sheet.data_validations.dataValidation if each.type == "date")
    assert get_column_letter(places["Date"]) in str(rule.sqref)


def test_a_team_and_a_round_stand_in_every_row_whatever_they_begin_with() -> None:
    sheet = opened(made(0, "=1+1", "@2026-11"))["Answers"]
    row, places = headings(sheet)
    for heading, filled in ((fixed_texts.TEAM.now, "=1+1"), ("Round", "@2026-11")):
        cells = [sheet.cell(each, places[heading]) for each in range(row + 1, row + 1 + ROWS)]
        assert {(cell.value, cell.data_type) for cell in cells} in ({(filled, "s")}, {(filled, "f")})
    with zipfile.ZipFile(io.BytesIO(made(0, "=1+1"))) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name)]


# ---------------------------------------------------------------- how import reads it


@pytest.mark.parametrize("asked_at", range(len(EVERY)), ids=NAMES)
def test_every_heading_is_found_and_means_one_thing(asked_at: int) -> None:
    asked = EVERY[asked_at]
    sheet = opened(made(asked_at))["Answers"]
    row, _ = headings(sheet)
    layout = find_layout(grid_of(sheet), Questions(asked))
    assert layout is not None
    assert layout.first == row
    assert [len(each.found) for each in layout.headings] == [1] * len(layout.headings)
    meant = [(each.part, each.key, each.option) for each in layout.meanings()]
    assert sorted(meant) == sorted(
        [
            *(("fact", key, "") for key in ("respondent", "voice", "share", "date", "team", "round")),
            *((part, str(each.id), "") for each in asked.practices for part in ("practice", "evidence")),
            *(("experience", each.id, "") for each in asked.experience if not each.several),
            *(("option", each.id, o.id) for each in asked.experience if each.several for o in each.options),
        ]
    )


@pytest.mark.parametrize("asked_at", range(len(EVERY)), ids=NAMES)
def test_no_other_sheet_of_it_has_headings(asked_at: int) -> None:
    book = opened(made(asked_at))
    assert [find_layout(grid_of(book[name]), Questions(EVERY[asked_at])) for name in ("Start here", "Lists")] == [
        None
    ] * 2


def typed_rows(
    asked: Rubric, sheets: list[Sheet], places: dict[str, int], offered: dict[int, list[Any]], ways: Callable[[], int]
) -> Iterator[dict[int, Any]]:
    """What somebody types or chooses for each person, by column."""
    questions = Questions(asked)
    meaning: dict[str, list[tuple[str, int]]] = {questions.of(name)[0].column: [] for name in places}
    for name, column in places.items():
        meaning[questions.of(name)[0].column].append((questions.of(name)[0].option, column))
    for sheet in sheets:
        row: dict[str, Any] = {
            "team": sheet.team,
            "round": sheet.round,
            "date": dt.datetime.combine(sheet.date, dt.time()),
            "voice": fixed_texts.STAFF.now if sheet.voice == "staff" else fixed_texts.LIVED_EXPERIENCE.now,
            "share": fixed_texts.SHARE_YES.now if sheet.share else (None, fixed_texts.SHARE_NO.now)[ways() % 2],
            "respondent": sheet.respondent or None,
        }
        for key, rating in sheet.ratings.items():
            ((_, column),) = meaning[key]
            row[key] = chosen(rating.level, offered[column], ways())
            row[f"{key}.evidence"] = rating.evidence or None
        cells = {column: row[key] for key, found in meaning.items() for _, column in found if key in row}
        for each in asked.experience:
            picked = sheet.chosen(each.id)
            options = [option.id for option in each.options]
            for option, column in meaning[f"experience.{each.id}"]:
                if each.several:
                    no = [None, *(choice for choice in offered[column] if choice == "No")]
                    cells[column] = "Yes" if option in picked else no[ways() % len(no)]
                elif picked:
                    cells[column] = offered[column][options.index(picked[0])]
        yield cells


def chosen(level: Any, offered: list[Any], way: int) -> Any:
    """A level as it is chosen from the list, or typed as its number."""
    if not isinstance(level, int):
        return IN_WORDS[level]
    texts = [each for each in offered if str(each).startswith(f"{level} - ")]
    return [*texts, level, float(level)][way % (len(texts) + 2)]


@dataclass(frozen=True)
class Empty:
    """A workbook as it is before anybody types into it, opened once."""

    asked: Rubric
    heading_row: int
    places: dict[str, int]
    offered: dict[int, list[Any]]
    grids: tuple[ForeignGrid, ...]

    def read_with(self, typed: dict[tuple[int, int], Any]) -> Understood:
        """Read it back once something was typed into some cells, by row and column from 1."""
        rows = [list(row) for row in self.grids[1].rows]
        for (row, column), value in typed.items():
            rows[row - 1][column - 1] = value
        answers = ForeignGrid(tuple(map(tuple, rows)), self.grids[1].name)
        source = SourceFile("answers.xlsx", (self.grids[0], answers, self.grids[2]), workbook=True)
        return understand([source], self.asked, None, Stated())


@cache
def empty(asked_at: int, team: str = "", round_: str = "") -> Empty:
    book = opened(made(asked_at, team, round_))
    return Empty(EVERY[asked_at], *headings(book["Answers"]), lists(book), tuple(map(grid_of, book)))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=FOUND_SOON)
def test_what_is_typed_in_comes_back(data: st.DataObject) -> None:
    book = empty(data.draw(st.sampled_from(range(len(EVERY)))))
    sheets = data.draw(sheets_of(book.asked))
    gap = data.draw(st.integers(1, 3))
    ways = iter(data.draw(st.lists(st.integers(0, 11), min_size=40, max_size=40)) * 20)
    people = typed_rows(book.asked, sheets, book.places, book.offered, lambda: next(ways))
    typed = {
        (book.heading_row + 1 + place * gap, column): value
        for place, cells in enumerate(people)
        for column, value in cells.items()
    }
    assert_comes_back(book.read_with(typed), list(map(as_imported, sheets)))


def test_rows_with_nothing_but_the_team_and_the_round_are_nobody() -> None:
    book = empty(0, "Harbour", "2026-11")
    row = book.heading_row + 7
    typed = {fixed_texts.VOICE.now: "Staff", "Date": dt.date(2026, 11, 18), "Who decides": 2}
    understood = book.read_with({(row, book.places[heading]): value for heading, value in typed.items()})
    assert (understood.unsettled, understood.problems, understood.left_out) == ([], [], [])
    (person,) = understood.people
    assert (person.row, person.sheet.team, person.sheet.round) == (row, "Harbour", "2026-11")
    assert {key: each.level for key, each in person.sheet.ratings.items()} == {"shared-decisions": 2}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (4, "a number that is no level"),
        ("2.5", "half a level"),
        (
            "3 - Staff choose what to change, or it has not been chosen yet.",
            "the number of one level, the words of another",
        ),
        ("Mostly", "other words"),
        ("Does not apply to us", "what this practice does not offer"),
    ],
)
def test_what_is_none_of_the_answers_is_asked_about_and_never_read(typed: Any, why: str) -> None:
    book = empty(0)
    cells = {
        fixed_texts.VOICE.now: "Staff",
        fixed_texts.TEAM.now: "Harbour",
        "Date": dt.date(2026, 11, 18),
        "Who decides": typed,
        "Clear agendas": 1,
    }
    row = book.heading_row + 1
    understood = book.read_with({(row, book.places[heading]): value for heading, value in cells.items()})
    assert not understood.settled, why
    assert all("shared-decisions" not in each.sheet.ratings for each in understood.people)

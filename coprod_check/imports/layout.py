"""Where the headings of a grid stand, and what each of its columns is called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.imports.answers import looks_like_an_answer
from coprod_check.imports.cleaning import cleaned
from coprod_check.imports.days import NoDay, day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from coprod_check.imports.grid import ForeignCell, ForeignGrid
    from coprod_check.imports.meanings import HeadingMeaning, HeadingMeanings, Questions

LOOKED_AT = 10
"""Rows from the top among which the headings are looked for."""
MOST_COLUMNS = 4_000
"""Columns that a file may have; ours need some hundred."""
OURS = "coprod-collect/1"
"""What stands in the first cell of a workbook of ours (``export --to workbook``)."""

_PROMPTS = {"prompt", "reason-prompt"}
_RESPONSES = {"response", "open-ended response"}
"""What SurveyMonkey writes below a question whose answer is in that column."""


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """One column as it is called."""

    place: int
    """From 0."""
    said: str
    """The heading as it stands; empty where there is none."""
    name: str
    """As a map names it, white space joined: the second of equals is ``ColumnHeading #2``."""
    also: tuple[str, ...]
    """What stands above or below it, in files with more than one row of headings."""
    found: HeadingMeanings
    """Everything that it may mean."""


@dataclass(frozen=True, slots=True)
class GridLayout:
    """The headings of a grid, and where its rows of answers begin."""

    headings: tuple[ColumnHeading, ...]
    first: int
    """The place of the first row of answers, from 0."""

    def meanings(self) -> Iterator[HeadingMeaning]:
        """What the columns mean that mean one thing."""
        return (each.found[0] for each in self.headings if len(each.found) == 1)

    def names(self) -> Iterator[str]:
        """Everything that stands over the columns, cleaned; of LimeSurvey's "code. text" the code as well."""
        for each in self.headings:
            for text in map(cleaned, (each.said, *each.also)):
                yield text
                code, _, words = text.partition(". ")
                if words and " " not in code:
                    yield code

    @property
    def asks_practices(self) -> bool:
        """Whether there is a column for answers to a practice."""
        return any(meaning.part == "practice" for each in self.headings for meaning in each.found)


def text_of(cell: ForeignCell) -> str:
    """A cell as text; blank where there is nothing in it."""
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)


def find_layout(
    grid: ForeignGrid, questions: Questions, heading_row: int | None = None, named: Collection[str] = ()
) -> GridLayout | None:
    """Find the headings; ``None`` where none of the first rows has any.

    They are the first row of which at least half of the cells are known, else the row with
    most practices, where it has two columns of ours at least; ``heading_row`` is the row that somebody
    named, from 1, and ``named`` what a map says of headings, white space joined.
    """
    rows = [list(map(text_of, row)) for row in grid.rows[: LOOKED_AT + 3]]
    if heading_row is not None:
        at = heading_row - 1
        rows = [list(map(text_of, row)) for row in grid.rows[: at + 4]]
    else:
        at = _heading_row(rows[:LOOKED_AT], questions, named)
    if at < 0 or at >= len(rows):
        return None
    first, last = at, at
    while first > 0 and _names_above(rows[first - 1], rows[at], questions):
        first -= 1
    while last + 1 < len(rows) and _belongs_below(rows[last + 1], rows[at], questions):
        last += 1
    below = rows[at + 1] if last > at and _is_second_row(rows[at + 1], rows[at]) else None
    return GridLayout(tuple(_named(rows[first : last + 1], at - first, below, questions)), last + 1)


def _known(row: Sequence[str], questions: Questions, named: Collection[str] = ()) -> int:
    return sum(bool(cell.strip()) and (bool(questions.of(cell)) or " ".join(cell.split()) in named) for cell in row)


def _heading_row(rows: Sequence[Sequence[str]], questions: Questions, named: Collection[str]) -> int:
    counts = [(_known(row, questions, named), sum(bool(cell.strip()) for cell in row)) for row in rows]
    for at, (known, filled) in enumerate(counts):
        asks = _practices(rows[at], questions) or any(" ".join(cell.split()) in named for cell in rows[at])
        if known and asks and known * 2 >= filled:
            return at
    at = max(range(len(rows)), key=lambda each: (_practices(rows[each], questions), -each), default=-1)
    return at if at >= 0 and _practices(rows[at], questions) and counts[at][0] >= 2 else -1


def _practices(row: Sequence[str], questions: Questions) -> int:
    return sum(any(each.part == "practice" for each in questions.of(cell)) for cell in row if cell.strip())


def _names_above(row: Sequence[str], headings: Sequence[str], questions: Questions) -> bool:
    """Whether a row holds a service's names for the columns of the headings below it."""
    filled = sum(bool(cell.strip()) for cell in row)
    of_service = sum(any(each.part == "service" for each in questions.of(cell)) for cell in row if cell.strip())
    said = any(_is_said(cell, questions) for cell in row if cell.strip())
    return not said and of_service >= 3 and filled * 2 >= sum(bool(cell.strip()) for cell in headings)


def _belongs_below(row: Sequence[str], headings: Sequence[str], questions: Questions) -> bool:
    filled = [cell for cell in row if cell.strip()]
    if not filled:
        return False
    import_ids = sum(cell.lstrip().startswith(('{"ImportId"', "{'ImportId'")) for cell in filled)
    if import_ids * 2 >= len(filled) or _is_second_row(row, headings):
        return True
    known = _known(row, questions)
    return known >= 3 and known * 2 >= len(filled) and not any(_is_said(cell, questions) for cell in filled)


def _is_said(cell: str, questions: Questions) -> bool:
    """Whether a cell is what a person answered, or a day, whatever heading it may also be."""
    key = cleaned(cell)
    return looks_like_an_answer(key, questions.answers) or not isinstance(day_of(cell, "dmy"), NoDay)


def _is_second_row(row: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a row is SurveyMonkey's second: below each question "Response", or which part of it a column is."""
    filled = {cleaned(cell) for cell in row if cell.strip()}
    of_service = {"respondent id", "collector id", "respondent_id", "collector_id"} & set(map(cleaned, headings))
    return bool(filled & _RESPONSES) and bool(of_service)


def _named(
    rows: Sequence[Sequence[str]], at: int, below: Sequence[str] | None, questions: Questions
) -> Iterator[ColumnHeading]:
    width = max(map(len, rows))
    main = [*rows[at], *[""] * (width - len(rows[at]))]
    others = [row for place, row in enumerate(rows) if place != at and row is not below]
    titles = _with_second_row(main, below) if below else main
    counted: Counter[str] = Counter()
    repeated = {text for text, number in Counter(map(cleaned, titles)).items() if number > 1}
    for place, said in enumerate(titles):
        also = tuple(row[place] for row in others if place < len(row) and row[place].strip())
        joined = " ".join(said.split())
        counted[joined] += 1
        name = joined if counted[joined] == 1 else f"{joined} #{counted[joined]}"
        yield ColumnHeading(place, said, name, also, _meaning((said, *also), questions, cleaned(said) in repeated))


def _with_second_row(main: Sequence[str], below: Sequence[str]) -> list[str]:
    """Headings of SurveyMonkey as one text each: the question, and in brackets which part of it."""
    titles, question = [], ""
    for place, said in enumerate(main):
        question = said if said.strip() else question
        part = below[place] if place < len(below) else ""
        if not part.strip() or cleaned(part) in _RESPONSES:
            titles.append(said)
        else:
            titles.append(f"{question} [{part}]")
    return titles


def _meaning(texts: Sequence[str], questions: Questions, repeated: bool) -> HeadingMeanings:  # noqa: FBT001 - a fact of the first
    """What a column means by all that stands over it; more than one thing where the rows do not agree."""
    ours: dict[HeadingMeaning, HeadingMeaning] = {}
    prompts: dict[HeadingMeaning, HeadingMeaning] = {}
    of_service: dict[HeadingMeaning, HeadingMeaning] = {}
    for place, text in enumerate(texts):
        found = questions.of_repeated(text) if repeated and place == 0 else questions.of(text)
        # A prompt alone says less than the name of the column that it stands over.
        here = prompts if all(each.part in _PROMPTS for each in found) else ours
        for each in found:
            (of_service if each.part == "service" else here).setdefault(each, each)
    told = tuple((ours or prompts).values())
    return (*told, *of_service.values()) if told else tuple(of_service.values())[:1]

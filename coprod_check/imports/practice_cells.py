"""What the rows of a file say of the practices: levels, and the words beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from coprod_check.documents.answer_map import EVERY_PRACTICE
from coprod_check.documents.sheet import NOT_APPLICABLE
from coprod_check.documents.text import as_typed
from coprod_check.imports.answers import NONE, PracticeAnswers, UnreadCell, evidence_in
from coprod_check.imports.cells import cell_at
from coprod_check.imports.cleaning import is_spoiled
from coprod_check.imports.toml_lines import map_line
from coprod_check.imports.understood import Unsettled
from coprod_check.imports.who_and_when import say_different_things

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.problems import Problem
    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.answers import AnswerRead, Trust
    from coprod_check.imports.by_map import ByMap
    from coprod_check.imports.columns import Column, Columns
    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.to_settle import ToSettle

NO_REASON = "No reason was asked for."
"""The reason that "does not apply" gets where a form asks for none; sheets need one."""

Ratings = dict[str, dict[str, Any]]


class PracticeCells:
    """Reads the practices of a row; each distinct answer below a heading is worked out once."""

    def __init__(self, columns: Columns, rubric: Rubric, by_map: ByMap, trust: Trust, to_settle: ToSettle) -> None:
        """Take the columns as they were settled."""
        self._file, self._rubric, self._by_map, self._trust = columns.file, rubric, by_map, trust
        self._columns, self._to_settle = columns.by_key("practice"), to_settle
        self._evidence, self._reasons = columns.by_key("evidence"), columns.by_key("reason")
        self._answers = {
            str(each.id): PracticeAnswers(each, rubric) for each in rubric.practices if each.id in self._columns
        }
        there = {*self._columns, *self._evidence, *self._reasons}
        self._asked = [str(practice) for practice in rubric.by_id if practice in there]
        self._memo: dict[int, dict[object, AnswerRead | UnreadCell]] = defaultdict(dict)
        """What is said below each column, by its place."""
        self._grouped = {
            practice: columns
            for practice, columns in self._columns.items()
            if len({each.meaning.under for each in columns}) > 1
        }
        """The practices that stand below the names of two groups."""
        self._groups: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self.spoiled: set[str] = set()
        """Headings below which the letters of what people wrote were spoiled."""

    def read(self, row: Sequence[ForeignCell], number: int, problems: list[Problem]) -> Ratings:
        """The ratings of a row, as a sheet holds them."""
        ratings: Ratings = {}
        for practice in self._asked:
            said: dict[int | str, Column] = {}
            for each in self._columns.get(practice, ()):
                if (answer := self._answer(practice, each, row)) is not None:
                    said[answer] = each
            if len(said) > 1:
                problems.append(say_different_things(self._file, number, list(said.values())))
            rating: dict[str, Any] = {"level": next(iter(said))} if said else {}
            if practice in self._evidence and (evidence := self._words(self._evidence[practice], row)):
                rating["evidence"] = evidence
            if rating.get("level") == NOT_APPLICABLE:
                rating["reason"] = self._words(self._reasons.get(practice, ()), row) or NO_REASON
            if rating:
                ratings[practice] = rating
        return ratings

    def _answer(self, practice: str, column: Column, row: Sequence[ForeignCell]) -> int | str | None:
        place = column.place
        cell = row[place] if place < len(row) else None
        if cell is None or cell == "":
            return None
        # A text is itself; 1, 1.0 and TRUE are three things.
        key = cell if isinstance(cell, str) else (type(cell).__name__, cell)
        known = self._memo[place]
        if key not in known:
            known[key] = self._worked_out(practice, column, cell)
        answer = known[key]
        if isinstance(answer, UnreadCell):
            self._to_settle.take(column, practice, cell, answer)
            return None
        return answer

    def _worked_out(self, practice: str, column: Column, cell: ForeignCell) -> AnswerRead | UnreadCell:
        answers = self._answers[practice]
        means = self._by_map.answer(cell, practice, EVERY_PRACTICE)
        if means is None or isinstance(means, bool):
            return answers.read(cell, self._trust, coded=column.meaning.coded)
        return None if means == NONE else answers.fitting(means)

    def _words(self, columns: Sequence[Column], row: Sequence[ForeignCell]) -> str:
        """What somebody wrote; in more than one column of a question, below one another."""
        written: dict[str, None] = {}
        for column in columns:
            if text := as_typed(evidence_in(cell_at(row, column.place), self._trust)):
                written[text] = None
                if is_spoiled(text):
                    self.spoiled.add(column.heading.name)
        return "\n".join(written)

    # Columns below the names of groups.

    def note_group(self, row: Sequence[ForeignCell], voice: str) -> None:
        """Note below which group's name somebody of a voice answered, where a practice stands below two."""
        for practice, columns in self._grouped.items():
            for each in columns:
                if self._answer(practice, each, row) is not None:
                    self._groups[practice][each.meaning.under][voice] += 1

    def unsettled(self) -> Iterator[Unsettled]:
        """Ask which column is meant where one side answered a practice below the names of two groups.

        A form that branches by voice asks each side below one of them; "this year" and "last
        year" are two questions, and so are a title and "Goal - " before it.
        """
        for practice, columns in self._grouped.items():
            before = {each.meaning.under for each in columns}
            voices = Counter(voice for counted in self._groups[practice].values() for voice in counted)
            if ("" in before and len(before) > 1) or max(voices.values(), default=0) > 1:
                heading = [each for each in columns if each.meaning.under][-1].heading.name
                lines = tuple(("columns", map_line(heading, each)) for each in (practice, "drop"))
                what = "two columns of one practice have different words before it, and may be two questions"
                yield Unsettled(self._file, "heading", heading, "", 0, what, (practice, "drop"), lines)

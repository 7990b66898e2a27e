"""Small files of other services for tests: rows of cells typed with strokes between them, and questions for them.

Such as ``read("Timestamp | Who decides", "2026-11-18 | It goes to a vote.")``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from coprod_check.documents.answer_map import read_map
from coprod_check.documents.fixed_texts import EVIDENCE, PSEUDONYM, REASON, SHARE, TEAM, VOICE
from coprod_check.imports.by_map import ByMap, Setting
from coprod_check.imports.grid import ForeignCell, ForeignGrid, SourceFile
from coprod_check.imports.meanings import Questions
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated, Understood
from helpers.make import practice, rubric

if TYPE_CHECKING:
    from coprod_check.documents.answer_map import AnswerMap
    from coprod_check.documents.rubric import Rubric

Row = str | Sequence[ForeignCell]
"""A row as text with ``|`` between its cells, all of them text; or the cells themselves."""

VOICE_Q, SHARE_Q, NAME_Q, TEAM_Q = VOICE.now, SHARE.now, PSEUDONYM.now, TEAM.now
PROMPT, WHY_NOT = EVIDENCE.now, REASON.now


@cache
def questions_of_three() -> Rubric:
    """Three practices with words of their own (``pay`` always applies), and two experience questions."""
    return rubric(
        practice(
            "who-decides",
            "power",
            title="Who decides",
            question={"staff": "How are choices made here?", "lived-experience": "Do you have a say in choices?"},
            levels=["Staff choose.", "Members are asked.", "It goes to a vote.", "Members choose."],
        ),
        practice(
            "pay",
            "power",
            title="Pay and costs",
            question={"staff": "Are people paid for their time?", "lived-experience": "Are you paid for your time?"},
            levels=["Nobody is paid.", "Fares are paid.", "Some time is paid.", "All time is paid."],
            may_not_apply=False,
        ),
        practice(
            "plain-words",
            "talk",
            title="Plain words",
            question={"staff": "How plain are the papers?"},
            levels=["They are hard.", "Some are plain.", "Most are plain.", "All are plain."],
        ),
        dimensions=[{"id": "power", "name": "Sharing power"}, {"id": "talk", "name": "How we talk"}],
        experience=[
            {
                "id": "felt-equal",
                "question": "Did you feel equal?",
                "options": [
                    {"id": "yes-always", "text": "Yes, always"},
                    {"id": "partly", "text": "Partly"},
                    {"id": "not-at-all", "text": "Not at all"},
                ],
            },
            {
                "id": "what-helped",
                "question": "What helped you to take part?",
                "several": True,
                "options": [
                    {"id": "cake", "text": "Tea, and cake"},
                    {"id": "black-tea", "text": "Tea"},
                    {"id": "lift", "text": "A lift; or a bus"},
                    {"id": "notes", "text": "Notes"},
                ],
            },
        ],
    )


def cells(row: Row) -> tuple[ForeignCell, ...]:
    """The cells of a row."""
    return tuple(cell.strip(" ") for cell in row.split("|")) if isinstance(row, str) else tuple(row)


def grid(*rows: Row, **more: Any) -> ForeignGrid:
    return ForeignGrid(tuple(map(cells, rows)), **more)


def source(*rows: Row, name: str = "form.csv", **more: Any) -> SourceFile:
    return SourceFile(name, (grid(*rows, **more),), workbook=name.endswith(".xlsx"))


def map_with(**tables: Any) -> AnswerMap:
    """A map for the small questions."""
    made, problems = read_map({"format": "coprod-map/1", "rubric": "small", **tables})
    assert made is not None, problems
    return made


def setting(answer_map: AnswerMap | None = None, **asked: Any) -> Setting:
    by_map = ByMap(answer_map)
    return Setting(Questions(questions_of_three()), by_map, by_map.filled_from(Stated(**asked)))


def understood(*sources: SourceFile, answer_map: AnswerMap | None = None, **asked: Any) -> Understood:
    """What is understood of files, beside which nothing is said but ``asked``."""
    return understand(sources, questions_of_three(), answer_map, Stated(**asked))


def read(*rows: Row, answer_map: AnswerMap | None = None, **asked: Any) -> Understood:
    """What is understood of a CSV file of staff of one team, unless it or ``asked`` says otherwise."""
    said = {"team": "Mill Lane", "voice": "staff", "date": dt.date(2026, 11, 22)} | asked
    return understood(source(*rows), answer_map=answer_map, **said)


def levels(found: Understood) -> list[dict[str, int | str | None]]:
    """The answers of every person that was understood, by practice."""
    return [{str(key): rating.level for key, rating in each.sheet.ratings.items()} for each in found.people]


def asked_about(found: Understood) -> list[tuple[str, str, str]]:
    """What must be settled: its kind, the heading and the answer."""
    return [(each.kind, each.heading, each.said) for each in found.unsettled]


def wrong(found: Understood) -> list[str]:
    """What is wrong, a line each."""
    return [str(each) for each in found.problems]

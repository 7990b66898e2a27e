"""The empty table: for whoever types in what came back on paper, one row for each sheet.

Each heading is the name of a column as ``score`` reads it, a colon, and words for people:
``shared-decisions: 13 Who decides (0 to 3 or dont-know)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.cells import FORMULA
from coprod_check.documents.text import one_line
from coprod_check.exchange.csv_results import written
from coprod_check.form import wording
from coprod_check.storage.tables import CIRCUMSTANCES, EVIDENCE, EXPERIENCE, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.rubric import Circumstance, Option, Rubric
    from coprod_check.form.page import Form

BYTE_ORDER_MARK = "\ufeff"
"""By it spreadsheets know how the letters are written."""

NOT_BETWEEN = str.maketrans(",;\t", "   ")
"""What parts cells, and so never stands in a heading: however it is saved again, its delimiter can be told."""


def empty_table(rubric: Rubric, form: Form) -> str:
    """Write the headings for sheets of one voice; ``score`` reads the table once rows are filled in.

    Where the form names the team, a first row is begun with it, the round and the voice, to be
    copied down. It is not begun with a name that a spreadsheet would take for a formula.
    """
    columns = dict(_columns(rubric, form))
    lines = [written(_heading(column, words) for column, words in columns.items())]
    if form.team and not any(name.startswith(FORMULA) for name in (form.team, form.round)):
        begun = {"team": form.team, "round": form.round, "voice": form.voice}
        lines.append(written(begun.get(column, "") for column in columns))
    return BYTE_ORDER_MARK + "".join(f"{line}\r\n" for line in lines)


def _heading(column: str, words: str) -> str:
    return f"{column}: {one_line(words.translate(NOT_BETWEEN))}"


def _columns(rubric: Rubric, form: Form) -> Iterator[tuple[str, str]]:
    """Name each column, and say what goes into it; evidence last, since few write much of it."""
    yield "team", wording.PAPER_TEAM
    yield "round", wording.TABLE_ROUND
    yield "date", wording.TABLE_DATE
    yield "voice", wording.in_every_row(form.voice)
    if form.voice == "together":
        yield from zip(PEOPLE, (wording.STAFF, wording.MEMBERS), strict=True)
    else:
        yield "respondent", wording.PAPER_NAME
        yield "share", wording.TABLE_SHARE
    if rubric.circumstances:
        yield CIRCUMSTANCES, wording.to_write(wording.TRUE_FOR_US, _ids(rubric.circumstances), several=True)
    for place, practice in enumerate(rubric.practices, 1):
        yield (
            practice.id,
            wording.to_rate(f"{place} {practice.title}", rubric.top, may_not_apply=practice.may_not_apply),
        )
    if form.voice == "lived-experience":
        for place, question in enumerate(rubric.experience, 1):
            words = wording.to_write(f"{place} {question.question}", _ids(question.options), several=question.several)
            yield f"{EXPERIENCE}{question.id}", words
    for practice in rubric.practices:
        yield f"{practice.id}{EVIDENCE}", wording.evidence_of(practice.title)


def _ids(choices: Iterable[Circumstance | Option]) -> list[str]:
    return [each.id for each in choices]

"""What is wrong with a map, by the questions that it is for and by the files that it is used with."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from coprod_check.documents.answer_map import DROP, EVERY_PRACTICE, UNANSWERED
from coprod_check.documents.limits import GUESSED
from coprod_check.documents.problems import Problem, problem, short, unknown_name
from coprod_check.documents.shapes import PracticeId, path_text
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.imports.meanings import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.answer_map import AnswerMap, Meaning
    from coprod_check.documents.rubric import Rubric

_FACTS = ("voice", "share", "team", "round", "respondent")
"""Columns besides the questions of which a map may say what answers mean."""


def check_map(answer_map: AnswerMap, rubric: Rubric) -> Iterator[Problem]:
    """Yield every way in which a map does not fit the questions."""
    if answer_map.rubric != rubric.id:
        yield problem(
            "rubric",
            f"this map is for the questions {short(answer_map.rubric)}, and here we use {rubric.id!r}",
            "name the questions with --rubric",
        )
        return
    known = columns_of(rubric)
    unknown = count(1)  # the nearest name is looked for only so often: there may be thousands
    spelt: dict[str, str] = {}
    for heading in answer_map.columns:
        if spelt.setdefault(" ".join(heading.split()), heading) != heading:
            fix = 'keep one; the second of equal headings is "Heading #2"'
            yield problem(path_text(("columns", heading)), "this heading stands twice, with other spaces", fix)
    for heading, column in answer_map.columns.items():
        if column != DROP and column not in known:
            where, guess = path_text(("columns", heading)), next(unknown) <= GUESSED
            yield unknown_name(where, column, (*known, DROP), "column", guess=guess)
    tables = (
        EVERY_PRACTICE,
        *map(str, rubric.by_id),
        *(f"experience.{each.id}" for each in rubric.experience),
        *_FACTS,
    )
    for table, answers in answer_map.answers.items():
        if table not in tables:
            yield unknown_name(path_text(("answers", table)), table, tables, "column", guess=next(unknown) <= GUESSED)
            continue
        for said, means in answers.items():
            yield from _check_meaning(path_text(("answers", table, said)), table, means, rubric, unknown)


def _check_meaning(where: str, table: str, means: Meaning, rubric: Rubric, unknown: Iterator[int]) -> Iterator[Problem]:
    if means == UNANSWERED or table in {"team", "round", "respondent"}:
        return
    if table == "voice":
        known: tuple[str, ...] = ("staff", "lived-experience", "together", UNANSWERED)
    elif table == "share":
        if isinstance(means, bool):
            return
        known = ("true", "false", UNANSWERED)
    elif table.startswith("experience."):
        ids = [option.id for each in rubric.experience if f"experience.{each.id}" == table for option in each.options]
        several = any(each.several for each in rubric.experience if f"experience.{each.id}" == table)
        chosen = means.split() if isinstance(means, str) else []
        if chosen and set(chosen) <= set(ids) and (several or len(chosen) == 1):
            return
        known = (*ids, UNANSWERED)
    else:
        if type(means) is int and 0 <= means <= rubric.top:
            return
        may = table == EVERY_PRACTICE or rubric.by_id[PracticeId(table)].may_not_apply
        known = (DONT_KNOW, NOT_APPLICABLE, UNANSWERED) if may else (DONT_KNOW, UNANSWERED)
        if type(means) is int:
            yield problem(where, f"is {means}", f"write a level from 0 to {rubric.top}")
            return
    if means not in known:
        yield unknown_name(where, str(means), known, "answer", guess=next(unknown) <= GUESSED)

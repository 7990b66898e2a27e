"""One person's own answers in words: a copy to keep, with nothing in it of anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.sheet import DONT_KNOW
from coprod_check.documents.text import count, day, one_line
from coprod_check.pages.blocks import Bullets, Heading, Page, Para, Section
from coprod_check.pages.words import round_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.documents.sheet import Rating, Sheet

TITLE = "My own copy, seen by nobody else"
NOTHING_OF_OTHERS = "These are your own answers. Nothing of anybody else is in them. They are no result of your team."
NOT_FINISHED = "The sheet is not finished, so it does not count yet."
WHOSE = {"staff": "your view as one of the staff", "lived-experience": "your view from lived experience"}
NOT_ANSWERED = "not answered"
HOW_IT_WAS = "How it was for you"
TRUE_FOR_YOU = "What you said is true"
ABOUT_THE_SHEET = "What else is in your sheet"


def own_copy_page(rubric: Rubric, sheet: Sheet) -> Page:
    """Tell a private sheet to the person who filled it in: every practice in the words of the level that was chosen."""
    team, label = one_line(sheet.team), round_words(one_line(sheet.round_label))
    lead = [Para(NOTHING_OF_OTHERS, "lead")]
    if not sheet.finished:
        lead.append(Para(NOT_FINISHED, "warning"))
    of = count(len(rubric.practices), "practice")
    answered = f"You answered {len(sheet.answers)} of {of}, last on {day(sheet.date)}."
    sections = [Section("", (*lead, Para(answered)))]
    for group in rubric.dimensions:
        said = tuple(_said(rubric, each, sheet) for each in rubric.practices if each.dimension == group.id)
        sections.append(Section(group.name, (Bullets(said, named=True),)))
    others = ((TRUE_FOR_YOU, _true(rubric, sheet)), (HOW_IT_WAS, _how_it_was(rubric, sheet)))
    sections += [Section(title, (Bullets(found),)) for title, told in others if (found := tuple(told))]
    sections.append(Section(ABOUT_THE_SHEET, (Bullets(tuple(_about(sheet)), named=True),)))
    heading = Heading(TITLE, 1, over=f"{team} · {label} · {WHOSE[sheet.voice]}", document=f"{TITLE}: {team}")
    return Page(heading, tuple(sections), first=len(sections))


def _said(rubric: Rubric, practice: Practice, sheet: Sheet) -> str:
    rating = sheet.ratings.get(practice.id)
    parts = [_answer(rubric, practice, rating)]
    if rating and rating.looking_back is not None:
        parts.append(f"Looking back, you were at {rubric.level_words(rating.looking_back)} last time.")
    if rating and rating.evidence.strip():
        parts.append(f"You wrote: {one_line(rating.evidence)}")
    return f"{practice.title}: {' '.join(parts)}"


def _answer(rubric: Rubric, practice: Practice, rating: Rating | None) -> str:
    if rating is None or rating.level is None:
        return f"{NOT_ANSWERED}."
    if isinstance(rating.level, int):
        return f"{rubric.level_words(rating.level)}. {practice.levels[rating.level]}"
    if rating.level == DONT_KNOW:
        return "you do not know."
    return f"does not apply to you: {one_line(rating.reason)}" if rating.reason.strip() else "does not apply to you."


def _true(rubric: Rubric, sheet: Sheet) -> Iterator[str]:
    return (each.statement for each in rubric.circumstances if each.id in sheet.circumstances)


def _how_it_was(rubric: Rubric, sheet: Sheet) -> Iterator[str]:
    for question in rubric.experience:
        if chosen := sheet.chosen(question.id):
            yield f"{question.question} {'; '.join(each.text for each in question.options if each.id in chosen)}"


def _about(sheet: Sheet) -> Iterator[str]:
    yield f"May others see your group's answers, however few you are: {'yes' if sheet.share else 'no'}"
    yield f"Your made-up name: {one_line(sheet.respondent) or 'none'}"

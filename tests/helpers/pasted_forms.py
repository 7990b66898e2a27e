"""Forms as somebody makes them from the questions as text, and what Microsoft Forms exports of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coprod_check.documents import fixed_texts
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.imports.grid import ForeignGrid, SourceFile
from coprod_check.imports.meanings import Questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.imports.grid import ForeignCell

IN_WORDS = {DONT_KNOW: "Don't know", NOT_APPLICABLE: "Does not apply to us"}
NOBODY_ASKED = "No reason was asked for."
OF_THE_SERVICE = ("Id", "Start time", "Completion time", "Email", "Name", "Last modified time")

_KIND = re.compile(r"\[(?:(\d+) of (\d+)\. )?(Choice|Text), ([a-z ]+)\. (Required|Not required)\..*\]")


@dataclass(frozen=True)
class InForm:
    """One question as it stands in the form."""

    title: str
    answers: tuple[str, ...]
    several: bool
    required: bool


def pasted(text: str, *, voice_too: bool = False) -> list[InForm]:
    """Paste every question into a form, line by line; the voice question only into one form for both sides."""
    found: list[InForm] = []
    for block in text.split("\n\n"):
        lines = block.strip("\n").split("\n")
        if kind := _KIND.fullmatch(lines[0]):
            at = lines.index("[Answers:]") + 1 if "[Answers:]" in lines else len(lines)
            question = InForm(lines[1], tuple(lines[at:]), kind[4] == "several answers", kind[5] == "Required")
            if question.title != fixed_texts.VOICE.now:
                found.append(question)
            elif voice_too:
                found.insert(0, question)
    return found


def exported(form: list[InForm], rubric: Rubric, sheets: Iterable[Sheet]) -> SourceFile:
    """What comes back: equal titles get a number, several answers stand in one cell."""
    counted: Counter[str] = Counter()
    titles = []
    for each in form:
        counted[each.title] += 1
        titles.append(each.title + (str(counted[each.title]) if counted[each.title] > 1 else ""))
    rows: list[tuple[ForeignCell, ...]] = [(*OF_THE_SERVICE, *titles)]
    for number, sheet in enumerate(sheets, 1):
        at = dt.datetime.combine(sheet.date, dt.time(9, 7, 12))
        rows.append((number, at, at, "anonymous", None, None, *_answered(form, rubric, sheet)))
    return SourceFile("form.xlsx", (ForeignGrid(tuple(rows), "Sheet1"),), workbook=True)


def _answered(form: list[InForm], rubric: Rubric, sheet: Sheet) -> Iterator[str | None]:
    """What one person chooses and writes, question by question."""
    questions = Questions(rubric)
    practice = ""
    for each in form:
        (meaning,) = questions.of(each.title)
        if meaning.part == "practice":
            practice = meaning.key
            yield _level(each, sheet, practice)
        elif meaning.part == "prompt":
            rating = {str(key): rating for key, rating in sheet.ratings.items()}.get(practice)
            yield (rating.evidence or None) if rating else None
        elif meaning.part == "experience":
            options = next(list(q.options) for q in rubric.experience if q.id == meaning.key)
            chosen = [each.answers[[o.id for o in options].index(key)] for key in sheet.chosen(meaning.key)]
            yield ("".join(f"{text};" for text in chosen) if each.several else chosen[0]) if chosen else None
        else:
            yield _fact(meaning.key, sheet)


def _level(asked: InForm, sheet: Sheet, practice: str) -> str | None:
    said = {str(key): rating.level for key, rating in sheet.ratings.items()}.get(practice)
    if isinstance(said, int):
        return asked.answers[said]
    return None if said is None else IN_WORDS[said]


def _fact(key: str, sheet: Sheet) -> str | None:
    facts: dict[str, Any] = {
        "team": sheet.team,
        "voice": fixed_texts.STAFF.now if sheet.voice == "staff" else fixed_texts.LIVED_EXPERIENCE.now,
        "share": fixed_texts.SHARE_YES.now if sheet.share else fixed_texts.SHARE_NO.now,
        "respondent": sheet.respondent,
    }
    return facts[key] or None


def as_imported(sheet: Sheet) -> Sheet:
    """What must come back of a sheet where nobody is asked why something does not apply."""
    ratings = {
        key: each.model_copy(update={"reason": NOBODY_ASKED if each.level == NOT_APPLICABLE else ""})
        for key, each in sheet.ratings.items()
    }
    return sheet.model_copy(update={"ratings": ratings})

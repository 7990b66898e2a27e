"""The same questions in several languages: what each language is called, and whether one file translates another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coprod_check.documents.problems import Problem, problem
from coprod_check.exchange.asking.survey import experience_place, plain_line, practice_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coprod_check.documents.rubric import Dimension, ExperienceQuestion, Option, Practice, Rubric

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")

_LANGUAGES = {
    "ar": "العربية", "bn": "বাংলা", "cy": "Cymraeg", "de": "Deutsch", "en": "English", "es": "Español",
    "fa": "فارسی", "fr": "Français", "ga": "Gaeilge", "gd": "Gàidhlig", "gu": "ગુજરાતી", "hi": "हिन्दी",
    "it": "Italiano", "nl": "Nederlands", "pa": "ਪੰਜਾਬੀ", "pl": "Polski", "pt": "Português", "ro": "Română",
    "so": "Soomaali", "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "zh": "中文",
}  # fmt: skip
"""What languages call themselves. One that is not here is called by its code."""


def language_column(rubric: Rubric) -> str:
    """What the language of a rubric is called in the headings of an XLSForm.

    >>> from coprod_check.storage.library import find_rubric
    >>> language_column(find_rubric("coproduction-values"))
    'English (en)'
    """
    language = plain_line(rubric.language)
    if not _TAG.fullmatch(language):
        return re.sub(r"[:()\s]+", " ", language).strip() or "language"
    # The code is the language's alone: pyxform knows no countries.
    code, _, country = language.partition("-")
    name = _LANGUAGES.get(code.casefold(), code)
    return f"{name} {country} ({code})" if country else f"{name} ({code})"


def other_language_faults(rubric: Rubric, others: Mapping[str, Rubric]) -> list[Problem]:
    """Say in which ways other files, by name, do not hold the same questions in a language of their own."""
    faults: list[Problem] = []
    seen = {language_column(rubric): "the first file"}
    for file, other in others.items():
        column = language_column(other)
        if column in seen:
            fix = "give each file its own language"
            faults.append(problem("language", f"is {other.language!r}, as in {seen[column]}", fix).in_file(file))
        seen.setdefault(column, file)
        faults += (each.in_file(file) for each in _different(rubric, other))
    return faults


def _different(rubric: Rubric, other: Rubric) -> Iterator[Problem]:
    """Every way in which another file does not ask the same."""
    if other.id != rubric.id:
        message = f"is {other.id!r}, and the questions are {rubric.id!r}"
        yield problem("id", message, "name a translation of the same questions")
    if len(other.levels) != len(rubric.levels):
        message = f"has {len(other.levels)} levels, and the first language has {len(rubric.levels)}"
        yield problem("levels", message, "give both the same")
    yield from _missing("practices", _ids(rubric.practices), _ids(other.practices))
    yield from _missing("dimensions", _ids(rubric.dimensions), _ids(other.dimensions))
    yield from _missing("experience", _ids(rubric.experience), _ids(other.experience))
    theirs = {each.id: each for each in other.experience}
    for question in rubric.experience:
        if question.id in theirs:
            where = f"{experience_place(question)}.options"
            yield from _missing(where, _ids(question.options), _ids(theirs[question.id].options))
    may = {str(each.id): each.may_not_apply for each in other.practices}
    for practice in rubric.practices:
        if may.get(str(practice.id), practice.may_not_apply) != practice.may_not_apply:
            message = "is another than in the first language"
            yield problem(f"{practice_place(practice)}.may_not_apply", message, "give both the same")


def _ids(parts: Iterable[Practice | Dimension | ExperienceQuestion | Option]) -> list[str]:
    return [str(each.id) for each in parts]


def _missing(where: str, wanted: Sequence[str], there: Sequence[str]) -> Iterator[Problem]:
    if lacking := [each for each in wanted if each not in there]:
        yield problem(where, f"lacks {', '.join(lacking)}", "translate every one that the first language has")
    if more := [each for each in there if each not in wanted]:
        yield problem(where, f"has {', '.join(more)} besides", "take out what the first language does not have")

"""Whether the words of a rubric are plain: length, hard words, abbreviations, reading grade.

A rule of thumb, never proof: only readers can say whether a text is easy to read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coprod_check.documents.rubric import Practice, Rubric

QUESTION_WORDS = 25
LEVEL_WORDS = 30
GRADE_TOGETHER = 7.0
GRADE_ALONE = 10.0

BANNED = (
    "stakeholder", "leverage", "robust", "utilise", "utilize", "facilitate", "empower", "synergy", "deliverable",
    "holistic", "maturity", "rubric", "benchmark", "in order to", "prior to", "subsequently", "commence", "ensure",
    "implement", "going forward", "touch base", "best practice", "hard to reach", "service user", "actionable",
    "impactful", "learnings", "signpost", "co-design", "paradigm", "granular", "cascade", "bandwidth", "buy-in",
    "optimise", "optimize", "incentivise", "strategic", "governance", "in respect of", "with regard to", "pursuant",
    "aforementioned", "whilst", "thereby", "henceforth", "stakeholders",
)  # fmt: skip
"""Words and phrases that have a plainer one; they match at the start of a word."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:-[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}s?\b")
_BANNED = re.compile(r"\b(" + "|".join(map(re.escape, sorted(BANNED, key=len, reverse=True))) + ")", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """The words of a text; one with a hyphen or an apostrophe is one word.

    >>> words_of("We don't co-produce yet.")
    ['We', "don't", 'co-produce', 'yet']
    """
    return _WORD.findall(text)


def sentences(text: str) -> int:
    """How many sentences a text has; one without a full stop still counts.

    >>> sentences("We plan. We act"), sentences("What? Why?")
    (2, 2)
    """
    return sum(bool(words_of(part)) for part in _SENTENCE_END.split(text))


def grade(texts: Iterable[str], syllables: Callable[[str], int]) -> float:
    """Flesch-Kincaid school grade of some texts taken together.

        0.39 * words / sentences + 11.8 * syllables / words - 15.59

    Lower is easier; about 7 is read by most people of 12. ``syllables`` counts those
    of one word. Needs at least one word.

    Source: Kincaid, Fishburne, Rogers, Chissom (1975).

    >>> round(grade(["The cat sat on the mat."], lambda word: 1), 2)
    -1.45
    """
    texts = list(texts)
    every = [word for text in texts for word in words_of(text)]
    count = sum(sentences(text) for text in texts)
    total = sum(max(1, syllables(part)) for word in every for part in word.split("-"))
    return 0.39 * len(every) / count + 11.8 * total / len(every) - 15.59


def asked_texts(rubric: Rubric) -> Iterator[tuple[str, str, int]]:
    """Every question and level, with its place and how many words it may have."""
    for index, practice in enumerate(rubric.practices):
        where = f"practices[{index}]"
        for voice, text in (
            ("staff", practice.question.staff),
            ("lived-experience", practice.question.lived_experience),
            ("together", practice.question.together),
        ):
            if text:
                yield f"{where}.question.{voice}", text, QUESTION_WORDS
        for number, text in enumerate(practice.levels):
            yield f"{where}.levels[{number}]", text, LEVEL_WORDS
    for index, question in enumerate(rubric.experience):
        yield f"experience[{index}].question", question.question, QUESTION_WORDS


def in_english(rubric: Rubric) -> bool:
    """Whether the rubric is in English; hard words and the formula are about nothing else."""
    return rubric.language.casefold().split("-")[0] == "en"


def lint(rubric: Rubric) -> Iterator[str]:
    """Yield every question or level that is too long, or uses a hard word or an unexplained abbreviation."""
    for where, text, most in asked_texts(rubric):
        count = len(words_of(text))
        if count > most:
            yield f"{where}: has {count} words; {most} at most are easy to take in"
    for where, text in _every_text(rubric) if in_english(rubric) else ():
        for found in _BANNED.findall(text):
            yield f"{where}: says {found!r}; use a plainer word"
        for found in _ABBREVIATION.findall(text):
            if f"({found})" not in text:
                yield f"{where}: {found!r} is not explained; write it out, with the letters in brackets behind it"


def _every_text(rubric: Rubric) -> Iterator[tuple[str, str]]:
    """Everything that people who answer may read, with its place."""
    yield "title", rubric.title
    yield "summary", rubric.summary
    for index, level in enumerate(rubric.levels):
        yield f"levels[{index}]", f"{level.name}. {level.meaning}"
    for name in ("values", "dimensions"):
        yield from _listed(name, (f"{group.name}. {group.definition}" for group in getattr(rubric, name)))
    yield from _listed("stages", (f"{stage.name}. {stage.meaning}" for stage in rubric.stages))
    for view in ("staff-only", "lived-experience-only", "unknown"):
        if step := rubric.other_voice.for_view(view):
            yield f"other_voice.{view}", f"{step.action} {step.measure} {step.hard_question}"
    for where, text, _ in asked_texts(rubric):
        yield where, text
    for index, practice in enumerate(rubric.practices):
        yield from _practice_texts(f"practices[{index}]", practice)
    for index, circumstance in enumerate(rubric.circumstances):
        yield f"circumstances[{index}].statement", circumstance.statement
        yield from _listed(f"circumstances[{index}].prompts", circumstance.prompts)
    for index, question in enumerate(rubric.experience):
        yield from _listed(f"experience[{index}].options", [option.text for option in question.options])
    for index, caution in enumerate(rubric.cautions):
        yield f"cautions[{index}].message", caution.message


def _practice_texts(where: str, practice: Practice) -> Iterator[tuple[str, str]]:
    for name in ("title", "why", "hard_question"):
        yield f"{where}.{name}", getattr(practice, name)
    for name in ("counts", "does_not_count", "resources"):
        yield from _listed(f"{where}.{name}", map(str, getattr(practice, name)))
    yield from _listed(f"{where}.steps", [f"{step.action} {step.measure}" for step in practice.steps])


def _listed(where: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for place, text in enumerate(texts):
        yield f"{where}[{place}]", text


def readability_lines(rubric: Rubric, syllables: Callable[[str], int] | None) -> Iterator[str]:
    """Say how hard the questions and levels are to read, all together and the hardest ones."""
    if not in_english(rubric):
        yield f"reading grade not measured: the formula is for English, and this is in {rubric.language!r}"
        return
    if syllables is None:
        yield "reading grade not measured: install coprod-check[readability]"
        return
    texts = [(where, text) for where, text, _ in asked_texts(rubric) if words_of(text)]
    if not texts:
        return
    together = grade((text for _, text in texts), syllables)
    verdict = "fine" if together <= GRADE_TOGETHER else f"hard: aim for {GRADE_TOGETHER:g} or below"
    yield f"reading grade of questions and levels together: {together:.1f} ({verdict})"
    graded = ((where, grade([text], syllables)) for where, text in texts)
    for where, alone in graded:
        if alone > GRADE_ALONE:
            yield f"{where}: reading grade {alone:.1f}, hard on its own; try two short sentences"

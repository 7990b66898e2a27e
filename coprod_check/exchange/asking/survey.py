"""What the surveys of XLSForm, LimeSurvey and REDCap have in common: who is asked what, in which words.

A survey is for people alone. It asks for their voice first; by it both sides get their own
wording, and only people with lived experience the questions about how it was for them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from coprod_check.documents import codes
from coprod_check.documents.errors import BadInput
from coprod_check.documents.problems import problem
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import as_compared, as_typed, unobeyed
from coprod_check.exchange.asking.question_headings import (
    experience_heading,
    level_options,
    option_texts,
    question_heading,
    title_heading,
    words_besides,
)
from coprod_check.imports.meanings import Questions
from coprod_check.interview import wording
from coprod_check.interview.state import evidence_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from coprod_check.documents.rubric import ExperienceQuestion, Practice, Rubric
    from coprod_check.documents.shapes import Side

BEFORE = "Before you start"
HOW_IT_WAS = "How it was for you"
ROUND_ASKED = "Round"
LEAVE_OUT_ANY = "You may leave out any question."
SEEN_BY = "Whoever collects the answers can read yours. Others only see the answers of your side put together."
NO_NAMES_PLEASE = "You can leave this empty. Please do not name people."
CONSENT = (wording.SHARE_WHY, wording.SHARE_EXACT, wording.SHARE_TWO)
"""What people must know before they say whether others may see what their group said."""
NOTE = "_note"
"""How the names of what is only read end, so that nobody takes it for a question."""

_NO_CHARACTER = re.compile("[\ufffe\uffff]")
"""What no XML file may hold, beside control characters."""


@dataclass(frozen=True, slots=True)
class PracticeAsked:
    """One practice as a survey asks it."""

    practice: Practice
    label: str
    """What its answers are headed with: the question itself, or the title where two wordings stand above it."""
    wordings: tuple[tuple[Side, str], ...]
    """The question in the words of each side; empty where the label is the question of both."""
    answers: tuple[tuple[str, str], ...]
    """Code and words of each answer, the lowest level first."""
    evidence_codes: tuple[str, ...]
    """With which answers evidence is asked for."""


@dataclass(frozen=True, slots=True)
class ExperienceAsked:
    """One experience question as a survey asks it."""

    question: ExperienceQuestion
    label: str
    hint: str
    """The question in full, where the label is only its name."""
    options: tuple[tuple[str, str], ...]
    """Id and words of each answer."""


def plain_line(text: str) -> str:
    r"""Text on one line, without what a file of XML could not hold.

    >>> plain_line(" Who\n decides?\x07")
    'Who decides?'
    """
    return as_compared(_NO_CHARACTER.sub("", as_typed(unobeyed(text))))


def words_differ(rubric: Rubric) -> frozenset[str]:
    """The practices, by id, above which their wordings must stand: two of them, or one that names no practice alone."""
    questions = Questions(rubric)
    return frozenset(
        each.id
        for each in rubric.practices
        if len({as_compared(each.question.for_voice(side)) for side in SIDES}) > 1
        or question_heading(questions, each, "staff") != as_compared(each.question.for_voice("staff"))
    )


def practices_asked(rubric: Rubric, differing: Collection[str]) -> dict[str, PracticeAsked]:
    """Every practice as it is asked, by id, in the rubric's order."""
    questions = Questions(rubric)
    found = {}
    for each in rubric.practices:
        wordings = tuple((side, plain_line(each.question.for_voice(side))) for side in SIDES)
        label = title_heading(questions, each) if each.id in differing else question_heading(questions, each, "staff")
        found[str(each.id)] = PracticeAsked(
            practice=each,
            label=plain_line(label),
            wordings=wordings if each.id in differing else (),
            answers=tuple(_answers(rubric, each)),
            evidence_codes=tuple(
                codes.answer_code(level) for level in range(evidence_from(rubric), len(rubric.levels))
            ),
        )
    return found


def _answers(rubric: Rubric, practice: Practice) -> Iterator[tuple[str, str]]:
    for level, words in enumerate(level_options(rubric, practice, numbered=False)):
        yield codes.answer_code(level), plain_line(words)
    yield from zip(codes.OF_WORDS, words_besides(practice), strict=False)


def experience_asked(rubric: Rubric) -> tuple[ExperienceAsked, ...]:
    """Every experience question as it is asked."""
    questions = Questions(rubric)
    return tuple(_experience_asked(each, experience_heading(questions, each)) for each in rubric.experience)


def _experience_asked(question: ExperienceQuestion, heading: str) -> ExperienceAsked:
    return ExperienceAsked(
        question,
        plain_line(heading),
        "" if heading == as_compared(question.question) else plain_line(question.question),
        tuple(
            (each.id, plain_line(words)) for each, words in zip(question.options, option_texts(question), strict=True)
        ),
    )


def dimension_runs(rubric: Rubric) -> Iterator[tuple[str, str, tuple[Practice, ...]]]:
    """Practices that stand beside each other and belong to one dimension: its id, its name, and they.

    The order is the rubric's. A dimension comes twice where some of its practices come later.
    """
    for dimension, practices in groupby(rubric.practices, key=lambda each: each.dimension):
        yield str(dimension), plain_line(rubric.dimension_name(dimension)), tuple(practices)


def opening(rubric: Rubric) -> tuple[str, ...]:
    """What stands before the first question, paragraph by paragraph."""
    highest, not_zero = wording.practice_help(rubric.practices[0], rubric, "staff")[-2:]
    summary = (plain_line(each) for each in rubric.summary_paragraphs)
    return (*summary, wording.NO_WRONG_ANSWERS, highest, not_zero, LEAVE_OUT_ANY, SEEN_BY)


def experience_id(rubric: Rubric, question: ExperienceQuestion) -> str:
    """What an experience question is named after: its id, unless a practice has the same."""
    taken = {each.id for each in rubric.practices}
    return f"{codes.EXPERIENCE}-{question.id}" if question.id in taken else question.id


def refuse_equal_names(service: str, names: Iterable[tuple[str, str]], reserved: Collection[str] = ()) -> None:
    """Make sure that no two questions have one name in a service; each name comes with what it is the name of.

    Raises ``BadInput`` with every name that is taken twice, or that the service keeps for itself.
    """
    pairs = list(names)
    often = Counter(name.casefold() for name, _ in pairs)
    kept = {each.casefold() for each in reserved}
    faults = []
    for name, whose in pairs:
        if name.casefold() in kept:
            faults.append(problem(whose, f"{service} keeps the name {name!r} for itself", "choose another id"))
        elif often[name.casefold()] > 1:
            others = ", ".join(dict.fromkeys(other for each, other in pairs if each.casefold() == name.casefold()))
            message = f"in {service} this would be called {name!r}, as more than one thing is ({others})"
            faults.append(problem(whose, message, "choose another id"))
    if faults:
        raise BadInput(faults)


def practice_place(practice: Practice) -> str:
    """Where a practice stands, for a message."""
    return f"practices ({practice.id})"


def experience_place(question: ExperienceQuestion) -> str:
    """Where an experience question stands, for a message."""
    return f"experience ({question.id})"

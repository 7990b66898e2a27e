"""What a careful author would look at again in a rubric: one idea a level, and everything that helps to answer.

Remarks on words that a program can see, no more: only readers can say whether a level holds one idea.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coprod_check.documents.plain_english import in_english, words_of
from coprod_check.documents.problems import problem
from coprod_check.documents.text import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.problems import Problem
    from coprod_check.documents.rubric import Practice, Rubric, SourceRef

SHORTEST_SHARE = 0.5
"""How long the shortest level above the lowest should be, as a share of the longest one."""
VAGUE = ("some", "main", "mainly", "regular", "regularly", "at set times")
"""Words that everyone fills in with a meaning of their own, unless the text says what is meant."""

_ENDS = re.compile(r"[.!?]+[\"”’)]*(?:\s+|$)")
_VAGUE = re.compile(r"\b(" + "|".join(sorted(VAGUE, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_EXPLAINED = re.compile(r"such as|that is|for example|\(", re.IGNORECASE)
_TIME = re.compile(
    r"\b(minutes?|hours?|days?|today|tonight|tomorrow|weeks?|weekly|months?|monthly|quarters?|years?|yearly|meetings?|"
    r"time|times|date|dates|now|soon|next|monday|friday|afterwards|within|by then|starts?|ends?)\b",
    re.IGNORECASE,
)


def authoring_remarks(rubric: Rubric) -> Iterator[Problem]:
    """Yield what an author should look at again, practice by practice, each with its path in the file."""
    english = in_english(rubric)
    for index, practice in enumerate(rubric.practices):
        where = f"practices[{index}]"
        for place, message, fix in _remarks(practice, english=english):
            yield problem(f"{where}.{place}" if place else where, f"{practice.id}: {message}", fix)
    for index, question in enumerate(rubric.experience):
        for place, message, fix in _citations(question.sources):
            yield problem(f"experience[{index}].{place}", f"{question.id}: {message}", fix)


_Remark = tuple[str, str, str]
"""Where in the practice, what, and what to do."""


def _remarks(practice: Practice, *, english: bool) -> Iterator[_Remark]:
    yield from _levels(practice)
    yield from _questions(practice)
    if english:
        yield from _vague(practice)
        yield from _steps_without_time(practice)
    yield from _missing(practice)
    yield from _citations(practice.sources)


def sentences_of(text: str) -> int:
    """How many sentences a text has: a colon or semicolon does not end one; one without a full stop still counts.

    >>> sentences_of("We plan. We act"), sentences_of("We do it: you said, we did.")
    (2, 1)
    """
    return sum(bool(words_of(part)) for part in _ENDS.split(text))


def _levels(practice: Practice) -> Iterator[_Remark]:
    for number, text in enumerate(practice.levels):
        if (sentences := sentences_of(text)) > 1:
            yield f"levels[{number}]", f"level {number} has {sentences} sentences", "ask for one thing at each level"
    lengths = [len(words_of(text)) for text in practice.levels[1:]]
    if len(lengths) > 1 and min(lengths) < SHORTEST_SHARE * max(lengths):
        short = 1 + lengths.index(min(lengths))
        said = f"level {short} has {count(min(lengths), 'word')}, and the longest {max(lengths)}"
        yield f"levels[{short}]", said, "make the levels about equally long, or the long one looks better"


def _questions(practice: Practice) -> Iterator[_Remark]:
    for side, other, text in (
        ("staff", "lived-experience", practice.question.lived_experience),
        ("lived-experience", "staff", practice.question.staff),
    ):
        if text is None:
            yield "question", f"only {side} has a question", f"ask {other} the same thing in words of their own"


def _vague(practice: Practice) -> Iterator[_Remark]:
    asked = practice.question
    texts = [(f"levels[{number}]", text) for number, text in enumerate(practice.levels)]
    sides = (("staff", asked.staff), ("lived-experience", asked.lived_experience), ("together", asked.together))
    texts += [(f"question.{side}", text) for side, text in sides if text]
    for place, text in texts:
        vague = (found for found in _VAGUE.finditer(text) if not _EXPLAINED.search(text, found.end()))
        for word in dict.fromkeys(found.group().casefold() for found in vague):
            yield place, f"says {word!r}", "say what is meant: how many, or how often"


def _steps_without_time(practice: Practice) -> Iterator[_Remark]:
    for index, step in enumerate(practice.steps):
        if not _TIME.search(f"{step.action} {step.measure}"):
            yield (
                f"steps[{index}]",
                f"the step to {step.to} names no time",
                "say by when, such as before the next meeting",
            )


def _missing(practice: Practice) -> Iterator[_Remark]:
    if not practice.steps:
        yield "", "has no steps", "add [[practices.steps]]: what to do to get one level up"
    if not practice.hard_question.strip():
        yield "", "has no hard question", "add hard_question: what a critical friend would ask"
    if not practice.counts:
        yield "", "says of no evidence that it counts", "add counts: what would show it to someone from outside"


def _citations(sources: Iterable[SourceRef]) -> Iterator[_Remark]:
    for index, ref in enumerate(sources):
        if not ref.where.strip():
            yield f"sources[{index}]", f"cites {ref.source} without a place", "say where in it: a page, or a heading"

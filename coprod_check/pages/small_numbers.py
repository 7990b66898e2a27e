"""Counts of few people in words: how many of how many, how sure that is, and a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count
from coprod_check.pages.blocks import Bullets, Heading, Para
from coprod_check.rules.agreement import FEW_TO_CONCLUDE_FROM, wilson_in_hundredths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coprod_check.documents.rubric import ExperienceQuestion, Rubric
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.result import ExperienceCounts


def x_of_n(x: int, n: int, what: str = "") -> str:
    """Write a count with its Wilson 95 % interval in words; with nothing to count it says so.

    >>> x_of_n(8, 10, "teams")
    '8 of 10 teams (likely 49 to 94 in 100)'
    >>> x_of_n(0, 0)
    '0 of 0'
    """
    counted = f"{x} of {n} {what}".rstrip()
    return f"{counted} (likely {likely(x, n)} in 100)" if n else counted


def likely(x: int, n: int) -> str:
    """The ends of the Wilson 95 % interval in hundredths; needs one or more to count.

    >>> likely(8, 10)
    '49 to 94'
    """
    low, high = wilson_in_hundredths(x, n)
    return f"{low} to {high}"


def small_number(n: int, one: str, more: str) -> str:
    """Warn against conclusions from few answers; empty from thirty on.

    >>> small_number(6, "person answered", "people answered")
    'Only 6 people answered. That is too few for conclusions: use it to ask more, not to prove or to compare.'
    >>> small_number(30, "team counts", "teams count")
    ''
    """
    if n >= FEW_TO_CONCLUDE_FROM:
        return ""
    return (
        f"Only {count(n, one, more)}. That is too few for conclusions: use it to ask more, not to prove or to compare."
    )


def experience_blocks(rubric: Rubric, counted: Mapping[str, ExperienceCounts]) -> Iterator[Block]:
    """Tell how it was for people with lived experience; nothing where no answer may be shown."""
    asked = [question for question in rubric.experience if question.id in counted]
    if not asked:
        return
    yield Heading("How it was for people with lived experience")
    most = max(found.n for found in counted.values())
    if warning := small_number(most, "person answered", "people answered"):
        yield Para(warning)
    for question in asked:
        yield Heading(question.question, 3)
        yield Bullets(tuple(_chosen(question, counted[question.id])))


def _chosen(question: ExperienceQuestion, found: ExperienceCounts) -> Iterable[str]:
    for option in question.options:
        if option.id in found.counts:
            yield f"{option.text}: {x_of_n(found.counts[option.id], found.n)}"

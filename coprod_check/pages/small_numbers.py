"""Counts of few people in words: how many of how many, how sure that is, and a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count
from coprod_check.pages.blocks import Bullets, Heading, Para, Section
from coprod_check.pages.drawings import ShareRow
from coprod_check.rules.agreement import FEW_TO_CONCLUDE_FROM, wilson, wilson_in_hundredths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coprod_check.documents.rubric import ExperienceQuestion, Rubric
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.result import ExperienceCounts


RANGE_FROM = 10
"""Answers (or teams) from which on a likely range is told. Of fewer it would span nearly everything."""


def x_of_n(x: int, n: int, what: str = "") -> str:
    """Write a count, from ten on with its Wilson 95 % interval in words.

    >>> x_of_n(8, 10, "teams")
    '8 of 10 teams (likely 49 to 94 in 100)'
    >>> x_of_n(2, 3), x_of_n(0, 0)
    ('2 of 3', '0 of 0')
    """
    counted = f"{x} of {n} {what}".rstrip()
    if n < RANGE_FROM:
        return counted
    low, high = wilson_in_hundredths(x, n)
    return f"{counted} (likely {low} to {high} in 100)"


def share_row(name: str, x: int, n: int) -> ShareRow:
    """Give a count to be drawn, from ten on with its Wilson 95 % interval.

    >>> share_row("Some", 2, 3)
    ShareRow(name='Some', x=2, n=3, low=None, high=None)
    """
    return ShareRow(name, x, n, *(wilson(x, n) if n >= RANGE_FROM else (None, None)))


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


def experience_sections(rubric: Rubric, counted: Mapping[str, ExperienceCounts]) -> Iterator[Section]:
    """Tell how it was for people with lived experience; nothing where no answer may be shown."""
    asked = [question for question in rubric.experience if question.id in counted]
    if asked:
        blocks = tuple(_answers(asked, counted))
        yield Section("How it was for people with lived experience", blocks, folded=True)


def _answers(asked: Iterable[ExperienceQuestion], counted: Mapping[str, ExperienceCounts]) -> Iterator[Block]:
    most = max(found.n for found in counted.values())
    if warning := small_number(most, "person answered", "people answered"):
        yield Para(warning, "soft")
    for question in asked:
        yield Heading(question.question, 3)
        yield Bullets(tuple(_chosen(question, counted[question.id])), named=True)


def _chosen(question: ExperienceQuestion, found: ExperienceCounts) -> Iterable[str]:
    for option in question.options:
        if option.id in found.counts:
            yield f"{option.text}: {x_of_n(found.counts[option.id], found.n)}"

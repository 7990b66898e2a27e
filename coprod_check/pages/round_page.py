"""One round of one team, told once: what to see first, then everything that it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coprod_check.documents.text import day
from coprod_check.pages.blocks import Bullets, Heading, Page, Para, Section
from coprod_check.pages.next_steps import PagePlan, behind_the_steps, next_steps
from coprod_check.pages.round_lead import gaps_told, heading, lead, widest_gaps
from coprod_check.pages.round_practices import how_many, practices
from coprod_check.pages.round_text import (
    HOW_NUMBERS,
    NOBODY_SHOWN,
    NOT_VALIDATED,
    caution_lines,
    check_lines,
    prompting,
    sums,
    who_was_heard,
)
from coprod_check.pages.small_numbers import experience_sections
from coprod_check.rules.highlights import strengths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Practice
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.result import Result

GAPS, NEXT = "Where you see it most differently", "What to do next"
NO_QUOTES = (
    "Evidence and notes are not on this page: they may name people. They stand in your sheet and in your plan. "
    "What people wrote on sheets of their own is shown to nobody."
)


def round_page(
    result: Result, planned: PagePlan | None = None, *, only_yours: bool = False, before: Result | None = None
) -> Page:
    """Lay out one round; ``only_yours`` for the view of one person's private sheet, shown to that person alone.

    Where the round ``before`` is known, the page begins with what changed since.
    """
    head = heading(result, only_yours=only_yours)
    if not result.anyone_shown:
        return Page(head, (Section("", (Para(NOBODY_SHOWN, "lead"), *who_was_heard(result))),))
    told = list(_sections(result, planned, only_yours=only_yours))
    if before is not None and before.anyone_shown:
        from coprod_check.pages.rounds.since_last_time import since_last_time  # noqa: PLC0415 - from the second round on

        since = tuple(since_last_time(before, result, only_yours=only_yours))
        told[0] = replace(told[0], blocks=(*since, *told[0].blocks))
    sections = tuple(section for section in told if section.blocks)
    return Page(head, sections, first=sum(section.title in {"", GAPS, NEXT} for section in sections))


def _sections(result: Result, planned: PagePlan | None, *, only_yours: bool) -> Iterator[Section]:
    """Every section of a round, in reading order; one without blocks is left out."""
    yield Section("", tuple(lead(result, only_yours=only_yours)))
    if not only_yours:
        yield Section(GAPS, tuple(widest_gaps(result)))
    if planned:
        yield Section(NEXT, tuple(next_steps(planned, result)))
    yield Section(how_many(result), tuple(practices(result)))
    yield Section("What is strong", tuple(_strong(result)))
    if cautions := caution_lines(result):
        yield Section("A caution", (Bullets(cautions),))
    if checks := tuple(check_lines(result)):
        yield Section(f"Things to check ({len(checks)})", (Bullets(checks),), folded=True, on_paper=True)
    if planned:
        asked = frozenset(practice.hard_question for practice, _ in gaps_told(result))
        behind = tuple(behind_the_steps(planned, result, asked))
        yield Section("Why these actions, and how you will know", behind, folded=True, on_paper=True)
    yield Section("What you said of your project", tuple(_remarks(result)), folded=True)
    yield from experience_sections(result.rubric, result.experience)
    yield Section("How the levels come about", tuple(sums(result)), folded=True)
    yield Section("Who was heard, and how the numbers were made", tuple(_how_made(result)), folded=True)
    yield Section("What these numbers are not", (Para(NOT_VALIDATED),))


def _strong(result: Result) -> Iterator[Block]:
    strong = strengths(result)
    if strong:
        yield Bullets(tuple(_strength_line(result, practice) for practice in strong), named=True)
    else:
        lowest = result.rubric.levels[0].name
        yield Para(f"Nothing stands out above “{lowest}” so far. Saying so openly is where it starts.")


def _strength_line(result: Result, practice: Practice) -> str:
    found = result.practices[practice.id]
    line = f"{practice.title}: {result.rubric.level_words(found.level or 0)}"
    said = [*(["one side said so"] if found.one_voice else []), *(["there is evidence"] if found.evidence else [])]
    return f"{line} ({', '.join(said)})" if said else line


def _remarks(result: Result) -> Iterator[Block]:
    for circumstance in prompting(result):
        yield Heading(circumstance.statement, 3)
        yield Bullets(circumstance.prompts)


def _how_made(result: Result) -> Iterator[Block]:
    yield Para(f"From the answers up to {day(result.date)}. The questions: {result.rubric.title}")
    yield from who_was_heard(result)
    yield Para(HOW_NUMBERS)
    yield Para(NO_QUOTES)

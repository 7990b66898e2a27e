"""Columns of a file that a form service writes: what stands above each, what in it, and what it means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coprod_check.documents import fixed_texts
from coprod_check.documents.codes import answer_code, underscored
from helpers.answering import DONT_KNOW, LIVED, NOT_APPLICABLE, STAFF, Answers

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from coprod_check.documents.rubric import ExperienceQuestion, Practice, Rubric
    from coprod_check.imports.grid import ForeignCell


VOICE_WORDS = {STAFF: fixed_texts.STAFF.now, LIVED: fixed_texts.LIVED_EXPERIENCE.now}
SHARE_WORDS = {True: fixed_texts.SHARE_YES.now, False: fixed_texts.SHARE_NO.now}


@dataclass(frozen=True)
class Column:
    """One column: what stands above it (one text a heading row), what in it, and what it means."""

    headings: tuple[str, ...]
    cell: Callable[[int, Answers], ForeignCell]
    means: str = "drop"
    """A column of the contract's table, or "drop"."""
    counted: bool = True
    """Whether the service puts a number behind a heading that was there before."""


@dataclass(frozen=True)
class Layout:
    """What a service makes of the answers: blocks of columns that stay together, between its own."""

    service: str
    first: tuple[Column, ...]
    blocks: tuple[tuple[Column, ...], ...]
    last: tuple[Column, ...] = ()
    carries: frozenset[str] = frozenset({"evidence", "experience"})
    heading_rows: int = 1
    numbers_equals: bool = False
    """Whether the service numbers equal headings (2, 3, …)."""
    may_ask: bool = False
    """Whether even a careful reader must ask: choices are bare numbers, or the dates can be read in two ways."""
    dates: str = ""
    """The order of day and month where it cannot be seen from one date: dmy or mdy."""


WORDS_OF = {DONT_KNOW: "Don't know", NOT_APPLICABLE: "Does not apply to us"}


def in_text(rubric: Rubric, practice: Practice, answer: int | str | None) -> str:
    """The text of the level."""
    del rubric
    return "" if answer is None else practice.levels[answer] if isinstance(answer, int) else WORDS_OF[answer]


def in_name(rubric: Rubric, practice: Practice, answer: int | str | None) -> str:
    """The name of the level."""
    del practice
    return "" if answer is None else rubric.levels[answer].name if isinstance(answer, int) else WORDS_OF[answer]


def in_full(rubric: Rubric, practice: Practice, answer: int | str | None) -> str:
    """Number, name and text of the level."""
    if not isinstance(answer, int):
        return in_text(rubric, practice, answer)
    return f"{answer} - {rubric.levels[answer].name}. {practice.levels[answer]}"


def in_number_and_name(rubric: Rubric, practice: Practice, answer: int | str | None) -> str:
    """Number and name of the level."""
    if not isinstance(answer, int):
        return in_text(rubric, practice, answer)
    return f"{answer} - {rubric.levels[answer].name}"


def in_code(rubric: Rubric, practice: Practice, answer: int | str | None) -> str:
    """The code that our own exports give to the level."""
    del rubric, practice
    return "" if answer is None else answer_code(answer)  # type: ignore[arg-type]


def from_one(rubric: Rubric, practice: Practice, answer: int | str | None) -> str:
    """A number that counts the choices from 1, as a service does: level 0 is 1."""
    del practice
    top = len(rubric.levels)
    if answer is None:
        return ""
    return str(answer + 1) if isinstance(answer, int) else str(top + (1 if answer == DONT_KNOW else 2))


How = "Callable[[Rubric, Practice, int | str | None], str]"
IN_WORDS = (in_text, in_name, in_full, in_number_and_name)


def fixed(*headings: str, value: ForeignCell = "") -> Column:
    """A column of the service that says the same in every row."""
    return Column(headings, lambda _, __: value)


def stamped(
    *headings: str, write: Callable[[dt.datetime], ForeignCell], means: str = "drop", earlier: int = 0
) -> Column:
    """A time, in the service's way."""
    return Column(headings, lambda _, who: write(who.at - dt.timedelta(minutes=earlier)), means)


def voice_column(*headings: str, words: dict[str, str] = VOICE_WORDS) -> Column:
    """Whose view it is."""
    return Column(headings, lambda _, who: words[who.voice], "voice")


def share_column(*headings: str, words: dict[bool, str] = SHARE_WORDS) -> Column:
    """Consent."""
    return Column(headings, lambda _, who: words[who.share], "share")


def name_column(*headings: str) -> Column:
    """The made-up name."""
    return Column(headings, lambda _, who: who.respondent, "respondent")


def team_column(*headings: str) -> Column:
    """The team."""
    return Column(headings, lambda _, who: who.team, "team")


def level_column(rubric: Rubric, practice: Practice, how: Any, *headings: str, voice: str = "") -> Column:
    """A practice; where it is asked of one voice alone, the other leaves it blank."""

    def cell(_: int, who: Answers) -> ForeignCell:
        answer = who.ratings.get(practice.id) if voice in ("", who.voice) else None
        return str(how(rubric, practice, answer))

    return Column(headings, cell, practice.id)


def evidence_column(practice: Practice, *headings: str, voice: str = "", counted: bool = True) -> Column:
    """What would show it."""

    def cell(_: int, who: Answers) -> ForeignCell:
        return who.evidence.get(practice.id, "") if voice in ("", who.voice) else ""

    return Column(headings, cell, f"{practice.id}.evidence", counted)


def reason_column(practice: Practice, *headings: str) -> tuple[Column, ...]:
    """Why it does not apply; nothing where it has to."""
    column = Column(headings, lambda _, who: who.reasons.get(practice.id, ""), counted=False)
    return (column,) if practice.may_not_apply else ()


def joined(question: ExperienceQuestion, *headings: str, separator: str, end: str = "") -> Column:
    """An experience question in one cell."""
    texts = {option.id: option.text for option in question.options}

    def cell(_: int, who: Answers) -> ForeignCell:
        got = who.experience.get(question.id, ())
        return separator.join(texts[each] for each in got) + (end if got and question.several else "")

    return Column(headings, cell, f"experience.{question.id}")


def by_name(question: ExperienceQuestion, *headings: str) -> Column:
    """An experience question in one cell, as names parted by spaces."""
    return Column(
        headings,
        lambda _, who: " ".join(underscored(each) for each in who.experience.get(question.id, ())),
        f"experience.{question.id}",
    )


def ticked(
    question: ExperienceQuestion, option: str, *headings: str, yes: ForeignCell, no: ForeignCell, never: ForeignCell
) -> Column:
    """One option of an experience question; another word where the question was never seen."""

    def cell(_: int, who: Answers) -> ForeignCell:
        got = who.experience.get(question.id, ())
        return (yes if option in got else no) if got else never

    return Column(headings, cell)


@dataclass(frozen=True)
class Form:
    """How somebody built the form: what was decided before anybody answered."""

    rng: Random
    rubric: Rubric
    how: Any
    evidence: bool
    both: bool
    """Whether each voice is asked in its own words, in columns of its own."""
    team: bool
    """Whether the form asks for the team."""
    voice: bool
    """Whether it asks whose view it is."""
    reasons: bool = False
    """Whether it asks why something does not apply, as our own exports do."""

    def asks(self, row: int = 1) -> tuple[Column, ...]:
        """The questions before the practices, under as many heading rows."""
        more = ("Response",) * (row - 1)
        found = [voice_column(fixed_texts.VOICE.now, *more)] if self.voice else []
        found += [share_column(fixed_texts.SHARE.now, *more), name_column(fixed_texts.PSEUDONYM.now, *more)]
        return (*([team_column(fixed_texts.TEAM.now, *more)] if self.team else []), *found)

    def voices(self) -> tuple[str, ...]:
        """The wordings that the form holds; one that is empty is for everybody."""
        return (STAFF, LIVED) if self.both else ("",)


def coded(form: Form, name: Callable[[str], str], voice: dict[str, str], share: dict[bool, str]) -> tuple[Column, ...]:
    """The questions before the practices, under our own codes."""
    found = [team_column("team")] if form.team else []
    found += [voice_column("voice", words=voice)] if form.voice else []
    return (*found, share_column("share", words=share), name_column(name("made_up_name")))

"""The questions as plain text, to paste into a form service that has no file format to load.

What stands in square brackets tells whoever makes the form what to do; all other lines are
what people read in it, word for word, since their answers are known by these words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents import fixed_texts
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import as_compared, unobeyed
from coprod_check.exchange.asking.question_headings import (
    experience_heading,
    level_options,
    option_texts,
    question_heading,
    words_besides,
)
from coprod_check.imports.meanings import Questions
from coprod_check.interview import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Side

FILES: dict[Side, str] = {"staff": "questions-staff.txt", "lived-experience": "questions-lived-experience.txt"}
"""The name of each side's file."""

NO_NAMES = "Please do not name people."
"""Below the question for evidence."""

_WHOM: dict[Side, str] = {"staff": "staff", "lived-experience": "people with lived experience"}
_SHORT, _LONG = "Text, short answer", "Text, long answer"
_ONE, _SEVERAL = "Choice, one answer", "Choice, several answers"
_NEEDED, _FREE = "Required", "Not required"
_NOT_IN_QUOTES = set('"$`\\!%')
"""What a command line would take for more than a letter, even in quotes."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question of the form."""

    text: str
    kind: str
    answers: tuple[str, ...] = ()
    below: str = ""
    """What stands below the question in the form."""
    needed: bool = False
    note: str = ""
    """What whoever makes the form should know of it."""


def question_text(rubric: Rubric, side: Side, team: str = "", round_: str = "", named: str = "") -> str:
    """Write one form: everything that one side is asked.

    The team is not asked for where it is given: ``import`` is told it then. ``named`` is how the
    questions are named on a command line, where they are not the usual ones.
    """
    questions = Questions(rubric)
    form = [*_before(team), *_practices(questions, side)]
    if side == "lived-experience":
        form += _experience(questions)
    given = {"rubric": named, "team": team, "round": round_}
    lines = [*_head(rubric, side), *_numbered(form), *_one_form_for_both(rubric), *_afterwards(side, given)]
    return unobeyed("\n".join(lines)) + "\n"


def _numbered(form: Sequence[_Asked | str]) -> Iterator[str]:
    """Write the questions with their places in the form; what is only text begins a section."""
    every = sum(isinstance(each, _Asked) for each in form)
    place = 0
    for each in form:
        if isinstance(each, str):
            yield from ("", f"[A new section may begin here: {each}]")
        else:
            place += 1
            yield from _written(each, f"{place} of {every}. ")


def _written(asked: _Asked, place: str = "") -> Iterator[str]:
    """One question: what kind it is, its words, what stands below them, and its answers, each on a line."""
    yield ""
    yield f"[{place}{asked.kind}. {_NEEDED if asked.needed else _FREE}.{f' {asked.note}' if asked.note else ''}]"
    yield asked.text
    if asked.below:
        yield "[Below the question:]"
        yield asked.below
    if asked.answers:
        yield "[Answers:]"
        yield from asked.answers


def _head(rubric: Rubric, side: Side) -> Iterator[str]:
    yield f"[Questions for {_WHOM[side]}: a form to be made with Microsoft Forms, Google Forms or another service.]"
    yield "[What stands in square brackets, like this, is for you. Copy everything else as it stands.]"
    yield "[The answers are known by these words. Change no word of a question or of an answer, and add no answer.]"
    yield "[Do not ask for names or email addresses, and switch off that the service records them.]"
    yield f"[Made from {rubric.id}, version {rubric.version}.]"
    yield ""
    yield "[Title of the form:]"
    yield as_compared(rubric.title)
    if rubric.summary_paragraphs:
        yield ""
        yield "[Description of the form. What does not fit goes into the description of its first section:]"
        yield from rubric.summary_paragraphs


def _before(team: str) -> Iterator[_Asked]:
    """What is asked before the practices."""
    if not team:
        note = "Only one team? Leave it out, and add --team below. Several? Make it a choice of their names."
        yield _Asked(fixed_texts.TEAM.now, _SHORT, needed=True, note=note)
    shares = (fixed_texts.SHARE_YES.now, fixed_texts.SHARE_NO.now)
    why = f"{wording.SHARE_WHY} {wording.SHARE_EXACT} {wording.SHARE_TWO}"
    yield _Asked(fixed_texts.SHARE.now, _ONE, shares, why, note="Not answered counts as no.")
    yield _Asked(fixed_texts.PSEUDONYM.now, _SHORT, below=wording.PSEUDONYM_WHY)


def _practices(questions: Questions, side: Side) -> Iterator[_Asked | str]:
    rubric = questions.rubric
    section = ""
    for practice in rubric.practices:
        name = as_compared(rubric.dimension_name(practice.dimension))
        if name != section:
            yield name
        section = name
        # A text in brackets would be taken for a line to whoever makes the form.
        numbered = any(text.lstrip().startswith("[") for text in practice.levels)
        answers = (*level_options(rubric, practice, numbered=numbered), *words_besides(practice))
        heading, own = question_heading(questions, practice, side), as_compared(practice.question.for_voice(side))
        yield _Asked(heading, _ONE, answers, "" if heading == own else own)
        yield _Asked(fixed_texts.EVIDENCE.now, _LONG, below=NO_NAMES, note="It may be left out.")


def _experience(questions: Questions) -> Iterator[_Asked | str]:
    if questions.rubric.experience:
        yield "How it was for you"
    for question in questions.rubric.experience:
        heading, own = experience_heading(questions, question), as_compared(question.question)
        kind = _SEVERAL if question.several else _ONE
        yield _Asked(heading, kind, option_texts(question), "" if heading == own else own)


def _one_form_for_both(rubric: Rubric) -> Iterator[str]:
    """How one form may serve both sides."""
    yield ""
    yield "[One form for both sides instead of two? Then ask this first, and leave --voice out below:]"
    sides = (fixed_texts.STAFF.now, fixed_texts.LIVED_EXPERIENCE.now)
    yield from _written(_Asked(fixed_texts.VOICE.now, _ONE, sides, needed=True))
    yield ""
    if any(len({each.question.for_voice(side) for side in SIDES}) > 1 for each in rubric.practices):
        yield "[The two sides are asked in different words: lead each to questions in its own words (branching).]"
    if rubric.experience:
        yield "[The questions on how it was for you are for people with lived experience alone: lead staff past them.]"


def _afterwards(side: Side, given: Mapping[str, str]) -> Iterator[str]:
    yield "[When the answers are in, download them as Excel or CSV. Then run, with the name of that file:]"
    options = f"--voice {side}{''.join(_option(*each) for each in given.items())}"
    yield f"[coprod-check import answers.xlsx {options} --out answers]"


def _option(name: str, value: str) -> str:
    """An option with its value in quotes; with words for it where the value itself would not survive a command line."""
    if not value:
        return ""
    return f' --{name} "{f"NAME OF THE {name.upper()}" if _NOT_IN_QUOTES & set(value) else value}"'

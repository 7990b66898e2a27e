"""What a question is headed with in another program, so that its answers are known by it when they come back.

A title or a question is a good heading only where ``import`` reads it as that one thing. Where
another is called the same, the next choice is taken, and in the end the id, which is always alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents import fixed_texts
from coprod_check.documents.text import as_compared
from coprod_check.imports.answers import OptionAnswers, PracticeAnswers, Trust
from coprod_check.imports.meanings import HeadingMeaning
from coprod_check.interview.wording import DONT_KNOW, NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.documents.rubric import ExperienceQuestion, Option, Practice, Rubric
    from coprod_check.documents.shapes import Voice
    from coprod_check.imports.meanings import Questions


def title_heading(questions: Questions, practice: Practice) -> str:
    """The title of a practice; else its question; else its id."""
    choices = (practice.title, practice.question.for_voice("staff"), practice.id)
    return _first_known(questions, choices, HeadingMeaning("practice", practice.id))


def question_heading(questions: Questions, practice: Practice, voice: Voice) -> str:
    """The question to a practice in a voice's words; else its title; else its id."""
    choices = (practice.question.for_voice(voice), practice.title, practice.id)
    return _first_known(questions, choices, HeadingMeaning("practice", practice.id))


def evidence_heading(questions: Questions, practice: Practice) -> str:
    """How a practice is headed, and behind it the question that asks for evidence."""
    choices = (f"{title_heading(questions, practice)} - {fixed_texts.EVIDENCE.now}", f"{practice.id}.evidence")
    return _first_known(questions, choices, HeadingMeaning("evidence", practice.id))


def experience_heading(questions: Questions, question: ExperienceQuestion) -> str:
    """An experience question as it is asked; else the name of its column in our own tables."""
    choices = (question.question, f"experience.{question.id}")
    return _first_known(questions, choices, HeadingMeaning("experience", question.id))


def option_heading(questions: Questions, question: ExperienceQuestion, option: Option) -> str:
    """The heading of a column for one option, where several answers may be given; its words stand in brackets."""
    heading = experience_heading(questions, question)
    choices = (f"{heading} [{option.text}]", f"{question.id} [{option.id}]", f"{question.id}/{option.id}")
    return _first_known(questions, choices, HeadingMeaning("option", question.id, option.id))


def _first_known(questions: Questions, choices: Iterable[str], meant: HeadingMeaning) -> str:
    """The first heading that is read as what is meant and as nothing else; the last of all where none is."""
    *_, last = every = [as_compared(each) for each in choices]
    return next((each for each in every if questions.of(each) == (meant,)), last)


def level_options(rubric: Rubric, practice: Practice, *, numbered: bool) -> tuple[str, ...]:
    """What people choose from for each level: its text as it stands.

    It has its number before it where that is asked for, and where the text alone could be
    taken for another answer: that of another level, or a level's name, or one that is no level.

    >>> from coprod_check.storage.library import find_rubric
    >>> rubric = find_rubric("coproduction-values")
    >>> level_options(rubric, rubric.by_id["limits"], numbered=True)[0]
    '0 - Nobody has said yet what time, money and rules allow.'
    """
    texts = tuple(as_compared(text) for text in practice.levels)
    reading = PracticeAnswers(practice, rubric)
    alone = all(reading.read(text, Trust(), coded=False) == level for level, text in enumerate(texts))
    return texts if alone and not numbered else tuple(f"{level} - {text}" for level, text in enumerate(texts))


def words_besides(practice: Practice) -> tuple[str, ...]:
    """What people may answer that is no level."""
    return (DONT_KNOW, NOT_APPLICABLE) if practice.may_not_apply else (DONT_KNOW,)


def option_texts(question: ExperienceQuestion) -> tuple[str, ...]:
    """What people choose from in an experience question; an id where the words of two options are the same."""
    reading = OptionAnswers(question)
    return tuple(
        as_compared(option.text) if reading.read(option.text, coded=False) == (option.id,) else option.id
        for option in question.options
    )


def box_choices(question: ExperienceQuestion, option: Option) -> tuple[str, ...]:
    """What says whether one option is chosen, in a column of its own: yes or no; yes alone where the option is a no."""
    reading = OptionAnswers(question)
    meant = {"Yes": True, "No": False}
    return tuple(word for word, chosen in meant.items() if reading.box(option.id, word, Trust()) is chosen)

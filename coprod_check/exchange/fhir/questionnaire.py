"""A set of questions as FHIR R4 Questionnaires: one for each voice, in the words that this voice reads.

What is what in it was read in the R4 specification (hl7.org/fhir/R4/questionnaire.html). The
``linkId`` of a question is the column that its answer has in a table of sheets (contract, 2.1),
with ``.reason`` beside ``.evidence``; what is no question has a colon. Ids hold neither colon nor full stop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coprod_check.documents import fixed_texts
from coprod_check.documents.codes import EXPERIENCE, ROUND, SHARE, TEAM, answer_code
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.exchange.fhir.naming import computer_name, fhir_text, language_code
from coprod_check.interview import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import Dimension, ExperienceQuestion, Practice, Rubric
    from coprod_check.documents.shapes import Voice
    from coprod_check.documents.sheet import Word
    from coprod_check.exchange.fhir.naming import Published

Item = dict[str, Any]
"""An item of a questionnaire, or of the answers to one."""

TEAMS_ARE = "Organization"
"""What the answers are about: people who have come together to do something, never a patient.

So says hl7.org/fhir/R4/organization.html; a Group there is a collection that does not act itself.
"""
ABOUT, INTRODUCTION, EXPERIENCES = "sheet:about", "sheet:introduction", "sheet:experience"
"""The ``linkId`` of what no column of a table stands for."""
PEOPLE = {"people.staff": wording.HOW_MANY_STAFF, "people.lived-experience": wording.HOW_MANY_MEMBERS}

_TITLES: dict[Voice, str] = {
    "staff": "staff",
    "lived-experience": "people with lived experience",
    "together": "a meeting",
}
_ABOUT_TEXT = "About these answers"
_ROUND_TEXT = "Round, such as 2026-11. Left empty, it is the month of the date."
_NO_NAMES = "Please do not name people in what you write."


def evidence_link(practice: str) -> str:
    """The ``linkId`` of the evidence for a practice."""
    return f"{practice}.evidence"


def reason_link(practice: str) -> str:
    """The ``linkId`` of why a practice does not apply."""
    return f"{practice}.reason"


def experience_link(question: str) -> str:
    """The ``linkId`` of an experience question; never that of the evidence for a practice called ``experience``.

    >>> experience_link("told"), experience_link("evidence")
    ('experience.told', 'experience:evidence')
    """
    return f"{EXPERIENCE}:{question}" if question in {"evidence", "reason"} else f"{EXPERIENCE}.{question}"


def group_link(dimension: str) -> str:
    """The ``linkId`` of the group that the practices of a dimension stand in."""
    return f"dimension:{dimension}"


def questionnaire(published: Published, voice: Voice) -> Item:
    """Lay out the questions that one voice is asked; nothing in it depends on the day on which it is made."""
    rubric = published.rubric
    language = language_code(rubric.language)
    title = fhir_text(rubric.title) or rubric.id
    licence = fhir_text(rubric.licence)
    return {
        "resourceType": "Questionnaire",
        "id": published.id_of(voice),
        **({"language": language} if language else {}),
        "url": published.url_of(voice),
        "version": rubric.version,
        "name": computer_name(rubric.id, voice),
        "title": f"{title} ({_TITLES[voice]})",
        "status": "active",
        "subjectType": [TEAMS_ARE],
        **({"copyright": as_markdown(licence)} if licence else {}),
        "item": list(_items(published, voice)),
    }


def as_markdown(text: str) -> str:
    r"""Plain words where FHIR reads Markdown: what would be a mark there is one of the text.

    >>> print(as_markdown("<b> *not* [a](link)"))
    \<b\> \*not\* \[a\](link)
    """
    return "".join(f"\\{each}" if each in "\\`*_[]<>" else each for each in text)


def answer_texts(practice: Practice) -> dict[int | Word, str]:
    """What may be answered to a practice, each with the words that people choose by."""
    levels: dict[int | Word, str] = dict(enumerate(practice.levels))
    others: dict[int | Word, str] = {DONT_KNOW: wording.DONT_KNOW}
    if practice.may_not_apply:
        others[NOT_APPLICABLE] = wording.NOT_APPLICABLE
    return levels | others


def answer_coding(published: Published, practice: Practice, answer: int | Word) -> dict[str, str]:
    """An answer to a practice as a code with its words."""
    return _coding(published.answers_system, answer_code(answer), answer_texts(practice)[answer])


def experience_coding(published: Published, asked: ExperienceQuestion, chosen: str) -> dict[str, str]:
    """An answer to an experience question as a code with its words."""
    text = next(option.text for option in asked.options if option.id == chosen)
    return _coding(published.experience_system, chosen, text)


def _coding(system: str, code: str, text: str) -> dict[str, str]:
    return {"system": system, "code": code, "display": fhir_text(text) or code}


def _items(published: Published, voice: Voice) -> Iterator[Item]:
    rubric = published.rubric
    yield _shown(INTRODUCTION, "\n\n".join([*rubric.summary_paragraphs, _NO_NAMES]))
    yield _group(ABOUT, _ABOUT_TEXT, list(_about(voice)))
    for dimension in rubric.dimensions:
        yield _group(group_link(dimension.id), dimension.name, list(_practices(published, dimension, voice)))
    if voice == "lived-experience" and rubric.experience:
        asked = [_experience(published, each) for each in rubric.experience]
        yield _group(EXPERIENCES, wording.EXPERIENCE_WHY, asked)


def _about(voice: Voice) -> Iterator[Item]:
    yield _asked(TEAM, fixed_texts.TEAM.now, "string", required=True)
    yield _asked(ROUND, _ROUND_TEXT, "string")
    if voice == "together":
        for link, text in PEOPLE.items():
            yield _asked(link, text, "integer")
    else:
        yield _shown(f"{SHARE}:help", f"{wording.SHARE_WHY} {wording.SHARE_EXACT}")
        yield _asked(SHARE, fixed_texts.SHARE.now, "boolean")


def practices_of(rubric: Rubric, dimension: str) -> Sequence[Practice]:
    """The practices of a dimension, in the rubric's order."""
    return [each for each in rubric.practices if each.dimension == dimension]


def _practices(published: Published, dimension: Dimension, voice: Voice) -> Iterator[Item]:
    for practice in practices_of(published.rubric, dimension.id):
        options = [{"valueCoding": answer_coding(published, practice, each)} for each in answer_texts(practice)]
        text = fhir_text(practice.question.for_voice(voice)) or practice.id
        yield _asked(practice.id, text, "choice", answerOption=options)
        # Of every answer: what a sheet holds must have a place, and some have evidence for their lowest level.
        answered = {"question": practice.id, "operator": "exists", "answerBoolean": True}
        yield _asked(evidence_link(practice.id), fixed_texts.EVIDENCE.now, "text", enableWhen=[answered])
        if practice.may_not_apply:
            code = {"system": published.answers_system, "code": answer_code(NOT_APPLICABLE)}
            chosen = {"question": practice.id, "operator": "=", "answerCoding": code}
            yield _asked(reason_link(practice.id), wording.REASON, "text", enableWhen=[chosen])


def _experience(published: Published, asked: ExperienceQuestion) -> Item:
    options = [{"valueCoding": experience_coding(published, asked, option.id)} for option in asked.options]
    several = {"repeats": True} if asked.several else {}
    text = fhir_text(asked.question) or asked.id
    return _asked(experience_link(asked.id), text, "choice", **several, answerOption=options)


def _asked(link: str, text: str, kind: str, **more: object) -> Item:
    return {"linkId": link, "text": text, "type": kind} | more


def _shown(link: str, text: str) -> Item:
    return _asked(link, fhir_text(text), "display")


def _group(link: str, text: str, items: list[Item]) -> Item:
    return _asked(link, fhir_text(text) or link, "group", item=items)

"""Sheets that may be shown, as FHIR R4 QuestionnaireResponses (hl7.org/fhir/R4/questionnaireresponse.html).

Who may be shown is decided by the rounds (contract, 3.2). A voice that is shown *by number* is shown
put together, never one sheet at a time, so no single sheet of it is written. Of a private sheet
no free text, no made-up name and no sheet id is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coprod_check.documents.codes import ROUND, SHARE, TEAM
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.sheet import NOT_APPLICABLE
from coprod_check.documents.text import identity, one_line
from coprod_check.exchange.fhir.naming import fhir_text, language_code
from coprod_check.exchange.fhir.questionnaire import (
    PEOPLE,
    TEAMS_ARE,
    answer_coding,
    evidence_link,
    experience_coding,
    experience_link,
    questionnaire,
    reason_link,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.rubric import Practice
    from coprod_check.documents.sheet import Sheet
    from coprod_check.exchange.fhir.naming import Published
    from coprod_check.exchange.fhir.questionnaire import Item
    from coprod_check.rules.rounds import Round

FhirAnswers = dict[str, list[dict[str, Any]]]
"""The answers to each question that is answered, by its ``linkId``."""


@dataclass(frozen=True, slots=True)
class SharedSheets:
    """What may be written of one round, and how much may not."""

    together: Item | None
    private: dict[str, list[Item]]
    """By side; in an order that says nothing of who they are."""
    left_out: int
    """Private sheets that count in the round, and may not be shown one at a time."""


def shared_sheets(found: Round, published: Published) -> SharedSheets:
    """Write the sheets of a round that may be shown: the meeting's, and those of voices shown by consent."""
    meeting = found.together
    private: dict[str, list[Item]] = {}
    left_out = 0
    for side in SIDES:
        voice = found.voices[side]
        if voice.shown_by == "consent":
            # Sorted by what they hold: the order of files could tell who is who.
            private[side] = sorted((response(found, each.sheet, published) for each in voice.sheets), key=_content)
        else:
            left_out += len(voice.sheets)
    return SharedSheets(response(found, meeting.sheet, published) if meeting else None, private, left_out)


def _content(written: Item) -> str:
    return json.dumps(written, sort_keys=True)


def response(found: Round, sheet: Sheet, published: Published) -> Item:
    """Lay out one sheet of a round as the answers to the questionnaire of its voice; team and round as the round says.

    Items stand in the order of the questionnaire, with the words that were read.
    """
    language = language_code(published.rubric.language)
    meeting = sheet.voice == "together"
    ident = fhir_text(sheet.sheet) if meeting and identity(sheet.sheet) else ""
    team = fhir_text(one_line(found.team)) or "?"
    return {
        "resourceType": "QuestionnaireResponse",
        **({"language": language} if language else {}),
        **({"identifier": {"system": published.sheet_system, "value": ident}} if ident else {}),
        "questionnaire": f"{published.url_of(sheet.voice)}|{published.rubric.version}",
        "status": "completed" if sheet.finished else "in-progress",
        "subject": {"type": TEAMS_ARE, "display": team},
        # Of one person the day of the round: files are told in the order of their days, and days would pair the two.
        "authored": (sheet.date if meeting else found.date).isoformat(),
        "item": list(_answered(questionnaire(published, sheet.voice)["item"], _answers(found, sheet, published, team))),
    }


def _answered(asked: Iterable[Item], answers: FhirAnswers) -> Iterator[Item]:
    """The questions that are answered, in the groups and the order in which they are asked."""
    for item in asked:
        known = {"linkId": item["linkId"], "text": item["text"]}
        if item["type"] == "group":
            if inside := list(_answered(item["item"], answers)):
                yield known | {"item": inside}
        elif said := answers.get(item["linkId"]):
            yield known | {"answer": said}


def _answers(found: Round, sheet: Sheet, published: Published, team: str) -> FhirAnswers:
    """What the sheet says to each question, by its ``linkId``."""
    said: FhirAnswers = {TEAM: [{"valueString": team}]}
    if label := fhir_text(one_line(found.label)):
        said[ROUND] = [{"valueString": label}]
    meeting = sheet.voice == "together"
    if meeting:
        said |= _people(sheet)
    else:
        said[SHARE] = [{"valueBoolean": sheet.share}]
    for practice in published.rubric.practices:
        said |= _practice(practice, sheet, published, free_text=meeting)
    for asked in published.rubric.experience:
        if chosen := sheet.chosen(asked.id):
            codings = (experience_coding(published, asked, each) for each in chosen)
            said[experience_link(asked.id)] = [{"valueCoding": each} for each in codings]
    return said


def _people(sheet: Sheet) -> FhirAnswers:
    counts = zip(PEOPLE, (sheet.people.staff, sheet.people.lived_experience), strict=True)
    return {link: [{"valueInteger": people}] for link, people in counts} if sheet.sides else {}


def _practice(practice: Practice, sheet: Sheet, published: Published, *, free_text: bool) -> FhirAnswers:
    rating = sheet.answers.get(practice.id)
    if rating is None:
        return {}
    said: FhirAnswers = {practice.id: [{"valueCoding": answer_coding(published, practice, rating.answer)}]}
    if not free_text:
        return said
    if evidence := fhir_text(rating.evidence):
        said[evidence_link(practice.id)] = [{"valueString": evidence}]
    if rating.answer == NOT_APPLICABLE and (reason := fhir_text(rating.reason)):
        said[reason_link(practice.id)] = [{"valueString": reason}]
    return said

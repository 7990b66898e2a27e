"""What the codes of answers mean, as FHIR R4 CodeSystems: without them a code is a letter and a number.

One list serves all practices, so that level 2 is one code everywhere; its name is what the code
is displayed as, and the text of each practice at that level stands beside it as a designation. A
program that holds a text against its code finds it there (hl7.org/fhir/R4/codesystem.html).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coprod_check.documents.codes import answer_code
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.exchange.fhir.naming import computer_name, fhir_text, language_code
from coprod_check.interview import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.exchange.fhir.naming import Published


def code_systems(published: Published) -> list[dict[str, Any]]:
    """The list of codes for practices, and the one for experience questions where there are any."""
    rubric = published.rubric
    levels = [
        _concept(
            answer_code(level.number),
            level.name,
            level.meaning,
            (practice.levels[level.number] for practice in rubric.practices),
        )
        for level in rubric.levels
    ]
    words = [_concept(answer_code(DONT_KNOW), wording.DONT_KNOW)]
    if any(practice.may_not_apply for practice in rubric.practices):
        words.append(_concept(answer_code(NOT_APPLICABLE), wording.NOT_APPLICABLE))
    systems = [_system(published, "answers", published.answers_id, published.answers_system, [*levels, *words])]
    if rubric.experience:
        texts: dict[str, list[str]] = {}
        for question in rubric.experience:
            for option in question.options:
                texts.setdefault(option.id, []).append(option.text)
        chosen = [_concept(ident, said[0], "", said) for ident, said in texts.items()]
        systems.append(_system(published, "experience", published.experience_id, published.experience_system, chosen))
    return systems


def _system(published: Published, kind: str, ident: str, url: str, concepts: list[dict[str, Any]]) -> dict[str, Any]:
    rubric = published.rubric
    language = language_code(rubric.language)
    return {
        "resourceType": "CodeSystem",
        "id": ident,
        **({"language": language} if language else {}),
        "url": url,
        "version": rubric.version,
        "name": computer_name(rubric.id, kind),
        "title": f"{fhir_text(rubric.title) or rubric.id} ({kind})",
        "status": "active",
        "caseSensitive": True,
        "content": "complete",
        "concept": concepts,
    }


def _concept(code: str, display: str, meaning: str = "", also: Iterable[str] = ()) -> dict[str, Any]:
    shown = fhir_text(display) or code
    definition = fhir_text(meaning)
    others = [text for each in dict.fromkeys(also) if (text := fhir_text(each)) and text != shown]
    return {
        "code": code,
        "display": shown,
        **({"definition": definition} if definition else {}),
        **({"designation": [{"value": each} for each in dict.fromkeys(others)]} if others else {}),
    }

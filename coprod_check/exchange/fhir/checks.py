"""What is wrong with a Questionnaire, or with answers to one, that validators let pass (FHIR R4, 4.0.1).

Two validators for Python know which elements there are and which shape their values have. They
know neither the invariants of a Questionnaire (``que-…``, hl7.org/fhir/R4/questionnaire.html) nor the
codes that an element is bound to, nor whether answers fit their questions. Those stand here. Every
export is held against them before it is written.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ITEM_TYPES = {
    "group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url",
    "choice", "open-choice", "attachment", "reference", "quantity",
}  # fmt: skip
"""Types that an item may have in R4 (hl7.org/fhir/R4/valueset-item-type.html)."""
TYPES_OF_OTHERS = {"coding": "R5", "instant": "DSTU2", "question": "R4 and R5 as a heading of others alone"}
"""Types that an item has in another version of FHIR, and of which."""
WITH_OPTIONS = {
    "choice", "open-choice", "decimal", "integer", "date", "dateTime", "time", "string", "quantity",
}  # fmt: skip
"""Types that may have a list of answers (que-5)."""
STATES = {"draft", "active", "retired", "unknown"}
"""What a questionnaire's status may be (hl7.org/fhir/R4/valueset-publication-status.html)."""
OPERATORS = {"exists", "=", "!=", ">", "<", ">=", "<="}
_NAME = re.compile(r"[A-Z][A-Za-z0-9_]{0,254}")
_VALUES = {
    "boolean": "valueBoolean", "decimal": "valueDecimal", "integer": "valueInteger", "date": "valueDate",
    "dateTime": "valueDateTime", "time": "valueTime", "string": "valueString", "text": "valueString",
    "url": "valueUri", "choice": "valueCoding", "attachment": "valueAttachment", "reference": "valueReference",
    "quantity": "valueQuantity",
}  # fmt: skip
"""What an answer to an item of a type is written as; to an open choice it may be a text, too."""

Element = dict[str, Any]


class UnsoundExport(Exception):  # noqa: N818 - says what is unsound
    """What we were about to write breaks a rule of FHIR: a fault of ours, never of a file that we read."""


def questionnaire_faults(whole: Mapping[str, Any]) -> list[str]:
    """Say everything that is wrong with a questionnaire, each fault with its place."""
    by_link = _by_link(whole)
    return [*_of_whole(whole), *(fault for item in every_item(whole) for fault in _of_item(item, by_link))]


def every_item(whole: Mapping[str, Any]) -> Iterator[Element]:
    """Every item of a questionnaire or of answers, however deep, in order."""
    for item in whole.get("item", ()):
        yield item
        yield from every_item(item)


def _by_link(whole: Mapping[str, Any]) -> dict[str, Element]:
    return {item.get("linkId", ""): item for item in every_item(whole)}


def _of_whole(whole: Mapping[str, Any]) -> Iterator[str]:
    if whole.get("status") not in STATES:
        yield f"status: {whole.get('status')!r} is none of {', '.join(sorted(STATES))}"
    # que-0: a name that programs may use. An absent one is no fault.
    if "name" in whole and not _NAME.fullmatch(str(whole["name"])):
        yield f"name: {whole['name']!r} does not begin with a capital letter, or holds more than letters and digits"
    # que-2: "The link ids for groups and questions must be unique within the questionnaire"
    for link, times in Counter(item.get("linkId", "") for item in every_item(whole)).items():
        if times > 1:
            yield f"{link}: {times} items have this linkId"


def _of_item(item: Element, by_link: Mapping[str, Element]) -> Iterator[str]:
    link, kind, options = item.get("linkId", ""), item.get("type", ""), item.get("answerOption", [])
    if kind in TYPES_OF_OTHERS:
        yield f"{link}: the type {kind!r} is one of {TYPES_OF_OTHERS[kind]}, and not of R4"
    elif kind not in ITEM_TYPES:
        yield f"{link}: there is no type {kind!r}"
    # que-1: "Group items must have nested items, display items cannot have nested items"
    if kind == "group" and not item.get("item"):
        yield f"{link}: a group without items"
    if kind == "display" and item.get("item"):
        yield f"{link}: items inside a text that is only displayed"
    # que-4, que-5: one list of answers at most, and only where one chooses or compares.
    if options and "answerValueSet" in item:
        yield f"{link}: two lists of answers"
    if (options or "answerValueSet" in item) and kind in ITEM_TYPES - WITH_OPTIONS:
        yield f"{link}: a list of answers to an item of the type {kind!r}"
    if kind == "choice" and not (options or "answerValueSet" in item):
        yield f"{link}: a choice without anything to choose from"
    # que-6: "Required and repeat aren't permitted for display items"
    if kind == "display" and item.keys() & {"required", "repeats"}:
        yield f"{link}: a text that is only displayed is required, or repeats"
    yield from _of_conditions(item, by_link)


def _of_conditions(item: Element, by_link: Mapping[str, Element]) -> Iterator[str]:
    link, conditions = item.get("linkId", ""), item.get("enableWhen", [])
    # que-12: "If there are more than one enableWhen, enableBehavior must be specified"
    if len(conditions) > 1 and item.get("enableBehavior") not in {"all", "any"}:
        yield f"{link}: more than one enableWhen, and no enableBehavior of all or any"
    for condition in conditions:
        asked = by_link.get(condition.get("question", ""))
        if asked is None or asked is item or asked.get("type") in {"group", "display"}:
            yield f"{link}: enableWhen asks for {condition.get('question')!r}, which is no question that has an answer"
            continue
        if condition.get("operator") not in OPERATORS:
            yield f"{link}: enableWhen compares with {condition.get('operator')!r}"
        # que-7: "If the operator is 'exists', the value must be a boolean"
        if condition.get("operator") == "exists" and not isinstance(condition.get("answerBoolean"), bool):
            yield f"{link}: enableWhen asks whether there is an answer, without true or false"
        if "answerCoding" in condition and _code(condition["answerCoding"]) not in _codes(asked):
            yield f"{link}: enableWhen waits for an answer that {asked.get('linkId')} does not have"


def _code(coding: Mapping[str, Any]) -> tuple[object, object]:
    """What makes two codings the same: their system and their code."""
    return coding.get("system"), coding.get("code")


def _codes(asked: Element) -> set[tuple[object, object]]:
    return {_code(option["valueCoding"]) for option in asked.get("answerOption", ()) if "valueCoding" in option}


# Answers.


def response_faults(answers: Mapping[str, Any], whole: Mapping[str, Any]) -> list[str]:
    """Say everything in which answers do not fit their questionnaire, each fault with its place."""
    faults = []
    if answers.get("questionnaire") != f"{whole.get('url')}|{whole.get('version')}":
        faults.append(f"questionnaire: {answers.get('questionnaire')!r} is another one")
    faults += _of_answers(answers.get("item", []), whole.get("item", []))
    said = {item.get("linkId", ""): item.get("answer", []) for item in every_item(answers)}
    by_link = _by_link(whole)
    for link in said:
        if not _enabled(by_link.get(link, {}), said):
            faults.append(f"{link}: is answered, and was not to be asked")
    if answers.get("status") == "completed":
        missing = (link for link, item in by_link.items() if item.get("required") and link not in said)
        faults += [f"{link}: is required and not answered" for link in missing]
    return faults


def _of_answers(given: Iterable[Element], asked: Iterable[Element]) -> Iterator[str]:
    """Hold one level of items against the level of questions at its place: known, once each, and in their order."""
    questions = {item.get("linkId", ""): item for item in asked}
    order = list(questions)
    places = []
    for item in given:
        link = item.get("linkId", "")
        if link not in questions:
            yield f"{link}: is not asked here"
            continue
        places.append(order.index(link))
        if questions[link].get("type") in {"group", "display"}:
            if "answer" in item:
                yield f"{link}: an answer to what is no question"
            yield from _of_answers(item.get("item", []), questions[link].get("item", []))
        else:
            yield from _of_answer(item, questions[link])
    if places != sorted(set(places)):
        yield "item: items stand twice, or not in the order in which they are asked"


def _of_answer(item: Element, asked: Element) -> Iterator[str]:
    link, kind, said = item.get("linkId", ""), asked.get("type", ""), item.get("answer", [])
    if not said:
        yield f"{link}: stands there without an answer"
    if len(said) > 1 and not asked.get("repeats"):
        yield f"{link}: has more than one answer"
    for answer in said:
        if list(answer) != [_VALUES.get(kind)]:
            yield f"{link}: is answered with {', '.join(answer) or 'nothing'}, and is of the type {kind!r}"
        elif kind == "choice" and _code(answer["valueCoding"]) not in _codes(asked):
            yield f"{link}: {answer['valueCoding'].get('code')!r} is none of its answers"


def _enabled(asked: Element, said: Mapping[str, list[Element]]) -> bool:
    """Whether a question was to be asked after these answers; of conditions of ours alone: exists, and a code."""
    met = [_met(condition, said.get(condition.get("question", ""), [])) for condition in asked.get("enableWhen", ())]
    return (any if asked.get("enableBehavior") == "any" else all)(met) if met else True


def _met(condition: Element, given: list[Element]) -> bool:
    if condition.get("operator") == "exists":
        return bool(given) is condition.get("answerBoolean")
    wanted = _code(condition.get("answerCoding", {}))
    return any(_code(answer.get("valueCoding", {})) == wanted for answer in given)

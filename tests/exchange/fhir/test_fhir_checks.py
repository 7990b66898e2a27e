"""What our own rules find in a questionnaire and in answers to it, beside what two validators find."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from helpers.fhir_validators import assert_sound, found_by_fhir_resources, found_by_fhirkit
from helpers.make import practice, rubric, settled, sheet

from coprod_check.exchange.fhir.checks import every_item, questionnaire_faults, response_faults
from coprod_check.exchange.fhir.naming import Published
from coprod_check.exchange.fhir.questionnaire import questionnaire
from coprod_check.exchange.fhir.responses import response

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.documents.shapes import Voice

    Change = Callable[[dict[str, Any]], object]

ASKED = rubric(
    practice("a"),
    practice("b", "e"),
    experience=[
        {"id": "told", "question": "Told?", "options": [{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}]},
        {
            "id": "how",
            "question": "How?",
            "several": True,
            "options": [{"id": "mail", "text": "Mail"}, {"id": "phone", "text": "Phone"}],
        },
    ],
)
PUBLISHED = Published(ASKED, "https://example.org/fhir")


def sound(voice: Voice = "staff") -> dict[str, Any]:
    return copy.deepcopy(questionnaire(PUBLISHED, voice))


def item(whole: dict[str, Any], link: str) -> dict[str, Any]:
    return next(each for each in every_item(whole) if each["linkId"] == link)


def test_what_we_write_is_sound_to_all_three() -> None:
    assert_sound(sound())
    assert questionnaire_faults(sound()) == []


PLANTED: dict[str, tuple[Change, str]] = {
    "a type of another version": (
        lambda whole: item(whole, "a").update(type="coding"),
        "a: the type 'coding' is one of R5, and not of R4",
    ),
    "a type that was made up": (lambda whole: item(whole, "a").update(type="radio"), "a: there is no type 'radio'"),
    "two of one linkId": (lambda whole: item(whole, "b").update(linkId="a"), "a: 2 items have this linkId"),
    "enableWhen to nowhere": (
        lambda whole: item(whole, "a.evidence")["enableWhen"][0].update(question="z"),
        "a.evidence: enableWhen asks for 'z', which is no question that has an answer",
    ),
    "options on a text": (
        lambda whole: item(whole, "a.evidence").update(answerOption=item(whole, "a")["answerOption"]),
        "a.evidence: a list of answers to an item of the type 'text'",
    ),
    "a group without items": (
        lambda whole: item(whole, "dimension:e").pop("item"),
        "dimension:e: a group without items",
    ),
    "a bad name": (
        lambda whole: whole.update(name="small questions"),
        "name: 'small questions' does not begin with a capital letter, or holds more than letters and digits",
    ),
    "no status": (lambda whole: whole.pop("status"), "status: None is none of active, draft, retired, unknown"),
    "a status that was made up": (
        lambda whole: whole.update(status="published"),
        "status: 'published' is none of active, draft, retired, unknown",
    ),
    "an element that FHIR does not know": (lambda whole: whole.update(colour="red"), ""),
    "an option with two values": (lambda whole: item(whole, "a")["answerOption"][0].update(valueString="x"), ""),
    "true as a text": (lambda whole: item(whole, "team").update(required="true"), ""),
    "an address with a space": (lambda whole: whole.update(url="https://example.org/a b"), ""),
}
"""Thirteen faults, and what our own rules say of each; the first seven are those that no validator found."""


def planted(name: str) -> dict[str, Any]:
    whole = sound()
    PLANTED[name][0](whole)
    return whole


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_by_our_rules_or_by_a_validator(name: str) -> None:
    whole, said = planted(name), PLANTED[name][1]
    faults = questionnaire_faults(whole)
    # Where an item is gone or has another name, what asked for it says so, too.
    assert said in faults if said else faults == []
    assert faults or found_by_fhirkit(whole) or found_by_fhir_resources(whole)


def test_what_each_finds_of_thirteen_planted_faults() -> None:
    ours = [name for name in PLANTED if questionnaire_faults(planted(name))]
    rust = [name for name in PLANTED if found_by_fhirkit(planted(name))]
    python = [name for name in PLANTED if found_by_fhir_resources(planted(name))]
    assert python == ["no status", "an element that FHIR does not know", "an option with two values"]
    assert rust == [*python, "true as a text", "an address with a space"]
    assert ours == [*list(PLANTED)[:7], "no status", "a status that was made up"]
    assert (len(PLANTED), len(ours), len(rust), len(python)) == (13, 9, 5, 3)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda whole: item(whole, "a").pop("answerOption"), "a: a choice without anything to choose from"),
        (lambda whole: item(whole, "a").update(answerValueSet="https://example.org/v"), "a: two lists of answers"),
        (
            lambda whole: item(whole, "sheet:introduction").update(required=True),
            "sheet:introduction: a text that is only displayed is required, or repeats",
        ),
        (
            lambda whole: item(whole, "share:help").update(item=[{"linkId": "x", "type": "text"}]),
            "share:help: items inside a text that is only displayed",
        ),
        (
            lambda whole: item(whole, "a.reason")["enableWhen"].append(
                {"question": "a", "operator": "exists", "answerBoolean": True}
            ),
            "a.reason: more than one enableWhen, and no enableBehavior of all or any",
        ),
        (
            lambda whole: item(whole, "a.reason")["enableWhen"][0].update(operator="=="),
            "a.reason: enableWhen compares with '=='",
        ),
        (
            lambda whole: item(whole, "a.evidence").update(
                enableWhen=[{"question": "a", "operator": "exists", "answerString": "yes"}]
            ),
            "a.evidence: enableWhen asks whether there is an answer, without true or false",
        ),
        (
            lambda whole: item(whole, "a.reason")["enableWhen"][0]["answerCoding"].update(code="N/A"),
            "a.reason: enableWhen waits for an answer that a does not have",
        ),
        (
            lambda whole: item(whole, "a.reason")["enableWhen"][0].update(question="a.reason"),
            "a.reason: enableWhen asks for 'a.reason', which is no question that has an answer",
        ),
        (
            lambda whole: item(whole, "a.reason")["enableWhen"][0].update(question="dimension:d"),
            "a.reason: enableWhen asks for 'dimension:d', which is no question that has an answer",
        ),
    ],
)
def test_other_faults_that_validators_let_pass_are_found(change: Change, said: str) -> None:
    whole = sound()
    change(whole)
    assert (found_by_fhirkit(whole), found_by_fhir_resources(whole)) == ([], [])
    # A list of answers that is gone is missed by what waits for one of them, too.
    assert said in questionnaire_faults(whole)


# Answers to a questionnaire.


def answered(voice: Voice = "together") -> dict[str, Any]:
    more = {} if voice == "together" else {"share": True, "experience": {"told": "yes", "how": ["mail", "phone"]}}
    said = sheet(voice, {"a": {"level": 2, "evidence": "Minutes."}, "b": "not-applicable"}, **more)
    return copy.deepcopy(response(settled(ASKED, said), said, PUBLISHED))


@pytest.mark.parametrize("voice", ["together", "lived-experience"])
def test_answers_that_we_write_fit_their_questionnaire(voice: Voice) -> None:
    assert_sound(answered(voice))
    assert response_faults(answered(voice), sound(voice)) == []


@pytest.mark.parametrize(
    ("voice", "change", "said"),
    [
        (
            "together",
            lambda whole: item(whole, "a")["answer"][0]["valueCoding"].update(code="2"),
            ["a: '2' is none of its answers"],
        ),
        (
            "together",
            lambda whole: item(whole, "a")["answer"][0]["valueCoding"].update(system="https://example.org/other"),
            ["a: 'L2' is none of its answers"],
        ),
        (
            "together",
            lambda whole: item(whole, "a")["answer"].append(item(whole, "b")["answer"][0]),
            ["a: has more than one answer"],
        ),
        (
            "together",
            lambda whole: item(whole, "a").update(answer=[{"valueInteger": 2}]),
            ["a: is answered with valueInteger, and is of the type 'choice'"],
        ),
        (
            "together",
            lambda whole: item(whole, "a.evidence").update(answer=[]),
            ["a.evidence: stands there without an answer"],
        ),
        (
            "together",
            lambda whole: item(whole, "b.reason").update(linkId="b.why"),
            ["b.why: is not asked here"],
        ),
        (
            "together",
            lambda whole: item(whole, "dimension:d").update(linkId="dimension:e"),
            [
                "a: is not asked here",
                "a.evidence: is not asked here",
                "item: items stand twice, or not in the order in which they are asked",
            ],
        ),
        (
            "together",
            lambda whole: whole["item"].reverse(),
            ["item: items stand twice, or not in the order in which they are asked"],
        ),
        (
            "together",
            lambda whole: item(whole, "b")["answer"][0]["valueCoding"].update(code="L0"),
            ["b.reason: is answered, and was not to be asked"],
        ),
        (
            "together",
            lambda whole: item(whole, "dimension:d")["item"].pop(0),
            ["a.evidence: is answered, and was not to be asked"],
        ),
        (
            "together",
            lambda whole: item(whole, "sheet:about")["item"].pop(0),
            ["team: is required and not answered"],
        ),
        (
            "together",
            lambda whole: item(whole, "dimension:d").update(answer=[{"valueString": "x"}]),
            ["dimension:d: an answer to what is no question"],
        ),
        (
            "together",
            lambda whole: whole.update(questionnaire="https://example.org/fhir/Questionnaire/small-together|0.9.0"),
            ["questionnaire: 'https://example.org/fhir/Questionnaire/small-together|0.9.0' is another one"],
        ),
        (
            "lived-experience",
            lambda whole: item(whole, "experience.told")["answer"].append(item(whole, "experience.how")["answer"][0]),
            ["experience.told: has more than one answer", "experience.told: 'mail' is none of its answers"],
        ),
    ],
)
def test_answers_that_do_not_fit_are_found(voice: Voice, change: Change, said: list[str]) -> None:
    whole = answered(voice)
    change(whole)
    assert response_faults(whole, sound(voice)) == said


def test_answers_that_are_not_finished_may_lack_what_is_required() -> None:
    whole = answered()
    item(whole, "sheet:about")["item"].pop(0)
    whole["status"] = "in-progress"
    assert response_faults(whole, sound("together")) == []

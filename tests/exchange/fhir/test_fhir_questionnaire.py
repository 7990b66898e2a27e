"""Questions as FHIR: sound to two validators and to our own rules, whatever the rubric."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.fhir_validators import assert_sound
from helpers.make import practice, rubric
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.codes import OF_WORDS
from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.documents.text import is_blank
from coprod_check.exchange.fhir.checks import every_item, questionnaire_faults
from coprod_check.exchange.fhir.code_systems import code_systems
from coprod_check.exchange.fhir.naming import LONGEST_ID, Published
from coprod_check.exchange.fhir.questionnaire import questionnaire
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Voice

BASE = "https://example.org/fhir"
VOICES: tuple[Voice, ...] = ("staff", "lived-experience", "together")
ODD = "Ωμέγα <b>“5 > 3”</b> & Łódź\u00a0🜚\u2028נא\ttab\x07"
OPTIONS = [{"id": "yes", "text": "Yes"}, {"id": "no", "text": ODD}]

RUBRICS: dict[str, Rubric] = {
    "built in": find_rubric(DEFAULT),
    "one practice": rubric(practice("a", may_not_apply=False)),
    "ninety practices": rubric(*(practice(f"p-{number}", f"d-{number % 4}") for number in range(90))),
    "odd letters": rubric(
        practice("a", title=ODD, question={"staff": ODD, "lived-experience": f"{ODD}!"}, levels=[ODD] * 4),
        title=ODD,
        summary=f"{ODD}\n\n{ODD}",
        licence="*All* rights <reserved>",
        language="plain English",
        dimensions=[{"id": "d", "name": ODD}],
        experience=[{"id": "told", "question": ODD, "options": OPTIONS}],
    ),
    "nothing but marks that no text may hold": rubric(
        practice("a", question={"staff": "\x07"}, levels=["\x07"] * 4),
        title="\x07",
        dimensions=[{"id": "d", "name": "\x07"}],
        levels=[{"number": number, "name": "\x07"} for number in range(4)],
        experience=[{"id": "told", "question": "\x07", "options": [{"id": "x", "text": "\x07"}, *OPTIONS]}],
    ),
    "ids that are names of other things": rubric(
        practice("about", "team"),
        practice("dimension", "sheet"),
        practice("experience", "evidence"),
        id="2-" + "long-" * 30,
        experience=[{"id": each, "question": f"{each}?", "options": OPTIONS} for each in ("about", "L1", "evidence")],
    ),
    "two levels": rubric(
        practice("a", levels=["No.", "Yes."]),
        levels=[{"number": 0, "name": "No"}, {"number": 1, "name": "Yes"}],
    ),
}


def items(whole: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["linkId"]: item for item in every_item(whole)}


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("name", RUBRICS)
def test_every_rubric_is_sound_to_all_who_look(name: str, voice: Voice) -> None:
    published = Published(RUBRICS[name], BASE)
    whole = questionnaire(published, voice)
    assert_sound(whole)
    assert questionnaire_faults(whole) == []
    assert len(whole["id"]) <= LONGEST_ID
    assert all("\x07" not in text and "\u2028" not in text for text in json.dumps(whole, ensure_ascii=False).split('"'))
    asked = items(whole)
    assert {each.id for each in RUBRICS[name].practices} <= set(asked)
    for system in code_systems(published):
        assert_sound(system)


IDENTS = st.text("abzAB019-", min_size=1, max_size=70)
TEXTS = st.text(min_size=1, max_size=30).filter(lambda text: not is_blank(text))


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """Rubrics with any ids and any words, as far as a file may hold them."""
    idents = draw(st.lists(IDENTS, min_size=2, max_size=8, unique=True))
    parted = draw(st.integers(1, len(idents) - 1))
    dimensions, practices = idents[:parted], idents[parted:]
    dimensions = dimensions[: len(practices)]
    top = draw(st.integers(1, 4))
    options = draw(st.lists(IDENTS, min_size=2, max_size=3, unique=True))
    data = {
        "format": "coprod-rubric/1",
        "id": draw(IDENTS),
        "version": "1.0.0",
        "language": draw(st.sampled_from(["en", "cy-GB", "Klingon, of a kind"])),
        "title": draw(TEXTS),
        "summary": draw(st.text(max_size=30)),
        "licence": draw(st.text(max_size=30)),
        "levels": [{"number": number, "name": draw(TEXTS)} for number in range(top + 1)],
        "dimensions": [{"id": each, "name": draw(TEXTS)} for each in dimensions],
        "practices": [
            {
                "id": each,
                "dimension": dimensions[index % len(dimensions)],
                "title": draw(TEXTS),
                "question": {"staff": draw(TEXTS)},
                "levels": [draw(TEXTS) for _ in range(top + 1)],
                "may_not_apply": draw(st.booleans()),
            }
            for index, each in enumerate(practices)
        ],
        "experience": [
            {"id": each, "question": draw(TEXTS), "options": [{"id": o, "text": draw(TEXTS)} for o in options]}
            for each in draw(st.lists(IDENTS, max_size=2, unique=True))
        ],
    }
    made, problems = read_rubric(data)
    # Ids such as "round" or "x-again" are refused; everything else that was drawn is a rubric.
    assert made is not None or all("id" in str(each) for each in problems), problems
    return made or RUBRICS["one practice"]


@settings(max_examples=60, deadline=None)
@given(rubrics(), st.sampled_from(VOICES))
def test_any_rubric_gives_a_sound_questionnaire(asked: Rubric, voice: Voice) -> None:
    published = Published(asked, BASE)
    whole = questionnaire(published, voice)
    assert questionnaire_faults(whole) == []
    assert_sound(whole)
    for system in code_systems(published):
        assert_sound(system)
        codes = [each["code"] for each in system["concept"]]
        assert len(codes) == len(set(codes))


def test_a_voice_reads_its_own_words_and_is_asked_what_only_it_is_asked() -> None:
    asked = rubric(
        practice("a", question={"staff": "Do you ask?", "lived-experience": "Are you asked?", "together": "Is asked?"}),
        experience=[{"id": "told", "question": "Told?", "options": OPTIONS}],
    )
    read = {voice: items(questionnaire(Published(asked, BASE), voice)) for voice in VOICES}
    assert {voice: each["a"]["text"] for voice, each in read.items()} == {
        "staff": "Do you ask?",
        "lived-experience": "Are you asked?",
        "together": "Is asked?",
    }
    assert {voice for voice, each in read.items() if "experience.told" in each} == {"lived-experience"}
    assert {voice for voice, each in read.items() if "share" in each} == {"staff", "lived-experience"}
    assert {voice for voice, each in read.items() if "people.staff" in each} == {"together"}


def test_the_head_is_as_r4_wants_it() -> None:
    whole = questionnaire(Published(RUBRICS["built in"], BASE), "lived-experience")
    whole.pop("item")
    assert str(whole.pop("copyright")).startswith("CC BY 4.0")
    assert whole == {
        "resourceType": "Questionnaire",
        "id": "coproduction-values-lived-experience",
        "language": "en",
        "url": f"{BASE}/Questionnaire/coproduction-values-lived-experience",
        "version": RUBRICS["built in"].version,
        "name": "CoproductionValuesLivedExperience",
        "title": "How far along is our co-production? (people with lived experience)",
        "status": "active",
        "subjectType": ["Organization"],
    }


def test_a_practice_is_a_choice_by_codes_that_are_never_bare_numbers() -> None:
    whole = items(questionnaire(Published(rubric(practice("a")), BASE), "staff"))
    system = f"{BASE}/CodeSystem/small-answers"
    assert [option["valueCoding"] for option in whole["a"]["answerOption"]] == [
        {"system": system, "code": "L0", "display": "None of it."},
        {"system": system, "code": "L1", "display": "A bit."},
        {"system": system, "code": "L2", "display": "Much."},
        {"system": system, "code": "L3", "display": "All."},
        {"system": system, "code": "DK", "display": "Don't know"},
        {"system": system, "code": "NA", "display": "Does not apply to us"},
    ]
    assert whole["a.evidence"]["enableWhen"] == [{"question": "a", "operator": "exists", "answerBoolean": True}]
    assert whole["a.reason"]["enableWhen"] == [
        {"question": "a", "operator": "=", "answerCoding": {"system": system, "code": "NA"}}
    ]


def test_what_always_applies_has_no_other_answer_and_asks_for_no_reason() -> None:
    whole = items(questionnaire(Published(RUBRICS["one practice"], BASE), "staff"))
    assert [option["valueCoding"]["code"] for option in whole["a"]["answerOption"]] == ["L0", "L1", "L2", "L3", "DK"]
    assert "a.reason" not in whole


def test_several_answers_repeat_and_one_does_not() -> None:
    asked = rubric(
        experience=[
            {"id": "one", "question": "One?", "options": OPTIONS},
            {"id": "many", "question": "Many?", "options": OPTIONS, "several": True},
        ]
    )
    whole = items(questionnaire(Published(asked, BASE), "lived-experience"))
    assert "repeats" not in whole["experience.one"]
    assert whole["experience.many"]["repeats"] is True


@pytest.mark.parametrize("name", RUBRICS)
def test_every_code_of_a_questionnaire_stands_in_its_list_with_the_words_that_are_displayed(name: str) -> None:
    published = Published(RUBRICS[name], BASE)
    known = {
        (system["url"], concept["code"]): {concept["display"], *(d["value"] for d in concept.get("designation", ()))}
        for system in code_systems(published)
        for concept in system["concept"]
    }
    used = {
        (coding["system"], coding["code"]): coding["display"]
        for voice in VOICES
        for item in every_item(questionnaire(published, voice))
        for coding in (option["valueCoding"] for option in item.get("answerOption", ()))
    }
    assert set(used) == set(known)
    assert all(display in known[code] or display == code[1] for code, display in used.items())


def test_the_list_of_codes_names_the_levels() -> None:
    (system,) = code_systems(Published(rubric(), BASE))
    assert [(each["code"], each["display"]) for each in system["concept"]] == [
        ("L0", "Not yet"),
        ("L1", "Started"),
        ("L2", "Together"),
        ("L3", "Always"),
        ("DK", "Don't know"),
        ("NA", "Does not apply to us"),
    ]
    assert set(OF_WORDS) == {"DK", "NA"}


def test_words_that_would_be_marks_in_markdown_stay_words() -> None:
    whole = questionnaire(Published(RUBRICS["odd letters"], BASE), "staff")
    assert whole["copyright"] == "\\*All\\* rights \\<reserved\\>"
    assert "language" not in whole

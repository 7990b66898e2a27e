"""Which sheets become answers in FHIR, and what of them: as few things as may be shown, and no more."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.fhir_validators import assert_sound
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.shapes import SIDES, PracticeId
from coprod_check.documents.sheet import Rating
from coprod_check.exchange.fhir.checks import every_item, response_faults
from coprod_check.exchange.fhir.naming import Published
from coprod_check.exchange.fhir.questionnaire import questionnaire
from coprod_check.exchange.fhir.responses import shared_sheets
from coprod_check.rules.rounds import Round, SheetFile, round_of

if TYPE_CHECKING:
    from coprod_check.documents.sheet import Sheet
    from coprod_check.exchange.fhir.responses import SharedSheets

SECRET = "Told by Ms Secret"
ASKED = rubric(
    practice("a"),
    practice("b", "e"),
    practice("c", "e"),
    experience=[
        {"id": "one", "question": "One?", "options": [{"id": each, "text": each} for each in "pq"]},
        {"id": "many", "question": "Many?", "several": True, "options": [{"id": each, "text": each} for each in "pq"]},
    ],
)
PUBLISHED = Published(ASKED, "https://example.org/fhir")


def shared(*sheets: Sheet) -> SharedSheets:
    return shared_sheets(settled(ASKED, *sheets), PUBLISHED)


def said(written: dict[str, Any]) -> dict[str, list[object]]:
    """What is answered, by ``linkId``, without what a code means."""
    return {
        item["linkId"]: [
            value["code"] if isinstance(value, dict) else value for one in item["answer"] for value in one.values()
        ]
        for item in every_item(written)
        if "answer" in item
    }


def alone(side: str, number: int = 1, *, share: bool = True, level: object = 1, **more: Any) -> Sheet:
    rating = {"level": level, "evidence": SECRET}
    return sheet(side, {"a": rating}, respondent=f"S{number}", sheet=f"id-{number}", share=share, **more)


def test_a_meeting_is_written_with_all_that_it_said() -> None:
    ratings = {"a": {"level": 3, "evidence": "Minutes of May."}, "b": "dont-know", "c": "not-applicable"}
    written = shared(sheet("together", ratings, sheet="k7f3-92qd", project="Secret plan")).together
    assert written is not None
    assert said(written) == {
        "team": ["Team"],
        "round": ["r"],
        "people.staff": [2],
        "people.lived-experience": [2],
        "a": ["L3"],
        "a.evidence": ["Minutes of May."],
        "b": ["DK"],
        "c": ["NA"],
        "c.reason": ["x"],
    }
    written.pop("item")
    assert written == {
        "resourceType": "QuestionnaireResponse",
        "language": "en",
        "identifier": {"system": "https://example.org/fhir/sheet", "value": "k7f3-92qd"},
        "questionnaire": "https://example.org/fhir/Questionnaire/small-together|1.0.0",
        "status": "completed",
        "subject": {"type": "Organization", "display": "Team"},
        "authored": "2026-11-22",
    }


def test_a_meeting_that_is_not_finished_says_so() -> None:
    written = shared(sheet("together", {"a": 1}, finished=False, people={})).together
    assert written is not None
    assert written["status"] == "in-progress"
    assert "people.staff" not in said(written)
    assert "identifier" not in written


def test_evidence_has_a_place_beside_every_answer_and_none_without_one() -> None:
    ratings = {"a": {"level": 0, "evidence": "Low."}, "b": {"level": "dont-know", "evidence": "Asked."}}
    said_of_nothing = sheet("together", ratings).ratings | {PracticeId("c"): Rating(evidence="Of nothing.")}
    written = shared(sheet("together").model_copy(update={"ratings": said_of_nothing})).together
    assert written is not None
    found = said(written)
    assert (found["a.evidence"], found["b.evidence"]) == (["Low."], ["Asked."])
    assert not {"c", "c.evidence"} & set(found)
    assert response_faults(written, questionnaire(PUBLISHED, "together")) == []


def test_a_reason_belongs_to_what_does_not_apply_alone() -> None:
    written = shared(sheet("together", {"a": {"level": 2, "reason": "An old one."}})).together
    assert written is not None
    assert "a.reason" not in said(written)


@pytest.mark.parametrize("side", SIDES)
def test_where_everyone_agreed_each_sheet_is_written_without_free_text_or_a_name(side: str) -> None:
    found = shared(alone(side, 1, level=2), alone(side, 2, level="not-applicable"))
    assert found.together is None
    assert found.left_out == 0
    assert sorted(said(each)["a"] for each in found.private[side]) == [["L2"], ["NA"]]
    text = json.dumps(found.private)
    assert not [each for each in (SECRET, "S1", "S2", "id-1", "id-2", "evidence", "reason") if each in text]
    assert all(said(each)["share"] == [True] for each in found.private[side])
    assert all("identifier" not in each for each in found.private[side])


def test_where_one_did_not_agree_no_sheet_of_that_side_is_written() -> None:
    found = shared(alone("staff", 1), alone("staff", 2, share=False), alone(MEMBERS, 3))
    assert (list(found.private), found.left_out) == ([MEMBERS], 2)


def test_a_voice_that_is_shown_by_number_is_never_written_one_sheet_at_a_time() -> None:
    found = shared(*(alone("staff", number, share=number > 1) for number in range(1, 8)))
    assert (found.private, found.left_out) == ({}, 7)


def test_a_sheet_that_nobody_could_read_counts_as_one_who_did_not_agree() -> None:
    found = round_of(ASKED, [SheetFile("1.answers.toml", alone("staff"))], unread=["staff"])
    assert found is not None
    assert shared_sheets(found, PUBLISHED).private == {}


def test_what_members_say_of_how_it_was_is_written_in_the_order_of_the_questions() -> None:
    (written,) = shared(alone("lived-experience", experience={"many": ["q", "p"], "one": "q"})).private[MEMBERS]
    assert {link: value for link, value in said(written).items() if link.startswith("experience")} == {
        "experience.one": ["q"],
        "experience.many": ["q", "p"],
    }
    assert response_faults(written, questionnaire(PUBLISHED, "lived-experience")) == []


def test_the_order_of_files_does_not_say_who_is_who() -> None:
    sheets = [alone("staff", number, level=level) for number, level in enumerate((2, 0, 3, 1))]
    there = [SheetFile(f"{name}.answers.toml", each) for name, each in zip("abcd", sheets, strict=True)]
    back = [SheetFile(f"{name}.answers.toml", each) for name, each in zip("dcba", sheets, strict=True)]
    written = []
    for filed in (there, back):
        found = round_of(ASKED, filed)
        assert found is not None
        written.append(shared_sheets(found, PUBLISHED).private["staff"])
    assert written[0] == written[1]
    assert [said(each)["a"] for each in written[0]] == [["L0"], ["L1"], ["L2"], ["L3"]]


def test_a_name_with_marks_that_no_text_may_hold_is_written_without_them() -> None:
    written = shared(
        sheet("together", {"a": 1}, team="Łódź\u00a0<b> &\u200b", round="\u200b r", sheet="\u200b")
    ).together
    assert written is not None
    assert_sound(written)
    assert written["subject"]["display"] == "Łódź <b> &"
    assert "identifier" not in written


# Laws.

LEVELS = st.one_of(st.integers(0, 3), st.sampled_from(["dont-know", "not-applicable"]))
RATINGS = st.dictionaries(
    st.sampled_from("abc"),
    st.builds(lambda level, evidence: {"level": level, "evidence": evidence}, LEVELS, st.sampled_from(["", SECRET])),
    min_size=1,
)


@st.composite
def drawn(draw: st.DrawFn) -> list[Sheet]:
    """Sheets of one round; each person has a made-up name."""
    made = []
    for number in range(draw(st.integers(1, 8))):
        voice = draw(st.sampled_from(["staff", MEMBERS, MEMBERS, "together"]))
        more: dict[str, Any] = {}
        if voice != "together":
            more = {"respondent": f"S{number}", "share": draw(st.sampled_from([True, True, True, False]))}
        if voice == MEMBERS:
            more["experience"] = draw(st.fixed_dictionaries({}, optional={"one": st.sampled_from("pq")}))
        day = dt.date(2026, 11, draw(st.integers(1, 28)))
        made.append(sheet(voice, draw(RATINGS), date=day, sheet=f"id-{number}", **more))
    return made


def grouped(sheets: list[Sheet]) -> Round | None:
    return round_of(ASKED, [SheetFile(f"{number:02}.answers.toml", each) for number, each in enumerate(sheets)])


@settings(max_examples=150, deadline=None)
@given(drawn())
def test_whatever_is_written_is_sound_and_fits(sheets: list[Sheet]) -> None:
    found = grouped(sheets)
    assert found is not None
    written = shared_sheets(found, PUBLISHED)
    answers = [("together", written.together)] if written.together else []
    answers += [(side, each) for side, all_of_it in written.private.items() for each in all_of_it]
    for voice, each in answers:
        assert_sound(each)
        assert response_faults(each, questionnaire(PUBLISHED, voice)) == []  # type: ignore[arg-type]
    private = json.dumps(written.private)
    assert SECRET not in private
    assert '"id-' not in private
    assert written.left_out + sum(map(len, written.private.values())) == sum(
        len(found.voices[side].sheets) for side in SIDES
    )


@settings(max_examples=100, deadline=None)
@given(drawn(), st.data())
def test_nothing_that_is_written_depends_on_what_those_said_who_may_not_be_shown(
    sheets: list[Sheet], data: st.DataObject
) -> None:
    found = grouped(sheets)
    assert found is not None
    kept = {id(each.sheet) for side in SIDES for each in found.voices[side].sheets}
    closed = [side for side in SIDES if found.voices[side].shown_by != "consent"]
    other = [
        sheet(
            each.voice,
            data.draw(RATINGS),
            date=each.date,
            sheet=each.sheet,
            respondent=each.respondent,
            share=each.share,
        )
        if each.voice in closed and id(each) in kept
        else each
        for each in sheets
    ]
    changed = grouped(other)
    assert changed is not None
    assert shared_sheets(found, PUBLISHED) == shared_sheets(changed, PUBLISHED)

"""REDCap's data dictionary: its documented rules are kept, and what people answer comes back as it was said."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

import pytest
from helpers.answer_shapes import as_source, dictionary, redcap_export, redcap_survey
from helpers.answering import random_rubric
from helpers.make import practice, rubric
from helpers.redcap_rules import HEADINGS, choices_of, redcap_faults
from helpers.survey_people import (
    BUILT_IN,
    FROM_THE_RIGHT,
    MANY,
    ODD,
    PLAIN,
    ROUND,
    TEAM,
    assert_comes_back,
    assert_not_misread,
    sheets_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.exchange.asking.redcap import redcap
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

LOGIC = HEADINGS[11]


@pytest.mark.parametrize("asked", [BUILT_IN, ODD, MANY, PLAIN, FROM_THE_RIGHT], ids=lambda each: each.title[:12])
def test_the_documented_rules_are_kept(asked: Rubric) -> None:
    assert redcap_faults(redcap(asked)) == []
    assert redcap_faults(redcap(asked, team="Jo's & <team>", round_label="2026-11")) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("Matrix Ranking?", "Matrix Ranking", "headings"),
        ("record_id,", "study-id,", "first field"),
        ("\npay,", "\nPay,", "name Pay"),
        ("\npay,", "\nvoice,", "two fields voice"),
        ("\nlater_reason,", "\nlater_,", "name later_"),
        ("\nlater_reason,", "\nsmall_complete,", "name small_complete"),
        (",notes,", ",essay,", "q_1st_step_evidence: type essay"),
        ("[pay] = 'NA'", "[pay] = 'NO'", "logic of pay_reason"),
        ("[voice] = 'staff'", "[voces] = 'staff'", "logic of q_1st_step_staff_note"),
        ("| L1, ", "| 1, ", "q_1st_step: number 1"),
        ("| L1, ", "| L0, ", "q_1st_step: two choices of one code"),
        ("&#124;", "|", "later: number 2"),
        ("&#91;", "[", "pay: piping or markup"),
        ("&lt;b", "<b", "q_1st_step: piping or markup"),
    ],
)
def test_a_broken_rule_is_found(was: str, becomes: str, fault: str) -> None:
    text = redcap(ODD)
    assert was in text
    assert fault in redcap_faults(text.replace(was, becomes))


def test_codes_are_words_and_never_bare_numbers() -> None:
    choices = {row[HEADINGS[0]]: choices_of(row[HEADINGS[5]]) for row in dictionary(redcap(ODD))}
    assert choices["voice"] == {"staff": "Staff", "lived_experience": "Someone with lived experience"}
    assert choices["share"] == {"yes": "Yes, show them", "no": "No, do not show them"}
    assert list(choices["pay"]) == ["L0", "L1", "L2", "L3", "DK", "NA"]
    assert list(choices["a_very_long_name_of_a_practice_1"]) == ["L0", "L1", "L2", "L3", "DK"]
    assert list(choices["experience_pay"]) == ["q_1", "y", "n"]
    assert list(choices["ways"]) == ["q_2nd", "a_b", "c"]
    assert choices["later"]["L1"] == "1 &#124; 2, and {3}"


def test_one_wording_is_the_label_and_two_stand_above_it_by_voice() -> None:
    rows = {row[HEADINGS[0]]: row for row in dictionary(redcap(ODD))}
    assert rows["q_1st_step"]["Field Label"] == 'Who "decides" & &lt;b>why&lt;/b>'
    assert (rows["q_1st_step_staff_note"]["Field Type"], rows["q_1st_step_staff_note"][LOGIC]) == (
        "descriptive",
        "[voice] = 'staff'",
    )
    assert rows["q_1st_step_lived_note"]["Field Label"] == "How does 1st-step go for you?"
    assert "pay_staff_note" not in rows
    assert {each.name: each for each in redcap_survey(redcap(ODD))}["pay"].label.startswith("Is ${voice} or {voice}")


def test_evidence_is_asked_from_the_middle_on_and_a_reason_where_it_does_not_apply() -> None:
    rows = {row[HEADINGS[0]]: row for row in dictionary(redcap(ODD))}
    assert rows["pay_evidence"][LOGIC] == "[pay] = 'L2' or [pay] = 'L3'"
    assert rows["pay_reason"][LOGIC] == "[pay] = 'NA'"
    assert "a_very_long_name_of_a_practice_1_reason" not in rows
    assert rows["ways"][LOGIC] == "[voice] = 'lived_experience'"


def test_each_dimension_is_headed_where_it_begins() -> None:
    headed = {row[HEADINGS[0]]: row["Section Header"] for row in dictionary(redcap(ODD)) if row["Section Header"]}
    assert list(headed) == ["q_1st_step_staff_note", "pay", "a_very_long_name_of_a_practice_1_staff_note",
                            "later_staff_note", "experience_pay"]  # fmt: skip
    assert headed["pay"] == "VOICE"
    assert headed["experience_pay"].startswith("How it was for you.")


def test_names_are_made_as_redcap_wants_them() -> None:
    odd = rubric(practice("Who--Decides-"), id="9-Small-")
    rows = dictionary(redcap(odd))
    assert "who_decides" in [row[HEADINGS[0]] for row in rows]
    assert {row["Form Name"] for row in rows} == {"q_9_small"}


def test_a_team_known_beforehand_is_filled_in_and_not_shown() -> None:
    rows = {row[HEADINGS[0]]: row for row in dictionary(redcap(PLAIN, team="Jo's", round_label='"A"'))}
    assert (rows["team"]["Field Annotation"], rows["team"]["Required Field?"]) == (
        '@DEFAULT="Jo\'s" @HIDDEN-SURVEY',
        "",
    )
    assert rows["round"]["Field Annotation"] == "@DEFAULT='\"A\"' @HIDDEN-SURVEY"
    asked = {row[HEADINGS[0]]: row for row in dictionary(redcap(PLAIN))}
    assert (asked["team"]["Field Annotation"], asked["team"]["Required Field?"]) == ("", "y")
    assert "round" not in asked


def test_a_team_that_would_not_be_kept_is_refused() -> None:
    with pytest.raises(BadCommand, match="--team: REDCap would not keep both kinds of quotes in it"):
        redcap(PLAIN, team='Jo\'s "A"')
    with pytest.raises(BadCommand, match=re.escape("--round: REDCap would not keep [ in it")):
        redcap(PLAIN, round_label="[voice]")


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (("Pay", "pay"), "in REDCap this would be called 'pay', as more than one thing is"),
        (("record-id",), "in REDCap this would be called 'record_id'"),
        (("small-complete",), "REDCap keeps the name 'small_complete' for itself; choose another id"),
        (("x" * 95,), "is too long: in REDCap a name has 100 letters at most"),
    ],
)
def test_names_that_redcap_could_not_hold_are_refused(ids: tuple[str, ...], message: str) -> None:
    with pytest.raises(BadInput) as raised:
        redcap(rubric(*map(practice, ids)))
    assert message in str(raised.value)


_written: dict[tuple[int, bool], str] = {}


def written(asked: Rubric, beforehand: bool) -> str:
    """Write it once for all who answer it."""
    key = (id(asked), beforehand)
    if key not in _written:
        _written[key] = redcap(asked, **({"team": TEAM, "round_label": ROUND} if beforehand else {}))
    return _written[key]


@given(st.data())
@settings(max_examples=15, deadline=None)
@pytest.mark.parametrize("beforehand", [False, True], ids=["asked", "filled-in"])
@pytest.mark.parametrize("asked", [BUILT_IN, ODD], ids=["built-in", "odd"])
@pytest.mark.parametrize("labels", [False, True], ids=["raw", "labels"])
def test_what_people_answer_comes_back(asked: Rubric, labels: bool, beforehand: bool, data: st.DataObject) -> None:
    sheets: list[Sheet] = data.draw(sheets_of(asked))
    survey = written(asked, beforehand)
    said_round = Stated() if beforehand else Stated(round=ROUND)
    read = understand([as_source(redcap_export(survey, asked, sheets, labels=labels))], asked, None, said_round)
    assert_comes_back(read, sheets)


@given(st.integers(0, 2**32), st.integers(0, 2), st.data())
@settings(max_examples=20, deadline=None)
def test_no_code_is_misread_however_alike_the_words_are(seed: int, confused: int, data: st.DataObject) -> None:
    asked = random_rubric(Random(seed), confused=confused)
    sheets: list[Sheet] = data.draw(sheets_of(asked))
    survey = redcap(asked)
    assert redcap_faults(survey) == []
    rows = redcap_export(survey, asked, sheets, labels=False)
    read = understand([as_source(rows)], asked, None, Stated(round=ROUND))
    assert_not_misread(read, sheets, plain=confused == 0)

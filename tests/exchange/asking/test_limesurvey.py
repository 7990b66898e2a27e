"""LimeSurvey's survey structure: its documented rules are kept, and what people answer comes back as it was said."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from helpers.answer_shapes import as_source, lime, lime_rows, lime_survey
from helpers.answering import random_rubric
from helpers.lime_rules import lime_faults, questions_of
from helpers.make import practice, rubric
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
from coprod_check.exchange.asking.limesurvey import limesurvey
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet


@pytest.mark.parametrize("asked", [BUILT_IN, ODD, MANY, PLAIN, FROM_THE_RIGHT], ids=lambda each: each.title[:12])
def test_the_documented_rules_are_kept(asked: Rubric) -> None:
    assert lime_faults(limesurvey(asked)) == []
    assert lime_faults(limesurvey(asked, team="Jo's & <team>", round_label="2026-11")) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("\ufeff", "", "no byte order mark"),
        ("\tL3\t", "\tLevel3\t", "answer code Level3"),
        ("\tpay\t", "\tpay_\t", "question code pay_"),
        ("\tpay\t", "\tthis\t", "question code this"),
        ("\tpay\t", "\tvoice\t", "two questions voice"),
        ("\tL2\t", "\tL1\t", "pay: two answers L1"),
        ("pay.NAOK == 'NA'", "pay.NAOK == 'NO'", "logic of payreason"),
        ("voice.NAOK == 'lived'", "voces.NAOK == 'lived'", "logic of How it was for you"),
        ("&#123;", "{", "brace in pay"),
        ("&lt;b&gt;", "<b>", "markup in q1ststep"),
        ("Before you start", 'Before "you" start', "line 13: '\"'"),
        ("datestamp\t\tY", "datestamp\t\tN", "no dates"),
        ("\tSQ\t0\tSQ001\t", "\tA\t0\tSQ001\t", "ways: parts of M"),
        ("\r\n2\t\tG", "\r\n3\t\tG", "numbers of ['G']"),
    ],
)
def test_a_broken_rule_is_found(was: str, becomes: str, fault: str) -> None:
    text = limesurvey(ODD)
    assert was in text
    assert fault in lime_faults(text.replace(was, becomes))


def test_codes_are_those_that_import_knows() -> None:
    names = [question["name"] for question, _ in questions_of(lime_rows(limesurvey(ODD)))]
    assert names == [
        "team",
        "voice",
        "share",
        "madeupname",
        "q1ststep",
        "q1ststepreason",
        "pay",
        "payreason",
        "averylongnameofaprac",
        "averylongnameofapr2x",
        "averylongnam2xreason",
        "later",
        "laterreason",
        "experiencepay",
        "ways",
    ]


def test_answers_have_codes_of_their_own_and_never_bare_numbers() -> None:
    parts = {
        question["name"]: [each["name"] for each in below]
        for question, below in questions_of(lime_rows(limesurvey(ODD)))
    }
    assert parts["voice"] == ["staff", "lived"]
    assert parts["share"] == ["Y", "N"]
    assert parts["pay"] == ["L0", "L1", "L2", "L3", "DK", "NA"]
    assert parts["averylongnameofaprac"] == ["L0", "L1", "L2", "L3", "DK"]
    assert parts["experiencepay"] == ["A1", "A2", "A3"]
    assert parts["ways"] == ["SQ001", "SQ002", "SQ003"]


def test_two_wordings_stand_below_the_title_by_voice() -> None:
    text = limesurvey(ODD)
    asked = {each.name: each for each in lime_survey(text)}
    assert asked["q1ststep"].label == 'Who "decides" & <b>why</b>'
    by_voice = "{if(voice.NAOK == 'staff', 'How does 1st-step go at work?', 'How does 1st-step go for you?')}"
    assert asked["q1ststep"].note.startswith(by_voice)
    assert asked["pay"].label == "Is ${voice} or {voice} or [voice] | 'heard', \\o/?"
    assert asked["pay"].note.startswith("What would show this to someone from outside?")


def test_nobody_is_traced_and_the_day_is_kept() -> None:
    said = {row["name"]: row["text"] for row in lime_rows(limesurvey(PLAIN)) if row["class"] == "S"}
    assert said == {
        "language": "cy",
        "format": "G",
        "anonymized": "Y",
        "datestamp": "Y",
        "ipaddr": "N",
        "refurl": "N",
        "savetimings": "N",
        "allowprev": "Y",
        "showprogress": "Y",
    }


def test_a_team_known_beforehand_is_filled_in_and_not_shown() -> None:
    rows = {row["name"]: row for row in lime_rows(limesurvey(PLAIN, team="Jo's", round_label="2026-11"))}
    assert (rows["team"]["default"], rows["team"]["hidden"], rows["team"]["mandatory"]) == ("Jo's", "1", "N")
    assert (rows["round"]["default"], rows["round"]["hidden"]) == ("2026-11", "1")
    asked = {row["name"]: row for row in lime_rows(limesurvey(PLAIN))}
    assert (asked["team"]["hidden"], asked["team"]["mandatory"]) == ("", "Y")
    assert "round" not in asked


def test_a_team_that_would_be_changed_is_refused() -> None:
    with pytest.raises(BadCommand, match=r'--team: LimeSurvey would change " and \{ and \} in it'):
        limesurvey(PLAIN, team='The "{A}" team')
    with pytest.raises(BadCommand, match="--round"):
        limesurvey(PLAIN, round_label="a\\b")


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (("this",), "practices (this): LimeSurvey keeps the name 'this' for itself; choose another id"),
        (("pay", "payreason"), "in LimeSurvey this would be called 'payreason'"),
        (("made-up-name",), "in LimeSurvey this would be called 'madeupname"),
    ],
)
def test_codes_that_clash_are_refused(ids: tuple[str, ...], message: str) -> None:
    with pytest.raises(BadInput) as raised:
        limesurvey(rubric(*map(practice, ids)))
    assert message in str(raised.value)


_written: dict[tuple[int, bool], str] = {}


def written(asked: Rubric, beforehand: bool) -> str:
    """Write it once for all who answer it."""
    key = (id(asked), beforehand)
    if key not in _written:
        _written[key] = limesurvey(asked, **({"team": TEAM, "round_label": ROUND} if beforehand else {}))
    return _written[key]


@given(st.data())
@settings(max_examples=15, deadline=None)
@pytest.mark.parametrize("beforehand", [False, True], ids=["asked", "filled-in"])
@pytest.mark.parametrize("asked", [BUILT_IN, ODD], ids=["built-in", "odd"])
@pytest.mark.parametrize("full", [False, True], ids=["codes", "full"])
def test_what_people_answer_comes_back(asked: Rubric, full: bool, beforehand: bool, data: st.DataObject) -> None:
    sheets: list[Sheet] = data.draw(sheets_of(asked))
    survey = written(asked, beforehand)
    said_round = Stated() if beforehand else Stated(round=ROUND)
    read = understand([as_source(lime(survey, asked, sheets, full=full))], asked, None, said_round)
    assert_comes_back(read, sheets)


@given(st.integers(0, 2**32), st.integers(0, 2), st.data())
@settings(max_examples=20, deadline=None)
def test_no_code_is_misread_however_alike_the_words_are(seed: int, confused: int, data: st.DataObject) -> None:
    asked = random_rubric(Random(seed), confused=confused)
    sheets: list[Sheet] = data.draw(sheets_of(asked))
    survey = limesurvey(asked)
    assert lime_faults(survey) == []
    rows = lime(survey, asked, sheets, full=False)
    read = understand([as_source(rows)], asked, None, Stated(round=ROUND))
    assert_not_misread(read, sheets, plain=confused == 0)

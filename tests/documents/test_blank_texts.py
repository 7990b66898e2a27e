"""What cannot be seen says nothing: evidence, reasons, owners, names."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from helpers.make import rubric, settled, sheet
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.plan import read_plan
from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.sheet import read_sheet
from coprod_check.documents.text import identity, is_blank
from coprod_check.rules.scoring import score_round

UNSEEN = [
    "",
    " ",
    "\t\n",
    "\u200b",
    "\ufeff\u00a0",
    "\u2060\u00ad",
    "\u3164",
    "\u2800\u2800",
    "\u0301",
    "\ufe0f",
    "\x07",
]
SEEN = ["x", ".", "0", "é", "e\u0301", "日", "🙂", "\u200bx\u200b", "ㄱ", "\u3164a"]
ASKED = rubric()
SHEET: dict[str, Any] = {
    "format": "coprod-answers/1", "rubric": "small", "rubric_version": "1.0.0", "team": "T", "date": "2026-11-22",
    "voice": "together",
}  # fmt: skip


@pytest.mark.parametrize("text", UNSEEN)
def test_what_cannot_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", SEEN)
def test_what_can_be_seen_is_not(text: str) -> None:
    assert not is_blank(text)


@given(st.text())
def test_a_text_is_blank_when_each_of_its_letters_is(text: str) -> None:
    assert is_blank(text) == all(is_blank(each) for each in text)
    if is_blank(text):
        assert not any(unicodedata.category(each)[0] in "NP" for each in text)
    if not identity(text):
        assert is_blank(text)


@pytest.mark.parametrize("text", UNSEEN)
def test_evidence_that_cannot_be_seen_is_none(text: str) -> None:
    found = settled(ASKED, sheet("together", {"a": {"level": 2, "evidence": text}}))
    assert not score_round(found).practices[PracticeId("a")].evidence


@pytest.mark.parametrize("text", UNSEEN)
def test_a_reason_that_cannot_be_seen_is_missing(text: str) -> None:
    said = {**SHEET, "ratings": {"a": {"level": "not-applicable", "reason": text}}}
    _, problems = read_sheet(said, ASKED)
    assert [str(each) for each in problems] == [
        "ratings.a.reason: is missing; say in a few words why the practice does not apply"
    ]


@pytest.mark.parametrize("text", UNSEEN)
def test_a_team_that_cannot_be_seen_is_told_once(text: str) -> None:
    if "\t" not in text and "\x07" not in text:  # those are told for what they are
        _, problems = read_sheet({**SHEET, "team": text, "ratings": {}}, ASKED)
        assert [str(each) for each in problems] == ["team: is blank; write some words"]


@pytest.mark.parametrize("text", UNSEEN)
def test_an_owner_that_cannot_be_seen_is_nobody(text: str) -> None:
    action = {"action": "Do it", "staff_owner": text, "lived_experience_owner": text, "evidence": text}
    found, _ = read_plan({"format": "coprod-plan/1", "rubric": "small", "team": "T", "actions": [action]})
    assert found
    assert [(each.staff_owner, each.lived_experience_owner, each.evidence) for each in found.actions] == [("", "", "")]

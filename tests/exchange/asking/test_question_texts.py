"""The questions as text: what stands in them, and that the answers to a form made of them are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.make import MEMBERS, practice, rubric, sheet
from helpers.pasted_forms import InForm, as_imported, exported, pasted
from helpers.survey_people import (
    BUILT_IN,
    FROM_THE_RIGHT,
    MANY,
    ODD,
    PLAIN,
    ROUND,
    TEAM,
    assert_comes_back,
    sheets_of,
)
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coprod_check.documents import fixed_texts
from coprod_check.documents.shapes import SIDES, PracticeId
from coprod_check.exchange.asking.question_texts import FILES, question_text
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated

if TYPE_CHECKING:
    from coprod_check.documents.shapes import Side

ALIKE = rubric(practice("a"), practice("b", levels=["Same.", "Same.", "Not yet", "x"]))
"""Practices that are asked in the same words, and levels that are each other's."""
PAIR = rubric(practice("a"))
EVERY = [BUILT_IN, ODD, MANY, PLAIN, FROM_THE_RIGHT, ALIKE]


LIVED = SIDES[1]


def form(side: Side, team: str = "") -> list[InForm]:
    return pasted(question_text(BUILT_IN, side, team))


def test_each_side_has_a_file_of_its_own() -> None:
    assert FILES == {"staff": "questions-staff.txt", MEMBERS: "questions-lived-experience.txt"}


@pytest.mark.parametrize("side", SIDES)
def test_every_practice_is_asked_in_order_and_its_evidence_behind_it(side: Side) -> None:
    asked = form(side)
    of_practices = asked[3 : 3 + 2 * len(BUILT_IN.practices)]
    assert [each.title for each in of_practices[::2]] == [each.question.for_voice(side) for each in BUILT_IN.practices]
    assert {each.title for each in of_practices[1::2]} == {fixed_texts.EVIDENCE.now}
    assert not any(each.required for each in of_practices)


def test_a_practice_has_its_levels_as_they_stand_and_dont_know() -> None:
    limits = BUILT_IN.by_id[PracticeId("limits")]
    (asked,) = (each for each in form("staff") if each.title == limits.question.for_voice("staff"))
    assert asked.answers == (*limits.levels, "Don't know")


def test_does_not_apply_is_offered_only_where_it_may_be() -> None:
    offered = {each.title: "Does not apply to us" in each.answers for each in form("staff")}
    assert {each.id: offered[each.question.for_voice("staff")] for each in BUILT_IN.practices} == {
        each.id: each.may_not_apply for each in BUILT_IN.practices
    }


def test_only_people_with_lived_experience_are_asked_how_it_was() -> None:
    how_it_was = {each.question for each in BUILT_IN.experience}
    assert how_it_was <= {each.title for each in form(LIVED)}
    assert not how_it_was & {each.title for each in form("staff")}


def test_the_first_three_questions_are_in_the_fixed_words() -> None:
    team, share, name = form("staff")[:3]
    assert team == InForm(fixed_texts.TEAM.now, (), several=False, required=True)
    assert (share.title, share.answers) == (fixed_texts.SHARE.now, ("Yes, show them", "No, do not show them"))
    assert name == InForm(fixed_texts.PSEUDONYM.now, (), several=False, required=False)


def test_a_team_that_is_known_is_not_asked_for_and_named_in_the_command() -> None:
    assert fixed_texts.TEAM.now not in {each.title for each in form("staff", TEAM)}
    text = question_text(BUILT_IN, "staff", TEAM, "2026-11")
    assert f'import answers.xlsx --voice staff --team "{TEAM}" --round "2026-11" --out answers]' in text


@pytest.mark.parametrize("name", ['The "A" team', "$HOME", "100%", "a`b", "back\\slash", "Ready!"])
def test_a_name_that_a_command_line_would_change_is_not_put_into_one(name: str) -> None:
    text = question_text(BUILT_IN, "staff", name)
    assert '--team "NAME OF THE TEAM"' in text
    assert name not in text.splitlines()[-1]


def test_practices_asked_in_the_same_words_are_headed_by_their_titles() -> None:
    asked = pasted(question_text(ALIKE, "staff"))
    assert [each.title for each in asked[3::2]] == ["Title of a", "Title of b"]
    assert question_text(ALIKE, "staff").count("[Below the question:]\nHow far?") == 2


def test_levels_that_could_be_taken_for_each_other_have_their_number() -> None:
    asked = {each.title: each.answers for each in pasted(question_text(ALIKE, "staff"))}
    assert asked["Title of b"][:4] == ("0 - Same.", "1 - Same.", "2 - Not yet", "3 - x")
    assert asked["Title of a"][:4] == ("None of it.", "A bit.", "Much.", "All.")


def test_an_answer_in_brackets_is_not_taken_for_a_line_to_whoever_makes_the_form() -> None:
    asked = {each.title: each.answers for each in pasted(question_text(ODD, "staff"))}
    assert asked["How does later go at work?"][3] == "3 - [all]"


def test_two_wordings_in_one_form_need_branching_and_one_does_not() -> None:
    apart = "[The two sides are asked in different words"
    assert apart in question_text(ODD, "staff")
    assert apart not in question_text(BUILT_IN, "staff")


def test_the_description_is_the_whole_summary() -> None:
    lines = question_text(BUILT_IN, "staff").splitlines()
    for paragraph in BUILT_IN.summary_paragraphs:
        assert paragraph in lines
    assert "[Description" not in question_text(PLAIN, "staff")


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_people_answer_in_such_a_form_comes_back(data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(EVERY))
    side = data.draw(st.sampled_from(SIDES))
    sheets = [each for each in data.draw(sheets_of(asked)) if each.voice == side]
    assume(sheets)
    team = data.draw(st.sampled_from(["", TEAM]))
    source = exported(pasted(question_text(asked, side, team)), asked, sheets)
    understood = understand([source], asked, None, Stated(voice=side, team=team, round=ROUND))
    assert_comes_back(understood, list(map(as_imported, sheets)))


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_one_form_for_both_sides_comes_back_too(data: st.DataObject) -> None:
    sheets = data.draw(sheets_of(BUILT_IN))
    both = pasted(question_text(BUILT_IN, LIVED), voice_too=True)
    understood = understand([exported(both, BUILT_IN, sheets)], BUILT_IN, None, Stated(round=ROUND))
    assert_comes_back(understood, list(map(as_imported, sheets)))


def test_two_forms_that_number_their_answers_alike_give_sheets_of_their_own() -> None:
    sheets = [sheet(side, {"a": 2}, team=TEAM, round=ROUND) for side in SIDES]
    found = []
    for side, answered in zip(SIDES, sheets, strict=True):
        source = exported(pasted(question_text(PAIR, side)), PAIR, [answered])
        (person,) = understand([source], PAIR, None, Stated(voice=side, round=ROUND)).people
        found.append(person.sheet)
    assert [each.voice for each in found] == list(SIDES)
    assert len({each.sheet for each in found}) == len(found)

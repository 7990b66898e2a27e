from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from helpers.make import DATA, DAY, rubric
from helpers.spoilt import spoilt
from hypothesis import given, settings

from coprod_check.documents.sheet import Rating, Sheet, check_sheet, read_sheet
from coprod_check.storage.library import load

GARDEN = load(DATA / "good" / "garden.rubric.toml")
MEMBERS = "lived-experience"


def data(voice: str = "together", **more: Any) -> dict[str, Any]:
    return {
        "format": "coprod-answers/1",
        "rubric": "garden",
        "rubric_version": "2.1.0",
        "team": "Riverside",
        "date": dt.date(2026, 11, 22),
        "voice": voice,
        **more,
    }


def read(voice: str = "together", **more: Any) -> Sheet:
    sheet, problems = read_sheet(data(voice, **more), GARDEN)
    assert sheet is not None, problems
    assert problems == []
    return sheet


def told(voice: str = "together", **more: Any) -> list[str]:
    sheet, problems = read_sheet(data(voice, **more), GARDEN)
    assert sheet is None
    return [str(each) for each in problems]


def rated(voice: str = "together", **ratings: Any) -> list[str]:
    return told(voice, ratings={key.replace("_", "-"): value for key, value in ratings.items()})


# -------------------------------------------------------------------- levels


@pytest.mark.parametrize("level", [0, 1, 2, "dont-know"])
def test_every_level_and_dont_know_are_answers(level: object) -> None:
    assert read(ratings={"the-gate": {"level": level}}).ratings["the-gate"].level == level  # type: ignore[index]


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        (True, "true or false (true)"),
        (2.0, "a number with a decimal point (2.0)"),
        ("2", "text ('2')"),
        (-1, "a whole number (-1)"),
        ([], "a list"),
        ({}, "a table"),
        (None, "null"),
    ],
)
def test_a_level_is_not_coerced(level: object, kind: str) -> None:
    assert rated(the_gate={"level": level}) == [
        (f'ratings.the-gate.level: is {kind}; write a level number such as 0 or 1, or "dont-know", or "not-applicable"')
    ]


@pytest.mark.parametrize("level", [3, 10**30])
def test_a_level_above_the_top_is_refused_with_the_range(level: int) -> None:
    (message,) = rated(the_gate={"level": level})
    assert message.endswith("; write a level from 0 to 2")


@pytest.mark.parametrize(
    ("word", "offer"), [("dontknow", "dont-know"), ("Dont-Know", "dont-know"), ("not applicable", "not-applicable")]
)
def test_a_word_that_is_nearly_right_gets_the_nearest(word: str, offer: str) -> None:
    assert rated(tea={"level": word}) == [f"ratings.tea.level: is text ('{word}'); did you mean '{offer}'?"]


# ---------------------------------------------------------- does not apply


def test_a_practice_that_may_not_apply_needs_a_reason() -> None:
    read(ratings={"tea": {"level": "not-applicable", "reason": "We bring flasks."}})
    for reason in ({}, {"reason": ""}, {"reason": " \n"}):
        assert rated(tea={"level": "not-applicable", **reason}) == [
            "ratings.tea.reason: is missing; say in a few words why the practice does not apply"
        ]


def test_a_practice_that_always_applies_cannot_be_answered_so() -> None:
    assert rated(the_gate={"level": "not-applicable", "reason": "No gate."}) == [
        'ratings.the-gate.level: this practice always applies; write a level, or "dont-know"'
    ]


def test_a_table_is_not_asked_for_a_reason() -> None:
    row = data(ratings={"tea": {"level": "not-applicable"}})
    assert list(check_sheet(row, GARDEN, reasons=False)) == []
    assert len(list(check_sheet(row, GARDEN))) == 1


# ------------------------------------------------- what one person said stays


@pytest.mark.parametrize("voice", ["staff", MEMBERS, "nobody", 5, ["staff"]])
def test_messages_about_a_private_sheet_never_tell_a_rating(voice: Any) -> None:
    faulty: list[dict[str, Any]] = [
        {"level": "dontknow"},
        {"level": 7},
        {"level": -1},
        {"level": True},
        {"level": ["x"]},
        {"level": "not-applicable"},
    ]
    messages = set()
    for rating in faulty:
        fault = next(each for each in rated(voice, tea=rating) if each.startswith("ratings"))
        messages.add(fault)
    assert messages == {
        (
            'ratings.tea: is not an answer that fits; write a level from 0 to 2 without quotes, "dont-know", '
            'or "not-applicable" with a reason'
        )
    }


def test_a_private_rating_with_two_faults_is_told_once() -> None:
    faults = told("staff", ratings={"the-gate": {"level": "not-applicable", "reason": 5}})
    assert faults == [
        "ratings.the-gate.reason: is not text; write text in quotes",
        'ratings.the-gate: is not an answer that fits; write a level from 0 to 2 without quotes, or "dont-know"',
    ]


def test_what_a_member_chose_is_never_told() -> None:
    assert told(MEMBERS, experience={"liked-it": "yess"}) == [
        "experience.liked-it: is not one of the answers; choose from: yes, no"
    ]
    assert told(MEMBERS, experience={"liked-it": 7}) == [
        "experience.liked-it: is not text; write the id of an answer, or a list of ids"
    ]


# ------------------------------------------------------------------ versions


@pytest.mark.parametrize("version", ["2.1.0", "2.1.1", "2.1.99"])
def test_a_sheet_of_another_patch_version_is_read_as_it_stands(version: str) -> None:
    assert read(rubric_version=version).rubric_version == version


@pytest.mark.parametrize("version", ["2.0.0", "2.2.0", "1.1.0", "3.1.0", "21.0.0"])
def test_another_minor_or_major_version_is_a_problem_that_names_both(version: str) -> None:
    (message,) = told(rubric_version=version)
    assert f"version {version} " in message
    assert "version 2.1.0;" in message


def test_answers_to_other_questions_are_refused_once_whatever_their_version() -> None:
    assert told(rubric="kitchen", rubric_version="9.0.0") == [
        (
            "rubric: these answers are to the questions 'kitchen', and here we use 'garden'; "
            "name the questions that were answered with --rubric"
        )
    ]


# -------------------------------------------------------- people, experience


def test_people_who_are_not_counted_are_none() -> None:
    assert read().people.staff == 0
    sheet = read(people={MEMBERS: 2})
    assert (sheet.people.of("staff"), sheet.people.of("lived-experience")) == (0, 2)


@pytest.mark.parametrize("voice", ["staff", MEMBERS])
def test_a_private_sheet_counts_nobody(voice: str) -> None:
    assert told(voice, people={"staff": 1}) == ["people: only a sheet filled in together counts people; take it out"]
    assert told(voice, people={"staff": 0}) == ["people: only a sheet filled in together counts people; take it out"]


@pytest.mark.parametrize("voice", ["staff", "together"])
def test_only_people_with_lived_experience_answer_the_experience_questions(voice: str) -> None:
    assert told(voice, experience={"liked-it": "yes"}) == [
        "experience: only people with lived experience are asked these questions; take it out"
    ]
    assert told(voice, experience={}) != []


def test_several_options_are_read_where_several_are_allowed() -> None:
    sheet = read(MEMBERS, experience={"came-for": ["people", "plants", "people"], "liked-it": ["no"]})
    assert sheet.chosen("came-for") == ("people", "plants")
    assert sheet.chosen("liked-it") == ("no",)
    assert sheet.chosen("never-asked") == ()
    assert told(MEMBERS, experience={"liked-it": ["yes", "no"]}) == [
        "experience.liked-it: has more than one answer; choose one"
    ]


@pytest.mark.parametrize("chosen", ["", " ", [], [""]])
def test_a_blank_choice_is_no_answer(chosen: Any) -> None:
    sheet = read(MEMBERS, experience={"liked-it": chosen})
    assert not sheet.answers_something
    assert read(MEMBERS, experience={"liked-it": "no"}).answers_something


def test_an_answer_of_any_kind_answers_something() -> None:
    assert not read().answers_something
    assert read(ratings={"tea": {"level": "dont-know"}}).answers_something


# --------------------------------------------------------- what a sheet says


def test_the_round_is_the_month_unless_it_has_a_label() -> None:
    assert read().round_label == "2026-11"
    assert told("staff", round=" \u200b") == ["round: is blank; write a name, or take it out"]
    assert read(round=" autumn ").round_label == "autumn"


@pytest.mark.parametrize(
    ("voice", "staff", "members", "sides"),
    [
        ("together", 1, 1, ("staff", MEMBERS)),
        ("together", 0, 0, ()),
        ("together", 3, 0, ("staff",)),
        ("together", 0, 3, (MEMBERS,)),
    ],
)
def test_a_together_sheet_counts_someone_of_each_side_of_one_or_of_neither(
    voice: str, staff: int, members: int, sides: tuple[str, ...]
) -> None:
    assert read(voice, people={"staff": staff, MEMBERS: members}).sides == sides


# ---------------------------------------------------------------------- laws

FULL = data(
    MEMBERS,
    respondent="S3",
    share=True,
    circumstances=["dry-summer"],
    ratings={"the-gate": {"level": 1, "evidence": "e", "evidence_kind": "seen"}, "tea": {"level": "dont-know"}},
    experience={"liked-it": "yes", "came-for": ["plants"]},
)


@settings(deadline=None, max_examples=300)
@given(spoilt(FULL) | spoilt({**FULL, "voice": "together", "experience": {}, "people": {"staff": 1}}))
def test_whatever_is_in_a_sheet_it_is_read_or_told_in_our_words(document: dict[str, Any]) -> None:
    sheet, problems = read_sheet(document, GARDEN)
    assert (sheet is None) == bool(problems)
    for each in map(str, problems):
        assert each.isprintable()
        assert "; " in each
        assert not re.search("Input should|valid ", each)


def test_looking_back_is_a_level_of_the_rubric() -> None:
    asked = rubric()
    data = {
        "format": "coprod-answers/1", "rubric": "small", "rubric_version": "1.0.0", "team": "T",
        "date": DAY, "voice": "together", "ratings": {"a": {"level": 1, "looking_back": 4}},
    }  # fmt: skip
    assert [str(each) for each in read_sheet(data, asked)[1]] == [
        "ratings.a.looking_back: is a whole number (4); write a level from 0 to 3"
    ]
    data["ratings"] = {"a": {"level": 1, "looking_back": -1}}
    assert [each.where for each in read_sheet(data, asked)[1]] == ["ratings.a.looking_back"]


@pytest.mark.parametrize("key", ["level", "evidence", "reason"])
def test_a_rating_without_a_practice_is_named_as_what_it_is(key: str) -> None:
    data = {"format": "coprod-answers/1", "rubric": "small", "rubric_version": "1.0.0", "team": "T",
            "date": "2026-11-22", "voice": "together", "ratings": {key: 1}}  # fmt: skip
    found, problems = read_sheet(data, rubric())
    assert found is None
    assert f"ratings.{key}: is a whole number (1); write a table, such as {{ level = 1 }}" in [str(p) for p in problems]


# ------------------------------------------------------- the second edition


@pytest.mark.parametrize("key", ["team", "project", "round", "respondent", "sheet"])
@pytest.mark.parametrize("bad", ["a\nb", "a\r\nb", "a\x1b[31mb", "a\x85b"])
def test_names_are_on_one_line(key: str, bad: str) -> None:
    assert told("staff", **{key: bad}) == [f"{key}: has a line end or a control character in it; write it on one line"]


@pytest.mark.parametrize("key", ["share", "respondent"])
def test_a_meetings_sheet_holds_nothing_of_one_person(key: str) -> None:
    value: object = True if key == "share" else "S1"
    assert told("together", **{key: value}) == [
        f"{key}: is for one person's own sheet, and this one was filled in together; take it out"
    ]


@pytest.mark.parametrize(("count", "good"), [(10_000, True), (10_001, False)])
def test_a_meeting_counts_ten_thousand_people_at_most(count: int, good: bool) -> None:
    if good:
        assert read("together", people={"staff": count}).people.staff == count
    else:
        assert told("together", people={"staff": count}) == [
            "people.staff: is a whole number (10001); write how many people, 10000 at most"
        ]


def test_a_practice_without_a_level_is_unanswered_and_keeps_what_was_written() -> None:
    found = read("together", ratings={"the-gate": {"evidence": "A key."}})
    assert found.ratings["the-gate"].evidence == "A key."  # type: ignore[index]
    assert found.answers == {}
    assert not found.answers_something


def test_another_major_version_is_told_that_the_questions_changed_meaning() -> None:
    (message,) = told("together", rubric_version="1.0.0")
    assert message == (
        "rubric_version: these answers are to version 1.0.0 of 'garden', and we have version 2.1.0; "
        "the questions changed meaning, so answer them anew, or use the file of version 1.0.0 with --rubric FILE"
    )


def test_what_is_not_answered_has_no_answer() -> None:
    assert (Rating(level=0).answer, Rating(level="dont-know").answer) == (0, "dont-know")
    with pytest.raises(ValueError, match=r"^$"):
        Rating(reason="Not asked.").answer  # noqa: B018 - it raises


# ------------------------------------------------------ what a meeting says


@pytest.mark.parametrize(
    "said",
    [
        {"talked_about": "kept"},
        {"talked_about": "moved"},
        {"talked_about": "moved", "why_moved": "Members showed us the minutes."},
    ],
)
def test_a_meeting_says_what_it_talked_about_and_why_an_answer_moved(said: dict[str, str]) -> None:
    rating = read("together", ratings={"the-gate": {"level": 1, **said}}).ratings["the-gate"]  # type: ignore[index]
    assert (rating.talked_about, rating.why_moved) == (said["talked_about"], said.get("why_moved", ""))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (
            {"talked_about": "move"},
            "talked_about: is text ('move'); did you mean 'moved'?",
        ),
        (
            {"why_moved": "Why."},
            'why_moved: is about an answer that did not move; write talked_about = "moved", or take it out',
        ),
        (
            {"talked_about": "kept", "why_moved": "Why."},
            'why_moved: is about an answer that did not move; write talked_about = "moved", or take it out',
        ),
        (
            {"talked_about": "moved", "why_moved": "a\nb"},
            "why_moved: has a line end or a control character in it; write it on one line",
        ),
        ({"talked_about": "moved", "why_moved": 1}, "why_moved: is a whole number (1); write text in quotes"),
    ],
)
def test_what_does_not_fit_in_what_a_meeting_says_is_told(said: dict[str, object], fault: str) -> None:
    assert rated("together", the_gate={"level": 1, **said}) == [f"ratings.the-gate.{fault}"]


@pytest.mark.parametrize("voice", ["staff", MEMBERS])
@pytest.mark.parametrize("key", ["talked_about", "why_moved"])
def test_a_private_sheet_says_nothing_of_a_meeting_and_its_level_is_not_told(voice: str, key: str) -> None:
    assert rated(voice, the_gate={"level": 1, key: "moved"}) == [
        f"ratings.the-gate.{key}: only a sheet filled in together says what was talked about; take it out"
    ]

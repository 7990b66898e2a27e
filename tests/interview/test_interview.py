"""The interview as a fold of replies."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

import pytest
from helpers import make
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.shapes import PracticeId, Voice
from coprod_check.documents.sheet import Rating
from coprod_check.documents.text import as_typed
from coprod_check.interview import wording
from coprod_check.interview.replies import update
from coprod_check.interview.screens import AGAIN, BACK, HELP, STOP, Choice, Screen, key_meant, view
from coprod_check.interview.state import Draft, InterviewStep, Kind, State, begin, steps_of, themes_left
from coprod_check.interview.typed import number_typed, numbers_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

A, B, C = PracticeId("a"), PracticeId("b"), PracticeId("c")

SMALL = make.rubric(
    make.practice("a", why="It matters.", counts=["Minutes."], does_not_count=["A plan."]),
    make.practice("b", "e", may_not_apply=False),
    make.practice("c", "e"),
    circumstances=[{"id": "rural", "statement": "We are far apart."}, {"id": "new", "statement": "We are new."}],
    experience=[
        {
            "id": "heard",
            "question": "Were you heard?",
            "options": [{"id": "y", "text": "Yes"}, {"id": "n", "text": "No"}],
        },
        {
            "id": "ways",
            "question": "In which ways?",
            "several": True,
            "options": [{"id": "talk", "text": "Talking"}, {"id": "write", "text": "Writing"}],
        },
    ],
)
BARE = make.rubric(make.practice("a"))


def new(voice: Voice = "together", **more: Any) -> Draft:
    return Draft(date=make.DAY, voice=voice, **{"team": "Team", "round": "r", **more})


def fold(state: State, *replies: str) -> State:
    return reduce(update, replies, state)


def at_first_practice(**more: Any) -> State:
    return fold(begin(SMALL, new(**more)), "3", "2", "")


def at_review(*levels: str) -> State:
    return fold(at_first_practice(), *levels)


# Asking, in order.


def test_a_meeting_is_asked_who_is_there_then_its_circumstances_then_each_practice() -> None:
    state = begin(SMALL, new(team=""))
    kinds = []
    for reply in ("Riverside", "3", "2", "", "1", "0", "d", "f"):
        kinds.append(state.step.kind)
        state = update(state, reply)
    assert kinds == [
        Kind.TEAM,
        Kind.STAFF,
        Kind.MEMBERS,
        Kind.CIRCUMSTANCES,
        Kind.LEVEL,
        Kind.LEVEL,
        Kind.LEVEL,
        Kind.REVIEW,
    ]
    assert state.finished
    assert not state.stopped
    assert {each: rating.level for each, rating in state.draft.ratings.items()} == {A: 1, B: 0, C: "dont-know"}


def test_a_rubric_without_circumstances_goes_straight_to_the_practices() -> None:
    assert fold(begin(BARE, new()), "3", "2").step == InterviewStep(Kind.LEVEL, A)
    assert "c" not in view(fold(begin(BARE, new()), "3", "2", "0")).keys


def test_people_with_lived_experience_are_asked_how_it_was_for_them() -> None:
    state = fold(begin(SMALL, new("lived-experience")), "y", "S3", "2 1", "0", "0", "0")
    assert state.step == InterviewStep(Kind.EXPERIENCE, "heard")
    assert view(state).body == (wording.EXPERIENCE_WHY,)
    state = fold(state, "2")
    assert view(state).body == ()
    state = fold(state, "1, 2")
    assert state.draft.experience == {"heard": "n", "ways": ("talk", "write")}
    assert state.step.kind is Kind.REVIEW
    assert state.draft.share is True
    assert state.draft.respondent == "S3"
    assert state.draft.circumstances == ("rural", "new")


def test_staff_are_not_asked_how_it_was() -> None:
    assert fold(begin(SMALL, new("staff")), "n", "", "", "0", "0", "0").step.kind is Kind.REVIEW


def test_one_dimension_alone_can_be_asked() -> None:
    state = fold(begin(SMALL, new("lived-experience"), only="e"), "y", "", "")
    assert state.part
    assert view(state).progress == "Practice 1 of 2: Title of b"
    assert fold(state, "0", "0").step.kind is Kind.REVIEW


def test_evidence_is_asked_from_level_two_up() -> None:
    state = at_first_practice()
    assert update(state, "1").step == InterviewStep(Kind.LEVEL, B)
    assert update(state, "2").step == InterviewStep(Kind.EVIDENCE, A)
    assert fold(state, "2", "Minutes.\nA photo.").draft.ratings[A] == Rating(level=2, evidence="Minutes.\nA photo.")


def test_evidence_is_asked_at_the_top_of_a_rubric_of_two_levels() -> None:
    two = make.rubric(
        make.practice("a", levels=["No.", "Yes."]),
        levels=[{"number": 0, "name": "No"}, {"number": 1, "name": "Yes"}],
    )
    assert fold(begin(two, new()), "1", "1", "1").step == InterviewStep(Kind.EVIDENCE, A)


def test_no_evidence_is_no_evidence_and_is_said() -> None:
    state = fold(at_first_practice(), "3", "")
    assert state.draft.ratings[A].evidence == ""
    assert state.told == (wording.EVIDENCE_NONE,)


def test_does_not_apply_counts_only_with_a_reason() -> None:
    state = fold(at_first_practice(), "n")
    assert state.step.kind is Kind.REASON
    assert A not in state.draft.ratings
    assert update(state, " ").error == wording.REASON_NEEDED
    state = update(state, "We have no papers.")
    assert state.draft.ratings[A] == Rating(level="not-applicable", reason="We have no papers.")
    assert state.step == InterviewStep(Kind.LEVEL, B)


def test_does_not_apply_is_not_offered_where_a_practice_always_applies() -> None:
    state = fold(at_first_practice(), "0")
    assert "n" not in view(state).keys
    assert update(state, "n").error


def test_a_reason_that_is_there_is_kept_by_enter() -> None:
    state = fold(at_first_practice(), "n", "No papers.", "b", "n")
    assert view(state).current == "No papers."
    kept = update(state, "")
    assert kept.draft == state.draft
    assert kept.step == InterviewStep(Kind.LEVEL, B)
    assert InterviewStep(Kind.REASON, A) not in steps_of(kept)


def test_a_level_takes_the_place_of_does_not_apply_and_its_reason() -> None:
    assert fold(at_first_practice(), "n", "No papers.", "b", "1").draft.ratings[A] == Rating(level=1)


def test_leaving_blank_takes_an_answer_away() -> None:
    state = fold(at_first_practice(), "1", "b", "x")
    assert A not in state.draft.ratings
    assert state.told == (wording.chose(wording.LEAVE_BLANK),)


def test_an_answer_is_said_back_in_words() -> None:
    assert fold(at_first_practice(), "1").told == ("You chose: 1 Started",)
    assert fold(at_first_practice(), "d").told == ("You chose: Don't know",)
    assert fold(at_first_practice(), "n").told == ("You chose: Does not apply to us",)


# Going back, keeping, stopping.


def test_going_back_keeps_the_answer_and_enter_keeps_it_too() -> None:
    there = fold(at_first_practice(), "2", "Minutes.", "b")
    assert there.step == InterviewStep(Kind.LEVEL, A)
    assert view(there).current == "2 Together"
    on = fold(there, "", "")
    assert on.step == InterviewStep(Kind.LEVEL, B)
    assert on.draft == there.draft


def test_going_back_from_a_question_within_a_practice_leads_to_its_level() -> None:
    assert fold(at_first_practice(), "n", "b").step == InterviewStep(Kind.LEVEL, A)
    evidence = fold(at_first_practice(), "2", "Minutes.", "b", "2")
    assert evidence.step == InterviewStep(Kind.EVIDENCE, A)
    assert update(evidence, "b").step == InterviewStep(Kind.LEVEL, A)


def test_there_is_nothing_before_the_first_question() -> None:
    state = update(begin(SMALL, new()), "b")
    assert state.error == wording.FIRST_QUESTION
    assert state.step.kind is Kind.STAFF


def test_stopping_ends_the_interview_with_everything_kept() -> None:
    state = fold(at_first_practice(), "1", "s")
    assert state.finished
    assert state.stopped
    assert state.draft.ratings == {A: Rating(level=1)}


def test_a_team_may_be_called_s() -> None:
    assert update(begin(SMALL, new(team="")), "s").draft.team == "s"


def test_evidence_that_is_there_is_kept_written_again_or_taken_out() -> None:
    there = fold(at_first_practice(), "2", "Minutes.", "b", "")
    assert view(there).body == ("Minutes.",)
    assert update(there, "").draft.ratings[A].evidence == "Minutes."
    assert update(there, "k").draft.ratings[A].evidence == "Minutes."
    assert fold(there, "w", "A photo.").draft.ratings[A].evidence == "A photo."
    assert update(there, "w").rewriting
    gone = update(there, "x")
    assert gone.draft.ratings[A].evidence == ""
    assert gone.told == (wording.EVIDENCE_GONE,)


def test_a_lower_level_keeps_the_evidence_that_was_written() -> None:
    assert fold(at_first_practice(), "2", "Minutes.", "b", "1").draft.ratings[A] == Rating(level=1, evidence="Minutes.")


def test_an_experience_question_can_be_left_blank_or_emptied() -> None:
    state = fold(begin(SMALL, new("lived-experience")), "y", "", "", "0", "0", "0", "1", "b")
    assert view(state).current == "Yes"
    assert update(state, "x").draft.experience == {}
    several = fold(state, "", "1 2", "b")
    assert view(several).current == "Talking; Writing"
    assert update(several, "0").draft.experience == {"heard": "y"}
    assert update(several, "x").draft.experience == {"heard": "y"}
    assert update(several, "3").error == wording.not_numbers("3", 2)


def test_circumstances_are_kept_by_enter_and_emptied_by_nought() -> None:
    state = fold(begin(SMALL, new()), "3", "2", "2", "b")
    assert view(state).current == "2"
    assert update(state, "").draft.circumstances == ("new",)
    assert update(state, "0").draft.circumstances == ()
    assert update(state, "0").told == ("None of these noted.",)
    assert update(state, "1 2").told == ("2 noted.",)
    assert update(state, "7").error == wording.not_numbers("7", 2)


# The review page.


def test_every_answer_can_be_changed_from_the_review_page_which_comes_back() -> None:
    state = at_review("0", "1", "d")
    assert [choice.label for choice in view(state).choices] == [
        "Title of a: 0 Not yet",
        "Title of b: 1 Started",
        "Title of c: Don't know",
    ]
    for number, practice in enumerate((A, B, C), 1):
        changed = fold(state, str(number), "1")
        assert changed.draft.ratings[practice].level == 1
        assert changed.step.kind is Kind.REVIEW
    with_evidence = fold(state, "2", "3")
    assert with_evidence.step == InterviewStep(Kind.EVIDENCE, B)
    assert update(with_evidence, "Minutes.").step.kind is Kind.REVIEW
    assert fold(state, "3", "n", "No papers.").step.kind is Kind.REVIEW
    assert fold(state, "2", "b").step.kind is Kind.REVIEW
    assert fold(state, "b").step == InterviewStep(Kind.LEVEL, C)


def test_what_was_left_blank_says_so_on_the_review_page() -> None:
    assert view(at_review("x", "1", "n", "No papers.")).choices[0].label == "Title of a: not answered"


def test_people_and_circumstances_can_be_changed_from_the_review_page() -> None:
    state = at_review("0", "1", "d")
    assert "Change who is here (staff 3, people with lived experience 2)" in {c.label for c in view(state).commands}
    people = fold(state, "w", "5", "0")
    assert (people.draft.staff, people.draft.lived_experience) == (5, 0)
    assert people.step.kind is Kind.REVIEW
    assert people.told == wording.who_warning(5, 0, SMALL)
    circumstances = fold(state, "c", "1")
    assert circumstances.draft.circumstances == ("rural",)
    assert circumstances.step.kind is Kind.REVIEW


def test_consent_pseudonym_and_experience_can_be_changed_from_the_review_page() -> None:
    state = fold(begin(SMALL, new("lived-experience")), "y", "", "", "0", "0", "0", "1", "1")
    changed = fold(state, "w", "n", "S3")
    assert (changed.draft.share, changed.draft.respondent) == (False, "S3")
    assert changed.step.kind is Kind.REVIEW
    label = next(choice.label for choice in view(changed).commands if choice.key == "w")
    assert "now: no" in label
    assert "S3" in label
    again = fold(state, "e", "2", "")
    assert again.draft.experience == {"heard": "n", "ways": ("talk",)}
    assert again.step.kind is Kind.REVIEW


# Taking up a saved sheet.


def test_a_saved_sheet_goes_on_after_the_last_practice_that_was_answered() -> None:
    draft = at_review("0", "s").draft
    state = begin(SMALL, Draft.from_sheet(draft.to_sheet(SMALL)))
    assert state.told == ("You answered 1 of 3. Going on at practice 2.",)
    assert state.step == InterviewStep(Kind.LEVEL, B)
    assert state.draft == replace(draft, language="")


def test_a_sheet_that_is_full_opens_on_its_review_page() -> None:
    state = begin(SMALL, at_review("0", "x", "1").draft)
    assert state.step.kind is Kind.REVIEW
    assert state.told == ("You answered 2 of 3. Here is what you said.",)


def test_a_sheet_without_answers_begins_at_the_beginning_and_remembers_who_was_there() -> None:
    saved = fold(begin(SMALL, new()), "3", "2", "1", "s").draft.to_sheet(SMALL)
    state = begin(SMALL, Draft.from_sheet(saved))
    assert state.step.kind is Kind.STAFF
    assert view(state).current == "3"
    assert not view(begin(SMALL, Draft.from_sheet(make.sheet(people={})))).current


def test_a_private_sheet_goes_on_with_the_first_experience_question_that_is_open() -> None:
    draft = fold(begin(SMALL, new("lived-experience")), "y", "S3", "", "0", "0", "0", "1").draft
    state = begin(SMALL, Draft.from_sheet(draft.to_sheet(SMALL)))
    assert state.step == InterviewStep(Kind.EXPERIENCE, "ways")
    assert state.draft.share is True


# What people type.


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\ufeff 2 \r\n", "2"),
        ("a\x1b[Db\x00", "a[Db"),
        ("e\u0301", "\u00e9"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        (
            "\u0175 \u06c1 \u0a2a \u4e2d \U0001f468\u200d\U0001f469\u200d\U0001f467",
            "\u0175 \u06c1 \u0a2a \u4e2d \U0001f468\u200d\U0001f469\u200d\U0001f467",
        ),
        ("half \ud800", "half"),
    ],
)
def test_what_was_typed_is_tidied_and_no_letter_is_lost(typed: str, kept: str) -> None:
    assert as_typed(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "some", "-1", "1.5", ".5", "99999", "\u0663", "3\nnotes", "3 or 4", "3-4", "twenty-one"]
)
def test_people_are_counted_in_whole_numbers(typed: str) -> None:
    state = update(begin(SMALL, new()), typed)
    assert state.error == wording.not_a_number(as_typed(typed))
    assert state.draft.staff is None


def test_a_number_of_five_thousand_digits_is_refused_like_any_other() -> None:
    state = fold(begin(SMALL, new()), "3", "2")
    assert update(state, "9" * 5000).error


def test_a_team_needs_a_name() -> None:
    assert update(begin(SMALL, new(team="")), " \t ").error == wording.TEAM_NEEDED


def test_capital_letters_are_taken_for_small_ones() -> None:
    assert update(at_first_practice(), "D").draft.ratings[A].level == "dont-know"


def test_several_lines_at_a_choice_answer_nothing_and_are_said_to() -> None:
    state = at_first_practice()
    after = update(state, "3\nfoo\n2")
    assert after.error.startswith("That was several lines at once")
    assert after.draft == state.draft


@pytest.mark.parametrize("key", ["h", "H", "?", "r"])
def test_help_and_reading_again_answer_nothing(key: str) -> None:
    for state in (at_first_practice(), at_review("0", "0", "0"), begin(SMALL, new("staff"))):
        assert silent(update(state, key)) == silent(state)


def test_a_wrong_reply_is_quoted_shortly_with_what_may_be_typed() -> None:
    assert update(at_first_practice(), "9").error == (
        "Sorry, '9' is not one of the choices. Type 0, 1, 2, 3, d, n, x, b, h, r or s."
    )
    assert "'aaaaaaaaaaaaaaaaaaaa…'" in update(at_first_practice(), "a" * 500).error
    assert update(at_first_practice(), "").error == "Please type one of 0, 1, 2, 3, d, n, x, b, h, r or s, then Enter."
    assert "just Enter to keep" in fold(at_first_practice(), "1", "b", "9").error


# Evidence: where it ends, what may have been meant as a key, and adding to it.


@pytest.mark.parametrize(("key", "meant"), [("b", "b"), ("?", "h"), ("h", "h"), ("R", "r"), ("s", "s")])
def test_a_key_alone_on_a_line_of_evidence_is_asked_about(key: str, meant: str) -> None:
    state = fold(at_first_practice(), "2", f"Minutes.\n{key}")
    assert state.step == InterviewStep(Kind.EVIDENCE, A)
    assert state.draft.ratings[A].evidence == "Minutes."
    screen = view(state)
    assert [choice.key for choice in screen.choices] == [meant, "e"]
    assert screen.heading.endswith(", or is this evidence?")
    assert update(state, "0").error
    written = fold(state, "e", "A photo.")
    assert written.draft.ratings[A].evidence == f"Minutes.\n{key}\nA photo."
    assert written.step == InterviewStep(Kind.LEVEL, B)


def test_a_key_in_the_evidence_does_what_it_stands_for_where_that_was_meant() -> None:
    state = fold(at_first_practice(), "2")
    assert view(fold(state, "b")).heading == "Go back, or is this evidence?"
    back = fold(state, "b", "b")
    assert (back.step, back.doubted) == (InterviewStep(Kind.LEVEL, A), "")
    stopped = fold(state, "Minutes.\ns", "s")
    assert (stopped.stopped, stopped.draft.ratings[A].evidence) == (True, "Minutes.")
    helped = fold(state, "?", "h")
    assert helped.told == wording.practice_help(helped.practice, SMALL, "together")
    assert view(helped).kind == "lines"
    again = fold(state, "r", "r")
    assert (view(again).heading, again.told) == (wording.EVIDENCE, ())


@pytest.mark.parametrize("text", ["brs", "see h", "s.", "b\nmore", "x", "d", "h\n."])
def test_any_other_line_is_evidence_and_not_asked_about(text: str) -> None:
    state = fold(at_first_practice(), "2", text)
    assert state.step == InterviewStep(Kind.LEVEL, B)
    assert state.draft.ratings[A].evidence == text.removesuffix("\n.")


def test_a_line_can_be_added_to_evidence_that_is_there() -> None:
    there = fold(at_first_practice(), "2", "Minutes.", "b", "")
    assert [choice.key for choice in view(there).choices] == ["k", "a", "w"]
    adding = update(there, "a")
    assert view(adding).heading == wording.EVIDENCE_MORE
    assert update(adding, "A photo.").draft.ratings[A].evidence == "Minutes.\nA photo."
    assert update(adding, "").draft.ratings[A].evidence == "Minutes."
    assert fold(adding, "b", "b").draft.ratings[A].evidence == "Minutes."


def test_evidence_that_is_written_again_is_taken_away_only_by_other_words_or_by_none() -> None:
    writing = fold(at_first_practice(), "2", "Minutes.", "b", "", "w")
    assert update(writing, "").draft.ratings[A].evidence == ""
    assert fold(writing, "s", "s").draft.ratings[A].evidence == "Minutes."
    assert fold(writing, "s", "e", "").draft.ratings[A].evidence == "s"


# How long it takes.


def test_the_time_is_worked_out_from_the_words_of_what_is_asked() -> None:
    words = 3 + 2 + 7 + 4  # "Title of a", "How far?", "None of it. A bit. Much. All.", the names of the levels
    words += 1  # "Not yet" is two
    assert wording.minutes_of(SMALL, "staff", [A]) == pytest.approx(words / 130 + 0.5)
    assert wording.minutes_of(SMALL, "staff", []) == 0


def test_the_time_is_said_part_by_part() -> None:
    long = make.rubric(make.practice("a", why="x"), *(make.practice(each, "e", title="word " * 130) for each in "bc"))
    assert wording.how_long(long, "staff", long.by_id) == (
        "3 practices, about 4 minutes (D 1, E 4). Nothing leaves this computer."
    )
    assert wording.how_long(long, "together", [A]) == (
        "1 practice, about 1 minute, and more where you talk. Nothing leaves this computer."
    )
    begun = wording.welcome_back(SMALL, "staff", [C])
    assert begun[1].startswith("Welcome back. To go: 1 practice, about 1 minute. Nothing leaves this computer.")
    others = {name: wording.how_long(SMALL, name, SMALL.by_id) for name in ("staff", "lived-experience")}
    assert others["staff"] == "3 practices, about 2 minutes (D 1, E 2). Nothing leaves this computer."
    assert others["lived-experience"] == "3 practices, about 3 minutes (D 1, E 2). Nothing leaves this computer."


# A sheet that is finished, and one of parts.


def test_a_sheet_is_finished_when_the_last_question_is_passed() -> None:
    state = at_review("0", "1", "d")
    assert not state.draft.to_sheet(SMALL).finished
    assert update(state, "f").draft.to_sheet(SMALL).finished
    assert Draft.from_sheet(update(state, "f").draft.to_sheet(SMALL)).finished


def test_a_part_finishes_the_sheet_only_where_no_other_is_left() -> None:
    first = fold(begin(SMALL, new(), only="d"), "3", "2", "", "1", "f")
    assert [group.id for group in themes_left(first)] == ["e"]
    assert not first.draft.finished
    second = fold(begin(SMALL, first.draft, only="e"), "", "", "", "1", "x", "f")
    assert themes_left(second) == ()
    assert second.draft.finished


def test_a_theme_is_passed_when_its_last_core_practice_is_answered() -> None:
    extra = make.rubric(make.practice("a"), make.practice("b", "e"), make.practice("c", core=False))
    asked = begin(extra, new(ratings={A: Rating(level=1)}), only="e")
    assert themes_left(asked) == ()
    assert [group.id for group in themes_left(begin(extra, new(), only="e"))] == ["d"]


def test_how_it_was_is_asked_with_the_last_part() -> None:
    begun = new("lived-experience", ratings={A: Rating(level=1)})
    last = fold(begin(SMALL, begun, only="e"), "y", "", "", "1", "1")
    assert last.step == InterviewStep(Kind.EXPERIENCE, "heard")


def test_coming_back_asks_first_what_was_open_at_the_practice_answered_last() -> None:
    stopped = fold(at_first_practice(), "1", "2")
    back = begin(SMALL, stopped.draft)
    assert back.step == InterviewStep(Kind.EVIDENCE, B)
    assert back.told == ("You answered 2 of 3. Going on at practice 2.",)
    finished = replace(stopped.draft, finished=True)
    assert begin(SMALL, finished).step == InterviewStep(Kind.LEVEL, C)
    last = make.sheet(levels={"a": 2}, round="2026-09")
    looking = begin(make.rubric(), new(ratings={A: Rating(level=1)}), last=last)
    assert looking.step == InterviewStep(Kind.LOOKING_BACK, A)


def test_coming_back_asks_first_for_a_theme_that_was_passed_over() -> None:
    draft = new(ratings={B: Rating(level=1)})
    assert begin(SMALL, draft).step == InterviewStep(Kind.LEVEL, A)
    assert begin(SMALL, replace(draft, finished=True)).step == InterviewStep(Kind.LEVEL, C)


# Laws.

REPLIES = st.one_of(
    st.sampled_from([*"0123dnxbh?rswkfce", "", " ", "4", "9", "1 2", "0", "12", "3\n2", "zz", "9" * 5000, "S", "B"]),
    st.text(max_size=12),
)
STARTS = st.builds(
    lambda rubric, voice, team, only: begin(rubric, new(voice, team=team), only=only),
    st.sampled_from([SMALL, BARE]),
    st.sampled_from(["together", "staff", "lived-experience"]),
    st.sampled_from(["", "Team"]),
    st.sampled_from([None, "d"]),
)


def silent(state: State) -> State:
    return replace(state, told=(), error="")


@given(STARTS, st.lists(REPLIES, max_size=40))
@settings(max_examples=300, deadline=None)
def test_whatever_is_replied_the_interview_holds_together(state: State, replies: list[str]) -> None:
    for reply in replies:
        if state.finished:
            break
        before, screen = state, view(state)
        keys = [key.casefold() for key in screen.keys]
        assert len(keys) == len(set(keys)), "every key on a screen is unique"
        state = update(state, reply)
        assert state.finished or state.step in steps_of(state)
        if state.error:
            assert silent(state) == silent(before), "a reply that cannot be taken changes nothing"
        lost = set(before.draft.ratings) - set(state.draft.ratings)
        if lost:
            assert before.step == InterviewStep(Kind.LEVEL, lost.pop())
            assert as_typed(reply).casefold() == "x"
        for practice, rating in before.draft.ratings.items():
            if state.draft.ratings.get(practice, rating) != rating:
                assert before.step.key == practice, "only the answer that is open changes"
        if (
            as_typed(reply).casefold() in {"b", "s", ""}
            and screen.kind != "lines"
            and before.step.kind is not Kind.TEAM
        ):
            assert state.draft.ratings == before.draft.ratings, "going back, stopping and Enter change no rating"
    made = state.draft.team and state.draft.to_sheet(state.rubric)
    if made:
        assert Draft.from_sheet(made).ratings == state.draft.ratings


def test_the_help_of_a_practice_says_why_and_what_counts() -> None:
    shown = view(at_first_practice()).help
    assert shown[0] == "Why it matters: It matters."
    assert "- Minutes." in shown
    assert "- A plan." in shown
    assert view(fold(at_first_practice(), "0")).help[0].startswith("Choose the highest level")


def test_the_words_that_people_read_are_plain_ones() -> None:
    said = " ".join(value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str))
    said += " ".join(wording.welcome(SMALL, "staff", tuple(SMALL.by_id))) + " ".join(wording.who_warning(1, 0, SMALL))
    for word in ("rubric", "maturity", "stakeholder", "utilise", "dimension"):
        assert word not in said.casefold()


def test_nothing_in_the_engine_remembers() -> None:
    state = at_first_practice()
    assert update(state, "2") == update(state, "2")
    assert view(state) == view(state)


# Starting from last time.


def from_last(*replies: str) -> State:
    """Begin from a sheet that said level 1, level 2, and don't know; then take the replies."""
    last = make.sheet(levels={"a": 1, "b": 2, "c": "dont-know"}, round="2026-09")
    return fold(begin(make.rubric(), new(), last=last), "2", "3", *replies)


def test_last_times_level_is_shown_and_counts_for_nothing() -> None:
    state = from_last()
    assert view(state).body == ("Last time (2026-09): 1 Started.",)
    assert view(state).current == ""
    assert state.draft.ratings == {}
    assert update(state, "").error


def test_a_level_that_differs_is_looked_back_on() -> None:
    state = from_last("0")
    assert state.step == InterviewStep(Kind.LOOKING_BACK, "a")
    assert view(state).body == ("Last time (2026-09): 1 Started.",)
    answered = update(state, "0")
    assert (answered.step, answered.draft.ratings[A].looking_back) == (InterviewStep(Kind.LEVEL, "b"), 0)
    assert view(fold(answered, "b", "0")).current == "0 Not yet"
    assert update(state, "x").draft.ratings[A].looking_back is None
    assert update(state, "b").step == InterviewStep(Kind.LEVEL, "a")


def test_looking_back_comes_before_the_evidence_and_goes_when_the_levels_agree_again() -> None:
    state = from_last("3", "2")
    assert state.step == InterviewStep(Kind.EVIDENCE, "a")
    state = fold(state, "Minutes.", "b", "1")
    assert state.draft.ratings[A].looking_back is None
    assert state.step == InterviewStep(Kind.EVIDENCE, "a")


def test_evidence_that_was_written_can_be_taken_out_at_any_level() -> None:
    state = fold(begin(SMALL, new(staff=1, lived_experience=1)), "1", "1", "", "3", "Mary said so.", "b", "0")
    assert state.step == InterviewStep(Kind.EVIDENCE, "a")
    assert "Mary said so." in view(state).body
    taken_out = update(state, "x")
    assert (taken_out.step, taken_out.draft.ratings[A].evidence) == (InterviewStep(Kind.LEVEL, "b"), "")


def test_the_experience_questions_lead_back_to_the_review_page_either_way() -> None:
    state = fold(begin(SMALL, new("lived-experience")), "y", "", "", "1", "1", "1", "1", "1")
    assert state.step.kind is Kind.REVIEW
    asked = update(state, "e")
    assert asked.step == InterviewStep(Kind.EXPERIENCE, "heard")
    assert update(asked, "b").step.kind is Kind.REVIEW
    assert update(asked, "2").step == InterviewStep(Kind.EXPERIENCE, "ways")
    assert fold(asked, "2", "1").step.kind is Kind.REVIEW


def test_what_was_not_known_then_or_now_is_not_looked_back_on() -> None:
    state = from_last("n", "Not ours.", "d", "1")
    assert state.step.kind is Kind.REVIEW
    assert view(fold(state, "3")).body == ("Last time (2026-09): Don't know.",)


# What stands on the screen may be typed, too.

ASKED = Screen(
    "choice",
    "Who decides?",
    choices=(
        Choice("0", "Not yet"),
        Choice("1", "Started"),
        Choice("2", "Together (staff)"),
        Choice("y", "Yes, show them"),
    ),
    commands=(Choice("d", "Don\u2019t know"), Choice("n", "Does not apply"), Choice("s", "Save and stop")),
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2", "2"),
        ("2.", "2"),
        (" 2) ", "2"),
        ("Two", "2"),
        ("zero", "0"),
        ("don't know", "d"),
        ("DONT  KNOW.", "d"),
        ("Don\u2019t know", "d"),
        ("not yet", "0"),
        ("together", "2"),
        ("1 started", "1"),
        ("yes", "y"),
        ("does not apply", "n"),
        ("save and stop", "s"),
        ("D", "d"),
    ],
)
def test_the_words_on_the_screen_are_keys(typed: str, key: str) -> None:
    assert key_meant(ASKED, typed) == key


@pytest.mark.parametrize("typed", ["", "twelve", "3", "not", "know", "2 started", "...", "do not apply"])
def test_anything_else_is_no_key(typed: str) -> None:
    assert key_meant(ASKED, typed) == typed.casefold()


HOW_PEOPLE_TYPE: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda said: f"{said}.",
    lambda said: f"({said})",
    lambda said: f"“{said}”",
    lambda said: f"  {said} ",
    lambda said: said.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),  # full width
)


def every_screen() -> Iterator[Screen]:
    """Each kind of screen of an interview of one person, and of one of a meeting, as often as it is come to."""
    for voice in ("together", "staff"):
        state = begin(SMALL, Draft(dt.date(2026, 11, 22), voice))
        while not state.finished:
            screen = view(state)
            yield screen
            keys = {"several": "1", "number": "2", "line": "Team", "lines": "We did."}
            reply = (
                keys[screen.kind]
                if screen.kind in keys
                else next(key for key in ("f", "1", *screen.keys) if key in screen.keys)
            )
            after = update(state, reply)
            assert not after.error
            state = after


@pytest.mark.parametrize("typed", HOW_PEOPLE_TYPE)
def test_on_every_screen_each_label_that_stands_there_is_taken_for_its_key(typed: Callable[[str], str]) -> None:
    kinds = set()
    for screen in every_screen():
        kinds.add(screen.kind)
        offered = (*screen.choices, *screen.commands)
        for choice in offered:
            assert key_meant(screen, typed(choice.label)) == choice.key
            assert key_meant(screen, typed(f"{choice.key}, {choice.label.lower()}")) == choice.key
            if screen.kind != "line":
                assert key_meant(screen, typed(choice.key)) == choice.key
        for command, short in ((BACK, "back"), (HELP, "help"), (AGAIN, "again"), (STOP, "stop")):
            if command in offered:
                assert key_meant(screen, typed(short)) == command.key
    assert kinds >= {"choice", "several", "number", "line"}


@pytest.mark.parametrize("typed", ["-2", ".2", "2.5", "2 1", "1-2", "12"])
def test_a_number_that_does_not_stand_there_is_no_key(typed: str) -> None:
    assert key_meant(ASKED, typed) not in {each.key for each in ASKED.choices}


@pytest.mark.parametrize("typed", ["S.", "(b)", "B. and S.", "2."])
def test_where_people_answer_in_words_a_letter_with_a_full_stop_is_a_name(typed: str) -> None:
    asked = Screen("line", "Who?", commands=(BACK, STOP))
    assert key_meant(asked, typed) == typed.casefold()
    assert key_meant(asked, "s") == "s"
    assert key_meant(asked, "Save and stop.") == "s"


@given(st.integers(0, 9999), st.sampled_from(HOW_PEOPLE_TYPE))
def test_every_number_of_people_is_read_however_it_is_typed(number: int, typed: Callable[[str], str]) -> None:
    assert number_typed(typed(str(number))) == number
    assert number_typed(typed(f"{number} people")) == number


@pytest.mark.parametrize(
    ("word", "number"), [("zero", 0), ("nobody", 0), ("one", 1), ("Four", 4), ("twelve", 12), ("Twenty.", 20)]
)
def test_few_people_may_be_counted_in_words(word: str, number: int) -> None:
    assert update(begin(SMALL, new()), word).draft.staff == number


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1 2", [1, 2]),
        ("1, two and (3).", [1, 2, 3]),
        ("\uff11\u3001\uff12", None),
        ("0", []),
        ("4", None),
        ("1.2", None),
    ],
)
def test_numbers_of_a_list_are_read_however_they_are_typed(typed: str, numbers: list[int] | None) -> None:
    assert numbers_typed(typed, 3) == numbers


def test_words_that_two_choices_begin_with_are_no_key() -> None:
    two = Screen("choice", "?", choices=(Choice("1", "Yes, often"), Choice("2", "Yes, once")))
    assert key_meant(two, "yes") == "yes"
    assert key_meant(two, "yes, once") == "2"


def test_an_answer_may_be_typed_in_words() -> None:
    at_a = begin(SMALL, Draft(dt.date(2026, 11, 22), "staff"))
    while view(at_a).kind != "choice" or at_a.step.kind is not Kind.LEVEL:
        at_a = update(at_a, "yes" if view(at_a).kind == "choice" else "1" if view(at_a).kind == "several" else "Team")
    assert update(at_a, "dont know").draft.ratings[A].level == "dont-know"
    assert update(at_a, "One.").draft.ratings[A].level == 1
    assert "not one of the choices" in update(at_a, "perhaps").error

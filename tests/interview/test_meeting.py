"""The meeting after the private sheets, as a fold of replies."""

from __future__ import annotations

import math
from functools import reduce
from typing import Any

import pytest
from helpers import make
from helpers.make import MEMBERS
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.sheet import Rating
from coprod_check.interview import meeting_wording as words
from coprod_check.interview import wording
from coprod_check.interview.meeting import Meeting, Turn
from coprod_check.interview.replies import update
from coprod_check.interview.screens import view
from coprod_check.interview.state import Draft, InterviewStep, Kind, State, begin, steps_of
from coprod_check.rules.scoring import score_round

A, B, C, D, E, F = map(PracticeId, "abcdef")
ASKED = make.rubric(*(make.practice(each, "x", hard_question=f"Why {each}?") for each in "abcdef"))


def alone(*sheets: Any) -> Meeting:
    return Meeting(score_round(make.settled(ASKED, *sheets)))


def said(voice: str, share: bool = True, **levels: Any) -> Any:
    return make.sheet(voice, levels, share=share)


STAFF = said("staff", a=1, b=2, c=1, d=3, e=1, f=2)
OTHERS = said(MEMBERS, a=1, b=1, c="dont-know", d=0, e=1, f=2)
MET = alone(STAFF, OTHERS)
"""d is wide apart, c is not known, b is apart; a, e and f are agreed."""


def draft(**more: Any) -> Draft:
    return Draft(date=make.DAY, voice="together", team="Team", round="r", staff=2, lived_experience=2, **more)


def start(met: Meeting = MET, **more: Any) -> State:
    return fold(begin(ASKED, draft(**more), meeting=met), "", "")


def fold(state: State, *replies: str) -> State:
    return reduce(update, replies, state)


def levels(state: State) -> dict[str, Any]:
    return {key: rating.level for key, rating in state.draft.ratings.items()}


def heard(state: State) -> str:
    return "\n".join(view(state).body)


TALKED = "2", "Both saw it.", "", "1", "", "1"
"""Replies from the first practice to the list: d moves to 2 with a reason, c to 1 without, b is kept."""


def at_list(**more: Any) -> State:
    return fold(start(**more), *TALKED)


# The order.


@pytest.mark.parametrize(
    ("staff", "members", "turn"),
    [
        ([3], [1], Turn.WIDE_APART),
        ([0], [2], Turn.WIDE_APART),
        ([2], [1], Turn.APART),
        ([2], ["dont-know"], Turn.NOT_KNOWN),
        (["dont-know"], ["dont-know"], Turn.NOT_KNOWN),
        ([1, 1, "dont-know"], [1], Turn.NOT_KNOWN),
        ([3, 3, "dont-know"], [1], Turn.WIDE_APART),
        ([1, 1, 1, "dont-know"], [1], Turn.AGREED),
        ([1, 1, 3], [1], Turn.OTHER),
        ([1, 1, 2], [1], Turn.AGREED),
        ([2], [], Turn.OTHER),
        ([], [], Turn.OTHER),
        (["not-applicable"], ["not-applicable"], Turn.OTHER),
    ],
)
def test_what_both_sides_said_tells_when_a_practice_is_talked_about(
    staff: list[Any], members: list[Any], turn: Turn
) -> None:
    sheets = [said(voice, a=each) for voice, every in (("staff", staff), (MEMBERS, members)) for each in every]
    assert alone(*sheets, said("staff", b=1)).turn(A) is turn


def test_the_widest_gap_comes_first_then_what_is_not_known_and_the_rest_as_it_is_asked() -> None:
    assert MET.in_order(ASKED.by_id) == (D, C, B, A, E, F)
    assert MET.listed(MET.in_order(ASKED.by_id)) == (A, E, F)
    wider = alone(said("staff", a=2, b=3, c=1), said(MEMBERS, a=0, b=0, c=2))
    assert wider.in_order([A, B, C]) == (B, A, C)


def test_only_the_practices_that_are_asked_are_in_the_meeting() -> None:
    asked = make.rubric(make.practice("a"), make.practice("b", "e"))
    met = Meeting(score_round(make.settled(asked, said("staff", a=1, b=3), said(MEMBERS, a=1, b=0))))
    state = begin(asked, draft(), only="e", meeting=met)
    assert (state.asks, state.listed) == ((B,), ())


# What it hears.


def test_each_practice_is_heard_in_the_words_of_both_levels_with_the_question_to_ask() -> None:
    state = start()
    assert state.step == InterviewStep(Kind.LEVEL, "d")
    assert view(state).progress == "Practice 1 of 6: Title of d"
    assert view(state).body == (
        "Staff: 3 Always. “All.”",
        "People with lived experience: 0 Not yet. Level 1 would be: “A bit.”",
        "Ask people with lived experience first: what do they see?",
        "Then ask yourselves: Why d?",
    )
    assert view(fold(state, "2", "Both saw it.", "")).body == (
        "Staff: 1 Started. “A bit.”",
        "People with lived experience: they do not know.",
        "Then ask yourselves: Why c?",
    )


def test_each_level_says_who_chose_it_alone_for_a_menu_shows_no_more_than_its_names() -> None:
    assert [each.label for each in view(start()).choices] == [
        "Not yet (people with lived experience)",
        "Started",
        "Together",
        "Always (staff)",
    ]
    assert view(update(at_list(), "2")).choices[1].label == "Started (both sides)"
    ordinary = begin(ASKED, draft(ratings={A: Rating(level=1)}))
    assert [each.label for each in view(ordinary).choices] == ["Not yet", "Started", "Together", "Always"]


def test_staff_are_asked_first_where_theirs_is_the_lower_level() -> None:
    met = alone(said("staff", a=0), said(MEMBERS, a=3))
    assert "Ask staff first" in heard(start(met))


@pytest.mark.parametrize(
    ("staff", "words_"),
    [
        ([1, 1, 3], f"Staff: 1 Started. “A bit.” {words.SPLIT}"),
        ([1, 1, "dont-know"], f"Staff: 1 Started. “A bit.” {words.MANY_DO_NOT_KNOW}"),
        (["not-applicable"], "Staff: it does not apply."),
        ([], "Staff: not answered."),
    ],
)
def test_what_one_side_is_not_at_one_about_is_heard(staff: list[Any], words_: str) -> None:
    met = alone(*(said("staff", a=each) for each in staff), said("staff", b=1), said(MEMBERS, a=1))
    asked = [each for each in start(met).asks if each == A]
    assert words_ in met.hears(ASKED.by_id[asked[0]])


def test_what_both_sides_said_alike_is_heard_once() -> None:
    assert MET.hears(ASKED.by_id[A]) == ("Both sides: 1 Started. “A bit.”", "Then ask yourselves: Why a?")


def test_without_a_hard_question_none_is_asked() -> None:
    asked = make.rubric(make.practice("a"))
    met = Meeting(score_round(make.settled(asked, said("staff", a=1))))
    assert met.hears(asked.by_id[A]) == ("Staff: 1 Started. “A bit.”",)


def test_the_meeting_opens_with_whose_answers_it_sees_and_what_comes() -> None:
    assert list(MET.opening(ASKED.by_id))[1:] == [
        "Staff: 1 sheet of their own, which may be shown.",
        "People with lived experience: 1 sheet of their own, which may be shown.",
        words.what_comes(2, 1, 3),
    ]
    one = alone(said("staff", a=1))
    assert list(one.opening(ASKED.by_id))[2:] == [words.is_absent("lived-experience"), words.what_comes(0, 0, 0)]


def test_what_comes_is_counted_in_short_sentences() -> None:
    assert words.what_comes(2, 1, 3) == (
        "The two sides differ on 2 practices. Many do not know about 1 practice. "
        "Both sides agree on 3 practices: at the end, in one list."
    )
    assert words.what_comes(0, 0, 0) == "We ask every practice in turn."


def test_how_long_it_takes_is_worked_out_from_what_is_read() -> None:
    # The list has "A bit.", "A bit." and "Much.": five words.
    heard = sum(len(line.split()) for each in (B, C, D) for line in MET.hears(ASKED.by_id[each]))
    minutes = wording.minutes_of(ASKED, "together", {B, C, D}) + (heard + 5) / 130
    first, *_, long, last = MET.welcome(start().asks)
    assert (first, long, last) == ("Small", words.at_least(math.ceil(minutes)), wording.SAVED_AT_ONCE)


# A voice that is hidden.


HIDDEN = alone(STAFF, *(said(MEMBERS, share, a=3, b=0, c=3, d=0, e=0, f=0) for share in (True, False, True)))


def test_of_a_hidden_voice_it_is_said_what_to_do_and_nothing_else() -> None:
    opening = list(HIDDEN.opening(ASKED.by_id))
    assert opening[2] == words.is_hidden("lived-experience")
    assert not any(letter.isdigit() for letter in opening[2])
    assert HIDDEN.hears(ASKED.by_id[A]) == ("Staff: 1 Started. “A bit.”", "Then ask yourselves: Why a?")


def test_what_a_hidden_voice_says_changes_nothing_that_is_asked_or_heard() -> None:
    others = alone(STAFF, *(said(MEMBERS, share, a=0) for share in (True, False, True)))
    for met in (HIDDEN, others):
        assert met.in_order(ASKED.by_id) == tuple(ASKED.by_id)
        assert met.listed(ASKED.by_id) == ()
    assert [HIDDEN.hears(each) for each in ASKED.practices] == [others.hears(each) for each in ASKED.practices]
    assert list(HIDDEN.opening(ASKED.by_id)) == list(others.opening(ASKED.by_id))


def everything_shown(met: Meeting) -> list[Any]:
    """All that a meeting may read before it answers, in the order in which it comes."""
    asks = met.in_order(ASKED.by_id)
    before = [(met.hears(each), met.answer_before(each.id), met.turn(each.id)) for each in ASKED.practices]
    return [list(met.welcome(asks)), asks, met.listed(asks), before]


ANSWERS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([0, 1, 2, 3, "dont-know"]), min_size=1)


@settings(deadline=None)
@given(st.lists(ANSWERS, min_size=1, max_size=4), st.lists(ANSWERS, min_size=1, max_size=4))
def test_whatever_a_hidden_voice_says_the_meeting_shows_the_same(these: list[Any], those: list[Any]) -> None:
    def met(every: list[Any]) -> Meeting:
        return alone(STAFF, *(said(MEMBERS, share=place > 0, **each) for place, each in enumerate(every)))

    assert everything_shown(met(these)) == everything_shown(met(those))


@settings(deadline=None)
@given(*[st.lists(st.sampled_from([0, 1, 2, 3, "dont-know"]), min_size=1, max_size=4)] * 2)
def test_whatever_few_of_many_say_of_a_practice_the_meeting_shows_the_same(these: list[Any], those: list[Any]) -> None:
    def met(every: list[Any]) -> Meeting:
        more = [{"a": each} for each in every] + [{}] * (6 - len(every))
        return alone(STAFF, *(said(MEMBERS, share=False, b=1, **each) for each in more))

    assert everything_shown(met(these)) == everything_shown(met(those))


def test_where_few_answered_in_a_voice_shown_by_number_nothing_of_it_is_heard() -> None:
    many = [said("staff", share=False, b=1, **({"a": 3} if place < 4 else {})) for place in range(6)]
    met = alone(*many, said(MEMBERS, a=0, b=1))
    assert met.hears(ASKED.by_id[A])[0] == "Staff: too few answered this to show."
    assert met.turn(A) is Turn.OTHER
    assert met.answer_before(A) == 0


def test_where_nobody_may_be_shown_the_meeting_is_an_ordinary_one() -> None:
    met = alone(said("staff", share=False, a=1))
    assert list(met.opening(ASKED.by_id))[-1] == words.NOTHING_TO_SHOW
    state = update(start(met), "2")
    assert view(start(met)).body == ("Then ask yourselves: Why a?",)
    assert state.draft.ratings[A] == Rating(level=2)


# Kept, or moved.


@pytest.mark.parametrize(
    ("staff", "members", "key", "became"),
    [
        (3, 1, "1", "kept"),
        (3, 1, "2", "moved"),
        (3, 1, "3", "moved"),
        (3, 1, "0", "moved"),
        (3, 1, "d", "moved"),
        (2, "dont-know", "d", "kept"),
        (2, "dont-know", "2", "moved"),
        (2, None, "2", "kept"),
        (2, "not-applicable", "2", "kept"),
        ("not-applicable", "not-applicable", "1", "moved"),
    ],
)
def test_an_answer_is_kept_where_the_sheets_come_to_it_without_the_meeting(
    staff: Any, members: Any, key: str, became: str
) -> None:
    sheets = [said(voice, a=level) for voice, level in (("staff", staff), (MEMBERS, members)) if level is not None]
    state = update(start(alone(*sheets)), key)
    assert state.draft.ratings[A].talked_about == became
    assert (state.step.kind is Kind.WHY_MOVED) is (became == "moved")


def test_a_meeting_that_finds_that_it_does_not_apply_gives_its_reason_once() -> None:
    met = alone(said("staff", a=2), said(MEMBERS, a=0))
    state = fold(start(met), "n", "Not ours.")
    assert state.draft.ratings[A] == Rating(level="not-applicable", reason="Not ours.", talked_about="moved")
    assert state.step == InterviewStep(Kind.LEVEL, "b")


def test_where_you_were_last_time_is_asked_before_what_moved_the_answer() -> None:
    last = make.sheet("together", {"d": 1}, round="before")
    state = fold(begin(ASKED, draft(), last=last, meeting=MET), "", "", "2")
    assert state.step == InterviewStep(Kind.LOOKING_BACK, "d")
    state = update(state, "1")
    assert state.step == InterviewStep(Kind.WHY_MOVED, "d")
    assert update(state, "We asked.").draft.ratings[D].looking_back == 1


def test_why_it_moved_is_one_line_or_nothing() -> None:
    state = update(start(), "2")
    assert (view(state).heading, view(state).body) == (
        words.WHY_MOVED,
        ("By themselves your sheets came to: 0 Not yet, the lower of the two.",),
    )
    noted = update(state, "  Both   saw it. ")
    assert noted.draft.ratings[D] == Rating(level=2, talked_about="moved", why_moved="Both saw it.")
    assert noted.told == (words.WHY_NOTED,)
    assert noted.step.kind is Kind.EVIDENCE
    left = update(state, "")
    assert (left.draft.ratings[D].why_moved, left.told) == ("", ())
    assert update(state, "b").step == InterviewStep(Kind.LEVEL, "d")
    assert update(state, "s").stopped


def test_an_answer_that_goes_back_to_where_it_was_needs_no_reason() -> None:
    state = fold(start(), "2", "Both saw it.", "", "b", "0")
    assert state.draft.ratings[D] == Rating(level=0, talked_about="kept")


def test_the_reason_that_is_there_can_be_kept() -> None:
    state = fold(start(), "2", "Both saw it.", "", "b", "")
    assert state.step.kind is Kind.WHY_MOVED
    assert view(state).current == "Both saw it."
    assert update(state, "").draft.ratings[D].why_moved == "Both saw it."


def test_an_answer_from_before_is_marked_when_it_is_kept() -> None:
    state = start(ratings={D: Rating(level=0)})
    state = fold(state, "1", "", "b", "b")
    assert state.step == InterviewStep(Kind.LEVEL, "d")
    assert update(state, "").draft.ratings[D].talked_about == "kept"


def test_in_an_interview_without_the_sheets_another_answer_takes_the_note_out() -> None:
    noted = {A: Rating(level=2, talked_about="moved", why_moved="Both saw it.")}
    state = fold(begin(ASKED, draft(ratings=noted, finished=True)), "b")
    assert state.step == InterviewStep(Kind.LEVEL, "a")
    assert update(state, "2").draft.ratings[A] == noted[A]
    assert update(state, "2").step.kind is Kind.EVIDENCE
    assert update(state, "1").draft.ratings[A] == Rating(level=1)


# The list at the end.


def test_what_both_sides_agree_on_comes_as_one_list() -> None:
    state = at_list()
    assert state.step.kind is Kind.AGREED
    screen = view(state)
    assert screen.progress == "Where both sides agree: 3 practices"
    assert [(each.key, each.label, each.text) for each in screen.choices] == [
        ("1", "Title of a: 1 Started", "A bit."),
        ("2", "Title of e: 1 Started", "A bit."),
        ("3", "Title of f: 2 Together", "Much."),
    ]
    assert screen.current == ""
    assert levels(state) == {D: 2, C: 1, B: 1}
    assert update(state, "").error


def test_taken_as_it_is_the_list_is_the_answer_of_the_meeting() -> None:
    state = update(at_list(), "t")
    assert state.told == (words.taken(3),)
    assert state.step.kind is Kind.REVIEW
    assert [state.draft.ratings[each] for each in (A, E, F)] == [Rating(level=1), Rating(level=1), Rating(level=2)]
    again = update(state, "b")
    assert view(again).current == words.TAKEN
    assert update(again, "").draft == state.draft


def test_no_level_is_in_the_sheet_before_the_meeting_takes_it() -> None:
    assert set(levels(at_list())) == {B, C, D}
    assert update(at_list(), "s").draft == at_list().draft


def test_left_blank_the_list_is_not_answered() -> None:
    state = fold(at_list(), "t", "b", "x")
    assert set(levels(state)) == {B, C, D}
    assert state.told == (wording.chose(wording.LEAVE_BLANK),)
    assert state.step.kind is Kind.REVIEW


def test_one_of_the_list_is_opened_and_the_others_come_again_without_their_texts() -> None:
    state = update(at_list(), "2")
    assert state.step == InterviewStep(Kind.LEVEL, "e")
    assert "e" not in levels(state)
    state = fold(state, "2", "We counted.", "")
    assert state.draft.ratings[E] == Rating(level=2, talked_about="moved", why_moved="We counted.")
    assert state.step.kind is Kind.AGREED
    assert [(each.label, each.text) for each in view(state).choices] == [
        ("Title of a: 1 Started", ""),
        ("Title of f: 2 Together", ""),
    ]
    state = update(state, "t")
    assert levels(state) == {D: 2, C: 1, B: 1, E: 2, A: 1, F: 2}


def test_when_all_of_the_list_is_opened_the_review_comes() -> None:
    state = fold(at_list(), "1", "1", "1", "1", "1", "2", "")
    assert state.step.kind is Kind.REVIEW
    assert InterviewStep(Kind.AGREED) not in steps_of(state)
    assert update(state, "b").step == InterviewStep(Kind.LEVEL, "f")
    assert fold(state, "b", "b").step == InterviewStep(Kind.LEVEL, "e")


def test_going_back_from_one_that_was_opened_puts_it_into_the_list_again() -> None:
    state = fold(at_list(), "2", "b")
    assert (state.step.kind, state.listed) == (Kind.AGREED, (A, E, F))
    answered = fold(at_list(), "2", "1", "1", "b")
    assert (answered.step.kind, answered.listed) == (Kind.AGREED, (A, F))
    last = fold(at_list(), "1", "1", "1", "1", "1", "b")
    assert (last.step.kind, last.listed) == (Kind.AGREED, (F,))


def test_from_the_review_one_of_the_list_is_opened_and_the_review_comes_again() -> None:
    state = update(at_list(), "t")
    place = state.asks.index(E) + 1
    opened = update(state, str(place))
    assert view(opened).current == "1 Started"
    kept = update(opened, "")
    assert kept.step.kind is Kind.REVIEW
    assert kept.draft.ratings[E] == Rating(level=1, talked_about="kept")
    assert update(opened, "b").step.kind is Kind.REVIEW


def test_going_back_from_the_list_leads_to_the_last_practice_before_it() -> None:
    assert update(at_list(), "b").step == InterviewStep(Kind.LEVEL, "b")


# Stopped, and gone on with.


@pytest.mark.parametrize(
    ("replies", "step"),
    [
        ((), ("level", "d")),
        (TALKED[:1], ("why-moved", "d")),
        (TALKED[:2], ("evidence", "d")),
        ((*TALKED[:2], "Minutes."), ("level", "c")),
        (TALKED[:4], ("why-moved", "c")),
        (TALKED, ("agreed", "")),
        ((*TALKED, "2", "1"), ("agreed", "")),
        ((*TALKED, "t"), ("review", "")),
        ((*TALKED, "t", "f"), ("review", "")),
    ],
)
def test_a_meeting_that_was_stopped_goes_on_where_it_was(replies: tuple[str, ...], step: tuple[str, str]) -> None:
    stopped = fold(start(), *replies)
    state = begin(ASKED, Draft.from_sheet(stopped.draft.to_sheet(ASKED)), meeting=MET)
    if not replies:
        state = fold(state, "", "")
    assert (state.step.kind.value, state.step.key) == step
    assert state.opened == stopped.opened
    assert state.draft.ratings == stopped.draft.ratings


def test_a_meeting_that_goes_on_with_the_list_says_so() -> None:
    state = begin(ASKED, at_list().draft, meeting=MET)
    assert state.told == (words.list_comes(3, 6),)


def test_a_practice_that_a_new_sheet_puts_before_is_not_passed_over() -> None:
    now = alone(STAFF, OTHERS, said("staff", a=3, b=3), said("staff", a=3, b=3))
    state = begin(ASKED, fold(start(), "2", "Both saw it.", "Minutes.", "1", "").draft, meeting=now)
    assert state.step == InterviewStep(Kind.LEVEL, "a")


# Consent, before there is any meeting.


def test_two_people_of_one_side_are_told_to_meet_before_they_are_asked() -> None:
    state = begin(ASKED, Draft(date=make.DAY, voice="staff", team="Team", round="r"))
    assert wording.SHARE_TWO in view(state).body

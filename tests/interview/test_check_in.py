"""Going through a plan: every reply, what it changes, what is asked next, and what is refused."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from typing import Any

import pytest
from helpers.scripted import Scripted
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.ask.front_end import CHECK_IN, EndOfInput, converse
from coprod_check.documents.plan import Action
from coprod_check.interview import wording
from coprod_check.interview.check_in import words
from coprod_check.interview.check_in.replies import update_check_in
from coprod_check.interview.check_in.screens import view_check_in
from coprod_check.interview.check_in.state import Ask, CheckIn, OpenAction, begin_check_in
from coprod_check.interview.check_in.typed_days import typed_day

DAY = dt.date(2026, 11, 20)
PAST, NEXT = dt.date(2026, 11, 5), dt.date(2027, 1, 15)
BARE = Action(id="a-2", action="Choose together.", measure="Notes say who.", because="It is low.", hard_question="Who?")
FULL = Action(id="b-2", action="Take time.", due=NEXT, staff_owner="Ruth", lived_experience_owner="Colin")


def begun(*actions: Action, reached: bool = False, now: str = "") -> CheckIn:
    asked = (OpenAction(2 * place, f"“{each.id}”", each, reached, now) for place, each in enumerate(actions))
    return begin_check_in(asked, DAY)


def folded(state: CheckIn, *replies: str) -> CheckIn:
    return reduce(update_check_in, replies, state)


def asks(state: CheckIn, *replies: str) -> list[Ask]:
    """What is asked, reply by reply."""
    found = [state.ask]
    for each in replies:
        state = update_check_in(state, each)
        found.append(state.ask)
    return found


@pytest.mark.parametrize(
    ("replies", "asked", "changed"),
    [
        (("1", "The notes."), [Ask.EVIDENCE], {"status": "done", "done_on": DAY, "evidence": "The notes."}),
        (("1", ""), [Ask.EVIDENCE], {"status": "done", "done_on": DAY}),
        (("done", ""), [Ask.EVIDENCE], {"status": "done", "done_on": DAY}),
        (
            ("2", "Ruth", "Colin", "2027-01-15"),
            [Ask.STAFF, Ask.MEMBERS, Ask.DUE],
            {"status": "doing", "staff_owner": "Ruth", "lived_experience_owner": "Colin", "due": NEXT},
        ),
        (("3", "", "", "8"), [Ask.STAFF, Ask.MEMBERS, Ask.DUE], {"due": NEXT}),
        (
            ("4", "No room.", "", "", ""),
            [Ask.WHY, Ask.STAFF, Ask.MEMBERS, Ask.DUE],
            {"status": "blocked", "notes": "2026-11-20, blocked: No room."},
        ),
        (("5", "Not ours."), [Ask.WHY], {"status": "dropped", "notes": "2026-11-20, dropped: Not ours."}),
        (("Dropped: we will not do it", ""), [Ask.WHY], {"status": "dropped"}),
        (("", "", "", ""), [Ask.STAFF, Ask.MEMBERS, Ask.DUE], {}),
    ],
)
def test_each_answer_asks_what_belongs_to_it_and_is_kept(
    replies: tuple[str, ...], asked: list[Ask], changed: dict[str, Any]
) -> None:
    state = begun(BARE)
    assert asks(state, *replies) == [Ask.HOW_FAR, *asked, Ask.REVIEW]
    assert folded(state, *replies).draft == (BARE.model_copy(update=changed),)


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({}, []),
        ({"staff_owner": "\u200b"}, [Ask.STAFF]),
        ({"lived_experience_owner": ""}, [Ask.MEMBERS]),
        ({"due": None}, [Ask.DUE]),
        ({"due": PAST}, [Ask.DUE]),
        ({"due": DAY}, []),
    ],
)
def test_what_is_left_as_it_is_asks_only_for_what_is_missing(changed: dict[str, Any], asked: list[Ask]) -> None:
    state = update_check_in(begun(FULL.model_copy(update=changed)), "")
    assert state.told == (words.AS_IT_IS,)
    assert list(state.path) == asked


@pytest.mark.parametrize("reply", ["y", "Yes", "1"])
def test_yes_marks_as_done_what_is_reached_and_nothing_else(reply: str) -> None:
    assert update_check_in(begun(BARE, reached=True), reply).action.status == "done"
    other = update_check_in(begun(BARE), reply)
    assert (other.error == "") is (reply == "1")


def test_what_looks_done_is_told_and_stays_open_unless_somebody_says_otherwise() -> None:
    state = begun(BARE, reached=True, now="2 Together")
    assert view_check_in(state).body[-1] == "Reached: you are now at 2 Together. Mark as done?"
    left = update_check_in(state, "")
    assert (left.ask, left.changed) == (Ask.REVIEW, {})
    assert folded(state, "1", "").action.status == "done"
    assert view_check_in(begun(BARE, reached=True)).body[-1] == (
        "Reached: nothing in it is unknown any more. Mark as done?"
    )


def test_the_first_screen_says_what_the_action_is_who_does_it_and_by_when() -> None:
    screen = view_check_in(begun(BARE.model_copy(update={"due": PAST, "notes": "We\nasked."}), FULL))
    assert (screen.progress, screen.heading) == ("Action 1 of 2: “a-2”", "Choose together.")
    assert screen.body == (
        "How you will know: Notes say who.",
        "No owner yet.",
        "It was due on 5 November 2026, 15 days ago.",
        "Noted so far: We asked.",
        words.HOW_FAR,
    )
    assert [each.label for each in screen.choices] == list(words.STATUS_ON_SCREEN.values())
    assert screen.current == "Not begun yet"
    assert screen.help[:2] == ("Why it is on the plan: It is low.", "A hard question: Who?")
    full = view_check_in(begun(FULL))
    assert full.body == ("With Ruth and Colin.", "Due by 15 January 2027.", words.HOW_FAR)
    assert full.help == words.HOW_FAR_HELP


def test_a_reason_that_is_no_longer_true_is_not_given() -> None:
    assert not any("It is low." in each for each in view_check_in(begun(BARE, reached=True)).help)


def test_with_nothing_open_there_is_nothing_to_ask() -> None:
    assert begun().finished


# What is refused.


@pytest.mark.parametrize(
    ("before", "reply", "error"),
    [
        ((), "9", "is not one of the choices"),
        ((), "b", wording.FIRST_QUESTION),
        (("4",), "", words.IN_THE_WAY_NEEDED),
        (("2",), "7", "is no name"),
        (("2", ""), "42", "is no name"),
        (("2", "", ""), "soon", "no date that we can read"),
        (("2", "", ""), "2026-11-19", "19 November 2026 has passed."),
        (("1", ""), "9", "is not one of the choices"),
        (("1", ""), "", "Please type one of"),
    ],
)
def test_a_reply_that_cannot_be_taken_changes_nothing_and_says_why(
    before: tuple[str, ...], reply: str, error: str
) -> None:
    state = folded(begun(BARE), *before)
    after = update_check_in(state, reply)
    assert error in after.error
    assert (after.draft, after.ask, after.place) == (state.draft, state.ask, state.place)


@pytest.mark.parametrize("reply", ["h", "?", "r"])
def test_help_and_reading_again_change_nothing(reply: str) -> None:
    state = begun(BARE)
    assert update_check_in(state, reply) == state


# Owners, dates and notes.


def test_nobody_and_no_date_take_away_what_was_there() -> None:
    state = folded(begun(FULL), "2", "0", "0", "0")
    assert (state.action.staff_owner, state.action.lived_experience_owner, state.action.due) == ("", "", None)
    assert state.told == ("No date yet.",)


def test_a_past_date_is_said_as_past_where_a_new_one_is_asked() -> None:
    state = folded(begun(FULL.model_copy(update={"due": PAST})), "2", "", "")
    assert view_check_in(state).current == "5 November 2026, which has passed"
    assert update_check_in(state, "").action.due == PAST


def test_a_reason_goes_below_what_was_noted_before() -> None:
    noted = FULL.model_copy(update={"notes": "We asked twice.\n"})
    state = folded(begun(noted), "4")
    assert view_check_in(state).body == ("Noted so far: We asked twice.",)
    assert update_check_in(state, "No room.").action.notes == "We asked twice.\n2026-11-20, blocked: No room."
    assert update_check_in(state, "").action.notes == noted.notes


def test_a_reason_goes_with_the_status_that_it_was_given_for() -> None:
    state = folded(begun(FULL), "4", "No room.", "b", "b")
    assert state.ask is Ask.HOW_FAR
    assert folded(state, "4").action.notes == "2026-11-20, blocked: No room."
    assert folded(state, "2").action.notes == ""


def test_the_day_of_being_done_goes_when_it_is_not_done_after_all() -> None:
    state = folded(begun(FULL), "1", "b")
    assert state.action.done_on == DAY
    assert folded(state, "2").action.done_on is None
    long_ago = FULL.model_copy(update={"done_on": PAST})
    assert folded(begun(long_ago), "1").action.done_on == PAST


def test_evidence_that_is_there_is_kept_by_enter() -> None:
    state = folded(begun(FULL.model_copy(update={"evidence": "A leaflet."})), "1")
    assert view_check_in(state).current == "A leaflet."
    kept = update_check_in(state, "")
    assert (kept.action.evidence, kept.told) == ("A leaflet.", (wording.kept(wording.EVIDENCE_SHORT),))
    assert update_check_in(state, "Notes.").action.evidence == "Notes."


# Going back, and the page before the end.


def test_back_goes_one_question_back_and_keeps_what_was_said() -> None:
    state = folded(begun(FULL, BARE), "2", "", "", "")
    assert (state.place, state.ask) == (1, Ask.HOW_FAR)
    back = update_check_in(state, "b")
    assert (back.place, back.ask, back.action.status) == (0, Ask.HOW_FAR, "doing")
    assert asks(folded(back, "2", "", ""), "b", "b", "b") == [Ask.DUE, Ask.MEMBERS, Ask.STAFF, Ask.HOW_FAR]
    review = folded(state, "5", "")
    assert asks(review, "b") == [Ask.REVIEW, Ask.HOW_FAR]
    assert update_check_in(review, "b").place == 1


def test_the_page_before_the_end_lists_every_action_and_changes_one() -> None:
    state = folded(begun(FULL, BARE, FULL, FULL), "", "1", "", "1", "A leaflet.", "5", "")
    assert [(each.label, each.text) for each in view_check_in(state).choices] == [
        ("“b-2”: Not begun yet", "With Ruth and Colin. Due by 15 January 2027."),
        ("“a-2”: Done", words.NOTHING_SHOWS_IT),
        ("“b-2”: Done", "A leaflet."),
        ("“b-2”: Dropped: we will not do it", ""),
    ]
    again = update_check_in(state, "2")
    assert (again.place, again.ask) == (1, Ask.HOW_FAR)
    assert update_check_in(again, "b").ask is Ask.REVIEW
    changed = folded(again, "1", "It happened.")
    assert (changed.ask, changed.draft[1].evidence) == (Ask.REVIEW, "It happened.")
    assert update_check_in(changed, "f").finished
    assert sorted(changed.changed) == [2, 4, 6]


def test_a_closed_action_that_is_left_as_it_is_asks_nothing() -> None:
    state = folded(begun(BARE), "1", "", "1", "")
    assert state.ask is Ask.REVIEW


def test_stopping_ends_it() -> None:
    assert update_check_in(begun(BARE), "s").stopped
    assert folded(begun(BARE), "2", "s").finished


# Through a front end.


def test_every_answer_is_saved_and_the_end_of_input_loses_nothing() -> None:
    saved: list[CheckIn] = []

    def save(state: CheckIn) -> CheckIn:
        saved.append(state)
        return state

    front_end = Scripted(["1", "h", "r", "h", "2", "r"])
    with pytest.raises(EndOfInput):
        converse(CHECK_IN, begun(BARE, FULL.model_copy(update={"staff_owner": ""})), front_end, save)
    assert len(saved) == 4
    assert words.HOW_FAR_HELP[0] in front_end.told
    assert [each.status for each in saved[-1].draft] == ["done", "doing"]
    assert (saved[-1].draft[0].evidence, saved[-1].draft[1].staff_owner) == ("h", "r")


# Days, and words.


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-01-15", NEXT),
        ("2027-1-5", dt.date(2027, 1, 5)),
        ("15 January 2027", NEXT),
        ("15th of JAN. 2027", NEXT),
        ("15 jan", NEXT),
        ("20 nov", DAY),
        ("19 nov", dt.date(2027, 11, 19)),
        ("8", NEXT),
        ("in  8 weeks", NEXT),
        ("8w", NEXT),
        ("1 week", dt.date(2026, 11, 27)),
        ("29 feb", None),
        ("30 feb 2027", None),
        ("2027-02-30", None),
        ("15 ja", None),
        ("15 smarch", None),
        ("15/1/2027", None),
        ("501", None),
        ("0", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_type_them_and_never_guessed(typed: str, day: dt.date | None) -> None:
    assert typed_day(typed, DAY) == day


def test_the_words_of_a_check_in_are_plain_and_blame_nobody() -> None:
    said = " ".join(value for name, value in vars(words).items() if name.isupper() and isinstance(value, str))
    said += " ".join((*words.HOW_FAR_HELP, words.begins(5), words.begins_with_plan(1), words.looks_done(2)))
    for word in ("rubric", "maturity", "stakeholder", "utilise", "dimension", "fail", "worse", "overdue"):
        assert word not in said.casefold()


def test_one_and_several_are_said_rightly() -> None:
    assert words.looks_done(1) == "By these answers 1 open action looks done. You say whether it is."
    assert words.looks_done(2) == "By these answers 2 open actions look done. You say whether they are."


REPLIES = ("", "1", "2", "3", "4", "5", "b", "h", "r", "f", "0", "12", "Ruth", "2027-01-15", "2020-01-01", "soon", "s")


@given(st.lists(st.sampled_from(REPLIES), max_size=40), st.booleans())
def test_no_row_of_replies_breaks_it_or_changes_another_action(replies: list[str], reached: bool) -> None:
    state = begun(BARE, FULL, BARE, reached=reached)
    for reply in replies:
        if state.finished:
            break
        view_check_in(state)
        before, state = state, update_check_in(state, reply)
        pairs = enumerate(zip(before.draft, state.draft, strict=True))
        assert {place for place, (was, now) in pairs if was != now} <= {before.place}
        assert not (state.error and state.draft != before.draft)
        if reply in {"b", "s"}:
            assert state.draft == before.draft
    for each in state.draft:
        assert (each.done_on == DAY) is (each.status == "done")

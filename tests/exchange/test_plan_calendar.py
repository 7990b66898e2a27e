"""A plan's dates as a calendar: read back by another program's reader, and line by line as the standard says."""

from __future__ import annotations

import datetime as dt
import string
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, practice, rubric
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.documents.problems import FIRST_DAY, LAST_DAY
from coprod_check.documents.text import one_line
from coprod_check.exchange.plan_calendar import LONGEST_TITLE, plan_calendar
from coprod_check.pages.names import Names

if TYPE_CHECKING:
    from ical.event import Event

SMALL = rubric(practice("p", title="Who decides"))
DUE = dt.date(2027, 1, 17)
HEAD: dict[str, Any] = {"format": "coprod-plan/1", "rubric": "small", "team": "Tëam", "round": "2026-11"}
LETTERS = st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(string.punctuation + "nN\r\n \t"))
TYPED = st.text(LETTERS, max_size=LONGEST_TITLE - 1)
DAYS = st.dates(FIRST_DAY, LAST_DAY)


def plan(*actions: dict[str, Any], **more: Any) -> Plan:
    made, problems = read_plan({**HEAD, "made_on": DAY, "actions": list(actions), **more})
    assert made is not None, problems
    return made


def written(made: Plan, names: Names | None = None) -> bytes:
    found = plan_calendar(made, names or Names(SMALL))
    assert found is not None
    return found


def events(made: Plan) -> list[Event]:
    """The events, as another program's reader finds them."""
    (calendar,) = IcsCalendarStream.from_ics(written(made).decode()).calendars
    return calendar.events


def content_lines(file: bytes) -> list[str]:
    """The unfolded lines of RFC 5545, 3.1: lines end in CR LF, hold 75 octets at most, and no control character."""
    assert file.endswith(b"\r\n")
    lines: list[str] = []
    for line in file[:-2].split(b"\r\n"):
        assert 0 < len(line) <= 75
        assert min(line) >= 0x20
        assert 0x7F not in line
        text = line.decode()  # a fold never parts the bytes of a character
        if text.startswith(" "):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def value(line: str) -> str:
    r"""The text of a property, with the escapes of 3.3.11 undone; a ``;`` or ``,`` without one has no place in it."""
    _, _, rest = line.partition(":")
    told, letters = "", iter(rest)
    for letter in letters:
        assert letter not in ";,"
        told += {"\\": "\\", ";": ";", ",": ",", "n": "\n"}[next(letters)] if letter == "\\" else letter
    return told


def texts(file: bytes, name: str) -> list[str]:
    return [value(line) for line in content_lines(file) if line.partition(":")[0] == name]


def test_an_open_action_with_a_date_is_an_all_day_event_with_who_and_how_they_will_know() -> None:
    (found,) = events(
        plan({
            "id": "p-2", "practice": "p", "action": "Agree; together, who decides.", "measure": "Notes\nsay so.",
            "staff_owner": "Sam", "lived_experience_owner": "Mo", "due": DUE,
            "because": "not told", "notes": "not told", "evidence": "not told",
        })
    )  # fmt: skip
    assert (found.dtstart, found.dtend) == (DUE, dt.date(2027, 1, 18))
    assert found.summary == "Who decides: Agree; together, who decides."
    assert found.description == (
        "Staff: Sam\nPeople with lived experience: Mo\nHow you will know: Notes\nsay so.\nTëam, November 2026"
    )
    assert found.transparency == "TRANSPARENT"


def test_without_the_questions_and_without_owners_it_says_what_is_known() -> None:
    made = plan({"id": "a", "practice": "p", "action": "Do it.", "due": DUE}, round=None)
    file = written(made, Names())
    assert texts(file, "SUMMARY") == ["Do it."]
    assert texts(file, "DESCRIPTION") == ["Staff: nobody yet\nPeople with lived experience: nobody yet\nTëam"]


def test_a_find_out_names_what_is_to_be_found_out() -> None:
    made = plan({"id": "find-out", "practices": ["p"], "action": "Find out.", "due": DUE})
    assert "\nTo find out: “Who decides”\n" in texts(written(made), "DESCRIPTION")[0]


def test_the_follow_up_is_an_event_that_names_every_open_action_with_or_without_a_date() -> None:
    open_ones = ({"id": "a", "action": "One.", "due": DUE}, {"id": "b", "action": "Two.", "status": "blocked"})
    follow_up, one = events(plan(*open_ones, {"id": "c", "action": "Three.", "status": "done"}, follow_up_on=DUE))
    assert follow_up.dtstart == DUE
    assert follow_up.summary == "Look at our plan again: Tëam"
    assert follow_up.description == (
        "Answer the questions again, and agree what became of each action.\n\n"
        "What we said we would do:\n- One.\n- Two.\n\nTëam, November 2026"
    )
    assert one.summary == "One."


def test_what_is_done_dropped_or_without_a_date_has_no_event_and_what_is_overdue_has_one() -> None:
    past = dt.date(2020, 2, 29)
    made = plan(
        {"id": "a", "action": "Done.", "status": "done", "due": DUE},
        {"id": "b", "action": "Dropped.", "status": "dropped", "due": DUE},
        {"id": "c", "action": "No date."},
        {"id": "d", "action": "Overdue.", "status": "doing", "due": past},
    )
    (found,) = events(made)
    assert (found.summary, found.dtstart) == ("Overdue.", past)


@pytest.mark.parametrize("actions", [[], [{"id": "a", "action": "A.", "status": "done", "due": DUE}]])
def test_without_any_date_there_is_no_calendar(actions: list[dict[str, Any]]) -> None:
    assert plan_calendar(plan(*actions), Names()) is None


def test_a_follow_up_alone_is_a_calendar() -> None:
    assert [each.description for each in events(plan(follow_up_on=DUE))] == [
        "Answer the questions again, and agree what became of each action.\n\nTëam, November 2026"
    ]


# The same event again.


def test_an_event_stays_the_same_one_whatever_changes_in_it() -> None:
    before = plan({"id": "a", "action": "One.", "due": DUE}, {"id": "b", "action": "Two.", "due": DUE})
    later = DAY + dt.timedelta(days=60)
    after = plan(
        {"id": "b", "action": "Two, said anew.", "staff_owner": "Sam", "due": later},
        {"id": "a", "practice": "p", "action": "One.", "due": later, "status": "doing"},
        made_on=later, round="2027-01", team=" TËAM ", rubric_version="3.0.0",
    )  # fmt: skip
    first, second = ({(each.summary or "")[-4:]: each.uid for each in events(made)} for made in (before, after))
    assert first["One."] == second["One."]
    assert set(first.values()) == set(second.values())


def test_a_plan_brought_up_to_date_is_a_later_edition_stamped_with_its_day() -> None:
    (before,), (after,) = (
        events(plan({"id": "a", "action": "A.", "due": DUE}, made_on=day)) for day in (DAY, DAY + dt.timedelta(days=1))
    )
    assert before.dtstamp == dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    assert before.sequence is not None
    assert after.sequence == before.sequence + 1


def test_other_teams_questions_and_actions_are_other_events() -> None:
    action = {"id": "a", "action": "follow-up", "due": DUE}
    made = [
        plan(action, follow_up_on=DUE),
        plan(action, follow_up_on=DUE, team="Other"),
        plan(action, follow_up_on=DUE, rubric="other"),
        plan({**action, "id": "a-again"}, {**action, "id": "follow-up"}),
        plan({"action": "A.", "due": DUE}, {"action": "A.", "due": DUE}, {"action": "a", "due": DUE}),
    ]
    assert len({each.uid for one in made for each in events(one)}) == 2 + 2 + 2 + 2 + 3


def test_an_action_without_an_id_is_known_by_its_words_wherever_it_stands() -> None:
    own = {"action": "Ring Jo.", "due": DUE}
    (alone,) = events(plan(own))
    assert alone.uid in {each.uid for each in events(plan({"id": "a", "action": "A.", "due": DUE}, own))}


def test_a_plan_that_does_not_say_when_it_was_made_is_stamped_all_the_same() -> None:
    (found,) = events(plan({"id": "a", "action": "A.", "due": DUE}, made_on=None))
    assert (found.dtstamp, found.sequence) == (dt.datetime(1970, 1, 1, tzinfo=dt.UTC), 0)


# What people type.


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("A\nEND:VEVENT\nBEGIN:VALARM", "A END:VEVENT BEGIN:VALARM"),
        ("A\r\nBEGIN:VEVENT\r\nUID:x", "A BEGIN:VEVENT UID:x"),
        (r"C:\New\nice; a, b", r"C:\New\nice; a, b"),
        ("A\u2028BEGIN:VALARM\x85B\x0bC\x00D\x7f", "A BEGIN:VALARM B C D"),
        ("SUMMARY;X=1:y", "SUMMARY;X=1:y"),
    ],
)
def test_what_looks_like_a_calendar_is_text(typed: str, told: str) -> None:
    made = plan({"id": "a", "action": typed, "measure": typed, "staff_owner": typed, "due": DUE}, team=typed)
    file = written(made)
    assert [line for line in content_lines(file) if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"
    ]  # fmt: skip
    assert texts(file, "SUMMARY") == [told]
    (found,) = events(made)
    assert found.summary == told
    assert f"Staff: {told}\n" in (found.description or "")


def test_line_ends_in_what_people_typed_stay_line_ends() -> None:
    made = plan({"id": "a", "action": "A.", "measure": " One.\r\n\nTwo.\n", "due": DUE})
    assert "How you will know: One.\n\nTwo.\nTëam" in texts(written(made), "DESCRIPTION")[0]


def test_a_very_long_title_is_cut_and_told_in_full_below() -> None:
    words = "word " * 100
    file = written(plan({"id": "a", "action": words, "due": DUE}))
    (title,), (told,) = texts(file, "SUMMARY"), texts(file, "DESCRIPTION")
    assert title.endswith("word…")
    assert len(title) <= LONGEST_TITLE
    assert told.startswith(f"{words.strip()}\n\nStaff: ")


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY])
def test_the_first_and_the_last_day_there_is_have_an_event(day: dt.date) -> None:
    lines = content_lines(written(plan({"id": "a", "action": "A.", "due": day}, made_on=day)))
    assert f"DTSTART;VALUE=DATE:{day.isoformat().replace('-', '')}" in lines
    assert f"DTEND;VALUE=DATE:{(day + dt.timedelta(days=1)).isoformat().replace('-', '')}" in lines


@given(st.lists(st.tuples(TYPED, TYPED, TYPED, DAYS), min_size=1, max_size=3), TYPED, DAYS)
def test_every_title_day_and_owner_comes_back_as_typed(
    typed: list[tuple[str, str, str, dt.date]], team: str, made_on: dt.date
) -> None:
    actions = [
        {"id": f"a{place}", "action": f"x{action}", "measure": measure, "staff_owner": owner, "due": due}
        for place, (action, measure, owner, due) in enumerate(typed)
    ]
    made = plan(*actions, team=f"x{team}", made_on=made_on)
    file = written(made)
    assert file == written(made)
    lines = content_lines(file)
    assert lines.count("BEGIN:VEVENT") == len(typed)
    assert lines.count("BEGIN:VCALENDAR") == sum(line.startswith("VERSION") for line in lines) == 1
    assert texts(file, "SUMMARY") == [one_line(f"x{action}") for action, *_ in typed]
    for told, (_, _, owner, _) in zip(texts(file, "DESCRIPTION"), typed, strict=True):
        assert f"Staff: {one_line(owner) or 'nobody yet'}\n" in told
    assert [line[-8:] for line in lines if line.startswith("DTSTART;VALUE=DATE:")] == [
        due.isoformat().replace("-", "") for *_, due in typed
    ]

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from helpers.make import DAY, MEMBERS, rubric, settled, sheet
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.rules.rounds import (
    SheetFile,
    Sorting,
    Unread,
    UnreadSides,
    group_into_rounds,
    round_of,
    unread_sheet,
)
from coprod_check.rules.scoring import score_round

EARLIER = DAY - dt.timedelta(days=3)


def test_the_latest_sheet_of_a_person_counts_and_older_ones_are_notes() -> None:
    found = settled(
        rubric(),
        sheet("staff", {"a": 1}, respondent="S1", date=EARLIER, share=True),
        sheet("staff", {"a": 3}, respondent="S1", share=True),
    )
    assert [each.source for each in found.voices["staff"].sheets] == ["01.answers.toml"]
    assert [note.file for note in found.notes] == ["00.answers.toml"]
    assert not found.problems


def test_one_person_speaking_from_both_sides_has_a_sheet_on_each() -> None:
    found = settled(rubric(), sheet("staff", {"a": 1}, respondent="X"), sheet(MEMBERS, {"a": 2}, respondent="X"))
    assert [len(voice.sheets) for voice in found.voices.values()] == [1, 1]


def test_without_a_pseudonym_the_sheet_id_tells_who_it_is() -> None:
    found = settled(
        rubric(), *(sheet("staff", {"a": 1}, sheet="k7f3-92qd") for _ in range(2)), sheet("staff", {"a": 1})
    )
    assert len(found.voices["staff"].sheets) == 2


def test_copies_of_one_day_count_once_whatever_is_spelt_out() -> None:
    one = sheet("staff", {"a": {"level": 1, "evidence": "  "}}, respondent="S1")
    other = sheet("staff", {"a": 1}, respondent="S1", share=False, circumstances=[])
    found = settled(rubric(), one, other)
    assert len(found.voices["staff"].sheets) == 1
    assert not found.problems


def test_two_different_sheets_of_one_day_are_a_problem_and_none_counts() -> None:
    older = sheet("staff", {"a": 1}, respondent="S1", date=EARLIER, share=True)
    two = [sheet("staff", {"a": level}, respondent="S1", share=True) for level in (1, 2)]
    found = settled(rubric(), older, *two, sheet("staff", {"a": 2}, respondent="S2", share=True))
    assert [each.file for each in found.problems] == ["01.answers.toml", "02.answers.toml"]
    assert all("S1" not in each.message and "level" not in each.message for each in found.problems)
    assert [each.sheet.respondent for each in found.voices["staff"].sheets] == ["S2"]
    # The person left out counts as one who did not consent.
    assert found.voices["staff"].shown_by is None


@pytest.mark.parametrize(("many", "told"), [(2, 2), (20, 20), (21, 1), (5851, 1)])
def test_of_very_many_sheets_that_do_not_agree_three_are_named_once(many: int, told: int) -> None:
    """Naming all of them beside each would be as many words as their number times itself."""
    found = settled(rubric(), *(sheet("together", {"a": each % 4}) for each in range(many)))
    assert len(found.problems) == told
    names = "00.answers.toml, 01.answers.toml, 02.answers.toml and 5848 more" if many == 5851 else "00.answers.toml, 01"
    assert f"says something else ({names}" in found.problems[0].message
    assert {(each.line, each.where) for each in found.problems} == {(0, "")}  # about all of a file
    assert sum(len(str(each)) for each in found.problems) < 20_000


@pytest.mark.parametrize(("many", "told"), [(20, 20), (300, 1)])
def test_of_very_many_people_with_one_sheet_id_three_are_named_once(many: int, told: int) -> None:
    found = settled(rubric(), *(sheet("staff", {"a": 1}, sheet="x", respondent=f"S{each}") for each in range(many)))
    assert [each.where for each in found.problems] == ["sheet"] * told
    assert ("and 297 more" in found.problems[0].message) == (many == 300)
    assert found.voices["staff"].hidden


def test_a_voice_in_which_nobody_else_is_left_is_hidden() -> None:
    found = settled(rubric(), *(sheet("staff", {"a": level}, respondent="S1") for level in (1, 2)))
    assert found.voices["staff"].hidden
    assert found.date == DAY


def test_a_sheet_that_answers_nothing_is_left_out() -> None:
    found = settled(rubric(), sheet("staff", {}), sheet("staff", {"a": 1}, share=True))
    assert found.voices["staff"].shown_by == "consent"
    assert round_of(rubric(), [SheetFile("x", sheet("staff", {}))]) is None


@pytest.mark.parametrize(
    ("shares", "shown_by", "hidden"),
    [
        ([True], "consent", False),
        ([True] * 4, "consent", False),
        ([True] * 3 + [False], None, True),
        ([False] * 4, None, True),
        ([False] * 5, "number", False),
        ([True] * 5, "consent", False),
        ([True] * 5 + [False], "number", False),
        ([], None, False),
    ],
)
def test_who_may_be_shown(shares: list[bool], shown_by: str | None, hidden: bool) -> None:
    sheets = [sheet("staff", {"a": 1}, share=share) for share in shares]
    voice = settled(rubric(), sheet(levels={"a": 1}), *sheets).voices["staff"]
    assert (voice.shown_by, voice.hidden) == (shown_by, hidden)


def test_the_date_is_of_those_who_are_shown() -> None:
    later = DAY + dt.timedelta(days=9)
    found = settled(rubric(), sheet(levels={"a": 1}), sheet("staff", {"a": 1}, date=later))
    assert found.date == DAY
    assert settled(rubric(), sheet("staff", {"a": 1}, date=later), sheet("staff", {"a": 1})).date == later


@pytest.mark.parametrize(
    ("share", "spelt"), [(True, ("Riverside GROUP", "Autumn")), (False, ("riverside group", "autumn"))]
)
def test_a_round_is_spelt_as_on_the_latest_sheet_that_may_be_shown(share: bool, spelt: tuple[str, str]) -> None:
    found = settled(
        rubric(),
        sheet("staff", {"a": 1}, team="Riverside   GROUP", round="Autumn", share=share),
        sheet(levels={"a": 1}, team="riverside group", round="autumn", date=EARLIER),
    )
    assert (found.team, found.label) == spelt


def test_of_one_date_the_first_by_path_says_how_a_round_is_spelt() -> None:
    alike = [sheet("staff", {"a": 1}, team=name, share=True) for name in ("TEAM", "Team")]
    found = round_of(rubric(), [SheetFile("b", alike[0]), SheetFile("a", alike[1])])
    assert found
    assert found.team == "Team"


# Who is one person (contract, 3.1).


def counted(*sheets: Any) -> tuple[dict[Any, int], list[str], list[str]]:
    """How many sheets of each voice count, and what is noted and wrong, by file."""
    sorting = Sorting([SheetFile(f"{index}", each) for index, each in enumerate(sheets)])
    found = sorting.round(rubric())
    heard: dict[Any, int] = {side: len(voice.sheets) for side, voice in found.voices.items()} if found else {}
    return heard, [str(each) for each in sorted(sorting.notes)], [str(each) for each in sorted(sorting.problems)]


@pytest.mark.parametrize("spelt", ["s4", " S4 ", "S\u200b4", "S4\u00ad"])
def test_one_person_in_two_spellings_is_one_person(spelt: str) -> None:
    people = [sheet("staff", {"a": 1}, respondent=f"S{number}") for number in range(1, 5)]
    heard, notes, _ = counted(*people, sheet("staff", {"a": 1}, respondent=spelt))
    assert heard["staff"] == 4
    assert notes == ["4: counted once: it says the same as 3"]


def test_two_sheets_of_one_meeting_must_agree_in_what_was_talked_about() -> None:
    kept, moved = ({"level": 1, "talked_about": each} for each in ("kept", "moved"))
    for other in (moved, {**moved, "why_moved": "We asked."}):
        assert len(counted(sheet(levels={"a": kept}), sheet(levels={"a": other}))[2]) == 2
    _, notes, problems = counted(sheet(levels={"a": kept}), sheet(levels={"a": kept}))
    assert (notes, problems) == (["1: counted once: it says the same as 0"], [])


def test_a_private_sheet_that_is_not_finished_is_left_out_and_takes_no_place() -> None:
    done = sheet("staff", {"a": 1}, respondent="S1", share=True, date=EARLIER)
    stopped = sheet("staff", {"a": 3}, respondent="S1", share=False, finished=False)
    heard, notes, problems = counted(done, stopped)
    assert (heard["staff"], notes, problems) == (1, ["1: not counted: this sheet is not finished"], [])
    found = settled(rubric(), done, stopped)
    assert found.voices["staff"].shown_by == "consent"


def test_a_meeting_that_is_not_finished_is_scored_and_noted() -> None:
    sorting = Sorting([SheetFile("m", sheet(levels={"a": 1}, finished=False))])
    assert sorting.round(rubric())
    assert [str(each) for each in sorting.notes] == [
        "m: the meeting's sheet is not finished; it is scored as far as it goes"
    ]


def test_a_sheet_that_answers_nothing_is_noted_and_takes_no_place() -> None:
    heard, notes, _ = counted(
        sheet("staff", {"a": 1}, respondent="S1", date=EARLIER), sheet("staff", {}, respondent="S1")
    )
    assert (heard["staff"], notes) == (1, ["1: not counted: it answers nothing"])


def test_sheets_that_make_no_round_are_noted_all_the_same() -> None:
    asked = rubric()
    found = group_into_rounds([(asked, SheetFile("x", sheet("staff", {"a": 1}, finished=False)))])
    assert found.rounds == []
    assert [str(each) for each in found.notes] == ["x: not counted: this sheet is not finished"]


@pytest.mark.parametrize(
    "two",
    [
        (sheet("staff", {"a": 1}, sheet="k1", respondent="S1"), sheet("staff", {"a": 1}, sheet="K1", respondent="S2")),
        (sheet("staff", {"a": 1}, sheet="k1"), sheet("staff", {"a": 1}, sheet="k1", respondent="S2")),
        (sheet("staff", {"a": 1}, sheet="k1"), sheet(MEMBERS, {"a": 1}, sheet="k1")),
    ],
)
def test_one_sheet_id_of_two_people_is_a_problem_and_neither_counts(two: tuple[Any, Any]) -> None:
    others = [sheet("staff", {"a": 1}, respondent=f"P{number}", share=True) for number in range(4)]
    heard, _, problems = counted(*two, *others)
    assert heard["staff"] == 4
    assert [each.partition(";")[0] for each in problems] == [
        f"{index}: sheet: not counted: sheets of different people have one sheet id (0, 1)" for index in (0, 1)
    ]
    found = settled(rubric(), *two, *others)
    assert found.voices["staff"].hidden, "a person left out counts as one who did not consent"


def test_an_older_meeting_is_named_by_its_day() -> None:
    _, notes, _ = counted(sheet(levels={"a": 1}, date=EARLIER), sheet(levels={"a": 2}))
    day = EARLIER.isoformat()
    assert notes == [f"0: not counted: the meeting of {day}; there is a newer one (a together sheet)"]


@given(st.permutations(range(7)))
def test_the_order_of_reading_changes_nothing(order: list[int]) -> None:
    sheets = [
        sheet(levels={"a": 2}),
        sheet(levels={"a": 1}, date=EARLIER),
        *(sheet("staff", {"a": level, "b": 1}, respondent=f"S{level}", share=True) for level in (0, 1, 2)),
        sheet(MEMBERS, {"a": 1}, share=True),
        sheet(MEMBERS, {"b": "dont-know"}, share=True),
    ]
    asked = rubric()
    filed = [SheetFile(f"{index}", each) for index, each in enumerate(sheets)]
    straight, shuffled = round_of(asked, filed), round_of(asked, [filed[index] for index in order])
    assert straight == shuffled
    assert straight is not None
    assert shuffled is not None
    assert score_round(straight) == score_round(shuffled)


# A private sheet that could not be read: nobody knows whether that person agreed.


@pytest.mark.parametrize(
    ("data", "unread"),
    [
        ({"team": " The  Team", "voice": "staff", "round": " r "}, ("the team", "r", "staff")),
        ({"team": "T", "voice": MEMBERS, "date": DAY}, ("t", "2026-11", MEMBERS)),
        ({"team": "T", "voice": MEMBERS, "date": "2026-11-22", "round": " "}, ("t", "2026-11", MEMBERS)),
        ({"team": "T", "voice": "staff"}, ("t", None, "staff")),
        ({"team": "T", "voice": "stafff"}, None),  # it does not show its voice
        ({"team": "T", "voice": "together", "round": "r"}, None),
        ({"voice": "staff", "round": "r"}, None),
    ],
)
def test_whose_an_unread_sheet_is(data: dict[str, object], unread: tuple[str, str | None, str] | None) -> None:
    found = unread_sheet(data)
    assert (found and (found.team, found.label, found.voice)) == unread


def test_an_unread_sheet_is_of_the_round_it_names_or_of_any() -> None:
    one, any_round = Unread("t", "r", "staff"), Unread("t", None, "lived-experience")
    assert UnreadSides([one]).of("t", "r") == {"staff"}
    assert UnreadSides([one]).of("t", "other") == UnreadSides([one]).of("u", "r") == set()
    assert UnreadSides([one, any_round]).of("t", "other") == {"lived-experience"}
    assert UnreadSides([one, any_round]).of("t", "r") == {"staff", "lived-experience"}


def test_a_voice_with_an_unread_sheet_is_not_shown_by_consent() -> None:
    asked, agreed = rubric(), sheet("staff", {"a": 1}, share=True)
    found = round_of(asked, [SheetFile("x", agreed)], {"staff"})
    assert found is not None
    assert found.voices["staff"].hidden
    five = [SheetFile(str(i), agreed) for i in range(5)]
    found = round_of(asked, five, {"staff"})
    assert found is not None
    assert found.voices["staff"].shown_by == "number"

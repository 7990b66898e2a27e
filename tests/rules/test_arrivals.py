"""What has come in of each team, without anything that depends on who agreed to be shown."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, rubric, sheet
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.rules.coaching.arrivals import (
    Arrival,
    Faulty,
    OpenRound,
    SideIn,
    against,
    arrivals,
    names_alike,
    open_round,
)
from coprod_check.rules.rounds import SheetFile
from coprod_check.rules.scored_sheets import ScoredSheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_check.documents.sheet import Sheet

ASKED = rubric()


def come_in(*sheets: Sheet, faulty: Sequence[Faulty] = ()) -> tuple[Arrival, ...]:
    filed = [(ASKED, SheetFile(f"{index:02}.answers.toml", each)) for index, each in enumerate(sheets)]
    return arrivals(ScoredSheets(filed).results, sheets, faulty)


def said(voice: str = "together", **more: Any) -> Sheet:
    return sheet(voice, {"a": 1}, **more)


def own(voice: str, number: int, **more: Any) -> list[Sheet]:
    return [said(voice, sheet=f"{voice}-{each}", **more) for each in range(number)]


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, None), (4, None), (5, 5), (6, 6)])
@pytest.mark.parametrize("share", [True, False])
def test_a_side_is_counted_from_five_on_whoever_agreed(number: int, told: int | None, *, share: bool) -> None:
    (found,) = come_in(said(), *own("staff", number, share=share))
    assert found.sides["staff"] == SideIn(told)
    assert found.sides["lived-experience"] == SideIn(0)


PEOPLE = st.lists(st.tuples(st.sampled_from(["staff", MEMBERS]), st.booleans(), st.booleans()), max_size=13)


@given(PEOPLE, st.data())
def test_nothing_depends_on_who_agreed_to_be_shown(people: list[tuple[str, bool, bool]], data: st.DataObject) -> None:
    def answered(shares: Sequence[bool]) -> tuple[Arrival, ...]:
        every = [
            said(voice, sheet=f"s{place}", finished=finished, share=share, date=DAY + dt.timedelta(days=place))
            for place, ((voice, finished, _), share) in enumerate(zip(people, shares, strict=True))
        ]
        return come_in(*every)

    others = data.draw(st.lists(st.booleans(), min_size=len(people), max_size=len(people)))
    assert answered([share for _, _, share in people]) == answered(others)


STAFF, MEMBER = own("staff", 1), own(MEMBERS, 1)
ROUNDS: dict[str, tuple[list[Sheet], tuple[str, ...]]] = {
    "a meeting of both sides": ([said()], ("staff", MEMBERS)),
    "a meeting of staff": ([said(people={"staff": 2})], ("staff",)),
    "a meeting of staff, and a hidden member": ([said(people={"staff": 2}), *MEMBER], ("staff", MEMBERS)),
    "a meeting that does not say who was there": ([said(people={})], ()),
    "staff alone": (STAFF, ("staff",)),
    "each side alone": ([*STAFF, *MEMBER], ("staff", MEMBERS)),
    "nothing finished": ([*own("staff", 2, finished=False)], ()),
    "nothing answered": ([sheet("staff")], ()),
}


@pytest.mark.parametrize("name", ROUNDS)
def test_the_sides_that_have_come_in(name: str) -> None:
    sheets, heard = ROUNDS[name]
    (found,) = come_in(*sheets)
    assert found.heard == heard
    assert found.together is (sheets[0].voice == "together")
    assert open_round([found]).both == (len(heard) == 2)
    assert open_round([found]).one_sided == ((found,) if len(heard) == 1 else ())


def test_a_sheet_that_is_not_finished_is_told_unless_the_same_person_has_finished_one() -> None:
    waiting = said("staff", sheet="x", finished=False)
    later = DAY + dt.timedelta(days=3)
    (found,) = come_in(waiting, *MEMBER)
    assert (found.sides["staff"], found.sides["lived-experience"].unfinished) == (SideIn(0, unfinished=True), False)
    (found,) = come_in(waiting, said("staff", sheet="X ", date=later))
    assert found.sides["staff"] == SideIn(None)
    assert found.date == later
    (found,) = come_in(said("staff", finished=False), said("staff"))
    assert found.sides["staff"] == SideIn(None, unfinished=True)
    (found,) = come_in(said("staff", sheet="", respondent="S1", finished=False), said("staff", respondent="s1"))
    assert not found.unfinished
    (found,) = come_in(said(finished=False))
    assert (found.together, found.together_unfinished, found.unfinished) == (True, True, True)


def test_a_faulty_sheet_marks_the_rounds_that_it_may_be_of() -> None:
    sheets = [said(team="A", round="one"), said(team="A", round="two"), said(team="B", round="one")]
    marked = [
        (Faulty("a ", "ONE"), [("A", "one")]),
        (Faulty("A", None), [("A", "one"), ("A", "two")]),
        (Faulty("A", "three"), [("A", "three")]),
        (Faulty("C", None), [("C", "")]),
    ]
    for faulty, rounds in marked:
        found = come_in(*sheets, faulty=[faulty, faulty])
        assert [(each.team, each.label) for each in found if each.to_mend] == rounds
        assert len(found) == len({*rounds, ("A", "one"), ("A", "two"), ("B", "one")})


def test_the_open_round_is_the_one_with_the_latest_sheet_or_the_one_that_is_named() -> None:
    old, new = dt.date(2026, 5, 2), dt.date(2026, 11, 2)
    found = come_in(
        said(team="B", round="then", date=old),
        said(team="A", round="then", date=old),
        said(team="B", round="Now", date=new),
        said(team="C", round="before", date=dt.date(2025, 5, 2)),
        said(team="C", round="then", date=old),
        faulty=[Faulty("D", None), Faulty("E", "other")],
    )
    now = open_round(found)
    assert now.label == "Now"
    assert [each.team for each in now.arrivals] == ["B", "D"]
    assert [(each.team, each.label) for each in now.elsewhere] == [("A", "then"), ("C", "then"), ("E", "other")]
    then = open_round(found, " THEN")
    assert [each.team for each in then.arrivals] == ["A", "B", "C", "D"]
    assert [each.team for each in then.elsewhere] == ["E"]
    assert open_round(()) == OpenRound("", ())
    assert open_round([Arrival("", "E", "x")]).elsewhere == (Arrival("", "E", "x"),)


def test_expected_teams_are_compared_however_they_are_spelt() -> None:
    found = open_round(
        come_in(
            said(team="Caf\u00e9 crew"),
            said(team="Medow Lane"),
            said(team="Ferry Road patients"),
            said(team="Other"),
            said(team="Old one", round="then", date=dt.date(2020, 1, 1)),
        )
    )
    asked = against(["CAFE\u0301 CREW", "Meadow Lane", "Ferry Road", "Quite another", "Old one", "old  One"], found)
    assert asked.missing == ("Ferry Road", "Meadow Lane", "old  One", "Quite another")
    assert (asked.teams, asked.came) == (5, 1)
    assert asked.not_expected == (("Ferry Road patients", "Ferry Road"), ("Medow Lane", "Meadow Lane"), ("Other", ""))


def test_names_that_are_alike_are_told_unless_all_of_them_are_expected() -> None:
    found = come_in(said(team="Meadow Lane"), said(team="Medow Lane"), said(team="Hillside"))
    assert names_alike(found) == (("Meadow Lane", "Medow Lane"),)
    assert names_alike(found, ["Hilside"]) == (("Hillside", "Hilside"), ("Meadow Lane", "Medow Lane"))
    assert names_alike(found, ["Meadow Lane", "Medow Lane", "Hillside", "Hilside"]) == ()


def test_of_very_many_teams_the_first_are_compared_with_those_that_are_missing() -> None:
    """Of 5,000 teams and a list of 4,000 others each was compared with each: more than six minutes."""
    names = ["".join(each) for each in itertools.product("abcdefghij", repeat=4)][:4_000]
    found = OpenRound("r", tuple(Arrival("x", f"team {each}", "r") for each in names))
    asked = against([f"teem {each}" for each in names], found)
    assert (asked.teams, asked.came, len(asked.not_expected)) == (4_000, 0, 4_000)
    assert asked.not_expected[0] == ("team aaaa", "teem aaaa")
    assert asked.not_expected[-1] == ("team djjj", "")


def test_each_of_a_hundred_teams_is_compared_with_a_hundred_that_are_missing() -> None:
    names = ["".join(each) for each in itertools.product("abcdefghij", repeat=2)]
    found = OpenRound("r", tuple(Arrival("x", f"{each} riverside {each}", "r") for each in names))
    asked = against([f"{each} riversyde {each}" for each in names], found)
    assert all(near == team.replace("side", "syde") for team, near in asked.not_expected)


def test_very_long_names_are_compared_by_their_beginning() -> None:
    found = open_round(come_in(said(team="a" * 20_000)))
    asked = against(["a" * 19_999 + "b", "b" * 20_000], found)
    assert [near[:1] for _, near in asked.not_expected] == ["a"]


def test_very_many_sheets_to_be_mended_mark_each_its_own_round() -> None:
    """Each was looked for among all rounds of all teams."""
    came = tuple(said(team=f"T{n}", round=f"r{n}") for n in range(5))
    faulty = [Faulty(f"T{n % 4_000}", f"r{n % 4_000}") for n in range(20_000)]
    found = arrivals((), came, [*faulty, Faulty("T1", None), Faulty("t4001", None), Faulty("T4001", "r")])
    assert len(found) == 4_001
    assert all(each.to_mend for each in found)
    assert [(each.rubric, each.team) for each in found if each.rubric] == [("small", f"T{n}") for n in range(5)]
    assert [each.label for each in found if each.team == "T4001"] == ["r"]

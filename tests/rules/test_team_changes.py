"""A programme between two rounds, with figures worked out by hand, and laws."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.rules.scoring import score_round
from coprod_check.rules.team_changes import (
    InTheRoom,
    OneRound,
    TeamChanges,
    TeamsMoved,
    TwoRounds,
    same_sides,
    team_changes,
)

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.result import Result

ASKED = rubric(practice("a"), practice("b", "e"))
OTHER = rubric(practice("a"), id="another")
LATER = DAY + dt.timedelta(days=180)


def result(team: str, *sheets: Sheet, label: str = "r", date: dt.date = DAY, asked: Rubric = ASKED) -> Result:
    named = [each.model_copy(update={"team": team, "round": label, "date": date}) for each in sheets]
    return score_round(settled(asked, *named))


def then(team: str, a: Any = 1, b: Any = 1, **more: Any) -> Result:
    return result(team, sheet(levels={"a": a, "b": b}), label="then", **more)


def now(team: str, a: Any = 1, b: Any = 1, **more: Any) -> Result:
    return result(team, sheet(levels={"a": a, "b": b}), label="now", date=LATER, **more)


def changes(*results: Result) -> TeamChanges:
    (only,) = team_changes(results).values()
    return only


def moved(counts: TeamsMoved) -> tuple[int, int, int, int]:
    return counts.higher, counts.same, counts.lower, counts.not_compared


def test_no_results_have_no_changes_and_each_rubric_its_own() -> None:
    assert team_changes([]) == {}
    found = team_changes([then("A"), now("A"), result("B", sheet(levels={"a": 1}), asked=OTHER)])
    assert {key: len(each.both) for key, each in found.items()} == {"another": 0, "small": 1}
    assert list(found) == ["another", "small"]


def test_teams_are_counted_by_which_way_they_went() -> None:
    teams = {
        "up": ((0, 1), (2, 1)),
        "down": ((3, 1), (1, 1)),
        "same": ((1, 1), (1, 1)),
        "open": ((1, 1), ("dont-know", 1)),
    }
    found = changes(
        *(then(team, *old) for team, (old, _) in teams.items()), *(now(t, *new) for t, (_, new) in teams.items())
    )
    assert moved(found.dimensions["d"]) == (1, 1, 1, 1)  # type: ignore[index]
    assert moved(found.practices["b"]) == (0, 4, 0, 0)  # type: ignore[index]
    assert found.practices["a"].compared == 3  # type: ignore[index]
    assert found.both == tuple(TwoRounds(team, "then", "now") for team in sorted(teams))


def test_of_more_rounds_the_last_two_that_count_are_compared() -> None:
    early = result("A", sheet(levels={"a": 3, "b": 3}), label="early", date=DAY - dt.timedelta(days=90))
    open_round = result("a", sheet(levels={"a": "dont-know"}), label="open", date=LATER + dt.timedelta(days=90))
    found = changes(open_round, now("A", 2), early, then("A", 1))
    assert found.both == (TwoRounds("A", "then", "now"),)
    assert moved(found.dimensions["d"]) == (1, 0, 0, 0)  # type: ignore[index]


def test_of_two_rounds_of_one_day_the_later_label_is_the_later_round() -> None:
    found = changes(
        *(result("A", sheet(levels={"a": level, "b": 1}), label=label) for label, level in (("y", 2), ("x", 1)))
    )
    assert found.both == (TwoRounds("A", "x", "y"),)
    assert moved(found.dimensions["d"]) == (1, 0, 0, 0)  # type: ignore[index]


def test_teams_with_one_round_or_none_are_named() -> None:
    hidden = result("Hidden", sheet("staff", {"a": 3, "b": 3}), label="then")
    twice_hidden = result("Hidden", sheet("staff", {"a": 3, "b": 3}), label="now", date=LATER)
    found = changes(then("Old"), now("New"), hidden, twice_hidden, then("Both"), now("Both"))
    assert found.once == (OneRound("New", "now"), OneRound("Old", "then"))
    assert found.without == ("Hidden",)
    assert [each.team for each in found.both] == ["Both"]


def test_who_was_in_the_room_is_summed_over_the_rounds_that_are_compared() -> None:
    level = {"a": 1, "b": 1}
    alone = result("A", sheet("staff", level, share=True), label="then")
    voices = sheet("staff", level, share=True), *(sheet(MEMBERS, level, share=True) for _ in range(2))
    uncounted = sheet(levels=level, people={"staff": 0, MEMBERS: 0})
    found = changes(
        alone, result("A", *voices, label="now", date=LATER),
        then("B"), result("B", uncounted, label="now", date=LATER),
        then("C"), result("C", *voices, label="now", date=LATER),
        then("Once"),
    )  # fmt: skip
    assert found.then == InTheRoom({"together": 2, "staff-only": 1}, {"staff": 5, "lived-experience": 4}, 0)
    assert found.now == InTheRoom({"both-voices": 2, "unknown": 1}, {"staff": 2, "lived-experience": 4}, 1)
    assert found.heard_otherwise == 2


def test_nothing_of_a_hidden_voice_is_in_it() -> None:
    level = {"a": 1, "b": 1}
    quiet = sheet(MEMBERS, {"a": 3, "b": 3})
    rounds = [("then", DAY), ("now", LATER)]
    open_ones = [result("A", sheet(levels=level), label=label, date=date) for label, date in rounds]
    with_hidden = [result("A", sheet(levels=level), quiet, label=label, date=date) for label, date in rounds]
    assert changes(*open_ones) == changes(*with_hidden)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("together", "both-voices", True),
        ("staff-only", "staff-only", True),
        ("staff-only", "together", False),
        ("staff-only", "lived-experience-only", False),
    ],
)
def test_both_sides_are_the_same_sides_whichever_way_they_were_heard(one: Any, other: Any, same: bool) -> None:
    assert same_sides(one, other) is same_sides(other, one) is same


# Versions of the questions.

NEXT_MINOR = rubric(practice("a"), practice("b", "e"), practice("c", "f"), version="1.1.0")
NEXT_MAJOR = rubric(practice("a"), practice("b", "e"), version="2.0.0")


def test_two_minor_versions_are_compared_but_for_what_is_new() -> None:
    newer = replace(now("A", 2, asked=NEXT_MINOR), rubric=NEXT_MINOR)
    found = changes(then("A"), newer)
    assert found.rubric.version == "1.1.0"
    assert [moved(each) for each in found.practices.values()] == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1)]
    assert [moved(each) for each in found.dimensions.values()] == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1)]


def test_another_major_version_is_not_compared() -> None:
    found = changes(then("A"), now("A", asked=NEXT_MAJOR), then("B"))
    assert found.both == ()
    assert found.once == (OneRound("A", "now"),)
    assert found.without == ("B",)


# Laws.

levels = st.one_of(st.integers(0, 3), st.just("dont-know"))
teams = st.lists(st.tuples(levels, levels, levels, levels), min_size=1, max_size=6)


def in_two_rounds(said: list[tuple[Any, Any, Any, Any]], *, swapped: bool = False) -> TeamChanges:
    results = []
    for index, (a, b, c, d) in enumerate(said):
        old, new = ((c, d), (a, b)) if swapped else ((a, b), (c, d))
        results += [then(f"T{index}", *old), now(f"T{index}", *new)]
    return changes(*results)


@given(teams)
def test_every_team_goes_one_way_in_each_thing_and_stands_in_one_list(said: list[tuple[Any, Any, Any, Any]]) -> None:
    found = in_two_rounds(said)
    for each in (*found.dimensions.values(), *found.practices.values()):
        assert sum(moved(each)) == len(found.both)
    assert len(found.both) + len(found.once) + len(found.without) == len(said)
    for room in (found.then, found.now):
        assert sum(room.views.values()) == len(found.both)
        assert room.uncounted <= len(found.both)


@given(teams)
def test_swapping_then_and_now_swaps_higher_and_lower(said: list[tuple[Any, Any, Any, Any]]) -> None:
    there, back = in_two_rounds(said), in_two_rounds(said, swapped=True)
    for kind in ("dimensions", "practices"):
        for key, one in getattr(there, kind).items():
            other = getattr(back, kind)[key]
            assert moved(one) == (other.lower, other.same, other.higher, other.not_compared)
    assert (there.then, there.now) == (back.now, back.then)
    assert there.heard_otherwise == back.heard_otherwise


@given(teams, st.randoms())
def test_neither_the_order_nor_a_team_with_one_round_changes_a_figure(
    said: list[tuple[Any, Any, Any, Any]], chance: Any
) -> None:
    results = [each for n, (a, b, c, d) in enumerate(said) for each in (then(f"T{n}", a, b), now(f"T{n}", c, d))]
    found = changes(*results)
    more = [*results, now("Once more")]
    chance.shuffle(more)
    with_one = changes(*more)
    assert replace(with_one, once=found.once) == found

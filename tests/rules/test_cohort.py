"""Many results as one picture (contract, 3.10), with figures worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.rules.cohort import Cohort, cohorts_of
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.result import Result

STAGES = [
    {"id": "start", "name": "Start", "needs": {}},
    {"id": "some", "name": "Some", "needs": {"d": 1}},
    {"id": "more", "name": "More", "needs": {"d": 1, "e": 2}},
]
EXPERIENCE = [
    {
        "id": "q",
        "question": "How was it?",
        "options": [{"id": "good", "text": "Good"}, {"id": "bad", "text": "Bad"}],
    }
]
ASKED = rubric(practice("a"), practice("b", "e"), stages=STAGES, experience=EXPERIENCE)
OTHER = rubric(practice("a"), practice("b", "e"), id="another")


def result(team: str, *sheets: Sheet, asked: Any = ASKED, label: str = "r", date: dt.date = DAY) -> Result:
    named = [each.model_copy(update={"team": team, "round": label, "date": date}) for each in sheets]
    return score_round(settled(asked, *named))


def together(team: str, a: Any = None, b: Any = None, **more: Any) -> Result:
    levels = {key: level for key, level in (("a", a), ("b", b)) if level is not None}
    return result(team, sheet(levels=levels), **more)


def cohort(*results: Result) -> Cohort:
    (only,) = cohorts_of(results).values()
    return only


def member(answer: str | None, level: int = 1, **more: Any) -> Sheet:
    experience = {} if answer is None else {"experience": {"q": answer}}
    return sheet(MEMBERS, {"a": level}, **experience, **more)


def test_no_results_make_no_cohort() -> None:
    assert cohorts_of([]) == {}


def test_each_rubric_has_a_cohort_of_its_own_in_order() -> None:
    found = cohorts_of([together("A", 1, 1), together("A", 2, 2, asked=OTHER), together("B", 1, 1)])
    assert [(key, each.teams) for key, each in found.items()] == [("another", 1), ("small", 2)]


def test_teams_are_listed_by_name_whatever_their_levels() -> None:
    found = cohort(together("c", 3, 3), together("B", 0, 0), together("A", 1, 1))
    assert [each.team for each in found.counted] == ["A", "B", "c"]


def test_a_team_counts_once_by_its_latest_round_whatever_the_case_and_spacing_of_its_name() -> None:
    earlier = DAY - dt.timedelta(days=90)
    found = cohort(together("the  Team", 3, 3, label="z", date=earlier), together("The team", 1, 1, label="a"))
    assert [(each.team, each.round) for each in found.counted] == [("The team", "a")]
    assert found.dimensions["d"].levels == {0: 0, 1: 1, 2: 0, 3: 0}  # type: ignore[index]


def test_of_two_rounds_of_one_day_the_later_label_counts() -> None:
    found = cohort(together("T", 1, 1, label="r2"), together("T", 2, 2, label="r1"))
    assert [each.round for each in found.counted] == ["r2"]


def test_an_earlier_round_with_enough_scored_counts_before_a_later_one_without() -> None:
    later = together("T", label="later", date=DAY + dt.timedelta(days=90), a="dont-know")
    found = cohort(later, together("T", 1, 1))
    assert [each.round for each in found.counted] == ["r"]
    assert found.not_scored == 0


def test_half_of_the_dimensions_scored_is_enough_and_less_is_not() -> None:
    found = cohort(together("half", 1), together("none", "dont-know"))
    assert ([each.team for each in found.counted], [each.team for each in found.without]) == (["half"], ["none"])
    assert (found.teams, found.not_scored) == (2, 1)
    assert found.dimensions["e"].not_scored == 1  # type: ignore[index]
    assert found.dimensions["e"].median_score is None  # type: ignore[index]


def test_one_of_three_dimensions_is_less_than_half() -> None:
    asked = rubric(practice("a"), practice("b", "e"), practice("c", "f"))
    assert cohort(together("T", 1, asked=asked)).not_scored == 1
    assert cohort(together("T", 1, 1, asked=asked)).not_scored == 0


@pytest.mark.parametrize(("levels", "median"), [([0, 1, 3], 1.0), ([0, 1, 2, 3], 1.5), ([2], 2.0)])
def test_the_median_of_the_scores_is_the_usual_one(levels: list[int], median: float) -> None:
    found = cohort(*(together(f"T{index}", level, 0) for index, level in enumerate(levels)))
    assert found.dimensions["d"].median_score == median  # type: ignore[index]


def test_a_stage_is_reached_by_those_who_have_gone_past_it_too() -> None:
    teams = [together("A", 0, 0), together("B", 1, 1), together("C", 2, 2), together("D", 1, 3)]
    stages = cohort(*teams, together("unknown", None, 2)).stages
    assert {key: (each.reached, each.n) for key, each in stages.items()} == {
        "start": (4, 4), "some": (3, 4), "more": (2, 4),
    }  # fmt: skip
    # Wilson at one half is 0.5 ± z / (2 · √(n + z²)), here 1.959964 / (2 · √7.841459) = 0.349961.
    assert (stages["more"].low, stages["more"].high) == pytest.approx((0.150039, 0.849961), abs=1e-6)


def test_where_no_stage_is_known_there_is_no_interval() -> None:
    stage = cohort(together("unknown", None, 2)).stages["some"]
    assert (stage.reached, stage.n, stage.low, stage.high) == (0, 0, None, None)


def test_a_rubric_without_stages_has_none() -> None:
    assert cohort(together("T", 1, 1, asked=OTHER)).stages == {}


def test_teams_are_told_apart_by_who_was_heard_both_sides_first() -> None:
    level = {"a": 1, "b": 1}
    alone = result("A", sheet("staff", level, share=True))
    found = cohort(alone, together("B", 1, 1), result("C", sheet("staff", level, share=True), member(None, share=True)))
    assert [(view, [each.team for each in teams]) for view, teams in found.heard.items()] == [
        ("together", ["B"]), ("both-voices", ["C"]), ("staff-only", ["A"]),
    ]  # fmt: skip
    assert {(each.date, each.anyone_shown) for each in found.counted} == {(DAY, True)}


def test_a_round_in_which_nobody_may_be_shown_stands_for_no_team() -> None:
    (only,) = cohort(result("A", sheet("staff", {"a": 1, "b": 1}))).without
    assert (only.view, only.anyone_shown) == ("none", False)


def test_gaps_are_counted_by_size_and_side() -> None:
    gaps = [(3, 0), (3, 1), (2, 1), (1, 1), (0, 1), (0, 3)]
    teams = [
        result(f"T{index}", sheet("staff", {"a": staff, "b": 1}, share=True), member(None, level, share=True))
        for index, (staff, level) in enumerate(gaps)
    ]
    found = cohort(*teams, together("no gap known", 1, 1)).practices["a"]  # type: ignore[index]
    assert (found.higher(1), found.higher(-1)) == ((1, 2), (1, 1))
    assert (found.compared, found.differ, found.rated) == (6, 5, 7)
    assert found.levels == {0: 3, 1: 4, 2: 0, 3: 0}


def test_experience_is_added_up_over_the_rounds_that_count_and_the_voices_that_are_shown() -> None:
    meeting = sheet(levels={"a": 1, "b": 1})
    shown = result("A", meeting, *(member(each, share=True) for each in ("good", "good", "bad")))
    old = result("A", meeting, member("bad", share=True), label="old", date=DAY - dt.timedelta(days=99))
    hidden = result("B", meeting, member("bad"))
    too_few = result("C", meeting, member("bad"), *(member(None, level) for level in (0, 1, 2, 3)))
    by_number = result("D", meeting, *(member("good") for _ in range(5)))
    found = cohort(shown, old, hidden, too_few, by_number).experience
    assert {key: (each.n, each.counts) for key, each in found.items()} == {"q": (8, {"good": 7, "bad": 1})}


def test_options_that_nobody_chose_are_left_out() -> None:
    found = cohort(result("A", sheet(levels={"a": 1, "b": 1}), member("bad", share=True))).experience
    assert found["q"].counts == {"bad": 1}


answers = st.one_of(st.none(), st.integers(0, 3), st.just("dont-know"))
rounds = st.builds(
    lambda team, day, a, b: together(team, a, b, label=f"{day}", date=DAY + dt.timedelta(days=day)),
    st.sampled_from("abcd"), st.integers(0, 3), answers.filter(lambda each: each is not None), answers,
)  # fmt: skip
many = st.lists(rounds, min_size=1, max_size=9, unique_by=lambda each: (each.team, each.round))


@given(many, st.randoms())
def test_every_team_is_somewhere_once_and_the_order_changes_nothing(results: list[Result], chance: Any) -> None:
    found = cohort(*results)
    assert found.teams == len({each.team for each in results})
    for dimension in found.dimensions.values():
        assert sum(dimension.levels.values()) + dimension.not_scored == found.teams - found.not_scored
    reached = [stage.reached for stage in found.stages.values()]
    assert reached == sorted(reached, reverse=True)
    chance.shuffle(results)
    assert cohort(*results) == found

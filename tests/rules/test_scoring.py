"""The scoring rules, case by case, with figures worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.sheet import Rating, Sheet
from coprod_check.rules.scoring import count_answers, score_round, score_voice

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric

Level = Any
DK, NA = "dont-know", "not-applicable"


def ratings(*levels: Level) -> list[Rating | None]:
    return [None if level is None else Rating(level=level, reason="x") for level in levels]


def score(asked: Rubric, *sheets: Sheet) -> Any:
    """Score a round; of any type, so that tests may name ids as plain text."""
    return score_round(settled(asked, *sheets))


def five(voice: str, levels: dict[str, list[Level]], **more: Any) -> list[Sheet]:
    """Make one sheet for each place in the lists; ``None`` leaves a practice out."""
    count = max(map(len, levels.values()))
    return [
        sheet(
            voice, {key: given[i] for key, given in levels.items() if i < len(given) and given[i] is not None}, **more
        )
        for i in range(count)
    ]


# 3.3 One voice on one practice.


@pytest.mark.parametrize(
    ("given", "status", "level"),
    [
        ([], "unanswered", None),
        ([None, None], "unanswered", None),
        ([2], "rated", 2),
        ([1, 2], "rated", 1),
        ([0, 3, 3], "rated", 3),
        ([0, 0, 3, 3], "rated", 0),
        ([3, DK], "rated", 3),  # dk is not more than n
        ([3, DK, DK], DK, None),
        ([3, NA], "rated", 3),  # not more than half
        ([3, NA, NA], NA, None),
        ([NA], NA, None),
        ([DK, NA, NA], NA, None),
        ([DK, DK, NA, NA], DK, None),
    ],
)
def test_one_voice_on_one_practice(given: list[Level], status: str, level: int | None) -> None:
    found = score_voice(count_answers(ratings(*given), 3), by_number=False)
    assert (found.status, found.level) == (status, level)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([0, 2, 2], (3, 0, 0, 0, 2, True)),
        ([1, 2, DK, NA], (2, 1, 1, 1, 2, False)),
        ([DK, DK], (0, 2, 0, None, None, None)),
    ],
)
def test_what_is_said_beside_a_voice(given: list[Level], expected: tuple[Any, ...]) -> None:
    found = score_voice(count_answers(ratings(*given), 3), by_number=False)
    assert (found.n, found.dont_know, found.not_applicable, found.low, found.high, found.split) == expected


@pytest.mark.parametrize("answered", [1, 2, 3, 4])
def test_a_practice_that_few_of_a_voice_shown_by_number_answered_shows_nothing(answered: int) -> None:
    found = score_voice(count_answers([*ratings(*[3] * answered), None, None], 3), by_number=True)
    assert found.status == "too-few"
    assert (found.level, found.n, found.evidence) == (None, 0, False)


def test_a_voice_shown_by_number_never_says_how_low_and_high_it_goes() -> None:
    four_levels = score_voice(count_answers(ratings(0, 1, 2, 3, DK), 3), by_number=True)
    assert (four_levels.level, four_levels.low, four_levels.high, four_levels.split) == (1, None, None, None)
    five_levels = score_voice(count_answers(ratings(0, 1, 2, 3, 3), 3), by_number=True)
    # Five equal answers would tell what each one said.
    assert (five_levels.low, five_levels.high, five_levels.split) == (None, None, True)
    by_consent = score_voice(count_answers(ratings(0, 3), 3), by_number=False)
    assert (by_consent.low, by_consent.high, by_consent.split) == (0, 3, True)


# 3.4 The team on one practice.

STAFF_ONLY: dict[str, Any] = {"people": {"staff": 3}}
MEMBERS_ONLY: dict[str, Any] = {"people": {MEMBERS: 3}}
UNCOUNTED: dict[str, Any] = {"people": {}}


@pytest.mark.parametrize(
    ("together", "people", "staff", "members", "expected"),
    [
        # status, level, one_voice, gap
        (2, {}, None, None, ("rated", 2, False, None)),
        (2, {}, 1, 1, ("rated", 2, False, 0)),  # a two-sided sheet is the team's answer
        (DK, {}, 1, 1, (DK, None, False, 0)),
        (NA, {}, None, None, (NA, None, False, None)),
        (None, {}, 3, 1, ("rated", 1, False, 2)),  # lowest of the voices heard
        (None, {}, 1, 3, ("rated", 1, False, -2)),
        (None, {}, 2, None, ("rated", 2, True, None)),
        (None, {}, 2, DK, (DK, None, False, None)),
        (None, {}, 2, NA, ("rated", 2, True, None)),
        (None, {}, NA, NA, (NA, None, False, None)),
        (None, {}, None, None, ("unanswered", None, False, None)),
        (2, STAFF_ONLY, None, None, ("rated", 2, True, None)),
        (2, STAFF_ONLY, None, 1, ("rated", 1, False, 1)),  # its level stands for the side that has no voice
        (3, STAFF_ONLY, 2, 1, ("rated", 1, False, 1)),  # a shown voice's own level goes first
        (0, MEMBERS_ONLY, 2, 1, ("rated", 0, False, 1)),
        (2, MEMBERS_ONLY, 3, None, ("rated", 2, False, 1)),
        (2, UNCOUNTED, None, None, ("rated", 2, True, None)),
        (2, UNCOUNTED, 3, None, ("rated", 2, True, None)),  # one known side is not both
        (1, UNCOUNTED, 3, 2, ("rated", 1, False, 1)),
    ],
)
def test_the_team_on_one_practice(
    together: Level, people: dict[str, Any], staff: Level, members: Level, expected: tuple[Any, ...]
) -> None:
    sheets = [sheet(levels={"b": 1} | ({} if together is None else {"a": together}), **people)]
    for voice, level in (("staff", staff), (MEMBERS, members)):
        if level is not None:
            sheets.append(sheet(voice, {"a": level}, share=True))
    found = score(rubric(), *sheets).practices["a"]
    assert (found.status, found.level, found.one_voice, found.gap) == expected


def test_a_hidden_voice_changes_nothing() -> None:
    asked = rubric()
    agreed = sheet(levels={"a": 2})
    results = [
        score(asked, agreed, *(sheet("staff", {"a": level}, respondent=f"S{i}") for i in range(4))) for level in (0, 3)
    ]
    assert results[0] == results[1]
    assert results[0].practices["a"].voices["staff"] is None
    assert results[0].sources == ("00.answers.toml",)


# 3.5 Whose view a result is.


@pytest.mark.parametrize(
    ("people", "staff", "members", "view"),
    [
        ({"staff": 1, MEMBERS: 1}, True, True, "together"),
        ({"staff": 1}, False, True, "both-voices"),
        (None, True, True, "both-voices"),
        (None, True, False, "staff-only"),
        ({"staff": 2}, False, False, "staff-only"),
        ({MEMBERS: 2}, False, False, "lived-experience-only"),
        ({}, True, False, "staff-only"),
        ({}, False, False, "unknown"),
    ],
)
def test_whose_view(people: dict[str, int] | None, staff: bool, members: bool, view: str) -> None:
    sheets = [sheet(levels={"a": 1}, people=people)] if people is not None else []
    sheets += [sheet("staff", {"a": 1}, share=True)] if staff else []
    sheets += [sheet(MEMBERS, {"a": 1}, share=True)] if members else []
    assert score(rubric(), *sheets).view == view


def test_nobody_shown_is_nobodys_view() -> None:
    result = score(rubric(), sheet("staff", {"a": 1}))
    assert result.view == "none"
    assert not result.anyone_shown
    assert result.dimensions["d"].status == "not-enough-answers"


@pytest.mark.parametrize(("both", "one_sided"), [(1, True), (2, False), (3, False)])
def test_one_sided_is_more_than_half(both: int, one_sided: bool) -> None:
    asked = rubric(*(practice(name) for name in "abcx"))
    members = sheet(MEMBERS, dict.fromkeys("abcx"[:both], 1), share=True)
    assert score(asked, sheet("staff", dict.fromkeys("abcx", 1), share=True), members).one_sided is one_sided


# 3.6 Groups. Practices p0, p1, …; levels by position; a two-sided sheet unless said otherwise.


def group(levels: list[Level], *, people: dict[str, int] | None = None, **rules: Any) -> Any:
    asked = rubric(*(practice(f"p{i}") for i in range(len(levels))), rules=rules)
    said = {f"p{i}": level for i, level in enumerate(levels) if level is not None}
    more: dict[str, Any] = {} if people is None else {"people": people}
    return score(asked, sheet(levels=said, **more)).dimensions["d"]


@pytest.mark.parametrize(
    ("levels", "score_", "level", "held_back_by", "not_known"),
    [
        ([2, 2, 2], 2.0, 2, (), ()),
        ([1, 2, 3], 2.0, 2, (), ()),
        ([0, 3, 3], 2.0, 1, ("p0",), ()),  # lowest + 1
        ([0, 2, 2], 4 / 3, 1, ("p0",), ()),
        ([1, 3, 3], 7 / 3, 2, ("p0",), ()),
        ([2, 3, 3], 8 / 3, 3, (), ()),
        ([0, 0, 3, 3], 1.5, 0, (), ()),  # low median
        ([0, 1, 3, 3, 3], 2.0, 1, ("p0", "p1"), ()),
        ([3, 3, None], 3.0, 2, (), ("p2",)),  # majority - 1
        ([1, 1, DK], 1.0, 1, (), ("p2",)),  # not below 1
        ([0, 0, DK], 0.0, 0, (), ("p2",)),
        ([2, NA, NA], 2.0, 2, (), ()),
        ([2, 2, DK, DK], 2.0, 1, (), ("p2", "p3")),  # just enough answers
    ],
)
def test_a_group(
    levels: list[Level], score_: float, level: int, held_back_by: tuple[str, ...], not_known: tuple[str, ...]
) -> None:
    found = group(levels)
    assert found.status == "scored"
    assert found.score == pytest.approx(score_)
    assert (found.level, found.held_back_by, found.not_known) == (level, held_back_by, not_known)


@pytest.mark.parametrize(
    ("levels", "status"),
    [
        ([None, None, 2], "not-enough-answers"),
        ([DK, DK, DK], "not-enough-answers"),
        ([NA, NA, NA], "not-applicable"),
        ([NA, NA, 1], "scored"),
    ],
)
def test_a_group_without_a_score(levels: list[Level], status: str) -> None:
    found = group(levels)
    assert found.status == status
    if status != "scored":
        assert (found.score, found.level, found.held_back_by, found.not_known) == (None, None, (), ())


def test_enough_answers_is_the_rubrics_own_share() -> None:
    assert group([1, 1, None], enough_answers=0.7).status == "not-enough-answers"
    assert group([1, 1, None], enough_answers=2 / 3).status == "scored"
    assert group([DK, DK, DK], enough_answers=0.0).status == "not-enough-answers"


def test_one_side_alone_stops_at_the_rubrics_level() -> None:
    found = group([3, 3, 0], people={"staff": 2}, one_sided_top=1)
    assert (found.level, found.one_sided) == (1, True)
    assert found.held_back_by == ()  # 0 + 1 is not below 1
    assert group([3, 3, 3], people={"staff": 2}).level == 2  # one below the top where the rubric is silent
    assert group([3, 3, 0], people={"staff": 2}, one_sided_top=2).held_back_by == ("p2",)


def test_core_practices_gate_and_the_others_only_count() -> None:
    asked = rubric(practice("a"), practice("b"), practice("extra", core=False))
    found = score(asked, sheet(levels={"a": 2, "b": 2, "extra": 0})).dimensions["d"]
    assert (found.level, found.score, found.held_back_by) == (2, pytest.approx(4 / 3), ())
    # Enough answers overall, and none of the core ones: not enough.
    lone = rubric(practice("a"), practice("x", core=False), practice("y", core=False))
    assert score(lone, sheet(levels={"x": 2, "y": 2})).dimensions["d"].status == "not-enough-answers"
    # None core among the applicable: all of them gate.
    assert score(lone, sheet(levels={"a": NA, "x": 2, "y": 2})).dimensions["d"].level == 2


def test_weights_and_points_make_the_score_and_numbers_make_the_level() -> None:
    levels = [{"number": n, "name": f"L{n}", "points": points} for n, points in enumerate((0, 10, 40, 100))]
    asked = rubric(practice("a", weight=3), practice("b"), practice("c"), levels=levels)
    found = score(asked, sheet(levels={"a": 2, "b": 1})).dimensions["d"]
    assert found.score == pytest.approx((3 * 40 + 10) / 4)
    assert found.score_if_lowest == pytest.approx(130 / 5)
    assert found.score_if_highest == pytest.approx(230 / 5)
    assert found.level == 1


def test_the_range_of_the_blanks_is_given_even_without_a_score() -> None:
    found = group([None, None, 2])
    assert (found.score_if_lowest, found.score_if_highest) == (pytest.approx(2 / 3), pytest.approx(8 / 3))
    empty = group([NA, NA, NA])
    assert (empty.score_if_lowest, empty.score_if_highest) == (None, None)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.none() | st.integers(0, 3) | st.just(DK), min_size=3, max_size=6), st.data())
def test_raising_one_level_never_lowers_a_score(levels: list[Level], data: st.DataObject) -> None:
    places = [i for i, level in enumerate(levels) if isinstance(level, int) and level < 3]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    before, after = group(levels), group([*levels[:place], levels[place] + 1, *levels[place + 1 :]])
    assert before.status == after.status
    assert before.score_if_lowest <= after.score_if_lowest
    if before.score is not None:
        assert before.score_if_lowest <= before.score <= before.score_if_highest
        assert before.score <= after.score
        assert before.level <= after.level


# 3.7 Stage.

STAGES = [
    {"id": "first", "name": "First", "needs": {}},
    {"id": "second", "name": "Second", "needs": {"x": 1}},
    {"id": "third", "name": "Third", "needs": {"x": 2, "y": 2}},
]


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (0, 0, ("first", "second", {"x": 1})),
        (1, 3, ("second", "third", {"x": 2})),
        (2, 1, ("second", "third", {"y": 2})),
        (1, 1, ("second", "third", {"x": 2, "y": 2})),
        (2, 2, ("third", None, {})),
        (None, 3, (None, None, {})),  # not known, and nothing reached that needs anything
        (2, None, ("second", "third", {"y": 2})),
        (1, None, ("second", "third", {"x": 2, "y": 2})),
        (NA, 3, ("third", None, {})),  # left out
        (NA, 1, ("first", "third", {"y": 2})),  # a stage whose needs are all left out is passed, and not given
        (NA, None, (None, None, {})),  # nor does it count as reached
    ],
)
def test_the_stage(x: Level, y: Level, expected: tuple[Any, ...]) -> None:
    asked = rubric(practice("p", "x"), practice("q", "y"), practice("r", "z"), stages=STAGES)
    said = {key: level for key, level in (("p", x), ("q", y), ("r", 1)) if level is not None}
    result = score(asked, sheet(levels=said))
    assert (result.stage, result.next_stage, result.unmet) == expected


def test_a_rubric_without_stages_has_none() -> None:
    result = score(rubric(), sheet(levels={"a": 1, "b": 1, "c": 1}))
    assert (result.stage, result.next_stage, result.unmet) == (None, None, {})


@pytest.mark.parametrize(
    ("x", "y", "fired"), [(2, 1, ("ahead",)), (1, 1, ()), (1, 2, ()), (None, 1, ()), (2, None, ())]
)
def test_a_caution_fires_when_one_is_ahead(x: Level, y: Level, fired: tuple[str, ...]) -> None:
    caution = {"id": "ahead", "dimension": "x", "ahead_of": "y", "message": "Wait."}
    asked = rubric(practice("p", "x"), practice("q", "y"), practice("r", "z"), cautions=[caution])
    said = {key: level for key, level in (("p", x), ("q", y), ("r", 1)) if level is not None}
    assert score(asked, sheet(levels=said)).cautions == fired


def test_a_caution_does_not_fire_against_a_one_sided_dimension() -> None:
    caution = {"id": "ahead", "dimension": "x", "ahead_of": "y", "message": "Wait."}
    asked = rubric(practice("p", "x"), practice("q", "y"), cautions=[caution])
    staff, members = sheet("staff", {"p": 3, "q": 1}, share=True), sheet(MEMBERS, {"p": 3}, share=True)
    assert score(asked, staff, members).cautions == ()


# 3.8 Agreement is over private sheets of shown voices.


def test_agreement_leaves_out_what_too_few_of_a_voice_answered() -> None:
    asked = rubric()
    staff = five("staff", {"a": [0, 1, 2, 3, 3], "b": [0, 3]})
    assert score(asked, *staff).agreement == score(asked, *five("staff", {"a": [0, 1, 2, 3, 3], "b": [3, 3]})).agreement
    assert score(asked, sheet(levels={"a": 1})).agreement_why == "too-few"


# 3.9 Things to check.


def checks(*sheets: Sheet) -> list[str]:
    return [each.why for each in score(rubric(), *sheets).to_check if each.practice == "a"]


def test_the_top_needs_evidence_from_someone_who_is_shown() -> None:
    top = sheet(levels={"a": 3})
    shown = {"a": {"level": 3, "evidence": "Minutes."}}
    assert checks(top) == ["top-without-evidence"]
    assert checks(sheet(levels=shown)) == []
    assert checks(top, sheet("staff", shown, share=True)) == []
    assert checks(top, sheet("staff", shown)) == ["top-without-evidence"]
    assert checks(sheet(levels={"a": {"level": 3, "evidence": " \n"}})) == ["top-without-evidence"]


def test_a_together_level_above_a_voice_is_said() -> None:
    assert checks(sheet(levels={"a": 2}), sheet(MEMBERS, {"a": 1}, share=True)) == ["above-a-voice"]
    assert checks(sheet(levels={"a": 1}), sheet(MEMBERS, {"a": 1}, share=True)) == []


@pytest.mark.parametrize(("given", "many"), [([1, 1, DK], True), ([1, 1, 1, DK], False), ([DK], True), ([None], False)])
def test_a_third_who_do_not_know_is_said(given: list[Level], many: bool) -> None:
    found = checks(*five("staff", {"a": given, "b": [1] * len(given)}, share=True))
    assert ("many-dont-know" in found) is many


@pytest.mark.parametrize(("staff", "told"), [(0, True), (1, False), (DK, True)])
def test_members_who_were_not_told(staff: Level, told: bool) -> None:
    found = checks(sheet("staff", {"a": staff}, share=True), sheet(MEMBERS, {"a": DK}, share=True))
    assert ("members-not-told" not in found) is told


# Who was there, and what else they said.


def test_people_are_as_the_together_sheet_says_else_the_sheets_of_a_shown_voice() -> None:
    staff = [sheet("staff", {"a": 1}, share=True) for _ in range(3)]
    assert score(rubric(), sheet(levels={"a": 1}, people={MEMBERS: 2}), *staff).people == {"staff": 3, MEMBERS: 2}
    assert score(rubric(), sheet(levels={"a": 1}, people={"staff": 7}), *staff).people == {"staff": 7, MEMBERS: 0}


def test_circumstances_are_those_of_shown_sheets_in_rubric_order() -> None:
    asked = rubric(circumstances=[{"id": name, "statement": f"It is {name}."} for name in ("one", "two", "three")])
    result = score(
        asked,
        sheet(levels={"a": 1}, circumstances=["three"]),
        sheet("staff", {"a": 1}, share=True, circumstances=["one"]),
        sheet(MEMBERS, {"a": 1}, circumstances=["two"]),
    )
    assert result.circumstances == ("one", "three")


def test_experience_answers_are_counted_where_they_may_be_shown() -> None:
    options = [{"id": name, "text": name} for name in ("yes", "no", "other")]
    questions = [
        {"id": "equal", "question": "Equal?", "options": options},
        {"id": "many", "question": "Which?", "options": options, "several": True},
    ]
    asked = rubric(experience=questions)
    answers = [
        sheet(MEMBERS, {"a": 1}, experience={"equal": said, "many": ["yes", "no"]} if i < 4 else {"equal": said})
        for i, said in enumerate(["yes", "yes", "no", "yes", "yes", " "])
    ]
    found = score(asked, *answers).experience
    assert found["equal"].n == 5
    assert found["equal"].counts == {"yes": 4, "no": 1}
    assert "many" not in found  # four answered, and the voice is shown by number


# What a meeting talked about.


def talk(*what: str | None) -> Sheet:
    ratings_ = {
        key: {"level": 1, **({"talked_about": each} if each else {})} for key, each in zip("abc", what, strict=False)
    }
    return sheet("together", ratings_)


@pytest.mark.parametrize(
    ("what", "counted"),
    [((None, None), None), (("kept", None), (1, 0)), (("kept", "moved", "moved"), (1, 2)), ((), None)],
)
def test_what_a_meeting_talked_about_is_counted(what: tuple[str | None, ...], counted: tuple[int, int] | None) -> None:
    alone = sheet("staff", {"a": 1}, share=True)
    assert score(rubric(), talk(*what), alone).talked_about == counted


def test_where_a_voice_is_hidden_nothing_of_the_talk_is_said() -> None:
    hidden = sheet("staff", {"a": 3}, share=False)
    assert score(rubric(), talk("kept", "moved"), hidden).talked_about is None

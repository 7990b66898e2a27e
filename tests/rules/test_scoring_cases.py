"""Each scoring rule asked of one case, as scoring very many rounds asks it; figures worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.make import MEMBERS, practice, rubric

from coprod_check.rules.result import Heard, Reached, Standing, VoiceHeard, VoiceOnPractice
from coprod_check.rules.scoring import (
    AnswerCounts,
    Need,
    Said,
    cautions,
    circumstance_counts,
    count_experience,
    few_on_one_side,
    fewer_than_half_said_so,
    find_stage,
    heard_in_short,
    more_than_half,
    mostly_one_voice,
    needed_by,
    people_there,
    score_group,
    score_practice,
    score_voice,
    things_to_check,
    together_and,
    whose_view,
    with_voices,
)

DK, NA = "dont-know", "not-applicable"
BOTH: Any = ("staff", MEMBERS)
STAFF: Any = ("staff",)
MEMBER: Any = (MEMBERS,)
NEITHER: Any = ()


def heard(said: Any, *, evidence: bool = False, many: bool = False) -> Heard | None:
    """A voice by its level, or the word for why it has none; ``None`` where it is not shown."""
    if said is None or isinstance(said, int):
        return None if said is None else Heard("rated", said, evidence, many)
    return Heard(said, None, evidence, many)


def voices(staff: Any, members: Any) -> dict[Any, Heard | None]:
    return {"staff": heard(staff), MEMBERS: heard(members)}


@pytest.mark.parametrize(
    ("levels", "dont_know", "not_applicable", "by_number", "expected"),
    [
        # status, level, low, high, split
        ((0, 0, 0, 0), 0, 0, False, ("unanswered", None, None, None, None)),
        ((2, 1, 0, 1), 0, 0, True, ("too-few", None, None, None, None)),
        ((2, 1, 0, 1), 0, 0, False, ("rated", 0, 0, 3, True)),
        ((2, 2, 1, 0), 0, 0, True, ("rated", 1, None, None, True)),
        ((0, 2, 2, 0), 1, 0, True, ("rated", 1, None, None, None)),  # five answered, four gave a level
        ((0, 1, 1, 0), 2, 0, False, ("rated", 1, 1, 2, False)),  # two do not know, two gave a level
        ((0, 1, 1, 0), 3, 0, False, (DK, None, 1, 2, False)),
        ((0, 1, 1, 0), 0, 2, False, ("rated", 1, 1, 2, False)),  # half is not more than half
        ((0, 1, 1, 0), 0, 3, False, (NA, None, 1, 2, False)),
        ((0, 0, 0, 0), 1, 0, False, (DK, None, None, None, None)),
    ],
)
def test_a_voice_from_its_counts(
    levels: tuple[int, ...], dont_know: int, not_applicable: int, by_number: bool, expected: tuple[Any, ...]
) -> None:
    found = score_voice(AnswerCounts(levels, dont_know, not_applicable, evidence=True), by_number=by_number)
    assert (found.status, found.level, found.low, found.high, found.split) == expected
    assert found.evidence is (found.status not in {"unanswered", "too-few"})


@pytest.mark.parametrize(
    ("staff", "members", "answer", "sides", "expected"),
    [
        # status, level, one_voice, whose, gap
        (2, 1, None, NEITHER, ("rated", 1, False, None, 1)),
        (2, None, None, NEITHER, ("rated", 2, True, "staff", None)),
        (None, 3, None, NEITHER, ("rated", 3, True, MEMBERS, None)),
        (2, "too-few", None, NEITHER, ("rated", 2, True, "staff", None)),
        (2, "unanswered", None, NEITHER, ("rated", 2, True, "staff", None)),
        (2, NA, None, NEITHER, ("rated", 2, True, "staff", None)),
        (2, DK, None, NEITHER, (DK, None, False, None, None)),
        (NA, NA, None, NEITHER, (NA, None, False, None, None)),
        (None, None, None, NEITHER, ("unanswered", None, False, None, None)),
        (0, 3, 2, BOTH, ("rated", 2, False, None, -3)),
        (0, 3, DK, BOTH, (DK, None, False, None, -3)),
        (None, None, NA, BOTH, (NA, None, False, None, None)),
        (3, None, 1, STAFF, ("rated", 1, True, "staff", None)),
        (None, 1, 3, STAFF, ("rated", 1, False, None, 2)),  # its level stands for the side without a voice
        (None, None, 2, MEMBER, ("rated", 2, True, MEMBERS, None)),
        (None, None, 2, NEITHER, ("rated", 2, True, None, None)),
        (3, 3, 0, NEITHER, ("rated", 0, False, None, 0)),
    ],
)
def test_the_team_from_both_voices_and_what_a_meeting_said(
    staff: Any, members: Any, answer: Any, sides: Any, expected: tuple[Any, ...]
) -> None:
    said = None if answer is None else Said(answer, evidence=False, sides=sides)
    found = score_practice(voices(staff, members), said)
    assert (found.status, found.level, found.one_voice, found.one_voice_of, found.gap) == expected
    assert not found.evidence


def test_evidence_of_any_voice_or_of_the_meeting_is_evidence() -> None:
    silent = voices(1, 1)
    telling: Any = {**silent, "staff": heard(1, evidence=True)}
    assert score_practice(telling, None).evidence
    assert score_practice(silent, Said(1, evidence=True, sides=BOTH)).evidence
    assert not score_practice(silent, Said(1, evidence=False, sides=BOTH)).evidence


def test_each_voice_stands_beside_the_team_as_it_is() -> None:
    staff = VoiceOnPractice("rated", 2, n=7, low=0, high=3, split=True)
    team = score_practice(voices(2, None), None)
    both: Any = {"staff": staff, MEMBERS: None}
    found = with_voices(team, both)
    assert found.voices == both
    assert (found.status, found.level, found.standing) == ("rated", 2, Standing("rated", 2, one_voice=True))


@pytest.mark.parametrize(
    ("counted", "shown", "view"),
    [
        (BOTH, (), "together"),
        (STAFF, (MEMBERS,), "both-voices"),
        (None, BOTH, "both-voices"),
        (STAFF, (), "staff-only"),
        (None, (MEMBERS,), "lived-experience-only"),
        (MEMBER, (MEMBERS,), "lived-experience-only"),
        (NEITHER, (), "unknown"),
        (None, (), "none"),
    ],
)
def test_whose_view_it_is(counted: Any, shown: Any, view: str) -> None:
    assert whose_view(counted, shown) == view


def test_most_is_more_than_half() -> None:
    assert [more_than_half(some, 4) for some in range(5)] == [False, False, False, True, True]
    one, two, unknown = standing(1, one_voice=True), standing(1), standing(DK)
    assert mostly_one_voice([one, one, two, unknown])
    assert not mostly_one_voice([one, two, unknown])
    assert not mostly_one_voice([unknown])


def standing(level: Any, *, one_voice: bool = False) -> Standing:
    status: Any = "rated" if isinstance(level, int) else level
    return Standing(status, level if status == "rated" else None, one_voice)


@pytest.mark.parametrize(
    ("levels", "one_voices", "expected"),
    [
        # status, level, majority, held back by, not known; the fourth practice is not core
        ([2, 2, 2, 0], 0, ("scored", 2, 2, (), ())),
        ([0, 3, 3, 3], 0, ("scored", 1, 3, ("a",), ())),
        ([3, 3, DK, 3], 0, ("scored", 2, 3, (), ("c",))),
        ([1, 1, "unanswered", 3], 0, ("scored", 1, 1, (), ("c",))),
        ([3, 3, 3, 3], 3, ("scored", 2, 3, (), ())),  # one side alone stops one below the top
        ([3, 3, 3, 3], 2, ("scored", 3, 3, (), ())),
        ([0, 3, 3, 3], 3, ("scored", 1, 3, ("a",), ())),
        ([DK, DK, 3, 3], 0, ("not-enough-answers", None, None, (), ())),  # one of three core ones
        ([NA, NA, NA, 1], 0, ("scored", 1, 1, (), ())),  # none is core: all gate
        ([NA, NA, NA, NA], 0, ("not-applicable", None, None, (), ())),
    ],
)
def test_a_group_from_how_its_practices_stand(levels: list[Any], one_voices: int, expected: tuple[Any, ...]) -> None:
    asked = rubric(practice("a"), practice("b"), practice("c"), practice("x", core=False))
    each = [standing(level, one_voice=place < one_voices) for place, level in enumerate(levels)]
    found = score_group(asked, asked.practices, each)
    assert (found.status, found.level, found.majority, found.held_back_by, found.not_known) == expected
    assert found.reached == Reached(found.status, found.level, found.one_sided, found.majority)


def test_a_groups_score_is_the_weighted_mean_and_its_ends_are_those_of_the_blanks() -> None:
    asked = rubric(practice("a", weight=3), practice("b"))
    found = score_group(asked, asked.practices, [standing(2), standing("unanswered")])
    assert (found.score, found.score_if_lowest, found.score_if_highest) == (2.0, 6 / 4, 9 / 4)
    assert (found.rated, found.applicable) == (1, 2)


STAGES = [
    {"id": "first", "name": "First", "needs": {}},
    {"id": "second", "name": "Second", "needs": {"d": 1}},
    {"id": "third", "name": "Third", "needs": {"e": 2}},
]


def reached(level: Any, *, one_sided: bool = False, majority: int | None = None) -> Reached:
    if isinstance(level, int):
        return Reached("scored", level, one_sided, level if majority is None else majority)
    return Reached("not-applicable" if level == NA else "not-enough-answers", None, one_sided, None)


@pytest.mark.parametrize(
    ("d", "e", "expected"),
    [
        (0, 3, ("first", "second", {"d": 1}, None)),
        (1, 1, ("second", "third", {"e": 2}, None)),
        (1, None, ("second", "third", {"e": 2}, None)),
        (1, 2, ("third", None, {}, None)),
        (None, 2, (None, None, {}, "not-enough-answers")),
        # The second stage's one need is left out: it is passed, not given, and does not count as reached.
        (NA, None, (None, None, {}, "not-enough-answers")),
        (NA, 1, ("first", "third", {"e": 2}, None)),
        (NA, 2, ("third", None, {}, None)),
        (NA, NA, ("first", None, {}, None)),
    ],
)
def test_the_stage_from_how_far_each_dimension_is(d: Any, e: Any, expected: tuple[Any, ...]) -> None:
    asked = rubric(practice("a"), practice("b", "e"), stages=STAGES)
    both: Any = {"d": reached(d), "e": reached(e)}
    assert find_stage(asked, both, {}, one_sided=False) == expected


@pytest.mark.parametrize(
    ("a", "expected"),
    [
        (2, ("second", None, {}, None)),
        (1, ("first", "second", {"a": 2}, None)),
        (DK, (None, None, {}, "not-enough-answers")),
        ("unanswered", (None, None, {}, "not-enough-answers")),
        (NA, ("second", None, {}, None)),
    ],
)
def test_a_stage_may_need_a_practice(a: Any, expected: tuple[Any, ...]) -> None:
    stages = [{"id": "first", "name": "First"}, {"id": "second", "name": "Second", "needs": {"d": 1, "a": 2}}]
    asked = rubric(practice("a"), stages=stages)
    one: Any = {"d": reached(1)}
    assert find_stage(asked, one, {asked.practices[0].id: standing(a)}, one_sided=False) == expected


def test_needs_that_are_not_met_and_not_known_are_told_in_their_order() -> None:
    stages = [{"id": "first", "name": "First"}, {"id": "second", "name": "Second", "needs": {"a": 2, "d": 2}}]
    asked = rubric(practice("a"), stages=stages)
    one: Any = {"d": reached(1)}
    found = find_stage(asked, one, {asked.practices[0].id: standing(DK)}, one_sided=False)
    assert list(found.unmet) == ["a", "d"]
    assert found == ("first", "second", {"a": 2, "d": 2}, None)


def test_one_side_alone_is_never_given_a_stage() -> None:
    asked = rubric(practice("a"), practice("b", "e"), stages=STAGES)
    both: Any = {"d": reached(3), "e": reached(3)}
    assert find_stage(asked, both, {}, one_sided=True) == (None, None, {}, "one-sided")
    assert find_stage(rubric(practice("a")), both, {}, one_sided=True) == (None, None, {}, None)


@pytest.mark.parametrize(
    ("stage", "needed"), [(None, set()), ("first", set()), ("second", {"a"}), ("third", {"a", "b"})]
)
def test_the_practices_that_a_stage_or_an_earlier_one_needs(stage: str | None, needed: set[str]) -> None:
    stages = [
        {"id": "first", "name": "First"},
        {"id": "second", "name": "Second", "needs": {"d": 1, "a": 1}},
        {"id": "third", "name": "Third", "needs": {"b": 1}},
    ]
    assert needed_by(rubric(practice("a"), practice("b"), stages=stages), stage) == needed


def test_a_caution_from_how_far_two_dimensions_are() -> None:
    caution = {"id": "x", "dimension": "d", "ahead_of": "e", "message": "Look."}
    asked = rubric(practice("a"), practice("b", "e"), cautions=[caution])

    def fired(d: Reached, e: Reached) -> tuple[str, ...]:
        both: Any = {"d": d, "e": e}
        return cautions(asked, both, None, {})

    assert fired(reached(2), reached(1)) == ("x",)
    # The middle levels are compared, whatever holds a level back.
    assert fired(reached(1, majority=3), reached(2)) == ("x",)
    assert fired(reached(2), reached(1, majority=2)) == ()
    assert fired(reached(1), reached(1)) == ()
    assert fired(reached(2), reached(1, one_sided=True)) == ()
    assert fired(reached(2, one_sided=True), reached(1)) == ("x",)
    assert fired(reached(2), reached(None)) == ()


@pytest.mark.parametrize(
    ("stage", "said", "fired"),
    [(None, True, ()), ("first", True, ()), ("second", True, ("x",)), ("third", True, ("x",)), ("third", False, ())],
)
def test_a_caution_from_what_members_say(stage: str | None, said: bool, fired: tuple[str, ...]) -> None:
    options = [{"id": each, "text": each} for each in ("yes", "no")]
    caution = {"id": "x", "message": "Ask.", "experience": "q", "options": ["yes"], "stage": "second"}
    asked = rubric(
        practice("a"), practice("b", "e"), stages=STAGES, cautions=[caution],
        experience=[{"id": "q", "question": "Part?", "options": options}],
    )  # fmt: skip
    none: Any = {"d": reached(None), "e": reached(None)}
    assert cautions(asked, none, stage, {"x": said}) == fired


@pytest.mark.parametrize(
    ("answered", "chose", "by_number", "fewer"),
    [
        (0, 0, False, False), (2, 1, False, False), (3, 1, False, True), (1, 0, False, True),
        (4, 0, True, False), (5, 2, True, True), (6, 3, True, False),
    ],
)  # fmt: skip
def test_fewer_than_half_of_those_who_may_be_counted(answered: int, chose: int, by_number: bool, fewer: bool) -> None:
    assert fewer_than_half_said_so(answered, chose, by_number=by_number) is fewer


@pytest.mark.parametrize(("dont_know", "many"), [(1, False), (2, True)])
def test_a_third_of_those_who_answered_are_many(dont_know: int, many: bool) -> None:
    voice = VoiceOnPractice("rated", 1, n=4, dont_know=dont_know)
    assert heard_in_short(voice) == ("rated", 1, False, many)
    assert not heard_in_short(VoiceOnPractice("too-few")).many_dont_know


@pytest.mark.parametrize(
    ("staff", "members", "answer", "expected"),
    [
        (heard(3), heard(3), None, ("top-without-evidence",)),
        (heard(3, evidence=True), heard(3), None, ()),
        (heard(1), None, Said(2, evidence=True, sides=BOTH), ("above-a-voice",)),
        (heard(1), None, Said(1, evidence=True, sides=BOTH), ()),
        (heard(1), None, Said(2, evidence=True, sides=()), ()),
        (heard(1, many=True), None, None, ("many-dont-know",)),
        (heard(1), heard(DK, many=True), None, ("many-dont-know", "members-not-told")),
        (heard(0), heard(DK), None, ()),
        (None, heard(DK), None, ()),
    ],
)
def test_what_to_check_on_a_practice(staff: Any, members: Any, answer: Any, expected: tuple[str, ...]) -> None:
    both: Any = {"staff": staff, MEMBERS: members}
    assert things_to_check(3, score_practice(both, answer), both, answer, Need()) == expected


@pytest.mark.parametrize(
    ("level", "evidence", "majority", "expected"),
    [
        (2, False, 2, ("stage-without-evidence",)),
        (2, True, 2, ()),
        (2, True, 1, ("stage-rests-on-one",)),
        (2, False, 1, ("stage-without-evidence", "stage-rests-on-one")),
        (3, False, 2, ("top-without-evidence", "stage-rests-on-one")),  # the top already says that nothing shows it
        (2, True, None, ()),
    ],
)
def test_what_a_stage_rests_on_is_looked_at_again(
    level: int, evidence: bool, majority: int | None, expected: tuple[str, ...]
) -> None:
    nobody: Any = {"staff": None, MEMBERS: None}
    said = Said(level, evidence=evidence, sides=BOTH)
    team = score_practice(nobody, said)
    assert things_to_check(3, team, nobody, said, Need(named=True, majority=majority)) == expected


def test_a_practice_that_is_needed_and_not_rated_says_nothing_of_a_stage() -> None:
    nobody: Any = {"staff": None, MEMBERS: None}
    said = Said(DK, evidence=False, sides=BOTH)
    assert things_to_check(3, score_practice(nobody, said), nobody, said, Need(named=True, majority=1)) == ()


@pytest.mark.parametrize(
    ("staff", "members", "few"),
    [
        (6, 1, MEMBERS), (1, 6, "staff"), (1, 1, MEMBERS), (4, 2, None), (5, 2, MEMBERS), (2, 5, "staff"),
        (2, 2, None), (0, 3, None), (3, 0, None), (0, 0, None), (12, 6, None), (13, 6, MEMBERS),
    ],
)  # fmt: skip
def test_few_on_one_side(staff: int, members: int, few: str | None) -> None:
    found = few_on_one_side(staff, members)
    assert [(each.practice, each.why, each.side) for each in found] == ([(None, "few-on-one-side", few)] if few else [])


@pytest.mark.parametrize(
    ("ticks", "by_number", "counts"), [(0, False, False), (1, False, True), (4, True, False), (5, True, True)]
)
def test_a_circumstance_counts_by_five_or_by_consent(ticks: int, by_number: bool, counts: bool) -> None:
    assert circumstance_counts(ticks, by_number=by_number) is counts


def test_who_was_heard_and_how_many_were_there() -> None:
    hidden = VoiceHeard(3, shown=False, hidden=True)
    both: Any = {"staff": hidden, MEMBERS: hidden}
    assert together_and(both, met=True) == {"together": VoiceHeard(1, shown=True), **both}
    assert together_and(both, met=False)["together"] == VoiceHeard(0, shown=False)
    assert [people_there(0, 3), people_there(2, 3), people_there(0, 0)] == [3, 2, 0]


@pytest.mark.parametrize(
    ("answered", "by_number", "shown"), [(0, False, False), (1, False, True), (4, True, False), (5, True, True)]
)
def test_experience_answers_of_enough_people(answered: int, by_number: bool, shown: bool) -> None:
    options = [{"id": each, "text": each} for each in ("yes", "no")]
    asked = rubric(experience=[{"id": "q", "question": "How?", "options": options}])
    found = count_experience(asked.experience[0], answered, [answered, 0], by_number=by_number)
    assert (found is not None) is shown
    if found:
        assert (found.n, found.counts) == (answered, {"yes": answered})

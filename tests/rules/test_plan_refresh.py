"""Plans over which the command is run again: pairs worked out by hand from contract section 4.2.

Unless a row says otherwise: six practices, a, c and e of dimension x and b, d and f of
y, all at level 1. Nothing but "lowest" fits, so a fresh plan without a limit picks two
of each dimension first, a-2, b-2, c-2, d-2, and then e-2, f-2; one of five ends at e-2.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.plan import Action, Plan, plain_id
from coprod_check.rules.plan_refresh import NOT_ASKED_FOR, REACHED, Refresh, refresh_plan
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.result import Result

DK = "dont-know"
LATER = DAY + dt.timedelta(days=60)
WEEKS = dt.timedelta(weeks=8)
ONES = dict.fromkeys("abcdef", 1)
OTHER = {view: {"action": f"Ask ({view})."} for view in ("staff-only", "lived-experience-only", "unknown")}


def asked(version: str = "1.0.0") -> Rubric:
    practices = (practice(name, "xy"[index % 2]) for index, name in enumerate("abcdef"))
    return rubric(*practices, other_voice=OTHER, version=version)


def answered(levels: dict[str, Any], *, round_: str = "r", voice: str = "together", version: str = "1.0.0") -> Result:
    said = sheet(voice, {**ONES, **levels}, round=round_, **({"share": True} if voice != "together" else {}))
    return score_round(settled(asked(version), said))


def edited(plan: Plan, how: dict[str, dict[str, Any] | None], own: tuple[dict[str, Any], ...] = ()) -> Plan:
    """A plan as people edit it: keys changed by id, ``None`` for an action taken out, their own put last."""
    kept = [each for each in plan.actions if how.get(each.id, {}) is not None]
    changed = [Action.model_validate({**each.model_dump(), **(how.get(each.id) or {})}) for each in kept]
    return plan.model_copy(update={"actions": (*changed, *map(Action.model_validate, own))})


@dataclass(frozen=True)
class Pair:
    """One plan, edited, and the answers over which it is made again; then what must come of it."""

    name: str
    then: dict[str, Any] = field(default_factory=dict)
    how: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    own: tuple[dict[str, Any], ...] = ()
    now: dict[str, Any] = field(default_factory=dict)
    round: str = "r"
    limit: int = 5
    voices: tuple[str, str] = ("together", "together")
    version: str = "1.0.0"
    added: tuple[str, ...] = ()
    offered: str | None = None
    """Ids apart by spaces; ``None`` where they must stand as before."""
    because: dict[str, str] = field(default_factory=dict)
    """What becomes of ``because``; of no other action does it change."""
    reached: tuple[str, ...] = ()
    differs: bool = False


DONE, DROPPED = {"status": "done"}, {"status": "dropped"}
FIVE = "a-2 b-2 c-2 d-2 e-2"
ROOM = "It is at level {}: there is room to go one step up."
PAIRS = [
    Pair("the same answers change nothing"),
    Pair("the same answers, and a plan that is full: a larger limit makes room", limit=6,
         added=("f-2",), offered=f"{FIVE} f-2"),
    Pair("two done: room for two, and one is left that was not offered", how={"a-2": DONE, "b-2": DONE},
         added=("f-2",), offered=f"{FIVE} f-2"),
    # c-2 d-2 e-2 f-2 at level 1 come first, two of each dimension; then a-3 and b-3, third of theirs.
    Pair("two done, and the next round says so", how={"a-2": DONE, "b-2": DONE}, now={"a": 2, "b": 2}, round="r2",
         added=("f-2", "a-3"), offered="c-2 d-2 e-2 f-2 a-3", differs=True),
    # Picked: d-2 e-2 f-2 at level 1, a-3 (second of x) at 2; then b-3 and c-3. Open and not reached: d-2 and e-2.
    Pair("three reached: each makes room for one", now={"a": 2, "b": 2, "c": 2}, round="r2",
         added=("f-2", "a-3", "b-3"), offered="d-2 e-2 f-2 a-3 b-3", differs=True,
         because={"a-2": REACHED, "b-2": REACHED, "c-2": REACHED}, reached=("a-2", "b-2", "c-2")),
    Pair("every practice rose: the next five come at once", now=dict.fromkeys("abcdef", 2), round="r2",
         added=("a-3", "b-3", "c-3", "d-3", "e-3"), offered="a-3 b-3 c-3 d-3 e-3", differs=True,
         because=dict.fromkeys(FIVE.split(), REACHED), reached=tuple(FIVE.split())),
    Pair("one taken out is declined for this round", how={"a-2": None}, added=("f-2",), offered=f"{FIVE} f-2"),
    Pair("one taken out may come again in the next", how={"a-2": None}, round="r2",
         added=("a-2",), offered="b-2 c-2 d-2 e-2 a-2", differs=True),
    Pair("one taken out, and a late sheet of the same round", how={"a-2": None}, now={"b": 0},
         added=("b-1",), offered=f"{FIVE} b-1", because={"b-2": NOT_ASKED_FOR}, differs=True),
    Pair("one done and picked again twice", how={"a-2": DONE}, own=({"id": "a-2-again", "action": "A.", **DROPPED},),
         round="r2", added=("a-2-again-2",), offered=FIVE, differs=True),
    Pair("done, taken up again and still open", how={"a-2": DONE}, own=({"id": "a-2-again", "action": "A."},),
         round="r2", offered=FIVE, because={"a-2-again": ROOM.format("1 Started")}, differs=True),
    Pair("the first was taken out, what was picked again is done", how={"a-2": None},
         own=({"id": "a-2-again", "action": "A.", **DONE},), round="r2", added=("a-2-again-2",), offered=FIVE,
         differs=True),
    Pair("dropped stays dropped in this round", how={"a-2": DROPPED}, added=("f-2",), offered=f"{FIVE} f-2"),
    Pair("dropped comes back in the next", how={"a-2": DROPPED}, round="r2", added=("a-2-again",), offered=FIVE,
         differs=True),
    # Fresh: the find-out first (somebody could not say), then c-2 d-2 e-2 f-2 at level 1.
    Pair("what a find-out is about changes", then={"a": DK, "b": DK}, now={"b": DK, "c": DK}, round="r2",
         because={"c-2": NOT_ASKED_FOR}, offered="find-out d-2 e-2 f-2", differs=True),
    # Now a-2 b-2 c-2 d-2 are picked first, and the find-out that is reached makes room for one.
    Pair("all that was to be found out is known", then={"a": DK, "b": DK}, round="r2", added=("a-2",),
         offered="c-2 d-2 e-2 f-2 a-2", because={"find-out": REACHED}, reached=("find-out",), differs=True),
    Pair("to be found out again", then={"a": DK}, how={"find-out": DONE}, now={"a": DK, "b": DK}, round="r2",
         because={"b-2": NOT_ASKED_FOR}, added=("find-out-again",), offered="find-out c-2 d-2 e-2", differs=True),
    Pair("blocked is open", how={"a-2": {"status": "blocked"}, "b-2": DONE}, added=("f-2",), offered=f"{FIVE} f-2"),
    Pair("the team's own count", how={"a-2": DONE, "b-2": DONE},
         own=({"id": "bus", "action": "B."}, {"action": "Ring Jo."})),
    Pair("the team's own that are ended do not", how={"a-2": DONE}, own=({"id": "bus", "action": "B.", **DONE},),
         added=("f-2",), offered=f"{FIVE} f-2"),
    Pair("more open than the limit", own=({"id": "bus", "action": "B."},), limit=3),
    Pair("an own action that aims at a level is reached too", how={"a-2": None, "b-2": None, "c-2": None},
         own=({"id": "bus", "action": "B.", "practice": "a", "to_level": 2},), now={"a": 2},
         # d-2 e-2 are open; b-2 and c-2 are declined; f-2 and then a-3 are left.
         added=("f-2", "a-3"), offered=f"{FIVE} f-2 a-3", because={"bus": REACHED}, reached=("bus",), differs=True),
    Pair("a level that fell: a step from lower down, and the old one is no longer asked for", now={"a": 0},
         round="r2", limit=6, because={"a-2": NOT_ASKED_FOR}, added=("a-1",), offered="b-2 c-2 d-2 e-2 a-1",
         differs=True),
    Pair("the round is spelt otherwise", round=" R  "),
    Pair("a patch of the questions is a difference, and no new round", version="1.0.1", differs=True),
    # Staff alone: to hear the others, a-2 b-2 c-2 d-2. Now members alone, at the same levels.
    Pair("the other side is another one now", voices=("staff", MEMBERS), round="r2", limit=6,
         because={"other-voice": NOT_ASKED_FOR}, added=("other-voice-again",),
         offered="a-2 b-2 c-2 d-2 other-voice", differs=True),
    Pair("the other side is another one in the same round", voices=("staff", MEMBERS), limit=6,
         because={"other-voice": NOT_ASKED_FOR}, added=("other-voice-again",),
         offered="other-voice a-2 b-2 c-2 d-2", differs=True),
    Pair("the other side in the team's own words is asked for still", voices=("staff", MEMBERS), round="r2",
         how={"other-voice": {"action": "Go and see them."}}, offered="other-voice a-2 b-2 c-2 d-2", differs=True),
    Pair("the other side is heard by now", voices=("staff", "together"), round="r2",
         because={"other-voice": NOT_ASKED_FOR}, offered="a-2 b-2 c-2 d-2", differs=True),
]  # fmt: skip


def refreshed(pair: Pair, *, on: dt.date = LATER) -> tuple[Plan, Refresh, Result]:
    first = draft_plan(answered(pair.then, voice=pair.voices[0]), on=DAY)
    old = edited(first, pair.how, pair.own)
    result = answered(pair.now or (pair.then if pair.round.strip().lower() == "r" else {}),
                      round_=pair.round, voice=pair.voices[1], version=pair.version)  # fmt: skip
    return old, refresh_plan(old, result, on=on, limit=pair.limit), result


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_what_becomes_of_a_plan(pair: Pair) -> None:
    old, found, result = refreshed(pair)
    assert tuple(each.id for each in found.added) == pair.added
    offered = " ".join(old.offered) if pair.offered is None else pair.offered
    assert " ".join(found.plan.offered) == offered
    kept = found.plan.actions[: len(old.actions)]
    changed = {new.id: new.because for was, new in zip(old.actions, kept, strict=True) if was.because != new.because}
    assert changed == pair.because
    assert tuple(each.id for each in found.plan.actions if found.plan.reached(each)) == pair.reached
    assert ("made_on" in found.parts) is pair.differs
    assert found.changes is (pair.differs or bool(pair.added))
    again = refresh_plan(found.plan, result, on=LATER + WEEKS, limit=pair.limit)
    assert not again.changes


def test_there_are_twelve_pairs_and_more() -> None:
    assert len(PAIRS) >= 12
    assert len({pair.name for pair in PAIRS}) == len(PAIRS)


def test_what_people_wrote_is_the_same_in_every_pair() -> None:
    for pair in PAIRS:
        old, found, _ = refreshed(pair)
        ours = {"because", "practices"}
        for was, new in zip(old.actions, found.plan.actions, strict=False):
            assert was.model_dump(exclude=ours) == new.model_dump(exclude=ours)


def test_to_end_what_was_reached_brings_nothing_more_since_its_room_was_taken_at_once() -> None:
    risen = answered(dict.fromkeys("abcdef", 2), round_="r2")
    plan = refresh_plan(draft_plan(answered({}), on=DAY), risen, on=LATER, limit=5).plan
    ended = edited(plan, dict.fromkeys(FIVE.split(), DONE))
    assert not refresh_plan(ended, risen, on=LATER, limit=5).changes
    assert [each.id for each in ended.actions if each.open] == ["a-3", "b-3", "c-3", "d-3", "e-3"]


def test_the_practices_of_an_open_find_out_are_refreshed() -> None:
    pair = Pair("", then={"a": DK, "b": DK}, now={"b": DK, "c": DK}, round="r2")
    _, found, _ = refreshed(pair)
    (out,) = (each for each in found.plan.actions if each.id == "find-out")
    assert out.practices == ("b", "c")
    ended = Pair("", then=pair.then, now=pair.now, round="r2", how={"find-out": DONE})
    _, found, _ = refreshed(ended)
    assert [each.practices for each in found.plan.actions if plain_id(each.id) == "find-out"] == [
        ("a", "b"), ("b", "c"),
    ]  # fmt: skip


def test_the_reason_of_a_candidate_is_its_reason_now() -> None:
    held = {"a": 0, "b": 3, "c": 3, "d": 3, "e": 3, "f": 3}
    old = draft_plan(answered({"a": 0}), on=DAY)
    found = refresh_plan(old, answered(held, round_="r2"), on=LATER, limit=5)
    assert found.actions[0]["because"] == "It holds “X” back: it is behind most of the other practices there."


def test_no_other_voice_means_no_candidate_for_one_of_the_same_words() -> None:
    old, found, result = refreshed(Pair("", voices=("staff", "staff"), round="r2"))
    assert [each.id for each in found.added] == []
    assert found.plan.offered[0] == "other-voice"
    assert [each.because for each in old.actions] == [each.because for each in found.plan.actions]
    assert result.view == "staff-only"


def test_in_one_round_the_new_other_side_comes_once_there_is_room_and_is_declined_by_taking_it_out() -> None:
    full = Pair("", voices=("staff", MEMBERS))
    _, found, result = refreshed(full)
    assert found.added == ()
    assert "other-voice" not in found.plan.offered
    room = refresh_plan(edited(found.plan, {"a-2": DONE}), result, on=LATER, limit=5)
    assert [each.id for each in room.added] == ["other-voice-again"]
    declined = refresh_plan(edited(room.plan, {"other-voice-again": None}), result, on=LATER, limit=5)
    assert [each.id for each in declined.added] == ["e-2"]


# The follow-up date.


@pytest.mark.parametrize(
    ("chosen", "moves"),
    [
        (DAY + WEEKS, True),  # eight weeks after the plan was made, as nobody said otherwise
        (LATER - dt.timedelta(days=1), True),  # it has passed
        (LATER, False),
        (LATER + dt.timedelta(days=300), False),
        (None, False),
    ],
)
def test_the_follow_up_date_is_the_teams_until_it_has_passed(chosen: dt.date | None, moves: bool) -> None:
    old = draft_plan(answered({}), on=DAY).model_copy(update={"follow_up_on": chosen})
    found = refresh_plan(old, answered({}, round_="r2"), on=LATER, limit=5)
    assert found.plan.follow_up_on == (LATER + WEEKS if moves else chosen)
    assert ("follow_up_on" in found.parts) is moves


def test_nothing_moves_where_the_answers_are_the_same() -> None:
    old = draft_plan(answered({}), on=DAY).model_copy(update={"follow_up_on": dt.date(2026, 1, 1)})
    assert not refresh_plan(old, answered({}), on=LATER, limit=5).changes


def test_what_is_added_is_due_eight_weeks_from_now() -> None:
    old = edited(draft_plan(answered({}), on=DAY), {"a-2": DONE})
    (added,) = refresh_plan(old, answered({}), on=LATER, limit=5).added
    assert added.due == LATER + WEEKS


# Whether answers differ: by what stands in the file.


def read(changes: dict[str, Any]) -> Plan:
    """A plan as it is read from a file with some parts written otherwise; ``None`` leaves one out."""
    from coprod_check.documents.plan import keys_as_written, read_plan

    data = {**keys_as_written(draft_plan(answered({}), on=DAY)), **changes}
    plan, problems = read_plan({key: value for key, value in data.items() if value is not None})
    assert plan is not None, problems
    return plan


@pytest.mark.parametrize(
    "changes",
    [
        {"people": None}, {"people": {"staff": 2}}, {"dimensions": None}, {"practices": {}}, {"view": None},
        {"rubric_version": None}, {"round": None}, {"stage": "s0"}, {"rubric_version": "1.0.9"},
        {"people": {"staff": 9}},
    ],
)  # fmt: skip
def test_a_part_that_is_absent_or_says_otherwise_differs(changes: dict[str, Any]) -> None:
    found = refresh_plan(read(changes), answered({}), on=LATER, limit=5)
    assert set(changes) | {"made_on"} <= set(found.parts)


@pytest.mark.parametrize(
    "changes", [{}, {"follow_up_on": None}, {"made_on": None}, {"offered": None}, {"team": "TEAM "}]
)
def test_what_no_answer_says_is_no_difference(changes: dict[str, Any]) -> None:
    assert not refresh_plan(read(changes), answered({}), on=LATER, limit=5).changes


def test_a_renamed_team_is_a_difference() -> None:
    found = refresh_plan(read({"team": "Other"}), answered({}), on=LATER, limit=5)
    assert (found.parts["team"], found.parts["made_on"], found.plan.team) == ("Team", LATER, "Team")


# Laws.

LEVELS = st.fixed_dictionaries({name: st.integers(0, 3) | st.just(DK) for name in "abcdef"})
STATUSES = st.sampled_from(["to-do", "doing", "blocked", "done", "dropped", None])


@settings(max_examples=80, deadline=None)
@given(LEVELS, LEVELS, st.lists(STATUSES, max_size=6), st.sampled_from(["r", "r2"]), st.integers(1, 8))
def test_no_plan_goes_over_its_limit_and_none_changes_twice(
    then: dict[str, Any], now: dict[str, Any], statuses: list[str | None], round_: str, limit: int
) -> None:
    first = draft_plan(answered(then), on=DAY)
    how = {each.id: {"status": status} if status else None
           for each, status in zip(first.actions, statuses, strict=False)}  # fmt: skip
    old = edited(first, how)
    result = answered(now, round_=round_)
    found = refresh_plan(old, result, on=LATER, limit=limit)
    waiting = [each for each in found.plan.actions if each.open and not found.plan.reached(each)]
    assert len(waiting) <= max(limit, len([each for each in old.actions if each.open]))
    ids = [each.id for each in found.plan.actions]
    assert len(set(ids)) == len(ids)
    assert found.plan.actions[: len(old.actions)] == found.plan.actions[: len(ids) - len(found.added)]
    assert {each.plain_id for each in found.added} <= set(found.plan.offered)
    assert len(set(found.plan.offered)) == len(found.plan.offered)
    open_ids = [each.plain_id for each in found.plan.actions if each.open]
    assert len(set(open_ids)) == len(open_ids)
    assert not refresh_plan(found.plan, result, on=LATER + WEEKS, limit=limit).changes

"""Two plans compared: a case for every list, and laws for any two plans."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from helpers.make import DAY
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.plan import Action, Plan, read_plan
from coprod_check.documents.text import as_compared
from coprod_check.rules.coaching.plan_changes import (
    ActionChanges,
    DueSet,
    Gone,
    Moved,
    PlanDiff,
    PracticeChange,
    PracticeChanges,
    ToCheck,
    ambiguous,
    diff_plans,
    key_of,
)

LATER = DAY + dt.timedelta(days=60)
HEAD = {
    "format": "coprod-plan/1",
    "rubric": "small",
    "rubric_version": "1.0.0",
    "team": "Team",
    "round": "r",
    "made_on": DAY,
}


def plan(*actions: dict[str, Any], **more: Any) -> Plan:
    filled = [{"action": f"Do {each.get('id', 'it')}.", **each} for each in actions]
    said = {key: value for key, value in {**HEAD, **more}.items() if value is not None}
    made, problems = read_plan({**said, "actions": filled})
    assert made is not None, problems
    return made


def compared(old: list[dict[str, Any]], new: list[dict[str, Any]], **more: Any) -> ActionChanges:
    return diff_plans(plan(*old), plan(*new, made_on=LATER), today=more.get("today", LATER)).actions


def named(changes: ActionChanges) -> dict[str, Any]:
    """The lists that hold something."""
    every = {name: getattr(changes, name) for name in ActionChanges.__slots__}
    return {name: found for name, found in every.items() if found}


def day(month: int, date: int = 1, year: int = 2027) -> dt.date:
    return dt.date(year, month, date)


A = {"id": "a"}
FAR = {"due": day(12)}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([], [], {}),
        ([A], [A], {"unchanged": ("a",)}),
        ([A], [{**A, "status": "to-do"}], {"unchanged": ("a",)}),
        ([A], [{**A, "status": "done"}], {"done": ("a",)}),
        ([], [{**A, "status": "done"}], {"done": ("a",), "new": ("a",)}),
        ([{**A, "status": "dropped"}], [{**A, "status": "done"}], {"done": ("a",)}),
        ([{**A, "status": "done"}], [{**A, "status": "done"}], {"unchanged": ("a",)}),
        ([A], [{**A, "status": "doing"}], {"started": ("a",)}),
        ([], [{**A, "status": "doing"}], {"started": ("a",), "new": ("a",)}),
        ([], [A], {"new": ("a",)}),
        ([{**A, "status": "doing"}], [{**A, "status": "dropped"}], {"dropped": ("a",)}),
        ([], [{**A, "status": "dropped"}], {"dropped": ("a",), "new": ("a",)}),
        ([{**A, "status": "dropped"}], [{**A, "status": "dropped"}], {"unchanged": ("a",)}),
        ([{**A, "status": "doing"}], [], {"gone": (Gone("a", "doing"),)}),
        ([A], [], {"gone": (Gone("a", "to-do"),)}),
        ([{**A, "status": "doing"}], [A], {"went_back": ("a",)}),
        ([{**A, "status": "done"}], [A], {"went_back": ("a",)}),
        ([{**A, "status": "dropped"}], [{**A, "status": "doing"}], {"went_back": ("a",)}),
        ([A | FAR], [{**A, "due": day(12, 2)}], {"slipped": (Moved("a", 1),)}),
        ([A | FAR], [{**A, "due": day(11, 1)}], {"brought_forward": (Moved("a", 30),)}),
        ([A | FAR], [A], {"due_set": (DueSet("a", day(12), None),)}),
        ([A], [A | FAR], {"due_set": (DueSet("a", None, day(12)),)}),
        ([{**A, "due": ""}], [A | FAR], {"due_set": (DueSet("a", None, day(12)),)}),
        ([A], [{**A, "due": ""}], {"unchanged": ("a",)}),
        ([], [A | FAR], {"new": ("a",)}),
        ([A], [{**A, "status": "done"} | FAR], {"done": ("a",), "due_set": (DueSet("a", None, day(12)),)}),
        ([A], [{**A, "status": "blocked"}], {"blocked": ("a",)}),
        ([], [{**A, "status": "blocked"}], {"blocked": ("a",), "new": ("a",)}),
        ([{**A, "status": "doing"}], [{**A, "status": "blocked"}], {"blocked": ("a",)}),
        ([{**A, "status": "done"}], [{**A, "status": "blocked"}], {"blocked": ("a",), "went_back": ("a",)}),
        ([{**A, "status": "blocked"}], [{**A, "status": "blocked"}], {"unchanged": ("a",)}),
        ([{**A, "status": "blocked"}], [{**A, "status": "doing"}], {"started": ("a",)}),
        ([{**A, "status": "blocked"}], [A], {"went_back": ("a",)}),
        ([{**A, "status": "blocked"} | FAR], [{**A, "due": day(12, 2)}],
         {"went_back": ("a",), "slipped": (Moved("a", 1),)}),
        ([A], [{**A, "cost": 5}], {"unchanged": ("a",)}),
        ([A | FAR], [{**A, "due": day(12, 2), "status": "done"}], {"done": ("a",)}),
        ([A], [{**A, "staff_owner": "Ann"}], {"owner_changed": ("a",)}),
        ([{**A, "lived_experience_owner": "Jo"}], [A], {"owner_changed": ("a",)}),
        ([A], [{**A, "action": "Do more."}], {"reworded": ("a",)}),
        ([A], [{**A, "measure": "Seen."}], {"reworded": ("a",)}),
        ([A], [{**A, "hard_question": "Why?"}], {"reworded": ("a",)}),
        ([A], [{**A, "notes": "x", "evidence": "y", "because": "z"}], {"unchanged": ("a",)}),
        ([A], [{**A, "action": "  Do\n  a. ", "staff_owner": " "}], {"unchanged": ("a",)}),
        ([A], [{"id": " a  ", "action": "Do a."}], {"unchanged": ("a",)}),
        ([{"action": "Ask Jo."}], [{"action": "Ask\n Jo."}], {"unchanged": ("Ask Jo.",)}),
        ([{"action": "Ask Jo."}], [{"action": "Ask Mo."}], {"new": ("Ask Mo.",), "gone": (Gone("Ask Jo.", "to-do"),)}),
        ([{"action": "Caf\u00e9"}], [{"action": "Cafe\u0301"}], {"unchanged": ("Caf\u00e9",)}),
        ([{"action": "Ask Jo."}], [{"action": "Ask Jo.", "id": " "}], {"unchanged": ("Ask Jo.",)}),
    ],
)  # fmt: skip
def test_each_list_of_actions(old: list[dict[str, Any]], new: list[dict[str, Any]], found: dict[str, Any]) -> None:
    assert named(compared(old, new)) == found


@pytest.mark.parametrize(
    ("due", "status", "today", "overdue"),
    [
        (day(3), "to-do", day(3), False),
        (day(3), "to-do", day(3, 2), True),
        (day(3), "doing", day(3, 2), True),
        (day(3), "blocked", day(3, 2), True),
        (day(3), "done", day(3, 2), False),
        (day(3), "dropped", day(3, 2), False),
        (None, "to-do", day(3, 2), False),
    ],
)
def test_overdue_is_open_and_due_before_today(due: Any, status: str, today: dt.date, overdue: bool) -> None:
    action = {"id": "a", "status": status} | ({"due": due} if due else {})
    assert bool(compared([action], [action], today=today).overdue) is overdue


@pytest.mark.parametrize(
    ("old", "new", "stuck"),
    [
        ({"due": LATER - dt.timedelta(days=1)}, {"due": FAR["due"]}, True),
        ({"due": LATER}, {"due": LATER}, False),
        ({"due": DAY, "status": "doing"}, {"due": DAY, "status": "doing"}, True),
        ({"due": DAY, "status": "to-do"}, {"due": DAY, "status": "doing"}, False),
        ({"due": DAY, "status": "done"}, {"due": DAY, "status": "done"}, False),
        ({}, {"due": DAY}, False),
        ({"due": DAY}, {}, True),
    ],
)
def test_stuck_is_as_before_and_was_due_before_the_new_plan(old: Any, new: Any, stuck: bool) -> None:
    assert bool(compared([A | old], [A | new]).stuck) is stuck


@pytest.mark.parametrize(("due", "stuck"), [(DAY, True), (LATER - dt.timedelta(days=1), True), (LATER, False)])
@pytest.mark.parametrize("made_on", [{"made_on": DAY}, {"made_on": None}])
def test_in_one_plan_that_was_edited_stuck_is_due_before_today(due: dt.date, stuck: bool, made_on: Any) -> None:
    old, new = plan({**A, "due": due}, **made_on), plan({**A, "due": FAR["due"]}, **made_on)
    assert bool(diff_plans(old, new, today=LATER).actions.stuck) is stuck


def test_lists_are_in_the_order_of_the_new_plan_then_of_the_old() -> None:
    old = [{"id": name, "status": "done" if name in "de" else "to-do"} for name in "edcba"]
    new = [{"id": name, "status": "done"} for name in "abc"]
    found = compared(old, new)
    assert found.done == ("a", "b", "c")
    assert [each.id for each in found.gone] == ["e", "d"]


# Practices and dimensions.


def measured(practices: dict[str, Any], **more: Any) -> Plan:
    filled = {key: found if isinstance(found, dict) else _standing(found) for key, found in practices.items()}
    return plan(**{"practices": filled, **more})


def _standing(found: Any) -> dict[str, Any]:
    return {"level": found} if isinstance(found, int) else {"status": found}


def practices_of(old: dict[str, Any], new: dict[str, Any]) -> PracticeChanges:
    return diff_plans(measured(old), measured(new), today=DAY).practices


@pytest.mark.parametrize(
    ("old", "new", "where", "change"),
    [
        (1, 2, "up", (1, 2)),
        (3, 0, "down", (3, 0)),
        ("dont-know", 1, "now_rated", ("dont-know", 1)),
        ({}, 1, "now_rated", ("unanswered", 1)),
        (1, "not-applicable", "no_longer_rated", (1, "not-applicable")),
        (1, {}, "no_longer_rated", (1, "unanswered")),
        ({"staff": 1, "lived-experience": 1}, {"staff": 0, "lived-experience": 2}, "gap_wider", (0, 2)),
        ({"staff": 0, "lived-experience": 3}, {"staff": 2, "lived-experience": 1}, "gap_narrower", (3, 1)),
    ],
)
def test_each_list_of_practices(old: Any, new: Any, where: str, change: tuple[Any, Any]) -> None:
    assert practices_of({"p": old}, {"p": new}) == PracticeChanges(**{where: (PracticeChange("p", *change),)})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (1, 1),
        ("dont-know", "unanswered"),
        ({"staff": 1}, {"staff": 1, "lived-experience": 3}),
        ({"lived-experience": 1, "staff": 1}, {"lived-experience": 1}),
        ({"staff": 2, "lived-experience": 1}, {"staff": 1, "lived-experience": 2}),
    ],
)
def test_practices_that_stand_in_no_list(old: Any, new: Any) -> None:
    assert practices_of({"p": old}, {"p": new}) == PracticeChanges()


def test_a_practice_of_one_plan_only_is_not_compared() -> None:
    found = diff_plans(measured({"a": 1, "b": 1}), measured({"c": 1, "b": 2}), today=DAY)
    assert found.not_compared == ("c", "a")
    assert found.practices.up == (PracticeChange("b", 1, 2),)
    assert found.same_rubric


def test_plans_of_different_rubrics_share_no_levels_but_their_actions() -> None:
    old = plan(A, practices={"p": {"level": 1}}, dimensions={"d": {"level": 1}})
    new = plan(A, practices={"p": {"level": 2}}, dimensions={"d": {"level": 2}}, rubric="other")
    found = diff_plans(old, new, today=DAY)
    assert (found.same_rubric, found.not_compared, found.dimensions) == (False, ("p",), ())
    assert (found.practices, found.to_check) == (PracticeChanges(), ())
    assert found.actions.unchanged == ("a",)


@pytest.mark.parametrize(("version", "same"), [("1.0.7", True), ("1.1.0", False), ("2.0.0", False)])
def test_a_patch_number_makes_no_other_rubric(version: str, same: bool) -> None:
    found = diff_plans(measured({"p": 1}), measured({"p": 2}, rubric_version=version), today=DAY)
    assert found.same_rubric is same
    assert found.practices.up == (PracticeChange("p", 1, 2),)


def test_dimensions_of_either_plan_are_compared() -> None:
    old = plan(dimensions={"d": {"level": 1, "score": 1.4}, "gone": {"score": 1}})
    new = plan(dimensions={"new": {}, "d": {"level": 2, "score": 1.8}})
    found = [
        (each.id, each.old_level, each.new_level, each.old_score, each.new_score)
        for each in diff_plans(old, new, today=DAY).dimensions
    ]
    assert found == [("new", None, None, None, None), ("d", 1, 2, 1.4, 1.8), ("gone", None, None, 1.0, None)]


# What to check, and what to ask.


def checked(
    old: dict[str, Any], new: dict[str, Any], *actions: dict[str, Any], then: tuple[dict[str, Any], ...] = ()
) -> tuple[ToCheck, ...]:
    return diff_plans(measured(old).model_copy(update={"actions": plan(*then).actions}),
                      plan(*actions, practices=new), today=DAY).to_check  # fmt: skip


def test_what_rose_without_evidence_or_very_fast() -> None:
    new = {"b": {"level": 2}, "a": {"level": 2, "evidence": True}, "c": {"level": 1}}
    assert checked({"a": 0, "b": 0, "c": 1}, new) == (
        ToCheck("b", "up-without-evidence"),
        ToCheck("b", "rose-two-or-more"),
        ToCheck("a", "rose-two-or-more"),
    )


@pytest.mark.parametrize(
    ("action", "level", "found"),
    [
        ({"status": "done", "from_level": 1}, 1, True),
        ({"status": "done", "from_level": 2}, 1, True),
        ({"status": "done", "from_level": 1}, 2, False),
        ({"status": "doing", "from_level": 1}, 1, False),
        ({"status": "done"}, 1, False),
        ({"status": "done", "from_level": 1}, None, False),
    ],
)
def test_what_is_done_although_the_level_is_the_same(action: dict[str, Any], level: int | None, found: bool) -> None:
    new = {"p": {} if level is None else {"level": level}}
    both = [{"id": "x", "practice": "p", **action}, {"id": "y", "practice": "elsewhere", **action}]
    assert checked({}, new, *both) == ((ToCheck("p", "done-but-level-same", "x"),) if found else ())
    assert checked({}, new, *both, then=tuple(both)) == ()  # only where it was not done before


@pytest.mark.parametrize(
    ("action", "found"),
    [
        ({"id": "p-2", "practice": "p", "to_level": 2}, True),
        ({"id": "own", "practice": "p", "to_level": 1, "status": "blocked"}, True),
        ({"id": "p-2", "practice": "p", "to_level": 3}, False),
        ({"id": "p-2", "practice": "p", "to_level": 2, "status": "done", "evidence": "x"}, False),
        ({"id": "p-2", "practice": "p"}, False),
        ({"id": "p-talk", "practice": "p", "to_level": 2}, False),
        ({"id": "p-talk-again-2", "practice": "p", "to_level": 2}, False),
        ({"id": "bus-talk", "practice": "p", "to_level": 2}, True),
        ({"id": "p-2", "practice": "unknown", "to_level": 0}, False),
        ({"id": "p-2", "to_level": 0}, False),
        ({"id": "other-voice"}, False),
        ({"id": "other-voice-again", "practice": "p", "to_level": 2}, False),
    ],
)
def test_what_is_reached_and_not_ended(action: dict[str, Any], found: bool) -> None:
    assert checked({"p": 2}, {"p": {"level": 2}}, action) == (
        (ToCheck("p", "reached-not-done", action["id"]),) if found else ()
    )


@pytest.mark.parametrize(
    ("practices", "found"),
    [([], True), (["p"], True), (["n"], True), (["u"], False), (["p", "k"], False), (["not-there"], False)],
)
@pytest.mark.parametrize("ident", ["find-out", "find-out-again"])
def test_a_find_out_is_reached_once_nothing_in_it_is_unknown(practices: list[str], found: bool, ident: str) -> None:
    new = {"p": {"level": 0}, "n": {"status": "not-applicable"}, "u": {}, "k": {"status": "dont-know"}}
    assert checked({}, new, {"id": ident, "practices": practices}) == (
        (ToCheck(None, "reached-not-done", ident),) if found else ()
    )


def test_of_one_practice_the_checks_stand_in_their_order() -> None:
    new = {"p": {"level": 3}, "q": {"level": 1}}
    actions = [
        {"id": "q-1", "practice": "q", "to_level": 1},
        {"id": "p-9", "practice": "p", "from_level": 3, "status": "done"},
        {"id": "p-2", "practice": "p", "to_level": 2},
    ]
    assert [(each.practice, each.why, each.action) for each in checked({"p": 1, "q": 1}, new, *actions)] == [
        ("p", "up-without-evidence", None),
        ("p", "reached-not-done", "p-2"),
        ("p", "done-but-level-same", "p-9"),
        ("p", "rose-two-or-more", None),
        ("q", "reached-not-done", "q-1"),
    ]


def test_an_action_of_no_practice_has_no_level_to_compare() -> None:
    assert checked({}, {"p": {"level": 1}}, {"id": "x", "status": "done", "from_level": 1}) == ()


def asks(ident: str, question: str, **more: Any) -> dict[str, Any]:
    return {"id": ident, "hard_question": question, **more}


def test_questions_come_from_the_stuck_then_the_overdue_then_other_open_actions() -> None:
    old = [asks("d", "D?", due=DAY)]
    new = [
        asks("a", " "),
        asks("b", "B?"),
        asks("z", "Z?", status="done"),
        asks("c", "C\n?", due=LATER),
        asks("d", "D?", due=FAR["due"]),
    ]
    found = diff_plans(plan(*old), plan(*new, made_on=LATER), today=FAR["due"])
    assert found.questions == ("D?", "C ?", "B?")


def test_three_questions_at_most_and_none_twice() -> None:
    new = [asks(name, f"{name}?") for name in "abcd"]
    assert diff_plans(plan(), plan(*new), today=DAY).questions == ("a?", "b?", "c?")
    same = [asks("a", "Why?"), asks("b", "Why?  ")]
    assert diff_plans(plan(), plan(*same), today=DAY).questions == ("Why?",)


# What cannot be told apart.


def test_an_id_that_stands_twice_is_a_problem() -> None:
    data = {**HEAD, "actions": [{"id": "a", "action": "x"}, {"id": "a", "action": "y"}]}
    found, problems = read_plan(data)
    assert found is None
    assert [str(each) for each in problems] == [
        "actions[1].id: 'a' is already the id of actions[0]; give it another id"
    ]


@pytest.mark.parametrize(
    ("one", "other", "key"),
    [
        ({"id": "a"}, {"id": "a "}, "a"),
        ({"action": "Ask."}, {"action": " Ask."}, "Ask."),
        ({"id": "Ask."}, {"action": "Ask."}, "Ask."),
    ],
)
def test_actions_that_cannot_be_told_apart_are_a_problem(one: Any, other: Any, key: str) -> None:
    (found,) = ambiguous(plan(one, other))
    assert str(found) == f"actions[1]: '{key}' cannot be told from actions[0]; give each an id that no other action has"
    assert not list(ambiguous(plan(one, {"id": "b"})))


# Whether anything differs at all.


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({"actions": [{"id": "a", "action": "Do a.", "due": DAY}]}, True),
        ({"actions": [{"id": "a", "action": "Do a.", "status": "blocked"}]}, True),
        ({"actions": []}, True),
        ({"stage": "s1"}, True),
        ({"dimensions": {"d": {"level": 1, "score": 1.1}}}, True),
        ({"dimensions": {"d": {"level": 2, "score": 1.0}}}, True),
        ({"dimensions": {}}, True),
        ({"practices": {"p": {"level": 2}}}, True),
        ({"practices": {"p": {"status": "dont-know"}}}, True),
        # Nothing was measured or done:
        ({"actions": [{"id": "a", "action": "Do a.", "notes": "x", "evidence": "y", "cost": 5}]}, False),
        ({"round": "r2"}, False),
        ({"made_on": LATER}, False),
        ({"people": {"staff": 1}}, False),
        ({"practices": {"p": {"level": 1, "evidence": True}}}, False),
        ({"practices": {"p": {"level": 1}, "q": {"level": 1}}}, False),
    ],
)
def test_a_difference_is_what_was_measured_or_done(changed: dict[str, Any], differs: bool) -> None:
    base: dict[str, Any] = {
        **HEAD, "practices": {"p": {"level": 1}}, "dimensions": {"d": {"level": 1, "score": 1.0}},
        "actions": [{"id": "a", "action": "Do a."}],
    }  # fmt: skip
    old, new = read_plan(base)[0], read_plan({**base, **changed})[0]
    assert old
    assert new
    assert diff_plans(old, new, today=DAY).differs is differs
    assert not diff_plans(old, old, today=DAY).differs


def test_a_gap_that_moved_is_a_difference_and_days_that_passed_are_none() -> None:
    old, new = ({"p": {"staff": level, "lived-experience": 1}} for level in (1, 3))
    assert diff_plans(measured(old), measured(new), today=DAY).differs
    late = plan({**A, "due": DAY})
    found = diff_plans(late, late, today=LATER)
    assert (found.actions.overdue, found.actions.stuck, found.differs) == (("a",), ("a",), False)


# Laws.

TEXTS = st.sampled_from(["", "Ann", "Jo and Mo", "Who?"])
DATES = st.none() | st.integers(-90, 90).map(lambda days: DAY + dt.timedelta(days=days))
STATUSES = st.sampled_from(["to-do", "doing", "blocked", "done", "dropped"])
NAMES = st.sampled_from("abcdefgh")
LEVELS = st.none() | st.integers(0, 3)
ACTIONS = st.fixed_dictionaries(
    {
        "id": NAMES,
        "practice": st.none() | NAMES,
        "from_level": LEVELS,
        "to_level": LEVELS,
        "action": st.sampled_from(["Do it.", "Do that."]),
        "hard_question": TEXTS,
        "staff_owner": TEXTS,
        "due": DATES,
        "status": STATUSES,
        "notes": TEXTS,
    }
)
PRACTICES = st.fixed_dictionaries(
    {
        "level": LEVELS,
        "status": st.none() | st.sampled_from(["dont-know", "unanswered"]),
        "staff": LEVELS,
        "lived-experience": LEVELS,
        "evidence": st.booleans(),
    }
)
PLANS = st.builds(
    lambda made_on, rubric, actions, practices, scores: Plan.model_validate(
        {
            **HEAD,
            "made_on": made_on,
            "rubric": rubric,
            "actions": actions,
            "practices": practices,
            "dimensions": {name: {"level": score, "score": score} for name, score in scores.items()},
        }
    ),
    DATES.filter(bool),
    st.sampled_from(["small", "small", "small", "other"]),
    st.lists(ACTIONS, max_size=8, unique_by=lambda each: str(each["id"])),
    st.dictionaries(NAMES, PRACTICES, max_size=6),
    st.dictionaries(NAMES, LEVELS, max_size=3),
)


def swapped(changes: tuple[PracticeChange, ...]) -> set[PracticeChange]:
    return {PracticeChange(each.id, each.new, each.old) for each in changes}


@settings(max_examples=60, deadline=None)
@given(PLANS, PLANS)
def test_swapping_the_plans_swaps_every_list_that_has_an_opposite(old: Plan, new: Plan) -> None:
    there, back = diff_plans(old, new, today=DAY), diff_plans(new, old, today=DAY)
    for one, other in (("up", "down"), ("now_rated", "no_longer_rated"), ("gap_wider", "gap_narrower")):
        assert swapped(getattr(there.practices, one)) == set(getattr(back.practices, other))
        assert swapped(getattr(there.practices, other)) == set(getattr(back.practices, one))
    assert set(there.actions.new) == {each.id for each in back.actions.gone}
    assert {each.id for each in there.actions.gone} == set(back.actions.new)
    assert set(there.actions.slipped) == set(back.actions.brought_forward)
    assert set(there.actions.brought_forward) == set(back.actions.slipped)
    assert {(each.id, each.old, each.new) for each in there.actions.due_set} == {
        (each.id, each.new, each.old) for each in back.actions.due_set
    }
    for name in ("owner_changed", "reworded"):
        assert set(getattr(there.actions, name)) == set(getattr(back.actions, name))
    assert {(d.id, d.old_level, d.new_level, d.old_score, d.new_score) for d in there.dimensions} == {
        (d.id, d.new_level, d.old_level, d.new_score, d.old_score) for d in back.dimensions
    }
    assert set(there.not_compared) == set(back.not_compared)
    assert (there.same_rubric, there.differs) == (back.same_rubric, back.differs)


@settings(max_examples=60, deadline=None)
@given(PLANS, PLANS)
def test_what_is_open_again_was_closed_or_begun_the_other_way_round(old: Plan, new: Plan) -> None:
    there, back = diff_plans(old, new, today=DAY).actions, diff_plans(new, old, today=DAY).actions
    before = {key_of(each): each for each in old.actions}
    ended = {each for each in (*there.done, *there.dropped) if each in before and before[each].open}
    begun = {each for each in (*there.started, *there.blocked) if each in before and before[each].status == "to-do"}
    assert ended | begun == set(back.went_back)


@settings(max_examples=60, deadline=None)
@given(PLANS, PLANS)
def test_every_action_is_in_some_list_and_unchanged_ones_in_no_other(old: Plan, new: Plan) -> None:
    found = diff_plans(old, new, today=DAY).actions
    lists = named(found)
    unchanged = set(lists.pop("unchanged", ()))
    others = {each if isinstance(each, str) else each.id for entries in lists.values() for each in entries}
    assert not unchanged & others
    assert unchanged | others == {key_of(each) for each in (*old.actions, *new.actions)}


def only_of_one_plan(found: PlanDiff) -> dict[str, Any]:
    """What a plan says of itself, compared or not: dates that have passed."""
    lists = named(found.actions)
    return {name: entries for name, entries in lists.items() if name not in {"unchanged", "overdue", "stuck"}}


@settings(max_examples=60, deadline=None)
@given(PLANS)
def test_a_plan_compared_with_itself_has_not_changed(one: Plan) -> None:
    found = diff_plans(one, one, today=DAY)
    assert not found.differs
    assert only_of_one_plan(found) == {}
    assert found.practices == PracticeChanges()
    assert (found.not_compared, found.same_rubric) == ((), True)
    assert all((each.old_level, each.old_score) == (each.new_level, each.new_score) for each in found.dimensions)
    assert {each.why for each in found.to_check} <= {"reached-not-done"}
    before_all = one.model_copy(update={"made_on": dt.date(1, 1, 1)})
    quiet = diff_plans(before_all, before_all, today=dt.date(1, 1, 1)).actions
    assert quiet == ActionChanges(unchanged=tuple(key_of(each) for each in one.actions))


def respaced(action: Action) -> Action:
    loose = {name: f" {text}\n".replace(" ", "  ") for name, text in action if isinstance(text, str)}
    kept = {name: getattr(action, name) for name in ("status", "practice")}
    return action.model_copy(update={**loose, **kept})


@settings(max_examples=60, deadline=None)
@given(PLANS, PLANS, st.randoms())
def test_order_and_spacing_change_nothing(old: Plan, new: Plan, random: Any) -> None:
    actions = [respaced(each) for each in old.actions]
    random.shuffle(actions)
    loose = old.model_copy(update={"actions": tuple(actions)})
    assert not diff_plans(old, loose, today=DAY).differs
    straight, crooked = diff_plans(old, new, today=DAY), diff_plans(loose, new, today=DAY)
    for name in ActionChanges.__slots__:
        assert set(getattr(straight.actions, name)) == set(getattr(crooked.actions, name))
    assert straight.practices == crooked.practices


@given(st.text(max_size=30))
def test_words_are_the_same_once_tidied(text: str) -> None:
    assert as_compared(as_compared(text)) == as_compared(text) == as_compared(f" {text}\n")

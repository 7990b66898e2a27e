"""Comparisons as JSON have the keys of the contract, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from helpers.make import DAY, MEMBERS

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.exchange.json_diff import answers_diff_json, diff_json, diffs_json
from coprod_check.rules.coaching.answer_changes import diff_answers
from coprod_check.rules.coaching.answers import Answers
from coprod_check.rules.coaching.plan_changes import diff_plans

LATER = DAY + dt.timedelta(days=60)
HEAD = {"format": "coprod-plan/1", "rubric": "small", "rubric_version": "1.0.0", "team": "Tëam", "round": "r"}


def plan(made_on: dt.date, **more: Any) -> Plan:
    made, problems = read_plan({**HEAD, "made_on": made_on, **more})
    assert made is not None, problems
    return made


OLD = plan(
    DAY,
    view="together",
    stage="s0",
    people={"staff": 4, MEMBERS: 3},
    dimensions={"d": {"level": 1, "score": 1.4}, "e": {}},
    practices={
        "p": {"level": 1, "staff": 1, MEMBERS: 1},
        "q": {"level": 2, "staff": 3, MEMBERS: 1},
        "r": {"status": "dont-know"},
        "s": {"level": 1},
        "t": {"level": 1},
    },
    actions=[
        {"id": "a", "action": "A.", "hard_question": "Why?", "due": DAY},
        {"id": "b", "action": "B.", "due": LATER},
        {"id": "c", "action": "C.", "status": "doing"},
        {"id": "e", "action": "E.", "status": "doing", "due": LATER},
        {"id": "f", "action": "F."},
        {"id": "i", "action": "I.", "status": "doing"},
        {"id": "j", "action": "J.", "due": LATER},
        {"action": "Ring Jo."},
    ],
)
NEW = plan(
    LATER,
    view="staff-only",
    dimensions={"d": {"level": 2, "score": 1.825}},
    practices={
        "p": {"level": 3, "staff": 3, MEMBERS: 1},
        "q": {"level": 1, "staff": 1, MEMBERS: 1},
        "r": {"level": 1},
        "s": {"status": "unanswered"},
        "z": {"level": 0},
    },
    actions=[
        {"id": "a", "action": "A.", "hard_question": "Why?", "due": DAY + dt.timedelta(days=61)},
        {"id": "b", "action": "B2.", "due": DAY, "staff_owner": "Ann"},
        {"id": "c", "action": "C."},
        {"id": "e", "action": "E.", "status": "dropped"},
        {"id": "g", "action": "G.", "status": "done", "practice": "q", "from_level": 1},
        {"id": "h", "action": "H.", "status": "doing"},
        {"id": "i", "action": "I.", "status": "blocked", "due": LATER},
        {"id": "j", "action": "J.", "due": ""},
        {"id": "k", "action": "K.", "practice": "p", "to_level": 2},
        {"id": "find-out", "action": "Ask.", "practices": ["r"]},
        {"action": "Ring\nJo."},
    ],
)


def test_a_comparison_of_plans_has_the_contracts_shape_to_the_letter() -> None:
    text = diff_json(diff_plans(OLD, NEW, today=LATER + dt.timedelta(days=2)))
    assert "Tëam" in text
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "format": "coprod-diff/1",
        "old": {
            "team": "Tëam", "round": "r", "made_on": "2026-11-22", "rubric": "small", "rubric_version": "1.0.0",
            "view": "together", "people": {"staff": 4, "lived-experience": 3},
        },
        "new": {
            "team": "Tëam", "round": "r", "made_on": "2027-01-21", "rubric": "small", "rubric_version": "1.0.0",
            "view": "staff-only", "people": {"staff": 0, "lived-experience": 0},
        },
        "same_rubric": True,
        "not_compared": ["z", "t"],
        "dimensions": {
            "d": {"old_level": 1, "new_level": 2, "old_score": 1.4, "new_score": 1.825},
            "e": {"old_level": None, "new_level": None, "old_score": None, "new_score": None},
        },
        "stage": {"old": "s0", "new": None},
        "practices": {
            "up": [{"id": "p", "old": 1, "new": 3}],
            "down": [{"id": "q", "old": 2, "new": 1}],
            "now-rated": [{"id": "r", "old": "dont-know", "new": 1}],
            "no-longer-rated": [{"id": "s", "old": 1, "new": "unanswered"}],
            "gap-wider": [{"id": "p", "old": 0, "new": 2}],
            "gap-narrower": [{"id": "q", "old": 2, "new": 0}],
        },
        "actions": {
            "done": ["g"],
            "started": ["h"],
            "blocked": ["i"],
            "new": ["g", "h", "k", "find-out"],
            "dropped": ["e"],
            "gone": [{"id": "f", "status": "to-do"}],
            "overdue": ["a", "b", "i"],
            "due-set": [
                {"id": "e", "old": "2027-01-21", "new": None},
                {"id": "i", "old": None, "new": "2027-01-21"},
                {"id": "j", "old": "2027-01-21", "new": None},
            ],
            "slipped": [{"id": "a", "days": 61}],
            "brought-forward": [{"id": "b", "days": 60}],
            "stuck": ["a"],
            "went-back": ["c"],
            "owner-changed": ["b"],
            "reworded": ["b"],
            "unchanged": ["Ring Jo."],
        },
        "to_check": [
            {"practice": "p", "why": "up-without-evidence"},
            {"practice": "p", "why": "reached-not-done", "action": "k"},
            {"practice": "p", "why": "rose-two-or-more"},
            {"practice": "q", "why": "done-but-level-same", "action": "g"},
            {"practice": None, "why": "reached-not-done", "action": "find-out"},
        ],
        "questions": ["Why?"],
    }  # fmt: skip


def test_keys_stand_in_the_order_of_the_contract() -> None:
    found = json.loads(diff_json(diff_plans(OLD, NEW, today=LATER)))
    assert list(found) == [
        "format", "old", "new", "same_rubric", "not_compared", "dimensions", "stage", "practices", "actions",
        "to_check", "questions",
    ]  # fmt: skip
    assert list(found["practices"]) == ["up", "down", "now-rated", "no-longer-rated", "gap-wider", "gap-narrower"]
    assert list(found["actions"]) == [
        "done", "started", "blocked", "new", "dropped", "gone", "overdue", "due-set", "slipped", "brought-forward",
        "stuck", "went-back", "owner-changed", "reworded", "unchanged",
    ]  # fmt: skip


def test_many_plans_are_one_comparison_for_each_pair() -> None:
    pairs = [diff_plans(OLD, NEW, today=LATER), diff_plans(NEW, NEW, today=LATER)]
    found = json.loads(diffs_json(pairs))
    assert list(found) == ["format", "diffs"]
    assert found["format"] == "coprod-diffs/1"
    assert found["diffs"] == [json.loads(diff_json(each)) for each in pairs]


def test_what_a_plan_does_not_say_of_itself_is_null() -> None:
    bare, problems = read_plan({"format": "coprod-plan/1", "rubric": "small", "team": "T"})
    assert bare is not None, problems
    found = json.loads(diff_json(diff_plans(bare, bare, today=LATER)))
    assert found["old"] == found["new"] == {
        "team": "T", "round": None, "made_on": None, "rubric": "small", "rubric_version": None, "view": None,
        "people": {"staff": 0, "lived-experience": 0},
    }  # fmt: skip
    assert found["same_rubric"] is True


def answers(said: dict[str, int | str]) -> Answers:
    return Answers("sheet", "Team", "r", DAY, "small", "1.0.0", "together", said, None)


def test_answers_are_kept_apart_by_kind_of_change() -> None:
    new = replace(answers({"a": 2, "b": 2, "d": "dont-know", "e": 2}), looking_back={"a": 0})
    found = json.loads(answers_diff_json(diff_answers(answers({"a": 1, "b": 2, "c": 1, "e": 1}), new)))
    head = {
        "kind": "sheet", "team": "Team", "round": "r", "date": "2026-11-22", "rubric": "small",
        "rubric_version": "1.0.0", "whose": "together",
    }  # fmt: skip
    assert found == {
        "format": "coprod-answers-diff/1",
        "old": head,
        "new": head,
        "same_rubric": True,
        "changed": [{"id": "a", "old": 1, "new": 2, "looking_back": 0}, {"id": "e", "old": 1, "new": 2}],
        "given": [{"id": "d", "new": "dont-know"}],
        "withdrawn": [{"id": "c", "old": 1}],
        "not_compared": [],
        "unchanged": ["b"],
    }

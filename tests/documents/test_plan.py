"""What is said of a plan that does not hold, in the words of people who filled it in."""

from __future__ import annotations

from typing import Any

import pytest

from coprod_check.documents.plan import read_plan

HEAD = {"format": "coprod-plan/1", "rubric": "garden", "team": "T"}
WORDS = '(the words are "to-do", "doing", "blocked", "done" or "dropped")'
ALL = 'write "to-do", "doing", "blocked", "done" or "dropped"'


def told(**more: Any) -> list[str]:
    plan, problems = read_plan({**HEAD, **more})
    assert (plan is None) == bool(problems)
    return [each.message for each in problems]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("in progress", f"is text ('in progress'); write \"doing\" {WORDS}"),
        ("In-Progress", f"is text ('In-Progress'); write \"doing\" {WORDS}"),
        ("in_progress", f"is text ('in_progress'); write \"doing\" {WORDS}"),
        ("started", f"is text ('started'); write \"doing\" {WORDS}"),
        ("finished", f"is text ('finished'); write \"done\" {WORDS}"),
        ("Done", f"is text ('Done'); write \"done\" {WORDS}"),
        ("completed", f"is text ('completed'); write \"done\" {WORDS}"),
        ("on hold", f"is text ('on hold'); write \"blocked\" {WORDS}"),
        ("on\u00a0hold", f"is text ('on\\xa0hold'); write \"blocked\" {WORDS}"),
        ("not started", f"is text ('not started'); write \"to-do\" {WORDS}"),
        ("TODO", f"is text ('TODO'); write \"to-do\" {WORDS}"),
        ("cancelled", f"is text ('cancelled'); write \"dropped\" {WORDS}"),
        ("done\u00a0", 'is "done" with a space that does not belong there; write "done"'),
        (" doing", 'is "doing" with a space that does not belong there; write "doing"'),
        ("doign", f"is text ('doign'); {ALL}; did you mean 'doing'?"),
        ("Not done", f"is text ('Not done'); write \"to-do\" {WORDS}"),
        ("finshed", f"is text ('finshed'); {ALL}; did you mean 'done'?"),
        ("waiting for money", f"is text ('waiting for money'); {ALL}; did you mean 'blocked'?"),
        ("later, perhaps", f"is text ('later, perhaps'); {ALL}"),
        ("", f"is text (''); {ALL}"),
        (2, f"is a whole number (2); {ALL}"),
    ],
)
def test_a_status_in_other_words_is_told_which_word_is_meant(status: object, said: str) -> None:
    assert told(actions=[{"id": "a", "action": "Do.", "status": status}]) == [f"in 'a': {said}"]


@pytest.mark.parametrize("status", ["to-do", "doing", "blocked", "done", "dropped"])
def test_the_words_for_a_status_are_taken(status: str) -> None:
    assert told(actions=[{"action": "Do.", "status": status}]) == []


def test_one_bracket_for_two_is_told_as_such() -> None:
    assert told(actions={"action": "Do."}) == [
        "is one table, and not a list of them; begin each with [[actions]], two brackets on each side"
    ]
    assert told(offered={"a": 1}) == ["is a table; write a list in square brackets"]

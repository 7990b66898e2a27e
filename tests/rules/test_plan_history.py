"""What became of each action and dimension over several plans."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from helpers.make import DAY, practice, rubric

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.pages.blocks import Bullets, Heading, Para
from coprod_check.pages.coaching.plan_history import history_report
from coprod_check.pages.names import Names
from coprod_check.pages.table import Table
from coprod_check.rules.coaching.plan_history import History, history_of

MONTH = dt.timedelta(days=30)
TODAY = DAY + 3 * MONTH
HEAD = {"format": "coprod-plan/1", "rubric": "small", "rubric_version": "1.0.0", "team": "Team", "round": "r"}
ASKED = rubric(practice("a"))


def plan(month: int, *actions: dict[str, Any], **more: Any) -> Plan:
    filled = [{"action": f"Do {each.get('id', 'it')}.", **each} for each in actions]
    made, problems = read_plan({**HEAD, "made_on": DAY + month * MONTH, **more, "actions": filled})
    assert made is not None, problems
    return made


def told(history: History, names: Names | None = None, *, drawn: bool = False) -> list[str]:
    found: list[str] = []
    for block in history_report(history, names or Names(ASKED), today=TODAY, drawn=drawn):
        match block:
            case Heading(text) | Para(text):
                found.append(text)
            case Bullets(items):
                found += items
            case Table(_, header, rows):
                found += [" | ".join(header), *(" | ".join(row) for row in rows)]
    return found


def due(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def line(*stood: dict[str, Any] | None) -> str:
    plans = [plan(month, *([{"id": "x", **each}] if each is not None else [])) for month, each in enumerate(stood)]
    return next(each for each in told(history_of(plans)) if each.startswith("“Do x.”"))


@pytest.mark.parametrize(
    ("stood", "said"),
    [
        ([{}, {"status": "doing"}, {"status": "done"}], "to-do, then doing, then done."),
        ([None, {}, None], "not yet there, then to-do, then not there."),
        ([{"due": due(1)}, {"due": due(31)}, {"due": due(62)}],
         "to-do, then to-do, then to-do. Its date moved twice, 61 days later in all."),
        ([{"due": due(9)}, {"due": due(9)}, {"due": due(8)}],
         "to-do, then to-do, then to-do. Its date moved once, 1 day earlier in all."),
        ([{"due": due(1)}, {"due": due(5)}, {"due": due(1)}],
         "to-do, then to-do, then to-do. Its date moved twice, and is where it was."),
        ([{"due": due(1)}, None, {"due": due(2)}],
         "to-do, then not there, then to-do. Its date moved once, 1 day later in all."),
        ([{"due": due(1)}, {"due": due(2)}, {"due": due(3)}, {"due": due(4)}],
         "to-do, then to-do, then to-do, then to-do. Its date moved 3 times, 3 days later in all."),
        ([{}, {}, {"due": due(-2)}], "to-do, then to-do, then to-do. Overdue by 2 days."),
        ([{}, {"due": due(-2)}, None], "to-do, then to-do, then not there."),
        ([{}, {}, {"due": due(0)}], "to-do, then to-do, then to-do."),
        ([{}, {}, {"due": due(-2), "status": "done"}], "to-do, then to-do, then done."),
    ],
)  # fmt: skip
def test_a_line_for_each_action(stood: list[dict[str, Any] | None], said: str) -> None:
    assert line(*stood) == f"“Do x.”: {said}"


def test_actions_of_the_last_plan_come_first() -> None:
    found = history_of([plan(0, {"id": "c"}, {"id": "a"}), plan(1, {"id": "b"}), plan(2, {"id": "a"}, {"id": "d"})])
    assert [each.id for each in found.actions] == ["a", "d", "b", "c"]
    assert found.actions[0].statuses == ("to-do", None, "to-do")


def levels(*found: int | None, **more: Any) -> list[Plan]:
    return [
        plan(month, dimensions={} if level is None else {"d": {"level": level}}, **more)
        for month, level in enumerate(found)
    ]


def test_the_levels_of_each_dimension_in_words_alone_or_with_bars() -> None:
    found = history_of(levels(0, None, 2))
    assert told(found)[-2:] == [
        "Dimension | 1: 22 Nov 2026 | 2: 22 Dec 2026 | 3: 21 Jan 2027",
        "D | 0 Not yet | not known | 2 Together",
    ]
    assert told(found, drawn=True)[-1] == "D | ... 0 Not yet | not known | ##. 2 Together"
    assert told(found, Names(), drawn=True)[-1] == "d | .. level 0 | not known | ## level 2"


def test_a_bar_is_not_drawn_for_levels_without_end() -> None:
    found = history_of(levels(1, 10**6))
    assert told(found, Names(), drawn=True)[-1] == "d | level 1 | level 1000000"


def test_levels_of_other_questions_are_left_out() -> None:
    other = plan(0, rubric="other", dimensions={"d": {"level": 1}, "o": {"level": 1}})
    found = history_of([other, *levels(1, 2)])
    assert not found.same_rubric
    assert [(each.id, each.levels) for each in found.dimensions] == [("d", (None, 1, 2))]
    assert "The questions changed on the way. Levels of other questions are left out." in told(found)


def test_another_version_is_said_but_compared() -> None:
    found = history_of([plan(0, rubric_version="1.1.0", dimensions={"d": {"level": 1}}), *levels(1)])
    assert (found.same_rubric, found.dimensions[0].levels) == (False, (1, 1))


def test_the_head_says_how_long_it_was() -> None:
    said = told(history_of([plan(0), plan(1), plan(2)]))
    assert said == [
        "How it went: Team",
        "3 plans, the first made on 22 Nov 2026, the last on 21 Jan 2027: 60 days between.",
        "Where each action stood at each call",
        "There are no actions on these plans.",
    ]

"""What has come in as JSON: a number from five on, null for some, and no other place for one."""

from __future__ import annotations

import json

from coprod_check.documents.problems import Note, Problem
from coprod_check.exchange.json_arrivals import arrivals_json
from coprod_check.rules.coaching.arrivals import Arrival, Expectation, NotExpected, OpenRound, SideIn


def test_a_whole_document() -> None:
    first = Arrival("r", "A", "x", together=True, sides={"staff": SideIn(7), "lived-experience": SideIn(None)})
    second = Arrival("", "B", "", together=True, together_unfinished=True, to_mend=True)
    found = OpenRound("x", (first, second), (Arrival("r", "C", "then"),))
    expectation = Expectation(3, ("D",), (NotExpected("A", "D"), NotExpected("B", "")))
    text = arrivals_json(found, expectation, [("A", "Á")], [Note("f", "n")], [Problem("g", 3, "", "m")])
    some, none = {"sheets": None, "unfinished": False}, {"sheets": 0, "unfinished": False}
    assert json.loads(text) == {
        "format": "coprod-collected/1",
        "round": "x",
        "teams": [
            {
                "team": "A",
                "rubric": "r",
                "round": "x",
                "together": "in",
                "sides": {"staff": {"sheets": 7, "unfinished": False}, "lived-experience": some},
                "heard": ["staff", "lived-experience"],
                "to_mend": False,
            },
            {
                "team": "B",
                "rubric": None,
                "round": None,
                "together": "not-finished",
                "sides": {"staff": none, "lived-experience": none},
                "heard": [],
                "to_mend": True,
            },
        ],
        "elsewhere": [{"team": "C", "round": "then"}],
        "expected": {
            "teams": 3,
            "missing": ["D"],
            "not_expected": [{"team": "A", "near": "D"}, {"team": "B", "near": None}],
        },
        "alike": [["A", "Á"]],
        "notes": [{"file": "f", "message": "n"}],
        "problems": [{"file": "g", "where": "line 3", "message": "m"}],
    }
    assert "Á" in text
    assert text.endswith("}\n")


def test_nothing_at_all() -> None:
    found = json.loads(arrivals_json(OpenRound("", ()), None, (), (), ()))
    assert (found["round"], found["teams"], found["expected"]) == (None, [], None)

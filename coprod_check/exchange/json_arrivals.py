"""What has come in, as JSON (contract, 6.6)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import visible_json
from coprod_check.exchange.json_results import notes_data, problems_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coprod_check.documents.problems import Note, Problem
    from coprod_check.rules.coaching.arrivals import Arrival, Expectation, OpenRound

ARRIVALS_FORMAT = "coprod-collected/1"


def arrivals_json(
    found: OpenRound,
    expectation: Expectation | None,
    alike: Iterable[Sequence[str]],
    notes: Iterable[Note],
    problems: Iterable[Problem],
) -> str:
    """Write what has come in as one object, ending in a newline."""
    document = {
        "format": ARRIVALS_FORMAT,
        "round": found.label or None,
        "teams": [_team(each) for each in found.arrivals],
        "elsewhere": [{"team": each.team, "round": each.label or None} for each in found.elsewhere],
        "expected": None if expectation is None else _expected(expectation),
        "alike": [list(each) for each in alike],
        "notes": notes_data(notes),
        "problems": problems_data(problems),
    }
    return visible_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _team(each: Arrival) -> dict[str, Any]:
    return {
        "team": each.team,
        "rubric": each.rubric or None,
        "round": each.label or None,
        "together": "not-finished" if each.together_unfinished else "in" if each.together else "none",
        "sides": {side: {"sheets": one.sheets, "unfinished": one.unfinished} for side, one in each.sides.items()},
        "heard": [side for side in SIDES if side in each.heard],
        "to_mend": each.to_mend,
    }


def _expected(expectation: Expectation) -> dict[str, Any]:
    return {
        "teams": expectation.teams,
        "missing": list(expectation.missing),
        "not_expected": [{"team": each.team, "near": each.near or None} for each in expectation.not_expected],
    }

"""The JSON document around the results; the results themselves are held against worked rounds elsewhere."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet

from coprod_check.documents.problems import Note, Problem
from coprod_check.exchange.json_results import Across, changes_text, document, result_line, result_text
from coprod_check.rules.cohort import cohorts_of
from coprod_check.rules.scoring import score_round
from coprod_check.rules.team_changes import team_changes

ASKED = rubric(
    practice("a"),
    stages=[{"id": "start", "name": "Start", "needs": {}}, {"id": "some", "name": "Some", "needs": {"d": 1}}],
    experience=[
        {"id": "q", "question": "How?", "options": [{"id": "good", "text": "Good"}, {"id": "bad", "text": "Bad"}]}
    ],
)


def results() -> list[Any]:
    members = [sheet(MEMBERS, {"a": 1}, share=True, experience={"q": "good"}, team="B") for _ in range(2)]
    rounds = [
        settled(ASKED, sheet(levels={"a": 2}, team="A")),
        settled(ASKED, sheet("staff", {"a": 3}, share=True, team="B"), *members),
        settled(ASKED, sheet(levels={"a": "dont-know"}, team="C")),
    ]
    return [score_round(each) for each in rounds]


def written(scored: list[Any], *notes: Note, problems: tuple[Problem, ...] = ()) -> dict[str, Any]:
    pieces = document(map(result_text, scored), lambda: Across(cohorts_of(scored), notes, problems))
    found: dict[str, Any] = json.loads("".join(pieces))
    return found


def test_the_document_has_its_parts_in_order() -> None:
    assert list(written(results())) == ["format", "results", "cohorts", "notes", "problems"]
    assert written([])["cohorts"] == {}


def test_a_cohort_has_the_contracts_shape() -> None:
    assert written(results())["cohorts"] == {
        "small": {
            "teams": 3,
            "not_scored": 1,
            "dimensions": {"d": {"levels": {"0": 0, "1": 1, "2": 1, "3": 0}, "not_scored": 0, "median_score": 1.5}},
            "stages": {
                "start": {"reached": 2, "n": 2, "low": 0.342380, "high": 1.0},
                "some": {"reached": 2, "n": 2, "low": 0.342380, "high": 1.0},
            },
            "practices": {
                "a": {
                    "levels": {"0": 0, "1": 1, "2": 1, "3": 0},
                    "staff_higher": {"1": 0, "2+": 1},
                    "lived_experience_higher": {"1": 0, "2+": 0},
                }
            },
            "experience": {"q": {"n": 2, "counts": {"good": 2}}},
        }
    }


def test_what_changed_between_two_rounds_stands_beside_the_cohorts_where_it_was_asked_for() -> None:
    old, new = (
        score_round(settled(ASKED, sheet(levels={"a": level}, team="A", round=label, date=date)))
        for level, label, date in ((1, "then", DAY), (2, "now", DAY + dt.timedelta(days=90)))
    )
    scored = [old, new, *results()[1:]]
    across = Across(cohorts_of(scored), (), (), team_changes(scored))
    text = "".join(document(map(result_text, scored), lambda: across))
    found = json.loads(text)
    assert list(found) == ["format", "results", "cohorts", "changes", "notes", "problems"]
    assert f'  "changes": {changes_text(team_changes(scored))},\n' in text
    one = {"higher": 1, "same": 0, "lower": 0, "not_compared": 0}
    room = {"views": {"together": 1}, "people": {"staff": 2, "lived-experience": 2}, "not_counted": 0}
    assert found["changes"] == [
        {
            "rubric": "small",
            "rubric_version": "1.0.0",
            "teams": [{"team": "A", "then": "then", "now": "now"}],
            "one_round": [{"team": "B", "round": "r"}],
            "no_round": ["C"],
            "then": room,
            "now": room,
            "heard_otherwise": 0,
            "dimensions": {"d": one},
            "practices": {"a": one},
        }
    ]
    assert changes_text({}) == "[]"


def test_notes_and_problems_are_there() -> None:
    found = written(results(), Note("a.toml", "older"), problems=(Problem("b.toml", 3, "date", "is missing"),))
    assert found["notes"] == [{"file": "a.toml", "message": "older"}]
    assert found["problems"] == [{"file": "b.toml", "where": "date", "message": "is missing"}]


def test_lines_are_the_elements_of_results_and_nothing_else() -> None:
    lines = "".join(map(result_line, results())).splitlines()
    assert [json.loads(line) for line in lines] == written(results())["results"]


def test_what_a_meeting_talked_about_stands_last_and_only_where_it_says_so() -> None:
    met = sheet("together", {"a": {"level": 1, "talked_about": "moved"}})
    line = json.loads(result_line(score_round(settled(ASKED, met))))
    assert list(line)[-1] == "talked_about"
    assert line["talked_about"] == {"kept": 0, "moved": 1}
    assert "talked_about" not in json.loads(result_line(results()[0]))


def test_of_one_table_twenty_notes_and_problems_are_written_and_the_others_counted() -> None:
    notes = [Note(f"t.csv:{n}", "not counted: it answers nothing") for n in range(500)]
    problems = tuple(Problem(f"t.csv:{n}", 0, "sheet", "is not the only one; mend it") for n in range(500))
    found = written(results(), *notes, problems=problems)
    assert len(found["notes"]) == len(found["problems"]) == 21
    assert found["notes"][-1] == {
        "file": "t.csv",
        "message": "and 480 more notes: 480 × not counted: it answers nothing",
    }
    assert "and 480 more problems" in found["problems"][-1]["message"]

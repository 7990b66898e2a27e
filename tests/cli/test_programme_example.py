"""A made-up programme in two rounds: one table, and what is told of what changed."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = ROOT / "examples" / "programme"


def printed(*options: str) -> str:
    done = run("score", "programme.csv", *options, cwd=FOLDER)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("changes.txt", ["--changes", "--all"]),
        ("changes.md", ["--changes", "--format", "markdown"]),
        ("changes.csv", ["--changes", "--format", "csv"]),
        ("score.md", ["--format", "markdown"]),
    ],
)
def test_the_example_is_what_the_program_prints(name: str, options: Sequence[str]) -> None:
    assert_same(FOLDER / name, printed(*options))


def test_what_has_come_in_is_what_the_program_prints() -> None:
    done = run("collect", "programme.csv", "--expect", "teams.csv", cwd=FOLDER)
    assert (done.returncode, done.stderr) == (1, "")
    assert_same(FOLDER / "collect.txt", done.stdout)


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed("--changes", "--format", "json"))
    return found


def test_the_changes_of_the_example_are_those_of_the_document(document: dict[str, Any]) -> None:
    assert_same(FOLDER / "changes.json", json.dumps(document["changes"], indent=2, ensure_ascii=False) + "\n")


def test_without_the_option_the_document_has_no_changes(document: dict[str, Any]) -> None:
    plain = json.loads(printed("--format", "json"))
    assert {key: value for key, value in document.items() if key != "changes"} == plain


def test_the_counts_are_those_of_the_results(document: dict[str, Any]) -> None:
    (changes,) = document["changes"]
    results = {(each["team"], each["round"]): each for each in document["results"]}
    for kind in ("dimensions", "practices"):
        for key, counts in changes[kind].items():
            levels = [
                tuple(results[each["team"], each[when]][kind][key]["level"] for when in ("then", "now"))
                for each in changes["teams"]
            ]
            known = [(old, new) for old, new in levels if old is not None and new is not None]
            assert counts == {
                "higher": sum(new > old for old, new in known),
                "same": sum(new == old for old, new in known),
                "lower": sum(new < old for old, new in known),
                "not_compared": len(levels) - len(known),
            }


def test_the_table_has_the_same_counts(document: dict[str, Any]) -> None:
    (changes,) = document["changes"]
    rows = list(csv.DictReader(io.StringIO(printed("--changes", "--format", "csv"), newline="")))
    assert len(rows) == len(changes["dimensions"]) + len(changes["practices"])
    for row in rows:
        told = changes[f"{row['kind']}s"][row["id"]]
        assert {key: int(row[key]) for key in told} == told


def test_the_story_beside_it_has_the_figures_of_the_program(document: dict[str, Any]) -> None:
    (changes,) = document["changes"]
    assert (len(document["results"]), len(changes["teams"])) == (22, 10)
    assert [each["team"] for each in changes["one_round"]] == ["Kingsmead hearing", "Larkhill asthma"]
    assert changes["dimensions"]["engagement"] == {"higher": 5, "same": 5, "lower": 0, "not_compared": 0}
    assert changes["dimensions"]["recruitment"] == {"higher": 3, "same": 5, "lower": 2, "not_compared": 0}
    assert [changes[when]["views"]["staff-only"] for when in ("then", "now")] == [5, 1]
    assert changes["heard_otherwise"] == 4


def test_no_page_says_which_team_moved_which_way() -> None:
    teams = {row["team"] for row in csv.DictReader((FOLDER / "programme.csv").read_text("utf-8").splitlines())}
    said = printed("--changes", "--all")
    assert {team for team in teams if team in said} == {"Kingsmead hearing", "Larkhill asthma"}

"""What changed between two rounds as a table."""

from __future__ import annotations

import csv
import datetime as dt
import io

from helpers.make import DAY, practice, rubric, settled, sheet

from coprod_check.exchange.csv_changes import COLUMNS, lines
from coprod_check.rules.scoring import score_round
from coprod_check.rules.team_changes import team_changes

ASKED = rubric(practice("a", title="=1+1, then"), practice("b", "e"))
OTHER = rubric(practice("z"), id="another")


def test_each_dimension_and_practice_of_each_rubric_is_a_row() -> None:
    later = DAY + dt.timedelta(days=90)
    rounds: list[tuple[str, dt.date, dict[str, int | str]]] = [
        ("then", DAY, {"a": 1, "b": 1}),
        ("now", later, {"a": 2, "b": "dont-know"}),
    ]
    results = [score_round(settled(ASKED, sheet(levels=said, round=label, date=date))) for label, date, said in rounds]
    results.append(score_round(settled(OTHER, sheet(levels={"z": 1}, rubric="another"))))
    text = "".join(lines(team_changes(results)))
    assert text.count("\r\n") == text.count("\n") == 7
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert tuple(header) == COLUMNS
    assert rows == [
        ["another", "dimension", "d", "D", "0", "0", "0", "0"],
        ["another", "practice", "z", "Title of z", "0", "0", "0", "0"],
        ["small", "dimension", "d", "D", "1", "0", "0", "0"],
        ["small", "dimension", "e", "E", "0", "0", "0", "1"],
        ["small", "practice", "a", "'=1+1, then", "1", "0", "0", "0"],
        ["small", "practice", "b", "Title of b", "0", "0", "0", "1"],
    ]


def test_nothing_to_compare_is_a_header() -> None:
    assert list(lines({})) == ["rubric,kind,id,name,higher,same,lower,not_compared\r\n"]

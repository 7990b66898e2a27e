"""Rounds that say the same are scored once; each is told as if it had been scored on its own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpers.make import DAY, MEMBERS, practice, rubric, sheet
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.rules import scored_sheets
from coprod_check.rules.rounds import SheetFile, Unread, group_into_rounds
from coprod_check.rules.scored_sheets import scored_alike
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    import pytest

ASKED = rubric(practice("a"), practice("b"))

ROWS = st.tuples(
    st.sampled_from(["T", "U", "V"]),
    st.sampled_from(["r", "s"]),
    st.sampled_from(["staff", MEMBERS, "together"]),
    st.sampled_from([{}, {"a": 1}, {"a": 2}, {"a": 1, "b": 1}]),
    st.booleans(),
    st.integers(0, 2),
)


@given(st.lists(ROWS, max_size=24), st.sets(st.sampled_from(["t", "u"])))
def test_each_round_has_the_result_that_it_would_have_alone(
    rows: list[tuple[str, str, str, dict[str, int], bool, int]], unread: set[str]
) -> None:
    sheets = []
    for number, (team, label, voice, levels, share, days) in enumerate(rows):
        more = {} if voice == "together" else {"share": share, "respondent": f"s{number}"}
        made = sheet(voice, levels, team=team, round=label, date=DAY + dt.timedelta(days), sheet=f"k{number}", **more)
        sheets.append((ASKED, SheetFile(f"t.csv:{number}", made, "t.csv")))
    found, _ = group_into_rounds(sheets, [Unread(each, None, "staff") for each in unread])
    assert list(scored_alike(found)) == [score_round(each) for each in found]


def test_of_very_many_that_differ_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scored_sheets, "_MOST_KEPT", 2)
    sheets = [
        (ASKED, SheetFile(f"{n}", sheet("staff", {"a": n % 4}, team=f"T{n}", share=True, respondent=f"s{n}")))
        for n in range(12)
    ]
    found, _ = group_into_rounds(sheets)
    assert list(scored_alike(found)) == [score_round(each) for each in found]

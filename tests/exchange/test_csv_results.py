"""Results as a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from helpers.process import ROOT

from coprod_check.exchange.csv_results import ResultsTable, columns, inert
from coprod_check.rules.scoring import score_round
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_check.rules.result import Result

EXPERIENCE = [
    {
        "id": "q",
        "question": "How?",
        "options": [{"id": "good", "text": "Good"}, {"id": "bad", "text": "Bad"}],
    }
]
ASKED = rubric(practice("a", value="v"), practice("b", "e", value="v"), experience=EXPERIENCE)
OTHER = rubric(practice("a"), practice("z"), id="another")


def results_csv(results: Sequence[Result]) -> str:
    table = ResultsTable({result.rubric.id: result.rubric for result in results}.values())
    return "".join([table.header, *(table.line(result) for result in results)])


def table(*rounds: Any) -> list[dict[str, str]]:
    text = results_csv([score_round(each) for each in rounds])
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_depend_on_the_rubric_alone() -> None:
    (row,) = table(settled(ASKED, sheet(levels={"a": 2})))
    assert list(row) == list(columns(ASKED)) == [
        "team", "round", "date", "rubric", "rubric_version", "view", "one_sided",
        "voice.together", "voice.staff", "voice.lived-experience", "people.staff", "people.lived-experience",
        "stage", "next_stage", "stage_why", "agreement",
        "dimension.d.status", "dimension.d.level", "dimension.d.majority", "dimension.d.score", "dimension.d.rated",
        "dimension.d.applicable",
        "dimension.e.status", "dimension.e.level", "dimension.e.majority", "dimension.e.score", "dimension.e.rated",
        "dimension.e.applicable",
        "value.v.status", "value.v.level", "value.v.majority", "value.v.score", "value.v.rated", "value.v.applicable",
        "practice.a.status", "practice.a.level", "practice.a.one_voice", "practice.a.gap", "practice.a.staff",
        "practice.a.lived-experience",
        "practice.b.status", "practice.b.level", "practice.b.one_voice", "practice.b.gap", "practice.b.staff",
        "practice.b.lived-experience",
        "experience.q.n", "experience.q.good", "experience.q.bad",
    ]  # fmt: skip


def test_a_row_holds_what_was_found() -> None:
    members = [sheet(MEMBERS, {"a": 3}, share=True, experience={"q": "good"}) for _ in range(2)]
    (row,) = table(settled(ASKED, sheet("staff", {"a": 1, "b": "dont-know"}, share=True), *members))
    assert {key: value for key, value in row.items() if value} == {
        "team": "Team", "round": "r", "date": "2026-11-22", "rubric": "small", "rubric_version": "1.0.0",
        "view": "both-voices", "one_sided": "false", "voice.staff": "consent", "voice.lived-experience": "consent",
        "people.staff": "1", "people.lived-experience": "2", "agreement": "0.0",
        "dimension.d.status": "scored", "dimension.d.level": "1", "dimension.d.majority": "1",
        "dimension.d.score": "1.0", "dimension.d.rated": "1", "dimension.d.applicable": "1",
        "dimension.e.status": "not-enough-answers", "dimension.e.rated": "0", "dimension.e.applicable": "1",
        "value.v.status": "scored", "value.v.level": "1", "value.v.majority": "1", "value.v.score": "1.0",
        "value.v.rated": "1", "value.v.applicable": "2",
        "practice.a.status": "rated", "practice.a.level": "1", "practice.a.one_voice": "false",
        "practice.a.gap": "-2", "practice.a.staff": "1", "practice.a.lived-experience": "3",
        "practice.b.status": "dont-know", "practice.b.one_voice": "false", "practice.b.staff": "dont-know",
        "practice.b.lived-experience": "unanswered",
        "experience.q.n": "2", "experience.q.good": "2", "experience.q.bad": "0",
    }  # fmt: skip


def test_why_there_is_no_stage() -> None:
    staged = rubric(practice("a"), stages=[{"id": "s", "name": "S", "needs": {}}])
    alone, both = table(
        settled(staged, sheet("staff", {"a": 1}, share=True)),
        settled(staged, sheet(levels={"a": 1})),
    )
    assert (alone["stage"], alone["stage_why"]) == ("", "one-sided")
    assert (both["stage"], both["stage_why"]) == ("s", "")


def test_of_a_hidden_voice_there_is_only_that_it_is_hidden() -> None:
    (row,) = table(settled(ASKED, sheet(levels={"a": 2}), sheet(MEMBERS, {"a": 0}, experience={"q": "bad"})))
    assert [row["voice.together"], row["voice.staff"], row["voice.lived-experience"]] == ["shown", "", "hidden"]
    assert not any(row[key] for key in row if key.startswith(("experience.", "practice.a.lived")))
    assert row["people.lived-experience"] == "2"


def test_what_too_few_answered_is_said_in_that_word_alone() -> None:
    sheets = [sheet("staff", {"a": 1} if index else {"a": 1, "b": 3}) for index in range(5)]
    (row,) = table(settled(ASKED, *sheets))
    assert [row["practice.a.staff"], row["practice.b.staff"], row["practice.b.status"]] == [
        "1",
        "too-few",
        "unanswered",
    ]


def test_two_rubrics_share_columns_and_leave_the_rest_empty() -> None:
    first, second = table(
        settled(OTHER, sheet(levels={"z": 1}, rubric="another")), settled(ASKED, sheet(levels={"a": 2}))
    )
    assert len(first) == len(set(first)) == len({*columns(OTHER), *columns(ASKED)})
    assert (first["practice.z.level"], first["practice.b.status"]) == ("1", "")
    assert (second["practice.z.status"], second["practice.b.status"]) == ("", "unanswered")


def test_nothing_to_write_is_a_header() -> None:
    assert results_csv([]).startswith("team,round,date,")
    assert results_csv([]).count("\r\n") == 1


def test_quotes_and_commas_come_back_as_typed() -> None:
    team, label = 'The "Fish, Chips" group', "spring, 2026"
    (row,) = table(settled(ASKED, sheet(levels={"a": 2}, team=team, round=label)))
    assert (row["team"], row["round"]) == (team, label)
    text = results_csv([score_round(settled(ASKED, sheet(levels={"a": 2}, team=team)))])
    assert '\r\n"The ""Fish, Chips"" group",r,' in text


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "＝", "＠"])
def test_typed_text_is_never_a_formula(first: str) -> None:
    team = f"{first}HYPERLINK(1)"
    (row,) = table(settled(ASKED, sheet(levels={"a": 2}, team=team, round=team)))
    assert (row["team"], row["round"]) == (f"'{team}", f"'{team}")


def test_other_text_and_our_own_numbers_stay_as_they_are() -> None:
    assert inert("Team - A") == "Team - A"
    (row,) = table(settled(ASKED, sheet("staff", {"a": 0}, share=True), sheet(MEMBERS, {"a": 3}, share=True)))
    assert row["practice.a.gap"] == "-3"


def test_every_column_is_in_the_facilitators_page() -> None:
    page = (ROOT / "docs" / "facilitators.md").read_text("utf-8")
    built_in = Rubrics(None).for_sheet("coproduction-values")
    assert built_in is not None
    for column in columns(built_in):
        kind, _, rest = column.partition(".")
        field = rest.rpartition(".")[2]
        named = f"`{column}`"
        if kind in {"dimension", "value", "practice"}:
            named = f"`{kind}.ID.{field}`"
        elif kind == "experience":
            named = "`experience.ID.n`" if field == "n" else "`experience.ID.OPTION`"
        assert named in page, column

"""Columns give what objects give: the same rounds, scored both ways, print the same bytes in every format."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_memory import as_columns, as_objects
from helpers.make import DAY, MEMBERS, practice, rubric, sheet
from hypothesis import event, given, settings
from hypothesis import strategies as st

from coprod_check.batch.layout import layout_of
from coprod_check.cli.choices import ScoreFormat
from coprod_check.cli.commands import score
from coprod_check.rules.rounds import SheetFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coprod_check.cli.scored import Scored
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

WIDE = rubric(
    practice("a", value="v"),
    practice("b", value="v", weight=2.5),
    practice("c", value="w", core=False),
    practice("d", "e", value="w"),
    practice("f", "e", value="v", core=False, weight=0.3),
    practice("g", "h", core=False),
    dimensions=[{"id": each, "name": each} for each in ("d", "e", "h", "empty")],
    stages=[
        {"id": "one", "name": "One", "needs": {}},
        {"id": "two", "name": "Two", "needs": {"d": 1}},
        {"id": "three", "name": "Three", "needs": {"h": 1, "d": 1, "e": 2}},
    ],
    cautions=[
        {"id": "x", "dimension": "e", "ahead_of": "d", "message": "Look."},
        {"id": "y", "dimension": "d", "ahead_of": "h", "message": "Look."},
    ],
    circumstances=[{"id": each, "statement": each, "prompts": [each]} for each in ("x", "y")],
    experience=[
        {"id": "one", "question": "One?", "options": [{"id": each, "text": each} for each in "pq"]},
        {"id": "many", "question": "Many?", "several": True, "options": [{"id": e, "text": e} for e in "pqr"]},
    ],
)
STEEP = rubric(
    practice("a", levels=["No.", "Yes."]),
    practice("b", "e", levels=["No.", "Yes."]),
    levels=[{"number": 0, "name": "No", "points": -1.25}, {"number": 1, "name": "Yes", "points": 10 / 3}],
    stages=[{"id": "early", "name": "Early"}, {"id": "late", "name": "Late", "needs": {"d": 1}}],
    rules={"enough_answers": 1.0, "one_sided_top": 0},
)


def levels(asked: Rubric) -> st.SearchStrategy[dict[str, Any]]:
    answer = st.one_of(st.integers(0, asked.top), st.sampled_from(["dont-know", "not-applicable"]))
    rating = st.builds(
        lambda level, evidence: {"level": level, **({"evidence": evidence} if evidence else {})},
        answer, st.sampled_from(["", "", "Minutes.", " "]),
    )  # fmt: skip
    return st.fixed_dictionaries({}, optional={each.id: rating for each in asked.practices})


@st.composite
def sheets(draw: st.DrawFn, asked: Rubric) -> list[Sheet]:
    """Sheets of a few teams and rounds; now and then a person with two, or a name spelt in another way."""
    found = []
    for team in draw(st.sampled_from([["T"], ["T", "U"], ["T", "Riverside"]])):
        for label in draw(st.sampled_from([["r"], ["r", "s"]])):
            together = draw(st.booleans())
            members = draw(st.sampled_from([0, 1, 4, 5, 7]))
            voices = ["together"] * together + ["staff"] * draw(st.sampled_from([0, 2, 5, 6])) + [MEMBERS] * members
            consent = draw(st.sampled_from([[True], [False], [True, True, True, False]]))
            for index, voice in enumerate(voices):
                more: dict[str, Any] = {"share": draw(st.sampled_from(consent))} if voice != "together" else {}
                if voice == "together":
                    staff, others = draw(st.sampled_from([(0, 0), (2, 0), (0, 3), (2, 3)]))
                    more["people"] = {"staff": staff, MEMBERS: others}
                if voice == MEMBERS:
                    more["experience"] = draw(
                        st.fixed_dictionaries(
                            {},
                            optional={
                                each.id: st.sampled_from([option.id for option in each.options])
                                for each in asked.experience
                            },
                        )
                    )
                known = [each.id for each in asked.circumstances]
                chosen = draw(st.lists(st.sampled_from(known), unique=True)) if known else []
                found.append(
                    sheet(
                        voice,
                        draw(levels(asked)),
                        team=draw(st.sampled_from([team] * 30 + [f" {team.lower()} "])),
                        round=label,
                        date=DAY + dt.timedelta(days=draw(st.integers(-20, 20))),
                        sheet=draw(st.sampled_from([f"{team}{label}{index}"] * 20 + ["twice", ""])),
                        circumstances=chosen,
                        **more,
                    )
                )
    return found


def filed(every: Sequence[Sheet]) -> list[SheetFile]:
    return [SheetFile(f"folder/{index:03}.answers.toml", each) for index, each in enumerate(every)]


def printed(scored: Scored, style: ScoreFormat) -> tuple[str, str, Any]:
    out, err = io.StringIO(), io.StringIO()
    code: Any = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            score.tell(scored, style, None, plain=True)
        except SystemExit as stopped:
            code = stopped.code
    return out.getvalue(), err.getvalue(), code


@pytest.mark.parametrize("asked", [WIDE, STEEP], ids=["wide", "steep"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_random_rounds_give_the_same_bytes_both_ways(asked: Rubric, data: st.DataObject) -> None:
    every = filed(data.draw(sheets(asked)))
    objects = {style: printed(as_objects(asked, every), style) for style in ScoreFormat}
    found = as_columns(asked, every)
    event(f"{found.in_columns} of {len(found)} rounds in columns")
    columns = {style: printed(as_columns(asked, every), style) for style in ScoreFormat}
    for style in ScoreFormat:
        assert columns[style] == objects[style], style


def test_plain_rounds_are_scored_in_columns_and_odd_ones_as_objects() -> None:
    every = filed([
        sheet("staff", {"a": 1}, team="Plain", sheet="1"),
        sheet("staff", {"a": 1}, team="Plain", sheet="2"),
        sheet("staff", {"a": 1}, team="Twice", sheet="1"),
        sheet("staff", {"a": 2}, team="Twice", sheet="1"),
        sheet("staff", {"a": 2}, team="Spelt"),
        sheet("staff", {"a": 2}, team="spelt"),
        sheet("together", {"a": 2}, team="Met"),
        sheet("together", {"a": 2}, team="Met"),
    ])  # fmt: skip
    found = as_columns(WIDE, every)
    lines = [line.split(",")[0] for line in found.csv_lines()]
    assert (found.in_columns, len(found)) == (1, 4)
    assert lines == ["team", "Met", "Plain", "spelt", "Twice"]


def test_a_rubric_that_does_not_fit_into_columns_is_scored_as_objects() -> None:
    many = [{"id": f"c{index}", "statement": "It is so."} for index in range(65)]
    assert layout_of(rubric(circumstances=many[:64])) is not None
    assert layout_of(rubric(circumstances=many)) is None
    options = [{"id": f"o{index}", "text": "So."} for index in range(65)]
    assert layout_of(rubric(experience=[{"id": "q", "question": "How?", "options": options}])) is None


def test_what_is_learnt_on_the_way_does_not_depend_on_what_is_asked_first() -> None:
    every = filed([
        sheet("staff", {"a": 1, "d": 1, "g": 1}, team=team, round=label, sheet=f"{team}{label}", share=True)
        for team in ("One", "Two") for label in ("r", "s")
    ])  # fmt: skip
    first, last = as_columns(WIDE, every), as_columns(WIDE, every)
    notes, cohorts = first.notes, first.cohorts()
    lines = list(last.csv_lines())
    assert (last.notes, last.cohorts()) == (notes, cohorts)
    assert list(first.csv_lines()) == lines
    assert list(first.json_texts()) == list(first.json_texts())
    assert (notes, cohorts) == (as_objects(WIDE, every).notes, as_objects(WIDE, every).cohorts())

"""Columns give what objects give: the same rounds, scored both ways, print the same bytes in every format."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_memory import as_columns, as_objects, table_as_columns, table_as_objects, without_threads
from helpers.make import DAY, MEMBERS, practice, rubric, sheet
from helpers.table_rows import write_table
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from coprod_check.batch.layout import layout_of
from coprod_check.cli.choices import ScoreFormat
from coprod_check.cli.commands import score
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.rounds import SheetFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.batch.scored import ScoredColumns
    from coprod_check.cli.scored import Scored
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

WIDE = rubric(
    practice("a", value="v"),
    practice("b", value="v", weight=2.5),
    practice("c", value="w", core=False),
    practice("k", "e", value="w"),
    practice("f", "e", value="v", core=False, weight=0.3),
    practice("g", "h", core=False),
    dimensions=[{"id": each, "name": each} for each in ("d", "e", "h")],
    stages=[
        {"id": "one", "name": "One", "needs": {}},
        {"id": "two", "name": "Two", "needs": {"d": 1}},
        {"id": "three", "name": "Three", "needs": {"h": 1, "d": 1, "e": 2, "f": 1, "a": 2}},
    ],
    cautions=[
        {"id": "x", "dimension": "e", "ahead_of": "d", "message": "Look."},
        {"id": "y", "dimension": "d", "ahead_of": "h", "message": "Look."},
        {"id": "z", "experience": "many", "options": ["p", "q"], "stage": "two", "message": "Ask."},
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


LEVELS = ["No.", "A bit.", "Much.", "All."]


@st.composite
def practices(draw: st.DrawFn, top: int) -> list[dict[str, Any]]:
    """Two to seven practices, of which the first few are one of each dimension."""
    dimensions = draw(st.sampled_from([["d"], ["d", "e"], ["d", "e", "h"]]))
    of = [*dimensions, *draw(st.lists(st.sampled_from(dimensions), min_size=1, max_size=4))]
    return [
        practice(
            f"p{place}",
            dimension,
            levels=LEVELS[: top + 1],
            core=draw(st.sampled_from([True, True, False])),
            weight=draw(st.sampled_from([1.0, 1.0, 2.5, 0.3])),
            may_not_apply=draw(st.booleans()),
            **draw(st.sampled_from([{}, {"value": "v"}, {"value": "w"}])),
        )
        for place, dimension in enumerate(of)
    ]


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """Questions with every key of the second edition: needs on practices, both cautions, stages that some have."""
    top = draw(st.sampled_from([1, 3, 3]))
    asked = draw(practices(top))
    dimensions = list(dict.fromkeys(each["dimension"] for each in asked))
    several = draw(st.booleans())
    questions = [
        {"id": "one", "question": "One?", "options": [{"id": each, "text": each} for each in "pq"]},
        {"id": "many", "question": "?", "several": several, "options": [{"id": each, "text": each} for each in "pqr"]},
    ]
    needs = st.dictionaries(
        st.sampled_from([*dimensions, *(each["id"] for each in asked)]), st.integers(1, top), min_size=1, max_size=3
    )
    later = [{"id": f"s{n}", "name": "S", "needs": draw(needs)} for n in range(draw(st.integers(0, 3)))]
    stages: list[dict[str, Any]] = [{"id": "first", "name": "F", "meaning": "M."}, *later]
    if not later and draw(st.booleans()):
        stages = []
    cautions: list[dict[str, Any]] = [
        {"id": f"c{place}", "dimension": one, "ahead_of": other, "message": "Look."}
        for place, (one, other) in enumerate(permutations(dimensions, 2))
    ]
    cautions += [
        {
            "id": f"{question}-{at['id']}",
            "experience": question,
            "options": chosen,
            "stage": at["id"],
            "message": "Ask.",
        }
        for question, options in (("one", "pq"), ("many", "pqr"))
        for at in stages
        if (chosen := draw(st.lists(st.sampled_from(options), unique=True, max_size=2)))
    ]
    known = [each["id"] for each in asked]
    more: dict[str, Any] = {"stages": stages} if stages else {}
    if draw(st.booleans()):
        more["rules"] = {
            "enough_answers": draw(st.sampled_from([0.0, 0.4, 1.0])),
            "one_sided_top": draw(st.integers(0, top)),
        }
    return rubric(
        *asked,
        levels=[{"number": n, "name": "L", "points": n * 1.5} for n in range(top + 1)],
        cautions=cautions,
        circumstances=[{"id": each, "statement": each, "practices": known[:2]} for each in ("x", "y")],
        experience=questions,
        **more,
    )


def levels(asked: Rubric) -> st.SearchStrategy[dict[str, Any]]:
    def rating(top: int, *, may_not_apply: bool) -> st.SearchStrategy[dict[str, Any]]:
        words = ["dont-know", "dont-know", "not-applicable"][: 3 if may_not_apply else 2]
        return st.builds(
            lambda level, evidence, back: {"level": level, **evidence, **back},
            st.one_of(st.integers(0, top), st.integers(0, top), st.sampled_from(words)),
            st.sampled_from([{}, {}, {"evidence": "Minutes."}, {"evidence": " ", "evidence_kind": "seen"}]),
            st.sampled_from([{}, {}, {}, {"looking_back": 0}]),
        )

    every = {each.id: rating(asked.top, may_not_apply=each.may_not_apply) for each in asked.practices}
    some = st.fixed_dictionaries({}, optional=every)
    # A sheet that answers nothing is left out: there is one now and then, by another way.
    return st.sampled_from(list(every)).flatmap(
        lambda one: st.builds(lambda rated, rest: rest | {one: rated}, every[one], some)
    )


def chosen(asked: Rubric) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to the experience questions."""
    return st.fixed_dictionaries(
        {},
        optional={
            each.id: st.lists(
                st.sampled_from([option.id for option in each.options]),
                unique=True,
                min_size=1,
                max_size=len(each.options) if each.several else 1,
            )
            for each in asked.experience
        },
    )


TALK: list[dict[str, Any]] = [{}, {"talked_about": "kept"}, {"talked_about": "moved", "why_moved": "We asked."}]
"""What a meeting may say of its talk on a practice."""

ODD: list[tuple[str, ...]] = [
    ("finished",),
    ("sheet",),
    ("respondent",),
    ("team",),
    ("ratings",),
    ("sheet", "respondent"),
]
"""What may be odd about a round, so that a rule of who is who is needed; most rounds are plain."""


@st.composite
def sheets(draw: st.DrawFn, asked: Rubric) -> list[Sheet]:
    """Sheets of a few teams and rounds, of which some have one that is not finished, or shares its id or its person."""
    found = []
    for team in draw(st.sampled_from([["T"], ["T", "U"], ["T", "Riverside"]])):
        for label in draw(st.sampled_from([["r"], ["r", "s"]])):
            odd = draw(st.sampled_from([(), (), (), *ODD]))
            together = draw(st.booleans())
            members = draw(st.sampled_from([0, 1, 4, 5, 7]))
            voices = ["together"] * together + ["staff"] * draw(st.sampled_from([0, 2, 5, 6])) + [MEMBERS] * members
            consent = draw(st.sampled_from([[True], [False], [True, True, True, False]]))
            ticked = draw(st.lists(st.sampled_from([each.id for each in asked.circumstances] or [""]), unique=True))

            def plain_or(key: str, plain: Any, *others: Any, odd: tuple[str, ...] = odd) -> Any:
                return draw(st.sampled_from([plain, plain, *others])) if key in odd else plain

            for index, voice in enumerate(voices):
                more: dict[str, Any] = {}
                said = draw(levels(asked))
                if voice == "together":
                    talk = TALK if draw(st.integers(0, 2)) == 0 else TALK[:1]
                    said = {practice: {**rating, **draw(st.sampled_from(talk))} for practice, rating in said.items()}
                    staff, others = draw(st.sampled_from([(0, 0), (2, 0), (0, 3), (2, 3), (6, 1)]))
                    more["people"] = {"staff": staff, MEMBERS: others}
                else:
                    more["share"] = draw(st.sampled_from(consent))
                    more["respondent"] = plain_or("respondent", f"P{index}", "S\u200b 1", "s 1", "S  1", "")
                if voice == MEMBERS:
                    more["experience"] = draw(chosen(asked))
                found.append(
                    sheet(
                        voice,
                        plain_or("ratings", said, {}),
                        team=plain_or("team", team, f" {team.lower()} ", f"{team}\u200b"),
                        round=label,
                        date=DAY + dt.timedelta(days=draw(st.integers(-20, 20))),
                        sheet=plain_or("sheet", f"{team}{label}{index}", "twice", "TWICE", f"{team}{label}0", ""),
                        finished=plain_or("finished", True, False),
                        circumstances=[each for each in ticked if each and draw(st.integers(0, 5))],
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
            score.tell(scored, score.Options([], None, style, None, plain=True, everything=True))
        except SystemExit as stopped:
            code = stopped.code
    return out.getvalue(), err.getvalue(), code


def plans(scored: Scored) -> list[list[tuple[str, str]]]:
    return [
        [(each.id, each.because) for each in draft_plan(result, on=DAY).actions] if result.anyone_shown else []
        for result in scored.results
    ]


TEXTS = [style for style in ScoreFormat if style not in {ScoreFormat.XLSX, ScoreFormat.PARQUET}]
"""Workbooks and Parquet are compared in test_hidden_voices.py: they take long, and are made of results as objects."""


def assert_the_same(objects: Scored, columns: ScoredColumns) -> None:
    event(f"{columns.in_columns} of {len(columns)} rounds in columns")
    with without_threads():
        assert plans(columns) == plans(objects)
        for style in TEXTS:
            assert printed(columns, style) == printed(objects, style), style


@pytest.mark.parametrize("asked", [WIDE, STEEP], ids=["wide", "steep"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_random_rounds_give_the_same_bytes_both_ways(asked: Rubric, data: st.DataObject) -> None:
    every = filed(data.draw(sheets(asked)))
    assert_the_same(as_objects(asked, every), as_columns(asked, every))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_random_rubrics_give_the_same_bytes_both_ways(data: st.DataObject) -> None:
    asked = data.draw(rubrics())
    every = filed(data.draw(sheets(asked)))
    assert_the_same(as_objects(asked, every), as_columns(asked, every))


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_tables_of_random_rubrics_give_the_same_bytes_both_ways(
    tmp_path: Path, ending: str, data: st.DataObject
) -> None:
    asked = data.draw(rubrics())
    every = data.draw(sheets(asked))
    if every:
        path = write_table(tmp_path / f"t.{ending}", every)
        assert_the_same(table_as_objects(asked, path), table_as_columns(asked, path))


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
    assert lines == ["team", "Met", "Plain", "Spelt", "Twice"]


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

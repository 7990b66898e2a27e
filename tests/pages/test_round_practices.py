"""Every practice by its name: the marks of each side, the words beside them, and what the levels say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.pages.blocks import Bullets, Fold, Para
from coprod_check.pages.drawings import MarkKey, MarkRow, Marks
from coprod_check.pages.round_practices import EXTRA_COUNTS, LOWER_COUNTS, how_many, practices
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.rules.result import Result

DK, NA = "dont-know", "not-applicable"
ASKED = rubric(practice("a"), practice("b"), practice("x", "e"))


def result(*sheets: Any, asked: Any = ASKED) -> Result:
    return score_round(settled(asked, *sheets))


def alone(side: str, levels: dict[str, Any]) -> Any:
    return sheet(side, levels, share=True)


def rows(found: Result) -> dict[str, MarkRow]:
    return {row.name[-1]: row for block in practices(found) if isinstance(block, Marks) for row in block.rows}


@pytest.mark.parametrize(
    ("sheets", "row"),
    [
        ([alone("staff", {"a": 3}), alone(MEMBERS, {"a": 1})], ("Staff 3, lived 1", 3, 1, None)),
        ([alone("staff", {"a": 2}), alone(MEMBERS, {"a": 2})], ("Both 2", 2, 2, None)),
        (
            [alone("staff", {"a": 2}), alone(MEMBERS, {"a": DK})],
            ("Not known: staff 2, lived don't know", 2, None, None),
        ),
        ([alone("staff", {"a": 2}), alone(MEMBERS, {"b": 1})], ("Staff 2, lived not answered", 2, None, None)),
        ([alone("staff", {"a": 2})], ("Staff 2 only", 2, None, None)),
        ([alone(MEMBERS, {"a": 0})], ("Lived 0 only", None, 0, None)),
        ([sheet(levels={"a": 2})], ("Agreed 2", None, None, 2)),
        ([sheet(levels={"a": 2}, people={})], ("Level 2", None, None, 2)),
        ([sheet(levels={"a": 2}, people={"staff": 3})], ("Staff 2 only", 2, None, None)),
        (
            [sheet(levels={"a": 2}), alone("staff", {"a": 3}), alone(MEMBERS, {"a": 0})],
            ("Agreed 2, staff 3, lived 0", 3, 0, 2),
        ),
        ([sheet(levels={"a": 2}), alone("staff", {"a": 1})], ("Agreed 2, staff 1", 1, None, 2)),
        ([sheet(levels={"a": DK, "b": 1})], ("Don't know", None, None, None)),
        ([sheet(levels={"a": NA, "b": 1})], ("Does not apply", None, None, None)),
        ([sheet(levels={"b": 1})], ("Not answered", None, None, None)),
    ],
)  # fmt: skip
def test_a_row_has_a_mark_for_each_side_and_says_the_same_in_words(
    sheets: list[Any], row: tuple[str, int | None, int | None, int | None]
) -> None:
    words, staff, lived, agreed = row
    assert rows(result(*sheets))["a"] == MarkRow("Title of a", words, staff, lived, agreed)


LEVELS = st.one_of(st.integers(0, 3), st.sampled_from([DK, NA]))
ANSWERS = st.fixed_dictionaries({}, optional=dict.fromkeys("abx", LEVELS))


@settings(deadline=None)
@given(ANSWERS, ANSWERS, ANSWERS)
def test_every_practice_has_one_row_and_its_level_is_marked(
    together: dict[str, Any], staff: dict[str, Any], members: dict[str, Any]
) -> None:
    found = result(sheet(levels={"x": 1, **together}), alone("staff", staff), alone(MEMBERS, members))
    every = rows(found)
    assert list(every) == list("abx")
    for key, row in every.items():
        level = found.practices[key].level  # type: ignore[index]
        assert level is None or level in {at for _, at in row.marks}
        assert all(str(at) in row.words for _, at in row.marks)
        assert row.words[0].isupper()


def test_the_scales_are_grouped_by_dimension_and_the_first_names_the_levels() -> None:
    scales = [block for block in practices(result(sheet(levels={"a": 1, "b": 1}))) if isinstance(block, Marks)]
    assert [(each.caption, len(each.rows), each.named) for each in scales] == [
        ("D: 1 Started", 2, True),
        ("E: not enough answers", 1, False),
    ]
    assert scales[0].levels == ("Not yet", "Started", "Together", "Always")


@pytest.mark.parametrize(
    ("sheets", "key"),
    [
        (
            [alone("staff", {"a": 1}), alone("staff", {"a": 1}), alone(MEMBERS, {"a": 1})],
            (("staff", "Staff (2)"), (MEMBERS, "People with lived experience (1)")),
        ),
        ([sheet(levels={"a": 1})], (("agreed", "Agreed together"),)),
        ([sheet(levels={"a": 1}, people={})], (("agreed", "As the sheet says"),)),
        ([sheet(levels={"a": 1}), alone("staff", {"a": 2})], (("staff", "Staff"), ("agreed", "Agreed together"))),
    ],
)
def test_the_key_has_the_marks_that_are_there(sheets: list[Any], key: Any) -> None:
    assert [block for block in practices(result(*sheets)) if isinstance(block, MarkKey)] == [MarkKey(key)]


def test_without_a_mark_there_is_no_key() -> None:
    assert not [block for block in practices(result(sheet(levels={"a": DK}))) if isinstance(block, MarkKey)]


@pytest.mark.parametrize("core", [True, False])
@pytest.mark.parametrize("both", [True, False])
def test_how_to_read_it_says_no_more_than_is_there(core: bool, both: bool) -> None:
    asked = rubric(practice("a"), practice("b", core=core))
    sheets = [alone("staff", {"a": 1}), alone(MEMBERS, {"a": 1})] if both else [sheet(levels={"a": 1})]
    found = result(*sheets, asked=asked)
    said = " ".join(block.text for block in practices(found) if isinstance(block, Para))
    assert (LOWER_COUNTS in said, EXTRA_COUNTS in said) == (both, not core)
    assert rows(found)["b"].note == ("" if core else "extra")


def folded(found: Result) -> dict[str, tuple[str, ...]]:
    return {
        block.title: block.blocks[0].items
        for block in practices(found)
        if isinstance(block, Fold) and isinstance(block.blocks[0], Bullets)
    }


def test_what_the_levels_say_is_folded_below_each_dimension_and_nothing_stands_twice() -> None:
    staff = {"a": 1, "b": 3, "x": 2}
    found = result(alone("staff", staff), alone(MEMBERS, {"a": 0, "b": 0, "x": 2}), alone("staff", staff))
    assert folded(found) == {
        "What the levels say: D": ("Title of a: its words stand above", "Title of b: its words stand above"),
        "What the levels say: E": ("Title of x: 2 Together: Much.",),
    }
    many = rubric(*map(practice, "abcx"))
    wide, narrow = {"a": 3, "b": 3, "c": 1, "x": 0}, dict.fromkeys("abcx", 0)
    assert folded(result(alone("staff", wide), alone(MEMBERS, narrow), asked=many))["What the levels say: D"][2:] == (
        "Title of c: 0 Not yet. 1 Started: A bit.",
        "Title of x: 0 Not yet. Level 1 would be: “A bit.”",
    )


def test_what_was_agreed_on_a_gap_is_told_with_both() -> None:
    found = result(sheet(levels={"a": 2}), alone("staff", {"a": 3}), alone(MEMBERS, {"a": 1}))
    assert folded(found)["What the levels say: D"] == (
        "Title of a: 1 Started: A bit. 2 Together: Much. 3 Always: All.",
    )


def test_a_dimension_that_nobody_rated_has_nothing_folded() -> None:
    assert list(folded(result(sheet(levels={"a": 1})))) == ["What the levels say: D"]


@pytest.mark.parametrize(("number", "said"), [(1, "The one practice"), (3, "All 3 practices")])
def test_the_heading_counts_the_practices(number: int, said: str) -> None:
    asked = rubric(*(practice(f"p{n}") for n in range(number)))
    assert how_many(result(sheet(levels={"p0": 1}), asked=asked)) == said

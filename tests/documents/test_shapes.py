from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from coprod_check.documents.shapes import (
    Day,
    Frozen,
    Identifier,
    Items,
    Text,
    Version,
    Words,
    compatible,
    path_text,
    shaped,
)


class Inner(Frozen):
    size: int
    label: str = ""


class Outer(Frozen):
    name: Text
    kind: Literal["one", "two"] = "one"
    day: Day = dt.date(2026, 1, 1)
    ident: Identifier = "x"
    version: Version = "1.0.0"
    words: Words = ""
    with_alias: bool = Field(default=False, alias="with-alias")
    inner: Inner | None = None
    listed: Items[Inner] = ()
    named: dict[str, Inner] = Field(default_factory=dict)
    pairs: Annotated[Items[str], Field(min_length=2)] = ("a", "b")


def told(data: dict[str, Any]) -> list[str]:
    found, problems = shaped(Outer, data)
    assert (found is None) == bool(problems)
    return [str(each) for each in problems]


def test_what_fits_is_read() -> None:
    found, problems = shaped(Outer, {"name": "N", "listed": [{"size": 1}], "with-alias": True})
    assert problems == []
    assert found is not None
    assert found.listed == (Inner(size=1),)
    assert found.with_alias


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "name: is missing; add it"),
        ({"name": " \n"}, "name: is blank; write some words"),
        ({"name": 1}, "name: is a whole number (1); write text in quotes"),
        ({"name": "N", "kind": "onee"}, "kind: is text ('onee'); did you mean 'one'?"),
        ({"name": "N", "kind": "x"}, 'kind: is text (\'x\'); write "one" or "two"'),
        ({"name": "N", "kind": ["one"]}, 'kind: is a list; write "one" or "two"'),
        ({"name": "N", "with_alia": True}, "with_alia: unknown key; did you mean 'with-alias'?"),
        ({"name": "N", "zzz": 1}, "zzz: unknown key; take it out"),
        ({"name": "N", "with-alias": 1}, "with-alias: is a whole number (1); write true or false"),
        ({"name": "N", "inner": 1}, "inner: is a whole number (1); write a table, such as { size = 1 }"),
        (
            {"name": "N", "inner": {"size": 1.0}},
            "inner.size: is a number with a decimal point (1.0); write a whole number",
        ),
        ({"name": "N", "inner": {"sise": 1, "size": 1}}, "inner.sise: unknown key; did you mean 'size'?"),
        ({"name": "N", "inner": {"size": True}}, "inner.size: is true or false (true); write a whole number"),
        ({"name": "N", "listed": "x"}, "listed: is text ('x'); write a list in square brackets"),
        ({"name": "N", "listed": [{"size": 1}, {}]}, "listed[1].size: is missing; add it"),
        ({"name": "N", "listed": [{"size": 1, "lable": ""}]}, "listed[0].lable: unknown key; did you mean 'label'?"),
        ({"name": "N", "named": []}, "named: is a list; write a table: [named], and below it one line for each key"),
        (
            {"name": "N", "named": {"a b": {"sise": 1, "size": 2}}},
            "named.\"a b\".sise: unknown key; did you mean 'size'?",
        ),
        ({"name": "N", "named": {"a": {}}}, "named.a.size: is missing; add it"),
        ({"name": "N", "pairs": []}, "pairs: is empty; 2 or more are needed"),
        ({"name": "N", "pairs": ["a"]}, "pairs: has only one entry; 2 or more are needed"),
        ({"name": "N", "pairs": ["a", 2]}, "pairs[1]: is a whole number (2); write text in quotes"),
        (
            {"name": "N", "day": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
            "day: has a time of day; write the date alone, such as 2026-11-22",
        ),
        ({"name": "N", "day": "1 May"}, "day: is text ('1 May'), not a date; write it as 2026-11-22"),
        ({"name": "N", "day": "2026-W01-1"}, "day: is text ('2026-W01-1'), not a date; write it as 2026-11-22"),
        ({"name": "N", "day": "2026-02-30"}, "day: is text ('2026-02-30'), not a date; write it as 2026-11-22"),
        ({"name": "N", "day": None}, "day: is null, not a date; write it as 2026-11-22"),
        (
            {"name": "N", "ident": "a_b"},
            "ident: 'a_b' is not an id; use letters, digits and hyphens",
        ),
        ({"name": "N", "ident": 5}, "ident: is a whole number (5); write text in quotes"),
        ({"name": "N", "version": "1.0"}, "version: '1.0' is not a version; write three numbers such as 1.0.0"),
        ({"name": "N", "version": 1.0}, "version: is a number with a decimal point (1.0); write text in quotes"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place_and_what_to_do(data: dict[str, Any], words: str) -> None:
    assert told(data) == [words]


def test_every_fault_is_told_at_once() -> None:
    assert len(told({"kind": 1, "day": 1, "zzz": 1, "listed": [{}, {"size": "x"}]})) == 6


def test_nothing_is_coerced_and_nothing_can_be_changed() -> None:
    found, _ = shaped(Outer, {"name": "N"})
    assert found is not None
    with pytest.raises(ValueError, match="frozen"):
        found.name = "M"  # type: ignore[misc]


@pytest.mark.parametrize("good", ["0.0.0", "1.20.300"])
def test_a_version_has_three_numbers(good: str) -> None:
    assert told({"name": "N", "version": good}) == []


@pytest.mark.parametrize("bad", ["", "1", "1.0.0.0", "01.0.0", "1.0.0-beta", "v1.0.0", " 1.0.0", "1.0.0\n", "١.٠.٠"])
def test_anything_else_is_no_version(bad: str) -> None:
    assert len(told({"name": "N", "version": bad})) == 1


@pytest.mark.parametrize("good", ["a", "A-1", "k7f3-92qd", "0", "-a", "a--b"])
def test_an_id_has_letters_digits_and_hyphens(good: str) -> None:
    assert told({"name": "N", "ident": good}) == []


@pytest.mark.parametrize("bad", ["", "a.b", "a b", "é", "a\n", "a/b", "__proto__"])
def test_anything_else_is_no_id(bad: str) -> None:
    assert len(told({"name": "N", "ident": bad})) == 1


def test_a_date_may_be_text_where_the_format_has_no_dates() -> None:
    found, _ = shaped(Outer, {"name": "N", "day": "2026-11-22"})
    assert found is not None
    assert found.day == dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\r\nb", "a\nb"), ("a\r\r\nb\n", "a\nb\n"), ("a\rb", "a\rb"), ("a\n\nb", "a\n\nb")]
)
def test_line_ends_of_every_machine_are_the_same(typed: str, kept: str) -> None:
    found, _ = shaped(Outer, {"name": typed, "words": typed})
    assert found is not None
    assert found.words == found.name == kept


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("1.0.0", "1.0.9", True), ("1.0.0", "1.1.0", False), ("1.0.0", "2.0.0", False), ("1.10.0", "1.1.0", False)],
)
def test_versions_fit_together_when_only_the_patch_number_differs(one: str, other: str, same: bool) -> None:
    assert compatible(one, other) is same
    assert compatible(other, one) is same


@pytest.mark.parametrize(
    ("location", "text"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", 0, "b", 12), "a[0].b[12]"),
        (("ratings", "a.b"), 'ratings."a.b"'),
        (("", "x"), '"".x'),
        (("a\x1b[2J",), '"a\\U0000001b[2J"'),
        (('say "hi"\\',), '"say \\"hi\\"\\\\"'),
        (("métrique",), "métrique"),
    ],
)
def test_a_path_quotes_the_names_that_need_it(location: tuple[str | int, ...], text: str) -> None:
    assert path_text(location) == text


@given(st.lists(st.text(), min_size=1, max_size=4).map(tuple))
def test_a_path_is_one_printable_line_and_no_two_names_share_one(location: tuple[str, ...]) -> None:
    text = path_text(location)
    assert text.isprintable()
    assert path_text((*location, "x")) != text

"""How much a file may hold, and how many of its problems are told one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.documents.limits import (
    TOLD,
    kinds_of,
    notes_by_table,
    over_limits,
    told_by_file,
    told_notes,
    told_one_by_one,
)
from coprod_check.documents.problems import Note, Problem, problem
from coprod_check.storage.parsing import located, parse

if TYPE_CHECKING:
    from collections.abc import Callable


def nested(deep: int) -> dict[str, Any]:
    data: dict[str, Any] = {"a": 1}
    for _ in range(deep - 1):
        data = {"a": data}
    return data


@pytest.mark.parametrize(
    ("made", "good", "bad", "message"),
    [
        (lambda n: {"x": {f"k{i}": 1 for i in range(n - 1)}}, 10_000, 10_001,
         "has more than 10000 keys and entries, the most that we read; check which file you meant"),
        (nested, 16, 17,
         "a.a: is more than 16 tables or lists deep, the most that we read; check which file you meant"),
        (lambda n: {"a": ["y" * n]}, 100_000, 100_001,
         "a[0]: has 100001 characters, and 100000 are the most; make it shorter"),
        (lambda n: {"a": [{} for _ in range(n - 1)]}, 10_000, 10_001,
         "has more than 10000 keys and entries, the most that we read; check which file you meant"),
        (lambda n: {"a": [[1] * (n - 2)]}, 10_000, 10_001,
         "has more than 10000 keys and entries, the most that we read; check which file you meant"),
        (lambda n: {"a": {"k" * n: 1}}, 2_000, 2_001,
         "a: has a key of 2001 characters, and 2000 are the most; check which file you meant"),
    ],
)  # fmt: skip
def test_each_limit_is_named_from_just_above_it(
    made: Callable[[int], dict[str, Any]], good: int, bad: int, message: str
) -> None:
    assert over_limits(made(good)) == []
    assert list(map(str, over_limits(made(bad)))) == [message]


def test_a_place_is_named_as_far_as_its_keys_are_short() -> None:
    found = over_limits({"a": {"k" * 50_000: {"b": "y" * 100_001}}})
    assert [each.where for each in found] == ["a", "a"]


def test_json_has_the_same_limits() -> None:
    with pytest.raises(BadInput, match="a: has 100001 characters"):
        parse('{"a": "' + "y" * 100_001 + '"}', "a.json")


@pytest.mark.parametrize(("many", "told"), [(0, 0), (20, 20), (21, 21), (22, 21), (500, 21)])
def test_twenty_problems_are_told_and_the_others_counted(many: int, told: int) -> None:
    found = told_one_by_one(problem(f"ratings.p{n:03}", "unknown practice 'x'; choose one") for n in range(many))
    assert len(found) == told
    if many > 21:
        more = f"{many - 20} more problems from here on: {many - 20} × unknown practice"
        assert str(found[-1]) == f"ratings.p020: and {more}; mend those above first"


def test_the_rest_is_counted_by_kind_the_most_frequent_first() -> None:
    faults = [problem(f"a{n:02}", "is blank; write some words") for n in range(25)]
    faults += [problem(f"b{n}", f"is text ('{n}'), not a date; write one") for n in range(9)]
    more = "14 more problems from here on: 9 × is text, 5 × is blank; mend those above first"
    assert str(told_one_by_one(faults)[-1]) == f"a20: and {more}"


def test_what_is_counted_stands_behind_what_is_told_whatever_the_file() -> None:
    faults = [problem(f"a[{n}]", "is blank") for n in range(30)]
    text = "a = [\n" + "".join(f"  {n},\n" for n in range(30)) + "]\n"
    for name in ("x.toml", "x.json"):
        found = BadInput(located(list(faults), text, name)).problems
        assert [each.message.startswith("and ") for each in found] == [False] * 20 + [True]


# Very many of them.


def test_of_very_many_kinds_some_are_named() -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    problems = [
        problem("x", f"is wrong in way {word}") for word in words for _ in range(len(words) - words.index(word))
    ]
    told = kinds_of(problems)
    assert told.startswith("10 × is wrong in way one, 9 × is wrong in way two, ")
    assert told.endswith("3 × is wrong in way eight, 3 of other kinds")


def test_problems_of_the_rows_of_a_table_are_of_one_file() -> None:
    many = [Problem(f"t.csv:{line}", 0, "", "not counted: there are two") for line in range(100)]
    other = Problem("u.answers.toml", 1, "", "is missing")
    told = told_by_file([other, *many])
    assert (len(told), told[-1]) == (22, other)
    assert told[20].message == "and 80 more problems from here on: 80 × not counted; mend those above first"


def test_few_notes_are_told_as_they_are() -> None:
    few = [Note(f"{n}.toml", "not counted: it answers nothing") for n in range(21)]
    assert told_notes(reversed(few)) == sorted(few)


def test_of_very_many_notes_each_rare_one_is_told() -> None:
    many = [Note(f"{n}.toml", f"counted once: it says the same as a/{n} b.toml") for n in range(300)]
    blank = [Note(f"b{n}.toml", "not counted: it answers nothing") for n in range(50)]
    rare = [Note("t.csv", "some rows end early"), Note("", "'A' has two rounds 3 days apart, 'x' and 'y'; mend it")]
    told = told_notes([*many, *rare, *blank])
    assert len(told) == 21
    assert set(rare) < set(told)
    words = "and 332 more notes: 291 × counted once: it says the same as … …, 41 × not counted: it answers nothing"
    assert told[-1] == Note("", words)


@given(st.lists(st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), st.sampled_from("xyz")), max_size=200))
def test_notes_that_are_not_told_are_counted(drawn: list[tuple[str, str]]) -> None:
    notes = [Note(f"{file}.toml", f"is of kind {kind}{kind}") for kind, file in drawn]
    told = told_notes(notes)
    if len(notes) <= TOLD + 1:
        assert told == sorted(notes)
    else:
        *named, last = told
        assert len(named) <= TOLD
        assert last.message.startswith(f"and {len(notes) - len(named)} more notes: ")
        assert not set(named) - set(notes)


def test_notes_on_rows_are_counted_by_table_and_those_on_files_are_kept() -> None:
    rows = [
        Note(f"{table}.csv:{n}", f"counted once: it says the same as {table}.csv:{n % 7}")
        for table in "ab"
        for n in range(100)
    ]
    files = [Note(f"{n}.answers.toml", "not counted: it answers nothing") for n in range(50)]
    across = [Note("", f"'{n}' has two rounds on the same day") for n in range(50)]
    told = notes_by_table(sorted([*rows, *files, *across]))
    assert len(told) == 50 + 50 + 2 * 21
    assert set(told) >= {*files, *across}
    assert [str(each) for each in told if " more notes" in each.message] == [
        f"{table}.csv: and 80 more notes: 80 × counted once: it says the same as …" for table in "ab"
    ]

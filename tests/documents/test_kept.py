"""What people wrote is looked for in a text: comments wherever they stand, and values by their place and kind."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from coprod_check.documents.kept import comments_of, lost_values

if TYPE_CHECKING:
    from coprod_check.documents.kept import Spot


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("", []),
        ("a = 1", []),
        ("# one\n a = 1 # two  \n[t]# three\n#\n##four", ["# one", "# two", "# three", "#", "##four"]),
        ("a = [ # one\n 1, # two\n # three\n] # four\r\n", ["# one", "# two", "# three", "# four"]),
        ("a = { b = [ # one\n 'x' ], c = '#' } # two\n", ["# one", "# two"]),
        ("a = \"#\" # \"one\n'#b' = '#' # 'two\n", ['# "one', "# 'two"]),
        ("a = \"\"\"\n# no\n\"\"\"\" # one\nb = '''# no\n'' '''# two", ["# one", "# two"]),
        ('a = "\\"# no" # one\u2028two\u0085', ["# one\u2028two\u0085"]),
    ],
)
def test_comments_are_found_wherever_they_stand(text: str, comments: list[str]) -> None:
    found = comments_of(text)
    assert [each.words for each in found] == comments
    assert all(text.startswith(each.words, each.start) for each in found)


BEFORE = """\
a = 1
b = [1, 2]
t = { x = "x", y = [{ z = 1 }], none = {}, empty = [] }
[[actions]]
n = nan
at = 2027-01-17T10:00:00Z
"""


@pytest.mark.parametrize(
    ("was", "now", "lost"),
    [
        ("a = 1", "a = 0x1", []),
        ("a = 1", "a = 1.0", [("a",)]),
        ("a = 1", "a = true", [("a",)]),
        ("a = 1\n", "", [("a",)]),
        ("[1, 2]", "[1, 2, 3]", [("b",)]),
        ("[1, 2]", "[2, 1]", [("b", 0), ("b", 1)]),
        ("[1, 2]", "1", [("b",)]),
        ('x = "x"', "x = 'x', w = 1", []),
        ('x = "x"', "x = 'X'", [("t", "x")]),
        ("z = 1", "y = 1", [("t", "y", 0, "z")]),
        (", none = {}", "", [("t", "none")]),
        ("empty = []", "empty = {}", [("t", "empty")]),
        ("10:00:00Z", "11:00:00+01:00", [("actions", 0, "at")]),
        ("[[actions]]", "[[actions]]\nm = 1", []),
        ("[[actions]]", "[actions]", [("actions",)]),
        ("10:00:00Z\n", "10:00:00Z\n[[actions]]\nm = 1\n", []),
        ("[[actions]]\n", "[[actions]]\nm = 1\n[[actions]]\n", [("actions", 0, "n"), ("actions", 0, "at")]),
    ],
)
def test_a_value_is_lost_where_it_is_gone_or_another_one(was: str, now: str, lost: list[Spot]) -> None:
    assert was in BEFORE
    before, after = (tomllib.loads(each) for each in (BEFORE, BEFORE.replace(was, now)))
    assert lost_values(before, after, lambda _: False, grows="actions") == lost
    assert lost_values(before, after, lambda spot: spot in lost, grows="actions") == []


def test_what_may_change_may_do_so_with_all_that_is_in_it() -> None:
    before = tomllib.loads(BEFORE)
    assert lost_values(before, {}, lambda spot: spot in {("a",), ("t",)}) == [("b",), ("actions",)]
    asked: list[Spot] = []

    def may_change(spot: Spot) -> bool:
        asked.append(spot)
        return spot == ("t",)

    assert lost_values(before, before, may_change) == []
    assert () not in asked
    assert not [each for each in asked if each[:1] == ("t",) and len(each) > 1]


def test_whole_numbers_too_long_to_be_written_out_are_told_apart() -> None:
    one, other = ({"a": 16**5000 + each} for each in range(2))
    assert lost_values(one, one, lambda _: False) == []
    assert lost_values(one, other, lambda _: False) == [("a",)]


def test_the_list_that_may_grow_may_not_shrink() -> None:
    two = tomllib.loads("a = [1, 2]\nb = [1, 2]")
    more, less = (tomllib.loads(f"a = {each}\nb = {each}") for each in ("[1, 2, 3]", "[1]"))
    assert lost_values(two, more, lambda _: False, grows="a") == [("b",)]
    assert lost_values(two, less, lambda _: False, grows="a") == [("a",), ("b",)]
    assert lost_values(two, more, lambda _: False) == [("a",), ("b",)]

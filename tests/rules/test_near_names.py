"""Names that differ by a letter or two, against comparing each with each."""

from __future__ import annotations

import random
import time
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.rules.near_names import near_names

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = "riverside hillside diabetes stroke team group ward north south east west young people care leeds".split()  # noqa: SIM905


def edits(one: str, other: str, most: int = 2) -> int:
    """Levenshtein's distance by the book; beyond ``most``, any number beyond it."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
        if min(row) > most:
            return min(row)  # no row holds less than the least of the one before
    return row[-1]


def are_near(one: str, other: str) -> bool:
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return False
    if [word for word in one.split() if len(word) == 1] != [word for word in other.split() if len(word) == 1]:
        return False
    long_enough = max(len(one), len(other)) > 2
    return abs(len(one) - len(other)) <= 2 and edits(one, other) <= 2 and (long_enough or bool(set(one) & set(other)))


def each_with_each(names: Iterable[str]) -> list[list[str]]:
    alone = {name: {name} for name in names}
    for one, other in combinations(alone, 2):
        if alone[one] is not alone[other] and are_near(one, other):
            alone[one] |= alone[other]
            for name in alone[one]:
                alone[name] = alone[one]
    return sorted(list(each) for each in {tuple(sorted(group)) for group in alone.values() if len(group) > 1})


def letters(alphabet: str, most: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, max_size=most)


def misspelt(name: str, slips: list[tuple[int, int, str]]) -> str:
    for place, left_out, put_in in slips:
        at = place % (len(name) + 1)
        name = name[:at] + put_in + name[at + left_out :]
    return name


SLIPS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 1), st.sampled_from(["", "a", " ", "é", "1"])), max_size=3
)
NAMES = st.one_of(
    letters("ab", 30),
    letters("abc ", 12),
    letters("a1²", 5),
    letters("aé中\U0001f600 ", 20),
    st.text(max_size=30),
    letters("ab", 8).map("team riverside ".__add__),
    letters("ab ", 8).map(lambda name: name + " community team"),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
)
SETS = st.one_of(
    st.sets(letters("abc ", 7), max_size=12),
    st.sets(NAMES, max_size=16),
    # Names near one another in every way, by slips in a few.
    st.builds(
        lambda names, slips: {misspelt(names[n % len(names)], each) for n, each in enumerate(slips)},
        st.lists(NAMES, min_size=1, max_size=3),
        st.lists(SLIPS, max_size=16),
    ),
)


@given(SETS, st.sampled_from([1, 2, 4, 100]), st.sampled_from([3, 6]))
def test_names_are_grouped_as_comparing_each_with_each_would(names: set[str], few: int, short: int) -> None:
    # A few names are compared each with each; fewer of them are searched as fifty thousand are.
    with patch.multiple("coprod_check.rules.near_names", _COMPARED_EACH_WITH_EACH=few, _SHORT=short):
        assert near_names(names) == each_with_each(names)


def with_an_edit(name: str) -> set[str]:
    """Every text one edit away; all that is put in is the same letter."""
    left_out = {name[:at] + name[at + 1 :] for at in range(len(name))}
    other = {f"{name[:at]}z{name[at + 1 :]}" for at in range(len(name))}
    put_in = {f"{name[:at]}z{name[at:]}" for at in range(len(name) + 1)}
    return left_out | other | put_in


@pytest.mark.parametrize("name", ["abcdefghi", "abababab", "aaaaaaa", "zzazzbzzc"])
def test_two_edits_are_found_wherever_they_are(name: str) -> None:
    with patch("coprod_check.rules.near_names._COMPARED_EACH_WITH_EACH", 1):
        for other in {each for once in with_an_edit(name) for each in with_an_edit(once)} - {name}:
            assert near_names([name, other]) == [sorted([name, other])]
            # Something that keeps the beginnings and ends of both from being taken off.
            assert sorted([name, other]) in near_names([name, other, "nothing like any of it"])


@pytest.mark.parametrize("few", [4, 20, 100])
@pytest.mark.parametrize(
    ("alphabet", "lengths", "name"),
    [("ab", (9, 12), "{}"), ("abcd", (3, 9), "team {}"), ("abcdef", (5, 7), "{} people"), ("abcdefgh", (8, 8), "a{}")],
)
def test_many_names_of_few_letters_are_grouped_the_same(
    few: int, alphabet: str, lengths: tuple[int, int], name: str
) -> None:
    chance = random.Random(few)
    names = {name.format("".join(chance.choices(alphabet, k=chance.randint(*lengths)))) for _ in range(180)}
    with patch("coprod_check.rules.near_names._COMPARED_EACH_WITH_EACH", few):
        assert near_names(names) == each_with_each(names)


def test_the_order_of_the_names_changes_nothing() -> None:
    names = ["ward a", "ward b", "hillside", "hilside", "riverside", "riversdie"]
    assert near_names(names) == near_names(reversed(names)) == near_names(names * 2)


@pytest.mark.parametrize(
    "names",
    [["team 1", "team 2"], ["ward 12", "ward 21"], ["ab", "cd"], ["", "ab"], ["riverside", "rivers"], ["same", "same"]],
)
def test_names_that_are_different_on_purpose(names: list[str]) -> None:
    assert near_names(names) == []


def test_numbers_may_be_the_same_and_the_letters_nearly() -> None:
    assert near_names(["ward 12 leeds", "ward 12 leads", "ward 13 leeds"]) == [["ward 12 leads", "ward 12 leeds"]]


def test_no_names_are_no_groups() -> None:
    assert near_names([]) == []


def test_many_names_take_no_time_for_each_pair() -> None:
    started = time.perf_counter()
    assert near_names(f"team {number:05}" for number in range(50_000)) == []
    letters = "abcdefghijklmnopqrst"
    every = [f"team {a}{b}{c}" for a in letters for b in letters for c in letters[:5]]
    assert len(near_names(every)) == 1
    chance = random.Random(1)
    long = {f"northern and central {' '.join(chance.choices(WORDS, k=6))}" for _ in range(20_000)}
    assert near_names(long)
    # Pair by pair it would be a billion comparisons, some ten minutes.
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("seed", range(5))
def test_long_names_that_differ_by_two_letters_are_found_among_others(seed: int) -> None:
    """Where to cut them is looked for at some of their letters alone."""
    chance = random.Random(seed)
    number, length = chance.randint(101, 130), chance.randint(300, 900)
    names = ["".join(chance.choices("abcdefgh", k=length)) for _ in range(number)]
    at, then = sorted(chance.sample(range(length), 2))
    slip = f"{names[0][:at]}x{names[0][at + 1 : then]}{names[0][then + 1 :]}"
    assert near_names([*names, slip]) == [sorted([names[0], slip])]


def test_names_are_cut_at_no_more_places_than_a_few_however_long_they_are() -> None:
    chance = random.Random(1)
    long = ["".join(chance.choices("abcdefgh", k=9_000)) for _ in range(110)]
    sampled = []

    class Counted(Counter[str]):
        def __init__(self, texts: Iterable[str] = ()) -> None:
            sampled.append(1)
            super().__init__(texts)

    with patch("coprod_check.rules.near_names.Counter", Counted):
        assert near_names(long) == []
    assert len(sampled) < 500

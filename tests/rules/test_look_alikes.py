"""What tells two names apart that look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.rules.look_alikes import what_tells_apart


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Hope", "Н\u043epe", "'Hope' has a latin capital letter h where 'Н\u043epe' has a cyrillic capital letter en"),
        ("A-Team", "A\u2013Team", "'A-Team' has a hyphen-minus where 'A\u2013Team' has an en dash"),
        ("Jo's", "Jo\u2019s", "\"Jo's\" has an apostrophe where 'Jo\u2019s' has a right single quotation mark"),
        ("Iris", "lris", "'Iris' has a latin capital letter i where 'lris' has a latin small letter l"),
        ("\ufb01sh", "fish", "'fish' has a latin small letter f where '\ufb01sh' has a latin small ligature fi"),
        ("Blue team", "Blue  team", "'Blue  team' has a space where 'Blue team' has nothing"),
        ("Team O", "Team 0", "'Team 0' has a digit zero where 'Team O' has a latin capital letter o"),
    ],
)
def test_what_differs_is_named(one: str, other: str, told: str) -> None:
    assert what_tells_apart([one, other]) == what_tells_apart([other, one]) == told


@pytest.mark.parametrize(
    "names",
    [
        ["Riverside", "Riversyde"],
        ["Cafe", "Caf\u00e9"],
        ["Blue", "Blue team"],
        ["Riverside"],
        [],
        ["Blue", "Blue"],
        ["Caf\u00e9", "Cafe\u0301"],
    ],
)
def test_what_can_be_seen_is_not_told(names: list[str]) -> None:
    assert what_tells_apart(names) == ""


def test_of_many_names_only_those_that_look_alike_are_told() -> None:
    told = what_tells_apart(["Cafe", "Cave", "C\u0430fe", "C\u0430v\u0435"])
    assert told.count(" where ") == 2
    assert "'Cafe' has a latin small letter a" in told
    assert "'Cave' has a latin small letter a" in told


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=4))
def test_any_names_can_be_asked_about(names: list[str]) -> None:
    assert what_tells_apart(names).isprintable()


@pytest.mark.parametrize("place", [0, 10_000, 19_999])
def test_very_long_names_are_told_apart_by_the_first_letter_that_differs(place: int) -> None:
    """To compare all of two such names took forty seconds."""
    name = "a" * 20_000
    other = f"{name[:place]}\u0430{name[place + 1 :]}"
    told = what_tells_apart([name, other])
    assert "has a latin small letter a where" in told
    assert told.endswith("has a cyrillic small letter a")
    assert len(told) < 500


def test_of_letters_that_are_missing_nothing_is_there() -> None:
    words = " ".join(["blue"] * 5_000)
    assert what_tells_apart([words, words.replace(" ", "  ")]).endswith("has nothing")

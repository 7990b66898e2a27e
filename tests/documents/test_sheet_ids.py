"""Ids of sheets: the same facts give the same one."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.sheet_ids import LETTERS, id_made_of, written_id


def test_an_id_never_changes() -> None:
    """Else the next import of an old export would write every sheet a second time."""
    assert id_made_of("Microsoft Forms", "1", "harbour sight", "2026-11") == "68x6-qfjq"
    assert id_made_of() == id_made_of("")


def test_no_letter_is_easily_taken_for_another() -> None:
    assert not set(LETTERS) & set("01oilOIL")
    assert len(set(LETTERS)) == len(LETTERS)


def test_eight_letters_are_written_in_two_halves() -> None:
    assert written_id("k7f392qd") == "k7f3-92qd"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=10), max_size=5))
def test_every_id_can_be_read_aloud(about: list[str]) -> None:
    assert re.fullmatch(f"[{LETTERS}]{{4}}-[{LETTERS}]{{4}}", id_made_of(*about))


FACTS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6), min_size=1, max_size=4
)


@given(FACTS, FACTS)
def test_other_facts_give_another_id(one: list[str], other: list[str]) -> None:
    assert (id_made_of(*one) == id_made_of(*other)) == (one == other)


def test_of_very_many_no_two_are_alike() -> None:
    assert len({id_made_of("Microsoft Forms", str(number), "team", "2026-11") for number in range(50_000)}) == 50_000

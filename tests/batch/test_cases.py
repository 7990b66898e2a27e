"""Rows are numbered by what they hold, and a rule is asked once for each different case."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.batch import cases, counting
from coprod_check.batch.cases import CaseNumbers, Cases, OfEach, combined, numbered
from coprod_check.batch.layout import BLANK, DONT_KNOW, EVIDENCE, NOT_APPLICABLE

ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[st.integers(0, 3)] * width), min_size=1, max_size=30)
)


def columns(rows: Any) -> list[Any]:
    return list(np.array(rows, np.int32).T)


def test_the_example_of_the_module() -> None:
    asked = []

    def ask(yes: int, no: int) -> str:
        asked.append((yes, no))
        return f"{yes}:{no}"

    found = Cases(ask).of(columns([(3, 0), (2, 1), (3, 0), (0, 3), (2, 1), (3, 0)]), 6)
    assert found.each() == ["3:0", "2:1", "3:0", "0:3", "2:1", "3:0"]
    assert sorted(asked) == [(0, 3), (2, 1), (3, 0)]


@pytest.mark.parametrize("room", [cases.ROOM_IN_TABLE, 0])
@given(rows=ROWS)
def test_rows_have_one_number_where_and_only_where_they_are_equal(room: int, rows: list[Any]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cases, "ROOM_IN_TABLE", room)
        first, which = numbered(columns(rows), len(rows))
    assert [rows[first[number]] for number in which] == rows
    assert sorted(set(which.tolist())) == list(range(len(set(rows))))


@given(rows=ROWS)
def test_keys_that_would_not_fit_are_numbered_anew(rows: list[Any]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cases, "ROOM", 8)
        key, size = combined(columns(rows), len(rows))
    assert key.max() < size
    assert len(set(key.tolist())) == len(set(rows)) == len(set(zip(key.tolist(), rows, strict=True)))


def test_further_rows_ask_only_for_what_is_new() -> None:
    asked = []

    def ask(value: int) -> int:
        asked.append(value)
        return value * 10

    of_one = Cases(ask, lambda case, found: (*case, found + 1))
    first = of_one.of(columns([(1,), (2,)]), 2)
    second = of_one.of(columns([(2,), (3,), (1,)]), 3)
    assert sorted(asked) == [1, 2, 3]
    assert (first.each(), second.each()) == ([10, 20], [20, 30, 10])
    assert (second.marked(0).tolist(), second.marked(1).tolist()) == ([2, 3, 1], [21, 31, 11])
    assert dict(second.times(np.array([0, 2]))) == {20: 1, 10: 1}


def test_a_book_that_has_grown_large_is_begun_anew_and_what_was_found_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "MOST_KNOWN", 2)
    of_one = Cases(lambda value: f"{value}")
    first = of_one.of(columns([(1,), (2,), (3,)]), 3)
    second = of_one.of(columns([(3,), (4,)]), 2)
    assert first.answers is not second.answers
    assert (first.each(), second.each()) == (["1", "2", "3"], ["3", "4"])


def test_equal_answers_are_one_where_that_is_asked_for() -> None:
    half = Cases(lambda value: value // 2, lambda _, found: (found,), alike=True).of(columns([(0,), (1,), (2,)]), 3)
    assert (half.answers, half.each(), half.marked(0).tolist()) == ([0, 1], [0, 0, 1], [0, 0, 1])


def test_without_columns_every_row_is_the_same_case() -> None:
    assert Cases(lambda: "nothing to ask").of([], 3).each() == ["nothing to ask"] * 3


def test_something_is_made_of_each_answer_once() -> None:
    made = []

    def make(answer: int) -> str:
        made.append(answer)
        return f"<{answer}>"

    of_one, texts = Cases(lambda value: value), OfEach(make)
    first = of_one.of(columns([(1,), (2,), (1,)]), 3)
    assert first.made(texts).each() == ["<1>", "<2>", "<1>"]
    assert of_one.of(columns([(2,), (3,)]), 2).made(texts).each() == ["<2>", "<3>"]
    assert made == [1, 2, 3]
    assert Cases(lambda value: -value).of(columns([(1,)]), 1).made(texts).each() == ["<-1>"]


def test_values_keep_their_numbers() -> None:
    numbers = CaseNumbers("none")
    assert [numbers.of(each) for each in ("a", "b", "none", "a")] == [1, 2, 0, 1]
    assert numbers.values == ["none", "a", "b"]


SAID = [0, 1, 2, DONT_KNOW, NOT_APPLICABLE, BLANK]


@pytest.mark.parametrize("room", [cases.ROOM, 5])
@given(sheets=st.lists(st.tuples(st.integers(0, 3), st.tuples(*[st.tuples(st.sampled_from(SAID), st.booleans())] * 2))))
def test_answers_are_counted_by_round_and_practice(room: int, sheets: list[Any]) -> None:
    sheets.sort(key=lambda each: each[0])
    answers = np.array([[said + EVIDENCE * seen for said, seen in each] for _, each in sheets], np.uint8).reshape(-1, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "ROOM", room)
        counts = counting.count_each_answer(answers, np.array([of for of, _ in sheets], np.int64), 4, top=2)
        found = np.array(list(counts.of(np.arange(8)))).T.reshape(4, 2, 5)
    for of in range(4):
        for practice in range(2):
            given_ = [each[practice] for round_, each in sheets if round_ == of]
            assert found[of, practice].tolist() == [sum(said == kind for said, _ in given_) for kind in SAID[:-1]]
            assert counts.evidence[of, practice] == any(seen for _, seen in given_)

"""Spoilt files, given to every reader; ``benchmarks/fuzz.py`` tries as many as one likes."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from helpers import fuzzing

if TYPE_CHECKING:
    from pathlib import Path

FILES = 3_000


def test_no_spoilt_file_gets_the_better_of_a_reader(tmp_path: Path) -> None:
    with fuzzing.watched():
        tried = [fuzzing.tried(number, tmp_path) for number in range(10**9, 10**9 + FILES)]
    assert [wrong for _, _, wrong in tried if wrong] == []
    names = Counter(reader for reader, _, _ in tried)
    assert set(names) == {each.name for each in fuzzing.readers()}
    outcomes = Counter((reader, outcome) for reader, outcome, _ in tried)
    for name in ("sheet in TOML", "sheet in JSON", "plan", "rubric", "import", "map"):
        assert outcomes[name, "read"] > 0, "nothing goes on from here"
        assert outcomes[name, "refused"] > 0


def test_the_files_to_begin_from_are_good(tmp_path: Path) -> None:
    for reader in fuzzing.readers():
        for place, text in enumerate(reader.good):
            path = tmp_path / f"{place}{reader.ending}"
            path.write_bytes(text)
            reader.read(path)


def test_a_number_makes_the_same_file_again() -> None:
    assert [fuzzing.made(number)[1] for number in range(200)] == [fuzzing.made(number)[1] for number in range(200)]
    assert len({fuzzing.made(number)[1] for number in range(200)}) > 150


@pytest.mark.parametrize("fault", [ValueError("x"), KeyError("x"), RecursionError(), MemoryError(), SystemExit(70)])
def test_whatever_a_reader_raises_is_a_fault(
    fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> int:
        raise fault

    reader = fuzzing.Reader("broken", ".toml", (b"x",), broken, 1)
    monkeypatch.setattr(fuzzing, "readers", lambda: (reader,))
    with fuzzing.watched():
        name, outcome, wrong = fuzzing.tried(7, tmp_path)
    assert (name, outcome) == ("broken", "broken")
    assert type(fault).__name__ in wrong


@pytest.mark.parametrize(
    ("patch", "value", "wrong"),
    [("MOST_SECONDS", 0.01, " s"), ("MOST_SAID", 5, "letters said"), ("LOST", 1, "TooLong")],
)
def test_what_takes_too_long_or_says_too_much_is_a_fault(
    patch: str, value: float, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_: Path) -> int:
        until = time.process_time() + (5 if patch == "LOST" else 0.1)
        while time.process_time() < until:
            pass
        return 9

    monkeypatch.setattr(fuzzing, "readers", lambda: (fuzzing.Reader("slow", ".toml", (b"x",), slow, 1),))
    monkeypatch.setattr(fuzzing, patch, value)
    with fuzzing.watched():
        assert wrong in fuzzing.tried(7, tmp_path)[2]

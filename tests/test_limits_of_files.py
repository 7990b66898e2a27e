"""Files made to hang the program, or to fill the memory: each under a megabyte, each told in a moment.

At most two seconds of processor and 300 MB are promised for such a file. Seconds are held here
with five times as much, for slow machines; what once hung took minutes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import polars as pl
import pytest
from helpers.in_process import run
from helpers.process import environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS, SLACK = 2.0, 5
MEMORY = 300_000
"""Kilobytes."""
MOST_SAID = 100_000
SHEET = (
    'format = "coprod-answers/1"\nrubric = "coproduction-values"\nrubric_version = "2.0.0"\n'
    'team = "T"\ndate = 2026-11-22\nvoice = "staff"\n'
)
PLAN = 'format = "coprod-plan/1"\nrubric = "coproduction-values"\nteam = "T"\nmade_on = 2026-11-22\n'
HEAD = "team,date,voice"
ROW = "\nT,2026-11-22,staff"


def repeated(piece: Callable[[int], str], most: int = 900_000) -> str:
    """As many pieces as there is room for."""
    made: list[str] = []
    length = 0
    while length < most:
        made.append(piece(len(made)))
        length += len(made[-1])
    return "".join(made)


_WRONG = ("2026-13-{},staff,,1", "2026-11-22,v{},,1", "2026-11-22,staff,,q{}")
FILES: dict[str, tuple[str, Callable[[], str]]] = {
    "a key of very many parts": ("x.answers.toml", lambda: SHEET + ".".join("a" * 39_000) + " = 1\n"),
    "the same in braces": ("x.answers.toml", lambda: f"{SHEET}x = {{ {'.'.join('a' * 39_000)} = 1 }}\n"),
    "a key that never ends": ("x.answers.toml", lambda: SHEET + "a . " * 200_000),
    "unknown practices": (
        "x.answers.toml",
        lambda: f"{SHEET}[ratings]\n" + repeated(lambda n: f"shared-decisionz-{n} = 1\n", 240_000),
    ),
    "unknown practices, more": (
        "x.answers.toml",
        lambda: f"{SHEET}[ratings]\n" + repeated(lambda n: f"shared-decisionz-{n} = 1\n"),
    ),
    "unknown circumstances": (
        "x.answers.toml",
        lambda: f"{SHEET}circumstances = [" + '"new-staffe",' * 7_600 + "]\n",
    ),
    "numbers in a list": ("x.answers.toml", lambda: f"{SHEET}x = [{'1,' * 450_000}]\n"),
    "one word": ("x.answers.toml", lambda: f'{SHEET}team = "{"x" * 900_000}"\n'),
    "a key of one word": ("x.answers.toml", lambda: f"{SHEET}{'x' * 900_000} = 1\n"),
    "unknown keys": ("x.answers.json", lambda: json.dumps({f"k{n}": 1 for n in range(60_000)})),
    "a key twice": ("x.answers.json", lambda: "{" + repeated(lambda n: f'"k{n}":1,') + '"k9": 1}'),
    "brackets": ("x.answers.json", lambda: "[" * 900_000),
    "columns": ("x.csv", lambda: repeated(lambda n: f"c{n},")),
    "columns that are nearly known": ("x.csv", lambda: HEAD + repeated(lambda n: f",equal-airtime{n}", 30_000) + ROW),
    "commas": ("x.csv", lambda: f"{HEAD}{',' * 400_000}{ROW}{',' * 400_000}"),
    "meetings that do not agree": (
        "x.csv",
        lambda: f"{HEAD},shared-decisions" + repeated(lambda n: f"\nT,2026-11-22,together,{n % 4}", 290_000),
    ),
    "rows that are cut": ("x.csv", lambda: HEAD + "\nx,y" * 220_000),
    "rows that are wrong": ("x.csv", lambda: f"{HEAD},shared-decisions" + "\nT,2026-13-01,stuff,9" * 45_000),
    "rows each wrong in another way": (
        "x.csv",
        lambda: (
            f"{HEAD},share,shared-decisions"
            + repeated(lambda n: f"\nT{n},{_WRONG[n % 3].format(n)}")
        ),
    ),
    "versions": (
        "x.csv",
        lambda: f"{HEAD},rubric_version" + repeated(lambda n: f"{ROW},{n}.0.0"),
    ),
    "sets of questions": ("x.csv", lambda: f"{HEAD},rubric" + repeated(lambda n: f"{ROW},r{n}")),
    "teams that say nothing": ("x.csv", lambda: HEAD + repeated(lambda n: f"\nT{n},2026-11-22,staff")),
    "rounds that say nothing": ("x.csv", lambda: f"{HEAD},round" + repeated(lambda n: f"{ROW},{n}")),
    "rounds of one team": (
        "x.csv",
        lambda: f"{HEAD},round,equal-airtime" + repeated(lambda n: f"\nT,2026-11-22,together,{n},1"),
    ),
    "two meetings of each team": (
        "x.csv",
        lambda: f"{HEAD},equal-airtime" + repeated(lambda n: f"\nT{n // 2},2026-11-22,together,{n % 2}"),
    ),
    "copies": (
        "x.csv",
        lambda: f"{HEAD},respondent,equal-airtime" + repeated(lambda n: f"{ROW},S{n % 5},1"),
    ),
    "sheets that cannot be read, and rounds of which they may be": (
        "x.csv",
        lambda: (
            f"{HEAD},round,equal-airtime"
            + "".join(f"{ROW},u{n},9" for n in range(4_900))
            + repeated(lambda n: f"{ROW},{n},", 700_000)
        ),
    ),
    "circumstances of a row": (
        "x.jsonl",
        lambda: json.dumps({"team": "T", "date": "2026-11-22", "voice": "staff", "circumstances": ["x"] * 160_000}),
    ),
    "a quote that is not closed": ("x.csv", lambda: f'{HEAD}\n"{"x," * 440_000}'),
    "keys of rows": (
        "x.jsonl",
        lambda: repeated(lambda n: json.dumps({f"k{n}x{i}": 1 for i in range(300)}) + "\n"),
    ),
    "actions": ("x.plan.toml", lambda: PLAN + repeated(lambda n: f'[[actions]]\nid = "a{n}"\naction = "Do {n}"\n')),
    "actions without a name": ("x.plan.toml", lambda: PLAN + '[[actions]]\naction = "Do it"\n' * 4_900),
    "a rubric of one word": (
        "x.toml",
        lambda: f'format = "coprod-rubric/1"\ntitle = "{"x" * 900_000}"\n',
    ),
}  # fmt: skip


CODES = {
    "actions without a name": 1,
    "commas": 0,
    "copies": 0,
    "rounds of one team": 0,
    "rounds that say nothing": 0,
    "teams that say nothing": 0,
}
"""What is not refused: there is much to look at; columns that say nothing are passed over."""


def _command(path: Path) -> list[str]:
    if path.name.endswith(".plan.toml"):
        return ["plan", "--check", str(path)]
    return ["rubric", "check", str(path)] if path.name == "x.toml" else ["score", str(path)]


def _costs(*words: str) -> tuple[subprocess.CompletedProcess[str], float]:
    begun = time.process_time()
    done = run(*words)
    return done, time.process_time() - begun


@pytest.mark.parametrize("what", FILES)
def test_a_file_made_to_hang_is_told_in_a_moment(what: str, tmp_path: Path) -> None:
    name, made = FILES[what]
    path = tmp_path / name
    path.write_text(made(), "utf-8")
    assert path.stat().st_size < 1_000_000
    done, seconds = _costs(*_command(path))
    assert done.returncode == CODES.get(what, 3)
    assert seconds < SECONDS * SLACK
    if what != "actions without a name":  # all that there is to look at is told on a page of its own
        assert len(done.stdout + done.stderr) < MOST_SAID


def test_two_plans_of_very_many_actions_are_compared_in_a_moment(tmp_path: Path) -> None:
    """Each sentence that did not fit had the whole screen laid out again: twelve seconds for 625 actions."""
    for name, word in (("a", "one"), ("b", "other")):
        actions = "".join(f'[[actions]]\nid = "a{n}"\naction = "Do {word} thing {n}"\n' for n in range(3_000))
        (tmp_path / f"{name}.plan.toml").write_text(PLAN + actions)
    done, seconds = _costs("diff", str(tmp_path / "a.plan.toml"), str(tmp_path / "b.plan.toml"))
    assert done.returncode == 0
    assert "of 3000; --all shows them)" in done.stdout
    assert len(done.stdout.splitlines()) <= 23
    assert seconds < SECONDS * SLACK


def test_a_small_parquet_file_is_not_let_grow(tmp_path: Path) -> None:
    many, long = tmp_path / "many.parquet", tmp_path / "long.parquet"
    pl.DataFrame({"team": ["T"], "date": ["2026-11-22"]}).select(pl.all().repeat_by(3_000_000).explode()).write_parquet(
        many, compression="zstd"
    )
    pl.DataFrame({"team": ["T" * 10**6] * 80}).write_parquet(long, compression="zstd")
    for path, words in ((many, "has 3000000 rows, more than"), (long, "holds more than 16 million letters")):
        assert path.stat().st_size < 1_000_000
        done, seconds = _costs("score", str(path))
        assert (done.returncode, seconds < SECONDS * SLACK) == (3, True)
        assert words in done.stderr


WATCHED = """
from coprod_check.__main__ import main
try:
    main()
finally:
    print(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
"""
LARGEST = (
    "the same in braces", "numbers in a list", "columns", "meetings that do not agree", "rows that are cut", "commas",
)  # fmt: skip
"""Those that took most, or have most to take."""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems say in other ways what a process took at most")
@pytest.mark.parametrize("what", LARGEST)
def test_none_of_them_fills_the_memory(what: str, tmp_path: Path) -> None:
    name, made = FILES[what]
    path = tmp_path / name
    path.write_text(made(), "utf-8")
    words = [sys.executable, "-c", WATCHED, *_command(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment(), cwd=tmp_path)
    assert done.returncode == CODES.get(what, 3)
    assert int(done.stdout.splitlines()[-1]) < MEMORY

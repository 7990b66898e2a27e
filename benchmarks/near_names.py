"""How long the search for nearly the same team names takes, as ratios to reading the names alone.

    python benchmarks/near_names.py [NAMES]

Reading is what ``score`` does with names anyway: a CSV of one column, and the key of
every name. The ratio printed is the best of three; twice the names must not give
much more than the same ratio, because the search grows with the names.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import time
from typing import TYPE_CHECKING

import clone  # noqa: F401 - before the program

from coprod_check.documents.text import identity
from coprod_check.rules.near_names import near_names

if TYPE_CHECKING:
    from collections.abc import Callable

CHANCE = random.Random(1)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = """
river hill oak green park lake brook field north south east west mead wood stone bridge mill church castle moor
diabetes cancer stroke heart kidney lung skin eye dental maternity children young older adult family carer home
community hospital clinic surgery ward team group service network hub centre care support recovery wellbeing
urgent primary mental physical speech sleep pain asthma dementia autism learning access safety quality voices
"""
SYLLABLES = ("", "side", "ton", "ley", "ham")
TOWNS = [word + end for word in WORDS.split() for end in SYLLABLES]


def words() -> str:
    return " ".join(CHANCE.choices(TOWNS, k=CHANCE.randint(2, 4)))


def letters() -> str:
    return "".join(CHANCE.choices(LETTERS, k=5))


KINDS: dict[str, tuple[Callable[[], str], float]] = {
    "two to four words": (words, 60),
    "a beginning of 20 letters": (lambda: f"Northern valley care {words()}", 60),
    "Team and five letters": (lambda: f"Team {letters()}", 150),
    "two beginnings": (lambda: f"{CHANCE.choice(('Team', 'Riverside'))} {letters()}{letters()}", 90),
    "Team 00001": (lambda: f"Team {CHANCE.randrange(10**6):06}", 15),
}
"""How names are made, and the ratio that is the limit."""


def best(take: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        take()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    for kind, (make, limit) in KINDS.items():
        table = "\n".join(make() for _ in range(many))
        read = best(lambda table=table: [identity(team) for (team,) in csv.reader(io.StringIO(table))])  # type: ignore[misc]
        names = {identity(team) for team in table.split("\n")}
        ratio = best(lambda names=names: near_names(names)) / read  # type: ignore[misc]
        print(f"{kind:26} × {ratio:5.1f}   (limit {limit:g}; reading {len(names)} names: {read * 1000:.0f} ms)")


if __name__ == "__main__":
    main()

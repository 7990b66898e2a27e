"""From how many sheets on columns cost less than objects: both ways, from 250 files and 500 rows up.

    python benchmarks/thresholds.py

Needs the extra `large`. Each figure is seconds of processor of a whole process, the least
of five runs, both ways in turn; where the lines cross is where `cli/thresholds.py` should
have its figure. Leaves with 1 where a threshold stands more than half beside it, or where
more sheets cost less.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import clone  # noqa: F401 - before the program
import made_up
from measuring import Limits, least, score, score_as

from coprod_check.cli.thresholds import MEASURED

TIMES = 5
WAYS = ("objects", "columns")
FILES = (125, 250, 500, 1000, 2000)
ROWS = (250, 500, 1000, 2000, 4000)
BESIDE = 1.5
"""How far a threshold may stand from where both ways cost the same: machines differ."""


@dataclass(frozen=True, slots=True)
class Step:
    """What so many sheets cost."""

    sheets: int
    amount: int
    """In what the threshold counts: files, or bytes."""
    objects: float
    columns: float
    as_is: float
    """The way that the program itself chooses."""


def measured(path: Path, sheets: int, amount: int) -> Step:
    runs = [(*(score_as(way, path) for way in WAYS), score(path)) for _ in range(TIMES)]
    objects, columns, as_is = (least([run[place] for run in runs]).processor for place in range(3))
    print(f"  {sheets:6,} sheets {amount:10,}   objects {objects:5.2f} s   columns {columns:5.2f} s"
          f"   as it is {as_is:5.2f} s", flush=True)  # fmt: skip
    return Step(sheets, amount, objects, columns, as_is)


def crossing(steps: list[Step]) -> float:
    """The amount at which both ways cost the same."""
    for before, after in pairwise(steps):
        one, other = before.objects - before.columns, after.objects - after.columns
        if one < 0 <= other:
            return before.amount + (after.amount - before.amount) * -one / (other - one)
    raise SystemExit("  one way is always the cheaper: look at other sizes")


def judged(limits: Limits, what: str, steps: list[Step], threshold: int) -> None:
    meet = crossing(steps)
    print(f"  both ways meet at {meet:,.0f}; the threshold is {threshold:,}")
    limits.tell(f"{what}: the threshold, against where they meet", max(threshold / meet, meet / threshold), BESIDE)
    falls = max(before.as_is / after.as_is for before, after in pairwise(steps))
    limits.tell(f"{what}: fewer sheets, against the next more", falls, 1.05)


def both_ways(limits: Limits, root: Path) -> None:
    """Measure few sheets of every kind, both ways."""
    root.mkdir()
    for what, (ending, write) in made_up.TABLES.items():
        print(f"{what}, bytes")
        steps = []
        for rows in ROWS:
            path = root / f"{rows}{ending}"
            write(path, rows)
            steps.append(measured(path, rows, path.stat().st_size))
        judged(limits, what, steps, MEASURED.for_table(root / f"table{ending}"))
    print("TOML sheets, files")
    steps = []
    for files in FILES:
        made_up.folder(root / f"{files}", files)
        steps.append(measured(root / f"{files}", files, files))
    judged(limits, "TOML", steps, MEASURED.files)


def main() -> None:
    limits = Limits()
    with tempfile.TemporaryDirectory() as name:
        both_ways(limits, Path(name) / "few")
    limits.end()


if __name__ == "__main__":
    main()

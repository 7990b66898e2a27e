"""What a workbook and a Parquet file of very many teams cost, against the CSV of the same results.

    python benchmarks/workbook.py [TEAMS ...]

Without a number of teams 100, 1,000 and 5,000 are made up, each with 20 sheets and a row for each practice.
Leaves with 1 where a limit is not met.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import made_up
from measuring import Limits, cost

TEAMS = (100, 1_000, 5_000)
MOST_A_ROW = 0.4
"""Milliseconds of processor for each row of the practices, the other sheets of the workbook among them."""
MOST_MEMORY = 1.6
"""GiB at the largest number of teams."""
MOST_PARQUET = 3.0
"""How many times the seconds of the CSV a Parquet file may take."""


def main() -> None:
    limits = Limits()
    every = [int(each) for each in sys.argv[1:]] or list(TEAMS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for teams in every:
            table = folder / f"{teams}.csv"
            made_up.table(table, teams * made_up.PER_TEAM)
            rows = teams * len(made_up.PRACTICES)
            taken = {}
            for style in ("csv", "parquet", "xlsx"):
                out = folder / f"results.{style}"
                taken[style] = cost("-m", "coprod_check", "score", table, "--format", style, "--out", out)
                found = taken[style]
                print(
                    f"{teams:6,} teams, {rows:8,} rows  {style:8} {found.processor:6.1f} s of processor  "
                    f"{found.memory:5.2f} GiB  {out.stat().st_size:11,} bytes",
                    flush=True,
                )
            more = taken["xlsx"].processor - taken["csv"].processor
            limits.tell(
                f"{teams:,} teams: workbook beyond CSV, for each row", 1000 * more / rows, MOST_A_ROW, unit="ms"
            )
            limits.tell(f"{teams:,} teams: memory of the workbook", taken["xlsx"].memory, MOST_MEMORY, unit="GiB")
            ratio = taken["parquet"].processor / taken["csv"].processor
            limits.tell(f"{teams:,} teams: Parquet, against CSV", ratio, MOST_PARQUET)
    limits.end()


if __name__ == "__main__":
    main()

"""How long very many sheets take, and how much memory, as ratios within one run.

    python benchmarks/batch.py [--large]

Needs the extra `large`. Makes its files in a temporary folder (some 1 GB, with `--large`
3 GB) and removes them. Begins with few sheets, both ways (see `thresholds.py`). Each figure
is the best of three, because what else a machine does can only make things slower; each is
a process of its own, from its start to its end, but for the readers that it is compared
with, which are timed without their start. Leaves with 1 where a limit is not met.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import made_up
import thresholds
from measuring import Limits, least, score

if TYPE_CHECKING:
    from collections.abc import Callable

    from measuring import Cost

MILLION = 1_000_000


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def best(path: Path, style: str = "csv", times: int = 3) -> Cost:
    return least([score(path, style) for _ in range(times)])


def folders(limits: Limits, root: Path, *, large: bool) -> None:
    import toml_rs  # noqa: PLC0415 - an extra

    made_up.folder(root / "folder", 20_000)
    files = sorted((root / "folder").rglob("*.toml"))
    best(root / "folder", times=1)  # so that the files are in memory for everyone
    some = files[:3000]

    def parse(loads: Callable[[str], object], which: list[Path]) -> None:
        for file in which:
            with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - as fast as can be
                loads(stream.read().decode())

    standard = len(some) / seconds(lambda: parse(tomllib.loads, some))
    compiled = len(files) / seconds(lambda: parse(toml_rs.loads, files))
    taken = best(root / "folder")
    ours = len(files) / taken.clock
    print(f"20,000 TOML sheets in {taken.clock:.2f} s and {taken.memory:.2f} GiB: {ours:,.0f} a second; "
          f"tomllib alone {standard:,.0f}, the fastest compiled parser alone {compiled:,.0f}")  # fmt: skip
    limits.tell("folder: sheets a second, against reading and parsing with tomllib", ours / standard, 5, at_least=True)
    limits.tell("folder: against reading and parsing with the fastest parser", ours / compiled, 0.5, at_least=True)
    if large:
        made_up.folder(root / "folders", 200_000)
        best(root / "folders", times=1)
        limits.tell("200,000 files against 20,000", best(root / "folders").clock / taken.clock, 11)


def tables(limits: Limits, root: Path, *, large: bool) -> None:
    import polars as pl  # noqa: PLC0415 - an extra

    paths = {what: root / f"table{ending}" for what, (ending, _) in made_up.TABLES.items() if what != "TSV"}
    for what, path in paths.items():
        made_up.TABLES[what][1](path, MILLION)
    million = paths["CSV"]
    read = min(
        seconds(lambda: pl.read_csv(million).height, 5),
        seconds(lambda: pl.read_csv(million, infer_schema=False).height, 5),
    )
    to_csv = {what: best(path) for what, path in paths.items()}
    to_json = best(million, "json")
    print(f"1,000,000 rows: polars reads them in {read:.2f} s; score to CSV {to_csv['CSV'].clock:.2f} s, to JSON "
          f"{to_json.clock:.2f} s, from Parquet {to_csv['Parquet'].clock:.2f} s, from JSON Lines "
          f"{to_csv['JSON Lines'].clock:.2f} s")  # fmt: skip
    limits.tell("table: to CSV, against reading it with polars", to_csv["CSV"].clock / read, 6)
    limits.tell("table: to JSON, against reading it with polars", to_json.clock / read, 25)
    limits.tell("table: from Parquet, against from CSV", to_csv["Parquet"].clock / to_csv["CSV"].clock, 1)
    most = max(to_csv["CSV"].memory, to_csv["Parquet"].memory, to_json.memory)
    limits.tell("table: memory", most, 1.5, unit="GiB")
    json_lines(limits, root, to_csv)
    if large:
        path = root / "3.csv"
        made_up.table(path, 3 * MILLION)
        for style, before in (("csv", to_csv["CSV"]), ("json", to_json)):
            after = best(path, style, 1)
            print(f"3,000,000 rows to {style}: {after.clock:.2f} s, {after.memory:.2f} GiB")
            limits.tell(f"table: memory for 3,000,000 rows, {style}", after.memory / before.memory, 1.2)


def json_lines(limits: Limits, root: Path, million: dict[str, Cost]) -> None:
    """Compare JSON Lines with the same table as CSV."""
    fewer: dict[str, Cost] = {}
    for what in ("CSV", "JSON Lines"):
        ending, write = made_up.TABLES[what]
        write(root / f"fewer{ending}", MILLION // 10)
        fewer[what] = best(root / f"fewer{ending}")
    # Above some hundred thousand rows it is the letters that count, and JSON Lines have five times as many.
    for size, costs, most in (("100,000", fewer, 2), ("1,000,000", million, 2.5)):
        lines, table = costs["JSON Lines"], costs["CSV"]
        print(f"{size} rows: JSON Lines {lines.processor:.2f} s, {lines.memory:.2f} GiB; CSV {table.processor:.2f} s, "
              f"{table.memory:.2f} GiB")  # fmt: skip
        limits.tell(f"{size} JSON Lines against CSV: processor", lines.processor / table.processor, most)
        limits.tell(f"{size} JSON Lines against CSV: memory", lines.memory / table.memory, 2)


def main() -> None:
    large, limits = "--large" in sys.argv[1:], Limits()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        thresholds.both_ways(limits, root / "few")
        tables(limits, root, large=large)
        folders(limits, root, large=large)
    limits.end()


if __name__ == "__main__":
    main()

"""How long very many sheets take, and how much memory, as ratios within one run.

    python benchmarks/batch.py [--large]

Needs the extra `large`. Makes its files in a temporary folder (some 200 MB, with
`--large` 2 GB) and removes them. Each figure is the best of three, because what else a
machine does can only make things slower; each is a process of its own, from its start
to its end, but for the readers that it is compared with, which are timed without their start.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import made_up

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent.parent
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT["PYTHONPATH"] = str(HERE)
GIB = 2**30
WATCH = """
import os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
print(time.perf_counter() - start, used.ru_maxrss, status)
"""


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def score(path: Path, style: str) -> tuple[float, float]:
    """Seconds and GiB that one run of ``score`` takes."""
    command = [sys.executable, "-m", "coprod_check", "score", str(path), "--format", style, "--out", os.devnull]
    # By way of a small process: a child counts the memory of whoever starts it as its own.
    done = subprocess.run([sys.executable, "-c", WATCH, *command], env=ENVIRONMENT, capture_output=True, check=True)
    taken, most, status = done.stdout.split()
    if int(status):
        raise SystemExit(f"{' '.join(command)} ended with {int(status)}: {done.stderr.decode()}")
    return float(taken), int(most) * 1024 / GIB


def best_score(path: Path, style: str, times: int = 3) -> tuple[float, float]:
    runs = [score(path, style) for _ in range(times)]
    return min(run[0] for run in runs), max(run[1] for run in runs)


def told(what: str, figure: float, limit: float, *, at_least: bool = False, unit: str = "x") -> None:
    holds = figure >= limit if at_least else figure <= limit
    word = "at least" if at_least else "at most"
    print(f"{what:64} {figure:7.2f} {unit:4} ({word} {limit:g}){'' if holds else '   <-- NOT MET'}", flush=True)


def folders(root: Path, *, large: bool) -> None:
    import toml_rs  # noqa: PLC0415 - an extra

    made_up.folder(root / "folder", 20_000)
    files = sorted((root / "folder").rglob("*.toml"))
    best_score(root / "folder", "csv", 1)  # so that the files are in memory for everyone
    some = files[:3000]

    def parse(loads: Callable[[str], object], which: list[Path]) -> None:
        for file in which:
            with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - as fast as can be
                loads(stream.read().decode())

    standard = len(some) / seconds(lambda: parse(tomllib.loads, some))
    compiled = len(files) / seconds(lambda: parse(toml_rs.loads, files))
    taken, memory = best_score(root / "folder", "csv")
    ours = len(files) / taken
    print(f"20,000 TOML sheets in {taken:.2f} s and {memory:.2f} GiB: {ours:,.0f} a second; "
          f"tomllib alone {standard:,.0f}, the fastest compiled parser alone {compiled:,.0f}")  # fmt: skip
    told("folder: sheets a second, against reading and parsing with tomllib", ours / standard, 5, at_least=True)
    told("folder: against reading and parsing with the fastest parser", ours / compiled, 0.5, at_least=True)
    if large:
        made_up.folder(root / "folders", 200_000)
        best_score(root / "folders", "csv", 1)
        told("200,000 files against 20,000", best_score(root / "folders", "csv")[0] / taken, 11)


def tables(root: Path, *, large: bool) -> None:
    import polars as pl  # noqa: PLC0415 - an extra

    sizes = {name: root / f"{name}.csv" for name in ("20,000", "200,000", "1,000,000")}
    for name, path in sizes.items():
        made_up.table(path, int(name.replace(",", "")))
    million = sizes["1,000,000"]
    made_up.parquet(million, root / "table.parquet")
    read = min(
        seconds(lambda: pl.read_csv(million).height, 5),
        seconds(lambda: pl.read_csv(million, infer_schema=False).height, 5),
    )
    as_csv, memory = best_score(million, "csv")
    as_json, memory_json = best_score(million, "json")
    from_parquet, memory_parquet = best_score(root / "table.parquet", "csv")
    print(f"1,000,000 rows: polars reads them in {read:.2f} s; score to CSV {as_csv:.2f} s, to JSON {as_json:.2f} s, "
          f"from Parquet {from_parquet:.2f} s")  # fmt: skip
    told("table: to CSV, against reading it with polars", as_csv / read, 6)
    told("table: to JSON, against reading it with polars", as_json / read, 25)
    told("table: from Parquet, against from CSV", from_parquet / as_csv, 1)
    most = max(memory, memory_json, memory_parquet)
    told("table: memory", most, 1.5, unit="GiB")
    small = {name: best_score(path, "csv")[0] for name, path in sizes.items()}
    told("200,000 rows against 20,000", small["200,000"] / small["20,000"], 11)
    if large:
        path = root / "3.csv"
        made_up.table(path, 3_000_000)
        for style, before in (("csv", memory), ("json", memory_json)):
            taken, after = best_score(path, style, 1)
            print(f"3,000,000 rows to {style}: {taken:.2f} s, {after:.2f} GiB")
            told(f"table: memory for 3,000,000 rows against 1,000,000, {style}", after / before, 1.2)


def main() -> None:
    large = "--large" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as root:
        tables(Path(root), large=large)
        folders(Path(root), large=large)


if __name__ == "__main__":
    main()

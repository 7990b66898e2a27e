"""Ten times the sheets must cost at most eleven times: for every kind of table and of file, from few to very many.

    python benchmarks/growth.py [--large]

Needs the extra `large`. Costs are seconds of processor of whole processes. As a start costs
the same however few sheets there are, it is the steps between that would show a cliff: from
1,000 sheets to 10,000, to 100,000 and, with `--large`, to 1,000,000; a tenth as many files.
Leaves with 1 where a step costs more, or where more sheets cost less.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import made_up
from measuring import Limits, least, score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Cost

MOST = 11
TIMES = 3
SHEETS = (1_000, 10_000, 100_000)
FILES = (200, 2_000, 20_000)


def made(root: Path, *, large: bool) -> Iterator[tuple[str, list[tuple[int, Path]]]]:
    """Write every kind of table and of file; gives each with its sizes."""
    for what, (ending, write) in made_up.TABLES.items():
        sizes = [(rows, root / f"{rows}{ending}") for rows in (*SHEETS, *([1_000_000] if large else []))]
        for rows, path in sizes:
            write(path, rows)
        yield what, sizes
    for what in ("TOML", "JSON"):
        sizes = [(files, root / f"{what}-{files}") for files in FILES]
        for files, path in sizes:
            made_up.folder(path, files, what)
        yield what, sizes


def main() -> None:
    limits = Limits()
    with tempfile.TemporaryDirectory() as name:
        for what, sizes in made(Path(name), large="--large" in sys.argv[1:]):
            costs: list[Cost] = []
            for size, path in sizes:
                costs.append(least([score(path) for _ in range(TIMES)]))
                print(
                    f"{what:10} {size:9,} sheets {costs[-1].processor:6.2f} s {costs[-1].memory:5.2f} GiB", flush=True
                )
            for (size, _), (before, after) in zip(sizes, pairwise(costs), strict=False):
                grown = after.processor / before.processor
                limits.tell(f"{what}: ten times {size:,} sheets", grown, MOST)
                limits.tell(f"{what}: ten times {size:,} sheets", grown, 0.95, at_least=True)
    limits.end()


if __name__ == "__main__":
    main()

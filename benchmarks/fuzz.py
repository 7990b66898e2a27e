"""Very many spoilt files, given to every reader inside this process; for as many as one likes.

    python benchmarks/fuzz.py [FILES] [FIRST]

Each number makes a file (``tests/helpers/fuzzing.py``); FIRST is the number to begin with. Says how
many each reader was given, and leaves with 1 where one raised anything but ``BadInput`` or
``BadCommand``, took more than two seconds or 300 MiB, or said more of a file than anybody reads.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import clone  # noqa: F401 - before the program

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from helpers.fuzzing import tried, watched

FILES, FIRST, TELL_EVERY = 10_000, 1, 20_000


def main() -> int:
    """Try file after file, as many as were asked for or until it is interrupted."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    first = int(sys.argv[2]) if len(sys.argv) > 2 else FIRST
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    begun = time.monotonic()
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder, watched(), suppress(KeyboardInterrupt):
        for number in range(first, first + files):
            reader, outcome, fault = tried(number, Path(folder))
            counted[f"{reader}, {outcome}"] += 1
            if fault:
                wrong.append(fault)
                print(fault, flush=True)
            if counted.total() % TELL_EVERY == 0:
                print(f"… {counted.total():,} files in {time.monotonic() - begun:.0f} s", flush=True)
    for kind, count in sorted(counted.items()):
        print(f"{count:9,} {kind}")
    print(f"{counted.total():,} files from number {first} on, {len(wrong):,} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

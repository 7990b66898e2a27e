"""Whole processes, measured: seconds of processor and of clock, memory; and limits that say when they are not met."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT["PYTHONPATH"] = str(HERE.parent)
GIB = 2**30
WATCH = """
import os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
print(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss, status)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took, with all that it started."""

    processor: float
    """Seconds of all processors together. What else a machine does makes them hardly longer."""
    clock: float
    """Seconds from its start to its end."""
    memory: float
    """GiB of the largest of its processes."""


def cost(*command: str | Path) -> Cost:
    """Run a Python command and measure it."""
    whole = [sys.executable, *map(str, command)]
    # By way of a small process: a child counts the memory of whoever starts it as its own.
    done = subprocess.run([sys.executable, "-c", WATCH, *whole], env=ENVIRONMENT, capture_output=True, check=True)
    processor, clock, memory, status = done.stdout.split()
    if int(status):
        raise SystemExit(f"{' '.join(whole)} ended with {int(status)}: {done.stderr.decode()}")
    return Cost(float(processor), float(clock), int(memory) * 1024 / GIB)


def score(path: Path, style: str = "csv") -> Cost:
    """Measure ``score``."""
    return cost("-m", "coprod_check", "score", path, "--format", style, "--out", os.devnull)


def score_as(way: str, path: Path) -> Cost:
    """Measure ``score`` in one way, ``objects`` or ``columns``, however much there is."""
    return cost(HERE / "score_as.py", way, path)


def least(costs: list[Cost]) -> Cost:
    """The least seconds of some runs, because what else a machine does can only make things slower; the most memory."""
    return Cost(
        min(each.processor for each in costs), min(each.clock for each in costs), max(each.memory for each in costs)
    )


class Limits:
    """What was measured beside what it may be."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self.all_met = True

    def tell(self, what: str, figure: float, limit: float, *, at_least: bool = False, unit: str = "x") -> None:
        """Print a figure, and whether it is within its limit."""
        met = figure >= limit if at_least else figure <= limit
        self.all_met &= met
        word = "at least" if at_least else "at most"
        print(f"{what:66} {figure:7.2f} {unit:4} ({word} {limit:g}){'' if met else '   <-- NOT MET'}", flush=True)

    def end(self) -> None:
        """Leave with 1 where any limit is not met."""
        sys.exit(0 if self.all_met else 1)

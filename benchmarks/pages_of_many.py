"""What a page of 5,000 teams costs, against the JSON with every figure of the same teams.

    python benchmarks/pages_of_many.py

Needs the extra `large`. Each figure is a ratio of processor seconds, the best of three runs
of a process of its own: what else a machine does counts little there.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import made_up

HERE = Path(__file__).resolve().parent.parent
TEAMS = 5000
MOST = 1.5
"""Times the JSON that a page may cost: it is made of the same figures, and says fewer of them."""
PAGES = {
    "text": ("score", "--format", "text"),
    "Markdown": ("score", "--format", "markdown"),
    "HTML": ("report", "--format", "html"),
}


def seconds(*arguments: str) -> float:
    """Processor seconds of one run of the program, the shortest of three."""
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "coprod_check", *arguments], env=environment, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def main() -> None:
    with tempfile.TemporaryDirectory() as root:
        table, out = Path(root) / "teams.csv", str(Path(root) / "page")
        made_up.table(table, TEAMS * made_up.PER_TEAM)
        as_json = seconds("score", str(table), "--format", "json", "--out", out)
        print(f"JSON of {TEAMS:,} teams: {as_json:.2f} s")
        ratios = []
        for name, (command, *options) in PAGES.items():
            ratios.append(ratio := seconds(command, str(table), *options, "--out", out) / as_json)
            print(f"{name:10} {ratio:5.2f} x (at most {MOST:g}){'' if ratio <= MOST else '   <-- NOT MET'}", flush=True)
    sys.exit(max(ratios) > MOST)


if __name__ == "__main__":
    main()

"""What a page of 1,000 and of 5,000 teams costs, against the JSON with every figure of the same teams.

The last figures are of 5,000 teams in two rounds, with what changed between them.

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
CASES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (1000, ("2026-11",)),
    (5000, ("2026-11",)),
    (5000, ("2026-05", "2026-11")),
)
"""How many teams, and in which rounds."""
MOST = 1.5
"""Times the JSON that a page may cost: it is made of the same figures, and says fewer of them."""
PAGES = {
    "text": ("score", "--format", "text", "--all"),
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
    ratios = []
    with tempfile.TemporaryDirectory() as root:
        table, out = Path(root) / "teams.csv", str(Path(root) / "page")
        for teams, labels in CASES:
            made_up.table(table, teams * made_up.PER_TEAM, labels)
            as_json = seconds("score", str(table), "--format", "json", "--out", out)
            print(f"JSON of {teams:,} teams, {len(labels)} round(s): {as_json:.2f} s")
            for name, (command, *options) in PAGES.items():
                ratios.append(ratio := seconds(command, str(table), *options, "--out", out) / as_json)
                met = "" if ratio <= MOST else "   <-- NOT MET"
                print(f"{name:10} {ratio:5.2f} x (at most {MOST:g}){met}", flush=True)
    sys.exit(max(ratios) > MOST)


if __name__ == "__main__":
    main()

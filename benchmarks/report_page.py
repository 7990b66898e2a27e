"""How large report pages and forms are, and how long the report of 1,000 teams takes against ``score`` to JSON.

    python benchmarks/report_page.py [ROUNDS]

Both commands are run in turn, round after round, so that a busy moment hits both; the
ratio printed is the median of the ratios within each round.
"""

from __future__ import annotations

import compileall
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import made_up

HERE = Path(__file__).resolve().parent.parent
EXAMPLES = HERE / "examples"
TOOL = [sys.executable, "-m", "coprod_check"]
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": str(HERE),
}
TEAMS = 1000
MOST_BYTES = {"a round": 300_000, "many rounds": 300_000, f"{TEAMS:,} teams": 3_000_000}
MOST_FORM_BYTES = 150_000
MOST_RATIO = 3.0


def run(*arguments: str | Path) -> float:
    start = time.perf_counter()
    subprocess.run([*TOOL, *map(str, arguments)], env=ENVIRONMENT, check=True, capture_output=True)
    return time.perf_counter() - start


def size(out: Path, *paths: Path) -> int:
    run("report", *paths, "--out", out)
    return out.stat().st_size


def write_teams(folder: Path) -> None:
    """One sheet for each team, filled in together, with answers at random (the same on every run)."""
    sheet = (EXAMPLES / "riverside" / "riverside-diabetes-group-2026-11.answers.toml").read_text("utf-8")
    chance = random.Random(1)
    for team in range(TEAMS):
        lines = [
            f"level = {chance.randrange(4)}" if line.startswith("level = ") else line for line in sheet.splitlines()
        ]
        text = "\n".join(line for line in lines if not line.startswith("sheet = "))
        named = text.replace("Riverside diabetes group", f"Group {team * 7919 % TEAMS:03} of a place with a long name")
        (folder / f"{team}.answers.toml").write_text(f"{named}\n", "utf-8")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    compileall.compile_dir(str(HERE / "coprod_check"), quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "teams", Path(name) / "report.html"
        folder.mkdir()
        write_teams(folder)
        sizes = {
            "a round": size(out, EXAMPLES / "report" / "meadow-lane"),
            "many rounds": size(out, EXAMPLES / "calls"),
            f"{TEAMS:,} teams": size(out, folder),
        }
        for what, found in sizes.items():
            print(f"{what:24} {found:9,} bytes   (limit {MOST_BYTES[what]:,})")
        for voice in ("together", "staff", "lived-experience"):
            run("form", "--voice", voice, "--out", out)
            print(f"form, {voice:18} {out.stat().st_size:9,} bytes   (limit {MOST_FORM_BYTES:,})")
        many = Path(name) / "sheets"
        made_up.folder(many, TEAMS * made_up.PER_TEAM)
        for what, where in (("one sheet a team", folder), (f"{made_up.PER_TEAM} sheets a team", many)):
            scored, ratios = [], []
            for _ in range(rounds):
                scored.append(run("score", where, "--format", "json", "--out", Path(name) / "score.json"))
                ratios.append(run("report", where, "--out", out) / scored[-1])
            print(f"{TEAMS:,} teams, {what}: score --format json {statistics.median(scored):.2f} s; "
                  f"report × {statistics.median(ratios):.2f}   (limit {MOST_RATIO:g})")  # fmt: skip


if __name__ == "__main__":
    main()

"""How long a start takes, as ratios to ``python -c pass`` in the same run.

    python benchmarks/start_up.py [ROUNDS]

Every command is run in turn, round after round, so that a busy moment hits all of
them; the ratio printed is the median of the ratios within each round. Bytecode is
compiled first: an install by pip has it, and uv needs --compile-bytecode.
"""

from __future__ import annotations

import compileall
import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent.parent
TOOL = [sys.executable, "-m", "coprod_check"]
BARE = [sys.executable, "-c", "pass"]
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": str(HERE),
    "TERM": "xterm-256color",
    "PROMPT_TOOLKIT_NO_CPR": "1",
}

LIMITS = {
    "--version": 2.0,
    "--help": 8.0,
    "first question, plain": 30.0,
    "first question, menus": 30.0,
    "first menu": 30.0,
    "score of one sheet": 27.0,
    "report of one sheet": 30.0,
    "form": 30.0,
    "rubric check": 30.0,
}


def run(command: list[str], folder: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=ENVIRONMENT, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def first_shown(options: list[str], folder: str, *, until: bytes) -> float:
    """Time until a text is on a terminal; the typing before it costs next to nothing."""
    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(TOOL[0], [*TOOL, "assess", "--team", f"T{time.time_ns()}", *options], ENVIRONMENT)
    seen = b""
    while until not in seen:
        if not select.select([terminal], [], [], 20)[0]:
            raise TimeoutError(seen)
        seen += os.read(terminal, 65536)
    took = time.perf_counter() - start
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(terminal)
    return took


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compileall.compile_dir(str(HERE / "coprod_check"), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        sheet = HERE / "examples" / "riverside" / "riverside-diabetes-group-2026-11.answers.toml"
        rubric = next((HERE / "rubrics").glob("*.toml"))
        timed: dict[str, Callable[[], float]] = {
            "--version": lambda: run([*TOOL, "--version"], folder),
            "--help": lambda: run([*TOOL, "--help"], folder),
            "first question, plain": lambda: first_shown(["--plain"], folder, until=b"How many staff"),
            "first question, menus": lambda: first_shown([], folder, until=b"How many staff"),
            # A private sheet begins with a menu, which is when questionary is loaded.
            "first menu": lambda: first_shown(["--voice", "staff"], folder, until=b"nothing chosen"),
            "score of one sheet": lambda: run([*TOOL, "score", str(sheet)], folder),
            "report of one sheet": lambda: run([*TOOL, "report", str(sheet), "--out", "report.html"], folder),
            "form": lambda: run([*TOOL, "form", "--voice", "staff", "--out", "form.html"], folder),
            "rubric check": lambda: run([*TOOL, "rubric", "check", str(rubric)], folder),
        }
        ratios: dict[str, list[float]] = {name: [] for name in timed}
        bare_times = []
        for place in range(rounds + 1):
            bare = run(BARE, folder)
            for name, take in timed.items():
                ratio = take() / bare
                if place:  # the first round warms the disk's cache
                    ratios[name].append(ratio)
            bare_times.append(bare)
        print(f"python -c pass: {statistics.median(bare_times) * 1000:.1f} ms, {rounds} rounds")
        for name, found in ratios.items():
            print(f"{name:24} × {statistics.median(found):5.1f}   (limit {LIMITS[name]:g})")


if __name__ == "__main__":
    main()

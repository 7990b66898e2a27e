"""Programs that are ended at random moments: how often, and whether anything that was answered is lost.

    python benchmarks/kills.py [INTERVIEWS] [WRITERS] [SEED]

An interview is answered faster than anybody types, and is killed, told to end, hung up or
interrupted somewhere among the answers. What it had taken by then ("You chose", "The evidence is
saved") must be in its sheet, which must be whole and its owner's alone; the next start must go on
where it ended, with the question for evidence where a level has none yet. A command that writes is
killed in the middle: each file must be whole, as it was or as it was to be, and what the next run
leaves must be nothing but what it writes. Leaves with 1 where anything was lost. Not for Windows.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import clone

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from helpers.process import environment

from coprod_check.interview.state import evidence_from
from coprod_check.storage.library import DEFAULT, find_rubric

TOOL = [sys.executable, "-m", "coprod_check"]
RUBRIC = find_rubric(DEFAULT)
PRACTICES = [practice.id for practice in RUBRIC.practices]
FROM = evidence_from(RUBRIC)
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
SHEET = "t-2026-11.answers.toml"
FOLDER = clone.ROOT / "examples" / "cohort"


@dataclass
class Tally:
    """What was tried, and what went wrong."""

    counted: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def check(self, right: bool, what: str) -> None:  # noqa: FBT001 - a statement of a fact
        """Note down what is not right."""
        if not right:
            self.lost.append(what)
            print(what, flush=True)


# Interviews.


def answers(chance: random.Random) -> list[tuple[int, list[str]]]:
    """A level for each practice, and lines of evidence where it is asked for."""
    said = []
    for number in range(len(PRACTICES)):
        level = chance.randrange(4)
        lines = [f"we did it, {number} {line}" for line in range(chance.randrange(4))] if level >= FROM else []
        said.append((level, lines))
    return said


def typed(said: list[tuple[int, list[str]]]) -> str:
    """The lines of a conversation."""
    lines = (line for level, more in said for line in (str(level), *(["", *more[::-1]][::-1] if level >= FROM else [])))
    return "".join(f"{line}\n" for line in lines)


def ended(folder: Path, lines: str, chance: random.Random) -> tuple[str, str]:
    """Answer, and end the program at a moment that nobody knows before; give the signal and what was said."""
    how = chance.choice(SIGNALS)
    heard = ""
    with subprocess.Popen(
        [*TOOL, "assess", "--plain", "--team", "T"], cwd=folder, env=environment(), stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    ) as running:  # fmt: skip
        assert running.stdin
        assert running.stderr
        running.stdin.write("3\n2\n\n" + lines)
        running.stdin.flush()
        until = chance.randrange(1, len(PRACTICES))
        for line in running.stderr:
            heard += line
            if heard.count("You chose") >= until or "saved in" in line:
                break
        timer = threading.Timer(chance.random() * 0.02, running.send_signal, [how])
        timer.start()
        heard += running.stderr.read() if how == signal.SIGKILL else rest_of(running)
        timer.join()
    return how.name, heard


def rest_of(running: subprocess.Popen[str]) -> str:
    """What is said until the end, which must come by itself."""
    try:
        return running.communicate(timeout=30)[1]
    except subprocess.TimeoutExpired:
        running.kill()
        return "HANGS"


def interview(folder: Path, chance: random.Random, tally: Tally) -> None:
    """Answer, be ended, look, come back, look again."""
    said = answers(chance)
    how, heard = ended(folder, typed(said), chance)
    tally.counted[f"interviews ended by {how}"] += 1
    where = f"{how} after {heard.count('You chose')}"
    tally.check("HANGS" not in heard, f"{where}: does not end")
    path = folder / SHEET
    data = tomllib.loads(path.read_text("utf-8"))
    ratings: dict[str, Any] = data["ratings"]
    levels, evidence = heard.count("You chose"), heard.count("evidence is saved")
    tally.counted["answers that were taken"] += levels + evidence
    tally.check(list(ratings) == PRACTICES[: len(ratings)], f"{where}: {list(ratings)}")
    tally.check(len(ratings) >= levels, f"{where}: {len(ratings)} answers in the sheet")
    kept = sum("evidence" in each for each in ratings.values())
    tally.check(kept >= evidence, f"{where}: {kept} of {evidence} evidences")
    for (level, lines), rating in zip(said, ratings.values(), strict=False):
        whole = "\n".join(lines)
        tally.check(rating["level"] == level, f"{where}: level {rating}")
        tally.check(whole.startswith(rating.get("evidence", "").strip()), f"{where}: {rating} for {whole!r}")
    modes = {each.stat().st_mode & 0o777 for each in folder.iterdir() if "answers" in each.name}
    tally.check(modes == {0o600} or data["voice"] == "together", f"{where}: modes {modes}")
    come_back(folder, ratings, where, tally)


def come_back(folder: Path, before: dict[str, Any], where: str, tally: Tally) -> None:
    """Go on: where the last level has no evidence yet, that is asked for first."""
    last = list(before)[-1] if before else None
    open_question = last is not None and before[last]["level"] >= FROM and "evidence" not in before[last]
    go_on = "y\n" + ("it can be seen\n\n" if open_question else "")
    done = subprocess.run(
        [*TOOL, "assess", "--plain", "--team", "T"], cwd=folder, env=environment(), input=go_on,
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    after = tomllib.loads((folder / SHEET).read_text("utf-8"))["ratings"]
    tally.check(done.returncode == 4, f"{where}: coming back ends with {done.returncode}: {done.stderr[-300:]}")
    expected = dict(before)
    if last is not None and open_question:
        expected[last] = {**before[last], "evidence": "it can be seen"}
    tally.counted["evidence asked for again"] += open_question
    tally.check(after == expected, f"{where}: after coming back {after} for {expected}")
    hidden = [each.name for each in folder.iterdir() if each.name.startswith(".") or each.name.endswith(".tmp")]
    tally.check(not hidden, f"{where}: left over {hidden}")


# Commands that write.

WRITERS = (
    ("plan", "sheets", "--team", "Team A", "--out", "made-before.plan.toml"),
    ("plan", "sheets", "--team", "Team B", "--out", "new.plan.toml"),
    ("score", "sheets", "--format", "json", "--out", "result.json"),
    ("score", "sheets", "--format", "xlsx", "--out", "result.xlsx"),
    ("score", "sheets", "--each", "each", "--format", "markdown"),
    ("report", "sheets", "--out", "report.html"),
    ("form", "--voice", "staff", "--out", "form.html"),
)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that is not one of ours for a moment."""
    files = (each for each in sorted(folder.rglob("*")) if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files if not each.name.startswith(".")}


def writer(folder: Path, words: list[str], took: dict[str, float], chance: random.Random, tally: Tally) -> None:
    """Kill a command that writes; compare with one that was not killed; run it again."""
    before = contents(folder)
    whole = folder.with_name(f"{folder.name}-whole")
    shutil.copytree(folder, whole)
    begun = time.monotonic()
    subprocess.run([*TOOL, *words], cwd=whole, env=environment(), capture_output=True, check=True)
    usual = took.setdefault(" ".join(words), time.monotonic() - begun)
    after = contents(whole)
    with subprocess.Popen(
        [*TOOL, *words], cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        time.sleep(usual * (0.5 + chance.random() * 0.6))  # most of a short command is its start
        running.kill()
    tally.counted["commands killed" if running.returncode else "commands that were faster"] += 1
    for name, data in contents(folder).items():
        tally.check(data in {before.get(name), after.get(name)}, f"{words}: half a file {name}, {len(data)} bytes")
    tally.check(set(before) <= set(contents(folder)), f"{words}: a file is gone")
    tally.counted["left over by a kill"] += sum(each.name.startswith(".") for each in folder.rglob("*"))
    subprocess.run([*TOOL, *words], cwd=folder, env=environment(), capture_output=True, check=True)
    left = [each.name for each in folder.rglob("*") if each.name.startswith(".")]
    tally.check(not left, f"{words}: left over after the next run {left}")
    tally.check(set(contents(folder)) == set(after), f"{words}: the next run left {sorted(contents(folder))}")


def plan_made_before() -> str:
    """The plan of Team A from one of its sheets alone, with a line that somebody wrote: all of the sheets change it."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "x.plan.toml"
        sheet = next(FOLDER.glob("team-a-*.toml"))
        subprocess.run(
            [*TOOL, "plan", sheet, "--out", path], cwd=place, env=environment(), capture_output=True, check=True
        )
        return f"# Ours: keep this.\n{path.read_text('utf-8')}"


def main() -> int:
    """End programs, and say how many were ended and what was lost."""
    interviews, writers, seed = (int(each) for each in (*sys.argv[1:], *("400", "240", "15")[len(sys.argv) - 1 :]))
    chance, tally, took = random.Random(seed), Tally(), dict[str, float]()
    for _ in range(interviews):
        with tempfile.TemporaryDirectory() as place:
            interview(Path(place), chance, tally)
    plan = plan_made_before()
    for turn in range(writers):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "here"
            shutil.copytree(FOLDER, folder / "sheets")
            (folder / "made-before.plan.toml").write_text(plan)
            words = list(WRITERS[turn % len(WRITERS)])
            writer(folder, words, took, chance, tally)
    for kind, count in sorted(tally.counted.items()):
        print(f"{count:7,} {kind}")
    print(f"{len(tally.lost)} things lost")
    return 1 if tally.lost else 0


if __name__ == "__main__":
    sys.exit(main())

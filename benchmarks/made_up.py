"""Made-up sheets for the benchmarks: folders of TOML files, and tables. The same numbers give the same files."""

from __future__ import annotations

import csv
import random
import tomllib
from pathlib import Path

RUBRIC = Path(__file__).resolve().parent.parent / "rubrics" / "coproduction-values.toml"
PRACTICES = [practice["id"] for practice in tomllib.loads(RUBRIC.read_text("utf-8"))["practices"]]
PER_TEAM = 20
"""Sheets of each team: one of a meeting, and staff and people with lived experience in turn."""
LEVELS = ["0", "1", "1", "2", "2", "3", "dont-know"]
WORDS = """
we met with the members every month and wrote down what they said together with the staff on the ward
agenda minutes paid in time expenses plan change tested asked again
""".split()  # noqa: SIM905 - easier to read


def voice(index: int) -> str:
    place = index % PER_TEAM
    return ("staff", "lived-experience")[place % 2] if place else "together"


def folder(root: Path, sheets: int) -> None:
    """Write a folder of sheets: twenty ratings with evidence each, about 3 KB, 2,000 to a folder within it."""
    chance = random.Random(1)
    for index in range(sheets):
        here = root / f"{index // 2000:03}"
        here.mkdir(parents=True, exist_ok=True)
        (here / f"{index:07}.answers.toml").write_text(_sheet(chance, index), "utf-8")


def _sheet(chance: random.Random, index: int) -> str:
    whose = voice(index)
    lines = [
        'format = "coprod-answers/1"',
        'rubric = "coproduction-values"',
        'rubric_version = "1.0.0"',
        f'sheet = "s{index:07}"',
        f'team = "Team {index // PER_TEAM:05}"',
        'round = "2026-11"',
        f"date = 2026-11-{1 + index % 28:02}",
        f'voice = "{whose}"',
    ]
    if whose == "together":
        lines += ["", "[people]", "staff = 3", "lived-experience = 3"]
    else:
        lines.append(f"share = {str(chance.random() < 0.8).lower()}")
    for practice in PRACTICES:
        level = chance.choice(LEVELS)
        evidence = " ".join(chance.choice(WORDS) for _ in range(14))
        lines += ["", f"[ratings.{practice}]", f"level = {level if level.isdigit() else repr(level)}"]
        lines.append(f'evidence = "{evidence}"')
    return "\n".join(lines).replace("'", '"') + "\n"


def table(path: Path, sheets: int) -> None:
    """Write a table of sheets as CSV."""
    chance = random.Random(1)
    answers = [*LEVELS, ""]
    rows = [chance.choices(answers, k=len(PRACTICES)) for _ in range(4096)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(
            ["team", "round", "date", "voice", "sheet", "share", "people.staff", "people.lived-experience", *PRACTICES]
        )
        for index in range(sheets):
            whose = voice(index)
            met = whose == "together"
            out.writerow([
                f"Team {index // PER_TEAM:06}", "2026-11", f"2026-11-{1 + index % 28:02}", whose, f"s{index:07}",
                "" if met else str(chance.random() < 0.9).lower(), "4" if met else "", "3" if met else "",
                *rows[chance.randrange(len(rows))],
            ])  # fmt: skip


def parquet(table_: Path, path: Path) -> None:
    """Write the same table as Parquet."""
    import polars as pl  # noqa: PLC0415 - an extra

    pl.read_csv(table_, infer_schema=False).write_parquet(path)

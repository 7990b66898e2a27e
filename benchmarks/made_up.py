"""Made-up sheets for the benchmarks: folders of files, and tables. The same numbers give the same files."""

from __future__ import annotations

import csv
import json
import random
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

RUBRIC = Path(__file__).resolve().parent.parent / "rubrics" / "coproduction-values.toml"
ASKED = tomllib.loads(RUBRIC.read_text("utf-8"))
PRACTICES = [practice["id"] for practice in ASKED["practices"]]
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


def folder(root: Path, sheets: int, kind: str = "TOML") -> None:
    """Write a folder of sheets: twenty ratings with evidence each, about 3 KB, 2,000 to a folder within it."""
    chance = random.Random(1)
    for index in range(sheets):
        here = root / f"{index // 2000:03}"
        here.mkdir(parents=True, exist_ok=True)
        text = _toml(chance, index)
        if kind == "JSON":
            text = json.dumps(tomllib.loads(text), default=str, indent=1)
        (here / f"{index:07}.answers.{kind.lower()}").write_text(text, "utf-8")


def _toml(chance: random.Random, index: int) -> str:
    whose = voice(index)
    lines = [
        'format = "coprod-answers/1"',
        'rubric = "coproduction-values"',
        f'rubric_version = "{ASKED["version"]}"',
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


COLUMNS = ["team", "round", "date", "voice", "sheet", "share", "people.staff", "people.lived-experience", *PRACTICES]


def rows(sheets: int, label: str = "2026-11") -> Iterator[list[str]]:
    """Make the rows of a table of the sheets of one round, without evidence."""
    chance = random.Random(1)
    answers = [*LEVELS, ""]
    known = [chance.choices(answers, k=len(PRACTICES)) for _ in range(4096)]
    for index in range(sheets):
        whose = voice(index)
        met = whose == "together"
        yield [
            f"Team {index // PER_TEAM:06}", label, f"{label}-{1 + index % 28:02}", whose, f"{label}-{index:07}",
            "" if met else str(chance.random() < 0.9).lower(), "4" if met else "", "3" if met else "",
            *known[chance.randrange(len(known))],
        ]  # fmt: skip


def table(path: Path, sheets: int, labels: tuple[str, ...] = ("2026-11",)) -> None:
    """Write a table as CSV, or with tabs where its name says so; of several rounds each has so many sheets."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        out.writerow(COLUMNS)
        for label in labels:
            out.writerows(rows(sheets, label))


def json_lines(path: Path, sheets: int) -> None:
    """Write the same table as JSON Lines, as programs write them: numbers as numbers, and no blanks."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows(sheets):
            said = {column: _typed(cell) for column, cell in zip(COLUMNS, row, strict=True) if cell}
            file.write(json.dumps(said) + "\n")


def _typed(cell: str) -> Any:  # noqa: ANN401 - as JSON has them
    return int(cell) if cell.isdigit() else {"true": True, "false": False}.get(cell, cell)


def parquet(path: Path, sheets: int) -> None:
    """Write the same table as Parquet."""
    import polars as pl  # noqa: PLC0415 - an extra

    pl.DataFrame(list(rows(sheets)), COLUMNS, orient="row").with_columns(pl.all().replace("", None)).write_parquet(path)


TABLES = {
    "CSV": (".csv", table),
    "TSV": (".tsv", table),
    "JSON Lines": (".jsonl", json_lines),
    "Parquet": (".parquet", parquet),
}
"""How each kind of table is named and written."""

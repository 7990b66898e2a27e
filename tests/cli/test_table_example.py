"""The example table holds the sheets of the ten teams once more, and gives the same results."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from typing import Any

from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT

FOLDER = ROOT / "examples" / "cohort"
TABLE = ROOT / "examples" / "table" / "ten-teams.csv"
FACTS = ["team", "round", "date", "voice", "sheet", "respondent", "share"]
PEOPLE = ["staff", "lived-experience"]


def as_row(sheet: dict[str, Any]) -> dict[str, Any]:
    """Lay a sheet out as a row of a table, as the contract of tables has it."""
    row = {fact: sheet.get(fact, "") for fact in FACTS}
    if "share" in sheet:
        row["share"] = str(sheet["share"]).lower()
    row["circumstances"] = " ".join(sheet.get("circumstances", []))
    row |= {f"people.{side}": sheet.get("people", {}).get(side, "") for side in PEOPLE}
    for practice, rating in sheet.get("ratings", {}).items():
        row[practice] = rating["level"]
        row[f"{practice}.evidence"] = rating.get("evidence", "").strip()
    for question, chosen in sheet.get("experience", {}).items():
        row[f"experience.{question}"] = " ".join(chosen) if isinstance(chosen, list) else chosen
    return row


def table() -> str:
    rows = [as_row(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.answers.toml"))]
    rubric = tomllib.loads((ROOT / "rubrics" / "coproduction-values.toml").read_text("utf-8"))
    practices = [practice["id"] for practice in rubric["practices"]]
    evidence = [column for column in (f"{each}.evidence" for each in practices) if any(row.get(column) for row in rows)]
    experience = [f"experience.{question['id']}" for question in rubric["experience"]]
    out = io.StringIO()
    written = csv.DictWriter(
        out,
        [*FACTS, *(f"people.{side}" for side in PEOPLE), "circumstances", *practices, *evidence, *experience],
        extrasaction="ignore",
        lineterminator="\n",
    )
    written.writeheader()
    written.writerows(rows)
    return out.getvalue()


def test_the_example_table_is_made_of_the_sheets() -> None:
    assert_same(TABLE, table())


def test_the_table_gives_what_the_sheets_give() -> None:
    done = run("score", TABLE.name, "--format", "json", cwd=TABLE.parent)
    assert (done.returncode, done.stderr) == (0, run("score", ".", cwd=FOLDER).stderr)
    from_table, from_sheets = (json.loads(text) for text in (done.stdout, (FOLDER / "score.json").read_text("utf-8")))
    for found in (from_table, from_sheets):
        for result in found["results"]:
            # A table is named as one; each sheet by its file.
            del result["sources"]
    assert from_table == from_sheets

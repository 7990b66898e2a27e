"""Whatever the questions, a sheet, a plan, a table or a name holds: no output has a letter that a terminal obeys,
or that turns the words around it."""

from __future__ import annotations

import csv
import io
import json
import tomllib
import unicodedata
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w
from helpers.in_process import run
from helpers.make import DATA

if TYPE_CHECKING:
    from pathlib import Path

    Text = dict[str, Any]

GOOD = DATA / "good"
ODD = "\x1b[31m\x9b2J\x7f\x07\x08\u202ea\u2066b\u202cc\u2069"
TURNED = "\u202ea\u2066b"
"""What one line may hold."""
FIXED = {"format", "id", "version", "language", "url", "source", "dimension", "value", "stage", "experience"}
REFERENCES = {*FIXED, "ahead_of", "options", "practices", "needs"}
ONE_LINE = {"team", "project", "round", "respondent"}


def odd(value: Any, key: str = "") -> Any:
    """A set of questions with odd letters in every text that people may write."""
    if isinstance(value, dict):
        return {each: odd(held, each) for each, held in value.items()}
    if isinstance(value, list):
        within = "" if key in {"practices", "experience", "options"} and value and isinstance(value[0], dict) else key
        return [odd(each, within) for each in value]
    if isinstance(value, str) and key not in REFERENCES:
        return f"{value}{ODD}"
    return value


def save(path: Path, data: Text) -> None:
    path.write_text(tomli_w.dumps(data), "utf-8")


def sheet_of(name: str, **more: object) -> Text:
    data = tomllib.loads((GOOD / f"{name}.answers.toml").read_text("utf-8"))
    made: Text = {**data, **more}
    made |= {each: f"{made[each]}{TURNED}" for each in ONE_LINE & made.keys()}
    for rating in made["ratings"].values():
        rating["evidence"] = f"Minutes{ODD}"
        if "reason" in rating:
            rating["reason"] = f"No{ODD}"
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd")
    rubric = odd(tomllib.loads((GOOD / "garden.rubric.toml").read_text("utf-8")))
    save(path / "r.toml", rubric)
    save(path / "a.answers.toml", sheet_of("garden-together"))
    save(path / "b.answers.toml", sheet_of("garden-together", round="later", date="2027-02-01"))
    save(path / "m.answers.toml", sheet_of("garden-member"))
    (path / f"wrong{TURNED}\x1b\x9b.answers.toml").write_text("a = = 1", "utf-8")
    for name in ("a", "b"):
        done = run("plan", f"{name}.answers.toml", "--rubric", "r.toml", "--out", f"{name}.plan.toml", cwd=path)
        assert done.returncode == 0, done.stderr
    plan = tomllib.loads((path / "b.plan.toml").read_text("utf-8"))
    for number, action in enumerate(plan["actions"]):
        action |= {"id": f"x{number}{ODD}", "staff_owner": f"Jo{ODD}", "notes": f"n{ODD}", "evidence": f"e{ODD}"}
        action |= {"cost": f"c{ODD}", f"own {ODD}": f"v{ODD}", "hard_question": f"q{ODD}", "because": f"b{ODD}"}
        action["status"] = ("to-do", "blocked", "done", "dropped", "doing")[number % 5]
        action["due"] = f"2026-12-0{number + 1}"
    plan |= {"view": f"v{ODD}", "stage": f"s{ODD}", "next_stage": f"n{ODD}", "round": f"r{ODD}"}
    save(path / "b.plan.toml", plan)
    (path / "plans").mkdir()
    save(path / "plans" / "b.plan.toml", plan)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([["Team", f"Role{ODD}", f"Tea{ODD}", "When"], [f"T{ODD}", f"staff{ODD}", f"x{ODD}", "2026-11-22"]])
    (path / "t.csv").write_text(out.getvalue(), "utf-8")
    row = {"team": f"T{ODD}", "date": f"d{ODD}", "voice": f"v{ODD}", f"k{ODD}": ODD}
    (path / "t.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    return path


R = ("--rubric", "r.toml")
EXPORTS = {"workbook": ".xlsx", "questions": "", "xlsform": ".xlsx", "limesurvey": ".txt", "redcap": ".csv"}
COMMANDS: dict[str, list[str]] = {
    **{f"score {each}": ["score", "a.answers.toml", *R, "--format", each]
       for each in ("text", "json", "jsonl", "csv", "markdown", "xlsx")},
    "score all": ["score", ".", *R, "--all"],
    "score plain": ["score", ".", *R, "--plain"],
    "score the folder": ["score", ".", *R, "--format", "json"],
    "score changes": ["score", "a.answers.toml", "b.answers.toml", *R, "--changes"],
    "score changes csv": ["score", "a.answers.toml", "b.answers.toml", *R, "--changes", "--format", "csv"],
    "score a table": ["score", "t.jsonl", *R],
    "score a csv": ["score", "t.csv", *R],
    "score mine": ["score", "--mine", "m.answers.toml", *R],
    **{f"collect {each}": ["collect", ".", *R, "--format", each] for each in ("text", "json", "markdown")},
    **{f"report {each}": ["report", "a.answers.toml", *R, "--format", each]
       for each in ("html", "markdown", "docx", "xlsx")},
    "report with a plan": ["report", "b.answers.toml", *R, "--plan", "b.plan.toml"],
    "plan": ["plan", "a.answers.toml", *R],
    "plan check": ["plan", "--check", "b.plan.toml", *R],
    **{f"plan {each}": ["plan", "--show", "b.plan.toml", *R, "--format", each]
       for each in ("text", "markdown", "html", "ics", "xlsx")},
    **{f"diff {each}": ["diff", "a.plan.toml", "b.plan.toml", *R, "--format", each]
       for each in ("text", "json", "markdown")},
    "diff evidence": ["diff", "a.plan.toml", "b.plan.toml", *R, "--all", "--evidence"],
    **{f"diff answers {each}": ["diff", "a.answers.toml", "b.answers.toml", *R, "--format", each]
       for each in ("text", "json", "markdown")},
    **{f"diff teams {each}": ["diff", "--all-teams", "plans", *R, "--format", each]
       for each in ("text", "json", "markdown")},
    **{f"rubric {each}": ["rubric", "show", "r.toml", "--format", each] for each in ("text", "markdown", "csv")},
    "rubric check": ["rubric", "check", "r.toml"],
    "form": ["form", "--voice", "staff", *R],
    "form for members": ["form", "--voice", "lived-experience", *R],
    "form on paper": ["form", "--voice", "together", *R, "--print"],
    **{f"import {each}": ["import", "t.csv", *R, "--format", each] for each in ("text", "json")},
    **{f"export {each}": ["export", "--to", each, *R, "--out", f"out{ending}"]
       for each, ending in EXPORTS.items()},
    "export fhir": ["export", "--to", "fhir", *R, "--base", "https://example.org/fhir", "--out", "out"],
    "no such file": ["score", f"no{ODD}.toml"],
    "no such questions": ["score", "a.answers.toml", "--rubric", f"no{ODD}.toml"],
    "no such day": ["plan", "a.answers.toml", *R, "--today", f"x{ODD}"],
}  # fmt: skip
"""Every command in every format."""
EXITS = {"plan check": 1, "no such day": 2, **dict.fromkeys(("score all", "score plain"), 3)}
EXITS |= dict.fromkeys(("score the folder", "score a table", "score a csv", "no such file", "no such questions"), 3)
EXITS |= dict.fromkeys(("collect text", "collect json", "collect markdown", "import text", "import json"), 3)
"""Where something is to be mended; all others succeed."""


def obeyed(text: str) -> list[str]:
    return sorted({f"U+{ord(each):04X}" for each in text if is_obeyed(each)})


def is_obeyed(letter: str) -> bool:
    return letter not in "\n\t" and (unicodedata.category(letter) == "Cc" or unicodedata.bidirectional(letter) in BIDI)


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def texts_in(raw: bytes) -> str:
    """What a file says: the parts of one that is packed, else itself."""
    if raw[:2] != b"PK":
        return raw.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return "".join(packed.read(each).decode() for each in packed.namelist() if each.endswith((".xml", ".rels")))


@pytest.mark.parametrize("name", COMMANDS)
def test_no_output_holds_a_letter_that_is_obeyed(folder: Path, tmp_path: Path, name: str) -> None:
    words = list(COMMANDS[name])
    packed = {"xlsx", "docx"} & set(words)
    out = tmp_path / ".".join(["out", *packed])
    if "--out" in words:
        out = tmp_path / words[-1]
        words[-1] = str(out)
    elif packed:
        words += ["--out", str(out)]
    done = run(*words, cwd=folder)
    assert done.returncode == EXITS.get(name, 0), done.stderr
    assert done.stdout or done.stderr or out.exists()
    for told in (done.stdout, done.stderr):
        assert obeyed(told.replace("\r\n", "\n")) == []
    written = [out, *out.rglob("*")] if out.exists() else []
    for file in written:
        if file.is_file():
            assert obeyed(texts_in(file.read_bytes()).replace("\r\n", "\n")) == [], file.name

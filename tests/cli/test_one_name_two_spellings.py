"""One person, team, round or sheet in two spellings is one, whatever the file (contract, 3.1)."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import tomli_w
from helpers.in_process import run
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.text import identity
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PRACTICE = find_rubric(DEFAULT).practices[0].id
PAIRS = {
    "a capital": ("S4", "s4"),
    "how an accent is stored": ("Café", "Cafe\u0301"),
    "a sharp s": ("Strauß", "STRAUSS"),
    "a final sigma": ("ΟΔΟΣ", "οδος"),
    "a soft hyphen": ("Seven", "Se\u00adven"),
    "a space without width": ("Seven", "Se\u200bven"),
    "a joiner": ("Seven", "Se\u200dven"),
    "a grapheme joiner": ("Seven", "Se\u034fven"),
    "a variation selector": ("Heart❤", "Heart❤\ufe0f"),
    "an ideographic variation selector": ("Seven", "Seven\U000e0100"),
    "a Mongolian one": ("Seven", "Se\u180bven"),
    "a filler": ("Seven", "Seven\u3164"),
    "a braille blank": ("Seven", "Seven\u2800"),
    "a mark of direction": ("Seven", "Seven\u200e"),
    "a byte-order mark": ("Seven", "\ufeffSeven"),
    "a no-break space behind": ("Seven", "Seven\u00a0"),
    "a no-break space within": ("Se ven", "Se\u00a0ven"),
    "two spaces": ("Se ven", " Se  ven"),
    "a ligature": ("fine", "ﬁne"),
    "an Angstrom": ("Å", "\u212b"),
}
Row = dict[str, Any]


def five(key: str, one: str, other: str) -> list[Row]:
    """Five sheets, of which two have one name in two spellings: five people, or four where it is a person's."""
    who = [one, other, "P3", "P4", "P5"] if key in {"respondent", "sheet"} else [one, other, one, one, one]
    rows = []
    for number, name in enumerate(who):
        row = {"team": "Alpha", "round": "2026-11", "date": "2026-11-20", "voice": "staff", "respondent": f"R{number}"}
        if key == "sheet":
            del row["respondent"]
        rows.append(row | {key: name})
    return rows


def as_sheets(ending: str, write: Callable[[dict[str, Any]], str], folder: Path, rows: list[Row]) -> list[str]:
    head = {"format": "coprod-answers/1", "rubric": DEFAULT, "rubric_version": "2.0.0", "share": False}
    for number, row in enumerate(rows):
        held = {**head, **row, "ratings": {PRACTICE: {"level": 1}}}
        (folder / f"{number}.answers.{ending}").write_text(write(held), "utf-8")
    return ["."]


def as_csv(folder: Path, rows: list[Row]) -> list[str]:
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0], PRACTICE])
    writer.writeheader()
    writer.writerows({**row, PRACTICE: "1"} for row in rows)
    (folder / "a.csv").write_text(text.getvalue(), "utf-8")
    return ["a.csv"]


def as_lines(folder: Path, rows: list[Row]) -> list[str]:
    (folder / "a.jsonl").write_text("".join(f"{json.dumps({**row, PRACTICE: 1})}\n" for row in rows), "utf-8")
    return ["a.jsonl"]


def as_parquet(folder: Path, rows: list[Row]) -> list[str]:
    pl.DataFrame([{**row, PRACTICE: "1"} for row in rows]).write_parquet(folder / "a.parquet")
    return ["a.parquet"]


def by_import(folder: Path, rows: list[Row]) -> list[str]:
    as_csv(folder, [{key: said for key, said in row.items() if key != "sheet"} for row in rows])
    done = run("import", "a.csv", "--out", "made", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return ["made"]


READERS: dict[str, Callable[[Path, list[Row]], list[str]]] = {
    "TOML": lambda folder, rows: as_sheets("toml", tomli_w.dumps, folder, rows),
    "JSON": lambda folder, rows: as_sheets("json", json.dumps, folder, rows),
    "CSV": as_csv,
    "JSON Lines": as_lines,
    "Parquet": as_parquet,
    "import": by_import,
}


def results(folder: Path, paths: list[str]) -> list[dict[str, Any]]:
    done = run("score", *paths, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["results"]
    return found


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("key", ["respondent", "sheet", "team", "round"])
def test_two_spellings_are_one_in_every_file(tmp_path: Path, reader: str, key: str) -> None:
    if (reader, key) == ("import", "sheet"):
        return  # other services give their own ids, and each row is an answer of its own
    for number, (what, (one, other)) in enumerate(PAIRS.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = results(folder, READERS[reader](folder, five(key, one, other)))
        assert len(found) == 1, what
        # Five people are enough to be shown, and four are not.
        assert found[0]["voices"]["staff"]["shown"] is (key in {"team", "round"}), what


@pytest.mark.parametrize(("one", "other"), [("S4", "S5"), ("S1", "S11"), ("Jo", "Joe"), ("é", "e"), ("A", "А")])
def test_people_who_are_called_otherwise_are_others(tmp_path: Path, one: str, other: str) -> None:
    (found,) = results(tmp_path, READERS["CSV"](tmp_path, five("respondent", one, other)))
    assert found["voices"]["staff"]["shown"]


@given(st.text())
def test_what_a_name_comes_to_comes_to_itself_and_has_nothing_unseen(text: str) -> None:
    key = identity(text)
    assert identity(key) == key
    assert identity(f"\u2060\ufe0f {text}\u3164\u00a0") == key


def test_an_owner_in_another_spelling_is_no_other_owner(tmp_path: Path) -> None:
    text = (
        'format = "coprod-plan/1"\nteam = "T"\nrubric = "x"\nrubric_version = "1.0.0"\nmade_on = 2026-11-22\n'
        '[[actions]]\nid = "a"\naction = "A"\nstaff_owner = "{}"\nstatus = "to-do"\n'
    )
    for name, owner in (("a", "José Ray"), ("b", "jose\u0301\u200b  ray"), ("c", "Jo")):
        (tmp_path / f"{name}.plan.toml").write_text(text.format(owner), "utf-8")

    def changed(one: str, other: str) -> list[str]:
        done = run("diff", f"{one}.plan.toml", f"{other}.plan.toml", "--format", "json", cwd=tmp_path)
        owners: list[str] = json.loads(done.stdout)["actions"]["owner-changed"]
        return owners

    assert changed("a", "b") == []
    assert changed("a", "c") == ["a"]


def test_no_output_says_that_made_up_names_are_alike(tmp_path: Path) -> None:
    rows = [{**row, "respondent": f"Marigol{number}"} for number, row in enumerate(five("team", "Alpha", "Alpha"))]
    as_csv(tmp_path, rows)
    for command in (["score", "--format", "json"], ["score", "--all"], ["collect"], ["collect", "--format", "json"]):
        done = run(command[0], "a.csv", *command[1:], cwd=tmp_path)
        assert done.returncode == 0
        assert "alike" not in done.stdout.replace('"alike": []', "") + done.stderr
        assert "marigol" not in (done.stdout + done.stderr).casefold()


@pytest.mark.parametrize(
    ("options", "title"), [([], "Names that may be one team"), (["--expect", "teams.csv"], "Not on your list")]
)
def test_collect_says_in_what_names_differ_that_look_alike(tmp_path: Path, options: list[str], title: str) -> None:
    one, other = "Cafe Nord", "C\u0430fe Nord"  # the second has a Cyrillic letter
    as_csv(tmp_path, [*five("team", one, one), *five("team", other, other)])
    (tmp_path / "teams.csv").write_text(f"team\n{one}\nCafe Nort\n", "utf-8")
    if options:
        as_csv(tmp_path, five("team", other, other))
    done = run("collect", "a.csv", *options, cwd=tmp_path, COLUMNS="300")
    said = " ".join(done.stdout.partition(title)[2].split())
    assert (
        "They look alike: 'Cafe Nord' has a latin small letter a where 'Cаfe Nord' has a cyrillic small letter a."
        in said
    )
    assert run("collect", "a.csv", cwd=tmp_path, COLUMNS="300").stderr == ""

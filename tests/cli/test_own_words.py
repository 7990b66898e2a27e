"""What one person wrote, and the name they made up, is in no output for others: every command, format and message.

Hidden people and shown ones alike: consent is to show figures, never words. What a person sees of their own
sheet (``assess``, ``score --mine``, ``diff`` of their own two sheets) is theirs.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from helpers.in_process import run

from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUBRIC = find_rubric(DEFAULT)
IDS = [each.id for each in RUBRIC.practices]
MAY_NOT_APPLY = next(each.id for each in RUBRIC.practices if each.may_not_apply)
EXPERIENCE = RUBRIC.experience[0]
OWN = "Xq7w"
"""Every text that is somebody's own holds this, and a number: which text it was can be seen where one is found."""


class Own:
    """Words that nobody else writes."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, what: str) -> str:
        self.made += 1
        return f"{OWN}{what}{self.made}"


def sheet(own: Own, voice: str, person: int, **more: Any) -> dict[str, Any]:
    """A private sheet full of somebody's own words."""
    ratings: dict[str, Any] = {
        each: {"level": (place + person) % 3, "evidence": own("evidence"), "evidence_kind": "said"}
        for place, each in enumerate(IDS[:9])
    }
    ratings[MAY_NOT_APPLY] = {"level": "not-applicable", "reason": own("reason"), "evidence": own("evidence")}
    ratings[IDS[10]] = {"evidence": own("evidence")}  # of a practice that is not answered
    held = {
        "format": "coprod-answers/1", "rubric": DEFAULT, "rubric_version": RUBRIC.version, "team": "Team A",
        "round": "2026-11", "date": "2026-11-20", "voice": voice, "respondent": own("respondent"),
        "sheet": f"{voice[:2]}{person}-{len(own('x'))}{own.made}", "share": False, "project": "Project",
        "ratings": ratings,
    }  # fmt: skip
    if voice == "lived-experience":
        held["experience"] = {EXPERIENCE.id: EXPERIENCE.options[0].id}
    return held | more


def meeting(**more: Any) -> dict[str, Any]:
    ratings = {each: {"level": place % 4, "evidence": "Minutes"} for place, each in enumerate(IDS[:14])}
    people = {"staff": 3, "lived-experience": 3}
    return {
        "format": "coprod-answers/1", "rubric": DEFAULT, "rubric_version": RUBRIC.version, "team": "Team A",
        "round": "2026-11", "date": "2026-11-22", "voice": "together", "people": people, "ratings": ratings,
    } | more  # fmt: skip


def programme() -> dict[str, dict[str, Any]]:
    """The sheets of three teams and two rounds: hidden people, people who consent, and five who are enough."""
    own = Own()
    found = {"meeting": meeting(), "meeting-before": meeting(round="2026-07", date="2026-07-20")}
    for label, date in (("2026-07", "2026-07-10"), ("2026-11", "2026-11-20")):
        when = {"round": label, "date": date}
        found |= {f"hidden-{label}-{n}": sheet(own, "staff", n, **when) for n in range(2)}
        found |= {f"shown-{label}-{n}": sheet(own, "lived-experience", n, share=True, **when) for n in range(3)}
        found |= {f"five-{label}-{n}": sheet(own, "staff", n, team="Team B", **when) for n in range(6)}
    found["older"] = {**found["hidden-2026-11-0"], "date": "2026-11-02"}
    found["begun"] = sheet(own, "staff", 7, finished=False)
    found["other-spelling"] = sheet(own, "staff", 8, team="Teem B")
    # Two sheets of one person from one day that say different things, and one id that two people have.
    found["says-so"] = sheet(own, "staff", 9, team="Team C")
    found["says-no"] = {**sheet(own, "staff", 10, team="Team C"), "respondent": found["says-so"]["respondent"]}
    found["one-id"] = sheet(own, "lived-experience", 11, team="Team C")
    found["same-id"] = {**sheet(own, "lived-experience", 12, team="Team C"), "sheet": found["one-id"]["sheet"]}
    return found


def write(folder: Path, sheets: dict[str, dict[str, Any]]) -> None:
    folder.mkdir()
    for name, held in sheets.items():
        (folder / f"{name}.answers.json").write_text(json.dumps(held), "utf-8")


def as_table(path: Path, sheets: dict[str, dict[str, Any]]) -> None:
    rows = []
    for held in sheets.values():
        row: dict[str, Any] = {
            key: held[key] for key in ("team", "round", "date", "voice", "sheet", "respondent") if key in held
        }
        row["share"] = str(held.get("share", False)).lower()
        row["finished"] = str(held.get("finished", True)).lower()
        for practice, rating in held["ratings"].items():
            row |= {practice: rating.get("level", ""), f"{practice}.evidence": rating.get("evidence", "")}
        rows.append(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(column for row in rows for column in row)))
        writer.writeheader()
        writer.writerows(rows)


def held_in(folder: Path) -> Iterator[tuple[str, str]]:
    """All text in the files under a folder; of what is packed, in its parts. Their names count too."""
    for path in folder.rglob("*"):
        yield str(path), path.name
        if not path.is_file():
            continue
        held = path.read_bytes()
        if zipfile.is_zipfile(io.BytesIO(held)):
            with zipfile.ZipFile(io.BytesIO(held)) as packed:
                for part in packed.namelist():
                    yield f"{path} {part}", packed.read(part).decode("utf-8", "replace")
        else:
            yield str(path), held.decode("utf-8", "replace")


COMMANDS = [
    *(["score", "FROM", "--format", each] for each in ("text", "json", "jsonl", "csv", "markdown")),
    *(["score", "FROM", "--format", each, "--out", f"out/r.{each}"] for each in ("xlsx", "parquet", "csv")),
    ["score", "FROM", "--all"],
    ["score", "FROM", "--plain", "--all"],
    ["score", "FROM", "--team", "Team C", "--all"],
    *(["score", "FROM", "--changes", "--format", each] for each in ("text", "json", "csv", "markdown")),
    *(
        ["score", "FROM", "--each", "out/each", "--format", each]
        for each in ("text", "json", "csv", "xlsx", "markdown")
    ),
    *(["report", "FROM", "--format", each, "--out", f"out/r.{each}"] for each in ("html", "markdown", "docx", "xlsx")),
    *(["report", "FROM", "--team", "Team A", "--open", "--format", each] for each in ("html", "markdown")),
    ["report", "FROM", "--team", "Team A", "--round", "2026-11", "--out", "out/one.docx"],
    *(["report", "FROM", "--each", "out/pages", "--format", each] for each in ("html", "markdown", "docx")),
    ["plan", "FROM", "--team", "Team A", "--actions", "30"],
    ["plan", "FROM", "--team", "Team B", "--actions", "30", "--out", "out/b.plan.toml"],
    ["plan", "FROM", "--each", "out/plans"],
    *(["collect", "FROM", "--format", each] for each in ("text", "json", "markdown")),
    ["export", "FROM", "--to", "fhir", "--base", "https://example.org/f", "--out", "out/fhir"],
    ["diff", "FROM/shown-2026-07-0.answers.json", "FROM/shown-2026-11-0.answers.json"],
    ["diff", "FROM/hidden-2026-07-0.answers.json", "FROM/hidden-2026-11-0.answers.json", "--all"],
]
OF_FILES = {"collect", "export", "diff"}
"""Commands that are not tried with a table: each reads sheets in files, or says of a table no more than ``score``."""


@pytest.mark.parametrize("table", [False, True])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nobodys_own_words_are_in_any_output_for_others(tmp_path: Path, command: list[str], *, table: bool) -> None:
    sheets = programme()
    if table:
        if command[0] in OF_FILES:
            return
        as_table(tmp_path / "all.csv", sheets)
    else:
        write(tmp_path / "all", sheets)
    (tmp_path / "out").mkdir()
    named = "all.csv" if table else "all"
    done = run(*(word.replace("FROM", named) for word in command), cwd=tmp_path)
    assert done.returncode in (0, 3), done.stderr
    assert done.stdout or list((tmp_path / "out").rglob("*"))
    found = {"standard output": done.stdout, "standard error": done.stderr, **dict(held_in(tmp_path / "out"))}
    assert [name for name, text in found.items() if OWN in text] == []
    if "--out" in command or "--each" in command:
        assert any(
            "Team" in text or "team" in text for name, text in found.items() if "out/" in name.replace("\\", "/")
        )


def test_the_check_can_fail(tmp_path: Path) -> None:
    """Evidence of a meeting is the team's own, and a page shows it: what is looked for above would be found."""
    sheets = programme() | {"meeting": meeting(ratings={each: {"level": 1, "evidence": OWN} for each in IDS})}
    write(tmp_path / "all", sheets)
    assert (
        OWN
        in run("plan", "all", "--team", "Team A", cwd=tmp_path).stdout
        + run(
            "diff", "all/meeting-before.answers.json", "all/meeting.answers.json", "--evidence", "--all", cwd=tmp_path
        ).stdout
    )


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_the_source_of_what_a_table_says_is_the_table_and_tells_nothing_of_the_rows_between(
    tmp_path: Path, ending: str
) -> None:
    meeting_of_both = {"date": "2026-11-22", "voice": "together", "people.staff": 2, "people.lived-experience": 2}
    hidden = {"date": "2026-11-20", "voice": "staff", "people.staff": 0, "people.lived-experience": 0}
    own = [{**each, "team": team, IDS[0]: 1} for team in ("Team A", "Team B") for each in (hidden, meeting_of_both)]
    told = []
    for rows in (own, [own[1], own[0], own[0], own[0], *own[2:]]):
        write_table(tmp_path / f"all.{ending}", rows)
        done = run("score", f"all.{ending}", "--format", "jsonl", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        told.append(done.stdout)
        assert [json.loads(line)["sources"] for line in done.stdout.splitlines()] == [[f"all.{ending}"]] * 2
    assert told[0] == told[1]


def write_table(path: Path, rows: list[dict[str, Any]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    elif path.suffix == ".jsonl":
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    else:
        pl.DataFrame(rows).write_parquet(path)


# Sheets that cannot be read: what is wrong is named, never what somebody wrote there.

GOOD = """\
format = "coprod-answers/1"
rubric = "{rubric}"
rubric_version = "{version}"
team = "Team A"
round = "2026-11"
date = 2026-11-20
voice = "staff"
respondent = "{own}1"

[ratings.{one}]
level = 1
evidence = "{own}2 said so"
reason = "{own}3"

[ratings.{two}]
level = 2
evidence = \"\"\"
{own}4
{own}5\"\"\"
"""
SLIPS = [
    ('evidence = "', "evidence = "),
    (' said so"', " said so"),
    ('evidence = "', "evidence = “"),
    ("evidence = ", "evidence "),
    ("evidence = ", "evidense = "),
    ("evidence = ", "evidence == "),
    ('evidence = "', 'evidence = "He said "no" to '),
    ('evidence = "', 'evidence = "C:\\x'),
    ("level = 1", f"level = {OWN}8"),
    ("level = 1", f'level = "{OWN}8"'),
    ("level = 1", f"level = 1 {OWN}9"),
    ("[ratings.", f"{OWN}10\n[ratings."),
    ('evidence = "', 'evidence = ["'),
    ('respondent = "', "respondent = "),
    ('respondent = "', "respondent = ['"),
    (f'{OWN}1"', f'{OWN}1\\n"'),
    ('voice = "staff"', f'voice = "staff"\ncircumstances = "{OWN}15"'),
    ('voice = "staff"', f'voice = "staff"\ncircumstances = [["{OWN}15"]]'),
    (f"\n{OWN}4", f"\n{OWN}4\x1b"),
    ('5"""', '5"'),
    ('5"""', '5""" 6'),
    ("level = 2", f"level = 2\nevidence_kind = '{OWN}11'"),
    ("level = 2", f"level = 2\ntalked_about = '{OWN}12'"),
    ("level = 2", f"level = 2\nwhy_moved = '{OWN}13'"),
    ("level = 2", f"level = 2\nlooking_back = '{OWN}14'"),
    ('voice = "staff"', f'voice = "staff"\ncircumstances = ["{OWN}15"]'),
    ('voice = "staff"', f'voice = "staff"\nshare = "{OWN}16"'),
    ('voice = "staff"', f'voice = "lived-experience"\n[experience]\n"{EXPERIENCE.id}" = "{OWN}18"'),
]


@pytest.mark.parametrize("slip", range(len(SLIPS)))
def test_a_sheet_that_cannot_be_read_is_named_without_what_somebody_wrote(tmp_path: Path, slip: int) -> None:
    right, wrong = SLIPS[slip]
    text = GOOD.format(rubric=DEFAULT, version=RUBRIC.version, one=IDS[0], two=IDS[1], own=OWN)
    assert right in text
    (tmp_path / "a.answers.toml").write_text(text.replace(right, wrong, 1), "utf-8")
    (tmp_path / "b.answers.json").write_text(json.dumps(meeting()), "utf-8")
    for command in (["score", "."], ["score", ".", "--format", "json"], ["collect", "."], ["report", "."]):
        done = run(*command, cwd=tmp_path)
        assert OWN not in done.stdout + done.stderr, command


ROW: dict[str, Any] = {
    "team": "Team A", "round": "2026-11", "date": "2026-11-20", "voice": "lived-experience", "respondent": "P1",
    "share": "true", "circumstances": "", f"experience.{EXPERIENCE.id}": "", IDS[0]: "1", f"{IDS[0]}.evidence": "",
}  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        *((column, OWN) for column in (IDS[0], "share", "circumstances", f"experience.{EXPERIENCE.id}")),
        ("respondent", f"{OWN}\x1b"),
        ("respondent", f"{OWN}\n{OWN}"),
        (IDS[0], f"2 {OWN}"),
        (f"{IDS[0]}.evidence", f"{OWN}{'x' * 100_001}"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_without_what_somebody_wrote(
    tmp_path: Path, column: str, wrong: str, rows: int, ending: str
) -> None:
    write_table(tmp_path / f"a.{ending}", [{**ROW, column: wrong} for _ in range(rows)])
    for command in (["score"], ["score", "--format", "json"], ["collect"], ["report"]):
        done = run(*command, f"a.{ending}", cwd=tmp_path)
        assert OWN not in done.stdout + done.stderr, command
        assert command[0] == "collect" or done.returncode == 3, done.stderr


def test_a_made_up_name_that_is_a_number_is_not_told(tmp_path: Path) -> None:
    text = GOOD.format(rubric=DEFAULT, version=RUBRIC.version, one=IDS[0], two=IDS[1], own=OWN)
    (tmp_path / "a.answers.toml").write_text(text.replace(f'"{OWN}1"', "240815"), "utf-8")
    done = run("score", ".", cwd=tmp_path)
    assert "respondent: does not have the form that it must have; write text in quotes" in done.stderr.replace(
        "\n", " "
    )
    assert "240815" not in done.stdout + done.stderr

"""Who cannot be read may not have agreed: no slip in a file shows the side of whoever made it (contract, 3.2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run

from coprod_check.storage.library import DEFAULT, find_rubric
from coprod_check.storage.parsing import said_in

if TYPE_CHECKING:
    from pathlib import Path

PRACTICES = [each.id for each in find_rubric(DEFAULT).practices[:2]]
HEAD = f'format = "coprod-answers/1"\nrubric = "{DEFAULT}"\nrubric_version = "2.0.0"\n'


def text(number: int, *, share: str = "true", voice: str = "staff") -> str:
    return (
        f'{HEAD}team = "T"\nround = "2026-11"\ndate = 2026-11-20\nvoice = "{voice}"\nrespondent = "S{number}"\n'
        f"share = {share}\n\n[ratings.{PRACTICES[0]}]\nlevel = 2\n"
    )


REFUSED = text(4, share="false")
SLIPS: dict[str, bytes] = {
    "a quote that is not closed": REFUSED.replace("level = 2", 'level = 2\nevidence = "we met').encode(),
    "a key without a sign": REFUSED.replace("level = 2", "level 2").encode(),
    "an old code page": REFUSED.replace("level = 2", 'level = 2\nevidence = "café"').encode("cp1252"),
    "UTF-16 with a slip": REFUSED.replace("level = 2", "level = = 2").encode("utf-16"),
    "a capital in the voice": REFUSED.replace('"staff"', '"Staff"').encode(),
    "a key twice": REFUSED.replace("share = false", "share = false\nshare = false").encode(),
    "a mistyped format": REFUSED.replace("coprod-answers/1", "coprod-answer/1").encode(),
    "too long a text": REFUSED.replace("level = 2", f'level = 2\nevidence = "{"x" * 200_000}"').encode(),
    "nothing behind a brace": REFUSED.replace(f"[ratings.{PRACTICES[0]}]", "[ratings.{").encode(),
}


def shown(folder: Path, *paths: str) -> dict[str, object]:
    done = run("score", *(paths or (".",)), "--format", "json", cwd=folder)
    assert done.returncode == 3, done.stderr
    (result,) = json.loads(done.stdout)["results"]
    voice = result["voices"]["staff"]
    assert isinstance(voice, dict)
    return voice


def three_who_agreed(folder: Path) -> None:
    for number in range(1, 4):
        (folder / f"{number}.answers.toml").write_text(text(number), "utf-8")


@pytest.mark.parametrize("slip", SLIPS)
def test_a_sheet_that_cannot_be_taken_apart_counts_as_one_that_did_not_agree(tmp_path: Path, slip: str) -> None:
    three_who_agreed(tmp_path)
    (tmp_path / "4.answers.toml").write_bytes(SLIPS[slip])
    assert shown(tmp_path)["shown"] is False


@pytest.mark.parametrize(
    "other", ['voice = "together"', 'voice = "lived-experience"', 'team = "U"', 'round = "2026-12"']
)
def test_a_slip_of_another_voice_team_or_round_hides_nobody_here(tmp_path: Path, other: str) -> None:
    three_who_agreed(tmp_path)
    key = other.partition(" ")[0]
    lines = [
        other if line.startswith(f"{key} =") else line for line in SLIPS["a key without a sign"].decode().split("\n")
    ]
    (tmp_path / "4.answers.toml").write_text("\n".join(lines), "utf-8")
    assert (shown(tmp_path)["shown"], shown(tmp_path)["by"]) == (True, "consent")


def test_a_broken_json_sheet_and_a_broken_line_of_json_count_too(tmp_path: Path) -> None:
    three_who_agreed(tmp_path)
    said = {"team": "T", "round": "2026-11", "date": "2026-11-20", "voice": "staff", "share": False}
    broken = json.dumps(said)[:-1] + ', "x": }'
    (tmp_path / "4.answers.json").write_text(broken, "utf-8")
    assert shown(tmp_path)["shown"] is False
    (tmp_path / "4.answers.json").unlink()
    good = json.dumps({**said, "team": "U", PRACTICES[0]: 1})
    (tmp_path / "t.jsonl").write_text(f"{good}\n{broken}\n", "utf-8")
    done = run("score", ".", "t.jsonl", "--format", "json", cwd=tmp_path)
    voices = {each["team"]: each["voices"]["staff"]["shown"] for each in json.loads(done.stdout)["results"]}
    assert voices == {"T": False, "U": False}


def test_everybody_in_a_table_that_is_refused_for_a_heading_counts_as_not_agreed(tmp_path: Path) -> None:
    three_who_agreed(tmp_path)
    (tmp_path / "t.csv").write_text(
        f"team,round,date,voice,share,{PRACTICES[0]},evidnce\nT,2026-11,2026-11-20,staff,no,1,\n", "utf-8"
    )
    assert shown(tmp_path, ".", "t.csv")["shown"] is False


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (
            "team = \"St Mary's, Leeds\"\nvoice = 'staff' # we\nx = \"open",
            {"team": "St Mary's, Leeds", "voice": "staff"},
        ),
        ('{"team": "A \\"B\\"", "voice":"staff", "date"', {"team": 'A "B"', "voice": "staff"}),
        ("team = T\r\ndate = 2026-11-20 # then\r\n", {"team": "T", "date": "2026-11-20"}),
        ("a_team = 1\nteams = 2", {}),
        ('team = "one"\nteam = "two"', {"team": "one"}),
    ],
)
def test_whose_a_text_is_that_cannot_be_taken_apart(said: str, found: dict[str, str]) -> None:
    assert said_in(said) == found


def test_the_name_of_a_file_makes_no_line_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a\nNote: all is well.answers.toml").write_text(f"{REFUSED}x = 1\n", "utf-8")
    told = run("score", ".", cwd=tmp_path).stderr.splitlines()
    assert any(line.startswith("a?Note: all is well.answers.toml, line") for line in told)
    assert not any(line.startswith("Note: all is well") for line in told)

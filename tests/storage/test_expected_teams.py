"""The list of teams that are expected, as a table or as TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coprod_check.documents.errors import BadInput
from coprod_check.storage.expected_teams import read_expected

if TYPE_CHECKING:
    from pathlib import Path


READ = {
    "commas.csv": ('team,contact\nA,x\n"B, and C",y\n', ["A", "B, and C"]),
    "semicolons.csv": ("\n;\ncontact; TEAM \nx;A\n\ny;B\nz\n", ["A", "B"]),
    "tabs.tsv": ("\ufeffteam: who answers\tx\nA\ty\n", ["A"]),
    "twice.csv": ("team\nCafé Crew\n CAFE\u0301  crew\n\u200b\nB\n", ["Café Crew", "B"]),
    "names.toml": ('teams = ["A", "B\\nC", "a"]\n', ["A", "B C"]),
    "tables.TOML": ('[[teams]]\nteam = "A"\ncontact = "x"\n[[teams]]\nteam = "B"\n', ["A", "B"]),
}


@pytest.mark.parametrize("name", READ)
def test_every_way_of_writing_a_list(name: str, tmp_path: Path) -> None:
    text, teams = READ[name]
    (tmp_path / name).write_text(text, "utf-8")
    assert read_expected(tmp_path / name) == teams


REFUSED = {
    "none.csv": ("team\n \n", ": names no team; write one on each line below the heading team"),
    "heading.csv": ("name\nA\n", ": has no column with the heading team; write team above the names"),
    "long.csv": (f'team\n"{"x" * 200000}\n', ": is not a table that we can read; save it as “CSV UTF-8”"),
    "list.txt": ("A\n", ": is no list of teams by its name; a list ends in .csv, .tsv or .toml"),
    "none.toml": ("teams = []\n", ": names no team; write one on each line below the heading team"),
    "key.toml": ('names = ["A"]\n', ", line 1: names: unknown key 'names'; write the names as teams = [ … ]"),
    "text.toml": (
        'teams = "A"\n',
        ', line 1: teams: is text (\'A\'); write a list of names, such as teams = ["A", "B"]',
    ),
    "number.toml": (
        "teams = [1]\n",
        ", line 1: teams[0]: is a whole number (1); write the name of a team in quotes",
    ),
    "nameless.toml": ("teams = [{x = 1}]\n", ", line 1: teams[0]: has no team; write the name of a team in quotes"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_that_does_not_hold_says_what_to_write(name: str, tmp_path: Path) -> None:
    text, why = REFUSED[name]
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput) as error:
        read_expected(path)
    assert [str(each) for each in error.value.problems] == [f"{path}{why}"]

"""``form``: what is written, where, and what is refused."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT

from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = ROOT / "examples" / "form"
HANDED_IN = (
    "--contact",
    "Sam Okoro, sam@example.org",
    "--return-by",
    "2026-11-30",
    "--help-line",
    "Rita, 01632 960123",
)
RIVERSIDE = ("--team", "Riverside diabetes group", "--round", "2026-11")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("lived-experience.html", ("--voice", "lived-experience", *RIVERSIDE, *HANDED_IN)),
        ("lived-experience-large-print.html", ("--voice", "lived-experience", "--large-print", *RIVERSIDE)),
        ("together-print.html", ("--voice", "together", "--print", *RIVERSIDE, *HANDED_IN)),
    ],
)
def test_the_example_is_what_the_program_writes(name: str, options: tuple[str, ...], tmp_path: Path) -> None:
    out = tmp_path / name
    done = run("form", *options, "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"The form is in {out}.\n")
    assert_same(EXAMPLES / name, out.read_bytes().decode())


def test_without_out_the_page_goes_to_the_screen_or_a_pipe() -> None:
    done = run("form", "--voice", "staff")
    assert done.returncode == 0
    assert done.stdout.startswith("<!doctype html>\n")
    assert done.stdout.endswith("</html>\n")


def test_the_day_on_which_a_form_is_made_changes_nothing() -> None:
    made = [run("form", "--voice", "staff", COPROD_TODAY=day).stdout for day in ("2026-11-22", "2027-01-01")]
    assert made[0] == made[1]


def test_who_fills_it_in_must_be_said() -> None:
    done = run("form")
    assert done.returncode == 2
    assert "--voice" in done.stderr
    assert run("form", "--voice", "members").returncode == 2


def test_names_are_tidied_as_the_interview_tidies_them() -> None:
    page = run("form", "--voice", "staff", "--team", "  River\x1bside \n group ", "--round", " 1\t").stdout
    assert 'name="team" value="Riverside group"' in page
    assert 'name="round" value="1"' in page


def test_a_team_called_script_is_a_team_called_script() -> None:
    page = run("form", "--voice", "staff", "--team", '<script>alert("x")</script>').stdout
    assert 'value="&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;"' in page


def test_a_rubric_of_your_own_is_asked(tmp_path: Path) -> None:
    text = (ROOT / "rubrics" / "coproduction-values.toml").read_text("utf-8")
    own = tmp_path / "own.toml"
    own.write_text(
        text.replace('id = "coproduction-values"', 'id = "ours"', 1).replace('language = "en"', 'language = "ur"', 1)
    )
    page = run("form", "--voice", "together", "--rubric", own).stdout
    assert '<html lang="ur" dir="rtl">' in page
    assert re.search(r'"rubric":"ours"', page)


def test_questions_that_are_not_there_and_files_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    assert run("form", "--voice", "staff", "--rubric", "nothing").returncode == 3
    done = run("form", "--voice", "staff", "--out", tmp_path / "no" / "form.html")
    assert (done.returncode, done.stdout) == (3, "")
    assert "could not be written" in done.stderr


def test_who_gets_the_answers_by_when_and_whom_to_ask_are_on_every_kind_of_page() -> None:
    told = ("--contact", " Sam  Okoro\n", "--return-by", "2026-11-30", "--help-line", "Rita, 01632 960123")
    for style in ((), ("--print",), ("--large-print",)):
        page = run("form", "--voice", "staff", *told, *style).stdout
        for words in ("Sam Okoro", "30 November 2026", "Need this another way? Ask", "Rita, 01632 960123"):
            assert words in page


@pytest.mark.parametrize("day", ["30 November", "2026-13-01", "1712-01-01", "tomorrow"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    done = run("form", "--voice", "staff", "--return-by", day)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--return-by is {day!r}" in done.stderr


# The empty table.


def headings(table: Path) -> list[str]:
    return next(csv.reader(table.read_text("utf-8-sig").splitlines()))


def fill(table: Path, *rows: dict[str, str], delimiter: str = ",") -> None:
    """Type rows into a table, as a spreadsheet saves them."""
    head = headings(table)
    column = {each.partition(":")[0]: place for place, each in enumerate(head)}
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=delimiter)
        out.writerow(head)
        for row in rows:
            cells = [""] * len(head)
            for name, said in row.items():
                cells[column[name]] = said
            out.writerow(cells)


RATED = {"shared-decisions": "2", "clear-agendas": "dont-know", "plain-materials": "not-applicable"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("voice", ["staff", "lived-experience", "together"])
def test_a_table_that_was_filled_in_is_read_by_score(voice: str, delimiter: str, tmp_path: Path) -> None:
    table = tmp_path / "typed.csv"
    done = run("form", "--voice", voice, "--table", table)
    assert (done.returncode, done.stdout) == (0, "")
    assert f"The empty table is in {table}." in done.stderr
    row = {"team": "Café Crew", "round": "2026-11", "date": "2026-11-22", "voice": voice, **RATED}
    row |= {"shared-decisions.evidence": "Minutes; of May", "circumstances": "small-group languages"}
    if voice == "together":
        rows = [row | {"people.staff": "3", "people.lived-experience": "2"}]
    else:
        more = {"experience.felt-equal": "no"} if voice == "lived-experience" else {}
        rows = [row | {"respondent": f"P{place}", "share": "true", **more} for place in range(5)]
    fill(table, *rows, delimiter=delimiter)
    scored = run("score", table, "--format", "json")
    assert (scored.returncode, scored.stderr) == (0, "")
    (result,) = json.loads(scored.stdout)["results"]
    assert result["team"] == "Café Crew"
    assert [result["practices"][name]["status"] for name in RATED] == ["rated", "dont-know", "not-applicable"]
    assert list(result["experience"]) == (["felt-equal"] if voice == "lived-experience" else [])


def test_every_question_of_the_voice_has_a_column_that_says_what_it_asks(tmp_path: Path) -> None:
    rubric = find_rubric(DEFAULT)
    for voice in ("staff", "lived-experience", "together"):
        table = tmp_path / f"{voice}.csv"
        run("form", "--voice", voice, "--table", table)
        said = dict(each.split(": ", 1) for each in headings(table))
        for place, practice in enumerate(rubric.practices, 1):
            answers = "0 to 3 or dont-know" + " or not-applicable" * practice.may_not_apply
            assert said[practice.id] == f"{place} {practice.title} ({answers})"
            assert f"{practice.id}.evidence" in said
        asked = [name for name in said if name.startswith("experience.")]
        assert asked == [f"experience.{each.id}" for each in rubric.experience] * (voice == "lived-experience")
        assert ("share" in said, "people.staff" in said) == (voice != "together", voice == "together")
        assert not any(mark in heading for heading in headings(table) for mark in ",;\t")


@pytest.mark.parametrize(
    ("team", "begun"), [("Café Crew", ["Café Crew", "2026-11", "", "staff"]), ("=SUM(1)", None), ("", None)]
)
def test_a_team_that_is_known_begins_the_first_row(team: str, begun: list[str] | None, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    run("form", "--voice", "staff", "--table", table, "--team", team, "--round", "2026-11")
    _, *rows = csv.reader(table.read_text("utf-8-sig").splitlines())
    assert [row[:4] for row in rows] == ([begun] if begun else [])
    scored = run("score", table)
    assert scored.returncode == 3
    assert ("date: is missing" if begun else "has headings and no rows") in scored.stderr


def test_the_table_comes_alone_or_beside_the_page(tmp_path: Path) -> None:
    table, page = tmp_path / "t.csv", tmp_path / "form.html"
    assert run("form", "--voice", "staff", "--print", "--table", table).stdout == ""
    beside = run("form", "--voice", "staff", "--print", "--table", tmp_path / "u.csv", "--out", page)
    assert beside.returncode == 0
    assert (tmp_path / "u.csv").read_bytes() == table.read_bytes()
    assert page.read_text("utf-8") == run("form", "--voice", "staff", "--print").stdout


def test_no_table_is_written_over_and_none_where_score_would_not_read_it(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("what was typed in", "utf-8")
    for place, words in (
        (table, "is there already"),
        (tmp_path / "t.xlsx", "name a file that ends in .csv, such as t.csv"),
    ):
        done = run("form", "--voice", "staff", "--table", place)
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
    same = tmp_path / "one.csv"
    assert run("form", "--voice", "staff", "--table", same, "--out", same).returncode == 2
    assert table.read_text("utf-8") == "what was typed in"
    assert not same.exists()


def test_large_print_is_for_paper_with_or_without_print() -> None:
    large = run("form", "--voice", "staff", "--large-print").stdout
    assert large == run("form", "--voice", "staff", "--large-print", "--print").stdout
    assert 'class="paper large"' in large

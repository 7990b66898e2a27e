"""``form``: what is written, where, and what is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = ROOT / "examples" / "form"
RIVERSIDE = ("--team", "Riverside diabetes group", "--round", "2026-11")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("lived-experience.html", ("--voice", "lived-experience", *RIVERSIDE)),
        ("lived-experience-large-print.html", ("--voice", "lived-experience", "--large-print", *RIVERSIDE)),
        ("together-print.html", ("--voice", "together", "--print", *RIVERSIDE)),
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
    assert 'name="team" dir="auto" value="Riverside group"' in page
    assert 'name="round" dir="auto" value="1"' in page


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


def test_large_print_is_for_paper_with_or_without_print() -> None:
    large = run("form", "--voice", "staff", "--large-print").stdout
    assert large == run("form", "--voice", "staff", "--large-print", "--print").stdout
    assert 'class="paper large"' in large

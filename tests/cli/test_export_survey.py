"""``export --to xlsform``, ``limesurvey`` and ``redcap``: what is written, where, and what is refused."""

from __future__ import annotations

import csv
import os
import sys
from typing import TYPE_CHECKING
from unittest import mock

import pytest
import tomli_w
from helpers.answer_shapes import as_csv, kobo_names, lime, redcap_export, sheet_of
from helpers.in_process import run
from helpers.make import practice, rubric, sheet
from helpers.process import ROOT
from helpers.survey_people import BUILT_IN, TEAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

EXAMPLES = ROOT / "examples" / "exchange"
RIVERSIDE = ("--team", "Riverside diabetes group", "--round", "2026-11")
FILES = {"xlsform": "xlsform.xlsx", "limesurvey": "limesurvey.txt", "redcap": "redcap.csv"}
KINDS = tuple(FILES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_is_what_the_program_writes(kind: str, tmp_path: Path) -> None:
    out = tmp_path / FILES[kind]
    done = run("export", "--to", kind, *RIVERSIDE, "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"The survey is in {out}. In ")
    if os.environ.get("COPROD_UPDATE") == "1":
        (EXAMPLES / FILES[kind]).write_bytes(out.read_bytes())
    assert out.read_bytes() == (EXAMPLES / FILES[kind]).read_bytes(), f"COPROD_UPDATE=1 rewrites {FILES[kind]}"


@pytest.mark.parametrize("kind", ["limesurvey", "redcap"])
def test_without_out_text_goes_to_a_pipe(kind: str) -> None:
    done = run("export", "--to", kind, *RIVERSIDE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (EXAMPLES / FILES[kind]).read_bytes().decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_the_other_program_would_not_take_is_refused(kind: str, tmp_path: Path) -> None:
    done = run("export", "--to", kind, "--out", tmp_path / "questions.doc")
    ending = FILES[kind].partition(".")[2]
    assert done.returncode == 2
    assert (
        f"--to {kind} writes a file that ends in .{ending}; name one, such as --out questions.{ending}" in done.stderr
    )
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_not_written_to_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    from coprod_check.cli.choices import ExportKind
    from coprod_check.cli.commands.services.export_options import ExportOptions
    from coprod_check.cli.commands.services.export_survey import run as export
    from coprod_check.documents.errors import BadCommand

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    options = ExportOptions(
        kind=ExportKind.XLSFORM, paths=[], rubric=None, team=None, round=None, other=[], base=None, out=None
    )
    with pytest.raises(BadCommand, match="not for this screen; name a file with --out"):
        export(options)


def test_without_the_library_a_sentence_says_what_to_install(tmp_path: Path) -> None:
    with mock.patch.dict(sys.modules, {"xlsxwriter": None}):
        done = run("export", "--to", "xlsform", "--out", tmp_path / "questions.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "writing a workbook needs coprod-check[excel]; install it" in done.stderr


def written(asked: Rubric, path: Path) -> Path:
    path.write_text(tomli_w.dumps(asked.model_dump(by_alias=True, exclude_none=True)), "utf-8")
    return path


def test_another_language_stands_in_columns_of_its_own(tmp_path: Path) -> None:
    first = written(rubric(practice("a")), tmp_path / "first.toml")
    welsh = written(rubric(practice("a"), language="cy"), tmp_path / "cy.toml")
    out = tmp_path / "questions.xlsx"
    done = run("export", "--to", "xlsform", "--rubric", first, "--with-language", welsh, "--out", out)
    assert done.returncode == 0, done.stderr
    assert {"label::English (en)", "label::Cymraeg (cy)"} <= set(sheet_of(out.read_bytes(), "survey")[0])


def test_a_file_of_other_questions_is_refused_with_all_that_it_lacks(tmp_path: Path) -> None:
    first = written(rubric(practice("a"), practice("b")), tmp_path / "first.toml")
    other = written(rubric(practice("a"), practice("c")), tmp_path / "other.toml")
    out = tmp_path / "questions.xlsx"
    done = run("export", "--to", "xlsform", "--rubric", first, "--with-language", other, "--out", out)
    assert done.returncode == 3
    assert f"{other}: language: is 'en', as in the first file; give each file its own language" in done.stderr
    assert f"{other}: practices: lacks b; translate every one" in done.stderr
    assert f"{other}: practices: has c besides" in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_questions_that_the_other_program_cannot_hold_are_named_with_their_file(kind: str, tmp_path: Path) -> None:
    own = written(rubric(practice("made-up-name")), tmp_path / "own.toml")
    out = tmp_path / FILES[kind]
    done = run("export", "--to", kind, "--rubric", own, "--out", out)
    assert done.returncode == 3
    assert f"{own}: practices (made-up-name): in " in done.stderr
    assert not out.exists()


def test_sheets_and_options_of_other_kinds_are_refused(tmp_path: Path) -> None:
    done = run("export", "--to", "redcap", "--with-language", tmp_path / "cy.toml")
    assert done.returncode == 2
    assert "--to redcap has no use for --with-language; leave it out" in done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read_by_import_with_nothing_to_settle(kind: str, tmp_path: Path) -> None:
    survey = tmp_path / FILES[kind]
    assert run("export", "--to", kind, "--team", TEAM, "--round", "2026-11", "--out", survey).returncode == 0
    people = [member("lived-experience", 0), member("staff", 3)]
    answers = tmp_path / "answers.csv"
    answers.write_text(as_csv(EXPORTS[kind](survey, people)), "utf-8")
    done = run("import", answers, "--out", tmp_path / "sheets")
    assert done.returncode == 0, done.stderr
    scored = run("score", tmp_path / "sheets", "--format", "csv")
    assert scored.returncode == 0, scored.stderr
    (row,) = csv.DictReader(scored.stdout.splitlines())
    assert (row["team"], row["round"]) == (TEAM, "2026-11")


def member(voice: str, level: int) -> Sheet:
    levels = {str(each.id): level for each in BUILT_IN.practices}
    return sheet(voice, levels, team=TEAM, rubric=BUILT_IN.id, rubric_version=BUILT_IN.version, share=True)


EXPORTS: dict[str, Callable[[Path, list[Sheet]], list[list[str]]]] = {
    "xlsform": lambda survey, people: kobo_names(survey.read_bytes(), BUILT_IN, people),
    "limesurvey": lambda survey, people: lime(survey.read_bytes().decode(), BUILT_IN, people, full=False),
    "redcap": lambda survey, people: redcap_export(survey.read_bytes().decode(), BUILT_IN, people, labels=False),
}

from __future__ import annotations

import csv
import io
import shutil
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_process import run
from helpers.make import DATA

from coprod_check.cli.syllables import syllable_counter
from coprod_check.storage import library

if TYPE_CHECKING:
    from pathlib import Path

GOOD, BAD = DATA / "good", DATA / "bad"
BUILT_IN = library.DEFAULT


def invoke(*arguments: str | Path) -> Any:
    return run("rubric", *arguments)


def one_line(text: str) -> str:
    """Undo the wrapping, so that a text can be looked for."""
    return " ".join(text.replace("•", " ").split())


# ---------------------------------------------------------------------- list


def test_list_names_every_builtin_rubric_on_a_line() -> None:
    result = invoke("list")
    assert result.returncode == 0
    assert result.stderr == ""
    assert result.stdout == ("coproduction-values  2.0.0  en  26 practices  How far along is our co-production?\n")


def test_list_counts_one_practice_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(GOOD / "two-levels.rubric.toml", tmp_path / "two-levels.toml")
    monkeypatch.setattr(library, "folder", lambda: tmp_path)
    assert invoke("list").stdout == "two-levels  0.1.0  cy  1 practice  Croeso\n"


# ---------------------------------------------------------------------- show


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_show_holds_every_practice_level_and_step(style: str) -> None:
    result = invoke("show", "--format", style)
    assert result.returncode == 0
    page = one_line(result.stdout.replace("\\", ""))
    rubric = library.find_rubric(BUILT_IN)
    for practice in rubric.practices:
        assert practice.title in page
        wanted = [*practice.levels, *practice.counts, *practice.does_not_count, practice.why, practice.hard_question]
        wanted += [practice.question.staff or "", practice.question.lived_experience or ""]
        wanted += [text for step in practice.steps for text in (step.action, step.measure)]
        for text in wanted:
            assert text
            assert one_line(text) in page
    for circumstance in rubric.circumstances:
        assert circumstance.statement in page
    for question in rubric.experience:
        assert question.question in page


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_show_of_one_dimension_holds_its_practices_and_the_sources_they_rest_on_alone(style: str) -> None:
    page = one_line(invoke("show", "--only", "measurement", "--format", style).stdout.replace("\\", ""))
    rubric = library.find_rubric(BUILT_IN)
    for practice in rubric.practices:
        ours = practice.dimension == "measurement"
        assert (f"{practice.title} (" in page) is ours
        assert (one_line(practice.why) in page) is ours
    assert rubric.dimensions[3].definition in page
    named = {ref.source for each in rubric.practices if each.dimension == "measurement" for ref in each.sources}
    assert 0 < len(named) < len(rubric.sources)
    for source in rubric.sources:
        assert (source.title in page) is (source.id in named)


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_show_in_short_holds_titles_questions_and_levels_and_no_help(style: str) -> None:
    page = one_line(invoke("show", "--short", "--format", style).stdout.replace("\\", ""))
    rubric = library.find_rubric(BUILT_IN)
    for practice in rubric.practices:
        for text in (practice.title, practice.question.for_voice("together"), *practice.levels):
            assert one_line(text) in page
        for text in (practice.why, practice.hard_question, *(step.action for step in practice.steps)):
            assert one_line(text) not in page
    assert "Sources" not in page
    both = one_line(invoke("show", "--short", "--only", "engagement", "--format", style).stdout)
    assert len(both) < len(page) / 2


def test_one_dimension_of_the_level_texts() -> None:
    rubric = library.find_rubric(BUILT_IN)
    texts = [text for each in rubric.practices if each.dimension == "measurement" for text in each.levels]
    said = invoke("show", "--only", "measurement", "--format", "csv").stdout
    assert list(csv.DictReader(io.StringIO(said))) == [
        {"row": str(row), "text": text} for row, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "mesurement"], "--only: there is no dimension 'mesurement'; did you mean 'measurement'?"),
        (["--only", "x"], "choose one of engagement, recruitment, power-sharing, measurement"),
        (["--short", "--format", "csv"], "leave --short out"),
    ],
)
def test_show_of_what_is_not_there_is_a_wrong_command(words: list[str], said: str) -> None:
    done = invoke("show", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_show_takes_an_id_or_a_file_and_the_default_without_either() -> None:
    assert invoke("show").stdout == invoke("show", BUILT_IN).stdout
    assert "Our garden group" in invoke("show", GOOD / "garden.rubric.toml").stdout


def test_show_in_plain_mode_draws_nothing() -> None:
    text = invoke("show", "--plain").stdout
    assert "•" not in text
    assert "\x1b" not in text
    assert "- 0 Not yet: We do not do this yet." in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_show_writes_a_file_when_asked(tmp_path: Path) -> None:
    out = tmp_path / "questions.md"
    result = invoke("show", "--format", "markdown", "--out", out)
    assert (result.returncode, result.stdout) == (0, "")
    text = out.read_text(encoding="utf-8")
    assert text.startswith("# How far along is our co-production?\n")
    assert text == invoke("show", "--format", "markdown").stdout


def test_show_of_a_broken_rubric_tells_its_problems_and_prints_no_page() -> None:
    result = invoke("show", BAD / "many-faults.rubric.toml")
    assert result.returncode == 3
    assert result.stdout == ""
    assert result.stderr.count("\n") > 10


def test_show_of_nothing_known_offers_what_there_is() -> None:
    result = invoke("show", "coproduction-value")
    assert result.returncode == 3
    assert "did you mean 'coproduction-values'?" in result.stderr


# --------------------------------------------------------------------- check


def test_check_of_a_good_rubric_says_so_with_its_grade() -> None:
    result = invoke("check", BUILT_IN)
    assert result.returncode == 0
    assert result.stderr == ""
    grade, verdict = result.stdout.splitlines()
    assert grade.startswith(f"{BUILT_IN}: reading grade of questions and levels together: ")
    assert grade.endswith(" (fine)")
    assert verdict == f"{BUILT_IN}: no problems (26 practices, version 2.0.0)"


def test_check_ends_with_1_where_a_file_that_can_be_read_has_problems() -> None:
    result = invoke("check", BAD / "no-format.rubric.toml")
    assert result.returncode == 1
    assert 'format: is missing; add format = "coprod-rubric/1"\n' in result.stdout
    assert "no problems" not in result.stdout


@pytest.mark.parametrize("name", ["syntax.rubric.toml", "sheet-as-rubric.rubric.toml", "none.toml"])
def test_check_ends_with_3_where_a_file_cannot_be_read(name: str) -> None:
    result = invoke("check", BAD / name)
    assert result.returncode == 3
    assert name in result.stdout


@pytest.mark.parametrize("backwards", [False, True])
def test_check_reports_all_files_in_one_run_and_ends_with_the_worst(backwards: bool) -> None:
    names = [BAD / "syntax.rubric.toml", BAD / "weights.rubric.toml", GOOD / "garden.rubric.toml", BAD / "none.toml"]
    result = invoke("check", *(reversed(names) if backwards else names))
    assert result.returncode == 3
    for name in names:
        assert str(name) in result.stdout
    assert result.stdout.count("weight") >= 10
    assert "garden.rubric.toml: no problems (4 practices, version 2.1.0)" in result.stdout


def test_check_ends_with_1_when_every_file_can_be_read_and_one_has_problems() -> None:
    assert invoke("check", BAD / "weights.rubric.toml", GOOD / "garden.rubric.toml").returncode == 1


def test_check_remarks_on_hard_words_and_is_still_fine(tmp_path: Path) -> None:
    path = tmp_path / "hard.toml"
    text = (GOOD / "garden.rubric.toml").read_text(encoding="utf-8")
    path.write_text(text.replace("Open at set times.", "Stakeholders leverage the gate."), encoding="utf-8")
    result = invoke("check", path)
    assert result.returncode == 0
    assert "practices[0].levels[1]: says 'Stakeholders'; use a plainer word" in result.stdout
    assert "says 'leverage'" in result.stdout
    assert "no problems" in result.stdout


def test_check_remarks_on_what_an_author_should_look_at_again_by_id_and_line(tmp_path: Path) -> None:
    path = tmp_path / "two.toml"
    text = (GOOD / "garden.rubric.toml").read_text(encoding="utf-8")
    path.write_text(text.replace("Open at set times.", "Open at set times. We tell people."), encoding="utf-8")
    result = invoke("check", path)
    line = 1 + next(n for n, each in enumerate(text.splitlines()) if "Open at set times." in each)
    assert result.returncode == 0
    for said in (
        "the-gate: level 1 has 2 sentences; ask for one thing at each level",
        "the-gate: says 'at set times'; say what is meant: how many, or how often",
    ):
        assert f"{path}, line {line}: practices[0].levels[1]: {said}\n" in result.stdout


def test_check_without_a_name_is_a_wrong_command_line() -> None:
    assert invoke("check").returncode == 2


def test_without_the_library_check_says_how_to_get_the_grade(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyphen", None)
    assert syllable_counter() is None
    result = invoke("check", BUILT_IN)
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        f"{BUILT_IN}: reading grade not measured: install coprod-check[readability]",
        f"{BUILT_IN}: no problems (26 practices, version 2.0.0)",
    ]


def test_the_extra_that_is_named_is_one_of_ours_and_brings_the_library() -> None:
    project = tomllib.loads((DATA.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(each.startswith("pyphen") for each in project["optional-dependencies"]["readability"])


@pytest.mark.parametrize(("word", "count"), [("go", 1), ("Together", 3), ("MEMBER", 2), ("x", 1)])
def test_syllables_are_counted_by_where_a_word_may_be_split(word: str, count: int) -> None:
    counter = syllable_counter()
    assert counter is not None
    assert counter(word) == count


# ------------------------------------------------------------ as a real run


def test_a_run_of_its_own_has_the_same_words_and_exit_codes() -> None:
    done = run("rubric", "check", "weights.rubric.toml", "syntax.rubric.toml", cwd=BAD)
    assert done.returncode == 3
    assert done.stderr == ""
    expected = [
        (BAD / f"{name}.rubric.toml.expected.txt").read_text(encoding="utf-8") for name in ("weights", "syntax")
    ]
    assert done.stdout == "".join("".join(text.splitlines(keepends=True)[:-1]) for text in expected)


def test_a_run_of_its_own_prints_the_page() -> None:
    done = run("rubric", "show", "--plain")
    assert done.returncode == 0
    assert done.stdout.startswith("How far along is our co-production?\n")

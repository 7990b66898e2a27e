"""``export --to fhir``: which files are written, what is said of those that are not, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.fhir_validators import assert_sound
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.make import MEMBERS, rubric, sheet
from helpers.process import ROOT

from coprod_check.cli.commands.services import export_fhir
from coprod_check.exchange.fhir.checks import UnsoundExport, response_faults
from coprod_check.exchange.fhir.naming import Published
from coprod_check.exchange.fhir.questionnaire import questionnaire
from coprod_check.rules.rounds import SheetFile, group_into_rounds
from coprod_check.storage.sheet_files import to_toml

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

EXAMPLE = ROOT / "examples" / "exchange" / "fhir"
BASE = "https://example.org/fhir"
QUESTIONS = [
    "CodeSystem-coproduction-values-answers.json",
    "CodeSystem-coproduction-values-experience.json",
    "Questionnaire-coproduction-values-lived-experience.json",
    "Questionnaire-coproduction-values-staff.json",
    "Questionnaire-coproduction-values-together.json",
]
SECRET = "Told by Ms Secret"


def export(out: Path, *more: str | Path) -> CompletedProcess[str]:
    return run("export", "--to", "fhir", "--base", BASE, "--out", out, *more)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


def put(folder: Path, name: str, voice: str, level: int = 1, **more: Any) -> None:
    folder.mkdir(exist_ok=True)
    ratings = {"shared-understanding": {"level": level, "evidence": SECRET}}
    head = {"rubric": "coproduction-values", "rubric_version": "2.0.0", "team": "Hill"}
    if voice != "together":
        more = {"respondent": f"Pseudonym {name}", "sheet": f"id-{name}", **more}
    made = sheet(voice, ratings, **(head | more))
    (folder / f"{name}.answers.toml").write_text(to_toml(made), "utf-8")


def test_the_example_is_what_the_program_writes(tmp_path: Path) -> None:
    done = export(tmp_path / "fhir", ROOT / "examples" / "riverside")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"1 sheet is written as answers.\n6 files are in {tmp_path / 'fhir'}.\n"
    kept = {
        "CodeSystem-coproduction-values-answers.json",
        "Questionnaire-coproduction-values-together.json",
        "QuestionnaireResponse-riverside-diabetes-group.2026-11.together.json",
    }
    for name in sorted(kept):
        assert_same(EXAMPLE / name, (tmp_path / "fhir" / name).read_bytes().decode())
    assert set(names(EXAMPLE)) == kept
    assert set(names(tmp_path / "fhir")) == {*QUESTIONS, *kept}


def test_the_same_again_writes_the_same_bytes(tmp_path: Path) -> None:
    sheets = ROOT / "examples" / "cohort"
    written = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        assert export(folder, sheets, "--rubric", "coproduction-values").returncode == 0
        written.append({name: (folder / name).read_bytes() for name in names(folder)})
    assert written[0] == written[1]
    assert export(tmp_path / "one", sheets).returncode == 0
    assert {name: (tmp_path / "one" / name).read_bytes() for name in names(tmp_path / "one")} == written[0]


def test_every_file_of_a_cohort_is_sound_and_fits(tmp_path: Path) -> None:
    done = export(tmp_path / "deep" / "er", ROOT / "examples" / "cohort")
    assert done.returncode == 0
    resources = [read(path) for path in sorted((tmp_path / "deep" / "er").iterdir())]
    asked = {f"{each['url']}|{each['version']}": each for each in resources if each["resourceType"] == "Questionnaire"}
    answers = [each for each in resources if each["resourceType"] == "QuestionnaireResponse"]
    assert (len(asked), len(answers)) == (3, 19)
    for each in resources:
        assert_sound(each)
    assert not [fault for each in answers for fault in response_faults(each, asked[each["questionnaire"]])]


def test_without_sheets_the_questions_alone_are_written(tmp_path: Path) -> None:
    done = export(tmp_path / "fhir")
    assert (done.returncode, done.stderr) == (0, f"5 files are in {tmp_path / 'fhir'}.\n")
    assert names(tmp_path / "fhir") == QUESTIONS


def test_a_rubric_of_ones_own_is_written_for_its_sheets_and_alone(tmp_path: Path) -> None:
    own = ROOT / "tests" / "data" / "vectors" / "edges.rubric.toml"
    done = export(tmp_path / "fhir", "--rubric", own)
    assert done.returncode == 0
    assert not [name for name in names(tmp_path / "fhir") if "coproduction-values" in name]


def test_nothing_of_people_who_did_not_all_agree_is_written_and_only_how_many_is_said(tmp_path: Path) -> None:
    for number in range(1, 7):
        put(tmp_path / "sheets", f"staff-{number}", "staff", share=number > 1)
    put(tmp_path / "sheets", "member-1", MEMBERS, 2, share=False)
    put(tmp_path / "sheets", "meeting", "together", 3)
    done = export(tmp_path / "fhir", tmp_path / "sheets")
    assert done.returncode == 0
    assert names(tmp_path / "fhir") == [*QUESTIONS, "QuestionnaireResponse-hill.r.together.json"]
    assert done.stderr == (
        "1 sheet is written as answers.\n"
        "Sheets of one person are left out: the answers of one person are written only where everyone of that side "
        "agreed to be shown. What may be said of them together is in the result: coprod-check score.\n"
        f"6 files are in {tmp_path / 'fhir'}.\n"
    )


def test_of_people_who_agreed_no_name_no_words_and_no_sheet_id_are_written(tmp_path: Path) -> None:
    put(tmp_path / "sheets", "b", "staff", 2, share=True)
    put(tmp_path / "sheets", "a", "staff", 1, share=True)
    assert export(tmp_path / "fhir", tmp_path / "sheets").returncode == 0
    answers = [name for name in names(tmp_path / "fhir") if name.startswith("QuestionnaireResponse")]
    assert answers == ["QuestionnaireResponse-hill.r.staff-1.json", "QuestionnaireResponse-hill.r.staff-2.json"]
    text = "".join((tmp_path / "fhir" / name).read_text("utf-8") for name in answers)
    assert not [each for each in (SECRET, "Pseudonym", "id-a", "id-b") if each in text]


def test_where_there_is_nothing_to_show_that_is_said(tmp_path: Path) -> None:
    put(tmp_path / "sheets", "a", "staff")
    done = export(tmp_path / "fhir", tmp_path / "sheets")
    assert done.returncode == 0
    assert done.stderr.startswith(
        "No sheet is written: there is none that may be shown by itself.\nSheets of one person are left out: "
    )
    assert names(tmp_path / "fhir") == QUESTIONS


def test_why_a_sheet_does_not_count_is_a_note_as_in_a_result(tmp_path: Path) -> None:
    put(tmp_path / "sheets", "a", "staff", share=True, finished=False)
    put(tmp_path / "sheets", "meeting", "together")
    done = export(tmp_path / "fhir", tmp_path / "sheets")
    assert done.returncode == 0
    assert "a.answers.toml: not counted: this sheet is not finished\n1 sheet is written as answers.\n" in done.stderr
    assert names(tmp_path / "fhir") == [*QUESTIONS, "QuestionnaireResponse-hill.r.together.json"]


def test_answers_that_an_earlier_run_left_behind_are_named(tmp_path: Path) -> None:
    put(tmp_path / "sheets", "a", "staff", share=True)
    assert export(tmp_path / "fhir", tmp_path / "sheets").returncode == 0
    put(tmp_path / "sheets", "a", "staff", share=False)
    done = export(tmp_path / "fhir", tmp_path / "sheets")
    assert "from before that are not among these: QuestionnaireResponse-hill.r.staff-1.json\n" in done.stderr
    assert "Take them away before you share the folder" in done.stderr


def test_teams_and_rounds_of_one_safe_name_have_files_of_their_own(tmp_path: Path) -> None:
    for number, (team, label) in enumerate([("A/B", "1"), ("A B", "1"), ("A B", "2/3"), ("A B", "2 3")]):
        put(tmp_path / "sheets", str(number), "together", number % 4, team=team, round=label)
    assert export(tmp_path / "fhir", tmp_path / "sheets").returncode == 0
    answers = [name for name in names(tmp_path / "fhir") if name.startswith("QuestionnaireResponse")]
    assert len(answers) == 4


def test_a_faulty_sheet_is_named_and_hides_its_voice_and_the_rest_is_written(tmp_path: Path) -> None:
    put(tmp_path / "sheets", "a", "staff", share=True)
    put(tmp_path / "sheets", "meeting", "together")
    bad = (tmp_path / "sheets" / "a.answers.toml").read_text("utf-8").replace("level = 1", "level = 9")
    (tmp_path / "sheets" / "b.answers.toml").write_text(bad, "utf-8")
    done = export(tmp_path / "fhir", tmp_path / "sheets")
    assert done.returncode == 3
    assert "b.answers.toml" in done.stderr
    assert "The result is without what is named here." in done.stderr
    assert names(tmp_path / "fhir") == [*QUESTIONS, "QuestionnaireResponse-hill.r.together.json"]


@pytest.mark.parametrize("place", ["nowhere", "empty"])
def test_a_place_without_sheets_is_named_and_the_questions_are_written(place: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = export(tmp_path / "fhir", tmp_path / place)
    assert done.returncode == 3
    assert str(tmp_path / place) in done.stderr
    assert names(tmp_path / "fhir") == QUESTIONS


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--out", "fhir"), "--to fhir needs --base: each questionnaire is known by an address"),
        (("--base", BASE), "--to fhir writes several files; name a folder for them with --out"),
        (("--base", "example.org", "--out", "fhir"), "--base: example.org is not an address"),
        (
            ("--base", "https://a.org/x?y", "--out", "fhir"),
            "begin it with https:// or http://, without spaces, ?, # or |",
        ),
        (("--base", "https://", "--out", "fhir"), "--base: https:// is not an address"),
        (("--base", BASE, "--out", "a-file"), "--out: a-file is a file; name a folder"),
        (("--base", BASE, "--out", "fhir", "--team", "Hill"), "--to fhir has no use for --team; leave it out"),
    ],
)
def test_a_command_that_does_not_fit_together_writes_nothing(
    options: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "a-file").write_text("mine", "utf-8")
    done = run("export", "--to", "fhir", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert names(tmp_path) == ["a-file"]
    assert (tmp_path / "a-file").read_text("utf-8") == "mine"


def test_everything_that_is_wrong_with_a_command_is_said_at_once(tmp_path: Path) -> None:
    done = run("export", "--to", "fhir", cwd=tmp_path)
    assert done.returncode == 2
    assert "--to fhir needs --base" in done.stderr
    assert "--to fhir writes several files" in done.stderr


def test_a_stroke_at_the_end_of_the_address_changes_nothing(tmp_path: Path) -> None:
    assert run("export", "--to", "fhir", "--base", f"{BASE}/", "--out", tmp_path / "a").returncode == 0
    assert export(tmp_path / "b").returncode == 0
    assert [(tmp_path / "a" / each).read_bytes() for each in QUESTIONS] == [
        (tmp_path / "b" / each).read_bytes() for each in QUESTIONS
    ]


def test_what_breaks_a_rule_of_fhir_is_not_written_and_said_to_be_our_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsound(*given: Any) -> dict[str, Any]:
        return questionnaire(*given) | {"name": "not a name"}

    monkeypatch.setattr(export_fhir, "questionnaire", unsound)
    done = export(tmp_path / "fhir")
    assert done.returncode == 70
    assert UnsoundExport.__name__ in done.stderr
    assert not (tmp_path / "fhir").exists()


def test_sheets_of_two_sets_of_questions_have_files_of_their_own() -> None:
    both = [rubric(id="one"), rubric(id="other")]
    filed = [(each, SheetFile(f"{each.id}.answers.toml", sheet(levels={"a": 1}, rubric=each.id))) for each in both]
    published = {each.id: Published(each, BASE) for each in both}
    files, left_out = export_fhir.answer_files(group_into_rounds(filed).rounds, published)
    assert list(files) == [f"QuestionnaireResponse-{each}.team.r.together.json" for each in ("one", "other")]
    assert left_out == 0

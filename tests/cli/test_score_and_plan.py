from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.process import ROOT, environment

from coprod_check.documents.shapes import PracticeId
from coprod_check.storage import library

if TYPE_CHECKING:
    from pathlib import Path

STORY = ROOT / "examples" / "riverside"
SHEET = STORY / "riverside-diabetes-group-2026-11.answers.toml"
PLAN = STORY / "riverside-diabetes-group.plan.toml"
ASKED = library.find_rubric(library.DEFAULT)
PRIVATE = f"""\
format = "coprod-answers/1"
rubric = "{ASKED.id}"
rubric_version = "{ASKED.version}"
team = "Hillside"
date = 2026-11-20
voice = "{{voice}}"
share = {{share}}
[ratings.shared-decisions]
level = {{level}}
evidence = "Told by Ms Secret."
"""


def private(folder: Path, name: str, voice: str = "staff", *, share: str = "false", level: int = 1) -> Path:
    path = folder / f"{name}.answers.toml"
    path.write_text(PRIVATE.format(voice=voice, share=share, level=level))
    return path


def test_a_folder_is_searched_and_a_file_is_read_once(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    shutil.copy(SHEET, inner)
    (inner / "notes.toml").write_text("not = a sheet")
    (inner / f"{SHEET.name}.bak").write_text("an older copy")
    (inner / "round-and-round").symlink_to(tmp_path)
    (tmp_path / "link.answers.toml").symlink_to(inner / SHEET.name)
    done = run("score", tmp_path, inner / SHEET.name, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["results"]) == 1


def test_a_bad_file_is_named_and_the_good_ones_are_scored(tmp_path: Path) -> None:
    shutil.copy(SHEET, tmp_path)
    bad = tmp_path / "bad.answers.toml"
    bad.write_text(SHEET.read_text("utf-8").replace("level = 1\n", "level = 9\n", 2))
    done = run("score", tmp_path, "--format", "json")
    document = json.loads(done.stdout)
    assert done.returncode == 3
    assert len(document["results"]) == 1
    rated = tomllib.loads(SHEET.read_text("utf-8"))["ratings"]
    first, second, *_ = (practice for practice, rating in rated.items() if rating["level"] == 1)
    assert [each["where"] for each in document["problems"]] == [f"ratings.{each}.level" for each in (first, second)]
    assert all("from 0 to 3" in each["message"] for each in document["problems"])
    assert done.stderr.count("bad.answers.toml, line ") == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file"),
        ("", "is not"),
        ("format = ", "line 1"),
        (PLAN.read_text("utf-8"), "is a plan, and here we need a sheet of answers"),
    ],
)
def test_what_is_no_sheet_is_said_in_a_sentence(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "x.answers.toml"
    if content is not None:
        path.write_text(content or "x = 1\n")
    done = run("score", path)
    assert done.returncode == 3
    assert said in done.stderr or (content == "" and "is missing" in done.stderr)
    assert "Traceback" not in done.stderr


def test_a_page_of_text_is_no_sheet() -> None:
    done = run("score", ROOT / "README.md")
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "is no sheet by its name" in done.stderr


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    done = run("score", tmp_path)
    assert done.returncode == 3
    assert "there are no sheets in this folder" in done.stderr


def test_a_sheet_to_other_questions_needs_their_file(tmp_path: Path) -> None:
    path = tmp_path / "x.answers.toml"
    path.write_text(SHEET.read_text("utf-8").replace('rubric = "coproduction-values"', 'rubric = "ours"'))
    done = run("score", path)
    assert done.returncode == 3
    assert "'ours'" in done.stderr
    assert "--rubric" in done.stderr
    chosen = run("score", path, "--rubric", "coproduction-values")
    assert chosen.returncode == 3
    assert "'ours'" in chosen.stderr
    assert "'coproduction-values'" in chosen.stderr


@pytest.mark.parametrize(
    ("option", "code"), [(["--format", "xml"], 2), (["--rubric", "coproduction-value"], 3), (["--out"], 2)]
)
def test_a_wrong_option(option: list[str], code: int) -> None:
    done = run("score", SHEET, *option)
    assert done.returncode == code
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_near_name_of_a_rubric_is_offered() -> None:
    assert "did you mean 'coproduction-values'?" in run("score", SHEET, "--rubric", "coproduction-value").stderr


def test_out_into_no_folder_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    done = run("score", SHEET, "--out", tmp_path / "no" / "out.txt")
    assert done.returncode == 3
    assert "could not be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_plain_text_has_neither_escapes_nor_drawn_lines() -> None:
    said = run("score", SHEET, "--plain").stdout
    assert said.isprintable() or all(c.isprintable() or c == "\n" for c in said)
    assert not set(said) & set("─│━┃•")


@pytest.mark.parametrize("width", ["20", "40", "200"])
def test_plain_text_keeps_to_the_width(width: str) -> None:
    said = run("score", SHEET, "--plain", COLUMNS=width).stdout
    assert max(map(len, said.splitlines())) <= min(int(width), 80)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_simple_console_breaks_nothing(encoding: str) -> None:
    for plain in ([], ["--plain"]):
        done = run("score", SHEET, *plain, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, "")
        assert "?" not in done.stdout.replace("now?", "").replace("here?", "")[:400]


# Private sheets: what one sheet must not tell already now.


def test_nobody_shown_says_what_to_do_and_makes_no_plan(tmp_path: Path) -> None:
    path = private(tmp_path, "s1")
    scored, planned = run("score", path), run("plan", path)
    assert scored.returncode == 0
    assert "Meet and fill in one sheet together" in " ".join(scored.stdout.split())
    assert planned.returncode == 3
    assert planned.stdout == ""
    assert "ask everyone to agree" in planned.stderr
    for said in (scored.stdout, planned.stderr):
        assert "Secret" not in said


def test_free_text_of_private_sheets_is_never_printed(tmp_path: Path) -> None:
    for voice in ("staff", "lived-experience"):
        private(tmp_path, voice, voice, share="true", level=3)
    for style in ("text", "json", "jsonl", "markdown"):
        assert "Secret" not in run("score", tmp_path, "--format", style).stdout
    assert "Secret" not in run("plan", tmp_path).stdout


def test_the_gap_comes_first_in_the_words_of_the_levels(tmp_path: Path) -> None:
    private(tmp_path, "s", share="true", level=3)
    private(tmp_path, "m", "lived-experience", share="true", level=1)
    said = " ".join(run("score", tmp_path, "--all").stdout.split())
    assert ASKED.by_id[PracticeId("shared-decisions")].levels[3] in said
    assert said.index("Where you see it most differently") < said.index(f"All {len(ASKED.practices)} practices")


# The plan.


def test_a_plan_is_for_one_team(tmp_path: Path) -> None:
    shutil.copy(SHEET, tmp_path)
    private(tmp_path, "x", share="true")
    done = run("plan", tmp_path)
    assert done.returncode == 2
    assert "(Hillside, Riverside diabetes group); name one with --team" in done.stderr
    ours = run("plan", tmp_path, "--team", " riverside  DIABETES group")
    assert (ours.returncode, ours.stdout) == (0, run("plan", SHEET).stdout)
    other = run("plan", tmp_path, "--team", "Hillsid")
    assert (other.returncode, other.stdout) == (2, "")
    assert "--team: there is no team 'Hillsid'; did you mean 'Hillside'?" in other.stderr


def test_a_plan_is_of_the_latest_round_or_of_the_one_that_is_named(tmp_path: Path) -> None:
    shutil.copy(SHEET, tmp_path)
    later = (
        SHEET.read_text("utf-8").replace('round = "2026-11"', 'round = "Spring"').replace("2026-11-22", "2027-03-01")
    )
    (tmp_path / "later.answers.toml").write_text(later, "utf-8")
    assert 'round = "Spring"' in run("plan", tmp_path).stdout
    assert 'round = "Spring"' in run("plan", tmp_path, "--round", " SPRING").stdout
    assert 'round = "2026-11"' in run("plan", tmp_path, "--round", "2026-11").stdout
    done = run("plan", tmp_path, "--round", "2026")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--round: there is no round '2026' of 'Riverside diabetes group'; " in done.stderr


def test_a_team_with_a_new_name_keeps_its_plan(tmp_path: Path) -> None:
    plan = tmp_path / "p.plan.toml"
    before = PLAN.read_text("utf-8").replace('team = "Riverside diabetes group"', 'team = "Old name"  # since 2020')
    plan.write_text(before, "utf-8")
    refused = run("plan", SHEET, "--out", plan)
    assert (refused.returncode, plan.read_text("utf-8")) == (3, before)
    assert f"where the team has a new name, this tells the plan: plan SHEETS --out {plan} --same-team" in refused.stderr
    done = run("plan", SHEET, "--out", plan, "--same-team", "--today", "2026-12-01")
    assert done.returncode == 0
    after = plan.read_text("utf-8")
    assert 'team = "Riverside diabetes group"  # since 2020' in after
    assert "made_on = 2026-12-01" in after
    assert (tmp_path / "p.2026-12-01.plan.toml").read_text("utf-8") == before


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_a_plan_that_an_editor_stored_in_its_own_way_stays_so(tmp_path: Path, mark: bytes, encoding: str) -> None:
    plan = tmp_path / "p.plan.toml"
    text = PLAN.read_text("utf-8").replace('status = "to-do"', 'status = "done"', 1).replace("\n", "\r\n")
    before = mark + text.encode(encoding)
    plan.write_bytes(before)
    done = run("plan", SHEET, "--out", plan, "--today", "2026-12-01")
    assert (done.returncode, "1 new action was added." in done.stderr) == (0, True)
    after = plan.read_bytes()
    assert after.startswith(mark)
    words = after[len(mark) :].decode(encoding)
    assert words.count("\n") == words.count("\r\n") > text.count("\r\n")
    assert (tmp_path / "p.2026-12-01.plan.toml").read_bytes() == before


def test_ending_an_action_makes_room_and_taking_one_out_declines_it(tmp_path: Path) -> None:
    plan = tmp_path / "p.plan.toml"
    head, first, *others = PLAN.read_text("utf-8").split("[[actions]]")
    plan.write_text("[[actions]]".join([head, *others]), "utf-8")
    assert "1 new action was added." in run("plan", SHEET, "--out", plan).stderr
    ident = first.splitlines()[1]
    assert ident.startswith('id = "')
    assert ident not in plan.read_text("utf-8")
    text = plan.read_text("utf-8").replace('status = "to-do"', 'status = "dropped"', 1)
    plan.write_text(text, "utf-8")
    assert "1 new action was added." in run("plan", SHEET, "--out", plan).stderr
    assert sorted(each.name for each in tmp_path.glob("*.plan.toml")) == [
        "p.2026-11-22-2.plan.toml", "p.2026-11-22.plan.toml", "p.plan.toml",
    ]  # fmt: skip


def test_a_plan_whose_copy_cannot_be_kept_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coprod_check.storage import plan_files

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    plan = tmp_path / "p.plan.toml"
    text = PLAN.read_text("utf-8").replace('status = "to-do"', 'status = "done"')
    plan.write_text(text, "utf-8")
    monkeypatch.setattr(plan_files, "write_whole", full)
    done = run("plan", SHEET, "--out", plan)
    assert (done.returncode, plan.read_text("utf-8")) == (3, text)
    assert "could not be kept as it is, so nothing was changed: No space left on device" in done.stderr


def test_answers_that_ask_for_nothing_make_a_plan_that_says_so(tmp_path: Path) -> None:
    top = tmp_path / "top.answers.toml"
    head = SHEET.read_text("utf-8").split("[ratings")[0]
    practices = library.find_rubric(library.DEFAULT).practices
    top.write_text(head + "".join(f"[ratings.{each.id}]\nlevel = 3\n" for each in practices), "utf-8")
    done = run("plan", top, "--out", tmp_path / "p.plan.toml")
    assert done.returncode == 0
    assert "There is no action on the plan: these answers ask for no next step." in done.stderr
    assert "offered = []" in (tmp_path / "p.plan.toml").read_text("utf-8")


def test_a_plan_is_not_made_from_half_of_the_answers(tmp_path: Path) -> None:
    shutil.copy(SHEET, tmp_path)
    (tmp_path / "bad.answers.toml").write_text("x = 1")
    done = run("plan", tmp_path, "--out", tmp_path / "p.toml")
    assert done.returncode == 3
    assert not (tmp_path / "p.toml").exists()


def test_a_new_round_keeps_what_people_wrote(tmp_path: Path) -> None:
    plan = tmp_path / "p.plan.toml"
    written = PLAN.read_text("utf-8").replace('status = "to-do"', 'status = "done"  # on Tuesday', 2)
    written = written.replace('staff_owner = ""', "staff_owner = 'Ann'", 1) + "\n# Ring Sam.\n"
    plan.write_text(written)
    sheet = tmp_path / "new.answers.toml"
    text = SHEET.read_text("utf-8").replace('round = "2026-11"', 'round = "2027-01"')
    sheet.write_text(text.replace("level = 0", "level = 1"))
    done = run("plan", sheet, "--out", plan, "--today", "2027-01-20")
    assert done.returncode == 0
    refreshed = plan.read_text("utf-8")
    # Two are done, and some are reached by the answers: room for as many.
    rated = tomllib.loads(sheet.read_text("utf-8"))["ratings"]
    left = [each for each in tomllib.loads(written)["actions"] if each["status"] == "to-do" and "practice" in each]
    met = [each["practice"] for each in left if each["id"] == f"{each['practice']}-{rated[each['practice']]['level']}"]
    assert len(met) > 1
    assert f"{2 + len(met)} new actions were added" in done.stderr
    titles = [f"“{practice.title}”" for each in met for practice in ASKED.practices if practice.id == each]
    reached = f"{', '.join(titles[:-1])} and {titles[-1]}"
    assert f"By these answers {len(met)} actions are reached: {reached}. If you agree, end them." in done.stderr
    assert 'round = "2027-01"' in refreshed
    assert refreshed.count('status = "done"  # on Tuesday') == 2
    assert "staff_owner = 'Ann'" in refreshed
    assert "# Ring Sam." in refreshed
    kept = tmp_path / "p.2027-01-20.plan.toml"
    assert kept.read_text("utf-8") == written
    assert f"The plan as it was before is in {kept}." in done.stderr
    plan.chmod(0o444)
    again = run("plan", sheet, "--out", plan, "--today", "2027-02-20")
    assert (again.returncode, plan.read_text("utf-8")) == (0, refreshed)
    assert "Nothing in it has changed." in again.stderr
    assert {each.name for each in tmp_path.glob("*.plan.toml")} == {plan.name, kept.name}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('team = "Riverside diabetes group"', 'team = "Hillside"'), "is the plan of 'Hillside'"),
        (('rubric = "coproduction-values"', 'rubric = "ours"'), "was made from 'ours'"),
        (('status = "to-do"', 'status = "todo"'), "is text ('todo'); write \"to-do\""),
        (("due = 2027-01-17", 'due = "soon"'), "not a date"),
    ],
)
def test_a_plan_that_does_not_fit_is_left_as_it_is(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    plan = tmp_path / "p.plan.toml"
    text = PLAN.read_text("utf-8").replace(*change, 1)
    plan.write_text(text)
    done = run("plan", SHEET, "--out", plan)
    assert done.returncode == 3
    assert said in done.stderr
    assert plan.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--today", "tomorrow"], "--today"),
        (["--actions", "x"], "actions"),
        (["--actions", "0"], "actions"),
        (["--actions", "51"], "actions"),
    ],
)
def test_a_wrong_number_or_date(option: list[str], said: str) -> None:
    done = run("plan", SHEET, *option)
    assert done.returncode == 2
    assert said in done.stderr


def test_more_actions_on_request() -> None:
    assert run("plan", SHEET, "--actions", "7").stdout.count("[[actions]]") == 7


def test_a_fault_of_ours_is_said_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a test")

    monkeypatch.setattr("coprod_check.rules.scoring.find_stage", broken)
    done = run("score", SHEET)
    assert done.returncode == 70
    assert "a fault of ours" in done.stderr
    assert "Traceback" not in done.stderr
    debug = run("score", SHEET, COPROD_DEBUG="1")
    assert "Traceback" in debug.stderr


def test_a_reader_who_has_seen_enough_breaks_nothing() -> None:
    command = f"'{sys.executable}' -m coprod_check rubric show | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment(), check=False)
    assert done.stderr == ""


# What a fresh eye found.


@pytest.mark.parametrize("broken", ["level = 1", "share = false"])
def test_a_broken_private_sheet_counts_as_one_that_did_not_agree(tmp_path: Path, broken: str) -> None:
    private(tmp_path, "s1", share="true", level=2)
    private(tmp_path, "m1", "lived-experience", share="true", level=1)
    refused = private(tmp_path, "s2")
    refused.write_text(refused.read_text().replace(broken, broken.split("=", maxsplit=1)[0] + "= 9"))
    done = run("score", tmp_path, "--format", "json")
    assert done.returncode == 3
    (result,) = json.loads(done.stdout)["results"]
    assert result["voices"]["staff"] == {"shown": False, "reason": "too few to show"}
    assert result["practices"]["shared-decisions"]["staff"] is None
    assert "s1.answers.toml" not in done.stdout


def test_a_broken_row_of_a_table_does_so_too(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    head = "team,round,date,voice,share,shared-decisions\n"
    table.write_text(f"{head}T,r,2026-11-20,staff,true,2\nT,r,2026-11-20,staff,maybe,1\nT,r,2026-11-20,together,,1\n")
    done = run("score", table, "--format", "json")
    (result,) = json.loads(done.stdout)["results"]
    assert done.returncode == 3
    assert result["voices"]["staff"] == {"shown": False, "reason": "too few to show"}
    assert "maybe" not in done.stderr
    planned = run("plan", table)
    assert planned.returncode == 3
    assert planned.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", SHEET, "--out", ""], 3),
        (["plan", SHEET, "--today", "9999-12-31"], 2),
        (["plan", SHEET, "--today", "0001-01-01"], 2),
    ],
)
def test_odd_options_are_no_fault_of_ours(arguments: list[str], code: int) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert "fault of ours" not in done.stderr


@pytest.mark.parametrize("command", [["score"], ["plan", SHEET, "--out"], ["assess", "--plain", "--answers"]])
def test_a_name_too_long_for_any_file_is_said(command: list[str]) -> None:
    done = run(*command, "x" * 300 + ".answers.toml")
    assert done.returncode == 3
    assert "File name too long" in done.stderr


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, '{"team": "\\ud800", "date": "2026-11-20", "voice": "staff"}', '{"team": "T", "team": "U"}'],
    ids=["deep", "half a character", "a key twice"],
)
def test_odd_lines_of_json_are_no_fault_of_ours(tmp_path: Path, line: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(f'{line}\n{{"team": "T", "date": "2026-11-20", "voice": "together", "shared-decisions": 1}}\n')
    done = run("score", path, "--format", "csv")
    assert done.returncode == 3
    assert "line 1" in done.stderr
    assert done.stdout.count("\r\n") == 2


def test_a_plan_with_an_inline_list_of_actions_is_refreshed_too(tmp_path: Path) -> None:
    plan = tmp_path / "p.toml"
    head = PLAN.read_text("utf-8").split("[[actions]]")[0].replace('round = "2026-11"', 'round = "2026-08"')
    for inline, kept in (("[]", 0), ('[{ id = "own", action = "Ours." }]', 1)):
        plan.write_text(head.replace("# ---- What you", f"actions = {inline}  # ours\n# ---- What you"))
        done = run("plan", SHEET, "--out", plan)
        assert done.returncode == 0, done.stderr
        text = plan.read_text("utf-8")
        assert text.count("[[actions]]") == 5
        assert text.count('"Ours."') == kept
        assert text.count("# ours\n") == 1

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tomllib
import tracemalloc
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from helpers.make import DATA
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.documents.problems import FIRST_DAY, LAST_DAY
from coprod_check.documents.sheet import Sheet, read_sheet
from coprod_check.documents.text import identity
from coprod_check.storage import sheet_files
from coprod_check.storage.library import Rubrics, load
from coprod_check.storage.sheet_files import (
    Collected,
    collect_files,
    find_sheet_files,
    read,
    read_one,
    to_data,
    to_toml,
)

GOOD = DATA / "good"
GARDEN = str(GOOD / "garden.rubric.toml")
PAIRS = ["garden-together", "garden-member", "garden-least"]


def told(error: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [str(each) for each in error.value.problems]


def put(path: Path, name: str = "garden-least") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(GOOD / f"{name}.answers.toml", path)
    return path


# ------------------------------------------------------------------- reading


@pytest.mark.parametrize("name", PAIRS)
def test_toml_and_json_of_the_same_content_give_equal_sheets(name: str) -> None:
    rubrics = Rubrics(GARDEN)
    _, one = read(GOOD / f"{name}.answers.toml", rubrics)
    _, other = read(GOOD / f"{name}.answers.json", rubrics)
    assert one == other


def test_everything_in_a_full_sheet_is_read() -> None:
    _, sheet = read(GOOD / "garden-together.answers.toml", Rubrics(GARDEN))
    assert sheet.team == 'Riverside "garden" group'
    assert sheet.project == "باغ 🌱"
    assert sheet.date == dt.date(2026, 11, 22)
    assert (sheet.people.staff, sheet.people.lived_experience) == (4, 3)
    assert {key: rating.level for key, rating in sheet.ratings.items()} == {
        "the-gate": 2,
        "what-to-sow": "dont-know",
        "tea": "not-applicable",
        "when-to-water": 0,
    }
    assert sheet.circumstances == ("new-here", "dry-summer")
    assert [rating.evidence for rating in sheet.ratings.values()][-1] == "A rota,\nwith a \\ and a tab:\t."


def test_a_sheet_that_needs_another_rubric_says_which() -> None:
    with pytest.raises(BadInput) as error:
        read(GOOD / "garden-least.answers.toml", Rubrics())
    assert told(error)[0].endswith(
        "garden-least.answers.toml, line 2: rubric: "
        "no built-in set of questions is called 'garden'; name its file with --rubric"
    )


def test_a_misspelt_rubric_gets_the_nearest(tmp_path: Path) -> None:
    path = put(tmp_path / "a.answers.toml")
    path.write_text(path.read_text().replace("garden", "co-production-values"), encoding="utf-8")
    with pytest.raises(BadInput) as error:
        read(path, Rubrics())
    assert told(error)[0].endswith("did you mean 'coproduction-values'?")


def test_an_interview_goes_on_only_in_toml() -> None:
    _, sheet = read_one(GOOD / "garden-member.answers.toml", Rubrics(GARDEN))
    assert sheet.respondent == "S3"
    with pytest.raises(BadInput) as error:
        read_one(GOOD / "garden-member.answers.json", Rubrics(GARDEN))
    assert "choose a name that ends in .answers.toml" in told(error)[0]


# ---------------------------------------------------------------- collecting


def test_a_folder_is_searched_with_its_folders_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.answers.toml", "b/1.ANSWERS.TOML", "a/x.answers.toml", "z.answers.toml"):
        put(tmp_path / name)
    shutil.copy(GOOD / "garden-least.answers.json", tmp_path / "b" / "3.answers.json")
    put(tmp_path / "b" / "notes.toml")
    (tmp_path / "readme.txt").write_text("x", encoding="utf-8")
    found = collect_files([tmp_path], Rubrics(GARDEN))
    names = [Path(filed.source).relative_to(tmp_path).as_posix() for _, filed in found.sheets]
    assert names == ["z.answers.toml", "a/x.answers.toml", "b/1.ANSWERS.TOML", "b/2.answers.toml", "b/3.answers.json"]
    assert not found.problems


def test_a_file_named_in_full_needs_no_special_ending(tmp_path: Path) -> None:
    found = collect_files([put(tmp_path / "mine.toml")], Rubrics(GARDEN))
    assert len(found.sheets) == 1


def test_a_file_is_read_once_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.answers.toml")
    (tmp_path / "link.answers.toml").symlink_to(path)
    monkeypatch.chdir(tmp_path)
    found = collect_files([tmp_path, path, Path("a.answers.toml"), Path("./link.answers.toml")], Rubrics(GARDEN))
    assert len(found.sheets) == 1


def test_links_that_go_round_are_told_and_stop_nothing(tmp_path: Path) -> None:
    put(tmp_path / "a.answers.toml")
    (tmp_path / "loop.answers.toml").symlink_to("loop.answers.toml")
    (tmp_path / "round").symlink_to(tmp_path)
    found = collect_files([tmp_path], Rubrics(GARDEN))
    assert len(found.sheets) == 1
    (fault,) = found.problems
    assert fault.file.endswith("loop.answers.toml")


def test_a_folder_without_sheets_is_told(tmp_path: Path) -> None:
    found = collect_files([tmp_path], Rubrics())
    assert [str(each) for each in found.problems] == [
        f"{tmp_path}: there are no sheets in this folder; their names end in .answers.toml or .answers.json"
    ]


def test_a_folder_that_is_closed_to_us_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.answers.toml")
    closed = tmp_path / "closed"
    closed.mkdir()
    real = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(closed))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = collect_files([tmp_path, tmp_path / "closed"], Rubrics(GARDEN))
    assert len(found.sheets) == 1
    words = [each.message for each in found.problems if "not allowed" in each.message]
    assert words == ["we are not allowed to open it; ask whoever owns the file or folder"]


def test_a_name_too_long_for_any_file_is_told(tmp_path: Path) -> None:
    found = collect_files([tmp_path / ("x" * 5000)], Rubrics(GARDEN))
    assert len(found.problems) == 1


def test_bad_files_are_named_and_the_good_ones_read_all_the_same(tmp_path: Path) -> None:
    put(tmp_path / "good.answers.toml")
    (tmp_path / "bad.answers.toml").write_text("format = ", encoding="utf-8")
    found = collect_files([tmp_path, tmp_path / "none.toml"], Rubrics(GARDEN))
    assert len(found.sheets) == 1
    assert [Path(each.file).name for each in found.problems] == ["bad.answers.toml", "none.toml"]


# ------------------------------------------------------------------- writing

HARD = [
    '"',
    '"""',
    "'''",
    "\\",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "🌱",
    "باغ",
    "é",
    " ",
    ".",
    "#",
    "\x1b",
    "\x7f",
    "\u2028",
    "a",
]
WORDS = st.lists(st.sampled_from(HARD) | st.characters(codec="utf-8"), max_size=12).map("".join)
ON_ONE_LINE = WORDS.map(lambda words: "".join(each for each in words if category(each) not in {"Cc", "Zl", "Zp"}))
NAMES = ON_ONE_LINE.filter(identity)
LEVELS = st.sampled_from([0, 1, 2, "dont-know"])
RUBRIC = load(Path(GARDEN))


@st.composite
def ratings(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    given_: dict[str, dict[str, Any]] = {}
    for practice in draw(st.lists(st.sampled_from(list(RUBRIC.by_id)), unique=True)):
        rating: dict[str, Any] = {"level": draw(LEVELS), "evidence": draw(WORDS), "reason": draw(WORDS)}
        if practice == "tea" and draw(st.booleans()):
            rating |= {"level": "not-applicable", "reason": draw(NAMES)}
        if draw(st.booleans()):
            rating["evidence_kind"] = draw(st.sampled_from(["document", "seen", "said"]))
        given_[practice] = rating
    return given_


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    voice = draw(st.sampled_from(["staff", "lived-experience", "together"]))
    data: dict[str, Any] = {
        "format": "coprod-answers/1",
        "rubric": "garden",
        "rubric_version": "2.1.3",
        "team": draw(NAMES),
        "date": draw(st.dates(FIRST_DAY, LAST_DAY)),
        "voice": voice,
        "round": draw(NAMES),
        "project": draw(ON_ONE_LINE),
        "sheet": draw(ON_ONE_LINE),
        "finished": draw(st.booleans()),
        "language": draw(WORDS),
        "circumstances": draw(st.lists(st.sampled_from(["dry-summer", "new-here"]), max_size=3)),
        "ratings": draw(ratings()),
    }
    if voice == "together":
        data["people"] = {"staff": draw(st.integers(0, 99)), "lived-experience": draw(st.integers(0, 99))}
        for rating in data["ratings"].values():
            rating.update(draw(st.sampled_from([{}, {"talked_about": "kept"}, {"talked_about": "moved"}])))
            if rating.get("talked_about") == "moved" and draw(st.booleans()):
                rating["why_moved"] = draw(ON_ONE_LINE)
    else:
        data["share"] = draw(st.booleans())
        data["respondent"] = draw(ON_ONE_LINE)
    if voice == "lived-experience":
        data["experience"] = draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "liked-it": st.sampled_from(["yes", "no", ""]),
                    "came-for": st.lists(st.sampled_from(["plants", "people"]), max_size=2),
                },
            )
        )
    sheet, problems = read_sheet(data, RUBRIC)
    assert sheet is not None, problems
    return sheet


@settings(deadline=None)
@given(sheets())
def test_a_sheet_that_was_written_is_read_back_equal(sheet: Sheet) -> None:
    text = to_toml(sheet)
    back, problems = read_sheet(tomllib.loads(text), RUBRIC)
    assert not problems
    assert back == sheet
    assert to_toml(sheet) == text


@settings(deadline=None)
@given(sheets())
def test_a_sheet_is_the_same_by_way_of_json(sheet: Sheet) -> None:
    text = json.dumps(to_data(sheet), default=str, ensure_ascii=False)
    back, problems = read_sheet(json.loads(text), RUBRIC)
    assert not problems
    assert back == sheet


@settings(deadline=None)
@given(sheets())
def test_a_written_sheet_holds_no_control_character_of_a_terminal(sheet: Sheet) -> None:
    assert "\x1b" not in to_toml(sheet)


def test_what_is_blank_is_left_out_and_the_order_is_that_of_the_contract() -> None:
    _, sheet = read(GOOD / "garden-least.answers.toml", Rubrics(GARDEN))
    assert list(to_data(sheet)) == ["format", "rubric", "rubric_version", "team", "date", "voice", "share"]
    _, full = read(GOOD / "garden-together.answers.toml", Rubrics(GARDEN))
    assert list(to_data(full)) == [
        "format",
        "rubric",
        "rubric_version",
        "sheet",
        "team",
        "project",
        "round",
        "date",
        "voice",
        "language",
        "circumstances",
        "people",
        "ratings",
    ]
    assert to_data(full)["ratings"]["the-gate"] == {"level": 2, "evidence_kind": "seen"}


def test_consent_is_always_written_on_a_private_sheet() -> None:
    _, sheet = read(GOOD / "garden-least.answers.toml", Rubrics(GARDEN))
    assert "share = false" in to_toml(sheet)


def test_a_written_sheet_begins_with_how_to_edit_it() -> None:
    _, sheet = read(GOOD / "garden-together.answers.toml", Rubrics(GARDEN))
    lines = to_toml(sheet).splitlines()
    assert lines[0].startswith("# Answers for coprod-check.")
    assert lines[3] == 'format = "coprod-answers/1"'


def test_text_of_several_lines_is_written_over_several_lines_to_edit() -> None:
    _, sheet = read(GOOD / "garden-together.answers.toml", Rubrics(GARDEN))
    assert '\nevidence = """\nA rota,\nwith a ' in to_toml(sheet)


# --------------------------------------------------- files that are not as listed


def test_a_file_that_goes_between_listing_and_reading_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        put(tmp_path / f"{name}.answers.toml")
    real = sheet_files.find_sheet_files

    def find_sheet_files(*args: Any) -> list[str]:
        files = real(*args)
        (tmp_path / "b.answers.toml").unlink()
        return files

    monkeypatch.setattr(sheet_files, "find_sheet_files", find_sheet_files)
    found = collect_files([tmp_path], Rubrics(GARDEN))
    assert [Path(filed.source).name for _, filed in found.sheets] == ["a.answers.toml", "c.answers.toml"]
    assert [str(each) for each in found.problems] == [
        f"{tmp_path.as_posix()}/b.answers.toml: there is no such file; check the name and the folder"
    ]


def test_a_file_that_is_closed_to_us_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not by its permissions: the tests may be run by someone to whom no file is closed.
    put(tmp_path / "a.answers.toml")
    put(tmp_path / "closed.answers.toml")
    real = Path.open

    def opened(self: Path, *args: Any, **how: Any) -> Any:
        if self.name == "closed.answers.toml":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *args, **how)

    monkeypatch.setattr(Path, "open", opened)
    found = collect_files([tmp_path], Rubrics(GARDEN))
    assert len(found.sheets) == 1
    assert [each.message for each in found.problems] == [
        "we are not allowed to open it; ask whoever owns the file or folder"
    ]


def test_a_folder_that_is_named_like_a_sheet_is_looked_into(tmp_path: Path) -> None:
    put(tmp_path / "folder.answers.toml" / "a.answers.toml")
    for path in (tmp_path, tmp_path / "folder.answers.toml"):
        found = collect_files([path], Rubrics(GARDEN))
        assert len(found.sheets) == 1
        assert found.problems == []


def test_a_link_to_nowhere_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path / "a.answers.toml")
    (tmp_path / "gone.answers.toml").symlink_to(tmp_path / "nowhere.toml")
    found = collect_files([tmp_path], Rubrics(GARDEN))
    assert len(found.sheets) == 1
    assert [str(each) for each in found.problems] == [
        f"{tmp_path.as_posix()}/gone.answers.toml: there is no such file; check the name and the folder"
    ]


@pytest.mark.parametrize("name", ["a.answers.toml", "a.answers.json"])
def test_a_gigabyte_is_refused_without_reading_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(1 << 30)
    tracemalloc.start()
    try:
        found = collect_files([path], Rubrics(GARDEN))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    (fault,) = found.problems
    assert fault.message == "is larger than 16 MB, too large for one of our files; check which file you meant"
    assert most < 64 << 20


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["garden-together.answers.toml", "garden-together.answers.json"])
def test_a_sheet_may_begin_with_a_mark_of_its_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    (tmp_path / name).write_text((GOOD / name).read_text(encoding="utf-8"), encoding=encoding)
    assert read(tmp_path / name, Rubrics(GARDEN)) == read(GOOD / name, Rubrics(GARDEN))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x.answers (1).toml", "was not read; if it is a sheet"),
        ("x.answers.toml.txt", "was not read; if it is a sheet"),
        ("x.answers-old.json", "was not read; if it is a sheet"),
        ("x.answers.toml.bak", ""),
        ("my answers.toml", ""),
        ("notes.txt", ""),
        ("._x.answers.toml", ""),
        ("~$x.answers.toml", ""),
    ],
)
def test_a_folder_names_what_may_be_a_sheet_and_was_not_read(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_text("", "utf-8")
    found = Collected()
    assert list(find_sheet_files([tmp_path], found)) == []
    assert [said in note.message for note in found.notes] == ([True] if said else [])


@pytest.mark.parametrize(
    ("headings", "noted"),
    [
        ("team,round,date,voice,a", True),
        ("team;date;voice", True),
        ('"Team","Date","Voice"', True),
        ("team,round,date,rubric,voice.staff,practice.a.one_voice", False),
        ("", False),
    ],
)
def test_a_folder_names_a_table_of_sheets_that_was_not_read(tmp_path: Path, headings: str, noted: bool) -> None:
    (tmp_path / "t.csv").write_text(f"{headings}\n1\n", "utf-8")
    found = Collected()
    assert list(find_sheet_files([tmp_path], found)) == []
    assert [note.message for note in found.notes] == (
        ["is a table, and tables in folders are not read; name it after the folder"] if noted else []
    )

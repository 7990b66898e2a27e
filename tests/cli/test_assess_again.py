"""Coming back: another day, another month, another spelling; one person stays one person, and one round one round."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from helpers import make
from helpers.in_process import run
from helpers.process import ROOT
from helpers.terminal import MENU_END, PROMPT, Terminal
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.interview import wording
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

RUBRIC = find_rubric(DEFAULT)
ALL = ["1"] * len(RUBRIC.practices)
GARDEN = ROOT / "tests" / "data" / "good" / "garden.rubric.toml"
FOUR = ["1"] * 4
STAFF = ("--voice", "staff", "--team", "Café Crew")


def assess(folder: Path, day: str, *options: str | Path, typed: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    lines = "".join(f"{line}\n" for line in typed)
    ran = run("assess", "--plain", *options, "--today", day, typed=lines, cwd=folder, COLUMNS="1000")
    assert "Traceback" not in ran.stderr
    return ran


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.answers.toml"))


def only_sheet(folder: Path) -> dict[str, Any]:
    (path,) = folder.glob("*.answers.toml")
    return make.toml(path)


# The three stories.


def test_four_people_of_whom_one_came_back_are_four_and_stay_hidden(tmp_path: Path) -> None:
    no = ["n", "", "", *ALL]
    for person, day in enumerate(("2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05")):
        stops = person == 1
        asked = ["n"] if person > 1 else []  # the unfinished sheet is not theirs
        ran = assess(tmp_path, day, *STAFF, typed=[*asked, *no[: 9 if stops else None], *([] if stops else ["f"])])
        assert ran.returncode == (4 if stops else 0), ran.stderr
    came_back = assess(tmp_path, "2026-11-20", *STAFF, typed=["y", *ALL[6:], "f"])
    assert came_back.returncode == 0, came_back.stderr
    assert len(names(tmp_path)) == 4
    scored = run("score", ".", cwd=tmp_path, COLUMNS="300")
    assert "5 sheets" not in scored.stdout
    assert "fewer than five" in scored.stdout.casefold()
    (result,) = json.loads(run("score", ".", "--format", "json", cwd=tmp_path).stdout)["results"]
    assert result["voices"]["staff"]["shown"] is False


@pytest.mark.parametrize("typed", ["Café Crew", "CAFÉ  crew", "Cafe\u0301 Crew", "Cafe Crew"])
def test_a_sheet_stopped_in_october_is_gone_on_with_in_november_however_the_team_is_spelt(
    tmp_path: Path, typed: str
) -> None:
    assess(tmp_path, "2026-10-05", "--team", "Café Crew", typed=["3", "2", "", *ALL[:9]])
    before = only_sheet(tmp_path)
    ran = assess(tmp_path, "2026-11-09", "--team", typed, typed=["y", *ALL[9:], "f"])
    assert ran.returncode == 0, ran.stderr
    named = "Café Crew, October 2026, 9 of 26 (café-crew-2026-10.answers.toml)"
    assert f"There is an unfinished sheet: {named}. Go on with it?" in ran.stderr
    assert f"You answered 9 of {len(ALL)}. Going on at practice 10." in ran.stderr
    after = only_sheet(tmp_path)
    assert (after["round"], after["date"].isoformat(), len(after["ratings"])) == ("2026-10", "2026-11-09", len(ALL))
    assert after["sheet"] == before["sheet"]
    assert before["finished"] is False
    assert "finished" not in after


def test_four_meetings_a_month_apart_are_one_round_with_one_stage_and_one_plan(tmp_path: Path) -> None:
    days = ("2026-09-07", "2026-10-05", "2026-11-02", "2026-12-07")
    last = RUBRIC.dimensions[-1]
    for place, (day, theme) in enumerate(zip(days, RUBRIC.dimensions, strict=True)):
        asked = ["1"] * sum(practice.dimension == theme.id for practice in RUBRIC.practices)
        who = ["3", "2", ""] if not place else ["", "", ""]
        ran = assess(tmp_path, day, "--team", "Café Crew", "--only", theme.id, typed=[*who, *asked, "f"])
        assert ran.returncode == 0, ran.stderr
        done = sum(p.dimension in {each.id for each in RUBRIC.dimensions[:place]} for p in RUBRIC.practices)
        joined = f"This goes on with the unfinished sheet: Café Crew, September 2026, {done} of {len(ALL)}"
        assert (joined in ran.stderr) == (place > 0)
        assert bool(list(tmp_path.glob("*.plan.toml"))) == (theme is last)
        if theme is last:
            assert "What to do next" in ran.stdout
        else:
            following, *others = [each.name for each in RUBRIC.dimensions[place + 1 :]]
            assert f"{following} next" in ran.stderr
            assert all(name in ran.stderr.split(f"{following} next")[1] for name in others)
        assert only_sheet(tmp_path).get("finished", True) is (theme is last)
    assert only_sheet(tmp_path)["round"] == "2026-09"
    (result,) = json.loads(run("score", ".", "--format", "json", cwd=tmp_path).stdout)["results"]
    assert result["stage"] is not None
    assert len(list(tmp_path.glob("*.plan.toml"))) == 1


# What is offered, and what is not.


def stopped(folder: Path, day: str, *options: str, typed: Sequence[str] = ("3", "2", "", "1")) -> str:
    """Begin a sheet and stop; gives the name of its file."""
    before = names(folder)
    assess(folder, day, *options, typed=typed)
    (new,) = set(names(folder)) - set(before)
    return new


def test_several_unfinished_sheets_are_a_list_with_the_newest_first(tmp_path: Path) -> None:
    stopped(tmp_path, "2026-09-07", "--team", "Riverside")
    assess(tmp_path, "2026-10-05", "--team", "Café Crew", typed=["3", "2", "", "1", "1"])
    ran = assess(tmp_path, "2026-11-02", typed=["9", "r", "2", "0"])
    lines = ran.stderr.splitlines()
    assert "There are 2 unfinished sheets. Which do you want to go on with?" in lines
    assert f"1  Café Crew, October 2026. 2 of {len(ALL)} (café-crew-2026-10.answers.toml)" in lines
    assert f"2  Riverside, September 2026. 1 of {len(ALL)} (riverside-2026-09.answers.toml)" in lines
    assert "Sorry, '9' is not one of the choices. Type 1, 2, n, r or s." in ran.stderr
    assert len(make.toml(tmp_path / "riverside-2026-09.answers.toml")["ratings"]) == 2


def test_of_a_private_sheet_only_the_end_of_its_name_and_the_day_are_told(tmp_path: Path) -> None:
    name = stopped(tmp_path, "2026-10-05", *STAFF, typed=["n", "S3", "", "1", "1"])
    end = name.removesuffix(".answers.toml")[-4:]
    ran = assess(tmp_path, "2026-11-02", "--voice", "staff")
    (asked,) = [line for line in ran.stderr.splitlines() if "unfinished" in line]
    which = f"There is an unfinished sheet: …{end}.answers.toml, 5 October 2026. Go on with it?"
    assert which in " ".join(ran.stderr.split())
    assert "Only if it is yours: others may use this computer too." in " ".join(ran.stderr.split())
    assert asked
    assert "Crew" not in ran.stderr
    assert "S3" not in ran.stderr


def test_a_private_sheet_is_not_opened_where_a_meeting_begins(tmp_path: Path) -> None:
    stopped(tmp_path, "2026-10-05", *STAFF, typed=["n", "S3", "", "1"])
    ran = assess(tmp_path, "2026-11-02", "--team", "Café Crew", typed=["3", "2"])
    assert "Whoever began it goes on with it by: coprod-check assess --voice staff" in ran.stderr
    assert "Go on with it?" not in ran.stderr
    assert "café-crew-2026-11.answers.toml" in names(tmp_path)


def test_a_new_sheet_beside_an_unfinished_one_leaves_it_as_it_is(tmp_path: Path) -> None:
    name = stopped(tmp_path, "2026-11-02", "--team", "Café Crew")
    before = (tmp_path / name).read_bytes()
    ran = assess(tmp_path, "2026-11-09", "--team", "Café Crew", typed=["n", "4", "2", "", "0"])
    assert wording.BEGINS_NEW_TOGETHER in ran.stderr
    assert (tmp_path / name).read_bytes() == before
    assert names(tmp_path) == ["café-crew-2026-11-2.answers.toml", "café-crew-2026-11.answers.toml"]


@pytest.mark.parametrize(
    "options",
    [
        ("--team", "Riverside"),
        ("--team", "Café Crew", "--round", "2026-11"),
        ("--team", "Café Crew", "--rubric", str(GARDEN)),
    ],
    ids=["another team", "another round", "other questions"],
)
def test_what_is_meant_to_be_another_sheet_is_not_asked_about(tmp_path: Path, options: tuple[str, ...]) -> None:
    stopped(tmp_path, "2026-10-05", "--team", "Café Crew")
    assert "unfinished" not in assess(tmp_path, "2026-11-02", *options).stderr


def test_a_sheet_that_is_finished_or_open_elsewhere_is_not_offered(tmp_path: Path) -> None:
    name = stopped(tmp_path, "2026-10-05", "--team", "Café Crew")
    with FileLock(tmp_path / f".{name}.lock"):
        assert "unfinished" not in assess(tmp_path, "2026-11-02", "--team", "Café Crew").stderr
    assess(tmp_path, "2026-11-02", "--team", "Café Crew", typed=["y", *ALL[1:], "f"])
    assert "unfinished" not in assess(tmp_path, "2026-11-02", "--team", "Café Crew").stderr


def test_a_lock_that_a_killed_program_left_hides_nothing(tmp_path: Path) -> None:
    name = stopped(tmp_path, "2026-10-05", "--team", "Café Crew")
    (tmp_path / f".{name}.lock").touch()
    assert "Go on with it?" in assess(tmp_path, "2026-11-02", "--team", "Café Crew").stderr


def test_an_unfinished_sheet_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / stopped(tmp_path, "2026-10-05", "--team", "Café Crew")
    path.write_text(path.read_text("utf-8").replace("level = 1", "level = 9"), "utf-8")
    ran = assess(tmp_path, "2026-11-02", "--team", "Café Crew", typed=["3"])
    assert f"There is an unfinished sheet that we cannot read: {path.name}" in ran.stderr


def test_stopping_at_the_question_begins_nothing(tmp_path: Path) -> None:
    stopped(tmp_path, "2026-10-05", "--team", "Café Crew")
    for typed in (["s"], []):
        ran = assess(tmp_path, "2026-11-02", "--team", "Café Crew", typed=typed)
        assert ran.returncode == 4
        assert wording.NOTHING_SAVED in ran.stderr
    assert len(names(tmp_path)) == 1


@pytest.mark.parametrize("how", ["plain", "menu"])
def test_on_a_terminal_a_person_goes_on_with_the_same_command(tmp_path: Path, how: str) -> None:
    stopped(tmp_path, "2026-10-05", *STAFF, typed=["n", "", "", "1", "1"])
    options = [*STAFF, *(["--plain"] if how == "plain" else [])]
    end = PROMPT if how == "plain" else MENU_END
    with Terminal(tmp_path, "assess", *options) as terminal:
        terminal.expect("There is an unfinished sheet", end)
        terminal.reply("y", "Going on at practice 3", end)
        terminal.reply("0", "Practice 4", end)
    assert len(only_sheet(tmp_path)["ratings"]) == 3
    assert only_sheet(tmp_path)["finished"] is False


# When a sheet is finished, and of which day it is.


def test_a_sheet_is_unfinished_from_its_first_save_until_the_last_question_is_passed(tmp_path: Path) -> None:
    typed = ["3", "2", "", *ALL, "f"]
    for taken in range(1, len(typed) + 1):
        for path in tmp_path.iterdir():
            path.unlink()
        assess(tmp_path, "2026-11-02", "--team", "T", typed=typed[:taken])
        assert only_sheet(tmp_path).get("finished", True) is (taken == len(typed)), taken


def test_to_finish_on_another_day_is_no_answer_of_that_day(tmp_path: Path) -> None:
    stopped(tmp_path, "2026-10-05", "--team", "T", typed=["3", "2", "", *ALL])
    assess(tmp_path, "2026-11-02", "--team", "T", typed=["y", "f"])
    sheet = only_sheet(tmp_path)
    assert (sheet["date"].isoformat(), sheet.get("finished", True)) == ("2026-10-05", True)


def test_a_finished_sheet_that_is_changed_stays_finished(tmp_path: Path) -> None:
    assess(tmp_path, "2026-10-05", *STAFF, typed=["n", "", "", *ALL, "f"])
    (name,) = names(tmp_path)
    assess(tmp_path, "2026-10-06", "--answers", name, typed=["1", "0"])
    sheet = only_sheet(tmp_path)
    assert sheet["ratings"][RUBRIC.practices[0].id]["level"] == 0
    assert sheet.get("finished", True)


def test_evidence_that_was_not_yet_asked_for_is_asked_for_on_coming_back(tmp_path: Path) -> None:
    stopped(tmp_path, "2026-10-05", "--team", "T", typed=["3", "2", "", "1", "2"])
    ran = assess(tmp_path, "2026-10-05", "--team", "T", typed=["y", "Minutes of May.", ""])
    assert "Going on at practice 2." in ran.stderr
    assert only_sheet(tmp_path)["ratings"][RUBRIC.practices[1].id]["evidence"] == "Minutes of May."


def test_of_one_person_who_stops_the_end_says_that_nothing_counts_yet(tmp_path: Path) -> None:
    ran = assess(tmp_path, "2026-10-05", *STAFF, typed=["n", "", "", "1", "s"])
    assert "They do not count until you have finished.\nTo go on: coprod-check assess --answers" in ran.stderr


def test_whoever_comes_back_is_told_what_is_left_and_not_all_of_it_again(tmp_path: Path) -> None:
    stopped(tmp_path, "2026-10-05", "--team", "T", typed=["3", "2", "", *ALL[:20]])
    said = assess(tmp_path, "2026-11-02", "--team", "T", typed=["y"]).stderr
    assert "Welcome back. To go: 6 practices, about" in said
    assert RUBRIC.title in said
    assert RUBRIC.summary_paragraphs[0] not in said


def test_a_finished_sheet_of_the_round_is_taken_up_where_another_is_declined(tmp_path: Path) -> None:
    stopped(tmp_path, "2026-10-05", "--team", "T")
    assess(tmp_path, "2026-11-02", "--team", "T", typed=["n", "3", "2", "", *ALL, "f"])
    said = assess(tmp_path, "2026-11-09", "--team", "T", typed=["n", "s"]).stderr
    assert f"You answered {len(ALL)} of {len(ALL)}. Here is what you said." in said
    assert names(tmp_path) == ["t-2026-10.answers.toml", "t-2026-11.answers.toml"]


# One theme at a time.


def engagement(folder: Path, day: str, *options: str, typed: Sequence[str] = ()) -> str:
    asked = ["1"] * sum(practice.dimension == "engagement" for practice in RUBRIC.practices)
    return assess(folder, day, "--only", "engagement", *options, typed=[*typed, "3", "2", "", *asked, "f"]).stderr


def test_a_round_older_than_a_year_is_only_named(tmp_path: Path) -> None:
    engagement(tmp_path, "2025-09-01", "--team", "T")
    said = assess(tmp_path, "2026-11-02", "--team", "T", "--only", "recruitment", typed=["3", "2", "", "1"]).stderr
    assert "T, September 2025, 7 of 26 (t-2025-09.answers.toml). It is more than a year old" in said
    assert "coprod-check assess --answers t-2025-09.answers.toml" in said
    assert names(tmp_path) == ["t-2025-09.answers.toml", "t-2026-11.answers.toml"]


def test_a_round_older_than_a_year_is_gone_on_with_where_it_is_named(tmp_path: Path) -> None:
    engagement(tmp_path, "2025-09-01", "--team", "T", "--round", "pilot")
    options = ("--team", "T", "--round", "Pilot", "--only", "recruitment")
    assess(tmp_path, "2026-11-02", *options, typed=["", "", "", "1"])
    assert names(tmp_path) == ["t-pilot.answers.toml"]


def test_a_team_of_nearly_the_same_name_is_asked_about_before_a_theme_joins_it(tmp_path: Path) -> None:
    engagement(tmp_path, "2026-10-05", "--team", "Café Crew")
    said = assess(tmp_path, "2026-11-02", "--team", "Cafe Crew", "--only", "recruitment").stderr
    assert "Go on with it?" in said


def test_of_several_rounds_a_theme_joins_the_newest(tmp_path: Path) -> None:
    engagement(tmp_path, "2026-08-03", "--team", "T")
    engagement(tmp_path, "2026-10-05", "--team", "T", "--round", "2026-10")
    said = assess(tmp_path, "2026-11-02", "--team", "T", "--only", "recruitment").stderr
    assert "This goes on with the unfinished sheet: T, October 2026" in said


def test_a_theme_that_was_left_out_is_asked_when_the_rest_is_asked_together(tmp_path: Path) -> None:
    assess(tmp_path, "2026-09-07", "--team", "T", "--only", "recruitment", typed=["3", "2", "", *ALL[:6], "f"])
    said = assess(tmp_path, "2026-10-05", "--team", "T", typed=["y"]).stderr
    assert "Going on at practice 1." in said


def test_a_person_with_lived_experience_is_asked_how_it_was_with_the_last_theme(tmp_path: Path) -> None:
    mine = ("--voice", "lived-experience", "--rubric", str(GARDEN), "--team", "T")
    first = assess(tmp_path, "2026-09-07", *mine, "--only", "welcome", typed=["y", "", "", "1", "1", "f"])
    assert "How it was for you" not in first.stderr
    assert "Deciding next" in first.stderr
    (name,) = names(tmp_path)
    last = assess(
        tmp_path, "2026-10-05", "--answers", name, "--rubric", GARDEN, "--only", "deciding",
        typed=["", "", "", "1", "1"],
    )  # fmt: skip
    assert "How it was for you" in last.stderr


# Fewer than five people.


@dataclass
class Someone:
    """A person who fills in one sheet, on one day or on several."""

    agrees: bool
    own: list[Path] = field(default_factory=list)
    """The files that are theirs: the one they began last, and copies of it that they may take for it."""
    finished: bool = False


@dataclass
class Office:
    """A computer on which a few people fill in their own sheets."""

    folder: Path
    day: int = 0
    copies: Any = field(default_factory=itertools.count)

    def today(self) -> str:
        return f"2026-{1 + self.day // 28:02}-{1 + self.day % 28:02}"

    def sits_down(self, who: Someone, answers: int, *, comes_back: bool, chosen: int, finishes: bool) -> None:
        """Go on with one of their own sheets, or begin a new one; then answer, and stop or finish."""
        begins = not (comes_back and who.own)
        wanted = None if begins else who.own[chosen % len(who.own)]
        typed = [*self._found(wanted), "y" if who.agrees else "n", "", "", *FOUR[:answers]]
        if not begins:
            held = make.toml(self.folder / wanted.name) if wanted else {}
            typed = [*self._found(wanted), *(FOUR[len(held.get("ratings", {})) :] or [])]
            if not held.get("ratings"):
                typed = [*self._found(wanted), "", "", "", *FOUR]
            typed = typed if finishes else typed[: 1 + answers]
        elif finishes:
            typed = [*self._found(wanted), "y" if who.agrees else "n", "", "", *FOUR]
        before = set(self.folder.glob("*.answers.toml"))
        ran = assess(self.folder, self.today(), *GARDENERS, typed=[*typed, *(["f"] if finishes else [])])
        assert ran.returncode == (0 if finishes else 4), ran.stderr
        if begins:
            who.own = sorted(set(self.folder.glob("*.answers.toml")) - before)
        who.finished = finishes

    def _found(self, wanted: Path | None) -> list[str]:
        """What the person types at the question about unfinished sheets, which they tell apart by their ends."""
        asked = assess(self.folder, self.today(), *GARDENERS).stderr
        if "unfinished sheet" not in asked:
            return []
        if wanted is None:
            return ["n"]
        end = f"…{wanted.name.removesuffix('.answers.toml')[-4:]}.answers.toml"
        listed = re.search(rf"^(\d+)  {re.escape(end)}", asked, re.MULTILINE)
        return [listed[1] if listed else "y"]

    def copy(self, who: Someone, chosen: int) -> None:
        if who.own:
            copy = self.folder / f"copy-{next(self.copies):04}.answers.toml"
            shutil.copy(who.own[chosen % len(who.own)], copy)
            if not who.finished:
                who.own.append(copy)

    def staff_shown(self) -> bool:
        done = run("score", ".", "--format", "json", "--rubric", GARDEN, cwd=self.folder)
        results = json.loads(done.stdout)["results"]
        return any(result["voices"]["staff"]["shown"] for result in results)


GARDENERS = ("--rubric", str(GARDEN), "--voice", "staff", "--team", "Plot", "--round", "r")

TURNS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["stop", "stop", "stop anew", "finish", "copy", "night"]),
        st.integers(0, 3),
    ),
    min_size=4,
    max_size=10,
)


@given(turns=TURNS, agree=st.lists(st.booleans(), min_size=4, max_size=4))
@settings(max_examples=12, deadline=None)
def test_no_stops_returns_and_copies_of_fewer_than_five_people_show_a_hidden_voice(
    turns: list[tuple[int, str, int]], agree: list[bool]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        people = [Someone(agrees) for agrees in agree]
        for who, what, number in [*turns, *((each, "finish", each) for each in range(4))]:
            person = people[who]
            if what == "night":
                office.day += 1 + 13 * number
            elif what == "copy":
                office.copy(person, number)
            elif not person.finished:
                office.sits_down(
                    person, number, comes_back=what != "stop anew", chosen=number, finishes=what == "finish"
                )
        assert all(person.finished for person in people)
        assert office.staff_shown() == all(agree)

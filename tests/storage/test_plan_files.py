from __future__ import annotations

import datetime as dt
import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round
from coprod_check.storage import plan_files

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.plan import Plan

LATER = DAY + dt.timedelta(days=60)


def drafted(
    levels: dict[str, Any], *, on: dt.date = DAY, round_: str = "r", members: dict[str, Any] | None = None
) -> Plan:
    asked = rubric(*(practice(name, "xy"[index % 2]) for index, name in enumerate("abcdef")))
    sheets = [sheet(levels=levels, round=round_)]
    if members:
        sheets.append(sheet(MEMBERS, members, share=True, round=round_))
    return draft_plan(score_round(settled(asked, *sheets)), on=on)


def saved(folder: Path, text: str) -> Path:
    path = folder / "p.plan.toml"
    path.write_bytes(text.encode())
    return path


FIRST = dict.fromkeys("abcdef", 1)
SECOND = {**FIRST, "a": 2, "b": 0}


def test_a_plan_reads_back_equal(tmp_path: Path) -> None:
    plan = drafted({**FIRST, "c": "dont-know"}, members={"a": 2})
    assert plan_files.read_plan_file(saved(tmp_path, plan_files.plan_toml(plan))) == plan


def test_actions_stand_at_the_end_with_gaps_to_fill_in() -> None:
    text = plan_files.plan_toml(drafted(FIRST))
    assert text.startswith("# This is your plan.")
    assert text.index("[practices.a]") < text.index("[[actions]]")
    assert text.count('\nstaff_owner = ""\nlived_experience_owner = ""\ndue = 2027-01-17\nstatus = "to-do"\n') == 5


def test_the_same_answers_change_not_one_byte(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST)).replace("# ----", "#  --", 1) + "\n\n# mine\n"
    path = saved(tmp_path, text)
    assert plan_files.refresh(path, drafted(FIRST, on=LATER), 5) == (text, ())


def test_a_refresh_changes_only_what_is_measured(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST))
    text = text.replace("[practices.a]", "[practices.a]  # who decides\n# ask Jo").replace(
        'notes = ""', "notes = '''\nx\n'''", 1
    )
    refreshed, added = plan_files.refresh(saved(tmp_path, text), drafted(SECOND, on=LATER, round_="r2"), 5)
    assert added == ()
    before, after = text.splitlines(), refreshed.splitlines()
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new.split(" = ")[0] for _, new in changed] == [
        "round", "made_on", "follow_up_on", "score", "score", "level", "level",
    ]  # fmt: skip
    assert ('round = "r"', 'round = "r2"') in changed
    assert plan_files.read_plan_file(saved(tmp_path, refreshed)).practices == drafted(SECOND).practices


def test_a_follow_up_date_of_the_teams_own_stays(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST)).replace("follow_up_on = 2027-01-17", "follow_up_on = 2027-05-01")
    refreshed, _ = plan_files.refresh(saved(tmp_path, text), drafted(SECOND, on=LATER), 5)
    assert "follow_up_on = 2027-05-01" in refreshed


def test_the_keys_of_a_voice_no_longer_shown_are_taken_out(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST, members={"a": 0}))
    assert "lived-experience = 0\n" in text
    refreshed, _ = plan_files.refresh(saved(tmp_path, text), drafted(FIRST, round_="r2"), 5)
    practices = tomllib.loads(refreshed)["practices"]
    assert all("lived-experience" not in each for each in practices.values())


def test_new_actions_come_after_what_is_there(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST)).replace('status = "to-do"', 'status = "done"', 2)
    refreshed, added = plan_files.refresh(saved(tmp_path, text), drafted(SECOND, on=LATER), 5)
    assert len(added) == 2
    assert refreshed.endswith(plan_files.actions_toml([{**plan_files.as_data(each)} for each in added]))
    assert len(plan_files.read_plan_file(saved(tmp_path, refreshed)).actions) == 7


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "# no newline at the end"])
def test_the_files_own_line_ends_are_kept(tmp_path: Path, ending: str, last: str) -> None:
    text = (
        plan_files.plan_toml(drafted(FIRST)).replace('status = "to-do"', 'status = "dropped"').replace("\n", ending)
        + last
    )
    refreshed, added = plan_files.refresh(saved(tmp_path, text), drafted(SECOND, on=LATER), 5)
    assert added
    assert refreshed.count("\n") == refreshed.count(ending)
    assert last in refreshed


def test_inline_tables_and_absent_parts_are_refreshed_too(tmp_path: Path) -> None:
    plan = drafted(FIRST)
    text = (
        'format = "coprod-plan/1"\nrubric = "small"\nrubric_version = "1.0.0"\nteam = "team"\nround = "r0"\n'
        "made_on = 2026-01-01\nstage = 'old'\npeople = { staff = 9, lived-experience = 1 } # was there\n"
    )
    refreshed, added = plan_files.refresh(saved(tmp_path, text), plan, 5)
    assert [each.id for each in added] == [each.id for each in plan.actions]
    read = plan_files.read_plan_file(saved(tmp_path, refreshed))
    assert (read.people, read.practices, read.dimensions, read.stage) == (
        plan.people, plan.practices, plan.dimensions, plan.stage,
    )  # fmt: skip
    assert "# was there" in refreshed


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('team = "Team"', 'team = "Other"', "is the plan of 'Other', not of 'Team'"),
        ('rubric = "small"', 'rubric = "other"', "was made from 'other'"),
        ("[people]", "[people", "is not understood"),
    ],
)
def test_another_teams_plan_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = saved(tmp_path, plan_files.plan_toml(drafted(FIRST)).replace(old, new))
    with pytest.raises(BadInput, match=said):
        plan_files.refresh(path, drafted(SECOND), 5)


LEVELS = st.fixed_dictionaries({name: st.integers(0, 3) | st.just("dont-know") for name in "abcdef"})
OWN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)


@settings(max_examples=40, deadline=None)
@given(LEVELS, LEVELS, st.lists(st.sampled_from(["to-do", "doing", "done", "dropped"]), min_size=5, max_size=5), OWN)
def test_what_people_wrote_survives_any_refresh(
    tmp_path_factory: pytest.TempPathFactory, first: Any, second: Any, statuses: list[str], own: str
) -> None:
    text = plan_files.plan_toml(drafted(first))
    lines = []
    for line in text.splitlines():
        changed = f'status = "{statuses.pop()}"  # {own}' if line == 'status = "to-do"' and statuses else line
        lines.append(changed)
    text = "\n".join(lines) + f"\n\n# {own}\n"
    path = saved(tmp_path_factory.mktemp("plan"), text)
    old = plan_files.read_plan_file(path)
    new = drafted(second, on=LATER, round_="r2")
    refreshed, added = plan_files.refresh(path, new, 5)
    path.write_bytes(refreshed.encode())
    read = plan_files.read_plan_file(path)
    assert read.actions == (*old.actions, *added)
    assert (read.practices, read.dimensions, read.people) == (new.practices, new.dimensions, new.people)
    assert [line for line in text.splitlines() if "#" in line] == [
        line for line in refreshed.splitlines() if "#" in line
    ]
    assert plan_files.refresh(path, new, 5) == (refreshed, ())


EDITS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(["owner", "due", "notes", "delete", "space", "own", "comment", "status", "literal"]),
        OWN,
    ),
    max_size=8,
)


def edited(text: str, edits: list[tuple[int, str, str]]) -> str:
    """Edit the actions of a plan as people would, one block at a time."""
    head, *blocks = text.split("[[actions]]")
    for number, (place, how, own) in enumerate(edits):
        if how == "own":
            blocks.append(f'\nid = "own-{number}"\naction = {json.dumps("x" + own, ensure_ascii=False)}  # ours\n\n')
        elif place < len(blocks):
            blocks[place] = _edited(blocks[place], how, own)
        if how == "delete" and place < len(blocks):
            del blocks[place]
    return "[[actions]]".join([head, *blocks])


def _edited(block: str, how: str, own: str) -> str:
    typed = json.dumps(own, ensure_ascii=False)
    places = {
        "owner": ('staff_owner = ""\n', f"staff_owner = {typed}\n"),
        "due": ("due = 2027-01-17\n", "due   =   2027-02-28 # later\n"),
        "notes": ('notes = ""\n', f'notes = """\n  {typed[1:-1]}\n\n  two"""\n'),
        "space": ("\n", "\n\n"),
        "comment": ("\nstatus", f"\n# {own}\nstatus"),
        "status": ('status = "to-do"\n', "status = 'done'\n"),
        "literal": ('evidence = ""\n', "evidence = '''as \"seen\"'''\n"),
    }
    return block.replace(*places[how], 1) if how in places else block


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(LEVELS, LEVELS, EDITS)
def test_every_byte_from_the_first_action_on_stays(
    tmp_path_factory: pytest.TempPathFactory, first: Any, second: Any, edits: list[tuple[int, str, str]]
) -> None:
    text = edited(plan_files.plan_toml(drafted(first)), edits)
    path = saved(tmp_path_factory.mktemp("plan"), text)
    old = plan_files.read_plan_file(path)
    refreshed, added = plan_files.refresh(path, drafted(second, on=LATER, round_="r2"), 5)
    written = text.split(plan_files.ACTIONS)[1]
    assert refreshed.split(plan_files.ACTIONS)[1].startswith(written)
    path.write_bytes(refreshed.encode())
    read = plan_files.read_plan_file(path)
    assert read.actions == (*old.actions, *added)
    assert sum(action.open for action in read.actions) <= max(5, sum(action.open for action in old.actions))

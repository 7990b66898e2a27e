"""What people say of a plan is saved as they say it, and everything else in the file stays as it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.storage.checked_plan import CheckedPlan
from coprod_check.storage.plan_files import read_plan_file

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 11, 20)
PLAN = """\
# Ours.
format = "coprod-plan/1"
rubric = "small"
team = "Team"   # the name

[[actions]]
action = "First."
id = "one"
due = 2026-11-05   # the fair
status = 'to-do'
ours = 3

# Between them.
[[actions]]
id = "two"
action = "Second."
notes = '''
We asked.
'''   # in May
staff_owner = ""
done_on = 2026-01-01
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "team.plan.toml"
    made.write_bytes(PLAN.encode())
    return made


def save(checked: CheckedPlan, place: int, **changes: Any) -> None:
    checked.save({place: checked.plan.actions[place].model_copy(update=changes)})


def test_only_the_lines_that_were_said_change(path: Path) -> None:
    checked = CheckedPlan(path, DAY)
    save(checked, 0, status="done", done_on=DAY, evidence="Notes.")
    save(checked, 1, staff_owner="Ruth", notes="We asked.\n2026-11-20, blocked: Full.", done_on=None, status="blocked")
    assert path.read_text() == (
        PLAN.replace("status = 'to-do'\n", 'status = "done"\ndone_on = 2026-11-20\nevidence = "Notes."\n')
        .replace("'''\nWe asked.\n'''", '"""\nWe asked.\n2026-11-20, blocked: Full."""')
        .replace('staff_owner = ""\ndone_on = 2026-01-01\n', 'staff_owner = "Ruth"\nstatus = "blocked"\n')
    )


def test_a_date_that_is_taken_away_is_left_blank(path: Path) -> None:
    save(CheckedPlan(path, DAY), 0, due=None)
    assert path.read_text() == PLAN.replace("due = 2026-11-05 ", 'due = "" ')


def test_the_plan_as_it_was_is_kept_once_before_the_first_change(path: Path) -> None:
    checked = CheckedPlan(path, DAY)
    save(checked, 0)
    assert checked.kept is None
    assert list(path.parent.iterdir()) == [path]
    save(checked, 0, status="doing")
    save(checked, 0, status="done")
    assert checked.kept == path.with_name("team.2026-11-20.plan.toml")
    assert path.with_name("team.2026-11-20.plan.toml").read_text() == PLAN
    assert len(list(path.parent.iterdir())) == 2
    save(CheckedPlan(path, DAY), 0, status="doing")
    assert path.with_name("team.2026-11-20-2.plan.toml").exists()


def test_saving_the_same_again_writes_nothing(path: Path) -> None:
    checked = CheckedPlan(path, DAY)
    save(checked, 0, status="doing")
    path.write_text(path.read_text() + "# Somebody's remark.\n")
    there = path.read_bytes()
    save(checked, 0, status="doing")
    assert path.read_bytes() == there


def test_what_others_wrote_in_the_meantime_is_kept(path: Path) -> None:
    checked = CheckedPlan(path, DAY)
    first, second = checked.plan.actions
    path.write_text(path.read_text().replace('staff_owner = ""', 'staff_owner = "Jo"').replace("Ours", "Yours"))
    checked.save({0: first.model_copy(update={"status": "doing"}), 1: second})
    checked.save({0: first.model_copy(update={"status": "done"}), 1: second})
    assert "# Yours." in path.read_text()
    now = read_plan_file(path)
    assert [each.status for each in now.actions] == ["done", "to-do"]
    assert now.actions[1].staff_owner == "Jo"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('id = "one"', 'id = "other"'),
        lambda text: text[: text.index("[[actions]]")],
    ],
)
def test_an_action_that_is_not_in_its_place_any_more_is_not_written_over(path: Path, change: Any) -> None:
    checked = CheckedPlan(path, DAY)
    path.write_text(change(path.read_text()))
    there = path.read_bytes()
    with pytest.raises(BadInput, match="was changed by somebody else"):
        save(checked, 0, status="done")
    assert path.read_bytes() == there
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("was", "theirs", "ours"),
    [
        ('staff_owner = ""', 'staff_owner = "Jo"', {"staff_owner": "Ruth"}),
        ("We asked.", "We asked again.", {"notes": "We asked.\n2026-11-20, blocked: Full.", "status": "blocked"}),
        ("done_on = 2026-01-01\n", "done_on = 2026-02-02\n", {"done_on": None, "status": "doing"}),
        ("done_on", "due = 2027-01-01\ndone_on", {"due": dt.date(2027, 2, 2)}),
    ],
)
def test_what_others_wrote_in_the_same_line_is_not_written_over(
    path: Path, was: str, theirs: str, ours: dict[str, Any]
) -> None:
    checked = CheckedPlan(path, DAY)
    path.write_text(path.read_text().replace(was, theirs))
    there = path.read_bytes()
    with pytest.raises(
        BadInput, match=rf"actions\[1\]\.{next(iter(ours))}: was changed by somebody else in the meantime"
    ):
        save(checked, 1, **ours)
    assert path.read_bytes() == there
    assert list(path.parent.iterdir()) == [path]


def test_what_others_wrote_that_is_what_we_write_stops_nothing(path: Path) -> None:
    checked = CheckedPlan(path, DAY)
    path.write_text(path.read_text().replace('staff_owner = ""', 'staff_owner = "Ruth"').replace("2026-11-05", '""'))
    first, second = checked.plan.actions
    checked.save({0: first.model_copy(update={"due": None}), 1: second.model_copy(update={"staff_owner": "Ruth"})})
    assert [each.due for each in read_plan_file(path).actions] == [None, None]


@pytest.mark.parametrize("written", [PLAN.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + PLAN.encode()])
def test_line_ends_and_marks_of_an_editor_stay(path: Path, written: bytes) -> None:
    path.write_bytes(written)
    save(CheckedPlan(path, DAY), 1, staff_owner="Ruth")
    assert path.read_bytes() == written.replace(b'staff_owner = ""', b'staff_owner = "Ruth"')


def test_actions_in_brackets_become_tables(path: Path) -> None:
    path.write_text('format = "coprod-plan/1"\nrubric = "small"\nteam = "T"\nactions = [{ action = "Do." }]\n')
    save(CheckedPlan(path, DAY), 0, status="done", done_on=DAY)
    (now,) = read_plan_file(path).actions
    assert (now.action, now.status, now.done_on) == ("Do.", "done", DAY)


SAID = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
LINES = st.lists(SAID, max_size=4).map("\n".join)


@settings(max_examples=60, phases=[Phase.explicit, Phase.generate], deadline=None)
@given(owner=SAID, notes=LINES, windows=st.booleans())
def test_whatever_is_said_is_read_back_and_nothing_else_changes(
    tmp_path_factory: pytest.TempPathFactory, owner: str, notes: str, windows: bool
) -> None:
    path = tmp_path_factory.mktemp("said") / "team.plan.toml"
    path.write_bytes(PLAN.replace("\n", "\r\n" if windows else "\n").encode())
    first, second = read_plan_file(path).actions
    said = second.model_copy(update={"staff_owner": owner, "notes": notes})
    CheckedPlan(path, DAY).save({1: said})
    assert read_plan_file(path).actions == (first, said)
    for remark in ("# Ours.", "# the name", "# the fair", "# Between them.", "# in May"):
        assert remark in path.read_text("utf-8")
    if windows:
        assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")

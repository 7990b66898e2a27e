from __future__ import annotations

import datetime as dt
import difflib
import json
import os
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.documents.plan import keys_as_written
from coprod_check.rules.plan_refresh import REACHED, Refresh, refresh_plan
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round
from coprod_check.storage import plan_files
from coprod_check.storage.toml_edit import TomlText

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.rules.result import Result

LATER = DAY + dt.timedelta(days=60)


def scored(levels: dict[str, Any], *, round_: str = "r", members: dict[str, Any] | None = None) -> Result:
    asked = rubric(*(practice(name, "xy"[index % 2]) for index, name in enumerate("abcdef")))
    sheets = [sheet(levels=levels, round=round_)]
    if members:
        sheets.append(sheet(MEMBERS, members, share=True, round=round_))
    return score_round(settled(asked, *sheets))


def drafted(levels: dict[str, Any], *, on: dt.date = DAY, **more: Any) -> Plan:
    return draft_plan(scored(levels, **more), on=on)


def refreshed(path: Path, result: Result, *, on: dt.date = LATER, limit: int = 5) -> tuple[str, tuple[Action, ...]]:
    """What the command would write over a plan, and what it adds."""
    old = plan_files.read_plan_file(path)
    found = refresh_plan(old, result, on=on, limit=limit)
    return plan_files.refreshed(path, old, found).text, found.added


def saved(folder: Path, text: str) -> Path:
    path = folder / "p.plan.toml"
    path.write_bytes(text.encode())
    return path


FIRST = dict.fromkeys("abcdef", 1)
SECOND = {**FIRST, "a": 2, "b": 0}


def test_a_plan_reads_back_equal(tmp_path: Path) -> None:
    plan = drafted({**FIRST, "c": "dont-know"}, members={"a": 2})
    assert plan_files.read_plan_file(saved(tmp_path, plan_files.plan_toml(plan))) == plan


def test_actions_stand_before_what_was_measured_with_gaps_to_fill_in() -> None:
    text = plan_files.plan_toml(drafted(FIRST))
    assert text.startswith("# This is your plan.")
    assert text.index("offered = [") < text.index("[[actions]]") < text.index("[people]") < text.index("[practices.a]")
    assert text.count('\nstaff_owner = ""\nlived_experience_owner = ""\ndue = 2027-01-17\nstatus = "to-do"\n') == 5


def test_a_plan_without_actions_can_be_read_and_filled(tmp_path: Path) -> None:
    top = dict.fromkeys("abcdef", 3)
    text = plan_files.plan_toml(drafted(top))
    assert "offered = []\n" in text
    changed, added = refreshed(saved(tmp_path, text), scored(FIRST))
    assert len(added) == 5
    assert changed.index(plan_files.ACTIONS) < changed.index("[[actions]]") < changed.index(plan_files.MEASURED)


def test_a_refresh_changes_only_what_is_measured_and_why(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST))
    text = text.replace("[practices.a]", "[practices.a]  # who decides\n# ask Jo").replace(
        'notes = ""', "notes = '''\nx\n'''", 1
    )
    changed, added = refreshed(saved(tmp_path, text), scored(SECOND, round_="r2"))
    # a-2 is reached and makes room for one: at level 0, b is first; b-2 is no longer asked for.
    assert [each.id for each in added] == ["b-1"]
    new = plan_files.actions_toml([keys_as_written(each) for each in added])
    assert new in changed
    lines = list(difflib.ndiff(text.splitlines(), changed.replace(new, "", 1).splitlines()))
    gone, come = ([line[2:].split(" = ")[0] for line in lines if line[0] == sign] for sign in "-+")
    keys = ["because", "because", "score", "score", "level", "level"]
    assert gone == ["round", "made_on", "follow_up_on", '    "a-2",', '    "b-2",', *keys]
    assert come == ["round", "made_on", "follow_up_on", '    "b-1",', *keys]
    assert changed.count('round = "r2"') == 1
    assert plan_files.read_plan_file(saved(tmp_path, changed)).practices == drafted(SECOND).practices


def test_the_same_answers_and_a_full_plan_give_nothing_to_write(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST)).replace("# ----", "#  --", 1) + "\n\n# mine\n"
    old = plan_files.read_plan_file(saved(tmp_path, text))
    assert not refresh_plan(old, scored(FIRST), on=LATER, limit=5).changes


@pytest.mark.parametrize("score", ["1.00", "1", "1.0e0"])
def test_what_is_written_otherwise_and_is_the_same_stays(tmp_path: Path, score: str) -> None:
    text = plan_files.plan_toml(drafted(FIRST)).replace("score = 1.0", f"score = {score}", 1)
    text = text.replace('round = "r"', 'round = " R "').replace("staff = 2", "staff   =   2")
    path = saved(tmp_path, text)
    assert not refresh_plan(plan_files.read_plan_file(path), scored(FIRST), on=LATER, limit=5).changes
    changed, _ = refreshed(path, scored({**FIRST, "d": 2}))
    assert f"score = {score}\n" in changed
    assert 'round = " R "\n' in changed
    assert "staff   =   2\n" in changed


def test_the_keys_of_a_voice_no_longer_shown_are_taken_out(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST, members={"a": 0}))
    assert "lived-experience = 0\n" in text
    text = text.replace("lived-experience = 0\n", "lived-experience = 0  # Jo says 1\n", 1)
    changed, _ = refreshed(saved(tmp_path, text), scored(FIRST, round_="r2"))
    practices = tomllib.loads(changed)["practices"]
    assert all("lived-experience" not in each for each in practices.values())
    assert "\n# Jo says 1\n" in changed


def test_new_actions_come_after_the_last_and_before_what_was_measured(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST)).replace('status = "to-do"', 'status = "done"', 2)
    text = text.replace(plan_files.MEASURED, f"# Ring Sam.\n\n{plan_files.MEASURED}")
    changed, added = refreshed(saved(tmp_path, text), scored(SECOND))
    assert len(added) == 2
    new = plan_files.actions_toml([keys_as_written(each) for each in added])
    assert f"# Ring Sam.\n{new}\n{plan_files.MEASURED}" in changed
    assert len(plan_files.read_plan_file(saved(tmp_path, changed)).actions) == 7


def test_in_a_plan_with_the_actions_at_the_end_new_ones_come_there(tmp_path: Path) -> None:
    head, *actions = plan_files.plan_toml(drafted(FIRST)).split("\n[[actions]]\n")
    last, measured = actions[-1].split(plan_files.MEASURED)
    actions[-1] = last.replace('"to-do"', '"done"')
    text = "\n[[actions]]\n".join([head + plan_files.MEASURED + measured, *actions]) + "# ours"
    changed, added = refreshed(saved(tmp_path, text), scored(FIRST))
    assert [each.id for each in added] == ["f-2"]
    assert changed.endswith("# ours\n" + plan_files.actions_toml([keys_as_written(each) for each in added]))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "# no newline at the end"])
def test_the_files_own_line_ends_are_kept(tmp_path: Path, ending: str, last: str) -> None:
    text = (
        plan_files.plan_toml(drafted(FIRST)).replace('status = "to-do"', 'status = "dropped"').replace("\n", ending)
        + last
    )
    changed, added = refreshed(saved(tmp_path, text), scored(SECOND, round_="r2"))
    assert added
    assert changed.count("\n") == changed.count(ending)
    assert last in changed


REST = {"format": "coprod-plan/1", "rubric": "small", "team": "team"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "people = { staff = 9, lived-experience = 1 } # was there\n",
        "people.staff = 9 # was there\n",
        "dimensions = { x = { level = 3 }, gone = { level = 1 } } # was there\n",
        "practices.a.level = 0 # was there\npractices.gone.level = 1\n",
        "stage = 'old' # was there\noffered = [\n  'a-2', # was there, too\n]\n",
        "[practices]\na = { level = 0 } # was there\ngone.level = 2\nb.level = 3\n",
        "[practices.a] # was there\nlevel = 0\n\n[practices.gone]\nlevel = 1\n\n[practices.b]\n",
        "[dimensions.x]\nlevel = 0\nheld_back_by = [ # was there\n  'a', # because Ann left\n]\n",
        "[[actions]]\naction = 'Ours.' # was there\n[actions.cost]\npounds = 50\n[[actions.people]]\nname = 'Jo'\n",
        "[[actions]]\n'action' = 'Ours.' # was there\n[people]\nstaff = 1\n# of Jo's\n[[actions]]\naction = 'Two.'\n",
        "actions = [\n  { action = 'Ours.', cost = 5 }, # was there\n]\n",
        "actions = []\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_plan_in_any_form_is_brought_up_to_date(tmp_path: Path, text: str, ending: str) -> None:
    """Inline tables, keys with dots, parts that are absent, parts in another order."""
    head = "".join(f'{key} = "{value}"\n' for key, value in REST.items())
    path = saved(tmp_path, (head + text).replace("\n", ending))
    old, new = plan_files.read_plan_file(path), drafted(SECOND, round_="r2")
    changed, added = refreshed(path, scored(SECOND, round_="r2"))
    read = plan_files.read_plan_file(saved(tmp_path, changed))
    measured = ("rubric_version", "round", "view", "stage", "next_stage", "people", "dimensions", "practices")
    assert [getattr(read, each) for each in measured] == [getattr(new, each) for each in measured]
    assert read.actions == (*old.actions, *added)
    assert len(read.actions) == 5
    remarks = [line[line.index("#") :] for line in text.split("\n") if "#" in line]
    assert all(each in changed for each in remarks)
    assert not refresh_plan(read, scored(SECOND, round_="r2"), on=LATER, limit=5).changes


def test_why_is_told_anew_in_the_line_that_is_there(tmp_path: Path) -> None:
    own = '[[actions]]\nid = "bus"\naction = "Ours."\npractice = "a"\nto_level = 2\n'
    own += 'because = """\nWe\nwant it."""  # ha\n'
    text = plan_files.plan_toml(drafted(FIRST)).replace(plan_files.MEASURED, f"{own}\n{plan_files.MEASURED}")
    changed, _ = refreshed(saved(tmp_path, text), scored(SECOND))
    assert f'to_level = 2\nbecause = "{REACHED}"  # ha\n' in changed
    without = text.replace('because = """\nWe\nwant it."""  # ha\n', "")
    changed, _ = refreshed(saved(tmp_path, without), scored(SECOND))
    assert f'action = "Ours."\nbecause = "{REACHED}"\npractice = "a"\nto_level = 2\n' in changed


KEYS = """\
cost = "50 pounds"
open = nan   # a word of Python's own
"who pays" = ['Ann', "Jo"]
when = 2027-01-01T10:00:00Z
[actions.room]
name = 'the hall'
"""


def test_keys_of_the_teams_own_are_kept_to_the_byte(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST)).replace('notes = ""\n', f'notes = ""\n{KEYS}', 1)
    path = saved(tmp_path, text)
    action = plan_files.read_plan_file(path).actions[0]
    assert action.own_keys == ("cost", "open", "who pays", "when", "room")
    assert action.open is True
    changed, _ = refreshed(path, scored(SECOND, round_="r2"))
    assert f'notes = ""\n{KEYS}' in changed


def test_keys_of_their_own_stand_in_actions_alone() -> None:
    from coprod_check.documents.plan import read_plan

    _, problems = read_plan({**REST, "cost": 5, "people": {"guests": 1}, "dimensions": {"x": {"y": 1}}})
    assert {str(each) for each in problems} == {
        "cost: unknown key; take it out",
        "people.guests: unknown key; take it out",
        "dimensions.x.y: unknown key; take it out",
    }


@pytest.mark.parametrize("due", ['due = ""\n', "due = '  '\n", ""])
def test_a_date_may_be_blank_or_absent(tmp_path: Path, due: str) -> None:
    text = plan_files.plan_toml(drafted(FIRST)).replace("due = 2027-01-17\n", due)
    assert {each.due for each in plan_files.read_plan_file(saved(tmp_path, text)).actions} == {None}


def test_what_could_not_be_written_truly_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, plan_files.plan_toml(drafted(FIRST)))
    old = plan_files.read_plan_file(path)
    found = refresh_plan(old, scored(SECOND), on=LATER, limit=5)
    monkeypatch.setattr(TomlText, "put", lambda *_, **__: None)
    with pytest.raises(BadInput, match="in a way that we cannot bring up to date"):
        plan_files.refreshed(path, old, found)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            {"notes": "x" * 100_001},
            r"actions\[0\].notes: with what is new it has 100001 characters, and 100000 are the most",
        ),
        ({"evidence": "\u0144" * 99_999}, "with what is new it is larger than 0 MB, the most that we read, so we"),
    ],
)
def test_what_would_be_too_large_to_be_read_again_is_not_written(
    tmp_path: Path, lines: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, plan_files.plan_toml(drafted(FIRST)))
    old = plan_files.read_plan_file(path)
    monkeypatch.setattr(plan_files, "LARGEST", 150_000)
    with pytest.raises(BadInput, match=said):
        plan_files.refreshed(path, old, Refresh(old, {}, {0: lines}, ()), may_change=lambda _: True)


def test_an_action_in_brackets_keeps_its_tables_and_texts_to_the_letter(tmp_path: Path) -> None:
    head = "".join(f'{key} = "{value}"\n' for key, value in REST.items())
    values = {
        "action": "'Ours.'",
        "room": '{ name = "a\\r\\nb", "who pays" = [{ x = [\n1, # c\n] }] }',
        '""': '"""\nx, = y"""',
        "cost . sum": f"0x{'f' * 5000}",
        "at": "1979-05-27 07:32:00.123456789Z",
    }
    action = ", ".join(f"{key} = {value}" for key, value in values.items())
    path = saved(tmp_path, f"{head}actions = [\n  {{ {action} }}, # d\n]\n")
    changed, _ = refreshed(path, scored(FIRST))
    lines = "".join(f"{key} = {value}\n" for key, value in values.items())
    assert f"# d\n[[actions]]\n{lines}\n[[actions]]\n" in changed


FOUND_OUT = 'because = "It is not known yet: someone who was heard could not say, or nobody answered."\n'


def test_in_an_action_in_brackets_our_own_lines_change(tmp_path: Path) -> None:
    head = "".join(f'{key} = "{value}"\n' for key, value in REST.items())
    find = "{ practices = [ 'a', # Ann\n], id = 'find-out', because = 'x', action = 'F.', practice = 'b' }"
    path = saved(tmp_path, f"{head}actions = [ {find} ]\n")
    old = plan_files.read_plan_file(path)
    ready = plan_files.refreshed(path, old, refresh_plan(old, scored(UNKNOWN), on=LATER, limit=5), ASKED)
    listed = "".join(f'    "{each}",  # Title of {each}\n' for each in "ace")
    rest = f"id = 'find-out'\n{FOUND_OUT}action = 'F.'\npractice = 'b'  # Title of b\n"
    assert f"# Ann\n[[actions]]\npractices = [\n{listed}]\n{rest}" in ready.text
    assert ready.moved == 1
    path = saved(tmp_path, f"{head}actions = [ {{ due = 2027-01-01, action = 'F.', done_on = '' }} ]\n")
    old = plan_files.read_plan_file(path)
    lines = {"due": "", "done_on": None, "notes": "x\ny"}
    ready = plan_files.refreshed(path, old, Refresh(old, {}, {0: lines}, ()), may_change=lambda _: True)
    assert '[[actions]]\ndue = ""\naction = \'F.\'\nnotes = """\nx\ny"""\n' in ready.text


def test_actions_in_brackets_take_their_comments_along(tmp_path: Path) -> None:
    head = "".join(f'{key} = "{value}"\n' for key, value in REST.items())
    actions = '[ # all\n  # first\n  { action = "One." }, # one\n  # second\n  { action = "Two." }\n  # last\n] # end\n'
    changed, _ = refreshed(saved(tmp_path, f"{head}actions = {actions}"), scored(FIRST))
    assert '# all\n# first\n# one\n[[actions]]\naction = "One."\n' in changed
    assert '\n\n# second\n# last\n[[actions]]\naction = "Two."\n' in changed
    assert "# end\n\n# all" in changed
    changed, _ = refreshed(saved(tmp_path, f"{head}actions = [ # none\n # yet\n]\n"), scored(FIRST))
    assert '\n# none\n# yet\n[[actions]]\nid = "a-2"\n' in changed


# The titles of practices, as remarks.

ASKED = rubric(*(practice(name, "xy"[index % 2]) for index, name in enumerate("abcdef")))
UNKNOWN = {**FIRST, "a": "dont-know", "c": "dont-know", "e": "dont-know"}


def test_each_practice_has_its_title_beside_it(tmp_path: Path) -> None:
    plan = drafted(UNKNOWN)
    text = plan_files.plan_toml(plan, ASKED)
    assert 'practices = [\n    "a",  # Title of a\n    "c",  # Title of c\n    "e",  # Title of e\n]\n' in text
    assert 'practice = "b"  # Title of b\n' in text
    assert "[practices.f]  # Title of f\n" in text
    assert plan_files.read_plan_file(saved(tmp_path, text)) == plan
    without = plan_files.plan_toml(plan)
    assert [line.partition("  # Title")[0] for line in text.splitlines()] == without.splitlines()


def test_a_title_can_never_be_more_than_a_remark(tmp_path: Path) -> None:
    asked = rubric(
        *(practice(name, "xy"[index % 2], title=f'{name}\n"# [x]\x1b') for index, name in enumerate("abcdef"))
    )
    plan = drafted(UNKNOWN)
    assert plan_files.read_plan_file(saved(tmp_path, plan_files.plan_toml(plan, asked))) == plan


def test_where_there_is_less_to_find_out_the_titles_go_and_peoples_own_remarks_stay(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(UNKNOWN), ASKED)
    text = text.replace("  # Title of c", "  # Ann may know\n    # ask her on Monday")
    path = saved(tmp_path, text)
    old, result = plan_files.read_plan_file(path), scored({**UNKNOWN, "a": 1}, round_="r2")
    changed = plan_files.refreshed(path, old, refresh_plan(old, result, on=LATER, limit=5), ASKED).text
    kept = '    "c",  # Ann may know\n    # ask her on Monday\n    "e",  # Title of e\n'
    assert f'id = "find-out"\npractices = [\n{kept}]\naction' in changed
    more = scored({**UNKNOWN, "c": 1, "f": "dont-know"}, round_="r2")
    changed = plan_files.refreshed(path, old, refresh_plan(old, more, on=LATER, limit=5), ASKED).text
    kept = '    "a",  # Title of a\n    # ask her on Monday\n    "e",  # Title of e\n    "f",  # Title of f\n'
    assert f"# Ann may know\npractices = [\n{kept}]\naction" in changed
    nothing = scored(FIRST, round_="r2")
    changed = plan_files.refreshed(path, old, refresh_plan(old, nothing, on=LATER, limit=5), ASKED).text
    assert "# ask her on Monday\npractices = []\n" in changed
    assert "Title of a" not in changed.split("[[actions]]")[1]


def test_new_actions_have_their_titles_too(tmp_path: Path) -> None:
    path = saved(tmp_path, plan_files.plan_toml(drafted(FIRST), ASKED).replace('"to-do"', '"done"'))
    old = plan_files.read_plan_file(path)
    changed = plan_files.refreshed(path, old, refresh_plan(old, scored(SECOND), on=LATER, limit=5), ASKED).text
    assert 'id = "f-2"\npractice = "f"  # Title of f\n' in changed


def test_an_action_of_their_own_in_brackets_keeps_its_table(tmp_path: Path) -> None:
    head = "".join(f'{key} = "{value}"\n' for key, value in REST.items())
    path = saved(tmp_path, f'{head}actions = [{{ action = "Ours.", cost = 5, practice = "b" }}]\n')
    old = plan_files.read_plan_file(path)
    changed = plan_files.refreshed(path, old, refresh_plan(old, scored(FIRST), on=LATER, limit=5), ASKED).text
    assert '[[actions]]\naction = "Ours."\ncost = 5\npractice = "b"  # Title of b\n' in changed


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o644])
def test_a_copy_of_a_plan_is_no_more_open_than_the_plan(tmp_path: Path, mode: int) -> None:
    path = saved(tmp_path, "x")
    path.chmod(mode)
    assert plan_files.keep_copy(path, LATER).stat().st_mode & 0o777 == mode


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_plan_stays_stored_as_it_was(tmp_path: Path, mark: bytes, encoding: str, ending: str) -> None:
    text = plan_files.plan_toml(drafted(FIRST), ASKED).replace('"team"', '"Žofie, ☘ and عمر"').replace("\n", ending)
    path = tmp_path / "p.plan.toml"
    path.write_bytes(mark + text.encode(encoding))
    old = plan_files.read_plan_file(path)
    ready = plan_files.refreshed(path, old, refresh_plan(old, scored(SECOND), on=LATER, limit=5), ASKED)
    changed = ready.text
    kept = plan_files.keep_copy(path, LATER)
    plan_files.write_over(path, ready)
    assert kept.read_bytes() == mark + text.encode(encoding)
    now = path.read_bytes()
    assert now.startswith(mark)
    assert now[len(mark) :].decode(encoding) == changed
    assert changed.count("\n") == changed.count(ending)
    assert plan_files.read_plan_file(path).practices == drafted(SECOND).practices


def test_what_was_changed_or_taken_away_in_the_meantime_is_not_written_over(tmp_path: Path) -> None:
    text = plan_files.plan_toml(drafted(FIRST))
    path = saved(tmp_path, text)
    old = plan_files.read_plan_file(path)
    refresh = refresh_plan(old, scored(SECOND), on=LATER, limit=5)
    ready = plan_files.refreshed(path, old, refresh)
    path.write_text(text + "# Somebody's.\n")
    with pytest.raises(BadInput, match="was changed by somebody else in the meantime"):
        plan_files.write_over(path, ready)
    assert path.read_text().endswith("# Somebody's.\n")
    saved(tmp_path, text.replace('staff_owner = ""', 'staff_owner = "Jo"', 1))
    with pytest.raises(BadInput, match="was changed by somebody else in the meantime"):
        plan_files.refreshed(path, old, refresh)
    path.unlink()
    with pytest.raises(BadInput, match="there is no such file"):
        plan_files.write_over(path, ready)
    with pytest.raises(BadInput, match="is a folder"):
        plan_files.write_over(tmp_path, ready)


# Copies of plans as they were.


def test_a_copy_stands_beside_the_plan_and_goes_over_none(tmp_path: Path) -> None:
    path = saved(tmp_path, "one")
    assert plan_files.newest_copy(path) is None
    names = []
    for text in ("one", "two", "three"):
        path.write_text(text)
        kept = plan_files.keep_copy(path, LATER)
        names.append(kept.name)
        assert (kept.parent, kept.read_text()) == (tmp_path, text)
    assert names == [f"p.2027-01-21{number}.plan.toml" for number in ("", "-2", "-3")]
    assert plan_files.newest_copy(path) == tmp_path / names[2]
    more = [plan_files.keep_copy(path, LATER) for _ in range(4, 12)]
    assert more[-1].name == "p.2027-01-21-11.plan.toml"
    assert plan_files.newest_copy(path) == more[-1]  # by number: 11 is after 9
    later = plan_files.keep_copy(path, LATER + dt.timedelta(days=1))
    assert plan_files.newest_copy(path) == later
    plan_files.keep_copy(saved(tmp_path, "x").rename(tmp_path / "q.plan.toml"), dt.date(2030, 1, 1))
    assert plan_files.newest_copy(path) == later


def test_a_copy_is_known_by_the_plan_beside_it(tmp_path: Path) -> None:
    path = saved(tmp_path, "one")
    kept = [plan_files.keep_copy(path, LATER) for _ in range(2)]
    assert {plan_files.copied_from(each) for each in kept} == {path}
    assert plan_files.copied_from(path) is None
    path.unlink()
    assert {plan_files.copied_from(each) for each in kept} == {None}


def test_copies_are_no_plans_of_their_own(tmp_path: Path) -> None:
    path = saved(tmp_path, "one")
    (tmp_path / "in").mkdir()
    other = (tmp_path / "in" / "2027-01-21.plan.toml").resolve()
    other.write_text("two")
    plan_files.keep_copy(path, LATER)
    plan_files.keep_copy(path, LATER)
    assert plan_files.plans_under(tmp_path) == [tmp_path / "in" / other.name, path]


def test_a_plan_of_another_ending_is_kept_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text("x")
    assert plan_files.keep_copy(path, LATER).name == "ours.2027-01-21.plan.toml"
    assert plan_files.newest_copy(path) == tmp_path / "ours.2027-01-21.plan.toml"


LEVELS = st.fixed_dictionaries({name: st.integers(0, 3) | st.just("dont-know") for name in "abcdef"})
OWN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)


@settings(max_examples=40, deadline=None)
@given(
    LEVELS,
    LEVELS,
    st.lists(st.sampled_from(["to-do", "doing", "blocked", "done", "dropped"]), min_size=5, max_size=5),
    OWN,
)
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
    new, result = drafted(second, on=LATER, round_="r2"), scored(second, round_="r2")
    changed, added = refreshed(path, result)
    path.write_bytes(changed.encode())
    read = plan_files.read_plan_file(path)
    assert ours(read.actions) == ours((*old.actions, *added))
    assert (read.practices, read.dimensions, read.people) == (new.practices, new.dimensions, new.people)
    assert [line for line in text.splitlines() if "#" in line] == [line for line in changed.splitlines() if "#" in line]
    assert not refresh_plan(read, result, on=LATER, limit=5).changes
    assert refreshed(path, result, on=LATER + dt.timedelta(days=9)) == (changed, ())


def ours(actions: tuple[Action, ...]) -> list[dict[str, Any]]:
    """What people may write in actions: all but the two lines that are the tool's own."""
    return [each.model_dump(exclude={"because", "practices"}) for each in actions]


EDITS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(
            ["owner", "due", "notes", "delete", "space", "own", "comment", "status", "literal", "key", "blank"]
        ),
        OWN,
    ),
    max_size=8,
)


def edited(text: str, edits: list[tuple[int, str, str]]) -> str:
    """Edit the actions of a plan as people would, one block at a time."""
    page, measured = text.split(plan_files.MEASURED)
    head, *blocks = page.split("[[actions]]")
    for number, (place, how, own) in enumerate(edits):
        if how == "own":
            blocks.append(f'\nid = "own-{number}"\naction = {json.dumps("x" + own, ensure_ascii=False)}  # ours\n\n')
        elif place < len(blocks):
            blocks[place] = _edited(blocks[place], how, own)
        if how == "delete" and place < len(blocks):
            del blocks[place]
    return "[[actions]]".join([head, *blocks]) + plan_files.MEASURED + measured


def _edited(block: str, how: str, own: str) -> str:
    typed = json.dumps(own, ensure_ascii=False)
    places = {
        "owner": ('staff_owner = ""\n', f"staff_owner = {typed}\n"),
        "due": ("due = 2027-01-17\n", "due   =   2027-02-28 # later\n"),
        "notes": ('notes = ""\n', f'notes = """\n  {typed[1:-1]}\n\n  two"""\n'),
        "space": ("\n", "\n\n"),
        "comment": ("\nstatus", f"\n# {own}\nstatus"),
        "status": ('status = "to-do"\n', "status = 'done'\n"),
        "key": ('notes = ""\n', f'notes = ""\nours.of-our-own = {typed}\n[actions.cost]  # {own}\npounds = 5\n'),
        "blank": ("due = 2027-01-17\n", 'due = "" # when?\n'),
        "literal": ('evidence = ""\n', "evidence = '''as \"seen\"'''\n"),
    }
    once = how == "key" and "ours.of" in block
    return block.replace(*places[how], 1) if how in places and not once else block


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(LEVELS, LEVELS, EDITS)
def test_every_byte_from_the_first_action_on_stays(
    tmp_path_factory: pytest.TempPathFactory, first: Any, second: Any, edits: list[tuple[int, str, str]]
) -> None:
    text = edited(plan_files.plan_toml(drafted(first)), edits)
    path = saved(tmp_path_factory.mktemp("plan"), text)
    old = plan_files.read_plan_file(path)
    changed, added = refreshed(path, scored(second, round_="r2"))
    written, now = (each.split(plan_files.ACTIONS)[1].split(plan_files.MEASURED)[0] for each in (text, changed))
    new = plan_files.actions_toml([keys_as_written(each) for each in added])
    assert blank(now).rstrip("\n").startswith(blank(written).rstrip("\n"))
    assert now.endswith(new + "\n")
    path.write_bytes(changed.encode())
    read = plan_files.read_plan_file(path)
    assert ours(read.actions) == ours((*old.actions, *added))
    assert sum(action.open for action in added) <= 5
    assert refreshed(path, scored(second, round_="r2"), on=LATER + dt.timedelta(days=9)) == (changed, ())


def blank(text: str) -> str:
    """A text without the tool's own lines: what is to be found out, and why an action is there."""
    text = re.sub(r'(?m)^because = ".*"$', "because", text)
    return re.sub(r"(?ms)^practices = \[.*?\]$", "practices", text)

"""A plan that people edit between the rounds: nothing of it is lost, and what is said of that is so."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_process import run
from helpers.make import DATA

from coprod_check.documents.limits import MOST_KEYS
from coprod_check.storage import plan_files
from coprod_check.storage.plans import guard
from coprod_check.storage.toml_edit import TomlText

if TYPE_CHECKING:
    from pathlib import Path

GARDEN = DATA / "good" / "garden.rubric.toml"
PRACTICES = ("the-gate", "tea", "what-to-sow", "when-to-water")
UNKNOWN = '"dont-know"'


def made(folder: Path, month: str, *levels: int | str) -> tuple[int, str]:
    """Make or refresh the plan from a sheet of one month; the exit code, and what was said on one line."""
    rated = zip(PRACTICES, levels, strict=True)
    sheet = folder / f"{month}.answers.toml"
    sheet.write_text(
        'format = "coprod-answers/1"\nrubric = "garden"\nrubric_version = "2.1.0"\nteam = "Plot"\n'
        f'round = "{month}"\ndate = {month}-10\nvoice = "together"\n[people]\nstaff = 3\nlived-experience = 2\n'
        + "".join(f"[ratings.{name}]\nlevel = {level}\n" for name, level in rated)
    )
    words = ("plan", sheet.name, "--out", "p.plan.toml", "--rubric", GARDEN, "--today", f"{month}-20")
    done = run(*words, cwd=folder)
    return done.returncode, " ".join(done.stderr.split())


def edit(folder: Path, *changes: tuple[str, str]) -> str:
    """Change a plan as people would, each place once; gives its text."""
    plan = folder / "p.plan.toml"
    text = plan.read_text("utf-8")
    for was, now in changes:
        assert was in text, was
        text = text.replace(was, now, 1)
    plan.write_text(text, "utf-8")
    return text


OWN_KEYS = """\
"who pays" = { name = "Jo", sums = [ 0x1F, # pounds
 5 ] }
notes = '''
One.

  Two.'''
[actions.room]# big
open = 10:30:00
"""
BY_PEOPLE = (
    ('staff_owner = ""', 'staff_owner = "Ruth"   # since June'),
    ("due = ", 'due = ""  # ask the manager\nwhen_asked = '),
    ('status = "to-do"', "status = 'blocked' # no money"),
    ('notes = ""\n', OWN_KEYS),
    ('    "tea",', '    "tea", # Ann may know\n    # ring her'),
    (plan_files.MEASURED, f'[[actions]]\n\taction = "Get a bus."\t# ours\n\n# mind the gap\n{plan_files.MEASURED}'),
    ("[people]", "# Ann counted twice\n[people] # at the table"),
    ("staff = 3", "staff = 3 # with Sam"),
    ("offered = [\n", "offered = [ # we liked these\n"),
)
COMMENTS = sorted({f"#{line.split('#')[1]}" for _, edited in BY_PEOPLE for line in edited.split("\n") if "#" in line})


def peoples(text: str, count: int) -> list[dict[str, Any]]:
    """The first actions of a plan, without the two lines that are the tool's own."""
    actions = tomllib.loads(text)["actions"][:count]
    return [{key: value for key, value in each.items() if key not in {"because", "practices"}} for each in actions]


def test_what_people_wrote_is_there_after_two_more_rounds_and_a_check_in(tmp_path: Path) -> None:
    plan = tmp_path / "p.plan.toml"
    assert made(tmp_path, "2026-11", 0, UNKNOWN, UNKNOWN, 1) == (0, "The plan is in p.plan.toml.")
    wrote = edit(tmp_path, *BY_PEOPLE)
    number = len(tomllib.loads(wrote)["actions"])

    code, said = made(tmp_path, "2027-01", 1, UNKNOWN, 1, 1)
    second = plan.read_text("utf-8")
    assert code == 0
    assert [each for each in COMMENTS if each not in second] == []
    assert peoples(second, number) == peoples(wrote, number)
    assert '    "tea", # Ann may know\n    # ring her' in second  # nobody knows of tea yet
    assert "\n# we liked these\noffered = [\n" in second  # nothing is left of what was liked
    assert "All that you wrote is still in it; 1 comment now stands on a line of its own, above where it was." in said

    words = ("plan", "--check-in", plan.name, "--plain", "--today", "2027-02-01", "--rubric", GARDEN)
    done = run(*words, cwd=tmp_path, typed="4\nStill no money\n\n\n\ns\n")
    assert "What you said is in p.plan.toml." in " ".join(done.stderr.split())
    third = plan.read_text("utf-8")
    assert tomllib.loads(third)["actions"][0]["notes"] == "One.\n\n  Two.\n2027-02-01, blocked: Still no money"
    assert [each for each in COMMENTS if each not in third] == []

    assert made(tmp_path, "2027-03", 1, 1, 1, 2)[0] == 0
    fourth = plan.read_text("utf-8")
    assert [each for each in COMMENTS if each not in fourth] == []
    assert peoples(fourth, number) == peoples(third, number)
    assert "Nothing in it has changed" in made(tmp_path, "2027-03", 1, 1, 1, 2)[1]
    assert plan.read_text("utf-8") == fourth


def test_a_plan_that_would_be_too_large_to_be_read_again_is_left_as_it_is(tmp_path: Path) -> None:
    made(tmp_path, "2026-11", 0, 0, 1, 1)
    room = MOST_KEYS - entries(tomllib.loads((tmp_path / "p.plan.toml").read_text("utf-8")))
    own = "".join(f"k{number} = 1\n" for number in range(room))
    text = edit(tmp_path, ('notes = ""\n', f'notes = ""\n{own}'), ('status = "to-do"', 'status = "dropped"'))
    code, said = made(tmp_path, "2027-01", 1, 1, 0, 0)
    assert code == 3
    assert said == (
        "p.plan.toml: with what is new it has more than 10000 keys and entries, the most that we read, "
        "so we changed nothing; take out what you need no longer"
    )
    assert (tmp_path / "p.plan.toml").read_text("utf-8") == text
    assert not list(tmp_path.glob("p.2*"))


def entries(value: Any) -> int:
    """How many keys and entries are in a value."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return len(inside) + sum(map(entries, inside))


def test_what_cannot_be_kept_is_named_and_the_plan_and_its_folder_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, "2026-11", 0, 0, 1, 1)
    text = edit(tmp_path, ("staff = 3", "staff = 3 # with Sam"), ("lived-experience = 2\n", ""))
    line = text[: text.index("# with Sam")].count("\n") + 1
    whole = TomlText.__str__
    monkeypatch.setattr(TomlText, "__str__", lambda each: whole(each).replace(" # with Sam", ""))
    monkeypatch.setattr(guard, "_put_above", lambda written, _: written)
    code, said = made(tmp_path, "2027-01", 1, 1, 1, 1)
    assert code == 3
    assert said == (
        f"p.plan.toml, line {line}: nothing was changed, because this would be lost: '# with Sam'; "
        "move it to a line of its own"
    )
    assert (tmp_path / "p.plan.toml").read_text("utf-8") == text
    assert not list(tmp_path.glob("p.2*"))


def test_a_copy_of_how_the_plan_was_is_not_brought_up_to_date(tmp_path: Path) -> None:
    made(tmp_path, "2026-11", 0, 0, 1, 1)
    made(tmp_path, "2027-01", 1, 1, 1, 1)
    copy = tmp_path / "p.2027-01-20.plan.toml"
    was = copy.read_bytes()
    done = run("plan", "2027-01.answers.toml", "--out", copy.name, "--rubric", GARDEN, cwd=tmp_path)
    assert done.returncode == 2
    said = " ".join(done.stderr.split())
    assert (
        f"{copy.name} is a copy of p.plan.toml as it was on a day, which stays as it is; name the plan itself" in said
    )
    assert copy.read_bytes() == was
    (tmp_path / "p.plan.toml").unlink()
    assert run("plan", "2027-01.answers.toml", "--out", copy.name, "--rubric", GARDEN, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('due = ""\n', ""),
        ("due = '  '\n", ""),
        ('status = "blocked"\n', ""),
        ('status = "in progress"\n', 'write "doing"'),
        ('status = "dome"\n', "did you mean 'done'?"),
        ('due = "soon"\n', "write it as 2026-11-22"),
    ],
)
def test_edit_anything_you_like_is_true(tmp_path: Path, written: str, said: str) -> None:
    made(tmp_path, "2026-11", 0, 0, 1, 1)
    key = written.partition(" = ")[0]
    plan = (tmp_path / "p.plan.toml").read_text("utf-8")
    line = next(each for each in plan.splitlines(keepends=True) if each.startswith(f"{key} = "))
    text = edit(tmp_path, (line, written))
    code, told = made(tmp_path, "2027-01", 1, 1, 1, 1)
    now = (tmp_path / "p.plan.toml").read_text("utf-8")
    if said:
        assert code == 3
        assert said in told
        assert now == text
    else:
        assert (code, written in now) == (0, True)

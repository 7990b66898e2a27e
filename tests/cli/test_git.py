"""Plans under git: ``plan --show`` as its textconv, ``diff`` as its driver, with the real git."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.in_process import run
from helpers.process import ROOT, environment

from coprod_check.cli.commands.diff_git import GitCall, GitVersion, as_git_calls

if TYPE_CHECKING:
    from collections.abc import Sequence

CALLS = ROOT / "examples" / "calls"
SEPTEMBER, OCTOBER, NOVEMBER = (CALLS / f"{name}.plan.toml" for name in ("1-september", "2-october", "3-november"))
OURS = f"{shlex.quote(sys.executable)} -m coprod_check"
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

# How git's arguments are known.

OLD = ("/tmp/git-blob-1/t.plan.toml", "a255778af3d01a94bfd2e7a24ec5a5cbd1a6b3ce", "100644")
NEW = ("t.plan.toml", "0" * 40, "100644")
NONE = ("/dev/null", ".", ".")


def known(*words: str) -> GitCall | None:
    return as_git_calls([Path(word) for word in words])


@pytest.mark.parametrize(
    ("words", "path", "old", "new"),
    [
        (("t.plan.toml", *OLD, *NEW), "t.plan.toml", "t.plan.toml at a255778", "t.plan.toml as it is now"),
        (("t.plan.toml", *NONE, *NEW), "t.plan.toml", None, "t.plan.toml as it is now"),
        (("t.plan.toml", *OLD, *NONE), "t.plan.toml", "t.plan.toml at a255778", None),
        (("t.plan.toml", *OLD, *NEW, "u.plan.toml", "similarity"), "u.plan.toml", "t.plan.toml at a255778",
         "u.plan.toml as it is now"),
        (("t", OLD[0], "b" * 64, "120000", *NEW), "t", "t at bbbbbbb", "t as it is now"),
    ],
)  # fmt: skip
def test_the_arguments_of_git_are_known_by_their_form(
    words: Sequence[str], path: str, old: str | None, new: str | None
) -> None:
    call = known(*words)
    assert call is not None
    names = [version.name if version else None for version in (call.old, call.new)]
    assert (call.path, *names) == (path, old, new)
    assert call.old in {None, GitVersion(Path(words[1]), old or "")}


@pytest.mark.parametrize(
    "words",
    [
        [f"{n}.plan.toml" for n in range(7)],
        [f"{n}.plan.toml" for n in range(9)],
        ["t", *OLD, *NEW, "one too many"],
        ["t", *OLD],
        ["t", OLD[0], "a255778", "100644", *NEW],
        ["t", OLD[0], OLD[1], "644", *NEW],
        ["t", *OLD, "x", "100644", OLD[1]],
        ["t", "/dev/null", OLD[1], "100644", *NEW],
        ["t", "/dev/null", ".", "100644", *NEW],
        ["t", "x", ".", ".", *NEW],
    ],
)
def test_what_only_looks_like_it_is_not_taken_for_git(words: Sequence[str]) -> None:
    assert known(*words) is None


def test_seven_plans_stay_seven_plans(tmp_path: Path) -> None:
    files = []
    for place in range(7):
        files.append(tmp_path / f"{place}.plan.toml")
        text = SEPTEMBER.read_text("utf-8").replace("made_on = 2026-09-14", f"made_on = 2026-09-{place + 10}")
        files[-1].write_text(text, "utf-8")
    done = run("diff", *files)
    assert (done.returncode, done.stderr) == (0, "")
    assert "7 plans" in done.stdout


# With git itself.


class Repository:
    """A repository of its own in a folder, which knows our commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")
        (folder / ".gitattributes").write_text("*.plan.toml diff=coprod\n", "utf-8")
        self.git("add", ".gitattributes")
        self.git("commit", "-qm", "how plans are compared")

    def git(self, *arguments: str, code: int = 0) -> str:
        mine = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(self.folder)}
        who = {f"GIT_{of}_{what}": "x" for of in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment(**mine, **who), capture_output=True, timeout=60,
            check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr.decode()
        return done.stdout.decode() + done.stderr.decode()

    def save(self, plan: Path, name: str = "harbour.plan.toml", *, commit: bool = True) -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        shutil.copyfile(plan, path)
        if commit:
            self.git("add", ".")
            self.git("commit", "-qm", plan.stem)
        return path


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


@needs_git
def test_with_textconv_git_shows_the_lines_of_the_page_that_differ(repository: Repository) -> None:
    repository.git("config", "diff.coprod.textconv", f"{OURS} plan --show")
    repository.save(OCTOBER)
    path = repository.save(NOVEMBER, commit=False)
    told = repository.git("diff")
    assert "-Our plan: 5 things to do" in told
    assert "+Our plan: 8 things to do" in told
    assert not [line for line in told.splitlines() if line[:1] in "+-" and "because" in line]
    # Order and comments are no difference on the page.
    repository.git("commit", "-qam", "november")
    path.write_text("# ring Jo\n" + path.read_text("utf-8"), "utf-8")
    assert [line for line in repository.git("diff").splitlines() if line[:1] in "+-"] == []
    assert "+# ring Jo" in repository.git("diff", "--no-textconv")
    repository.git("commit", "-qam", "a remark")
    assert "+Our plan: 8 things to do" in repository.git("log", "-p")


@needs_git
def test_as_a_driver_diff_tells_what_changed_by_meaning(repository: Repository) -> None:
    repository.git("config", "diff.coprod.command", f"{OURS} diff")
    repository.save(OCTOBER, "plans/harbour.plan.toml")
    repository.save(NOVEMBER, "plans/harbour.plan.toml", commit=False)
    told = repository.git("diff")
    assert told.startswith("Harbour memory group: 19 October 2026 to 23 November 2026, 35 days between\n")
    blob = repository.git("rev-parse", "HEAD:plans/harbour.plan.toml")[:7]
    name = "plans/harbour.plan.toml"
    assert f"{name} at {blob}, then {name} as it is now" in told
    without_names = run("diff", OCTOBER, NOVEMBER).stdout.splitlines()[2:]
    assert told.splitlines()[2:-1] == without_names
    repository.git("add", ".")
    repository.git("mv", name, "plans/memory.plan.toml")
    assert f"{name} at {blob}, then plans/memory.plan.toml at " in repository.git("diff", "--cached", "-M")
    repository.git("commit", "-qm", "renamed")
    assert "35 days between" in repository.git("log", "-p", "-M", "--ext-diff")


@needs_git
def test_a_plan_that_comes_or_goes_is_shown_and_answers_only_named(repository: Repository) -> None:
    repository.git("config", "diff.coprod.command", f"{OURS} diff")
    (repository.folder / ".gitattributes").write_text("*.toml diff=coprod\n", "utf-8")
    repository.save(OCTOBER)
    shutil.copyfile(CALLS / "2-october.answers.toml", repository.folder / "o.answers.toml")
    repository.git("add", ".")
    told = repository.git("show", "--ext-diff")
    assert "harbour.plan.toml is new.\n\nHarbour memory group" in told
    assert "Our plan: 5 things to do" in told
    assert repository.git("diff", "--cached") == "o.answers.toml is new.\n\n"
    repository.git("commit", "-qm", "answers")
    repository.git("rm", "-q", "harbour.plan.toml", "o.answers.toml")
    told = repository.git("diff", "--cached")
    assert "harbour.plan.toml is gone.\n\nHarbour memory group" in told
    assert "o.answers.toml is gone.\n" in told


@needs_git
def test_a_version_that_cannot_be_read_does_not_stop_git(repository: Repository) -> None:
    repository.git("config", "diff.coprod.command", f"{OURS} diff")
    path = repository.save(OCTOBER, "a.plan.toml")
    repository.save(OCTOBER, "b.plan.toml")
    path.write_text(path.read_text("utf-8").replace("made_on = ", "made_on == "), "utf-8")
    repository.save(NOVEMBER, "b.plan.toml", commit=False)
    told = repository.git("diff")
    assert "a.plan.toml as it is now, line " in told
    assert "git diff --no-ext-diff shows the lines that differ.\n" in told
    assert "b.plan.toml as it is now\n" in told
    assert "+made_on == 2026-10-19" in repository.git("diff", "--no-ext-diff")


@needs_git
def test_two_versions_that_are_not_merged_are_named_as_such_by_our_commands(repository: Repository) -> None:
    path = repository.save(OCTOBER)
    for branch, owner in (("other", "Ann"), ("main", "Bob")):
        repository.git("checkout", "-q", *(["-b"] if branch == "other" else []), branch)
        path.write_text(OCTOBER.read_text("utf-8").replace('staff_owner = "Sam"', f'staff_owner = "{owner}"'), "utf-8")
        repository.git("commit", "-qam", owner)
    repository.git("merge", "other", code=1)
    repository.git("config", "diff.coprod.command", f"{OURS} diff")
    assert repository.git("diff", "--cached") == "harbour.plan.toml is not merged yet.\n\n"
    assert "++<<<<<<< HEAD" in repository.git("diff")
    for arguments in (("plan", "--show"), ("plan", "--check"), ("diff", OCTOBER)):
        done = run(*arguments, path)
        assert done.returncode == 3
        assert "two versions of this file stand here one below the other, as a merge by git leaves them" in done.stderr


def git_call(*arguments: str, old: Path = OCTOBER, new: Path = NOVEMBER) -> tuple[int, str]:
    done = run("diff", "t", old, OLD[1], "100644", new, "0" * 40, "100644", *arguments)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_options_of_diff_hold_for_git_too(tmp_path: Path) -> None:
    assert git_call() == (0, git_call("--exit-code")[1])
    assert git_call("--exit-code")[0] == 1
    assert git_call("--exit-code", new=OCTOBER)[0] == 0
    assert git_call("--format", "markdown")[1].startswith("# What changed: Harbour memory group")
    assert git_call("--format", "json")[1].startswith("{")
    out = tmp_path / "d.txt"
    assert git_call("--out", str(out)) == (0, "")
    assert out.read_text("utf-8") == git_call()[1]
    none = run("diff", "t", "/dev/null", ".", ".", NOVEMBER, "0" * 40, "100644", "--format", "json", "--exit-code")
    assert (none.returncode, none.stdout) == (1, "t is new.\n\n")

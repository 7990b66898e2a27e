"""`run` and `run.cmd` set themselves up from a clone, and what people answered stays out of git."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.process import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Callable

TOOLS = ("sh", "dirname", "readlink", "grep", "sed", "tail", "cmp", "sleep", "mkdir", "rm", "cp", "cat")
LOCK = """\
first==1.0 \\
    --hash=sha256:00
second-part==2.0 \\
    --hash=sha256:11
other-system==3.0 ; sys_platform == 'win32' \\
    --hash=sha256:22
"""

PYTHON = """\
#!/bin/sh
# A stand-in for Python {version}: makes an environment whose pip says what the test wants.
echo "{version} $*" >>"$SAID"
case "$1 $2 $3" in
"-P -m venv")
    mkdir -p "$4/bin"
    cp "$INSTALLED" "$4/bin/python"
    ;;
esac
"""

INSTALLED = """\
#!/bin/sh
echo "$*" >>"$SAID"
case "$1 $2 $3" in
"-P -m pip")
    where="${PIP_USER-}${PIP_TARGET-}${PIP_PREFIX-}${PIP_CONSTRAINT-}"
    echo "with $where from ${PIP_INDEX_URL-} ${HTTPS_PROXY-}" >>"$SAID"
    echo "WARNING: an index is slow"
    echo "Ignoring other-system: markers 'sys_platform == \\"win32\\"' don't match your environment"
    echo "Collecting first==1.0 (from -r requirements.lock (line 1))"
    echo "Processing /somewhere/second_part-2.0-py3-none-any.whl (from -r requirements.lock (line 3))"
    echo $$ >"$SAID.pid"
    ${PIP:-true}
    ;;
*)
    exit 7
    ;;
esac
"""


class Clone:
    """A clone with `run`, a lock of three packages, and a path with nothing but small tools and stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.said = folder / "a clone", folder / "said.txt"
        self._bin = folder / "bin"
        for path in (self.folder, self._bin):
            path.mkdir()
        shutil.copy2(ROOT / "run", self.folder / "run")
        (self.folder / "requirements.lock").write_text(LOCK)
        for tool in TOOLS:
            (self._bin / tool).symlink_to(shutil.which(tool) or tool)
        self.program(folder / "installed", INSTALLED)
        self.environ = {"PATH": str(self._bin), "SAID": str(self.said), "INSTALLED": str(folder / "installed")}

    @staticmethod
    def program(path: Path, text: str) -> None:
        path.write_text(text)
        path.chmod(0o755)

    def has(self, *names: str) -> None:
        for name in names:
            self.program(self._bin / name, PYTHON.format(version=name))

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["./run", *words], cwd=self.folder, env=self.environ | more, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *words: str, **more: str) -> tuple[int, str]:
        """Start `run`, and give its exit code and all that it said."""
        started = self.start(*words, **more)
        out, error = started.communicate(timeout=30)
        return started.returncode, out + error

    def calls(self) -> list[str]:
        return self.said.read_text().splitlines() if self.said.exists() else []


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


# Which Python is taken.


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (("python3.11",), "python3.11"),
        (("python3.11", "python3.13", "python3.12"), "python3.13"),
        (("python3.14", "python3.13"), "python3.14"),
        (("python3.17",), "python3.17"),
        (("python3.16", "python3.15", "python3.12"), "python3.12"),
        (("python3.22", "python3.15"), "python3.15"),
        (("python3", "python"), "python3"),
        (("python",), "python"),
    ],
)
def test_the_newest_python_that_was_tried_is_taken_else_a_newer_one(
    clone: Clone, there: tuple[str, ...], taken: str
) -> None:
    clone.has(*there)
    assert clone.run("assess")[0] == 7
    assert [call.split()[0] for call in clone.calls() if " -m venv " in call] == [taken]


def test_a_python_that_is_too_old_is_passed_over(clone: Clone) -> None:
    clone.has("python3.12")
    clone.program(Path(clone.environ["PATH"]) / "python3.13", "#!/bin/sh\nexit 1\n")
    clone.run("assess")
    assert any(call.startswith("python3.12 -P -m venv") for call in clone.calls())


def test_without_a_python_one_sentence_says_what_is_needed(clone: Clone) -> None:
    assert clone.run("assess") == (1, "coprod-check needs Python 3.11 or newer, and there is none here.\n")


def wait_for(come: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not come():
        assert time.monotonic() < until, "what was waited for did not come"
        time.sleep(0.05)


def test_a_python_that_cannot_make_an_environment_is_told_with_what_to_do(clone: Clone) -> None:
    no_venv = '#!/bin/sh\n[ "$3" != venv ] || { echo "No module named venv" >&2; exit 1; }\n'
    clone.program(Path(clone.environ["PATH"]) / "python3.12", no_venv)
    code, said = clone.run("assess")
    assert code == 1
    assert said.endswith("On Debian or Ubuntu: apt install python3-venv\n")


@pytest.mark.parametrize(
    ("started", "named"),
    [(["./run"], "./run"), (["sh", "run"], "./run"), (["sh", "../a clone/run"], "../a clone/run")],
)
def test_what_was_typed_is_what_commands_that_are_printed_begin_with(
    clone: Clone, started: list[str], named: str
) -> None:
    clone.has("python3.12")
    clone.program(Path(clone.environ["INSTALLED"]), INSTALLED.replace("exit 7", 'echo "by $COPROD_PROGRAM"'))
    done = subprocess.run(
        [*started, "score"], cwd=clone.folder, env=clone.environ, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"by {named}\n"


# How far set-up has come, and what is said of it.


def test_set_up_says_a_line_of_ours_and_nothing_of_the_installers(clone: Clone) -> None:
    clone.has("python3.12")
    code, said = clone.run("score", "a b")
    assert code == 7
    assert re.fullmatch(r"Setting up \(once\): .*, 0 s\nSet up in \d+ s\.\n", said)
    assert clone.calls()[-1] == "-P -m coprod_check score a b"
    assert not (clone.folder / ".run" / "app.log").exists()


def test_the_second_run_says_nothing_and_a_changed_lock_sets_up_again(clone: Clone) -> None:
    clone.has("python3.12")
    clone.run("score")
    assert clone.run("score") == (7, "")
    (clone.folder / "requirements.lock").write_text(LOCK.replace("1.0", "1.1"))
    assert "Set up in" in clone.run("score")[1]


def test_on_a_terminal_one_line_moves_and_counts_the_packages(clone: Clone) -> None:
    pexpect = pytest.importorskip("pexpect")
    clone.has("python3.12")
    child = pexpect.spawn(
        "./run", ["score"], cwd=str(clone.folder), encoding="utf-8", timeout=30,
        env=clone.environ | {"PIP": "sleep 2.5"},
    )  # fmt: skip
    child.expect_exact("Setting up (once): package 2 of 2, second_part, 1 s")
    child.expect_exact("Setting up (once): package 2 of 2, second_part, 2 s")
    child.expect(r"\r\x1b\[KSet up in \d s\.")
    assert "\n" not in child.before
    child.expect(pexpect.EOF)


def test_when_set_up_fails_all_that_the_installer_said_is_shown_and_the_next_run_tries_again(clone: Clone) -> None:
    clone.has("python3.12")
    code, said = clone.run("score", PIP="false")
    assert code == 1
    assert "WARNING: an index is slow\n" in said
    assert "Collecting first==1.0" in said
    assert said.endswith(f"stands above, and in {clone.folder}/.run/app.log.\n")
    assert "-P -m coprod_check score" not in clone.calls()
    assert clone.run("score")[0] == 7


def test_set_up_that_is_stopped_stops_the_installer_too(clone: Clone) -> None:
    clone.has("python3.12")
    mark = clone.said.with_name("said.txt.pid")
    with clone.start("score", PIP="exec sleep 60") as started:
        wait_for(lambda: mark.exists() and bool(mark.read_text().strip()))
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=20) == 130
    installer = Path("/proc") / mark.read_text().strip() / "stat"
    wait_for(lambda: not installer.exists() or ") Z " in installer.read_text())
    assert not (clone.folder / ".run" / "app" / "installed.lock").exists()


# Where it stands, and what stands around it.


def test_through_links_it_finds_the_clone_and_leaves_nothing_beside_them(clone: Clone, tmp_path: Path) -> None:
    clone.has("python3.12")
    own = tmp_path / "own programs"
    own.mkdir()
    (own / "check").symlink_to(clone.folder / "run")
    (own / "near").symlink_to("check")
    for name in ("check", "near"):
        done = subprocess.run(
            [own / name, "score"], cwd=tmp_path, env=clone.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 7, done.stderr
    assert sorted(path.name for path in own.iterdir()) == ["check", "near"]
    assert (clone.folder / ".run" / "app" / "installed.lock").exists()


def test_where_pip_puts_things_is_ours_and_where_it_gets_them_from_is_the_users(clone: Clone) -> None:
    clone.has("python3.12")
    elsewhere = {"PIP_USER": "1", "PIP_TARGET": "/t", "PIP_PREFIX": "/p", "PIP_CONSTRAINT": "/c"}
    clone.run("score", **elsewhere, PIP_INDEX_URL="https://mirror/simple", HTTPS_PROXY="http://proxy")
    (pip,) = (call for call in clone.calls() if call.startswith("-P -m pip install "))
    assert {"--no-user", "--target="} <= set(pip.split())
    assert "with  from https://mirror/simple http://proxy" in clone.calls()


def test_neither_a_file_beside_the_sheet_nor_another_folder_of_packages_is_run(clone: Clone) -> None:
    clone.has("python3.12")
    clone.program(Path(clone.environ["INSTALLED"]), INSTALLED.replace("exit 7", 'echo "$1 of $PYTHONPATH"'))
    code, said = clone.run("score", PYTHONPATH=":/other:")
    assert code == 0
    assert f"-P of {clone.folder}" in said.splitlines()


def test_a_module_beside_the_sheet_stays_what_it_is(tmp_path: Path) -> None:
    for name in ("csv", "typer", "coprod_check"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run')\n")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "coprod_check", "score", "."],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert "there are no sheets in this folder" in done.stderr


# `run.cmd`: it cannot be run on this system, so its text is looked at.

CMD = (ROOT / "run.cmd").read_bytes()
LINES = [line.strip() for line in CMD.decode("ascii").splitlines()]
CODE = [line for line in LINES if line and not line.lower().startswith("rem ") and line != "rem"]
LABELS = [line[1:] for line in CODE if line.startswith(":")]
ENDS = re.compile(r"(exit /b [01]|exit /b %ERRORLEVEL%|goto \w+)$")


def test_its_lines_end_as_windows_needs_them_and_its_letters_are_plain() -> None:
    assert CMD.count(b"\r\n") == CMD.count(b"\n") == CMD.count(b"\r")
    assert b"run.cmd text eol=crlf" in (ROOT / ".gitattributes").read_bytes()
    assert CMD.isascii()


def test_every_label_that_is_gone_to_is_there_once_and_no_label_is_unused() -> None:
    gone_to = {name for line in CODE for name in re.findall(r"(?:goto |call :)(\w+)", line)}
    assert sorted(gone_to) == sorted(LABELS)
    assert len(set(LABELS)) == len(LABELS)


def test_nothing_falls_from_one_part_into_the_next_but_where_set_up_begins() -> None:
    falls = [
        line[1:]
        for before, line in pairwise(CODE)
        if line.startswith(":") and (before.startswith("if ") or not ENDS.fullmatch(before))
    ]
    assert falls == ["app", "set_up", "set_up_done"]


def test_what_can_fail_is_followed_by_a_look_at_its_exit_code() -> None:
    can_fail = re.compile(
        r'(call |ruff |mypy|lint-imports |"%uv%" |cd /d |copy |"%python%" |"%(here|folder)%[^"]*python\.exe")'
    )
    for line, behind in pairwise(CODE):
        if can_fail.match(line):
            assert behind.startswith(('if not "%ERRORLEVEL%"=="0" ', 'if "%ERRORLEVEL%"=="0" ')) or (
                behind in {"exit /b %ERRORLEVEL%", 'if not "%ERRORLEVEL%"=="103" exit /b %ERRORLEVEL%'}
            ), line


def test_every_path_in_it_is_quoted_whole() -> None:
    for line in CODE:
        outside = re.sub(r'"[^"]*"', "", line)
        assert not re.search(r"%(here|folder|lock|log|uv|PATH|PYTHONPATH)%", outside), line
        assert line.count('"') % 2 == 0, line


def test_it_has_no_blocks_in_brackets_whose_variables_would_be_those_of_before() -> None:
    assert not [line for line in CODE if re.sub(r'"[^"]*"', "", line).rstrip().endswith("(")]
    assert "setlocal EnableExtensions DisableDelayedExpansion" in CODE


def test_what_may_be_a_batch_file_itself_is_called_so_that_it_comes_back() -> None:
    assert [line for line in CODE if "%python% " in line.replace('"%python%"', "")] == [
        line for line in CODE if line.startswith("call %python% ")
    ]


def test_both_scripts_take_the_same_locks_the_same_installer_and_the_same_two_commands() -> None:
    other = (ROOT / "run").read_text("utf-8")
    for name, lock in (("app", "requirements.lock"), ("dev", "requirements-dev.lock")):
        assert f"environment {name} {lock}" in other
        assert f"call :environment {name} {lock}" in CODE
    for words in ("sys.version_info < (3, 11)", "pip sync --python", "--disable-pip-version-check --require-hashes -r"):
        assert words in other
        assert any(words in line for line in CODE)
    assert '"%here%.run\\app\\Scripts\\python.exe" -P -m coprod_check %*' in CODE
    for check in ("ruff check .", "ruff format --check --quiet .", "mypy", "lint-imports --no-cache"):
        assert check in other
        assert check in CODE


def test_on_windows_no_file_of_python_is_run_that_lies_where_somebody_types() -> None:
    assert 'set "PYTHONPATH=%here%"' in CODE
    assert not [line for line in CODE if re.search(r"[^P] -m (coprod_check|pip) ", line)]
    assert "for %%V in (USER TARGET PREFIX ROOT PYTHON CONSTRAINT REQUIREMENT DRY_RUN) do" in CMD.decode()


def test_the_exit_code_of_the_program_is_that_of_the_script() -> None:
    for line, behind in pairwise(CODE):
        if line.endswith((" %*", "-m pytest")):
            assert behind in {"exit /b %ERRORLEVEL%", 'if not "%ERRORLEVEL%"=="103" exit /b %ERRORLEVEL%'}


def test_where_the_python_that_it_was_set_up_with_is_gone_it_is_set_up_anew_once() -> None:
    """The program of an environment ends with 103 then (RC_NO_PYTHON of Python's launcher)."""
    place = CODE.index('if not "%ERRORLEVEL%"=="103" exit /b %ERRORLEVEL%')
    assert CODE[place + 1 : place + 5] == [
        'if not "%again%"=="" exit /b 103',
        'set "again=yes"',
        'del "%here%.run\\app\\installed.lock"',
        "goto app",
    ]
    assert CODE[CODE.index(":app") - 1] == 'set "again="'


def test_no_path_is_in_a_line_that_is_read_twice() -> None:
    """``call`` doubles each ^ and puts in variables once more, also those whose names were in a path."""
    calls = [line.partition(">")[0] for line in CODE if line.startswith("call ")]
    assert [line for line in calls if re.search("%(here|folder|lock|log|uv)%", line)] == []
    assert any("os.environ['folder']" in line for line in calls)


def test_each_python_that_there_may_be_is_asked_and_none_is_fetched() -> None:
    asked = [line.split('"')[1] for line in CODE if line.startswith("call :new_enough ")]
    assert asked == ["py -3", "py -3.14", "py -3.13", "py -3.12", "py -3.11", "python", "python3"]
    assert CODE[CODE.index(":new_enough") + 1] == 'set "python=%~1"'
    assert CODE.index('set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"') < CODE.index(":environment")


def test_the_path_of_the_script_is_what_the_program_is_told_of_how_it_was_started() -> None:
    assert 'set "COPROD_PROGRAM=%here%run.cmd"' in CODE
    assert CODE[0] == "@echo off"
    assert 'set "here=%~dp0"' in CODE


# What git does not take.


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    shutil.copy2(ROOT / ".gitignore", tmp_path)
    return tmp_path


def ignored(repository: Path, *names: str) -> list[str]:
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", *names], cwd=repository, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()


def test_private_sheets_their_copies_and_half_written_ones_stay_out_of_git(repository: Path) -> None:
    private = [
        "riverside-2026-11-staff-k7f3.answers.toml",
        "riverside/mine.answers.toml.bak",
        "mine.answers.toml.bak-2",
        ".mine.answers.toml.1234.tmp",
        ".mine.answers.toml.lock",
        "mine.answers.json",
        "deep/er/mine.answers.toml.txt",
        "mine.answers (1).toml",
        "MINE.ANSWERS.TOML",
        "mine.answers.Json",
    ]
    assert ignored(repository, *private) == private


def test_plans_examples_and_what_tests_read_are_kept(repository: Path) -> None:
    kept = ["riverside.plan.toml", "examples/a/b.answers.toml", "tests/data/x.answers.json", "rubrics/mine.toml"]
    assert ignored(repository, *kept) == []


def test_nothing_that_is_kept_in_git_is_left_out_by_name() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == ""

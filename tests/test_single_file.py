"""The single file: what its first start does to a disk, and whether the real one runs on a Python with nothing else."""

from __future__ import annotations

import ast
import importlib.machinery
import os
import re
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from helpers.process import ROOT

# Commands beside the package are no package: each finds what it needs in its own folder, and so do these tests.
sys.path.insert(0, str(ROOT / "release"))
first_start, single_file, locks = map(import_module, ("first_start", "single_file", "locks"))

VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
ENDING = importlib.machinery.EXTENSION_SUFFIXES[0]
THIS = single_file.System("this computer", "this", (), ENDING, sys.platform)
OTHER = ".cpython-399-none.so"
PRETENDED = {
    "coprod_check/__init__.py": b"",
    "coprod_check/__main__.py": (
        b"import os, sys\ndef main():\n"
        b"    print(os.environ['COPROD_PROGRAM'].split('\\n'), sys.argv[1:])\n    print(__file__)\n"
    ),
    f"part{ENDING}": b"for this Python",
    f"part{OTHER}": b"for another",
}
BARE = ("-I", "-S")
"""Without what is installed: no environment, no folder of packages."""


def started(
    file: Path, *words: str, home: Path | None, cwd: Path | None = None, typed: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Start a single file with a bare Python, a home and nothing else."""
    settings = {"PATH": os.environ["PATH"], **({"HOME": str(home)} if home else {}), **more}
    return subprocess.run(
        [sys.executable, *BARE, str(file), *words],
        input=typed, capture_output=True, text=True, encoding="utf-8", env=settings, cwd=cwd, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A single file with a small program in it."""
    path = tmp_path / "small.pyz"
    main = single_file.single_file(PRETENDED, THIS, (VERSION, "3.99"))
    path.write_bytes(main)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home"
    path.mkdir()
    return path


def kept(home: Path) -> list[Path]:
    return sorted((home / ".cache" / "coprod-check").glob("*"))


# The first start, and the next.


def test_the_first_start_unpacks_where_the_owner_alone_may_look_and_the_next_takes_it_from_there(
    file: Path, home: Path
) -> None:
    first = started(file, "score", "a b", home=home)
    assert first.stdout.splitlines()[0] == f"{['python3', str(file)]} ['score', 'a b']"
    (folder,) = kept(home)
    assert Path(first.stdout.splitlines()[1]) == folder / "coprod_check" / "__main__.py"
    assert folder.parent.stat().st_mode & 0o777 == folder.stat().st_mode & 0o777 == 0o700
    before = (folder / f"part{ENDING}").stat().st_mtime_ns
    second = started(file, "score", "a b", home=home)
    assert (second.stdout, second.stderr, second.returncode) == (first.stdout, "", 0)
    assert kept(home) == [folder]
    assert (folder / f"part{ENDING}").stat().st_mtime_ns == before


def test_two_starts_at_the_same_time_both_run(file: Path, home: Path) -> None:
    command = [sys.executable, *BARE, str(file)]
    both = [
        subprocess.Popen(command, env={"HOME": str(home)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [each.communicate(timeout=60)[1] for each in both] == ["", ""]
    assert len(kept(home)) == 1


def test_what_another_build_left_is_not_run(tmp_path: Path, file: Path, home: Path) -> None:
    started(file, home=home)
    newer = tmp_path / "newer.pyz"
    text = b"def main():\n    print('newer')\n"
    newer.write_bytes(single_file.single_file({**PRETENDED, "coprod_check/__main__.py": text}, THIS, (VERSION, "3.99")))
    assert started(newer, home=home).stdout == "newer\n"


def test_parts_for_other_pythons_stay_packed(tmp_path: Path, file: Path) -> None:
    first_start.extract(file, tmp_path / "out", (OTHER,))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["coprod_check", f"part{ENDING}"]


def test_a_start_that_was_ended_leaves_no_half_program_and_is_cleared_after_a_day(file: Path, home: Path) -> None:
    started(file, home=home)
    (folder,) = kept(home)
    old, new = (folder.parent / f"{name}.part" for name in ("old", "new"))
    for half in (old, new):
        (half / "coprod_check").mkdir(parents=True)
    os.utime(old, (0, 0))
    folder.rename(folder.with_name("gone"))
    assert started(file, home=home).returncode == 0
    assert not old.exists()
    assert new.exists()  # of a start that may be at work now


# Folders that somebody else prepared, and homes in which nothing can be kept.


def runs_elsewhere(file: Path, home: Path | None, tmp_path: Path, cache: str = "") -> None:
    """The program runs from a folder for this run alone, and that folder is gone afterwards."""
    passing = tmp_path / "passing"
    passing.mkdir()
    done = started(file, home=home, TMPDIR=str(passing), XDG_CACHE_HOME=cache)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.splitlines()[1].startswith(str(passing))
    assert list(passing.iterdir()) == []


@pytest.mark.parametrize("prepared", ["the folder", "the folder above", "a link", "a file"])
def test_a_folder_that_others_could_change_is_not_run_from(
    file: Path, home: Path, tmp_path: Path, prepared: str
) -> None:
    started(file, home=home)
    (folder,) = kept(home)
    (folder / "coprod_check" / "__main__.py").write_text("def main(): print('somebody else')\n")
    if prepared == "the folder":
        folder.parent.chmod(0o777)
    elif prepared == "the folder above":
        folder.parent.parent.chmod(0o775)
    else:
        moved = folder.parent.rename(tmp_path / "moved")
        if prepared == "a link":
            folder.parent.symlink_to(moved)
        else:
            folder.parent.write_text("")
    runs_elsewhere(file, home, tmp_path)


def test_a_folder_of_another_persons_is_not_run_from(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    assert first_start.kept_folder() == home / "coprod-check"
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    assert first_start.kept_folder() is None


def test_a_shared_folder_above_is_safe_only_with_the_bit_that_keeps_names(home: Path) -> None:
    shared = home / "shared"
    own = shared / "own"
    own.mkdir(parents=True, mode=0o700)
    shared.chmod(0o1777)
    assert first_start.ours_alone(own)
    shared.chmod(0o777)
    assert not first_start.ours_alone(own)
    shared.chmod(0o1777)
    own.chmod(0o1777)
    assert not first_start.ours_alone(own)


def test_a_home_in_which_nothing_can_be_written_is_no_obstacle(file: Path, tmp_path: Path) -> None:
    no_folder = tmp_path / "no-folder"
    no_folder.write_text("")
    runs_elsewhere(file, no_folder, tmp_path)


def test_a_read_only_disk_is_no_obstacle(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert first_start.kept_folder() is None


def test_a_name_of_a_folder_that_hangs_on_where_one_stands_is_not_taken(file: Path, tmp_path: Path) -> None:
    runs_elsewhere(file, None, tmp_path, cache="here")


def test_where_nothing_can_be_unpacked_one_sentence_says_so(file: Path, tmp_path: Path) -> None:
    text = (ROOT / "release" / "first_start.py").read_text("utf-8")
    full = text.replace("    import zipfile  # noqa: PLC0415\n", "    raise OSError(28, 'No space left on device')\n")
    assert full != text
    short = tmp_path / "short.pyz"
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(short, "w") as archive:
        archive.writestr("first_start.py", full)
        archive.writestr("__main__.py", whole.read("__main__.py"))
    done = started(short, home=tmp_path)
    assert done.returncode == 3
    assert done.stderr == "coprod-check: there is no place to unpack this file to: No space left on device\n"
    assert kept(tmp_path) == []


# Other systems and other Pythons.


def test_a_python_that_it_has_no_parts_for_is_named_and_nothing_is_unpacked(tmp_path: Path, home: Path) -> None:
    other = tmp_path / "other.pyz"
    windows = single_file.SYSTEMS["windows"]
    other.write_bytes(single_file.single_file(PRETENDED, windows))
    done = started(other, home=home)
    assert done.returncode == 2
    assert done.stderr == (
        "coprod-check: this file is for Windows on a usual processor (64 bits) with Python 3.11, 3.12, 3.13 or 3.14; "
        f"what it was started with is Python {VERSION} on {sys.platform}\n"
    )
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("environ", "system", "platform", "folder"),
    [
        ({"LOCALAPPDATA": "/Users/Ann/AppData/Local"}, "nt", "win32", "/Users/Ann/AppData/Local"),
        ({}, "nt", "win32", None),
        ({"XDG_CACHE_HOME": "/made/again"}, "posix", "linux", "/made/again"),
        ({}, "posix", "linux", "/home/ann/.cache"),
        ({}, "posix", "darwin", "/home/ann/Library/Caches"),
    ],
)
def test_it_is_kept_where_each_system_keeps_such_things(
    environ: dict[str, str], system: str, platform: str, folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert first_start.cache_folder(environ, system, platform) == (Path(folder) if folder else None)


def test_people_are_told_to_type_what_starts_it_on_their_system(tmp_path: Path) -> None:
    file = tmp_path / "coprod-check.pyz"
    file.write_bytes(b"")
    assert first_start.typed(str(file), "nt") == f"py\n{file}"
    assert first_start.typed(str(file), "posix") == f"python3\n{file}"
    file.chmod(0o755)
    assert first_start.typed(str(file), "posix") == str(file)
    assert first_start.typed("coprod-check.pyz", "posix") == "python3\ncoprod-check.pyz"


def test_where_the_system_has_no_owners_a_persons_own_folder_is_taken(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "getuid")
    home.chmod(0o777)
    assert first_start.ours_alone(home)


# How it is made.


def wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in files.items():
            archive.writestr(each, text)
    return path


def test_wheels_of_one_library_for_two_pythons_lie_together(tmp_path: Path) -> None:
    one = wheel(tmp_path, "a-1-cp311.whl", {"a.py": "1", "a.cpython-311.so": "x", "a-1.dist-info/WHEEL": "311"})
    two = wheel(
        tmp_path,
        "a-1-cp312.whl",
        {"a.py": "1", "a.cpython-312.so": "y", "a-1.dist-info/WHEEL": "312", "a-1.data/b": ""},
    )
    together = single_file.laid_together([one, two])
    assert together == {
        "a.py": b"1", "a.cpython-311.so": b"x", "a.cpython-312.so": b"y", "a-1.dist-info/WHEEL": b"311",
    }  # fmt: skip


def test_two_wheels_that_disagree_about_a_file_make_no_file(tmp_path: Path) -> None:
    wheels = [wheel(tmp_path, f"{name}-1.whl", {"shared.py": name}) for name in "ab"]
    with pytest.raises(single_file.Failed, match=r"shared\.py is in two wheels, and differs; b-1\.whl"):
        single_file.laid_together(wheels)


def test_the_same_wheels_give_the_same_file_byte_for_byte() -> None:
    backwards = dict(reversed(PRETENDED.items()))
    assert single_file.single_file(PRETENDED, THIS) == single_file.single_file(backwards, THIS)


def test_a_library_is_asked_for_by_its_hashes_whatever_the_condition_in_the_lock() -> None:
    library = locks.Locked("c_d", "2", "sys_platform == 'win32'", ("11", "22"))
    assert single_file.as_asked(library) == "c_d==2 --hash=sha256:11 --hash=sha256:22"


def test_what_is_needed_on_windows_is_more_by_what_colours_its_console() -> None:
    needed = {name: single_file.needed(["jinja2", "pytest"], system) for name, system in single_file.SYSTEMS.items()}
    assert {"jinja2", "markupsafe", "pluggy"} <= needed["linux"]
    assert needed["windows"] - needed["linux"] == {"colorama"}
    assert not needed["linux"] & {"polars", "lxml", "babel"}  # what an extra would need


# The real one.


def reachable(folder: Path) -> bool:
    """Whether the package index answers: one small library of the lock is asked for, once."""
    entry = folder / "one.txt"
    small = next(each for each in locks.libraries(locks.OF_PROGRAM.read_text("utf-8")) if each.name == "mdurl")
    entry.write_text(single_file.as_asked(small), "utf-8")
    asked = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--retries", "0", "--timeout", "10"]
    done = subprocess.run(
        [*asked, "--require-hashes", "-r", str(entry), "-d", str(folder)], capture_output=True, timeout=60, check=False
    )
    return done.returncode == 0


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The single file for this system and this Python alone."""
    folder = tmp_path_factory.mktemp("single")
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        pytest.skip("the single file is tried on Linux with a usual processor")
    if not reachable(folder):
        pytest.skip("the single file could not be made here: no package index answers, or there is no pip")
    made: Path = single_file.make(single_file.SYSTEMS["linux"], folder, (VERSION,))
    return made


@pytest.fixture(scope="module")
def real_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("real-home")


def test_the_real_one_scores_plans_reports_and_makes_a_form(real: Path, real_home: Path, tmp_path: Path) -> None:
    (example,) = (ROOT / "examples" / "riverside").glob("*.answers.toml")
    sheet = tmp_path / "riverside.answers.toml"
    sheet.write_bytes(example.read_bytes())

    def done(*words: str) -> str:
        ran = started(real, *words, home=real_home, cwd=tmp_path, COPROD_TODAY="2026-11-22")
        assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr
        return ran.stdout

    assert "Stage" in done("score", sheet.name, "--format", "text")
    done("plan", sheet.name, "--out", "a.plan.toml")
    assert "[[actions]]" in (tmp_path / "a.plan.toml").read_text("utf-8")
    done("report", sheet.name, "--out", "report.html")
    assert "</html>" in (tmp_path / "report.html").read_text("utf-8")
    done("form", "--voice", "staff", "--out", "form.html")
    assert "</html>" in (tmp_path / "form.html").read_text("utf-8")
    assert "coproduction-values" in done("rubric", "list")


def test_the_real_one_asks_and_saves(real: Path, real_home: Path, tmp_path: Path) -> None:
    words = ("assess", "--plain", "--team", "Team", "--voice", "staff", "--answers", "mine.answers.toml")
    ran = started(real, *words, home=real_home, cwd=tmp_path, typed="n\n\n1\n", TERM="dumb")
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 4, ran.stderr
    assert (tmp_path / "mine.answers.toml").exists()


def test_the_list_beside_it_names_every_wheel_by_the_hash_of_the_lock(real: Path) -> None:
    lock = locks.OF_PROGRAM.read_text("utf-8")
    lines = real.with_name(f"{real.name}.wheels.txt").read_text("utf-8").splitlines()
    names = {line.split("  ")[1].split("-")[0] for line in lines}
    assert {"coprod_check", "pydantic", "pydantic_core", "markupsafe", "rich", "typer"} <= names
    assert not names & {"polars", "numpy", "lxml", "xlsxwriter"}
    for line in lines[1:]:
        assert f"sha256:{line.split('  ')[0]}" in lock


# A Python that is too old.


def test_with_an_old_python_one_sentence_is_said_before_anything_newer_is_read(tmp_path: Path) -> None:
    """What is read first is in words of every Python; there is none of 2.7 or 3.6 here, so the version is pretended."""
    data = single_file.single_file({"a.py": b""}, single_file.SYSTEMS["linux"])
    (tmp_path / "x.pyz").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "x.pyz") as archive:
        main = archive.read("__main__.py").decode("ascii")
    first, _, rest = main.partition("from first_start import start")
    assert rest
    ast.parse(main, feature_version=(3, 4))
    assert "__future__" not in first
    assert not re.search(r"""\b[fb]["']|print""", first)
    pretended = "import sys\nsys.version_info = (2, 7, 18)\n" + main
    done = subprocess.run([sys.executable, "-c", pretended], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        "coprod-check: this file is for Linux on a usual processor (x86_64) with Python 3.11, 3.12, 3.13 or 3.14; "
        "what it was started with is Python 2.7\n"
    )

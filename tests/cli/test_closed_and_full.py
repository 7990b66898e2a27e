"""Streams that are closed or full, pipes where files should be, and links that lead round in a ring."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.process import ROOT, environment

from coprod_check.cli import settings

PROGRAM = f'"{sys.executable}" -m coprod_check'
EXAMPLE = next(iter(sorted((ROOT / "examples").glob("*/*.answers.toml"))))
FULL = "The output could not be written: No space left on device. Make room, or name another place with --out.\n"


def shell(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {PROGRAM} {words}"],
        cwd=folder, env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.answers.toml").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    return tmp_path


@pytest.mark.parametrize("words", ["--version", "--help", "score --help", "score a.answers.toml", "rubric show"])
@pytest.mark.parametrize(
    ("stream", "code", "said"),
    [(">&-", 0, ""), ("<&- >&- 2>&-", 0, ""), ("| true", 0, ""), (">/dev/full", 3, FULL), ("2>/dev/full", 0, "")],
)
def test_no_stream_that_is_closed_or_full_is_a_fault_of_ours(
    words: str, stream: str, code: int, said: str, folder: Path
) -> None:
    if "/dev/full" in stream and not Path("/dev/full").exists():
        pytest.skip("this system has no disk that is always full")
    done = shell(f"{words} {stream}", folder)
    assert (done.returncode, done.stderr) == (code, said)


@pytest.mark.parametrize(("words", "code"), [("score --nope", 2), ("score nothing.toml", 3)])
@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full"])
def test_what_cannot_be_told_still_has_its_exit_code(words: str, code: int, stream: str, folder: Path) -> None:
    assert shell(f"{words} {stream}", folder).returncode == code


@pytest.mark.parametrize(("name", "plain"), [(None, True), ("", True), ("dumb", True), ("xterm", False)])
def test_a_terminal_with_an_empty_name_has_none(name: str | None, plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM", raising=False)
    if name is not None:
        monkeypatch.setenv("TERM", name)
    assert settings.plain(option=False) is plain


PIPED = [
    "score x.answers.toml", "score x.csv", "score x.jsonl", "score x.parquet", "score x.xlsx", "collect x.answers.toml",
    "report x.answers.toml", "plan x.answers.toml", "plan --check x.plan.toml", "rubric check x.toml",
    "score a.answers.toml --rubric x.toml", "import x.csv", "import a.csv --map x.toml", "import x.xlsx",
    "collect a.answers.toml --expect x.txt", "report a.answers.toml --plan x.plan.toml", "diff x.plan.toml y.plan.toml",
    "assess --plain --team T --answers x.answers.toml", "assess --plain --from x.answers.toml",
    "assess --plain --with x.answers.toml", "plan a.answers.toml --out x.plan.toml",
]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("words", PIPED)
def test_nobody_waits_for_a_pipe_that_nobody_writes_into(words: str, folder: Path) -> None:
    (folder / "a.csv").write_text("team,date\nT,2026-11-22\n")
    for name in {word for word in words.split() if word.startswith(("x.", "y."))}:
        os.mkfifo(folder / name)
    done = shell(f"{words} </dev/null", folder)
    assert done.returncode == 3
    assert "is no file that we can read (a pipe or a device); save what comes out of it in a file first" in (
        done.stdout + done.stderr
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("command", ["score", "collect", "report", "plan --check"])
def test_a_pipe_in_a_folder_is_named_and_all_else_is_read(command: str, folder: Path) -> None:
    for name in ("x.answers.toml", "x.csv", "x.toml", "x.zip", "x.xlsx", "x.plan.toml"):
        os.mkfifo(folder / name)
    done = shell(f"{command} . </dev/null", folder)
    assert done.returncode == 3
    if command == "score":
        assert done.stdout
        assert "x.answers.toml: is no file that we can read (a pipe or a device)" in done.stderr


def test_links_that_lead_round_in_a_ring_are_told_and_stay(folder: Path) -> None:
    (folder / "one.html").symlink_to("two.html")
    (folder / "two.html").symlink_to("one.html")
    for words in ("report a.answers.toml --out one.html", "form --voice staff --out one.html"):
        done = shell(words, folder)
        assert done.returncode == 3
        assert done.stderr == (
            "one.html: could not be written: it is a link that leads round in a ring; name the file itself\n"
        )
    assert (folder / "one.html").is_symlink()


def test_a_link_to_a_file_that_is_not_there_yet_leads_to_it(folder: Path) -> None:
    (folder / "one.html").symlink_to("two.html")
    assert shell("report a.answers.toml --out one.html", folder).returncode == 0
    assert (folder / "one.html").is_symlink()
    assert (folder / "two.html").is_file()


@pytest.mark.parametrize("command", ["score", "plan --check"])
def test_folders_in_folders_have_no_end_that_we_come_to(command: str, folder: Path) -> None:
    """1,500 of them are near the longest path that Linux takes."""
    made = (
        "import os, sys; [(os.mkdir('d'), os.chdir('d')) for _ in range(1500)]; open('b.plan.toml', 'w').write('x = 1')"
    )
    subprocess.run([sys.executable, "-c", made], cwd=folder, check=True)
    try:
        done = shell(f"{command} .", folder)
        assert done.returncode in {0, 3}
        assert "fault of ours" not in done.stderr
    finally:
        subprocess.run(["rm", "-rf", "d"], cwd=folder, check=True)

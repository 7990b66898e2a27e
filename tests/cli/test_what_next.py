"""Commands in sentences, laid out so that what is copied from a screen works."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coprod_check.cli import boundary, settings, what_next
from coprod_check.cli.what_next import (
    Asked,
    below_a_result,
    broken_command,
    lines_of_command,
    lines_with_command,
)
from coprod_check.documents.commands import CommandLine, HowTyped, Shell
from coprod_check.render.lines import cells

SHORT = "Your own copy: coprod-check score --mine a.answers.toml"
LONG = f"All of it, to print: coprod-check report {'riverside' * 4}.answers.toml --plan {'riverside' * 5}.plan.toml"
AT_THE_EDGE = f"Next, write who does what by when into {'r' * 38}. Then: coprod-check plan --check 'our plan.toml'"


@pytest.mark.parametrize("text", [SHORT, LONG, AT_THE_EDGE, "Nothing is named here, however long this is. " * 4])
@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_no_line_is_wider_and_a_shell_reads_the_command_as_it_was(text: str, width: int) -> None:
    lines = lines_with_command(text, width)
    assert all(len(line) <= width for line in lines)
    together = "\n".join(lines).replace("\\\n", "")
    _, found, wanted = text.partition("coprod-check ")
    if found:
        before, _, command = together.partition("coprod-check ")
        assert shlex.split(command) == shlex.split(wanted)
        assert "\n" not in command
        assert "\\" not in before
    else:
        assert "\\" not in together


def test_a_sentence_that_goes_on_behind_a_command_is_wrapped_as_any_other() -> None:
    text = "Say coprod-check score to see it. It's all there, and nothing of it goes away."
    assert lines_with_command(text, 30) == [
        "Say coprod-check score to see",
        "it. It's all there, and",
        "nothing of it goes away.",
    ]


def test_a_command_that_fits_on_a_line_stands_on_one() -> None:
    assert lines_with_command(SHORT, 80) == [SHORT]
    assert lines_with_command(SHORT, 45) == ["Your own copy:", "coprod-check score --mine a.answers.toml"]


WORD = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40)


@given(st.lists(WORD, min_size=1, max_size=4), st.integers(12, 60))
@example(["our long folder", "it's here " * 4, "-n", "#x", "$(x) `y` \\"], 14)
def test_a_shell_puts_a_command_together_that_was_broken_within_quotes(words: list[str], width: int) -> None:
    """Within quotes a backslash at the end of a line would be one more letter, and a line end another."""
    script = "\n".join(broken_command(["printf", "%s\\0", *words], width))
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().split("\0") == [*words, ""]


# What starts us.


def test_what_started_us_stands_in_each_command_as_a_shell_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPROD_PROGRAM", "python3\n/home/jo smith/coprod-check.pyz")
    typed = settings.how_typed()
    assert typed.program == ("python3", "/home/jo smith/coprod-check.pyz")
    assert shlex.split(typed.line("score", "a b")) == [*typed.program, "score", "a b"]
    assert shlex.split(lines_of_command("", ["score", "a b"], 100)[0]) == [*typed.program, "score", "a b"]
    said = f"Next, a plan: {typed.line('plan', 'a b')}"
    assert lines_with_command(said, 100) == [said]
    narrow = "\n".join(lines_with_command(said, 30)).replace("\\\n", "").removeprefix("Next, a plan:")
    assert shlex.split(narrow) == [*typed.program, "plan", "a b"]


@pytest.mark.parametrize(
    ("started", "here", "program"),
    [
        (r"C:\Users\Jo Smith\coprod\run.cmd", r"C:\Users\Jo Smith\coprod", r".\run.cmd"),
        (r"C:\Users\Jo Smith\coprod\run.cmd", r"C:\Users\Jo Smith\answers", r"..\coprod\run.cmd"),
        (r"C:\coprod\run.cmd", r"C:\Users\Jo Smith\answers", r"C:\coprod\run.cmd"),
        (r"C:\coprod\run.cmd", r"D:\answers", r"C:\coprod\run.cmd"),
        (r"C:\our tools\run.cmd", r"D:\answers", r"C:\our tools\run.cmd"),
        ("py\nour file.pyz", r"D:\answers", "py\nour file.pyz"),
        ("", r"D:\answers", "coprod-check"),
    ],
)
def test_on_windows_the_program_is_named_as_both_shells_start_it_from_where_people_are(
    started: str, here: str, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PowerShell starts nothing that has no path, and nothing in quotes."""
    monkeypatch.setenv("COPROD_PROGRAM", started)
    monkeypatch.setattr(os, "getcwd", lambda: here)
    monkeypatch.setattr(os, "name", "nt")
    typed = settings.how_typed()
    monkeypatch.undo()
    assert typed == HowTyped(tuple(program.split("\n")), Shell.WINDOWS)


def test_a_message_of_the_rooms_below_names_what_started_us(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COPROD_PROGRAM", "./my run")
    boundary.say("a.csv: This is a workbook. Use: coprod-check import a.csv")
    boundary.say("coprod-check: what is wrong")
    monkeypatch.setenv("COPROD_PROGRAM", "")
    boundary.say("Use: coprod-check import a.csv")
    assert capsys.readouterr().err.splitlines() == [
        "a.csv: This is a workbook. Use: './my run' import a.csv",
        "coprod-check: what is wrong",
        "Use: coprod-check import a.csv",
    ]


# On Windows nothing joins two lines.


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "how_typed", lambda: HowTyped((r".\run.cmd",), Shell.WINDOWS))


@pytest.mark.usefixtures("windows")
def test_on_windows_a_command_stands_on_one_line_however_long_it_is() -> None:
    command = r'.\run.cmd score "our long folder, which holds everything" --all'
    words = ["score", "our long folder, which holds everything", "--all"]
    assert lines_of_command("More:", words, 100) == [f"More: {command}"]
    assert lines_of_command("More:", words, 30) == ["More:", command]
    assert lines_of_command("", words, 30) == [command]
    text = f"Your answers are in a file of yours. To go on: {command}"
    assert lines_with_command(text, 200) == [text]
    assert lines_with_command(text, 30) == ["Your answers are in a file of", "yours. To go on:", command]
    assert [type(each) for each in lines_with_command(text, 30)] == [str, str, CommandLine]
    assert lines_with_command("Nothing is named, however long.", 20) == ["Nothing is named,", "however long."]


INSTEAD = "More: the same command with --all"


@pytest.mark.usefixtures("windows")
def test_on_windows_of_a_command_of_many_lines_only_what_to_change_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for letters, lines in ((120, ["More:", rf".\run.cmd score {'r' * 120}.toml --all"]), (260, [INSTEAD])):
        asked = Asked([Path(f"{'r' * letters}.toml")])
        assert below_a_result(asked, None) == ["", *lines]


@pytest.mark.parametrize("word", ["a" * 99_000, "it's " * 20_000, "\u754c" * 50_000, "e\u0301" * 40_000])
def test_a_very_long_word_is_laid_out_in_a_moment(word: str) -> None:
    """Each line of it had all that was left of it measured again."""
    lines = broken_command(["score", word, "--all"], 80)
    assert all(cells(line) <= 80 for line in lines)
    assert shlex.split("\n".join(lines).replace("\\\n", "")) == ["score", word, "--all"]


def test_what_has_no_room_is_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(what_next, "broken_command", lambda *_: pytest.fail("it was laid out"))
    lines = below_a_result(Asked([Path("a.answers.toml")], team="a" * 99_000), "page.html")
    assert "".join(lines) == ("More: the same command with --allA page: the same with report and --out page.html")

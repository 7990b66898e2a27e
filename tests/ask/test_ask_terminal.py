"""What a person gets on a real terminal, in both modes and in windows of every size."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_process import run
from helpers.terminal import MENU_END, PROMPT, Terminal, menu, piped, plain, ratings, saved, to_first_practice

from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = find_rubric(DEFAULT)
FIRST, SECOND = (practice.id for practice in RUBRIC.practices[:2])
LANGUAGES = "Cyfarfod ŵ ŷ; اردو میں; ਪੰਜਾਬੀ ਵਿੱਚ; 中文会议; \U0001f468\u200d\U0001f469\u200d\U0001f467"
COLOUR = re.compile(r"\x1b\[[0-9;]*?\b(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]")


def flat(lines: list[str] | str) -> str:
    return " ".join((lines if isinstance(lines, str) else "\n".join(lines)).split())


def all_levels_are_in(history: list[str]) -> None:
    text = flat(history)
    for practice in RUBRIC.practices:
        assert flat(practice.question.for_voice("together")) in text
        for level, words in zip(RUBRIC.levels, practice.levels, strict=True):
            assert f"{level.number} {level.name}. {flat(words)}" in text


# Long texts.


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 15), (20, 24)])
def test_every_level_can_be_read_in_full_in_plain_mode(tmp_path: Path, columns: int, rows: int) -> None:
    with plain(tmp_path, columns=columns, rows=rows) as terminal:
        to_first_practice(terminal, "Enter:")
        for place in range(2, len(RUBRIC.practices) + 1):
            terminal.reply("0", f"Practice {place} of", "Enter:")
        terminal.reply("0", "Here is what you", "finish:")
        all_levels_are_in(terminal.history)
        assert max(map(len, terminal.said.split("\n"))) <= columns
        terminal.reply("s")
        assert terminal.ends() == 4


@pytest.mark.parametrize(("columns", "rows"), [(80, 24)])
def test_every_level_can_be_read_in_full_above_the_menu(tmp_path: Path, columns: int, rows: int) -> None:
    with menu(tmp_path, columns=columns, rows=rows) as terminal:
        to_first_practice(terminal, MENU_END)
        for place in range(2, len(RUBRIC.practices) + 1):
            terminal.reply("0", f"Practice {place} of", MENU_END)
        terminal.reply("0", "Here is what you")
        all_levels_are_in(terminal.history)


def test_a_small_window_gets_line_by_line_and_is_told_so(tmp_path: Path) -> None:
    with menu(tmp_path, columns=40, rows=15) as terminal:
        terminal.expect("Your window is small, so we ask")
        to_first_practice(terminal, "Enter:")
        assert "\x1b" not in terminal.raw.decode()
        assert max(map(len, terminal.said.split("\n"))) <= 40


# Plain mode.


def test_plain_mode_sends_no_escape_byte_whatever_keys_are_pressed(tmp_path: Path) -> None:
    with plain(tmp_path, TERM="xterm-256color") as terminal:
        to_first_practice(terminal)
        terminal.reply("\x1b[A\x1b[C13\x7f\x1b[D\x1b[3~2", "You chose: 2", "leaves it empty:")
        terminal.reply("Minuts\x1b[De\x1b[C of\x1b[A\x1b[B May\x1bOA")
        terminal.reply(".", "saved", PROMPT)
        terminal.reply("?", "Why it matters", PROMPT)
        terminal.reply("s", "To go on:")
        assert terminal.ends() == 4
        assert b"\x1b" not in terminal.raw
    text = ratings(tmp_path)[FIRST]["evidence"]
    assert text == "Minutes of May"


def test_plain_mode_sends_no_escape_byte_to_a_pipe(tmp_path: Path) -> None:
    ran = piped(
        tmp_path,
        "assess",
        "--plain",
        "--team",
        "Team",
        said="3\n2\n\n2\nMin\x1b[Dutes\n.\n" + "1\n" * (len(RUBRIC.practices) - 1) + "f\n",
    )
    assert ran.returncode == 0
    assert b"\x1b" not in ran.stdout + ran.stderr
    assert ratings(tmp_path)[FIRST]["evidence"] == "Min[Dutes"


@pytest.mark.parametrize("asked", [{"TERM": "dumb"}, {"COPROD_PLAIN": "1"}, {"ACCESSIBLE": "1"}])
def test_the_environment_can_ask_for_plain_mode(tmp_path: Path, asked: dict[str, str]) -> None:
    with menu(tmp_path, **asked) as terminal:
        to_first_practice(terminal)
        assert b"\x1b" not in terminal.raw


def test_accessible_set_to_nought_asks_for_nothing(tmp_path: Path) -> None:
    with menu(tmp_path, ACCESSIBLE="0", COPROD_PLAIN="") as terminal:
        to_first_practice(terminal, MENU_END)


def test_an_escape_byte_in_a_sheet_edited_by_hand_is_not_sent(tmp_path: Path) -> None:
    run("assess", "--plain", "--team", "Team", typed="3\n2\n\n2\nred\n.\n", cwd=tmp_path)
    path = tmp_path / "team-2026-11.answers.toml"
    path.write_text(path.read_text().replace('"red"', '"\\u001b[31mred"'))
    ran = run("assess", "--plain", "--team", "Team", typed="y\nb\n\n", cwd=tmp_path)
    assert "[31mred" in ran.stderr
    assert "\x1b" not in ran.stderr


@pytest.mark.parametrize("how", [plain, menu])
def test_a_key_alone_on_a_line_of_evidence_is_asked_about_and_an_empty_line_ends_it(tmp_path: Path, how: Any) -> None:
    end = PROMPT if how is plain else MENU_END
    asked = PROMPT if how is plain else "(nothing chosen yet)"
    with how(tmp_path) as terminal:
        to_first_practice(terminal, end)
        terminal.reply("2", "leaves it empty:")
        terminal.reply("Minutes.")
        terminal.reply("b", "Go back, or is this evidence?", asked)
        terminal.reply("e", "That line is evidence.", "leaves it empty:")
        terminal.reply("More.")
        terminal.reply("", "The evidence is saved.", "Practice 2", end)
        terminal.reply("b", "Practice 1", end)
        terminal.reply("2", "Add a line", end)
        terminal.reply("a", "What do you want to add?", "leaves it empty:")
        terminal.reply("s", "Save and stop, or is this evidence?", asked)
        terminal.reply("s", "To go on")
        assert terminal.ends() == 4
    assert ratings(tmp_path)[FIRST]["evidence"] == "Minutes.\nb\nMore."


@pytest.mark.parametrize("how", [plain, menu])
def test_a_line_of_six_thousand_letters_survives_whole(tmp_path: Path, how: Any) -> None:
    words = " ".join(f"{number:05}" for number in range(1000))
    with how(tmp_path) as terminal:
        to_first_practice(terminal, PROMPT if how is plain else MENU_END)
        terminal.reply("2", "leaves it empty:")
        terminal.reply(words)
        terminal.reply(".", "The evidence is saved", "Practice 2")
    assert ratings(tmp_path)[FIRST]["evidence"] == words


@pytest.mark.parametrize("how", [plain, menu])
def test_every_language_survives_a_terminal(tmp_path: Path, how: Any) -> None:
    with how(tmp_path) as terminal:
        to_first_practice(terminal, PROMPT if how is plain else MENU_END)
        terminal.reply("2", "leaves it empty:")
        terminal.reply(LANGUAGES + " cafe\u0301")
        terminal.reply(".", "The evidence is saved")
    assert ratings(tmp_path)[FIRST]["evidence"] == LANGUAGES + " café"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_every_language_survives_a_pipe_whatever_the_output_can_show(tmp_path: Path, encoding: str) -> None:
    said = (
        f"\ufeffPobl ŵ\r\n3\r\n2\r\n\r\n2\r\n{LANGUAGES} cafe\u0301\r\n.\r\nb\r\n\r\n\r\n"
        + "1\r\n" * (len(RUBRIC.practices) - 1)
        + "f\r\n"
    )
    ran = piped(tmp_path, "assess", "--plain", said=said, PYTHONIOENCODING=encoding)
    assert ran.returncode == 0, ran.stderr
    assert b"Traceback" not in ran.stderr
    sheet = saved(tmp_path, "pobl-ŵ-2026-11.answers.toml")
    assert sheet["team"] == "Pobl ŵ"
    assert sheet["ratings"][FIRST]["evidence"] == LANGUAGES + " café"


@pytest.mark.parametrize(("how", "encoding"), [(plain, "cp1252"), (menu, "ascii")])
def test_a_terminal_of_few_letters_breaks_nothing(tmp_path: Path, how: Any, encoding: str) -> None:
    with how(tmp_path, PYTHONIOENCODING=encoding) as terminal:
        to_first_practice(terminal, PROMPT if how is plain else MENU_END)
        terminal.reply("2", "leaves it empty:")
        terminal.reply(LANGUAGES)
        terminal.reply(".", "The evidence is saved")
        terminal.expect("Practice 2")
        assert "Traceback" not in terminal.said
        assert "fault of ours" not in terminal.said
    assert ratings(tmp_path)[FIRST] == {"level": 2, "evidence": LANGUAGES}


# The menu.


def marked(terminal: Terminal) -> list[str]:
    return [row for row in terminal.rows if row.startswith(" > ")]


def test_the_terminals_cursor_stands_on_the_highlighted_row(tmp_path: Path) -> None:
    with menu(tmp_path) as terminal:
        to_first_practice(terminal, MENU_END)
        for keys, row in (
            ("", " > (nothing chosen yet)"),
            ("\x1b[B", " > 0  Not yet"),
            ("\x1b[B", " > 1  Started"),
            ("\x1b[A", " > 0  Not yet"),
            ("3", " > 3  How we work"),
            ("s", " > s  Save and stop"),
            ("h", " > h  Help and why it matters"),
            ("0", " > 0  Not yet"),
            ("?", " > h  Help and why it matters"),
        ):
            terminal.send(keys)
            terminal.until(lambda row=row: terminal.cursor_row == row, f"the cursor on {row!r}")  # type: ignore[misc]
            assert marked(terminal) == [row]
            assert not terminal.screen.cursor.hidden


def test_nothing_is_chosen_beforehand(tmp_path: Path) -> None:
    with menu(tmp_path) as terminal:
        to_first_practice(terminal, MENU_END)
        terminal.reply("", "Please type one of", MENU_END)
        terminal.send("\x04")
        assert terminal.ends() == 4
    assert ratings(tmp_path) == {}


def test_j_and_k_do_nothing(tmp_path: Path) -> None:
    with menu(tmp_path) as terminal:
        to_first_practice(terminal, MENU_END)
        for key in "jkjj":
            terminal.send(key)
        terminal.send("\x1b[B")
        terminal.until(lambda: terminal.cursor_row == " > 0  Not yet", "level 0")
        terminal.reply("", "You chose: 0 Not yet", MENU_END)
    assert ratings(tmp_path) == {FIRST: {"level": 0}}


@pytest.mark.parametrize(("keys", "code"), [("\x03", 130), ("\x04", 4)])
def test_leaving_a_menu_answers_nothing_and_keeps_what_was_answered(tmp_path: Path, keys: str, code: int) -> None:
    with menu(tmp_path) as terminal:
        to_first_practice(terminal, MENU_END)
        terminal.reply("1", "Practice 2 of", MENU_END)
        terminal.send("2")
        terminal.until(lambda: terminal.cursor_row == " > 2  Together, or for everyone", "level 2")
        terminal.send(keys)
        assert terminal.ends() == code
        assert "Your answers are saved in team-2026-11.answers.toml" in flat(terminal.said)
    assert ratings(tmp_path) == {FIRST: {"level": 1}}


def test_enter_keeps_the_answer_that_is_there(tmp_path: Path) -> None:
    with menu(tmp_path) as terminal:
        to_first_practice(terminal, MENU_END)
        terminal.reply("1", "Practice 2 of", MENU_END)
        terminal.reply("b", "Your answer now: 1 Started", MENU_END)
        assert terminal.cursor_row == " > Keep my answer: 1 Started"
        terminal.reply("", "Kept: 1 Started", MENU_END)
    assert ratings(tmp_path) == {FIRST: {"level": 1}}


def test_no_colour_is_used_by_the_menu(tmp_path: Path) -> None:
    with menu(tmp_path) as terminal:
        to_first_practice(terminal, MENU_END)
        terminal.reply("1", "You chose: 1", MENU_END)
        assert not COLOUR.search(terminal.raw.decode())


def test_no_color_is_honoured_from_the_first_question_to_the_result(tmp_path: Path) -> None:
    with menu(tmp_path, "--only", "engagement", "--plan", "next.toml", NO_COLOR="1") as terminal:
        to_first_practice(terminal, MENU_END)
        for place in range(2, 1 + sum(each.dimension == "engagement" for each in RUBRIC.practices)):
            terminal.reply("1", f"Practice {place} of", MENU_END)
        terminal.reply("1", "Here is what you said", MENU_END)
        terminal.reply("f", "Thank you.")
        assert terminal.ends() == 0
        assert not COLOUR.search(terminal.raw.decode())


def test_results_alone_go_to_a_standard_output_that_is_no_terminal(tmp_path: Path) -> None:
    line = f"{sys.executable} -m coprod_check assess --team Team > result.txt"
    with Terminal(tmp_path, shell=line) as terminal:
        to_first_practice(terminal)
        terminal.reply("2", "leaves it empty:")
        terminal.reply("x" * 6000 + "\x1b[D")
        terminal.reply(".", "Practice 2", PROMPT)
        terminal.send("3\rfoo\r1\r")
        terminal.expect("several lines at once", PROMPT)
        for place in range(3, len(RUBRIC.practices) + 1):
            terminal.reply("1", f"Practice {place} of", PROMPT)
        terminal.reply("1", "or f to finish:")
        terminal.reply("f", "Thank you.")
        assert terminal.ends() == 0
        assert b"\x1b" not in terminal.raw
    result = (tmp_path / "result.txt").read_text()
    assert "Type your choice" not in result
    assert "Practice 2 of" not in result
    assert "Team" in result
    assert len(ratings(tmp_path)[FIRST]["evidence"]) == 6000

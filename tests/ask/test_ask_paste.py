"""Fifty pasted lines never answer a question that they were not meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.terminal import MENU_END, PASTE, PROMPT, Terminal, menu, plain, ratings, to_first_practice

from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from pathlib import Path

FIRST, SECOND, *LATER = (practice.id for practice in find_rubric(DEFAULT).practices)
NOTES = [f"Note {number}: 3 people said 2 things." for number in range(46)] + ["3", "1", "d", "s"]

PASTES = [("plain", False), ("menu", False), ("menu", True)]
"""Plain mode never asks the terminal to put brackets around a paste."""


def pasted(lines: list[str], *, bracketed: bool) -> str:
    """What a terminal sends for a paste; the last line has its Enter too."""
    text = "".join(f"{line}\r" for line in lines)
    return text.join(PASTE) if bracketed else text


def opened(folder: Path, mode: str) -> Terminal:
    terminal = plain(folder) if mode == "plain" else menu(folder)
    to_first_practice(terminal, PROMPT if mode == "plain" else MENU_END)
    return terminal


@pytest.mark.parametrize(("mode", "bracketed"), PASTES)
def test_notes_pasted_as_evidence_become_evidence_and_nothing_else(tmp_path: Path, mode: str, bracketed: bool) -> None:
    end = PROMPT if mode == "plain" else MENU_END
    with opened(tmp_path, mode) as terminal:
        terminal.reply("2", "leaves it empty:")
        terminal.send(pasted([*NOTES, "."], bracketed=bracketed) + ("\r" if bracketed else ""))
        terminal.expect("The evidence is saved.", "Practice 2", end)
        terminal.reply("1", "Practice 3", end)
    assert ratings(tmp_path) == {FIRST: {"level": 2, "evidence": "\n".join(NOTES)}, SECOND: {"level": 1}}


@pytest.mark.parametrize(("mode", "bracketed"), PASTES)
def test_lines_behind_the_end_of_the_evidence_answer_nothing(tmp_path: Path, mode: str, bracketed: bool) -> None:
    end = PROMPT if mode == "plain" else MENU_END
    with opened(tmp_path, mode) as terminal:
        terminal.reply("2", "leaves it empty:")
        terminal.send(pasted(["A note.", ".", *NOTES], bracketed=bracketed))
        terminal.send("\r" if bracketed else "")
        terminal.expect("The evidence is saved.", "Practice 2", end)
        terminal.reply("3", "leaves it empty:")
        terminal.reply("Another.")
        terminal.reply(".", "Practice 3", end)
    assert ratings(tmp_path) == {
        FIRST: {"level": 2, "evidence": "A note."},
        SECOND: {"level": 3, "evidence": "Another."},
    }


@pytest.mark.parametrize(("mode", "bracketed"), PASTES)
def test_an_empty_line_inside_a_paste_does_not_end_the_evidence(tmp_path: Path, mode: str, bracketed: bool) -> None:
    end = PROMPT if mode == "plain" else MENU_END
    with opened(tmp_path, mode) as terminal:
        terminal.reply("2", "leaves it empty:")
        terminal.send(pasted(["First.", "", "s", "", "Second."], bracketed=bracketed))
        terminal.expect("Second.")
        terminal.send("\r\r" if bracketed else "\r")
        terminal.expect("The evidence is saved.", "Practice 2", end)
    assert ratings(tmp_path)[FIRST] == {"level": 2, "evidence": "First.\n\ns\n\nSecond."}


@pytest.mark.parametrize("bracketed", [False, True])
@pytest.mark.parametrize("lines", [NOTES, ["3", *NOTES], ["s", *NOTES]])
def test_lines_pasted_into_a_menu_answer_nothing(tmp_path: Path, lines: list[str], bracketed: bool) -> None:
    with opened(tmp_path, "menu") as terminal:
        terminal.send(pasted(lines, bracketed=bracketed))
        terminal.expect("That was several lines at once", MENU_END)
        terminal.reply("1", "Practice 2", MENU_END)
        terminal.reply("0", "Practice 3", MENU_END)
    assert ratings(tmp_path) == {FIRST: {"level": 1}, SECOND: {"level": 0}}


@pytest.mark.parametrize("lines", [NOTES, ["3", *NOTES], ["?", *NOTES]])
def test_lines_pasted_at_a_plain_choice_answer_nothing(tmp_path: Path, lines: list[str]) -> None:
    with opened(tmp_path, "plain") as terminal:
        terminal.send(pasted(lines, bracketed=False))
        terminal.expect("That was several lines at once", PROMPT)
        terminal.reply("1", "Practice 2", PROMPT)
        terminal.reply("0", "Practice 3", PROMPT)
    assert ratings(tmp_path) == {FIRST: {"level": 1}, SECOND: {"level": 0}}


def test_a_paste_larger_than_the_terminals_buffer_answers_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, "plain") as terminal:
        terminal.send(pasted(["3", *(["2", "1"] * 5000)], bracketed=False))
        terminal.expect("That was several lines at once", PROMPT)
        terminal.reply("1", "Practice 2", PROMPT)
    assert ratings(tmp_path) == {FIRST: {"level": 1}}


@pytest.mark.parametrize("mode", ["plain", "menu"])
def test_a_name_pasted_with_more_lines_answers_no_later_question(tmp_path: Path, mode: str) -> None:
    how = ["--plain"] if mode == "plain" else []
    with Terminal(tmp_path, "assess", *how) as terminal:
        terminal.expect("What is your team", "Enter:")
        terminal.send("Team\r3\r2\r")
        terminal.expect("How many staff", "Enter:")
        terminal.reply("4", "lived experience", "Enter:")

"""What the workbook for collecting says to people who type answers into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents import fixed_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Rubric

START_SHEET, ANSWERS_SHEET, LISTS_SHEET = "Start here", "Answers", "Lists"

MARK_WHY = "By the mark above the program knows that this workbook is its own. Please leave it where it is."
LISTS_WHY = "From here the drop-downs of the sheet Answers take their texts. Please change nothing on this sheet."
LISTS_HEADING = "What is asked"
LISTS_CHOICES = "What may be answered; a level's number alone will do"

BAND_FACTS = "Who answered, and when"
BAND_EXPERIENCE = "How it was for you: for people with lived experience alone"
BAND_EVIDENCE = "What would show it: in people's own words, where they wrote something"

NOT_AN_ANSWER, NOT_A_DAY = "Not one of the answers", "Not a date"
STOP_CHOICE = "Please choose one of the answers in the list, or leave the cell empty."
STOP_DATE = "Please type the day on which this person answered, such as 2026-11-22."


@dataclass(frozen=True, slots=True)
class StartLine:
    """One line of the first sheet."""

    text: str = ""
    style: str = "plain"
    number: int = 0
    """Which step it is; 0 where it is none."""


def stop_practice(top: int) -> str:
    """Say what may stand in the cell of a practice."""
    return (
        f"Please choose an answer from the list, or type the number of a level: 0 to {top}. No answer? Leave it empty."
    )


def start_page(rubric: Rubric, named: str, *, rows: int, heading_row: int) -> Iterator[StartLine]:
    """Say what the workbook is for, how it is filled in, and how it is looked after.

    ``named`` is how the questions are named on a command line, where they are not the usual
    ones; ``heading_row`` is from 1.
    """
    yield StartLine("Answers on paper, typed in", "title")
    yield StartLine(f"{rubric.title} (questions: {rubric.id}, version {rubric.version})", "soft")
    yield StartLine()
    yield StartLine("What this is for", "part")
    yield StartLine(
        "Type in what people answered on paper, by phone or in a conversation. The program coprod-check reads this "
        "workbook and makes a sheet of answers for each person."
    )
    yield StartLine()
    yield StartLine("How to fill it in", "part")
    for number, text in enumerate(_steps(rubric, rows, heading_row), 1):
        yield StartLine(text, number=number)
    yield StartLine()
    yield StartLine("What not to type in here", "part")
    yield StartLine(
        "What a meeting of both sides agreed together. That is one sheet of its own: use coprod-check assess for it."
    )
    yield StartLine()
    yield StartLine("Please leave as they are", "part")
    yield StartLine(
        f"The mark in the first cell, row {heading_row} of the sheet {ANSWERS_SHEET} (the dark one), and the sheet "
        f"{LISTS_SHEET}. You may add columns for yourself, each with a heading in the dark row: they are named and not "
        "read. Once answers were imported, add new people below the others, and do not sort the rows: a person without "
        "a made-up name is known by the place of the row."
    )
    yield StartLine()
    yield StartLine("This workbook is private", "part")
    yield StartLine(
        "It holds what each person said. Keep it where only those who collect the answers can open it. Give it to them "
        "by a safe way, not by open email. Once the answers are imported and checked, delete it, its copies too, and "
        "keep or destroy the paper as you promised."
    )
    yield StartLine()
    yield StartLine("What happens next", "part")
    yield StartLine("Whoever collects the answers runs these two commands:")
    option = f' --rubric "{named}"' if named else ""
    yield StartLine(f"coprod-check import answers.xlsx{option} --out answers", "command")
    yield StartLine(f"coprod-check score answers{option}", "command")


def _steps(rubric: Rubric, rows: int, heading_row: int) -> Iterator[str]:
    yield (
        f"Go to the sheet {ANSWERS_SHEET}. Each person gets a row of their own, from row {heading_row + 1} on. "
        f"{rows} rows are ready. The rows above the dark one show how each question was asked. Keep all people of one "
        "team and round in one workbook."
    )
    yield (
        f"Choose the person's voice: {fixed_texts.STAFF.now}, or {fixed_texts.LIVED_EXPERIENCE.now}. People who are "
        "both chose the side they speak from. Where the paper does not say it, ask; do not guess."
    )
    yield "Write the day on which the person answered, the team, and the round (such as 2026-11, the same for all)."
    yield (
        f"“{fixed_texts.SHARE.now}” Type in what the person ticked. Where nothing is ticked, leave it empty. "
        "That counts as no."
    )
    yield (
        "A made-up name, such as S3, lets a newer sheet of the same person take the place of an older one. "
        "Never type anybody's own name."
    )
    yield (
        f"For each practice choose the answer from the list, or type the number of the level, 0 to {rubric.top}. "
        "“Don't know” is an answer: choose it where it was ticked. Where nothing was ticked, leave the cell empty. "
        "Do not put in what you think the person meant."
    )
    if rubric.experience:
        yield (
            "The questions on how it was for you are asked of people with lived experience alone. "
            "In a row of staff these cells are grey: leave them empty."
        )
    yield (
        "Did the person write what would show it to someone from outside? Type it into the last columns, in their "
        "words. Leave out names of people."
    )
    yield "A yellow cell is still missing: a voice, a day or a team in a row that has answers."

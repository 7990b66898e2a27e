"""Long texts can be read in full in a window of any size."""

from __future__ import annotations

import pytest
from helpers import make
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.ask.lines import NARROWEST, screen_lines, wrap
from coprod_check.documents.commands import CommandLine
from coprod_check.documents.sheet import Rating
from coprod_check.interview.screens import HELP, HELP_KEYS, Screen, view
from coprod_check.interview.state import Draft, InterviewStep, State, begin, steps_of
from coprod_check.storage.library import DEFAULT, find_rubric

RUBRIC = find_rubric(DEFAULT)
WIDTHS = (20, 40, 80)


def every_screen() -> list[Screen]:
    """Make every screen of the built-in rubric, with evidence asked for everywhere."""
    screens = []
    for voice in ("together", "lived-experience"):
        draft = Draft(date=make.DAY, voice=voice, team="Team", share=True, staff=2, lived_experience=1)
        draft.ratings.update({practice.id: Rating(level=RUBRIC.top) for practice in RUBRIC.practices})
        state = begin(RUBRIC, draft)
        screens += [view(State(RUBRIC, draft, state.asks, step)) for step in steps_of(state)[:-1]]
    return screens


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_window_and_no_word_is_broken(width: int) -> None:
    for screen in every_screen():
        lines = screen_lines(screen, width)
        assert max(map(len, lines)) <= width
        words = " ".join(lines).split()
        texts = [screen.progress, screen.heading, *screen.body]
        texts += [f"{choice.key} {choice.label} {choice.text}" for choice in screen.choices]
        wanted = " ".join(texts).split()
        assert {word for word in wanted if len(word) < width - 4} <= {
            word for each in words for word in (each, each[:-1])
        }


def test_no_answer_has_the_key_of_the_help() -> None:
    for screen in every_screen():
        assert not set(HELP_KEYS) & {choice.key for choice in (*screen.choices, *screen.commands) if choice != HELP}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_level_of_every_practice_is_there_in_full(width: int) -> None:
    for practice in RUBRIC.practices:
        state = State(RUBRIC, Draft(date=make.DAY, voice="together"), tuple(RUBRIC.by_id), _level_step(practice.id))
        text = " ".join(" ".join(screen_lines(view(state), width)).split())
        assert " ".join(practice.question.for_voice("together").split()) in text
        for level, words in zip(RUBRIC.levels, practice.levels, strict=True):
            assert f"{level.number} {level.name}. {' '.join(words.split())}" in text


def _level_step(practice: str) -> InterviewStep:
    from coprod_check.interview.state import Kind

    return InterviewStep(Kind.LEVEL, practice)


def test_a_file_name_is_not_broken_at_its_hyphens() -> None:
    assert "riverside-diabetes-group-2026-11" in wrap("Saved in riverside-diabetes-group-2026-11", 34)


def test_an_escape_byte_from_a_sheet_that_somebody_edited_is_not_sent() -> None:
    assert wrap("red \x1b[31m text\x9b1m", 80) == ["red  [31m text 1m"]


@given(st.text(max_size=300), st.integers(-5, 60))
def test_wrapping_loses_no_word_and_is_never_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(len(line) <= max(width, NARROWEST) for line in lines)
    printable = "".join(character if character.isprintable() else " " for character in text)
    assert "".join("".join(lines).split()) == "".join(printable.split())


def test_a_line_that_holds_a_command_is_not_wrapped_and_keeps_its_signs() -> None:
    command = "coprod-check score 'a\u00a0long folder   with spaces'"
    assert wrap(CommandLine(command), 20) == [command]
    assert wrap(CommandLine("a\x1b[2Jb"), 20) == ["a?[2Jb"]
    assert len(wrap(command, 20)) > 1

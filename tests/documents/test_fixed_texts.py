"""Texts that collected files hold: another word, and a file is no longer understood."""

from __future__ import annotations

import pytest

from coprod_check.documents import fixed_texts
from coprod_check.interview import wording


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (fixed_texts.VOICE, "Are you answering as staff, or as someone with lived experience?"),
        (fixed_texts.STAFF, "Staff"),
        (fixed_texts.LIVED_EXPERIENCE, "Someone with lived experience"),
        (fixed_texts.SHARE, "If your group is small, may others see what your group said?"),
        (fixed_texts.SHARE_YES, "Yes, show them"),
        (fixed_texts.SHARE_NO, "No, do not show them"),
        (fixed_texts.PSEUDONYM, "A made-up name, if you like (such as S3)"),
        (fixed_texts.TEAM, "What is your team or project called?"),
        (fixed_texts.EVIDENCE, "What would show this to someone from outside?"),
        (fixed_texts.REASON, "Why does this not apply to you?"),
    ],
)
def test_the_words_are_fixed(text: fixed_texts.FixedText, words: str) -> None:
    assert text.now == words


def test_the_interview_asks_in_these_words() -> None:
    fixed = ("TEAM", "SHARE", "SHARE_YES", "SHARE_NO", "PSEUDONYM", "EVIDENCE", "REASON")
    assert [getattr(wording, name) for name in fixed] == [getattr(fixed_texts, name).now for name in fixed]


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("A made-up name, if you like (such as S3)", True),
        ("would you like to give yourself a made-up name?", True),
        ("A made-up\u200b  name, if you like (such as S3) ", True),
        ("A made-up name", False),
    ],
)
def test_the_words_of_before_are_still_known(written: str, known: bool) -> None:
    assert fixed_texts.PSEUDONYM.is_it(written) is known

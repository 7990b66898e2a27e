"""Texts that collected files hold: what forms and exports ask, word for word.

Answers that were collected with another service are known by these words, so they are
fixed. When one of them changes all the same, the old words move to ``before`` and are
still read.
"""

from __future__ import annotations

from dataclasses import dataclass

from coprod_check.documents.text import identity


@dataclass(frozen=True, slots=True)
class FixedText:
    """A text as it is asked now, and as it was asked before."""

    now: str
    before: tuple[str, ...] = ()

    def is_it(self, text: str) -> bool:
        """Whether a text is this one, as it is or was asked; case, spacing and invisible characters aside.

        >>> TEAM.is_it(" what is your team  or project called?")
        True
        """
        return identity(text) in {identity(each) for each in (self.now, *self.before)}


VOICE = FixedText("Are you answering as staff, or as someone with lived experience?")
STAFF = FixedText("Staff")
LIVED_EXPERIENCE = FixedText("Someone with lived experience")
SHARE = FixedText("If your group is small, may others see what your group said?")
SHARE_YES = FixedText("Yes, show them")
SHARE_NO = FixedText("No, do not show them")
PSEUDONYM = FixedText(
    "A made-up name, if you like (such as S3)", before=("Would you like to give yourself a made-up name?",)
)
TEAM = FixedText("What is your team or project called?")
EVIDENCE = FixedText("What would show this to someone from outside?")
REASON = FixedText("Why does this not apply to you?")

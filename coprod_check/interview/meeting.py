"""The meeting after the private sheets: in which order it goes, what it hears first, and what it may take as it is.

Everything is taken from the round as it is scored without a meeting, so that no more is said here than a
result may show. No level gets from there into the sheet: only a reply of the meeting does that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES
from coprod_check.interview import meeting_wording as words
from coprod_check.interview.wording import SAVED_AT_ONCE, WORDS_A_MINUTE, minutes_of
from coprod_check.rules.scoring import heard_in_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coprod_check.documents.rubric import Practice
    from coprod_check.documents.shapes import PracticeId
    from coprod_check.documents.sheet import Rating, TalkedAbout, Word
    from coprod_check.rules.result import Result, VoiceOnPractice

WIDE = 2
"""Levels between the two sides from which on a gap comes before everything else."""


class Turn(IntEnum):
    """When a practice is talked about; equal ones by the width of the gap, then in the order of the questions."""

    WIDE_APART = 0
    NOT_KNOWN = 1
    APART = 2
    OTHER = 3
    AGREED = 4


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the private sheets of a round come to, for a meeting to begin from."""

    alone: Result
    """The round without any sheet filled in together; a voice that is hidden there is hidden here."""

    def turn(self, practice: PracticeId) -> Turn:
        """Say when a practice is talked about.

        Both sides agree on it where both are shown and gave the same level, where on neither side a third or more
        do not know, and where no side is two levels or more apart among itself.
        """
        found = self.alone.practices[practice]
        voices = [voice for voice in found.voices.values() if voice]
        many = found.status == "dont-know" or any(heard_in_short(voice).many_dont_know for voice in voices)
        if abs(found.gap or 0) >= WIDE:
            return Turn.WIDE_APART
        if many:
            return Turn.NOT_KNOWN
        if found.gap:
            return Turn.APART
        return Turn.AGREED if found.gap == 0 and not any(voice.split for voice in voices) else Turn.OTHER

    def in_order(self, asks: Iterable[PracticeId]) -> tuple[PracticeId, ...]:
        """Put practices in the order of the meeting."""
        return tuple(sorted(asks, key=lambda each: (self.turn(each), -abs(self.alone.practices[each].gap or 0))))

    def listed(self, asks: Iterable[PracticeId]) -> tuple[PracticeId, ...]:
        """The practices on which both sides agree: they are offered as one list."""
        return tuple(each for each in asks if self.turn(each) is Turn.AGREED)

    def level_listed(self, practice: PracticeId) -> int:
        """The level that both sides gave to a practice of the list."""
        return self.alone.practices[practice].level or 0

    def answer_before(self, practice: PracticeId) -> int | Word | None:
        """The answer to which the private sheets come by themselves; ``None`` where nobody is heard."""
        found = self.alone.practices[practice]
        return found.level if found.status == "rated" else None if found.status == "unanswered" else found.status

    def became(self, practice: PracticeId, rating: Rating) -> TalkedAbout | None:
        """Say whether a meeting kept or moved the answer; ``None`` where there was none to begin from."""
        before = self.answer_before(practice)
        if before is None:
            return None
        return "kept" if rating.level == before else "moved"

    # What it hears.

    def welcome(self, asks: Sequence[PracticeId]) -> Iterator[str]:
        """Say what is coming, how long it takes at least, and that stopping is fine."""
        rubric = self.alone.rubric
        yield from (rubric.title, *rubric.summary_paragraphs, *self.opening(asks))
        listed = self.listed(asks)
        talked = [practice for practice in rubric.practices if practice.id in set(asks) - set(listed)]
        read = [text for practice in talked for text in self.hears(practice)]
        read += [rubric.by_id[each].levels[self.level_listed(each)] for each in listed]
        minutes = sum(len(text.split()) for text in read) / WORDS_A_MINUTE
        minutes += minutes_of(rubric, "together", {practice.id for practice in talked})
        yield words.at_least(math.ceil(minutes))
        yield SAVED_AT_ONCE

    def opening(self, asks: Iterable[PracticeId]) -> Iterator[str]:
        """Say what this meeting is, whose answers it sees, and what is to come; of a hidden voice what to do."""
        yield words.AFTER_THE_SHEETS
        for side in SIDES:
            heard = self.alone.voices[side]
            if heard.shown:
                yield words.is_shown(side, heard.sheets)
            else:
                yield words.is_hidden(side) if heard.hidden else words.is_absent(side)
        turns = [self.turn(each) for each in asks]
        if self.alone.anyone_shown:
            apart = turns.count(Turn.WIDE_APART) + turns.count(Turn.APART)
            yield words.what_comes(apart, turns.count(Turn.NOT_KNOWN), turns.count(Turn.AGREED))
        else:
            yield words.NOTHING_TO_SHOW

    def hears(self, practice: Practice) -> tuple[str, ...]:
        """What each shown voice said of a practice, in the levels' own words, and the question to ask."""
        found = self.alone.practices[practice.id]
        what = {side: self._in_words(practice, voice) for side, voice in found.voices.items() if voice}
        if len(what) > 1 and len(set(what.values())) == 1:
            said = [words.both_said(next(iter(what.values())))]
        else:
            said = [words.side_said(side, text) for side, text in what.items()]
        if found.gap:
            said.append(words.lower_first("staff" if found.gap < 0 else "lived-experience"))
        return (*said, *([words.hard(practice.hard_question)] if practice.hard_question else []))

    def who_said(self, practice: PracticeId, level: int) -> str:
        """Who said a level of a practice alone, in a few words; empty where no shown voice did."""
        voices = self.alone.practices[practice].voices
        return words.who([side for side, voice in voices.items() if voice and voice.level == level])

    def _in_words(self, practice: Practice, voice: VoiceOnPractice) -> str:
        if voice.level is None:
            return words.NO_LEVEL[voice.status]
        more = [words.SPLIT] if voice.split else []
        more += [words.MANY_DO_NOT_KNOW] if heard_in_short(voice).many_dont_know else []
        return " ".join([words.quoted_level(practice, voice.level, self.alone.rubric.level_words(voice.level)), *more])

"""What a cell says, and what it does not: no answer is ever read as another.

A cell is read only where there is one thing that it can mean. Everything else is left to be
settled by whoever knows the form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from coprod_check.documents import codes, fixed_texts
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.imports.cleaning import cleaned, is_spoiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coprod_check.documents.rubric import ExperienceQuestion, Practice, Rubric
    from coprod_check.imports.grid import ForeignCell

Why = Literal["unknown", "number", "no level", "disagree", "several", "always applies", "spoiled", "not seen"]


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A cell that cannot be read: why, and what it may have meant, the likeliest first."""

    why: Why
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known of the file that a cell stands in."""

    numbers: bool = False
    """Whether a bare number is the number of a level: in our own table and workbook, or where a map says so."""
    codes: bool = False
    """Whether the codes of our own exports stand in it."""
    limesurvey: bool = False


DONT_KNOWS = frozenset({"don't know", "dont know", "do not know", DONT_KNOW, "dont_know"})
UNSURE = frozenset({"not sure", "unsure", "not certain", "maybe", "no idea", "i don't know", "i am not sure", "?"})
"""Words that are likely a "don't know", and are asked about all the same."""
NOT_APPLICABLES = frozenset(
    {
        "does not apply",
        "does not apply to us",
        "not applicable",
        NOT_APPLICABLE,
        "not_applicable",
        "doesn't apply to us",
    }
)
NOT_SEEN = "n/a"
"""What LimeSurvey writes for a question that a person did not see. It is never "does not apply"."""
BLANKS = frozenset({"", "[not completed]"})
_NUMBERED = re.compile(r"(?:level )?(\d{1,3}) ?(?:[-.:)=] ?|\u2013 ?| )(.+)", re.DOTALL)
_IN_FRONT = re.compile(r"\((\d{1,3})\) ?(.+)", re.DOTALL)
_BEHIND = re.compile(r"(.+?) ?\((?:level )?(\d{1,3})\)", re.DOTALL)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?%?")
_CODE = re.compile(r"L(\d{1,3})")
_BETWEEN = " .:;-\u2013|"

_LARGEST = 1e15
"""Up to here a spreadsheet keeps every digit of a whole number."""

MOST_SOUGHT = 100
"""Unknown answers to one question of which the nearest are looked for: so many are told, and it takes a while."""

NONE = "unanswered"
AnswerRead = int | str | None
"""A level, a word for why there is none, or nothing."""


def number_of(cell: ForeignCell) -> int | None:
    """The whole number in a cell, however a spreadsheet writes it (2, 2.0, "2"); ``None`` for anything else.

    >>> number_of("2.0"), number_of(2.0), number_of(True), number_of("2,5")
    (2, 2, None, None)
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if 0 <= cell < 10**6 and cell == int(cell) else None
    text = cell.strip() if isinstance(cell, str) else ""
    found = re.fullmatch(r"(\d{1,6})(?:\.0+)?", text) if text.isascii() else None
    return int(found.group(1)) if found else None


def is_number(cell: ForeignCell) -> bool:
    """Whether nothing but a number stands in a cell, of whatever kind."""
    if isinstance(cell, str):
        return bool(_NUMBER.fullmatch(cell.strip()))
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def as_said(cell: ForeignCell) -> str:
    """A cell as a map names it.

    >>> as_said(2.0), as_said(" Never "), as_said(True)
    ('2', 'Never', 'TRUE')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _LARGEST:
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


class PracticeAnswers:
    """The answers to one practice, in every way in which they are written."""

    def __init__(self, practice: Practice, rubric: Rubric) -> None:
        """Write every answer."""
        self.practice, self.rubric = practice, rubric
        self._sought = 0
        self._names = [cleaned(level.name) for level in rubric.levels]
        self._texts = [cleaned(text) for text in practice.levels]

    def read(self, cell: ForeignCell, trust: Trust, *, coded: bool) -> AnswerRead | UnreadCell:
        """A level, "dont-know", "not-applicable", ``None`` for a blank, or why it cannot be read.

        ``coded`` says that the column is known by the practice's id.
        """
        if cell is None or (isinstance(cell, str) and cleaned(cell) in BLANKS):
            return None
        if not isinstance(cell, str) or is_number(cell):
            return self._number(cell, trust)
        return self._words(cell, cleaned(cell), trust, coded=coded)

    def _words(self, cell: str, key: str, trust: Trust, *, coded: bool) -> AnswerRead | UnreadCell:
        found = set(self._meanings(key))
        if coded:
            found |= set(self._codes(cell.strip(), trust))
        if len(found) == 1:
            return self.fitting(found.pop())
        if found:
            return UnreadCell("several", tuple(map(str, sorted(found, key=str))))
        return self._why_unread(cell, key)

    def _why_unread(self, cell: str, key: str) -> UnreadCell:
        if is_spoiled(cell):
            return UnreadCell("spoiled")
        if key in {NOT_SEEN, "na"}:
            return UnreadCell("not seen", (NONE, *((NOT_APPLICABLE,) if self.practice.may_not_apply else ())))
        if key in UNSURE:
            return UnreadCell("unknown", (DONT_KNOW, NONE))
        return UnreadCell("disagree" if self._disagrees(key) else "unknown", self._near(key))

    def _number(self, cell: ForeignCell, trust: Trust) -> AnswerRead | UnreadCell:
        level = number_of(cell)
        if trust.numbers and level is not None and level <= self.rubric.top:
            return level
        if trust.numbers and is_number(cell):
            return UnreadCell("no level")
        return UnreadCell("number" if is_number(cell) else "unknown")

    def _meanings(self, key: str) -> Iterator[int | str]:
        """Every answer that a text is, as it is compared."""
        if key in DONT_KNOWS:
            yield DONT_KNOW
        if key in NOT_APPLICABLES:
            yield NOT_APPLICABLE
        yield from (level for level in range(len(self._names)) if self._is_level(key, level))
        for number, words in _numbered(key):
            if number <= self.rubric.top and self._is_level(words, number):
                yield number

    def _is_level(self, key: str, level: int) -> bool:
        name, text = self._names[level], self._texts[level]
        if key in {name, text}:
            return True
        return (
            key.startswith(name)
            and key.endswith(text)
            and not key[len(name) : -len(text)].strip(_BETWEEN)
            and bool(text)
            and len(key) > len(name) + len(text)
        )

    def _codes(self, said: str, trust: Trust) -> Iterator[int | str]:
        if found := _CODE.fullmatch(said):
            level = int(found.group(1))
            if level <= self.rubric.top and str(level) == found.group(1):
                yield level
        elif trust.codes and said in codes.OF_WORDS:
            yield codes.OF_WORDS[said]

    def fitting(self, answer: int | str) -> AnswerRead | UnreadCell:
        """Let an answer pass that the practice allows."""
        if answer == NOT_APPLICABLE and not self.practice.may_not_apply:
            return UnreadCell("always applies", (NONE, DONT_KNOW))
        return answer

    def _disagrees(self, key: str) -> bool:
        """Whether a number stands before the words of another level, or of another practice's."""
        return any(
            any(self._is_level(words, level) for level in range(len(self._names)) if level != number)
            for number, words in _numbered(key)
        )

    def _near(self, key: str) -> tuple[str, ...]:
        self._sought += 1
        if self._sought > MOST_SOUGHT:
            return ()
        by_text: dict[str, str] = dict.fromkeys(sorted(DONT_KNOWS), DONT_KNOW)
        if self.practice.may_not_apply:
            by_text |= dict.fromkeys(sorted(NOT_APPLICABLES), NOT_APPLICABLE)
        for level, (name, text) in enumerate(zip(self._names, self._texts, strict=True)):
            by_text |= {name: str(level), text: str(level), f"{level} - {name}. {text}": str(level)}
        near = get_close_matches(key[:400], by_text, n=6, cutoff=0.6)
        return tuple(dict.fromkeys(by_text[each] for each in near))[:3]


def _numbered(key: str) -> Iterator[tuple[int, str]]:
    """The numbers that stand before or behind words, each with the words alone."""
    if key[:1].isdecimal() or key.startswith(("level ", "(")):
        for pattern in (_NUMBERED, _IN_FRONT):
            if found := pattern.fullmatch(key):
                yield int(found.group(1)), found.group(2).strip(" -.:*")
    if key.endswith(")") and (found := _BEHIND.fullmatch(key)):
        yield int(found.group(2)), found.group(1).strip(" -.:*")


def is_code(cell: ForeignCell) -> bool:
    """Whether a cell is one of our own codes for a level or for "don't know".

    >>> is_code("L2"), is_code("DK"), is_code("NA"), is_code("Lift")
    (True, True, False, False)
    """
    return isinstance(cell, str) and (cell == "DK" or (cell[:1] == "L" and cell[1:].isdigit()))


def looks_like_an_answer(key: str, known: Iterable[str]) -> bool:
    """Whether a cleaned cell is the words of a level or a "don't know", with or without a number."""
    return key in known or any(words in known for _, words in _numbered(key))


def words_of_answers(rubric: Rubric) -> frozenset[str]:
    """Every text of a level, name of a level and "don't know", cleaned: a column in which one stands is no other's."""
    names = [level.name for level in rubric.levels]
    texts = [text for practice in rubric.practices for text in practice.levels]
    return frozenset({*map(cleaned, (*names, *texts)), *DONT_KNOWS})


# Experience questions.

CHOSEN = frozenset({"y", "yes", "1", "true", "checked", "selected", "x", "ja", "oui"})
NOT_CHOSEN = frozenset({"", "n", "no", "0", "false", "unchecked", "not selected", "nein", "non"})
_LIME_CODE = re.compile(r"A(\d{1,2})")


class OptionAnswers:
    """The answers to one experience question."""

    def __init__(self, question: ExperienceQuestion) -> None:
        """Write every option."""
        self.question = question
        self._sought = 0
        self._texts: dict[str, set[str]] = {}
        self._in_texts: dict[str, set[str]] = {}
        self._in_codes: dict[str, set[str]] = {}
        for option in question.options:
            for text, table in (
                (option.text, self._in_texts),
                (option.id, self._in_codes),
                (codes.underscored(option.id), self._in_codes),
            ):
                for each in (table, self._texts):
                    each.setdefault(cleaned(text), set()).add(option.id)

    def read(self, cell: ForeignCell, *, coded: bool) -> tuple[str, ...] | UnreadCell:
        """The options that a cell names, none for a blank; or why it cannot be read."""
        key = "" if cell is None else cleaned(as_said(cell))
        if key in BLANKS:
            return ()
        if is_number(cell):
            return UnreadCell("number")
        if self.question.several:
            found = self._parted(key)
        else:
            whole = self._texts.get(key, set())
            found = UnreadCell("several", tuple(sorted(whole))) if len(whole) > 1 else tuple(whole)
        return found or (self._at_place(cell) if coded else ()) or self._why_unread(cell, key)

    def _at_place(self, cell: ForeignCell) -> tuple[str, ...]:
        """The option that a code of LimeSurvey names: ``A1`` is the first."""
        found = _LIME_CODE.fullmatch(cell.strip()) if isinstance(cell, str) else None
        place = int(found.group(1)) if found else 0
        return (self.question.options[place - 1].id,) if 0 < place <= len(self.question.options) else ()

    def _why_unread(self, cell: ForeignCell, key: str) -> UnreadCell:
        if key == NOT_SEEN:
            return UnreadCell("not seen", (NONE,))
        return UnreadCell("spoiled" if isinstance(cell, str) and is_spoiled(cell) else "unknown", self._near(key))

    def _parted(self, key: str) -> tuple[str, ...] | UnreadCell:
        """Several options in one cell, taken apart in the one way in which that is possible.

        Whatever parts them: texts may hold commas and spaces themselves.
        """
        # A cell is all in texts or all in codes.
        ways = {frozenset(way) for table in (self._in_texts, self._in_codes) for way in _ways(key, table, frozenset())}
        if len(ways) > 1:
            return UnreadCell("several")
        chosen = next(iter(ways), frozenset())
        return tuple(option.id for option in self.question.options if option.id in chosen)

    def _near(self, key: str) -> tuple[str, ...]:
        self._sought += 1
        near = get_close_matches(key[:400], self._texts, n=4, cutoff=0.6) if self._sought <= MOST_SOUGHT else []
        return tuple(dict.fromkeys(ident for text in near for ident in sorted(self._texts[text])))[:3]

    def box(self, option: str, cell: ForeignCell, trust: Trust) -> bool | UnreadCell | None:
        """Whether the box of one option is ticked; ``None`` where the person did not see it."""
        key = "" if cell is None else cleaned(as_said(cell))
        own = option in self._texts.get(key, ())
        box: bool | UnreadCell | None = UnreadCell("unknown", (NONE,))
        if own and (key in NOT_CHOSEN or key == NOT_SEEN):
            # "No" below the option "No": ticked, as one service writes it, or not, as another does.
            box = UnreadCell("several", (option, NONE))
        elif own or key in CHOSEN:
            box = True
        elif key in NOT_CHOSEN:
            box = False
        elif key == NOT_SEEN and trust.limesurvey:
            box = None
        return box


def _ways(rest: str, table: Mapping[str, set[str]], before: frozenset[str]) -> Iterator[frozenset[str]]:
    """Every way in which what is left of a cell can be taken apart into options, each of them once."""
    rest = rest.strip(" ;,|")
    if not rest:
        yield before
        return
    for text, ids in table.items():
        if rest.startswith(text) and text and (len(rest) == len(text) or rest[len(text)] in " ;,|."):
            for ident in ids - before:
                yield from _ways(rest[len(text) :].lstrip("."), table, before | {ident})


# Who it is, and whether it may be shown.

_STAFF = {"staff", "member of staff", "a member of staff", "staff member", "a staff member", "as staff"}
_LIVED = {
    "lived-experience", "lived_experience", "lived experience", "lived", "someone with lived experience",
    "person with lived experience", "a person with lived experience", "people with lived experience",
    "as someone with lived experience", "i have lived experience",
}  # fmt: skip
_VOICES = {
    **dict.fromkeys((*_STAFF, *map(cleaned, (fixed_texts.STAFF.now, *fixed_texts.STAFF.before))), "staff"),
    **dict.fromkeys(
        (*_LIVED, *map(cleaned, (fixed_texts.LIVED_EXPERIENCE.now, *fixed_texts.LIVED_EXPERIENCE.before))),
        "lived-experience",
    ),
    "together": "together",
}


def voice_of(cell: ForeignCell) -> str | UnreadCell:
    """Whose answers a cell says they are; empty for a blank."""
    key = cleaned(as_said(cell))
    if key in BLANKS:
        return ""
    if key in _VOICES:
        return _VOICES[key]
    near = get_close_matches(key[:200], _VOICES, n=4, cutoff=0.6)
    return UnreadCell(_why(cell), tuple(dict.fromkeys(_VOICES[each] for each in near))[:3])


def _why(cell: ForeignCell) -> Why:
    """Why a cell is not read that is none of the words for an answer."""
    if is_number(cell):
        return "number"
    return "spoiled" if isinstance(cell, str) and is_spoiled(cell) else "unknown"


_SHARES = {
    **dict.fromkeys(("yes", "y", "true", cleaned(fixed_texts.SHARE_YES.now)), True),
    **dict.fromkeys(("no", "n", "false", cleaned(fixed_texts.SHARE_NO.now)), False),
}


def share_of(cell: ForeignCell, *, zero_one: bool) -> bool | UnreadCell | None:
    """Whether somebody agreed to be shown; ``None`` for a blank, which is no.

    0 and 1 are an answer only where the column keeps to REDCap's yes-or-no questions (``zero_one``).
    """
    key = cleaned(as_said(cell))
    if key in BLANKS:
        return None
    if key in _SHARES:
        return _SHARES[key]
    if zero_one and number_of(cell) in {0, 1}:
        return number_of(cell) == 1
    return UnreadCell(_why(cell), ("false", "true"))


def evidence_in(cell: ForeignCell, trust: Trust) -> str:
    """What somebody wrote as evidence. The apostrophe with which services disarm a formula is taken off."""
    text = as_said(cell)
    if trust.limesurvey and cleaned(text) == NOT_SEEN:
        return ""
    return text[1:] if text.startswith("'=") else text

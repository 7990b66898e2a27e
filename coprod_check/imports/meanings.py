"""What a heading stands for: every way in which a rubric's questions are written over a column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from coprod_check.documents import codes, fixed_texts
from coprod_check.documents.shapes import SIDES
from coprod_check.imports.answers import words_of_answers
from coprod_check.imports.cleaning import cleaned, endings, without_counting
from coprod_check.imports.services import role_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.fixed_texts import FixedText
    from coprod_check.documents.rubric import ExperienceQuestion, Practice, Rubric

Part = Literal["fact", "practice", "evidence", "reason", "experience", "option", "prompt", "reason-prompt", "service"]

FACTS = (
    "team", "round", "date", "voice", "sheet", "respondent", "share", "finished", "rubric", "rubric_version",
    "circumstances", "project",
)  # fmt: skip
PEOPLE = tuple(f"people.{side}" for side in SIDES)
_OF_TABLES_ALONE = ("finished", "project")
"""Columns of our own table that are other services' words for something else."""


@dataclass(frozen=True, slots=True)
class HeadingMeaning:
    """What one column holds."""

    part: Part
    key: str = ""
    """The column of the contract's table, the practice, the experience question, or the service's role."""
    option: str = ""
    """Of a column for one option: its id."""
    coded: bool = field(default=False, compare=False)
    """Whether the heading is an id, so that our own codes (``L2``, ``DK``) may stand below it."""
    under: str = field(default="", compare=False)
    """What stood before the question in the heading, such as the name of a group."""

    @property
    def column(self) -> str:
        """The column of the contract's table that it goes into."""
        match self.part:
            case "evidence":
                return f"{self.key}.evidence"
            case "experience" | "option":
                return f"experience.{self.key}"
            case _:
                return self.key


HeadingMeanings = tuple[HeadingMeaning, ...]
"""Everything that a heading may mean: one, or more where nobody can tell."""

_BRACKETS = re.compile(r"(.+?) ?\[(.*)\]")
_LONG_OPTION = 12
_CHOICE = re.compile(r"(.+?) ?\(choice=(.*)\)")
_EXPRESSION = re.compile(r"(.+)_(sq\d{1,4})")
"""How LimeSurvey's expressions name the box of an option."""
_CHECKBOX = re.compile(r"(.+?)___(.+)")
_COMMENT = {"comment", "kommentar", "commentaire", "comentario"}
_SUBQUESTION = re.compile(r"sq0*(\d+)")
_SELECTED = re.compile(r" - (?:selected choice|text)$")
"""What Qualtrics puts behind a question."""


class Questions:
    """The questions of a rubric, to be found by their headings."""

    def __init__(self, rubric: Rubric) -> None:
        """Write every question in every way."""
        self.rubric = rubric
        self._exact: dict[str, dict[HeadingMeaning, HeadingMeaning]] = {}
        self._prompts: dict[str, HeadingMeaning] = {}
        self._titles: dict[str, str] = {}
        self._by_question = {each.id: each for each in rubric.experience}
        self._memo: dict[str, HeadingMeanings] = {}
        options = (cleaned(option.text) for question in rubric.experience for option in question.options)
        self.options = frozenset(each for each in options if len(each) >= _LONG_OPTION)
        """The texts of options that are too long to stand in somebody else's column by chance."""
        self.answers = words_of_answers(rubric)
        """Every text of a level, name of a level and "don't know", cleaned."""
        self._add_facts()
        # As the surveys that we export name them; a question called like a practice is told from it there.
        named = {q.id: f"{codes.EXPERIENCE}-{q.id}" if q.id in rubric.by_id else q.id for q in rubric.experience}
        short = codes.squashed(["team", "round", "voice", "share", "made-up-name", *rubric.by_id, *named.values()])
        shorter = codes.squashed(short, longest=codes.LONGEST_SQUASHED - len("reason"))
        for practice in rubric.practices:
            self._add_practice(practice, short[practice.id], shorter[practice.id])
        for question in rubric.experience:
            self._add_experience(question, short[named[question.id]])

    def _add(self, text: str, meaning: HeadingMeaning) -> None:
        if key := cleaned(text):
            known = self._exact.setdefault(key, {})
            if meaning not in known or meaning.coded:
                known[meaning] = meaning

    def _add_facts(self) -> None:
        for column in (*FACTS, *PEOPLE):
            if column not in _OF_TABLES_ALONE:
                self._add(column, HeadingMeaning("fact", column, coded=True))
        for code in (codes.MADE_UP_NAME, "madeupname", "made up name"):
            self._add(code, HeadingMeaning("fact", "respondent", coded=True))
        texts = (("voice", fixed_texts.VOICE), ("share", fixed_texts.SHARE), ("team", fixed_texts.TEAM))
        for column, text in (*texts, ("respondent", fixed_texts.PSEUDONYM)):
            for each in _every(text):
                self._add(each, HeadingMeaning("fact", column))
        self._prompts.update({cleaned(each): HeadingMeaning("prompt") for each in _every(fixed_texts.EVIDENCE)})
        self._prompts.update({cleaned(each): HeadingMeaning("reason-prompt") for each in _every(fixed_texts.REASON)})

    def _add_practice(self, practice: Practice, short: str, shorter: str) -> None:
        ident = str(practice.id)
        for code in (ident, codes.underscored(ident), ident.replace("-", "_"), short):
            self._add(code, HeadingMeaning("practice", ident, coded=True))
            for ending, part in _ENDINGS.items():
                self._add(f"{code}{ending}", HeadingMeaning(part, ident, coded=True))
        self._add(f"{shorter}reason", HeadingMeaning("reason", ident, coded=True))
        asked = {practice.question.for_voice(voice) for voice in (*SIDES, "together")}
        for text in (practice.title, *sorted(asked)):
            self._add(text, HeadingMeaning("practice", ident))

    def _add_experience(self, question: ExperienceQuestion, short: str) -> None:
        ident = question.id
        for code in (
            ident,
            codes.underscored(ident),
            f"experience.{ident}",
            f"experience_{codes.underscored(ident)}",
            short,
        ):
            if code not in self._exact or code.startswith("experience"):
                self._add(code, HeadingMeaning("experience", ident, coded=True))
        self._add(question.question, HeadingMeaning("experience", ident))

    def of(self, heading: str) -> HeadingMeanings:
        """Everything that a heading may mean; nothing where it is none of ours and of no service."""
        key = cleaned(heading)
        if key not in self._memo:
            self._memo[key] = self._find(key)
        return self._memo[key]

    def of_repeated(self, heading: str) -> HeadingMeanings:
        """Everything that a heading may mean that stands more than once: "Step 12" may be the second "Step 1"."""
        readings = (self._exact.get(each, {}).values() for each in without_counting(cleaned(heading)))
        every = dict.fromkeys(each for found in readings for each in found if each.part == "practice")
        return tuple(every) if len(every) > 1 else self.of(heading)

    def _find(self, key: str) -> HeadingMeanings:
        if not key:
            return ()
        if found := self._counted(key) or self._code_and_text(key):
            return found
        for before, _, behind in endings(key):
            if found := self._counted(behind):
                return tuple(
                    HeadingMeaning(each.part, each.key, each.option, each.coded, before)
                    for each in found
                    if each.part not in {"service", "fact"}
                ) or self._fact_in_group(found, before)
        if " " not in key and key.count("_") > 1:
            # LimeSurvey may write headings with underscores for spaces.
            return self._find(key.replace("_", " "))
        return ()

    def _counted(self, key: str) -> HeadingMeanings:
        """What a heading means as it stands; else, everything that it may be the second or twelfth of."""
        as_it_stands, *others = without_counting(key)
        every: dict[HeadingMeaning, HeadingMeaning] = {}
        for reading in () if (found := self._whole(as_it_stands)) else others:
            for each in self._whole(reading):
                every.setdefault(each, each)
        return found or tuple(every.values())

    def _code_and_text(self, key: str) -> HeadingMeanings:
        """What LimeSurvey's "code. text" means: the code of a practice, or what both of its parts mean."""
        code, _, text = key.partition(". ")
        if not text or " " in code:
            return ()
        by_code, by_text = self._whole(code), self._whole(text)
        if not by_text:
            return tuple(each for each in by_code if each.coded and each.part not in {"fact", "service"})
        either = dict.fromkeys((*by_code, *by_text))
        return tuple(either) if by_code else ()

    @staticmethod
    def _fact_in_group(found: HeadingMeanings, before: str) -> HeadingMeanings:
        """A fact behind the name of a group is one only by its id, as XLSForm names it."""
        return tuple(each for each in found if each.part == "fact" and each.coded and " " not in before)

    def _whole(self, key: str) -> HeadingMeanings:
        """What a heading means that is read as it stands."""
        exact = tuple(self._exact.get(key, {}).values())
        role = role_of(key)
        if role:
            exact = (*exact, HeadingMeaning("service", role))
        if key in self._prompts:
            # Where a question is asked in these very words, nobody can tell.
            exact = (*exact, self._prompts[key])
        if exact:
            return exact
        return self._composed(_SELECTED.sub("", key)) or self._alone(_SELECTED.sub("", key), key)

    def _alone(self, shorter: str, key: str) -> HeadingMeanings:
        return tuple(self._exact.get(shorter, {}).values()) if shorter != key else ()

    def _composed(self, key: str) -> HeadingMeanings:
        """What a heading means that is made of a question and something that belongs to it."""
        for pattern in (_CHOICE, _BRACKETS):
            if parts := pattern.fullmatch(key):
                return self._inside(cleaned(parts.group(1)), cleaned(parts.group(2)))
        if parts := _CHECKBOX.fullmatch(key) or _EXPRESSION.fullmatch(key):
            return self._option(self._last(parts.group(1)), parts.group(2), boxed=True)
        for before, mark, behind in endings(key):
            for reading in without_counting(behind):
                if reading in self._prompts:
                    # Before a stroke stands the name of a group, which may be called as a practice is.
                    of = self._prompted(self._prompts[reading], before if mark == "-" else "")
                    return (*of, *self._exact.get(reading, {}).values())
                if found := self._option(self._last(before), behind):
                    return found
        return ()

    def _inside(self, base: str, inner: str) -> HeadingMeanings:
        """What ``base [inner]`` means: a comment, an option, or a row of a grid."""
        if inner in _COMMENT or inner in self._prompts:
            return self._prompted(self._prompts.get(inner, HeadingMeaning("prompt")), base)
        if found := self._option(self._last(base), inner):
            return found
        return tuple(
            HeadingMeaning(each.part, each.key, coded=each.coded, under=base)
            for each in self._exact.get(inner, {}).values()
            if each.part == "practice"
        )

    def _prompted(self, prompt: HeadingMeaning, base: str) -> HeadingMeanings:
        """The evidence of the practice that stands before its prompt; the prompt alone behind the name of a group."""
        practices = [each for each in self._last(base) if each.part == "practice"]
        part: Part = "evidence" if prompt.part == "prompt" else "reason"
        return tuple(HeadingMeaning(part, each.key, coded=each.coded) for each in practices) or (prompt,)

    def _last(self, text: str) -> HeadingMeanings:
        """What a text, or the end of it, stands for."""
        for each in (text, *(behind for _, _, behind in endings(text))):
            for reading in without_counting(each):
                if found := tuple(self._exact.get(reading, {}).values()):
                    return found
        return ()

    def _option(self, bases: HeadingMeanings, inner: str, *, boxed: bool = False) -> HeadingMeanings:
        """The column of one option of an experience question.

        ``boxed``: the heading is a code of a check box (``id___2``), in which no text stands.
        """
        asked = [base for base in bases if base.part == "experience"]
        inner = inner.removeprefix("selected choice - ")  # Qualtrics
        sub = _SUBQUESTION.fullmatch(inner)
        place = int(sub.group(1)) if sub else int(inner) if boxed and inner.isdecimal() and len(inner) <= 3 else 0
        found = [(base, option) for base in asked if (option := self._option_at(base.key, place))]
        found += [
            (base, option) for base in asked for option in self._options_called(base.key, inner, codes_only=boxed)
        ]
        return tuple(dict.fromkeys(HeadingMeaning("option", base.key, each, coded=base.coded) for base, each in found))

    def _options_called(self, question: str, inner: str, *, codes_only: bool) -> Iterator[str]:
        for option in self._by_question[question].options:
            called = (option.id, codes.underscored(option.id), *(() if codes_only else (option.text,)))
            if inner in map(cleaned, called):
                yield option.id

    def _option_at(self, question: str, place: int) -> str:
        """The option at a place from 1; empty where there is none."""
        options = self._by_question[question].options
        return options[place - 1].id if 0 < place <= len(options) else ""

    def nearest(self, heading: str) -> tuple[str, ...]:
        """Which columns of ours a heading is near to, or its last part, at most three, the nearest first."""
        near = [text for part in _parts(heading) for text in get_close_matches(part, self._exact, n=6, cutoff=0.8)]
        found = (meaning.column for text in near for meaning in self._exact[text].values())
        return tuple(dict.fromkeys(found))[:3]

    def is_near(self, heading: str) -> bool:
        """Whether a heading, or its last part, is nearly one of ours, or nearly the words for evidence."""
        near_prompt = (get_close_matches(part, self._prompts, n=1, cutoff=0.8) for part in _parts(heading))
        return bool(self.nearest(heading)) or any(near_prompt)


def _parts(heading: str) -> list[str]:
    """A heading as it is compared with near ones, and what stands behind its last stroke and its last dash."""
    key = cleaned(heading)[:300]
    behind = {key.rpartition(mark)[2].strip() for mark in "/-"} - {key, ""}
    return [key, *sorted(behind)]


_ENDINGS: dict[str, Part] = {
    "": "practice",
    ".evidence": "evidence",
    codes.EVIDENCE: "evidence",
    "_comment": "evidence",
    ".reason": "reason",
    codes.REASON: "reason",
}


def _every(text: FixedText) -> Iterator[str]:
    yield text.now
    yield from text.before


def columns_of(rubric: Rubric) -> tuple[str, ...]:
    """Every column of the contract's table that a map may name."""
    practices: Iterable[str] = map(str, rubric.by_id)
    return (
        *FACTS,
        *PEOPLE,
        *(column for practice in practices for column in (practice, f"{practice}.evidence")),
        *(f"experience.{question.id}" for question in rubric.experience),
    )


def meaning_of_column(column: str, rubric: Rubric) -> HeadingMeaning:
    """What a column of the contract's table holds."""
    if column.startswith("experience."):
        return HeadingMeaning("experience", column.removeprefix("experience."))
    practice = column.removesuffix(".evidence")
    if practice in rubric.by_id:
        return HeadingMeaning("practice" if practice == column else "evidence", practice)
    return HeadingMeaning("fact", column)

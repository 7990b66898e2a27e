"""A sheet: what one person, or a whole meeting, said on one day (contract, section 2)."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from itertools import count
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from coprod_check.documents.limits import GUESSED
from coprod_check.documents.problems import LARGEST_NUMBER, Problem, nearest, problem, said, short, unknown_name
from coprod_check.documents.shapes import (
    ID_PATTERN,
    SIDES,
    VERSION_PATTERN,
    Day,
    Frozen,
    Identifier,
    Items,
    PracticeId,
    Side,
    Text,
    Version,
    Voice,
    Whole,
    Words,
    compatible,
    path_text,
    shaped,
)
from coprod_check.documents.text import identity, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coprod_check.documents.rubric import Practice, Rubric

SHEET_FORMAT = "coprod-answers/1"

DONT_KNOW: Final = "dont-know"
NOT_APPLICABLE: Final = "not-applicable"
Word = Literal["dont-know", "not-applicable"]
_WORDS = (DONT_KNOW, NOT_APPLICABLE)


def _answer(value: object) -> object:
    if (type(value) is int and value >= 0) or (isinstance(value, str) and value in _WORDS):
        return value
    near = nearest(value, _WORDS) if isinstance(value, str) else ""
    fix = near or 'write a level number such as 0 or 1, or "dont-know", or "not-applicable"'
    raise PydanticCustomError("answer", "is {got}; {fix}", {"got": said(value), "fix": fix})


def _chosen(value: object) -> object:
    if isinstance(value, str) or (isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)):
        return value
    # Only people with lived experience answer these: what they wrote is not repeated.
    raise PydanticCustomError("chosen", "is not text; write the id of an answer, or a list of ids")


OF_A_MEETING = ("talked_about", "why_moved")
"""What only a together sheet may say of a practice."""

MOST_PEOPLE = 10_000
"""People of one side that a meeting may count."""


def _count(value: object) -> object:
    if type(value) is int and 0 <= value <= MOST_PEOPLE:
        return value
    words = "0 or more" if type(value) is not int or value < 0 else f"{MOST_PEOPLE} at most"
    raise PydanticCustomError("count", "is {got}; write how many people, {words}", {"got": said(value), "words": words})


_NOT_ON_A_LINE = {"Cc", "Zl", "Zp"}
"""Control characters, the usual line ends among them; and what else ends a line or a paragraph."""


def _line(value: object) -> object:
    """Let a name pass that is on one line, so that it can never look like more than one."""
    if isinstance(value, str) and any(unicodedata.category(each) in _NOT_ON_A_LINE for each in value):
        raise PydanticCustomError("line", "has a line end or a control character in it; write it on one line")
    return value


EvidenceKind = Literal["document", "seen", "said"]
TalkedAbout = Literal["kept", "moved"]
"""What became of an answer that a meeting talked about: it stands where the private sheets had it, or elsewhere."""
Answer = Annotated[int | Word, BeforeValidator(_answer)]
"""A level number, or one of two words: TOML has no null, and absent means unanswered."""
Count = Annotated[int, BeforeValidator(_count)]
Line = Annotated[str, BeforeValidator(_line)]
"""What people typed on one line; may be blank."""
LineText = Annotated[Text, BeforeValidator(_line)]
"""Words on one line that may not be blank."""
Chosen = Annotated[str | Items[str], BeforeValidator(_chosen)]
"""One option of an experience question, or a list of them."""


class Rating(Frozen):
    """What was said of one practice; without a level it is unanswered."""

    level: Annotated[Answer | None, BeforeValidator(_answer)] = None
    evidence: Words = ""
    evidence_kind: EvidenceKind | None = None
    reason: Words = ""
    looking_back: Whole | None = None
    """Where the person says today that things stood at the round before; never counted.

    A level that falls may be better understanding, and this is how that shows.
    """
    talked_about: TalkedAbout | None = None
    """Whether a meeting kept or moved the answer to which the private sheets come without it; never counted."""
    why_moved: Line = ""
    """The meeting's words on why it moved, on one line."""

    @property
    def answer(self) -> int | Word:
        """The level, or the word for why there is none; needs a practice that is answered."""
        if self.level is None:
            raise ValueError
        return self.level

    @property
    def says_something(self) -> bool:
        """Whether anything is in it."""
        return (
            self.level is not None
            or self.looking_back is not None
            or bool(self.evidence.strip() or self.reason.strip())
        )


class People(Frozen):
    """How many people of each side were in the room; a missing key is 0."""

    staff: Count = 0
    lived_experience: Count = Field(default=0, alias="lived-experience")

    def of(self, side: Side) -> int:
        """How many of one side."""
        return self.staff if side == "staff" else self.lived_experience


class PeopleOfRound(People):
    """How many people of each side are in a round: in its meeting, or in the sheets of each of them."""

    staff: Whole = 0
    lived_experience: Whole = Field(default=0, alias="lived-experience")


def sides_counted(staff: int, lived_experience: int) -> tuple[Side, ...]:
    """The sides of which at least one person was in the room; none where the sheet does not say who was there."""
    counted = zip(SIDES, (staff, lived_experience), strict=True)
    return tuple(side for side, people in counted if people > 0)


class Sheet(Frozen):
    """One saved answers file."""

    format: Literal["coprod-answers/1"]
    rubric: Identifier
    rubric_version: Version
    team: LineText
    date: Day
    voice: Voice
    sheet: Line = ""
    project: Line = ""
    round: Line = ""
    respondent: Line = ""
    share: bool = False
    language: Words = ""
    finished: bool = True
    """Whether the interview came to its end; a sheet that does not say is finished."""
    circumstances: Items[str] = ()
    people: People = People()
    ratings: dict[PracticeId, Rating] = Field(default_factory=dict)
    experience: dict[str, Chosen] = Field(default_factory=dict)

    @property
    def round_label(self) -> str:
        """The round that the sheet belongs to: the month of its date unless it says otherwise."""
        return self.round.strip() or f"{self.date:%Y-%m}"

    @cached_property
    def answers(self) -> dict[PracticeId, Rating]:
        """The practices that are answered: a level, "don't know" or "does not apply"."""
        return {practice: rating for practice, rating in self.ratings.items() if rating.level is not None}

    @property
    def answers_something(self) -> bool:
        """Whether any practice or experience question is answered."""
        return bool(self.answers) or any(self.chosen(question) for question in self.experience)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that a together sheet counted at least one person of; none on a private sheet."""
        return sides_counted(self.people.staff, self.people.lived_experience)

    def chosen(self, question: str) -> tuple[str, ...]:
        """The options chosen for an experience question, each once."""
        said_ = self.experience.get(question, ())
        options = (said_,) if isinstance(said_, str) else said_
        return tuple(dict.fromkeys(option for option in options if option.strip()))


FIRST_IN_FILES = (
    "format", "rubric", "rubric_version", "sheet", "team", "project", "round", "date", "voice", "respondent",
    "language", "circumstances",
)  # fmt: skip
"""How a sheet begins where it is written; the other keys follow in the order of the shape.

Faults are named in the order of the shape, which is therefore another.
"""


def keys_of(shape: type[Frozen]) -> tuple[str, ...]:
    """The keys that a table of some shape may have in a file.

    >>> keys_of(People)
    ('staff', 'lived-experience')
    """
    return tuple(field.alias or name for name, field in shape.model_fields.items())


def text_keys_of(shape: type[Frozen]) -> tuple[str, ...]:
    """Those of the keys that may hold any text in every sheet, or be left out.

    >>> text_keys_of(Rating)
    ('evidence', 'reason')
    """
    texts = (field.alias or name for name, field in shape.model_fields.items() if field.default == "")
    return tuple(each for each in texts if each not in OF_A_MEETING)


def read_sheet(
    data: Mapping[str, object], rubric: Rubric, *, reasons: bool = True
) -> tuple[Sheet | None, list[Problem]]:
    """Read a parsed sheet against its rubric; ``None`` and every problem when it does not hold.

    ``reasons`` is false for rows of tables, which are not asked why a practice does not apply.
    """
    private = is_private(data)
    sheet, problems = shaped(Sheet, data, repeat=not private)
    if private:
        problems = [_discreet(each, rubric) for each in problems]
    problems += check_sheet(data, rubric, reasons=reasons)
    return (None if problems else sheet), problems


def is_private(data: Mapping[str, object]) -> bool:
    """Whether no message may repeat what stands in a sheet (contract, 3.2).

    That is so of one person's, and of one that does not say whose it is. The names of keys are
    places and are said; so is the id of the questions, by which their file is found.
    Whatever is wrong anywhere in a sheet is said by way of this rule.
    """
    return data.get("voice") != "together"


def rubric_told(data: Mapping[str, object]) -> str:
    """Which questions a sheet says that it answers, for a message: an id of questions is nobody's answer.

    >>> rubric_told({"voice": "staff", "rubric": "garden"}), rubric_told({"voice": "staff", "rubric": "I said no."})
    ("'garden'", 'that')
    """
    said_ = str(data.get("rubric"))
    return "that" if is_private(data) and not ID_PATTERN.fullmatch(said_) else short(said_)


_OF_A_RATING = re.compile(r'ratings\.("(?:\\.|[^"\\])*"|[^."]+)(\..*)?')


_NOT_SAID = {
    "share": ("is not true or false", "write share = true or share = false"),
    "evidence": ("is not text", "write text in quotes"),
    "reason": ("is not text", "write text in quotes"),
    "evidence_kind": ("is not a kind of evidence", 'write "document" or "seen" or "said"'),
}
"""What is said of a fault in these places, instead of what stands there."""


def _discreet(fault: Problem, rubric: Rubric) -> Problem:
    """Take what somebody answered out of a message about a private sheet (contract, 3.2)."""
    found = _OF_A_RATING.fullmatch(fault.where)
    if fault.message.startswith(("is missing", "unknown key")):
        return fault
    if fault.where in {"ratings", "experience"} or (found and not found.group(2)):
        return problem(fault.where, "is not a table", fault.message.partition("; ")[2])
    last = fault.where.rpartition(".")[2]
    if (found or fault.where == "share") and last in _NOT_SAID:
        return problem(fault.where, *_NOT_SAID[last])
    if not found:
        return fault
    return _unfit(found.group(1), rubric.by_id.get(PracticeId(found.group(1))), rubric)


def _unfit(practice: str, asked: Practice | None, rubric: Rubric) -> Problem:
    """Report a rating without saying what it is. One message for several faults, so that none tells the answer."""
    words = '"dont-know", or "not-applicable" with a reason' if asked and asked.may_not_apply else 'or "dont-know"'
    fix = f"write a level from 0 to {rubric.top} without quotes, {words}"
    return problem(f"ratings.{practice}", "is not an answer that fits", fix)


def check_sheet(data: Mapping[str, object], rubric: Rubric, *, reasons: bool = True) -> Iterator[Problem]:
    """Yield every way in which a sheet does not fit the rubric, passing over wrong shapes.

    ``reasons`` is false for tables, which are not asked why a practice does not apply.
    Of answers to another version that is all there is to say: its ids are another's.
    """
    yield from _check_names(data)
    other = list(_check_rubric(data, rubric))
    yield from other
    if any(each.where == "rubric_version" for each in other):
        return
    ratings, unknown = data.get("ratings"), count(1)
    for practice, rating in ratings.items() if isinstance(ratings, dict) else ():
        asked = rubric.by_id.get(PracticeId(practice))
        if asked is None:
            where, guess = _rating_path(practice), next(unknown) <= GUESSED
            yield unknown_name(where, practice, rubric.by_id, "practice", guess=guess)
            continue
        faults = _check_rating(asked, rating if isinstance(rating, dict) else {}, rubric, reasons=reasons)
        if is_private(data):
            yield from {_unfit(practice, asked, rubric): None for _ in faults}
        else:
            yield from faults
    known = [circumstance.id for circumstance in rubric.circumstances]
    circumstances = data.get("circumstances")
    for index, each in enumerate(circumstances if isinstance(circumstances, list) else ()):
        if isinstance(each, str) and each not in known:
            where = f"circumstances[{index}]"
            if is_private(data):
                # What one person ticked, or wrote there, is not repeated, nor what it is near to.
                fix = f"choose from: {', '.join(known)}" if known else "there is none to choose from"
                yield problem(where, "is not one of the circumstances", fix)
            else:
                yield unknown_name(where, each, known, "circumstance", guess=next(unknown) <= GUESSED)
    yield from _check_voice(data)
    for practice, rating in ratings.items() if isinstance(ratings, dict) else ():
        yield from _check_talk(practice, rating if isinstance(rating, dict) else {}, str(data.get("voice")))
    experience = data.get("experience")
    for question, chosen in experience.items() if isinstance(experience, dict) else ():
        yield from _check_experience(question, chosen, rubric)


def _check_rubric(data: Mapping[str, object], rubric: Rubric) -> Iterator[Problem]:
    name, version = data.get("rubric"), data.get("rubric_version")
    if isinstance(name, str) and name != rubric.id:
        yield problem(
            "rubric",
            f"these answers are to the questions {rubric_told(data)}, and here we use {rubric.id!r}",
            "name the questions that were answered with --rubric",
        )
    elif isinstance(version, str) and VERSION_PATTERN.fullmatch(version) and not compatible(version, rubric.version):
        fix = f"use the file of version {version} with --rubric FILE"
        if version.split(".")[0] != rubric.version.split(".")[0]:
            # What a level means has changed: no answer may be read as another.
            fix = f"the questions changed meaning, so answer them anew, or {fix}"
        yield problem(
            "rubric_version",
            f"these answers are to version {version} of {rubric.id!r}, and we have version {rubric.version}",
            fix,
        )


def _check_names(data: Mapping[str, object]) -> Iterator[Problem]:
    """A team or round of which nothing is left without spaces and invisible characters is none (contract, 3.1)."""
    for key in ("team", "round"):
        name = data.get(key)
        # What is blank to the eye is told by the shape, for a team; a round may be left out altogether.
        if isinstance(name, str) and (is_blank(name) or not identity(name)) and (key == "round" or name.strip()):
            yield problem(key, "is blank", "write some words" if key == "team" else "write a name, or take it out")


@lru_cache(maxsize=4096)
def _rating_path(practice: str) -> str:
    """Where a rating stands; there are few practices, and may be very many sheets."""
    return f"ratings.{path_text((practice,))}"


def _check_rating(asked: Practice, rating: Mapping[str, object], rubric: Rubric, *, reasons: bool) -> Iterator[Problem]:
    where = _rating_path(asked.id)
    level = rating.get("level")
    if type(level) is int and level > rubric.top:
        yield problem(f"{where}.level", f"is {said(level)}", f"write a level from 0 to {rubric.top}")
    seen = rating.get("looking_back")
    # What is no level of any questions is told by the shape.
    if type(seen) is int and rubric.top < seen <= LARGEST_NUMBER:
        yield problem(f"{where}.looking_back", f"is {said(seen)}", f"write a level from 0 to {rubric.top}")
    if level == NOT_APPLICABLE and not asked.may_not_apply:
        yield problem(f"{where}.level", "this practice always applies", 'write a level, or "dont-know"')
    elif level == NOT_APPLICABLE and reasons and is_blank(str(rating.get("reason", ""))):
        yield problem(f"{where}.reason", "is missing", "say in a few words why the practice does not apply")


def _check_voice(data: Mapping[str, object]) -> Iterator[Problem]:
    voice = str(data.get("voice"))
    if voice in SIDES and "people" in data:
        yield problem("people", "only a sheet filled in together counts people", "take it out")
    if voice == "together":
        for key in ("share", "respondent"):
            if key in data:
                yield problem(key, "is for one person's own sheet, and this one was filled in together", "take it out")
    if voice in {"staff", "together"} and "experience" in data:
        yield problem("experience", "only people with lived experience are asked these questions", "take it out")


def _check_talk(practice: str, rating: Mapping[str, object], voice: str) -> Iterator[Problem]:
    """What a meeting says of its talk stands on no private sheet, and why an answer moved only where it did."""
    where = _rating_path(practice)
    if voice in SIDES:
        for key in OF_A_MEETING:
            if key in rating:
                yield problem(
                    f"{where}.{key}", "only a sheet filled in together says what was talked about", "take it out"
                )
    elif "why_moved" in rating and rating.get("talked_about") != "moved":
        fix = 'write talked_about = "moved", or take it out'
        yield problem(f"{where}.why_moved", "is about an answer that did not move", fix)


def _check_experience(question: str, chosen: object, rubric: Rubric) -> Iterator[Problem]:
    where = f"experience.{path_text((question,))}"
    asked = next((each for each in rubric.experience if each.id == question), None)
    if asked is None:
        yield unknown_name(where, question, [each.id for each in rubric.experience], "question")
        return
    if isinstance(chosen, list) and len(chosen) > 1 and not asked.several:
        yield problem(where, "has more than one answer", "choose one")
    known = [option.id for option in asked.options]
    options = [each for each in (chosen if isinstance(chosen, list) else [chosen]) if isinstance(each, str)]
    if any(each.strip() and each not in known for each in options):
        # Which answer was meant is not said: only private sheets hold these.
        yield problem(where, "is not one of the answers", "choose from: " + ", ".join(known))

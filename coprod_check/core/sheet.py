"""A sheet: what one person, or a whole meeting, said on one day (contract, section 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from coprod_check.core.problems import Problem, problem, said, unknown_name
from coprod_check.core.shapes import (
    Day,
    Frozen,
    Identifier,
    Items,
    PracticeId,
    Side,
    Text,
    Version,
    Voice,
    compatible,
    shaped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coprod_check.core.rubric import Rubric

SHEET_FORMAT = "coprod-answers/1"

DONT_KNOW = "dont-know"
NOT_APPLICABLE = "not-applicable"
Word = Literal["dont-know", "not-applicable"]


def _answer(value: object) -> object:
    if (type(value) is int and value >= 0) or value in {DONT_KNOW, NOT_APPLICABLE}:
        return value
    raise PydanticCustomError(
        "answer", 'is {got}; write a level number, "dont-know" or "not-applicable"', {"got": said(value)}
    )


def _count(value: object) -> object:
    if type(value) is int and value >= 0:
        return value
    raise PydanticCustomError("count", "is {got}; write how many people, 0 or more", {"got": said(value)})


Answer = Annotated[int | Word, BeforeValidator(_answer)]
"""A level number, or one of two words: TOML has no null, and absent means unanswered."""
Count = Annotated[int, BeforeValidator(_count)]


class Rating(Frozen):
    """What was said of one practice."""

    level: Answer
    evidence: str = ""
    evidence_kind: Literal["document", "seen", "said"] | None = None
    reason: str = ""


class People(Frozen):
    """How many people of each side were in the room; a missing key is 0."""

    staff: Count = 0
    lived_experience: Count = Field(default=0, alias="lived-experience")

    def of(self, side: Side) -> int:
        """How many of one side."""
        return self.staff if side == "staff" else self.lived_experience


class Sheet(Frozen):
    """One saved answers file."""

    format: Literal["coprod-answers/1"]
    rubric: Identifier
    rubric_version: Version
    team: Text
    date: Day
    voice: Voice
    sheet: str = ""
    project: str = ""
    round: str = ""
    respondent: str = ""
    share: bool = False
    language: str = ""
    circumstances: Items[str] = ()
    people: People = People()
    ratings: dict[PracticeId, Rating] = Field(default_factory=dict)
    experience: dict[str, str | Items[str]] = Field(default_factory=dict)

    @property
    def round_label(self) -> str:
        """The round that the sheet belongs to: the month of its date unless it says otherwise."""
        return self.round.strip() or f"{self.date:%Y-%m}"

    @property
    def answers_something(self) -> bool:
        """Whether any practice or experience question is answered."""
        return bool(self.ratings) or any(self.chosen(question) for question in self.experience)

    @property
    def two_sided(self) -> bool:
        """Whether this is a together sheet that counts at least one person of each side."""
        return self.voice == "together" and self.people.staff > 0 and self.people.lived_experience > 0

    @property
    def only_side(self) -> Side | None:
        """The one side that a together sheet counted; ``None`` for both or neither."""
        if self.two_sided or not (self.people.staff or self.people.lived_experience):
            return None
        return "staff" if self.people.staff else "lived-experience"

    def chosen(self, question: str) -> tuple[str, ...]:
        """The options chosen for an experience question, each once."""
        said_ = self.experience.get(question, ())
        options = (said_,) if isinstance(said_, str) else said_
        return tuple(dict.fromkeys(option for option in options if option.strip()))


def read_sheet(data: Mapping[str, object], rubric: Rubric) -> tuple[Sheet | None, list[Problem]]:
    """Read a parsed sheet against its rubric; ``None`` and every problem when it does not hold."""
    sheet, problems = shaped(Sheet, data)
    problems += check_sheet(data, rubric)
    return (None if problems else sheet), problems


def check_sheet(data: Mapping[str, object], rubric: Rubric, *, reasons: bool = True) -> Iterator[Problem]:
    """Yield every way in which a sheet does not fit the rubric, passing over wrong shapes.

    ``reasons`` is false for tables, which are not asked why a practice does not apply.
    """
    yield from _check_rubric(data, rubric)
    ratings = data.get("ratings")
    for practice, rating in ratings.items() if isinstance(ratings, dict) else ():
        yield from _check_rating(practice, rating if isinstance(rating, dict) else {}, rubric, reasons=reasons)
    known = [circumstance.id for circumstance in rubric.circumstances]
    circumstances = data.get("circumstances")
    for index, each in enumerate(circumstances if isinstance(circumstances, list) else ()):
        if isinstance(each, str) and each not in known:
            yield unknown_name(f"circumstances[{index}]", each, known, "circumstance")
    yield from _check_voice(data)
    experience = data.get("experience")
    for question, chosen in experience.items() if isinstance(experience, dict) else ():
        yield from _check_experience(question, chosen, rubric)


def _check_rubric(data: Mapping[str, object], rubric: Rubric) -> Iterator[Problem]:
    name, version = data.get("rubric"), data.get("rubric_version")
    if isinstance(name, str) and name != rubric.id:
        yield problem(
            "rubric", f"these answers are to {name!r}, not to {rubric.id!r}", "choose the other with --rubric"
        )
    elif isinstance(version, str) and version.count(".") == 2 and not compatible(version, rubric.version):
        yield problem(
            "rubric_version",
            f"these answers are to version {version} of {rubric.id!r}, and this is version {rubric.version}",
            f"score them with a rubric file of version {version} (--rubric FILE)",
        )


def _check_rating(practice: str, rating: Mapping[str, object], rubric: Rubric, *, reasons: bool) -> Iterator[Problem]:
    where = f"ratings.{practice}"
    asked = rubric.by_id.get(PracticeId(practice))
    if asked is None:
        yield unknown_name(where, practice, rubric.by_id, "practice")
        return
    level = rating.get("level")
    if type(level) is int and level > rubric.top:
        yield problem(f"{where}.level", f"is {level}", f"levels run from 0 to {rubric.top}")
    if level == NOT_APPLICABLE and not asked.may_not_apply:
        yield problem(f"{where}.level", "this practice always applies", 'write a level or "dont-know"')
    elif level == NOT_APPLICABLE and reasons and not str(rating.get("reason", "")).strip():
        yield problem(f"{where}.reason", "is missing", "say in a few words why the practice does not apply")


def _check_voice(data: Mapping[str, object]) -> Iterator[Problem]:
    voice = data.get("voice")
    people, experience = data.get("people"), data.get("experience")
    if voice in {"staff", "lived-experience"} and isinstance(people, dict) and any(people.values()):
        yield problem("people", "only a together sheet says who was in the room", "take it out")
    if voice in {"staff", "together"} and experience:
        yield problem("experience", "only people with lived experience are asked these questions", "take it out")


def _check_experience(question: str, chosen: object, rubric: Rubric) -> Iterator[Problem]:
    where = f"experience.{question}"
    asked = next((each for each in rubric.experience if each.id == question), None)
    if asked is None:
        yield unknown_name(where, question, [each.id for each in rubric.experience], "question")
        return
    if isinstance(chosen, list) and len(chosen) > 1 and not asked.several:
        yield problem(where, "has more than one answer", "choose one")
    known = [option.id for option in asked.options]
    for option in chosen if isinstance(chosen, list) else [chosen]:
        if isinstance(option, str) and option.strip() and option not in known:
            yield unknown_name(where, option, known, "answer")

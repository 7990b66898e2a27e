"""The rubric: what is asked, in which words, and what its answers mean (contract, section 1)."""

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from coprod_check.documents.problems import LARGE, LARGEST_NUMBER, said, short
from coprod_check.documents.shapes import (
    DimensionId,
    Frozen,
    Identifier,
    Items,
    PracticeId,
    Text,
    Version,
    WholeOfEitherSign,
    identifier,
)
from coprod_check.documents.text import as_compared

RUBRIC_FORMAT = "coprod-rubric/1"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def _number(value: object) -> object:
    if type(value) is int:
        # A whole number of 400 digits does not fit into a float.
        value = float(value) if abs(value) < LARGE else math.inf
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("finite", "is too large or not a number; write a number such as 1.5")
    return value


def _small(value: object) -> object:
    value = _number(value)
    if isinstance(value, float) and abs(value) > LARGEST_NUMBER:
        raise PydanticCustomError("small", "is {got}; write 1000000 at most", {"got": said(value)})
    return value


def _address(value: object) -> object:
    if isinstance(value, str) and not _ADDRESS.fullmatch(value):
        raise PydanticCustomError(
            "address", "{got} is not an address of a page; begin it with https:// or http://", {"got": short(value)}
        )
    return value


def _weight(value: object) -> object:
    value = _small(value)
    if isinstance(value, float) and value <= 0:
        raise PydanticCustomError("weight", "is {got}; write a weight above 0, such as 1.0", {"got": value})
    return value


def _share(value: object) -> object:
    value = _number(value)
    if isinstance(value, float) and not 0 <= value <= 1:
        raise PydanticCustomError("share", "is {got}; write a share from 0 to 1, such as 0.5", {"got": value})
    return value


Points = Annotated[float, BeforeValidator(_small)]
Address = Annotated[str, BeforeValidator(_address)]
Weight = Annotated[float, BeforeValidator(_weight)]
Share = Annotated[float, BeforeValidator(_share)]
LevelNumber = Annotated[int, Field(strict=True)]
DimensionKey = Annotated[DimensionId, BeforeValidator(identifier)]
PracticeKey = Annotated[PracticeId, BeforeValidator(identifier)]


class Rules(Frozen):
    """The two settings of the scoring rules that a rubric may choose."""

    enough_answers: Share = 0.5
    """Share of the applicable practices that must be rated before a group gets a score, 0 to 1."""
    one_sided_top: LevelNumber | None = None
    """Highest level of a group heard mostly from one side; one below the top when absent."""


class Source(Frozen):
    """Published evidence that a practice rests on."""

    id: Identifier
    title: Text
    publisher: str = ""
    year: WholeOfEitherSign | None = None
    url: Address | None = None


class SourceRef(Frozen):
    """Where in a source the evidence stands."""

    source: str
    where: str = ""


class Level(Frozen):
    """One of the steps every practice is described on."""

    number: LevelNumber
    name: Text
    meaning: str = ""
    points: Points | None = None
    """What the level adds to a score; the number itself when absent."""

    @property
    def worth(self) -> float:
        """Points of this level."""
        return float(self.number) if self.points is None else self.points


class Value(Frozen):
    """What a team stands for; practices are grouped by it across the dimensions."""

    id: Identifier
    name: Text
    definition: str = ""


class Dimension(Frozen):
    """A side of the work, with a level of its own."""

    id: DimensionKey
    name: Text
    definition: str = ""


class Stage(Frozen):
    """How far a project has come, as lowest levels of dimensions and of practices."""

    id: Identifier
    name: Text
    meaning: str = ""
    """What a project at this stage does."""
    needs: dict[str, LevelNumber] = Field(default_factory=dict)
    """The lowest level of each dimension or practice, by its id; they share one set of ids."""


class Caution(Frozen):
    """A remark beside a result, of one of two kinds; never changes a number.

    The first kind compares two dimensions. The second holds what people with lived
    experience say against the stage.
    """

    id: Identifier
    message: Text
    dimension: DimensionId | None = None
    ahead_of: DimensionId | None = None
    experience: str | None = None
    options: Items[str] = ()
    stage: str | None = None


class OtherVoiceStep(Frozen):
    """The action that a one-sided result brings first."""

    action: Text
    measure: str = ""
    hard_question: str = ""


class OtherVoice(Frozen):
    """One action for each one-sided view."""

    staff_only: OtherVoiceStep | None = Field(default=None, alias="staff-only")
    lived_experience_only: OtherVoiceStep | None = Field(default=None, alias="lived-experience-only")
    unknown: OtherVoiceStep | None = None

    def for_view(self, view: str) -> OtherVoiceStep | None:
        """Find the step for a view, if the rubric has one."""
        return {
            "staff-only": self.staff_only,
            "lived-experience-only": self.lived_experience_only,
            "unknown": self.unknown,
        }.get(view)


class Question(Frozen):
    """The same practice asked of each side in its own words."""

    staff: Text | None = None
    lived_experience: Text | None = Field(default=None, alias="lived-experience")
    together: Text | None = None

    def for_voice(self, voice: str) -> str:
        """Word the question for a voice: together falls back on staff, the two sides on each other."""
        sides = (self.staff, self.lived_experience)
        if voice == "lived-experience":
            sides = sides[::-1]
        own = self.together if voice == "together" else None
        return own or sides[0] or sides[1] or ""


class Resource(Frozen):
    """Something that can help: its words, and where it is to be had."""

    text: Text
    url: Address | None = None

    def __str__(self) -> str:
        """Write it on one line, the address behind the words."""
        return f"{self.text} ({self.url})" if self.url else self.text


class Step(Frozen):
    """What to do to get up to a level, and how you will know it worked."""

    to: LevelNumber
    action: Text
    measure: str = ""


def _resource(value: object) -> object:
    """Take words alone for a resource without an address."""
    return {"text": value} if isinstance(value, str) else value


ResourceEntry = Annotated[Resource, BeforeValidator(_resource)]


class Practice(Frozen):
    """One thing people do, described at every level."""

    id: PracticeKey
    dimension: DimensionId
    title: Text
    question: Question
    levels: Items[Text]
    value: str | None = None
    core: bool = True
    """Core practices gate the level of their groups."""
    weight: Weight = 1.0
    may_not_apply: bool = False
    why: str = ""
    sources: Items[SourceRef] = ()
    counts: Items[Text] = ()
    does_not_count: Items[Text] = ()
    hard_question: str = ""
    resources: Items[ResourceEntry] = ()
    steps: Items[Step] = ()

    def step_to(self, level: int) -> Step | None:
        """Find the step up to a level, if the rubric has one."""
        return next((step for step in self.steps if step.to == level), None)


class Circumstance(Frozen):
    """Something that may be true of a project, and what to think of then."""

    id: Identifier
    statement: Text
    prompts: Items[Text] = ()
    practices: Items[PracticeId] = ()


class Option(Frozen):
    """One answer to an experience question."""

    id: Identifier
    text: Text


class ExperienceQuestion(Frozen):
    """A short question for people with lived experience; never part of a score."""

    id: Identifier
    question: Text
    options: Annotated[Items[Option], Field(min_length=2)]
    several: bool = False
    sources: Items[SourceRef] = ()


class Rubric(Frozen):
    """Everything that a team is asked, and the words for every result."""

    format: Literal["coprod-rubric/1"]
    id: Identifier
    version: Version
    language: Text
    title: Text
    levels: Annotated[Items[Level], Field(min_length=2)]
    dimensions: Annotated[Items[Dimension], Field(min_length=1)]
    practices: Annotated[Items[Practice], Field(min_length=1)]
    summary: str = ""
    licence: str = ""
    other_voice: OtherVoice = OtherVoice()
    rules: Rules = Rules()
    sources: Items[Source] = ()
    values: Items[Value] = ()
    stages: Items[Stage] = ()
    cautions: Items[Caution] = ()
    circumstances: Items[Circumstance] = ()
    experience: Items[ExperienceQuestion] = ()

    @property
    def top(self) -> int:
        """The highest level number."""
        return len(self.levels) - 1

    @property
    def summary_paragraphs(self) -> tuple[str, ...]:
        """The summary, parted at its blank lines; nothing where there is none."""
        return tuple(filter(None, (as_compared(each) for each in self.summary.split("\n\n"))))

    @property
    def one_sided_top(self) -> int:
        """Highest level of a group heard mostly from one side."""
        chosen = self.rules.one_sided_top
        return self.top - 1 if chosen is None else chosen

    @cached_property
    def points(self) -> tuple[float, ...]:
        """Points of each level, by level number."""
        return tuple(level.worth for level in self.levels)

    @cached_property
    def by_id(self) -> dict[PracticeId, Practice]:
        """The practices, by id, in the rubric's order."""
        return {practice.id: practice for practice in self.practices}

    def level_words(self, level: int) -> str:
        """Name a level with its number, such as ``2 Working together``."""
        return f"{level} {self.levels[level].name}"

    def dimension_name(self, dimension: str) -> str:
        """Name a dimension."""
        return next(group.name for group in self.dimensions if group.id == dimension)

    def need_name(self, needed: str) -> str:
        """Name what a stage needs: a dimension by its name, a practice by its title in quotes."""
        practice = self.by_id.get(PracticeId(needed))
        return f"“{practice.title}”" if practice else self.dimension_name(needed)

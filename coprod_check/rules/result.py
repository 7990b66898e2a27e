"""A result: a scored round, as values that every renderer reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    import datetime as dt

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.documents.shapes import DimensionId, PracticeId, Side
    from coprod_check.rules.agreement import WhyUndefined
    from coprod_check.rules.suppression import ShownBy

VoiceStatus = Literal["rated", "dont-know", "not-applicable", "unanswered", "too-few"]
PracticeStatus = Literal["rated", "dont-know", "not-applicable", "unanswered"]
GroupStatus = Literal["scored", "not-enough-answers", "not-applicable"]
View = Literal["together", "both-voices", "staff-only", "lived-experience-only", "unknown", "none"]
VIEWS: tuple[View, ...] = get_args(View)
"""Every view, those of both sides first."""
CheckWhy = Literal[
    "few-on-one-side",
    "top-without-evidence",
    "stage-without-evidence",
    "stage-rests-on-one",
    "above-a-voice",
    "many-dont-know",
    "members-not-told",
]
StageWhy = Literal["one-sided", "not-enough-answers"]
"""Why no stage is given."""


@dataclass(frozen=True, slots=True)
class VoiceOnPractice:
    """What one shown private voice said of one practice (contract, 3.3)."""

    status: VoiceStatus
    level: int | None = None
    n: int = 0
    """How many gave a level."""
    dont_know: int = 0
    not_applicable: int = 0
    low: int | None = None
    high: int | None = None
    split: bool | None = None
    """Whether the lowest and highest level lie two or more apart."""
    evidence: bool = False
    """Whether anyone gave evidence; false where too few answered."""

    @property
    def answered(self) -> int:
        """How many answered in any way."""
        return self.n + self.dont_know + self.not_applicable


class Heard(NamedTuple):
    """What a shown voice comes to on a practice, in short: no more than the team's answer and the checks depend on."""

    status: VoiceStatus
    level: int | None
    evidence: bool
    many_dont_know: bool
    """Whether a third or more of those who answered do not know (contract, 3.9)."""


@dataclass(frozen=True, slots=True)
class TeamOnPractice:
    """The team on one practice (contract, 3.4), whatever the numbers behind each voice."""

    status: PracticeStatus
    level: int | None
    one_voice: bool
    gap: int | None
    """Staff's level less that of people with lived experience; ``None`` unless both are rated."""
    sides: dict[Side, int | None]
    """Each side's level, from its voice or from a together sheet that counted only that side."""
    one_voice_of: Side | None
    """Whose the one voice is; ``None`` where there is no one voice or its side is not known."""
    evidence: bool
    """Whether the together sheet or a shown voice gave evidence."""

    @property
    def standing(self) -> Standing:
        """What its groups are scored from."""
        return Standing(self.status, self.level, self.one_voice)


class Standing(NamedTuple):
    """How a practice stands in its groups, in short: no more than their scores depend on."""

    status: PracticeStatus
    level: int | None
    one_voice: bool


@dataclass(frozen=True, slots=True)
class PracticeResult(TeamOnPractice):
    """The team on one practice, and each voice beside it."""

    voices: dict[Side, VoiceOnPractice | None]
    """Each shown private voice; ``None`` where it is hidden or has no sheet."""


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A dimension or a value (contract, 3.6)."""

    status: GroupStatus
    score: float | None
    level: int | None
    rated: int
    applicable: int
    one_sided: bool
    score_if_lowest: float | None
    score_if_highest: float | None
    held_back_by: tuple[PracticeId, ...]
    not_known: tuple[PracticeId, ...]
    majority: int | None = None
    """Low median level of the rated core practices, before anything holds it back."""

    @property
    def reached(self) -> Reached:
        """What stage and cautions are found from."""
        return Reached(self.status, self.level, self.one_sided, self.majority)


class Reached(NamedTuple):
    """How far a team has come in a dimension, in short: no more than its stage and the cautions depend on."""

    status: GroupStatus
    level: int | None
    one_sided: bool
    majority: int | None


class StageReached(NamedTuple):
    """How far a team has come on the way of stages (contract, 3.7)."""

    stage: str | None
    next_stage: str | None
    unmet: dict[str, int]
    """What the next stage needs that is not met or not known: dimensions and practices, by id."""
    why: StageWhy | None = None
    """Why no stage is given; ``None`` where one is, and for a rubric without stages."""


@dataclass(frozen=True, slots=True)
class VoiceHeard:
    """Whether a voice was heard, and why it may be shown."""

    sheets: int
    """How many sheets count; must not be printed for a hidden voice."""
    shown: bool
    by: ShownBy | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Something that people should look at; never changes a number."""

    practice: PracticeId | None
    """``None`` where it is about the whole result."""
    why: CheckWhy
    side: Side | None = None
    """The side that was few, where it is about that."""


@dataclass(frozen=True, slots=True)
class ExperienceCounts:
    """How many people answered an experience question, and what they chose."""

    n: int
    counts: dict[str, int]


class MeetingTalk(NamedTuple):
    """Of how many practices a meeting kept the answer of the private sheets, and of how many it moved it."""

    kept: int
    moved: int

    @property
    def practices(self) -> int:
        """How many practices were talked about."""
        return self.kept + self.moved


@dataclass(frozen=True, slots=True)
class Result:
    """One scored round."""

    rubric: Rubric
    team: str
    round: str
    date: dt.date
    view: View
    one_sided: bool
    voices: dict[str, VoiceHeard]
    people: dict[Side, int]
    dimensions: dict[DimensionId, GroupResult]
    values: dict[str, GroupResult]
    practices: dict[PracticeId, PracticeResult]
    stage: str | None
    next_stage: str | None
    unmet: dict[str, int]
    stage_why: StageWhy | None
    cautions: tuple[str, ...]
    circumstances: tuple[str, ...]
    agreement: float | None
    agreement_why: WhyUndefined | None
    to_check: tuple[Check, ...]
    experience: dict[str, ExperienceCounts]
    sources: tuple[str, ...]
    talked_about: MeetingTalk | None = None
    """What a meeting talked about; ``None`` where none says so, or where a voice is hidden."""

    @property
    def compared(self) -> list[tuple[Practice, PracticeResult]]:
        """The practices on which both sides gave a level, in the rubric's order."""
        return [(p, found) for p in self.rubric.practices if (found := self.practices[p.id]).gap is not None]

    @property
    def differing(self) -> list[tuple[Practice, PracticeResult]]:
        """Those on which the sides gave different levels, the widest gap first."""
        return sorted((each for each in self.compared if each[1].gap), key=lambda each: -abs(each[1].gap or 0))

    @property
    def anyone_shown(self) -> bool:
        """Whether there is anything in the result but that nobody may be shown."""
        return self.view != "none"

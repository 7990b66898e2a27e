"""The interview as values: what is being filled in, where we are, and what comes next.

No input, output, clock or file here. A front end turns ``screens.view(state)`` into
words, a reply into text, and feeds it to ``replies.update``; folding a list of replies
is a whole interview, which is how it is tested.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.sheet import People, Rating, Sheet
from coprod_check.interview import wording

if TYPE_CHECKING:
    import datetime as dt

    from coprod_check.documents.rubric import ExperienceQuestion, Practice, Rubric
    from coprod_check.documents.shapes import Voice

EVIDENCE_FROM = 2
"""Evidence is asked from this level up (or at the top of a rubric with fewer levels)."""


# What is being filled in.


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet being filled in; unlike a sheet it may still lack what was not yet asked."""

    date: dt.date
    voice: Voice
    sheet: str = ""
    team: str = ""
    project: str = ""
    round: str = ""
    respondent: str = ""
    share: bool | None = None
    staff: int | None = None
    lived_experience: int | None = None
    language: str = ""
    circumstances: tuple[str, ...] = ()
    ratings: dict[PracticeId, Rating] = field(default_factory=dict)
    experience: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    unrated: dict[PracticeId, Rating] = field(default_factory=dict)
    """What somebody wrote of practices that have no level: kept until they are answered."""

    def to_sheet(self, rubric: Rubric) -> Sheet:
        """Make the sheet as it stands; needs a team."""
        people = {"staff": self.staff or 0, "lived-experience": self.lived_experience or 0}
        ratings = {**self.unrated, **self.ratings}
        return Sheet(
            format="coprod-answers/1",
            rubric=rubric.id,
            rubric_version=rubric.version,
            sheet=self.sheet,
            team=self.team,
            project=self.project,
            round=self.round,
            date=self.date,
            voice=self.voice,
            respondent=self.respondent,
            share=bool(self.share),
            language=self.language,
            circumstances=tuple(each.id for each in rubric.circumstances if each.id in self.circumstances),
            people=People.model_validate(people if self.voice == "together" else {}),
            ratings={each: ratings[each] for each in rubric.by_id if each in ratings},
            experience=dict(self.experience),
        )

    @classmethod
    def from_sheet(cls, sheet: Sheet) -> Draft:
        """Take up a saved sheet."""
        together = sheet.voice == "together"
        counted = together and bool(sheet.people.staff or sheet.people.lived_experience or sheet.ratings)
        return cls(
            date=sheet.date,
            voice=sheet.voice,
            sheet=sheet.sheet,
            team=sheet.team,
            project=sheet.project,
            round=sheet.round_label,
            respondent=sheet.respondent,
            share=None if together else sheet.share,
            staff=sheet.people.staff if counted else None,
            lived_experience=sheet.people.lived_experience if counted else None,
            language=sheet.language,
            circumstances=sheet.circumstances,
            ratings=dict(sheet.answers),
            unrated={each: rating for each, rating in sheet.ratings.items() if each not in sheet.answers},
            experience=dict(sheet.experience),
        )


# Where we are.


class Kind(Enum):
    """What a step asks for."""

    TEAM = "team"
    STAFF = "staff"
    MEMBERS = "members"
    SHARE = "share"
    PSEUDONYM = "pseudonym"
    CIRCUMSTANCES = "circumstances"
    LEVEL = "level"
    LOOKING_BACK = "looking-back"
    REASON = "reason"
    EVIDENCE = "evidence"
    EXPERIENCE = "experience"
    REVIEW = "review"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class InterviewStep:
    """One question."""

    kind: Kind
    key: str = ""
    """The practice or experience question it is about; blank for the others."""

    @property
    def item(self) -> str:
        """What is changed as one thing from the review page."""
        if self.kind in {Kind.STAFF, Kind.MEMBERS}:
            return "people"
        if self.kind in {Kind.SHARE, Kind.PSEUDONYM}:
            return "yours"
        if self.kind is Kind.EXPERIENCE:
            return "experience"
        return self.key or self.kind.value


@dataclass(frozen=True, slots=True)
class State:
    """An interview at one moment."""

    rubric: Rubric
    draft: Draft
    asks: tuple[PracticeId, ...]
    """The practices that are asked: all of them, or those of one dimension."""
    step: InterviewStep
    last: Sheet | None = None
    """The sheet of the round before, where there is one: shown beside each practice, and never counted."""
    ask_team: bool = False
    part: bool = False
    """Whether only part of the rubric is asked."""
    returning: bool = False
    """Whether the review page sent us here and waits."""
    not_applicable: PracticeId | None = None
    """A practice that was said not to apply, until the reason is given."""
    rewriting: bool = False
    """Whether evidence that is there is being written again."""
    told: tuple[str, ...] = ()
    """What to say before the next question: an answer said back, or a warning."""
    error: str = ""
    """Why the last reply could not be taken."""
    stopped: bool = False

    @property
    def finished(self) -> bool:
        """Whether there is nothing more to ask."""
        return self.stopped or self.step.kind is Kind.FINISHED

    @property
    def answered(self) -> int:
        """How many of the practices asked have an answer."""
        return sum(each in self.draft.ratings for each in self.asks)

    @property
    def practice(self) -> Practice:
        """The practice that the open question is about."""
        return self.rubric.by_id[PracticeId(self.step.key)]

    @property
    def question(self) -> ExperienceQuestion:
        """The experience question that is open."""
        return next(each for each in self.rubric.experience if each.id == self.step.key)

    def last_rating(self, practice: PracticeId) -> Rating | None:
        """What was said of a practice last time."""
        return self.last.answers.get(practice) if self.last else None

    def differs_from_last(self, practice: PracticeId) -> bool:
        """Say whether the level chosen now is another than last time's."""
        now, then = self.draft.ratings.get(practice), self.last_rating(practice)
        if not now or not then or self.not_applicable == practice:
            return False
        return isinstance(now.level, int) and isinstance(then.level, int) and now.level != then.level


def begin(rubric: Rubric, draft: Draft, *, only: str | None = None, last: Sheet | None = None) -> State:
    """Begin an interview, or take up a saved one after the last practice that was answered."""
    asks = tuple(p.id for p in rubric.practices if only is None or p.dimension == only)
    state = State(
        rubric, draft, asks, step=InterviewStep(Kind.REVIEW), last=last, ask_team=not draft.team, part=only is not None
    )
    done = [index for index, each in enumerate(asks) if each in draft.ratings]
    if not done:
        return replace(state, step=steps_of(state)[0])
    following = done[-1] + 1
    told = wording.resumed(len(done), len(asks), following + 1)
    step = InterviewStep(Kind.LEVEL, asks[following]) if following < len(asks) else _after_practices(state)
    return replace(state, step=step, told=(told,))


def _after_practices(state: State) -> InterviewStep:
    kinds = {Kind.EXPERIENCE, Kind.REVIEW}
    return next(
        step
        for step in steps_of(state)
        if step.kind in kinds and (step.kind is Kind.REVIEW or step.key not in state.draft.experience)
    )


def steps_of(state: State) -> list[InterviewStep]:
    """List every step in order, as the answers so far make it."""
    together = state.draft.voice == "together"
    steps = [InterviewStep(Kind.TEAM)] if state.ask_team else []
    steps += (
        [InterviewStep(Kind.STAFF), InterviewStep(Kind.MEMBERS)]
        if together
        else [InterviewStep(Kind.SHARE), InterviewStep(Kind.PSEUDONYM)]
    )
    if state.rubric.circumstances:
        steps.append(InterviewStep(Kind.CIRCUMSTANCES))
    for practice in state.asks:
        steps.append(InterviewStep(Kind.LEVEL, practice))
        if state.differs_from_last(practice):
            steps.append(InterviewStep(Kind.LOOKING_BACK, practice))
        rating = state.draft.ratings.get(practice)
        if state.not_applicable == practice:
            steps.append(InterviewStep(Kind.REASON, practice))
            continue
        evidence = InterviewStep(Kind.EVIDENCE, practice)
        # What was written can be taken out at any level; the step stays while it is open.
        if rating and (rating.evidence or _asks_evidence(rating, state.rubric) or state.step == evidence):
            steps.append(evidence)
    if state.draft.voice == "lived-experience" and not state.part:
        steps += [InterviewStep(Kind.EXPERIENCE, question.id) for question in state.rubric.experience]
    return [*steps, InterviewStep(Kind.REVIEW), InterviewStep(Kind.FINISHED)]


def _asks_evidence(rating: Rating, rubric: Rubric) -> bool:
    return isinstance(rating.level, int) and rating.level >= evidence_from(rubric)


def evidence_from(rubric: Rubric) -> int:
    """The lowest level at which evidence is asked for."""
    return min(EVIDENCE_FROM, rubric.top)

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
from coprod_check.documents.sheet import NOT_APPLICABLE, People, Rating, Sheet
from coprod_check.interview import meeting_wording, wording

if TYPE_CHECKING:
    import datetime as dt

    from coprod_check.documents.rubric import Dimension, ExperienceQuestion, Practice, Rubric
    from coprod_check.documents.shapes import Voice
    from coprod_check.interview.meeting import Meeting

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
    finished: bool = False
    """Whether the last question that is asked was passed; a sheet that is begun is not finished."""

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
            finished=self.finished,
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
            finished=sheet.finished,
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
    WHY_MOVED = "why-moved"
    REASON = "reason"
    EVIDENCE = "evidence"
    AGREED = "agreed"
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
    meeting: Meeting | None = None
    """What the private sheets say, where this is the meeting after them."""
    opened: tuple[PracticeId, ...] = ()
    """Of the practices on which both sides agree those that a meeting wants to talk about."""
    ask_team: bool = False
    part: bool = False
    """Whether only part of the rubric is asked."""
    returning: bool = False
    """Whether the review page sent us here and waits."""
    not_applicable: PracticeId | None = None
    """A practice that was said not to apply, until the reason is given."""
    rewriting: bool = False
    """Whether evidence that is there is being written again."""
    adding: bool = False
    """Whether lines are put behind the evidence that is there."""
    doubted: str = ""
    """A key that was typed alone on a line of evidence, until it is said whether it is evidence."""
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

    @property
    def listed(self) -> tuple[PracticeId, ...]:
        """The practices that a meeting may take as they are in one list; those that it opened are not in it."""
        agreed = self.meeting.listed(self.asks) if self.meeting else ()
        return tuple(each for each in agreed if each not in self.opened)

    def last_rating(self, practice: PracticeId) -> Rating | None:
        """What was said of a practice last time."""
        return self.last.answers.get(practice) if self.last else None

    def differs_from_last(self, practice: PracticeId) -> bool:
        """Say whether the level chosen now is another than last time's."""
        now, then = self.draft.ratings.get(practice), self.last_rating(practice)
        if not now or not then or self.not_applicable == practice:
            return False
        return isinstance(now.level, int) and isinstance(then.level, int) and now.level != then.level


def begin(
    rubric: Rubric,
    draft: Draft,
    *,
    only: str | None = None,
    last: Sheet | None = None,
    meeting: Meeting | None = None,
) -> State:
    """Begin an interview, or take up a saved one after the last practice that was answered."""
    asks = tuple(p.id for p in rubric.practices if only is None or p.dimension == only)
    asks = meeting.in_order(asks) if meeting else asks
    state = State(
        rubric, draft, asks, step=InterviewStep(Kind.REVIEW), last=last, ask_team=not draft.team, part=only is not None
    )
    if meeting:
        opened = (each for each in meeting.listed(asks) if each in draft.ratings and draft.ratings[each].talked_about)
        state = replace(state, meeting=meeting, opened=tuple(opened))
    if not state.answered:
        return replace(state, step=steps_of(state)[0])
    step = _open_in_meeting(state) if meeting else _open_step(state)
    if step.kind is Kind.AGREED:
        return replace(state, step=step, told=(meeting_wording.list_comes(state.answered, len(asks)),))
    place = asks.index(PracticeId(step.key)) if step.key in asks else len(asks)
    return replace(state, step=step, told=(wording.resumed(state.answered, len(asks), place + 1),))


def _open_step(state: State) -> InterviewStep:
    """Where an interview goes on of which some practices are answered."""
    places = [place for place, each in enumerate(state.asks) if each in state.draft.ratings]
    if not state.draft.finished:
        passed_over = (place for place in range(places[-1]) if not _begun(state, state.asks[place]))
        if (first := next(passed_over, None)) is not None:
            return InterviewStep(Kind.LEVEL, state.asks[first])
        if within := _open_within(state, state.asks[places[-1]]):
            return within
    following = places[-1] + 1
    return InterviewStep(Kind.LEVEL, state.asks[following]) if following < len(state.asks) else _after_practices(state)


def _open_in_meeting(state: State) -> InterviewStep:
    """Where a meeting goes on: with the first practice that it has not talked about, then with the list."""
    ratings = state.draft.ratings
    talk = [each for each in state.asks if each not in state.listed]
    first = next((place for place, each in enumerate(talk) if each not in ratings), len(talk))
    if state.draft.finished:
        return _after_practices(state)
    if first and all(each not in ratings for each in talk[first:]) and (within := _open_within(state, talk[first - 1])):
        return within
    if first < len(talk):
        return InterviewStep(Kind.LEVEL, talk[first])
    return InterviewStep(Kind.AGREED) if set(state.listed) - set(ratings) else _after_practices(state)


def _begun(state: State, practice: PracticeId) -> bool:
    """Whether anything of the dimension of a practice is answered: one theme may be asked in another meeting."""
    dimension = state.rubric.by_id[practice].dimension
    return any(state.rubric.by_id[each].dimension == dimension for each in state.draft.ratings)


def _open_within(state: State, practice: PracticeId) -> InterviewStep | None:
    """The question behind the level of a practice at which somebody may have stopped."""
    rating = state.draft.ratings[practice]
    open_ = {
        Kind.LOOKING_BACK: rating.looking_back is None,
        Kind.WHY_MOVED: not rating.why_moved,
        Kind.EVIDENCE: not rating.evidence,
    }
    return next((step for step in steps_of(state) if step.key == practice and open_.get(step.kind)), None)


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
    for practice in (*(each for each in state.asks if each not in (*state.listed, *state.opened)), *state.opened):
        steps.append(InterviewStep(Kind.LEVEL, practice))
        if state.differs_from_last(practice):
            steps.append(InterviewStep(Kind.LOOKING_BACK, practice))
        rating = state.draft.ratings.get(practice)
        if state.not_applicable == practice:
            steps.append(InterviewStep(Kind.REASON, practice))
            continue
        if state.meeting and rating and rating.talked_about == "moved" and rating.level != NOT_APPLICABLE:
            steps.append(InterviewStep(Kind.WHY_MOVED, practice))
        evidence = InterviewStep(Kind.EVIDENCE, practice)
        # What was written can be taken out at any level; the step stays while it is open.
        if rating and (rating.evidence or _asks_evidence(rating, state.rubric) or state.step == evidence):
            steps.append(evidence)
    if state.listed:
        steps.append(InterviewStep(Kind.AGREED))
    if state.draft.voice == "lived-experience" and not themes_left(state):
        steps += [InterviewStep(Kind.EXPERIENCE, question.id) for question in state.rubric.experience]
    return [*steps, InterviewStep(Kind.REVIEW), InterviewStep(Kind.FINISHED)]


def themes_left(state: State) -> tuple[Dimension, ...]:
    """The dimensions that are not asked now and have not been passed: their last core practice has no answer."""
    in_order = sorted(state.rubric.practices, key=lambda practice: practice.core)
    last = {practice.dimension: practice.id for practice in in_order}
    left = {dimension for dimension, each in last.items() if not {*state.asks, *state.draft.ratings} & {each}}
    return tuple(each for each in state.rubric.dimensions if each.id in left)


def _asks_evidence(rating: Rating, rubric: Rubric) -> bool:
    return isinstance(rating.level, int) and rating.level >= evidence_from(rubric)


def evidence_from(rubric: Rubric) -> int:
    """The lowest level at which evidence is asked for."""
    return min(EVIDENCE_FROM, rubric.top)

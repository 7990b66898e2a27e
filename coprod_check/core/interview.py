"""The interview as values: a state, what a reply does to it, and what to show.

No input, output, clock or file here. A front end turns ``view(state)`` into words,
a reply into text, and feeds it to ``update``; folding a list of replies is a whole
interview, which is how it is tested.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Literal

from coprod_check.core import wording
from coprod_check.core.shapes import PracticeId
from coprod_check.core.sheet import DONT_KNOW, NOT_APPLICABLE, People, Rating, Sheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from coprod_check.core.rubric import ExperienceQuestion, Practice, Rubric
    from coprod_check.core.shapes import Voice

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

    def to_sheet(self, rubric: Rubric) -> Sheet:
        """Make the sheet as it stands; needs a team."""
        people = {"staff": self.staff or 0, "lived-experience": self.lived_experience or 0}
        order = [each for each in rubric.by_id if each in self.ratings]
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
            ratings={each: self.ratings[each] for each in order},
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
            ratings=dict(sheet.ratings),
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
class Step:
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
    step: Step
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


def begin(rubric: Rubric, draft: Draft, *, only: str | None = None, last: Sheet | None = None) -> State:
    """Begin an interview, or take up a saved one after the last practice that was answered."""
    asks = tuple(p.id for p in rubric.practices if only is None or p.dimension == only)
    state = State(
        rubric, draft, asks, step=Step(Kind.REVIEW), last=last, ask_team=not draft.team, part=only is not None
    )
    done = [index for index, each in enumerate(asks) if each in draft.ratings]
    if not done:
        return replace(state, step=path(state)[0])
    following = done[-1] + 1
    told = wording.resumed(len(done), len(asks), following + 1)
    step = Step(Kind.LEVEL, asks[following]) if following < len(asks) else _after_practices(state)
    return replace(state, step=step, told=(told,))


def _after_practices(state: State) -> Step:
    kinds = {Kind.EXPERIENCE, Kind.REVIEW}
    return next(
        step
        for step in path(state)
        if step.kind in kinds and (step.kind is Kind.REVIEW or step.key not in state.draft.experience)
    )


def path(state: State) -> list[Step]:
    """List every step in order, as the answers so far make it."""
    together = state.draft.voice == "together"
    steps = [Step(Kind.TEAM)] if state.ask_team else []
    steps += [Step(Kind.STAFF), Step(Kind.MEMBERS)] if together else [Step(Kind.SHARE), Step(Kind.PSEUDONYM)]
    if state.rubric.circumstances:
        steps.append(Step(Kind.CIRCUMSTANCES))
    for practice in state.asks:
        steps.append(Step(Kind.LEVEL, practice))
        if _differs_from_last(state, practice):
            steps.append(Step(Kind.LOOKING_BACK, practice))
        rating = state.draft.ratings.get(practice)
        if state.not_applicable == practice:
            steps.append(Step(Kind.REASON, practice))
            continue
        evidence = Step(Kind.EVIDENCE, practice)
        # What was written can be taken out at any level; the step stays while it is open.
        if rating and (rating.evidence or _asks_evidence(rating, state.rubric) or state.step == evidence):
            steps.append(evidence)
    if state.draft.voice == "lived-experience" and not state.part:
        steps += [Step(Kind.EXPERIENCE, question.id) for question in state.rubric.experience]
    return [*steps, Step(Kind.REVIEW), Step(Kind.FINISHED)]


def _last_rating(state: State, practice: PracticeId) -> Rating | None:
    return state.last.ratings.get(practice) if state.last else None


def _differs_from_last(state: State, practice: PracticeId) -> bool:
    """Say whether the level chosen now is another than last time's."""
    now, then = state.draft.ratings.get(practice), _last_rating(state, practice)
    if not now or not then or state.not_applicable == practice:
        return False
    return isinstance(now.level, int) and isinstance(then.level, int) and now.level != then.level


def _asks_evidence(rating: Rating, rubric: Rubric) -> bool:
    return isinstance(rating.level, int) and rating.level >= evidence_from(rubric)


def evidence_from(rubric: Rubric) -> int:
    """The lowest level at which evidence is asked for."""
    return min(EVIDENCE_FROM, rubric.top)


# What to show.


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be answered."""

    key: str
    label: str
    """A few words, for a menu and for saying back."""
    text: str = ""
    """The full description, where there is more to say."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything a front end needs to ask one question."""

    kind: Literal["choice", "several", "line", "lines"]
    heading: str
    progress: str = ""
    body: tuple[str, ...] = ()
    """Paragraphs; one that starts with ``- `` is a list entry."""
    choices: tuple[Choice, ...] = ()
    commands: tuple[Choice, ...] = ()
    current: str = ""
    """The present answer in words; Enter keeps it."""
    help: tuple[str, ...] = ()
    prompt: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that may be typed at a choice, but for Enter."""
        return tuple(choice.key for choice in (*self.choices, *self.commands))


BACK = Choice("b", "Go back")
HELP = Choice("?", "Help and why it matters")
AGAIN = Choice("r", "Read it again")
STOP = Choice("s", "Save and stop")


def view(state: State) -> Screen:
    """Describe the question that is open."""
    return _VIEWS[state.step.kind](state)


def _view_team(state: State) -> Screen:
    return Screen("line", wording.TEAM, prompt=wording.TEAM_PROMPT, current=state.draft.team)


def _view_count(state: State) -> Screen:
    staff = state.step.kind is Kind.STAFF
    count = state.draft.staff if staff else state.draft.lived_experience
    return Screen(
        "line",
        wording.HOW_MANY_STAFF if staff else wording.HOW_MANY_MEMBERS,
        progress=wording.WHO,
        body=() if not staff else (wording.WHO_WHY,),
        commands=(BACK, STOP),
        current="" if count is None else str(count),
        prompt=wording.NUMBER_PROMPT,
        help=(wording.WHO_BOTH,),
    )


def _view_share(state: State) -> Screen:
    share = state.draft.share
    return Screen(
        "choice",
        wording.SHARE,
        progress=wording.BEFORE,
        body=(wording.SHARE_WHY, wording.SHARE_EXACT),
        choices=(Choice("y", wording.SHARE_YES), Choice("n", wording.SHARE_NO)),
        commands=(BACK, HELP, AGAIN, STOP),
        current="" if share is None else wording.SHARE_YES if share else wording.SHARE_NO,
        help=(wording.SHARE_HELP,),
    )


def _view_pseudonym(state: State) -> Screen:
    return Screen(
        "line",
        wording.PSEUDONYM,
        progress=wording.BEFORE,
        body=(wording.PSEUDONYM_WHY,),
        commands=(BACK, STOP),
        current=state.draft.respondent,
        prompt=wording.PSEUDONYM_PROMPT,
    )


def _view_circumstances(state: State) -> Screen:
    known = state.rubric.circumstances
    chosen = [str(index) for index, each in enumerate(known, 1) if each.id in state.draft.circumstances]
    return Screen(
        "several",
        wording.CIRCUMSTANCES,
        progress=wording.BEFORE,
        body=(wording.CIRCUMSTANCES_WHY,),
        choices=tuple(Choice(str(index), each.statement) for index, each in enumerate(known, 1)),
        commands=(BACK, STOP),
        current=", ".join(chosen),
        prompt=wording.SEVERAL_PROMPT,
    )


def _practice(state: State) -> Practice:
    return state.rubric.by_id[PracticeId(state.step.key)]


def _progress(state: State) -> str:
    place = state.asks.index(PracticeId(state.step.key)) + 1
    return wording.practice_progress(place, len(state.asks))


def _view_level(state: State) -> Screen:
    practice, rubric = _practice(state), state.rubric
    rating = state.draft.ratings.get(practice.id)
    others = [Choice("d", wording.DONT_KNOW)]
    if practice.may_not_apply:
        others.append(Choice("n", wording.NOT_APPLICABLE))
    others.append(Choice("x", wording.LEAVE_BLANK))
    before = answer_words(rubric, _last_rating(state, practice.id))
    return Screen(
        "choice",
        practice.question.for_voice(state.draft.voice),
        progress=f"{_progress(state)}: {practice.title}",
        body=(wording.last_time(_last_label(state), before),) if before else (),
        choices=tuple(_level_choices(practice, rubric)),
        commands=(*others, BACK, HELP, AGAIN, STOP),
        current=answer_words(rubric, rating),
        help=wording.practice_help(practice, rubric),
    )


def _view_looking_back(state: State) -> Screen:
    practice, rubric = _practice(state), state.rubric
    then = state.draft.ratings[practice.id].looking_back
    return Screen(
        "choice",
        wording.LOOKING_BACK,
        progress=f"{_progress(state)}: {practice.title}",
        body=(wording.last_time(_last_label(state), answer_words(rubric, _last_rating(state, practice.id))),),
        choices=tuple(_level_choices(practice, rubric)),
        commands=(Choice("x", wording.LEAVE_BLANK), BACK, HELP, AGAIN, STOP),
        current="" if then is None else rubric.level_words(then),
        help=(wording.LOOKING_BACK_HELP,),
    )


def _last_label(state: State) -> str:
    return state.last.round_label if state.last else ""


def _level_choices(practice: Practice, rubric: Rubric) -> list[Choice]:
    return [
        Choice(str(level.number), level.name, text) for level, text in zip(rubric.levels, practice.levels, strict=True)
    ]


def _view_reason(state: State) -> Screen:
    rating = state.draft.ratings.get(_practice(state).id)
    return Screen(
        "line",
        wording.REASON,
        progress=f"{_progress(state)}: {_practice(state).title}",
        commands=(BACK, STOP),
        current=rating.reason if rating else "",
        prompt=wording.REASON_PROMPT,
    )


def _view_evidence(state: State) -> Screen:
    practice = _practice(state)
    progress = f"{_progress(state)}: {practice.title}"
    rating = state.draft.ratings[practice.id]
    if rating.evidence and not state.rewriting:
        return Screen(
            "choice",
            wording.EVIDENCE_THERE,
            progress=progress,
            body=tuple(rating.evidence.split("\n")),
            choices=(Choice("k", wording.EVIDENCE_KEEP), Choice("w", wording.EVIDENCE_WRITE)),
            commands=(Choice("x", wording.EVIDENCE_REMOVE), BACK, AGAIN, STOP),
            current=wording.EVIDENCE_KEEP,
        )
    return Screen(
        "lines",
        wording.EVIDENCE,
        progress=progress,
        body=wording.evidence_body(practice),
        prompt=wording.EVIDENCE_PROMPT,
    )


def _question(state: State) -> ExperienceQuestion:
    return next(each for each in state.rubric.experience if each.id == state.step.key)


def _view_experience(state: State) -> Screen:
    question = _question(state)
    place = [each.id for each in state.rubric.experience].index(question.id) + 1
    answer = state.draft.experience.get(question.id, ())
    chosen = (answer,) if isinstance(answer, str) else answer
    options = tuple(Choice(str(index), option.text) for index, option in enumerate(question.options, 1))
    words = "; ".join(option.text for option in question.options if option.id in chosen)
    return Screen(
        "several" if question.several else "choice",
        question.question,
        progress=wording.experience_progress(place, len(state.rubric.experience)),
        body=(wording.EXPERIENCE_WHY,) if place == 1 else (),
        choices=options,
        commands=(Choice("x", wording.LEAVE_BLANK), BACK, AGAIN, STOP),
        current=words,
        prompt=wording.SEVERAL_PROMPT if question.several else "",
    )


def _view_review(state: State) -> Screen:
    draft, rubric = state.draft, state.rubric
    lines = [
        Choice(
            str(index), f"{rubric.by_id[each].title}: {answer_words(rubric, draft.ratings.get(each)) or wording.BLANK}"
        )
        for index, each in enumerate(state.asks, 1)
    ]
    others = []
    if draft.voice == "together":
        others.append(Choice("w", wording.review_people(draft.staff or 0, draft.lived_experience or 0)))
    else:
        others.append(Choice("w", wording.review_yours(share=bool(draft.share), pseudonym=draft.respondent)))
    if rubric.circumstances:
        others.append(Choice("c", wording.review_circumstances(len(draft.circumstances))))
    if any(step.kind is Kind.EXPERIENCE for step in path(state)):
        others.append(Choice("e", wording.REVIEW_EXPERIENCE))
    return Screen(
        "choice",
        wording.REVIEW,
        progress=wording.review_progress(state.answered, len(state.asks)),
        choices=tuple(lines),
        commands=(*others, Choice("f", wording.FINISH), BACK, AGAIN, STOP),
        prompt=wording.REVIEW_PROMPT,
    )


_VIEWS: dict[Kind, Callable[[State], Screen]] = {
    Kind.TEAM: _view_team,
    Kind.STAFF: _view_count,
    Kind.MEMBERS: _view_count,
    Kind.SHARE: _view_share,
    Kind.PSEUDONYM: _view_pseudonym,
    Kind.CIRCUMSTANCES: _view_circumstances,
    Kind.LEVEL: _view_level,
    Kind.LOOKING_BACK: _view_looking_back,
    Kind.REASON: _view_reason,
    Kind.EVIDENCE: _view_evidence,
    Kind.EXPERIENCE: _view_experience,
    Kind.REVIEW: _view_review,
}


def answer_words(rubric: Rubric, rating: Rating | None) -> str:
    """Say an answer in words; empty for none."""
    if rating is None:
        return ""
    if isinstance(rating.level, int):
        return rubric.level_words(rating.level)
    return wording.DONT_KNOW if rating.level == DONT_KNOW else wording.NOT_APPLICABLE


# What a reply does.


def update(state: State, reply: str) -> State:
    """Take one reply; a reply that cannot be taken changes nothing but ``error``.

    ``reply`` is what was typed: a key, a line, or the lines of the evidence. An empty
    reply keeps the present answer where there is one.
    """
    state = replace(state, error="", told=())
    screen = view(state)
    text = clean(reply)
    if screen.kind != "lines":
        key = text.casefold()
        if key == STOP.key and STOP in screen.commands:
            return replace(state, stopped=True)
        if key == BACK.key and BACK in screen.commands:
            return _back(state)
        if not text and screen.current:
            onward = _onward(replace(state, told=(wording.kept(screen.current),)))
            return replace(onward, not_applicable=None)
        if key in {HELP.key, AGAIN.key} and key in screen.keys:
            return state  # said by the front end; here there is nothing to change
        if screen.kind == "choice" and key not in screen.keys:
            return _wrong(state, wording.not_a_choice(text, screen.keys, screen.current))
        text = key if screen.kind in {"choice", "several"} else text
    return _UPDATES[state.step.kind](state, text)


def clean(text: str) -> str:
    r"""Tidy what was typed: composed letters, plain newlines, no control characters, no blank ends.

    >>> clean("\ufeff 2 \r\n")
    '2'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip().strip("\ufeff").strip()


def _wrong(state: State, why: str) -> State:
    return replace(state, error=why)


def _onward(state: State) -> State:
    """Go on to the next step, or back to the review page that sent us."""
    steps = path(state)
    following = steps[steps.index(state.step) + 1]
    state = replace(state, rewriting=False)
    if state.returning and following.item != state.step.item:
        return replace(state, step=Step(Kind.REVIEW), returning=False)
    return replace(state, step=following)


_BEHIND_A_LEVEL = {Kind.REASON, Kind.EVIDENCE, Kind.LOOKING_BACK}
"""Steps that follow from the level chosen at a practice."""


def _back(state: State) -> State:
    """Go back one question; answers stay as they are."""
    steps = path(state)
    here = steps.index(state.step)
    state = replace(state, not_applicable=None, rewriting=False)
    heads = [step for step in steps[:here] if step.kind not in _BEHIND_A_LEVEL]
    if state.step.kind in _BEHIND_A_LEVEL:
        return replace(state, step=Step(Kind.LEVEL, state.step.key))
    if state.returning:
        return replace(state, step=Step(Kind.REVIEW), returning=False)
    if not heads:
        return _wrong(state, wording.FIRST_QUESTION)
    return replace(state, step=heads[-1])


def _with_draft(state: State, **changes: object) -> State:
    return replace(state, draft=replace(state.draft, **changes))  # type: ignore[arg-type]


def _update_team(state: State, text: str) -> State:
    team = " ".join(text.split())
    if not team:
        return _wrong(state, wording.TEAM_NEEDED)
    return _onward(_with_draft(state, team=team))


def _update_count(state: State, text: str) -> State:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        return _wrong(state, wording.not_a_number(text))
    count = int(text)
    if state.step.kind is Kind.STAFF:
        return _onward(_with_draft(state, staff=count))
    state = _with_draft(state, lived_experience=count)
    warning = wording.who_warning(state.draft.staff or 0, count, state.rubric)
    return _onward(replace(state, told=warning))


def _update_share(state: State, text: str) -> State:
    share = text == "y"
    told = wording.SHARE_YES if share else wording.SHARE_NO
    return _onward(replace(_with_draft(state, share=share), told=(wording.chose(told),)))


def _update_pseudonym(state: State, text: str) -> State:
    return _onward(_with_draft(state, respondent=" ".join(text.split())))


def _numbers(text: str, most: int) -> list[int] | None:
    """Read numbers typed with spaces or commas; ``None`` when one is not in the list."""
    parts = text.replace(",", " ").split()
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 and int(part) <= most for part in parts):
        return None
    return [int(part) for part in parts if int(part)]


def _update_circumstances(state: State, text: str) -> State:
    known = state.rubric.circumstances
    numbers = _numbers(text, len(known))
    if numbers is None:
        return _wrong(state, wording.not_numbers(text, len(known)))
    chosen = tuple(each.id for index, each in enumerate(known, 1) if index in numbers)
    return _onward(replace(_with_draft(state, circumstances=chosen), told=(wording.noted(len(chosen)),)))


def _rate(state: State, **changes: object) -> State:
    """Change the rating of the practice that is open, keeping what else was said of it."""
    practice = PracticeId(state.step.key)
    rating = state.draft.ratings.get(practice) or Rating(level="dont-know")
    return _with_draft(state, ratings={**state.draft.ratings, practice: rating.model_copy(update=changes)})


def _update_level(state: State, key: str) -> State:
    practice = _practice(state)
    state = replace(state, not_applicable=None)
    if key == "x":
        left = {each: rating for each, rating in state.draft.ratings.items() if each != practice.id}
        return _onward(replace(_with_draft(state, ratings=left), told=(wording.chose(wording.LEAVE_BLANK),)))
    if key == "n":
        return _onward(replace(state, not_applicable=practice.id, told=(wording.chose(wording.NOT_APPLICABLE),)))
    level = DONT_KNOW if key == "d" else int(key)
    state = _rate(state, level=level, reason="")
    if not _differs_from_last(state, practice.id):
        state = _rate(state, looking_back=None)
    said = answer_words(state.rubric, state.draft.ratings[practice.id])
    return _onward(replace(state, told=(wording.chose(said),)))


def _update_looking_back(state: State, key: str) -> State:
    then = None if key == "x" else int(key)
    words = wording.LEAVE_BLANK if then is None else state.rubric.level_words(then)
    return _onward(replace(_rate(state, looking_back=then), told=(wording.chose(words),)))


def _update_reason(state: State, text: str) -> State:
    if not text:
        return _wrong(state, wording.REASON_NEEDED)
    # The step after this one is found while the reason's own step is still on the path.
    onward = _onward(_rate(state, level=NOT_APPLICABLE, reason=text, looking_back=None))
    return replace(onward, not_applicable=None)


def _update_evidence(state: State, text: str) -> State:
    rating = state.draft.ratings[PracticeId(state.step.key)]
    if rating.evidence and not state.rewriting:
        if text == "w":
            return replace(state, rewriting=True)
        if text == "x":
            return _onward(replace(_rate(state, evidence="", evidence_kind=None), told=(wording.EVIDENCE_GONE,)))
        return _onward(replace(state, told=(wording.kept(wording.EVIDENCE_SHORT),)))
    told = (wording.EVIDENCE_SAVED,) if text else (wording.EVIDENCE_NONE,)
    return _onward(replace(_rate(state, evidence=text), told=told))


def _update_experience(state: State, text: str) -> State:
    question = _question(state)
    others = {each: chosen for each, chosen in state.draft.experience.items() if each != question.id}
    numbers = [] if text == "x" else _numbers(text, len(question.options))
    if numbers is None:
        return _wrong(state, wording.not_numbers(text, len(question.options)))
    chosen = tuple(option.id for index, option in enumerate(question.options, 1) if index in numbers)
    if not chosen:
        return _onward(_with_draft(state, experience=others))
    answer: str | tuple[str, ...] = chosen if question.several else chosen[0]
    order = [each.id for each in state.rubric.experience]
    experience = dict(sorted({**others, question.id: answer}.items(), key=lambda item: order.index(item[0])))
    words = "; ".join(option.text for option in question.options if option.id in chosen)
    return _onward(replace(_with_draft(state, experience=experience), told=(wording.chose(words),)))


def _update_review(state: State, key: str) -> State:
    steps = path(state)
    if key == "f":
        return replace(state, step=Step(Kind.FINISHED))
    kinds: dict[str, Sequence[Kind]] = {
        "w": (Kind.STAFF, Kind.SHARE),
        "c": (Kind.CIRCUMSTANCES,),
        "e": (Kind.EXPERIENCE,),
    }
    if key in kinds:
        step = next(step for step in steps if step.kind in kinds[key])
        return replace(state, step=step, returning=True)
    return replace(state, step=Step(Kind.LEVEL, state.asks[int(key) - 1]), returning=True)


_UPDATES: dict[Kind, Callable[[State, str], State]] = {
    Kind.TEAM: _update_team,
    Kind.STAFF: _update_count,
    Kind.MEMBERS: _update_count,
    Kind.SHARE: _update_share,
    Kind.PSEUDONYM: _update_pseudonym,
    Kind.CIRCUMSTANCES: _update_circumstances,
    Kind.LEVEL: _update_level,
    Kind.LOOKING_BACK: _update_looking_back,
    Kind.REASON: _update_reason,
    Kind.EVIDENCE: _update_evidence,
    Kind.EXPERIENCE: _update_experience,
    Kind.REVIEW: _update_review,
}

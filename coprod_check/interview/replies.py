"""What a reply does to an interview. One that cannot be taken does nothing, and says why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE, Rating
from coprod_check.documents.text import as_typed, identity, is_blank
from coprod_check.interview import meeting_wording, wording
from coprod_check.interview.screens import (
    AGAIN,
    BACK,
    END_OF_TEXT,
    HELP,
    HELP_KEYS,
    LONE_KEYS,
    STOP,
    answer_words,
    key_meant,
    view,
)
from coprod_check.interview.state import InterviewStep, Kind, steps_of, themes_left
from coprod_check.interview.typed import number_typed, numbers_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coprod_check.interview.state import State


def update(state: State, reply: str) -> State:
    """Take one reply; a reply that cannot be taken changes nothing but ``error``.

    ``reply`` is what was typed: a key, a line, or the lines of the evidence. An empty
    reply keeps the present answer where there is one.
    """
    state = replace(state, error="", told=())
    screen = view(state)
    text = as_typed(reply)
    if screen.kind != "lines":
        key = key_meant(screen, text)
        if key == STOP.key and STOP in screen.commands:
            return replace(state, stopped=True)
        if key == BACK.key and BACK in screen.commands:
            return _back(state)
        if not text and screen.current:
            if state.step.kind is Kind.LEVEL and state.meeting:
                state = _talked_about(state)
            onward = _onward(replace(state, told=(wording.kept(screen.current),)))
            return replace(onward, not_applicable=None)
        if (HELP in screen.commands and key in HELP_KEYS) or (AGAIN in screen.commands and key == AGAIN.key):
            return state  # said by the front end; here there is nothing to change
        if screen.kind == "choice" and key not in screen.keys:
            return _wrong(state, wording.not_a_choice(text, screen.keys, screen.current))
        text = key if screen.kind in {"choice", "several"} else text
    return _UPDATES[state.step.kind](state, text)


def _wrong(state: State, why: str) -> State:
    return replace(state, error=why)


def _onward(state: State) -> State:
    """Go on to the next step, or back to the review page that sent us."""
    steps = steps_of(state)
    following = steps[steps.index(state.step) + 1]
    state = replace(state, rewriting=False, adding=False)
    if state.returning and following.item != state.step.item:
        return replace(state, step=InterviewStep(Kind.REVIEW), returning=False)
    return replace(state, step=following)


_BEHIND_A_LEVEL = {Kind.REASON, Kind.EVIDENCE, Kind.LOOKING_BACK, Kind.WHY_MOVED}
"""Steps that follow from the level chosen at a practice."""


def _back(state: State) -> State:
    """Go back one question; answers stay as they are."""
    steps = steps_of(state)
    here = steps.index(state.step)
    state = replace(state, not_applicable=None, rewriting=False, adding=False)
    heads = [step for step in steps[:here] if step.kind not in _BEHIND_A_LEVEL]
    if state.step.kind in _BEHIND_A_LEVEL:
        return replace(state, step=InterviewStep(Kind.LEVEL, state.step.key))
    if state.returning:
        return replace(state, step=InterviewStep(Kind.REVIEW), returning=False)
    if state.step.key in state.opened:
        opened = tuple(each for each in state.opened if each != state.step.key or each in state.draft.ratings)
        if (at_list := replace(state, opened=opened)).listed:
            return replace(at_list, step=InterviewStep(Kind.AGREED))
    if not heads:
        return _wrong(state, wording.FIRST_QUESTION)
    return replace(state, step=heads[-1])


def _with_draft(state: State, **changes: object) -> State:
    return replace(state, draft=replace(state.draft, **changes))  # type: ignore[arg-type]


def _update_team(state: State, text: str) -> State:
    team = " ".join(text.split())
    if not identity(team):
        return _wrong(state, wording.TEAM_NEEDED)
    return _onward(_with_draft(state, team=team))


def _update_count(state: State, text: str) -> State:
    count = number_typed(text)
    if count is None:
        return _wrong(state, wording.not_a_number(text))
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


def _update_circumstances(state: State, text: str) -> State:
    known = state.rubric.circumstances
    numbers = numbers_typed(text, len(known))
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
    practice = state.practice
    state = replace(state, not_applicable=None)
    if key == "x":
        left = {each: rating for each, rating in state.draft.ratings.items() if each != practice.id}
        return _onward(replace(_with_draft(state, ratings=left), told=(wording.chose(wording.LEAVE_BLANK),)))
    if key == "n":
        return _onward(replace(state, not_applicable=practice.id, told=(wording.chose(wording.NOT_APPLICABLE),)))
    level = DONT_KNOW if key == "d" else int(key)
    state = _talked_about(_rate(state, level=level, reason=""), state)
    if not state.differs_from_last(practice.id):
        state = _rate(state, looking_back=None)
    said = answer_words(state.rubric, state.draft.ratings[practice.id])
    return _onward(replace(state, told=(wording.chose(said),)))


def _talked_about(state: State, before: State | None = None) -> State:
    """Note whether the meeting kept or moved an answer; in no meeting another answer takes the note out."""
    practice = PracticeId(state.step.key)
    rating = state.draft.ratings[practice]
    then = before.draft.ratings.get(practice) if before else None
    if not state.meeting and then and then.level == rating.level:
        return state
    became = state.meeting.became(practice, rating) if state.meeting else None
    return _rate(state, talked_about=became, why_moved=rating.why_moved if became == "moved" else "")


def _update_why_moved(state: State, text: str) -> State:
    why = " ".join(text.split())
    told = (meeting_wording.WHY_NOTED,) if why else ()
    return _onward(replace(_rate(state, why_moved=why), told=told))


def _update_agreed(state: State, key: str) -> State:
    """Take the list as it is, by this answer of the meeting; leave it; or open one practice of it."""
    left, meeting = state.listed, state.meeting
    if key in {"t", "x"} or meeting is None:
        ratings = {each: rating for each, rating in state.draft.ratings.items() if each not in left}
        if key == "x" or meeting is None:
            return _onward(replace(_with_draft(state, ratings=ratings), told=(wording.chose(wording.LEAVE_BLANK),)))
        ratings |= {each: Rating(level=meeting.level_listed(each)) for each in left}
        return _onward(replace(_with_draft(state, ratings=ratings), told=(meeting_wording.taken(len(left)),)))
    return _open(state, left[int(key) - 1])


def _open(state: State, practice: PracticeId) -> State:
    """Ask about a practice; one that stands in the list is taken out of it."""
    opened = (*state.opened, practice) if practice in state.listed else state.opened
    return replace(state, step=InterviewStep(Kind.LEVEL, practice), opened=opened)


def _update_looking_back(state: State, key: str) -> State:
    then = None if key == "x" else int(key)
    words = wording.LEAVE_BLANK if then is None else state.rubric.level_words(then)
    return _onward(replace(_rate(state, looking_back=then), told=(wording.chose(words),)))


def _update_reason(state: State, text: str) -> State:
    if is_blank(text):
        return _wrong(state, wording.REASON_NEEDED)
    # The step after this one is found while the reason's own step is still on the path.
    rated = _rate(state, level=NOT_APPLICABLE, reason=text, looking_back=None)
    onward = _onward(_talked_about(rated, state))
    return replace(onward, not_applicable=None)


def _update_evidence(state: State, text: str) -> State:
    if state.doubted:
        return _update_doubted(state, text)
    rating = state.draft.ratings[PracticeId(state.step.key)]
    if rating.evidence and not (state.rewriting or state.adding):
        return _update_evidence_there(state, text)
    *before, last = text.split("\n")
    if last.strip().casefold() in LONE_KEYS:
        # What stands before it is kept at once: nobody loses it whatever the key was meant for.
        return replace(_written(state, "\n".join(before).strip()), doubted=last.strip())
    text = "\n".join(before).strip() if last.strip() == END_OF_TEXT else text
    state = _rate(state, evidence="") if state.rewriting and not text else _written(state, text)
    there = state.draft.ratings[PracticeId(state.step.key)].evidence
    return _onward(replace(state, told=(wording.EVIDENCE_SAVED if there else wording.EVIDENCE_NONE,)))


def _update_evidence_there(state: State, key: str) -> State:
    """Keep the evidence that is there, or do something to it."""
    if key == "w":
        return replace(state, rewriting=True)
    if key == "a":
        return replace(state, adding=True)
    if key == "x":
        return _onward(replace(_rate(state, evidence="", evidence_kind=None), told=(wording.EVIDENCE_GONE,)))
    return _onward(replace(state, told=(wording.kept(wording.EVIDENCE_SHORT),)))


def _written(state: State, text: str) -> State:
    """Put what was written in place of the evidence, or behind it; what follows is put behind it too."""
    if not text:
        return state
    there = state.draft.ratings[PracticeId(state.step.key)].evidence if state.adding else ""
    return replace(_rate(state, evidence=f"{there}\n{text}".strip()), rewriting=False, adding=True)


def _update_doubted(state: State, reply: str) -> State:
    """Do what the key stands for that was typed alone on a line; or take it for evidence, and go on writing."""
    meant = state.doubted
    state = replace(state, doubted="")
    if reply == "e":
        return replace(_written(state, meant), told=(wording.EVIDENCE_GO_ON,))
    if reply == STOP.key:
        return replace(state, stopped=True)
    if reply == BACK.key:
        return _back(state)
    if reply == HELP.key:
        return replace(state, told=wording.practice_help(state.practice, state.rubric, state.draft.voice))
    return state  # it is said again, as every question that is open


def _update_experience(state: State, text: str) -> State:
    question = state.question
    others = {each: chosen for each, chosen in state.draft.experience.items() if each != question.id}
    numbers = [] if text == "x" else numbers_typed(text, len(question.options))
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
    steps = steps_of(state)
    if key == "f":
        # A theme that was asked alone is a part; the sheet is finished with the last of them.
        finished = state.draft.finished or not themes_left(state)
        return replace(_with_draft(state, finished=finished), step=InterviewStep(Kind.FINISHED))
    kinds: dict[str, Sequence[Kind]] = {
        "w": (Kind.STAFF, Kind.SHARE),
        "c": (Kind.CIRCUMSTANCES,),
        "e": (Kind.EXPERIENCE,),
    }
    if key in kinds:
        step = next(step for step in steps if step.kind in kinds[key])
        return replace(state, step=step, returning=True)
    return replace(_open(state, state.asks[int(key) - 1]), returning=True)


_UPDATES: dict[Kind, Callable[[State, str], State]] = {
    Kind.TEAM: _update_team,
    Kind.STAFF: _update_count,
    Kind.MEMBERS: _update_count,
    Kind.SHARE: _update_share,
    Kind.PSEUDONYM: _update_pseudonym,
    Kind.CIRCUMSTANCES: _update_circumstances,
    Kind.LEVEL: _update_level,
    Kind.LOOKING_BACK: _update_looking_back,
    Kind.WHY_MOVED: _update_why_moved,
    Kind.AGREED: _update_agreed,
    Kind.REASON: _update_reason,
    Kind.EVIDENCE: _update_evidence,
    Kind.EXPERIENCE: _update_experience,
    Kind.REVIEW: _update_review,
}

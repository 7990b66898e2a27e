"""What a reply does to an interview. One that cannot be taken does nothing, and says why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE, Rating
from coprod_check.documents.text import as_typed
from coprod_check.interview import wording
from coprod_check.interview.screens import AGAIN, BACK, HELP, HELP_KEYS, STOP, answer_words, view
from coprod_check.interview.state import InterviewStep, Kind, steps_of

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
        key = text.casefold()
        if key == STOP.key and STOP in screen.commands:
            return replace(state, stopped=True)
        if key == BACK.key and BACK in screen.commands:
            return _back(state)
        if not text and screen.current:
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
    state = replace(state, rewriting=False)
    if state.returning and following.item != state.step.item:
        return replace(state, step=InterviewStep(Kind.REVIEW), returning=False)
    return replace(state, step=following)


_BEHIND_A_LEVEL = {Kind.REASON, Kind.EVIDENCE, Kind.LOOKING_BACK}
"""Steps that follow from the level chosen at a practice."""


def _back(state: State) -> State:
    """Go back one question; answers stay as they are."""
    steps = steps_of(state)
    here = steps.index(state.step)
    state = replace(state, not_applicable=None, rewriting=False)
    heads = [step for step in steps[:here] if step.kind not in _BEHIND_A_LEVEL]
    if state.step.kind in _BEHIND_A_LEVEL:
        return replace(state, step=InterviewStep(Kind.LEVEL, state.step.key))
    if state.returning:
        return replace(state, step=InterviewStep(Kind.REVIEW), returning=False)
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
    practice = state.practice
    state = replace(state, not_applicable=None)
    if key == "x":
        left = {each: rating for each, rating in state.draft.ratings.items() if each != practice.id}
        return _onward(replace(_with_draft(state, ratings=left), told=(wording.chose(wording.LEAVE_BLANK),)))
    if key == "n":
        return _onward(replace(state, not_applicable=practice.id, told=(wording.chose(wording.NOT_APPLICABLE),)))
    level = DONT_KNOW if key == "d" else int(key)
    state = _rate(state, level=level, reason="")
    if not state.differs_from_last(practice.id):
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
    question = state.question
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
    steps = steps_of(state)
    if key == "f":
        return replace(state, step=InterviewStep(Kind.FINISHED))
    kinds: dict[str, Sequence[Kind]] = {
        "w": (Kind.STAFF, Kind.SHARE),
        "c": (Kind.CIRCUMSTANCES,),
        "e": (Kind.EXPERIENCE,),
    }
    if key in kinds:
        step = next(step for step in steps if step.kind in kinds[key])
        return replace(state, step=step, returning=True)
    return replace(state, step=InterviewStep(Kind.LEVEL, state.asks[int(key) - 1]), returning=True)


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

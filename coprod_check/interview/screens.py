"""What the interview shows at each question: its words, what may be answered, and what was answered before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.sheet import DONT_KNOW, Rating
from coprod_check.interview import meeting_wording, wording
from coprod_check.interview.state import Kind, steps_of
from coprod_check.interview.typed import bare_words, chosen_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.interview.state import State


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

    kind: Literal["choice", "several", "number", "line", "lines"]
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
    doubtful: tuple[str, ...] = ()
    """Of a longer text: what ends it where it stands alone on a line, for it may have been meant as a key."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that may be typed at a choice, but for Enter."""
        return tuple(choice.key for choice in (*self.choices, *self.commands))


BACK = Choice("b", "Go back")
HELP = Choice("h", "Help and why it matters")
HELP_KEYS = (HELP.key, "?")
"""What asks for help. A screen reader does not speak a question mark, so the letter is the one that is offered."""
AGAIN = Choice("r", "Read it again")
STOP = Choice("s", "Save and stop")
LONE_KEYS = (BACK.key, *HELP_KEYS, AGAIN.key, STOP.key)
"""What may be meant as a key where it stands alone on a line of evidence."""
END_OF_TEXT = "."
"""What ends a longer text where it stands alone on a line."""
_IS_EVIDENCE = Choice("e", wording.EVIDENCE_IT_IS)


_SHORT = {BACK: ("back",), HELP: ("help",), AGAIN: ("again",), STOP: ("stop", "save", "quit", "exit")}
"""What people say for short."""


def key_meant(screen: Screen, reply: str) -> str:
    """The key that a reply stands for: itself, or in the words that stand on the screen ("don't know", "2.", "two").

    A reply that stands for none, or for more than one, comes back as it was, in small letters. Where people
    answer in words of their own, a letter is a key only as it stands on the screen: ``S.`` may be a name.
    """
    said = " ".join(reply.casefold().split())
    plain = bare_words(said)
    if said in screen.keys or not plain or (screen.kind == "line" and len(plain) == 1):
        return said
    typed = {plain, chosen_number(plain)}
    meant = {each.key for each in (*screen.choices, *screen.commands) if typed & _words_for(each)}
    return meant.pop() if len(meant) == 1 else said


def _words_for(choice: Choice) -> set[str]:
    key, label, text = choice.key, bare_words(choice.label), bare_words(choice.text)
    short = {bare_words(choice.label.partition(mark)[0]) for mark in (" (", ",", ":")}
    whole = {f"{key} {label}", f"{label} {text}".strip(), f"{key} {label} {text}".strip()}
    return {key, label, *short, *whole, *_SHORT.get(choice, ()), *([text] if text else [])}


def view(state: State) -> Screen:
    """Describe the question that is open."""
    return _VIEWS[state.step.kind](state)


def _view_team(state: State) -> Screen:
    return Screen("line", wording.TEAM, prompt=wording.TEAM_PROMPT, current=state.draft.team)


def _view_count(state: State) -> Screen:
    staff = state.step.kind is Kind.STAFF
    count = state.draft.staff if staff else state.draft.lived_experience
    return Screen(
        "number",
        wording.HOW_MANY_STAFF if staff else wording.HOW_MANY_MEMBERS,
        progress=wording.WHO,
        body=() if not staff else (wording.WHO_WHY,),
        commands=(BACK, HELP, STOP),
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
        body=(wording.SHARE_WHY, wording.SHARE_EXACT, wording.SHARE_TWO),
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


def _progress(state: State) -> str:
    place = state.asks.index(PracticeId(state.step.key)) + 1
    return wording.practice_progress(place, len(state.asks))


def _view_level(state: State) -> Screen:
    practice, rubric = state.practice, state.rubric
    rating = state.draft.ratings.get(practice.id)
    others = [Choice("d", wording.DONT_KNOW)]
    if practice.may_not_apply:
        others.append(Choice("n", wording.NOT_APPLICABLE))
    others.append(Choice("x", wording.LEAVE_BLANK))
    before = answer_words(rubric, state.last_rating(practice.id))
    return Screen(
        "choice",
        practice.question.for_voice(state.draft.voice),
        progress=f"{_progress(state)}: {practice.title}",
        body=(
            *((wording.last_time(_last_label(state), before),) if before else ()),
            *(state.meeting.hears(practice) if state.meeting else ()),
        ),
        choices=tuple(_with_who_said(state, each) for each in _level_choices(practice, rubric)),
        commands=(*others, BACK, HELP, AGAIN, STOP),
        current=answer_words(rubric, rating),
        help=wording.practice_help(practice, rubric, state.draft.voice),
    )


def _view_looking_back(state: State) -> Screen:
    practice, rubric = state.practice, state.rubric
    then = state.draft.ratings[practice.id].looking_back
    return Screen(
        "choice",
        wording.LOOKING_BACK,
        progress=f"{_progress(state)}: {practice.title}",
        body=(wording.last_time(_last_label(state), answer_words(rubric, state.last_rating(practice.id))),),
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


def _view_why_moved(state: State) -> Screen:
    practice = state.practice
    before = state.meeting.answer_before(practice.id) if state.meeting else None
    came_to = answer_words(state.rubric, None if before is None else Rating(level=before))
    lower = bool(state.meeting and state.meeting.alone.practices[practice.id].gap)
    return Screen(
        "line",
        meeting_wording.WHY_MOVED,
        progress=f"{_progress(state)}: {practice.title}",
        body=(meeting_wording.alone_came_to(came_to, lower=lower),) if came_to else (),
        commands=(BACK, STOP),
        current=state.draft.ratings[practice.id].why_moved,
        prompt=meeting_wording.WHY_MOVED_PROMPT,
    )


def _view_agreed(state: State) -> Screen:
    rubric, left = state.rubric, state.listed
    levels = {each: state.meeting.level_listed(each) if state.meeting else 0 for each in left}
    # What the levels say is told once: the list comes again after each practice that is opened.
    choices = tuple(
        Choice(
            str(place),
            f"{rubric.by_id[each].title}: {rubric.level_words(level)}",
            "" if state.opened else rubric.by_id[each].levels[level],
        )
        for place, (each, level) in enumerate(levels.items(), 1)
    )
    taken = all(each in state.draft.ratings for each in left)
    return Screen(
        "choice",
        meeting_wording.LIST,
        progress=meeting_wording.to_take(len(left)),
        body=(meeting_wording.LIST_WHY,),
        choices=choices,
        commands=(Choice("t", meeting_wording.TAKE), Choice("x", meeting_wording.LEAVE_LIST), BACK, HELP, AGAIN, STOP),
        current=meeting_wording.TAKEN if taken else "",
        help=(meeting_wording.LIST_HELP,),
        prompt=meeting_wording.LIST_PROMPT,
    )


def _with_who_said(state: State, choice: Choice) -> Choice:
    """Put behind the name of a level who said it alone: a menu shows no more than its names."""
    who = state.meeting.who_said(state.practice.id, int(choice.key)) if state.meeting else ""
    return replace(choice, label=f"{choice.label} ({who})") if who else choice


def _view_reason(state: State) -> Screen:
    rating = state.draft.ratings.get(state.practice.id)
    return Screen(
        "line",
        wording.REASON,
        progress=f"{_progress(state)}: {state.practice.title}",
        commands=(BACK, STOP),
        current=rating.reason if rating else "",
        prompt=wording.REASON_PROMPT,
    )


def _view_evidence(state: State) -> Screen:
    practice = state.practice
    progress = f"{_progress(state)}: {practice.title}"
    rating = state.draft.ratings[practice.id]
    if state.doubted:
        key = HELP.key if state.doubted in HELP_KEYS else state.doubted.casefold()
        meant = next(each for each in (BACK, HELP, AGAIN, STOP) if each.key == key)
        heading = wording.key_or_evidence(meant.label)
        return Screen("choice", heading, progress=progress, choices=(meant, _IS_EVIDENCE))
    if rating.evidence and not (state.rewriting or state.adding):
        return Screen(
            "choice",
            wording.EVIDENCE_THERE,
            progress=progress,
            body=tuple(rating.evidence.split("\n")),
            choices=(
                Choice("k", wording.EVIDENCE_KEEP),
                Choice("a", wording.EVIDENCE_ADD),
                Choice("w", wording.EVIDENCE_WRITE),
            ),
            commands=(Choice("x", wording.EVIDENCE_REMOVE), BACK, AGAIN, STOP),
            current=wording.EVIDENCE_KEEP,
        )
    return Screen(
        "lines",
        wording.EVIDENCE_MORE if state.adding else wording.EVIDENCE,
        progress=progress,
        body=wording.evidence_body(practice),
        prompt=wording.EVIDENCE_PROMPT,
        doubtful=LONE_KEYS,
    )


def _view_experience(state: State) -> Screen:
    question = state.question
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
    if any(step.kind is Kind.EXPERIENCE for step in steps_of(state)):
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
    Kind.WHY_MOVED: _view_why_moved,
    Kind.AGREED: _view_agreed,
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

"""The first lines of a new round: what is higher, the same and lower, and who is in the room now and was then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count
from coprod_check.pages.blocks import Para
from coprod_check.pages.cohort_lead import HEARD
from coprod_check.pages.words import FALL, count_people, round_words
from coprod_check.rules.team_changes import same_sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.pages.blocks import Block
    from coprod_check.rules.result import Result

OTHERS_ANSWERED = "So a level may differ because other people answered."


def since_last_time(then: Result, now: Result, *, only_yours: bool = False) -> Iterator[Block]:
    """Say how many practices went which way since a round before, and who was in the room; both of the same questions.

    For the view of one person alone nothing is said of a room.
    """
    moved = [
        (level > was) - (level < was)
        for key, found in now.practices.items()
        if (was := then.practices[key].level) is not None and (level := found.level) is not None
    ]
    yield Para(" ".join((_how_many(moved, then, len(now.practices)), *_stage_then(then, now))))
    if not only_yours:
        yield Para(_in_the_room(then, now))
    if -1 in moved:
        yield Para(FALL, "soft")


def _how_many(moved: list[int], then: Result, of: int) -> str:
    since = f"Since {round_words(then.round)}"
    if not moved:
        return f"{since}: nothing can be compared, for no practice was rated both times."
    text = f"{since}: {count(moved.count(1), 'practice')} higher, {moved.count(0)} the same, {moved.count(-1)} lower"
    return f"{text}, {of - len(moved)} not rated both times." if len(moved) < of else f"{text}."


def _stage_then(then: Result, now: Result) -> Iterator[str]:
    names = {stage.id: stage.name for stage in now.rubric.stages}
    if then.stage is not None and then.stage != now.stage:
        yield f"Then the stage was {names[then.stage]}."


def _in_the_room(then: Result, now: Result) -> str:
    was, is_now = _who(then), _who(now)
    if was == is_now:
        return f"In the room: {is_now}, as then."
    people = list(filter(None, then.people.values()))
    as_many_sides = len(people) > 1 and all(now.people.values())
    text = f"In the room: {is_now}; then {' and '.join(map(str, people)) if as_many_sides else was}."
    return text if same_sides(then.view, now.view) else f"{text} {OTHERS_ANSWERED}"


def _who(result: Result) -> str:
    staff, members = result.people["staff"], result.people["lived-experience"]
    return count_people(staff, members) if staff or members else HEARD[result.view]

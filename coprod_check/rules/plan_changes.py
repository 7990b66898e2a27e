"""What changed between two plans, by meaning, as data (contract, section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from coprod_check.documents.problems import Problem, problem, short
from coprod_check.documents.shapes import compatible
from coprod_check.documents.text import as_compared

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from coprod_check.documents.plan import Action, Plan, PlannedPractice
    from coprod_check.documents.shapes import PracticeId

LevelOrWord = int | str
"""A level, or the word for why there is none."""
ToCheckWhy = Literal["up-without-evidence", "done-but-level-same", "rose-two-or-more"]

MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class DimensionChange:
    """A dimension that one of the plans or both have; what a plan does not say is ``None``."""

    id: str
    old_level: int | None
    new_level: int | None
    old_score: float | None
    new_score: float | None


@dataclass(frozen=True, slots=True)
class PracticeChange:
    """A practice that stands elsewhere now: levels, words, or sizes of a gap."""

    id: str
    old: LevelOrWord
    new: LevelOrWord


@dataclass(frozen=True, slots=True)
class PracticeChanges:
    """What was measured of the practices that both plans have."""

    up: tuple[PracticeChange, ...] = ()
    down: tuple[PracticeChange, ...] = ()
    now_rated: tuple[PracticeChange, ...] = ()
    no_longer_rated: tuple[PracticeChange, ...] = ()
    gap_wider: tuple[PracticeChange, ...] = ()
    gap_narrower: tuple[PracticeChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """An action that is not in the new plan, with its last status."""

    id: str
    status: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An action whose due date moved, by how many days; always above 0."""

    id: str
    days: int


@dataclass(frozen=True, slots=True)
class ActionChanges:
    """What became of the actions; one may stand in several lists, and in ``unchanged`` alone."""

    done: tuple[str, ...] = ()
    started: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()
    overdue: tuple[str, ...] = ()
    slipped: tuple[Moved, ...] = ()
    brought_forward: tuple[Moved, ...] = ()
    stuck: tuple[str, ...] = ()
    went_back: tuple[str, ...] = ()
    owner_changed: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToCheck:
    """Something about a practice that deserves a second look."""

    practice: str
    why: ToCheckWhy


@dataclass(frozen=True, slots=True)
class PlanDiff:
    """Two plans and everything that changed between them."""

    old: Plan
    new: Plan
    today: dt.date
    same_rubric: bool
    not_compared: tuple[str, ...]
    dimensions: tuple[DimensionChange, ...]
    practices: PracticeChanges
    actions: ActionChanges
    to_check: tuple[ToCheck, ...]
    questions: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether anything but order, comments, wrapping and letter spacing differs."""
        one, other = meaning(self.old), meaning(self.new)
        return bool(one != other)

    @property
    def edited(self) -> tuple[str, ...]:
        """Unchanged by the list of changes, and yet not the same: notes, evidence or a date was filled in."""
        old, new = keyed(self.old), keyed(self.new)
        return tuple(key for key in self.actions.unchanged if not same_meaning(old[key], new[key]))

    def reached(self, action: Action) -> bool:
        """Whether an open action looks done, because its practice is where it aimed. The tool never closes one."""
        practice = self.new.practices.get(action.practice) if action.practice else None
        if not action.open or practice is None or practice.level is None:
            return False
        if action.to_level is None:
            return action.practice in {change.id for change in self.practices.now_rated}
        return practice.level >= action.to_level


# What counts as the same.


def key_of(action: Action) -> str:
    """What an action is matched and listed by: its id, or its text where it has none."""
    return as_compared(action.id) or as_compared(action.action)


def keyed(plan: Plan) -> dict[str, Action]:
    """The actions by what they are matched by, in the order of the plan.

    Ask ``ambiguous`` first: of several actions with one key only the last is here.
    """
    return {key_of(action): action for action in plan.actions}


def ambiguous(plan: Plan) -> Iterator[Problem]:
    """Yield every action that could not be told from an earlier one.

    Reading a plan refuses equal ids; here are those that differ in spacing alone, and
    actions without an id that have the same words.
    """
    seen: dict[str, int] = {}
    for index, action in enumerate(plan.actions):
        key = key_of(action)
        first = seen.setdefault(key, index)
        if first != index:
            yield problem(
                f"actions[{index}]",
                f"{short(key)} cannot be told from actions[{first}]",
                "give each an id that no other action has",
            )


def meaning(plan: Plan) -> Any:  # noqa: ANN401 - plain data, only ever compared
    """Everything that a plan says, as data that is equal for plans that say the same."""
    data = _plain(plan.model_dump(exclude={"actions"}))
    return data, {key: _plain(action.model_dump(exclude={"id"})) for key, action in keyed(plan).items()}


def same_meaning(old: Action, new: Action) -> bool:
    """Say whether two actions say the same, down to notes and evidence."""
    one, other = (_plain(each.model_dump(exclude={"id"})) for each in (old, new))
    return bool(one == other)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a plan
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return as_compared(value) if isinstance(value, str) else value


# The whole comparison.


def diff_plans(old: Plan, new: Plan, *, today: dt.date) -> PlanDiff:
    """Compare two plans; every list is in the order of the new plan, then of the old.

    Plans of different rubrics have no practices or dimensions in common, whatever
    their ids: the same id may mean something else there. Actions are still matched.
    """
    one_rubric = old.rubric == new.rubric
    everywhere = dict.fromkeys([*new.practices, *old.practices])
    both = [each for each in new.practices if one_rubric and each in old.practices]
    practices = _practices(old, new, both)
    actions = _actions(old, new, today)
    return PlanDiff(
        old=old,
        new=new,
        today=today,
        same_rubric=one_rubric and compatible(old.rubric_version, new.rubric_version),
        not_compared=tuple(each for each in everywhere if each not in both),
        dimensions=tuple(_dimensions(old, new)) if one_rubric else (),
        practices=practices,
        actions=actions,
        to_check=tuple(_to_check(new, practices)),
        questions=_questions(new, actions),
    )


def _dimensions(old: Plan, new: Plan) -> Iterator[DimensionChange]:
    for key in dict.fromkeys([*new.dimensions, *old.dimensions]):
        before, after = old.dimensions.get(key), new.dimensions.get(key)
        yield DimensionChange(
            key,
            before.level if before else None,
            after.level if after else None,
            before.score if before else None,
            after.score if after else None,
        )


def standing(practice: PlannedPractice) -> LevelOrWord:
    """Where a practice stands: its level, else the word for why it has none."""
    return practice.level if practice.level is not None else practice.status or "unanswered"


def _gap(practice: PlannedPractice) -> int | None:
    """The size of the gap between the voices, where the plan holds both."""
    if practice.staff is None or practice.lived_experience is None:
        return None
    return abs(practice.staff - practice.lived_experience)


def _practices(old: Plan, new: Plan, both: Iterable[PracticeId]) -> PracticeChanges:
    found: dict[str, list[PracticeChange]] = {name: [] for name in PracticeChanges.__slots__}
    for key in both:
        before, after = old.practices[key], new.practices[key]
        if name := _moved_to(before, after):
            found[name].append(PracticeChange(key, standing(before), standing(after)))
        then, now = _gap(before), _gap(after)
        if then is not None and now is not None and then != now:
            found["gap_wider" if now > then else "gap_narrower"].append(PracticeChange(key, then, now))
    return PracticeChanges(**{name: tuple(changes) for name, changes in found.items()})


def _moved_to(before: PlannedPractice, after: PlannedPractice) -> str:
    """Which list a practice belongs in; none where its level is as before, or known in neither plan."""
    if before.level is None:
        return "" if after.level is None else "now_rated"
    if after.level is None:
        return "no_longer_rated"
    if after.level == before.level:
        return ""
    return "up" if after.level > before.level else "down"


def _to_check(new: Plan, practices: PracticeChanges) -> Iterator[ToCheck]:
    risen = {each.id: each for each in practices.up}
    still = {action.practice for action in new.actions if done_at_same_level(action, new)}
    for key, practice in new.practices.items():
        if key in risen and not practice.evidence:
            yield ToCheck(key, "up-without-evidence")
        if key in still:
            yield ToCheck(key, "done-but-level-same")
        if key in risen and int(risen[key].new) - int(risen[key].old) >= 2:
            yield ToCheck(key, "rose-two-or-more")


def done_at_same_level(action: Action, plan: Plan) -> bool:
    """Whether an action is done, and the level is known and not above the one that it started from."""
    practice = plan.practices.get(action.practice) if action.practice else None
    if action.status != "done" or practice is None or practice.level is None or action.from_level is None:
        return False
    return practice.level <= action.from_level


# The actions.


def _actions(old: Plan, new: Plan, today: dt.date) -> ActionChanges:
    before, after = keyed(old), keyed(new)
    pairs = [(key, before.get(key), action) for key, action in after.items()]

    def those(test: Callable[[Action | None, Action], bool]) -> tuple[str, ...]:
        return tuple(key for key, was, now in pairs if test(was, now))

    moved = [(key, days_later(was, now)) for key, was, now in pairs]
    found = ActionChanges(
        done=those(lambda was, now: now.status == "done" and (was is None or was.status != "done")),
        started=those(lambda was, now: now.status == "doing" and (was is None or was.status == "to-do")),
        new=those(lambda was, _: was is None),
        dropped=those(lambda was, now: now.status == "dropped" and (was is None or was.status != "dropped")),
        gone=tuple(Gone(key, action.status) for key, action in before.items() if key not in after),
        overdue=those(lambda _, now: now.open and now.due is not None and now.due < today),
        slipped=tuple(Moved(key, days) for key, days in moved if days > 0),
        brought_forward=tuple(Moved(key, -days) for key, days in moved if days < 0),
        stuck=those(lambda was, now: _stuck(was, now, new.made_on)),
        went_back=those(_went_back),
        owner_changed=those(_owner_changed),
        reworded=those(_reworded),
    )
    return _with_unchanged(found, after)


def _with_unchanged(found: ActionChanges, after: dict[str, Action]) -> ActionChanges:
    lists = [getattr(found, name) for name in ActionChanges.__slots__]
    named = {each if isinstance(each, str) else each.id for entries in lists for each in entries}
    return ActionChanges(
        **{name: getattr(found, name) for name in ActionChanges.__slots__ if name != "unchanged"},
        unchanged=tuple(key for key in after if key not in named),
    )


def days_later(was: Action | None, now: Action) -> int:
    """By how many days an open action was put off; 0 unless it has a date in both plans."""
    if was is None or not (was.open and now.open) or was.due is None or now.due is None:
        return 0
    return (now.due - was.due).days


def _stuck(was: Action | None, now: Action, made_on: dt.date) -> bool:
    """Open as before, and it was due before the new plan was made."""
    if was is None or not now.open or was.status != now.status:
        return False
    return was.due is not None and was.due < made_on


def _went_back(was: Action | None, now: Action) -> bool:
    """Open again after it was done or dropped, or to do again after it was begun."""
    if was is None or not now.open:
        return False
    return not was.open or (was.status, now.status) == ("doing", "to-do")


def _owner_changed(was: Action | None, now: Action) -> bool:
    if was is None:
        return False
    owners = ((was.staff_owner, now.staff_owner), (was.lived_experience_owner, now.lived_experience_owner))
    return any(as_compared(one) != as_compared(other) for one, other in owners)


def _reworded(was: Action | None, now: Action) -> bool:
    if was is None:
        return False
    texts = ((was.action, now.action), (was.measure, now.measure), (was.hard_question, now.hard_question))
    return any(as_compared(one) != as_compared(other) for one, other in texts)


def _questions(new: Plan, actions: ActionChanges) -> tuple[str, ...]:
    """Hard questions of the stuck, then overdue, then other open actions: three at most, each once."""
    after = keyed(new)
    others = [key for key, action in after.items() if action.open]
    asked = (as_compared(after[key].hard_question) for key in (*actions.stuck, *actions.overdue, *others))
    return tuple(dict.fromkeys(question for question in asked if question))[:MOST_QUESTIONS]

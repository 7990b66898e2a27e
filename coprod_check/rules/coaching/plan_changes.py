"""What changed between two plans, by meaning, as data (contract, section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from coprod_check.documents.plan import FIND_OUT
from coprod_check.documents.problems import Problem, problem, short
from coprod_check.documents.shapes import compatible
from coprod_check.documents.text import as_compared, identity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from coprod_check.documents.plan import Action, Plan, PlannedPractice
    from coprod_check.documents.shapes import PracticeId

LevelOrWord = int | str
"""A level, or the word for why there is none."""
ToCheckWhy = Literal["up-without-evidence", "reached-not-done", "done-but-level-same", "rose-two-or-more"]

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
class DueSet:
    """An action that got its first due date, or has none any more."""

    id: str
    old: dt.date | None
    new: dt.date | None


@dataclass(frozen=True, slots=True)
class ActionChanges:
    """What became of the actions; one may stand in several lists, and in ``unchanged`` alone."""

    done: tuple[str, ...] = ()
    started: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()
    overdue: tuple[str, ...] = ()
    due_set: tuple[DueSet, ...] = ()
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

    practice: str | None
    """``None`` for a find-out, which may be about several."""
    why: ToCheckWhy
    action: str | None = None
    """What the action is listed by, where it is about one."""


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
        """Whether anything changed that is measured or done; dates that pass, notes and evidence are no change."""
        measured = any((each.old_level, each.old_score) != (each.new_level, each.new_score) for each in self.dimensions)
        found = [getattr(self.practices, name) for name in PracticeChanges.__slots__]
        found += [getattr(self.actions, name) for name in ActionChanges.__slots__ if name not in _NO_CHANGE]
        return measured or self.old.stage != self.new.stage or any(found)

    @property
    def edited(self) -> tuple[str, ...]:
        """Unchanged by the list of changes, and yet not the same: notes, evidence or a key of the team's own."""
        old, new = keyed(self.old), keyed(self.new)
        return tuple(key for key in self.actions.unchanged if not same_meaning(old[key], new[key]))

    @property
    def reached(self) -> dict[str, Action]:
        """The open actions of the new plan that look done by its answers. The tool never ends one."""
        return {key: action for key, action in keyed(self.new).items() if self.new.reached(action)}


_NO_CHANGE = frozenset({"overdue", "stuck", "unchanged"})
"""Lists that may be full where nothing changed: days pass."""


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
        same_rubric=same_questions(old, new),
        not_compared=tuple(each for each in everywhere if each not in both),
        dimensions=tuple(_dimensions(old, new)) if one_rubric else (),
        practices=practices,
        actions=actions,
        to_check=tuple(_to_check(new, practices, actions)),
        questions=_questions(new, actions),
    )


def same_questions(one: Plan, other: Plan) -> bool:
    """Whether two plans are of one rubric, in versions that differ in the patch number alone."""
    if one.rubric != other.rubric:
        return False
    if one.rubric_version is None or other.rubric_version is None:
        return one.rubric_version == other.rubric_version
    return compatible(one.rubric_version, other.rubric_version)


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


def _to_check(new: Plan, practices: PracticeChanges, actions: ActionChanges) -> Iterator[ToCheck]:
    """Practice by practice as the new plan has them; then what is about an action of no practice."""
    risen = {each.id: each for each in practices.up}
    after = keyed(new)
    reached = {key: _about(action) for key, action in after.items() if new.reached(action)}
    still = {key: after[key].practice for key in actions.done if _at_same_level(after[key], new)}
    for key, practice in new.practices.items():
        if key in risen and not practice.evidence:
            yield ToCheck(key, "up-without-evidence")
        yield from (ToCheck(key, "reached-not-done", each) for each, about in reached.items() if about == key)
        yield from (ToCheck(key, "done-but-level-same", each) for each, about in still.items() if about == key)
        if key in risen and int(risen[key].new) - int(risen[key].old) >= 2:
            yield ToCheck(key, "rose-two-or-more")
    yield from (ToCheck(None, "reached-not-done", each) for each, about in reached.items() if about is None)


def _about(action: Action) -> PracticeId | None:
    """The practice that an action is about; a find-out is about none in particular."""
    return None if action.plain_id == FIND_OUT else action.practice


def _at_same_level(action: Action, plan: Plan) -> bool:
    """Whether the level of an action's practice is known, and not above the one that it started from."""
    practice = plan.practices.get(action.practice) if action.practice else None
    if practice is None or practice.level is None or action.from_level is None:
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
        started=those(lambda was, now: now.status == "doing" and (was is None or was.status in {"to-do", "blocked"})),
        blocked=those(lambda was, now: now.status == "blocked" and (was is None or was.status != "blocked")),
        new=those(lambda was, _: was is None),
        dropped=those(lambda was, now: now.status == "dropped" and (was is None or was.status != "dropped")),
        gone=tuple(Gone(key, action.status) for key, action in before.items() if key not in after),
        overdue=those(lambda _, now: now.open and now.due is not None and now.due < today),
        due_set=tuple(
            DueSet(key, was.due, now.due) for key, was, now in pairs if was and (was.due is None) != (now.due is None)
        ),
        slipped=tuple(Moved(key, days) for key, days in moved if days > 0),
        brought_forward=tuple(Moved(key, -days) for key, days in moved if days < 0),
        stuck=those(lambda was, now: _stuck(was, now, _as_of(old, new, today))),
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


def _as_of(old: Plan, new: Plan, today: dt.date) -> dt.date:
    """The day before which something had to be done: on which the new plan was made, or today for one plan edited."""
    return today if new.made_on is None or new.made_on == old.made_on else new.made_on


def _stuck(was: Action | None, now: Action, day: dt.date) -> bool:
    """Open as before, and it was due before that day."""
    if was is None or not now.open or was.status != now.status:
        return False
    return was.due is not None and was.due < day


def _went_back(was: Action | None, now: Action) -> bool:
    """Open again after it was done or dropped, or to do again after it was begun or blocked."""
    if was is None or not now.open:
        return False
    return not was.open or (now.status == "to-do" and was.status in {"doing", "blocked"})


def _owner_changed(was: Action | None, now: Action) -> bool:
    if was is None:
        return False
    owners = ((was.staff_owner, now.staff_owner), (was.lived_experience_owner, now.lived_experience_owner))
    return any(identity(one) != identity(other) for one, other in owners)


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

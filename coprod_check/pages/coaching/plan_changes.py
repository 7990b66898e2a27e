"""What changed between two plans, in words; the whole of it as a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.text import count, day, one_line
from coprod_check.pages.blocks import Bullets, Heading, Para, Report
from coprod_check.pages.names import lacks, owners
from coprod_check.pages.table import Table
from coprod_check.pages.words import FALL, count_people, cut, number, score_moved, short_day
from coprod_check.rules.coaching.plan_changes import keyed, standing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from coprod_check.documents.plan import Action, Plan
    from coprod_check.documents.sheet import People
    from coprod_check.pages.blocks import Block
    from coprod_check.pages.names import Names
    from coprod_check.rules.coaching.plan_changes import DimensionChange, PlanDiff, PracticeChange

EVIDENCE_LENGTH = 150
"""Letters after which evidence is cut where there is little room."""
NO_MEMBERS = "Nobody with lived experience was counted: nobody answered, or too few to be shown."

NOBODY_COUNTED = "nobody was counted"

_SAME = ", as before"
_NO_ACTIONS = "There are no actions on either plan."


# The parts of the page. Each is a list of sentences, in the order in which a coach needs them.


@dataclass(frozen=True)
class Teller:
    """Puts one comparison into words."""

    diff: PlanDiff
    names: Names
    files: tuple[str, str]
    evidence: bool = False
    """Whether to quote evidence, which may name people."""
    full: bool = True
    """Whether there is room for what people do at each level."""

    @cached_property
    def _called(self) -> dict[str, str]:
        return self.names.actions({**keyed(self.diff.old), **keyed(self.diff.new)})

    def called(self, key: str) -> str:
        """Name an action."""
        return self._called[key]

    # Who and what.

    def between(self) -> str:
        """Say when the two plans were made, and how many days apart."""
        old, new = self.diff.old.made_on, self.diff.new.made_on
        if old is None or new is None:
            said = [day(each) if each else "no date" for each in (old, new)]
            return "made on no date" if old == new else f"{said[0]} to {said[1]}"
        if old == new:
            return f"both made on {day(new)}"
        return f"{day(old)} to {day(new)}, {count(abs((new - old).days), 'day')} between"

    def counts(self) -> str:
        """Count what happened to the actions; what did not happen is left out."""
        found = self.diff.actions
        counted = (
            (found.done, "done"),
            (found.started, "started"),
            (found.blocked, "blocked"),
            (found.new, "new"),
            (found.dropped, "dropped"),
            (found.gone, "gone"),
            (found.overdue, "overdue"),
            (found.due_set, "got or lost a date"),
            (found.slipped, "moved later"),
            (found.brought_forward, "moved earlier"),
            (found.stuck, "stuck"),
            (found.went_back, "went back"),
            (found.owner_changed, "changed owner"),
            (found.reworded, "reworded"),
            (found.unchanged, "unchanged"),
        )
        said = [f"{len(each)} {what}" for each, what in counted if each]
        if not said:
            return _NO_ACTIONS
        same = "" if self.diff.differs or self.diff.edited else "Nothing has changed. "
        return (
            f"{same}Actions, {len(self.diff.old.actions)} then and {len(self.diff.new.actions)} now: {', '.join(said)}."
        )

    def other_questions(self) -> str:
        """Say that the questions differ, and what was not compared; empty where all was."""
        old, new, left_out = self.diff.old, self.diff.new, len(self.diff.not_compared)
        if old.rubric != new.rubric:
            return f"Different questions ({old.rubric}, then {new.rubric}): levels and scores are not compared."
        stand = count(left_out, "practice stands", "practices stand")
        only = f"{stand} in one plan only and cannot be compared." if left_out else ""
        if self.diff.same_rubric:
            return only
        versions = f"The questions changed from version {old.rubric_version} to {new.rubric_version}."
        return f"{versions} {only or 'Levels may not mean the same.'}"

    # What needs talking about.

    def talk(self) -> tuple[str, ...]:
        """One sentence for each action that needs talking about, with every reason, gravest first."""
        reasons: dict[str, list[str]] = {}
        for key, why in self._reasons():
            reasons.setdefault(key, []).append(why)
        return tuple(f"{self.called(key)}: {'; '.join(said)}." for key, said in reasons.items())

    def _reasons(self) -> Iterator[tuple[str, str]]:
        """Every reason with its action, kind after kind in the order of what a coach needs first."""
        found, old, new = self.diff.actions, keyed(self.diff.old), keyed(self.diff.new)
        yield from ((key, _dropped(old.get(key), new[key])) for key in found.dropped)
        for each in found.gone:
            yield each.id, f"gone from the plan; was {each.status}, {owners(old[each.id])}"
        for key in found.blocked:
            yield key, f"blocked; was {old[key].status}" if key in old else "blocked"
        yield from ((key, f"overdue by {count(new[key].days_over(self.diff.today), 'day')}") for key in found.overdue)
        for moved in found.slipped:
            yield moved.id, f"moved {count(moved.days, 'day')} later ({_date(new[moved.id].due)})"
        for key in found.stuck:
            yield key, f"stuck at {new[key].status}"
        yield from ((key, lacks(action)) for key, action in new.items() if action.open and lacks(action))
        for key in found.went_back:
            yield key, f"went back from {old[key].status} to {new[key].status}"
        for key in found.done:
            if not one_line(new[key].evidence):
                yield key, "done, but nobody has said what shows it"
        for check in self.diff.to_check:
            if check.why == "done-but-level-same" and check.action and check.practice:
                level = standing(self.diff.new.practices[PracticeId(check.practice)])
                yield check.action, f"done, but the level is still {self.names.level(level)}"

    # Good news.

    def good(self) -> tuple[str, ...]:
        """What went well: done with evidence, what looks done, and levels that went up."""
        return tuple(self._good())

    def _good(self) -> Iterator[str]:
        new = keyed(self.diff.new)
        for key in self.diff.actions.done:
            if said := one_line(new[key].evidence):
                quoted = f": “{said if self.full else cut(said, EVIDENCE_LENGTH)}”" if self.evidence else ""
                yield f"{self.called(key)}: done{_on(new[key])}, with evidence{quoted}."
        reached = {key: action.practice for key, action in self.diff.reached.items()}
        risen = {each.id for each in (*self.diff.practices.up, *self.diff.practices.now_rated)}
        for key, practice in reached.items():
            if practice is None:
                yield f"{self.called(key)}: looks done, as nothing in it is unknown any more."
            elif practice not in risen:
                level = self.names.level(standing(self.diff.new.practices[practice]))
                yield f"{self.called(key)}: looks done, as the level is {level} by now."
        unproved = {each.practice for each in self.diff.to_check if each.why == "up-without-evidence"}
        for change in sorted(self.diff.practices.up, key=lambda each: each.id in unproved):
            yield self._risen(change, self._from_to(change), closing=change.id in reached.values())
        for change in self.diff.practices.now_rated:
            now, then = self.names.level(change.new), self.names.level(change.old)
            yield self._risen(change, f"known now, {now} (was {then})", closing=change.id in reached.values())
        for moved in self.diff.actions.brought_forward:
            yield f"{self.called(moved.id)}: moved {count(moved.days, 'day')} earlier ({_date(new[moved.id].due)})."

    def _risen(self, change: PracticeChange, what: str, *, closing: bool) -> str:
        """Say that a practice rose, what is odd about it, and whether its action looks done."""
        checks = {each.why for each in self.diff.to_check if each.practice == change.id}
        remarks = [f"{self.names.practice(change.id)}: {what}"]
        if "rose-two-or-more" in checks:
            remarks.append("two levels or more at once: ask what happened")
        if "up-without-evidence" in checks:
            remarks.append("no evidence yet")
        if closing:
            remarks.insert(1, "looks done")
        return "; ".join(remarks) + "."

    def _from_to(self, change: PracticeChange) -> str:
        """Both levels by name, and where there is room what people do at each."""
        said = []
        for word, level in (("from", change.old), ("to", change.new)):
            described = self.names.described(change.id, level) if self.full else ""
            said.append(f"{word} {self.names.level(level)}" + (f" (“{described}”)" if described else ""))
        return " ".join(said)

    # Scores.

    def scores(self) -> tuple[str, ...]:
        """Each dimension's score, then and now, with how many practices nobody could answer.

        Those that moved come first; the others follow together, as before.
        """
        told = {each.id: self._score(each) for each in self.diff.dimensions}
        same = {key: said.removesuffix(_SAME) for key, said in told.items() if said.endswith(_SAME)}
        moved = [f"{self.names.dimension(key)} {said}" for key, said in told.items() if key not in same]
        if same:
            moved.append("same: " + ", ".join(f"{self.names.dimension(key)} {said}" for key, said in same.items()))
        return (*moved, f"in all, {self.doubts()}") if told and not self.names.rubric else tuple(moved)

    def _score(self, change: DimensionChange) -> str:
        moved = score_moved(change.old_score, change.new_score)
        told = ", ".join(part for part in (_score(change.new_score), moved) if part)
        if not told.endswith(_SAME):
            told += f" (was {_score(change.old_score)})"
        unknown = self.unknown(change.id)
        return f"{told}, don't know {unknown[1]} (was {unknown[0]})" if any(unknown) else told

    def stage(self) -> str:
        """The stage, where it is another one now; empty where it is not."""
        then, now = (_stage(self.names, plan) for plan in (self.diff.old, self.diff.new))
        return f"The stage is {now}, was {then}." if then != now else ""

    def unknown(self, dimension: str) -> tuple[int, int]:
        """How many "don't know" there were, and are, in a dimension; none where no rubric says what is in it."""
        rubric = self.names.rubric
        inside = {str(p.id) for p in rubric.practices if p.dimension == dimension} if rubric else set()
        then, now = (
            sum(found.status == "dont-know" for key, found in plan.practices.items() if key in inside)
            for plan in (self.diff.old, self.diff.new)
        )
        return then, now

    def doubts(self) -> str:
        """How many practices nobody could answer, then and now, over all dimensions."""
        then, now = (
            sum(found.status == "dont-know" for found in plan.practices.values())
            for plan in (self.diff.old, self.diff.new)
        )
        return f"don't know {now} (was {then})"

    def lower(self) -> tuple[str, ...]:
        """Levels that are lower than last time, or no longer known."""
        found = self.diff.practices
        return (
            *(f"{self.names.practice(each.id)} {self._from_to(each)}" for each in found.down),
            *(f"{self.names.practice(each.id)} {self._from_to(each)}" for each in found.no_longer_rated),
        )

    def wider(self) -> tuple[str, ...]:
        """Where staff and people with lived experience moved further apart."""
        return tuple(map(self._gap, self.diff.practices.gap_wider))

    def narrower(self) -> tuple[str, ...]:
        """Where staff and people with lived experience moved closer together."""
        return tuple(map(self._gap, self.diff.practices.gap_narrower))

    def _gap(self, change: PracticeChange) -> str:
        return f"{self.names.practice(change.id)}: the two voices are {change.new} apart, was {change.old}"

    # Who.

    def room(self) -> str:
        """Who was in the room, then and now."""
        then, now = self.diff.old.people, self.diff.new.people
        here = count_people(now.staff, now.lived_experience) if _counted(now) else NOBODY_COUNTED
        if then == now:
            before = "as before"
        else:
            before = f"before, {f'{then.staff} and {then.lived_experience}' if _counted(then) else NOBODY_COUNTED}"
        said = f"In the room: {here}; {before}."
        return f"{said} {NO_MEMBERS}" if now.staff and not now.lived_experience else said

    def ownership(self) -> str:
        """Whether anyone with lived experience owns an open action."""
        still_open = [action for action in self.diff.new.actions if action.open]
        if not still_open:
            return "No action is open."
        members = sum(bool(one_line(action.lived_experience_owner)) for action in still_open)
        staff = sum(bool(one_line(action.staff_owner)) for action in still_open)
        actions = count(len(still_open), "open action")
        return f"Of {actions}, people with lived experience own {members or 'none'} and staff {staff or 'none'}."

    def questions(self) -> tuple[str, ...]:
        """The hard questions to ask on the call."""
        return tuple(map(one_line, self.diff.questions))

    # The rest.

    def unchanged(self, *, name: bool) -> str:
        """The unchanged as one line with a count."""
        found = self.diff.actions.unchanged
        if not found:
            return "Unchanged: none."
        edited = len(self.diff.edited)
        inside = f", {edited} of them with other notes or evidence" if edited else ""
        listed = " " + ", ".join(self.called(key) for key in found) + "." if name else ""
        return f"Unchanged: {len(found)}{inside}.{listed}"

    def also(self) -> tuple[str, ...]:
        """What else changed: new, started, with another owner or in other words, and the stage."""
        return tuple(self._also())

    def _also(self) -> Iterator[str]:
        found, old, new = self.diff.actions, keyed(self.diff.old), keyed(self.diff.new)
        for key in found.new:
            yield f"{self.called(key)}: new, {new[key].status}, {owners(new[key])}, due {_date(new[key].due)}."
        for key in found.started:
            yield f"{self.called(key)}: started."
        for each in found.due_set:
            yield f"{self.called(each.id)}: " + (f"due {_date(each.new)} now." if each.new else "has no date any more.")
        for key in found.owner_changed:
            yield f"{self.called(key)}: now {owners(new[key])}; before, {owners(old[key])}."
        for key in found.reworded:
            yield f"{self.called(key)}: reworded. It says now: “{one_line(new[key].action)}”"
        for key in self.diff.edited:
            yield f"{self.called(key)}: notes, evidence or keys of your own were edited."
        if stage := self.stage():
            yield stage
        yield from (f"{each}." for each in self.narrower())
        for change in self.diff.dimensions:
            if change.old_level != change.new_level:
                levels = [_level(self.names, each) for each in (change.new_level, change.old_level)]
                yield f"{self.names.dimension(change.id)}: the level is {levels[0]}, was {levels[1]}."


def _dropped(was: Action | None, now: Action) -> str:
    if was is None:
        return f"dropped; was not on the plan, {owners(now)}"
    return f"dropped; was {was.status}, {owners(_owned(now, was))}"


def _owned(now: Action, was: Action) -> Action:
    """The action that says who owned it last: a name taken out with the dropping is the last one."""
    return now if one_line(now.staff_owner) or one_line(now.lived_experience_owner) else was


def _score(score: float | None) -> str:
    return "no score" if score is None else number(score)


def _date(date: dt.date | None) -> str:
    return short_day(date) if date else "on no date"


def _on(action: Action) -> str:
    return f" on {day(action.done_on)}" if action.done_on else ""


def _counted(people: People) -> bool:
    return bool(people.staff or people.lived_experience)


def _stage(names: Names, plan: Plan) -> str:
    said = names.stage(plan.stage)
    return said if plan.stage is None else f"“{said}”"


def _level(names: Names, level: int | None) -> str:
    return "not known" if level is None else names.level(level)


# The whole page, for notes.


def diff_report(teller: Teller, *, everything: bool = False) -> Report:
    """Tell everything; the unchanged by name, and what was not compared by name, only if asked."""
    return tuple(_blocks(teller, everything=everything))


def _blocks(teller: Teller, *, everything: bool) -> Iterator[Block]:
    diff = teller.diff
    yield Heading(f"What changed: {one_line(diff.new.team)}", 1)
    yield Para(f"{one_line(teller.files[0])}, then {one_line(teller.files[1])}: {teller.between()}.")
    yield Para(teller.counts())
    if other := teller.other_questions():
        yield Para(other)
    if everything and diff.not_compared:
        yield Bullets(tuple(f"{teller.names.practice(each)}: not compared." for each in diff.not_compared))
    yield from _list("What needs talking about", teller.talk(), "Nothing stands out.")
    yield from _list("Good news", teller.good(), "The plans do not show any yet. Ask what went well.")
    yield from _score_table(teller)
    if lower := (*teller.lower(), *teller.wider()):
        yield from _list("Lower than last time, or further apart", tuple(f"{each}." for each in lower), "")
        yield Para(FALL)
    yield from _list("Who was there, and who owns the actions", (teller.room(), teller.ownership()), "")
    yield from _list("Questions to ask", teller.questions(), "The open actions hold no hard question.")
    if also := teller.also():
        yield from _list("Also changed", also, "")
    yield Para(teller.unchanged(name=everything))


def _list(title: str, items: tuple[str, ...], nothing: str) -> Iterator[Block]:
    yield Heading(title)
    yield Bullets(items) if items else Para(nothing)


def _score_table(teller: Teller) -> Iterator[Block]:
    changes = teller.diff.dimensions
    if not changes:
        return
    yield Heading("Scores")
    rows = []
    for each in changes:
        then, now = teller.unknown(each.id)
        moved = score_moved(each.old_score, each.new_score) or "not compared"
        rows.append(
            (
                teller.names.dimension(each.id),
                _score(each.old_score),
                _score(each.new_score),
                moved,
                f"{now}, was {then}",
            )
        )
    yield Table("The score of each dimension", ("Dimension", "Then", "Now", "Change", "Don't know"), tuple(rows))
    yield Para(f"In all, {teller.doubts()}.")

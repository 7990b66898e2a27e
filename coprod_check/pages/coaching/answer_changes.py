"""What was answered differently, in words: the kinds of change kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.text import count, day, one_line
from coprod_check.pages.blocks import Bullets, Heading, Para, Report
from coprod_check.pages.words import FALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.pages.blocks import Block
    from coprod_check.pages.names import Names
    from coprod_check.rules.coaching.answer_changes import AnswersDiff
    from coprod_check.rules.coaching.plan_changes import PracticeChange


def answers_report(diff: AnswersDiff, names: Names, *, everything: bool = False, evidence: bool = False) -> Report:
    """Tell what was answered differently, the kinds of change kept apart."""
    return tuple(_blocks(diff, names, everything=everything, evidence=evidence))


def _blocks(diff: AnswersDiff, names: Names, *, everything: bool, evidence: bool) -> Iterator[Block]:
    old, new = diff.old, diff.new
    yield Heading(f"Answers compared: {one_line(new.team)}", 1)
    yield Para(
        f"{one_line(old.round)} ({day(old.date)}), then {one_line(new.round)} ({day(new.date)}): "
        f"{count(abs((new.date - old.date).days), 'day')} between."
    )
    counted = (
        (diff.changed, "changed"),
        (diff.given, "newly given"),
        (diff.withdrawn, "withdrawn"),
        (diff.not_compared, "not to be compared"),
        (diff.unchanged, "unchanged"),
    )
    said = ", ".join(f"{len(found)} {what}" for found, what in counted if found) or "none"
    yield Para(f"{'' if diff.differs else 'Nothing was answered differently. '}Answers: {said}.")
    sections = (
        (
            "Answers that changed",
            tuple(
                _changed(each, names) + _hindsight(diff, each.id, names) + _quoted(diff, each.id, on=evidence)
                for each in diff.changed
            ),
        ),
        (
            "Newly given",
            tuple(
                f"{names.practice(each)}: {names.level(new.said[each])}." + _quoted(diff, each, on=evidence)
                for each in diff.given
            ),
        ),
        ("Withdrawn", tuple(f"{names.practice(each)}: was {names.level(old.said[each])}." for each in diff.withdrawn)),
        (_why_not(diff), tuple(f"{names.practice(each)}." for each in diff.not_compared)),
        (
            "Unchanged",
            tuple(f"{names.practice(each)}: {names.level(new.said[each])}." for each in diff.unchanged if everything),
        ),
    )
    for title, lines in sections:
        if lines:
            yield Heading(title)
            yield Bullets(lines)
    if any(_step(each) < 0 for each in diff.changed):
        yield Para(FALL)


def _step(change: PracticeChange) -> int:
    """By how many levels an answer moved; 0 where one of the two is a word."""
    return change.new - change.old if isinstance(change.new, int) and isinstance(change.old, int) else 0


def _changed(change: PracticeChange, names: Names) -> str:
    step = _step(change)
    moved = f", {'higher' if step > 0 else 'lower'} by {abs(step)}" if step else ""
    return f"{names.practice(change.id)}: {names.level(change.new)}, was {names.level(change.old)}{moved}."


def _hindsight(diff: AnswersDiff, key: str, names: Names) -> str:
    """Where people say now that they were then: a fall may be better understanding."""
    then = diff.new.looking_back.get(key)
    return "" if then is None else f" Looking back, people now say it was {names.level(then)} then."


def _quoted(diff: AnswersDiff, key: str, *, on: bool) -> str:
    said = diff.new.evidence.get(key)
    return f" Evidence: “{said}”" if on and said else ""


def _why_not(diff: AnswersDiff) -> str:
    old, new = diff.old, diff.new
    if old.rubric != new.rubric:
        return f"Not compared: the questions are others ({old.rubric}, then {new.rubric})"
    return f"Not compared: the questions changed from version {old.rubric_version} to {new.rubric_version}"

"""What was answered differently in two sheets, or in two results, and what cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.shapes import compatible
from coprod_check.rules.coaching.plan_changes import PracticeChange

if TYPE_CHECKING:
    from coprod_check.rules.coaching.answers import Answers


@dataclass(frozen=True, slots=True)
class AnswersDiff:
    """Two sheets or results, and how their answers differ; in the order of the new one, then of the old."""

    old: Answers
    new: Answers
    same_rubric: bool
    changed: tuple[PracticeChange, ...]
    given: tuple[str, ...]
    """Answered now, and asked but not answered before."""
    withdrawn: tuple[str, ...]
    """Answered before, and asked but not answered now."""
    not_compared: tuple[str, ...]
    """Answered in one or both, where the questions changed so that they cannot be put side by side."""
    unchanged: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether anything was answered differently, or cannot be compared."""
        return bool(self.changed or self.given or self.withdrawn or self.not_compared)


def diff_answers(old: Answers, new: Answers) -> AnswersDiff:
    """Compare what was answered.

    Nothing is compared across different rubrics or major versions, where the same id may
    mean something else. Across minor versions a practice that only one side answered
    counts as given or withdrawn only where it is known that the other side was asked.
    """
    same_rubric = old.rubric == new.rubric and compatible(old.rubric_version, new.rubric_version)
    comparable = old.rubric == new.rubric and _major(old) == _major(new)
    changed: list[PracticeChange] = []
    given: list[str] = []
    withdrawn: list[str] = []
    left_out: list[str] = []
    unchanged: list[str] = []
    for key in dict.fromkeys([*new.said, *old.said]):
        then, now = old.said.get(key), new.said.get(key)
        if not comparable:
            left_out.append(key)
        elif then is not None and now is not None:
            if then == now:
                unchanged.append(key)
            else:
                changed.append(PracticeChange(key, then, now))
        elif not (same_rubric or key in ((old if then is None else new).asked or ())):
            left_out.append(key)
        else:
            (given if then is None else withdrawn).append(key)
    return AnswersDiff(
        old, new, same_rubric, tuple(changed), tuple(given), tuple(withdrawn), tuple(left_out), tuple(unchanged)
    )


def _major(answers: Answers) -> str:
    return answers.rubric_version.split(".", maxsplit=1)[0]

"""What things are called on a page: practices, levels, actions and their owners."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.plan import FIND_OUT
from coprod_check.documents.shapes import PracticeId
from coprod_check.documents.text import one_line
from coprod_check.pages.words import STATUS_WORDS, cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coprod_check.documents.plan import Action
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.coaching.plan_changes import LevelOrWord

NAME_LENGTH = 32
"""Letters after which the text of an action is cut where it only serves to name it."""


@dataclass(frozen=True)
class Names:
    """The rubric's words for what a plan holds; ids and numbers where there is no rubric."""

    rubric: Rubric | None = None

    def practice(self, key: str) -> str:
        """The title of a practice, or its id."""
        found = self.rubric.by_id.get(PracticeId(key)) if self.rubric else None
        return f"“{found.title if found else one_line(key)}”"

    def dimension(self, key: str) -> str:
        """The name of a dimension, or its id."""
        known = {str(each.id): each.name for each in self.rubric.dimensions} if self.rubric else {}
        return known.get(key, one_line(key))

    def stage(self, key: str | None) -> str:
        """The name of a stage, or its id; of none, that it is not known."""
        known = {each.id: each.name for each in self.rubric.stages} if self.rubric else {}
        return "not known" if key is None else known.get(key, one_line(key))

    def level(self, standing: LevelOrWord) -> str:
        """A level by number and name, or the word for why there is none; a number alone without a rubric."""
        if isinstance(standing, str):
            return STATUS_WORDS.get(standing, standing)
        if self.rubric and standing <= self.rubric.top:
            return self.rubric.level_words(standing)
        return f"level {standing}"

    def described(self, key: str, standing: LevelOrWord) -> str:
        """What people do at a level of a practice, in the rubric's words; empty where it has none."""
        found = self.rubric.by_id.get(PracticeId(key)) if self.rubric else None
        if found is None or isinstance(standing, str) or standing >= len(found.levels):
            return ""
        return found.levels[standing]

    def action(self, action: Action) -> str:
        """A name for an action: its practice where the rubric knows it, else its own first words."""
        if action.plain_id == FIND_OUT:
            return "“What is not known yet”"
        if self.rubric and action.practice in self.rubric.by_id:
            return self.practice(action.practice)
        return f"“{cut(one_line(action.action), NAME_LENGTH)}”"

    def actions(self, actions: Mapping[str, Action]) -> dict[str, str]:
        """A name for each of some actions; with its id where several would have the same name."""
        named = {key: self.action(action) for key, action in actions.items()}
        shared = Counter(named.values())
        return {
            key: f"{name} ({cut(one_line(key), NAME_LENGTH)})" if shared[name] > 1 else name
            for key, name in named.items()
        }


def owners(action: Action) -> str:
    """Say who owns an action."""
    staff, members = (cut(one_line(each), NAME_LENGTH) for each in (action.staff_owner, action.lived_experience_owner))
    if staff and members:
        return f"with {staff} (staff) and {members} (lived experience)"
    if staff or members:
        return f"with {staff or members} ({'staff' if staff else 'lived experience'})"
    return "with no owner"


def lacks(action: Action) -> str:
    """Say whether an action has no owner or no date; empty where it has both."""
    nobody = not (one_line(action.staff_owner) or one_line(action.lived_experience_owner))
    return " and ".join(["no owner"] * nobody + ["no date"] * (action.due is None))

"""What is said of what people wrote in a plan, once it was looked for and found in the new one."""

from __future__ import annotations

import pytest

from coprod_check.documents.plan import Plan
from coprod_check.pages.plan import refreshed_lines
from coprod_check.rules.plan_refresh import Refresh

PLAN = Plan.model_validate({"format": "coprod-plan/1", "rubric": "small", "team": "T"})


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (0, "What you wrote in it is as it was."),
        (1, "All that you wrote is still in it; 1 comment now stands on a line of its own, above where it was."),
        (12, "All that you wrote is still in it; 12 comments now stand on lines of their own, above where they were."),
    ],
)
def test_comments_that_stand_elsewhere_now_are_counted(moved: int, said: str) -> None:
    changed = Refresh(PLAN, {"round": "r"}, {}, ())
    first, *_ = refreshed_lines("p", changed, "kept", moved)
    assert first == f"The plan in p is up to date. No new action was added. {said}"
    first, *_ = refreshed_lines("p", Refresh(PLAN, {}, {}, ()), "", moved)
    assert "comment" not in first

"""How large the pages of the built-in questions become: small enough for an e-mail and an old telephone."""

from __future__ import annotations

import pytest
from helpers.make import DAY, MEMBERS, settled, sheet

from coprod_check.pages.next_steps import PagePlan
from coprod_check.pages.round_page import round_page
from coprod_check.render.html import HtmlRenderer
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round
from coprod_check.storage import library

RUBRIC = library.find_rubric("coproduction-values")
EVERY: list[str] = [practice.id for practice in RUBRIC.practices]
MOST = 300_000


@pytest.mark.parametrize("shift", range(4))
def test_the_page_of_a_round_with_all_that_can_be_on_it_is_under_300_kilobytes(shift: int) -> None:
    of = {
        "rubric": RUBRIC.id,
        "rubric_version": RUBRIC.version,
        "circumstances": [each.id for each in RUBRIC.circumstances],
    }
    asked = {each.id: each.options[0].id for each in RUBRIC.experience}
    experience = {each.id: [asked[each.id]] if each.several else asked[each.id] for each in RUBRIC.experience}
    levels = [{practice: (n * step + shift) % 4 for n, practice in enumerate(EVERY)} for step in (1, 2, 3)]
    result = score_round(
        settled(
            RUBRIC,
            sheet("together", levels[0], people={"staff": 12, MEMBERS: 1}, **of),
            sheet("staff", levels[1], share=True, **of),
            sheet(MEMBERS, levels[2], share=True, experience=experience, **of),
        )
    )
    plan = PagePlan(draft_plan(result, on=DAY, actions=None), suggested=True)
    assert len(plan.plan.actions) > 10
    assert len(HtmlRenderer().render(round_page(result, plan).whole).encode()) < MOST

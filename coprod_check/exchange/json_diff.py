"""Comparisons as JSON: of two plans or of many as in the contract (section 6), and of answers likewise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coprod_check.documents.text import visible_json
from coprod_check.exchange.json_results import problems_data
from coprod_check.rules.numbers import as_written

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from coprod_check.documents.plan import Plan
    from coprod_check.documents.problems import Problem
    from coprod_check.rules.coaching.answer_changes import AnswersDiff
    from coprod_check.rules.coaching.answers import Answers
    from coprod_check.rules.coaching.plan_changes import Moved, PlanDiff, PracticeChange, ToCheck
    from coprod_check.rules.coaching.plan_overview import PlanStand, TeamPlans

DIFF_FORMAT = "coprod-diff/1"
ANSWERS_DIFF_FORMAT = "coprod-answers-diff/1"
DIFFS_FORMAT = "coprod-diffs/1"
PLANS_FORMAT = "coprod-plans/1"


def diff_json(diff: PlanDiff) -> str:
    """Write the comparison of two plans, ending in a newline."""
    return _written(diff_data(diff))


def answers_diff_json(diff: AnswersDiff) -> str:
    """Write the comparison of two sheets or results."""
    return _written(answers_diff_data(diff))


def diffs_json(diffs: Iterable[PlanDiff]) -> str:
    """Write the comparisons of many plans, each with the one before."""
    return _written({"format": DIFFS_FORMAT, "diffs": [diff_data(each) for each in diffs]})


def overview_json(
    teams: Iterable[tuple[TeamPlans, PlanStand, PlanDiff | None]], problems: Iterable[Problem], *, today: dt.date
) -> str:
    """Write where the plans of many teams stand, each with what changed since the one before."""
    listed = [_team(*each) for each in teams]
    document = {"format": PLANS_FORMAT, "on": _day(today), "teams": listed, "problems": problems_data(problems)}
    return _written(document)


def _team(plans: TeamPlans, stand: PlanStand, diff: PlanDiff | None) -> dict[str, Any]:
    plan = plans.now.plan
    return {
        "team": plan.team,
        "rubric": plan.rubric,
        "file": plans.now.file,
        "before": plans.before.file if plans.before else None,
        "stage": plan.stage,
        "open": stand.open,
        "overdue": stand.overdue,
        "no_owner": stand.no_owner,
        "looks_done": stand.reached,
        "next_date": _day(stand.next_date),
        "to_look_at": stand.to_look_at,
        "diff": None if diff is None else diff_data(diff),
    }


def _written(document: dict[str, Any]) -> str:
    return visible_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def diff_data(diff: PlanDiff) -> dict[str, Any]:
    """Lay the comparison out as the contract shows it."""
    practices, actions = diff.practices, diff.actions
    return {
        "format": DIFF_FORMAT,
        "old": _head(diff.old),
        "new": _head(diff.new),
        "same_rubric": diff.same_rubric,
        "not_compared": list(diff.not_compared),
        "dimensions": {
            each.id: {
                "old_level": each.old_level,
                "new_level": each.new_level,
                "old_score": as_written(each.old_score),
                "new_score": as_written(each.new_score),
            }
            for each in diff.dimensions
        },
        "stage": {"old": diff.old.stage, "new": diff.new.stage},
        "practices": {
            "up": _changes(practices.up),
            "down": _changes(practices.down),
            "now-rated": _changes(practices.now_rated),
            "no-longer-rated": _changes(practices.no_longer_rated),
            "gap-wider": _changes(practices.gap_wider),
            "gap-narrower": _changes(practices.gap_narrower),
        },
        "actions": {
            "done": list(actions.done),
            "started": list(actions.started),
            "blocked": list(actions.blocked),
            "new": list(actions.new),
            "dropped": list(actions.dropped),
            "gone": [{"id": each.id, "status": each.status} for each in actions.gone],
            "overdue": list(actions.overdue),
            "due-set": [{"id": each.id, "old": _day(each.old), "new": _day(each.new)} for each in actions.due_set],
            "slipped": _moved(actions.slipped),
            "brought-forward": _moved(actions.brought_forward),
            "stuck": list(actions.stuck),
            "went-back": list(actions.went_back),
            "owner-changed": list(actions.owner_changed),
            "reworded": list(actions.reworded),
            "unchanged": list(actions.unchanged),
        },
        "to_check": [_check(each) for each in diff.to_check],
        "questions": list(diff.questions),
    }


def _head(plan: Plan) -> dict[str, Any]:
    return {
        "team": plan.team,
        "round": plan.round,
        "made_on": _day(plan.made_on),
        "rubric": plan.rubric,
        "rubric_version": plan.rubric_version,
        "view": plan.view,
        "people": {"staff": plan.people.staff, "lived-experience": plan.people.lived_experience},
    }


def _check(check: ToCheck) -> dict[str, Any]:
    about = {} if check.action is None else {"action": check.action}
    return {"practice": check.practice, "why": check.why, **about}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _changes(changes: Iterable[PracticeChange]) -> list[dict[str, Any]]:
    return [{"id": each.id, "old": each.old, "new": each.new} for each in changes]


def _moved(moved: Iterable[Moved]) -> list[dict[str, Any]]:
    return [{"id": each.id, "days": each.days} for each in moved]


def answers_diff_data(diff: AnswersDiff) -> dict[str, Any]:
    """Lay out what was said differently."""
    return {
        "format": ANSWERS_DIFF_FORMAT,
        "old": _answers_head(diff.old),
        "new": _answers_head(diff.new),
        "same_rubric": diff.same_rubric,
        "changed": [each | _looking_back(diff, each["id"]) for each in _changes(diff.changed)],
        "given": [{"id": each, "new": diff.new.said[each]} for each in diff.given],
        "withdrawn": [{"id": each, "old": diff.old.said[each]} for each in diff.withdrawn],
        "not_compared": list(diff.not_compared),
        "unchanged": list(diff.unchanged),
    }


def _looking_back(diff: AnswersDiff, key: str) -> dict[str, int]:
    then = diff.new.looking_back.get(key)
    return {} if then is None else {"looking_back": then}


def _answers_head(answers: Answers) -> dict[str, Any]:
    return {
        "kind": answers.kind,
        "team": answers.team,
        "round": answers.round,
        "date": answers.date.isoformat(),
        "rubric": answers.rubric,
        "rubric_version": answers.rubric_version,
        "whose": answers.whose,
    }

"""Results as JSON (contract, section 6). Numbers to 6 decimals, rounded half up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from coprod_check.documents.limits import notes_by_table, told_by_file
from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import visible_json
from coprod_check.rules.numbers import as_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from coprod_check.documents.problems import Note, Problem
    from coprod_check.rules.cohort import Cohort
    from coprod_check.rules.result import (
        Check,
        ExperienceCounts,
        GroupResult,
        Result,
        TeamOnPractice,
        VoiceHeard,
        VoiceOnPractice,
    )
    from coprod_check.rules.team_changes import InTheRoom, TeamChanges, TeamsMoved

RESULTS_FORMAT = "coprod-results/1"


class Across(NamedTuple):
    """What is said across results."""

    cohorts: Mapping[str, Cohort]
    notes: Iterable[Note]
    problems: Iterable[Problem]
    changes: Mapping[str, TeamChanges] | None = None
    """What changed between two rounds, where that was asked for."""


def document(results: Iterable[str], across: Callable[[], Across]) -> Iterator[str]:
    """Write the whole document piece by piece, from the texts of its results.

    ``across`` is asked once all of them are written: only then is it known.
    """
    yield f'{{\n  "format": "{RESULTS_FORMAT}",\n  "results": ['
    comma = ""
    for text in results:
        yield f"{comma}\n    {text}"
        comma = ","
    yield "\n  ]" if comma else "]"
    cohorts, notes, problems, changes = across()
    rest = {
        "cohorts": indented({rubric: cohort_data(cohort) for rubric, cohort in cohorts.items()}, 1),
        **({} if changes is None else {"changes": changes_text(changes)}),
        "notes": indented(notes_data(notes), 1),
        "problems": indented(problems_data(problems), 1),
    }
    yield from (f',\n  "{key}": {part}' for key, part in rest.items())
    yield "\n}\n"


def notes_data(notes: Iterable[Note]) -> list[dict[str, str]]:
    """Lay out what is worth knowing."""
    return [{"file": each.file, "message": each.message} for each in notes_by_table(notes)]


def problems_data(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Lay out what is wrong, each with its file and its place in it."""
    return [{"file": each.file, "where": _place(each), "message": each.message} for each in told_by_file(problems)]


def _place(problem: Problem) -> str:
    """Say where in the file a problem is: the path within it, or the line where there is no path."""
    return problem.where or (f"line {problem.line}" if problem.line else "")


def result_text(result: Result) -> str:
    """Write one result as it stands in the document."""
    return indented(result_data(result), 2)


def indented(data: Any, depth: int) -> str:  # noqa: ANN401 - any part of a document
    """Write a part of the document as it stands there, so many levels deep."""
    return visible_json(json.dumps(data, ensure_ascii=False, indent=2)).replace("\n", "\n" + "  " * depth)


def result_line(result: Result) -> str:
    """Write one result as a line."""
    return f"{in_line(result_data(result))}\n"


def in_line(data: Any) -> str:  # noqa: ANN401 - any part of a result
    """Write a part of a result on one line."""
    return visible_json(json.dumps(data, ensure_ascii=False))


def result_data(result: Result) -> dict[str, Any]:
    """Lay a result out as the contract shows it."""
    return {
        "rubric": result.rubric.id,
        "rubric_version": result.rubric.version,
        "team": result.team,
        "round": result.round,
        "date": result.date.isoformat(),
        "view": result.view,
        "one_sided": result.one_sided,
        "voices": voices_data(result.voices),
        "people": dict(result.people),
        "dimensions": {key: group_data(group) for key, group in result.dimensions.items()},
        "values": {key: group_data(group) for key, group in result.values.items()},
        "practices": {
            key: {**practice_data(found), **{side: voice_data(found.voices[side]) for side in SIDES}}
            for key, found in result.practices.items()
        },
        "stage": result.stage,
        "next_stage": result.next_stage,
        "unmet": dict(result.unmet),
        "stage_why": result.stage_why,
        "cautions": list(result.cautions),
        "circumstances": list(result.circumstances),
        "agreement": as_written(result.agreement),
        "agreement_why": result.agreement_why,
        "to_check": checks_data(result.to_check),
        "experience": experience_data(result.experience),
        "sources": list(result.sources),
        **({"talked_about": result.talked_about._asdict()} if result.talked_about else {}),
    }


def cohort_data(cohort: Cohort) -> dict[str, Any]:
    """Lay a cohort out as the contract shows it. Every stage is there, the first (which needs nothing) as well."""
    return {
        "teams": cohort.teams,
        "not_scored": cohort.not_scored,
        "dimensions": {
            key: {
                "levels": _by_level(found.levels),
                "not_scored": found.not_scored,
                "median_score": as_written(found.median_score),
            }
            for key, found in cohort.dimensions.items()
        },
        "stages": {
            key: {
                "reached": stage.reached,
                "n": stage.n,
                "low": as_written(stage.low),
                "high": as_written(stage.high),
            }
            for key, stage in cohort.stages.items()
        },
        "practices": {
            key: {
                "levels": _by_level(found.levels),
                "staff_higher": _apart(found.higher(1)),
                "lived_experience_higher": _apart(found.higher(-1)),
            }
            for key, found in cohort.practices.items()
        },
        "experience": experience_data(cohort.experience),
    }


def changes_text(changes: Mapping[str, TeamChanges]) -> str:
    """Write what changed between two rounds as it stands in the document, beside the cohorts."""
    return indented([changes_data(each) for each in changes.values()], 1)


def changes_data(changes: TeamChanges) -> dict[str, Any]:
    """Lay out what changed in the teams of one rubric."""
    return {
        "rubric": changes.rubric.id,
        "rubric_version": changes.rubric.version,
        "teams": [each._asdict() for each in changes.both],
        "one_round": [each._asdict() for each in changes.once],
        "no_round": list(changes.without),
        "then": _room_data(changes.then),
        "now": _room_data(changes.now),
        "heard_otherwise": changes.heard_otherwise,
        "dimensions": {key: _moved_data(moved) for key, moved in changes.dimensions.items()},
        "practices": {key: _moved_data(moved) for key, moved in changes.practices.items()},
    }


def _room_data(room: InTheRoom) -> dict[str, Any]:
    return {"views": dict(room.views), "people": dict(room.people), "not_counted": room.uncounted}


def _moved_data(moved: TeamsMoved) -> dict[str, int]:
    return {"higher": moved.higher, "same": moved.same, "lower": moved.lower, "not_compared": moved.not_compared}


def _by_level(levels: Mapping[int, int]) -> dict[str, int]:
    return {str(level): teams for level, teams in levels.items()}


def _apart(teams: tuple[int, int]) -> dict[str, int]:
    by_one, by_more = teams
    return {"1": by_one, "2+": by_more}


def checks_data(checks: Iterable[Check]) -> list[dict[str, str | None]]:
    """Lay out the things to check."""
    return [_check(each) for each in checks]


def _check(check: Check) -> dict[str, str | None]:
    data: dict[str, str | None] = {"practice": check.practice, "why": check.why}
    return {**data, "side": check.side} if check.side else data


def experience_data(counted: Mapping[str, ExperienceCounts]) -> dict[str, Any]:
    """Lay out the answers to the experience questions."""
    return {key: counts_data(found) for key, found in counted.items()}


def counts_data(found: ExperienceCounts | None) -> dict[str, Any] | None:
    """Lay out the answers to one question; nothing where they may not be shown."""
    return {"n": found.n, "counts": dict(found.counts)} if found else None


def voices_data(voices: Mapping[str, VoiceHeard]) -> dict[str, Any]:
    """Lay out who was heard."""
    return {voice: _heard(heard) for voice, heard in voices.items()}


def _heard(heard: VoiceHeard) -> dict[str, Any]:
    if heard.hidden:
        return {"shown": False, "reason": "too few to show"}
    data: dict[str, Any] = {"sheets": heard.sheets, "shown": heard.shown}
    return {**data, "by": heard.by} if heard.by else data


def group_data(group: GroupResult) -> dict[str, Any]:
    """Lay out a dimension or a value."""
    return {
        "status": group.status,
        "score": as_written(group.score),
        "level": group.level,
        "rated": group.rated,
        "applicable": group.applicable,
        "one_sided": group.one_sided,
        "score_if_lowest": as_written(group.score_if_lowest),
        "score_if_highest": as_written(group.score_if_highest),
        "majority": group.majority,
        "held_back_by": list(group.held_back_by),
        "not_known": list(group.not_known),
    }


def practice_data(found: TeamOnPractice) -> dict[str, Any]:
    """Lay out what the team said of a practice; what each voice said follows it."""
    return {"status": found.status, "level": found.level, "one_voice": found.one_voice, "gap": found.gap}


def voice_data(voice: VoiceOnPractice | None) -> dict[str, Any] | None:
    """Lay out what a voice said of a practice; nothing where it is hidden or has no sheet."""
    if voice is None:
        return None
    if voice.status == "too-few":
        return {"status": voice.status}
    return {
        "status": voice.status,
        "level": voice.level,
        "n": voice.n,
        "dont_know": voice.dont_know,
        "not_applicable": voice.not_applicable,
        "low": voice.low,
        "high": voice.high,
        "split": voice.split,
    }

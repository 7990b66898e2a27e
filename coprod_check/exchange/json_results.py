"""Results as JSON (contract, section 6). Numbers to 6 decimals, rounded half up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coprod_check.core.numbers import half_up
from coprod_check.core.shapes import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coprod_check.core.cohort import Cohort
    from coprod_check.core.problems import Note, Problem
    from coprod_check.core.result import (
        ExperienceCounts,
        GroupResult,
        PracticeResult,
        Result,
        VoiceHeard,
        VoiceOnPractice,
    )

DIGITS = 6
RESULTS_FORMAT = "coprod-results/1"


def results_json(
    results: Iterable[Result],
    cohorts: Mapping[str, Cohort],
    notes: Sequence[Note] = (),
    problems: Sequence[Problem] = (),
) -> str:
    """Write the whole document, ending in a newline."""
    document = {
        "format": RESULTS_FORMAT,
        "results": [result_data(result) for result in results],
        "cohorts": {rubric: cohort_data(cohort) for rubric, cohort in cohorts.items()},
        "notes": [{"file": note.file, "message": note.message} for note in notes],
        "problems": [{"file": each.file, "where": each.where, "message": each.message} for each in problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def results_jsonl(results: Iterable[Result]) -> str:
    """Write one line for each result."""
    return "".join(json.dumps(result_data(result), ensure_ascii=False) + "\n" for result in results)


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
        "voices": {voice: _heard(heard) for voice, heard in result.voices.items()},
        "people": dict(result.people),
        "dimensions": {key: _group(group) for key, group in result.dimensions.items()},
        "values": {key: _group(group) for key, group in result.values.items()},
        "practices": {key: _practice(found) for key, found in result.practices.items()},
        "stage": result.stage,
        "next_stage": result.next_stage,
        "unmet": dict(result.unmet),
        "cautions": list(result.cautions),
        "circumstances": list(result.circumstances),
        "agreement": _rounded(result.agreement),
        "agreement_why": result.agreement_why,
        "to_check": [{"practice": each.practice, "why": each.why} for each in result.to_check],
        "experience": _experience(result.experience),
        "sources": list(result.sources),
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
                "median_score": _rounded(found.median_score),
            }
            for key, found in cohort.dimensions.items()
        },
        "stages": {
            key: {
                "reached": stage.reached,
                "n": stage.n,
                "low": _rounded(stage.low),
                "high": _rounded(stage.high),
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
        "experience": _experience(cohort.experience),
    }


def _by_level(levels: Mapping[int, int]) -> dict[str, int]:
    return {str(level): teams for level, teams in levels.items()}


def _apart(teams: tuple[int, int]) -> dict[str, int]:
    by_one, by_more = teams
    return {"1": by_one, "2+": by_more}


def _experience(counted: Mapping[str, ExperienceCounts]) -> dict[str, Any]:
    return {key: {"n": found.n, "counts": dict(found.counts)} for key, found in counted.items()}


def _rounded(number: float | None) -> float | None:
    return None if number is None else half_up(number, DIGITS)


def _heard(heard: VoiceHeard) -> dict[str, Any]:
    if heard.hidden:
        return {"shown": False, "reason": "too few to show"}
    data: dict[str, Any] = {"sheets": heard.sheets, "shown": heard.shown}
    return {**data, "by": heard.by} if heard.by else data


def _group(group: GroupResult) -> dict[str, Any]:
    return {
        "status": group.status,
        "score": _rounded(group.score),
        "level": group.level,
        "rated": group.rated,
        "applicable": group.applicable,
        "one_sided": group.one_sided,
        "score_if_lowest": _rounded(group.score_if_lowest),
        "score_if_highest": _rounded(group.score_if_highest),
        "held_back_by": list(group.held_back_by),
        "not_known": list(group.not_known),
    }


def _practice(found: PracticeResult) -> dict[str, Any]:
    data: dict[str, Any] = {
        "status": found.status,
        "level": found.level,
        "one_voice": found.one_voice,
        "gap": found.gap,
    }
    return {**data, **{side: _voice(found.voices[side]) for side in SIDES}}


def _voice(voice: VoiceOnPractice | None) -> dict[str, Any] | None:
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

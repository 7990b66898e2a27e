"""What a sheet or a result says of each practice, read so that it can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import ConfigDict, Field

from coprod_check.documents.problems import Problem, problem
from coprod_check.documents.shapes import Day, Frozen, Identifier, Items, Text, Version, Whole, compatible, shaped
from coprod_check.documents.sheet import Sheet, is_private, read_sheet
from coprod_check.documents.text import one_line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.coaching.plan_changes import LevelOrWord

RESULTS_FORMAT = "coprod-results/1"
FileKind = Literal["sheet", "result"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a sheet or a result says of each practice."""

    kind: FileKind
    team: str
    round: str
    date: dt.date
    rubric: str
    rubric_version: str
    whose: str
    """The voice of a sheet, or the view of a result."""
    said: dict[str, LevelOrWord]
    """A level or a word for each practice that was answered."""
    asked: frozenset[str] | None
    """Every practice that was asked; ``None`` where the questions are not at hand."""
    person: str = ""
    """Whose private sheet it is, by made-up name."""
    evidence: dict[str, str] = field(default_factory=dict)
    """Of sheets filled in together only: what a person wrote alone is never printed for others."""
    looking_back: dict[str, int] = field(default_factory=dict)
    """Where people say now that they were last time, which may differ from what they said then."""


class ResultPractice(Frozen):
    """The part of a practice's result that is compared."""

    model_config = ConfigDict(extra="ignore")
    status: Literal["rated", "dont-know", "not-applicable", "unanswered"]
    level: Whole | None = None


class OneResult(Frozen):
    """The part of a result that is compared."""

    model_config = ConfigDict(extra="ignore")
    rubric: Identifier
    rubric_version: Version
    team: Text
    round: str
    date: Day
    view: str = ""
    practices: dict[str, ResultPractice] = Field(default_factory=dict)


class ResultsFile(Frozen):
    """What ``score --format json`` wrote."""

    model_config = ConfigDict(extra="ignore")
    format: Literal["coprod-results/1"]
    results: Items[OneResult]


def answers_of_result(data: Mapping[str, object]) -> tuple[Answers | None, list[Problem]]:
    """Read the one result in a file; ``None`` and every problem where there is not just one."""
    found, problems = shaped(ResultsFile, data)
    if found is None:
        return None, problems
    if len(found.results) != 1:
        held = f"{len(found.results)} results" if found.results else "no result"
        return None, [problem("results", f"holds {held}, and we compare one with one", "score one team and round")]
    (result,) = found.results
    said: dict[str, LevelOrWord] = {
        key: practice.status if practice.level is None else practice.level
        for key, practice in result.practices.items()
        if practice.level is not None or practice.status in {"dont-know", "not-applicable"}
    }
    answers = Answers(
        kind="result",
        team=result.team,
        round=result.round,
        date=result.date,
        rubric=result.rubric,
        rubric_version=result.rubric_version,
        whose=result.view,
        said=said,
        asked=frozenset(result.practices),
    )
    return answers, []


def answers_of_sheet(data: Mapping[str, object], rubric: Rubric | None) -> tuple[Answers | None, list[Problem]]:
    """Read a sheet; against its rubric where that is at hand in the sheet's version, else by shape alone."""
    at_hand = rubric if rubric and _answers_to(data, rubric) else None
    if at_hand:
        sheet, problems = read_sheet(data, at_hand)
    else:
        private = is_private(data)
        sheet, problems = shaped(Sheet, data, repeat=not private)
        if private:
            problems = list(dict.fromkeys(map(_discreet, problems)))
    if sheet is None:
        return None, problems
    together = sheet.voice == "together"
    answers = Answers(
        kind="sheet",
        team=sheet.team,
        round=sheet.round_label,
        date=sheet.date,
        rubric=sheet.rubric,
        rubric_version=sheet.rubric_version,
        whose=sheet.voice,
        said={str(key): rating.answer for key, rating in sheet.answers.items()},
        asked=frozenset(map(str, at_hand.by_id)) if at_hand else None,
        person="" if together else sheet.respondent or sheet.sheet,
        evidence={str(key): one_line(rating.evidence) for key, rating in sheet.ratings.items()} if together else {},
        looking_back={
            str(key): rating.looking_back for key, rating in sheet.ratings.items() if rating.looking_back is not None
        },
    )
    return answers, []


def _answers_to(data: Mapping[str, object], rubric: Rubric) -> bool:
    """Whether a sheet is of this rubric and version; one that does not say is held against it."""
    version = data.get("rubric_version")
    known = isinstance(version, str) and version.count(".") == 2
    return data.get("rubric") == rubric.id and (not known or compatible(str(version), rubric.version))


def _discreet(fault: Problem) -> Problem:
    """Take what somebody answered out of a message about a private sheet."""
    if not fault.where.startswith(("ratings", "experience")):
        return fault
    return problem(".".join(fault.where.split(".")[:2]), "is not an answer that fits")

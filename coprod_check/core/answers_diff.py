"""What was answered differently in two sheets, or in two results, and what cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import ConfigDict, Field

from coprod_check.core.diff import PracticeChange
from coprod_check.core.problems import Problem, problem
from coprod_check.core.report import Bullets, Heading, Para, Report
from coprod_check.core.shapes import Day, Frozen, Identifier, Items, Text, Version, Whole, compatible, shaped
from coprod_check.core.sheet import Sheet, read_sheet
from coprod_check.core.text import count, one_line
from coprod_check.core.words import FALL, day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from coprod_check.core.diff import Standing
    from coprod_check.core.names import Names
    from coprod_check.core.report import Block
    from coprod_check.core.rubric import Rubric

RESULTS_FORMAT = "coprod-results/1"
Kind = Literal["sheet", "result"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a sheet or a result says of each practice."""

    kind: Kind
    team: str
    round: str
    date: dt.date
    rubric: str
    rubric_version: str
    whose: str
    """The voice of a sheet, or the view of a result."""
    said: dict[str, Standing]
    """A level or a word for each practice that was answered."""
    asked: frozenset[str] | None
    """Every practice that was asked; ``None`` where the questions are not at hand."""
    person: str = ""
    """Whose private sheet it is, by made-up name."""
    evidence: dict[str, str] = field(default_factory=dict)
    """Of sheets filled in together only: what a person wrote alone is never printed for others."""
    looking_back: dict[str, int] = field(default_factory=dict)
    """Where people say now that they were last time, which may differ from what they said then."""


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


# Reading.


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
    said: dict[str, Standing] = {
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
        sheet, problems = shaped(Sheet, data)
        if data.get("voice") != "together":
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
        said={str(key): rating.level for key, rating in sheet.ratings.items()},
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


# Comparing.


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


# In words.


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

"""What is behind the levels of a round, in words: who was heard, each sum, and what to look at again.

The arithmetic is printed so that anyone can redo it with a pencil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import count
from coprod_check.pages.blocks import Bullets, Heading
from coprod_check.pages.round_lead import WHO, group_level
from coprod_check.pages.table import Table
from coprod_check.pages.words import STATUS_WORDS, listed, number, spelt
from coprod_check.rules.level_reasons import level_reasons, points_and_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coprod_check.documents.rubric import Circumstance, Dimension, Practice, Rubric, Value
    from coprod_check.documents.shapes import PracticeId
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.result import Check, CheckWhy, GroupResult, Result

NOBODY_SHOWN = (
    "So few people answered that nobody's answers may be shown. "
    "Meet and fill in one sheet together, or ask everyone to agree that their group's answers may be shown."
)
NOT_VALIDATED = (
    "These levels help a team to talk and to plan. They have not been tested as a measure. "
    "Please do not use them to rank teams or to judge people."
)
HOW_NUMBERS = (
    "Score: the points of the rated practices, averaged. "
    "Level: the middle one of the core practices in order, or the lower of the two in the middle. "
    "It is never more than one above the lowest, and one lower where a core practice is not known. "
    "Don't know, does not apply and not answered are never counted as zero."
)
_CHECK_WORDS: dict[CheckWhy, str] = {
    "few-on-one-side": "",
    "top-without-evidence": "is at the top level, and nobody has said what shows it.",
    "stage-without-evidence": (
        "is needed for the stage you have reached, and nobody has said what shows it. "
        "When was it, who was there, and what did people with lived experience change?"
    ),
    "stage-rests-on-one": "is above most of what is around it, and your stage rests on it. Is that how it is today?",
    "above-a-voice": "was agreed at a level above what one side said on its own. Ask what that side sees.",
    "many-dont-know": "could not be answered by a third or more of one side. Who knows, and who needs to know?",
    "members-not-told": "is under way for staff, and people with lived experience do not know. Have they been told?",
}


# Who was heard.


def who_was_heard(result: Result) -> Iterator[Block]:
    """Say whose answers these are, and why they may be shown."""
    lines = []
    if result.voices["together"].shown:
        lines.append("One sheet filled in together.")
    for side in SIDES:
        heard = result.voices[side]
        who = WHO[side]
        if heard.shown and heard.by == "consent":
            two = " Of two people the lower level counts." if heard.sheets == 2 else ""
            agreed = "Everyone agreed that they may be shown."
            lines.append(f"{who}: {count(heard.sheets, 'sheet')} of their own. {agreed}{two}")
        elif heard.shown:
            lines.append(f"{who}: {count(heard.sheets, 'sheet')} of their own.")
        elif heard.hidden:
            lines.append(f"{who}: fewer than five answered on their own, too few to show.")
        elif not result.voices["together"].shown:
            lines.append(f"{who}: nobody answered.")
    yield Bullets(tuple(lines))


# Each group with its arithmetic.


def group_title(rubric: Rubric, group: Dimension, found: GroupResult) -> str:
    """Name a dimension with its level and score."""
    if found.status == "not-applicable":
        return f"{group.name}: none of it applies to you"
    if found.level is None or found.score is None:
        return f"{group.name}: not enough answers for a level"
    return f"{group.name}: level {rubric.level_words(found.level)}, score {number(found.score)}"


def group_sums(rubric: Rubric, found: GroupResult, members: list[Practice], result: Result) -> Iterator[str]:
    """The one line with which anyone can redo the score and the level."""
    if found.level is not None:
        why = level_why(rubric, members, found, result)
        yield f"Score {arithmetic(rubric, members, result)}. Level {found.level}: {why}."
    elif found.applicable:
        share = f"{rubric.rules.enough_answers:.0%}"
        yield f"{found.rated} of {found.applicable} rated; a level needs {share} or more of them, and of the core ones."


def arithmetic(rubric: Rubric, members: Iterable[Practice], result: Result) -> str:
    """Write the sum behind a score so that anyone can redo it, such as ``1.3 = (2 + 1 + 1) / 3``."""
    rated = points_and_weights(rubric, members, result)
    if all(weight == 1 for weight, _ in rated):
        above = " + ".join(f"{points:g}" for _, points in rated)
        below = f"{len(rated)}"
    else:
        above = " + ".join(f"{weight:g} × {points:g}" for weight, points in rated)
        below = f"({' + '.join(f'{weight:g}' for weight, _ in rated)})"
    score = sum(weight * points for weight, points in rated) / sum(weight for weight, _ in rated)
    return f"{number(score)} = ({above}) / {below}"


def level_why(rubric: Rubric, members: Iterable[Practice], found: GroupResult, result: Result) -> str:
    """Say how a level comes about, and what holds it below the middle one."""
    reasons = level_reasons(rubric, members, found, result)
    why = []
    if reasons.above_lowest:
        why.append(f"the lowest is {reasons.levels[0]}, and a level is at most one above it")
    if reasons.not_known:
        why.append("one level is taken off because not all core practices are known")
    if reasons.one_sided:
        why.append(f"mostly one side was heard, so it stops at {rubric.one_sided_top}")
    text = f"the middle one of {' '.join(map(str, reasons.levels))} is {reasons.middle}"
    return f"{text}, but {'; and '.join(why)}" if why else text


def _titles(rubric: Rubric, practices: Iterable[PracticeId]) -> str:
    return ", ".join(f"“{rubric.by_id[each].title}”" for each in practices)


def held_back(rubric: Rubric, found: GroupResult, members: list[Practice]) -> str:
    """Say what keeps a level below the middle one, so that nobody is stung by it."""
    moves = "moves" if len(found.held_back_by) == 1 else "move"
    return (
        f"Most of {_group_name(rubric, members)} is at {found.majority}. It counts as {found.level} until "
        f"{_titles(rubric, found.held_back_by)} {moves}."
    )


def _group_name(rubric: Rubric, members: list[Practice]) -> str:
    return rubric.dimension_name(members[0].dimension)


def group_notes(rubric: Rubric, found: GroupResult, members: list[Practice], result: Result) -> Iterator[str]:
    """Say what holds a group back, and what is not rated."""
    if found.held_back_by:
        yield held_back(rubric, found, members)
    statuses = [result.practices[p.id].status for p in members]
    missing = [f"{statuses.count(status)} {words}" for status, words in STATUS_WORDS.items() if status in statuses]
    if missing and set(statuses) != {"unanswered"}:
        line = f"Rated {found.rated} of {found.applicable} that apply: {', '.join(missing)}."
        if found.rated < found.applicable and found.score_if_lowest is not None and found.score_if_highest is not None:
            line += (
                f" If all that is not rated were lowest the score would be {number(found.score_if_lowest)}, "
                f"if highest {number(found.score_if_highest)}."
            )
        yield line


def sums(result: Result) -> Iterator[Block]:
    """Each dimension with its sum and what holds it back, the values, and what each stage needs."""
    rubric = result.rubric
    for group in rubric.dimensions:
        found = result.dimensions[group.id]
        members = [p for p in rubric.practices if p.dimension == group.id]
        yield Heading(group_title(rubric, group, found), 3)
        yield Bullets((*group_sums(rubric, found, members, result), *group_notes(rubric, found, members, result)))
    yield from values_table(result)
    if asked := [stage for stage in rubric.stages if stage.needs]:
        yield Heading("What each stage needs", 3)
        yield Bullets(tuple(f"{stage.name}: {_needs(rubric, stage.needs)}" for stage in asked), named=True)


def _needs(rubric: Rubric, needs: Mapping[str, int]) -> str:
    return ", ".join(f"{rubric.need_name(each)} at {rubric.level_words(level)}" for each, level in needs.items())


def values_table(result: Result) -> Iterator[Block]:
    """Each value with its level, score and why; nothing where the rubric has no values."""
    rubric = result.rubric
    if not rubric.values:
        return
    rows = tuple(
        (value.name, *_level_and_score(rubric, result.values[value.id]), _value_why(rubric, value, result))
        for value in rubric.values
    )
    header = ("Value", "Level", "Score", "Why the level is where it is")
    yield Table("Each value, over all dimensions", header, rows)


def _value_why(rubric: Rubric, group: Value, result: Result) -> str:
    found = result.values[group.id]
    if found.level is None:
        return f"{found.rated} of {found.applicable} rated"
    return level_why(rubric, [p for p in rubric.practices if p.value == group.id], found, result)


def _level_and_score(rubric: Rubric, found: GroupResult) -> tuple[str, str]:
    return group_level(rubric, found), "-" if found.score is None else number(found.score)


# Cautions, checks, prompts.


def caution_lines(result: Result) -> tuple[str, ...]:
    """The rubric's remarks on this result."""
    return tuple(each.message for each in result.rubric.cautions if each.id in result.cautions)


def prompting(result: Result) -> list[Circumstance]:
    """What people said is true of their project, where the rubric has something to think of."""
    return [each for each in result.rubric.circumstances if each.id in result.circumstances and each.prompts]


def check_lines(result: Result) -> Iterator[str]:
    """Say what to look at again, kind by kind; what is the same of many practices is said once for all of them."""
    for why, words in _CHECK_WORDS.items():
        found = [each for each in result.to_check if each.why == why]
        names = [f"“{result.rubric.by_id[each.practice].title}”" for each in found if each.practice is not None]
        yield from (told_of_few(result, each) for each in found if each.practice is None)
        if len(names) > 1:
            yield f"{_OF_MANY[why]} {listed(names)}."
        else:
            yield from (f"{name} {words}" for name in names)


_OF_MANY: dict[CheckWhy, str] = {
    "top-without-evidence": "These are at the top level, and nobody has said what shows them:",
    "stage-without-evidence": (
        "These are needed for the stage you have reached, and nobody has said what shows them. "
        "When was it, who was there, and what did people with lived experience change? It is about"
    ),
    "stage-rests-on-one": (
        "These are above most of what is around them, and your stage rests on them. Is that how it is today? "
        "It is about"
    ),
    "above-a-voice": "These were agreed at a level above what one side said on its own. Ask what that side sees:",
    "many-dont-know": (
        "A third or more of one side could not answer these. Who knows, and who needs to know? It is about"
    ),
    "members-not-told": (
        "These are under way for staff, and people with lived experience do not know. Have they been told? It is about"
    ),
}


def told_of_few(result: Result, check: Check) -> str:
    """Say how few of a side were in the room, and what to do before relying on the result."""
    there, members = sum(result.people.values()), check.side == "lived-experience"
    few = result.people["lived-experience" if members else "staff"]
    if few == 1:
        who = "has lived experience" if members else "is staff"
    else:
        who = "have lived experience" if members else "are staff"
    return f"{spelt(few).capitalize()} of {spelt(there)} in the room {who}. {_ASK_ALONE}"


_ASK_ALONE = "Ask the others too, alone, before you rely on this."

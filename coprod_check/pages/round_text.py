"""A result in words: what was heard, where we are, why, and what to do with it.

The arithmetic is printed so that anyone can redo it with a pencil.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES, DimensionId, PracticeId
from coprod_check.documents.text import count
from coprod_check.pages.blocks import Bullets, Heading, Para, Report
from coprod_check.pages.small_numbers import experience_blocks
from coprod_check.pages.table import Table
from coprod_check.pages.words import STATUS_WORDS, listed, number
from coprod_check.rules.level_reasons import level_reasons, points_and_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.rubric import Circumstance, Dimension, Practice, Rubric, Value
    from coprod_check.documents.shapes import Side
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.result import Check, CheckWhy, GroupResult, PracticeResult, Result

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
NOWHERE = "Nowhere: both sides chose the same level wherever both gave one."
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


def result_report(result: Result, *, only_yours: bool = False) -> Report:
    """Tell one result; ``only_yours`` for the view of one person's private sheet."""
    return tuple(_blocks(result, only_yours=only_yours))


def _blocks(result: Result, *, only_yours: bool) -> Iterator[Block]:
    rubric = result.rubric
    yield Heading(f"How far along: {result.team}, {result.round}", 1)
    if only_yours:
        yield Para("This is your view only. It counts once it is put together with the answers of others.")
    else:
        yield from _who_was_heard(result)
    if not result.anyone_shown:
        yield Para(NOBODY_SHOWN)
        return
    yield Para(in_short(result))
    yield from voices_compared(result)
    yield Heading("Where we are, practice by practice")
    yield from _grid(result)
    yield Heading("How the levels come about")
    for group in rubric.dimensions:
        found = result.dimensions[group.id]
        members = [p for p in rubric.practices if p.dimension == group.id]
        yield Heading(group_title(rubric, group, found), 3)
        yield Bullets((*group_sums(rubric, found, members, result), *group_notes(rubric, found, members, result)))
    yield from values_table(result)
    yield from _stage(result)
    yield from _notes(result)
    yield Heading("What these numbers are")
    yield Para(HOW_NUMBERS)
    yield Para(NOT_VALIDATED)


# Who was heard.


def _who_was_heard(result: Result) -> Iterator[Block]:
    yield Heading("Who was heard")
    yield from who_was_heard(result)


def who_was_heard(result: Result) -> Iterator[Block]:
    """Say whose answers these are, and what that means for the levels."""
    lines = []
    if result.voices["together"].shown:
        lines.append(f"One sheet filled in together by {_people(result)}.")
    for side in SIDES:
        heard = result.voices[side]
        who = _side(side)
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
    if warning := view_warning(result):
        yield Para(warning)


def _side(side: Side) -> str:
    return "Staff" if side == "staff" else "People with lived experience"


def count_people(staff: int, members: int) -> str:
    """Say how many people of each side.

    >>> count_people(4, 1)
    '4 staff and 1 person with lived experience'
    """
    return f"{staff} staff and {count(members, 'person', 'people')} with lived experience"


def _people(result: Result) -> str:
    staff, members = result.people["staff"], result.people["lived-experience"]
    if not staff and not members:
        return "people who were not counted"
    return count_people(staff, members)


def view_warning(result: Result) -> str:
    """Say what a one-sided view can and cannot show; empty for both sides."""
    top = result.rubric.level_words(result.rubric.one_sided_top)
    match result.view:
        case "staff-only":
            return (
                f"This is the view of staff only. It can show where to start. It cannot show that you work together, "
                f"so levels stop at {top}."
            )
        case "lived-experience-only":
            return (
                f"This is the view of people with lived experience only. It can show what to talk about. "
                f"It cannot show that you work together, so levels stop at {top}."
            )
        case "unknown":
            return (
                f"The sheet does not say who was there. So we do not know whose view this is, and levels stop at {top}."
            )
        case "together" | "both-voices" if result.one_sided:
            return f"Most practices were answered by one side only, so levels may stop at {top}."
        case _:
            return ""


def in_short(result: Result) -> str:
    """Say in two sentences where the team is."""
    rubric = result.rubric
    stage = next((f"The stage is “{each.name}”. " for each in rubric.stages if each.id == result.stage), "")
    if result.stage_why == "one-sided":
        stage = "The stage is not known until both sides have been heard. "
    levels = (f"{group.name} {group_level(rubric, result.dimensions[group.id])}" for group in rubric.dimensions)
    return f"In short: {stage}{'; '.join(levels)}."


# Where the two voices differ, and where they agree.


def voices_compared(result: Result) -> Iterator[Block]:
    """Say where the two voices differ, the widest gap first, and where they agree."""
    gaps = result.compared
    if not gaps:
        return
    apart = result.differing
    yield Heading("Where the two voices differ")
    if apart:
        yield Bullets(tuple(gap_line(practice, found) for practice, found in apart), named=True)
    else:
        yield Para(NOWHERE)
    same = [practice.title for practice, found in gaps if not found.gap]
    if same:
        yield Heading("Where both sides agree")
        lines = (f"{p.title}: {_both_say(p, found.sides['staff'])}" for p, found in gaps if not found.gap)
        yield Bullets(tuple(lines), named=True)


def _level_text(practice: Practice, level: int | None) -> str:
    return "" if level is None else f"level {level}, “{practice.levels[level]}”"


def _said_of(who: str, practice: Practice, level: int | None) -> str:
    """Say what a side chose. Nobody is quoted as saying the lowest level, only as not yet being at the next."""
    if level == 0:
        return f"{who} chose 0: not yet at level 1, which is: “{practice.levels[1]}”"
    return f"{who} say {_level_text(practice, level)}"


def _both_say(practice: Practice, level: int | None) -> str:
    if level == 0:
        return f"not yet at level 1, which is: “{practice.levels[1]}”"
    return _level_text(practice, level)


def gap_line(practice: Practice, found: PracticeResult) -> str:
    """Say how far apart the two sides are on a practice, in the levels' own words."""
    staff, members = found.sides["staff"], found.sides["lived-experience"]
    apart = abs(found.gap or 0)
    return (
        f"{practice.title}: {count(apart, 'level')} apart. "
        f"{_said_of('Staff', practice, staff)} {_said_of('People with lived experience', practice, members)}"
    )


# The grid.


def _cell(rubric: Rubric, found: PracticeResult) -> str:
    words = STATUS_WORDS[found.status] if found.level is None else rubric.level_words(found.level)
    return f"{words} (one side)" if found.one_voice else words


def _grid(result: Result) -> Iterator[Block]:
    """Values down, dimensions across; a plain list where practices have no value."""
    rubric = result.rubric
    if not rubric.values or any(practice.value is None for practice in rubric.practices):
        each_alone = tuple((p.title, _cell(rubric, result.practices[p.id])) for p in rubric.practices)
        yield Table("The level of each practice", ("Practice", "Level"), each_alone)
        return
    rows = tuple(
        (value.name, *(_cells(result, value.id, dimension.id) for dimension in rubric.dimensions))
        for value in rubric.values
    )
    header = ("Value", *(dimension.name for dimension in rubric.dimensions))
    yield Table("The level of each practice, by value and dimension", header, rows)
    yield from _also_answered(result)


def _cells(result: Result, value: str, dimension: str) -> str:
    """The practices of one cell that hold a level back; the others where it has no such one."""
    inside = [p for p in result.rubric.practices if (p.value, p.dimension) == (value, dimension)]
    inside = [p for p in inside if p.core] or inside
    texts = [_cell(result.rubric, result.practices[p.id]) for p in inside]
    if len(texts) == 1:
        return texts[0]
    return "; ".join(f"{p.title}: {text}" for p, text in zip(inside, texts, strict=True)) or "-"


def _also_answered(result: Result) -> Iterator[Block]:
    """Name what was answered beside the core practices; what was left blank there costs nothing and is left out."""
    cells = {(p.value, p.dimension) for p in result.rubric.practices if p.core}
    also = [p for p in result.rubric.practices if not p.core and (p.value, p.dimension) in cells]
    told = [p for p in also if result.practices[p.id].status != "unanswered"]
    if told:
        yield Para("Also answered; these count in the scores and hold no level back:")
        yield Bullets(tuple(f"{p.title}: {_cell(result.rubric, result.practices[p.id])}" for p in told))


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


def group_level(rubric: Rubric, found: GroupResult) -> str:
    """The level of a group in words, or why there is none."""
    if found.level is None:
        return STATUS_WORDS.get(found.status, "not enough answers")
    return rubric.level_words(found.level)


# Stage, cautions, checks, prompts.


def _stage(result: Result) -> Iterator[Block]:
    rubric = result.rubric
    if not rubric.stages:
        return
    names = {stage.id: stage.name for stage in rubric.stages}
    yield Heading("The stage you have reached")
    if result.stage is None:
        yield Para(stage_not_known(result))
        return
    yield Para(" → ".join(f"[{name}]" if key == result.stage else name for key, name in names.items()))
    if result.next_stage is None:
        yield Para(f"You are at “{names[result.stage]}”, the last stage there is.")
        return
    yield Para(f"You are at “{names[result.stage]}”. The next stage is “{names[result.next_stage]}”. It needs:")
    yield Bullets(unmet_lines(result))


def stage_not_known(result: Result) -> str:
    """Say why no stage is given, and what would help."""
    if result.stage_why == "one-sided":
        return f"Not known until both sides have been heard. {HEAR_BOTH}"
    return "Not known yet: too few practices are rated to say."


HEAR_BOTH = (
    "Ask each person of both sides alone first, then look at the answers together, and agree one sheet in a meeting."
)


def unmet_lines(result: Result) -> tuple[str, ...]:
    """What the next stage needs that is not there yet."""
    rubric = result.rubric
    return tuple(
        f"{rubric.need_name(needed)} at level {rubric.level_words(level)} ({_now(rubric, result, needed)})"
        for needed, level in result.unmet.items()
    )


def _now(rubric: Rubric, result: Result, needed: str) -> str:
    practice = result.practices.get(PracticeId(needed))
    level = practice.level if practice else result.dimensions[DimensionId(needed)].level
    return "not known now" if level is None else f"now {rubric.level_words(level)}"


def cautions_and_checks(result: Result) -> Iterator[Block]:
    """Say what to be careful with and what to look at again; nothing where there is neither."""
    if lines := caution_lines(result):
        yield Heading("A caution")
        yield Bullets(lines)
    if result.to_check:
        yield Heading("Things to check")
        yield Bullets(tuple(check_lines(result)))


def _notes(result: Result) -> Iterator[Block]:
    yield from cautions_and_checks(result)
    for circumstance in prompting(result):
        yield Heading(f"You said: {circumstance.statement}")
        yield Bullets(circumstance.prompts)
    yield from experience_blocks(result.rubric, result.experience)


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
        if why in _OF_MANY and len(names) > _SAID_ONE_BY_ONE:
            yield f"{_OF_MANY[why]} {listed(names)}."
        else:
            yield from (f"{name} {words}" for name in names)


_SAID_ONE_BY_ONE = 3
_OF_MANY: dict[CheckWhy, str] = {
    "top-without-evidence": "These are at the top level, and nobody has said what shows them:",
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
    return f"{_spelt(few).capitalize()} of {_spelt(there)} in the room {who}. {_ASK_ALONE}"


_ASK_ALONE = "Ask the others too, alone, before you rely on this."
_SMALL_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _spelt(number: int) -> str:
    return _SMALL_NUMBERS[number] if number < len(_SMALL_NUMBERS) else str(number)

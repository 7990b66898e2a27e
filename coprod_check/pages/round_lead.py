"""The first screen of a round: how far, what comes next, and where the two voices differ most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES, DimensionId, PracticeId
from coprod_check.documents.text import count, one_line
from coprod_check.pages.blocks import Heading, Para
from coprod_check.pages.drawings import (
    SIDES_IN_SHORT,
    GapCard,
    GapCards,
    SideOnCard,
    StageOnPath,
    StagePath,
    Tile,
    Tiles,
)
from coprod_check.pages.words import STATUS_WORDS, count_people, listed, round_words, spelt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import Dimension, Practice, Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.result import GroupResult, PracticeResult, Result

WHO: dict[Side, str] = {"staff": "Staff", "lived-experience": "People with lived experience"}
"""What the two sides are called."""
NOBODY = "Nobody's answers may be shown"
ONLY_YOURS = "This is your view only. It counts once it is put together with the answers of others."
CANNOT_SHOW_ALONE = "One person alone cannot show that you work together, so the levels of dimensions stop at"
NOT_UNTIL_BOTH = "Not known until both sides have been heard"
TOO_FEW_RATED = "Not known yet: too few practices are rated to say"
HEAR_BOTH = (
    "Ask each person of both sides alone first, then look at the answers together, and agree one sheet in a meeting."
)
NOWHERE = "Nowhere: both sides chose the same level wherever both gave one."
ONLY_TOGETHER = (
    "The sheet was filled in together, so it does not tell what each side would have said alone. "
    "Ask in the meeting: on which of these did we not agree at first?"
)
NO_PAIR = "On no practice did both sides give a level, so the two voices cannot be compared yet."
ONLY_ONE = "Only one side can be shown, so the two voices cannot be compared yet."
FEW_NAMED = 3
"""How many things a sentence names before it counts the others."""
CARDS, MOST_CARDS = 2, 4
"""How many of the widest gaps are told in the levels' own words; more only where they are two levels apart."""
WIDE = 2
"""Levels apart from which a gap is to be talked about first."""


# The heading: whose page it is, and what was found.


def heading(result: Result, *, only_yours: bool = False) -> Heading:
    """Say whose round it is, and how far along."""
    team, label = one_line(result.team), round_words(result.round)
    found = finding(result)
    people = () if only_yours else tuple(_answered(result))
    in_short = () if only_yours else tuple(_answered_in_short(result))
    return Heading(
        found,
        1,
        over=" · ".join((team, label, *people)),
        over_in_short=" · ".join((team, label, *in_short)),
        document=f"{team}, {label}: {found}",
    )


def finding(result: Result) -> str:
    """Say in a few words how far along a team is: its stage, or its levels where the rubric has no stages."""
    rubric = result.rubric
    if not result.anyone_shown:
        return NOBODY
    if result.stage is not None:
        names = [stage.id for stage in rubric.stages]
        place = names.index(result.stage)
        return f"Stage {place + 1} of {len(names)}: {rubric.stages[place].name}"
    if rubric.stages:
        return NOT_UNTIL_BOTH if result.stage_why == "one-sided" else TOO_FEW_RATED
    return _levels_in_short(result)


NAMED_IN_A_HEADING = 4


def _levels_in_short(result: Result) -> str:
    rubric = result.rubric
    levels = {group.name: result.dimensions[group.id].level for group in rubric.dimensions}
    known = sorted({level for level in levels.values() if level is not None})
    if not known:
        return TOO_FEW_RATED
    if len(levels) <= NAMED_IN_A_HEADING:
        words = {name: "not known" if level is None else rubric.level_words(level) for name, level in levels.items()}
        return ", ".join(f"{name}: {level}" for name, level in words.items())
    if len(known) == 1:
        return f"{rubric.level_words(known[0])}, in {len(levels)} dimensions"
    return f"From {rubric.level_words(known[0])} to {rubric.level_words(known[-1])}, in {len(levels)} dimensions"


def _answered(result: Result) -> Iterator[str]:
    """Who answered: in the meeting, each alone, and that a side was too few to be shown."""
    alone = {side: result.voices[side].sheets if result.voices[side].shown else 0 for side in SIDES}
    staff, members = result.people["staff"], result.people["lived-experience"]
    if result.voices["together"].shown:
        who = count_people(staff, members) if staff or members else "people who were not counted"
        yield f"filled in together by {who}"
    if any(alone.values()):
        also = " alone" if result.voices["together"].shown else ""
        yield f"{count_people(alone['staff'], alone['lived-experience'])} answered{also}"
    for side in SIDES:
        if result.voices[side].hidden:
            yield f"too few {'staff' if side == 'staff' else 'people with lived experience'} answered alone to be shown"


def _answered_in_short(result: Result) -> Iterator[str]:
    """Who answered in the fewest words: no side that answered alone is left out, shown or not."""
    if result.voices["together"].shown:
        met = [_side_in_short(number, side) for side in SIDES if (number := result.people[side])]
        yield f"together: {', '.join(met)}" if met else "filled in together"
    alone = [
        _side_in_short(voice.sheets, side) if voice.shown else f"too few {SIDES_IN_SHORT[side]}"
        for side in SIDES
        if (voice := result.voices[side]).hidden or voice.shown
    ]
    if alone:
        yield f"{'alone: ' if result.voices['together'].shown else ''}{', '.join(alone)}"


def _side_in_short(number: int, side: Side) -> str:
    return "1 member of staff" if (number, side) == (1, "staff") else f"{number} {SIDES_IN_SHORT[side]}"


# The sentence below it, the stages and the dimensions.


def lead(result: Result, *, only_yours: bool = False) -> Iterator[Block]:
    """Say what the next stage needs and where the voices differ; then the stages, and a tile for each dimension."""
    if only_yours:
        yield Para(ONLY_YOURS, "lead")
        top = result.rubric.one_sided_top
        if any((group.majority or 0) > top for group in result.dimensions.values()):
            yield Para(f"{CANNOT_SHOW_ALONE} {result.rubric.level_words(top)} here.", "warning")
    else:
        said = [each for each in (_next_stage(result), _differing(result)) if each]
        if said:
            yield Para(" ".join(text for text, _ in said), "lead", tuple(name for _, names in said for name in names))
        if warning := view_warning(result):
            yield Para(warning, "warning")
    if path := stage_path(result):
        yield path
    yield tiles(result)


def _next_stage(result: Result) -> tuple[str, tuple[str, ...]] | None:
    """What the next stage needs, in a sentence, and the names in it."""
    rubric = result.rubric
    if result.stage_why == "one-sided":
        return HEAR_BOTH, ()
    if result.stage is None:
        return None
    following = next((stage.name for stage in rubric.stages if stage.id == result.next_stage), None)
    if following is None:
        return "It is the last stage there is.", ()
    needs = [_has_to_rise(result, needed, level) for needed, level in result.unmet.items()]
    if len(needs) > FEW_NAMED:
        needs = [*needs[: FEW_NAMED - 1], f"{len(needs) - FEW_NAMED + 1} more have to rise"]
    return f"To reach {following}, {listed(needs)}.", (following,)


def _has_to_rise(result: Result, needed: str, level: int) -> str:
    name, now = result.rubric.need_name(needed), level_now(result, needed)
    wanted = result.rubric.level_words(level)
    if now is None:
        return f"{name} has to be at {wanted} and is not known now"
    return f"{name} has to rise from {result.rubric.level_words(now)} to {wanted}"


def level_now(result: Result, needed: str) -> int | None:
    """The level of what a stage needs: a practice or a dimension."""
    practice = result.practices.get(PracticeId(needed))
    return practice.level if practice else result.dimensions[DimensionId(needed)].level


def _differing(result: Result) -> tuple[str, tuple[str, ...]] | None:
    """On how many practices the voices differ, in a sentence, and those named in it."""
    both, apart = result.compared, result.differing
    if not both:
        return None
    if not apart:
        same = "the one practice" if len(both) == 1 else f"all {len(both)} practices"
        return f"Staff and people with lived experience chose the same level on {same} that both rated.", ()
    text = f"Staff and people with lived experience differ on {len(apart)} of {len(both)} practices"
    widest = _widest(apart)
    if len(widest) > FEW_NAMED:
        return f"{text}.", ()
    names = tuple(practice.title for practice, _ in widest)
    most = ", " if len(widest) == len(apart) else ", most on "
    return f"{text}{most}{listed(names)}.", names


def _widest(apart: Sequence[tuple[Practice, PracticeResult]]) -> list[tuple[Practice, PracticeResult]]:
    return [each for each in apart if abs(each[1].gap or 0) == abs(apart[0][1].gap or 0)]


def view_warning(result: Result) -> str:
    """Say what a one-sided view can and cannot show; empty for both sides."""
    top = result.rubric.level_words(result.rubric.one_sided_top)
    match result.view:
        case "staff-only":
            return (
                f"This is the view of staff only. It can show where to start. It cannot show that you work together, "
                f"so the levels of dimensions stop at {top}."
            )
        case "lived-experience-only":
            return (
                f"This is the view of people with lived experience only. It can show what to talk about. "
                f"It cannot show that you work together, so the levels of dimensions stop at {top}."
            )
        case "unknown":
            return (
                "The sheet does not say who was there. So we do not know whose view this is, "
                f"and the levels of dimensions stop at {top}."
            )
        case "together" | "both-voices" if result.one_sided:
            return f"Most practices were answered by one side only, so the levels of dimensions may stop at {top}."
        case _:
            return ""


def stage_path(result: Result) -> StagePath | None:
    """The stages as a path; ``None`` where there are none, or where it is not known."""
    names = [stage.id for stage in result.rubric.stages]
    if result.stage is None:
        return None
    here = names.index(result.stage)
    steps = (
        StageOnPath(stage.name, reached=place <= here, here=place == here)
        for place, stage in enumerate(result.rubric.stages)
    )
    return StagePath(tuple(steps))


def tiles(result: Result) -> Tiles:
    """A tile for each dimension: its level, what holds it back, and what the next stage needs of it."""
    rubric = result.rubric
    found = tuple(_tile(result, group) for group in rubric.dimensions)
    return Tiles("The level of each dimension", rubric.top, found)


def _tile(result: Result, group: Dimension) -> Tile:
    rubric, found = result.rubric, result.dimensions[group.id]
    return Tile(
        group.name,
        found.level,
        group_level(rubric, found),
        holds_back=_held_back_by([rubric.by_id[each].title for each in found.held_back_by]),
        needs=_needed_of(result, group),
    )


def _needed_of(result: Result, group: Dimension) -> str:
    """What the next stage needs of a dimension, or of practices in it, that is not there yet; empty where nothing."""
    rubric = result.rubric
    wanted = [f"level {result.unmet[group.id]}"] if group.id in result.unmet else []
    wanted += [
        f"{rubric.need_name(needed)} at {level}"
        for needed, level in result.unmet.items()
        if (practice := rubric.by_id.get(PracticeId(needed))) and practice.dimension == group.id
    ]
    return f"Needs {listed(wanted)} for the next stage" if wanted else ""


def _held_back_by(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    named = list(titles) if len(titles) <= FEW_NAMED - 1 else [titles[0], f"{len(titles) - 1} others"]
    return f"Held back by {listed(named)}"


def group_level(rubric: Rubric, found: GroupResult) -> str:
    """The level of a group in words, or why there is none."""
    if found.level is None:
        return STATUS_WORDS.get(found.status, "not enough answers")
    return rubric.level_words(found.level)


# Where the two voices differ most.


def widest_gaps(result: Result) -> Iterator[Block]:
    """The widest gaps in the levels' own words, each with what to ask; where there is none, why."""
    apart = result.differing
    if not apart:
        nowhere = NOWHERE if result.compared else _why_not_compared(result)
        yield Para(" ".join(filter(None, (nowhere, talked_about_line(result)))))
        return
    shown = gaps_told(result)
    yield Para(" ".join(filter(None, (_how_wide(result), talked_about_line(result)))), "soft")
    yield GapCards(tuple(_card(result, *each) for each in shown), among=len(apart))


def gaps_told(result: Result) -> list[tuple[Practice, PracticeResult]]:
    """The gaps that stand first: the widest two, and up to four where more are two levels apart."""
    apart = result.differing
    wide = sum(abs(found.gap or 0) >= WIDE for _, found in apart)
    return apart[: min(max(wide, CARDS), MOST_CARDS)]


def _how_wide(result: Result) -> str:
    apart = result.differing
    widest = abs(apart[0][1].gap or 0)
    wide = sum(abs(found.gap or 0) >= WIDE for _, found in apart)
    if not wide:
        return "No practice is more than one level apart." if len(apart) > 1 else "It is one level apart."
    many = wide > MOST_CARDS
    number = "One practice is" if wide == 1 else f"{spelt(wide).capitalize()} practices are"
    how_far = f"{spelt(widest)} levels" if widest == WIDE else f"up to {spelt(widest)} levels"
    if wide == 1:
        how_far = f"{spelt(widest)} levels"
    if result.talked_about and not many:
        return f"{number} {how_far} apart."
    first = "These are the widest." if many else f"Talk about {'it' if wide == 1 else 'these'} first."
    return f"{number} {how_far} apart. {first}"


def talked_about_line(result: Result) -> str:
    """Of how many practices a meeting talked, and of how many its answer moved; empty where no meeting says so."""
    talk = result.talked_about
    if talk is None:
        return ""
    were = "practice was" if talk.practices == 1 else "practices were"
    moved = "no answer moved" if not talk.moved else f"{count(talk.moved, 'answer')} moved"
    return f"In the meeting {talk.practices} {were} talked about; {moved}."


def _card(result: Result, practice: Practice, found: PracticeResult) -> GapCard:
    said = (
        SideOnCard(side, WHO[side], result.rubric.level_words(level), level_text(practice, level))
        for side in SIDES
        if (level := found.sides[side]) is not None
    )
    return GapCard(practice.title, tuple(said), practice.hard_question)


def level_text(practice: Practice, level: int) -> str:
    """What people do at a level. Nobody is quoted as saying the lowest, only as not yet being at the next."""
    return f"Level 1 would be: “{practice.levels[1]}”" if level == 0 else practice.levels[level]


def _why_not_compared(result: Result) -> str:
    shown = [side for side in SIDES if result.voices[side].shown]
    if len(shown) == len(SIDES):
        return NO_PAIR
    return ONLY_TOGETHER if result.view == "together" and not shown else ONLY_ONE

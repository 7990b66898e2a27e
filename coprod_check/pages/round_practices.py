"""Every practice of a round by its name: where each side puts it on the scale, and what the levels say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import count
from coprod_check.pages.blocks import Bullets, Fold, Para
from coprod_check.pages.drawings import MarkKey, MarkRow, Marks
from coprod_check.pages.round_lead import gaps_told, group_level, level_text
from coprod_check.pages.words import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Practice, Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.pages.blocks import Block
    from coprod_check.pages.drawings import Whose
    from coprod_check.rules.result import PracticeResult, Result

SHORT: dict[Side, str] = {"staff": "staff", "lived-experience": "lived"}
"""What the sides are called beside a scale, where there is little room."""
LOWER_COUNTS = (
    "The lower of two voices counts, unless both agreed on another level. A long line is something to talk about."
)
EXTRA = "extra"
EXTRA_COUNTS = f"Practices marked “{EXTRA}” count in the score and hold no level back."
MET = {"together", "both-voices"}
"""Views of which one sheet stands for what both sides agreed."""
WORDS_ABOVE = "its words stand above"


def practices(result: Result) -> Iterator[Block]:
    """A scale for each dimension with a row for each practice; what the levels say is folded below."""
    rubric = result.rubric
    yield from map(_soft, _how_to_read(result))
    rows = {practice.id: _row(result, practice) for practice in rubric.practices}
    if key := _key(result, list(rows.values())):
        yield key
    names = tuple(level.name for level in rubric.levels)
    told = {practice.id for practice, _ in gaps_told(result)}
    for place, group in enumerate(rubric.dimensions):
        members = [practice for practice in rubric.practices if practice.dimension == group.id]
        caption = f"{group.name}: {group_level(rubric, result.dimensions[group.id])}"
        yield Marks(caption, names, tuple(rows[practice.id] for practice in members), named=place == 0)
        lines = (_in_words(rubric, p, rows[p.id], above=p.id in told) for p in members)
        if said := tuple(filter(None, lines)):
            yield Fold(f"What the levels say: {group.name}", (Bullets(said, named=True),), 3)


def _soft(text: str) -> Para:
    return Para(text, "soft")


def _how_to_read(result: Result) -> Iterator[str]:
    both = LOWER_COUNTS if result.compared else ""
    extra = EXTRA_COUNTS if _some_are_extra(result.rubric) else ""
    if both or extra:
        yield " ".join(filter(None, (both, extra)))


def _some_are_extra(rubric: Rubric) -> bool:
    """Whether some practices are core and others are not."""
    return len({practice.core for practice in rubric.practices}) > 1


def _key(result: Result, rows: list[MarkRow]) -> MarkKey | None:
    """The marks that are on the scales, and how many people are behind each side's."""
    there = {whose for row in rows for whose, _ in row.marks}
    items: list[tuple[Whose, str]] = []
    for side, who in (("staff", "Staff"), ("lived-experience", "People with lived experience")):
        heard = result.voices[side]
        if side in there:
            alone = heard.shown and not result.voices["together"].shown
            items.append((side, f"{who} ({heard.sheets})" if alone else who))
    if "agreed" in there:
        items.append(("agreed", _agreed_is(result)))
    return MarkKey(tuple(items)) if items else None


def _agreed_is(result: Result) -> str:
    return "Agreed together" if result.view in MET else "As the sheet says"


# One practice.


def _row(result: Result, practice: Practice) -> MarkRow:
    found = result.practices[practice.id]
    staff, members = (found.sides[side] for side in SIDES)
    agreed = None if _explained(found) else found.level
    note = EXTRA if not practice.core and _some_are_extra(result.rubric) else ""
    called = "agreed" if result.view in MET else "level"
    return MarkRow(practice.title, _words(found, agreed, called), staff, members, agreed, note)


def _explained(found: PracticeResult) -> bool:
    """Whether the team's level is what its sides said: the lower of both, or that of the only one."""
    said = [level for level in found.sides.values() if level is not None]
    return bool(said) and found.level == min(said)


def _words(found: PracticeResult, agreed: int | None, called: str) -> str:
    said = list(_sides(found))
    if found.level is None:
        return f"Not known: {', '.join(said)}" if said else _sentence([STATUS_WORDS[found.status]])
    if agreed is not None:
        return _sentence([f"{called} {agreed}", *said])
    levels = [found.sides[side] for side in SIDES]
    if levels[0] is not None and levels[0] == levels[1]:
        return f"Both {levels[0]}"
    return _sentence(said) if len(said) > 1 else f"{_sentence(said)} only"


def _sides(found: PracticeResult) -> Iterator[str]:
    """What each side that is shown said of a practice, in a word or two; nothing where neither gave a level."""
    if all(level is None for level in found.sides.values()):
        return
    for side in SIDES:
        voice, level = found.voices[side], found.sides[side]
        if level is not None:
            yield f"{SHORT[side]} {level}"
        elif voice is not None and voice.status in STATUS_WORDS:
            yield f"{SHORT[side]} {STATUS_WORDS[voice.status]}"


def _sentence(parts: list[str]) -> str:
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}"


def _in_words(rubric: Rubric, practice: Practice, row: MarkRow, *, above: bool) -> str:
    """The words of each level that was given to a practice; empty where none was."""
    levels = sorted({level for _, level in row.marks})
    if not levels:
        return ""
    if above and row.agreed is None:
        return f"{practice.title}: {WORDS_ABOVE}"
    # The words of level 1 say what level 0 is not yet: they are not told twice.
    bare = {0} if 1 in levels else set()
    said = (_level(rubric, practice, n, bare=n in bare) for n in levels)
    return f"{practice.title}: {' '.join(said)}"


def _level(rubric: Rubric, practice: Practice, level: int, *, bare: bool) -> str:
    name = rubric.level_words(level)
    if bare:
        return f"{name}."
    return f"{name}{'.' if level == 0 else ':'} {level_text(practice, level)}"


def how_many(result: Result) -> str:
    """The heading of all practices.

    A rubric may have any number of them.
    """
    number = len(result.rubric.practices)
    return "The one practice" if number == 1 else f"All {count(number, 'practice')}"

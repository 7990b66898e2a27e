"""What has come in of each team, in words: whom to wait for, whom to ask, and what to mend before a round is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import count, identity, one_line
from coprod_check.pages.blocks import Bullets, Heading, Page, Para, Section
from coprod_check.pages.table import Table
from coprod_check.pages.words import listed, round_words
from coprod_check.rules.look_alikes import what_tells_apart
from coprod_check.rules.notes import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coprod_check.rules.coaching.arrivals import Arrival, Expectation, OpenRound, SideIn

NOTHING_IN = "Nothing has come in yet."
HIDDEN_NUMBERS = (
    "Where fewer than five of a side have answered, no number stands here, whoever of them agreed to be shown: "
    "a number that is there today and not tomorrow would tell who did not. "
    "The result shows such a side only if all of it agreed; a sheet filled in together helps in any case."
)
_SIDE = {"staff": "staff", "lived-experience": "people with lived experience"}


def arrivals_page(
    found: OpenRound,
    expectation: Expectation | None = None,
    alike: Sequence[Sequence[str]] = (),
    unknown: int = 0,
) -> Page:
    """Tell what has come in of a round, the teams by name; first those for whom there is something to do.

    ``unknown`` files that cannot be read do not say whose they are.
    """
    return Page(_heading(found, expectation), tuple(_sections(found, expectation, alike, unknown)))


def _heading(found: OpenRound, expectation: Expectation | None) -> Heading:
    of = f"What has come in{f' of {round_words(found.label)}' if found.label else ''}"
    if expectation is not None:
        return Heading(f"{of}: {expectation.came} of {count(expectation.teams, 'team')} expected", 1)
    return Heading(f"{of}: {count(len({each.key[0] for each in found.arrivals}), 'team')}", 1)


def _sections(
    found: OpenRound, expectation: Expectation | None, alike: Sequence[Sequence[str]], unknown: int
) -> Iterator[Section]:
    yield Section("", (Para(_lead(found)),))
    elsewhere = {each.key[0]: round_words(each.label) for each in found.elsewhere}
    if expectation is None:
        yield from _listed("Not in this round", map(_elsewhere, found.elsewhere))
    else:
        yield from _listed("Still to come", (_missing(each, elsewhere) for each in expectation.missing))
        yield from _listed("Not on your list", (_not_expected(*each) for each in expectation.not_expected))
    yield from _listed("One side only", (f"{_called(each)}: {_one_side(each)}" for each in found.one_sided))
    yield from _listed("Not finished", (line for each in found.arrivals for line in _not_finished(each)))
    yield from _listed("To be mended", _to_mend(found, unknown))
    asked = {frozenset(each) for each in expectation.not_expected} if expectation else set()
    names = (each for each in alike if frozenset(each) not in asked)
    yield from _listed("Names that may be one team", map(_alike, names))
    if found.arrivals:
        yield Section("Every team", (_table(found.arrivals), Para(HIDDEN_NUMBERS, "soft")))


def _listed(title: str, items: Iterable[str]) -> Iterator[Section]:
    if told := tuple(items):
        yield Section(title, (Bullets(told, named=True),))


def _lead(found: OpenRound) -> str:
    """Of how many teams both sides have been heard from; a sum of sheets would tell how many are hidden."""
    every, both, one = len(found.arrivals), found.both, len(found.one_sided)
    if not every:
        return NOTHING_IN
    parts = [f"{both} {'has' if both == 1 else 'have'} answers of both sides"]
    unsaid = sum(each.together and not each.heard for each in found.arrivals)
    nothing = every - both - one - unsaid
    parts += [f"{one} of one side only"] * bool(one)
    parts += [f"{unsaid} of a meeting that does not say who was there"] * bool(unsaid)
    parts += [f"{nothing} none that count yet"] * bool(nothing)
    return f"{', '.join(parts)}."


def _elsewhere(each: Arrival) -> str:
    return f"{_called(each)}: its last sheets are of {round_words(each.label)}."


def _missing(team: str, elsewhere: Mapping[str, str]) -> str:
    label = elsewhere.get(identity(team))
    return f"{one_line(team)}: its last sheets are of {label}." if label else one_line(team)


def _not_expected(team: str, near: str) -> str:
    return f"{one_line(team)}: is it {one_line(near)}?{_unseen((team, near))}" if near else one_line(team)


def _alike(names: Sequence[str]) -> str:
    named = [*map(one_line, names[:NAMED]), *([f"{len(names) - NAMED} more"] if len(names) > NAMED else [])]
    return f"{listed(named)}.{_unseen(names[:NAMED])}"


def _unseen(names: Sequence[str]) -> str:
    """What tells names apart that look alike: nobody can see it."""
    unseen = what_tells_apart(names)
    return f" They look alike: {unseen}." if unseen else ""


def _one_side(each: Arrival) -> str:
    (side,) = each.heard
    other = next(one for one in SIDES if one != side)
    return f"{_SIDE[side]} alone. Ask {_SIDE[other]} before you close the round."


def _not_finished(each: Arrival) -> Iterator[str]:
    if each.together_unfinished:
        yield f"{_called(each)}: the meeting's sheet. It is scored as far as it goes."
    if waiting := [_SIDE[side] for side in SIDES if each.sides[side].unfinished]:
        yield f"{_called(each)}: somebody's own sheet, of {listed(waiting)}. It does not count until it is finished."


def _to_mend(found: OpenRound, unknown: int) -> Iterator[str]:
    for each in found.arrivals:
        if each.to_mend:
            yield f"{_called(each)}: a sheet counts nowhere until it is mended."
    if unknown:
        them = "it does not say whose it is" if unknown == 1 else "they do not say whose they are"
        yield f"{count(unknown, 'file')} that cannot be read: {them}."


def _called(each: Arrival) -> str:
    return one_line(each.team) or "a team without a name"


def _table(found: Sequence[Arrival]) -> Table:
    several = len({each.rubric for each in found if each.rubric}) > 1
    header = ("Team", *(["Questions"] if several else []), "Together", "Staff", "Lived experience")
    rows = tuple(
        (
            _called(each),
            *([each.rubric or "not known"] if several else []),
            _together(each),
            *(_side(each.sides[side]) for side in SIDES),
        )
        for each in found
    )
    return Table("Sheets that have come in, by team", header, rows, typed=frozenset({0}))


def _together(each: Arrival) -> str:
    if each.together_unfinished:
        return "not finished"
    return "in" if each.together else "none"


def _side(side: SideIn) -> str:
    said = "fewer than five" if side.sheets is None else str(side.sheets or "none")
    return f"{said} (some not finished)" if side.unfinished else said

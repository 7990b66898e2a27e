"""Things that the command line names: a dimension, a team, a round. One that does not exist is offered the nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.cli.scored import ScoredSome
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.problems import nearest, short
from coprod_check.documents.text import identity, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.cli.scored import Scored
    from coprod_check.documents.rubric import Rubric

NAMED = 20
"""How many names are listed where none is near; the others are counted."""


def not_there(option: str, what: str, wanted: str, known: Iterable[str], of: str = "") -> BadCommand:
    """Say that there is no such thing, and which is nearest; where none is near, which there are."""
    names = list(dict.fromkeys(map(one_line, known)))
    listed = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    offer = nearest(wanted, names) or f"choose one of {listed}"
    return BadCommand(f"{option}: there is no {what} {short(wanted)}{of}; {offer}")


def check_dimension(rubric: Rubric, wanted: str | None) -> None:
    """Make sure that a dimension is one of the rubric's; ``None`` is all of them."""
    known = [str(group.id) for group in rubric.dimensions]
    if wanted is not None and wanted not in known:
        raise not_there("--only", "dimension", wanted, known)


def wanted_of(scored: Scored, team: str | None, label: str | None) -> Scored:
    """The results of one team, of one round, or of both, by name; all where neither is named.

    Names are compared as everywhere, whatever their case and spacing. Raises ``BadCommand``
    where nothing has such a name; nothing answered is no reason to.
    """
    if (team is None and label is None) or not len(scored):
        return scored
    whose, which = (None if name is None else identity(name) for name in (team, label))
    found = scored.results_where(lambda key, round_: whose in {None, key} and which in {None, round_})
    if found:
        return ScoredSome(scored, found)
    facts = scored.facts
    if team is not None and not any(key == whose for _, key, _, _, _ in facts):
        raise not_there("--team", "team", team, (spelt for _, _, spelt, _, _ in facts))
    ours = [(spelt, of) for _, key, spelt, _, of in facts if whose in {None, key}]
    of_team = "" if team is None else f" of {short(ours[0][0])}"
    raise not_there("--round", "round", label or "", sorted({of for _, of in ours}), of_team)

"""Teams counted up from columns (contract, 3.10): each different answer once, with how many teams it stands for.

An example. Of the teams that count, 310 are at level 1 of a dimension with a score of 1.2:
that is one call of ``Tally.add_dimension`` with 310 teams. What is counted, and what the
counts become, is in ``rules/cohort.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coprod_check.rules.cohort import TeamRound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from coprod_check.batch.rounds import Chunk
    from coprod_check.batch.scoring import ScoredRounds
    from coprod_check.batch.sheet_columns import RoundKey
    from coprod_check.rules.cohort import Tally


def add_rounds(tally: Tally, chunk: Chunk, without: Collection[str]) -> None:
    """Count each team by its one round that counts.

    The rounds are in order of team and label, with all rounds of a team among them,
    but for the teams named in ``without``, which are counted elsewhere.
    """
    scored, rubric = chunk.scored, chunk.scored.rubric
    enough = scored.way.marked(0) > 0
    chosen = _one_round_each(scored, chunk.keys, enough)
    if without:
        chosen = chosen[[chunk.keys[row][0] not in without for row in chosen.tolist()]]
    tally.without += _named(chunk, chosen[~enough[chosen]])
    chosen = chosen[enough[chosen]]
    tally.counted += _named(chunk, chosen)
    for dimension, groups in zip(rubric.dimensions, scored.dimensions, strict=True):
        for group, teams in groups.times(chosen):
            tally.add_dimension(dimension.id, group, teams)
    for way, teams in scored.way.times(chosen):
        tally.add_stage(way.stage.stage, teams)
    for column, practice in enumerate(rubric.practices):
        for on, teams in scored.practices.times(chosen, column):
            tally.add_practice(practice.id, on.team, teams)
    for question, answers in zip(rubric.experience, scored.experience, strict=True):
        for counts, teams in answers.times(chosen):
            if counts:
                tally.add_experience(question.id, counts, teams)


def _named(chunk: Chunk, rows: NDArray[np.int64]) -> Iterator[TeamRound]:
    for row in rows.tolist():
        way, view = chunk.scored.way.at(row), chunk.scored.attendance.at(row).view
        team, label = chunk.spelt[row]
        yield TeamRound(team, label, chunk.scored.date.at(row), view, way.stage.stage, way.reached)


def _one_round_each(scored: ScoredRounds, keys: Sequence[RoundKey], enough: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Find the round of each team that stands for it: one that counts above any that does not, then the later one."""
    teams = [team for team, _ in keys]
    last = np.fromiter((one != other for one, other in zip(teams, [*teams[1:], ""], strict=True)), np.bool_, len(teams))
    last[-1:] = True
    of_team = np.append(0, last[:-1].cumsum()) if teams else np.zeros(0, np.int64)
    # Labels are in order already; a stable sort leaves the later one behind.
    order = np.lexsort((scored.date.marked(0), enough, of_team))
    return order[last]

"""Teams counted up from columns (contract, 3.10); what the counts become is in ``core/cohort.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from coprod_check.batch.scoring import NO_GAP, NONE, SCORED

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Sequence
    from typing import TypeVar

    from numpy.typing import NDArray

    from coprod_check.batch.scoring import Scored
    from coprod_check.batch.sheet_columns import RoundKey
    from coprod_check.rules.cohort import Tally

    Key = TypeVar("Key", bound=str)


def add_rounds(tally: Tally, scored: Scored, keys: Sequence[RoundKey], without: Collection[str]) -> None:
    """Count each team by its one round that counts.

    The rounds are in order of team and label, with all rounds of a team among them,
    but for the teams named in ``without``, which are counted elsewhere.
    """
    enough = 2 * sum((group.status == SCORED).astype(int) for group in scored.dimensions) >= len(scored.dimensions)
    chosen = _one_round_each(scored, keys, enough)
    if without:
        chosen = chosen[[keys[row][0] not in without for row in chosen.tolist()]]
    tally.without += int((~enough[chosen]).sum())
    chosen = chosen[enough[chosen]]
    tally.counted += len(chosen)
    for name, group in zip(tally.levels, scored.dimensions, strict=True):
        known = chosen[group.level[chosen] != NONE]
        _count(tally.levels[name], group.level[known])
        tally.scores[name] += group.score[known].tolist()
    for stage, teams in enumerate(np.bincount(scored.stage[chosen] + 1)[1:].tolist()):
        tally.stages[scored.rubric.stages[stage].id] += teams
    for column, practice in enumerate(tally.practices):
        level, gap = scored.practices.level[chosen, column], scored.practices.gap[chosen, column]
        _count(tally.practices[practice], level[level != NONE])
        _count(tally.gaps[practice], gap[gap != NO_GAP])
    for column, question in enumerate(scored.rubric.experience):
        tally.answered[question.id] += int(scored.experience_n[chosen, column].sum())
        for option, count in zip(question.options, scored.experience_counts[column][chosen].sum(axis=0), strict=True):
            tally.chosen[question.id][option.id] += int(count)


def _one_round_each(scored: Scored, keys: Sequence[RoundKey], enough: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Find the round of each team that stands for it: one that counts above any that does not, then the later one."""
    teams = [team for team, _ in keys]
    last = np.fromiter((one != other for one, other in zip(teams, [*teams[1:], ""], strict=True)), np.bool_, len(teams))
    last[-1:] = True
    of_team = np.append(0, last[:-1].cumsum()) if teams else np.zeros(0, np.int64)
    # Labels are in order already; a stable sort leaves the later one behind.
    order = np.lexsort((scored.date, enough, of_team))
    return order[last]


def _count(counts: Counter[int], found: NDArray[np.generic]) -> None:
    values, times = np.unique(found, return_counts=True)
    for value, teams in zip(values.tolist(), times.tolist(), strict=True):
        counts[value] += teams

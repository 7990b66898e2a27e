"""Which lines of a plan a refresh may change (contract, 4.2). All others are people's, and stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.documents.plan import FIND_OUT, follow_up_of
from coprod_check.documents.text import identity
from coprod_check.rules.plan_refresh import MEASURED

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.documents.kept import Spot
    from coprod_check.documents.plan import Plan

ALWAYS = frozenset({*MEASURED, "made_on", "offered"})
""""Then these and `made_on` are refreshed"; "`offered` starts afresh", and "what is added is added to `offered`".

No key of the team's own is in them: "Anywhere else in a plan an unknown key is an error".
"""


def refresh_may_change(old: Plan, new: Plan) -> Callable[[Spot], bool]:
    """Tell of each place in a plan whether a refresh may change what stands there.

    It looks at how the plan was and what it became, and at nothing that the refresh says of itself.
    """

    def may_change(spot: Spot) -> bool:
        match spot:
            case ("follow_up_on",):
                return _moves(old, new)
            case ("team",):
                # "`--same-team` for a team that was renamed: it writes the new name".
                return identity(old.team) != identity(new.team)
            case ("actions", int() as place, "because"):
                # "`because` (the tool's own line; people write in `notes`) becomes, in every open action …".
                return old.actions[place].open
            case ("actions", int() as place, "practices"):
                # "The `practices` of an open find-out are refreshed."
                return old.actions[place].open and old.actions[place].plain_id == FIND_OUT
            case (str() as key,):
                return key in ALWAYS
        return False

    return may_change


def _moves(old: Plan, new: Plan) -> bool:
    """Where it "was eight weeks after the old one or has passed", it is eight weeks after the new `made_on`."""
    if old.follow_up_on is None or new.made_on is None:
        return False
    by_default = old.made_on is not None and old.follow_up_on == follow_up_of(old.made_on)
    return (by_default or old.follow_up_on < new.made_on) and new.follow_up_on == follow_up_of(new.made_on)

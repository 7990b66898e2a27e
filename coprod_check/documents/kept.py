"""What people wrote in a file of ours, looked for in the text that is to go over it.

Nothing here knows what made that text. So what a writer of ours forgets is noticed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from coprod_check.documents.toml_text import quoted_and_remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Spot = tuple[str | int, ...]
"""Where a value stands in a file: its keys, and its places in lists, from 0."""


class Comment(NamedTuple):
    """A comment in a TOML text."""

    start: int
    """Where its ``#`` stands in the text."""
    words: str
    """All of it, with its ``#``, without blanks behind it."""


def comments_of(text: str) -> list[Comment]:
    r"""Find every comment of a TOML text that parses; what stands in quotes is none.

    >>> comments_of('a = "# no" # yes\n# and this')
    [Comment(start=11, words='# yes'), Comment(start=17, words='# and this')]
    """
    found = (each for each in quoted_and_remarks(text) if text[each.start()] == "#")
    return [Comment(each.start(), each.group().rstrip(" \t\r")) for each in found]


def lost_values(
    before: Mapping[str, Any], after: Mapping[str, Any], may_change: Callable[[Spot], bool], *, grows: str = ""
) -> list[Spot]:
    """List the values that a file held, and that the new one does not hold in the same place, as they were.

    What ``may_change`` allows is passed over, with all that is in it. The list at the top that
    ``grows`` may have more entries than before; any other is the same list or another one.
    """

    def looked_for(spot: Spot, was: object, now: object) -> Iterator[Spot]:
        if spot and may_change(spot):
            return
        if isinstance(was, dict) and isinstance(now, dict):
            for key, value in was.items():
                yield from looked_for((*spot, key), value, now.get(key))
        elif isinstance(was, list) and isinstance(now, list) and (len(was) == len(now) or _more(spot, was, now)):
            for place, value in enumerate(was):
                yield from looked_for((*spot, place), value, now[place])
        elif not _alike(was, now):
            yield spot

    def _more(spot: Spot, was: list[Any], now: list[Any]) -> bool:
        return spot == (grows,) and len(was) < len(now)

    return list(looked_for((), dict(before), dict(after)))


def _alike(one: object, other: object) -> bool:
    """Whether two values are one, by kind too: 1, 1.0 and true are three; a NaN is itself."""
    if type(one) is not type(other):
        return False
    # Python writes out no whole number of some thousand digits.
    return one == other if isinstance(one, int | str) else repr(one) == repr(other)

"""Good documents with a few values that are anything at all."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def spoilt(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """A good document in which one to three values are anything at all, or gone, or misspelt."""
    whole = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        here: Any = whole
        while True:
            key = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
            if not (isinstance(here[key], dict | list) and here[key] and draw(st.booleans())):
                break
            here = here[key]
        match draw(st.integers(0, 3)):
            case 0 if isinstance(here, dict) and len(here) > 1:
                del here[key]
            case 1 if isinstance(here, dict):
                here[draw(st.text(max_size=5))] = draw(JUNK)
            case _:
                here[key] = draw(JUNK | st.just(10**400))
    return whole

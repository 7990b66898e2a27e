"""Names that differ and look alike: what tells them apart, in words, because nobody can see it."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from coprod_check.documents.problems import short
from coprod_check.rules.near_names import same_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOKS_LIKE = str.maketrans(
    # Cyrillic and Greek letters, quotes, and what stands for each other in many typefaces (Unicode UTS 39).
    "асеорхуіјѕһԁԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧονı’‘ʼ′`´“”„−Il1|0",
    "aceopxyijshdqwABEKMHOPCTYXIJSABEZHIKMNOPTYXovi''''''\"\"\"-llllO",
)

_LOOKED_AT = 40
"""Letters that are compared from the first that differs on: names may be very long."""


def what_tells_apart(names: Sequence[str]) -> str:
    """Say in what names differ that look alike; nothing where every two of them can be told apart by looking.

    >>> what_tells_apart(["Blue team", "Blue teams"])
    ''
    >>> what_tells_apart(["Cafe", "C\u0430fe"])
    "'Cafe' has a latin small letter a where 'C\u0430fe' has a cyrillic small letter a"
    """
    # How an accent is stored is no difference between names.
    by_looks = sorted({unicodedata.normalize("NFC", name) for name in names}, key=lambda name: (_seen(name), name))
    told = (_difference(one, other) for _, same in groupby(by_looks, key=_seen) for one, other in pairwise(same))
    return "; ".join(told)


def _seen(name: str) -> str:
    """What a name looks like: letters of other alphabets, dashes and quotes as the ones they are taken for."""
    plain = "".join("-" if unicodedata.category(each) == "Pd" else each for each in unicodedata.normalize("NFKC", name))
    return " ".join(plain.translate(_LOOKS_LIKE).casefold().split())


def _difference(one: str, other: str) -> str:
    here, there = _first_unlike(one, other)
    return f"{short(one)} has {_called(here)} where {short(other)} has {_called(there)}"


def _first_unlike(one: str, other: str) -> tuple[str, str]:
    """What the first of two names has where the other one has something else; nothing where letters are missing."""
    begin = same_letters(one, other)
    one, other = one[begin:], other[begin:]
    here, there = one[:1], other[:1]
    if here.isspace() != there.isspace():  # of names that look alike one has a space more
        return (here, "") if here.isspace() else ("", there)
    end = same_letters(one[::-1], other[::-1])
    one, other = one[: len(one) - end][:_LOOKED_AT], other[: len(other) - end][:_LOOKED_AT]
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return next((one[a:b], other[c:d]) for kind, a, b, c, d in steps if kind != "equal")


def _called(letters: str) -> str:
    if not letters:
        return "nothing"
    name = unicodedata.name(letters[0], f"the letter U+{ord(letters[0]):04X}").lower()
    return name if name.startswith("the ") else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"

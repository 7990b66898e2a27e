"""Names that differ by a letter or two, found in time that grows with the names and not with their pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from functools import reduce
from itertools import combinations, compress, pairwise
from operator import itemgetter, xor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LETTERS = 2
"""Letters by which two spellings of one team's name may differ."""

_COMPARED_EACH_WITH_EACH = 100
"""Names that are compared each with each; more are searched."""
_SHORT = 6
"""Letters up to which a text is compared by what is left of it; longer ones by their pieces."""
_SAMPLE = 300
"""Texts that are looked at to choose where to cut all of their length."""
_CUTS = 100
"""Places that are tried for the first cut of a text, and for the second one."""
_LETTER_BITS, _PAIR_BITS = 30, 90
"""Bits of a mark for letters and for two letters side by side."""
_OF_LETTERS = 2**_LETTER_BITS - 1
_LETTERS_CHANGED = 2 * LETTERS
_CHANGED = 6 * LETTERS
"""Bits of a mark that so many letters can change: another letter is two letters and four pairs."""

_Text = tuple[str, int]
"""A name, or what is left of it without a part that others share; and the name's place among the names."""


def near_names(names: Iterable[str]) -> list[list[str]]:
    """Group names of which each differs from another of its group by one letter or two.

    A letter may be another one, missing, or too many; two that changed places count
    as two. Numbers are no letters, nor are words of one letter: ``team 1`` and ``team 2``,
    ``team a`` and ``team b`` are different on purpose. Names of two letters must have a
    letter in common. Both the groups and the
    names in them are in order.

    How: a name is cut into three pieces. With two letters changed one piece is as it
    was: the first, which is where it was; or the last, which is as far from the end;
    or the middle one, with one change before it and one behind, which has moved by one
    at most. So only names that share a piece are compared (Li, Deng, Wang and Feng
    2011, Pass-Join). The cuts lie where the pieces are shared by few. Where many share
    a piece all the same, it is taken out of them, and the same is done with the rest.
    Short texts are compared when the same is left of both without two of their letters
    (Bocek, Hunt and Stiller 2007, deletion neighbourhoods).

    >>> near_names(["riverside", "riversdie", "hillside", "ward 1", "ward 2"])
    [['riversdie', 'riverside']]
    """
    every = sorted(set(names))
    return sorted(group for alike in _as_counted(every) if len(alike) > 1 for group in _groups_of(alike))


def _as_counted(names: Sequence[str]) -> Iterable[list[str]]:
    """The names that have the same digits, and the same words of one letter, in the same order."""
    letters = {each for each in set().union(*names) if not each.isdigit()}
    without = str.maketrans(dict.fromkeys(letters))
    found: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        alone = (word for word in name.split() if len(word) == 1)
        found.setdefault((name.translate(without), *alone), []).append(name)
    return found.values()


def _groups_of(names: Sequence[str]) -> Iterator[list[str]]:
    groups = _Groups(names)
    _search([(name, place) for place, name in enumerate(names)], groups)
    return groups.of_several()


class _Groups:
    """Names that belong together, joined two by two; a name is known by its place."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._of = list(range(len(names)))
        """The group of each name: the place of one of its members."""
        self._members: dict[int, list[int]] = {}
        self._marks = list(_marks(names))

    def are_one(self, places: Iterable[int]) -> bool:
        """Whether there is nothing left to find out about these names."""
        return len(set(map(self._of.__getitem__, places))) == 1

    def compare(self, pairs: Iterable[tuple[int, Sequence[int]]]) -> None:
        """Join names with those of some others that are near."""
        of, marks, names = self._of, self._marks, self.names
        for one, others in pairs:
            mark, group = marks[one], of[one]
            for other in others:
                if of[other] == group:
                    continue
                differ = marks[other] ^ mark
                if (
                    differ.bit_count() <= _CHANGED
                    and (differ & _OF_LETTERS).bit_count() <= _LETTERS_CHANGED
                    and _near(names[one], names[other])
                ):
                    self._join(group, of[other])
                    group = of[one]

    def compare_all(self, places: Sequence[int]) -> None:
        """Join those of some names that are near each other."""
        if self.are_one(places):
            return
        if len(places) <= _COMPARED_EACH_WITH_EACH:
            self.compare((one, places[:at]) for at, one in enumerate(places))
            return
        of = self._of
        # Two names of the largest group are not compared: it may be nearly all of them.
        [(in_largest, _)] = Counter(map(of.__getitem__, places)).most_common(1)
        self.compare((one, places) for one in places if of[one] != of[in_largest])

    def _join(self, one: int, other: int) -> None:
        larger, smaller = (self._members.pop(group, [group]) for group in (one, other))
        if len(larger) < len(smaller):
            one, larger, smaller = other, smaller, larger
        for place in smaller:
            self._of[place] = one
        larger += smaller
        self._members[one] = larger

    def of_several(self) -> Iterator[list[str]]:
        """The groups of two or more names, each in order."""
        for members in self._members.values():
            yield [self.names[place] for place in sorted(members)]


class _Bits(dict[Hashable, int]):
    """A bit for everything that is asked for, the same bit every so often."""

    def __init__(self, bits: int, above: int = 0) -> None:
        self._bits, self._above = bits, above

    def __missing__(self, key: Hashable) -> int:
        self[key] = 1 << self._above + len(self) % self._bits
        return self[key]


def _marks(names: Iterable[str]) -> Iterator[int]:
    """Marks of names: which letters, and which two side by side, are there an odd number of times.

    Several may share a bit. Names whose marks differ by many bits are not near, which
    is found out much faster than by comparing the names.
    """
    letters, pairs = _Bits(_LETTER_BITS), _Bits(_PAIR_BITS, above=_LETTER_BITS)
    words: dict[str, int] = {}
    for name in names:
        mark = 0
        # A space on both sides: then the pairs of a name are those of its words, and many names share their words.
        for word in name.split(" "):
            if word not in words:
                of_letters = reduce(xor, map(letters.__getitem__, word), 0)
                words[word] = reduce(xor, map(pairs.__getitem__, pairwise(f" {word} ")), of_letters)
            mark ^= words[word]
        yield mark


# Which names to compare.


def _search(texts: Sequence[_Text], groups: _Groups) -> None:
    """Join the names of texts that are near."""
    places = [place for _, place in texts]
    if len(places) <= _COMPARED_EACH_WITH_EACH:
        groups.compare_all(places)
    elif not groups.are_one(places):
        texts = _without_common_ends(texts)
        short = [each for each in texts if len(each[0]) <= _SHORT]
        if short:
            _search_short([each for each in texts if len(each[0]) <= _SHORT + LETTERS], groups)
        if len(short) < len(texts):
            _search_long([each for each in texts if len(each[0]) > _SHORT], groups)


def _without_common_ends(texts: Sequence[_Text]) -> Sequence[_Text]:
    """Take off what all begin with and what all end with; as many edits lie between any two as before."""
    begins = same_letters(min(texts)[0], max(texts)[0])
    texts = [(text[begins:], place) for text, place in texts]
    backwards = [text[::-1] for text, _ in texts]
    ends = same_letters(min(backwards), max(backwards))
    return [(text[: len(text) - ends], place) for text, place in texts]


def same_letters(one: str, other: str) -> int:
    """How many letters two texts have in common from the first on."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


# Short texts: what is left without two letters.


def _search_short(texts: Sequence[_Text], groups: _Groups) -> None:
    by_length = _by_length(texts)
    # Nothing at all is left of whole names of two letters: that is nothing in common.
    text, place = texts[0]
    least = 1 if text == groups.names[place] else 0
    # The longest first: names one letter apart are soon one group, and its members are not compared again.
    # One length after the other saves memory.
    lengths = {length - left_out for length in by_length for left_out in range(LETTERS + 1)}
    for length in sorted((each for each in lengths if each >= least), reverse=True):
        for sharing in _sharing(
            (shortened, place)
            for left_out in range(LETTERS + 1)
            for text, place in by_length.get(length + left_out, ())
            for shortened in _shortened(text, left_out)
        ):
            groups.compare_all(sharing)


def _by_length(texts: Iterable[_Text]) -> dict[int, list[_Text]]:
    found: dict[int, list[_Text]] = {}
    for each in texts:
        found.setdefault(len(each[0]), []).append(each)
    return found


def _sharing(texts: Iterable[_Text]) -> Iterable[list[int]]:
    """The names that have a text in common, for every text that several have."""
    # Many a text is of one name alone: no list is made for those.
    first: dict[str, int] = {}
    several: dict[str, list[int]] = {}
    for text, place in texts:
        other = first.setdefault(text, place)
        if other != place:
            several.setdefault(text, [other]).append(place)
    return several.values()


def _shortened(text: str, left_out: int) -> list[str]:
    """Every text that is left of a text without so many of its letters (0, 1 or 2)."""
    if left_out == 0:
        return [text]
    if left_out == 1:
        return [text[:at] + text[at + 1 :] for at in range(len(text))]
    return [text[:at] + text[at + 1 : then] + text[then + 1 :] for at, then in combinations(range(len(text)), 2)]


# Long texts: a piece that they share.


_Columns = tuple[list[str], list[int]]
"""Texts of one length, and the places of their names."""


def _search_long(texts: Sequence[_Text], groups: _Groups) -> None:
    by_length = {length: _columns(of_length) for length, of_length in _by_length(texts).items()}
    for length, (of_length, _) in by_length.items():
        first, second = _cuts(of_length, length)
        for start, end in ((0, first), (first, second), (second, length)):
            _search_piece(by_length, length, start, end, groups)


def _columns(texts: Iterable[_Text]) -> _Columns:
    of_length, places = zip(*texts, strict=True)
    return list(of_length), list(places)


def _search_piece(by_length: Mapping[int, _Columns], length: int, start: int, end: int, groups: _Groups) -> None:
    """Join the names of texts that share one piece of those of one length, with texts as long or a little longer."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for piece, place in zip(
        map(itemgetter(slice(start, end)), by_length[length][0]), by_length[length][1], strict=True
    ):
        sharing[piece].append(place)
    few = {piece: places for piece, places in sharing.items() if len(places) <= _COMPARED_EACH_WITH_EACH}
    crowds: dict[str, list[_Text]] = {piece: [] for piece in sharing if piece not in few}
    for alike in few.values():
        if len(alike) > 1:
            groups.compare_all(alike)
    for longer in range(LETTERS + 1):
        texts, places = by_length.get(length + longer, ([], []))
        for moved in _moves(longer, first=start == 0, last=end == length):
            cut = itemgetter(slice(start + moved, end + moved))
            if longer or moved:
                alikes: list[Sequence[int]] = [few.get(piece, ()) for piece in map(cut, texts)]
                groups.compare(compress(zip(places, alikes, strict=True), alikes))
            for text, place in zip(texts, places, strict=True) if crowds else ():
                if (piece := cut(text)) in crowds:
                    crowds[piece].append((text[: start + moved] + text[end + moved :], place))
    for crowd in crowds.values():
        _search(crowd, groups)


def _moves(longer: int, *, first: bool, last: bool) -> Iterable[int]:
    """How far a piece may have moved to the right in a text that is longer by so much."""
    if first:
        return (0,)
    # The middle one moves by what was put in before it. Of two texts as long as each other it is one or none in
    # one of them: each is searched for the pieces of the other.
    return (longer,) if last else range(longer // LETTERS, LETTERS)


def _cuts(texts: Sequence[str], length: int) -> tuple[int, int]:
    """Where to cut texts of one length in three, so that few texts share a piece."""
    third = length // 3
    thirds = third, length - third
    if len(texts) <= _COMPARED_EACH_WITH_EACH:
        return thirds
    # Spread without an order: the names are sorted, and every tenth of them would share few beginnings.
    sample = [texts[place] for place in {each * (each + 1) * 7919 // 2 % len(texts) for each in range(_SAMPLE)}]

    def shared(start: int, end: int) -> int:
        counts = Counter(map(itemgetter(slice(start, end)), sample)).values()
        return sum(count * (count - 1) for count in counts)

    # Of a long text some places are enough: to count at each of its letters would take the square of its length.
    tries = range(0, length, max(1, length // _CUTS))
    begins = {end: shared(0, end) for end in tries}
    ends = {length - start: shared(length - start, length) for start in tries}
    tried: dict[tuple[int, int], int] = {}
    most = begins[0]
    while most:
        most = most * 2 // 3
        first = next((end for end, number in begins.items() if number <= most), length)
        second = next((start for start, number in ends.items() if number <= most), 0)
        if 0 < first < second < length and (first, second) not in tried:
            tried[first, second] = begins[first] + 2 * shared(first, second) + ends[second]
    return min(tried, key=tried.__getitem__, default=thirds)


# Whether two names are near.


def _near(one: str, other: str) -> bool:
    """Whether two edits at most make one name of the other (Levenshtein), and they have a letter in common."""
    if len(one) < len(other):
        one, other = other, one
    more = len(one) - len(other)
    if more > LETTERS:
        return False
    if len(one) <= LETTERS:
        return not set(one).isdisjoint(other)
    begins = same_letters(one, other)
    one, other = one[begins:], other[begins:]
    ends = same_letters(one[::-1], other[::-1])
    one, other = one[: len(one) - ends], other[: len(other) - ends]
    # Now they differ at both ends: one edit is at the beginning and one at the end, with the same between them.
    if len(one) <= LETTERS or not other:
        return len(one) <= LETTERS
    if more == 2:
        return one[1:-1] == other
    if more == 1:
        return one[1:-1] in {other[1:], other[:-1]}
    return one[1:-1] == other[1:-1] or one[1:] == other[:-1] or one[:-1] == other[1:]

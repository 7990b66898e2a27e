"""Many sheets as columns: one row for each sheet, one byte for each answer.

An example, of questions with four practices and levels 0 to 3 (``codes`` tells the bytes):

    team  label  date    voice  share  staff  members  respondent  sheet  answers        file  line
    0     0      740278  1      True   0      0        71320…      5127…  2 131 125 127  0     2

is a sheet of staff from line 2 of the first file, for the first team and round among the
names: level 2, level 3 with evidence, "dont-know", and nothing. SheetTexts are kept once, and
rows point at them.

What a row cannot hold (a fault, a copy, a sheet that is not finished, two sheets of one person) goes the way of
objects, with the rules of ``rules``: here is only what is plain.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from coprod_check.documents.text import identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from coprod_check.batch.layout import Layout

    Bytes = NDArray[np.uint8]


@dataclass(slots=True)
class SheetColumns:
    """Sheets as columns, in any order; row ``i`` of each column is of sheet ``i``."""

    answers: Bytes
    """For each practice a level or a word (``batch.layout``), with the bit ``EVIDENCE`` where any was given."""
    team: NDArray[np.uint32]
    """Index among the spellings of team names."""
    label: NDArray[np.uint32]
    """Index among the labels of rounds."""
    date: NDArray[np.int32]
    """Day, counted as ``datetime.date.toordinal`` does."""
    voice: Bytes
    """0 together, 1 staff, 2 people with lived experience."""
    share: NDArray[np.bool_]
    staff: NDArray[np.uint32]
    """Staff in the room, on a together sheet."""
    members: NDArray[np.uint32]
    """People with lived experience in the room, on a together sheet."""
    respondent: NDArray[np.int64]
    """A number for the pseudonym of whose sheet it is; ``NOBODY`` where it does not say."""
    sheet: NDArray[np.int64]
    """A number for the sheet's id; ``NOBODY`` where it has none."""
    circumstances: NDArray[np.unsignedinteger[Any]]
    """A bit for each circumstance."""
    experience: NDArray[np.unsignedinteger[Any]]
    """For each question a bit for each option that was chosen."""
    file: NDArray[np.uint32]
    """Index among the names of files."""
    line: NDArray[np.uint32]
    """The line in a table; 0 where the file is one sheet."""

    def __len__(self) -> int:
        """How many sheets."""
        return len(self.voice)

    def take(self, which: NDArray[np.int64] | slice) -> SheetColumns:
        """Some of the rows."""
        return SheetColumns(*(getattr(self, each.name)[which] for each in fields(self)))


@dataclass(slots=True)
class SheetTexts:
    """The texts that rows point at, each once."""

    teams: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    _team: dict[str, int] = field(default_factory=dict)
    _label: dict[str, int] = field(default_factory=dict)

    def team(self, spelt: str) -> int:
        """The index of a team's name, spaces tidied."""
        return self._index(" ".join(spelt.split()), self._team, self.teams)

    def label(self, label: str) -> int:
        """The index of a round's label, spaces tidied."""
        return self._index(" ".join(label.split()), self._label, self.labels)

    def file(self, name: str) -> int:
        """The index of one more file."""
        self.files.append(name)
        return len(self.files) - 1

    @staticmethod
    def _index(text: str, known: dict[str, int], listed: list[str]) -> int:
        index = known.get(text)
        if index is None:
            index = known[text] = len(listed)
            listed.append(text)
        return index


@dataclass(slots=True)
class Packed:
    """All plain sheets of one rubric, as columns."""

    layout: Layout
    names: SheetTexts = field(default_factory=SheetTexts)
    _parts: list[SheetColumns] = field(default_factory=list)

    def add(self, rows: SheetColumns) -> None:
        """Take some more rows."""
        if len(rows):
            self._parts.append(rows)

    def __len__(self) -> int:
        """How many sheets."""
        return sum(map(len, self._parts))

    def rows(self) -> SheetColumns:
        """All rows as one; what was taken part by part is given back, so that memory holds it once."""
        if not self._parts:
            return empty(self.layout)
        if len(self._parts) > 1:
            joined = []
            for each in fields(SheetColumns):
                joined.append(np.concatenate([getattr(part, each.name) for part in self._parts]))
                for part in self._parts:
                    setattr(part, each.name, None)
            self._parts = [SheetColumns(*joined)]
        return self._parts[0]


def empty(layout: Layout) -> SheetColumns:
    """No rows."""
    return SheetColumns(
        answers=np.zeros((0, len(layout.practices)), np.uint8),
        team=np.zeros(0, np.uint32),
        label=np.zeros(0, np.uint32),
        date=np.zeros(0, np.int32),
        voice=np.zeros(0, np.uint8),
        share=np.zeros(0, np.bool_),
        staff=np.zeros(0, np.uint32),
        members=np.zeros(0, np.uint32),
        respondent=np.zeros(0, np.int64),
        sheet=np.zeros(0, np.int64),
        circumstances=np.zeros(0, layout.circumstance_bits),
        experience=np.zeros((0, len(layout.questions)), layout.option_bits),
        file=np.zeros(0, np.uint32),
        line=np.zeros(0, np.uint32),
    )


RoundKey = tuple[str, str]
"""The keys of a team and of a round."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows put together by round; rounds in order of team and label."""

    keys: list[RoundKey]
    order: NDArray[np.int64]
    """The rows, round after round."""
    starts: NDArray[np.int64]
    """Where each round begins in ``order``; one more at the end."""


def group(packed: Packed) -> Grouped:
    """Find the rounds (contract, 3.1): rows of one team and one label, however these are spelt."""
    rows, names = packed.rows(), packed.names
    team_keys, label_keys = ([identity(each) for each in spelt] for spelt in (names.teams, names.labels))
    team_rank, label_rank = _ranks(team_keys), _ranks(label_keys)
    key = team_rank[rows.team] * len(names.labels)
    key += label_rank[rows.label]
    order = np.arange(len(key)) if (key[1:] >= key[:-1]).all() else np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    heads = order[first]
    teams, labels = rows.team[heads].tolist(), rows.label[heads].tolist()
    keys = [(team_keys[team], label_keys[label]) for team, label in zip(teams, labels, strict=True)]
    return Grouped(keys, order, np.append(first, len(key)))


def _ranks(texts: Sequence[str]) -> NDArray[np.int64]:
    """The place of each text among the different ones, sorted as Python sorts text."""
    place = {text: index for index, text in enumerate(sorted(set(texts)))}
    return np.fromiter((place[text] for text in texts), np.int64, len(texts))

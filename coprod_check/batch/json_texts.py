"""Results out of columns as JSON: the bytes that ``json_results`` writes, for very many at a time."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from coprod_check.batch import results_at as thaw
from coprod_check.batch.pieces import Pieces, rounded
from coprod_check.batch.scoring import AGREEMENT_WHY, VIEWS
from coprod_check.documents.shapes import SIDES
from coprod_check.exchange import json_results
from coprod_check.rules.result import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from coprod_check.batch.results_at import Head
    from coprod_check.batch.scoring import Group, Scored, Voices
    from coprod_check.documents.rubric import Dimension, Value

    Texts = Iterable[str]
    """The text of one part in every round."""
    Write = Callable[[Any, int], str]
    """Writes some data as it stands so many levels deep."""


_text = json.JSONEncoder(ensure_ascii=False).encode
"""Writes one text, as everywhere in the document."""


class JsonTexts:
    """Writes rounds as they stand in the document, some thousand at a time."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._pieces: defaultdict[str, Pieces] = defaultdict(Pieces)

    def __call__(self, scored: Scored, heads: Sequence[Head]) -> Iterator[str]:
        """Write each round."""
        return _Writer(scored, self._pieces, json_results.indented, ",", "\n").results(heads, 2)


class JsonLines:
    """Writes rounds as lines, some thousand at a time."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._pieces: defaultdict[str, Pieces] = defaultdict(Pieces)

    def __call__(self, scored: Scored, heads: Sequence[Head]) -> Iterator[str]:
        """Write each round."""
        written = _Writer(scored, self._pieces, lambda data, _: json_results.in_line(data), ", ", "").results(heads, 0)
        return (f"{text}\n" for text in written)


class _Writer:
    def __init__(self, scored: Scored, pieces: Mapping[str, Pieces], write: Write, comma: str, line: str) -> None:
        """Take how to write a part, what stands between two of them, and what begins a line."""
        self._scored, self._pieces_of = scored, pieces
        self._write, self._comma, self._line = write, comma, line

    def results(self, heads: Sequence[Head], depth: int) -> Iterator[str]:
        scored, rubric = self._scored, self._scored.rubric
        deep = depth + 1

        def of(name: str, columns: Iterable[Any], data: Callable[[int], Any]) -> list[str]:
            return self._pieces_of[name].of(columns, lambda row: self._write(data(row), deep))

        heard = [scored.meetings.there, *(column for voice in scored.sides for column in (voice.sheets, voice.by))]
        groups = deep + 1
        parts: dict[str, Texts] = {
            "rubric": repeat(self._write(rubric.id, deep)),
            "rubric_version": repeat(self._write(rubric.version, deep)),
            "team": map(_text, (head.team for head in heads)),
            "round": map(_text, (head.label for head in heads)),
            "date": of("date", [scored.date], lambda row: thaw.date_at(scored, row).isoformat()),
            "view": of("view", [scored.view], lambda row: VIEWS[scored.view[row]]),
            "one_sided": of("one_sided", [scored.one_sided], lambda row: bool(scored.one_sided[row])),
            "voices": of("voices", heard, lambda row: json_results.voices_data(thaw.voices_heard_at(scored, row))),
            "people": of("people", scored.people, lambda row: thaw.people_at(scored, row)),
            "dimensions": self._groups(rubric.dimensions, scored.dimensions, deep),
            "values": self._groups(rubric.values, scored.values, deep),
            "practices": self._object(
                {practice.id: self._practice(column, groups) for column, practice in enumerate(rubric.practices)}, deep
            ),
            "stage": of("stage", [scored.stage], lambda row: thaw.stage_at(scored, scored.stage, row)),
            "next_stage": of(
                "next_stage", [scored.next_stage], lambda row: thaw.stage_at(scored, scored.next_stage, row)
            ),
            "unmet": of("unmet", [scored.next_stage, scored.unmet], lambda row: thaw.unmet_at(scored, row)),
            "cautions": of("cautions", [scored.cautions], lambda row: thaw.cautions_at(scored, row)),
            "circumstances": of(
                "circumstances", [scored.circumstances], lambda row: thaw.circumstances_at(scored, row)
            ),
            "agreement": [self._write(each, deep) for each in rounded(scored.agreement, json_results.DIGITS)],
            "agreement_why": of(
                "agreement_why", [scored.agreement_why], lambda row: AGREEMENT_WHY[scored.agreement_why[row]]
            ),
            "to_check": self._checks(deep),
            "experience": of(
                "experience",
                [scored.experience_n, *scored.experience_counts],
                lambda row: json_results.experience_data(thaw.experience_at(scored, row)),
            ),
            "sources": [self._list(map(_text, head.sources), deep) for head in heads],
        }
        return map("".join, zip(*self._pieces(parts, depth), strict=False))

    def _object(self, parts: Mapping[str, Texts], depth: int) -> Texts:
        if not parts:
            return repeat(self._write({}, depth))
        return map("".join, zip(*self._pieces(parts, depth), strict=False))

    def _pieces(self, parts: Mapping[str, Texts], depth: int, before: str = "{") -> Iterator[Texts]:
        """Give the texts that make an object up, the braces, keys and commas between its parts among them."""
        for key, texts in parts.items():
            yield repeat(f"{before}{self._start(depth + 1)}{_text(key)}: ")
            yield texts
            before = self._comma
        yield repeat(f"{self._start(depth)}}}")

    def _start(self, depth: int) -> str:
        return self._line + "  " * depth if self._line else ""

    def _groups(self, which: Iterable[Dimension | Value], groups: Sequence[Group], depth: int) -> Texts:
        named = zip(which, groups, strict=True)
        return self._object({each.id: self._group(each, group, depth + 1) for each, group in named}, depth)

    def _group(self, which: Dimension | Value, group: Group, depth: int) -> Texts:
        scored = self._scored
        columns = (
            group.status, group.score, group.level, group.rated, group.applicable, group.one_sided,
            group.score_if_lowest, group.score_if_highest, group.held_back_by, group.not_known,
        )  # fmt: skip
        return self._pieces_of[f"{type(which).__name__} {which.id}"].of(
            columns, lambda row: self._write(json_results.group_data(thaw.group_at(scored, group, row)), depth)
        )

    def _practice(self, column: int, depth: int) -> Texts:
        """Write a practice; all practices have the same texts."""
        scored, found = self._scored, self._scored.practices
        of_team = (found.status, found.level, found.one_voice, found.gap)
        team = self._pieces_of["practice"].of(
            (each[:, column] for each in of_team),
            lambda row: self._open(json_results.practice_data(thaw.practice_at(scored, row, column)), depth),
        )
        sides = zip(SIDES, scored.sides, strict=True)
        parts: dict[str, Texts] = {side: self._voice(voice, column, depth + 1) for side, voice in sides}
        return map("".join, zip(team, *self._pieces(parts, depth, self._comma), strict=False))

    def _voice(self, voice: Voices, column: int, depth: int) -> Texts:
        of_voice = (
            voice.status, voice.level, voice.n, voice.dont_know, voice.not_applicable, voice.low, voice.high,
        )  # fmt: skip
        return self._pieces_of["voice"].of(
            [voice.by, *(each[:, column] for each in of_voice)],
            lambda row: self._write(json_results.voice_data(thaw.voice_at(voice, row, column)), depth),
        )

    def _open(self, data: dict[str, Any], depth: int) -> str:
        """Write an object without its end, for more to follow."""
        return self._write(data, depth).removesuffix(f"{self._start(depth)}}}")

    def _checks(self, depth: int) -> Texts:
        """Write the things to check; there are few different ones, and very many lists of them."""
        scored = self._scored
        every = [
            self._write(json_results.checks_data([Check(practice.id, why)])[0], depth + 1)
            for practice in scored.rubric.practices
            for why in scored.checks
        ]
        flags = np.stack([*scored.checks.values()], axis=2).reshape(len(scored), -1)
        found: list[list[str]] = [[] for _ in range(len(scored))]
        for row, which in zip(*(each.tolist() for each in np.nonzero(flags)), strict=True):
            found[row].append(every[which])
        return [self._list(texts, depth) for texts in found]

    def _list(self, texts: Iterable[str], depth: int) -> str:
        start = self._start(depth + 1)
        inside = f"{self._comma}{start}".join(texts)
        return f"[{start}{inside}{self._start(depth)}]" if inside else "[]"

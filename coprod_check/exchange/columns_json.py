"""Results out of columns as JSON: the bytes that ``json_results`` writes, for very many at a time."""

from __future__ import annotations

import json
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from coprod_check.columns import thaw
from coprod_check.columns.scoring import AGREEMENT_WHY, VIEWS
from coprod_check.core.result import Check
from coprod_check.core.shapes import SIDES
from coprod_check.exchange import json_results
from coprod_check.exchange.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from coprod_check.columns.scoring import Group, Scored, Voices
    from coprod_check.columns.thaw import Head

    Texts = Iterable[str]
    """The text of one part in every round."""
    Write = Callable[[Any, int], str]
    """Writes some data as it stands so many levels deep."""


_text = json.JSONEncoder(ensure_ascii=False).encode
"""Writes one text, as everywhere in the document."""


def json_texts(scored: Scored, heads: Sequence[Head]) -> Iterator[str]:
    """Write each round as it stands in the document."""
    return _Writer(scored, json_results.indented, ",", "\n").results(heads, 2)


def json_lines(scored: Scored, heads: Sequence[Head]) -> Iterator[str]:
    """Write each round as a line."""
    written = _Writer(scored, lambda data, _: json_results.in_line(data), ", ", "").results(heads, 0)
    return (f"{text}\n" for text in written)


class _Writer:
    def __init__(self, scored: Scored, write: Write, comma: str, line: str) -> None:
        """Take how to write a part, what stands between two of them, and what begins a line."""
        self._scored, self._write, self._comma, self._line = scored, write, comma, line

    def results(self, heads: Sequence[Head], depth: int) -> Iterator[str]:
        scored, rubric = self._scored, self._scored.rubric
        deep = depth + 1

        def of(columns: Iterable[Any], data: Callable[[int], Any], deeper: int = deep) -> list[str]:
            return pieces(columns, lambda row: self._write(data(row), deeper))

        heard = [scored.meetings.there, *(column for voice in scored.sides for column in (voice.sheets, voice.by))]
        groups = deep + 1
        parts: dict[str, Texts] = {
            "rubric": repeat(self._write(rubric.id, deep)),
            "rubric_version": repeat(self._write(rubric.version, deep)),
            "team": map(_text, (head.team for head in heads)),
            "round": map(_text, (head.label for head in heads)),
            "date": of([scored.date], lambda row: thaw.date_at(scored, row).isoformat()),
            "view": of([scored.view], lambda row: VIEWS[scored.view[row]]),
            "one_sided": of([scored.one_sided], lambda row: bool(scored.one_sided[row])),
            "voices": of(heard, lambda row: json_results.voices_data(thaw.voices_heard_at(scored, row))),
            "people": of(scored.people, lambda row: thaw.people_at(scored, row)),
            "dimensions": self._object(
                {
                    key.id: self._group(group, groups)
                    for key, group in zip(rubric.dimensions, scored.dimensions, strict=True)
                },
                deep,
            ),
            "values": self._object(
                {key.id: self._group(group, groups) for key, group in zip(rubric.values, scored.values, strict=True)},
                deep,
            ),
            "practices": self._object(
                {practice.id: self._practice(column, groups) for column, practice in enumerate(rubric.practices)}, deep
            ),
            "stage": of([scored.stage], lambda row: thaw.stage_at(scored, scored.stage, row)),
            "next_stage": of([scored.next_stage], lambda row: thaw.stage_at(scored, scored.next_stage, row)),
            "unmet": of([scored.next_stage, scored.unmet], lambda row: thaw.unmet_at(scored, row)),
            "cautions": of([scored.cautions], lambda row: thaw.cautions_at(scored, row)),
            "circumstances": of([scored.circumstances], lambda row: thaw.circumstances_at(scored, row)),
            "agreement": of([scored.agreement], lambda row: json_results.rounded(thaw.agreement_at(scored, row))),
            "agreement_why": of([scored.agreement_why], lambda row: AGREEMENT_WHY[scored.agreement_why[row]]),
            "to_check": self._checks(deep),
            "experience": of(
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

    def _group(self, group: Group, depth: int) -> Texts:
        scored = self._scored
        columns = (
            group.status, group.score, group.level, group.rated, group.applicable, group.one_sided,
            group.score_if_lowest, group.score_if_highest, group.held_back_by, group.not_known,
        )  # fmt: skip
        return pieces(
            columns, lambda row: self._write(json_results.group_data(thaw.group_at(scored, group, row)), depth)
        )

    def _practice(self, column: int, depth: int) -> Texts:
        scored, found = self._scored, self._scored.practices
        of_team = (found.status, found.level, found.one_voice, found.gap)
        team = pieces(
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
        return pieces(
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

"""Results out of columns as JSON: the bytes that ``json_results`` writes, for very many at a time.

A result is put together from its parts, for example

    {"rubric": "coproduction-values", | "team": "Team 1", | … "stage": "engaging", | …

and each different part is written once, by the writer of single results.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from coprod_check.batch.cases import MOST_KNOWN
from coprod_check.batch.pieces import Parts, rounded_each
from coprod_check.batch.scoring import AGREEMENT_WHY
from coprod_check.documents.text import visible_json
from coprod_check.exchange import json_results
from coprod_check.rules.result import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from coprod_check.batch.cases import Found
    from coprod_check.batch.results_at import Head
    from coprod_check.batch.scoring import ScoredRounds
    from coprod_check.documents.rubric import Dimension, Value
    from coprod_check.documents.shapes import PracticeId
    from coprod_check.rules.result import CheckWhy, GroupResult

    Places = NDArray[np.int64]
    Texts = Iterable[str]
    """The text of one part in every round."""
    Write = Callable[[Any, int], str]
    """Writes some data as it stands so many levels deep."""

T = TypeVar("T")

_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _text(said: str) -> str:
    """Write one text, as everywhere in the document."""
    return visible_json(_encoded(said))


class JsonTexts:
    """Writes rounds as they stand in the document, some thousand at a time."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._parts = Parts()

    def __call__(self, scored: ScoredRounds, heads: Sequence[Head]) -> Iterator[str]:
        """Write each round."""
        return _Writer(scored, self._parts, json_results.indented, ",", "\n").results(heads, 2)


class JsonLines:
    """Writes rounds as lines, some thousand at a time."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._parts = Parts()

    def __call__(self, scored: ScoredRounds, heads: Sequence[Head]) -> Iterator[str]:
        """Write each round."""
        written = _Writer(scored, self._parts, lambda data, _: json_results.in_line(data), ", ", "").results(heads, 0)
        return (f"{text}\n" for text in written)


class _Writer:
    def __init__(self, scored: ScoredRounds, parts: Parts, write: Write, comma: str, line: str) -> None:
        """Take how to write a part, what stands between two of them, and what begins a line."""
        self._scored, self._parts = scored, parts
        self._write, self._comma, self._line = write, comma, line

    def results(self, heads: Sequence[Head], depth: int) -> Iterator[str]:
        parts = {**self._who(heads, depth + 1), **self._figures(depth + 1), **self._beside(heads, depth + 1)}
        return map("".join, zip(*self._pieces(parts, depth), strict=False))

    def _of(self, name: str, found: Found[T], data: Callable[[T], Any], depth: int, *column: int) -> list[str]:
        """Write a part of every round; ``data`` lays out what is to be written."""
        return self._parts.of(name, found, lambda each: self._write(data(each), depth), *column)

    def _who(self, heads: Sequence[Head], depth: int) -> dict[str, Texts]:
        """Write whose round it is, and who was heard."""
        scored, rubric = self._scored, self._scored.rubric
        return {
            "rubric": repeat(self._write(rubric.id, depth)),
            "rubric_version": repeat(self._write(rubric.version, depth)),
            "team": map(_text, (head.team for head in heads)),
            "round": map(_text, (head.label for head in heads)),
            "date": self._of("date", scored.date, lambda date: date.isoformat(), depth),
            "view": self._of("view", scored.attendance, lambda heard: heard.view, depth),
            "one_sided": self._of("one_sided", scored.one_sided, bool, depth),
            "voices": self._of(
                "voices", scored.attendance, lambda heard: json_results.voices_data(heard.voices), depth
            ),
            "people": self._of("people", scored.people, dict, depth),
        }

    def _figures(self, depth: int) -> dict[str, Texts]:
        """Write how far they are."""
        scored, rubric = self._scored, self._scored.rubric
        practices: dict[str, Texts] = {
            each.id: self._practice(column, depth + 1) for column, each in enumerate(rubric.practices)
        }
        return {
            "dimensions": self._groups(rubric.dimensions, scored.dimensions, depth),
            "values": self._groups(rubric.values, scored.values, depth),
            "practices": self._object(practices, depth),
            "stage": self._of("stage", scored.way, lambda way: way.stage.stage, depth),
            "next_stage": self._of("next_stage", scored.way, lambda way: way.stage.next_stage, depth),
            "unmet": self._of("unmet", scored.way, lambda way: dict(way.stage.unmet), depth),
            "stage_why": self._of("stage_why", scored.way, lambda way: way.stage.why, depth),
            "cautions": self._of("cautions", scored.way, lambda way: way.cautions, depth),
        }

    def _beside(self, heads: Sequence[Head], depth: int) -> dict[str, Texts]:
        """Write what stands beside the figures."""
        scored = self._scored
        why = [self._write(each, depth) for each in AGREEMENT_WHY]
        return {
            "circumstances": self._of("circumstances", scored.circumstances, list, depth),
            "agreement": [self._write(each, depth) for each in rounded_each(scored.agreement)],
            "agreement_why": map(why.__getitem__, scored.agreement_why.tolist()),
            "to_check": self._checks(depth),
            "experience": self._experience(depth),
            "sources": [self._list(map(_text, head.sources), depth) for head in heads],
        }

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

    def _groups(self, which: Iterable[Dimension | Value], groups: Sequence[Found[GroupResult]], depth: int) -> Texts:
        parts: dict[str, Texts] = {
            each.id: self._of(f"{type(each).__name__} {each.id}", found, json_results.group_data, depth + 1)
            for each, found in zip(which, groups, strict=True)
        }
        return self._object(parts, depth)

    def _practice(self, column: int, depth: int) -> Texts:
        """Write a practice; all practices have the same texts."""
        scored = self._scored
        team = self._parts.of(
            "practice", scored.practices, lambda on: self._open(json_results.practice_data(on.team), depth), column
        )
        # Voices differ in how many gave which level, of which their texts say only the lowest and the highest.
        write = lru_cache(MOST_KNOWN)(lambda voice: self._write(json_results.voice_data(voice), depth + 1))
        parts: dict[str, Texts] = {
            side: self._parts.of("voice", voice, write, column) for side, voice in scored.voices.items()
        }
        return map("".join, zip(team, *self._pieces(parts, depth, self._comma), strict=False))

    def _open(self, data: dict[str, Any], depth: int) -> str:
        """Write an object without its end, for more to follow."""
        return self._write(data, depth).removesuffix(f"{self._start(depth)}}}")

    def _checks(self, depth: int) -> Texts:
        """Write the things to check; there are few different ones, and very many lists of them.

        Each source gives the rows in which it has any, where they stand among the others of
        a round (0 for the whole result, then a place for each practice), and their texts.
        """
        rows, places, texts = (list(each) for each in zip(*self._check_parts(depth), strict=True))
        row, place = np.concatenate(rows), np.concatenate(places)
        every = [text for each in texts for text in each]
        order = np.lexsort((place, row))
        found = list(map(every.__getitem__, order.tolist()))
        ends = np.searchsorted(row[order], np.arange(len(self._scored) + 1)).tolist()
        return [self._list(found[start:end], depth) for start, end in pairwise(ends)]

    def _check_parts(self, depth: int) -> Iterator[tuple[Places, Places, list[str]]]:
        scored, every = self._scored, self._scored.rubric.practices
        here = np.flatnonzero(scored.few.marked(0))
        few = self._parts.of("few", scored.few, lambda checks: self._check_texts(checks, depth + 1))
        yield here, np.zeros(len(here), np.int64), [few[row] for row in here.tolist()]
        for column, found in scored.checks.items():
            here = np.flatnonzero(found.marked(0))
            needed = self._parts.of(f"checks {column}", found, self._writes_checks(every[column].id, depth + 1))
            yield here, np.full(len(here), column + 1), [needed[row] for row in here.tolist()]
        any_checks = scored.practices.marked(3) > 0
        any_checks[:, list(scored.checks)] = False
        rows, columns = np.nonzero(any_checks)
        place = scored.practices.number[rows, columns].astype(np.int64) * len(every) + columns
        different, which = np.unique(place, return_inverse=True)
        texts = [
            self._writes_checks(every[column].id, depth + 1)(scored.practices.answers[number].checks)
            for number, column in zip(*(each.tolist() for each in np.divmod(different, len(every))), strict=True)
        ]
        yield rows, columns + 1, list(map(texts.__getitem__, which.tolist()))

    def _writes_checks(self, practice: PracticeId, depth: int) -> Callable[[Iterable[CheckWhy]], str]:
        """Give what writes the things to check on a practice."""
        return lambda whys: self._check_texts((Check(practice, why) for why in whys), depth)

    def _check_texts(self, checks: Iterable[Check], depth: int) -> str:
        """Write some things to check as they stand behind one another."""
        written = (self._write(each, depth) for each in json_results.checks_data(checks))
        return f"{self._comma}{self._start(depth)}".join(written)

    def _experience(self, depth: int) -> Texts:
        """Write the answers to the questions that may be shown."""
        scored, start = self._scored, self._start(depth + 1)
        every = []
        for question, found in zip(scored.rubric.experience, scored.experience, strict=True):
            texts = self._of(f"experience {question.id}", found, json_results.counts_data, depth + 1)
            key = f"{start}{_text(question.id)}: "
            every.append([f"{key}{text}" if text != "null" else "" for text in texts])
        if not every:
            return repeat("{}")
        inside = (self._comma.join(filter(None, texts)) for texts in zip(*every, strict=True))
        return [f"{{{text}{self._start(depth)}}}" if text else "{}" for text in inside]

    def _list(self, texts: Iterable[str], depth: int) -> str:
        start = self._start(depth + 1)
        inside = f"{self._comma}{start}".join(texts)
        return f"[{start}{inside}{self._start(depth)}]" if inside else "[]"

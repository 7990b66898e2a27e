"""A rubric's own words, so that a page in our language can say which parts are in another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coprod_check.pages.emphasis import any_of, parted

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Rubric

OURS = "en"
"""The language of our own sentences."""
_NOT_SAID = frozenset(
    {"id", "ids", "url", "version", "language", "dimension", "value", "source", "format", "rules", "needs", "ahead_of"}
)
"""Keys of a rubric that hold no words for people."""


@dataclass(frozen=True)
class OwnWords:
    """The words of a rubric in another language than ours; none where it is in ours."""

    language: str = OURS
    texts: frozenset[str] = frozenset()

    @cached_property
    def _anywhere(self) -> re.Pattern[str] | None:
        return any_of(self.texts)

    def parted(self, text: str) -> Iterator[tuple[str, bool]]:
        """Part a text into pieces, each with whether it is in the rubric's language.

        >>> list(OwnWords("cy", frozenset({"Dechrau"})).parted("At 1 Dechrau."))
        [('At 1 ', False), ('Dechrau', True), ('.', False)]
        """
        return parted(text, self._anywhere)


def own_words(rubric: Rubric) -> OwnWords:
    """Collect a rubric's words for people, where it is not in our language."""
    if rubric.language.replace("_", "-").split("-")[0].casefold() == OURS:
        return OwnWords()
    texts = {text for text in _texts(rubric.model_dump(mode="json")) if any(map(str.isalpha, text))}
    return OwnWords(rubric.language, frozenset(texts))


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a rubric
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            if key not in _NOT_SAID:
                yield from _texts(value)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)

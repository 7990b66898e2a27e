"""The texts of all levels as a table, for people who sort them back to show that each can be told from the others."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING

from coprod_check.documents.text import printable

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric


def level_texts_csv(rubric: Rubric, seed: int | None = None, only: str | None = None) -> str:
    """Write one level text a row, numbered, without saying which practice or level it is of.

    ``only`` is the id of a dimension whose texts are wanted alone.

    With a seed they are shuffled: the same seed gives the same order, so whoever holds it can check the sorting.
    """
    asked = (practice for practice in rubric.practices if only in {None, practice.dimension})
    texts = [text for practice in asked for text in practice.levels]
    if seed is not None:
        random.Random(seed).shuffle(texts)  # noqa: S311 - an order to repeat, no secret
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(("row", "text"))
    rows.writerows(enumerate(map(printable, texts), 1))
    return out.getvalue()

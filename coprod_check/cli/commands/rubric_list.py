"""``coprod-check rubric list``: what sets of questions there are."""

from __future__ import annotations

import sys

from coprod_check.documents.text import count
from coprod_check.storage import library


def run() -> None:
    """List the built-in rubrics."""
    for path in library.builtin_files():
        rubric = library.load(path)
        practices = count(len(rubric.practices), "practice")
        sys.stdout.write(f"{rubric.id}  {rubric.version}  {rubric.language}  {practices}  {rubric.title}\n")

"""Whole documents compared with files in the repository, and rewritten on request."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

UPDATE = "COPROD_UPDATE"
"""Set to 1 to rewrite the documents; then read the difference before committing it."""


def assert_same(path: Path, text: str) -> None:
    """Compare a document with the one on file, byte for byte."""
    if os.environ.get(UPDATE) == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    assert path.exists(), f"{path} is not there; run the test with {UPDATE}=1 to make it"
    assert path.read_bytes().decode() == text, f"{path.name} differs; {UPDATE}=1 rewrites it"

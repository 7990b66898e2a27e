# ruff: noqa: INP001 - beside the package
"""What a lock names: each library with its version, when it is needed, and the hashes of its files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
OF_PROGRAM = ROOT / "requirements.lock"
OF_TESTS = ROOT / "requirements-dev.lock"

_NAMED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<when>[^\\\n]+?))?(?: \\)?")


class Locked(NamedTuple):
    """One library of a lock."""

    name: str
    version: str
    when: str
    """The condition under which it is needed; empty where it always is."""
    hashes: tuple[str, ...]
    """SHA-256 of the files that are taken for it."""


def libraries(text: str) -> list[Locked]:
    r"""Every library that a lock names, in its order.

    >>> libraries("tomli-w==1.2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:ab12\n")
    [Locked(name='tomli-w', version='1.2.0', when="sys_platform == 'win32'", hashes=('ab12',))]
    """
    found = []
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        first = entry.splitlines()[0].rstrip()
        named = _NAMED.fullmatch(first)
        if named is None:
            raise ValueError(f"this line of a lock cannot be read: {first}")
        hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]+)", entry))
        found.append(Locked(named["name"], named["version"], named["when"] or "", hashes))
    return found

"""What our files are called: after team, round and voice, safe on every system."""

from __future__ import annotations

import re
import secrets
import unicodedata
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_check.documents.sheet_ids import LETTERS, id_made_of, written_id
from coprod_check.documents.text import identity

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_SLUG = 60
"""Bytes of a name in a file name; a whole one may have 255."""

_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3]")


def slug(text: str) -> str:
    """A name that is safe in a file name on every system; letters of any language stay.

    On Windows a few short names are those of devices, whatever ends the name of the file.

    >>> slug("Riverside: Diabetes / Group"), slug("Aux")
    ('riverside-diabetes-group', 'aux-team')
    """
    parts = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    # By bytes, which is what a file system counts; a letter that is cut in half is left out.
    short = "-".join(parts).encode()[:LONGEST_SLUG].decode(errors="ignore")
    short = short.strip("-") or "team"
    return f"{short}-team" if _DEVICE.fullmatch(short) else short


def sheet_id(voice: str, *about: str) -> str:
    """An id such as ``k7f3-92qd`` by which a copy of a sheet is known as a copy.

    Random for a private sheet. The sheet of a meeting gets the same id whenever the same
    team fills in the same round, so that the same answers give the same file.
    """
    if voice == "together":
        return id_made_of(*map(identity, about))
    return written_id("".join(secrets.choice(LETTERS) for _ in range(8)))


def default_name(team: str, label: str, voice: str, ident: str) -> Path:
    """Where a sheet is saved when nobody said where."""
    parts = [slug(team), slug(label)]
    if voice != "together":
        parts += [voice, ident[:4]]
    return Path("-".join(parts) + ".answers.toml")


def names_beside(path: Path) -> Iterator[Path]:
    """NAME-2, NAME-3, … for as long as somebody asks."""
    stem = path.name.removesuffix(".answers.toml").removesuffix(".toml")
    return (path.with_name(f"{stem}-{number}.answers.toml") for number in count(2))

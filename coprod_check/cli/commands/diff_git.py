"""How git calls ``coprod-check diff`` where it is named as the driver of its own ``git diff``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MODE = re.compile(r"[0-7]{6}")
_NOTHING, _NONE = "/dev/null", "."
"""What stands for a file that is not there, and for its object name and its mode."""


@dataclass(frozen=True, slots=True)
class GitVersion:
    """One of the two versions that git compares."""

    file: Path
    """Where its text lies; often a temporary file."""
    name: str
    """What to call it: the name in the repository, and of which object it is."""


@dataclass(frozen=True, slots=True)
class GitCall:
    """Two versions of one file, of which one may not be there."""

    path: str
    """The name of the file in the repository; of one that was renamed, its new name."""
    old: GitVersion | None
    new: GitVersion | None


def as_git_calls(arguments: Sequence[Path]) -> GitCall | None:
    """Know the seven arguments with which git calls a driver (nine where a file was renamed); ``None`` for others.

    They are the path, then file, object name and mode of the old version and of the new
    one. They are known by the form of the object names and modes, so that seven plans
    stay seven plans; a version that is not there has ``/dev/null``, a full stop and a full
    stop instead.
    """
    words = [each.as_posix() for each in arguments]
    if len(words) not in {7, 9} or not (_is_version(*words[1:4]) and _is_version(*words[4:7])):
        return None
    renamed = words[7] if len(words) == 9 else words[0]
    return GitCall(renamed, _version(words[0], *words[1:3]), _version(renamed, *words[4:6]))


def _is_version(file: str, name: str, mode: str) -> bool:
    if file == _NOTHING:
        return name == mode == _NONE
    return bool(_OBJECT.fullmatch(name) and _MODE.fullmatch(mode))


def _version(path: str, file: str, name: str) -> GitVersion | None:
    if file == _NOTHING:
        return None
    # Git has no object yet for a file that lies in the folder as it was edited.
    where = f"at {name[:7]}" if set(name) != {"0"} else "as it is now"
    return GitVersion(Path(file), f"{path} {where}")

"""One file a team, in one folder: what the files are called, and which results go into each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.cli.scored import ResultsAlone
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.text import identity, one_line
from coprod_check.storage.file_names import sheet_id, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from coprod_check.cli.scored import Scored
    from coprod_check.rules.result import Result


@dataclass(frozen=True, slots=True)
class OneTeam:
    """A team, what its file is called without an ending, and its results alone."""

    name: str
    stem: str
    scored: Scored

    @property
    def shows_nothing(self) -> bool:
        """Whether there is no round in which anything may be shown."""
        return not any(result.anyone_shown for result in self.scored.results)


def check_each(each: Path | None, out: Path | None) -> None:
    """Make sure that one place is named, and that it is no file."""
    if each is None:
        return
    if out is not None:
        message = "--each writes a file for each team into a folder, and --out one file; leave one of them out"
        raise BadCommand(message)
    if each.exists() and not each.is_dir():
        message = f"--each: {each} is a file; name a folder"
        raise BadCommand(message)


def team_stems(teams: Iterable[str]) -> dict[str, str]:
    """What the file of each team is called, by the team's key; the same whenever the same teams are there.

    Where two have one safe name, the one that is spelt like it keeps it, and the others get
    six letters of their own.

    >>> team_stems(["A/B", "a b", "C: d"])
    {'a/b': 'a-b-9g68py', 'a b': 'a-b', 'c: d': 'c-d'}
    """
    safe = {identity(team): slug(team) for team in teams}
    shared = Counter(safe.values())
    return {
        key: own_stem(key) if shared[stem] > 1 and key.replace(" ", "-") != stem else stem for key, stem in safe.items()
    }


def own_stem(team: str) -> str:
    """A safe name with six letters that no other team of the same safe name has."""
    return f"{slug(team)}-{sheet_id('together', team).replace('-', '')[:6]}"


def each_team(scored: Scored, among: Scored) -> Iterator[OneTeam]:
    """Part results by team, in order; ``among`` are all that were read, by which the files are named."""
    stems = team_stems(spelt for _, _, spelt, _, _ in among.facts)
    by_team: dict[str, list[Result]] = {}
    for result in scored.results:
        by_team.setdefault(identity(result.team), []).append(result)
    for key, results in sorted(by_team.items()):
        yield OneTeam(one_line(results[-1].team), stems[key], ResultsAlone(scored, results))


def file_of(folder: Path, name: str) -> Path:
    """Where a team's file goes; the folder is made with its parents."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name

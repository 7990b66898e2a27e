# ruff: noqa: INP001, T201 - a command beside the package
"""Looks for known vulnerabilities of what the locks name.

    python release/known_vulnerabilities.py            # what goes with the program
    python release/known_vulnerabilities.py --tests    # and what the tests need

pip-audit asks, from an environment of its own (.run/audit). Two places are asked: PyPI, and for what
it does not answer OSV (osv.dev). They are told names and versions, nothing else.

Leaves with 1 where a vulnerability is known. Where a place cannot be reached, nothing is known of
what it was asked for; that is said, and is no failure, unless --strict says so: a release is to be
looked at by somebody who was answered.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from locks import OF_PROGRAM, OF_TESTS, ROOT, libraries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Ask = Callable[[str, Sequence[tuple[str, str]]], str]

TOOL = "pip-audit==2.10.1"
PLACES = ("pypi", "osv")
LONGEST = 300
"""Seconds for one question."""


class Vulnerable(NamedTuple):
    """A known vulnerability of a library."""

    name: str
    version: str
    id: str
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        """In one line."""
        mended = f"mended in {', '.join(self.mended_in)}" if self.mended_in else "not mended in any version yet"
        return f"{self.name} {self.version}: {self.id}, {mended}"


class Told(NamedTuple):
    """What was found out."""

    known: tuple[Vulnerable, ...]
    unanswered: tuple[tuple[str, str], ...]
    """Libraries and versions of which nothing is known, for nobody answered."""


def one_of_each(wanted: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Put them into lists in which no library stands twice: a lock may name two versions, for two Pythons."""
    lists: list[dict[str, str]] = []
    for name, version in wanted:
        free = next((each for each in lists if name not in each), None)
        if free is None:
            lists.append(free := {})
        free[name] = version
    return [list(each.items()) for each in lists]


def understood(said: str, asked: Sequence[tuple[str, str]]) -> Told:
    """What the JSON of pip-audit tells; whatever of the asked it does not speak of is unanswered."""
    try:
        each_of = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Told((), tuple(asked))
    answered = {each["name"]: each["vulns"] for each in each_of if "vulns" in each}
    versions = dict(asked)
    known = [
        Vulnerable(name, versions[name], found["id"], tuple(found["fix_versions"]))
        for name, vulnerabilities in answered.items()
        if name in versions
        for found in vulnerabilities
    ]
    return Told(tuple(known), tuple(each for each in asked if each[0] not in answered))


def look(wanted: Iterable[tuple[str, str]], ask: Ask) -> Told:
    """Ask the first place for all, and each further one for what is unanswered."""
    known: list[Vulnerable] = []
    unanswered: list[tuple[str, str]] = []
    for asked in one_of_each(wanted):
        for_next = asked
        for place in PLACES:
            told = understood(ask(place, for_next), for_next)
            known += told.known
            for_next = list(told.unanswered)
            if not for_next:
                break
        unanswered += for_next
    return Told(tuple(known), tuple(unanswered))


def pip_audit(place: str, asked: Sequence[tuple[str, str]]) -> str:
    """What pip-audit says of these, as JSON; empty where it cannot be run, or nobody is there."""
    program = ROOT / ".run" / "audit" / ("Scripts" if os.name == "nt" else "bin") / "python"
    try:
        if not program.exists():
            venv.create(program.parent.parent, with_pip=True)
        subprocess.run([program, "-m", "pip", "install", "--quiet", TOOL], check=True, capture_output=True)  # noqa: S603
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder) / "asked.txt"
            listed.write_text("".join(f"{name}=={version}\n" for name, version in asked), "utf-8")
            options = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off", "-s", place]
            done = subprocess.run(  # noqa: S603 - our own words
                [program, "-m", "pip_audit", "-r", str(listed), *options],
                capture_output=True, text=True, check=False, timeout=LONGEST,
            )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def main(ask: Ask = pip_audit) -> None:
    """Look, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", action="store_true", help="what the tests need, too")
    parser.add_argument("--strict", action="store_true", help="leave with 1 where somebody did not answer")
    options = parser.parse_args()
    locks = (OF_PROGRAM, OF_TESTS) if options.tests else (OF_PROGRAM,)
    wanted = {(each.name, each.version): None for lock in locks for each in libraries(lock.read_text("utf-8"))}
    told = look(wanted, ask)
    for each in told.known:
        print(each)
    if told.unanswered:
        names = ", ".join(f"{name} {version}" for name, version in told.unanswered)
        print(
            f"Nobody answered for {len(told.unanswered)} of {len(wanted)}: nothing is known of {names}.",
            file=sys.stderr,
        )
    answered = len(wanted) - len(told.unanswered)
    if answered:
        print(f"{answered} of {len(wanted)} were answered for: {len(told.known) or 'no'} known vulnerabilities.")
    sys.exit(bool(told.known) or (options.strict and bool(told.unanswered)))


if __name__ == "__main__":
    main()

"""Many made-up exports of form services, read and compared with what their people said; for as long as one likes.

    python benchmarks/import_fuzz.py [SECONDS] [FIRST]

Each number makes a rubric, people and a file; FIRST is the number to begin with. Some rubrics hold
things that are alike, and every file that was settled is read again with one cell altered. Leaves
with 1 where a sheet held what its person did not say, where something was lost without a word, or
where a careful form was asked about.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import clone  # noqa: F401 - before the program

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from helpers.answering import DONT_KNOW, NOT_APPLICABLE, random_rubric
from helpers.columns import in_code, in_full, in_name, in_number_and_name, in_text
from helpers.exports import Written, asks, faults, made
from helpers.services import SERVICES

from coprod_check.imports.understand import understand

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Practice, Rubric

SHOWN = 20
"""How many faults are printed."""
SEED, SECONDS = 1, 60
OTHER_WORDS = ("", "N/A", "0", "1", "2", "2.0", "Don't know", "Begun", "Shared", "2 - Begun", "L1", "DK", "yes", "x")


def altered(rng: Random, written: Written, rubric: Rubric) -> tuple[Written, int, str, str] | None:
    """The file with one cell of one practice altered: the row, the practice, and what the cell says now."""
    ids = {practice.id for practice in rubric.practices}
    places = [place for place, (_, means) in enumerate(written.means) if means in ids]
    if not places:
        return None
    row, place = rng.choice(sorted(written.people)), rng.choice(places)
    cells = list(written.rows[row - 1])
    text = str(cells[place] or "")
    middle = len(text) // 2
    texts = [each for practice in rubric.practices for each in practice.levels]
    said = rng.choice((text[:middle] + text[middle + 1 :], rng.choice(OTHER_WORDS), rng.choice(texts)))
    cells[place] = said
    rows = (*written.rows[: row - 1], tuple(cells), *written.rows[row:])
    return replace(written, rows=rows), row, written.means[place][1], said


def in_number_and_text(rubric: Rubric, practice: Practice, answer: int | str | None) -> str:
    """Number and text of the level."""
    return f"{answer} - {in_text(rubric, practice, answer)}"


WAYS = (in_text, in_name, in_full, in_number_and_name, in_number_and_text, in_code)


def says(rubric: Rubric, practice: str, said: str) -> set[int | str | None]:
    """What a cell can be read as by somebody who is careful; nothing is always one of it."""
    asked = next(each for each in rubric.practices if each.id == practice)
    answers = [*range(len(rubric.levels)), DONT_KNOW, NOT_APPLICABLE]
    words: set[int | str | None] = {NOT_APPLICABLE} if letters(said) in ("doesnotapply", "notapplicable") else set()
    return {None, *words} | {
        each for each in answers for way in WAYS if letters(said) == letters(way(rubric, asked, each))
    }


def letters(text: str) -> str:
    """What is left of a text without what stands between its words."""
    return "".join(each for each in text.casefold() if each.isalnum())


def tried_altered(rng: Random, written: Written, rubric: Rubric) -> list[str]:
    """Alter one cell: others keep their answers, and this one is read as what it says, or as nothing."""
    change = altered(rng, written, rubric)
    if change is None:
        return []
    file, row, practice, said = change
    found = understand([file.source()], rubric, None, file.asked)
    faulty, wrong = list[str](), list[str]()
    possible = says(rubric, practice, said)
    if [means for _, means in file.means].count(practice) > 1:  # the other wording's column still says it
        possible.add(written.people[row].ratings.get(practice))
    for level in possible:
        who = written.people[row]
        ratings = {key: each for key, each in who.ratings.items() if key != practice}
        told = replace(who, ratings=ratings if level is None else {**ratings, practice: level})
        truth = replace(file, people={**file.people, row: told})
        faulty = [each for each in faults(truth, found) if practice not in each and "was lost" not in each]
        wrong = [each for each in faults(truth, found) if practice in each and ": read" in each]
        if not wrong:
            return [f"altered to {said!r}: {each}" for each in faulty]
    return [f"altered to {said!r} ({practice}): {each}" for each in wrong]


def tried(number: int) -> tuple[str, list[str]]:
    """Make one file, read it, and say what kind it was and what was wrong."""
    rng = Random(number)
    service = sorted(SERVICES)[number % len(SERVICES)]
    confused = number // len(SERVICES) % 4
    rubric = random_rubric(rng, confused=confused)
    written = made(rng, rubric, service)
    found = understand([written.source()], rubric, None, written.asked)
    wrong = faults(written, found)
    if not confused and not written.may_ask:
        wrong += [f"asked: {each}" for each in asks(found)]
    if service != "table" and found.settled:
        wrong += tried_altered(rng, written, rubric)
    kind = f"{service}, {'settled' if found.settled else 'asked'}{', confused' if confused else ''}"
    return kind, [f"{number} {service} (confused {confused}): {each}" for each in wrong]


def main() -> int:
    """Try file after file until the time is over."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    number = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    first, until = number, time.monotonic() + seconds
    kinds: Counter[str] = Counter()
    wrong: list[str] = []
    while time.monotonic() < until:
        kind, faulty = tried(number)
        kinds[kind] += 1
        wrong += faulty
        number += 1
    for kind, count in sorted(kinds.items()):
        print(f"{count:7,} {kind}")
    print(f"{number - first:,} files, {len(wrong):,} faults")
    print("\n".join(wrong[:SHOWN]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

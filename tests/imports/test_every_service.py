"""Whatever form service wrote a file, no sheet holds an answer that its person did not give."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from helpers.answering import random_rubric, wrong_answers
from helpers.exports import Written, as_csv, as_workbook, asks, faults, made, told_by_map
from helpers.services import SERVICES
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.answer_map import read_map
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated
from coprod_check.storage.foreign.grids import read_grids

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.imports.grid import SourceFile
    from coprod_check.imports.understood import Understood

SEEDS = st.integers(0, 2**32)
ALL = st.sampled_from(sorted(SERVICES))


def read(written: Written, rubric: Rubric) -> Understood:
    return understand([written.source()], rubric, None, written.asked)


@settings(max_examples=150, deadline=None)
@given(SEEDS, ALL, st.integers(0, 3))
def test_no_sheet_holds_what_its_person_did_not_say(seed: int, service: str, confused: int) -> None:
    """Even where things in the rubric are alike that must not be taken for each other; what is not asked is whole."""
    rng = Random(seed)
    rubric = random_rubric(rng, confused=confused)
    written = made(rng, rubric, service)
    assert faults(written, read(written, rubric)) == []


@settings(max_examples=120, deadline=None)
@given(SEEDS, ALL)
def test_what_a_careful_form_collects_is_read_without_a_question(seed: int, service: str) -> None:
    rng = Random(seed)
    rubric = random_rubric(rng)
    written = made(rng, rubric, service)
    found = read(written, rubric)
    assert written.may_ask or asks(found) == []
    assert faults(written, found) == []


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.sampled_from(sorted(SERVICES.keys() - {"monkey", "qualtrics"})), st.integers(0, 2))
def test_a_map_that_says_everything_is_obeyed(seed: int, service: str, confused: int) -> None:
    """What a map says comes before what the texts look like; with all of it said, nothing is read as another."""
    rng = Random(seed)
    rubric = random_rubric(rng, confused=confused)
    written = made(rng, rubric, service)
    said, problems = read_map(told_by_map(written, rubric))
    assert problems == []
    found = understand([written.source()], rubric, said, written.asked)
    assert faults(written, found) == []


def complete(rng: Random, rubric: Rubric, service: str) -> Written:
    """A file beside which nothing has to be said."""
    files = (made(rng, rubric, service) for _ in range(1000))
    return next(file for file in files if file.asked == Stated() and not file.misleading)


@settings(max_examples=60, deadline=None)
@given(SEEDS, ALL, ALL)
def test_several_files_are_one_import(seed: int, one: str, two: str) -> None:
    """Each row keeps to its own file; all are one round; no two people share a sheet."""
    rng = Random(seed)
    rubric = random_rubric(rng)
    files = [complete(rng, rubric, service) for service in (one, two)]
    sources = [replace(file.source(), name=str(place)) for place, file in enumerate(files)]
    found = understand(sources, rubric, None, Stated())
    wrong = [
        each
        for person in found.people
        for each in wrong_answers(person.sheet, files[int(person.file)].people[person.row])
    ]
    assert wrong == []
    assert len({person.sheet.sheet for person in found.people}) == len(found.people)
    if found.settled:
        assert len({person.sheet.round for person in found.people}) == 1


def through_a_file(rng: Random, written: Written, folder: Path) -> SourceFile:
    """The same answers, written to a file by another library and read back."""
    if written.workbook:
        as_workbook(written, folder / "export.xlsx")
        return read_grids(folder / "export.xlsx")
    (folder / "export.csv").write_bytes(as_csv(rng, written))
    return read_grids(folder / "export.csv")


def without_id(sheet: Sheet) -> Sheet:
    return sheet.model_copy(update={"sheet": ""})


@settings(max_examples=60, deadline=None)
@given(SEEDS, ALL)
def test_in_any_dialect_a_file_is_read_as_its_cells(
    tmp_path_factory: pytest.TempPathFactory, seed: int, service: str
) -> None:
    rng = Random(seed)
    rubric = random_rubric(rng)
    written = made(rng, rubric, service)
    found = read(written, rubric)
    source = through_a_file(rng, written, tmp_path_factory.mktemp("dialects"))
    again = understand([source], rubric, None, written.asked)
    assert len(asks(again)) == len(asks(found))
    assert [without_id(each.sheet) for each in again.people] == [without_id(each.sheet) for each in found.people]


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_the_faults_are_seen(service: str) -> None:
    """What counts as wrong is no empty word: a sheet with one answer changed is seen, and one that is missing."""
    files = ((random_rubric(rng), rng) for rng in map(Random, range(50)))
    tried = ((rubric, made(rng, rubric, service, clean=True)) for rubric, rng in files)
    rubric, written = next(each for each in tried if service == "unknown" or not each[1].may_ask)
    (row, who), *_ = written.people.items()
    other: dict[str, int | str] = {key: 0 if level != 0 else 1 for key, level in who.ratings.items()}
    spoilt = replace(written, people={**written.people, row: replace(who, ratings=other)})
    nobody = replace(written, people={each: them for each, them in written.people.items() if each != row})
    found = read(written, rubric)
    assert found.people
    assert faults(spoilt, found)
    assert faults(nobody, found)

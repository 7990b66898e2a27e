from __future__ import annotations

import copy
import re
import tomllib
from typing import Any

import pytest
from helpers.make import DATA
from helpers.spoilt import spoilt
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.rubric_checks import check_parts, read_rubric

GARDEN: dict[str, Any] = tomllib.loads((DATA / "good" / "garden.rubric.toml").read_text(encoding="utf-8"))


def changed(**more: Any) -> dict[str, Any]:
    return {**copy.deepcopy(GARDEN), **more}


def told(document: dict[str, Any]) -> list[str]:
    rubric, problems = read_rubric(document)
    assert (rubric is None) == bool(problems)
    return [str(each) for each in problems]


@pytest.mark.parametrize("name", ["garden", "two-levels", "six-levels"])
def test_a_good_rubric_has_no_problems(name: str) -> None:
    document = tomllib.loads((DATA / "good" / f"{name}.rubric.toml").read_text(encoding="utf-8"))
    assert told(document) == []


@pytest.mark.parametrize("key", ["format", "id", "version", "language", "title", "levels", "dimensions", "practices"])
def test_what_every_rubric_needs_is_missed(key: str) -> None:
    document = changed()
    del document[key]
    assert any(each.startswith(f"{key}: is missing; add ") for each in told(document))


@pytest.mark.parametrize("key", ["summary", "licence", "rules", "other_voice", "stages", "cautions", "experience"])
def test_what_may_be_left_out_is_not_missed(key: str) -> None:
    document = changed()
    del document[key]
    assert told(document) == []


@pytest.mark.parametrize("key", ["id", "dimension", "title", "levels", "question"])
def test_what_every_practice_needs_is_missed(key: str) -> None:
    document = changed()
    del document["practices"][2][key]
    assert f"practices[2].{key}: is missing; add it" in told(document)


def test_equal_points_do_not_fall() -> None:
    document = changed()
    document["levels"][1]["points"] = 4
    assert told(document) == []


def test_points_that_are_given_are_compared_with_numbers_that_stand_in() -> None:
    document = changed()
    del document["levels"][2]["points"]
    document["levels"][1]["points"] = 2.0000001
    assert told(document) == [
        (
            "levels[2].points: is 2, less than the 2.0000001 of the level below; "
            "give each level as many points as the one below, or more"
        )
    ]


@pytest.mark.parametrize("number", [10**20, -(10**20)])
def test_a_number_of_any_size_is_told_and_not_written_out(number: int) -> None:
    document = changed()
    document["levels"][1]["number"] = number
    assert told(document) == [
        "levels[1].number: is a very large whole number, expected 1; number the levels 0, 1, 2, … in order"
    ]


@pytest.mark.parametrize(("top", "fits"), [(0, True), (2, True), (3, False), (-1, False)])
def test_the_one_sided_top_is_a_level_of_the_rubric(top: int, fits: bool) -> None:
    assert told(changed(rules={"one_sided_top": top})) == (
        [] if fits else [f"rules.one_sided_top: is {top}; write a level from 0 to 2"]
    )


@pytest.mark.parametrize(("share", "fits"), [(0, True), (1, True), (0.0, True), (1.01, False), (-0.1, False)])
def test_a_share_runs_from_0_to_1(share: float, fits: bool) -> None:
    assert bool(told(changed(rules={"enough_answers": share}))) is not fits


def test_the_first_stage_needs_nothing_and_others_may_need_nothing() -> None:
    assert told(changed(stages=[{"id": "a", "name": "A", "needs": {}}, {"id": "b", "name": "B"}])) == []
    assert told(changed(stages=[{"id": "a", "name": "A", "needs": {"welcome": 1}}])) == [
        "stages[0].needs: the first stage has needs; leave it empty, because everyone is at the first stage at least"
    ]


@pytest.mark.parametrize("levels", [[], ["a"], ["a", "b"], ["a", "b", "c", "d"]])
def test_a_practice_is_described_at_every_level(levels: list[str]) -> None:
    document = changed()
    document["practices"][1]["levels"] = levels
    (message,) = told(document)
    assert message.startswith(f"practices[1].levels: has {len(levels)} description")


def test_one_faulty_practice_does_not_make_the_list_count_as_empty() -> None:
    document = changed(circumstances=[])
    document["practices"] = [document["practices"][0] | {"zzz": 1}]
    assert told(document) == [
        "practices[0].zzz: unknown key; take it out",
        "dimensions[1]: 'deciding' has no practice; add one, or take it out",
        "values[1]: 'fair' has no practice; add one, or take it out",
    ]


def test_faults_of_shape_and_of_sense_are_told_together() -> None:
    document = changed(zzz=1)
    document["practices"][0]["dimension"] = "wellcome"
    document["practices"][1]["weight"] = 0
    assert len(told(document)) == 3


@pytest.mark.parametrize("data", [{}, {"levels": 5, "practices": "x", "stages": {"a": 1}, "rules": []}])
def test_the_checks_pass_over_what_has_the_wrong_shape(data: dict[str, Any]) -> None:
    assert list(check_parts(data)) == []


@settings(deadline=None, max_examples=300)
@given(spoilt(changed()))
def test_whatever_is_in_a_rubric_it_is_read_or_told_in_our_words(document: dict[str, Any]) -> None:
    for each in told(document):
        assert each.isprintable()
        assert "; " in each
        assert not re.search("Input should|valid ", each)


@given(st.permutations(GARDEN["practices"]))
def test_the_order_of_practices_makes_no_fault(practices: list[Any]) -> None:
    assert told(changed(practices=practices)) == []

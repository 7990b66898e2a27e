from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.make import DATA, practice, rubric

from coprod_check.storage.library import load

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric


@pytest.fixture(scope="module")
def garden() -> Rubric:
    return load(DATA / "good" / "garden.rubric.toml")


@pytest.fixture(scope="module")
def six() -> Rubric:
    return load(DATA / "good" / "six-levels.rubric.toml")


@pytest.fixture(scope="module")
def two() -> Rubric:
    return load(DATA / "good" / "two-levels.rubric.toml")


def test_the_top_is_the_highest_level_number(garden: Rubric, six: Rubric, two: Rubric) -> None:
    assert (two.top, garden.top, six.top) == (1, 2, 5)


def test_points_are_the_number_itself_where_none_are_given(garden: Rubric, six: Rubric, two: Rubric) -> None:
    assert two.points == (0.0, 1.0)
    assert garden.points == (0.0, 0.5, 4.0)
    assert six.points == (-1.0, 0.0, 0.0, 2.5, 4.0, 100.0)


def test_rules_are_half_and_one_below_the_top_where_none_are_given(two: Rubric) -> None:
    assert two.rules.enough_answers == 0.5
    assert two.one_sided_top == 0
    assert rubric().one_sided_top == 2


def test_rules_are_as_the_rubric_says(six: Rubric) -> None:
    assert six.rules.enough_answers == 0.0
    assert six.one_sided_top == 5
    assert rubric(rules={"one_sided_top": 0}).one_sided_top == 0


def test_a_practice_is_core_weighs_one_and_always_applies_unless_it_says_otherwise(garden: Rubric) -> None:
    gate, tea = (garden.by_id[key] for key in garden.by_id if key in {"the-gate", "tea"})
    assert (gate.core, gate.weight, gate.may_not_apply) == (True, 1.0, False)
    assert (tea.core, tea.weight, tea.may_not_apply) == (False, 2.5, True)


def test_practices_are_found_by_id_in_the_order_of_the_file(garden: Rubric) -> None:
    assert list(garden.by_id) == ["the-gate", "tea", "what-to-sow", "when-to-water"]


@pytest.mark.parametrize(
    ("ident", "staff", "members"),
    [
        ("the-gate", "Is the gate open?", "Can you get in?"),
        ("tea", "Is there tea?", "Is there tea?"),
        ("what-to-sow", "Who picks the seeds?", "Who picks the seeds?"),
    ],
)
def test_each_side_reads_its_own_wording_or_the_only_one(garden: Rubric, ident: str, staff: str, members: str) -> None:
    question = next(each.question for each in garden.practices if each.id == ident)
    assert question.for_voice("staff") == staff
    assert question.for_voice("together") == staff
    assert question.for_voice("lived-experience") == members


def test_a_step_is_found_by_the_level_that_it_leads_to(garden: Rubric, six: Rubric) -> None:
    gate = garden.practices[0]
    step = gate.step_to(2)
    assert step is not None
    assert step.action == "Take the lock off."
    assert gate.step_to(0) is None
    last = six.practices[1].step_to(5)
    assert last is not None
    assert six.practices[1].step_to(4) is None


def test_a_one_sided_view_has_its_own_first_action(garden: Rubric, two: Rubric) -> None:
    found = garden.other_voice.for_view("staff-only")
    assert found is not None
    assert found.hard_question == "What would they say?"
    assert garden.other_voice.for_view("lived-experience-only") is None
    assert garden.other_voice.for_view("together") is None
    assert two.other_voice.for_view("unknown") is None


def test_levels_and_dimensions_have_names_for_people(garden: Rubric) -> None:
    assert garden.level_words(2) == "2 In flower"
    assert garden.dimension_name("deciding") == "Deciding"


def test_what_may_be_left_out_is_empty(two: Rubric) -> None:
    for part in (two.values, two.stages, two.cautions, two.circumstances, two.experience, two.sources):
        assert part == ()
    assert two.practices[0].steps == ()
    assert two.practices[0].value is None


def test_a_whole_number_is_good_enough_for_points_and_weights() -> None:
    assert rubric(practice("a", weight=3)).practices[0].weight == 3.0

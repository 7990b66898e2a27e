"""What `rubric check` says of a rubric that is right and yet could be better."""

from __future__ import annotations

from typing import Any

import pytest
from helpers.make import practice, rubric

from coprod_check.documents.authoring import authoring_remarks, sentences_of

GOOD: dict[str, Any] = {
    "levels": ["We do not do it yet.", "Staff do it by themselves.", "We all do it together.", "We also look again."],
    "question": {"staff": "Who does it?", "lived-experience": "Who does it?"},
    "steps": [{"to": 1, "action": "Do it before the next meeting."}],
    "hard_question": "Who was left out?",
    "counts": ["A list."],
}  # fmt: skip


def told(**more: Any) -> list[str]:
    language = more.pop("language", "en")
    return list(map(str, authoring_remarks(rubric(practice("a", **{**GOOD, **more}), language=language))))


def test_a_careful_practice_gets_no_remark() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("more", "remark"),
    [
        ({"levels": ["No.", "Staff do it. They tell us.", "We do it together now.", "We look at it again."]},
         "practices[0].levels[1]: a: level 1 has 2 sentences; ask for one thing at each level"),
        ({"levels": ["No.", "Staff do it by themselves here.", "Together.", "We also look at it again."]},
         ("practices[0].levels[2]: a: level 2 has 1 word, and the longest 6; "
          "make the levels about equally long, or the long one looks better")),
        ({"question": {"staff": "Who does it?"}},
         ("practices[0].question: a: only staff has a question; "
          "ask lived-experience the same thing in words of their own")),
        ({"question": {"lived-experience": "Who does it?", "together": "Who?"}},
         ("practices[0].question: a: only lived-experience has a question; "
          "ask staff the same thing in words of their own")),
        ({"question": {"staff": "Do some do it?", "lived-experience": "Who does it?"}},
         "practices[0].question.staff: a: says 'some'; say what is meant: how many, or how often"),
        ({"steps": [{"to": 1, "action": "Do it."}]},
         "practices[0].steps[0]: a: the step to 1 names no time; say by when, such as before the next meeting"),
        ({"steps": []}, "practices[0]: a: has no steps; add [[practices.steps]]: what to do to get one level up"),
        ({"hard_question": " "},
         "practices[0]: a: has no hard question; add hard_question: what a critical friend would ask"),
        ({"counts": []},
         "practices[0]: a: says of no evidence that it counts; add counts: what would show it to someone from outside"),
    ],
)  # fmt: skip
def test_each_thing_to_look_at_again(more: dict[str, Any], remark: str) -> None:
    assert told(**more) == [remark]


@pytest.mark.parametrize("word", ["some", "Main", "mainly", "regular", "regularly", "at set times"])
def test_a_word_that_everyone_fills_in_is_named_unless_it_is_explained(word: str) -> None:
    levels = ["Not yet.", f"Staff {word} do it.", "We do it all together now.", "We also look at it again."]
    assert told(levels=levels) == [
        f"practices[0].levels[1]: a: says {word.casefold()!r}; say what is meant: how many, or how often"
    ]
    levels[1] = f"Staff {word} do it, such as weekly."
    assert told(levels=levels) == []


def test_words_are_looked_at_in_english_alone() -> None:
    assert told(language="cy", steps=[{"to": 1, "action": "Gwnewch e."}]) == []


def test_a_citation_has_a_place() -> None:
    asked = rubric(
        practice("a", **GOOD, sources=[{"source": "s"}, {"source": "s", "where": "page 3"}]),
        sources=[{"id": "s", "title": "S"}],
    )
    assert list(map(str, authoring_remarks(asked))) == [
        "practices[0].sources[0]: a: cites s without a place; say where in it: a page, or a heading"
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("One", 1), ("One.", 1), ("One. Two", 2), ("One: two; three.", 1), ("He said “yes.” She left.", 2),
     ("1.5 hours", 1)],
)  # fmt: skip
def test_sentences_end_with_a_stop_alone(text: str, count: int) -> None:
    assert sentences_of(text) == count

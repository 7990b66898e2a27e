"""The page of a programme between two rounds: how many teams went which way, never which of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.pages.blocks import Fold
from coprod_check.pages.drawings import Stacks
from coprod_check.pages.team_changes import (
    NO_PAIRS,
    NOT_COMPARED_AT_ALL,
    WHICH_WAY,
    changes_page,
    changes_section,
)
from coprod_check.pages.words import FALL
from coprod_check.rules.scoring import score_round
from coprod_check.rules.team_changes import TeamChanges, team_changes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet
    from coprod_check.pages.blocks import Block
    from coprod_check.rules.result import Result

ASKED = rubric(practice("a"), practice("b", "e"), practice("c", "f"), practice("x", core=False))
LATER = DAY + dt.timedelta(days=180)
Levels = dict[str, Any]


def result(team: str, said: Sheet, label: str, date: dt.date, asked: Rubric = ASKED) -> Result:
    return score_round(settled(asked, said.model_copy(update={"team": team, "round": label, "date": date})))


def twice(
    team: str, old: Levels, new: Levels, labels: tuple[str, str] = ("2026-05", "2026-11"), **more: Any
) -> list[Result]:
    return [
        result(team, sheet(levels=levels), label, date, **more)
        for levels, label, date in ((old, labels[0], DAY), (new, labels[1], LATER))
    ]


def changes(*results: Iterable[Result]) -> TeamChanges:
    (only,) = team_changes([each for some in results for each in some]).values()
    return only


def level(a: int, b: int, c: int) -> Levels:
    return {"a": a, "b": b, "c": c}


def stacks(blocks: Iterable[Block]) -> list[Stacks]:
    return [block for block in blocks if isinstance(block, Stacks)]


TWO = (twice("Beta", level(0, 2, 1), level(2, 1, 1)), twice("Alpha", level(1, 1, 1), level(2, 1, 1)))


def test_the_page_has_its_parts_in_order_and_says_no_sentence_twice() -> None:
    page = changes_page(changes(*TWO, twice("Once", level(1, 1, 1), level(1, 1, 1))[:1]))
    assert [section.title for section in page.sections] == [
        "",
        WHICH_WAY,
        "Every practice",
        "Who was in the room",
        "Teams that were not heard in two rounds",
        "What these numbers are not",
    ]
    assert page.first == 2
    assert page.heading.over == "2 teams heard in two rounds · May 2026 to November 2026"
    sentences = [each for each in texts(page) if each.endswith(".")]
    assert len(sentences) == len(set(sentences)) > 3


@pytest.mark.parametrize(
    ("teams", "found"),
    [
        (TWO, "Most often higher: D, in 2 of 2 teams; most often lower: E, in 1 of 2 teams"),
        (
            [twice("A", level(0, 0, 0), level(1, 1, 0))],
            "Most often higher: D and E, in 1 team each; no team is lower in any dimension",
        ),
        (
            [twice("A", level(1, 1, 1), level(0, 0, 0))],
            "No team is higher in any dimension; most often lower: D and 2 others, in 1 team each",
        ),
        ([twice(team, level(1, 1, 1), level(1, 1, 1)) for team in "AB"], "Every team is where it was"),
        ([twice("A", level(1, 1, 1), level(1, 1, 1))], "The one team is where it was"),
        ([twice("A", level(1, 1, 1), level(1, 1, 1))[:1]], NO_PAIRS),
    ],
)  # fmt: skip
def test_the_heading_tells_what_rose_and_what_fell_as_plainly(teams: list[list[Result]], found: str) -> None:
    assert changes_page(changes(*teams)).heading.text == found


def test_where_no_level_is_known_in_both_rounds_it_says_so() -> None:
    asked = rubric(practice("a"), practice("b", "e"))
    found = changes(twice("A", {"a": 1}, {"b": 1}, asked=asked))
    assert changes_page(found).heading.text == NOT_COMPARED_AT_ALL
    assert stacks(changes_page(found).whole)[0].rows[0].note == "1 not known"


def test_a_bar_for_each_dimension_and_practice_counts_who_went_which_way() -> None:
    page = changes_page(changes(*TWO, twice("Gamma", level(1, 1, 1), {"a": "dont-know", "b": 1, "c": 1})))
    dimensions, *practices = stacks(page.whole)
    assert (dimensions.kinds, dimensions.scale) == (("Lower", "Same", "Higher"), "moves")
    assert [(row.name, row.counts, row.note) for row in dimensions.rows] == [
        ("D", (0, 0, 2), "1 not known"), ("E", (1, 2, 0), ""), ("F", (0, 3, 0), ""),
    ]  # fmt: skip
    assert [(each.caption, each.keyed, each.notes_are) for each in practices] == [
        ("D", True, "Not compared"), ("E", False, ""), ("F", False, ""),
    ]  # fmt: skip
    assert "Not known in both rounds of any team: Title of x." in texts(page)


def test_a_fall_is_no_failure() -> None:
    assert FALL in texts(changes_page(changes(*TWO)).brief)
    assert FALL not in texts(changes_page(changes(twice("A", level(0, 0, 0), level(1, 1, 0)))))


def test_who_was_in_the_room_is_told_then_and_now() -> None:
    old = result("C", sheet("staff", level(1, 1, 1), share=True), "2026-05", DAY)
    new = result("C", sheet(levels=level(1, 1, 1), people={"staff": 0, "lived-experience": 0}), "2026-11", LATER)
    page = changes_page(changes(*TWO, [old, new]))
    (room,) = (section for section in page.sections if section.title == "Who was in the room")
    assert texts(room.blocks)[1:] == [
        " | Then | Now",
        "Teams: both sides, in one meeting | 2 | 2",
        "Teams: staff only | 1 | 0",
        "Teams: it does not say who was there | 0 | 1",
        "Staff who answered | 5 | 4",
        "People with lived experience who answered | 4 | 4",
        "Teams that did not count people | 0 | 1",
    ]
    assert texts(page.brief)[2] == (
        "In 1 of 3 teams not the same sides were heard in both rounds. "
        "There a level may differ because other people answered."
    )


def test_teams_that_cannot_be_compared_are_named_by_the_round_they_were_in() -> None:
    same = level(1, 1, 1)
    once = [twice("Old", same, same)[0], twice("Other", same, same)[0], twice("New", same, same)[1]]
    none = [result("None", sheet(levels={"a": "dont-know"}), "2026-05", DAY)]
    page = changes_page(changes(*TWO, once, none))
    assert texts(page.sections[-2].blocks) == [
        "Only in May 2026: Old, Other", "Only in November 2026: New", "In no round with enough answers: None",
    ]  # fmt: skip


def test_rounds_with_labels_of_their_own_are_not_named() -> None:
    found = changes(*TWO, twice("C", level(1, 1, 1), level(1, 1, 1), labels=("spring", "autumn")))
    assert changes_page(found).heading.over == "3 teams heard in two rounds"
    assert changes_section(found, warned=False).title == "Between two rounds: 3 teams heard in both"


def test_as_a_part_of_another_page_it_has_the_same_figures_folded() -> None:
    found = changes(*TWO)
    section = changes_section(found, warned=False)
    assert section.title == "May 2026 to November 2026: 2 teams heard in both"
    assert texts(section.blocks)[0] == f"{changes_page(found).heading.text}."
    (fold,) = (block for block in section.blocks if isinstance(block, Fold))
    assert [*stacks(section.blocks), *stacks(fold.blocks)] == stacks(changes_page(found).whole)
    left = changes(*TWO, twice("Once", level(1, 1, 1), level(1, 1, 1))[:1])
    assert "Only in May 2026: Once" in texts(changes_section(left, warned=False).blocks)


def test_that_the_teams_are_few_is_said_once_on_a_page() -> None:
    few = "Only 2 teams were heard in two rounds. "
    told = [
        any(line.startswith(few) for line in texts(changes_section(changes(*TWO), warned=each).blocks))
        for each in (False, True)
    ]
    assert told == [True, False]


@pytest.mark.parametrize("dimensions", [1, 7, 19, 90])
def test_any_number_of_dimensions_has_a_page(dimensions: int) -> None:
    asked = rubric(*(practice(f"p{n}", f"d{n}") for n in range(dimensions)))
    old, new = (dict.fromkeys(map(str, asked.by_id), each) for each in (1, 2))
    page = changes_page(changes(*(twice(team, old, new, asked=asked) for team in "AB")))
    assert len(stacks(page.brief)[0].rows) == dimensions
    assert len(page.heading.text) < 90

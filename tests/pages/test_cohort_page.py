"""The page of many teams: counts of teams, never a rank."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from helpers.report_texts import texts

from coprod_check.pages.blocks import Fold
from coprod_check.pages.cohort_lead import NOBODY_IN_ANY, NOT_COMPARED, NOTHING_TO_COUNT, SIDES_ALIKE, WHAT_COUNTS
from coprod_check.pages.cohort_page import AT_EACH_LEVEL, TOO_SMALL_A_GROUP, cohort_page
from coprod_check.pages.drawings import Shares, Stacks
from coprod_check.pages.round_text import NOBODY_SHOWN
from coprod_check.pages.table import Table
from coprod_check.rules.cohort import Cohort, cohorts_of
from coprod_check.rules.cohort_highlights import highest_practices
from coprod_check.rules.scoring import score_round
from coprod_check.rules.team_changes import team_changes

if TYPE_CHECKING:
    from coprod_check.documents.sheet import Sheet
    from coprod_check.pages.blocks import Block, Page
    from coprod_check.rules.result import Result

STAGES = [
    {"id": "start", "name": "Start", "needs": {}},
    {"id": "some", "name": "Some", "needs": {"d": 1}},
    {"id": "more", "name": "More", "needs": {"d": 2, "e": 2}},
]
EXPERIENCE = [
    {"id": "q", "question": "How was it?", "options": [{"id": "good", "text": "Good"}, {"id": "bad", "text": "Bad"}]}
]
ASKED = rubric(
    practice("a", steps=[{"to": 1, "action": "Begin with a."}]),
    practice("b", "e"),
    practice("c", "e", core=False),
    stages=STAGES,
    experience=EXPERIENCE,
)
WITHOUT_STAGES = rubric(practice("a"), practice("b", "e"))


def result(team: str, *sheets: Sheet, asked: Any = ASKED, label: str = "r", date: dt.date = DAY) -> Result:
    named = (each.model_copy(update={"team": team, "round": label, "date": date}) for each in sheets)
    return score_round(settled(asked, *named))


def agreed(team: str, asked: Any = ASKED, **levels: Any) -> Result:
    return result(team, sheet(levels=levels), asked=asked)


def both(team: str, staff: dict[str, int], members: dict[str, int], **experience: str) -> Result:
    said = {"experience": experience} if experience else {}
    return result(team, sheet("staff", staff, share=True), sheet(MEMBERS, members, share=True, **said))


def staff_only(team: str, **levels: int) -> Result:
    return result(team, sheet("staff", levels, share=True))


def cohort(*results: Result) -> Cohort:
    (only,) = cohorts_of(results).values()
    return only


def said(page: Page) -> dict[str, list[str]]:
    """The texts of each section, by its title."""
    return {section.title: texts(section.blocks) for section in page.sections}


def blocks(page: Page, title: str) -> tuple[Block, ...]:
    (found,) = (section.blocks for section in page.sections if section.title == title)
    return found


THREE = (agreed("Beta", a=2, b=3), agreed("alpha", a=0, b=0), agreed("Gamma", a=0, b=1))


def test_the_page_of_three_teams_has_its_parts_in_order_and_says_no_sentence_twice() -> None:
    page = cohort_page(cohort(*THREE))
    assert list(said(page)) == [
        "",
        AT_EACH_LEVEL,
        "What teams find hardest",
        "Where teams are furthest along",
        "Every practice",
        "Who was heard",
        "The teams, by name",
        "How the numbers were made",
        "What these numbers are not",
    ]
    assert page.first == 2
    sentences = [each for each in texts(page) if each.endswith(".")]
    assert len(sentences) == len(set(sentences)) > 5


# The heading.


@pytest.mark.parametrize(
    ("teams", "found"),
    [
        (THREE, "1 of 3 teams has reached Some; 1 More"),
        ((agreed("A", a=1, b=1), agreed("B", a=1, b=1)), "2 of 2 teams have reached Some; none More yet"),
        ((agreed("A", a=0, b=1), agreed("B", a=0, b=1)), "None of 2 teams has reached Some yet"),
        (
            (agreed("A", a=1, b=1), agreed("B", a=0, b=1), staff_only("C", a=1, b=1)),
            "1 of 2 teams whose stage is known has reached Some; none More yet",
        ),
        (
            (staff_only("A", a=1, b=1), staff_only("B", a=0, b=1)),
            "Most common: 0 Not yet or 1 Started in D; 1 Started in E",
        ),
        ((agreed("A", a="dont-know"), agreed("B", a="dont-know")), NOTHING_TO_COUNT),
        ((result("A", sheet("staff", {"a": 3})), result("B", sheet("staff", {"a": 3}))), NOBODY_IN_ANY),
    ],
)  # fmt: skip
def test_the_heading_says_what_was_found(teams: tuple[Result, ...], found: str) -> None:
    assert cohort_page(cohort(*teams)).heading.text == found


def test_of_many_stages_the_first_and_the_furthest_reached_are_named() -> None:
    stages = [{"id": f"s{n}", "name": f"Stage {n}", "needs": {"d": n} if n else {}} for n in range(4)]
    asked = rubric(practice("a"), stages=[*stages, {"id": "s4", "name": "Stage 4", "needs": {"d": 3, "a": 3}}])
    teams = [agreed(f"T{level}", asked, a=level) for level in range(4)]
    assert cohort_page(cohort(*teams)).heading.text == "3 of 4 teams have reached Stage 1; 1 Stage 4"


def test_of_one_stage_nobody_is_further() -> None:
    asked = rubric(practice("a"), stages=[*STAGES[:2]])
    page = cohort_page(cohort(*(agreed(team, asked, a=1) for team in "AB")))
    assert page.heading.text == "2 of 2 teams have reached Some"
    (shares,) = (block for block in page.brief if isinstance(block, Shares))
    assert [row.name for row in shares.rows] == ["Some"]


@pytest.mark.parametrize("stages", [[], STAGES[:1]])
def test_without_stages_that_need_something_the_heading_is_the_levels(stages: Any) -> None:
    asked = rubric(practice("a"), practice("b", "e"), stages=stages)
    page = cohort_page(cohort(agreed("A", asked, a=1, b=1), agreed("B", asked, a=1, b=1)))
    assert page.heading.text == "Most common: 1 Started in D and E"
    assert not any(isinstance(block, Shares) for block in page.whole)


def test_of_many_dimensions_the_heading_counts_them() -> None:
    asked = rubric(*(practice(f"p{n}", f"d{n}") for n in range(19)))
    levels = {f"p{n}": 1 if n < 12 else 2 for n in range(19)}
    page = cohort_page(cohort(*(agreed(team, asked, **levels) for team in "AB")))
    assert page.heading.text == "Most common: 1 Started in 12 of 19 dimensions; 2 Together in 7"


@pytest.mark.parametrize(
    ("rounds", "over"),
    [
        ([("A", "2026-11", (2026, 11, 5)), ("B", "2026-11", (2026, 12, 1))], "2 teams · November 2026"),
        ([("A", "spring", (2026, 5, 5)), ("B", "autumn", (2026, 11, 1))], "2 teams · May to November 2026"),
    ],
)
def test_above_the_heading_stands_how_many_teams_and_when(rounds: list[tuple[str, str, Any]], over: str) -> None:
    teams = [
        result(team, sheet(levels={"a": 1, "b": 1}), label=label, date=dt.date(*date)) for team, label, date in rounds
    ]
    assert cohort_page(cohort(*teams)).heading.over == over


def test_above_the_heading_stands_how_many_of_the_teams_count() -> None:
    assert cohort_page(cohort(*THREE, agreed("D", a="dont-know"))).heading.over == "3 of 4 teams counted · r"
    assert cohort_page(cohort(*(agreed(team, a="dont-know") for team in "AB"))).heading.over == "0 of 2 teams counted"


# The first screen.


def test_the_hardest_practice_stands_first() -> None:
    lead, warning = said(cohort_page(cohort(*THREE)))[""][:2]
    assert lead == f"Hardest: Title of a, 2 of 3 at Not yet. {NOT_COMPARED}"
    assert warning.startswith("Only 3 teams count. That is too few for conclusions")


def test_where_no_team_is_at_the_lowest_level_nothing_is_called_hard() -> None:
    page = cohort_page(cohort(agreed("A", a=1, b=1, c=1), agreed("B", a=1, b=1, c=1)))
    assert said(page)[""][0].startswith("No team is at Not yet in any practice.")
    assert "What teams find hardest" not in said(page)


@pytest.mark.parametrize(
    ("teams", "words"),
    [
        ([both("A", {"a": 2, "b": 1}, {"a": 1, "b": 1})], "Title of a, in the one team where they can be compared."),
        (
            [both("A", {"a": 2, "b": 1}, {"a": 1, "b": 1}), both("B", {"a": 1, "b": 1}, {"a": 1, "b": 1})],
            "Title of a, in 1 of the 2 teams where they can be compared.",
        ),
        (
            [both(team, {"a": 2, "b": 1}, {"a": 1, "b": 1}) for team in "AB"],
            "Title of a, in all 2 teams where they can be compared.",
        ),
        ([both(team, {"a": 1, "b": 1}, {"a": 1, "b": 1}) for team in "AB"], SIDES_ALIKE),
    ],
)
def test_where_the_sides_differ_most_often_stands_first(teams: list[Result], words: str) -> None:
    assert said(cohort_page(cohort(*teams)))[""][0].endswith(words)


def test_who_was_heard_and_what_it_does_to_the_levels_stands_first() -> None:
    unknown = result("D", sheet(levels={"a": 1, "b": 1}, people={"staff": 0, MEMBERS: 0}))
    found = cohort(
        *THREE, staff_only("C", a=3, b=3), unknown, result("E", sheet(MEMBERS, {"a": 3, "b": 3}, share=True))
    )
    first = said(cohort_page(found))[""]
    assert first[1] == (
        "In 1 of 6 there is the view of staff alone: levels stop at 2 there, and no stage is known. "
        "In 1 of 6 there is the view of people with lived experience alone: "
        "levels stop at 2 there, and no stage is known. "
        "In 1 of 6 the sheet does not say who was there: levels stop at 2 there, and no stage is known."
    )
    assert not [line for line in first if line.startswith("The stage of")]
    assert {each.reached[0].level for each in found.heard["staff-only"]} == {2}


def test_without_stages_one_side_alone_says_nothing_of_a_stage() -> None:
    alone = [result(team, sheet("staff", {"a": 3, "b": 3}, share=True), asked=WITHOUT_STAGES) for team in "AB"]
    first = said(cohort_page(cohort(*alone)))[""]
    assert "In 2 of 2 there is the view of staff alone: levels stop at 2 there." in first


def test_other_teams_whose_stage_is_not_known_are_counted() -> None:
    page = cohort_page(cohort(*THREE, agreed("C", b=1), agreed("D", b=1)))
    assert (
        "The stage of 2 teams is not known: only one side was heard, or too few practices are rated to say."
        in said(page)[""]
    )


@pytest.mark.parametrize(("teams", "told"), [(9, False), (10, True)])
def test_the_stages_are_counted_with_a_range_from_ten_teams_on(teams: int, told: bool) -> None:
    page = cohort_page(cohort(*(agreed(f"T{n}", a=n % 2, b=1) for n in range(teams))))
    (shares,) = (block for block in page.brief if isinstance(block, Shares))
    assert [(row.name, row.x, row.n) for row in shares.rows] == [
        ("Some or further", teams // 2, teams), ("More", 0, teams),
    ]  # fmt: skip
    assert [row.low is not None for row in shares.rows] == [told, told]


# Teams at each level.


def test_a_bar_for_each_dimension_counts_teams_and_those_without_a_level() -> None:
    (stacks,) = blocks(cohort_page(cohort(*THREE, agreed("D", a=1))), AT_EACH_LEVEL)
    assert isinstance(stacks, Stacks)
    assert stacks.kinds == ("0 Not yet", "1 Started", "2 Together", "3 Always")
    assert [(row.name, row.counts, row.note) for row in stacks.rows] == [
        ("D", (2, 1, 1, 0), ""), ("E", (1, 1, 0, 1), "1 without a level"),
    ]  # fmt: skip
    assert stacks.notes_are == "Not known"


def test_a_bar_for_each_practice_says_where_the_sides_differ() -> None:
    page = cohort_page(cohort(*THREE, both("D", {"a": 2, "b": 1}, {"a": 1, "b": 1})))
    one, other, left_out = blocks(page, "Every practice")
    assert isinstance(one, Stacks)
    assert isinstance(other, Stacks)
    assert [(row.name, row.counts, row.note) for row in (*one.rows, *other.rows)] == [
        ("Title of a", (2, 1, 1, 0), "1 of 1 differ"), ("Title of b", (1, 2, 0, 1), "0 of 1 differ"),
    ]  # fmt: skip
    assert (one.caption, one.keyed, other.caption, other.keyed) == ("D", True, "E", False)
    assert texts([left_out]) == ["Rated by no team: Title of c."]


def test_a_dimension_whose_practices_nobody_rated_has_no_bars() -> None:
    asked = rubric(practice("a"), practice("b", "e", core=False), practice("c", "f"), practice("x", "e"))
    page = cohort_page(cohort(*(agreed(team, asked, a=1, c=1) for team in "AB")))
    bars = [block for block in blocks(page, "Every practice") if isinstance(block, Stacks)]
    assert [(block.caption, block.keyed) for block in bars] == [("D", True), ("F", False)]
    assert said(page)["Every practice"][-1] == "Rated by no team: Title of b and Title of x."


# What stands out.


def test_the_hardest_are_those_with_most_teams_at_the_lowest_level_each_with_a_first_step() -> None:
    teams = [(0, 1, 0), (1, 0, 1), (0, 0, 0)]
    page = cohort_page(cohort(*(agreed(f"T{n}", a=a, b=b, c=c) for n, (a, b, c) in enumerate(teams))))
    assert said(page)["What teams find hardest"] == [
        "Title of a: 2 of 3 at 0 Not yet, “None of it.” What could help: Begin with a.",
        "Title of b: 2 of 3 at 0 Not yet, “None of it.”",
        "Title of c: 2 of 3 at 0 Not yet, “None of it.”",
    ]


def test_of_equally_hard_ones_the_next_level_decides_and_three_are_enough() -> None:
    asked = rubric(*(practice(each, "side") for each in "abcdef"))
    high = {"a": 3, "b": 2, "c": 3, "d": 3, "e": 1, "f": 3}
    page = cohort_page(cohort(agreed("A", asked, **dict.fromkeys("abcdef", 0)), agreed("B", asked, **high)))
    assert [line.split(":")[0][-1] for line in said(page)["What teams find hardest"]] == ["e", "b", "a"]


def test_gaps_are_named_where_most_teams_have_them_the_larger_first() -> None:
    one = both("A", {"a": 2, "b": 3, "c": 1}, {"a": 1, "b": 0, "c": 1})
    other = both("B", {"a": 0, "b": 3, "c": 1}, {"a": 1, "b": 0, "c": 2})
    third = both("C", {"a": 1, "b": 2, "c": 1}, {"a": 1, "b": 1, "c": 1})
    assert said(cohort_page(cohort(one, other, third)))[
        "Where staff and people with lived experience differ most often"
    ] == [
        "Title of b: staff say more in 3 of 3 (2 by two levels or more).",
        "Title of a: staff say more in 1 of 3 and people with lived experience in 1.",
        "Title of c: people with lived experience say more in 1 of 3.",
    ]
    page = cohort_page(cohort(*(both(team, {"a": 3}, {"a": 0}) for team in "AB")))
    assert texts(page).count("Title of a: staff say more in 2 of 2 (by two levels or more).") == 1


def test_the_furthest_practices_have_most_teams_in_the_upper_half() -> None:
    found = cohort(agreed("A", a=2, b=1), agreed("B", a=2, b=3), agreed("C", a=0, b=0))
    assert [(practice.id, high, rated) for practice, high, rated in highest_practices(found)] == [
        ("a", 2, 3), ("b", 1, 3),
    ]  # fmt: skip
    assert said(cohort_page(found))["Where teams are furthest along"] == [
        "How many teams are at “2 Together” or above:", "Title of a: 2 of 3", "Title of b: 1 of 3",
    ]  # fmt: skip
    low = said(cohort_page(cohort(agreed("A", a=0, b=0), agreed("B", a=0, b=1))))
    assert low["Where teams are furthest along"] == ["No team is at “2 Together” or above in any practice yet."]


# Who was heard.


def test_levels_are_counted_apart_by_who_was_heard() -> None:
    teams = (*THREE, both("C", {"a": 2}, {"a": 1}), staff_only("D", a=3, b=3))
    lines, fold = blocks(cohort_page(cohort(*teams)), "Who was heard")
    assert texts([lines]) == [
        "Both sides, in one meeting: 3 of 5 teams",
        "Both sides, each on its own: 1 of 5 teams",
        "Staff only: 1 of 5 teams",
    ]
    assert isinstance(fold, Fold)
    one, other = (block for block in fold.blocks if isinstance(block, Stacks))
    assert [row.counts for row in one.rows] == [(2, 0, 1, 0), (0, 1, 0, 0), (0, 0, 1, 0)]
    assert [row.note for row in other.rows] == ["", "1 without a level", ""]
    assert (one.keyed, other.keyed, one.notes_are, other.notes_are) == (True, False, "", "Not known")


def test_teams_that_do_not_count_are_named_and_told_what_to_do() -> None:
    found = cohort(*THREE, result("Hidden", sheet("staff", {"a": 3})), agreed("Few", a="dont-know"))
    heard = said(cohort_page(found))["Who was heard"]
    assert heard[1:] == [
        "Not counted, for want of answers: Few.",
        f"Not counted, since nobody's answers may be shown: Hidden. {NOBODY_SHOWN}",
    ]
    assert NOBODY_SHOWN.count(". ") == 1


# The teams.


def team_tables(page: Page) -> list[Table]:
    listed = blocks(page, "The teams, by name")
    inner = (inside for block in listed for inside in (block.blocks if isinstance(block, Fold) else (block,)))
    return [block for block in inner if isinstance(block, Table)]


def test_teams_stand_by_name_whatever_their_level_each_with_who_was_heard() -> None:
    more = (agreed("Aardvark", a="dont-know"), agreed("Bee", a=1, b="dont-know"), staff_only("eel", a=1, b=1))
    hidden = result("Owl", sheet("staff", {"a": 3}))
    page = cohort_page(cohort(*THREE, *more, hidden, agreed("Yak", a="not-applicable", b=1)))
    (table,) = team_tables(page)
    assert table.header == ("Team", "Who was heard", "Stage", "D", "E")
    assert table.rows == (
        ("Aardvark", "together", "not known", "none", "none"),
        ("alpha", "together", "Start", "0", "0"),
        ("Bee", "together", "Some", "1", "none"),
        ("Beta", "together", "More", "2", "3"),
        ("eel", "staff only", "not known", "1", "1"),
        ("Gamma", "together", "Start", "0", "1"),
        ("Owl", "may not be shown", "not known", "none", "none"),
        ("Yak", "together", "Start", "n/a", "1"),
    )
    assert table.levels[3] == (None, None, None, 2, 3)
    assert (table.top, table.typed) == (3, frozenset({0}))
    assert said(page)["The teams, by name"][0] == (
        "By name, not by level: teams are not ranked. All are of the round r. "
        "The levels are 0 Not yet; 1 Started; 2 Together; 3 Always. "
        "“none”: there are not enough answers for a level. “n/a”: it does not apply."
    )


def test_teams_of_different_rounds_have_the_round_beside_their_name() -> None:
    results = [
        result(team, sheet(levels={"a": 1, "b": 1}), label=label) for team, label in (("A", "2026-05"), ("B", "x"))
    ]
    (table,) = team_tables(cohort_page(cohort(*results)))
    assert table.header[:2] == ("Team", "Round")
    assert [row[1] for row in table.rows] == ["May 2026", "x"]
    assert table.typed == frozenset({0, 1})


def test_without_stages_there_is_no_such_column() -> None:
    (table,) = team_tables(cohort_page(cohort(*(agreed(team, WITHOUT_STAGES, a=1, b=1) for team in "AB"))))
    assert table.header == ("Team", "Who was heard", "D", "E")


def test_of_very_many_dimensions_it_is_counted_how_many_are_at_each_level() -> None:
    asked = rubric(*(practice(f"p{n}", f"d{n}") for n in range(13)))
    levels = {f"p{n}": 1 if n < 9 else 2 for n in range(12)}
    (table,) = team_tables(cohort_page(cohort(*(agreed(team, asked, **levels) for team in "AB"))))
    assert table.header == (
        "Team",
        "Who was heard",
        "At 0 Not yet",
        "At 1 Started",
        "At 2 Together",
        "At 3 Always",
        "No level",
    )
    assert table.rows[0] == ("A", "together", "0", "9", "3", "0", "1")
    assert not table.levels


def named(names: list[str]) -> Cohort:
    return cohort(*(agreed(name, a=1, b=1) for name in names))


@pytest.mark.parametrize(
    ("names", "folds"),
    [
        ([f"{letter}{n}" for letter in "abc" for n in range(10, 30)], ["A to B: 40 teams", "C: 20 teams"]),
        ([f"{letter}{n}" for letter in "abc" for n in range(10, 60)], ["A: 50 teams", "B: 50 teams", "C: 50 teams"]),
        (
            [*(f"a{n}" for n in range(2)), *(f"t{n:03}" for n in range(150)), "z"],
            ["A: 2 teams", "t000 to t049: 50 teams", "t050 to t099: 50 teams", "t100 to t149: 50 teams", "Z: 1 team"],
        ),
        (
            [f"t{n:03}" for n in range(101)],
            ["t000 to t033: 34 teams", "t034 to t067: 34 teams", "t068 to t100: 33 teams"],
        ),
    ],
)
def test_more_than_forty_teams_are_folded_by_their_first_letters(names: list[str], folds: list[str]) -> None:
    page = cohort_page(named(names))
    found = [block for block in blocks(page, "The teams, by name") if isinstance(block, Fold)]
    assert [fold.title for fold in found] == folds
    assert all(fold.on_paper and fold.depth == 3 for fold in found)
    assert [row[0] for table in team_tables(page) for row in table.rows] == sorted(names)


def test_forty_teams_are_one_table() -> None:
    assert [len(table.rows) for table in team_tables(cohort_page(named([f"T{n}" for n in range(40)])))] == [40]


def test_a_name_is_told_on_one_line() -> None:
    (table,) = team_tables(cohort_page(cohort(agreed("A\nB", a=1, b=1), agreed("C", a=1, b=1))))
    assert table.rows[0][0] == "A B"


# What follows.


def test_experience_comes_with_the_count_and_the_warning() -> None:
    level = {"a": 1, "b": 1}
    few = said(cohort_page(cohort(both("A", level, level, q="good"), both("B", level, level))))
    assert few["How it was for people with lived experience"] == [
        "Only 1 person answered. That is too few for conclusions: use it to ask more, not to prove or to compare.",
        "How was it?",
        "Good: 1 of 1",
    ]
    many = said(cohort_page(cohort(*(both(f"Team {n}", level, level, q="good") for n in range(30)))))
    assert many["How it was for people with lived experience"] == [
        "How was it?", "Good: 30 of 30 (likely 89 to 100 in 100)",
    ]  # fmt: skip
    assert not [line for line in many[""] if line.startswith("Only")]


def test_the_middle_score_stands_with_how_the_numbers_were_made() -> None:
    made = said(cohort_page(cohort(*THREE, agreed("D", a=1))))["How the numbers were made"]
    assert {"The questions: Small", "D | 0.5", "E | 1.0"} <= set(made)
    assert "D | -" in said(cohort_page(cohort(agreed("A", b=1), agreed("B", b=1))))["How the numbers were made"]


def test_a_cohort_in_which_nobody_may_be_shown_names_the_teams_and_no_level() -> None:
    page = cohort_page(cohort(*(result(team, sheet("staff", {"a": 3, "b": 2})) for team in "AB")))
    assert list(said(page)) == [
        "", "Who was heard", "The teams, by name", "How the numbers were made", "What these numbers are not",
    ]  # fmt: skip
    assert texts(page.brief)[-1] == NOBODY_SHOWN
    assert texts(page).count(NOBODY_SHOWN) == 1
    assert texts(cohort_page(cohort(*(agreed(team, a="dont-know") for team in "AB"))).brief)[-1] == WHAT_COUNTS
    (table,) = team_tables(page)
    assert table.rows == tuple((team, "may not be shown", "not known", "none", "none") for team in "AB")
    assert TOO_SMALL_A_GROUP in texts(page)


def test_what_changed_between_two_rounds_stands_on_the_page_where_teams_were_heard_twice() -> None:
    later = DAY + dt.timedelta(days=180)
    now = [result(team, sheet(levels={"a": 2, "b": 1}), label="later", date=later) for team in ("Beta", "alpha")]
    page = cohort_page(cohort(*THREE, *now), team_changes([*THREE, *now])["small"])
    assert "r to later: 2 teams heard in both" in said(page)
    assert page.first == 2
    alone = cohort_page(cohort(*THREE), team_changes(THREE)["small"])
    assert alone == cohort_page(cohort(*THREE))


@pytest.mark.parametrize("dimensions", [1, 7, 19, 90])
def test_any_number_of_dimensions_has_a_page(dimensions: int) -> None:
    asked = rubric(*(practice(f"p{n}", f"d{n}") for n in range(dimensions)))
    page = cohort_page(cohort(*(agreed(team, asked, **dict.fromkeys(asked.by_id, 1)) for team in "AB")))
    (stacks,) = blocks(page, AT_EACH_LEVEL)
    assert isinstance(stacks, Stacks)
    assert len(stacks.rows) == dimensions
    assert len(page.heading.text) < 80

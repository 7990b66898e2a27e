"""What the page of many teams says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet

from coprod_check.pages.blocks import Bullets, Heading, Para
from coprod_check.pages.cohort_text import cohort_report, team_line
from coprod_check.pages.round_text import NOBODY_SHOWN
from coprod_check.pages.small_numbers import small_number, x_of_n
from coprod_check.rules.cohort import cohorts_of, team_round
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.result import Result

STAGES = [
    {"id": "start", "name": "Start", "needs": {}},
    {"id": "some", "name": "Some", "needs": {"d": 1}},
]
EXPERIENCE = [
    {
        "id": "q",
        "question": "How was it?",
        "options": [{"id": "good", "text": "Good"}, {"id": "bad", "text": "Bad"}],
    }
]
ASKED = rubric(
    practice("a"), practice("b", core=False), practice("c", "e"), stages=STAGES, experience=EXPERIENCE
)  # fmt: skip


def result(team: str, *sheets: Sheet, asked: Any = ASKED) -> Result:
    return score_round(settled(asked, *(each.model_copy(update={"team": team}) for each in sheets)))


def agreed(**levels: Any) -> Sheet:
    return sheet(levels=levels)


def page(*results: Result) -> dict[str, list[str]]:
    """The page's lines under each of its headings."""
    (cohort,) = cohorts_of(results).values()
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for block in cohort_report(cohort):
        match block:
            case Heading(text):
                lines = found.setdefault(text, [])
            case Para(text):
                lines.append(text)
            case Bullets(items):
                lines += items
    return found


TWO = (result("B", agreed(a=0, b=0, c=1)), result("A", agreed(a=1, b=2, c=1)))


def test_the_title_says_how_many_teams() -> None:
    assert page(*TWO)["How far along: 2 teams"] == ["The questions: Small"]


def test_few_teams_come_with_a_warning() -> None:
    said = page(*TWO)["Who counts"]
    assert said[0].startswith("2 of 2 teams, each by its latest round")
    assert said[1].startswith("Only 2 teams count. That is too few for conclusions")


@pytest.mark.parametrize(("n", "warned"), [(1, True), (29, True), (30, False)])
def test_the_warning_ends_at_thirty(n: int, warned: bool) -> None:
    assert bool(small_number(n, "person answered", "people answered")) is warned


@pytest.mark.parametrize(
    ("x", "n", "words"),
    [
        (8, 10, "8 of 10 (likely 49 to 94 in 100)"),
        (0, 10, "0 of 10 (likely 0 to 28 in 100)"),
        (6, 6, "6 of 6 (likely 61 to 100 in 100)"),
        (0, 0, "0 of 0"),
    ],
)
def test_a_count_says_how_sure_it_is(x: int, n: int, words: str) -> None:
    assert x_of_n(x, n) == words


def test_stages_that_need_nothing_are_not_listed() -> None:
    said = page(*TWO)["How many teams have reached each stage"]
    assert said == ["Some or further: 1 of 2 teams (likely 9 to 91 in 100)"]


def test_teams_whose_stage_is_not_known_are_said() -> None:
    said = page(*TWO, result("C", agreed(c=1)), result("D", agreed(c=1)))["How many teams have reached each stage"]
    assert (
        said[1] == "The stage of 2 teams is not known: only one side was heard, or too few practices are rated to say."
    )


@pytest.mark.parametrize("stages", [[], STAGES[:1]])
def test_without_stages_that_need_something_there_is_no_such_part(stages: Any) -> None:
    asked = rubric(practice("a"), stages=stages)
    teams = [result(team, agreed(a=1), asked=asked) for team in "AB"]
    assert "How many teams have reached each stage" not in page(*teams)


def test_a_dimension_says_how_many_at_each_level_without_one_and_the_middle() -> None:
    said = page(*TWO, result("C", agreed(c=1)))["D"]
    assert said == [
        "0 Not yet: 1 of 2 teams (likely 9 to 91 in 100)",
        "1 Started: 1 of 2 teams (likely 9 to 91 in 100)",
        "2 Together: 0 of 2 teams (likely 0 to 66 in 100)",
        "3 Always: 0 of 2 teams (likely 0 to 66 in 100)",
        "No level here: 1 team",
        "Middle score: 0.8",
    ]


def test_a_dimension_in_which_no_team_has_a_level() -> None:
    said = page(result("A", agreed(c=1)), result("B", agreed(c=1)))["D"]
    assert said[-1] == "No level here: 2 teams"
    assert said[0] == "0 Not yet: 0 of 0 teams"


def test_the_hardest_are_those_with_most_teams_at_the_lowest_level() -> None:
    teams = [(0, 1, 0), (1, 0, 1), (1, 0, 0)]
    said = page(*(result(f"T{i}", agreed(a=a, b=b, c=c)) for i, (a, b, c) in enumerate(teams)))
    assert [line.split(":")[0] for line in said["What most teams find hardest"]] == [
        "Title of b", "Title of c", "Title of a",
    ]  # fmt: skip
    assert said["What most teams find hardest"][0] == (
        "Title of b: 2 of 3 teams (likely 21 to 94 in 100) at 0 Not yet, “None of it.”"
    )


def test_of_equally_hard_ones_the_next_level_decides_and_five_are_enough() -> None:
    asked = rubric(*(practice(each, "side") for each in "abcdef"))
    high = {"a": 3, "b": 2, "c": 3, "d": 3, "e": 1, "f": 3}
    teams = [result("A", agreed(**dict.fromkeys("abcdef", 0)), asked=asked), result("B", agreed(**high), asked=asked)]
    hardest = [line.split(":")[0][-1] for line in page(*teams)["What most teams find hardest"]]
    assert hardest == ["e", "b", "a", "c", "d"]


def test_where_no_team_is_at_the_lowest_level_nothing_is_called_hard() -> None:
    teams = [result(team, agreed(a=1, b=1, c=1)) for team in "AB"]
    assert "What most teams find hardest" not in page(*teams)


def both(team: str, staff: dict[str, int], members: dict[str, int], **experience: str) -> Result:
    said = {"experience": experience} if experience else {}
    return result(team, sheet("staff", staff, share=True), sheet(MEMBERS, members, share=True, **said))


def test_gaps_are_named_where_most_teams_have_them_the_larger_first() -> None:
    one = both("A", {"a": 2, "b": 3, "c": 1}, {"a": 1, "b": 0, "c": 1})
    other = both("B", {"a": 0, "b": 2, "c": 1}, {"a": 1, "b": 1, "c": 2})
    assert page(one, other)["Where staff and people with lived experience differ"] == [
        "Title of b: 2 of 2 teams (likely 34 to 100 in 100) differ; staff say more in 2 (1 by two levels or more).",
        (
            "Title of a: 2 of 2 teams (likely 34 to 100 in 100) differ; "
            "staff say more in 1, people with lived experience say more in 1."
        ),
        "Title of c: 1 of 2 teams (likely 9 to 91 in 100) differ; people with lived experience say more in 1.",
    ]


def test_where_both_sides_agree_it_says_so_and_without_both_nothing() -> None:
    same = {"a": 1, "b": 1, "c": 1}
    heading = "Where staff and people with lived experience differ"
    assert page(both("A", same, same), both("B", same, same))[heading][0].startswith("Nowhere")
    assert heading not in page(*TWO)


def test_experience_comes_with_the_count_the_interval_and_the_warning() -> None:
    level = {"a": 1, "b": 1, "c": 1}
    said = page(both("A", level, level, q="good"), both("B", level, level, q="good"))
    assert said["How it was for people with lived experience"] == [
        "Only 2 people answered. That is too few for conclusions: use it to ask more, not to prove or to compare."
    ]
    assert said["How was it?"] == ["Good: 2 of 2 (likely 34 to 100 in 100)"]
    alone = page(both("A", level, level, q="good"), both("B", level, level))
    assert alone["How it was for people with lived experience"][0].startswith("Only 1 person answered.")


def test_from_thirty_on_there_is_no_warning() -> None:
    level = {"a": 1, "b": 1, "c": 1}
    said = page(*(both(f"Team {index}", level, level, q="good") for index in range(30)))
    assert len(said["Who counts"]) == 1
    assert said["How it was for people with lived experience"] == []
    assert said["How was it?"] == ["Good: 30 of 30 (likely 89 to 100 in 100)"]


def test_teams_that_do_not_count_are_named_and_told_what_to_do() -> None:
    hidden = result("Hidden", sheet("staff", {"a": 3}))
    few = result("Few", agreed(a="dont-know"))
    said = page(*TWO, hidden, few)
    assert said["Who counts"][0].startswith("2 of 4 teams")
    assert said["Who counts"][1] == "Not enough answers for that: Few."
    assert said["Who counts"][2] == f"Nobody's answers may be shown: Hidden. {NOBODY_SHOWN}"
    assert NOBODY_SHOWN.count(". ") == 1
    assert said["The teams, by name"][-1] == "Hidden, r: nobody's answers may be shown"


def test_where_no_team_counts_there_are_no_figures() -> None:
    said = page(*(result(team, sheet("staff", {"a": 3})) for team in "AB"))
    assert list(said) == ["How far along: 2 teams", "Who counts", "The teams, by name", "What these numbers are"]
    assert said["What these numbers are"][0].startswith("These levels help")


def test_one_team_that_counts_is_one_team() -> None:
    said = page(TWO[0], result("Few", agreed(a="dont-know")))["Who counts"]
    assert said[-1].startswith("Only 1 team counts.")


def test_teams_by_name_with_stage_and_levels() -> None:
    said = page(*TWO, result("c", agreed(a="not-applicable", b="not-applicable", c="dont-know")))
    assert said["The teams, by name"] == [
        "A, r: Some. D 1, E 1",
        "B, r: Start. D 0, E 1",
        "c, r: Start. D does not apply, E not enough answers",
    ]


def test_a_team_whose_stage_is_not_known_has_its_levels_only() -> None:
    assert team_line(ASKED, team_round(result("T", agreed(c=1)))) == "T, r: D not enough answers, E 1"

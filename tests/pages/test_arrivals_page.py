"""What has come in, in words: what there is to do first, and then a line for each team."""

from __future__ import annotations

from coprod_check.documents.shapes import SIDES
from coprod_check.pages.blocks import Bullets, Heading, Page, Para
from coprod_check.pages.coaching.arrivals import HIDDEN_NUMBERS, NOTHING_IN, arrivals_page
from coprod_check.pages.table import Table
from coprod_check.rules.coaching.arrivals import Arrival, Expectation, NotExpected, OpenRound, SideIn

NOT_YET = "It does not count until it is finished."
FEW, NONE, SIX, WAITING = SideIn(None), SideIn(), SideIn(6), SideIn(unfinished=True)


def arrival(team: str, staff: SideIn = NONE, members: SideIn = NONE, **more: object) -> Arrival:
    sides = dict(zip(SIDES, (staff, members), strict=True))
    return Arrival(**{"rubric": "r", "team": team, "label": "2026-11", "sides": sides, **more})  # type: ignore[arg-type]


ROUND = OpenRound(
    "2026-11",
    (
        arrival("Ash", SIX, FEW, together=True),
        arrival("Bridge", FEW),
        arrival("Canal", NONE, FEW, together=True, together_unfinished=True),
        arrival("Dove", WAITING, WAITING, to_mend=True),
        arrival("East", together=True),
    ),
    (arrival("Ferry", label="2026-05"),),
)


def sections(page: Page) -> dict[str, tuple[str, ...]]:
    """The lists of a page by their titles."""
    return {each.title: block.items for each in page.sections for block in each.blocks if isinstance(block, Bullets)}


def table(page: Page) -> Table:
    (found,) = (block for each in page.sections for block in each.blocks if isinstance(block, Table))
    return found


def test_the_page_of_a_round_without_a_list() -> None:
    page = arrivals_page(ROUND, alike=[("Ash", "Asch"), ("A", "B", "C")], unknown=1)
    assert page.heading == Heading("What has come in of November 2026: 5 teams", 1)
    assert page.sections[0].blocks == (
        Para(
            "1 has answers of both sides, 2 of one side only, 1 of a meeting that does not say who was there, "
            "1 none that count yet."
        ),
    )
    assert sections(page) == {
        "Not in this round": ("Ferry: its last sheets are of May 2026.",),
        "One side only": (
            "Bridge: staff alone. Ask people with lived experience before you close the round.",
            "Canal: people with lived experience alone. Ask staff before you close the round.",
        ),
        "Not finished": (
            "Canal: the meeting's sheet. It is scored as far as it goes.",
            f"Dove: somebody's own sheet, of staff and people with lived experience. {NOT_YET}",
        ),
        "To be mended": (
            "Dove: a sheet counts nowhere until it is mended.",
            "1 file that cannot be read: it does not say whose it is.",
        ),
        "Names that may be one team": ("Ash and Asch.", "A, B and C."),
    }
    assert table(page).rows == (
        ("Ash", "in", "6", "fewer than five"),
        ("Bridge", "none", "fewer than five", "none"),
        ("Canal", "not finished", "none", "fewer than five"),
        ("Dove", "none", "none (some not finished)", "none (some not finished)"),
        ("East", "in", "none", "none"),
    )
    assert page.sections[-1].blocks[-1] == Para(HIDDEN_NUMBERS, "soft")


def test_the_page_of_a_round_beside_a_list() -> None:
    asked = Expectation(6, ("Ferry", "Garden"), (NotExpected("East", "Eastfield"), NotExpected("Dove", "")))
    page = arrivals_page(ROUND, asked, [("East", "Eastfield"), ("Dove", "Dover")], unknown=2)
    assert page.heading.text == "What has come in of November 2026: 4 of 6 teams expected"
    told = sections(page)
    assert told["Still to come"] == ("Ferry: its last sheets are of May 2026.", "Garden")
    assert told["Not on your list"] == ("East: is it Eastfield?", "Dove")
    assert told["To be mended"][-1] == "2 files that cannot be read: they do not say whose they are."
    assert told["Names that may be one team"] == ("Dove and Dover.",)
    assert "Not in this round" not in told


def test_a_round_into_which_nothing_has_come() -> None:
    page = arrivals_page(OpenRound("", ()), Expectation(1, ("A",), ()))
    assert page.heading.text == "What has come in: 0 of 1 team expected"
    assert page.sections[0].blocks == (Para(NOTHING_IN),)
    assert sections(page) == {"Still to come": ("A",)}


def test_two_sets_of_questions_are_told_apart() -> None:
    page = arrivals_page(OpenRound("x", (arrival("A"), arrival("A", rubric="s"), arrival("", rubric=""))))
    assert page.heading.text == "What has come in of x: 2 teams"
    assert [row[:2] for row in table(page).rows] == [("A", "r"), ("A", "s"), ("a team without a name", "not known")]


def test_several_teams_with_both_sides() -> None:
    page = arrivals_page(OpenRound("x", (arrival("A", FEW, FEW), arrival("B", met=SIDES, together=True))))
    assert page.sections[0].blocks == (Para("2 have answers of both sides."),)


def test_of_very_many_names_that_are_alike_ten_are_told_and_the_others_counted() -> None:
    """Twenty thousand names on one line tell nobody anything, and took a second to lay out."""
    names = [f"group {each}" for each in "abcdefghijklmno"]
    (told,) = sections(arrivals_page(ROUND, alike=[names]))["Names that may be one team"]
    assert (
        told == "group a, group b, group c, group d, group e, group f, group g, group h, group i, group j and 5 more."
    )

"""The first screen of a page: on so many lines, with what matters, and nothing that is left out silently."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from helpers.golden import assert_same
from helpers.process import ROOT
from helpers.sample_page import LEAD, MARKS, SHARES, STACKS, TABLE, TREND, WARNING, gap_card, sample_page, tiles
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coprod_check.pages.blocks import Bullets, Fold, Heading, Page, Para, Section
from coprod_check.pages.drawings import (
    GapCards,
    Piece,
    PlannedStep,
    ShareRow,
    Shares,
    StackRow,
    Stacks,
    StageOnPath,
    StagePath,
    Steps,
    Tile,
    Tiles,
    Trend,
    TrendRow,
)
from coprod_check.pages.table import Table
from coprod_check.render.terminal import TerminalRenderer
from coprod_check.render.text import TextRenderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.pages.blocks import Block, Report

GOLDENS = ROOT / "tests" / "data" / "texts"
MOST = 17
WORDS = st.lists(st.text("abcdefgh-é漢", min_size=1, max_size=9), min_size=1, max_size=25).map(" ".join)


def drawn(report: Report, most: int = MOST, width: int = 80) -> list[str]:
    return TerminalRenderer(width, bold=False, most=most).render(report).rstrip("\n").split("\n")


def plain(report: Report, most: int = MOST, width: int = 80) -> list[str]:
    return TextRenderer(width, most=most).render(report).rstrip("\n").split("\n")


BOTH = pytest.mark.parametrize("lines", [drawn, plain])


@pytest.mark.parametrize("width", [80, 60, 40, 20])
def test_the_first_screen_is_written_as_on_file(width: int) -> None:
    report = sample_page().brief
    assert_same(GOLDENS / f"brief-{width}.txt", "\n".join([*drawn(report, width=width), ""]))
    assert_same(GOLDENS / f"brief-plain-{width}.txt", "\n".join([*plain(report, width=width), ""]))


@BOTH
@pytest.mark.parametrize("warned", [False, True])
@pytest.mark.parametrize("dimensions", [1, 4, 6, 7, 19, 90])
def test_a_round_of_any_number_of_dimensions_fits(
    lines: Callable[[Report], list[str]], dimensions: int, warned: bool
) -> None:
    found = lines(sample_page(dimensions, warned=warned).brief)
    assert len(found) <= MOST
    text = "\n".join(found)
    assert "Stage 2 of 4: Engaging" in text
    assert "Who decides: staff 3 How we work, lived experience 1 Started" in text
    assert "3. Find out together where you are" in text
    assert (WARNING in " ".join(text.split())) is warned


@BOTH
def test_what_is_left_out_is_counted_in_its_heading(lines: Callable[[Report], list[str]]) -> None:
    found = lines(sample_page().brief)
    assert "Where you see it most differently (2 of 3)" in found
    assert "What to do next (3 of 4)" in found
    every = Page(Heading("A", 1), (Section("Do", (Steps((PlannedStep("One"), PlannedStep("Two"))),)),))
    assert lines(every.whole) == ["A", "", "Do", "  1. One", "  2. Two"]


def test_below_no_heading_it_is_counted_behind_the_last_line() -> None:
    report = (Heading("A", 1), Bullets(tuple("bcdefg")))
    assert drawn(report) == ["A", "• b", "• c", "• d (3 of 6)"]


def test_what_matters_least_gives_way_first() -> None:
    """The remarks, the sentence below the title, second lines, blank lines, and then who does what."""
    report = sample_page().brief
    seen = {most: "\n".join(drawn(report, most)) for most in range(30, 8, -1)}
    gone = [
        next(most for most, text in seen.items() if words not in text)
        for words in ("Talk about these first.", LEAD.partition(",")[0], "Ruth and Colin", "2. Pay the costs")
    ]
    assert gone == sorted(gone, reverse=True)
    assert len(set(gone)) == len(gone)
    assert all(len(text.split("\n")) <= most for most, text in seen.items())
    blanks = [text.split("\n").count("") for text in seen.values()]
    assert (blanks[0], blanks[-1]) == (4, 0)


def test_lines_that_are_left_over_are_used() -> None:
    long = " ".join(["word"] * 40)
    report = (Heading("A", 1), Para("Short."), Heading("B"), Para(long))
    lengths = [len(drawn(report, most)) for most in range(2, 12)]
    assert all(length <= most for length, most in zip(lengths[3:], range(5, 12), strict=True))
    assert all(b >= a for a, b in pairwise(lengths))


def test_a_warning_is_never_left_out() -> None:
    report = (Heading("A", 1), Para("Soft. " * 30, "soft"), Para("Careful. " * 30, "warning"), Para("Lead", "lead"))
    found = " ".join(" ".join(drawn(report, 3)).split())
    assert found.count("Careful.") == 30
    assert "Soft" not in found


@pytest.mark.parametrize("told_again", [True, False])
def test_the_lead_goes_only_where_the_stages_say_it_again(told_again: bool) -> None:
    path = (StagePath((StageOnPath("Start", reached=True, here=True), StageOnPath("Goal"))),) if told_again else ()
    found = " ".join(drawn((Heading("A", 1), Para("Lead. More.", "lead"), *path, Para("Careful. " * 30, "warning")), 3))
    assert ("Lead." in found) is not told_again
    assert "More." not in found


def test_a_heading_is_never_left_with_nothing_below_it() -> None:
    report = (Heading("A", 1), Heading("Next"), Para("Nothing to do. Agree what comes next. " * 5, "soft"))
    assert drawn(report, 3) == ["A", "Next", "  Nothing to do."]


@pytest.mark.parametrize(
    ("over", "in_short", "width", "first"),
    [
        (
            "Meadow Lane · May · 4 staff answered",
            "Meadow Lane · May · 4 staff",
            80,
            "Meadow Lane · May · 4 staff answered",
        ),
        (f"Meadow Lane · May · {'4 staff ' * 9}", "Meadow Lane · May · 4 staff", 80, "Meadow Lane · May · 4 staff"),
        (f"{'Meadow ' * 12}· May · 4 staff", "", 80, f"{'Meadow ' * 9}… · May · 4 staff"),
        (f"Meadow {'4 staff ' * 12}", "", 80, f"Meadow {'4 staff ' * 9}…"),
        (f"Meadow Lane · {'4 staff ' * 12}", "", 80, f"Meadow Lane · {'4 staff ' * 8}…"),
        (f"{'Meadow ' * 9}· May · 4 staff", "", 40, f"{'Meadow ' * 5}".strip()),
    ],
)
def test_the_line_above_the_title_gives_up_words_then_the_end_of_a_name_and_never_who_answered(
    over: str, in_short: str, width: int, first: str
) -> None:
    report = (Heading("A", 1, over, in_short), Bullets(("b",)))
    assert drawn(report, 3, width)[0] == first


def test_what_is_the_same_of_every_step_is_said_once() -> None:
    nobody = (Piece("No owner yet", missing=True), Piece(", by 1 May 2027"))
    steps = Steps(tuple(PlannedStep(f"{name} {'word ' * 18}", nobody) for name in "BCDE"))
    report = (Heading("A", 1), Heading("Next"), steps)
    in_full, in_short, beside = ("\n".join(drawn(report, most)).split("4)\n")[1].split("\n") for most in (10, 6, 5))
    assert [line[:5] for line in in_full] == ["  1. ", "     ", "  2. ", "     ", "  3. ", "     ", "     "]
    assert in_full[-1] == in_short[-1] == "     Each: No owner yet, by 1 May 2027"
    assert [line[:6] for line in in_short] == ["  1. B", "  2. C", "  3. D", "     E"]
    assert all(line.endswith("… (No owner yet, by 1 May 2027)") for line in beside)


def test_gaps_are_counted_among_all_that_there_are() -> None:
    gaps = GapCards(tuple(gap_card(name, 3, 1) for name in "BCD"), among=17)
    assert "Gaps (2 of 17)" in drawn((Heading("A", 1), Heading("Gaps"), gaps))


def test_the_number_of_dimensions_stays_where_the_name_of_their_level_has_no_room() -> None:
    level = "0 Not yet at all in any of our meetings, however many of them there were and whoever was there"
    every = Tiles("Levels", 3, tuple(Tile(f"Dimension {n}", 0, level) for n in range(7)))
    assert drawn((Heading("A", 1), every))[-1].endswith(" …: 7 of 7")


def test_a_sentence_is_cut_between_two_words_and_shows_it() -> None:
    text = "We ask everyone whether they would like to speak before anything at all is decided by anyone in the room"
    report = (Heading("A", 1), Steps((PlannedStep(text, (Piece("Jo"),)),)))
    cut = drawn(report, 3)[1]
    assert cut.endswith(" …")
    assert text.startswith(cut.removeprefix("1. ").removesuffix(" …"))
    assert text[len(cut.removeprefix("1. ").removesuffix(" …"))] == " "
    assert plain(report, 3)[1].endswith(" ...")


@pytest.mark.parametrize(
    ("who", "most", "found"),
    [
        ("Jo", 3, ["1. Ask.", "   Jo"]),
        ("Jo", 2, ["1. Ask. (Jo)"]),
        ("Jo and somebody who has a name that is very long indeed", 2, ["1. Ask."]),
    ],
)
def test_who_does_it_stands_below_else_beside_where_there_is_room(who: str, most: int, found: list[str]) -> None:
    assert drawn((Heading("A", 1), Steps((PlannedStep("Ask.", (Piece(who),)),))), most)[1:] == found


def test_many_dimensions_are_told_by_level_with_what_the_next_stage_needs() -> None:
    assert drawn((Heading("A", 1), tiles(19)))[2:] == [
        "0 Not yet: Power-sharing, Dimension 7, Dimension 11, Dimension 15 and 1 more",
        "1 Started: Engagement, Recruitment, Dimension 5, Dimension 6 and 6 more",
        "not enough answers: Measurement, Dimension 8, Dimension 12 and Dimension 16",
        "Needs 1 Started for the next stage: Power-sharing",
    ]


def test_where_even_that_is_too_much_they_are_counted() -> None:
    assert drawn((Heading("A", 1), tiles(19)), 2)[1] == "0 Not yet: 5; 1 Started: 10; not enough answers: 4"


def test_a_need_has_a_line_of_its_own_where_there_is_no_room_beside_the_level() -> None:
    tile = Tile(
        "Power-sharing", 1, "1 Started", "Held back by Who decides", "Needs 2 Working together for the next stage"
    )
    report = (Heading("A", 1), Tiles("Levels", 3, (tile,)))
    assert drawn(report)[2:] == ["Power-sharing  ▓░░ 1 Started  Needs 2 Working together for the next stage."]
    assert drawn(report, width=60)[2:] == ["Power-sharing  ▓░░ 1 Started  Held back by Who decides.", f"  {tile.needs}"]
    assert plain(report)[2:] == ["Power-sharing: 1 Started. Needs 2 Working together for the next stage."]


def test_a_path_with_very_many_stages_says_which_it_is() -> None:
    steps = tuple(StageOnPath(f"Stage number {n}", reached=n <= 40, here=n == 40) for n in range(1, 91))
    report = (Heading("A", 1), StagePath(steps), Heading("B"), Para("Words."))
    assert drawn(report, 6)[1:3] == ["", "40 of 90: Stage number 40"]


def test_a_gap_that_has_no_room_in_words_is_told_in_numbers() -> None:
    card = gap_card("Who decides what is looked at, and who is in the room when it is", 3, 1)
    report = (Heading("A", 1), Heading("Gaps"), GapCards((card,)))
    assert drawn(report, 3)[2] == "  Who decides what is looked at, and who is in …: staff 3, lived experience 1"
    assert len(drawn(report, 9)) == 5


# Pages of many teams, and of several rounds.


@BOTH
def test_rows_of_counts_have_a_line_each(lines: Callable[[Report], list[str]]) -> None:
    found = lines((Heading("A", 1), Heading("Far"), SHARES, Heading("Levels"), STACKS, Heading("Since"), TREND))
    for words in (
        r"Engaging or further.*34 of 60 \(likely 44 to 68 in 100\)\n",
        r"Measuring.*0 of 60\n",
        r"Engagement[^P]*3[^P]*20[^P]*32[^P]*5\n",
        r"Engagement.*from 0 to 2\n",
        r"Power-sharing.*not known, then 1$",
    ):
        assert len(re.findall(words, "\n".join(found))) == 1


@BOTH
@pytest.mark.parametrize(
    "block",
    [
        Shares("c", tuple(ShareRow(f"Stage {n}", n, 90) for n in range(90))),
        Stacks("c", ("0 No", "1 Yes"), tuple(StackRow(f"Dimension {n}", (n, 1)) for n in range(90))),
        Trend("c", ("r",), tuple(TrendRow(f"Dimension {n}", (1,), "higher") for n in range(90)), ("No", "Yes")),
        Table("c", ("Team", "Level"), tuple((f"Team {n}", "1") for n in range(90))),
    ],
)
def test_of_very_many_rows_the_first_are_shown_and_the_rest_counted(
    lines: Callable[[Report], list[str]], block: Block
) -> None:
    found = lines((Heading("A", 1), Heading("All"), block))
    assert len(found) <= MOST
    assert re.fullmatch(r"All \((8|12) of 90\)", found[2])


def test_counts_whose_levels_have_no_room_are_read_out() -> None:
    kinds = tuple(f"{n} A level with a long name that is unbreakable{'x' * 30}" for n in range(4))
    stacks = Stacks("c", kinds, (StackRow("E", (11, 22, 33, 44), "a note"),), notes_are="Notes")
    found = " ".join(drawn((Heading("A", 1), Heading("B"), stacks))[3:])
    assert found.startswith("  E: 0 A level with a long name")
    assert re.findall(r": (\d\d)\b", found) == ["11", "22", "33", "44"]
    assert "note" not in found


def test_scales_and_tables_are_told_in_lines_and_what_is_folded_is_not() -> None:
    found = drawn((Heading("A", 1), Heading("B"), MARKS, Heading("C"), TABLE, Fold("D", (Para("hidden"),))))
    assert "  A shared understanding: Staff 2, lived 1" in found
    assert "  North  both voices" in found
    assert "hidden" not in "\n".join(found)
    wide = Table("T", ("One", "Two"), (("x", "word " * 40),))
    assert drawn((Heading("A", 1), Heading("B"), wide))[3].startswith("  x: word word")


# Any page.


@st.composite
def briefs(draw: st.DrawFn) -> tuple[Report, int]:
    """A report, and how many of its lines may not be left out."""
    warning = draw(st.lists(WORDS, max_size=1))
    names = draw(st.lists(WORDS, min_size=1, max_size=9))
    level = st.integers(0, 3)
    steps = [PlannedStep(text, (Piece(text),)) for text in draw(st.lists(WORDS, min_size=1, max_size=5))]
    blocks: list[Block] = [
        Heading("Title", 1, over=draw(WORDS)),
        Para(draw(WORDS), "lead"),
        *(Para(text, "warning") for text in warning),
        Tiles("c", 3, tuple(Tile(name, of, f"{of} Level", name, name) for name in names if (of := draw(level)) + 1)),
        Heading("Gaps"),
        GapCards(tuple(gap_card(name, 3, 1) for name in names)),
        Heading("Next"),
        Para(draw(WORDS), "soft"),
        Steps(tuple(steps)),
        Heading("Rows"),
        Shares("c", tuple(ShareRow(name, 1, 2) for name in names)),
        Bullets(tuple(names)),
    ]
    return tuple(blocks), len(drawn((Heading("T", 1), *(Para(text, "warning") for text in warning)))) - 1


@settings(max_examples=100, deadline=None)
@given(briefs(), st.integers(20, 100), st.integers(14, 40))
def test_any_page_fits_and_no_line_is_too_long(found: tuple[Report, int], width: int, most: int) -> None:
    report, warnings = found
    for lines in (drawn(report, most, width), plain(report, most, width)):
        assert max(map(cell_len, lines)) <= width
        if width >= 80:
            assert len(lines) <= max(most, 12 + warnings)

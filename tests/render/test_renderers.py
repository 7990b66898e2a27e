"""A page as text: nothing in it is cut, nothing typed is a command, and no line is longer than it may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.golden import assert_same
from helpers.process import ROOT
from helpers.sample_page import GAPS, MARKS, PATH, SHARES, STACKS, STEPS, sample_page, tiles
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from coprod_check.pages.blocks import Bullets, Fold, Heading, Para, Report
from coprod_check.pages.drawings import (
    GapCard,
    GapCards,
    MarkKey,
    MarkRow,
    Marks,
    Piece,
    PlannedStep,
    ShareRow,
    Shares,
    SideOnCard,
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
from coprod_check.render.markdown import MarkdownRenderer
from coprod_check.render.terminal import TerminalRenderer
from coprod_check.render.text import TextRenderer

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDENS = ROOT / "tests" / "data" / "texts"
INK = re.compile(r"\x1b\[[\d;]*m")

PAGE: Report = (
    Heading("A title", 1),
    Para("One two three four five six seven eight nine ten."),
    Heading("A part"),
    Bullets(("first", "second with words that go on")),
    Heading("A smaller part", 3),
    Table("Two columns", ("Name", "Level"), (("a", "1 Started"), ("b", "-"))),
    Table("Three columns", ("Name", "X", "Y"), (("a", "1", "2"),)),
)

WHOLE: dict[str, Callable[[Report], str]] = {
    "whole-80.txt": TerminalRenderer(80, bold=False).render,
    "whole-40.txt": TerminalRenderer(40, bold=False).render,
    "whole-20.txt": TerminalRenderer(20, bold=False).render,
    "whole-ascii.txt": TerminalRenderer(80, bold=False, unicode=False).render,
    "whole-plain.txt": TextRenderer(80).render,
    "whole.md": MarkdownRenderer().render,
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_page_with_a_block_of_every_kind_is_written_as_on_file(name: str) -> None:
    assert_same(GOLDENS / name, WHOLE[name](sample_page().whole))


def test_plain_text_reads_a_table_out_row_by_row() -> None:
    assert TextRenderer(30).render(PAGE) == (
        "A title\n=======\n"
        "One two three four five six\nseven eight nine ten.\n\n"
        "A part\n------\n"
        "- first\n- second with words that go on\n\n"
        "A smaller part\n"
        "Two columns:\n- a: 1 Started\n- b: -\n\n"
        "Three columns:\n- a:\n  X: 1\n  Y: 2\n"
    )


def test_a_terminal_page_is_drawn() -> None:
    drawn = TerminalRenderer(40, bold=False).render(PAGE)
    assert "\x1b" not in drawn
    assert drawn.startswith("A title\n━━━━━━━\nOne two three")
    assert "• second with words that go on" in drawn
    assert "Name  Level\n───────────────\na     1 Started\nb     -\n" in drawn


def test_bold_is_the_only_decoration_and_changes_no_word() -> None:
    drawn = TerminalRenderer(60, bold=True).render(sample_page().whole)
    assert set(re.findall(r"\x1b\[([\d;]*)m", drawn)) == {"0", "1", "1;4"}
    for line in drawn.split("\n"):
        codes = re.findall(r"\x1b\[([\d;]*)m", line)
        assert codes[1::2] == ["0"] * (len(codes) // 2), "each line begins and ends in the usual letters"
    without = TerminalRenderer(60, bold=False).render(sample_page().whole)
    assert words_in(INK.sub("", drawn)) == words_in(without)


def words_in(text: str) -> list[str]:
    """The words of a text, without the lines below headings."""
    return [word for word in text.split() if not set(word) <= set("━─")]


def test_names_that_matter_and_a_missing_owner_stand_out() -> None:
    drawn = TerminalRenderer(80, bold=True).render(sample_page(warned=True).whole)
    for words in ("Co-producing", "Who decides", "No staff owner yet", "This is the view of staff only."):
        assert f"\x1b[1m{words}" in drawn


def test_a_console_of_simple_letters_gets_simple_lines() -> None:
    drawn = TerminalRenderer(40, bold=False, unicode=False).render((*PAGE, PATH, tiles(), MARKS, SHARES))
    assert drawn.isascii()
    assert "- second with words" in drawn
    assert "Setting up > [Engaging] >" in drawn
    assert "#.." in drawn
    assert "- A shared understanding: Staff 2, lived\n  1" in drawn


def test_a_scale_has_each_mark_where_its_level_is() -> None:
    drawn = TerminalRenderer(80, bold=False).render((MARKS,)).split("\n")
    head = next(line for line in drawn if re.fullmatch(r" +0 +1 +2 +3", line))
    at = [head.index(number) for number in "0123"]
    rows = {line[: at[0]].strip(): line for line in drawn if "·" in line or "─" in line or "?" in line}
    apart, both = rows["A shared understanding"], rows["Room for hard experiences"]
    assert (apart[at[1]], apart[at[2]]) == ("◆", "●")
    assert set(apart[at[1] + 1 : at[2]]) == {"─"}
    assert both[at[2] : at[2] + 2] == "●◆"
    agreed = rows["Who decides"]
    assert (agreed[at[0]], agreed[at[2]], agreed[at[3]]) == ("◆", "■", "●")
    assert "?" in rows["Time for staff (extra)"]
    assert not set(rows["Time for staff (extra)"]) & set("●◆■·")


def test_scales_of_several_dimensions_stand_below_one_another() -> None:
    longer = Marks("Other", MARKS.levels, (MarkRow("A much longer name of one", "Both 1", 1, 1),), named=False)
    drawn = TerminalRenderer(80, bold=False).render((MARKS, Fold("More", (longer,)))).split("\n")
    heads = [line for line in drawn if re.fullmatch(r" +0 +1 +2 +3", line)]
    assert len(heads) == 2
    assert len(set(heads)) == 1


def test_a_key_is_told_only_where_there_are_marks() -> None:
    key = MarkKey((("staff", "Staff (4)"),))
    assert "● Staff (4)" in TerminalRenderer(80, bold=False).render((key, MARKS))
    for said in (
        TextRenderer(80).render((key, MARKS)),
        TerminalRenderer(30, bold=False).render((key, MARKS)),
        TerminalRenderer(80, bold=False, unicode=False).render((key, MARKS)),
    ):
        assert "Staff (4)" not in said


@pytest.mark.parametrize(
    ("x", "n", "drawn"),
    [(0, 60, "░" * 24), (1, 60, "█" + "░" * 23), (59, 60, "█" * 23 + "░"), (60, 60, "█" * 24), (0, 0, "░" * 24)],
)
def test_a_bar_is_empty_only_of_none_and_full_only_of_all(x: int, n: int, drawn: str) -> None:
    assert f"a  {drawn}  {x} of {n}\n" in TerminalRenderer(60, bold=False).render(
        (Shares("b", (ShareRow("a", x, n),)),)
    )


def test_markdown() -> None:
    assert MarkdownRenderer().render(PAGE) == (
        "# A title\n\nOne two three four five six seven eight nine ten.\n\n## A part\n\n"
        "- first\n- second with words that go on\n\n### A smaller part\n\n"
        "Two columns:\n\n| Name | Level |\n| --- | --- |\n| a | 1 Started |\n| b | \\- |\n\n"
        "Three columns:\n\n| Name | X | Y |\n| --- | --- | --- |\n| a | 1 | 2 |\n"
    )


# What people typed.


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ("a | b", "a \\| b"),
        ("[draft] `x` *y* _z_ #1 ~", "\\[draft\\] \\`x\\` \\*y\\* \\_z\\_ \\#1 \\~"),
        ("1. no list", "1\\. no list"),
        ("- no list", "\\- no list"),
        ("two\nlines", "two lines"),
    ],
)
def test_what_people_typed_is_no_markup(typed: str, shown: str) -> None:
    assert MarkdownRenderer().render((Para(typed),)) == f"{shown}\n"
    assert MarkdownRenderer().render((Para(f"{typed} ends", strong=("ends",)),)) == f"{shown} **ends**\n"
    assert MarkdownRenderer().render((Steps((PlannedStep("x", (Piece(typed),)),)),)) == f"1. x\\\n   {shown}\n"


def test_square_brackets_stay_on_the_terminal() -> None:
    assert "[draft] :smile: [bold]x[/bold]" in TerminalRenderer(60, bold=True).render(
        (Para("[draft] :smile: [bold]x[/bold]"),)
    )


def everywhere(typed: str) -> Report:
    """A text in every place that a report has."""
    said = SideOnCard("staff", typed, typed, typed)
    tile = Tile(typed, 1, typed, typed, typed)
    return (
        Heading(typed, 1, over=typed),
        Para(typed, "lead", (typed,)),
        Para(typed, "warning"),
        StagePath((StageOnPath(typed, reached=True, here=True), StageOnPath(typed))),
        Tiles(typed, 3, (tile, Tile(typed, None, typed))),
        Heading(typed),
        GapCards((GapCard(typed, (said, said), typed),)),
        Steps((PlannedStep(typed, (Piece(typed, missing=True), Piece(typed))),)),
        MarkKey((("agreed", typed),)),
        Marks(typed, (typed,) * 3, (MarkRow(typed, typed, 0, 2, 1, typed), MarkRow(typed, typed))),
        Shares(typed, (ShareRow(typed, 1, 2, 0.1, 0.9),)),
        Stacks(typed, (typed, typed), (StackRow(typed, (1, 2), typed),), notes_are=typed),
        Trend(typed, (typed,), (TrendRow(typed, (1,), typed),), (typed, typed), typed),
        Bullets((typed,), named=True),
        Fold(typed, (Table(typed, (typed, "x", "y"), ((typed,) * 3,)),)),
    )


@pytest.mark.parametrize("most", [None, 17])
def test_nothing_typed_can_command_a_terminal(most: int | None) -> None:
    report = everywhere("Team \x1b[2J\x07\x9b31m\x01\x02\x03")
    texts = [TextRenderer(60, most=most).render(report), TerminalRenderer(60, bold=False, most=most).render(report)]
    for said in (*texts, MarkdownRenderer().render(report)):
        assert not set(said) & set("\x1b\x07\x9b\x01\x02\x03")
        assert "?" in said
    bold = TerminalRenderer(60, bold=True, most=most).render(report)
    assert not set(INK.sub("", bold)) & set("\x1b\x07\x9b\x01\x02\x03")


# Widths.

LETTERS = st.characters(categories=["L", "N"], max_codepoint=0x24F)
NARROW = st.text(LETTERS, min_size=1, max_size=12)
TYPED = st.one_of(
    st.lists(NARROW, max_size=30).map(" ".join),
    st.text("漢字かなアb", max_size=40),
    st.text("a👩‍🔬❤️🇬🇧 é", max_size=40),
    st.text("/home/team-a_b.c", max_size=120),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cn", "Co"]), max_size=60),
)


@settings(max_examples=150, deadline=None)
@given(TYPED, st.integers(1, 120), st.sampled_from([None, 5, 17]), st.booleans())
def test_no_line_is_longer_than_it_may_be(typed: str, width: int, most: int | None, unicode: bool) -> None:
    report = everywhere(typed)
    texts = (
        TextRenderer(width, most=most).render(report),
        TerminalRenderer(width, bold=False, unicode=unicode, most=most).render(report),
        INK.sub("", TerminalRenderer(width, bold=True, most=most).render(report)),
    )
    for said in texts:
        assert max(map(cell_len, said.split("\n"))) <= max(width, 20)


@given(st.lists(NARROW, min_size=1, max_size=30), st.integers(20, 100))
def test_no_word_is_lost(words: list[str], width: int) -> None:
    text = " ".join(words)
    for said in (TextRenderer(width).render((Para(text),)), TerminalRenderer(width, bold=False).render((Para(text),))):
        assert said.split() == text.split()


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("see /home/someone/answers/2026", ["see /home/someone/", "answers/2026"]),
        ("a" * 25, ["a" * 20, "a" * 5]),
        ("漢字" * 6, ["漢字" * 5, "漢字"]),
        ("no\u00a0break between\u00a0these", ["no\u00a0break", "between\u00a0these"]),
    ],
)
def test_a_word_that_is_too_long_is_broken(typed: str, lines: list[str]) -> None:
    for renderer in (TextRenderer(20), TerminalRenderer(20, bold=False)):
        assert renderer.render((Para(typed),)) == "\n".join([*lines, ""])


# Tables.


def test_a_table_with_no_room_is_read_out_on_a_terminal_too() -> None:
    table = Table("Levels", ("Value", "Engagement", "Recruitment"), (("Ownership", "1 Started", "not answered"),))
    # The longest words are 9, 10 and 11 letters, and two cells stand between two columns.
    drawn = TerminalRenderer(34, bold=False).render((table,))
    assert drawn.split("\n")[1].split() == ["Value", "Engagement", "Recruitment"]
    assert TerminalRenderer(33, bold=False).render((table,)) == (
        "Levels:\n- Ownership:\n  Engagement: 1 Started\n  Recruitment: not answered\n"
    )


def test_a_tower_of_words_is_read_out() -> None:
    table = Table("All", ("A", "B"), (("one", "word " * 100),))
    assert TerminalRenderer(80, bold=False).render((table,)).startswith("All:\n- one: word word")
    short = Table("All", ("A", "B"), (("one", "word " * 60),))
    assert TerminalRenderer(80, bold=False).render((short,)).startswith("All\nA    B\n────")


def test_columns_of_numbers_end_below_each_other_and_names_begin() -> None:
    table = Table("Sums", ("Round", "Teams"), (("2025", "9"), ("12", "120"), ("7", "-")))
    assert TerminalRenderer(40, bold=False).render((table,)) == (
        "Sums\nRound  Teams\n────────────\n2025       9\n12       120\n7          -\n"
    )


def test_cells_have_their_room_before_the_names_of_columns_which_may_break_after_a_hyphen() -> None:
    table = Table("T", ("", "2 Together, or for everyone", "Power-sharing"), (("A shared understanding", "12", "3"),))
    assert TerminalRenderer(48, bold=False).render((table,)) == (
        "T\n"
        "                         2 Together,      Power-\n"
        "                              or for     sharing\n"
        "                            everyone\n"
        f"{'─' * 48}\n"
        "A shared understanding            12           3\n"
    )


def test_columns_are_as_wide_as_each_other_where_a_name_would_else_be_a_tower() -> None:
    header = ("", "1 Two three four five six", "2")
    table = Table("T", header, (("What is fixed and what is open", "1", "word word word"),))
    lines = TerminalRenderer(44, bold=False).render((table,)).split("\n")
    assert lines[1].split()[0] == "1"
    assert any(line.startswith("What is fixed") and "open" not in line for line in lines)


@settings(deadline=None)
@given(
    st.lists(st.tuples(*[st.lists(NARROW, max_size=12).map(" ".join)] * 4), min_size=1, max_size=4),
    st.integers(20, 120),
    st.booleans(),
)
def test_no_cell_of_a_table_is_cut_however_narrow_the_window(
    rows: list[tuple[str, ...]], width: int, unicode: bool
) -> None:
    table = Table("All", rows[0], tuple(rows))
    drawn = TerminalRenderer(width, bold=False, unicode=unicode).render((table,))
    for row in rows:
        assert {word for cell in row for word in cell.split()} <= set(re.split(r"[\s:]+", drawn))
    assert max(map(cell_len, drawn.split("\n"))) <= width


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
@pytest.mark.parametrize("dimensions", [1, 7, 19, 90])
def test_every_text_of_a_page_is_in_it_at_any_width(dimensions: int, width: int) -> None:
    report = sample_page(dimensions).whole
    terminal, plain = TerminalRenderer(width, bold=False), TextRenderer(width)
    every = [*(tile.name for tile in tiles(dimensions).tiles), *(card.ask for card in GAPS.cards)]
    every += [step.text for step in STEPS.steps] + [row.name for row in SHARES.rows] + [row.name for row in STACKS.rows]
    for said in (terminal.render(report), plain.render(report)):
        words = set(re.split(r"[\s:]+", said))
        assert [text for text in every if not set(text.split()) <= words] == []

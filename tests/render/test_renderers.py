from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text as RichText

from coprod_check.documents.text import printable
from coprod_check.pages.blocks import Bullets, Figure, Heading, Para, Report
from coprod_check.pages.drawings import BarRow, Bars
from coprod_check.pages.table import Table
from coprod_check.render.markdown import MarkdownRenderer
from coprod_check.render.terminal import TerminalRenderer
from coprod_check.render.text import TextRenderer, tidy

PAGE: Report = (
    Heading("A title", 1),
    Para("One two three four five six seven eight nine ten."),
    Heading("A part"),
    Bullets(("first", "second with words that go on")),
    Heading("A smaller part", 3),
    Table("Two columns", ("Name", "Level"), (("a", "1 Started"), ("b", "-"))),
    Table("Three columns", ("Name", "X", "Y"), (("a", "1", "2"),)),
)


def test_plain_text_reads_a_table_out_row_by_row() -> None:
    assert TextRenderer(30).render(PAGE) == (
        "A TITLE\n=======\n"
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
    assert drawn.startswith("A title\nOne two three")
    assert "• second with words that go on" in drawn
    assert re.search(r"Name +Level\n ─+\n +a +1 Started", drawn)


def test_bold_is_the_only_decoration() -> None:
    drawn = TerminalRenderer(40, bold=True).render(PAGE)
    codes = set(re.findall(r"\x1b\[([\d;]*)m", drawn))
    assert codes <= {"0", "1", "1;4", "4", "3", "2"}
    assert "1" in codes


def test_a_console_of_simple_letters_gets_simple_lines() -> None:
    drawn = TerminalRenderer(40, bold=False, unicode=False).render(PAGE)
    assert drawn.isascii()
    assert "- second with words" in drawn


def test_markdown() -> None:
    assert MarkdownRenderer().render(PAGE) == (
        "# A title\n\nOne two three four five six seven eight nine ten.\n\n## A part\n\n"
        "- first\n- second with words that go on\n\n### A smaller part\n\n"
        "Two columns:\n\n| Name | Level |\n| --- | --- |\n| a | 1 Started |\n| b | \\- |\n\n"
        "Three columns:\n\n| Name | X | Y |\n| --- | --- | --- |\n| a | 1 | 2 |\n"
    )


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


def test_square_brackets_stay_on_the_terminal() -> None:
    assert "[draft] :smile: [bold]x[/bold]" in TerminalRenderer(60, bold=True).render(
        (Para("[draft] :smile: [bold]x[/bold]"),)
    )


def test_nothing_typed_can_command_a_terminal() -> None:
    typed = "Team \x1b[2J\x07\x9b31m"
    page: Report = (Heading(typed, 1), Para(typed), Bullets((typed,)), Table(typed, (typed, "x", "y"), ((typed,) * 3,)))
    for renderer in (TextRenderer(60), TerminalRenderer(60, bold=False), MarkdownRenderer()):
        said = renderer.render(page)
        assert not set(said) & set("\x1b\x07\x9b")
        assert "?" in said


WORDS = st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=30), st.integers(16, 100))
def test_no_line_is_wider_than_it_may_be_and_no_word_is_lost(words: list[str], width: int) -> None:
    text = " ".join(words)
    report: Report = (
        Heading(text, 1),
        Para(text),
        Bullets((text,)),
        Table(text, ("a", "b", "c"), ((text, text, text),)),
    )
    for said in (TextRenderer(width).render(report), TerminalRenderer(max(width, 20), bold=False).render(report)):
        assert max(map(len, said.splitlines())) <= max(width, 20)
    plain = TextRenderer(width).render((Para(text),))
    assert plain.split() == text.split()


def test_where_nothing_can_be_drawn_a_figure_is_its_sentence_and_its_table() -> None:
    drawn = Bars("Thing", ("Score",), (BarRow("A", (1.25,)), BarRow("B", (None,))), 0, 3)
    report: Report = (Figure("The scores", "Highest: A.", drawn),)
    assert TextRenderer(40).render(report) == "Highest: A.\n\nThe scores:\n- A: 1.3\n- B: -\n"
    assert MarkdownRenderer().render(report) == (
        "Highest: A.\n\nThe scores:\n\n| Thing | Score |\n| --- | --- |\n| A | 1\\.3 |\n| B | \\- |\n"
    )
    terminal = TerminalRenderer(40, bold=False).render(report)
    assert re.search(r"Highest: A\.\n\n *The scores\n.*Thing +Score.*A +1\.3", terminal, re.DOTALL)


def drawn_by_rich(items: tuple[str, ...], width: int, mark: str) -> str:
    grid = RichTable.grid(padding=(0, 1))
    for item in items:
        grid.add_row(RichText(printable(mark)), RichText(printable(item)))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, highlight=False, legacy_windows=False).print(grid)
    return tidy(out.getvalue().split("\n"))


WORDS = st.lists(st.text("abcdefgh-é漢", min_size=1, max_size=12), max_size=30).map(" ".join)
TYPED = st.one_of(
    WORDS, st.text(st.characters(codec="utf-8"), max_size=60), st.text("ab \t\n\u2028\u200d", max_size=20)
)


@pytest.mark.parametrize("unicode", [True, False])
@settings(max_examples=150, deadline=None)
@given(st.lists(TYPED, max_size=5).map(tuple), st.integers(20, 100))
def test_items_stand_as_rich_would_draw_them(unicode: bool, items: tuple[str, ...], width: int) -> None:
    page = TerminalRenderer(width, bold=False, unicode=unicode).render((Bullets(items),))
    assert page == drawn_by_rich(items, width, "•" if unicode else "-")


def test_a_table_with_no_room_is_read_out_on_a_terminal_too() -> None:
    table = Table("Levels", ("Value", "Engagement", "Recruitment"), (("Ownership", "1 Started", "not answered"),))
    # The longest words are 9, 10 and 11 letters; three cells and their table take eight more.
    drawn = TerminalRenderer(38, bold=False).render((table,))
    assert drawn.split("\n")[2].split() == ["Value", "Engagement", "Recruitment"]
    assert TerminalRenderer(37, bold=False).render((table,)) == (
        "Levels:\n- Ownership:\n  Engagement: 1 Started\n  Recruitment: not answered\n"
    )


@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=4), st.integers(20, 100), st.booleans())
def test_no_cell_of_a_table_is_cut_however_narrow_the_window(
    rows: list[tuple[str, ...]],
    width: int,
    unicode: bool,
) -> None:
    table = Table("All", rows[0], tuple(rows))
    drawn = TerminalRenderer(width, bold=False, unicode=unicode).render((table,))
    for row in rows:
        assert {word for cell in row for word in cell.split()} <= set(re.split(r"[\s|:]+", drawn))
    assert max(map(len, drawn.split("\n"))) <= width

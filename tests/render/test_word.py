"""The report as a Word file, read again: all of the report is in it, in real headings, lists and tables."""

# ruff: noqa: SLF001 - python-docx has no public names for the elements behind its objects

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from helpers.sample_page import GAPS, LEVELS, MARKS, SHARES, STACKS, STEPS, TREND, sample_page, tiles
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.pages.blocks import Bullets, Fold, Heading, Para
from coprod_check.pages.cohort_page import cohort_page
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
from coprod_check.pages.next_steps import PagePlan
from coprod_check.pages.own_words import OwnWords
from coprod_check.pages.round_page import round_page
from coprod_check.pages.rounds_page import history_page
from coprod_check.pages.table import Table
from coprod_check.render.page_text import for_page
from coprod_check.render.shades import shades
from coprod_check.render.telling import marks_table, tiles_table
from coprod_check.render.word import WordRenderer, light_colours
from coprod_check.render.word_parts import column_widths
from coprod_check.rules.cohort import cohorts_of
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document

    from coprod_check.pages.blocks import Block, Report
    from coprod_check.rules.result import Result

ASKED = rubric(
    practice("a", value="v"),
    practice("b", "e", value="v"),
    stages=[{"id": "start", "name": "Start", "needs": {}}, {"id": "some", "name": "Some", "needs": {"d": 2}}],
)


def results(team: str) -> list[Result]:
    return [
        score_round(
            settled(
                ASKED,
                sheet(levels=said, team=team, round=f"r{n}", date=dt.date(2026, n, 1)),
                sheet(MEMBERS, {"a": 0}, team=team, round=f"r{n}", date=dt.date(2026, n, 1), share=True),
            )
        )
        for n, said in enumerate([{"a": 1, "b": 2}, {"a": 2, "b": 0}], 1)
    ]


def pages(team: str) -> dict[str, Report]:
    """A page of each kind."""
    found = results(team)
    plan = PagePlan(draft_plan(found[-1], on=dt.date(2026, 11, 22)), suggested=False, today=dt.date(2026, 11, 23))
    (cohort,) = cohorts_of([*found, *results("Other")]).values()
    return {
        "round": round_page(found[-1], plan).whole,
        "history": history_page(found, plan).whole,
        "cohort": cohort_page(cohort).whole,
        "sample": sample_page(warned=True).whole,
    }


PAGES = pages("Team")
SMALL: Report = (
    Heading("Finding", 1, over="Whose", document="Name"),
    Heading("Part"),
    Heading("Piece", 3),
    Heading("Bit", 4),
    Para("Words."),
    Bullets(("Who: we", "No colon"), named=True),
    Bullets(("Why: so",)),
    Table("A table", ("What", "How far"), (("This", "1"), ("That", "2"))),
)


def written(report: Report, words: OwnWords | None = None) -> bytes:
    return WordRenderer(words).render(report)


def opened(report: Report, words: OwnWords | None = None) -> Document:
    return docx.Document(io.BytesIO(written(report, words)))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def flat(text: str) -> str:
    """Give a text as it stands in the document."""
    return re.sub(r"[ \t\n]+", " ", for_page(text)).strip()


def every(report: Iterable[Block]) -> list[Block]:
    """The blocks of a report; a part that is folded is its heading and what is in it."""
    found: list[Block] = []
    for block in report:
        if isinstance(block, Fold):
            found += [Heading(block.title, block.depth), *every(block.blocks)]
        else:
            found.append(block)
    return found


def table_of(block: Block) -> Table | None:
    match block:
        case Table():
            return block
        case Tiles():
            return tiles_table(block)
        case Marks():
            return marks_table(block)
        case Shares() | Stacks() | Trend():
            return block.table()
        case _:
            return None


def tables_of(report: Report) -> list[Table]:
    return [table for table in map(table_of, every(report)) if table]


def lines_of(block: Block) -> list[str]:  # noqa: C901 - a case for each kind of block
    """Each text of a block that is a paragraph of its own in the document."""
    table = table_of(block)
    lines: list[str] = []
    match block:
        case Heading(text, over=over):
            lines = [over, text] if over else [text]
        case Para(text):
            lines = [text]
        case Bullets(items):
            lines = list(items)
        case StagePath(steps):
            lines = [" → ".join(f"{step.name} (you are here)" if step.here else step.name for step in steps)]
        case GapCards(cards):
            for card in cards:
                lines += [card.title, *(f"{said.who}: {said.level}. {said.text}" for said in card.said)]
                lines += [f"Ask: {card.ask}"] if card.ask else []
        case Steps(steps):
            for step in steps:
                lines += [step.text, *step.below, *([step.who_line] if step.who else [])]
        case MarkKey(items):
            marks = {"staff": "●", "lived-experience": "◆", "agreed": "■"}
            lines = [", ".join(f"{marks[whose]} {words}" for whose, words in items)]
        case Trend(rows=rows):
            lines = [f"{row.name}: {row.says}" for row in rows]
        case _:
            pass
    return [*lines, *([table.caption, *table.header, *sum(table.rows, ())] if table else [])]


def style_of(document: Document, name: str) -> Any:
    return next(each.element for each in document.styles if each.name == name)


# What is in it.


@pytest.mark.parametrize("kind", PAGES)
def test_headings_stand_in_order_in_styles_of_their_depth(kind: str) -> None:
    styles = {1: "Title", 2: "Heading 1", 3: "Heading 2", 4: "Heading 3"}
    headings: list[tuple[int, str]] = []
    for block in every(PAGES[kind]):
        if isinstance(block, Heading):
            headings.append((block.depth, block.text))
        elif isinstance(block, GapCards):
            headings += [(3, card.title) for card in block.cards]
    found = [
        (each.style.name, each.text)
        for each in opened(PAGES[kind]).paragraphs
        if each.style and each.style.name and each.style.name.startswith(("Title", "Heading"))
    ]
    assert found == [(styles[depth], flat(text)) for depth, text in headings]


@pytest.mark.parametrize("kind", PAGES)
def test_every_text_of_the_report_is_in_it_in_order(kind: str) -> None:
    wanted = [flat(text) for block in every(PAGES[kind]) for text in lines_of(block)]
    body = opened(PAGES[kind]).element.body
    found = ["".join(each.text or "" for each in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    assert [text for text in found if text] == [text for text in wanted if text]


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_in_it_is_a_picture(kind: str) -> None:
    assert not list(opened(PAGES[kind]).inline_shapes)
    assert not any("media" in name for name in parts(written(PAGES[kind])))


def test_lists_are_lists_and_what_an_item_is_about_is_strong() -> None:
    items = [each for each in opened(SMALL).paragraphs if each.style and each.style.name == "List Bullet"]
    assert [each.text for each in items] == ["Who: we", "No colon", "Why: so"]
    strong = [[run.text for run in each.runs if run.style.name == "Strong"] for each in items]
    assert strong == [["Who:"], [], []]


def test_steps_are_numbered_by_the_document_and_each_list_begins_at_one() -> None:
    document = opened((Heading("A", 1), STEPS, STEPS))
    steps = [each for each in document.paragraphs if each.style and each.style.name == "List Number"]
    numbers = [int(each._p.find(f".//{qn('w:numId')}").get(qn("w:val"))) for each in steps]
    assert [len({*numbers[:4]}), len({*numbers[4:]}), len({*numbers})] == [1, 1, 2]
    numbering = document.part.numbering_part.element
    for number in {*numbers}:
        (kind,) = [each for each in numbering.findall(qn("w:num")) if each.numId == number]
        assert kind.find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "1"
        (made,) = [
            each
            for each in numbering.findall(qn("w:abstractNum"))
            if each.get(qn("w:abstractNumId")) == str(kind.abstractNumId.val)
        ]
        assert made.find(f".//{qn('w:numFmt')}").get(qn("w:val")) == "decimal"


def test_somebody_who_is_missing_stands_out_in_bold_and_in_the_accent_colour() -> None:
    document = opened((Heading("A", 1), STEPS))
    who = [each for each in document.paragraphs if each.style and each.style.name == "Who Does It"]
    missing = [run.text for each in who for run in each.runs if run.style.name == "Missing"]
    assert missing == ["No staff owner yet"]
    style = style_of(document, "Missing")
    assert style.find(f".//{qn('w:color')}").get(qn("w:val")) == light_colours()["accent"]
    assert style.find(f".//{qn('w:b')}") is not None


@pytest.mark.parametrize(
    ("style", "line", "colour"),
    [("Staff Said", "single", "staff"), ("Lived Experience Said", "dashed", "lived")],
)
def test_what_a_side_said_has_its_line_and_its_colour(style: str, line: str, colour: str) -> None:
    document = opened((Heading("A", 1), GAPS))
    assert sum(each.style is not None and each.style.name == style for each in document.paragraphs) == 3
    side = style_of(document, style).find(f".//{qn('w:left')}")
    assert (side.get(qn("w:val")), side.get(qn("w:color"))) == (line, light_colours()[colour])


def test_marks_are_letters_in_their_colours_below_their_levels() -> None:
    (table,) = opened((Heading("A", 1), MARKS)).tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "Practice", *(f"{place} {name}" for place, name in enumerate(LEVELS)), "In words",
    ]  # fmt: skip
    apart = table.rows[1].cells
    assert [cell.text for cell in apart] == ["A shared understanding", "", "◆", "●", "", "Staff 2, lived 1"]
    styles = [run.style.name for cell in apart for run in cell.paragraphs[0].runs if run.text in "●◆■"]
    assert styles == ["Lived Experience Mark", "Staff Mark"]
    assert table.rows[2].cells[3].text == "●◆"
    assert table.rows[4].cells[0].text == "Time for staff (extra)"
    assert [cell.text for cell in table.rows[4].cells[1:]] == ["", "", "", "", "Not answered"]


@pytest.mark.parametrize(
    ("block", "levels"),
    [
        (
            tiles(),
            [[None, None, None, None], [None, 1, None, None], [None, 1, None, None], [None, 0, None, None], [None] * 4],
        ),
        (TREND, [[None, None, None], [None, 0, None], [None, 2, 1]]),
        (STACKS, [[None, 0, 1, 2, 3, None], [None] * 6, [None] * 6]),
        (SHARES, [[None] * 3, [None] * 3, [None] * 3]),
    ],
)
def test_cells_that_stand_for_a_level_have_its_shade_and_letters_that_can_be_read(
    block: Block, levels: list[list[int | None]]
) -> None:
    (table,) = opened((Heading("A", 1), block)).tables
    known = shades(3)
    for row, of_row in zip(table.rows, levels, strict=True):
        for cell, level in zip(row.cells, of_row, strict=True):
            shade = cell._tc.find(f".//{qn('w:shd')}")
            assert (shade is None) is (level is None)
            if shade is not None and level is not None:
                ground, ink = (colour.removeprefix("#") for colour in known[level])
                assert shade.get(qn("w:fill")) == ground
                inks = {each.get(qn("w:val")) for each in cell._tc.iter(qn("w:color"))}
                assert inks == {ink}
                assert contrast(ground, ink) >= 4.5


@pytest.mark.parametrize("kind", PAGES)
def test_tables_have_a_repeated_header_row_and_rows_that_stay_whole(kind: str) -> None:
    found = opened(PAGES[kind]).tables
    assert len(found) == len(tables_of(PAGES[kind]))
    for table, wanted in zip(found, tables_of(PAGES[kind]), strict=True):
        rows = table._tbl.findall(qn("w:tr"))
        assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, *[False] * len(wanted.rows)]
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        assert table.style is not None
        assert table.style.name == "Report Table"
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def test_a_table_has_its_caption_and_a_description() -> None:
    found = [
        tuple(table._tbl.tblPr.find(qn(f"w:tbl{name}")).get(qn("w:val")) for name in ("Caption", "Description"))
        for table in opened((*SMALL, SHARES)).tables
    ]
    assert found == [
        ("A table", "The columns are: What, How far."),
        ("How far teams are", "The columns are: How many, Likely in 100."),
    ]


# How it is set up.


def test_it_is_a4_with_margins_and_counts_its_pages() -> None:
    document = opened(SMALL)
    section = document.sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.bottom_margin)
    assert [round((size or 0) / Mm(1)) for size in sizes] == [210, 297, 20, 20]
    assert section.footer.paragraphs[0].text.endswith(" · Name")
    fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize("language", ["cy-GB", "ur", "ar-EG"])
def test_the_language_is_ours_and_the_rubrics_words_are_marked_as_theirs(language: str) -> None:
    words = OwnWords(language, frozenset({"Dechrau", "Pwy sy’n penderfynu"}))
    document = opened((Heading("At 1 Dechrau now", 1), Para("Pwy sy’n penderfynu")), words)
    marks = list(document.styles.element.iter(qn("w:lang")))
    assert {each.get(qn(f"w:{kind}")) for each in marks for kind in ("val", "bidi", "eastAsia")} == {"en-GB"}
    marked = [
        (run.text, None if (mark := run._r.find(f".//{qn('w:lang')}")) is None else mark.get(qn("w:bidi")))
        for paragraph in document.paragraphs
        for run in paragraph.runs
    ]
    assert marked == [("At 1 ", None), ("Dechrau", language), (" now", None), ("Pwy sy’n penderfynu", language)]


def test_a_language_that_is_none_is_taken_for_ours() -> None:
    (run,) = opened((Heading("Word", 1),), OwnWords('"/>', frozenset({"Word"}))).paragraphs[0].runs
    assert run._r.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"


def test_it_names_no_author_and_no_day_and_no_other_program() -> None:
    found = parts(written(SMALL))
    core = parse_xml(found["docProps/core.xml"])
    assert {each.tag.rpartition("}")[2]: each.text for each in core} == {"title": "Name", "language": "en"}
    assert "docProps/app.xml" not in found
    assert not any("thumbnail" in name or "customXml" in name for name in found)
    assert not any(b"python-docx" in data for data in found.values())


def test_a_title_that_is_too_long_for_the_properties_is_whole_in_the_document() -> None:
    document = opened((Heading("n" * 300, 1),))
    assert document.core_properties.title == "n" * 255
    assert document.paragraphs[0].text == "n" * 300


def test_equal_reports_give_the_same_bytes() -> None:
    assert pages("Team") == PAGES
    for kind, page in pages("Team").items():
        assert written(page) == written(PAGES[kind])
    with zipfile.ZipFile(io.BytesIO(written(SMALL))) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_letters_are_large_enough_to_read_on_paper() -> None:
    styles = opened(SMALL).styles.element
    halves = {int(each.get(qn("w:val"))) for kind in ("sz", "szCs") for each in styles.iter(qn(f"w:{kind}"))}
    assert min(halves) >= 20
    usual = styles.find(f"{qn('w:docDefaults')}//{qn('w:sz')}").get(qn("w:val"))
    assert 22 <= int(usual) <= 24


def test_letters_are_dark_on_white_and_on_the_header_of_a_table() -> None:
    styles = opened(SMALL).styles.element
    ground = [each.get(qn("w:fill")) for each in styles.iter(qn("w:shd"))]
    inks = {each.get(qn("w:val")) for each in styles.iter(qn("w:color"))}
    assert ground
    for behind in ("FFFFFF", *ground):
        assert all(contrast(ink, behind) >= 4.5 for ink in inks)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""

    def light(colour: str) -> float:
        shares = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
        red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr bidi spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs color sz szCs rtl lang",
    "tcPr": "tcW tcBorders shd vAlign",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
}
"""The order in which the standard lets each element speak of itself, as far as we use it (ISO/IEC 29500-1)."""


@pytest.mark.parametrize("kind", PAGES)
def test_everything_says_of_itself_what_the_standard_knows_in_its_order(kind: str) -> None:
    found = parts(written(PAGES[kind]))
    for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
        root = parse_xml(found[name])
        for tag, order in ORDER.items():
            known = order.split()
            for element in root.iter(qn(f"w:{tag}")):
                places = [known.index(each.tag.rpartition("}")[2]) for each in element]
                assert places == sorted(places)


# What people typed.

NASTY = [
    "<script>alert(1)</script> & <w:p/>",
    "{ PAGE } \\* MERGEFORMAT",
    "=cmd|' /C calc'!A0",
    "a\x00b\x1b[31mc",
    "turned \u202eback\u202c and \u2066apart\u2069",
    "half \ud800 a letter \uffff",
    "ٹیم الف (staff 4) and more",
    "two\nlines\tand a tab",
    "\u00a0 spaces at the ends \u00a0",
]


@pytest.mark.parametrize("typed", NASTY)
def test_what_people_typed_is_text_and_nothing_of_it_is_lost_silently(typed: str) -> None:
    document = opened(everywhere(typed))
    assert document.paragraphs[0].text == flat(typed)
    body = document.element.body.xml
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", body)
    assert document.tables[0].cell(1, 0).text == flat(typed)


def test_control_characters_become_question_marks() -> None:
    assert opened((Heading("a\x00b\x1bc", 1),)).paragraphs[0].text == "a?b?c"


def everywhere(typed: str) -> Report:
    """A text in every place that a report has."""
    said = tuple(SideOnCard(whose, typed, typed, typed) for whose in ("staff", "lived-experience", "agreed"))
    return (
        Heading(typed, 1),
        Heading(typed),
        Heading(typed, 3, over=typed),
        Para(typed, "warning", (typed,)),
        Bullets((typed, f"{typed}: x"), named=True),
        Table(typed, (typed, "b"), ((typed, typed),), frozenset({0})),
        Fold(typed, (StagePath((StageOnPath(typed, here=True), StageOnPath(typed))),)),
        Tiles(typed, 3, (Tile(typed, 1, typed, typed, typed),)),
        GapCards((GapCard(typed, said, typed),)),
        Steps((PlannedStep(typed, (Piece(typed, missing=True), Piece(typed))),)),
        MarkKey((("agreed", typed),)),
        Marks(typed, (typed, "b"), (MarkRow(typed, typed, 0, 1, 1, typed),)),
        Shares(typed, (ShareRow(typed, 1, 2, 0.1, 0.9),)),
        Stacks(typed, (typed, "b"), (StackRow(typed, (1, 2), typed),), "moves", typed),
        Trend(typed, (typed,), (TrendRow(typed, (1,), typed),), (typed, typed), typed),
    )


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_in_any_place_makes_a_document_of_the_same_make(typed: str) -> None:
    plain, found = (parts(written(everywhere(each))) for each in ("plain", typed))
    assert list(plain) == list(found)
    document = parse_xml(found["word/document.xml"])
    kinds = {each.tag for each in document.iter()} - {qn("w:rtl"), qn("w:bidi")}
    assert kinds <= {each.tag for each in parse_xml(plain["word/document.xml"]).iter()}
    said = ["".join(each.text or "" for each in p.iter(qn("w:t"))) for p in document.iter(qn("w:p"))]
    assert said[0] == said[1] == flat(typed)


def test_letters_from_the_right_are_marked_and_the_others_not() -> None:
    paragraph = opened((Heading("Team الف ٹیم 4 and (بے) x", 1),)).paragraphs[0]
    marked = [(run.text, run._r.find(f".//{qn('w:rtl')}") is not None) for run in paragraph.runs]
    assert marked == [("Team ", False), ("الف ٹیم", True), (" 4 and (", False), ("بے", True), (") x", False)]


@pytest.mark.parametrize(("typed", "said"), [("ٹیم A", "1"), ("Team ٹیم", None), ("12", None)])
def test_a_paragraph_runs_in_the_direction_of_its_first_letter(typed: str, said: str | None) -> None:
    mark = opened((Heading(typed, 1),)).paragraphs[0]._p.find(f".//{qn('w:bidi')}")
    assert (None if mark is None else mark.get(qn("w:val"))) == said


# The widths of columns.

CELLS = st.text(st.sampled_from("abc W-/"), max_size=60)


@given(st.integers(1, 9).flatmap(lambda n: st.lists(st.tuples(*[CELLS] * n), min_size=1, max_size=4)))
def test_columns_share_the_width_of_the_text(rows: list[tuple[str, ...]]) -> None:
    widths = column_widths(Table("", rows[0], tuple(rows[1:])))
    assert all(width > 0 for width in widths)
    assert 9638 - 10 * len(widths) <= sum(widths) <= 9640


def test_a_column_of_sentences_is_wider_than_one_of_numbers_and_no_word_is_broken() -> None:
    numbers, words, sentences = column_widths(Table("", ("N", "Measurement", "What"), (("1", "x", "We ask. " * 30),)))
    assert numbers < words < sentences
    # "Measurement" is some 60 points wide: 1,200 of Word's units.
    assert words > 1200


def test_a_document_is_a_small_file() -> None:
    assert all(len(written(each)) < 60_000 for each in PAGES.values())

"""The report as a Word file, read again: all of the report is in it, in real headings, lists, tables and pictures."""

# ruff: noqa: SLF001 - python-docx has no public names for the elements behind its objects

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.pages.blocks import Bullets, Figure, Heading, Para, Report
from coprod_check.pages.cohort_page import cohort_page
from coprod_check.pages.drawings import BarRow, Bars, Trend, TrendRow
from coprod_check.pages.round_page import PagePlan, round_page
from coprod_check.pages.rounds_page import history_page
from coprod_check.pages.table import Table
from coprod_check.render import charts, pictures
from coprod_check.render.page_text import for_page
from coprod_check.render.word import WordRenderer, column_widths
from coprod_check.rules.cohort import cohorts_of
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from docx.document import Document

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
        "round": round_page(found[-1], plan),
        "history": history_page(found, plan),
        "cohort": cohort_page(cohort),
    }


PAGES = pages("Team")
BARS = Bars("Side", ("Score", "Staff", "Lived"), (BarRow("Engagement", (1.0, 2.0, 1.5)),), 0, 3, (0, 1, 2, 3))
SMALL = (
    Heading("Name", 1),
    Heading("Part"),
    Heading("Piece", 3),
    Heading("Bit", 4),
    Para("Words."),
    Bullets(("Who: we", "No colon"), named=True),
    Bullets(("Why: so",)),
    Figure("The bars", "Highest: all.", BARS),
    Table("A table", ("What", "How far"), (("This", "1"), ("That", "2"))),
)


def written(report: Report, language: str = "en") -> bytes:
    return WordRenderer(language).render(report)


def opened(report: Report, language: str = "en") -> Document:
    return docx.Document(io.BytesIO(written(report, language)))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def flat(text: str) -> str:
    """Give a text as it stands in the document."""
    return re.sub(r"[ \t\n]+", " ", for_page(text)).strip()


def all_tables(report: Report) -> list[Table]:
    return [each.table if isinstance(each, Figure) else each for each in report if isinstance(each, Figure | Table)]


def style_of(document: Document, name: str) -> Any:
    return next(each.element for each in document.styles if each.name == name)


# What is in it.


@pytest.mark.parametrize("kind", PAGES)
def test_headings_stand_in_order_in_styles_of_their_depth(kind: str) -> None:
    styles = {1: "Title", 2: "Heading 1", 3: "Heading 2", 4: "Heading 3"}
    wanted = [(styles[each.depth], flat(each.text)) for each in PAGES[kind] if isinstance(each, Heading)]
    found = [
        (each.style.name, each.text)
        for each in opened(PAGES[kind]).paragraphs
        if each.style and each.style.name and each.style.name.startswith(("Title", "Heading"))
    ]
    assert found == wanted


@pytest.mark.parametrize("kind", PAGES)
def test_every_text_of_the_report_is_in_it_in_order(kind: str) -> None:
    wanted: list[str] = []
    for block in PAGES[kind]:
        match block:
            case Heading(text) | Para(text):
                wanted.append(text)
            case Bullets(items):
                wanted += items
            case Figure():
                wanted += [block.says, block.table.caption, *sum((block.table.header, *block.table.rows), ())]
            case Table(caption, header, rows):
                wanted += [caption, *sum((header, *rows), ())]
    body = opened(PAGES[kind]).element.body
    found = ["".join(each.text or "" for each in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    pictures_stand_in = [
        place for place, p in enumerate(body.iter(qn("w:p"))) if p.find(f".//{qn('w:drawing')}") is not None
    ]
    assert [text for place, text in enumerate(found) if place not in pictures_stand_in] == list(map(flat, wanted))


def test_lists_are_lists_and_what_an_item_is_about_is_strong() -> None:
    items = [each for each in opened(SMALL).paragraphs if each.style and each.style.name == "List Bullet"]
    assert [each.text for each in items] == ["Who: we", "No colon", "Why: so"]
    strong = [[run.text for run in each.runs if run.style.name == "Strong"] for each in items]
    assert strong == [["Who:"], [], []]


@pytest.mark.parametrize("kind", PAGES)
def test_tables_have_a_repeated_header_row_and_rows_that_stay_whole(kind: str) -> None:
    found = opened(PAGES[kind]).tables
    assert len(found) == len(all_tables(PAGES[kind]))
    for table, wanted in zip(found, all_tables(PAGES[kind]), strict=True):
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
        for table in opened(SMALL).tables
    ]
    assert found == [("The bars", "Highest: all."), ("A table", "The columns are: What, How far.")]


@pytest.mark.parametrize("kind", PAGES)
def test_every_picture_has_the_name_and_words_of_its_drawing_on_the_page(kind: str) -> None:
    drawn = [svg for each in PAGES[kind] if isinstance(each, Figure) for svg in charts.draw(each, "f")]
    wanted = [
        tuple(re.sub("<.*?>", "", re.findall(rf"<{tag} .*?</{tag}>", svg)[0]) for tag in ("title", "desc"))
        for svg in drawn
    ]
    found = opened(PAGES[kind]).element.body.findall(f".//{qn('wp:docPr')}")
    assert [tuple(escaped(each.get(name)) for name in ("title", "descr")) for each in found] == wanted
    assert len({each.get("id") for each in found}) == len(wanted)
    assert drawn


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")


def test_small_lines_stand_two_abreast_and_fit_between_the_margins() -> None:
    rows = tuple(TrendRow(name, (0, 1), f"{name}: up.") for name in "ab")
    report = (Heading("x", 1), Figure("Lines", "Up.", Trend(("r1", "r2"), rows, ("No", "Yes"))))
    document = opened(report)
    section = document.sections[0]
    widths = [shape.width for shape in document.inline_shapes]
    assert len(widths) == 2
    sides = {each.get(side) for each in document.element.body.iter(qn("wp:inline")) for side in ("distL", "distR")}
    assert sides == {"0"}
    assert sum(widths) + Mm(3) < (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert sum(each.find(f".//{qn('w:drawing')}") is not None for each in document.element.body.iter(qn("w:p"))) == 1


# How it is set up.


def test_it_is_a4_with_margins_and_counts_its_pages() -> None:
    document = opened(SMALL)
    section = document.sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.bottom_margin)
    assert [round((size or 0) / Mm(1)) for size in sizes] == [210, 297, 20, 20]
    assert section.footer.paragraphs[0].text.endswith(" · Name")
    fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize(
    ("language", "said", "rtl"),
    [("en", "en-GB", "0"), ("cy-GB", "cy-GB", "0"), ("ur", "ur", "1"), ("ar-EG", "ar-EG", "1"), ('"/>', "en-GB", "0")],
)
def test_language_and_direction_are_the_rubrics(language: str, said: str, rtl: str) -> None:
    document = opened(SMALL, language)
    marks = list(document.styles.element.iter(qn("w:lang")))
    assert {each.get(qn(f"w:{kind}")) for each in marks for kind in ("val", "bidi", "eastAsia")} == {said}
    assert style_of(document, "Normal").find(f".//{qn('w:bidi')}").get(qn("w:val")) == rtl
    mirrored = document.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    turned = document.element.body.sectPr.find(qn("w:bidi")) is not None
    assert mirrored is turned is (rtl == "1")


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
    bars = Bars(typed, (typed, "b"), (BarRow(typed, (1.0, None), typed),), 0, 3, (), typed)
    return (
        Heading(typed, 1), Heading(typed), Heading(typed, 3), Para(typed), Bullets((typed, f"{typed}: x"), named=True),
        Table(typed, (typed, "b"), ((typed, typed),), frozenset({0})), Figure(typed, typed, bars),
    )  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_in_any_place_makes_a_document_of_the_same_make(typed: str) -> None:
    plain, found = (parts(written(everywhere(each))) for each in ("plain", typed))
    assert list(plain) == list(found)
    document = parse_xml(found["word/document.xml"])
    kinds = {each.tag for each in document.iter()} - {qn("w:rtl"), qn("w:bidi")}
    assert kinds <= {each.tag for each in parse_xml(plain["word/document.xml"]).iter()}
    said = ["".join(each.text or "" for each in p.iter(qn("w:t"))) for p in document.iter(qn("w:p"))]
    assert said[0] == said[3] == flat(typed)


def test_letters_from_the_right_are_marked_and_the_others_not() -> None:
    paragraph = opened((Heading("Team الف ٹیم 4 and (بے) x", 1),)).paragraphs[0]
    marked = [(run.text, run._r.find(f".//{qn('w:rtl')}") is not None) for run in paragraph.runs]
    assert marked == [("Team ", False), ("الف ٹیم", True), (" 4 and (", False), ("بے", True), (") x", False)]


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [("en", "ٹیم A", "1"), ("en", "Team ٹیم", None), ("ur", "ٹیم A", None), ("ur", "Team ٹیم", "0")],
)
def test_a_paragraph_runs_in_the_direction_of_its_first_letter(language: str, typed: str, said: str | None) -> None:
    mark = opened((Heading(typed, 1),), language).paragraphs[0]._p.find(f".//{qn('w:bidi')}")
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


# The pictures.


def colours(png: bytes) -> set[str]:
    """The colours of a picture of eight bits for each of red, green, blue and how far it covers."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, bits, kind = int.from_bytes(png[16:20], "big"), png[24], png[25]
    assert (bits, kind) == (8, 6)
    data, place = b"", 8
    while place < len(png):
        size = int.from_bytes(png[place : place + 4], "big")
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + size]
        place += size + 12
    raw, found, above = zlib.decompress(data), set(), bytearray(width * 4)
    for start in range(0, len(raw), width * 4 + 1):
        row = bytearray(raw[start + 1 : start + 1 + width * 4])
        if raw[start] == 2 and not any(row):
            continue  # it is the row above once more
        for at in range(len(row)):
            left, up, corner = row[at - 4] if at > 3 else 0, above[at], above[at - 4] if at > 3 else 0
            nearest = min((left, up, corner), key=lambda each: abs(left + up - corner - each))
            row[at] = (row[at] + (0, left, up, (left + up) // 2, nearest)[raw[start]]) % 256
        found |= {row[at : at + 3].hex() for at in range(0, len(row), 4)}
        above = row
    return found


def test_pictures_are_drawn_in_the_light_colours_of_the_page_and_with_letters() -> None:
    (picture,) = pictures.pictures(Figure("x", "y", BARS))
    light = pictures.light_colours()
    found = colours(picture.png)
    assert {light[name].removeprefix("#") for name in ("ground", "bar", "staff", "lived")} <= found
    # Letters are the only thing in ink.
    assert light["ink"].removeprefix("#") in found


def test_a_picture_has_the_shape_of_its_drawing() -> None:
    (shape,) = opened(SMALL).inline_shapes
    (picture,) = pictures.pictures(SMALL[7])
    assert shape.width / shape.height == pytest.approx(picture.width / picture.height, rel=1e-3)


def test_a_very_high_drawing_still_fits_on_a_page() -> None:
    rows = tuple(BarRow(f"Row {n}", (1.0,)) for n in range(40))
    (shape,) = opened((Heading("x", 1), Figure("x", "y", Bars("r", ("s",), rows, 0, 3)))).inline_shapes
    assert shape.height == pytest.approx(Mm(140), rel=1e-3)


def test_without_fonts_there_is_the_table_and_no_picture_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "has_fonts", lambda: False)
    document = opened(SMALL)
    assert not list(document.inline_shapes)
    assert len(document.tables) == 2


def test_a_document_is_a_small_file() -> None:
    assert all(len(written(each)) < 300_000 for each in PAGES.values())

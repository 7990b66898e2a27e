"""Pictures: the numbers of their tables, names for those who do not see them, no text outside, colours that differ."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path as File
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.pages.blocks import Figure
from coprod_check.pages.drawings import (
    BarRow,
    Bars,
    Drawing,
    HeatMap,
    PracticeCell,
    StageOnPath,
    StagePath,
    Trend,
    TrendRow,
)
from coprod_check.render import charts
from coprod_check.render.measure import cut_to_width, text_width, wrap_to_width

CSS = (File(charts.__file__).parent / "assets" / "page.css").read_text("utf-8")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(drawing: Drawing, title: str = "Title", says: str = "Says") -> list[ET.Element]:
    return [ET.fromstring(str(each)) for each in charts.draw(Figure(title, says, drawing), "f1")]


def only(drawing: Drawing) -> ET.Element:
    (picture,) = drawn(drawing)
    return picture


def written(picture: ET.Element) -> list[str]:
    return [each.text or "" for each in picture.iter("text")]


def numbers(picture: ET.Element) -> list[str]:
    return [each for each in written(picture) if re.fullmatch(r"\d+(\.\d+)?|-|\?", each)]


BARS = Bars(
    "Dimension", ("Score", "Staff", "Lived experience"),
    (BarRow("Engagement", (1.25, 2.0, 0.5), "1 Started"), BarRow("Recruitment", (None,) * 3, "not enough answers")),
    0, 3, (), "Level",
)  # fmt: skip
MAP = HeatMap(
    "Value", ("Engagement", "Recruitment", "Power-sharing", "Measurement"),
    (("Ownership", (PracticeCell("Not yet", 0, 1, 0), PracticeCell("Started", 1),
                    PracticeCell("How we work", 3), PracticeCell("don't know"))),),
    3,
)  # fmt: skip
TREND = Trend(
    ("2026-09", "2026-10", "2026-11"),
    (TrendRow("Engagement", (0, 1, 3), "Up."), TrendRow("Recruitment", (None, 2, 2), "Same.")),
    ("Not yet", "Started", "Working together", "How we work"),
)
PATH = StagePath(
    (
        StageOnPath("Setting up", "nothing", reached=True),
        StageOnPath("Engaging", "x", reached=True, here=True),
        StageOnPath("Later", "y"),
    )
)
COUNTS = Bars(
    "Level", ("Teams",), (BarRow("Few", (7,), "a"), BarRow("More", (0,), "b")), 0, 9, notes_are="Likely", digits=0
)
ALL: list[Drawing] = [BARS, MAP, TREND, PATH, COUNTS]


# Names.


@pytest.mark.parametrize("drawing", ALL, ids=lambda each: type(each).__name__)
def test_every_picture_has_a_role_a_title_and_a_description(drawing: Drawing) -> None:
    seen: set[str] = set()
    for picture in drawn(drawing):
        title, desc = picture.find("title"), picture.find("desc")
        assert picture.get("role") == "img"
        assert title is not None
        assert desc is not None
        assert title.text
        assert desc.text
        assert picture.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        ids = {each.get("id") for each in picture.iter() if each.get("id")}
        assert len(ids) == 2
        assert not ids & seen
        seen |= {str(each) for each in ids}


def test_a_small_line_is_described_by_its_own_sentence() -> None:
    assert [picture.findtext("desc") for picture in drawn(TREND)] == ["Up.", "Same."]


@pytest.mark.parametrize("drawing", ALL, ids=lambda each: type(each).__name__)
def test_no_colour_and_no_style_stands_in_a_picture(drawing: Drawing) -> None:
    for picture in drawn(drawing):
        for each in picture.iter():
            assert not {"style", "fill", "stroke", "onload", "href"} & set(each.attrib)


@pytest.mark.parametrize("drawing", ALL, ids=lambda each: type(each).__name__)
def test_names_and_descriptions_are_text(drawing: Drawing) -> None:
    nasty = "</desc><script>alert(1)</script>&amp;\u202e\x07"
    for picture in drawn(drawing, nasty, nasty):
        assert not list(picture.iter("script"))
        if not isinstance(drawing, Trend):
            assert picture.findtext("title") == picture.findtext("desc") == "</desc><script>alert(1)</script>&amp;?"


def test_what_people_called_a_round_is_text() -> None:
    nasty = Trend(("<b>", "&amp;"), (TrendRow("<i>", (0, 1), "<u>"),), TREND.levels)
    assert {"<b>", "&amp;", "<i>"} <= set(written(only(nasty)))


# Numbers: those of the table.


def test_bars_write_the_numbers_of_their_table() -> None:
    cells = [cell for row in BARS.table("").rows for cell in row[2:]]
    assert numbers(only(BARS)) == cells == ["1.3", "2.0", "0.5", "-", "-", "-"]
    assert numbers(only(COUNTS)) == ["7", "0"]


def test_bars_are_as_long_as_their_numbers() -> None:
    bars = [each for each in only(COUNTS).iter("rect") if each.get("class") == "bar"]
    full = charts.WIDTH - 1 - charts.NUMBER_GAP - text_width("7", charts.LARGE, bold=True) - 2
    assert [float(each.get("width") or 0) for each in bars] == pytest.approx([full * 7 / 9, 2], abs=0.02)


def test_the_voices_differ_by_shape_and_label_as_well() -> None:
    picture = only(BARS)
    shapes = {
        (each.tag, each.get("class")) for each in picture.iter() if each.get("class") in {"bar", "staff", "lived"}
    }
    assert shapes == {("rect", "bar"), ("circle", "staff"), ("path", "lived")}
    assert {"Score", "Staff", "Lived experience"} <= set(written(picture))
    assert "stroke-dasharray" in re.findall(r"\.lived-line {[^}]*}", CSS)[0]


def test_every_cell_of_the_map_has_its_number_and_its_word() -> None:
    picture = only(MAP)
    assert numbers(picture) == ["0", "1", "3", "?"]
    said = " ".join(written(picture))
    assert all(words in said for words in ("Not yet", "Started", "How we work", "don't know", "S 1 ≠ L 0"))


def test_small_lines_write_every_level_at_its_point() -> None:
    first, second = drawn(TREND)
    rungs = ["0", "1", "2", "3"]
    assert numbers(first) == [*rungs, "0", "1", "3"]
    assert numbers(second) == [*rungs, "?", "2", "2"]
    assert len([each for each in second.iter("line") if each.get("class") == "trend-line"]) == 1


def test_of_many_rounds_each_change_is_labelled() -> None:
    levels = (0,) * 10 + (2,) * 10
    many = Trend(tuple(f"round {n}" for n in range(20)), (TrendRow("E", levels, "Up."),), TREND.levels)
    picture = drawn(many)[0]
    assert numbers(picture) == ["0", "1", "2", "3", "0", "2", "2"]
    assert [each for each in written(picture) if each.startswith("round")] == ["round 0", "round 19"]
    assert len(list(picture.iter("circle"))) == 20


def test_a_picture_of_one_round_has_one_point() -> None:
    assert len(list(only(Trend(("r",), (TrendRow("E", (1,), "At 1."),), TREND.levels)).iter("circle"))) == 1


def test_the_path_marks_what_is_reached_where_you_are_and_what_is_to_come() -> None:
    picture = only(PATH)
    assert [each for each in written(picture) if each in {"reached", "you are here", "not yet"}] == [
        "reached", "you are here", "not yet",
    ]  # fmt: skip
    assert [each.get("class") for each in picture.iter("circle")] == ["stop-done", "stop-here", "stop-done", "stop"]


@pytest.mark.parametrize("low_high", [(0.0, 0.0), (-5.0, 5.0)])
def test_scales_of_any_points_can_be_drawn(low_high: tuple[float, float]) -> None:
    low, high = low_high
    drawing = Bars("D", ("Score",), (BarRow("A", (high,)), BarRow("B", (low,))), low, high, (low, high))
    picture = only(drawing)
    assert {f"{high:.1f}", f"{low:.1f}"} <= set(written(picture))
    longest, shortest = (float(each.get("width") or 0) for each in picture.iter("rect"))
    assert shortest == 2
    assert (longest > 200) == (low < high)


# Room.

NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x24F), min_size=1, max_size=60)
LEVEL = st.one_of(st.none(), st.integers(0, 3))
NUMBER = st.one_of(st.none(), st.floats(0, 3))
CELLS = st.builds(PracticeCell, NAMES, LEVEL, LEVEL, LEVEL, st.booleans())
ANY_BARS = st.integers(1, 3).flatmap(
    lambda n: st.builds(
        Bars, NAMES, st.tuples(*[NAMES] * n),
        st.lists(st.builds(BarRow, NAMES, st.tuples(*[NUMBER] * n), NAMES), max_size=4).map(tuple),
        st.just(0.0), st.just(3.0), st.just((0.0, 1.0, 2.0, 3.0)), NAMES,
    )
)  # fmt: skip
ANY_MAP = st.integers(1, 9).flatmap(
    lambda n: st.builds(
        HeatMap, NAMES, st.tuples(*[NAMES] * n),
        st.lists(st.tuples(NAMES, st.tuples(*[CELLS] * n)), max_size=3).map(tuple), st.just(3),
    )
)  # fmt: skip
ANY_TREND = st.integers(1, 15).flatmap(
    lambda n: st.builds(
        Trend, st.tuples(*[NAMES] * n),
        st.lists(st.builds(TrendRow, NAMES, st.tuples(*[LEVEL] * n), NAMES), max_size=3).map(tuple),
        st.just(TREND.levels),
    )
)  # fmt: skip
ANY_PATH = (
    st.lists(st.builds(StageOnPath, NAMES, NAMES, st.booleans(), st.booleans()), max_size=5).map(tuple).map(StagePath)
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(ANY_BARS, ANY_MAP, ANY_TREND, ANY_PATH))
def test_no_text_leaves_its_picture_and_no_letter_is_small(drawing: Drawing) -> None:
    for picture in drawn(drawing):
        width, height = map(float, (picture.get("viewBox") or "").split()[2:])
        assert width == charts.WIDTH
        for each in picture.iter("text"):
            size, x, y = (float(each.get(key) or 0) for key in ("font-size", "x", "y"))
            wide = text_width(each.text or "", size, bold="strong" in (each.get("class") or ""))
            start = x - wide * {"start": 0, "middle": 0.5, "end": 1}[each.get("text-anchor") or "start"]
            assert start >= -0.5, each.text
            assert start + wide <= width + 0.5, each.text
            assert size * 0.7 <= y <= height, each.text
            assert size >= 12


def test_marks_with_many_digits_stay_inside_and_apart() -> None:
    ticks = (0.0, 1.0, 123456789.0, 123456790.0)
    picture = only(Bars("D", ("Score",), (BarRow("A", (5.0,)),), 0, ticks[-1], ticks))
    marks = [each for each in picture.iter("text") if each.get("text-anchor") == "middle"]
    assert [each.text for each in marks] == ["0", "1.23457e+08"]
    for each in marks:
        half = text_width(each.text or "", float(each.get("font-size") or 0)) / 2
        assert half - 0.01 <= float(each.get("x") or 0) <= charts.WIDTH - half + 0.01


# Measuring.


@given(NAMES, st.floats(20, 300))
def test_wrapped_lines_fit_and_hold_every_letter(text: str, most: float) -> None:
    lines = wrap_to_width(text, 12, most)
    assert all(text_width(line, 12) <= most or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(NAMES, st.floats(20, 300))
def test_a_cut_text_fits_and_shows_that_it_was_cut_to_width(text: str, most: float) -> None:
    short = cut_to_width(text, 12, most)
    assert short == text or (short.endswith("…") and text_width(short, 12) <= most)


def test_letters_that_are_not_known_are_taken_for_wide() -> None:
    assert text_width("漢", 10) >= 10
    assert text_width("e\u0301", 10) == text_width("e", 10)


# Colours: worked out from the style sheet itself.


def scheme(name: str) -> dict[str, str]:
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS.split("@media")[0]))
    if name == "light":
        return light
    dark = CSS.split("prefers-color-scheme: dark")[1].split("\n}\n")[0]
    return {**light, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))}


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (lighter + 0.05) / (darker + 0.05)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_arithmetic_of_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_schemes_give_every_colour_that_is_used() -> None:
    dark = CSS.split("prefers-color-scheme: dark")[1].split("\n}\n")[0]
    used = set(re.findall(r"var\(--([\w-]+)\)", CSS))
    assert set(scheme("light")) == set(re.findall(r"--([\w-]+): #", dark)) == used


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "soft", "link"])
def test_text_can_be_read_on_the_ground_and_on_a_panel(name: str, text: str) -> None:
    colours = scheme(name)
    assert contrast(colours[text], colours["ground"]) >= 4.5
    assert contrast(colours[text], colours["panel"]) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("shape", ["bar", "staff", "lived", "edge", "heat-edge", "focus"])
def test_shapes_stand_out_from_the_ground(name: str, shape: str) -> None:
    assert contrast(scheme(name)[shape], scheme(name)["ground"]) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("step", range(charts.HEAT_STEPS))
def test_every_shade_has_letters_that_can_be_read_and_an_edge_that_can_be_seen(name: str, step: int) -> None:
    colours = scheme(name)
    assert contrast(colours[f"heat-{step}"], colours[f"heat-ink-{step}"]) >= 4.5
    # Cells stand apart on the ground; what bounds each is its edge or its own shade.
    bounds = (contrast(colours[key], colours["ground"]) for key in ("heat-edge", f"heat-{step}"))
    assert max(bounds) >= 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_shades_go_one_way(name: str) -> None:
    shades = [luminance(scheme(name)[f"heat-{step}"]) for step in range(charts.HEAT_STEPS)]
    assert shades in (sorted(shades), sorted(shades, reverse=True))
    assert all(abs(one - other) > 0.01 for one, other in combinations(shades, 2))


def test_the_tick_on_a_stop_can_be_seen() -> None:
    for name in ("light", "dark"):
        assert contrast(scheme(name)["ground"], scheme(name)["staff"]) >= 3


def test_every_class_of_a_picture_is_in_the_style_sheet() -> None:
    used = {
        part
        for drawing in ALL
        for picture in drawn(drawing)
        for each in picture.iter()
        for part in (each.get("class") or "").split()
    }
    assert {part for part in used if f".{part} " not in CSS and f".{part}," not in CSS} == set()

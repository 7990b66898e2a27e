"""Pages of questions unlike ours, on the smallest screen: very many dimensions, nine levels, another script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.make import practice, rubric, settled, sheet
from helpers.sample_page import STACKS, sample_page

from browser.axe import axe_violations
from browser.structure import NARROW, structure_faults
from browser.test_print import SMALLEST, sheets
from coprod_check.pages.blocks import Heading
from coprod_check.pages.own_words import own_words
from coprod_check.pages.round_page import round_page
from coprod_check.render.html import HtmlRenderer
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.rig import Opened

LONG = "Donaudampfschifffahrtsgesellschaftskapitän"


def page_of(levels: int, dimensions: int, name: str = "Title", language: str = "en") -> str:
    """A round of both sides, who are a level apart, on a rubric of so many levels and dimensions."""
    asked = rubric(
        *(
            practice(f"p{n}", f"d{n}", title=f"{name} {n}", levels=[f"{name} at {m}." for m in range(levels)])
            for n in range(dimensions)
        ),
        levels=[{"number": n, "name": f"{name} {n}"} for n in range(levels)],
        dimensions=[{"id": f"d{n}", "name": f"{name} {n}"} for n in range(dimensions)],
        language=language,
    )
    said = [
        sheet(voice, {f"p{n}": (n + higher) % levels for n in range(dimensions)}, share=True)
        for higher, voice in enumerate(("staff", "lived-experience"))
    ]
    found = score_round(settled(asked, *said))
    return HtmlRenderer(own_words(asked)).render(round_page(found, None).whole)


def nobody_shown() -> str:
    asked = rubric()
    found = score_round(settled(asked, sheet("staff", {"a": 1}, share=False)))
    return HtmlRenderer().render(round_page(found, None).whole)


ODD = {
    "two levels": lambda: page_of(2, 2),
    "nine levels": lambda: page_of(9, 3),
    "ninety dimensions": lambda: page_of(4, 90),
    "long words": lambda: page_of(4, 2, LONG),
    "another script": lambda: page_of(4, 3, "کون فیصلہ کرتا ہے", "ur"),
    "nobody shown": nobody_shown,
}


def opened(open_page: Opened, folder: Path, text: str, *, forced_colors: bool = False) -> Page:
    path = folder / "page.html"
    path.write_text(text, "utf-8")
    return open_page(path, width=NARROW, forced_colors=forced_colors)


@pytest.mark.parametrize("name", ODD)
def test_a_page_of_other_questions_is_whole_on_the_smallest_screen(
    open_page: Opened, tmp_path: Path, name: str
) -> None:
    page = opened(open_page, tmp_path, ODD[name]())
    assert [*map(str, axe_violations(page)), *map(str, structure_faults(page))] == []


@pytest.mark.parametrize("name", ["nine levels", "ninety dimensions"])
def test_letters_of_other_questions_can_be_read_on_paper(open_page: Opened, tmp_path: Path, name: str) -> None:
    every = sheets(opened(open_page, tmp_path, ODD[name]()))
    assert min(size for sheet in every for size in sheet.letters) >= SMALLEST


def test_with_colours_of_their_own_people_still_see_which_level_a_bar_is(open_page: Opened, tmp_path: Path) -> None:
    text = HtmlRenderer().render((Heading("T", 1), Heading("S"), STACKS))
    page = opened(open_page, tmp_path, text, forced_colors=True)
    grounds = page.eval_on_selector_all(
        ".key .box", "(all) => all.map((each) => getComputedStyle(each).backgroundColor)"
    )
    assert len(set(grounds)) == len(STACKS.kinds)


def test_only_a_missing_owner_has_the_colour_that_calls(open_page: Opened, tmp_path: Path) -> None:
    page = opened(open_page, tmp_path, HtmlRenderer().render(sample_page(warned=True).whole))
    calling = page.locator(".missing").first.evaluate("(each) => getComputedStyle(each).color")
    others = page.evaluate(
        "(colour) => [...document.querySelectorAll('main *:not(.missing)')].filter((each) => {"
        "const style = getComputedStyle(each);"
        "return [style.color, style.borderInlineStartColor, style.backgroundColor].includes(colour); }).length",
        calling,
    )
    assert others == 0

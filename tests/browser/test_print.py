"""Every page of ours on paper: pages that a reading program can follow, not too many, and nothing cut off."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from helpers.process import run
from pypdf import PdfReader

from browser.pages import EXAMPLES, SCENES, Scene, make
from browser.structure import ask

if TYPE_CHECKING:
    from pathlib import Path

    from browser.rig import Opened

A4 = {"width": 688, "height": 1000}
"""The room on A4 inside the margins, in CSS pixels: 182 mm wide."""

PRINTED = [scene for scene in SCENES if scene.name in {
    "form", "form at the list", "form for paper", "form in large print",
    "report of a round", "report of both voices", "report of a cohort", "report of a history",
}]  # fmt: skip
MOST = {"form": 16, "form at the list": 16, "form for paper": 17, "form in large print": 36}
"""Sheets of A4 for 26 practices; a report of a team or of ten takes no more than five."""


@pytest.mark.parametrize("voice", ["staff", "lived-experience", "together"])
def test_the_answers_in_short_are_one_sheet_of_their_own(open_page: Opened, tmp_path: Path, voice: str) -> None:
    out = tmp_path / "paper.html"
    assert run("form", "--voice", voice, "--print", "--team", "Team", "--out", out).returncode == 0
    *before, last = sheets(open_page(out))
    words = [words for _, _, words in last.lines]
    assert "Your answers on one page" in words
    assert not any("Your answers on one page" in said for sheet in before for _, _, said in sheet.lines)
    text = " ".join(words)
    assert "26 How it ends or goes on" in text
    assert ("How it was for you" in text) == (voice == "lived-experience")


@pytest.mark.parametrize("scene", PRINTED, ids=lambda scene: scene.name.replace(" ", "-"))
def test_a_page_prints_with_its_structure_and_whole(open_page: Opened, tmp_path: Path, scene: Scene) -> None:
    page = open_page(make(scene, tmp_path))
    scene.steps(page)
    printed = page.pdf(format="A4", tagged=True, outline=True, prefer_css_page_size=True)
    assert 1 < len(re.findall(rb"/Type\s*/Page\b", printed)) <= MOST.get(scene.name, 5)
    assert b"/StructTreeRoot" in printed
    assert b"/Lang (en)" in printed
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4["width"], "height": A4["height"]})
    whole = "[...checks.text_cut(), ...checks.text_overlaps(), ...checks.chart_text_cut(), ...checks.sideways()]"
    assert ask(page, whole) == []


def test_nothing_of_the_screen_alone_is_printed(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make(SCENES[0], tmp_path))
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    assert page.locator(".practice:visible").count() == 26


# What stands on which sheet, and how large: read from the sheets themselves.

BODY, SMALLEST = 12, 11
"""Points of the letters that people read, and of the smallest."""


@dataclass
class Sheet:
    """One sheet of paper: its lines from top to bottom, and how many letters there are of each size."""

    lines: list[tuple[float, float, str]] = field(default_factory=list)
    """Height above the lower edge, in points; size of the letters; words."""
    letters: Counter[float] = field(default_factory=Counter)

    def take(self, text: str, at: list[float], moved: list[float], _font: Any, size: float) -> None:
        """Take a piece of text from the reader of the file."""
        if words := text.strip():
            points = round(abs(moved[3] * at[3]) * size, 1)
            self.lines.append((moved[5] * at[3] + at[5], points, words))
            self.letters[points] += len(words)

    @property
    def lowest(self) -> float:
        return min(height for height, _, _ in self.lines)


def sheets(page: Any) -> list[Sheet]:
    found = []
    for each in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages:
        sheet = Sheet()
        each.extract_text(visitor_text=sheet.take)
        found.append(sheet)
    return found


REPORTS = [scene for scene in PRINTED if scene.name.startswith("report")]


@pytest.mark.parametrize("scene", REPORTS, ids=lambda scene: scene.name.replace(" ", "-"))
def test_letters_on_paper_can_be_read_and_no_heading_is_left_behind(
    open_page: Opened, tmp_path: Path, scene: Scene
) -> None:
    every = sheets(open_page(make(scene, tmp_path)))
    letters: Counter[float] = sum((sheet.letters for sheet in every), Counter())
    assert min(letters) >= SMALLEST
    assert letters[BODY] > sum(letters.values()) / 4
    for sheet in every:
        _, size, words = min(sheet.lines)
        assert size <= BODY, f"the heading “{words}” is the last line of its sheet"
    for number, sheet in enumerate(every[:-1], 1):
        assert sheet.lowest < A4_POINTS / 2, f"sheet {number} is more than half empty"


A4_POINTS = 842


def test_the_first_sheet_of_a_round_is_what_people_look_at_first(open_page: Opened, tmp_path: Path) -> None:
    scene = next(each for each in SCENES if each.name == "report of both voices")
    every = sheets(open_page(make(scene, tmp_path)))
    assert len(every) == 3
    headings = [[words for _, size, words in sheet.lines if size > BODY and not words.isdigit()] for sheet in every]
    assert headings[0] == ["Stage 2 of 4: Engaging", "Where you see it most differently", "What to do next"]
    assert headings[1] == ["All 26 practices"]
    assert headings[2][0] == "What is strong"
    assert min(every[0].lines)[2].startswith("Sam and Colin")


def test_what_is_folded_is_printed_where_the_page_was_made_for_that(open_page: Opened, tmp_path: Path) -> None:
    folded, opened = tmp_path / "folded.html", tmp_path / "opened.html"
    for path, more in ((folded, ()), (opened, ("--open",))):
        assert run("report", EXAMPLES / "report" / "meadow-lane", *more, "--out", path).returncode == 0
    said = {
        path: " ".join(words for sheet in sheets(open_page(path)) for _, _, words in sheet.lines)
        for path in (folded, opened)
    }
    for words in ("How the levels come about", "Score 1.4 =", "The group has been told what co-production is"):
        assert words not in said[folded]
        assert words in said[opened]
    assert "What is folded on the page is not printed." in said[folded]
    assert "What is folded" not in said[opened]


def test_a_plan_of_five_actions_is_one_sheet_for_the_wall(open_page: Opened, tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    plan = EXAMPLES / "riverside" / "riverside-diabetes-group.plan.toml"
    assert run("plan", "--show", plan, "--out", path).returncode == 0
    (sheet,) = sheets(open_page(path))
    assert min(sheet.letters) >= SMALLEST
    words = " ".join(words for _, _, words in sheet.lines)
    assert "Our plan: 5 things to do" in words
    assert "What is folded" not in words
    assert "How far we were then" in words

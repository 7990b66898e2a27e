"""Every page of ours on paper: pages that a reading program can follow, not too many, and nothing cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from browser.pages import SCENES, Scene, make
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
MOST = {"form": 16, "form at the list": 16, "form for paper": 16, "form in large print": 32}
"""Sheets of A4 for 26 practices; a report of this size takes no more than eight."""


@pytest.mark.parametrize("scene", PRINTED, ids=lambda scene: scene.name.replace(" ", "-"))
def test_a_page_prints_with_its_structure_and_whole(open_page: Opened, tmp_path: Path, scene: Scene) -> None:
    page = open_page(make(scene, tmp_path))
    scene.steps(page)
    printed = page.pdf(format="A4", tagged=True, outline=True, prefer_css_page_size=True)
    assert 1 < len(re.findall(rb"/Type\s*/Page\b", printed)) <= MOST.get(scene.name, 8)
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

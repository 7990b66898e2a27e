"""What a person sees without scrolling, and how much there is to read on a whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from browser.pages import SCENES, make

if TYPE_CHECKING:
    from pathlib import Path

    from browser.rig import Opened

DESK, PHONE = (1280, 800), (360, 740)
VISIBLE_WORDS = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let words = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inside = node.parentElement;
    if (inside.closest("details, .unseen, [aria-hidden=true]") || !inside.checkVisibility()) continue;
    words += (node.textContent.match(/\\S+/g) ?? []).length;
  }
  return words;
}"""
"""Words on the page as it opens: none that are folded, and none of a picture."""
MOST_WORDS = {"report of both voices": 900, "report of a round": 900, "report of a cohort": 900}
"""Of one round, and of ten teams; a page of several rounds says beside them what changed."""
MOST_OF_SEVERAL = 1000


def opened(open_page: Opened, tmp_path: Path, name: str, size: tuple[int, int]) -> Any:
    scene = next(each for each in SCENES if each.name == name)
    page = open_page(make(scene, tmp_path), width=size[0])
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return page


def ends(page: Any, selector: str) -> float:
    """How far below the top of the page the first such thing ends, in CSS pixels."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return float(box["y"] + box["height"])


@pytest.mark.parametrize("name", ["report of both voices", "report of a round"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_stage_and_tiles_are_seen_at_once(open_page: Opened, tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    page = opened(open_page, tmp_path, name, size)
    for selector in ("h1", ".path", ".tiles"):
        assert ends(page, selector) <= size[1], selector


def test_at_a_desk_the_first_gap_is_seen_at_once(open_page: Opened, tmp_path: Path) -> None:
    page = opened(open_page, tmp_path, "report of both voices", DESK)
    assert ends(page, ".card") <= DESK[1]


@pytest.mark.parametrize(
    ("name", "selectors"),
    [("report of a cohort", ("h1", "table.bars")), ("report of a history", ("h1", ".trend"))],
)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_finding_of_many_teams_and_of_several_rounds_is_seen_at_once(
    open_page: Opened, tmp_path: Path, name: str, selectors: tuple[str, ...], size: tuple[int, int]
) -> None:
    page = opened(open_page, tmp_path, name, size)
    for selector in selectors:
        assert ends(page, selector) <= size[1], selector


@pytest.mark.parametrize("name", [scene.name for scene in SCENES if scene.name.startswith("report")])
def test_a_page_is_looked_at_and_not_read(open_page: Opened, tmp_path: Path, name: str) -> None:
    page = opened(open_page, tmp_path, name, DESK)
    assert 200 < page.evaluate(VISIBLE_WORDS) <= MOST_WORDS.get(name, MOST_OF_SEVERAL)


def test_the_contents_are_folded_on_a_phone_and_open_at_a_desk(open_page: Opened, tmp_path: Path) -> None:
    page = opened(open_page, tmp_path, "report of both voices", PHONE)
    assert not page.locator("nav ol").is_visible()
    page.locator("nav summary").click()
    assert page.locator("nav ol").is_visible()
    desk = opened(open_page, tmp_path, "report of both voices", DESK)
    assert desk.locator("nav ol").is_visible()
    assert ends(desk, "nav") <= DESK[1]

"""Faults put into a good page one at a time: which of axe and our own check finds each, and which neither."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DATA, toml
from helpers.process import ROOT

from browser.axe import axe_violations
from browser.rig import Opened
from browser.structure import structure_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

GOOD = DATA / "pages" / "good.html"
FAULTS: list[dict[str, Any]] = toml(DATA / "pages" / "faults.toml")["faults"]


def seed(fault: dict[str, Any]) -> str:
    """The script that puts a fault into the page."""
    return f"""() => {{
      const $ = (selector) => document.querySelector(selector);
      const $$ = (selector) => document.querySelectorAll(selector);
      $("style").append({json.dumps(fault.get("css", ""))});
      {fault.get("script", "")}
    }}"""


@pytest.fixture(scope="module")
def good(chromium: Browser) -> Iterator[Page]:
    """The good page, opened once: a page for each fault would take three times as long."""
    opened = Opened(chromium)
    page = opened(GOOD)
    page.evaluate("window.kept = document.documentElement.cloneNode(true)")
    yield page
    opened.close()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["what"])
def test_a_seeded_fault_is_found_by_whom_we_say(good: Page, fault: dict[str, Any]) -> None:
    good.emulate_media(color_scheme="dark" if fault.get("dark") else "light")
    good.evaluate("document.replaceChild(kept.cloneNode(true), document.documentElement)")
    good.evaluate(seed(fault))
    by_axe = {each.rule for each in axe_violations(good)}
    by_us = {each.check for each in structure_faults(good)}
    assert (fault["axe"] in by_axe) if "axe" in fault else not by_axe, by_axe
    assert (fault["own"] in by_us) if "own" in fault else not by_us, by_us


def test_the_document_says_who_finds_how_many() -> None:
    found = Counter("+".join(sorted({"axe", "own", "missed"} & fault.keys())) for fault in FAULTS)
    said = (ROOT / "docs" / "accessibility.md").read_text("utf-8").replace("\n", " ")
    assert (
        f"Of {len(FAULTS)} faults put into a good page one at a time, axe alone finds {found['axe']}, "
        f"our own check alone {found['own']}, both find {found['axe+own']}, and neither finds {found['missed']}"
    ) in said


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_in_the_page_without_a_fault_nothing_is_found(open_page: Opened, width: int, dark: bool) -> None:
    page = open_page(GOOD, width=width, dark=dark)
    assert (axe_violations(page), structure_faults(page)) == ([], [])

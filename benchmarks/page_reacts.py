"""How soon a page of 1,000 and of 5,000 teams reacts on a slow machine, and how long a step of scrolling takes there.

    python benchmarks/page_reacts.py

Needs the extra `large` and a Chromium (`COPROD_CHROMIUM` names one). Measured are processor
seconds of the thread in which a browser makes a page, times six for a machine that is six
times slower: what else a machine does counts little there. A page has reacted when its first
fold, asked to open, is drawn open. A step scrolls by one screen. Each figure is the best of
three runs; of scrolling it is the longest step.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import made_up
from measuring import Limits, cost
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

SLOWER, RUNS, SCREEN = 6, 3, 800
MOST = {1000: (1.0, 0.1, 0.1), 5000: (1.0, 0.12, 0.3)}
"""Seconds for so many teams: until the page reacts, and of a step of scrolling, folded and with everything unfolded."""
STEPS = 60
"""So many screens are scrolled through, from the top and again to the end."""

DRAWN = "new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))"
REACT = f"() => {{ document.querySelector('.sections details').open = true; return {DRAWN}; }}"
OPEN_ALL = f"() => {{ for (const each of document.querySelectorAll('details')) each.open = true; return {DRAWN}; }}"
TO = f"(place) => {{ scrollTo(0, place); return {DRAWN}; }}"
ON = f"() => {{ scrollBy(0, innerHeight); return {DRAWN}; }}"


class Found(NamedTuple):
    """Seconds of one page on the slow machine."""

    reacts: list[float]
    closed: list[float]
    """Of each step of scrolling, with everything folded as it comes."""
    opened: list[float]
    """Of each step with every fold open."""


class Slow:
    """A page, and what it costs a slow machine."""

    def __init__(self, browser: Browser, nearby: Path) -> None:
        """Start from a small page, so that the browser has its process for files."""
        self.page = browser.new_page(viewport={"width": 1280, "height": SCREEN})
        self.page.goto(nearby.as_uri())
        self.tools = self.page.context.new_cdp_session(self.page)
        self.tools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds(self, done: Callable[[], object]) -> float:
        """How long something takes there."""
        before = self._spent()
        done()
        return SLOWER * (self._spent() - before)

    def _spent(self) -> float:
        found = self.tools.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in found if each["name"] == "TaskDuration"))

    def steps(self) -> list[float]:
        """Scroll through the page from its top, and to its end."""
        height = self.page.evaluate("document.scrollingElement.scrollHeight")
        found = []
        for start in (0, max(0, height - STEPS * SCREEN)):
            self.page.evaluate(TO, start)
            found += [self.seconds(lambda: self.page.evaluate(ON)) for _ in range(STEPS)]
        return found


def look_at(browser: Browser, page_file: Path, nearby: Path) -> Found:
    """Open a page, unfold something, and scroll."""
    slow = Slow(browser, nearby)

    def react() -> None:
        slow.page.goto(page_file.as_uri())
        slow.page.evaluate(REACT)

    reacts, closed = slow.seconds(react), slow.steps()
    slow.page.evaluate(OPEN_ALL)
    found = Found([reacts], closed, slow.steps())
    slow.page.close()
    return found


def longest(runs: list[list[float]]) -> float:
    """The longest step, of each the best run."""
    best: list[float] = [min(times) for times in zip(*runs, strict=True)]
    return max(best)


def main() -> None:
    limits = Limits()
    chromium = os.environ.get("COPROD_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as root, sync_playwright() as tools:
        nearby = Path(root) / "nearby.html"
        nearby.write_text("<!doctype html><title>Nearby</title>", "utf-8")
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for teams, (soon, step, open_step) in MOST.items():
            table, page = Path(root) / "teams.csv", Path(root) / f"{teams}.html"
            made_up.table(table, teams * made_up.PER_TEAM)
            cost("-m", "coprod_check", "report", table, "--out", page)
            runs = [look_at(browser, page, nearby) for _ in range(RUNS)]
            print(f"{teams:,} teams: {page.stat().st_size:,} bytes")
            reacts, closed, opened = (longest([run[place] for run in runs]) for place in range(3))
            limits.tell(f"{teams:,} teams: until the page reacts", reacts, soon, unit="s")
            limits.tell(f"{teams:,} teams: the longest step of scrolling", closed, step, unit="s")
            limits.tell(f"{teams:,} teams: the longest step, everything unfolded", opened, open_step, unit="s")
        browser.close()
    limits.end()


if __name__ == "__main__":
    main()

"""Our own pages for tests, made by the program itself: which there are, and how to come to each state of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from helpers.process import ROOT, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

EXAMPLES = ROOT / "examples"
TOGETHER = ("form", "--voice", "together")
ALONE = ("form", "--voice", "lived-experience")
KNOWN = (
    "--team",
    "Riverside diabetes group",
    "--round",
    "2026-11",
    "--contact",
    "Sam Okoro",
    "--return-by",
    "2026-11-30",
)


def as_opened(_page: Page) -> None:
    """Leave the page as it is."""


def go_on(page: Page) -> None:
    page.click("[data-go=next]")


def with_errors(page: Page) -> None:
    """Go on without having said what is needed."""
    go_on(page)
    page.locator("#errors").wait_for()


def at_first_practice(page: Page) -> None:
    """Answer what comes first, up to the first practice."""
    if page.locator("#team").is_visible():
        page.fill("#team", "Riverside diabetes group")
    for name, said in (("day", "22"), ("month", "11"), ("year", "2026")):
        page.fill(f"#{name}", said)
    go_on(page)
    page.fill("#staff", "2")
    page.fill("#members", "3")
    for _ in range(3):
        go_on(page)
    page.locator(".practice:visible").wait_for()


def at_contradiction(page: Page) -> None:
    """Write evidence, and take the answer back."""
    at_first_practice(page)
    page.locator(".practice:visible input[value='2']").check()
    page.locator(".practice:visible textarea[id^=evidence]").fill("ہم ساتھ فیصلہ کرتے ہیں 🙂 ‘quoted’ \\ here")
    page.locator(".practice:visible input[value=blank]").check()
    go_on(page)
    page.locator("#errors").wait_for()


def at_review(page: Page) -> None:
    """Answer one practice, then look at the list."""
    at_first_practice(page)
    page.locator(".practice:visible .choice").nth(2).click()
    page.locator(".practice:visible textarea[id^=evidence]").fill("Notes of the May meeting\nہم ساتھ فیصلہ کرتے ہیں 🙂")
    page.click("[data-go=list]")
    page.locator("#review").wait_for()


def at_end(page: Page) -> None:
    """Download the file."""
    at_review(page)
    with page.expect_download():
        page.click("#review [data-finish]")
    page.locator("#done").wait_for()
    page.locator("#done details").evaluate("(each) => { each.open = true; }")


def put_back(page: Page) -> None:
    """Come back on another day, on a device that kept the answers."""
    page.check("#keep")
    at_first_practice(page)
    page.locator(".practice:visible .choice").nth(2).click()
    page.evaluate("sessionStorage.clear()")  # as in a new tab
    page.goto(page.url.split("#")[0])
    page.locator("#go-on").wait_for()


class Scene(NamedTuple):
    """A page in one state: the command that makes it, and what a person does to come there."""

    name: str
    command: tuple[str | Path, ...]
    steps: Callable[[Page], None] = as_opened
    script: bool = True
    """Whether the page keeps its script. (axe itself cannot run where the browser runs no script at all.)"""
    colours: tuple[str, ...] = ("light", "dark")


SCENES = [
    Scene("form", TOGETHER),
    Scene("form with errors", TOGETHER, with_errors),
    Scene("form at a practice", TOGETHER, at_first_practice),
    Scene("form with a contradiction", TOGETHER, at_contradiction),
    Scene("form at the list", TOGETHER, at_review),
    Scene("form at the end", TOGETHER, at_end),
    Scene("form with answers put back", (*TOGETHER, *KNOWN), put_back),
    Scene("form for one person", (*ALONE, *KNOWN)),
    Scene("form without script", TOGETHER, script=False, colours=("light",)),
    Scene("form for paper", (*TOGETHER, "--print"), colours=("light",)),
    Scene("form in large print", (*ALONE, "--large-print"), colours=("light",)),
    Scene("report of a round", ("report", EXAMPLES / "riverside")),
    Scene("report of both voices", ("report", EXAMPLES / "report" / "meadow-lane")),
    Scene("report of a cohort", ("report", EXAMPLES / "cohort")),
    Scene("report of two rounds of many teams", ("report", EXAMPLES / "programme" / "programme.csv")),
    Scene("report of a history", ("report", EXAMPLES / "calls")),
    Scene("plan on one page", ("plan", "--show", EXAMPLES / "calls" / "3-november.plan.toml")),
]  # fmt: skip
"""What is looked at in every dress; a new page is one line here."""


def make(scene: Scene, folder: Path) -> Path:
    """Have the program write the page of a scene, unless it has done so already."""
    name = "-".join(each.name if hasattr(each, "name") else each for each in scene.command[:4]).replace("--", "")
    path = folder / f"{name}-{len(scene.command)}{'' if scene.script else '-bare'}.html"
    if not path.exists():
        done = run(*scene.command, "--out", path)
        assert done.returncode == 0, done.stderr
    if not scene.script:
        path.write_text(re.sub(r"<script>.*?</script>", "", path.read_text("utf-8"), flags=re.DOTALL), "utf-8")
    return path

"""Our own look at a page, beside axe: what axe does not see, or only asks a person to look at."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from playwright.sync_api import Page, ViewportSize

_SCRIPT = Path(__file__).with_name("structure.js").read_text("utf-8")

NARROW = 320
"""The width in CSS pixels at which a page must not scroll sideways (WCAG 1.4.10)."""

SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""What a reader may set without losing a word (WCAG 1.4.12)."""

LARGE = "html { font-size: 200% !important; }"
"""Letters of twice the size in the same window (WCAG 1.4.4)."""

MOST_STOPS = 1500


class Fault(NamedTuple):
    """One thing wrong with a page."""

    check: str
    what: str

    def __str__(self) -> str:
        return f"{self.check}: {self.what}"


def ask(page: Page, expression: str) -> Any:
    """Evaluate an expression over ``checks`` and ``keyboard`` of structure.js."""
    if not page.evaluate("'coprodChecks' in window"):
        page.evaluate(_SCRIPT)
    return page.evaluate(f"(() => {{ const {{checks, keyboard}} = window.coprodChecks; return {expression}; }})()")


@contextmanager
def window(page: Page, width: int) -> Iterator[None]:
    """Look through a window of another width for a while."""
    was: ViewportSize = page.viewport_size or {"width": 1280, "height": 800}
    page.set_viewport_size({"width": width, "height": was["height"]})
    yield
    page.set_viewport_size(was)


@contextmanager
def styled(page: Page, css: str) -> Iterator[None]:
    """Lay a reader's own style over the page for a while; made so that the page's own rules cannot forbid it."""
    page.evaluate(
        """(css) => { window.coprodOwn = new CSSStyleSheet(); coprodOwn.replaceSync(css);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, coprodOwn]; }""",
        css,
    )
    yield
    page.evaluate("document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== coprodOwn)")


def narrow(page: Page) -> list[str]:
    with window(page, min(NARROW, (page.viewport_size or {"width": NARROW})["width"])):
        return [*ask(page, "checks.sideways()"), *ask(page, "checks.text_cut()"), *ask(page, "checks.chart_text_cut()")]


def spaced(page: Page) -> list[str]:
    """A picture may let its letters run out of its frame, as long as it does not cut them off."""
    cut = 'checks.chart_text_cut((chart) => getComputedStyle(chart).overflow !== "visible")'
    with styled(page, SPACED):
        return [*ask(page, f"[...checks.text_cut(), ...checks.text_overlaps(), ...{cut}]")]


def large(page: Page) -> list[str]:
    with styled(page, LARGE):
        return [*ask(page, "[...checks.text_cut(), ...checks.text_overlaps()]")]


def _looks_other_without_focus(page: Page, around: dict[str, float]) -> bool:
    """Compare two pictures: the last resort where no style that we know of has changed."""
    clip: Any = around
    focused = page.screenshot(clip=clip)
    page.evaluate("window.coprodHeld = document.activeElement; coprodHeld.blur()")
    bare = page.screenshot(clip=clip)
    page.evaluate("coprodHeld.focus({preventScroll: true})")
    return focused != bare


def focus(page: Page) -> list[str]:
    """Walk through the page by Tab: the focus is seen at every stop, and every control is a stop."""
    faults: list[str] = []
    ask(page, "keyboard.start()")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = ask(page, "keyboard.stop()")
        if stop["over"]:
            return [*faults, *ask(page, "keyboard.missed()")]
        faults += stop["faults"]
        if not stop["changed"] and not _looks_other_without_focus(page, stop["around"]):
            faults.append(f"{stop['place']} does not show that it has the focus")
    return [*faults, f"more than {MOST_STOPS} Tab stops, or no way out"]


STILL = (
    "groups", "unique_ids", "references", "errors", "tables", "chart_names", "chart_text_cut", "chart_text_overlaps",
    "chart_tables", "chart_contrast", "chart_text_contrast", "chart_text_size", "colour_alone", "field_edges",
    "outside", "headings", "language", "targets", "text_cut", "text_overlaps",
)  # fmt: skip
"""The checks that look at the page as it stands."""

MOVING: dict[str, Callable[[Page], list[str]]] = {"narrow": narrow, "spaced": spaced, "large": large, "focus": focus}
"""The checks that need another window, a reader's style or the keyboard."""


def structure_faults(page: Page, *, leave_out: Collection[str] = ()) -> list[Fault]:
    """Everything that our own checks find wrong with a page."""
    names = [name for name in STILL if name not in leave_out]
    found = ask(page, "Object.fromEntries(" + repr(names) + ".map((name) => [name, checks[name]()]))")
    faults = [Fault(name, what) for name in names for what in found[name]]
    for name, check in MOVING.items():
        if name not in leave_out:
            faults += [Fault(name, what) for what in check(page)]
    return faults

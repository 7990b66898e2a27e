"""A real browser for tests: pages from the disk, in every dress, and nothing that reaches beyond them."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

from helpers.process import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""Under which Chromium is installed on the systems we know."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]

_INSIDE = ("data:", "blob:", "about:")
"""Addresses that are part of a page itself."""

_NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {get() { throw new DOMException("no storage here", "SecurityError"); }});"""


def chromium_path() -> str | None:
    """Where Chromium is: what COPROD_CHROMIUM says, or the first known name on the path."""
    said = os.environ.get("COPROD_CHROMIUM")
    return said or next(filter(None, map(shutil.which, NAMES)), None)


def browser_is_a_must() -> bool:
    """Whether a missing browser is an error, and no reason to skip."""
    return os.environ.get("COPROD_BROWSER") == "1" or bool(os.environ.get("CI"))


class Dress(TypedDict, total=False):
    """How a page is looked at. What is left out is a laptop, by day, with script and storage."""

    width: int
    height: int
    dark: bool
    forced_colors: bool
    script: bool
    media: Literal["screen", "print"]
    touch: bool
    storage: Literal["works", "forbidden"]
    today: str | None
    """The day that the page's clock shows, standing still; ``None`` for the real clock."""


@dataclass
class Opened:
    """Opens pages, each in a browser profile of its own, and notes what they should not do."""

    browser: Browser
    seen: list[str] = field(default_factory=list)
    """Requests beyond the page, errors of its script, and errors in the console. A test of one clears it."""
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, path: Path, *, beside: Page | None = None, **dress: Unpack[Dress]) -> Page:
        """Open the page at ``path``; ``beside`` another one it shares that one's profile (and storage)."""
        context = beside.context if beside else self._context(dress)
        page = context.new_page()
        address = path.resolve().as_uri()

        def request(asked: Request) -> None:
            if asked.url.split("#")[0].split("?")[0] != address and not asked.url.startswith(_INSIDE):
                self.seen.append(f"{path.name} asked for {asked.url}")

        def console(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.seen.append(f"{path.name} console: {message.text}")

        def error(what: Error) -> None:
            self.seen.append(f"{path.name} script: {what.message}")

        page.on("request", request)
        page.on("console", console)
        page.on("pageerror", error)
        if dress.get("media"):
            page.emulate_media(media=dress["media"])
        page.goto(address)
        return page

    def _context(self, dress: Dress) -> BrowserContext:
        script = dress.get("script", True)
        context = self.browser.new_context(
            viewport={"width": dress.get("width", 1280), "height": dress.get("height", 800)},
            color_scheme="dark" if dress.get("dark") else "light",
            forced_colors="active" if dress.get("forced_colors") else "none",
            reduced_motion="reduce",
            java_script_enabled=script,
            has_touch=dress.get("touch", False),
            accept_downloads=True,
            offline=True,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        if dress.get("storage") == "forbidden":
            context.add_init_script(_NO_STORAGE)
        today = dress.get("today", TODAY)
        if script and today:
            context.clock.set_fixed_time(f"{today}T12:00:00Z")
        return context

    def close(self) -> None:
        while self.contexts:
            self.contexts.pop().close()

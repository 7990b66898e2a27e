"""One browser for all tests of this folder; each page in a profile of its own, watched for what it should not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.rig import FLAGS, Opened, browser_is_a_must, chromium_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

MISSING = "no Chromium here, so no page is looked at (Debian or Ubuntu: apt install chromium; or set COPROD_CHROMIUM)"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a browser, leave out what needs one, in one line of the summary; where it must be there, say so."""
    if "chromium" in getattr(item, "fixturenames", ()) and chromium_path() is None:
        (pytest.fail if browser_is_a_must() else pytest.skip)(MISSING)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Opened]:
    """Open pages as ``open_page(path, width=320, dark=True)``; see ``rig.Dress``."""
    opened = Opened(chromium)
    yield opened
    opened.close()
    assert not opened.seen, "\n".join(opened.seen)

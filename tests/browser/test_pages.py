"""Every page of ours in every dress, looked at by axe and by our own check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.axe import axe_violations
from browser.pages import SCENES, make
from browser.rig import Opened
from browser.structure import NARROW, structure_faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from browser.pages import Scene


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


DRESSES = [
    pytest.param(scene, colours, width, id=f"{scene.name.replace(' ', '-')}-{colours}-{width}")
    for scene in SCENES
    for colours in scene.colours
    for width in (1280, NARROW)
]


@pytest.fixture(scope="module")
def at(request: pytest.FixtureRequest, chromium: Browser, folder: Path) -> Iterator[Page]:
    """A page in one state, opened once for all dresses."""
    scene: Scene = request.param
    opened = Opened(chromium)
    page = opened(make(scene, folder))
    scene.steps(page)
    yield page
    opened.close()
    assert not opened.seen, "\n".join(opened.seen)


@pytest.mark.parametrize(("at", "colours", "width"), DRESSES, indirect=["at"])
def test_nothing_is_wrong_with_a_page(at: Page, colours: str, width: int) -> None:
    at.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    at.set_viewport_size({"width": width, "height": 800})
    seen_already = {"narrow", "spaced", "large"} if colours == "dark" else {"narrow"} if width > NARROW else set()
    assert [*map(str, axe_violations(at)), *map(str, structure_faults(at, leave_out=seen_already))] == []

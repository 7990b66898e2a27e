"""The pictures in the README: there, small enough, and shown. COPROD_PICTURES=1 takes them anew."""

from __future__ import annotations

import os
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from helpers.process import ROOT

from browser.pages import SCENES, at_first_practice, make

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from browser.rig import Opened

PICTURES = ROOT / "docs" / "pictures"
WIDTH = 1280
MOST_BYTES = 150_000


def at_an_answer(page: Page) -> None:
    at_first_practice(page)
    page.locator(".practice:visible .choice").nth(2).click()
    page.locator(".practice:visible textarea[id^=evidence]").fill("The notes of our meeting in May: what we agreed.")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


TAKEN = {
    "form.png": ("form", at_an_answer, 1130),
    "report.png": ("report of both voices", None, 652),
}
"""The page in each picture, what is done first, and how much of it is shown."""


def squeezed(picture: bytes) -> bytes:
    """The same PNG with its points packed as tightly as can be; the browser packs them in a hurry."""
    start, chunks = picture[:8], []
    at = len(start)
    while at < len(picture):
        (size,) = struct.unpack_from(">I", picture, at)
        chunks.append((picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]))
        at += size + 12
    points = zlib.compress(zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT")), 9)
    kept = [(kind, data) for kind, data in chunks if kind != b"IDAT"]
    kept.insert(-1, (b"IDAT", points))
    return start + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in kept
    )


@pytest.mark.skipif(os.environ.get("COPROD_PICTURES") != "1", reason="COPROD_PICTURES=1 takes the pictures anew")
@pytest.mark.parametrize("name", TAKEN)
def test_take_a_picture(open_page: Opened, tmp_path: Path, name: str) -> None:
    scene_name, first, height = TAKEN[name]
    (scene,) = (each for each in SCENES if each.name == scene_name)
    page = open_page(make(scene, tmp_path), width=WIDTH, height=height)
    if first:
        first(page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / name).write_bytes(squeezed(page.screenshot()))


def test_every_picture_is_small_and_shown_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {path.name for path in PICTURES.iterdir()} == set(TAKEN)
    for name in TAKEN:
        data = (PICTURES / name).read_bytes()
        assert len(data) <= MOST_BYTES, f"{name} is too large for a README"
        assert struct.unpack(">I", data[16:20]) == (WIDTH,)
        assert f"](docs/pictures/{name})" in readme, f"the README does not show {name}"

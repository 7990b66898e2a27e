from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from browser.rig import Opened

HEAD = '<!doctype html><html lang="en"><title>A page</title>'


def page_of(folder: Path, inside: str) -> Path:
    path = folder / "page.html"
    path.write_text(HEAD + inside, "utf-8")
    return path


@pytest.mark.parametrize(
    "inside",
    [
        '<img src="http://nowhere.example/a.png" alt="">',
        '<img src="other.png" alt="">',
        '<script>fetch("http://nowhere.example")</script>',
        "<script>throw new Error('oh')</script>",
        "<script>console.error('oh')</script>",
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><script>1</script>",
    ],
)
def test_what_a_page_should_not_do_is_noted(open_page: Opened, tmp_path: Path, inside: str) -> None:
    page = open_page(page_of(tmp_path, inside))
    page.wait_for_load_state("networkidle")
    assert open_page.seen
    open_page.seen.clear()


def test_a_page_that_keeps_to_itself_is_not_noted(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(
        page_of(
            tmp_path,
            '<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><a href="https://a.example">x</a><p id=x>',
        )
    )
    page.goto(page.url + "#x")
    assert not open_page.seen


def test_two_pages_beside_each_other_share_storage_and_others_do_not(open_page: Opened, tmp_path: Path) -> None:
    path = page_of(tmp_path, "")
    first = open_page(path)
    first.evaluate("localStorage.setItem('a', 'kept')")
    assert open_page(path, beside=first).evaluate("localStorage.getItem('a')") == "kept"
    assert open_page(path).evaluate("localStorage.getItem('a')") is None


def test_storage_can_be_forbidden(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(page_of(tmp_path, ""), storage="forbidden")
    assert (
        page.evaluate("(() => { try { localStorage; return 'there' } catch (e) { return e.name } })()")
        == "SecurityError"
    )


def test_the_day_stands_still(open_page: Opened, tmp_path: Path) -> None:
    assert open_page(page_of(tmp_path, "")).evaluate("new Date().toISOString().slice(0, 10)") == "2026-11-22"


def test_every_dress_is_worn(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(
        page_of(tmp_path, ""), width=320, height=500, dark=True, forced_colors=True, script=False, media="print"
    )
    assert page.evaluate("innerWidth") == 320
    for query in ("prefers-color-scheme: dark", "forced-colors: active", "prefers-reduced-motion: reduce"):
        assert page.evaluate(f"matchMedia('({query})').matches"), query
    assert page.evaluate("matchMedia('print').matches")

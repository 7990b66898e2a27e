"""Filling in a form as a person would, one question at a time, and getting the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_check.documents import sheet_ids
from coprod_check.form.page import Form, SheetRules, render_form
from coprod_check.storage import file_names, sheet_files
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from browser.rig import Opened
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Voice
    from coprod_check.documents.sheet import Sheet

RUBRIC = find_rubric(DEFAULT)
RULES = SheetRules(header=sheet_files.HEADER, letters=sheet_ids.LETTERS, longest=file_names.LONGEST_SLUG)


def make_form(folder: Path, voice: Voice, rubric: Rubric = RUBRIC, **more: Any) -> Path:
    path = folder / f"{voice}-{more.get('style', 'screen')}.html"
    path.write_text(render_form(rubric, Form(voice, **more), RULES), "utf-8")
    return path


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def step_by_step(page: Page, presses: int) -> None:
    """Go on some steps."""
    for _ in range(presses):
        press(page, "Next")


def field(page: Page, ident: str) -> Locator:
    return page.locator(f"[id='{ident}']")


def here(page: Page) -> str:
    """Name the step that is shown."""
    shown: list[str] = page.evaluate(
        "Array.from(document.querySelectorAll('.step')).filter(each => each.offsetParent).map(each => each.id)"
    )
    assert len(shown) == 1, shown
    return shown[0]


def focused(page: Page) -> str:
    """Name what has the focus: its id, or else its words."""
    found: str = page.evaluate("document.activeElement.id || document.activeElement.textContent")
    return " ".join(found.split())


def choose(page: Page, name: str, value: object) -> None:
    page.locator(f"input[name='{name}'][value='{value}']").check()


def to_list(page: Page) -> None:
    press(page, "See all my answers")
    assert here(page) == "review"


def change(page: Page, step: str) -> None:
    """Follow the link to a step from the list."""
    page.locator(f"#review a[href='#{step}']").first.click()
    assert here(page) == step


def start(page: Page, team: str = "Team", label: str = "2026-11") -> None:
    """Fill in the first step, as far as it is not filled in beforehand, and go on."""
    for name, said in (("team", team), ("round", label)):
        if field(page, name).is_visible():
            field(page, name).fill(said)
    press(page, "Next")


def fill_in(page: Page, sheet: Sheet, rubric: Rubric = RUBRIC) -> None:  # noqa: C901 - one step after another
    """Answer everything that a sheet answers, and go on to the list."""
    for part, number in (("day", sheet.date.day), ("month", sheet.date.month), ("year", sheet.date.year)):
        field(page, part).fill(str(number))
    start(page, sheet.team, sheet.round)
    if sheet.voice == "together":
        field(page, "staff").fill(str(sheet.people.staff))
        field(page, "members").fill(str(sheet.people.lived_experience))
    else:
        choose(page, "share", "yes" if sheet.share else "no")
        field(page, "respondent").fill(sheet.respondent)
    press(page, "Next")
    for each in sheet.circumstances:
        choose(page, "circumstances", each)
    if rubric.circumstances:
        press(page, "Next")
    press(page, "Next")
    for practice in rubric.practices:
        assert here(page) == f"practice.{practice.id}"
        rating = sheet.ratings.get(practice.id)
        if rating:
            if rating.evidence:
                # Evidence is asked for higher levels, and stays when the answer changes.
                choose(page, f"level.{practice.id}", rubric.top)
                field(page, f"evidence.{practice.id}").fill(rating.evidence)
            choose(page, f"level.{practice.id}", rating.level)
            if rating.reason:
                field(page, f"reason.{practice.id}").fill(rating.reason)
        press(page, "Next")
    for question in rubric.experience if sheet.voice == "lived-experience" else ():
        for option in sheet.chosen(question.id):
            choose(page, f"experience.{question.id}", option)
        press(page, "Next")
    assert here(page) == "review"


def open_again(open_page: Opened, path: Path, beside: Page) -> Page:
    """Open a form in another tab, once what the first one keeps has come through to it."""
    kept = "JSON.stringify(Object.entries(localStorage).sort())"
    for _ in range(50):
        again = open_page(path, beside=beside)
        if again.evaluate(kept) == beside.evaluate(kept):
            return again
        again.close()
    raise AssertionError("what one tab keeps does not come through to another")


def download(page: Page, button: str = "Download my answers") -> tuple[str, bytes]:
    """Get the file: the name that is proposed, and what is in it."""
    with page.expect_download() as waited:
        press(page, button)
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()

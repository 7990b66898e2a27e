"""axe-core in a page: what it finds wrong, in words."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


class Violation(NamedTuple):
    """One rule that one element breaks."""

    rule: str
    target: str
    summary: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.target}: {self.summary}"


def axe_violations(page: Page) -> list[Violation]:
    """What axe finds wrong. The page's own security policy stays in force: the script comes by the driver.

    Nothing is loaded beforehand (``preload``): our pages hold no film or sound, and it doubles the time.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    found: dict[str, Any] = page.evaluate(
        """(tags) => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
        preload: false})""",
        TAGS,
    )
    return [
        Violation(rule["id"], str(node["target"][-1]), " ".join(str(node["failureSummary"]).split()))
        for rule in found["violations"]
        for node in rule["nodes"]
    ]

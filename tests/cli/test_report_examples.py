"""The report pages in the repository, made again by the program and compared byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.golden import assert_same
from helpers.in_process import run
from helpers.process import ROOT

EXAMPLES = ROOT / "examples"
FOLDER = EXAMPLES / "report"
PAGES = {
    "round.html": (FOLDER / "meadow-lane", "--today", "2026-11-23"),
    "round.md": (FOLDER / "meadow-lane", "--today", "2026-11-23", "--format", "markdown"),
    "cohort.html": (EXAMPLES / "cohort",),
    "history.html": (EXAMPLES / "calls", "--today", "2026-11-23"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_program_makes(name: str) -> None:
    done = run("report", *PAGES[name], COPROD_TODAY="")
    assert done.returncode == 0, done.stderr
    assert_same(FOLDER / name, done.stdout)


@pytest.mark.parametrize("name", ["round.html", "cohort.html", "history.html"])
def test_a_page_is_small(name: str) -> None:
    assert (FOLDER / name).stat().st_size < 100_000


def test_the_example_of_a_round_has_both_voices_a_plan_and_everything_else() -> None:
    text = (FOLDER / "round.md").read_text("utf-8")
    titles = ("Where you see it most differently", "What to do next", "All 26 practices", "How it was for people")
    for part in (f"## {title}" for title in titles):
        assert part in text
    (result,) = json.loads(run("score", FOLDER / "meadow-lane", "--format", "json").stdout)["results"]
    assert result["view"] == "both-voices"
    # Evidence is in the sheets and in the plan, and on no page.
    evidence = ("It is in the notes of our meetings", "We asked Colin and Amina what to buy")
    said = "".join(path.read_text("utf-8") for path in Path(FOLDER / "meadow-lane").iterdir())
    assert all(each in said and each not in text for each in evidence)

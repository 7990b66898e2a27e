from __future__ import annotations

from helpers.make import DATA
from helpers.report_texts import texts

from coprod_check.pages.rubric import rubric_report
from coprod_check.storage.library import load


def flat(name: str) -> list[str]:
    """Every text of the page, in order."""
    return texts(rubric_report(load(DATA / "good" / f"{name}.rubric.toml")))


def test_everything_in_a_rubric_is_on_the_page() -> None:
    assert flat("garden") == [
        "Our garden group",
        "Four questions for a garden group.",
        "garden, version 2.1.0. CC0 1.0",
        "The levels",
        "0 Bare: Nothing grows yet.",
        "1 Sown (0.5 points)",
        "2 In flower (4 points)",
        "The values",
        "Kind: We are kind.",
        "Fair",
        "The dimensions",
        "Welcome: How people come in.",
        "Deciding",
        "The stages",
        "Start: where everyone starts",
        "Growing: Welcome 1 Sown, Deciding 2 In flower",
        "Welcome",
        "The gate (Kind)",
        "Staff: Is the gate open?",
        "People with lived experience: Can you get in?",
        "0: Shut.",
        "1: Open at set times.",
        "2: Open.",
        "Why it matters: A shut gate keeps people out.",
        "This counts as evidence:",
        "A key for each gardener.",
        "This does not:",
        "A sign.",
        "A hard question: Who has never come in?",
        "Steps up:",
        "To 1: Open it on Monday. How you will know: It was open.",
        "To 2: Take the lock off.",
        "What can help:",
        "A locksmith.",
        "From: Spade Press 2020, Gates; A diary",
        "Tea (Fair)",
        "People with lived experience: Is there tea?",
        "0: No tea.",
        "1: Tea for some.",
        "2: Tea for all.",
        (
            "This one does not hold a level back. It weighs 2.5 in the score. "
            "You may say that it does not apply, with a reason."
        ),
        "Deciding",
        "What to sow (Fair)",
        "Staff: Who picks the seeds?",
        "0: Staff.",
        "1: Staff ask first.",
        "2: We pick together.",
        "When to water",
        "Staff: Who waters?",
        "0: Staff.",
        "1: Both.",
        "2: Whoever wants to.",
        "What may be true of a project",
        "It has not rained.",
        "Collect water.",
        "We are new here.",
        "How it was for people with lived experience",
        "Did you like it?",
        "Yes",
        "No",
        "What did you come for?",
        "The plants",
        "The people",
        "What a result may say beside the levels",
        "You decide well with the few who came.",
        "What comes first when one side was not heard",
        "Only staff: Ask the gardeners. How you will know: They have answered.",
        "We do not know who: Find out who answered.",
        "Sources",
        "The garden almanac, Spade Press, 2020",
        "A diary",
    ]


def test_one_dimension_and_the_short_form() -> None:
    rubric = load(DATA / "good" / "garden.rubric.toml")
    head = ["Our garden group", "garden, version 2.1.0. CC0 1.0", "The levels"]
    levels = ["0 Bare: Nothing grows yet.", "1 Sown (0.5 points)", "2 In flower (4 points)"]
    sow = [
        "What to sow (Fair)",
        "Staff: Who picks the seeds?",
        "0: Staff.",
        "1: Staff ask first.",
        "2: We pick together.",
    ]
    water = ["When to water", "Staff: Who waters?", "0: Staff.", "1: Both.", "2: Whoever wants to."]
    assert texts(rubric_report(rubric, "deciding", short=True)) == [*head, *levels, "Deciding", *sow, *water]
    whole = texts(rubric_report(rubric, "welcome"))
    assert whole[1] == "Four questions for a garden group."
    assert whole[6:10] == ["2 In flower (4 points)", "Welcome", "How people come in.", "The gate (Kind)"]
    assert whole[-3:] == ["Sources", "The garden almanac, Spade Press, 2020", "A diary"]
    assert "Deciding" not in whole
    short = texts(rubric_report(rubric, short=True))
    assert short[:7] == [*head, *levels, "Welcome"]
    assert not {"The values", "Sources", "How people come in."} & set(short)


def test_a_small_rubric_has_no_empty_parts() -> None:
    assert flat("two-levels") == [
        "Croeso",
        "two-levels, version 0.1.0.",
        "The levels",
        "0 Na",
        "1 Ie",
        "The dimensions",
        "Croeso",
        "Croeso",
        "Y drws",
        "Staff: Ydy'r drws ar agor?",
        "0: Na.",
        "1: Ydy.",
    ]

"""A page with a block of every kind, of as many dimensions as a test asks for."""

from __future__ import annotations

from coprod_check.pages.blocks import Bullets, Fold, Heading, Page, Para, Section
from coprod_check.pages.drawings import (
    GapCard,
    GapCards,
    MarkKey,
    MarkRow,
    Marks,
    Piece,
    PlannedStep,
    ShareRow,
    Shares,
    SideOnCard,
    StackRow,
    Stacks,
    StageOnPath,
    StagePath,
    Steps,
    Tile,
    Tiles,
    Trend,
    TrendRow,
)
from coprod_check.pages.table import Table

LEVELS = ("Not yet", "Started", "Working together", "How we work")
NAMES = ("Engagement", "Recruitment", "Power-sharing", "Measurement")
LEAD = "To reach Co-producing, Power-sharing has to rise. Staff and members differ most on Who decides."
WARNING = "This is the view of staff only. It cannot show that you work together."
STEPS = Steps(
    (
        PlannedStep(
            "Name someone to lead each meeting, whose job is to see that quiet people can speak. Tell all.",
            (Piece("Ruth"), Piece(" and "), Piece("Colin"), Piece(", by 18 December 2026"), Piece(". Under way")),
        ),
        PlannedStep(
            "Pay the costs that people have had.",
            (Piece("No staff owner yet", missing=True), Piece(" and "), Piece("Amina"), Piece(", no date yet")),
        ),
        PlannedStep(
            "Find out together where you are, and agree a level.",
            below=("To find out: “Pay and costs”, “First results” and “Plain papers”",),
        ),
        PlannedStep("Choose two things to count."),
    )
)


def gap_card(title: str, staff: int, lived: int) -> GapCard:
    def level(place: int) -> str:
        return f"{place} {LEVELS[place]}"

    said = (
        SideOnCard("staff", "Staff", level(staff), "We decide together at every stage."),
        SideOnCard("lived-experience", "People with lived experience", level(lived), "Staff ask members, then decide."),
    )
    return GapCard(title, said, "Which decision went a way that staff did not expect?")


GAPS = GapCards((gap_card("Who decides", 3, 1), gap_card("Everyone gets heard", 2, 0), gap_card("Fair pay", 2, 1)))
PATH = StagePath(
    (
        StageOnPath("Setting up", reached=True),
        StageOnPath("Engaging", reached=True, here=True),
        StageOnPath("Co-producing"),
        StageOnPath("Measuring"),
    )
)
MARKS = Marks(
    "Engagement: 1 Started",
    LEVELS,
    (
        MarkRow("A shared understanding", "Staff 2, lived 1", staff=2, lived=1),
        MarkRow("Room for hard experiences", "Both 2", staff=2, lived=2),
        MarkRow("Who decides", "Agreed 2, staff 3, lived 0", staff=3, lived=0, agreed=2),
        MarkRow("Time for staff", "Not answered", note="extra"),
    ),
)
SHARES = Shares(
    "How far teams are", (ShareRow("Engaging or further", 34, 60, 0.44, 0.68), ShareRow("Measuring", 0, 60))
)
STACKS = Stacks(
    "How many teams are at each level",
    ("0 Not yet", "1 Started", "2 Working together", "3 How we work"),
    (StackRow("Engagement", (3, 20, 32, 5), "9 of 20"), StackRow("Power-sharing", (13, 20, 22, 5))),
    notes_are="The sides differ in",
)
TREND = Trend(
    "Level by round",
    ("2025", "2026"),
    (TrendRow("Engagement", (0, 2), "from 0 to 2"), TrendRow("Power-sharing", (None, 1), "not known, then 1")),
    LEVELS,
)
TABLE = Table("Teams", ("Team", "Heard"), (("North", "both voices"), ("South", "staff only")), frozenset({0}))


def tiles(dimensions: int = 4) -> Tiles:
    """The levels of some dimensions: 1, 0, and one that is not known."""
    found = []
    for place in range(dimensions):
        name = NAMES[place] if place < len(NAMES) else f"Dimension {place + 1}"
        level = (1, 1, 0, None)[place % 4]
        words = "not enough answers" if level is None else f"{level} {LEVELS[level]}"
        holds_back = "Held back by Who decides" if place == 0 else ""
        needs = "Needs 1 Started for the next stage" if place == 2 else ""
        found.append(Tile(name, level, words, holds_back, needs))
    return Tiles("The level of each dimension", len(LEVELS) - 1, tuple(found))


def sample_page(dimensions: int = 4, *, warned: bool = False) -> Page:
    """A page of which three sections are enough for a screen."""
    warning = (Para(WARNING, "warning"),) if warned else ()
    lead = Para(LEAD, "lead", ("Co-producing", "Who decides"))
    heading = Heading("Stage 2 of 4: Engaging", 1, over="Meadow Lane · November 2026 · 4 staff and 3 members answered")
    return Page(
        heading,
        (
            Section("", (lead, *warning, PATH, tiles(dimensions))),
            Section("Where you see it most differently", (Para("Talk about these first.", "soft"), GAPS)),
            Section("What to do next", (Para("Your plan. Look at it again.", "soft"), STEPS)),
            Section(
                "All 4 practices",
                (
                    MarkKey((("staff", "Staff (4)"), ("lived-experience", "Lived experience (3)"))),
                    MARKS,
                    Fold("What the levels say", (Bullets(("Who decides: We decide.", "No name"), named=True),), 3),
                ),
            ),
            Section("In numbers", (SHARES, STACKS, TREND, TABLE), folded=True),
        ),
        first=3,
    )

"""Files as form services write them, each with what its rows must be read as.

What people said is drawn first (``answering``); a service then writes it down in its own way (``services``),
and what does not change the meaning is spoilt a little: order, numbering, quotes, blank lines.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from coprod_check.imports.grid import ForeignCell, ForeignGrid, SourceFile
from coprod_check.imports.understood import Stated
from helpers.answering import LIVED, STAFF, Answers, missing_answers, people_of, said_by, wrong_answers
from helpers.columns import IN_WORDS, Column, Form, Layout
from helpers.services import CODED, FATES, SERVICES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.understood import Understood


@dataclass(frozen=True)
class Written:
    """A file, and what must be read of it."""

    service: str
    rows: tuple[tuple[ForeignCell, ...], ...]
    people: dict[int, Answers]
    """By row, as the spreadsheet counts."""
    left_out: frozenset[int]
    carries: frozenset[str]
    workbook: bool
    asked: Stated
    may_ask: bool
    means: tuple[tuple[str, str], ...]
    """Each heading with what it means."""
    misleading: bool = False
    """Whether somebody's own question in it looks like one of ours: it has to be asked about, and only then counts."""

    def source(self) -> SourceFile:
        """The cells, as they are when no file has been between."""
        return SourceFile(
            "export", (ForeignGrid(self.rows, "Sheet1" if self.workbook else ""),), workbook=self.workbook
        )


# ---------------------------------------------------------------- what does not change the meaning


def spoilt(rng: Random, text: str) -> str:
    """A heading as somebody's copy and paste leaves it: the same to whoever reads it."""
    change = rng.choice(
        (
            lambda each: each,
            lambda each: each,
            lambda each: each + "\u00a0",
            lambda each: f"  {each} ",
            lambda each: each.replace("'", "\u2019"),
            lambda each: each.replace(" ", "\u00a0", 1),
            lambda each: each + " *",
            lambda each: f"<b>{each}</b>",
            lambda each: each.replace("&", "&amp;"),
            lambda each: each.upper(),
        )
    )
    return str(change(text))


EXTRA = (
    ("How did you hear of us?", ("A friend", "The radio", "")),
    ("Your name", ("Kim Okafor", "S3", "")),
    ("Date of birth", ("1971-04-03", "")),
    ("Age", ("41", "2", "")),
    ("Anything else?", ("No, thank you", "")),
    ("Job", ("Nurse", "Porter", "")),
)
"""Columns that are nothing of ours."""


def extra(rng: Random) -> list[tuple[Column, ...]]:
    """Some columns that are nothing of ours."""

    def column(heading: str, cells: tuple[str, ...]) -> tuple[Column, ...]:
        start = rng.randrange(len(cells))
        return (Column((heading,), lambda number, _: cells[(number + start) % len(cells)]),)

    return [column(heading, cells) for heading, cells in rng.sample(EXTRA, rng.randint(0, 2))]


DECOYS = (
    "Goal - {title}", "Target/{title}", "{title} [Next year]", "{title} last year", "How important is this: {title}",
    "Points - {title}", "{title} - how sure are you?", "Next year - {question}", "{question} (goal)",
    "Before: {question}",
)  # fmt: skip
"""Headings of questions that are not ours, though they hold words of ours."""


MISLEADING = "misleading"
"""What a column means that has to be dropped by a map."""
DECOYED = ("microsoft", "google", "unknown", "kobo")
"""Services whose files have such questions here."""


def decoy(rng: Random, form: Form) -> tuple[Column, ...]:
    """A question of somebody's own that is answered in the words of ours; nobody may be given its answers."""
    practice = rng.choice(form.rubric.practices)
    heading = rng.choice(DECOYS).format(title=practice.title, question=practice.question.for_voice(STAFF))
    top = len(form.rubric.levels)
    cells = [form.how(form.rubric, practice, rng.choice((None, *range(top)))) for _ in range(7)]
    return (Column((heading,), lambda number, _: str(cells[number % len(cells)]), MISLEADING),)


def numbered(columns: Sequence[Column]) -> list[Column]:
    """Put a number behind each heading that was there before, as Microsoft Forms does."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        heading = column.headings[0]
        seen[heading] = seen.get(heading, 0) + 1
        more = str(seen[heading]) if seen[heading] > 1 else ""
        found.append(replace(column, headings=(heading + more, *column.headings[1:])))
    return found


def questions_numbered(rng: Random, blocks: Sequence[tuple[Column, ...]]) -> list[tuple[Column, ...]]:
    """Put the number of each question before it, as many forms show it."""
    style = rng.choice(("{}. ", "Q{}) ", "{}) "))
    found = []
    for number, block in enumerate(blocks, 1):
        first = block[0]
        above = style.format(number) + first.headings[0] if first.headings[0] else ""
        found.append((replace(first, headings=(above, *first.headings[1:])), *block[1:]))
    return found


def laid_out(rng: Random, service: str, layout: Layout, *, clean: bool) -> list[Column]:
    """The columns in the order of the file, with their headings as they stand there."""
    blocks = list(layout.blocks)
    if not clean and layout.heading_rows == 1 and service != "table":
        blocks += extra(rng)
    if not clean and rng.random() < 0.5:
        rng.shuffle(blocks)
    plain = service in ("microsoft", "google", "unknown")
    if not clean and plain and rng.random() < 0.3:
        blocks = questions_numbered(rng, blocks)
    columns = [*layout.first, *(column for block in blocks for column in block), *layout.last]
    if layout.numbers_equals:
        columns = numbered(columns)
    if not clean and plain and rng.random() < 0.5:
        columns = [
            replace(each, headings=(spoilt(rng, each.headings[0]), *each.headings[1:]))
            if each.means != "drop"
            else each
            for each in columns
        ]
    return columns


# ---------------------------------------------------------------- a file


def proves(people: Sequence[Answers], order: str) -> bool:
    """Whether the days and months of a file can be read in one way alone; no order: they always can."""
    return not order or any(who.at.day > 12 for who in people)


def made(rng: Random, rubric: Rubric, service: str, *, clean: bool = False) -> Written:
    """One file of a service; clean is as the service itself wrote it, for a form as the documents tell to build it."""
    team = rng.choice(("Harbour Group", "Ward 7", "Tîm Cymru"))
    asks_voice = service == "table" or rng.random() < 0.8
    one = rng.choice((STAFF, LIVED))
    form = Form(
        rng,
        rubric,
        rng.choice(IN_WORDS),
        evidence=service != "unknown" and rng.random() < 0.6,
        both=service not in CODED and service != "qualtrics" and asks_voice and rng.random() < 0.4,
        team=service == "table" or rng.random() < 0.5,
        voice=asks_voice,
        reasons=service in {"lime", "redcap", "kobo", "odk"} and rng.random() < 0.4,
    )
    people = people_of(rng, rubric, team, (STAFF, LIVED) if asks_voice else (one,))
    if service in FATES and rng.random() < 0.4:
        lost = said_by(rng, rubric, one, people[0].at, team=team)
        fate = rng.choice(FATES[service])
        if fate == "incomplete":
            lost = replace(lost, ratings={}, evidence={}, experience={})
        people.insert(rng.randint(0, len(people)), replace(lost, fate=fate))
    layout, misleading = SERVICES[service](form), False
    if not clean and service in DECOYED and rng.random() < 0.15:
        layout = replace(layout, blocks=(*layout.blocks, decoy(rng, form)), may_ask=True)
        misleading = True
    columns = laid_out(rng, service, layout, clean=clean)
    rows: list[tuple[ForeignCell, ...]] = []
    if not clean and layout.heading_rows == 1 and rng.random() < 0.15:
        rows.append(("Answers of the spring", *[None] * (len(columns) - 1)))
    rows += [
        tuple(column.headings[row] if row < len(column.headings) else "" for column in columns)
        for row in range(layout.heading_rows)
    ]
    places: dict[int, Answers] = {}
    for number, who in enumerate(people):
        if not clean and rng.random() < 0.1:
            rows.append(())
        rows.append(tuple(column.cell(number, who) for column in columns))
        places[len(rows)] = who
    if not clean and rng.random() < 0.2:
        rows = [(*row, None) if row else row for row in rows]
    telling = proves(people, layout.dates)
    order = layout.dates if not telling and rng.random() < 0.7 else ""
    asked = Stated(
        team="" if form.team else team,
        voice="" if asks_voice else one,
        dates="dmy" if order == "dmy" else "mdy" if order == "mdy" else "",
    )
    return Written(
        layout.service,
        tuple(rows),
        {row: who for row, who in places.items() if not who.fate},
        frozenset(row for row, who in places.items() if who.fate),
        (layout.carries if form.evidence else layout.carries - {"evidence"}) | ({"reasons"} if form.reasons else set()),
        service == "microsoft",
        asked,
        layout.may_ask or not (telling or order),
        tuple((column.headings[0], column.means) for column in columns),
        misleading,
    )


# ---------------------------------------------------------------- bytes


def as_text(cell: ForeignCell) -> str:
    """A cell as CSV has it."""
    if cell is None:
        return ""
    return f"{cell:%Y-%m-%d %H:%M:%S}" if isinstance(cell, dt.datetime) else str(cell)


def as_csv(rng: Random, written: Written) -> bytes:
    """The file as CSV of some dialect: delimiter, quotes, line ends, alphabet, a line ``sep=;``."""
    delimiter = rng.choice(",;\t")
    out = io.StringIO()
    quoting: Literal[0, 1] = rng.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=rng.choice(("\n", "\r\n")))
    writer.writerows([as_text(cell) for cell in row] for row in written.rows)
    text = out.getvalue()
    if delimiter == ";" and rng.random() < 0.3:
        text = f"sep=;\r\n{text}"
    encoding = rng.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


def as_workbook(written: Written, path: Path) -> None:
    """The file as a workbook, written by another library than the one that reads it."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Sheet1"
    for number, row in enumerate(written.rows, 1):
        for place, cell in enumerate(row, 1):
            if cell not in (None, ""):
                put = page.cell(number, place, cell)
                if isinstance(cell, str):
                    put.data_type = "s"
    book.save(path)


# ---------------------------------------------------------------- what was read of it


def faults(written: Written, found: Understood) -> list[str]:
    """What was read wrongly; and where nothing more is asked, what was lost."""
    wrong = list[str]()
    if written.misleading and not found.settled:
        return wrong
    for person in found.people:
        who = written.people.get(person.row)
        if who is None:
            if found.settled or person.sheet.answers_something:
                wrong.append(f"row {person.row} is no person's")
            continue
        wrong += [f"row {person.row}: {each}" for each in wrong_answers(person.sheet, who)]
        if found.settled:
            wrong += [f"row {person.row}: {each}" for each in missing_answers(person.sheet, who, written.carries)]
    if found.settled:
        read = [person.row for person in found.people]
        wrong += [f"row {row} was lost" for row in sorted(written.people.keys() - set(read))]
        wrong += [f"row {row} was read twice" for row in sorted({row for row in read if read.count(row) > 1})]
        wrong += [f"row {row} was not told as left out" for row in sorted(written.left_out - _told(found))]
        rounds = {person.sheet.round_label for person in found.people}
        wrong += [f"more than one round: {sorted(rounds)}"] if len(rounds) > 1 else []
    return wrong


def _told(found: Understood) -> set[int]:
    return {each.row for each in found.left_out}


def asks(found: Understood) -> list[str]:
    """What is still asked or wrong, in short."""
    return [
        *(f"{each.kind}: {each.heading!r} {each.said!r}: {each.what}" for each in found.unsettled),
        *(f"problem: {each}" for each in found.problems),
    ]


# ---------------------------------------------------------------- a map


def told_by_map(written: Written, rubric: Rubric) -> dict[str, Any]:
    """A map that says what every column of ours is, and what every answer in it means.

    An answer that two people meant differently is left out; so is what a column holds of several options.
    """
    columns: dict[str, str] = {}
    answers: dict[str, dict[str, int | str | bool]] = {}
    seen: dict[str, int] = {}
    for place, (above, means) in enumerate(written.means):
        heading = " ".join(above.split())  # spacing makes no difference between headings
        seen[heading] = seen.get(heading, 0) + 1
        if means == "drop" or not heading:
            continue
        name = heading if seen[heading] == 1 else f"{heading} #{seen[heading]}"
        columns[name] = "drop" if means == MISLEADING else means
        if means in {practice.id for practice in rubric.practices} | {"voice", "share"}:
            answers.setdefault(means, {}).update(_meant(written, place, means))
    return {"format": "coprod-map/1", "rubric": rubric.id, "columns": columns, "answers": answers}


def _meant(written: Written, place: int, means: str) -> dict[str, int | str | bool]:
    found: dict[str, set[int | str | bool]] = {}
    for row, who in written.people.items():
        cell = written.rows[row - 1][place]
        said: int | str | bool | None = who.ratings.get(means)
        if means in ("voice", "share"):
            said = who.voice if means == "voice" else who.share
        if cell not in (None, "") and said is not None:
            found.setdefault(str(cell), set()).add(said)
    return {cell: said.pop() for cell, said in found.items() if len(said) == 1}

"""A made-up group that answers in Microsoft Forms, and another that answers in Google Forms: the files they leave."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import random
import zipfile
from typing import TYPE_CHECKING, Any

import xlsxwriter

from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE, Sheet
from coprod_check.exchange.asking.question_texts import question_text
from helpers.golden import UPDATE
from helpers.pasted_forms import exported, pasted

if TYPE_CHECKING:
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Side
    from coprod_check.imports.grid import ForeignCell

FIRST_DAY = dt.date(2026, 11, 16)
EVIDENCE = (
    "Minutes of 9 June: both sides voted",
    "The folder with all leaflets, first drafts too",
    "Ask anyone who came in May",
    "A poster by the door\nand a copy in each welcome pack",
)
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - written into a file that must always be the same


def group(rubric: Rubric, side: Side, people: int, seed: int) -> list[Sheet]:
    """Some people of one side: members see less done together than staff do, and know less of what is measured."""
    rng = random.Random(seed)
    lean = {str(each.id): rng.choice((0, 1, 1, 2)) for each in rubric.practices}
    return [_person(rubric, side, number, lean, rng) for number in range(people)]


def _person(rubric: Rubric, side: Side, number: int, lean: dict[str, int], rng: random.Random) -> Sheet:
    ratings: dict[str, Any] = {}
    for each in rubric.practices:
        drawn = rng.random()
        if drawn < 0.08:
            continue
        level: int | str = max(0, min(rubric.top, lean[each.id] + rng.choice((-1, 0, 0, 0, 1)) + (side == "staff")))
        if drawn < (0.14 if side == "staff" else 0.22):
            level = DONT_KNOW
        elif drawn > 0.9 and each.may_not_apply:
            level = NOT_APPLICABLE
        ratings[each.id] = {"level": level, **({"reason": "-"} if level == NOT_APPLICABLE else {})}
        if isinstance(level, int) and level > 1 and rng.random() < 0.12:
            ratings[each.id]["evidence"] = rng.choice(EVIDENCE)
    data: dict[str, Any] = {
        "format": "coprod-answers/1",
        "rubric": rubric.id,
        "rubric_version": rubric.version,
        "team": "Lock Keepers' Forum",
        "date": FIRST_DAY + dt.timedelta(days=rng.randint(0, 9)),
        "voice": side,
        "share": rng.random() < 0.8,
        "respondent": f"{'S' if side == 'staff' else 'P'}{number + 1}" if rng.random() < 0.7 else "",
        "ratings": ratings,
    }
    if side == "lived-experience":
        data["experience"] = {each.id: _chosen(each, rng) for each in rubric.experience}
    return Sheet.model_validate(data)


def _chosen(question: Any, rng: random.Random) -> str | list[str]:
    options = [option.id for option in question.options]
    return rng.sample(options, 1) if question.several else rng.choice(options[:3])


def microsoft(rubric: Rubric, side: Side, sheets: list[Sheet]) -> bytes:
    """The workbook that Microsoft Forms gives of one side's form, in which nobody is asked for the team."""
    source = exported(pasted(question_text(rubric, side, "Meadow Lane")), rubric, sheets)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _MADE})
        stamp = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        page = book.add_worksheet("Sheet1")
        for row, cells in enumerate(source.grids[0].rows):
            for place, cell in enumerate(cells):
                if isinstance(cell, dt.datetime):
                    page.write_datetime(row, place, cell, stamp)
                elif cell is not None:
                    page.write(row, place, cell)
    return out.getvalue()


def google(rubric: Rubric, sheets: list[Sheet]) -> str:
    """The CSV that Google Forms gives of one form for both sides.

    Whoever made the form changed one question and one answer, and wrote them as people do.
    """
    source = exported(pasted(question_text(rubric, "lived-experience"), voice_too=True), rubric, sheets)
    headings, *people = (list(row[6:]) for row in source.grids[0].rows)
    plain = [_uncounted(str(each)) for each in headings]
    at = plain.index("In your group, who chooses what to change?")
    plain[at] = "Who has the last word on what we change?"
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["Timestamp", *plain])
    for sheet, answers in zip(sheets, people, strict=True):
        said = ["No idea" if each == "Don't know" else _listed(each) for each in answers]
        writer.writerow([f"{sheet.date:%Y/%m/%d} 9:07:12 AM GMT", *said])
    return out.getvalue()


def _uncounted(heading: str) -> str:
    """Google Forms does not count equal titles."""
    return heading.rstrip("0123456789") if "someone from outside?" in heading else heading


def _listed(cell: ForeignCell) -> ForeignCell:
    """Google Forms has no mark behind the last of several answers."""
    return cell.removesuffix(";") if isinstance(cell, str) else cell


def assert_same_parts(path: Path, data: bytes) -> None:
    """Compare a workbook with the one on file, part by part: how hard it is packed is no part of it."""
    if os.environ.get(UPDATE) == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert path.exists(), f"{path} is not there; run the test with {UPDATE}=1 to make it"
    assert _parts(path.read_bytes()) == _parts(data), f"{path.name} differs; {UPDATE}=1 rewrites it"


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}

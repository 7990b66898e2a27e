"""Small rubrics, sheets and rounds for tests: say only what the test is about."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.documents.sheet import Sheet
from coprod_check.rules.rounds import Round, SheetFile, round_of

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric

DATA = Path(__file__).parent.parent / "data"
DAY = dt.date(2026, 11, 22)

MEMBERS = "lived-experience"


def practice(ident: str, dimension: str = "d", **more: Any) -> dict[str, Any]:
    return {
        "id": ident,
        "dimension": dimension,
        "title": f"Title of {ident}",
        "question": {"staff": "How far?"},
        "levels": ["None of it.", "A bit.", "Much.", "All."],
        "may_not_apply": True,
        **more,
    }


def rubric(*practices: dict[str, Any], **more: Any) -> Rubric:
    """Make a rubric of four levels; its dimensions and values are those that its practices name."""
    every = practices or (practice("a"), practice("b"), practice("c"))
    names = list(dict.fromkeys(p["dimension"] for p in every))
    values = list(dict.fromkeys(p["value"] for p in every if "value" in p))
    data = {
        "format": "coprod-rubric/1",
        "id": "small",
        "version": "1.0.0",
        "language": "en",
        "title": "Small",
        "levels": [{"number": n, "name": name} for n, name in enumerate(("Not yet", "Started", "Together", "Always"))],
        "dimensions": [{"id": name, "name": name.upper()} for name in names],
        "values": [{"id": name, "name": name.upper()} for name in values],
        "practices": list(every),
        **more,
    }
    made, problems = read_rubric(data)
    assert made is not None, problems
    return made


def sheet(voice: str = "together", levels: dict[str, Any] | None = None, **more: Any) -> Sheet:
    """Make a sheet; a level is a number, a word, or a whole rating."""
    ratings = {}
    for key, level in (levels or {}).items():
        rating = level if isinstance(level, dict) else {"level": level}
        ratings[key] = {"reason": "x", **rating} if rating["level"] == "not-applicable" else rating
    data = {
        "format": "coprod-answers/1",
        "rubric": "small",
        "rubric_version": "1.0.0",
        "team": "Team",
        "round": "r",
        "date": DAY,
        "voice": voice,
        "ratings": ratings,
        **more,
    }
    if voice == "together":
        data.setdefault("people", {"staff": 2, MEMBERS: 2})
    return Sheet.model_validate(data)


def settled(asked: Rubric, *sheets: Sheet) -> Round:
    found = round_of(asked, [SheetFile(f"{index:02}.answers.toml", each) for index, each in enumerate(sheets)])
    assert found is not None
    return found


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))

"""What was understood of files of another service, as JSON (contract, 6.8)."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.text import visible_json
from coprod_check.exchange.json_results import notes_data, problems_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.understood import Person, Understood, Unsettled

IMPORT_FORMAT = "coprod-import/1"
_WHY = {
    "personal": "personal",
    "of the service": "of-the-service",
    "not a question of ours": "not-a-question",
    "by the map": "by-the-map",
}


def import_json(understood: Understood, rubric: Rubric, written: dict[str, Any] | None, answer_map: str | None) -> str:
    """Write it as one object, ending in a newline. It holds no evidence, and no answer but those to be settled.

    ``written`` says what became of the sheets, and ``answer_map`` where a map was written.
    """
    days = sorted(each.sheet.date for each in understood.people)
    document = {
        "format": IMPORT_FORMAT,
        "rubric": rubric.id,
        "rubric_version": rubric.version,
        "settled": understood.settled,
        "files": [
            {"file": each.file, "service": each.service or None, "sheet": each.grid or None, "rows": each.rows}
            for each in understood.files
        ],
        "sheets": len(understood.people),
        "round": understood.round or None,
        "round_from": understood.round_from.replace(" ", "-") or None,
        "dates": {"first": days[0].isoformat(), "last": days[-1].isoformat()} if days else None,
        "teams": list(_teams(understood.people)),
        "left_out": [{"file": each.file, "row": each.row, "why": each.why} for each in sorted(understood.left_out)],
        "dropped": [{"file": each.file, "heading": each.heading, "why": _WHY[each.why]} for each in understood.dropped],
        "unsettled": [_unsettled(each) for each in understood.unsettled],
        "written": written,
        "map": answer_map,
        "notes": notes_data(understood.notes),
        "problems": problems_data(understood.problems),
    }
    return visible_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _teams(people: Sequence[Person]) -> Iterable[dict[str, Any]]:
    """Each team and round, with how many sheets there are of each voice."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for each in people:
        found.setdefault((each.sheet.team, each.sheet.round_label), Counter())[each.sheet.voice] += 1
    for (team, label), voices in sorted(found.items()):
        yield {"team": team, "round": label, "sheets": {voice: voices[voice] for voice in (*SIDES, "together")}}


def _unsettled(each: Unsettled) -> dict[str, Any]:
    return {
        "file": each.file or None,
        "kind": each.kind,
        "heading": each.heading or None,
        "answer": each.said or None,
        "rows": each.rows,
        "message": each.what,
        "candidates": list(each.candidates),
        "map": [{"table": table, "line": line} for table, line in each.map_lines],
        "otherwise": each.otherwise or None,
    }

"""What LimeSurvey asks of a survey structure, as far as it is written down; there is no checker of its own.

From its manual, "Tab Separated Value survey structure" (which classes of rows there are, in
which order, what stands in which column), and from its source: ``TSVImportSurvey`` in
``application/helpers/admin/import_helper.php`` (how lines are taken apart; groups, questions
and answers belong to what stands above them) and the rules of ``application/models/Question.php``
(codes of questions and subquestions, and which words are reserved). That an answer's code has
five letters at most is in the table ``answers`` of its database.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RESERVED = {"LANG", "SID", "SAVEDID", "TOKEN", "QID", "GID", "SGQ", "self", "that", "this"}
PARTS_OF = {"L": {"A"}, "O": {"A"}, "M": {"SQ"}, "S": set(), "T": set()}
"""Which rows may stand below a question of a type, and must, where it is a list."""
EXPRESSION = re.compile(r"\{if\((\w+)\.NAOK == '(\w+)', '[^'{}\\]*', '[^'{}\\]*'\)\}")
CONDITION = re.compile(r"(\w+)\.NAOK == '(\w+)'")

Row = dict[str, str]


def lime_faults(text: str) -> list[str]:
    """Everything that LimeSurvey would not take, or take for something else."""
    faults = [] if text.startswith("\ufeff") else ["no byte order mark"]
    lines = text.removeprefix("\ufeff").split("\r\n")
    if lines.pop():
        faults.append("no line end at the end")
    head, *body = (line.split("\t") for line in lines)
    # PHP's reader takes a quote or a backslash for more than itself; a line end parts rows.
    faults += [f"line {number}: {each!r}" for number, line in enumerate(lines, 1) for each in '"\\\n\r' if each in line]
    faults += [f"line {number}: {len(row)} cells" for number, row in enumerate(body, 2) if len(row) != len(head)]
    rows = [dict(zip(head, row, strict=False)) for row in body]
    return [*faults, *_order(rows), *_codes(rows), *_parts(rows), *_settings(rows), *_numbers(rows), *_logic(rows)]


def _order(rows: list[Row]) -> Iterator[str]:
    """Settings first; then each group, its questions, and their parts."""
    allowed = {"": {"S"}, "S": {"S", "SL"}, "SL": {"SL", "G"}, "G": {"Q"}, "A": {"A", "Q", "G"}, "SQ": {"SQ", "Q", "G"}}
    before = ""
    for row in rows:
        if row["class"] not in allowed.get(before, {"A", "SQ", "Q", "G"}):
            yield f"{row['class']} after {before}"
        before = row["class"]


def _codes(rows: list[Row]) -> Iterator[str]:
    questions = [row["name"] for row in rows if row["class"] == "Q"]
    for name in questions:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", name) or name in RESERVED:
            yield f"question code {name}"
    often = Counter(name.casefold() for name in questions)
    yield from (f"two questions {name}" for name, number in often.items() if number > 1)
    for row in rows:
        if row["class"] == "A" and not re.fullmatch(r"[A-Za-z0-9]{1,5}", row["name"]):
            yield f"answer code {row['name']}"
        if row["class"] == "SQ" and (
            not re.fullmatch(r"[A-Za-z0-9]{1,20}", row["name"]) or row["name"] in {"time", "other"}
        ):
            yield f"subquestion code {row['name']}"


def _parts(rows: list[Row]) -> Iterator[str]:
    """Lists have answers, each code once; texts have none."""
    for question, parts in questions_of(rows):
        name, kind = question["name"], question["type/scale"]
        if kind not in PARTS_OF:
            yield f"type {kind}"
        elif {each["class"] for each in parts} != PARTS_OF[kind]:
            yield f"{name}: parts of {kind}"
        often = Counter(each["name"] for each in parts)
        yield from (f"{name}: two answers {code}" for code, number in often.items() if number > 1)
        yield from (f"{name}: scale" for each in parts if each["type/scale"] != "0")
        if question["mandatory"] not in {"Y", "N"} or question["other"] != "N":
            yield f"{name}: mandatory or other"


def questions_of(rows: list[Row]) -> list[tuple[Row, list[Row]]]:
    """Each question with the rows below it."""
    found: list[tuple[Row, list[Row]]] = []
    for row in rows:
        if row["class"] == "Q":
            found.append((row, []))
        elif row["class"] in {"A", "SQ"}:
            found[-1][1].append(row)
    return found


def _settings(rows: list[Row]) -> Iterator[str]:
    said = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z-]+)?", said.get("language", "")):
        yield "no language"
    if said.get("datestamp") != "Y":
        yield "no dates"
    if not any(row["name"] == "surveyls_title" and row["text"] for row in rows if row["class"] == "SL"):
        yield "no title"
    for row in rows:
        if row["class"] != "S" and row["language"] != said.get("language"):
            yield f"language of {row['class']} {row['name']}"


def _numbers(rows: list[Row]) -> Iterator[str]:
    for classes in ({"G"}, {"Q", "SQ"}):
        ids = [row["id"] for row in rows if row["class"] in classes]
        if ids != [str(number) for number in range(1, len(ids) + 1)]:
            yield f"numbers of {sorted(classes)}"


def _logic(rows: list[Row]) -> Iterator[str]:
    """Conditions name a question above and one of its answers; a brace is an expression, and stands in help alone."""
    known: dict[str, set[str]] = {}
    above = ""
    for row in rows:
        if row["class"] == "Q":
            above = row["name"]
            known[above] = set()
        if row["class"] in {"A", "SQ"}:
            known[above].add(row["name"])
        conditions = [row["relevance"]] if row["relevance"] not in {"", "1"} else []
        found = [CONDITION.fullmatch(each) for each in conditions]
        found += EXPRESSION.finditer(row["help"])
        for match in found:
            if match is None or match.group(2) not in known.get(match.group(1), set()):
                yield f"logic of {row['name']}"
        rest = EXPRESSION.sub("", row["help"])
        if any(brace in cell for brace in "{}" for cell in (rest, row["text"], row["default"])):
            yield f"brace in {row['name']}"
        if any("<" in re.sub(r"</?p>|<br />", "", cell) for cell in (rest, row["text"])):
            yield f"markup in {row['name']}"

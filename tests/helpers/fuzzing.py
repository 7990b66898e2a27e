"""Files as nobody should write them, made of good ones, and given to every reader inside this process.

A number makes a file: the same number, the same bytes. What a reader takes goes on as far as the
program would take it: a sheet is scored, a plan compared, a rubric answered and scored.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

import polars as pl
import tomli_w
import xlsxwriter

from coprod_check.batch.layout import layout_of
from coprod_check.batch.reading.blocks import NotPlainError
from coprod_check.batch.reading.tables import pack_table
from coprod_check.batch.sheet_columns import Packed
from coprod_check.documents.answer_map import read_map
from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.rubric_checks import read_rubric
from coprod_check.documents.sheet import Sheet
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated
from coprod_check.pages.coaching.plan_changes import Teller, diff_report
from coprod_check.pages.coaching.plan_changes_brief import brief
from coprod_check.pages.coaching.plan_checks import checks_report
from coprod_check.pages.names import Names
from coprod_check.rules.coaching.plan_changes import ambiguous, diff_plans
from coprod_check.rules.coaching.plan_checks import check_plan
from coprod_check.rules.rounds import SheetFile, group_into_rounds
from coprod_check.rules.scoring import score_round
from coprod_check.storage.foreign.grids import read_grids
from coprod_check.storage.library import inspect
from coprod_check.storage.parsing import parse, read_text
from coprod_check.storage.plan_files import read_plan_file
from coprod_check.storage.sheet_files import read, to_toml
from coprod_check.storage.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from coprod_check.documents.plan import Plan
    from coprod_check.documents.rubric import Rubric

MOST_SECONDS, MOST_MEMORY, MOST_BYTES = 2.0, 300 * 2**20, 10**6
"""What one file may cost, and how large the files are at most."""
MOST_SAID = 20_000
"""Letters of all that is said of one file."""
LOST = 20
"""Seconds after which a reader is stopped."""
TODAY = date(2026, 11, 22)


# ---------------------------------------------------------------- good files


def small_rubric() -> dict[str, Any]:
    """Questions that use every part of a rubric."""
    practices = [
        {
            "id": ident,
            "dimension": "d" if ident < "c" else "e",
            "value": "v",
            "title": f"Title of {ident}",
            "core": ident != "b",
            "weight": 1.5,
            "may_not_apply": ident != "b",
            "question": {"staff": "How far?", "lived-experience": "How far do you get?"},
            "levels": ["None of it.", "A bit.", "Much.", "All."],
            "steps": [{"to": 1, "action": "Begin.", "measure": "It began."}],
            "hard_question": "Why not?",
        }
        for ident in ("a", "b", "c")
    ]
    return {
        "format": "coprod-rubric/1",
        "id": "small",
        "version": "1.0.0",
        "language": "en",
        "title": "Small",
        "summary": "A few.",
        "rules": {"enough_answers": 0.5, "one_sided_top": 1},
        "levels": [{"number": n, "name": name} for n, name in enumerate(("Not yet", "Begun", "Together", "Always"))],
        "values": [{"id": "v", "name": "Value", "definition": "What it is."}],
        "dimensions": [{"id": each, "name": each.upper(), "definition": "…"} for each in "de"],
        "stages": [{"id": "one", "name": "One", "meaning": "…"}, {"id": "two", "name": "Two", "needs": {"d": 1}}],
        "circumstances": [{"id": each, "statement": each} for each in ("x", "y-z")],
        "experience": [
            {"id": "one", "question": "One?", "options": [{"id": each, "text": each} for each in "pq"]},
            {
                "id": "many",
                "question": "M?",
                "several": True,
                "options": [{"id": each, "text": each} for each in "pqr"],
            },
        ],
        "practices": practices,
    }


@cache
def asked() -> Rubric:
    """The same, read."""
    found, problems = read_rubric(small_rubric())
    assert found, problems
    return found


def sheets() -> list[dict[str, Any]]:
    """A meeting's sheet, and one of each side."""
    first = {
        "format": "coprod-answers/1",
        "rubric": "small",
        "rubric_version": "1.0.0",
        "team": "Team Ä",
        "date": TODAY,
    }
    ratings: dict[str, dict[str, Any]] = {
        "a": {"level": 2, "evidence": "Minutes of\nthe 3rd.", "evidence_kind": "document"},
        "b": {"level": "dont-know"},
        "c": {"level": "not-applicable", "reason": "None here."},
    }
    moved = {**ratings, "a": {**ratings["a"], "talked_about": "moved", "why_moved": "We heard more."}}
    own = {"share": True, "respondent": "S1", "sheet": "k7f3-92qd", "circumstances": ["x"], "ratings": ratings}
    return [
        {**first, "voice": "together", "people": {"staff": 3, "lived-experience": 2}, "ratings": moved},
        {**first, "round": "2026-11", "voice": "staff", **own},
        {**first, "voice": "lived-experience", **own, "experience": {"one": "p", "many": ["p", "r"]}},
    ]


def plan() -> dict[str, Any]:
    """A plan with actions of several kinds."""
    action = {
        "practice": "a", "from_level": 1, "to_level": 2, "action": "Choose together.", "measure": "It says who.",
        "because": "It is low.", "hard_question": "Who lost?", "staff_owner": "Ruth", "lived_experience_owner": "",
        "due": date(2026, 12, 18), "status": "to-do", "evidence": "", "notes": "", "own": 1,
    }  # fmt: skip
    return {
        "format": "coprod-plan/1", "rubric": "small", "rubric_version": "1.0.0", "team": "Team Ä", "round": "2026-11",
        "made_on": TODAY, "follow_up_on": date(2027, 1, 18), "view": "both-voices", "stage": "one",
        "next_stage": "two", "offered": ["a-2"], "people": {"staff": 3, "lived-experience": 2},
        "actions": [
            {"id": "a-2", **action},
            {"id": "find-out", "practices": ["b"], "action": "Find out.", "due": "", "status": "doing"},
            {"id": "b-1-again", **action, "practice": "b", "status": "done", "done_on": TODAY, "evidence": "Seen."},
        ],
        "dimensions": {"d": {"level": 1, "score": 33.3, "rated": 2, "applicable": 2, "held_back_by": ["b"]}},
        "practices": {"a": {"level": 1, "staff": 2, "lived-experience": 1}, "b": {"status": "dont-know"}},
    }  # fmt: skip


def rows() -> list[dict[str, Any]]:
    """Rows of a table."""
    first = {"team": "Team Ä", "date": "2026-11-22", "round": "2026-11", "a": "2", "b": "dont-know", "c": "0"}
    own = {"share": "true", "respondent": "S1", "sheet": "k7", "circumstances": "x y-z", "a.evidence": 'It, "is"\nso'}
    return [
        {**first, "voice": "together", "people.staff": "3", "people.lived-experience": "2"},
        {**first, **own, "voice": "staff"},
        {**first, **own, "voice": "lived-experience", "experience.one": "p", "experience.many": "p r"},
    ]


def _csv(said: Sequence[dict[str, Any]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    columns = list(dict.fromkeys(key for row in said for key in row))
    writer = csv.DictWriter(out, columns, "", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(said)
    return out.getvalue().encode()


def _lines(said: Sequence[dict[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in said).encode()


def _form() -> list[dict[str, Any]]:
    """An export of a form service, of the same questions."""
    return [
        {
            "Timestamp": "2026/11/22 9:10:00 am GMT",
            "Which team?": "Team Ä",
            "Who are you?": voice,
            "Title of a": "Much.",
            "Title of b": "I don't know",
            "Title of c: How far?": "2",
            "Anything else?": "No, “thanks”",
        }
        for voice in ("Staff", "People with lived experience")
    ]


def _workbook(said: Sequence[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Form")
        sheet.write_row(0, 0, list(said[0]))
        for place, row in enumerate(said, 1):
            sheet.write_row(place, 0, list(row.values()))
    return out.getvalue()


def _map() -> dict[str, Any]:
    return {
        "format": "coprod-map/1",
        "rubric": "small",
        "file": {"heading_row": 1, "dates": "dmy"},
        "constant": {"team": "T", "date": TODAY, "voice": "staff"},
        "columns": {"Title of a": "a", "Timestamp": "drop"},
        "answers": {"*": {"Much.": 2, "No": "dont-know"}},
    }


# ---------------------------------------------------------------- readers


def rubric_of(_: object) -> Rubric:
    """The one set of questions, whatever is named."""
    return asked()


class _OneRubric:
    def for_sheet(self, _: object) -> Rubric:
        return asked()


def _said(problems: Any) -> int:
    return sum(len(str(each)) for each in problems)


def _read_rubric(path: Path) -> int:
    found, problems, remarks = inspect(str(path))
    if found:
        ratings = {each.id: {"level": found.top} for each in found.practices}
        said = {**sheets()[0], "rubric": found.id, "rubric_version": found.version, "ratings": ratings}
        _score(found, [SheetFile("x", Sheet.model_validate(said))])
    return _said([*problems, *remarks])


def _score(rubric: Rubric, filed: Sequence[SheetFile]) -> int:
    grouped = group_into_rounds([(rubric, each) for each in filed])
    for each in grouped.rounds:
        score_round(each)
    return _said([problem for each in grouped.rounds for problem in each.problems])


def _read_sheet(path: Path) -> int:
    rubric, sheet = read(path, _OneRubric())  # type: ignore[arg-type]
    to_toml(sheet)
    return _score(rubric, [SheetFile("x", sheet)])


@cache
def _plan_before() -> Plan:
    from coprod_check.documents.plan import read_plan

    found, problems = read_plan(plan())
    assert found, problems
    return found


def _read_plan(path: Path) -> int:
    found = read_plan_file(path)
    names = Names(asked())
    checks_report(found, check_plan(found, asked(), today=TODAY), names)
    if not any(ambiguous(found)):
        for old, new in ((_plan_before(), found), (found, _plan_before())):
            teller = Teller(diff_plans(old, new, today=TODAY), names, ("old", "new"))
            brief(teller)
            diff_report(teller)
    return 0


def _read_table(path: Path) -> int:
    found = read_table(path, rubric_of)
    return _said(found.problems) + _score(asked(), [each for _, each in found.sheets])


def _read_columns(path: Path) -> int:
    layout = layout_of(asked())
    assert layout
    try:
        return _said(pack_table(path, Packed(layout), asked(), rubric_of, lambda _: None).problems)
    except NotPlainError:
        return 0


def _read_import(path: Path) -> int:
    source = read_grids(path)
    understood = understand([source], asked(), None, Stated(team="T", round="r", date=TODAY, voice="staff"))
    return _score(asked(), [SheetFile("x", each.sheet) for each in understood.people])


def _read_map(path: Path) -> int:
    _, problems = read_map(parse(read_text(path), str(path)))
    return _said(problems)


@dataclass(frozen=True)
class Reader:
    """One way in."""

    name: str
    ending: str
    good: tuple[bytes, ...]
    read: Callable[[Path], int]
    """Reads a file as far as the program would; says how many letters it said of it."""
    share: int
    """How often it is tried, among the others."""


def _json(data: object) -> bytes:
    return json.dumps(data, default=str, ensure_ascii=False, indent=1).encode()


def _toml(data: dict[str, Any]) -> bytes:
    return tomli_w.dumps(data, multiline_strings=True).encode()


@cache
def readers() -> tuple[Reader, ...]:
    """Every reader of the program, with good files to begin from."""
    tables = (_csv(rows()), _csv(rows(), ";"), _csv(rows(), "\t"))
    forms = (_csv(_form()), _csv(_form(), ";"), _workbook(_form()))
    return (
        Reader("rubric", ".toml", (_toml(small_rubric()),), _read_rubric, 30),
        Reader("sheet in TOML", ".answers.toml", tuple(map(_toml, sheets())), _read_sheet, 150),
        Reader("sheet in JSON", ".answers.json", tuple(map(_json, sheets())), _read_sheet, 200),
        Reader("plan", ".plan.toml", (_toml(plan()),), _read_plan, 30),
        Reader("CSV", ".csv", tables, _read_table, 25),
        Reader("CSV in columns", ".csv", tables, _read_columns, 1),
        Reader("JSON Lines", ".jsonl", (_lines(rows()),), _read_table, 50),
        Reader("JSON Lines in columns", ".jsonl", (_lines(rows()),), _read_columns, 1),
        Reader("Parquet", ".parquet", (), _read_table, 6),
        Reader("Parquet in columns", ".parquet", (), _read_columns, 1),
        Reader("import", ".csv", forms, _read_import, 10),
        Reader("map", ".map.toml", (_toml(_map()),), _read_map, 80),
    )


# ---------------------------------------------------------------- spoiling

_NUMBERS = (
    "0", "-1", "1", "3", "4", "2.0", "1e308", "-1e308", "1e-320", "nan", "inf", "-inf", "9" * 30, "9" * 5000, "0x10",
    "1_000", "00", "+1", "1e999", "0.1", "10001", "2147483648",
)  # fmt: skip
_VALUES = (
    *_NUMBERS, "true", "false", "null", '""', "''", "[]", "{}", "[[]]", '["x"]', "[1]", "{a=1}", '{"a": 1}', '"x"', "x",
    "2026-11-22", "2026-02-30", "2026-11-22T10:30:00", "2026-11-22T10:30", "10:30", "0001-01-01", "9999-12-31", '" "',
    '"\\u200b"', '"\\ud800"', '"\\e"', '"\\x41"', '"dont-know"', '"not-applicable"', '"together"', "Staff", "Yes",
)  # fmt: skip
_PIECES = (
    "\0", "\r", "\r\n", "\n", "\t", " ", "\u2028", "\u2029", "\u200b", "\u202e", "\ufeff", "\x1b[2J", "\x7f", "\x85",
    '"', "'", '"""', "'''", "“", "”", "’", "\\", "\\\\", "[", "]", "{", "}", "[[", "]]", "(", ")", ",", ";", ":", "=",
    "==", "#", "a.b", "a.a.a.a.a.a.a.a.a", "[a]", "[[a]]", "[actions]", "x = { a = 1,\n b = 2 }", "<<<<<<< HEAD",
    "=======", ">>>>>>> x", "sep=;", "é", "e\u0301", "日本", "🙂", "\u3164", "-", "…", "$(x)", "=1+1", "@x", "<b>",
    "%s", "{0}", "\\u0000", "../..", "ratings", "team", "date", "voice", "level", "format", "staff",
)  # fmt: skip


def _place(rng: Random, text: bytes) -> int:
    return rng.randrange(len(text) + 1)


def _cut(rng: Random, text: bytes) -> bytes:
    start = _place(rng, text)
    return text[:start] + text[start + rng.randrange(1, rng.choice((3, 30, 300))) :]


def _put(rng: Random, text: bytes) -> bytes:
    start = _place(rng, text)
    return text[:start] + rng.choice(_PIECES).encode() + text[start:]


def _other_letter(rng: Random, text: bytes) -> bytes:
    start = _place(rng, text)
    return text[:start] + bytes([rng.randrange(256)]) + text[start + 1 :]


def _again(rng: Random, text: bytes) -> bytes:
    start = _place(rng, text)
    end = start + rng.randrange(1, rng.choice((4, 40, 400)))
    return text[:end] + text[start:end] * rng.choice((1, 1, 2, 5, 30)) + text[end:]


def _lines_moved(rng: Random, text: bytes) -> bytes:
    lines = text.splitlines(keepends=True) or [b""]
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            del lines[one]
        case 2:
            lines.insert(other, lines[one])
        case _:
            del lines[other:]
    return b"".join(lines)


def _other_value(rng: Random, text: bytes) -> bytes:
    """Another value behind one of the signs that values stand behind."""
    places = [place for place, each in enumerate(text) if each in b"=:,;["]
    if not places:
        return text
    start = rng.choice(places) + 1
    ends = [place for sign in (b"\n", b",", b";", b"}", b"]") if (place := text.find(sign, start)) >= 0]
    return (
        text[:start] + rng.choice((" ", "")).encode() + rng.choice(_VALUES).encode() + text[min(ends, default=start) :]
    )


def _spliced(rng: Random, text: bytes) -> bytes:
    other = rng.choice([good for each in readers() for good in each.good])
    start, end = _place(rng, text), _place(rng, other)
    return text[:start] + other[end : end + rng.choice((20, 200, 5000))]


def _written_otherwise(rng: Random, text: bytes) -> bytes:
    match rng.randrange(4):
        case 0:
            return b"\xef\xbb\xbf" + text
        case 1:
            return text.decode(errors="replace").encode("utf-16")
        case 2:
            return text.decode(errors="replace").encode("latin-1", errors="replace")
        case _:
            return text.replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\n")))


_CHANGES = (
    _cut, _put, _put, _put, _other_letter, _again, _lines_moved, _lines_moved, _other_value, _other_value,
    _other_value, _spliced, _written_otherwise,
)  # fmt: skip


def _very_often(rng: Random, text: bytes) -> bytes:
    """One piece of it, as often as a file of up to a megabyte holds it."""
    start = _place(rng, text)
    piece = text[start : start + rng.choice((1, 2, 5, 20, 80))]
    if rng.random() < 0.5:
        piece = rng.choice((*_PIECES, *_VALUES)).encode() + rng.choice((b"", b"\n", b",", b" ", b"."))
    return text[:start] + piece * ((MOST_BYTES - len(text)) // max(len(piece), 1) - 1) + text[start:]


ONE_IN = 4000
"""How many files there are for each that is made as large as may be."""


def _cell(rng: Random, kind: int, texts: Sequence[str]) -> object:
    kinds: tuple[object, ...] = (
        rng.choice(texts),
        rng.choice(texts),
        rng.choice(_PIECES),
        rng.randrange(-2, 5),
        rng.choice((0.0, 2.0, float("nan"), float("inf"))),
        rng.random() < 0.5,
        date(2026, 1, rng.randrange(1, 29)),
        ["x"],
        {"a": 1},
        b"\xff\x00",
        None,
    )
    return kinds[kind]


def _parquet(rng: Random) -> bytes:
    """A table of columns of many kinds, most of them under the names that we know."""
    size = rng.choice((0, 1, 2, 5, 40))
    names = rng.sample([*rows()[2], *rows()[0], "finished", "rubric", "x"], rng.randrange(1, 9))
    frame: dict[str, pl.Series] = {}
    for name in (*("team", "date", "voice")[: rng.choice((0, 3, 3, 3))], *names):
        texts = [row.get(name, "x") for row in rows()]
        kind = rng.randrange(rng.choice((2, 7, 11)))
        some = rng.random() < 0.2
        cells = [None if some and rng.random() < 0.5 else _cell(rng, kind, texts) for _ in range(size)]
        frame[name] = pl.Series(name, cells)
    out = io.BytesIO()
    pl.DataFrame(frame).write_parquet(out, compression=rng.choice(("uncompressed", "snappy", "zstd")))
    text = out.getvalue()
    for _ in range(rng.choice((0, 0, 0, 1, 2, 4))):
        text = rng.choice((_cut, _other_letter, _other_letter, _again))(rng, text)
    return text


def made(number: int) -> tuple[Reader, bytes]:
    """The reader that a number asks for, and the file that it makes."""
    rng = Random(number)
    every = readers()
    reader = rng.choices(every, [each.share for each in every])[0]
    if not reader.good:
        return reader, _parquet(rng)
    text = rng.choice(reader.good)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5, 9))):
        text = rng.choice(_CHANGES)(rng, text)
    if rng.randrange(ONE_IN) == 0:
        text = _very_often(rng, text)
    return reader, text[:MOST_BYTES]


# ---------------------------------------------------------------- trying


class TooLongError(Exception):
    """A reader had to be stopped."""


class _Watch:
    """Stops a reader. Asking the system takes as long as reading a small file: it is asked once in a second."""

    def __init__(self) -> None:
        self._set = float("-inf")

    def set(self, now: float) -> None:
        if now - self._set > 1:
            signal.signal(signal.SIGALRM, _stop)
            signal.alarm(LOST)
            self._set = now

    def end(self) -> None:
        signal.alarm(0)
        self._set = float("-inf")


def _stop(*_: object) -> None:
    raise TooLongError


_watch = _Watch()
QUICK = 0.05
"""Seconds within which nothing takes much memory."""


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextmanager
def watched() -> Iterator[None]:
    """While files are tried."""
    try:
        yield
    finally:
        _watch.end()


def tried(number: int, folder: Path) -> tuple[str, str, str]:
    """Make one file and read it: which reader it was, whether the file held, and what is wrong with the reader."""
    reader, text = made(number)
    path = folder / f"file{reader.ending}"
    path.write_bytes(text)
    begun = time.perf_counter()
    _watch.set(begun)
    outcome, wrong = _outcome(reader, path)
    if time.perf_counter() - begun > QUICK and not wrong:
        wrong = _too_much(reader, path)
    return reader.name, outcome, wrong and f"{number} {reader.name}, {len(text):,} bytes: {wrong}"


def _outcome(reader: Reader, path: Path) -> tuple[str, str]:
    try:
        said, outcome = reader.read(path), "read"
    except (BadInput, BadCommand) as error:
        said, outcome = len(str(error)), "refused"
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a library's own panic is no Exception
        return "broken", f"{type(error).__name__}: {str(error)[:200]}"
    return outcome, f"{said:,} letters said" if said > MOST_SAID else ""


_most_memory = 0


def _too_much(reader: Reader, path: Path) -> str:
    """What a file that was not read at once took: of memory by then, and of the processor when it is read again."""
    global _most_memory
    before, _most_memory = _most_memory, _memory()
    if before and _most_memory - before > MOST_MEMORY:
        return f"{(_most_memory - before) / 2**20:.0f} MiB"
    begun = time.process_time()
    _outcome(reader, path)
    seconds = time.process_time() - begun
    return f"{seconds:.1f} s" if seconds > MOST_SECONDS else ""

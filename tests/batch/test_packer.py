"""The fast reader takes only what the careful one takes, and makes of it the same."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tomllib
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import pytest
from helpers.make import MEMBERS, practice, rubric
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coprod_check.batch.layout import BLANK, DONT_KNOW, EVIDENCE, NOBODY, NOT_APPLICABLE, VOICES, layout_of
from coprod_check.batch.reading import packer
from coprod_check.batch.reading.packer import Batch, Packer, pack_files
from coprod_check.documents.errors import BadInput
from coprod_check.documents.shapes import Voice
from coprod_check.documents.sheet import OF_A_MEETING, Rating, Sheet, keys_of, read_sheet
from coprod_check.documents.text import identity
from coprod_check.storage.parsing import parse, read_text

if TYPE_CHECKING:
    from pathlib import Path


ASKED = rubric(
    practice("a"),
    practice("b", may_not_apply=False),
    circumstances=[{"id": each, "statement": each} for each in ("x", "y")],
    experience=[
        {"id": "one", "question": "One?", "options": [{"id": each, "text": each} for each in "pq"]},
        {"id": "many", "question": "Many?", "several": True, "options": [{"id": each, "text": each} for each in "pqr"]},
    ],
)
LAYOUT = layout_of(ASKED)
assert LAYOUT is not None
PLAIN: dict[str, Any] = {
    "format": "coprod-answers/1",
    "rubric": "small",
    "rubric_version": "1.0.0",
    "team": "Team",
    "date": dt.date(2026, 11, 22),
    "voice": MEMBERS,
    "share": True,
    "sheet": "k7f3",
    "circumstances": ["y"],
    "ratings": {
        "a": {"level": 2, "evidence": "Minutes", "evidence_kind": "seen"},
        "b": {"level": "dont-know", "looking_back": 1},
    },
    "experience": {"one": "q", "many": ["p", "r"]},
}
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 5), st.just(2**70), st.floats(allow_nan=False),
    st.sampled_from(["", " ", "a", "dont-know", "not-applicable", "staff", "together", "p"]),
    st.sampled_from(["\u200b", "S\u200b1", "a\nb", "\u202e", "\xa0", "\xdf", "A  b", "\x1b", "x" * 100_001]),
    st.sampled_from(["1.0.7", "1.1.0", "2026-11-22", "2026-02-30"]), st.dates(), st.datetimes(),
    st.just([]), st.just(["p", "p"]), st.just(["p", "q"]), st.just(["x", 3]), st.just([["x"]]),
    st.just({}), st.just({"level": 1}), st.just({"level": True}), st.just({"level": 1.0}),
    st.just({"level": "not-applicable"}), st.just({"level": "not-applicable", "reason": "Not ours."}),
    st.just({"level": "not-applicable", "reason": 5}), st.just({"level": 1, "evidence": 3}), st.just({"staff": 2}),
    st.just({"staff": True}), st.just({"one": "p"}), st.just({"one": ["p", "q"]}), st.just({"one": ""}),
)  # fmt: skip
PLACES = [
    *((key,) for key in (*PLAIN, "project", "language", "respondent", "round", "people", "finished", "unknown")),
    *(("ratings", key) for key in ("a", "b", "c")),
    *(("ratings", "a", key) for key in ("level", "evidence", "evidence_kind", "reason", "looking_back", "other")),
    *(("ratings", "a", key) for key in OF_A_MEETING),
    *(("experience", key) for key in ("one", "many", "none")),
]


def packed(data: dict[str, Any]) -> Batch | None:
    assert LAYOUT is not None
    batch = Batch()
    return batch if Packer(LAYOUT, batch).add(data) else None


def in_columns(sheet: Sheet) -> dict[str, Any]:
    """What a row should hold, worked out from the careful reader's sheet."""
    answers = [BLANK, BLANK]
    for place, each in enumerate("ab"):
        if rating := sheet.ratings.get(each):  # type: ignore[call-overload]
            code = {"dont-know": DONT_KNOW, "not-applicable": NOT_APPLICABLE}.get(rating.level, rating.level)
            answers[place] = code + (EVIDENCE if rating.evidence.strip() else 0)
    return {
        "answers": answers,
        "teams": [sheet.team],
        "labels": [sheet.round_label],
        "dates": [sheet.date.toordinal()],
        "voices": [VOICES.index(sheet.voice)],
        "share": [sheet.share],
        "staff": [sheet.people.staff],
        "members": [sheet.people.lived_experience],
        "respondents": [identity(sheet.respondent)],
        "sheets": [identity(sheet.sheet)],
        "circumstances": [sum(bit for each, bit in (("x", 1), ("y", 2)) if each in sheet.circumstances)],
        "experience": [
            sum(1 << "pqr".index(option) for option in sheet.chosen(question)) for question in ("one", "many")
        ],
    }


def test_a_plain_sheet_is_packed() -> None:
    batch = packed(PLAIN)
    assert batch is not None
    assert list(batch.answers) == [2 + EVIDENCE, DONT_KNOW]
    assert (batch.teams, batch.labels, list(batch.experience)) == (["Team"], ["2026-11"], [2, 5])


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING, st.booleans()), max_size=4))
@example([(("voice",), ["staff"], False)])
@example([(("ratings", "a", "level"), True, False)])
@example([(("people",), {"staff": 2}, False), (("voice",), "together", False), (("experience",), None, True)])
def test_whatever_is_packed_is_what_the_careful_reader_reads(changes: list[tuple[tuple[str, ...], Any, bool]]) -> None:
    data = deepcopy(PLAIN)
    for place, value, removed in changes:
        here: Any = data
        for key in place[:-1]:
            here = here.get(key, {}) if isinstance(here, dict) else {}
        if isinstance(here, dict):
            if removed:
                here.pop(place[-1], None)
            elif value is not None:
                here[place[-1]] = value
    batch = packed(data)
    sheet, problems = read_sheet(data, ASKED)
    if batch is None:
        return
    assert sheet is not None, problems
    assert {key: list(getattr(batch, key)) for key in in_columns(sheet)} == in_columns(sheet)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING), min_size=1, max_size=2))
def test_nothing_is_added_for_a_sheet_that_is_left(changes: list[tuple[tuple[str, ...], Any]]) -> None:
    assert LAYOUT is not None
    batch = Batch()
    data = {**deepcopy(PLAIN), **{place[0]: value for place, value in changes}}
    if not Packer(LAYOUT, batch).add(data):
        assert batch == Batch()


ODD_FILES = {
    "a byte-order mark": b"\xef\xbb\xbf" + b"a = 1",
    "not text": b"\xff\xfea",
    "nothing": b"",
    "half of a character": b'{"a": "\\ud800"}',
    "a key twice": b'{"a": 1, "a": 2}',
    "a list": b"[1]",
    "TOML 1.1": b'a = "\\e"',
    "no TOML": b"a = ",
}


@pytest.mark.parametrize("name", ODD_FILES)
def test_odd_files_are_left_for_careful_reading(tmp_path: Path, name: str) -> None:
    assert LAYOUT is not None
    for ending in ("toml", "json"):
        file = tmp_path / f"x.answers.{ending}"
        file.write_bytes(ODD_FILES[name])
        assert pack_files(LAYOUT, [str(file)]).left == [0]
    assert pack_files(LAYOUT, [str(tmp_path / "none.answers.toml"), str(tmp_path)]).left == [0, 1]


@settings(max_examples=300)
@given(st.text(max_size=12))
@example("a = 'x\r\ny'")
def test_the_compiled_parser_takes_nothing_that_the_standard_one_refuses(text: str) -> None:
    for document in (text, f'a = "{text}"', f"a = {text}", f"[{text}]", f'a = """\n{text}"""'):
        try:
            expected: Any = tomllib.loads(document)
        except (tomllib.TOMLDecodeError, ValueError):
            expected = None
        try:
            found: Any = packer.parse_toml(document)
        except ValueError:
            continue  # left for careful reading
        assert found == expected or document.startswith("\ufeff")


def test_the_careful_reader_agrees_that_a_large_file_is_no_sheet(tmp_path: Path) -> None:
    assert LAYOUT is not None
    file = tmp_path / "huge.answers.toml"
    with file.open("wb") as stream:
        stream.truncate(1 << 30)
    assert pack_files(LAYOUT, [str(file)]).left == [0]
    with pytest.raises(BadInput, match="larger than"):
        parse(read_text(file, file.name), file.name)


def test_who_says_nothing_of_themselves_is_nobody() -> None:
    def numbers(**more: str) -> list[int]:
        batch = packed({**PLAIN, "sheet": "", **more})
        assert batch is not None
        return [packer.number_of(batch.respondents[0]), packer.number_of(batch.sheets[0])]

    assert numbers(respondent=" ") == [NOBODY, NOBODY]
    assert numbers(respondent="S1") == numbers(respondent=" s1 ") != numbers(respondent="S2")
    assert numbers(sheet="K 1") == numbers(sheet="k  1") != numbers(sheet="k1")
    assert numbers(respondent="STRASSE") == numbers(respondent="straße")


ODD_KEYS: dict[str, dict[str, Any]] = {
    "not finished": {"finished": False},
    "finished in words": {"finished": "false"},
    "a name that is not seen": {"team": "\u200b"},
    "a name with what is not seen": {"respondent": "S\u200b1"},
    "a control character": {"project": "a\tb"},
    "a round that is blank": {"round": " "},
    "people on one person's sheet": {"people": {}},
    "consent of a meeting": {"voice": "together", "share": False},
    "experience of staff": {"voice": "staff", "experience": {}},
    "too many people": {"voice": "together", "people": {"staff": 10_001}},
    "what a meeting talked about": {"voice": "together", "ratings": {"a": {"level": 2, "talked_about": "kept"}}},
    "why an answer moved": {"voice": "together", "ratings": {"a": {"level": 2, "why_moved": "We asked."}}},
}


@pytest.mark.parametrize("name", ODD_KEYS)
def test_what_needs_a_rule_or_is_a_fault_goes_the_careful_way(name: str) -> None:
    said = {**PLAIN, **ODD_KEYS[name]}
    if said["voice"] != MEMBERS:
        said = {key: value for key, value in said.items() if key not in {"share", "experience"} - set(ODD_KEYS[name])}
    assert packed(said) is None
    assert packed({**PLAIN, "finished": True}) is not None


@pytest.mark.parametrize(
    "size", [packer.USUAL - 1, packer.USUAL, packer.USUAL + 1, packer.LARGEST_PLAIN, packer.LARGEST_PLAIN + 1]
)
def test_sheets_are_read_whole_up_to_the_largest(tmp_path: Path, size: int) -> None:
    assert LAYOUT is not None
    text = 'format = "coprod-answers/1"\nrubric = "small"\nrubric_version = "1.0.0"\nteam = "T"\n'
    text += 'date = 2026-11-22\nvoice = "staff"\n# '
    last = "\nratings.a.level = 2\n"
    file = tmp_path / "x.answers.toml"
    file.write_bytes((text + "x" * (size - len(text) - len(last)) + last).encode())
    assert file.stat().st_size == size
    batch = pack_files(LAYOUT, [str(file)])
    assert list(batch.answers) == ([2, BLANK] if size <= packer.LARGEST_PLAIN else [])
    assert batch.left == ([] if size <= packer.LARGEST_PLAIN else [0])


def test_the_packer_looks_at_every_key_that_a_sheet_may_have() -> None:
    """A new key that is no text is to be read here by name; until it is, its sheets go the careful way."""
    assert LAYOUT is not None
    assert packer.READ_BY_NAME.isdisjoint(LAYOUT.keys.words)
    assert packer.READ_BY_NAME.union(LAYOUT.keys.words) == set(keys_of(Sheet))
    assert packer.RATING_READ_BY_NAME.isdisjoint(LAYOUT.keys.rating_words)
    known = packer.RATING_READ_BY_NAME.union(LAYOUT.keys.rating_words)
    assert known == set(keys_of(Rating)) - set(OF_A_MEETING), "what a meeting says of its talk goes the careful way"
    assert set(VOICES) == set(get_args(Voice))


def test_a_key_that_is_new_to_the_shape_is_read_and_an_unknown_one_left() -> None:
    assert LAYOUT is not None
    keys = replace(LAYOUT.keys, words=(*LAYOUT.keys.words, "place"), rating_words=("evidence", "reason", "source"))
    later = replace(LAYOUT, keys=keys)
    ratings = {"a": {"level": 2, "evidence": "Minutes", "source": "May"}}
    for data, read in (
        (PLAIN | {"place": "Leeds", "ratings": ratings}, True),
        (PLAIN | {"place": 5}, False),
        (PLAIN | {"plaice": "Leeds"}, False),
        (PLAIN | {"ratings": {"a": {**ratings["a"], "source": 5}}}, False),
    ):
        assert Packer(later, Batch()).add(data) is read
    assert packed(PLAIN | {"place": "Leeds"}) is None


def test_the_processes_that_read_files_start_without_pydantic() -> None:
    heavy = "{'pydantic', 'numpy', 'polars', 'coprod_check.documents.shapes'}"
    seen = f"import sys, coprod_check.batch.reading.packer; print(*{heavy} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout == "\n"

"""JSON Lines, read in columns, say what the careful reader says of them: the same sheets, the same faults."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.both_ways import ASKED, assert_alike, new_packed, read_both_ways, rubric_of
from helpers.make import MEMBERS
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from coprod_check.batch.reading import blocks, json_blocks
from coprod_check.batch.reading.blocks import NotPlainError
from coprod_check.batch.reading.tables import pack_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PLAIN: dict[str, list[str]] = {
    "team": ['"Team"', '"Team"', '" team "', '"T\\u00e9am"', '"Té: am"', '"1"', '"true"', '"null"', '"a: null, b"'],
    "date": ['"2026-11-22"', '"2026-11-22"', '"2026-10-01"'],
    "voice": ['"staff"', f'"{MEMBERS}"', '"together"'],
    "round": ['"r"', '" r "', '""', "null"],
    "sheet": ['"k1"', '"k2"', '" k1 "', '"17"', '""', '"true"', '"[1]"'],
    "respondent": ['"S1"', '"s1"', '"-1.5e3"', '""'],
    "share": ["true", "false", '"TRUE"', '"false"', '""', "null"],
    "finished": ["true", '"TRUE"', '""', "null"],
    "circumstances": ['"x"', '"x y-z"', '["x"]', '["y-z", "x"]', '""', "null"],
    "people.staff": ["0", '"0"', "null"],
    "rubric": ['"small"', "null", '""'],
    "rubric_version": ['"1.0.0"', '"1.0.9"'],
    "a": ["0", "1", "2", "3", '"dont-know"', '"not-applicable"', '"2"', '" 2 "', '""', "null", "-0"],
    "b": ["0", "1", "2", "3", '"dont-know"', '"3"', "null"],
    "a.evidence": ['"Minutes"', '" "', '"He said: \\"yes\\""', '"x: 2.0"', '"\\n"', '"\\ud83d\\ude00"', '"12"', '"{}"'],
    "experience.one": ['"p"', '"q"', '["q"]', '""'],
    "experience.many": ['"p"', '"p;q"', '["p"]', '["p", "r"]', '["p","p"]', "null"],
}
"""Cells, as they are written, that are plain on some sheet or other."""
ODD: dict[str, list[str]] = {
    "team": ["2", "2.0", "true", "null", '""', '["T"]', '{"T": 1}', "1e0", "NaN", '"\\ud800"', '"\\u003a"'],
    "date": ["20261122", '"22/11/2026"', '"2026-02-30"', "null", "2026.5", '["2026-11-22"]'],
    "voice": ["1", '"Staff"', "null", "false", '["staff"]'],
    "round": ["7", "true", "[]", "{}", "2026.11"],
    "sheet": ["17", "1e3", "true", "[]", "[1]", '{"k": ":"}', '"\\u003A: x"', '"a\\r\\nb"'],
    "respondent": ["17", "false", "[]", '"a\\r\\r\\nb"', '"a\\nb"'],
    "share": ["1", "0", '"yes"', "1.0", '["true"]', "[true]"],
    "finished": ["false", '"false"', "0", '"yes"', "[true]"],
    "circumstances": ["[]", '["x y-z"]', '["z"]', "1", "true", "[null]", '[" x"]', '{"x": true}'],
    "people.staff": ["1", "2.0", "true", "12345678901", "-1", '"12345678901"', "1e1", '"x"', '{"staff": 1}'],
    "rubric": ['" "', '" small "', "0", "[]"],
    "rubric_version": ["1", '"2.0.0"', "1.0"],
    "a": [
        "2.0", "1e0", "1E0", "-0.0", "10e-1", "4", "-1", "true", "false", '"2.0"', '"true"', "[2]", '{"level": 2}',
        "1" * 30, "1" * 5000, "Infinity", "-Infinity", "NaN", "0.0", '"1e0"', "100000000000000000000", "20e-1",
    ],
    "b": ['"not-applicable"', "3.0", "[]", "true"],
    "a.evidence": ["3", "true", "[]", '["x"]', "2.5", '"\\udc00"', "{}", '"a: b: c"', '"\\u003a"', '"\\u000b"'],
    "experience.one": [
        '["p", "q"]', '"p;q"', "[]", "1", '["z"]', '[" p"]', '["p", 1]', "[null]", '[["p"]]', '"[\\"p\\"]"',
    ],
    "experience.many": ['";"', "[]", '["p;q"]', '["p", null]', "true", '[""]', '["p", ["q"]]', '["p", "p", "z"]'],
}  # fmt: skip
"""Cells that polars takes for something else, or that only the careful reader can tell about."""
ANY = {column: [*PLAIN[column], *ODD[column]] for column in PLAIN}
NEEDED = ("team", "date", "voice")


def row(cells: dict[str, list[str]]) -> st.SearchStrategy[dict[str, str]]:
    known = {column: st.sampled_from(values) for column, values in cells.items()}
    return st.fixed_dictionaries({each: known.pop(each) for each in NEEDED}, optional=known)


def line(cells: dict[str, str], comma: str = ", ", colon: str = ": ") -> str:
    return "{" + comma.join(f'"{column}"{colon}{cell}' for column, cell in cells.items()) + "}"


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small that a few rows make several blocks."""
    monkeypatch.setattr(blocks, "BLOCK", 500)


many_rows = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
STYLES = [(", ", ": "), (",", ":"), (" , ", " : "), (",  ", ":  "), (", ", ":\t")]


def compared(path: Path, text: str) -> str:
    path.write_bytes(text.encode())
    try:
        return "some rows in columns" if assert_alike(path) else "no row in columns"
    except NotPlainError:
        return "left to the careful reader"


@many_rows
@given(
    rows=st.lists(st.one_of(row(PLAIN), row(PLAIN), row(PLAIN), row(ANY)), min_size=1, max_size=14),
    style=st.sampled_from(STYLES),
    end=st.sampled_from(["\n", "\n", "\n", "\r\n", "\n\n", "\n \n"]),
    mark=st.sampled_from(["", "", "\ufeff"]),
    backwards=st.booleans(),
)
def test_random_lines(
    tmp_path: Path, rows: list[dict[str, str]], style: tuple[str, str], end: str, mark: str, *, backwards: bool
) -> None:
    written = [dict(reversed(each.items())) if backwards and index % 2 else each for index, each in enumerate(rows)]
    event(compared(tmp_path / "t.jsonl", mark + "".join(line(each, *style) + end for each in written)))


@pytest.mark.parametrize(("column", "cell"), [(column, cell) for column in ANY for cell in ANY[column]])
def test_every_cell_among_plain_rows(tmp_path: Path, column: str, cell: str) -> None:
    """One row with it, between rows in which all is plain: nothing else makes its block careful."""
    plain = {"team": '"Team"', "date": '"2026-11-22"', "voice": '"staff"', "sheet": '"k"', "a": "1", "b": '"2"'}
    voice = f'"{MEMBERS}"' if column.startswith("experience") else plain["voice"]
    said = plain | {"voice": voice, "sheet": '"other"'} | {column: cell}
    for rows in ([plain, said, plain], [said, said | {"sheet": '"third"'}], [plain | {column: '""'}, said]):
        compared(tmp_path / "t.jsonl", "".join(f"{line(each)}\n" for each in rows))


DAMAGE = [
    "\n", "\r", '"', ",", ":", "{", "}", "[", "]", "\\", "}\n{", "\n\n", "\r\n", " ", "\0", "\t", "null", "2.0",
    ": 2.0", '"a": 1, ', ', "a": 1', ', "a": null', ', "c": 1', ', "": 1', '"\\u0061": 2, ', "{}", "{}\n", "[1]\n", "#",
    "\ufeff", "\u2028", "\x0b", "é", "\\ud800", "\\u003a", '"team": 5, ', ', "b.evidence": "x"', "1e0", "0",
]  # fmt: skip


@many_rows
@given(
    rows=st.lists(row(PLAIN), min_size=2, max_size=8),
    damage=st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(DAMAGE)), min_size=1, max_size=3),
    inside=st.booleans(),
)
def test_lines_damaged_anywhere(
    tmp_path: Path, rows: list[dict[str, str]], damage: list[tuple[int, str]], *, inside: bool
) -> None:
    text = "".join(f"{line(each)}\n" for each in rows)
    for place, what in damage:
        at = place % (len(text) + 1)
        if inside:  # right behind the beginning of an object, or before its end: what stands there may still be JSON
            at = text.rfind("{", 0, at) + 1 or at
            at = text.find("}", at) if what.startswith(",") and "}" in text[at:] else at
        text = text[:at] + what + text[at:]
    event(compared(tmp_path / "t.jsonl", text))


def few(*lines: str) -> str:
    start = '{"team": "T", "date": "2026-11-22", "voice": "staff", "a": 1'
    return "".join(f"{start}{each}\n" for each in ("}", *lines, "}"))


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "\n \n", "{}", "{}\n{}\n", "[1]\n", "null\n", "1", "\ufeff", "{", '{"": 1}',
        few(', "a": 1}'), few(', "a": 2}'), few(', "a": null}'), few(', "team": null}'), few(', "\\u0061": 2}'),
        few(', "c": 1}'), few(', "c": null}'), few(', "": 1}'), few(', "c": 1, "a": 3}'), few(', "b.evidence": "x"}'),
        few(', "b": 1} {}'), few(', "b": 1},'), few(', "b": 1,}'), few(', "b": 01}'), few(', "b": +1}'),
        few(', "b": .5}'), few(', "b": 1}{"team": "U"}', "{"), few('\n, "b": 1}'), few(', "b": 1'), few("} x"),
        few(', "b": {"x": {}}}'), few(', "b": ' + "[" * 500 + "]" * 500 + "}"),
        few(', "b": ' + "[" * 5000 + "]" * 5000 + "}"),
        few(', "b": ' + '{"b": ' * 985 + "1" + "}" * 985 + "}"), few(', "b": ' + '{"b": ' * 5000 + "1" + "}" * 5001),
        few(', "round": "a: null, b"}', ', "round": null}'), few(', "round": "x\ty"}'), few(', "round": "x\\u0000y"}'),
        few(', "sheet": "a\u2028b"}'), few("} \u3000"), few("}", "\u3000", "}"), few("}\r"), few("}\r{}"),
        few(', "a.evidence": "see: 1e5"}', ', "a.evidence": ": : :"}'), few(', "b": 1}'.replace(" ", "\t")),
        few(', "rubric": "small"}'), few(', "rubric": " small "}'), few(', "rubric": "other"}'), few(', "rubric": 5}'),
        few(', "rubric": "other", "c": 1}'), few(', "experience.one": null}', ', "experience.one": ["p"]}'),
        few(*[', "c": 1}'] * 3, *['}, "b": 1}'] * 120), few(*[', "b": 9}'] * 120), few(*[', "b": 2.0}'] * 120),
    ],
)  # fmt: skip
def test_lines_of_every_kind(tmp_path: Path, text: str) -> None:
    compared(tmp_path / "t.jsonl", text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_a_line_without_an_end_is_refused_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    from coprod_check.storage import tables

    monkeypatch.setattr(tables, "LONGEST_LINE", 400)
    monkeypatch.setattr(blocks, "LONGEST_LINE", 400)
    monkeypatch.setattr(blocks, "BLOCK", 400)
    for size in (390, 398, 399, 400, 401, 402, 2000):
        start = few("}")[:-1] + ', "a.evidence": "'
        last = few("}").splitlines()[0][:-1] + ', "a.evidence": "'
        last += "x" * (size - len(last) - 2) + '"}'
        compared(tmp_path / "t.jsonl", few("}") + last + end)
        compared(tmp_path / "t.jsonl", last + end + start)


def test_bytes_that_are_no_text_refuse_the_whole_table(tmp_path: Path) -> None:
    good = few(*["}"] * 30).encode()
    path = tmp_path / "t.jsonl"
    for bad in (b"\xff", b"\xed\xa0\x80", b"\xc0\x80"):
        path.write_bytes(good + few("}").encode().replace(b"T", bad))
        assert_alike(path)
        _, left, packed = read_both_ways(path)
        assert (len(packed), "is not text" in str(left.problems[0])) == (0, True)
    path.write_bytes(good.decode().encode("utf-16"))
    assert_alike(path)


def plain_lines(rows: int, **more: str) -> str:
    return "".join(
        line({"team": f'"T{i}"', "date": '"2026-11-22"', "voice": f'"{MEMBERS}"', "a": "1", **more}) + "\n"
        for i in range(rows)
    )


@pytest.mark.parametrize(
    "more",
    [
        {}, {"sheet": '"17"'}, {"a": "null"}, {"round": "null"}, {"share": "true"},
        {"a.evidence": '"a: b \\"c\\" [d] {e}"'}, {"a.evidence": '"Gr\\u00fc\\u00dfe\\n"'},
        {"experience.many": '["p", "q"]'}, {"experience.one": '"p"'},
        {"finished": "true"}, {"circumstances": '["x", "y-z"]'}, {"circumstances": '"x y-z"'},
        {"people.staff": "0"}, {"a": '"2"'}, {"a.evidence": '"note: 5 people"'},
    ],
)  # fmt: skip
def test_what_is_usual_is_read_by_polars_and_no_row_of_it_carefully(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: dict[str, str]
) -> None:
    def careful(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(json_blocks.JsonTable, "_careful", careful)
    path = tmp_path / "t.jsonl"
    path.write_text(plain_lines(30, **more), "utf-8")
    packed = new_packed()
    left = pack_table(path, packed, ASKED, rubric_of, lambda _: None)
    assert (len(packed), left.sheets, left.problems) == (30, [], [])


def test_a_column_that_comes_late_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(plain_lines(30) + plain_lines(30, b="2", **{"experience.one": '["p"]'}) + plain_lines(30), "utf-8")
    assert assert_alike(path) == 90


def test_where_polars_is_lax_everything_is_read_carefully(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_blocks, "_categories_are_strict", lambda: False)
    path = tmp_path / "t.jsonl"
    path.write_text(plain_lines(3), "utf-8")
    with pytest.raises(NotPlainError):
        read_both_ways(path)


TYPED: Sequence[Any] = [
    None,
    True,
    False,
    0,
    1,
    3,
    4,
    -1,
    1.0,
    2.5,
    1e300,
    10**12,
    "",
    " ",
    "1",
    "x",
    [],
    ["p"],
    {},
    {"p": 1},
]


@many_rows
@given(st.lists(st.dictionaries(st.sampled_from([*PLAIN, "c"]), st.sampled_from(TYPED), max_size=6), max_size=6))
@example([{"a": 1.0}])
def test_anything_that_json_can_say(tmp_path: Path, changes: list[dict[str, Any]]) -> None:
    plain = {"team": "T", "date": "2026-11-22", "voice": "staff", "a": 1}
    compared(tmp_path / "t.jsonl", "".join(json.dumps(plain | each) + "\n" for each in [{}, *changes, {}]))

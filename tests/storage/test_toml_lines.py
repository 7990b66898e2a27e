from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomli_w
from helpers.make import DATA
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.shapes import path_text
from coprod_check.storage.library import folder
from coprod_check.storage.toml_lines import line_of

DOCUMENT = """\
# A remark with [brackets] and = signs
top = 1
"quoted key" = 2
'literal.key' = 3
a.b.c = 4
"d".'e' = 5

[table]                     # a heading with a remark ]
text = \"\"\"
[not.a.table]
not = "a key"
\"\"\"
after = 'x = 1'
lists = [
  "one",   # a remark, with a comma
  "two", [
    "inner",
  ],
  { key = "in a list", other = [
    1,
    2 ] },
]
inline = { x = 1, y = { z = [ 5, 6 ] } }

[table."sub.table"]
key = 1

[[many]]
n = 0
[[many.inner]]
n = 1
[[many.inner]]
n = 2
[many.one]
n = 3

  [[ many ]]
n = 4
  [[many.inner]]
n = 5
date = 2026-11-22 10:00:00
literal = '''
[[many]]
'''
last = [[1,
2], [3]]
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("top", 2),
        ('"quoted key"', 3),
        ('"literal.key"', 4),
        ("a", 5),
        ("a.b.c", 5),
        ("d.e", 6),
        ("table", 8),
        ("table.text", 9),
        ("table.not", 8),
        ("not", 0),
        ("table.after", 13),
        ("table.lists", 14),
        ("table.lists[0]", 15),
        ("table.lists[1]", 16),
        ("table.lists[2]", 16),
        ("table.lists[2][0]", 17),
        ("table.lists[3]", 19),
        ("table.lists[3].key", 19),
        ("table.lists[3].other", 19),
        ("table.lists[3].other[0]", 20),
        ("table.lists[3].other[1]", 21),
        ("table.inline.y.z[1]", 23),
        ('table."sub.table".key', 26),
        ("many", 28),
        ("many[0]", 28),
        ("many[0].n", 29),
        ("many[0].inner[0].n", 31),
        ("many[0].inner[1]", 32),
        ("many[0].inner[1].n", 33),
        ("many[0].one.n", 35),
        ("many[1]", 37),
        ("many[1].n", 38),
        ("many[1].inner[0].n", 40),
        ("many[1].inner[0].date", 41),
        ("many[1].inner[0].last", 45),
        ("many[1].inner[0].last[0][1]", 46),
        ("many[1].inner[0].last[1][0]", 46),
        ("many[1].inner[0].missing", 39),
        ("many[2]", 28),
        ("nothing.like.this", 0),
        ("", 0),
    ],
)
def test_a_path_is_found_on_its_line(where: str, line: int) -> None:
    tomllib.loads(DOCUMENT)
    assert line_of(DOCUMENT, where) == line
    assert line_of(DOCUMENT.replace("\n", "\r\n"), where) == line


def test_a_key_written_with_escapes_is_found_by_what_it_says() -> None:
    text = 'a = 1\n"caf\\u00e9 \\"x\\"" = 2\n'
    assert line_of(text, path_text(('café "x"',))) == 2


def test_a_value_is_not_taken_for_a_heading() -> None:
    text = "a = [\n[1],\n[2]\n]\nb = 1\n[c]\nd = 1\n"
    assert [line_of(text, where) for where in ("a[0]", "a[1]", "b", "c", "c.d")] == [2, 3, 5, 6, 7]


KEYS = st.text("abcxyz019-_", min_size=1, max_size=6) | st.text("a. \"'[]#=é🌱\\\t", min_size=1, max_size=4)
LEAF = st.sampled_from(["number", "text", "lines", "list"])
TABLES = st.recursive(
    st.dictionaries(KEYS, LEAF, max_size=4),
    lambda inner: st.dictionaries(KEYS, LEAF | inner | st.lists(inner, min_size=1, max_size=3), max_size=4),
    max_leaves=12,
)


class _Writer:
    """Gives every value of a document a number of its own, and remembers whose it is."""

    def __init__(self) -> None:
        self.paths: dict[tuple[str | int, ...], str] = {}

    def fill(self, shape: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(shape, dict):
            return {key: self.fill(value, (*path, key)) for key, value in shape.items()}
        if isinstance(shape, list):
            return [self.fill(value, (*path, place)) for place, value in enumerate(shape)]
        if shape == "list":
            return [self.fill("number", (*path, 0)), self.fill("text", (*path, 1))]
        mark = f"770{len(self.paths):04}077"
        self.paths[path] = mark
        values = {"number": int(mark), "text": f"{mark} = [x] # '\"", "lines": f"{mark}\n[a]\nb = 1\n"}
        return values[shape]


@settings(deadline=None)
@given(TABLES)
def test_in_what_a_program_wrote_every_value_is_found_on_its_line(shape: dict[str, Any]) -> None:
    writer = _Writer()
    text = tomli_w.dumps(writer.fill(shape, ()), multiline_strings=True)
    lines = text.split("\n")
    for path, mark in writer.paths.items():
        found = line_of(text, path_text(path))
        # Text of several lines begins on the line below its key.
        assert any(mark in line for line in lines[found - 1 : found + 1]), (path, found, text)
        if mark in lines[found]:
            assert lines[found - 1].endswith('"""')


@settings(deadline=None)
@given(TABLES)
def test_in_what_a_program_wrote_every_heading_is_found_on_its_line(shape: dict[str, Any]) -> None:
    text = tomli_w.dumps(_Writer().fill(shape, ()), multiline_strings=True)
    lines = text.split("\n")
    for key in shape:
        written = tomli_w.dumps({key: 0}).removesuffix(" = 0\n")
        assert lines[line_of(text, path_text((key,))) - 1].lstrip("[").startswith(written)


def test_every_line_found_in_our_own_rubric_holds_the_key() -> None:
    for path in [*folder().glob("*.toml"), *(DATA / "good").glob("*.rubric.toml")]:
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        for place, practice in enumerate(tomllib.loads(text)["practices"]):
            for key in practice:
                line = lines[line_of(text, f"practices[{place}].{key}") - 1]
                assert line.startswith((f"{key} = ", f"{key}.", f"[[practices.{key}]]"))
            assert f'"{practice["id"]}"' in lines[line_of(text, f"practices[{place}].id") - 1]
            for number, level in enumerate(practice["levels"]):
                assert level in lines[line_of(text, f"practices[{place}].levels[{number}]") - 1]

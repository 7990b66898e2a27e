"""Single values of a TOML file are changed, and every other byte stays."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.storage.toml_edit import TomlText, sync

if TYPE_CHECKING:
    from coprod_check.storage.toml_lines import Path


def put(text: str, path: Path, value: object, **more: Any) -> str:
    changed = TomlText(text)
    changed.put(path, value, **more)
    return str(changed)


@pytest.mark.parametrize(
    ("text", "path", "value", "after"),
    [
        ("a = 1 # x\n", ("a",), 2, "a = 2 # x\n"),
        ("a   =   1", ("a",), 2, "a   =   2\n"),
        ("a = '''\n# no remark = 1\n[b]\n'''  # x\n", ("a",), "y", 'a = "y"  # x\n'),
        ('a = """x\\""""""\nb = 1\n', ("a",), 2, "a = 2\nb = 1\n"),
        ("a = [ # one\n  1, # two\n] # three\n", ("a",), [], "# one\n# two\na = [] # three\n"),
        ('"a b".\'c\' = 1\n', ("a b", "c"), 2, '"a b".\'c\' = 2\n'),
        ("[t]\nb = 1\n\n# of u\n[u]\nb = 1\n", ("t", "c"), 2, "[t]\nb = 1\nc = 2\n\n# of u\n[u]\nb = 1\n"),
        ("[ t . 'u' ] # x\n", ("t", "u", "b"), 2, "[ t . 'u' ] # x\nb = 2\n"),
        ("t.b = 1\n[u]\n", ("t", "c"), 2, "t.b = 1\nt.c = 2\n[u]\n"),
        ("[u]\nt.b = 1\n", ("u", "t", "c d"), 2, '[u]\nt.b = 1\nt."c d" = 2\n'),
        ("[[t]]\nb = 1\n[t.in]\nb = 1\n[[t]]\n[t.in]\nb = 1\n", ("t", 1, "in", "b"), 2,
         "[[t]]\nb = 1\n[t.in]\nb = 1\n[[t]]\n[t.in]\nb = 2\n"),
        ("[[t]]\nb = 1\n[[t.in]]\nb = 1\n[[t.in]]\nb = 1\n", ("t", 0, "in", 1, "b"), 2,
         "[[t]]\nb = 1\n[[t.in]]\nb = 1\n[[t.in]]\nb = 2\n"),
        ("[[t]]\nb = 1\n[t.in]\n", ("t", 0, "c"), 2, "[[t]]\nb = 1\nc = 2\n[t.in]\n"),
        ("# x\n\n[t]\n", ("a",), 2, "a = 2\n# x\n\n[t]\n"),
        ("a = 1\r\n[t]\r\n", ("b",), ["x"], 'a = 1\r\nb = [\r\n    "x",\r\n]\r\n[t]\r\n'),
    ],
)  # fmt: skip
def test_a_value_is_set_where_it_stands_or_at_the_end_of_its_table(
    text: str, path: Path, value: object, after: str
) -> None:
    assert put(text, path, value) == after
    assert put(after, path, value) == after or "# two" in text


def test_a_new_key_stands_below_the_one_that_comes_before_it() -> None:
    text = "a = 1\nc = 3\nd = 4\n"
    assert put(text, ("b",), 2, behind=("z", "a", "y")) == "a = 1\nb = 2\nc = 3\nd = 4\n"
    assert put(text, ("b",), 2, behind=("z",)) == "a = 1\nc = 3\nd = 4\nb = 2\n"


def test_what_is_taken_out_leaves_its_remarks() -> None:
    text = TomlText("a = 1 # one\n\n[t] # two\n# three\nb = 1\n\n[t.u]\nb = 1\n\n[v]\nb = 1\n")
    text.take_out(("a",), ("t",))
    assert str(text) == "# one\n\n# two\n# three\n\n[v]\nb = 1\n"


def test_at_one_place_keys_come_before_tables() -> None:
    text = TomlText("a = 1")
    text.insert_tables(text.gap_behind("t")[1], "\n[[t]]\nb = 1\n")
    text.add_table(("u",), {"c": 1})
    text.put(("d",), 2)
    assert str(text) == "a = 1\nd = 2\n\n[[t]]\nb = 1\n\n[u]\nc = 1\n"


KEYS = st.text("abc-_ é\"'.#[]=", min_size=1, max_size=4)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r"), max_size=12)
VALUES = st.integers() | st.booleans() | WORDS | st.lists(WORDS, max_size=3)
TABLES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)
DOCUMENTS = st.dictionaries(KEYS, VALUES | TABLES | st.lists(TABLES, min_size=1, max_size=2), min_size=1, max_size=5)


@given(DOCUMENTS, DOCUMENTS, WORDS)
def test_a_file_says_what_it_was_made_to_say_and_keeps_its_remarks(
    then: dict[str, Any], now: dict[str, Any], said: str
) -> None:
    remark = "#" + "".join(each for each in said if each.isprintable())
    written = f"{remark}\n{tomli_w.dumps(then, multiline_strings=True)}{remark}\n"
    # Arrays of tables are only ever added to: they stay as they are here.
    arrays = {key for each in (then, now) for key in each if _of_tables(each[key])}
    kinds = {key for key in then.keys() & now.keys() if isinstance(then[key], dict) is not isinstance(now[key], dict)}
    left = {key: value for key, value in now.items() if key not in arrays | kinds}
    stands = {key: value for key, value in then.items() if key not in arrays | kinds}
    text = TomlText(written)
    sync(text, (), stands, left)
    changed = str(text)
    assert tomllib.loads(changed) == {key: then[key] for key in then if key in arrays | kinds} | left
    assert changed.count(remark) >= 2
    if stands == left:
        assert changed == written


def _of_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)

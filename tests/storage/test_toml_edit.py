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


def test_remarks_within_what_is_taken_out_stay_in_its_place_unless_the_caller_keeps_them() -> None:
    written = "[t]\na = [ # one\n  'x', # two\n  # three\n] # four\nb = 1\n\n[u.v] # five\nc = { d = [ # six\n] }\n"
    text = TomlText(written)
    text.take_out(("t", "a"), ("u",))
    assert str(text) == "[t]\n# one\n# two\n# three\n# four\nb = 1\n\n# five\n# six\n"
    text = TomlText(written)
    text.take_out(("t", "a"), inner=False)
    assert str(text).startswith("[t]\n# four\nb = 1\n")


@pytest.mark.parametrize(
    ("written", "comments"),
    [
        ("[]", {}),
        ("[ # a\n # b\n]", {0: ["# a", "# b"]}),
        ("[ # a\n { x = 1 }, # b\n # c\n { x = 2, y = 3 } # d\n , # e\n # f\n]",
         {0: ["# a", "# b"], 1: ["# c", "# d", "# e"], 2: ["# f"]}),
        ("[{ x = [ # a\n1, 2, # b\n] }, { x = ',' }, # c\n{ y = \",\" }] # no", {1: ["# c"]}),
        ("[\n1, 2, # a\n3, # b\n]", {1: ["# a"], 2: ["# b"]}),
    ],
)  # fmt: skip
def test_remarks_in_a_list_belong_to_the_item_that_they_stand_at(written: str, comments: dict[int, list[str]]) -> None:
    text = TomlText(f"a = {written}\n")
    entry = text.entry(("a",))
    assert entry
    assert text.comments_by_item(entry) == comments


@pytest.mark.parametrize(
    ("written", "tables"),
    [
        ("[]", []),
        ("[ {}, { } ]", [[], []]),
        ("[{a=1,b = 'x,=' , \"c d\".e =0xF}]", [[("a", "1"), ("b", "'x,='"), ('"c d".e', "0xF")]]),
        ('[ # no\n { a = [ 1, # b\r\n { c = 2 } ], d = { e = """\nf,=""" } }, # g\n {h=-1}\n]',
         [[("a", "[ 1, # b\n { c = 2 } ]"), ("d", '{ e = """\nf,=""" }')], [("h", "-1")]]),
        ("[ { '=' = ',', \",\" = '' } ]", [[("'='", "','"), ('","', "''")]]),
    ],
)  # fmt: skip
def test_tables_in_braces_are_cut_into_keys_and_values_as_they_are_written(
    written: str, tables: list[list[tuple[str, str]]]
) -> None:
    text = TomlText(f"a = {written}\n")
    entry = text.entry(("a",))
    assert entry
    assert text.tables_in(entry) == tables


NAMES = """\
a = [ # the head
  "x",  # of x

  # alone
\t'y'  , # of y
  "\\u007A"
] # behind
"""


@pytest.mark.parametrize(
    ("names", "after"),
    [
        (["y", "z"], NAMES.replace('  "x",  # of x\n', "").replace('007A"\n', '007A",\n')),
        (["x", "y"], NAMES.replace('  "\\u007A"\n', "")),
        (["w", "x", "v", "z", "u"], NAMES.replace('  "x"', '  "w",\n  "x"').replace("x\n\n", 'x\n  "v",\n\n')
         .replace("\t'y'  , # of y\n", "").replace('007A"\n', '007A",\n  "u",\n')),
        (["y", "é \"'"], NAMES.replace('  "x",  # of x\n', "").replace('  "\\u007A"\n', '\t"é \\"\'",\n')),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_of_a_list_of_names_the_lines_of_those_that_stay_stay(names: list[str], after: str, ending: str) -> None:
    gone = [f"# of {each}\n" for each in "xy" if each not in names]
    assert put(NAMES.replace("\n", ending), ("a",), names) == ("".join(gone) + after).replace("\n", ending)
    assert tomllib.loads(after)["a"] == names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (NAMES, ["z", "x"]),  # in another order
        (NAMES, ["w"]),  # all are others
        (NAMES, ["x", "x"]),  # one twice
        (NAMES.replace("'y'", "'x'"), ["x", "x", "w"]),  # stood there twice, too
        (NAMES.replace("'y'  ,", "'y', 'w',"), ["x"]),
        (NAMES.replace('\n  "x"', ' "x"').replace("[ # the head", "["), ["x"]),
        (NAMES.replace("\t'y'  ,", "\t'x',"), ["x", "z"]),  # stood there twice
        (NAMES.replace("'y'", "'''y'''"), ["x"]),
        (NAMES.replace("'y'", "7"), ["x"]),
        ('a = "x" # behind\n', ["x"]),
    ],
)
def test_a_list_in_another_form_is_written_anew_with_its_remarks_above(written: str, names: list[str]) -> None:
    lines = "".join(f'    "{each}",\n' for each in names)
    remarks = [each for each in ("# the head", "# of x", "# alone", "# of y") if each in written]
    assert put(written, ("a",), names) == "".join(f"{each}\n" for each in remarks) + f"a = [\n{lines}] # behind\n"


def test_names_may_have_remarks_of_ours_which_go_with_them() -> None:
    text = TomlText('a = [\n  "x", # X!\n  "y", # of y\n  "z", # ours? no\n]\n')
    text.put_names(("a",), ["y", "w"], {"x": "X!", "y": "Y!", "w": "W!"})
    assert str(text) == '# ours? no\na = [\n  "y", # of y\n  "w",  # W!\n]\n'
    text = TomlText("a = 1\n")
    text.put_names(("b",), ["y", "w"], {"w": "W!"}, behind=("a",))
    text.put_names(("c",), [])
    assert str(text) == 'a = 1\nb = [\n    "y",\n    "w",  # W!\n]\nc = []\n'


def test_a_text_with_line_ends_of_two_kinds_is_read_back_as_it_was() -> None:
    assert put("a = 1\n", ("a",), "x\r\ny\rz\n") == 'a = "x\\r\\ny\\rz\\n"\n'
    deep = [{"b": ["x\ny", {"c d": 1}], "e": {}}]
    assert tomllib.loads(put("a = 1\n", ("a",), deep)) == {"a": deep}
    assert put("a = 1\n", ("a",), deep).count("\n") == 1


def test_at_one_place_keys_come_before_tables() -> None:
    text = TomlText("a = 1")
    text.insert_tables(text.gap_behind("t")[1], "\n[[t]]\nb = 1\n")
    text.add_table(("u",), {"c": 1})
    text.put(("d",), 2)
    assert str(text) == "a = 1\nd = 2\n\n[[t]]\nb = 1\n\n[u]\nc = 1\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("t.a.b = 1\nc = 1 # c\n\n[u]\n", "t.a.b = 1\nc = 1 # c\n\n[t.x]\ny = 2\n\n[u]\n"),
        ("c = 1\nt.a = { b = 1 }\n# d\nd = 1\n", "c = 1\nt.a = { b = 1 }\n# d\nd = 1\n\n[t.x]\ny = 2\n"),
        ("[t.a]\nb = 1\n# u\n[u]\nc = 1\n", "[t.a]\nb = 1\n\n[t.x]\ny = 2\n# u\n[u]\nc = 1\n"),
        ("[t.a]\n[u]\n[t.b]\n[v]\nc = 1\n", "[t.a]\n[u]\n[t.b]\n\n[t.x]\ny = 2\n[v]\nc = 1\n"),
        ("c = 1\n[u]\n", "c = 1\n[u]\n\n[t.x]\ny = 2\n"),
    ],
)
def test_a_table_is_added_behind_its_kind_and_takes_no_line_of_others(text: str, after: str) -> None:
    changed = TomlText(text)
    changed.add_table(("t", "x"), {"y": 2})
    assert str(changed) == after
    assert tomllib.loads(after) == {**(before := tomllib.loads(text)), "t": {**before.get("t", {}), "x": {"y": 2}}}


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

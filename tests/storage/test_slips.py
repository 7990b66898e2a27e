"""Slips of the keyboard, as people make them in a plan or a sheet, and what is said of them."""

from __future__ import annotations

import contextlib
import time

import pytest
from helpers.process import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.storage.parsing import parse
from coprod_check.storage.slips import (
    COMMA_AT_END,
    CURLY_QUOTES,
    INNER_APOSTROPHE,
    INNER_QUOTES,
    LONG_DASHES,
    MERGE,
    NO_LIST,
    json_slip,
    toml_slip,
)

BRACKETS = "each entry of actions begins with two brackets on each side; write [[actions]] here"
NOT_A_SPACE = (
    "stands a no-break space, which looks like a space and is none; take it out, and type a plain space where there "
    "has to be one"
)
NEVER_CLOSED = "a quote is opened here and not closed"
CONTROL = "a control character stands here, which nobody can see; take it out"
NO_DAY = 'due has nothing behind its =; write a day such as 2026-11-22, or "" where there is none yet'
CONFLICT = 'b = 1\n<<<<<<< HEAD\na = "x"\n=======\na = "y"\n>>>>>>> other\n'

TOML = [
    ('a = "Ask Jo about "the form" today"\n', 1, INNER_QUOTES),
    ('a = "Ask Jo about "the form""\n', 1, INNER_QUOTES),
    ('a = ""the form" first"\n', 1, INNER_QUOTES),
    ('a = "Put the 5" pipe in"  # soon\n', 1, INNER_QUOTES),
    ('a = ["one "two" three"]\n', 1, INNER_QUOTES),
    ('a = "We say “hello” to "Jo" there"\n', 1, INNER_QUOTES),
    ("a = 'Don't wait'\n", 1, INNER_APOSTROPHE),
    ('a = "x", b = "y"\n', 1, "there is more behind the value"),
    ('a = "x" b = "y"\n', 1, "there is more behind the value"),
    ('a = "x", "y"\n', 1, NO_LIST),
    ('a = ["x", "y"\n', 1, "a bracket was opened and never closed"),
    (CONFLICT, 2, MERGE),
    (CONFLICT.replace("\n", "\r\n"), 2, MERGE),
    ('a = "x\n' + CONFLICT, 1, "a quote is not closed on this line"),
    ("a == 1\n# =======\n", 1, "there is no value here"),
    ('[actions]\na = "x"\n[actions]\na = "y"\n', 1, BRACKETS),
    ('[[actions]]\na = "x"\n [ actions ] # two\na = "y"\n', 3, BRACKETS),
    ('[actions]\na = "x"\n[[actions]]\na = "y"\n', 1, BRACKETS),
    ("actions = 1\n[[actions]]\n", 2, "this key stands twice"),
    ("actions = []\n[[actions]]\n", 2, "this stands above already, on one line; put both together"),
    ("[people]\n[people]\n", 2, "this table stands twice"),
    ("[[actions]\n", 1, "this heading has [[ before it and ] behind it; write [[actions]]"),
    ("[people]]\n", 1, "this heading has [ before it and ]] behind it; write [people]"),
    ('due =\nb = "x"\n', 1, NO_DAY),
    ("due = # when Ann is back\n", 1, NO_DAY),
    ("due =", 1, NO_DAY),
    ("made_on =\n", 1, "made_on has nothing behind its =; write a day such as 2026-11-22"),
    ("[ratings.a]\nlevel =\n", 2, "level has nothing behind its =; write a level such as 1, or take the line out"),
    ("ratings.'a'.notes = \n", 1, 'notes has nothing behind its =; write what belongs there, "" for no words, or'),
    ("a = [x]\n", 1, "there is no value here"),
    ("due\u00a0= 2027-01-01\n", 1, f"in the middle of this line {NOT_A_SPACE}"),
    ("\u202fdue = 2027-01-01\n", 1, f"at the start of this line {NOT_A_SPACE}"),
    ("a = 1\n[[actions]]\u00a0\n", 2, f"at the end of this line {NOT_A_SPACE}"),
    ("\u200bdue = 2027-01-01\n", 1, "at the start of this line stands a letter that nobody can see; take it out"),
    ("due = 2027–01–17\n", 1, LONG_DASHES),
    ("a = 'x\nb = 1\n", 1, f"{NEVER_CLOSED}; put ' at the end of the text"),
    ("b = 1\n'a = 1\nc = 1\n", 2, f"{NEVER_CLOSED}; put ' at the end of the text"),
    ("a = 'x\nb = 'y'\n", 1, "a quote is not closed on this line; put ' at the end of the text"),
    ('b = 1\na = """x\nc = 1\nd = 2\n', 2, f'{NEVER_CLOSED}; put """ where the text ends'),
    ('b = 1\na = """x\nc = \'1\'\nd = "2"\n', 2, f'{NEVER_CLOSED}; put """ where the text ends'),
    ("b = 1\na = '''x\nc = 1\n", 2, f"{NEVER_CLOSED}; put ''' where the text ends"),
    ('a = "x\\"', 1, f'{NEVER_CLOSED}; put " at the end of the text'),
    ('a = """x\nb = 1\nc = """y"""\n', 1, 'the text that begins here goes on to line 3; put """ where it ends'),
    ("a = 'x\n" + CONFLICT, 1, NEVER_CLOSED),
    (CONFLICT + "a = 'x\n", 2, MERGE),
    (CONFLICT.replace("=======", "||||||| base\n======="), 2, MERGE),
    ("a = 'x\x01y'\n", 1, CONTROL),
    ('a = "x\x01y"\n', 1, CONTROL),
    ("a = 1 # \x02\n", 1, CONTROL),
    ("[[actions]\n", 1, "this heading has [["),
    ("[[a b]]\n", 1, "this heading has no ]] at its end; close it"),
    ("a = { 1 }\n", 1, "a key has no = behind it"),
    ("a = { =1 }\n", 1, "a key is missing here"),
    ("a = “x”\n", 1, CURLY_QUOTES),
    ('a = "x”\n', 1, CURLY_QUOTES),
]  # fmt: skip

JSON = [
    ('{"a": 1,\n"b": "Ask "the form" today"\n}', 2, INNER_QUOTES),
    ('{"a": 1,\n<<<<<<< HEAD\n"b": 2\n=======\n"b": 3\n>>>>>>> x\n}', 2, MERGE),
    ('{"a":\u00a01}', 1, f"in the middle of this line {NOT_A_SPACE}"),
    ("{“a”: 1}", 1, CURLY_QUOTES),
    ('{\n  "due": ,\n  "b": 1}', 2, 'due has nothing behind its colon; write a day such as 2026-11-22, or ""'),
    ('{"a": "x" "b": 1}', 1, "a comma or a closing bracket is missing here, or at the line before; put it there"),
    ('{"a": 1\n "b": 2}', 2, "a comma or a closing bracket is missing here, or at the line before; put it there"),
    ('{"a": 1,\n}', 1, COMMA_AT_END),
    ('{"a": [1,\n 2, \n\n]}', 2, COMMA_AT_END),
    ("{,}", 1, 'a name in double quotes (") belongs here'),
    ("{a: 1}", 1, 'a name in double quotes (") belongs here'),
    ('{"a": [,]}', 1, "there is no value here"),
    ('{"a": 1}\n{"b": 2}', 2, "there is more behind the last bracket"),
    ('{"a": "x\n y"}', 1, "a quote is not closed on this line"),
    ('{"a": 1,\n"b": "x', 2, "a quote was opened here and never closed"),
    ('{"a": "C:\\Users"}', 1, "a backslash stands alone"),
    ('{"a": "\\q"}', 1, "a backslash stands alone"),
]


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [("a.toml", *each) for each in TOML] + [("a.json", *each) for each in JSON],
)
def test_a_slip_is_called_what_it_is_with_its_place_and_what_to_write(
    name: str, text: str, line: int, words: str
) -> None:
    with pytest.raises(BadInput) as error:
        parse(text, name)
    (fault,) = error.value.problems
    assert str(fault).startswith(f"{name}, line {line}: is not understood: {words}")
    assert "; " in fault.message


@pytest.mark.parametrize(
    "text",
    [
        'a = "a no-break\u00a0space in a text"\n',
        "a = \"said “hello” and 'bye'\"\n",
        'a = """\n=======\n<<<<<<< HEAD\n"""\n',
        'due = ""\n',
    ],
)
def test_what_people_may_write_is_no_slip(text: str) -> None:
    assert parse(text, "a.toml")


PLAN = (ROOT / "examples" / "calls" / "3-november.plan.toml").read_text("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_typed_into_a_plan_has_a_place_in_it_and_something_to_write(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(PLAN)))
    typed = data.draw(st.text(st.sampled_from("\"'[]=#,.\\<>\n\u00a0\u200b–“ax1 "), min_size=1, max_size=12))
    text = PLAN[:place] + typed + PLAN[place + data.draw(st.integers(0, 5)) :]
    with contextlib.suppress(BadInput):
        parse(text, "a.toml")
        return
    with pytest.raises(BadInput) as error:
        parse(text, "a.toml")
    for fault in error.value.problems:
        assert 1 <= fault.line <= text.count("\n") + 1
        assert "; " in fault.message


@pytest.mark.parametrize(
    "row", ["a" * 10**6, "a." * 10**6, "a = " + "'" * 10**6, "\u00e9 " * 10**6, "[" * 10**6 + "=="]
)
def test_a_very_long_line_is_looked_through_at_once(row: str) -> None:
    started = time.process_time()
    toml_slip("Invalid value", f"{row}\nb = 1\n", 1, 5)
    json_slip("Expecting value", f"{row}\n", 1)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("text", ["level = 3\u00a0\n", 'level = 3 "x "y" z"\n', "level = 3 = 4\n", "level: 3\n"])
def test_no_answer_is_quoted(text: str) -> None:
    with pytest.raises(BadInput) as error:
        parse(text, "a.toml")
    assert "3" not in str(error.value)

"""What is refused in a TOML text before it is parsed."""

from __future__ import annotations

import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import toml_rs
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.documents.toml_text import (
    BACKSLASH,
    COMMA_BEFORE_END,
    LONG_KEY,
    NO_SECONDS,
    NOT_CLOSED,
    Refused,
    refused,
)
from coprod_check.storage.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Callable

NINE = "a.b.c.d.e.f.g.h.i"


@pytest.mark.parametrize(
    "text",
    [
        "a.b.c.d.e.f.g.h = 1\n",
        "[a.b.c.d.e.f.g.h]\n",
        f'x = "{NINE}.j"\n',
        f"x = '{NINE}.j'\n",
        f'x = """\n{NINE} = 1\n"""\n',
        f"x = 1.5\n# {NINE} = 1\n",
        'x = { a = 1, b = [\n 1,\n 2,\n], c = """\n""" }\n',
        "x = [\n  { a = 1 },\n  { a = 2 },\n]\n",
        "x = \"{ a = 1,\"\ny = '{'\n# {\n",
        "x = 10:30:00\ny = 2026-11-22T10:30:00Z\nz = [ 10:30:00, 2026-11-22 ]\n",
        'x = "10:30"\ny = "a \\\\e"\nz = \'\\e\\x41\'\n',
    ],
)
def test_what_every_parser_reads_alike_is_not_refused(text: str) -> None:
    assert refused(text) is None
    tomllib.loads(text)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"x = 1\n{NINE} = 1\n", 2, LONG_KEY),
        ('x = 1\n[a.b."c d".d.e.f.g.h.i]\n', 2, LONG_KEY),
        ("x = 1\n  [[a . b . c . d . e . f . g . h . 'i']]\n", 2, LONG_KEY),
        (f"x = {{ y = 1, {NINE} = 1 }}\n", 1, LONG_KEY),
        (f"x = [ 1,\n {{ {NINE} = 1 }} ]\n", 2, LONG_KEY),
        (f"x = 1\n{NINE}", 2, LONG_KEY),
        ('x = """\n\n""".a.b.c.d.e.f.g.h', 3, LONG_KEY),
        ("y = 1\nx = { a = 1,\n b = 2 }\n", 2, NOT_CLOSED),
        ("x = { a = { b = 1 }, # more\n c = 2 }\n", 1, NOT_CLOSED),
        ("x = [ { a = 1\n } ]\n", 1, NOT_CLOSED),
        ("x = [\n { a = 1, } ]\n", 2, COMMA_BEFORE_END),
        ("x = 1\ny = 10:30\n", 2, NO_SECONDS),
        ("x = [ 2026-11-22 10:30 ]\n", 1, NO_SECONDS),
        ("x = 2026-11-22T10:30Z # noon\n", 1, NO_SECONDS),
        ('x = "a"\ny = "C:\\export"\n', 2, BACKSLASH),
        ('y = """\na\n\\x41"""\n', 3, BACKSLASH),
    ],
)
def test_what_is_refused_is_named_at_its_line(text: str, line: int, words: str) -> None:
    assert refused(text) == Refused(line, words)
    with pytest.raises(BadInput) as error:
        parse(text, "a.toml")
    assert str(error.value) == f"a.toml, line {line}: {words}"


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "a." * n,
        lambda n: "a . " * n,
        lambda n: '"a".' * n,
        lambda n: ". " * n,
        lambda n: "." + " " * n,
        lambda n: ".'" * n,
        lambda n: '"""' + '\\"' * n,
        lambda n: '""' * n,
        lambda n: "'" * n,
        lambda n: "{" * n,
        lambda n: "{}" * n,
        lambda n: ", " * n,
        lambda n: "," + " " * n + "{",
        lambda n: "=" + " " * n,
        lambda n: "= " * n + "{",
        lambda n: "\\e" * n,
        lambda n: '"\\a' * n + "\\e",
        lambda n: "#" * n,
        lambda n: "#\n" * n,
    ],
)
def test_no_text_takes_longer_than_its_length(made: Callable[[int], str]) -> None:
    """Ten times the text, ten times the steps: what is quadratic would not end here."""
    text = made(900_000)[:900_000]
    found = refused(text)
    assert found is None or found.line >= 1


VALUES = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | st.text() | st.dates() | st.times() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=9), VALUES, max_size=4), st.booleans())
def test_what_a_program_writes_is_never_refused(data: dict[str, Any], lines: bool) -> None:
    assert refused(tomli_w.dumps(data, multiline_strings=lines)) is None


PIECES = st.sampled_from(
    ["x = ", "a", ".", " ", "\n", "{", "}", "[", "]", ",", '"', "'", '"""', "\\", "\\e", "\\x41", "#", "10:30",
     "10:30:00", "2026-11-22", " = ", "1", "T", "Z", "a = 1", "{ a = 1 }"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map(lambda some: "x = " + "".join(some)))
def test_what_came_with_toml_1_1_is_refused_and_nothing_that_was_there_before(text: str) -> None:
    found = refused(text)
    if found and found.words != LONG_KEY and sys.version_info < (3, 15):
        with pytest.raises(tomllib.TOMLDecodeError):
            tomllib.loads(text)
    if _reads(text, "1.1.0") and not _reads(text, "1.0.0"):
        assert found


def _reads(text: str, version: Any) -> bool:
    try:
        toml_rs.loads(text, toml_version=version)
    except ValueError:
        return False
    return True


def test_what_is_broken_in_another_way_is_left_to_the_parser() -> None:
    assert refused("x = [ { a = [ 1, } ] ]\n") is None
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads("x = [ { a = [ 1, } ] ]\n")

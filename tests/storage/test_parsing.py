from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from coprod_check.documents.errors import BadInput
from coprod_check.documents.problems import Problem, problem
from coprod_check.storage.parsing import LARGEST, check_format, located, parse, read_as, read_text, reason

if TYPE_CHECKING:
    from pathlib import Path

TEXT = 'format = "coprod-answers/1"\nteam = "Žofie, ☘ and عمر"\n'


def told(error: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [str(each) for each in error.value.problems]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16 little-endian", "utf-16 big-endian"],
)
def test_text_is_read_as_the_usual_programs_write_it(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.answers.toml"
    path.write_bytes(data)
    assert read_text(path) == TEXT
    assert parse(read_text(path), "a.toml")["team"] == "Žofie, ☘ and عمر"


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"a = 1\r\nb = 2\r\n")
    assert parse(read_text(path), "a.toml") == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    "data",
    [
        'team = "Café"\n'.encode("latin-1"),
        b'team = "\0"\n',
        TEXT.encode("utf-16-le"),
        b"\xff\xfe\x00",
        b"PK\x03\x04\x14\x00\x06\x00",
    ],
    ids=["latin-1", "a NUL", "utf-16 without a mark", "half a utf-16 character", "a document of a word processor"],
)
def test_what_is_no_plain_text_is_refused_with_what_to_do(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    with pytest.raises(BadInput) as error:
        read_text(path, "a.toml")
    assert told(error) == [
        "a.toml: is not plain text that we can read; save it as plain text (UTF-8), not as a word processor's own file"
    ]


@pytest.mark.parametrize("data", [b"", b"\n \t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_called_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    with pytest.raises(BadInput) as error:
        read_text(path, "a.toml")
    assert told(error) == ["a.toml: is empty; check which file you meant"]


def test_a_huge_file_is_refused_and_one_at_the_limit_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"#")
    os.truncate(path, 100 * 2**30)
    with pytest.raises(BadInput) as error:
        read_text(path, "a.toml")
    assert told(error) == ["a.toml: is larger than 16 MB, too large for one of our files; check which file you meant"]
    path.write_bytes(b"#" * LARGEST)
    assert len(read_text(path)) == LARGEST


def test_a_file_that_is_not_there_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        read_text(tmp_path / "none.toml", "none.toml")
    assert told(error) == ["none.toml: there is no such file; check the name and the folder"]
    with pytest.raises(BadInput) as error:
        read_text(tmp_path)
    assert told(error) == [f"{tmp_path}: is a folder, not a file; name a file in it"]


def test_the_reason_why_a_file_cannot_be_opened_is_in_plain_words() -> None:
    assert reason(PermissionError(errno.EACCES, "Permission denied")) == (
        "we are not allowed to open it; ask whoever owns the file or folder"
    )
    assert reason(OSError(errno.EIO, "Input/output error")) == "Input/output error"
    assert reason(OSError("the disk is gone")) == "the disk is gone"


@pytest.mark.parametrize("name", ["a.toml", "a.json"])
def test_deep_nesting_is_refused_without_a_crash(name: str) -> None:
    key = "" if name.endswith("json") else "a = "
    with pytest.raises(BadInput) as error:
        parse(key + "[" * 100_000, name)
    assert told(error) == [f"{name}: has lists within lists, too deep for one of our files; check which file you meant"]


@pytest.mark.parametrize(("name", "text"), [("a.toml", "a = 1"), ("a.json", "1")])
def test_a_number_longer_than_python_reads_is_refused(name: str, text: str) -> None:
    with pytest.raises(BadInput) as error:
        parse(text + "0" * 5000, name)
    assert told(error) == [f"{name}: is not understood: a number in it is far too long; check which file you meant"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('a = "x\nb = 1\n', 1, "a quote is not closed on this line"),
        ("a = 1\nb = “x”\n", 2, "the quotes are curly"),
        ('a = 1\n“b” = "x"\n', 2, "the quotes are curly"),
        ('a = 1\nb = ["x", “y”]\n', 2, "the quotes are curly"),
        ('a = 1\nb = "x”\n', 2, "the quotes are curly"),
        ('a = 1\nb = "To 2 in “Who decides” by May.\n', 2, "a quote is not closed on this line"),
        ('a = 1\nb = "To 2 in “Who decides”\n', 2, "a quote is not closed on this line"),
        ('# “Fine here”\na = "x\n', 2, "a quote is not closed"),
        ("a = [1,\n\n\n", 1, "no value here that we can read"),
        ('a = """x\n\ny', 1, "a quote is opened here and not closed"),
        ("a = [1, 2\n", 1, "a bracket was opened and never closed"),
        ("[a]\nb = 1\n[a]\n", 3, "this table stands twice"),
        ("a = {b = 1, b = 2}\n", 1, "a key stands twice on this line"),
        ('a = "C:\\Users"\n', 1, "a backslash stands alone"),
        ('a = "C:\\path"\n', 1, "a backslash stands alone"),
        ('a = "\\ud800"\n', 1, "a backslash stands alone"),
        ("a = 2026-02-30\n", 1, "there is no such date"),
        ("a = 2026-13-01\n", 1, "dates as 2026-11-22"),
        ("a = 'x", 1, "a quote is opened here and not closed"),
        ("= 1\n", 1, "this is not a key and a value"),
    ],
)
def test_a_slip_in_toml_is_told_with_its_line_and_in_plain_words(text: str, line: int, words: str) -> None:
    with pytest.raises(BadInput) as error:
        parse(text, "a.toml")
    (message,) = told(error)
    assert message.startswith(f"a.toml, line {line}: is not understood: ")
    assert words in message
    assert "; " in message


def test_a_line_separator_of_another_kind_does_not_shift_the_line() -> None:
    with pytest.raises(BadInput) as error:
        parse('a = "x\u2028y"\nb = “z”\n', "a.toml")
    assert "line 2: is not understood: the quotes are curly" in told(error)[0]


def test_json_is_read_by_its_ending_in_any_case() -> None:
    assert parse('{"a": 1}', "A.JSON") == {"a": 1}
    with pytest.raises(BadInput):
        parse('{"a": 1}', "a.toml")


def test_a_slip_in_json_is_told_with_its_line() -> None:
    with pytest.raises(BadInput) as error:
        parse('{"a": 1,\n "b" 2}', "a.json")
    assert told(error) == ['a.json, line 2: is not understood: a name has no colon behind it; write "name": value']


def test_a_json_key_that_stands_twice_is_not_guessed_at() -> None:
    with pytest.raises(BadInput) as error:
        parse('{"ratings": {"a": 1, "b": 2, "a": 3}}', "a.json")
    assert told(error) == ["a.json: says 'a' twice in one place; keep one of them"]
    assert parse('{"a": {"b": 1}, "b": 1}', "a.json") == {"a": {"b": 1}, "b": 1}


def test_half_a_character_in_json_is_refused_because_no_file_could_hold_it() -> None:
    assert parse('{"a": "\\ud83c\\udf31"}', "a.json") == {"a": "🌱"}
    with pytest.raises(BadInput) as error:
        parse('{"a": "\\ud83c"}', "a.json")
    assert "half of a character" in told(error)[0]


@pytest.mark.parametrize("text", ["[]", "1", "null", '"x"'])
def test_json_that_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as error:
        parse(text, "a.json")
    assert told(error) == ['a.json: does not begin as it should; write it as { "format": …, … }']


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("coprod-rubric/1", "is a file of questions (a rubric), and here we need a sheet of answers"),
        ("coprod-plan/1", "is a plan, and"),
        ("coprod-results/1", "is a result, and"),
        ("coprod-diff/1", "is a comparison of plans, and"),
        ("minutes", "is in no format of ours, and"),
        ("coprod-answers/2", "is in the format 'coprod-answers/2', and we read 'coprod-answers/1'"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(said: str, words: str) -> None:
    with pytest.raises(BadInput) as error:
        check_format({"format": said}, "coprod-answers/1", "a.toml")
    assert words in told(error)[0]


@pytest.mark.parametrize("data", [{}, {"format": 1}, {"format": "coprod-answers/1"}])
def test_a_format_that_is_right_or_missing_is_left_to_the_reader_of_the_shape(data: dict[str, Any]) -> None:
    check_format(data, "coprod-answers/1", "a.toml")


def test_a_document_is_read_whole_or_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('format = "coprod-answers/1"\nb = 1\nc = 2\n', encoding="utf-8")

    def good(data: Any) -> tuple[int, list[Problem]]:
        return data["b"], []

    def bad(data: Any) -> tuple[None, list[Problem]]:
        return None, [problem("c", f"is {data['c']}"), problem("b", "is small"), problem("", "is odd")]

    assert read_as(path, good, "coprod-answers/1") == 1
    with pytest.raises(BadInput) as error:
        read_as(path, bad, "coprod-answers/1", "a.toml")
    assert told(error) == ["a.toml: is odd", "a.toml, line 2: b: is small", "a.toml, line 3: c: is 2"]


def test_faults_in_json_have_a_path_and_no_line() -> None:
    (fault,) = located([problem("a", "is missing")], '{"b": 1}', "x.json")
    assert str(fault) == "x.json: a: is missing"

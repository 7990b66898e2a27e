"""What a parser says of a slip in a file, in the words of people who have never heard of TOML or JSON."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from coprod_check.documents.toml_text import quoted_and_remarks


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip of the keyboard: where it is, what it is, and after a semicolon what to write."""

    line: int
    """From 1."""
    words: str


_CONTROL = "a control character stands here, which nobody can see; take it out"
TOML_WORDS = {
    "Cannot overwrite a value": "this key stands twice; keep one of them",
    "Cannot declare": "this table stands twice; put both parts together under one of them",
    "Cannot mutate immutable": "this stands above already, on one line; put both together in one of the two ways",
    "Duplicate inline table key": "a key stands twice on this line; keep one of them",
    "Invalid date or datetime": "there is no such date; write a day such as 2026-11-22",
    "Illegal character '\\n'": 'a quote is not closed on this line; put " at the end of the text',
    "Illegal character": _CONTROL,
    "Found invalid character '\\n'": "a quote is not closed on this line; put ' at the end of the text",
    "Found invalid character": _CONTROL,
    "Unescaped '\\' in a string": "a backslash stands alone; write it twice (\\\\)",
    "Invalid hex value": "a backslash stands alone; write it twice (\\\\)",
    "Escaped character is not": "a backslash stands alone; write it twice (\\\\)",
    "Invalid value": "there is no value here that we can read; put text in quotes, and close every bracket",
    "Expected '=' after a key": "a key has no = behind it; write key = value, each on a line of its own",
    "Expected newline or end of document": (
        "there is more behind the value; put text in quotes, each key on its own line, and dates as 2026-11-22"
    ),
    "Expected ']' at the end of a table": "this heading has no ] at its end; close it",
    "Expected ']]' at the end of an array": "this heading has no ]] at its end; close it",
    "Invalid initial character for a key": "a key is missing here; write key = value, and put odd names in quotes",
    "Unclosed": "a bracket was opened and never closed; close it",
    "Invalid statement": "this is not a key and a value; write key = value, or put # before a remark",
}
"""What the parser says, where the line itself shows no slip that is known."""
_ANYTHING = "this line is not written as it should be; look for a missing quote or bracket, here or before"
_TO_THE_END = ("Unterminated string", "Expected \"'")
"""What the parser says where it looked for the end of a text as far as the end of the file."""

JSON_WORDS = {
    "Expecting property name": 'a name in double quotes (") belongs here; write it, or close the bracket with }',
    "Expecting ':' delimiter": 'a name has no colon behind it; write "name": value',
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here, or at the line before; put it there",
    "Expecting value": 'there is no value here that we can read; put text in double quotes (")',
    "Unterminated string": 'a quote was opened here and never closed; put " at the end of the text',
    "Invalid control character": 'a quote is not closed on this line; put " at the end (a line end in a text is \\n)',
    "Invalid \\": "a backslash stands alone; write it twice (\\\\)",
    "Extra data": "there is more behind the last bracket; take it out, or put all of it inside",
}
"""The same of JSON."""
COMMA_AT_END = "there is a comma before a closing bracket; take it out"

MERGE = (
    "two versions of this file stand here one below the other, as a merge by git leaves them; keep what holds of each, "
    "and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"
)
CURLY_QUOTES = 'the quotes are curly; use straight quotes (") around text, as a plain text editor does'
LONG_DASHES = "the dashes in this date are long ones; write it with hyphens, as 2026-11-22"
INNER_QUOTES = "there are quotes inside the quotes; write the inner ones as ' or as \\\""
INNER_APOSTROPHE = "there is an apostrophe inside single quotes; put \" around the whole text instead of '"
NO_LIST = 'there is more than one text here, and no list; put square brackets around all of them, as ["…", "…"]'

_QUOTES = ('"""', "'''", '"', "'")
_MARKERS = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?:[ \t\r].*)?$", re.MULTILINE)
_CURLY_BEGINS = re.compile(r"(?:^|[=:\[{,])\s*[“”‘’„]")
_DASHED_DAY = re.compile(r"[0-9]{4}[‐‑‒–—−][0-9]{1,2}")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')
_SEVERAL = re.compile(r""",\s*["']""")
_NEXT_KEY = re.compile(r"[,;]?\s*[\w.-]+\s*=")
_HEADING = re.compile(r"\s*(\[\[?)\s*([\w-]+)\s*(\]\]?)")
_KEY_ALONE = re.compile(r"""\s*(?:[\w."' -]*\.)?["']?([\w-]+)["']?\s*=\s*,?\s*""")
_JSON_KEY_ALONE = re.compile(r"""[\s{]*"([\w-]+)"\s*:\s*,?\s*""")
_LISTED = frozenset({"actions", "practices", "dimensions", "values", "levels", "stages", "circumstances", "sources"})
"""What our files hold as lists of tables, each of which begins with a heading in two brackets."""
_MAY_BE_BLANK = frozenset({"due", "done_on"})
_DAYS = frozenset({"date", "made_on", "follow_up_on"})


def toml_slip(message: str, text: str, line: int, column: int) -> Slip:
    """Say what is wrong where a TOML parser gave up; ``message`` is what it says, ``column`` counts from 1.

    The line may be another than the parser's: where the slip itself stands above it.
    """
    opened = _never_closed(text) if message.startswith(_TO_THE_END) else None
    if opened:
        return _merged(text, opened.line) or opened
    row = text.split("\n")[line - 1]
    found = _merged(text, line) or _one_bracket(message, text, line) or _in_row(message, row, line, column)
    if not found and message.startswith("Expected newline"):
        found = _closed_too_late(text, line, column)
    plain = (words for start, words in TOML_WORDS.items() if message.startswith(start))
    return found or Slip(line, next(plain, _ANYTHING))


def _never_closed(text: str) -> Slip | None:
    """The first text in quotes that is opened and never closed."""
    for piece in quoted_and_remarks(text):
        words = piece.group()
        mark = next((each for each in _QUOTES if words.startswith(each)), "")
        reaches_end = piece.end() == len(text) or len(mark) == 1
        if mark and reaches_end and not _is_closed(words, mark):
            where = "at the end of the text" if len(mark) == 1 else "where the text ends"
            told = f"a quote is opened here and not closed; put {mark} {where}"
            return Slip(text.count("\n", 0, piece.start()) + 1, told)
    return None


def _is_closed(words: str, mark: str) -> bool:
    inner = words.removeprefix(mark)
    before = inner.removesuffix(mark)
    # A quote behind a backslash is a letter like others; only between double quotes.
    return inner != before and (mark[0] == "'" or (len(before) - len(before.rstrip("\\"))) % 2 == 0)


def _closed_too_late(text: str, line: int, column: int) -> Slip | None:
    """A text over several lines that took the quotes of the next such text for its own end."""
    at = sum(len(row) + 1 for row in text.split("\n")[: line - 1]) + column - 1
    for piece in quoted_and_remarks(text):
        if piece.end() > at:
            break
        first, lines = text.count("\n", 0, piece.start()) + 1, piece.group().count("\n")
        if lines and first + lines == line:
            mark = piece.group()[:3]
            return Slip(first, f"the text that begins here goes on to line {line}; put {mark} where it ends")
    return None


def json_slip(message: str, text: str, line: int, at: int = 0) -> Slip:
    """Say what is wrong where a JSON parser gave up; ``message`` is what it says, ``at`` counts letters from 0."""
    row = text.split("\n")[line - 1]
    left = _outside(row)
    found = _merged(text, line)
    if not found and _is_curly(left):
        found = Slip(line, CURLY_QUOTES)
    if not found and "delimiter" in message and row.count('"') > 4 and re.search(r"[^\W\d]", left):
        found = Slip(line, INNER_QUOTES)
    if not found and message == "Expecting value" and (key := _JSON_KEY_ALONE.fullmatch(row)):
        found = Slip(line, _nothing_behind("colon", key.group(1)))
    plain = (words for start, words in JSON_WORDS.items() if message.startswith(start))
    found = found or _unseen(left, line) or _comma_at_end(message, text, at)
    return found or Slip(line, next(plain, _ANYTHING))


def _comma_at_end(message: str, text: str, at: int) -> Slip | None:
    """A comma behind the last entry, at its own line: Python 3.13 stops at it, older ones at the bracket behind it."""
    if message.startswith("Illegal trailing comma"):
        return Slip(text.count("\n", 0, at) + 1, COMMA_AT_END)
    before = text[:at].rstrip()
    if not (message.startswith("Expecting") and text[at : at + 1] in {"}", "]"} and before.endswith(",")):
        return None
    # A bracket, a comma and nothing else: there is no entry before it, and Python 3.13 says so too.
    if before[:-1].rstrip().endswith(("{", "[", ",")):
        return None
    return Slip(before.count("\n") + 1, COMMA_AT_END)


def is_merge_mark(cell: object) -> bool:
    """Whether a cell, the first of a row, is one of git's marks.

    >>> is_merge_mark("<<<<<<< HEAD"), is_merge_mark("======="), is_merge_mark("Team ======="), is_merge_mark(7)
    (True, True, False, False)
    """
    return isinstance(cell, str) and _MARKERS.fullmatch(cell) is not None


def _outside(row: str) -> str:
    """What of a line stands outside of quotes and remarks."""
    return _QUOTED.sub(" ", row)


def _is_curly(left: str) -> bool:
    """Whether a key or a value begins or ends with a curly quote; inside straight ones they are letters like others.

    Where a straight quote is not closed, the text behind it may end with a curly one that
    was opened in it.
    """
    if _CURLY_BEGINS.search(left):
        return True
    ends = left.rstrip(" \t\r,]}").endswith(("”", "“", "’", "‘"))
    return ends and left.count("“") + left.count("„") != left.count("”")


def _merged(text: str, line: int) -> Slip | None:
    """The first of git's marks, where the parser came as far as that."""
    found = _MARKERS.search(text)
    place = text.count("\n", 0, found.start()) + 1 if found else line + 1
    return Slip(place, MERGE) if place <= line else None


def _one_bracket(message: str, text: str, line: int) -> Slip | None:
    """A heading of a list of tables that has one bracket where it needs two, here or above."""
    rows = text.split("\n")
    heading = _HEADING.match(rows[line - 1])
    if not heading:
        return None
    opened, name, closed = heading.groups()
    if len(opened) != len(closed):
        both = f"[[{name}]]" if name in _LISTED else f"[{name}]"
        return Slip(line, f"this heading has {opened} before it and {closed} behind it; write {both}")
    if name not in _LISTED or not message.startswith("Cannot"):
        return None
    above = next((place for place, row in enumerate(rows, 1) if _is_single(row, name)), None)
    if above is None:
        return None
    return Slip(above, f"each entry of {name} begins with two brackets on each side; write [[{name}]] here")


def _is_single(row: str, name: str) -> bool:
    heading = _HEADING.match(row)
    return bool(heading and heading.groups() == ("[", name, "]"))


def _in_row(message: str, row: str, line: int, column: int) -> Slip | None:
    """A slip that the line itself shows."""
    left = _outside(row)
    if _is_curly(left):
        return Slip(line, CURLY_QUOTES)
    if unseen := _unseen(left, line):
        return unseen
    if _DASHED_DAY.search(left):
        return Slip(line, LONG_DASHES)
    if message.startswith("Invalid value") and (key := _KEY_ALONE.fullmatch(left)):
        return Slip(line, _nothing_behind("=", key.group(1)))
    words = _quotes(message, row, row[column - 1 :])
    return Slip(line, words) if words else None


def _unseen(left: str, line: int) -> Slip | None:
    """A space that is none, or a letter that nobody can see, and where it stands."""
    found = None if left.isascii() else next((place for place, each in enumerate(left) if _is_unseen(each)), None)
    if found is None:
        return None
    # What stands beside it is not quoted: it may be an answer of one person.
    before, behind = left[:found].strip(), left[found + 1 :].strip()
    where = (
        "at the start of this line"
        if not before
        else "at the end of this line"
        if not behind
        else "in the middle of this line"
    )
    kind = unicodedata.category(left[found])
    what = "a no-break space, which looks like a space and is none" if kind == "Zs" else "a letter that nobody can see"
    return Slip(line, f"{where} stands {what}; take it out, and type a plain space where there has to be one")


def _is_unseen(letter: str) -> bool:
    return letter != " " and unicodedata.category(letter) in {"Zs", "Cf"}


def _nothing_behind(sign: str, key: str) -> str:
    if key == "level":
        what = "write a level such as 1, or take the line out"
    elif key in _MAY_BE_BLANK:
        what = 'write a day such as 2026-11-22, or "" where there is none yet'
    elif key in _DAYS:
        what = "write a day such as 2026-11-22"
    else:
        what = 'write what belongs there, "" for no words, or take the line out'
    return f"{key} has nothing behind its {sign}; {what}"


def _quotes(message: str, row: str, rest: str) -> str:
    """What is wrong with the quotes of a line; ``rest`` is what the parser could not read. Empty where nothing is."""
    _, _, value = row.partition("=")
    quote = value.lstrip(" \t[")[:1]
    if quote not in {'"', "'"} or not message.startswith(("Expected newline", "Unclosed")):
        return ""
    if _SEVERAL.match(rest) and not value.lstrip().startswith("["):
        return NO_LIST
    if value.count(quote) < 3 or _NEXT_KEY.match(rest) or not re.search(r"\w", _outside(value)):
        return ""
    return INNER_QUOTES if quote == '"' else INNER_APOSTROPHE

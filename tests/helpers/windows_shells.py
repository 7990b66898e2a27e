r"""What becomes of a line that is pasted on Windows: by the published rules of what reads it there, one after another.

Two ways lead to the program. The command processor puts in variables, then looks for its own signs outside quotes,
and hands the line on (a batch file hands it on once more: ``%*``). PowerShell takes it apart into values and makes a
line of them again, as Windows PowerShell 5.1 does and as PowerShell 7 does. What arrives is taken apart by the C
library that Python is built with ("Parsing C command-line arguments", learn.microsoft.com).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARIABLES = {
    "PATH": r"C:\bin;C:\b c",
    "a": "VALUE",
    "OS": "Windows_NT",
    "1": "ONE",
    "ProgramFiles(x86)": r"C:\P (x86)",
    "=ExitCode": "00000000",
}


class MisreadError(AssertionError):
    """A shell does something else with a line than to hand it on."""


# The library that takes a line apart.


def words_of(line: str) -> list[str]:
    r"""The words of a line as a program gets them: ``parse_cmdline`` of the Universal C Runtime.

    >>> words_of('a "b c" "d ""e"" f" ""') == ["a", "b c", 'd "e" f', ""]
    True
    >>> words_of(r'"a\\" b\c \"') == ["a\\", r"b\c", '"']
    True
    """
    words: list[str] = []
    place, end = 0, len(line)
    while True:
        while place < end and line[place] in " \t":
            place += 1
        if place == end:
            return words
        word, within = "", False
        while place < end and (within or line[place] not in " \t"):
            slashes = len(line[place:]) - len(line[place:].lstrip("\\"))
            place += slashes
            if place < end and line[place] == '"':
                word += "\\" * (slashes // 2)
                if slashes % 2:
                    word += '"'
                elif within and line[place + 1 : place + 2] == '"':
                    word, place = word + '"', place + 1
                else:
                    within = not within
                place += 1
                continue
            word += "\\" * slashes
            if place < end and (within or line[place] not in " \t"):
                word += line[place]
                place += 1
        words.append(word)


# The command processor.


def _with_variables(line: str, variables: Mapping[str, str]) -> str:
    """Put in the values of variables, as at a prompt: what has no value stays as it is."""
    known = {name.casefold(): value for name, value in variables.items()}
    done, rest = "", line
    while (first := rest.find("%")) >= 0:
        second = rest.find("%", first + 1)
        if second < 0:
            break
        name = rest[first + 1 : second].partition(":")[0].casefold()
        if name in known:
            done, rest = done + rest[:first] + known[name], rest[second + 1 :]
        else:
            done, rest = done + rest[: first + 1], rest[first + 1 :]
    return done + rest


def through_cmd(line: str, variables: Mapping[str, str] = VARIABLES) -> str:
    """What a program gets of a line that is typed at the prompt of the command processor."""
    return _read_by_cmd(_with_variables(line, variables))


def through_batch_file(line: str) -> str:
    """What the program gets of a line whose command is a batch file that hands on all its words."""
    program, _, words = through_cmd(line).partition(" ")
    return _read_by_cmd(f"{program} {words}")


def _read_by_cmd(line: str) -> str:
    if "\n" in line or "\r" in line:
        raise MisreadError(line)
    handed_on, within, escaped = "", False, False
    for sign in line:
        if escaped:
            escaped = False
        elif sign == '"':
            within = not within
        elif not within and sign == "^":
            escaped = True
            continue
        elif not within and sign in "&|<>":
            message = f"{sign} outside quotes: {line}"
            raise MisreadError(message)
        handed_on += sign
    return handed_on


# PowerShell.

_QUOTES = '"\u201c\u201d\u201e'
_ENDS_A_WORD = " \t\u00a0;|&(){}<>,\"'`$@#\u201c\u201d\u201e\u2018\u2019\u201a\u201b\u2013\u2014\u2015"
_VALUE = re.compile(r"\$(?:[\w{(:$?^])")


def through_powershell(line: str, version: int) -> str:
    """What a program gets of a line that is typed into PowerShell, 5 or 7; no value is known to it."""
    if "\n" in line or line[:1] in _QUOTES or line[:1] in "&@$(":
        raise MisreadError(line)
    program, _, words = line.partition(" ")
    handed_on = [program]
    for word, as_it_stands in _values(words):
        if as_it_stands:
            handed_on.append(_with_variables(word, VARIABLES))
        elif version == 5:
            handed_on += [_in_quotes_5(word)] if word else []
        else:
            handed_on.append(_in_quotes_7(word))
    return " ".join(handed_on)


def _values(words: str) -> Iterator[tuple[str, bool]]:
    """The values that stand on a line, and whether one is the rest of the line as it stands."""
    rest = words.lstrip(" ")
    while rest:
        if rest.startswith("--%") and rest[3:4] in {"", " "}:
            yield _to_the_pipe(rest[3:].lstrip(" ")), True
            return
        if rest[0] in _QUOTES:
            word, rest = _in_double_quotes(rest[1:])
        else:
            word = re.split(" ", rest, maxsplit=1)[0]
            if any(sign in _ENDS_A_WORD for sign in word) or (word.startswith("-") and re.search(r"[.:]", word)):
                message = f"more than a word: {word}"
                raise MisreadError(message)
            rest = rest[len(word) :]
        if rest and rest[0] != " ":
            message = f"a word goes on behind quotes: {words}"
            raise MisreadError(message)
        yield word, False
        rest = rest.lstrip(" ")


def _in_double_quotes(text: str) -> tuple[str, str]:
    """What stands in double quotes, and what follows them."""
    place, word = 0, ""
    while place < len(text):
        sign = text[place]
        if sign in _QUOTES:
            if text[place + 1 : place + 2] not in tuple(_QUOTES):
                return word, text[place + 1 :]
            place += 1
        elif sign == "`" or _VALUE.match(text, place):
            message = f"{sign} has a meaning in quotes: {text}"
            raise MisreadError(message)
        word += sign
        place += 1
    message = f"no end of quotes: {text}"
    raise MisreadError(message)


def _to_the_pipe(text: str) -> str:
    within = False
    for place, sign in enumerate(text):
        within ^= sign in _QUOTES
        if not within and (sign == "|" or text[place : place + 2] == "&&"):
            message = f"{sign} ends the line: {text}"
            raise MisreadError(message)
    return text


def _in_quotes_5(word: str) -> str:
    if not any(sign.isspace() for sign in word):
        return word
    more = "\\" if word.endswith("\\") else ""
    return f'"{word}{more}"'


def _in_quotes_7(word: str) -> str:
    if word and not re.search(r'[\s"]', word):
        return word
    inner = re.sub(r'(\\*)"', r'\1\1\\"', word)
    return '"' + re.sub(r"(\\+)\Z", r"\1\1", inner) + '"'

"""What we print as a command arrives as the words that were meant, in whichever shell it is pasted."""

from __future__ import annotations

import re
import shlex

import pytest
from helpers.windows_shells import MisreadError, through_batch_file, through_cmd, through_powershell, words_of
from hypothesis import assume, example, given
from hypothesis import strategies as st

from coprod_check import __main__ as way_in
from coprod_check.documents.commands import AS_IT_STANDS, HowTyped, Shell, command_line, quoted, shell_of

NAMES = [
    "riverside",
    "our team's answers",
    r"C:\Users\Zoë\Plans (x86)\a.answers.toml",
    r"C:\Users\Jo Smith" + "\\",
    "R&D",
    "R&D team",
    'The "A" team',
    'the "A & B" team',
    r'back\"slashes\\"',
    "100%",
    "100%PATH%",
    "%a%a% %ProgramFiles(x86)%",
    "%1 and %1%",
    "^caret^ and !bang!",
    "a|b <c> >d",
    "$HOME, $(dir) and `tick",
    "5$ each",
    "\u201ccurly\u201d and \u2018single\u2019",
    "",
    "-dash",
    "-a.b",
    "`tick",
    "$HOME",
    "%=ExitCode%",
    "answers\\",
    "--%",
    "@x;y,z{w}#v",
    "ünï çödé",
    "\u2013 en dash",
    "a\u00a0b",
]
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]))
SIGNS = st.text(st.sampled_from("ab1P% \"'\\&|<>^!$`(){};,=:#@~*?.-_ü\u201c\u2019"), max_size=12)
WORDS = st.lists(st.one_of(TEXT, SIGNS, st.sampled_from(NAMES)), max_size=4)
PROGRAMS = [["coprod-check"], [r".\run.cmd"], [r"..\coprod\run.cmd"], ["py", r"C:\Program Files\coprod-check.pyz"]]


_HAS_NO_WAY = re.compile("[\u201c-\u201e].*([|]|&&)")
"""Behind a single curly quotation mark PowerShell takes a bar for its own, whatever is done."""


def in_the_program(words: list[str]) -> list[str]:
    """The words as the program takes them: what was for PowerShell alone is left out, at its own place."""
    return words[1:] if words[:1] == [AS_IT_STANDS] else words


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", NAMES)
def test_both_shells_of_windows_hand_on_a_name_whole(program: list[str], name: str) -> None:
    pasted(program, [name])


@given(WORDS)
@example(NAMES)
@pytest.mark.parametrize("program", PROGRAMS)
def test_both_shells_of_windows_hand_on_the_words_that_were_meant(program: list[str], words: list[str]) -> None:
    assume(not _HAS_NO_WAY.search("".join(words)))
    pasted(program, words)


def pasted(program: list[str], words: list[str]) -> None:
    """Fail unless each way leads these words of a command to the program."""
    words = ["score", *words]
    line = command_line(program, words, Shell.WINDOWS)
    behind = len(program)
    ways = [through_cmd(line), through_powershell(line, 5), through_powershell(line, 7)]
    if program[0].endswith(".cmd"):
        ways = [through_batch_file(each) for each in (line, *ways[1:])]
    for handed_on in ways:
        arrived = words_of(handed_on)
        assert arrived[:behind] == program
        assert in_the_program(arrived[behind:]) == words


@given(st.lists(TEXT))
@example(NAMES)
def test_a_posix_shell_takes_the_words_that_were_meant(words: list[str]) -> None:
    assert shlex.split(command_line(["./my run"], words, Shell.POSIX)) == ["./my run", *words]
    assert [shlex.split(quoted(each, Shell.POSIX)) for each in words] == [[each] for each in words]


@given(st.one_of(TEXT, SIGNS, st.sampled_from(NAMES)))
def test_one_word_by_itself_is_one_word_for_the_command_processor(word: str) -> None:
    assert words_of(through_cmd(quoted(word, Shell.WINDOWS))) == [word]


def test_a_command_is_as_short_as_it_can_be_and_says_nothing_to_powershell_without_need() -> None:
    typed = HowTyped((r".\run.cmd",), shell_of("nt"))
    assert typed.line("score", r"C:\Users\Zoë\a.answers.toml", "--all") == (
        r".\run.cmd score C:\Users\Zoë\a.answers.toml --all"
    )
    assert typed.line("plan", "--check", "our team's plan (2).toml") == (
        """.\\run.cmd plan --check "our team's plan (2).toml\""""
    )
    assert typed.line("score", r"C:\R&D") == r'.\run.cmd --% score "C:\R&D"'
    assert typed.line("score", "answers\\") == ".\\run.cmd score answers\\"
    assert typed.word("our plan.toml") == '"our plan.toml"'


def test_where_nothing_is_said_of_the_shell_it_is_a_posix_one() -> None:
    assert HowTyped().line("score", "a b") == "coprod-check score 'a b'"
    assert shell_of("posix") is Shell.POSIX
    assert HowTyped().word("a b") == "'a b'"


def test_a_program_whose_path_needs_quotes_is_started_in_a_way_that_both_take() -> None:
    """PowerShell shows what stands in quotes at the beginning of a line, and does not start it."""
    line = command_line([r"C:\our tools (new)\run.cmd"], ["score", "a b"], Shell.WINDOWS)
    assert line == r'cmd /c call "C:\our tools (new)\run.cmd" score "a b"'
    wanted = ["cmd", "/c", "call", r"C:\our tools (new)\run.cmd", "score", "a b"]
    for handed_on in (through_cmd(line), through_powershell(line, 5), through_powershell(line, 7)):
        assert words_of(handed_on) == wanted
    with pytest.raises(MisreadError):
        through_powershell(line.removeprefix("cmd /c call "), 5)


def test_what_is_for_powershell_alone_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["coprod-check", AS_IT_STANDS, "--version"])
    way_in.main()
    assert capsys.readouterr().out.startswith("coprod-check ")


# The shells that are pretended here: what they are known to do with lines that are not ours.


@pytest.mark.parametrize(
    ("line", "arrived"),
    [
        ("x %PATH%", r"x C:\bin;C:\b c"),
        ('x "%path%"', r'x "C:\bin;C:\b c"'),
        ("x 50% %none% %a%", "x 50% %none% VALUE"),
        ("x a^&b", "x a&b"),
        ('x "a^b"', 'x "a^b"'),
        ("x %PATH:~0,3%", r"x C:\bin;C:\b c"),
    ],
)
def test_the_command_processor_puts_in_variables_within_quotes_too(line: str, arrived: str) -> None:
    assert through_cmd(line) == arrived


@pytest.mark.parametrize("line", ["x a&b", 'x "a\\"&b"', "x a|b", "x >a", "x a\nb"])
def test_the_command_processor_obeys_signs_outside_quotes(line: str) -> None:
    with pytest.raises(MisreadError):
        through_cmd(line)


def test_a_batch_file_hands_on_its_words_once_more() -> None:
    assert through_cmd("x a^&b") == "x a&b"
    with pytest.raises(MisreadError):
        through_batch_file("x a^&b")


@pytest.mark.parametrize(
    "line", ['"C:\\x y" a', "x a,b", 'x "a$b"', 'x "a`b"', "x $a", 'x "a"b', "x -a.b", "x (a)", 'x "a', "x --% a | b"]
)
def test_powershell_takes_some_lines_for_something_else(line: str) -> None:
    with pytest.raises(MisreadError):
        through_powershell(line, 7)


def test_the_two_powershells_hand_on_quotes_and_nothing_in_ways_of_their_own() -> None:
    line = 'x "a ""b""" "" c'
    assert words_of(through_powershell(line, 7)) == ["x", 'a "b"', "", "c"]
    assert words_of(through_powershell(line, 5)) == ["x", "a b", "c"]
    assert words_of(through_powershell('x "a b\\"', 5)) == ["x", "a b\\"]
    assert words_of(through_powershell('x --% "a ""b""" %OS%', 5)) == ["x", 'a "b"', "Windows_NT"]

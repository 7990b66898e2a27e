"""The house has rooms of a size that a stranger can take in, and a name means one thing in all of them."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import pytest
from helpers.process import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOUSE = ROOT / "coprod_check"
MADE = HOUSE / "render" / "ready"
"""Code that is made of templates; nobody reads it, or edits it."""
ROOMS = sorted({path.parent for path in HOUSE.rglob("*.py")} - {HOUSE, MADE})
MOST_MODULES, LONGEST, LONGEST_OF_BATCH = 20, 60, 400

IN_EACH_OF_ITS_KIND = {"run", "Options", "read", "tell", "to_toml"}
"""What every command, or every kind of our files, calls its own: the module before it says whose it is."""

Defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def modules(room: Path) -> list[Path]:
    """The modules of a room; ``__init__.py`` says what the room is, and is none."""
    return [path for path in sorted(room.glob("*.py")) if path.name != "__init__.py"]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def every_module() -> Iterator[Path]:
    for room in (HOUSE, *ROOMS):
        yield from modules(room)


def called(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("room", ROOMS, ids=called)
def test_a_room_has_no_more_modules_than_one_can_take_in(room: Path) -> None:
    assert (room / "__init__.py").exists()
    assert len(modules(room)) <= MOST_MODULES


def test_no_function_is_longer_than_a_screen_or_two() -> None:
    long = {
        f"{called(path)}.{node.name}": length
        for path in every_module()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST
    }
    assert not long


def test_the_wing_for_very_many_sheets_has_no_long_module() -> None:
    lines = {called(path): path.read_text("utf-8").count("\n") for path in modules(HOUSE / "batch")}
    assert lines
    assert {name: count for name, count in lines.items() if count > LONGEST_OF_BATCH} == {}


def test_every_module_opens_with_a_sentence() -> None:
    assert not [called(path) for path in every_module() if not (ast.get_docstring(parsed(path)) or "").split("\n")[0]]


def named(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """The public functions, classes and types that a module makes, each with what tells it from others of that name.

    No constants, and nothing that it imports. Two names for one and the same type mean one thing.
    """
    for node in body:
        if isinstance(node, Defined):
            yield node.name, f"{node.name} at line {node.lineno}"
        elif isinstance(node, ast.If):
            yield from named(node.body)
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            types = (name for name in names if len(name) > 1 and name[0].isupper() and not name.isupper())
            yield from ((name, ast.dump(node.value)) for name in types)


def test_one_name_means_one_thing() -> None:
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for path in every_module():
        for name, meaning in named(parsed(path).body):
            if not name.startswith("_") and name not in IN_EACH_OF_ITS_KIND:
                is_type = not meaning.startswith(f"{name} at line")
                places[name].setdefault(meaning if is_type else f"{called(path)} {meaning}", called(path))
    assert {name: list(where.values()) for name, where in places.items() if len(where) > 1} == {}


LOOKED_FOR = {
    "the threshold of five": ("rules/suppression.py", "MINIMUM_CELL_SIZE = 5"),
    "which spellings are one name": ("documents/text.py", "def identity"),
    "how much a file may hold": ("documents/limits.py", "MOST_KEYS = "),
    "how much a file of another program may hold": ("storage/foreign/foreign_limits.py", "MOST_CELLS = "),
    "what a form service adds to its exports": ("imports/services.py", "_BY_HEADING: dict"),
    'which words are a "don\'t know"': ("imports/answers.py", "DONT_KNOWS = "),
    'the words for "too few"': ("pages/words.py", '"too-few": "'),
    "the colour of a bar": ("render/assets/page.css", "--staff: #"),
    "who may read a file": ("storage/writing.py", "OWNER_ALONE = "),
    "autosave": ("storage/open_sheet.py", "class OpenSheet"),
    "what is said of a slip in a file": ("storage/slips.py", "INNER_QUOTES = "),
    "picking the actions of a plan": ("rules/planning.py", "def pick_actions"),
    "the sum that is printed": ("pages/round_text.py", "def arithmetic"),
    "what a stage needs": ("rules/scoring.py", "def find_stage"),
    "the words of the interview": ("interview/wording.py", "FIRST_ALONE = "),
    "the words that collected files hold": ("documents/fixed_texts.py", "class FixedText"),
    "the first and the last day, the largest number": ("documents/problems.py", "FIRST_DAY, LAST_DAY ="),
    "how a command is quoted": ("documents/commands.py", "def command_line("),
    "exit codes": ("cli/exit_codes.py", "class ExitCode"),
    "from how many files on columns are used": ("cli/thresholds.py", "MEASURED = Thresholds("),
    "keys of the menu": ("ask/picking.py", "KeyBindings()"),
    "rounding": ("rules/numbers.py", "def half_up"),
}
"""What a newcomer may look for, the file where they would, and what is there and in no other file."""


@pytest.mark.parametrize(("wanted", "file", "found"), [(each, *where) for each, where in LOOKED_FOR.items()])
def test_a_newcomer_finds_it_where_they_look(wanted: str, file: str, found: str) -> None:
    sources = [path for end in ("py", "css", "js") for path in HOUSE.rglob(f"*.{end}")]
    assert [path for path in sources if found in path.read_text("utf-8")] == [HOUSE / file]
    assert f"| {wanted} | `{file}` |" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")

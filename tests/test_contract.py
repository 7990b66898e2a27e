"""The contract page says what the program does, and who cites it finds what they name."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import typer
from helpers.in_process import run
from helpers.process import ROOT

from coprod_check.cli.app import app
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.documents.shapes import SIDES
from coprod_check.storage import library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = (ROOT / "docs" / "contract.md").read_text("utf-8")
CALLS = ROOT / "examples" / "calls"


def section(number: str) -> str:
    """What stands under a heading, up to the next one of any depth."""
    found = re.search(rf"^#+ {re.escape(number)}\.? [^\n]*\n(.*?)(?=^#|\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, number
    return found.group(1)


# What the code cites.

HEADINGS = set(re.findall(r"^##+ (\d+(?:\.\d+)?)\.? ", PAGE, re.MULTILINE))
_NUMBER = r"\d+(?:\.\d+)?"
_CITED = re.compile(rf"\bcontract\b[,:]?[\s#]*\(?(?:section\s)?({_NUMBER}(?:(?:, | and | to ){_NUMBER})*)")
_TITLED = re.compile(rf"^\s*# ({_NUMBER}) [A-Z]", re.MULTILINE)
"""A comment that heads a part of a module: ``# 3.4 The team on one practice.``"""


def cited(text: str) -> Iterator[str]:
    for numbers in _CITED.findall(text):
        yield from re.findall(_NUMBER, numbers)
    yield from _TITLED.findall(text)


def test_every_number_of_the_contract_that_is_cited_is_a_heading_there() -> None:
    folders = ("coprod_check", "tests", "benchmarks")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    found = [(number, path.name) for path in files for number in cited(path.read_text("utf-8"))]
    assert len(found) > 30
    assert not [each for each in found if each[0] not in HEADINGS]


def test_a_citation_is_seen_in_every_form_in_which_the_code_writes_it() -> None:
    text = "(contract, 3.2 to 3.9)\ncontract, section 6. contract section 3 beside, contract (section 6)\n# 3.5 View."
    assert list(cited(text)) == ["3.2", "3.9", "6", "3", "6", "3.5"]
    assert list(cited("(contract, 3.1 and 3.2), as the contract shows; 3 more")) == ["3.1", "3.2"]


_QUOTED = re.compile(rf'^ *# ({_NUMBER}): "(.*?)"$', re.MULTILINE | re.DOTALL)
"""A comment that quotes the page above the branch that does it; it may go on over more lines of comment."""


def flat(text: str) -> str:
    return " ".join(text.split())


def quoted(text: str) -> Iterator[tuple[str, str]]:
    for number, words in _QUOTED.findall(text):
        yield number, flat(re.sub(r"\n *#", " ", words))


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text; an ellipsis between two spaces leaves some out."""
    return bool(re.search(".*".join(map(re.escape, words.split(" … "))), flat(text)))


def test_what_the_code_quotes_stands_there_word_for_word() -> None:
    files = sorted((ROOT / "coprod_check").rglob("*.py"))
    found = [(path.name, *each) for path in files for each in quoted(path.read_text("utf-8"))]
    assert len(found) > 60
    assert not [each for each in found if not stands(each[2], section(each[1]))]


def test_a_quotation_is_seen_over_more_than_one_line() -> None:
    text = '    # 3.4: "none heard,\n    # or "x" alone"\n    if x:\n        # 3.5: "one"\n# 3.6 A title\n'
    assert list(quoted(text)) == [("3.4", 'none heard, or "x" alone'), ("3.5", "one")]
    assert stands("one … three", "one, two\nand three")
    assert not stands("three … one", "one, two and three")


# The commands.

ROWS = {
    match["name"]: (match["called"], match["options"])
    for match in re.finditer(
        r"^\| `coprod-check (?P<called>(?P<name>[a-z]+(?: [a-z]+)*)[^`]*)` \| [^\n]* \| (?P<options>[^\n]*?)\|$",
        section("5"),
        re.MULTILINE,
    )
}


def commands() -> Iterator[tuple[str, Any]]:
    """Every command of the program, and of its groups, by its name."""
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        yield from {f"{name} {each}": inner[each] for each in inner}.items() if inner else [(name, command)]


COMMANDS = dict(commands())


def test_the_table_of_commands_lists_those_of_the_program() -> None:
    assert list(ROWS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_of_commands_lists_every_option_and_choice(name: str) -> None:
    told = re.findall(r"`--([a-z-]+)(?: ((?:\\\||[^`|])+))?`( \(required\))?", ROWS[name][1])
    options = [each for each in COMMANDS[name].params if each.param_type_name == "option"]
    assert [option for option, _, _ in told] == [each.opts[0].removeprefix("--") for each in options]
    for (_, value, required), option in zip(told, options, strict=True):
        assert bool(value) is not option.is_flag
        assert bool(required) is option.required
        if choices := getattr(option.type, "choices", ()):
            assert value.split("\\|") == [str(getattr(each, "value", each)) for each in choices]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_of_commands_shows_what_must_be_named(name: str) -> None:
    must = re.findall(r"\b[A-Z]+\b", re.sub(r"\[.*\]", "", ROWS[name][0]))
    arguments = [each for each in COMMANDS[name].params if each.param_type_name == "argument"]
    assert len(must) == sum(each.required for each in arguments)
    assert ("[" in ROWS[name][0]) is any(not each.required for each in arguments)


def test_every_exit_code_is_there() -> None:
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", section("5.2"), re.MULTILINE)] == list(map(int, ExitCode))


# The JSON shapes.

Shape = dict[str, list[str]]
"""The keys at each place of a document, in the order in which they are first seen."""


def shape(document: Any, ids: set[str]) -> Shape:
    """Lay out a document's keys; those in the tables named ``ids`` are ids or labels, and their places are one."""
    found: Shape = {}

    def visit(value: Any, place: str) -> None:
        if isinstance(value, list):
            for each in value:
                visit(each, f"{place}[]")
        elif isinstance(value, dict):
            free = place.rpartition(".")[2] in ids
            keys = found.setdefault(place, [])
            for key, inner in value.items():
                if not free and key not in keys:
                    keys.append(key)
                visit(inner, f"{place}.{'*' if free else 'SIDE' if key in SIDES else key}")

    visit(document, "")
    return found


def example(number: str) -> Any:
    found = re.search(r"```json\n(.*?)```", section(number), re.DOTALL)
    assert found
    return json.loads(found.group(1))


def written(*arguments: str | Path) -> Any:
    return json.loads(run(*arguments, "--format", "json").stdout)


RUBRIC = library.find_rubric(library.DEFAULT)
HEAD = f'format = "coprod-answers/1"\nrubric = "{RUBRIC.id}"\nrubric_version = "{RUBRIC.version}"\nround = "r"\n'


def write(path: Path, team: str, voice: str, said: str, day: str = "2026-11-22") -> Path:
    path.write_text(f'{HEAD}date = {day}\nteam = "{team}"\nvoice = "{voice}"\n{said}', "utf-8")
    return path


def test_results_have_the_keys_of_the_example_in_its_order(tmp_path: Path) -> None:
    level = "".join(f"[ratings.{practice}]\nlevel = 3\n" for practice in RUBRIC.by_id)
    for person in range(6):
        write(tmp_path / f"s{person}.answers.toml", "A", "staff", level)
    write(tmp_path / "hidden.answers.toml", "A", "lived-experience", level)
    asked = f'share = true\n{level}[experience]\nviews-taken-into-account = "a-great-deal"\n'
    write(tmp_path / "m.answers.toml", "B", "lived-experience", asked)
    met = level.replace("level = 3\n", 'level = 3\ntalked_about = "kept"\n', 1)
    write(tmp_path / "few.answers.toml", "C", "together", f"people = {{staff = 4, lived-experience = 1}}\n{met}")
    (tmp_path / "bad.answers.toml").write_text("level == 1\n", "utf-8")
    (tmp_path / "x.answers (1).toml").write_text("", "utf-8")
    tables = "voices dimensions values practices unmet experience counts cohorts stages levels"
    found = written("score", tmp_path, ROOT / "examples" / "riverside")
    assert shape(found, set(tables.split())) == shape(example("6.1"), set(tables.split()))
    assert {each["where"] for each in found["problems"]} == {"line 1"}


def test_changes_have_the_keys_of_the_example_in_its_order(tmp_path: Path) -> None:
    level = "".join(f"[ratings.{practice}]\nlevel = 1\n" for practice in RUBRIC.by_id)
    people = "people = {staff = 4, lived-experience = 3}\n"
    for label, day in (("then", "2026-05-22"), ("now", "2026-11-22")):
        said = f"{people}{level}" if label == "now" else f"share = true\n{level}"
        path = write(tmp_path / f"{label}.answers.toml", "A", "together" if label == "now" else "staff", said, day)
        path.write_text(path.read_text("utf-8").replace('round = "r"', f'round = "{label}"'), "utf-8")
    write(tmp_path / "once.answers.toml", "B", "together", f"{people}{level}")
    write(tmp_path / "open.answers.toml", "C", "together", f'{people}[ratings.shared-decisions]\nlevel = "dont-know"\n')
    found = written("score", tmp_path, "--changes")
    assert list(found) == ["format", "results", "cohorts", "changes", "notes", "problems"]
    free = {"views", "dimensions", "practices"}
    assert shape({"changes": found["changes"]}, free) == shape(example("6.5"), free)


PLANS = [CALLS / f"{name}.plan.toml" for name in ("1-september", "2-october", "3-november")]


def is_as_told_in_6_2(found: Any) -> bool:
    """Whether a comparison of two plans has the keys of the page's example, in its order; lists may be empty."""
    told = example("6.2")
    every = shape(told, {"dimensions"})
    same_keys = all(every.get(place) == keys for place, keys in shape(found, {"dimensions"}).items())
    return found["format"] == told["format"] and same_keys


def test_comparisons_of_plans_have_the_keys_of_the_example_in_its_order() -> None:
    assert is_as_told_in_6_2(written("diff", *PLANS[1:]))


def test_comparisons_of_more_plans_are_one_for_each_pair() -> None:
    found, told = written("diff", *PLANS), example("6.4")
    assert list(found) == list(told)
    assert found["format"] == told["format"]
    assert len(found["diffs"]) == len(PLANS) - 1
    assert all(map(is_as_told_in_6_2, found["diffs"]))


def test_comparisons_of_answers_have_the_keys_of_the_example_in_its_order(tmp_path: Path) -> None:
    rated = "[ratings.{}]\nlevel = {}\n{}".format
    kept = rated("shared-findings", 1, "")
    said = rated("shared-decisions", 2, "") + rated("plain-materials", 1, "") + kept
    old = write(tmp_path / "old.answers.toml", "A", "together", said)
    said = rated("shared-decisions", 1, "looking_back = 0\n") + rated("equal-airtime", 1, "") + kept
    new = write(tmp_path / "new.answers.toml", "A", "together", said, "2027-01-20")
    found = written("diff", old, new)
    assert shape(found, set()) == shape(example("6.3"), set())


def test_what_has_come_in_has_the_keys_of_the_example_in_its_order(tmp_path: Path) -> None:
    answer = "[ratings.shared-decisions]\nlevel = 1\n"
    write(tmp_path / "a.answers.toml", "Meadow Lane", "staff", answer)
    write(tmp_path / "b.answers.toml", "Medow Lane", "staff", answer)
    old = write(tmp_path / "c.answers.toml", "Earlier", "staff", answer, "2026-05-22")
    old.write_text(old.read_text("utf-8").replace('round = "r"', 'round = "then"'), "utf-8")
    write(tmp_path / "bad.answers.toml", "Bad", "staff", "no = 1\n")
    (tmp_path / "x.answers (1).toml").write_text("", "utf-8")
    (tmp_path / "teams.csv").write_text("team\nMeadow Lane\nMissing\n", "utf-8")
    found = written("collect", tmp_path, "--expect", tmp_path / "teams.csv")
    assert shape(found, set()) == shape(example("6.6"), set())
    assert found["format"] == example("6.6")["format"]


def test_the_plans_of_many_teams_have_the_keys_of_the_example_in_its_order(tmp_path: Path) -> None:
    for name, plan in zip(("a.2026-10-20", "a"), PLANS[1:], strict=True):
        (tmp_path / f"{name}.plan.toml").write_bytes(plan.read_bytes())
    (tmp_path / "bad.plan.toml").write_text("x", "utf-8")
    found = written("diff", "--all-teams", tmp_path)
    told = example("6.7")
    assert [list(each) for each in found["teams"]] == [list(each) for each in told["teams"]]
    assert list(found) == list(told)
    assert [list(each) for each in found["problems"]] == [list(each) for each in told["problems"]]
    assert is_as_told_in_6_2(found["teams"][0]["diff"])
    assert found["format"] == told["format"]

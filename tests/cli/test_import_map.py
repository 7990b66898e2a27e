"""A map that was begun: it can be read, keeps what was said, and filled in it settles what it says it settles."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from helpers.in_process import run
from helpers.make import DATA
from helpers.maps import uncommented
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.cli.commands.services.import_map import map_text, may_be
from coprod_check.cli.commands.services.import_settle import options_that_settle, told_together, unsettled_lines
from coprod_check.documents.answer_map import AnswerMap, read_map
from coprod_check.imports.toml_lines import key, map_line
from coprod_check.imports.understood import Unsettled
from coprod_check.storage.library import Rubrics

if TYPE_CHECKING:
    from pathlib import Path

RUBRIC = Rubrics(None).for_sheet(None)
assert RUBRIC
MORE = DATA / "exchange_more"
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
DANGEROUS = {chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0), 0x200B, 0x202E)}
"""What a terminal obeys, or nobody sees."""
TABLES = st.sampled_from(["*", "voice", "share", "shared-decisions", "experience.felt-equal"])
OLD = st.builds(
    AnswerMap,
    format=st.just("coprod-map/1"),
    rubric=st.just(RUBRIC.id),
    columns=st.dictionaries(NAMES.map("old {}".format), st.sampled_from(["drop", "voice"]), max_size=3),
    answers=st.dictionaries(
        TABLES, st.dictionaries(NAMES.map("old {}".format), st.integers(0, 3) | st.booleans() | NAMES, max_size=2)
    ),
    file=st.fixed_dictionaries({"heading_row": st.integers(1, 9) | st.none()}),
    constant=st.fixed_dictionaries({"team": st.just("") | st.just('A "b" \\ c')}),
)


@st.composite
def things(draw: st.DrawFn) -> Unsettled:
    said, heading = draw(NAMES), draw(NAMES)
    if draw(st.booleans()):
        lines = tuple(("columns", map_line(heading, each)) for each in ("voice", "drop"))
        return Unsettled("f.csv", "heading", heading, "", 3, "nobody\nknows", ("voice", "drop"), lines)
    table = f"answers.{key(draw(TABLES))}"
    return Unsettled("f.csv", "answer", heading, said, 1, "it is new", ("x",), ((table, map_line(said, "unanswered")),))


def said_by(text: str) -> dict[str, Any]:
    found, problems = read_map(tomllib.loads(text))
    assert found is not None, problems
    return {**found.model_dump(), "answers": {table: dict(each) for table, each in found.answers.items() if each}}


@given(st.none() | OLD, st.lists(things()))
def test_a_map_that_was_begun_says_what_the_one_before_said(
    before: AnswerMap | None, unsettled: list[Unsettled]
) -> None:
    assert RUBRIC
    said = said_by(map_text(RUBRIC, before, unsettled))
    nothing = AnswerMap(format="coprod-map/1", rubric=RUBRIC.id)
    expected = (before or nothing).model_dump()
    assert said == {**expected, "answers": {table: each for table, each in expected["answers"].items() if each}}


@given(st.lists(things()))
def test_with_the_marks_taken_away_it_says_the_first_line_of_each(unsettled: list[Unsettled]) -> None:
    assert RUBRIC
    said = said_by(uncommented(map_text(RUBRIC, None, unsettled)))
    wanted: dict[str, dict[str, Any]] = {}
    for each in unsettled:
        table, line = each.map_lines[0]
        ((name, means),) = tomllib.loads(line).items()
        wanted.setdefault(table, {}).setdefault(name, means)
    assert said["columns"] == wanted.pop("columns", {})
    assert {f"answers.{key(table)}": answers for table, answers in said["answers"].items()} == wanted


@given(st.lists(things()), st.sampled_from([20, 40, 80]))
def test_the_screen_has_each_line_whole_and_no_letter_that_commands_it(unsettled: list[Unsettled], width: int) -> None:
    lines = list(unsettled_lines(unsettled, width))
    assert not [each for line in lines for each in line if each in DANGEROUS]
    for each in told_together(unsettled)[:20]:
        for _, line, again in each.map_lines:
            assert any(shown.strip() == (f"# or: {line}" if again else line).strip() for shown in lines)
            assert tomllib.loads(line) in map(
                tomllib.loads, (whole for thing in each.things for _, whole in thing.map_lines)
            )


def settled(options: dict[str, str]) -> Unsettled:
    ((kind, otherwise),) = options.items()
    assert kind in {"missing", "answer"}
    return Unsettled("f", "missing", "", "", 1, "x", (), (), otherwise)


def test_options_are_proposed_where_they_settle_everything() -> None:
    team, date = settled({"missing": "give --team"}), settled({"missing": "give --date"})
    assert options_that_settle([team, date, team]) == ["--team", "NAME", "--date", "DATE"]
    assert options_that_settle([team, settled({"answer": ""})]) == []
    assert options_that_settle([]) == []


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (("answers", "voice"), 'Each is one of: "staff", "lived-experience", "together", "unanswered".'),
        (("answers", "share"), 'Each is one of: true, false, "unanswered".'),
        (
            ("answers", "experience.felt-equal"),
            'Each is one of: "definitely", "to-some-extent", "no", "unanswered".',
        ),
        (("constant",), ""),
        (("answers", "team"), ""),
    ],
)
def test_a_map_says_what_may_stand_in_it(table: tuple[str, ...], words: str) -> None:
    assert RUBRIC
    assert may_be(table, RUBRIC) == words
    levels = ", ".join(f"{level.number} ({level.name})" for level in RUBRIC.levels)
    for practices in ("*", "shared-decisions"):
        told = may_be(("answers", practices), RUBRIC)
        assert told == f'Each is one of: {levels}, "dont-know", "not-applicable", "unanswered".'


OTHERS = (
    "answer-elsewhere.csv",
    "bare-number.csv",
    "numbers-under-texts.xlsx",
    "qualtrics-numbers.csv",
    "limesurvey-codetext.csv",
)


@pytest.mark.parametrize("name", OTHERS)
def test_a_map_that_is_filled_in_settles_all_that_it_named(name: str, tmp_path: Path) -> None:
    """Whether what stands in it is right only a person knows; here each first line is taken as it is."""
    the_map = tmp_path / "a.map.toml"
    garden = MORE / "garden.rubric.toml"
    command = (
        "import",
        MORE / name,
        "--rubric",
        garden,
        "--team",
        "T",
        "--date",
        "2026-11-01",
        "--voice",
        "staff",
        "--dates",
        "dmy",
    )
    done = run(*command, "--write-map", the_map)
    assert done.returncode == 3
    the_map.write_text(uncommented(the_map.read_text("utf-8")), "utf-8")
    again = run(*command, "--map", the_map)
    assert "to settle first" not in again.stdout, again.stdout

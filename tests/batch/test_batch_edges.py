"""Columns on the boundaries: exactly five, portions of every size, and the same everything as one by one."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

import numpy as np
import pytest
from helpers.in_memory import as_columns, as_objects, without_threads
from helpers.make import DAY, MEMBERS, practice, rubric, sheet
from helpers.table_rows import write_table

from coprod_check.batch import cases, rounds
from coprod_check.batch.cases import Book, CaseNumbers, Cases, OfEach, combined, numbered
from coprod_check.batch.gather import Gathered
from coprod_check.batch.layout import layout_of
from coprod_check.batch.reading.files import rows_of
from coprod_check.batch.reading.packer import Batch, Packer
from coprod_check.batch.reading.tables import pack_table
from coprod_check.batch.scored import ScoredColumns
from coprod_check.batch.scoring import alpha_of_each
from coprod_check.batch.sheet_columns import Packed
from coprod_check.cli.progress import unwatched
from coprod_check.exchange.json_results import result_text
from coprod_check.rules.rounds import SheetFile
from coprod_check.storage.sheet_files import Collected, to_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

ASKED = rubric(
    practice("a", value="v"),
    practice("b", value="v", weight=2.5),
    practice("c", core=False),
    practice("k", "e", value="w"),
    practice("f", "e", value="w", core=False),
    stages=[
        {"id": "one", "name": "One", "needs": {}},
        {"id": "two", "name": "Two", "needs": {"d": 1}},
        {"id": "three", "name": "Three", "needs": {"d": 2, "a": 2, "k": 2}},
    ],
    cautions=[
        {"id": "x", "dimension": "e", "ahead_of": "d", "message": "Look."},
        {"id": "z", "experience": "many", "options": ["p", "q"], "stage": "two", "message": "Ask."},
    ],
    circumstances=[{"id": each, "statement": each, "prompts": [each]} for each in ("x", "y", "z")],
    experience=[
        {"id": "one", "question": "One?", "options": [{"id": each, "text": each} for each in "pq"]},
        {"id": "many", "question": "?", "several": True, "options": [{"id": each, "text": each} for each in "pqr"]},
    ],
)
EVEN = {"a": 2, "b": 1, "c": 3, "k": 2, "f": 0}


def private(voice: str, how_many: int, *, share: bool, **more: Any) -> list[Sheet]:
    """People of one side, each with a level of a of their own, in turn."""
    return [
        sheet(
            voice,
            {**EVEN, "a": place % 4},
            respondent=f"{voice[0]}{place}",
            sheet=f"{more.get('team', 'Team')}{voice[0]}{place}{more.get('round', 'r')}",
            share=share,
            date=DAY + dt.timedelta(days=place),
            **{key: each(place) if callable(each) else each for key, each in more.items()},
        )
        for place in range(how_many)
    ]


def both(every: Sequence[Sheet], asked: Rubric = ASKED, *, careful: int = 0) -> ScoredColumns:
    """Score sheets in columns, and hold everything that comes of it against one by one."""
    filed = [SheetFile(f"folder/{index:03}.answers.toml", each) for index, each in enumerate(every)]
    objects, columns = as_objects(asked, filed), as_columns(asked, filed)
    with without_threads():
        one, other = ([result_text(each) for each in scored.results] for scored in (columns, objects))
        assert one == other
        assert list(columns.csv_lines()) == list(objects.csv_lines())
        assert list(columns.json_texts()) == list(objects.json_texts())
        assert list(columns.json_lines()) == list(objects.json_lines())
        assert columns.cohorts() == objects.cohorts()
        assert columns.notes == objects.notes
        assert columns.problems == objects.problems
    assert len(columns) - columns.in_columns == careful
    return columns


@pytest.fixture(params=[1, 2, 3, 1000])
def portions(request: pytest.FixtureRequest) -> Iterator[int]:
    """Rounds in portions of so many."""
    with mock.patch.object(rounds, "ROUNDS_AT_A_TIME", request.param):
        yield request.param


# Five.


@pytest.mark.parametrize("voice", ["staff", MEMBERS])
@pytest.mark.parametrize(("people", "shown"), [(1, False), (4, False), (5, True), (6, True)])
def test_exactly_five_are_shown_by_number(voice: str, people: int, shown: bool) -> None:
    meeting = sheet(levels=EVEN, sheet="m")
    (result,) = both([meeting, *private(voice, people, share=False)]).results
    heard = result.voices[voice]
    assert (heard.shown, heard.by) == (shown, "number" if shown else None)


@pytest.mark.parametrize(("ticking", "counts"), [(4, False), (5, True)])
def test_a_circumstance_counts_by_five_of_a_voice_shown_by_number(ticking: int, counts: bool) -> None:
    ticked = private("staff", 6, share=False, circumstances=lambda place: ["y"] if place < ticking else [])
    (result,) = both(ticked).results
    assert result.circumstances == (("y",) if counts else ())


def test_a_circumstance_counts_by_one_of_a_voice_that_agreed_and_by_the_meeting() -> None:
    agreed = private("staff", 2, share=True, circumstances=lambda place: ["z"] if place else [])
    hidden = private(MEMBERS, 2, share=False, circumstances=["y"])
    (result,) = both([sheet(levels=EVEN, sheet="m", circumstances=["x"]), *agreed, *hidden]).results
    assert result.circumstances == ("x", "z")


@pytest.mark.parametrize("saying", [0, 1, 4, 5, 6, 9, 10])
@pytest.mark.parametrize("share", [True, False])
def test_what_members_say_of_their_experience_is_counted_alike(saying: int, share: bool) -> None:
    chosen = private(
        MEMBERS,
        10,
        share=share,
        experience=lambda place: {"many": ["p", "r"] if place < saying else ["r"], "one": ["p" if place % 2 else "q"]},
    )
    both([sheet(levels=EVEN, sheet="m"), *chosen, *private("staff", 2, share=True)])


@pytest.mark.parametrize(("answering", "fires"), [(4, False), (5, True)])
def test_what_too_few_members_answered_fires_no_caution(answering: int, fires: bool) -> None:
    # Nobody chose p or q: with enough answers that is fewer than half.
    members = private(MEMBERS, 6, share=False, experience=lambda place: {"many": ["r"]} if place < answering else {})
    (result,) = both([sheet(levels=EVEN, sheet="m"), *members]).results
    assert result.stage == "two"
    assert ("z" in result.cautions) is fires


@pytest.mark.parametrize("answering", [4, 5, 6])
def test_a_practice_that_few_answered_is_too_few(answering: int) -> None:
    every = private("staff", 7, share=False)
    some = [
        each.model_copy(update={"ratings": {k: v for k, v in each.ratings.items() if place < answering or k != "b"}})
        for place, each in enumerate(every)
    ]
    (result,) = both(some).results
    on = {str(key): found for key, found in result.practices.items()}["b"]
    assert (on.sides["staff"] is not None) is (answering >= 5)


# The meeting beside the voices.


@pytest.mark.parametrize("level", range(4))
@pytest.mark.parametrize("member", [0, 1, 2, 3, "dont-know"])
def test_a_level_above_a_voice_is_looked_at_alike(level: int, member: Any) -> None:
    said = {**EVEN, "a": {"level": level, "evidence": "Minutes."} if level == 3 else level}
    both([sheet(levels=said, sheet="m"), sheet(MEMBERS, {**EVEN, "a": member}, share=True, sheet="p", respondent="P")])


@pytest.mark.parametrize("people", [(0, 0), (1, 0), (0, 1), (1, 1), (1, 4), (4, 1), (5, 1), (1, 5), (6, 6)])
def test_who_was_in_the_meeting_is_counted_alike(people: tuple[int, int]) -> None:
    there = {"staff": people[0], MEMBERS: people[1]}
    both([sheet(levels=EVEN, sheet="m", people=there), *private("staff", 2, share=True)])


@pytest.mark.parametrize("a", [0, 1, 2, 3, "dont-know", "not-applicable"])
@pytest.mark.parametrize("k", [0, 1, 2, 3, "dont-know"])
def test_the_stage_is_found_alike_wherever_a_needed_practice_stands(a: Any, k: Any) -> None:
    both([sheet(levels={"a": a, "b": 2, "c": 2, "k": k, "f": 3}, sheet="m")])


# Many rounds, in portions.


def programme() -> list[Sheet]:
    """Five teams; of the second three rounds, of the fourth two with other days; and one shown nowhere."""
    found = []
    for team, labels in {"One": "r", "Two": "rst", "Three": "r", "Four": "sr", "Hidden": "r"}.items():
        for place, label in enumerate(labels):
            day = DAY + dt.timedelta(days=40 * place)
            if team != "Hidden":
                levels = {**EVEN, "a": place, "k": len(team) % 4}
                found.append(sheet(levels=levels, team=team, round=label, sheet=f"{team}{label}", date=day))
            found += private(MEMBERS, 2, share=False, team=team, round=label)
    return found


def test_portions_of_any_size_give_the_same_and_keep_a_team_whole(portions: int) -> None:
    columns = both(programme())
    with without_threads():
        chunks = [[team for team, _ in chunk.keys] for chunk in columns._rounds.chunks()]  # noqa: SLF001
    teams = Counter(team for chunk in chunks for team in set(chunk))
    assert set(teams.values()) == {1}
    assert sum(map(len, chunks)) == 8
    assert [len(chunk) for chunk in chunks] == {1: [2, 1, 1, 1, 3], 2: [2, 2, 4], 3: [3, 5], 1000: [8]}[portions]


@pytest.mark.parametrize("place", range(5))
def test_the_round_with_something_odd_is_the_one_that_needs_care(portions: int, place: int) -> None:
    del portions
    teams = [f"Team {letter}" for letter in "ABCDE"]
    every = []
    for number, team in enumerate(teams):
        every += private("staff", 1, share=True, team=team)
        if number == place:
            every.append(sheet("staff", EVEN, team=team.upper(), sheet="other", respondent="other", share=True))
    columns = both(every, careful=1)
    (key,) = (columns._rounds.grouped.keys[each] for each in columns._rounds.careful.tolist())  # noqa: SLF001
    assert key[0] == teams[place].casefold()


@pytest.mark.parametrize(
    "more",
    [
        [sheet(levels=EVEN, sheet="m1"), sheet(levels=EVEN, sheet="m2")],
        [sheet("staff", EVEN, respondent="s0", sheet="new", share=True)],
        [sheet("staff", {**EVEN, "a": 3}, respondent="new", sheet="Teams0r", share=True)],
        [sheet("staff", {}, respondent="new", sheet="new", share=True)],
        [sheet("staff", EVEN, respondent="new", sheet="new", share=True, round="R")],
    ],
    ids=["two meetings", "one person twice", "one id twice", "answers nothing", "another spelling"],
)
def test_what_needs_a_rule_of_who_is_who_is_done_one_by_one(more: list[Sheet]) -> None:
    # The team before it and the one after it stay in columns.
    beside = [*private("staff", 2, share=True, team="Before"), *private("staff", 2, share=True, team="Zebra")]
    both([*beside, *private("staff", 3, share=True), *more], careful=1)


def test_rounds_in_which_no_sheet_answers_anything_are_none_without_reading_them_as_objects() -> None:
    blank = [sheet("staff", {}, respondent=f"s {each}", sheet=f"s {each}", team="Nobody") for each in range(3)]
    columns = both([*private("staff", 3, share=True), *blank, *private("staff", 2, share=True, team="Zebra")])
    assert [each.respondent for each in columns.blank_sheets()] == ["s 0", "s 1", "s 2"]
    both(blank)


def test_where_someone_has_two_sheets_one_that_answers_nothing_is_left_out_by_the_rules() -> None:
    """Where nobody is left, the latest date is that of all sheets, of those that answer nothing too."""
    at_odds = [sheet("staff", {"a": level}, respondent="s", sheet=f"s{level}") for level in (1, 2)]
    blank = sheet("staff", {}, respondent="new", sheet="new", date=DAY + dt.timedelta(days=3))
    both([*at_odds, blank, *private("staff", 2, share=True, team="Zebra")], careful=1)


def test_one_pseudonym_on_both_sides_is_two_people() -> None:
    both([
        sheet("staff", EVEN, respondent="P", sheet="1", share=True),
        sheet(MEMBERS, EVEN, respondent="P", sheet="2", share=True),
    ])  # fmt: skip


def test_people_without_a_name_are_people_of_their_own() -> None:
    both([sheet("staff", {**EVEN, "a": level}, share=True) for level in (0, 1, 1, 3)])


def test_a_round_in_a_table_and_in_files_is_done_one_by_one(tmp_path: Path) -> None:
    layout = layout_of(ASKED)
    assert layout is not None
    packed, batch = Packed(layout), Batch()
    packer = Packer(layout, batch)
    rows = [each for team in ("Both", "Table") for each in private("staff", 3, share=True, team=team)]
    pack_table(write_table(tmp_path / "t.csv", rows), packed, ASKED, lambda _: ASKED, lambda _: None)
    files = [sheet("staff", EVEN, team=team, respondent="s9", sheet=team, share=True) for team in ("Both", "Files")]
    assert all(packer.add(to_data(each)) for each in files)
    packed.add(rows_of(batch, ["1.answers.toml", "2.answers.toml"], packed))
    found = rounds.find_rounds(ASKED, packed, lambda _: False)
    assert [found.grouped.keys[each][0] for each in found.careful.tolist()] == ["both"]
    assert [found.grouped.keys[each][0] for each in found.plain.tolist()] == ["files", "table"]


def test_teams_with_rounds_of_both_kinds_are_counted_once() -> None:
    odd = sheet("staff", EVEN, team="TWO", round="s", sheet="other", respondent="other", share=True)
    columns = both([*programme(), odd], careful=1)
    (cohort,) = columns.cohorts().values()
    assert [each.team for each in cohort.counted] == ["Four", "One", "Three", "Two"]


def test_what_is_asked_first_changes_nothing() -> None:
    filed = [SheetFile(f"{index:03}.answers.toml", each) for index, each in enumerate(programme())]
    with without_threads():
        one, other = as_columns(ASKED, filed), as_columns(ASKED, filed)
        facts = one.facts
        assert len(facts) == 8
        assert one.notes == as_objects(ASKED, filed).notes
        list(other.json_texts())
        assert other.facts == facts
        assert other.cohorts() == one.cohorts() == as_objects(ASKED, filed).cohorts()


def test_facts_come_by_rubric_then_team_then_label_from_both_kinds() -> None:
    layout = layout_of(ASKED)
    assert layout is not None
    packed, batch = Packed(layout), Batch()
    packer = Packer(layout, batch)
    plain = [each for each in programme() if (each.team, each.round) != ("Two", "s")]
    assert all(packer.add(to_data(each)) for each in plain)
    packed.add(rows_of(batch, [f"{place}.answers.toml" for place in range(len(plain))], packed))
    another = rubric(practice("q", "f"), id="another")
    elsewhere = [
        (ASKED, SheetFile("o.answers.toml", sheet(levels=EVEN, team="Two", round="s"))),
        (another, SheetFile("z.answers.toml", sheet(levels={"q": 1}, team="Zebra", rubric="another"))),
    ]
    columns = ScoredColumns(Gathered(Collected(elsewhere), ASKED, packed, lambda _: Collected()), unwatched)
    with without_threads():
        assert [(each[0], each[1], each[4]) for each in columns.facts] == [
            ("another", "zebra", "r"),
            *(("small", team, label) for team, label in
              [("four", "r"), ("four", "s"), ("hidden", "r"), ("one", "r"), ("three", "r"), ("two", "r"), ("two", "s"),
               ("two", "t")]),
        ]  # fmt: skip
        assert [each.id for each in columns.rubrics] == ["another", "small"]
        assert list(columns.cohorts()) == ["another", "small"]
        rows = list(csv.reader(columns.csv_lines()))
    # Questions of two kinds in one table: every line has all the columns.
    assert len(rows) == 1 + 9
    assert {len(row) for row in rows} == {len(rows[0])}


def test_how_far_it_has_come_is_told_by_rounds_of_both_kinds() -> None:
    told: list[tuple[str, int]] = []
    done: list[int] = []

    @contextmanager
    def watch(what: str, how_many: Callable[[], int]) -> Iterator[Any]:
        told.append((what, how_many()))
        yield lambda n=1: done.append(n)

    odd = sheet("staff", EVEN, team="TWO", round="s", sheet="other", respondent="other", share=True)
    filed = [SheetFile(f"{index:03}.answers.toml", each) for index, each in enumerate([*programme(), odd])]
    columns = as_columns(ASKED, filed)
    columns._watch = watch  # noqa: SLF001
    with without_threads():
        assert len(columns.results) == sum(done) == 8
        done.clear()
        columns.cohorts()
    assert sum(done) == 8
    assert told == [("rounds", 8), ("rounds", 8)]


def test_only_the_wanted_results_become_objects() -> None:
    # The last round of the second team needs care, and so is an object already.
    odd = sheet("staff", EVEN, team="TWO", round="t", sheet="other", respondent="other", share=True)
    filed = [SheetFile(f"{index:03}.answers.toml", each) for index, each in enumerate([*programme(), odd])]
    with without_threads():
        columns = as_columns(ASKED, filed)
        found = columns.results_where(lambda team, label: team == "two" and label != "s")
    assert [(each.team, each.round) for each in found] == [("Two", "r"), ("Two", "t")]
    assert found == [each for each in columns.results if each.team == "Two" and each.round != "s"]
    assert all(each.sources for each in found)


# Agreement (contract, 3.8), one round a column: how many gave each level, by rounds and practices.


@pytest.mark.parametrize(
    ("levels", "alpha", "why"),
    [
        # Two practices, two people each: (0, 1) and (0, 1). Observed and expected by hand: -0.5.
        ([[1, 1], [1, 1]], -0.5, 0),
        ([[2, 0], [0, 2]], 1.0, 0),
        ([[2, 2], [0, 0]], None, 1),
        ([[1, 0], [0, 1]], None, 2),
        ([[0, 0], [0, 0]], None, 2),
    ],
)
def test_agreement_is_reckoned_and_says_why_there_is_none(
    levels: list[list[int]], alpha: float | None, why: int
) -> None:
    found, reason = alpha_of_each(np.array(levels, np.int32)[:, None, :])
    assert reason.tolist() == [why]
    assert np.isnan(found[0]) if alpha is None else found[0] == pytest.approx(alpha)


# Cases.


def test_a_rule_is_asked_once_for_each_case_however_often_it_comes() -> None:
    asked: list[tuple[int, int]] = []

    def both_together(one: int, other: int) -> int:
        asked.append((one, other))
        return one + other

    known = Cases(both_together, lambda case, found: (*case, found))
    column, other = np.array([3, 2, 3, 0, 2, 3]), np.array([0, 1, 0, 3, 1, 0])
    for _ in range(2):
        found = known.of([column, other], 6)
        assert found.each() == [3, 3, 3, 3, 3, 3]
        assert [found.marked(which).tolist() for which in range(3)] == [
            column.tolist(),
            other.tolist(),
            [3, 3, 3, 3, 3, 3],
        ]
    assert sorted(asked) == [(0, 3), (2, 1), (3, 0)]


def test_a_full_book_is_begun_anew_and_what_was_found_stays() -> None:
    with mock.patch.object(cases, "MOST_KNOWN", 2):
        known: Cases[int] = Cases(lambda value: value * 10)
        first = known.of([np.arange(3)], 3)
        second = known.of([np.array([7, 0])], 2)
        third = known.of([np.array([8])], 1)
    assert (first.each(), second.each(), third.each()) == ([0, 10, 20], [70, 0], [80])
    assert first.answers is not second.answers
    assert second.answers is third.answers


def test_equal_answers_are_kept_once_where_that_is_wanted() -> None:
    for alike, kept in ((True, [0, 1]), (False, [0, 1, 0, 1])):
        found = Cases(lambda value: value % 2, alike=alike).of([np.arange(4)], 4)
        assert (found.answers, found.each()) == (kept, [0, 1, 0, 1])


def test_what_is_made_of_each_answer_is_made_once_for_each_book() -> None:
    made: list[int] = []

    def make(value: int) -> int:
        made.append(value)
        return value * 2

    twice = OfEach(make)
    known: Cases[int] = Cases(lambda value: value)
    assert known.of([np.array([1, 2, 1])], 3).made(twice).each() == [2, 4, 2]
    assert known.of([np.array([2, 3])], 2).made(twice).each() == [4, 6]
    assert made == [1, 2, 3]


def test_numbers_of_values_begin_at_nought_and_stay() -> None:
    numbers = CaseNumbers("x")
    assert [numbers.of(each) for each in ("y", "x", "z", "y")] == [1, 0, 2, 1]
    assert numbers.values == ["x", "y", "z"]


def test_a_book_keeps_small_numbers_in_the_order_of_its_answers() -> None:
    book: Book[str] = Book()
    assert book.add((1,), "one", (1, 11), alike=False) == 0
    book.mark()
    assert book.add((2,), "two", (2, 22), alike=False) == 1
    book.mark()
    book.mark()
    assert book.marks.tolist() == [[1, 11], [2, 22]]


@pytest.mark.parametrize("table", [1, 1 << 23])
@pytest.mark.parametrize("room", [4, 2**62])
def test_rows_are_numbered_alike_by_table_and_by_sorting_however_large_the_numbers(table: int, room: int) -> None:
    columns = [np.array([0, 1, 0, 5, 1, 0]), np.array([0, 0, 0, 0, 0, 0]), np.array([2, 0, 2, 7, 0, 3])]
    with mock.patch.multiple(cases, ROOM=room, ROOM_IN_TABLE=table):
        first, which = numbered(columns, 6)
        key, size = combined(columns, 6)
    rows = list(zip(*(each.tolist() for each in columns), strict=True))
    assert [rows[first[each]] for each in which.tolist()] == rows
    assert len(first) == len(set(rows)) == 4
    assert [key.tolist().index(each) for each in key.tolist()] == [rows.index(each) for each in rows]
    assert 0 <= key.min() <= key.max() < size


def test_numbers_that_would_not_fit_into_one_are_put_closer_together_first() -> None:
    # Side by side they would take 93 bits; without more care the first two rows were one.
    large = 2**31 - 1
    rows = [(0, 0, 0), (4, 0, 0), (large, large, large), (4, 0, 0), (0, large, 1)]
    first, which = numbered([np.array(column, np.int64) for column in zip(*rows, strict=True)], len(rows))
    assert [rows[first[each]] for each in which.tolist()] == rows
    assert len(first) == 4


def test_rows_of_no_columns_and_no_rows_are_one_case_and_none() -> None:
    assert numbered([], 3)[1].tolist() == [0, 0, 0]
    assert len(numbered([np.zeros(0, np.int64)], 0)[0]) == 0

"""Which column of a file holds what."""

from __future__ import annotations

import pytest
from helpers.grids import (
    NAME_Q,
    PROMPT,
    SHARE_Q,
    VOICE_Q,
    WHY_NOT,
    Row,
    cells,
    grid,
    map_with,
    questions_of_three,
    setting,
)
from helpers.make import practice, rubric

from coprod_check.imports.by_map import ByMap, Setting
from coprod_check.imports.columns import MOST_COMPARED, Columns, is_table_of_ours, settle_columns
from coprod_check.imports.layout import find_layout
from coprod_check.imports.meanings import Questions
from coprod_check.imports.understood import Stated

OURS = "team | date | voice | who-decides | who-decides.evidence | experience.felt-equal"


def settled(headings: str, *rows: Row, columns: dict[str, str] | None = None) -> Columns:
    answer_map = map_with(columns=columns) if columns else None
    layout = find_layout(grid(headings), Questions(questions_of_three()), 1)
    assert layout is not None
    return settle_columns("form.csv", layout, [cells(each) for each in rows], setting(answer_map))


def read(found: Columns) -> dict[str, str]:
    """What each column that is read goes into, by its name."""
    return {each.heading.name: f"{each.meaning.part} {each.meaning.key}".strip() for each in found.read}


def dropped(found: Columns) -> dict[str, str]:
    return {each.heading: each.why for each in found.dropped}


def asked(found: Columns) -> dict[str, tuple[str, ...]]:
    return {each.heading: each.candidates for each in found.unsettled}


def test_a_known_heading_is_read_and_any_other_is_dropped_and_named() -> None:
    found = settled("Timestamp | Who decides | Favourite colour | Email | Score", "2026 | Together | red | a@b | 3")
    assert read(found) == {"Timestamp": "service stamp", "Who decides": "practice who-decides"}
    assert dropped(found) == {
        "Favourite colour": "not a question of ours",
        "Email": "personal",
        "Score": "of the service",
    }
    assert asked(found) == {}


@pytest.mark.parametrize(
    "cell", ["Together", "It goes to a vote.", "Nobody is paid.", "Don\u2019t know", "2 - Together"]
)
def test_a_column_with_an_answer_in_it_is_never_dropped_without_a_word(cell: str) -> None:
    found = settled("Who decides | Q7", "Started | ", f"Started | {cell}", "Started | x")
    (what,) = found.unsettled
    assert (what.kind, what.heading, what.rows, what.said) == ("heading", "Q7", 1, "")
    assert "answers" in what.what
    assert what.map_lines == (("columns", '"Q7" = "drop"'),)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("How are choices made hear?", "who-decides"),
        ("Are people paid for the time?", "pay"),
        ("Did you fell equal?", "experience.felt-equal"),
        ("Are you answering as staff or as somebody with lived experience?", "voice"),
        ("If your group is small, can others see what your group said?", "share"),
    ],
)
def test_a_heading_near_a_known_one_is_asked_about(heading: str, column: str) -> None:
    found = settled(f"Plain words | {heading}", "Started | x")
    (what,) = found.unsettled
    assert what.candidates[0] == column
    assert what.map_lines[0] == ("columns", f'"{heading}" = "{column}"')
    assert what.map_lines[-1] == ("columns", f'"{heading}" = "drop"')
    assert len(what.candidates) <= 3


def test_a_heading_near_the_words_for_evidence_is_asked_about() -> None:
    found = settled("Who decides | What would show this to somebody from outside?", "Started | x")
    assert list(asked(found)) == ["What would show this to somebody from outside?"]


def test_a_question_of_ours_in_an_unknown_form_keeps_no_column_of_answers_from_being_asked_about() -> None:
    """However many headings there are that nobody knows: comparing them stops, looking for answers does not."""
    headings = " | ".join(
        ["Who decides", *(f"Colour {n}x" for n in range(MOST_COMPARED + 20)), "Q7", "How are choices made hear?"]
    )
    answers = " | ".join(["Started", *[""] * (MOST_COMPARED + 20), "Together", "x"])
    found = settled(headings, answers)
    assert list(asked(found)) == ["Q7"]


# A map.


def test_a_map_says_what_a_column_is() -> None:
    found = settled(
        "What brings you here? | Q7 | Q8 | Q9",
        "my job | Together | because | x",
        columns={"What brings you here?": "voice", "Q7": "who-decides", "Q8": "who-decides.evidence", "Q9": "drop"},
    )
    assert read(found) == {
        "What brings you here?": "fact voice", "Q7": "practice who-decides", "Q8": "evidence who-decides",
    }  # fmt: skip
    assert dropped(found) == {"Q9": "by the map"}
    assert asked(found) == {}


def test_a_map_comes_before_what_a_heading_looks_like() -> None:
    found = settled("Who decides | Name", columns={"Who decides": "pay", "Name": "respondent"})
    assert read(found) == {"Who decides": "practice pay", "Name": "fact respondent"}


def test_a_map_names_the_second_of_equal_headings() -> None:
    found = settled("Vote | Vote", "Together | Started", columns={"Vote": "who-decides", "Vote #2": "pay"})
    assert read(found) == {"Vote": "practice who-decides", "Vote #2": "practice pay"}


@pytest.mark.parametrize("written", ["Q 7", " Q 7 ", "Q\u00a07", "Q\n7"])
def test_spacing_does_not_count_in_a_heading_of_a_map(written: str) -> None:
    assert read(settled("Pay and costs | Q 7", columns={written: "who-decides"}))["Q 7"] == "practice who-decides"


def test_below_a_column_named_by_a_map_no_code_is_trusted() -> None:
    (column,) = settled("Q7", columns={"Q7": "who-decides"}).read
    assert not column.meaning.coded


# Evidence.


def test_a_bare_prompt_belongs_to_the_nearest_practice_to_its_left() -> None:
    found = settled(f"Who decides | {PROMPT} | Pay and costs | {PROMPT}2 | {WHY_NOT} | Plain words | {PROMPT}3")
    assert read(found) == {
        "Who decides": "practice who-decides", PROMPT: "evidence who-decides",
        "Pay and costs": "practice pay", f"{PROMPT}2": "evidence pay", WHY_NOT: "reason pay",
        "Plain words": "practice plain-words", f"{PROMPT}3": "evidence plain-words",
    }  # fmt: skip


def test_equal_prompts_need_no_number() -> None:
    found = settled(f"Who decides | {PROMPT} | Pay and costs | {PROMPT}")
    assert read(found)[f"{PROMPT} #2"] == "evidence pay"


@pytest.mark.parametrize("between", ["Favourite colour", "Points - Who decides", "Who decides [Comment]", "Score"])
def test_what_is_no_question_of_ours_may_stand_between(between: str) -> None:
    found = settled(f"Who decides | {between} | {PROMPT}")
    assert read(found)[PROMPT] == "evidence who-decides"


@pytest.mark.parametrize("before", ["", "Timestamp | ", f"{VOICE_Q} | ", "Pay and costs | Did you feel equal? | "])
def test_a_prompt_without_a_practice_before_it_is_asked_about(before: str) -> None:
    found = settled(f"{before}{PROMPT} | Who decides")
    assert list(asked(found)) == [PROMPT]
    assert PROMPT not in read(found)


def test_two_prompts_behind_one_practice_are_asked_about() -> None:
    found = settled(f"Who decides | {PROMPT} | {PROMPT}")
    assert list(asked(found)) == [f"{PROMPT} #2"]


def test_a_prompt_behind_answers_that_nobody_knows_belongs_to_nobody() -> None:
    """The question in between has lost its heading: what is said of it is not evidence of the practice before."""
    found = settled(f"Who decides | {PROMPT} | Q7 | {PROMPT}", "Started | a | Together | b")
    assert read(found) == {"Who decides": "practice who-decides", PROMPT: "evidence who-decides"}
    assert list(asked(found)) == ["Q7"]
    assert dropped(found) == {f"{PROMPT} #2": "not a question of ours"}


def test_a_prompt_behind_a_column_that_the_map_drops_goes_with_it() -> None:
    found = settled(f"Who decides | Pay and costs | {PROMPT}", columns={"Pay and costs": "drop"})
    assert read(found) == {"Who decides": "practice who-decides"}
    assert dropped(found) == {"Pay and costs": "by the map", PROMPT: "not a question of ours"}


# What may be two things.


def test_a_heading_that_may_be_two_things_is_asked_about() -> None:
    asked_in = f"{VOICE_Q} | Who decides | Who decides/Pay and costs"
    found = settled(asked_in, "Staff | Started | Together")
    assert read(found)["Who decides/Pay and costs"] == "practice pay"  # behind the name of a group


def test_columns_of_two_voices_are_both_of_the_practice() -> None:
    found = settled("How are choices made here? | Do you have a say in choices?")
    assert [each.heading.place for each in found.of("practice", "who-decides")] == [0, 1]
    assert list(found.by_key("practice")) == ["who-decides"]


# Whose file it is.


@pytest.mark.parametrize(
    ("headings", "is_table"),
    [
        (OURS, True),
        ("team | date | voice", True),
        ("voice | date | team | people.staff | finished | project", True),
        ("team: which one | date: of the day | voice", True),
        ("team | date | voice | Timestamp", False),
        ("team | date | voice | id", False),
        ("team | date | voice | Favourite colour", False),
        ("team | date | voice | who_decides", False),  # an id as other services write it
        ("team | date | voice | Who decides", False),
        ("date | voice | who-decides", False),  # may be anybody's
        ("team | voice | who-decides", False),
        ("team | date | who-decides", False),
        ("who-decides | pay", False),
        ("record_id | team | date | voice | who-decides", False),
    ],
)
def test_the_contracts_own_table_is_known_by_nothing_but_ids(headings: str, is_table: bool) -> None:
    """Only there is a bare number a level."""
    layout = find_layout(grid(headings), Questions(questions_of_three()), 1)
    assert layout is not None
    assert is_table_of_ours(layout, Questions(questions_of_three())) is is_table
    assert settled(headings).is_table is is_table


def test_in_our_table_every_column_is_what_it_is_called() -> None:
    found = settled(OURS)
    assert read(found) == {
        "team": "fact team", "date": "fact date", "voice": "fact voice", "who-decides": "practice who-decides",
        "who-decides.evidence": "evidence who-decides", "experience.felt-equal": "experience felt-equal",
    }  # fmt: skip
    assert all(each.meaning.coded for each in found.of("practice"))


def test_a_service_is_known_by_its_columns() -> None:
    assert settled("ID | Start time | Completion time | Who decides").service == "Microsoft Forms"
    assert settled("Who decides | Pay and costs").service == ""


# Columns without a heading.


def test_columns_without_a_heading_are_remembered_by_their_place() -> None:
    found = settled("Who decides |  | Pay and costs |  | ")
    assert (found.nameless, found.width) == ({1, 3, 4}, 3)


def test_long_headings_are_cut_in_what_is_told_and_whole_in_the_map() -> None:
    long = "Favourite colour " + "x" * 10_000
    found = settled(f"Who decides | {long} | {long}", "Started | red | Together")
    assert all(len(each) <= 60 for each in dropped(found))
    (what,) = found.unsettled
    assert what.map_lines == (("columns", f'"{long} #2" = "drop"'),)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [(NAME_Q, "fact respondent"), (SHARE_Q, "fact share"), (VOICE_Q, "fact voice"), ("respondent", "fact respondent")],
)
def test_a_pseudonym_consent_and_voice_come_from_questions_of_ours(heading: str, kind: str) -> None:
    assert read(settled(f"Who decides | {heading}"))[heading] == kind


def two_things(heading: str, *rows: Row) -> Columns:
    """The columns of a file whose heading is a title of two practices, and of a service's column."""
    asked = rubric(practice("a", title="Status"), practice("b", title="Pay"), practice("c", title="Pay"))
    made = Setting(Questions(asked), ByMap(None), Stated())
    layout = find_layout(grid(heading), made.questions, 1)
    assert layout is not None
    return settle_columns("form.csv", layout, [cells(each) for each in rows], made)


@pytest.mark.parametrize(
    ("heading", "candidates"),
    [("Pay", ("b", "c", "drop")), ("Status", ("a", "drop")), ("7. Pay *", ("b", "c", "drop"))],
)
def test_what_may_be_two_things_is_asked_with_all_of_them(heading: str, candidates: tuple[str, ...]) -> None:
    (what,) = two_things(f"Timestamp | {heading}", "2026-11-18 | Together").unsettled
    assert (what.kind, what.heading, what.candidates) == ("heading", heading, candidates)
    assert what.map_lines == tuple(("columns", f'"{heading}" = "{each}"') for each in candidates)


def test_evidence_behind_what_may_be_two_things_is_nobodys() -> None:
    found = two_things(f"a | Pay | {PROMPT}", "Together | Together | because")
    assert [each.heading for each in found.unsettled] == ["Pay"]
    assert PROMPT not in read(found)


def test_a_column_of_what_the_map_takes_for_answers_is_asked_about() -> None:
    """Level 0 may be "Never" in this form: a column full of it has lost its heading."""
    answer_map = map_with(answers={"*": {"Never": 0, "Ever": 1}})
    layout = find_layout(grid("Who decides | Q7"), Questions(questions_of_three()), 1)
    assert layout is not None
    found = settle_columns("form.csv", layout, [("Never", "Ever"), ("Ever", "Never")], setting(answer_map))
    assert list(asked(found)) == ["Q7"]

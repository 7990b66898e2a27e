"""What a heading stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.grids import NAME_Q, PROMPT, SHARE_Q, TEAM_Q, VOICE_Q, WHY_NOT, questions_of_three
from helpers.look_alikes import built_in
from helpers.make import practice, rubric
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.codes import squashed, underscored
from coprod_check.imports.meanings import HeadingMeaning, Questions, columns_of, meaning_of_column

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric


def told(heading: str, asked: Rubric | None = None) -> list[str]:
    """What a heading may mean: the kind, what it is of, and the option."""
    found = Questions(asked or questions_of_three()).of(heading)
    return [" ".join(filter(None, (each.part, each.key, each.option))) for each in found]


@pytest.mark.parametrize(
    "heading",
    [
        "who-decides",
        "who_decides",
        "whodecides",
        "WHO_DECIDES",
        "Who decides",
        "<b>Who decides</b> *",
        "7. Who decides",
        "Q7) Who decides",
        "7.1. Who decides",
        "Who decides2",
        "Who decides #2",
        "How are choices made here?",
        "Do you have a say in choices?",  # in any voice's wording
        "12. How are choices made here?\u00a0",
        "How are choices made here?40",
        "Sharing power [Who decides]",
        "Sharing power[Who decides]",
        "Any other grid [Who decides]",
        "How are choices made here? [Who decides]",
        "power/who_decides",
        "power-who_decides",
        "Sharing power/How are choices made here?",
        "Sharing power / Who decides",
        "survey/power/who_decides",
        "How are choices made here? - Selected Choice",
        "whodecides. How are choices made here?",
    ],
)
def test_a_practice_is_known_by_id_title_and_question(heading: str) -> None:
    assert told(heading) == ["practice who-decides"]


@pytest.mark.parametrize(
    "heading",
    [
        "who-decides.evidence",
        "who_decides_evidence",
        "who-decides_evidence",
        "power/who_decides_evidence",
        "power-who_decides_evidence",
        "whodecides[comment]",
        "who_decides[comment]",
        "whodecides_comment",
        "How are choices made here? [Comment]",
        "Do you have a say in choices? [Comment]",
        "How are choices made here?[Comment]",
        "7. How are choices made here? [Comment]",
        f"Who decides - {PROMPT}",
        f"How are choices made here? - {PROMPT}",
        f"Q7. How are choices made here? [{PROMPT}]",
        f"How are choices made here? [{PROMPT}]",
        f"Who decides [{PROMPT}]",
    ],
)
def test_evidence_is_known_by_the_practice_before_it(heading: str) -> None:
    assert told(heading) == ["evidence who-decides"]


@pytest.mark.parametrize(
    "heading", ["who-decides.reason", "who_decides_reason", "whodecidesreason", f"Who decides [{WHY_NOT}]"]
)
def test_a_reason_is_known_by_the_practice_before_it(heading: str) -> None:
    assert told(heading) == ["reason who-decides"]


@pytest.mark.parametrize(
    "heading", [PROMPT, f"{PROMPT}2", f"{PROMPT} 40", f"7b. {PROMPT}", f"<i>{PROMPT}</i>", f"Sharing power/{PROMPT}"]
)
def test_the_prompt_alone_is_of_no_practice_yet(heading: str) -> None:
    """Behind a stroke, what stands before it is the name of a group."""
    assert told(heading) == ["prompt"]


def test_the_prompt_for_a_reason_is_known_too() -> None:
    assert told(f"{WHY_NOT} (3)") == ["reason-prompt"]


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("felt-equal", "experience felt-equal"),
        ("felt_equal", "experience felt-equal"),
        ("feltequal", "experience felt-equal"),
        ("experience.felt-equal", "experience felt-equal"),
        ("experience/felt_equal", "experience felt-equal"),
        ("Did you feel equal?", "experience felt-equal"),
        ("21. Did you feel equal?", "experience felt-equal"),
        ("whathelped[SQ001]", "option what-helped cake"),
        ("whathelped[SQ004]", "option what-helped notes"),
        ("what_helped___1", "option what-helped cake"),
        ("what_helped___4", "option what-helped notes"),
        ("what_helped___black_tea", "option what-helped black-tea"),
        ("What helped you to take part? [Tea, and cake]", "option what-helped cake"),
        ("What helped you to take part? [Tea]", "option what-helped black-tea"),
        ("What helped you to take part? (choice=A lift; or a bus)", "option what-helped lift"),
        ("what_helped/black_tea", "option what-helped black-tea"),
        ("experience/what_helped/lift", "option what-helped lift"),
        ("experience-what_helped/lift", "option what-helped lift"),
        ("What helped you to take part?/Notes", "option what-helped notes"),
    ],
)
def test_an_experience_question_is_known_whole_or_by_its_options(heading: str, means: str) -> None:
    assert told(heading) == [means]


@pytest.mark.parametrize(
    "heading",
    [
        "whathelped[SQ005]",
        "what_helped___9",
        "What helped you to take part? [Biscuits]",
        "what_helped/biscuits",
        "what_helped___",
    ],
)
def test_an_option_that_there_is_not_is_none(heading: str) -> None:
    assert told(heading) == []


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("team", "fact team"),
        ("round", "fact round"),
        ("date", "fact date"),
        ("voice", "fact voice"),
        ("respondent", "fact respondent"),
        ("made_up_name", "fact respondent"),
        ("madeupname", "fact respondent"),
        ("share", "fact share"),
        ("circumstances", "fact circumstances"),
        ("people.staff", "fact people.staff"),
        (TEAM_Q, "fact team"),
        (VOICE_Q, "fact voice"),
        (SHARE_Q, "fact share"),
        (NAME_Q, "fact respondent"),
        ("Would you like to give yourself a made-up name?", "fact respondent"),  # as it was asked before
        (f"3. {VOICE_Q} *", "fact voice"),
        ("start/voice", "fact voice"),
    ],
)
def test_who_when_and_which_are_known_by_our_own_questions(heading: str, means: str) -> None:
    assert told(heading) == [means]


@pytest.mark.parametrize(
    "heading",
    [
        "Name",
        "Your name",
        "E-mail",
        "IP Address",
        "name",
    ],
)
def test_a_name_is_a_name(heading: str) -> None:
    """Even when it looks like a pseudonym, which comes only from a question of ours."""
    assert told(heading) == ["service personal"]


@pytest.mark.parametrize(
    "heading",
    ["Points - How are choices made here?", "Feedback - How are choices made here?", "Points: Who decides"],
)
def test_the_points_of_a_quiz_are_no_answers(heading: str) -> None:
    assert told(heading) == ["service nothing"]


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "   ",
        "1",
        "Who",
        "Who decided?",
        "decides",
        "Who decides what the papers say?",
        "Are choices made here?",
        "How are choices made here? (staff)",
        "What would make this better?",
        "How plain are the papers? Yes or no",
        "pay rise",
        "/",
        "[who-decides]x",
        "x" * 10_000,
        "-" * 10_000,
        "a/" * 5_000,
        "a-" * 5_000,
        "[" * 5_000,
        "___" * 3_000,
    ],
)
def test_a_heading_that_is_none_of_ours_is_nothing(heading: str) -> None:
    assert told(heading) == []


@pytest.mark.parametrize("kind", ["title", "question", "two questions"])
def test_a_heading_that_is_of_two_practices_is_both(kind: str) -> None:
    """Nobody can tell which, so it will be asked."""
    one = practice("a", title="Pay") if kind == "title" else practice("a", question={"staff": "Pay"})
    other = practice("b", title="Pay") if kind != "two questions" else practice("b", question={"staff": "Pay"})
    assert told("Pay", rubric(one, other)) == ["practice a", "practice b"]


def test_a_title_that_is_an_experience_question_too_is_both() -> None:
    options = [{"id": "y", "text": "Yes"}, {"id": "n", "text": "No"}]
    asked = rubric(
        practice("a", title="Felt equal"), experience=[{"id": "e", "question": "Felt equal", "options": options}]
    )
    assert told("Felt equal", asked) == ["practice a", "experience e"]


def test_a_question_that_is_a_services_own_column_too_is_both() -> None:
    asked = rubric(practice("a", title="Status"), practice("b"))
    assert told("Status", asked) == ["practice a", "service status"]


COUNTED = rubric(practice("s1", title="Step 1"), practice("s", title="Step"), practice("s12", title="Step 12"))


def test_a_title_that_ends_in_a_number_is_its_own_before_it_is_a_count() -> None:
    assert told("Step 12", COUNTED) == ["practice s12"]
    assert told("Step 1", COUNTED) == ["practice s1"]


def test_a_number_that_may_be_a_count_in_two_ways_is_both() -> None:
    """ "Step 13" is the thirteenth "Step", or the third "Step 1"."""
    assert told("Step 13", COUNTED) == ["practice s", "practice s1"]
    assert told("Step 7", COUNTED) == ["practice s"]


def test_where_a_heading_stands_twice_a_number_may_be_a_count() -> None:
    found = Questions(COUNTED).of_repeated("Step 12")
    assert sorted(each.key for each in found) == ["s", "s1", "s12"]
    assert [each.key for each in Questions(COUNTED).of_repeated("Step 7")] == ["s"]
    assert [each.key for each in Questions(questions_of_three()).of_repeated("Who decides")] == ["who-decides"]


def test_only_an_id_lets_codes_stand_below_it() -> None:
    questions = Questions(questions_of_three())
    coded = {heading: questions.of(heading)[0].coded for heading in ("who-decides", "power/who_decides", "Who decides")}
    assert coded == {"who-decides": True, "power/who_decides": True, "Who decides": False}


def test_an_id_that_is_a_title_too_is_one_thing_and_an_id() -> None:
    (found,) = Questions(rubric(practice("pay", title="Pay"))).of("Pay")
    assert found.coded


def test_the_name_of_the_group_is_kept() -> None:
    """So that "this year/Who decides" and "last year/Who decides" can be told apart."""
    (found,) = Questions(questions_of_three()).of("Last year/Who decides")
    assert found.under == "last year"


@pytest.mark.parametrize("ident", [str(each.id) for each in built_in().practices])
def test_every_built_in_practice_is_known_in_every_way(ident: str) -> None:
    asked = built_in()
    questions = Questions(asked)
    of = next(each for each in asked.practices if each.id == ident)
    dimension = next(each.name for each in asked.dimensions if each.id == of.dimension)
    wordings = {of.question.for_voice(voice) for voice in ("staff", "lived-experience", "together")}
    short = squashed(map(str, asked.by_id))[ident]
    ways = {ident, underscored(ident), short, of.title, f"{dimension} [{of.title}]", *wordings}
    ways |= {f"{of.dimension}/{underscored(ident)}", f"{underscored(of.dimension)}-{underscored(ident)}"}
    ways |= {f"{dimension}/{each}" for each in wordings}
    assert {way: questions.of(way) for way in ways} == {way: (HeadingMeaning("practice", ident),) for way in ways}
    evidence = {f"{ident}.evidence", f"{underscored(ident)}_evidence", f"{short}[comment]", f"{of.title} - {PROMPT}"}
    evidence |= {f"{each} [Comment]" for each in wordings} | {f"{each} [{PROMPT}]" for each in wordings}
    assert {way: questions.of(way) for way in evidence} == {
        way: (HeadingMeaning("evidence", ident),) for way in evidence
    }


@given(
    st.sampled_from(sorted(map(str, built_in().by_id))),
    st.integers(2, 40),
    st.integers(1, 99),
    st.sampled_from([" ", "\u00a0", ""]),
)
def test_numbers_that_services_put_on_a_title_never_make_another_of_it(
    ident: str, behind: int, front: int, gap: str
) -> None:
    title = next(each.title for each in built_in().practices if each.id == ident)
    found = QUESTIONS.of(f"{front}. {title}{gap}{behind}")
    assert [each.key for each in found] == [ident]


QUESTIONS = Questions(built_in())


@given(st.text(max_size=60))
def test_any_heading_means_something_or_nothing(heading: str) -> None:
    for each in QUESTIONS.of(heading):
        assert each.part in {"service", "prompt", "reason-prompt"} or each.key


@pytest.mark.parametrize(
    ("heading", "nearest"),
    [
        ("How are choices made hear?", ("who-decides",)),
        ("Who decided", ("who-decides",)),
        ("Are people paid for the time?", ("pay",)),
        ("Did you fell equal?", ("experience.felt-equal",)),
        ("Favourite colour", ()),
    ],
)
def test_the_nearest_questions_are_offered(heading: str, nearest: tuple[str, ...]) -> None:
    questions = Questions(questions_of_three())
    assert questions.nearest(heading)[:1] == nearest
    assert len(questions.nearest(heading)) <= 3
    assert questions.is_near(heading) == bool(nearest)


def test_the_words_for_evidence_are_near_too() -> None:
    assert Questions(questions_of_three()).is_near("What would show this to somebody outside?")


def test_every_column_of_the_table_may_be_named_and_has_its_meaning() -> None:
    asked = questions_of_three()
    every = columns_of(asked)
    assert {"team", "voice", "share", "who-decides", "pay.evidence", "experience.felt-equal", "people.staff"} <= set(
        every
    )
    assert len(every) == len(set(every))
    assert [meaning_of_column(each, asked).column for each in every] == list(every)


def test_a_title_of_marks_alone_is_no_heading() -> None:
    asked = rubric(practice("a", title="***"))
    assert told("*", asked) == []
    assert told("", asked) == []

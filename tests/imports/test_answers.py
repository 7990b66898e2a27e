"""What a cell says, and what it does not: no answer is ever read as another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from helpers.grids import questions_of_three
from helpers.make import practice, rubric
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.imports.answers import (
    OptionAnswers,
    PracticeAnswers,
    Trust,
    UnreadCell,
    as_said,
    evidence_in,
    is_number,
    looks_like_an_answer,
    number_of,
    share_of,
    voice_of,
    words_of_answers,
)
from coprod_check.imports.cleaning import cleaned

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.grid import ForeignCell

PLAIN, NUMBERS, CODES, LIME = Trust(), Trust(numbers=True), Trust(codes=True), Trust(limesurvey=True)


def answer(
    cell: ForeignCell,
    trust: Trust = PLAIN,
    *,
    of: str = "who-decides",
    coded: bool = False,
    asked: Rubric | None = None,
) -> int | str | UnreadCell | None:
    asked = asked or questions_of_three()
    return PracticeAnswers(next(each for each in asked.practices if each.id == of), asked).read(
        cell, trust, coded=coded
    )


def why(cell: ForeignCell, trust: Trust = PLAIN, **more: Any) -> str:
    found = answer(cell, trust, **more)
    return found.why if isinstance(found, UnreadCell) else f"read as {found!r}"


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("It goes to a vote.", 2),  # the text of the level
        ("It goes to a vote", 2),
        ("  it goes\u00a0to a VOTE. ", 2),
        ("<b>It goes</b> to a vote.", 2),
        ("Staff choose.", 0),
        ("Not yet", 0),  # the name of the level
        ("Started", 1),
        ("Together", 2),
        ("ALWAYS", 3),
        ("2 - Together", 2),
        ("2 \u2013 Together", 2),
        ("2. Together", 2),
        ("2) Together", 2),
        ("2: Together", 2),
        ("(2) Together", 2),
        ("Together (2)", 2),
        ("Together (level 2)", 2),
        ("Level 2: Together", 2),
        ("Level 2 - It goes to a vote.", 2),
        ("level 0: Staff choose.", 0),
        ("2. Together. It goes to a vote.", 2),
        ("2 - Together: It goes to a vote.", 2),
        ("Together. It goes to a vote.", 2),
        ("Together - It goes to a vote.", 2),
        ("Together: It goes to a vote.", 2),
        ("Together\nIt goes to a vote.", 2),
    ],
)
def test_a_level_is_read_from_its_words(cell: str, level: int) -> None:
    assert answer(cell) == level


@pytest.mark.parametrize(
    "cell", ["Don't know", "Don\u2019t know", "dont know", "Do not know", "DON'T KNOW.", "dont-know"]
)
def test_dont_know_is_read_in_its_spellings(cell: str) -> None:
    assert answer(cell) == "dont-know"


@pytest.mark.parametrize(
    "cell", ["Does not apply", "does not apply to us", "Not applicable", "not-applicable", "Doesn\u2019t apply to us"]
)
def test_does_not_apply_is_read_in_its_spellings(cell: str) -> None:
    assert answer(cell) == "not-applicable"


@pytest.mark.parametrize("cell", ["Does not apply", "Not applicable", "not-applicable"])
def test_a_practice_that_always_applies_is_never_left_out_by_an_answer(cell: str) -> None:
    """Which answer somebody meant instead is for the user to say: a level is not offered."""
    assert answer(cell, of="pay") == UnreadCell("always applies", ("unanswered", "dont-know"))


@pytest.mark.parametrize("cell", [None, "", "   ", "\u00a0", "\u200b", "[not completed]", "[Not completed]", "<p></p>"])
def test_blank_is_unanswered(cell: ForeignCell) -> None:
    assert answer(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("not sure", "unknown"),  # only where a map says what it is
        ("Unsure", "unknown"),
        ("Maybe", "unknown"),
        ("-", "unknown"),
        ("?", "unknown"),
        ("N/A", "not seen"),
        ("n/a", "not seen"),
        ("NA", "not seen"),
        ("#N/A", "unknown"),
        ("#REF!", "unknown"),
        ("-99", "number"),
        ("999", "number"),
        (-99, "number"),
        ("2", "number"),
        ("2.0", "number"),
        ("0", "number"),
        (0, "number"),
        (2, "number"),
        (2.0, "number"),
        (2.5, "number"),
        ("2,5", "number"),
        ("75%", "number"),
        ("Level 2", "unknown"),
        ("level two", "unknown"),
        ("II", "unknown"),
        ("A2", "unknown"),
        ("AO02", "unknown"),
        ("L2", "unknown"),  # a code, and the column is not known by an id
        ("Level 9: Together", "disagree"),
        ("1 - Together", "disagree"),
        ("3. Not yet", "disagree"),
        ("Level 0: It goes to a vote.", "disagree"),
        ("Together (1)", "disagree"),
        ("Started. It goes to a vote.", "unknown"),
        ("2. Started. It goes to a vote.", "unknown"),
        ("Together, Started", "unknown"),
        ("Together;Started;", "unknown"),
        ("Not", "unknown"),
        ("not yet together", "unknown"),
        ("It goes to a vote. Sometimes.", "unknown"),
        ("It does not go to a vote.", "unknown"),
        ("Nobody is paid.", "unknown"),  # the text of another practice
        ("Members are asked. Members choose.", "unknown"),
        (True, "unknown"),
        (False, "unknown"),
        ("TRUE", "unknown"),
        ("Yes", "unknown"),
        ("No", "unknown"),
        (dt.date(2026, 11, 18), "unknown"),
        (dt.timedelta(1), "unknown"),
        ("don\u00e2\u20ac\u2122t know", "spoiled"),
        ("don\ufffdt know", "spoiled"),
        ("x" * 100_000, "unknown"),
    ],
)
def test_whatever_may_be_something_else_is_not_read(cell: ForeignCell, reason: str) -> None:
    assert why(cell) == reason


@pytest.mark.parametrize("cell", ["2", "2.0", 2, 2.0, " 2 ", "02"])
def test_a_bare_number_is_a_level_where_numbers_are_known_to_be_levels(cell: ForeignCell) -> None:
    assert answer(cell, NUMBERS) == 2


@pytest.mark.parametrize(
    "cell", ["4", 4, -1, "-1", "2.5", 2.5, "1e0", "2,0", "200%", True, "10000000", 1e300, float("inf")]
)
def test_even_there_only_the_number_of_a_level_is_one(cell: ForeignCell) -> None:
    assert isinstance(answer(cell, NUMBERS), UnreadCell)


@pytest.mark.parametrize(
    ("cell", "means"),
    [("L0", 0), ("L1", 1), ("L2", 2), ("L3", 3), (" L3 ", 3), ("DK", "dont-know"), ("NA", "not-applicable")],
)
def test_our_own_codes_are_known_below_ids(cell: str, means: int | str) -> None:
    assert answer(cell, CODES, coded=True) == means


@pytest.mark.parametrize(
    ("cell", "coded", "trust"),
    [
        ("L2", False, CODES),  # below the words of a question
        ("DK", False, CODES),
        ("NA", False, CODES),
        ("L4", True, CODES),
        ("L02", True, CODES),
        ("L-1", True, CODES),
        ("l2", True, CODES),
        ("A2", True, CODES),
        ("2", True, CODES),
        ("na", True, CODES),
        ("n/a", True, CODES),
        ("DK", True, PLAIN),  # no code of ours stands in the file: REDCap's own NA is a missing value
        ("NA", True, PLAIN),
    ],
)
def test_what_only_looks_like_a_code_is_not_read(cell: str, coded: bool, trust: Trust) -> None:
    assert isinstance(answer(cell, trust, coded=coded), UnreadCell)


@pytest.mark.parametrize("trust", [PLAIN, NUMBERS, CODES])
@pytest.mark.parametrize("cell", ["N/A", "n/a", "n / a", "n.a."])
def test_not_available_is_never_does_not_apply(cell: str, trust: Trust) -> None:
    """LimeSurvey writes it for "not shown"; nobody can tell."""
    found = answer(cell, trust, coded=True)
    assert isinstance(found, UnreadCell)


def test_what_not_seen_may_mean_is_offered() -> None:
    assert answer("N/A") == UnreadCell("not seen", ("unanswered", "not-applicable"))
    assert answer("N/A", of="pay") == UnreadCell("not seen", ("unanswered",))


@pytest.mark.parametrize(
    ("cell", "nearest"),
    [("It goes to vote.", "2"), ("Togehter", "2"), ("Dont kow", "dont-know"), ("Does not aply", "not-applicable")],
)
def test_the_nearest_answers_are_offered(cell: str, nearest: str) -> None:
    found = answer(cell)
    assert isinstance(found, UnreadCell)
    assert found.candidates[0] == nearest
    assert len(found.candidates) <= 3


def test_what_never_applies_is_not_offered_either() -> None:
    found = answer("Does not aply", of="pay")
    assert isinstance(found, UnreadCell)
    assert "not-applicable" not in found.candidates


SAME = rubric(practice("who-decides", levels=["The same.", "Other.", "The same.", "Not yet"]), practice("b"))
"""Levels 0 and 2 are in the same words; level 3 is in the words of the name of level 0."""


@pytest.mark.parametrize("cell", ["The same.", "Not yet"])
def test_words_of_two_levels_are_of_none(cell: str) -> None:
    found = answer(cell, asked=SAME)
    assert found == UnreadCell("several", {"The same.": ("0", "2"), "Not yet": ("0", "3")}[cell])


@pytest.mark.parametrize(
    ("cell", "level"), [("2 - The same.", 2), ("Level 0: The same.", 0), ("3. Not yet", 3), ("0 Not yet", 0)]
)
def test_a_number_tells_them_apart(cell: str, level: int) -> None:
    assert answer(cell, asked=SAME) == level


LEVELS = st.integers(0, 3)
BETWEEN = st.sampled_from([" - ", ". ", ": ", ") ", " \u2013 "])


@given(LEVELS, LEVELS, BETWEEN, st.sampled_from(["", "Level "]), st.sampled_from(["name", "text", "both"]))
def test_number_and_words_must_agree(number: int, level: int, between: str, before: str, form: str) -> None:
    of, names = questions_of_three().practices[0], questions_of_three().levels
    words = {"name": names[level].name, "text": of.levels[level], "both": f"{names[level].name}. {of.levels[level]}"}[
        form
    ]
    found = answer(f"{before}{number}{between}{words}")
    assert found == level if number == level else isinstance(found, UnreadCell)


@given(st.text(max_size=30) | st.integers() | st.floats() | st.booleans() | st.none() | st.dates(), st.booleans())
def test_of_any_cell_only_the_words_of_a_level_give_a_level(cell: ForeignCell, coded: bool) -> None:
    found = answer(cell, coded=coded)
    if isinstance(found, int):
        assert isinstance(cell, str)
        words = {
            cleaned(text)
            for text in (*questions_of_three().practices[0].levels, "Not yet", "Started", "Together", "Always")
        }
        assert any(cleaned(cell).endswith(each) for each in words) or (coded and cell.strip() == f"L{found}")


# Numbers and texts.


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("2", 2), ("2.0", 2), ("2.00", 2), (2.0, 2), (2, 2), ("02", 2), (" 2\n", 2), ("0", 0),
        ("2.5", None), (2.5, None), ("2,0", None), (True, None), ("", None), (None, None),
        ("-1", None), (-1, None), (-2.0, None), ("two", None),
        ("\u0662", None), ("\u00b2", None), (float("nan"), None), (float("inf"), None),
        ("1234567", None), (10**30, None),
    ],
)  # fmt: skip
def test_a_whole_number_is_one_however_a_spreadsheet_writes_it(cell: ForeignCell, number: int | None) -> None:
    assert number_of(cell) == number


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [
        ("2", True), ("-99", True), ("+2", True), ("2,5", True), ("75%", True),
        (2, True), (2.5, True), (float("nan"), True),
        (True, False), ("two", False), ("", False), (None, False), ("2 people", False), ("1-2", False), ("2.", False),
        (dt.date(2026, 1, 1), False),
    ],
)  # fmt: skip
def test_nothing_but_a_number_is_a_number(cell: ForeignCell, is_one: bool) -> None:
    assert is_number(cell) is is_one


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (2.0, "2"), (2, "2"), (2.5, "2.5"), (" Never ", "Never"), (True, "TRUE"), (False, "FALSE"),
        (None, ""), ("", ""),
        (11800000001.0, "11800000001"), (dt.date(2026, 11, 18), "2026-11-18"), ("Two\nlines", "Two\nlines"),
    ],
)  # fmt: skip
def test_a_map_names_a_cell_as_a_person_reads_it(cell: ForeignCell, said: str) -> None:
    assert as_said(cell) == said


@pytest.mark.parametrize(
    ("cell", "looks"),
    [
        ("Together", True),
        ("2 - Together", True),
        ("Level 2: It goes to a vote.", True),
        ("Nobody is paid.", True),
        ("Don\u2019t know", True),
        ("Together (2)", True),
        ("We work together", False),
        ("2", False),
        ("Yes", False),
        ("Does not apply", False),
        ("", False),
    ],
)
def test_a_column_in_which_an_answer_stands_is_told(cell: str, looks: bool) -> None:
    """The text of any practice counts, and "don't know"; what other questions may have for an answer does not."""
    assert looks_like_an_answer(cleaned(cell), words_of_answers(questions_of_three())) is looks


# Experience questions.


def options(cell: ForeignCell, of: str = "felt-equal", *, coded: bool = False) -> tuple[str, ...] | UnreadCell:
    question = next(each for each in questions_of_three().experience if each.id == of)
    return OptionAnswers(question).read(cell, coded=coded)


@pytest.mark.parametrize(
    ("cell", "of", "chosen"),
    [
        ("Yes, always", "felt-equal", ("yes-always",)),
        ("yes always", "felt-equal", ("unknown",)),
        ("partly", "felt-equal", ("partly",)),
        ("not-at-all", "felt-equal", ("not-at-all",)),
        ("not_at_all", "felt-equal", ("not-at-all",)),
        ("", "felt-equal", ()),
        (None, "felt-equal", ()),
        ("[not completed]", "felt-equal", ()),
        ("Partly, Not at all", "felt-equal", ("unknown",)),
        ("Tea", "what-helped", ("black-tea",)),
        ("Tea, and cake", "what-helped", ("cake",)),
        ("Tea, and cake, Tea", "what-helped", ("cake", "black-tea")),
        ("Tea;Notes;", "what-helped", ("black-tea", "notes")),
        ("Notes, A lift; or a bus", "what-helped", ("lift", "notes")),
        ("A lift; or a bus;Notes;", "what-helped", ("lift", "notes")),
        ("lift notes", "what-helped", ("lift", "notes")),
        ("black_tea lift", "what-helped", ("black-tea", "lift")),
        ("Notes | Tea", "what-helped", ("black-tea", "notes")),
        ("Notes, and biscuits", "what-helped", ("unknown",)),
        ("Notes;Notes", "what-helped", ("unknown",)),
        ("Teapot", "what-helped", ("unknown",)),
        ("Biscuits", "what-helped", ("unknown",)),
        ("N/A", "felt-equal", ("not seen",)),
        ("N/A", "what-helped", ("not seen",)),
        ("1", "felt-equal", ("number",)),
        (2, "felt-equal", ("number",)),
        ("1,5", "felt-equal", ("number",)),
        ("caf\u00c3\u00a9", "felt-equal", ("spoiled",)),
        (True, "felt-equal", ("unknown",)),
    ],
)
def test_options_are_read_from_their_words(cell: ForeignCell, of: str, chosen: tuple[str, ...]) -> None:
    """Whatever parts several of them: their own texts may hold commas and semicolons."""
    found = options(cell, of)
    assert ((found.why,) if isinstance(found, UnreadCell) else found) == chosen


def test_an_option_that_nobody_knows_comes_with_the_nearest() -> None:
    assert options("Party") == UnreadCell("unknown", ("partly",))


@pytest.mark.parametrize(("cell", "coded", "chosen"), [("A1", True, ("yes-always",)), ("A3", True, ("not-at-all",))])
def test_a_code_of_limesurvey_is_the_place_of_an_option(cell: str, coded: bool, chosen: tuple[str, ...]) -> None:
    assert options(cell, coded=coded) == chosen


@pytest.mark.parametrize(("cell", "coded"), [("A4", True), ("A0", True), ("A1", False), ("AO1", True), ("1", True)])
def test_what_only_looks_like_such_a_code_is_not_read(cell: str, coded: bool) -> None:
    assert isinstance(options(cell, coded=coded), UnreadCell)


TWO_WAYS = rubric(
    experience=[
        {
            "id": "q",
            "question": "What?",
            "several": True,
            "options": [{"id": "x", "text": "A"}, {"id": "y", "text": "B"}, {"id": "z", "text": "A, B"}],
        },
        {"id": "r", "question": "Who?", "options": [{"id": "x", "text": "Us"}, {"id": "us", "text": "Them"}]},
    ]
)


def test_a_cell_that_can_be_taken_apart_in_two_ways_is_not_read() -> None:
    found = OptionAnswers(TWO_WAYS.experience[0]).read("A, B", coded=False)
    assert isinstance(found, UnreadCell)
    assert OptionAnswers(TWO_WAYS.experience[0]).read("B;A", coded=False) == ("x", "y")


def test_a_word_that_is_the_text_of_one_option_and_the_id_of_another_is_not_read() -> None:
    assert OptionAnswers(TWO_WAYS.experience[1]).read("us", coded=False) == UnreadCell("several", ("us", "x"))


@given(
    st.lists(st.sampled_from(["cake", "black-tea", "lift", "notes"]), unique=True),
    st.sampled_from([", ", ";", "; ", " | "]),
)
def test_options_that_are_joined_are_taken_apart_or_asked_about(chosen: list[str], between: str) -> None:
    question = questions_of_three().experience[1]
    texts = {option.id: option.text for option in question.options}
    found = options(between.join(texts[each] for each in chosen), "what-helped")
    assert isinstance(found, UnreadCell) or set(found) == set(chosen)


def test_a_cell_of_very_many_options_holds_nobody_up() -> None:
    assert isinstance(options("Tea, " * 10_000 + "x", "what-helped"), UnreadCell)
    assert isinstance(options("Tea Notes " * 10_000, "what-helped"), UnreadCell)


def box(cell: ForeignCell, trust: Trust = PLAIN, option: str = "black-tea") -> bool | str | None:
    found = OptionAnswers(questions_of_three().experience[1]).box(option, cell, trust)
    return found.why if isinstance(found, UnreadCell) else found


@pytest.mark.parametrize(
    ("cell", "ticked"),
    [
        ("1", True), (1, True), (1.0, True), (True, True), ("Y", True), ("Yes", True), ("Checked", True), ("X", True),
        ("Tea", True),  # SurveyMonkey: the text of the option itself
        ("0", False), (0, False), ("", False), (None, False), ("N", False), ("No", False),
        ("Unchecked", False), (False, False),
        ("Notes", "unknown"),  # the text of another
        ("2", "unknown"), ("maybe", "unknown"), ("N/A", "unknown"), (-1, "unknown"),
    ],
)  # fmt: skip
def test_a_box_is_ticked_or_not_or_asked_about(cell: ForeignCell, ticked: bool | str) -> None:
    assert box(cell) == ticked


def test_a_box_that_limesurvey_did_not_show_is_none() -> None:
    assert box("N/A", LIME) is None


@pytest.mark.parametrize("text", ["No", "0", "False"])
def test_the_box_of_an_option_called_no_is_not_ticked_by_no(text: str) -> None:
    asked = rubric(
        experience=[
            {
                "id": "q",
                "question": "What?",
                "several": True,
                "options": [{"id": "none", "text": text}, {"id": "some", "text": "Some"}],
            }
        ]
    )
    assert OptionAnswers(asked.experience[0]).box("none", text, PLAIN) is not True


# Who it is, and whether it may be shown.


@pytest.mark.parametrize(
    ("cell", "voice"),
    [
        ("Staff", "staff"),
        ("staff ", "staff"),
        ("A member of staff", "staff"),
        ("Someone with lived experience", "lived-experience"),
        ("lived-experience", "lived-experience"),
        ("lived_experience", "lived-experience"),
        ("lived", "lived-experience"),
        ("People with lived experience", "lived-experience"),
        ("together", "together"),
        ("", ""),
        (None, ""),
        ("[not completed]", ""),
    ],
)
def test_whose_answers_they_are_is_read_from_close_forms(cell: ForeignCell, voice: str) -> None:
    assert voice_of(cell) == voice


@pytest.mark.parametrize(
    "cell",
    ["1", 1, "Both", "Not staff", "Volunteer", "Staff;Someone with lived experience;", "N/A", "S", "ex-staff", True],
)
def test_a_voice_that_nobody_can_know_is_asked_about(cell: ForeignCell) -> None:
    assert isinstance(voice_of(cell), UnreadCell)


@pytest.mark.parametrize(
    ("cell", "zero_one", "agreed"),
    [
        ("Yes, show them", False, True),
        ("No, do not show them", False, False),
        ("yes", False, True),
        ("No", False, False),
        ("true", True, True),
        (True, False, True),
        (False, False, False),
        ("Y", True, True),
        ("1", True, True),
        ("0", True, False),
        (1, True, True),
        ("", False, None),
        (None, True, None),
        ("1", False, "number"),
        (0, False, "number"),
        ("2", True, "number"),
        ("I agree", False, "unknown"),
        ("Yes, but not the first one", False, "unknown"),
        ("N/A", True, "unknown"),
    ],
)
def test_consent_is_a_clear_yes(cell: ForeignCell, zero_one: bool, agreed: bool | str | None) -> None:
    found = share_of(cell, zero_one=zero_one)
    assert (found.why if isinstance(found, UnreadCell) else found) == agreed


@pytest.mark.parametrize(
    ("cell", "trust", "text"),
    [
        ("Minutes of May", PLAIN, "Minutes of May"),
        (" Minutes ", PLAIN, "Minutes"),
        ("'=SUM(A1)", PLAIN, "=SUM(A1)"),
        ("'tis in the minutes", PLAIN, "'tis in the minutes"),
        ("=1+1", PLAIN, "=1+1"),
        ("N/A", LIME, ""),
        ("N/A", PLAIN, "N/A"),
        (3, PLAIN, "3"),
        (None, PLAIN, ""),
    ],
)
def test_evidence_is_what_somebody_wrote(cell: ForeignCell, trust: Trust, text: str) -> None:
    assert evidence_in(cell, trust) == text

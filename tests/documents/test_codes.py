"""How questions and answers are named in other services."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.codes import OF_WORDS, answer_code, squashed, underscored

IDS = st.from_regex(r"[A-Za-z0-9-]{1,40}", fullmatch=True)


@pytest.mark.parametrize(
    ("answer", "code"), [(0, "L0"), (3, "L3"), (12, "L12"), ("dont-know", "DK"), ("not-applicable", "NA")]
)
def test_no_answer_has_a_bare_number_for_its_code(answer: int | str, code: str) -> None:
    """Services number their choices from 1, and level 0 would come back as 1."""
    assert answer_code(answer) == code  # type: ignore[arg-type]
    assert len(code) <= 5  # as LimeSurvey needs
    assert not code.isdigit()


def test_no_code_of_a_word_can_be_one_of_a_level() -> None:
    assert not any(re.fullmatch(r"L\d+", code) for code in OF_WORDS)


@pytest.mark.parametrize(
    ("ident", "name"),
    [
        ("shared-decisions", "shared_decisions"),
        ("pay", "pay"),
        ("1st-step", "q_1st_step"),
        ("-a", "q__a"),
        ("A-b", "A_b"),
    ],
)
def test_an_id_is_a_name_with_underscores(ident: str, name: str) -> None:
    assert underscored(ident) == name


@given(IDS)
def test_a_name_is_one_that_a_survey_takes(ident: str) -> None:
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", underscored(ident))


@pytest.mark.parametrize(
    ("idents", "codes"),
    [
        (["shared-decisions"], ["shareddecisions"]),
        (["payment-and-safe-routes"], ["paymentandsaferoutes"]),
        (["Pay"], ["pay"]),
        (["1st-step"], ["q1ststep"]),
        (["a-b", "ab"], ["ab", "ab2x"]),
        (["a-b", "ab", "a--b"], ["ab", "ab2x", "ab3x"]),
        (
            ["a-long-name-of-a-practice-1", "a-long-name-of-a-practice-2"],
            ["alongnameofapractice", "alongnameofapracti2x"],
        ),
        (["1-b", "1b"], ["q1b", "q1b2x"]),
        (["-"], ["q"]),
    ],
)
def test_ids_are_squashed_to_letters_and_digits(idents: list[str], codes: list[str]) -> None:
    assert squashed(idents) == dict(zip(idents, codes, strict=True))


@given(st.lists(IDS, unique=True, max_size=15), st.integers(8, 20))
def test_no_two_codes_are_alike_and_each_is_one_that_limesurvey_takes(idents: list[str], longest: int) -> None:
    codes = squashed(idents, longest)
    assert list(codes) == idents
    assert len(set(codes.values())) == len(idents)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*", code) and len(code) <= longest for code in codes.values())


@given(st.lists(IDS, unique=True, max_size=8), IDS)
def test_what_is_added_behind_changes_no_code(idents: list[str], another: str) -> None:
    """A survey that is out keeps its codes when a question is added at its end."""
    codes = squashed(idents)
    later = squashed(dict.fromkeys([*idents, another]))
    assert {ident: later[ident] for ident in idents} == codes

"""Text in cells that a spreadsheet must not take for a formula, and that comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.documents.cells import FORMULA, masked, unmasked

TEXTS = st.text(st.sampled_from(["'", "=", "-", "+", "@", "＝", "\t", "a", " "])) | st.text()


@given(TEXTS)
def test_every_text_comes_back_and_none_is_a_formula(text: str) -> None:
    assert unmasked(masked(text)) == text
    assert not masked(text).startswith(FORMULA)


@pytest.mark.parametrize("text", ["Minutes", "'tis so", "3 March", "", "''"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert masked(text) == text == unmasked(text)


@pytest.mark.parametrize("sign", FORMULA)
def test_a_mask_that_another_program_put_there_is_taken_off(sign: str) -> None:
    assert unmasked(f"'{sign}1") == f"{sign}1"

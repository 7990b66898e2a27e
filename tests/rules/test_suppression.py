"""Who may be shown, and what is too few to show, with figures worked out by hand."""

from __future__ import annotations

import pytest

from coprod_check.rules.suppression import MINIMUM_CELL_SIZE, shown_by, too_few


@pytest.mark.parametrize(
    ("sheets", "consenting", "left_out", "by"),
    [
        (0, 0, False, None),
        (0, 0, True, None),  # the only person was left out
        (1, 1, False, "consent"),
        (1, 0, False, None),
        (4, 4, False, "consent"),
        (4, 3, False, None),
        (4, 4, True, None),  # a person left out did not consent
        (5, 5, False, "consent"),
        (5, 4, False, "number"),
        (5, 0, False, "number"),
        (5, 5, True, "number"),
    ],
)
def test_a_voice_is_shown_by_everyones_consent_or_from_five_on(
    sheets: int, consenting: int, left_out: bool, by: str | None
) -> None:
    assert shown_by(sheets, consenting, someone_left_out=left_out) == by


@pytest.mark.parametrize("count", range(8))
def test_below_five_is_too_few_where_not_everyone_agreed(count: int) -> None:
    assert too_few(count, by_number=True) is (count < 5)
    assert not too_few(count, by_number=False)


def test_the_minimum_cell_size_is_five() -> None:
    assert MINIMUM_CELL_SIZE == 5

"""Days as services write them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.imports.days import NoDay, day_of, month_label, order_told

if TYPE_CHECKING:
    from coprod_check.imports.grid import ForeignCell
    from coprod_check.imports.understood import DatesRead

THE_DAY = dt.date(2026, 11, 18)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        dt.datetime(2026, 11, 18, 8, 53, tzinfo=dt.UTC),
        dt.date(2026, 11, 18),
        "2026-11-18",
        "2026-11-18 09:07",  # REDCap
        "2026-11-18 09:07:12",  # LimeSurvey
        "2026-11-18T09:07:12.042Z",  # ODK
        "2026-11-18T09:07:12.042+01:00",  # KoboToolbox
        "2026/11/18 9:07:12 AM GMT+1",  # Google Forms
        "2026/11/18 9:07:12\u202fAM GMT",
        " 2026-11-18 ",
        "2026.11.18",
        "18 November 2026",
        "18 Nov 2026 09:07",
        "18-Nov-2026",
        "18-Nov-26",
        "November 18, 2026",
        "Nov 18, 2026, 9:07 AM",
        "Wednesday, 18 November 2026",
        "18th November 2026",
    ],
)
def test_a_day_that_can_be_one_alone_is_read(cell: ForeignCell) -> None:
    assert day_of(cell, "") == THE_DAY


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("18/11/2026 08:53", "dmy", THE_DAY),
        ("11/18/2026 08:53:12 AM", "mdy", THE_DAY),
        ("18.11.2026 08:53", "dmy", THE_DAY),
        ("18-11-2026", "dmy", THE_DAY),
        ("11/18/26 8:53", "mdy", THE_DAY),
        ("03/04/2026", "dmy", dt.date(2026, 4, 3)),
        ("03/04/2026", "mdy", dt.date(2026, 3, 4)),
        ("4-5-2026 10:59:37", "dmy", dt.date(2026, 5, 4)),
        ("04/04/2026", "", dt.date(2026, 4, 4)),  # whichever comes first
        ("2026-03-04", "dmy", dt.date(2026, 3, 4)),  # the year says which is which
    ],
)
def test_what_comes_first_is_what_the_column_or_somebody_says(cell: str, order: DatesRead, day: dt.date) -> None:
    assert day_of(cell, order) == day


@pytest.mark.parametrize(
    ("cell", "order", "why"),
    [
        (None, "", "blank"),
        ("", "", "blank"),
        (" \u00a0", "", "blank"),
        ("1980-01-01 00:00:00", "", "never"),  # LimeSurvey, anonymised
        (dt.datetime(1980, 1, 1, tzinfo=dt.UTC), "", "never"),
        (dt.date(1899, 12, 31), "", "never"),
        ("31/12/1999", "dmy", "never"),
        ("0000-00-00 00:00:00", "", "never"),
        ("03/04/2026", "", "either"),
        ("3.4.26", "", "either"),
        ("18/11/2026", "mdy", "unreadable"),  # there is no month 18
        ("30/02/2026", "dmy", "unreadable"),
        ("2026-13-01", "", "unreadable"),
        ("26-11-18", "dmy", "unreadable"),  # as likely the year first
        ("tomorrow", "", "unreadable"),
        ("18 Foo 2026", "", "unreadable"),
        ("2026", "", "unreadable"),
        ("11/2026", "", "unreadable"),
        ("2026-11-18 and 2026-11-19", "", "unreadable"),
        ("2026-11-180", "", "unreadable"),
        (46344, "", "unreadable"),  # a day as a spreadsheet counts, without its format
        (46344.5, "", "unreadable"),
        (True, "", "unreadable"),
        (dt.time(9, 7), "", "unreadable"),
        ("18/11-2026", "dmy", "unreadable"),
    ],
)
def test_what_is_no_day_is_not_made_one(cell: ForeignCell, order: DatesRead, why: str) -> None:
    assert day_of(cell, order) == NoDay(why)  # type: ignore[arg-type]


def test_the_first_day_that_counts() -> None:
    assert day_of("2000-01-01", "") == dt.date(2000, 1, 1)
    assert day_of("1999-12-31", "") == NoDay("never")


@given(DAYS, st.sampled_from(["dmy", "mdy"]), st.sampled_from("/.-"), st.booleans())
def test_whatever_is_written_in_an_order_is_read_in_it(day: dt.date, order: DatesRead, mark: str, padded: bool) -> None:
    one, two = (day.day, day.month) if order == "dmy" else (day.month, day.day)
    text = f"{one:02}{mark}{two:02}{mark}{day.year}" if padded else f"{one}{mark}{two}{mark}{day.year}"
    assert day_of(f"{text} 23:59", order) == day


@given(DAYS)
def test_without_an_order_a_day_is_never_another(day: dt.date) -> None:
    found = day_of(f"{day:%d/%m/%Y}", "")
    assert found in (NoDay("either"), day)


@given(st.text(max_size=30), st.sampled_from(["", "dmy", "mdy"]))
def test_any_text_is_a_day_or_says_why_not(text: str, order: DatesRead) -> None:
    found = day_of(text, order)
    assert found.why if isinstance(found, NoDay) else found.year >= 2000


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["03/04/2026", "18/11/2026"], "dmy"),
        (["03/04/2026", "11/18/2026"], "mdy"),
        (["03/04/2026", "12/12/2026"], ""),
        (["13/01/2026", "01/13/2026"], "both"),
        (["18.11.26 08:53"], ""),  # may begin with the year
        (["11/18/26 08:53"], "mdy"),
        (["2026-11-18", None, "", "18 November 2026"], ""),
        ([dt.date(2026, 11, 18)], ""),
        ([], ""),
        (["13/12/2026", "12/12/2026"], "dmy"),
        (["12/13/2026"], "mdy"),
    ],
)
def test_one_number_above_twelve_proves_the_order_of_a_column(column: list[ForeignCell], order: str) -> None:
    assert order_told(column) == order


@given(st.lists(DAYS, min_size=1, max_size=5), st.sampled_from(["dmy", "mdy"]))
def test_what_a_column_proves_is_so(days: list[dt.date], order: DatesRead) -> None:
    pattern = "%d/%m/%Y" if order == "dmy" else "%m/%d/%Y"
    assert order_told([f"{each:{pattern}}" for each in days]) in {"", order}


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("Nov-26", "2026-11"),
        ("nov-26", "2026-11"),
        ("Nov 2026", "2026-11"),
        ("November 2026", "2026-11"),
        (dt.date(2026, 11, 1), "2026-11"),
        (dt.datetime(2026, 11, 1, tzinfo=dt.UTC), "2026-11"),
        ("Autumn 2026", ""),
        ("2026-11", ""),  # a label as it should be, read as it stands
        ("Novel 2026", ""),
        ("round 2", ""),
        ("", ""),
        (None, ""),
        (11, ""),
    ],
)
def test_a_round_that_a_spreadsheet_made_a_date_of_is_its_month_again(cell: ForeignCell, label: str) -> None:
    assert month_label(cell) == label

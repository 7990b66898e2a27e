"""A workbook of results: its sheets, what two other programs read in them, and what is in none of its parts."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, sheet
from helpers.workbooks import as_calamine, book_of, opened, parts, records, rows_of, scored
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadCommand
from coprod_check.documents.problems import FIRST_DAY, LAST_DAY
from coprod_check.documents.text import is_blank
from coprod_check.exchange.json_results import result_data
from coprod_check.exchange.workbook import book
from coprod_check.exchange.workbook.book import MADE_ON, check_rows
from coprod_check.exchange.workbook.cell_texts import MOST_ROWS
from coprod_check.pages.cohort_lead import SIDES_ALIKE
from coprod_check.pages.round_lead import NOBODY, NOT_UNTIL_BOTH
from coprod_check.pages.round_text import NOT_VALIDATED

if TYPE_CHECKING:
    from pathlib import Path

STAGES = [
    {"id": "start", "name": "Start", "needs": {}},
    {"id": "some", "name": "Some", "needs": {"d": 1}},
    {"id": "more", "name": "More", "needs": {"d": 2, "e": 2}},
]
ASKED = rubric(
    practice("a", value="v", hard_question="Who says so?"),
    practice("b", value="w"),
    practice("c", "e", core=False),
    stages=STAGES,
    experience=[{"id": "one", "question": "How?", "options": [{"id": o, "text": o.upper()} for o in "pq"]}],
)
MET = sheet(levels={"a": 2, "b": 1, "c": "dont-know"}, team="North", people={"staff": 4, MEMBERS: 3})


def alone(voice: str, levels: dict[str, Any], team: str = "South", **more: Any) -> Any:
    more.setdefault("date", DAY + dt.timedelta(days=3))
    return sheet(voice, levels, team=team, share=True, **more)


BOTH = [
    alone("staff", {"a": 3, "b": 1, "c": 0}),
    alone(MEMBERS, {"a": 1, "b": 1, "c": "not-applicable"}, experience={"one": "p"}),
]
TWO_TEAMS = book_of((ASKED, [MET, *BOTH]))


def test_the_sheets_stand_in_the_order_in_which_people_meet_them() -> None:
    assert opened(TWO_TEAMS).sheetnames == ["Start here", "Teams", "Practices", "Where voices differ", "All teams"]


def test_a_row_of_practices_holds_what_the_result_holds() -> None:
    """South: staff 3 and members 1 on "a" come to 1, two apart; the dimension's score is (1 + 1) / 2."""
    rows = {(row["Team"], row["Practice id"]): row for row in records(TWO_TEAMS, "Practices")}
    assert len(rows) == 6
    row = rows["South", "a"]
    assert {heading: value for heading, value in row.items() if value is not None} == {
        "Team": "South", "Round": "r", "Date": dt.datetime.fromisoformat("2026-11-25"), "Dimension": "D",
        "Practice": "Title of a", "Level": 1, "Level in words": "1 Started", "Staff level": 3,
        "Staff in words": "3 Always", "Lived experience level": 1, "Lived experience in words": "1 Started", "Gap": 2,
        "One voice": "no", "Who was heard": "both sides, each on its own", "Value": "V", "Core": "yes",
        "Dimension level": 1, "Dimension score": 1, "Why the dimension is at that level": "the middle one of 1 1 is 1",
        "Practice id": "a", "Rubric": "small", "Rubric version": "1.0.0",
    }  # fmt: skip
    assert [rows["North", each]["Level in words"] for each in "abc"] == ["2 Together", "1 Started", "don't know"]
    assert rows["North", "c"]["Level"] is None
    assert rows["South", "c"]["Lived experience in words"] == "does not apply"
    assert rows["South", "c"]["Core"] == "no"


def test_every_level_and_gap_of_the_json_is_in_the_practices() -> None:
    rows = {(row["Team"], row["Practice id"]): row for row in records(TWO_TEAMS, "Practices")}
    for result in scored((ASKED, [MET, *BOTH])).results:
        for key, found in result_data(result)["practices"].items():
            row = rows[result.team, key]
            assert (row["Level"], row["Gap"]) == (found["level"], found["gap"])


def test_two_readers_agree_on_every_cell_of_every_sheet() -> None:
    for name in opened(TWO_TEAMS).sheetnames:
        ours = rows_of(TWO_TEAMS, name)
        theirs = as_calamine(TWO_TEAMS, name)
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            dates = [each.date() if isinstance(each, dt.datetime) else each for each in one]
            assert [each if each is not None else "" for each in dates] == other


def test_the_practices_are_a_table_that_other_programs_find_by_name() -> None:
    read = opened(TWO_TEAMS)
    table = read["Practices"].tables["practices"]
    assert table.ref == "A1:V7"
    assert table.autoFilter.ref == "A1:V7"
    assert [column.name for column in table.tableColumns] == [cell.value for cell in read["Practices"][1]]


@pytest.mark.parametrize(("name", "table"), [("Teams", "teams"), ("Where voices differ", "differences")])
def test_the_other_lists_are_tables_too(name: str, table: str) -> None:
    found = opened(TWO_TEAMS)[name]
    assert list(found.tables) == [table]
    assert found.tables[table].ref.startswith("A1:")


def test_headings_stay_in_view_and_stand_on_every_printed_page() -> None:
    read = opened(TWO_TEAMS)
    for each in read.worksheets[1:]:
        assert each.freeze_panes == "B2"
        assert each.print_title_rows == "$1:$1"
        assert each.auto_filter.ref or each.tables
    for each in read.worksheets:
        assert each.page_setup.orientation == "landscape"
        assert each.sheet_properties.pageSetUpPr.fitToPage
        assert (each.page_setup.fitToWidth, each.page_setup.fitToHeight) in {(None, 0), (1, 0)}
        assert str(each.page_setup.paperSize) == "9"


def test_levels_are_numbers_with_a_ground_and_their_name() -> None:
    cell = opened(TWO_TEAMS)["Teams"]["H2"]
    assert opened(TWO_TEAMS)["Teams"]["H1"].value == "D"
    assert (cell.value, cell.number_format) == (1, '0" Started"')
    grounds = {
        row[5].fill.start_color.rgb for row in opened(TWO_TEAMS)["Practices"].iter_rows(min_row=2) if row[5].value == 1
    }
    assert len(grounds) == 1
    assert grounds != {"00000000"}


def test_days_are_days() -> None:
    cell = opened(TWO_TEAMS)["Teams"]["C3"]
    assert cell.is_date
    assert cell.value == dt.datetime.fromisoformat("2026-11-25")
    assert cell.number_format in {"yyyy\\-mm\\-dd", "yyyy-mm-dd"}


def test_a_team_says_who_was_heard_its_stage_and_what_comes_next() -> None:
    north, south = records(TWO_TEAMS, "Teams")
    assert (north["Team"], north["Who was heard"], north["Stage"], north["Next stage"]) == (
        "North", "Both sides, in one meeting", "Some", "More",
    )  # fmt: skip
    assert north["What the next stage needs"] == "D at 2 Together and E at 2 Together"
    assert (north["Staff"], north["People with lived experience"]) == (4, 3)
    assert (north["D"], north["E"]) == (1, "not enough answers")
    assert (south["Practices where voices differ"], south["Practices that both rated"]) == (1, 2)
    assert north["Practices where voices differ"] is None


def test_gaps_are_told_in_the_words_of_the_levels_with_a_question() -> None:
    (row,) = records(TWO_TEAMS, "Where voices differ")
    assert row == {
        "Team": "South", "Round": "r", "Dimension": "D", "Practice": "Title of a", "Staff": 3,
        "People with lived experience": 1, "Levels apart": 2, "Who says more": "staff",
        "What the staff level says": "All.", "What the lived experience level says": "A bit.",
        "A question to ask": "Who says so?",
    }  # fmt: skip


def test_where_nothing_differs_the_sheet_says_so() -> None:
    same = [alone("staff", {"a": 1}), alone(MEMBERS, {"a": 1}), MET]
    rows = rows_of(book_of((ASKED, same)), "Where voices differ")
    assert rows[1] == [None] * 11
    assert rows[3][0] == SIDES_ALIKE


def test_all_teams_are_counted_and_drawn_with_words_for_who_cannot_see_it() -> None:
    rows = records(TWO_TEAMS, "All teams")
    assert rows[0] == {
        **dict.fromkeys(rows[0]), "What is counted": "D", "Kind": "dimension",
        "0 Not yet": 0, "1 Started": 2, "2 Together": 0, "3 Always": 0, "No level": 0,
    }  # fmt: skip
    by_name = {(row["Kind"], row["What is counted"]): row for row in rows}
    of_a = by_name["practice", "Title of a"]
    assert [of_a[each] for each in ("1 Started", "2 Together", "Both sides can be compared")] == [1, 1, 1]
    assert of_a["Staff say more, by 2 or more"] == 1
    assert [by_name["stage", "Some"][each] for each in ("How many", "Of")] == [2, 2]
    assert by_name["experience", "P"]["About"] == "How?"
    drawing = parts(TWO_TEAMS)["xl/drawings/drawing1.xml"]
    (words,) = re.findall(r'descr="([^"]*)"', drawing)
    assert words.startswith("Bar chart. How many teams are at each level, of 2 teams. ")
    assert words.endswith(" D: 2 at 1 Started. E: 1 at 0 Not yet, 1 without a level.")
    chart = parts(TWO_TEAMS)["xl/charts/chart1.xml"]
    assert chart.count("<c:ser>") == 5
    assert "'All teams'!$D$2:$D$3" in chart


def test_the_first_sheet_says_what_it_is_and_what_it_must_not_be_used_for() -> None:
    lines = [row[0] for row in rows_of(TWO_TEAMS, "Start here")]
    for part in ("What this is", "Who was heard", "What is on each sheet", "How to read it"):
        assert part in lines
    assert lines[lines.index("What it must not be used for") + 1] == NOT_VALIDATED
    assert "2 Together" in lines
    assert "Both sides, in one meeting: 1 of 2 teams." in lines
    for name in opened(TWO_TEAMS).sheetnames[1:]:
        assert any(line and line.startswith(f"{name}: ") for line in lines)


# What is in no part of it.


def test_nothing_is_hidden_linked_calculated_or_run() -> None:
    for name, text in parts(TWO_TEAMS).items():
        assert "hidden" not in text, name
        assert "<f>" not in text or name.startswith("xl/charts/"), name
        assert "hyperlink" not in text, name
        assert "externalLink" not in text, name
        assert not name.endswith(".bin"), name
    assert all(each.sheet_state == "visible" for each in opened(TWO_TEAMS).worksheets)


def test_its_properties_tell_of_no_person_and_of_no_moment() -> None:
    told = opened(TWO_TEAMS).properties
    assert (told.creator, told.lastModifiedBy, told.description, told.keywords) == (None, None, None, None)
    assert told.created == told.modified == MADE_ON
    assert told.title == "2 teams: 2 of 2 teams have reached Some; none More yet"
    assert re.findall("<(?:Company|Manager)>([^<]*)<", parts(TWO_TEAMS)["docProps/app.xml"]) == [""]


def test_the_same_results_give_the_same_bytes() -> None:
    assert book_of((ASKED, [MET, *BOTH])) == TWO_TEAMS
    assert book_of((ASKED, [*reversed(BOTH), MET])) == TWO_TEAMS


ODD = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.y", "007", "1e5", "TRUE", "2026-01-02", "'x", 'a&b<c>"d']


@pytest.mark.parametrize("text", ODD)
def test_what_people_typed_is_text_whatever_it_begins_with(text: str) -> None:
    asked = rubric(practice("a", title=text))
    raw = book_of((asked, [sheet(levels={"a": 1}, team=text, round=text)]))
    row = opened(raw)["Practices"][2]
    for place in (0, 1, 4):
        assert (row[place].value, row[place].data_type) == (text, "s")
        assert not row[place].hyperlink
    assert as_calamine(raw, "Practices")[1][0] == text


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda text: not is_blank(text))
)
def test_any_text_gives_a_workbook_that_both_readers_open(text: str) -> None:
    asked = rubric(
        practice("a", title=text, levels=[text, "x", "y", "z"], hard_question=text),
        title=text,
        dimensions=[{"id": "d", "name": text}],
        levels=[{"number": n, "name": f"{text}{n}"} for n in range(4)],
        stages=[{"id": "s", "name": text, "needs": {}}],
    )
    raw = book_of((asked, [alone("staff", {"a": 0}), alone(MEMBERS, {"a": 3})]))
    for name in opened(raw).sheetnames:
        assert len(rows_of(raw, name)) == len(as_calamine(raw, name))
    assert records(raw, "Practices")[0]["Level"] == 0


def test_a_text_that_a_cell_cannot_hold_is_cut_and_says_so() -> None:
    asked = rubric(practice("a", title="x" * 90_000))
    title = records(book_of((asked, [sheet(levels={"a": 1})])), "Practices")[0]["Practice"]
    assert len(title) == 32_767
    assert title.endswith("x…")


# Rubrics and rounds of every kind.


@pytest.mark.parametrize("many", [1, 7, 19, 90])
def test_any_number_of_dimensions_makes_sheets_with_every_level_in_one_of_them(many: int) -> None:
    asked = rubric(*(practice(f"p{n}", f"d{n}") for n in range(many)))
    raw = book_of((asked, [sheet(levels={f"p{n}": n % 4 for n in range(many)})]))
    assert [row["Dimension level"] for row in records(raw, "Practices")] == [n % 4 for n in range(many)]
    (team,) = records(raw, "Teams")
    if many <= 24:
        assert [team[f"D{n}"] for n in range(many)] == [n % 4 for n in range(many)]
    else:
        assert [team[f"At {n} {name}"] for n, name in enumerate(("Not yet", "Started", "Together", "Always"))] == [
            23, 23, 22, 22,
        ]  # fmt: skip
        assert team["No level"] == 0
    counts = records(raw, "All teams")
    assert [row["What is counted"] for row in counts[:many]] == [f"D{n}" for n in range(many)]
    assert ("xl/charts/chart1.xml" in parts(raw)) == (many <= 60)
    assert "Stage" not in team


def test_equal_names_of_dimensions_make_headings_that_differ() -> None:
    asked = rubric(
        practice("a", "d"), practice("b", "e"), dimensions=[{"id": "d", "name": "Team"}, {"id": "e", "name": "team"}]
    )
    heading = rows_of(book_of((asked, [sheet(levels={"a": 1, "b": 2})])), "Teams")[0]
    assert heading[0] == "Team"
    assert {"Team (2)", "team (3)"} <= set(heading)


def test_several_rubrics_share_the_practices_and_have_sheets_of_their_own() -> None:
    other = rubric(practice("z", "x"), id="another-set-of-questions-of-ours")
    raw = book_of((ASKED, [MET]), (other, [sheet(levels={"z": 3}, rubric=other.id)]))
    assert opened(raw).sheetnames == [
        "Start here", "Teams, another-set-of-question…", "Teams, small", "Practices", "Where voices differ",
        "All teams, another-set-of-ques…", "All teams, small",
    ]  # fmt: skip
    assert {row["Rubric"] for row in records(raw, "Practices")} == {other.id, "small"}
    names = [table for each in opened(raw).worksheets for table in each.tables]
    assert len(set(names)) == len(names)


def test_of_nobody_who_may_be_shown_nothing_is_said_but_that() -> None:
    raw = book_of((ASKED, [sheet("staff", {"a": 3}, team="Few")]))
    (row,) = records(raw, "Teams")
    assert (row["Who was heard"], row["Stage"], row["D"]) == ("Nobody may be shown", NOBODY, NOBODY)
    practices = records(raw, "Practices")
    assert [each["Level"] for each in practices] == [None] * 3
    assert {each["Level in words"] for each in practices} == {"may not be shown"}
    assert [row[0] for row in rows_of(raw, "All teams")][3] == "Nobody's answers may be shown in any team"


def test_one_side_alone_has_no_stage_and_says_why() -> None:
    raw = book_of((ASKED, [alone("staff", {"a": 3, "b": 3, "c": 3})]))
    (row,) = records(raw, "Teams")
    assert row["Stage"] == NOT_UNTIL_BOTH


def test_no_answers_at_all_make_one_sheet_that_says_so() -> None:
    raw = book_of()
    assert opened(raw).sheetnames == ["Start here"]
    assert "no answer" in rows_of(raw, "Start here")[0][0]


def test_more_rows_than_a_sheet_holds_are_refused_with_what_to_use_instead() -> None:
    check_rows(MOST_ROWS - 1)
    with pytest.raises(BadCommand, match=r"1,048,575 rows .* have 1,048,576; use score --format csv or .*parquet"):
        check_rows(MOST_ROWS)


def test_no_workbook_is_begun_that_could_not_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 6)
    with pytest.raises(BadCommand, match="have 6"):
        book_of((ASKED, [MET, *BOTH]))


def test_very_many_rows_wait_in_files_that_are_gone_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(book, "IN_MEMORY_UP_TO", 5)
    raw = book_of((ASKED, [MET, *BOTH]))
    assert parts(raw) == parts(TWO_TEAMS)
    assert raw == book_of((ASKED, [MET, *BOTH]))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY])
def test_every_day_that_a_sheet_may_hold_is_a_day_in_a_workbook(day: dt.date) -> None:
    raw = book_of((ASKED, [sheet(levels={"a": 1, "b": 1, "c": 1}, date=day)]))
    assert records(raw, "Teams")[0]["Date"].date() == day

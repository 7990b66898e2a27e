"""Finding one's way in the form: errors, going back, the list, keeping, copying, and doing without a script."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from browser.form_filling import (
    RUBRIC,
    change,
    choose,
    download,
    field,
    focused,
    here,
    make_form,
    open_again,
    press,
    start,
    step_by_step,
    to_list,
)
from coprod_check.form import wording as form_wording
from coprod_check.interview import wording

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Dialog, Page

    from browser.rig import Opened
    from coprod_check.documents.shapes import Voice

TITLE = RUBRIC.title
FIRST = RUBRIC.practices[0].id
LEAFLETS = "plain-materials"
LEAFLETS_TITLE = next(each.title for each in RUBRIC.practices if each.id == LEAFLETS)


@pytest.fixture
def private(open_page: Opened, tmp_path: Path) -> Page:
    return open_page(make_form(tmp_path, "lived-experience", team="Team"))


@pytest.fixture
def meeting(open_page: Opened, tmp_path: Path) -> Page:
    return open_page(make_form(tmp_path, "together", team="Team"))


def to_practice(page: Page, place: int = 0) -> None:
    """Go on to a practice from the first step."""
    step_by_step(page, 4 + place)


def problems(page: Page) -> list[str]:
    """Read the list of problems; empty where none is shown."""
    return page.locator("#errors a").all_inner_texts() if page.locator("#errors").is_visible() else []


# One thing at a time.


def test_one_step_is_shown_and_the_focus_goes_to_its_heading(private: Page) -> None:
    assert here(private) == "start"
    assert private.title() == TITLE
    press(private, "Next")
    assert (here(private), focused(private)) == ("yours", form_wording.YOURS)
    step_by_step(private, 2)
    assert (here(private), focused(private)) == ("how", form_wording.HOW)
    press(private, "Next")
    assert here(private) == f"practice.{FIRST}"
    assert focused(private) == f"Practice 1 of 26: {RUBRIC.practices[0].title}"
    assert private.title() == f"Practice 1 of 26: {RUBRIC.practices[0].title} – {TITLE}"


def test_nothing_has_to_be_answered_but_the_team(private: Page) -> None:
    for _ in range(4 + len(RUBRIC.practices) + len(RUBRIC.experience)):
        press(private, "Next")
        assert problems(private) == []
    assert here(private) == "review"
    assert private.locator("#answered").inner_text() == "You answered 0 of 26 practices."


def test_enter_in_a_text_field_is_next(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "lived-experience"))
    field(page, "team").press("Enter")
    assert (here(page), problems(page)) == ("start", [form_wording.TEAM_NEEDED])
    field(page, "team").fill("Team")
    field(page, "year").press("Enter")
    assert (here(page), focused(page)) == ("yours", form_wording.YOURS)
    field(page, "respondent").press("Enter")
    assert here(page) == "circumstances"


def test_enter_where_many_lines_may_be_written_is_a_new_line(private: Page) -> None:
    to_practice(private)
    choose(private, f"level.{FIRST}", 2)
    evidence = field(private, f"evidence.{FIRST}")
    evidence.press_sequentially("One")
    evidence.press("Enter")
    assert (here(private), evidence.input_value()) == (f"practice.{FIRST}", "One\n")


def test_a_field_opened_for_a_change_is_left_with_enter_too(meeting: Page) -> None:
    press(meeting, "Next")
    field(meeting, "staff").fill("2")
    field(meeting, "members").fill("2")
    to_list(meeting)
    change(meeting, "people")
    field(meeting, "staff").fill("3")
    field(meeting, "staff").press("Enter")
    assert (here(meeting), meeting.locator("[id='said.staff']").inner_text()) == ("review", "3")


def test_back_and_the_browsers_own_back_go_one_step_and_lose_nothing(private: Page) -> None:
    to_practice(private)
    choose(private, f"level.{FIRST}", 1)
    press(private, "Next")
    press(private, "Back")
    assert here(private) == f"practice.{FIRST}"
    private.go_back()
    assert here(private) == f"practice.{RUBRIC.practices[1].id}"
    private.go_back()
    private.go_back()
    assert here(private) == "how"
    private.go_forward()
    assert here(private) == f"practice.{FIRST}"
    assert private.locator(f"input[name='level.{FIRST}'][value='1']").is_checked()


@pytest.mark.parametrize("steps", [1, 2, 4])
def test_the_browsers_back_puts_the_focus_on_the_heading_from_its_first_use_on(
    open_page: Opened, tmp_path: Path, steps: int
) -> None:
    page = open_page(make_form(tmp_path, "lived-experience", team="Team"))
    headings = [form_wording.START, form_wording.YOURS, form_wording.ABOUT_WORK, form_wording.HOW]
    step_by_step(page, steps)
    for heading in reversed(headings[:steps]):
        page.go_back()
        page.wait_for_timeout(100)  # the browser moves the focus after it has told the page
        assert (focused(page), page.evaluate("document.activeElement.tagName")) == (heading, "H2")


@pytest.mark.parametrize(("voice", "parts"), [("lived-experience", 4), ("staff", 3), ("together", 3)])
def test_each_step_says_which_part_of_the_form_it_is(
    open_page: Opened, tmp_path: Path, voice: Voice, parts: int
) -> None:
    page = open_page(make_form(tmp_path, voice, team="Team"))
    seen = []
    while True:
        said = page.locator(f"[id='{here(page)}'] .part").inner_text()
        seen += [said] if said not in seen else []
        if here(page) == "review":
            break
        if here(page) == "people":
            field(page, "staff").fill("2")
            field(page, "members").fill("2")
        press(page, "Next")
    assert seen == [f"Part {place} of {parts}" for place in range(1, parts + 1)]


@pytest.mark.parametrize("preset", [{}, {"team": "Riverside diabetes group", "round": "2026-11"}])
@pytest.mark.parametrize("voice", ["lived-experience", "staff", "together"])
def test_the_first_page_is_short(open_page: Opened, tmp_path: Path, voice: Voice, preset: dict[str, str]) -> None:
    told: dict[str, Any] = {"contact": "sam@example.org", "return_by": dt.date(2026, 11, 30)} if preset else {}
    page = open_page(make_form(tmp_path, voice, **(told | preset)))
    words = page.locator("body").inner_text().split()
    assert len(words) <= 120, len(words)


def test_a_team_and_a_round_that_are_known_stand_there_as_text(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "staff", team="Café <Crew>", round="2026-11"))
    assert page.locator(".given").inner_text().split("\n") == ["Team or project", "Café <Crew>", "Round", "2026-11"]
    assert page.locator("#start input[type=text]").count() == 3  # the day, the month and the year
    press(page, "Next")
    to_list(page)
    text = download(page)[1].decode()
    assert 'team = "Café <Crew>"\nround = "2026-11"\n' in text


def test_who_gets_the_answers_by_when_and_whom_to_ask_are_said_first_and_last(
    open_page: Opened, tmp_path: Path
) -> None:
    page = open_page(
        make_form(tmp_path, "staff", team="Team", contact="Sam & Co", return_by=dt.date(2026, 11, 30), help_line="Rita")
    )
    assert "Send your answers to Sam & Co by 30 November 2026." in page.locator("#start").inner_text()
    assert "Need this another way? Ask Rita." in page.locator("#start").inner_text()
    press(page, "Next")
    to_list(page)
    download(page)
    assert "Send this file to Sam & Co by 30 November 2026." in page.locator("#done").inner_text()


def test_an_address_with_a_step_in_it_still_starts_at_the_start(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "staff"))
    page.goto(f"{page.url.split('#')[0]}#done")
    page.reload()
    assert here(page) == "start"


# Errors.


def test_a_missing_team_is_said_on_top_and_beside_the_field_in_the_same_words(
    open_page: Opened, tmp_path: Path
) -> None:
    page = open_page(make_form(tmp_path, "staff"))
    press(page, "Next")
    assert here(page) == "start"
    assert problems(page) == [form_wording.TEAM_NEEDED]
    assert focused(page) == "errors"
    assert page.title() == f"Error: {TITLE}"
    team = field(page, "team")
    assert team.get_attribute("aria-invalid") == "true"
    assert team.get_attribute("aria-describedby") == "error.team"
    assert field(page, "error.team").text_content() == f"Error: {form_wording.TEAM_NEEDED}"
    page.locator("#errors a").click()
    assert focused(page) == "team"
    team.fill("Team")
    press(page, "Next")
    assert (here(page), page.title()) == ("yours", f"{form_wording.YOURS} – {TITLE}")
    press(page, "Back")
    assert problems(page) == []
    assert team.get_attribute("aria-invalid") is None
    assert team.get_attribute("aria-describedby") is None


DATES = [
    ("31", "2", "2026", False), ("29", "2", "2028", True), ("29", "2", "2026", False), ("1", "1", "26", False),
    ("0", "1", "2026", False), ("1", "13", "2026", False), ("", "", "", False), ("x", "1", "2026", False),
    ("1", "1", "0001", False), (" 1 ", "01", "2026", True), ("1.5", "1", "2026", False), ("1", "1", "9999", False),
]  # fmt: skip


def test_a_date_that_is_none_is_asked_for_again(private: Page) -> None:
    for *date, fine in DATES:
        for part, value in zip(("day", "month", "year"), date, strict=True):
            field(private, part).fill(str(value))
        press(private, "Next")
        assert here(private) == ("yours" if fine else "start"), date
        assert problems(private) == ([] if fine else [form_wording.DATE_NEEDED]), date
        if fine:
            press(private, "Back")
        else:
            assert field(private, "year").get_attribute("aria-describedby") == "error.day"


def test_people_of_a_meeting_are_counted_in_numbers(meeting: Page) -> None:
    press(meeting, "Next")
    for staff, members, wrong in (("", "2", 1), ("two", "-1", 2), ("1.5", "1e3", 2), ("0", "0", 0)):
        field(meeting, "staff").fill(staff)
        field(meeting, "members").fill(members)
        press(meeting, "Next")
        assert len(problems(meeting)) == wrong


def test_who_is_here_is_answered_at_once_with_what_it_will_mean(meeting: Page) -> None:
    press(meeting, "Next")
    status = meeting.locator("#people [role=status]")
    assert status.inner_text().strip() == ""
    field(meeting, "staff").fill("12")
    field(meeting, "members").fill("0")
    assert status.inner_text().split() == " ".join(wording.who_warning(12, 0, RUBRIC)).split()
    for members in (1, 5, 6, 40, 24):  # one of thirteen, fewer than a third, a third; and the other way round
        field(meeting, "members").fill(str(members))
        assert status.inner_text().split() == " ".join(wording.who_warning(12, members, RUBRIC)).split()


def test_does_not_apply_opens_the_reason_and_needs_it(private: Page) -> None:
    to_practice(private, 8)
    assert here(private) == f"practice.{LEAFLETS}"
    reason = field(private, f"reason.{LEAFLETS}")
    assert not reason.is_visible()
    choose(private, f"level.{LEAFLETS}", "not-applicable")
    assert reason.is_visible()
    reason.fill("   ")
    press(private, "Next")
    assert problems(private) == [f"{LEAFLETS_TITLE}: {form_wording.REASON_NEEDED}"]
    private.locator("#errors a").click()
    assert focused(private) == f"reason.{LEAFLETS}"
    choose(private, f"level.{LEAFLETS}", 2)
    assert not reason.is_visible()
    press(private, "Next")
    assert problems(private) == []


def test_evidence_is_asked_from_the_level_on_from_which_the_interview_asks_for_it(private: Page) -> None:
    to_practice(private)
    evidence = field(private, f"evidence.{FIRST}")
    seen = {}
    for level in (0, 1, 2, 3, "dont-know", "blank"):
        choose(private, f"level.{FIRST}", level)
        seen[level] = evidence.is_visible()
    assert seen == {0: False, 1: False, 2: True, 3: True, "dont-know": False, "blank": False}


def test_what_was_written_as_evidence_is_never_hidden(private: Page) -> None:
    to_practice(private)
    evidence = field(private, f"evidence.{FIRST}")
    choose(private, f"level.{FIRST}", 2)
    evidence.fill("Minutes.")
    choose(private, f"level.{FIRST}", 1)
    assert evidence.is_visible()
    evidence.fill("")
    assert evidence.is_visible(), "it goes while somebody is in it"
    choose(private, f"level.{FIRST}", 0)
    assert not evidence.is_visible()


def test_evidence_without_an_answer_is_pointed_out(private: Page) -> None:
    to_practice(private)
    choose(private, f"level.{FIRST}", 2)
    field(private, f"evidence.{FIRST}").fill("Minutes.")
    choose(private, f"level.{FIRST}", "blank")
    press(private, "Next")
    assert problems(private) == [f"A shared understanding: {form_wording.EVIDENCE_WITHOUT_LEVEL}"]
    choose(private, f"level.{FIRST}", "dont-know")
    press(private, "Next")
    assert problems(private) == []


def test_what_was_got_round_by_the_browsers_buttons_is_found_before_the_file_is_made(private: Page) -> None:
    to_practice(private, 8)
    choose(private, f"level.{LEAFLETS}", "not-applicable")
    private.go_back()
    to_list(private)
    press(private, "Download my answers")
    assert here(private) == "review"
    assert focused(private) == "errors"
    private.locator("#errors a").click()
    assert (here(private), focused(private)) == (f"practice.{LEAFLETS}", f"reason.{LEAFLETS}")
    assert field(private, f"error.reason.{LEAFLETS}").is_visible()
    field(private, f"reason.{LEAFLETS}").fill("None here.")
    press(private, form_wording.RETURN)
    assert here(private) == "review"
    assert "None here." in download(private)[1].decode()


# The list.


def test_the_list_shows_every_answer_and_what_is_not_answered(private: Page) -> None:
    to_practice(private)
    choose(private, f"level.{FIRST}", 2)
    field(private, f"evidence.{FIRST}").fill("Minutes.\nNotes.")
    to_list(private)
    names, answers = (private.locator(f"#review {which}").all_inner_texts() for which in ("dt", "dt + dd"))
    said = dict(zip(names, answers, strict=True))
    assert list(said)[6:32] == [each.title for each in RUBRIC.practices]
    assert list(said)[32:] == [each.question for each in RUBRIC.experience]
    assert (said["Team or project"], said["Round"], said["Date"]) == ("Team", "2026-11", "2026-11-22")
    assert said[wording.SHARE] == form_wording.SHARE_NOT_CHOSEN
    assert said["A shared understanding"] == "2 Together, or for everyone\nMinutes.\nNotes."
    assert list(said.values()).count(wording.BLANK) == 25 + 7
    assert private.locator("#answered").inner_text() == "You answered 1 of 26 practices."


def test_a_change_from_the_list_comes_back_to_the_list(private: Page) -> None:
    to_practice(private)
    to_list(private)
    change(private, "practice.shared-decisions")
    choose(private, "level.shared-decisions", 3)
    press(private, form_wording.RETURN)
    assert here(private) == "review"
    assert "3 How we work" in private.locator("[id='said.practice.shared-decisions']").inner_text()
    change(private, "yours")
    choose(private, "share", "yes")
    press(private, "Back")
    assert here(private) == "review"
    assert private.locator("[id='said.share']").inner_text() == wording.SHARE_YES
    press(private, "Back")
    assert here(private) == f"experience.{RUBRIC.experience[-1].id}"
    press(private, "Next")
    assert here(private) == "review"


# The file, and what to do where there is none.


def test_after_the_download_the_page_names_the_file_and_can_make_it_again(private: Page) -> None:
    to_practice(private)
    to_list(private)
    name, first = download(private)
    assert here(private) == "done"
    assert field(private, "file-name").inner_text() == name
    private.locator("#download-status", has_text=form_wording.DOWNLOADED).wait_for()
    press(private, "Back to my answers")
    change(private, f"practice.{FIRST}")
    choose(private, f"level.{FIRST}", 3)
    press(private, form_wording.RETURN)
    again, second = download(private)
    assert (again, first != second) == (name, True)


def test_the_text_can_be_copied_where_files_cannot_be_saved(private: Page) -> None:
    private.evaluate("() => { URL.createObjectURL = () => { throw new Error('forbidden here'); }; }")
    to_practice(private)
    to_list(private)
    press(private, "Download my answers")
    assert here(private) == "done"
    private.get_by_text(form_wording.NO_FILE).click()
    text = field(private, "file-text")
    assert text.input_value().startswith("# Answers for coprod-check.")
    press(private, form_wording.SELECT_ALL)
    assert private.evaluate("(area => area.selectionEnd - area.selectionStart === area.value.length)"
                            "(document.activeElement)")  # fmt: skip
    press(private, form_wording.COPY)
    private.locator("#copy-status", has_text=form_wording.COPIED).wait_for()
    press(private, form_wording.AGAIN)
    assert private.locator("#download-status").inner_text() == ""


def test_where_copying_is_forbidden_too_the_text_is_selected_and_said_so(private: Page) -> None:
    private.evaluate("document.execCommand = () => { throw new Error('no'); };"
                     "Object.defineProperty(navigator, 'clipboard', {value: undefined})")  # fmt: skip
    to_practice(private)
    to_list(private)
    download(private)
    private.get_by_text(form_wording.NO_FILE).click()
    press(private, form_wording.COPY)
    private.locator("#copy-status", has_text=form_wording.NOT_COPIED).wait_for()


def agreeing(page: Page) -> list[str]:
    """Say yes to whatever the browser asks; gives what it asked."""
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message or dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    return asked


def test_leaving_asks_first_until_the_file_is_made(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "staff", team="Team"))
    asked = agreeing(page)
    page.reload()
    assert asked == []
    to_practice(page)
    choose(page, f"level.{FIRST}", 3)
    page.reload()
    assert asked == ["beforeunload"]
    press(page, "Back")
    page.reload()  # what came back into the tab is lost with the tab, all the same
    assert asked == ["beforeunload"] * 2
    to_list(page)
    download(page)
    page.reload()
    assert asked == ["beforeunload"] * 2


def test_leaving_does_not_warn_of_losing_what_is_kept(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "staff", team="Team"))
    asked = agreeing(page)
    field(page, "keep").check()
    to_practice(page)
    choose(page, f"level.{FIRST}", 3)
    page.reload()
    assert asked == []
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    choose(page, f"level.{FIRST}", 2)
    page.reload()
    assert asked == ["beforeunload"]


def test_the_form_can_be_cleared_for_the_next_person(private: Page) -> None:
    asked = agreeing(private)
    field(private, "keep").check()
    to_practice(private)
    choose(private, f"level.{FIRST}", 3)
    to_list(private)
    first = download(private)[0]
    press(private, form_wording.NEXT_PERSON)
    assert asked == [form_wording.CLEAR_SURE]
    assert here(private) == "start"
    assert (kept_on_device(private), private.evaluate("sessionStorage.length")) == (0, 0)
    assert field(private, "team").input_value() == "Team"
    assert field(private, "file-text").input_value() == ""
    to_practice(private)
    to_list(private)
    assert private.locator("#answered").inner_text() == "You answered 0 of 26 practices."
    assert download(private)[0] != first


# Keeping.


def kept_on_device(page: Page) -> int:
    count: int = page.evaluate("localStorage.length + document.cookie.length")
    return count


def test_nothing_is_kept_unless_it_was_asked_for(open_page: Opened, tmp_path: Path) -> None:
    path = make_form(tmp_path, "staff")
    page = open_page(path)
    start(page)
    step_by_step(page, 3)
    choose(page, f"level.{FIRST}", 3)
    to_list(page)
    download(page)
    assert kept_on_device(page) == 0
    again = open_again(open_page, path, page)
    assert again.evaluate("sessionStorage.length") == 0
    start(again)
    to_list(again)
    assert again.locator("#answered").inner_text() == "You answered 0 of 26 practices."


@pytest.mark.parametrize("preset", [True, False])
def test_what_was_kept_is_put_back_and_the_page_says_so(open_page: Opened, tmp_path: Path, preset: bool) -> None:
    given: dict[str, Any] = {"team": "Team", "round": "r"} if preset else {}
    path = make_form(tmp_path, "lived-experience", **given)
    page = open_page(path)
    field(page, "keep").check()
    page.locator("#keep-status", has_text=form_wording.KEPT).wait_for()
    start(page, "Team", "r")
    choose(page, "share", "yes")
    press(page, "Next")
    choose(page, "circumstances", "small-group")
    step_by_step(page, 2)
    choose(page, f"level.{FIRST}", 2)
    field(page, f"evidence.{FIRST}").fill('ہم \\ "x"\n😀')
    to_list(page)
    name, first = download(page)
    again = open_again(open_page, path, page)
    if not preset:
        assert not again.locator("#put-back").is_visible()
        start(again, " team ", "R")
    assert form_wording.PUT_BACK in again.locator("#put-back").inner_text()
    assert field(again, "keep").is_checked()
    to_list(again) if not preset else to_practice(again)
    if preset:
        to_list(again)
    assert download(again) == (name, first)


def test_kept_answers_of_another_day_get_the_day_on_which_they_are_finished_and_keep_their_round(
    open_page: Opened, tmp_path: Path
) -> None:
    path = make_form(tmp_path, "staff", team="Team")
    page = open_page(path)
    field(page, "keep").check()
    to_practice(page)
    choose(page, f"level.{FIRST}", 2)
    page.clock.set_fixed_time("2026-12-03T12:00:00Z")
    again = open_again(open_page, path, page)
    assert again.locator("#put-back").is_visible()
    to_practice(again)
    to_list(again)
    assert again.locator("[id='said.round']").inner_text() == "2026-11"
    name, text = download(again)
    assert name.startswith("team-2026-11-staff-")
    assert 'round = "2026-11"\ndate = 2026-12-03\n' in text.decode()
    press(again, "Back to my answers")
    change(again, "start")
    field(again, "day").fill("2")
    press(again, form_wording.RETURN)
    assert again.locator("[id='said.round']").inner_text() == "2026-12"


def test_a_form_that_is_cleared_begins_in_the_round_of_its_own_day(open_page: Opened, tmp_path: Path) -> None:
    path = make_form(tmp_path, "together", team="Team")
    page = open_page(path)
    field(page, "keep").check()
    page.clock.set_fixed_time("2026-12-03T12:00:00Z")
    again = open_again(open_page, path, page)
    press(again, form_wording.CLEAR_ALL)
    press(again, "Next")
    field(again, "staff").fill("1")
    field(again, "members").fill("1")
    to_list(again)
    assert again.locator("[id='said.round']").inner_text() == "2026-12"


@pytest.mark.parametrize("other", ["team", "round", "voice"])
def test_what_is_kept_of_one_form_is_not_put_into_another(open_page: Opened, tmp_path: Path, other: str) -> None:
    page = open_page(make_form(tmp_path, "staff", team="Team", round="r"))
    field(page, "keep").check()
    to_practice(page)
    choose(page, f"level.{FIRST}", 2)
    voice: Voice = "lived-experience" if other == "voice" else "staff"
    given: dict[str, Any] = {"team": "Team", "round": "r", **({other: "Other"} if other != "voice" else {})}
    again = open_again(open_page, make_form(tmp_path, voice, **given), page)
    press(again, "Next")
    assert not again.locator("#put-back").is_visible()
    assert not again.locator("#start input#keep").is_checked()


def test_kept_answers_can_be_cleared_where_they_were_put_back_and_where_they_are_kept(
    open_page: Opened, tmp_path: Path
) -> None:
    path = make_form(tmp_path, "staff", team="Team")
    page = open_page(path)
    field(page, "keep").check()
    to_practice(page)
    choose(page, f"level.{FIRST}", 2)
    again = open_again(open_page, path, page)
    press(again, form_wording.CLEAR_ALL)
    assert (kept_on_device(again), again.evaluate("sessionStorage.length")) == (0, 0)
    assert not field(again, "keep").is_checked()
    to_practice(again)
    to_list(again)
    assert again.locator("#answered").inner_text() == "You answered 0 of 26 practices."
    change(again, "start")
    field(again, "keep").check()
    assert kept_on_device(again) == 1
    asked = agreeing(again)
    press(again, form_wording.CLEAR)
    assert asked == [form_wording.CLEAR_SURE]
    assert (kept_on_device(again), field(again, "keep").is_checked()) == (0, False)
    assert (here(again), focused(again)) == ("start", form_wording.START)
    again.locator("#keep-status", has_text=form_wording.CLEARED).wait_for()
    field(again, "keep").check()
    field(again, "keep").uncheck()
    again.locator("#keep-status", has_text=form_wording.NOT_KEPT).wait_for()
    assert kept_on_device(again) == 0


def test_a_new_name_for_the_team_leaves_no_copy_under_the_old_one(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "staff"))
    field(page, "keep").check()
    field(page, "team").press_sequentially("Riverside")
    assert kept_on_device(page) == 1


def test_a_reload_in_the_same_tab_loses_nothing(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "lived-experience"))
    agreeing(page)
    start(page, "Team", "r")
    choose(page, "share", "yes")
    field(page, "respondent").fill("S3")
    press(page, "Next")
    choose(page, "circumstances", "small-group")
    step_by_step(page, 2)
    choose(page, f"level.{FIRST}", 2)
    field(page, f"evidence.{FIRST}").fill('ہم \\ "x"\n😀')
    page.reload()
    assert here(page) == f"practice.{FIRST}"
    assert not page.locator("#put-back").is_visible()
    assert field(page, f"evidence.{FIRST}").is_visible()
    to_list(page)
    change(page, "yours")
    page.reload()
    press(page, form_wording.RETURN)
    assert here(page) == "review"
    first = download(page)
    page.reload()
    assert here(page) == "review"
    assert download(page) == first
    assert kept_on_device(page) == 0
    assert not field(page, "keep").is_checked()


def test_a_reload_keeps_what_is_kept_on_the_device_ticked(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "staff", team="Team"))
    field(page, "keep").check()
    to_practice(page)
    choose(page, f"level.{FIRST}", 2)
    page.reload()
    choose(page, f"level.{FIRST}", 3)
    page.go_back()
    step = here(page)
    to_list(page)
    change(page, "start")
    assert (step, field(page, "keep").is_checked(), kept_on_device(page)) == ("how", True, 1)


def test_what_one_form_left_in_a_tab_is_not_put_into_another(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "staff", team="Team"))
    agreeing(page)
    to_practice(page)
    choose(page, f"level.{FIRST}", 2)
    page.goto(make_form(tmp_path, "together", team="Team").as_uri())
    open_page.seen.clear()  # that another form was asked for
    press(page, "Next")
    field(page, "staff").fill("1")
    field(page, "members").fill("1")
    to_list(page)
    assert page.locator("#answered").inner_text() == "You answered 0 of 26 practices."


@pytest.mark.parametrize(
    ("answered", "offer", "there"),
    [
        (1, form_wording.GO_ON_PRACTICE.format(place=2), f"practice.{RUBRIC.practices[1].id}"),
        (6, form_wording.GO_ON_PRACTICE.format(place=7), f"practice.{RUBRIC.practices[6].id}"),
        (26, form_wording.GO_ON_EXPERIENCE.format(place=1), f"experience.{RUBRIC.experience[0].id}"),
        (33, form_wording.TO_LIST, "review"),
    ],
)
def test_the_note_on_put_back_answers_goes_on_where_they_stopped(
    open_page: Opened, tmp_path: Path, answered: int, offer: str, there: str
) -> None:
    path = make_form(tmp_path, "lived-experience", team="Team")
    page = open_page(path)
    field(page, "keep").check()
    to_practice(page)
    page.evaluate("""many => {
      for (const step of [...document.querySelectorAll(".practice, .experience")].slice(0, many)) {
        step.querySelector("input").click();
      }
    }""", answered)  # fmt: skip
    again = open_again(open_page, path, page)
    again.reload()
    press(again, offer) if offer != form_wording.TO_LIST else field(again, "go-on").click()
    assert here(again) == there
    assert not again.locator("#put-back").is_visible()
    assert again.evaluate("document.activeElement.tagName") == "H2"


def test_where_no_question_was_answered_there_is_nothing_to_go_on_with(open_page: Opened, tmp_path: Path) -> None:
    path = make_form(tmp_path, "staff", team="Team")
    page = open_page(path)
    field(page, "keep").check()
    press(page, "Next")
    choose(page, "share", "yes")
    again = open_again(open_page, path, page)
    assert again.locator("#put-back").is_visible()
    assert not field(again, "go-on").is_visible()


def test_where_nothing_may_be_kept_the_form_says_so_and_works(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "staff", team="Team"), storage="forbidden")
    field(page, "keep").click()
    page.locator("#keep-status", has_text=form_wording.KEEP_REFUSED).wait_for()
    assert not field(page, "keep").is_checked()
    to_practice(page)
    choose(page, f"level.{FIRST}", 2)
    to_list(page)
    assert f"[ratings.{FIRST}]\nlevel = 2\n" in download(page)[1].decode()


def test_what_others_left_in_the_store_does_no_harm(open_page: Opened, tmp_path: Path) -> None:
    path = make_form(tmp_path, "staff", team="Team")
    page = open_page(path)
    field(page, "keep").check()
    (key,) = page.evaluate("Object.keys(localStorage)")
    for junk in (
        "",
        "{",
        "null",
        "[]",
        '{"typed": 3}',
        '{"typed": {"share": "yes", "team": 3, "__proto__": "x"}, "ident": 9}',
    ):
        page.evaluate("([key, junk]) => localStorage.setItem(key, junk)", [key, junk])
        again = open_again(open_page, path, page)
        assert here(again) == "start"
        assert field(again, "team").input_value() == "Team"


# Without a script, in every dress, and on paper.


def test_without_a_script_everything_is_there_and_says_what_to_do(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "lived-experience"), script=False)
    assert page.locator("#no-script").inner_text() == form_wording.NO_SCRIPT
    for practice in RUBRIC.practices:
        assert page.get_by_text(practice.levels[3]).is_visible()
    for question in RUBRIC.experience:
        assert page.get_by_text(question.question).first.is_visible()
    assert page.get_by_role("button").count() == 0


def test_with_a_script_nothing_is_said_of_its_absence(private: Page) -> None:
    assert not private.locator("#no-script").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_step_needs_scrolling_sideways_even_with_wide_spacing(open_page: Opened, tmp_path: Path, width: int) -> None:
    page = open_page(make_form(tmp_path, "lived-experience", team="Rindfleischetikettierung" * 4), width=width)
    page.evaluate("""() => { const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important }"
        + " * { word-spacing: .16em !important } p { margin-bottom: 2em !important }");
      document.adoptedStyleSheets = [sheet]; }""")
    while here(page) != "review":
        assert page.evaluate("document.documentElement.scrollWidth") <= width, here(page)
        press(page, "Next")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    download(page)
    page.get_by_text(form_wording.NO_FILE).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_that_is_pressed_is_44_pixels_or_more(private: Page) -> None:
    small = """() => Array.from(document.querySelectorAll("button, summary, .choice, input[type=text], textarea, a"))
      .filter(each => each.offsetParent && each.getBoundingClientRect().height < 44)
      .map(each => each.outerHTML.slice(0, 90))"""
    while here(private) != "review":
        assert private.evaluate(small) == [], here(private)
        press(private, "Next")
    assert private.evaluate(small) == []


PAGE_HEIGHT = (297 - 14 - 16) * 96 / 25.4
PAGE_WIDTH = int((210 - 2 * 16) * 96 / 25.4)


@pytest.mark.parametrize("style", ["screen", "paper", "large"])
@pytest.mark.parametrize("voice", ["staff", "lived-experience"])
def test_on_paper_no_practice_is_split_over_two_pages(
    open_page: Opened, tmp_path: Path, voice: Voice, style: str
) -> None:
    page = open_page(make_form(tmp_path, voice, style=style), media="print", width=PAGE_WIDTH)
    for each in page.locator(".practice, .experience").all():
        assert each.is_visible()
        # The browser keeps together what must not break, as long as it fits on a page.
        assert each.evaluate("each => getComputedStyle(each).breakInside") == "avoid"
        height = each.evaluate("each => each.getBoundingClientRect().height")
        assert height <= PAGE_HEIGHT, each.get_attribute("id")
    for hidden in ("#review", "#done", "#moves", "#errors", ".keep"):
        assert page.locator(f"{hidden}:visible").count() == 0


@pytest.mark.parametrize(("style", "smallest"), [("screen", 14), ("paper", 14), ("large", 16)])
def test_print_is_large_and_large_print_is_larger(open_page: Opened, tmp_path: Path, style: str, smallest: int) -> None:
    page = open_page(make_form(tmp_path, "lived-experience", style=style), media="print", width=PAGE_WIDTH)
    sizes = page.evaluate("""() => Array.from(document.querySelectorAll("body *"))
      .filter(each => each.getClientRects().length)
      .filter(each => Array.from(each.childNodes).some(node => node.nodeType === 3 && node.data.trim()))
      .map(each => parseFloat(getComputedStyle(each).fontSize) * 0.75)""")
    assert round(min(sizes), 2) >= smallest


def test_printing_makes_a_pdf_with_every_answer_ticked(private: Page) -> None:
    to_practice(private)
    choose(private, f"level.{FIRST}", 2)
    made = private.pdf(prefer_css_page_size=True)
    assert made.startswith(b"%PDF")
    assert 10 <= made.count(b"/Type /Page\n") <= 25
    private.emulate_media(media="print")
    tick = "value => getComputedStyle(document.querySelector(`[id='p1.${value}']`), '::before').content"
    assert private.evaluate(tick, 2) == '"✕"'
    assert private.evaluate(tick, 1) == "none"


def test_forced_colours_and_dark_keep_what_is_chosen_and_what_is_focused_in_sight(
    open_page: Opened, tmp_path: Path
) -> None:
    for dress in ({"dark": True}, {"forced_colors": True}):
        page = open_page(make_form(tmp_path, "staff", team="Team"), **dress)  # type: ignore[arg-type]
        to_practice(page)
        choose(page, f"level.{FIRST}", 2)
        border = "value => getComputedStyle(document.querySelector(`[id='p1.${value}']`).parentElement).borderColor"
        assert page.evaluate(border, 2) != page.evaluate(border, 1)
        page.keyboard.press("ArrowDown")
        assert page.evaluate("getComputedStyle(document.activeElement.parentElement).outlineWidth") == "3px"

"""A form filled in from beginning to end gives the sheet that any other way gives, byte for byte."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from helpers import make
from helpers.in_process import run
from helpers.process import TODAY
from helpers.process import run as run_tool
from hypothesis import given, settings
from hypothesis import strategies as st

from browser.form_filling import RUBRIC, choose, download, field, fill_in, focused, here, make_form, press
from coprod_check.documents import sheet_ids
from coprod_check.documents.text import as_typed, identity, one_line
from coprod_check.form import page as form_module
from coprod_check.storage import file_names
from coprod_check.storage.sheet_files import HEADER, to_data, to_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from browser.rig import Opened
    from coprod_check.documents.shapes import Voice
    from coprod_check.documents.sheet import Sheet

VOICES: tuple[Voice, ...] = ("lived-experience", "together", "staff")
NASTY = (
    'He said "yes" \\ no \\n\n"""three""" and \'\'\'three\'\'\'\n<b>bold</b> &amp; # no comment\n'
    "😀 👩‍👩‍👧 ŵ ŷ\nہم نے مل کر لکھا\ttab"
)


def sheet_of(voice: Voice, **more: Any) -> Sheet:
    """Answer everything, with something of every kind."""
    ratings: dict[str, Any] = {
        each.id: {"level": index % 4, "evidence": NASTY if index == 2 else f"Note {index}" if index % 4 >= 2 else ""}
        for index, each in enumerate(RUBRIC.practices)
    }
    ratings["hard-experiences"] = {"level": "dont-know", "evidence": "We never asked."}
    ratings["plain-materials"] = {"level": "not-applicable", "reason": 'No "leaflets", no \\ posts.'}
    del ratings["honest-invitations"]
    experience: dict[str, Any] = {each.id: each.options[0].id for each in RUBRIC.experience}
    experience["member-or-in-meetings"] = ["member", "in-meetings"]
    del experience["felt-equal"]
    data: dict[str, Any] = {
        "rubric": RUBRIC.id,
        "rubric_version": RUBRIC.version,
        "team": "Riverside “Straße” İstanbul ہم",
        "round": "Autumn 2026",
        "language": "en",
        "circumstances": ["small-group", "remote-only"],
    }
    if voice == "together":
        data["sheet"] = file_names.sheet_id(voice, RUBRIC.id, data["team"], data["round"])
        data["people"] = {"staff": 3, make.MEMBERS: 2}
    else:
        data |= {"sheet": "k7f3-92qd", "share": True, "respondent": "S3"}
    if voice == make.MEMBERS:
        data["experience"] = experience
    return make.sheet(voice, ratings, **{**data, **more})


def typed(sheet: Sheet) -> str:
    """Write what somebody types who gives these answers to ``assess --plain``."""
    lines: list[str] = []
    if sheet.voice == "together":
        lines += [str(sheet.people.staff), str(sheet.people.lived_experience)]
    else:
        lines += ["y" if sheet.share else "n", sheet.respondent]
    known = [each.id for each in RUBRIC.circumstances]
    lines.append(" ".join(str(known.index(each) + 1) for each in sheet.circumstances))
    for practice in RUBRIC.practices:
        rating = sheet.ratings.get(practice.id)
        if rating is None:
            lines.append("x")
        elif rating.level == "not-applicable":
            lines += ["n", rating.reason]
        elif rating.evidence and not isinstance(rating.level, int):
            # Evidence is asked from level 2 up, and stays when the answer changes.
            lines += ["3", *rating.evidence.split("\n"), ".", "b", "d", "k"]
        elif rating.level == "dont-know":
            lines.append("d")
        else:
            lines.append(str(rating.answer))
            if isinstance(rating.level, int) and rating.level >= 2:
                lines += [*(rating.evidence.split("\n") if rating.evidence else []), "."]
    for question in RUBRIC.experience if sheet.voice == make.MEMBERS else ():
        options = [each.id for each in question.options]
        lines.append(" ".join(str(options.index(each) + 1) for each in sheet.chosen(question.id)) or "x")
    return "".join(f"{line}\n" for line in [*lines, "f"])


def without_id(text: str) -> str:
    """Take out the id of a private sheet, which is random."""
    return re.sub(r'(?m)^sheet = "[2-9a-z]{4}-[2-9a-z]{4}"$', "", text)


@pytest.mark.parametrize("voice", ["together", "staff", "lived-experience"])
def test_plain_mode_a_sheet_file_and_the_form_give_the_same_bytes_and_the_same_score(
    voice: Voice, open_page: Opened, tmp_path: Path
) -> None:
    sheet = sheet_of(voice)
    page = open_page(make_form(tmp_path, voice))
    fill_in(page, sheet)
    name, from_form = download(page)
    folders = {way: tmp_path / way for way in ("form", "file", "plain")}
    for folder in folders.values():
        folder.mkdir()
    (folders["form"] / "x.answers.toml").write_bytes(from_form)
    (folders["file"] / "x.answers.toml").write_text(to_toml(sheet), "utf-8", newline="\n")
    asked = run_tool(
        "assess", "--plain", "--team", sheet.team, "--round", sheet.round, "--voice", voice, "--no-plan",
        "--answers", "x.answers.toml", typed=typed(sheet), cwd=folders["plain"],
    )  # fmt: skip
    assert asked.returncode == 0, asked.stderr
    texts = {way: (folder / "x.answers.toml").read_bytes().decode() for way, folder in folders.items()}
    assert without_id(texts["form"]) == without_id(texts["plain"])
    assert without_id(texts["form"]) == without_id(texts["file"])
    if voice == "together":
        assert texts["form"] == texts["plain"]
    scores = {way: run_tool("score", ".", "--format", "json", cwd=folder) for way, folder in folders.items()}
    assert [each.returncode for each in scores.values()] == [0, 0, 0]
    # The same name in three folders: not even `sources` differs.
    assert scores["form"].stdout == scores["plain"].stdout == scores["file"].stdout
    (result,) = json.loads(scores["form"].stdout)["results"]
    assert result["practices"]["shared-understanding"]["status"] == "rated"
    assert name.startswith("riverside-strasse-i-stanbul-ہم-autumn-2026")


def test_the_file_is_named_as_assess_would_name_it(open_page: Opened, tmp_path: Path) -> None:
    for voice in VOICES[1:]:
        page = open_page(make_form(tmp_path, voice, team="Riverside: Diabetes / Group"))
        press(page, "Next")
        if voice == "together":
            field(page, "staff").fill("1")
            field(page, "members").fill("1")
        press(page, "See all my answers")
        name, data = download(page)
        found = re.search(r'sheet = "(.*)"', data.decode())
        assert found
        assert name == file_names.default_name("Riverside: Diabetes / Group", "2026-11", voice, found.group(1)).name


def test_two_people_get_two_ids_and_one_person_keeps_theirs(open_page: Opened, tmp_path: Path) -> None:
    path = make_form(tmp_path, "staff", team="Team")
    seen = set()
    for _ in range(2):
        page = open_page(path)
        press(page, "Next")
        press(page, "See all my answers")
        first, again = download(page)[1], download(page, "Download again")[1]
        assert first == again
        seen.add(first)
    assert len(seen) == 2


def test_only_what_was_answered_is_in_the_file(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "lived-experience", team="Team"))
    press(page, "Next")
    press(page, "See all my answers")
    _, data = download(page)
    assert b"finished" not in data  # a sheet is finished unless it says otherwise
    empty = make.sheet(
        "lived-experience", {}, rubric=RUBRIC.id, rubric_version=RUBRIC.version, round="2026-11", language="en"
    )
    assert without_id(data.decode()) == to_toml(empty).replace('\nteam = "', '\n\nteam = "')


def test_a_changed_mind_leaves_nothing_behind(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "lived-experience", team="Team"))
    press(page, "Next")
    press(page, "See all my answers")
    page.locator("#review a[href='#practice.plain-materials']").click()
    choose(page, "level.plain-materials", "not-applicable")
    field(page, "reason.plain-materials").fill("None here.")
    choose(page, "level.plain-materials", 1)
    press(page, "Save this change")
    page.locator("#review a[href='#experience.felt-equal']").click()
    choose(page, "experience.felt-equal", "no")
    choose(page, "experience.felt-equal", "blank")
    press(page, "Save this change")
    text = download(page)[1].decode()
    assert text.endswith("share = false\n\n[ratings.plain-materials]\nlevel = 1\n")


def test_a_rubric_of_your_own_with_numbers_for_ids_keeps_its_order(open_page: Opened, tmp_path: Path) -> None:
    rubric = make.rubric(*(make.practice(name) for name in ("b", "2", "three", "1")), language="cy")
    sheet = make.sheet(
        "staff", {"b": 3, "2": 1, "three": "dont-know", "1": "not-applicable"}, language="cy", share=False
    )
    page = open_page(make_form(tmp_path, "staff", rubric))
    fill_in(page, sheet, rubric)
    assert without_id(download(page)[1].decode()) == to_toml(sheet).replace('\nteam = "', '\n\nteam = "')


def test_the_whole_form_can_be_filled_in_by_keyboard_alone(open_page: Opened, tmp_path: Path) -> None:
    page = open_page(make_form(tmp_path, "lived-experience"))
    keys = page.keyboard

    def tab_to(words: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if focused(page) == words:
                return
        raise AssertionError(f"{words} is not reached by Tab; the focus is on {focused(page)}")

    tab_to("team")
    keys.type("Key Board")
    tab_to("Next")
    keys.press("Enter")
    assert here(page) == "yours"
    tab_to("share.yes")
    keys.press("Space")
    tab_to("Next")
    keys.press("Enter")
    tab_to("c1")
    keys.press("Space")
    for _ in range(2):
        tab_to("Next")
        keys.press("Space")
    for place, practice in enumerate(RUBRIC.practices, 1):
        assert here(page) == f"practice.{practice.id}"
        tab_to(f"p{place}.0")
        keys.press("Space")
        for _ in range(2):
            keys.press("ArrowDown")
        tab_to(f"evidence.{practice.id}")
        keys.type("One line.")
        keys.press("Enter")
        keys.type("And another.")
        tab_to("Next")
        keys.press("Enter")
    for place, question in enumerate(RUBRIC.experience, 1):
        tab_to(f"e{place}.1")
        keys.press("Space")
        assert here(page) == f"experience.{question.id}"
        tab_to("Next")
        keys.press("Enter")
    assert here(page) == "review"
    tab_to("Download my answers")
    with page.expect_download() as waited:
        keys.press("Enter")
    folder = tmp_path / "score"
    folder.mkdir()
    waited.value.save_as(folder / waited.value.suggested_filename)
    done = run("score", folder, "--format", "json")
    assert done.returncode == 0, done.stderr
    (result,) = json.loads(done.stdout)["results"]
    assert (result["team"], result["round"], result["date"]) == ("Key Board", TODAY[:7], TODAY)
    assert {each["level"] for each in result["practices"].values()} == {2}
    assert result["circumstances"] == ["small-group"]
    assert len(result["experience"]) == 7


# The writer itself, beside the one in Python.


@pytest.fixture(scope="module")
def writer(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.add_script_tag(content=form_module.form_asset("toml.js"))  # the part of the script that is pure
    page.evaluate("""() => {
      const isTable = (what) => what && typeof what === "object" && !Array.isArray(what);
      const inside = (key, what) => (key === "date" ? new coprod.Day(what) : isTable(what) ? asMap(what) : what);
      window.asMap = (data) => new Map(Object.entries(data).map(([key, what]) => [key, inside(key, what)]));
    }""")
    yield page
    page.close()


# Letters that came later than this Python knows may fold or compose otherwise in a newer browser.
anything = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=30)
nasty = st.text(st.sampled_from("\"\\\n\r\t'#=[]{}\x00\x08\x0c\x1b\x7f\x85\u2028\ufeff aäß😀ہ"), max_size=30)
texts = st.one_of(anything, nasty)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_what_was_typed_is_tidied_as_the_interview_tidies_it(writer: Page, text: str) -> None:
    assert writer.evaluate("text => coprod.clean(text)", text) == as_typed(text)
    assert writer.evaluate("text => coprod.oneLine(text)", text) == " ".join(as_typed(text).split())


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_any_answer_is_written_as_python_writes_it(writer: Page, evidence: str, team: str) -> None:
    ratings = {"b": {"level": 2, "evidence": evidence}, "a": {"level": "not-applicable", "reason": team or "x"}}
    experience = {"q": [team, evidence] if team and evidence else "a"}
    sheet = make.sheet("lived-experience", ratings, team=one_line(team) or "T", circumstances=[evidence],
                       experience=experience)  # fmt: skip
    data = to_data(sheet)
    data["date"] = data["date"].isoformat()
    written = writer.evaluate("([data, header]) => coprod.toToml(asMap(data), header)", [data, HEADER])
    assert written == to_toml(sheet)


def test_half_a_character_is_left_out_as_the_interview_leaves_it_out(writer: Page) -> None:
    assert writer.evaluate(r"coprod.clean('a\ud83dz\ude00')") == as_typed("a\ud83dz\ude00") == "az"


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_teams_and_files_are_named_as_python_names_them(writer: Page, team: str, label: str) -> None:
    about = ["rubric", team, label]
    assert writer.evaluate("text => coprod.key(text)", as_typed(team)) == identity(as_typed(team))
    ident = writer.evaluate(
        "([about, letters]) => coprod.idOf(about, letters)", [list(map(as_typed, about)), sheet_ids.LETTERS]
    )
    assert ident == file_names.sheet_id("together", *map(as_typed, about))
    name = writer.evaluate("([text, most]) => coprod.slug(text, most)", [as_typed(team), file_names.LONGEST_SLUG])
    assert name == file_names.slug(as_typed(team))


def test_every_letter_that_python_knows_is_folded_alike(writer: Page) -> None:
    wanted = {str(code): chr(code).casefold() for code in range(0x110000) if chr(code).casefold() != chr(code)}
    found = writer.evaluate("""() => { const found = {};
      for (let code = 0; code < 0x110000; code += 1) {
        if (code >= 0xd800 && code < 0xe000) continue;
        const letter = String.fromCodePoint(code);
        const folded = coprod.fold(letter);
        if (folded !== letter) found[code] = folded;
      }
      return found; }""")
    assert {code: folded for code, folded in found.items() if code in wanted} == wanted


def test_random_ids_are_shaped_as_ours_and_use_every_letter(writer: Page) -> None:
    made = writer.evaluate("letters => Array.from({length: 400}, () => coprod.randomId(letters))", sheet_ids.LETTERS)
    assert all(re.fullmatch(rf"[{sheet_ids.LETTERS}]{{4}}-[{sheet_ids.LETTERS}]{{4}}", each) for each in made)
    assert len(set(made)) == 400
    assert set("".join(made)) == {*sheet_ids.LETTERS, "-"}

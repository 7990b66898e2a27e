"""The page as HTML: landmarks and names, nothing from outside, and nothing that anybody typed is markup."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import unicodedata
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import MEMBERS, practice, rubric, settled, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.plan import Action
from coprod_check.documents.text import is_blank
from coprod_check.pages.blocks import Bullets, Fold, Heading, Para, Report
from coprod_check.pages.cohort_page import cohort_page
from coprod_check.pages.drawings import MarkRow, Marks, StackRow, Stacks
from coprod_check.pages.next_steps import PagePlan
from coprod_check.pages.own_words import OwnWords, own_words
from coprod_check.pages.round_page import round_page
from coprod_check.pages.rounds_page import history_page
from coprod_check.pages.table import Table
from coprod_check.render.html import HtmlRenderer
from coprod_check.render.page_text import for_page
from coprod_check.rules.cohort import cohorts_of
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round

if TYPE_CHECKING:
    from coprod_check.rules.result import Result

ASKED = rubric(
    practice("a", value="v"),
    practice("b", "e", value="v"),
    stages=[{"id": "start", "name": "Start", "needs": {}}, {"id": "some", "name": "Some", "needs": {"d": 2}}],
)
VOID = {"meta", "link", "br", "hr", "img", "input"}
TAGS = {"bdi"} | set(
    re.findall(
        r"\S+",
        "html head meta title style body a header h1 h2 h3 p div nav ol ul li main section strong small "
        "details summary table caption span thead tbody tr th td footer svg line circle",
    )
)
ATTRIBUTES = set(
    re.findall(
        r"\S+",
        "lang dir charset http-equiv content name class href id aria-labelledby aria-label aria-hidden aria-current "
        "tabindex role scope colspan viewbox width height x1 x2 y1 y2 cx cy r focusable",
    )
)


class Read(HTMLParser):
    """A page as a browser would take it apart: tags, attributes, text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def said(self) -> str:
        return flat(" ".join(self.texts))


def flat(text: str) -> str:
    return " ".join(text.split())


def shown(typed: str) -> str:
    """What is left of a text that people typed: one line, composed, without letters that are for machines."""
    kept = "".join(each if each.isprintable() else " " for each in typed)
    return flat(for_page(unicodedata.normalize("NFC", kept)))


def written(report: Report) -> str:
    return HtmlRenderer().render(report)


def read(report: Report) -> Read:
    return Read(written(report))


def results(team: str, label: str) -> list[Result]:
    levels = [{"a": 1, "b": 2}, {"a": 2, "b": 0}]
    return [
        score_round(
            settled(
                ASKED,
                sheet(levels=said, team=team, round=f"{label}{n}", date=dt.date(2026, n, 1)),
                sheet(MEMBERS, {"a": 0}, team=team, round=f"{label}{n}", date=dt.date(2026, n, 1), share=True),
            )
        )
        for n, said in enumerate(levels, 1)
    ]


def plan(found: Result, typed: str) -> PagePlan:
    actions = [
        Action(
            action=typed, measure=typed, because=typed, hard_question=typed, staff_owner=typed,
            lived_experience_owner=typed, evidence=typed, notes=typed, status=status, due=dt.date(2027, 1, 1),
        )
        for status in ("to-do", "done")
    ]  # fmt: skip
    drafted = draft_plan(found, on=dt.date(2026, 11, 22))
    return PagePlan(drafted.model_copy(update={"actions": tuple(actions), "round": typed}), suggested=False)


def pages(team: str, label: str, typed: str) -> dict[str, Report]:
    found = results(team, label)
    other = score_round(settled(ASKED, sheet(levels={"a": 1}, team="Other")))
    return {
        "round": round_page(found[0], plan(found[0], typed)).whole,
        "history": history_page(found, plan(found[1], typed)).whole,
        "cohort": cohort_page(cohorts_of([*found, other])["small"]).whole,
    }


PAGES = pages("Team", "r", "Do it.")
EACH = pytest.mark.parametrize("name", PAGES)


# What everybody typed is text.

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "]]><!--</style></title></svg>",
    "</p></td></table></main>",
    "&lt;b&gt; &amp; &#x3c;",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "\u202etxt.exe\u2066\u2067",
    "فريق السكري",
    "Ünïcödé 漢字 👩🏽‍⚕️ ﷽",
]
TYPED = st.one_of(
    st.sampled_from([*NASTY, "\u2028a\u2029", "\x00\x1b[31m\x07\u2028"]),
    st.text(min_size=1, max_size=40),
    st.text(st.sampled_from("<>&\"'/=!-[]{}%;()`\\ \u202e\u2067\u05d0a1:")),
).filter(lambda text: not is_blank(text) and for_page(text).strip())
NAMES = TYPED.filter(lambda text: not any(unicodedata.category(each) in {"Cc", "Zl", "Zp"} for each in text))
"""Names of teams and rounds are refused with a control character in them; what people write in a plan is not."""


@settings(max_examples=120, deadline=None)
@given(NAMES, NAMES, TYPED)
def test_whatever_people_type_is_text_and_never_markup(team: str, label: str, typed: str) -> None:
    for name, report in pages(team, label, typed).items():
        page = read(report)
        assert page.open == []
        assert {tag for tag, _ in page.tags} <= TAGS
        assert {key for _, attributes in page.tags for key in attributes} <= ATTRIBUTES
        assert {attributes["href"][0] for _, attributes in page.tags if "href" in attributes} == {"#"}
        assert sum(tag == "style" for tag, _ in page.tags) == 1
        if name != "cohort":
            assert shown(typed) in page.said


@pytest.mark.parametrize("nasty", NASTY)
def test_a_team_called_script_is_a_team_called_script(nasty: str) -> None:
    for report in pages(nasty, "r", "Do it.").values():
        text = written(report)
        assert shown(nasty) in read(report).said
        assert "<script" not in text
        assert "onerror=alert(1)>" not in text.replace("&gt;", "")


def test_nothing_typed_turns_the_words_around_it_or_commands_anything() -> None:
    typed: Report = (
        Heading("a\u202eb\x00", 1), Para("\u2067c\x1b"), Heading("\u2066d"), Bullets(("\u202de",)),
        Table("\u202af", ("\u202bg", "h"), (("\u2068i", "\x9bj"),)),
    )  # fmt: skip
    text = written(typed)
    assert not set(text) & {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0, 0x1B, 0x9B)}
    text.encode("utf-8")


def test_half_letters_can_be_written() -> None:
    assert ">a?</h1>" in written((Heading("a\ud800", 1),))


OTHER = OwnWords("ur-PK", frozenset({"آغاز", "کون فیصلہ کرتا ہے"}))


def test_the_page_is_in_our_language_and_says_which_words_are_in_another() -> None:
    text = HtmlRenderer(OTHER).render(
        (Heading("T", 1), Heading("کون فیصلہ کرتا ہے"), Para("At 1 آغاز for now."), Bullets(("آغاز: 2",), named=True))
    )
    assert '<html lang="en" dir="ltr">' in text
    assert '<h2 id="s1" lang="ur-PK" dir="rtl">کون فیصلہ کرتا ہے</h2>' in text
    assert '<a href="#s1" lang="ur-PK" dir="rtl">' in text
    assert 'At 1 <bdi lang="ur-PK" dir="rtl">آغاز</bdi> for now.' in text
    assert '<strong><bdi lang="ur-PK" dir="rtl">آغاز</bdi>:</strong> 2' in text


def test_a_name_that_stands_out_in_a_sentence_says_its_language_too() -> None:
    text = HtmlRenderer(OTHER).render((Heading("T", 1), Para("Hardest: آغاز, 8 of 12.", "lead", ("آغاز",))))
    assert 'Hardest: <strong><bdi lang="ur-PK" dir="rtl">آغاز</bdi></strong>, 8 of 12.' in text


@pytest.mark.parametrize("language", ["en", "en-GB", "EN_us"])
def test_a_rubric_in_our_language_has_no_words_of_its_own(language: str) -> None:
    assert own_words(rubric(language=language)) == OwnWords()


def test_the_words_of_a_rubric_are_all_that_it_says_to_people() -> None:
    asked = rubric(practice("a", hard_question="Pam?"), practice("b", "e", value="v"), language="cy")
    words = own_words(asked)
    assert words.language == "cy"
    assert {"Title of a", "Pam?", "A bit.", "V", "D"} <= words.texts
    assert not words.texts & {"a", "cy", "small", "v"}


def test_a_language_that_is_none_is_not_written() -> None:
    text = HtmlRenderer(OwnWords('"><script>', frozenset({"Word"}))).render((Heading("Word", 1),))
    assert '<h1 lang="en" dir="ltr">Word</h1>' in text


def test_what_people_typed_has_a_direction_of_its_own() -> None:
    assert '<th scope="row" dir="auto">Other</th>' in written(PAGES["cohort"])
    assert '<li><span dir="auto">Do it.</span>' in written(PAGES["round"])
    assert '<span dir="auto">שלום</span>' in written(pages("Team", "r", "שלום")["round"])


# The page itself.


@EACH
def test_one_title_and_every_landmark_once(name: str) -> None:
    tags = [tag for tag, _ in read(PAGES[name]).tags]
    for tag in ("h1", "header", "main", "nav", "footer", "style", "title"):
        assert tags.count(tag) == 1, tag
    assert tags.index("main") < tags.index("header") < tags.index("nav") < tags.index("footer")


@EACH
def test_no_heading_leaves_out_a_depth(name: str) -> None:
    depths = [int(tag[1]) for tag, _ in read(PAGES[name]).tags if re.fullmatch(r"h\d", tag)]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))


@EACH
def test_ids_are_unique_and_every_name_and_link_leads_to_one(name: str) -> None:
    tags = read(PAGES[name]).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in tags:
        for target in [
            *attributes.get("aria-labelledby", "").split(),
            *([attributes["href"][1:]] if "href" in attributes else []),
        ]:
            assert target in ids


@EACH
def test_the_contents_name_every_section_in_order(name: str) -> None:
    text = written(PAGES[name])
    listed = re.findall(r'<li><a href="#(s\d+)"[^>]*>([^<]*)</a>', text)
    sections = re.findall(
        r'(?:<section class="folded[^>]* id="(s\d+)">.*?<h2[^>]*>|<h2 id="(s\d+)"[^>]*>)([^<]*)</h2>', text
    )
    assert listed == [(folded or plain, title) for folded, plain, title in sections]
    assert len(listed) >= 5


@EACH
def test_every_table_has_a_caption_and_every_row_a_head(name: str) -> None:
    tables = re.findall(r"<table[^>]*>(.*?)</table>", written(PAGES[name]), re.DOTALL)
    assert tables
    for table in tables:
        assert table.strip().startswith("<caption")
        assert "<th>" not in table
        head, _, body = table.rpartition("<tbody>")
        assert "<thead>" not in head or 'scope="col"' in head
        rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
        assert rows
        assert all(row.startswith('<th scope="row"') for row in rows)
        widths = {sum(int(n or 1) for n in re.findall(r'<t[hd](?:[^>]*colspan="(\d+)")?', row)) for row in rows}
        assert len(widths) == 1


@EACH
def test_pictures_have_no_letters_and_are_not_heard(name: str) -> None:
    text = written(PAGES[name])
    assert all('aria-hidden="true"' in each for each in re.findall(r"<svg[^>]*>", text))
    assert "<text" not in text
    assert re.findall(r'<span class="mark [\w-]+">(.*?)</span>', text) == [""] * text.count('class="mark ')


@pytest.mark.parametrize(("columns", "said"), [(2, []), (3, ["wide"]), (5, ["wide roomy"])])
def test_only_a_table_of_many_columns_of_sentences_is_given_more_room_than_the_screen(
    columns: int, said: list[str]
) -> None:
    table = Table(
        "T", ("Head of it",) * columns, (("Word", *["A sentence extraordinarily long, somewhere"] * (columns - 1)),)
    )
    text = written((Heading("T", 1), Heading("S"), table))
    assert re.findall(r'class="(wide[ \w]*)"', text) == said


def test_a_month_is_not_broken_at_its_hyphen() -> None:
    table = Table("T", ("Round", "Long"), (("2026-11", "a-much-longer-word"),), frozenset({0}))
    text = written((Heading("T", 1), Heading("S"), table))
    assert '<th scope="row" class="whole" dir="auto">2026-11</th><td>a-much-longer-word</td>' in text


def test_a_table_that_may_be_too_wide_can_be_reached_and_moved_by_keyboard() -> None:
    wide = Table("Wide", ("a" * 12, "b" * 12, "c" * 12), (("x", "y", "z"),))
    slim = Table("Slim", ("a", "b"), (("x", "y"),))
    text = written((Heading("T", 1), Heading("S"), wide, slim))
    assert re.findall(
        r'<div class="wide" role="region" tabindex="0" aria-label="(\w+)">\s*<table>\s*<caption>(\w+)<', text
    ) == [("Wide", "Wide")]
    assert text.count('role="region"') == 1


@EACH
def test_nothing_comes_from_outside_and_nothing_runs(name: str) -> None:
    text = written(PAGES[name])
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|src=|https?:|javascript:|<form|<object", text)
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert list(map(unescape, policy)) == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    assert " style=" not in text
    assert '<meta name="referrer" content="no-referrer">' in text
    assert '<meta name="color-scheme" content="light dark">' in text


@EACH
def test_the_same_report_is_the_same_bytes(name: str) -> None:
    assert written(PAGES[name]) == written(pages("Team", "r", "Do it.")[name])


def test_a_part_that_is_folded_is_closed_until_it_is_asked_for_or_all_is_opened() -> None:
    report = (Heading("T", 1), Heading("S"), Fold("More", (Para("Inside."),), 3), Fold("Last", (Para("There."),)))
    closed = HtmlRenderer().render(report)
    assert closed.count("<details") == 3
    assert "<details open" not in closed
    assert "<summary><h3>More</h3></summary>" in closed
    assert "<summary><h2>Last</h2></summary>" in closed
    opened = HtmlRenderer(opened=True).render(report)
    assert len(re.findall(r"<details[^>]* open>", opened)) == 3


def test_a_page_without_sections_has_no_contents() -> None:
    assert "<nav" not in written((Heading("T", 1), Para("Nobody's answers may be shown.")))


def test_short_words_with_a_hyphen_are_kept_whole_in_a_title_and_longer_ones_are_not() -> None:
    text = written((Heading("1 Co-producing; none <b> co-production-wide yet", 1),))
    assert '<h1>1 <span class="unbroken">Co-producing;</span> none &lt;b&gt; co-production-wide yet</h1>' in text


def test_a_number_stays_on_one_line_with_what_it_counts() -> None:
    row = MarkRow("Pay", "Staff 2, lived 1", staff=2, lived=1)
    marks = Marks("Engagement", ("No", "Some", "All"), (row,))
    text = written((Heading("T", 1), Para("From 1 Some to 2 All.", "lead"), Heading("S"), marks))
    assert ">Staff\N{NO-BREAK SPACE}2, lived\N{NO-BREAK SPACE}1</td>" in text
    assert ">From 1\N{NO-BREAK SPACE}Some to 2\N{NO-BREAK SPACE}All.</p>" in text


@pytest.mark.parametrize(("of", "said"), [(0, ["f3", "f1"]), (4, ["f3", "f1"]), (10, ["f3", "f1", "f6"])])
def test_a_bar_is_as_long_as_its_share_of_all_teams(of: int, said: list[str]) -> None:
    stacks = Stacks("S", ("No", "Some"), (StackRow("Pay", (3, 1)),), of=of)
    text = written((Heading("T", 1), Heading("S"), stacks))
    assert re.findall(r'<span class="(?:h\d )?(f\d+)">', text) == said


@pytest.mark.parametrize(("letters", "broad"), [(10, False), (13, True)])
def test_only_a_table_that_is_broader_than_paper_breaks_its_words_there(letters: int, broad: bool) -> None:
    table = Table("T", ("n" * letters,) * 7, (("x",) * 7,))
    assert ('class="wide broad"' in written((Heading("T", 1), Heading("S"), table))) is broad


def test_the_style_prints_whole_rows_repeats_headers_and_knows_forced_colours() -> None:
    text = written(PAGES["round"])
    for rule in (
        "size: A4",
        "break-inside: avoid",
        "table-header-group",
        "forced-colors: active",
        "prefers-color-scheme",
    ):
        assert rule in text


def test_a_list_of_named_things_has_its_names_in_bold_and_only_those() -> None:
    items = ("A <b>: text: more", "no name")
    text = written((Heading("T", 1), Heading("S"), Bullets(items, named=True), Bullets(items)))
    assert text.count("<li><strong>A &lt;b&gt;:</strong> text: more</li>") == 1
    assert text.count("<li>A &lt;b&gt;: text: more</li>") == 1
    assert text.count("<li>no name</li>") == 2


def big_cohort(teams: int) -> Any:
    long = rubric(*(practice(f"p{n}", "abcd"[n % 4], value=f"v{n // 4}") for n in range(20)))
    one = score_round(settled(long, sheet(levels={f"p{n}": n % 4 for n in range(20)})))
    from dataclasses import replace

    return cohorts_of([replace(one, team=f"Team number {n} of a place with a long name") for n in range(teams)])[
        "small"
    ]


def test_a_thousand_teams_fit_in_three_megabytes_and_a_round_in_three_hundred_kilobytes() -> None:
    assert len(written(cohort_page(big_cohort(1000)).whole).encode()) < 3_000_000
    assert all(len(written(page).encode()) < 300_000 for page in PAGES.values())

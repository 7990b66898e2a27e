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
from coprod_check.pages.blocks import Bullets, Figure, Heading, Para, Report
from coprod_check.pages.cohort_page import cohort_page
from coprod_check.pages.round_page import PagePlan, round_page
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
TAGS = set(
    re.findall(
        r"\S+",
        "html head meta title style body a header h1 h2 h3 h4 p div nav ol ul li main section strong figure figcaption "
        "table caption span thead tbody tr th td footer svg desc text line rect circle path",
    )
)
ATTRIBUTES = set(
    re.findall(
        r"\S+",
        "lang dir charset http-equiv content name class href id aria-labelledby tabindex role scope viewbox width "
        "height x y x1 x2 y1 y2 cx cy r d font-size text-anchor",
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


def read(report: Report, language: str = "en") -> Read:
    return Read(HtmlRenderer(language).render(report))


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
        "round": round_page(found[0], plan(found[0], typed)),
        "history": history_page(found, plan(found[1], typed)),
        "cohort": cohort_page(cohorts_of([*found, other])["small"]),
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
    "\u2028a\u2029",
    "\u202etxt.exe\u2066\u2067",
    "فريق السكري",
    "Ünïcödé 漢字 👩🏽‍⚕️ ﷽",
]
TYPED = st.one_of(
    st.sampled_from([*NASTY, "\x00\x1b[31m\x07\u2028"]),
    st.text(min_size=1, max_size=40),
    st.text(st.sampled_from("<>&\"'/=!-[]{}%;()`\\ \u202e\u2067\u05d0a1:")),
).filter(lambda text: text.strip() and for_page(text).strip())
NAMES = TYPED.filter(lambda text: not any(unicodedata.category(each) == "Cc" for each in text))
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
        text = HtmlRenderer("en").render(report)
        assert shown(nasty) in read(report).said
        assert "<script" not in text
        assert "onerror=alert(1)>" not in text.replace("&gt;", "")


def test_nothing_typed_turns_the_words_around_it_or_commands_anything() -> None:
    typed: Report = (
        Heading("a\u202eb\x00", 1), Para("\u2067c\x1b"), Heading("\u2066d"), Bullets(("\u202de",)),
        Table("\u202af", ("\u202bg", "h"), (("\u2068i", "\x9bj"),)),
    )  # fmt: skip
    text = HtmlRenderer("en").render(typed)
    assert not set(text) & {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0, 0x1B, 0x9B)}
    text.encode("utf-8")


def test_half_letters_can_be_written() -> None:
    assert "\N{REPLACEMENT CHARACTER}" in HtmlRenderer("en").render((Heading("a\ud800", 1),))


@pytest.mark.parametrize(
    ("language", "said", "direction"),
    [("en", "en", "ltr"), ("ur", "ur", "rtl"), ("cy-GB", "cy-GB", "ltr"), ("ar-EG", "ar-EG", "rtl"),
     ('"><script>', "en", "ltr"), ("", "en", "ltr"), ("en us", "en", "ltr")],
)  # fmt: skip
def test_language_and_direction_are_the_rubrics_or_english(language: str, said: str, direction: str) -> None:
    tags = read(PAGES["round"], language).tags
    (found,) = [attributes for tag, attributes in tags if tag == "html"]
    assert found == {"lang": said, "dir": direction}


def test_what_people_typed_has_a_direction_of_its_own() -> None:
    cells = [
        attributes for tag, attributes in read(PAGES["cohort"]).tags if tag == "th" and attributes["scope"] == "row"
    ]
    assert cells[-1].get("dir") == "auto"
    owners = re.findall(r'<td dir="auto">Do it\.</td>', HtmlRenderer("en").render(PAGES["round"]))
    assert len(owners) == 2
    turned = HtmlRenderer("en").render(pages("Team", "r", "שלום")["round"])
    assert re.search(r'<li><span dir="auto">[^<]*שלום', turned)
    assert '<p dir="auto">' in HtmlRenderer("ur").render(PAGES["round"])


# The page itself.


@EACH
def test_one_title_and_every_landmark_once(name: str) -> None:
    tags = [tag for tag, _ in read(PAGES[name]).tags]
    for tag in ("h1", "header", "main", "nav", "footer", "style"):
        assert tags.count(tag) == 1, tag
    assert tags.count("title") == 1 + tags.count("svg")
    assert tags.index("header") < tags.index("nav") < tags.index("main") < tags.index("footer")


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
    text = HtmlRenderer("en").render(PAGES[name])
    listed = re.findall(r'<li><a href="#(s\d+)">([^<]*)</a>', text)
    assert listed == re.findall(r'<h2 id="(s\d+)">([^<]*)</h2>', text)
    assert len(listed) >= 5


@EACH
def test_every_table_has_a_caption_and_scoped_headers_and_every_row_a_head(name: str) -> None:
    text = HtmlRenderer("en").render(PAGES[name])
    tables = re.findall(r"<table>(.*?)</table>", text, re.DOTALL)
    assert tables
    for table in tables:
        assert table.strip().startswith('<caption id="')
        assert "<th>" not in table
        rows = re.findall(r"<tr>(.*?)</tr>", table)
        assert 'scope="col"' in rows[0]
        assert "<td" not in rows[0]
        assert all(row.startswith('<th scope="row"') for row in rows[1:])
        assert len({row.count("<t") for row in rows}) == 1


@EACH
def test_every_picture_stands_beside_its_table(name: str) -> None:
    text = HtmlRenderer("en").render(PAGES[name])
    figures = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
    assert len(figures) == sum(isinstance(block, Figure) for block in PAGES[name])
    assert all("<svg" in each and each.count("<table>") == 1 and "<figcaption" in each for each in figures)
    assert text.count("<svg") == sum(each.count("<svg") for each in figures)


@pytest.mark.parametrize(("columns", "said"), [(2, []), (3, ["wide"]), (5, ["wide roomy"])])
def test_only_a_table_of_many_columns_of_sentences_is_given_more_room_than_the_screen(
    columns: int, said: list[str]
) -> None:
    table = Table(
        "T", ("Head of it",) * columns, (("Word", *["A sentence extraordinarily long, somewhere"] * (columns - 1)),)
    )
    text = HtmlRenderer("en").render((Heading("T", 1), Heading("S"), table))
    assert re.findall(r'class="(wide[ \w]*)"', text) == said


def test_a_month_is_not_broken_at_its_hyphen() -> None:
    table = Table("T", ("Round", "Long"), (("2026-11", "a-much-longer-word"),), frozenset({0}))
    text = HtmlRenderer("en").render((Heading("T", 1), Heading("S"), table))
    assert '<th scope="row" class="whole" dir="auto">2026-11</th><td>a-much-longer-word</td>' in text


def test_a_table_that_may_be_too_wide_can_be_reached_and_moved_by_keyboard() -> None:
    wide = Table("Wide", ("a" * 12, "b" * 12, "c" * 12), (("x", "y", "z"),))
    slim = Table("Slim", ("a", "b"), (("x", "y"),))
    text = HtmlRenderer("en").render((Heading("T", 1), Heading("S"), wide, slim))
    assert re.findall(
        r'<div class="wide" role="region" tabindex="0" aria-labelledby="(\w+)">\s*<table>\s*<caption id="(\w+)">', text
    ) == [("t3", "t3")]
    assert text.count('role="region"') == 1


@EACH
def test_nothing_comes_from_outside_and_nothing_runs(name: str) -> None:
    text = HtmlRenderer("en").render(PAGES[name])
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
    assert HtmlRenderer("en").render(PAGES[name]) == HtmlRenderer("en").render(pages("Team", "r", "Do it.")[name])


def test_the_style_prints_whole_rows_repeats_headers_and_knows_forced_colours() -> None:
    text = HtmlRenderer("en").render(PAGES["round"])
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
    text = HtmlRenderer("en").render((Heading("T", 1), Heading("S"), Bullets(items, named=True), Bullets(items)))
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
    assert len(HtmlRenderer("en").render(cohort_page(big_cohort(1000))).encode()) < 3_000_000
    assert all(len(HtmlRenderer("en").render(page).encode()) < 300_000 for page in PAGES.values())

"""The form as a document: everything is asked, in the right words, and nothing that people typed is markup."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from helpers import make
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents import sheet_ids
from coprod_check.documents.sheet import FIRST_IN_FILES, People, Rating, Sheet, keys_of, text_keys_of
from coprod_check.form import wording as form_wording
from coprod_check.form.page import Form, SheetRules, render_form
from coprod_check.interview import wording
from coprod_check.render.direction import direction
from coprod_check.storage import file_names, sheet_files
from coprod_check.storage.library import DEFAULT, find_rubric

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Voice
    from coprod_check.form.page import Style

RUBRIC = find_rubric(DEFAULT)
RULES = SheetRules(header=sheet_files.HEADER, letters=sheet_ids.LETTERS, longest=file_names.LONGEST_SLUG)
VOICES: tuple[Voice, ...] = ("staff", "lived-experience", "together")
STYLES: tuple[Style, ...] = ("screen", "paper", "large")
EMPTY = {"meta", "link", "input", "br"}


class Tree(HTMLParser):
    """A page taken apart: every element with its attributes, its text and the elements around it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[dict[str, Any]] = []
        self._within: dict[str, list[dict[str, Any]]] = {}
        self._open: list[dict[str, Any]] = []
        self.feed(page)
        self.close()
        assert not self._open, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        element = {"tag": tag, "text": "", "around": list(self._open), **{k: v or "" for k, v in attrs}}
        self.elements.append(element)
        for outer in self._open:
            if "id" in outer:
                self._within.setdefault(outer["id"], []).append(element)
        if tag not in EMPTY:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element["text"] += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, Any]]:
        wanted = {"class" if name == "kind" else name: value for name, value in wanted.items()}
        return [
            element
            for element in self.elements
            if element["tag"] == tag and all(element.get(name) == value for name, value in wanted.items())
        ]

    def inside(self, section: str, *tags: str) -> list[dict[str, Any]]:
        return [each for each in self._within.get(section, []) if each["tag"] in tags]


def page(voice: Voice = "lived-experience", rubric: Rubric = RUBRIC, **more: Any) -> str:
    return render_form(rubric, Form(voice, **more), RULES)


def plain(text: str) -> str:
    return " ".join(text.split())


# Everything is there.


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("voice", VOICES)
def test_every_practice_is_asked_in_the_voices_own_words_with_every_level(voice: Voice, style: Style) -> None:
    tree = Tree(page(voice, style=style))
    for place, practice in enumerate(RUBRIC.practices, 1):
        section = f"practice.{practice.id}"
        (legend,) = tree.inside(section, "legend")
        assert legend["text"] == practice.question.for_voice(voice)
        (heading,) = tree.inside(section, "h2")
        assert plain(heading["text"]) == f"Practice {place} of {len(RUBRIC.practices)}: {practice.title}"
        choices = [each for each in tree.inside(section, "label", "div") if each.get("class") == "choice"]
        said = [plain(each["text"]) for each in choices]
        levels = [f"{number} {RUBRIC.levels[number].name} {text}" for number, text in enumerate(practice.levels)]
        assert said[:4] == levels
        others = [wording.DONT_KNOW, *([wording.NOT_APPLICABLE] if practice.may_not_apply else [])]
        assert said[4:] == others + ([wording.LEAVE_BLANK] if style == "screen" else [])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("voice", VOICES)
def test_only_people_with_lived_experience_get_the_questions_about_how_it_was(voice: Voice, style: Style) -> None:
    tree = Tree(page(voice, style=style))
    asked = [each["text"] for each in tree.all("legend") if each["around"][-2].get("class") == "step experience"]
    assert asked == ([each.question for each in RUBRIC.experience] if voice == "lived-experience" else [])


@pytest.mark.parametrize("style", STYLES)
def test_people_are_counted_on_the_sheet_of_a_meeting_and_consent_is_asked_of_one_person(style: Style) -> None:
    together, staff = page("together", style=style), page("staff", style=style)
    assert wording.HOW_MANY_MEMBERS in together
    assert wording.SHARE not in together
    assert wording.HOW_MANY_MEMBERS not in staff
    for sentence in (wording.SHARE, wording.SHARE_TWO, wording.SHARE_WHY, wording.SHARE_EXACT, wording.SHARE_HELP):
        assert sentence.replace("'", "&#39;") in staff


def test_every_circumstance_may_be_ticked() -> None:
    tree = Tree(page())
    ticks = tree.all("input", name="circumstances")
    assert [each["value"] for each in ticks] == [each.id for each in RUBRIC.circumstances]
    assert all(each["type"] == "checkbox" for each in ticks)


def test_a_rubric_without_circumstances_asks_for_none() -> None:
    assert 'id="circumstances"' not in page(rubric=make.rubric())


def test_where_more_than_one_answer_may_be_chosen_there_are_boxes_to_tick() -> None:
    tree = Tree(page())
    for question in RUBRIC.experience:
        ticks = tree.all("input", name=f"experience.{question.id}")
        assert {each["type"] for each in ticks} == {"checkbox" if question.several else "radio"}


def test_nothing_is_chosen_beforehand() -> None:
    assert not [each for each in Tree(page()).all("input") if "checked" in each]


@pytest.mark.parametrize("voice", VOICES)
def test_the_warning_for_every_mix_of_people_is_there_for_a_meeting_alone(voice: Voice) -> None:
    notes = {each["data-who"]: plain(each["text"]) for each in Tree(page(voice)).all("div") if "data-who" in each}
    mixes = [(0, 0), (0, 1), (0, 2), (1, 0), (2, 0)]
    told = {f"{staff}-{members}": wording.who_warning(staff, members, RUBRIC) for staff, members in mixes}
    told["both"] = wording.who_warning(2, 2, RUBRIC)
    for few, staff, members in (
        ("staff-1", 1, 8),
        ("staff-2", 2, 7),
        ("lived-experience-1", 8, 1),
        ("lived-experience-2", 7, 2),
    ):
        first, *others = wording.who_warning(staff, members, RUBRIC)
        first = first.replace(f"{min(staff, members)} p", "{few} p").replace("9", "{all}")  # as the script puts them in
        told[f"few-{few}"] = (first, *others)
    wanted = {who: plain("".join(sentences)) for who, sentences in told.items()}
    assert notes == (wanted if voice == "together" else {})


# It holds together.


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("voice", VOICES)
def test_ids_are_unique_and_everything_that_points_at_one_finds_it(voice: Voice, style: Style) -> None:
    tree = Tree(page(voice, style=style))
    ids = [each["id"] for each in tree.elements if "id" in each]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    for element in tree.elements:
        for attribute in ("for", "aria-describedby", "aria-labelledby"):
            assert set(element.get(attribute, "").split()) <= set(ids), element
        if element["tag"] == "a":
            assert element["href"].removeprefix("#") in ids


@pytest.mark.parametrize("voice", VOICES)
def test_every_field_has_a_label_and_every_group_of_choices_one_legend(voice: Voice) -> None:
    tree = Tree(page(voice))
    labelled = Counter(each["for"] for each in tree.all("label"))
    for element in [*tree.all("input"), *tree.all("textarea")]:
        assert labelled[element["id"]] == 1, element
    for field in tree.all("fieldset"):
        assert len([each for each in tree.all("legend") if each["around"][-1] is field]) == 1
    for choice in tree.all("input", type="radio"):
        assert any(outer["tag"] == "fieldset" for outer in choice["around"])


def test_every_field_for_words_takes_any_direction() -> None:
    tree = Tree(page())
    numbers = {"day", "month", "year"}
    words = [each for each in [*tree.all("input", type="text"), *tree.all("textarea")] if each["id"] not in numbers]
    may_not_apply = sum(practice.may_not_apply for practice in RUBRIC.practices)
    assert len(words) == 3 + len(RUBRIC.practices) + may_not_apply + 1
    assert {each["dir"] for each in words if each["id"] != "file-text"} == {"auto"}


def test_names_of_practices_that_look_like_our_own_do_no_harm() -> None:
    names = ("day", "month", "review", "start", "keep", "1", "2", "experience", "staff", "constructor")
    rubric = make.rubric(*(make.practice(name) for name in names))
    tree = Tree(page("together", rubric))
    ids = [each["id"] for each in tree.elements if "id" in each]
    assert len(ids) == len(set(ids))


# The words of others stay words.

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).filter(lambda text: text == text.strip())


@settings(max_examples=40, deadline=None)
@given(team=texts, label=texts)
def test_a_team_of_any_name_is_a_value_and_never_markup(team: str, label: str) -> None:
    tree = Tree(page("staff", make.rubric(), team=team, round=label))
    for name, said in (("team", team), ("round", label)):
        (field,) = tree.all("input", id=name)
        assert (field["type"], field.get("value", "")) == ("hidden" if said else "text", said)
    assert [each["text"] for each in tree.all("dd") if "change" not in each.get("class", "")][
        : bool(team) + bool(label)
    ] == [each for each in (team, label) if each]
    assert len(tree.all("script")) == 2


@settings(max_examples=40, deadline=None)
@given(team=texts)
def test_a_team_of_any_name_is_words_on_paper_too(team: str) -> None:
    tree = Tree(page("staff", make.rubric(), team=team, style="paper"))
    assert tree.all("dd")[0]["text"] == team
    assert tree.inside("in-short", "dd")[0]["text"] == team
    assert tree.all("script") == []


@settings(max_examples=40, deadline=None)
@given(contact=texts.filter(bool), help_line=texts)
def test_whoever_is_named_is_words(contact: str, help_line: str) -> None:
    for style in STYLES:
        tree = Tree(page("staff", make.rubric(), style=style, contact=contact, help_line=help_line))
        said = [each["text"] for each in tree.elements if each["tag"] in {"bdi", "dd"}]
        assert {contact, help_line or contact} <= set(said)
        assert len(tree.all("script")) == (2 if style == "screen" else 0)


@settings(max_examples=40, deadline=None)
@given(words=texts.filter(bool))
def test_a_rubric_of_any_words_is_words(words: str) -> None:
    rubric = make.rubric(make.practice("a", title=words, levels=[words] * 4), title=words, language="x</script>")
    tree = Tree(page("staff", rubric))
    assert tree.all("h1")[0]["text"].strip() == words
    assert tree.all("h2", tabindex="-1")[3]["text"].endswith(words)
    assert len(tree.all("script")) == 2
    assert json.loads(tree.all("script")[0]["text"])["language"] == "x</script>"


def test_no_sentence_of_the_rubric_is_in_the_script() -> None:
    script = Tree(page()).all("script")[1]["text"]
    for practice in RUBRIC.practices:
        assert practice.title not in script
        assert practice.id not in script


# Nothing goes anywhere.


@pytest.mark.parametrize("style", STYLES)
def test_the_policy_lets_this_style_and_this_script_run_and_nothing_else(style: Style) -> None:
    text = page(style=style)
    tree = Tree(text)
    (policy,) = [each["content"] for each in tree.all("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert (rules["default-src"], rules["connect-src"], rules["form-action"]) == ("'none'", "'none'", "'none'")

    def hash_of(content: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

    assert rules["style-src"] == hash_of(tree.all("style")[0]["text"])
    scripts = [each["text"] for each in tree.all("script") if "type" not in each]
    assert rules["script-src"] == (hash_of(scripts[0]) if scripts else "'none'")
    assert len(scripts) == (style == "screen")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("voice", VOICES)
def test_no_address_outside_the_page_is_named(voice: Voice, style: Style) -> None:
    text = page(voice, style=style)
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<img|<iframe", re.sub(r"(?m)^//.*$", "", text))
    assert not re.search(r"\son[a-z]+=|\sstyle=", text)


# Size, language and the rest.


@pytest.mark.parametrize("voice", VOICES)
def test_the_page_is_under_190_kilobytes(voice: Voice) -> None:
    assert len(page(voice, team="T" * 100).encode()) < 190_000


def test_the_same_form_is_the_same_bytes() -> None:
    assert page(team="A", round="b") == page(team="A", round="b")


@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("en", "ltr"),
        ("cy", "ltr"),
        ("ur", "rtl"),
        ("ar-EG", "rtl"),
        ("pa", "ltr"),
        ("pa-Arab", "rtl"),
        ("UR_Latn", "ltr"),
    ],
)
def test_language_and_direction_come_from_the_rubric(language: str, way: str) -> None:
    assert direction(language) == way
    html = Tree(page("staff", make.rubric(language=language))).all("html")[0]
    assert (html["lang"], html["dir"]) == (language, way)


def test_our_own_english_is_marked_as_english_on_a_page_in_another_language() -> None:
    tree = Tree(page("staff", make.rubric(language="ur")))
    (label,) = tree.all("label", **{"for": "team"})
    assert label["lang"] == "en"
    assert "lang" not in tree.all("legend")[-1]
    assert "lang" not in Tree(page("staff")).all("label")[0]


def test_a_team_and_a_round_filled_in_beforehand_cannot_be_typed_over() -> None:
    given_, empty = (Tree(each) for each in (page(team="Riverside", round="2026-11"), page()))
    assert [each["text"] for each in given_.inside("start", "dd")] == ["Riverside", "2026-11"]
    assert [each["type"] for name in ("team", "round") for each in given_.all("input", id=name)] == ["hidden"] * 2
    assert [each["type"] for name in ("team", "round") for each in empty.all("input", id=name)] == ["text"] * 2
    assert empty.inside("start", "dd") == []


def test_all_that_the_questions_say_of_themselves_stands_before_the_first_of_them() -> None:
    tree = Tree(page())
    said = [each["text"] for part in ("start", "how") for each in tree.inside(part, "p", "li")]
    for sentence in (*RUBRIC.summary_paragraphs, wording.NO_WRONG_ANSWERS, form_wording.LEAVE_OUT):
        assert said.count(sentence) == 1


HANDED_IN = [
    ({}, "Send this file to the person who gave you the form.", None),
    ({"contact": "Sam"}, "Send this file to Sam.", "Send your answers to Sam."),
    ({"return_by": dt.date(2026, 11, 30)}, "Send this file to the person who gave you the form by 30 November 2026.",
     "Send your answers by 30 November 2026."),
    ({"contact": "Sam", "return_by": dt.date(2026, 11, 30)}, "Send this file to Sam by 30 November 2026.",
     "Send your answers to Sam by 30 November 2026."),
]  # fmt: skip


@pytest.mark.parametrize(("told", "last", "first"), HANDED_IN)
def test_where_answers_go_and_by_when_is_said(told: dict[str, Any], last: str, first: str | None) -> None:
    tree = Tree(page("staff", **told))
    assert last in [plain(each["text"]) for each in tree.inside("done", "p")]
    sent = [plain(each["text"]) for each in tree.inside("start", "p") if each["text"].startswith("Send")]
    assert sent == ([first] if first else [])


@pytest.mark.parametrize("style", ["paper", "large"])
@pytest.mark.parametrize(
    ("told", "rows"),
    [
        ({}, ["", "", ""]),
        ({"contact": "Sam"}, ["Sam", "", "Sam"]),
        ({"help_line": "Rita"}, ["", "", "Rita"]),
        (
            {"contact": "Sam", "help_line": "Rita", "return_by": dt.date(2026, 11, 3)},
            ["Sam", "3 November 2026", "Rita"],
        ),
    ],
)
def test_paper_has_room_for_where_it_goes_by_when_and_whom_to_ask(
    style: Style, told: dict[str, Any], rows: list[str]
) -> None:
    tree = Tree(page("staff", style=style, **told))
    said = dict(
        zip(*(map(plain, (each["text"] for each in tree.inside("start", tag))) for tag in ("dt", "dd")), strict=True)
    )
    assert [said[name] for name in (form_wording.PAPER_TO, form_wording.PAPER_BY, form_wording.ANOTHER_WAY)] == rows


@pytest.mark.parametrize("voice", VOICES)
def test_the_last_page_on_paper_has_a_box_for_every_answer(voice: Voice) -> None:
    tree = Tree(page(voice, style="paper"))
    boxes: Counter[str] = Counter()
    for row in tree.inside("in-short", "tr", "li"):
        within = [each for each in tree.inside("in-short", "i") if row in each["around"]]
        boxes[plain(row["text"])] = len(within)
    for place, practice in enumerate(RUBRIC.practices, 1):
        assert boxes[f"{place} {practice.title}"] == len(RUBRIC.levels) + 1 + practice.may_not_apply
    asked = RUBRIC.experience if voice == "lived-experience" else ()
    numbers = [" ".join(map(str, range(1, len(each.options) + 1))) for each in asked]
    assert [plain(each["text"]) for each in tree.inside("in-short", "li")] == numbers
    ticks = [plain(each["text"]) for each in tree.inside("in-short", "span")]
    assert ticks.count(str(len(RUBRIC.circumstances))) == 1
    assert (form_wording.YES in ticks) == (voice != "together")
    assert (form_wording.MEMBERS in {each["text"] for each in tree.inside("in-short", "dt")}) == (voice == "together")


def test_what_has_a_number_on_the_last_page_has_the_same_number_where_it_is_asked() -> None:
    tree = Tree(page(style="paper"))
    asked = {plain(each["text"]) for each in tree.all("div", kind="choice")}
    assert {f"{place} {each.statement}" for place, each in enumerate(RUBRIC.circumstances, 1)} <= asked
    for question in RUBRIC.experience:
        assert {f"{place} {each.text}" for place, each in enumerate(question.options, 1)} <= asked


def test_without_a_script_the_page_says_so_and_hides_what_needs_one() -> None:
    tree = Tree(page())
    assert "hidden" not in next(each for each in tree.elements if each.get("id") == "no-script")
    for button in tree.all("button"):
        assert any("hidden" in each for each in [button, *button["around"]])
    assert not [each for each in tree.all("section") if "hidden" in each and each["id"] not in {"review", "done"}]


def test_paper_has_lines_to_write_on_and_no_fields() -> None:
    tree = Tree(page(style="paper"))
    assert not [each for each in tree.elements if each["tag"] in {"input", "textarea", "button", "form", "label"}]
    may_not_apply = sum(practice.may_not_apply for practice in RUBRIC.practices)
    assert len(tree.all("div", kind="lines")) == len(RUBRIC.practices) + may_not_apply
    who = [form_wording.PAPER_TEAM, form_wording.PAPER_ROUND, form_wording.PAPER_DATE, form_wording.PAPER_NAME]
    where = [form_wording.PAPER_TO, form_wording.PAPER_BY, form_wording.ANOTHER_WAY]
    assert [each["text"] for each in tree.all("dt")] == who + where + who


def test_large_print_is_another_page_than_print() -> None:
    assert Tree(page(style="large")).all("html")[0]["class"] == "paper large"
    assert Tree(page(style="paper")).all("html")[0]["class"] == "paper"


def test_the_script_writes_the_keys_of_a_sheet_in_their_order() -> None:
    """The script has the keys by hand, so that it can be read alone; here they are held against the shape."""
    script = resources.files("coprod_check.form").joinpath("assets", "form.js").read_text("utf-8")
    made = script[script.index("const sheet = () =>") : script.index("const fileName =")]
    written = re.findall(r'\["([a-z_-]+)", ', made)
    order = [*FIRST_IN_FILES, "people", *keys_of(People), "share", "ratings", "experience"]
    assert written == [key for key in order if key != "project"]  # which the form does not ask for
    assert set(written) <= {*keys_of(Sheet), *keys_of(People)}
    said = script[script.index("const rating =") : script.index("const sheet = () =>")]
    rated = re.findall(r'(?:\[\[|set\()"([a-z_]+)", ', said)
    assert rated == [key for key in keys_of(Rating) if key in rated]
    assert set(rated) == {"level", *text_keys_of(Rating)}

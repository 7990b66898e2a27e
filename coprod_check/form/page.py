"""The form: one page that asks everything, works from a memory stick, and makes a sheet.

The page is whole without its script: every question stands in the HTML. The script
shows one question at a time and writes the file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment, StrictUndefined

from coprod_check.documents.shapes import SIDES
from coprod_check.documents.sheet import SHEET_FORMAT
from coprod_check.documents.text import day
from coprod_check.form import wording as form_wording
from coprod_check.interview import wording
from coprod_check.interview.state import evidence_from
from coprod_check.render.direction import direction
from coprod_check.render.page_text import for_page
from coprod_check.render.templates import template_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from jinja2 import Template

    from coprod_check.documents.rubric import ExperienceQuestion, Practice, Rubric
    from coprod_check.documents.shapes import Voice

Style = Literal["screen", "paper", "large"]


@dataclass(frozen=True, slots=True)
class SheetRules:
    """How sheets are written, as far as the page must do the same."""

    header: str
    """The comment that a sheet begins with."""
    letters: str
    """The letters of sheet ids."""
    longest: int
    """Bytes of a name in a file name."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is made for."""

    voice: Voice
    team: str = ""
    round: str = ""
    style: Style = "screen"
    contact: str = ""
    """Who gets the answers; empty where the form does not say."""
    return_by: dt.date | None = None
    """The day by which they should have them."""
    help_line: str = ""
    """Whom to ask for the questions in another way; the contact where it is empty."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a list."""

    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """One level of one practice."""

    number: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PracticePage:
    """One practice, in the words of one voice."""

    practice: Practice
    progress: str
    question: str
    levels: tuple[LevelChoice, ...]
    help: tuple[Passage, ...]
    reason_needed: str
    contradiction: str


@dataclass(frozen=True, slots=True)
class ExperiencePage:
    """One experience question."""

    question: ExperienceQuestion
    progress: str


def render_form(rubric: Rubric, form: Form, rules: SheetRules) -> str:
    """Make the whole page; the same rubric and presets give the same bytes."""
    private, paper = form.voice != "together", form.style != "screen"
    kind = "private" if private else "together"
    style, script = form_asset("form.css"), "" if paper else form_asset("toml.js") + form_asset("form.js")
    page = (
        _template()
        .render(
            rubric=rubric,
            direction=direction(rubric.language),
            # Our own sentences are English, whatever the language of the questions.
            ours="" if _primary(rubric.language) == "en" else _Ours(' lang="en"'),
            w=form_wording,
            i=wording,
            team=form.team,
            round=form.round,
            private=private,
            paper=paper,
            large=form.style == "large",
            intro=_intro(rubric, form),
            how=_how(rubric, form.voice),
            part=_parts(rubric, form.voice),
            contact=form.contact,
            by=day(form.return_by) if form.return_by else "",
            ask=form.help_line or form.contact,
            sends_to=form_wording.SENDS_TO[kind],
            counts=_counts(),
            warnings=tuple(_warnings(rubric)),
            evidence_from=form_wording.evidence_asked_from(rubric.level_words(evidence_from(rubric))),
            practices=tuple(_practices(rubric, form.voice)),
            experience=tuple(_experience(rubric)) if form.voice == "lived-experience" else (),
            done_next=form_wording.DONE_NEXT[kind],
            policy=policy(style, script),
            style=style,
            script=script,
            about=_for_script(_about(rubric, form, rules)),
        )
        .strip()
        + "\n"
    )
    # The style and the script have no such letters: their hashes stay right.
    return for_page(page)


class _Ours(str):
    """Markup of our own making, which the template need not escape."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def _primary(language: str) -> str:
    return language.casefold().replace("_", "-").split("-")[0]


def policy(style: str, script: str) -> str:
    """Write the security policy: this style, this script, and no word to anywhere."""
    allowed = _hash(script) if script else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@lru_cache
def form_asset(name: str) -> str:
    """The template, the style sheet or a script of the form."""
    text = resources.files("coprod_check.form").joinpath("assets", name).read_text("utf-8")
    # Indentation helps whoever looks after the file, and costs everybody who is sent the page.
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


@lru_cache
def _template() -> Template:
    return template_of(form_environment(), "form.html", form_asset("form.html"))


def form_environment() -> Environment:
    """How the template of the form is read."""
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _for_script(data: dict[str, object]) -> str:
    """Write data as JSON that no HTML parser can take for the end of the script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _about(rubric: Rubric, form: Form, rules: SheetRules) -> dict[str, object]:
    return {
        "format": SHEET_FORMAT,
        "rubric": rubric.id,
        "version": rubric.version,
        "language": rubric.language,
        "voice": form.voice,
        "header": rules.header,
        "letters": rules.letters,
        "longest": rules.longest,
        "evidenceFrom": evidence_from(rubric),
        "words": {
            "answered": form_wording.answered(len(rubric.practices)),
            "blank": wording.BLANK,
            "clearSure": form_wording.CLEAR_SURE,
            "cleared": form_wording.CLEARED,
            "copied": form_wording.COPIED,
            "downloaded": form_wording.DOWNLOADED,
            "error": form_wording.ERROR,
            "goOnExperience": form_wording.GO_ON_EXPERIENCE,
            "goOnList": form_wording.TO_LIST,
            "goOnPractice": form_wording.GO_ON_PRACTICE,
            "keepRefused": form_wording.KEEP_REFUSED,
            "kept": form_wording.KEPT,
            "next": form_wording.CARRY_ON,
            "noShare": form_wording.SHARE_NOT_CHOSEN,
            "none": form_wording.NONE_CHOSEN,
            "notCopied": form_wording.NOT_COPIED,
            "notKept": form_wording.NOT_KEPT,
            "save": form_wording.RETURN,
        },
    }


def _intro(rubric: Rubric, form: Form) -> tuple[str, ...]:
    """Say who it is for and how long it takes; on paper all else too, since nothing comes before the questions."""
    if form.style == "screen":
        return (form_wording.FOR_WHOM[form.voice], wording.how_long(rubric, form.voice, rubric.by_id))
    kind = "together" if form.voice == "together" else "private"
    evidence = f"{form_wording.PAPER_EVIDENCE} {form_wording.NO_NAMES}"
    how = (form_wording.ON_PAPER[kind], evidence, form_wording.LEAVE_OUT_PAPER)
    return (form_wording.FOR_WHOM[form.voice], *how, *_choosing(rubric, form.voice), form_wording.PAPER_SEES[kind])


def _choosing(rubric: Rubric, voice: Voice) -> tuple[str, str]:
    """Say which level to choose, and that what is blank is not zero."""
    *_, highest, not_zero = wording.practice_help(rubric.practices[0], rubric, voice)
    return highest, not_zero


def _how(rubric: Rubric, voice: Voice) -> tuple[str, ...]:
    """Say how to answer, before the first practice."""
    first = (form_wording.AGREE,) if voice == "together" else ()
    return (*first, wording.NO_WRONG_ANSWERS, *_choosing(rubric, voice), form_wording.LEAVE_OUT)


def _parts(rubric: Rubric, voice: Voice) -> dict[str, str]:
    """Name the part of each kind of step; only people with lived experience are asked how it was for them."""
    kinds = ["before", "practices", "experience", "review"]
    if voice != "lived-experience" or not rubric.experience:
        kinds.remove("experience")
    return {kind: form_wording.part(place, len(kinds)) for place, kind in enumerate(kinds, 1)}


def _counts() -> tuple[tuple[str, str, str], ...]:
    return (
        ("staff", wording.HOW_MANY_STAFF, form_wording.count_needed(form_wording.STAFF_HERE)),
        ("members", wording.HOW_MANY_MEMBERS, form_wording.count_needed(form_wording.MEMBERS_HERE)),
    )


def _warnings(rubric: Rubric) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What to say of who is there, by how it is in the script (``whoIsHere``); 2 stands for two or more."""
    for number in range(3):
        yield f"{number}-0", wording.who_warning(number, 0, rubric)
        if number:
            yield f"0-{number}", wording.who_warning(0, number, rubric)
            for side in SIDES:
                yield f"few-{side}-{number}", wording.few_here("{few}", "{all}", side, one=number == 1)
    yield "both", wording.who_warning(2, 2, rubric)


def _practices(rubric: Rubric, voice: Voice) -> Iterator[PracticePage]:
    total = len(rubric.practices)
    for place, practice in enumerate(rubric.practices, 1):
        yield PracticePage(
            practice=practice,
            progress=wording.practice_progress(place, total),
            question=practice.question.for_voice(voice),
            levels=tuple(
                LevelChoice(level.number, rubric.level_words(level.number), text)
                for level, text in zip(rubric.levels, practice.levels, strict=True)
            ),
            # How to choose, at the end of the help, stands on the first page.
            help=tuple(_blocks(wording.practice_help(practice, rubric, voice)[:-2])),
            reason_needed=form_wording.about(practice.title, form_wording.REASON_NEEDED),
            contradiction=form_wording.about(practice.title, form_wording.EVIDENCE_WITHOUT_LEVEL),
        )


def _experience(rubric: Rubric) -> Iterator[ExperiencePage]:
    total = len(rubric.experience)
    for place, question in enumerate(rubric.experience, 1):
        yield ExperiencePage(question, wording.experience_progress(place, total))


def _blocks(lines: Iterable[str]) -> Iterator[Passage]:
    """Take paragraphs and lists apart; a line of a list starts with ``- ``."""
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line.removeprefix("- "))
            continue
        if items:
            yield Passage(items=tuple(items))
            items = []
        yield Passage(text=line)
    if items:
        yield Passage(items=tuple(items))

"""Questions that are hard on other programs, people who answer them, and what must come back of each."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE, Sheet
from coprod_check.interview.state import evidence_from
from coprod_check.storage.library import DEFAULT, find_rubric
from helpers.answering import TYPED
from helpers.make import MEMBERS, practice, rubric

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.imports.understood import Understood

TEAM, ROUND = "Harbour Sight Group", "2026-11"
BUILT_IN = find_rubric(DEFAULT)


def _practice(ident: str, **more: Any) -> dict[str, Any]:
    """A practice whose words nobody could take for another's."""
    usual = {
        "title": f"How {ident} goes",
        "question": {"staff": f"How does {ident} go at work?", MEMBERS: f"How does {ident} go for you?"},
        "levels": [f"Nobody does {ident}.", f"Some do {ident}.", f"Most do {ident}.", f"All do {ident}."],
    }
    return practice(ident, **{**usual, **more})


def _options(*ids: str) -> list[dict[str, str]]:
    return [{"id": each, "text": f"That, {each} & more"} for each in ids]


ODD = rubric(
    _practice("1st-step", title='Who "decides" & <b>why</b>', dimension="experience"),
    _practice("pay", dimension="voice", question={"staff": "Is ${voice} or {voice} or [voice] | 'heard', \\o/?"}),
    _practice("a-very-long-name-of-a-practice-1", dimension="9x", may_not_apply=False),
    _practice("a-very-long-name-of-a-practice-2", dimension="9x"),
    _practice("later", dimension="voice", levels=["No, <i>none</i>", "1 | 2, and {3}", 'It\'s "two" & ${3}', "[all]"]),
    title='All & "none" of <this> ${ {x} | [y]',
    experience=[
        {"id": "pay", "question": "How was pay for you?", "options": _options("1", "y", "n")},
        {"id": "ways", "question": "Which ways, if any?", "several": True, "options": _options("2nd", "a-b", "c")},
    ],
)
"""Ids with digits first, an id used twice, marks that other programs have a use for, both wordings and one."""

MANY = rubric(*(_practice(f"thing-{place}x") for place in range(90)))
PLAIN = rubric(_practice("alone"), language="cy")
FROM_THE_RIGHT = rubric(
    _practice("first", title="پہلا قدم", question={"staff": "آپ مل کر فیصلہ کیسے کرتے ہیں؟"}),
    language="ur",
    title="ہم کہاں تک پہنچے؟",
)


@st.composite
def sheets_of(draw: st.DrawFn, asked: Rubric) -> list[Sheet]:
    """Some people's sheets: each answers something, and only what a survey shows to them.

    Each gives one level or does not know: of a file in which ``NA`` is the only code, import asks what it means.
    """
    return [draw(_sheet_of(asked)) for _ in range(draw(st.integers(1, 4)))]


@st.composite
def _sheet_of(draw: st.DrawFn, asked: Rubric) -> Sheet:
    voice = draw(st.sampled_from(["staff", MEMBERS]))
    first = draw(st.sampled_from([str(each.id) for each in asked.practices]))
    ratings = {}
    for each in asked.practices:
        answers: list[int | str] = [*range(asked.top + 1), DONT_KNOW]
        if str(each.id) == first or draw(st.booleans()):
            may_not_apply = each.may_not_apply and str(each.id) != first
            level = draw(st.sampled_from([*answers, NOT_APPLICABLE] if may_not_apply else answers))
            ratings[str(each.id)] = {"level": level, **_words(draw, level, asked)}
    data = {
        "format": "coprod-answers/1",
        "rubric": asked.id,
        "rubric_version": asked.version,
        "team": TEAM,
        "round": ROUND,
        "date": draw(st.dates(dt.date(2026, 11, 1), dt.date(2026, 11, 30))),
        "voice": voice,
        "share": draw(st.booleans()),
        "respondent": draw(st.sampled_from(["", "S3", "P 2"])),
        "ratings": ratings,
    }
    if voice == MEMBERS:
        data["experience"] = {each.id: draw(_chosen(each)) for each in asked.experience if draw(st.booleans())}
    return Sheet.model_validate(data)


def _words(draw: st.DrawFn, level: int | str, asked: Rubric) -> dict[str, str]:
    if level == NOT_APPLICABLE:
        return {"reason": draw(st.sampled_from(["We have no money.", "Not ours; theirs"]))}
    if isinstance(level, int) and level >= evidence_from(asked) and draw(st.booleans()):
        return {"evidence": draw(st.sampled_from(TYPED))}
    return {}


def _chosen(question: Any) -> st.SearchStrategy[str | list[str]]:
    options = [each.id for each in question.options]
    if question.several:
        return st.lists(st.sampled_from(options), min_size=1, unique=True)
    return st.sampled_from(options)


def said(sheet: Sheet) -> dict[str, Any]:
    """What a person said, so that two sheets of one person can be compared."""
    return {
        "team": sheet.team,
        "round": sheet.round_label,
        "date": sheet.date,
        "voice": sheet.voice,
        "share": sheet.share,
        "respondent": sheet.respondent,
        "ratings": {key: (each.level, each.evidence, each.reason) for key, each in sheet.ratings.items()},
        "experience": {key: set(sheet.chosen(key)) for key in sheet.experience},
    }


def assert_comes_back(understood: Understood, sheets: list[Sheet]) -> None:
    """What was read is what was said, person by person, and nothing had to be asked."""
    assert understood.unsettled == []
    assert understood.problems == []
    assert understood.left_out == []
    assert [said(each.sheet) for each in understood.people] == [said(each) for each in sheets]


def assert_not_misread(understood: Understood, sheets: list[Sheet], *, plain: bool) -> None:
    """Nothing is read as something else; where the questions are plain, nothing had to be asked either."""
    if plain or understood.settled:
        assert_comes_back(understood, sheets)

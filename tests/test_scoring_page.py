"""The page on scoring has examples to redo by hand: here they are redone, from the page's own tables."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric, settled, sheet
from helpers.process import ROOT

from coprod_check.documents.plan import Action, Plan
from coprod_check.documents.shapes import DimensionId, PracticeId
from coprod_check.pages.words import number
from coprod_check.rules.plan_refresh import refresh_plan
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.rounds import SheetFile, group_into_rounds
from coprod_check.rules.scoring import score_round
from coprod_check.storage import library

if TYPE_CHECKING:
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.result import Result

PAGE = (ROOT / "docs" / "scoring.md").read_text("utf-8")
BUILT_IN = library.find_rubric(library.DEFAULT)
NAMES = {group.name: group.id for group in BUILT_IN.dimensions}
CORE = {name: [p.id for p in BUILT_IN.practices if p.core and p.dimension == key] for name, key in NAMES.items()}
ANSWERS: dict[str, Any] = {"?": "dont-know", **{str(level): level for level in range(4)}}
FIVE = rubric(
    *(practice(each, "group") for each in "abcde"), circumstances=[{"id": "small", "statement": "We are few."}]
)

GROUP, A = DimensionId("group"), PracticeId("a")


@cache
def rows(first: str) -> list[dict[str, str]]:
    """The rows of the table whose headings begin with these, as a dictionary each."""
    found = re.search(rf"^\| ({re.escape(first)}[^\n]*) \|\n\|[-|]+\|\n((?:\|[^\n]*\|\n)+)", PAGE, re.MULTILINE)
    assert found, first
    heads = [each.strip() for each in found.group(1).split("|")]
    lines = [line.strip("|").split("|") for line in found.group(2).splitlines()]
    # Headings that are there more than once keep their place in mind.
    keys = [f"{head} {heads[: place + 1].count(head)}" if heads.count(head) > 1 else head
            for place, head in enumerate(heads)]  # fmt: skip
    return [dict(zip(keys, map(str.strip, line), strict=True)) for line in lines]


def levels_of(practices: Any, said: str) -> dict[str, Any]:
    """Five answers as the page writes them."""
    return {key: ANSWERS[each] for key, each in zip(practices, said.split(), strict=True) if each != "-"}


def test_the_worked_example() -> None:
    found = score_round(settled(FIVE, sheet(levels=levels_of("abcde", "0 1 2 1 ?")))).dimensions[GROUP]
    told = {row["step"]: row["result"] for row in rows("step | how | result")}
    assert (told["score"], told["**level**"]) == (number(found.score or 0), f"**{found.level}**")
    assert told["the middle"] == str(found.majority)
    ends = (told["if the unknown one were lowest"], told["if it were highest"])
    assert ends == (number(found.score_if_lowest or 0), number(found.score_if_highest or 0))


# Which sheets count, and who may be shown.


def eight_sheets(*, with_ids: bool) -> list[SheetFile]:
    filed = []
    for row in rows("file | team"):
        answer = re.search(r"\d", row["says"])
        said = sheet("staff", {"a": int(answer.group())} if answer else {}, share=True, team=row["team"],
                     respondent=row["respondent"], date=dt.date(2026, 11, int(row["date"].split()[0])),
                     finished="not finished" not in row["says"], sheet=row["sheet"] if with_ids else "")  # fmt: skip
        filed.append(SheetFile(row["file"], said))
    return filed


def test_which_of_eight_sheets_count() -> None:
    becomes = {row["file"]: row["what becomes of it"] for row in rows("file | team")}
    riverside, other = sorted(
        group_into_rounds([(FIVE, each) for each in eight_sheets(with_ids=True)]).rounds,
        key=lambda each: each.team != "RIVERSIDE",
    )
    counted = {each.source for each in riverside.voices["staff"].sheets}
    assert counted == {file for file, what in becomes.items() if what == "counts"}
    assert {each.file for each in riverside.problems} == {f for f, what in becomes.items() if what.startswith("a prob")}
    assert {each.file for each in riverside.notes} == {f for f, what in becomes.items() if what.startswith("not count")}
    assert [each.source for each in other.voices["staff"].sheets] == [
        file for file, what in becomes.items() if what == "another team"
    ]
    assert riverside.voices["staff"].hidden


def test_without_the_shared_id_four_count_and_are_shown() -> None:
    grouped = group_into_rounds([(FIVE, each) for each in eight_sheets(with_ids=False)]).rounds
    staff = next(each for each in grouped if each.team == "RIVERSIDE").voices["staff"]
    assert (len(staff.sheets), staff.shown_by) == (4, "consent")


def six_staff(ticked: int, *, agreed: int) -> Result:
    six = (
        sheet("staff", {"a": level}, share=index < agreed, circumstances=["small"] if index < ticked else [])
        for index, level in enumerate((0, 1, 1, 2, 3, 3))
    )
    return score_round(settled(FIVE, *six))


@pytest.mark.parametrize("row", rows("six staff"), ids=lambda row: row["six staff"])
def test_who_may_be_shown(row: dict[str, str]) -> None:
    agreed = 6 if row["six staff"].startswith("all") else 5
    results = [six_staff(ticked, agreed=agreed) for ticked in (4, 5)]
    heard = results[0].practices[A].voices["staff"]
    assert heard
    ends = "not told" if heard.low is None else f"{heard.low} and {heard.high}"
    told = ["counts" if result.circumstances else "does not count" for result in results]
    found = [results[0].voices["staff"].by, str(heard.level), ends, "yes" if heard.split else "no", *told]
    assert found == list(row.values())[1:]


@pytest.mark.parametrize("row", rows("said | level"), ids=lambda row: row["said"])
def test_one_voice_on_one_practice(row: dict[str, str]) -> None:
    own = (sheet("staff", {"a": ANSWERS[each]}, share=True) for each in row["said"].split())
    level = score_round(settled(FIVE, *own)).practices[A].level
    assert ("not known" if level is None else str(level)) == row["level"]


# Levels, stages, cautions.


@pytest.mark.parametrize("row", rows("said | score"), ids=lambda row: row["said"])
def test_a_dimension(row: dict[str, str]) -> None:
    found = score_round(settled(FIVE, sheet(levels=levels_of("abcde", row["said"])))).dimensions[GROUP]
    held = {(): "", ("e",): "the fifth"}[found.held_back_by]
    assert list(row.values())[1:] == [number(found.score or 0), str(found.majority), str(found.level), held]


def of_built_in(row: dict[str, str], *more: Sheet) -> Result:
    levels: dict[str, Any] = {}
    for name in CORE.keys() & row.keys():
        levels |= levels_of(CORE[name], row[name])
    alone = row.get("heard") == "staff alone"
    meeting = sheet("staff", levels, share=True) if alone else sheet(levels=levels)
    return score_round(settled(BUILT_IN, meeting, *more))


STAGES = rows("heard | Engagement")


@pytest.mark.parametrize("row", STAGES, ids=lambda row: f"{row['stage']}, {row['Power-sharing']}")
def test_the_stage(row: dict[str, str]) -> None:
    found = of_built_in(row)
    why = {"not-enough-answers": "not enough answers", "one-sided": "one side only", None: ""}[found.stage_why]
    names = {stage.id: stage.name for stage in BUILT_IN.stages}
    assert row["stage"] == (names[found.stage] if found.stage else f"not known: {why}")
    needs = (f"{BUILT_IN.need_name(each).strip('“”')} {level}" for each, level in found.unmet.items())
    assert row["the next stage needs"] == ", ".join(needs)


def test_what_the_stages_need() -> None:
    told = {row["stage"]: row["needs"] for row in rows("stage | needs")}
    before: dict[str, int] = {}
    for stage in BUILT_IN.stages:
        new = {key: level for key, level in stage.needs.items() if key not in before}
        said = re.split(r", (?:and )?", told[stage.name])
        assert said[0] == "these" if before else said[0] != "these"
        assert set(said) - {"these", "nothing"} == {f"{BUILT_IN.need_name(key)} {level}" for key, level in new.items()}
        before = dict(stage.needs)


@pytest.mark.parametrize("row", rows("Engagement | middle"), ids=lambda row: row["Engagement"])
def test_a_caution_compares_the_middle_levels(row: dict[str, str]) -> None:
    found = of_built_in(row)
    sides = [found.dimensions[NAMES[name]] for name in ("Engagement", "Power-sharing")]
    told = [(int(row[f"middle {place}"]), int(row[f"level {place}"])) for place in (1, 2)]
    assert told == [(each.majority, each.level) for each in sides]
    assert bool(row["caution"]) is ("power-before-engagement" in found.cautions)


@pytest.mark.parametrize("row", rows("answered | say yes"), ids=lambda row: f"{row['say yes']} of {row['answered']}")
def test_a_caution_from_what_people_with_lived_experience_say(row: dict[str, str]) -> None:
    of, yes = int(row["answered"]), int(row["say yes"])
    said = ["yes"] * yes + ["no"] * (of - yes)
    members = [sheet(MEMBERS, share=True, experience={"part-in-decisions": each}) for each in said]
    found = of_built_in(STAGES[1], *members)
    assert found.stage == "co-producing"
    assert bool(row["caution"]) is ("ask-who-decided" in found.cautions)


def test_the_stage_rests_on_one_and_has_no_evidence() -> None:
    kinds = {each.why for each in of_built_in(STAGES[1]).to_check if each.practice == "shared-decisions"}
    assert kinds == {"stage-rests-on-one", "stage-without-evidence"}


@pytest.mark.parametrize("row", rows("at the meeting | few"), ids=lambda row: row["at the meeting"])
def test_few_on_one_side(row: dict[str, str]) -> None:
    staff, members = map(int, re.findall(r"\d", row["at the meeting"]))
    met = sheet(levels={"a": 1}, people={"staff": staff, MEMBERS: members})
    sides = [each.side for each in score_round(settled(FIVE, met)).to_check if each.why == "few-on-one-side"]
    words = {"staff": "staff", MEMBERS: "people with lived experience"}
    assert row["few on one side"] == ", ".join(words[str(side)] for side in sides)


# What becomes of the plan.


def asked_and_answered(round_: str, **levels: int) -> Result:
    six = rubric(*(practice(name, "xy"[index % 2]) for index, name in enumerate("abcdef")))
    return score_round(settled(six, sheet(levels={**dict.fromkeys("abcdef", 1), **levels}, round=round_)))


def edited(plan: Plan, ident: str, status: str | None) -> Plan:
    """The plan with one action at another status, or taken out for ``None``."""
    kept = [each for each in plan.actions if each.id != ident or status]
    changed = [Action.model_validate({**each.model_dump(), "status": status}) if each.id == ident else each
               for each in kept]  # fmt: skip
    return plan.model_copy(update={"actions": tuple(changed)})


def test_what_becomes_of_the_plan() -> None:
    first, second = asked_and_answered("r"), asked_and_answered("s", d=2)
    plan = draft_plan(first, on=DAY, actions=3)
    made, *later = rows("what happens | what is added")
    assert (made["what is added"], made["offered in this round"].split()) == (
        ", ".join(each.id for each in plan.actions), list(plan.offered),
    )  # fmt: skip
    result = first
    for row in later:
        if edit := re.fullmatch(r"(\S+) is (blocked|done|taken out)", row["what happens"]):
            plan = edited(plan, edit[1], None if edit[2] == "taken out" else edit[2])
        if row["what happens"].startswith("a new round"):
            result = second
        refreshed = refresh_plan(plan, result, on=DAY, limit=3)
        assert row["what is added"] == ", ".join(each.id for each in refreshed.added)
        plan = refreshed.plan
        assert row["offered in this round"].split() == list(plan.offered), row
    assert [each.id for each in plan.actions if plan.reached(each)] == ["d-2"]

"""What a comparison says in words, and that it fits one screen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from helpers.make import DAY, MEMBERS, practice, rubric
from helpers.report_texts import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_check.documents.plan import Plan, read_plan
from coprod_check.documents.text import is_blank, one_line
from coprod_check.pages.coaching.fitted import screen_columns
from coprod_check.pages.coaching.plan_changes import Teller, diff_report
from coprod_check.pages.coaching.plan_changes_brief import brief
from coprod_check.pages.names import Names
from coprod_check.rules.coaching.plan_changes import diff_plans

LATER = DAY + dt.timedelta(days=60)
TODAY = LATER + dt.timedelta(days=1)
HEAD = {"format": "coprod-plan/1", "rubric": "small", "rubric_version": "1.0.0", "team": "Team", "round": "r"}
ASKED = rubric(
    practice("a"),
    practice("b"),
    practice("c", "e"),
    stages=[{"id": "s0", "name": "First"}, {"id": "s1", "name": "Next"}],
)


def plan(made_on: dt.date, *actions: dict[str, Any], **more: Any) -> Plan:
    filled = [{"action": f"Do {each.get('id', 'it')}.", **each} for each in actions]
    made, problems = read_plan({**HEAD, "made_on": made_on, **more, "actions": filled})
    assert made is not None, problems
    return made


def teller(old: Plan, new: Plan, *, names: Names | None = None, **more: Any) -> Teller:
    found = diff_plans(old, new, today=more.pop("today", TODAY))
    return Teller(found, Names(ASKED) if names is None else names, ("old.plan.toml", "new.plan.toml"), **more)


def about(old: list[dict[str, Any]], new: list[dict[str, Any]], **more: Any) -> Teller:
    return teller(plan(DAY, *old), plan(LATER, *new), **more)


FINE = {"staff_owner": "Ann", "lived_experience_owner": "Jo", "due": dt.date(2027, 12, 1)}
A = {"id": "a-2", "practice": "a", "from_level": 1, "to_level": 2, **FINE}


# Names.


def test_an_action_is_called_by_its_practice_else_by_its_first_words() -> None:
    long = {"id": "x", "action": "Ask everyone in the whole wide town what they think."}
    found = about([], [A, long, {"id": "y", "action": "Ring\nJo.", "practice": "unknown"}])
    assert [found.called(key) for key in ("a-2", "x", "y")] == [
        "“Title of a”", "“Ask everyone in the whole wide…”", "“Ring Jo.”",
    ]  # fmt: skip


def test_two_actions_of_one_practice_are_told_apart_by_id() -> None:
    found = about([A], [A, {**A, "id": "a-2-again"}])
    assert [found.called(key) for key in ("a-2", "a-2-again")] == ["“Title of a” (a-2)", "“Title of a” (a-2-again)"]


def test_without_a_rubric_there_are_ids_and_numbers() -> None:
    names = Names()
    assert (names.practice("a"), names.dimension("d"), names.level(2), names.level("dont-know")) == (
        "“a”", "d", "level 2", "don't know",
    )  # fmt: skip
    assert names.described("a", 1) == ""


def test_a_level_that_the_rubric_does_not_have_is_a_number() -> None:
    names = Names(ASKED)
    assert (names.level(9), names.described("a", 9), names.described("a", "dont-know")) == ("level 9", "", "")
    assert (names.level(1), names.described("a", 1), names.dimension("d")) == ("1 Started", "A bit.", "D")


def test_nothing_that_people_typed_reaches_the_terminal_as_a_command() -> None:
    assert one_line("a\x1b[31m\nb\u0007 c") == "a [31m b c"


# What needs talking about.


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({**A, "status": "doing"}, {**A, "status": "dropped"},
         "dropped; was doing, with Ann (staff) and Jo (lived experience)."),
        ({**A, "staff_owner": ""}, {"id": "a-2", "practice": "a", "status": "dropped"},
         "dropped; was to-do, with Jo (lived experience)."),
        ({**A, "lived_experience_owner": ""}, None, "gone from the plan; was to-do, with Ann (staff)."),
        (None, {"id": "a-2", "practice": "a", "status": "dropped"}, "dropped; was not on the plan, with no owner."),
        ({**A, "due": TODAY}, {**A, "due": TODAY - dt.timedelta(days=1)}, "overdue by 1 day."),
        (A, {**A, "status": "blocked"}, "blocked; was to-do."),
        (None, {**A, "status": "blocked"}, "blocked."),
        ({**A, "due": DAY, "status": "blocked"}, {**A, "due": DAY, "status": "blocked"},
         "overdue by 61 days; stuck at blocked."),
        (A, {**A, "due": dt.date(2028, 1, 7)}, "moved 37 days later (7 Jan 2028)."),
        ({**A, "due": DAY, "status": "doing"}, {**A, "status": "doing"},
         "moved 374 days later (1 Dec 2027); stuck at doing."),
        (A, {**A, "staff_owner": " ", "lived_experience_owner": ""}, "no owner."),
        ({"id": "a-2", "practice": "a"}, {"id": "a-2", "practice": "a"}, "no owner and no date."),
        ({**A, "status": "done", "evidence": "x"}, {**A, "status": "to-do"}, "went back from done to to-do."),
        ({**A, "from_level": None}, {**A, "status": "done", "from_level": None},
         "done, but nobody has said what shows it."),
        ({**A, "due": DAY}, {**A, "due": LATER, "staff_owner": "", "lived_experience_owner": ""},
         "overdue by 1 day; moved 60 days later (21 Jan 2027); stuck at to-do; no owner."),
    ],
)  # fmt: skip
def test_each_action_that_needs_talking_about_with_its_reasons(old: Any, new: Any, said: str) -> None:
    found = about([old] if old else [], [new] if new else [])
    assert found.talk() == (f"“Title of a”: {said}",)


def test_the_gravest_reason_comes_first() -> None:
    later = {"due": dt.date(2027, 12, 2)}
    old = [{**A, "id": name} for name in "mgd"]
    new = [{**A, "id": "n", "staff_owner": "", "lived_experience_owner": ""}, {**A, "id": "m", **later}]
    new += [{**A, "id": "o", "due": DAY}, {**A, "id": "d", "status": "dropped"}]
    assert [each.split("(")[1][0] for each in about(old, new).talk()] == ["d", "g", "o", "m", "n"]


def test_done_although_the_level_is_the_same() -> None:
    done = {**A, "status": "done", "evidence": "Seen."}
    new = plan(LATER, done, practices={"a": {"level": 1}})
    assert teller(plan(DAY, done), new).talk() == ()  # it was said last time
    assert teller(plan(DAY, {**done, "status": "doing"}), new).talk() == (
        "“Title of a”: done, but the level is still 1 Started.",
    )


def test_an_action_in_good_order_is_not_talked_about() -> None:
    assert about([A], [{**A, "status": "doing"}]).talk() == ()


# Good news.


def test_what_is_done_with_evidence_and_evidence_only_on_request() -> None:
    done = {**A, "status": "done", "done_on": dt.date(2027, 1, 3), "evidence": "Ask\nMary. " + "x" * 200}
    assert about([A], [done]).good() == ("“Title of a”: done on 3 January 2027, with evidence.",)
    (quoted,) = about([A], [done], evidence=True).good()
    assert quoted.endswith(f": “Ask Mary. {'x' * 200}”.")
    (short,) = about([A], [done], evidence=True, full=False).good()
    assert short.endswith(f": “Ask Mary. {'x' * 139}…”.")


def risen(old: Any, new: Any, *actions: dict[str, Any], full: bool = False) -> tuple[str, ...]:
    before = plan(DAY, *actions, practices={"a": old})
    return teller(before, plan(LATER, *actions, practices={"a": new}), full=full).good()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"level": 1}, {"level": 2, "evidence": True}, "from 1 Started to 2 Together."),
        ({"level": 1}, {"level": 2}, "from 1 Started to 2 Together; no evidence yet."),
        ({"level": 0}, {"level": 2, "evidence": True},
         "from 0 Not yet to 2 Together; two levels or more at once: ask what happened."),
        ({"status": "dont-know"}, {"level": 0}, "known now, 0 Not yet (was don't know)."),
    ],
)  # fmt: skip
def test_levels_that_went_up_in_the_words_of_both(old: Any, new: Any, said: str) -> None:
    assert risen(old, new) == (f"“Title of a”: {said}",)


def test_where_there_is_room_it_says_what_people_do_at_both_levels() -> None:
    (said,) = risen({"level": 1}, {"level": 2, "evidence": True}, full=True)
    assert said == "“Title of a”: from 1 Started (“A bit.”) to 2 Together (“Much.”)."


def test_what_was_proved_comes_before_what_was_not() -> None:
    old = plan(DAY, practices={"a": {"level": 1}, "b": {"level": 1}})
    new = plan(LATER, practices={"a": {"level": 2}, "b": {"level": 2, "evidence": True}})
    assert [each[:12] for each in teller(old, new).good()] == ["“Title of b”", "“Title of a”"]


FIND_OUT = {"id": "find-out", "practices": ["a"], **FINE}


@pytest.mark.parametrize(
    ("old", "new", "action", "said"),
    [
        ({"level": 1}, {"level": 2, "evidence": True}, A, "from 1 Started to 2 Together; looks done."),
        ({"level": 2}, {"level": 3}, A, "from 2 Together to 3 Always; looks done; no evidence yet."),
        ({"level": 2}, {"level": 2}, A, "looks done, as the level is 2 Together by now."),
    ],
)
def test_an_open_action_whose_level_is_reached_looks_done(old: Any, new: Any, action: Any, said: str) -> None:
    assert risen(old, new, action) == (f"“Title of a”: {said}",)


def test_a_find_out_looks_done_once_nothing_in_it_is_unknown() -> None:
    assert risen({"status": "dont-know"}, {"level": 1}, FIND_OUT) == (
        "“What is not known yet”: looks done, as nothing in it is unknown any more.",
        "“Title of a”: known now, 1 Started (was don't know).",
    )


@pytest.mark.parametrize(
    ("new", "action"),
    [
        ({"level": 1}, A),
        ({"status": "dont-know"}, A),
        ({"level": 3}, {**A, "practice": "b"}),
        ({"level": 3}, {"id": "own", **FINE}),
        ({"level": 3}, {**A, "status": "dropped"}),
    ],
)
def test_other_actions_do_not_look_done(new: Any, action: Any) -> None:
    assert not any("looks done" in each for each in risen(new, new, action))


def test_a_date_that_moved_earlier_is_good_news() -> None:
    assert about([A], [{**A, "due": dt.date(2027, 11, 30)}]).good() == (
        "“Title of a”: moved 1 day earlier (30 Nov 2027).",
    )


# Scores, the room, and the rest.


def scores(old: Any, new: Any, **more: Any) -> tuple[str, ...]:
    before = plan(DAY, dimensions={"d": old, "e": {"score": 1}}, practices={"a": {"status": "dont-know"}})
    return teller(before, plan(LATER, dimensions={"d": new, "e": {"score": 1}}), **more).scores()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (1.4, 1.0, "D 1.0, lower by 0.4 (was 1.4), don't know 0 (was 1)"),
        (1.0, 1.8, "D 1.8, higher by 0.8 (was 1.0), don't know 0 (was 1)"),
        (1.44, 1.35, "D 1.4, nearly as before (was 1.4), don't know 0 (was 1)"),
        (None, 1.0, "D 1.0 (was no score), don't know 0 (was 1)"),
        (1.0, None, "D no score (was 1.0), don't know 0 (was 1)"),
    ],
)
def test_scores_then_and_now(old: float | None, new: float | None, said: str) -> None:
    old_, new_ = ({} if score is None else {"score": score} for score in (old, new))
    assert scores(old_, new_) == (said, "same: E 1.0")


def test_dont_knows_are_counted_in_all_where_no_rubric_says_where_they_belong() -> None:
    assert scores({"score": 1}, {"score": 2}, names=Names()) == (
        "d 2.0, higher by 1.0 (was 1.0)", "same: e 1.0", "in all, don't know 0 (was 1)",
    )  # fmt: skip


def test_scores_that_stay_stand_together() -> None:
    old, new = (plan(on, dimensions={"d": {"score": 1}, "e": {"score": 1}}) for on in (DAY, LATER))
    assert teller(old, new).scores() == ("same: D 1.0, E 1.0",)


def test_what_is_lower_or_further_apart() -> None:
    old = {"a": {"level": 2}, "b": {"level": 1}, "c": {"staff": 1, MEMBERS: 1}}
    new = {"a": {"level": 1}, "b": {"status": "dont-know"}, "c": {"staff": 3, MEMBERS: 1}}
    found = teller(plan(DAY, practices=old), plan(LATER, practices=new), full=False)
    assert found.lower() == (
        "“Title of a” from 2 Together to 1 Started", "“Title of b” from 1 Started to don't know",
    )  # fmt: skip
    assert found.wider() == ("“Title of c”: the two voices are 2 apart, was 0",)
    back = teller(plan(DAY, practices=new), plan(LATER, practices=old))
    assert back.narrower() == ("“Title of c”: the two voices are 0 apart, was 2",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ((4, 3), (4, 3), "In the room: 4 staff and 3 people with lived experience; as before."),
        ((2, 1), (3, 1), "In the room: 3 staff and 1 person with lived experience; before, 2 and 1."),
        (
            (2, 1), (3, 0),
            ("In the room: 3 staff; before, 2 and 1. "
            "Nobody with lived experience was counted: nobody answered, or too few to be shown."),
        ),
        ((2, 1), (0, 0), "In the room: nobody was counted; before, 2 and 1."),
        ((0, 0), (0, 2), "In the room: 2 people with lived experience; before, nobody was counted."),
        ((0, 0), (0, 0), "In the room: nobody was counted; as before."),
    ],
)  # fmt: skip
def test_who_was_in_the_room(old: tuple[int, int], new: tuple[int, int], said: str) -> None:
    before, after = ({"people": {"staff": staff, MEMBERS: members}} for staff, members in (old, new))
    assert teller(plan(DAY, **before), plan(LATER, **after)).room() == said


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ([], "No action is open."),
        ([{**A, "status": "done"}], "No action is open."),
        ([A], "Of 1 open action, people with lived experience own 1 and staff 1."),
        (
            [{"id": "x", "staff_owner": "Ann"}, {"id": "y"}],
            "Of 2 open actions, people with lived experience own none and staff 1.",
        ),
        ([{"id": "x"}], "Of 1 open action, people with lived experience own none and staff none."),
    ],
)
def test_who_owns_what_is_open(actions: list[dict[str, Any]], said: str) -> None:
    assert about([], actions).ownership() == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([], [], "There are no actions on either plan."),
        ([A], [A], "Nothing has changed. Actions, 1 then and 1 now: 1 unchanged."),
        ([A], [{**A, "status": "blocked", "due": ""}], "Actions, 1 then and 1 now: 1 blocked, 1 got or lost a date."),
        ([A], [{**A, "notes": "x"}], "Actions, 1 then and 1 now: 1 unchanged."),
        ([A], [{**A, "status": "done"}, {"id": "n", **FINE}], "Actions, 1 then and 2 now: 1 done, 1 new."),
    ],
)
def test_the_line_of_counts(old: list[Any], new: list[Any], said: str) -> None:
    found = teller(plan(LATER, *old), plan(LATER, *new))
    assert found.counts() == said


def test_the_unchanged_are_one_line_and_named_on_request() -> None:
    found = about([A, {"id": "x", **FINE}], [A, {"id": "x", "notes": "!", **FINE}])
    assert found.unchanged(name=False) == "Unchanged: 2, 1 of them with other notes or evidence."
    assert found.unchanged(name=True).endswith("evidence. “Title of a”, “Do x.”.")
    assert about([A], []).unchanged(name=True) == "Unchanged: none."


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, ""),
        ({"practices": {"a": {"level": 1}}}, "1 practice stands in one plan only and cannot be compared."),
        (
            {"practices": {"a": {"level": 1}, "b": {"level": 1}}, "rubric_version": "1.1.0"},
            (
                "The questions changed from version 1.0.0 to 1.1.0. "
                "2 practices stand in one plan only and cannot be compared."
            ),
        ),
        (
            {"rubric_version": "2.0.0"},
            "The questions changed from version 1.0.0 to 2.0.0. Levels may not mean the same.",
        ),
        ({"rubric": "other"}, "Different questions (small, then other): levels and scores are not compared."),
    ],
)
def test_it_says_what_was_not_compared(more: dict[str, Any], said: str) -> None:
    assert teller(plan(DAY), plan(LATER, **more)).other_questions() == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (DAY, LATER, "22 November 2026 to 21 January 2027, 60 days between"),
        (LATER, DAY, "21 January 2027 to 22 November 2026, 60 days between"),
        (DAY, DAY, "both made on 22 November 2026"),
    ],
)
def test_the_days_between(old: dt.date, new: dt.date, said: str) -> None:
    assert teller(plan(old), plan(new)).between() == said


# The whole page.


def test_the_page_tells_everything() -> None:
    old = plan(
        DAY, A, {"id": "x", "action": "Ring Jo.", **FINE}, stage="s0",
        practices={"a": {"level": 2}, "b": {"level": 1}}, dimensions={"d": {"level": 1, "score": 1}, "e": {"score": 1}},
    )  # fmt: skip
    new = plan(
        LATER, {**A, "staff_owner": "Di", "status": "doing"}, {"id": "x", "action": "Ring Mo.", **FINE}, {"id": "n"},
        practices={"a": {"level": 1}, "c": {"level": 1}}, dimensions={"d": {"score": 1.5}, "f": {}},
    )  # fmt: skip
    said = texts(diff_report(teller(old, new), everything=True))
    for line in (
        "What changed: Team",
        "old.plan.toml, then new.plan.toml: 22 November 2026 to 21 January 2027, 60 days between.",
        "2 practices stand in one plan only and cannot be compared.",
        "“Title of c”: not compared.",
        "D | 1.0 | 1.5 | higher by 0.5 | 0, was 0",
        "E | 1.0 | no score | not compared | 0, was 0",
        "“Title of a” from 2 Together (“Much.”) to 1 Started (“A bit.”).",
        "“Do n.”: new, to-do, with no owner, due on no date.",
        "“Title of a”: started.",
        (
            "“Title of a”: now with Di (staff) and Jo (lived experience); "
            "before, with Ann (staff) and Jo (lived experience)."
        ),
        "“Ring Mo.”: reworded. It says now: “Ring Mo.”",
        "The stage is not known, was “First”.",
        "D: the level is not known, was 1 Started.",
        "The open actions hold no hard question.",
        "Unchanged: none.",
    ):
        assert line in said
    assert not any("not compared." in line for line in texts(diff_report(teller(old, new)))[:6])


def test_plans_that_say_no_day_are_told_so() -> None:
    dated = plan(DAY, A)
    bare = dated.model_copy(update={"made_on": None})
    assert teller(bare, dated).between() == "no date to 22 November 2026"
    assert teller(bare, bare).between() == "made on no date"


def test_the_page_of_two_equal_plans_says_so() -> None:
    said = texts(diff_report(teller(plan(LATER, {**A, "notes": "x"}), plan(LATER, {**A, "notes": "x"}))))
    assert "Nothing has changed. Actions, 1 then and 1 now: 1 unchanged." in said
    assert "Nothing stands out." in said
    assert not {"Scores", "Also changed", "Lower than last time, or further apart"} & set(said)


def test_dates_that_were_set_or_taken_out_are_told() -> None:
    one, other = {**A, "due": ""}, {"id": "x", **FINE}
    said = texts(diff_report(about([one, other], [A, {**other, "due": ""}])))
    assert "“Title of a”: due 1 Dec 2027 now." in said
    assert "“Do x.”: has no date any more." in said


def test_edited_notes_are_mentioned_but_not_quoted() -> None:
    said = texts(diff_report(about([A], [{**A, "notes": "Ask Mary."}])))
    assert "“Title of a”: notes, evidence or keys of your own were edited." in said
    assert not any("Mary" in line for line in said)


# One screen.


def shown(found: Teller, **more: int) -> list[str]:
    return [each.text for each in brief(found, **more)]


def test_a_small_change_is_told_in_full_on_the_screen() -> None:
    old = plan(DAY, A, practices={"a": {"level": 1}}, stage="s0", dimensions={"d": {"score": 1}})
    done = {**A, "status": "done", "evidence": "x"}
    new = plan(LATER, done, practices={"a": {"level": 2, "evidence": True}}, stage="s1", dimensions={"d": {"score": 2}})
    assert shown(teller(old, new)) == [
        "Team: 22 November 2026 to 21 January 2027, 60 days between",
        "old.plan.toml, then new.plan.toml",
        "Actions, 1 then and 1 now: 1 done.",
        "",
        "To talk about: nothing stands out.",
        "",
        "Good news:",
        "- “Title of a”: done, with evidence.",
        "- “Title of a”: from 1 Started (“A bit.”) to 2 Together (“Much.”).",
        "",
        "Scores: D 2.0, higher by 1.0 (was 1.0). The stage is “Next”, was “First”.",
        "",
        "In the room: nobody was counted; as before.",
        "No action is open.",
        "",
        "Ask: no open action has a hard question.",
        "",
        "Unchanged: none.",
    ]


def test_what_stands_out_on_the_screen_is_the_team_and_each_heading() -> None:
    lines = brief(about([A], [{**A, "status": "blocked"}]))
    assert [each.strong for each in lines if each.strong] == [
        "Team", "To talk about", "Good news", "In the room", "Ask", "Unchanged",
    ]  # fmt: skip
    assert all(each.text.startswith(each.strong) for each in lines)
    many = (Names(), ("a.plan.toml", "b.plan.toml"))
    long = brief(Teller(diff_plans(*worst_pair(), today=TODAY), *many), width=20)
    assert all(each.text.startswith(each.strong) for each in long)


WORDY = "Ask everyone who comes to the meetings, and those who have stopped coming, what would help them most of all "
LONG = {"hard_question": WORDY + "and why?", "measure": WORDY, "notes": WORDY}


def worst(ident: int, **more: Any) -> dict[str, Any]:
    return {"id": f"action-{ident}-{'x' * 60}", "action": f"{ident} {WORDY}", **LONG, **more}


def worst_pair() -> tuple[Plan, Plan]:
    """Ten actions each, of which nothing is as it was, and everything that could be said is."""
    owner = {"staff_owner": "Alexandra " * 8, "lived_experience_owner": "Bartholomew " * 8}
    old = [worst(n, status="doing", due=DAY, **owner) for n in range(10)]
    new = [worst(n, status="dropped") for n in range(2)]
    new += [worst(n, status="doing", due=DAY + dt.timedelta(days=n)) for n in range(2, 5)]
    new += [
        worst(5, status="to-do", due=dt.date(2027, 1, 1)),
        worst(6, status="done"),
        worst(7, status="done", evidence=WORDY),
    ]
    new += [worst(n, action=f"New {n} {WORDY}") for n in (11, 12)]
    ids = [f"practice-{n}-{'y' * 40}" for n in range(20)]
    down = {each: {"level": 3, "staff": 1, MEMBERS: 1} for each in ids[:6]}
    up = {each: {"level": 0} for each in ids[6:]}
    then = {"practices": {**down, **up}, "dimensions": {f"dimension-{n}": {"score": 0.1} for n in range(9)}}
    down = {each: {"level": 0, "staff": 3, MEMBERS: 0} for each in ids[:6]}
    up = {each: {"level": 3} for each in ids[6:19]}
    now = {"practices": {**down, **up, "only-new": {"level": 1}}, "rubric_version": "1.1.0", "stage": "s" * 60}
    now["dimensions"] = {f"dimension-{n}": {"score": 2.9} for n in range(9)}
    people = {"staff": 1000, MEMBERS: 0}
    return (
        plan(DAY, *old, **then, people=people, team="T" * 300),
        plan(LATER, *new, **now, people={"staff": 2000, MEMBERS: 0}, team="Team " * 80),
    )


def test_the_worst_ten_actions_fit_one_screen_and_what_is_left_out_is_counted() -> None:
    old, new = worst_pair()
    files = ("/a/very/long/folder" * 9 + "/old.plan.toml", "n" * 200 + "/new.plan.toml")
    for names in (Names(), Names(ASKED)):
        told = Teller(diff_plans(old, new, today=TODAY), names, files, evidence=True)
        lines = shown(told)
        assert len(lines) <= 22
        assert max(map(len, lines)) <= 80
        starts = [
            "To talk about",
            "Good news",
            "Scores",
            "Lower, or further apart",
            "In the room",
            "Of ",
            "Ask",
            "Unchanged",
        ]
        places = [next(n for n, line in enumerate(lines) if line.startswith(start)) for start in starts]
        assert places == sorted(places)
        counted = [line for line in lines if "; --all shows them)" in line]
        assert [line.split(" (")[0] for line in counted][:2] == ["To talk about", "Good news"]
        assert f" of {len(told.talk())}; --all shows them):" in counted[0]
        assert f" of {len(told.good())}; --all shows them):" in counted[1]
        assert not any(line.startswith("Scores:") for line in lines)
        assert lines[1].endswith("/new.plan.toml")
        assert "/old.plan.toml, then …" in lines[1]


def test_on_a_narrow_screen_the_brief_takes_the_lines_that_it_needs() -> None:
    old, new = worst_pair()
    lines = shown(teller(old, new), width=40)
    assert max(map(len, lines)) <= 40
    assert len(lines) <= 44
    assert lines[-1].startswith("Unchanged:")


@pytest.mark.parametrize("width", [20, 40, 60])
def test_on_a_narrow_screen_no_sentence_ends_before_it_says_what_it_is_about(width: int) -> None:
    moved = {**A, "due": dt.date(2028, 1, 7), "status": "blocked"}
    found = about([A, {**A, "id": "a-2-again"}], [moved, {**moved, "id": "a-2-again"}])
    said = " ".join(shown(found, width=width))
    assert "…" not in said
    for sentence in (*found.talk(), found.room(), found.ownership(), found.between(), found.counts()):
        assert one_line(sentence) in one_line(said)


def test_files_of_long_names_are_known_by_their_ends_and_none_is_cut_inside_a_folder() -> None:
    files = ("coaching/2026/" * 9 + "old.toml", "n.toml")
    found = Teller(diff_plans(plan(DAY), plan(LATER), today=TODAY), Names(), files)
    assert shown(found)[1] == "…/" + "coaching/2026/" * 4 + "old.toml, then n.toml"
    narrow = shown(found, width=40)[2:4]
    assert narrow == ["…/2026/coaching/2026/coaching/2026/coach", "ing/2026/coaching/2026/old.toml,"]


ANY = st.text(max_size=60)
ACTION = st.fixed_dictionaries(
    {
        "id": st.sampled_from([f"id-{n}" for n in range(12)]),
        "practice": st.none() | st.sampled_from("abc"),
        "from_level": st.none() | st.integers(0, 3),
        "to_level": st.none() | st.integers(0, 3),
        "action": ANY.filter(lambda text: not is_blank(text)),
        "hard_question": ANY,
        "staff_owner": ANY,
        "lived_experience_owner": ANY,
        "evidence": ANY,
        "due": st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)),
        "status": st.sampled_from(["to-do", "doing", "done", "dropped"]),
    }
)
LEVEL = st.fixed_dictionaries({"level": st.none() | st.integers(0, 4), "evidence": st.booleans()})
PLANS = st.builds(
    lambda team, actions, practices, scores: Plan.model_validate(
        {
            **HEAD, "team": team, "made_on": DAY, "actions": actions, "practices": practices,
            "dimensions": {name: {"score": score} for name, score in scores.items()},
        }
    ),
    ANY.filter(lambda text: not is_blank(text)),
    st.lists(ACTION, max_size=10, unique_by=lambda each: str(each["id"])),
    st.dictionaries(st.sampled_from("abcz"), LEVEL),
    st.dictionaries(st.sampled_from("de"), st.none() | st.floats(0, 3)),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PLANS, PLANS, st.booleans())
def test_any_two_plans_of_ten_actions_fit_one_screen(old: Plan, new: Plan, evidence: bool) -> None:
    found = teller(old, new, evidence=evidence)
    lines = shown(found)
    assert len(lines) <= 22
    assert all(screen_columns(line) <= 80 and line.isprintable() for line in lines)
    for width in (20, 33, 60):
        assert all(screen_columns(line) <= width for line in shown(found, width=width))
    for sentence in texts(diff_report(found, everything=True)):
        assert sentence.isprintable()

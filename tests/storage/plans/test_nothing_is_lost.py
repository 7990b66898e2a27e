"""Laws: of a plan in any form that people give it, every comment and value is found again, or nothing is written."""

from __future__ import annotations

import codecs
import datetime as dt
import tomllib
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from helpers.make import DAY, practice, rubric, settled, sheet
from helpers.plans_by_hand import TEXTS, ByHand
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coprod_check.documents.errors import BadInput
from coprod_check.documents.kept import comments_of
from coprod_check.documents.plan import keys_as_written
from coprod_check.rules.plan_refresh import refresh_plan
from coprod_check.rules.planning import draft_plan
from coprod_check.rules.scoring import score_round
from coprod_check.storage import plan_files
from coprod_check.storage.checked_plan import CheckedPlan
from coprod_check.storage.plans.guard import guarded
from coprod_check.storage.toml_edit import TomlText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coprod_check.rules.result import Result

LATER = DAY + dt.timedelta(days=60)
ASKED = rubric(*(practice(name, "xy"[index % 2]) for index, name in enumerate("abcdef")))
STATUSES = ("to-do", "doing", "blocked", "done", "dropped")
LEVELS = st.fixed_dictionaries({name: st.integers(0, 3) | st.just("dont-know") for name in "abcdef"})
SEEDS = st.integers(0, 2**32)
LAW = settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])


def answered(levels: Mapping[str, Any], round_: str) -> Result:
    return score_round(settled(ASKED, sheet(levels=dict(levels), round=round_)))


def by_hand(levels: Mapping[str, Any], random: Random) -> tuple[str, list[str], dict[str, Any]]:
    """A plan as people may have left it: its text, its comments, and what it says."""
    data = keys_as_written(draft_plan(answered(levels, "r"), on=DAY))
    for key in sorted(set(data) - {"format", "rubric", "team", "actions"}):
        if random.random() < 0.1:
            del data[key]
        elif isinstance(data[key], dict) and random.random() < 0.3:
            data[key] = {each: value for each, value in data[key].items() if random.random() < 0.7}
    hand = ByHand(random, random.choice((0.05, 0.2, 0.4)))
    for each in data.get("actions", []):
        each.update(hand.own(), status=random.choice(STATUSES), notes=random.choice(TEXTS))
        each["due"] = random.choice((each["due"], dt.date(2027, 3, 1), "", "  "))
    return hand.plan(data), hand.comments, data


def stored(text: str, random: Random) -> bytes:
    """A text as one of the programs that people use stores it."""
    text = text.replace("\n", random.choice(("\n", "\r\n")))
    mark, encoding = random.choice(
        ((b"", "utf-8"), (b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"))
    )
    return mark + text.encode(encoding)


def alike(one: object, other: object) -> bool:
    """Whether two values are one, by kind too."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def peoples(action: Mapping[str, Any], *but: str) -> dict[str, Any]:
    return {key: value for key, value in action.items() if key not in {"because", "practices", *but}}


def missing(comments: list[str], text: str) -> list[str]:
    return [each for each, times in Counter(comments).items() if text.count(each) < times]


@LAW
@given(LEVELS, LEVELS, SEEDS)
def test_a_refresh_loses_nothing_that_people_wrote(
    tmp_path_factory: pytest.TempPathFactory, first: Any, second: Any, seed: int
) -> None:
    random = Random(seed)
    text, comments, says = by_hand(first, random)
    assert alike(tomllib.loads(text), says)
    path = tmp_path_factory.mktemp("plan") / "p.plan.toml"
    path.write_bytes(stored(text, random))
    result = answered(second, "r2")
    old = plan_files.read_plan_file(path)
    ready = plan_files.refreshed(path, old, refresh_plan(old, result, on=LATER, limit=5), random.choice((None, ASKED)))
    plan_files.write_over(path, ready)
    assert missing(comments, ready.text) == []
    now = tomllib.loads(ready.text)
    for before, after in zip(says.get("actions", []), now.get("actions", []), strict=False):
        assert alike(peoples(before), peoples(after))
        assert before["status"] in {"to-do", "doing", "blocked"} or alike(before, after)
    again = plan_files.read_plan_file(path)
    assert not refresh_plan(again, result, on=LATER + dt.timedelta(days=9), limit=5).changes


@settings(LAW, max_examples=25)
@given(LEVELS, SEEDS)
def test_a_check_in_loses_nothing_that_people_wrote(
    tmp_path_factory: pytest.TempPathFactory, levels: Any, seed: int
) -> None:
    random = Random(seed)
    text, comments, says = by_hand(levels, random)
    path = tmp_path_factory.mktemp("plan") / "p.plan.toml"
    path.write_bytes(stored(text, random))
    checked = CheckedPlan(path, LATER)
    said: dict[int, dict[str, Any]] = {}
    for place, action in enumerate(checked.plan.actions):
        said[place] = random.choice(
            (
                {},
                {"status": "done", "done_on": LATER, "evidence": f"{random.choice(TEXTS)}."},
                {"status": "blocked", "notes": f"{action.notes}\n2027-01-21, blocked: {random.choice(TEXTS)}"},
                {"due": None, "staff_owner": "Ruth", "lived_experience_owner": "# Jo"},
            )
        )
        checked.save({place: action.model_copy(update=said[place])})
    written = path.read_text("utf-16" if path.read_bytes().startswith(codecs.BOM_UTF16_LE) else "utf-8-sig")
    assert missing(comments, written) == []
    now = tomllib.loads(written)
    for place, before in enumerate(says.get("actions", [])):
        after = now["actions"][place]
        assert alike(peoples(before, *said[place]), peoples(after, *said[place]))
        model = checked.plan.actions[place]
        assert {key: getattr(model, key) for key in said[place]} == said[place]
        assert before["notes"].strip() in after["notes"].replace("\r", "") or "\r" in before["notes"]
    assert alike({**now, "actions": []}, {**says, "actions": []})


@pytest.mark.parametrize("name", ["put", "put_names", "take_out", "insert_tables", "comments_in"])
@settings(LAW, max_examples=6)
@given(LEVELS, LEVELS, SEEDS)
def test_what_a_bad_writer_does_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, name: str, first: Any, second: Any, seed: int
) -> None:
    """One that forgets something, or that takes comments for nothing."""
    random = Random(seed)
    text, comments, says = by_hand(first, random)
    path = tmp_path_factory.mktemp("plan") / "p.plan.toml"
    path.write_bytes(text.encode())
    old = plan_files.read_plan_file(path)
    refresh = refresh_plan(old, answered(second, "r2"), on=LATER, limit=5)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TomlText, name, lambda *_, **__: [])
        try:
            ready = plan_files.refreshed(path, old, refresh)
        except BadInput:
            return
    assert missing(comments, ready.text) == []
    for before, after in zip(says.get("actions", []), tomllib.loads(ready.text).get("actions", []), strict=False):
        assert alike(peoples(before), peoples(after))


@settings(LAW, max_examples=15)
@given(LEVELS, LEVELS, SEEDS)
def test_comments_that_a_writer_strips_are_put_back(
    tmp_path_factory: pytest.TempPathFactory, first: Any, second: Any, seed: int
) -> None:
    random = Random(seed)
    text, comments, _ = by_hand(first, random)
    path = tmp_path_factory.mktemp("plan") / "p.plan.toml"
    path.write_bytes(text.encode())
    old = plan_files.read_plan_file(path)
    refresh = refresh_plan(old, answered(second, "r2"), on=LATER, limit=5)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            plan_files, "guarded", lambda path, was, text, *more: guarded(path, was, without_comments(text), *more)
        )
        ready = plan_files.refreshed(path, old, refresh)
    assert missing(comments, ready.text) == []
    assert alike(tomllib.loads(ready.text), tomllib.loads(plan_files.refreshed(path, old, refresh).text))


def without_comments(text: str) -> str:
    for each in reversed(comments_of(text)):
        text = text[: each.start] + text[each.start + len(each.words) :]
    return text


@settings(LAW, max_examples=10)
@given(st.lists(LEVELS, min_size=4, max_size=4), SEEDS)
def test_over_many_rounds_comments_stay_and_titles_of_ours_do_not_pile_up(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[Any], seed: int
) -> None:
    random = Random(seed)
    path = tmp_path_factory.mktemp("plan") / "p.plan.toml"
    path.write_text(plan_files.plan_toml(draft_plan(answered(rounds[0], "r0"), on=DAY), ASKED), "utf-8")
    comments: list[str] = []
    for number, levels in enumerate(rounds[1:], 1):
        lines = path.read_text("utf-8").split("\n")
        for place in random.sample(range(len(lines)), 8):
            comments.append(f"# mine {len(comments)}.")
            lines[place] += f" {comments[-1]}"
        path.write_text("\n".join(lines), "utf-8")
        old = plan_files.read_plan_file(path)
        refresh = refresh_plan(old, answered(levels, f"r{number}"), on=DAY + dt.timedelta(days=number), limit=5)
        plan_files.write_over(path, plan_files.refreshed(path, old, refresh, ASKED))
        now = path.read_text("utf-8")
        assert missing(comments, now) == []
        assert not [line for line in now.split("\n") if line.strip() in {f"# Title of {each}" for each in "abcdef"}]

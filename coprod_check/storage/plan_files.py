"""Plans as files: written as a page, and refreshed without touching what people wrote."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from itertools import chain, count
from typing import TYPE_CHECKING, Any

import tomli_w

from coprod_check.documents.errors import BadInput, bad_file
from coprod_check.documents.limits import over_limits
from coprod_check.documents.plan import PLAN_FORMAT, Action, keys_as_written, read_plan
from coprod_check.documents.problems import Problem
from coprod_check.documents.text import one_line, visible_toml
from coprod_check.rules.plan_kept import refresh_may_change
from coprod_check.rules.plan_refresh import as_it_stands
from coprod_check.storage.left_out import OF_SYSTEMS
from coprod_check.storage.parsing import LARGEST, only_a_file, parse, read_as, read_text, reason, stored_like
from coprod_check.storage.plans.guard import guarded
from coprod_check.storage.sheet_files import files_under
from coprod_check.storage.toml_edit import TomlText, key_toml, names_toml, sync, value_toml
from coprod_check.storage.toml_lines import key_parts
from coprod_check.storage.writing import write_output, write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from coprod_check.documents.kept import Spot
    from coprod_check.documents.plan import Plan
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.plan_refresh import Refresh
    from coprod_check.storage.plans.guard import Ready
    from coprod_check.storage.toml_edit import Entry

HEADER = """\
# This is your plan. Edit it with any text editor; coprod-check keeps what you write.
#
# - The actions come first. Fill in an owner on each side, and change the dates as you like ("" is no date yet).
# - status is "to-do", "doing", "blocked", "done" or "dropped". When it is done, say what shows it under evidence.
# - Add actions of your own: copy one, and give it an id that no other action has. Keys of your own are kept too.
# - To turn an action down, take it out. It is not offered again in this round.
# - Lines that start with # are notes for yourselves.
# - The lines that begin with because, and the parts below the actions, are refreshed when you score a new round.
"""

MEASURED = "# ---- What was measured ----\n"
ACTIONS = "# ---- What you will do ----\n"
ENDING = ".plan.toml"
_COPY = re.compile(r"(.+)\.([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9]+))?\.plan\.toml", re.IGNORECASE)


def read_plan_file(path: Path) -> Plan:
    """Read a plan; every fault in one ``BadInput``."""
    return read_as(path, read_plan, PLAN_FORMAT)


def plan_toml(plan: Plan, rubric: Rubric | None = None) -> str:
    """Write a new plan as a page, the actions before what was measured; same plan, same bytes.

    With the questions at hand each practice has its title as a remark beside it.
    """
    titles = _titles(rubric)
    data = keys_as_written(plan)
    actions = data.pop("actions", [])
    facts = {key: value for key, value in data.items() if not isinstance(value, dict)}
    measured = tomli_w.dumps({key: value for key, value in data.items() if isinstance(value, dict)})
    measured = _PRACTICE.sub(lambda found: found.group() + _remark(titles, found.group(1)), measured)
    parts = [HEADER, tomli_w.dumps(facts), ACTIONS + actions_toml(actions, titles), MEASURED, measured]
    return visible_toml("\n".join(parts))


def actions_toml(actions: Iterable[dict[str, Any]], titles: Mapping[str, str] | None = None) -> str:
    """Write actions as tables, each after a blank line; ``titles`` of practices stand as remarks beside them."""
    return "".join("\n[[actions]]\n" + _action_toml(action, titles or {}) for action in actions)


def _action_toml(action: dict[str, Any], titles: Mapping[str, str]) -> str:
    lines = []
    for key, value in action.items():
        if key == "practices" and isinstance(value, list):
            line = names_toml(value, titles)
        else:
            line = value_toml(value) + (_remark(titles, value) if key == "practice" else "")
        lines.append(f"{key_toml((key,))} = {line}\n")
    return "".join(lines)


_PRACTICE = re.compile(r"^\[practices\.([A-Za-z0-9-]+)\]$", re.MULTILINE)


def _titles(rubric: Rubric | None) -> dict[str, str]:
    return {str(each.id): one_line(each.title) for each in rubric.practices} if rubric else {}


def _remark(titles: Mapping[str, str], practice: object) -> str:
    """The title of a practice as a remark behind it; empty where it is not known."""
    title = titles.get(practice, "") if isinstance(practice, str) else ""
    return f"  # {title}" if title else ""


# Bringing a plan up to date.


def refreshed(
    path: Path,
    old: Plan,
    refresh: Refresh,
    rubric: Rubric | None = None,
    *,
    may_change: Callable[[Spot], bool] | None = None,
) -> Ready:
    """Put what a refresh changes into the text of a plan; every other character stays.

    ``may_change`` tells of each place whether what people wrote there may change; else it is as the contract says
    of new answers. Raises ``BadInput`` where it is written in a way in which that cannot be done, or was changed
    since ``old`` was read.
    """
    written = read_text(path)
    before = parse(written, str(path))
    if not _same(as_it_stands(old), as_it_stands(_as_plan(path, before))):
        raise bad_file(str(path), CHANGED_MEANWHILE)
    text = TomlText(written)
    titles = _titles(rubric)
    _put_actions(text, before.get("actions", []), refresh, titles)
    _put_parts(text, old, refresh)
    after = str(text)
    _check_written(path, before, after, refresh)
    return guarded(path, written, after, titles.values(), may_change or refresh_may_change(old, refresh.plan))


CHANGED_MEANWHILE = "was changed by somebody else in the meantime, so we changed nothing; give the same command again"


def _as_plan(path: Path, data: Mapping[str, Any]) -> Plan:
    plan, problems = read_plan(data)
    if plan is None:
        raise BadInput(each.in_file(str(path)) for each in problems)
    return plan


def _put_parts(text: TomlText, old: Plan, refresh: Refresh) -> None:
    """Change the parts at the top."""
    stands = as_it_stands(old)
    order = [key for key in type(old).model_fields if key != "actions"]
    for key in order:
        if key not in refresh.parts:
            continue
        value = refresh.parts[key]
        if value is None:
            text.take_out((key,))
        elif isinstance(value, dict):
            sync(text, (key,), stands.get(key, {}), value)
        elif stands.get(key) != value:
            text.put((key,), value, behind=tuple(order[: order.index(key)]))


def write_over(path: Path, ready: Ready) -> None:
    """Write a text over the plan that it was made from, stored as the plan was: with its byte-order mark, or in UTF-16.

    Raises ``BadInput`` where that cannot be done, or the plan is another one by now; it is then as it was.
    """
    if read_text(path) != ready.was:
        raise bad_file(str(path), CHANGED_MEANWHILE)
    write_output(path, stored_like(path, ready.text))


def _put_actions(text: TomlText, written: list[dict[str, Any]], refresh: Refresh, titles: Mapping[str, str]) -> None:
    """Change our own lines in the actions that are there, and put new ones after the last."""
    added = [keys_as_written(each) for each in refresh.added]
    if inline := text.entry(("actions",)):
        # A list in brackets has no room for what we add: its actions become tables, each as it was.
        if refresh.actions or added:
            _put_as_tables(text, inline, written, refresh, titles)
        return
    for place, lines in refresh.actions.items():
        for key, value in lines.items():
            if key == "practices":
                text.put_names(("actions", place, key), value, titles, behind=("id",))
            elif value is None:
                text.take_out(("actions", place, key))
            else:
                text.put(("actions", place, key), value, behind=_KEYS[: _KEYS.index(key)])
    if added:
        text.insert_tables(_place_for_actions(text), actions_toml(added, titles))


_KEYS = tuple(Action.model_fields)


def _put_as_tables(
    text: TomlText, inline: Entry, written: list[dict[str, Any]], refresh: Refresh, titles: Mapping[str, str]
) -> None:
    """Write the actions of a list in brackets as tables, with what changes in them, and the new ones behind them."""
    tables = [
        _as_table(action, says, refresh.actions.get(place, {}), titles)
        for place, (action, says) in enumerate(zip(text.tables_in(inline), written, strict=True))
    ]
    tables += [_action_toml(keys_as_written(each), titles) for each in refresh.added]
    above = [""] * len(tables)
    for place, remarks in text.comments_by_item(inline).items():
        # Those behind the last one stay with it.
        above[min(place, max(len(written) - 1, 0))] += "".join(f"{each}\n" for each in remarks)
    text.take_out(inline.path, inner=False)
    words = "".join(f"\n{remarks}[[actions]]\n{table}" for remarks, table in zip(above, tables, strict=True))
    text.insert_tables(_place_for_actions(text), words)


def _as_table(
    action: Iterable[tuple[str, str]], says: Mapping[str, Any], lines: Mapping[str, Any], titles: Mapping[str, str]
) -> str:
    """An action in braces as a table: its keys and values as people wrote them, but for the lines that change."""
    rows, left = [], dict(lines)
    for key, value in action:
        name, *inner = key_parts(key)
        if name not in lines:
            remark = _remark(titles, says[name]) if name == "practice" and not inner else ""
            rows.append(f"{key} = {value}{remark}\n")
        elif (now := left.pop(name, None)) is not None:
            rows.append(_action_toml({name: now}, titles))
    rows.append(_action_toml({key: value for key, value in left.items() if value is not None}, titles))
    return "".join(rows)


def _changed(written: dict[str, Any], lines: Mapping[str, Any]) -> dict[str, Any]:
    """An action as it is written, with lines that change; ``None`` takes one out."""
    return {key: value for key, value in {**written, **lines}.items() if value is not None}


def _place_for_actions(text: TomlText) -> int:
    """Behind the last action and the remarks below it, before the remarks that belong to what follows."""
    start, stop = text.gap_behind("actions")
    gap = text.between(start, stop)
    if stop == text.length:
        return stop
    ours = re.search(rf"^{re.escape(MEASURED.strip())}[ \t\r]*$", gap, re.MULTILINE)
    kept = gap[: ours.start() if ours else _start_of_last_remarks(gap)]
    written = kept.rstrip()
    return start + (kept.find("\n", len(written)) + 1 if written else 0)


def _start_of_last_remarks(gap: str) -> int:
    """Where the remarks begin that stand right above a heading, and so belong to it."""
    start = len(gap)
    for line in reversed(gap.split("\n")[:-1]):
        if not line.lstrip(" \t").startswith("#"):
            break
        start -= len(line) + 1
    return start


def _check_written(path: Path, before: dict[str, Any], after: str, refresh: Refresh) -> None:
    """Make sure that a text says what was meant, before it goes over what people wrote."""
    expected = {**before, **refresh.parts}
    expected = {key: value for key, value in expected.items() if value is not None}
    actions = [_changed(each, refresh.actions.get(place, {})) for place, each in enumerate(before.get("actions", []))]
    expected["actions"] = actions + [keys_as_written(each) for each in refresh.added]
    if faults := over_limits(expected):
        raise BadInput(_too_much(path, each) for each in faults)
    if len(stored_like(path, after)) > LARGEST:
        raise bad_file(
            str(path), f"with what is new it is larger than {LARGEST // 2**20} MB, the most that we read, {_MAKE_ROOM}"
        )
    try:
        says = parse(after, str(path))
    except BadInput:
        says = {}
    if not _same(expected, {"actions": [], **says}):
        message = "is written in a way that we cannot bring up to date; write each part as a table, such as [people]"
        raise bad_file(str(path), message)


_MAKE_ROOM = "so we changed nothing; take out what you need no longer"


def _too_much(path: Path, fault: Problem) -> Problem:
    """Say that a plan would be too large to be read again."""
    what = fault.message.rpartition("; ")[0]
    return Problem(str(path), 0, fault.where, f"with what is new it {what}, {_MAKE_ROOM}")


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - any value of a plan
    """Whether two values are the same; one that is not a number is the same as another."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other or (one != one and other != other))  # noqa: PLR0124 - NaN


# Copies of plans as they were.


def is_copy(path: Path) -> bool:
    """Whether a file is a plan as it was on some day, by its name, and no plan of its own.

    >>> from pathlib import Path
    >>> is_copy(Path("riverside.2027-01-17-2.plan.toml")), is_copy(Path("riverside.plan.toml"))
    (True, False)
    """
    return _COPY.fullmatch(path.name) is not None


def copied_from(path: Path) -> Path | None:
    """The plan of which a file is a copy, where that plan lies beside it."""
    found = _COPY.fullmatch(path.name)
    plan = path.with_name(f"{found[1]}{ENDING}") if found else path
    return plan if found and plan.is_file() else None


def plans_under(folder: Path) -> list[Path]:
    """The plans in a folder, at any depth and in order, without copies of how they were."""
    found = (each for each in files_under(folder) if os.path.normcase(each.name).endswith(ENDING) and not is_copy(each))
    return sorted(each for each in found if not each.name.startswith(OF_SYSTEMS))


def keep_copy(path: Path, on: dt.date) -> Path:
    """Keep a plan as it is beside itself, under a name with the day; none that is there is written over.

    Raises ``BadInput`` where that cannot be done, and then nothing may be written.
    """
    days = chain([f"{on}"], (f"{on}-{number}" for number in count(2)))
    try:
        only_a_file(path)
        was = path.read_bytes()
        for day in days:
            kept = path.with_name(f"{_name(path)}.{day}{ENDING}")
            if not os.path.lexists(kept):
                write_whole(kept, was, private=True)
                with suppress(OSError):
                    kept.chmod(stat.S_IMODE(path.stat().st_mode))  # whoever may read the plan, and nobody else
                return kept
    except OSError as error:
        raise bad_file(str(path), f"could not be kept as it is, so nothing was changed: {reason(error)}") from None
    raise AssertionError  # count() does not end


def newest_copy(path: Path) -> Path | None:
    """The plan as it was before it was last changed: the newest copy beside it, by day and number."""
    found = [(each, _COPY.fullmatch(each.name)) for each in path.parent.glob(f"*{ENDING}")]
    ours = [
        (known.group(2), int(known.group(3) or 1), each) for each, known in found if known and known[1] == _name(path)
    ]
    return max(ours)[2] if ours else None


def _name(path: Path) -> str:
    """The name of a plan without its ending."""
    return path.name.removesuffix(ENDING) if path.name.endswith(ENDING) else path.stem

"""Plans as files: written as a page, and refreshed without touching what people wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomli_w
import tomlkit
from pydantic import BaseModel
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from coprod_check.documents.errors import bad_file
from coprod_check.documents.plan import PLAN_FORMAT, read_plan
from coprod_check.rules.planning import added_actions, measured_parts, refreshed_follow_up
from coprod_check.rules.rounds import team_key
from coprod_check.storage.parsing import parse, read_as, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from pathlib import Path

    from coprod_check.documents.plan import Action, Plan

HEADER = """\
# This is your plan. Edit it with any text editor; coprod-check keeps what you write.
#
# - The actions are at the end. Fill in an owner on each side and change the dates as you like.
# - status is "to-do", "doing", "done" or "dropped". When it is done, say what shows it under evidence.
# - Add actions of your own: copy one, and give it an id that no other action has.
# - Lines that start with # are notes for yourselves.
# - The parts above the actions are measured. They are refreshed when you score a new round.
"""

MEASURED = "# ---- What was measured ----\n"
ACTIONS = "# ---- What you will do ----\n"


def read_plan_file(path: Path) -> Plan:
    """Read a plan; every fault in one ``BadInput``."""
    return read_as(path, read_plan, PLAN_FORMAT)


def plan_toml(plan: Plan) -> str:
    """Write a new plan as a page; same plan, same bytes."""
    data = as_data(plan)
    actions = data.pop("actions")
    facts = {key: value for key, value in data.items() if not isinstance(value, dict)}
    measured = {key: value for key, value in data.items() if isinstance(value, dict)}
    parts = [HEADER, tomli_w.dumps(facts), MEASURED, tomli_w.dumps(measured), ACTIONS]
    return "\n".join(parts) + actions_toml(actions)


def actions_toml(actions: list[dict[str, Any]]) -> str:
    """Write actions as tables, each after a blank line."""
    return "".join("\n[[actions]]\n" + tomli_w.dumps(action, multiline_strings=True) for action in actions)


_ALWAYS = frozenset(
    {"staff_owner", "lived_experience_owner", "status", "evidence", "notes", "held_back_by", "not_known"}
)
"""Keys written even where empty: the gaps for people to fill in, and lists that say "none"."""


def as_data(shape: BaseModel) -> dict[str, Any]:
    """Lay a shape out as plain data in the order of the contract, without what is absent."""
    data = {}
    for name, field in type(shape).model_fields.items():
        value = _plain_value(getattr(shape, name))
        if value is not None and (name in _ALWAYS or value not in ("", {})):
            data[field.alias or name] = value
    return data


def _plain_value(value: Any) -> Any:  # noqa: ANN401 - any value of a plan
    if isinstance(value, BaseModel):
        return as_data(value)
    if isinstance(value, dict):
        return {key: _plain_value(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain_value(each) for each in value]
    return value


def refresh(path: Path, new: Plan, limit: int) -> tuple[str, tuple[Action, ...]]:
    """Bring an existing plan up to date with a newly drafted one (contract, 4.2).

    Gives the text to write and the actions that were added. Every byte that people
    wrote stays; where the answers are those that the plan was made from, so does the
    whole file. Raises ``BadInput`` where the file is no plan, or another team's.
    """
    old = read_plan_file(path)
    text = read_text(path)
    _check_same(path, old, new)
    if measured_parts(old) == measured_parts(new):
        return text, ()
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise bad_file(str(path), f"is not understood ({error})") from None
    data = as_data(new)
    data["follow_up_on"] = refreshed_follow_up(old, new)
    del data["actions"]
    for key in ("stage", "next_stage"):
        if key not in data:
            document.pop(key, None)
    _update(document, data)
    added = added_actions(old, new, limit)
    written_inline = [] if isinstance(document.get("actions", AoT([])), AoT) else document.pop("actions").unwrap()
    ending = "\r\n" if "\r\n" in text else "\n"
    written = tomlkit.dumps(document)
    if written and not written.endswith("\n"):
        written += ending
    tables = [*written_inline, *(as_data(action) for action in added)]
    written += actions_toml(tables).replace("\n", ending)
    parse(written, str(path))
    return written, added


def _check_same(path: Path, old: Plan, new: Plan) -> None:
    if team_key(old.team) != team_key(new.team):
        raise bad_file(str(path), f"is the plan of {old.team!r}, not of {new.team!r}; choose another file", "team")
    if old.rubric != new.rubric:
        raise bad_file(
            str(path),
            f"was made from {old.rubric!r}, and these answers are to {new.rubric!r}; choose another file",
            "rubric",
        )


def _update(table: MutableMapping[str, Any], data: Mapping[str, Any]) -> None:
    """Set what differs and take out what is gone, table by table, leaving all else as it was written."""
    for key, value in data.items():
        if isinstance(value, dict):
            if key not in table:
                table[key] = tomlkit.table(is_super_table=all(isinstance(each, dict) for each in value.values()))
            inner = table[key]
            for gone in [each for each in inner if each not in value]:
                del inner[gone]
            _update(inner, value)
        elif key not in table:
            _add(table, key, value)
        elif _unwrapped(table[key]) != value:
            table[key] = value


def _add(table: MutableMapping[str, Any], key: str, value: object) -> None:
    """Add a key behind the last one, and before the empty lines and remarks that end the table.

    Those stand above the next table and belong to it, as people read a page.
    """
    if not isinstance(table, Table):
        table[key] = value
        return
    body = table.value.body
    ending = []
    while body and body[-1][0] is None:
        ending.append(body.pop())
    table[key] = value
    body.extend(reversed(ending))


def _unwrapped(item: Any) -> Any:  # noqa: ANN401 - any item of a document
    return item.unwrap() if hasattr(item, "unwrap") else item

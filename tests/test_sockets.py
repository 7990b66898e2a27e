"""No command opens a socket, and each imports what docs/dependencies.md says that it does."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from helpers.process import ROOT
from helpers.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

sys.path.insert(0, str(ROOT / "release"))
every_command = import_module("every_command")

ENDS_WITH = {"plan --check": 1, "plan --check-in": 4}
"""Exit codes that are not 0: a plan without owners; and nobody there to answer."""

LISTENING = """
import sys
def hear(event, arguments):
    if event.startswith("socket."):
        with open(%r, "a") as heard:
            print(event, *map(str, arguments[1:]), file=heard)
sys.addaudithook(hear)
with open(%r, "a") as heard:
    print("listening", file=heard)
"""


@pytest.fixture(scope="module")
def ran() -> dict[str, Any]:
    found: dict[str, Any] = every_command.run_all(
        {name: every_command.COMMANDS[name] for name in every_command.IN_TESTS}, sooner=True
    )
    return found


def test_every_command_is_among_those_that_are_run() -> None:
    import typer.main

    from coprod_check.cli.app import app

    named = {line.split(" --")[0].split(" of ")[0] for line in every_command.IN_TESTS}
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    parts = {f"rubric {each}" for each in ("list", "show", "check")}
    assert named - {"--version", "--help"} == (commands - {"rubric"}) | parts


def test_every_command_runs_and_opens_no_socket(ran: dict[str, Any]) -> None:
    wrong = {name: each.said for name, each in ran.items() if each.code != ENDS_WITH.get(name, 0)}
    assert wrong == {}
    assert {name: each.sockets for name, each in ran.items() if each.sockets} == {}


def test_a_socket_would_be_heard(tmp_path: Path) -> None:
    spy = tmp_path / "tomli_w.py"  # imported in the place of the library of that name
    spy.write_text("import socket\nsocket.socket().close()\ndumps = None\n", "utf-8")
    (heard,) = every_command.run_all({"plan": every_command.COMMANDS["plan"]}, first=str(tmp_path)).values()
    assert [each.split()[0] for each in heard.sockets] == ["socket.__new__"]


def test_each_imports_what_the_page_says(ran: dict[str, Any]) -> None:
    page = every_command.PAGE.read_text("utf-8")
    always = every_command.always(page)
    said = {name: row for name, row in every_command.rows(page).items() if name in ran}
    assert said == {name: every_command.row(name, each.imported, always) for name, each in ran.items()}


def test_the_page_names_every_command_that_is_listed() -> None:
    assert list(every_command.rows(every_command.PAGE.read_text("utf-8"))) == list(every_command.COMMANDS)


def test_the_interview_in_menus_opens_none_to_anywhere(tmp_path: Path) -> None:
    heard = tmp_path / "heard.txt"
    (tmp_path / "sitecustomize.py").write_text(LISTENING % (str(heard), str(heard)), "utf-8")
    with Terminal(tmp_path, "assess", PYTHONPATH=f"{tmp_path}:{ROOT}") as terminal:
        terminal.expect("team")
        terminal.send("\x03")
        terminal.ends()
    told = heard.read_text("utf-8").splitlines()
    assert told[0] == "listening"
    # The loop that waits for keys wakes itself by a pair of sockets (AF_UNIX): no address, and no network.
    assert {each for each in told[1:] if not each.startswith("socket.__new__ 1 ")} == set()

# ruff: noqa: INP001, T201 - a command beside the package
"""Runs every command once on the examples, and lists what it imports and whether it opens a socket.

    python release/every_command.py            # write the list anew, in docs/dependencies.md
    python release/every_command.py --check    # leave with 1 where it is not what is imported

Each command runs in a copy of a process that has imported the options alone (a fork), so that
nothing is counted that another command needed. Not for Windows, which cannot fork.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
FORMS = "exchange/microsoft-forms-staff.xlsx"
WHOSE = "--voice staff --team T --round 2026-11"

COMMANDS = {
    "--version": "--version",
    "--help": "--help",
    "assess --plain": "assess --plain",
    "score": "score cohort",
    "score --format csv": "score cohort --format csv",
    "score --format json": "score cohort --format json",
    "score --format jsonl": "score cohort --format jsonl",
    "score --format markdown": "score cohort --format markdown",
    "score --format parquet": "score cohort --format parquet --out new.parquet",
    "score --format xlsx": "score cohort --format xlsx --out new.xlsx",
    "score of a table": "score table/ten-teams.csv",
    "score of thousands": "score thousands.csv --format csv",
    "collect": "collect cohort",
    "plan": "plan riverside/riverside-diabetes-group-2026-11.answers.toml",
    "plan --check": "plan --check riverside/riverside-diabetes-group.plan.toml",
    "plan --check-in": "plan --check-in --plain riverside/riverside-diabetes-group.plan.toml",
    "plan --show": "plan --show riverside/riverside-diabetes-group.plan.toml",
    "plan --show --format html": "plan --show riverside/riverside-diabetes-group.plan.toml --format html",
    "plan --show --format ics": "plan --show riverside/riverside-diabetes-group.plan.toml --format ics",
    "plan --show --format xlsx": "plan --show riverside/riverside-diabetes-group.plan.toml --format xlsx --out p.xlsx",
    "report": "report cohort",
    "report --format docx": "report cohort --format docx --out new.docx",
    "report --format markdown": "report cohort --format markdown",
    "report --format xlsx": "report cohort --format xlsx --out report.xlsx",
    "diff": "diff calls/1-september.plan.toml calls/2-october.plan.toml",
    "form": "form --voice staff",
    "form --print": "form --voice staff --print",
    "form --table": "form --voice staff --table new.csv",
    "import of a CSV": "import exchange/google-forms.csv --map exchange/google-forms.map.toml --out came",
    "import of a workbook": f"import {FORMS} {WHOSE} --table came.csv",
    "export --to fhir": "export --to fhir cohort/team-a.answers.toml --base https://example.org/q --out fhir",
    "export --to json-schema": "export --to json-schema --out schemas",
    "export --to limesurvey": "export --to limesurvey --out survey.txt",
    "export --to questions": "export --to questions --team T --round 2026-11 --out questions",
    "export --to redcap": "export --to redcap --out dictionary.csv",
    "export --to workbook": "export --to workbook --out workbook.xlsx",
    "export --to xlsform": "export --to xlsform --out xlsform.xlsx",
    "rubric list": "rubric list",
    "rubric show": "rubric show coproduction-values",
    "rubric check": "rubric check rubrics/coproduction-values.toml",
}
"""Every command, each with the options that may make it need something else; run on a copy of the examples."""

IN_TESTS = (
    "--version", "--help", "assess --plain", "score", "score --format parquet", "score of thousands", "collect", "plan",
    "plan --check", "plan --check-in", "plan --show --format ics", "report", "report --format docx", "diff", "form",
    "import of a workbook", "export --to fhir", "export --to workbook", "rubric list", "rubric show", "rubric check",
)  # fmt: skip
"""Those that the tests run: every command, and whatever has a library of its own."""

TYPED = {"assess --plain": "riverside/typed.txt"}
"""What is typed in, for commands that ask."""


class Ran(NamedTuple):
    """What one command did."""

    code: int
    imported: tuple[str, ...]
    """Libraries that are not Python's own."""
    sockets: tuple[str, ...]
    """What it asked of sockets."""
    said: str
    """On standard error."""


def on_examples(folder: Path) -> None:
    """Lay out what the commands read: the examples, the questions, and thousands of sheets in a table."""
    shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "rubrics", folder / "rubrics")
    head, *rows = (folder / "table" / "ten-teams.csv").read_text("utf-8").splitlines()
    at = head.split(",").index("team")
    many = [",".join([*cells[:at], f"{cells[at]} {time}", *cells[at + 1 :]])
            for time in range(250) for cells in (row.split(",") for row in rows)]  # fmt: skip
    (folder / "thousands.csv").write_text("\n".join([head, *many]) + "\n", "utf-8")


def run_all(wanted: dict[str, str] = COMMANDS, first: str = "", *, sooner: bool = False) -> dict[str, Ran]:
    """Run commands on a copy of the examples, in a process of their own.

    ``first`` is a folder in which Python looks for what is imported before it looks elsewhere.
    ``sooner`` imports what all of them import once for all, in two thirds of the time; that one
    of them does without it is not noticed then.
    """
    keep = {key: value for key, value in os.environ.items() if not key.startswith(("COPROD_", "COVERAGE_"))}
    with tempfile.TemporaryDirectory() as place:
        on_examples(Path(place))
        done = subprocess.run(  # noqa: S603 - this file
            [sys.executable, "-X", "utf8", __file__, "--run", *(["--sooner"] if sooner else [])],
            input=json.dumps(wanted), cwd=place, capture_output=True, text=True, check=True,
            env={**keep, "PYTHONPATH": f"{first}:{ROOT}" if first else str(ROOT), "COPROD_TODAY": "2026-11-22"},
        )  # fmt: skip
    return {name: Ran(*ran) for name, ran in json.loads(done.stdout).items()}


def _run_here(wanted: dict[str, str], *, sooner: bool) -> dict[str, Any]:
    """Run each command in a fork of this process."""
    at_first = set(sys.modules)
    found = {}
    for name, command in wanted.items():
        if name != "--version":
            import typer.main  # noqa: F401, PLC0415 - not before --version, which needs none of it

            import coprod_check.cli.app  # noqa: PLC0415
        if sooner and name not in WITHOUT:
            import coprod_check.documents.sheet  # noqa: F401, PLC0415
        reading, writing = os.pipe()
        if not (child := os.fork()):
            os.close(reading)
            with os.fdopen(writing, "w") as out:
                out.write(json.dumps(_one(command.split(), TYPED.get(name), at_first)))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as given:
            found[name] = json.loads(given.read())
        os.waitpid(child, 0)
    return found


def _one(words: list[str], typed: str | None, at_first: set[str]) -> list[Any]:
    """Run one command to its end, in this process."""
    sockets: list[str] = []

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith("socket."):
            sockets.append(f"{event} {arguments[1:]}")

    sys.addaudithook(hear)
    with Path(typed or os.devnull).open() as given:
        os.dup2(given.fileno(), 0)
    raw = io.BytesIO()
    said = io.TextIOWrapper(raw, encoding="utf-8")
    sys.argv = ["coprod-check", *words]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - the one of this fork
    sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), said
    code = 0
    from coprod_check.__main__ import main  # noqa: PLC0415

    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    said.flush()
    own = {*sys.stdlib_module_names, "coprod_check", "__mp_main__"}
    imported = {each.split(".")[0] for each in set(sys.modules) - at_first} - own
    # What compiled libraries import beside themselves has names of its own.
    imported = {each for each in imported if not each.startswith("_") and each != "cython_runtime"}
    return [code, sorted(imported), sockets, raw.getvalue().decode()]


def table(ran: dict[str, Ran]) -> str:
    """What each command imports: those that all need said once, then the rest of each."""
    common = set.intersection(*(set(each.imported) for name, each in ran.items() if name not in WITHOUT))
    said = ", ".join(f"`{each}`" for each in sorted(common))
    listed = (row(name, each.imported, common) for name, each in ran.items())
    return "\n".join([f"{THOSE}{said}.", "", "| command | imports |", "|---|---|", *listed])


WITHOUT = ("--version", "--help")
"""Commands that read nothing."""
THOSE = "*Those* are what every command that reads something imports: "


def row(name: str, imported: Iterable[str], common: set[str]) -> str:
    """The row of a command, apart from what all need."""
    more = [f"`{each}`" for each in imported if name in WITHOUT or each not in common]
    said = more if name in WITHOUT else ["those", *more]
    return f"| `coprod-check {name}` | {', '.join(said) or 'nothing'} |"


def always(page: str) -> set[str]:
    """What the page says that every command imports."""
    (line,) = (line for line in page.splitlines() if line.startswith(THOSE))
    return set(re.findall("`([^`]+)`", line))


def rows(page: str) -> dict[str, str]:
    """The rows of the page, by command."""
    return {found[1]: found[0] for found in re.finditer(r"^\| `coprod-check ([^`]+)` \| .* \|$", page, re.MULTILINE)}


BEGINS, ENDS = "<!-- what each command imports -->\n", "\n<!-- end -->"


def with_table(text: str, new: str) -> str:
    """The page with the table in its place."""
    before, _, rest = text.partition(BEGINS)
    return f"{before}{BEGINS}{new}{ENDS}{rest.partition(ENDS)[2]}"


def main() -> None:
    """Run every command, and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--run", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--sooner", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        found = _run_here(json.loads(sys.stdin.read()), sooner=options.sooner)
        with contextlib.suppress(BrokenPipeError):
            print(json.dumps(found))
        return
    ran = run_all()
    for name, each in ran.items():
        for asked in each.sockets:
            print(f"{name} opens a socket: {asked}")
    old = PAGE.read_text("utf-8")
    new = with_table(old, table(ran))
    if options.check:
        if old != new:
            sys.exit("docs/dependencies.md is not what is imported: run python release/every_command.py")
    else:
        PAGE.write_text(new, "utf-8")
    print(f"{len(ran)} commands, {sum(bool(each.sockets) for each in ran.values())} of them open sockets")
    sys.exit(any(each.sockets for each in ran.values()))


if __name__ == "__main__":
    main()

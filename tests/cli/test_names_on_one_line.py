"""A name is one line wherever it comes from: it forges no row, commands no terminal and turns no words around."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from helpers.in_process import run
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coprod_check.cli.choices import ScoreFormat
from coprod_check.cli.commands import score
from coprod_check.cli.output import deliver
from coprod_check.cli.thresholds import Thresholds
from coprod_check.documents.text import TURNS
from coprod_check.render.page_text import for_page

if TYPE_CHECKING:
    from collections.abc import Callable

ENDS_A_LINE = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
ODD = f"{ENDS_A_LINE}\x1b\x9b\x7f\x00\x07\t\u202e\u2066\u2069\u200b\u200d\ufeff\u00ad\U000e0041\ue000"
FORGED = 'Team\n=cmd("x"),2026-11,,'
TEXTS = st.text(st.sampled_from(f"{ODD}{ODD}ab=+-@,;\"' \\é中ע"), max_size=8)
SAYS = {
    "format": "coprod-answers/1",
    "rubric": "coproduction-values",
    "rubric_version": "2.0.0",
    "date": "2026-11-22",
}
PRACTICE = "shared-decisions"


def as_json(folder: Path, team: str, label: str, respondent: str) -> str:
    held = {**SAYS, "team": team, "round": label, "respondent": respondent, "share": True, "voice": "staff"}
    held["ratings"] = {PRACTICE: {"level": 1, "evidence": team}}
    (folder / "a.answers.json").write_text(json.dumps(held), "utf-8")
    return "a.answers.json"


def as_toml(folder: Path, team: str, label: str, respondent: str) -> str:
    def quoted(text: str) -> str:
        return '"' + "".join(f"\\U{ord(each):08x}" for each in text) + '"'

    named = {"team": team, "round": label, "respondent": respondent}
    lines = [f'{key} = "{value}"' for key, value in SAYS.items()]
    lines += [f"{key} = {quoted(value)}" for key, value in named.items()]
    lines += ['voice = "staff"', "share = true", f"[ratings.{PRACTICE}]", "level = 1", f"evidence = {quoted(team)}"]
    (folder / "a.answers.toml").write_text("\n".join(lines), "utf-8")
    return "a.answers.toml"


def row(team: str, label: str, respondent: str) -> dict[str, str]:
    return {
        "team": team, "round": label, "respondent": respondent, "date": "2026-11-22", "voice": "staff",
        "share": "true", PRACTICE: "1", f"{PRACTICE}.evidence": team,
    }  # fmt: skip


def as_csv(folder: Path, *names: str) -> str:
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row("", "", "")), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerow(row(*names))
    return "a.csv"


def as_lines(folder: Path, *names: str) -> str:
    held = {**row(*names), "share": True, PRACTICE: 1}
    (folder / "a.jsonl").write_text(f"{json.dumps(held)}\n", "utf-8")
    return "a.jsonl"


SOURCES = [as_json, as_toml, as_csv, as_lines]


def scored(name: str, style: str, folder: Path) -> str:
    done = run("score", name, "--format", style, cwd=folder)
    assert done.returncode in (0, 3), done.stderr
    assert not set(done.stderr) & set("\x1b\x9b\x7f\x85\r\u2028\u202e\u2066")
    return done.stdout


@pytest.mark.parametrize("source", SOURCES)
@settings(max_examples=15, deadline=None)
@given(team=TEXTS, label=TEXTS, respondent=TEXTS)
@example(FORGED, "r", "")
@example("Team", FORGED, "")
@example("Team", "r", FORGED)
@example("Team\x85=1+1", "r\x1b[2J", "")
@example("Team", "a\u2028=1+1", "")
def test_any_table_of_results_has_as_many_rows_as_there_are_results(
    source: Callable[..., str], team: str, label: str, respondent: str
) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        name = source(folder, team, label, respondent)
        lines = scored(name, "csv", folder)
        results = json.loads(scored(name, "json", folder))["results"]
        in_lines = scored(name, "jsonl", folder)
    rows = list(csv.reader(io.StringIO(lines, newline=""), strict=True))
    assert len(rows) == len(results) + 1
    assert {len(each) for each in rows} == {len(rows[0])}
    # However a line is told: by programs that know every line end of Unicode, and by those that know one.
    assert len(lines.splitlines()) == lines.count("\n") == len(rows)
    assert len(in_lines.splitlines()) == len(results)
    for each in rows[1:]:
        assert not each[0].startswith(("=", "+", "-", "@"))
    assert not any(unicodedata.category(each) == "Cc" for each in lines if each not in "\r\n")


@settings(max_examples=15, deadline=None)
@given(named=TEXTS.filter(lambda text: "\0" not in text), key=st.sampled_from(["--team", "--round"]))
@example("a\n=1+1", "--round")
@example("a\x1b[2Jb", "--team")
@example("\u200b", "--team")
def test_a_name_from_the_command_line_makes_a_sheet_that_can_be_read_again(named: str, key: str) -> None:
    options = {"--team": "Team", "--round": "r", key: named}
    words = [word for option, value in options.items() for word in (option, value)]
    typed = ["Team", "3", "2", "", "1"] if key == "--team" and not words_in(named) else ["3", "2", "", "1"]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        done = run("assess", "--plain", *words, typed="".join(f"{line}\n" for line in typed), cwd=folder)
        assert done.returncode == 4, done.stderr
        again = run("score", ".", "--format", "csv", cwd=folder)
    assert again.returncode == 0, again.stderr
    assert len(again.stdout.splitlines()) == 2


def words_in(text: str) -> bool:
    """Whether anything can be seen in a name."""
    return any(unicodedata.category(each) not in {"Cc", "Cf", "Zs", "Zl", "Zp"} for each in text)


def test_a_team_of_which_nothing_can_be_seen_is_asked_for_again(tmp_path: Path) -> None:
    done = run("assess", "--plain", typed="\u200b\n \nSeen\n3\n2\n\n1\n", cwd=tmp_path)
    assert done.returncode == 4
    assert [each.name for each in tmp_path.glob("*.toml")] == ["seen-2026-11.answers.toml"]


# Words that are turned around: "\u202e" shows what follows it from right to left.

TURNED = "Blue \u202edeR\u202c team\u2066"
NOT_TURNED = "עברית و فارسی\u200cها"


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_text_has_none_of_them_and_messages_show_that_there_was_one(tmp_path: Path, style: str) -> None:
    done = run("score", as_json(tmp_path, TURNED, "r", ""), "--format", style, cwd=tmp_path)
    assert not re.search(f"[{TURNS}]", done.stdout + done.stderr)
    assert "Blue deR team" in done.stdout
    left = run("score", as_json(tmp_path, TURNED, TURNED, ""), "no\u202ewhere.toml", "--format", "csv", cwd=tmp_path)
    assert not re.search(f"[{TURNS}]", left.stderr)
    assert "no?where.toml" in left.stderr


def test_no_command_to_copy_holds_one_and_the_command_works(tmp_path: Path) -> None:
    as_json(tmp_path, TURNED, TURNED, "")
    told = run("collect", ".", cwd=tmp_path, COLUMNS="300").stdout
    assert not re.search(f"[{TURNS}]", told)
    (command,) = (line for line in told.splitlines() if "score" in line and "--round" in line)
    done = run(*shlex.split(command)[1:], "--format", "json", cwd=tmp_path)
    assert len(json.loads(done.stdout)["results"]) == 1, command


def test_a_page_has_none_of_them_and_keeps_letters_of_every_script(tmp_path: Path) -> None:
    as_json(tmp_path, TURNED, "r", "")
    done = run("report", "a.answers.json", cwd=tmp_path)
    assert "Blue deR team" in done.stdout
    assert not re.search(f"[{TURNS}]", done.stdout)
    assert for_page(NOT_TURNED) == NOT_TURNED


MARKED = TURNED.translate(dict.fromkeys(map(ord, "\u202e\u202c\u2066"), "?"))


@pytest.mark.parametrize("style", ["csv", "json", "jsonl"])
def test_what_is_for_programs_turns_no_words_around_and_json_holds_the_same_name(tmp_path: Path, style: str) -> None:
    as_json(tmp_path, TURNED, "r", "")
    said = run("score", "a.answers.json", "--format", style, cwd=tmp_path).stdout
    assert not re.search(f"[{TURNS}]", said)
    if style == "csv":
        assert next(csv.DictReader(io.StringIO(said)))["team"] == MARKED
    else:
        held = json.loads(said)
        assert (held["results"][0] if style == "json" else held)["team"] == TURNED


def test_what_is_for_programs_is_harmless_on_a_terminal() -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    seen = Screen(newline="")
    with mock.patch("sys.stdout", seen):
        deliver([TURNED, "\x1b[2J\x9b1m\x1b[1mbold\x1b[0m\r\n"], None)
    assert seen.getvalue() == f"{MARKED}?[2J?1m\x1b[1mbold\x1b[0m\r\n"


def test_the_marks_are_the_ones_of_unicode() -> None:
    pattern: Any = re.compile(f"[{TURNS}]")
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    for code in range(0x3000):
        assert bool(pattern.match(chr(code))) == (unicodedata.bidirectional(chr(code)) in turning)


@pytest.mark.parametrize("style", ["json", "jsonl"])
@pytest.mark.parametrize("files", [10**6, 1])
def test_the_name_of_a_file_commands_no_terminal_from_json_and_is_the_same_name(
    tmp_path: Path, style: str, files: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file may be called anything; JSON lets DEL, C1 and the line ends of Unicode pass as they are."""
    name = "a\x7f\x85\x9b2J\u2028\x1b[31m.answers.json"
    (tmp_path / as_json(tmp_path, "Team", "r", "")).rename(tmp_path / name)
    asked = score.Options([tmp_path], None, ScoreFormat(style), None, plain=False)
    score.run(asked, Thresholds(files, 10**9, 10**9, 10**9))
    said = capfd.readouterr().out
    assert not set(said) & set("\x7f\x85\x9b\u2028\x1b")
    held = json.loads(said)
    assert (held["results"][0] if style == "json" else held)["sources"] == [(tmp_path / name).as_posix()]


@pytest.mark.parametrize("option", ["--team", "--round"])
@pytest.mark.parametrize(
    "command", [("form", "--voice", "staff"), ("form", "--voice", "staff", "--print"), ("export", "--to", "questions")]
)
def test_what_is_handed_out_has_no_name_that_turns_the_words_around_it(command: tuple[str, ...], option: str) -> None:
    done = run(*command, option, TURNED)
    assert done.returncode == 0
    assert "Blue deR team" in done.stdout
    assert not re.search(f"[{TURNS}]", done.stdout)

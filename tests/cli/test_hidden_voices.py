"""Nothing about a hidden voice, or a practice that too few answered, can be worked out from any output.

A round is made at random; then everything that the hidden people said is said
differently, and every output must stay the same to the byte. Which sheets
count stays as it is: that decides who may be shown. How many are hidden, and when
they answered, has a test of its own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import sys
import zipfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from helpers.in_memory import as_columns, as_objects, without_threads
from helpers.in_process import run
from helpers.make import DAY, MEMBERS, practice, rubric, sheet
from helpers.rendering import pages_in_every_form
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coprod_check.cli.boundary import boundary
from coprod_check.cli.choices import ReportFormat, ScoreFormat
from coprod_check.cli.commands import plan as plan_command
from coprod_check.cli.commands import report as report_command
from coprod_check.cli.commands import score as score_command
from coprod_check.cli.commands.services.workbooks import parquet_of, workbook_of
from coprod_check.documents.shapes import SIDES
from coprod_check.rules.rounds import Round, SheetFile, round_of
from coprod_check.rules.suppression import MINIMUM_CELL_SIZE
from coprod_check.storage.sheet_files import Collected, to_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hypothesis.strategies import DrawFn

    from coprod_check.cli.scored import Scored
    from coprod_check.documents.rubric import Rubric
    from coprod_check.pages.blocks import Page

SECRET = "Told by Ms Secret"
ASKED = rubric(
    practice("a", value="v"),
    practice("b", value="w"),
    practice("c", "e", value="v"),
    stages=[
        {"id": "start", "name": "Start", "needs": {}},
        {"id": "some", "name": "Some", "needs": {"d": 1}},
        {"id": "more", "name": "More", "needs": {"d": 1, "e": 2}},
    ],
    cautions=[{"id": "ahead", "dimension": "e", "ahead_of": "d", "message": "Look at this."}],
    circumstances=[{"id": each, "statement": f"It is {each}.", "prompts": [f"Mind {each}."]} for each in ("x", "y")],
    experience=[
        {
            "id": each,
            "question": f"{each}?",
            "several": each == "many",
            "options": [{"id": o, "text": o} for o in "pqr"],
        }
        for each in ("one", "many")
    ],
    other_voice={"staff-only": {"action": "Ask members."}, "lived-experience-only": {"action": "Ask staff."}},
)


# What people say.


@dataclass(frozen=True)
class Said:
    """All that one sheet says."""

    ratings: dict[str, Any] = field(default_factory=dict)
    circumstances: tuple[str, ...] = ()
    experience: dict[str, Any] = field(default_factory=dict)

    @property
    def something(self) -> bool:
        return bool(self.ratings or self.experience)


LEVEL = st.one_of(st.integers(0, 3), st.sampled_from(["dont-know", "not-applicable"]))
RATING = st.builds(
    lambda level, evidence: {"level": level, **({"evidence": evidence} if evidence else {})},
    LEVEL, st.sampled_from(["", SECRET, "Seen by Mr Hidden"]),
)  # fmt: skip


def ratings(practices: str = "abc") -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(practices, RATING))


def said(side: str, *, something: bool = True) -> st.SearchStrategy[Said]:
    """What a sheet of a side may say: an answer at least, or no answer at all."""
    circumstances = st.lists(st.sampled_from("xy"), unique=True).map(tuple)
    if not something:
        return st.builds(Said, circumstances=circumstances)
    answers = ratings().map(lambda given: given or {"b": {"level": 1}})
    if side != MEMBERS:
        return st.builds(Said, answers, circumstances)
    options = st.sampled_from("pqr")
    many = st.lists(options, min_size=1, unique=True)
    experience = st.fixed_dictionaries({}, optional={"one": options, "many": many})
    only_experience = st.fixed_dictionaries({"one": options}, optional={"many": many})
    return st.one_of(
        st.builds(Said, answers, circumstances, experience),
        st.builds(Said, st.just({}), circumstances, only_experience),
    )


# Rounds of them. A sheet is described by who, when, consent and what, so that the "what" can be changed.


@dataclass(frozen=True)
class Paper:
    """One sheet of one person (or of a meeting), before it is written."""

    side: str
    person: str
    days: int
    share: bool
    what: Said
    people: tuple[int, int] = (0, 0)
    team: str = "Team"

    def filed(self, index: int) -> SheetFile:
        staff, members = self.people
        more = {"people": {"staff": staff, MEMBERS: members}} if self.side == "together" else {"share": self.share}
        one = sheet(
            self.side,
            self.what.ratings,
            team=self.team,
            respondent=self.person,
            date=DAY + dt.timedelta(days=self.days),
            circumstances=list(self.what.circumstances),
            experience=self.what.experience,
            **more,
        )
        return SheetFile(f"{index:02}.answers.toml", one)


def filed(papers: Sequence[Paper]) -> list[SheetFile]:
    return [each.filed(index) for index, each in enumerate(papers)]


def settled(papers: Sequence[Paper]) -> Round | None:
    return round_of(ASKED, [each for each in filed(papers) if each.sheet.team == "Team"])


@st.composite
def voice(draw: DrawFn, side: str, *, hidden: bool) -> list[Paper]:
    """The sheets of one side: some people with two, some without a pseudonym; a refusal where it is to be hidden."""
    sizes, consent = ((1, 2, 3, 4), (False, True)) if hidden else ((0, 1, 3, 5, 6), (True, True, True, False))
    papers = []
    for person in range(draw(st.sampled_from(sizes))):
        name = draw(st.sampled_from([f"P{person}", ""]))
        for days in draw(st.sampled_from([(0,), (0,), (1,), (0, 3), (2, 2)])):
            share = not (hidden and person == 0) and draw(st.sampled_from(consent))
            papers.append(Paper(side, name, days, share, draw(said(side, something=draw(SPEAKS)))))
    return papers


SPEAKS = st.sampled_from([True] * 9 + [False])
ROOM = st.sampled_from([(0, 0), (2, 0), (0, 3), (2, 3)])
MEETING = st.lists(
    st.builds(
        Paper,
        side=st.just("together"), person=st.just(""), days=st.sampled_from([0, 2]), share=st.just(False),
        what=said("together"), people=ROOM,
    ),
    max_size=1,
)  # fmt: skip
ANOTHER_TEAM = Paper(
    "together", "", 0, False, Said({"a": {"level": 1}, "b": {"level": 0}, "c": {"level": 3}}), (1, 1), "Other"
)


@st.composite
def told_otherwise(draw: DrawFn) -> tuple[list[Paper], list[Paper]]:
    """A round, and the same with other words in the mouths of the hidden."""
    quiet = draw(st.sampled_from([("staff",), (MEMBERS,), SIDES]))
    papers = [*draw(MEETING), *(each for side in SIDES for each in draw(voice(side, hidden=side in quiet)))]
    found = settled(papers)
    assume(found is not None and any(each.hidden for each in found.voices.values()))
    assert found is not None
    unseen = {side for side in SIDES if found.voices[side].hidden}
    # Copies of a sheet stay copies, and sheets that contradict each other go on doing so: that decides who counts.
    new: dict[tuple[str, str, str], Said] = {}
    changed = []
    for paper in papers:
        if paper.side in unseen:
            key = paper.side, paper.person, repr(paper.what)
            if key not in new:
                new[key] = draw(said(paper.side, something=paper.what.something))
            changed.append(replace(paper, what=new[key]))
        else:
            changed.append(paper)
    kept = settled(changed)
    assume(kept is not None and fates(found) == fates(kept))
    other = draw(st.sampled_from([[], [ANOTHER_TEAM]]))
    return [*papers, *other], [*changed, *other]


def fates(found: Round) -> Any:
    """Which sheets count, which are older copies, and which contradict each other."""
    return (
        [[each.source for each in found.voices[side].sheets] for side in SIDES],
        [note.file for note in found.notes],
        [fault.file for fault in found.problems],
    )


# Every output there is.


def printed(command: Callable[[], None], letters: str = "utf-8") -> tuple[str, str, Any]:
    """What a command writes to its two streams, and its exit code; ``letters`` is what its bytes are taken for."""
    out, err = io.BytesIO(), io.StringIO()
    code: Any = 0
    stdout = io.TextIOWrapper(out, "utf-8", newline="")
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(err):
        try:
            with boundary():
                command()
        except SystemExit as stopped:
            code = stopped.code
        stdout.flush()
    return out.getvalue().decode(letters), err.getvalue(), code


@pages_in_every_form()
@without_threads()
def every_output(papers: Sequence[Paper]) -> dict[str, tuple[str, str, Any]]:
    """Run the commands as they are, on sheets that come from no file; text is followed by plain text and Markdown."""
    found = {}
    sheets = filed(papers)
    for form in (as_objects, as_columns):
        scored = form(ASKED, sheets)
        for style in (ScoreFormat.JSON, ScoreFormat.JSONL, ScoreFormat.CSV, ScoreFormat.TEXT):
            for everything in {False, style is ScoreFormat.TEXT}:
                asked = score_command.Options([], None, style, None, plain=False, everything=everything)
                found[f"{form.__name__} {style.value}{' --all' if everything else ''}"] = printed(
                    lambda scored=scored, asked=asked: score_command.tell(scored, asked)  # type: ignore[misc]
                )
    found |= for_programs(sheets)
    found["plan"] = printed(lambda: plan_command.tell(Collected([(ASKED, each) for each in sheets]), None, DAY, 50))
    found |= every_page(sheets)
    assert not any("a fault of ours" in err for _, err, _ in found.values())
    return found


def for_programs(sheets: Sequence[SheetFile]) -> dict[str, tuple[str, str, Any]]:
    """The workbook and the Parquet file of these sheets, with what is said beside them; bytes as letters.

    A workbook is slow to make: each form of the sheets gives one of the two, and a test of its own holds them equal.
    """
    found = {}
    for form, style in ((as_objects, ScoreFormat.XLSX), (as_columns, ScoreFormat.PARQUET)):
        scored, asked = form(ASKED, sheets), score_command.Options([], None, style, None, plain=False)
        found[f"{form.__name__} {style.value}"] = printed(
            lambda scored=scored, asked=asked: score_command.tell(scored, asked),  # type: ignore[misc]
            "latin-1",
        )
    return found


EARLIER = SheetFile(
    "earlier.answers.toml",
    sheet(levels={"a": 2, "b": 1, "c": 0}, team="Team", round="before", date=DAY - dt.timedelta(days=60)),
)


def every_page(sheets: Sequence[SheetFile]) -> dict[str, tuple[str, str, Any]]:
    """Make the pages for people: of these sheets, and of the same with a round before, which makes it a history."""
    found: dict[str, tuple[str, str, Any]] = {}
    for kind, every in (("report", list(sheets)), ("report after a round", [EARLIER, *sheets])):
        for form in (as_objects, as_columns):
            said = every_format(form(ASKED, every))
            found |= {f"{form.__name__} {kind} {name}": each for name, each in said.items()}
    return found


def every_format(scored: Scored) -> dict[str, tuple[str, str, Any]]:
    """What the command says of a page, the page as HTML and as Markdown, and its blocks and its language.

    The page is laid out once: the format matters to what delivers it alone. A Word file is too slow to make for
    each example. It is made from the blocks alone, and equal ones give equal bytes (``test_word.py``).
    """
    options = report_command.Options(rubric=None, style=None, plan=None, out=None, today=None)
    deliver = report_command._deliver  # noqa: SLF001 - where the format begins to matter
    found: dict[str, tuple[str, str, Any]] = {}

    def in_each(page: Page, rubric: Rubric, *_: Any, **__: Any) -> None:
        sys.stdout.write(f"{page!r} {rubric.language}\n")
        for style in (ReportFormat.HTML, ReportFormat.MARKDOWN):
            found[style.value] = printed(lambda style=style: deliver(page, rubric, style, None))  # type: ignore[misc]

    with mock.patch.object(report_command, "_deliver", in_each):
        found["blocks"] = printed(lambda: report_command.tell(scored, [], ReportFormat.DOCX, options, DAY))
    return found


def assert_nothing_changes(before: Sequence[Paper], after: Sequence[Paper]) -> None:
    old, new = every_output(before), every_output(after)
    assert old.keys() == new.keys()
    for name, printed_ in old.items():
        assert printed_ == new[name], name


@settings(max_examples=25, deadline=None)
@given(told_otherwise())
def test_what_hidden_people_say_changes_no_byte_of_any_output(pair: tuple[list[Paper], list[Paper]]) -> None:
    assert_nothing_changes(*pair)


@st.composite
def few_and_hidden(draw: DrawFn, side: str, *, seen: bool) -> list[Paper]:
    """One to four people of whom one or more refuse; beside something shown, on any days."""
    shares = draw(
        st.lists(st.booleans(), min_size=1, max_size=MINIMUM_CELL_SIZE - 1).filter(lambda each: not all(each))
    )
    day = st.integers(-5, 5) if seen else st.just(0)
    answers = said(side)
    return [Paper(side, f"P{person}", draw(day), share, draw(answers)) for person, share in enumerate(shares)]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_how_many_are_hidden_and_who_refused_and_when_changes_no_byte_of_any_output(data: st.DataObject) -> None:
    side = data.draw(st.sampled_from(SIDES))
    meeting = data.draw(MEETING)
    seen = any(each.what.something for each in meeting)
    before, after = (data.draw(few_and_hidden(side, seen=seen)) for _ in range(2))
    assert_nothing_changes([*meeting, *before], [*meeting, *after])


@st.composite
def too_few_otherwise(draw: DrawFn) -> tuple[list[Paper], list[Paper]]:
    """A voice shown by number in which one to four answer practice "a" (or a question), and the same told otherwise."""
    side = draw(st.sampled_from(SIDES))
    size = draw(st.integers(MINIMUM_CELL_SIZE, MINIMUM_CELL_SIZE + 2))
    # Everyone answers "b", so that nobody's sheet becomes empty when "a" is answered by others.
    rest = [{"b": draw(RATING), **draw(ratings("bc"))} for _ in range(size)]
    others = draw(MEETING)
    rounds = []
    for _ in range(2):
        few = draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=MINIMUM_CELL_SIZE - 1))
        asked = draw(st.sets(st.integers(0, size - 1), max_size=MINIMUM_CELL_SIZE - 1)) if side == MEMBERS else set()
        papers = list(others)
        for person, others_said in enumerate(rest):
            told = {"a": draw(RATING)} if person in few else {}
            chosen = {"one": draw(st.sampled_from("pqr"))} if person in asked else {}
            answers = Said({**others_said, **told}, (), chosen)
            papers.append(Paper(side, f"P{person}", 0, False, answers))
        rounds.append(papers)
    return rounds[0], rounds[1]


@settings(max_examples=25, deadline=None)
@given(too_few_otherwise())
def test_what_too_few_answered_changes_no_byte_of_any_output(pair: tuple[list[Paper], list[Paper]]) -> None:
    assert_nothing_changes(*pair)


@pytest.mark.parametrize("shares", [(True, True, False), (False, False, False, False)])
def test_the_changes_would_show_if_the_voice_were_shown(shares: tuple[bool, ...]) -> None:
    """The check itself can fail: the same change in a voice that consents is seen in every format."""

    def papers(level: int, consent: Sequence[bool]) -> list[Paper]:
        what = Said({each: {"level": level} for each in "abc"})
        return [Paper("staff", f"P{index}", 0, share, what) for index, share in enumerate(consent)]

    assert_nothing_changes(papers(0, shares), papers(3, shares))
    old, new = (every_output(papers(level, [True] * len(shares))) for level in (0, 3))
    assert all(old[name] != new[name] for name in old)


# The program as it is, from files.


def write(folder: Path, papers: Sequence[Paper]) -> None:
    folder.mkdir()
    (folder / "small.rubric.toml").write_text(RUBRIC, "utf-8")
    for each in filed(papers):
        (folder / each.source).write_text(to_toml(each.sheet), "utf-8")


RUBRIC = """\
format = "coprod-rubric/1"
id = "small"
version = "1.0.0"
language = "en"
title = "Small"
levels = [
  { number = 0, name = "No" }, { number = 1, name = "A bit" },
  { number = 2, name = "Yes" }, { number = 3, name = "All" },
]
dimensions = [{ id = "d", name = "D" }]
experience = [{ id = "one", question = "How?", options = [{ id = "p", text = "P" }, { id = "q", text = "Q" }] }]
circumstances = [{ id = "x", statement = "X is so." }]
[[practices]]
id = "a"
dimension = "d"
title = "A"
question = { staff = "How far?" }
levels = ["None.", "Some.", "Much.", "All."]
[[practices]]
id = "b"
dimension = "d"
title = "B"
question = { staff = "How far?" }
levels = ["None.", "Some.", "Much.", "All."]
"""


def five(how_many: int, level: int) -> list[Paper]:
    """Five private sheets of which so many answer "b"."""
    more = [{"b": {"level": level}} if person < how_many else {} for person in range(MINIMUM_CELL_SIZE)]
    return [Paper("staff", f"S{i}", 0, False, Said({"a": {"level": 1}, **b})) for i, b in enumerate(more)]


MEETING_OF_BOTH = Paper("together", "", 0, False, Said({"a": {"level": 1}, "b": {"level": 2}}), (2, 2))
HIDDEN_PAIRS = {
    "a hidden voice beside a meeting": (
        [MEETING_OF_BOTH, Paper(MEMBERS, "P1", 0, False, Said({"a": {"level": 0, "evidence": SECRET}}, ("x",)))],
        [MEETING_OF_BOTH, Paper(MEMBERS, "P1", 0, False, Said({"b": {"level": 3}}, (), {"one": "p"}))],
    ),
    "nobody shown": (
        [Paper("staff", "S1", 0, False, Said({"a": {"level": 0}}))],
        [Paper("staff", "S1", 0, False, Said({"a": {"level": 3, "evidence": SECRET}, "b": {"level": "dont-know"}}))],
    ),
    "a practice that too few answered": (five(2, 0), five(4, 3)),
}
COMMANDS = [
    ["score", ".", "--format", "text"],
    ["score", ".", "--all"],
    ["score", ".", "--plain"],
    ["score", ".", "--changes", "--all"],
    ["score", ".", "--changes", "--format", "json"],
    ["score", ".", "--team", "team", "--round", "r", "--format", "json"],
    ["report", ".", "--open"],
    ["score", ".", "--format", "markdown"],
    ["plan", ".", "--actions", "9"],
    ["report", "."],
    ["report", ".", "--format", "markdown"],
]


@pytest.mark.parametrize("name", HIDDEN_PAIRS)
def test_real_runs_over_real_files_print_the_same(tmp_path: Path, name: str) -> None:
    for folder, papers in zip(("before", "after"), HIDDEN_PAIRS[name], strict=True):
        write(tmp_path / folder, papers)
    for command in COMMANDS:
        runs = [run(*command, "--rubric", "small.rubric.toml", cwd=tmp_path / folder) for folder in ("before", "after")]
        old, new = [(done.stdout, done.stderr, done.returncode) for done in runs]
        assert old == new, command
        assert SECRET not in old[0] + old[1]
        assert old[2] == (3 if "plan" in command and name == "nobody shown" else 0)


@pytest.mark.parametrize("name", HIDDEN_PAIRS)
def test_word_files_of_real_files_hold_the_same_bytes(tmp_path: Path, name: str) -> None:
    made = []
    for folder, papers in zip(("before", "after"), HIDDEN_PAIRS[name], strict=True):
        write(tmp_path / folder, papers)
        assert (
            run("report", ".", "--out", "r.docx", "--rubric", "small.rubric.toml", cwd=tmp_path / folder).returncode
            == 0
        )
        made.append((tmp_path / folder / "r.docx").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as file:
        said = [file.read(part).decode() for part in file.namelist() if part.endswith((".xml", ".rels"))]
    assert any("Team · r" in each for each in said)
    assert SECRET not in "".join(said)


@pytest.mark.parametrize("name", HIDDEN_PAIRS)
@pytest.mark.parametrize("command", [["score"], ["report"]])
def test_workbooks_of_real_files_hold_the_same_bytes(tmp_path: Path, name: str, command: list[str]) -> None:
    made = []
    for folder, papers in zip(("before", "after"), HIDDEN_PAIRS[name], strict=True):
        write(tmp_path / folder, papers)
        asked = [*command, ".", "--format", "xlsx", "--out", "r.xlsx", "--rubric", "small.rubric.toml"]
        assert run(*asked, cwd=tmp_path / folder).returncode == 0
        made.append((tmp_path / folder / "r.xlsx").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as file:
        said = "".join(file.read(part).decode() for part in file.namelist())
    assert ">Team<" in said
    assert SECRET not in said
    # No file of anybody, hidden or not, and no place in one.
    assert ".answers.toml" not in said


@settings(max_examples=5, deadline=None)
@given(told_otherwise())
def test_sheets_in_columns_make_the_workbook_and_the_parquet_of_the_same_sheets(
    pair: tuple[list[Paper], list[Paper]],
) -> None:
    one, other = (form(ASKED, filed(pair[0])) for form in (as_objects, as_columns))
    assert workbook_of(one) == workbook_of(other)
    assert parquet_of(one) == parquet_of(other)


@pytest.mark.parametrize(("one", "other"), [("7", "9"), ('"Often"', "true"), ("7", '"yes"')])
def test_a_fault_in_a_private_sheet_does_not_tell_the_answer(tmp_path: Path, one: str, other: str) -> None:
    said_ = []
    for folder, level in (("before", one), ("after", other)):
        write(tmp_path / folder, [MEETING_OF_BOTH])
        text = to_toml(filed([HIDDEN_PAIRS["nobody shown"][0][0]])[0].sheet)
        assert "level = 0\n" in text
        (tmp_path / folder / "bad.answers.toml").write_text(text.replace("level = 0\n", f"level = {level}\n"), "utf-8")
        done = run("score", ".", "--rubric", "small.rubric.toml", "--format", "json", cwd=tmp_path / folder)
        said_.append((done.stdout, done.stderr, done.returncode))
    assert said_[0] == said_[1]
    assert said_[0][2] == 3

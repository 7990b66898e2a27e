"""``coprod-check assess``: the interview, saved after every answer; then the result and the plan."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from coprod_check.ask.front_end import EndOfInput, ask
from coprod_check.ask.front_end import run as run_interview
from coprod_check.ask.lines_in import StreamLines, TerminalLines
from coprod_check.ask.menu import FEWEST_ROWS, Menu
from coprod_check.ask.plain import Plain
from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.named import check_dimension
from coprod_check.documents.errors import BadCommand, BadInput, bad_file
from coprod_check.documents.text import as_typed, identity
from coprod_check.interview import wording
from coprod_check.interview.screens import Screen
from coprod_check.interview.state import Draft, State, begin
from coprod_check.rules.rounds import SheetFile, round_of
from coprod_check.rules.scoring import score_round
from coprod_check.storage import library, sheet_files
from coprod_check.storage.interview_file import SheetPlace
from coprod_check.storage.library import Rubrics
from coprod_check.storage.parsing import reason

if TYPE_CHECKING:
    import datetime as dt
    from typing import TextIO

    from coprod_check.ask.front_end import FrontEnd
    from coprod_check.ask.lines_in import LinesIn
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Voice
    from coprod_check.documents.sheet import Sheet
    from coprod_check.storage.interview_file import InterviewFile


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    rubric: str | None
    team: str | None
    round: str | None
    voice: Voice | None
    answers: Path | None
    plan: Path | None
    plain: bool
    only: str | None
    no_plan: bool
    today: str | None
    last: Path | None
    """The sheet of the round before."""


def run(options: Options) -> None:
    """Interview, save, score and plan."""
    talk = _talk_to(options)
    today = settings.today(options.today)
    before = sheet_files.read(options.last, Rubrics(options.rubric)) if options.last else None
    rubric, draft = _start(options, today, before)
    check_dimension(rubric, options.only)
    front_end = _front_end(options, talk)
    last = before[1] if before else None
    _check_last(options, last, rubric, draft)
    session = _Session(options, today, front_end)
    try:
        session.interview(begin(rubric, draft, only=options.only, last=last))
    except (EndOfInput, KeyboardInterrupt) as stopped:
        say("")
        say(session.where_saved())
        sys.exit(ExitCode.STOPPED if isinstance(stopped, KeyboardInterrupt) else ExitCode.SAVED_FOR_LATER)


# Before the first question.


def _talk_to(options: Options) -> TextIO:
    """Find where the conversation goes; results alone go to a standard output that is no terminal."""
    asked = settings.asked_for_plain(option=options.plain)
    if not asked and not (_listens() and (sys.stdout.isatty() or sys.stderr.isatty())):
        message = (
            "assess asks questions, and there is no terminal to ask them on; "
            "use --plain to answer line by line through a pipe, or write a sheet and score it"
        )
        raise BadCommand(message)
    return sys.stdout if sys.stdout.isatty() else sys.stderr


def _listens() -> bool:
    """Whether a person can type to us; a program may also be started without any input at all."""
    return sys.stdin is not None and sys.stdin.isatty()


def _start(options: Options, today: dt.date, before: tuple[Rubric, Sheet] | None) -> tuple[Rubric, Draft]:
    """Take up the sheet that was named, or begin a new one, after the sheet of the round before if there is one."""
    if options.answers and options.answers.exists():
        return _taken_up(options, options.answers)
    label = (options.round or "").strip() or f"{today:%Y-%m}"
    team = " ".join((options.team or "").split())
    if before:
        rubric, last = before
        draft = Draft(
            date=today,
            voice=options.voice or last.voice,
            team=team or last.team,
            project=last.project,
            round=label,
            respondent=last.respondent,
            language=last.language,
        )
        return rubric, draft
    rubric = library.find_rubric(options.rubric or library.DEFAULT)
    return rubric, Draft(
        date=today, voice=options.voice or "together", team=team, round=label, language=rubric.language
    )


def _check_last(options: Options, last: Sheet | None, rubric: Rubric, draft: Draft) -> None:
    """Make sure that the sheet of the round before is one: of these questions and this team, and of another round."""
    if last is None:
        return
    if last.rubric != rubric.id:
        message = f"these answers are to {last.rubric!r}, and here we use {rubric.id!r}; choose the last sheet of these"
        raise bad_file(str(options.last), message, "rubric")
    if draft.team and identity(last.team) != identity(draft.team):
        raise BadCommand(
            f"--from: {options.last} is of {last.team!r}, not of {draft.team!r}; choose this team's last sheet"
        )
    if last.voice != draft.voice:
        message = (
            f"--from: {options.last} is a sheet of {last.voice!r}, and this one is of {draft.voice!r}; "
            "begin from the last sheet of the same voice"
        )
        raise BadCommand(message)
    if last.round_label == draft.round:
        message = f"--from: {options.last} is of this round itself ({draft.round}); name the new round with --round"
        raise BadCommand(message)


def _taken_up(options: Options, path: Path) -> tuple[Rubric, Draft]:
    rubric, sheet = sheet_files.read_one(path, Rubrics(options.rubric))
    given = (
        ("--team", options.team and identity(options.team), identity(sheet.team), sheet.team),
        ("--round", (options.round or "").strip(), sheet.round_label, sheet.round_label),
        ("--voice", options.voice, sheet.voice, sheet.voice),
    )
    for option, wanted, there, shown in given:
        if wanted and wanted != there:
            message = (
                f"{option} does not fit: the answers in {path} are of {shown!r}; choose another file with --answers"
            )
            raise BadCommand(message)
    return rubric, Draft.from_sheet(sheet)


def _front_end(options: Options, talk: TextIO) -> FrontEnd:
    def write(text: str) -> None:
        talk.write(text)
        talk.flush()

    plain = settings.plain(option=options.plain) or talk is not sys.stdout
    small = not plain and settings.rows() < FEWEST_ROWS
    plain = plain or small
    reader: LinesIn
    if _listens():
        reader = TerminalLines(plain=plain, aside=talk is not sys.stdout)
    else:
        reader = StreamLines(sys.stdin or io.StringIO(), write)
    if plain:
        front_end = Plain(reader, write, settings.width)
        if small:
            front_end.tell(wording.SMALL_WINDOW)
        return front_end
    return Menu(reader, write, settings.width, settings.rows)


# The interview and what follows it.


class _Session:
    """One run of the interview, and the file that it is saved in."""

    def __init__(self, options: Options, today: dt.date, front_end: FrontEnd) -> None:
        self._options = options
        self._today = today
        self._front_end = front_end
        self._file: InterviewFile | None = None

    def interview(self, state: State) -> None:
        """Ask everything; then score, and plan."""
        named = bool(state.draft.team)
        if not named:
            self._welcome(state)
            state = ask(state, self._front_end, lambda unsaved: unsaved)
        with self._opened(state) as file:
            self._file = file
            state = self._taken_up(state, file)
            if named:
                # Only now: a sheet that cannot be had is told of in one sentence, and in nothing else.
                self._welcome(state)
            self._front_end.tell(wording.saved_in(str(file.path)))
            saving = _Saving(file, self._today, self._front_end)
            state = run_interview(state, self._front_end, saving.save)
            if state.stopped:
                raise EndOfInput
            self._finish(state, file)

    def _welcome(self, state: State) -> None:
        for paragraph in wording.welcome(state.rubric, len(state.asks)):
            self._front_end.tell(paragraph)
            self._front_end.tell("")

    def _opened(self, state: State) -> InterviewFile:
        place = SheetPlace(self._options.answers, Rubrics(self._options.rubric))
        return place.open(state.rubric, state.draft)

    def _taken_up(self, state: State, file: InterviewFile) -> State:
        """Take up what is in a file that nobody named, and that is there already."""
        if file.saved and not self._options.answers:
            rubric, draft = _taken_up(self._options, file.path)
            state = begin(rubric, draft, only=self._options.only, last=state.last)
            file.team = draft.team
        return replace(state, draft=replace(state.draft, sheet=state.draft.sheet or file.ident))

    def where_saved(self) -> str:
        """Say where the answers are and how to go on."""
        if self._file is None or not self._file.saved:
            return wording.NOTHING_SAVED
        options = self._options
        flags = (
            ("--plain", options.plain),
            (f"--only {options.only}", options.only),
            (f"--from {wording.quoted(str(options.last))}", options.last),
        )
        extra = "".join(f" {flag}" for flag, on in flags if on)
        return wording.go_on_with(str(self._file.path), extra, settings.program())

    def _finish(self, state: State, file: InterviewFile) -> None:
        rubric, draft = state.rubric, state.draft
        private = draft.voice != "together"
        sheet = draft.to_sheet(rubric)
        if private:
            # One person's own view, shown to that person alone: consent is for showing it to others.
            sheet = sheet.model_copy(update={"share": True})
        assessed = round_of(rubric, [SheetFile(file.path.as_posix(), sheet)])
        if assessed is None:
            self._front_end.tell(wording.NO_ANSWERS)
            return
        result = score_round(assessed)
        from coprod_check.cli.commands.assess_end import Ended, end

        no_plan = [] if private or self._options.no_plan else self._no_plan_from_part(state)
        ended = Ended(file.path, result, private, self._options.plan, no_plan, self._options.plain)
        end(ended, self._front_end, self._today)

    def _no_plan_from_part(self, state: State) -> list[str] | None:
        """Why there is no plan yet where only a part was asked; ``None`` where there is to be one."""
        part = state.part and self._options.plan is None and len(state.draft.ratings) < len(state.rubric.practices)
        return [wording.NO_PLAN_FROM_PART] if part else None


class _Saving:
    """Saves after every answer, and where that fails asks for another place until it is done."""

    def __init__(self, file: InterviewFile, today: dt.date, front_end: FrontEnd) -> None:
        self._file = file
        self._today = today
        self._front_end = front_end

    def save(self, state: State) -> State:
        """Save; gives the state with what was changed on the way."""
        draft = self._file.fitted(replace(state.draft, date=self._today), state.rubric)
        while True:
            try:
                done = self._file.save(draft, state.rubric)
            except OSError as error:
                self._elsewhere(error, sheet_files.to_toml(draft.to_sheet(state.rubric)))
                continue
            path = str(self._file.path)
            if done.renamed:
                self._front_end.tell(wording.saved_in(path))
            if done.moved:
                self._front_end.tell(wording.moved_to(path))
            return replace(state, draft=draft)

    def _elsewhere(self, error: OSError, text: str) -> None:
        """Ask where else to save; at the end of input, print the sheet so that it is not lost."""
        self._front_end.tell(wording.not_saved(str(self._file.path), reason(error)))
        if not _listens():
            # The next line of a pipe answers a question; it is no name for a file.
            self._print_instead(error, text)
        screen = Screen("line", wording.ELSEWHERE, prompt=wording.ELSEWHERE_PROMPT)
        self._front_end.show(screen)
        try:
            named = as_typed(self._front_end.reply_to(screen))
        except (EndOfInput, KeyboardInterrupt):
            self._print_instead(error, text)
        if named:
            self._move_to(Path(named).expanduser())

    def _move_to(self, path: Path) -> None:
        if path.is_dir():
            path /= self._file.path.name
        elif not path.name.endswith(".answers.toml"):
            path = path.with_name(path.name.removesuffix(".toml") + ".answers.toml")
        if path.exists():
            self._front_end.tell(wording.already_there(str(path)))
            return
        try:
            self._file.move_to(path)
        except BadInput as held:
            self._front_end.tell(str(held))

    def _print_instead(self, error: OSError, text: str) -> NoReturn:
        say(wording.PRINTED_INSTEAD)
        sys.stdout.write(text)
        raise bad_file(str(self._file.path), f"could not be saved: {reason(error)}") from None

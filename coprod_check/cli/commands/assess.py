"""``coprod-check assess``: the interview, saved after every answer; then the result and the plan."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from coprod_check.ask.front_end import EndOfInput, ask
from coprod_check.ask.front_end import run as run_interview
from coprod_check.ask.lines import wrap
from coprod_check.cli import settings
from coprod_check.cli.boundary import say
from coprod_check.cli.commands.assess_again import Wanted, come_back
from coprod_check.cli.exit_codes import ExitCode
from coprod_check.cli.talk import ended_gently, front_end_on, listens, talk_to
from coprod_check.documents.errors import BadCommand, BadInput, bad_file
from coprod_check.documents.text import as_compared, as_typed, identity
from coprod_check.interview import wording
from coprod_check.interview.check_in.words import NO_QUESTION_YET, plan_elsewhere, saved_in_plan
from coprod_check.interview.screens import Screen
from coprod_check.interview.state import Draft, State, begin, themes_left
from coprod_check.pages.words import listed
from coprod_check.rules.rounds import SheetFile, round_of
from coprod_check.rules.scoring import score_round
from coprod_check.storage import library, sheet_files
from coprod_check.storage.interview_file import SheetPlace
from coprod_check.storage.library import Rubrics
from coprod_check.storage.parsing import reason

if TYPE_CHECKING:
    import datetime as dt

    from coprod_check.ask.front_end import FrontEnd
    from coprod_check.cli.commands.assess_with import SheetsBefore
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Voice
    from coprod_check.documents.sheet import Sheet
    from coprod_check.rules.result import Result
    from coprod_check.storage.checked_plan import CheckedPlan
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
    beside: Path | None = None
    """The private sheets of this round, where this is the meeting after them."""


def run(options: Options) -> None:
    """Interview, save, score and plan."""
    options = replace(options, team=_on_one_line(options.team), round=_on_one_line(options.round))
    talk = talk_to("assess", "write a sheet and score it", option_plain=options.plain)
    today = settings.today(options.today)
    before = sheet_files.read(options.last, Rubrics(options.rubric)) if options.last else None
    alone = _sheets_before(options)
    rubric, draft = _start(options, today, before, alone)
    if options.only is not None:
        from coprod_check.cli.named import check_dimension

        check_dimension(rubric, options.only)
    front_end = front_end_on(talk, option_plain=options.plain)
    last = before[1] if before else None
    _check_last(options, last, rubric, draft)
    session = _Session(options, today, front_end, alone)
    try:
        with ended_gently():
            rubric, draft = session.come_back(rubric, draft, last)
            meeting = alone.meeting if alone else None
            session.interview(begin(rubric, draft, only=options.only, last=last, meeting=meeting))
    except (EndOfInput, KeyboardInterrupt) as stopped:
        say("")
        for line in session.said_of_the_plan():
            say(line)
        saved, to_go_on, command = session.where_saved().partition("To go on: ")
        for line in wrap(saved, settings.width()):
            say(line)
        if command:
            say(f"{to_go_on}{command}")  # whole, so that it can be copied
        sys.exit(ExitCode.STOPPED if isinstance(stopped, KeyboardInterrupt) else ExitCode.SAVED_FOR_LATER)


# Before the first question.


def _on_one_line(named: str | None) -> str | None:
    """A name from the command line as the interview takes it: a sheet holds no line end in one, and none is blank."""
    tidy = as_compared(as_typed(named or ""))
    return named and (tidy if identity(tidy) else "")


def _sheets_before(options: Options) -> SheetsBefore | None:
    """The private sheets of the round that a meeting is about; ``None`` where it begins from nothing."""
    if options.beside is None:
        return None
    team, label, voice = options.team, options.round, options.voice or "together"
    if options.answers and options.answers.exists():
        _, there = sheet_files.read_one(options.answers, Rubrics(options.rubric))
        team, label, voice = there.team, there.round_label, there.voice
    if voice != "together":
        raise BadCommand("--with is for the meeting after the private sheets, which is --voice together")
    from coprod_check.cli.commands.assess_with import sheets_before

    return sheets_before(options.beside, Rubrics(options.rubric), team, label)


def _start(
    options: Options, today: dt.date, before: tuple[Rubric, Sheet] | None, alone: SheetsBefore | None = None
) -> tuple[Rubric, Draft]:
    """Take up the sheet that was named, or begin a new one, after the sheet of the round before if there is one."""
    if options.answers and options.answers.exists():
        return _taken_up(options, options.answers)
    if alone:
        named = alone.alone
        last = before[1] if before else None
        return named.rubric, Draft(
            date=today,
            voice="together",
            team=named.team,
            project=last.project if last else "",
            round=named.label,
            language=named.rubric.language,
        )
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
    if identity(last.round_label) == identity(draft.round):
        message = f"--from: {options.last} is of this round itself ({draft.round}); name the new round with --round"
        raise BadCommand(message)


def _taken_up(options: Options, path: Path) -> tuple[Rubric, Draft]:
    rubric, sheet = sheet_files.read_one(path, Rubrics(options.rubric))
    given = (
        ("--team", options.team and identity(options.team), identity(sheet.team), sheet.team),
        ("--round", identity(options.round or ""), identity(sheet.round_label), sheet.round_label),
        ("--voice", options.voice, sheet.voice, sheet.voice),
    )
    for option, wanted, there, shown in given:
        if wanted and wanted != there:
            message = (
                f"{option} does not fit: the answers in {path} are of {shown!r}; choose another file with --answers"
            )
            raise BadCommand(message)
    return rubric, Draft.from_sheet(sheet)


# The interview and what follows it.


class _Session:
    """One run of the interview, and the file that it is saved in."""

    def __init__(self, options: Options, today: dt.date, front_end: FrontEnd, alone: SheetsBefore | None) -> None:
        self._options = options
        self._alone = alone
        self._today = today
        self._front_end = front_end
        self._file: InterviewFile | None = None
        self._plan: CheckedPlan | None = None
        """The plan of a round before, which this meeting begins with."""
        self._private = False
        """Whether it is one person's sheet, which does not count before it is finished."""
        self._declined: tuple[Path, ...] = ()
        """Unfinished sheets that somebody does not want to go on with."""

    def come_back(self, rubric: Rubric, draft: Draft, last: Sheet | None) -> tuple[Rubric, Draft]:
        """Take up an unfinished sheet in place of a new one, where the person wants to."""
        options = self._options
        if options.answers:
            return rubric, draft
        wanted = Wanted(
            folder=self._alone.folder if self._alone else Path(),
            rubric=rubric,
            voice=options.voice or (draft.voice if last or self._alone else None),
            team=draft.team,
            round=draft.round if self._alone else (options.round or "").strip(),
            not_round=last.round_label if last else "",
            this_team=bool(last or self._alone),
            one_theme=options.only is not None,
            used=_used(options, options.only),
        )
        back = come_back(wanted, Rubrics(options.rubric), self._front_end, self._today)
        self._declined = back.declined
        if back.sheet is None:
            return rubric, draft
        self._options = replace(options, answers=back.sheet, team=None, round=None, voice=None)
        return _taken_up(self._options, back.sheet)

    def interview(self, state: State) -> None:
        """Ask everything; then score, and plan."""
        named = bool(state.draft.team)
        if not named:
            self._welcome(state)
            state = ask(state, self._front_end, lambda unsaved: unsaved)
        with self._opened(state) as file:
            self._file = file
            state = self._taken_up(state, file)
            self._private = state.draft.voice != "together" and not state.draft.finished
            if named:
                # Only now: a sheet that cannot be had is told of in one sentence, and in nothing else.
                self._welcome(state)
            self._begin_with_the_plan(state, gone_through=file.saved)
            self._front_end.tell(wording.saved_in(str(file.path)))
            saving = _Saving(file, self._today, self._front_end, state.draft)
            state = run_interview(state, self._front_end, saving.save)
            if state.stopped:
                raise EndOfInput
            self._finish(state, file)

    def _welcome(self, state: State) -> None:
        meeting, voice = state.meeting, state.draft.voice
        left = [each for each in state.asks if each not in state.draft.ratings]
        begun = 0 < len(left) < len(state.asks)
        ordinary = (wording.welcome_back if begun else wording.welcome)(state.rubric, voice, left or state.asks)
        for paragraph in meeting.welcome(state.asks) if meeting else ordinary:
            self._front_end.tell(paragraph)
            self._front_end.tell("")

    def _opened(self, state: State) -> InterviewFile:
        folder = self._alone.folder if self._alone else Path()
        place = SheetPlace(self._options.answers, Rubrics(self._options.rubric), folder, self._declined)
        return place.open(state.rubric, state.draft)

    def _taken_up(self, state: State, file: InterviewFile) -> State:
        """Take up what is in a file that nobody named, and that is there already."""
        if file.saved and not self._options.answers:
            rubric, draft = _taken_up(self._options, file.path)
            state = begin(rubric, draft, only=self._options.only, last=state.last, meeting=state.meeting)
            file.team = draft.team
        return replace(state, draft=replace(state.draft, sheet=state.draft.sheet or file.ident))

    def _begin_with_the_plan(self, state: State, *, gone_through: bool) -> None:
        """Go through the open actions of the plan that lies beside a new round, unless that was done before."""
        options, draft = self._options, state.draft
        if options.last is None or options.no_plan or draft.voice != "together":
            return
        from coprod_check.cli.commands.plan_check_in import begin_with_the_plan, default_plan, plan_of_last_round

        path = options.plan or default_plan(draft.team)
        if not path.exists() and not options.plan and (beside := options.last.parent / path).exists():
            self._front_end.tell(plan_elsewhere(settings.how_typed().word(str(beside))))
        self._plan = plan_of_last_round(
            path, state.rubric, self._front_end, team=draft.team, label=draft.round, today=self._today
        )
        if self._plan and not gone_through:
            begin_with_the_plan(self._plan, state.rubric, self._front_end, self._today)

    def said_of_the_plan(self) -> list[str]:
        """Say where what was said of the plan is, if anything was."""
        kept = self._plan.kept if self._plan else None
        return [saved_in_plan(str(self._plan.path), str(kept))] if self._plan and kept else []

    def where_saved(self) -> str:
        """Say where the answers are and how to go on."""
        if self.said_of_the_plan() and not (self._file and self._file.saved):
            return NO_QUESTION_YET
        if self._file is None or not self._file.saved:
            return wording.NOTHING_SAVED
        used = _used(self._options, self._options.only)
        return wording.go_on_with(str(self._file.path), used, settings.how_typed(), counts=not self._private)

    def _finish(self, state: State, file: InterviewFile) -> None:
        rubric, draft = state.rubric, state.draft
        private = draft.voice != "together"
        sheet = draft.to_sheet(rubric)
        if private:
            # One person's own view, shown to that person alone: consent is for showing it to others.
            sheet = sheet.model_copy(update={"share": True, "finished": True})
        if self._alone:
            assessed = self._alone.with_meeting(file.path, sheet)
        else:
            assessed = round_of(rubric, [SheetFile(file.path.as_posix(), sheet)])
        if assessed is None:
            self._front_end.tell(wording.NO_ANSWERS)
            return
        result = score_round(assessed)
        from coprod_check.cli.commands.assess_end import Ended, end

        before = self._round_before(state)
        options, next_theme = self._options, self._next_theme(state, file)
        no_plan: list[str] | None = [] if private or options.no_plan else None
        if next_theme and no_plan is None and options.plan is None:
            no_plan = [wording.NO_PLAN_FROM_PART]
        ended = Ended(
            file.path,
            result,
            private,
            self._where_the_plan_goes(file, result),
            no_plan,
            options.plain,
            before=before,
            went=self._plan,
            next_theme=next_theme,
            rubric=options.rubric,
            sheets=self._alone.words(file.path) if self._alone else (),
        )
        end(ended, self._front_end, self._today)

    def _where_the_plan_goes(self, file: InterviewFile, result: Result) -> Path | None:
        """Where the plan was said to go; after private sheets it lies beside them, where it is looked for."""
        if self._options.plan is None and self._alone:
            from coprod_check.cli.commands.plan_check_in import default_plan

            return file.path.parent / default_plan(result.team)
        return self._options.plan

    def _round_before(self, state: State) -> Result | None:
        """What the sheet of the round before says, where there is one with answers."""
        if state.last is None or self._options.last is None:
            return None
        shown = state.last if state.last.voice == "together" else state.last.model_copy(update={"share": True})
        then = round_of(state.rubric, [SheetFile(self._options.last.as_posix(), shown)])
        return score_round(then) if then else None

    def _next_theme(self, state: State, file: InterviewFile) -> str:
        """What is left where one theme was asked, and how to go on with it; empty where nothing is left."""
        left = themes_left(state)
        if not left:
            return ""
        first, *others = left
        command = wording.assess_again(str(file.path), _used(self._options, first.id), settings.how_typed())
        return wording.next_theme(first.name, listed(each.name for each in others) if others else "", command)


def _used(options: Options, only: str | None) -> list[str]:
    """The options that a command is to be given again to go on; what the sheet holds itself is not among them."""
    named = (("--rubric", options.rubric), ("--only", only), ("--from", options.last), ("--with", options.beside))
    flags = (("--plain", options.plain), ("--no-plan", options.no_plan))
    words = [word for option, value in (*named, ("--plan", options.plan)) if value for word in (option, str(value))]
    return [*words, *(flag for flag, on in flags if on)]


class _Saving:
    """Saves after every answer, and where that fails asks for another place until it is done."""

    def __init__(self, file: InterviewFile, today: dt.date, front_end: FrontEnd, draft: Draft) -> None:
        self._file = file
        self._today = today
        self._front_end = front_end
        self._last = draft

    def save(self, state: State) -> State:
        """Save; gives the state with what was changed on the way."""
        # The day of the sheet is that of its latest answer: to finish it is none, and a clock may have gone back.
        answered = replace(state.draft, finished=self._last.finished) != self._last
        draft = replace(state.draft, date=max(self._today, self._last.date)) if answered else state.draft
        draft = self._file.fitted(draft, state.rubric)
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
            self._last = draft
            return replace(state, draft=draft)

    def _elsewhere(self, error: OSError, text: str) -> None:
        """Ask where else to save; at the end of input, print the sheet so that it is not lost."""
        self._front_end.tell(wording.not_saved(str(self._file.path), reason(error)))
        if not listens():
            # The next line of a pipe answers a question; it is no name for a file.
            self._print_instead(error, text)
        screen = Screen("line", wording.ELSEWHERE, prompt=wording.ELSEWHERE_PROMPT)
        self._front_end.show(screen)
        try:
            named = as_typed(self._front_end.reply_to(screen))
        except (EndOfInput, KeyboardInterrupt):
            self._print_instead(error, text)
        if named:
            self._move_to(Path(os.path.expanduser(named)))  # noqa: PTH111 - raises nothing for ~nobody

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

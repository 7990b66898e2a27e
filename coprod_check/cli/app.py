"""The commands and their options. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, Optional

os.environ.setdefault("TYPER_USE_RICH", "0")  # help without rich: half the start-up time

import typer

from coprod_check import __version__
from coprod_check.cli import choices, streams
from coprod_check.cli.boundary import boundary, outermost

app = typer.Typer(
    name="coprod-check",
    help="Find out how far along your co-production really is, and leave with a plan that is checked again.",
    epilog="Start with: coprod-check assess",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rubric_app = typer.Typer(
    help="Look at sets of questions (rubrics), or check one of your own.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(rubric_app, name="rubric")

RubricOption = Annotated[
    Optional[str], typer.Option("--rubric", help="Which questions: the id of a built-in set, or a file.")
]
OutOption = Annotated[Optional[Path], typer.Option("--out", help="Write to this file instead of the screen.")]
TodayOption = Annotated[Optional[str], typer.Option("--today", help="Take this date (2026-11-22) for today.")]
PlainOption = Annotated[
    bool, typer.Option("--plain", help="Lines in, lines out: for screen readers, pipes and simple terminals.")
]
TeamOption = Annotated[
    Optional[str], typer.Option("--team", help="Only this team, where the sheets are of several.", metavar="NAME")
]
RoundOption = Annotated[Optional[str], typer.Option("--round", help="Only this round.", metavar="LABEL")]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Make no plan: read the plans named, and say what a careful coach would.")
]
CheckInOption = Annotated[
    bool,
    typer.Option(
        "--check-in", help="Go through the open actions of one plan with people; with --out after new answers."
    ),
]
ShowOption = Annotated[
    bool, typer.Option("--show", help="Make no plan: put the plan named on one page, for the wall or an e-mail.")
]
PathsArgument = Annotated[list[Path], typer.Argument(help="Saved sheets, or folders of them.", show_default=False)]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"coprod-check {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def assess(  # noqa: PLR0917 - typer calls it by name
    rubric: RubricOption = None,
    team: Annotated[Optional[str], typer.Option(help="What your team or project is called.")] = None,
    round_: Annotated[
        Optional[str], typer.Option("--round", help="A label for this round. [default: the month, such as 2026-11]")
    ] = None,
    voice: Annotated[
        Optional[choices.VoiceChoice],
        typer.Option(help="Whose answers: of a whole meeting, or your own from one side. [default: together]"),
    ] = None,
    last: Annotated[
        Optional[Path], typer.Option("--from", help="Last round's sheet: its levels are shown beside each practice.")
    ] = None,
    beside: Annotated[
        Optional[Path],
        typer.Option(
            "--with", metavar="FOLDER", help="The private sheets: the meeting after them begins where they differ."
        ),
    ] = None,
    answers: Annotated[
        Optional[Path], typer.Option(help="Where to save the answers; a file that is there is taken up again.")
    ] = None,
    plan: Annotated[Optional[Path], typer.Option(help="Where to save the plan. [default: TEAM.plan.toml]")] = None,
    plain: PlainOption = False,
    only: Annotated[
        Optional[str], typer.Option(metavar="DIMENSION", help="Ask one dimension only, such as engagement.")
    ] = None,
    no_plan: Annotated[bool, typer.Option("--no-plan", help="Write no plan.")] = False,
    today: TodayOption = None,
) -> None:
    """Answer the questions, and get a result and a plan.

    Every answer is saved at once. Stop whenever you like: the command with which to go on is
    said at the end.
    """
    with boundary():
        from coprod_check.cli.commands import assess as command

        command.run(
            command.Options(
                rubric=rubric,
                team=team,
                round=round_,
                voice=voice.value if voice else None,
                answers=answers,
                plan=plan,
                plain=plain,
                only=only,
                no_plan=no_plan,
                today=today,
                last=last,
                beside=beside,
            )
        )


@app.command()
def score(  # noqa: PLR0917 - typer calls it by name
    paths: PathsArgument,
    rubric: RubricOption = None,
    style: Annotated[choices.ScoreFormat, typer.Option("--format", help="How to write the result.")] = (
        choices.ScoreFormat.TEXT
    ),
    out: OutOption = None,
    everything: Annotated[bool, typer.Option("--all", help="The whole result, not its first screen.")] = False,
    team: TeamOption = None,
    round_: RoundOption = None,
    each: Annotated[
        Optional[Path], typer.Option(metavar="FOLDER", help="Write a file for each team into this folder.")
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="What changed between the last two rounds of each team.")
    ] = False,
    mine: Annotated[
        bool, typer.Option("--mine", help="Your own sheet in words, as a copy to keep: no result, nothing of others.")
    ] = False,
    plain: PlainOption = False,
) -> None:
    """Score saved sheets and say where each team stands, and why.

    Text is one screen, and --all is the whole of it. Every other format is whole.
    """
    with boundary():
        if mine:
            from coprod_check.cli.commands import score_mine

            asked = {"--all": everything, "--team": team, "--round": round_, "--each": each, "--changes": changes}
            besides = tuple(name for name, said in asked.items() if said)
            score_mine.run(score_mine.Options(paths, rubric, style, out, plain, besides))
            return

        from coprod_check.cli.commands import score as command

        command.run(
            command.Options(
                paths,
                rubric,
                style,
                out,
                plain=plain,
                everything=everything,
                team=team,
                round=round_,
                each=each,
                changes=changes,
            )
        )


@app.command()
def collect(  # noqa: PLR0917 - typer calls it by name
    paths: PathsArgument,
    expect: Annotated[
        Optional[Path],
        typer.Option(
            "--expect", metavar="FILE", help="The teams that are expected: a table with a column team, or TOML."
        ),
    ] = None,
    rubric: RubricOption = None,
    style: Annotated[choices.CollectFormat, typer.Option("--format", help="How to write it.")] = (
        choices.CollectFormat.TEXT
    ),
    round_: Annotated[
        Optional[str], typer.Option("--round", metavar="LABEL", help="Which round is open. [default: the latest]")
    ] = None,
    out: OutOption = None,
    plain: PlainOption = False,
) -> None:
    """Say what has come in of each team, while a round is open.

    Who is still to come, where one side alone has answered, what is not finished or cannot be
    read. Never what anybody said, nor who agreed to be shown.
    """
    with boundary():
        from coprod_check.cli.commands import collect as command

        command.run(command.Options(paths, expect, rubric, style, round_, out, plain))


@app.command()
def plan(  # noqa: PLR0917 - typer calls it by name
    paths: PathsArgument,
    rubric: RubricOption = None,
    team: TeamOption = None,
    round_: Annotated[
        Optional[str],
        typer.Option("--round", metavar="LABEL", help="From the answers of this round. [default: the latest]"),
    ] = None,
    same_team: Annotated[
        bool, typer.Option("--same-team", help="The plan in --out is of this team, which has a new name now.")
    ] = False,
    out: OutOption = None,
    each: Annotated[
        Optional[Path],
        typer.Option(metavar="FOLDER", help="Make a plan for each team in this folder, or bring theirs up to date."),
    ] = None,
    actions: Annotated[int, typer.Option(min=1, max=50, help="How many open actions the plan may have.")] = 5,
    today: TodayOption = None,
    check: CheckOption = False,
    check_in: CheckInOption = False,
    show: ShowOption = False,
    style: Annotated[
        Optional[choices.PlanFormat],
        typer.Option("--format", help="With --show: how to write it. [default: by the ending of --out, else text]"),
    ] = None,
    plain: PlainOption = False,
) -> None:
    """Make a plan, or bring one that you have edited up to date.

    What people wrote in the plan in --out stays, to the byte. Ending an action makes room
    for the next, and one that you take out is not offered again in this round. The plan as
    it was is kept beside it. The same answers over the same plan change nothing.
    """
    with boundary():
        if show or style is not None:
            from coprod_check.cli.commands import plan_show

            others = {"--check": check, "--check-in": check_in, "--each": each}
            besides = tuple(name for name, said in others.items() if said)
            plan_show.run(plan_show.Options(paths, rubric, style, out, today, plain, besides), asked=show)
            return

        if check_in:
            from coprod_check.cli.commands import plan_check_in

            besides = tuple(name for name, said in {"--check": check, "--each": each}.items() if said)
            given = (paths, rubric, out, actions, today, team, round_, same_team, plain, besides)
            plan_check_in.run(plan_check_in.Options(*given))
            return

        if check:
            from coprod_check.cli.commands import plan_check

            plan_check.run(plan_check.Options(paths, rubric, out or each, actions, today, team))
            return

        from coprod_check.cli.commands import plan as command

        command.run(command.Options(paths, rubric, out, actions, today, team, round_, same_team, each))


@app.command()
def report(  # noqa: PLR0917 - typer calls it by name
    paths: PathsArgument,
    rubric: RubricOption = None,
    style: Annotated[
        Optional[choices.ReportFormat],
        typer.Option("--format", help="How to write it. [default: by the ending of --out, else html]"),
    ] = None,
    plan: Annotated[
        Optional[Path], typer.Option(help="The team's plan, with owners and dates. [default: one in a folder named]")
    ] = None,
    team: TeamOption = None,
    round_: RoundOption = None,
    out: Annotated[Optional[Path], typer.Option("--out", help="Write to this file, such as report.html.")] = None,
    each: Annotated[
        Optional[Path], typer.Option(metavar="FOLDER", help="Write a page for each team into this folder.")
    ] = None,
    opened: Annotated[bool, typer.Option("--open", help="Fold nothing: for printing all of it.")] = False,
    today: TodayOption = None,
) -> None:
    """Make one page of the results to look at, print and share.

    Of one round, of a team over time, or of many teams. The page is one file that asks
    nothing of the internet. With --today it says what is overdue.
    """
    with boundary():
        from coprod_check.cli.commands import report as command

        command.run(
            paths,
            command.Options(
                rubric=rubric,
                style=style,
                plan=plan,
                out=out,
                today=today,
                team=team,
                round=round_,
                each=each,
                opened=opened,
            ),
        )


@app.command()
def diff(  # noqa: PLR0917 - typer calls it by name
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="The plan of last time; or a sheet, or a result.", show_default=False)
    ],
    new: Annotated[
        Optional[Path],
        typer.Argument(
            metavar="[NEW]", help="The plan of this time. [default: OLD, against its newest copy]", show_default=False
        ),
    ] = None,
    more: Annotated[
        Optional[list[Path]],
        typer.Argument(metavar="[MORE]...", help="Later plans: shows how each action went.", show_default=False),
    ] = None,
    rubric: RubricOption = None,
    style: Annotated[choices.DiffFormat, typer.Option("--format", help="How to write it.")] = choices.DiffFormat.TEXT,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if anything differs, like git.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Show everything, not one screen.")] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help="Quote evidence, which may name people.")] = False,
    today: TodayOption = None,
    out: OutOption = None,
    plain: PlainOption = False,
    all_teams: Annotated[
        bool,
        typer.Option("--all-teams", help="OLD is a folder of plans: a line for each team, against its newest copy."),
    ] = False,
    team: Annotated[
        Optional[str], typer.Option("--team", metavar="NAME", help="With --all-teams: this team's brief.")
    ] = None,
) -> None:
    """Say what changed between two plans, by meaning, on one screen.

    With --all-teams a folder is looked through before the calls; --all adds every team's
    brief.
    """
    with boundary():
        from coprod_check.cli.commands import diff as command

        options = command.Options(
            paths=[each for each in (old, new, *(more or [])) if each],
            rubric=rubric,
            style=style,
            exit_code=exit_code,
            everything=everything,
            evidence=evidence,
            today=today,
            out=out,
            plain=plain,
        )
        if all_teams:
            from coprod_check.cli.commands import diff_teams

            diff_teams.run(options, team)
        else:
            command.check_team(team)
            command.run(options)


@app.command()
def form(  # noqa: PLR0917 - typer calls it by name
    voice: Annotated[
        choices.VoiceChoice, typer.Option(help="Who fills it in: a whole meeting, or one person of one side.")
    ],
    rubric: RubricOption = None,
    team: Annotated[Optional[str], typer.Option(help="What the team is called, filled in beforehand.")] = None,
    round_: Annotated[
        Optional[str], typer.Option("--round", help="The label of this round, filled in beforehand.")
    ] = None,
    printed: Annotated[
        bool, typer.Option("--print", help="A page for paper: boxes to tick, lines to write on.")
    ] = False,
    large: Annotated[bool, typer.Option("--large-print", help="A page for paper in large print (16 points).")] = False,
    contact: Annotated[
        Optional[str],
        typer.Option("--contact", metavar="TEXT", help="Who gets the answers, such as a name and e-mail."),
    ] = None,
    return_by: Annotated[
        Optional[str], typer.Option("--return-by", metavar="DATE", help="The day by which they should have them.")
    ] = None,
    help_line: Annotated[
        Optional[str],
        typer.Option(
            "--help-line", metavar="TEXT", help="Whom to ask for the form in another way. [default: the contact]"
        ),
    ] = None,
    table: Annotated[
        Optional[Path],
        typer.Option(
            "--table", metavar="FILE.csv", help="Make an empty table for typing in answers; the page only with --out."
        ),
    ] = None,
    out: OutOption = None,
) -> None:
    """Make a page that people fill in without this program.

    For a phone, a tablet, a ward computer or paper. It works without a network. What
    people fill in comes back as a file that score reads.
    """
    with boundary():
        from coprod_check.cli.commands import form as command

        style: Literal["screen", "paper", "large"] = "large" if large else "paper" if printed else "screen"
        command.run(
            command.Options(rubric, voice.value, team, round_, style, out, contact, return_by, help_line, table)
        )


MapOption = Annotated[
    Optional[Path],
    typer.Option("--map", metavar="FILE", help="What columns and answers mean, where we cannot know."),
]
WriteMapOption = Annotated[
    Optional[Path], typer.Option("--write-map", metavar="FILE", help="Begin such a file, ready to fill in.")
]
ImportRoundOption = Annotated[
    Optional[str],
    typer.Option("--round", metavar="LABEL", help="The round. [default: the month of the latest date in the files]"),
]
RowDateOption = Annotated[
    Optional[str], typer.Option("--date", metavar="DATE", help="The day of every row that has none.")
]
RowVoiceOption = Annotated[
    Optional[choices.VoiceChoice], typer.Option("--voice", help="Whose answers, in every row that does not say.")
]
DatesOption = Annotated[
    Optional[choices.DayOrder], typer.Option("--dates", help="What comes first in dates such as 03/04/2026.")
]
SheetsFolderOption = Annotated[
    Optional[Path], typer.Option("--out", metavar="FOLDER", help="Write a sheet for each person into this folder.")
]
ImportTableOption = Annotated[
    Optional[Path], typer.Option("--table", metavar="FILE.csv", help="Write one table of all sheets instead.")
]


@app.command("import")
def import_(  # noqa: PLR0917 - typer calls it by name
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Exports of a form service: CSV, XLSX, ODS.", show_default=False),
    ],
    rubric: RubricOption = None,
    answer_map: MapOption = None,
    write_map: WriteMapOption = None,
    team: Annotated[
        Optional[str], typer.Option("--team", metavar="NAME", help="The team of every row that names none.")
    ] = None,
    round_: ImportRoundOption = None,
    date: RowDateOption = None,
    voice: RowVoiceOption = None,
    dates: DatesOption = None,
    sheet: Annotated[Optional[str], typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook.")] = None,
    out: SheetsFolderOption = None,
    table: ImportTableOption = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write answers anew that changed since they were imported.")
    ] = False,
    style: Annotated[choices.ImportFormat, typer.Option("--format", help="How to say what was understood.")] = (
        choices.ImportFormat.TEXT
    ),
) -> None:
    """Turn answers collected with another service into sheets.

    Of Microsoft or Google Forms, SurveyMonkey, LimeSurvey, REDCap, Kobo, ODK, Qualtrics, or our
    own workbook. Without --out or --table it says what it understood, and writes nothing.
    """
    with boundary():
        from coprod_check.cli.commands.services import import_answers as command

        command.run(
            command.Options(
                files=files,
                rubric=rubric,
                map=answer_map,
                write_map=write_map,
                team=team,
                round=round_,
                date=date,
                voice=voice.value if voice else None,
                dates=dates.value if dates else None,
                sheet=sheet,
                out=out,
                table=table,
                update=update,
                style=style,
            )
        )


@app.command()
def export(  # noqa: PLR0917 - typer calls it by name
    kind: Annotated[choices.ExportKind, typer.Option("--to", help="What for.")],
    paths: Annotated[
        Optional[list[Path]], typer.Argument(help="With --to fhir: the sheets to write too.", show_default=False)
    ] = None,
    rubric: RubricOption = None,
    team: Annotated[
        Optional[str], typer.Option("--team", metavar="NAME", help="The team, filled in beforehand.")
    ] = None,
    round_: Annotated[
        Optional[str], typer.Option("--round", metavar="LABEL", help="The round, filled in beforehand.")
    ] = None,
    other: Annotated[
        Optional[list[Path]],
        typer.Option("--with-language", metavar="FILE", help="The same questions in another language (xlsform)."),
    ] = None,
    base: Annotated[
        Optional[str],
        typer.Option("--base", metavar="URL", help="With --to fhir: where your organisation's questionnaires live."),
    ] = None,
    out: Annotated[
        Optional[Path], typer.Option("--out", metavar="FILE", help="Where to: a file, or a folder for more than one.")
    ] = None,
) -> None:
    """Write the questions for another program, to ask them there.

    A workbook to type paper in, plain text for Microsoft and Google Forms, XLSForm (Kobo, ODK),
    LimeSurvey, REDCap, FHIR; or the schemas of our own files. import reads the answers.
    """
    with boundary():
        from coprod_check.cli.commands.services import export as command
        from coprod_check.cli.commands.services.export_options import ExportOptions

        command.run(
            ExportOptions(
                kind=kind,
                paths=paths or [],
                rubric=rubric,
                team=team,
                round=round_,
                other=other or [],
                base=base,
                out=out,
            )
        )


@rubric_app.command("list")
def rubric_list() -> None:
    """List the built-in sets of questions."""
    with boundary():
        from coprod_check.cli.commands import rubric_list as command

        command.run()


@rubric_app.command("show")
def rubric_show(  # noqa: PLR0917 - typer calls it by name
    name: Annotated[str, typer.Argument(help="The id of a built-in set, or a file.")] = "coproduction-values",
    style: Annotated[
        choices.RubricFormat, typer.Option("--format", help="How to write it; csv gives one level text a row.")
    ] = choices.RubricFormat.TEXT,
    shuffle: Annotated[
        Optional[int],
        typer.Option(metavar="SEED", help="With --format csv: in an order fixed by this number, for sorting back."),
    ] = None,
    only: Annotated[
        Optional[str], typer.Option(metavar="DIMENSION", help="Print one dimension only, such as engagement.")
    ] = None,
    short: Annotated[
        bool, typer.Option("--short", help="Print titles, questions and levels, without help, steps and sources.")
    ] = False,
    out: OutOption = None,
    plain: PlainOption = False,
) -> None:
    """Print one set of questions, in full or for a meeting."""
    with boundary():
        from coprod_check.cli.commands import rubric_show as command

        command.run(command.Options(name, style, out, plain, shuffle, only, short))


@rubric_app.command("check")
def rubric_check(
    names: Annotated[list[str], typer.Argument(help="Files, or ids of built-in sets.", show_default=False)],
) -> None:
    """Name every problem of a set of questions, and how hard it is to read."""
    with boundary():
        from coprod_check.cli.commands import rubric_check as command

        command.run(command.Options(names))


def run() -> None:
    """Run the command line that the program was called with."""
    streams.prepare()
    with outermost():
        app(prog_name="coprod-check")

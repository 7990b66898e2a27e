"""How each service writes answers down: its columns, its headings, its dates, its way of leaving things out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from coprod_check.documents import fixed_texts
from coprod_check.documents.codes import squashed, underscored
from coprod_check.documents.fixed_texts import REASON as ASKED_WHY
from helpers.answering import LIVED, PROMPT, STAFF, Answers
from helpers.columns import (
    VOICE_WORDS,
    Column,
    Form,
    Layout,
    by_name,
    coded,
    evidence_column,
    fixed,
    from_one,
    in_code,
    joined,
    level_column,
    name_column,
    reason_column,
    share_column,
    stamped,
    team_column,
    ticked,
    voice_column,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from coprod_check.documents.rubric import ExperienceQuestion, Practice
    from coprod_check.imports.grid import ForeignCell


def microsoft(form: Form) -> Layout:
    """Microsoft Forms: XLSX with real dates; equal headings are numbered; several end in a semicolon."""
    rng = form.rng
    meta = rng.choice(
        (
            ("Id", "Start time", "Completion time", "Email", "Name", "Last modified time"),
            ("ID", "Start time", "Completion time", "Email", "Name"),
            ("ID", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre"),
            ("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"),
            ("ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"),
        )
    )
    first = [Column((meta[0],), lambda number, _: number + 1)]
    first += [
        stamped(meta[1], write=lambda at: at, earlier=9),
        stamped(meta[2], write=lambda at: at, means="date"),
        fixed(meta[3], value="anonymous"),
        fixed(meta[4], value=rng.choice((None, "Kim Okafor"))),
        *[fixed(each, value=None) for each in meta[5:]],
    ]
    likert = not form.both and rng.random() < 0.5
    blocks = [
        (
            level_column(
                form.rubric,
                practice,
                form.how,
                practice.title if likert else practice.question.for_voice(voice or STAFF),
                voice=voice,
            ),
            *([evidence_column(practice, PROMPT, voice=voice)] if form.evidence else []),
        )
        for voice in form.voices()
        for practice in form.rubric.practices
    ]
    blocks += [(joined(each, each.question, separator=";", end=";"),) for each in form.rubric.experience]
    return Layout("Microsoft Forms", (*first, *form.asks()), tuple(blocks), numbers_equals=True)


def google(form: Form) -> Layout:
    """Google Forms: one time stamp, equal headings stay equal, grids are ``Dimension [title]``."""
    rng = form.rng
    american = rng.random() < 0.3
    sheet = rng.random() < 0.6
    pattern = "%m/%d/%Y %H:%M:%S" if american else "%d/%m/%Y %H:%M:%S"
    stamp = (lambda at: f"{at:{pattern}}") if sheet else (lambda at: f"{at:%Y/%m/%d %I:%M:%S %p} GMT+1")
    first = [stamped(rng.choice(("Timestamp", "Marca temporal", "Horodateur")), write=stamp, means="date")]
    first += [fixed("Email Address", value="kim@example.org")] if rng.random() < 0.4 else []
    grid = not form.both and not form.evidence and rng.random() < 0.5
    names = {dimension.id: dimension.name for dimension in form.rubric.dimensions}
    blocks = [
        (
            level_column(
                form.rubric,
                practice,
                form.how,
                f"{names[practice.dimension]} [{practice.title}]"
                if grid
                else practice.question.for_voice(voice or STAFF),
                voice=voice,
            ),
            *([evidence_column(practice, PROMPT, voice=voice)] if form.evidence else []),
        )
        for voice in form.voices()
        for practice in form.rubric.practices
    ]
    separator = rng.choice((", ", ";"))
    blocks += [(joined(each, each.question, separator=separator),) for each in form.rubric.experience]
    order = ("mdy" if american else "dmy") if sheet else ""
    return Layout("Google Forms", (*first, *form.asks()), tuple(blocks), dates=order)


def monkey(form: Form) -> Layout:
    """SurveyMonkey: two heading rows; month first; several in columns of their own without a heading."""
    american = "%m/%d/%Y %I:%M:%S %p"
    first = [
        Column(("Respondent ID", ""), lambda number, _: str(11800000000 + number)),
        fixed("Collector ID", "", value="4400000"),
        stamped("Start Date", "", write=lambda at: f"{at:{american}}", earlier=8),
        stamped("End Date", "", write=lambda at: f"{at:{american}}", means="date"),
        fixed("IP Address", "", value="192.0.2.11"),
        *[fixed(each, "") for each in ("Email Address", "First Name", "Last Name", "Custom Data 1")],
    ]
    blocks = [
        (
            level_column(
                form.rubric, practice, form.how, practice.question.for_voice(voice or STAFF), "Response", voice=voice
            ),
            *([evidence_column(practice, "", PROMPT, voice=voice)] if form.evidence else []),
        )
        for voice in form.voices()
        for practice in form.rubric.practices
    ]
    for question in form.rubric.experience:
        if question.several:
            texts = [(option.id, option.text) for option in question.options]
            blocks.append(
                tuple(
                    ticked(question, ident, question.question if not place else "", text, yes=text, no="", never="")
                    for place, (ident, text) in enumerate(texts)
                )
            )
        else:
            blocks.append((joined(question, question.question, "Response", separator=","),))
    return Layout("SurveyMonkey", (*first, *form.asks(2)), tuple(blocks), heading_rows=2, dates="mdy")


def lime(form: Form) -> Layout:
    """LimeSurvey: codes, full texts, or both in one heading."""
    kind = form.rng.choice(("code", "full", "codetext"))
    codes = squashed(practice.id for practice in form.rubric.practices)
    asked = squashed(question.id for question in form.rubric.experience)
    shorter = squashed((practice.id for practice in form.rubric.practices), 14)
    long = kind != "code"

    def head(code: str, text: str) -> str:
        return {"code": code, "full": text, "codetext": f"{code}. {text}"}[kind]

    stamp: Callable[[dt.datetime], ForeignCell] = lambda at: f"{at:%Y-%m-%d %H:%M:%S}"  # noqa: E731
    meta = (
        ("Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "IP address")
        if kind == "full"
        else ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "ipaddr")
    )
    first = [
        Column((meta[0],), lambda number, _: str(number + 11)),
        Column((meta[1],), lambda _, who: "" if who.fate == "unfinished" else stamp(who.at), "date"),
        fixed(meta[2], value="5"),
        fixed(meta[3], value="en"),
        Column((meta[4],), lambda number, _: str(1000000 + 37 * number)),
        stamped(meta[5], write=stamp, earlier=12),
        fixed(meta[6], value="192.0.2.7"),
    ]
    voices = VOICE_WORDS if long else {STAFF: "staff", LIVED: "lived"}
    share = {True: "Yes", False: "No"} if long else {True: "Y", False: "N"}
    first += [team_column(head("team", fixed_texts.TEAM.now))] if form.team else []
    first += [voice_column(head("voice", fixed_texts.VOICE.now), words=voices)] if form.voice else []
    first += [
        share_column(head("share", fixed_texts.SHARE.now), words=share),
        name_column(head("madeupname", fixed_texts.PSEUDONYM.now)),
    ]
    how = form.how if long else in_code

    def masked(who: Answers, practice: Practice) -> str:
        typed = who.evidence.get(practice.id, "")
        return f"'{typed}" if typed.startswith("=") else typed

    def block(practice: Practice) -> tuple[Column, ...]:
        text = practice.question.for_voice(STAFF)
        found = [level_column(form.rubric, practice, how, head(codes[practice.id], text))]
        if form.evidence:
            above = head(f"{codes[practice.id]}[comment]", f"{text} [Comment]")
            found.append(Column((above,), lambda _, who: masked(who, practice), f"{practice.id}.evidence"))
        if form.reasons:
            found += reason_column(practice, head(f"{shorter[practice.id]}reason", ASKED_WHY.now))
        return tuple(found)

    blocks = [block(practice) for practice in form.rubric.practices]
    for question in form.rubric.experience:
        if question.several:
            blocks.append(
                tuple(
                    ticked(
                        question,
                        option.id,
                        head(f"{asked[question.id]}[SQ{place:03}]", f"{question.question} [{option.text}]"),
                        yes="Yes" if long else "Y",
                        no="No" if long else "",
                        never="N/A" if long else "",
                    )
                    for place, option in enumerate(question.options, 1)
                )
            )
        elif long:
            blocks.append((joined(question, head(asked[question.id], question.question), separator=","),))
        else:
            ids = {option.id: f"A{place}" for place, option in enumerate(question.options, 1)}
            blocks.append((_first_of(question, ids, asked[question.id]),))
    return Layout("LimeSurvey", tuple(first), tuple(blocks), may_ask=kind == "codetext")


def _reason(form: Form, practice: Practice, heading: str) -> tuple[Column, ...]:
    return reason_column(practice, heading) if form.reasons else ()


def _first_of(question: ExperienceQuestion, codes: dict[str, str], heading: str) -> Column:
    return Column(
        (heading,),
        lambda _, who: codes[who.experience[question.id][0]] if who.experience.get(question.id) else "",
        f"experience.{question.id}",
    )


def redcap(form: Form) -> Layout:
    """REDCap: raw codes of our own dictionary, labels, or numbers that the project chose (which must be asked)."""
    kind = form.rng.choice(("raw", "labels", "numbers"))
    labels = kind == "labels"
    own = kind == "raw" and form.rng.random() < 0.5
    how = {"raw": in_code, "labels": form.how, "numbers": from_one}[kind]
    meta = (
        ("Record ID", "Survey Identifier", "Survey Timestamp")
        if labels
        else ("record_id", "redcap_survey_identifier", "coproduction_timestamp")
    )
    first = [
        Column((meta[0],), lambda number, _: str(number + 1)),
        fixed(meta[1]),
        Column((meta[2],), lambda _, who: "[not completed]" if who.fate else f"{who.at:%Y-%m-%d %H:%M}", "date"),
    ]
    if labels:
        first += form.asks()
    else:
        voices = {STAFF: "staff", LIVED: "lived_experience"} if kind == "raw" else {STAFF: "1", LIVED: "2"}
        share = {True: "yes", False: "no"} if kind == "raw" else {True: "1", False: "0"}
        first += coded(form, lambda name: name, voices, share)
    blocks = [
        (
            level_column(form.rubric, each, how, each.question.for_voice(STAFF) if labels else underscored(each.id)),
            *(
                [evidence_column(each, PROMPT if labels else f"{underscored(each.id)}_evidence")]
                if form.evidence
                else []
            ),
            *_reason(form, each, ASKED_WHY.now if labels else f"{underscored(each.id)}_reason"),
        )
        for each in form.rubric.practices
    ]
    for question in form.rubric.experience:
        if question.several:
            blocks.append(
                tuple(
                    ticked(
                        question,
                        option.id,
                        f"{question.question} (choice={option.text})"
                        if labels
                        else f"{underscored(question.id)}___{underscored(option.id) if own else place}",
                        yes="Checked" if labels else "1",
                        no="Unchecked" if labels else "0",
                        never="Unchecked" if labels else "0",
                    )
                    for place, option in enumerate(question.options, 1)
                )
            )
        elif labels:
            blocks.append((joined(question, question.question, separator=","),))
        else:
            codes = {
                option.id: underscored(option.id) if kind == "raw" else str(place)
                for place, option in enumerate(question.options, 1)
            }
            blocks.append((_first_of(question, codes, underscored(question.id)),))
    done = Column(
        ("Complete?" if labels else "coproduction_complete",),
        lambda _, who: ("Incomplete" if labels else "0") if who.fate else ("Complete" if labels else "2"),
    )
    return Layout("REDCap", tuple(first), tuple(blocks), (done,), may_ask=kind == "numbers")


KOBO_END = (
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "__version__",
)


def kobo(form: Form) -> Layout:
    """KoboToolbox: names or labels, groups before a stroke, several in one cell and (names) in columns of 0 and 1."""
    labels = form.rng.random() < 0.5
    stamp: Callable[[dt.datetime], ForeignCell] = lambda at: f"{at:%Y-%m-%dT%H:%M:%S.000+00:00}"  # noqa: E731
    first = [stamped("start", write=stamp, earlier=11), stamped("end", write=stamp, means="date")]
    if labels:
        first += form.asks()
    else:
        first += coded(form, lambda name: name, {STAFF: "staff", LIVED: "lived_experience"}, {True: "yes", False: "no"})
    names = {dimension.id: dimension.name for dimension in form.rubric.dimensions}
    how = form.how if labels else in_code

    def block(practice: Practice) -> tuple[Column, ...]:
        group = names[practice.dimension] if labels else underscored(practice.dimension)
        above = practice.question.for_voice(LIVED) if labels else underscored(practice.id)
        found = [level_column(form.rubric, practice, how, f"{group}/{above}")]
        below = PROMPT if labels else f"{underscored(practice.id)}_evidence"
        last = ASKED_WHY.now if labels else f"{underscored(practice.id)}_reason"
        if form.evidence:
            found.append(evidence_column(practice, f"{group}/{below}", counted=False))
        return (*found, *_reason(form, practice, f"{group}/{last}"))

    blocks = [block(practice) for practice in form.rubric.practices]
    for question in form.rubric.experience:
        if labels:
            blocks.append((joined(question, f"Experience/{question.question}", separator=" "),))
            continue
        whole = f"experience/{underscored(question.id)}"
        found = [by_name(question, whole)]
        if question.several:
            found += [
                ticked(question, each.id, f"{whole}/{underscored(each.id)}", yes="1", no="0", never="")
                for each in question.options
            ]
        blocks.append(tuple(found))
    last = [
        Column(("_id",), lambda number, _: str(300 + number)),
        Column(("_uuid",), lambda number, _: f"00000000-0000-4000-8000-{number:012}"),
        stamped("_submission_time", write=lambda at: f"{at:%Y-%m-%dT%H:%M:%S}"),
        Column(("_validation_status",), lambda _, who: "Not approved" if who.fate == "rejected" else ""),
        fixed("_notes"),
        fixed("_status", value="submitted_via_web"),
        fixed("_submitted_by", value="enumerator7"),
        fixed("__version__", value="vX1"),
        fixed("_tags"),
        Column(("_index",), lambda number, _: str(number + 1)),
    ]
    return Layout("KoboToolbox", tuple(first), tuple(blocks), tuple(last))


def odk(form: Form) -> Layout:
    """ODK Central: groups before a hyphen, several in one cell and in columns of 0 and 1, a state of review."""
    stamp: Callable[[dt.datetime], ForeignCell] = lambda at: f"{at:%Y-%m-%dT%H:%M:%S.042Z}"  # noqa: E731
    first = [
        stamped("SubmissionDate", write=stamp),
        stamped("start", write=stamp, earlier=11),
        stamped("end", write=stamp, means="date"),
        *coded(form, lambda name: name, {STAFF: "staff", LIVED: "lived_experience"}, {True: "yes", False: "no"}),
    ]

    def block(practice: Practice) -> tuple[Column, ...]:
        above = f"{underscored(practice.dimension)}-{underscored(practice.id)}"
        found = [level_column(form.rubric, practice, in_code, above)]
        if form.evidence:
            found.append(evidence_column(practice, f"{above}_evidence"))
        note = fixed(f"{above}_note")
        return (*found, *_reason(form, practice, f"{above}_reason"), *([note] if form.reasons else []))

    blocks = [block(practice) for practice in form.rubric.practices]
    for question in form.rubric.experience:
        whole = f"experience-{underscored(question.id)}"
        found = [by_name(question, whole)]
        if question.several:
            found += [
                ticked(question, each.id, f"{whole}/{underscored(each.id)}", yes="1", no="0", never="0")
                for each in question.options
            ]
        blocks.append(tuple(found))
    key = Column(("KEY",), lambda number, _: f"uuid:00000000-0000-4000-8000-{number:012}")
    last = [
        replace(key, headings=("meta-instanceID",)),
        key,
        fixed("SubmitterID", value="12"),
        fixed("SubmitterName", value="Web user"),
        fixed("AttachmentsPresent", value="0"),
        fixed("AttachmentsExpected", value="0"),
        fixed("Status"),
        Column(("ReviewState",), lambda _, who: "rejected" if who.fate == "rejected" else ""),
        fixed("DeviceID"),
        fixed("Edits", value="0"),
        fixed("FormVersion", value="1"),
    ]
    return Layout("ODK Central", tuple(first), tuple(blocks), tuple(last))


QUALTRICS = (
    ("StartDate", "Start Date"), ("EndDate", "End Date"), ("Status", "Response Type"), ("IPAddress", "IP Address"),
    ("Progress", "Progress"), ("Duration (in seconds)", "Duration (in seconds)"), ("Finished", "Finished"),
    ("RecordedDate", "Recorded Date"), ("ResponseId", "Response ID"), ("RecipientLastName", "Recipient Last Name"),
    ("RecipientFirstName", "Recipient First Name"), ("RecipientEmail", "Recipient Email"),
    ("ExternalReference", "External Data Reference"), ("LocationLatitude", "Location Latitude"),
    ("LocationLongitude", "Location Longitude"), ("DistributionChannel", "Distribution Channel"),
    ("UserLanguage", "User Language"),
)  # fmt: skip


def qualtrics(form: Form) -> Layout:
    """Qualtrics: three heading rows; choice texts, or numbers from 1 (which must be asked)."""
    numbers = form.rng.random() < 0.25
    stamp: Callable[[dt.datetime], ForeignCell] = lambda at: f"{at:%Y-%m-%d %H:%M:%S}"  # noqa: E731
    cells: dict[str, Callable[[int, Answers], ForeignCell]] = {
        "StartDate": lambda _, who: stamp(who.at - dt.timedelta(minutes=9)),
        "EndDate": lambda _, who: stamp(who.at),
        "RecordedDate": lambda _, who: stamp(who.at),
        "Status": lambda _, who: "Survey Preview" if who.fate == "preview" else "IP Address",
        "IPAddress": lambda _, __: "192.0.2.9",
        "Progress": lambda number, who: "40" if who.fate == "unfinished" and number % 2 else "100",
        "Duration (in seconds)": lambda number, _: str(840 + number),
        "Finished": lambda number, who: "True" if who.fate != "unfinished" else "" if number % 2 else "False",
        "ResponseId": lambda number, _: f"R_{number:015}",
        "LocationLatitude": lambda _, __: "53.4",
        "LocationLongitude": lambda _, __: "-2.2",
        "DistributionChannel": lambda _, __: "anonymous",
        "UserLanguage": lambda _, __: "EN",
    }
    counter = iter(range(1, 10_000))

    def above(text: str, name: str = "") -> tuple[str, str, str]:
        number = next(counter)
        return name or f"Q{number}", text, f'{{"ImportId":"QID{number}"}}'

    first = [
        Column(above(text, name), cells.get(name, lambda _, __: ""), "date" if name == "EndDate" else "drop")
        for name, text in QUALTRICS
    ]
    first += [replace(column, headings=above(column.headings[0])) for column in replace(form, both=False).asks()]
    tail = form.rng.choice(("", " - Selected Choice"))
    how = from_one if numbers else form.how
    blocks = []
    for practice in form.rubric.practices:
        found = [level_column(form.rubric, practice, how, *above(practice.question.for_voice(STAFF) + tail))]
        if form.evidence:
            text = form.rng.choice((f"{practice.title} - {PROMPT}", PROMPT))
            found.append(evidence_column(practice, *above(text)))
        blocks.append(tuple(found))
    blocks += [(joined(each, *above(each.question), separator=","),) for each in form.rubric.experience]
    return Layout("Qualtrics", tuple(first), tuple(blocks), heading_rows=3, may_ask=numbers or bool(tail))


def own_table(form: Form) -> Layout:
    """The contract's own table: ids above, numbers below."""
    numbers: Callable[..., str] = lambda _, __, answer: "" if answer is None else str(answer)  # noqa: E731
    first = [
        team_column("team"),
        stamped("date", write=lambda at: f"{at:%Y-%m-%d}", means="date"),
        voice_column("voice", words={STAFF: STAFF, LIVED: LIVED}),
        share_column("share", words={True: "true", False: "false"}),
        name_column("respondent"),
    ]
    blocks = [
        (
            level_column(form.rubric, each, numbers, each.id),
            *([evidence_column(each, f"{each.id}.evidence")] if form.evidence else []),
        )
        for each in form.rubric.practices
    ]
    blocks += [
        (Column((f"experience.{each.id}",), _ids_of(each.id), f"experience.{each.id}"),)
        for each in form.rubric.experience
    ]
    return Layout("", tuple(first), tuple(blocks))


def _ids_of(question: str) -> Callable[[int, Answers], ForeignCell]:
    return lambda _, who: " ".join(who.experience.get(question, ()))


def unknown(form: Form) -> Layout:
    """A service that nobody knows: our questions under its own columns."""
    iso: Callable[[dt.datetime], ForeignCell] = lambda at: f"{at:%Y-%m-%d %H:%M:%S}"  # noqa: E731
    first = [
        Column(("Submission ID",), lambda number, _: f"sub-{number}"),
        stamped("Submitted at", write=iso, means="date"),
        *form.asks(),
    ]
    blocks = [
        (level_column(form.rubric, each, form.how, each.question.for_voice(STAFF)),) for each in form.rubric.practices
    ]
    return Layout("unknown", tuple(first), tuple(blocks), carries=frozenset(), may_ask=True)


SERVICES: dict[str, Callable[[Form], Layout]] = {
    "microsoft": microsoft,
    "google": google,
    "monkey": monkey,
    "lime": lime,
    "redcap": redcap,
    "kobo": kobo,
    "odk": odk,
    "qualtrics": qualtrics,
    "table": own_table,
    "unknown": unknown,
}
FATES = {
    "lime": ("unfinished",), "redcap": ("incomplete",), "kobo": ("rejected",), "odk": ("rejected",),
    "qualtrics": ("preview", "unfinished"),
}  # fmt: skip
"""For what each service's rows are left out, besides being empty."""
CODED = ("lime", "redcap", "kobo", "odk", "table", "unknown")
"""Services that were not tried with a wording for each voice."""

"""What Kobo, ODK Central, LimeSurvey and REDCap export once people have answered a survey of ours.

Each service here reads the file that we wrote, shows people its questions and answers, lets
them choose by the words, and writes down codes or words as the real one would. How exports
look is described in docs/forms.md; none of the real programs is needed here.
"""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import openpyxl

from coprod_check.documents import fixed_texts
from coprod_check.documents.sheet import DONT_KNOW, NOT_APPLICABLE
from coprod_check.documents.text import as_compared
from coprod_check.imports.grid import ForeignGrid, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coprod_check.documents.rubric import ExperienceQuestion, Practice, Rubric
    from coprod_check.documents.sheet import Sheet

SIDES = {"staff": fixed_texts.STAFF.now, "lived-experience": fixed_texts.LIVED_EXPERIENCE.now}
TIME = "10:14:12"
"""When everybody here answers; no sheet may hold it."""


@dataclass
class Asked:
    """One question as a person meets it on the screen of a service."""

    kind: str
    """``one``, ``several``, ``text``, ``filled`` (in beforehand), or ``note``."""
    name: str
    label: str
    choices: dict[str, str] = field(default_factory=dict)
    """Code to words."""
    shown_if: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Each condition must hold: one of its pairs of a question's name and a code."""
    filled: str = ""
    comment: bool = False
    """Whether it has a box for words beside it."""
    path: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    """The words of the groups that it stands in."""
    note: str = ""


@dataclass
class Reply:
    """What one person answered, by the names of questions."""

    sheet: Sheet
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


class Person:
    """Goes through a survey from top to bottom, and answers what is shown as their sheet says."""

    def __init__(self, rubric: Rubric, sheet: Sheet) -> None:
        self.sheet = sheet
        self.reply = Reply(sheet)
        self.practices = iter(rubric.practices)
        self.experience = iter(rubric.experience)
        self.practice: Practice | None = None

    def answers(self, survey: Sequence[Asked]) -> Reply:
        for asked in survey:
            # What a question is about is known by its place, whether it is shown or not.
            about = self._about(asked)
            if all(any(code in self.reply.chosen.get(name, ()) for name, code in pairs) for pairs in asked.shown_if):
                self.reply.seen.add(asked.name)
                self._answer(asked, about)
        return self.reply

    def _about(self, asked: Asked) -> Practice | ExperienceQuestion | None:
        beforehand = {fixed_texts.VOICE.now, fixed_texts.SHARE.now}
        if asked.kind not in {"one", "several"} or asked.label in beforehand:
            return None
        if "DK" in asked.choices:
            self.practice = next(self.practices)
            return self.practice
        return next(self.experience)

    def _answer(self, asked: Asked, about: Practice | ExperienceQuestion | None) -> None:
        rating = self.sheet.ratings.get(self.practice.id) if self.practice else None
        typed = {
            fixed_texts.TEAM.now: self.sheet.team,
            fixed_texts.PSEUDONYM.now: self.sheet.respondent,
            fixed_texts.EVIDENCE.now: rating.evidence if rating else "",
            fixed_texts.REASON.now: rating.reason if rating else "",
        }
        if asked.kind == "text":
            self.reply.typed[asked.name] = typed[asked.label]
        elif asked.kind == "filled":
            self.reply.typed[asked.name] = asked.filled
        elif asked.kind in {"one", "several"}:
            wanted = self._words(asked, about)
            self.reply.chosen[asked.name] = tuple(code for code, words in asked.choices.items() if words in wanted)
            assert len(self.reply.chosen[asked.name]) == len(wanted), (asked, wanted)
            if asked.comment and rating:
                self.reply.comments[asked.name] = rating.evidence

    def _words(self, asked: Asked, about: Practice | ExperienceQuestion | None) -> set[str]:
        """The words that the person looks for among the answers."""
        if about is None:
            share = fixed_texts.SHARE_YES.now if self.sheet.share else fixed_texts.SHARE_NO.now
            return {share if asked.label == fixed_texts.SHARE.now else SIDES[self.sheet.voice]}
        there = list(asked.choices.values())
        if about is not self.practice:
            words = {each.id: as_compared(each.text) for each in about.options}  # type: ignore[union-attr]
            # Where two options read alike, their ids are shown.
            return {words[each] if words[each] in there else each for each in self.sheet.chosen(about.id)}
        rating = self.sheet.ratings.get(self.practice.id)
        if rating is None or rating.level is None:
            return set()
        fixed = {DONT_KNOW: "Don't know", NOT_APPLICABLE: "Does not apply to us"}
        if isinstance(rating.level, str):
            return {fixed[rating.level]}
        text = as_compared(self.practice.levels[rating.level])
        numbered = f"{rating.level} - {text}"
        return {numbered if numbered in there else text}


Row = list[str]


def as_source(rows: list[Row], *, workbook: bool = False) -> SourceFile:
    """The cells as they are when a file of them has been read."""
    return SourceFile(
        "export", (ForeignGrid(tuple(map(tuple, rows)), "Sheet1" if workbook else ""),), workbook=workbook
    )


def as_csv(rows: list[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


# ---------------------------------------------------------------- XLSForm


def sheet_of(data: bytes, name: str) -> list[dict[str, str]]:
    """A sheet of an XLSForm, each row by its headings."""
    rows = [[str(cell or "") for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data))[name].values]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@cache
def xlsform_survey(data: bytes) -> tuple[Asked, ...]:
    """The questions of an XLSForm, in its first language; opened once for all who answer them."""
    survey, choices = sheet_of(data, "survey"), sheet_of(data, "choices")
    label = next(heading for heading in survey[0] if heading.startswith("label"))
    lists: dict[str, dict[str, str]] = {}
    for each in choices:
        lists.setdefault(each["list_name"], {})[each["name"]] = _seen(each[label])
    groups: list[dict[str, str]] = []
    found = []
    for row in survey:
        kind, _, listed = row["type"].partition(" ")
        if kind == "begin_group":
            groups.append(row)
        elif kind == "end_group":
            groups.pop()
        elif kind != "end":
            kinds = {"select_one": "one", "select_multiple": "several", "calculate": "filled"}
            found.append(
                Asked(
                    kind=kinds.get(kind, kind),
                    name=row["name"],
                    label=_seen(row[label]),
                    choices=lists.get(listed, {}),
                    shown_if=tuple(_pairs(each["relevant"]) for each in (*groups, row) if each["relevant"]),
                    filled=_calculated(row["calculation"]),
                    path=tuple(each["name"] for each in groups),
                    above=tuple(_seen(each[label]) for each in groups),
                )
            )
    return tuple(found)


def _seen(text: str) -> str:
    return text.replace("\u2060", "")


def _pairs(relevant: str) -> tuple[tuple[str, str], ...]:
    return tuple(re.findall(r"\$\{(\w+)\} = '(\w+)'", relevant))


def _calculated(expression: str) -> str:
    return "".join(one or other for one, other in re.findall(r"'([^']*)'|\"([^\"]*)\"", expression))


def kobo_names(data: bytes, rubric: Rubric, sheets: Sequence[Sheet]) -> list[Row]:
    """KoboToolbox, "XML values and headers": groups with ``/``, several in one cell and in columns of 0 and 1."""
    survey = [each for each in xlsform_survey(data) if each.kind != "note"]
    head = ["end"]
    for each in survey:
        name = "/".join((*each.path, each.name))
        head += [name, *(f"{name}/{code}" for code in each.choices if each.kind == "several")]
    rows = [[*head, "_id", "_uuid", "_submission_time", "_status", "_index"]]
    for place, reply in enumerate(Person(rubric, sheet).answers(xlsform_survey(data)) for sheet in sheets):
        row = [f"{reply.sheet.date}T{TIME}.000+00:00"]
        for each in survey:
            chosen = reply.chosen.get(each.name, ())
            row.append(" ".join(chosen) or reply.typed.get(each.name, ""))
            if each.kind == "several":
                row += [str(int(code in chosen)) if chosen else "" for code in each.choices]
        rows.append([*row, *_kobo_end(reply, place)])
    return rows


def kobo_labels(data: bytes, rubric: Rubric, sheets: Sequence[Sheet]) -> list[Row]:
    """KoboToolbox with labels: those of groups before those of questions; a name where there is none."""
    survey = [each for each in xlsform_survey(data) if each.kind != "note"]
    head = ["end", *("/".join((*each.above, each.label or each.name)) for each in survey)]
    rows = [[*head, "_id", "_uuid", "_submission_time", "_status", "_index"]]
    for place, reply in enumerate(Person(rubric, sheet).answers(xlsform_survey(data)) for sheet in sheets):
        row = [f"{reply.sheet.date}T{TIME}.000+00:00"]
        for each in survey:
            chosen = [each.choices[code] for code in reply.chosen.get(each.name, ())]
            row.append(" ".join(chosen) or reply.typed.get(each.name, ""))
        rows.append([*row, *_kobo_end(reply, place)])
    return rows


def _kobo_end(reply: Reply, place: int) -> Row:
    submitted = f"{reply.sheet.date}T{TIME}"
    return [str(300 + place), f"00000000-0000-4000-8000-{place:012d}", submitted, "submitted_via_web", str(place + 1)]


def odk_central(data: bytes, rubric: Rubric, sheets: Sequence[Sheet]) -> list[Row]:
    """ODK Central with split selects: groups with ``-``, and notes as columns in which nothing stands."""
    survey = xlsform_survey(data)
    head = ["SubmissionDate", "end"]
    for each in survey:
        name = "-".join((*each.path, each.name))
        head += [name, *(f"{name}/{code}" for code in each.choices if each.kind == "several")]
    rows = [[*head, "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "ReviewState", "FormVersion"]]
    for place, reply in enumerate(Person(rubric, sheet).answers(survey) for sheet in sheets):
        stamp = f"{reply.sheet.date}T{TIME}"
        row = [f"{stamp}.042Z", f"{stamp}.000+00:00"]
        for each in survey:
            chosen = reply.chosen.get(each.name, ())
            row.append(" ".join(chosen) or reply.typed.get(each.name, ""))
            if each.kind == "several":
                row += [str(int(code in chosen)) for code in each.choices]
        key = f"uuid:00000000-0000-4000-8000-{place:012d}"
        rows.append([*row, key, key, "12", "Web user", "", rubric.version])
    return rows


# ---------------------------------------------------------------- LimeSurvey


def lime_rows(text: str) -> list[dict[str, str]]:
    """The rows of a survey structure, by its headings, as LimeSurvey takes them apart."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter="\t"))


def lime_survey(text: str) -> list[Asked]:
    """The questions of a survey structure."""
    found: list[Asked] = []
    group = ""
    for row in lime_rows(text):
        words = html.unescape(re.sub("<[^>]*>", "", row["text"]))
        if row["class"] == "G":
            group = row["relevance"]
        elif row["class"] == "Q":
            kinds = {"L": "one", "O": "one", "M": "several", "S": "text", "T": "text"}
            found.append(
                Asked(
                    kind="filled" if row["hidden"] else kinds[row["type/scale"]],
                    name=row["name"],
                    label=words,
                    shown_if=tuple(_lime_pairs(each) for each in (group, row["relevance"]) if each != "1"),
                    filled=row["default"],
                    comment=row["type/scale"] == "O",
                    note=html.unescape(re.sub("<[^>]*>", "", row["help"])),
                )
            )
        elif row["class"] in {"A", "SQ"}:
            found[-1].choices[row["name"]] = words
    return found


def _lime_pairs(relevance: str) -> tuple[tuple[str, str], ...]:
    return tuple(re.findall(r"(\w+)\.NAOK == '(\w+)'", relevance))


def lime(text: str, rubric: Rubric, sheets: Sequence[Sheet], *, full: bool) -> list[Row]:
    """LimeSurvey's export: codes under codes, or full texts under full texts."""
    survey = lime_survey(text)
    meta = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action"]
    codes = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"]
    rows = [[*(meta if full else codes), *(heading for each in survey for heading in _lime_headings(each, full=full))]]
    for place, sheet in enumerate(sheets):
        reply = Person(rubric, sheet).answers(survey)
        stamp = f"{sheet.date} {TIME}"
        row = [str(11 + place), stamp, "5", "en", str(1000 + place), stamp, stamp]
        rows.append([*row, *(cell for each in survey for cell in _lime_cells(each, reply, full=full))])
    return rows


def _lime_headings(asked: Asked, *, full: bool) -> Iterator[str]:
    head = asked.label if full else asked.name
    space = " " if full else ""
    if asked.kind == "several":
        yield from (f"{head}{space}[{words if full else code}]" for code, words in asked.choices.items())
        return
    yield head
    if asked.comment:
        yield f"{head}{space}[{'Comment' if full else 'comment'}]"


def _lime_cells(asked: Asked, reply: Reply, *, full: bool) -> Iterator[str]:
    chosen = reply.chosen.get(asked.name, ())
    if asked.kind == "several":
        unseen = asked.name not in reply.seen
        marks = ("Yes", "N/A" if unseen else "No") if full else ("Y", "")
        yield from (marks[code not in chosen] for code in asked.choices)
        return
    answers = [asked.choices[code] if full else code for code in chosen]
    yield _equation_masked("".join(answers) or reply.typed.get(asked.name, ""))
    if asked.comment:
        yield _equation_masked(reply.comments.get(asked.name, ""))


def _equation_masked(text: str) -> str:
    return f"'{text}" if text.startswith("=") else text


# ---------------------------------------------------------------- REDCap


def dictionary(text: str) -> list[dict[str, str]]:
    """The fields of a data dictionary, by its headings."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def redcap_survey(text: str) -> list[Asked]:
    """The questions of a data dictionary but for the number of the record."""
    kinds = {"radio": "one", "checkbox": "several", "text": "text", "notes": "text", "descriptive": "note"}
    found = []
    for row in dictionary(text)[1:]:
        preset = re.match(r"@DEFAULT=(['\"])(.*)\1 @HIDDEN-SURVEY$", row["Field Annotation"])
        parts = [each.split(", ", 1) for each in row["Choices, Calculations, OR Slider Labels"].split(" | ") if each]
        logic = row["Branching Logic (Show field only if...)"]
        found.append(
            Asked(
                kind="filled" if preset else kinds[row["Field Type"]],
                name=row["Variable / Field Name"],
                label=html.unescape(row["Field Label"]),
                choices={code: html.unescape(words) for code, words in parts},
                shown_if=(tuple(re.findall(r"\[(\w+)\] = '(\w+)'", logic)),) if logic else (),
                filled=preset.group(2) if preset else "",
            )
        )
    return found


def redcap_export(text: str, rubric: Rubric, sheets: Sequence[Sheet], *, labels: bool) -> list[Row]:
    """REDCap's export of a survey: raw codes under names, or labels under labels; check boxes in columns."""
    form = dictionary(text)[0]["Form Name"]
    survey = [each for each in redcap_survey(text) if each.kind != "note"]
    head = ["Record ID", "Survey Identifier", "Survey Timestamp"]
    if not labels:
        head = ["record_id", "redcap_survey_identifier", f"{form}_timestamp"]
    for each in survey:
        name = each.label if labels else each.name
        marks = [f" (choice={words})" if labels else f"___{code}" for code, words in each.choices.items()]
        head += [f"{name}{mark}" for mark in marks] if each.kind == "several" else [name]
    rows = [[*head, "Complete?" if labels else f"{form}_complete"]]
    for place, sheet in enumerate(sheets, 1):
        reply = Person(rubric, sheet).answers(redcap_survey(text))
        row = [str(place), "", f"{sheet.date} {TIME}"]
        for each in survey:
            chosen = reply.chosen.get(each.name, ())
            if each.kind == "several":
                ticks = ("Checked", "Unchecked") if labels else ("1", "0")
                row += [ticks[code not in chosen] for code in each.choices]
            else:
                words = [each.choices[code] if labels else code for code in chosen]
                row.append("".join(words) or reply.typed.get(each.name, ""))
        rows.append([*row, "Complete" if labels else "2"])
    return rows

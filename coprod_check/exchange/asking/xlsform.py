"""The questions as an XLSForm: KoboToolbox, ODK and other programs make a survey of it.

Where the two sides are asked in different words, two notes stand above the question, and
each side sees its own. A label cannot change with an answer and be translated too: what it
would refer to is calculated, and calculations have no languages. Notes have, and both ODK
Collect and Enketo show them by the same rule as any question.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coprod_check.documents import codes, fixed_texts
from coprod_check.documents.errors import BadInput
from coprod_check.documents.problems import problem, short
from coprod_check.exchange.asking import survey
from coprod_check.exchange.asking.translations import language_column
from coprod_check.interview import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coprod_check.documents.rubric import ExperienceQuestion, Rubric
    from coprod_check.exchange.asking.survey import ExperienceAsked, PracticeAsked

_LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
"""When every file says that it was made, so that the same questions give the same bytes."""
_RESERVED = ("meta",)
"""Names that pyxform keeps for itself."""
_REFERENCE, _BROKEN = "${", "$\u2060{"
"""What begins a reference to another question, and the same for the eye alone."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the sheet ``survey``, in one language."""

    type: str
    name: str = ""
    label: str = ""
    hint: str = ""
    required: bool = False
    relevant: str = ""
    appearance: str = ""
    calculation: str = ""


_Choices = dict[str, tuple[tuple[str, str], ...]]
"""The lists of answers, by name: code and words."""


def xlsform(rubric: Rubric, others: Sequence[Rubric] = (), *, team: str = "", round_label: str = "") -> bytes:
    """Write the whole file; ``others`` are the same questions in other languages.

    A team or round that is known beforehand is filled in and not asked for. Raises
    ``BadInput`` where names would clash or a text is too long for a cell.
    """
    every = (rubric, *others)
    differing = frozenset().union(*(survey.words_differ(each) for each in every))
    names = _Names(rubric)
    names.check()
    pages = [_Page(each, rubric, names, differing) for each in every]
    rows = [list(page.rows(team, round_label)) for page in pages]
    choices = [page.choices() for page in pages]
    tables = {
        "survey": list(_survey_sheet(rows, list(map(language_column, every)))),
        "choices": list(_choices_sheet(choices, list(map(language_column, every)))),
        "settings": _settings_sheet(rubric),
    }
    _refuse_long(tables)
    return _workbook(tables)


class _Names:
    """What everything is called in the form; the same in all languages."""

    def __init__(self, rubric: Rubric) -> None:
        self.rubric = rubric
        self.practices = {str(each.id): codes.underscored(each.id) for each in rubric.practices}
        self.experience = {each.id: codes.underscored(survey.experience_id(rubric, each)) for each in rubric.experience}
        taken = {name.casefold() for name, _ in self._questions()} | {each.casefold() for each in _RESERVED}
        self.experience_group = _free(codes.EXPERIENCE, taken)
        self.groups = [_free(codes.underscored(dimension), taken) for dimension, _, _ in survey.dimension_runs(rubric)]

    def check(self) -> None:
        """Raise ``BadInput`` where two names are one, or a name is kept for something else."""
        survey.refuse_equal_names("XLSForm", self._questions(), _RESERVED)
        for question in self.rubric.experience:
            place = survey.experience_place(question)
            survey.refuse_equal_names(
                "XLSForm", ((codes.underscored(each.id), f"{place}.options ({each.id})") for each in question.options)
            )

    def _questions(self) -> Iterator[tuple[str, str]]:
        for name in (
            "end", codes.TEAM, codes.ROUND, codes.VOICE, codes.SHARE, codes.MADE_UP_NAME,
            f"before{survey.NOTE}", f"experience{survey.NOTE}",
        ):  # fmt: skip
            yield name, "the survey"
        for practice in self.rubric.practices:
            name, place = self.practices[str(practice.id)], survey.practice_place(practice)
            yield from ((f"{name}{end}", place) for end in ("", codes.EVIDENCE, codes.REASON, *_NOTES.values()))
        for question in self.rubric.experience:
            yield self.experience[question.id], survey.experience_place(question)


_NOTES = {"staff": f"_staff{survey.NOTE}", "lived-experience": f"_lived{survey.NOTE}"}


def _free(name: str, taken: set[str]) -> str:
    """A name for a group that nothing else has yet; it is taken from then on.

    >>> taken = {"voice"}
    >>> _free("voice", taken), _free("voice", taken), _free("work", taken)
    ('voice_2', 'voice_3', 'work')
    """
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found.casefold())
    return found


class _Page:
    """The form in one language: the questions of one file, under the names of the first."""

    def __init__(self, words: Rubric, first: Rubric, names: _Names, differing: frozenset[str]) -> None:
        self._words, self._first, self._names = words, first, names
        self._differing = differing
        self._practices = survey.practices_asked(words, differing)
        asked = {each.question.id: each for each in survey.experience_asked(words)}
        self._experience = [asked[each.id] for each in first.experience]

    def rows(self, team: str, round_label: str) -> Iterator[_Row]:
        """The sheet ``survey``, row by row."""
        yield _Row("end", "end")
        yield _Row("note", f"before{survey.NOTE}", "\n\n".join(survey.opening(self._words)))
        if team:
            yield _Row("calculate", codes.TEAM, calculation=_literal(team))
        else:
            yield _Row("text", codes.TEAM, fixed_texts.TEAM.now, required=True)
        if round_label:
            yield _Row("calculate", codes.ROUND, calculation=_literal(round_label))
        yield _Row("select_one voice", codes.VOICE, fixed_texts.VOICE.now, required=True)
        yield _Row("select_one share", codes.SHARE, fixed_texts.SHARE.now, "\n\n".join(survey.CONSENT))
        yield _Row("text", codes.MADE_UP_NAME, fixed_texts.PSEUDONYM.now, wording.PSEUDONYM_WHY)
        # The name of a dimension in this language, by its id.
        called = {str(each.id): survey.plain_line(each.name) for each in self._words.dimensions}
        for group, (dimension, _, practices) in zip(
            self._names.groups, survey.dimension_runs(self._first), strict=True
        ):
            # A note alone on a screen would be apart from its question.
            together = any(each.id in self._differing for each in practices)
            yield _Row("begin_group", group, called[dimension], appearance="field-list" if together else "")
            for practice in practices:
                yield from self._practice(self._practices[str(practice.id)])
            yield _Row("end_group")
        yield from self._about_experience()

    def _practice(self, asked: PracticeAsked) -> Iterator[_Row]:
        name = self._names.practices[str(asked.practice.id)]
        for side, words in asked.wordings:
            yield _Row("note", f"{name}{_NOTES[side]}", words, relevant=_is(codes.VOICE, codes.underscored(side)))
        yield _Row(f"select_one {name}_levels", name, asked.label)
        shown = " or ".join(_is(name, code) for code in asked.evidence_codes)
        yield _Row(
            "text", f"{name}{codes.EVIDENCE}", fixed_texts.EVIDENCE.now, survey.NO_NAMES_PLEASE,
            relevant=shown, appearance="multiline",
        )  # fmt: skip
        if any(code == "NA" for code, _ in asked.answers):
            yield _Row("text", f"{name}{codes.REASON}", fixed_texts.REASON.now, relevant=_is(name, "NA"))

    def _about_experience(self) -> Iterator[_Row]:
        if not self._experience:
            return
        members = _is(codes.VOICE, codes.underscored("lived-experience"))
        yield _Row("begin_group", self._names.experience_group, survey.HOW_IT_WAS, relevant=members)
        yield _Row("note", f"experience{survey.NOTE}", wording.EXPERIENCE_WHY)
        for asked in self._experience:
            name = self._names.experience[asked.question.id]
            kind = "select_multiple" if self._several(asked.question.id) else "select_one"
            yield _Row(f"{kind} {name}_options", name, asked.label, asked.hint)
        yield _Row("end_group")

    def _several(self, ident: str) -> bool:
        return next(each.several for each in self._first.experience if each.id == ident)

    def choices(self) -> _Choices:
        """The sheet ``choices``, list by list."""
        lists: _Choices = {
            "voice": (
                (codes.underscored("staff"), fixed_texts.STAFF.now),
                (codes.underscored("lived-experience"), fixed_texts.LIVED_EXPERIENCE.now),
            ),
            "share": (("yes", fixed_texts.SHARE_YES.now), ("no", fixed_texts.SHARE_NO.now)),
        }
        for practice in self._first.practices:
            ident = str(practice.id)
            lists[f"{self._names.practices[ident]}_levels"] = self._practices[ident].answers
        for first, asked in zip(self._first.experience, self._experience, strict=True):
            lists[f"{self._names.experience[first.id]}_options"] = tuple(_options(first, asked))
        return lists


def _options(first: ExperienceQuestion, asked: ExperienceAsked) -> Iterator[tuple[str, str]]:
    words = dict(asked.options)
    yield from ((codes.underscored(each.id), words[each.id]) for each in first.options)


def _is(name: str, code: str) -> str:
    return f"${{{name}}} = '{code}'"


def _literal(text: str) -> str:
    """A text as an expression says it; there a quote cannot be escaped, and what begins a reference not either.

    >>> print(_literal("Our team"), _literal("Jo's place"), _literal("${x}"))
    'Our team' concat('Jo', "'s place") concat('$', '{x}')
    """
    parts = re.findall(r"\$|[^'$]+|[^\"$]+", text)
    quoted = [f'"{part}"' if "'" in part else f"'{part}'" for part in parts]
    return quoted[0] if len(quoted) == 1 else f"concat({', '.join(quoted)})"


# The workbook.


def _survey_sheet(pages: Sequence[Sequence[_Row]], languages: Sequence[str]) -> Iterator[list[str]]:
    labels = [f"label::{each}" for each in languages]
    hints = [f"hint::{each}" for each in languages]
    yield ["type", "name", *labels, *hints, "required", "relevant", "appearance", "calculation"]
    for row in zip(*pages, strict=True):
        first = row[0]
        yield [
            first.type,
            first.name,
            *(each.label.replace(_REFERENCE, _BROKEN) for each in row),
            *(each.hint.replace(_REFERENCE, _BROKEN) for each in row),
            "yes" if first.required else "",
            first.relevant,
            first.appearance,
            first.calculation,
        ]


def _choices_sheet(pages: Sequence[_Choices], languages: Sequence[str]) -> Iterator[list[str]]:
    yield ["list_name", "name", *(f"label::{each}" for each in languages)]
    for name, choices in pages[0].items():
        for place, (code, _) in enumerate(choices):
            yield [name, code, *(page[name][place][1].replace(_REFERENCE, _BROKEN) for page in pages)]


def _settings_sheet(rubric: Rubric) -> list[list[str]]:
    title = survey.plain_line(rubric.title).replace(_REFERENCE, _BROKEN)
    return [
        ["form_title", "form_id", "version", "default_language", "style"],
        [title, codes.underscored(rubric.id), rubric.version, language_column(rubric), "pages"],
    ]


def _refuse_long(tables: Mapping[str, Iterable[Sequence[str]]]) -> None:
    long = {cell: None for rows in tables.values() for row in rows for cell in row if len(cell) > _LONGEST_CELL}
    faults = [
        problem(
            "", f"the text {short(cell)} has {len(cell)} characters, and a cell holds {_LONGEST_CELL}", "shorten it"
        )
        for cell in long
    ]
    if faults:
        raise BadInput(faults)


def _workbook(tables: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - an extra, and slow to import

    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _MADE})
    heading, words = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(rows[0]):
            sheet.set_column(column, column, 60 if title.startswith(("label", "hint")) else 24, words)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(place, column, cell, words if place else heading)
    book.close()
    return out.getvalue()

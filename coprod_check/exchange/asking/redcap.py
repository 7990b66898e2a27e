"""The questions as a data dictionary of REDCap: eighteen columns, a row a field.

No checker of this format exists outside REDCap. What is kept to is what its users' guides say
of the columns, and what public data dictionaries look like.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from coprod_check.documents import codes, fixed_texts
from coprod_check.documents.errors import BadCommand, BadInput
from coprod_check.documents.problems import problem
from coprod_check.exchange.asking import survey
from coprod_check.interview import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coprod_check.documents.rubric import Rubric
    from coprod_check.exchange.asking.survey import ExperienceAsked, PracticeAsked

DICTIONARY_COLUMNS = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
)  # fmt: skip
_NAME, _FORM, _SECTION, _TYPE, _LABEL, _CHOICES, _NOTE, _, _, _, _, _IF, _REQUIRED, _, _, _, _, _ANNOTATION = (
    DICTIONARY_COLUMNS
)

RECORD = "record_id"
"""The first field of every project: REDCap numbers the records in it."""
_RESERVED = (
    "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance", "redcap_data_access_group",
    "redcap_survey_identifier",
)  # fmt: skip
_LONGEST_NAME = 100
"""Letters of a field's name."""

_Field = dict[str, str]


def redcap(rubric: Rubric, *, team: str = "", round_label: str = "") -> str:
    """Write the whole dictionary.

    A team or round that is known beforehand is filled in, in a field that the survey does not
    show. Raises ``BadInput`` where names clash, and ``BadCommand`` for a team that could not
    be filled in as it is.
    """
    writer = _Dictionary(rubric)
    out = io.StringIO()
    table = csv.DictWriter(out, DICTIONARY_COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    table.writerows({_FORM: writer.form, **field} for field in writer.fields(team, round_label))
    return out.getvalue()


def field_name(name: str) -> str:
    """A name as REDCap would have it: small letters, digits, underscores alone and never the last.

    >>> field_name("Who--decides-"), field_name("1st-step")
    ('who_decides', 'q_1st_step')
    """
    return re.sub("_+", "_", codes.underscored(name).lower()).strip("_") or "q"


def form_name(rubric: Rubric) -> str:
    """What the instrument is called: the columns with the day and the state of each answer are named after it."""
    return field_name(rubric.id)[:_LONGEST_NAME]


def _shown(text: str) -> str:
    """Text as REDCap shows it: no markup, no reference to a field, and no mark that parts choices.

    >>> _shown("Tea & <b>cake</b> | [voice]")
    'Tea & &lt;b>cake&lt;/b> &#124; &#91;voice]'
    """
    text = re.sub(r"&(?=#?\w+;)", "&amp;", survey.plain_line(text))
    return re.sub("<(?=[A-Za-z/!?])", "&lt;", text).replace("|", "&#124;").replace("[", "&#91;")


def _choices(answers: Iterable[tuple[str, str]]) -> str:
    return " | ".join(f"{code}, {_shown(text)}" for code, text in answers)


def _is(name: str, code: str) -> str:
    return f"[{name}] = '{code}'"


def _filled_in(option: str, words: str) -> str:
    """What fills in a field beforehand and hides it. Raises ``BadCommand`` where it could not be said."""
    if "[" in words or ('"' in words and "'" in words):
        what = "[" if "[" in words else "both kinds of quotes"
        message = f"{option}: REDCap would not keep {what} in it; leave it out here, and name it at import"
        raise BadCommand(message)
    quote = "'" if '"' in words else '"'
    return f"@DEFAULT={quote}{words}{quote} @HIDDEN-SURVEY"


class _Dictionary:
    """Writes the fields of one project."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self.form = form_name(rubric)
        self._names = {str(each.id): field_name(each.id) for each in rubric.practices}
        self._experience = {each.id: field_name(survey.experience_id(rubric, each)) for each in rubric.experience}
        self._practices = survey.practices_asked(rubric, survey.words_differ(rubric))
        self._check()

    def _check(self) -> None:
        """Raise ``BadInput`` where names or the columns of choices clash, or are too long."""
        named = list(self._named())
        reserved = (*_RESERVED, f"{self.form}_complete", f"{self.form}_timestamp")
        survey.refuse_equal_names("REDCap", named, reserved)
        if long := [(name, place) for name, place in named if len(name) > _LONGEST_NAME]:
            message = (
                f"is too long: in REDCap a name has {_LONGEST_NAME} letters at most, and its evidence needs 9 of them"
            )
            raise BadInput(problem(place, message, "choose a shorter id") for _, place in long)
        for question in self._rubric.experience:
            place = survey.experience_place(question)
            survey.refuse_equal_names(
                "REDCap", ((field_name(each.id), f"{place}.options ({each.id})") for each in question.options)
            )

    def _named(self) -> Iterator[tuple[str, str]]:
        before = f"before{survey.NOTE}"
        for name in (RECORD, before, codes.TEAM, codes.ROUND, codes.VOICE, codes.SHARE, codes.MADE_UP_NAME):
            yield name, "the survey"
        for practice in self._rubric.practices:
            name, place = self._names[str(practice.id)], survey.practice_place(practice)
            ends = ("", codes.EVIDENCE, codes.REASON, *(f"_{side}{survey.NOTE}" for side in _SIDES.values()))
            yield from ((f"{name}{end}", place) for end in ends)
        for question in self._rubric.experience:
            yield self._experience[question.id], survey.experience_place(question)

    def fields(self, team: str, round_label: str) -> Iterator[_Field]:
        """Field by field, in the order of the survey."""
        yield {_NAME: RECORD, _TYPE: "text", _LABEL: "Record ID"}
        yield from self._beforehand(team, round_label)
        for _, name, practices in survey.dimension_runs(self._rubric):
            fields = [field for each in practices for field in self._practice(self._practices[str(each.id)])]
            yield from _under(name, fields)
        asked = survey.experience_asked(self._rubric)
        yield from _under(
            f"{survey.HOW_IT_WAS}. {wording.EXPERIENCE_WHY}", [self._experience_field(each) for each in asked]
        )

    def _beforehand(self, team: str, round_label: str) -> Iterator[_Field]:
        opening = "\n\n".join(map(_shown, survey.opening(self._rubric)))
        yield {_NAME: f"before{survey.NOTE}", _TYPE: "descriptive", _LABEL: opening}
        field = {_NAME: codes.TEAM, _TYPE: "text", _LABEL: fixed_texts.TEAM.now}
        yield {**field, _ANNOTATION: _filled_in("--team", team)} if team else {**field, _REQUIRED: "y"}
        if round_label:
            filled = _filled_in("--round", round_label)
            yield {_NAME: codes.ROUND, _TYPE: "text", _LABEL: survey.ROUND_ASKED, _ANNOTATION: filled}
        sides = (
            (_SIDE_CODES["staff"], fixed_texts.STAFF.now),
            (_SIDE_CODES["lived-experience"], fixed_texts.LIVED_EXPERIENCE.now),
        )
        yield {
            _NAME: codes.VOICE,
            _TYPE: "radio",
            _LABEL: fixed_texts.VOICE.now,
            _CHOICES: _choices(sides),
            _REQUIRED: "y",
        }
        yield {
            _NAME: codes.SHARE,
            _TYPE: "radio",
            _LABEL: fixed_texts.SHARE.now,
            _CHOICES: _choices((("yes", fixed_texts.SHARE_YES.now), ("no", fixed_texts.SHARE_NO.now))),
            _NOTE: " ".join(survey.CONSENT),
        }
        name = {_NAME: codes.MADE_UP_NAME, _TYPE: "text", _LABEL: fixed_texts.PSEUDONYM.now}
        yield {**name, _NOTE: wording.PSEUDONYM_WHY}

    def _practice(self, asked: PracticeAsked) -> Iterator[_Field]:
        name = self._names[str(asked.practice.id)]
        for side, words in asked.wordings:
            yield {
                _NAME: f"{name}_{_SIDES[side]}{survey.NOTE}",
                _TYPE: "descriptive",
                _LABEL: _shown(words),
                _IF: _is(codes.VOICE, _SIDE_CODES[side]),
            }
        yield {_NAME: name, _TYPE: "radio", _LABEL: _shown(asked.label), _CHOICES: _choices(asked.answers)}
        yield {
            _NAME: f"{name}{codes.EVIDENCE}",
            _TYPE: "notes",
            _LABEL: fixed_texts.EVIDENCE.now,
            _NOTE: survey.NO_NAMES_PLEASE,
            _IF: " or ".join(_is(name, code) for code in asked.evidence_codes),
        }
        if any(code == "NA" for code, _ in asked.answers):
            yield {_NAME: f"{name}{codes.REASON}", _TYPE: "text", _LABEL: fixed_texts.REASON.now, _IF: _is(name, "NA")}

    def _experience_field(self, asked: ExperienceAsked) -> _Field:
        return {
            _NAME: self._experience[asked.question.id],
            _TYPE: "checkbox" if asked.question.several else "radio",
            _LABEL: _shown(asked.label),
            _CHOICES: _choices((field_name(ident), text) for ident, text in asked.options),
            _NOTE: _shown(asked.hint),
            _IF: _is(codes.VOICE, _SIDE_CODES["lived-experience"]),
        }


_SIDES = {"staff": "staff", "lived-experience": "lived"}
_SIDE_CODES = {"staff": "staff", "lived-experience": "lived_experience"}


def _under(header: str, fields: list[_Field]) -> Iterator[_Field]:
    """Put a heading above the first of some fields."""
    for place, field in enumerate(fields):
        yield field if place else {**field, _SECTION: _shown(header)}

"""The questions as LimeSurvey's own survey structure: a table with tabs, which it imports.

No checker of this format exists. What is kept to is what LimeSurvey's manual says ("Tab
Separated Value survey structure") and what its source does when it reads such a file
(``TSVImportSurvey`` in ``import_helper.php``, the rules of ``Question.php``).
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from coprod_check.documents import codes, fixed_texts
from coprod_check.documents.errors import BadCommand
from coprod_check.exchange.asking import survey
from coprod_check.interview import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coprod_check.documents.rubric import Rubric
    from coprod_check.exchange.asking.survey import ExperienceAsked, PracticeAsked

COLUMNS_OF_A_SURVEY = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
    "mandatory", "other", "default", "same_default", "hidden",
)  # fmt: skip
"""The headings; ``hidden`` is a setting of a question."""

STAFF_CODE, LIVED_CODE = "staff", "lived"
"""The answers to who answers: a code may have five letters."""
YES_CODE, NO_CODE = "Y", "N"
_MADE_UP_NAME = "made-up-name"
_BEFOREHAND = (codes.TEAM, codes.ROUND, codes.VOICE, codes.SHARE, _MADE_UP_NAME)
_REASON_ENDING = "reason"

_RESERVED = ("LANG", "SID", "SAVEDID", "TOKEN", "QID", "GID", "SGQ", "self", "that", "this")
"""What no question may be called (the rules of ``Question.php``)."""
_LONGEST_GROUP = 100
"""Letters of a group's name, in the older of its databases."""
_REGIONAL = ("es-AR", "es-CL", "es-MX", "pt-BR", "zh-Hans", "zh-Hant-HK", "zh-Hant-TW")
"""Languages that LimeSurvey knows with their country or script; of all others it knows the language alone."""
_UNSAFE = '"\\{}'
"""What could not be kept as it is where something is filled in beforehand."""

_Row = dict[str, str]


def limesurvey(rubric: Rubric, *, team: str = "", round_label: str = "") -> str:
    """Write the whole table.

    A team or round that is known beforehand is filled in, in a question that is not shown.
    Raises ``BadInput`` where codes clash, and ``BadCommand`` for a team that could not be
    filled in as it is.
    """
    for option, words in (("--team", team), ("--round", round_label)):
        if wrong := [each for each in _UNSAFE if each in words]:
            fix = "leave it out here, and name it at import"
            message = f"{option}: LimeSurvey would change {' and '.join(wrong)} in it; {fix}"
            raise BadCommand(message)
    rows = _numbered(_Writer(rubric).rows(team, round_label))
    lines = [
        "\t".join(COLUMNS_OF_A_SURVEY),
        *("\t".join(row.get(each, "") for each in COLUMNS_OF_A_SURVEY) for row in rows),
    ]
    return "\ufeff" + "".join(f"{line}\r\n" for line in lines)


def question_codes(rubric: Rubric) -> dict[str, str]:
    """The code of each question, by what it asks: a practice's id, ``experience.`` and an id, or ``team`` and the like.

    Codes have twenty letters and digits at most, and no two are alike.

    >>> from coprod_check.storage.library import find_rubric
    >>> question_codes(find_rubric("coproduction-values"))["experience.views-taken-into-account"]
    'viewstakenintoaccoun'
    """
    named = {each.id: survey.experience_id(rubric, each) for each in rubric.experience}
    practices = [str(each.id) for each in rubric.practices]
    made = codes.squashed([*_BEFOREHAND, *practices, *named.values()])
    asked = {each: made[each] for each in (*_BEFOREHAND, *practices)}
    return asked | {f"{codes.EXPERIENCE}.{ident}": made[name] for ident, name in named.items()}


def reason_codes(rubric: Rubric) -> dict[str, str]:
    """The code of the question why a practice does not apply, by the practice's id."""
    practices = [str(each.id) for each in rubric.practices]
    others = [survey.experience_id(rubric, each) for each in rubric.experience]
    room = codes.LONGEST_SQUASHED - len(_REASON_ENDING)
    made = codes.squashed([*_BEFOREHAND, *practices, *others], room)
    return {each: f"{made[each]}{_REASON_ENDING}" for each in practices}


def survey_language(language: str) -> str:
    """The code by which LimeSurvey knows a language.

    >>> survey_language("en-GB"), survey_language("pt-br"), survey_language("Cymraeg!")
    ('en', 'pt-BR', 'en')
    """
    known = {each.casefold(): each for each in _REGIONAL}
    primary = language.casefold().split("-")[0]
    return known.get(language.casefold(), primary if primary.isascii() and primary.isalpha() else "en")


def _shown(text: str) -> str:
    r"""Text as a page of LimeSurvey shows it: no markup, and nothing that it would take for an expression.

    There is no quote, backslash, tab or line end left either, so that no cell needs quotes.

    >>> _shown('Say "{1+1}" & <b>')
    'Say &quot;&#123;1+1&#125;&quot; &amp; &lt;b&gt;'
    """
    escaped = html.escape(survey.plain_line(text))
    return escaped.replace("{", "&#123;").replace("}", "&#125;").replace("\\", "&#92;")


def _numbered(rows: Iterator[_Row]) -> Iterator[_Row]:
    """Give groups numbers of their own, and questions and their parts theirs; answers have that of their question."""
    groups = questions = asked = 0
    for row in rows:
        number = ""
        match row["class"]:
            case "G":
                groups += 1
                number = row["type/scale"] = str(groups)
            case "Q":
                questions += 1
                asked = questions
                number = str(questions)
            case "SQ":
                questions += 1
                number = str(questions)
            case "A":
                number = str(asked)
        yield {"id": number, **row}


class _Writer:
    """Writes the rows of one survey, in one language."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._language = survey_language(rubric.language)
        self._codes, self._reasons = question_codes(rubric), reason_codes(rubric)
        self._practices = survey.practices_asked(rubric, survey.words_differ(rubric))
        survey.refuse_equal_names("LimeSurvey", self._names(), _RESERVED)

    def _names(self) -> Iterator[tuple[str, str]]:
        for each in _BEFOREHAND:
            yield self._codes[each], "the survey"
        for practice in self._rubric.practices:
            place = survey.practice_place(practice)
            yield self._codes[str(practice.id)], place
            yield self._reasons[str(practice.id)], place
        for question in self._rubric.experience:
            yield self._codes[f"{codes.EXPERIENCE}.{question.id}"], survey.experience_place(question)

    def rows(self, team: str, round_label: str) -> Iterator[_Row]:
        """Settings, then group by group, each question with its answers below it."""
        yield from self._settings()
        yield from self._beforehand(team, round_label)
        for _, name, practices in survey.dimension_runs(self._rubric):
            yield self._group(name)
            for practice in practices:
                yield from self._practice(self._practices[str(practice.id)])
        if self._rubric.experience:
            yield self._group(survey.HOW_IT_WAS, wording.EXPERIENCE_WHY, f"{codes.VOICE}.NAOK == '{LIVED_CODE}'")
            for asked in survey.experience_asked(self._rubric):
                yield from self._experience(asked)

    def _settings(self) -> Iterator[_Row]:
        settings = {
            "language": self._language,
            "format": "G",  # one group of questions a page
            "anonymized": "Y",
            "datestamp": "Y",  # without it every answer would be of 1 January 1980
            "ipaddr": "N",
            "refurl": "N",
            "savetimings": "N",
            "allowprev": "Y",
            "showprogress": "Y",
        }
        for name, value in settings.items():
            yield {"class": "S", "name": name, "text": value}
        welcome = "".join(f"<p>{_shown(each)}</p>" for each in survey.opening(self._rubric))
        for name, text in (("surveyls_title", _shown(self._rubric.title)), ("surveyls_welcometext", welcome)):
            yield {"class": "SL", "name": name, "text": text, "language": self._language}

    def _beforehand(self, team: str, round_label: str) -> Iterator[_Row]:
        yield self._group(survey.BEFORE)
        if team:
            yield self._question("S", codes.TEAM, fixed_texts.TEAM.now, default=team, hidden="1")
        else:
            yield self._question("S", codes.TEAM, fixed_texts.TEAM.now, mandatory="Y")
        if round_label:
            yield self._question("S", codes.ROUND, survey.ROUND_ASKED, default=round_label, hidden="1")
        yield self._question("L", codes.VOICE, fixed_texts.VOICE.now, mandatory="Y")
        yield from self._answers((STAFF_CODE, fixed_texts.STAFF.now), (LIVED_CODE, fixed_texts.LIVED_EXPERIENCE.now))
        consent = "<br />".join(map(_shown, survey.CONSENT))
        yield self._question("L", codes.SHARE, fixed_texts.SHARE.now, help=consent)
        yield from self._answers((YES_CODE, fixed_texts.SHARE_YES.now), (NO_CODE, fixed_texts.SHARE_NO.now))
        name = self._codes[_MADE_UP_NAME]
        yield self._question("S", name, fixed_texts.PSEUDONYM.now, help=_shown(wording.PSEUDONYM_WHY))

    def _practice(self, asked: PracticeAsked) -> Iterator[_Row]:
        ident = str(asked.practice.id)
        code = self._codes[ident]
        evidence = _shown(f"{fixed_texts.EVIDENCE.now} {survey.NO_NAMES_PLEASE}")
        words = dict(asked.wordings)
        if words:
            staff, lived = _shown(words["staff"]), _shown(words["lived-experience"])
            by_voice = f"{{if({codes.VOICE}.NAOK == '{STAFF_CODE}', '{staff}', '{lived}')}}"
            evidence = f"{by_voice}<br />{evidence}"
        yield self._question("O", code, asked.label, help=evidence)
        yield from self._answers(*asked.answers)
        if any(answer == "NA" for answer, _ in asked.answers):
            yield self._question("T", self._reasons[ident], fixed_texts.REASON.now, relevance=f"{code}.NAOK == 'NA'")

    def _experience(self, asked: ExperienceAsked) -> Iterator[_Row]:
        code = self._codes[f"{codes.EXPERIENCE}.{asked.question.id}"]
        several = asked.question.several
        yield self._question("M" if several else "L", code, asked.label, help=_shown(asked.hint))
        words = [text for _, text in asked.options]
        if several:
            for place, text in enumerate(words, 1):
                yield {**self._part("SQ", f"SQ{place:03}", text), "relevance": "1"}
        else:
            yield from self._answers(*((f"A{place}", text) for place, text in enumerate(words, 1)))

    def _answers(self, *answers: tuple[str, str]) -> Iterator[_Row]:
        yield from (self._part("A", code, text) for code, text in answers)

    def _part(self, kind: str, code: str, text: str) -> _Row:
        return {"class": kind, "type/scale": "0", "name": code, "text": _shown(text), "language": self._language}

    def _group(self, name: str, text: str = "", relevance: str = "1") -> _Row:
        return {
            "class": "G",
            "name": _shown(name[:_LONGEST_GROUP]),
            "relevance": relevance,
            "text": _shown(text),
            "language": self._language,
        }

    def _question(self, kind: str, code: str, text: str, **more: str) -> _Row:
        return {
            "class": "Q",
            "type/scale": kind,
            "name": code,
            "relevance": "1",
            "text": _shown(text),
            "language": self._language,
            "mandatory": "N",
            "other": "N",
            **more,
        }

"""XLSForm: pyxform and the validator of ODK take it, and what people answer comes back as it was said."""

from __future__ import annotations

import os
import re
import shutil
from random import Random
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from helpers.answer_shapes import as_source, kobo_labels, kobo_names, odk_central, sheet_of, xlsform_survey
from helpers.answering import random_rubric
from helpers.make import practice, rubric
from helpers.survey_people import (
    BUILT_IN,
    FROM_THE_RIGHT,
    MANY,
    ODD,
    PLAIN,
    ROUND,
    TEAM,
    assert_comes_back,
    assert_not_misread,
    sheets_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from coprod_check.documents.errors import BadInput
from coprod_check.exchange.asking.translations import language_column, other_language_faults
from coprod_check.exchange.asking.xlsform import xlsform
from coprod_check.imports.understand import understand
from coprod_check.imports.understood import Stated

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.sheet import Sheet

NO_JAVA = (
    "no Java here, so ODK's own validator looks at none of our XLSForms "
    "(Debian or Ubuntu: apt install openjdk-17-jre-headless)"
)


@pytest.fixture
def java() -> None:
    """Java must be there where everything is checked; elsewhere its tests are left out, and one line says so."""
    if shutil.which("java") is None:
        must = os.environ.get("CI") or os.environ.get("COPROD_BROWSER") == "1"
        (pytest.fail if must else pytest.skip)(NO_JAVA)


def xform(data: bytes, *, validate: bool) -> str:
    """The form as pyxform makes it of the workbook, without a warning."""
    warnings: list[str] = []
    made = convert(data, validate=validate, warnings=warnings, file_type=".xlsx")
    assert warnings == []
    return str(made.xform)


def in_language(asked: Rubric, language: str, **more: Any) -> Rubric:
    return asked.model_copy(update={"language": language, **more})


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("asked", [BUILT_IN, ODD, MANY, PLAIN, FROM_THE_RIGHT], ids=lambda each: each.title[:12])
def test_pyxform_and_the_validator_of_odk_take_it(asked: Rubric) -> None:
    xform(xlsform(asked), validate=True)


@pytest.mark.usefixtures("java")
def test_they_take_it_with_other_languages_and_what_is_filled_in_beforehand() -> None:
    others = [in_language(ODD, "ur"), in_language(ODD, "en-GB"), in_language(ODD, "cy")]
    xform(xlsform(ODD, others, team="""Jo's "A" ${team} & <b>""", round_label="2026-11"), validate=True)


@pytest.mark.usefixtures("java")
def test_the_validator_would_say_what_is_wrong() -> None:
    broken = xform(xlsform(PLAIN), validate=False).replace("/data/voice  = ", "/data/nobody = (")
    with pytest.raises(Exception, match="ODK Validate"):
        validated(broken)


def validated(xml: str) -> None:
    import tempfile
    from pathlib import Path

    from pyxform.validators.odk_validate import check_xform

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xml"
        path.write_text(xml, "utf-8")
        check_xform(str(path))


def test_the_same_questions_give_the_same_bytes() -> None:
    assert xlsform(ODD, [in_language(ODD, "cy")]) == xlsform(ODD, [in_language(ODD, "cy")])


def test_one_wording_is_the_label_and_two_stand_in_notes_by_voice() -> None:
    survey = {row["name"]: row for row in sheet_of(xlsform(ODD), "survey")}
    label = "label::English (en)"
    assert survey["q_1st_step"][label] == 'Who "decides" & <b>why</b>'
    assert survey["q_1st_step_staff_note"][label] == "How does 1st-step go at work?"
    assert survey["q_1st_step_staff_note"]["relevant"] == "${voice} = 'staff'"
    assert survey["q_1st_step_lived_note"][label] == "How does 1st-step go for you?"
    assert survey["q_1st_step_lived_note"]["relevant"] == "${voice} = 'lived_experience'"
    assert survey["pay"][label].startswith("Is $\u2060{voice}")
    assert "pay_staff_note" not in survey


def test_notes_and_their_question_are_on_one_screen() -> None:
    groups = [(row["name"], row["appearance"]) for row in sheet_of(xlsform(ODD), "survey") if "begin" in row["type"]]
    assert groups == [
        ("experience_2", "field-list"),
        ("voice_2", ""),
        ("q_9x", "field-list"),
        ("voice_3", "field-list"),
        ("experience", ""),
    ]


def test_evidence_is_asked_from_the_middle_on_and_a_reason_where_it_does_not_apply() -> None:
    survey = {row["name"]: row for row in sheet_of(xlsform(ODD), "survey")}
    assert survey["pay_evidence"]["relevant"] == "${pay} = 'L2' or ${pay} = 'L3'"
    assert survey["pay_reason"]["relevant"] == "${pay} = 'NA'"
    assert "a_very_long_name_of_a_practice_1_reason" not in survey


def test_does_not_apply_is_offered_only_where_it_may_be() -> None:
    lists: dict[str, list[str]] = {}
    for row in sheet_of(xlsform(ODD), "choices"):
        lists.setdefault(row["list_name"], []).append(row["name"])
    assert lists["pay_levels"] == ["L0", "L1", "L2", "L3", "DK", "NA"]
    assert lists["a_very_long_name_of_a_practice_1_levels"] == ["L0", "L1", "L2", "L3", "DK"]
    assert lists["voice"] == ["staff", "lived_experience"]
    assert lists["ways_options"] == ["q_2nd", "a_b", "c"]


def test_only_people_with_lived_experience_are_asked_how_it_was() -> None:
    (group,) = (row for row in sheet_of(xlsform(ODD), "survey") if row["name"] == "experience")
    assert group["relevant"] == "${voice} = 'lived_experience'"
    assert all(row["name"] != "experience" for row in sheet_of(xlsform(PLAIN), "survey"))


def test_a_team_known_beforehand_is_filled_in_and_not_asked() -> None:
    survey = {row["name"]: row for row in sheet_of(xlsform(PLAIN, team="Jo's", round_label="2026-11"), "survey")}
    assert (survey["team"]["type"], survey["team"]["calculation"]) == ("calculate", "concat('Jo', \"'s\")")
    assert survey["round"]["calculation"] == "'2026-11'"
    asked = {row["name"]: row for row in sheet_of(xlsform(PLAIN), "survey")}
    assert (asked["team"]["type"], asked["team"]["required"]) == ("text", "yes")
    assert "round" not in asked


def test_every_language_has_its_own_columns_and_texts() -> None:
    welsh = in_language(PLAIN, "cy")
    english = in_language(
        PLAIN, "en", title="In English", practices=(PLAIN.practices[0].model_copy(update={"title": "English title"}),)
    )
    data = xlsform(welsh, [english])
    row = next(row for row in sheet_of(data, "survey") if row["name"] == "alone")
    assert (row["label::Cymraeg (cy)"], row["label::English (en)"]) == ("How alone goes", "English title")
    (settings_row,) = sheet_of(data, "settings")
    assert settings_row["default_language"] == "Cymraeg (cy)"
    assert (settings_row["form_id"], settings_row["version"]) == ("small", "1.0.0")
    made = ET.fromstring(xform(data, validate=False))
    languages = [each.get("lang") for each in made.iter() if each.tag.endswith("translation")]
    assert languages == ["Cymraeg (cy)", "English (en)"]


@pytest.mark.parametrize(
    ("language", "column"),
    [
        ("en", "English (en)"),
        ("en-GB", "English GB (en)"),
        ("ur", "اردو (ur)"),
        ("tlh", "tlh (tlh)"),
        ("Welsh", "Welsh"),
        ("Cymraeg :: (Welsh)", "Cymraeg Welsh"),
    ],
)
def test_a_language_is_called_by_its_own_name_and_its_code(language: str, column: str) -> None:
    assert language_column(in_language(PLAIN, language)) == column


def test_another_language_must_hold_the_same_questions() -> None:
    one, two = ODD.practices[0], ODD.practices[2]
    changed = two.model_copy(update={"may_not_apply": True})
    other = in_language(
        ODD,
        "cy",
        practices=(*ODD.practices[1:2], changed, *ODD.practices[3:]),
        experience=ODD.experience[:1],
        id="else",
    )
    found = [str(each) for each in other_language_faults(ODD, {"cy.toml": other, "again.toml": in_language(ODD, "cy")})]
    assert found == [
        "cy.toml: id: is 'else', and the questions are 'small'; name a translation of the same questions",
        f"cy.toml: practices: lacks {one.id}; translate every one that the first language has",
        "cy.toml: experience: lacks ways; translate every one that the first language has",
        f"cy.toml: practices ({two.id}).may_not_apply: is another than in the first language; give both the same",
        "again.toml: language: is 'cy', as in cy.toml; give each file its own language",
    ]
    assert other_language_faults(ODD, {"cy.toml": in_language(ODD, "cy")}) == []


def test_what_a_translation_has_too_much_and_other_levels_are_named() -> None:
    more = in_language(PLAIN, "en", practices=(*PLAIN.practices, practice_like("more")), levels=PLAIN.levels[:3])
    assert [str(each) for each in other_language_faults(PLAIN, {"en.toml": more})] == [
        "en.toml: levels: has 3 levels, and the first language has 4; give both the same",
        "en.toml: practices: has more besides; take out what the first language does not have",
    ]


def practice_like(ident: str) -> Any:
    return rubric(practice(ident)).practices[0]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            rubric(practice("pay"), practice("pay-evidence")),
            "called 'pay_evidence', as more than one thing is (practices (pay), practices (pay-evidence)); choose",
        ),
        (rubric(practice("meta")), "practices (meta): XLSForm keeps the name 'meta' for itself; choose another id"),
        (rubric(practice("made-up-name")), "the survey: in XLSForm this would be called 'made_up_name'"),
        (rubric(practice("a", question={"staff": "x" * 40_000})), "and a cell holds 32767; shorten it"),
    ],
)
def test_what_the_form_cannot_hold_is_refused_and_named(asked: Rubric, message: str) -> None:
    with pytest.raises(BadInput) as raised:
        xlsform(asked)
    assert message in str(raised.value)


def test_options_of_one_name_are_refused() -> None:
    options = [{"id": each, "text": each} for each in ("1", "q-1")]
    with pytest.raises(BadInput, match=re.escape("options (1): in XLSForm this would be called 'q_1'")):
        xlsform(rubric(practice("a"), experience=[{"id": "e", "question": "E?", "options": options}]))


def test_the_form_holds_the_words_of_the_rubric() -> None:
    asked = {each.name: each for each in xlsform_survey(xlsform(BUILT_IN))}
    practice_ = BUILT_IN.practices[0]
    shown = asked[str(practice_.id).replace("-", "_")]
    assert shown.label == practice_.question.staff
    assert list(shown.choices.values())[:4] == list(practice_.levels)
    assert shown.path == (str(practice_.dimension).replace("-", "_"),)


_written: dict[tuple[int, bool], bytes] = {}


def written(asked: Rubric, beforehand: bool) -> bytes:
    """Write it once for all who answer it."""
    key = (id(asked), beforehand)
    if key not in _written:
        _written[key] = xlsform(asked, team=TEAM if beforehand else "", round_label=ROUND if beforehand else "")
    return _written[key]


@given(st.data())
@settings(max_examples=15, deadline=None)
@pytest.mark.parametrize("beforehand", [False, True], ids=["asked", "filled-in"])
@pytest.mark.parametrize("asked", [BUILT_IN, ODD], ids=["built-in", "odd"])
def test_what_people_answer_comes_back_from_every_export(asked: Rubric, beforehand: bool, data: st.DataObject) -> None:
    sheets: list[Sheet] = data.draw(sheets_of(asked))
    form = written(asked, beforehand)
    said_round = Stated() if beforehand else Stated(round=ROUND)
    for export in (kobo_names, kobo_labels, odk_central):
        read = understand([as_source(export(form, asked, sheets))], asked, None, said_round)
        assert_comes_back(read, sheets)


@given(st.integers(0, 2**32), st.integers(0, 2), st.data())
@settings(max_examples=20, deadline=None)
def test_no_code_is_misread_however_alike_the_words_are(seed: int, confused: int, data: st.DataObject) -> None:
    asked = random_rubric(Random(seed), confused=confused)
    sheets: list[Sheet] = data.draw(sheets_of(asked))
    form = xlsform(asked)
    xform(form, validate=False)
    for export in (kobo_names, odk_central):
        read = understand([as_source(export(form, asked, sheets))], asked, None, Stated(round=ROUND))
        assert_not_misread(read, sheets, plain=confused == 0)

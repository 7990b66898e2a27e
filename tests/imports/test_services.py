"""Columns that services add of their own, and whose they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_check.imports.cleaning import cleaned
from coprod_check.imports.services import is_incomplete, role_of, service_with, why_not_counted

PERSONAL = (
    "Name", "Email", "E-mail", "Email Address", "IP Address", "IPAddress", "ipaddr", "First Name", "Last Name",
    "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference", "LocationLatitude",
    "LocationLongitude", "Username", "deviceid", "phonenumber", "simserial", "SubmitterName", "SubmitterID",
    "_submitted_by", "_geolocation", "start-geopoint", "_start-geopoint_latitude", "Custom Data 1", "custom_1",
    "Survey Identifier", "redcap_survey_identifier", "Access code", "token", "Referrer URL", "What is your name?",
    "Your name", "Your name (optional)", "What's your e-mail address?", "Please enter your full name", "Phone number",
    "Adresse de messagerie", "Nombre", "Correo electr\u00f3nico", "Home address", "Date of birth", "Postcode",
    "meta-instanceName", "DeviceID", "name", " NAME: ",
)  # fmt: skip


@pytest.mark.parametrize("heading", PERSONAL)
def test_who_somebody_is_and_where_is_known_by_its_heading(heading: str) -> None:
    assert role_of(cleaned(heading)) == "personal"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("ID", "response-id"),
        ("Id", "response-id"),
        ("record_id", "response-id"),
        ("Record ID", "response-id"),
        ("ResponseId", "response-id"),
        ("Respondent ID", "response-id"),
        ("_uuid", "response-id"),
        ("KEY", "response-id"),
        ("redcap_event_name", "response-part"),
        ("Repeat Instance", "response-part"),
        ("Completion time", "completed"),
        ("submitdate", "completed"),
        ("Date submitted", "completed"),
        ("End Date", "completed"),
        ("coproduction_timestamp", "completed"),
        ("Survey Timestamp", "completed"),
        ("_submission_time", "submitted"),
        ("SubmissionDate", "submitted"),
        ("RecordedDate", "submitted"),
        ("Timestamp", "stamp"),
        ("Horodateur", "stamp"),
        ("Start time", "started"),
        ("startdate", "started"),
        ("Finished", "finished"),
        ("Progress", "progress"),
        ("Status", "status"),
        ("Response Type", "status"),
        ("ReviewState", "review"),
        ("_validation_status", "review"),
        ("Complete?", "complete"),
        ("coproduction_complete", "complete"),
        ("Last modified time", "nothing"),
        ("Points - Who decides?", "nothing"),
        ("Feedback - Who decides?", "nothing"),
        ("Total points", "nothing"),
        ("lastpage", "nothing"),
        ("__version__", "nothing"),
        ("Q_RecaptchaScore", "nothing"),
        ("groupTime12", "nothing"),
        ("Document Merge Status - letter", "nothing"),
        ("share_note", "nothing"),
        ("Who decides?", None),
        ("What is a good name for our group?", None),
        ("Which address should the leaflet give?", None),
        ("", None),
        ("x" * 10_000, None),
        ("name of your " * 500, None),
    ],
)
def test_a_column_of_a_service_is_known_for_what_it_is_good_for(heading: str, role: str | None) -> None:
    assert role_of(cleaned(heading)) == role


@pytest.mark.parametrize(
    ("headings", "service"),
    [
        (("ID", "Start time", "Completion time", "Email", "Name"), "Microsoft Forms"),
        (("Id", "Hora de inicio", "Hora de finalizaci\u00f3n"), "Microsoft Forms"),
        (("Timestamp", "Who decides?"), "Google Forms"),
        (("Marca temporal",), "Google Forms"),
        (("Respondent ID", "Collector ID", "Start Date", "End Date"), "SurveyMonkey"),
        (("id", "submitdate", "lastpage", "startlanguage", "seed"), "LimeSurvey"),
        (("Response ID", "Date submitted", "Last page", "Start language"), "LimeSurvey"),
        (("record_id", "redcap_survey_identifier", "x_timestamp"), "REDCap"),
        (("Record ID", "Survey Identifier", "Survey Timestamp", "Complete?"), "REDCap"),
        (("start", "end", "_id", "_uuid", "_submission_time", "_index"), "KoboToolbox"),
        (("SubmissionDate", "start", "KEY", "SubmitterID", "ReviewState"), "ODK Central"),
        (("StartDate", "EndDate", "Status", "Finished", "RecordedDate", "ResponseId"), "Qualtrics"),
        (("ResponseID", "ResponseSet", "StartDate"), "Qualtrics"),
        (("team", "date", "voice", "shared-decisions"), ""),
        (("Who decides?", "Pay"), ""),
        ((), ""),
        (("Start time",), ""),
        (("id",), ""),
    ],
)
def test_a_service_is_known_by_its_own_columns(headings: tuple[str, ...], service: str) -> None:
    assert service_with([cleaned(each) for each in headings]) == service


@pytest.mark.parametrize(
    ("role", "said", "service", "why"),
    [
        ("finished", "False", "Qualtrics", "not finished (H)"),
        ("finished", "0", "Qualtrics", "not finished (H)"),
        ("finished", "True", "Qualtrics", ""),
        ("finished", "1", "Qualtrics", ""),
        ("progress", "99", "Qualtrics", "not finished (H)"),
        ("progress", "100", "Qualtrics", ""),
        ("progress", "half", "Qualtrics", ""),
        ("status", "Survey Preview", "Qualtrics", "a preview"),
        ("status", "Survey Test", "Qualtrics", "a test"),
        ("status", "1", "Qualtrics", "a preview"),
        ("status", "2", "Qualtrics", "a test"),
        ("status", "8", "Qualtrics", "spam"),
        ("status", "0", "Qualtrics", ""),
        ("status", "IP Address", "Qualtrics", ""),
        ("status", "1", "ODK Central", ""),  # a number of Qualtrics alone
        ("status", "partial", "SurveyMonkey", "not finished (H)"),
        ("status", "completed", "SurveyMonkey", ""),
        ("status", "notDecrypted", "ODK Central", "not decrypted"),
        ("review", "rejected", "ODK Central", "rejected (H)"),
        ("review", "Not approved", "KoboToolbox", "rejected (H)"),
        ("review", "approved", "ODK Central", ""),
        ("review", "hasIssues", "ODK Central", ""),
        ("review", "", "ODK Central", ""),
        ("completed", "[not completed]", "REDCap", "not finished (H)"),
        ("completed", "", "LimeSurvey", "not finished (no H)"),
        ("completed", "", "Microsoft Forms", ""),
        ("completed", "1980-01-01 00:00:00", "LimeSurvey", ""),  # sent, by nobody knows whom
        ("stamp", "", "LimeSurvey", ""),
        ("personal", "0", "Qualtrics", ""),
    ],
)
def test_a_row_is_left_out_by_what_its_service_says_of_it(role: str, said: str, service: str, why: str) -> None:
    assert why_not_counted(role, "H", cleaned(said), service) == why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "is_it"), [("0", True), ("Incomplete", True), ("2", False), ("Complete", False), ("", False)]
)
def test_redcap_says_in_a_column_of_the_form_that_it_is_incomplete(said: str, is_it: bool) -> None:
    assert is_incomplete(cleaned(said)) is is_it


@given(st.text(max_size=2_000))
def test_any_heading_has_a_role_or_none(heading: str) -> None:
    """And is looked through at once, whatever stands in it."""
    role_of(cleaned(heading))


@pytest.mark.parametrize("piece", ["your ", "your name ", "the staff ", "(", "a_", "_geo", "your", " "])
def test_no_heading_holds_anybody_up(piece: str) -> None:
    """A pattern that tries every way of taking words apart would take for ever on these."""
    for longest in (199, 200, 201):
        assert role_of((piece * 200)[:longest]) in {None, "personal", "nothing"}

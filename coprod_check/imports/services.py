"""What form services add to every export: columns of their own, by their headings, and what each is good for.

Where a heading was read is said in docs/forms.md: public repositories that read or write
such files. Headings are as ``cleaned`` gives them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

Role = Literal[
    "response-id", "response-part", "completed", "submitted", "stamp", "started", "finished", "progress", "status",
    "review", "complete", "personal", "nothing",
]  # fmt: skip
"""What a service's own column says: of which response a row is, when it was given, whether it counts.

``response-part``: with the id, of which event or repeat. ``nothing``: nothing that is of use here.
"""

MICROSOFT, GOOGLE, SURVEYMONKEY = "Microsoft Forms", "Google Forms", "SurveyMonkey"
LIMESURVEY, REDCAP, KOBO, ODK, QUALTRICS = "LimeSurvey", "REDCap", "KoboToolbox", "ODK Central", "Qualtrics"

_ROLES: dict[Role, str] = {
    # Microsoft Forms "ID" or "Id"; LimeSurvey codes; and so on.
    "response-id": (
        "id|response id|responseid|record_id|record id|respondent id|respondent_id|_uuid|key|submission id|"
        "instanceid|antwort id|id de la réponse|id de respuesta|contribution id"
    ),
    "response-part": (
        "redcap_event_name|event name|redcap_repeat_instrument|repeat instrument|redcap_repeat_instance|repeat instance"
    ),
    "completed": (
        "completion time|submitdate|date submitted|end|end date|enddate|date_modified|hora de finalización|"
        "heure de fin|fertigstellungszeit|hora de conclusão|ora di completamento|godzina ukończenia|"
        "datum abgeschickt|date de soumission|fecha de envío|tijd van voltooien|survey timestamp"
    ),
    "submitted": (
        "_submission_time|submissiondate|recordeddate|recorded date|submitted at|submission date|submit date (utc)|"
        "added time|creation date"
    ),
    "stamp": (
        "timestamp|datestamp|date last action|today|marca temporal|horodateur|carimbo de data/hora|"
        "informazioni cronologiche|zeitstempel|tijdstempel|sygnatura czasowa|date de la dernière action|"
        "datum letzte aktivität"
    ),
    "started": (
        "start time|start|start date|startdate|startdate|date started|date_created|hora de inicio|heure de début|"
        "startzeit|hora de início|ora di inizio|godzina rozpoczęcia|datum gestartet|date de lancement|begintijd|"
        "start date (utc)"
    ),
    "finished": "finished",
    "progress": "progress",
    "status": "status|response type|response status|respondent status",
    "review": "reviewstate|review_status|_validation_status",
    "complete": "complete?",
    "personal": (
        "e-mail|email|email address|e-mail address|mail|ip address|ipaddress|ip_address|ipaddr|ip|name|names|"
        "first name|last name|surname|forename|full name|firstname|lastname|first_name|last_name|username|user name|"
        "nickname|initials|phone|phone number|phonenumber|mobile|telephone|address|home address|postcode|post code|"
        "zip|zip code|deviceid|device id|device|simserial|subscriberid|imei|location|geolocation|_geolocation|gps|"
        "locationlatitude|locationlongitude|location latitude|location longitude|latitude|longitude|"
        "start-geopoint|recipientlastname|recipientfirstname|recipientemail|recipient last name|"
        "recipient first name|recipient email|externalreference|externaldatareference|external data reference|"
        "external reference|redcap_survey_identifier|survey identifier|submitterid|submittername|_submitted_by|"
        "meta-instancename|instancename|token|access code|referrer url|refurl|user id|userid|date of birth|dob|"
        "participant|participant name|emailaddress|submission ip|referrer name|task owner|network id|alias|"
        "correo electrónico|dirección de correo electrónico|nombre|nombre de usuario|adresse de messagerie|"
        "adresse de courriel|adresse e-mail|nom|prénom|nom d'utilisateur|e-mail-adresse|nome|cognome|"
        "endereço de e-mail|indirizzo email|posta elettronica|adres e-mail|nazwa|naam|ip-adresse|zugangscode|"
        "weiterleitungs-url|voornaam|vorname|nachname|telefon|telefono|téléphone|teléfono"
    ),
    "nothing": (
        "last modified time|language|total points|quiz feedback|grade posted time|score|collector id|collector_id|"
        "collector|lastpage|last page|startlanguage|start language|seed|interviewtime|total time|"
        "redcap_data_access_group|data access group|_id|_notes|_status|__version__|_tags|_index|_attachments|"
        "_xform_id_string|meta/instanceid|meta/rootuuid|meta-instanceid|formhub/uuid|attachmentspresent|"
        "attachmentsexpected|edits|formversion|formdef_version|audit|deletedat|duration (in seconds)|"
        "distributionchannel|distribution channel|userlanguage|user language|sc0|prolific_pid|responseset|"
        "response set|tags|tag|ending|last update date|last update|export date|stage date (utc)|starttime|"
        "idioma|langue|total de puntos|comentarios del cuestionario|hora de la última modificación|"
        "heure de la dernière modification|zeitpunkt der letzten änderung|hora da última modificação|"
        "czas ostatniej modyfikacji|puntuación|letzte seite|start-sprache|zufallsgeneratorstartwert|"
        "dernière page|langue de départ|tête de série|última página|lenguaje inicial|semilla"
    ),
}
_BY_HEADING: dict[str, Role] = {heading: role for role, every in _ROLES.items() for heading in every.split("|")}

_LIKE: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"[a-z0-9_]+_timestamp"), "completed"),  # REDCap: a form's name before it
    (re.compile(r"[a-z0-9_]+_complete"), "complete"),
    (
        re.compile(r"(?:points|feedback|points total|puntos|comentarios) ?[-:] .*"),
        "nothing",
    ),  # quizzes in Microsoft Forms
    (re.compile(r"(?:group|question) time: .*|(?:group)?[a-z0-9]*time\d+"), "nothing"),  # LimeSurvey's timings
    (re.compile(r"q_[a-z_]+"), "nothing"),  # Qualtrics' embedded data
    (re.compile(r"_[a-z]*geo[a-z_]*|_?start-geopoint.*|.*_(?:latitude|longitude|altitude|precision)"), "personal"),
    (
        re.compile(r"custom(?: data|_|_data| value)? ?\d*"),
        "personal",
    ),  # SurveyMonkey: what the collector was told of a person
    (re.compile(r"attribute_\d+|_parent.*|_submission_.*|meta[/-].*|\$edited"), "nothing"),
    (re.compile(r"document merge status.*|merged doc .*|link to merged doc.*"), "nothing"),
    (re.compile(r"(?:.*[/-])?[a-z0-9_]+_note"), "nothing"),  # the notes of our own XLSForm
    (
        re.compile(
            r"(?:what(?:'s| is| are) )?(?:please )?(?:type |write |enter |give |add )?(?:in )?"
            r"(?:(?:your|the|respondent'?s?|participant'?s?|patient'?s?|member'?s?|staff|first|last|full|family|given|"
            r"preferred|user|nick) ?)*(?:names?|surname|e-?mails?(?: address)?|(?:phone|telephone|mobile)(?: number)?|"
            r"(?:home |postal )?address|post ?code|date of birth|ip(?: address)?|"
            r"(?:nhs|hospital|staff|payroll) (?:number|no))"
            r"(?: \(.{0,40}\))?\??"
        ),
        "personal",
    ),
)


def role_of(heading: str) -> Role | None:
    """What a service's own column is good for, by its cleaned heading; ``None`` for any other column.

    >>> role_of("completion time"), role_of("what is your name?"), role_of("who decides")
    ('completed', 'personal', None)
    """
    known = _BY_HEADING.get(heading)
    if known or len(heading) > 200:
        return known
    return next((role for pattern, role in _LIKE if pattern.fullmatch(heading)), None)


_SIGNS: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    (QUALTRICS, (frozenset({"responseid", "recordeddate"}), frozenset({"responseid", "responseset"}))),
    (QUALTRICS, (frozenset({"response id", "recorded date"}),)),
    (SURVEYMONKEY, (frozenset({"respondent id", "collector id"}), frozenset({"respondent_id", "collector_id"}))),
    (LIMESURVEY, (frozenset({"submitdate"}), frozenset({"date submitted", "last page"}))),
    (LIMESURVEY, (frozenset({"lastpage", "startlanguage"}), frozenset({"datum abgeschickt"}))),
    (
        LIMESURVEY,
        (
            frozenset({"date de soumission"}),
            frozenset({"fecha de envío"}),
            frozenset({"response id", "date submitted"}),
        ),
    ),
    (ODK, (frozenset({"submissiondate", "key"}), frozenset({"key", "reviewstate"}))),
    (KOBO, (frozenset({"_uuid", "_submission_time"}), frozenset({"_id", "_index"}), frozenset({"_submission_time"}))),
    (REDCAP, (frozenset({"redcap_survey_identifier"}), frozenset({"redcap_event_name"}), frozenset({"record_id"}))),
    (REDCAP, (frozenset({"record id"}), frozenset({"survey timestamp", "complete?"}))),
    (MICROSOFT, (frozenset({"start time", "completion time"}),)),
    (
        MICROSOFT,
        (
            frozenset({"hora de inicio", "hora de finalización"}),
            frozenset({"heure de début", "heure de fin"}),
            frozenset({"startzeit", "fertigstellungszeit"}),
            frozenset({"hora de início", "hora de conclusão"}),
            frozenset({"ora di inizio", "ora di completamento"}),
            frozenset({"godzina rozpoczęcia", "godzina ukończenia"}),
            frozenset({"begintijd", "tijd van voltooien"}),
        ),
    ),
    (
        GOOGLE,
        tuple(
            frozenset({each})
            for each in (
                "timestamp",
                "marca temporal",
                "horodateur",
                "carimbo de data/hora",
                "informazioni cronologiche",
                "zeitstempel",
                "tijdstempel",
                "sygnatura czasowa",
            )
        ),
    ),
)
"""Headings of which all stand in an export of a service, the surest first."""


def service_with(headings: Collection[str]) -> str:
    """Name the service that writes such headings (cleaned); empty where none is known that does.

    >>> service_with({"timestamp", "who decides"}), service_with({"team", "date", "voice"})
    ('Google Forms', '')
    """
    there = set(headings)
    return next((name for name, signs in _SIGNS if any(sign <= there for sign in signs)), "")


_PREVIEWS = {
    "survey preview": "a preview", "preview": "a preview", "survey test": "a test", "test": "a test",
    "spam": "spam", "possible spam": "spam", "survey spam": "spam",
}  # fmt: skip
_PREVIEW_NUMBERS = {"1": "a preview", "2": "a test", "8": "spam", "9": "a preview", "12": "spam", "17": "a preview"}
"""Numbers that Qualtrics writes for the same (its help page on response types)."""
_STOPPED = {"partial", "incomplete", "in progress", "disqualified", "over quota"}
_NO = {"false", "0", "no", "falsch", "faux", "falso"}
_REFUSED = {"rejected", "not approved", "validation_status_not_approved"}
_UNREADABLE = {"notdecrypted", "missingencryptedformdata"}
_INCOMPLETE = {"0", "incomplete"}
NOT_COMPLETED = "[not completed]"
"""What REDCap writes for the time of a survey that was begun and not sent."""


def why_not_counted(role: Role, heading: str, said: str, service: str) -> str:
    """Say why a row is left out by what stands in one of a service's columns; empty where it counts.

    ``said`` is the cleaned cell.

    >>> why_not_counted("finished", "Finished", "false", "Qualtrics")
    'not finished (Finished)'
    >>> why_not_counted("status", "Status", "0", "Qualtrics")
    ''
    """
    why = ""
    match role:
        case "finished" if said in _NO:
            why = f"not finished ({heading})"
        case "progress" if said.removesuffix("%").isdigit() and int(said.removesuffix("%")) < 100:
            why = f"not finished ({heading})"
        case "status" if said in _PREVIEWS:
            why = _PREVIEWS[said]
        case "status" if service == QUALTRICS and said in _PREVIEW_NUMBERS:
            why = _PREVIEW_NUMBERS[said]
        case "status" if said in _STOPPED:
            why = f"not finished ({heading})"
        case "status" if said in _UNREADABLE:
            why = "not decrypted"
        case "review" if said in _REFUSED:
            why = f"rejected ({heading})"
        case "completed" if said == NOT_COMPLETED:
            why = f"not finished ({heading})"
        case "completed" if not said and service == LIMESURVEY:
            why = f"not finished (no {heading})"
        case _:
            pass
    return why


def is_incomplete(said: str) -> bool:
    """Whether REDCap's column of a form says that it is not complete; it counts where nothing was answered."""
    return said in _INCOMPLETE

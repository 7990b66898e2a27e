"""Closed choices of the command line. Kept apart from the commands, which import more."""

from __future__ import annotations

from enum import StrEnum


class VoiceChoice(StrEnum):
    """Whose answers a sheet holds."""

    TOGETHER = "together"
    STAFF = "staff"
    LIVED_EXPERIENCE = "lived-experience"


class PageFormat(StrEnum):
    """How a page may be written."""

    TEXT = "text"
    MARKDOWN = "markdown"


class RubricFormat(StrEnum):
    """How a set of questions may be written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"


class ScoreFormat(StrEnum):
    """How results may be written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    XLSX = "xlsx"
    PARQUET = "parquet"


class PlanFormat(StrEnum):
    """How a plan may be shown on one page."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    ICS = "ics"
    XLSX = "xlsx"


class CollectFormat(StrEnum):
    """How what has come in may be written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class DiffFormat(StrEnum):
    """How a comparison may be written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class ReportFormat(StrEnum):
    """How a report for people may be written."""

    HTML = "html"
    MARKDOWN = "markdown"
    DOCX = "docx"
    XLSX = "xlsx"


class ImportFormat(StrEnum):
    """How what was understood may be written."""

    TEXT = "text"
    JSON = "json"


class DayOrder(StrEnum):
    """Whether the day or the month comes first in dates such as 03/04/2026."""

    DMY = "dmy"
    MDY = "mdy"


class ExportKind(StrEnum):
    """What questions are written as, for other programs."""

    WORKBOOK = "workbook"
    QUESTIONS = "questions"
    XLSFORM = "xlsform"
    LIMESURVEY = "limesurvey"
    REDCAP = "redcap"
    FHIR = "fhir"
    JSON_SCHEMA = "json-schema"

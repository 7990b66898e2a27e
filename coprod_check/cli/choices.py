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


class PlanFormat(StrEnum):
    """How a plan may be shown on one page."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


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

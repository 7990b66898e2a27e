"""What FHIR resources are called, where they live, and which texts they may hold (R4, 4.0.1)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_check.documents.text import as_typed

if TYPE_CHECKING:
    from coprod_check.documents.rubric import Rubric
    from coprod_check.documents.shapes import Voice

LONGEST_ID = 64
"""Letters, digits, hyphens and full stops of an id (hl7.org/fhir/R4/datatypes.html#id)."""
LONGEST_NAME = 255
_CUT_ID = 55
_BASE = re.compile(r"https?://[^\s/<>\"'|#?\\^`{}][^\s<>\"'|#?\\^`{}]*", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def canonical_base(address: str) -> str | None:
    """The address under which resources live, without a stroke at its end; ``None`` where it cannot be one.

    An address with ``?``, ``#`` or ``|`` in it is none: what is put behind it would not be a path,
    and ``|`` parts an address from a version.

    >>> canonical_base("https://example.org/fhir/"), canonical_base("example.org"), canonical_base("https://a.org?b")
    ('https://example.org/fhir', None, None)
    """
    return address.rstrip("/") if _BASE.fullmatch(address) else None


def resource_id(*parts: str) -> str:
    """An id that a resource may have; one that would be too long is cut, and made its own again by eight digits.

    >>> resource_id("coproduction-values", "staff")
    'coproduction-values-staff'
    >>> len(resource_id("a" * 80, "staff")), resource_id("a" * 80, "staff") == resource_id("a" * 80, "together")
    (64, False)
    """
    whole = "-".join(parts)
    if len(whole) <= LONGEST_ID:
        return whole
    return f"{whole[:_CUT_ID]}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def computer_name(*parts: str) -> str:
    """A name that programs may use: a capital letter, then letters and digits (invariant que-0).

    >>> computer_name("coproduction-values", "lived-experience"), computer_name("2nd")
    ('CoproductionValuesLivedExperience', 'Q2nd')
    """
    words = [word for part in parts for word in part.split("-") if word]
    name = "".join(word[0].upper() + word[1:] for word in words)
    return (name if name[:1].isalpha() else f"Q{name}")[:LONGEST_NAME]


def fhir_text(text: str) -> str:
    r"""A text as a FHIR string may hold it; empty where nothing is left of it, and then it must be left out.

    No control characters but line ends and tabs, and no white space beyond the plain one: the
    pattern of a string is ``[ \r\n\t\S]+`` (hl7.org/fhir/R4/datatypes.html#string).

    >>> fhir_text(" a\u00a0b\u0007\r\nc "), fhir_text("\u0001")
    ('a b\nc', '')
    """
    return "".join(" " if each.isspace() and each not in " \n\t" else each for each in as_typed(text)).strip()


def language_code(language: str) -> str | None:
    """A language tag (BCP 47); ``None`` where a rubric names its language in another way.

    >>> language_code("en-GB"), language_code("plain English")
    ('en-GB', None)
    """
    return language if _LANGUAGE.fullmatch(language) else None


@dataclass(frozen=True, slots=True)
class Published:
    """A set of questions as an organisation publishes it: what its resources are called, and where they live."""

    rubric: Rubric
    base: str
    """The organisation's address, without a stroke at its end."""

    def id_of(self, voice: Voice) -> str:
        """The id of the questionnaire that one voice reads."""
        return resource_id(self.rubric.id, voice)

    def url_of(self, voice: Voice) -> str:
        """The address of that questionnaire."""
        return f"{self.base}/Questionnaire/{self.id_of(voice)}"

    @property
    def answers_id(self) -> str:
        """The id of the list of codes for answers to practices."""
        return resource_id(self.rubric.id, "answers")

    @property
    def answers_system(self) -> str:
        """The address of that list, which every coded answer names."""
        return f"{self.base}/CodeSystem/{self.answers_id}"

    @property
    def experience_id(self) -> str:
        """The id of the list of codes for answers to experience questions."""
        return resource_id(self.rubric.id, "experience")

    @property
    def experience_system(self) -> str:
        """The address of that list."""
        return f"{self.base}/CodeSystem/{self.experience_id}"

    @property
    def sheet_system(self) -> str:
        """The address that says what kind of number a sheet id is."""
        return f"{self.base}/sheet"

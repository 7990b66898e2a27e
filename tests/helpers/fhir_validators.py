"""Two validators of FHIR that others wrote, each asked for everything that it finds wrong with a resource."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import fhirkit
from pydantic import ValidationError


def found_by_fhirkit(resource: dict[str, Any]) -> list[str]:
    """What ``fhirkit-rs`` finds, which knows FHIR R4."""
    return [str(issue) for issue in fhirkit.validate(resource)]


def found_by_fhir_resources(resource: dict[str, Any]) -> list[str]:
    """What ``fhir.resources`` finds. It has no R4 but R4B, in which the resources that we write are the same."""
    kind = resource["resourceType"]
    shape = getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind)
    try:
        shape.model_validate(resource)
    except ValidationError as error:
        return [str(each["loc"]) for each in error.errors()]
    return []


def assert_sound(resource: dict[str, Any]) -> None:
    """Hold a resource against both."""
    assert (found_by_fhirkit(resource), found_by_fhir_resources(resource)) == ([], [])

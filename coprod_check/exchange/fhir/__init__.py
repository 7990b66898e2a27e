"""The questions and answers as FHIR R4 resources (version 4.0.1)."""

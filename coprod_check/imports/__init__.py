"""Answers collected with another service: cells in; sheets, and what must be settled first, out. No files."""

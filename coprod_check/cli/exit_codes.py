"""Every way in which a run can end."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the contract, section 5."""

    OK = 0
    DIFFERENT = 1
    """The check ran, and its answer is "no" or "they differ"."""
    BAD_COMMAND = 2
    BAD_FILE = 3
    SAVED_FOR_LATER = 4
    OUR_BUG = 70
    STOPPED = 130
    """Ctrl-C: 128 + SIGINT."""

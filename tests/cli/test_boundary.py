"""What is raised becomes a message and an exit code, on each system."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest
from helpers.process import environment

from coprod_check.cli.boundary import boundary

STOPPED_READING = """
import os, sys
from coprod_check.cli.boundary import boundary
os.name = {system!r}
with boundary():
    raise OSError({number}, "as it is called there")
"""


def left_with(system: str, number: int) -> subprocess.CompletedProcess[str]:
    """Run into this error with a name of the system that may not be ours."""
    code = STOPPED_READING.format(system=system, number=number)
    return subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(("system", "number"), [("posix", errno.EPIPE), ("nt", errno.EPIPE), ("nt", errno.EINVAL)])
def test_a_reader_who_has_seen_enough_is_no_fault(system: str, number: int) -> None:
    done = left_with(system, number)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_same_number_elsewhere_is_a_fault_and_is_told() -> None:
    done = left_with("posix", errno.EINVAL)
    assert (done.returncode, done.stderr) == (3, "a file: as it is called there\n")


def test_on_windows_too_a_file_that_is_named_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "name", "nt")
    with pytest.raises(SystemExit) as left, boundary():
        raise OSError(errno.EINVAL, "not a name", "a|b.toml")
    monkeypatch.undo()
    assert left.value.code == 3
    assert capsys.readouterr().err == "a|b.toml: not a name\n"

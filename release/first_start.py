# ruff: noqa: INP001 - travels at the top of the single file, and is part of no package
"""How the single file starts: unpack once into a folder that is its user's alone, and run from there.

It cannot run from within itself: a system loads compiled parts from real files only.
Whoever could put files into that folder would decide what runs here, so one that others can
change is not used; then, as where nothing can be kept, a fresh one serves for this run alone.

Kept readable for Python 3.7, so that an old one says that it is too old.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

OURS = "coprod-check"
WRONG_COMMAND, BAD_FILE = 2, 3

STALE = 24 * 60 * 60
"""Seconds after which a half-unpacked folder is one of a start that was ended."""


def start(build: str, made_for: str, endings: tuple[str, ...]) -> None:
    """Run the program that lies in this file.

    ``build`` names what it holds, ``made_for`` tells people what it is for, and ``endings``
    are those of compiled parts that it has: each says a system, a processor and a Python.
    """
    from _imp import extension_suffixes  # noqa: PLC0415 - what importlib.machinery takes them from

    own = extension_suffixes()[0]
    if own not in endings:
        version = ".".join(str(part) for part in sys.version_info[:2])
        give_up(f"this file is for {made_for}; what it was started with is Python {version} on {sys.platform}")
    archive = Path(__file__).parent.absolute()
    try:
        folder = unpacked(archive, build + own, tuple(ending for ending in endings if ending != own))
    except OSError as error:
        give_up(f"there is no place to unpack this file to: {error.strerror or error}", BAD_FILE)
    sys.path[:] = [str(folder), *(path for path in sys.path if Path(path).absolute() != archive)]
    os.environ.setdefault("COPROD_PROGRAM", typed(sys.argv[0], os.name))
    from coprod_check.__main__ import main  # noqa: PLC0415 - it is there from now on

    main()


def give_up(why: str, code: int = WRONG_COMMAND) -> NoReturn:
    """End with one sentence."""
    sys.stderr.write(f"coprod-check: {why}\n")
    sys.exit(code)


def typed(file: str, system: str) -> str:
    r"""The words that a person types to start this file again, a line each: there may be spaces in them.

    >>> typed("our files/coprod-check.pyz", "nt")
    'py\nour files/coprod-check.pyz'
    """
    if system == "nt":
        return f"py\n{file}"
    return file if os.sep in file and os.access(file, os.X_OK) else f"python3\n{file}"


def unpacked(archive: Path, name: str, others: tuple[str, ...]) -> Path:
    """The folder that what the archive holds lies in; it is unpacked where it is not there yet.

    ``others`` are the endings of parts that are for other Pythons: they stay packed.
    """
    kept = kept_folder()
    if kept is not None:
        folder = kept / name
        if folder.is_dir():
            return folder
        try:
            return unpacked_into(kept, archive, name, others)
        except OSError:
            pass  # a full or a locked disk; elsewhere there may be room
    return for_this_run(archive, others)


def kept_folder() -> Path | None:
    """Where what was unpacked is kept for the next start; ``None`` where that would not be ours alone."""
    try:
        above = cache_folder(os.environ, os.name, sys.platform)
        if above is None or not above.is_absolute():
            return None
        kept = above.resolve() / OURS
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.mkdir(mode=0o700, exist_ok=True)
        return kept if os.access(str(kept), os.W_OK) and ours_alone(kept) else None
    except (OSError, RuntimeError):  # nothing may be written there, or nobody knows where home is
        return None


def cache_folder(environ: Mapping[str, str], system: str, platform: str) -> Path | None:
    """Where programs keep what they can make again, as each system has it.

    >>> cache_folder({"XDG_CACHE_HOME": "/home/ann/made-again"}, "posix", "linux")
    PosixPath('/home/ann/made-again')
    """
    said = environ.get("LOCALAPPDATA" if system == "nt" else "XDG_CACHE_HOME")
    if said or system == "nt":
        return Path(said) if said else None
    home = Path("~").expanduser()
    return home / "Library" / "Caches" if platform == "darwin" else home / ".cache"


def ours_alone(folder: Path) -> bool:
    """Whether nobody else can change what is in a folder, nor put another in its place.

    That is so where it and all above it are ours or the administrator's, and only their owner
    writes there. A shared folder such as ``/tmp`` may stand above, where its sticky bit keeps
    each from renaming what is another's. Windows keeps a person's own folder so by itself.
    """
    if not hasattr(os, "getuid"):
        return True
    me, found = os.getuid(), folder.lstat()
    if folder.is_symlink() or found.st_uid != me or found.st_mode & 0o022:
        return False
    for above in folder.parents:
        found = above.lstat()
        others_write, sticky = found.st_mode & 0o022, found.st_mode & 0o1000
        if found.st_uid not in {0, me} or (others_write and not sticky):
            return False
    return True


def unpacked_into(kept: Path, archive: Path, name: str, others: tuple[str, ...]) -> Path:
    """Unpack beside, then rename: a start that is ended leaves no folder that is half full under its name."""
    import shutil  # noqa: PLC0415 - at the first start only
    import tempfile  # noqa: PLC0415

    clear_stale(kept)
    folder = kept / name
    half = Path(tempfile.mkdtemp(prefix=f"{name}.", suffix=".part", dir=str(kept)))
    try:
        extract(archive, half, others)
        half.rename(folder)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)
        if not folder.is_dir():  # else another start was quicker
            raise
    return folder


def clear_stale(kept: Path) -> None:
    """Remove what starts that were ended left half unpacked."""
    import shutil  # noqa: PLC0415
    import time  # noqa: PLC0415

    for half in kept.glob("*.part"):
        if time.time() - half.lstat().st_mtime > STALE:
            shutil.rmtree(half, ignore_errors=True)


def for_this_run(archive: Path, others: tuple[str, ...]) -> Path:
    """Unpack into a fresh folder that nobody else can open, and remove it at the end."""
    import atexit  # noqa: PLC0415
    import shutil  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix=f"{OURS}."))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    extract(archive, folder, others)
    return folder


def extract(archive: Path, folder: Path, others: tuple[str, ...]) -> None:
    """Write what the archive within the archive holds into a folder, but for the parts for other Pythons."""
    import zipfile  # noqa: PLC0415

    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("Unpacking, this first time only ...\n")
    with zipfile.ZipFile(archive) as outer, outer.open("site.zip") as held, zipfile.ZipFile(held) as inner:
        inner.extractall(folder, [name for name in inner.namelist() if not name.endswith(others)])

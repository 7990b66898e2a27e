"""Very many sheets in files of their own: read by several processes, packed into columns.

A process is given 500 names of files, and gives back a ``Batch``: of a folder with
``a.answers.toml`` (Team A, staff) and ``b.answers.toml`` (Team B, together), say,
``teams=["Team A", "Team B"]`` and ``voices=[1, 0]``. Here they become arrays.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.context
import os
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from coprod_check.batch.reading.packer import begin_work, number_of, pack_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coprod_check.batch.layout import Layout
    from coprod_check.batch.reading.packer import Batch
    from coprod_check.batch.sheet_columns import Packed, SheetColumns

FILES_AT_ONCE = 500
"""Files that a process is given at a time."""
MOST_PROCESSES = 8
"""More would wait for the disk, and for the one that puts everything together."""


def pack(files: Sequence[str], layout: Layout, advance: Callable[[int], None]) -> tuple[Packed, list[int]]:
    """Pack every plain sheet; gives them, and the places of the files that need careful reading.

    ``advance`` is told how many files were read.
    """
    batches = _batches(layout, files)
    following = next(batches, None)

    from coprod_check.batch.sheet_columns import Packed  # noqa: PLC0415 - the other processes are at work by now

    packed, left = Packed(layout), []
    while following:
        start, batch = following
        packed.add(rows_of(batch, [files[start + place] for place in batch.which], packed))
        left += [start + place for place in batch.left]
        advance(len(batch.which) + len(batch.left))
        following = next(batches, None)
    return packed, left


def _batches(layout: Layout, files: Sequence[str]) -> Iterator[tuple[int, Batch]]:
    """Read the files some at a time, in order."""
    starts = range(0, len(files), FILES_AT_ONCE)
    processes = min(_processors(), MOST_PROCESSES, len(starts))
    done = 0
    if processes > 1:
        try:
            with ProcessPoolExecutor(processes, _context(), initializer=begin_work) as pool:
                try:
                    coming = pool.map(pack_files, *_work(layout, files, starts))
                    import numpy as np  # noqa: F401, PLC0415 - takes as long as they take to start

                    for batch in coming:
                        yield starts[done], batch
                        done += 1
                except BaseException:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise
        except (OSError, BrokenProcessPool):
            pass  # a machine that lets us start no processes: this one reads the rest
    for start in starts[done:]:
        yield start, pack_files(layout, files[start : start + FILES_AT_ONCE])


def _context() -> multiprocessing.context.BaseContext:
    """Choose how to start processes: as copies of this one, where it has done nothing yet that a copy could break."""
    copies = sys.platform == "linux" and threading.active_count() == 1 and not {"numpy", "polars"} & sys.modules.keys()
    return multiprocessing.get_context("fork" if copies else "spawn")


def _work(layout: Layout, files: Sequence[str], starts: range) -> tuple[list[Layout], list[Sequence[str]]]:
    return [layout] * len(starts), [files[start : start + FILES_AT_ONCE] for start in starts]


def _processors() -> int:
    """How many processors we may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS or Windows
        return os.cpu_count() or 1


def rows_of(batch: Batch, names: Sequence[str], packed: Packed) -> SheetColumns:
    """Make columns of a batch; ``names`` are those of its files."""
    import numpy as np  # noqa: PLC0415 - while the other processes start

    from coprod_check.batch.sheet_columns import SheetColumns  # noqa: PLC0415

    size, layout = len(names), packed.layout
    first = len(packed.names.files)
    packed.names.files += names
    return SheetColumns(
        answers=np.frombuffer(batch.answers, np.uint8).reshape(size, len(layout.practices)),
        team=np.fromiter(map(packed.names.team, batch.teams), np.uint32, size),
        label=np.fromiter(map(packed.names.label, batch.labels), np.uint32, size),
        date=np.array(batch.dates, np.int32),
        voice=np.frombuffer(batch.voices, np.uint8),
        share=np.frombuffer(batch.share, np.bool_),
        staff=np.array(batch.staff, np.uint32),
        members=np.array(batch.members, np.uint32),
        respondent=np.fromiter(map(number_of, batch.respondents), np.int64, size),
        sheet=np.fromiter(map(number_of, batch.sheets), np.int64, size),
        circumstances=np.array(batch.circumstances, layout.circumstance_bits),
        experience=np.array(batch.experience, layout.option_bits).reshape(size, len(layout.questions)),
        file=np.arange(first, first + size, dtype=np.uint32),
        line=np.zeros(size, np.uint32),
    )

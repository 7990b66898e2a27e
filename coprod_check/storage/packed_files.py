"""Very many sheets in files of their own: read by several processes, packed into columns."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import numpy as np

from coprod_check.columns.packed import Rows
from coprod_check.storage.packer import number_of, pack_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coprod_check.columns.codes import Layout
    from coprod_check.columns.packed import Packed
    from coprod_check.storage.packer import Batch

AT_ONCE = 500
"""Files that a process is given at a time."""
MOST_PROCESSES = 8
"""More would wait for the disk, and for the one that puts everything together."""


def pack(files: Sequence[str], packed: Packed, advance: Callable[[int], None]) -> list[int]:
    """Pack every plain sheet; gives the places of the files that need careful reading.

    ``advance`` is told how many files were read.
    """
    left: list[int] = []
    for start, batch in _batches(packed.layout, files):
        packed.add(rows_of(batch, [files[start + place] for place in batch.which], packed))
        left += [start + place for place in batch.left]
        advance(len(batch.which) + len(batch.left))
    return left


def _batches(layout: Layout, files: Sequence[str]) -> Iterator[tuple[int, Batch]]:
    """Read the files some at a time, in order."""
    starts = range(0, len(files), AT_ONCE)
    processes = min(_processors(), MOST_PROCESSES, len(starts))
    done = 0
    if processes > 1:
        try:
            # A fresh process each: a copy of this one could inherit a lock that nobody will give back.
            context = multiprocessing.get_context("spawn")
            with ProcessPoolExecutor(processes, context, initializer=_leave_interrupts_to_the_parent) as pool:
                try:
                    for batch in pool.map(pack_files, *_work(layout, files, starts)):
                        yield starts[done], batch
                        done += 1
                except BaseException:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise
        except (OSError, BrokenProcessPool):
            pass  # a machine that lets us start no processes: this one reads the rest
    for start in starts[done:]:
        yield start, pack_files(layout, files[start : start + AT_ONCE])


def _work(layout: Layout, files: Sequence[str], starts: range) -> tuple[list[Layout], list[Sequence[str]]]:
    return [layout] * len(starts), [files[start : start + AT_ONCE] for start in starts]


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processors() -> int:
    """How many processors we may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS or Windows
        return os.cpu_count() or 1


def rows_of(batch: Batch, names: Sequence[str], packed: Packed) -> Rows:
    """Make columns of a batch; ``names`` are those of its files."""
    size, layout = len(names), packed.layout
    first = len(packed.names.files)
    packed.names.files += names
    return Rows(
        answers=np.frombuffer(batch.answers, np.uint8).reshape(size, len(layout.practices)),
        team=np.fromiter(map(packed.names.team, batch.teams), np.uint32, size),
        label=np.fromiter(map(packed.names.label, batch.labels), np.uint32, size),
        date=np.array(batch.dates, np.int32),
        voice=np.frombuffer(batch.voices, np.uint8),
        share=np.frombuffer(batch.share, np.bool_),
        staff=np.array(batch.staff, np.uint32),
        members=np.array(batch.members, np.uint32),
        person=np.fromiter(map(number_of, batch.persons), np.int64, size),
        circumstances=np.array(batch.circumstances, np.uint64),
        experience=np.array(batch.experience, np.uint64).reshape(size, len(layout.questions)),
        file=np.arange(first, first + size, dtype=np.uint32),
        line=np.zeros(size, np.uint32),
    )

"""Sheets that are in memory, scored as if the program had read them: as objects, or as columns."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest import mock

from coprod_check.batch.gather import Gathered, read_again
from coprod_check.batch.layout import layout_of
from coprod_check.batch.reading.files import rows_of
from coprod_check.batch.reading.packer import Batch, Packer
from coprod_check.batch.reading.tables import pack_table
from coprod_check.batch.scored import ScoredColumns
from coprod_check.batch.sheet_columns import Packed
from coprod_check.cli.progress import unwatched
from coprod_check.cli.scored import ScoredOneByOne
from coprod_check.storage.library import Rubrics
from coprod_check.storage.sheet_files import Collected, to_data
from coprod_check.storage.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from coprod_check.batch.sheet_columns import SheetColumns
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.rounds import SheetFile


def as_objects(asked: Rubric, filed: Sequence[SheetFile]) -> ScoredOneByOne:
    """Score these sheets one by one."""
    return ScoredOneByOne(Collected([(asked, each) for each in filed]))


def as_columns(asked: Rubric, filed: Sequence[SheetFile]) -> ScoredColumns:
    """Score these sheets packed, as far as they are plain."""
    by_name = {each.source: each for each in filed}
    layout = layout_of(asked)
    assert layout is not None
    found, packed, batch = Collected(), Packed(layout), Batch()
    packer, names = Packer(layout, batch), []
    for each in filed:
        if packer.add(to_data(each.sheet)):
            names.append(each.source)
        else:
            found.sheets.append((asked, each))
    packed.add(rows_of(batch, names, packed))

    def again(rows: SheetColumns) -> Collected:
        return Collected([(asked, by_name[packed.names.files[file]]) for file in rows.file.tolist()])

    return ScoredColumns(Gathered(found, asked, packed, again), unwatched)


def table_as_objects(asked: Rubric, path: Path) -> ScoredOneByOne:
    """Score the rows of a table one by one."""
    read = read_table(path, lambda _: asked)
    return ScoredOneByOne(Collected(read.sheets, problems=read.problems, unread=read.unread))


def table_as_columns(asked: Rubric, path: Path) -> ScoredColumns:
    """Score the rows of a table packed, as far as they are plain."""
    layout = layout_of(asked)
    assert layout is not None
    packed = Packed(layout)
    left = pack_table(path, packed, asked, lambda _: asked, lambda _: None)
    found = Collected(left.sheets, problems=left.problems, unread=left.unread)
    return ScoredColumns(
        Gathered(found, asked, packed, lambda rows: read_again(rows, packed, asked, Rubrics())), unwatched
    )


@contextmanager
def without_threads() -> Iterator[None]:
    """Do at once what a thread would do ahead. For a round or two, starting one takes longer than the work."""
    with mock.patch.object(ThreadPoolExecutor, "submit", _at_once):
        yield


def _at_once(_: ThreadPoolExecutor, work: Callable[..., Any], /, *what: Any, **how: Any) -> Future[Any]:
    done: Future[Any] = Future()
    done.set_result(work(*what, **how))
    return done

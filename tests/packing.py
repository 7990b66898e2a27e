"""Sheets that are in memory, given to the program as if it had read them: as objects, or as columns."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest import mock

from coprod_check.batch.files import rows_of
from coprod_check.batch.layout import layout_of
from coprod_check.batch.packer import Batch, Packer
from coprod_check.batch.sheet_columns import Packed
from coprod_check.cli import scored
from coprod_check.cli.collect import Gathered
from coprod_check.cli.commands import plan as plan_command
from coprod_check.storage.sheet_files import Collected, to_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from coprod_check.batch.sheet_columns import SheetColumns
    from coprod_check.documents.rubric import Rubric
    from coprod_check.rules.rounds import SheetFile


@contextmanager
def read_as_objects(asked: Rubric, filed: Sequence[SheetFile]) -> Iterator[None]:
    """Let the commands find these sheets, one object each."""

    def found(*_: object) -> Collected:
        return Collected([(asked, each) for each in filed])

    with (
        mock.patch.object(plan_command, "collect", found),
        mock.patch.object(scored, "gather", return_value=Gathered(found())),
    ):
        yield


@contextmanager
def read_as_columns(asked: Rubric, filed: Sequence[SheetFile]) -> Iterator[None]:
    """Let ``score`` find these sheets packed, as far as they are plain."""
    by_name = {each.source: each for each in filed}

    def gather(*_: object) -> Gathered:
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
        return Gathered(found, asked, packed)

    def unpack(gathered: Gathered, rows: SheetColumns, _: Any) -> None:
        assert gathered.packed is not None
        names = [gathered.packed.names.files[file] for file in rows.file.tolist()]
        gathered.found.sheets += [(asked, by_name[name]) for name in names]

    with mock.patch.object(scored, "gather", gather), mock.patch.object(scored, "unpack", unpack):
        yield

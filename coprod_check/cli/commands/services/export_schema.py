"""``coprod-check export --to json-schema``: what our own files may hold, for editors that check while people write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coprod_check.cli.boundary import say
from coprod_check.cli.each import file_of
from coprod_check.documents.errors import BadCommand
from coprod_check.documents.text import count
from coprod_check.exchange.json_schemas import SCHEMAS, file_name, shipped
from coprod_check.storage.writing import write_output

if TYPE_CHECKING:
    from coprod_check.cli.commands.services.export_options import ExportOptions

HOW_TO_USE = """\
An editor that checks TOML finds the schema by the first line of a file beside it, such as:
#:schema ./plan.schema.json
Sheets and plans that are begun in this folder from now on have that line."""


def run(options: ExportOptions) -> None:
    """Write the schemas, a file each, over those that are there."""
    folder = options.out
    if folder is None:
        message = f"--to json-schema writes {len(SCHEMAS)} files; name a folder for them with --out"
        raise BadCommand(message)
    if folder.exists() and not folder.is_dir():
        message = f"--out: {folder} is a file; name a folder"
        raise BadCommand(message)
    for name in SCHEMAS:
        write_output(file_of(folder, file_name(name)), shipped(name))
    say(f"{count(len(SCHEMAS), 'file is', 'files are')} in {folder}.")
    say(HOW_TO_USE)

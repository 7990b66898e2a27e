"""Worked rounds by way of what is for very many sheets: from files, from CSV and from JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.in_memory import as_columns
from helpers.table_rows import write_table
from helpers.worked_rounds import WORKED_ROUNDS, assert_as_worked_out, rubric_file, rubric_of_round, sheets_of_round

from coprod_check.batch.gather import Much, gather
from coprod_check.batch.scored import ScoredColumns
from coprod_check.cli.progress import unwatched
from coprod_check.rules.rounds import SheetFile, round_of
from coprod_check.storage.library import Rubrics
from coprod_check.storage.sheet_files import Collected

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coprod_check.rules.rounds import Round


def by_columns(folder: Path, files: Sequence[str] = (), tables: Sequence[Path] = ()) -> ScoredColumns:
    gathered = gather(
        Much(files, many_files=bool(files), tables=tables, large_tables=tables, found=Collected()),
        Rubrics(str(rubric_file(folder))),
        unwatched,
    )
    assert gathered is not None
    return ScoredColumns(gathered, unwatched)


def read_from(folder: Path, kind: str, place: Path) -> ScoredColumns:
    if kind == "files":
        return by_columns(folder, files=[path.as_posix() for path in sorted(folder.glob("*.answers.toml"))])
    table = write_table(place / f"t.{kind}", [filed.sheet for filed in sheets_of_round(folder)])
    return by_columns(folder, tables=[table])


@pytest.mark.parametrize("kind", ["files", "csv", "jsonl"])
@pytest.mark.parametrize("folder", WORKED_ROUNDS, ids=lambda path: path.name)
def test_every_figure_agrees_by_way_of_columns(folder: Path, kind: str, tmp_path: Path) -> None:
    scored = read_from(folder, kind, tmp_path)
    assert [each for each in scored.problems if each.where != "sheet" and "same day" not in each.message] == []
    (result,) = scored.results
    assert_as_worked_out(result, folder)


def of_people_apart(settled: Round) -> list[SheetFile]:
    """The sheets that count, as if each were of a person of its own: then nothing needs a rule of who is who."""
    private = (each for voice in settled.voices.values() for each in voice.sheets)
    counted = [*([settled.together] if settled.together else []), *private]
    apart = {"team": settled.team, "round": settled.label, "respondent": "", "sheet": "", "finished": True}
    return [SheetFile(each.source, each.sheet.model_copy(update=apart)) for each in counted]


@pytest.mark.parametrize("folder", WORKED_ROUNDS, ids=lambda path: path.name)
def test_the_sheets_that_count_are_scored_in_columns(folder: Path) -> None:
    settled = round_of(rubric_of_round(folder), sheets_of_round(folder))
    assert settled is not None
    if any(voice.someone_left_out for voice in settled.voices.values()):
        pytest.skip("a person who is left out as a problem counts, and has no sheet that does")
    scored = as_columns(settled.rubric, of_people_apart(settled))
    assert scored.in_columns == 1
    (result,) = scored.results
    assert_as_worked_out(result, folder)

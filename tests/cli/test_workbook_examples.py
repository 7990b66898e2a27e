"""``examples/exchange``: the results of the Meadow Lane group as a workbook and as Parquet, made again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import polars as pl
from helpers.exchange_story import assert_same_parts
from helpers.golden import UPDATE
from helpers.in_process import run
from helpers.process import ROOT
from helpers.workbooks import opened, records
from polars.testing import assert_frame_equal

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = ROOT / "examples" / "exchange"
MEADOW = ROOT / "examples" / "report" / "meadow-lane"


def test_the_workbook_of_a_report_is_what_the_program_writes(tmp_path: Path) -> None:
    assert run("report", MEADOW, "--out", tmp_path / "results.xlsx").returncode == 0
    assert_same_parts(FOLDER / "results.xlsx", (tmp_path / "results.xlsx").read_bytes())
    assert "Actions" in opened(FOLDER / "results.xlsx").sheetnames


def test_the_parquet_of_the_practices_is_what_the_program_writes(tmp_path: Path) -> None:
    made, kept = tmp_path / "practices.parquet", FOLDER / "practices.parquet"
    assert run("score", MEADOW, "--format", "parquet", "--out", made).returncode == 0
    if os.environ.get(UPDATE) == "1":
        kept.write_bytes(made.read_bytes())
    # Another version of polars may pack the same table in other bytes.
    assert_frame_equal(pl.read_parquet(made), pl.read_parquet(kept))
    levels = [row["Level"] for row in records((FOLDER / "results.xlsx").read_bytes(), "Practices")]
    assert pl.read_parquet(kept)["level"].to_list() == levels

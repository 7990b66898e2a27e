"""Scores a path to CSV with objects or with columns, however much there is.

python score_as.py objects|columns PATH
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import clone  # noqa: F401 - before the program

from coprod_check.cli.choices import ScoreFormat
from coprod_check.cli.commands import score
from coprod_check.cli.thresholds import Thresholds

NEVER = 1 << 62
WAYS = {
    "objects": Thresholds(files=NEVER, csv=NEVER, json_lines=NEVER, parquet=NEVER),
    "columns": Thresholds(files=1, csv=0, json_lines=0, parquet=0),
}

if __name__ == "__main__":
    way, path = sys.argv[1:]
    score.run(score.Options([Path(path)], None, ScoreFormat.CSV, Path(os.devnull), plain=False), WAYS[way])

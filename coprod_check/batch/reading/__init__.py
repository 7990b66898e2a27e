"""Very many sheets read fast: each plain one becomes a row, every other one is left for careful reading."""

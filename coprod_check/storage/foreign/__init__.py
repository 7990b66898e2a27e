"""Files of other programs as grids of cells: CSV and workbooks, whatever wrote them, however they were damaged."""

"""Results and plans as workbooks: a sheet a module."""

"""Other programs' formats and the core's values, both ways."""

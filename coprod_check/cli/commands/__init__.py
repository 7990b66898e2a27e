"""One file for each command: its options, and one run."""

"""The command line: options in, one call, exit code out. Only here are the clock and the environment read."""

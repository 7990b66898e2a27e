"""What coaches and facilitators read in between: what changed, how a plan went, what to check, what has come in."""

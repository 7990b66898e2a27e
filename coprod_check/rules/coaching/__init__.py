"""What coaches and facilitators look at in between: plans or sheets compared, plans to check, and what has come in."""

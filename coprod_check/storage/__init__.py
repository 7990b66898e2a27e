"""Our own files and the core's values, both ways."""

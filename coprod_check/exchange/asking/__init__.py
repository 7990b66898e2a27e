"""The questions as other services take them: a service a module."""

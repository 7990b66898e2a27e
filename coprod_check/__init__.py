"""Find out how far along your co-production really is, and leave with a plan."""

__version__ = "0.1.0"

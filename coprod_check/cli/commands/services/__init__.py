"""Commands that trade with other services: import and export."""

"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# The same cases in every run, however busy the machine is: what fails here fails everywhere. COPROD_EXPLORE=1 draws
# others each time.
settings.register_profile("same", derandomize=True, deadline=None)
if not os.environ.get("COPROD_EXPLORE"):
    settings.load_profile("same")

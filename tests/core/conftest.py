from __future__ import annotations

from hypothesis import settings

# A busy machine is no reason for a test to fail.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")

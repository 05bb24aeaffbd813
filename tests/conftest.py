"""What all tests share: property tests that never depend on chance or on a busy machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("graphkit", deadline=None, derandomize=True)
settings.load_profile("graphkit")

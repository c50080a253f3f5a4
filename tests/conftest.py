"""What all tests share: the memory and the patience of the process that runs them."""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, settings

_MANY = 50_000

# How long an example takes says how busy the machine is; no test asserts a time.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays till the end: all modules, and all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MANY, 10, 10)

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Protocol

import pytest

from console.api.records.call import Call

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


class MakeCall(Protocol):
    def __call__(self, **fields: Any) -> Call: ...


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def a_call() -> MakeCall:
    """Makes a call out of the fields that matter; datetimes are written as the API writes them."""

    def make(**fields: Any) -> Call:
        raw = {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in fields.items()
        }
        return Call.read({"id": "call_1", **raw})

    return make

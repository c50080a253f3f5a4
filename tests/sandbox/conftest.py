"""One quiet sandbox for the tests that change nothing others look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox_server import Sandbox, running_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def api(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with sandbox.api() as client:
        yield client

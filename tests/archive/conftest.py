"""Archives in a folder of their own."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from console.archive.store import Archive

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "acme.sqlite3"


@asynccontextmanager
async def opened(path: Path | None) -> AsyncGenerator[Archive]:
    """An archive that is closed afterwards."""
    archive = Archive(path)
    try:
        yield archive
    finally:
        await archive.close()


@pytest.fixture
async def archive(path: Path) -> AsyncGenerator[Archive]:
    async with opened(path) as archive:
        yield archive

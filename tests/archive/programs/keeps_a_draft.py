"""Keeps a draft in the archive at the given path, says so, and waits for its end."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from console.archive.drafts import Draft
from console.archive.store import Archive


async def main() -> None:
    archive = Archive(Path(sys.argv[1]))
    moment = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
    for text in ("first words", "last words"):
        draft = Draft("model", {"system_prompt": "before"}, {"system_prompt": text}, moment)
        await archive.drafts.keep("llm_1", draft)
    print("kept", flush=True)  # noqa: T201
    await asyncio.Event().wait()


asyncio.run(main())

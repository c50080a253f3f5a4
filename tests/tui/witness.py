"""Whoever looks for secrets wherever the console could have left them."""

from __future__ import annotations

import gc
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget

from tests.tui.at_numbers import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pytest

    from tests.console_pilot import Console


@cache
def parts_of(secret: str) -> tuple[str, ...]:
    """The secret and all of it that is longer than what a masked one shows."""
    return tuple(secret[at : at + 8] for at in range(len(secret) - 7))


@dataclass
class Witness:
    """Everything that could tell a secret."""

    console: Console
    folder: Path
    log: pytest.LogCaptureFixture
    copied: list[str]
    secrets: Sequence[str]

    def tells(self) -> list[str]:
        """Where a secret, or a part of one, is told; by files alone once the console has ended."""
        texts = self._texts() if self.console.app.is_running else self._written()
        return [where for where, text in texts if self._has_part(text)]

    def holds(self) -> list[str]:
        """The widgets that hold a secret, those among them that are closed and not yet freed."""
        return [
            f"{widget!r}.{name}"
            for widget in gc.get_objects()
            if isinstance(widget, Widget)
            for name, value in vars(widget).items()
            if isinstance(value, str) and self._has_part(value)
        ]

    def files(self) -> list[str]:
        """All that was written in the folder, the home of the console."""
        return [str(path) for path in self.folder.rglob("*") if path.is_file()]

    def _has_part(self, text: str) -> bool:
        return any(part in text for secret in self.secrets for part in parts_of(secret))

    def _texts(self) -> Iterator[tuple[str, str]]:
        app = self.console.app
        yield "screen", "\n".join(drawn(self.console))
        yield "picture", app.export_screenshot()
        yield "messages", "\n".join(each.message for each in app._notifications)  # pyright: ignore[reportPrivateUsage]
        yield "clipboard", "\n".join((*self.copied, app.clipboard))
        yield "log", self.log.text
        yield "environment", "\n".join(os.environ.values())
        yield from self._written()

    def _written(self) -> Iterator[tuple[str, str]]:
        for path in self.files():
            yield path, Path(path).read_bytes().decode("utf-8", "replace")
